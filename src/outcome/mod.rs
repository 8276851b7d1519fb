//! What came of the visits (查处结果): results, follow-up and penalties, each tied to a target that was drawn.

mod number;
mod openness;
mod penalty;
#[cfg(feature = "tables")]
mod penalty_table;
mod report;
mod scheme;
#[cfg(feature = "tables")]
mod table;

pub use number::{DocumentNumber, DocumentNumberError};
pub use openness::{Openness, OpennessCode};
pub use penalty::{Party, Penalty, PenaltyKind, PenaltyStatus};
#[cfg(feature = "tables")]
pub use penalty_table::{penalties, read_penalties};
pub use report::{FollowUp, Outcome, Reports, TargetReport, Team};
pub use scheme::{Meaning, ResultValue, Scheme, SchemeError};
#[cfg(feature = "tables")]
pub use table::{read_reports, reports};
