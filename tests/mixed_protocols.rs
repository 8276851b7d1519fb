//! Documents of both protocols, and what mixes them: each mixture is found.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use dual_random::audit::{AuditCode, AuditEvidence, Documents, audit};
use dual_random::commit::document::Proof;
use dual_random::proof::{ProofProblem, check_proof, compact_prefix};
use dual_random::record::{Log, LogProblem};
use dual_random::verify::CheckCode;
use dual_random::{Digest, Evidence, HashAlgorithm, Verdict, verify};
use std::collections::BTreeSet;
use std::path::Path;

const NAMES: [&str; 2] = ["\"dual-random/1\"", "\"dual-random/1-sm3\""];

fn file(folder: &str, name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors").join(folder);
    std::fs::read(folder.join(name)).unwrap()
}

fn text(folder: &str, name: &str) -> String {
    String::from_utf8(file(folder, name)).unwrap()
}

fn failed(disclosure: &str) -> (Verdict, BTreeSet<CheckCode>) {
    let report = verify(disclosure.as_bytes(), &Evidence::new());
    let failed = report.checks.iter().filter(|check| check.failure().is_some());
    (report.verdict, failed.map(|check| check.checked.code()).collect())
}

#[test]
fn each_example_is_verified_by_its_own_hash() {
    for (folder, hash) in [("example", HashAlgorithm::Sha256), ("example-sm3", HashAlgorithm::Sm3)] {
        let announcement = file(folder, "announcement.json");
        let evidence = || Evidence::new().value("dice".parse().unwrap(), "2 2 4 1 6 5 3 3 1 6 2 5 4");
        let disclosure = file(folder, "disclosure.json");
        let by_file = evidence().announcement(&announcement).unwrap();
        assert_eq!(verify(&disclosure, &by_file).verdict, Verdict::Verified);
        for other in HashAlgorithm::ALL {
            let by_digest = evidence().announcement_digest(other.of_file(&announcement));
            let expected = if *other == hash { Verdict::Verified } else { Verdict::Contradicted };
            assert_eq!(verify(&disclosure, &by_digest).verdict, expected, "{folder} {other:?}");
        }
    }
}

#[test]
fn one_document_of_another_protocol_contradicts_the_disclosure() {
    for (folder, [own, other]) in [("example", NAMES), ("example-sm3", [NAMES[1], NAMES[0]])] {
        let disclosure = text(folder, "disclosure.json");
        let places: Vec<usize> = disclosure.match_indices(own).map(|(at, _)| at).collect();
        // The disclosure, its announcement and seal, the amendment and its seal.
        assert_eq!(places.len(), 5);
        for at in places {
            let mut mixed = disclosure.clone();
            mixed.replace_range(at..at + own.len(), other);
            let (verdict, failed) = failed(&mixed);
            assert_eq!(verdict, Verdict::Contradicted);
            assert!(failed.contains(&CheckCode::OneProtocol), "{failed:?}");
        }
        // All of it under the other name follows from nothing.
        let (verdict, failed) = failed(&disclosure.replace(own, other));
        assert_eq!(verdict, Verdict::Contradicted);
        assert!(failed.contains(&CheckCode::OneProtocol) && failed.len() > 1, "{failed:?}");
    }
}

#[test]
fn the_plan_names_the_hash_of_the_protocol() {
    let mixed = text("example", "disclosure.json").replace("\"hash\":\"sha256\"", "\"hash\":\"sm3\"");
    let (verdict, failed) = failed(&mixed);
    assert_eq!(verdict, Verdict::Contradicted);
    assert!(failed.contains(&CheckCode::OneProtocol));
    let unknown = text("example", "disclosure.json").replace("\"hash\":\"sha256\"", "\"hash\":\"md5\"");
    assert_eq!(verify(unknown.as_bytes(), &Evidence::new()).verdict, Verdict::Unusable);
}

