//! A page read back from its JSON: whatever people see of a published document follows from these bytes, so anybody can
//! write it again and compare.

use super::cell::{Cell, CellKind, Share, Word};
use super::layout;
use super::page::{Bound, Column, Layout, Page, Rows};
use super::{FORMAT, FORMAT_SM3, format_with};
use crate::commit::canonical::{FormError, FormProblem, body, some_fields, value_at, value_bytes};
use crate::say::{Choices, Quoted};
use crate::types::date::Date;
use crate::types::digest::Digest;
use crate::types::digest::HashAlgorithm;
use crate::types::limits;
use crate::types::timestamp::Timestamp;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::ops::Range;

/// Names of the columns that a page's file begins to speak of itself with.
const BEGIN: &str = "{\"bound\":";

/// Whether a file says that it is a page. What else is in it, [`Page::from_json`] tells.
pub(crate) fn is_page(bytes: &[u8]) -> bool {
    #[derive(Deserialize)]
    struct Formatted {
        format: String,
    }
    bytes.starts_with(BEGIN.as_bytes())
        && some_fields::<Formatted>(bytes, limits::PAGE_BYTES)
            .is_ok_and(|file| [FORMAT, FORMAT_SM3].contains(&file.format.as_str()))
}

impl<'a> Page<'a> {
    /// Reads a page from its JSON, which must be exactly what [`super::Format::Json`] writes of it. The rows stay in the bytes and are
    /// read when they are asked for.
    ///
    /// # Errors
    /// The first place that is not what a page of its layout has: a field that is missing or too many, a code that is not in its
    /// list, another spelling; or when the file is over the limits.
    pub fn from_json(bytes: &'a [u8]) -> Result<Self, FormError> {
        let text = body(bytes, limits::PAGE_BYTES)?;
        let mut reader = Reader { text, at: 0 };
        reader.take(BEGIN)?;
        let mut bound: Vec<Bound> = reader.same("bound")?;
        reader.take(",\"document\":")?;
        let place = reader.at;
        let id: String = reader.same("document")?;
        let layouts = layout::ALL.iter().copied();
        let Some(layout) = layouts.clone().find(|layout| layout.id == id) else {
            let choices = Choices::new(layouts.map(|layout| layout.id));
            let problem = FormProblem::Choice { found: Quoted::start(&id), choices };
            return Err(FormError::at(place, "document", problem));
        };
        reader.take(",\"facts\":")?;
        let facts = reader.row(layout.facts, || "facts".to_owned())?.1;
        reader.take(",\"format\":")?;
        let place = reader.at;
        let format: String = reader.same("format")?;
        let Some(hash) = HashAlgorithm::ALL.iter().find(|hash| format_with(**hash) == format) else {
            let choices = Choices::new([FORMAT, FORMAT_SM3]);
            let problem = FormProblem::Choice { found: Quoted::start(&format), choices };
            return Err(FormError::at(place, "format", problem));
        };
        for bound in &mut bound {
            bound.hash = *hash;
        }
        reader.take(",\"tables\":{")?;
        let mut tables: Vec<Vec<Range<usize>>> = vec![Vec::new(); layout.tables.len()];
        for (position, table) in layout.tables_by_name().into_iter().enumerate() {
            let (columns, name) = (layout.tables[table].columns, layout.tables[table].id);
            reader.take(&format!("{}\"{name}\":[", if position == 0 { "" } else { "," }))?;
            while !reader.takes("]") {
                let rows = &mut tables[table];
                if rows.len() >= limits::PAGE_ROWS {
                    let limit = limits::PAGE_ROWS;
                    return Err(FormError::at(reader.at, name, FormProblem::TooMany { limit }));
                }
                if !rows.is_empty() {
                    reader.take(",")?;
                }
                let number = rows.len();
                rows.push(reader.row(columns, || format!("tables.{name}[{number}]"))?.0);
            }
        }
        reader.take("}}")?;
        reader.ends()?;
        let tables = tables.into_iter().zip(layout.tables).map(|(rows, table)| {
            Rows::new(rows.len(), move |row| {
                // It was read before, from these very bytes.
                let row =
                    rows.get(row).and_then(|place| value_at::<Map<String, Value>>(text, place.start).ok());
                let cells = row.map(|(row, _)| cells(table.columns, &row));
                cells.and_then(Result::ok).unwrap_or_default()
            })
        });
        Ok(Page::new(layout, bound, facts, tables.collect()))
    }
}

impl Layout {
    /// Places of its tables in the order of their names, in which canonical JSON has them.
    pub(super) fn tables_by_name(&self) -> Vec<usize> {
        let mut tables: Vec<usize> = (0..self.tables.len()).collect();
        tables.sort_by_key(|table| self.tables[*table].id);
        tables
    }
}

