//! The plan as a workbook, and an office's own tables, through the program.

#![cfg(feature = "xlsx")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod harness;

use calamine::{Data, Reader, Xlsx, open_workbook};
use harness::*;
use rust_xlsxwriter::Workbook;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

const TODAY: [&str; 2] = ["--at", "2026-11-26T09:00:00+08:00"];

/// When the certificates of the office's inspectors are valid for a quarter yet.
const OCTOBER: [&str; 2] = ["--at", "2026-10-08T09:00:00+08:00"];

/// Changes texts of a workbook.
fn edit(path: &Path, changes: &[(&str, &str)]) {
    let done = edited(path, changes);
    assert_eq!(done, changes.len(), "{changes:?}");
}

#[test]
fn each_ready_plan_is_checked_without_a_fault_and_rehearsed() {
    let place = Place::new("book-templates");
    for template in ["eco", "market", "joint", "batches"] {
        place.ends(0, &[&["init", template, "--template", template][..], &TODAY].concat());
        let said = place.ends(0, &[&["check", template][..], &TODAY].concat());
        assert!(said.contains("没有差错") && said.contains("2027-Q1-01"), "{said}");
        assert!(!place.path(template).join("检查结果.xlsx").exists());
    }
    for template in ["eco", "joint", "batches"] {
        let said = place.ends(0, &["rehearse", template]);
        assert!(said.contains("没有发现问题"), "{template}: {said}");
    }
    assert!(place.path("eco-演练/public/disclosure.json").exists());
    assert!(!place.path("eco/public").exists());
    place.ends(0, &[&["--lang", "en", "init", "english"][..], &TODAY].concat());
    let said = place.ends(0, &[&["--lang", "en", "check", "english"][..], &TODAY].concat());
    assert!(said.contains("no faults") && !said.contains("检查"), "{said}");
    // Two forms of the plan side by side: nobody could say which one counts.
    place.ends(2, &[&["init", "eco", "--text"][..], &TODAY].concat());
    place.ends(0, &[&["init", "text", "--text"][..], &TODAY].concat());
    assert!(place.ends(2, &[&["init", "text"][..], &TODAY].concat()).contains("同时存在"));
}

/// Rosters in files of their own beside a workbook are rehearsed like any other.
#[test]
fn a_workbook_with_rosters_beside_it_is_rehearsed() {
    let place = Place::new("book-beside");
    place.ends(0, &["init", "a", "--text"]);
    fs::create_dir(place.path("b")).unwrap();
    place.ends(0, &["convert", "a", "--out", "b/抽查计划.xlsx"]);
    for (from, to) in [("targets", "检查对象"), ("inspectors", "执法人员"), ("recusals", "回避")] {
        fs::copy(place.path("a").join(format!("{from}.csv")), place.path("b").join(format!("{to}.csv")))
            .unwrap();
    }
    place.ends(0, &["rehearse", "b"]);
    assert!(place.path("b-演练/public/disclosure.json").exists());
}

#[test]
fn either_form_of_the_plan_is_made_from_the_other() {
    let place = Place::new("book-convert");
    place.ends(0, &["init", "d", "--text"]);
    place.ends(0, &["convert", "d", "--out", "book/抽查计划.xlsx"]);
    place.ends(0, &["convert", "book", "--out", "again/plan.toml"]);
    place.ends(0, &["convert", "again", "--out", "twice/抽查计划.xlsx"]);
    assert_eq!(
        fs::read(place.path("book/抽查计划.xlsx")).unwrap(),
        fs::read(place.path("twice/抽查计划.xlsx")).unwrap(),
        "the same plan, the same bytes"
    );
    for table in ["targets.csv", "inspectors.csv", "recusals.csv"] {
        fs::copy(place.path("d").join(table), place.path("book").join(table)).unwrap();
    }
    let texts = ["d", "book"].map(|dir| place.ends(0, &["check", dir]).replace(&format!(" {dir}"), ""));
    let numbers =
        |text: &str| text.lines().filter(|line| line.starts_with("分组")).collect::<Vec<_>>().join("\n");
    assert_eq!(numbers(&texts[0]), numbers(&texts[1]));
    assert!(place.ends(2, &["convert", "d", "--out", "x.docx"]).contains(".xlsx"));
}

