//! The visible sheet of an .xlsx workbook that has a table's heads, as rows of texts, the same that a CSV file of it would
//! have (feature `xlsx`; ECMA-376 part 1, §18). Nothing is guessed: a formula, a number that has lost digits or is shown
//! otherwise, a date with a time of day and a second visible sheet with heads are faults. What is hidden is noted.
//!
//! A workbook is an archive of XML files, and may be hostile: how much is unpacked, how many columns and rows are looked
//! at is limited, and cells far away cost nothing.

mod archive;
mod format;
mod number;
mod package;
mod xml;

use super::file::TableFile;
use super::frame::{self, AHEAD};
use super::heads::Layout;
use super::notes::{NoteCode, Notes};
use super::rows::{Found, Source};
use crate::fault::{Fault, Faults, Problem};
use crate::roster::Columns;
use crate::say::{Listed, Quoted};
use crate::types::date::Date;
use crate::types::limits;
use crate::types::text::column_letters;
use csv::StringRecord;
use format::{Format, Shows};
use number::{Decimal, NotKept};
use package::{Book, Package, Sheet};
use quick_xml::events::{BytesStart, Event};
use xml::{Broken, Texts, attribute, unescaped, walk};

/// Most faults that are listed.
const MAX_FAULTS: usize = 10_000;
/// Most bytes of text in all cells: a shared text counts wherever it is used.
const MAX_TEXT: usize = 256 << 20;
/// The serial number of 2000-01-01, and by how much that of the other calendar is less.
const YEAR_2000: u32 = 36_526;
const SINCE_1904: u32 = 1_462;

/// A cell's text, or why it does not say what it holds.
type CellText = Result<String, Problem>;

/// A row: its number in the sheet, and its cells by column.
pub(super) type SheetRow = (u64, Vec<(usize, CellText)>);

/// Most merged ranges, and most cells that their contents are copied to.
const MAX_MERGED: usize = 100_000;
const MAX_COPIED: usize = 20_000_000;

/// The rows as a table has them, all of one width.
pub(super) struct SheetRows {
    rows: std::vec::IntoIter<SheetRow>,
    width: usize,
    line: u64,
}

impl SheetRows {
    pub(super) fn new(rows: Vec<SheetRow>) -> Self {
        let widths = rows.iter().filter_map(|(_, cells)| cells.last()).map(|(column, _)| column + 1);
        Self { width: widths.max().unwrap_or(0), rows: rows.into_iter(), line: 0 }
    }
}

impl Source for SheetRows {
    fn next(&mut self, record: &mut StringRecord) -> Option<Found> {
        let (line, cells) = self.rows.next()?;
        record.clear();
        let mut bad = Vec::new();
        let mut cells = cells.into_iter().peekable();
        for column in 0..self.width {
            match cells.next_if(|(own, _)| *own == column) {
                Some((_, Ok(text))) => record.push_field(&text),
                Some((_, Err(problem))) => {
                    record.push_field("");
                    bad.push((column, problem));
                }
                None => record.push_field(""),
            }
        }
        let empty = self.line + 1..line;
        self.line = line;
        Some(Found { line, empty, by_the_book: true, bad })
    }
}

/// Whether a file is an archive, as workbooks are.
pub(super) fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") && super::decode::other_kind(bytes).is_none()
}

/// The rows that have content, of the sheet that is meant.
pub(super) fn rows(
    layout: &Layout,
    columns: &Columns,
    file: TableFile<'_>,
    notes: &mut Notes,
) -> Result<Vec<SheetRow>, Faults> {
    let mut faults = Faults::default();
    let rows = read(layout, columns, file, &mut faults, notes);
    let rows = rows.unwrap_or_else(|broken| {
        let problem = match broken {
            Broken::Workbook(what) => Problem::BadWorkbook { found: Quoted::new(what) },
            Broken::Cells => Problem::MoreFaults { limit: MAX_FAULTS },
        };
        faults.push(Fault::new(layout.table, None, "", problem));
        Vec::new()
    });
    faults.into_result(rows)
}

