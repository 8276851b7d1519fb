//! A year of draws on the public record: the clean one has no finding, and each cheat is found.

#![allow(clippy::unwrap_used, clippy::panic, clippy::assigning_clones, clippy::too_many_lines)]
// One test in parts: each sees what the others have.
#![allow(clippy::wildcard_imports)]

mod book;
#[path = "../common/mod.rs"]
mod common;
mod courses;
mod edges;
mod elsewhere;
mod ended;
mod pages;
#[cfg(feature = "witness")]
mod signed;
mod year;

use book::*;

use common::changes::changes;
use common::{beacon, id, inspector, instant, master, plan, quota, stratum, target, when};
use dual_random::HashAlgorithm;
use dual_random::audit::{
    AuditCode, AuditEvidence, AuditFinding, AuditProblem, AuditReport, ChangeCode, Changed, Documents,
    DrawName, Drew, RedrawDifference, Redrawn, Term, audit,
};
use dual_random::commit::document::{Ended, Undrawn, Void};
use dual_random::outcome::{FollowUp, Outcome, Reports, Scheme, TargetReport};
use dual_random::plan::{
    AmendmentRules, Category, Ceremony, ChangeableRule, ChangedRule, Earlier, EarlierUse, Replacement, Size,
    Workload,
};
use dual_random::privacy::Policy;
use dual_random::proof::Prover;
use dual_random::publish::{self, Cell, Format, Page};
use dual_random::record::{Checkpoint, Entry, Log, mark_earlier};
use dual_random::roster::ChangeKind;
use dual_random::{
    Announced, Announcement, Change, Date, Days, Digest, Disclosure, Draft, Drawn, Exemption, FormCode,
    FormProblem, Grounds, InspectorId, InspectorStrike, Language, Plan, Quoted, ReadError, Rosters, Say as _,
    SeedSecret, Strikes, TargetId, TargetStrike, Timestamp, UsedValue, draw,
};
use std::collections::{BTreeMap, BTreeSet};
use year::*;

fn codes(report: &AuditReport) -> BTreeSet<AuditCode> {
    report.findings.iter().map(AuditFinding::code).collect()
}

#[test]
fn the_clean_year_has_no_finding_and_says_what_was_checked() {
    let book = year(Cheat::Nothing);
    let report = book.audit();
    assert!(report.is_clean(), "{:#?}", report.findings);
    let checked = report.checked;
    assert_eq!((checked.announcements, checked.disclosures, checked.voids), (6, 4, 1));
    assert_eq!((checked.amendments, checked.proofs), (2, 1));
    assert_eq!(checked.lines, book.log.lines().len() as u64);
    assert!(!report.outside.is_empty());
    println!("{:#?}\n{:#?}", report.changes, report.coverage);
    let covered: u64 = report.coverage.iter().map(|class| class.covered).sum();
    assert_eq!(covered, 20);
}