#[test]
fn faults_of_the_workbook_name_sheet_and_cell_and_all_come_in_one_round() {
    let place = Place::new("book-faults");
    place.ends(0, &[&["init", "d"][..], &TODAY].concat());
    let book = place.path("d/抽查计划.xlsx");
    edit(
        &book,
        &[
            ("日常检查", "随便查查"),
            ("尽量均衡", "谁有空谁去"),
            ("类别=特殊", "只看特殊的"),
            ("快乐8", "上证指数"),
            ("一般、特殊、重点", "一般，重点"),
            ("镇远县", "某县"),
        ],
    );
    let said = place.ends(2, &[&["check", "d"][..], &TODAY].concat());
    for line in [
        "d/抽查计划.xlsx:基本情况!B5”：“随便查查”不在可选范围内，可写：日常检查、专项检查、个案检查",
        "d/抽查计划.xlsx:基本情况!B21”：“谁有空谁去”的写法不对，此处应为尽量均衡、各人上限，或者 统一上限 3",
        "d/抽查计划.xlsx:分组与数量!I4”：“只看特殊的”的写法不对",
        "d/抽查计划.xlsx:公开值!E2”：“上证指数”的写法不对",
        "d/抽查计划.xlsx:检查对象!D7”：检查对象名录第 7 行“行政区划”：行政区划 “某县” 无法识别",
        "d/检查结果.xlsx",
    ] {
        assert!(said.contains(line), "{line}\n{said}");
    }
    let mut report: Xlsx<_> = open_workbook(place.path("d/检查结果.xlsx")).unwrap();
    assert_eq!(report.sheet_names(), ["检查结果", "检查对象", "执法人员"]);
    let list = report.worksheet_range("检查结果").unwrap();
    assert!(list.rows().any(|row| row[1] == Data::String("D7".to_owned())), "{list:?}");
    // Faults of the rules have their cells as well, and the report goes when all is mended.
    edit(
        &book,
        &[
            ("随便查查", "日常检查"),
            ("谁有空谁去", "尽量均衡"),
            ("只看特殊的", "类别=特殊"),
            ("上证指数", "快乐8"),
            ("某县", "镇远县"),
        ],
    );
    let said = place.ends(2, &[&["check", "d"][..], &TODAY].concat());
    assert!(
        said.contains("d/抽查计划.xlsx:检查对象!E8”：检查对象名录第 8 行“类别”：类别 “特殊” 不在计划的"),
        "{said}"
    );
    edit(&book, &[("一般，重点", "一般、特殊、重点")]);
    place.ends(0, &[&["check", "d"][..], &TODAY].concat());
    assert!(!place.path("d/检查结果.xlsx").exists());
}

/// The plan of an office with two classes, and no column of trades or qualifications.
fn office_plan(place: &Place, dir: &str, at: [&str; 2]) {
    let (ready, plan) = (format!("{dir}-ready"), format!("{dir}/plan.toml"));
    place.ends(0, &[&["init", &ready][..], &at].concat());
    place.ends(0, &["convert", &ready, "--out", &plan]);
    place.edit(&plan, "count = 0", "count = 398");
    place.edit(&plan, "\"一般\", \"特殊\", \"重点\"", "\"一般\", \"重点\"");
    let text = place.read(&plan);
    let (before, rest) = text.split_once("[[strata]]\nname = \"特殊\"").unwrap();
    let teams = "[[teams]]\nseats = [{ role = \"officer\" }, { role = \"officer\" }]\n";
    let values = rest.split_once("[[values]]").unwrap().1;
    fs::write(place.path(&plan), format!("{before}{teams}\n[[values]]{values}")).unwrap();
}

/// Writes a table again, each row as it is made.
fn rewritten(from: &Path, to: &Path, mut row: impl FnMut(usize, Vec<String>) -> Option<Vec<String>>) {
    let mut old: Xlsx<_> = open_workbook(from).unwrap();
    let sheet = old.sheet_names()[0].clone();
    let range = old.worksheet_range(&sheet).unwrap();
    let mut book = Workbook::new();
    let new = book.add_worksheet();
    let cells = |cells: &[Data]| cells.iter().map(ToString::to_string).collect::<Vec<String>>();
    let rows = range.rows().enumerate().filter_map(|(at, own)| row(at, cells(own)));
    for (line, texts) in (0..).zip(rows.collect::<Vec<_>>()) {
        for (column, text) in (0..).zip(&texts) {
            new.write_string(line, column, text).unwrap();
        }
    }
    book.save(to).unwrap();
}

