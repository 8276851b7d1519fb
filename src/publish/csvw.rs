//! The columns of published tables in the words of CSVW (CSV on the Web, <https://www.w3.org/TR/tabular-metadata/>): a reader
//! that knows them takes a credit code of 18 digits for a text and not for a number.

use super::cell::CellKind;
use super::layout::DOCUMENT;
use super::page::{Column, TableLayout};
use crate::say::Language;

/// A column as a spreadsheet has it: one of a table is one, but for a part of a whole, which is two.
pub(super) struct SheetColumn {
    pub(super) name: String,
    pub(super) titles: [(Language, String); 2],
    pub(super) datatype: &'static str,
}

/// How a language is named to machines.
pub(super) const fn tag(language: Language) -> &'static str {
    match language {
        Language::Zh => "zh",
        Language::En => "en",
    }
}

/// The columns of a table's CSV files, without the last one.
pub(super) fn columns(table: &TableLayout) -> impl Iterator<Item = SheetColumn> + use<> {
    table.columns.iter().flat_map(columns_of)
}

/// The column that every row of a CSV file ends with: which document it is of.
pub(super) fn document_column() -> SheetColumn {
    let titles = [Language::Zh, Language::En].map(|language| (language, DOCUMENT.get(language).to_owned()));
    SheetColumn { name: "document_digest".to_owned(), titles, datatype: "hexBinary" }
}

fn columns_of(own: &Column) -> Vec<SheetColumn> {
    let names = match own.kind {
        CellKind::Share => vec![format!("{}_part", own.id), format!("{}_of", own.id)],
        _ => vec![own.id.to_owned()],
    };
    let [zh, en] = [Language::Zh, Language::En].map(|language| own.heads(language));
    let heads = zh.into_iter().zip(en);
    let column = |(name, (zh, en))| SheetColumn {
        name,
        titles: [(Language::Zh, zh), (Language::En, en)],
        datatype: datatype(own.kind),
    };
    names.into_iter().zip(heads).map(column).collect()
}

fn datatype(kind: CellKind) -> &'static str {
    match kind {
        CellKind::Count | CellKind::Place | CellKind::Ordinal | CellKind::Share => "integer",
        CellKind::Fen => "decimal",
        CellKind::Date => "date",
        CellKind::Timestamp => "dateTime",
        CellKind::Digest => "hexBinary",
        _ => "string",
    }
}
