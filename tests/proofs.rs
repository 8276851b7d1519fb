//! Proofs: one assignment shown against announcement and seal alone.

#![allow(clippy::unwrap_used, clippy::panic, clippy::too_many_lines)]

mod common;

use common::changes::changes;
use common::{announce, date, inspector_id, plan, rosters, run, target_id, values};
use dual_random::commit::document::{Proof, Proven};
use dual_random::plan::AmendmentRules;
use dual_random::proof::{NotShown, ProofProblem, ProveError, Prover, check_proof};
use dual_random::{Digest, Drawn, Plan, Strikes, TargetStrike, draw};

struct Case {
    drawn: Drawn,
    announcement: Vec<u8>,
    seal: Vec<u8>,
}

fn amendable() -> Plan {
    let rules = AmendmentRules {
        strikes_per_stratum: 2,
        target_reasons: vec!["已关闭".to_owned()],
        ..AmendmentRules::default()
    };
    Plan { amendments: rules, ..plan(21, 5, 2) }
}

fn case(number: u64) -> Case {
    let drawn = run(amendable(), rosters(21, 8, 3), number);
    let announcement = common::opened(&drawn).announcement.to_bytes().unwrap();
    let seal = drawn.seal().to_bytes().unwrap();
    Case { drawn, announcement, seal }
}

fn problem(proof: &[u8], announcement: &[u8], seal: Option<&[u8]>) -> ProofProblem {
    check_proof(proof, announcement, seal).unwrap_err().problem
}

#[test]
fn a_proof_shows_a_drawn_target_and_its_team_and_nothing_of_any_other() {
    let Case { drawn, announcement, seal } = case(1);
    let prover = Prover::of_drawn(&drawn).unwrap();
    for team in &common::opened(&drawn).result.teams {
        let proof = prover.assignment(&team.target).unwrap();
        let bytes = proof.to_bytes().unwrap();
        let shown = check_proof(&bytes, &announcement, Some(&seal)).unwrap();
        let Proven::Target(target) = &shown.record else { panic!() };
        assert_eq!(target.draw.id, team.target);
        let expected: Vec<_> = team.seats.iter().map(|seat| seat.inspector.clone()).collect();
        assert_eq!(shown.result.as_ref().unwrap().drawn.as_ref().unwrap().seats, Some(expected));
        assert!(shown.limits().contains(&NotShown::ChosenByRules));
        // Neither the ticket key nor any other target, nor a name that is not on this team.
        let text = String::from_utf8(bytes).unwrap();
        assert!(!text.contains(&common::opened(&drawn).result.ticket_key.to_hex()));
        let others = (0..21).map(target_id).filter(|id| *id != team.target);
        assert!(others.into_iter().all(|id| !text.contains(id.as_str())));
    }
    for (index, target) in (0..21).map(target_id).enumerate() {
        let is_drawn = common::opened(&drawn).result.teams.iter().any(|team| team.target == target);
        match prover.assignment(&target) {
            Ok(_) => assert!(is_drawn),
            Err(error) => assert!(!is_drawn && error == ProveError::NotDrawn, "{index}"),
        }
    }
    // After the disclosure it can be shown that one was not drawn.
    let public = common::disclose(drawn.clone(), &|_| None);
    let prover = Prover::of_disclosure(&public).unwrap();
    for target in (0..21).map(target_id) {
        let bytes = prover.assignment(&target).unwrap().to_bytes().unwrap();
        let shown = check_proof(&bytes, &announcement, Some(&seal)).unwrap();
        let is_drawn = public.result.teams.iter().any(|team| team.target == target);
        assert_eq!(shown.result.unwrap().drawn.is_some(), is_drawn);
    }
}

#[test]
fn membership_is_shown_before_the_draw() {
    let announced = announce(plan(9, 2, 2), rosters(9, 5, 3), 4);
    let announcement = announced.announcement.to_bytes().unwrap();
    let prover = Prover::of_opening(&announced.opening).unwrap();
    for n in 0..9 {
        let bytes = prover.target_membership(&target_id(n)).unwrap().to_bytes().unwrap();
        let shown = check_proof(&bytes, &announcement, None).unwrap();
        assert!(shown.result.is_none());
        assert_eq!(shown.limits(), [NotShown::AnnouncedFirst]);
    }
    for n in 0..5 {
        let bytes = prover.inspector_membership(&inspector_id(n)).unwrap().to_bytes().unwrap();
        let shown = check_proof(&bytes, &announcement, None).unwrap();
        assert!(matches!(shown.record, Proven::Inspector(record) if record.draw.id == inspector_id(n)));
    }
    assert_eq!(prover.target_membership(&target_id(9)).unwrap_err(), ProveError::UnknownTarget);
    assert_eq!(prover.inspector_membership(&inspector_id(5)).unwrap_err(), ProveError::UnknownInspector);
    assert_eq!(prover.assignment(&target_id(0)).unwrap_err(), ProveError::NoResult);
    // The same proofs can be made from the result later on.
    let values = values(&announced.announcement.plan, 4);
    let drawn = draw(&announced.announcement, &announced.opening, &values).unwrap();
    let later = Prover::of_drawn(&drawn).unwrap().target_membership(&target_id(3)).unwrap();
    let before = prover.target_membership(&target_id(3)).unwrap();
    assert_eq!(later.to_bytes().unwrap(), before.to_bytes().unwrap());
}

