//! What the plan's tables give each target, looked up once for all targets that are alike to them.

use super::pools::override_of;
use crate::plan::{Condition, Field, Plan, SeatAsk, all_hold, first_holding};
use crate::roster::TargetDraw;
use crate::types::numbers::Numbers;
use std::collections::BTreeSet;

/// What targets of a kind get.
#[derive(Debug, Clone)]
struct Kind {
    /// The first two strata that match.
    strata: [Option<usize>; 2],
    tickets: u32,
    /// The place of the team rule.
    team: Option<usize>,
}

/// The kinds of a roster's targets: those that are alike to every condition of the plan.
#[derive(Debug, Clone)]
pub(crate) struct Kinds {
    of: Vec<u32>,
    kinds: Vec<Kind>,
}

impl Kinds {
    pub(crate) fn new(plan: &Plan, targets: &[&TargetDraw]) -> Self {
        let fields = fields(plan);
        let mut values: Vec<Numbers<Option<&str>>> = fields.iter().map(|_| Numbers::new()).collect();
        // The values of a target come to one number, field by field.
        let mut pairs: Vec<Numbers<(u32, u32)>> = fields.iter().map(|_| Numbers::new()).collect();
        let (mut of, mut kinds) = (Vec::with_capacity(targets.len()), Vec::<Kind>::new());
        for target in targets {
            let mut kind = 0;
            for ((field, values), pairs) in fields.iter().zip(&mut values).zip(&mut pairs) {
                kind = pairs.of((kind, values.of(field.value(target))));
            }
            if kind as usize == kinds.len() {
                kinds.push(Kind::new(plan, target));
            }
            of.push(kind);
        }
        Self { of, kinds }
    }

    fn kind(&self, row: usize) -> &Kind {
        &self.kinds[self.of[row] as usize]
    }

    /// The first two strata that match the target in a row.
    pub(crate) fn strata(&self, row: usize) -> [Option<usize>; 2] {
        self.kind(row).strata
    }

    /// How many tickets the target in a row has.
    pub(crate) fn tickets_of(&self, plan: &Plan, row: usize, target: &TargetDraw) -> u32 {
        let own = override_of(plan, &target.id).and_then(|entry| entry.tickets);
        own.unwrap_or_else(|| self.kind(row).tickets)
    }

    /// The seats of the team of the target in a row.
    pub(crate) fn team_of<'a>(&self, plan: &'a Plan, row: usize, target: &TargetDraw) -> &'a [SeatAsk] {
        let own = override_of(plan, &target.id).and_then(|entry| entry.seats.as_deref());
        let rule = || self.kind(row).team.and_then(|place| plan.teams.get(place));
        own.or_else(|| rule().map(|rule| rule.seats.as_slice())).unwrap_or(&[])
    }
}

impl Kind {
    fn new(plan: &Plan, target: &TargetDraw) -> Self {
        let mut strata = (0..plan.strata.len()).filter(|place| all_hold(&plan.strata[*place].when, target));
        Self {
            strata: [strata.next(), strata.next()],
            tickets: first_holding(&plan.tickets, target).map_or(1, |rule| rule.tickets),
            team: plan.teams.iter().position(|rule| all_hold(&rule.when, target)),
        }
    }
}

/// The fields that conditions of the plan look at, each once.
fn fields(plan: &Plan) -> BTreeSet<&Field> {
    let strata = plan.strata.iter().flat_map(|stratum| &stratum.when);
    let teams = plan.teams.iter().flat_map(|rule| &rule.when);
    let tickets = plan.tickets.iter().flat_map(|rule| &rule.when);
    strata.chain(teams).chain(tickets).map(|condition: &Condition| &condition.field).collect()
}
