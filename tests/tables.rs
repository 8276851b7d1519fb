//! Rosters from CSV: what spreadsheets save is read as it stands, or refused with every line and head to mend.

#![cfg(feature = "tables")]
#![allow(clippy::unwrap_used, reason = "a test's helper fails by panicking")]

use dual_random::Say;
use dual_random::roster::{ChangeKind, Columns, Role, Target};
use dual_random::tables;
use dual_random::{Fault, FaultCode, Faults, Language};
use proptest::prelude::*;

const TARGET_HEAD: &str = "编号,统一社会信用代码,名称,行政区划,类别,级别,已检查次数,上次检查人员,豁免理由,豁免依据,已抽中,结转,行业";
const INSPECTOR_HEAD: &str =
    "执法证号,姓名,部门,行政区划,资格,证件有效期起,证件有效期止,最多检查次数,人员类型";

/// A target roster under a plan that names each of its further columns.
/// A part of what a fault holds, as services read it.
fn data(fault: &Fault, name: &str) -> String {
    let data = serde_json::to_value(fault).unwrap();
    data[name].as_str().map_or_else(|| data[name].to_string(), str::to_owned)
}

fn targets(bytes: &[u8]) -> Result<tables::Table<Target>, Faults> {
    let ignored = tables::targets(bytes, &Columns::default())?.ignored;
    tables::targets(bytes, &{
        let mut it = Columns::default();
        it.attributes = ignored.into_iter().collect();
        it
    })
}

fn gbk(text: &str) -> Vec<u8> {
    let (bytes, _, unmappable) = encoding_rs::GBK.encode(text);
    assert!(!unmappable, "the test's text fits GBK");
    bytes.into_owned()
}

/// Line, head and code of each fault.
fn listed(faults: &Faults) -> Vec<(u64, &str, FaultCode)> {
    faults.as_slice().iter().map(|f| (f.row.unwrap_or(0), f.field.as_str(), f.code())).collect()
}

fn target_faults(rows: &str) -> Faults {
    targets(format!("{TARGET_HEAD}\n{rows}").as_bytes()).unwrap_err()
}

/// The one fault of a file with one target, of which one column has another cell.
fn fault_of_target(head: &str, cell: &str) -> Fault {
    let cells = ["A-01", "", "企业甲", "522601", "重点", "县级", "0", "", "", "", "否", "否", "电镀"];
    let heads = TARGET_HEAD.split(',');
    let cells: Vec<&str> = heads.zip(cells).map(|(h, c)| if h == head { cell } else { c }).collect();
    let faults = target_faults(&cells.join(","));
    assert_eq!(faults.as_slice().len(), 1, "{faults}");
    assert_eq!((faults.as_slice()[0].row, faults.as_slice()[0].field.as_str()), (Some(2), head));
    faults.as_slice()[0].clone()
}

#[test]
fn a_full_row_is_read_as_it_stands() {
    let row = "A-01,91522601MATEXT01X3,企业甲,522601,重点,州级,2,ZF-02；ZF-01、ZF-03;ZF-04,正面清单,示例文件第1号,是,no,电镀";
    let table = targets(format!("{TARGET_HEAD}\n{row}\n").as_bytes()).unwrap();
    let target = &table.records[0];
    assert_eq!(target.id.as_str(), "A-01");
    assert_eq!(target.credit_code.as_deref(), Some("91522601MATEXT01X3"));
    assert_eq!((target.name.as_str(), target.district.as_str()), ("企业甲", "522601"));
    assert_eq!((target.class.as_str(), target.level.as_str(), target.inspected), ("重点", "州级", 2));
    let team: Vec<&str> = target.last_team.iter().map(dual_random::InspectorId::as_str).collect();
    assert_eq!(team, ["ZF-02", "ZF-01", "ZF-03", "ZF-04"]);
    let exemption = target.exemption.as_ref().unwrap();
    assert_eq!((exemption.reason.as_str(), exemption.basis.as_str()), ("正面清单", "示例文件第1号"));
    assert!(target.drawn_before && !target.carried);
    assert_eq!(target.attributes.len(), 1);
    assert_eq!(target.attributes["行业"], "电镀");
    assert_eq!((table.lines, table.attributes), (vec![2], vec!["行业".to_owned()]));
}

