//! Tampering: every value of a disclosure is changed, removed, doubled and exchanged with its neighbour, and each change
//! must be found. Then arbitrary bytes and mutated documents are fed to every reader.

#![allow(clippy::unwrap_used, clippy::panic, clippy::assigning_clones, clippy::too_many_lines)]

mod common;

use common::changes::changes;
use common::{announce, id, plan, quota, rosters, run, stratum, target_id, when};
use dual_random::plan::{AmendmentRules, Override, TicketRule, Workload};
use dual_random::verify::{CheckCode, Checked, Failure};
use dual_random::{
    Amended, Amendment, Announcement, Check, Digest, Disclosure, Drawn, Evidence, Exemption, InspectorStrike,
    Opening, Plan, Seal, Strikes, Table, TargetStrike, Verdict, verify,
};
use proptest::prelude::*;
use serde_json::Value;

/// The place that a failed check names.
fn place(check: &Check) -> String {
    match check.failure() {
        Some(Failure::DiffersAt { path, .. }) => path.to_string(),
        other => panic!("{other:?}"),
    }
}

/// A disclosure with something in most of its fields.
fn rich() -> Drawn {
    let mut people = rosters(12, 6, 4);
    for (n, target) in people.targets.iter_mut().enumerate() {
        target.class = if n < 4 { "重点" } else { "一般" }.to_owned();
        target.credit_code = (n % 3 == 0).then(|| "91522601MATEXT01X3".to_owned());
        target.attributes =
            [("行业".to_owned(), "示例".to_owned()), ("备注".to_owned(), "无".to_owned())].into();
        target.last_team = vec![common::inspector_id(n % 6)];
        if n == 11 {
            target.exemption = Some(Exemption::new("正面清单", "示例办法"));
        }
    }
    for (n, inspector) in people.inspectors.iter_mut().enumerate() {
        inspector.qualifications = if n % 2 == 0 { vec!["危废".to_owned()] } else { Vec::new() };
        inspector.max_visits = common::visits(if n == 0 { 1 } else { 2 });
    }
    people.recusals = vec![common::recusal(1, 2), common::recusal(3, 8)];
    let mut plan = plan(12, 0, 2);
    plan.attributes = vec!["备注".to_owned(), "行业".to_owned()];
    plan.strata = vec![
        stratum("重点", vec![when("class", &["重点"])], quota(3)),
        stratum("一般", vec![when("class", &["一般"])], quota(3)),
    ];
    plan.tickets = vec![TicketRule::new(3).when(when("attribute:行业", &["示例"]))];
    plan.teams[0].seats[0].qualifications = vec!["危废".to_owned()];
    plan.overrides = vec![Override::new(target_id(5), "投诉", "示例负责人").tickets(9)];
    plan.workload = Workload::Balanced;
    plan.amendments = AmendmentRules::new(["已关闭"], ["生病"], 1, 1);
    run(plan, people, 3)
}

#[test]
fn every_changed_field_of_a_disclosure_is_found_and_named() {
    let bytes = rich().reveal().unwrap();
    assert_eq!(verify(&bytes, &Evidence::new()).verdict, Verdict::Consistent);
    let document: Value = serde_json::from_slice(&bytes).unwrap();
    let mut tried = 0;
    for (name, changed) in changes(&document) {
        let text = serde_json::to_string(&changed).unwrap() + "\n";
        let report = verify(text.as_bytes(), &Evidence::new());
        let found = matches!(report.verdict, Verdict::Contradicted | Verdict::Unusable);
        assert!(found && report.failures().count() > 0, "{name}: {:?}", report.verdict);
        tried += 1;
    }
    println!("{tried} changes tried");
    assert!(tried > 3000, "{tried}");
}

