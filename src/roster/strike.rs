//! What a list of strikes says, before anybody knows whether it can be done.

use crate::types::id::{InspectorId, TargetId};

/// Who is to be struck.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum ToStrike {
    /// A target that cannot be visited.
    Target(TargetId),
    /// An inspector, from the visit of one target or from all visits.
    Inspector(InspectorId, Option<TargetId>),
}

/// An entry of a list of strikes.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ListedStrike {
    /// Who is to be struck.
    pub who: ToStrike,
    /// Why: a reason of the plan's list.
    pub reason: String,
    /// What the file that shows it is called.
    pub evidence: String,
}

impl ListedStrike {
    /// An entry: who, why, and what the file that shows it is called.
    pub fn new(who: ToStrike, reason: impl Into<String>, evidence: impl Into<String>) -> Self {
        Self { who, reason: reason.into(), evidence: evidence.into() }
    }
}
