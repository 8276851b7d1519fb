//! Whole reports of the verifier, in both languages, byte for byte as `tests/snapshots/` has them.
//!
//! `UPDATE_SNAPSHOTS=1 cargo test --test verification_reports` writes them anew.

#![allow(clippy::unwrap_used, clippy::panic, clippy::assigning_clones)]

mod common;

use common::changes::changes;
use common::{id, inspector_id, plan, quota, rosters, stratum, target_id};
use dual_random::audit::{AuditEvidence, Documents, audit, audit_with};
use dual_random::fault::Problem;
use dual_random::plan::{AmendmentRules, Earlier, EarlierUse, Override};
use dual_random::record::{Entry, Log};
use dual_random::verify::{Check, CheckOutcome, Checked, Fact, Failure, NotVerified, Why};
use dual_random::{
    AmendError, Digest, Draft, Evidence, Grounds, InspectorStrike, Language, Progress, Quoted, Report, Say,
    Step, Stopped, Strikes, TargetStrike, UsedValue, Verdict, Work, draw, undrawn, verify, verify_read,
    verify_undrawn_with, verify_with,
};
use std::error::Error as _;
use std::io;
use std::ops::ControlFlow;
use std::path::Path;

/// The files of a test, as this repository has them.
fn files(folder: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(folder)
}

/// Compares a report in both languages with its snapshots.
fn compare(name: &str, report: &Report) {
    for (language, ending) in [(Language::Zh, "zh"), (Language::En, "en")] {
        let path = files("snapshots").join(format!("verify-{name}.{ending}.txt"));
        let said = report.message(language) + "\n";
        if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
            std::fs::write(&path, &said).unwrap();
        }
        assert_eq!(std::fs::read_to_string(&path).unwrap(), said, "{}", path.display());
    }
}

/// A disclosure with an override, a small pool, amendments and a withheld name.
fn disclosure() -> String {
    let mut people = rosters(12, 4, 6);
    people.targets[1].name = people.targets[0].name.clone();
    people.recusals = vec![common::recusal(1, 2)];
    let mut plan = plan(12, 0, 2);
    plan.min_pool = 4;
    plan.strata = vec![stratum("全部", Vec::new(), quota(4))];
    plan.overrides = vec![Override::new(target_id(5), "投诉较多", "示例负责人").tickets(9)];
    plan.amendments = AmendmentRules::new(["已关闭"], ["生病"], 1, 1);
    let drawn = common::run(plan, people, 3);
    let teams = common::opened(&drawn).result.teams.clone();
    let evidence = Digest::of_file(b"a letter\n");
    let strikes = Strikes::of(common::date("2026-10-20"))
        .inspectors([InspectorStrike::new(teams[1].seats[0].inspector.clone().unwrap(), "生病", evidence)
            .from(teams[1].target.clone())])
        .targets([TargetStrike::new(teams[0].target.clone(), "已关闭", evidence)]);
    let amended = common::amend(drawn, strikes).unwrap().0;
    let ground = |name: dual_random::RecordName<'_>| {
        (name == dual_random::RecordName::Inspector(&inspector_id(3))).then(|| "依法不公开".to_owned())
    };
    String::from_utf8(common::disclose(amended, &ground).to_bytes().unwrap()).unwrap()
}

#[test]
fn a_disclosure_that_recomputes_is_consistent() {
    let report = verify(disclosure().as_bytes(), &Evidence::new());
    assert_eq!(report.verdict, Verdict::Consistent);
    compare("consistent", &report);
}

#[test]
fn a_disclosure_whose_rosters_and_result_were_changed_is_contradicted() {
    let document = disclosure();
    // One inspector has room for a single visit, and the reader's evidence is of another draw.
    let changed = document.replacen("\"max_visits\":6", "\"max_visits\":1", 1);
    let evidence = Evidence::new()
        .announcement_digest(Digest::of_file(b"another"))
        .value(id("beacon"), common::value_text(4))
        .value(id("dice"), "1 2");
    let report = verify(changed.as_bytes(), &evidence);
    assert_eq!(report.verdict, Verdict::Contradicted);
    compare("contradicted", &report);
}

