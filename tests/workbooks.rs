//! Tables that a spreadsheet wrote are read as the same table in CSV, or refused.

#![cfg(feature = "xlsx")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use dual_random::Say;
use dual_random::roster::{Columns, Target};
use dual_random::tables::{self, NoteCode, Table};
use dual_random::{Fault, FaultCode, Faults};
use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use std::io::{Cursor, Read, Write};

/// A part of what a fault holds, as services read it.
fn data(fault: &Fault, name: &str) -> String {
    let data = serde_json::to_value(fault).unwrap();
    data[name].as_str().map_or_else(|| data[name].to_string(), str::to_owned)
}

fn targets(bytes: &[u8]) -> Result<Table<Target>, Faults> {
    tables::targets(bytes, &Columns::default())
}

const HEADS: [&str; 5] = ["编号", "名称", "行政区划", "类别", "统一社会信用代码"];
const ROWS: [[&str; 5]; 3] = [
    ["T-1", "示例甲 <&> _x000D_", "522601", "一般", "91522601MATEXT01X3"],
    ["0007", "=1+1", "522622", "重点", ""],
    ["T-3", "𠮷野䶮·阿依古丽", "522623", "一般", "92522631MATEXT028E"],
];

/// The rows as a spreadsheet saves them, with something changed.
fn workbook(change: impl FnOnce(&mut Workbook)) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, head) in (0..).zip(HEADS) {
        sheet.write_string(0, column, head).unwrap();
    }
    for (row, cells) in (1..).zip(ROWS) {
        for (column, text) in (0..).zip(cells).filter(|(_, text)| !text.is_empty()) {
            sheet.write_string(row, column, text).unwrap();
        }
    }
    change(&mut book);
    book.save_to_buffer().unwrap()
}

fn csv() -> String {
    let line = |cells: [&str; 5]| cells.join(",") + "\n";
    line(HEADS) + &ROWS.map(line).concat()
}

fn fault(bytes: &[u8]) -> Fault {
    let faults = targets(bytes).unwrap_err();
    assert_eq!(faults.as_slice().len(), 1, "{faults}");
    faults.as_slice()[0].clone()
}

#[test]
fn a_workbook_is_read_as_its_csv() {
    let read = targets(&workbook(|_| {})).unwrap();
    assert_eq!(read, targets(csv().as_bytes()).unwrap());
    assert_eq!(read.records[1].id.as_str(), "0007");
    // Whole numbers are what they look like; empty sheets are nothing; a blank row at the end is left out.
    let read = targets(&workbook(|book| {
        let sheet = book.worksheet_from_index(0).unwrap();
        sheet.write_number(1, 2, 522_601).unwrap();
        sheet.write_blank(9, 1, &Format::new().set_bold()).unwrap();
        book.add_worksheet();
    }));
    assert_eq!(read.unwrap(), targets(csv().as_bytes()).unwrap());
}

#[test]
fn dates_are_dates_however_they_are_kept() {
    let heads = ["执法证号", "姓名", "部门", "行政区划", "证件有效期起", "证件有效期止", "最多检查次数"];
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, head) in (0..).zip(heads) {
        sheet.write_string(0, column, head).unwrap();
    }
    for (column, text) in (0..).zip(["C1", "检查员01", "示例局", "522601"]) {
        sheet.write_string(1, column, text).unwrap();
    }
    let from = ExcelDateTime::from_ymd(2025, 1, 1).unwrap();
    let chinese = Format::new().set_num_format("yyyy\"年\"m\"月\"d\"日\";@");
    sheet.write_datetime_with_format(1, 4, &from, &chinese).unwrap();
    sheet
        .write_datetime_with_format(
            1,
            5,
            ExcelDateTime::from_ymd(2028, 2, 29).unwrap(),
            &Format::new().set_num_format_index(14),
        )
        .unwrap();
    sheet.write_number_with_format(1, 6, 3, &Format::new().set_num_format("0.00_ ;[Red]\\-0.00")).unwrap();
    let read = tables::inspectors(&book.save_to_buffer().unwrap()).unwrap();
    let inspector = &read.records[0];
    assert_eq!(
        (inspector.valid_from.to_string(), inspector.valid_to.to_string()),
        ("2025-01-01".to_owned(), "2028-02-29".to_owned())
    );
    assert_eq!(inspector.max_visits.get(), 3);
    let sheet = book.worksheet_from_index(0).unwrap();
    sheet.write_datetime_with_format(1, 4, from.and_hms(8, 30, 0).unwrap(), &chinese).unwrap();
    let faults = tables::inspectors(&book.save_to_buffer().unwrap()).unwrap_err();
    assert_eq!(
        (faults.as_slice()[0].code(), faults.as_slice()[0].field.as_str()),
        (FaultCode::TimeOfDay, "证件有效期起")
    );
}

