//! The announcement (抽查公告的承诺文件): binds everything that can change the result.

use super::{AnnouncementType, Protocol};
use crate::plan::Plan;
use crate::rules::{ExemptCount, StratumNumbers};
use crate::types::digest::Digest;
use serde::{Deserialize, Serialize};

/// Size and root of a Merkle tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct TreeHead {
    /// How many leaves.
    pub count: u64,
    /// The root.
    pub root: Digest,
}

/// The committed rosters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct RosterHeads {
    /// Changes since the ceremony before.
    pub changes: TreeHead,
    /// Inspectors.
    pub inspectors: TreeHead,
    /// Recusals.
    pub recusals: TreeHead,
    /// Targets.
    pub targets: TreeHead,
}

/// The ceremony that a staffing ceremony continues.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Predecessor {
    /// Digest of its announcement.
    pub announcement: Digest,
    /// Its head: the digest of its last amendment's seal, or of its seal if it was not amended.
    pub head: Digest,
}

/// The announcement. It is public before the public values exist.
///
/// ```
/// use dual_random::{Announcement, Digest};
/// # mod shared { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/shared/mod.rs")); }
/// # let announced = shared::announced()?;
///
/// let bytes = announced.announcement.to_bytes()?; // the file that is published
/// let announcement = Announcement::from_bytes(&bytes)?;
/// assert_eq!(announcement.digest()?, Digest::of_file(&bytes));
/// assert_eq!((announcement.plan.number, announcement.rosters.targets.count), (1, 200));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Announcement {
    /// Commitment of the lead's seed secret.
    pub commitment: Digest,
    /// Exempt targets, by reason.
    pub exempt: Vec<ExemptCount>,
    /// The plan.
    pub plan: Plan,
    /// The protocol, which goes for all its documents.
    pub protocol: Protocol,
    /// The committed rosters.
    pub rosters: RosterHeads,
    /// In a staffing ceremony, the ceremony before.
    pub selection: Option<Predecessor>,
    /// The strata in numbers, in the order of the plan.
    pub strata: Vec<StratumNumbers>,
    /// Targets that are not exempt.
    pub subject: u64,
    #[serde(rename = "type")]
    pub(crate) document_type: AnnouncementType,
}

document!(Announcement, "an announcement");
