//! Simulated draws: whether a draft can be staffed, before anything is committed.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod common;

use common::{beacon, dice, master, plan, rosters};
use dual_random::HashAlgorithm;
use dual_random::draw::{SimulateError, Simulated, SimulationNote, simulate};
use dual_random::plan::{Authority, Ceremony, Override, TeamRule};
use dual_random::{Draft, Plan, Rosters, SeedSecret};
use std::ops::ControlFlow;

fn simulated(plan: Plan, rosters: Rosters, most: u32) -> Result<Simulated, SimulateError> {
    let draft = Draft::new(plan, rosters).unwrap();
    simulate(draft, master(1), most, &mut |_| ControlFlow::Continue(()))
}

#[test]
fn simulated_draws_show_the_seats_and_the_capacity_and_the_same_secret_shows_the_same() {
    let seen = simulated(plan(12, 4, 2), rosters(12, 6, 3), 5).unwrap();
    assert_eq!((seen.draws, seen.short, seen.most_short), (5, 0, 0));
    assert_eq!((seen.least_seats, seen.most_seats, seen.capacity), (8, 8, 18));
    assert_eq!(seen, simulated(plan(12, 4, 2), rosters(12, 6, 3), 5).unwrap());
    let capacity = SimulationNote::Capacity { least: 8, most: 8, capacity: 18 };
    assert_eq!(seen.notes(), [capacity, SimulationNote::Well { draws: 5 }]);
}

#[test]
fn simulated_draws_that_fall_short_say_by_how_much() {
    // Four teams of two, and inspectors for three of them.
    let seen = simulated(plan(12, 4, 2), rosters(12, 6, 1), 3).unwrap();
    assert_eq!((seen.draws, seen.short, seen.most_short, seen.capacity), (3, 3, 2, 6));
    assert_eq!(seen.notes()[1], SimulationNote::Short { draws: 3, short: 3, seats: 2 });
}

#[test]
fn the_scarcest_seat_is_that_of_the_rule_that_applies() {
    // One inspector, for one visit, has the qualification that the second seat of the second rule asks for.
    let mut people = rosters(12, 6, 3);
    people.inspectors[0].qualifications = vec!["危废".to_owned()];
    people.inspectors[0].max_visits = common::visits(1);
    let mut plan = plan(12, 4, 1);
    let mut asked = common::seat();
    asked.qualifications = vec!["危废".to_owned()];
    let needs = TeamRule::new([common::seat(), asked]);
    let others = TeamRule::new([common::seat()]).when(common::when("class", &["重点"]));
    plan.teams = vec![others.clone(), needs.clone()];
    assert_eq!(simulated(plan.clone(), people.clone(), 3).unwrap().scarcest, Some((2, 2)));
    // A target with seats of its own is under no rule.
    plan.overrides = (0..12)
        .map(|n| {
            let mut own = Override::new(common::target_id(n), "投诉较多", "示例负责人");
            own.seats = Some(needs.seats.clone());
            own
        })
        .collect();
    let seen = simulated(plan, people, 3).unwrap();
    assert_eq!((seen.short, seen.scarcest), (3, None));
}

#[test]
fn whatever_chance_a_plan_announces_is_made_up_and_targets_drawn_alone_get_teams() {
    let mut plan = plan(12, 4, 2);
    plan.ceremony = Ceremony::Selection;
    plan.authorities.push(
        Authority::new("示例二局")
            .committed(SeedSecret::from_bytes([9; 32]).commitment(HashAlgorithm::Sha256)),
    );
    let mut first = beacon("first", "2026-10-09T20:00:00+08:00");
    first.fallbacks = vec![beacon("spare", "2026-10-09T21:00:00+08:00").source];
    let mut second = beacon("second", "2026-10-09T20:00:00+08:00");
    second.source.kind = dice();
    plan.values = vec![first, second];
    let seen = simulated(plan, rosters(12, 6, 3), 2).unwrap();
    assert_eq!((seen.draws, seen.least_seats), (2, 8));
}

#[test]
fn whoever_asks_for_simulated_draws_can_stop_them() {
    let draft = Draft::new(plan(12, 4, 2), rosters(12, 6, 3)).unwrap();
    let mut told = Vec::new();
    let seen = simulate(draft, master(1), 20, &mut |draws| {
        told.push(draws);
        if draws < 3 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    assert_eq!((seen.unwrap().draws, told), (3, vec![1, 2, 3]));
}

#[test]
fn one_simulated_draw_has_as_many_seats_at_least_as_at_most() {
    let seen = simulated(plan(12, 4, 2), rosters(12, 6, 3), 1).unwrap();
    assert_eq!((seen.draws, seen.least_seats, seen.most_seats), (1, 8, 8));
}

#[test]
fn of_several_seats_that_stay_open_the_one_that_does_most_often_is_told() {
    // All twelve are drawn, three of them of the class 重点; one inspector can take one second seat.
    let mut people = rosters(12, 12, 3);
    people.inspectors[0].qualifications = vec!["危废".to_owned()];
    people.inspectors[0].max_visits = common::visits(1);
    people.targets.iter_mut().take(3).for_each(|target| target.class = "重点".to_owned());
    let mut asked = common::seat();
    asked.qualifications = vec!["危废".to_owned()];
    let rule = || TeamRule::new([common::seat(), asked.clone()]);
    let mut plan = plan(12, 12, 1);
    plan.teams = vec![rule().when(common::when("class", &["重点"])), rule()];
    let scarcest = |plan: &Plan| simulated(plan.clone(), people.clone(), 3).unwrap().scarcest;
    assert_eq!(scarcest(&plan), Some((2, 2)));
    // Two targets have seats of their own, and others tickets: neither takes the others out of their rules.
    let of = |n| Override::new(common::target_id(n), "投诉较多", "示例负责人");
    let own = |n| {
        let mut own = of(n);
        own.seats = Some(rule().seats);
        own
    };
    plan.overrides = (4..8).map(|n| of(n).tickets(2)).chain([own(8), own(9)]).collect();
    assert_eq!(scarcest(&plan), Some((2, 2)));
}

#[test]
fn targets_that_are_drawn_alone_are_short_of_teams_as_well() {
    let mut plan = plan(12, 4, 2);
    plan.ceremony = Ceremony::Selection;
    let seen = simulated(plan, rosters(12, 6, 1), 3).unwrap();
    assert_eq!((seen.draws, seen.short, seen.most_short, seen.capacity), (3, 3, 2, 6));
}
