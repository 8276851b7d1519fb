//! The first sheet of an .xlsx workbook as rows of texts, the same that a CSV file of it would have (feature `xlsx`;
//! ECMA-376 part 1, §18). Nothing is guessed: a formula, a number that has lost digits, a date with a time of day and a
//! second sheet with content are faults.
//!
//! A workbook is an archive of XML files, and may be hostile: how much is unpacked, how many columns and rows are looked
//! at is limited, and cells far away cost nothing.

use super::heads::{Layout, row_index};
use super::rows::{Found, Source};
use crate::basics::date::Date;
use crate::basics::fault::{Fault, FaultCode, Faults};
use crate::basics::limits;
use crate::basics::text::column_letters;
use csv::StringRecord;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// Most bytes that are unpacked.
const MAX_BYTES: u64 = 512 << 20;
/// Most files of the archive.
const MAX_FILES: usize = 10_000;
/// Most faults that are listed.
const MAX_FAULTS: usize = 10_000;
/// Digits that a number of a spreadsheet keeps.
const EXACT_DIGITS: usize = 15;
/// The serial number of 2000-01-01, and by how much that of the other calendar is less.
const YEAR_2000: u32 = 36_526;
const SINCE_1904: u32 = 1_462;

/// A row: its number in the sheet, and its cells by column.
pub(super) type SheetRow = (u64, BTreeMap<usize, String>);

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
        let own = cells.last_key_value().map_or(0, |(column, _)| column + 1);
        if self.width == 0 {
            self.width = own;
        }
        record.clear();
        for column in 0..own.max(self.width) {
            record.push_field(cells.get(&column).map_or("", String::as_str));
        }
        let empty = self.line + 1..line;
        self.line = line;
        Some(Found { line, empty, by_the_book: true })
    }
}

/// What is wrong with the workbook itself.
struct Broken(String);

impl<E: std::fmt::Display> From<E> for Broken {
    fn from(error: E) -> Self {
        Self(error.to_string())
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
    let rows = rows.unwrap_or_else(|Broken(what)| {
        faults.push(Fault::new(layout.table, None, "", FaultCode::BadWorkbook).found(what));
        Vec::new()
    });
    faults.into_result(rows)
}

fn read(layout: &Layout, bytes: &[u8], faults: &mut Faults) -> Result<Vec<SheetRow>, Broken> {
    let mut package = Package::open(bytes)?;
    let book = Book::read(&mut package)?;
    let (first, others) = book.sheets.split_first().ok_or(Broken("no sheet".to_owned()))?;
    for sheet in others {
        let xml = package.part(&sheet.path)?.unwrap_or_default();
        if has_content(&xml)? {
            let fault = Fault::new(layout.table, None, "", FaultCode::OtherSheet);
            faults.push(fault.found(format!("{:?}", sheet.name)));
        }
    }
    let xml = package.part(&first.path)?.ok_or_else(|| Broken(first.path.clone()))?;
    let mut sheet = SheetReader { layout, book: &book, faults, rows: Vec::new() };
    sheet.read(&xml)?;
    Ok(sheet.rows)
}

/// The archive, of which only so much is unpacked.
struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    left: u64,
}

impl<'a> Package<'a> {
    fn open(bytes: &'a [u8]) -> Result<Self, Broken> {
        let archive = ZipArchive::new(Cursor::new(bytes))?;
        if archive.len() > MAX_FILES {
            return Err(Broken(format!("{} files", archive.len())));
        }
        Ok(Self { archive, left: MAX_BYTES })
    }

    /// A file as text; nothing if there is none.
    fn part(&mut self, path: &str) -> Result<Option<String>, Broken> {
        let Some(index) = self.archive.index_for_name(path) else {
            return Ok(None);
        };
        let mut bytes = Vec::new();
        self.archive.by_index(index)?.take(self.left + 1).read_to_end(&mut bytes)?;
        let unpacked = bytes.len() as u64;
        self.left = self.left.checked_sub(unpacked).ok_or(Broken(format!("> {} MiB", MAX_BYTES >> 20)))?;
        Ok(Some(String::from_utf8(bytes)?))
    }
}

struct Sheet {
    name: String,
    path: String,
}

/// What the cells of sheets refer to.
struct Book {
    sheets: Vec<Sheet>,
    strings: Vec<String>,
    /// Whether a style shows its number as a date.
    dates: Vec<bool>,
    is_1904: bool,
}

