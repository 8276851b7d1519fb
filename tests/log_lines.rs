//! Which line may follow which: a log refuses a line that contradicts an earlier one, and says why.

#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use common::{Dice, announce, instant, plan, rosters};
use dual_random::record::{CheckpointError, Entry, Log, LogProblem, SignedCheckpoint};
use dual_random::{Announcement, Digest, HashAlgorithm};
use std::path::Path;

fn announcement(number: u64) -> Announcement {
    let mut plan = plan(12, 4, 2);
    plan.number = number;
    announce(plan, rosters(12, 6, 4), number).announcement.into_document()
}

fn page(n: u8) -> Digest {
    Digest::from_bytes([n; 32])
}

fn on(day: u8) -> dual_random::Timestamp {
    instant(&format!("2026-10-{day:02}T10:00:00+08:00"))
}

#[test]
fn a_line_that_contradicts_an_earlier_one_is_refused_with_the_reason() {
    let (first, second, third) = (announcement(1), announcement(2), announcement(3));
    let announced = |announcement| Entry::announced(announcement).unwrap();
    let disclosed = |announcement| Entry::disclosed(announcement, page(9)).unwrap();
    let mut log = Log::new();
    let refused = |log: &mut Log, entry: Entry| log.push(entry, on(9)).unwrap_err().problem;
    assert_eq!(refused(&mut log, announced(&second)), LogProblem::Number);
    assert_eq!(refused(&mut log, disclosed(&first)), LogProblem::Unknown);
    log.push(announced(&first), on(8)).unwrap();
    assert_eq!(refused(&mut log, announced(&first)), LogProblem::Ended);
    assert_eq!(refused(&mut log, announced(&third)), LogProblem::Number);
    assert_eq!(refused(&mut log, disclosed(&first)), LogProblem::Ended);
    log.push(announced(&second), on(9)).unwrap();
    let error = log.push(announced(&third), on(8)).unwrap_err();
    assert_eq!((error.line, error.problem), (3, LogProblem::TimeBackwards));
}

#[test]
fn a_page_is_published_once_and_may_be_withdrawn_and_published_again() {
    let first = announcement(1);
    let published = |n, about| Entry::published(about, page(n)).unwrap();
    let withdrawn = |n, about| Entry::withdrawn(about, page(n), "有误").unwrap();
    let refused = |log: &mut Log, entry: Entry| log.push(entry, on(9)).unwrap_err().problem;
    for about in [None, Some(&first)] {
        let mut log = Log::new();
        log.push(Entry::announced(&first).unwrap(), on(8)).unwrap();
        let standing = |log: &Log| -> Vec<Digest> {
            log.standing(about.map(|it| it.digest().unwrap())).into_keys().collect()
        };
        assert_eq!(refused(&mut log, withdrawn(1, about)), LogProblem::NotPublished);
        log.push(published(1, about), on(9)).unwrap();
        assert_eq!(refused(&mut log, published(1, about)), LogProblem::Ended);
        assert_eq!(refused(&mut log, withdrawn(2, about)), LogProblem::NotPublished);
        log.push(published(2, about), on(9)).unwrap();
        assert_eq!(standing(&log), [page(1), page(2)]);
        assert!(log.has(&published(1, about)) && !log.has(&withdrawn(1, about)));
        log.push(withdrawn(1, about), on(9)).unwrap();
        assert_eq!(standing(&log), [page(2)]);
        assert!(
            log.has(&withdrawn(1, about)) && !log.has(&published(1, about)) && log.has(&published(2, about))
        );
        assert!(!log.has(&Entry::withdrawn(about, page(1), "另有原因").unwrap()));
        assert_eq!(refused(&mut log, withdrawn(1, about)), LogProblem::NotPublished);
        log.push(published(1, about), on(9)).unwrap();
        assert_eq!(standing(&log), [page(1), page(2)]);
        assert!(log.has(&Entry::announced(&first).unwrap()) && !log.has(&published(3, about)));
    }
}

/// A line: its kind, what it is about, its document, its reason.
type Written = (&'static str, Option<u8>, u8, Option<&'static str>);

/// What contradicts what in lines that somebody wrote by hand: the line, counted from 1, and the problem.
fn problems(lines: &[Written]) -> Vec<(u64, LogProblem)> {
    let mut text = String::new();
    for (place, (kind, about, document, reason)) in lines.iter().enumerate() {
        let line = serde_json::json!({
            "announcement": about.map(page),
            "at": on(9),
            "document": page(*document),
            "kind": kind,
            "line": place,
            "number": about,
            "protocol": "dual-random/1",
            "reason": reason,
        });
        text.push_str(&line.to_string());
        text.push('\n');
    }
    let log = Log::from_bytes(text.as_bytes()).unwrap();
    log.problems().into_iter().map(|error| (error.line, error.problem)).collect()
}

