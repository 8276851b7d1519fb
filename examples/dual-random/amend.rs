//! `amend`: strikes after the seal. Whoever holds the opening can foresee who would come in, so the program shows the
//! outcome only when it stands: confirmed, written and logged.

use crate::cli::AmendArguments;
use crate::explain::{drawn_lines, named, person};
use crate::files::{self, Access, Folder, Written};
use crate::log::{Book, Logging};
use crate::out::{Exit, Failure, Out, Outcome};
use crate::publish::sources;
use crate::text::Words;
use crate::text::{Shown as _, Typed as _};
use crate::{account, calendar, continued, disclose, draw, explain, forms, input, strikes, text};
use dual_random::amend::AmendError;
use dual_random::deadline::working_days_until;
use dual_random::draw::staffing::Shortage;
use dual_random::plan::{Ceremony, Replacement};
use dual_random::publish::amended_task_paper;
use dual_random::record::Entry;
use dual_random::story::{SeatEvent, Since, Struck, Visit};
use dual_random::{Amended, Date, Drawn, Language, Story, Strikes, Timestamp};
use std::collections::BTreeSet;
use std::path::PathBuf;

pub(crate) fn run(arguments: &AmendArguments, logging: Logging<'_>, out: &mut Out) -> Outcome<Exit> {
    let folder = Folder::new(&arguments.dir);
    let mut drawn = input::result(&folder)?;
    let announcement = drawn.announcement().clone();
    let book = Book::of(&folder, &announcement, logging)?;
    book.still_stands()?;
    disclose::sound(&folder, &drawn, out)?;
    let completed = sources::completed(&folder, arguments.outcomes.as_deref(), &drawn)?;
    let asked =
        strikes::read(arguments, announcement.hash_algorithm(), &explain::story(&drawn)?, &completed)?;
    not_ahead(asked.strikes.date, &logging.clock.now()?)?;
    let (amended, amendment) = match again(&folder, &drawn, &asked.strikes)? {
        Some(made) => made,
        None => {
            book.not_disclosed()?;
            continued::is_not(&folder)?;
            in_time(&folder, &book, asked.strikes.date, &logging.clock.now()?)?;
            disclose::is_logged(&book, &folder, &drawn)?;
            disclose::is_published(&folder, &drawn)?;
            out.line(text::strikes_head(drawn.amendments().len() + 1, asked.strikes.date));
            out.lines(asked.lines);
            out.lines(limits(&explain::story(&drawn)?, &asked.strikes));
            // What cannot be is refused before anybody is asked; who comes in is said by nobody until it stands.
            let made = drawn.amend(asked.strikes);
            let made = made.map_err(|error| Failure(text::not_amended(refusal(&error))))?;
            if !arguments.yes && !out.confirms(text::confirm_strikes()) {
                out.line(text::not_amended_not_confirmed());
                return Ok(Exit::Incomplete);
            }
            (drawn, made)
        }
    };
    let pen = book.pen(vec![Entry::amended(&announcement, amendment.seal())])?;
    let written = publish(&folder, &amended, &amendment, out.language)?;
    let logged = pen.write()?;
    let shortage = draw::shortage(&amended)?;
    let story = explain::story(&amended)?;
    out.lines(outcome(&story, &amendment, shortage.as_ref()));
    out.lines(forms::after_draw(&folder, &amended, &story, out.language));
    out.lines(logged.message());
    out.lines(next(&folder, &amendment));
    if written.and(logged.written) == Written::Identical {
        out.line(text::identical());
    }
    let open = amendment.seal().seats.open;
    let is_open = announcement.plan.ceremony != Ceremony::Selection && open > 0;
    if is_open {
        out.line(text::open_after_amendment(open));
        out.hint(text::staffing_next(folder.path().typed()));
    }
    Ok(if is_open { Exit::Incomplete } else { Exit::Done })
}

/// A slip of the pen in the date would bar every amendment up to then.
fn not_ahead(date: Date, now: &Timestamp) -> Outcome<()> {
    if date <= now.day() {
        return Ok(());
    }
    Err(Failure(text::date_ahead(date, now)))
}

/// Most working days between a strike and its line in the log.
const LOGGED_WITHIN: u32 = 3;

/// A date that is chosen afterwards chooses the order of the strikes: an audit finds one that is logged more than three
/// working days later, and one when the visits are over (PROTOCOL.md §21.2).
fn in_time(folder: &Folder, book: &Book<'_>, date: Date, now: &Timestamp) -> Outcome<()> {
    let calendar = calendar::of_folder(folder)?;
    let days = working_days_until(date, now.day(), calendar.as_ref());
    if days.is_none_or(|days| days > LOGGED_WITHIN) {
        return Err(Failure(text::date_late(date, now)));
    }
    let to = book.visits().to;
    if date > to {
        return Err(Failure(text::date_after_visits(date, to)));
    }
    Ok(())
}

