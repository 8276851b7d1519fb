//! What may be committed and disclosed, and what may not: columns, personal numbers, withholding, counties, dead rules.

#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use common::{announce, date, id, instant, plan, quota, rosters, run, stratum, values, when};
use dual_random::plan::{Category, DistrictRule, EarlierUse, Field, LeftOut, TicketRule};
use dual_random::record::mark_earlier;
use dual_random::roster::{Columns, SHEET_ONLY};
use dual_random::rules::Reason;
use dual_random::tables;
use dual_random::{
    Days, Draft, Fault, FaultCode, Faults, Grounds, Language, Plan, RecordName, Rosters, Say, Strikes, Table,
    TargetStrike, Withholding, draw,
};

/// A part of what a fault holds, as services read it.
fn data(fault: &Fault, name: &str) -> String {
    let data = serde_json::to_value(fault).unwrap();
    data[name].as_str().map_or_else(|| data[name].to_string(), str::to_owned)
}

fn faults_of(plan: Plan, rosters: Rosters) -> Vec<(Table, Option<u64>, String, FaultCode)> {
    let Err(faults) = Draft::new(plan, rosters) else { return Vec::new() };
    let one = |fault: &Fault| (fault.table, fault.row, fault.field.clone(), fault.code());
    faults.as_slice().iter().map(one).collect()
}

fn codes(faults: &Faults) -> Vec<FaultCode> {
    faults.as_slice().iter().map(dual_random::Fault::code).collect()
}

/// A made-up ID number with a right check character.
fn made_up_id() -> String {
    let all = "0123456789X".chars().map(|last| format!("52269919000101123{last}"));
    all.filter(|id| dual_random::types::citizen_id::is_citizen_id(id)).collect()
}

const ROSTER: &str = "编号,名称,行政区划,类别,行业,联系人,联系电话,地址,法定代表人,网格员,内部备注\n\
    A-01,企业甲,522601,一般,电镀,甲某,13800138000,某路1号,甲法,甲网,勿公开\n";

#[test]
fn a_column_is_named_by_the_plan_for_the_sheet_alone_or_not_read() {
    let columns = Columns::new(["行业"], ["网格员"]);
    let table = tables::targets(ROSTER.as_bytes(), &columns).unwrap();
    assert_eq!(table.attributes, ["行业"]);
    assert_eq!(table.sheet, ["联系人", "联系电话", "地址", "法定代表人", "网格员"]);
    assert_eq!(table.ignored, ["内部备注"]);
    let target = &table.records[0];
    assert_eq!(target.attributes.keys().collect::<Vec<_>>(), ["行业"]);
    assert_eq!(target.sheet["联系电话"], "13800138000");
}

#[test]
fn a_column_that_the_plan_names_and_the_roster_lacks_is_a_fault_with_the_nearest_name() {
    let columns = {
        let mut it = Columns::default();
        it.attributes = ["行叶".to_owned()].into();
        it
    };
    let faults = tables::targets(ROSTER.as_bytes(), &columns).unwrap_err();
    assert_eq!(codes(&faults), [FaultCode::PlannedColumn]);
    assert_eq!(data(&faults.as_slice()[0], "limit"), "行业");
    let said = |fault: &Fault, language| fault.problem.message(language);
    assert!(said(&faults.as_slice()[0], Language::Zh).ends_with("；相近的列：“行业”"));
}

#[test]
fn a_column_that_no_name_is_near_is_a_fault_without_a_hint() {
    let columns = {
        let mut it = Columns::default();
        it.attributes = ["zzz".to_owned()].into();
        it
    };
    let faults = tables::targets(ROSTER.as_bytes(), &columns).unwrap_err();
    assert_eq!(codes(&faults), [FaultCode::PlannedColumn]);
    let fault = &faults.as_slice()[0];
    assert_eq!(fault.problem.message(Language::Zh), "计划所列的列 zzz 不在名录中");
    assert_eq!(fault.problem.message(Language::En), "lacks the column zzz that the plan names");
    assert!(serde_json::to_value(fault).unwrap()["limit"].is_null());
}