#[test]
fn what_a_spreadsheet_has_spoilt_is_refused_with_its_cell() {
    let with = |change: &dyn Fn(&mut rust_xlsxwriter::Worksheet)| {
        fault(&workbook(|book| change(book.worksheet_from_index(0).unwrap())))
    };
    let is = |fault: Fault, code, field: &str| {
        assert_eq!((fault.code(), fault.field.as_str()), (code, field));
        assert!(!fault.message(dual_random::Language::Zh).is_empty());
    };
    is(
        with(&|s| _ = s.write_number(1, 4, 915_226_010_000_000_001.0).unwrap()),
        FaultCode::Damaged,
        "统一社会信用代码",
    );
    is(
        with(&|s| _ = s.write_formula(2, 1, Formula::new("=1+1").set_result("2")).unwrap()),
        FaultCode::FormulaCell,
        "名称",
    );
    is(with(&|s| _ = s.write_boolean(3, 1, true).unwrap()), FaultCode::BadCell, "名称");
    let behind = with(&|s| {
        for (column, text) in (0..).zip(["T-9", "示例丁", "522601", "一般"]) {
            s.write_string(5, column, text).unwrap();
        }
    });
    assert_eq!((behind.code(), behind.row), (FaultCode::BlankRow, Some(5)));
    let padded = Format::new().set_num_format("0000");
    is(
        with(&|s| _ = s.write_number_with_format(2, 0, 7, &padded).unwrap()),
        FaultCode::ShownOtherwise,
        "编号",
    );
    let far = with(&|s| _ = s.write_string(1_048_575, 16_383, "x").unwrap());
    assert_eq!(far.code(), FaultCode::BadWorkbook);
    assert_eq!(data(&far, "found"), "XFD1048576");
    // What stands beside the heads, or on a sheet without them, is not read, and named.
    let table = targets(&workbook(|book| {
        book.worksheet_from_index(0).unwrap().write_string(2, 9, "x").unwrap();
        book.add_worksheet().set_name("旧名单").unwrap().write_string(3, 3, "x").unwrap();
    }));
    let table = table.unwrap();
    assert_eq!((table.records.len(), table.ignored), (3, vec!["J".to_owned()]));
    assert_eq!(table.notes[0].code(), NoteCode::OtherSheet);
    assert_eq!(table.notes[0].remark.found(), ["旧名单"]);
    // A formula in a column that nobody reads harms nothing.
    let table = targets(&workbook(|book| {
        let sheet = book.worksheet_from_index(0).unwrap();
        sheet.write_string(0, 5, "序号").unwrap();
        sheet.write_formula(1, 5, Formula::new("=ROW()-1").set_result("1")).unwrap();
    }));
    assert_eq!(table.unwrap().ignored, ["序号"]);
}

/// The files of an archive.
fn unpacked(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut all = Vec::new();
    for place in 0..archive.len() {
        let mut file = archive.by_index(place).unwrap();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        let name = file.name().unwrap().into_owned();
        all.push((name, content));
    }
    all
}

