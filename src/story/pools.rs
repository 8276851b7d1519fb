//! The eligible pools of seats as they were drawn. They follow from plan and rosters, so no document says them.

use super::{AmendmentName, Seat, SeatPool, Since, Story, Visit};
use crate::ceremony::DrawParts;
use crate::commit::document::Disclosure;
use crate::plan::Plan;
use crate::rules::Admission;
use crate::types::id::InspectorId;
use std::collections::BTreeMap;

/// When seats were drawn: by which ceremony, or by which of its amendments.
type Occasion = (usize, Option<AmendmentName>);

/// What pools follow from.
pub(crate) struct Ground<'a> {
    /// Of each ceremony of the chain, earliest first.
    ceremonies: Vec<(&'a Plan, DrawParts<'a>)>,
    /// Whom the amendments up to an occasion struck: from the target in that place of the roster, or from all.
    struck: BTreeMap<Occasion, Vec<(InspectorId, Option<usize>)>>,
}

impl<'a> Ground<'a> {
    pub(super) fn new(story: &Story<'a>) -> Self {
        let mut ceremonies: Vec<(&Plan, DrawParts<'_>)> = story
            .last
            .chain()
            .map(|link: &Disclosure| (&link.announcement.plan, DrawParts::of_disclosure(link)))
            .collect();
        ceremonies.reverse();
        let events = story.visits.iter().flat_map(|visit| &visit.seats).flat_map(|seat| &seat.events);
        let occasions = events.map(|event| (event.since().ceremony, event.since().amendment));
        let struck = |occasion: Occasion| {
            let draws = ceremonies.get(occasion.0).map(|(_, parts)| parts.as_draws());
            let amendments = story.amendments.iter().take_while(|(name, ..)| {
                name.ceremony < occasion.0 || occasion.1.is_some_and(|of| *name <= of)
            });
            let strikes = amendments.flat_map(|(_, amendment, _)| &amendment.strikes.inspectors);
            let place = |strike: &crate::commit::document::InspectorStrike| {
                let target = match &strike.target {
                    Some(id) => Some(draws?.target_index(id)?),
                    None => None,
                };
                Some((strike.inspector.clone(), target))
            };
            strikes.filter_map(place).collect()
        };
        let mut known = BTreeMap::new();
        for occasion in occasions {
            known.entry(occasion).or_insert_with(|| struck(occasion));
        }
        Self { ceremonies, struck: known }
    }

    pub(crate) fn pools(&self) -> SeatPools<'_> {
        SeatPools { ground: self, admissions: BTreeMap::new() }
    }
}

/// The pools of seats, for many of them: what an occasion's pools have in common is counted once.
pub(crate) struct SeatPools<'g> {
    ground: &'g Ground<'g>,
    admissions: BTreeMap<Occasion, Admission<'g>>,
}

impl<'g> SeatPools<'g> {
    /// The pool of a visit's seat when it was drawn.
    pub(crate) fn of<'a: 'g>(&mut self, visit: &Visit<'a>, seat: &Seat<'a>, drawn: Since) -> SeatPool {
        let occasion = (drawn.ceremony, drawn.amendment);
        let known = self.ground.ceremonies.get(drawn.ceremony).zip(self.ground.struck.get(&occasion));
        let Some(((plan, parts), struck)) = known else {
            return SeatPool { size: 0, shrunk: Vec::new() };
        };
        let draws = parts.as_draws().after(struck);
        let Some(target) = draws.target_index(visit.id()) else {
            return SeatPool { size: 0, shrunk: Vec::new() };
        };
        let admission = self.admissions.entry(occasion).or_insert_with(|| Admission::new(plan, draws));
        let ask = admission.ask(seat.ask);
        let pool = admission.pool(target, ask);
        SeatPool { size: pool.eligible, shrunk: pool.shrunk().collect() }
    }
}
