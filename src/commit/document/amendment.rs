//! Amendments (递补、更换): what happened to a sealed draw afterwards, by the rules that were announced. Private until the
//! disclosure; their seals are public at once (PROTOCOL.md §15, §15.3).

use super::{AmendmentSealType, AmendmentType, Protocol, SeatCounts, TeamResult, TreeHead};
use crate::types::date::Date;
use crate::types::digest::Digest;
use crate::types::id::{InspectorId, TargetId};
use serde::{Deserialize, Serialize};

/// Takes an inspector off one visit, or off all.
///
/// ```
/// use dual_random::{Digest, InspectorId, InspectorStrike, TargetId};
///
/// let certificate = Digest::of_file(b"a medical certificate");
/// let ill = InspectorStrike::new(InspectorId::new("ZF-003")?, "因病", certificate);
/// assert_eq!(ill.target, None, "off all visits");
/// let once = ill.from(TargetId::new("T-0010")?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct InspectorStrike {
    /// Digest of the file that shows why.
    pub evidence: Digest,
    /// Who.
    pub inspector: InspectorId,
    /// Why: a reason of the plan's list.
    pub reason: String,
    /// The visit; all of them if there is none.
    pub target: Option<TargetId>,
}

impl InspectorStrike {
    /// Takes an inspector off all visits: the digest of the file that shows why, and a reason of the plan's list.
    pub fn new(inspector: InspectorId, reason: impl Into<String>, evidence: Digest) -> Self {
        Self { evidence, inspector, reason: reason.into(), target: None }
    }

    /// Takes the inspector off one visit only.
    #[must_use]
    pub fn from(mut self, target: TargetId) -> Self {
        self.target = Some(target);
        self
    }
}

/// Takes a target that cannot be visited out of the draw.
///
/// ```
/// use dual_random::{Digest, TargetId, TargetStrike};
///
/// let closed = TargetStrike::new(TargetId::new("T-0010")?, "已关闭", Digest::of_file(b"a photograph"));
/// # Ok::<(), dual_random::IdError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct TargetStrike {
    /// Digest of the file that shows why.
    pub evidence: Digest,
    /// Why: a reason of the plan's list.
    pub reason: String,
    /// Which.
    pub target: TargetId,
}

impl TargetStrike {
    /// Takes a target out: the digest of the file that shows why, and a reason of the plan's list.
    pub fn new(target: TargetId, reason: impl Into<String>, evidence: Digest) -> Self {
        Self { evidence, reason: reason.into(), target }
    }
}

/// The strikes of one date.
///
/// ```
/// use dual_random::{Digest, InspectorId, InspectorStrike, Strikes, TargetId, TargetStrike};
///
/// let closed = TargetStrike::new(TargetId::new("T-0010")?, "已关闭", Digest::of_file(b"a photograph"));
/// let ill = InspectorStrike::new(InspectorId::new("ZF-003")?, "因病", Digest::of_file(b"a certificate"));
/// let strikes = Strikes::of("2026-10-20".parse()?)
///     .targets([closed])
///     .inspectors([ill])
///     .visited([TargetId::new("T-0020")?]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Strikes {
    /// Their date.
    pub date: Date,
    /// Inspectors, by id, then target (all visits first).
    pub inspectors: Vec<InspectorStrike>,
    /// Targets, in the order of their winning tickets.
    pub targets: Vec<TargetStrike>,
    /// Targets whose visits were completed by then, and that no amendment before lists: whatever is struck, from now on they
    /// keep their teams. Sorted.
    pub visited: Vec<TargetId>,
}

impl Strikes {
    /// No strikes yet, of a date.
    pub fn of(date: Date) -> Self {
        Self { date, inspectors: Vec::new(), targets: Vec::new(), visited: Vec::new() }
    }

    /// The same with targets struck.
    #[must_use]
    pub fn targets(mut self, targets: impl IntoIterator<Item = TargetStrike>) -> Self {
        self.targets.extend(targets);
        self
    }

