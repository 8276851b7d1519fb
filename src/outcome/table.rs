//! `outcomes.csv`: one row a drawn target (feature `tables`).

use super::number::DocumentNumber;
use super::openness::{Openness, OpennessCode};
use super::report::{FollowUp, Outcome, TargetReport};
use super::scheme::Scheme;
use crate::fault::{Faults, Problem, Table as Input};
use crate::say::{Language, Quoted};
use crate::tables::{
    Layout, NoteCode, Others, Reading, Row, Table, TableFile, optional, read_whole, required, unused,
};
use crate::types::id::InspectorId;
use crate::types::limits;

const OUTCOMES: Layout = Layout {
    table: Input::Outcomes,
    columns: &[
        required(&["id", "编号", "检查对象编号"]),
        required(&["completed", "检查完成日期"]),
        required(&["result", "检查结果"]),
        required(&["follow_up", "后续处置"]),
        optional(&["findings", "发现的问题"]),
        optional(&["team", "实际检查人员"]),
        optional(&["penalties", "处罚决定书文号"]),
        optional(&["not_reported", "未检查原因"]),
        optional(&["openness", "公开属性"]),
        optional(&["withheld_reason", "不予公开理由"]),
        optional(&["approver", "批准人"]),
        optional(&["remark", "备注"]),
        unused(&["名称", "检查对象名称", "企业名称", "单位名称"]),
        unused(&["检查人员", "抽取的检查人员"]),
        unused(&["行政区划"]),
    ],
    others: Others::Refused,
    rows: limits::TARGETS,
};

/// What a row says beside whom it is about.
const SAID: [&str; 11] = [
    "completed",
    "result",
    "follow_up",
    "findings",
    "team",
    "penalties",
    "not_reported",
    "openness",
    "withheld_reason",
    "approver",
    "remark",
];

/// Reads reports. A row has date, result and follow-up, or a reason why there is none (未检查原因); one that says nothing of its
/// target is one that waits, as a form that was made beforehand has them, and a note says how many do. An empty openness
/// (公开属性) means disclosed; an empty team (实际检查人员: certificate numbers) means those who were drawn.
///
/// # Errors
/// All faults of the file, each with its line and head.
pub fn reports<'a>(file: impl Into<TableFile<'a>>, scheme: &Scheme) -> Result<Table<TargetReport>, Faults> {
    read_reports(file, scheme).into_result()
}

/// The same with what could be read whatever is wrong.
pub fn read_reports<'a>(file: impl Into<TableFile<'a>>, scheme: &Scheme) -> Reading<TargetReport> {
    read_whole(file, &OUTCOMES, |row| report(row, scheme))
}

fn report(row: &mut Row<'_>, scheme: &Scheme) -> Option<TargetReport> {
    let target: Option<crate::types::id::TargetId> = row.id("id");
    if let Some(target) = &target {
        row.unique("id", target.to_string());
    }
    if SAID.iter().all(|field| !row.is_filled(field)) {
        row.note_cell(NoteCode::Waiting, "id");
        return None;
    }
    let reason = row.optional_text("not_reported");
    let outcome = match reason {
        Some(reason) => {
            for field in ["completed", "result", "follow_up", "findings", "penalties", "team"] {
                if let Some(text) = row.optional_text(field) {
                    row.refuse(field, Problem::WithReason { found: Quoted::new(text) });
                }
            }
            Some(Err(reason))
        }
        None => outcome(row, scheme).map(Ok),
    };
    let openness = openness(row);
    let remark = row.optional_text("remark");
    Some(TargetReport { target: target?, outcome: outcome?, openness: openness?, remark })
}

fn outcome(row: &mut Row<'_>, scheme: &Scheme) -> Option<Outcome> {
    let completed = row.date("completed");
    let result = row.text("result").and_then(|text| {
        let value = scheme.read(&text).map(|value| value.code.clone());
        if value.is_none() {
            row.refuse("result", Problem::BadChoice { found: Quoted::new(text), choices: scheme.choices() });
        }
        value
    });
    let follow_up =
        row.needed_coded("follow_up", FollowUp::ALL, |all| [all.code(), all.template(Language::Zh)]);
    let findings = row.optional_text("findings");
    let mut penalties = Vec::new();
    for text in row.texts("penalties") {
        match DocumentNumber::new(text.as_str()) {
            Ok(number) => penalties.push(number),
            Err(_) => row.refuse("penalties", Problem::BadDocumentNumber { found: Quoted::new(text) }),
        }
    }
    let team: Vec<InspectorId> = row.named_ids("team");
    let team = (!team.is_empty()).then_some(team);
    Some(Outcome { completed: completed?, result: result?, findings, follow_up: follow_up?, penalties, team })
}

/// What is withheld needs a reason and who approved it; what is shown has neither.
pub(super) fn openness(row: &mut Row<'_>) -> Option<Openness> {
    let names = |code: OpennessCode| [code.code(), code.template(Language::Zh)];
    let attribute = row.coded("openness", OpennessCode::ALL, names);
    let odd = attribute.is_none() && row.optional_text("openness").is_some();
    let (reason, approver) = (row.optional_text("withheld_reason"), row.optional_text("approver"));
    match (attribute.unwrap_or(OpennessCode::Disclosed), reason, approver) {
        _ if odd => None,
        (OpennessCode::Withheld, Some(reason), Some(approver)) => {
            Some(Openness::Withheld { reason, approver })
        }
        (OpennessCode::Withheld, reason, _) => {
            let missing = if reason.is_none() { "withheld_reason" } else { "approver" };
            row.refuse(missing, Problem::Empty);
            None
        }
        (OpennessCode::Disclosed, None, None) => Some(Openness::Disclosed),
        (OpennessCode::OnRequest, None, None) => Some(Openness::OnRequest),
        (_, reason, approver) => {
            row.refuse(
                "openness",
                Problem::OnlyWithheld { found: Quoted::new(reason.or(approver).unwrap_or_default()) },
            );
            None
        }
    }
}

#[cfg(test)]
mod heads_tests {
    #[test]
    fn faults_name_columns_as_the_table_does() {
        super::OUTCOMES.is_named_by_faults();
    }
}
