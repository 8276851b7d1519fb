//! Frozen vectors, as JSON that any language can read; most of them are failures. They were made by the second
//! implementation (`tests/python/dual_random.py`) and by plain SHA-256.

#![allow(clippy::unwrap_used, clippy::panic, clippy::assigning_clones, clippy::too_many_lines)]

mod common;

use dual_random::HashAlgorithm;
use dual_random::commit::canonical;
use dual_random::commit::merkle::TreeBuilder;
use dual_random::draw::stream::Stream;
use dual_random::plan::{LeftOut, Reasoned, ValueKind};
use dual_random::{Date, Dealer, Digest, Draft, Evidence, FaultCode, TargetId, Tickets, Timestamp, verify};
use serde_json::Value;

fn vectors(name: &str) -> Vec<Value> {
    let path = format!("{}/tests/vectors/{name}", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn text<'a>(vector: &'a Value, field: &str) -> &'a str {
    vector[field].as_str().unwrap_or_else(|| panic!("{field} of {vector}"))
}

fn small(vector: &Value, field: &str) -> u32 {
    u32::try_from(vector[field].as_u64().unwrap()).unwrap()
}

/// The tickets of [D-5].
#[test]
fn tickets_are_frozen() {
    for vector in vectors("tickets.json") {
        let tickets = Tickets::new(HashAlgorithm::Sha256, &Digest::from_hex(text(&vector, "key")).unwrap());
        let ticket = tickets.ticket(&TargetId::new(text(&vector, "id")).unwrap(), small(&vector, "n"));
        assert_eq!(ticket.to_hex(), text(&vector, "ticket"), "{vector}");
    }
}

/// The decks of [D-73].
#[test]
fn decks_are_frozen() {
    for vector in vectors("decks.json") {
        let mut dealer = Dealer::new(
            HashAlgorithm::Sha256,
            &Digest::from_hex(text(&vector, "key")).unwrap(),
            small(&vector, "inspectors"),
        );
        let id = TargetId::new(text(&vector, "id")).unwrap();
        let order: Vec<Value> = dealer.deck(&id, small(&vector, "seat")).map(Value::from).collect();
        assert_eq!(Value::from(order), vector["order"], "{vector}");
    }
}

/// The integers of [D-72]: z of a power of two takes 65 bits.
#[test]
fn bounded_integers_are_frozen_for_one_for_powers_of_two_and_just_above_two_to_the_63_too() {
    for vector in vectors("below.json") {
        let mut stream = Stream::new(*Digest::from_hex(text(&vector, "stream_key")).unwrap().as_bytes());
        for (bound, value) in
            vector["bounds"].as_array().unwrap().iter().zip(vector["values"].as_array().unwrap())
        {
            let bound: u64 = bound.as_str().unwrap().parse().unwrap();
            assert_eq!(stream.below(bound).to_string(), value.as_str().unwrap(), "{vector}");
        }
    }
}

/// The roots of [D-27].
#[test]
fn merkle_roots_are_frozen() {
    for vector in vectors("merkle.json") {
        let mut tree = TreeBuilder::new(HashAlgorithm::Sha256);
        (0..small(&vector, "leaves")).for_each(|leaf| tree.push_data(&[u8::try_from(leaf).unwrap()]));
        assert_eq!(tree.root().to_hex(), text(&vector, "root"), "{vector}");
    }
}

#[test]
fn public_values_are_accepted_or_refused_to_the_letter() {
    for vector in vectors("values.json") {
        let kind: ValueKind = serde_json::from_value(vector["kind"].clone()).unwrap();
        assert_eq!(
            kind.check(HashAlgorithm::Sha256, text(&vector, "text")).is_ok(),
            vector["ok"].as_bool().unwrap(),
            "{vector}"
        );
        // What is over 2^96 counts as that.
        let outcomes = text(&vector, "outcomes").parse().unwrap_or(u128::MAX).min(1 << 96);
        assert_eq!(kind.outcomes(), outcomes, "{vector}");
    }
}