/// Each cheat with a finding that it must lead to.
const CHEATS: &[(Cheat, AuditCode)] = &[
    (Cheat::AnnouncedAfterTheValue, AuditCode::AnnouncedLate),
    (Cheat::NumberSkipped, AuditCode::LogLine),
    (Cheat::OtherAuthority, AuditCode::OtherAuthority),
    (Cheat::SealedLate, AuditCode::SealedLate),
    (Cheat::SealedBeforeTheValue, AuditCode::SealedEarly),
    (Cheat::NeverSealed, AuditCode::NotSealed),
    (Cheat::VoidedAfterItsSealWasDue, AuditCode::NotSealed),
    (Cheat::DisclosedLate, AuditCode::DisclosedLate),
    (Cheat::NeverDisclosed, AuditCode::NotDisclosed),
    (Cheat::OtherValueDisclosed, AuditCode::OtherSeal),
    (Cheat::AmendmentHidden, AuditCode::OtherAmendments),
    (Cheat::AmendmentUnlogged, AuditCode::OtherAmendments),
    (Cheat::RedrawWithoutWord, AuditCode::SlotOverlap),
    (Cheat::RedrawUnderAnotherItem, AuditCode::SlotOverlap),
    (Cheat::RedrawOfStanding, AuditCode::SupersedesStanding),
    (Cheat::ResultThrownAway, AuditCode::VoidAfterValue),
    (Cheat::NeverRedrawn, AuditCode::NotRedrawn),
    (Cheat::FriendExemptBeforeTheClose, AuditCode::RedrawDiffers),
    (Cheat::UndrawnForged, AuditCode::VoidIncomplete),
    (Cheat::UndrawnOfNothing, AuditCode::VoidIncomplete),
    (Cheat::VoidWithoutDisclosure, AuditCode::VoidIncomplete),
    (Cheat::VoidWithOtherDisclosure, AuditCode::VoidIncomplete),
    (Cheat::SecretLost, AuditCode::SecretLost),
    (Cheat::RedrawWithOtherRoster, AuditCode::RedrawDiffers),
    (Cheat::RedrawWithOtherQuota, AuditCode::RedrawDiffers),
    (Cheat::RedrawWithOldValue, AuditCode::RedrawEarly),
    (Cheat::SecretReused, AuditCode::SecretReused),
    (Cheat::PoolTouched, AuditCode::PoolTouched),
    (Cheat::FriendMarkedAsDrawnBefore, AuditCode::EarlierMisused),
    (Cheat::CountLowered, AuditCode::EarlierMisused),
    (Cheat::LastTeamForgotten, AuditCode::EarlierMisused),
    (Cheat::HeadInvented, AuditCode::EarlierUnknown),
    (Cheat::CapPassed, AuditCode::OverCap),
    (Cheat::StruckAndForgotten, AuditCode::StruckNotCarried),
    (Cheat::StruckAndRemoved, AuditCode::EarlierMisused),
    (Cheat::StruckAndVisited, AuditCode::StruckActive),
    (Cheat::StruckTwice, AuditCode::StruckTwice),
    (Cheat::RosterForgedAtDisclosure, AuditCode::ProofContradicted),
    (Cheat::TeamForgedAtDisclosure, AuditCode::ProofContradicted),
];

/// Cheats that an adversary thought of.
const MORE_CHEATS: &[(Cheat, AuditCode)] = &[
    (Cheat::VoidBackdated, AuditCode::VoidIncomplete),
    (Cheat::DrawIdRepeated, AuditCode::DrawRepeated),
    (Cheat::AmendmentBackdated, AuditCode::AmendmentMisdated),
    (Cheat::DisclosureInACentury, AuditCode::DeadlineFar),
    (Cheat::StruckExemptOnceThenForgotten, AuditCode::StruckNotCarried),
    (Cheat::StaffingDisclosedThenVoided, AuditCode::LogLine),
    (Cheat::EarlierNamesTheVoid, AuditCode::EarlierMisused),
    (Cheat::EarlierNamesTwoHeads, AuditCode::EarlierMisused),
    (Cheat::SealedThenVoidedEarly, AuditCode::VoidIncomplete),
    (Cheat::SealedThenCalledMissing, AuditCode::VoidIncomplete),
    (Cheat::SealedThenSuperseded, AuditCode::SupersedesStanding),
    (Cheat::AmendmentNeverOpened, AuditCode::AmendmentUnopened),
    (Cheat::SelectionVoidedAfterDisclosure, AuditCode::VoidAfterDisclosure),
    (Cheat::CountOfAnotherYear, AuditCode::EarlierMisused),
    (Cheat::SelectionNeverStaffed, AuditCode::OpenSeats),
    (Cheat::FreshSeatsNeverDrawn, AuditCode::OpenSeats),
    (Cheat::RedrawInAnotherPeriod, AuditCode::SlotOverlap),
    (Cheat::RedrawUnderOtherClasses, AuditCode::SlotOverlap),
    (Cheat::RotationOmitted, AuditCode::EarlierOmitted),
    (Cheat::CountOmitted, AuditCode::EarlierOmitted),
    (Cheat::CountInvented, AuditCode::CountUnexplained),
    (Cheat::LeftOutByAnother, AuditCode::EarlierMisused),
    (Cheat::StruckUnderAnotherId, AuditCode::StruckNotCarried),
    (Cheat::StruckCarriedNowhere, AuditCode::StruckNotCarried),
    (Cheat::StruckRemovedWithoutCarry, AuditCode::StruckNotCarried),
    (Cheat::OthersBehindIds, AuditCode::RedrawDiffers),
    (Cheat::MaxVisitsTouched, AuditCode::PoolTouched),
    (Cheat::WorkloadTouched, AuditCode::PoolTouched),
    (Cheat::StaffedByNobody, AuditCode::OpenSeats),
    (Cheat::LeftOutSelectively, AuditCode::EarlierOmitted),
    (Cheat::LeftOutByCase, AuditCode::EarlierMisused),
    (Cheat::StaleHead, AuditCode::EarlierMisused),
    (Cheat::Pinned, AuditCode::SmallPool),
    (Cheat::OneAddedAfterShortage, AuditCode::PoolTouched),
    (Cheat::PageDeleted, AuditCode::PageMissing),
    (Cheat::PageForged, AuditCode::PageUnlogged),
    (Cheat::PageUnlogged, AuditCode::PageUnlogged),
    (Cheat::PageOfAnotherDraw, AuditCode::LineDiffers),
    (Cheat::PageAboutNothing, AuditCode::LineDiffers),
    (Cheat::PersonsSwapped, AuditCode::PoolTouched),
    (Cheat::CampaignAgainUnderOtherClasses, AuditCode::SlotOverlap),
    (Cheat::RedrawWhenCertificatesLapse, AuditCode::RedrawDiffers),
    (Cheat::PageReplaced, AuditCode::PageReplaced),
];

