//! Lists of strikes after the seal (更换清单).

use super::Table;
use super::heads::{Layout, Others, optional, required};
use super::people::{INSPECTORS_NAMED, TARGETS_NAMED};
use super::read::read_some;
use super::row::Row;
use crate::fault::{Faults, Problem, Table as Input};
use crate::roster::{ListedStrike, ToStrike};
use crate::say::Quoted;
use crate::types::id::{InspectorId, TargetId};
use crate::types::limits;

const STRIKES: Layout = Layout {
    table: Input::Strikes,
    columns: &[
        required(&["kind", "类别"]),
        required(&["id", "编号"]),
        optional(&["target", "检查对象", "检查对象编号"]),
        required(&["reason", "理由"]),
        required(&["evidence", "凭证"]),
    ],
    others: Others::Refused,
    rows: 2 * limits::STRIKES,
};

#[derive(Debug, Clone, Copy)]
enum Kind {
    Target,
    Inspector,
}

const KINDS: [(&[&str], Kind); 2] = [(TARGETS_NAMED, Kind::Target), (INSPECTORS_NAMED, Kind::Inspector)];

/// Reads a list of strikes. [`Story::strikes`](crate::Story::strikes) checks it against a draw.
///
/// # Errors
/// All faults of the file, each with its line and head. A list without a strike is one.
///
/// # Example
/// ```
/// use dual_random::roster::ToStrike;
/// use dual_random::{FaultCode, tables};
///
/// let head = "类别,编号,检查对象,理由,凭证\n";
/// let list = format!("{head}对象,D-001,,已搬迁,photo.jpg\n人员,ZF-01,D-002,申请回避,note.pdf\n");
/// let list = tables::strikes(list.as_bytes())?.records;
/// assert!(matches!(&list[0].who, ToStrike::Target(id) if id.as_str() == "D-001"));
/// assert_eq!(list[1].evidence, "note.pdf");
///
/// let faults = tables::strikes(format!("{head}东西,D-001,,已搬迁,photo.jpg\n").as_bytes()).unwrap_err();
/// assert_eq!(faults.as_slice()[0].code(), FaultCode::BadChoice);
/// # Ok::<(), dual_random::Faults>(())
/// ```
pub fn strikes(bytes: &[u8]) -> Result<Table<ListedStrike>, Faults> {
    read_some(bytes, &STRIKES, strike)
}

fn strike(row: &mut Row<'_>) -> Option<ListedStrike> {
    let who = match row.needed_choice("kind", &KINDS) {
        None => None,
        Some(Kind::Target) => {
            let id: Option<TargetId> = row.id("id");
            if let Some(target) = row.optional_text("target") {
                row.refuse("target", Problem::OnlyInspectors { found: Quoted::start(&target) });
            }
            id.map(ToStrike::Target)
        }
        Some(Kind::Inspector) => {
            let (id, target) = (row.id::<InspectorId>("id"), row.optional_id("target"));
            id.map(|id| ToStrike::Inspector(id, target))
        }
    };
    match &who {
        Some(ToStrike::Target(id)) => row.unique("id", format!("{} {id}", Input::Targets.code())),
        Some(ToStrike::Inspector(id, target)) => {
            let of_whom = target.as_ref().map_or("", TargetId::as_str);
            row.unique("id", format!("{} {id} {of_whom}", Input::Inspectors.code()).trim_end().to_owned());
        }
        None => {}
    }
    let (reason, evidence) = (row.text("reason"), row.text("evidence"));
    Some(ListedStrike::new(who?, reason?, evidence?))
}

#[cfg(test)]
mod heads_tests {
    #[test]
    fn faults_name_columns_as_the_table_does() {
        super::STRIKES.is_named_by_faults();
    }
}
