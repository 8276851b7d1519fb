//! Pools and quotas in numbers (PROTOCOL.md §8.1, §8.2), and what the tables give each target.

use super::kinds::Kinds;
use super::rosters::Draws;
use crate::fault::{Fault, Faults, Problem, Table};
use crate::plan::{Override, Plan, SeatAsk, Size, first_holding};
use crate::roster::{Role, TargetDraw};
use crate::say::{Listed, Quoted};
use crate::types::id::TargetId;
use crate::types::limits;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A stratum's numbers, as the announcement states them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct StratumNumbers {
    /// Matching targets left out because they were drawn earlier in the period.
    pub before: u64,
    /// Matching targets at their yearly cap.
    pub capped: u64,
    /// Targets of the pool that are drawn with certainty.
    pub carried: u64,
    /// Matching targets that are exempt.
    pub exempt: u64,
    /// How many are drawn.
    pub k: u64,
    /// Size of the pool.
    pub n: u64,
    /// Name of the stratum.
    pub name: String,
}

/// How many targets are exempt for a reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ExemptCount {
    /// How many.
    pub count: u64,
    /// The reason.
    pub reason: String,
}

/// A target (its place in the roster) with the places of some of its seats.
pub(crate) type TargetSeats = (usize, Vec<usize>);

/// A stratum's pool.
#[derive(Debug, Clone)]
pub(crate) struct StratumPool {
    pub(crate) numbers: StratumNumbers,
    /// Places in the target roster, ascending.
    pub(crate) members: Vec<usize>,
    pub(crate) clamped: bool,
}

/// All pools, and what the announcement counts beside them.
#[derive(Debug, Clone)]
pub(crate) struct Pools {
    pub(crate) strata: Vec<StratumPool>,
    pub(crate) exempt: Vec<ExemptCount>,
    pub(crate) subject: u64,
    /// Targets that are not exempt and match no stratum.
    pub(crate) outside: Vec<usize>,
    kinds: Kinds,
}

pub(crate) fn override_of<'a>(plan: &'a Plan, id: &TargetId) -> Option<&'a Override> {
    plan.overrides.binary_search_by(|entry| entry.target.cmp(id)).ok().map(|at| &plan.overrides[at])
}

/// How many tickets a target has.
pub fn tickets_of(plan: &Plan, target: &TargetDraw) -> u32 {
    override_of(plan, &target.id)
        .and_then(|entry| entry.tickets)
        .or_else(|| first_holding(&plan.tickets, target).map(|rule| rule.tickets))
        .unwrap_or(1)
}

/// The seats of a target's team.
pub fn team_of<'a>(plan: &'a Plan, target: &TargetDraw) -> &'a [SeatAsk] {
    override_of(plan, &target.id)
        .and_then(|entry| entry.seats.as_deref())
        .or_else(|| first_holding(&plan.teams, target).map(|rule| rule.seats.as_slice()))
        .unwrap_or(&[])
}

impl Pools {
    /// The pools of a plan over its rosters.
    ///
    /// # Errors
    /// When strata overlap, a count exceeds its pool, a class is outside the slot, the numbers do not reconcile, or a
    /// limit is passed.
    pub(crate) fn new(plan: &Plan, draws: Draws<'_>) -> Result<Self, Faults> {
        let mut faults = Faults::default();
        let mut strata: Vec<StratumPool> =
            plan.strata.iter().map(|stratum| StratumPool::empty(&stratum.name)).collect();
        let mut exempt: BTreeMap<&str, u64> = BTreeMap::new();
        let mut outside = Vec::new();
        let kinds = Kinds::new(plan, draws.targets);
        for (row, target) in draws.targets.iter().enumerate() {
            if let Some(reason) = &target.exempt {
                *exempt.entry(reason).or_default() += 1;
            }
            match kinds.strata(row) {
                [None, _] if target.exempt.is_none() => outside.push(row),
                [None, _] => {}
                [Some(first), None] => strata[first].add(plan, row, target, &mut faults),
                [Some(first), Some(second)] => {
                    let both = [first, second].map(|stratum| Quoted::new(&plan.strata[stratum].name));
                    let fault = Fault::new(
                        Table::Targets,
                        Some(row),
                        "class",
                        Problem::TwoStrata { strata: Listed(both.to_vec()) },
                    );
                    faults.push(fault);
                }
            }
        }
        let officers = draws.inspectors.iter().filter(|i| i.role == Role::Officer).count() as u64;
        for (i, pool) in strata.iter_mut().enumerate() {
            pool.resolve(plan, i, officers, &mut faults);
        }
        let tickets = strata.iter().flat_map(|pool| &pool.members);
        let tickets: u64 =
            tickets.map(|row| u64::from(kinds.tickets_of(plan, *row, draws.targets[*row]))).sum();
        if tickets > limits::TOTAL_TICKETS {
            let fault = Fault::new(
                Table::Plan,
                None,
                "tickets",
                Problem::TooMany { found: tickets, limit: limits::TOTAL_TICKETS },
            );
            faults.push(fault);
        }
        let exempt: Vec<ExemptCount> = exempt
            .into_iter()
            .map(|(reason, count)| ExemptCount { count, reason: reason.to_owned() })
            .collect();
        let subject = draws.targets.iter().filter(|target| target.exempt.is_none()).count() as u64;
        let pools = Self { strata, exempt, subject, outside, kinds };
        pools.reconcile(plan, &mut faults);
        faults.into_result(pools)
    }

