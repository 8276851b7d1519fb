//! The disclosure (披露文件): everything, so that anyone recomputes the draw.

use super::{Amendment, Announcement, DisclosureType, DrawResult, Protocol, Seal};
use crate::commit::canonical::{FormError, document_bytes, read};
use crate::commit::leaf::identity_hash;
use crate::commit::withholding::Grounds;
use crate::roster::{Kind, change, inspector, recusal, target};
use crate::types::digest::Digest;
use crate::types::id::{InspectorId, TargetId};
use crate::types::limits;
use serde::{Deserialize, Serialize};

/// A record's identity part, shown or withheld.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Identity<T> {
    /// Shown, with the salt that opens its commitment.
    Shown {
        /// The identity part.
        data: T,
        /// Its salt.
        salt: Digest,
    },
    /// Withheld by law; the commitment stays.
    Withheld {
        /// The commitment.
        hash: Digest,
        /// The legal ground.
        reason: String,
    },
}

impl<T: Serialize> Identity<T> {
    /// The commitment.
    pub(crate) fn hash(&self) -> Result<Digest, FormError> {
        match self {
            Self::Shown { data, salt } => identity_hash(salt, data),
            Self::Withheld { hash, .. } => Ok(*hash),
        }
    }

    /// Withholds what is shown. What is withheld already keeps its reason.
    pub(crate) fn withhold(&mut self, reason: &str) -> Result<(), FormError> {
        if self.shown().is_some() {
            *self = Self::Withheld { hash: self.hash()?, reason: reason.to_owned() };
        }
        Ok(())
    }

    /// The identity part, if it is shown.
    pub fn shown(&self) -> Option<&T> {
        match self {
            Self::Shown { data, .. } => Some(data),
            Self::Withheld { .. } => None,
        }
    }
}

/// A record as disclosed.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields, bound(serialize = "", deserialize = ""))]
#[non_exhaustive]
pub struct Disclosed<K: Kind> {
    /// What the algorithm reads; always disclosed.
    pub draw: K::Draw,
    /// The rest.
    pub identity: Identity<K::Identity>,
}

/// All rosters as disclosed.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct DisclosedRosters {
    /// Changes since the ceremony before.
    pub changes: Vec<Disclosed<change::Marker>>,
    /// Inspectors.
    pub inspectors: Vec<Disclosed<inspector::Marker>>,
    /// Recusals.
    pub recusals: Vec<Disclosed<recusal::Marker>>,
    /// Targets; empty in a staffing ceremony, which has those of the ceremony before.
    pub targets: Vec<Disclosed<target::Marker>>,
}

impl DisclosedRosters {
    /// Withholds identity parts on legal grounds.
    pub(crate) fn withhold(&mut self, grounds: &Grounds) -> Result<(), FormError> {
        withhold_in(&mut self.changes, |c| grounds.of(RecordName::Change(&c.inspector, c.target.as_ref())))?;
        withhold_in(&mut self.inspectors, |i| grounds.of(RecordName::Inspector(&i.id)))?;
        withhold_in(&mut self.recusals, |r| grounds.of(RecordName::Recusal(&r.inspector, &r.target)))?;
        withhold_in(&mut self.targets, |t| grounds.of(RecordName::Target(&t.id)))
    }

    /// How many identity parts are withheld.
    pub(crate) fn withheld(&self) -> usize {
        fn of<K: Kind>(records: &[Disclosed<K>]) -> usize {
            records.iter().filter(|record| record.identity.shown().is_none()).count()
        }
        of(&self.changes) + of(&self.inspectors) + of(&self.recusals) + of(&self.targets)
    }
}

/// What an announcement bound, as a disclosure or an undrawn shows it.
#[derive(Clone, Copy)]
pub(crate) struct Opened<'a> {
    pub(crate) announcement: &'a Announcement,
    pub(crate) rosters: &'a DisclosedRosters,
    pub(crate) salt_key: Digest,
    pub(crate) selection: Option<&'a Disclosure>,
}

impl<'a> Opened<'a> {
    /// The rosters' targets: those of the chain's first ceremony.
    pub(crate) fn targets(&self) -> &'a [Disclosed<target::Marker>] {
        let rosters = self.selection.map_or(self.rosters, |selection| &selection.first().rosters);
        &rosters.targets
    }

    /// All commitments of secrets and contributions of the ceremonies before.
    pub(crate) fn earlier_commitments(&self) -> impl Iterator<Item = Digest> + 'a {
        self.selection.into_iter().flat_map(Disclosure::all_commitments)
    }
}

