//! Targets that no draw could staff are refused at announcement (PROTOCOL.md §8.4).

use super::admit::Admission;
use super::pools::{Pools, team_of};
use super::rosters::Draws;
use crate::plan::Plan;

/// The targets of the pools that cannot be staffed alone: place in the roster, and the number of the first seat that
/// cannot be filled beside those before it.
pub(crate) fn unstaffable(plan: &Plan, draws: Draws<'_>, pools: &Pools) -> Vec<(usize, usize)> {
    let mut admission = Admission::new(plan, draws);
    let idle = draws
        .inspectors
        .iter()
        .filter(|inspector| inspector.max_visits == 0)
        .count();
    let mut failing = Vec::new();
    for target in pools.strata.iter().flat_map(|pool| &pool.members).copied() {
        let team = team_of(plan, &draws.targets[target]);
        let asks: Vec<usize> = team.iter().map(|seat| admission.ask(seat)).collect();
        // With as many to choose from as there are seats, every seat finds somebody.
        let plenty = asks
            .iter()
            .all(|ask| admission.pool(target, *ask).eligible as usize >= team.len() + idle);
        if !plenty && let Err(seat) = staff_alone(&admission, draws, target, &asks) {
            failing.push((target, seat));
        }
    }
    failing.sort_unstable();
    failing
}

/// Fills a team's seats with different inspectors, by augmenting paths.
fn staff_alone(
    admission: &Admission<'_>,
    draws: Draws<'_>,
    target: usize,
    asks: &[usize],
) -> Result<(), usize> {
    let choices: Vec<Vec<usize>> = asks
        .iter()
        .map(|ask| {
            admission
                .eligible(target, *ask)
                .filter(|i| draws.inspectors[*i].max_visits > 0)
                .collect()
        })
        .collect();
    let mut holder: Vec<Option<usize>> = vec![None; asks.len()];
    for seat in 0..asks.len() {
        let mut tried = vec![false; asks.len()];
        if !seat_somebody(seat, &choices, &mut holder, &mut tried) {
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