#[test]
fn english_heads_and_chinese_heads_read_alike() {
    let english = "id,name,district,class,level\nA-01,企业甲,522601,重点,县级\n";
    let chinese = "检查对象编号,检查对象名称,行政区划代码,类别,级别\nA-01,企业甲,522601,重点,县级\n";
    assert_eq!(targets(english.as_bytes()), targets(chinese.as_bytes()));
}

#[test]
fn an_absent_optional_column_and_an_empty_cell_say_the_same() {
    let absent = targets("编号,名称,行政区划,类别\nA-01,企业甲,522601,重点".as_bytes()).unwrap();
    let empty = tables::targets(
        format!("{TARGET_HEAD}\nA-01,,企业甲,522601,重点,,,,,,,,").as_bytes(),
        &Columns::default(),
    )
    .unwrap();
    assert_eq!(absent.records, empty.records);
    assert_eq!((absent.records[0].level.as_str(), absent.records[0].inspected), ("-", 0));
}

#[test]
fn inspectors_recusals_and_changes_are_read() {
    let rows = "ZF-01,检查员01,生态环境局,522600,辐射、危废,2024-01-01,2027-12-31,8,执法人员\n\
                ZF-02,检查员02,生态环境局,522601,,2024-01-01,2027-12-31,1,专家\n\
                ZF-03,检查员03,水务局,522601,,2024-01-01,2027-12-31,4294967295,\n";
    let table = tables::inspectors(format!("{INSPECTOR_HEAD}\n{rows}").as_bytes()).unwrap();
    let roles: Vec<Role> = table.records.iter().map(|inspector| inspector.role).collect();
    assert_eq!(roles, [Role::Officer, Role::Expert, Role::Officer]);
    assert_eq!(table.records[0].qualifications, ["辐射", "危废"]);
    assert_eq!(table.records[2].max_visits.get(), u32::MAX);
    // Who can take no visit is on no list: with none left for the others, a friend would be the only one.
    let none = rows.replace("2027-12-31,1,专家", "2027-12-31,0,专家");
    let faults = tables::inspectors(format!("{INSPECTOR_HEAD}\n{none}").as_bytes()).unwrap_err();
    let said: Vec<_> =
        faults.as_slice().iter().map(|fault| (fault.code(), fault.row, data(fault, "high"))).collect();
    assert_eq!(said, [(FaultCode::OutOfRange, Some(3), u32::MAX.to_string())]);

    let recusals = tables::recusals("执法证号,编号,事由\nZF-01,A-01,近亲属\n".as_bytes()).unwrap();
    assert_eq!(recusals.records[0].category, "近亲属");

    let changes = "变动类型,执法证号,编号,日期,原因\n\
                   新增检查人员,ZF-09,,2026-11-01,调入\nrecusal_added,ZF-01,A-01,2026-11-02,申报\n";
    let changes = tables::changes(changes.as_bytes()).unwrap();
    assert_eq!(changes.records[0].kind, ChangeKind::InspectorAdded);
    assert_eq!(changes.records[1].target.as_ref().unwrap().as_str(), "A-01");
}

#[test]
fn utf8_with_and_without_a_bom_and_gbk_read_alike_with_any_line_ends() {
    let text = format!(
        "{TARGET_HEAD}\nA-01,,企业甲,522601,重点,县级,0,,,,,,电镀\nA-02,,企业乙,522622,一般,,,,,,,,\n"
    );
    let plain = targets(text.as_bytes()).unwrap();
    assert_eq!(plain.records.len(), 2);
    assert_eq!(targets(format!("\u{FEFF}{text}").as_bytes()).unwrap(), plain);
    assert_eq!(targets(&gbk(&text)).unwrap(), plain);
    assert_eq!(targets(&gbk(&text.replace('\n', "\r\n"))).unwrap(), plain);
    assert_eq!(targets(text.replace('\n', "\r").as_bytes()).unwrap(), plain);
    assert_eq!(targets(text.trim_end().as_bytes()).unwrap(), plain);
}

#[test]
fn gb18030_reads_characters_beyond_gbk() {
    let text = "编号,名称,行政区划,类别,所属流域\nA-01,企业甲,522622,一般,㵲阳河\n";
    let (bytes, _, unmappable) = encoding_rs::GB18030.encode(text);
    assert!(!unmappable);
    assert_eq!(targets(&bytes).unwrap().records[0].attributes["所属流域"], "㵲阳河");
}

