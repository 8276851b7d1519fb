//! Signatures of checkpoints: the forms of C2SP against texts that others made, every change of a byte, and policies.

#![cfg(feature = "witness")]
#![allow(clippy::unwrap_used, clippy::panic)]

use base64ct::{Base64, Encoding as _};
use dual_random::record::{Checkpoint, Continuation, Entry, Log, LogSignature, SignedCheckpoint};
use dual_random::witness::{
    Grown, KeyError, KeyKind, Policy, PolicyError, Refusal, Signature, SignerKey, VerifierKey, admit,
};
use dual_random::{Digest, HashAlgorithm, Timestamp};
use proptest::prelude::*;

const ORIGIN: &str = "jianguan.example/draws";

fn log(size: u64, salt: u8) -> Log {
    let mut log = Log::new();
    for line in 0..size {
        // Logs of different salts have the first two lines in common.
        let salt = if line < 2 { 0 } else { salt };
        let entry =
            Entry::published(None, Digest::of_file(&[line.to_be_bytes().to_vec(), vec![salt]].concat()))
                .unwrap();
        log.push(entry, Timestamp::from_unix_seconds(1_790_000_000).unwrap()).unwrap();
    }
    log
}

fn instant(seconds: i64) -> Timestamp {
    Timestamp::from_unix_seconds(1_800_000_000 + seconds).unwrap()
}

fn key(name: &str, seed: u8) -> SignerKey {
    SignerKey::new(name, [seed; 32]).unwrap()
}

fn signed(log: &Log) -> SignedCheckpoint {
    let mut checkpoint = SignedCheckpoint::new(log.checkpoint(ORIGIN).unwrap());
    key(ORIGIN, 1).sign(&mut checkpoint).unwrap();
    checkpoint
}

fn office(number: u8) -> SignerKey {
    key(&format!("office-{number}.example/w"), 100 + number)
}

/// The head of Go's checksum database as it was served in January 2023, and its public key.
const SUMDB: &str = "go.sum database tree
15081221
BoMMe1wd25Tco0mYGROkyqxHZWx+hcSCtMV315Lu6Lg=

— sum.golang.org Az3grilD7vQqTrv66jRgKM84Y80KTprrSt4bKmiOPxgmS5ZVBTeCl6dUvjYnN13R+C8j0jGY1WnUADGMkok3U0m2Zgo=
";
const SUMDB_KEY: &str = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8";

#[test]
fn a_checkpoint_that_another_log_signed_verifies() {
    let (key, signed) =
        (VerifierKey::from_text(SUMDB_KEY).unwrap(), SignedCheckpoint::from_text(SUMDB).unwrap());
    assert_eq!(key.verify(&signed), Signature::Signed);
    assert_eq!(signed.to_text(), SUMDB);
    // As somebody's editor saved it.
    let saved = format!("\u{FEFF}{}", SUMDB.replace('\n', "\r\n"));
    assert_eq!(key.verify(&SignedCheckpoint::from_text(&saved).unwrap()), Signature::Signed);
    let changed = SignedCheckpoint::from_text(&SUMDB.replace("15081221", "15081222")).unwrap();
    assert_eq!(key.verify(&changed), Signature::Bad);
}

#[test]
fn keys_that_others_made_are_read_and_written() {
    // The first three of the tests of Go's sumdb/note and of transparency-dev/formats, the last a witness's.
    for (line, kind) in [
        (SUMDB_KEY, KeyKind::Log),
        ("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", KeyKind::Log),
        ("TEST+7997405c+AQcC+FTVKf0jlTdHDY3rbevmnKxxPjigCXlVtGe6RIr6", KeyKind::Log),
        ("remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2", KeyKind::Witness),
    ] {
        let key = VerifierKey::from_text(line).unwrap();
        assert_eq!((key.to_text().as_str(), key.kind()), (line, kind));
        assert_eq!(VerifierKey::from_text(&format!("\u{FEFF}{line}\r\n")), Ok(key));
    }
    let secret = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
    let own = SignerKey::from_text(secret).unwrap();
    assert_eq!(
        own.verifier().to_text(),
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    );
    assert_eq!(*own.reveal(), secret);
}

