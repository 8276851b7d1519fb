//! What people want to see of a result: the drawn targets in the order of service, with names and whole teams.

use crate::text;
use dual_random::commit::document::{Disclosed, DrawnTicket, SeatResult};
use dual_random::plan::SeatAsk;
use dual_random::roster::{inspector, target};
use dual_random::rules::{StratumNumbers, team_of};
use dual_random::{Disclosure, InspectorId, Language, TargetId};
use std::collections::BTreeMap;

/// A result, with its chain of ceremonies looked through.
pub(crate) struct View<'a> {
    pub(crate) last: &'a Disclosure,
    targets: BTreeMap<&'a str, &'a Disclosed<target::Marker>>,
    inspectors: BTreeMap<&'a str, &'a Disclosed<inspector::Marker>>,
    /// Per target, its seats as the chain's ceremonies drew them, earliest first.
    seats: BTreeMap<&'a str, Vec<&'a SeatResult>>,
}

/// A drawn target.
pub(crate) struct DrawnTarget<'a> {
    pub(crate) record: &'a Disclosed<target::Marker>,
    pub(crate) stratum: &'a str,
    pub(crate) rank: usize,
    pub(crate) ticket: &'a DrawnTicket,
    pub(crate) seats: Vec<Seat<'a>>,
}

/// A seat of a drawn target.
pub(crate) struct Seat<'a> {
    pub(crate) number: usize,
    pub(crate) ask: &'a SeatAsk,
    /// Who sits there.
    pub(crate) inspector: Option<&'a InspectorId>,
    /// How the last ceremony that drew this seat drew it.
    pub(crate) drawn: Option<&'a SeatResult>,
}

impl Seat<'_> {
    /// What stands where nobody sits.
    pub(crate) fn nobody(&self, language: Language) -> &'static str {
        if self.drawn.is_none() { text::nobody_drawn(language) } else { text::open_seat(language) }
    }
}

impl<'a> View<'a> {
    pub(crate) fn new(last: &'a Disclosure) -> Self {
        let targets = last.first().rosters.targets.iter().map(|t| (t.draw.id.as_str(), t)).collect();
        let mut chain: Vec<&Disclosure> = last.chain().collect();
        chain.reverse();
        let mut inspectors = BTreeMap::new();
        let mut seats: BTreeMap<&str, Vec<&SeatResult>> = BTreeMap::new();
        for link in chain {
            inspectors.extend(link.rosters.inspectors.iter().map(|i| (i.draw.id.as_str(), i)));
            for team in &link.result.teams {
                seats.entry(team.target.as_str()).or_default().extend(&team.seats);
            }
        }
        Self { last, targets, inspectors, seats }
    }

    pub(crate) fn target(&self, id: &str) -> Option<&'a Disclosed<target::Marker>> {
        self.targets.get(id).copied()
    }

    /// A target's name, unless it is withheld.
    pub(crate) fn target_name(&self, id: &TargetId) -> Option<&'a str> {
        Some(self.target(id.as_str())?.identity.shown()?.name.as_str())
    }

    /// An inspector's name, unless it is withheld.
    pub(crate) fn inspector_name(&self, id: &InspectorId) -> Option<&'a str> {
        Some(self.inspector(id)?.identity.shown()?.name.as_str())
    }

    pub(crate) fn inspector(&self, id: &InspectorId) -> Option<&'a Disclosed<inspector::Marker>> {
        self.inspectors.get(id.as_str()).copied()
    }

    /// The strata in numbers.
    pub(crate) fn strata(&self) -> &'a [StratumNumbers] {
        &self.last.announcement.strata
    }

    /// The drawn targets in the order of service.
    pub(crate) fn drawn(&self) -> Vec<DrawnTarget<'a>> {
        let mut drawn = Vec::new();
        for stratum in &self.last.first().result.strata {
            for (rank, ticket) in (1..).zip(&stratum.drawn) {
                let Some(record) = self.target(ticket.id.as_str()) else {
                    continue;
                };
                let seats = self.seats(record);
                drawn.push(DrawnTarget { record, stratum: &stratum.name, rank, ticket, seats });
            }
        }
        drawn.sort_by(|a, b| (&a.ticket.ticket, &a.ticket.id).cmp(&(&b.ticket.ticket, &b.ticket.id)));
        drawn
    }

    fn seats(&self, record: &'a Disclosed<target::Marker>) -> Vec<Seat<'a>> {
        let team = team_of(&self.last.first().announcement.plan, &record.draw);
        let drawn = self.seats.get(record.draw.id.as_str()).map_or(&[][..], Vec::as_slice);
        let seat = |(number, ask)| {
            let drawn = drawn.iter().rev().find(|seat| usize::try_from(seat.seat) == Ok(number)).copied();
            Seat { number, ask, inspector: drawn.and_then(|seat| seat.inspector.as_ref()), drawn }
        };
        (1..).zip(team).map(seat).collect()
    }
}
