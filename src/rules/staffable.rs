//! Targets that no draw could staff are refused at announcement (PROTOCOL.md §8.3).

use super::admit::Admission;
use super::pools::{Pools, team_of};
use super::rosters::Draws;
use crate::plan::Plan;
use std::collections::BTreeMap;

/// The targets of the pools that cannot be staffed alone: place in the roster, and the number of the first seat that
/// cannot be filled beside those before it.
pub(crate) fn unstaffable(plan: &Plan, draws: Draws<'_>, pools: &Pools) -> Vec<(usize, usize)> {
    let mut admission = Admission::new(plan, draws);
    // Those who could come, per ask and county; a target's own recusals and rotation are taken off below.
    let mut could_come: BTreeMap<(usize, u32), Vec<usize>> = BTreeMap::new();
    let mut failing = Vec::new();
    for target in pools.strata.iter().flat_map(|pool| &pool.members).copied() {
        let team = team_of(plan, draws.targets[target]);
        let singled_out = admission.singled_out(target);
        let choices: Vec<Vec<usize>> = team
            .iter()
            .map(|seat| {
                let ask = admission.ask(seat);
                let key = (ask, admission.county_of(target));
                let all = could_come.entry(key).or_insert_with(|| {
                    let able =
                        |inspector: &usize| admission.general_reason(target, ask, *inspector).is_none();
                    (0..draws.inspectors.len()).filter(able).collect()
                });
                // With as many to choose from as there are seats a seat always finds somebody, so no more are needed.
                let here = all.iter().filter(|inspector| singled_out.binary_search(inspector).is_err());
                here.copied().take(team.len()).collect()
            })
            .collect();
        if let Err(seat) = staff_alone(&choices) {
            failing.push((target, seat));
        }
    }
    failing.sort_unstable();
    failing
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