/// The disclosure.
///
/// ```
/// use dual_random::{Digest, Disclosure, Grounds, Story};
/// # mod shared { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/shared/mod.rs")); }
/// # let (announced, drawn) = shared::drawn()?;
///
/// let bytes = drawn.disclose(&Grounds::none())?.to_bytes()?; // the file that is published
/// let disclosure = Disclosure::from_bytes(&bytes)?;
/// assert_eq!(disclosure.announcement, announced.announcement);
/// assert_eq!(Story::of_disclosure(&disclosure)?.visits().len(), 13);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Disclosure {
    /// The amendments after the seal, in their order.
    pub amendments: Vec<Amendment>,
    /// The announcement.
    pub announcement: Announcement,
    /// Digest of the last amendment's seal, or of the seal without one.
    pub head: Digest,
    /// Protocol version.
    pub protocol: Protocol,
    /// The result.
    pub result: DrawResult,
    /// The rosters.
    pub rosters: DisclosedRosters,
    pub(crate) salt_key: Digest,
    /// The seal.
    pub seal: Seal,
    pub(crate) secrets: Vec<Digest>,
    /// In a staffing ceremony, the disclosure of the ceremony before.
    pub selection: Option<Box<Disclosure>>,
    #[serde(rename = "type")]
    pub(crate) document_type: DisclosureType,
}

impl std::fmt::Debug for Disclosure {
    /// Shows which draw it is and nothing that would be secret before it is published.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Disclosure").field("draw", &self.announcement.plan.draw).finish_non_exhaustive()
    }
}

impl Disclosure {
    /// Reads a disclosure.
    ///
    /// # Errors
    /// When the bytes are not one in canonical form of at most 1 GiB.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, FormError> {
        read(bytes, limits::DISCLOSURE_BYTES)
    }

    /// The document's bytes.
    ///
    /// # Errors
    /// When a text holds a character that the profile refuses.
    pub fn to_bytes(&self) -> Result<Vec<u8>, FormError> {
        document_bytes(self)
    }

    /// The ceremonies of the chain, this one first, the first ceremony last.
    pub fn chain(&self) -> impl Iterator<Item = &Self> {
        std::iter::successors(Some(self), |disclosure| disclosure.selection.as_deref())
    }

    /// All commitments of secrets and contributions of the chain.
    pub(crate) fn all_commitments(&self) -> impl Iterator<Item = Digest> + '_ {
        self.chain().flat_map(|link| {
            let lead = std::iter::once(link.announcement.commitment);
            lead.chain(link.announcement.plan.commitments())
        })
    }

    /// What it shows of its own ceremony.
    pub(crate) fn opened(&self) -> Opened<'_> {
        let Self { announcement, rosters, salt_key, selection, .. } = self;
        Opened { announcement, rosters, salt_key: *salt_key, selection: selection.as_deref() }
    }

    /// The first ceremony of the chain, which drew the targets.
    pub fn first(&self) -> &Self {
        let mut first = self;
        while let Some(selection) = &first.selection {
            first = selection;
        }
        first
    }

    /// The salt key's bytes.
    pub(crate) fn salt_key_bytes(&self) -> [u8; 32] {
        *self.salt_key.as_bytes()
    }

    /// Withholds identity parts on legal grounds.
    pub(crate) fn withhold(mut self, grounds: &Grounds) -> Result<Self, FormError> {
        let selection = self.selection.map(|selection| selection.withhold(grounds)).transpose()?;
        self.selection = selection.map(Box::new);
        self.rosters.withhold(grounds)?;
        Ok(self)
    }

    /// Every record of the chain.
    pub(crate) fn names(&self) -> impl Iterator<Item = RecordName<'_>> {
        self.chain().flat_map(|link| {
            let DisclosedRosters { changes, inspectors, recusals, targets } = &link.rosters;
            let targets = targets.iter().map(|r| RecordName::Target(&r.draw.id));
            let inspectors = inspectors.iter().map(|r| RecordName::Inspector(&r.draw.id));
            let recusals = recusals.iter().map(|r| RecordName::Recusal(&r.draw.inspector, &r.draw.target));
            let changes =
                changes.iter().map(|r| RecordName::Change(&r.draw.inspector, r.draw.target.as_ref()));
            targets.chain(inspectors).chain(recusals).chain(changes)
        })
    }
}

/// Names a record, for withholding.
///
/// ```
/// use dual_random::{Grounds, RecordName, Table, TargetId, Withholding};
/// # mod shared { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/shared/mod.rs")); }
/// # let (_, drawn) = shared::drawn()?;
///
/// let list = [Withholding::of(Table::Targets, "T-0010", "国家秘密")];
/// let grounds = Grounds::new(&list, drawn.names())?;
/// assert_eq!(grounds.of(RecordName::Target(&TargetId::new("T-0010")?)), Some("国家秘密"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecordName<'a> {
    /// A target.
    Target(&'a TargetId),
    /// An inspector.
    Inspector(&'a InspectorId),
    /// A recusal: who, from whom.
    Recusal(&'a InspectorId, &'a TargetId),
    /// A change: the inspector, and the target if it is of a recusal.
    Change(&'a InspectorId, Option<&'a TargetId>),
}

pub(crate) fn withhold_in<'a, K: Kind>(
    records: &mut [Disclosed<K>],
    ground: impl Fn(&K::Draw) -> Option<&'a str>,
) -> Result<(), FormError> {
    for record in records {
        if let Some(reason) = ground(&record.draw) {
            record.identity.withhold(reason)?;
        }
    }
    Ok(())
}