#[test]
fn a_disclosure_that_breaks_the_rules_is_contradicted() {
    let changed = disclosure().replacen("\"min_pool\":4", "\"min_pool\":0", 1);
    let report = verify(changed.as_bytes(), &Evidence::new());
    assert_eq!(report.verdict, Verdict::Contradicted);
    compare("broken-rules", &report);
}

#[test]
fn a_file_that_is_no_disclosure_is_unusable() {
    let report = verify(b"{}", &Evidence::new());
    assert_eq!(report.verdict, Verdict::Unusable);
    compare("unusable", &report);
}

/// Places and values are said in words: the fields of the documents have Chinese names.
#[test]
fn differences_are_said_in_chinese_without_the_names_of_fields() {
    let document = std::fs::read(files("vectors/example/disclosure.json")).unwrap();
    let document: serde_json::Value = serde_json::from_slice(&document).unwrap();
    let mut said = 0;
    for (name, changed) in changes(&document) {
        let report = verify((changed.to_string() + "\n").as_bytes(), &Evidence::new());
        for check in report.failures() {
            let Some(Failure::DiffersAt { path, .. }) = check.failure() else { continue };
            let message = path.message(Language::Zh);
            assert!(!message.contains(|c: char| c.is_ascii_alphabetic()), "{name}: {message} ({path})");
            said += 1;
        }
    }
    assert!(said > 300, "{said}");
}

#[test]
fn a_report_is_data_for_services() {
    let changed = disclosure().replacen("\"max_visits\":6", "\"max_visits\":1", 1);
    let report = verify(changed.as_bytes(), &Evidence::new());
    let data = serde_json::to_value(&report).unwrap();
    assert_eq!(data["verdict"], "contradicted");
    let failed = data["checks"].as_array().unwrap().iter().find(|check| check["outcome"] == "failed");
    let failed = failed.unwrap();
    assert_eq!((&failed["draw"], &failed["code"]), (&"draw-1".into(), &"roster_committed".into()));
    assert_eq!((&failed["roster"], &failed["failure"]["path"]), (&"inspectors".into(), &"root".into()));
    assert!(failed["failure"]["expected"]["digest"].is_string());
    let small = data["findings"].as_array().unwrap().iter().find(|finding| finding["code"] == "small_pool");
    assert!(small.unwrap()["pool"].is_u64());
    assert!(report.checks.iter().any(|check| check.outcome == CheckOutcome::ForYou));
}

