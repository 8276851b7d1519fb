//! The result of a draw, as disclosures show it and seals commit it (PROTOCOL.md §12, §14.4).

use crate::basics::hash::Digest;
use crate::basics::id::{InspectorId, TargetId};
use crate::rules::Reason;
use serde::{Deserialize, Serialize};

/// A drawn target with its winning ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
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
pub struct StratumResult {
    /// The others, in the order in which they would come in (递补).
    pub alternates: Vec<TargetId>,
    /// The drawn targets by rank.
    pub drawn: Vec<DrawnTicket>,
    /// Name of the stratum.
    pub name: String,
}

/// How many inspectors a fixed reason rules out of a seat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShrunkBy {
    /// How many.
    pub count: u32,
    /// The reason.
    pub reason: Reason,
}

/// A slip of a seat's trail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Slip {
    /// Whose slip came up.
    pub inspector: InspectorId,
    /// Why it was set aside, or that it was taken.
    pub reason: Reason,
}

/// A seat that this ceremony drew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeatResult {
    /// Who took it; nobody if it is short.
    pub inspector: Option<InspectorId>,
    /// Size of the eligible pool.
    pub pool: u32,
    /// Number of the seat, from 1.
    pub seat: u32,
    /// What shrank the pool.
    pub shrunk: Vec<ShrunkBy>,
    /// The slips that came up, in order.
    pub trail: Vec<Slip>,
}

/// A target's seats that this ceremony drew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TeamResult {
    /// The seats.
    pub seats: Vec<SeatResult>,
    /// The target.
    pub target: TargetId,
}

/// A seat of a target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// Number of the seat, from 1.
    pub seat: u32,
    /// The target.
    pub target: TargetId,
}

/// A shortage with its minimal certificate: `seats` cannot all be filled, though any of them fewer could, and only
/// `inspectors` may take any of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shortage {
    /// Those eligible for at least one of the seats.
    pub inspectors: Vec<InspectorId>,
    /// The smallest set of seats, around the first short one, that cannot be filled together.
    pub seats: Vec<Place>,
    /// All short seats, in the order of service.
    pub short: Vec<Place>,
}

/// The result of a draw.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DrawResult {
    /// The common cap under which the decks were dealt.
    pub cap: Option<u32>,
    /// Key of the decks.
    pub deck_key: Option<Digest>,
    /// The seed.
    pub seed: Digest,
    /// The shortage, if there is one.
    pub shortage: Option<Shortage>,
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
pub enum Entry<'a> {
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
