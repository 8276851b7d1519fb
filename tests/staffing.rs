//! Staffing is exact: on random small cases every fact of PROTOCOL.md §12 is decided again by trying everything.

#![allow(clippy::unwrap_used, clippy::panic, clippy::assigning_clones, clippy::too_many_lines)]

mod common;

use common::{Dice, date, inspector_id, plan, quota, rosters, run, seat, target_id, visits};
use dual_random::HashAlgorithm;
use dual_random::plan::{DistrictRule, TeamRule, Workload};
use dual_random::{Dealer, Draft, Drawn, InspectorId, Plan, Reason, Recusal, Role, Rosters};
use std::collections::BTreeMap;

/// A seat to fill: team, and the inspectors who may take it (places in the roster).
#[derive(Debug, Clone)]
struct Seat {
    team: usize,
    eligible: Vec<usize>,
}

/// Whether all of some seats can be filled, by trying everything. `room` is what each inspector still has; `taken`
/// the (team, inspector) pairs that are settled.
fn can_fill(seats: &[&Seat], room: &mut [i64], taken: &mut Vec<(usize, usize)>) -> bool {
    let Some((first, rest)) = seats.split_first() else {
        return true;
    };
    for inspector in &first.eligible {
        let pair = (first.team, *inspector);
        if room[*inspector] > 0 && !taken.contains(&pair) {
            room[*inspector] -= 1;
            taken.push(pair);
            let filled = can_fill(rest, room, taken);
            taken.pop();
            room[*inspector] += 1;
            if filled {
                return true;
            }
        }
    }
    false
}

fn fillable(seats: &[&Seat], caps: &[u32]) -> bool {
    can_fill(seats, &mut caps.iter().map(|cap| i64::from(*cap)).collect::<Vec<_>>(), &mut Vec::new())
}

/// A random case: seats that ask for different things, tight capacities, recusals, all rules.
fn random_case(dice: &mut Dice) -> (Plan, Rosters) {
    let departments = ["环境", "水务"];
    let qualifications = ["危废", "辐射"];
    let targets = 1 + dice.below(4);
    let inspectors = 2 + dice.below(4);
    let mut rosters = rosters(targets, inspectors, 1);
    for inspector in &mut rosters.inspectors {
        inspector.max_visits = visits(u32::try_from(dice.below(3)).unwrap() + 1);
        inspector.department = departments[dice.below(2)].to_owned();
        inspector.district = ["522601", "522622"][dice.below(2)].to_owned();
        inspector.qualifications =
            qualifications.iter().filter(|_| dice.one_in(2)).map(|&q| q.to_owned()).collect();
        if dice.one_in(6) {
            inspector.role = Role::Expert;
        }
        if dice.one_in(8) {
            inspector.valid_to = date("2026-11-01");
        }
    }
    for (n, target) in rosters.targets.iter_mut().enumerate() {
        target.district = ["522601", "522622"][dice.below(2)].to_owned();
        for i in 0..inspectors {
            if dice.one_in(6) {
                let (inspector, target) = (inspector_id(i), target_id(n));
                rosters.recusals.push(Recusal::new(inspector, target, "亲属"));
            }
            if dice.one_in(8) {
                target.last_team.push(inspector_id(i));
            }
        }
    }
    let seats: Vec<_> = (0..=dice.below(3))
        .map(|_| {
            let mut seat = seat();
            if dice.one_in(4) {
                seat.departments = vec![departments[dice.below(2)].to_owned()];
            }
            if dice.one_in(4) {
                seat.qualifications = vec![qualifications[dice.below(2)].to_owned()];
            }
            if dice.one_in(8) {
                seat.role = Role::Expert;
            }
            seat
        })
        .collect();
    let mut plan = plan(targets as u64, 0, 1);
    plan.strata[0].quota = quota(1 + dice.below(targets) as u64);
    plan.teams = vec![TeamRule::new(seats)];
    plan.rotation = dice.one_in(2);
    plan.district_rule =
        [DistrictRule::Any, DistrictRule::Any, DistrictRule::Cross, DistrictRule::Own][dice.below(4)];
    plan.workload =
        [Workload::Own, Workload::Balanced, Workload::Balanced, Workload::Common(1)][dice.below(4)];
    (plan, rosters)
}

