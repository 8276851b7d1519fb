//! What the text formats have in common.

use crate::commit::canonical::FormError;
use crate::publish::cell::Cell;
use crate::publish::page::{Layout, Page, TableLayout};
use crate::say::Language;
use crate::types::digest::Digest;

/// What the formats are written with.
pub(in crate::publish) struct Context<'p, 'a> {
    pub(in crate::publish) page: &'p Page<'a>,
    pub(in crate::publish) language: Language,
    /// The document's digest, as every format but JSON names it.
    pub(in crate::publish) digest: Option<Digest>,
}

impl Context<'_, '_> {
    pub(in crate::publish) fn layout(&self) -> &'static Layout {
        self.page.layout()
    }

    pub(in crate::publish) fn table(&self, table: usize) -> &'static TableLayout {
        &self.layout().tables[table]
    }
}

/// A format's way to write a document.
pub(super) trait Writer {
    /// What comes before the tables.
    fn open(&self, context: &Context<'_, '_>) -> Result<String, FormError>;
    /// What comes before the rows of a table.
    fn open_table(&self, context: &Context<'_, '_>, place: Place) -> String;
    /// A row.
    fn row(&self, context: &Context<'_, '_>, place: Place, cells: &[Cell<'_>]) -> Result<String, FormError>;
    /// What comes after the rows of a table.
    fn close_table(&self, context: &Context<'_, '_>, table: usize) -> String;
    /// What comes after the tables.
    fn close(&self, context: &Context<'_, '_>) -> String;
}

/// A row's place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// How many tables were written before.
    pub(super) position: usize,
    pub(super) table: usize,
    pub(super) row: usize,
}
