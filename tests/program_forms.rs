//! The tables that are filled in after the draw: made beforehand, renewed by amendments, read back.

#![cfg(feature = "xlsx")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod harness;

use calamine::{Data, Reader, Xlsx, open_workbook};
use harness::*;
use rust_xlsxwriter::Workbook;
use std::fs;
use std::path::Path;

/// The cells of the first sheet.
fn cells(path: &Path) -> Vec<Vec<String>> {
    let mut book: Xlsx<_> = open_workbook(path).unwrap();
    let name = book.sheet_names()[0].clone();
    let range = book.worksheet_range(&name).unwrap();
    // A spreadsheet counts days from the end of 1899.
    let text = |cell: &Data| match cell {
        Data::DateTime(day) => {
            let first = dual_random::Date::FIRST;
            let serial: i64 = format!("{:.0}", day.as_f64()).parse().unwrap();
            let days = serial - 25_569 - first.days_from_epoch();
            first.plus_days(u32::try_from(days).unwrap()).unwrap().to_string()
        }
        cell => cell.to_string(),
    };
    range.rows().map(|row| row.iter().map(text).collect()).collect()
}

/// Fills in cells, as an office would: row of a subject, head, text.
fn fill(path: &Path, subject: &str, filled: &[(&str, &str)]) {
    let mut rows = cells(path);
    let heads = rows[0].clone();
    let row = rows.iter_mut().find(|row| row[0] == subject).unwrap_or_else(|| panic!("{subject}"));
    for (head, text) in filled {
        let column = heads.iter().position(|own| own == head).unwrap_or_else(|| panic!("{head}"));
        (*text).clone_into(&mut row[column]);
    }
    save(path, &rows);
}

fn save(path: &Path, rows: &[Vec<String>]) {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, texts) in (0..).zip(rows) {
        for (column, text) in (0..).zip(texts) {
            sheet.write_string(row, column, text).unwrap();
        }
    }
    book.save(path).unwrap();
}

const CLEAR: [(&str, &str); 3] =
    [("检查完成日期", "2026年11月3日"), ("检查结果", "未发现问题"), ("后续处置", "无需后续处置")];

/// What a decision needs beside its facts.
const DECISION: [(&str, &str); 11] = [
    ("相对人类别", "法人及非法人组织"),
    ("地址", "某路1号"),
    ("证据", "示例：监测报告"),
    ("处罚类别", "罚款"),
    ("处罚依据", "示例依据"),
    ("处罚内容", "罚款五千元"),
    ("罚款金额（元）", "5000"),
    ("履行方式和期限", "十五日内缴纳"),
    ("救济途径", "六十日内申请复议"),
    ("决定日期", "2026-11-20"),
    ("公示截止期", "2027-11-20"),
];

#[test]
fn results_are_filled_in_where_the_draw_left_them_and_stay_over_amendments() {
    let place = Place::drawn("forms");
    let form = place.path("d/private/结果.xlsx");
    let stands: Vec<String> = seated(&place, "d").into_iter().map(|(_, of)| of).collect();
    let rows = cells(&form);
    assert_eq!(rows[0][..4], ["编号", "检查对象名称", "检查人员", "检查完成日期"]);
    assert!(
        rows[1..].iter().all(|row| stands.contains(&row[0]) && !row[1].is_empty() && row[2].contains("ZF-"))
    );
    // A form in which nothing is filled in says nothing.
    place.ends(0, &["publish", "d", "--at", "2026-10-12T09:00:00+08:00"]);
    assert!(!place.path("d/public/pages").join("outcomes.json").exists());
    let (target, alternates) = general(&place, "d");
    let other = rows[1..].iter().map(|row| row[0].clone()).find(|id| *id != target).unwrap();
    fill(&form, &other, &CLEAR);
    // Whoever went may be written as the form itself writes it.
    let team = rows.iter().find(|row| row[0] == other).unwrap()[2].clone();
    fill(&form, &other, &[("实际检查人员", &team)]);
    fill(&form, &target, &[("备注", "门卫说已经搬走")]);
    fs::write(place.path("closed.jpg"), "a photograph").unwrap();
    let strike = ["--strike-target", &target, "--reason", "已关闭", "--evidence", "closed.jpg", "--yes"];
    let at = ["amend", "d", "--date", "2026-11-05", "--at", "2026-11-05T09:00:00+08:00"];
    // One row says nothing of a result, and is a fault that names its cell.
    assert!(place.ends(2, &[&at[..], &strike].concat()).contains("检查完成日期"));
    fill(&form, &target, &[("备注", ""), ("未检查原因", "已经搬走")]);
    let said = place.ends(0, &[&at[..], &strike].concat());
    assert!(said.contains("分组“一般”最多更换 2 个对象，还可更换 2 个"), "{said}");
    let rows = cells(&form);
    let of =
        |id: &str| rows.iter().find(|row| row[0] == id).cloned().unwrap_or_else(|| panic!("{id}: {rows:?}"));
    assert_eq!(of(&other)[4..6], ["未发现问题", "无需后续处置"]);
    assert!(!of(&alternates[0])[2].is_empty(), "who came in has a row with a team");
    assert_eq!(of(&target)[8], "已经搬走", "what was filled in is never thrown away");
}

