//! Reports of the visits, each tied to a drawn target.

use super::number::DocumentNumber;
use super::openness::Openness;
use super::scheme::{Meaning, ResultValue, Scheme};
use crate::commit::document::Disclosure;
use crate::draw::Drawn;
use crate::fault::{Fault, Faults, Problem, Table, text_problem};
use crate::say::{Quoted, coded, coded_serde};
use crate::story::{Story, Visit};
use crate::types::date::Date;
use crate::types::digest::Digest;
use crate::types::id::{InspectorId, TargetId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

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

coded_serde!(FollowUp);

/// What came of a visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Outcome {
    /// When the inspection was completed (检查完成日期).
    pub completed: Date,
    /// Code of the result in the scheme.
    pub result: String,
    /// What was found, in words.
    #[serde(default)]
    pub findings: Option<String>,
    /// What follows.
    pub follow_up: FollowUp,
    /// The decisions that imposed penalties.
    #[serde(default)]
    pub penalties: Vec<DocumentNumber>,
    /// Who really went, by certificate number; none if that is the team which was drawn.
    #[serde(default)]
    pub team: Option<Vec<InspectorId>>,
}

impl Outcome {
    /// A visit completed on a day, with the code of its result; nothing follows, and who was drawn went.
    pub fn new(completed: Date, result: impl Into<String>) -> Self {
        Self {
            completed,
            result: result.into(),
            findings: None,
            follow_up: FollowUp::Nothing,
            penalties: Vec::new(),
            team: None,
        }
    }
}

/// What is reported of a drawn target: every one needs an outcome, or a reason why there is none.
///
/// ```
/// use dual_random::outcome::{Outcome, TargetReport};
/// use dual_random::{Date, TargetId};
///
/// let completed = Date::new("2026-11-23").unwrap();
/// let report = TargetReport::new(TargetId::new("QDN-0264").unwrap(), Outcome::new(completed, "1"));
/// let stored = serde_json::to_string(&report).unwrap();
/// assert_eq!(serde_json::from_str::<TargetReport>(&stored).unwrap(), report);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct TargetReport {
    /// The target.
    pub target: TargetId,
    /// Its outcome, or why there is none.
    #[serde(with = "stored")]
    pub outcome: Result<Outcome, String>,
    /// Whether it may be shown.
    pub openness: Openness,
    /// Remark (备注).
    #[serde(default)]
    pub remark: Option<String>,
}

/// An outcome, or why there is none, as a record has it: `{"completed": …}`, or the reason as a text.
mod stored {
    use super::Outcome;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    #[derive(Serialize, Deserialize)]
    #[serde(untagged)]
    enum Stored<O> {
        Outcome(O),
        Reason(String),
    }

    pub(super) fn serialize<S: Serializer>(
        outcome: &Result<Outcome, String>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let stored = outcome.as_ref().map_or_else(|reason| Stored::Reason(reason.clone()), Stored::Outcome);
        stored.serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Result<Outcome, String>, D::Error> {
        Ok(match Stored::deserialize(deserializer)? {
            Stored::Outcome(outcome) => Ok(outcome),
            Stored::Reason(reason) => Err(reason),
        })
    }
}

/// The reports of a draw: each about a target that was drawn and stands, none about one twice, each result in the
/// scheme.
#[derive(Debug, Clone)]
pub struct Reports {
    scheme: Scheme,
    all: BTreeMap<TargetId, TargetReport>,
    pending: Vec<TargetId>,
    head: Digest,
    teams: BTreeMap<TargetId, Team>,
}

/// Who visited a target.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Team {
    /// Who really went, by certificate number.
    pub went: Vec<InspectorId>,
    /// The team that stood on the day of completion, if that is another one: a difference is to be explained.
    pub instead_of: Option<Vec<InspectorId>>,
}

impl Reports {
    /// Reports of a draw as it was disclosed. Drawn targets without one are pending.
    ///
    /// # Errors
    /// Each report that is about no target that stands in the draw, repeats one, has a result that the scheme does not
    /// know, was completed before the draw, or has a text that cannot be published; with its row counted from 1.
    pub fn of_disclosure(
        scheme: Scheme,
        reports: Vec<TargetReport>,
        disclosure: &Disclosure,
    ) -> Result<Self, Faults> {
        Self::of(scheme, reports, Story::of_disclosure(disclosure).ok().as_ref(), disclosure.head)
    }

    /// The same of a result before its disclosure.
    ///
    /// # Errors
    /// As [`Reports::of_disclosure`].
    pub fn of_drawn(scheme: Scheme, reports: Vec<TargetReport>, drawn: &Drawn) -> Result<Self, Faults> {
        Self::of(scheme, reports, drawn.story().ok().as_ref(), drawn.head())
    }

