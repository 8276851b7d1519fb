//! The first sheet of an .xlsx workbook as rows of texts, the same that a CSV file of it would have (feature `xlsx`;
//! ECMA-376 part 1, §18). Nothing is guessed: a formula, a number that has lost digits, a date with a time of day and a
//! second sheet with content are faults.
//!
//! A workbook is an archive of XML files, and may be hostile: how much is unpacked, how many columns and rows are looked
//! at is limited, and cells far away cost nothing.

mod package;
mod xml;

use super::heads::{Layout, row_index};
use super::rows::{Found, Source};
use crate::basics::date::Date;
use crate::basics::fault::{Fault, FaultCode, Faults};
use crate::basics::limits;
use crate::basics::text::column_letters;
use csv::StringRecord;
use package::{Book, Package, Shows};
use quick_xml::events::Event;
use xml::{Broken, Texts, attribute, unescaped, walk};

/// Most faults that are listed.
const MAX_FAULTS: usize = 10_000;
/// Most bytes of text in all cells: a shared text counts wherever it is used.
const MAX_TEXT: usize = 256 << 20;
/// Digits that a number of a spreadsheet keeps.
const EXACT_DIGITS: usize = 15;
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

/// The rows of the first sheet that have content.
pub(super) fn rows(layout: &Layout, bytes: &[u8]) -> Result<Vec<SheetRow>, Faults> {
    let mut faults = Faults::default();
    let rows = read(layout, bytes, &mut faults);
    let rows = rows.unwrap_or_else(|broken| {
        faults.push(match broken {
            Broken::Workbook(what) => Fault::new(layout.table, None, "", FaultCode::BadWorkbook).found(what),
            Broken::Cells => Fault::new(layout.table, None, "", FaultCode::MoreFaults).limit(MAX_FAULTS),
        });
        Vec::new()
    });
    faults.into_result(rows)
}

fn read(layout: &Layout, bytes: &[u8], faults: &mut Faults) -> Result<Vec<SheetRow>, Broken> {
    let mut package = Package::open(bytes)?;
    let book = Book::read(&mut package)?;
    let (first, others) = book.sheets.split_first().ok_or(Broken::Workbook("no sheet".to_owned()))?;
    for sheet in others {
        let xml = package.part(&sheet.path)?.unwrap_or_default();
        if has_content(&xml)? {
            let fault = Fault::new(layout.table, None, "", FaultCode::OtherSheet);
            faults.push(fault.found(format!("{:?}", sheet.name)));
        }
    }
    let xml = package.part(&first.path)?.ok_or_else(|| Broken::Workbook(first.path.clone()))?;
    let mut sheet = SheetReader { layout, book: &book, faults, rows: Vec::new(), left: MAX_TEXT };
    sheet.read(&xml)?;
    Ok(sheet.rows)
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
    rows: Vec<SheetRow>,
    /// How many bytes of text may still come.
    left: usize,
}

