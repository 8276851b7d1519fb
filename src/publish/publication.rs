//! A document that may be published: it was looked through for what it must not show, and has its digest.

use super::format::{FOOT_OF_SHEETS, Format, Pieces, head_of_sheets};
use super::page::Page;
use super::screen::PublishError;
use crate::commit::canonical::{FormError, FormProblem};
use crate::say::Language;
use crate::types::digest::{Digest, HashAlgorithm, Hasher};
use std::{fmt, io};

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

    /// A document whose digest is known.
    pub(super) fn known(page: &'p Page<'a>, digest: Digest) -> Self {
        Self { page, digest }
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

    /// One of the web pages that the document takes ([`Page::parts`]), counted from 0, piece by piece.
    pub(super) fn part_pieces(&self, part: usize, language: Language) -> Pieces<'p, 'a> {
        Pieces::part(self.page, self.digest, part, language)
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

/// Why a page was not written.
#[derive(Debug)]
pub enum WriteError {
    /// What is written to failed.
    Io {
        /// How.
        error: io::Error,
    },
    /// It cannot be published.
    Publish {
        /// Why not.
        error: PublishError,
    },
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the page could not be written")
    }
}

impl std::error::Error for WriteError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { error } => Some(error),
            Self::Publish { error } => Some(error),
        }
    }
}

impl From<io::Error> for WriteError {
    fn from(error: io::Error) -> Self {
        Self::Io { error }
    }
}

impl<E: Into<PublishError>> From<E> for WriteError {
    fn from(error: E) -> Self {
        Self::Publish { error: error.into() }
    }
}

/// Several documents as one page to print, each on sheets of its own, written one after the other.
pub(super) struct Sheets<W> {
    to: W,
    hash: Hasher,
    number: usize,
    language: Language,
}

impl<W: io::Write> Sheets<W> {
    pub(super) fn new(hash: HashAlgorithm, title: &str, language: Language, to: W) -> io::Result<Self> {
        let mut sheets = Self { to, hash: Hasher::new(hash), number: 0, language };
        sheets.put(&head_of_sheets(title, language))?;
        Ok(sheets)
    }

    fn put(&mut self, text: &str) -> io::Result<()> {
        self.hash.update(text.as_bytes());
        self.to.write_all(text.as_bytes())
    }

    pub(super) fn add(&mut self, page: &Page<'_>) -> Result<(), WriteError> {
        let digest = Publication::new(page)?.digest();
        let mut pieces = Pieces::sheet(page, digest, self.number, self.language);
        self.number += 1;
        while let Some(piece) = pieces.text() {
            self.put(&piece?)?;
        }
        Ok(())
    }

    /// Ends the page, and gives its digest.
    pub(super) fn end(mut self) -> io::Result<Digest> {
        self.put(FOOT_OF_SHEETS)?;
        self.to.flush()?;
        Ok(self.hash.finish())
    }
}

/// Several documents as one page to print, each on sheets of its own.
///
/// # Errors
/// When one would show what it must not, or a text holds what canonical JSON refuses (a control character).
pub fn sheets(title: &str, pages: &[Page<'_>], language: Language) -> Result<Vec<u8>, PublishError> {
    in_memory(|bytes| {
        let hash = pages.first().map_or_else(HashAlgorithm::default, Page::hash_algorithm);
        let mut sheets = Sheets::new(hash, title, language, bytes)?;
        pages.iter().try_for_each(|page| sheets.add(page))?;
        Ok(sheets.end()?)
    })
}

/// What is written, whole.
pub(super) fn in_memory(
    write: impl FnOnce(&mut Vec<u8>) -> Result<Digest, WriteError>,
) -> Result<Vec<u8>, PublishError> {
    let mut bytes = Vec::new();
    match write(&mut bytes) {
        Ok(_) => Ok(bytes),
        Err(WriteError::Publish { error }) => Err(error),
        // Memory does not refuse to be written to.
        Err(WriteError::Io { .. }) => Err(FormError::new(FormProblem::Unwritable).into()),
    }
}

pub(super) fn collect(pieces: Pieces<'_, '_>) -> Result<Vec<u8>, PublishError> {
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
        let mut hash = Hasher::new(self.hash_algorithm());
        let mut pieces = Pieces::json(self);
        while let Some(piece) = pieces.text() {
            hash.update(piece?.as_bytes());
        }
        Ok(hash.finish())
    }
}