/// Says of all visits but one that nothing was found, and of that one that there was a reason.
fn report_all(place: &Place, dir: &str, day: &str) {
    let form = place.path(dir).join("private/结果.xlsx");
    let mut heads: Vec<String> = Vec::new();
    rewritten(&form.clone(), &form, |at, mut row| {
        if at == 0 {
            heads.clone_from(&row);
            return Some(row);
        }
        let said: &[(&str, &str)] = match at {
            1 => &[("未检查原因", "汛期道路中断")],
            2 => &[("检查完成日期", day), ("检查结果", "发现问题已责令改正"), ("后续处置", "责令改正")],
            _ => &[("检查完成日期", day), ("检查结果", "未发现问题"), ("后续处置", "无需后续处置")],
        };
        for (head, text) in said {
            let column = heads.iter().position(|own| own == head).unwrap();
            (*text).clone_into(&mut row[column]);
        }
        Some(row)
    });
}

/// Who is visited, and by whom, as the form of results has it now.
fn visits(place: &Place, dir: &str) -> Vec<(String, String)> {
    let mut form: Xlsx<_> = open_workbook(place.path(dir).join("private/结果.xlsx")).unwrap();
    let sheet = form.sheet_names()[0].clone();
    let range = form.worksheet_range(&sheet).unwrap();
    range.rows().skip(1).map(|row| (row[0].to_string(), row[2].to_string())).collect()
}

const BALLS: &str = "lottery=03 06 11 15 19 22 26 30 33 37 41 44 48 52 55 59 63 68 72 77";

/// From nothing but what an office has: a computer that is lost before the draw, a company that is struck and an inspector who
/// leaves on one day, results, penalties of none, and a second quarter that carries on, in one log that is audited clean.
#[test]
fn an_office_holds_two_quarters_with_its_own_tables() {
    let place = Place::new("book-quarters");
    office(&place);
    let at = |time: &'static str| ["--at", time];
    let run = |code: i32, time: &'static str, arguments: &[&str]| {
        place.ends(code, &[arguments, &at(time)].concat())
    };
    run(0, "2026-10-10T09:00:00+08:00", &["announce", "d", "--yes"]);
    run(0, "2026-10-10T10:00:00+08:00", &["publish", "d", "--rosters"]);
    let envelope = place.read("d/private/envelope.html");
    let secret = envelope.split("<p class=\"big\"><code>").nth(1).unwrap().split("</code>").next().unwrap();
    fs::write(place.path("secret.txt"), secret).unwrap();
    fs::remove_dir_all(place.path("d/private")).unwrap();
    run(0, "2026-10-14T21:50:00+08:00", &["restore", "d", "--secret-file", "secret.txt"]);
    run(0, "2026-10-14T22:00:00+08:00", &["draw", "d", "--yes", "--value", BALLS]);

    let (target, alternates) = general(&place, "d");
    let (leaver, _) = seated(&place, "d").into_iter().find(|(_, of)| *of != target).unwrap();
    fs::write(place.path("证明.txt"), "凭证").unwrap();
    let amend = ["amend", "d", "--yes", "--date", "2026-10-22", "--evidence", "证明.txt"];
    let struck = [&amend[..], &["--strike-target", &target, "--reason", "停产"]].concat();
    let left = [&amend[..], &["--strike-inspector", &leaver, "--reason", "调离"]].concat();
    run(0, "2026-10-22T10:00:00+08:00", &struck);
    run(0, "2026-10-22T11:00:00+08:00", &left);
    let now = visits(&place, "d");
    assert!(now.iter().all(|(_, team)| !team.contains(&leaver)), "{leaver} is drawn still: {now:?}");
    let ids: Vec<&String> = now.iter().map(|(id, _)| id).collect();
    assert!(ids.contains(&&alternates[0]) && !ids.contains(&&target), "the alternate moved up: {ids:?}");

    report_all(&place, "d", "2026-11-20");
    run(0, "2026-12-02T09:00:00+08:00", &["publish", "d"]);
    run(0, "2027-01-05T09:00:00+08:00", &["disclose", "d", "--yes"]);
    run(0, "2027-01-05T10:00:00+08:00", &["publish", "d"]);
    let audited = run(0, "2027-01-06T09:00:00+08:00", &["audit", "d"]);
    assert!(audited.contains("没有发现问题"), "{audited}");

    // The next quarter: certificates are renewed, and whoever left is not in the list any more.
    office_plan(&place, "e", at("2027-01-07T09:00:00+08:00"));
    place.edit("e/plan.toml", "number = 1", "number = 2");
    fs::copy(place.path("d/检查对象.xlsx"), place.path("e/检查对象.xlsx")).unwrap();
    fs::copy(place.path("d/recusals.csv"), place.path("e/recusals.csv")).unwrap();
    fs::write(place.path("e/earlier.csv"), "披露文件,用途\n../d,结转;人员轮换\n").unwrap();
    rewritten(&place.path("d/执法人员.xlsx"), &place.path("e/执法人员.xlsx"), |at, mut row| {
        if at >= 2 && row.len() > 5 && !row[5].is_empty() {
            "2026-12-01".clone_into(&mut row[4]);
            "2031-11-30".clone_into(&mut row[5]);
        }
        (row.get(3).is_none_or(|certificate| certificate.trim() != leaver)).then_some(row)
    });
    run(0, "2027-01-08T08:00:00+08:00", &["check", "e"]);
    run(0, "2027-01-08T09:00:00+08:00", &["announce", "e", "--yes", "--log", "d/public/log.jsonl"]);
    run(0, "2027-01-14T22:00:00+08:00", &["draw", "e", "--yes", "--value", BALLS]);
    let second = visits(&place, "e");
    assert!(second.iter().any(|(id, _)| *id == target), "{target} was struck, and is carried: {second:?}");
    report_all(&place, "e", "2027-02-20");
    run(0, "2027-03-02T09:00:00+08:00", &["publish", "e"]);
    run(0, "2027-04-06T09:00:00+08:00", &["disclose", "e", "--yes"]);
    run(0, "2027-04-06T10:00:00+08:00", &["publish", "e"]);
    let audited = run(0, "2027-04-07T09:00:00+08:00", &["audit", "d", "e"]);
    assert!(audited.contains("没有发现问题"), "{audited}");
    run(0, "2027-04-07T10:00:00+08:00", &["report", "d", "e", "--to", "汇总"]);
    assert!(place.path("汇总/抽查工作报告.docx").exists());
}

