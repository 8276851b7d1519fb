//! How a chain of ceremonies stands: the drawn targets in the order of service, who sits where, and what amendments
//! struck (PROTOCOL.md §12.1, §15).

mod strike;

pub(crate) use strike::Struck;

use crate::commit::document::{Disclosure, ResultEntry, SeatCounts, StratumResult, TeamResult};
use crate::fault::Faults;
use crate::plan::Plan;
use crate::roster::TargetDraw;
use crate::rules::{TargetSeats, team_of};
use crate::say::{sayings, sayings_error};
use crate::types::digest::Digest;
use crate::types::id::{InspectorId, TargetId};
use std::collections::{BTreeMap, BTreeSet};

/// A drawn target that stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DrawnTarget {
    /// Place in the target roster.
    pub(crate) target: usize,
    /// Place of its stratum in the plan.
    pub(crate) stratum: usize,
    /// Rank in the stratum, from 1; an alternate's goes on after those of the drawn.
    pub(crate) rank: u64,
    /// Who sits where.
    pub(crate) seats: Vec<Option<InspectorId>>,
}

impl DrawnTarget {
    /// Places of the open seats in the team.
    pub(crate) fn open_seats(&self) -> Vec<usize> {
        (0..self.seats.len()).filter(|seat| self.seats[*seat].is_none()).collect()
    }
}

/// A drawn target that an amendment struck.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct StruckTarget {
    pub(crate) target: usize,
    pub(crate) stratum: usize,
    pub(crate) rank: u64,
}

/// How a chain stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Standing {
    /// The targets that stand, in the order of service: alternates last, in the order in which they came in.
    pub(crate) drawn: Vec<DrawnTarget>,
    /// The targets that amendments struck.
    pub(crate) struck: Vec<StruckTarget>,
    /// Per stratum, how many alternates have come up.
    pub(crate) alternates_used: Vec<usize>,
    /// Inspectors whom amendments struck: from the target in that place of the roster, or from all.
    pub(crate) struck_inspectors: Vec<(InspectorId, Option<usize>)>,
    /// The targets whose visits were completed when an amendment was made, by their places in the roster.
    pub(crate) visited: BTreeSet<usize>,
    /// How often each seat (target, place in the team) lost its inspector to a strike.
    pub(crate) seat_strikes: BTreeMap<(usize, usize), u64>,
}

sayings! {
    /// A result or an amendment names what it cannot name.
    pub enum StandingError {
        UnknownTarget { target: TargetId } = "unknown_target", "检查对象 {target} 不在名录中", "target {target} is not in the roster";
        NotStanding { target: TargetId } = "not_standing", "检查对象 {target} 不在抽中名单中", "target {target} does not stand";
        UnknownSeat { target: TargetId, seat: u32 } = "unknown_seat", "检查对象 {target} 没有第 {seat} 个席位", "target {target} has no seat {seat}";
        Strikes { faults: Faults } = "strikes", "{faults}", "{faults}";
    }
}

sayings_error!(StandingError: Strikes.faults);

pub(super) fn place(targets: &[&TargetDraw], id: &TargetId) -> Result<usize, StandingError> {
    let found = targets.binary_search_by(|target| target.id.cmp(id));
    found.map_err(|_| StandingError::UnknownTarget { target: id.clone() })
}

impl Standing {
    /// How things stand after the targets are drawn and before any seat is.
    pub(crate) fn of_selection(
        plan: &Plan,
        targets: &[&TargetDraw],
        strata: &[StratumResult],
    ) -> Result<Self, StandingError> {
        let mut drawn: Vec<(Digest, DrawnTarget)> = Vec::new();
        for (stratum, result) in strata.iter().enumerate() {
            for (rank, ticket) in (1..).zip(&result.drawn) {
                let target = place(targets, &ticket.id)?;
                let seats = vec![None; team_of(plan, targets[target]).len()];
                drawn.push((ticket.ticket, DrawnTarget { target, stratum, rank, seats }));
            }
        }
        // Targets are in id order, so their places order equal tickets by id.
        drawn.sort_by(|(a_ticket, a), (b_ticket, b)| (a_ticket, a.target).cmp(&(b_ticket, b.target)));
        let drawn = drawn.into_iter().map(|(_, drawn)| drawn).collect();
        Ok(Self { drawn, alternates_used: vec![0; strata.len()], ..Self::default() })
    }