const ANNOUNCED: Written = ("announced", Some(1), 1, None);
const SEALED: Written = ("sealed", Some(1), 2, None);
const AMENDED: Written = ("amended", Some(1), 3, None);
const DISCLOSED: Written = ("disclosed", Some(1), 4, None);
const VOIDED: Written = ("voided", Some(1), 5, Some("误用了旧名单"));

#[test]
fn a_draw_is_sealed_once_then_amended_then_disclosed_or_ends_before() {
    use LogProblem as P;
    let again = ("amended", Some(1), 6, None);
    assert_eq!(problems(&[ANNOUNCED, SEALED, AMENDED, again, DISCLOSED]), []);
    assert_eq!(problems(&[ANNOUNCED, SEALED, AMENDED, AMENDED, DISCLOSED]), [(4, P::Ended)]);
    assert_eq!(problems(&[ANNOUNCED, SEALED, AMENDED, VOIDED]), []);
    assert_eq!(problems(&[ANNOUNCED, VOIDED]), []);
    for before in [
        &[ANNOUNCED, SEALED][..],
        &[ANNOUNCED, VOIDED],
        &[ANNOUNCED, SEALED, VOIDED],
        &[ANNOUNCED, SEALED, DISCLOSED],
    ] {
        let last = before.len() as u64 + 1;
        let after = |line: Written| problems(&[before, &[line]].concat());
        assert_eq!(after(SEALED), [(last, P::Ended)], "{before:?}");
        if before.len() > 2 || before.contains(&VOIDED) {
            for line in [AMENDED, DISCLOSED, VOIDED] {
                assert_eq!(after(line), [(last, P::Ended)], "{before:?} {line:?}");
            }
        }
    }
    for line in [AMENDED, DISCLOSED] {
        assert_eq!(problems(&[ANNOUNCED, line]), [(2, P::Ended)], "{line:?}");
    }
}

#[test]
fn each_kind_of_line_has_its_fields_and_no_others() {
    use LogProblem as P;
    let without_reason = (VOIDED.0, VOIDED.1, VOIDED.2, None);
    assert_eq!(problems(&[ANNOUNCED, without_reason]), [(2, P::Reason)]);
    let with_reason = (SEALED.0, SEALED.1, SEALED.2, VOIDED.3);
    assert_eq!(problems(&[ANNOUNCED, with_reason]), [(2, P::Reason)]);
    // An announcement is about itself.
    assert_eq!(problems(&[("announced", Some(1), 2, None)]), [(1, P::Fields)]);
    assert_eq!(problems(&[("announced", None, 1, None)]), [(1, P::Fields)]);
    assert_eq!(problems(&[("published", None, 1, None)]), []);
}

#[test]
fn a_line_that_is_there_is_known_by_all_that_it_says() {
    let (first, second) = (announcement(1), announcement(2));
    let published = |n, about| Entry::published(about, page(n)).unwrap();
    let mut log = Log::new();
    let announced = |announcement| Entry::announced(announcement).unwrap();
    log.push(announced(&first), on(8)).unwrap();
    log.push(published(1, Some(&first)), on(9)).unwrap();
    assert!(log.has(&announced(&first)) && log.has(&published(1, Some(&first))));
    for other in [announced(&second), published(2, Some(&first)), published(1, None)] {
        assert!(!log.has(&other), "{other:?}");
    }
    let disclosed = Entry::disclosed(&first, page(1)).unwrap();
    assert!(!log.has(&disclosed), "a page is not the disclosure");
    let disclosed = Entry::disclosed(&first, first.digest().unwrap()).unwrap();
    assert!(!log.has(&disclosed), "nor is the announcement");
    let withdrawn = |reason: &str| Entry::withdrawn(Some(&first), page(1), reason).unwrap();
    log.push(withdrawn("有误"), on(10)).unwrap();
    assert!(log.has(&withdrawn("有误")) && !log.has(&withdrawn("重复")));
    assert!(!log.has(&published(1, Some(&first))), "it was withdrawn");
}

#[test]
fn a_log_about_nothing_yet_has_the_hash_that_it_was_begun_with() {
    for hash in [HashAlgorithm::Sha256, HashAlgorithm::Sm3] {
        let mut log = Log::with_hash(hash);
        assert_eq!(log.hash_algorithm(), hash);
        log.push(Entry::published(None, page(1)).unwrap(), on(8)).unwrap();
        assert_eq!(log.hash_algorithm(), hash);
    }
}