fn packed(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn a_bomb_is_refused_before_it_is_unpacked() {
    let mut files = unpacked(&workbook(|_| {}));
    let sheet = files.iter_mut().find(|(name, _)| name.ends_with("sheet1.xml")).unwrap();
    // Blanks that pack a thousand to one.
    sheet.1 = vec![b' '; 300 << 20];
    let bomb = packed(&files);
    assert!(bomb.len() < 4 << 20);
    let fault = fault(&bomb);
    assert_eq!((fault.code(), data(&fault, "found").as_str()), (FaultCode::BadWorkbook, "> 256 MiB"));
}

/// One long text, used again and again, is not copied without end.
#[test]
fn a_text_that_many_cells_share_counts_in_each() {
    let mut files = unpacked(&workbook(|_| {}));
    for (name, content) in &mut files {
        if name.ends_with("sharedStrings.xml") {
            *content = format!("<sst><si><t>{}</t></si></sst>", "x".repeat(1 << 20)).into_bytes();
        } else if name.ends_with("sheet1.xml") {
            let row = "<row><c t=\"s\"><v>0</v></c></row>".repeat(300);
            *content = format!("<worksheet><sheetData>{row}</sheetData></worksheet>").into_bytes();
        }
    }
    let fault = fault(&packed(&files));
    assert_eq!((fault.code(), data(&fault, "found").as_str()), (FaultCode::BadWorkbook, "> 256 MiB of text"));
}

#[test]
fn an_archive_that_claims_any_number_of_files_is_refused() {
    let mut bytes = workbook(|_| {});
    let end = bytes.len() - 22;
    bytes.splice(end..end, *b"PK\x06\x07\0\0\0\0\0\0\0\0\0\0\0\0\x01\0\0\0");
    assert_eq!(data(&fault(&bytes), "found"), "ZIP64");
}

#[test]
fn what_is_no_workbook_is_said_to_be_none() {
    assert_eq!(fault(b"PK\x03\x04 and no more").code(), FaultCode::BadWorkbook);
    assert_eq!(fault(&packed(&[("a.txt".to_owned(), b"x".to_vec())])).code(), FaultCode::BadWorkbook);
    assert_eq!(fault(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1]).code(), FaultCode::OldWorkbook, "the old format");
    // What reads as far as another program likes: rows out of order, a cell twice, entities of its own.
    let files = unpacked(&workbook(|_| {}));
    for (from, to) in
        [("<row r=\"3\"", "<row r=\"1\""), ("r=\"B2\"", "r=\"A2\""), ("<sheetData>", "<sheetData>&own;")]
    {
        let mut files = files.clone();
        let sheet = files.iter_mut().find(|(name, _)| name.ends_with("sheet1.xml")).unwrap();
        let xml = String::from_utf8(sheet.1.clone()).unwrap();
        assert!(xml.contains(from), "{xml}");
        sheet.1 = xml.replacen(from, to, 1).into_bytes();
        let read = targets(&packed(&files));
        assert!(read.is_err() || to.contains("own"), "{to}");
    }
}

/// Found by the fuzz target `sheet`: the row before the first is none.
#[test]
fn a_cell_outside_of_every_row_is_refused() {
    for cell in ["<c t=\"inlineStr\"><is><t>编号</t></is></c>", "<c t=\"n\"><f>1</f><v>1</v></c>"] {
        let mut files = unpacked(&workbook(|_| {}));
        let sheet = files.iter_mut().find(|(name, _)| name.ends_with("sheet1.xml")).unwrap();
        sheet.1 = format!("<worksheet><sheetData>{cell}</sheetData></worksheet>").into_bytes();
        let fault = fault(&packed(&files));
        assert_eq!(
            (fault.code(), data(&fault, "found").as_str()),
            (FaultCode::BadWorkbook, "a cell outside of every row")
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Whatever is changed in a workbook, inside its files or in the archive, there is a table or faults.
    #[test]
    fn a_damaged_workbook_gives_a_table_or_faults(
        file in 0usize..20,
        changes in proptest::collection::vec((0usize..4000, prop_oneof![any::<u8>(), b'0'..=b'9', Just(b'"'), Just(b'<')]), 1..6),
        inside in any::<bool>(),
    ) {
        let whole = workbook(|_| {});
        let damage = |bytes: &mut Vec<u8>| {
            for (place, byte) in &changes {
                let place = place % bytes.len();
                bytes[place] = *byte;
            }
        };
        let mut files = unpacked(&whole);
        let bytes = if inside {
            let place = file % files.len();
            damage(&mut files[place].1);
            packed(&files)
        } else {
            let mut bytes = whole;
            damage(&mut bytes);
            bytes
        };
        let _ = targets(&bytes);
    }
}
