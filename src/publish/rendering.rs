//! The files of a published document: which there can be, under which names, and what each holds. All of them follow from
//! the document's JSON.

use super::format::{Format, Pieces};
use super::page::Layout;
use super::publication::{Publication, collect};
use super::screen::PublishError;
use crate::say::Language;
use crate::types::digest::Digest;

/// Digits of a document's digest in the names of its files.
const DIGITS: usize = 8;

/// The name that a document's files begin with: what it is, whatever its version, and the first digits of its digest.
pub fn stem(key: &str, digest: &Digest) -> String {
    format!("{key}-{}", digits(digest))
}

/// The first digits of a document's digest, as the names of its files have them.
pub(crate) fn digits(digest: &Digest) -> String {
    digest.to_hex().chars().take(DIGITS).collect()
}

/// A file for people and spreadsheets that a document's JSON gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rendering {
    /// In what format.
    pub format: Format,
    /// For whom.
    pub language: Language,
    /// Place of the table that a CSV file holds; 0 in other formats.
    pub table: usize,
}

impl Rendering {
    /// All files that a document of a layout can have, but for its JSON.
    pub fn all(layout: &Layout) -> impl Iterator<Item = Self> + use<> {
        let tables = layout.tables.len();
        [Language::Zh, Language::En].into_iter().flat_map(move |language| {
            let whole = [Format::Html, Format::Markdown, Format::Xlsx].into_iter();
            let whole = whole.map(move |format| Self { format, language, table: 0 });
            whole.chain((0..tables).map(move |table| Self { format: Format::Csv, language, table }))
        })
    }

    /// Its name.
    pub fn name(self, layout: &Layout, stem: &str) -> String {
        let Self { format, language, table } = self;
        let tag = if language == Language::Zh { "zh" } else { "en" };
        match layout.tables.get(table).filter(|_| format == Format::Csv) {
            Some(table) => format!("{stem}.{}.{tag}.csv", table.id),
            None => format!("{stem}.{tag}.{}", format.code()),
        }
    }

    /// The file of that name.
    pub fn of_name(layout: &Layout, stem: &str, name: &str) -> Option<Self> {
        Self::all(layout).find(|rendering| rendering.name(layout, stem) == name)
    }
}

impl<'p, 'a> Publication<'p, 'a> {
    /// What one of its files holds.
    ///
    /// # Errors
    /// When a workbook cannot hold a table.
    pub fn rendered(&self, rendering: Rendering) -> Result<Vec<u8>, PublishError> {
        collect(self.pieces_of(rendering))
    }

    /// The same, piece by piece.
    pub(super) fn pieces_of(&self, rendering: Rendering) -> Pieces<'p, 'a> {
        let Rendering { format, language, table } = rendering;
        if format == Format::Csv { self.table_pieces(table, language) } else { self.pieces(format, language) }
    }
}
