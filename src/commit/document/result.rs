//! The result of a draw, as disclosures show it and seals commit it (PROTOCOL.md §12, §16).

use crate::rules::Reason;
use crate::types::digest::Digest;
use crate::types::id::{InspectorId, TargetId};
use serde::{Deserialize, Serialize};

/// A drawn target with its winning ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct DrawnTicket {
    /// The target.
    pub id: TargetId,
    /// Number of the winning ticket.
    pub n: u32,
    /// The winning ticket.
    pub ticket: Digest,
}

/// A stratum's drawn targets and alternates, in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct StratumResult {
    /// The others, in the order in which they would come in (递补).
    pub alternates: Vec<TargetId>,
    /// The drawn targets by rank.
    pub drawn: Vec<DrawnTicket>,
    /// Name of the stratum.
    pub name: String,
}

/// A slip of a seat's trail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Slip {
    /// Whose slip came up.
    pub inspector: InspectorId,
    /// Why it was set aside, or that it was taken.
    pub reason: Reason,
}

/// A seat that this ceremony drew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SeatResult {
    /// Who took it; nobody if it is short.
    pub inspector: Option<InspectorId>,
    /// Number of the seat, from 1.
    pub seat: u32,
    /// The slips that came up, in order.
    pub trail: Vec<Slip>,
}

impl SeatResult {
    /// Whether there was nobody for it (PROTOCOL.md §12.2).
    pub fn is_short(&self) -> bool {
        self.inspector.is_none()
    }
}

/// A target's seats that this ceremony drew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct TeamResult {
    /// The seats.
    pub seats: Vec<SeatResult>,
    /// The target.
    pub target: TargetId,
}

/// The result of a draw.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct DrawResult {
    /// The common cap under which the decks were dealt.
    pub cap: Option<u32>,
    /// Key of the decks.
    pub deck_key: Option<Digest>,
    /// The seed.
    pub seed: Digest,
    /// Drawn targets and alternates.
    pub strata: Vec<StratumResult>,
    /// Teams in the order of service.
    pub teams: Vec<TeamResult>,
    /// Key of the tickets.
    pub ticket_key: Digest,
}

/// A leaf of the result tree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum ResultEntry<'a> {
    /// A drawn target.
    Drawn {
        /// Always true.
        drawn: bool,
        /// The target.
        id: &'a TargetId,
        /// Rank in its stratum, from 1.
        rank: u64,
        /// The whole team so far.
        seats: &'a [Option<InspectorId>],
        /// Name of the stratum.
        stratum: &'a str,
    },
    /// A drawn target that an amendment struck.
    Struck {
        /// Always true.
        drawn: bool,
        /// The target.
        id: &'a TargetId,
        /// Rank in its stratum, from 1.
        rank: u64,
        /// Name of the stratum.
        stratum: &'a str,
        /// Always true.
        struck: bool,
    },
    /// A target that was not drawn.
    NotDrawn {
        /// Always false.
        drawn: bool,
        /// The target.
        id: &'a TargetId,
    },
}