/// Courses that look like cheats and are honest.
const HONEST: &[Cheat] = &[
    Cheat::SeveralAddedAfterShortage,
    Cheat::RedrawInTheNextQuarter,
    Cheat::CampaignCalledOff,
    Cheat::ValueMissing,
    Cheat::SoleTraders,
    Cheat::CappedFromOutside,
    Cheat::RecusedAfterAVisit,
    Cheat::TeamCertain,
];

#[test]
fn no_honest_course_is_found_fault_with() {
    for course in HONEST {
        let report = year(*course).audit();
        assert!(report.is_clean(), "{course:?}: {:#?}", report.findings);
    }
}

/// What a reader should look at, though it may be honest.
#[test]
fn what_may_be_honest_is_listed() {
    let listed = |course: Cheat| year(course).audit().changes.into_iter().map(|change| change.changed);
    let all = |course: Cheat| listed(course).map(|changed| changed.code()).collect::<BTreeSet<_>>();
    let honest = all(Cheat::Nothing);
    for code in [
        ChangeCode::CappedElsewhere,
        ChangeCode::StruckNamesake,
        ChangeCode::FallbackUsed,
        ChangeCode::TeamCertain,
    ] {
        assert!(!honest.contains(&code), "{code:?}");
    }
    let capped = listed(Cheat::CappedFromOutside).find_map(|changed| match changed {
        Changed::CappedElsewhere { targets } => targets.0.into_iter().next(),
        _ => None,
    });
    assert_eq!(capped.unwrap().as_str(), "T040");
    let namesakes = listed(Cheat::SoleTraders).find_map(|changed| match changed {
        Changed::StruckNamesake { targets } => Some(targets.0.len()),
        _ => None,
    });
    assert_eq!(namesakes, Some(1));
    let recused = listed(Cheat::RecusedAfterAVisit).filter_map(|changed| match changed {
        Changed::DrawnBeforeChanged { targets } => Some(targets.0),
        _ => None,
    });
    assert!(recused.flatten().any(|target| target.pool_now < target.pool_was));
    let certain = listed(Cheat::TeamCertain).filter_map(|changed| match changed {
        Changed::TeamCertain { targets } => Some(targets.0.len()),
        _ => None,
    });
    assert_eq!(certain.sum::<usize>(), 5);
}

#[test]
fn each_cheat_is_found() {
    for (cheat, expected) in CHEATS.iter().chain(MORE_CHEATS) {
        let (cheat, expected) = (*cheat, *expected);
        let report = year(cheat).audit();
        assert!(codes(&report).contains(&expected), "{cheat:?}: {:#?}", report.findings);
        assert!(!report.is_clean());
    }
}

/// The files of a book but one, and the log changed.
fn audit_of(book: &Book, log: &[u8], evidence: &AuditEvidence) -> Option<AuditReport> {
    let mut documents = Documents::new(&book.log);
    for file in &book.files {
        documents = documents.with("file", file);
    }
    Some(audit(&Log::from_bytes(log).ok()?, &documents, evidence))
}

fn checkpoint_of(log: &Log) -> Checkpoint {
    log.checkpoint("jian-cha.example/log").unwrap()
}