/// The tables of an office as they are, 400 companies and 36 persons: one round to fill in what is truly missing.
fn office(place: &Place) {
    office_plan(place, "d", OCTOBER);
    let case = |name: &str| format!("{}/tests/cases/40-office-roster/{name}", env!("CARGO_MANIFEST_DIR"));
    fs::copy(case("roster_messy.xlsx"), place.path("d/检查对象.xlsx")).unwrap();
    fs::copy(case("insp_messy.xlsx"), place.path("d/执法人员.xlsx")).unwrap();
    fs::write(place.path("d/recusals.csv"), "执法证号,检查对象编号,回避事由\n").unwrap();
    let said = place.ends(2, &[&["check", "d"][..], &OCTOBER].concat());
    assert!(said.contains("共 57 处差错"), "{said}");
    assert!(said.contains("同样的问题共 40 处") && said.contains("同样的问题共 13 处"), "{said}");
    assert!(said.lines().filter(|line| line.starts_with("“d/检查对象.xlsx:")).count() <= 6, "{said}");
    assert!(said.contains("“企业名称 → 名称”") && said.contains("“独山县 → 522726”"), "{said}");

    // The office fills in what is missing, and leaves all else as it is.
    let mut old: Xlsx<_> = open_workbook(case("roster_messy.xlsx")).unwrap();
    let sheet = old.sheet_names()[0].clone();
    let rows = old.worksheet_range(&sheet).unwrap();
    let mut book = Workbook::new();
    let new = book.add_worksheet();
    let (mut seen, mut row) = (BTreeSet::new(), 0);
    for (at, cells) in rows.rows().enumerate() {
        let mut texts: Vec<String> = cells.iter().map(ToString::to_string).collect();
        let is_record = at >= 2 && !texts[0].contains("合计");
        if is_record {
            if !matches!(cells[2], Data::String(_)) {
                texts[2] = format!("92522701MA{at:08}");
            }
            if texts[3].is_empty() {
                "都匀市".clone_into(&mut texts[3]);
            }
            if texts[4].is_empty() {
                "否".clone_into(&mut texts[4]);
            }
            if !seen.insert(texts[2].clone()) {
                continue;
            }
        }
        for (column, text) in (0..).zip(&texts) {
            new.write_string(row, column, text).unwrap();
        }
        row += 1;
    }
    book.save(place.path("d/检查对象.xlsx")).unwrap();
    let said = place.ends(0, &[&["check", "d"][..], &OCTOBER].concat());
    assert!(said.contains("检查对象 398，检查人员 36") && said.contains("都能配齐人员"), "{said}");
}

