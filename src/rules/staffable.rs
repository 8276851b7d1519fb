//! The eligible pools of seats, and the targets that no draw could staff, which are refused at announcement (PROTOCOL.md §8.3).

use super::admit::{Admission, Reason};
use super::pools::Pools;
use super::rosters::Draws;
use crate::fault::{Keeping, KeptOff};
use crate::plan::{Plan, SeatAsk};
use crate::say::Language;
use std::collections::BTreeMap;

/// The seat with the smallest eligible pool (the first, if equal) of some seats of a target's team.
pub(crate) fn smallest_pool<'a>(
    admission: &mut Admission<'a>,
    target: usize,
    team: &'a [SeatAsk],
    seats: impl IntoIterator<Item = usize>,
) -> Option<(usize, u32)> {
    let singled_out = admission.singled_out(target);
    let pool = |seat: usize| {
        let ask = admission.ask(team.get(seat)?);
        Some((seat, admission.eligible_beside(target, ask, &singled_out)))
    };
    seats.into_iter().filter_map(pool).min_by_key(|(_, pool)| *pool)
}

/// What was seen of the seats of all targets of the pools.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    /// The targets that cannot be staffed alone: place in the roster, and the number of the first seat that cannot be filled
    /// beside those before it.
    pub(crate) unstaffable: Vec<(usize, usize)>,
    /// The targets with a pool under the plan's minimum: place in the roster, the seat, and the size of its pool.
    pub(crate) small: Vec<(usize, usize, u32)>,
}

impl Seen {
    pub(crate) fn new<'a>(
        plan: &'a Plan,
        draws: Draws<'a>,
        pools: &Pools,
        admission: &mut Admission<'a>,
    ) -> Self {
        let (mut seen, mut could_come) = (Self::default(), CouldCome::new());
        for target in pools.strata.iter().flat_map(|pool| &pool.members).copied() {
            let team = pools.team_of(plan, draws, target);
            let Some((seat, pool)) = smallest_pool(admission, target, team, 0..team.len()) else {
                continue;
            };
            // With as many to choose from as there are seats a seat always finds somebody.
            if (pool as usize) < team.len()
                && let Err(seat) = staff_alone(&choices(admission, &mut could_come, target, team))
            {
                seen.unstaffable.push((target, seat));
            }
            if pool < plan.small_pool() {
                seen.small.push((target, seat, pool));
            }
        }
        seen.unstaffable.sort_unstable();
        seen
    }
}

impl Pools {
    /// How many may take a seat of a target, and which rules keep the others off.
    pub(crate) fn kept_off<'a>(
        &self,
        plan: &'a Plan,
        draws: Draws<'a>,
        admission: &mut Admission<'a>,
        target: usize,
        seat: usize,
    ) -> (u32, KeptOff) {
        let Some(seat) = self.team_of(plan, draws, target).get(seat) else {
            return (0, KeptOff(Vec::new()));
        };
        let ask = admission.ask(seat);
        let pool = admission.pool(target, ask);
        let keeping = |(reason, count): (Reason, u32)| {
            let words = [Language::Zh, Language::En].map(|language| reason.template(language));
            Keeping::new(reason.code(), words, count)
        };
        (pool.eligible, KeptOff(pool.shrunk().map(keeping).collect()))
    }
}

/// Who could come, per ask and county, what concerns one target alone aside.
type CouldCome = BTreeMap<(usize, u32), Vec<usize>>;

/// Who could take each seat of a team, no more than there are seats.
fn choices<'a>(
    admission: &mut Admission<'a>,
    could_come: &mut CouldCome,
    target: usize,
    team: &'a [SeatAsk],
) -> Vec<Vec<usize>> {
    let singled_out = admission.singled_out(target);
    let mut eligible = |seat: &'a SeatAsk| {
        let ask = admission.ask(seat);
        let all = could_come.entry((ask, admission.county_of(target))).or_insert_with(|| {
            let able = |inspector: &usize| admission.general_reason(target, ask, *inspector).is_none();
            (0..admission.inspectors()).filter(able).collect()
        });
        let here = all.iter().filter(|inspector| singled_out.binary_search(inspector).is_err());
        here.copied().take(team.len()).collect()
    };
    team.iter().map(&mut eligible).collect()
}

/// Fills a team's seats with different inspectors, by augmenting paths.
fn staff_alone(choices: &[Vec<usize>]) -> Result<(), usize> {
    let mut holder: Vec<Option<usize>> = vec![None; choices.len()];
    for seat in 0..choices.len() {
        let mut tried = vec![false; choices.len()];
        if !seat_somebody(seat, choices, &mut holder, &mut tried) {
            return Err(seat + 1);
        }
    }
    Ok(())
}

/// Gives a seat to somebody, moving others of the team where needed. Recursion is at most one level per seat.
fn seat_somebody(
    seat: usize,
    choices: &[Vec<usize>],
    holder: &mut [Option<usize>],
    tried: &mut [bool],
) -> bool {
    tried[seat] = true;
    for inspector in &choices[seat] {
        let sits_at = holder.iter().position(|held| *held == Some(*inspector));
        let free = match sits_at {
            None => true,
            Some(other) => !tried[other] && seat_somebody(other, choices, holder, tried),
        };
        if free {
            holder[seat] = Some(*inspector);
            return true;
        }
    }
    false
}