fn read(
    layout: &Layout,
    columns: &Columns,
    file: TableFile<'_>,
    faults: &mut Faults,
    notes: &mut Notes,
) -> Result<Vec<SheetRow>, Broken> {
    let mut package = Package::open(file.bytes)?;
    let book = Book::read(&mut package)?;
    let mut left = MAX_TEXT;
    // A few more rows than allowed, for the reader of rows to see that there are too many.
    let most = (limits::RECORD_LIST + layout.columns.len(), layout.rows + AHEAD);
    if let Some(name) = file.sheet {
        let sheet = book.sheets.iter().find(|sheet| sheet.name == name && sheet.has_cells);
        let Some(sheet) = sheet else {
            faults.push(Fault::new(layout.table, None, "", Problem::NoSheet { found: Quoted::new(name) }));
            return Ok(Vec::new());
        };
        return Ok(one(most, false, &mut package, &book, sheet, &mut left)?.kept(notes));
    }
    let mut visible: Vec<Content<'_>> = Vec::new();
    let mut hidden: Vec<&Sheet> = Vec::new();
    let mut charts: Vec<&Sheet> = Vec::new();
    for sheet in &book.sheets {
        if sheet.is_visible && sheet.has_cells {
            let content = one(most, false, &mut package, &book, sheet, &mut left)?;
            if !content.rows.is_empty() {
                visible.push(content);
            }
        } else if has_content(&package.part(&sheet.path)?.unwrap_or_default())? {
            if sheet.is_visible { charts.push(sheet) } else { hidden.push(sheet) }
        }
    }
    if !book.sheets.iter().any(|sheet| sheet.is_visible && sheet.has_cells) && hidden.is_empty() {
        return Err(Broken::Workbook("no visible sheet".to_owned()));
    }
    let has_heads = |content: &Content<'_>| {
        let rows = content.rows.iter().take(AHEAD);
        frame::found(
            layout,
            columns,
            rows.map(|(_, cells)| cells.iter().filter_map(|(_, text)| text.as_deref().ok())),
        )
        .is_some()
    };
    let main = visible.iter().position(has_heads).unwrap_or(0);
    let mut rows = Vec::new();
    for (place, content) in visible.into_iter().enumerate() {
        let name = &content.sheet.name;
        if place == main {
            rows = content.kept(notes);
        } else if has_heads(&content) {
            faults.push(Fault::new(layout.table, None, "", Problem::OtherSheet { found: Quoted::new(name) }));
        } else {
            notes.add(NoteCode::OtherSheet, None, "", name);
        }
    }
    for sheet in charts {
        notes.add(NoteCode::OtherSheet, None, "", &sheet.name);
    }
    if rows.is_empty() && faults.is_empty() && !hidden.is_empty() {
        let found = Listed(hidden.iter().map(|sheet| Quoted::new(&sheet.name)).collect());
        faults.push(Fault::new(layout.table, None, "", Problem::OnlyHidden { found }));
    }
    for sheet in hidden {
        notes.add(NoteCode::HiddenSheet, None, "", &sheet.name);
    }
    Ok(rows)
}

/// A visible sheet with the cells that have content.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SheetCells {
    /// Its name.
    pub name: String,
    /// The cells, row by row.
    pub cells: Vec<FormCell>,
}

/// A cell that has content.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct FormCell {
    /// Its row, counted from 1.
    pub row: u64,
    /// Its column, counted from 0.
    pub column: usize,
    /// Its text, or why it does not say what it holds.
    pub text: Result<String, Problem>,
}

/// Most columns and rows of a form.
const FORM: (usize, usize) = (64, 20_000);

