//! The life of a draw, from rosters to verdict.

#![allow(clippy::unwrap_used, clippy::panic, clippy::assigning_clones, clippy::too_many_lines)]

mod common;

use common::{
    announce, beacon, id, inspector, instant, master, plan, recusal, rosters, run, value_text, values,
};
use dual_random::HashAlgorithm;
use dual_random::plan::{Ceremony, EarlierUse, Workload};
use dual_random::record::mark_earlier;
use dual_random::roster::ChangeKind;
use dual_random::{
    Change, Digest, Draft, DrawError, Evidence, FaultCode, Opening, Table, UsedValue, Verdict, draw, verify,
};

fn no_ground(_: dual_random::RecordName<'_>) -> Option<String> {
    None
}

#[test]
fn a_draw_verifies_with_the_announcement_and_the_value_and_is_only_consistent_without() {
    let drawn = run(plan(30, 5, 2), rosters(30, 8, 3), 1);
    let announcement = common::opened(&drawn).announcement.digest().unwrap();
    let bytes = common::disclose(drawn, &no_ground).to_bytes().unwrap();
    let full = Evidence::new().announcement_digest(announcement).value(id("beacon"), value_text(1));
    let report = verify(&bytes, &full);
    assert_eq!(report.verdict, Verdict::Verified, "{:#?}", report.failures().collect::<Vec<_>>());
    assert_eq!(verify(&bytes, &Evidence::new()).verdict, Verdict::Consistent);
    let half = Evidence::new().announcement_digest(announcement);
    assert_eq!(verify(&bytes, &half).verdict, Verdict::Consistent);
    let other = half.value(id("beacon"), value_text(2));
    assert_eq!(verify(&bytes, &other).verdict, Verdict::Contradicted);
}

#[test]
fn announcement_opening_seal_and_disclosure_survive_being_written_and_read() {
    let announced = announce(plan(10, 2, 2), rosters(10, 6, 3), 7);
    let opening = Opening::from_bytes(&announced.opening.reveal().unwrap()).unwrap();
    let bytes = announced.announcement.to_bytes().unwrap();
    let announcement = dual_random::Announcement::from_bytes(&bytes).unwrap();
    let drawn = draw(&announcement, &opening, &values(&announcement.plan, 7)).unwrap();
    let again = dual_random::Drawn::from_bytes(&drawn.reveal().unwrap()).unwrap();
    assert_eq!(again.seal(), drawn.seal());
    let seal = dual_random::Seal::from_bytes(&drawn.seal().to_bytes().unwrap()).unwrap();
    assert_eq!(&seal, drawn.seal());
}

#[test]
fn a_draw_with_another_opening_roster_or_value_is_refused() {
    let announced = announce(plan(10, 2, 2), rosters(10, 6, 3), 7);
    let values = values(&announced.announcement.plan, 7);
    let other = announce(plan(10, 2, 2), rosters(10, 6, 3), 8);
    assert_eq!(draw(&announced.announcement, &other.opening, &values).unwrap_err(), DrawError::WrongOpening);
    let opening = String::from_utf8(announced.opening.reveal().unwrap().to_vec()).unwrap();
    let changed = opening.replacen("\"max_visits\":3", "\"max_visits\":2", 1);
    let changed = Opening::from_bytes(changed.as_bytes()).unwrap();
    assert_eq!(draw(&announced.announcement, &changed, &values).unwrap_err(), DrawError::Changed);
    let bad = vec![UsedValue::main(id("beacon"), value_text(7).to_uppercase())];
    let refused = draw(&announced.announcement, &announced.opening, &bad).unwrap_err();
    assert!(matches!(refused, DrawError::ValueText { .. }), "{refused}");
    let refused = draw(&announced.announcement, &announced.opening, &[]).unwrap_err();
    assert!(matches!(refused, DrawError::ValueNames { .. }), "{refused}");
}