#[test]
fn penalties_are_prefilled_by_what_the_results_say() {
    let place = Place::drawn("forms-penalties");
    let form = place.path("d/private/结果.xlsx");
    let first = cells(&form)[1].clone();
    let case = [
        ("检查完成日期", "2026-11-03"),
        ("检查结果", "发现问题待后续处理"),
        ("后续处置", "立案"),
        ("处罚决定书文号", "某环罚〔2026〕9号"),
    ];
    fill(&form, &first[0], &case);
    assert!(place.ends(0, &["forms", "d"]).contains("处罚.xlsx"));
    let penalties = place.path("d/private/处罚.xlsx");
    let rows = cells(&penalties);
    assert_eq!(
        (rows.len(), rows[1][0].as_str(), rows[1][1].as_str()),
        (2, "某环罚〔2026〕9号", first[1].as_str())
    );
    let said = place.ends(0, &["publish", "d", "--preview", "--at", "2026-11-21T08:00:00+08:00"]);
    assert!(said.contains("处罚决定第 2 行 决定书文号：其余各栏尚未填写"), "{said}");
    let filled = [&DECISION[..], &[("行政相对人名称", "更正后的名称"), ("违法事实", "示例事实")]].concat();
    fill(&penalties, "某环罚〔2026〕9号", &filled);
    place.ends(0, &["forms", "d"]);
    let rows = cells(&penalties);
    assert_eq!((rows.len(), rows[1][1].as_str()), (2, "更正后的名称"), "a correction stays");
    place.ends(0, &["publish", "d", "--at", "2026-11-21T09:00:00+08:00"]);
    let pages = fs::read_dir(place.path("d/public/pages")).unwrap().map(|file| file.unwrap().path());
    let shown: String = pages
        .filter(|path| path.extension().is_some_and(|ending| ending == "json"))
        .map(|path| fs::read_to_string(path).unwrap())
        .collect();
    assert!(shown.contains("某环罚〔2026〕9号") && shown.contains("\"fine\":500000,"));
    // A decision of which only the number was typed is named, and stays; it is published by nobody.
    let mut rows = cells(&penalties);
    rows.push(vec!["某环罚〔2026〕10号".to_owned()]);
    save(&penalties, &rows);
    assert!(place.ends(0, &["forms", "d"]).contains("处罚.xlsx"));
    assert_eq!(cells(&penalties)[2][0], "某环罚〔2026〕10号", "what was typed is never thrown away");
    fill(&penalties, "某环罚〔2026〕9号", &filled);
    let said = place.ends(0, &["publish", "d", "--at", "2026-11-21T10:00:00+08:00"]);
    assert!(said.contains("决定书文号") && said.contains("尚未填写"), "{said}");
    // A table of the office's own beside a filled form: nobody could say which one counts.
    fs::write(place.path("d/outcomes.csv"), "编号,检查完成日期,检查结果,后续处置\n").unwrap();
    assert!(place.ends(2, &["publish", "d"]).contains("同时存在"));
}

/// Whatever an office adds around a form, nothing that was filled in is lost when it is made anew.
#[test]
fn a_form_with_a_title_and_notes_keeps_all_that_was_filled_in() {
    let place = Place::drawn("forms-title");
    let form = place.path("d/private/结果.xlsx");
    let subject = cells(&form)[1][0].clone();
    fill(&form, &subject, &CLEAR);
    let mut rows = cells(&form);
    rows.insert(0, vec!["某州2026年第四季度检查结果".to_owned()]);
    save(&form, &rows);
    place.ends(0, &["forms", "d"]);
    let renewed = cells(&form);
    let row = renewed.iter().find(|row| row[0] == subject).unwrap();
    assert_eq!(row[4..6], ["未发现问题", "无需后续处置"]);
    let kept = cells(&place.path("d/private/结果-旧1.xlsx"));
    assert_eq!(kept[0][0], "某州2026年第四季度检查结果", "what the form cannot hold stays beside it");
    // What is no form at all is not written over.
    save(&form, &[vec!["别的表".to_owned()], vec!["1".to_owned()]]);
    let said = place.ends(2, &["forms", "d"]);
    assert!(said.contains("编号"), "{said}");
    assert_eq!(cells(&form)[0][0], "别的表");
}

