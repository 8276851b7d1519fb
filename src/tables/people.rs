//! The inspector roster (执法检查人员名录库), recusals (回避), and changes between two ceremonies.

use super::file::TableFile;
use super::heads::{Layout, Others, optional, required};
use super::notes::NoteCode;
use super::read::{read, read_with};
use super::row::Row;
use super::{Reading, Table};
use crate::fault::{Faults, Problem, Table as Input};
use crate::roster::{Change, ChangeKind, Columns, Inspector, Recusal, Role, Withholding};
use crate::say::Quoted;
use crate::types::id::{InspectorId, TargetId};
use crate::types::limits;
use std::num::NonZeroU32;

/// How tables call an inspector's id besides.
const CERTIFICATES: &[&str] = &[
    "执法证编号",
    "执法证件号",
    "执法证件号码",
    "执法证号码",
    "执法证件编号",
    "行政执法证号",
    "行政执法证编号",
    "行政执法证件号",
    "行政执法证件号码",
    "行政执法证件编号",
    "行政执法证号码",
    "执法编号",
    "证件号",
    "证件编号",
    "证号",
];

/// How many visits an inspector may make where a roster sets no limit.
const MOST_VISITS: NonZeroU32 = NonZeroU32::new(9_999).unwrap();

const INSPECTORS: Layout = Layout {
    table: Input::Inspectors,
    columns: &[
        required(&["id", "执法证号"]).also(CERTIFICATES),
        required(&["name", "姓名"]).also(&[
            "人员姓名",
            "执法人员姓名",
            "检查人员姓名",
            "执法人员",
            "检查人员",
        ]),
        required(&["department", "部门"]).also(&[
            "单位",
            "单位名称",
            "所在单位",
            "工作单位",
            "所属单位",
            "执法单位",
            "所在部门",
            "所属部门",
            "工作部门",
            "科室",
            "所在科室",
            "所属科室",
            "执法机构",
        ]),
        required(&["district", "行政区划", "行政区划代码"]).also(super::targets::PLACES).or("department"),
        optional(&["qualifications", "资格"]).also(&[
            "执法资格",
            "专业",
            "专长",
            "业务专长",
            "专业领域",
            "执法领域",
        ]),
        required(&["valid_from", "证件有效期起"]).also(&[
            "有效期起",
            "有效期自",
            "有效期开始",
            "有效起始日期",
            "证件有效期自",
            "发证日期",
            "发证时间",
            "颁证日期",
            "签发日期",
            "证件发证日期",
        ]),
        required(&["valid_to", "证件有效期止"]).also(&[
            "有效期止",
            "有效期至",
            "有效期限至",
            "有效期截止",
            "有效截止日期",
            "证件有效期至",
            "到期日期",
            "到期时间",
            "证件到期日期",
            "失效日期",
        ]),
        optional(&["max_visits", "最多检查次数"]).also(&[
            "最多检查户数",
            "检查次数上限",
            "检查户数上限",
            "最多检查家数",
        ]),
        optional(&["role", "人员类型"]).also(&["人员类别"]),
    ],
    others: Others::Ignored,
    rows: limits::INSPECTORS,
};

const RECUSALS: Layout = Layout {
    table: Input::Recusals,
    columns: &[
        required(&["inspector", "执法证号"]).also(CERTIFICATES),
        required(&["target", "检查对象编号", "编号"]).also(super::targets::IDS),
        required(&["category", "回避事由", "事由"]).also(&[
            "回避原因",
            "回避理由",
            "回避情形",
            "原因",
            "理由",
        ]),
    ],
    others: Others::Ignored,
    rows: limits::RECUSALS,
};

const DISTRICTS: Layout = Layout {
    table: Input::Districts,
    columns: &[
        required(&["district", "行政区划代码", "行政区划", "代码"]),
        optional(&["name", "名称"]).also(&["行政区划名称", "单位名称", "县市", "县区"]),
    ],
    others: Others::Ignored,
    rows: limits::TARGETS,
};

