//! A document that may be published: it was looked through for what it must not show, and has its digest.

use super::format::{Format, Pieces, page_of_sheets};
use super::page::Page;
use super::screen::PublishError;
use crate::commit::canonical::FormError;
use crate::say::Language;
use crate::types::digest::{Digest, Hasher};

/// A document in a format and language, whole. For several formats of one document make a [`Publication`].
///
/// # Errors
/// When it would show what it must not, or a text holds what canonical JSON refuses (a control character).
pub fn publish(page: &Page<'_>, format: Format, language: Language) -> Result<Vec<u8>, PublishError> {
    Publication::new(page)?.bytes(format, language)
}

/// A document that may be published.
#[derive(Debug)]
pub struct Publication<'p, 'a> {
    page: &'p Page<'a>,
    digest: Digest,
}

impl<'p, 'a> Publication<'p, 'a> {
    /// Looks a document through if it is for the public, and takes its digest.
    ///
    /// # Errors
    /// When it would show what it must not, or a text holds what canonical JSON refuses (a control character).
    pub fn new(page: &'p Page<'a>) -> Result<Self, PublishError> {
        if page.layout().public {
            page.shows_nothing_private()?;
        }
        Ok(Self { page, digest: page.digest()? })
    }

    /// A document that was published already: it is not looked through again, since rules for that may have grown.
    ///
    /// # Errors
    /// When a text holds what canonical JSON refuses (a control character).
    pub fn again(page: &'p Page<'a>) -> Result<Self, FormError> {
        Ok(Self { page, digest: page.digest()? })
    }

    /// The document.
    pub fn page(&self) -> &'p Page<'a> {
        self.page
    }

    /// Its digest: that of its JSON form. Every other format names it.
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// The document piece by piece, one row at a time: a large table is never held whole, but by a workbook, which is one
    /// piece. CSV holds the first table; see [`Self::table_pieces`] for others. JSON has no language.
    pub fn pieces(&self, format: Format, language: Language) -> Pieces<'p, 'a> {
        Pieces::new(self.page, self.digest, format, language)
    }

    /// One table, counted from 0, as CSV, piece by piece.
    pub fn table_pieces(&self, table: usize, language: Language) -> Pieces<'p, 'a> {
        Pieces::table(self.page, self.digest, table, language)
    }

    /// The document whole.
    ///
    /// # Errors
    /// When a workbook cannot hold a table; all others [`Self::new`] would have found.
    pub fn bytes(&self, format: Format, language: Language) -> Result<Vec<u8>, PublishError> {
        collect(self.pieces(format, language))
    }

    /// One table, counted from 0, as CSV, whole.
    ///
    /// # Errors
    /// Only those that [`Self::new`] would have found.
    pub fn table(&self, table: usize, language: Language) -> Result<Vec<u8>, PublishError> {
        collect(self.table_pieces(table, language))
    }
}

/// Several documents as one page to print, each on sheets of its own.
///
/// # Errors
/// When one would show what it must not, or a text holds what canonical JSON refuses (a control character).
pub fn sheets(title: &str, pages: &[Page<'_>], language: Language) -> Result<Vec<u8>, PublishError> {
    let mut out = String::new();
    for (number, page) in pages.iter().enumerate() {
        let digest = Publication::new(page)?.digest();
        let mut pieces = Pieces::sheet(page, digest, number, language);
        while let Some(piece) = pieces.text() {
            out += &piece?;
        }
    }
    Ok(page_of_sheets(title, &out, language).into_bytes())
}

fn collect(pieces: Pieces<'_, '_>) -> Result<Vec<u8>, PublishError> {
    let mut bytes = Vec::new();
    for piece in pieces {
        bytes.extend(piece?);
    }
    Ok(bytes)
}

impl Page<'_> {
    /// The document's digest: that of its JSON form.
    ///
    /// # Errors
    /// When a text holds what canonical JSON refuses (a control character).
    pub fn digest(&self) -> Result<Digest, FormError> {
        let mut hash = Hasher::new();
        let mut pieces = Pieces::json(self);
        while let Some(piece) = pieces.text() {
            hash.update(piece?.as_bytes());
        }
        Ok(hash.finish())
    }
}