/// A list of decisions may grow without a word; anything else needs one.
#[test]
fn decisions_are_added_without_a_reason_and_changed_only_with_one() {
    let place = Place::drawn("forms-grow");
    let form = place.path("d/private/结果.xlsx");
    let first = cells(&form)[1][0].clone();
    let numbers = |numbers: &str| {
        let case = [
            ("检查完成日期", "2026-11-03"),
            ("检查结果", "发现问题待后续处理"),
            ("后续处置", "立案"),
            ("处罚决定书文号", numbers),
        ];
        fill(&form, &first, &case);
        place.ends(0, &["forms", "d"]);
    };
    let penalties = place.path("d/private/处罚.xlsx");
    let decide = |number: &str, facts: &str| {
        let filled = [&DECISION[..], &[("违法事实", facts)]].concat();
        fill(&penalties, number, &filled);
    };
    numbers("某环罚〔2026〕9号");
    decide("某环罚〔2026〕9号", "示例事实");
    place.ends(0, &["publish", "d", "--at", "2026-11-21T09:00:00+08:00"]);
    decide("某环罚〔2026〕9号", "另一事实");
    let said = place.ends(2, &["publish", "d", "--at", "2026-11-22T09:00:00+08:00"]);
    assert!(said.contains("--reason"), "{said}");
    decide("某环罚〔2026〕9号", "示例事实");
    let case = [("处罚决定书文号", "某环罚〔2026〕10号")];
    let second = cells(&form)[2][0].clone();
    fill(&form, &second, &[&CLEAR[..], &case].concat());
    fill(&form, &second, &[("检查结果", "发现问题待后续处理"), ("后续处置", "立案")]);
    place.ends(0, &["forms", "d"]);
    decide("某环罚〔2026〕9号", "示例事实");
    decide("某环罚〔2026〕10号", "又一事实");
    place.ends(0, &["publish", "d", "--at", "2026-11-23T09:00:00+08:00"]);
    let log = place.read("d/public/log.jsonl");
    assert!(log.contains("新增处罚决定，已公示的内容不变"), "{log}");
    // A decision that came after its visit was published is none of a correction.
    fill(&form, &first, &[("处罚决定书文号", "某环罚〔2026〕9号；某环罚〔2026〕11号")]);
    place.ends(0, &["publish", "d", "--at", "2026-11-24T09:00:00+08:00"]);
    assert!(place.read("d/public/log.jsonl").contains("补充处罚决定书文号，其他内容不变"));
    fill(&form, &first, &[("处罚决定书文号", "某环罚〔2026〕11号")]);
    let said = place.ends(2, &["publish", "d", "--at", "2026-11-25T09:00:00+08:00"]);
    assert!(said.contains("--reason"), "what is taken away is: {said}");
}

#[cfg(unix)]
#[test]
fn forms_are_their_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::drawn("forms-private");
    for name in ["结果.xlsx", "处罚.xlsx"] {
        let mode = place.path("d/private").join(name).metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o77, 0, "{name}");
    }
}

#[test]
fn the_changes_of_a_staffing_ceremony_come_prefilled() {
    let place = selection_and_staffing("forms-changes");
    let people = place.read("e/inspectors.csv");
    let mut lines: Vec<&str> = people.lines().collect();
    let gone = lines.remove(2);
    let moved = "ZF-99,虚构新,水科,522601,2024-01-01,2028-12-31,3,水";
    lines.push(moved);
    fs::write(place.path("e/inspectors.csv"), lines.join("\n") + "\n").unwrap();
    let _ = fs::remove_file(place.path("e/changes.csv"));
    let check = ["check", "e", "--selection", "d", "--at", "2026-10-12T09:00:00+08:00"];
    let said = place.ends(2, &check);
    assert!(said.contains("dual-random forms e --selection d"), "{said}");
    place.ends(0, &["forms", "e", "--selection", "d", "--at", "2026-10-12T09:00:00+08:00"]);
    let form = place.path("e/变动.xlsx");
    let rows = cells(&form);
    let id = gone.split(',').next().unwrap();
    assert!(rows.iter().any(|row| row[0] == "移出检查人员" && row[1] == id), "{rows:?}");
    assert!(
        rows.iter().any(|row| row[0] == "新增检查人员" && row[1] == "ZF-99" && row[2] == "虚构新"),
        "{rows:?}"
    );
    // The reasons are the office's to fill in.
    assert!(place.ends(2, &check).contains("原因"));
    for kind in ["移出检查人员", "新增检查人员"] {
        fill(&form, kind, &[("原因", "退休"), ("日期", "2026-10-12")]);
    }
    place.ends(0, &check);
}

