//! Amendments: struck targets and inspectors, and who takes their places.

#![allow(clippy::unwrap_used, clippy::panic, clippy::assigning_clones, clippy::too_many_lines)]

mod common;

use common::{date, id, plan, quota, rosters, run, stratum, value_text, when};
use dual_random::HashAlgorithm;
use dual_random::plan::{AmendmentRules, Ceremony, Replacement, Workload};
use dual_random::{
    AmendError, Amendment, Dealer, Digest, Disclosure, Drawn, Evidence, FaultCode, InspectorId,
    InspectorStrike, Plan, Reason, Strikes, TargetId, TargetStrike, Verdict, verify,
};

/// A plan that allows strikes.
fn amendable(subject: u64, drawn: u64, seats: usize) -> Plan {
    let rules = AmendmentRules::new(["已关闭", "已搬迁"], ["生病", "申请回避"], 3, 2);
    let mut it = plan(subject, drawn, seats);
    it.amendments = rules;
    it
}

fn evidence() -> Digest {
    Digest::of_file(b"a file that shows why")
}

fn closed(target: &TargetId) -> TargetStrike {
    TargetStrike::new(target.clone(), "已关闭", evidence())
}

fn ill(inspector: &InspectorId, target: Option<&TargetId>) -> InspectorStrike {
    let mut it = InspectorStrike::new(inspector.clone(), "生病", evidence());
    it.target = target.cloned();
    it
}

fn strikes(day: &str, targets: Vec<TargetStrike>, inspectors: Vec<InspectorStrike>) -> Strikes {
    Strikes::of(date(day)).inspectors(inspectors).targets(targets)
}

/// Drawn targets with their teams, in the order of service.
fn teams(disclosure: &Disclosure) -> Vec<(TargetId, Vec<InspectorId>)> {
    let team = |team: &dual_random::commit::document::TeamResult| {
        (team.target.clone(), team.seats.iter().filter_map(|seat| seat.inspector.clone()).collect())
    };
    disclosure.result.teams.iter().map(team).collect()
}

fn no_ground(_: dual_random::RecordName<'_>) -> Option<String> {
    None
}

fn assert_consistent(drawn: &Drawn) {
    let bytes = common::disclose(drawn.clone(), &no_ground).to_bytes().unwrap();
    let report = verify(&bytes, &Evidence::new());
    assert_eq!(report.verdict, Verdict::Consistent, "{:#?}", report.failures().collect::<Vec<_>>());
}