#[test]
fn every_line_dropped_doubled_or_moved_and_every_value_changed_is_found() {
    let book = year(Cheat::Nothing);
    let kept = book.evidence().checkpoint(checkpoint_of(&book.log));
    assert!(audit_of(&book, &book.bytes, &kept).unwrap().is_clean());
    let lines: Vec<&[u8]> = book.bytes.split_inclusive(|byte| *byte == b'\n').collect();
    let mut logs: Vec<(String, usize, Vec<u8>)> = Vec::new();
    for at in 0..lines.len() {
        let mut dropped = lines.clone();
        dropped.remove(at);
        logs.push((format!("{at} dropped"), at, dropped.concat()));
        let mut doubled = lines.clone();
        doubled.insert(at, lines[at]);
        logs.push((format!("{at} doubled"), at, doubled.concat()));
        for to in (0..lines.len()).filter(|to| *to != at) {
            let mut moved = lines.clone();
            let line = moved.remove(at);
            moved.insert(to, line);
            logs.push((format!("{at} moved to {to}"), at.min(to), moved.concat()));
        }
        for (name, changed) in changes(&serde_json::from_slice(lines[at]).unwrap()) {
            let changed = serde_json::to_string(&changed).unwrap() + "\n";
            let mut all = lines.clone();
            all[at] = changed.as_bytes();
            logs.push((format!("{at}: {name}"), at, all.concat()));
        }
    }
    let (mut refused, mut named, mut by_checkpoint) = (0, 0, 0);
    for (name, at, log) in &logs {
        match Log::from_bytes(log) {
            Err(error) => {
                assert_eq!(error.line, *at as u64 + 1, "{name}");
                refused += 1;
            }
            Ok(_) => {
                let report = audit_of(&book, log, &kept).unwrap();
                assert!(!report.is_clean(), "{name}");
                let others = report.findings.iter().filter(|f| f.code() != AuditCode::Checkpoint);
                if others.count() == 0 {
                    by_checkpoint += 1;
                } else {
                    named += 1;
                }
            }
        }
    }
    println!(
        "{} changed logs: {refused} refused with the line, {named} found in the log and the documents, {by_checkpoint} only with a checkpoint",
        logs.len()
    );
    assert!(logs.len() > 1000);
    // What only a checkpoint shows: another time of day, and the last line gone.
    assert!(by_checkpoint < named / 5, "{by_checkpoint}");
}

#[test]
fn a_log_that_was_rewritten_or_cut_does_not_continue_a_checkpoint() {
    let book = year(Cheat::Nothing);
    let mut half = Log::new();
    let lines: Vec<&[u8]> = book.bytes.split_inclusive(|byte| *byte == b'\n').collect();
    let first_half = lines[..8].concat();
    half.clone_from(&Log::from_bytes(&first_half).unwrap());
    let kept = book.evidence().checkpoint(checkpoint_of(&half));
    assert!(book.audit_with(&kept).is_clean());
    let consistency = book.log.tree().consistency(8).unwrap();
    let roots = (half.tree().root(), book.log.tree().root());
    let size = lines.len() as u64;
    dual_random::commit::merkle::check_consistency(
        HashAlgorithm::Sha256,
        8,
        &roots.0,
        size,
        &roots.1,
        &consistency,
    )
    .unwrap();
    // A line of the log, shown to somebody who has a checkpoint only.
    let path = book.log.tree().inclusion(3).unwrap();
    let leaf = dual_random::record::line_hash(HashAlgorithm::Sha256, lines[3]);
    dual_random::commit::merkle::check_inclusion(HashAlgorithm::Sha256, &leaf, 3, size, &roots.1, &path)
        .unwrap();
    // The reason of the void is changed afterwards, with all documents to match.
    let other = String::from_utf8(book.bytes.clone()).unwrap().replace("误用了旧名单", "设备故障");
    let rewritten = Log::from_bytes(other.as_bytes()).unwrap();
    let path = rewritten.tree().consistency(8).unwrap();
    let root = rewritten.tree().root();
    assert!(
        dual_random::commit::merkle::check_consistency(
            HashAlgorithm::Sha256,
            8,
            &roots.0,
            size,
            &root,
            &path
        )
        .is_err()
    );
    let report = audit_of(&book, other.as_bytes(), &kept).unwrap();
    assert!(codes(&report).contains(&AuditCode::Checkpoint));
    let report = audit_of(&book, &lines[..7].concat(), &kept).unwrap();
    assert!(codes(&report).contains(&AuditCode::Checkpoint));
}

