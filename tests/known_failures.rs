//! How such systems have failed elsewhere, and what is true here. The failures of distributions are in
//! `distribution.rs`, those of spreadsheets in `tables.rs`, those of redraws in `program.rs`.

#![allow(clippy::unwrap_used, clippy::panic, clippy::assigning_clones, clippy::too_many_lines)]

mod common;

use common::{
    announce, inspector, master, plan, quota, recusal, rosters, run, stratum, value_text, values, when,
};
use dual_random::HashAlgorithm;
use dual_random::draw::select::{Candidate, select};
use dual_random::plan::{ValueKind, Workload};
use dual_random::verify::{Fact, FindingCode};
use dual_random::{
    Digest, Draft, Evidence, Fault, FaultCode, MasterSecret, Plan, Quoted, Rosters, Table, TargetId, Tickets,
    UsedValue, Verdict, draw, verify,
};

fn faults(plan: Plan, rosters: Rosters) -> Vec<Fault> {
    Draft::new(plan, rosters).unwrap_err().as_slice().to_vec()
}

#[test]
fn fewer_officers_than_a_team_needs_is_a_clear_error_and_never_an_empty_success() {
    let faults = faults(plan(3, 2, 2), rosters(3, 1, 5));
    assert_eq!(faults.len(), 3, "every target is named");
    assert!(faults.iter().all(|fault| fault.code().code() == "unstaffable"));
    assert_eq!(
        faults[0].to_string(),
        "target roster, row 1, id: could not be staffed by any draw: 1 may take seat 2"
    );
}

#[test]
fn removing_an_undrawn_target_changes_nothing_for_the_others() {
    let ids: Vec<TargetId> = (0..40).map(|n| TargetId::new(format!("N{n}")).unwrap()).collect();
    let tickets = Tickets::new(HashAlgorithm::Sha256, &Digest::of_file(b"key"));
    let order = |without: Option<usize>| -> Vec<&TargetId> {
        let kept: Vec<&TargetId> =
            ids.iter().enumerate().filter(|(i, _)| Some(*i) != without).map(|(_, id)| id).collect();
        let candidates = kept.iter().map(|id| Candidate::new(id, 1, false));
        select(&tickets, candidates, 10).drawn().map(|ranked| kept[ranked.index]).collect()
    };
    let drawn = order(None);
    for (index, id) in ids.iter().enumerate() {
        let expected: Vec<&TargetId> = drawn.iter().copied().filter(|other| *other != id).collect();
        let now = order(Some(index));
        assert_eq!(now[..expected.len()], expected, "without {id} the others stay in order");
    }
}

#[test]
fn the_order_of_the_input_never_matters() {
    let straight = rosters(30, 8, 3);
    let mut turned = straight.clone();
    turned.targets.reverse();
    turned.inspectors.rotate_left(3);
    turned.recusals = vec![recusal(2, 7), recusal(1, 3)];
    let mut straight = straight;
    straight.recusals = vec![recusal(1, 3), recusal(2, 7)];
    let a = run(plan(30, 6, 2), straight, 5).reveal().unwrap();
    let b = run(plan(30, 6, 2), turned, 5).reveal().unwrap();
    assert_eq!(a, b);
}

#[test]
fn leaves_are_salted_so_that_a_guessed_record_cannot_be_recognised() {
    let head = |n| announce(plan(5, 2, 2), rosters(5, 4, 3), n).announcement.rosters.clone();
    let (a, b) = (head(1), head(2));
    assert_eq!(a.targets.count, b.targets.count);
    assert_ne!(a.targets.root, b.targets.root, "the same rosters under another master secret");
    assert_ne!(a.inspectors.root, b.inspectors.root);
}

#[test]
fn a_roster_with_another_count_or_a_record_too_many_contradicts_its_root() {
    let drawn = run(plan(5, 2, 2), rosters(5, 4, 3), 1);
    let text = String::from_utf8(drawn.reveal().unwrap().to_vec()).unwrap();
    let count = text.replacen("\"targets\":{\"count\":5", "\"targets\":{\"count\":6", 1);
    assert_ne!(count, text);
    assert_eq!(verify(count.as_bytes(), &Evidence::new()).verdict, Verdict::Contradicted);
    // The last record of the target roster once more, as a Merkle tree that repeats its odd leaf would accept.
    let last = text.rfind("{\"draw\":{\"attributes\"").unwrap();
    let end = last + text[last..].find("}}}").unwrap() + 3;
    let doubled = format!("{},{}{}", &text[..end], &text[last..end], &text[end..]);
    assert_eq!(verify(doubled.as_bytes(), &Evidence::new()).verdict, Verdict::Contradicted);
}

