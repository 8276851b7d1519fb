//! What changed exemptions, recusals, overrides and tickets did to the chances of targets that were drawn before: who was
//! visited once may wish not to be again, or to choose by whom.

use super::draws::Year;
use super::listed::{OtherChances, TicketShare};
use crate::ceremony::DrawParts;
use crate::plan::{Override, Plan};
use crate::rules::{Admission, Draws, Pools, override_of, team_of, tickets_of};
use crate::say::Every;
use crate::types::id::{InspectorId, TargetId};
use crate::types::text::Text;
use std::collections::{BTreeMap, BTreeSet};

/// The targets that stand in one of the draws before and are in both rosters, with what became of their chances: tickets of those
/// of their pool, and the smallest pool of their seats.
pub(super) fn changed_chances(before: &[Year<'_>], new: &Year<'_>) -> Every<OtherChances> {
    let Some(old) = before.last() else {
        return Every(Vec::new());
    };
    let drawn: BTreeSet<&TargetId> = before.iter().flat_map(|draw| draw.stood.teams.keys()).collect();
    let old_rosters = DrawParts::of_disclosure(old.disclosure.first());
    let new_rosters = DrawParts::of_disclosure(new.disclosure.first());
    let was = Chances::new(old.plan(), old_rosters.as_draws());
    let is = Chances::new(new.plan(), new_rosters.as_draws());
    let (Some(mut was), Some(mut is)) = (was, is) else {
        return Every(Vec::new());
    };
    let changed = drawn.into_iter().filter(|id| was.shaped_by(id) != is.shaped_by(id));
    let changed: Vec<&TargetId> = changed.collect();
    let both = changed.into_iter().filter_map(|id| Some((id, was.of(id)?, is.of(id)?)));
    both.map(|(id, (was, pool_was), (now, pool_now))| OtherChances {
        target: id.clone(),
        was,
        now,
        pool_was,
        pool_now,
    })
    .collect()
}

/// What shapes a target's chances by name: its exemption, who is recused from it, its override, its tickets.
type Shape<'a> = (Option<&'a Text>, Option<&'a BTreeSet<&'a InspectorId>>, Option<&'a Override>, u32);

/// The chances of targets under a plan and its rosters.
struct Chances<'a> {
    plan: &'a Plan,
    draws: Draws<'a>,
    recused: BTreeMap<&'a TargetId, BTreeSet<&'a InspectorId>>,
    /// The tickets of all the targets of a pool, for each of its targets by its place.
    pools: BTreeMap<usize, u64>,
    admission: Admission<'a>,
}

impl<'a> Chances<'a> {
    fn new(plan: &'a Plan, draws: Draws<'a>) -> Option<Self> {
        let mut recused: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
        for recusal in draws.recusals {
            recused.entry(&recusal.target).or_default().insert(&recusal.inspector);
        }
        let mut pools = BTreeMap::new();
        let all = Pools::new(plan, draws).ok()?;
        for pool in &all.strata {
            let tickets = pool.members.iter().map(|place| u64::from(all.tickets_of(plan, draws, *place)));
            let tickets: u64 = tickets.sum();
            pools.extend(pool.members.iter().map(|place| (*place, tickets)));
        }
        Some(Self { plan, draws, recused, pools, admission: Admission::new(plan, draws) })
    }

    /// Nothing for a target that is not in the roster.
    fn shaped_by(&self, id: &TargetId) -> Option<Shape<'_>> {
        let target = &self.draws.targets[self.draws.target_index(id)?];
        let entry = override_of(self.plan, id);
        Some((target.exempt.as_ref(), self.recused.get(id), entry, tickets_of(self.plan, target)))
    }

    /// The tickets of those of the pool, and the smallest pool of a seat.
    fn of(&mut self, id: &TargetId) -> Option<(Option<TicketShare>, u32)> {
        let place = self.draws.target_index(id)?;
        let target = &self.draws.targets[place];
        let share = |all: &u64| TicketShare { own: tickets_of(self.plan, target), all: *all };
        let tickets = self.pools.get(&place).map(share);
        let seats = team_of(self.plan, target).iter();
        let asks: Vec<usize> = seats.map(|seat| self.admission.ask(seat)).collect();
        let smallest = asks.into_iter().map(|ask| self.admission.pool(place, ask).eligible).min();
        Some((tickets, smallest.unwrap_or(0)))
    }
}
