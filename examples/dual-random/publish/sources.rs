//! What a folder can publish by now.

use super::settings::Settings;
use crate::announce::{kept_opening, read_announcement};
use crate::cli::PublishArguments;
use crate::files::{self, Folder, exists};
use crate::input::flaws::{Flaw, Flaws, Shape, Standing};
use crate::input::places;
use crate::out::{Failure, Outcome};
use crate::text::Shown as _;
use crate::text::Words;
use crate::verify::Place;
use crate::{forms, input, log, signing, text, verify};
use dual_random::outcome::{self, Penalty, Reports, Scheme, TargetReport};
use dual_random::privacy::scan;
use dual_random::publish::Powers;
use dual_random::tables;
use dual_random::{Announcement, Date, Disclosure, Drawn, Faults, Opening, Table, TargetId};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// How far a draw has come.
pub(crate) enum Stage {
    Announced,
    /// What is drawn is secret still.
    Drawn(Box<Drawn>),
    Disclosed(Box<Disclosure>),
}

impl Stage {
    /// Reports, of a draw that has come so far.
    pub(crate) fn reports(
        &self,
        scheme: Scheme,
        reports: Vec<TargetReport>,
    ) -> Option<Result<Reports, Faults>> {
        match self {
            Self::Announced => None,
            Self::Drawn(drawn) => Some(Reports::of_drawn(scheme, reports, drawn)),
            Self::Disclosed(disclosure) => Some(Reports::of_disclosure(scheme, reports, disclosure)),
        }
    }
}

/// Another draw of which the statistics speak.
pub(crate) struct Past {
    pub(crate) disclosure: Disclosure,
    pub(crate) reports: Option<Reports>,
}

pub(crate) struct Sources {
    pub(crate) announcement: Announcement,
    pub(crate) opening: Option<Opening>,
    pub(crate) stage: Stage,
    pub(crate) reports: Option<Reports>,
    pub(crate) penalties: Option<Vec<Penalty>>,
    pub(crate) settings: Settings,
    /// What the office says of its enforcement.
    pub(crate) powers: Powers,
    pub(crate) past: Vec<Past>,
    /// The public key of the log, if it has one.
    pub(crate) log_key: Option<String>,
    /// What is to be known of the tables, as sentences.
    pub(crate) notes: Vec<Words>,
}

/// The public key that stands beside a folder's log.
fn log_key(folder: &Folder) -> Outcome<Option<String>> {
    let key = signing::public_key(&log::place(folder, None)?)?;
    Ok(key.map(|key| key.to_text()))
}

impl Sources {
    /// What a folder says, with the tables of outcomes and penalties that were named.
    pub(crate) fn of(folder: &Folder, outcomes: Option<&Path>, penalties: Option<&Path>) -> Outcome<Self> {
        let announcement = read_announcement(folder)?;
        let settings = settings(folder, &announcement)?;
        let powers = settings.powers(folder, &announcement.plan)?;
        let stage = stage(folder)?;
        let scheme = settings.scheme(folder)?;
        let mut notes = Vec::new();
        let reports = match (given(folder, outcomes, "outcomes")?, &stage) {
            (Some(_), Stage::Announced) if outcomes.is_some() => {
                return Err(Failure(text::outcomes_before_draw()));
            }
            (Some(path), stage) => reported(&path, scheme, stage, &mut notes)?,
            (None, _) => None,
        };
        let penalties = given(folder, penalties, "penalties")?;
        let penalties = penalties.map(|path| penalties_of(&path, &powers, &mut notes)).transpose()?;
        let penalties = penalties.filter(|decisions| !decisions.is_empty());
        Ok(Self {
            announcement,
            opening: None,
            stage,
            reports,
            penalties,
            settings,
            powers,
            log_key: log_key(folder)?,
            past: Vec::new(),
            notes,
        })
    }

    /// The targets and decisions in whose texts a personal number stands.
    pub(crate) fn with_personal_numbers(&self) -> Vec<String> {
        let is_personal = |texts: &[Option<&str>]| texts.iter().flatten().any(|text| !scan(text).is_empty());
        let visits = self.reports.iter().flat_map(Reports::iter).filter(|report| match &report.outcome {
            Ok(outcome) => is_personal(&[outcome.findings.as_deref(), report.remark.as_deref()]),
            Err(reason) => is_personal(&[Some(reason.as_str()), report.remark.as_deref()]),
        });
        let decisions = self.penalties.iter().flatten().filter(|penalty| {
            let texts = [&penalty.facts, &penalty.evidence, &penalty.basis, &penalty.content];
            let texts = texts.map(|text| Some(text.as_str()));
            let further = [Some(penalty.performance.as_str()), Some(&penalty.remedies)];
            is_personal(&texts)
                || is_personal(&further)
                || is_personal(&[penalty.benchmark_reason.as_deref()])
        });
        let visits = visits.map(|report| report.target.to_string());
        visits.chain(decisions.map(|penalty| penalty.number.to_string())).collect()
    }

