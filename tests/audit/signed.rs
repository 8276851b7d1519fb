//! Checkpoints with signatures: what an audit makes of who signed, who cosigned, and when.

use super::*;
use dual_random::audit::Outside;
use dual_random::record::{LogSignature, SignedCheckpoint};
use dual_random::witness::{Policy, SignerKey};

const ORIGIN: &str = "jian-cha.example/log";

fn key(name: &str) -> SignerKey {
    SignerKey::new(name, [name.len().to_le_bytes()[0]; 32]).unwrap()
}

/// The first lines of a book's log, signed, and cosigned by an office at an instant.
fn cosigned(book: &Book, lines: usize, at: &str) -> SignedCheckpoint {
    let first: Vec<&[u8]> = book.bytes.split_inclusive(|byte| *byte == b'\n').take(lines).collect();
    let mut checkpoint = SignedCheckpoint::new(checkpoint_of(&Log::from_bytes(&first.concat()).unwrap()));
    key(ORIGIN).sign(&mut checkpoint).unwrap();
    key("office.example/w").cosign(&mut checkpoint, instant(at)).unwrap();
    checkpoint
}

fn policy() -> Policy {
    Policy::new(Some(key(ORIGIN).verifier()), vec![key("office.example/w").cosigner()], 1).unwrap()
}

fn with(book: &Book, checkpoint: &SignedCheckpoint) -> AuditReport {
    book.audit_with(&book.evidence().attested(policy().judge(checkpoint)))
}

#[test]
fn lines_that_a_quorum_cosigned_are_not_younger_than_that() {
    let book = year(Cheat::Nothing);
    // The third line is of 17:00 that day. Of the lines after it a cosignature says nothing.
    for at in ["2026-01-15T17:00:00+08:00", "2026-12-01T00:00:00+08:00"] {
        let report = with(&book, &cosigned(&book, 3, at));
        assert!(report.is_clean(), "{:?}", report.findings);
        assert_eq!((report.witnessed(), report.covered.len()), (3, 1));
        let covered = &report.covered[0];
        assert_eq!((covered.log, covered.by), (LogSignature::Signed, Some(instant(at))));
    }
    let report = with(&book, &cosigned(&book, 3, "2026-01-15T16:59:59+08:00"));
    assert_eq!(codes(&report), [AuditCode::LineMisdated].into());
    assert_eq!(report.findings[0].lines, [3]);
}

#[test]
fn what_conflicts_is_told_by_who_signed_it() {
    use AuditCode as A;
    let (book, at) = (year(Cheat::Nothing), "2026-12-01T00:00:00+08:00");
    let head = |size: u64| Checkpoint::new(ORIGIN, size, Digest::of_file(b"another log")).unwrap();
    let mut signed = SignedCheckpoint::new(head(3));
    let invented = signed.clone();
    key(ORIGIN).sign(&mut signed).unwrap();
    let found = |checkpoint: &SignedCheckpoint| codes(&with(&book, checkpoint));
    assert_eq!(found(&signed), [A::Checkpoint].into());
    assert_eq!(found(&invented), [A::CheckpointUnsigned].into());
    // A rival takes a true one, and writes another root into it.
    let root = checkpoint_of(&Log::from_bytes(&book.bytes).unwrap());
    let root = root.to_text().lines().nth(2).unwrap().to_owned();
    let whole = cosigned(&book, book.log.lines().len(), at).to_text();
    let forged = whole.replace(&root, head(3).to_text().lines().nth(2).unwrap());
    assert_eq!(found(&SignedCheckpoint::from_text(&forged).unwrap()), [A::CheckpointForged].into());
    // Without the log's key nobody can tell.
    let blind = Policy::new(None, vec![key("office.example/w").cosigner()], 1).unwrap();
    let report = book.audit_with(&book.evidence().attested(blind.judge(&invented)));
    assert_eq!(codes(&report), [A::Checkpoint].into());
    assert!(report.covered.is_empty());
    // Of another log nothing is held against this one, whoever signed it.
    let evidence = book.evidence().origin("another.example/log").attested(policy().judge(&signed));
    let report = book.audit_with(&evidence);
    assert_eq!(codes(&report), [A::EvidenceUnknown].into());
    assert!(report.covered.is_empty());
    // A log may have two names.
    let evidence = book.evidence().origin("another.example/log").origin(ORIGIN);
    let report = book.audit_with(&evidence.attested(policy().judge(&cosigned(&book, 3, at))));
    assert!(report.is_clean() && report.witnessed() == 3);
}