/// The first fixed reason, decided from the records alone.
fn fixed_reason(
    plan: &Plan,
    rosters: &Rosters,
    target: usize,
    seat: usize,
    inspector: usize,
) -> Option<Reason> {
    let (who, whom, ask) =
        (&rosters.inspectors[inspector], &rosters.targets[target], &plan.teams[0].seats[seat]);
    let recused = rosters.recusals.iter().any(|r| r.inspector == who.id && r.target == whom.id);
    let same = who.district == whom.district;
    let checks = [
        (who.role != ask.role, Reason::Role),
        (recused, Reason::Recused),
        (who.valid_from > plan.visits.from || who.valid_to < plan.visits.to, Reason::Certificate),
        (!ask.qualifications.iter().all(|q| who.qualifications.contains(q)), Reason::Qualification),
        (!ask.departments.is_empty() && !ask.departments.contains(&who.department), Reason::Department),
        (
            (plan.district_rule == DistrictRule::Cross && same)
                || (plan.district_rule == DistrictRule::Own && !same),
            Reason::District,
        ),
        (plan.rotation && whom.last_team.contains(&who.id), Reason::Rotation),
    ];
    checks.iter().find(|(applies, _)| *applies).map(|(_, reason)| *reason)
}

fn number(id: &str) -> usize {
    id[1..].parse().unwrap()
}