#[test]
fn an_offices_own_tables_take_two_rounds() {
    office(&Place::new("book-office"));
}

#[test]
fn a_quarter_goes_on_from_the_one_before_without_a_number_or_a_log_to_type() {
    let place = Place::new("book-after");
    let run =
        |code: i32, time: &str, arguments: &[&str]| place.ends(code, &[arguments, &["--at", time]].concat());
    run(0, "2026-10-08T09:00:00+08:00", &["init", "a"]);
    run(0, "2026-10-10T09:00:00+08:00", &["announce", "a", "--yes"]);
    run(0, "2026-10-14T22:00:00+08:00", &["draw", "a", "--yes", "--value", BALLS]);
    run(0, "2027-01-05T09:00:00+08:00", &["init", "b", "--after", "a"]);
    assert_eq!(place.read("b/log.txt").trim(), "../a/public/log.jsonl");
    // What goes on from a draw that is not disclosed says so.
    let said = run(2, "2027-01-06T08:00:00+08:00", &["check", "b"]);
    assert!(said.contains("a/public/disclosure.json"), "{said}");
    run(0, "2027-01-06T09:00:00+08:00", &["disclose", "a", "--yes"]);
    let said = run(0, "2027-01-06T10:00:00+08:00", &["check", "b"]);
    assert!(said.contains("2027-Q1-02"), "{said}");
    let said = run(0, "2027-01-07T09:00:00+08:00", &["announce", "b", "--yes"]);
    assert!(said.contains("公告第 2 号"), "{said}");
    assert!(!place.path("b/public/log.jsonl").exists());
    let plan =
        &dual_random::Announcement::from_bytes(&fs::read(place.path("b/public/announcement.json")).unwrap())
            .unwrap()
            .plan
            .clone();
    let uses: BTreeSet<&str> = plan.earlier.iter().map(|earlier| earlier.use_for.code()).collect();
    assert_eq!(uses, BTreeSet::from(["carry", "rotation"]), "another year's visits do not count");
    // A plan of the same year counts them; a void draw leaves nothing but its number.
    run(0, "2027-01-08T09:00:00+08:00", &["void", "b", "--reason", "公开值输入有误", "--yes"]);
    run(0, "2027-01-16T09:00:00+08:00", &["init", "c", "--after", "b"]);
    let said = run(0, "2027-01-16T10:00:00+08:00", &["check", "c"]);
    assert!(said.contains("2027-Q1-03"), "{said}");
    // The third draw of a year counts the first as well.
    run(0, "2027-01-21T10:00:00+08:00", &["announce", "c", "--yes"]);
    run(0, "2027-01-22T22:00:00+08:00", &["draw", "c", "--yes", "--value", BALLS]);
    run(0, "2027-04-01T09:00:00+08:00", &["disclose", "c", "--yes"]);
    run(0, "2027-04-01T10:00:00+08:00", &["init", "x", "--after", "c"]);
    run(0, "2027-04-02T10:00:00+08:00", &["announce", "x", "--yes"]);
    run(0, "2027-04-03T10:00:00+08:00", &["init", "y", "--after", "x"]);
    let mut book: Xlsx<_> = open_workbook(place.path("y/抽查计划.xlsx")).unwrap();
    let earlier = book.worksheet_range("以往抽取").unwrap();
    let rows: Vec<Vec<String>> =
        earlier.rows().skip(1).map(|row| row.iter().map(ToString::to_string).collect()).collect();
    let row = |way: &str, uses: &str| vec![way.to_owned(), uses.to_owned()];
    assert_eq!(rows[..2], [row("../x", "结转、年度检查次数、人员轮换"), row("../c", "年度检查次数")]);
}

