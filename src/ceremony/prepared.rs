//! Everything that plan and draw parts say before any secret or value: used by those who announce, by those who draw,
//! and by the verifier.

use super::continuation;
use crate::commit::document::{Disclosure, Opened, OpeningParts, Record, RosterRecords, Showing};
use crate::fault::{Fault, Faults, Problem, Table};
use crate::plan::{Ceremony, Plan};
use crate::roster::{ChangeDraw, InspectorDraw, RecordKind, RecusalDraw, TargetDraw};
use crate::rules::{
    Admission, Draws, ExemptCount, Noted, Pools, Recused, Seen, StratumNumbers, draw_notes, form_faults,
    largest_team, roster_faults, smallest_pool, team_of,
};
use crate::say::Quoted;
use crate::standing::{Standing, StandingError};
use crate::types::limits;
use crate::types::numbers::Numbers;
use crate::types::text::county;
use std::collections::BTreeSet;
use std::sync::OnceLock;

/// Draw parts of a ceremony's rosters, targets being those of the chain's first ceremony.
#[derive(Clone)]
pub(crate) struct DrawParts<'a> {
    targets: Vec<&'a TargetDraw>,
    inspectors: Vec<&'a InspectorDraw>,
    recusals: Vec<&'a RecusalDraw>,
    changes: Vec<&'a ChangeDraw>,
    recused: OnceLock<Recused>,
}

fn draws<K: RecordKind, O: Showing>(records: &[Record<K, O>]) -> Vec<&K::Draw> {
    records.iter().map(|record| &record.draw).collect()
}

impl<'a> DrawParts<'a> {
    /// The rosters, with targets that may be those of the chain's first ceremony.
    fn new<O: Showing>(rosters: &'a RosterRecords<O>, targets: Vec<&'a TargetDraw>) -> Self {
        Self {
            targets,
            inspectors: draws(&rosters.inspectors),
            recusals: draws(&rosters.recusals),
            changes: draws(&rosters.changes),
            recused: OnceLock::new(),
        }
    }

    pub(crate) fn of_opening(parts: &'a OpeningParts) -> Self {
        let targets = match &parts.selection {
            Some(selection) => draws(&selection.first().rosters.targets),
            None => draws(&parts.rosters.targets),
        };
        Self::new(&parts.rosters, targets)
    }

    pub(crate) fn of_opened(opened: Opened<'a>) -> Self {
        Self::new(opened.rosters, draws(opened.targets()))
    }

    pub(crate) fn of_disclosure(disclosure: &'a Disclosure) -> Self {
        Self::of_opened(disclosure.opened())
    }

    pub(crate) fn as_draws(&self) -> Draws<'_> {
        Draws {
            targets: &self.targets,
            inspectors: &self.inspectors,
            recusals: &self.recusals,
            changes: &self.changes,
            struck: &[],
            places: &self.recused,
        }
    }
}

/// What plan and rosters come to.
pub(crate) struct Prepared {
    /// The pools; none in a staffing ceremony, which draws no targets.
    pub(crate) pools: Option<Pools>,
    /// How the chain stands; only in a staffing ceremony.
    pub(crate) standing: Option<Standing>,
    pub(crate) strata: Vec<StratumNumbers>,
    pub(crate) exempt: Vec<ExemptCount>,
    pub(crate) subject: u64,
    /// What draw parts give to note.
    pub(crate) notes: Vec<Noted>,
}

impl Prepared {
    /// Applies every rule of the plan to rosters that were read from a document.
    ///
    /// # Errors
    /// All faults found.
    pub(crate) fn new(plan: &Plan, draws: Draws<'_>, previous: Option<&Disclosure>) -> Result<Self, Faults> {
        Self::after(Faults::default(), plan, draws, previous)
    }

    /// The same of rosters as they were given, whose forms were not looked at yet.
    ///
    /// # Errors
    /// All faults found.
    pub(crate) fn of_given(
        plan: &Plan,
        draws: Draws<'_>,
        previous: Option<&Disclosure>,
    ) -> Result<Self, Faults> {
        Self::after(form_faults(draws), plan, draws, previous)
    }

    fn after(
        forms: Faults,
        plan: &Plan,
        draws: Draws<'_>,
        previous: Option<&Disclosure>,
    ) -> Result<Self, Faults> {
        let mut faults = plan.faults();
        faults.append(forms);
        if (plan.ceremony == Ceremony::Staffing) != previous.is_some() {
            let fault = Fault::new(
                Table::Plan,
                None,
                "ceremony",
                Problem::Ceremony { found: Quoted::new(plan.ceremony.code()) },
            );
            faults.push(fault);
        }
        faults.append(roster_faults(plan, draws));
        check_work(plan, draws, &mut faults);
        // What follows relies on order, forms and known ids, and on its work being bounded.
        faults.into_result(())?;
        match previous {
            Some(previous) => Self::staffing(plan, draws, previous),
            None => Self::first(plan, draws),
        }
    }