#[test]
fn other_encodings_are_refused() {
    let half_utf16 = vec![0xFF, 0xFE, 0x16];
    let lone_surrogate = vec![0xFE, 0xFF, 0xD8, 0x00];
    let false_bom: Vec<u8> = [0xEF, 0xBB, 0xBF].into_iter().chain(gbk(TARGET_HEAD)).collect();
    let two_boms = format!("\u{FEFF}\u{FEFF}{TARGET_HEAD}").into_bytes();
    let broken: Vec<u8> = gbk(TARGET_HEAD).into_iter().chain([0xFF]).collect();
    let cut = gbk("编号,名")[..6].to_vec();
    for bytes in [half_utf16, lone_surrogate, false_bom, two_boms, broken, cut] {
        assert_eq!(listed(&targets(&bytes).unwrap_err()), [(0, "", FaultCode::BadEncoding)], "{bytes:?}");
    }
}

#[test]
fn a_gbk_file_with_dirt_gives_every_fault_with_its_line_and_head() {
    let rows = [
        "A-01,,企业甲,522601,重点,县级,0,,,,,,电镀",      // 2: clean
        "A-02,,企业乙 ,522601,重点,县级,0,,,,,,",         // 3: trailing blank, which is left out
        "A-03,,　企业丙,522601,重点,县级,0,,,,,,",        // 4: ideographic blank, left out too
        "Ａ－04,,企业丁,５２２６０１,重点,县级,０,,,,,,", // 5: full-width thrice, read as plain
        "A-05,,企业戊,522601,重点,县级,0,,正面清单,,,,",  // 6: exempt without basis
        "A-06,,企业己,522601,重点,县级,0,,,示例文件,,,",  // 7: basis without reason
        "A-01,,企业庚,522601,重点,县级,0,,,,,,",          // 8: id again
        "A-07,9.15226E+17,企业辛,522601,重点,县级,-1,,,,maybe,,", // 9: rewritten code, sign, neither yes nor no
        "A-08,,企业壬,522601,重点,县级",                          // 10: cells lost
        ",,,522601,,,,,,,,,",                                     // 11: id, name, class
        "A-09,,企业癸,5226,重点,县级,0,ZF-01；；ZF 2；ZF-01,,,,,", // 12
    ];
    let text = format!("{TARGET_HEAD}\r\n{}\r\n", rows.join("\r\n"));
    let faults = targets(&gbk(&text)).unwrap_err();
    let expected = [
        (6, "豁免依据", FaultCode::Exemption),
        (7, "豁免理由", FaultCode::Exemption),
        (8, "编号", FaultCode::RepeatedRow),
        (9, "统一社会信用代码", FaultCode::Damaged),
        (9, "已检查次数", FaultCode::BadNumber),
        (9, "已抽中", FaultCode::BadChoice),
        (10, "", FaultCode::CellCount),
        (11, "编号", FaultCode::Empty),
        (11, "名称", FaultCode::Empty),
        (11, "类别", FaultCode::Empty),
        (12, "行政区划", FaultCode::BadDistrict),
        (12, "上次检查人员", FaultCode::Empty),
        (12, "上次检查人员", FaultCode::Repeated),
        (12, "上次检查人员", FaultCode::BadId),
    ];
    assert_eq!(listed(&faults), expected);
}

#[test]
fn a_fault_says_what_was_found_and_what_to_do() {
    assert_eq!(
        fault_of_target("统一社会信用代码", "9.15226E+17").message(Language::Zh),
        "检查对象名录第 2 行“统一社会信用代码”：9.15226E+17 是被电子表格改写过的长数字，原值已丢失；请将该列设为文本格式后重新填写"
    );
    assert_eq!(
        fault_of_target("行政区划", "虚构\u{3000}县").message(Language::En),
        "target roster, row 2, 行政区划: is no district: \"虚构\\u{3000}县\"; use a code of 6 to 12 digits, or a name of the official list of 2024"
    );
}

