//! What of a draw is still to be done, and by when.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod common;

use common::{date, plan, rosters, run};
use dual_random::deadline::{Calendar, DrawState, DueList, Duty, Published, Terms};
use dual_random::outcome::{
    DocumentNumber, Openness, Outcome, Party, Penalty, PenaltyStatus, Reports, Scheme, TargetReport,
};
use dual_random::plan::Ceremony;
use dual_random::privacy::Policy;
use dual_random::{Drawn, Language, Say, TargetId, publish};

fn drawn() -> Drawn {
    run(plan(6, 3, 2), rosters(6, 6, 4), 1)
}

fn targets(drawn: &Drawn) -> Vec<TargetId> {
    drawn.story().unwrap().visits().iter().map(|visit| visit.id().clone()).collect()
}

fn reports(drawn: &Drawn, of: &[(&TargetId, &str)]) -> Reports {
    let reports = of.iter().map(|(id, day)| TargetReport::new((*id).clone(), Outcome::new(date(day), "1")));
    Reports::of_drawn(Scheme::common(), reports.collect(), drawn).unwrap()
}

fn penalty(n: usize, party: Party) -> Penalty {
    let number = DocumentNumber::new(format!("示例罚字〔2026〕{n}号")).unwrap();
    Penalty::new(number, "示例", party, date("2026-11-02"), date("2027-11-02"))
}

/// Terms in days alone, so that no calendar is asked.
fn terms() -> Terms {
    let mut terms = Terms::default();
    let days =
        |amount| dual_random::deadline::Term::new(amount, dual_random::deadline::Unit::Days, "示例规定");
    (terms.publish_result, terms.publish_penalty, terms.withdraw_penalty) = (days(20), days(7), days(3));
    terms
}

fn due(state: &DrawState<'_>, on: &str) -> DueList {
    state.due(&terms(), &Calendar::default(), date(on)).unwrap()
}

/// Duty, subject and day of all that is open.
fn open(state: &DrawState<'_>, on: &str) -> Vec<(Duty, String, String)> {
    let DueList { due, overdue, .. } = due(state, on);
    let all = overdue.into_iter().chain(due);
    all.map(|due| (due.duty, due.subject, due.by.to_string())).collect()
}

#[test]
fn the_steps_of_a_draw_are_due_by_their_instants_until_they_are_done_or_the_draw_is_void() {
    let drawn = drawn();
    let plan = &drawn.announcement().plan;
    let mut state = DrawState::announced(plan);
    let list = due(&state, "2026-10-13");
    assert_eq!((list.overdue[0].duty, list.overdue[0].at), (Duty::PublishSeal, Some(plan.seal_by)));
    assert_eq!((list.due[0].duty, list.due[0].at), (Duty::PublishDisclosure, Some(plan.disclose_by)));
    assert_eq!(list.due[0].message(Language::Zh), "2027年1月15日18时前公布披露文件：draw-1");
    let data = serde_json::to_value(&list.due[0]).unwrap();
    assert_eq!((&data["duty"], data.get("term")), (&"publish_disclosure".into(), None));
    state.sealed = true;
    assert_eq!(open(&state, "2026-10-13").len(), 1);
    state.void = true;
    assert!(open(&state, "2026-10-13").is_empty());
}

#[test]
fn visits_are_due_by_the_plan_and_results_by_their_term() {
    let drawn = drawn();
    let all = targets(&drawn);
    let none = reports(&drawn, &[]);
    let mut state = DrawState::announced(&drawn.announcement().plan);
    (state.sealed, state.disclosed, state.reports) = (true, true, Some(&none));
    let visits: Vec<_> = open(&state, "2026-11-01").into_iter().map(|(duty, .., by)| (duty, by)).collect();
    assert_eq!(visits, vec![(Duty::ReportVisit, "2026-12-20".to_owned()); 3]);
    let some = reports(&drawn, &[(&all[0], "2026-11-03")]);
    state.reports = Some(&some);
    let list = due(&state, "2026-11-24");
    assert_eq!((list.overdue.len(), list.due.len()), (1, 2));
    assert_eq!(
        list.overdue[0].message(Language::En),
        format!("by 2026-11-23: publish the result: {} (within 20 days of 2026-11-03; 示例规定)", all[0])
    );
    assert_eq!(list.overdue[0].term.as_ref().unwrap().amount, 20);
    let policy = Policy::default();
    let page = publish::outcomes(common::opened(&drawn), &some, &policy).unwrap();
    state.published = Published::none().with(&page);
    assert!(due(&state, "2026-11-24").overdue.is_empty());
    // The visits of a draw of targets alone are reported where their inspectors are drawn.
    let mut selection = drawn.announcement().plan.clone();
    selection.ceremony = Ceremony::Selection;
    let mut state = DrawState::announced(&selection);
    (state.sealed, state.disclosed, state.reports) = (true, true, Some(&none));
    assert!(open(&state, "2026-12-30").is_empty());
}

#[test]
fn the_directory_is_reviewed_again_two_years_after_the_last_review() {
    let drawn = drawn();
    let mut state = DrawState::announced(&drawn.announcement().plan);
    state.void = true;
    assert!(open(&state, "2026-10-13").is_empty(), "no review is known");
    state.reviewed = Some(date("2026-01-15"));
    let list = due(&state, "2028-01-15");
    assert_eq!((list.due.len(), list.due[0].duty), (1, Duty::ReviewDirectory));
    let said = list.due[0].message(Language::Zh);
    assert!(said.starts_with("2028年1月15日前（含当日）审核主动公开目录："), "{said}");
    assert!(said.ends_with("（自2026年1月15日起 2 年；各地规定不一，此为默认设置）"), "{said}");
    assert_eq!(due(&state, "2028-01-16").overdue.len(), 1);
}

#[test]
fn penalties_are_published_withdrawn_and_ended_in_their_time() {
    let drawn = drawn();
    let mut state = DrawState::announced(&drawn.announcement().plan);
    state.void = true;
    let mut hidden = penalty(2, Party::Adult);
    hidden.openness = Openness::OnRequest;
    let mut decisions = vec![penalty(1, Party::Adult), hidden, penalty(3, Party::Minor)];
    let number = decisions[0].number.to_string();
    state.penalties = &decisions;
    let one = |duty, by: &str| vec![(duty, number.clone(), by.to_owned())];
    assert_eq!(open(&state, "2026-11-09"), one(Duty::PublishPenalty, "2026-11-09"));
    // What ended before it was shown is not to be shown any more.
    assert_eq!(open(&state, "2027-11-02"), one(Duty::PublishPenalty, "2026-11-09"));
    assert!(open(&state, "2027-11-03").is_empty());
    let policy = Policy::default();
    let published =
        Published::none().with(&publish::penalties(Vec::new(), &decisions, &policy, date("2026-12-01")));
    state.published = published.clone();
    assert_eq!(open(&state, "2026-12-01"), one(Duty::EndPublication, "2027-11-02"));
    let list = due(&state, "2027-11-03");
    assert_eq!(list.overdue[0].message(Language::Zh), format!("2027年11月2日公示期满，停止公示：{number}"));
    decisions[0].status = PenaltyStatus::ALL[1];
    decisions[0].changed_on = Some(date("2026-12-10"));
    let mut state = DrawState::announced(&drawn.announcement().plan);
    (state.void, state.penalties) = (true, &decisions);
    assert!(open(&state, "2026-12-11").is_empty(), "it was never shown");
    state.published = published;
    assert_eq!(open(&state, "2026-12-11"), one(Duty::WithdrawPenalty, "2026-12-13"));
}
