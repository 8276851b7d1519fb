//! Why seats stay open (PROTOCOL.md §12.2). It follows from plan and rosters, so no document says it.

use crate::say::{Language, Say};
use crate::types::id::{InspectorId, TargetId};
use serde::Serialize;
use std::fmt;

/// A seat of a target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Place {
    /// Number of the seat, from 1.
    pub seat: u32,
    /// The target.
    pub target: TargetId,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} #{}", self.target, self.seat)
    }
}

impl Say for Place {
    fn say(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { seat, target } = self;
        match language {
            Language::Zh => write!(f, "{target} 第 {seat} 席"),
            Language::En => write!(f, "seat {seat} of {target}"),
        }
    }
}

/// A shortage with its minimal certificate: `seats` cannot all be filled, though any of them fewer could, and only
/// `inspectors` may take any of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Shortage {
    /// Those eligible for at least one of the seats.
    pub inspectors: Vec<InspectorId>,
    /// The smallest set of seats that cannot be filled together, and consists of the first short one and of seats staffed
    /// before it. It is a circuit of a matroid, so there is one such set.
    pub seats: Vec<Place>,
    /// All short seats, in the order of service.
    pub short: Vec<Place>,
}