#[test]
fn cells_that_do_not_fit_are_refused() {
    for (head, cell, code) in [
        ("编号", "A 01", FaultCode::BadId),
        ("编号", "1.5E+10", FaultCode::Damaged),
        ("编号", "", FaultCode::Empty),
        ("名称", "企业\u{0}甲", FaultCode::ForbiddenCharacter),
        ("名称", "企业e\u{301}", FaultCode::NotNormal),
        ("行政区划", "522601.0", FaultCode::BadDistrict),
        ("行政区划", "5.22601E+05", FaultCode::Damaged),
        ("已检查次数", "1.0", FaultCode::BadNumber),
        ("已检查次数", "01", FaultCode::BadNumber),
        ("已检查次数", "+1", FaultCode::BadNumber),
        ("已检查次数", "4294967296", FaultCode::OutOfRange),
        ("已抽中", "Yes", FaultCode::BadChoice),
        ("行业", "电\t镀", FaultCode::ForbiddenCharacter),
        ("上次检查人员", "ZF-01;", FaultCode::Empty),
    ] {
        assert_eq!(fault_of_target(head, cell).code(), code, "{head} {cell:?}");
    }
    let too_long = "长".repeat(1366);
    assert_eq!(fault_of_target("名称", &too_long).code(), FaultCode::TooLong);
    let too_many = (0..257).map(|i| format!("ZF-{i}")).collect::<Vec<_>>().join(";");
    assert_eq!(fault_of_target("上次检查人员", &too_many).code(), FaultCode::TooMany);
}

/// Blanks around a text, and full-width characters of codes and numbers, say nothing; each reading is noted.
#[test]
fn blanks_and_full_width_characters_are_read_as_meant_and_noted() {
    use tables::NoteCode::{HalfWidth, Trimmed};
    for (head, cell, plain, code) in [
        ("编号", " A-01", "A-01", Trimmed),
        ("编号", "Ａ－01", "A-01", HalfWidth),
        ("编号", "A—01", "A-01", HalfWidth),
        ("统一社会信用代码", "９1522601MATEXT01X3", "91522601MATEXT01X3", HalfWidth),
        ("统一社会信用代码", "91522601MATEXT01X3 ", "91522601MATEXT01X3", Trimmed),
        ("名称", "\u{a0}企业甲\u{3000}", "企业甲", Trimmed),
        ("行政区划", "５２２６０１", "522601", HalfWidth),
        ("已检查次数", "１", "1", HalfWidth),
        ("结转", "是 ", "是", Trimmed),
        ("上次检查人员", "ZF-01; ZF-02", "ZF-01;ZF-02", Trimmed),
        ("行业", "电镀\t", "电镀", Trimmed),
    ] {
        let with = |cell: &str| {
            let cells = ["A-01", "", "企业甲", "522601", "重点", "县级", "", "", "", "", "", "", "电镀"];
            let place = TARGET_HEAD.split(',').position(|own| own == head).unwrap();
            let mut cells = cells.to_vec();
            cells[place] = cell;
            targets(format!("{TARGET_HEAD}\n{}\n", cells.join(",")).as_bytes()).unwrap()
        };
        let (read, meant) = (with(cell), with(plain));
        assert_eq!(read.records, meant.records, "{head} {cell:?}");
        let note = &read.notes[0];
        assert_eq!(
            (note.code(), note.rows.as_slice(), note.field.as_str()),
            (code, &[2][..], head),
            "{cell:?}"
        );
    }
    // A name keeps its full-width characters: they are part of it.
    let text = "编号,名称,行政区划,类别\nA-01,企业（甲）,522601,重点\n";
    assert_eq!(targets(text.as_bytes()).unwrap().records[0].name, "企业（甲）");
}

#[test]
fn a_citizens_id_number_is_refused_and_not_repeated_however_it_is_written() {
    // Made up: a day of 1900, and the one check character that fits.
    let number = "0123456789X".chars().map(|c| format!("52260119000101000{c}"));
    let number = number.into_iter().find(|n| dual_random::types::citizen_id::is_citizen_id(n)).unwrap();
    let wide: String = number.chars().map(|c| char::from_u32(u32::from(c) + 0xFEE0).unwrap()).collect();
    for cell in [number.clone(), format!("{number} "), wide] {
        let fault = fault_of_target("编号", &cell);
        assert_eq!(fault.code(), FaultCode::CitizenId);
        assert_eq!(data(&fault, "found"), "null");
    }
}

