//! The formats of a document. Each is written piece by piece, one row at a time, so that a large table is never held
//! whole.

mod csv;
mod escape;
mod html;
mod json;
mod markdown;
mod scan;
mod schema;
mod workbook;
mod writer;

pub(super) use csv::line as csv_line;
pub use csv::original;
pub use escape::escape;
pub use html::STYLE;
pub(super) use html::{opened, opening, part_infix};
pub use scan::scan_code;
pub use schema::schema;

use super::page::Page;
use super::screen::PublishError;
use crate::commit::canonical::FormError;
use crate::say::{Language, coded};
use crate::types::digest::Digest;
use writer::{Context, Place, Writer};

coded! {
    /// A format.
    pub enum Format {
        Html = "html", "网页", "web page";
        Fragment = "fragment", "网页片段", "fragment of a web page";
        Markdown = "md", "Markdown", "Markdown";
        Json = "json", "JSON 数据", "JSON data";
        Csv = "csv", "CSV 表格", "CSV table";
        Xlsx = "xlsx", "Excel 工作簿", "Excel workbook";
    }
}

/// How far the writing has come.
#[derive(Debug, Clone, Copy)]
enum At {
    Open,
    Table(Place),
    Row(Place),
    Close,
    /// A workbook comes in one piece.
    Workbook,
    End,
}

/// The pieces of a written document, in order.
pub struct Pieces<'p, 'a> {
    context: Context<'p, 'a>,
    writer: Box<dyn Writer + Send + Sync>,
    at: At,
    /// The tables that are written, in order.
    tables: Vec<usize>,
    /// Which part of a long web page is written; none where all rows are.
    part: Option<usize>,
}

impl<'p, 'a> Pieces<'p, 'a> {
    /// The data. Names ascend in canonical JSON, so its tables have an order of their own.
    pub(super) fn json(page: &'p Page<'a>) -> Self {
        let context = Context { page, language: Language::Zh, digest: None };
        let tables = page.layout().tables_by_name();
        Self { context, writer: Box::new(json::Json), at: At::Open, tables, part: None }
    }

    /// One table as CSV.
    pub(super) fn table(page: &'p Page<'a>, digest: Digest, table: usize, language: Language) -> Self {
        let context = Context { page, language, digest: Some(digest) };
        let tables = if table < page.layout().tables.len() { vec![table] } else { Vec::new() };
        Self { context, writer: Box::new(csv::Csv), at: At::Open, tables, part: None }
    }

    pub(super) fn new(page: &'p Page<'a>, digest: Digest, format: Format, language: Language) -> Self {
        match format {
            Format::Json => Self::json(page),
            Format::Csv => Self::table(page, digest, 0, language),
            Format::Html => Self::written(page, digest, Box::new(html::Html::page(page, None)), language),
            Format::Fragment => Self::written(page, digest, Box::new(html::Html::fragment(page)), language),
            Format::Markdown => Self::written(page, digest, Box::new(markdown::Markdown), language),
            Format::Xlsx => {
                let whole = Self::written(page, digest, Box::new(html::Html::page(page, None)), language);
                Self { at: At::Workbook, ..whole }
            }
        }
    }

    /// One of the web pages that a document takes, from 0.
    pub(super) fn part(page: &'p Page<'a>, digest: Digest, part: usize, language: Language) -> Self {
        let writer = Box::new(html::Html::page(page, Some(part)));
        let whole = Self::written(page, digest, writer, language);
        let has_rows = |table: &usize| part == 0 || !html::rows_of(page, *table, Some(part)).is_empty();
        Self { tables: whole.tables.into_iter().filter(has_rows).collect(), part: Some(part), ..whole }
    }

    /// A sheet of a page that holds several documents.
    pub(super) fn sheet(page: &'p Page<'a>, digest: Digest, number: usize, language: Language) -> Self {
        Self::written(page, digest, Box::new(html::Html::sheet(page, number)), language)
    }

    /// All tables, by a writer.
    fn written(
        page: &'p Page<'a>,
        digest: Digest,
        writer: Box<dyn Writer + Send + Sync>,
        language: Language,
    ) -> Self {
        let context = Context { page, language, digest: Some(digest) };
        Self { context, writer, at: At::Open, tables: (0..page.layout().tables.len()).collect(), part: None }
    }

    /// What comes before the table that stands in a position.
    fn before(&self, position: usize) -> At {
        let table = self.tables.get(position);
        table.map_or(At::Close, |table| At::Table(Place { position, table: *table, row: 0 }))
    }
}

impl Iterator for Pieces<'_, '_> {
    type Item = Result<Vec<u8>, PublishError>;

    fn next(&mut self) -> Option<Self::Item> {
        if matches!(self.at, At::Workbook) {
            self.at = At::End;
            return Some(workbook::workbook(&self.context));
        }
        let piece = self.text()?;
        Some(piece.map(String::into_bytes).map_err(PublishError::from))
    }
}

impl Pieces<'_, '_> {
    /// The next piece of a format that is text.
    pub(super) fn text(&mut self) -> Option<Result<String, FormError>> {
        let (context, writer) = (&self.context, &self.writer);
        let (piece, next) = match self.at {
            At::Open => (writer.open(context), self.before(0)),
            At::Table(place) => {
                let row = html::rows_of(context.page, place.table, self.part).start;
                (Ok(writer.open_table(context, place)), At::Row(Place { row, ..place }))
            }
            At::Row(place) if place.row < html::rows_of(context.page, place.table, self.part).end => {
                let cells = context.page.row(place.table, place.row);
                let next = At::Row(Place { row: place.row + 1, ..place });
                (writer.row(context, place, &cells), next)
            }
            At::Row(place) => (Ok(writer.close_table(context, place.table)), self.before(place.position + 1)),
            At::Close => (Ok(writer.close(context)), At::End),
            At::Workbook | At::End => return None,
        };
        // After an error nothing more can come that makes sense.
        self.at = if piece.is_ok() { next } else { At::End };
        Some(piece)
    }
}

/// What stands before the documents of a page of several, each written by [`Pieces::sheet`].
pub(super) fn head_of_sheets(title: &str, language: Language) -> String {
    html::head(title, language)
}

/// What stands behind them.
pub(super) use html::FOOT as FOOT_OF_SHEETS;
