//! Verification: recomputes everything from the rosters up, and trusts nothing (PROTOCOL.md §17).

mod announced;
mod checked;
mod difference;
mod evidence;
mod fact;
mod facts;
mod failure;
mod outside;
mod path;
mod read;
mod report;
mod result;
mod size;
mod verifier;

pub use checked::{AnnouncedNumber, CheckCode, Checked, SourceName};
pub use evidence::Evidence;
pub use fact::{Fact, FindingCode, Occasion, StruckFrom};
pub use failure::{Content, Failure, Limited};
pub use path::DocumentPath;
pub use read::NotVerified;
pub use report::{Check, CheckOutcome, Finding, Report, Verdict, Warned, Why};
pub use verifier::{Verification, verify, verify_read, verify_undrawn, verify_undrawn_with, verify_with};
pub(crate) use verifier::{verify_parsed, verify_undrawn_parsed};