#[test]
fn dates_are_read_with_their_year_first_and_in_no_other_form() {
    let with = |cell: &str| {
        let text = format!("{INSPECTOR_HEAD}\nZF-01,检查员01,生态环境局,522600,,{cell},2027-12-31,8,\n");
        tables::inspectors(text.as_bytes())
    };
    for cell in ["2026/1/5", "2026-1-5", "2026.1.5", "2026年1月5日", "２０２６-01-05", "2026-01-05 "] {
        let table = with(cell).unwrap();
        assert_eq!(table.records[0].valid_from.to_string(), "2026-01-05", "{cell}");
        assert_eq!(table.notes[0].rows, [2], "{cell}");
    }
    for (cell, code) in [
        ("46027", FaultCode::BadDate),
        ("1/5/2026", FaultCode::BadDate),
        ("2026-02-29", FaultCode::BadDate),
        ("长期", FaultCode::BadDate),
        ("", FaultCode::Empty),
    ] {
        assert_eq!(listed(&with(cell).unwrap_err()), [(2, "证件有效期起", code)], "{cell}");
    }
    let text = format!("{INSPECTOR_HEAD}\nZF-01,检查员01,生态环境局,522600,,2026-01-05,长期,8,\n");
    let table = tables::inspectors(text.as_bytes()).unwrap();
    assert_eq!(table.records[0].valid_to, dual_random::Date::LAST);
    assert_eq!(table.notes[0].code(), tables::NoteCode::NoEnd);
}

#[test]
fn inspectors_faults_come_with_line_and_head() {
    let rows = "ZF-01,检查员01,生态环境局,522600,辐射，危废,2024-01-01,2023-12-31,八,顾问\n\
                ZF-01,检查员02,,522600,辐射、辐射,2024-01-01,2027-12-31,,officer\n";
    let faults = tables::inspectors(format!("{INSPECTOR_HEAD}\n{rows}").as_bytes()).unwrap_err();
    let expected = [
        (2, "资格", FaultCode::ForbiddenCharacter),
        (2, "证件有效期起", FaultCode::Order),
        (2, "最多检查次数", FaultCode::BadNumber),
        (2, "人员类型", FaultCode::BadChoice),
        (3, "执法证号", FaultCode::RepeatedRow),
        (3, "部门", FaultCode::Empty),
        (3, "资格", FaultCode::Repeated),
        (3, "最多检查次数", FaultCode::Empty),
    ];
    assert_eq!(listed(&faults), expected);
    assert_eq!(data(&faults.as_slice()[4], "first"), "2", "both lines");
}

#[test]
fn recusals_and_changes_that_do_not_fit_are_refused() {
    let faults =
        tables::recusals("执法证号,编号,事由\nZF-01,A-01,近亲属\nZF-01,A-01,同学\nZF-01,,\n".as_bytes());
    let expected =
        [(3, "编号", FaultCode::RepeatedRow), (4, "编号", FaultCode::Empty), (4, "事由", FaultCode::Empty)];
    assert_eq!(listed(&faults.unwrap_err()), expected);

    let changes = "kind,inspector,target,date,reason\n\
                   recusal_added,ZF-01,,2026-11-02,申报\n\
                   inspector_added,ZF-09,A-01,2026-11-02,调入\n\
                   新增,ZF-09,,2026-11-02,调入\n\
                   inspector_removed,ZF-02,,2026-11-02,调出\n\
                   inspector_removed,ZF-02,,2026-11-03,调出\n";
    let expected = [
        (2, "target", FaultCode::Empty),
        (3, "target", FaultCode::ChangeTarget),
        (4, "kind", FaultCode::BadChoice),
        (6, "inspector", FaultCode::RepeatedRow),
    ];
    assert_eq!(listed(&tables::changes(changes.as_bytes()).unwrap_err()), expected);
}

