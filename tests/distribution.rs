//! Distributions. Every test is deterministic (its keys are fixed); the false-alarm rate stated is the chance that
//! a right implementation would have failed with keys chosen at random. It does not depend on the number of draws: the tests
//! of a million draws, which `.ci/distribution` runs, have that of the quick ones, and see deviations that are smaller.

#![allow(clippy::unwrap_used, clippy::panic, clippy::assigning_clones, clippy::too_many_lines)]

mod common;

use common::{plan, recusal, rosters, run};
use dual_random::HashAlgorithm;
use dual_random::draw::select::{Candidate, select};
use dual_random::plan::AmendmentRules;
use dual_random::{Digest, InspectorId, InspectorStrike, Strikes, TargetId, TargetStrike, Tickets};
use std::collections::BTreeMap;

/// Pearson's statistic times 1000, for counts against weights.
fn chi_square_milli(counts: &[u64], weights: &[u64]) -> u64 {
    let total: u64 = counts.iter().sum();
    let weight: u64 = weights.iter().sum();
    let mut sum = 0;
    for (count, w) in counts.iter().zip(weights) {
        // (count − total·w/weight)² / (total·w/weight) = (count·weight − total·w)² / (total·w·weight)
        let difference = u128::from((count * weight).abs_diff(total * w));
        sum += difference * difference * 1000 / (u128::from(total) * u128::from(*w) * u128::from(weight));
    }
    u64::try_from(sum).unwrap()
}

/// Exact chances of complete assignments with look-ahead, in twelfths: targets in an order, one seat each, three
/// inspectors with one visit each, inspector 0 recused from target 0.
fn theory(order: [usize; 3]) -> BTreeMap<[usize; 3], u64> {
    fn admissible(target: usize, inspector: usize, taken: &[Option<usize>; 3]) -> bool {
        (target, inspector) != (0, 0) && !taken.contains(&Some(inspector))
    }
    fn completable(order: &[usize], taken: [Option<usize>; 3]) -> bool {
        let Some((target, rest)) = order.split_first() else {
            return true;
        };
        (0..3).any(|inspector| {
            let mut next = taken;
            next[*target] = Some(inspector);
            admissible(*target, inspector, &taken) && completable(rest, next)
        })
    }
    fn go(order: &[usize], taken: [Option<usize>; 3], chance: u64, all: &mut BTreeMap<[usize; 3], u64>) {
        let Some((target, rest)) = order.split_first() else {
            *all.entry(taken.map(Option::unwrap)).or_default() += chance;
            return;
        };
        let choices: Vec<[Option<usize>; 3]> = (0..3)
            .filter(|inspector| admissible(*target, *inspector, &taken))
            .map(|inspector| {
                let mut next = taken;
                next[*target] = Some(inspector);
                next
            })
            .filter(|next| completable(rest, *next))
            .collect();
        for next in &choices {
            go(rest, *next, chance / choices.len() as u64, all);
        }
    }
    let mut all = BTreeMap::new();
    go(&order, [None; 3], 12, &mut all);
    all
}

#[test]
fn three_by_three_has_the_known_chances_in_theory() {
    assert_eq!(theory([0, 1, 2]).into_values().collect::<Vec<_>>(), [3, 3, 3, 3], "each 1/4");
    let mut other: Vec<u64> = theory([1, 2, 0]).into_values().collect();
    other.sort_unstable();
    assert_eq!(other, [2, 2, 4, 4], "two 1/6, two 1/3");
}

