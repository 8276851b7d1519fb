//! Small tables that only the program reads: strikes and reports. As strict as the library's: what does not fit is
//! refused with its line, and nothing is repaired.

use crate::out::{Failure, Outcome};
use crate::text::Shown as _;
use crate::text::{Words, name};
use crate::{decoded, files, text};
use dual_random::Say;
use std::path::Path;

/// A column by its heads, Chinese first.
pub(crate) struct Column {
    pub(crate) heads: [&'static str; 2],
    pub(crate) required: bool,
}

/// A row with its line; cells in the order of the columns, empty where the file has no such column.
pub(crate) struct Row {
    pub(crate) line: u64,
    pub(crate) cells: Vec<String>,
}

/// What is wrong with a line of a file.
pub(crate) fn fault(path: &Path, line: u64, what: impl Say) -> Failure {
    Failure(text::row(path.shown(), line, what))
}

pub(crate) fn read(path: &Path, columns: &[Column]) -> Outcome<Vec<Row>> {
    let heads =
        |language: usize| columns.iter().map(|column| column.heads[language]).collect::<Vec<_>>().join(",");
    let asked = text::ask_table(name(heads(0)).with_english(&heads(1)));
    let bytes = files::read(path, asked.clone())?;
    let table = table_text(path, &bytes)?;
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(table.as_bytes());
    let mut places = None;
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| {
            Failure(text::row(
                path.shown(),
                error.position().map_or(0, csv::Position::line),
                text::bad_table_row(),
            ))
        })?;
        let line = record.position().map_or(0, csv::Position::line);
        if record.iter().all(str::is_empty) {
            continue;
        }
        let Some((places, width)) = &places else {
            places = Some((head(path, columns, &record, &asked)?, record.len()));
            continue;
        };
        if record.len() != *width {
            return Err(fault(path, line, text::cell_count(record.len(), width)));
        }
        let cell = |place: &Option<usize>| place.and_then(|place| record.get(place)).unwrap_or_default();
        rows.push(Row { line, cells: places.iter().map(|place| cell(place).to_owned()).collect() });
    }
    if rows.is_empty() {
        return Err(Failure(text::empty_table(path.shown(), asked)));
    }
    Ok(rows)
}

/// The text of a table with plain line breaks. A quote that is not closed would swallow rows.
fn table_text(path: &Path, bytes: &[u8]) -> Outcome<String> {
    let text = decoded::text(path, bytes)?;
    if text.matches('"').count() % 2 == 1 {
        return Err(Failure(text::odd_quotes(path.shown())));
    }
    Ok(text.replace("\r\n", "\n").replace('\r', "\n"))
}

/// Where each column is.
fn head(
    path: &Path,
    columns: &[Column],
    record: &csv::StringRecord,
    asked: &Words,
) -> Outcome<Vec<Option<usize>>> {
    let is_known = |head: &str| columns.iter().any(|column| column.heads.contains(&head));
    let place = |column: &Column| record.iter().position(|head| column.heads.contains(&head));
    let places: Vec<Option<usize>> = columns.iter().map(place).collect();
    let missing = columns.iter().zip(&places).any(|(column, place)| column.required && place.is_none());
    let found = places.iter().flatten().count();
    if missing || !record.iter().all(is_known) || found != record.len() {
        let line = record.position().map_or(1, csv::Position::line);
        return Err(fault(path, line, asked));
    }
    Ok(places)
}
