//! Rosters from the bytes of CSV files, as spreadsheets save them (feature `tables`).
//!
//! With feature `xlsx` a workbook serves as well: its visible sheet that has the table's heads (or the one that
//! [`TableFile::sheet`] names), as the CSV that it would be saved as. A number is the shortest decimal that the spreadsheet keeps
//! it as, whichever program wrote it. Cells that a spreadsheet has changed or shows otherwise (formulas, numbers without all
//! their digits, dates with a time, formats that round or scale) are refused where they are read. What stands in a merged cell
//! counts for each of its rows. Hidden rows and columns are read, hidden sheets are not, and notes say so.
//!
//! A file is UTF-8 (with or without BOM), UTF-16 with one, or GB18030; cells are separated by commas, tabs or semicolons, lines
//! end in CR LF, LF or CR. Workbooks of the old format, encrypted ones, .ods, web pages and PDF are told apart, each with
//! what to do.
//!
//! The heads may stand below titles and over two rows. They are read by their meaning: the names below, and others that offices
//! use (企业名称, 社会信用代码, 所属县市, 执法证编号, 有效期至 …), each such reading in a note; where several columns may be meant by one
//! name, none is chosen. Totals, signatures and notes below the records are named and not read.
//!
//! | targets | | inspectors | |
//! |---|---|---|---|
//! | `id` (or `credit_code`) | 编号, 检查对象编号 | `id` | 执法证号 |
//! | `name` | 名称, 检查对象名称 | `name` | 姓名 |
//! | `district` | 行政区划, 行政区划代码 | `district` | 行政区划, 行政区划代码 |
//! | `class` (or `is_key`: 是, 否) | 类别; 重点排污单位 | `department` | 部门 |
//! | `level`, optional (`-`) | 级别 | `valid_from`, `valid_to` | 证件有效期起, 证件有效期止 |
//! | `credit_code`, optional | 统一社会信用代码 | `max_visits`, optional | 最多检查次数 |
//! | `inspected`, optional (0) | 已检查次数 | `qualifications`, optional | 资格 |
//! | `last_team`, optional | 上次检查人员 | `role`, optional (officer) | 人员类型: 执法人员, 专家 |
//! | `exempt` and `basis`, optional | 豁免理由, 豁免依据 | **recusals** | |
//! | `drawn_before`, optional (no) | 已抽中: 是, 否 | `inspector` | 执法证号 |
//! | `carried`, optional (no) | 结转: 是, 否 | `target` | 检查对象编号, 编号 |
//! | | | `category` | 回避事由, 事由 |
//!
//! Any other column of a target roster is what a plan says of it ([`Columns`](crate::roster::Columns)): *named by the plan*
//! (a condition, or its list `attributes`), and then committed and disclosed; *for the task sheets alone*
//! ([`SHEET_ONLY`](crate::roster::SHEET_ONLY), and the plan's list `task_sheet`), and then private; or *ignored*, which
//! [`Table::ignored`] says. Other columns of an inspector roster are ignored too; in all other tables they are faults.
//!
//! A list of what is withheld has `roster` (名录), `id` (编号; `*` for the whole roster), `target` (检查对象编号; for recusals) and
//! `reason` (理由). A list of strikes has `kind` (类别), `id` (编号), `target` (检查对象编号, 检查对象; the one visit of an inspector),
//! `reason` (理由) and `evidence` (凭证: the name of the file that shows it). In both lists 检查对象 or 对象 and 检查人员, 执法人员 or
//! 人员 name the roster or kind. A list of reported visits has `draw` (抽取), `target` (检查对象), `completed` (检查完成日期) and `team`
//! (实际检查人员). Changes have `kind` (变动类型), `inspector` (执法证号), `target` (检查对象编号, 编号; for recusals only), `date` (日期) and
//! `reason` (原因). An empty cell of an optional column says what the missing column says. Entries of a list
//! (`last_team`, `qualifications`) stand between `;`, `；` or `、`.
//!
//! What is read otherwise than it stands is noted ([`TableNote`]), with its rows: blanks around a text; full-width digits,
//! letters and strokes in codes, numbers and dates; dates in other forms with the year first; 长期 for an end, which is read as
//! 2999-12-31; names of districts, by the official list of 2024 or a list of one's own ([`Places`](crate::roster::Places)); a
//! yes-or-no column such as 重点排污单位 for the class; the credit code where there is no column of ids; the county in an
//! authority's name where inspectors have no column of districts; marks such as 无, / and — for no credit code; private-use
//! characters, which other computers may not show. An inspector roster without `max_visits` sets no limit.
//!
//! What may mean two things is refused with its line and head: districts that share a name, two rows for one id, rows with too
//! few cells, quotes that do not pair up. All faults of a file are reported together ([`Reading`] has the records beside them).
//! Rows without any content are left out at the end of a file, where spreadsheets leave them behind; between records such a row
//! is a fault, since something may have been lost there.