/// False-alarm rate: six orders, each with a threshold of 30.66 at 3 degrees of freedom, and that of the orders with 35.88 at
/// 5 (1e-6 each): 7e-6.
fn three_by_three_draws_have_the_known_chances(draws: u64) {
    let mut counts: BTreeMap<[usize; 3], BTreeMap<[usize; 3], u64>> = BTreeMap::new();
    for n in 0..draws {
        let mut people = rosters(3, 3, 1);
        people.recusals.push(recusal(0, 0));
        let drawn = run(plan(3, 3, 1), people, n);
        let place = |id: &str| id[1..].parse::<usize>().unwrap();
        let teams = &common::opened(&drawn).result.teams;
        let mut assignment = [0; 3];
        let mut order = [0; 3];
        for (at, team) in teams.iter().enumerate() {
            order[at] = place(team.target.as_str());
            assignment[order[at]] = place(team.seats[0].inspector.as_ref().unwrap().as_str());
        }
        *counts.entry(order).or_default().entry(assignment).or_default() += 1;
    }
    assert_eq!(counts.len(), 6, "every order of service occurs");
    for (order, counts) in &counts {
        let theory = theory(*order);
        assert_eq!(theory.len(), 4);
        assert!(counts.keys().all(|assignment| theory.contains_key(assignment)));
        let observed: Vec<u64> = theory.keys().map(|a| counts.get(a).copied().unwrap_or(0)).collect();
        let weights: Vec<u64> = theory.values().copied().collect();
        let statistic = chi_square_milli(&observed, &weights);
        assert!(statistic < 30_660, "{order:?}: {observed:?} against {weights:?}: {statistic}");
    }
    let orders: Vec<u64> = counts.into_values().map(|order| order.into_values().sum()).collect();
    let statistic = chi_square_milli(&orders, &[1; 6]);
    assert!(statistic < 35_880, "{orders:?}: {statistic}");
}

#[test]
fn three_by_three_draws_have_the_known_chances_in_every_order() {
    three_by_three_draws_have_the_known_chances(12_000);
}

#[test]
#[ignore = "minutes: bash .ci/distribution"]
fn three_by_three_in_a_million_draws() {
    three_by_three_draws_have_the_known_chances(1_000_000);
}

fn ids(n: usize) -> Vec<TargetId> {
    (0..n).map(|n| TargetId::new(format!("U{n}")).unwrap()).collect()
}

fn draw_ids(key: u64, ids: &[TargetId], k: usize) -> Vec<usize> {
    let tickets = Tickets::new(HashAlgorithm::Sha256, &Digest::of_file(format!("key {key}").as_bytes()));
    let candidates = ids.iter().map(|id| Candidate::new(id, 1, false));
    select(&tickets, candidates, k).drawn().map(|ranked| ranked.index).collect()
}

/// With 118 units and 30 drawn, a platform's "random" offset had three outcomes, and 28 units could never be drawn.
/// False-alarm rate: 118 counts within 6 standard deviations, 3e-7; a pair that never occurs, below 1e-80.
fn every_unit_is_drawn_with_chance_k_over_n(draws: u64) {
    let (n, k) = (118, 30);
    let ids = ids(n);
    let mut single = vec![0u64; n];
    let mut pairs = vec![0u64; n * n];
    for key in 0..draws {
        let drawn = draw_ids(key, &ids, k);
        for a in &drawn {
            single[*a] += 1;
            for b in &drawn {
                pairs[a * n + b] += 1;
            }
        }
    }
    // Within 6 standard deviations of draws·k/n, whose variance is draws·k·(n − k)/n².
    let (n, k) = (n as u64, k as u64);
    let is_near = |count: &u64| (count * n).abs_diff(draws * k).pow(2) <= 36 * draws * k * (n - k);
    assert!(single.iter().all(is_near), "{single:?}");
    assert!(pairs.iter().all(|count| *count > 0));
}

#[test]
fn every_unit_is_drawn_with_chance_k_over_n_and_every_pair_can_be_drawn_together() {
    every_unit_is_drawn_with_chance_k_over_n(3000);
}

#[test]
#[ignore = "minutes: bash .ci/distribution"]
fn every_unit_in_a_million_draws() {
    every_unit_is_drawn_with_chance_k_over_n(1_000_000);
}

/// Inspectors dealt round-robin from one random offset gave 8 of 28 pairs. False-alarm rate: 27 degrees of freedom,
/// threshold 80.0: below 1e-6.
fn every_pair_of_inspectors_occurs_equally_often(draws: u64) {
    let mut pairs: BTreeMap<(String, String), u64> = BTreeMap::new();
    for n in 0..draws {
        let drawn = run(plan(10, 10, 2), rosters(10, 8, 100), n);
        for team in &common::opened(&drawn).result.teams {
            let mut names: Vec<String> =
                team.seats.iter().map(|s| s.inspector.clone().unwrap().to_string()).collect();
            names.sort();
            *pairs.entry((names[0].clone(), names[1].clone())).or_default() += 1;
        }
    }
    assert_eq!(pairs.len(), 28);
    let counts: Vec<u64> = pairs.into_values().collect();
    let statistic = chi_square_milli(&counts, &[1; 28]);
    assert!(statistic < 80_000, "{counts:?}: {statistic}");
}

