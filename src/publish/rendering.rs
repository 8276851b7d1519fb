//! The files of a published document: which there can be, under which names, and what each holds. All of them follow from
//! the document's JSON.

use super::format::{Format, Pieces, part_infix};
use super::page::{Layout, Page};
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
    /// Place of the table that a CSV file holds, and number, from 0, of one of the web pages that a long document takes; 0 in
    /// other formats.
    pub part: usize,
}

impl Rendering {
    /// All files that a document can have, but for its JSON.
    pub fn all(page: &Page<'_>) -> impl Iterator<Item = Self> + use<> {
        Self::all_of(page.layout(), page.parts())
    }

    /// The same of a document of a layout that takes so many web pages.
    fn all_of(layout: &Layout, parts: usize) -> impl Iterator<Item = Self> + use<> {
        let tables = layout.tables.len();
        [Language::Zh, Language::En].into_iter().flat_map(move |language| {
            let whole = [Format::Fragment, Format::Markdown, Format::Xlsx].into_iter();
            let whole = whole.map(move |format| Self { format, language, part: 0 });
            let many = |format, number| (0..number).map(move |part| Self { format, language, part });
            many(Format::Html, parts).chain(whole).chain(many(Format::Csv, tables))
        })
    }

    /// Its name.
    pub fn name(self, layout: &Layout, stem: &str) -> String {
        let Self { format, language, part } = self;
        let tag = if language == Language::Zh { "zh" } else { "en" };
        match (format, layout.tables.get(part)) {
            (Format::Csv, Some(table)) => format!("{stem}.{}.{tag}.csv", table.id),
            // A browser shows a text as it is, to be copied into the editor of another site.
            (Format::Fragment, _) => format!("{stem}.{tag}.fragment.txt"),
            (Format::Html, _) => format!("{stem}{}.{tag}.html", part_infix(part)),
            _ => format!("{stem}.{tag}.{}", format.code()),
        }
    }

    /// The CSV file of that name.
    pub(super) fn csv_of_name(layout: &Layout, stem: &str, name: &str) -> Option<Self> {
        let mut all = Self::all_of(layout, 1).filter(|rendering| rendering.format == Format::Csv);
        all.find(|rendering| rendering.name(layout, stem) == name)
    }

    /// The file of that name.
    pub fn of_name(page: &Page<'_>, stem: &str, name: &str) -> Option<Self> {
        Self::all(page).find(|rendering| rendering.name(page.layout(), stem) == name)
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
        let Rendering { format, language, part } = rendering;
        match format {
            Format::Csv => self.table_pieces(part, language),
            Format::Html => self.part_pieces(part, language),
            _ => self.pieces(format, language),
        }
    }
}