/// Checks every statement of a result by trying everything. Returns whether there was a shortage, and how often a slip
/// was set aside because it would strand another target.
fn check(plan: &Plan, rosters: &Rosters, drawn: &Drawn) -> (bool, usize) {
    let result = &common::opened(drawn).result;
    let shortage = drawn.shortage().unwrap();
    let story = drawn.story().unwrap();
    let mut order = result.strata[0].drawn.clone();
    order.sort_by(|a, b| (&a.ticket, &a.id).cmp(&(&b.ticket, &b.id)));
    let targets: Vec<usize> = order.iter().map(|d| number(d.id.as_str())).collect();
    let served: Vec<usize> = result.teams.iter().map(|team| number(team.target.as_str())).collect();
    assert_eq!(served, targets, "order of service");

    let people = rosters.inspectors.len();
    let team_size = plan.teams[0].seats.len();
    let seats: Vec<Seat> = targets
        .iter()
        .flat_map(|target| (0..team_size).map(move |seat| (*target, seat)))
        .map(|(target, seat)| Seat {
            team: target,
            eligible: (0..people)
                .filter(|i| fixed_reason(plan, rosters, target, seat, *i).is_none())
                .collect(),
        })
        .collect();
    let own: Vec<u32> = rosters.inspectors.iter().map(|i| i.max_visits.get()).collect();
    let capped = |cap: u32| -> Vec<u32> { own.iter().map(|own| (*own).min(cap)).collect() };
    let first_caps = if let Workload::Common(cap) = plan.workload { capped(cap) } else { own.clone() };

    // Staffed and short seats, and the smallest set around the first short one.
    let mut staffed: Vec<usize> = Vec::new();
    let mut short: Vec<usize> = Vec::new();
    for seat in 0..seats.len() {
        let with: Vec<&Seat> = staffed.iter().chain([&seat]).map(|s| &seats[*s]).collect();
        if fillable(&with, &first_caps) {
            staffed.push(seat);
        } else {
            if short.is_empty() {
                let circuit: Vec<usize> = (0..=seat)
                    .filter(|s| {
                        let without = staffed.iter().filter(|other| *other != s).chain([&seat]);
                        *s == seat
                            || (staffed.contains(s)
                                && fillable(&without.map(|s| &seats[*s]).collect::<Vec<_>>(), &first_caps))
                    })
                    .collect();
                let shortage = shortage.as_ref().unwrap();
                let told: Vec<usize> = shortage
                    .seats
                    .iter()
                    .map(|p| {
                        let team = targets.iter().position(|t| *t == number(p.target.as_str())).unwrap();
                        team * team_size + usize::try_from(p.seat).unwrap() - 1
                    })
                    .collect();
                assert_eq!(told, circuit, "smallest set that cannot be filled");
                let all: Vec<&Seat> = circuit.iter().map(|s| &seats[*s]).collect();
                assert!(!fillable(&all, &first_caps));
                for left_out in 0..all.len() {
                    let mut fewer = all.clone();
                    fewer.remove(left_out);
                    assert!(fillable(&fewer, &first_caps), "every proper subset can be filled");
                }
                let mut inspectors: Vec<usize> = all.iter().flat_map(|s| s.eligible.clone()).collect();
                inspectors.sort_unstable();
                inspectors.dedup();
                let told: Vec<usize> = shortage.inspectors.iter().map(|i| number(i.as_str())).collect();
                assert_eq!(told, inspectors);
            }
            short.push(seat);
        }
    }
    let told = shortage.map_or(Vec::new(), |shortage| shortage.short);
    let named: Vec<String> = short
        .iter()
        .map(|at| format!("{} #{}", result.teams[at / team_size].target, at % team_size + 1))
        .collect();
    assert_eq!(told.iter().map(ToString::to_string).collect::<Vec<_>>(), named);

    // The cap of the dealing.
    let staffed_seats: Vec<&Seat> = staffed.iter().map(|s| &seats[*s]).collect();
    let cap = match plan.workload {
        Workload::Own => None,
        Workload::Common(cap) => Some(cap),
        Workload::Balanced => (0..100).find(|cap| fillable(&staffed_seats, &capped(*cap))),
        other => panic!("{other:?}"),
    };
    assert_eq!(result.cap, cap);
    let caps = cap.map_or(own.clone(), capped);

    // Every slip of every trail.
    let key = result.deck_key.unwrap();
    let mut dealer = Dealer::new(HashAlgorithm::Sha256, &key, u32::try_from(people).unwrap());
    let mut room: Vec<i64> = caps.iter().map(|cap| i64::from(*cap)).collect();
    let mut taken: Vec<(usize, usize)> = Vec::new();
    let mut strands = 0;
    for (at, seat) in seats.iter().enumerate() {
        let told = &result.teams[at / team_size].seats[at % team_size];
        let visit = &story.visits()[at / team_size];
        let own = &visit.seats[at % team_size];
        let pool = story.pool(visit, own, own.last_drawn().unwrap());
        assert_eq!(usize::try_from(pool.size).unwrap(), seat.eligible.len());
        let mut shrunk: BTreeMap<Reason, u32> = BTreeMap::new();
        for inspector in 0..people {
            if let Some(reason) = fixed_reason(plan, rosters, seat.team, at % team_size, inspector) {
                *shrunk.entry(reason).or_default() += 1;
            }
        }
        assert_eq!(pool.shrunk.into_iter().collect::<BTreeMap<_, _>>(), shrunk);
        if short.contains(&at) {
            assert!(told.trail.is_empty() && told.inspector.is_none());
            continue;
        }
        let later: Vec<&Seat> = staffed.iter().filter(|s| **s > at).map(|s| &seats[*s]).collect();
        let deck = dealer.deck(&target_id(seat.team), u32::try_from(at % team_size).unwrap() + 1);
        let mut deck = deck.map(|place| usize::try_from(place).unwrap());
        let mut trail: Vec<(InspectorId, Reason)> = Vec::new();
        for inspector in deck.by_ref() {
            let reason = match fixed_reason(plan, rosters, seat.team, at % team_size, inspector) {
                Some(reason) => reason,
                None if room[inspector] <= 0 => Reason::Workload,
                None if taken.contains(&(seat.team, inspector)) => Reason::OnTeam,
                None => {
                    room[inspector] -= 1;
                    taken.push((seat.team, inspector));
                    if can_fill(&later, &mut room, &mut taken) {
                        Reason::Taken
                    } else {
                        taken.pop();
                        room[inspector] += 1;
                        strands += 1;
                        Reason::Strands
                    }
                }
            };
            trail.push((inspector_id(inspector), reason));
            if reason == Reason::Taken {
                break;
            }
        }
        let told_trail: Vec<_> = told.trail.iter().map(|s| (s.inspector.clone(), s.reason)).collect();
        assert_eq!(told_trail, trail);
        assert_eq!(told.inspector.as_ref(), trail.last().map(|(inspector, _)| inspector));
    }
    (!short.is_empty(), strands)
}

#[test]
fn staffing_agrees_with_trying_everything_on_random_small_cases() {
    let (mut drawn, mut shortages, mut strands) = (0, 0, 0);
    for n in 0..16_000 {
        let mut dice = Dice::new(n);
        let (plan, rosters) = random_case(&mut dice);
        if Draft::new(plan.clone(), rosters.clone()).is_err() {
            continue; // A target that no draw could staff is refused; tested elsewhere.
        }
        let result = run(plan.clone(), rosters.clone(), n);
        let (short, stranded) = check(&plan, &rosters, &result);
        drawn += 1;
        shortages += usize::from(short);
        strands += stranded;
    }
    // The cases must reach what they are for.
    assert!(
        drawn > 2000 && shortages > 200 && strands > 100,
        "{drawn} drawn, {shortages} short, {strands} stranded"
    );
}