    /// Nothing that is published has yet to happen.
    pub(crate) fn are_past(&self, today: Date) -> Outcome<()> {
        let visits = self.reports.iter().flat_map(Reports::iter);
        let visits = visits
            .filter_map(|report| Some((report.target.to_string(), report.outcome.as_ref().ok()?.completed)));
        let decisions =
            self.penalties.iter().flatten().map(|penalty| (penalty.number.to_string(), penalty.decided));
        let review = self.settings.last_review.filter(|day| *day > today);
        let review = review.map(|day| text::review_ahead(day, today));
        let ahead: Vec<Words> = visits
            .chain(decisions)
            .filter(|(_, day)| *day > today)
            .map(|(what, day)| text::day_ahead(text::name(what), day, today))
            .chain(review)
            .collect();
        if ahead.is_empty() { Ok(()) } else { Err(Failure(text::lines(ahead))) }
    }

    pub(crate) fn read(arguments: &PublishArguments, folder: &Folder) -> Outcome<Self> {
        let PublishArguments { outcomes, penalties, with, .. } = arguments;
        let mut sources = Self::of(folder, outcomes.as_deref(), penalties.as_deref())?;
        let opening = if arguments.rosters { kept_opening(folder)? } else { None };
        let past = with.iter().map(|dir| past(dir, &mut sources.notes)).collect::<Outcome<_>>()?;
        Ok(Self { opening, past, ..sources })
    }
}

/// Settings that speak of what the plan does not have would silently not apply.
fn settings(folder: &Folder, announcement: &Announcement) -> Outcome<Settings> {
    let (settings, plan) = (Settings::read(folder)?, &announcement.plan);
    let path = folder.publication();
    let unknown =
        |what: Words| Failure(text::unknown_setting(path.shown(), what, folder.announcement().shown()));
    if let Some(id) = settings.items().find(|id| plan.items.iter().all(|item| item.id != **id)) {
        return Err(unknown(Words::of(id)));
    }
    match settings.policy().persons.iter().find(|class| !plan.classes.contains(class)) {
        Some(class) => Err(unknown(text::name(class))),
        None => Ok(settings),
    }
}

fn stage(folder: &Folder) -> Outcome<Stage> {
    let path = folder.disclosure();
    if let Some(file) = files::open_if_there(&path)? {
        return verify::sound(&path, file).map(|disclosed| Stage::Disclosed(Box::new(disclosed)));
    }
    if exists(&folder.result()) {
        return input::result(folder).map(|drawn| Stage::Drawn(Box::new(drawn)));
    }
    Ok(Stage::Announced)
}

/// What tables of results and of decisions may be called.
pub(crate) const RESULTS: [&str; 4] = ["outcomes", "结果", "penalties", "处罚"];

fn names_of(usual: &str) -> &'static [&'static str] {
    let (results, decisions) = RESULTS.split_at(2);
    if usual == "outcomes" { results } else { decisions }
}

/// A table that was named, or that stands in the folder under its usual name.
pub(crate) fn given(folder: &Folder, named: Option<&Path>, usual: &str) -> Outcome<Option<PathBuf>> {
    match named {
        Some(path) => Ok(Some(path.to_owned())),
        None => own(folder, usual),
    }
}

/// The reports of `outcomes.csv`, each about a target that was drawn.
fn reported(path: &Path, scheme: Scheme, stage: &Stage, notes: &mut Vec<Words>) -> Outcome<Option<Reports>> {
    let (table, shape) = report_table(path, &scheme)?;
    notes.extend(input::table_notes(path, &table.notes));
    let tables::Table { records, lines, .. } = table;
    stage
        .reports(scheme, records)
        .transpose()
        .map_err(|faults| failure(path, Table::Outcomes, shape, &faults.with_lines(Table::Outcomes, &lines)))
}

fn report_table(path: &Path, scheme: &Scheme) -> Outcome<(tables::Table<TargetReport>, Shape)> {
    let bytes = files::read(path, text::ask_outcomes())?;
    sound(path, Table::Outcomes, outcome::read_reports(&bytes, scheme))
}

