//! Staffing: which seats can be filled at all, under which cap, by whom (PROTOCOL.md §12).

mod deal;
mod shortage;
mod witness;

pub(crate) use deal::{Case, Decks, Refill, Staffed, staff};
pub use shortage::{Place, Shortage};
pub(crate) use witness::{Budget, WorkLimit};