#[test]
fn dates_and_instants_have_one_form() {
    for vector in vectors("dates.json") {
        let ok = match vector.get("date") {
            Some(date) => Date::new(date.as_str().unwrap()).is_ok(),
            None => Timestamp::new(text(&vector, "instant")).is_ok(),
        };
        assert_eq!(ok, vector["ok"].as_bool().unwrap(), "{vector}");
    }
}

/// The profile, [D-6] to [D-11].
#[test]
fn documents_have_one_form() {
    for vector in vectors("canonical.json") {
        let result = canonical::check(text(&vector, "text").as_bytes(), 1 << 20);
        assert_eq!(result.is_ok(), vector["ok"].as_bool().unwrap(), "{vector}: {result:?}");
    }
}

/// The border of form and rule, [D-125].
#[test]
fn changed_disclosures_get_their_frozen_verdict() {
    let path = format!("{}/tests/vectors/example/disclosure.json", env!("CARGO_MANIFEST_DIR"));
    let document = std::fs::read_to_string(path).unwrap();
    for vector in vectors("refused_disclosures.json") {
        let changed = document.replacen(text(&vector, "replace"), text(&vector, "with"), 1);
        assert_ne!(changed, document, "{vector}");
        let report = verify(changed.as_bytes(), &Evidence::new());
        let failures: Vec<_> = report.failures().collect();
        assert_eq!(report.verdict.code(), text(&vector, "verdict"), "{vector}: {failures:?}");
    }
}

/// [D-3].
#[test]
fn texts_are_in_the_order_of_their_utf_8_bytes_and_not_of_utf_16_units() {
    for vector in vectors("order.json") {
        let mut plan = common::plan(1, 1, 2);
        plan.classes = serde_json::from_value(vector["texts"].clone()).unwrap();
        let faults = plan.check().err();
        let unsorted =
            faults.iter().flat_map(dual_random::Faults::as_slice).any(|fault| fault.field == "classes");
        assert_eq!(!unsorted, vector["ok"].as_bool().unwrap(), "{vector}");
    }
}

/// [D-4] and [D-54].
#[test]
fn registers_and_roster_are_reconciled_exactly_above_two_to_the_63_too() {
    /// The counts, each as often as the vector says.
    fn counts(vector: &Value, field: &str) -> Vec<u64> {
        let pairs: Vec<(u64, usize)> = serde_json::from_value(vector[field].clone()).unwrap();
        pairs.into_iter().flat_map(|(count, times)| vec![count; times]).collect()
    }
    for vector in vectors("reconciliation.json") {
        let subject = vector["subject"].as_u64().unwrap();
        let mut plan = common::plan(subject, 1, 2);
        let register = plan.registers[0].clone();
        let registers = counts(&vector, "registers").into_iter();
        plan.registers = registers
            .map(|count| {
                let mut it = register.clone();
                it.count = count;
                it
            })
            .collect();
        let reasoned = |count| Reasoned::new(count, "理由");
        plan.added = counts(&vector, "added").into_iter().map(reasoned).collect();
        let left_out = |count| LeftOut::new(count, "理由");
        plan.left_out = counts(&vector, "left_out").into_iter().map(left_out).collect();
        let rosters = common::rosters(usize::try_from(subject).unwrap(), 4, 9);
        let faults = Draft::new(plan, rosters).err();
        let codes: Vec<FaultCode> =
            faults.iter().flat_map(dual_random::Faults::as_slice).map(dual_random::Fault::code).collect();
        let expected = if vector["ok"] == true { vec![] } else { vec![FaultCode::Reconciliation] };
        assert_eq!(codes, expected, "{vector}");
    }
}

