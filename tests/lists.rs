//! Lists beside the rosters: what is withheld, who is struck, which draws came before, which visits were reported.

#![cfg(feature = "tables")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod common;

use common::{date, id, instant, plan, rosters, run, target_id};
use dual_random::audit::AuditEvidence;
use dual_random::plan::EarlierUse;
use dual_random::record::{self, mark_by_list, mark_earlier};
use dual_random::roster::{ListedStrike, ToStrike};
use dual_random::{
    Digest, Disclosure, Drawn, Exemption, FaultCode, Faults, Grounds, InspectorId, RecordName, Table,
    TargetId, tables,
};
use std::collections::{BTreeMap, BTreeSet};

fn codes(faults: &Faults) -> Vec<(Option<u64>, &str, FaultCode)> {
    faults.iter().map(|fault| (fault.row, fault.field.as_str(), fault.code())).collect()
}

/// A draw whose plan lets targets and inspectors be struck.
fn drawn() -> Drawn {
    let mut plan = plan(12, 4, 2);
    plan.amendments.target_reasons = vec!["已搬迁".to_owned()];
    plan.amendments.inspector_reasons = vec!["生病".to_owned()];
    (plan.amendments.strikes_per_stratum, plan.amendments.strikes_per_seat) = (1, 1);
    run(plan, rosters(12, 8, 6), 3)
}

#[test]
fn a_list_of_what_is_withheld_gives_the_ground_of_each_record_or_its_line() {
    let drawn = drawn();
    let list = "名录,编号,检查对象,理由\n检查人员,*,,依据一\n检查对象,T003,,依据二\n";
    let (grounds, notes) = Grounds::from_table(list.as_bytes(), drawn.names()).unwrap();
    assert!(notes.is_empty());
    assert_eq!(grounds.of(RecordName::Target(&target_id(3))), Some("依据二"));
    assert_eq!(grounds.of(RecordName::Target(&target_id(4))), None);
    let inspectors = drawn.names().filter(|name| matches!(name, RecordName::Inspector(_)));
    assert!(inspectors.map(|name| grounds.of(name)).all(|ground| ground == Some("依据一")));
    let faults = Grounds::from_table(list.replace("T003", "T999").as_bytes(), drawn.names()).unwrap_err();
    assert_eq!(codes(&faults), [(Some(3), "id", FaultCode::NoSuchRecord)]);
    let faults = Grounds::from_table(list.replace("名录", "种类").as_bytes(), drawn.names()).unwrap_err();
    assert!(faults.iter().all(|fault| fault.table == Table::Withholdings));
}

#[test]
fn lists_of_strikes_and_of_what_is_withheld_know_the_same_words() {
    for (target, inspector) in [
        ("检查对象", "检查人员"),
        ("对象", "人员"),
        ("对象", "执法人员"),
        ("target", "inspector"),
        ("targets", "inspectors"),
    ] {
        let strikes = format!("类别,编号,理由,凭证\n{target},T001,已搬迁,a\n{inspector},I001,生病,b\n");
        let strikes = tables::strikes(strikes.as_bytes()).unwrap().records;
        assert!(matches!(&strikes[0].who, ToStrike::Target(id) if *id == target_id(1)), "{target}");
        assert!(matches!(&strikes[1].who, ToStrike::Inspector(_, None)), "{inspector}");
        let withheld = format!("名录,编号,理由\n{target},T001,依据\n{inspector},I001,依据\n");
        let withheld = tables::withholdings(withheld.as_bytes()).unwrap().records;
        assert_eq!([withheld[0].roster, withheld[1].roster], [Table::Targets, Table::Inspectors]);
    }
}

#[test]
fn a_list_of_strikes_is_refused_by_line_and_head() {
    let head = "类别,编号,检查对象,理由,凭证\n";
    let of = |rows: &str| tables::strikes(format!("{head}{rows}").as_bytes()).unwrap_err();
    assert_eq!(codes(&of("东西,T001,,已搬迁,a\n")), [(Some(2), "类别", FaultCode::BadChoice)]);
    assert_eq!(codes(&of("对象,T001,T002,已搬迁,a\n")), [(Some(2), "检查对象", FaultCode::OnlyInspectors)]);
    assert_eq!(codes(&of("对象,甲,,已搬迁,a\n")), [(Some(2), "编号", FaultCode::BadId)]);
    assert_eq!(codes(&of("人员,I001,,生病,\n")), [(Some(2), "凭证", FaultCode::Empty)]);
    assert_eq!(codes(&of("对象,T001,,已搬迁\n")), [(Some(2), "", FaultCode::CellCount)]);
    let twice = of("对象,T001,,已搬迁,a\n人员,I001,,生病,a\n对象,T001,,已搬迁,b\n");
    assert_eq!(codes(&twice), [(Some(4), "编号", FaultCode::RepeatedRow)]);
    assert_eq!(codes(&of("")), [(None, "", FaultCode::Empty)]);
    let faults = tables::strikes(b"kind,id,reason\ntarget,T001,x\n").unwrap_err();
    assert_eq!(codes(&faults), [(Some(1), "evidence", FaultCode::MissingColumn)]);
}

