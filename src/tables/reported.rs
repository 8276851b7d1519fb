//! Lists of visits that an auditor brings along: whose results were reported, and who was found in business.

use super::Table;
use super::heads::{Layout, Others, optional, required};
use super::read::read_some;
use super::row::Row;
use crate::fault::{Faults, Table as Input};
use crate::types::date::Date;
use crate::types::id::{Id, InspectorId, TargetId};
use crate::types::limits;

const REPORTED: Layout = Layout {
    table: Input::Reported,
    columns: &[
        required(&["draw", "抽取", "抽取编号"]),
        required(&["target", "检查对象", "检查对象编号"]),
        optional(&["completed", "检查完成日期"]),
        optional(&["team", "实际检查人员"]),
    ],
    others: Others::Refused,
    rows: limits::TARGETS,
};

const FOUND: Layout = Layout {
    table: Input::Reported,
    columns: &[required(&["draw", "抽取", "抽取编号"]), required(&["target", "检查对象", "检查对象编号"])],
    others: Others::Refused,
    rows: limits::TARGETS,
};

/// A visit whose result was reported.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReportedVisit {
    /// The draw.
    pub draw: Id,
    /// The target.
    pub target: TargetId,
    /// When it was completed, and who went, as far as the list says so.
    pub completed: Option<(Date, Option<Vec<InspectorId>>)>,
}

/// Reads a list of visits whose results were reported, for
/// [`AuditEvidence::reported_visits`](crate::audit::AuditEvidence::reported_visits). Only a row with a date may say who
/// went.
///
/// # Errors
/// All faults of the file, each with its line and head. A list without a visit is one.
pub fn reported(bytes: &[u8]) -> Result<Table<ReportedVisit>, Faults> {
    read_some(bytes, &REPORTED, |row| {
        let (draw, target) = (row.id("draw"), row.id("target"));
        let team: Vec<InspectorId> = row.ids("team");
        let completed = if row.is_filled("completed") || !team.is_empty() {
            Some((row.date("completed")?, (!team.is_empty()).then_some(team)))
        } else {
            None
        };
        Some(ReportedVisit { draw: draw?, target: target?, completed })
    })
}

/// Reads a list of targets of draws, for [`AuditEvidence::found_active`](crate::audit::AuditEvidence::found_active).
///
/// # Errors
/// All faults of the file, each with its line and head. A list without a target is one.
pub fn found_active(bytes: &[u8]) -> Result<Table<(Id, TargetId)>, Faults> {
    read_some(bytes, &FOUND, |row: &mut Row<'_>| {
        let (draw, target) = (row.id("draw"), row.id("target"));
        Some((draw?, target?))
    })
}

#[cfg(test)]
mod heads_tests {
    #[test]
    fn faults_name_columns_as_the_table_does() {
        super::REPORTED.is_named_by_faults();
        super::FOUND.is_named_by_faults();
    }
}