#[test]
fn a_recusal_that_names_an_unknown_id_is_an_error() {
    let mut people = rosters(3, 4, 3);
    people.recusals = vec![recusal(1, 1), recusal(77, 1), recusal(1, 88)];
    let faults = faults(plan(3, 2, 2), people);
    let codes: Vec<_> = faults.iter().map(|f| (f.code().code(), f.row)).collect();
    assert!(
        codes.contains(&("unknown_inspector", Some(2))) && codes.contains(&("unknown_target", Some(3))),
        "{codes:?}"
    );
}

#[test]
fn a_solution_that_a_greedy_assignment_misses_is_found() {
    // Two targets; inspector 1 is recused from the second, and each has one visit: whoever goes first must leave
    // inspector 0 to the second target.
    for n in 0..200 {
        let mut people = rosters(2, 2, 1);
        people.recusals.push(recusal(1, 1));
        let drawn = run(plan(2, 2, 1), people, n);
        assert_eq!(drawn.seal().seats.open, 0);
    }
}

#[test]
fn seeds_are_32_bytes_and_texts_are_never_read_loosely() {
    assert!(MasterSecret::from_hex(&"0".repeat(64)).is_some(), "zero is a secret like any other");
    for bad in ["", "0", "5", &"0".repeat(63), &"0".repeat(65), &"A".repeat(64)] {
        assert!(MasterSecret::from_hex(bad).is_none(), "{bad}");
    }
    let dice = ValueKind::Numbers(dual_random::plan::Numbers::new(1, 1..=20).ordered());
    assert!(
        dice.check(HashAlgorithm::Sha256, "05").is_ok() && dice.check(HashAlgorithm::Sha256, "5").is_err()
    );
    // Two seats of one target, or one seat of two targets, never share a deck.
    let drawn = run(plan(4, 4, 2), rosters(4, 6, 8), 1);
    let teams = &common::opened(&drawn).result.teams;
    let trails: Vec<_> =
        teams.iter().flat_map(|team| &team.seats).map(|seat| seat.trail[0].inspector.clone()).collect();
    assert!(trails.iter().any(|first| *first != trails[0]));
}

#[test]
fn alternates_stand_ready_in_the_order_of_their_tickets() {
    let drawn = run(plan(62, 11, 2), rosters(62, 12, 5), 1);
    let stratum = &common::opened(&drawn).result.strata[0];
    assert_eq!((stratum.drawn.len(), stratum.alternates.len()), (11, 51));
    let tickets = Tickets::new(HashAlgorithm::Sha256, &common::opened(&drawn).result.ticket_key);
    let all: Vec<_> = stratum.drawn.iter().map(|d| &d.id).chain(&stratum.alternates).collect();
    assert!(all.windows(2).all(|pair| tickets.ticket(pair[0], 1) < tickets.ticket(pair[1], 1)));
}

#[test]
fn a_small_county_is_staffed_to_the_last_seat_or_the_shortage_is_named() {
    // 8 of 10 officers for 118 visits of two: the two others have no certificate left.
    let mut people = rosters(118, 10, 30);
    people.inspectors[8].valid_to = common::date("2026-10-31");
    people.inspectors[9].valid_to = common::date("2026-10-31");
    let tight = {
        let mut it = plan(118, 118, 2);
        it.workload = Workload::Balanced;
        it
    };
    let drawn = run(tight.clone(), people.clone(), 1);
    assert_eq!(
        (drawn.seal().seats.filled, common::opened(&drawn).result.cap),
        (236, Some(30)),
        "236 = 8 × 29.5"
    );
    for inspector in &mut people.inspectors {
        inspector.max_visits = common::visits(29);
    }
    let drawn = run(tight, people, 1);
    assert_eq!((drawn.seal().seats.filled, drawn.seal().seats.open), (232, 4));
    let shortage = drawn.shortage().unwrap().unwrap();
    assert_eq!((shortage.short.len(), shortage.inspectors.len(), shortage.seats.len()), (4, 8, 233));
}

#[test]
fn strata_that_overlap_and_quotas_beyond_their_pool_are_refused() {
    let mut overlapping = plan(3, 1, 2);
    overlapping.strata.push(stratum("一般", vec![when("class", &["一般"])], quota(1)));
    assert!(faults(overlapping, rosters(3, 4, 3)).iter().any(|f| f.code().code() == "two_strata"));
    assert!(faults(plan(3, 4, 2), rosters(3, 4, 3)).iter().any(|f| f.code().code() == "count_over_pool"));
    assert!(faults(plan(4, 1, 2), rosters(3, 4, 3)).iter().any(|f| f.code().code() == "reconciliation"));
}

