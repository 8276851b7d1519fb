//! What those who hold a draw's documents can ask of them before a step that cannot be undone, and what is printed of them.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod common;

use common::{beacon, id, inspector, inspector_id, instant, master, plan, recusal, rosters, target_id};
use dual_random::commit::document::Document;
use dual_random::fault::Problem;
use dual_random::plan::{AmendmentRules, Ceremony, ChangeableRule, ChangedRule, Workload};
use dual_random::record::{Entry, Log};
use dual_random::roster::ChangeKind;
use dual_random::verify::{Checked, Failure};
use dual_random::{
    Amended, Announced, Change, Digest, Draft, Drawn, Ended, Evidence, Exposure, FaultCode, FormCode,
    Grounds, HashAlgorithm, Inspector, InspectorStrike, Kept, Plan, Quoted, ReadError, RecordName, Recusal,
    Rosters, Seal, Strikes, Table, UsedValue, Void, WarningCode, Withholding, Work, draw, undrawn, verify,
};
use std::error::Error;

/// Three targets with two seats each, and five visits in all, so that a seat stays open.
fn first() -> (Plan, Rosters) {
    let mut plan = plan(3, 3, 2);
    plan.attributes = vec!["规模".to_owned()];
    plan.amendments = AmendmentRules::new(["已关闭"], ["生病"], 1, 1);
    let mut people = rosters(3, 5, 1);
    people.recusals.push(recusal(4, 0));
    (plan, people)
}

fn draft() -> Draft {
    let (plan, people) = first();
    Draft::new(plan, people).unwrap()
}

fn drawn(n: u64) -> Drawn {
    let (plan, people) = first();
    common::run(plan, people, n)
}

/// The seat that was left open is drawn later, with one inspector more.
fn staffing(before: &Drawn) -> Draft {
    let (plan, inspectors, recusals, changes) = later_parts();
    before.staffing(plan, inspectors, recusals, changes).unwrap()
}

fn later_parts() -> (Plan, Vec<Inspector>, Vec<Recusal>, Vec<Change>) {
    let (mut plan, people) = first();
    plan.announce_at = instant("2026-10-10T10:00:00+08:00");
    (plan.ceremony, plan.draw, plan.number) = (Ceremony::Staffing, id("draw-2"), 2);
    plan.values = vec![beacon("beacon-2", "2026-10-11T21:00:00+08:00")];
    let inspectors: Vec<Inspector> = people.inspectors.into_iter().chain([inspector(9, 1)]).collect();
    let day = common::date("2026-10-10");
    let come = Change::new(ChangeKind::InspectorAdded, inspector_id(9), day, "增派");
    (plan, inspectors, people.recusals, vec![come])
}

fn drawn_later(before: &Drawn) -> (Announced, Drawn) {
    let announced = staffing(before).announce(master(2)).unwrap();
    let values = [UsedValue::main(id("beacon-2"), common::value_text(2))];
    let drawn = draw(&announced.announcement, &announced.opening, &values).unwrap();
    (announced, drawn)
}

/// Everything that can be withheld is.
fn all_withheld<'a>(names: impl Iterator<Item = RecordName<'a>>) -> Grounds {
    let tables = [Table::Targets, Table::Inspectors, Table::Recusals, Table::Changes];
    Grounds::new(&tables.map(|table| Withholding::of_roster(table, "国家秘密")), names).unwrap()
}

/// Targets, inspectors, recusals, records withheld, and drawn targets.
fn counted(shown: &Exposure) -> [usize; 5] {
    assert_eq!(shown.attributes, ["规模"]);
    [shown.targets, shown.inspectors, shown.recusals, shown.withheld, shown.drawn]
}