#[test]
fn withheld_identities_do_not_lower_the_verdict_and_cannot_be_read() {
    let drawn = run(plan(10, 2, 2), rosters(10, 6, 3), 3);
    let announcement = common::opened(&drawn).announcement.digest().unwrap();
    let ground = |name: dual_random::RecordName<'_>| match name {
        dual_random::RecordName::Inspector(inspector) => Some(format!("依法不公开 {inspector}")),
        dual_random::RecordName::Target(target) if target.as_str() == "T004" => Some("涉密".to_owned()),
        _ => None,
    };
    let bytes = common::disclose(drawn, &ground).to_bytes().unwrap();
    let text = String::from_utf8(bytes.clone()).unwrap();
    assert!(!text.contains("检查员") && !text.contains("示例企业4\""));
    let evidence = Evidence::new().announcement_digest(announcement).value(id("beacon"), value_text(3));
    assert_eq!(verify(&bytes, &evidence).verdict, Verdict::Verified);
}

#[test]
fn inspectors_drawn_later_are_bound_to_the_selections_seal() {
    let first = {
        let mut it = plan(30, 6, 2);
        it.ceremony = Ceremony::Selection;
        it
    };
    let selection = run(first.clone(), rosters(30, 8, 3), 1);
    let drawn_first = common::opened(&selection).clone();
    assert!(drawn_first.result.teams.is_empty());
    assert_eq!(selection.seal().seats.open, 12);
    let second = later(&first);
    let people = rosters(0, 8, 3).inspectors;
    let draft =
        Draft::staffing(second, people, Vec::new(), Vec::new(), common::opened(&selection).clone()).unwrap();
    let announced = draft.announce(master(2)).unwrap();
    let values = vec![UsedValue::main(id("beacon-2"), value_text(2))];
    let drawn = draw(&announced.announcement, &announced.opening, &values).unwrap();
    assert_eq!(drawn.seal().seats.filled, 12);
    let bytes = common::disclose(drawn, &no_ground).to_bytes().unwrap();
    let evidence = Evidence::new()
        .announcement_digest(announced.announcement.digest())
        .value(id("beacon"), value_text(1))
        .value(id("beacon-2"), value_text(2));
    // The second announcement was made after the first value: it does not show that the first one came before it.
    assert_eq!(verify(&bytes, &evidence).verdict, Verdict::Consistent);
    let first = drawn_first.announcement.digest().unwrap();
    let report = verify(&bytes, &evidence.announcement_digest(first));
    assert_eq!(report.verdict, Verdict::Verified, "{:#?}", report.failures().collect::<Vec<_>>());
}

/// The plan of a staffing ceremony after another one.
fn later(first: &dual_random::Plan) -> dual_random::Plan {
    let mut it = first.clone();
    it.announce_at = instant("2026-10-10T10:00:00+08:00");
    it.ceremony = Ceremony::Staffing;
    it.draw = id("draw-2");
    it.number = 2;
    it.values = vec![beacon("beacon-2", "2026-10-11T21:00:00+08:00")];
    it
}

#[test]
fn a_shortage_is_sealed_with_its_certificate_and_the_missing_seats_are_drawn_later() {
    // Three targets with two seats each, but only five visits in all.
    let first = plan(3, 3, 2);
    let mut people = rosters(3, 5, 1);
    people.recusals.push(recusal(4, 0));
    let short = run(first.clone(), people.clone(), 1);
    let seats = short.seal().seats;
    assert_eq!((seats.filled, seats.open, seats.total), (5, 1, 6));
    let shortage = short.shortage().unwrap().unwrap();
    assert_eq!(shortage.short.len(), 1);
    assert_eq!(shortage.seats.len(), 6, "five inspectors cannot fill six seats, and could any five");
    let bytes = common::disclose(short.clone(), &no_ground).to_bytes().unwrap();
    assert_eq!(verify(&bytes, &Evidence::new()).verdict, Verdict::Consistent);

    let mut inspectors = people.inspectors.clone();
    inspectors.push(inspector(9, 1));
    let change =
        Change::new(ChangeKind::InspectorAdded, common::inspector_id(9), common::date("2026-10-10"), "增派");
    let silent = Draft::staffing(
        later(&first),
        inspectors.clone(),
        people.recusals.clone(),
        Vec::new(),
        common::opened(&short).clone(),
    );
    let faults = silent.unwrap_err();
    assert!(faults.as_slice().iter().any(|f| f.code().code() == "missing_change"), "{faults}");
    let draft = Draft::staffing(
        later(&first),
        inspectors,
        people.recusals,
        vec![change],
        common::opened(&short).clone(),
    )
    .unwrap();
    let announced = draft.announce(master(2)).unwrap();
    let values = vec![UsedValue::main(id("beacon-2"), value_text(5))];
    let drawn = draw(&announced.announcement, &announced.opening, &values).unwrap();
    assert_eq!(drawn.seal().seats.open, 0);
    assert_eq!(common::opened(&drawn).result.teams.len(), 1);
    let report = verify(&common::disclose(drawn, &no_ground).to_bytes().unwrap(), &Evidence::new());
    assert_eq!(report.verdict, Verdict::Consistent, "{:#?}", report.failures().collect::<Vec<_>>());
}