fn refused(drawn: &Drawn, strikes: Strikes) -> Vec<FaultCode> {
    match common::amend(drawn.clone(), strikes) {
        Err(AmendError::Faults { faults }) => {
            faults.as_slice().iter().map(dual_random::Fault::code).collect()
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_struck_targets_place_goes_to_the_next_alternate_of_its_stratum() {
    let mut plan = amendable(30, 0, 2);
    plan.strata = vec![
        stratum("一", vec![when("class", &["一般"])], quota(4)),
        stratum("二", vec![when("class", &["重点"])], quota(3)),
    ];
    let mut all = rosters(30, 8, 5);
    all.targets.iter_mut().take(12).for_each(|target| target.class = "重点".to_owned());
    let drawn = run(plan, all, 5);
    let before = common::opened(&drawn).clone();
    let [first, second] = &before.result.strata[..] else { panic!() };
    let struck = &first.drawn[1].id;
    let (amended, amendment) =
        common::amend(drawn, strikes("2026-10-20", vec![closed(struck)], Vec::new())).unwrap();
    assert_eq!(amendment.outcome.replaced.len(), 1);
    assert_eq!(amendment.outcome.replaced[0].alternate.as_ref(), Some(&first.alternates[0]));
    let [team] = &amendment.outcome.teams[..] else { panic!() };
    assert_eq!(team.target, first.alternates[0]);
    // Served last: the alternate's seats are dealt from decks of their own, and all others stay as they were.
    assert!(team.seats.iter().all(|seat| seat.inspector.is_some()));
    assert_eq!(amendment.seal.seats.total, 14);
    assert_eq!(amendment.seal.previous, before.seal.digest().unwrap());
    assert_eq!(common::opened(&amended).head, amendment.seal.digest().unwrap());
    assert_eq!(common::opened(&amended).result, before.result);
    assert_consistent(&amended);
    // The other stratum's alternates are its own.
    let (amended, amendment) = common::amend(
        amended,
        strikes("2026-10-21", vec![closed(&second.drawn[0].id), closed(&first.alternates[0])], Vec::new()),
    )
    .unwrap();
    let pairs: Vec<_> =
        amendment.outcome.replaced.iter().map(|r| (&r.target, r.alternate.as_ref())).collect();
    assert!(pairs.contains(&(&second.drawn[0].id, Some(&second.alternates[0]))));
    assert!(pairs.contains(&(&first.alternates[0], Some(&first.alternates[1]))));
    assert_consistent(&amended);
}

#[test]
fn an_alternate_that_is_struck_on_the_same_day_is_passed_over() {
    let drawn = run(amendable(10, 3, 1), rosters(10, 6, 5), 2);
    let stratum = common::opened(&drawn).result.strata[0].clone();
    let list = vec![closed(&stratum.alternates[0]), closed(&stratum.drawn[2].id)];
    let (amended, amendment) = common::amend(drawn.clone(), strikes("2026-10-20", list, Vec::new())).unwrap();
    let alternates: Vec<_> =
        amendment.outcome.replaced.iter().map(|r| r.alternate.clone().unwrap()).collect();
    assert_eq!(alternates, stratum.alternates[..2]);
    assert_consistent(&amended);
    // One whose turn has not come cannot be struck.
    let list = vec![closed(&stratum.alternates[1]), closed(&stratum.drawn[2].id)];
    assert_eq!(refused(&drawn, strikes("2026-10-20", list, Vec::new())), [FaultCode::NotStanding]);
}

#[test]
fn a_struck_inspectors_seat_goes_to_the_next_admissible_slip_of_the_same_deck() {
    for number in 0..40 {
        let drawn = run(amendable(12, 4, 2), rosters(12, 7, 3), number);
        let before = common::opened(&drawn).clone();
        let (target, team) = teams(&before)[1].clone();
        let seat = &before.result.teams[1].seats[0];
        let (amended, amendment) =
            common::amend(drawn, strikes("2026-10-20", Vec::new(), vec![ill(&team[0], Some(&target))]))
                .unwrap();
        assert_consistent(&amended);
        let [filled] = &amendment.outcome.teams[..] else { panic!() };
        let trail = &filled.seats[0].trail;
        let ids: Vec<InspectorId> =
            before.rosters.inspectors.iter().map(|record| record.draw.id.clone()).collect();
        let mut dealer = Dealer::new(HashAlgorithm::Sha256, &before.result.deck_key.unwrap(), 7);
        let deck: Vec<_> = dealer.deck(&target, 1).map(|slip| ids[slip as usize].clone()).collect();
        let dealt = seat.trail.len();
        for (slip, found) in trail.iter().enumerate() {
            assert_eq!(found.inspector, deck[(dealt + slip) % 7]);
        }
        let taken = trail.last().unwrap();
        assert_eq!(taken.reason, Reason::Taken);
        assert_ne!(taken.inspector, team[0]);
        assert_ne!(taken.inspector, team[1]);
    }
}

#[test]
fn an_inspector_struck_from_all_visits_sits_nowhere_and_takes_no_further_seat() {
    let drawn = run(amendable(12, 4, 2), rosters(12, 7, 3), 1);
    let before = common::opened(&drawn).clone();
    let who = teams(&before)[0].1[0].clone();
    let held = teams(&before).iter().filter(|(_, team)| team.contains(&who)).count();
    let (amended, amendment) =
        common::amend(drawn, strikes("2026-10-20", Vec::new(), vec![ill(&who, None)])).unwrap();
    assert_eq!(amendment.outcome.teams.len(), held);
    assert_eq!(amendment.seal.seats.filled, 8);
    let seats = amendment.outcome.teams.iter().flat_map(|team| &team.seats);
    assert!(seats.clone().all(|seat| seat.inspector.as_ref() != Some(&who)));
    let story = amended.story().unwrap();
    for visit in story.visits() {
        for seat in visit.seats.iter().filter(|seat| seat.last_drawn().unwrap().amendment.is_some()) {
            let pool = story.pool(visit, seat, seat.last_drawn().unwrap());
            assert_eq!((pool.size, pool.shrunk[0]), (6, (Reason::Struck, 1)));
        }
    }
    assert_consistent(&amended);
    // Who sits nowhere cannot be struck.
    assert_eq!(
        refused(&amended, strikes("2026-10-21", Vec::new(), vec![ill(&who, None)])),
        [FaultCode::NotSeated]
    );
}

#[test]
fn a_shortage_is_again_a_result_and_a_later_ceremony_fills_it() {
    // Two targets, two seats each, five inspectors with one visit: after one fall-out nobody is left for the second.
    let drawn = run(amendable(2, 2, 2), rosters(2, 5, 1), 3);
    let before = common::opened(&drawn).clone();
    let all = teams(&before);
    let list = vec![ill(&all[0].1[0], None), ill(&all[1].1[0], None)];
    let (amended, amendment) = common::amend(drawn, strikes("2026-10-20", Vec::new(), list)).unwrap();
    let shortage = amended.shortage().unwrap().unwrap();
    assert_eq!(shortage.short.len(), 1);
    assert_eq!(shortage.short[0].target, all[1].0);
    assert_eq!(amendment.seal.seats.open, 1);
    assert_consistent(&amended);
}

#[test]
fn with_fresh_values_seats_stay_open_for_a_staffing_ceremony_that_knows_who_was_struck() {
    let mut first = amendable(12, 4, 2);
    first.amendments.replacement = Replacement::FreshValue;
    let drawn = run(first.clone(), rosters(12, 7, 3), 1);
    let before = teams(common::opened(&drawn));
    let (target, team) = &before[0];
    let list = vec![ill(&team[0], Some(target))];
    let (amended, amendment) =
        common::amend(drawn, strikes("2026-10-09", vec![closed(&before[3].0)], list)).unwrap();
    assert!(amendment.outcome.teams.is_empty());
    assert_eq!(amendment.seal.seats.open, 3);
    assert_consistent(&amended);
    let second = {
        let mut it = first;
        it.announce_at = common::instant("2026-10-10T10:00:00+08:00");
        it.ceremony = Ceremony::Staffing;
        it.draw = id("draw-2");
        it.number = 2;
        it.values = vec![common::beacon("beacon-2", "2026-10-11T21:00:00+08:00")];
        it
    };
    let people = rosters(0, 7, 3).inspectors;
    let previous = common::opened(&amended).clone();
    let draft =
        dual_random::Draft::staffing(second, people, Vec::new(), Vec::new(), previous.clone()).unwrap();
    let announced = draft.announce(common::master(2)).unwrap();
    assert_eq!(announced.announcement.selection.unwrap().head, previous.head);
    let values = vec![dual_random::UsedValue::main(id("beacon-2"), value_text(2))];
    let filled = dual_random::draw(&announced.announcement, &announced.opening, &values).unwrap();
    assert_eq!(filled.seal().seats.open, 0);
    assert_consistent(&filled);
    let seat =
        &common::opened(&filled).result.teams.iter().find(|team| team.target == *target).unwrap().seats[0];
    assert_ne!(seat.inspector.as_ref(), Some(&team[0]));
    let story = filled.story().unwrap();
    let visit = story.visit(target).unwrap();
    let pool = story.pool(visit, &visit.seats[0], visit.seats[0].last_drawn().unwrap());
    assert!(pool.shrunk.contains(&(Reason::Struck, 1)));
    // An alternate that came in is served last.
    assert_eq!(
        common::opened(&filled).result.teams.last().unwrap().target,
        *previous.result.strata[0].alternates.first().unwrap()
    );
    // The result of the staffing ceremony can be amended in turn; it goes on with its own decks.
    let (again, _) = common::amend(
        filled,
        strikes("2026-10-20", vec![closed(&before[1].0)], vec![ill(&before[2].1[0], Some(&before[2].0))]),
    )
    .unwrap();
    assert_consistent(&again);
}

#[test]
fn a_balanced_cap_rises_only_by_the_least_needed() {
    let mut plan = amendable(12, 6, 2);
    plan.workload = Workload::Balanced;
    let drawn = run(plan, rosters(12, 6, 9), 4);
    assert_eq!(common::opened(&drawn).result.cap, Some(2));
    let who = teams(common::opened(&drawn))[0].1[0].clone();
    let (amended, amendment) =
        common::amend(drawn, strikes("2026-10-20", Vec::new(), vec![ill(&who, None)])).unwrap();
    assert_eq!(amendment.outcome.cap, Some(3));
    assert_consistent(&amended);
}

#[test]
fn a_selection_can_be_amended_before_anybody_is_drawn_for_it() {
    let first = {
        let mut it = amendable(12, 4, 2);
        it.ceremony = Ceremony::Selection;
        it
    };
    let drawn = run(first, rosters(12, 7, 3), 1);
    let struck = common::opened(&drawn).result.strata[0].drawn[0].id.clone();
    let (amended, amendment) =
        common::amend(drawn, strikes("2026-10-20", vec![closed(&struck)], Vec::new())).unwrap();
    assert_eq!((amendment.seal.seats.open, amendment.outcome.cap), (8, None));
    assert_consistent(&amended);
}

#[test]
fn strikes_that_break_the_announced_rules_are_refused() {
    let drawn = run(amendable(12, 4, 2), rosters(12, 9, 3), 1);
    let before = teams(common::opened(&drawn));
    let (target, team) = before[0].clone();
    let alternate = common::opened(&drawn).result.strata[0].alternates[3].clone();
    let day = "2026-10-20";
    assert_eq!(refused(&drawn, strikes(day, Vec::new(), Vec::new())), [FaultCode::Empty]);
    assert_eq!(
        refused(&drawn, strikes("2026-10-08", vec![closed(&target)], Vec::new())),
        [FaultCode::NotLater]
    );
    assert_eq!(refused(&drawn, strikes(day, vec![closed(&alternate)], Vec::new())), [FaultCode::NotStanding]);
    let unlisted = {
        let mut it = closed(&target);
        it.reason = "不想去".to_owned();
        it
    };
    assert_eq!(refused(&drawn, strikes(day, vec![unlisted], Vec::new())), [FaultCode::ReasonNotListed]);
    let four = before.iter().map(|(target, _)| closed(target)).collect();
    assert_eq!(refused(&drawn, strikes(day, four, Vec::new())), [FaultCode::OutOfRange]);
    let both = vec![ill(&team[0], None), ill(&team[0], Some(&target))];
    assert!(refused(&drawn, strikes(day, Vec::new(), both)).contains(&FaultCode::Repeated));
    let (stranger, _) = &before[3];
    let not_there = before[0].1.iter().find(|one| !before[3].1.contains(one)).unwrap();
    assert_eq!(
        refused(&drawn, strikes(day, Vec::new(), vec![ill(not_there, Some(stranger))])),
        [FaultCode::NotSeated]
    );
    let twice = vec![closed(&target), closed(&target)];
    let codes = refused(&drawn, strikes(day, twice, Vec::new()));
    assert!(codes.contains(&FaultCode::NotSorted), "{codes:?}");
    // A date is not before the one of the amendment before it; one day may have several.
    let (amended, _) = common::amend(drawn, strikes(day, vec![closed(&target)], Vec::new())).unwrap();
    assert_eq!(
        refused(&amended, strikes("2026-10-19", vec![closed(&before[1].0)], Vec::new())),
        [FaultCode::NotLater]
    );
    let (twice, _) =
        common::amend(amended.clone(), strikes(day, vec![closed(&before[1].0)], Vec::new())).unwrap();
    assert_consistent(&twice);
    // A seat loses its inspector at most twice.
    let mut now = amended;
    for (n, day) in ["2026-10-21", "2026-10-22", "2026-10-23"].iter().enumerate() {
        let (target, team) = &before[2];
        let amendments =
            common::opened(&now).amendments.iter().rev().flat_map(|amendment| &amendment.outcome.teams);
        let refilled =
            amendments.filter(|team| team.target == *target).find_map(|team| team.seats[0].inspector.clone());
        let who = refilled.unwrap_or_else(|| team[0].clone());
        let strikes = strikes(day, Vec::new(), vec![ill(&who, Some(target))]);
        if n == 2 {
            assert_eq!(refused(&now, strikes), [FaultCode::OutOfRange]);
        } else {
            now = common::amend(now.clone(), strikes).unwrap().0;
        }
    }
}

#[test]
fn strikes_are_put_in_the_order_of_tickets_and_ids_whatever_order_they_come_in() {
    let drawn = run(amendable(12, 4, 2), rosters(12, 9, 3), 1);
    let before = teams(common::opened(&drawn));
    let mut targets: Vec<_> = before.iter().take(3).map(|(target, _)| closed(target)).collect();
    let mut inspectors: Vec<_> = before[3].1.iter().map(|who| ill(who, None)).collect();
    let (_, one) =
        common::amend(drawn.clone(), strikes("2026-10-20", targets.clone(), inspectors.clone())).unwrap();
    targets.reverse();
    inspectors.reverse();
    let (_, other) = common::amend(drawn.clone(), strikes("2026-10-20", targets, inspectors)).unwrap();
    assert_eq!(one, other);
    let order: Vec<_> = one.strikes.targets.iter().map(|strike| strike.target.clone()).collect();
    assert_eq!(order, before.iter().take(3).map(|(target, _)| target.clone()).collect::<Vec<_>>());
}

#[test]
fn an_amendment_is_kept_in_a_file_of_its_own_and_put_back() {
    let drawn = run(amendable(12, 4, 2), rosters(12, 9, 3), 1);
    let (target, _) = teams(common::opened(&drawn))[0].clone();
    let (amended, amendment) =
        common::amend(drawn.clone(), strikes("2026-10-20", vec![closed(&target)], Vec::new())).unwrap();
    let again = Amendment::from_bytes(&amendment.to_bytes().unwrap()).unwrap();
    let mut restored = drawn.clone();
    restored.with_amendment(&common::kept(&again)).unwrap();
    assert_eq!(*restored.reveal().unwrap(), *amended.reveal().unwrap());
    let mut other = again;
    other.outcome.replaced[0].alternate = None;
    let mut unchanged = drawn.clone();
    assert_eq!(unchanged.with_amendment(&common::kept(&other)).unwrap_err(), AmendError::Changed);
    assert_eq!(*unchanged.reveal().unwrap(), *drawn.reveal().unwrap());
    // Nothing private shows.
    assert!(!format!("{amendment:?}").contains(target.as_str()));
}

#[test]
fn a_seat_that_was_short_before_stays_open_when_others_are_filled_again() {
    // Three targets with two seats each, and five visits: one seat stays open.
    let drawn = run(amendable(4, 3, 2), rosters(4, 5, 1), 3);
    let all = teams(common::opened(&drawn));
    let of_size = |size: usize| all.iter().find(|(_, team)| team.len() == size).unwrap().0.clone();
    let (short, whole) = (of_size(1), of_size(2));
    let outcome = common::amend(drawn, strikes("2026-10-20", vec![closed(&whole)], Vec::new()));
    let outcome = outcome.unwrap().1.outcome;
    let alternate = outcome.replaced[0].alternate.clone().unwrap();
    let filled: Vec<_> = outcome.teams.iter().map(|team| &team.target).collect();
    assert_eq!(filled, [&alternate]);
    assert_ne!(alternate, short);
}
