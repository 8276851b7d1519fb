//! Simulated draws: whether a draft can be staffed, before anything is committed.

use super::ceremony::{DrawError, Inputs, compute};
use super::seed::Seed;
use super::work::Work;
use crate::ceremony::{Draft, DrawParts};
use crate::commit::document::Disclosure;
use crate::commit::secret::MasterSecret;
use crate::fault::Faults;
use crate::plan::{Plan, all_hold};
use crate::rules::Draws;
use crate::say::{sayings, sayings_error};
use crate::types::id::TargetId;
use serde::Serialize;
use std::collections::BTreeMap;
use std::ops::ControlFlow;

sayings! {
    /// Why nothing was simulated.
    pub enum SimulateError {
        Limits { faults: Faults } = "limits", "无法模拟抽取：{faults}", "draws cannot be simulated: {faults}";
        Draw { error: DrawError } = "draw", "无法模拟抽取：{error}", "draws cannot be simulated: {error}";
    }
}

sayings_error!(SimulateError: Limits.faults, Draw.error);

sayings! {
    /// What simulated draws showed.
    pub enum SimulationNote {
        Capacity { least: u64, most: u64, capacity: u64 } = "capacity", "人手：每次抽取需要 {least}–{most} 人次，全体检查人员最多可派 {capacity} 人次", "Staffing: a draw needs {least} to {most} visits; all inspectors together can make {capacity}";
        Well { draws: u32 } = "well", "模拟 {draws} 次抽取（所用密值用后即弃，不影响正式抽取）：都能配齐人员", "{draws} simulated draws (throw-away secrets, nothing is committed): all could be staffed";
        Short { draws: u32, short: u32, seats: usize } = "short", "模拟 {draws} 次抽取（所用密值用后即弃，不影响正式抽取）：有 {short} 次人员不足，最多空缺 {seats} 个席位。请增加人员或提高检查次数上限", "{draws} simulated draws (throw-away secrets, nothing is committed): {short} fell short, by up to {seats} seats. Add inspectors, or raise their limits";
    }
}

/// What simulated draws showed of the staffing; nothing of whom they drew.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct Simulated {
    /// How many draws were made.
    pub draws: u32,
    /// How many of them left seats open for want of inspectors.
    pub short: u32,
    /// The most seats that one of them left open so.
    pub most_short: usize,
    /// The fewest seats of a draw.
    pub least_seats: u64,
    /// The most seats of a draw.
    pub most_seats: u64,
    /// How many visits all inspectors together can make.
    pub capacity: u64,
    /// Of the seats that stayed open, those that most often did: the number of the plan's team rule, and of the seat in it, both
    /// from 1.
    pub scarcest: Option<(usize, usize)>,
}

impl Simulated {
    /// The same as sentences.
    pub fn notes(&self) -> [SimulationNote; 2] {
        let Self { draws, short, most_short: seats, least_seats: least, most_seats: most, capacity, .. } =
            *self;
        let staffing = if short == 0 {
            SimulationNote::Well { draws }
        } else {
            SimulationNote::Short { draws, short, seats }
        };
        [SimulationNote::Capacity { least, most, capacity }, staffing]
    }
}

/// Makes up to `most` draws of a draft with seeds that come of a throw-away secret alone, whatever values and secrets its plan
/// announces; targets that a plan draws alone get their teams too. `goes_on` is told after each draw how many there are, and can
/// stop the rest. The same draft and secret show the same.
///
/// The secret must be fresh, and be that of no announcement: whoever knows it knows these draws, which are none.
///
/// # Errors
/// When the draft passes a limit with its teams, or a draw cannot be made.
pub fn simulate(
    draft: Draft,
    secret: MasterSecret,
    most: u32,
    goes_on: &mut dyn FnMut(u32) -> ControlFlow<()>,
) -> Result<Simulated, SimulateError> {
    let mut seen = Simulated { capacity: draft.capacity(), ..Simulated::default() };
    let draft = draft.for_simulation().map_err(|faults| SimulateError::Limits { faults })?;
    let parts = DrawParts::of_opening(draft.parts());
    let mut open: BTreeMap<(usize, usize), u64> = BTreeMap::new();
    for number in 1..=most {
        // Neither announced nor committed, the seed of no draw.
        let hash = draft.parts().hash;
        let seed = Seed::new(hash, &secret.simulated_value(number), &[secret.seed_secret(hash)], &[]);
        let first = draft.parts().selection.as_deref().map(Disclosure::first);
        let inputs =
            Inputs { plan: draft.plan(), draws: parts.as_draws(), prepared: draft.prepared(), seed, first };
        let drawn = compute(&inputs, &mut Work::new()).map_err(|error| SimulateError::Draw { error })?;
        let mut short = 0;
        for team in &drawn.result.teams {
            for (seat, _) in (1..).zip(&team.seats).filter(|(_, seat)| seat.is_short()) {
                short += 1;
                if let Some(rule) = rule_of(draft.plan(), inputs.draws, &team.target) {
                    *open.entry((rule, seat)).or_default() += 1;
                }
            }
        }
        let seats = drawn.standing.seat_counts().total;
        seen.least_seats = if seen.draws == 0 { seats } else { seen.least_seats.min(seats) };
        seen.most_seats = seen.most_seats.max(seats);
        seen.draws += 1;
        seen.short += u32::from(short > 0);
        seen.most_short = seen.most_short.max(short);
        if goes_on(seen.draws).is_break() {
            break;
        }
    }
    // Of several that are open as often, the first.
    let most = open.values().max();
    seen.scarcest = open.iter().find(|(_, count)| Some(*count) == most).map(|(place, _)| *place);
    Ok(seen)
}

/// The number of the team rule that applies to a target, from 1; none if its seats are its own.
fn rule_of(plan: &Plan, draws: Draws<'_>, target: &TargetId) -> Option<usize> {
    let target = draws.targets.iter().find(|record| record.id == *target)?;
    if plan.overrides.iter().any(|own| own.target == target.id && own.seats.is_some()) {
        return None;
    }
    plan.teams.iter().position(|team| all_hold(&team.when, target)).map(|place| place + 1)
}
