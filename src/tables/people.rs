//! The inspector roster (执法检查人员名录库), recusals (回避), and changes between two ceremonies.

use super::Table;
use super::heads::{Layout, Others, optional, required};
use super::read::read;
use super::row::Row;
use crate::fault::{Faults, Problem, Table as Input};
use crate::roster::{Change, ChangeKind, Inspector, Recusal, Role, Withholding};
use crate::say::Quoted;
use crate::types::id::{InspectorId, TargetId};
use crate::types::limits;

const INSPECTORS: Layout = Layout {
    table: Input::Inspectors,
    columns: &[
        required(&["id", "执法证号"]),
        required(&["name", "姓名"]),
        required(&["department", "部门"]),
        required(&["district", "行政区划", "行政区划代码"]),
        optional(&["qualifications", "资格"]),
        required(&["valid_from", "证件有效期起"]),
        required(&["valid_to", "证件有效期止"]),
        required(&["max_visits", "最多检查次数"]),
        optional(&["role", "人员类型"]),
    ],
    others: Others::Ignored,
    rows: limits::INSPECTORS,
};

const RECUSALS: Layout = Layout {
    table: Input::Recusals,
    columns: &[
        required(&["inspector", "执法证号"]),
        required(&["target", "检查对象编号", "编号"]),
        required(&["category", "回避事由", "事由"]),
    ],
    others: Others::Refused,
    rows: limits::RECUSALS,
};

const DISTRICTS: Layout = Layout {
    table: Input::Districts,
    columns: &[required(&["district", "行政区划代码", "行政区划", "代码"])],
    others: Others::Ignored,
    rows: limits::TARGETS,
};

const CHANGES: Layout = Layout {
    table: Input::Changes,
    columns: &[
        required(&["kind", "变动类型"]),
        required(&["inspector", "执法证号"]),
        optional(&["target", "检查对象编号", "编号"]),
        required(&["date", "日期"]),
        required(&["reason", "原因"]),
    ],
    others: Others::Refused,
    rows: limits::CHANGES,
};

const WITHHOLDINGS: Layout = Layout {
    table: Input::Withholdings,
    columns: &[
        required(&["roster", "名录"]),
        required(&["id", "编号"]),
        optional(&["target", "检查对象", "检查对象编号"]),
        required(&["reason", "理由"]),
    ],
    others: Others::Refused,
    rows: limits::TARGETS,
};

/// How lists name targets.
pub(super) const TARGETS_NAMED: &[&str] = &["targets", "target", "检查对象", "对象", "检查对象名录库"];

/// How lists name inspectors.
pub(super) const INSPECTORS_NAMED: &[&str] =
    &["inspectors", "inspector", "检查人员", "执法人员", "人员", "执法检查人员名录库"];

const ROSTERS: [(&[&str], Input); 4] = [
    (TARGETS_NAMED, Input::Targets),
    (INSPECTORS_NAMED, Input::Inspectors),
    (&["recusals", "回避", "回避名单"], Input::Recusals),
    (&["changes", "变动", "名录变动"], Input::Changes),
];

const KINDS: [(&[&str], ChangeKind); 5] = [
    (&["inspector_added", "新增检查人员"], ChangeKind::InspectorAdded),
    (&["inspector_changed", "检查人员信息变更"], ChangeKind::InspectorChanged),
    (&["inspector_removed", "移出检查人员"], ChangeKind::InspectorRemoved),
    (&["recusal_added", "新增回避"], ChangeKind::RecusalAdded),
    (&["recusal_removed", "撤销回避"], ChangeKind::RecusalRemoved),
];

/// Reads an inspector roster.
///
/// # Errors
/// All faults of the file, each with its line and head.
///
/// # Example
/// ```
/// use dual_random::{FaultCode, tables};
///
/// let head = "执法证号,姓名,部门,行政区划,资格,证件有效期起,证件有效期止,最多检查次数\n";
/// let good = format!("{head}ZF-01,检查员01,生态环境局,522600,辐射、危废,2024-01-01,2027-12-31,8\n");
/// assert_eq!(tables::inspectors(good.as_bytes())?.records[0].qualifications, ["辐射", "危废"]);
///
/// let bad = format!("{head}ZF-01,检查员01,生态环境局,522600,,2024/1/1,2027-12-31,8\n");
/// let faults = tables::inspectors(bad.as_bytes()).unwrap_err();
/// assert_eq!(faults.as_slice()[0].code(), FaultCode::BadDate);
/// # Ok::<(), dual_random::Faults>(())
/// ```
pub fn inspectors(bytes: &[u8]) -> Result<Table<Inspector>, Faults> {
    read(bytes, &INSPECTORS, inspector)
}

