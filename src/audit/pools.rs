//! How many inspectors there were to choose from for the seats that a ceremony dealt (PROTOCOL.md §8.3).

use super::problem::DealtPool;
use crate::ceremony::DrawParts;
use crate::commit::document::Disclosure;
use crate::rules::{Admission, team_of};
use crate::standing::Standing;
use std::collections::BTreeSet;

/// A seat that was dealt, with its eligible pool.
pub(super) struct Dealt {
    pub(super) pool: DealtPool,
    /// Under which size the pool is small, by the plan.
    pub(super) least: u32,
    /// Whether an amendment filled it again; else the draw.
    pub(super) again: bool,
    /// Whether its team is certain: several seats were dealt, and no more can take them together.
    pub(super) certain: bool,
}

/// The seats that a ceremony of a sound disclosure and its amendments dealt.
pub(super) fn dealt(link: &Disclosure) -> Vec<Dealt> {
    let (owned, plan) = (DrawParts::of_disclosure(link), &link.announcement.plan);
    let draws = owned.as_draws();
    let outcomes = link.amendments.iter().map(|amendment| &amendment.outcome.teams);
    let parts = std::iter::once(&link.result.teams).chain(outcomes).enumerate();
    let mut all = Vec::new();
    for (amendments, teams) in parts.filter(|(_, teams)| !teams.is_empty()) {
        // Who was struck up to then, by this amendment too, is in no pool.
        let Ok(standing) = Standing::of_amended(link, draws.targets, amendments) else {
            continue;
        };
        let draws = draws.after(&standing.struck_inspectors);
        let mut admission = Admission::new(plan, draws);
        for team in teams {
            let Some(target) = draws.target_index(&team.target) else {
                continue;
            };
            let asks = team_of(plan, draws.targets[target]);
            let seats = team.seats.iter().filter(|seat| !seat.trail.is_empty());
            let seats: Vec<(u32, usize)> = seats
                .filter_map(|seat| {
                    let place = usize::try_from(seat.seat).ok()?.checked_sub(1)?;
                    Some((seat.seat, admission.ask(asks.get(place)?)))
                })
                .collect();
            let pools: Vec<u32> =
                seats.iter().map(|(_, ask)| admission.pool(target, *ask).eligible).collect();
            let (several, few) = (seats.len() > 1, pools.iter().all(|pool| *pool as usize <= seats.len()));
            let certain = several && few && {
                let together = seats.iter().flat_map(|(_, ask)| admission.eligible(target, *ask));
                together.collect::<BTreeSet<usize>>().len() <= seats.len()
            };
            all.extend(seats.iter().zip(pools).map(|((seat, _), pool)| Dealt {
                pool: DealtPool { target: team.target.clone(), seat: *seat, pool },
                least: plan.small_pool(),
                again: amendments > 0,
                certain,
            }));
        }
    }
    all
}