    /// How things stand after all ceremonies of a chain, and all their amendments.
    pub(crate) fn of_chain(last: &Disclosure, targets: &[&TargetDraw]) -> Result<Self, StandingError> {
        Self::of_amended(last, targets, last.amendments.len())
    }

    /// The same with only so many of the last ceremony's amendments.
    pub(crate) fn of_amended(
        last: &Disclosure,
        targets: &[&TargetDraw],
        amendments: usize,
    ) -> Result<Self, StandingError> {
        let chain: Vec<&Disclosure> = last.chain().collect();
        let first = last.first();
        let plan = &first.announcement.plan;
        let mut standing = Self::of_selection(plan, targets, &first.result.strata)?;
        for (depth, disclosure) in chain.iter().enumerate().rev() {
            standing.seat(targets, &disclosure.result.teams)?;
            let amended = if depth == 0 { amendments } else { disclosure.amendments.len() };
            for amendment in disclosure.amendments.iter().take(amended) {
                let strikes = &amendment.strikes;
                let struck = standing.strike(plan, targets, &first.result.strata, strikes);
                struck.map_err(|faults| StandingError::Strikes { faults })?;
                standing.seat(targets, &amendment.outcome.teams)?;
            }
        }
        Ok(standing)
    }

    /// Places in `drawn` of the targets, by their places in the roster.
    pub(super) fn by_target(&self) -> BTreeMap<usize, usize> {
        self.drawn.iter().enumerate().map(|(at, drawn)| (drawn.target, at)).collect()
    }

    /// Seats those whom a ceremony or an amendment drew.
    pub(crate) fn seat(
        &mut self,
        targets: &[&TargetDraw],
        teams: &[TeamResult],
    ) -> Result<(), StandingError> {
        if teams.is_empty() {
            return Ok(());
        }
        let by_target = self.by_target();
        for team in teams {
            let not_standing = || StandingError::NotStanding { target: team.target.clone() };
            let at = by_target.get(&place(targets, &team.target)?).ok_or_else(not_standing)?;
            let seats = &mut self.drawn[*at].seats;
            for seat in &team.seats {
                let index = usize::try_from(seat.seat).ok().and_then(|number| number.checked_sub(1));
                let unknown = || StandingError::UnknownSeat { target: team.target.clone(), seat: seat.seat };
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
        targets: &'a [&'a TargetDraw],
    ) -> impl Iterator<Item = ResultEntry<'a>> + 'a {
        let name = |stratum: usize| plan.strata.get(stratum).map_or("", |stratum| stratum.name.as_str());
        let standing = self.drawn.iter().map(move |drawn| {
            let DrawnTarget { target, stratum, rank, seats } = drawn;
            let id = &targets[*target].id;
            (*target, ResultEntry::Drawn { drawn: true, id, rank: *rank, seats, stratum: name(*stratum) })
        });
        let struck = self.struck.iter().map(move |StruckTarget { target, stratum, rank }| {
            let id = &targets[*target].id;
            (
                *target,
                ResultEntry::Struck { drawn: true, id, rank: *rank, stratum: name(*stratum), struck: true },
            )
        });
        let mut by_target: Vec<(usize, ResultEntry<'a>)> = standing.chain(struck).collect();
        by_target.sort_by_key(|(target, _)| *target);
        let mut drawn = by_target.into_iter().peekable();
        targets.iter().enumerate().map(move |(row, target)| match drawn.next_if(|(at, _)| *at == row) {
            Some((_, entry)) => entry,
            None => ResultEntry::NotDrawn { drawn: false, id: &target.id },
        })
    }
}