#[test]
fn heads_are_read_by_their_meaning_unless_several_may_be_meant() {
    let faults = |text: &str| targets(text.as_bytes()).unwrap_err();
    let twice = faults("编号 ,名称,行政区划,类别,检查对象编号,id\n");
    assert_eq!(listed(&twice), [(1, "检查对象编号", FaultCode::Repeated), (1, "id", FaultCode::Repeated)]);
    let either = faults("编号,企业名称,单位名称,行政区划,类别\n");
    assert_eq!(
        listed(&either),
        [(1, "企业名称", FaultCode::EitherColumn), (1, "单位名称", FaultCode::EitherColumn)]
    );
    assert!(either.to_string().contains("名称"), "{either}");
    let columns = Columns::new(["行业"], [""; 0]);
    let faults_of = |text: &str| tables::targets(text.as_bytes(), &columns).unwrap_err();
    let planned = faults_of("编号,名称,行政区划,类别,行业,行业\n");
    assert_eq!(listed(&planned), [(1, "行业", FaultCode::Repeated)]);
    let missing = faults("编号,名称\nA-01,\n");
    let expected = [
        (1, "district", FaultCode::MissingColumn),
        (1, "class", FaultCode::MissingColumn),
        (2, "名称", FaultCode::Empty),
    ];
    assert_eq!(listed(&missing), expected, "rows are still looked at");
    assert_eq!(data(&missing.as_slice()[0], "heads"), "[\"district\",\"行政区划\",\"行政区划代码\"]");

    // The name itself goes before whatever else may be meant; what is not read is said.
    let text = "序号,编号,名称,单位名称,行政区划,类别,Exempt,b a s i s,\"最后\n一列\",,备注\n\
                1,A-01,甲,乙,522601,一般,正面清单,示例,x,,y\n";
    let table = targets(text.as_bytes()).unwrap();
    assert_eq!((table.records[0].name.as_str(), table.records[0].exemption.is_some()), ("甲", true));
    assert!(table.attributes.contains(&"最后一列".to_owned()), "{:?}", table.attributes);
    assert_eq!(table.ignored, [""; 0], "all named by this test's plan");
    let read_as = table.notes[0].message(Language::Zh);
    assert_eq!(read_as, "检查对象名录：列名已按含义对应：“Exempt → 豁免理由”、“b a s i s → 豁免依据”");
    let recusals =
        tables::recusals("序号,执法证号,编号,事由,备注\n1,ZF-01,A-01,近亲属,\n".as_bytes()).unwrap();
    assert_eq!((recusals.records.len(), recusals.ignored), (1, vec!["序号".to_owned(), "备注".to_owned()]));
}

