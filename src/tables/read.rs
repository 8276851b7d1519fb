//! From bytes to records, for every table alike.

use super::decode::{decode, without_bom};
use super::file::TableFile;
use super::frame::{self, AHEAD, HeadRow};
use super::heads::{Heads, Layout, row_index};
use super::notes::{NoteCode, Notes};
use super::private_use::{is_private_use, named};
use super::row::Row;
use super::rows::{Found, Rows, Source, Text};
#[cfg(feature = "xlsx")]
use super::workbook::{self, SheetRows};
use super::{Reading, Table};
use crate::fault::{Fault, Faults, Problem};
use crate::privacy::scan;
use crate::roster::{Columns, Intake, Places};
use crate::say::Quoted;
use crate::types::citizen_id::holds_citizen_id;
use crate::types::text::{column_letters, has_outer_space};
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
pub(crate) fn read<'a, T>(
    file: impl Into<TableFile<'a>>,
    layout: &Layout,
    record: impl Fn(&mut Row<'_>) -> Option<T>,
) -> Result<Table<T>, Faults> {
    read_whole(file, layout, record).into_result()
}

/// The same with what could be read whatever is wrong.
pub(crate) fn read_whole<'a, T>(
    file: impl Into<TableFile<'a>>,
    layout: &Layout,
    record: impl Fn(&mut Row<'_>) -> Option<T>,
) -> Reading<T> {
    read_with(file.into(), layout, &Columns::default(), record)
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

/// The same of a table that has columns which a plan names, with the records that could be read whatever else is wrong.
pub(super) fn read_with<T>(
    file: TableFile<'_>,
    layout: &Layout,
    columns: &Columns,
    record: impl Fn(&mut Row<'_>) -> Option<T>,
) -> Reading<T> {
    let mut progress = Progress {
        layout,
        columns,
        places: file.its_places(),
        intake: Intake::new(layout.table),
        notes: Notes::new(layout.table),
        seen: BTreeMap::new(),
        blank: Vec::new(),
        nameless: BTreeSet::new(),
        keeps_cells: file.keeps_cells,
        reading: Reading::new(),
    };
    #[cfg(feature = "xlsx")]
    if workbook::is_workbook(file.bytes) {
        match workbook::rows(layout, columns, file, &mut progress.notes) {
            Ok(rows) => progress.all(SheetRows::new(rows), record),
            Err(faults) => progress.intake.faults = faults,
        }
        return progress.done();
    }
    let text = decode(layout.table, file.bytes);
    let text = text.as_ref().map_err(Clone::clone).and_then(|text| without_bom(layout.table, text));
    match text {
        Ok(text) => {
            let text = Text::new(text, |rows| {
                let ahead = ahead(rows);
                frame::found(layout, columns, ahead.iter().map(|(_, cells)| cells.iter())).is_some()
            });
            progress.all(Rows::new(text), record);
        }
        Err(fault) => progress.intake.faults.push(fault),
    }
    progress.done()
}

/// The first rows.
fn ahead(rows: &mut impl Source) -> Vec<(Found, StringRecord)> {
    let next = || {
        let mut cells = StringRecord::new();
        rows.next(&mut cells).map(|found| (found, cells))
    };
    std::iter::from_fn(next).take(AHEAD).collect()
}

fn is_blank(cells: &StringRecord) -> bool {
    cells.iter().all(|cell| cell.trim().is_empty())
}

struct Progress<'a, T> {
    layout: &'a Layout,
    columns: &'a Columns,
    places: &'a Places,
    intake: Intake,
    notes: Notes,
    /// Keys of the rows so far, with their lines.
    seen: BTreeMap<String, u64>,
    /// Lines of blank rows, faults if a record follows.
    blank: Vec<u64>,
    /// Columns without a head that hold something.
    nameless: BTreeSet<usize>,
    keeps_cells: bool,
    reading: Reading<T>,
}

impl<T> Progress<'_, T> {
    fn done(self) -> Reading<T> {
        let Self { mut intake, notes, mut reading, .. } = self;
        intake.faults.conceal(|text| !scan(text).is_empty() || holds_citizen_id(text));
        reading.table.notes = notes.into_notes();
        reading.faults = intake.faults;
        reading
    }

    fn fault(&mut self, line: u64, problem: Problem) {
        self.intake.faults.push(Fault::new(self.layout.table, row_index(line), "", problem));
    }

    fn all(&mut self, mut rows: impl Source, record: impl Fn(&mut Row<'_>) -> Option<T>) {
        let first = ahead(&mut rows);
        for (found, cells) in &first {
            self.keep(found, cells);
        }
        if first.iter().all(|(found, cells)| found.bad.is_empty() && is_blank(cells)) {
            self.fault(1, Problem::Empty);
            return;
        }
        let Some(head) = frame::head_row(self.layout, self.columns, &first) else { return };
        let end = head.at + head.rows;
        for (found, cells) in first.iter().take(end) {
            if !self.is_by_the_book(found, cells) {
                return;
            }
        }
        let bad = first.iter().skip(head.at).take(head.rows).flat_map(|(found, _)| {
            let place = |(column, _): &(usize, Problem)| format!("{}{}", column_letters(*column), found.line);
            found.bad.iter().map(move |bad| (found.line, place(bad), bad.1.clone()))
        });
        let bad: Vec<Fault> = bad
            .map(|(line, place, problem)| Fault::new(self.layout.table, row_index(line), place, problem))
            .collect();
        if !bad.is_empty() {
            self.intake.faults.extend(bad);
            return;
        }
        let Some(heads) = self.heads(&first, head) else { return };
        let mut count = 0;
        for (found, cells) in first.into_iter().skip(end) {
            self.step(&heads, &found, cells, &mut count, &record);
        }
        let mut cells = StringRecord::new();
        while let Some(found) = rows.next(&mut cells) {
            if self.is_full() {
                return;
            }
            self.keep(&found, &cells);
            cells = self.step(&heads, &found, cells, &mut count, &record);
            if count > self.layout.rows {
                return;
            }
        }
        let nameless: Vec<usize> = std::mem::take(&mut self.nameless).into_iter().collect();
        self.reading.table.ignored.extend(heads.at(&nameless));
    }

    fn keep(&mut self, found: &Found, cells: &StringRecord) {
        if self.keeps_cells {
            self.reading.cells.push((found.line, cells.iter().map(str::to_owned).collect()));
        }
    }

    /// Reads the heads, and says what stands above them.
    fn heads(&mut self, first: &[(Found, StringRecord)], head: HeadRow) -> Option<Heads> {
        for (found, cells) in first.iter().take(head.at) {
            if let Some(text) = cells.iter().find(|cell| !cell.trim().is_empty()) {
                self.notes.add(NoteCode::Title, Some(found.line), "", Quoted::start(text.trim()).as_str());
            }
        }
        let line = first.get(head.at).map_or(1, |(found, _)| found.line);
        let mut cells = head.cells;
        while cells.last().is_some_and(|cell| cell.trim().is_empty()) {
            cells.pop();
        }
        let heads = Heads::read(self.layout, self.columns, line, &cells, &mut self.intake, &mut self.notes)?;
        self.reading.head_line = Some(line);
        self.reading.heads.clone_from(&heads.names);
        self.reading.fields.clone_from(&heads.known);
        let table = &mut self.reading.table;
        table.attributes = heads.at(&heads.attributes);
        table.sheet = heads.at(&heads.sheet);
        let with_name = |place: &&usize| heads.names.get(**place).is_some_and(|name| !name.is_empty());
        table.ignored = heads.at(&heads.ignored.iter().filter(with_name).copied().collect::<Vec<usize>>());
        for column in self.layout.columns.iter().filter(|column| !column.used) {
            if let Some(name) = heads.place(column.field()).and_then(|place| heads.names.get(place)) {
                self.notes.add(NoteCode::UnusedColumn, None, "", name);
            }
        }
        Some(heads)
    }

    /// One row below the heads. Gives its cells back, to be filled anew.
    fn step(
        &mut self,
        heads: &Heads,
        found: &Found,
        cells: StringRecord,
        count: &mut usize,
        record: impl Fn(&mut Row<'_>) -> Option<T>,
    ) -> StringRecord {
        // More than are ever listed need not be kept.
        let room = MAX_FAULTS.saturating_sub(self.blank.len());
        self.blank.extend(found.empty.clone().take(room));
        if found.by_the_book && found.bad.is_empty() && is_blank(&cells) {
            if self.blank.len() < MAX_FAULTS {
                self.blank.push(found.line);
            }
            return cells;
        }
        if found.by_the_book && frame::is_aside(self.layout, heads, &cells) {
            let text = cells.iter().find(|cell| !cell.trim().is_empty()).unwrap_or_default();
            self.notes.add(NoteCode::Aside, Some(found.line), "", Quoted::start(text.trim()).as_str());
            return cells;
        }
        // Something may have been lost in a blank row between records.
        for line in std::mem::take(&mut self.blank) {
            self.fault(line, Problem::BlankRow);
        }
        *count += 1;
        if *count > self.layout.rows {
            let problem = Problem::TooMany { found: *count as u64, limit: self.layout.rows as u64 };
            self.fault(found.line, problem);
            return cells;
        }
        if self.is_by_the_book(found, &cells) {
            return self.one(heads, found, cells, record);
        }
        cells
    }

    fn one(
        &mut self,
        heads: &Heads,
        found: &Found,
        cells: StringRecord,
        record: impl Fn(&mut Row<'_>) -> Option<T>,
    ) -> StringRecord {
        let line = found.line;
        let width = heads.names.len();
        let is_short = cells.len() < width;
        if is_short || cells.iter().skip(width).any(|cell| !cell.trim().is_empty()) {
            if is_short {
                self.fault(line, Problem::CellCount { found: cells.len(), limit: width });
                return cells;
            }
            let beyond = cells.iter().enumerate().skip(width);
            self.nameless.extend(beyond.filter(|(_, cell)| !cell.trim().is_empty()).map(|(place, _)| place));
        }
        for place in &heads.ignored {
            let is_nameless = heads.names.get(*place).is_some_and(String::is_empty);
            if is_nameless && cells.get(*place).is_some_and(|cell| !cell.trim().is_empty()) {
                self.nameless.insert(*place);
            }
        }
        let cells = self.trimmed(heads, line, cells);
        for (head, cell) in heads.names.iter().zip(&cells) {
            let mut seen = BTreeSet::new();
            for c in cell.chars().filter(|c| is_private_use(*c)) {
                if seen.len() < MAX_NOTED && seen.insert(c) {
                    self.notes.add(NoteCode::PrivateUse, Some(line), head, &named(c));
                }
            }
        }
        let before = self.intake.faults.as_slice().len();
        let bad: Vec<&str> = found
            .bad
            .iter()
            .filter_map(|(place, problem)| {
                let head = heads.names.get(*place).filter(|_| heads.is_read(*place))?;
                self.intake.faults.push(Fault::new(
                    self.layout.table,
                    row_index(line),
                    head,
                    problem.clone(),
                ));
                Some(head.as_str())
            })
            .collect();
        let told = self.intake.faults.as_slice().len();
        let (intake, seen, notes, places) = (&mut self.intake, &mut self.seen, &mut self.notes, self.places);
        let mut row = Row { line, cells: &cells, heads, intake, seen, notes, places, bad: &bad };
        let record = record(&mut row);
        // What follows from a cell that could not be read is no fault of its own.
        self.intake.faults.retain_from(told, |fault| !bad.contains(&fault.field.as_str()));
        if let Some(record) = record
            && self.intake.faults.as_slice().len() == before
        {
            self.reading.table.records.push(record);
            self.reading.table.lines.push(line);
        }
        cells
    }

    /// The cells without blanks around what is read.
    fn trimmed(&mut self, heads: &Heads, line: u64, cells: StringRecord) -> StringRecord {
        let is_padded = |(place, cell): (usize, &str)| has_outer_space(cell) && heads.is_read(place);
        if !cells.iter().enumerate().any(is_padded) {
            return cells;
        }
        let mut trimmed = StringRecord::with_capacity(cells.as_slice().len(), cells.len());
        for (place, cell) in cells.iter().enumerate() {
            if is_padded((place, cell)) {
                self.notes.add(
                    NoteCode::Trimmed,
                    Some(line),
                    heads.names.get(place).map_or("", String::as_str),
                    "",
                );
                trimmed.push_field(cell.trim());
            } else {
                trimmed.push_field(cell);
            }
        }
        trimmed
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