#[test]
fn what_the_plan_does_not_name_is_in_no_document() {
    let mut plan = plan(6, 2, 2);
    plan.attributes = vec!["行业".to_owned()];
    let mut people = rosters(6, 6, 4);
    for target in &mut people.targets {
        target.attributes.insert("行业".to_owned(), "电镀".to_owned());
        target.sheet.insert("联系电话".to_owned(), "13800138000".to_owned());
    }
    let drawn = run(plan.clone(), people.clone(), 1);
    for bytes in [&drawn.reveal().unwrap()[..], &common::disclose(drawn, &|_| None).to_bytes().unwrap()] {
        let text = std::str::from_utf8(bytes).unwrap();
        assert!(text.contains("电镀") && !text.contains("13800138000") && !text.contains("联系电话\",\""));
    }
    // A service that gives what the plan does not name is told so.
    people.targets[3].attributes.insert("产能".to_owned(), "5".to_owned());
    let found = faults_of(plan, people);
    assert_eq!(found[0], (Table::Targets, Some(4), "产能".to_owned(), FaultCode::ExtraAttribute));
}

#[test]
fn columns_for_the_sheet_are_never_disclosed_whatever_a_plan_says() {
    for name in SHEET_ONLY {
        let mut plan = plan(6, 2, 2);
        plan.attributes = vec![name.to_owned()];
        assert!(faults_of(plan, rosters(6, 6, 4)).iter().any(|f| f.3 == FaultCode::SheetOnly), "{name}");
    }
    let mut both = plan(6, 2, 2);
    (both.attributes, both.task_sheet) = (vec!["网格员".to_owned()], vec!["网格员".to_owned()]);
    assert!(faults_of(both, rosters(6, 6, 4)).iter().any(|fault| fault.3 == FaultCode::ColumnTwice));
}

#[test]
fn personal_numbers_are_refused_wherever_a_disclosure_would_show_them() {
    type Edit = Box<dyn Fn(&mut Plan, &mut Rosters)>;
    let number = made_up_id();
    let cases: Vec<(&str, Edit)> = vec![
        ("name", Box::new(|_, people| people.targets[1].name = "甲厂tel13800138000".to_owned())),
        ("class", Box::new(|_, people| people.targets[1].class = "一般13800138000".to_owned())),
        ("credit_code", {
            let number = number.clone();
            Box::new(move |_, people| people.targets[1].credit_code = Some(number.clone()))
        }),
        ("行业", {
            let number = number.clone();
            Box::new(move |plan, people| {
                plan.attributes = vec!["行业".to_owned()];
                people.targets[1].attributes.insert("行业".to_owned(), format!("联系{number}"));
            })
        }),
        ("inspector", Box::new(|_, people| people.inspectors[1].name = "甲 6222020000000000018".to_owned())),
        (
            "recusal",
            Box::new(|_, people| {
                people.recusals = vec![common::recusal(1, 1)];
                people.recusals[0].category = "亲属 138-0013-8000".to_owned();
            }),
        ),
        ("plan", Box::new(|plan, _| plan.place = "会议室，联系 13800138000".to_owned())),
    ];
    for (name, spoil) in cases {
        let (mut plan, mut people) = (plan(6, 2, 2), rosters(6, 6, 4));
        spoil(&mut plan, &mut people);
        let error = Draft::new(plan, people).unwrap_err();
        let private = [FaultCode::HoldsCitizenId, FaultCode::HoldsMobile, FaultCode::HoldsBankCard];
        assert!(codes(&error).iter().any(|code| private.contains(code)), "{name}: {error}");
        let said = error.to_string();
        assert!(!said.contains("13800138000") && !said.contains(&number), "{name}: {said}");
    }
}

#[test]
fn the_reason_for_a_fallback_or_a_withholding_is_looked_through_too() {
    let mut plan = plan(6, 2, 2);
    let mut fallback = plan.values[0].source.clone();
    fallback.issue = "other".to_owned();
    fallback.closes = instant("2026-10-10T21:00:00+08:00");
    plan.values[0].fallbacks = vec![fallback];
    let announced = announce(plan, rosters(6, 6, 4), 1);
    let mut used = values(&announced.announcement.plan, 1);
    (used[0].source, used[0].reason) = (1, Some("请拨 13800138000".to_owned()));
    let refused = draw(&announced.announcement, &announced.opening, &used).unwrap_err();
    assert_eq!(refused.code(), "personal");
    used[0].reason = Some("未发布".to_owned());
    let drawn = draw(&announced.announcement, &announced.opening, &used).unwrap();
    let entry = |reason: &str, id: &str| {
        let mut it = Withholding::of_roster(Table::Targets, reason.to_owned());
        it.id = Some(id.to_owned());
        it
    };
    let grounds = |list: &[Withholding]| Grounds::new(list, drawn.names());
    assert_eq!(codes(&grounds(&[entry("见 13800138000", "T001")]).unwrap_err()), [FaultCode::HoldsMobile]);
    assert_eq!(codes(&grounds(&[entry("商业秘密", "T999")]).unwrap_err()), [FaultCode::NoSuchRecord]);
    let twice = [entry("商业秘密", "T001"), entry("商业秘密", "T001")];
    assert_eq!(codes(&grounds(&twice).unwrap_err()), [FaultCode::Repeated]);
    assert!(grounds(&[entry("商业秘密", "T001")]).is_ok());
}