/// Titles above, heads over two rows, totals and signatures below, whatever separates the cells and however they are written.
#[test]
fn what_stands_around_the_records_is_named_and_not_read() {
    use tables::NoteCode::{Aside, ReadAs, Title};
    let text = "某局执法人员名录,,,,,\n,,,,,\n序号,姓名,单位,执法证,证件有效期,\n,,,编号,起,止\n\
                1,检查员甲,凯里市分局,ZF-01,2024-01-01,2028-12-31\n,,,,,\n合计,1人,,,,\n填表人：甲某,,,,,2026年9月1日\n\
                2026年9月1日,,,,,\n";
    let read = |bytes: &[u8]| tables::inspectors(bytes).unwrap();
    let table = read(text.as_bytes());
    assert_eq!((table.records.len(), table.lines.as_slice()), (1, &[5][..]));
    assert_eq!(table.records[0].district, "522601");
    let note = |code: tables::NoteCode| table.notes.iter().find(|note| note.code() == code).unwrap();
    assert_eq!(note(ReadAs).remark.found(), ["单位 → 部门", "执法证编号 → 执法证号"]);
    assert_eq!((note(Title).rows.as_slice(), note(Aside).rows.as_slice()), (&[1][..], &[7, 8, 9][..]));
    assert_eq!(note(Aside).remark.found(), ["合计", "填表人：甲某", "2026年9月1日"]);
    let utf16: Vec<u8> = [0xFF, 0xFE]
        .into_iter()
        .chain(text.replace(',', "\t").encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    assert_eq!(read(&utf16), table, "a spreadsheet's Unicode text");
    assert_eq!(read(text.replace(',', ";").as_bytes()), table);
    let declared = read(format!("sep=;\r\n{}", text.replace(',', ";")).as_bytes());
    assert_eq!(
        (declared.records.as_slice(), declared.lines.as_slice()),
        (table.records.as_slice(), &[6][..])
    );
    // A row that has all that a record needs is one, and a name that only begins alike is no total.
    let text = "编号,名称,行政区划,类别\n合计-1,合计商贸公司,522601,一般\nA-02,共计科技公司,522601,一般\n";
    assert_eq!(listed(&targets(text.as_bytes()).unwrap_err()), [(2, "编号", FaultCode::BadId)]);
    let text = "编号,名称,行政区划,类别\nA-01,,522601,一般\n甲,,,\n";
    assert_eq!(targets(text.as_bytes()).unwrap_err().as_slice().len(), 5, "an odd row is no note");
}

/// What is no table is told by what it is, and what to do.
#[test]
fn files_of_other_kinds_are_told_apart() {
    let compound = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    let stream: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let ods = [
        &b"PK\x03\x04\x14\0\0\0\0\0......................"[..],
        b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
    ];
    for (bytes, code) in [
        (compound.clone(), FaultCode::OldWorkbook),
        ([compound, vec![0; 600], stream].concat(), FaultCode::Encrypted),
        (ods.concat(), FaultCode::OpenDocument),
        (
            b"\xEF\xBB\xBF\r\n<HTML xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><table>".to_vec(),
            FaultCode::WebPage,
        ),
        (b"<meta charset=gbk><table><tr><td>".to_vec(), FaultCode::WebPage),
        (
            b"<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">"
                .to_vec(),
            FaultCode::XmlSheet,
        ),
        (b"%PDF-1.7".to_vec(), FaultCode::Pdf),
    ] {
        let faults = targets(&bytes).unwrap_err();
        assert_eq!(listed(&faults), [(0, "", code)], "{faults}");
    }
}

#[test]
fn too_many_columns_are_refused() {
    let heads: Vec<String> = (0..400).map(|i| format!("属性{i}")).collect();
    let faults = targets(heads.join(",").as_bytes()).unwrap_err();
    assert_eq!(listed(&faults), [(1, "", FaultCode::TooMany)]);
}

#[test]
fn an_empty_file_is_a_fault_and_a_file_of_heads_alone_is_an_empty_roster() {
    for text in ["", "\n\n", "\u{FEFF}", ",,,\n"] {
        assert_eq!(listed(&targets(text.as_bytes()).unwrap_err()), [(1, "", FaultCode::Empty)], "{text:?}");
    }
    assert!(tables::recusals("执法证号,编号,事由\r\n".as_bytes()).unwrap().records.is_empty());
}

#[test]
fn blank_rows_are_left_out_at_the_end_and_refused_elsewhere() {
    let head = "编号,名称,行政区划,类别";
    let clean = format!("{head}\r\nA-01,企业甲,522601,重点\r\n,,,\r\n\r\n,,,\r\n,\r\n");
    assert_eq!(targets(clean.as_bytes()).unwrap().lines, [2]);
    let holes =
        format!("\r\n{head}\r\nA-01,企业甲,522601,重点\r\n\r\n,,,\r\nA-02,企业乙,522601,重点\r\n,,,\r\n");
    let expected = [(4, "", FaultCode::BlankRow), (5, "", FaultCode::BlankRow)];
    assert_eq!(listed(&targets(holes.as_bytes()).unwrap_err()), expected);
}

#[test]
fn line_breaks_inside_cells_are_refused_and_later_lines_are_still_right() {
    let text = "编号,名称,行政区划,类别\r\nA-01,\"企业\r\n甲\n\",522601,重点\r\nA-02,,522601,重点\r\n";
    let faults = targets(text.as_bytes()).unwrap_err();
    assert_eq!(listed(&faults), [(2, "名称", FaultCode::ForbiddenCharacter), (5, "名称", FaultCode::Empty)]);
}

#[test]
fn well_quoted_cells_are_read_and_all_other_quotes_are_refused() {
    let read = |cell: &str| {
        tables::targets(
            format!("编号,名称,行政区划,类别\nA-01,{cell},522601,重点\nA-02,企业乙,522601,重点\n").as_bytes(),
            &Columns::default(),
        )
    };
    for (cell, name) in [
        ("\"企业甲\"", "企业甲"),
        ("\"企业,甲\"", "企业,甲"),
        ("\"企业\"\"甲\"\"\"", "企业\"甲\""),
        ("\"\"\"\"", "\""),
    ] {
        assert_eq!(read(cell).unwrap().records[0].name, name, "{cell}");
    }
    for cell in ["企业\"甲", "企业\"甲\"", "\"企业\"甲", "\"企业甲\" ", "\"企业甲", "\"企业\"甲\""]
    {
        assert_eq!(listed(&read(cell).unwrap_err()), [(2, "", FaultCode::BadQuotes)], "{cell}");
    }
    assert_eq!(listed(&read("\"\"").unwrap_err()), [(2, "名称", FaultCode::Empty)]);
}

#[test]
fn the_list_of_faults_has_an_end() {
    let rows = "A-01,企业甲,522601\n".repeat(10_005);
    let faults = targets(format!("编号,名称,行政区划,类别\n{rows}").as_bytes()).unwrap_err();
    assert_eq!(faults.as_slice().len(), 10_001);
    assert_eq!(faults.as_slice().last().unwrap().code(), FaultCode::MoreFaults);
}

#[test]
fn too_many_rows_are_refused() {
    let rows = (0..100_001).map(|i| format!("ZF-{i},检查员,局,522600,,2024-01-01,2027-12-31,8,"));
    let lines: Vec<String> = std::iter::once(INSPECTOR_HEAD.to_owned()).chain(rows).collect();
    let faults = tables::inspectors(lines.join("\n").as_bytes()).unwrap_err();
    assert_eq!(listed(&faults), [(100_002, "", FaultCode::TooMany)]);
}

#[test]
fn a_file_over_the_limit_is_refused_unread() {
    // Nothing of it is touched, so that it takes no memory.
    let bytes = vec![0; (2 << 30) + 1];
    let faults = targets(&bytes).unwrap_err();
    assert_eq!(listed(&faults), [(0, "", FaultCode::TooLarge)]);
}

#[test]
fn lines_lead_the_faults_of_later_checks_back_to_the_file() {
    let text = "编号,名称,行政区划,类别,备注\n\"A-01\",企业甲,522601,重点,\nA-02,企业乙,522601,重点,\"一\"\n";
    let table = targets(text.as_bytes()).unwrap();
    assert_eq!(table.lines, [2, 3]);
}

/// Pieces that CSV files are made of, good and bad.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(",".to_owned()),
        Just("\"".to_owned()),
        Just("\r\n".to_owned()),
        Just("\n".to_owned()),
        Just("\r".to_owned()),
        Just("A-01".to_owned()),
        Just("2026-01-05".to_owned()),
        Just("522601".to_owned()),
        Just("编号,名称,行政区划,类别".to_owned()),
        "[a-z 甲　；0-9]{0,3}",
    ]
}