#[test]
fn what_is_no_key_is_refused_and_not_repeated() {
    let error = |text: &str| VerifierKey::from_text(text).unwrap_err();
    assert_eq!(error(""), KeyError::Form);
    assert_eq!(error("a+12345678"), KeyError::Form);
    assert_eq!(error("PRIVATE+KEY+a+12345678+AAAA"), KeyError::Secret);
    assert_eq!(error(&SUMDB_KEY.replace("Ac4", "Ac")), KeyError::Length);
    assert_eq!(error(&SUMDB_KEY.replace("+Ac4", "+Bs4")), KeyError::Algorithm);
    assert_eq!(error(&SUMDB_KEY.replace("033de0ae", "033DE0AE")), KeyError::Id);
    assert_eq!(error(&SUMDB_KEY.replace("sum.", "s m.")), KeyError::Name);
    assert_eq!(error(&SUMDB_KEY.replace("sum.golang.org", "")), KeyError::Name);
    // A point of small order: anything verifies under it, somewhere.
    let weak = "a+00000000+AQEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    assert_eq!(error(weak), KeyError::Point);
    // A second way to write the point whose y is 3: the same signatures, under another name and id.
    let other = "nc.example/w+f60bf22e+BPD///////////////////////////////////////9/";
    assert_eq!(error(other), KeyError::Point);
    let own = "nc2.example/w+e47d6a4b+BAMAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    assert!(VerifierKey::from_text(own).is_ok());
    for name in ["", " ", "a b", "a\u{3000}b", "a+b", "a\nb", "a\u{7f}b", &"x".repeat(256)] {
        assert_eq!(SignerKey::new(name, [1; 32]).unwrap_err(), KeyError::Name, "{name:?}");
    }
    assert_eq!(SignerKey::from_text(SUMDB_KEY).unwrap_err(), KeyError::PrivateForm);
    let own = key(ORIGIN, 1);
    let text = own.reveal().replace("draws", "drows");
    assert_eq!(SignerKey::from_text(&text).unwrap_err(), KeyError::Id);
    assert!(!format!("{own:?} {:?}", SignerKey::from_text(&text)).contains(ORIGIN));
}

#[test]
fn every_byte_of_a_signed_checkpoint_that_is_changed_is_found() {
    let mut checkpoint = signed(&log(5, 0));
    office(1).cosign(&mut checkpoint, instant(0)).unwrap();
    let policy = Policy::new(Some(key(ORIGIN, 1).verifier()), vec![office(1).cosigner()], 1).unwrap();
    let whole = checkpoint.to_text();
    let judged = policy.judge(&checkpoint);
    assert_eq!((judged.log, judged.by, judged.bad.len()), (LogSignature::Signed, Some(instant(0)), 0));
    let (mut refused, mut bad, mut missing) = (0, 0, 0);
    for at in 0..whole.len() {
        for bit in 0..8 {
            let mut bytes = whole.clone().into_bytes();
            bytes[at] ^= 1 << bit;
            let read =
                std::str::from_utf8(&bytes).ok().and_then(|text| SignedCheckpoint::from_text(text).ok());
            let Some(read) = read else {
                refused += 1;
                continue;
            };
            let judged = policy.judge(&read);
            if !judged.bad.is_empty() {
                bad += 1;
            } else if judged.log == LogSignature::Missing || judged.by.is_none() {
                missing += 1;
            } else {
                panic!("byte {at}, bit {bit}: {:?}", String::from_utf8_lossy(&bytes));
            }
        }
    }
    println!("{refused} refused, {bad} with a bad signature, {missing} without one of a known key");
    assert!(refused > 300 && bad > 1000 && missing > 100);
}

#[test]
fn signatures_of_others_are_passed_over_and_wrong_ones_of_known_keys_are_not() {
    let checkpoint = signed(&log(3, 0));
    let own = key(ORIGIN, 1).verifier();
    let with = |line: &str| {
        let mut with = checkpoint.clone();
        with.add(line).unwrap();
        own.verify(&with)
    };
    assert_eq!(own.verify(&checkpoint), Signature::Signed);
    assert_eq!(with("— somebody else, and no Base64"), Signature::Signed);
    assert_eq!(with(&format!("— {ORIGIN}x AAAA")), Signature::Signed);
    // The same name and another id: another key.
    assert_eq!(with(&format!("— {ORIGIN} AAAAAAAA")), Signature::Signed);
    for bad in ["", "x", "AAA", "AAAA=", "AA=="] {
        assert_eq!(with(&format!("— {ORIGIN} {bad}")), Signature::Bad, "{bad}");
    }
    // Its own id, and another's signature.
    let other = signed(&log(4, 0)).lines()[0].clone();
    assert_eq!(with(&other), Signature::Bad);
    assert_eq!(own.verify(&SignedCheckpoint::from_text(checkpoint.text()).unwrap()), Signature::Missing);
    // A signature says one thing: as a cosignature it is nobody's, and the other way round.
    assert_eq!(own.as_witness().verify(&checkpoint), Signature::Missing);
    let mut cosigned = SignedCheckpoint::new(checkpoint.head().clone());
    key(ORIGIN, 1).cosign(&mut cosigned, instant(0)).unwrap();
    assert_eq!(own.verify(&cosigned), Signature::Missing);
    assert_eq!(own.as_witness().verify(&cosigned), Signature::Cosigned(instant(0)));
}

