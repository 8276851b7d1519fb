//! From bytes to records, for every table alike.

use super::Table;
use super::decode::{decode, without_bom};
use super::heads::{Heads, Layout, row_index};
use super::notes::{NoteCode, Notes};
use super::private_use::{is_private_use, named};
use super::row::Row;
use super::rows::{Found, Rows, Source};
#[cfg(feature = "xlsx")]
use super::workbook::{self, SheetRows};
use crate::fault::{Fault, Faults, Problem};
use crate::privacy::scan;
use crate::roster::{Columns, Intake};
use crate::say::Quoted;
use crate::types::citizen_id::holds_citizen_id;
use csv::StringRecord;
use std::collections::{BTreeMap, BTreeSet};

/// Most faults that are listed: more than a person mends, few enough for memory to hold.
const MAX_FAULTS: usize = 10_000;

/// Most private-use characters of a cell that are noted.
const MAX_NOTED: usize = 20;

/// Reads a table; `record` makes a record of a row.
///
/// # Errors
/// All faults of the file, each with its line and head.
pub(crate) fn read<T>(
    bytes: &[u8],
    layout: &Layout,
    record: impl Fn(&mut Row<'_>) -> Option<T>,
) -> Result<Table<T>, Faults> {
    read_with(bytes, layout, &Columns::default(), record)
}

/// The same of a table that says nothing without rows.
///
/// # Errors
/// All faults of the file; that it has no row is one.
pub(crate) fn read_some<T>(
    bytes: &[u8],
    layout: &Layout,
    record: impl Fn(&mut Row<'_>) -> Option<T>,
) -> Result<Table<T>, Faults> {
    let table = read(bytes, layout, record)?;
    let mut faults = Faults::default();
    if table.records.is_empty() {
        faults.push(Fault::new(layout.table, None, "", Problem::Empty));
    }
    faults.into_result(table)
}

/// The same of a table that has columns which a plan names.
pub(super) fn read_with<T>(
    bytes: &[u8],
    layout: &Layout,
    columns: &Columns,
    record: impl Fn(&mut Row<'_>) -> Option<T>,
) -> Result<Table<T>, Faults> {
    let mut reading = Reading {
        layout,
        columns,
        intake: Intake::new(layout.table),
        notes: Notes::new(layout.table),
        seen: BTreeMap::new(),
        blank: Vec::new(),
        table: Table::new(),
    };
    #[cfg(feature = "xlsx")]
    if workbook::is_workbook(bytes) {
        match workbook::rows(layout, bytes, &mut reading.notes) {
            Ok(rows) => reading.all(SheetRows::new(rows), record),
            Err(faults) => reading.intake.faults = faults,
        }
        return reading.into_result();
    }
    let read_all =
        |text: &str| without_bom(layout.table, text).map(|text| reading.all(Rows::new(text), record));
    if let Err(fault) = decode(layout.table, bytes).and_then(|text| read_all(&text)) {
        reading.intake.faults.push(fault);
    }
    reading.into_result()
}

struct Reading<'a, T> {
    layout: &'a Layout,
    columns: &'a Columns,
    intake: Intake,
    notes: Notes,
    /// Keys of the rows so far, with their lines.
    seen: BTreeMap<String, u64>,
    /// Lines of blank rows, faults if a row with content follows.
    blank: Vec<u64>,
    table: Table<T>,
}

impl<T> Reading<'_, T> {
    fn into_result(self) -> Result<Table<T>, Faults> {
        let Self { mut intake, notes, mut table, .. } = self;
        intake.faults.conceal(|text| !scan(text).is_empty() || holds_citizen_id(text));
        table.notes = notes.into_notes();
        intake.faults.into_result(table)
    }

    fn fault(&mut self, line: u64, problem: Problem) {
        self.intake.faults.push(Fault::new(self.layout.table, row_index(line), "", problem));
    }

    fn all(&mut self, mut rows: impl Source, record: impl Fn(&mut Row<'_>) -> Option<T>) {
        let mut cells = StringRecord::new();
        let mut heads: Option<Heads> = None;
        let mut count = 0;
        while let Some(found) = rows.next(&mut cells) {
            if self.is_blank(&found, &cells) {
                continue;
            }
            if self.is_full() {
                return;
            }
            let Some(heads) = &heads else {
                if !self.is_by_the_book(&found, &cells) {
                    return;
                }
                heads = Heads::read(self.layout, self.columns, found.line, &cells, &mut self.intake);
                let Some(heads) = &heads else { return };
                self.table.attributes = heads.at(&heads.attributes);
                self.table.sheet = heads.at(&heads.sheet);
                self.table.ignored = heads.at(&heads.ignored);
                for column in self.layout.columns.iter().filter(|column| !column.used) {
                    if let Some(name) = heads.place(column.field()).and_then(|place| heads.names.get(place)) {
                        self.notes.add(NoteCode::UnusedColumn, None, "", name);
                    }
                }
                continue;
            };
            count += 1;
            if count > self.layout.rows {
                self.fault(
                    found.line,
                    Problem::TooMany { found: count as u64, limit: self.layout.rows as u64 },
                );
                return;
            }
            if self.is_by_the_book(&found, &cells) {
                self.one(heads, found.line, &cells, &record);
            }
        }
        if heads.is_none() {
            self.fault(1, Problem::Empty);
        }
    }

    fn one(
        &mut self,
        heads: &Heads,
        line: u64,
        cells: &StringRecord,
        record: impl Fn(&mut Row<'_>) -> Option<T>,
    ) {
        if cells.len() != heads.names.len() {
            self.fault(line, Problem::CellCount { found: cells.len(), limit: heads.names.len() });
            return;
        }
        for (head, cell) in heads.names.iter().zip(cells) {
            let mut seen = BTreeSet::new();
            for c in cell.chars().filter(|c| is_private_use(*c)) {
                if seen.len() < MAX_NOTED && seen.insert(c) {
                    self.notes.add(NoteCode::PrivateUse, Some(line), head, &named(c));
                }
            }
        }
        let before = self.intake.faults.as_slice().len();
        let (intake, seen, notes) = (&mut self.intake, &mut self.seen, &mut self.notes);
        let mut row = Row { line, cells, heads, intake, seen, notes };
        let record = record(&mut row);
        if let Some(record) = record
            && self.intake.faults.as_slice().len() == before
        {
            self.table.records.push(record);
            self.table.lines.push(line);
        }
    }

    /// Keeps blank rows in mind, and reports them when a row with content follows.
    fn is_blank(&mut self, found: &Found, cells: &StringRecord) -> bool {
        // More than are ever listed need not be kept.
        let room = MAX_FAULTS.saturating_sub(self.blank.len());
        self.blank.extend(found.empty.clone().take(room));
        if found.by_the_book && cells.iter().all(str::is_empty) {
            if self.blank.len() < MAX_FAULTS {
                self.blank.push(found.line);
            }
            return true;
        }
        for line in std::mem::take(&mut self.blank) {
            self.fault(line, Problem::BlankRow);
        }
        false
    }

    fn is_by_the_book(&mut self, found: &Found, cells: &StringRecord) -> bool {
        if !found.by_the_book {
            let around =
                cells.iter().find(|cell| cell.contains(['"', '\n', '\r'])).or(cells.get(0)).unwrap_or("");
            self.fault(found.line, Problem::BadQuotes { found: Quoted::start(around) });
        }
        found.by_the_book
    }

    fn is_full(&mut self) -> bool {
        let full = self.intake.faults.as_slice().len() >= MAX_FAULTS;
        if full {
            let fault = Fault::new(self.layout.table, None, "", Problem::MoreFaults { limit: MAX_FAULTS });
            self.intake.faults.push(fault);
        }
        full
    }
}
