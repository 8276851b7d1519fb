//! Verification: recomputes everything from the rosters up, and trusts nothing (PROTOCOL.md §15).

mod check;
mod evidence;
mod report;
mod size;

pub use check::{verify, verify_undrawn, verify_with};
pub(crate) use check::{verify_read, verify_undrawn_read};
pub use evidence::Evidence;
pub use report::{Check, CheckCode, Finding, FindingCode, Outcome, Report, Verdict, Warned, Why};
