//! A page read back from its JSON: whatever people see of a published document follows from these bytes, so anybody can
//! write it again and compare.

use super::FORMAT;
use super::cell::{Cell, Kind, Share, Word};
use super::layout;
use super::page::{Bound, Column, Label, Layout, Page, Rows};
use crate::basics::date::{Date, Instant};
use crate::basics::hash::Digest;
use crate::basics::limits;
use crate::commit::canonical::{FormError, FormProblem, check, value_bytes};
use crate::say::{Quoted, sayings, sayings_error};
use serde::Deserialize;
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::ops::Range;

sayings! {
    /// Why a file is not a page.
    pub enum PageError {
        Form { error: FormError } = "form", "{error}", "{error}";
        Document { found: Quoted } = "document", "不认识的公示文件：{found}", "is not a known document: {found}";
        Rows { table: Label, limit: usize } = "rows", "{table}超过 {limit} 行", "has more than {limit} rows: {table}";
        Value { offset: usize } = "value", "第 {offset} 字节：不是公示文件此处应有的内容", "byte {offset} is not what a page has there";
        Cell { table: Label, row: usize, column: Label, found: Quoted } = "cell", "{table}第 {row} 行 {column}：{found} 不是该列应有的内容", "{table}, row {row}, {column}: {found} is not what the column holds";
        Spelling { offset: usize } = "spelling", "第 {offset} 字节：与规定的写法不同", "byte {offset} is not written as a page is";
    }
}

sayings_error!(PageError: Form.error);

impl From<FormError> for PageError {
    fn from(error: FormError) -> Self {
        Self::Form { error }
    }
}

/// Where documents of all kinds are read, a page has no other faults than theirs.
impl From<PageError> for FormError {
    fn from(error: PageError) -> Self {
        match error {
            PageError::Form { error } => error,
            other => Self::new(FormProblem::Content, other),
        }
    }
}

/// What a page's file begins with.
const BEGIN: &str = "{\"bound\":";

/// Whether a file says that it is a page. What else is in it, [`Page::from_json`] tells.
pub(crate) fn is_page(bytes: &[u8]) -> bool {
    #[derive(Deserialize)]
    struct Formatted {
        format: String,
    }
    bytes.starts_with(BEGIN.as_bytes())
        && serde_json::from_slice::<Formatted>(bytes).is_ok_and(|file| file.format == FORMAT)
}