#[test]
fn what_will_be_shown_is_counted_before_it_is() {
    let before = drawn(1);
    assert_eq!(counted(&draft().exposure()), [3, 5, 1, 0, 0]);
    assert_eq!(counted(&before.exposure(&Grounds::none())), [3, 5, 1, 0, 3]);
    assert_eq!(counted(&before.exposure(&all_withheld(before.names()))), [3, 5, 1, 9, 3]);
    // The targets of a later ceremony are those of the first one.
    assert_eq!(counted(&staffing(&before).exposure()), [3, 6, 1, 0, 0]);
    let (Announced { announcement, opening, .. }, later) = drawn_later(&before);
    assert_eq!(counted(&later.exposure(&Grounds::none())), [3, 6, 1, 0, 3]);
    assert_eq!(counted(&later.exposure(&all_withheld(later.names()))), [3, 6, 1, 17, 3]);
    let shown = |grounds: &Grounds| undrawn(&announcement, &opening, &[], grounds).unwrap().exposure();
    assert_eq!(counted(&shown(&Grounds::none())), [3, 6, 1, 0, 0]);
    assert_eq!(counted(&shown(&all_withheld(opening.names()))), [3, 6, 1, 17, 0]);
    assert_eq!((opening.names().count(), later.names().count()), (17, 17));
}

#[test]
fn grounds_are_empty_until_something_is_withheld() {
    let drawn = drawn(1);
    assert!(Grounds::none().is_empty());
    assert!(!all_withheld(drawn.names()).is_empty());
}

#[test]
fn all_the_targets_of_a_name_are_told() {
    let (plan, mut people) = first();
    people.targets[2].name = people.targets[0].name.clone();
    let announced = common::announce(plan.clone(), people.clone(), 1);
    let called = |name: &str| announced.opening.targets_called(name).into_iter().cloned().collect::<Vec<_>>();
    assert_eq!(called("示例企业0"), [target_id(0), target_id(2)]);
    assert_eq!(called("示例企业1"), [target_id(1)]);
    assert_eq!(called("示例企业9"), []);
    // In a later ceremony too, which has no targets of its own; unless the name is withheld.
    let (later, drawn) = drawn_later(&common::run(plan, people, 1));
    assert_eq!(later.opening.targets_called("示例企业0"), [&target_id(0), &target_id(2)]);
    assert_eq!(drawn.story().unwrap().targets_called("示例企业1"), [&target_id(1)]);
    let list = [Withholding::of_target(&target_id(2), "国家秘密")];
    let disclosure = drawn.disclose(&Grounds::new(&list, drawn.names()).unwrap()).unwrap();
    let story = dual_random::Story::of_disclosure(&disclosure).unwrap();
    assert_eq!(story.targets_called("示例企业0"), [&target_id(0)]);
}

#[test]
fn a_draft_is_what_was_announced_to_the_last_text() {
    let Announced { announcement, opening, .. } = draft().announce(master(1)).unwrap();
    assert!(draft().is_announced_by(&announcement, &opening));
    let is_it = |change: &dyn Fn(&mut Plan, &mut Rosters)| {
        let (mut plan, mut people) = first();
        change(&mut plan, &mut people);
        Draft::new(plan, people).unwrap().is_announced_by(&announcement, &opening)
    };
    assert!(!is_it(&|plan, _| plan.title = "另一次抽查".to_owned()));
    assert!(!is_it(&|_, people| people.targets[1].name = "另一家企业".to_owned()));
    assert!(!is_it(&|_, people| people.inspectors[1].district = "522601".to_owned()));
    // A later ceremony goes on from the same one before it.
    let (one, other) = (drawn(1), drawn(2));
    let (later, _) = drawn_later(&one);
    assert!(staffing(&one).is_announced_by(&later.announcement, &later.opening));
    assert!(!staffing(&other).is_announced_by(&later.announcement, &later.opening));
    assert!(!draft().is_announced_by(&announcement, &later.opening));
}

#[test]
fn the_seat_that_the_fewest_may_take_is_told() {
    // One of the five is recused from T000.
    let smallest = draft().smallest_pools();
    let told: Vec<_> =
        smallest.iter().map(|it| (it.stratum.as_str(), it.target.as_str(), it.seat, it.pool)).collect();
    assert_eq!(told, [("全部", "T000", 1, 4)]);
    // Later, only the seat that was left open is looked at.
    let before = drawn(1);
    let teams = &common::opened(&before).result.teams;
    let places =
        teams.iter().flat_map(|team| (1..).zip(&team.seats).map(move |(place, seat)| (team, place, seat)));
    let open: Vec<_> = places.filter(|(_, _, seat)| seat.inspector.is_none()).collect();
    let [(team, place, _)] = open[..] else { panic!("one seat is open: {open:?}") };
    let smallest = staffing(&before).smallest_pools();
    let pool = if team.target == target_id(0) { 5 } else { 6 };
    let told: Vec<_> = smallest.iter().map(|it| (&it.target, it.seat, it.pool)).collect();
    assert_eq!(told, [(&team.target, place, pool)]);
}