/// What is left of the announced limits for the strikes that are asked for.
fn limits(story: &Story<'_>, strikes: &Strikes) -> Vec<Words> {
    const MOST: usize = 20;
    let plan = story.plan();
    let (per_seat, per_stratum) = (plan.amendments.strikes_per_seat, plan.amendments.strikes_per_stratum);
    let mut lines = Vec::new();
    let asked: BTreeSet<usize> =
        strikes.targets.iter().filter_map(|strike| Some(story.visit(&strike.target)?.stratum)).collect();
    for stratum in asked {
        let used = story.struck().iter().filter(|struck| struck.visit.stratum == stratum).count() as u64;
        let name = plan.strata.get(stratum).map_or("", |stratum| stratum.name.as_str());
        lines.push(text::stratum_limit(text::name(name), per_stratum, per_stratum.saturating_sub(used)));
    }
    for strike in &strikes.inspectors {
        let is_from = |visit: &&Visit<'_>| strike.target.as_ref().is_none_or(|target| visit.id() == target);
        for visit in story.visits().iter().filter(is_from) {
            for seat in visit.seats.iter().filter(|seat| seat.inspector() == Some(&strike.inspector)) {
                let is_strike = |event: &&SeatEvent<'_>| matches!(event, SeatEvent::Struck(..));
                let used = seat.events.iter().filter(is_strike).count() as u64;
                let place = named(story, visit.id());
                lines.push(text::seat_limit(place, per_seat, per_seat.saturating_sub(used)));
            }
        }
    }
    lines.truncate(MOST);
    lines
}

/// The last amendment, if these are its strikes: a run that was interrupted goes on.
fn again(folder: &Folder, drawn: &Drawn, strikes: &Strikes) -> Outcome<Option<(Drawn, Amended)>> {
    let mut before: Vec<Amended> = drawn.amendments().collect();
    let Some(last) = before.pop() else {
        return Ok(None);
    };
    if last.date() != strikes.date {
        return Ok(None);
    }
    let sealed = input::sealed_result(folder)?;
    let mut base = input::amended(folder, sealed, &before)?;
    // Other strikes of that day are another amendment.
    Ok(base.amend(strikes.clone()).ok().filter(|amendment| *amendment == last).map(|same| (base, same)))
}

/// Why strikes are refused. The rows are those of the protocol's order, which nobody here has seen.
fn refusal(error: &AmendError) -> Words {
    let AmendError::Faults { faults } = error else {
        return Words::of(error);
    };
    let line = |fault: &dual_random::Fault| {
        let mut fault = fault.clone();
        fault.row = None;
        Words::of(fault)
    };
    text::indented_lines(faults.as_slice().iter().map(line))
}

/// Writes everything of an amendment. Its seal comes last: nothing is public before the amendment is safe.
pub(crate) fn publish(
    folder: &Folder,
    amended: &Drawn,
    amendment: &Amended,
    language: Language,
) -> Outcome<Written> {
    let form = |error| Failure(text::cannot_encode(error));
    let number = amended.amendments().len();
    let bytes = amendment.reveal().map_err(form)?;
    let tasks = amended_task_paper(amended, &input::contacts(folder)?, language);
    let tasks = tasks.map_err(|error| Failure(text::cannot_encode(error)))?;
    let seal = amendment.seal().to_bytes().map_err(form)?;
    let all: [(PathBuf, &[u8], Access); 3] = [
        (folder.amendment(number), &bytes, Access::Owner),
        (folder.amended_tasks(number), &tasks, Access::Owner),
        (folder.amendment_seal(number), &seal, Access::Everyone),
    ];
    files::write_all(&all)
}

/// What came of the strikes, in words.
pub(crate) fn outcome(story: &Story<'_>, amendment: &Amended, shortage: Option<&Shortage>) -> Vec<Words> {
    let mut lines = vec![text::amended(amendment.seal().number, amendment.date())];
    let Some((this, changed)) = story.amendments().last().map(|(name, _, changed)| (name, changed)) else {
        return lines;
    };
    let is_this = |since: Since| since.amendment == Some(this);
    let struck = story.struck().iter().filter(|struck| is_this(struck.since));
    lines.extend(struck.map(|struck| replaced(story, struck)));
    for strike in &amendment.strikes().inspectors {
        let who = person(story, &strike.inspector);
        let from = strike.target.as_ref().map(|target| named(story, target));
        let from = from.unwrap_or_else(text::all_visits);
        lines.push(text::struck_off(who, from, text::name(&strike.reason)));
    }
    let made: Vec<&Visit<'_>> = changed.made.iter().filter_map(|id| story.visit(id)).collect();
    for visit in &made {
        lines.push(account::visit(story, visit));
        for seat in &visit.seats {
            for event in &seat.events {
                if let SeatEvent::Drawn(drawn, since) = event
                    && is_this(*since)
                {
                    let told = drawn_lines(story, seat, drawn, &story.pool(visit, seat, *since));
                    lines.extend(told.iter().map(text::indented));
                }
            }
        }
    }
    lines.extend(shortage.into_iter().flat_map(account::shortage));
    let plan = story.plan();
    if plan.amendments.replacement == Replacement::FreshValue && !made.is_empty() {
        lines.push(text::fresh_value());
    }
    let seats = amendment.seal().seats;
    if plan.ceremony != Ceremony::Selection {
        lines.push(text::seats(seats.total, seats.filled, seats.open));
    }
    lines
}

fn replaced(story: &Story<'_>, struck: &Struck<'_>) -> Words {
    let (target, reason) = (named(story, struck.visit.id()), &struck.strike.reason);
    match struck.alternate {
        Some(alternate) => text::replaced_by(target, text::name(reason), named(story, alternate)),
        None => text::replaced_by_nobody(target, text::name(reason)),
    }
}

/// What is to be done now.
fn next(folder: &Folder, amendment: &Amended) -> Vec<Words> {
    let (dir, number) = (folder.path().shown(), amendment.seal().number);
    let seal = amendment.seal().digest().map(|digest| text::grouped(&digest)).unwrap_or_default();
    vec![text::amendment_seal_digest(seal, amendment.seal().hash_algorithm()), text::amend_next(dir, number)]
}
