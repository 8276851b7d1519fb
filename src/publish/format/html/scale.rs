//! Bars below the numbers of a table, on one scale, with the mean of all as a line across them. The numbers stand above: a reader
//! who does not see the bars misses nothing.

use crate::publish::cell::{Cell, CellKind, Share};
use crate::publish::page::Page;
use std::fmt::Write as _;

/// The scale of a column: lengths are thousandths of its longest bar.
pub(super) struct Scale {
    /// Place of the column in its table.
    pub(super) column: usize,
    longest: u64,
    /// The mean; none of numbers that have none.
    pub(super) mean: Option<Share>,
}

impl Scale {
    /// The scale of a table that has bars.
    pub(super) fn of(page: &Page<'_>, table: usize) -> Option<Self> {
        let layout = page.layout().tables.get(table)?;
        let (_, value) = layout.bars?;
        let column = layout.columns.iter().position(|column| column.id == value)?;
        let cells = (0..page.rows(table)).filter_map(|row| page.row(table, row).into_iter().nth(column));
        let (mut longest, mut sum) = (0, Share { of: 0, part: 0 });
        for cell in cells {
            longest = longest.max(length(&cell));
            if let Cell::Share(share) = cell {
                sum =
                    Share { of: sum.of.saturating_add(share.of), part: sum.part.saturating_add(share.part) };
            }
        }
        let is_share = layout.columns.get(column).is_some_and(|column| column.kind == CellKind::Share);
        Some(Self { column, longest: longest.max(1), mean: (is_share && sum.of > 0).then_some(sum) })
    }

    fn thousandths(&self, of: u64) -> u128 {
        u128::from(of) * 1000 / u128::from(self.longest)
    }

    /// The bar of a cell.
    pub(super) fn bar(&self, cell: &Cell<'_>) -> String {
        let mut out = format!(
            "<svg class=\"bar\" viewBox=\"0 0 1000 8\" preserveAspectRatio=\"none\" aria-hidden=\"true\">\
             <rect width=\"{}\" height=\"8\"/>",
            self.thousandths(length(cell))
        );
        if let Some(mean) = self.mean.and_then(Share::per_mille) {
            let _ = write!(out, "<path d=\"M{} 0v8\"/>", self.thousandths(mean).min(1000));
        }
        out + "</svg>"
    }
}

/// What the length of a bar stands for: a number, or a share in tenths of a per cent.
fn length(cell: &Cell<'_>) -> u64 {
    match cell {
        Cell::Count(count) => *count,
        Cell::Share(share) => share.per_mille().unwrap_or(0),
        _ => 0,
    }
}

/// The sums of the columns of a table that can be added up; nothing under the others.
pub(super) fn sums(page: &Page<'_>, table: usize) -> Vec<Cell<'static>> {
    let columns = page.layout().tables.get(table).map_or(&[][..], |layout| layout.columns);
    let mut sums: Vec<Cell<'static>> = columns
        .iter()
        .map(|column| match column.kind {
            CellKind::Count => Cell::Count(0),
            CellKind::Share => Cell::Share(Share { of: 0, part: 0 }),
            _ => Cell::Nothing,
        })
        .collect();
    for row in 0..page.rows(table) {
        for (sum, cell) in sums.iter_mut().zip(page.row(table, row)) {
            match (sum, cell) {
                (Cell::Count(sum), Cell::Count(count)) => *sum = sum.saturating_add(count),
                (Cell::Share(sum), Cell::Share(share)) => {
                    (sum.of, sum.part) =
                        (sum.of.saturating_add(share.of), sum.part.saturating_add(share.part));
                }
                _ => {}
            }
        }
    }
    sums
}
