//! Lists of earlier draws (feature `tables`): what the disclosure of each is called, and what it is used for.

use crate::fault::{Faults, Table as Input};
use crate::plan::EarlierUse;
use crate::say::Language;
use crate::tables::{Layout, Others, Table, read_some, required};
use crate::types::limits;
use std::collections::BTreeSet;

const EARLIER: Layout = Layout {
    table: Input::Earlier,
    columns: &[required(&["disclosure", "披露文件"]), required(&["uses", "用途"])],
    others: Others::Refused,
    rows: limits::ENTRIES,
};

/// An earlier draw as a list names it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ListedDraw {
    /// What its disclosure is called.
    pub disclosure: String,
    /// What it is used for.
    pub uses: BTreeSet<EarlierUse>,
}

/// Reads a list of earlier draws, for [`mark_by_list`](super::mark_by_list).
///
/// # Errors
/// All faults of the file, each with its line and head. A list without a draw is one.
pub fn earlier(bytes: &[u8]) -> Result<Table<ListedDraw>, Faults> {
    read_some(bytes, &EARLIER, |row| {
        let disclosure = row.text("disclosure");
        let names = |use_for: EarlierUse| [use_for.code(), use_for.template(Language::Zh)];
        let uses: BTreeSet<EarlierUse> = row.coded_list("uses", EarlierUse::ALL, names).into_iter().collect();
        Some(ListedDraw { disclosure: disclosure?, uses })
    })
}

#[cfg(test)]
mod heads_tests {
    #[test]
    fn faults_name_columns_as_the_table_does() {
        super::EARLIER.is_named_by_faults();
    }
}