/// [D-13], [D-33], [D-98] and [D-112].
#[test]
fn what_is_odd_and_lawful_is_consistent() {
    for vector in vectors("lawful_disclosures.json") {
        let document = format!("{}\n", vector["document"]);
        let report = verify(document.as_bytes(), &Evidence::new());
        let failures: Vec<_> = report.failures().collect();
        assert_eq!(report.verdict.code(), "consistent", "{}: {failures:?}", vector["why"]);
    }
}

/// The shares of §9.3, which need no rule: they are private.
#[cfg(feature = "shares")]
#[test]
fn shares_are_frozen() {
    use dual_random::{MasterSecret, Share};
    let path = format!("{}/tests/vectors/shares.json", env!("CARGO_MANIFEST_DIR"));
    let vectors: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let read = |vector: &Value| -> Vec<Result<Share, dual_random::ShareError>> {
        let texts = vector["texts"].as_array().unwrap().iter();
        let lines = texts.map(|lines| lines.as_array().unwrap().iter().map(|line| line.as_str().unwrap()));
        lines.map(|lines| Share::from_text(&lines.collect::<Vec<_>>().join("\n"))).collect()
    };
    for vector in vectors["held"].as_array().unwrap() {
        let shares: Vec<Share> = read(vector).into_iter().map(Result::unwrap).collect();
        let needed = usize::try_from(vector["needed"].as_u64().unwrap()).unwrap();
        let announcement = Digest::from_hex(text(vector, "announcement")).unwrap();
        for some in shares.windows(needed) {
            assert_eq!(*MasterSecret::from_shares(some).unwrap().reveal(), text(vector, "master"));
        }
        for (number, (share, lines)) in (1..).zip(shares.iter().zip(vector["texts"].as_array().unwrap())) {
            let lines = lines.as_array().unwrap().iter().map(|line| line.as_str().unwrap());
            assert_eq!(share.reveal().lines().collect::<Vec<_>>(), lines.collect::<Vec<_>>());
            assert!(share.number() == number && share.is_of(announcement));
            let threshold = (share.threshold().needed(), share.threshold().shares());
            assert_eq!(threshold, (small8(vector, "needed"), small8(vector, "shares")));
        }
    }
    for vector in vectors["refused"].as_array().unwrap() {
        let read: Result<Vec<Share>, _> = read(vector).into_iter().collect();
        let error = read.and_then(|shares| MasterSecret::from_shares(&shares)).unwrap_err();
        let said = serde_json::to_value(&error).unwrap();
        assert_eq!((&said["code"], &said["line"]), (&vector["code"], &vector["line"]), "{vector}");
    }
}

/// A secret's shares are those of the vectors when they are made, too.
#[cfg(feature = "shares")]
#[test]
fn shares_are_made_as_they_are_frozen() {
    use dual_random::{MasterSecret, Opening, Threshold};
    let path = format!("{}/tests/vectors/shares.json", env!("CARGO_MANIFEST_DIR"));
    let vectors: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    for vector in vectors["held"].as_array().unwrap() {
        let master = MasterSecret::from_hex(text(vector, "master")).unwrap();
        let draft = Draft::new(common::plan(12, 4, 2), common::rosters(12, 8, 6)).unwrap();
        let opening = draft.announce(master).unwrap().opening.reveal().unwrap();
        let mut opening: Value = serde_json::from_slice(&opening).unwrap();
        opening["announcement"] = vector["announcement"].clone();
        let opening = Opening::from_bytes(format!("{opening}\n").as_bytes()).unwrap();
        let threshold = Threshold::new(small8(vector, "needed"), small8(vector, "shares")).unwrap();
        let made: Vec<String> =
            opening.shares(threshold).iter().map(|share| share.reveal().to_string()).collect();
        let lines = |made: &String| Value::from(made.lines().collect::<Vec<_>>());
        assert_eq!(Value::from(made.iter().map(lines).collect::<Vec<_>>()), vector["texts"]);
    }
}

#[cfg(feature = "shares")]
fn small8(vector: &Value, field: &str) -> u8 {
    u8::try_from(small(vector, field)).unwrap()
}