mod code;
mod dates;
mod decode;
mod file;
mod frame;
mod heads;
mod notes;
mod people;
mod private_use;
mod read;
mod reported;
mod row;
mod rows;
mod strikes;
mod targets;
#[cfg(feature = "xlsx")]
mod workbook;

pub use crate::types::text::column_letters;
pub use file::TableFile;
pub(crate) use heads::{Layout, Others, optional, required, unused};
pub use notes::{NoteCode, Remark, TableNote};
pub use people::{
    ListedDistrict, changes, districts, inspectors, read_changes, read_districts, read_inspectors,
    read_recusals, recusals, withholdings,
};
pub(crate) use read::{read_some, read_whole};
pub use reported::{ReportedVisit, found_active, reported};
pub(crate) use row::Row;
pub use strikes::strikes;
pub use targets::{read_targets, targets};
#[cfg(feature = "xlsx")]
pub use workbook::{FormCell, SheetCells, sheets};

/// The layouts of rosters, whose columns have other names besides.
#[cfg(test)]
fn layouts() -> Vec<&'static Layout> {
    [vec![&targets::TARGETS], people::layouts()].concat()
}

/// Records read from a file, with the place of each.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Table<T> {
    /// The records, in the order of the file.
    pub records: Vec<T>,
    /// `lines[i]` is the line of the file, counted from 1, on which `records[i]` begins: what
    /// [`Faults::with_lines`](crate::Faults::with_lines) takes. A line break inside quotes begins a line too.
    pub lines: Vec<u64>,
    /// Heads of the columns that the plan names, which are committed and disclosed, in the order of the file.
    pub attributes: Vec<String>,
    /// Heads of the columns that stand on the task sheets alone.
    pub sheet: Vec<String>,
    /// Heads of the columns that were not read. Show them: a misspelt head ends up here.
    pub ignored: Vec<String>,
    /// What was read otherwise than it stands, or was not read. Show them.
    pub notes: Vec<TableNote>,
}

impl<T> Table<T> {
    fn new() -> Self {
        Self {
            records: Vec::new(),
            lines: Vec::new(),
            attributes: Vec::new(),
            sheet: Vec::new(),
            ignored: Vec::new(),
            notes: Vec::new(),
        }
    }
}

/// What was read of a file, whatever is wrong with it: for reports that name all faults of all files together.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reading<T> {
    /// The records of the rows without a fault, as many as there are.
    pub table: Table<T>,
    /// What is wrong.
    pub faults: crate::Faults,
    /// The line of the heads, if they were found.
    pub head_line: Option<u64>,
    /// The heads as they are read, one for each column.
    pub heads: Vec<String>,
    /// What the code calls the columns that the table knows, each with its place among the heads.
    pub fields: Vec<(&'static str, usize)>,
    /// All cells as they stand, by lines, if they were to be kept.
    pub cells: Vec<(u64, Vec<String>)>,
}

impl<T> Reading<T> {
    fn new() -> Self {
        let faults = crate::Faults::default();
        Self {
            table: Table::new(),
            faults,
            head_line: None,
            heads: Vec::new(),
            fields: Vec::new(),
            cells: Vec::new(),
        }
    }

    /// The table.
    ///
    /// # Errors
    /// All faults, if there are any.
    pub fn into_result(self) -> Result<Table<T>, crate::Faults> {
        self.faults.into_result(self.table)
    }

    /// The place of the column that a fault is about, from 0.
    pub fn column(&self, fault: &crate::Fault) -> Option<usize> {
        let field = self.fields.iter().find(|(field, _)| *field == fault.field).map(|(_, place)| *place);
        field.or_else(|| self.heads.iter().position(|head| *head == fault.field))
    }
}