proptest! {
    #[test]
    fn arbitrary_bytes_give_a_table_or_faults_and_never_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        for faults in [
            targets(&bytes).err(),
            tables::inspectors(&bytes).err(),
            tables::recusals(&bytes).err(),
            tables::changes(&bytes).err(),
        ].into_iter().flatten() {
            prop_assert!(!faults.is_empty());
        }
    }

    #[test]
    fn arbitrary_rows_give_one_line_a_record_and_never_a_panic(pieces in prop::collection::vec(piece(), 0..60)) {
        let text = format!("编号,名称,行政区划,类别\n{}", pieces.concat());
        match targets(text.as_bytes()) {
            Ok(table) => {
                prop_assert_eq!(table.records.len(), table.lines.len());
                prop_assert!(table.lines.is_sorted());
            }
            Err(faults) => {
                let lines = text.replace("\r\n", "\n").replace('\r', "\n").split('\n').count() as u64;
                prop_assert!(faults.as_slice().iter().all(|fault| fault.row.is_some_and(|row| row <= lines)));
            }
        }
    }

    #[test]
    fn what_a_csv_writer_writes_is_read_back_to_the_letter(
        names in prop::collection::vec("[甲乙丙a-c\",；' ]{0,6}[甲乙\"]", 1..20),
        crlf in any::<bool>(),
    ) {
        let end = if crlf { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') };
        let mut writer = csv::WriterBuilder::new().terminator(end).from_writer(Vec::new());
        writer.write_record(["编号", "名称", "行政区划", "类别"]).unwrap();
        for (i, name) in names.iter().enumerate() {
            writer.write_record([format!("A-{i}").as_str(), &format!("企{name}"), "522601", "重点"]).unwrap();
        }
        let table = targets(&writer.into_inner().unwrap()).unwrap();
        let read: Vec<&str> = table.records.iter().filter_map(|target| target.name.strip_prefix('企')).collect();
        prop_assert_eq!(read, names);
        prop_assert_eq!(table.lines, (2..).take(table.records.len()).collect::<Vec<u64>>());
    }
}