/// Reads a file from its beginning to its end.
struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Goes past a text, if that comes next.
    fn takes(&mut self, text: &str) -> bool {
        let comes = self.rest().starts_with(text);
        self.at += if comes { text.len() } else { 0 };
        comes
    }

    fn take(&mut self, text: &str) -> Result<(), FormError> {
        if self.takes(text) { Ok(()) } else { Err(self.other()) }
    }

    fn ends(&self) -> Result<(), FormError> {
        if self.rest().is_empty() { Ok(()) } else { Err(self.other()) }
    }

    /// Something else comes here than what a page has.
    fn other(&self) -> FormError {
        let found = Quoted::start(self.rest().split_inclusive([',', '{', '[']).next().unwrap_or_default());
        FormError::at(self.at, "", FormProblem::Content { found })
    }

    /// The next value, with its place.
    fn value<T: DeserializeOwned>(
        &mut self,
        path: impl Fn() -> String,
    ) -> Result<(Range<usize>, T), FormError> {
        let start = self.at;
        let (value, end) = value_at(self.text, start).map_err(|error| {
            let between = if error.path.is_empty() || error.path.starts_with('[') { "" } else { "." };
            FormError { path: format!("{}{between}{}", path(), error.path), ..error }
        })?;
        self.at = end;
        Ok((start..end, value))
    }

    /// The next value, which must be as it is written again.
    fn same<T: DeserializeOwned + serde::Serialize>(&mut self, path: &str) -> Result<T, FormError> {
        let (place, value) = self.value(|| path.to_owned())?;
        self.is(&place, &value_bytes(&value)?, || path.to_owned())?;
        Ok(value)
    }

    /// The cells of an object that has these columns, with its place.
    fn row(
        &mut self,
        columns: &[Column],
        path: impl Fn() -> String,
    ) -> Result<(Range<usize>, Vec<Cell<'static>>), FormError> {
        let (place, row) = self.value::<Map<String, Value>>(&path)?;
        let cells = cells(columns, &row).map_err(|column| {
            let path = format!("{}.{column}", path());
            let problem = match row.get(column) {
                None => FormProblem::MissingField { field: Quoted::new(column) },
                Some(cell) => FormProblem::Content { found: Quoted::start(&cell.to_string()) },
            };
            FormError::at(place.start, path, problem)
        })?;
        let named =
            columns.iter().map(|column| column.id).zip(&cells).collect::<std::collections::BTreeMap<_, _>>();
        self.is(&place, &value_bytes(&named)?, &path)?;
        Ok((place, cells))
    }

    /// Refuses what is not written as it would be again.
    fn is(&self, place: &Range<usize>, again: &[u8], path: impl Fn() -> String) -> Result<(), FormError> {
        let text = self.text.get(place.clone()).unwrap_or_default();
        if text.as_bytes() == again {
            return Ok(());
        }
        let same = text.bytes().zip(again).take_while(|(a, b)| a == *b).count();
        let same = (0..=same).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        let found = Quoted::start(&text[same..]);
        Err(FormError::at(place.start + same, path(), FormProblem::OtherBytes { found }))
    }
}

/// The cells of a row; the name of a column whose cell is none of its kind.
fn cells(columns: &[Column], row: &Map<String, Value>) -> Result<Vec<Cell<'static>>, &'static str> {
    let cell =
        |column: &Column| row.get(column.id).and_then(|value| cell(column.kind, value)).ok_or(column.id);
    columns.iter().map(cell).collect()
}

/// The cell of a column of this kind that is written so.
fn cell(kind: CellKind, value: &Value) -> Option<Cell<'static>> {
    if value.is_null() {
        return Some(Cell::Nothing);
    }
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let word =
        |list: &[Word], value: &Value| list.iter().find(|word| Some(word.code) == value.as_str()).copied();
    let texts = || value.as_array()?.iter().map(|one| text(one).map(Cow::Owned)).collect::<Option<Vec<_>>>();
    Some(match kind {
        CellKind::Text => Cell::text(text(value)?),
        CellKind::Both => {
            Cell::Both { zh: text(value.get("zh")?)?.into(), en: text(value.get("en")?)?.into() }
        }
        CellKind::Code => Cell::code(text(value)?),
        CellKind::Named(words) => Cell::Named { code: text(value)?.into(), words },
        CellKind::District => Cell::District(text(value)?.into()),
        CellKind::Count => Cell::Count(value.as_u64()?),
        CellKind::Place => Cell::Place(value.as_u64()?),
        CellKind::Ordinal => Cell::Ordinal(value.as_u64()?),
        CellKind::Source => Cell::Source(value.as_u64()?),
        CellKind::Quarter => quarter(value.as_str()?)?,
        CellKind::Fen => Cell::Fen(value.as_u64()?),
        CellKind::Date => Cell::Date(Date::new(value.as_str()?).ok()?),
        CellKind::Timestamp => Cell::Timestamp(Timestamp::new(value.as_str()?).ok()?),
        CellKind::Digest => Cell::Digest(Digest::from_hex(value.as_str()?).ok()?),
        CellKind::Scan => Cell::Scan(text(value)?.into()),
        CellKind::Share => {
            Cell::Share(Share { of: value.get("of")?.as_u64()?, part: value.get("part")?.as_u64()? })
        }
        CellKind::Word(list) => Cell::Word(word(list, value)?),
        CellKind::Words(list) => {
            Cell::Words(value.as_array()?.iter().map(|one| word(list, one)).collect::<Option<_>>()?)
        }
        CellKind::Texts => Cell::Texts(texts()?),
        CellKind::Codes => Cell::Codes(texts()?),
    })
}

/// A quarter as `2026-Q4`.
fn quarter(text: &str) -> Option<Cell<'static>> {
    let (year, quarter) = text.split_once("-Q")?;
    let cell = Cell::Quarter { year: year.parse().ok()?, quarter: quarter.parse().ok()? };
    ["1", "2", "3", "4"].contains(&quarter).then_some(cell)
}