#[test]
fn what_the_auditor_brings_along_is_held_against_the_record() {
    use AuditCode as A;
    let book = year(Cheat::Nothing);
    let value = |text: String, known: Option<&str>| {
        book.evidence().value(id("draw-1"), id("beacon-1"), text, known.map(instant))
    };
    let right = common::value_text(1);
    let report = book.audit_with(&value(right.clone(), Some("2026-01-07T21:00:00+08:00")));
    assert!(report.is_clean(), "{:?}", report.findings);
    assert_eq!(report.checked.values, 1);
    let report = book.audit_with(&value(common::value_text(2), None));
    assert_eq!(codes(&report), [A::ValueDiffers].into());
    let report = book.audit_with(&value(right, Some("2026-01-05T10:59:59+08:00")));
    assert_eq!(codes(&report), [A::ValueKnownEarly].into());
    // Announced in time, and known before it was said to close.
    let report = book.audit_with(&value(common::value_text(1), Some("2026-01-07T20:59:59+08:00")));
    assert_eq!(codes(&report), [A::ValueKnownEarly].into());
    let report = book.audit_with(&book.evidence().value(id("draw-9"), id("beacon-1"), "1".to_owned(), None));
    assert_eq!(codes(&report), [A::EvidenceUnknown].into());
    // Somebody fetched the log when it had three lines.
    let lines: Vec<&[u8]> = book.bytes.split_inclusive(|byte| *byte == b'\n').take(3).collect();
    let three = Log::from_bytes(&lines.concat()).unwrap();
    let seen = |at: &str| book.evidence().checkpoint_seen(checkpoint_of(&three), instant(at));
    assert!(book.audit_with(&seen("2026-01-15T17:00:00+08:00")).is_clean());
    assert!(book.audit_with(&seen("2026-04-02T10:00:00+08:00")).is_clean());
    // The third line did not exist yet; the fourth was written earlier than it says.
    for at in ["2026-01-15T16:59:59+08:00", "2026-04-02T10:00:01+08:00"] {
        let report = book.audit_with(&seen(at));
        assert_eq!(codes(&report), [A::LineMisdated].into(), "{at}");
        assert_eq!(report.findings.len(), 1);
    }
    // A checkpoint of something else, with a time, is one finding.
    let other = Checkpoint::from_text(&format!("elsewhere\n3\n{}=\n", "A".repeat(43))).unwrap();
    let report =
        book.audit_with(&book.evidence().checkpoint_seen(other, instant("2026-01-01T00:00:00+08:00")));
    assert_eq!(report.findings.iter().map(AuditFinding::code).collect::<Vec<_>>(), [A::Checkpoint]);
    // A target that was struck for being closed, carried over as it should be, was found in business: it may have opened again.
    let carried = year(Cheat::StruckTwice);
    let struck =
        carried.audit().findings.into_iter().find_map(|finding| match (finding.draw, finding.problem) {
            (Some(DrawName::Id(draw)), AuditProblem::StruckTwice { target, .. }) => Some((draw, target)),
            _ => None,
        });
    let (draw, target) = struck.unwrap();
    let report = carried.audit_with(&carried.evidence().found_active([(draw, target)]));
    assert!(!codes(&report).contains(&A::StruckActive));
    // One report is missing.
    let reported =
        book.stood.iter().flat_map(|(draw, all)| all.iter().map(|t| (draw.clone(), t.clone()))).skip(1);
    let evidence = AuditEvidence::on(instant("2027-03-01T00:00:00+08:00")).reported(reported);
    assert_eq!(codes(&book.audit_with(&evidence)), [A::NotReported].into());
    // In the middle of the year nothing is late yet.
    let now = AuditEvidence::on(instant("2026-01-07T12:00:00+08:00"));
    let first = &book.bytes[..=book.bytes.iter().position(|byte| *byte == b'\n').unwrap()];
    let mut documents = Documents::new(&book.log);
    documents = documents.with("announcement", &book.files[0]);
    let report = audit(&Log::from_bytes(first).unwrap(), &documents, &now);
    assert!(report.is_clean(), "{:?}", report.findings);
}