/// The same draw after two amendments.
fn amended() -> (Drawn, Drawn) {
    let drawn = rich();
    let evidence = Digest::of_file(b"photograph");
    let before = common::opened(&drawn).clone();
    let (first, second) = (&before.result.teams[0], &before.result.teams[1]);
    let target = TargetStrike::new(first.target.clone(), "已关闭", evidence);
    let inspector = InspectorStrike::new(second.seats[1].inspector.clone().unwrap(), "生病", evidence)
        .from(second.target.clone());
    let one = Strikes::of(common::date("2026-10-20")).targets([target]);
    let two = Strikes::of(common::date("2026-10-21")).inspectors([inspector]);
    let once = common::amend(drawn, one).unwrap().0;
    let twice = common::amend(once.clone(), two).unwrap().0;
    (once, twice)
}

#[test]
fn every_changed_field_of_amendments_is_found_and_named() {
    let (_, amended) = amended();
    let bytes = amended.reveal().unwrap();
    assert_eq!(verify(&bytes, &Evidence::new()).verdict, Verdict::Consistent);
    let document: Value = serde_json::from_slice(&bytes).unwrap();
    let mut tried = 0;
    for (name, changed) in changes(&document) {
        if !name.starts_with("[Key(\"amendments\")") && !name.starts_with("[Key(\"head\")") {
            continue;
        }
        let text = serde_json::to_string(&changed).unwrap() + "\n";
        let report = verify(text.as_bytes(), &Evidence::new());
        let found = matches!(report.verdict, Verdict::Contradicted | Verdict::Unusable);
        assert!(found && report.failures().count() > 0, "{name}: {:?}", report.verdict);
        tried += 1;
    }
    println!("{tried} changes of amendments within a disclosure tried");
    assert!(tried > 300, "{tried}");
}

#[test]
fn every_changed_amendment_is_refused() {
    let (once, twice) = amended();
    let amendment = common::opened(&twice).amendments[1].to_bytes().unwrap();
    let kept = Amended::from_bytes(&amendment).unwrap();
    assert!(once.clone().with_amendment(&kept).is_ok());
    let document: Value = serde_json::from_slice(&amendment).unwrap();
    let mut tried = 0;
    for (name, changed) in changes(&document) {
        let text = serde_json::to_string(&changed).unwrap() + "\n";
        let refused = match Amended::from_bytes(text.as_bytes()) {
            Err(_) => true,
            Ok(changed) => once.clone().with_amendment(&changed).is_err(),
        };
        assert!(refused, "{name}");
        tried += 1;
    }
    println!("{tried} changes of an amendment tried");
    assert!(tried > 100, "{tried}");
}

#[test]
fn a_target_with_two_results_is_found() {
    let document: Value = serde_json::from_slice(&rich().reveal().unwrap()).unwrap();
    let mut copy = document.clone();
    let team = copy["result"]["teams"][0].clone();
    copy["result"]["teams"].as_array_mut().unwrap().push(team);
    let report = verify((serde_json::to_string(&copy).unwrap() + "\n").as_bytes(), &Evidence::new());
    assert_eq!(report.verdict, Verdict::Contradicted);
    let failure = report.failures().next().unwrap();
    assert_eq!((failure.code(), place(failure)), (CheckCode::Result, "teams[6]".to_owned()));
}

#[test]
fn of_several_differences_of_a_result_the_first_field_by_its_name_is_told() {
    let document: Value = serde_json::from_slice(&rich().reveal().unwrap()).unwrap();
    let told = |fields: &[&str]| {
        let mut changed = document.clone();
        for field in fields {
            match *field {
                "teams" => changed["result"]["teams"][1]["target"] = "T999".into(),
                "strata" => changed["result"]["strata"][0]["name"] = "其他".into(),
                key => changed["result"][key] = "00".repeat(32).into(),
            }
        }
        let report = verify((serde_json::to_string(&changed).unwrap() + "\n").as_bytes(), &Evidence::new());
        place(report.failures().find(|check| check.code() == CheckCode::Result).unwrap())
    };
    assert_eq!(told(&["ticket_key"]), "ticket_key");
    assert_eq!(told(&["ticket_key", "teams"]), "teams[1].target");
    assert_eq!(told(&["teams"]), "teams[1].target");
    assert_eq!(told(&["teams", "strata"]), "strata[0].name");
    assert_eq!(told(&["teams", "deck_key", "ticket_key"]), "deck_key");
}

