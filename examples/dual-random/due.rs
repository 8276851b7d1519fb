//! `due`: what has to be published or withdrawn by when. What was published is read from the documents that stand by the
//! log, so the list is right whoever published them.

use crate::cli::DueArguments;
use crate::clock::Clock;
use crate::files::{self, Folder, exists};
use crate::log::{Book, Logging};
use crate::out::{Exit, Failure, Out, Outcome};
use crate::publish::public_files;
use crate::publish::sources::Sources;
use crate::text::{Shown as _, Words};
use crate::{calendar, continued, text};
use dual_random::Date;
use dual_random::deadline::{DrawState, Due, Duty, Published};
use dual_random::outcome::Reports;
use std::borrow::Cow;
use std::collections::BTreeMap;

pub(crate) fn run(arguments: &DueArguments, clock: &Clock, out: &mut Out) -> Outcome<Exit> {
    let folder = Folder::new(&arguments.dir);
    let on = match &arguments.on {
        Some(on) => Date::new(on).map_err(|_| Failure(text::bad_date(text::name(on))))?,
        None => clock.now()?.day(),
    };
    let DueArguments { outcomes, penalties, .. } = arguments;
    let sources = Sources::of(&folder, outcomes.as_deref(), penalties.as_deref())?;
    out.lines(sources.notes.iter().cloned());
    let published = published(&folder, &sources, Logging::new(&arguments.log, clock))?;
    let usual = calendar::place(&folder);
    let calendar = arguments.calendar.as_deref().unwrap_or(&usual);
    if let (Some(announced), Some(bytes)) =
        (sources.announcement.plan.calendar, files::read_if_there(calendar)?)
        && announced != sources.announcement.hash_algorithm().of_file(&bytes)
    {
        out.line(text::other_calendar(calendar.shown()));
    }
    let reports = reports(&folder, &sources)?;
    let mut state = DrawState::announced(&sources.announcement.plan);
    state.sealed = exists(&folder.seal());
    // Both ceremonies are disclosed with the last.
    state.disclosed = exists(&Folder::new(&continued::last(folder.path())?).disclosure());
    state.void = exists(&folder.void());
    state.reports = reports.as_deref();
    state.penalties = sources.penalties.as_deref().unwrap_or_default();
    state.published = published;
    state.reviewed = sources.settings.last_review;
    let known = match arguments.calendar.as_deref() {
        Some(given) => Some(calendar::read(given)?),
        None => calendar::of_folder(&folder)?,
    };
    let known = known.ok_or_else(|| Failure(text::missing_file(usual.shown(), text::ask_calendar())))?;
    out.lines(known.notes().iter().map(text::warning));
    let list = state.due(&sources.settings.terms(), &known, on);
    let list = list.map_err(|error| Failure(text::at(calendar, error)))?;
    out.line(text::overdue(on, list.overdue.len()));
    out.lines(list.overdue.iter().map(text::indented));
    out.line(text::due(list.due.len()));
    let names = arguments.names || exists(&folder.disclosure());
    out.lines(shown(&list.due, names).into_iter().map(text::indented));
    Ok(if list.overdue.is_empty() { Exit::Done } else { Exit::Incomplete })
}

/// What is due. Who is still to be visited is secret: those visits are counted, unless their names are asked for.
fn shown(all: &[Due], names: bool) -> Vec<Words> {
    let mut lines: Vec<(Date, Words)> = Vec::new();
    let mut visits: BTreeMap<Date, usize> = BTreeMap::new();
    for due in all {
        if due.duty == Duty::ReportVisit && !names {
            *visits.entry(due.by).or_default() += 1;
        } else {
            lines.push((due.by, Words::of(due)));
        }
    }
    lines.extend(visits.into_iter().map(|(by, count)| (by, text::visits_due(by, count))));
    lines.sort_by_key(|(by, _)| *by);
    lines.into_iter().map(|(_, line)| line).collect()
}

fn published(folder: &Folder, sources: &Sources, logging: Logging<'_>) -> Outcome<Published> {
    let standing = Book::to_read(folder, &sources.announcement, logging)?.standing();
    let files = public_files(folder, sources.announcement.hash_algorithm())?;
    let stand = files.versions().into_iter().filter(|version| standing.contains_key(&version.digest));
    Ok(stand.fold(Published::none(), |all, version| all.with(&version.page)))
}

/// The reports that were given, or that there is none yet of what is drawn.
pub(crate) fn reports<'a>(folder: &Folder, sources: &'a Sources) -> Outcome<Option<Cow<'a, Reports>>> {
    if let Some(reports) = &sources.reports {
        return Ok(Some(Cow::Borrowed(reports)));
    }
    let scheme = sources.settings.scheme(folder)?;
    let none = sources.stage.reports(scheme, Vec::new()).and_then(Result::ok);
    Ok(none.map(Cow::Owned))
}
