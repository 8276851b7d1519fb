//! What published documents show, as far as it is due on a day.

use super::cell::Cell;
use super::page::Page;
use crate::deadline::Published;

impl Published {
    /// The same with a document that stands.
    #[must_use]
    pub fn with(mut self, page: &Page<'_>) -> Self {
        match page.layout().id {
            "outcomes" | "visit" => self.targets.extend(column(page, "outcomes", "id")),
            "penalties" => self.penalties.extend(column(page, "penalties", "number")),
            _ => {}
        }
        self
    }
}

/// The codes of a column of a table.
fn column(page: &Page<'_>, table: &str, column: &str) -> Vec<String> {
    let tables = page.layout().tables;
    let Some((table, layout)) = tables.iter().enumerate().find(|(_, layout)| layout.id == table) else {
        return Vec::new();
    };
    let place = layout.columns.iter().position(|known| known.id == column).unwrap_or(usize::MAX);
    let cell = |row: usize| match page.row(table, row).into_iter().nth(place)? {
        Cell::Code(code) => Some(code.into_owned()),
        _ => None,
    };
    (0..page.rows(table)).filter_map(cell).collect()
}
