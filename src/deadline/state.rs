//! What of a draw is still to be done: its announced steps, its visits, and whatever is to be published or withdrawn.

use super::calendar::Calendar;
use super::duty::{DueList, Duty, Open, Terms, due_list};
use super::fault::CalendarError;
use crate::outcome::{Party, Penalty, Reports};
use crate::plan::{Ceremony, Plan};
use crate::types::date::Date;
use std::collections::BTreeSet;

/// What the published documents that stand show: [`Published::with`] adds a document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Published {
    /// Targets whose results are shown.
    pub(crate) targets: BTreeSet<String>,
    /// Penalty decisions that are shown, by their numbers.
    pub(crate) penalties: BTreeSet<String>,
}

impl Published {
    /// Nothing is published yet.
    pub fn none() -> Self {
        Self::default()
    }
}

/// How far a draw has come.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct DrawState<'a> {
    /// The announced plan.
    pub plan: &'a Plan,
    /// Whether the seal is public.
    pub sealed: bool,
    /// Whether the disclosure is public.
    pub disclosed: bool,
    /// Whether the draw is void.
    pub void: bool,
    /// The reports of the visits, which may be none yet; `None` before the draw.
    pub reports: Option<&'a Reports>,
    /// The penalty decisions that came of the visits.
    pub penalties: &'a [Penalty],
    /// When the directory of what the authority publishes by itself was last reviewed, if it has one.
    pub reviewed: Option<Date>,
    /// What is published.
    pub published: Published,
}

impl<'a> DrawState<'a> {
    /// A draw that is announced, and nothing more.
    pub fn announced(plan: &'a Plan) -> Self {
        let published = Published::none();
        Self {
            plan,
            sealed: false,
            disclosed: false,
            void: false,
            reports: None,
            penalties: &[],
            reviewed: None,
            published,
        }
    }

    /// What is to be done as of a day: steps of the draw, visits, results and penalties that are not shown yet, penalties that
    /// are shown no longer than their day, and the next review of the directory.
    pub fn open(&self, on: Date) -> Vec<Open> {
        let mut all = self.steps();
        all.extend(self.visits());
        all.extend(self.results());
        all.extend(self.penalties.iter().filter_map(|penalty| self.of_penalty(penalty, on)));
        all.extend(self.review());
        all
    }

    /// The same with their days, each list by its days.
    ///
    /// # Errors
    /// When the calendar does not know a year that a term reaches into.
    pub fn due(&self, terms: &Terms, calendar: &Calendar, on: Date) -> Result<DueList, CalendarError> {
        due_list(self.open(on), terms, calendar, on)
    }

    /// The announced deadlines of a draw that is not void.
    fn steps(&self) -> Vec<Open> {
        let Plan { announce_at, seal_by, disclose_by, draw, .. } = self.plan;
        let steps = [
            (self.sealed, Duty::PublishSeal, seal_by),
            (self.disclosed, Duty::PublishDisclosure, disclose_by),
        ];
        let open = steps.into_iter().filter(|(done, ..)| !done && !self.void);
        open.map(|(_, duty, by)| Open::new(duty, draw.to_string(), announce_at.day()).by_instant(*by))
            .collect()
    }

    /// The review of the directory, which is the lead authority's.
    fn review(&self) -> Option<Open> {
        let lead = self.plan.authorities.first().map(|lead| lead.name.clone()).unwrap_or_default();
        self.reviewed.map(|last| Open::new(Duty::ReviewDirectory, lead, last))
    }

    /// Drawn targets without a report. Those of a draw of targets alone are reported where their inspectors are drawn.
    fn visits(&self) -> Vec<Open> {
        let elsewhere =
            |reports: &&Reports| self.plan.ceremony == Ceremony::Selection && reports.iter().next().is_none();
        let Some(reports) = self.reports.filter(|reports| !self.void && !elsewhere(reports)) else {
            return Vec::new();
        };
        let days = self.plan.visits;
        let of = |target| Open::new(Duty::ReportVisit, format!("{target}"), days.from).by(days.to);
        reports.pending().iter().map(of).collect()
    }

    /// Results that may be shown, and are not.
    fn results(&self) -> impl Iterator<Item = Open> {
        let reports = self.reports.into_iter().flat_map(Reports::iter);
        reports.filter(|report| report.openness.is_shown()).filter_map(|report| {
            let (outcome, subject) = (report.outcome.as_ref().ok()?, report.target.to_string());
            let is_open = !self.published.targets.contains(&subject);
            is_open.then(|| Open::new(Duty::PublishResult, subject, outcome.completed))
        })
    }

    fn of_penalty(&self, penalty: &Penalty, on: Date) -> Option<Open> {
        if !penalty.openness.is_shown() || penalty.party == Party::Minor {
            return None;
        }
        let number = penalty.number.to_string();
        match (self.published.penalties.contains(&number), penalty.changed_on) {
            (true, Some(changed)) => Some(Open::new(Duty::WithdrawPenalty, number, changed)),
            (true, None) => {
                let open = Open::new(Duty::EndPublication, number, penalty.decided);
                Some(open.by(penalty.published_until))
            }
            // What ended before it was shown is not to be shown any more.
            (false, None) if penalty.published_until < on => None,
            (false, None) => Some(Open::new(Duty::PublishPenalty, number, penalty.decided)),
            (false, Some(_)) => None,
        }
    }
}
