//! Amendments after the seal: strikes, and what the announced rules make of them (PROTOCOL.md §15).

mod amended;
mod amending;

pub use amended::Amended;
pub use amending::AmendError;
pub(crate) use amending::Amending;
