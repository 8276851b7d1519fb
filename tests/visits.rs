//! Who sits where, told once: by day, over several amendments, and against what is reported of the visits.

#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use common::{date, id, inspector_id, plan, rosters, run};
use dual_random::outcome::{Outcome, Reports, Scheme, TargetReport};
use dual_random::plan::AmendmentRules;
use dual_random::privacy::Policy;
use dual_random::publish::{self, Cell};
use dual_random::roster::Contacts;
use dual_random::{
    AmendError, Date, Digest, Drawn, Evidence, FaultCode, InspectorId, InspectorStrike, Story, Strikes,
    TargetId, TargetStrike, Verdict, verify,
};

/// Twelve targets, of which four are drawn, teams of two, eight inspectors.
fn drawn() -> Drawn {
    drawn_for(8)
}

fn drawn_for(inspectors: usize) -> Drawn {
    let mut plan = plan(12, 4, 2);
    plan.amendments = AmendmentRules::new(["已关闭"], ["生病"], 4, 3);
    run(plan, rosters(12, inspectors, 6), 11)
}

fn ids(drawn: &Drawn) -> Vec<TargetId> {
    drawn.story().unwrap().visits().iter().map(|visit| visit.id().clone()).collect()
}

fn team(drawn: &Drawn, target: &TargetId) -> Vec<InspectorId> {
    drawn.story().unwrap().visit(target).unwrap().team().into_iter().cloned().collect()
}

fn evidence() -> Digest {
    Digest::of_file(b"a letter\n")
}

fn ill(inspector: &InspectorId, target: Option<&TargetId>) -> InspectorStrike {
    let inspector = inspector.clone();
    let mut it = InspectorStrike::new(inspector, "生病", evidence());
    it.target = target.cloned();
    it
}

fn closed(target: &TargetId) -> TargetStrike {
    TargetStrike::new(target.clone(), "已关闭", evidence())
}

fn code_of(error: AmendError) -> FaultCode {
    let AmendError::Faults { faults } = error else { panic!("{error:?}") };
    faults.as_slice()[0].code()
}

fn report(target: &TargetId, completed: &str, team: Option<Vec<InspectorId>>) -> TargetReport {
    let mut outcome = Outcome::new(date(completed), "1");
    outcome.team = team;
    TargetReport::new(target.clone(), outcome)
}

/// What stands in a column of the first row of a page.
fn cell<'a>(page: &publish::Page<'a>, id: &str) -> Cell<'a> {
    let columns = page.layout().tables[0].columns;
    page.row(0, 0)[columns.iter().position(|column| column.id == id).unwrap()].clone()
}