#[test]
fn every_kind_of_record_can_be_withheld_alone_or_with_its_whole_roster() {
    let mut people = rosters(6, 6, 4);
    people.recusals = vec![common::recusal(1, 1), common::recusal(2, 1)];
    let drawn = run(plan(6, 2, 2), people, 1);
    let of = |roster, id: Option<&str>, target: Option<usize>| {
        let mut it = Withholding::of_roster(roster, "依法不公开");
        it.id = id.map(str::to_owned);
        it.target = target.map(common::target_id);
        it
    };
    for (entry, withheld) in [
        (of(Table::Targets, Some("T001"), None), 1),
        (of(Table::Inspectors, Some("I001"), None), 1),
        (of(Table::Recusals, Some("I001"), Some(1)), 1),
        (of(Table::Targets, None, None), 6),
        (of(Table::Inspectors, None, None), 6),
        (of(Table::Recusals, None, None), 2),
        (of(Table::Changes, None, None), 0),
    ] {
        let grounds = Grounds::new(std::slice::from_ref(&entry), drawn.names()).unwrap();
        assert_eq!(drawn.exposure(&grounds).withheld, withheld, "{entry:?}");
        let disclosure = drawn.disclose(&grounds).unwrap();
        let text = String::from_utf8(disclosure.to_bytes().unwrap()).unwrap();
        assert_eq!(text.matches("\"withheld\"").count(), withheld, "{entry:?}");
    }
    assert!(drawn.names().any(|name| matches!(name, RecordName::Recusal(..))));
}

#[test]
fn neighbours_are_told_by_counties_however_fine_their_codes_are() {
    for (of_target, of_inspector, same) in [
        ("522601", "522601000000", true),
        ("522601000000", "522601", true),
        ("522601001", "522601102003", true),
        ("522601", "522622", false),
        ("522601000000", "522622000000", false),
    ] {
        for (rule, allowed) in [(DistrictRule::Cross, !same), (DistrictRule::Own, same)] {
            let mut plan = plan(3, 1, 1);
            plan.district_rule = rule;
            let mut people = rosters(3, 2, 4);
            people.targets.iter_mut().for_each(|target| target.district = of_target.to_owned());
            people.inspectors.iter_mut().for_each(|inspector| inspector.district = of_inspector.to_owned());
            let drafted = Draft::new(plan, people);
            assert_eq!(drafted.is_ok(), allowed, "{rule:?} {of_target} {of_inspector}");
        }
    }
    // One of the same county under a finer code is set aside for it.
    let mut plan = plan(3, 1, 1);
    plan.district_rule = DistrictRule::Cross;
    let mut people = rosters(3, 2, 4);
    people.inspectors[0].district = "522601000000".to_owned();
    let drawn = run(plan, people, 1);
    let story = drawn.story().unwrap();
    let visit = &story.visits()[0];
    let pool = story.pool(visit, &visit.seats[0], visit.seats[0].last_drawn().unwrap());
    assert_eq!(pool.shrunk, [(Reason::District, 1)]);
}