/// The next quarter has the plan of the one before, with days of its own; what the office wrote there is not typed again.
#[test]
fn the_next_plan_is_that_of_the_last_with_its_own_days() {
    let place = Place::new("book-again");
    let run =
        |code: i32, time: &str, arguments: &[&str]| place.ends(code, &[arguments, &["--at", time]].concat());
    run(0, "2026-12-28T09:00:00+08:00", &["init", "a"]);
    edit(&place.path("a/抽查计划.xlsx"), &[("某州生态环境局", "某市生态环境局"), ("虚构砖厂", "虚构制砖厂")]);
    run(0, "2026-12-29T09:00:00+08:00", &["announce", "a", "--yes"]);
    run(0, "2027-01-06T22:00:00+08:00", &["draw", "a", "--yes", "--value", BALLS]);
    run(0, "2027-04-01T09:00:00+08:00", &["disclose", "a", "--yes"]);
    run(0, "2027-04-02T09:00:00+08:00", &["init", "b", "--after", "a"]);
    let said = run(0, "2027-04-02T10:00:00+08:00", &["check", "b"]);
    assert!(said.contains("2027-Q2-02《2027年第二季度生态环境双随机抽查》"), "{said}");
    // A later quarter is rehearsed in a copy of the log.
    run(0, "2027-04-02T10:30:00+08:00", &["rehearse", "b"]);
    assert_eq!(place.read("a/public/log.jsonl").lines().count(), 3, "nothing is logged by a rehearsal");
    run(0, "2027-04-02T11:00:00+08:00", &["convert", "b", "--out", "b.toml"]);
    let plan = place.read("b.toml");
    for own in ["某市生态环境局", "快乐8，2027年4月8日开奖", "快乐8，2027年4月9日开奖"]
    {
        assert!(plan.contains(own), "{own}: {plan}");
    }
    let mut book: Xlsx<_> = open_workbook(place.path("b/抽查计划.xlsx")).unwrap();
    let targets = book.worksheet_range("检查对象").unwrap();
    assert!(targets.rows().any(|row| row.iter().any(|cell| *cell == "虚构制砖厂")));
}

/// Two ceremonies from the office's side: one command makes the second plan, one lists the changes.
#[test]
fn inspectors_are_drawn_for_targets_that_stand_without_a_plan_to_be_typed() {
    let place = Place::new("book-staffing");
    let run =
        |code: i32, time: &str, arguments: &[&str]| place.ends(code, &[arguments, &["--at", time]].concat());
    run(0, "2026-12-28T09:00:00+08:00", &["init", "a"]);
    edit(&place.path("a/抽查计划.xlsx"), &[("同时抽取对象和人员", "只抽对象，人员以后再抽")]);
    run(0, "2026-12-29T09:00:00+08:00", &["announce", "a", "--yes"]);
    run(0, "2027-01-06T22:00:00+08:00", &["draw", "a", "--yes", "--value", BALLS]);
    assert!(!place.path("a/private/结果.xlsx").exists(), "nobody is sent yet");
    run(0, "2027-01-07T09:00:00+08:00", &["init", "人员", "--selection", "a"]);
    let said = run(0, "2027-01-07T09:10:00+08:00", &["check", "人员"]);
    assert!(said.contains("dual-random announce 人员"), "a command is shown as it is typed: {said}");
    assert!(!said.contains("DW-00"), "who was drawn is secret: {said}");
    edit(&place.path("人员/抽查计划.xlsx"), &[("ZF-03", "ZF-09")]);
    let said = run(2, "2027-01-07T09:20:00+08:00", &["check", "人员"]);
    assert!(said.contains("移出检查人员 ZF-03") && said.contains("dual-random forms 人员"), "{said}");
    run(0, "2027-01-07T09:30:00+08:00", &["forms", "人员"]);
    assert!(run(2, "2027-01-07T09:40:00+08:00", &["check", "人员"]).contains("原因"));
    let form = place.path("人员/变动.xlsx");
    rewritten(&form, &form, |at, mut row| {
        row.resize(6, String::new());
        if at > 0 && !row[1].is_empty() {
            "调离".clone_into(&mut row[5]);
            "2027-01-07".clone_into(&mut row[4]);
        }
        Some(row)
    });
    // What was filled in stays when the list is made anew.
    run(0, "2027-01-07T09:50:00+08:00", &["forms", "人员"]);
    run(0, "2027-01-07T10:00:00+08:00", &["check", "人员"]);
    run(0, "2027-01-08T10:00:00+08:00", &["announce", "人员", "--yes"]);
    let second = BALLS.replace("lottery=", "lottery-2=");
    run(0, "2027-01-09T22:00:00+08:00", &["draw", "人员", "--yes", "--value", &second]);
    assert!(place.path("人员/private/结果.xlsx").exists());
    let due = run(0, "2027-01-13T09:00:00+08:00", &["due", "人员"]);
    assert!(!due.contains("DW-00") && due.contains("4 个对象"), "{due}");
    report_all(&place, "人员", "2027-02-20");
    // Both ceremonies are one draw of a report, and the quarter after goes on from the second, whichever is named.
    run(0, "2027-03-01T09:00:00+08:00", &["report", "a", "人员", "--to", "汇总"]);
    run(0, "2027-04-01T09:00:00+08:00", &["disclose", "人员", "--yes"]);
    run(0, "2027-04-02T09:00:00+08:00", &["init", "b", "--after", "a"]);
    let mut book: Xlsx<_> = open_workbook(place.path("b/抽查计划.xlsx")).unwrap();
    let earlier = book.worksheet_range("以往抽取").unwrap();
    assert_eq!(earlier.get_value((1, 0)).unwrap().to_string(), "../人员");
    let said = run(0, "2027-04-02T10:00:00+08:00", &["check", "b"]);
    assert!(said.contains("只抽取检查对象"), "it is drawn as before: {said}");
}

