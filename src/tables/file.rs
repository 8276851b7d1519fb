//! Which bytes are read as a table, and by which names of districts.

use crate::roster::Places;

/// The bytes of a table, with what is to be known to read them.
///
/// ```
/// use dual_random::roster::Places;
/// use dual_random::tables::{self, TableFile};
///
/// let places = Places::new([("500157", "示例新区")]);
/// let table = "执法证号,姓名,部门,行政区划,证件有效期起,证件有效期止\nZF-01,检查员01,执法一科,示例新区,2024-01-01,长期\n";
/// let table = tables::inspectors(TableFile::new(table.as_bytes()).places(&places))?;
/// assert_eq!(table.records[0].district, "500157");
/// # Ok::<(), dual_random::Faults>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct TableFile<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) sheet: Option<&'a str>,
    pub(super) places: Option<&'a Places>,
    pub(super) keeps_cells: bool,
}

impl<'a> TableFile<'a> {
    /// A file: of a workbook the one visible sheet that has the table's heads; names of districts by the official list.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, sheet: None, places: None, keeps_cells: false }
    }

    /// The same, of a workbook the sheet with this name, which may be empty.
    #[must_use]
    pub fn sheet(mut self, name: &'a str) -> Self {
        self.sheet = Some(name);
        self
    }

    /// The same, with names of districts by a list of one's own.
    #[must_use]
    pub fn places(mut self, places: &'a Places) -> Self {
        self.places = Some(places);
        self
    }

    /// The same, with all cells as they stand kept beside what is read of them, for a report that shows them.
    #[must_use]
    pub fn keep_cells(mut self) -> Self {
        self.keeps_cells = true;
        self
    }

    pub(super) fn its_places(&self) -> &'a Places {
        self.places.unwrap_or_else(|| Places::official())
    }
}

impl<'a> From<&'a [u8]> for TableFile<'a> {
    fn from(bytes: &'a [u8]) -> Self {
        Self::new(bytes)
    }
}

impl<'a> From<&'a Vec<u8>> for TableFile<'a> {
    fn from(bytes: &'a Vec<u8>) -> Self {
        Self::new(bytes)
    }
}

impl<'a, const N: usize> From<&'a [u8; N]> for TableFile<'a> {
    fn from(bytes: &'a [u8; N]) -> Self {
        Self::new(bytes)
    }
}