impl<'a> Page<'a> {
    /// Reads a page from its JSON, which must be exactly what [`super::Format::Json`] writes of it. The rows stay in the bytes and are
    /// read when they are asked for.
    ///
    /// # Errors
    /// The first place that is not what a page of its layout has: a field that is missing or too many, a code that is not in its
    /// list, another spelling; or when the file is over the limits.
    pub fn from_json(bytes: &'a [u8]) -> Result<Self, PageError> {
        check(bytes, limits::PAGE_BYTES)?;
        let mut reader = Reader { bytes, at: 0 };
        reader.take(BEGIN)?;
        let bound: Vec<Bound> = reader.same()?;
        reader.take(",\"document\":")?;
        let id: String = reader.same()?;
        let layout = layout::ALL.into_iter().find(|layout| layout.id == id);
        let layout = layout.ok_or_else(|| PageError::Document { found: Quoted::start(&id) })?;
        reader.take(",\"facts\":")?;
        let facts = reader.row(layout.facts, layout.label(), 1)?.1;
        reader.take(&format!(",\"format\":\"{FORMAT}\",\"tables\":{{"))?;
        let mut tables: Vec<Vec<Range<usize>>> = vec![Vec::new(); layout.tables.len()];
        for (position, table) in layout.tables_by_name().into_iter().enumerate() {
            let (rows, table) = (&mut tables[table], &layout.tables[table]);
            reader.take(&format!("{}\"{}\":[", if position == 0 { "" } else { "," }, table.id))?;
            while !reader.takes("]") {
                if rows.len() >= limits::PAGE_ROWS {
                    return Err(PageError::Rows { table: table.label(), limit: limits::PAGE_ROWS });
                }
                if !rows.is_empty() {
                    reader.take(",")?;
                }
                rows.push(reader.row(table.columns, table.label(), rows.len() + 1)?.0);
            }
        }
        reader.take("}}\n")?;
        let tables = tables.into_iter().zip(layout.tables).map(|(rows, table)| {
            Rows::new(rows.len(), move |row| {
                // It was read before, from these very bytes.
                let row =
                    rows.get(row).and_then(|place| serde_json::from_slice(bytes.get(place.clone())?).ok());
                let cells = row.map(|row: Map<String, Value>| cells(table.columns, &row));
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
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    /// Goes past a text, if that comes next.
    fn takes(&mut self, text: &str) -> bool {
        let comes = self.rest().starts_with(text.as_bytes());
        self.at += if comes { text.len() } else { 0 };
        comes
    }

    fn take(&mut self, text: &str) -> Result<(), PageError> {
        if self.takes(text) { Ok(()) } else { Err(PageError::Value { offset: self.at }) }
    }

    /// The next value, with its place.
    fn value<T: for<'de> Deserialize<'de>>(&mut self) -> Result<(Range<usize>, T), PageError> {
        let at = self.at;
        let mut values = serde_json::Deserializer::from_slice(self.rest()).into_iter::<T>();
        let value = values.next().and_then(Result::ok).ok_or(PageError::Value { offset: at })?;
        self.at += values.byte_offset();
        Ok((at..self.at, value))
    }

    /// The next value, which must be as it is written again.
    fn same<T: for<'de> Deserialize<'de> + serde::Serialize>(&mut self) -> Result<T, PageError> {
        let (place, value) = self.value()?;
        self.is(&place, &value_bytes(&value)?)?;
        Ok(value)
    }

    /// The cells of an object that has these columns, with its place.
    fn row(
        &mut self,
        columns: &[Column],
        table: Label,
        number: usize,
    ) -> Result<(Range<usize>, Vec<Cell<'static>>), PageError> {
        let (place, row) = self.value::<Map<String, Value>>()?;
        let cells = cells(columns, &row).map_err(|column| {
            let found = row.get(column.id).map(Value::to_string).unwrap_or_default();
            PageError::Cell { table, row: number, column: column.label(), found: Quoted::start(&found) }
        })?;
        let named =
            columns.iter().map(|column| column.id).zip(&cells).collect::<std::collections::BTreeMap<_, _>>();
        self.is(&place, &value_bytes(&named)?)?;
        Ok((place, cells))
    }

    /// Refuses what is not written as it would be again.
    fn is(&self, place: &Range<usize>, again: &[u8]) -> Result<(), PageError> {
        let found = self.bytes.get(place.clone()).unwrap_or_default();
        let same = found.iter().zip(again).take_while(|(one, other)| one == other).count();
        if found == again { Ok(()) } else { Err(PageError::Spelling { offset: place.start + same }) }
    }
}

/// The cells of a row; the column whose cell is none of its kind.
fn cells<'c>(columns: &'c [Column], row: &Map<String, Value>) -> Result<Vec<Cell<'static>>, &'c Column> {
    let cell =
        |column: &'c Column| row.get(column.id).and_then(|value| cell(column.kind, value)).ok_or(column);
    columns.iter().map(cell).collect()
}

/// The cell of a column of this kind that is written so.
fn cell(kind: Kind, value: &Value) -> Option<Cell<'static>> {
    if value.is_null() {
        return Some(Cell::Nothing);
    }
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let word =
        |list: &[Word], value: &Value| list.iter().find(|word| Some(word.code) == value.as_str()).copied();
    let texts = || value.as_array()?.iter().map(|one| text(one).map(Cow::Owned)).collect::<Option<Vec<_>>>();
    Some(match kind {
        Kind::Text => Cell::text(text(value)?),
        Kind::Both => Cell::Both { zh: text(value.get("zh")?)?.into(), en: text(value.get("en")?)?.into() },
        Kind::Code => Cell::code(text(value)?),
        Kind::Count => Cell::Count(value.as_u64()?),
        Kind::Fen => Cell::Fen(value.as_u64()?),
        Kind::Date => Cell::Date(Date::new(value.as_str()?).ok()?),
        Kind::Instant => Cell::Instant(Cow::Owned(Instant::new(value.as_str()?).ok()?)),
        Kind::Digest => Cell::Digest(Digest::from_hex(value.as_str()?).ok()?),
        Kind::Share => {
            Cell::Share(Share { of: value.get("of")?.as_u64()?, part: value.get("part")?.as_u64()? })
        }
        Kind::Word(list) => Cell::Word(word(list, value)?),
        Kind::Words(list) => {
            Cell::Words(value.as_array()?.iter().map(|one| word(list, one)).collect::<Option<_>>()?)
        }
        Kind::Texts => Cell::Texts(texts()?),
        Kind::Codes => Cell::Codes(texts()?),
    })
}