#[test]
fn a_proof_of_another_protocol_proves_nothing() {
    for (folder, [own, other]) in [("example", NAMES), ("example-sm3", [NAMES[1], NAMES[0]])] {
        let files = ["announcement.json", "amendment-1.json"].map(|name| text(folder, name));
        let proof = text(folder, "proof.json");
        let check = |proof: &str, [announcement, seal]: [&str; 2]| {
            check_proof(proof.as_bytes(), announcement.as_bytes(), Some(seal.as_bytes()))
        };
        assert!(check(&proof, [&files[0], &files[1]]).is_ok());
        let renamed = proof.replace(own, other);
        let error = check(&renamed, [&files[0], &files[1]]).unwrap_err();
        assert_eq!(error.code(), ProofProblem::OtherAnnouncement);
        // Even where it names the digest that the file has by its own hash.
        let hash = if folder == "example" { HashAlgorithm::Sm3 } else { HashAlgorithm::Sha256 };
        let named = Digest::from_hex(&proof[17..81]).unwrap();
        let by_other = hash.of_file(files[0].as_bytes());
        let renamed = renamed.replace(&named.to_hex(), &by_other.to_hex());
        let error = check(&renamed, [&files[0], &files[1]]).unwrap_err();
        assert_eq!(error.code(), ProofProblem::OtherAnnouncement);
    }
}

#[test]
fn the_compact_form_tells_the_protocol() {
    for (folder, hash) in [("example", HashAlgorithm::Sha256), ("example-sm3", HashAlgorithm::Sm3)] {
        let compact = text(folder, "proof.txt");
        let proof = Proof::from_compact(compact.trim_end()).unwrap();
        assert_eq!(proof.to_bytes().unwrap(), file(folder, "proof.json"));
        assert_eq!(proof.hash_algorithm(), hash);
        for other in HashAlgorithm::ALL {
            let digits = compact.trim_end().strip_prefix(compact_prefix(hash)).unwrap();
            let read = Proof::from_compact(&format!("{}{digits}", compact_prefix(*other))).unwrap();
            assert_eq!(read.hash_algorithm(), *other);
        }
    }
}

#[test]
fn a_log_has_one_protocol_and_so_have_its_documents() {
    for (folder, [own, other]) in [("example", NAMES), ("example-sm3", [NAMES[1], NAMES[0]])] {
        let lines = text(folder, "log.jsonl");
        let log = Log::from_bytes(lines.as_bytes()).unwrap();
        assert!(log.problems().is_empty());
        let names = ["announcement.json", "seal.json", "amendment-1.json", "disclosure.json"];
        let files = names.map(|name| text(folder, name));
        let evidence = AuditEvidence::on("2027-02-01T00:00:00+08:00".parse().unwrap());
        let report_of = |log: &Log, files: &[String]| {
            let all = files.iter().zip(names);
            let documents = all.fold(Documents::new(log), |all, (file, name)| all.with(name, file.as_bytes()));
            let report = audit(log, &documents, &evidence);
            report.findings.iter().map(|finding| finding.problem.code()).collect::<BTreeSet<_>>()
        };
        let clean = report_of(&log, &files);
        assert!(!clean.contains(&AuditCode::DocumentUnreadable) && !clean.contains(&AuditCode::LogLine));
        for place in 0..files.len() {
            let mut mixed = files.clone();
            mixed[place] = mixed[place].replace(own, other);
            assert!(report_of(&log, &mixed).contains(&AuditCode::DocumentUnreadable), "{folder} {place}");
        }
        for place in 1..4 {
            let mixed: Vec<String> = lines
                .lines()
                .enumerate()
                .map(|(at, line)| if at == place { line.replace(own, other) } else { line.to_owned() } + "\n")
                .collect();
            let log = Log::from_bytes(mixed.concat().as_bytes()).unwrap();
            assert_eq!(log.problems().len(), 1);
            assert_eq!(log.problems()[0].problem, LogProblem::Protocol);
            assert!(report_of(&log, &files).contains(&AuditCode::LogLine));
        }
        // A whole log under the other name speaks of other documents.
        let renamed = Log::from_bytes(lines.replace(own, other).as_bytes()).unwrap();
        assert!(renamed.problems().is_empty());
        assert!(report_of(&renamed, &files).contains(&AuditCode::DocumentUnreadable));
    }
}