#[test]
fn extension_lines_are_signed_with_the_rest() {
    let text = format!("{}an extension\n", log(3, 0).checkpoint(ORIGIN).unwrap().to_text());
    let mut checkpoint = SignedCheckpoint::from_text(&text).unwrap();
    key(ORIGIN, 1).sign(&mut checkpoint).unwrap();
    office(1).cosign(&mut checkpoint, instant(0)).unwrap();
    let other = SignedCheckpoint::from_text(&checkpoint.to_text().replace("extension", "extensiom")).unwrap();
    for (key, good) in [
        (key(ORIGIN, 1).verifier(), Signature::Signed),
        (office(1).cosigner(), Signature::Cosigned(instant(0))),
    ] {
        assert_eq!(key.verify(&checkpoint), good);
        assert_eq!(key.verify(&other), Signature::Bad);
    }
}

#[test]
fn a_policy_counts_each_witness_once() {
    let own = key(ORIGIN, 1).verifier();
    let offices =
        |numbers: &[u8]| numbers.iter().map(|number| office(*number).cosigner()).collect::<Vec<_>>();
    let error = |log, witnesses, quorum| Policy::new(log, witnesses, quorum).unwrap_err();
    assert_eq!(error(None, offices(&[1, 1]), 1), PolicyError::Repeated);
    let renamed = key("another.example/w", 101).cosigner();
    assert_eq!(error(None, [offices(&[1]), vec![renamed]].concat(), 1), PolicyError::Repeated);
    assert_eq!(
        error(Some(own.clone()), vec![key("x.example/w", 1).cosigner()], 1),
        PolicyError::LogAsWitness
    );
    assert_eq!(error(Some(own.as_witness()), vec![], 0), PolicyError::NotALogKey);
    for (witnesses, quorum) in [(vec![], 1), (vec![1], 0), (vec![1, 2], 3)] {
        let expected = PolicyError::Quorum { quorum, witnesses: witnesses.len() };
        assert_eq!(error(None, offices(&witnesses), quorum), expected);
    }
    let many: Vec<u8> = (0..65).collect();
    assert_eq!(error(None, offices(&many), 1), PolicyError::TooMany);
    // A witness's key written as a log's, as Go's programs do, is the same witness.
    let mut checkpoint = signed(&log(3, 0));
    office(1).cosign(&mut checkpoint, instant(0)).unwrap();
    let policy = Policy::new(None, vec![office(1).verifier()], 1).unwrap();
    assert_eq!(policy.judge(&checkpoint).by, Some(instant(0)));
    assert_eq!(policy.judge(&checkpoint).log, LogSignature::NoKey);
}

#[test]
fn the_instant_is_that_of_the_witness_who_makes_the_quorum_full() {
    let mut checkpoint = signed(&log(3, 0));
    for (number, seconds) in [(1, 50), (2, 10), (3, 30)] {
        office(number).cosign(&mut checkpoint, instant(seconds)).unwrap();
    }
    // A witness that cosigned twice is counted by the first time.
    office(1).cosign(&mut checkpoint, instant(20)).unwrap();
    let by = |quorum, known: &[u8]| {
        let known = known.iter().map(|number| office(*number).cosigner()).collect();
        Policy::new(None, known, quorum).unwrap().judge(&checkpoint).by
    };
    assert_eq!(by(1, &[1, 2, 3]), Some(instant(10)));
    assert_eq!(by(2, &[1, 2, 3]), Some(instant(20)));
    assert_eq!(by(3, &[1, 2, 3]), Some(instant(30)));
    assert_eq!(by(1, &[1]), Some(instant(20)));
    assert_eq!(by(1, &[4]), None);
    assert_eq!(by(2, &[1, 4]), None);
    // One that is not a witness's signature spoils the whole.
    checkpoint.add(&checkpoint.lines()[1].replace("AAAA", "AAAB")).unwrap();
    let judged =
        Policy::new(None, vec![office(1).cosigner(), office(2).cosigner()], 1).unwrap().judge(&checkpoint);
    assert_eq!((judged.by, judged.bad.len()), (None, 1));
}