    /// The same with inspectors struck.
    #[must_use]
    pub fn inspectors(mut self, inspectors: impl IntoIterator<Item = InspectorStrike>) -> Self {
        self.inspectors.extend(inspectors);
        self
    }

    /// The same with targets whose visits are completed.
    #[must_use]
    pub fn visited(mut self, targets: impl IntoIterator<Item = TargetId>) -> Self {
        self.visited.extend(targets);
        self
    }
}

/// Who takes a struck target's place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Replaced {
    /// The next alternate; nobody if none is left.
    pub alternate: Option<TargetId>,
    /// The struck target.
    pub target: TargetId,
}

/// What an amendment's strikes come to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct AmendmentOutcome {
    /// The common cap under which seats were filled again.
    pub cap: Option<u32>,
    /// Struck targets with their alternates, in the order in which they were struck.
    pub replaced: Vec<Replaced>,
    /// The seats that were filled again, in the order of service.
    pub teams: Vec<TeamResult>,
}

/// The seal of an amendment, public at once: fixes what was amended without showing it.
///
/// ```
/// use dual_random::{AmendmentSeal, Strikes};
/// # mod shared { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/shared/mod.rs")); }
/// # let (_, mut drawn) = shared::drawn()?;
/// # let target = drawn.story()?.visits()[0].id().clone();
/// # let strike = dual_random::TargetStrike::new(target, "已关闭", dual_random::Digest::of_file(b"a photograph"));
///
/// let amended = drawn.amend(Strikes::of("2026-10-20".parse()?).targets([strike]))?;
/// let seal = AmendmentSeal::from_bytes(&amended.seal().to_bytes()?)?;
/// assert_eq!((seal.number, seal.previous), (1, drawn.seal().digest()?));
/// assert_eq!(drawn.head(), seal.digest()?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AmendmentSeal {
    /// Digest of the announcement.
    pub announcement: Digest,
    /// Salted commitment of strikes and outcome.
    pub commitment: Digest,
    /// Number of the amendment, from 1.
    pub number: u64,
    /// Digest of the amendment's seal before, or of the draw's seal.
    pub previous: Digest,
    /// Protocol version.
    pub protocol: Protocol,
    /// The result tree as amended.
    pub result: TreeHead,
    /// Seats of the targets that stand.
    pub seats: SeatCounts,
    #[serde(rename = "type")]
    pub(crate) document_type: AmendmentSealType,
}

/// An amendment.
///
/// ```
/// use dual_random::{Grounds, Strikes};
/// # mod shared { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/shared/mod.rs")); }
/// # let (_, mut drawn) = shared::drawn()?;
/// # let target = drawn.story()?.visits()[0].id().clone();
/// # let strike = dual_random::TargetStrike::new(target.clone(), "已关闭", dual_random::Digest::of_file(b"a photograph"));
///
/// drawn.amend(Strikes::of("2026-10-20".parse()?).targets([strike]))?;
/// let amendment = &drawn.disclose(&Grounds::none())?.amendments[0];
/// assert_eq!(amendment.outcome.replaced[0].target, target);
/// assert!(amendment.outcome.replaced[0].alternate.is_some());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Amendment {
    /// What came of the strikes.
    pub outcome: AmendmentOutcome,
    /// Protocol version.
    pub protocol: Protocol,
    /// The seal.
    pub seal: AmendmentSeal,
    /// What was struck.
    pub strikes: Strikes,
    #[serde(rename = "type")]
    pub(crate) document_type: AmendmentType,
}

impl std::fmt::Debug for Amendment {
    /// Shows its number and date, and nothing that is private before the disclosure.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut shown = f.debug_struct("Amendment");
        shown.field("number", &self.seal.number).field("date", &self.strikes.date).finish_non_exhaustive()
    }
}

document!(Amendment, "an amendment");
document!(AmendmentSeal, "an amendment's seal");