    fn of(
        scheme: Scheme,
        reports: Vec<TargetReport>,
        story: Option<&Story<'_>>,
        head: Digest,
    ) -> Result<Self, Faults> {
        // In a draw that does not recompute nobody stands, so every report is refused.
        let visits = || story.iter().flat_map(|story| story.visits());
        let mut faults = Faults::default();
        let mut all: BTreeMap<TargetId, TargetReport> = BTreeMap::new();
        let mut teams = BTreeMap::new();
        for (row, report) in reports.into_iter().enumerate() {
            let mut fault = |field: &str, problem| {
                faults.push(Fault::new(Table::Outcomes, Some(row), field, problem));
            };
            let visit = story.and_then(|story| story.visit(&report.target));
            if visit.is_none() {
                fault("id", Problem::NotDrawn { found: Quoted::new(report.target.as_str()) });
            }
            if let (Some(visit), Ok(outcome)) = (visit, &report.outcome) {
                teams.insert(report.target.clone(), Team::of(visit, outcome));
                if visit.since().is_some_and(|drawn| outcome.completed < drawn) {
                    fault("completed", Problem::BeforeDraw { found: Quoted::new(outcome.completed) });
                }
            }
            for (field, text) in report.texts() {
                if let Some(problem) = text_problem(text) {
                    fault(field, problem);
                }
            }
            if let Ok(outcome) = &report.outcome
                && scheme.value(&outcome.result).is_none()
            {
                fault(
                    "result",
                    Problem::BadChoice { found: Quoted::new(&outcome.result), choices: scheme.choices() },
                );
            }
            if all.contains_key(&report.target) {
                fault("id", Problem::Repeated { found: Quoted::new(report.target.as_str()) });
            }
            all.insert(report.target.clone(), report);
        }
        let ids = visits().map(Visit::id).filter(|target| !all.contains_key(target));
        let pending = ids.cloned().collect();
        faults.into_result(Self { scheme, all, pending, head, teams })
    }

    /// The scheme of the results.
    pub fn scheme(&self) -> &Scheme {
        &self.scheme
    }

    /// Head of the draw: digest of the seal, or of the last amendment's, that they follow.
    pub fn head(&self) -> Digest {
        self.head
    }

    /// Who visited a target; `None` if no visit is reported.
    pub fn team(&self, target: &TargetId) -> Option<&Team> {
        self.teams.get(target)
    }

    /// The visits on which others went than those who had been drawn, by target.
    pub fn other_teams(&self) -> impl Iterator<Item = (&TargetId, &Team)> {
        self.teams.iter().filter(|(_, team)| team.instead_of.is_some())
    }

    /// The days on which visits were completed, by target.
    pub fn completed(&self) -> impl Iterator<Item = (&TargetId, Date)> {
        self.all.iter().filter_map(|(target, report)| Some((target, report.outcome.as_ref().ok()?.completed)))
    }

    /// The report of a target.
    pub fn get(&self, target: &TargetId) -> Option<&TargetReport> {
        self.all.get(target)
    }

    /// All reports, by target.
    pub fn iter(&self) -> impl Iterator<Item = &TargetReport> {
        self.all.values()
    }

    /// Drawn targets without a report, in the order of service.
    pub fn pending(&self) -> &[TargetId] {
        &self.pending
    }

    /// The meanings of the results of those whom the visit met.
    pub(crate) fn inspected(&self) -> impl Iterator<Item = (&TargetReport, &Outcome, &ResultValue)> {
        self.iter().filter_map(|report| {
            let (outcome, value) = (report.outcome.as_ref().ok()?, self.result(report)?);
            (value.meaning != Meaning::Absent).then_some((report, outcome, value))
        })
    }

    /// The value of a report's result.
    pub fn result(&self, report: &TargetReport) -> Option<&ResultValue> {
        report.outcome.as_ref().ok().and_then(|outcome| self.scheme.value(&outcome.result))
    }
}

impl Team {
    /// Who went: those whom the outcome names, or else the team of the day on which the visit was completed. A later strike
    /// changes nothing of it.
    fn of(visit: &Visit<'_>, outcome: &Outcome) -> Self {
        let stood: Vec<InspectorId> = visit.team_on(outcome.completed).into_iter().cloned().collect();
        match &outcome.team {
            None => Self { went: stood, instead_of: None },
            Some(team) => {
                let mut went = team.clone();
                went.sort();
                let instead_of = (went != stood).then_some(stood);
                Self { went, instead_of }
            }
        }
    }
}

impl TargetReport {
    /// The outcome of a target's visit, which may be shown.
    pub fn new(target: TargetId, outcome: Outcome) -> Self {
        Self { target, outcome: Ok(outcome), openness: Openness::Disclosed, remark: None }
    }

    /// Why a target was not inspected, which may be shown.
    pub fn not_inspected(target: TargetId, reason: impl Into<String>) -> Self {
        Self { target, outcome: Err(reason.into()), openness: Openness::Disclosed, remark: None }
    }

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