#[test]
fn the_cases_of_districts_give_the_same_draw_in_six_and_in_twelve_digits() {
    let read = |name: &str| {
        let bytes = std::fs::read(format!("tests/cases/15b-cross-rule-12-digits/{name}")).unwrap();
        tables::targets(&bytes, &Columns::default()).unwrap().records
    };
    for name in ["targets.csv", "targets-6.csv"] {
        let (mut plan, targets) = (plan(7, 2, 2), read(name));
        plan.district_rule = DistrictRule::Cross;
        let mut people = {
            let mut it = rosters(0, 6, 4);
            it.targets = targets;
            it
        };
        people.inspectors.iter_mut().for_each(|inspector| inspector.district = "522601".to_owned());
        let faults = Draft::new(plan, people).unwrap_err();
        let all_unstaffable = codes(&faults).iter().all(|code| *code == FaultCode::Unstaffable);
        assert!(all_unstaffable && faults.as_slice().len() == 7, "{name}: {faults}");
    }
    let bytes = std::fs::read("tests/cases/15-district-levels/targets.csv").unwrap();
    let targets = tables::targets(&bytes, &Columns::default()).unwrap().records;
    let mut plan = plan(7, 2, 2);
    plan.strata = vec![
        stratum("凯里", vec![when("district", &["522601"])], quota(1)),
        stratum("其他", vec![when("district", &["522622", "522625"])], quota(1)),
    ];
    let draft = Draft::new(plan, {
        let mut it = rosters(0, 6, 4);
        it.targets = targets;
        it
    })
    .unwrap();
    assert_eq!(draft.strata().iter().map(|stratum| stratum.n).collect::<Vec<_>>(), [3, 4]);
    let names = std::fs::read("tests/cases/15-district-levels/targets-names.csv").unwrap();
    let faults = tables::targets(&names, &Columns::default()).unwrap_err();
    assert!(codes(&faults).iter().all(|code| *code == FaultCode::BadDistrict), "names are no codes yet");
}

#[test]
fn a_rule_about_an_attribute_that_nobody_has_is_a_fault_and_a_dead_value_a_hint() {
    let mut people = rosters(6, 6, 4);
    for target in &mut people.targets {
        target.attributes.insert("行业".to_owned(), "电镀".to_owned());
    }
    let with = |field: &str, values: &[&str]| {
        let mut plan = plan(6, 2, 2);
        plan.tickets = vec![TicketRule::new(3).when(when(field, values))];
        plan
    };
    let mut misspelt = people.clone();
    misspelt.targets.iter_mut().for_each(|target| {
        target.attributes = [("行业".to_owned(), "电镀".to_owned())].into();
    });
    let mut dead = with("attribute:行叶", &["电镀"]);
    dead.attributes = vec!["行业".to_owned()];
    let faults = Draft::new(dead, misspelt).unwrap_err();
    let dead = faults.as_slice().iter().find(|fault| fault.code() == FaultCode::NoSuchColumn).unwrap();
    assert_eq!((data(dead, "found").as_str(), data(dead, "limit").as_str()), ("行叶", "行业"));

    let draft = Draft::new(with("attribute:行业", &["制药", "电镀"]), people.clone()).unwrap();
    let uses = draft.rule_uses();
    assert_eq!((uses[0].rule.as_str(), uses[0].targets), ("strata[0]", 6));
    assert_eq!((uses[1].rule.as_str(), uses[1].targets), ("tickets[0]", 6));
    assert_eq!(uses[1].unknown, [(Field::Attribute("行业".to_owned()), "制药".to_owned())]);
    assert_eq!((uses[2].rule.as_str(), uses[2].targets), ("teams[0]", 6));
    let draft = Draft::new(with("attribute:行业", &["制药"]), people).unwrap();
    assert_eq!(draft.rule_uses()[1].targets, 0, "nobody meets it");
}

#[test]
fn an_id_of_an_earlier_draw_is_not_given_to_another_target() {
    let mut people = rosters(6, 6, 4);
    people.targets[0].credit_code = Some("91522601MATEXT01X3".to_owned());
    let earlier = common::disclose(run(plan(6, 2, 2), people.clone(), 1), &|_| None);
    let uses = [(&earlier, EarlierUse::Count)];
    let mark = |targets: &[dual_random::Target]| {
        mark_earlier(&mut plan(6, 2, 2), &mut targets.to_vec(), &uses).map_err(|faults| codes(&faults))
    };
    assert!(mark(&people.targets).is_ok());
    // A new name under the same code, and a corrected code under the same name, are the same company.
    let mut renamed = people.targets.clone();
    renamed[0].name = "示例新名".to_owned();
    assert!(mark(&renamed).is_ok());
    let mut corrected = people.targets.clone();
    corrected[0].credit_code = Some("92522631MATEXT028E".to_owned());
    assert!(mark(&corrected).is_ok());
    // Renumbered rows are not.
    let mut renumbered = people.targets.clone();
    let last = renumbered.len() - 1;
    for place in (1..=last).rev() {
        renumbered[place].name = people.targets[place - 1].name.clone();
        renumbered[place].credit_code.clone_from(&people.targets[place - 1].credit_code);
    }
    assert_eq!(mark(&renumbered).unwrap_err(), vec![FaultCode::SomebodyElse; last]);
}