#[test]
fn every_pair_of_inspectors_occurs_as_often_as_theory_says() {
    every_pair_of_inspectors_occurs_equally_often(300);
}

#[test]
#[ignore = "minutes: bash .ci/distribution"]
fn every_pair_of_inspectors_in_a_million_teams() {
    every_pair_of_inspectors_occurs_equally_often(100_000);
}

/// A weight is a number of tickets: a target with two tickets among n − 1 with one comes first with chance 2/(n + 1).
/// False-alarm rate: 1 degree of freedom, threshold 23.93 (1e-6).
fn a_second_ticket_is_a_second_chance_in(draws: u64) {
    let ids = ids(10);
    let mut first = 0;
    for key in 0..draws {
        let tickets =
            Tickets::new(HashAlgorithm::Sha256, &Digest::of_file(format!("weight {key}").as_bytes()));
        let candidates =
            ids.iter().enumerate().map(|(i, id)| Candidate::new(id, if i == 0 { 2 } else { 1 }, false));
        first += u64::from(select(&tickets, candidates, 1).drawn().next().unwrap().index == 0);
    }
    let statistic = chi_square_milli(&[first, draws - first], &[2, 9]);
    assert!(statistic < 23_930, "{first} of {draws}: {statistic}");
}

#[test]
fn a_second_ticket_is_a_second_chance() {
    a_second_ticket_is_a_second_chance_in(6000);
}

#[test]
#[ignore = "minutes: bash .ci/distribution"]
fn a_second_ticket_in_a_million_draws() {
    a_second_ticket_is_a_second_chance_in(1_000_000);
}

/// Whoever takes the seat of an inspector who fell out is each of the others equally often; so is the alternate's team.
/// False-alarm rate: two statistics with 4 and 5 degrees of freedom against 33.4 and 35.9 (1e-6 each): 2e-6.
fn who_comes_in_by_an_amendment_is_each_equally_often(draws: u64) {
    let (mut replacements, mut alternates) = (BTreeMap::new(), BTreeMap::new());
    for n in 0..draws {
        let mut plan = plan(2, 1, 1);
        plan.amendments = {
            let mut it = AmendmentRules::default();
            it.inspector_reasons = vec!["生病".to_owned()];
            it.strikes_per_seat = 1;
            it.strikes_per_stratum = 1;
            it.target_reasons = vec!["已关闭".to_owned()];
            it
        };
        let drawn = run(plan, rosters(2, 6, 9), n);
        let team = common::opened(&drawn).result.teams[0].clone();
        let who = team.seats[0].inspector.clone().unwrap();
        let evidence = Digest::of_file(b"letter");
        let (reason, target) = ("生病".to_owned(), Some(team.target.clone()));
        let ill = {
            let mut it = InspectorStrike::new(who.clone(), reason, evidence);
            it.target = target;
            it
        };
        let closed = TargetStrike::new(team.target, "已关闭", evidence);
        let date = common::date("2026-10-20");
        let strikes = Strikes::of(date).inspectors([ill]);
        let (_, amendment) = common::amend(drawn.clone(), strikes).unwrap();
        let next = amendment.outcome.teams[0].seats[0].inspector.clone().unwrap();
        // How many places after the one who fell out, round the roster.
        let place = |id: &InspectorId| id.as_str()[1..].parse::<usize>().unwrap();
        *replacements.entry((place(&next) + 6 - place(&who)) % 6).or_insert(0) += 1;
        let strikes = Strikes::of(date).targets([closed]);
        let (_, amendment) = common::amend(drawn, strikes).unwrap();
        let next = amendment.outcome.teams[0].seats[0].inspector.clone().unwrap();
        *alternates.entry(place(&next)).or_insert(0) += 1;
    }
    for (counts, threshold) in [(replacements, 33_400), (alternates, 35_900)] {
        let counts: Vec<u64> = counts.into_values().collect();
        let statistic = chi_square_milli(&counts, &vec![1; counts.len()]);
        assert!(statistic < threshold, "{counts:?}: {statistic}");
    }
}

#[test]
fn who_comes_in_by_an_amendment_is_each_of_the_admissible_equally_often() {
    who_comes_in_by_an_amendment_is_each_equally_often(3000);
}

#[test]
#[ignore = "minutes: bash .ci/distribution"]
fn who_comes_in_by_a_million_amendments() {
    who_comes_in_by_an_amendment_is_each_equally_often(1_000_000);
}