/// The visible sheets of a workbook that is a form to be filled in. A day may have a time there: `2026-11-23 09:00`.
///
/// # Errors
/// That it is no workbook which can be read.
pub fn sheets(bytes: &[u8]) -> Result<Vec<SheetCells>, Faults> {
    let fault = |problem| {
        let mut faults = Faults::default();
        faults.push(Fault::new(crate::fault::Table::Plan, None, "", problem));
        faults
    };
    if let Some(problem) = super::decode::other_kind(bytes) {
        return Err(fault(problem));
    }
    let all = || {
        let mut package = Package::open(bytes)?;
        let book = Book::read(&mut package)?;
        let mut left = MAX_TEXT;
        let mut all = Vec::new();
        for sheet in book.sheets.iter().filter(|sheet| sheet.is_visible && sheet.has_cells) {
            let content = one(FORM, true, &mut package, &book, sheet, &mut left)?;
            let row = |(row, cells): SheetRow| {
                cells.into_iter().map(move |(column, text)| FormCell { row, column, text })
            };
            let cells = content.rows.into_iter().flat_map(row).collect();
            all.push(SheetCells { name: sheet.name.clone(), cells });
        }
        Ok(all)
    };
    all().map_err(|broken| match broken {
        Broken::Workbook(what) => fault(Problem::BadWorkbook { found: Quoted::new(what) }),
        Broken::Cells => fault(Problem::MoreFaults { limit: MAX_FAULTS }),
    })
}

/// What a sheet has.
struct Content<'a> {
    sheet: &'a Sheet,
    rows: Vec<SheetRow>,
    /// Rows that are hidden.
    hidden_rows: Vec<u64>,
    hidden_columns: Vec<usize>,
    /// Ranges whose content was copied down.
    merged: Vec<String>,
}

impl Content<'_> {
    /// The rows, with what is to be known of them.
    fn kept(self, notes: &mut Notes) -> Vec<SheetRow> {
        for row in self.hidden_rows {
            notes.add(NoteCode::HiddenRow, Some(row), "", "");
        }
        for column in self.hidden_columns {
            // The first text of a column is its head, or its title.
            let cells =
                self.rows.iter().filter_map(|(_, cells)| cells.iter().find(|(own, _)| *own == column));
            if let Some(Ok(head)) = cells.map(|(_, text)| text).next() {
                let place = format!("{} {}", column_letters(column), super::heads::cleaned(head));
                notes.add(NoteCode::HiddenColumn, None, &place, "");
            }
        }
        for range in &self.merged {
            notes.add(NoteCode::Merged, None, "", range);
        }
        self.rows
    }
}

fn one<'a>(
    most: (usize, usize),
    with_times: bool,
    package: &mut Package<'_>,
    book: &'a Book,
    sheet: &'a Sheet,
    left: &mut usize,
) -> Result<Content<'a>, Broken> {
    let xml = package.part(&sheet.path)?.ok_or_else(|| Broken::Workbook(sheet.path.clone()))?;
    let content = Content {
        sheet,
        rows: Vec::new(),
        hidden_rows: Vec::new(),
        hidden_columns: Vec::new(),
        merged: Vec::new(),
    };
    let mut reader =
        SheetReader { most, book, content, merges: Vec::new(), bad: 0, columns_seen: 0, with_times, left };
    reader.read(&xml)?;
    reader.copy_merged()?;
    Ok(reader.content)
}

/// Whether a sheet has a cell with content.
fn has_content(xml: &str) -> Result<bool, Broken> {
    let mut found = false;
    walk(xml, |event| {
        if let Event::Start(tag) = event {
            found |= matches!(tag.local_name().as_ref(), "v" | "is" | "f");
        }
        Ok(())
    })?;
    Ok(found)
}

/// A cell that is being read.
#[derive(Default)]
struct Cell {
    column: usize,
    kind: String,
    style: usize,
    value: Option<String>,
    inline: String,
    is_formula: bool,
}

struct SheetReader<'a, 'l> {
    /// Most columns and rows.
    most: (usize, usize),
    book: &'a Book,
    content: Content<'a>,
    /// First row, last row and first column of what is merged over several rows.
    merges: Vec<(u64, u64, usize)>,
    /// Cells that do not say what they hold.
    bad: usize,
    /// How many columns have been looked at for hidden ones.
    columns_seen: usize,
    /// Whether a day may have a time of day.
    with_times: bool,
    /// How many bytes of text may still come.
    left: &'l mut usize,
}