#[test]
fn a_small_pool_is_noted_in_a_later_ceremony_as_well() {
    let noted = |min_pool: u32| {
        let (mut plan, people) = first();
        plan.min_pool = min_pool;
        let before = common::run(plan, people, 1);
        let (mut plan, inspectors, recusals, changes) = later_parts();
        plan.min_pool = min_pool;
        let draft = before.staffing(plan, inspectors, recusals, changes).unwrap();
        let pool = draft.smallest_pools()[0].pool;
        (pool, draft.warnings().iter().any(|warning| warning.code == WarningCode::SmallPool))
    };
    let (pool, _) = noted(1);
    assert_eq!([pool - 1, pool, pool + 1].map(|least| noted(least).1), [false, false, true]);
}

#[test]
fn a_later_ceremony_holds_the_one_before() {
    let before = drawn(1);
    let (Announced { announcement, opening, .. }, later) = drawn_later(&before);
    let undrawn = undrawn(&announcement, &opening, &[], &Grounds::none()).unwrap();
    let first = before.announcement();
    let continued =
        [opening.continued().collect::<Vec<_>>(), later.continued().collect(), undrawn.continued().collect()];
    assert_eq!(continued, [vec![first], vec![first], vec![first]]);
    assert_eq!(before.continued().count(), 0);
    assert_eq!(later.previous().map(|drawn| drawn.head()), Some(before.head()));
    assert!(before.previous().is_none());
}

#[test]
fn nothing_personal_is_disclosed_even_of_a_result_that_somebody_changed() {
    let drawn = drawn(1);
    let private = String::from_utf8(drawn.reveal().unwrap().to_vec()).unwrap();
    assert!(drawn.disclose(&Grounds::none()).is_ok());
    for (text, table) in [
        ("示例抽查", Table::Plan),
        ("示例企业2", Table::Targets),
        ("检查员1", Table::Inspectors),
        ("亲属", Table::Recusals),
    ] {
        let changed = private.replace(&format!("\"{text}\""), "\"电话13800138000\"");
        let faults = Drawn::from_bytes(changed.as_bytes()).unwrap().disclose(&Grounds::none()).unwrap_err();
        let found: Vec<_> = faults.iter().map(|fault| (fault.table, fault.code())).collect();
        assert!(found.iter().all(|fault| *fault == (table, FaultCode::HoldsMobile)), "{text}: {found:?}");
        assert!(!found.is_empty(), "{text}");
    }
}

#[test]
fn a_later_ceremony_is_announced_after_the_value_of_the_one_before_has_closed() {
    let before = drawn(1);
    let faults = |at: &str| {
        let (mut plan, inspectors, recusals, changes) = later_parts();
        plan.announce_at = instant(at);
        let refused = before.staffing(plan, inspectors, recusals, changes).err();
        refused.map(|faults| faults.into_iter().map(|it| (it.field, it.problem)).collect::<Vec<_>>())
    };
    assert_eq!(faults("2026-10-09T21:00:01+08:00"), None);
    let closed = Problem::NotLater { found: Quoted::new("2026-10-09T21:00:00+08:00") };
    assert_eq!(faults("2026-10-09T21:00:00+08:00"), Some(vec![("announce_at".to_owned(), closed)]));
}

#[test]
fn rules_that_a_later_ceremony_changes_are_listed_each_by_itself() {
    let before = drawn(1);
    let faults = |change: &dyn Fn(&mut Plan)| {
        let (mut plan, inspectors, recusals, changes) = later_parts();
        change(&mut plan);
        let refused = before.staffing(plan, inspectors, recusals, changes).err();
        let codes = refused.into_iter().flatten().map(|fault| (fault.field.clone(), fault.code()));
        codes.collect::<Vec<_>>()
    };
    let date = common::date("2026-10-10");
    let listed = |rule| vec![ChangedRule::new(rule, date, "人员不足")];
    assert_eq!(faults(&|plan| plan.workload = Workload::Balanced).len(), 1);
    let changed = faults(&|plan| {
        plan.workload = Workload::Balanced;
        plan.changed_rules = listed(ChangeableRule::Workload);
    });
    assert_eq!(changed, []);
    let other = faults(&|plan| {
        plan.workload = Workload::Balanced;
        plan.changed_rules = listed(ChangeableRule::Rotation);
    });
    let unlisted = |field: &str| (field.to_owned(), FaultCode::UnlistedChange);
    assert_eq!(other, [unlisted("rotation"), unlisted("workload")]);
}