#[test]
fn a_proof_after_an_amendment_is_against_the_amendments_seal() {
    let Case { drawn, announcement, seal } = case(2);
    let before = common::opened(&drawn).clone();
    let (gone, next) = (&before.result.strata[0].drawn[0].id, &before.result.strata[0].alternates[0]);
    let evidence = Digest::of_file(b"photograph");
    let strike = TargetStrike { evidence, reason: "已关闭".to_owned(), target: gone.clone() };
    let strikes = Strikes {
        date: date("2026-10-20"),
        inspectors: Vec::new(),
        targets: vec![strike],
        visited: Vec::new(),
    };
    let (amended, amendment) = common::amend(drawn, strikes).unwrap();
    let prover = Prover::of_drawn(&amended).unwrap();
    let new_seal = amendment.seal.to_bytes().unwrap();
    let proof = prover.assignment(next).unwrap().to_bytes().unwrap();
    let shown = check_proof(&proof, &announcement, Some(&new_seal)).unwrap();
    assert_eq!(shown.amendment, 1);
    let drawn = shown.result.unwrap().drawn.unwrap();
    assert_eq!((drawn.rank, drawn.seats.unwrap().len()), (6, 2));
    assert_eq!(problem(&proof, &announcement, Some(&seal)), ProofProblem::OtherSeal);
    let proof = prover.assignment(gone).unwrap().to_bytes().unwrap();
    let shown = check_proof(&proof, &announcement, Some(&new_seal)).unwrap();
    assert_eq!(shown.result.unwrap().drawn.unwrap().seats, None);
}

#[test]
fn what_belongs_elsewhere_is_refused_with_its_reason() {
    let Case { drawn, announcement, seal } = case(3);
    let other = case(4);
    let target = common::opened(&drawn).result.teams[0].target.clone();
    let prover = Prover::of_drawn(&drawn).unwrap();
    let proof = prover.assignment(&target).unwrap();
    let bytes = proof.to_bytes().unwrap();
    assert!(check_proof(&bytes, &announcement, Some(&seal)).is_ok());
    assert_eq!(problem(&bytes, &other.announcement, Some(&seal)), ProofProblem::OtherAnnouncement);
    assert_eq!(problem(&bytes, &announcement, Some(&other.seal)), ProofProblem::OtherSeal);
    assert_eq!(problem(&bytes, &announcement, None), ProofProblem::NoSeal);
    let membership = prover.target_membership(&target).unwrap().to_bytes().unwrap();
    assert_eq!(problem(&membership, &announcement, Some(&seal)), ProofProblem::SealTooMuch);
    assert_eq!(problem(&bytes[..bytes.len() - 1], &announcement, Some(&seal)), ProofProblem::Form);
    let changed = |change: &dyn Fn(&mut Proof)| {
        let mut changed = Proof::from_bytes(&bytes).unwrap();
        change(&mut changed);
        problem(&changed.to_bytes().unwrap(), &announcement, Some(&seal))
    };
    // A second leaf for one index, another index for the leaf, a path of another length, a path of another leaf.
    let second = prover.assignment(&common::opened(&drawn).result.teams[1].target).unwrap();
    assert_eq!(changed(&|p| p.record.record = second.record.record.clone()), ProofProblem::Record);
    assert_eq!(changed(&|p| p.record.index ^= 1), ProofProblem::Record);
    assert_eq!(changed(&|p| p.record.index = 21), ProofProblem::Record);
    assert_eq!(changed(&|p| p.record.path.truncate(2)), ProofProblem::Record);
    assert_eq!(changed(&|p| p.record.path.push(p.announcement)), ProofProblem::Record);
    assert_eq!(changed(&|p| p.record.path.swap(0, 1)), ProofProblem::Record);
    assert_eq!(changed(&|p| p.result = second.result.clone()), ProofProblem::Result);
    assert_eq!(changed(&|p| p.record = second.record.clone()), ProofProblem::Result);
    assert_eq!(changed(&|p| p.result.as_mut().unwrap().path = p.record.path.clone()), ProofProblem::Result);
    // A short salt is no salt.
    let short = String::from_utf8(bytes.clone()).unwrap();
    let salt = proof.record.salt.to_hex();
    let short = short.replace(&salt, &salt[..62]);
    assert_eq!(problem(short.as_bytes(), &announcement, Some(&seal)), ProofProblem::Form);
}