impl SheetReader<'_, '_> {
    fn read(&mut self, xml: &str) -> Result<(), Broken> {
        let (mut row, mut column, mut is_hidden) = (0_u64, 0_usize, false);
        let mut cell = Cell::default();
        let mut texts = Texts::default();
        walk(xml, |event| {
            texts.note(event)?;
            match event {
                Event::Start(tag) => match tag.local_name().as_ref() {
                    "col" if is_set(tag, "hidden")? || attribute(tag, "width")?.as_deref() == Some("0") => {
                        self.hide_columns(tag)?;
                    }
                    "mergeCell" => self.merge(&given(tag, "ref")?.unwrap_or_default())?,
                    "row" => {
                        let number = given(tag, "r")?.map(|number| number.parse::<u32>()).transpose()?;
                        let next = number.map_or(row + 1, u64::from);
                        is_hidden = is_set(tag, "hidden")? || attribute(tag, "ht")?.as_deref() == Some("0");
                        if next <= row {
                            return Err(Broken::Workbook(format!("row {next} after row {row}")));
                        }
                        (row, column) = (next, 0);
                    }
                    // Rows count from 1.
                    "c" if row == 0 => {
                        return Err(Broken::Workbook("a cell outside of every row".to_owned()));
                    }
                    "c" => {
                        let place = given(tag, "r")?;
                        cell = Cell {
                            column: place.map_or(Ok(column), |place| self::column(&place))?,
                            kind: attribute(tag, "t")?.unwrap_or_default(),
                            style: given(tag, "s")?.map_or(Ok(0), |style| style.parse())?,
                            ..Cell::default()
                        };
                        column = cell.column + 1;
                    }
                    "f" => cell.is_formula = true,
                    "v" | "is" => texts.text.clear(),
                    _ => {}
                },
                Event::End(tag) => match tag.local_name().as_ref() {
                    "v" => cell.value = Some(std::mem::take(&mut texts.text)),
                    "is" => cell.inline = std::mem::take(&mut texts.text),
                    "c" => self.cell(row, is_hidden, &std::mem::take(&mut cell))?,
                    _ => {}
                },
                _ => {}
            }
            Ok(())
        })
    }

    /// Keeps the hidden columns in mind, as far as a table may have columns.
    fn hide_columns(&mut self, tag: &BytesStart<'_>) -> Result<(), Broken> {
        let [first, last] = ["min", "max"].map(|name| given(tag, name));
        let (first, last): (usize, usize) =
            (first?.unwrap_or_default().parse()?, last?.unwrap_or_default().parse()?);
        // They stand in order and do not overlap; whoever writes them otherwise gains no time by it.
        let (first, last) = (first.max(self.columns_seen + 1), last.min(self.columns()));
        self.content.hidden_columns.extend((first..=last).map(|column| column - 1));
        self.columns_seen = self.columns_seen.max(last);
        Ok(())
    }

    /// Most columns of a table.
    fn columns(&self) -> usize {
        self.most.0
    }

    /// Keeps a range in mind that is merged over several rows.
    fn merge(&mut self, range: &str) -> Result<(), Broken> {
        let Some((first, last)) = range.split_once(':') else { return Ok(()) };
        let row = |place: &str| place.trim_start_matches(|c: char| c.is_ascii_uppercase()).parse::<u32>();
        let (from, to) = (u64::from(row(first)?), u64::from(row(last)?));
        if from < to {
            if self.merges.len() >= MAX_MERGED {
                return Err(Broken::Workbook(format!("> {MAX_MERGED} merged cells")));
            }
            self.merges.push((from, to, column(first)?));
        }
        Ok(())
    }