#[test]
fn the_reason_of_a_change_holds_no_personal_number() {
    let before = drawn(1);
    let (plan, inspectors, recusals, mut changes) = later_parts();
    changes[0].reason = "电话13800138000".to_owned();
    let faults = before.staffing(plan, inspectors, recusals, changes).unwrap_err();
    let found: Vec<_> = faults.iter().map(|fault| (fault.table, fault.row, fault.code())).collect();
    assert_eq!(found, [(Table::Changes, Some(1), FaultCode::HoldsMobile)]);
}

#[test]
fn what_a_seat_asks_for_is_a_set() {
    let (mut plan, mut people) = first();
    people.inspectors.iter_mut().for_each(|one| one.qualifications = vec!["乙".to_owned(), "甲".to_owned()]);
    let all = |texts: [&str; 2]| texts.map(str::to_owned).to_vec();
    plan.teams[0].seats[0].qualifications = all(["甲", "乙"]);
    plan.teams[0].seats[0].departments = all(["环境", "应急"]);
    let draft = Draft::new(plan, people).unwrap();
    let seat = &draft.plan().teams[0].seats[0];
    assert_eq!((&seat.qualifications, &seat.departments), (&all(["乙", "甲"]), &all(["应急", "环境"])));
}

#[test]
fn a_commitment_of_the_ceremony_before_is_no_fresh_one() {
    let (_, later) = drawn_later(&drawn(1));
    let disclosure = later.disclose(&Grounds::none()).unwrap();
    let mut document = serde_json::to_value(&disclosure).unwrap();
    let reused = |document: &serde_json::Value| {
        let report = verify(format!("{document}\n").as_bytes(), &Evidence::new());
        let failures = report.failures().filter(|check| check.checked == Checked::FreshSecret);
        failures.filter_map(|check| check.failure().cloned()).collect::<Vec<_>>()
    };
    assert_eq!(reused(&document), []);
    let before = document["selection"]["announcement"]["commitment"].clone();
    document["announcement"]["commitment"] = before;
    let commitment = disclosure.first().announcement.commitment;
    assert_eq!(reused(&document), [Failure::SecretReused { commitment }]);
}

#[test]
fn an_opening_knows_the_hash_of_its_protocol() {
    let (mut plan, people) = first();
    plan.hash = HashAlgorithm::Sm3;
    for (plan, hash) in [(first().0, HashAlgorithm::Sha256), (plan, HashAlgorithm::Sm3)] {
        let announced = common::announce(plan, people.clone(), 1);
        assert_eq!(announced.opening.hash_algorithm(), hash);
    }
}

#[test]
fn a_void_says_what_its_fields_say_together() {
    let (shown, other) = (Digest::of_file(b"shown"), Digest::of_file(b"other"));
    let void = |ended| {
        let at = instant("2026-10-09T20:00:00+08:00");
        Void::new(HashAlgorithm::Sha256, Digest::of_file(b"announcement"), at, "密值遗失", ended)
    };
    let missing = Ended::Undrawn {
        undrawn: shown,
        missing: vec![id("beacon")],
        missing_authorities: vec!["联合部门".to_owned()],
    };
    for (ended, shows) in [(Ended::Drawn(shown), Some(shown)), (missing, Some(shown)), (Ended::Lost, None)] {
        let void = void(ended.clone());
        assert_eq!((void.ended(), void.shows()), (Some(ended), shows));
    }
    // Nothing is missing where the whole was drawn, or where nothing is shown.
    for ended in [Ended::Drawn(shown), Ended::Lost] {
        let (mut value, mut authority, mut both) = (void(ended.clone()), void(ended.clone()), void(ended));
        value.missing = vec![id("beacon")];
        authority.missing_authorities = vec!["联合部门".to_owned()];
        both.undrawn = Some(other);
        assert_eq!([value, authority, both].map(|void| void.ended()), [None, None, None]);
    }
}

