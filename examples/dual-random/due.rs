//! `due`: what has to be published or withdrawn by when. What was published is read from the documents that stand by the
//! log, so the list is right whoever published them.

use crate::cli::DueArguments;
use crate::clock::Clock;
use crate::files::{self, Folder, exists};
use crate::log::{Book, Logging};
use crate::out::{Exit, Failure, Out, Outcome};
use crate::publish::public_files;
use crate::publish::sources::Sources;
use crate::text::Shown as _;
use crate::text::Words;
use crate::{calendar, text};
use dual_random::deadline::{Due, Duty, Open, Terms, due_list};
use dual_random::outcome::{Party, Penalty, Reports};
use dual_random::plan::{Ceremony, Plan};
use dual_random::{Date, Digest, TargetId};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

/// What the documents that stand show.
#[derive(Default)]
struct Shown {
    targets: BTreeSet<String>,
    penalties: BTreeSet<String>,
}

pub(crate) fn run(arguments: &DueArguments, clock: &Clock, out: &mut Out) -> Outcome<Exit> {
    let folder = Folder::new(&arguments.dir);
    let on = match &arguments.on {
        Some(on) => Date::new(on).map_err(|_| Failure(text::bad_date(text::name(on))))?,
        None => clock.now()?.day(),
    };
    let DueArguments { outcomes, penalties, .. } = arguments;
    let sources = Sources::of(&folder, outcomes.as_deref(), penalties.as_deref())?;
    out.lines(sources.notes.iter().cloned());
    let shown = shown(&folder, &sources, Logging::new(&arguments.log, clock))?;
    let usual = folder.calendar();
    let calendar = arguments.calendar.as_deref().unwrap_or(&usual);
    let terms = sources.settings.terms();
    let open = open(&folder, &sources, &shown, on)?;
    if let (Some(announced), Some(bytes)) =
        (sources.announcement.plan.calendar, files::read_if_there(calendar)?)
        && announced != Digest::of_file(&bytes)
    {
        out.line(text::other_calendar(calendar.shown()));
    }
    let known = calendar::read(calendar)?;
    out.lines(known.notes().iter().map(text::warning));
    let list = due_list(open, &terms, &known, on).map_err(|error| Failure(text::at(calendar, error)))?;
    let line = |due: &Due| line(due, &terms, &sources.announcement.plan);
    out.line(text::overdue(on, list.overdue.len()));
    out.lines(list.overdue.iter().map(line));
    out.line(text::due(list.due.len()));
    out.lines(list.due.iter().map(line));
    Ok(if list.overdue.is_empty() { Exit::Done } else { Exit::Incomplete })
}

fn shown(folder: &Folder, sources: &Sources, logging: Logging<'_>) -> Outcome<Shown> {
    let standing = Book::to_read(folder, &sources.announcement, logging)?.standing();
    let files = public_files(folder)?;
    let mut shown = Shown::default();
    for version in files.versions() {
        if !standing.contains_key(&version.digest) {
            continue;
        }
        let data: Value = serde_json::from_slice(version.data).unwrap_or_default();
        let column = |table: &str, column: &str| -> Vec<String> {
            let rows = data["tables"][table].as_array().into_iter().flatten();
            rows.filter_map(|row| row[column].as_str().map(str::to_owned)).collect()
        };
        match version.page.layout().id {
            "outcomes" | "visit" => shown.targets.extend(column("outcomes", "id")),
            "penalties" => shown.penalties.extend(column("penalties", "number")),
            _ => {}
        }
    }
    Ok(shown)
}

/// What is to be done: steps of the draw, visits, what is not shown yet, and what is shown no longer than its day.
fn open(folder: &Folder, sources: &Sources, shown: &Shown, on: Date) -> Outcome<Vec<Open>> {
    let mut all = of_draw(folder, &sources.announcement.plan);
    all.extend(visits(folder, sources)?);
    let reports = sources.reports.iter().flat_map(Reports::iter);
    all.extend(reports.filter(|report| report.openness.is_shown()).filter_map(|report| {
        let outcome = report.outcome.as_ref().ok()?;
        let (duty, subject) = (Duty::PublishResult, report.target.to_string());
        let is_open = !shown.targets.contains(&subject);
        is_open.then(|| Open::new(duty, subject, outcome.completed))
    }));
    let penalties = sources.penalties.iter().flatten();
    let penalties = penalties.filter(|penalty| penalty.openness.is_shown() && penalty.party != Party::Minor);
    all.extend(penalties.filter_map(|penalty| of_penalty(penalty, shown, on)));
    Ok(all)
}

/// The announced deadlines of a draw that is not void.
fn of_draw(folder: &Folder, plan: &Plan) -> Vec<Open> {
    let steps = [
        (folder.seal(), Duty::PublishSeal, &plan.seal_by),
        (folder.disclosure(), Duty::PublishDisclosure, &plan.disclose_by),
    ];
    let is_open = |path: &Path| !exists(path) && !exists(&folder.void());
    let steps = steps.into_iter().filter(|(path, ..)| is_open(path));
    let from = plan.announce_at.day();
    steps.map(|(_, duty, by)| Open::new(duty, plan.draw.to_string(), from).by(by.day())).collect()
}

/// Drawn targets without a report. Those of a draw of targets alone are reported where their inspectors are drawn.
fn visits(folder: &Folder, sources: &Sources) -> Outcome<Vec<Open>> {
    let plan = &sources.announcement.plan;
    if exists(&folder.void()) {
        return Ok(Vec::new());
    }
    let pending = match &sources.reports {
        Some(reports) => reports.pending().to_vec(),
        None if plan.ceremony == Ceremony::Selection => Vec::new(),
        None => {
            let scheme = sources.settings.scheme(folder)?;
            let none = sources.stage.reports(scheme, Vec::new()).and_then(Result::ok);
            none.map(|none| none.pending().to_vec()).unwrap_or_default()
        }
    };
    let of = |target: &TargetId| {
        Open::new(Duty::ReportVisit, target.to_string(), plan.visits.from).by(plan.visits.to)
    };
    Ok(pending.iter().map(of).collect())
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
    let open = Open::new(duty, subject, from);
    Some(until.map_or(open.clone(), |day| open.by(day)))
}

fn line(due: &Due, terms: &Terms, plan: &Plan) -> Words {
    let what = Words::of(due.duty);
    match (due.duty, terms.of(due.duty)) {
        (Duty::PublishSeal, _) => text::due_by_instant(&plan.seal_by, what, text::name(&due.subject)),
        (Duty::PublishDisclosure, _) => {
            text::due_by_instant(&plan.disclose_by, what, text::name(&due.subject))
        }
        (Duty::EndPublication, _) => text::due_until(due.by, what, text::name(&due.subject)),
        (_, Some(term)) => {
            let within = text::within(term.amount, term.unit);
            text::due_line(due.by, what, text::name(&due.subject), due.from, within, text::name(&term.source))
        }
        (_, None) => text::due_by(due.by, what, text::name(&due.subject)),
    }
}
