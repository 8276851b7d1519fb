//! From rosters and plan to an announcement and its opening.

mod continuation;
mod draft;
mod error;
mod prepared;
mod simulated;

pub(crate) use draft::announcement_of;
pub use draft::{Announced, Draft, Rosters, SmallestPool};
pub use error::AnnounceError;
pub(crate) use prepared::{DrawParts, Prepared};