#[test]
fn a_document_missing_unlogged_or_unreadable_is_a_finding() {
    use AuditCode as A;
    let book = year(Cheat::Nothing);
    for gone in 0..book.files.len() {
        let mut less = year(Cheat::Nothing);
        let file = less.files.remove(gone);
        let held = book.files.iter().enumerate().any(|(n, other)| {
            // A disclosure holds its announcements and seals.
            n != gone && {
                let text = String::from_utf8_lossy(&file);
                String::from_utf8_lossy(other).contains(text.trim_end())
            }
        });
        let found = codes(&less.audit());
        // A void's disclosure is named by the void alone.
        let unseen = !less.audit().unseen.is_empty();
        let missing = found.contains(&A::DocumentMissing)
            || found.contains(&A::PageMissing)
            || found == [A::VoidIncomplete].into()
            || unseen;
        assert_eq!(missing, !held, "file {gone}: {found:?}");
    }
    // An announcement that somebody found, of which the log knows nothing.
    let mut more = year(Cheat::Nothing);
    let plan = QUARTERS[3].plan(7, 12, &State::default(), &State::default().rosters(Cheat::Nothing));
    let shadow =
        Draft::new(plan, State::default().rosters(Cheat::Nothing)).unwrap().announce(master(9)).unwrap();
    more.file(shadow.announcement.to_bytes().unwrap());
    assert_eq!(codes(&more.audit()), [A::DocumentUnlogged].into());
    more.files.pop();
    // A proof of its seal, shown at a door.
    let result = drawn(&shadow);
    let target = common::opened(&result).result.teams[0].target.clone();
    let proof = Prover::of_drawn(&result).unwrap().assignment(&target).unwrap();
    more.proofs.push(proof.to_bytes().unwrap());
    // Without the documents that it is about, it proves nothing: anybody could have written it.
    assert_eq!(codes(&more.audit()), [A::ProofUnusable].into());
    more.file(shadow.announcement.to_bytes().unwrap());
    more.file(result.seal().to_bytes().unwrap());
    // Nor does a seal that anybody can have made for it: its holder is asked where it comes from.
    assert_eq!(codes(&more.audit()), [A::DocumentUnlogged].into());
    assert_eq!(more.audit().unlogged_proofs.len(), 1);
    // A disclosure that the log does not name says nothing of the authority.
    let mut forged = year(Cheat::Nothing);
    let disclosure =
        forged.files.iter().find(|file| String::from_utf8_lossy(file).contains("\"disclosure\""));
    let text = String::from_utf8(disclosure.unwrap().clone()).unwrap();
    forged.files.push(text.replacen("\"inspected\":0", "\"inspected\":1", 1).into_bytes());
    assert!(forged.audit().is_clean(), "{:?}", forged.audit().findings);
    // A proof that was tampered with proves nothing.
    let mut other = year(Cheat::Nothing);
    let text = String::from_utf8(other.proofs.pop().unwrap()).unwrap();
    other.proofs.push(text.replacen("\"rank\":", "\"rank\":1", 1).into_bytes());
    assert_eq!(codes(&other.audit()), [A::ProofUnusable].into());
    for rubbish in [&b"{}\n"[..], b"", b"{\"type\":\"seal\"}\n", &b"[".repeat(100_000)] {
        let mut other = year(Cheat::Nothing);
        other.files.push(rubbish.to_vec());
        assert_eq!(codes(&other.audit()), [A::DocumentUnreadable].into());
    }
}

/// A file that says that it is larger than it is.
struct Large<'a> {
    inner: std::io::Cursor<&'a [u8]>,
    bytes: u64,
}

impl std::io::Read for Large<'_> {
    fn read(&mut self, to: &mut [u8]) -> std::io::Result<usize> {
        self.inner.read(to)
    }
}

impl std::io::Seek for Large<'_> {
    fn seek(&mut self, to: std::io::SeekFrom) -> std::io::Result<u64> {
        match to {
            std::io::SeekFrom::End(0) => Ok(self.bytes),
            other => self.inner.seek(other),
        }
    }
}

#[test]
fn all_files_together_have_sixteen_gibibytes() {
    const ALL: u64 = 16 << 30;
    let book = year(Cheat::Nothing);
    let read = |documents: &mut Documents<'_>, bytes: u64, file: &[u8]| match documents
        .read_disclosure(Large { inner: std::io::Cursor::new(file), bytes })
    {
        Ok(()) => None,
        Err(ReadError::Form { error }) => Some(error.problem),
        Err(other) => panic!("{other}"),
    };
    let too_large = |found: u64, limit: u64| {
        let [found, limit] = [found, limit].map(|bytes| usize::try_from(bytes).unwrap());
        Some(FormProblem::TooLarge { found, limit })
    };
    let disclosure = book.files.iter().find(|file| Disclosure::from_bytes(file).is_ok()).unwrap();
    let mut documents = Documents::new(&book.log);
    assert_eq!(read(&mut documents, ALL + 1, disclosure), too_large(ALL + 1, ALL));
    assert!(documents.unreadable().next().is_none());
    assert_eq!(read(&mut documents, ALL - 10, disclosure), None);
    assert_eq!(read(&mut documents, 11, disclosure), too_large(11, 10));
    let mut documents = documents.with("eleven", b"eleven byte");
    let errors: Vec<_> = documents.unreadable().map(|(name, error)| (name, error.problem.clone())).collect();
    assert_eq!(errors, [("eleven", too_large(11, 10).unwrap())]);
    // What fits is looked at, whatever it is.
    assert_eq!(read(&mut documents, 10, b"{}\n").map(|problem| problem.code()), Some(FormCode::MissingField));
    let documents = documents.with("ten", b"ten bytes\n");
    let codes: Vec<_> = documents.unreadable().map(|(name, error)| (name, error.code())).collect();
    assert_eq!(codes, [("eleven", FormCode::TooLarge), ("ten", FormCode::Token)]);
}

