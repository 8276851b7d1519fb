//! The program with tables as offices have them: what was read otherwise than it stands is said by every command that reads a table.

#![cfg(feature = "xlsx")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod harness;

use harness::*;
use std::fs;

fn case(name: &str) -> Vec<u8> {
    let path = format!("{}/tests/cases/{name}", env!("CARGO_MANIFEST_DIR"));
    fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Takes the rules out of the plan that ask for columns which these rosters do not have.
fn without_rules_of_columns(place: &Place) {
    let plan = place.read("d/plan.toml");
    let (before, rest) = plan.split_once("[[tickets]]").unwrap();
    let (_, teams) = rest.split_once("[[teams]]\nseats = [{ role = \"officer\" }, ").unwrap();
    let teams = format!("[[teams]]\nseats = [{{ role = \"officer\" }}, {teams}");
    fs::write(place.path("d/plan.toml"), format!("{before}{teams}")).unwrap();
}

#[test]
fn check_and_announce_say_what_was_read_otherwise_than_it_stands() {
    let place = Place::new("table-notes");
    place.ends(0, &["init", "d", "--text"]);
    let table = String::from_utf8(case("25-marks-for-no-code/targets.csv")).unwrap();
    let table = table.replace("虚构化工有限公司", "虚构(纸业)有限公司").replace("虚构纸业", "虚构（纸业）");
    let rows: Vec<String> = table.lines().skip(1).map(|line| format!("{line},B\n")).collect();
    let rows = rows.concat();
    fs::write(place.path("d/targets.csv"), format!("编号,名称,行政区划,类别,统一社会信用代码,信用\n{rows}"))
        .unwrap();
    place.edit("d/plan.toml", "count = 8", "count = 7");
    without_rules_of_columns(&place);
    place.edit("d/inspectors.csv", "虚构甲", "阿依·古丽");
    place.edit("d/inspectors.csv", "虚构乙", "阿依•古丽");
    for step in ["check", "announce"] {
        let said = place.ends(0, &[step, "d"]);
        for line in [
            "提示：d/targets.csv：检查对象名录第 2、3、4、5、8 行 统一社会信用代码：填写为 “无”、“/”、“—”、“暂无”，按没有代码处理",
            "提示：d/targets.csv：检查对象名录第 6 行 统一社会信用代码：代码中的小写字母已按大写字母读取",
            "DW-001 虚构（纸业）有限公司、DW-002 虚构(纸业)有限公司",
            "ZF-01 阿依·古丽、ZF-02 阿依•古丽",
        ] {
            assert!(said.contains(line), "{said}");
        }
    }
    // The announcement counts names that are equal to the letter, as its protocol has it.
    assert!(!place.read("d/public/announcement.json").contains("repeated_name"));
}

#[test]
fn districts_that_a_given_list_does_not_have_are_hinted_at() {
    let place = Place::new("districts");
    place.ends(0, &["init", "d", "--text"]);
    fs::write(place.path("d/districts.csv"), "代码,名称\n522601,示例市\n522622000000,示例县\n").unwrap();
    for step in ["check", "announce"] {
        let said = place.ends(0, &[step, "d"]);
        assert!(said.contains("不在 d/districts.csv 中，可能已撤销或填写有误：522625"), "{said}");
    }
    fs::write(place.path("d/districts.csv"), "代码,名称\n5226,示例州\n").unwrap();
    assert!(place.ends(2, &["check", "d"]).contains("d/districts.csv"));
}

#[test]
fn hidden_sheets_are_named_and_a_hidden_roster_is_never_drawn_from() {
    let place = Place::new("hidden-sheets");
    place.ends(0, &["init", "d", "--text"]);
    fs::remove_file(place.path("d/targets.csv")).unwrap();
    place.edit("d/plan.toml", "count = 8", "count = 7");
    without_rules_of_columns(&place);
    let with = |name: &str| {
        fs::write(place.path("d/targets.xlsx"), case(&format!("09-hidden-dropdown-sheet/{name}.xlsx")))
            .unwrap();
    };
    with("hidden-dictionary-first");
    assert!(place.ends(0, &["check", "d"]).contains("隐藏的工作表 dict 未读取"));
    assert!(
        place.ends(0, &["check", "d", "--lang", "en"]).contains("has hidden sheets that are not read: dict")
    );
    with("hidden-old-roster-first");
    let said = place.ends(2, &["check", "d"]);
    assert!(said.contains("可见的工作表没有内容，隐藏的工作表 “旧名录” 不作名录读取"), "{said}");
}

#[test]
fn publish_and_due_read_real_decisions_and_say_what_was_converted() {
    let place = Place::disclosed("real-decisions");
    let late = ["--at", "2027-01-06T10:00:00+08:00", "--reason", "更正", "--not-public"];
    for name in [
        "02-document-numbers/penalties.csv",
        "03-individual-business/penalties.csv",
        "01-excel-17-digit-decimals/penalties.xlsx",
        "34-poi-dot-zero/penalties-10m.xlsx",
    ] {
        let table = place.path(name.rsplit('/').next().unwrap());
        fs::write(&table, case(name)).unwrap();
        place.ends(0, &[&["publish", "d", "--penalties", table.to_str().unwrap()][..], &late].concat());
        let shown = fs::read_dir(place.path("d/public/pages")).unwrap().map(|file| file.unwrap().path());
        let shown: String = shown
            .filter(|path| path.to_string_lossy().ends_with(".json"))
            .map(|path| fs::read_to_string(path).unwrap())
            .collect();
        let expected = match name {
            "02-document-numbers/penalties.csv" => "某环罚〔2026〕 9号",
            "03-individual-business/penalties.csv" => "示例县甲某小吃店",
            "01-excel-17-digit-decimals/penalties.xlsx" => "\"fine\":123456789,",
            _ => "\"fine\":1000000000,",
        };
        assert!(shown.contains(expected), "{name}");
    }
    let form = String::from_utf8(case("04b-xinyong-heads/penalties.csv")).unwrap();
    fs::write(place.path("form.csv"), &form).unwrap();
    let arguments = ["publish", "d", "--penalties", "form.csv"];
    let said = place.ends(2, &[&arguments[..], &late].concat());
    for line in ["缺少列：地址", "缺少列：救济途径", "第 2 行“当前状态”：1 无效，可选：有效、"]
    {
        assert!(said.contains(line), "{said}");
    }
    let mut lines: Vec<String> = form.replace(",1,", ",有效,").lines().map(str::to_owned).collect();
    lines[0] += ",地址,证据,履行方式和期限,救济途径";
    lines[1] += ",示例地址,示例：监测报告,十五日内缴纳,六十日内申请复议";
    fs::write(place.path("form.csv"), lines.join("\n")).unwrap();
    fs::write(place.path("calendar.toml"), place.read("d/calendar.toml")).unwrap();
    let due = ["due", "d", "--penalties", "form.csv", "--on", "2026-12-01"];
    for said in [place.ends(0, &[&arguments[..], &late].concat()), {
        let output = place.run(&due);
        String::from_utf8([output.stdout, output.stderr].concat()).unwrap()
    }] {
        assert!(said.contains("罚款金额（万元）：金额单位为万元，已换算为元"), "{said}");
        assert!(said.contains("以下各列不使用：“违法行为类型”、"), "{said}");
    }
}
