//! How a chain of ceremonies stands: the drawn targets in the order of service, and who sits where (PROTOCOL.md §12.1).

use crate::basics::hash::Digest;
use crate::basics::id::{InspectorId, TargetId};
use crate::commit::document::{Disclosure, Entry, SeatCounts, StratumResult, TeamResult};
use crate::plan::Plan;
use crate::roster::TargetDraw;
use crate::rules::{TargetSeats, team_of};
use std::collections::BTreeMap;

/// A drawn target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DrawnTarget {
    /// Place in the target roster.
    pub(crate) target: usize,
    /// Place of its stratum in the plan.
    pub(crate) stratum: usize,
    /// Rank in the stratum, from 1.
    pub(crate) rank: u64,
    /// The winning ticket.
    pub(crate) ticket: Digest,
    /// Who sits where.
    pub(crate) seats: Vec<Option<InspectorId>>,
}

impl DrawnTarget {
    /// Places of the open seats in the team.
    pub(crate) fn open_seats(&self) -> Vec<usize> {
        (0..self.seats.len()).filter(|seat| self.seats[*seat].is_none()).collect()
    }
}

/// The drawn targets of a chain in the order of service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Standing {
    pub(crate) drawn: Vec<DrawnTarget>,
}

/// A result names what it cannot name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StandingError {
    pub(crate) what: String,
}

fn place(targets: &[TargetDraw], id: &TargetId) -> Result<usize, StandingError> {
    let found = targets.binary_search_by(|target| target.id.cmp(id));
    found.map_err(|_| StandingError { what: id.to_string() })
}

impl Standing {
    /// How things stand after the targets are drawn and before any seat is.
    pub(crate) fn of_selection(
        plan: &Plan,
        targets: &[TargetDraw],
        strata: &[StratumResult],
    ) -> Result<Self, StandingError> {
        let mut drawn = Vec::new();
        for (stratum, result) in strata.iter().enumerate() {
            for (rank, ticket) in (1..).zip(&result.drawn) {
                let target = place(targets, &ticket.id)?;
                let seats = vec![None; team_of(plan, &targets[target]).len()];
                drawn.push(DrawnTarget { target, stratum, rank, ticket: ticket.ticket, seats });
            }
        }
        // Targets are in id order, so their places order equal tickets by id.
        drawn.sort_by(|a, b| (&a.ticket, a.target).cmp(&(&b.ticket, b.target)));
        Ok(Self { drawn })
    }

    /// How things stand after all ceremonies of a chain.
    pub(crate) fn of_chain(last: &Disclosure, targets: &[TargetDraw]) -> Result<Self, StandingError> {
        let chain: Vec<&Disclosure> = last.chain().collect();
        let first = last.first();
        let mut standing = Self::of_selection(&first.announcement.plan, targets, &first.result.strata)?;
        for disclosure in chain.iter().rev() {
            standing.seat(targets, &disclosure.result.teams)?;
        }
        Ok(standing)
    }

    /// Seats those whom a ceremony drew.
    pub(crate) fn seat(&mut self, targets: &[TargetDraw], teams: &[TeamResult]) -> Result<(), StandingError> {
        let mut by_target: Vec<(usize, usize)> =
            self.drawn.iter().enumerate().map(|(at, drawn)| (drawn.target, at)).collect();
        by_target.sort_unstable();
        for team in teams {
            let unknown = || StandingError { what: team.target.to_string() };
            let target = place(targets, &team.target)?;
            let at = by_target.binary_search_by_key(&target, |(target, _)| *target).map_err(|_| unknown())?;
            let seats = &mut self.drawn[by_target[at].1].seats;
            for seat in &team.seats {
                let index = usize::try_from(seat.seat).ok().and_then(|number| number.checked_sub(1));
                let slot = index.and_then(|index| seats.get_mut(index)).ok_or_else(unknown)?;
                slot.clone_from(&seat.inspector);
            }
        }
        Ok(())
    }

    /// The drawn targets that have open seats, with those.
    pub(crate) fn open(&self) -> Vec<TargetSeats> {
        let open = self.drawn.iter().map(|drawn| (drawn.target, drawn.open_seats()));
        open.filter(|(_, seats)| !seats.is_empty()).collect()
    }

    /// The same by stratum.
    pub(crate) fn open_by_stratum(&self) -> Vec<(usize, Vec<TargetSeats>)> {
        let mut strata: BTreeMap<usize, Vec<TargetSeats>> = BTreeMap::new();
        for drawn in self.drawn.iter().filter(|drawn| !drawn.open_seats().is_empty()) {
            strata.entry(drawn.stratum).or_default().push((drawn.target, drawn.open_seats()));
        }
        strata.into_iter().collect()
    }

    /// Seats in numbers.
    pub(crate) fn seat_counts(&self) -> SeatCounts {
        let total = self.drawn.iter().map(|drawn| drawn.seats.len() as u64).sum();
        let open = self.drawn.iter().map(|drawn| drawn.open_seats().len() as u64).sum();
        SeatCounts { filled: total - open, open, total }
    }

    /// The leaves of the result tree, one for each target of the roster.
    pub(crate) fn entries<'a>(
        &'a self,
        plan: &'a Plan,
        targets: &'a [TargetDraw],
    ) -> impl Iterator<Item = Entry<'a>> + 'a {
        let mut by_target: Vec<&DrawnTarget> = self.drawn.iter().collect();
        by_target.sort_by_key(|drawn| drawn.target);
        let mut drawn = by_target.into_iter().peekable();
        targets.iter().enumerate().map(move |(row, target)| {
            let id = &target.id;
            match drawn.next_if(|drawn| drawn.target == row) {
                Some(DrawnTarget { rank, seats, stratum, .. }) => Entry::Drawn {
                    drawn: true,
                    id,
                    rank: *rank,
                    seats,
                    stratum: plan.strata.get(*stratum).map_or("", |stratum| &stratum.name),
                },
                None => Entry::NotDrawn { drawn: false, id },
            }
        })
    }
}