#[test]
fn the_strikes_of_a_list_are_those_of_the_draw_or_each_fault_has_its_line() {
    let drawn = drawn();
    let story = drawn.story().unwrap();
    let (stays, struck) = (story.visits()[0].id(), story.visits()[1].id());
    let who = story.visits()[2].team()[0];
    let table = format!(
        "类别,编号,检查对象,理由,凭证\n对象,{struck},,已搬迁,a.jpg\n人员,{who},{},生病,b.pdf\n",
        story.visits()[2].id()
    );
    let list = tables::strikes(table.as_bytes()).unwrap();
    let digest = |file: &str| ["a.jpg", "b.pdf"].contains(&file).then(|| Digest::of_file(file.as_bytes()));
    // A visit that is completed later is still to come on the day of the strikes.
    let completed: BTreeMap<TargetId, _> =
        [(stays.clone(), date("2026-10-20")), (story.visits()[3].id().clone(), date("2026-10-21"))].into();
    let strikes = story.strikes(date("2026-10-20"), &list.records, digest, &completed).unwrap();
    assert_eq!(strikes.visited.iter().collect::<Vec<_>>(), [stays]);
    assert_eq!((&strikes.targets[0].target, strikes.targets[0].evidence), (struck, digest("a.jpg").unwrap()));
    assert_eq!(strikes.inspectors[0].target.as_ref(), Some(story.visits()[2].id()));
    drawn.clone().amend(strikes).unwrap();

    let table = "类别,编号,检查对象,理由,凭证\n对象,T999,,生病,a.jpg\n人员,I999,T998,生病,c.jpg\n";
    let list = tables::strikes(table.as_bytes()).unwrap();
    let faults = story.strikes(date("2026-10-20"), &list.records, digest, &completed).unwrap_err();
    assert_eq!(
        codes(&faults.with_lines(Table::Strikes, &list.lines)),
        [
            (Some(2), "id", FaultCode::UnknownTarget),
            (Some(2), "reason", FaultCode::ReasonNotAnnounced),
            (Some(3), "id", FaultCode::UnknownInspector),
            (Some(3), "target", FaultCode::UnknownTarget),
            (Some(3), "evidence", FaultCode::NoEvidence),
        ]
    );
    let listed = ListedStrike::new(ToStrike::Target(struck.clone()), "生病", "a.jpg");
    let faults = story.strikes(date("2026-10-20"), &[listed], digest, &completed).unwrap_err();
    let fault = serde_json::to_value(&faults.as_slice()[0]).unwrap();
    assert_eq!((&fault["found"], &fault["reasons"][0]), (&"生病".into(), &"已搬迁".into()));
}

#[test]
fn a_list_of_reported_visits_holds_what_is_known_of_each() {
    let table = "抽取,检查对象,检查完成日期,实际检查人员\nd-1,T001,,\nd-1,T002,2026-10-20,I001、I002\nd-1,T003,2026-10-21,\n";
    let visits = tables::reported(table.as_bytes()).unwrap().records;
    let team = ["I001", "I002"].map(|id| InspectorId::new(id).unwrap()).to_vec();
    let completed: Vec<_> = visits.iter().map(|visit| visit.completed.clone()).collect();
    assert_eq!(completed, [None, Some((date("2026-10-20"), Some(team))), Some((date("2026-10-21"), None))]);
    let evidence = AuditEvidence::on(instant("2026-11-01T00:00:00+08:00"));
    let by_hand = evidence.clone().visit(
        id("d-1"),
        target_id(2),
        date("2026-10-20"),
        visits[1].completed.clone().unwrap().1,
    );
    let by_hand = by_hand.visit(id("d-1"), target_id(3), date("2026-10-21"), None);
    let by_hand = by_hand.reported((1..=3).map(|n| (id("d-1"), target_id(n))));
    assert_eq!(format!("{:?}", evidence.reported_visits(&visits)), format!("{by_hand:?}"));

    // A team without a day would say nothing of any visit.
    let no_day = tables::reported("draw,target,completed,team\nd-1,T001,,I001\n".as_bytes()).unwrap_err();
    assert_eq!(codes(&no_day), [(Some(2), "completed", FaultCode::Empty)]);
    let bad = tables::reported(b"draw,target\nd-1,?\n").unwrap_err();
    assert_eq!(codes(&bad), [(Some(2), "target", FaultCode::BadId)]);
    assert_eq!(
        tables::found_active(b"draw,target\nd-1,T001\n").unwrap().records,
        [(id("d-1"), target_id(1))]
    );
    let more = tables::found_active("draw,target,completed\nd-1,T001,\n".as_bytes()).unwrap_err();
    assert_eq!(codes(&more), [(Some(1), "completed", FaultCode::UnknownColumn)]);
}

