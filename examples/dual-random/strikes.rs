//! Who is to be struck: from the command line, or from a table.

use crate::cli::AmendArguments;
use crate::out::{Failure, Outcome};
use crate::table::{self, Column, Row};
use crate::text::Shown as _;
use crate::text::Words;
use crate::{explain, files, text};
use dual_random::plan::AmendmentRules;
use dual_random::{Date, Digest, InspectorId, InspectorStrike, Story, Strikes, TargetId, TargetStrike};
use std::collections::BTreeMap;
use std::path::Path;

const COLUMNS: [Column; 5] = [
    Column { heads: ["类别", "kind"], required: true },
    Column { heads: ["编号", "id"], required: true },
    Column { heads: ["检查对象", "target"], required: false },
    Column { heads: ["理由", "reason"], required: true },
    Column { heads: ["凭证", "evidence"], required: true },
];

/// Strikes, each with the words in which people are asked about it.
pub(crate) struct Asked {
    pub(crate) strikes: Strikes,
    pub(crate) lines: Vec<Words>,
}

/// Who is to be struck. Visits that are completed by the date, as far as outcomes say so, stay as they are.
pub(crate) fn read(
    arguments: &AmendArguments,
    story: &Story<'_>,
    completed: &BTreeMap<TargetId, Date>,
) -> Outcome<Asked> {
    let date =
        Date::new(&arguments.date).map_err(|_| Failure(text::bad_date(text::name(&arguments.date))))?;
    let rules = &story.plan().amendments;
    let asked = Asked { strikes: Strikes::of(date), lines: Vec::new() };
    let mut reading = Reading { asked, story, rules };
    reading.visited(completed);
    match &arguments.strikes {
        Some(path) => reading.table(path)?,
        None => reading.options(arguments)?,
    }
    Ok(reading.asked)
}

struct Reading<'a> {
    asked: Asked,
    story: &'a Story<'a>,
    rules: &'a AmendmentRules,
}

impl Reading<'_> {
    /// The visits that were completed by then, and that no amendment before lists.
    fn visited(&mut self, completed: &BTreeMap<TargetId, Date>) {
        let date = self.asked.strikes.date;
        for visit in self.story.visits().iter().filter(|visit| visit.visited.is_none()) {
            if let Some(day) = completed.get(visit.id()).filter(|day| **day <= date) {
                let named = explain::named(self.story, visit.id());
                self.asked.lines.push(text::visit_stays(named, day));
                self.asked.strikes.visited.push(visit.id().clone());
            }
        }
    }

    fn options(&mut self, arguments: &AmendArguments) -> Outcome<()> {
        let (reason, evidence) = (arguments.reason.as_deref(), arguments.evidence.as_deref());
        let (Some(reason), Some(evidence)) = (reason, evidence) else {
            return Err(Failure(text::strike_incomplete()));
        };
        let asked = match (&arguments.strike_target, &arguments.strike_inspector) {
            (Some(target), _) => self.target(target, reason, evidence),
            (None, Some(inspector)) => {
                let (inspector, target) = inspector
                    .split_once('@')
                    .map_or((inspector.as_str(), None), |(who, target)| (who, Some(target)));
                self.inspector(inspector, target, reason, evidence)
            }
            (None, None) => Err(text::strike_incomplete()),
        };
        asked.map_err(Failure)
    }

    fn table(&mut self, path: &Path) -> Outcome<()> {
        let folder = path.parent().unwrap_or(Path::new("."));
        for row in table::read(path, &COLUMNS)? {
            let line = row.line;
            self.row(row, folder).map_err(|what| table::fault(path, line, what))?;
        }
        Ok(())
    }

    fn row(&mut self, row: Row, folder: &Path) -> Result<(), Words> {
        let Ok([kind, id, target, reason, evidence]) = <[String; 5]>::try_from(row.cells) else {
            return Err(text::strike_incomplete());
        };
        let evidence = folder.join(evidence);
        let target = Some(target.as_str()).filter(|target| !target.is_empty());
        match (kind.as_str(), target) {
            ("对象" | "target", None) => self.target(&id, &reason, &evidence),
            ("对象" | "target", Some(_)) => Err(text::strike_target_twice()),
            ("人员" | "inspector", target) => self.inspector(&id, target, &reason, &evidence),
            _ => Err(text::bad_strike_kind(text::name(kind))),
        }
    }

    fn target(&mut self, id: &str, reason: &str, path: &Path) -> Result<(), Words> {
        let target = self.known_target(id)?;
        is_listed(reason, &self.rules.target_reasons)?;
        let evidence = evidence(path)?;
        let named = explain::named(self.story, &target);
        self.asked.lines.push(text::strike_target(named, text::name(reason), path.shown(), evidence));
        self.asked.strikes.targets.push(TargetStrike::new(target, reason.to_owned(), evidence));
        Ok(())
    }

    fn inspector(&mut self, id: &str, target: Option<&str>, reason: &str, path: &Path) -> Result<(), Words> {
        let known = InspectorId::new(id).ok().filter(|id| self.story.inspector(id).is_some());
        let inspector = known.ok_or_else(|| text::no_such_inspector(text::name(id)))?;
        let target = target.map(|target| self.known_target(target)).transpose()?;
        is_listed(reason, &self.rules.inspector_reasons)?;
        let evidence = evidence(path)?;
        let who = explain::person(self.story, &inspector);
        let from = match &target {
            Some(target) => explain::named(self.story, target),
            None => text::all_visits(),
        };
        self.asked.lines.push(text::strike_inspector(who, from, text::name(reason), path.shown(), evidence));
        let reason = reason.to_owned();
        self.asked.strikes.inspectors.push({
            let mut it = InspectorStrike::new(inspector, reason, evidence);
            it.target = target;
            it
        });
        Ok(())
    }

    fn known_target(&self, id: &str) -> Result<TargetId, Words> {
        let known = self.story.target(id).map(|record| record.draw.id.clone());
        known.ok_or_else(|| text::no_such_target(text::name(id)))
    }
}

/// The announced reasons are the only ones.
fn is_listed(reason: &str, allowed: &[String]) -> Result<(), Words> {
    if allowed.iter().any(|one| one == reason) {
        return Ok(());
    }
    if allowed.is_empty() {
        return Err(text::no_reasons());
    }
    Err(text::reason_not_listed(text::name(reason), text::joined(allowed.iter().map(text::name))))
}

fn evidence(path: &Path) -> Result<Digest, Words> {
    let bytes = files::read(path, text::ask_evidence()).map_err(|failure| failure.0)?;
    Ok(Digest::of_file(&bytes))
}