#[test]
fn a_carried_target_that_is_gone_is_accounted_for_by_name() {
    let mut rules = plan(6, 2, 2);
    rules.amendments.target_reasons = vec!["已关闭".to_owned()];
    rules.amendments.strikes_per_stratum = 1;
    let drawn = run(rules, rosters(6, 6, 4), 1);
    let target = drawn.story().unwrap().visits()[0].id().clone();
    let strike = TargetStrike::new(target.clone(), "已关闭", dual_random::Digest::of_file(b"x"));
    let mut amended = drawn.clone();
    amended.amend(Strikes::of(date("2026-10-20")).targets([strike])).unwrap();
    let earlier = common::disclose(amended, &|_| None);
    let uses = [(&earlier, EarlierUse::Carry)];
    let mut there = rosters(6, 6, 4).targets;
    let marked = mark_earlier(&mut plan(6, 2, 2), &mut there, &uses).unwrap();
    assert_eq!(marked.carried, 1);
    let mut gone: Vec<_> = rosters(6, 6, 4).targets;
    gone.retain(|one| one.id != target);
    let faults = mark_earlier(&mut plan(5, 2, 2), &mut gone, &uses).unwrap_err();
    assert_eq!(
        (codes(&faults), data(&faults.as_slice()[0], "found").as_str()),
        (vec![FaultCode::CarriedGone], target.as_str())
    );
    let mut says_why = plan(5, 2, 2);
    let carried = vec![target.clone()];
    says_why.left_out = vec![LeftOut::new(0, "已注销").carried(carried)];
    assert!(mark_earlier(&mut says_why, &mut gone, &uses).is_ok());
    // Whoever is there is not left out.
    let mut there = rosters(6, 6, 4).targets;
    let faults = mark_earlier(&mut says_why, &mut there, &uses).unwrap_err();
    assert_eq!(codes(&faults), [FaultCode::CarriedThere]);
    let said = Draft::new(says_why, rosters(6, 6, 4)).unwrap_err();
    assert!(codes(&said).contains(&FaultCode::CarriedThere));
}

#[test]
fn an_earlier_draw_counts_within_its_year_and_keeps_out_or_brings_back_what_shares_an_item() {
    let people = rosters(6, 6, 4);
    let made = |change: &dyn Fn(&mut Plan)| {
        let mut plan = plan(6, 2, 2);
        change(&mut plan);
        common::disclose(run(plan, people.clone(), 1), &|_| None)
    };
    let faults = |earlier: &dual_random::Disclosure, use_for: EarlierUse, change: &dyn Fn(&mut Plan)| {
        let mut plan = plan(6, 2, 2);
        change(&mut plan);
        let marked = mark_earlier(&mut plan, &mut people.targets.clone(), &[(earlier, use_for)]);
        marked.err().map_or_else(Vec::new, |faults| codes(&faults))
    };
    let next_year = |plan: &mut Plan| plan.period = Days::new(date("2027-01-01"), date("2027-03-31"));
    let other_items = |plan: &mut Plan| {
        plan.items[0].id = id("item-2");
        plan.items[0].name = "另一事项".to_owned();
        plan.strata[0].items = vec![id("item-2")];
    };
    let (routine, case) = (made(&|_| {}), made(&|plan| plan.category = Category::Case));
    for use_for in [EarlierUse::Count, EarlierUse::LeaveOut, EarlierUse::Carry, EarlierUse::Rotation] {
        let (keeps_out, counts) = (use_for == EarlierUse::LeaveOut, use_for == EarlierUse::Count);
        let only = |is: bool, code| if is { vec![code] } else { Vec::new() };
        assert_eq!(faults(&routine, use_for, &|_| {}), [], "{use_for:?}");
        let other_year = only(keeps_out || counts, FaultCode::OtherYear);
        assert_eq!(faults(&routine, use_for, &next_year), other_year, "{use_for:?}");
        assert_eq!(faults(&case, use_for, &|_| {}), only(keeps_out, FaultCode::KeptOutByCase), "{use_for:?}");
        let needs_items = keeps_out || use_for == EarlierUse::Carry;
        assert_eq!(
            faults(&routine, use_for, &other_items),
            only(needs_items, FaultCode::OtherItems),
            "{use_for:?}"
        );
    }
}