    /// Copies what stands in merged cells to each of their rows that has content.
    fn copy_merged(&mut self) -> Result<(), Broken> {
        let rows = &mut self.content.rows;
        let mut copied = 0;
        for (from, to, column) in std::mem::take(&mut self.merges) {
            let at = |row: u64, rows: &[SheetRow]| rows.partition_point(|(own, _)| *own < row);
            let (first, end) = (at(from, rows), at(to + 1, rows));
            let Some((own, cells)) = rows.get(first) else { continue };
            let Some((_, Ok(text))) =
                cells.iter().find(|(place, _)| *own == from && *place == column).cloned()
            else {
                continue;
            };
            let before = copied;
            for (_, cells) in rows.get_mut(first + 1..end).into_iter().flatten() {
                let place = cells.partition_point(|(own, _)| *own < column);
                if cells.get(place).is_none_or(|(own, _)| *own != column) {
                    cells.insert(place, (column, Ok(text.clone())));
                    copied += 1;
                    let left = self.left.checked_sub(text.len());
                    *self.left =
                        left.ok_or_else(|| Broken::Workbook(format!("> {} MiB of text", MAX_TEXT >> 20)))?;
                }
                if copied > MAX_COPIED {
                    return Err(Broken::Workbook(format!("> {MAX_COPIED} merged cells")));
                }
            }
            if copied > before {
                let letters = column_letters(column);
                self.content.merged.push(format!("{letters}{from}:{letters}{to}"));
            }
        }
        Ok(())
    }

    fn cell(&mut self, row: u64, is_hidden: bool, cell: &Cell) -> Result<(), Broken> {
        let text = match self.text(cell)? {
            Ok(text) if text.is_empty() => return Ok(()),
            Ok(text) => Ok(text),
            Err(problem) => {
                self.bad += 1;
                if self.bad > MAX_FAULTS {
                    return Err(Broken::Cells);
                }
                Err(problem)
            }
        };
        if cell.column >= self.columns() {
            return Err(Broken::Workbook(format!("{}{row}", column_letters(cell.column))));
        }
        let rows = &mut self.content.rows;
        if rows.last().is_none_or(|(last, _)| *last != row) {
            if rows.len() > self.most.1 {
                return Ok(());
            }
            rows.push((row, Vec::new()));
            if is_hidden {
                self.content.hidden_rows.push(row);
            }
        }
        if let Some((_, cells)) = rows.last_mut() {
            if cells.last().is_some_and(|(last, _)| *last >= cell.column) {
                return Err(Broken::Workbook(format!("{}{row}", column_letters(cell.column))));
            }
            cells.push((cell.column, text));
        }
        Ok(())
    }

    /// A cell's text, or what is wrong with it.
    fn text(&mut self, cell: &Cell) -> Result<Result<String, Problem>, Broken> {
        let value = cell.value.as_deref().unwrap_or_default();
        if cell.is_formula {
            return Ok(Err(Problem::FormulaCell));
        }
        let text = match cell.kind.as_str() {
            "inlineStr" => unescaped(&cell.inline),
            "str" => unescaped(value),
            "" | "n" | "s" | "d" if value.is_empty() => return Ok(Ok(String::new())),
            "s" => {
                let known = value.parse().ok().and_then(|place: usize| self.book.strings.get(place));
                let known = known
                    .ok_or_else(|| Broken::Workbook(format!("string {}", Quoted::start(value).as_str())))?;
                let left = self.left.checked_sub(known.len());
                *self.left =
                    left.ok_or_else(|| Broken::Workbook(format!("> {} MiB of text", MAX_TEXT >> 20)))?;
                known.clone()
            }
            "d" => return Ok(day(value)),
            "" | "n" => return Ok(self.number(cell.style, value)),
            _ => return Ok(Err(Problem::BadCell { found: Quoted::start(value) })),
        };
        let is_shown = self.book.format(cell.style).is_none_or(Format::shows_text);
        Ok(if is_shown || text.is_empty() {
            Ok(text)
        } else {
            Err(Problem::ShownOtherwise { found: Quoted::start(&text) })
        })
    }