const CHANGES: Layout = Layout {
    table: Input::Changes,
    columns: &[
        required(&["kind", "变动类型"]),
        required(&["inspector", "执法证号"]).also(CERTIFICATES),
        optional(&["target", "检查对象编号", "编号"]).also(super::targets::IDS),
        required(&["date", "日期"]).also(&["变动日期"]),
        required(&["reason", "原因"]).also(&["变动原因", "理由"]),
    ],
    others: Others::Ignored,
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
pub(super) const TARGETS_NAMED: &[&str] =
    &["targets", "target", "检查对象", "对象", "检查对象名录", "检查对象名录库"];

/// How lists name inspectors.
pub(super) const INSPECTORS_NAMED: &[&str] =
    &["inspectors", "inspector", "检查人员", "执法人员", "人员", "检查人员名录", "执法检查人员名录库"];

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

#[cfg(test)]
pub(super) fn layouts() -> Vec<&'static Layout> {
    vec![&INSPECTORS, &RECUSALS, &CHANGES, &DISTRICTS, &WITHHOLDINGS]
}

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
/// let bad = format!("{head}ZF-01,检查员01,生态环境局,522600,,1/1/2024,2027-12-31,8\n");
/// let faults = tables::inspectors(bad.as_bytes()).unwrap_err();
/// assert_eq!(faults.as_slice()[0].code(), FaultCode::BadDate);
/// # Ok::<(), dual_random::Faults>(())
/// ```
pub fn inspectors<'a>(file: impl Into<TableFile<'a>>) -> Result<Table<Inspector>, Faults> {
    read_inspectors(file).into_result()
}

/// The same with what could be read whatever is wrong.
pub fn read_inspectors<'a>(file: impl Into<TableFile<'a>>) -> Reading<Inspector> {
    read_with(file.into(), &INSPECTORS, &Columns::default(), inspector)
}

/// Reads recusals.
///
/// # Errors
/// All faults of the file, each with its line and head.
pub fn recusals<'a>(file: impl Into<TableFile<'a>>) -> Result<Table<Recusal>, Faults> {
    read_recusals(file).into_result()
}

/// The same with what could be read whatever is wrong.
pub fn read_recusals<'a>(file: impl Into<TableFile<'a>>) -> Reading<Recusal> {
    read_with(file.into(), &RECUSALS, &Columns::default(), recusal)
}

/// A district of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ListedDistrict {
    /// Its code.
    pub code: String,
    /// What it is called, if the list says so.
    pub name: Option<String>,
}

/// Reads a list of the districts that there are, for [`unlisted_districts`](crate::roster::unlisted_districts) and
/// [`Places`](crate::roster::Places).
///
/// # Errors
/// All faults of the file, each with its line and head.
pub fn districts<'a>(file: impl Into<TableFile<'a>>) -> Result<Table<ListedDistrict>, Faults> {
    read_districts(file).into_result()
}

/// The same with what could be read whatever is wrong.
pub fn read_districts<'a>(file: impl Into<TableFile<'a>>) -> Reading<ListedDistrict> {
    read_with(file.into(), &DISTRICTS, &Columns::default(), |row| {
        let (code, name) = (row.district("district"), row.optional_text("name"));
        Some(ListedDistrict { code: code?, name })
    })
}

/// Reads the changes to inspectors and recusals that a staffing ceremony lists.
///
/// # Errors
/// All faults of the file, each with its line and head.
pub fn changes<'a>(file: impl Into<TableFile<'a>>) -> Result<Table<Change>, Faults> {
    read_changes(file).into_result()
}

/// The same with what could be read whatever is wrong.
pub fn read_changes<'a>(file: impl Into<TableFile<'a>>) -> Reading<Change> {
    read_with(file.into(), &CHANGES, &Columns::default(), change)
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
    let district = row.district_or_of("district", "department");
    let qualifications = row.texts("qualifications");
    let (valid_from, valid_to) = (row.date("valid_from"), row.date_or_none_set("valid_to"));
    if let (Some(from), Some(to)) = (valid_from, valid_to)
        && from > to
    {
        row.refuse("valid_from", Problem::Order { found: Quoted::new(from), limit: Quoted::new(to) });
    }
    let max_visits = if row.has("max_visits") {
        row.positive("max_visits")
    } else {
        row.note_table(NoteCode::NoVisitLimit, &MOST_VISITS.to_string());
        Some(MOST_VISITS)
    };
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