    fn first(plan: &Plan, draws: Draws<'_>) -> Result<Self, Faults> {
        let pools = Pools::new(plan, draws)?;
        let mut faults = Faults::default();
        if !draws.changes.is_empty() {
            faults.push(Fault::new(Table::Changes, None, "", Problem::NotStaffing));
        }
        if plan.ceremony != Ceremony::Selection {
            check_staffing_size(pools.staffing_size(plan, draws), &mut faults);
        }
        let mut admission = Admission::new(plan, draws);
        let seen = Seen::new(plan, draws, &pools, &mut admission);
        for (target, seat) in seen.unstaffable {
            let (limit, reasons) = pools.kept_off(plan, draws, &mut admission, target, seat - 1);
            let problem = Problem::Unstaffable { found: Quoted::new(seat), limit: limit.into(), reasons };
            faults.push(Fault::new(Table::Targets, Some(target), "id", problem));
        }
        let notes = draw_notes(plan, draws, Some(&pools), &admission, &seen.small);
        let (strata, exempt, subject) = (pools.numbers(), pools.exempt.clone(), pools.subject);
        faults.into_result(Self { pools: Some(pools), standing: None, strata, exempt, subject, notes })
    }

    fn staffing(plan: &Plan, draws: Draws<'_>, previous: &Disclosure) -> Result<Self, Faults> {
        let mut faults = continuation::plan_faults(plan, previous);
        let before = DrawParts::of_disclosure(previous);
        let old = (before.inspectors.as_slice(), before.recusals.as_slice());
        faults.append(continuation::change_faults(draws.changes, old, (draws.inspectors, draws.recusals)));
        let standing = match Standing::of_chain(previous, draws.targets) {
            Ok(standing) => standing,
            Err(error) => {
                let problem = match error {
                    StandingError::UnknownTarget { target }
                    | StandingError::NotStanding { target }
                    | StandingError::UnknownSeat { target, .. } => {
                        Problem::UnknownTarget { found: Quoted::new(target) }
                    }
                    // Its own verification names the strikes that break a rule.
                    StandingError::Strikes { .. } => {
                        Problem::NotAsEarlier { found: Quoted::new(&previous.announcement.plan.draw) }
                    }
                };
                faults.push(Fault::new(Table::Plan, None, "selection", problem));
                return Err(faults);
            }
        };
        let open = standing.open();
        if open.is_empty() {
            faults.push(Fault::new(Table::Plan, None, "selection", Problem::NothingOpen));
        }
        let size = standing.drawn.len() as u64 * largest_team(plan);
        check_staffing_size(size.saturating_mul(draws.inspectors.len() as u64), &mut faults);
        let draws = draws.after(&standing.struck_inspectors);
        let mut admission = Admission::new(plan, draws);
        let small = open.iter().filter_map(|(target, seats)| {
            let team = team_of(plan, draws.targets[*target]);
            let (seat, pool) = smallest_pool(&mut admission, *target, team, seats.iter().copied())?;
            (pool < plan.small_pool()).then_some((*target, seat, pool))
        });
        let small: Vec<_> = small.collect();
        let notes = draw_notes(plan, draws, None, &admission, &small);
        let announced = &previous.announcement;
        faults.into_result(Self {
            pools: None,
            standing: Some(standing),
            strata: announced.strata.clone(),
            exempt: announced.exempt.clone(),
            subject: announced.subject,
            notes,
        })
    }
}

/// The limits on conditions and on pools.
fn check_work(plan: &Plan, draws: Draws<'_>, faults: &mut Faults) {
    let conditions = plan.strata.iter().map(|stratum| stratum.when.len());
    let conditions = conditions.chain(plan.teams.iter().map(|rule| rule.when.len()));
    let conditions: usize = conditions.chain(plan.tickets.iter().map(|rule| rule.when.len())).sum();
    let tables = plan.teams.iter().map(|rule| &rule.seats);
    let asks: BTreeSet<_> =
        tables.chain(plan.overrides.iter().filter_map(|entry| entry.seats.as_ref())).flatten().collect();
    let counties: Numbers<&str> = draws.targets.iter().map(|target| county(&target.district)).collect();
    let pools = (asks.len() as u64 * counties.len() as u64).saturating_mul(draws.inspectors.len() as u64);
    for (field, size, limit) in [
        ("when", (conditions * draws.targets.len()) as u64, limits::CONDITION_CHECKS),
        ("seats", pools, limits::POOL_CHECKS),
    ] {
        if size > limit {
            let fault = Fault::new(Table::Plan, None, field, Problem::TooMany { found: size, limit });
            faults.push(fault);
        }
    }
}

fn check_staffing_size(size: u64, faults: &mut Faults) {
    if size > limits::STAFFING {
        let fault = Fault::new(
            Table::Inspectors,
            None,
            "",
            Problem::TooMany { found: size, limit: limits::STAFFING },
        );
        faults.push(fault);
    }
}
