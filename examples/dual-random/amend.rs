//! `amend`: strikes after the seal. Whoever holds the opening can foresee who would come in, so the program shows the
//! outcome only when it stands: confirmed, written and logged.

use crate::cli::AmendArguments;
use crate::explain::{drawn_lines, named, person};
use crate::files::{self, Access, Folder, Written};
use crate::log::{Book, Logging};
use crate::out::{Exit, Failure, Out, Outcome};
use crate::view::{DrawnTarget, View};
use crate::{account, continued, disclose, input, pages, strikes, text};
use dual_random::commit::document::Replaced;
use dual_random::draw::AmendError;
use dual_random::plan::{Ceremony, Replacement};
use dual_random::record::Entry;
use dual_random::{Amendment, Date, Drawn, Instant, Language, Strikes, TargetId};
use std::collections::BTreeSet;
use std::path::PathBuf;

pub(crate) fn run(arguments: &AmendArguments, logging: Logging<'_>, out: &mut Out) -> Outcome<Exit> {
    let (folder, language) = (Folder::new(&arguments.dir), out.language);
    let drawn = input::result(&folder, language)?;
    let announcement = drawn.private().announcement.clone();
    let book = Book::of(&folder, &announcement, logging, language)?;
    book.still_stands()?;
    disclose::sound(&folder, &drawn, out)?;
    let asked = strikes::read(arguments, &View::new(drawn.private()), language)?;
    not_ahead(asked.strikes.date, &logging.clock.now(language)?, language)?;
    let made = match again(&folder, &drawn, &asked.strikes, language)? {
        Some(made) => made,
        None => {
            book.not_disclosed()?;
            continued::is_not(&folder, language)?;
            in_time(&book, asked.strikes.date, &logging.clock.now(language)?, language)?;
            disclose::is_logged(&book, &folder, &drawn, language)?;
            disclose::is_published(&folder, &drawn, language)?;
            out.line(text::strikes_head(language, drawn.amendments().len() + 1, asked.strikes.date));
            out.lines(asked.lines);
            if !arguments.yes && !out.confirms(text::confirm_strikes(language)) {
                out.line(text::not_amended_not_confirmed(language));
                return Ok(Exit::Incomplete);
            }
            let made = drawn.amend(asked.strikes);
            made.map_err(|error| Failure(text::not_amended(language, refusal(&error, language))))?
        }
    };
    let (amended, amendment) = made;
    let pen = book.pen(vec![Entry::amended(&announcement, &amendment.seal)])?;
    let written = publish(&folder, &amended, &amendment, language)?;
    let logged = pen.write()?;
    out.lines(outcome(language, &View::new(amended.private()), &amendment));
    out.lines(logged.message(language));
    out.lines(next(&folder, &amendment, language));
    if written.and(logged.written) == Written::Identical {
        out.line(text::identical(language));
    }
    let is_open = announcement.plan.ceremony != Ceremony::Selection && amendment.seal.seats.open > 0;
    if is_open {
        out.line(text::open_after_amendment(language, amendment.seal.seats.open));
        out.line(text::staffing_next(language, folder.path().display()));
    }
    Ok(if is_open { Exit::Incomplete } else { Exit::Done })
}

/// A slip of the pen in the date would bar every amendment up to then.
fn not_ahead(date: Date, now: &Instant, language: Language) -> Outcome<()> {
    if date.days_from_epoch() <= now.days_from_epoch_in_china() {
        return Ok(());
    }
    Err(Failure(text::date_ahead(language, date, now)))
}

/// A date that is chosen afterwards chooses the order of the strikes: an audit finds one that is logged more than three
/// days later, and two that are logged on one day (PROTOCOL.md §19.1).
fn in_time(book: &Book<'_>, date: Date, now: &Instant, language: Language) -> Outcome<()> {
    let today = now.days_from_epoch_in_china();
    if today - date.days_from_epoch() > 3 {
        return Err(Failure(text::date_late(language, date, now)));
    }
    match book.last_amended() {
        Some(at) if at.days_from_epoch_in_china() == today => Err(Failure(text::amended_today(language, at))),
        _ => Ok(()),
    }
}

/// The last amendment, if these are its strikes: a run that was interrupted goes on.
fn again(
    folder: &Folder,
    drawn: &Drawn,
    strikes: &Strikes,
    language: Language,
) -> Outcome<Option<(Drawn, Amendment)>> {
    let Some((last, before)) = drawn.amendments().split_last() else {
        return Ok(None);
    };
    if last.strikes.date != strikes.date {
        return Ok(None);
    }
    let sealed = input::sealed_result(folder, language)?;
    let base = input::amended(folder, sealed, before, language)?;
    match base.amend(strikes.clone()) {
        Ok((amended, amendment)) if amendment == *last => Ok(Some((amended, amendment))),
        _ => Err(Failure(text::date_amended(language, strikes.date))),
    }
}