impl SheetReader<'_> {
    fn read(&mut self, xml: &str) -> Result<(), Broken> {
        let (mut row, mut column) = (0_u64, 0_usize);
        let mut cell = Cell::default();
        let mut texts = Texts::default();
        walk(xml, |event| {
            texts.note(event)?;
            match event {
                Event::Start(tag) => match tag.local_name().as_ref() {
                    "row" => {
                        let number = attribute(tag, "r")?.map(|number| number.parse::<u32>()).transpose()?;
                        let next = number.map_or(row + 1, u64::from);
                        if next <= row {
                            return Err(Broken::Workbook(format!("row {next} after row {row}")));
                        }
                        (row, column) = (next, 0);
                    }
                    "c" => {
                        let place = attribute(tag, "r")?;
                        cell = Cell {
                            column: place.map_or(Ok(column), |place| self::column(&place))?,
                            kind: attribute(tag, "t")?.unwrap_or_default(),
                            style: attribute(tag, "s")?.map_or(Ok(0), |style| style.parse())?,
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
                    "c" => self.cell(row, &std::mem::take(&mut cell))?,
                    _ => {}
                },
                _ => {}
            }
            Ok(())
        })
    }

    fn cell(&mut self, row: u64, cell: &Cell) -> Result<(), Broken> {
        let text = match self.text(cell)? {
            Ok(text) if text.is_empty() => return Ok(()),
            Ok(text) => text,
            Err((code, found)) => {
                let place = format!("{}{row}", column_letters(cell.column));
                let fault = Fault::new(self.layout.table, row_index(row), place, code).found(found);
                if self.faults.as_slice().len() >= MAX_FAULTS {
                    return Err(Broken::Cells);
                }
                self.faults.push(fault);
                return Ok(());
            }
        };
        let limit = limits::RECORD_LIST + self.layout.columns.len();
        if cell.column >= limit {
            return Err(Broken::Workbook(format!("{}{row}", column_letters(cell.column))));
        }
        if self.rows.last().is_none_or(|(last, _)| *last != row) {
            // One more than allowed, for the reader of rows to see that there are too many.
            if self.rows.len() > self.layout.rows + 1 {
                return Ok(());
            }
            self.rows.push((row, Vec::new()));
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
    fn text(&mut self, cell: &Cell) -> Result<Result<String, (FaultCode, String)>, Broken> {
        let value = cell.value.as_deref().unwrap_or_default();
        if cell.is_formula {
            return Ok(Err((FaultCode::FormulaCell, String::new())));
        }
        Ok(match cell.kind.as_str() {
            "inlineStr" => Ok(unescaped(&cell.inline)),
            "str" => Ok(unescaped(value)),
            "" | "n" | "s" if value.is_empty() => Ok(String::new()),
            "s" => {
                let known = value.parse().ok().and_then(|place: usize| self.book.strings.get(place));
                let known = known.ok_or_else(|| Broken::Workbook(format!("string {value}")))?;
                let left = self.left.checked_sub(known.len());
                self.left =
                    left.ok_or_else(|| Broken::Workbook(format!("> {} MiB of text", MAX_TEXT >> 20)))?;
                Ok(known.clone())
            }
            "d" => Ok(value.strip_suffix("T00:00:00").unwrap_or(value).to_owned()),
            "" | "n" => match self.book.styles.get(cell.style).copied().unwrap_or(Shows::Number) {
                Shows::Date => self.date(value),
                Shows::Number => number(value),
                Shows::Otherwise => Err((FaultCode::ShownOtherwise, value.chars().take(40).collect())),
            },
            _ => Err((FaultCode::BadCell, value.chars().take(40).collect())),
        })
    }

    /// A date from its serial number.
    fn date(&self, value: &str) -> Result<String, (FaultCode, String)> {
        let other = |code| Err((code, value.chars().take(40).collect()));
        if value.split_once('.').is_some_and(|(days, _)| days.parse::<u32>().is_ok()) {
            return other(FaultCode::TimeOfDay);
        }
        let Ok(serial) = value.parse::<u32>() else {
            return other(FaultCode::BadCell);
        };
        let shift = if self.book.is_1904 { SINCE_1904 } else { 0 };
        let days = serial.checked_add(shift).and_then(|serial| serial.checked_sub(YEAR_2000));
        let date = days.and_then(|days| Date::new("2000-01-01").ok()?.plus_days(days));
        date.map_or_else(|| other(FaultCode::BadDate), |date| Ok(date.to_string()))
    }
}

/// A number as it was typed in, if all its digits are there.
fn number(value: &str) -> Result<String, (FaultCode, String)> {
    let plain = value.strip_prefix('-').unwrap_or(value);
    let (whole, fraction) = plain.split_once('.').unwrap_or((plain, "0"));
    let is_plain =
        [whole, fraction].iter().all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()));
    let digits = plain.bytes().filter(u8::is_ascii_digit).count();
    if is_plain && digits <= EXACT_DIGITS {
        Ok(value.to_owned())
    } else {
        // It may be a person's number, which is not repeated in a report.
        Err((FaultCode::Damaged, value.chars().take(4).chain(['…']).collect()))
    }
}

/// The column of a place such as `AB12`, from 0.
fn column(place: &str) -> Result<usize, Broken> {
    let letters = place.bytes().take_while(u8::is_ascii_uppercase);
    let number = letters.take(4).fold(0_usize, |number, letter| number * 26 + usize::from(letter - b'A') + 1);
    number.checked_sub(1).ok_or_else(|| Broken::Workbook(place.chars().take(40).collect()))
}