#[test]
fn a_list_of_earlier_draws_names_the_uses_of_each() {
    let list = record::earlier("披露文件,用途\n../d,结转;人员轮换；rotation、carry\n".as_bytes()).unwrap();
    assert_eq!(list.records[0].disclosure, "../d");
    assert_eq!(list.records[0].uses, BTreeSet::from([EarlierUse::Rotation, EarlierUse::Carry]));
    let bad = record::earlier("披露文件,用途\n../d,结转;别的\n".as_bytes()).unwrap_err();
    assert_eq!(codes(&bad), [(Some(2), "用途", FaultCode::BadChoice)]);
    assert_eq!(codes(&record::earlier(b"disclosure,uses\n").unwrap_err()), [(None, "", FaultCode::Empty)]);
}

/// A disclosed draw of all targets that was announced on a day.
fn announced_on(day: &str, n: u64) -> Disclosure {
    let mut plan = plan(4, 4, 2);
    plan.announce_at = instant(&format!("{day}T10:00:00+08:00"));
    common::disclose(run(plan, rosters(4, 6, 6), n), &|_| None)
}

#[test]
fn earlier_draws_mark_in_the_order_in_which_they_were_drawn_however_they_are_listed() {
    let (first, second) = (announced_on("2026-10-07", 1), announced_on("2026-10-08", 2));
    let uses = BTreeSet::from([EarlierUse::Rotation]);
    let mark = |list: &[&Disclosure]| {
        let list: Vec<_> = list.iter().map(|draw| ((*draw).clone(), uses.clone())).collect();
        let (mut plan, mut targets) = (plan(4, 2, 2), rosters(4, 6, 6).targets);
        mark_by_list(&mut plan, &mut targets, &list).map(|_| (plan.earlier, targets))
    };
    let marked = mark(&[&second, &first]).unwrap();
    assert_eq!(marked, mark(&[&first, &second]).unwrap());
    assert_eq!(marked.0.iter().map(|one| one.head).collect::<Vec<_>>(), [first.head, second.head]);
    let alone = mark(&[&second]).unwrap();
    assert_ne!(alone.1, mark(&[&first]).unwrap().1);
    assert_eq!(marked.1, alone.1, "the later teams hold");
    let faults = mark(&[&second, &first, &second]).unwrap_err();
    assert_eq!(codes(&faults), [(Some(3), "disclosure", FaultCode::Repeated)]);
    assert_eq!(faults.as_slice()[0].table, Table::Earlier);
}

#[test]
fn what_earlier_draws_mark_is_counted_and_what_they_do_not_tell_is_left() {
    let before = announced_on("2026-10-07", 1);
    let uses = [EarlierUse::LeaveOut, EarlierUse::Count, EarlierUse::Rotation];
    let mark = |targets: &mut [dual_random::Target], uses: &[EarlierUse]| {
        let mut plan = plan(4, 2, 2);
        let earlier: Vec<_> = uses.iter().map(|use_for| (&before, *use_for)).collect();
        let marked = mark_earlier(&mut plan, targets, &earlier).unwrap();
        [marked.carried, marked.drawn_before, marked.inspected, marked.last_team]
    };
    let mut targets = rosters(4, 6, 6).targets;
    targets[0].exemption = Some(Exemption::new("已注销", "示例登记"));
    // All four were drawn; who is exempt is not left out of anything.
    assert_eq!(mark(&mut targets, &uses), [0, 3, 4, 4]);
    let marked = targets.clone();
    assert!(marked.iter().all(|target| target.inspected == 1 && !target.last_team.is_empty()));
    // The second time there is nothing to raise and nothing to fill in.
    assert_eq!(mark(&mut targets, &uses), [0, 3, 0, 0]);
    assert_eq!(targets, marked);
    // A draw that is named for a count alone does not contradict who is carried, left out, or whose team is known.
    let mut targets = rosters(4, 6, 6).targets;
    targets[1].carried = true;
    targets[2].drawn_before = true;
    targets[3].last_team = vec![common::inspector_id(5), common::inspector_id(4)];
    let given = targets.clone();
    assert_eq!(mark(&mut targets, &[EarlierUse::Count]), [0, 0, 4, 0]);
    for target in &mut targets {
        target.inspected = 0;
    }
    assert_eq!(targets, given);
}
