//! The draw: seed, tickets, decks, staffing, seal (PROTOCOL.md §10–§12).

mod amend;
mod ceremony;
pub mod deck;
mod drawn;
pub mod seed;
pub mod select;
pub mod staffing;
pub mod stream;
pub mod ticket;
mod undrawn;

pub use amend::AmendError;
pub(crate) use amend::Amending;
pub use ceremony::{DrawError, Progress, draw, draw_with};
pub(crate) use ceremony::{Inputs, check_values, compute, seal_of, shown};
pub use drawn::{Amended, Drawn};
pub use undrawn::{undrawn, would_draw};
