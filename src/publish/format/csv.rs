//! CSV for spreadsheets (RFC 4180, UTF-8 with a byte order mark, since Excel takes it for something else without): one
//! table, with the document's digest in the last column of each row.

use super::writer::{Context, Place, Writer};
use crate::commit::canonical::FormError;
use crate::publish::cell::{Cell, CellKind, Share};
use crate::publish::layout::DOCUMENT;
use crate::types::digest::Digest;
use std::borrow::Cow;

pub(super) struct Csv;

/// A cell that begins like a formula is no formula behind an apostrophe; and so that it can be read back, one that
/// begins with an apostrophe gets another.
fn harmless(text: &str) -> Cow<'_, str> {
    match text.chars().next() {
        Some('=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' | '\t' | '\r' | '\'') => {
            format!("'{text}").into()
        }
        _ => text.into(),
    }
}

fn quoted(text: &str) -> Cow<'_, str> {
    let text = harmless(text);
    let outer = text.starts_with(' ') || text.ends_with(' ');
    if outer || text.contains(['"', ',', '\r', '\n']) {
        format!("\"{}\"", text.replace('"', "\"\"")).into()
    } else {
        text
    }
}

/// A row of cells, each of them harmless.
pub(in crate::publish) fn line<'t>(cells: impl Iterator<Item = Cow<'t, str>>) -> String {
    let cells: Vec<String> = cells.map(|text| quoted(&text).into_owned()).collect();
    cells.join(",") + "\r\n"
}

impl Writer for Csv {
    fn open(&self, _: &Context<'_, '_>) -> Result<String, FormError> {
        Ok("\u{feff}".to_owned())
    }

    fn open_table(&self, context: &Context<'_, '_>, Place { table, .. }: Place) -> String {
        let language = context.language;
        let heads = context.table(table).columns.iter().flat_map(|column| column.heads(language));
        line(heads.map(Cow::Owned).chain([DOCUMENT.get(language).into()]))
    }

    fn row(&self, context: &Context<'_, '_>, place: Place, cells: &[Cell<'_>]) -> Result<String, FormError> {
        let digest = context.digest.map(Digest::to_hex).unwrap_or_default();
        let columns = cells.iter().zip(context.table(place.table).columns);
        let cells = columns.flat_map(|(cell, column)| match (cell, column.kind) {
            (Cell::Share(Share { part, of }), _) => vec![part.to_string().into(), of.to_string().into()],
            (_, CellKind::Share) => vec!["".into(); 2],
            _ => vec![cell.plain(context.language)],
        });
        Ok(line(cells.chain([digest.into()])))
    }

    fn close_table(&self, _: &Context<'_, '_>, _: usize) -> String {
        String::new()
    }

    fn close(&self, _: &Context<'_, '_>) -> String {
        String::new()
    }
}

/// What stood in a cell of a CSV table before an apostrophe made it harmless.
pub fn original(cell: &str) -> &str {
    cell.strip_prefix('\'').unwrap_or(cell)
}