/// A document's text, in which a reader of Word's format finds no fault.
fn words(path: &Path) -> String {
    use std::io::Read;
    let mut archive = zip::ZipArchive::new(fs::File::open(path).unwrap()).unwrap();
    let mut xml = String::new();
    archive.by_name("word/document.xml").unwrap().read_to_string(&mut xml).unwrap();
    let parts = xml.split("<w:t").skip(1).filter_map(|part| part.split_once('>')?.1.split_once("</w:t>"));
    parts.map(|(text, _)| text).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_papers_of_the_visits_come_with_the_draw_and_follow_amendments() {
    let place = Place::drawn("forms-papers");
    let papers = ["检查文书.docx", "人员安排表.docx", "县区安排表.docx"]
        .map(|name| place.path("d/private").join(name));
    let [visits, by_inspector, by_county] = papers.clone().map(|path| words(&path));
    let rows = cells(&place.path("d/private/结果.xlsx"));
    for row in &rows[1..] {
        for text in [&visits, &by_inspector, &by_county] {
            assert!(text.contains(&row[1]), "{} is missing", row[1]);
        }
        // Each of the team is named in all of them.
        for person in row[2].split('、') {
            let certificate = person.split('（').nth(1).unwrap().trim_end_matches('）');
            assert!(visits.contains(certificate) && by_inspector.contains(certificate), "{certificate}");
        }
    }
    for paper in ["检查通知书", "现场检查记录表", "申请回避权利告知书"] {
        assert_eq!(visits.matches(paper).count(), rows.len() - 1, "{paper}");
    }
    assert!(by_county.contains("凯里市（"), "counties by their names: {by_county}");
    // The same draw, the same bytes.
    let bytes = papers.clone().map(|path| fs::read(path).unwrap());
    place.ends(0, &["draw", "d", "--value", LOTTERY, "--yes"]);
    assert_eq!(papers.clone().map(|path| fs::read(path).unwrap()), bytes);
    let (target, alternates) = general(&place, "d");
    let name_of = |text: &str, id: &str| text.contains(id);
    strike(&place, "d");
    let text = words(&papers[2]);
    assert!(!name_of(&text, &target) && name_of(&text, &alternates[0]), "{text}");
    // Nobody had edited them, so nothing is put aside.
    assert!(!place.path("d/private/检查文书-旧1.docx").exists());
}

#[test]
fn a_paper_that_the_office_edited_stays_beside_the_new_one() {
    let place = Place::drawn("forms-edited");
    let paper = place.path("d/private/检查文书.docx");
    fs::write(&paper, "as the office has it").unwrap();
    let said = place.ends(0, &["forms", "d"]);
    let kept = place.path("d/private/检查文书-旧1.docx");
    assert_eq!(fs::read(&kept).unwrap(), b"as the office has it");
    assert!(said.contains("检查文书-旧1.docx") && words(&paper).contains("检查通知书"), "{said}");
    // What did not change is not put aside.
    place.ends(0, &["forms", "d"]);
    assert!(!place.path("d/private/检查文书-旧2.docx").exists());
}

#[test]
fn a_report_has_the_figures_of_its_draws_and_a_plan_needs_no_draw() {
    let place = Place::new("forms-report");
    place.ends(0, &["init", "d"]);
    let said = place.ends(0, &["report", "d"]);
    assert!(said.contains("没有已抽取的任务"), "{said}");
    let planned = words(&place.path("d/private/抽查工作计划.docx"));
    assert!(planned.contains("抽查事项") && !place.path("d/private/抽查工作报告.docx").exists(), "{planned}");

    let place = Place::drawn("forms-reported");
    let form = place.path("d/private/结果.xlsx");
    let rows = cells(&form);
    let drawn = rows.len() - 1;
    assert!(drawn >= 3, "{drawn}");
    fill(&form, &rows[1][0], &CLEAR);
    let problem =
        [("检查完成日期", "2026-11-03"), ("检查结果", "发现问题已责令改正"), ("后续处置", "责令改正")];
    fill(&form, &rows[2][0], &problem);
    let case = [("检查完成日期", "2026-11-03"), ("检查结果", "发现问题待后续处理"), ("后续处置", "立案")];
    fill(&form, &rows[3][0], &case);
    place.ends(0, &["report", "d", "--to", "papers"]);
    let report = words(&place.path("papers/抽查工作报告.docx"));
    let sums = format!("抽取检查对象 {drawn} 家次，已填报检查结果 3 家次");
    assert!(report.contains(&sums), "{report}");
    assert!(report.contains("实际检查 3 家次，发现问题 2 家次，问题发现率 66.7%"), "{report}");
    assert!(report.contains("问题已办结 1 家次，办结率 50%"), "{report}");
    assert!(!report.contains("合计"), "one draw needs no sum");
    let planned = words(&place.path("papers/抽查工作计划.docx"));
    assert!(planned.contains("重点"), "{planned}");
    // Nobody who is named in the rosters is named in either.
    for row in &rows[1..] {
        assert!(!report.contains(&row[1]) && !planned.contains(&row[1]), "{}", row[1]);
    }
}

#[test]
fn an_environmental_authority_reports_in_its_own_words_and_any_may_choose_them() {
    let place = Place::new("forms-scheme");
    place.ends(0, &["init", "d", "--template", "eco"]);
    assert!(place.read("d/publication.toml").contains("\nresults = \"environment\"\n"));
    place.ends(0, &["init", "e", "--template", "market"]);
    assert!(place.read("e/publication.toml").contains("\n# results = \"environment\"\n"));

    let place = Place::drawn("forms-scheme-chosen");
    fs::write(place.path("d/publication.toml"), "results = \"environment\"\n").unwrap();
    place.ends(0, &["forms", "d"]);
    assert!(words(&place.path("d/private/检查文书.docx")).contains("□停产停业未能检查"));
    let form = place.path("d/private/结果.xlsx");
    let target = cells(&form)[1][0].clone();
    let closed = [("检查完成日期", "2026-11-03"), ("检查结果", "已关闭、搬迁"), ("后续处置", "无需后续处置")];
    fill(&form, &target, &closed);
    place.ends(0, &["report", "d"]);
    let report = words(&place.path("d/private/抽查工作报告.docx"));
    assert!(report.contains("实际检查 0 家次") && report.contains("已关闭、搬迁 1 家次"), "{report}");
    // What is no scheme, and two of them, are refused.
    for (settings, said) in [
        ("results = \"market\"\n", "可写 common"),
        (
            "results = \"common\"\n[scheme]\nid = \"own\"\nversion = \"1\"\nvalues = [{ code = \"1\", zh = \"好\", en = \"good\", meaning = \"clear\" }]\n",
            "只能写一处",
        ),
    ] {
        fs::write(place.path("d/publication.toml"), settings).unwrap();
        let refused = place.ends(2, &["report", "d"]);
        assert!(refused.contains(said), "{refused}");
    }
}

#[test]
fn faults_of_results_and_penalties_name_the_cell() {
    let place = Place::drawn("forms-cells");
    let form = place.path("d/private/结果.xlsx");
    let rows = cells(&form);
    let wrong = [("检查完成日期", "2026-11-03"), ("检查结果", "很好"), ("后续处置", "无需后续处置")];
    fill(&form, &rows[2][0], &wrong);
    let refused = place.ends(2, &["publish", "d", "--at", "2026-11-04T09:00:00+08:00"]);
    let column = rows[0].iter().position(|head| head == "检查结果").unwrap();
    let cell = format!("{}3", dual_random::tables::column_letters(column));
    assert!(
        refused.contains("结果.xlsx") && refused.contains(&cell) && refused.contains("很好"),
        "{refused}"
    );
    fill(&form, &rows[2][0], &CLEAR);
    let form = place.path("d/private/处罚.xlsx");
    let heads = cells(&form)[0].clone();
    let number = heads.iter().position(|head| head == "决定书文号").unwrap();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, head) in (0..).zip(&heads) {
        sheet.write_string(0, column, head).unwrap();
    }
    sheet.write_string(1, u16::try_from(number).unwrap(), "无文号").unwrap();
    let facts = heads.iter().position(|head| head == "违法事实").unwrap();
    sheet.write_string(1, u16::try_from(facts).unwrap(), "超标排放").unwrap();
    book.save(&form).unwrap();
    let refused = place.ends(2, &["publish", "d", "--at", "2026-11-04T09:00:00+08:00"]);
    let cell = format!("{}2", dual_random::tables::column_letters(number));
    assert!(refused.contains(&cell) && refused.contains("无文号"), "{refused}");
}