impl Book {
    fn read(package: &mut Package<'_>) -> Result<Self, Broken> {
        let roots = relations(&package.part("_rels/.rels")?.unwrap_or_default(), "")?;
        let main = roots.into_values().find(|relation| relation.kind.ends_with("/officeDocument"));
        let main = main.ok_or(Broken("no workbook".to_owned()))?.path;
        let (folder, name) = main.rsplit_once('/').unwrap_or(("", &main));
        let own = package.part(&format!("{folder}/_rels/{name}.rels"))?.unwrap_or_default();
        let related = relations(&own, folder)?;
        let of_kind = |kind: &str| related.values().find(|relation| relation.kind.ends_with(kind));
        let mut text = |kind: &str| match of_kind(kind) {
            Some(relation) => package.part(&relation.path).map(Option::unwrap_or_default),
            None => Ok(String::new()),
        };
        let strings = shared_strings(&text("/sharedStrings")?)?;
        let dates = date_styles(&text("/styles")?)?;
        let mut book = Self { sheets: Vec::new(), strings, dates, is_1904: false };
        let xml = package.part(&main)?.ok_or(Broken(main.clone()))?;
        walk(&xml, |event| {
            if let Event::Start(tag) = event {
                match tag.local_name().as_ref() {
                    "workbookPr" => {
                        let date1904 = attribute(tag, "date1904")?;
                        book.is_1904 = matches!(date1904.as_deref(), Some("1" | "true"));
                    }
                    "sheet" => {
                        let relation = attribute(tag, "id")?.and_then(|id| related.get(&id));
                        let path = relation.ok_or(Broken("a sheet without a file".to_owned()))?.path.clone();
                        book.sheets.push(Sheet { name: attribute(tag, "name")?.unwrap_or_default(), path });
                    }
                    _ => {}
                }
            }
            Ok(())
        })?;
        Ok(book)
    }
}

/// What a file of the package refers to.
struct Relation {
    kind: String,
    path: String,
}

fn relations(xml: &str, folder: &str) -> Result<BTreeMap<String, Relation>, Broken> {
    let mut all = BTreeMap::new();
    walk(xml, |event| {
        if let Event::Start(tag) = event
            && tag.local_name().as_ref() == "Relationship"
        {
            let [id, kind, target] = ["Id", "Type", "Target"].map(|name| attribute(tag, name));
            let (id, kind, target) = (id?.unwrap_or_default(), kind?.unwrap_or_default(), target?);
            let target = target.unwrap_or_default();
            let path = match target.strip_prefix('/') {
                Some(path) => path.to_owned(),
                None if folder.is_empty() => target,
                None => format!("{folder}/{target}"),
            };
            all.insert(id, Relation { kind, path });
        }
        Ok(())
    })?;
    Ok(all)
}

fn shared_strings(xml: &str) -> Result<Vec<String>, Broken> {
    let mut all = Vec::new();
    let mut texts = Texts::default();
    walk(xml, |event| {
        texts.note(event)?;
        match event {
            Event::Start(tag) if tag.local_name().as_ref() == "si" => texts.text.clear(),
            Event::End(tag) if tag.local_name().as_ref() == "si" => all.push(unescaped(&texts.text)),
            _ => {}
        }
        Ok(())
    })?;
    Ok(all)
}

/// Formats of dates that have no code of their own (§18.8.30, and those of East Asian languages).
fn is_built_in_date(id: u32) -> bool {
    matches!(id, 14..=22 | 27..=36 | 45..=47 | 50..=58)
}

/// Whether a format's code shows a date: outside quotes, brackets and escapes it has a letter of one.
fn is_date_code(code: &str) -> bool {
    let (mut quoted, mut bracketed, mut escaped) = (false, false, false);
    code.chars().any(|c| {
        if std::mem::take(&mut escaped) {
            return false;
        }
        match c {
            '\\' | '_' | '*' => escaped = true,
            '"' => quoted = !quoted,
            '[' => bracketed = true,
            ']' => bracketed = false,
            _ => return !quoted && !bracketed && "ymdhsYMDHS".contains(c),
        }
        false
    })
}