    /// A number or date as it is shown, if that is what is kept.
    fn number(&self, style: usize, value: &str) -> Result<String, Problem> {
        let general = Format::default();
        let format = self.book.format(style).unwrap_or(&general);
        let number = match Decimal::read(value) {
            Ok(number) => number,
            Err(NotKept::NoNumber) => return Err(Problem::BadCell { found: Quoted::start(value) }),
            // It may be a person's number, which is not repeated in a report.
            Err(NotKept::Large) => {
                let found: String = value.chars().take(4).chain(['…']).collect();
                return Err(Problem::Damaged { found: Quoted::new(found) });
            }
            Err(NotKept::Inexact(number)) => {
                let is_day = matches!(format.of(&number), Shows::Day | Shows::PartOfDay);
                if let Some(instant) = self.instant(&number).filter(|_| is_day && self.with_times) {
                    return Ok(instant);
                }
                let found = self.reported(&number, is_day);
                return Err(if is_day {
                    Problem::TimeOfDay { found }
                } else {
                    Problem::ShownOtherwise { found }
                });
            }
        };
        match format.of(&number) {
            Shows::AsKept => Ok(number.to_string()),
            Shows::Percent => Ok(format!("{}%", number.hundredfold())),
            Shows::Day | Shows::PartOfDay if !number.part.is_empty() && self.with_times => {
                let instant = self.instant(&number);
                instant.ok_or_else(|| Problem::BadDate { found: Quoted::new(number.reported()) })
            }
            Shows::Day | Shows::PartOfDay if !number.part.is_empty() => {
                Err(Problem::TimeOfDay { found: self.reported(&number, true) })
            }
            Shows::Day => {
                let date = self.date(&number).map(|date| date.to_string());
                date.ok_or_else(|| Problem::BadDate { found: Quoted::new(number.reported()) })
            }
            Shows::PartOfDay => Err(Problem::ShownOtherwise { found: self.reported(&number, true) }),
            Shows::Otherwise => Err(Problem::ShownOtherwise { found: Quoted::new(number.reported()) }),
        }
    }

    /// A date from its serial number, without its time of day.
    fn date(&self, number: &Decimal) -> Option<Date> {
        let serial: u32 = if number.is_negative { return None } else { number.whole.parse().ok()? };
        let shift = if self.book.is_1904 { SINCE_1904 } else { 0 };
        let days = serial.checked_add(shift)?.checked_sub(YEAR_2000)?;
        Date::new("2000-01-01").ok()?.plus_days(days)
    }

    /// A day with its time, to the minute.
    fn instant(&self, number: &Decimal) -> Option<String> {
        let (day, minutes) = (self.date(number)?, number.seconds()?.checked_add(30)? / 60);
        (minutes < 24 * 60).then(|| format!("{day} {:02}:{:02}", minutes / 60, minutes % 60))
    }

    /// A number as a report shows it.
    fn reported(&self, number: &Decimal, is_day: bool) -> Quoted {
        let date = if is_day { self.date(number) } else { None };
        date.map_or_else(|| Quoted::new(number.reported()), Quoted::new)
    }
}

/// A date that is written as one (ISO 8601).
fn day(value: &str) -> Result<String, Problem> {
    let Some((day, time)) = value.split_once('T') else {
        return Ok(value.to_owned());
    };
    let time = time.strip_suffix('Z').unwrap_or(time);
    let is_midnight = time.chars().all(|c| matches!(c, '0' | ':' | '.'));
    if is_midnight { Ok(day.to_owned()) } else { Err(Problem::TimeOfDay { found: Quoted::start(value) }) }
}

/// An attribute that says something.
fn given(tag: &BytesStart<'_>, name: &str) -> Result<Option<String>, Broken> {
    Ok(attribute(tag, name)?.filter(|value| !value.is_empty()))
}

/// Whether an attribute says yes.
fn is_set(tag: &BytesStart<'_>, name: &str) -> Result<bool, Broken> {
    Ok(matches!(attribute(tag, name)?.as_deref(), Some("1" | "true")))
}

/// The column of a place such as `AB12`, from 0.
fn column(place: &str) -> Result<usize, Broken> {
    let letters = place.bytes().take_while(u8::is_ascii_uppercase);
    let number = letters.take(4).fold(0_usize, |number, letter| number * 26 + usize::from(letter - b'A') + 1);
    number.checked_sub(1).ok_or_else(|| Broken::Workbook(place.chars().take(40).collect()))
}
