//! `due`: what has to be published or withdrawn by when. What was published is read from the documents that stand by the
//! log, so the list is right whoever published them.

use crate::cli::DueArguments;
use crate::clock::Clock;
use crate::files::{self, Folder, exists};
use crate::log::{Book, Logging};
use crate::out::{Exit, Failure, Out, Outcome};
use crate::publish::shelf;
use crate::publish::sources::Sources;
use crate::{input, text};
use dual_random::deadline::{Calendar, CalendarYear, Due, Duty, Open, Terms, due_list};
use dual_random::outcome::{Party, Penalty, Reports};
use dual_random::{Date, Digest, Language};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Years {
    #[serde(rename = "year", default)]
    years: Vec<CalendarYear>,
}

/// What the documents that stand show.
#[derive(Default)]
struct Shown {
    targets: BTreeSet<String>,
    penalties: BTreeSet<String>,
}

pub(crate) fn run(arguments: &DueArguments, clock: &Clock, out: &mut Out) -> Outcome<Exit> {
    let (folder, language) = (Folder::new(&arguments.dir), out.language);
    let on = match &arguments.on {
        Some(on) => Date::new(on).map_err(|_| Failure(text::bad_date(language, on)))?,
        None => clock.now(language)?.day(),
    };
    let DueArguments { outcomes, penalties, .. } = arguments;
    let sources = Sources::of(&folder, outcomes.as_deref(), penalties.as_deref(), language)?;
    out.lines(sources.notes.iter().cloned());
    let shown = shown(&folder, &sources, Logging::new(&arguments.log, clock), language)?;
    let usual = folder.calendar();
    let calendar = arguments.calendar.as_deref().unwrap_or(&usual);
    let terms = sources.settings.terms();
    let open = open(&sources, &shown, on);
    if let (Some(announced), Some(bytes)) =
        (sources.announcement.plan.calendar, files::read_if_there(calendar, language)?)
        && announced != Digest::of_file(&bytes)
    {
        out.line(text::other_calendar(language, calendar.display()));
    }
    let list = due_list(open, &terms, &self::calendar(calendar, language)?, on)
        .map_err(|error| Failure(format!("{}: {}", calendar.display(), error.message(language))))?;
    let missed = draw_deadlines(&folder, &sources, on, out);
    out.line(text::overdue(language, on, list.overdue.len()));
    out.lines(list.overdue.iter().map(|due| line(due, &terms, language)));
    out.line(text::due(language, list.due.len()));
    out.lines(list.due.iter().map(|due| line(due, &terms, language)));
    if let Some(reports) = sources.reports.as_ref().filter(|reports| !reports.pending().is_empty()) {
        let until = sources.announcement.plan.visits.to;
        out.line(text::not_reported(language, reports.pending().len(), until));
        out.lines(reports.pending().iter().map(|target| format!("  {target}")));
    }
    let is_late = missed || !list.overdue.is_empty();
    Ok(if is_late { Exit::Incomplete } else { Exit::Done })
}

fn calendar(path: &Path, language: Language) -> Outcome<Calendar> {
    let bytes = files::read(path, language, text::ask_calendar(language))?;
    let Years { years } = input::toml(path, &bytes, language)?;
    Calendar::new(&years).map_err(|error| Failure(format!("{}: {}", path.display(), error.message(language))))
}

fn shown(folder: &Folder, sources: &Sources, logging: Logging<'_>, language: Language) -> Outcome<Shown> {
    let standing = Book::of(folder, &sources.announcement, logging, language)?.published();
    let mut shown = Shown::default();
    for version in shelf::versions(folder, language)? {
        if !standing.contains_key(&version.digest) {
            continue;
        }
        let data: Value = serde_json::from_slice(&version.data).unwrap_or_default();
        let column = |table: &str, column: &str| -> Vec<String> {
            let rows = data["tables"][table].as_array().into_iter().flatten();
            rows.filter_map(|row| row[column].as_str().map(str::to_owned)).collect()
        };
        match version.layout.id {
            "outcomes" | "visit" => shown.targets.extend(column("outcomes", "id")),
            "penalties" => shown.penalties.extend(column("penalties", "number")),
            _ => {}
        }
    }
    Ok(shown)
}

/// What is to be done: what is not shown yet, and what is shown no longer than its day.
fn open(sources: &Sources, shown: &Shown, on: Date) -> Vec<Open> {
    let reports = sources.reports.iter().flat_map(Reports::iter);
    let results = reports.filter(|report| report.openness.is_shown()).filter_map(|report| {
        let outcome = report.outcome.as_ref().ok()?;
        let (duty, subject) = (Duty::PublishResult, report.target.to_string());
        let is_open = !shown.targets.contains(&subject);
        is_open.then_some(Open { duty, subject, from: outcome.completed, until: None })
    });
    let penalties = sources.penalties.iter().flatten();
    let penalties = penalties.filter(|penalty| penalty.openness.is_shown() && penalty.party != Party::Minor);
    results.chain(penalties.filter_map(|penalty| of_penalty(penalty, shown, on))).collect()
}

fn of_penalty(penalty: &Penalty, shown: &Shown, on: Date) -> Option<Open> {
    let subject = penalty.number.to_string();
    let (duty, from, until) = match (shown.penalties.contains(&subject), penalty.changed_on) {
        (true, Some(changed)) => (Duty::WithdrawPenalty, changed, None),
        (true, None) => (Duty::EndPublication, penalty.decided, Some(penalty.published_until)),
        // What ended before it was shown is not to be shown any more.
        (false, None) if penalty.published_until < on => return None,
        (false, None) => (Duty::PublishPenalty, penalty.decided, None),
        (false, Some(_)) => return None,
    };
    Some(Open { duty, subject, from, until })
}

/// The draw's own deadlines that are open. Whether one is missed.
fn draw_deadlines(folder: &Folder, sources: &Sources, on: Date, out: &mut Out) -> bool {
    let (plan, language) = (&sources.announcement.plan, out.language);
    let mut missed = false;
    for (path, what, by) in [
        (folder.seal(), text::publish_seal(language), &plan.seal_by),
        (folder.disclosure(), text::publish_disclosure(language), &plan.disclose_by),
    ] {
        if !exists(&path) && !exists(&folder.void()) {
            let is_late = by.day() < on;
            missed |= is_late;
            out.line(text::draw_deadline(language, by, what, text::late(language, is_late)));
        }
    }
    missed
}

fn line(due: &Due, terms: &Terms, language: Language) -> String {
    let (term, what) = (terms.of(due.duty), due.duty.template(language));
    if due.duty == Duty::EndPublication {
        return text::due_until(language, due.by, what, &due.subject);
    }
    let within = text::within(language, term.amount, term.unit.template(language));
    text::due_line(language, due.by, what, &due.subject, due.from, within, &term.source)
}