fn date_styles(xml: &str) -> Result<Vec<bool>, Broken> {
    let (mut codes, mut styles, mut inside) = (BTreeMap::new(), Vec::new(), false);
    walk(xml, |event| {
        match event {
            Event::Start(tag) => {
                let id = |tag| Ok::<_, Broken>(attribute(tag, "numFmtId")?.and_then(|id| id.parse().ok()));
                match tag.local_name().as_ref() {
                    "numFmt" => {
                        let code = attribute(tag, "formatCode")?.unwrap_or_default();
                        codes.insert(id(tag)?.unwrap_or(0_u32), is_date_code(&code));
                    }
                    "cellXfs" => inside = true,
                    "xf" if inside => {
                        let id = id(tag)?.unwrap_or(0);
                        styles.push(codes.get(&id).copied().unwrap_or_else(|| is_built_in_date(id)));
                    }
                    _ => {}
                }
            }
            Event::End(tag) if tag.local_name().as_ref() == "cellXfs" => inside = false,
            _ => {}
        }
        Ok(())
    })?;
    Ok(styles)
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
                            return Err(Broken(format!("row {next} after row {row}")));
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
                    return Err(Broken("...".to_owned()));
                }
                self.faults.push(fault);
                return Ok(());
            }
        };
        let limit = limits::RECORD_LIST + self.layout.columns.len();
        if cell.column >= limit {
            return Err(Broken(format!("{}{row}", column_letters(cell.column))));
        }
        if self.rows.last().is_none_or(|(last, _)| *last != row) {
            // One more than allowed, for the reader of rows to see that there are too many.
            if self.rows.len() > self.layout.rows + 1 {
                return Ok(());
            }
            self.rows.push((row, BTreeMap::new()));
        }
        if let Some((_, cells)) = self.rows.last_mut()
            && cells.insert(cell.column, text).is_some()
        {
            return Err(Broken(format!("{}{row}", column_letters(cell.column))));
        }
        Ok(())
    }

    /// A cell's text, or what is wrong with it.
    fn text(&self, cell: &Cell) -> Result<Result<String, (FaultCode, String)>, Broken> {
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
                Ok(known.ok_or(Broken(format!("string {value}")))?.clone())
            }
            "d" => Ok(value.strip_suffix("T00:00:00").unwrap_or(value).to_owned()),
            "" | "n" if self.book.dates.get(cell.style).copied().unwrap_or(false) => self.date(value),
            "" | "n" => number(value),
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
        Err((FaultCode::Damaged, value.chars().take(40).collect()))
    }
}

/// The column of a place such as `AB12`, from 0.
fn column(place: &str) -> Result<usize, Broken> {
    let letters = place.bytes().take_while(u8::is_ascii_uppercase);
    let number = letters.take(4).fold(0_usize, |number, letter| number * 26 + usize::from(letter - b'A') + 1);
    number.checked_sub(1).ok_or_else(|| Broken(place.chars().take(40).collect()))
}

/// The text inside `t` and `v` elements, but for readings beside it (注音, `rPh`).
#[derive(Default)]
struct Texts {
    text: String,
    open: bool,
    beside: bool,
}

impl Texts {
    fn note(&mut self, event: &Event<'_>) -> Result<(), Broken> {
        match event {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "t" | "v" => self.open = true,
                "rPh" => self.beside = true,
                _ => {}
            },
            Event::End(tag) => match tag.local_name().as_ref() {
                "t" | "v" => self.open = false,
                "rPh" => self.beside = false,
                _ => {}
            },
            _ if !self.open || self.beside => {}
            Event::Text(text) => self.text += &text.xml10_content(),
            Event::CData(text) => self.text += &text.xml10_content(),
            Event::GeneralRef(name) => {
                let named = match name.xml10_content().as_ref() {
                    "amp" => Some('&'),
                    "lt" => Some('<'),
                    "gt" => Some('>'),
                    "quot" => Some('"'),
                    "apos" => Some('\''),
                    _ => name.resolve_char_ref()?,
                };
                self.text.push(named.ok_or(Broken("an unknown entity".to_owned()))?);
            }
            _ => {}
        }
        Ok(())
    }
}

/// Characters that XML does not hold are written as `_x000D_`.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("_x") {
        out += before;
        let code = after.get(..5).and_then(|code| code.strip_suffix('_'));
        let c = code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32);
        match c {
            Some(c) => {
                out.push(c);
                rest = &after[5..];
            }
            None => {
                out += "_x";
                rest = after;
            }
        }
    }
    out + rest
}

/// Goes through the events of a file; empty elements begin and end.
fn walk(xml: &str, mut visit: impl FnMut(&Event<'_>) -> Result<(), Broken>) -> Result<(), Broken> {
    let mut reader = Reader::from_str(xml.strip_prefix('\u{FEFF}').unwrap_or(xml));
    reader.config_mut().expand_empty_elements = true;
    loop {
        match reader.read_event()? {
            Event::Eof => return Ok(()),
            event => visit(&event)?,
        }
    }
}

/// An attribute, whatever its namespace.
fn attribute(tag: &BytesStart<'_>, name: &str) -> Result<Option<String>, Broken> {
    for attribute in tag.attributes() {
        let attribute = attribute?;
        if attribute.key.local_name().as_ref() == name {
            return Ok(Some(attribute.normalized_value(XmlVersion::Explicit1_0)?.into_owned()));
        }
    }
    Ok(None)
}
