//! The compact form of a proof (PROTOCOL.md §18.1): each proof has one, and nothing else is read as one.

#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use common::{plan, rosters, run};
use dual_random::commit::document::Proof;
use dual_random::proof::{CompactError, Prover};
use dual_random::{Language, Say};
use proptest::prelude::*;
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Deserialize)]
struct Vectors {
    held: Vec<Held>,
    refused: Vec<Refused>,
}

#[derive(Deserialize)]
struct Held {
    name: String,
    document: String,
    text: String,
}

#[derive(Deserialize)]
struct Refused {
    why: String,
    text: String,
}

fn vectors() -> Vectors {
    let path = format!("{}/tests/vectors/compact.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// What is read is a proof that has this text and no other.
fn is_read(text: &str) -> bool {
    match Proof::from_compact(text) {
        Ok(proof) => {
            assert_eq!(proof.to_compact().unwrap(), text);
            let bytes = proof.to_bytes().unwrap();
            assert_eq!(Proof::from_bytes(&bytes).unwrap().to_compact().unwrap(), text);
            true
        }
        Err(error) => {
            assert!([Language::Zh, Language::En].iter().all(|language| !error.message(*language).is_empty()));
            false
        }
    }
}

#[test]
fn the_frozen_proofs_have_their_texts_and_are_had_back() {
    for Held { name, document, text } in vectors().held {
        let proof = Proof::from_bytes(document.as_bytes()).unwrap();
        assert_eq!(proof.to_compact().unwrap(), text, "{name}");
        assert_eq!(Proof::from_compact(&text).unwrap().to_bytes().unwrap(), document.as_bytes(), "{name}");
    }
}

#[test]
fn the_frozen_texts_that_are_no_proof_are_refused() {
    for Refused { why, text } in vectors().refused {
        assert!(!is_read(&text), "{why}");
    }
    let long = "DR1:".to_owned() + &"0".repeat(1_572_866);
    let error = Proof::from_compact(&long).unwrap_err();
    assert_eq!(error, CompactError::TooLong { found: 1_572_870, limit: 1_572_869 });
    assert_ne!(Proof::from_compact(&long[1..]).unwrap_err(), error);
}

#[test]
fn a_text_that_is_no_proof_is_refused_with_the_place() {
    let text = &vectors().held[0].text;
    // The tenth character is in the second group of three.
    let changed = format!("{}?{}", &text[..9], &text[10..]);
    assert_eq!(Proof::from_compact(&changed).unwrap_err(), CompactError::Digits { at: 7 });
    let error = Proof::from_compact("DR1:000000").unwrap_err();
    assert_eq!(error, CompactError::Bytes { at: 0 });
}

#[test]
fn every_proof_of_a_draw_is_had_back_from_its_text() {
    let drawn = run(plan(40, 9, 2), rosters(40, 12, 9), 3);
    let before = Prover::of_drawn(&drawn).unwrap();
    let public = common::disclose(drawn, &|_| None);
    let after = Prover::of_disclosure(&public).unwrap();
    for target in (0..40).map(common::target_id) {
        let proofs = [
            after.assignment(&target).unwrap(),
            after.assignment(&target).unwrap().short(),
            after.assignment(&target).unwrap().without_identity("检查前不公开").unwrap(),
            before.target_membership(&target).unwrap(),
        ];
        for proof in proofs {
            let text = proof.to_compact().unwrap();
            assert!(is_read(&text));
            assert_eq!(Proof::from_compact(&text).unwrap().digest().unwrap(), proof.digest().unwrap());
        }
    }
}

#[test]
fn the_compact_form_of_a_document_that_is_none_is_not_made() {
    let document = &vectors().held[0].document;
    let mut proof = Proof::from_bytes(document.as_bytes()).unwrap();
    "\u{7}".clone_into(&mut proof.result.as_mut().unwrap().entry.drawn.as_mut().unwrap().stratum);
    assert!(proof.to_compact().is_err());
}

/// Every text of digits changed in one place, cut off or longer.
#[test]
fn no_changed_text_is_read_as_another_form_of_a_proof() {
    let text = &vectors().held[1].text;
    let digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*-./:";
    let (mut read, mut tried) = (0, 0);
    for at in 0..text.len() {
        assert!(!is_read(&text[..at]), "cut off behind {at}");
        for digit in digits.chars().filter(|digit| !text[at..].starts_with(*digit)) {
            let changed = format!("{}{digit}{}", &text[..at], &text[at + 1..]);
            read += usize::from(is_read(&changed));
            tried += 1;
        }
    }
    println!("{read} of {tried} changed texts are other proofs, each with that one text");
}

fn hash() -> impl Strategy<Value = Value> {
    any::<[u8; 32]>().prop_map(|bytes| hex::encode(bytes).into())
}

fn text() -> impl Strategy<Value = Value> {
    "[ -~一-龥𠀀-𠀿é]{1,40}".prop_map(Value::from)
}

fn id() -> impl Strategy<Value = Value> {
    "[0-9A-Za-z._-]{1,53}".prop_map(Value::from)
}

fn number(bits: u32) -> impl Strategy<Value = Value> {
    (0..=bits, any::<u64>()).prop_map(|(bits, number)| (number & ((1 << bits) - 1)).into())
}

fn maybe(some: impl Strategy<Value = Value>) -> impl Strategy<Value = Value> {
    prop::option::of(some).prop_map(Value::from)
}

fn list(entry: impl Strategy<Value = Value>) -> impl Strategy<Value = Value> {
    prop::collection::vec(entry, 0..5).prop_map(Value::from)
}

fn identity(data: impl Strategy<Value = Value>) -> impl Strategy<Value = Value> {
    prop_oneof![
        (data, hash()).prop_map(|(data, salt)| json!({ "shown": { "data": data, "salt": salt } })),
        (hash(), text()).prop_map(|(hash, why)| json!({ "withheld": { "hash": hash, "reason": why } })),
    ]
}

fn pairs(value: impl Strategy<Value = Value>) -> impl Strategy<Value = Value> {
    list((text(), value).prop_map(|(name, value)| json!([name, value])))
}

fn district() -> impl Strategy<Value = Value> {
    "[0-9]{6,12}".prop_map(Value::from)
}

fn day() -> impl Strategy<Value = Value> {
    (2000..3000, 1..=12, 1..=28).prop_map(|(y, m, d)| format!("{y}-{m:02}-{d:02}").into())
}

fn target() -> impl Strategy<Value = Value> {
    let texts = (pairs(maybe(text())), text(), district(), maybe(text()), id(), text());
    let rest = (any::<[bool; 2]>(), number(32), list(id()));
    let draw = (texts, rest).prop_map(|((attributes, class, district, exempt, id, level), rest)| {
        let ([carried, before], inspected, team) = rest;
        json!({ "attributes": attributes, "carried": carried, "class": class, "district": district,
            "drawn_before": before, "exempt": exempt, "id": id, "inspected": inspected, "last_team": team, "level": level })
    });
    let data = (pairs(text()), maybe(text()), maybe(text()), text()).prop_map(|(attributes, basis, code, name)| {
        json!({ "attributes": attributes, "basis": basis, "credit_code": code, "name": name })
    });
    (draw, identity(data)).prop_map(|(draw, identity)| json!({ "draw": draw, "identity": identity }))
}

fn inspector() -> impl Strategy<Value = Value> {
    let texts = (text(), district(), id(), list(text()), prop::sample::select(&["officer", "expert"]));
    let draw = (texts, 1..=u32::MAX, day(), day()).prop_map(
        |((department, district, id, qualifications, role), most, from, to)| {
            json!({ "department": department, "district": district, "id": id, "max_visits": most,
                "qualifications": qualifications, "role": role, "valid_from": from, "valid_to": to })
        },
    );
    let data = text().prop_map(|name| json!({ "name": name }));
    (draw, identity(data)).prop_map(|(draw, identity)| json!({ "draw": draw, "identity": identity }))
}

fn placed(record: impl Strategy<Value = Value>) -> impl Strategy<Value = Value> {
    (number(53), list(hash()), record, hash()).prop_map(
        |(index, path, record, salt)| json!({ "index": index, "path": path, "record": record, "salt": salt }),
    )
}

fn entry() -> impl Strategy<Value = Value> {
    prop_oneof![
        id().prop_map(|id| json!({ "drawn": false, "id": id })),
        (id(), number(53), text(), list(maybe(id()))).prop_map(|(id, rank, stratum, seats)| {
            json!({ "drawn": true, "id": id, "rank": rank, "seats": seats, "stratum": stratum })
        }),
        (id(), number(53), text()).prop_map(|(id, rank, stratum)| {
            json!({ "drawn": true, "id": id, "rank": rank, "stratum": stratum, "struck": true })
        }),
    ]
}

fn proof() -> impl Strategy<Value = Value> {
    let record = prop_oneof![
        target().prop_map(|record| json!({ "target": record })),
        inspector().prop_map(|record| json!({ "inspector": record })),
    ];
    let result = (entry(), list(hash()), hash(), hash()).prop_map(
        |(entry, path, salt, seal)| json!({ "entry": entry, "path": path, "salt": salt, "seal": seal }),
    );
    (hash(), list(placed(inspector())), placed(record), maybe(result)).prop_map(
        |(announcement, inspectors, record, result)| {
            json!({ "announcement": announcement, "inspectors": inspectors, "protocol": "dual-random/1",
                "record": record, "result": result, "type": "proof" })
        },
    )
}

proptest! {
    #[test]
    fn every_proof_is_had_back_byte_by_byte(proof in proof()) {
        let document = format!("{proof}\n");
        let text = Proof::from_bytes(document.as_bytes()).unwrap().to_compact().unwrap();
        prop_assert_eq!(Proof::from_compact(&text).unwrap().to_bytes().unwrap(), document.into_bytes());
    }

    #[test]
    fn no_text_is_read_as_a_proof_of_another_text(
        proof in proof(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), "[0-9A-Z*./: -]{0,4}", 0..4_usize), 1..4),
    ) {
        let mut text = Proof::from_bytes(format!("{proof}\n").as_bytes()).unwrap().to_compact().unwrap();
        for (at, put, gone) in changes {
            let at = at.index(text.len());
            let end = (at + gone).min(text.len());
            text.replace_range(at..end, &put);
        }
        is_read(&text);
    }

    #[test]
    fn no_text_at_all_is_too_much(text in "(DR1:)?[0-9A-Z*./:é -]{0,300}") {
        is_read(&text);
    }
}

#[test]
fn a_text_may_be_as_long_as_the_longest_and_no_longer() {
    let error = |length: usize| Proof::from_compact(&format!("DR1:{}", "0".repeat(length - 4))).unwrap_err();
    let CompactError::TooLong { found, limit } = error(10 << 20) else { panic!("ten million digits") };
    assert_eq!(found, 10 << 20);
    assert_eq!(error(limit + 1), CompactError::TooLong { found: limit + 1, limit });
    assert!(!matches!(error(limit), CompactError::TooLong { .. }));
}