/// A checkpoint does not say by which hash its root is, and C2SP knows one.
#[test]
fn a_log_under_sm3_is_not_cosigned() {
    let mut log = Log::with_hash(HashAlgorithm::Sm3);
    let entry = Entry::published(None, Digest::of_file(b"a list")).unwrap();
    log.push(entry, instant(0)).unwrap();
    let refused = admit(None, &key(ORIGIN, 1).verifier(), &signed(&log), Grown::Log(&log));
    assert_eq!(refused, Err(Refusal::OtherHash));
    assert!(!Refusal::OtherHash.is_fork());
}

#[test]
fn an_office_cosigns_what_continues_and_nothing_else() {
    let own = key(ORIGIN, 1).verifier();
    let (short, long, forked) = (log(3, 0), log(7, 0), log(7, 9));
    let kept: Checkpoint = signed(&short).head().clone();
    let by_log = |kept: Option<&Checkpoint>, log: &Log| admit(kept, &own, &signed(log), Grown::Log(log));
    let by_proof = |kept: Option<&Checkpoint>, log: &Log, from: u64| {
        let proof = Continuation::new(&log.tree(), from, signed(log)).unwrap();
        admit(kept, &own, proof.checkpoint(), Grown::Proof(&proof))
    };
    assert_eq!(by_log(None, &short), Ok(()));
    assert_eq!(by_log(Some(&kept), &short), Ok(()));
    assert_eq!(by_log(Some(&kept), &long), Ok(()));
    assert_eq!(by_proof(None, &short, 0), Ok(()));
    assert_eq!(by_proof(Some(&kept), &short, 3), Ok(()));
    assert_eq!(by_proof(Some(&kept), &long, 3), Ok(()));

    assert_eq!(by_proof(Some(&kept), &long, 0), Err(Refusal::OtherStart { from: 0, kept: 3 }));
    assert_eq!(by_proof(None, &long, 3), Err(Refusal::OtherStart { from: 3, kept: 0 }));
    let (found, seen) = (forked.tree().root_of_first(3).unwrap(), kept.root());
    assert_eq!(by_log(Some(&kept), &forked), Err(Refusal::Rewritten { kept: 3, found, seen }));
    assert!(matches!(by_proof(Some(&kept), &forked, 3), Err(Refusal::NotContinued { kept: 3, .. })));
    assert_eq!(by_log(Some(&kept), &log(3, 9)), Err(Refusal::Rewritten { kept: 3, found, seen }));
    assert_eq!(by_log(Some(&kept), &log(2, 0)), Err(Refusal::Cut { kept: 3, size: 2 }));
    // A file or a proof of something else than the checkpoint.
    assert!(matches!(
        admit(None, &own, &signed(&long), Grown::Log(&forked)),
        Err(Refusal::NotTheLog { size: 7, .. })
    ));
    assert_eq!(
        admit(None, &own, &signed(&long), Grown::Log(&short)),
        Err(Refusal::LogShort { size: 7, lines: 3 })
    );
    let proof = Continuation::new(&long.tree(), 3, signed(&long)).unwrap();
    let other = admit(Some(&kept), &own, &signed(&forked), Grown::Proof(&proof));
    assert!(matches!(other, Err(Refusal::NotContinued { .. })));
    // Not signed, signed by another, or another log's.
    let plain = SignedCheckpoint::new(short.checkpoint(ORIGIN).unwrap());
    assert_eq!(admit(None, &own, &plain, Grown::Log(&short)), Err(Refusal::Unsigned));
    assert_eq!(
        admit(None, &key(ORIGIN, 2).verifier(), &signed(&short), Grown::Log(&short)),
        Err(Refusal::Unsigned)
    );
    let mut bad = plain.clone();
    bad.add(&signed(&long).lines()[0]).unwrap();
    assert_eq!(admit(None, &own, &bad, Grown::Log(&short)), Err(Refusal::BadSignature));
    let other = admit(None, &key("x.example/log", 1).verifier(), &signed(&short), Grown::Log(&short));
    assert!(matches!(other, Err(Refusal::OtherLog { .. })));
    assert_eq!(Continuation::new(&long.tree(), 8, signed(&long)), None);
    assert_eq!(Continuation::new(&long.tree(), 0, signed(&short)), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_is_signed_and_cosigned_is_read_back_and_verified(
        seed in any::<[u8; 32]>(),
        name in "[a-z\u{4e00}-\u{4eff}./-]{1,40}",
        size in 0u64..(1 << 53),
        root in any::<[u8; 32]>(),
        seconds in 0i64..3_000_000_000,
    ) {
        let own = SignerKey::new(&name, seed).unwrap();
        let head = Checkpoint::new(&name, size, Digest::from_bytes(root)).unwrap();
        let mut checkpoint = SignedCheckpoint::new(head);
        own.sign(&mut checkpoint).unwrap();
        office(1).cosign(&mut checkpoint, instant(seconds)).unwrap();
        let read = SignedCheckpoint::from_text(&checkpoint.to_text()).unwrap();
        prop_assert_eq!(&read, &checkpoint);
        let verifier: VerifierKey = own.verifier().to_text().parse().unwrap();
        prop_assert_eq!(verifier.verify(&read), Signature::Signed);
        let cosigner: VerifierKey = office(1).cosigner().to_text().parse().unwrap();
        prop_assert_eq!(cosigner.verify(&read), Signature::Cosigned(instant(seconds)));
        prop_assert_eq!(SignerKey::from_text(&own.reveal()).unwrap().verifier(), own.verifier());
    }

    #[test]
    fn no_text_makes_a_reader_panic(text in ".{0,400}", lines in proptest::collection::vec("[ -~—]{0,60}", 0..8)) {
        let joined = format!("old 3\n{}\n", lines.join("\n"));
        for text in [&text, &joined, &lines.join("\n"), &lines.join("+")] {
            let _ = Continuation::from_text(text);
            let _ = SignedCheckpoint::from_text(text);
            let _ = VerifierKey::from_text(text);
            let _ = SignerKey::from_text(text);
            let _ = SignerKey::from_text(&format!("PRIVATE+KEY+{text}"));
        }
    }
}

/// A key's line, of bytes that somebody else has in another form.
fn line_of(name: &str, kind: u8, key: &[u8]) -> VerifierKey {
    let data = [&[kind][..], key].concat();
    let id = Digest::of_file(&[name.as_bytes(), b"\n", &data].concat()).to_hex();
    format!("{name}+{}+{}", &id[..8], Base64::encode_string(&data)).parse().unwrap()
}

#[test]
fn cosignatures_of_eight_witnesses_of_a_public_log_verify() {
    let text = include_str!("vectors/c2sp/cosignatures.json");
    let vector: serde_json::Value = serde_json::from_str(text).unwrap();
    let bytes = |value: &serde_json::Value| hex::decode(value.as_str().unwrap()).unwrap();
    let origin = vector["origin"].as_str().unwrap();
    let root = Digest::from_hex(vector["root"].as_str().unwrap()).unwrap();
    let mut checkpoint =
        SignedCheckpoint::new(Checkpoint::new(origin, vector["size"].as_u64().unwrap(), root).unwrap());
    let mut add = |key: &VerifierKey, signature: &[u8]| {
        let id = hex::decode(key.to_text().split('+').nth(1).unwrap()).unwrap();
        let data = Base64::encode_string(&[&id[..], signature].concat());
        checkpoint.add(&format!("— {} {data}", key.name())).unwrap();
    };
    let log = line_of(origin, 1, &bytes(&vector["log"]["key"]));
    add(&log, &bytes(&vector["log"]["signature"]));
    let mut witnesses = Vec::new();
    for (number, one) in vector["cosignatures"].as_array().unwrap().iter().enumerate() {
        let key = line_of(&format!("witness-{number}"), 4, &bytes(&one["key"]));
        let time = one["time"].as_u64().unwrap();
        add(&key, &[&time.to_be_bytes()[..], &bytes(&one["signature"])].concat());
        witnesses.push(key);
    }
    assert_eq!(witnesses.len(), 8);
    let judged = Policy::new(Some(log), witnesses, 8).unwrap().judge(&checkpoint);
    assert_eq!((judged.log, judged.bad.len(), judged.cosigned.len()), (LogSignature::Signed, 0, 8));
    assert_eq!(judged.by, Timestamp::from_unix_seconds(1_770_193_051));
}