/// The days off come in a table, as the year's notice has them.
#[test]
fn days_off_are_filled_in_as_the_notice_states_them() {
    let place = Place::new("book-holidays");
    let run = |code: i32, arguments: &[&str]| {
        place.ends(code, &[arguments, &["--at", "2026-10-08T09:00:00+08:00"]].concat())
    };
    run(0, &["init", "a"]);
    assert!(!place.path("a/calendar.toml").exists(), "one place is enough");
    run(0, &["announce", "a", "--yes"]);
    // Nothing that is due yet is counted in working days.
    run(0, &["due", "a"]);
    let form = place.path("a/放假安排.xlsx");
    let year = |days: &'static [(&'static str, [&'static str; 3])]| {
        rewritten(&form, &form, |at, mut row| {
            row.resize(5, String::new());
            for (holiday, cells) in days {
                if at > 0 && row[0] == "2026" && row[1] == *holiday {
                    for (cell, text) in row[2..].iter_mut().zip(cells) {
                        (*text).clone_into(cell);
                    }
                }
            }
            Some(row)
        });
    };
    year(&[
        ("元旦", ["2026-01-01", "2026/1/3", "2026年1月4日"]),
        ("春节", ["2026-02-15", "2026-02-23", "2026-02-14、2026-02-28"]),
        ("清明节", ["2026-04-04", "2026-04-06", ""]),
        ("劳动节", ["2026-05-01", "2026-05-05", "2026-05-09"]),
        ("端午节", ["2026-06-19", "2026-06-21", ""]),
        ("中秋节", ["2026-09-25", "2026-09-27", ""]),
        ("国庆节", ["2026-10-01", "10月7日", "2026-09-20、2026-10-10"]),
    ]);
    let said = run(2, &["due", "a"]);
    assert!(said.contains("D8"), "the cell is named: {said}");
    year(&[("国庆节", ["2026-10-01", "2026-10-07", "2026-09-20、2026-10-10"])]);
    let said = run(0, &["due", "a"]);
    assert!(said.contains("公布披露文件"), "{said}");
    // The same year in another place: nobody could say which one counts.
    fs::write(place.path("a/calendar.toml"), CALENDAR).unwrap();
    assert!(run(2, &["due", "a"]).contains("2026 年"));
    // It goes on with the next quarter.
    fs::remove_file(place.path("a/calendar.toml")).unwrap();
    run(0, &["init", "b", "--after", "a"]);
    assert_eq!(fs::read(&form).unwrap(), fs::read(place.path("b/放假安排.xlsx")).unwrap());
}