#[test]
fn every_change_of_a_proof_is_refused() {
    let Case { drawn, announcement, seal } = case(5);
    let target = common::opened(&drawn).result.teams[0].target.clone();
    let prover = Prover::of_drawn(&drawn).unwrap();
    let mut tried = 0;
    for (proof, seal) in [
        (prover.assignment(&target).unwrap(), Some(seal.as_slice())),
        (prover.target_membership(&target).unwrap(), None),
        (prover.inspector_membership(&inspector_id(3)).unwrap(), None),
    ] {
        let bytes = proof.to_bytes().unwrap();
        assert!(check_proof(&bytes, &announcement, seal).is_ok());
        for (name, changed) in changes(&serde_json::from_slice(&bytes).unwrap()) {
            let mut changed = serde_json::to_vec(&changed).unwrap();
            changed.push(b'\n');
            assert_ne!(changed, bytes);
            let found = check_proof(&changed, &announcement, seal);
            assert!(found.is_err(), "{name}");
            tried += 1;
        }
    }
    println!("{tried} changes of proofs, each refused");
    assert!(tried > 200);
}

/// Announcement, seal and proof as anybody can make them who has salts: trees of one leaf, around this target's row.
fn forged(row: &[(&str, serde_json::Value)], cap: serde_json::Value) -> Option<ProofProblem> {
    let Case { drawn, announcement, seal } = case(1);
    let proof = Prover::of_drawn(&drawn).unwrap();
    let proof = proof.assignment(&common::opened(&drawn).result.teams[0].target).unwrap();
    let read = |bytes: &[u8]| serde_json::from_slice::<serde_json::Value>(bytes).unwrap();
    let write = |value: &serde_json::Value| format!("{value}\n").into_bytes();
    let raw = |value: &serde_json::Value| hex::decode(value.as_str().unwrap()).unwrap();
    let hash = |parts: &[&[u8]]| Digest::of_file(&parts.concat());
    let (mut announcement, mut seal) = (read(&announcement), read(&seal));
    let mut proof = read(&proof.to_bytes().unwrap());

    let target = &mut proof["record"]["record"]["target"];
    for (field, value) in row {
        target["draw"][*field] = value.clone();
    }
    let (shown, draw) = (&target["identity"]["shown"], target["draw"].to_string());
    let identity = hash(&[&[2], &raw(&shown["salt"]), shown["data"].to_string().as_bytes()]);
    let salt = raw(&proof["record"]["salt"]);
    let record = hash(&[&[0], &salt, identity.as_bytes(), draw.as_bytes()]);
    announcement["plan"]["yearly_cap"] = cap;
    announcement["rosters"]["targets"] = serde_json::json!({ "count": 1, "root": record.to_hex() });
    let announcement = write(&announcement);
    let named = Digest::of_file(&announcement).to_hex();

    let result = &proof["result"];
    let entry = hash(&[&[0], &raw(&result["salt"]), result["entry"].to_string().as_bytes()]);
    seal["result"] = serde_json::json!({ "count": 1, "root": entry.to_hex() });
    seal["announcement"] = named.as_str().into();
    let seal = write(&seal);
    proof["announcement"] = named.as_str().into();
    proof["record"]["index"] = 0.into();
    (proof["record"]["path"], proof["result"]["path"]) = (serde_json::json!([]), serde_json::json!([]));
    proof["result"]["seal"] = Digest::of_file(&seal).to_hex().into();
    check_proof(&write(&proof), &announcement, Some(&seal)).err().map(|error| error.problem)
}

#[test]
fn who_is_in_no_pool_is_shown_as_drawn_by_no_proof() {
    use serde_json::{Value, json};
    assert_eq!(forged(&[], Value::Null), None, "the forger's documents are in form");
    assert_eq!(forged(&[("inspected", json!(1))], json!(2)), None);
    assert_eq!(forged(&[("carried", json!(true))], Value::Null), None);
    for (row, cap) in [
        (("exempt", json!("正面清单")), Value::Null),
        (("drawn_before", json!(true)), Value::Null),
        (("inspected", json!(2)), json!(2)),
    ] {
        assert_eq!(forged(std::slice::from_ref(&row), cap), Some(ProofProblem::Entry), "{row:?}");
    }
}

#[test]
fn a_proof_fits_a_qr_code() {
    // The largest QR code holds 2953 bytes; the paths grow by two hashes with each doubling of the roster.
    for (targets, most) in [(600, 2_400), (4_000, 2_953)] {
        let plan = Plan { few_officers_reason: None, ..plan(targets, 20, 2) };
        let drawn = run(plan, rosters(usize::try_from(targets).unwrap(), 12, 9), 6);
        let prover = Prover::of_drawn(&drawn).unwrap();
        let sizes = common::opened(&drawn).result.teams.iter();
        let sizes = sizes.map(|team| prover.assignment(&team.target).unwrap().size().unwrap());
        let largest = sizes.max().unwrap();
        println!("{targets} targets: a proof has at most {largest} bytes");
        assert!(largest <= most, "{targets}: {largest}");
    }
}
