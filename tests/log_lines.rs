//! Which line may follow which: a log refuses a line that contradicts an earlier one, and says why.

#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use common::{announce, instant, plan, rosters};
use dual_random::record::{Entry, Log, LogProblem};
use dual_random::{Announcement, Digest};

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
