//! Publication (公布抽查情况及查处结果): documents for the public, each bound to the draw that it came from, in formats
//! for people and machines.
//!
//! Documents are written row by row: rendering 100,000 outcomes to a file takes no memory beyond a row's, and 7 to 14
//! times as long as writing the bytes alone (`cargo bench --bench publish`, which says each format's ratio on your
//! machine). A workbook is held whole, packed to some fifteenth of its sheets; packing 100,000 rows takes a second.

mod catalogue;
mod cell;
mod csvw;
mod documents;
mod format;
mod head;
mod layout;
mod mask;
mod page;
pub(crate) mod papers;
mod powers;
mod publication;
mod reading;
mod rendering;
mod screen;
mod shown;
pub mod site;
pub mod verifier;

pub use catalogue::{Catalogue, DataFile, DataSet};
pub use cell::{Cell, CellKind, Share, Word, Words};
pub use documents::{
    Listing, Period, RosterList, Validity, amended_task_sheets, announcement, item_list, outcomes, penalties,
    powers, rosters, situation, statistics, task_sheets, tickets, visit,
};
pub use format::{Format, Pieces, STYLE, escape, original, scan_code, schema};
pub use page::{Bound, Column, Label, Layout, Page, TableLayout};
#[cfg(feature = "shares")]
pub use papers::share_sheet;
pub use papers::{
    amended_task_paper, envelope, minutes_after, minutes_after_stamped, minutes_before, task_paper,
    write_task_paper,
};
pub use powers::{Basis, Benchmark, DirectoryEntry, Power, Powers, PublicDocument, Remedy, RemedyKind, Step};
pub use publication::{Publication, WriteError, publish, sheets};
pub(crate) use reading::is_page;
pub(crate) use rendering::digits;
pub use rendering::{Rendering, stem};
pub use screen::{Leak, Leaks, PublishError};

use crate::types::digest::HashAlgorithm;

/// What the JSON form says of itself.
pub const FORMAT: &str = "dual-random-publication/1";
/// That of the pages of draws with SM3.
pub const FORMAT_SM3: &str = "dual-random-publication/1-sm3";

/// The format of the pages of draws with a hash.
const fn format_with(hash: HashAlgorithm) -> &'static str {
    match hash {
        HashAlgorithm::Sha256 => FORMAT,
        HashAlgorithm::Sm3 => FORMAT_SM3,
    }
}

/// All layouts: what documents there are, and what each holds.
pub fn layouts() -> &'static [&'static Layout] {
    &layout::ALL
}
