//! What the strikes of an amendment do to the standing, before any seat is filled again (PROTOCOL.md §15).

use super::{DrawnTarget, Standing, StruckTarget};
use crate::commit::document::{InspectorStrike, Replaced, StratumResult, Strikes, TargetStrike};
use crate::fault::{Fault, Faults, Problem, Table};
use crate::plan::Plan;
use crate::roster::TargetDraw;
use crate::rules::team_of;
use crate::say::Quoted;
use crate::types::id::{InspectorId, TargetId};
use crate::types::limits;
use std::collections::{BTreeMap, BTreeSet};

/// What strikes did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Struck {
    /// Struck targets with their alternates, in the order in which they were struck.
    pub(crate) replaced: Vec<Replaced>,
    /// The alternates among them: place in the roster, stratum, rank.
    pub(crate) came_in: Vec<(usize, usize, u64)>,
    /// The seats to fill again: (place of the target in the roster, place in the team).
    pub(crate) vacant: BTreeSet<(usize, usize)>,
}

/// Strikes being applied.
struct Striking<'a> {
    standing: &'a mut Standing,
    plan: &'a Plan,
    targets: &'a [&'a TargetDraw],
    strata: &'a [StratumResult],
    /// Place in the standing of each target that stands.
    at: BTreeMap<usize, usize>,
    struck: Struck,
    /// Per stratum, how many targets have been struck.
    counts: Vec<u64>,
    faults: Faults,
}

impl Standing {
    /// Applies strikes in the order in which they are listed. `strata` are those of the chain's first ceremony.
    ///
    /// # Errors
    /// When they name what does not stand, give a reason that was not announced, or pass an announced limit. The
    /// standing is then of no use.
    pub(crate) fn strike(
        &mut self,
        plan: &Plan,
        targets: &[&TargetDraw],
        strata: &[StratumResult],
        strikes: &Strikes,
    ) -> Result<Struck, Faults> {
        let (at, struck, faults) = (self.by_target(), Struck::default(), Faults::default());
        let mut counts = vec![0; strata.len()];
        for before in &self.struck {
            counts[before.stratum] += 1;
        }
        let mut striking = Striking { standing: self, plan, targets, strata, at, struck, counts, faults };
        striking.sizes(strikes);
        striking.visited(&strikes.visited);
        striking.targets(&strikes.targets);
        striking.inspectors(&strikes.inspectors);
        let Striking { at, struck, faults, .. } = striking;
        let mut place = 0..;
        self.drawn.retain(|drawn| at.get(&drawn.target) == place.next().as_ref());
        faults.into_result(struck)
    }
}