/// Why strikes are refused. The rows are those of the protocol's order, which nobody here has seen.
fn refusal(error: &AmendError, language: Language) -> String {
    let AmendError::Faults(faults) = error else {
        return error.message(language);
    };
    let line = |fault: &dual_random::Fault| {
        let mut fault = fault.clone();
        fault.row = None;
        fault.message(language)
    };
    faults.as_slice().iter().map(line).collect::<Vec<_>>().join("\n  ")
}

/// Writes everything of an amendment. Its seal comes last: nothing is public before the amendment is safe.
pub(crate) fn publish(
    folder: &Folder,
    amended: &Drawn,
    amendment: &Amendment,
    language: Language,
) -> Outcome<Written> {
    let form = |error| Failure(text::cannot_encode(language, error));
    let number = amended.amendments().len();
    let bytes = amendment.to_bytes().map_err(form)?;
    let tasks = pages::amended_tasks(language, amended.private())?;
    let seal = amendment.seal.to_bytes().map_err(form)?;
    let all: [(PathBuf, &[u8], Access); 3] = [
        (folder.amendment(number), &bytes, Access::Owner),
        (folder.amended_tasks(number), &tasks, Access::Owner),
        (folder.amendment_seal(number), &seal, Access::Everyone),
    ];
    files::write_all(&all, language)
}

/// The targets that came in or lost somebody.
fn touched(view: &View<'_>, amendment: &Amendment) -> BTreeSet<TargetId> {
    let came = amendment.outcome.replaced.iter().filter_map(|replaced| replaced.alternate.clone());
    let lost = |drawn: &DrawnTarget<'_>| {
        drawn.seats.iter().any(|seat| seat.is_struck_by(amendment.seal.number, amendment.strikes.date))
    };
    let lost = view.drawn().into_iter().filter(lost).map(|drawn| drawn.record.draw.id.clone());
    came.chain(lost).collect()
}

/// What came of the strikes, in words.
pub(crate) fn outcome(language: Language, view: &View<'_>, amendment: &Amendment) -> Vec<String> {
    let outcome = &amendment.outcome;
    let mut lines = vec![text::amended(language, amendment.seal.number, amendment.strikes.date)];
    lines.extend(outcome.replaced.iter().map(|replaced| self::replaced(language, view, replaced)));
    for strike in &amendment.strikes.inspectors {
        let who = person(language, view, &strike.inspector);
        let from = strike.target.as_ref().map(|target| named(language, view, target));
        let from = from.unwrap_or_else(|| text::all_visits(language).to_owned());
        lines.push(text::struck_off(language, who, from, &strike.reason));
    }
    let touched = touched(view, amendment);
    for drawn in view.drawn().iter().filter(|drawn| touched.contains(&drawn.record.draw.id)) {
        lines.push(account::visit(language, view, drawn));
        let team = outcome.teams.iter().find(|team| team.target == drawn.record.draw.id);
        for seat in team.iter().flat_map(|team| &team.seats) {
            let number = usize::try_from(seat.seat).unwrap_or(usize::MAX);
            let ask = drawn.seats.iter().find(|other| other.number == number).map(|seat| seat.ask);
            let ask = ask.map(|ask| text::seat_ask(language, ask)).unwrap_or_default();
            lines.extend(
                drawn_lines(language, view, number, &ask, seat).iter().map(|line| format!("  {line}")),
            );
        }
    }
    lines.extend(outcome.shortage.iter().flat_map(|shortage| account::shortage(language, shortage)));
    let plan = &view.last.announcement.plan;
    if plan.amendments.replacement == Replacement::FreshValue && !touched.is_empty() {
        lines.push(text::fresh_value(language).to_owned());
    }
    let seats = amendment.seal.seats;
    if plan.ceremony != Ceremony::Selection {
        lines.push(text::seats(language, seats.total, seats.filled, seats.open));
    }
    lines
}

fn replaced(language: Language, view: &View<'_>, replaced: &Replaced) -> String {
    let target = named(language, view, &replaced.target);
    let reason = view.struck(&replaced.target).map_or("", |struck| struck.strike.reason.as_str());
    match &replaced.alternate {
        Some(alternate) => text::replaced_by(language, target, reason, named(language, view, alternate)),
        None => text::replaced_by_nobody(language, target, reason),
    }
}

/// What is to be done now.
fn next(folder: &Folder, amendment: &Amendment, language: Language) -> Vec<String> {
    let (dir, number) = (folder.path().display(), amendment.seal.number);
    let seal = amendment.seal.digest().map(|digest| text::grouped(&digest)).unwrap_or_default();
    vec![text::amendment_seal_digest(language, seal), text::amend_next(language, dir, number)]
}
