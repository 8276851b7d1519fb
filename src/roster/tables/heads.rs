//! The head row: which column is what.

use crate::basics::fault::{Fault, FaultCode, Table as Input};
use crate::basics::limits;
use crate::roster::Intake;
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
    /// Whether columns of other names are attributes; they are refused otherwise.
    pub(crate) attributes: bool,
    /// Most rows.
    pub(crate) rows: usize,
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
    /// Places of the attributes.
    pub(super) attributes: Vec<usize>,
}

impl Heads {
    /// Reads the head row. `None` when it has too many columns to go on.
    pub(super) fn read(
        layout: &Layout,
        line: u64,
        record: &StringRecord,
        intake: &mut Intake,
    ) -> Option<Self> {
        let row = row_index(line);
        let limit = limits::RECORD_LIST + layout.columns.len();
        if record.len() > limit {
            let fault = Fault::new(layout.table, row, "", FaultCode::TooMany);
            intake.faults.push(fault.found(record.len()).limit(limit));
            return None;
        }
        if let (1, Some(separator)) = (
            record.len(),
            record.get(0).and_then(|head| head.chars().find(|c| matches!(c, ';' | '；' | '\t' | '，'))),
        ) {
            let fault = Fault::new(layout.table, row, "", FaultCode::WrongSeparator);
            intake.faults.push(fault.found(format!("{separator:?}")));
            return None;
        }
        let mut heads = Self { names: Vec::new(), known: Vec::new(), attributes: Vec::new() };
        for (place, name) in record.iter().enumerate() {
            heads.add(layout, row, place, name, intake);
            heads.names.push(name.to_owned());
        }
        for column in layout.columns.iter().filter(|column| column.required) {
            if heads.place(column.field()).is_none() {
                let fault = Fault::new(layout.table, row, column.field(), FaultCode::MissingColumn);
                intake.faults.push(fault.found(column.heads.join(" / ")));
            }
        }
        Some(heads)
    }

    fn add(&mut self, layout: &Layout, row: Option<usize>, place: usize, name: &str, intake: &mut Intake) {
        let field = if name.is_empty() { format!("[{}]", place + 1) } else { shown(name) };
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
        // `Exempt` or `last team` as an attribute would be a rule that silently does not apply.
        let looks_known =
            || layout.columns.iter().flat_map(|c| c.heads).any(|head| folded(head) == folded(name));
        if is_repeated {
            intake.faults.push(fault(FaultCode::Repeated).found(format!("{name:?}")));
        } else if let Some(column) = column {
            self.known.push((column.field(), place));
        } else if layout.attributes && !looks_known() {
            self.attributes.push(place);
        } else {
            intake.faults.push(fault(FaultCode::UnknownColumn).found(format!("{name:?}")));
        }
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

/// The start of a text, as much as a report can show.
pub(super) fn shown(text: &str) -> String {
    const MOST: usize = 40;
    if text.chars().nth(MOST).is_none() {
        return text.to_owned();
    }
    let start: String = text.chars().take(MOST).collect();
    // Part of a long number may be a person's.
    format!("{}…", start.trim_end_matches(char::is_numeric))
}

/// Faults count rows from 0 when they are made; a line is the row after.
pub(super) fn row_index(line: u64) -> Option<usize> {
    usize::try_from(line - 1).ok()
}