/// A table without a fault, and where its columns are.
fn sound<T>(path: &Path, table: Table, reading: tables::Reading<T>) -> Outcome<(tables::Table<T>, Shape)> {
    let shape = Shape::of(&reading);
    match reading.into_result() {
        Ok(table) => Ok((table, shape)),
        Err(faults) => Err(failure(path, table, shape, &faults)),
    }
}

/// When the visits of a drawn draw were completed, as far as its outcomes say so. Rows of targets that do not stand any more
/// are passed over: they are looked at when the outcomes are published.
pub(crate) fn completed(
    folder: &Folder,
    outcomes: Option<&Path>,
    drawn: &Drawn,
) -> Outcome<BTreeMap<TargetId, Date>> {
    let Some(path) = given(folder, outcomes, "outcomes")? else {
        return Ok(BTreeMap::new());
    };
    let scheme = scheme_of(folder, drawn)?;
    let reports = report_table(&path, &scheme)?.0.records.into_iter();
    Ok(reports.filter_map(|report| Some((report.target, report.outcome.ok()?.completed))).collect())
}

/// The scheme of results that a folder's outcomes are written in.
pub(crate) fn scheme_of(folder: &Folder, drawn: &Drawn) -> Outcome<Scheme> {
    settings(folder, drawn.announcement())?.scheme(folder)
}

/// The steps of the benchmarks of discretion that a folder's decisions may name.
pub(crate) fn steps_of(folder: &Folder, drawn: &Drawn) -> Outcome<Vec<String>> {
    let announcement = drawn.announcement();
    let mut all: Vec<String> = Vec::new();
    for benchmark in settings(folder, announcement)?.powers(folder, &announcement.plan)?.benchmarks {
        if !all.contains(&benchmark.step) {
            all.push(benchmark.step);
        }
    }
    Ok(all)
}

/// The decisions of `penalties.csv`, which name steps of the benchmarks that there are.
fn penalties_of(path: &Path, powers: &Powers, notes: &mut Vec<Words>) -> Outcome<Vec<Penalty>> {
    let bytes = files::read(path, text::ask_penalties())?;
    let (table, shape) = sound(path, Table::Penalties, outcome::read_penalties(&bytes))?;
    powers.check_penalties(&table.records).map_err(|faults| {
        failure(path, Table::Penalties, shape, &faults.with_lines(Table::Penalties, &table.lines))
    })?;
    notes.extend(input::table_notes(path, &table.notes));
    Ok(table.records)
}

/// The table of a folder: one of the office's own, or the form that the draw left to be filled in. Where both say something,
/// nobody could say which one counts.
fn own(folder: &Folder, usual: &str) -> Outcome<Option<PathBuf>> {
    let own = input::places::one_of(folder.path(), names_of(usual))?;
    let form = if usual == "outcomes" { forms::results(folder) } else { forms::penalties(folder) };
    match own {
        Some(own) if exists(&form) && forms::is_filled(&form)? => {
            Err(Failure(text::two_tables(own.shown(), form.shown())))
        }
        Some(own) => Ok(Some(own)),
        None if exists(&form) && forms::is_begun(&form)? => Ok(Some(form)),
        None => Ok(None),
    }
}

/// What is wrong with a table, each with its cell, the same fault of many cells in one line.
fn failure(path: &Path, table: Table, shape: Shape, faults: &Faults) -> Failure {
    let place = places::Place::file(path.to_owned());
    let mut standing = Standing::default();
    standing.add(table, place.clone(), shape);
    let flaws = standing.flaws(faults, |fault| Flaw::of_list(place.clone(), fault));
    Failure(text::lines(Flaws::of_plan(flaws).messages()))
}

/// Another draw's folder, or a copy of its public part.
fn past(dir: &Path, notes: &mut Vec<Words>) -> Outcome<Past> {
    let (folder, path) = (Folder::new(dir), Place::new(dir).disclosure);
    let disclosure = verify::sound(&path, files::open(&path, text::ask_disclosure())?)?;
    let scheme = Settings::read(&folder)?.scheme(&folder)?;
    let path = given(&folder, None, "outcomes")?;
    let stage = Stage::Disclosed(Box::new(disclosure));
    let reports = path.map(|path| reported(&path, scheme, &stage, notes)).transpose()?.flatten();
    match stage {
        Stage::Disclosed(disclosure) => Ok(Past { disclosure: *disclosure, reports }),
        Stage::Announced | Stage::Drawn(_) => Err(Failure(text::ask_disclosure())),
    }
}
