//! The target roster (检查对象名录库).

use super::file::TableFile;
use super::heads::{Layout, Others, optional, required};
use super::notes::NoteCode;
use super::read::read_with;
use super::row::Row;
use super::{Reading, Table};
use crate::fault::{Faults, Problem, Table as Input};
use crate::roster::{Columns, Exemption, Target};
use crate::types::id::TargetId;
use crate::types::limits;

/// How tables call a target's id besides.
pub(super) const IDS: &[&str] = &[
    "对象编号",
    "企业编号",
    "单位编号",
    "主体编号",
    "监管对象编号",
    "抽查对象编号",
    "污染源编号",
    "档案编号",
    "名录编号",
];

/// How tables call the district besides.
pub(super) const PLACES: &[&str] = &[
    "区划",
    "区划代码",
    "行政区",
    "行政区域",
    "所属行政区",
    "所属行政区划",
    "所属区域",
    "所在区域",
    "所属地区",
    "所在地区",
    "属地",
    "辖区",
    "所属辖区",
    "县市",
    "县区",
    "区县",
    "市县",
    "县市区",
    "县",
    "所属县市",
    "所属县区",
    "所属区县",
    "所属县",
    "所在县市",
    "所在县区",
    "所在区县",
    "所在县",
    "所属县市区",
    "所在县市区",
];

pub(super) const TARGETS: Layout = Layout {
    table: Input::Targets,
    columns: &[
        required(&["id", "编号", "检查对象编号"]).also(IDS).or("credit_code"),
        optional(&["credit_code", "统一社会信用代码"]).also(&[
            "社会信用代码",
            "信用代码",
            "统一信用代码",
            "统一代码",
            "社会统一信用代码",
            "统一社会信用代码/组织机构代码",
            "组织机构代码/统一社会信用代码",
        ]),
        required(&["name", "名称", "检查对象名称"]).also(&[
            "企业名称",
            "单位名称",
            "公司名称",
            "主体名称",
            "市场主体名称",
            "经营主体名称",
            "对象名称",
            "抽查对象名称",
            "监管对象名称",
            "污染源名称",
            "排污单位名称",
            "被检查单位名称",
            "被检查单位",
            "检查对象",
            "抽查对象",
            "单位全称",
            "企业全称",
        ]),
        required(&["district", "行政区划", "行政区划代码"]).also(PLACES),
        required(&["class", "类别"])
            .also(&[
                "监管类别",
                "对象类别",
                "企业类别",
                "单位类别",
                "管理类别",
                "监管类型",
                "对象类型",
                "分类",
            ])
            .or("is_key"),
        optional(&["is_key", "重点排污单位"]).also(&[
            "是否重点排污单位",
            "是否为重点排污单位",
            "是否属于重点排污单位",
            "重点单位",
            "是否重点单位",
            "是否重点",
            "是否重点监管",
            "重点监管单位",
            "是否重点监管单位",
            "重点监管对象",
            "是否重点监管对象",
        ]),
        optional(&["level", "级别"]).also(&["监管级别", "管理级别"]),
        optional(&["inspected", "已检查次数"]).also(&[
            "年度已检查次数",
            "本年已检查次数",
            "本年度已检查次数",
        ]),
        optional(&["last_team", "上次检查人员"]),
        optional(&["exempt", "豁免理由"]),
        optional(&["basis", "豁免依据"]),
        optional(&["drawn_before", "已抽中"]),
        optional(&["carried", "结转"]),
    ],
    others: Others::Ignored,
    rows: limits::TARGETS,
};

