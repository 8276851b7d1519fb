//! Tables as offices have them: each is read as it is meant, or refused with row and cell. Files in `cases/`.

#![cfg(feature = "xlsx")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use dual_random::Say;
use dual_random::outcome::{Party, Penalty, PenaltyStatus, penalties};
use dual_random::roster::{Columns, Inspector, Target, names_alike};
use dual_random::tables::{self, NoteCode, Table, TableNote};
use dual_random::{Fault, FaultCode, Faults, Language};
use std::io::{Cursor, Write};

/// A part of what a fault holds, as services read it.
fn data(fault: &Fault, name: &str) -> String {
    let data = serde_json::to_value(fault).unwrap();
    data[name].as_str().map_or_else(|| data[name].to_string(), str::to_owned)
}

fn case(name: &str) -> Vec<u8> {
    let path = format!("{}/tests/cases/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// A target roster under a plan that names each of its further columns.
fn with_all_columns(bytes: &[u8]) -> Result<Table<Target>, Faults> {
    let ignored = tables::targets(bytes, &Columns::default())?.ignored;
    tables::targets(bytes, &{
        let mut it = Columns::default();
        it.attributes = ignored.into_iter().collect();
        it
    })
}

fn targets(name: &str) -> Table<Target> {
    with_all_columns(&case(name)).unwrap_or_else(|faults| panic!("{name}: {faults}"))
}

/// Row, field and code of each fault.
fn listed(faults: &Faults) -> Vec<(u64, &str, FaultCode)> {
    faults
        .as_slice()
        .iter()
        .map(|fault| (fault.row.unwrap_or(0), fault.field.as_str(), fault.code()))
        .collect()
}

fn only(faults: Faults) -> Fault {
    assert_eq!(faults.as_slice().len(), 1, "{faults}");
    faults.as_slice()[0].clone()
}

/// Code, rows and field of each note.
fn noted(notes: &[TableNote]) -> Vec<(NoteCode, &[u64], &str)> {
    notes.iter().map(|note| (note.code(), note.rows.as_slice(), note.field.as_str())).collect()
}

fn ids(table: &Table<Target>) -> Vec<&str> {
    table.records.iter().map(|target| target.id.as_str()).collect()
}

const SEVEN: [&str; 7] = ["DW-001", "DW-002", "DW-003", "DW-004", "DW-005", "DW-006", "DW-007"];

/// A made-up citizen's ID number with a right check character.
fn citizen_id() -> String {
    let numbers = "0123456789X".chars().map(|last| format!("52260119000101000{last}"));
    numbers.filter(|number| dual_random::types::citizen_id::is_citizen_id(number)).collect()
}

mod workbooks {
    use super::*;
    use std::fmt::Write as _;

    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    /// Sheets with their states, and the formats of the styles 0, 1, …
    pub(super) struct Book<'a> {
        pub(super) sheets: Vec<(&'a str, &'a str, String)>,
        pub(super) formats: Vec<&'a str>,
    }

    impl Book<'_> {
        pub(super) fn bytes(&self) -> Vec<u8> {
            let of = |all: &dyn Fn(usize, &str, &str) -> String| -> String {
                self.sheets.iter().enumerate().map(|(i, (name, state, _))| all(i + 1, name, state)).collect()
            };
            let sheets = of(&|i, name, state| {
                format!("<sheet name=\"{name}\" sheetId=\"{i}\" state=\"{state}\" r:id=\"rId{i}\"/>")
            });
            let relations = of(&|i, _, _| {
                format!(
                    "<Relationship Id=\"rId{i}\" Type=\"{OFFICE}/worksheet\" Target=\"worksheets/sheet{i}.xml\"/>"
                )
            });
            let escaped = |code: &str| code.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
            let (mut codes, mut styles) = (String::new(), String::new());
            for (id, code) in (164..).zip(&self.formats) {
                write!(codes, "<numFmt numFmtId=\"{id}\" formatCode=\"{}\"/>", escaped(code)).unwrap();
                write!(styles, "<xf numFmtId=\"{id}\" applyNumberFormat=\"1\"/>").unwrap();
            }
            let mut files = vec![
                (
                    "_rels/.rels".to_owned(),
                    format!(
                        "<Relationships><Relationship Id=\"rId1\" Type=\"{OFFICE}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
                    ),
                ),
                (
                    "xl/workbook.xml".to_owned(),
                    format!(
                        "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><workbookPr/><sheets>{sheets}</sheets></workbook>"
                    ),
                ),
                (
                    "xl/_rels/workbook.xml.rels".to_owned(),
                    format!(
                        "<Relationships>{relations}<Relationship Id=\"rIdS\" Type=\"{OFFICE}/styles\" Target=\"styles.xml\"/></Relationships>"
                    ),
                ),
                (
                    "xl/styles.xml".to_owned(),
                    format!(
                        "<styleSheet xmlns=\"{MAIN}\"><numFmts>{codes}</numFmts><cellXfs>{styles}</cellXfs></styleSheet>"
                    ),
                ),
            ];
            for (i, (_, _, sheet)) in self.sheets.iter().enumerate() {
                files.push((
                    format!("xl/worksheets/sheet{}.xml", i + 1),
                    format!("<worksheet xmlns=\"{MAIN}\">{sheet}</worksheet>"),
                ));
            }
            packed(&files)
        }
    }

    pub(super) fn packed(files: &[(String, String)]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in files {
            writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            writer.write_all(content.as_bytes()).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    /// A row of texts; a number in `#` stands as it is, a style before it: `#1:45292`.
    pub(super) fn row(number: u64, attributes: &str, cells: &[&str]) -> String {
        let cell = |(column, text): (usize, &&str)| {
            let place = format!("{}{number}", char::from(b'A' + u8::try_from(column).unwrap()));
            match text.strip_prefix('#').map(|value| value.split_once(':').unwrap_or(("0", value))) {
                Some((style, value)) => format!("<c r=\"{place}\" s=\"{style}\"><v>{value}</v></c>"),
                None if text.is_empty() => String::new(),
                None => format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{text}</t></is></c>"),
            }
        };
        let cells: String = cells.iter().enumerate().map(cell).collect();
        format!("<row r=\"{number}\" {attributes}>{cells}</row>")
    }

    /// One visible sheet of rows.
    pub(super) fn sheet(formats: &[&str], rows: &[&[&str]]) -> Vec<u8> {
        let rows: String = (1..).zip(rows).map(|(number, cells)| row(number, "", cells)).collect();
        let sheets = vec![("Sheet1", "visible", format!("<sheetData>{rows}</sheetData>"))];
        Book { sheets, formats: formats.to_vec() }.bytes()
    }
}

use workbooks::{Book, row, sheet};

const HEADS: [&str; 5] = ["编号", "名称", "行政区划", "类别", "数值"];

/// The attribute of one target whose cell is a number, in a format.
fn value(format: &str, number: &str) -> Result<String, Fault> {
    let rows: [&[&str]; 2] = [&HEADS, &["A-01", "示例甲", "522601", "一般", &format!("#1:{number}")]];
    with_all_columns(&sheet(&["General", format], &rows))
        .map(|table| table.records[0].attributes["数值"].clone())
        .map_err(only)
}

// Numbers.

#[test]
fn excels_seventeen_digits_are_the_numbers_that_were_typed() {
    let table = targets("01-excel-17-digit-decimals/targets.xlsx");
    let of =
        |name: &str| -> Vec<&str> { table.records.iter().map(|t| t.attributes[name].as_str()).collect() };
    assert_eq!(of("经度"), ["107.98", "107.98", "108.1", "107.6", "107.52", "109.03", "108.7"]);
    assert_eq!(of("注册资本万元"), ["1234567.89", "500", "0.58", "19.99", "0.07", "100", "50"]);
    let decisions = penalties(&case("01-excel-17-digit-decimals/penalties.xlsx")).unwrap();
    assert_eq!(decisions.records[0].fine, Some(123_456_789));
}

#[test]
fn numbers_of_poi_and_google_sheets_are_whole_numbers_and_dates() {
    let table = targets("34-poi-dot-zero/targets.xlsx");
    assert_eq!(ids(&table), SEVEN);
    assert!(table.records.iter().all(|target| target.inspected == 1));
    assert_eq!(table.records[2].district, "522622");
    assert_eq!(
        targets("34-poi-dot-zero/targets-attribute.xlsx"),
        targets("34-poi-dot-zero/targets-attribute-excel.xlsx")
    );
    let capital = targets("34-poi-dot-zero/targets-java-exponent.xlsx");
    let capital: Vec<&str> =
        capital.records.iter().map(|target| target.attributes["注册资本"].as_str()).collect();
    assert_eq!(capital, ["10000000", "5000000", "12345678.9", "0.001", "0.0001", "100", "3.5"]);
    let inspectors = tables::inspectors(&case("34-poi-dot-zero/inspectors.xlsx")).unwrap();
    let valid = |one: &Inspector| (one.valid_from.to_string(), one.valid_to.to_string());
    assert!(
        inspectors.records.iter().all(|one| valid(one) == ("2024-01-01".to_owned(), "2028-12-31".to_owned()))
    );
    for (name, fen) in [("penalties", 500_000), ("penalties-10m", 1_000_000_000)] {
        let decisions = penalties(&case(&format!("34-poi-dot-zero/{name}.xlsx"))).unwrap();
        assert_eq!(decisions.records[0].fine, Some(fen));
    }
}

/// What a plan's rule compares is the text of the attribute.
#[test]
fn one_roster_is_the_same_whichever_program_wrote_it() {
    // A number with a fraction, a whole one, ten million and a day, each as the program writes it, with its attributes of
    // rows and cells and its formats.
    let writers = [
        (
            "Excel",
            "x14ac:dyDescent=\"0.2\" spans=\"1:9\"",
            ["1234567.8899999999", "4", "10000000", "45292"],
            ["General", "m/d/yyyy"],
        ),
        ("WPS", "spans=\"1:9\"", ["1234567.89", "4", "10000000", "45292"], ["0.00_ ", "yyyy/m/d;@"]),
        (
            "LibreOffice",
            "customFormat=\"false\" ht=\"12.8\" hidden=\"false\" customHeight=\"false\" outlineLevel=\"0\" collapsed=\"false\"",
            ["1234567.89", "4", "10000000", "45292"],
            ["General", "yyyy\\-mm\\-dd"],
        ),
        ("Apache POI", "", ["1234567.89", "4.0", "1.0E7", "45292.0"], ["General", "yyyy-mm-dd"]),
        ("Google Sheets", "", ["1234567.89", "4.0", "1.0E7", "45292.0"], ["#,##0.00", "yyyy\"-\"mm\"-\"dd"]),
        ("openpyxl", "", ["1234567.89", "4", "10000000", "45292"], ["General", "yyyy\"年\"m\"月\"d\"日\""]),
        ("SheetJS", "", ["1234567.89", "4", "1e7", "45292"], ["General", "m/d/yy"]),
    ];
    let heads = ["编号", "名称", "行政区划", "类别", "已检查次数", "注册资本", "产值", "发证日期"];
    let mut all: Vec<(&str, Table<Target>)> = Vec::new();
    for (writer, attributes, [decimal, whole, large, day], formats) in writers {
        let cells = ["#7", "示例甲", "#522601", "一般", whole, decimal, large, day];
        let styled = [("#0:", whole), ("#0:", decimal), ("#0:", large), ("#1:", day)]
            .map(|(style, value)| format!("{style}{value}"));
        let mut cells = cells.map(str::to_owned);
        for (place, text) in (4..).zip(styled) {
            cells[place] = text;
        }
        let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        let rows = row(1, attributes, &heads) + &row(2, attributes, &cells);
        let sheets = vec![("Sheet1", "visible", format!("<sheetData>{rows}</sheetData>"))];
        let read = with_all_columns(&Book { sheets, formats: formats.to_vec() }.bytes());
        all.push((writer, read.unwrap_or_else(|faults| panic!("{writer}: {faults}"))));
    }
    let target = &all[0].1.records[0];
    assert_eq!((target.id.as_str(), target.district.as_str(), target.inspected), ("7", "522601", 4));
    let attributes: Vec<&str> =
        ["注册资本", "产值", "发证日期"].map(|name| target.attributes[name].as_str()).to_vec();
    assert_eq!(attributes, ["1234567.89", "10000000", "2024-01-01"]);
    for (writer, table) in &all {
        assert_eq!(*table, all[0].1, "{writer}");
    }
}

#[test]
fn a_number_that_has_lost_digits_is_refused_and_not_repeated() {
    for number in ["5.2260119000101E+17", "522601190001010000", "522601190001010000.0", "1E15"] {
        let fault = value("General", number).unwrap_err();
        assert_eq!(
            (fault.code(), fault.row, fault.field.as_str()),
            (FaultCode::Damaged, Some(2), "数值"),
            "{number}"
        );
        assert!(data(&fault, "found").chars().count() <= 5, "{}", data(&fault, "found").as_str());
        // Whatever its format.
        assert_eq!(value("000000000000000000", number).unwrap_err().code(), FaultCode::Damaged);
    }
    assert_eq!(value("General", "522601001001").unwrap(), "522601001001");
    assert_eq!(value("General", "33.333333333333336").unwrap_err().code(), FaultCode::ShownOtherwise);
    for none in ["NaN", "inf", "1e999", "一"] {
        assert_eq!(value("General", none).unwrap_err().code(), FaultCode::BadCell, "{none}");
    }
    // A telephone number that is shown with hyphens is not repeated either.
    let fault = value("000\\-0000\\-0000", "13900000000").unwrap_err();
    assert_eq!((fault.code(), data(&fault, "found").as_str()), (FaultCode::ShownOtherwise, "1390…"));
}

#[test]
fn a_format_that_shows_another_number_than_is_kept_is_refused_with_its_cell() {
    for (format, number) in [
        ("0,", "5000"),
        ("0.0,", "5000"),
        ("0!.0,", "50000"),
        ("0!.0,\"万\"", "50000"),
        ("#,##0,\"万元\"", "50000"),
        ("0!.0000,\"万元\"", "50000"),
        ("0\"万元\"", "5"),
        ("[>=10000]0!.0,\"万\";0", "500"),
        ("[>=10000]0!.0,\"万\";0", "50000"),
        (";;;", "5"),
        ("0;;", "0"),
        ("0%", "0.055"),
        ("0000", "7"),
        ("#,##0", "107.5"),
        ("0.00", "107.979"),
        ("0;0", "-5"),
        ("m\"月\"d\"日\"", "45292"),
        ("yyyy\"年\"m\"月\"", "45292"),
        ("[$-130000]yyyy/m/d", "45292"),
    ] {
        let fault = value(format, number).unwrap_err();
        assert_eq!(
            (fault.code(), fault.row, fault.field.as_str()),
            (FaultCode::ShownOtherwise, Some(2), "数值"),
            "{format}"
        );
    }
    for (format, number, shown) in [
        ("#,##0.00", "5000", "5000"),
        ("#,##0.00", "1234567.8899999999", "1234567.89"),
        ("_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * \"-\"??_ ;_ @_ ", "0", "0"),
        ("000000", "522601", "522601"),
        ("0%", "0.05", "5%"),
        ("0.00%", "0.025", "2.5%"),
        ("[Red]0.00", "-5.5", "-5.5"),
    ] {
        assert_eq!(value(format, number).unwrap(), shown, "{format}");
    }
    // Texts that a format hides, or puts something before.
    for format in [";;;", "\"QDN-\"@", "0;0;0;"] {
        let cells = "<c r=\"A1\" s=\"1\" t=\"inlineStr\"><is><t>编号</t></is></c>";
        let sheets =
            vec![("Sheet1", "visible", format!("<sheetData><row r=\"1\">{cells}</row></sheetData>"))];
        let faults =
            with_all_columns(&Book { sheets, formats: vec!["General", format] }.bytes()).unwrap_err();
        assert_eq!(listed(&faults), [(1, "A1", FaultCode::ShownOtherwise)], "{format}");
    }
}

#[test]
fn days_are_read_and_days_with_a_time_are_refused() {
    let day = |number: &str| value("yyyy/m/d h:mm", number);
    assert_eq!(day("45292.0").unwrap(), "2024-01-01");
    for number in ["45292.5", "45292.354166666664"] {
        let fault = day(number).unwrap_err();
        assert_eq!((fault.code(), data(&fault, "found").as_str()), (FaultCode::TimeOfDay, "2024-01-01"));
    }
    assert_eq!(day("1").unwrap_err().code(), FaultCode::BadDate);
    for (written, read) in [
        ("2024-01-01", "2024-01-01"),
        ("2024-01-01T00:00:00", "2024-01-01"),
        ("2024-01-01T00:00:00.000Z", "2024-01-01"),
    ] {
        let cells = format!("<c r=\"E2\" t=\"d\"><v>{written}</v></c>");
        let rows = row(1, "", &HEADS)
            + &row(2, "", &["A-01", "示例甲", "522601", "一般"]).replace("</row>", &format!("{cells}</row>"));
        let sheets = vec![("Sheet1", "visible", format!("<sheetData>{rows}</sheetData>"))];
        let table = with_all_columns(&Book { sheets, formats: Vec::new() }.bytes()).unwrap();
        assert_eq!(table.records[0].attributes["数值"], read);
    }
}

// Penalties.

fn decisions(name: &str) -> Vec<Penalty> {
    penalties(&case(name)).unwrap_or_else(|faults| panic!("{name}: {faults}")).records
}

#[test]
fn document_numbers_are_accepted_and_written_as_they_came() {
    let decisions = decisions("02-document-numbers/penalties.csv");
    let numbers: Vec<String> = decisions.iter().map(|decision| decision.number.to_string()).collect();
    assert_eq!(
        numbers,
        [
            "某环罚决(2026)138号",
            "某环罚决（2026）139号",
            "浙某环（某）罚〔2026〕12号",
            "某环罚〔2026〕15号-1",
            "某环罚〔2026〕1-1号",
            "某环罚字〔2026〕第5号",
            "某环罚【2026】7号",
            "某1环罚〔2026〕8号",
            "某环罚〔2026〕 9号",
        ]
    );
    let serials: Vec<u64> = decisions.iter().map(|decision| decision.number.serial()).collect();
    assert_eq!(serials, [138, 139, 12, 15, 1, 5, 7, 8, 9]);
}

#[test]
fn individual_businesses_and_other_organisations_are_parties() {
    let decisions = decisions("03-individual-business/penalties.csv");
    let operator = Some("甲某".to_owned());
    assert_eq!(decisions[0].party, Party::IndividualBusiness { credit_code: None, operator });
    assert!(!decisions[0].party.is_named_by_person(&decisions[0].name), "a trade name");
    for name in ["甲某", "甲某（个体工商户）"] {
        assert!(decisions[0].party.is_named_by_person(name), "its operator's name: {name}");
    }
    let legal_representative = Some("示例甲".to_owned());
    assert_eq!(decisions[1].party, Party::Organisation { credit_code: None, legal_representative });
}

#[test]
fn a_decision_names_the_step_of_the_benchmark_together_with_the_reason() {
    let read = |heads: &str, cells: &str| {
        let text = String::from_utf8(case("02-document-numbers/penalties.csv")).unwrap();
        let mut lines = text.lines();
        let (head, row) = (lines.next().unwrap(), lines.next().unwrap());
        penalties(format!("{head}{heads}\n{row}{cells}\n").as_bytes())
    };
    let said = |table: Table<Penalty>| {
        let decision = table.records.into_iter().next().unwrap();
        (decision.benchmark, decision.benchmark_reason)
    };
    let both = (Some("较轻".to_owned()), Some("初次违法".to_owned()));
    assert_eq!(said(read("", "").unwrap()), (None, None));
    assert_eq!(said(read(",裁量阶次,裁量理由", ",,").unwrap()), (None, None));
    assert_eq!(said(read(",裁量阶次,裁量理由", ",较轻,初次违法").unwrap()), both);
    assert_eq!(said(read(",benchmark_reason,benchmark", ",初次违法,较轻").unwrap()), both);
    let fault = |heads, cells| only(read(heads, cells).unwrap_err());
    let (step, reason) = (fault(",裁量阶次,裁量理由", ",,初次违法"), fault(",裁量阶次,裁量理由", ",较轻,"));
    assert_eq!((step.field.as_str(), step.code()), ("裁量阶次", FaultCode::Empty));
    assert_eq!((reason.field.as_str(), reason.code()), ("裁量理由", FaultCode::Empty));
    assert!(reason.message(Language::Zh).contains("“裁量理由”"));
    // Without the column nobody can have said why.
    assert_eq!(fault(",裁量阶次", ",较轻").field, "benchmark_reason");
}

const FORM: &str = "04b-xinyong-heads/penalties.csv";

#[test]
fn the_credit_platforms_form_says_which_columns_to_add() {
    let faults = penalties(&case(FORM)).unwrap_err();
    let missing =
        ["address", "evidence", "performance", "remedies"].map(|field| (1, field, FaultCode::MissingColumn));
    assert_eq!(listed(&faults)[..4], missing);
    // What its code for a state means differs between versions of the form.
    assert_eq!(listed(&faults)[4..], [(2, "当前状态", FaultCode::BadChoice)]);
    assert!(faults.as_slice()[4].message(Language::Zh).contains("有效、已履行"), "{faults}");
}

/// The form with the columns that it lacks, and with something changed.
fn form(from: &str, to: &str) -> Result<Table<Penalty>, Faults> {
    let text = String::from_utf8(case(FORM)).unwrap();
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    lines[0] += ",地址,证据,履行方式和期限,救济途径";
    lines[1] += ",示例地址,示例：监测报告,十五日内缴纳,六十日内申请复议";
    let text = lines.join("\n").replace(",1,,", ",有效,,");
    assert!(text.contains(from), "{from}");
    penalties(text.replace(from, to).as_bytes())
}

#[test]
fn the_credit_platforms_form_is_read_with_the_right_values() {
    let table = form("", "").unwrap();
    let decision = &table.records[0];
    assert_eq!(decision.fine, Some(50_000), "0.05 of 10,000 yuan are 500.00 yuan");
    assert_eq!(
        (decision.decided.to_string(), decision.published_until.to_string()),
        ("2026-11-23".to_owned(), "2027-11-23".to_owned())
    );
    assert_eq!(decision.status, PenaltyStatus::InForce);
    let (credit_code, operator) = (Some("92522631MATEXT028E".to_owned()), Some("甲某".to_owned()));
    assert_eq!(decision.party, Party::IndividualBusiness { credit_code, operator });
    let expected: [(NoteCode, &[u64], &str); 4] = [
        (NoteCode::UnusedColumn, &[], ""),
        (NoteCode::DateForm, &[2], "公示截止期"),
        (NoteCode::DateForm, &[2], "处罚决定日期"),
        (NoteCode::TenThousands, &[], "罚款金额（万元）"),
    ];
    assert_eq!(noted(&table.notes), expected);
    let unused = [
        "违法行为类型",
        "没收违法所得、没收非法财物的金额（万元）",
        "暂扣或吊销证照名称及编号",
        "处罚有效期",
        "处罚机关统一社会信用代码",
        "备注",
    ];
    assert_eq!(table.notes[0].remark.found(), unused);
    assert_eq!(
        table.notes[3].message(Language::Zh),
        "行政处罚决定 罚款金额（万元）：金额单位为万元，已换算为元"
    );
}

#[test]
fn amounts_in_ten_thousands_are_exact_or_refused() {
    for (cell, fen) in [
        ("5", 5_000_000),
        ("0.000001", 1),
        ("1234.567891", 1_234_567_891),
        ("0.0500000", 50_000),
        ("５", 5_000_000),
        ("0.05 ", 50_000),
        ("123456789", 123_456_789_000_000),
    ] {
        assert_eq!(form(",0.05,", &format!(",{cell},")).unwrap().records[0].fine, Some(fen), "{cell}");
    }
    for cell in ["0.0000001", "0.05万元", "-1", "1.", ".5", "05", "1234567890"] {
        let fault = only(form(",0.05,", &format!(",{cell},")).unwrap_err());
        assert_eq!(fault.code(), FaultCode::BadTenThousands, "{cell} {fault}");
        assert_eq!(fault.field, "罚款金额（万元）");
    }
    assert_eq!(only(form(",0.05,", ",,").unwrap_err()).code(), FaultCode::FineAmount);
    let both = form("暂扣或吊销证照名称及编号", "罚款金额").and_then(|_| form(",0.05,0,,", ",0.05,0,500,"));
    assert!(both.is_ok(), "an empty column in yuan beside it, or something in a column that is not used");
    let text = String::from_utf8(case(FORM))
        .unwrap()
        .replace("暂扣或吊销证照名称及编号", "罚款金额")
        .replace(",0.05,0,,", ",0.05,0,500,");
    let faults = penalties(text.as_bytes()).unwrap_err();
    assert!(listed(&faults).contains(&(2, "罚款金额（万元）", FaultCode::TwoAmounts)), "{faults}");
    // Without a fine the form says 0.
    let table = form(",罚款,罚款人民币伍佰元,0.05,", ",警告,警告,0.00,").unwrap();
    assert_eq!(table.records[0].fine, None);
    assert!(noted(&table.notes).contains(&(NoteCode::NoFine, &[2], "罚款金额（万元）")));
}

#[test]
fn what_the_form_does_not_have_is_refused_by_its_name() {
    for head in ["罚款（万元）", "罚没金额（万元）", "罚款金额（千元）", "罚款金额万元"]
    {
        let faults = form("罚款金额（万元）", head).unwrap_err();
        assert_eq!(
            (faults.as_slice()[0].code(), faults.as_slice()[0].field.as_str()),
            (FaultCode::UnknownColumn, head)
        );
    }
    for (day, code) in [
        ("11/23/2026", FaultCode::BadDate),
        ("26/11/23", FaultCode::BadDate),
        ("2026/13/1", FaultCode::BadDate),
    ] {
        let fault = only(form("2026/11/23", day).unwrap_err());
        assert_eq!((fault.code(), fault.field.as_str()), (code, "处罚决定日期"), "{day}");
    }
    for (day, read) in [
        ("2026/1/5", "2026-01-05"),
        ("2026/1/5 ", "2026-01-05"),
        ("2026年1月5日", "2026-01-05"),
        ("2026.01.05", "2026-01-05"),
        ("2026-01-05", "2026-01-05"),
    ] {
        assert_eq!(form("2026/11/23", day).unwrap().records[0].decided.to_string(), read);
    }
}

#[test]
fn a_citizens_id_number_in_a_column_of_codes_never_passes_and_is_never_repeated() {
    let number = citizen_id();
    let wide: String = number.chars().map(|c| char::from_u32(u32::from(c) + 0xFEE0).unwrap()).collect();
    let spaced = format!("{} {} {}", &number[..6], &number[6..14], &number[14..]);
    // One that passes both checks of a credit code as well; its district does not exist.
    let both = "522699200001010556".to_owned();
    for cell in [
        number.clone(),
        format!("{number} "),
        wide,
        spaced,
        format!("身份证{number}"),
        number.to_lowercase(),
        both,
    ] {
        let text = format!("编号,名称,行政区划,类别,统一社会信用代码\nA-01,示例甲,522601,一般,{cell}\n");
        let of_targets = with_all_columns(text.as_bytes()).map(|_| ()).unwrap_err();
        let of_penalties = form("92522631MATEXT028E", &cell).map(|_| ()).unwrap_err();
        for fault in [only(of_targets), only(of_penalties)] {
            assert_eq!((fault.code(), fault.row), (FaultCode::CitizenId, Some(2)), "{cell}");
            for language in [Language::Zh, Language::En] {
                assert!(!fault.message(language).contains(&number[6..14]), "{fault}");
            }
        }
    }
}

#[test]
fn personal_numbers_are_not_repeated_in_faults_of_any_column() {
    let number = citizen_id();
    for cell in [
        format!("{number}\u{0}"),
        format!("甲某{number}\u{0}"),
        "13900000000\u{0}".to_owned(),
        format!("\u{0}{number}"),
    ] {
        for place in 0..5 {
            let mut cells = ["A-01", "示例甲", "522601", "一般", "电镀"];
            cells[place] = &cell;
            let text = format!("编号,名称,行政区划,类别,行业\n{}\n", cells.join(","));
            let faults = with_all_columns(text.as_bytes()).unwrap_err();
            let said = format!("{faults:?} {faults}");
            assert!(!said.contains(&number[6..14]) && !said.contains("139000"), "{said}");
        }
    }
}

// Characters, codes and names.

#[test]
fn private_use_characters_are_noted_with_row_and_cell() {
    let table = targets("13-pua-characters/targets-utf8.csv");
    assert_eq!(noted(&table.notes), [(NoteCode::PrivateUse, &[2_u64][..], "名称")]);
    assert_eq!(table.notes[0].remark.found(), ["U+E863（䶮）"], "with the character that is meant");
    assert_eq!(table.records[0].name, "虚构\u{E863}纸业有限公司", "and left as it stands");
    assert_eq!(table.records[1].name, "虚构䶮纸业有限公司");
    let planes =
        "编号,名称,行政区划,类别\nA-01,示例\u{F0000}厂,522601,一般\nA-02,示例\u{10FFFD}厂,522601,一般\n";
    let notes = with_all_columns(planes.as_bytes()).unwrap().notes;
    assert_eq!(noted(&notes), [(NoteCode::PrivateUse, &[2_u64, 3][..], "名称")]);
}

#[test]
fn characters_of_gb_18030_are_read_as_the_standard_has_them() {
    let table = targets("13-pua-characters/targets-gbk.csv");
    assert_eq!(table.records[0].name, "虚构䶮纸业有限公司");
    assert_eq!(table.records[1].name, "虚构\u{E000}厂", "a character of the user's own");
    assert_eq!(noted(&table.notes), [(NoteCode::PrivateUse, &[3_u64][..], "名称")]);
    // The bytes that earlier versions of the standard had no Unicode characters for.
    let text = "编号,名称,行政区划,类别\nA-01,";
    let mut bytes = encoding_rs::GB18030.encode(text).0.into_owned();
    bytes.extend([
        0xFE, 0x51, 0xFE, 0x52, 0xFE, 0x53, 0xFE, 0x59, 0xFE, 0x6C, 0xFE, 0x76, 0xFE, 0x91, 0xFE, 0xA0, 0xA6,
        0xD9, 0xA8, 0xBC,
    ]);
    bytes.extend(encoding_rs::GB18030.encode("厂,522601,一般\n").0.into_owned());
    let table = with_all_columns(&bytes).unwrap();
    assert_eq!(
        table.records[0].name,
        "\u{20087}\u{20089}\u{200CC}\u{9FB4}\u{215D7}\u{2298F}\u{241FE}\u{9FBB}\u{FE10}\u{1E3F}厂"
    );
    assert!(table.notes.is_empty());
}

#[test]
fn marks_for_no_code_are_no_code_and_noted_with_their_rows() {
    let table = targets("25-marks-for-no-code/targets.csv");
    let codes: Vec<Option<&str>> = table.records.iter().map(|target| target.credit_code.as_deref()).collect();
    assert_eq!(codes, [None, None, None, None, Some("91522601MATEXT01X3"), Some("522601600012345"), None]);
    let field = "统一社会信用代码";
    let expected: [(NoteCode, &[u64], &str); 2] =
        [(NoteCode::NoCode, &[2, 3, 4, 5, 8], field), (NoteCode::UpperCase, &[6], field)];
    assert_eq!(noted(&table.notes), expected);
    assert_eq!(
        table.notes[0].message(Language::Zh),
        "检查对象名录第 2、3、4、5、8 行 统一社会信用代码：填写为 “无”、“/”、“—”、“暂无”，按没有代码处理"
    );
    assert_eq!(
        table.notes[1].message(Language::En),
        "target roster, row 6, 统一社会信用代码: a code in lower case, which is read in upper case"
    );
    for mark in ["－", "-", "——", "／", "N/A", "没有"] {
        let table = form("92522631MATEXT028E", mark).unwrap();
        assert!(
            noted(&table.notes).contains(&(NoteCode::NoCode, &[2], "行政相对人代码_1(统一社会信用代码)")),
            "{mark}"
        );
    }
    // A code in lower case that would not be right in upper case is left as it stands.
    let text = "编号,名称,行政区划,类别,统一社会信用代码\nA-01,示例甲,522601,一般,91522601matext01x4\n";
    let table = with_all_columns(text.as_bytes()).unwrap();
    assert_eq!((table.records[0].credit_code.as_deref(), table.notes.len()), (Some("91522601matext01x4"), 0));
}

#[test]
fn names_that_look_the_same_are_listed() {
    let names = [
        "阿依·古丽",
        "阿依•古丽",
        "阿依．古丽",
        "示例（甲）公司",
        "王 三",
        "示例(甲)公司",
        "王\u{3000}三",
        "示例乙",
        "示例乙",
    ];
    assert_eq!(names_alike(names), [vec![0, 1, 2], vec![3, 5], vec![4, 6]]);
}

// Sheets, rows and columns that are hidden.

#[test]
fn the_first_visible_sheet_is_the_table_and_hidden_sheets_are_named() {
    for (name, sheet) in
        [("targets", "hidden1"), ("wps", "WpsReserved_CellImgList"), ("hidden-dictionary-first", "dict")]
    {
        let table = targets(&format!("09-hidden-dropdown-sheet/{name}.xlsx"));
        assert_eq!(ids(&table), SEVEN, "{name}");
        assert_eq!(noted(&table.notes), [(NoteCode::HiddenSheet, &[][..], "")]);
        assert_eq!(table.notes[0].remark.found(), [sheet]);
        assert_eq!(
            table.notes[0].message(Language::Zh),
            format!("检查对象名录：隐藏的工作表 {sheet} 未读取")
        );
    }
    // An old roster on a hidden sheet is never the roster.
    let fault =
        only(with_all_columns(&case("09-hidden-dropdown-sheet/hidden-old-roster-first.xlsx")).unwrap_err());
    assert_eq!((fault.code(), data(&fault, "found").as_str()), (FaultCode::OnlyHidden, "[\"旧名录\"]"));
}

/// Two sheets of rosters, each in a state.
fn two_sheets(states: [&str; 2]) -> Result<Table<Target>, Faults> {
    let rows = |id: &str| row(1, "", &HEADS[..4]) + &row(2, "", &[id, "示例甲", "522601", "一般"]);
    let sheet = |id: &str| format!("<sheetData>{}</sheetData>", rows(id));
    let sheets = vec![("旧名录", states[0], sheet("OLD-1")), ("名录", states[1], sheet("NEW-1"))];
    with_all_columns(&Book { sheets, formats: vec!["General"] }.bytes())
}

#[test]
fn a_hidden_sheet_before_a_visible_one_is_passed_over_and_two_visible_ones_are_a_fault() {
    for state in ["hidden", "veryHidden"] {
        assert_eq!(ids(&two_sheets([state, "visible"]).unwrap()), ["NEW-1"]);
        assert_eq!(ids(&two_sheets(["visible", state]).unwrap()), ["OLD-1"]);
        assert_eq!(only(two_sheets([state, state]).unwrap_err()).code(), FaultCode::OnlyHidden);
    }
    let fault = only(two_sheets(["visible", "visible"]).unwrap_err());
    assert_eq!((fault.code(), data(&fault, "found").as_str()), (FaultCode::OtherSheet, "名录"));
}

#[test]
fn hidden_rows_and_columns_are_read_and_noted() {
    let rows = row(1, "", &["编号", "名称", "行政区划", "类别", "联系人", "行业"])
        + &row(2, "", &["A-01", "示例甲", "522601", "一般", "", "电镀"])
        + &row(3, "hidden=\"1\"", &["A-02", "示例乙", "522601", "一般", "", "电镀"])
        + &row(4, "hidden=\"0\"", &["A-03", "示例丙", "522601", "一般", "", "电镀"])
        + &row(5, "ht=\"0\" customHeight=\"1\"", &["A-04", "示例丁", "522601", "一般", "", "电镀"])
        + &row(6, "hidden=\"true\"", &[]);
    let columns = "<cols><col min=\"5\" max=\"5\" width=\"0\" customWidth=\"1\"/><col min=\"6\" max=\"16384\" hidden=\"1\"/></cols>";
    let sheets = vec![("名录", "visible", format!("{columns}<sheetData>{rows}</sheetData>"))];
    let table = with_all_columns(&Book { sheets, formats: vec!["General"] }.bytes()).unwrap();
    assert_eq!(ids(&table), ["A-01", "A-02", "A-03", "A-04"]);
    let expected: [(NoteCode, &[u64], &str); 3] = [
        (NoteCode::HiddenRow, &[3, 5], ""),
        (NoteCode::HiddenColumn, &[], "E 联系人"),
        (NoteCode::HiddenColumn, &[], "F 行业"),
    ];
    assert_eq!(noted(&table.notes), expected);
    assert_eq!(
        table.notes[0].message(Language::Zh),
        "检查对象名录第 3、5 行：处于隐藏或筛选状态，已一并读取；不应列入的请删除"
    );
}

// Packages.

#[test]
fn names_in_a_package_may_differ_in_case_and_strokes() {
    let first = targets("11-package-names/case.xlsx");
    assert_eq!(ids(&first), SEVEN);
    for name in ["backslash", "workbook-at-root", "empty-style-attribute"] {
        let table = targets(&format!("11-package-names/{name}.xlsx"));
        assert_eq!(table, first, "{name}");
    }
}

#[test]
fn a_package_with_one_name_for_two_files_is_refused() {
    let mut files: Vec<(String, String)> = Vec::new();
    let mut archive = zip::ZipArchive::new(Cursor::new(case("11-package-names/case.xlsx"))).unwrap();
    for place in 0..archive.len() {
        let mut file = archive.by_index(place).unwrap();
        let mut text = String::new();
        std::io::Read::read_to_string(&mut file, &mut text).unwrap();
        files.push((file.name().unwrap().into_owned(), text));
    }
    let strings = files.iter().find(|(name, _)| name.ends_with("SharedStrings.xml")).unwrap().1.clone();
    files.push(("xl/sharedStrings.xml".to_owned(), strings.replace("重点", "一般")));
    assert_eq!(
        only(with_all_columns(&workbooks::packed(&files)).unwrap_err()).code(),
        FaultCode::BadWorkbook
    );
}

// Tables with titles, merged cells, totals and signatures: the records are read, the rest is named.

#[test]
fn titles_totals_and_signatures_are_named_and_merged_cells_count_for_their_rows() {
    let table = targets("06-title-merged-total/targets.xlsx");
    assert_eq!(ids(&table), SEVEN);
    let classes: Vec<&str> = table.records.iter().map(|target| target.class.as_str()).collect();
    assert_eq!(classes, ["重点", "重点", "重点", "一般", "一般", "一般", "一般"]);
    let codes =
        [(NoteCode::Title, &[1][..], ""), (NoteCode::Aside, &[10][..], ""), (NoteCode::Merged, &[][..], "")];
    assert_eq!(noted(&table.notes), codes);
    assert_eq!(table.notes[2].remark.found(), ["E3:E5", "E6:E9"]);
    assert_eq!(ids(&targets("06-title-merged-total/merged-only.xlsx")), SEVEN);
    assert_eq!(ids(&targets("06b-total-row-only/targets.xlsx")), SEVEN);
    // A CSV file does not say what was merged.
    let faults = with_all_columns(&case("06-title-merged-total/targets.csv")).unwrap_err();
    assert_eq!(listed(&faults), [(4, "类别", FaultCode::Empty)]);
}

#[test]
fn a_total_or_signature_is_never_a_record() {
    for last in ["合计,,2家,", "填报人：甲某,,,审核人：乙某", "注：以上为示例,,,"] {
        let text = format!("编号,名称,行政区划,类别\nA-01,示例甲,522601,一般\n{last}\n");
        let table = with_all_columns(text.as_bytes()).unwrap();
        assert_eq!((ids(&table), noted(&table.notes)), (vec!["A-01"], vec![(NoteCode::Aside, &[3][..], "")]));
    }
    let text = "编号,名称,行政区划,类别\n合计,2,522601,一般\n";
    assert_eq!(only(with_all_columns(text.as_bytes()).unwrap_err()).code(), FaultCode::BadId);
    let inspectors = "执法证号,姓名,部门,行政区划,证件有效期起,证件有效期止,最多检查次数\n合计,2,局,522601,2024-01-01,2028-12-31,6\n";
    assert_eq!(only(tables::inspectors(inspectors.as_bytes()).unwrap_err()).code(), FaultCode::BadId);
    let recusals = "执法证号,编号,事由\n合计,2,近亲属\n";
    assert_eq!(only(tables::recusals(recusals.as_bytes()).unwrap_err()).code(), FaultCode::BadId);
    let total = form("某环罚〔2026〕1号", "合计").unwrap_err();
    assert_eq!(only(total).code(), FaultCode::BadDocumentNumber);
}

#[test]
fn dates_and_terms_of_an_office_are_read_and_noted() {
    let table = tables::inspectors(&case("16-minority-names/inspectors.csv")).unwrap();
    let valid: Vec<String> =
        table.records[4..].iter().map(|one| format!("{}–{}", one.valid_from, one.valid_to)).collect();
    assert_eq!(valid, ["2024-01-01–2028-12-31", "2024-01-01–2999-12-31"]);
    let codes = [
        (NoteCode::NoEnd, &[7][..], "证件有效期止"),
        (NoteCode::DateForm, &[6][..], "证件有效期止"),
        (NoteCode::DateForm, &[6][..], "证件有效期起"),
    ];
    assert_eq!(noted(&table.notes), codes);
}

/// What `benches` and people measure: an office's own roster, 400 companies, with all that it has.
#[test]
fn an_offices_own_roster_lacks_only_what_it_does_not_have() {
    let inspectors = tables::inspectors(&case("40-office-roster/insp_messy.xlsx")).unwrap();
    assert_eq!((inspectors.records.len(), inspectors.records[33].district.as_str()), (36, "522732"));
    let reading = tables::read_targets(&case("40-office-roster/roster_messy.xlsx"), &Columns::default());
    assert_eq!(reading.table.records.len() + reading.faults.as_slice().len(), 400);
    let mut counts = std::collections::BTreeMap::new();
    for fault in &reading.faults {
        *counts.entry((fault.field.as_str(), fault.code().code())).or_insert(0) += 1;
    }
    let found: Vec<((&str, &str), i32)> = counts.into_iter().collect();
    let expected = [
        (("所属县市", "empty"), 1),
        (("社会信用代码", "damaged"), 40),
        (("社会信用代码", "needed_as_id"), 13),
        (("社会信用代码", "repeated_as_id"), 2),
        (("重点排污单位（是/否）", "empty"), 1),
    ];
    assert_eq!(found, expected);
}

/// Whoever gives an id to the second site of a company need not give one to all the others.
#[test]
fn a_row_without_an_id_has_its_credit_code_for_one() {
    let head = "编号,名称,统一社会信用代码,行政区划,类别\n";
    let rows = "NZ-2,虚构二厂,91522730PL3GPX4DUE,522730,一般\n,虚构一厂,91522730PL3GPX4DUE,522726,一般\n,虚构三厂,,522726,一般\n";
    let reading = tables::read_targets(format!("{head}{rows}").as_bytes(), &Columns::default());
    let ids: Vec<&str> = reading.table.records.iter().map(|target| target.id.as_str()).collect();
    assert_eq!(ids, ["NZ-2", "91522730PL3GPX4DUE"]);
    let faults: Vec<(Option<u64>, &str)> =
        reading.faults.iter().map(|fault| (fault.row, fault.field.as_str())).collect();
    assert_eq!(faults, [(Some(4), "编号")], "a row with neither has none");
    let note = reading.table.notes.iter().find(|note| note.code().code() == "id_left_out").unwrap();
    assert_eq!(note.rows, [3]);
}

/// A roster as an office keeps it: a title, a number for each row, a hidden column of persons, dates in three forms, totals and
/// who filled it in, a second sheet of remarks.
#[test]
fn a_roster_as_an_office_keeps_it_is_read() {
    let heads = [
        "序号",
        "企业名称",
        "社会信用代码",
        "所属县市",
        "重点排污单位（是/否）",
        "排污许可证发证日期",
        "联系人",
        "联系电话",
    ];
    let rows = row(1, "", &["某州2026年双随机污染源监管对象名录库（2026年9月更新）"])
        + &row(2, "", &heads)
        + &row(
            3,
            "",
            &[
                "#1",
                "示例水泥厂（一分厂）",
                "91522601MATEXT01X3",
                "某县",
                "是",
                "2023年11月21日",
                "甲某",
                "13900000000",
            ],
        )
        + &row(4, "", &["#2", "示例污水处理厂", "无", "某县", "否", "#1:45603", "乙某", "13900000001"])
        + &row(5, "", &["合计", "#2"])
        + &row(6, "", &["填报人：甲某"]);
    let columns = "<cols><col hidden=\"1\" width=\"13\" customWidth=\"1\" min=\"7\" max=\"7\"/></cols>";
    let sheets = vec![
        ("排污单位", "visible", format!("{columns}<sheetData>{rows}</sheetData>")),
        ("Sheet2", "visible", format!("<sheetData>{}</sheetData>", row(1, "", &["说明：本表由某科提供"]))),
    ];
    let book = Book { sheets, formats: vec!["General", "yyyy-mm-dd"] };
    let faults = with_all_columns(&book.bytes()).unwrap_err();
    let expected = [
        (3, "所属县市", FaultCode::BadDistrict),
        (4, "社会信用代码", FaultCode::NeededAsId),
        (4, "所属县市", FaultCode::BadDistrict),
    ];
    assert_eq!(listed(&faults), expected);
    assert!(!faults.to_string().contains("139000"), "{faults}");
    let sheet = book.sheets[0].2.replace("某县", "凯里市").replace("<t>无</t>", "<t>92522631MATEXT028E</t>");
    let second = ("名录（旧）", "visible", sheet.clone());
    let mended = Book { sheets: vec![("排污单位", "visible", sheet), book.sheets[1].clone()], ..book };
    let table = tables::targets(&mended.bytes(), &Columns::default()).unwrap();
    assert_eq!(ids(&table), ["91522601MATEXT01X3", "92522631MATEXT028E"]);
    assert_eq!(table.records[0].class, "重点");
    assert_eq!(table.records[1].sheet["联系电话"], "13900000001");
    let codes: Vec<NoteCode> = table.notes.iter().map(TableNote::code).collect();
    for code in
        [NoteCode::ReadAs, NoteCode::Title, NoteCode::Aside, NoteCode::OtherSheet, NoteCode::HiddenColumn]
    {
        assert!(codes.contains(&code), "{code:?}");
    }
    // Two sheets that are both rosters: nobody could say which one counts.
    let two = Book { sheets: mended.sheets.into_iter().chain([second]).collect(), ..mended };
    let faults = tables::targets(&two.bytes(), &Columns::default()).unwrap_err();
    assert_eq!(listed(&faults), [(0, "", FaultCode::OtherSheet)]);
    let by_name = tables::TableFile::new(&[]).sheet("排污单位");
    assert!(tables::targets(by_name, &Columns::default()).is_err());
    let bytes = two.bytes();
    let by_name = |name| tables::targets(tables::TableFile::new(&bytes).sheet(name), &Columns::default());
    assert_eq!(by_name("排污单位").unwrap().records, table.records);
    assert_eq!(only(by_name("没有").unwrap_err()).code(), FaultCode::NoSheet);
}