#[test]
fn a_signature_line_is_added_while_there_is_room() {
    const MOST: usize = 128 << 10;
    let log = Log::from_bytes(b"").unwrap();
    let checkpoint = || SignedCheckpoint::new(log.checkpoint("example.gov.cn/log").unwrap());
    for bad in ["example.gov.cn/log AAAA", "— example.gov.cn/log\n— AAAA", "-- x"] {
        assert_eq!(checkpoint().add(bad), Err(CheckpointError::Signature), "{bad:?}");
    }
    // An empty line stands before the first one, and a line break behind each.
    let room = MOST - checkpoint().to_text().len() - 2;
    let line = |length: usize| format!("— {}", "x".repeat(length - "— ".len()));
    let mut full = checkpoint();
    full.add(&line(room)).unwrap();
    assert_eq!(full.to_text().len(), MOST);
    assert_eq!(checkpoint().add(&line(room + 1)), Err(CheckpointError::TooLarge));
    assert_eq!(full.add(&line(9)), Err(CheckpointError::TooLarge));
}

/// One of some things, mostly the first.
fn mostly<T: Copy>(dice: &mut Dice, usual: T, others: &[T]) -> T {
    if dice.one_in(12) { others[dice.below(others.len())] } else { usual }
}

/// A line that somebody wrote by hand, about one of two draws or none, with one of four documents.
fn random_line(dice: &mut Dice, place: usize) -> String {
    let kinds = ["announced", "sealed", "amended", "disclosed", "voided", "published", "withdrawn"];
    let kind = kinds[dice.below(kinds.len())];
    let about = 1 + u8::try_from(dice.below(2)).unwrap();
    let is_about_none = ["published", "withdrawn"].contains(&kind) && dice.one_in(3);
    let other = 3 + u8::try_from(dice.below(2)).unwrap();
    let document = if kind == "announced" { mostly(dice, about, &[other]) } else { other };
    let has_reason = ["voided", "withdrawn"].contains(&kind);
    let number = mostly(dice, (!is_about_none).then_some(about), &[None, Some(1), Some(3)]);
    let line = serde_json::json!({
        "announcement": if is_about_none { None } else { Some(page(about)) },
        "at": on(mostly(dice, 9, &[8, 10])),
        "document": page(document),
        "kind": kind,
        "line": mostly(dice, place, &[place + 1]),
        "number": number,
        "protocol": mostly(dice, "dual-random/1", &["dual-random/1-sm3"]),
        "reason": mostly(dice, has_reason, &[!has_reason]).then_some("有误"),
    });
    line.to_string() + "\n"
}

/// The first line of a log that contradicts something, counted from 1; 0 where none does.
fn first_problem(log: &str) -> u64 {
    Log::from_bytes(log.as_bytes()).unwrap().problems().first().map_or(0, |error| error.line)
}

/// A log of such lines, most of which may come where they stand.
fn random_log(dice: &mut Dice) -> String {
    let (mut log, count) = (String::new(), 1 + dice.below(12));
    for _ in 0..200 {
        let place = log.lines().count();
        if place == count {
            break;
        }
        let longer = log.clone() + &random_line(dice, place);
        if first_problem(&longer) == 0 || dice.one_in(60) {
            log = longer;
        }
    }
    log
}

/// Where the second implementation finds the first thing wrong in each of some logs.
const FIRST_PROBLEMS: &str = "\
import sys
sys.path.insert(0, 'tests/python')
from protocol.logs import Log
for log in open(sys.argv[1], 'rb').read().split(b'\\n\\n'):
    print(min((number + 1 for number, _ in Log(log.rstrip(b'\\n') + b'\\n').contradictions), default=0))
";

#[test]
fn the_second_implementation_finds_the_same_first_line_wrong() {
    let mut dice = Dice::new(19);
    let logs: Vec<String> = (0..3_000).map(|_| random_log(&mut dice)).collect();
    let ours: Vec<u64> = logs.iter().map(|log| first_problem(log)).collect();
    for is_right in [true, false] {
        let of_some_length = logs
            .iter()
            .zip(&ours)
            .filter(|(log, first)| log.lines().count() > 5 && (**first == 0) == is_right);
        assert!(of_some_length.count() > 100, "{is_right}");
    }

    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("logs.jsonl");
    std::fs::write(&file, logs.join("\n")).unwrap();
    let Some(printed) = common::python(FIRST_PROBLEMS, &file) else { return };
    let theirs = String::from_utf8(printed).unwrap();
    let theirs: Vec<u64> = theirs.lines().map(|line| line.parse().unwrap()).collect();
    assert_eq!(theirs.len(), logs.len());
    for ((log, ours), theirs) in logs.iter().zip(&ours).zip(&theirs) {
        assert_eq!(ours, theirs, "{log}");
    }
}
