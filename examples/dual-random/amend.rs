//! `amend`: strikes after the seal. Whoever holds the opening can foresee who would come in, so the program shows the
//! outcome only when it stands: confirmed, written and logged.

use crate::cli::AmendArguments;
use crate::explain::{drawn_lines, named, person};
use crate::files::{self, Access, Folder, Written};
use crate::log::{Book, Logging};
use crate::out::{Exit, Failure, Out, Outcome};
use crate::publish::sources;
use crate::{account, continued, disclose, draw, explain, input, pages, strikes, text};
use dual_random::Say;
use dual_random::draw::AmendError;
use dual_random::draw::staffing::Shortage;
use dual_random::plan::{Ceremony, Replacement};
use dual_random::record::Entry;
use dual_random::story::{SeatEvent, Since, Struck, Visit};
use dual_random::{Amended, Date, Drawn, Instant, Language, Story, Strikes};
use std::path::PathBuf;

pub(crate) fn run(arguments: &AmendArguments, logging: Logging<'_>, out: &mut Out) -> Outcome<Exit> {
    let (folder, language) = (Folder::new(&arguments.dir), out.language);
    let mut drawn = input::result(&folder, language)?;
    let announcement = drawn.announcement().clone();
    let book = Book::of(&folder, &announcement, logging, language)?;
    book.still_stands()?;
    disclose::sound(&folder, &drawn, out)?;
    let completed = sources::completed(&folder, arguments.outcomes.as_deref(), &drawn, language)?;
    let asked = strikes::read(arguments, &explain::story(&drawn, language)?, &completed, language)?;
    not_ahead(asked.strikes.date, &logging.clock.now(language)?, language)?;
    let (amended, amendment) = match again(&folder, &drawn, &asked.strikes, language)? {
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
            let made =
                made.map_err(|error| Failure(text::not_amended(language, refusal(&error, language))))?;
            (drawn, made)
        }
    };
    let pen = book.pen(vec![Entry::amended(&announcement, amendment.seal())])?;
    let written = publish(&folder, &amended, &amendment, language)?;
    let logged = pen.write()?;
    let shortage = draw::shortage(&amended, language)?;
    out.lines(outcome(language, &explain::story(&amended, language)?, &amendment, shortage.as_ref()));
    out.lines(logged.message(language));
    out.lines(next(&folder, &amendment, language));
    if written.and(logged.written) == Written::Identical {
        out.line(text::identical(language));
    }
    let open = amendment.seal().seats.open;
    let is_open = announcement.plan.ceremony != Ceremony::Selection && open > 0;
    if is_open {
        out.line(text::open_after_amendment(language, open));
        out.line(text::staffing_next(language, folder.path().display()));
    }
    Ok(if is_open { Exit::Incomplete } else { Exit::Done })
}

/// A slip of the pen in the date would bar every amendment up to then.
fn not_ahead(date: Date, now: &Instant, language: Language) -> Outcome<()> {
    if date <= now.day() {
        return Ok(());
    }
    Err(Failure(text::date_ahead(language, date, now)))
}

/// A date that is chosen afterwards chooses the order of the strikes: an audit finds one that is logged more than three
/// days later, and two that are logged on one day (PROTOCOL.md §21.2).
fn in_time(book: &Book<'_>, date: Date, now: &Instant, language: Language) -> Outcome<()> {
    let today = now.day();
    if today.days_from_epoch() - date.days_from_epoch() > 3 {
        return Err(Failure(text::date_late(language, date, now)));
    }
    match book.last_amended() {
        Some(at) if at.day() == today => Err(Failure(text::amended_today(language, at))),
        _ => Ok(()),
    }
}

