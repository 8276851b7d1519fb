//! The target roster (检查对象名录库).

use super::Table;
use super::heads::{Layout, Others, optional, required};
use super::read::read_with;
use super::row::Row;
use crate::fault::{Faults, Problem, Table as Input};
use crate::roster::{Columns, Exemption, Target};
use crate::types::id::TargetId;
use crate::types::limits;

const TARGETS: Layout = Layout {
    table: Input::Targets,
    columns: &[
        required(&["id", "编号", "检查对象编号"]),
        optional(&["credit_code", "统一社会信用代码"]),
        required(&["name", "名称", "检查对象名称"]),
        required(&["district", "行政区划", "行政区划代码"]),
        required(&["class", "类别"]),
        optional(&["level", "级别"]),
        optional(&["inspected", "已检查次数"]),
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
/// let roster = "编号,名称,行政区划,类别,行业\nA-01,企业甲 ,522601,重点,电镀\n";
/// let faults = tables::targets(roster.as_bytes(), &columns).unwrap_err();
/// assert_eq!((faults.as_slice()[0].row, faults.as_slice()[0].code()), (Some(2), FaultCode::OuterSpace));
/// # Ok::<(), dual_random::Faults>(())
/// ```
pub fn targets(bytes: &[u8], columns: &Columns) -> Result<Table<Target>, Faults> {
    read_with(bytes, &TARGETS, columns, target)
}

fn target(row: &mut Row<'_>) -> Option<Target> {
    let id: Option<TargetId> = row.id("id");
    if let Some(id) = &id {
        row.unique("id", id.to_string());
    }
    let credit_code = row.credit_code("credit_code");
    let name = row.text("name");
    let district = row.district("district");
    let class = row.text("class");
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
