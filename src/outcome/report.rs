//! Reports of the visits, each tied to a drawn target.

use super::number::DocumentNumber;
use super::openness::Openness;
use super::scheme::{Meaning, ResultValue, Scheme};
use crate::announce::Standing;
use crate::basics::date::Date;
use crate::basics::fault::{Fault, FaultCode, Faults, Table};
use crate::basics::hash::Digest;
use crate::basics::id::TargetId;
use crate::basics::language::coded;
use crate::basics::text::is_text;
use crate::commit::document::Disclosure;
use std::collections::{BTreeMap, BTreeSet};

coded! {
    /// What follows a result (后续处置): a field of its own.
    pub enum FollowUp {
        Nothing = "nothing", "无需后续处置", "nothing";
        Correction = "correction", "责令改正", "correction ordered";
        Case = "case", "立案", "case opened";
        Transferred = "transferred", "线索移送", "transferred to another authority";
        Informed = "informed", "抄告", "another authority informed";
        Other = "other", "其他", "other";
    }
}

/// What came of a visit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// When the inspection was completed (检查完成日期).
    pub completed: Date,
    /// Code of the result in the scheme.
    pub result: String,
    /// What was found, in words.
    pub findings: Option<String>,
    /// What follows.
    pub follow_up: FollowUp,
    /// The decisions that imposed penalties.
    pub penalties: Vec<DocumentNumber>,
}

/// What is reported of a drawn target: every one needs an outcome, or a reason why there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The target.
    pub target: TargetId,
    /// Its outcome, or why there is none.
    pub outcome: Result<Outcome, String>,
    /// Whether it may be shown.
    pub openness: Openness,
    /// Remark (备注).
    pub remark: Option<String>,
}

/// The reports of a draw: each about a target that was drawn and stands, none about one twice, each result in the
/// scheme.
#[derive(Debug, Clone)]
pub struct Reports {
    scheme: Scheme,
    all: BTreeMap<TargetId, Report>,
    pending: Vec<TargetId>,
    head: Digest,
}

impl Reports {
    /// Reports of a draw as it was disclosed. Drawn targets without one are pending.
    ///
    /// # Errors
    /// Each report that is about no target that stands in the draw, repeats one, has a result that the scheme does not
    /// know, or a text that cannot be published; with its row counted from 1.
    pub fn of_disclosure(
        scheme: Scheme,
        reports: Vec<Report>,
        disclosure: &Disclosure,
    ) -> Result<Self, Faults> {
        let targets = &disclosure.first().rosters.targets;
        // In one that does not recompute nobody stands, so every report is refused.
        let drawn = Standing::of_disclosure(disclosure).map(|standing| standing.drawn).unwrap_or_default();
        let drawn: Vec<TargetId> = drawn.iter().map(|drawn| targets[drawn.target].draw.id.clone()).collect();
        let known: BTreeSet<&TargetId> = drawn.iter().collect();
        let mut faults = Faults::default();
        let mut all: BTreeMap<TargetId, Report> = BTreeMap::new();
        for (row, report) in reports.into_iter().enumerate() {
            let mut fault = |field: &str, code, found: &str| {
                faults.push(Fault::new(Table::Outcomes, Some(row), field, code).found(found));
            };
            if !known.contains(&report.target) {
                fault("id", FaultCode::NotDrawn, report.target.as_str());
            }
            for (field, text) in report.texts() {
                if !is_text(text) {
                    fault(field, FaultCode::ForbiddenCharacter, &format!("{text:?}"));
                }
            }
            if let Ok(outcome) = &report.outcome
                && scheme.value(&outcome.result).is_none()
            {
                fault("result", FaultCode::BadChoice, &outcome.result);
            }
            if all.contains_key(&report.target) {
                fault("id", FaultCode::Repeated, report.target.as_str());
            }
            all.insert(report.target.clone(), report);
        }
        let pending = drawn.into_iter().filter(|target| !all.contains_key(target)).collect();
        faults.into_result(Self { scheme, all, pending, head: disclosure.head })
    }

    /// The scheme of the results.
    pub fn scheme(&self) -> &Scheme {
        &self.scheme
    }

    /// Head of the draw: digest of the seal, or of the last amendment's, that they follow.
    pub fn head(&self) -> Digest {
        self.head
    }

    /// The report of a target.
    pub fn get(&self, target: &TargetId) -> Option<&Report> {
        self.all.get(target)
    }

    /// All reports, by target.
    pub fn iter(&self) -> impl Iterator<Item = &Report> {
        self.all.values()
    }

    /// Drawn targets without a report, in the order of service.
    pub fn pending(&self) -> &[TargetId] {
        &self.pending
    }

    /// The meanings of the results of those whom the visit met.
    pub(crate) fn inspected(&self) -> impl Iterator<Item = (&Report, &Outcome, &ResultValue)> {
        self.iter().filter_map(|report| {
            let (outcome, value) = (report.outcome.as_ref().ok()?, self.result(report)?);
            (value.meaning != Meaning::Absent).then_some((report, outcome, value))
        })
    }

    /// The value of a report's result.
    pub fn result(&self, report: &Report) -> Option<&ResultValue> {
        report.outcome.as_ref().ok().and_then(|outcome| self.scheme.value(&outcome.result))
    }
}

impl Report {
    /// The free texts with their fields.
    fn texts(&self) -> Vec<(&'static str, &str)> {
        let mut all = Vec::new();
        match &self.outcome {
            Ok(outcome) => all.extend(outcome.findings.as_deref().map(|text| ("findings", text))),
            Err(reason) => all.push(("not_reported", reason.as_str())),
        }
        if let Openness::Withheld { reason, approver } = &self.openness {
            all.extend([("withheld_reason", reason.as_str()), ("approver", approver)]);
        }
        all.extend(self.remark.as_deref().map(|text| ("remark", text)));
        all
    }
}