/// Reads a target roster; `columns` says what a plan makes of its further columns ([`Plan::columns`](crate::Plan::columns)).
///
/// # Errors
/// All faults of the file, each with its line and head.
///
/// # Example
/// ```
/// use dual_random::{FaultCode, roster::Columns, tables};
///
/// let columns = Columns::new(["行业"], [""; 0]);
/// let roster = "编号,名称,行政区划,类别,行业,联系电话,面积\nA-01,企业甲,522601,重点,电镀,0855-0000000,80\n";
/// let table = tables::targets(roster.as_bytes(), &columns)?;
/// assert_eq!(table.records[0].attributes["行业"], "电镀");
/// assert_eq!((table.sheet, table.ignored), (vec!["联系电话".to_owned()], vec!["面积".to_owned()]));
///
/// // As offices have it: other names of columns, names of counties, yes or no for the class, the credit code for an id.
/// let roster = "企业名称,社会信用代码,所属县市,重点排污单位（是/否）,行业\n企业甲 ,91522601MATEXT01X3,凯里市,是,电镀\n";
/// let table = tables::targets(roster.as_bytes(), &columns)?;
/// assert_eq!((table.records[0].district.as_str(), table.records[0].class.as_str()), ("522601", "重点"));
/// assert!(table.notes.len() > 3, "each such reading is a note");
///
/// let roster = "编号,名称,行政区划,类别,行业\nA-01,企业甲,某县,重点,电镀\n";
/// let faults = tables::targets(roster.as_bytes(), &columns).unwrap_err();
/// assert_eq!((faults.as_slice()[0].row, faults.as_slice()[0].code()), (Some(2), FaultCode::BadDistrict));
/// # Ok::<(), dual_random::Faults>(())
/// ```
pub fn targets<'a>(file: impl Into<TableFile<'a>>, columns: &Columns) -> Result<Table<Target>, Faults> {
    read_targets(file, columns).into_result()
}

/// The same with what could be read whatever is wrong.
pub fn read_targets<'a>(file: impl Into<TableFile<'a>>, columns: &Columns) -> Reading<Target> {
    read_with(file.into(), &TARGETS, columns, target)
}

fn target(row: &mut Row<'_>) -> Option<Target> {
    let credit_code = row.credit_code("credit_code");
    let own = row.is_filled("id") || (row.has("id") && credit_code.is_none());
    let id: Option<TargetId> = if own { row.id("id") } else { id_from_code(row, credit_code.as_deref()) };
    match &id {
        Some(id) if own => row.unique("id", id.to_string()),
        Some(id) => row.unique_as_id("credit_code", id.to_string()),
        None => {}
    }
    let name = row.text("name");
    let district = row.district("district");
    let class = if row.has("class") { row.text("class") } else { class_from_yes_no(row) };
    let level = row.optional_text("level");
    let inspected = row.optional_number("inspected");
    let last_team = row.ids("last_team");
    let exemption = exemption(row);
    let (drawn_before, carried) = (row.flag("drawn_before"), row.flag("carried"));
    let (attributes, sheet) = (row.attributes(), row.sheet());
    let mut target = Target::new(id?, name?, class?, district?);
    if let Some(level) = level {
        target.level = level;
    }
    target.credit_code = credit_code;
    target.inspected = inspected.unwrap_or(0);
    target.last_team = last_team;
    target.exemption = exemption;
    target.drawn_before = drawn_before;
    target.carried = carried;
    (target.attributes, target.sheet) = (attributes, sheet);
    Some(target)
}

/// A roster without ids, or a row of it, has the credit code for an id: it stays from quarter to quarter, which a serial number
/// does not.
fn id_from_code(row: &mut Row<'_>, code: Option<&str>) -> Option<TargetId> {
    if row.has("id") {
        row.note_cell(NoteCode::IdLeftOut, "credit_code");
    } else {
        row.note_column(NoteCode::IdFromCode, "credit_code");
    }
    let id = code.and_then(|code| TargetId::new(code).ok());
    if id.is_none() && !row.is_refused("credit_code") {
        row.refuse("credit_code", Problem::NeededAsId);
    }
    id
}

/// Whether a target is a key one, where a roster says just that.
fn class_from_yes_no(row: &mut Row<'_>) -> Option<String> {
    row.note_column(NoteCode::YesNoClass, "is_key");
    let names: [(&[&str], &str); 2] =
        [(&["是", "yes", "√", "重点"], "重点"), (&["否", "no", "×", "一般", "非重点"], "一般")];
    row.needed_choice("is_key", &names).map(str::to_owned)
}

/// An exemption has a reason and a basis, or is none.
fn exemption(row: &mut Row<'_>) -> Option<Exemption> {
    match (row.optional_text("exempt"), row.optional_text("basis")) {
        (Some(reason), Some(basis)) => Some(Exemption { reason, basis }),
        (None, None) => None,
        (Some(_), None) => {
            row.refuse("basis", Problem::Exemption);
            None
        }
        (None, Some(_)) => {
            row.refuse("exempt", Problem::Exemption);
            None
        }
    }
}

#[cfg(test)]
mod heads_tests {
    #[test]
    fn faults_name_columns_as_the_table_does() {
        super::TARGETS.is_named_by_faults();
    }
}
