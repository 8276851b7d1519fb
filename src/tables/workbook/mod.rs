//! The first visible sheet of an .xlsx workbook as rows of texts, the same that a CSV file of it would have (feature
//! `xlsx`; ECMA-376 part 1, §18). Nothing is guessed: a formula, a number that has lost digits or is shown otherwise, a
//! date with a time of day and a second visible sheet with content are faults. What is hidden is noted.
//!
//! A workbook is an archive of XML files, and may be hostile: how much is unpacked, how many columns and rows are looked
//! at is limited, and cells far away cost nothing.

mod archive;
mod format;
mod number;
mod package;
mod xml;

use super::heads::{Layout, row_index};
use super::notes::{NoteCode, Notes};
use super::rows::{Found, Source};
use crate::fault::{Fault, Faults, Problem};
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

/// A row: its number in the sheet, and its cells by column.
pub(super) type SheetRow = (u64, Vec<(usize, String)>);

/// The rows as a table has them: as wide as the heads, which come first.
pub(super) struct SheetRows {
    rows: std::vec::IntoIter<SheetRow>,
    width: usize,
    line: u64,
}

impl SheetRows {
    pub(super) fn new(rows: Vec<SheetRow>) -> Self {
        Self { rows: rows.into_iter(), width: 0, line: 0 }
    }
}

impl Source for SheetRows {
    fn next(&mut self, record: &mut StringRecord) -> Option<Found> {
        let (line, cells) = self.rows.next()?;
        let own = cells.last().map_or(0, |(column, _)| column + 1);
        if self.width == 0 {
            self.width = own;
        }
        record.clear();
        let mut cells = cells.iter().peekable();
        for column in 0..own.max(self.width) {
            let cell = cells.next_if(|(own, _)| *own == column);
            record.push_field(cell.map_or("", |(_, text)| text.as_str()));
        }
        let empty = self.line + 1..line;
        self.line = line;
        Some(Found { line, empty, by_the_book: true })
    }
}

/// Whether a file is an archive, as workbooks are.
pub(super) fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// The rows of the first visible sheet that have content.
pub(super) fn rows(layout: &Layout, bytes: &[u8], notes: &mut Notes) -> Result<Vec<SheetRow>, Faults> {
    let mut faults = Faults::default();
    let rows = read(layout, bytes, &mut faults, notes);
    let rows = rows.unwrap_or_else(|broken| {
        faults.push(match broken {
            Broken::Workbook(what) => {
                Fault::new(layout.table, None, "", Problem::BadWorkbook { found: Quoted::new(what) })
            }
            Broken::Cells => Fault::new(layout.table, None, "", Problem::MoreFaults { limit: MAX_FAULTS }),
        });
        Vec::new()
    });
    faults.into_result(rows)
}

fn read(
    layout: &Layout,
    bytes: &[u8],
    faults: &mut Faults,
    notes: &mut Notes,
) -> Result<Vec<SheetRow>, Broken> {
    let mut package = Package::open(bytes)?;
    let book = Book::read(&mut package)?;
    let main = book.sheets.iter().position(|sheet| sheet.is_visible && sheet.has_cells);
    let mut hidden: Vec<&Sheet> = Vec::new();
    for (place, sheet) in book.sheets.iter().enumerate().filter(|(place, _)| Some(*place) != main) {
        let xml = package.part(&sheet.path)?.unwrap_or_default();
        if !has_content(&xml)? {
            continue;
        }
        if !sheet.is_visible {
            hidden.push(sheet);
        } else if main.is_some_and(|main| main < place) || !sheet.has_cells {
            let fault =
                Fault::new(layout.table, None, "", Problem::OtherSheet { found: Quoted::new(&sheet.name) });
            faults.push(fault);
        }
    }
    let main = main.and_then(|main| book.sheets.get(main));
    let mut rows = Vec::new();
    if let Some(main) = main {
        let xml = package.part(&main.path)?.ok_or_else(|| Broken::Workbook(main.path.clone()))?;
        let left = MAX_TEXT;
        let mut sheet = SheetReader {
            layout,
            book: &book,
            faults,
            notes,
            rows,
            hidden: Vec::new(),
            columns_seen: 0,
            left,
        };
        sheet.read(&xml)?;
        sheet.note_hidden_columns();
        rows = sheet.rows;
    } else if hidden.is_empty() {
        return Err(Broken::Workbook("no visible sheet".to_owned()));
    }
    if rows.is_empty() && faults.is_empty() && !hidden.is_empty() {
        let fault = Fault::new(
            layout.table,
            None,
            "",
            Problem::OnlyHidden {
                found: Listed(hidden.iter().map(|sheet| Quoted::new(&sheet.name)).collect()),
            },
        );
        faults.push(fault);
    }
    for sheet in hidden {
        notes.add(NoteCode::HiddenSheet, None, "", &sheet.name);
    }
    Ok(rows)
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

struct SheetReader<'a> {
    layout: &'a Layout,
    book: &'a Book,
    faults: &'a mut Faults,
    notes: &'a mut Notes,
    rows: Vec<SheetRow>,
    /// The columns that are hidden, and how many have been looked at.
    hidden: Vec<usize>,
    columns_seen: usize,
    /// How many bytes of text may still come.
    left: usize,
}

impl SheetReader<'_> {
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
        self.hidden.extend((first..=last).map(|column| column - 1));
        self.columns_seen = self.columns_seen.max(last);
        Ok(())
    }

    /// Most columns of a table.
    fn columns(&self) -> usize {
        limits::RECORD_LIST + self.layout.columns.len()
    }

    /// Notes the hidden columns, by their heads.
    fn note_hidden_columns(&mut self) {
        let Some((_, heads)) = self.rows.first() else { return };
        for column in &self.hidden {
            if let Some((_, head)) = heads.iter().find(|(own, _)| own == column) {
                self.notes.add(
                    NoteCode::HiddenColumn,
                    None,
                    &format!("{} {head}", column_letters(*column)),
                    "",
                );
            }
        }
    }

    fn cell(&mut self, row: u64, is_hidden: bool, cell: &Cell) -> Result<(), Broken> {
        let text = match self.text(cell)? {
            Ok(text) if text.is_empty() => return Ok(()),
            Ok(text) => text,
            Err(problem) => {
                let place = format!("{}{row}", column_letters(cell.column));
                let fault = Fault::new(self.layout.table, row_index(row), place, problem);
                if self.faults.as_slice().len() >= MAX_FAULTS {
                    return Err(Broken::Cells);
                }
                self.faults.push(fault);
                return Ok(());
            }
        };
        if cell.column >= self.columns() {
            return Err(Broken::Workbook(format!("{}{row}", column_letters(cell.column))));
        }
        if self.rows.last().is_none_or(|(last, _)| *last != row) {
            // One more than allowed, for the reader of rows to see that there are too many.
            if self.rows.len() > self.layout.rows + 1 {
                return Ok(());
            }
            self.rows.push((row, Vec::new()));
            if is_hidden {
                self.notes.add(NoteCode::HiddenRow, Some(row), "", "");
            }
        }
        if let Some((_, cells)) = self.rows.last_mut() {
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
                self.left =
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