#[test]
fn a_folder_invented_after_the_value_is_consistent_and_never_verified() {
    // The forger takes the published value, and makes rosters, plan and secret to taste.
    let forged = run(plan(30, 5, 2), rosters(30, 8, 3), 9).reveal().unwrap();
    let value_only = Evidence::new().value(id("beacon"), common::value_text(9));
    assert_eq!(verify(&forged, &value_only).verdict, Verdict::Consistent);
    let minutes = announce(plan(30, 5, 2), rosters(30, 8, 3), 8).announcement.digest();
    let with_minutes = value_only.announcement_digest(minutes);
    assert_eq!(verify(&forged, &with_minutes).verdict, Verdict::Contradicted);
}

#[test]
fn a_withheld_record_that_changes_the_draw_is_found() {
    let drawn = run(plan(10, 2, 2), rosters(10, 6, 3), 3);
    let withheld = common::disclose(drawn, &|_| Some("依法不公开".to_owned())).to_bytes().unwrap();
    assert_eq!(verify(&withheld, &Evidence::new()).verdict, Verdict::Consistent);
    let text = String::from_utf8(withheld).unwrap();
    let changed = text.replacen("\"max_visits\":3", "\"max_visits\":9", 1);
    let report = verify(changed.as_bytes(), &Evidence::new());
    assert_eq!(report.verdict, Verdict::Contradicted);
    let failure = report.failures().next().unwrap();
    assert_eq!(failure.checked, Checked::RosterCommitted { roster: Table::Inspectors });
    assert_eq!(place(failure), "root");
}

#[test]
fn a_disclosure_a_million_brackets_deep_is_unusable_at_once() {
    for deep in ["[".repeat(1_000_000), "{\"a\":".repeat(1_000_000)] {
        assert_eq!(verify(deep.as_bytes(), &Evidence::new()).verdict, Verdict::Unusable);
        assert_eq!(verify((deep + "\n").as_bytes(), &Evidence::new()).verdict, Verdict::Unusable);
    }
}

/// Hands bytes to every reader.
fn read_all(bytes: &[u8]) -> bool {
    let _ = Announcement::from_bytes(bytes);
    let _ = Seal::from_bytes(bytes);
    let _ = Opening::from_bytes(bytes);
    let _ = Drawn::from_bytes(bytes);
    let _ = Disclosure::from_bytes(bytes);
    let _ = Amendment::from_bytes(bytes);
    let _ = dual_random::record::Log::from_bytes(bytes);
    let _ = dual_random::audit::Documents::new(&dual_random::record::Log::new()).with("file", bytes);
    let _ = dual_random::proof::check_proof(bytes, bytes, Some(bytes));
    let _ = Evidence::new().announcement(bytes);
    let _ = Evidence::new().seal(bytes);
    matches!(verify(bytes, &Evidence::new()).verdict, Verdict::Contradicted | Verdict::Unusable)
}

fn small() -> Vec<u8> {
    let small: Plan = plan(4, 2, 2);
    run(small, rosters(4, 4, 3), 2).reveal().unwrap().to_vec()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_bytes_get_a_verdict(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        prop_assert!(read_all(&bytes));
    }

    #[test]
    fn a_document_with_bytes_changed_removed_or_inserted_gets_a_verdict_and_is_never_accepted(
        at in any::<prop::sample::Index>(), byte in any::<u8>(), kind in 0..4u8,
    ) {
        let original = small();
        let mut bytes = original.clone();
        let index = at.index(bytes.len());
        match kind {
            0 => bytes[index] = byte,
            1 => bytes.insert(index, byte),
            2 => { bytes.remove(index); }
            _ => bytes.truncate(index),
        }
        prop_assert!(bytes == original || read_all(&bytes));
    }
}