    /// Σ registers − Σ left out − exempt + Σ added = subject.
    fn reconcile(&self, plan: &Plan, faults: &mut Faults) {
        let sum = |counts: &mut dyn Iterator<Item = u64>| counts.map(i128::from).sum::<i128>();
        let result = sum(&mut plan.registers.iter().map(|r| r.count))
            - sum(&mut plan.left_out.iter().map(|r| r.count))
            - sum(&mut self.exempt.iter().map(|e| e.count))
            + sum(&mut plan.added.iter().map(|r| r.count));
        if result != i128::from(self.subject) {
            let fault = Fault::new(
                Table::Plan,
                None,
                "registers",
                Problem::Reconciliation { found: result, limit: self.subject },
            );
            faults.push(fault);
        }
    }

    /// How many tickets a target has.
    pub(crate) fn tickets_of(&self, plan: &Plan, draws: Draws<'_>, target: usize) -> u32 {
        self.kinds.tickets_of(plan, target, draws.targets[target])
    }

    /// The seats of a target's team.
    pub(crate) fn team_of<'a>(&self, plan: &'a Plan, draws: Draws<'_>, target: usize) -> &'a [SeatAsk] {
        self.kinds.team_of(plan, target, draws.targets[target])
    }

    /// The strata's numbers.
    pub(crate) fn numbers(&self) -> Vec<StratumNumbers> {
        self.strata.iter().map(|pool| pool.numbers.clone()).collect()
    }

    /// Seats of the largest draw that the quotas allow times inspectors, as the limit counts them.
    pub(crate) fn staffing_size(&self, plan: &Plan, draws: Draws<'_>) -> u64 {
        let seats: u64 = self.strata.iter().map(StratumPool::drawn).sum::<u64>() * largest_team(plan);
        seats.saturating_mul(draws.inspectors.len() as u64)
    }
}

/// Seats of the plan's largest team.
pub(crate) fn largest_team(plan: &Plan) -> u64 {
    let tables = plan.teams.iter().map(|rule| rule.seats.len());
    let overrides = plan.overrides.iter().filter_map(|entry| entry.seats.as_ref()).map(Vec::len);
    tables.chain(overrides).max().unwrap_or(0) as u64
}

impl StratumPool {
    fn empty(name: &str) -> Self {
        let numbers =
            StratumNumbers { before: 0, capped: 0, carried: 0, exempt: 0, k: 0, n: 0, name: name.to_owned() };
        Self { numbers, members: Vec::new(), clamped: false }
    }

    /// How many are drawn.
    pub(crate) fn drawn(&self) -> u64 {
        self.numbers.k
    }

    fn add(&mut self, plan: &Plan, row: usize, target: &TargetDraw, faults: &mut Faults) {
        if target.exempt.is_some() {
            self.numbers.exempt += 1;
        } else if plan.yearly_cap.is_some_and(|cap| target.inspected >= cap) {
            self.numbers.capped += 1;
        } else if target.drawn_before {
            self.numbers.before += 1;
        } else {
            self.numbers.n += 1;
            self.numbers.carried += u64::from(target.carried);
            self.members.push(row);
            if plan.classes.binary_search_by(|class| class.as_str().cmp(&target.class)).is_err() {
                let fault = Fault::new(
                    Table::Targets,
                    Some(row),
                    "class",
                    Problem::ClassOutsideSlot { found: Quoted::new(&target.class) },
                );
                faults.push(fault);
            }
        }
    }

    fn resolve(&mut self, plan: &Plan, index: usize, officers: u64, faults: &mut Faults) {
        let quota = &plan.strata[index].quota;
        let resolved = quota.resolve(self.numbers.n, officers);
        self.numbers.k = resolved.k;
        self.clamped = resolved.clamped;
        if let Size::Count(count) = quota.size
            && count > self.numbers.n
        {
            let fault = Fault::new(
                Table::Plan,
                None,
                format!("strata[{index}].quota"),
                Problem::CountOverPool { found: count, limit: self.numbers.n },
            );
            faults.push(fault);
        }
    }
}