#[test]
fn what_is_printed_names_the_draw_or_its_announcement() {
    let mut drawn = drawn(1);
    let Announced { announcement, opening, .. } = draft().announce(master(1)).unwrap();
    let shown = undrawn(&announcement, &opening, &[], &Grounds::none()).unwrap();
    let disclosure = drawn.disclose(&Grounds::none()).unwrap();
    let of_the_draw = [
        ("Draft", format!("{:?}", draft())),
        ("Drawn", format!("{drawn:?}")),
        ("Disclosure", format!("{disclosure:?}")),
        ("Undrawn", format!("{shown:?}")),
    ];
    for (name, printed) in of_the_draw {
        assert!(printed.starts_with(name) && printed.contains("draw-1"), "{name}: {printed}");
    }
    let printed = format!("{opening:?}");
    assert!(printed.contains(&format!("{:?}", announcement.digest())), "{printed}");
    assert_eq!(format!("{announcement:?}"), format!("{:?}", announcement.clone().into_document()));
    let ill = common::opened(&drawn).result.teams[0].seats[0].inspector.clone().unwrap();
    let ill = InspectorStrike::new(ill, "生病", Digest::of_file(b"a letter"));
    let amended = drawn.amend(Strikes::of(common::date("2026-10-20")).inspectors([ill])).unwrap();
    let private = amended.reveal().unwrap();
    let amendment = dual_random::Amendment::from_bytes(&private).unwrap();
    for printed in [format!("{amended:?}"), format!("{amendment:?}")] {
        assert!(printed.contains("number: 1") && printed.contains("2026-10-20"), "{printed}");
    }
    assert_eq!(Amended::from_bytes(&private).unwrap(), amended);
    assert!(format!("{:?}", Work::at_most(7)).contains("left: 7"));
}

#[test]
fn a_kept_document_is_the_document_itself() {
    let seal = |n| drawn(n).seal().clone();
    let kept = Kept::new(seal(1)).unwrap();
    assert!(kept == seal(1) && kept != seal(2));
    assert_eq!(kept.bytes(), seal(1).to_bytes().unwrap());
}

/// What cannot be read.
struct Unreadable;

impl std::io::Read for Unreadable {
    fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
        Err(std::io::Error::other("the disk is gone"))
    }
}

#[test]
fn why_a_document_was_not_read_is_told_with_its_cause() {
    let told = |error: ReadError| (error.to_string(), error.source().map(ToString::to_string));
    let unread = Kept::<Seal>::read(Unreadable).unwrap_err();
    assert_eq!(told(unread), ("it could not be read".to_owned(), Some("the disk is gone".to_owned())));
    let cause = Seal::from_bytes(b"{}").unwrap_err().to_string();
    let other = Kept::<Seal>::read(&b"{}"[..]).unwrap_err();
    assert_eq!(told(other), ("it is not the document that was asked for".to_owned(), Some(cause)));
}

#[test]
fn a_document_that_is_read_may_be_as_large_as_its_kind() {
    let code = |length: usize| match Kept::<Seal>::read(&vec![b' '; length][..]) {
        Err(ReadError::Form { error }) => error.code(),
        other => panic!("{other:?}"),
    };
    assert_eq!(code(Seal::MOST_BYTES), FormCode::NoFinalLf);
    assert_eq!(code(Seal::MOST_BYTES + 1), FormCode::TooLarge);
}

#[test]
fn an_error_of_a_log_is_told_with_its_line_and_its_cause() {
    let mut log = Log::new();
    let list = || Entry::published(None, Digest::of_file(b"a list")).unwrap();
    let at = instant("2026-01-05T09:00:00+08:00");
    log.push(list(), at).unwrap();
    let error = log.push(list(), at).unwrap_err();
    let cause = error.problem.to_string();
    assert_eq!(error.to_string(), format!("log line 2: {cause}"));
    assert_eq!(error.source().map(ToString::to_string), Some(cause));
}