impl Striking<'_> {
    fn fault(&mut self, row: Option<usize>, field: &str, problem: Problem) {
        self.faults.push(Fault::new(Table::Amendment, row, field, problem));
    }

    fn sizes(&mut self, strikes: &Strikes) {
        let (targets, inspectors) = (strikes.targets.len(), strikes.inspectors.len());
        if targets + inspectors == 0 {
            self.fault(None, "", Problem::Empty);
        }
        let most = targets.max(inspectors).max(strikes.visited.len());
        if most > limits::STRIKES {
            self.fault(None, "", Problem::TooMany { found: most as u64, limit: limits::STRIKES as u64 });
        }
    }

    /// A visit that is completed stays as it was. Each is listed once, by the first amendment after it.
    fn visited(&mut self, visited: &[TargetId]) {
        for (row, id) in visited.iter().enumerate() {
            if row.checked_sub(1).is_some_and(|before| visited[before] >= *id) {
                self.fault(Some(row), "visited", Problem::NotSorted { found: Quoted::new(id) });
            }
            match self.standing_place(id) {
                None => self.fault(Some(row), "visited", Problem::NotStanding { found: Quoted::new(id) }),
                Some(target) if !self.standing.visited.insert(target) => {
                    self.fault(Some(row), "visited", Problem::Repeated { found: Quoted::new(id) });
                }
                Some(_) => {}
            }
        }
    }

    fn reason(&mut self, row: usize, reason: &str, allowed: &[String]) {
        if !allowed.iter().any(|one| one == reason) {
            self.fault(Some(row), "reason", Problem::ReasonNotListed { found: Quoted::new(reason) });
        }
    }

    fn targets(&mut self, strikes: &[TargetStrike]) {
        let plan = self.plan;
        let listed: BTreeSet<&TargetId> = strikes.iter().map(|strike| &strike.target).collect();
        let mut done: BTreeSet<TargetId> = BTreeSet::new();
        let mut seen: BTreeSet<&TargetId> = BTreeSet::new();
        for (row, strike) in strikes.iter().enumerate() {
            self.reason(row, &strike.reason, &plan.amendments.target_reasons);
            if !seen.insert(&strike.target) {
                self.fault(Some(row), "target", Problem::Repeated { found: Quoted::new(&strike.target) });
            }
            // Each struck alternate follows the target whose place it would have taken.
            let mut next = self.standing_place(&strike.target);
            if next.is_some_and(|target| self.standing.visited.contains(&target)) {
                self.fault(Some(row), "target", Problem::Visited { found: Quoted::new(&strike.target) });
            }
            while let Some(target) = next {
                let Some((id, alternate)) = self.strike_target(row, target) else {
                    break;
                };
                done.insert(id);
                next = alternate.filter(|alternate| listed.contains(&self.targets[*alternate].id));
            }
        }
        for (row, strike) in strikes.iter().enumerate().filter(|(_, strike)| !done.contains(&strike.target)) {
            self.fault(Some(row), "target", Problem::NotStanding { found: Quoted::new(&strike.target) });
        }
    }

    /// The place in the roster of a target that stands.
    fn standing_place(&self, id: &TargetId) -> Option<usize> {
        let target = super::place(self.targets, id).ok()?;
        self.at.contains_key(&target).then_some(target)
    }

    /// Strikes a target that stands, and lets the next alternate of its stratum come in.
    fn strike_target(&mut self, row: usize, target: usize) -> Option<(TargetId, Option<usize>)> {
        let at = self.at.remove(&target)?;
        let DrawnTarget { stratum, rank, .. } = self.standing.drawn[at];
        self.standing.struck.push(StruckTarget { target, stratum, rank });
        for seat in 0..self.standing.drawn[at].seats.len() {
            self.struck.vacant.remove(&(target, seat));
        }
        let limit = self.plan.amendments.strikes_per_stratum;
        self.counts[stratum] += 1;
        let count = self.counts[stratum];
        if count > limit {
            self.fault(
                Some(row),
                "strikes_per_stratum",
                Problem::OutOfRange { found: Quoted::new(count), low: 0, high: limit },
            );
        }
        let alternate = self.next_alternate(stratum);
        let id = self.targets[target].id.clone();
        let replaced =
            Replaced { alternate: alternate.map(|a| self.targets[a].id.clone()), target: id.clone() };
        self.struck.replaced.push(replaced);
        Some((id, alternate))
    }

    /// The next alternate of a stratum comes in, to be served last.
    fn next_alternate(&mut self, stratum: usize) -> Option<usize> {
        let result = self.strata.get(stratum)?;
        let used = self.standing.alternates_used.get_mut(stratum)?;
        let id = result.alternates.get(*used)?;
        let target = super::place(self.targets, id).ok()?;
        let rank = (result.drawn.len() + *used) as u64 + 1;
        *used += 1;
        let seats = vec![None; team_of(self.plan, self.targets[target]).len()];
        self.struck.vacant.extend((0..seats.len()).map(|seat| (target, seat)));
        self.struck.came_in.push((target, stratum, rank));
        self.at.insert(target, self.standing.drawn.len());
        self.standing.drawn.push(DrawnTarget { target, stratum, rank, seats });
        Some(target)
    }

    fn inspectors(&mut self, strikes: &[InspectorStrike]) {
        let plan = self.plan;
        let order = |strike: &InspectorStrike| (strike.inspector.clone(), strike.target.clone());
        for (row, strike) in strikes.iter().enumerate() {
            self.reason(row, &strike.reason, &plan.amendments.inspector_reasons);
            if let Some(before) = row.checked_sub(1).and_then(|before| strikes.get(before)) {
                if order(before) >= order(strike) {
                    self.fault(
                        Some(row),
                        "inspector",
                        Problem::NotSorted { found: Quoted::new(&strike.inspector) },
                    );
                } else if before.inspector == strike.inspector && before.target.is_none() {
                    self.fault(
                        Some(row),
                        "inspector",
                        Problem::Repeated { found: Quoted::new(&strike.inspector) },
                    );
                }
            }
        }
        let seated = self.seats_of_inspectors();
        for (row, strike) in strikes.iter().enumerate() {
            let target = strike.target.as_ref().map(|id| self.standing_place(id));
            let seats: Vec<(usize, usize)> = match (seated.get(&strike.inspector), target) {
                (None, _) | (_, Some(None)) => Vec::new(),
                (Some(seats), None) => {
                    let visited = &self.standing.visited;
                    seats.iter().copied().filter(|(target, _)| !visited.contains(target)).collect()
                }
                (Some(seats), Some(Some(only))) => {
                    seats.iter().copied().filter(|(target, _)| *target == only).collect()
                }
            };
            if seats.is_empty() {
                self.fault(
                    Some(row),
                    "inspector",
                    Problem::NotSeated { found: Quoted::new(&strike.inspector) },
                );
            }
            if target.flatten().is_some_and(|target| self.standing.visited.contains(&target)) {
                let id = strike.target.as_ref().map_or("", TargetId::as_str);
                self.fault(Some(row), "target", Problem::Visited { found: Quoted::new(id) });
            }
            for seat in seats {
                self.vacate(row, seat);
            }
            self.standing.struck_inspectors.push((strike.inspector.clone(), target.flatten()));
        }
    }

    /// The seats that each inspector holds.
    fn seats_of_inspectors(&self) -> BTreeMap<InspectorId, Vec<(usize, usize)>> {
        let mut seated: BTreeMap<InspectorId, Vec<(usize, usize)>> = BTreeMap::new();
        for (target, at) in &self.at {
            for (seat, holder) in self.standing.drawn[*at].seats.iter().enumerate() {
                if let Some(holder) = holder {
                    seated.entry(holder.clone()).or_default().push((*target, seat));
                }
            }
        }
        seated
    }

    fn vacate(&mut self, row: usize, (target, seat): (usize, usize)) {
        let Some(at) = self.at.get(&target) else {
            return;
        };
        self.standing.drawn[*at].seats[seat] = None;
        self.struck.vacant.insert((target, seat));
        let count = self.standing.seat_strikes.entry((target, seat)).or_default();
        *count += 1;
        let (count, limit) = (*count, self.plan.amendments.strikes_per_seat);
        if count > limit {
            self.fault(
                Some(row),
                "strikes_per_seat",
                Problem::OutOfRange { found: Quoted::new(count), low: 0, high: limit },
            );
        }
    }
}