#[test]
fn the_balanced_cap_is_the_smallest_that_staffs_everything() {
    let balanced = {
        let mut it = plan(12, 12, 2);
        it.workload = Workload::Balanced;
        it
    };
    let drawn = run(balanced, rosters(12, 8, 20), 4);
    assert_eq!(common::opened(&drawn).result.cap, Some(3), "24 seats over 8 inspectors");
    let mut visits = std::collections::BTreeMap::new();
    for seat in common::opened(&drawn).result.teams.iter().flat_map(|team| &team.seats) {
        *visits.entry(seat.inspector.clone().unwrap()).or_insert(0) += 1;
    }
    assert!(visits.values().all(|count| *count == 3));
}

#[test]
fn secrets_show_in_no_debug_output_and_in_no_public_file_before_disclosure() {
    let announced = announce(plan(10, 2, 2), rosters(10, 6, 3), 7);
    let drawn =
        draw(&announced.announcement, &announced.opening, &values(&announced.announcement.plan, 7)).unwrap();
    let secrets = [
        master(7).reveal().to_string(),
        master(7).seed_secret(HashAlgorithm::Sha256).reveal().to_string(),
        common::opened(&drawn).result.ticket_key.to_hex(),
        common::opened(&drawn).result.seed.to_hex(),
    ];
    let public = [
        format!("{announced:?} {:?} {drawn:?} {:?}", announced.opening, master(7)),
        String::from_utf8(announced.announcement.to_bytes().unwrap()).unwrap(),
        String::from_utf8(drawn.seal().to_bytes().unwrap()).unwrap(),
    ];
    for text in &public {
        assert!(secrets.iter().all(|secret| !text.contains(secret.as_str())));
        assert!(!text.contains("示例企业1"), "a target's name");
    }
}

#[test]
fn an_earlier_draw_that_does_not_fit_together_is_a_fault_of_its_row() {
    let mut plan = common::plan(10, 2, 2);
    let mut people = common::rosters(10, 6, 4);
    let sound = common::opened(&common::run(plan.clone(), people.clone(), 1));
    let mut changed = sound.clone();
    changed.result.strata[0].drawn[0].id = common::target_id(99);
    (plan.draw, plan.number) = (id("draw-2"), 2);
    changed.head = Digest::of_file(b"another head");
    let earlier = [(sound, EarlierUse::Count), (&changed, EarlierUse::Rotation)];
    let faults = mark_earlier(&mut plan, &mut people.targets, &earlier).unwrap_err();
    let places: Vec<_> = faults.iter().map(|fault| (fault.table, fault.row, fault.code())).collect();
    assert_eq!(places, [(Table::Plan, Some(2), FaultCode::NotAsEarlier)]);
    assert!(plan.earlier.is_empty());
}

#[test]
fn a_seal_or_announcement_beside_a_disclosure_must_be_its_own_and_raises_no_verdict() {
    for hash in [HashAlgorithm::Sha256, HashAlgorithm::Sm3] {
        let made = |n| {
            let mut plan = plan(12, 4, 2);
            plan.hash = hash;
            run(plan, rosters(12, 6, 4), n)
        };
        let (own, other) = (made(1), made(2));
        let bytes = own.reveal().unwrap();
        let verdict = |evidence: Evidence| verify(&bytes, &evidence).verdict;
        for (drawn, expected) in [(&own, Verdict::Consistent), (&other, Verdict::Contradicted)] {
            let seal = drawn.seal().to_bytes().unwrap();
            let announcement = common::opened(drawn).announcement.to_bytes().unwrap();
            assert_eq!(verdict(Evidence::new().accompanying_seal(&seal)), expected, "{hash:?}");
            assert_eq!(verdict(Evidence::new().seal(&seal).unwrap()), expected, "{hash:?}");
            assert_eq!(
                verdict(Evidence::new().accompanying_announcement(&announcement)),
                expected,
                "{hash:?}"
            );
        }
    }
}