#[test]
fn verification_ends_without_a_verdict_when_its_bound_is_passed_or_it_is_cancelled() {
    let drawn = common::run(plan(30, 6, 2), rosters(30, 8, 4), 1);
    let bytes = drawn.disclose(&Grounds::none()).unwrap().to_bytes().unwrap();
    let within = |steps| verify_with(&bytes, &Evidence::new(), &mut Work::at_most(steps));
    let needed = (0..10_000).find(|steps| within(*steps).is_ok()).unwrap();
    // 30 targets and 8 inspectors, a ticket for each target, and a look or more for each of 12 seats.
    assert!((30 + 8 + 30 + 12..10_000).contains(&needed), "{needed}");
    assert_eq!(within(needed - 1), Err(Stopped::WorkLimit));
    assert_eq!(within(needed).map(|report| report.verdict), Ok(Verdict::Consistent));
    for step in [Step::Rosters, Step::Targets, Step::Staffing, Step::Seats] {
        let mut seen = 0;
        let mut watch = |progress: Progress| {
            seen += 1;
            if progress.step == step { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        let report = verify_with(&bytes, &Evidence::new(), &mut Work::new().watched(&mut watch));
        assert_eq!(report, Err(Stopped::Cancelled), "{step:?}");
        assert!(seen > 0);
    }
}

#[test]
fn amendments_undrawns_and_audits_are_bounded_and_cancelled_alike() {
    let mut cancel = |_: Progress| ControlFlow::Break(());
    let mut plan = plan(30, 6, 2);
    plan.amendments = AmendmentRules::new(["已关闭"], ["生病"], 3, 2);
    let announced = Draft::new(plan, rosters(30, 8, 4)).unwrap().announce(common::master(1)).unwrap();
    let shown = undrawn(&announced.announcement, &announced.opening, &[], &Grounds::none()).unwrap();
    let shown = shown.to_bytes().unwrap();
    assert_eq!(verify_undrawn_with(&shown, &mut Work::at_most(37)), Err(Stopped::WorkLimit), "38 records");
    assert!(verify_undrawn_with(&shown, &mut Work::at_most(38)).is_ok());
    assert_eq!(verify_undrawn_with(&shown, &mut Work::new().watched(&mut cancel)), Err(Stopped::Cancelled));

    let values = [UsedValue::main(announced.announcement.plan.values[0].name.clone(), common::value_text(1))];
    let mut drawn = draw(&announced.announcement, &announced.opening, &values).unwrap();
    let before = drawn.head();
    let ill = InspectorStrike::new(drawn.story().unwrap().visits()[0].team()[0].clone(), "生病", before);
    let strikes = || Strikes::of(common::date("2026-10-20")).inspectors([ill.clone()]);
    let stopped = |result| matches!(result, Err(AmendError::Stopped { .. }));
    assert!(stopped(drawn.amend_with(strikes(), &mut Work::at_most(1))));
    assert!(stopped(drawn.amend_with(strikes(), &mut Work::new().watched(&mut cancel))));
    assert_eq!(drawn.head(), before, "the result stays as it was");
    drawn.amend_with(strikes(), &mut Work::new()).unwrap();
    assert_ne!(drawn.head(), before);

    let disclosure = drawn.disclose(&Grounds::none()).unwrap().to_bytes().unwrap();
    let mut log = Log::new();
    let entries = [
        Entry::announced(&announced.announcement).unwrap(),
        Entry::sealed(&announced.announcement, drawn.seal()).unwrap(),
        Entry::disclosed(&announced.announcement, Digest::of_file(&disclosure)).unwrap(),
    ];
    for entry in entries {
        log.push(entry, common::instant("2026-10-05T11:00:00+08:00")).unwrap();
    }
    let documents = Documents::new(&log).with("disclosure.json", &disclosure);
    let evidence = AuditEvidence::on(common::instant("2027-03-01T00:00:00+08:00"));
    let within = |work: &mut Work<'_>| audit_with(&log, &documents, &evidence, work);
    assert_eq!(within(&mut Work::at_most(37)), Err(Stopped::WorkLimit));
    assert_eq!(within(&mut Work::new().watched(&mut cancel)), Err(Stopped::Cancelled));
    assert_eq!(within(&mut Work::new()), Ok(audit(&log, &documents, &evidence)));
}

/// The facts and checks of a report, by their codes.
fn told(drawn: &dual_random::Drawn) -> (Report, Vec<Fact>) {
    let report = verify(&drawn.reveal().unwrap(), &Evidence::new());
    let facts = report.findings.iter().map(|finding| finding.fact.clone()).collect();
    (report, facts)
}

#[test]
fn what_a_draw_does_not_have_is_not_reported() {
    let (report, facts) = told(&common::run(plan(12, 4, 2), rosters(12, 6, 4), 3));
    assert!(report.checks.iter().all(|check| !matches!(check.checked, Checked::Strikes { .. })));
    assert!(facts.iter().all(|fact| !matches!(fact, Fact::OpenSeats { .. } | Fact::Carried { .. })));
}

#[test]
fn carried_targets_and_open_seats_are_reported_with_their_number() {
    let mut people = rosters(12, 2, 6);
    people.targets[3].carried = true;
    let mut plan = plan(12, 4, 2);
    plan.earlier = vec![Earlier::new(Digest::of_file(b"before"), EarlierUse::Carry)];
    plan.amendments = AmendmentRules::new(["已关闭"], ["生病"], 1, 1);
    let drawn = common::run(plan, people, 3);
    let (_, facts) = told(&drawn);
    assert!(facts.iter().any(|fact| matches!(fact, Fact::Carried { count: 1, .. })), "{facts:?}");
    let team = common::opened(&drawn).result.teams[0].clone();
    let strike = InspectorStrike::new(inspector_id(1), "生病", Digest::of_file(b"a letter\n"));
    let strikes = Strikes::of(common::date("2026-10-20")).inspectors([strike.from(team.target)]);
    let (_, facts) = told(&common::amend(drawn, strikes).unwrap().0);
    assert!(facts.iter().any(|fact| matches!(fact, Fact::OpenSeats { count: 1 })), "{facts:?}");
}

/// The disclosure with something changed in it.
fn changed(change: impl FnOnce(&mut serde_json::Value)) -> Vec<u8> {
    let mut document = serde_json::from_str(&disclosure()).unwrap();
    change(&mut document);
    format!("{document}\n").into_bytes()
}

#[test]
fn what_a_shown_target_has_beyond_the_plan_breaks_a_rule() {
    let more = changed(|it| {
        let target = &mut it["rosters"]["targets"][2]["identity"]["shown"]["data"];
        target["attributes"] = serde_json::json!([["颜色", "红"]]);
    });
    let report = verify(&more, &Evidence::new());
    assert_eq!(report.verdict, Verdict::Contradicted);
    let rules = report.failures().filter(|check| check.checked == Checked::Rules);
    let rows: Vec<_> = rules
        .map(|check| match check.failure() {
            Some(Failure::Fault { fault }) => (fault.row, fault.code().code()),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(rows, [(Some(3), "extra_attribute")]);
}

#[test]
fn of_what_is_over_a_limit_nothing_else_is_said() {
    // A team has sixteen seats at most.
    let over = changed(|it| {
        let seats = &mut it["announcement"]["plan"]["teams"][0]["seats"];
        *seats = vec![seats[0].clone(); 17].into();
    });
    let report = verify(&over, &Evidence::new());
    assert_eq!(report.verdict, Verdict::Unusable);
    let for_the_reader = report.checks.iter().filter(|check| {
        !matches!(check.checked, Checked::Withheld { .. })
            && matches!(
                check.outcome,
                CheckOutcome::ForYou | CheckOutcome::NotCheckable { why: Why::NoEvidence }
            )
    });
    assert_eq!(for_the_reader.collect::<Vec<_>>(), Vec::<&Check>::new());
}

#[test]
fn a_value_that_was_looked_up_vouches_for_no_other_of_the_same_text() {
    let mut plan = plan(12, 4, 2);
    plan.values.push(common::beacon("second", "2026-10-09T20:00:00+08:00"));
    let announced = common::announce(plan, rosters(12, 6, 4), 1);
    let values = common::values(&announced.announcement.plan, 1);
    assert_eq!(values[0].text, values[1].text);
    let drawn = draw(&announced.announcement, &announced.opening, &values).unwrap();
    let bytes = drawn.disclose(&Grounds::none()).unwrap().to_bytes().unwrap();
    let one = Evidence::new()
        .announcement_digest(announced.announcement.digest())
        .value(id("beacon"), common::value_text(1));
    assert_eq!(verify(&bytes, &one).verdict, Verdict::Consistent);
    let both = one.value(id("second"), common::value_text(1));
    assert_eq!(verify(&bytes, &both).verdict, Verdict::Verified);
}

#[test]
fn looks_for_inspectors_are_counted_once_for_each_draw() {
    let announced = common::announce(plan(30, 6, 2), rosters(30, 8, 4), 1);
    let values = common::values(&announced.announcement.plan, 1);
    let bytes = {
        let drawn = draw(&announced.announcement, &announced.opening, &values).unwrap();
        drawn.disclose(&Grounds::none()).unwrap().to_bytes().unwrap()
    };
    let times = |times: usize, steps: u64| {
        let work = &mut Work::at_most(steps);
        (0..times).all(|_| verify_with(&bytes, &Evidence::new(), work).is_ok())
    };
    let once = (0..10_000).find(|steps| times(1, *steps)).unwrap();
    assert!(times(2, 2 * once) && !times(2, 2 * once - 1));
}

/// What cannot be read.
struct Unreadable;

impl io::Read for Unreadable {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(io::Error::other("the disk is gone"))
    }
}

impl io::Seek for Unreadable {
    fn seek(&mut self, _: io::SeekFrom) -> io::Result<u64> {
        Ok(0)
    }
}

#[test]
fn why_there_is_no_verdict_is_told_with_its_cause() {
    let causes = |error: NotVerified| (error.to_string(), error.source().map(ToString::to_string));
    let unread = verify_read(Unreadable, &Evidence::new(), &mut Work::new()).err().unwrap();
    assert_eq!(
        causes(unread),
        ("the file could not be read".to_owned(), Some("the disk is gone".to_owned()))
    );
    let bytes = disclosure().into_bytes();
    let stopped = verify_read(io::Cursor::new(bytes), &Evidence::new(), &mut Work::at_most(1)).err().unwrap();
    let why = Stopped::WorkLimit.to_string();
    assert_eq!(causes(stopped), ("the work was stopped".to_owned(), Some(why)));
    assert!(Verdict::Consistent.to_string().starts_with("consistent only: "));
}

#[test]
fn struck_targets_stand_in_the_order_in_which_they_were_drawn() {
    let mut plan = plan(12, 6, 2);
    plan.amendments = AmendmentRules::new(["已关闭"], ["生病"], 3, 1);
    let drawn = common::run(plan, rosters(12, 8, 6), 3);
    let first = common::opened(&drawn).result.strata[0].drawn.iter().take(3);
    let closed =
        |target: dual_random::TargetId| TargetStrike::new(target, "已关闭", Digest::of_file(b"a letter"));
    let strikes = first.map(|ticket| closed(ticket.id.clone()));
    let strikes = Strikes::of(common::date("2026-10-20")).targets(strikes);
    let amended = common::amend(drawn, strikes).unwrap().0;
    let bytes = amended.disclose(&Grounds::none()).unwrap().to_bytes().unwrap();
    let mut document: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    document["amendments"][0]["strikes"]["targets"].as_array_mut().unwrap().swap(1, 2);
    let report = verify(format!("{document}\n").as_bytes(), &Evidence::new());
    let rows: Vec<_> = report
        .failures()
        .filter_map(|check| match check.failure() {
            Some(Failure::Amendment { error: AmendError::Faults { faults } }) => Some(faults.clone()),
            _ => None,
        })
        .flatten()
        .map(|fault| (fault.row, fault.problem))
        .collect();
    let out_of_place = document["amendments"][0]["strikes"]["targets"][2]["target"].as_str().unwrap();
    let problem = Problem::NotSorted { found: Quoted::new(out_of_place) };
    assert_eq!(rows, [(Some(3), problem)]);
}

#[test]
fn how_far_it_has_come_is_counted_to_the_end() {
    let drawn = common::run(plan(30, 6, 2), rosters(30, 8, 4), 1);
    let bytes = drawn.disclose(&Grounds::none()).unwrap().to_bytes().unwrap();
    let mut told = Vec::new();
    let mut watch = |progress: Progress| {
        told.push((progress.step, progress.done, progress.of));
        ControlFlow::Continue(())
    };
    let _ = verify_with(&bytes, &Evidence::new(), &mut Work::new().watched(&mut watch)).unwrap();
    for step in [Step::Staffing, Step::Seats] {
        let of: Vec<_> = told.iter().filter(|one| one.0 == step).map(|one| (one.1, one.2)).collect();
        assert_eq!(of, (1..=12).map(|done| (done, 12)).collect::<Vec<_>>(), "{step:?}");
    }
}

/// Each record and each ticket counts, and for each of two seats two searches: one for whether it can be filled, one when its deck
/// is dealt. A search looks at every inspector, at eight who have room, and at the seat.
#[test]
fn the_work_of_a_search_is_the_looks_that_it_takes() {
    for inspectors in [8, 20] {
        let drawn = common::run(plan(30, 1, 2), rosters(30, inspectors, 4), 1);
        let bytes = drawn.disclose(&Grounds::none()).unwrap().to_bytes().unwrap();
        let within = |steps| verify_with(&bytes, &Evidence::new(), &mut Work::at_most(steps)).is_ok();
        let needed = (0..10_000).find(|steps| within(*steps)).unwrap();
        let inspectors = inspectors as u64;
        assert_eq!(needed, 30 + inspectors + 30 + 2 * 2 * (inspectors + 8 + 1));
    }
}