fn texts(cell: &Cell<'_>) -> Vec<String> {
    match cell {
        Cell::Codes(all) | Cell::Texts(all) => all.iter().map(ToString::to_string).collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_team_of_a_visit_is_the_team_of_its_day_whatever_is_struck_later() {
    let drawn = drawn();
    let target = ids(&drawn)[0].clone();
    let before = team(&drawn, &target);
    let strikes = Strikes::of(date("2026-10-22")).inspectors([ill(&before[0], Some(&target))]);
    let mut amended = drawn;
    amended.amend(strikes).unwrap();
    let after = team(&amended, &target);
    assert_ne!(before, after);
    let story = amended.story().unwrap();
    let on = |day: &str| {
        let visit = story.visit(&target).unwrap();
        visit.team_on(date(day)).into_iter().cloned().collect::<Vec<_>>()
    };
    assert_eq!(on("2026-10-20"), before);
    assert_eq!(on("2026-10-21"), before);
    assert_eq!(on("2026-10-22"), after);
    assert_eq!(on("2026-10-08"), [], "nobody had been drawn yet");

    let disclosure = common::disclose(amended, &|_| None);
    let column = |completed: &str| {
        let all = vec![report(&target, completed, None)];
        let reports = Reports::of_disclosure(Scheme::common(), all, &disclosure).unwrap();
        let policy = Policy::default();
        let page = publish::outcomes(&disclosure, &reports, &policy).unwrap();
        texts(&cell(&page, "inspectors"))
    };
    let shown = |team: &[InspectorId]| team.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(column("2026-10-20"), shown(&before));
    assert_eq!(column("2026-10-23"), shown(&after));
}

#[test]
fn who_really_went_is_shown_beside_who_had_been_drawn() {
    let drawn = drawn();
    let target = ids(&drawn)[0].clone();
    let stood = team(&drawn, &target);
    let disclosure = common::disclose(drawn, &|_| None);
    let went = vec![inspector_id(7), stood[0].clone()];
    let all = vec![report(&target, "2026-10-20", Some(went.clone()))];
    let reports = Reports::of_disclosure(Scheme::common(), all, &disclosure).unwrap();
    let differing: Vec<_> = reports.other_teams().collect();
    let mut went = went;
    went.sort();
    assert_eq!(differing.len(), usize::from(went != stood));
    let policy = Policy::default();
    let page = publish::outcomes(&disclosure, &reports, &policy).unwrap();
    assert_eq!(texts(&cell(&page, "inspectors")), went.iter().map(ToString::to_string).collect::<Vec<_>>());
    if went != stood {
        assert_eq!(
            texts(&cell(&page, "drawn_team")),
            stood.iter().map(ToString::to_string).collect::<Vec<_>>()
        );
    }
    let same = vec![report(&target, "2026-10-20", Some(stood))];
    let reports = Reports::of_disclosure(Scheme::common(), same, &disclosure).unwrap();
    assert_eq!(reports.other_teams().count(), 0);
}

#[test]
fn a_visit_before_the_draw_is_refused() {
    let drawn = drawn();
    let target = ids(&drawn)[0].clone();
    let all = vec![report(&target, "2026-10-08", None)];
    let faults = Reports::of_drawn(Scheme::common(), all, &drawn).unwrap_err();
    assert_eq!(faults.as_slice()[0].code(), FaultCode::BeforeDraw);
}

#[test]
fn a_visit_that_is_done_is_changed_by_no_strike() {
    let drawn = drawn();
    let all = ids(&drawn);
    // Somebody who sits on two teams, one of which was visited.
    let (who, done, other) = all
        .iter()
        .flat_map(|one| all.iter().map(move |two| (one, two)))
        .filter(|(one, two)| one != two)
        .find_map(|(one, two)| {
            let both = team(&drawn, one).into_iter().find(|who| team(&drawn, two).contains(who))?;
            Some((both, one.clone(), two.clone()))
        })
        .unwrap();
    let (before, elsewhere) = (team(&drawn, &done), team(&drawn, &other));
    let visited = vec![done.clone()];
    let on = |day: &str| Strikes::of(date(day)).visited(visited.clone());
    let strikes = {
        let mut it = on("2026-10-22");
        it.inspectors = vec![ill(&who, None)];
        it
    };
    let mut amended = drawn.clone();
    let made = amended.amend(strikes).unwrap();
    assert_eq!(team(&amended, &done), before, "who went, went");
    assert_ne!(team(&amended, &other), elsewhere);
    assert_eq!(made.strikes().visited, visited);
    let story = amended.story().unwrap();
    assert!(story.visit(&done).unwrap().visited.is_some());
    assert!(!story.last_change().unwrap().made.contains(&&done), "and needs no new sheet");

    let by_name = {
        let mut it = on("2026-10-22");
        it.inspectors = vec![ill(&who, Some(&done))];
        it
    };
    assert_eq!(code_of(drawn.clone().amend(by_name).unwrap_err()), FaultCode::Visited);
    let of_target = {
        let mut it = on("2026-10-22");
        it.targets = vec![closed(&done)];
        it
    };
    assert_eq!(code_of(drawn.clone().amend(of_target).unwrap_err()), FaultCode::Visited);
    // What one amendment says holds for those that follow.
    let later = Strikes::of(date("2026-10-23")).targets([closed(&done)]);
    assert_eq!(code_of(amended.clone().amend(later).unwrap_err()), FaultCode::Visited);
    let again = {
        let mut it = on("2026-10-23");
        it.targets = vec![closed(&other)];
        it
    };
    assert_eq!(code_of(amended.clone().amend(again).unwrap_err()), FaultCode::Repeated);

    let bytes = amended.reveal().unwrap();
    assert_eq!(verify(&bytes, &Evidence::new()).verdict, Verdict::Consistent);
}

#[test]
fn after_a_second_amendment_what_the_first_revoked_is_not_listed_as_new() {
    // Six inspectors for eight seats: somebody sits twice.
    let drawn = drawn_for(6);
    let all = ids(&drawn);
    let twice = |who: &InspectorId| all.iter().filter(|id| team(&drawn, id).contains(who)).count() > 1;
    let seats = all.iter().flat_map(|id| team(&drawn, id).into_iter().map(|who| (id.clone(), who)));
    let (struck, who) = seats.into_iter().find(|(_, who)| twice(who)).unwrap();
    let first = Strikes::of(date("2026-10-20")).targets([closed(&struck)]);
    let mut once = drawn;
    once.amend(first).unwrap();
    let story = once.story().unwrap();
    assert_eq!(story.last_change().unwrap().revoked, [&struck]);
    let holds_other = story.visits().iter().any(|visit| visit.team().contains(&&who));
    assert!(holds_other, "the case needs somebody who sits elsewhere too");
    // Struck from all visits: also from the one that is no more, by a careless reading.
    let second = Strikes::of(date("2026-10-21")).inspectors([ill(&who, None)]);
    let mut twice = once;
    twice.amend(second).unwrap();
    let story = twice.story().unwrap();
    let changed = story.last_change().unwrap();
    assert!(changed.revoked.is_empty(), "{:?}", changed.revoked);
    assert!(!changed.made.contains(&&struck));
    let none = Contacts::default();
    let sheets = publish::amended_task_sheets(&twice, &none).unwrap();
    let listed: Vec<Cell<'_>> = (0..sheets[0].rows(0)).map(|row| sheets[0].row(0, row)[0].clone()).collect();
    assert_eq!(sheets.len(), 1 + listed.len(), "each that is listed has its sheet");
    assert!(!listed.contains(&Cell::code(struck.as_str())));
    assert_eq!(sheets[0].rows(1), 0, "nothing to take back");
}

#[test]
fn an_alternate_that_is_struck_at_once_never_had_a_sheet_to_take_back() {
    let drawn = drawn();
    let struck = ids(&drawn)[0].clone();
    let story_alternate = common::opened(&drawn).result.strata[0].alternates[0].clone();
    let targets = vec![closed(&struck), closed(&story_alternate)];
    let mut amended = drawn;
    amended.amend(Strikes::of(date("2026-10-20")).targets(targets)).unwrap();
    let story = amended.story().unwrap();
    let changed = story.last_change().unwrap();
    assert_eq!(changed.revoked, [&struck]);
    assert_eq!(changed.made.len(), 1);
    assert_eq!(story.struck().len(), 2);
}

#[test]
fn the_story_of_a_disclosed_draw_is_that_of_the_private_result() {
    let drawn = drawn();
    let target = ids(&drawn)[0].clone();
    let strikes = Strikes::of(date("2026-10-20")).targets([closed(&target)]);
    let mut amended = drawn;
    amended.amend(strikes).unwrap();
    let disclosure = common::disclose(amended.clone(), &|_| None);
    let (private, public) = (amended.story().unwrap(), Story::of_disclosure(&disclosure).unwrap());
    let told = |story: &Story<'_>| -> Vec<(TargetId, Vec<InspectorId>)> {
        let visits = story.visits().iter();
        visits.map(|visit| (visit.id().clone(), visit.team().into_iter().cloned().collect())).collect()
    };
    assert_eq!(told(&private), told(&public));
    assert_eq!(public.draws(), [&id("draw-1")]);
}

/// The same point in time, however its offset is written, gives the same day.
#[test]
fn a_day_is_the_day_at_utc_plus_eight() {
    let day = |text: &str| common::instant(text).day();
    assert_eq!(day("2026-10-08T20:00:00+00:00"), date("2026-10-09"));
    assert_eq!(day("2026-10-09T04:00:00+08:00"), date("2026-10-09"));
    assert_eq!(day("2026-10-08T15:59:59+00:00"), date("2026-10-08"));
    for at_the_edge in ["2000-01-01T00:00:00+14:00", "2999-12-31T20:00:00-05:00"] {
        assert!(dual_random::Timestamp::new(at_the_edge).is_err(), "{at_the_edge} has no day");
    }
    let drawn = |closes: &str| {
        let mut plan = plan(12, 4, 2);
        plan.values[0].source.closes = common::instant(closes);
        plan.amendments.target_reasons = vec!["已关闭".to_owned()];
        (plan.amendments.strikes_per_stratum, plan.announce_at) =
            (1, common::instant("2026-10-07T10:00:00+08:00"));
        run(plan, rosters(12, 8, 6), 3)
    };
    // 20:00 at UTC on the 8th is the 9th in China.
    for closes in ["2026-10-08T20:00:00+00:00", "2026-10-09T04:00:00+08:00"] {
        let drawn = drawn(closes);
        let target = ids(&drawn)[0].clone();
        let on = |day: Date| Strikes::of(day).targets([closed(&target)]);
        assert!(drawn.clone().amend(on(date("2026-10-08"))).is_err(), "{closes}");
        assert!(drawn.clone().amend(on(date("2026-10-09"))).is_ok(), "{closes}");
    }
}