/// The last amendment, if these are its strikes: a run that was interrupted goes on.
fn again(
    folder: &Folder,
    drawn: &Drawn,
    strikes: &Strikes,
    language: Language,
) -> Outcome<Option<(Drawn, Amended)>> {
    let mut before: Vec<Amended> = drawn.amendments().collect();
    let Some(last) = before.pop() else {
        return Ok(None);
    };
    if last.date() != strikes.date {
        return Ok(None);
    }
    let sealed = input::sealed_result(folder, language)?;
    let mut base = input::amended(folder, sealed, &before, language)?;
    match base.amend(strikes.clone()) {
        Ok(amendment) if amendment == last => Ok(Some((base, amendment))),
        _ => Err(Failure(text::date_amended(language, strikes.date))),
    }
}

/// Why strikes are refused. The rows are those of the protocol's order, which nobody here has seen.
fn refusal(error: &AmendError, language: Language) -> String {
    let AmendError::Faults { faults } = error else {
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
    amendment: &Amended,
    language: Language,
) -> Outcome<Written> {
    let form = |error| Failure(text::cannot_encode(language, error));
    let number = amended.amendments().len();
    let bytes = amendment.reveal().map_err(form)?;
    let tasks = pages::amended_tasks(language, amended, &input::contacts(folder, language)?)?;
    let seal = amendment.seal().to_bytes().map_err(form)?;
    let all: [(PathBuf, &[u8], Access); 3] = [
        (folder.amendment(number), &bytes, Access::Owner),
        (folder.amended_tasks(number), &tasks, Access::Owner),
        (folder.amendment_seal(number), &seal, Access::Everyone),
    ];
    files::write_all(&all, language)
}

/// What came of the strikes, in words.
pub(crate) fn outcome(
    language: Language,
    story: &Story<'_>,
    amendment: &Amended,
    shortage: Option<&Shortage>,
) -> Vec<String> {
    let mut lines = vec![text::amended(language, amendment.seal().number, amendment.date())];
    let Some((this, changed)) = story.amendments().last().map(|(name, _, changed)| (name, changed)) else {
        return lines;
    };
    let is_this = |since: Since| since.amendment == Some(this);
    let struck = story.struck().iter().filter(|struck| is_this(struck.since));
    lines.extend(struck.map(|struck| replaced(language, story, struck)));
    for strike in &amendment.strikes().inspectors {
        let who = person(language, story, &strike.inspector);
        let from = strike.target.as_ref().map(|target| named(language, story, target));
        let from = from.unwrap_or_else(|| text::all_visits(language).to_owned());
        lines.push(text::struck_off(language, who, from, &strike.reason));
    }
    let made: Vec<&Visit<'_>> = changed.made.iter().filter_map(|id| story.visit(id)).collect();
    for visit in &made {
        lines.push(account::visit(language, story, visit));
        for seat in &visit.seats {
            for event in &seat.events {
                if let SeatEvent::Drawn(drawn, since) = event
                    && is_this(*since)
                {
                    let told = drawn_lines(language, story, seat, drawn, &story.pool(visit, seat, *since));
                    lines.extend(told.iter().map(|line| format!("  {line}")));
                }
            }
        }
    }
    lines.extend(shortage.into_iter().flat_map(|shortage| account::shortage(language, shortage)));
    let plan = story.plan();
    if plan.amendments.replacement == Replacement::FreshValue && !made.is_empty() {
        lines.push(text::fresh_value(language).to_owned());
    }
    let seats = amendment.seal().seats;
    if plan.ceremony != Ceremony::Selection {
        lines.push(text::seats(language, seats.total, seats.filled, seats.open));
    }
    lines
}

fn replaced(language: Language, story: &Story<'_>, struck: &Struck<'_>) -> String {
    let (target, reason) = (named(language, story, struck.visit.id()), &struck.strike.reason);
    match struck.alternate {
        Some(alternate) => text::replaced_by(language, target, reason, named(language, story, alternate)),
        None => text::replaced_by_nobody(language, target, reason),
    }
}

/// What is to be done now.
fn next(folder: &Folder, amendment: &Amended, language: Language) -> Vec<String> {
    let (dir, number) = (folder.path().display(), amendment.seal().number);
    let seal = amendment.seal().digest().map(|digest| text::grouped(&digest)).unwrap_or_default();
    vec![text::amendment_seal_digest(language, seal), text::amend_next(language, dir, number)]
}