#[test]
fn an_announcement_is_found_among_the_documents_that_hold_it() {
    let book = year(Cheat::Nothing);
    let disclosure = book.files.iter().find(|file| Disclosure::from_bytes(file).is_ok()).unwrap();
    let announcement = Disclosure::from_bytes(disclosure).unwrap().announcement;
    let digest = announcement.digest().unwrap();
    assert_eq!(Documents::new(&book.log).announcement(&digest), None);
    let documents = Documents::new(&book.log).with("disclosure", disclosure);
    assert_eq!(documents.announcement(&digest), Some(&announcement));
}

/// The targets of the first quarter with their first teams: the one that is struck on the 15th, and one of whose team an
/// inspector falls ill on that day.
fn first_quarter(book: &Book) -> Vec<(TargetId, Vec<InspectorId>)> {
    let first = book.files.iter().find(|file| {
        let text = String::from_utf8_lossy(file);
        text.contains("\"disclosure\"") && text.contains("\"draw\":\"draw-1\"")
    });
    let disclosure = Disclosure::from_bytes(first.unwrap()).unwrap();
    let people = |team: &dual_random::commit::document::TeamResult| {
        team.seats.iter().filter_map(|seat| seat.inspector.clone()).collect()
    };
    disclosure.result.teams.iter().map(|team| (team.target.clone(), people(team))).collect()
}