#[test]
fn a_witness_settles_that_the_announcements_came_first_only_where_it_saw_all_in_time() {
    let book = year(Cheat::Nothing);
    let all = book.log.lines().len();
    let settles = |checkpoints: &[SignedCheckpoint]| {
        let judged = checkpoints.iter().map(|one| policy().judge(one));
        let report = book.audit_with(&judged.fold(book.evidence(), AuditEvidence::attested));
        assert!(report.is_clean(), "{:?}", report.findings);
        !report.outside.contains(&Outside::AnnouncedFirst)
    };
    // Cosigned with the line, each announcement before its value closes.
    let announced = (1..).zip(book.log.lines()).filter(|(_, line)| line.kind.code() == "announced");
    let mut each: Vec<_> =
        announced.map(|(size, line)| cosigned(&book, size, &line.at.to_string())).collect();
    assert!(each.len() > 3 && settles(&each));
    each.pop();
    assert!(!settles(&each), "one announcement was not seen in time");
    let late = cosigned(&book, all, "2027-05-01T00:00:00+08:00");
    each.push(late.clone());
    assert!(!settles(&each), "the whole was seen, and too late");
    let report = with(&book, &late);
    assert!(!report.outside.contains(&Outside::SameLog) && report.outside.contains(&Outside::Cosigners));
    // The log itself shows nobody that others see the same, and a witness only of the lines that it saw.
    let mut own = SignedCheckpoint::new(checkpoint_of(&book.log));
    key(ORIGIN).sign(&mut own).unwrap();
    for checkpoint in [own, cosigned(&book, all - 1, "2027-05-01T00:00:00+08:00")] {
        assert!(with(&book, &checkpoint).outside.contains(&Outside::SameLog));
    }
}

#[test]
fn an_announcement_is_seen_in_time_before_its_value_closes() {
    let book = year(Cheat::Nothing);
    let announced = (1..).zip(book.log.lines()).filter(|(_, line)| line.kind.code() == "announced");
    let announced: Vec<(usize, String)> = announced.map(|(size, line)| (size, line.at.to_string())).collect();
    // The last one's value closes on the 14th at nine in the evening.
    let settles = |size: usize, at: &str| {
        let (_, before) = announced.split_last().unwrap();
        let seen = before.iter().map(|(size, at)| (*size, at.as_str())).chain([(size, at)]);
        let judged = seen.map(|(size, at)| policy().judge(&cosigned(&book, size, at)));
        let report = book.audit_with(&judged.fold(book.evidence(), AuditEvidence::attested));
        !report.outside.contains(&Outside::AnnouncedFirst)
    };
    let (line, _) = announced.last().unwrap();
    assert!(settles(*line, "2026-10-14T20:59:59+08:00"));
    assert!(!settles(*line, "2026-10-14T21:00:00+08:00"));
    assert!(!settles(*line - 1, "2026-10-14T20:59:59+08:00"), "one line less");
}

#[test]
fn who_stands_behind_which_lines_is_said() {
    let book = year(Cheat::Nothing);
    let said = |policy: &Policy, checkpoint: &SignedCheckpoint| {
        let report = book.audit_with(&book.evidence().attested(policy.judge(checkpoint)));
        report.covered[0].message(Language::En)
    };
    let whole = cosigned(&book, 3, "2026-12-01T00:00:00+08:00");
    let mut own = whole.clone();
    own = SignedCheckpoint::new(Checkpoint::from_text(&own.to_text()).unwrap());
    key(ORIGIN).sign(&mut own).unwrap();
    let nobody = Policy::new(Some(key(ORIGIN).verifier()), Vec::new(), 0).unwrap();
    assert!(said(&policy(), &whole).contains("1 had by 2026-12-01T00:00:00+08:00"));
    assert!(said(&policy(), &own).ends_with("cosigned: none; short of 1"), "{}", said(&policy(), &own));
    let alone = said(&nobody, &own);
    assert!(alone.starts_with("lines 1 to 3: ") && !alone.contains(';'), "{alone}");
}
