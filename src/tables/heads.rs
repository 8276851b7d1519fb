//! The head row: which column is what.

use crate::fault::{Fault, NearColumn, Problem, Table as Input};
use crate::roster::{Columns, Intake};
use crate::say::{Choices, Quoted};
use crate::types::limits;
use crate::types::text::nearest;
use csv::StringRecord;
use unicode_normalization::UnicodeNormalization;

/// A column that a table knows.
pub(crate) struct Column {
    /// Its names; the first is English, and what the code calls it.
    pub(crate) heads: &'static [&'static str],
    /// Whether the file must have it.
    pub(crate) required: bool,
    /// Whether it is read at all; a column that is not is named in a note.
    pub(crate) used: bool,
}

/// What a table looks like.
pub(crate) struct Layout {
    pub(crate) table: Input,
    pub(crate) columns: &'static [Column],
    /// What becomes of columns that neither the table nor a plan knows.
    pub(crate) others: Others,
    /// Most rows.
    pub(crate) rows: usize,
}

/// What becomes of a column that nobody asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Others {
    /// A fault.
    Refused,
    /// Not read, and named: offices keep more in a roster than a draw needs.
    Ignored,
}

#[cfg(test)]
impl Layout {
    /// Faults name its columns as their first Chinese heads do. A column that has Chinese heads alone is named by one.
    pub(crate) fn is_named_by_faults(&self) {
        for column in self.columns.iter().filter(|column| column.field().is_ascii()) {
            let named = crate::fault::head(self.table, column.field());
            assert_eq!(named, column.heads.get(1).copied(), "{:?} {}", self.table, column.field());
        }
    }
}

/// Shorthand for layouts.
pub(crate) const fn required(heads: &'static [&'static str]) -> Column {
    Column { heads, required: true, used: true }
}

/// Shorthand for layouts.
pub(crate) const fn optional(heads: &'static [&'static str]) -> Column {
    Column { heads, required: false, used: true }
}

/// Shorthand for layouts: a column that is known and not used.
pub(crate) const fn unused(heads: &'static [&'static str]) -> Column {
    Column { heads, required: false, used: false }
}

impl Column {
    pub(super) fn field(&self) -> &'static str {
        self.heads.first().copied().unwrap_or_default()
    }
}

/// The heads of a file.
pub(super) struct Heads {
    /// All, in the order of the file.
    pub(super) names: Vec<String>,
    /// Known columns: what the code calls them, and their place.
    known: Vec<(&'static str, usize)>,
    /// Places of the columns that the plan has committed and disclosed.
    pub(super) attributes: Vec<usize>,
    /// Places of the columns for the task sheets alone.
    pub(super) sheet: Vec<usize>,
    /// Places of the columns that are not read.
    pub(super) ignored: Vec<usize>,
}

impl Heads {
    /// Reads the head row. `None` when it has too many columns to go on.
    pub(super) fn read(
        layout: &Layout,
        columns: &Columns,
        line: u64,
        record: &StringRecord,
        intake: &mut Intake,
    ) -> Option<Self> {
        let row = row_index(line);
        let limit = limits::RECORD_LIST + layout.columns.len();
        if record.len() > limit {
            let fault = Fault::new(
                layout.table,
                row,
                "",
                Problem::TooMany { found: record.len() as u64, limit: limit as u64 },
            );
            intake.faults.push(fault);
            return None;
        }
        if let (1, Some(separator)) = (
            record.len(),
            record.get(0).and_then(|head| head.chars().find(|c| matches!(c, ';' | '；' | '\t' | '，'))),
        ) {
            let fault =
                Fault::new(layout.table, row, "", Problem::WrongSeparator { found: Quoted::new(separator) });
            intake.faults.push(fault);
            return None;
        }
        let mut heads = Self {
            names: Vec::new(),
            known: Vec::new(),
            attributes: Vec::new(),
            sheet: Vec::new(),
            ignored: Vec::new(),
        };
        for (place, name) in record.iter().enumerate() {
            heads.add(layout, columns, row, place, name, intake);
            heads.names.push(name.to_owned());
        }
        // A rule about a column that is not there would be a dead one.
        for name in columns.named().filter(|name| heads.names.iter().all(|head| head != name)) {
            let fault = Fault::new(
                layout.table,
                row,
                name,
                Problem::PlannedColumn {
                    found: Quoted::new(name),
                    limit: NearColumn(nearest(name, heads.names.iter().map(String::as_str)).map(Quoted::new)),
                },
            );
            intake.faults.push(fault);
        }
        for column in layout.columns.iter().filter(|column| column.required) {
            if heads.place(column.field()).is_none() {
                let fault = Fault::new(
                    layout.table,
                    row,
                    column.field(),
                    Problem::MissingColumn { heads: Choices::new(column.heads) },
                );
                intake.faults.push(fault);
            }
        }
        Some(heads)
    }

    fn add(
        &mut self,
        layout: &Layout,
        columns: &Columns,
        row: Option<usize>,
        place: usize,
        name: &str,
        intake: &mut Intake,
    ) {
        let field = if name.is_empty() {
            format!("[{}]", place + 1)
        } else {
            Quoted::start(name).as_str().to_owned()
        };
        let fault = |code| Fault::new(layout.table, row, field.clone(), code);
        let before = intake.faults.as_slice().len();
        intake.text(row, &field, name);
        if intake.faults.as_slice().len() > before {
            return;
        }
        let column = layout.columns.iter().find(|column| column.heads.contains(&name));
        let is_repeated = match column {
            Some(column) => self.place(column.field()).is_some(),
            None => self.names.iter().any(|other| other == name),
        };
        // `Exempt` or `last team`, if it were passed over, would be a rule that silently does not apply.
        let looks_known =
            || layout.columns.iter().flat_map(|c| c.heads).any(|head| folded(head) == folded(name));
        if is_repeated {
            intake.faults.push(fault(Problem::Repeated { found: Quoted::new(name) }));
        } else if let Some(column) = column {
            self.known.push((column.field(), place));
        } else if columns.sheet(name) {
            self.sheet.push(place);
        } else if columns.attributes.contains(name) {
            self.attributes.push(place);
        } else if layout.others == Others::Ignored && !looks_known() {
            self.ignored.push(place);
        } else {
            intake.faults.push(fault(Problem::UnknownColumn { found: Quoted::new(name) }));
        }
    }

    /// The names at some places.
    pub(super) fn at(&self, places: &[usize]) -> Vec<String> {
        places.iter().filter_map(|place| self.names.get(*place)).cloned().collect()
    }

    /// Place of a known column.
    pub(super) fn place(&self, field: &str) -> Option<usize> {
        self.known.iter().find(|(known, _)| *known == field).map(|(_, place)| *place)
    }
}

/// A head without its case, width, blanks and strokes.
fn folded(head: &str) -> String {
    let wide = head.nfkc().filter(|c| !c.is_whitespace() && !matches!(c, '_' | '-'));
    wide.flat_map(char::to_lowercase).collect()
}

/// Faults count rows from 0 when they are made; a line is the row after.
pub(super) fn row_index(line: u64) -> Option<usize> {
    usize::try_from(line - 1).ok()
}