#[test]
fn few_outcomes_are_refused_and_fewer_than_2_to_the_24_under_any_pretext() {
    let mut two_dice = plan(3, 1, 2);
    two_dice.values[0].source.kind = common::dice();
    assert!(faults(two_dice.clone(), rosters(3, 4, 3)).iter().any(|f| f.code().code() == "few_outcomes"));
    two_dice.few_outcomes_reason = Some("现场条件所限".to_owned());
    assert!(faults(two_dice, rosters(3, 4, 3)).iter().any(|f| f.code().code() == "few_outcomes"));
    let mut beacon = plan(3, 1, 2);
    beacon.values[0].source.kind = ValueKind::Hex { bytes: 3 };
    assert!(faults(beacon.clone(), rosters(3, 4, 3)).iter().any(|f| f.code().code() == "few_outcomes"));
    beacon.few_outcomes_reason = Some("现场条件所限".to_owned());
    let announced = Draft::new(beacon, rosters(3, 4, 3)).unwrap().announce(master(1)).unwrap();
    let values = vec![UsedValue::main(common::id("beacon"), &value_text(1)[..6])];
    let drawn = draw(&announced.announcement, &announced.opening, &values).unwrap();
    let report = verify(&drawn.reveal().unwrap(), &Evidence::new());
    let reason = Quoted::new("现场条件所限");
    assert!(
        report.findings.iter().any(|finding| finding.fact == Fact::FewOutcomes { reason: reason.clone() }),
        "the report repeats the reason"
    );
}

#[test]
fn a_redraw_needs_another_announcement_and_therefore_gives_another_seed() {
    let announced = announce(plan(10, 2, 2), rosters(10, 6, 3), 1);
    let values = values(&announced.announcement.plan, 1);
    let first = draw(&announced.announcement, &announced.opening, &values).unwrap();
    let again = draw(&announced.announcement, &announced.opening, &values).unwrap();
    assert_eq!(first.seal(), again.seal(), "the same announcement and values give the same draw");
    let second = {
        let mut it = plan(10, 2, 2);
        it.number = 2;
        it
    };
    let redraw = run(second, rosters(10, 6, 3), 1);
    assert_ne!(common::opened(&first).result.seed, common::opened(&redraw).result.seed);
}

#[test]
fn a_small_pool_is_a_named_finding() {
    let few = {
        let mut it = plan(3, 1, 2);
        it.min_pool = 4;
        it
    };
    let drawn = run(few, rosters(3, 3, 3), 1);
    let report = verify(&drawn.reveal().unwrap(), &Evidence::new());
    let warned = |code: &str, count: u64| {
        report.warnings.iter().any(|one| one.warning.code.code() == code && one.warning.count == count)
    };
    assert!(warned("small_pool", 3));
    assert_eq!(
        report.findings.iter().filter(|f| f.code() == FindingCode::SmallPool).count(),
        2,
        "both seats"
    );
}

#[test]
fn two_rows_for_one_company_are_told_and_two_rows_with_one_id_refused() {
    let mut people = rosters(3, 4, 3);
    people.targets[1].name = people.targets[0].name.clone();
    let announced = announce(plan(3, 1, 2), people.clone(), 1);
    assert!(announced.warnings.iter().any(|w| w.code.code() == "repeated_name" && w.count == 2));
    people.targets[1].id = people.targets[0].id.clone();
    people.inspectors.push(inspector(0, 1));
    let codes: Vec<_> = faults(plan(3, 1, 2), people).iter().map(|f| f.code().code()).collect();
    assert_eq!(codes, ["repeated", "repeated"]);
}

#[test]
fn a_district_of_another_form_is_the_one_fault_and_no_pool_is_counted_over_it() {
    for district in ["黔东南州", "52260", "5226010000001", "", &"9".repeat(400), &"县".repeat(400)] {
        let mut people = rosters(12, 6, 3);
        people.targets[0].district = district.to_owned();
        people.inspectors[0].district = district.to_owned();
        let faults = Draft::new(plan(12, 4, 2), people).unwrap_err();
        let found: Vec<_> = faults.as_slice().iter().map(|fault| (fault.table, fault.code())).collect();
        let bad = |table| (table, FaultCode::BadDistrict);
        assert_eq!(found, [bad(Table::Targets), bad(Table::Inspectors)], "{district}");
    }
}