/// Reads recusals.
///
/// # Errors
/// All faults of the file, each with its line and head.
pub fn recusals(bytes: &[u8]) -> Result<Table<Recusal>, Faults> {
    read(bytes, &RECUSALS, recusal)
}

/// Reads a list of the districts that there are, for [`unlisted_districts`](crate::roster::unlisted_districts).
///
/// # Errors
/// All faults of the file, each with its line and head.
pub fn districts(bytes: &[u8]) -> Result<Table<String>, Faults> {
    read(bytes, &DISTRICTS, |row| row.district("district"))
}

/// Reads the changes to inspectors and recusals that a staffing ceremony lists.
///
/// # Errors
/// All faults of the file, each with its line and head.
pub fn changes(bytes: &[u8]) -> Result<Table<Change>, Faults> {
    read(bytes, &CHANGES, change)
}

/// Reads a list of what is withheld. In place of an id, `*` names the whole roster.
///
/// # Errors
/// All faults of the file, each with its line and head.
pub fn withholdings(bytes: &[u8]) -> Result<Table<Withholding>, Faults> {
    read(bytes, &WITHHOLDINGS, withholding)
}

fn withholding(row: &mut Row<'_>) -> Option<Withholding> {
    let roster = row.needed_choice("roster", &ROSTERS);
    let (id, target) = (row.text("id"), row.optional_id::<TargetId>("target"));
    if let (Some(roster), Some(id)) = (roster, &id) {
        let of_whom = target.as_ref().map_or("", TargetId::as_str);
        row.unique("id", format!("{} {id} {of_whom}", roster.code()).trim_end().to_owned());
    }
    let reason = row.text("reason");
    Some(Withholding {
        roster: roster?,
        id: id.map(|id| (id != "*").then_some(id))?,
        target,
        reason: reason?,
    })
}

fn inspector(row: &mut Row<'_>) -> Option<Inspector> {
    let id: Option<InspectorId> = row.id("id");
    if let Some(id) = &id {
        row.unique("id", id.to_string());
    }
    let (name, department) = (row.text("name"), row.text("department"));
    let district = row.district("district");
    let qualifications = row.texts("qualifications");
    let (valid_from, valid_to) = (row.date("valid_from"), row.date("valid_to"));
    if let (Some(from), Some(to)) = (valid_from, valid_to)
        && from > to
    {
        row.refuse("valid_from", Problem::Order { found: Quoted::new(from), limit: Quoted::new(to) });
    }
    let max_visits = row.positive("max_visits");
    let role =
        row.choice("role", &[(&["officer", "执法人员"], Role::Officer), (&["expert", "专家"], Role::Expert)]);
    Some(Inspector {
        id: id?,
        name: name?,
        department: department?,
        district: district?,
        qualifications,
        valid_from: valid_from?,
        valid_to: valid_to?,
        max_visits: max_visits?,
        role: role.unwrap_or(Role::Officer),
    })
}

fn recusal(row: &mut Row<'_>) -> Option<Recusal> {
    let inspector: Option<InspectorId> = row.id("inspector");
    let target: Option<TargetId> = row.id("target");
    if let (Some(inspector), Some(target)) = (&inspector, &target) {
        row.unique("target", format!("{inspector} – {target}"));
    }
    let category = row.text("category");
    Some(Recusal { inspector: inspector?, target: target?, category: category? })
}

fn change(row: &mut Row<'_>) -> Option<Change> {
    let kind = row.needed_choice("kind", &KINDS);
    let inspector: Option<InspectorId> = row.id("inspector");
    let target: Option<TargetId> = match kind {
        Some(ChangeKind::RecusalAdded | ChangeKind::RecusalRemoved) => row.id("target"),
        Some(_) => {
            let target: Option<TargetId> = row.optional_id("target");
            if target.is_some() {
                row.refuse("target", Problem::ChangeTarget);
            }
            None
        }
        None => row.optional_id("target"),
    };
    if let (Some(kind), Some(inspector)) = (kind, &inspector) {
        let of_whom = target.as_ref().map_or("", TargetId::as_str);
        row.unique("inspector", format!("{} {inspector} {of_whom}", kind.code()).trim_end().to_owned());
    }
    let (date, reason) = (row.date("date"), row.text("reason"));
    Some(Change { kind: kind?, inspector: inspector?, target, date: date?, reason: reason? })
}

#[cfg(test)]
mod heads_tests {
    #[test]
    fn faults_name_columns_as_the_table_does() {
        super::INSPECTORS.is_named_by_faults();
        super::RECUSALS.is_named_by_faults();
        super::DISTRICTS.is_named_by_faults();
        super::CHANGES.is_named_by_faults();
        super::WITHHOLDINGS.is_named_by_faults();
    }
}
