//! CSV text to rows, each with the line it begins on, and whether it is written by the book (RFC 4180).
//!
//! The `csv` crate finds the cells. It is forgiving, though: a quote that is never closed swallows the rest of the file,
//! `"a"b` becomes `ab`, empty lines vanish. So each row is compared with the text it came from, which also gives lines
//! that are right after CR LF, empty lines and line breaks inside quotes.

use crate::fault::Problem;
use csv::{Reader, ReaderBuilder, StringRecord};
use std::ops::Range;

/// A row that was found.
pub(super) struct Found {
    /// Line on which it begins, counted from 1.
    pub(super) line: u64,
    /// The empty lines just before it.
    pub(super) empty: Range<u64>,
    /// Whether the text is exactly these cells, each plain or well quoted.
    pub(super) by_the_book: bool,
    /// Cells that do not say what they hold, by column.
    pub(super) bad: Vec<(usize, Problem)>,
}

/// What separates cells, the likeliest first.
const SEPARATORS: [u8; 3] = [b',', b'\t', b';'];

/// A text with what separates its cells.
pub(super) struct Text<'a> {
    content: &'a str,
    separator: u8,
    /// The line on which it begins.
    line: u64,
}

impl<'a> Text<'a> {
    /// Finds the separator: the one that a first line `sep=;` gives, or else the first one with which the rows have heads.
    pub(super) fn new(text: &'a str, has_heads: impl Fn(&mut Rows<'a>) -> bool) -> Self {
        if let Some((first, rest)) = text.split_once('\n')
            && let [separator] =
                first.trim_end_matches('\r').strip_prefix("sep=").unwrap_or_default().as_bytes()
            && !matches!(separator, b'"' | b'\r')
            && separator.is_ascii()
        {
            return Self { content: rest, separator: *separator, line: 2 };
        }
        let of = |separator| Self { content: text, separator, line: 1 };
        SEPARATORS.map(of).into_iter().find(|one| has_heads(&mut Rows::new(one.again()))).unwrap_or(of(b','))
    }

    fn again(&self) -> Self {
        Self { ..*self }
    }
}

/// The rows of a text.
pub(super) struct Rows<'a> {
    text: &'a str,
    reader: Reader<&'a [u8]>,
    /// Where the next row begins, in bytes.
    at: usize,
    /// The line there.
    line: u64,
    separator: u8,
    lost: bool,
}

/// Where rows come from.
pub(super) trait Source {
    /// Reads the next row; `None` at the end.
    fn next(&mut self, record: &mut StringRecord) -> Option<Found>;
}

impl Source for Rows<'_> {
    fn next(&mut self, record: &mut StringRecord) -> Option<Found> {
        self.read(record)
    }
}

impl<'a> Rows<'a> {
    pub(super) fn new(text: Text<'a>) -> Self {
        let Text { content: text, separator, line } = text;
        let mut builder = ReaderBuilder::new();
        builder.has_headers(false).flexible(true).delimiter(separator);
        Self { text, reader: builder.from_reader(text.as_bytes()), at: 0, line, separator, lost: false }
    }

    fn read(&mut self, record: &mut StringRecord) -> Option<Found> {
        if self.lost {
            return None;
        }
        let first = self.line;
        while let Some(len) = break_len(self.rest()) {
            self.at += len;
            self.line += 1;
        }
        let (line, empty) = (self.line, first..self.line);
        let end = match self.reader.read_record(record) {
            Ok(false) => return None,
            Ok(true) => row_len(self.rest(), record, self.separator).map(|len| self.at + len),
            Err(_) => None,
        };
        self.go_to(end.unwrap_or_else(|| self.after_reader()));
        Some(Found { line, empty, by_the_book: end.is_some(), bad: Vec::new() })
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Where the CSV reader stands. It leaves the LF of a CR LF for its next row.
    fn after_reader(&self) -> usize {
        let at = usize::try_from(self.reader.position().byte()).unwrap_or(usize::MAX);
        let inside = self.text.get(..at).is_some_and(|before| before.ends_with('\r'))
            && self.text.get(at..).is_some_and(|after| after.starts_with('\n'));
        at + usize::from(inside)
    }

    fn go_to(&mut self, end: usize) {
        match self.text.get(self.at..end) {
            Some(passed) if !passed.is_empty() => {
                self.line += breaks(passed);
                self.at = end;
            }
            _ => self.lost = true,
        }
    }
}

/// Length of the line break that a text begins with.
fn break_len(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    match bytes.first()? {
        b'\r' if bytes.get(1) == Some(&b'\n') => Some(2),
        b'\r' | b'\n' => Some(1),
        _ => None,
    }
}

/// How many line breaks a text holds.
fn breaks(text: &str) -> u64 {
    let mut before = 0;
    let mut count = 0;
    for byte in text.bytes() {
        count += u64::from(byte == b'\r' || (byte == b'\n' && before != b'\r'));
        before = byte;
    }
    count
}

/// Length of the row that a text begins with, its line break included, if it is exactly these cells.
fn row_len(text: &str, record: &StringRecord, separator: u8) -> Option<usize> {
    let mut rest = text;
    for (i, cell) in record.iter().enumerate() {
        if i > 0 {
            rest = rest.strip_prefix(char::from(separator))?;
        }
        rest = match rest.strip_prefix('"') {
            Some(quoted) => after_quoted(quoted, cell)?,
            None if cell.contains('"') => return None,
            None => rest.strip_prefix(cell)?,
        };
    }
    let len = text.len() - rest.len();
    if rest.is_empty() { Some(len) } else { break_len(rest).map(|end| len + end) }
}

/// What follows a quoted cell, its opening quote taken away.
fn after_quoted<'a>(mut text: &'a str, cell: &str) -> Option<&'a str> {
    for (i, part) in cell.split('"').enumerate() {
        if i > 0 {
            text = text.strip_prefix("\"\"")?;
        }
        text = text.strip_prefix(part)?;
    }
    text.strip_prefix('"')
}