/// The day, the target, who went, and what it must lead to.
type ReportedVisit = (&'static str, TargetId, Option<Vec<InspectorId>>, Option<AuditCode>);

/// Reported visits of the first quarter, each with what it must lead to.
fn visits(book: &Book) -> Vec<ReportedVisit> {
    let teams = first_quarter(book);
    let ((gone, _), (changed, team), (kept, kept_team)) = (&teams[0], &teams[1], &teams[2]);
    let of = |target: &TargetId, team: &[InspectorId]| (target.clone(), Some(team.to_vec()));
    let mut all = Vec::new();
    let mut add = |day, (target, team): (TargetId, Option<Vec<InspectorId>>), code| {
        all.push((day, target, team, code));
    };
    // The amendment of the 15th says that it was visited.
    add("2026-01-14", of(kept, kept_team), None);
    add("2026-01-15", of(kept, kept_team), None);
    add("2026-01-16", of(kept, kept_team), Some(AuditCode::VisitedEarly));
    let people = |team: &[InspectorId]| team.iter().cloned().collect::<BTreeSet<_>>();
    let others = teams.iter().map(|(_, team)| team).find(|team| people(team) != people(kept_team)).unwrap();
    add("2026-01-14", of(kept, others), Some(AuditCode::OtherTeam));
    add("2026-01-14", of(changed, team), Some(AuditCode::StruckAfterVisit));
    add("2026-01-15", of(changed, team), Some(AuditCode::OtherTeam));
    add("2026-01-16", of(changed, team), Some(AuditCode::OtherTeam));
    add("2026-01-16", (changed.clone(), None), None);
    add("2026-01-14", (gone.clone(), None), Some(AuditCode::StruckAfterVisit));
    all
}

#[test]
fn reported_visits_are_held_against_the_teams_of_their_day() {
    let book = year(Cheat::Nothing);
    for (day, target, team, code) in visits(&book) {
        let evidence = book.evidence().visit(id("draw-1"), target.clone(), common::date(day), team.clone());
        let found = codes(&book.audit_with(&evidence));
        assert_eq!(found, code.into_iter().collect(), "{day} {target} {team:?}");
    }
    let evidence = book.evidence();
    let unknown = evidence.visit(id("draw-9"), target(0).id, common::date("2026-01-14"), None);
    assert_eq!(codes(&book.audit_with(&unknown)), [AuditCode::EvidenceUnknown].into());
    let mut drawn: Vec<TargetId> = first_quarter(&book).into_iter().map(|(target, _)| target).collect();
    drawn.extend(book.stood[0].1.iter().cloned());
    let never = (0..44).map(|n| target(n).id).rfind(|id| !drawn.contains(id)).unwrap();
    let evidence = book.evidence().visit(id("draw-1"), never, common::date("2026-01-14"), None);
    assert_eq!(codes(&book.audit_with(&evidence)), [AuditCode::EvidenceUnknown].into());
}

#[test]
fn a_huge_hostile_log_is_audited_in_bounded_time() {
    // A hundred thousand announcements that nobody has, each disclosed at once and superseded by the next.
    let mut log = String::new();
    let digest = |n: u64| Digest::of_file(&n.to_be_bytes());
    for n in 0..100_000u64 {
        let line = |line: u64, kind: &str, document: Digest| {
            format!(
                "{{\"announcement\":\"{}\",\"at\":\"2026-01-01T00:00:00+08:00\",\"document\":\"{document}\",\
                 \"kind\":\"{kind}\",\"line\":{line},\"number\":{},\"protocol\":\"dual-random/1\",\"reason\":null}}\n",
                digest(n),
                n + 1
            )
        };
        log += &line(2 * n, "announced", digest(n));
        log += &line(2 * n + 1, "disclosed", digest(n + 1_000_000));
    }
    let evidence = AuditEvidence::on(instant("2027-01-01T00:00:00+08:00"));
    let log = Log::from_bytes(log.as_bytes()).unwrap();
    let report = audit(&log, &Documents::new(&log), &evidence);
    // Nothing is held against draws of which no document is there, but that they contradict the log's rules.
    assert_eq!(report.unseen.len(), 100_000);
    assert!(report.findings.len() >= 100_000);
}

/// What a report says, line by line: findings and changes in words, and what is left to the outside.
fn told(report: &AuditReport) -> Vec<String> {
    let findings = report.findings.iter().map(|finding| {
        let code = finding.code().code();
        format!("finding {code} {}", finding.message(Language::En))
    });
    let changes = report.changes.iter().map(|change| format!("change {}", change.message(Language::En)));
    let outside = report.outside.iter().map(|outside| format!("outside {}", outside.code()));
    let covered = report.coverage.iter().map(|class| {
        format!("coverage {} {}: {} of {}", class.year, class.class, class.covered, class.targets)
    });
    let unseen = report.unseen.iter().map(|number| format!("unseen {number}"));
    let pages = report.unseen_pages.iter().map(|page| format!("unseen page {page}"));
    findings.chain(changes).chain(outside).chain(covered).chain(unseen).chain(pages).collect()
}

/// What is said of every course, as `tests/snapshots/audit.txt` has it: of the clean year all, of each other one what is said
/// otherwise. `UPDATE_SNAPSHOTS=1 cargo test --test audit` writes it anew.
#[test]
fn each_course_is_told_with_its_draws_lines_and_data() {
    let clean = told(&year(Cheat::Nothing).audit());
    let mut all = vec!["Nothing".to_owned()];
    all.extend(clean.iter().map(|line| format!("  {line}")));
    for course in all_cheats().into_iter().skip(1) {
        let said = told(&year(course).audit());
        all.push(format!("{course:?}"));
        all.extend(said.iter().filter(|line| !clean.contains(line)).map(|line| format!("  + {line}")));
        all.extend(clean.iter().filter(|line| !said.contains(line)).map(|line| format!("  - {line}")));
    }
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots/audit.txt");
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        std::fs::write(&path, all.join("\n") + "\n").unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap();
    let mut course = "";
    for (place, line) in written.lines().enumerate() {
        course = if line.starts_with(' ') { course } else { line };
        assert_eq!(all.get(place).map(String::as_str), Some(line), "{course}");
    }
    assert_eq!(all.len(), written.lines().count());
}

/// Every cheat, every honest course, and the clean year.
fn all_cheats() -> Vec<Cheat> {
    let mut all = vec![Cheat::Nothing];
    all.extend(CHEATS.iter().chain(MORE_CHEATS).map(|(cheat, _)| *cheat));
    all.extend(HONEST);
    all
}
