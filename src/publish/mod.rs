//! Publication (公布抽查情况及查处结果): documents for the public, each bound to the draw that it came from, in formats
//! for people and machines.

mod cell;
mod documents;
mod format;
mod layout;
mod page;
mod screen;

pub use cell::{Cell, Kind, Share, Word, Words};
pub use documents::{Listing, Validity, announcement, item_list, outcomes, penalties, rosters, situation};
pub use format::{Format, Pieces, original, schema};
pub use page::{Bound, Column, Layout, Page, TableLayout};
pub use screen::{Leak, PublishError};

use crate::basics::hash::{Digest, Hasher};
use crate::basics::language::Language;
use crate::commit::canonical::FormError;

/// What the JSON form says of itself.
pub const FORMAT: &str = "dual-random-publication/1";

/// All layouts: what documents there are, and what each holds.
pub fn layouts() -> &'static [&'static Layout] {
    &layout::ALL
}

/// A document in a format and language, whole. CSV holds the first table; see [`publish_table`] for others. JSON has no
/// language.
///
/// # Errors
/// When it would show what it must not, or a text holds what canonical JSON refuses (a control character).
pub fn publish(page: &Page<'_>, format: Format, language: Language) -> Result<Vec<u8>, PublishError> {
    collect(pieces(page, format, language)?)
}

/// One table of a document as CSV.
///
/// # Errors
/// When it would show what it must not, or a text holds what canonical JSON refuses (a control character).
pub fn publish_table(page: &Page<'_>, table: usize, language: Language) -> Result<Vec<u8>, PublishError> {
    page.shows_nothing_private()?;
    collect(Pieces::table(page, table, language)?)
}

/// The same piece by piece, one row at a time: a large table is never held whole.
///
/// # Errors
/// When it would show what it must not, or a text holds what canonical JSON refuses (a control character).
pub fn pieces<'p, 'a>(
    page: &'p Page<'a>,
    format: Format,
    language: Language,
) -> Result<Pieces<'p, 'a>, PublishError> {
    page.shows_nothing_private()?;
    Ok(Pieces::new(page, format, language)?)
}

fn collect(pieces: Pieces<'_, '_>) -> Result<Vec<u8>, PublishError> {
    let mut bytes = Vec::new();
    for piece in pieces {
        bytes.extend(piece?.into_bytes());
    }
    Ok(bytes)
}

impl Page<'_> {
    /// The document's digest: that of its JSON form. Every other format names it.
    ///
    /// # Errors
    /// When a text holds what canonical JSON refuses (a control character).
    pub fn digest(&self) -> Result<Digest, FormError> {
        let mut hash = Hasher::new();
        for piece in Pieces::json(self) {
            hash.update(piece?.as_bytes());
        }
        Ok(hash.finish())
    }
}
