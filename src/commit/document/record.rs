//! Records and rosters, in one form: with their identity parts open, as in an opening; or shown or withheld, as in a
//! disclosure.

use crate::commit::canonical::FormError;
use crate::commit::leaf::LeafHasher;
use crate::commit::secret::{IdentityKey, Salt};
use crate::commit::withholding::Grounds;
use crate::roster::{RecordKind, RecordPart, change, inspector, recusal, target};
use crate::types::digest::{Digest, HashAlgorithm};
use crate::types::id::{InspectorId, TargetId};
use serde::{Deserialize, Serialize};

/// How far identity parts are open.
pub trait Showing {
    /// What stands for an identity part.
    type Of<T: RecordPart>: RecordPart;
}

/// Identity parts as they are: what an opening holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bare {}

impl Showing for Bare {
    type Of<T: RecordPart> = T;
}

/// Identity parts shown or withheld: what a disclosure holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Published {}

impl Showing for Published {
    type Of<T: RecordPart> = Identity<T>;
}

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
    pub(crate) fn hash(&self, hasher: &mut LeafHasher) -> Result<Digest, FormError> {
        match self {
            Self::Shown { data, salt } => hasher.identity(salt, data),
            Self::Withheld { hash, .. } => Ok(*hash),
        }
    }

    /// Withholds what is shown. What is withheld already keeps its reason.
    pub(crate) fn withhold(&mut self, hash: HashAlgorithm, reason: &str) -> Result<(), FormError> {
        if self.shown().is_some() {
            *self =
                Self::Withheld { hash: self.hash(&mut LeafHasher::new(hash))?, reason: reason.to_owned() };
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

/// A record with both its parts.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields, bound(serialize = "", deserialize = ""))]
#[non_exhaustive]
pub struct Record<K: RecordKind, O: Showing = Bare> {
    /// What the algorithm reads; always disclosed.
    pub draw: K::Draw,
    /// The rest.
    pub identity: O::Of<K::Identity>,
}

/// A record as disclosed.
pub type Disclosed<K> = Record<K, Published>;

impl<K: RecordKind, O: Showing> PartialEq for Record<K, O> {
    fn eq(&self, other: &Self) -> bool {
        self.draw == other.draw && self.identity == other.identity
    }
}

impl<K: RecordKind, O: Showing> Record<K, O> {
    pub(crate) fn new(draw: K::Draw, identity: O::Of<K::Identity>) -> Self {
        Self { draw, identity }
    }
}

impl<K: RecordKind> Disclosed<K> {
    /// The record's leaf.
    pub(crate) fn leaf(&self, salt: &Salt, hasher: &mut LeafHasher) -> Result<Digest, FormError> {
        let identity = self.identity.hash(hasher)?;
        hasher.record(salt, &identity, &self.draw)
    }
}

/// All rosters of a ceremony, each in its order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, bound(serialize = "", deserialize = ""))]
#[non_exhaustive]
pub struct RosterRecords<O: Showing> {
    /// Changes since the ceremony before.
    pub changes: Vec<Record<change::Marker, O>>,
    /// Inspectors.
    pub inspectors: Vec<Record<inspector::Marker, O>>,
    /// Recusals.
    pub recusals: Vec<Record<recusal::Marker, O>>,
    /// Targets; empty in a staffing ceremony, which has those of the ceremony before.
    pub targets: Vec<Record<target::Marker, O>>,
}

/// All rosters as disclosed.
pub type DisclosedRosters = RosterRecords<Published>;

impl<O: Showing> RosterRecords<O> {
    /// Every record, as a list of what is withheld may name it.
    pub(crate) fn names(&self) -> impl Iterator<Item = RecordName<'_>> {
        let targets = self.targets.iter().map(|r| RecordName::Target(&r.draw.id));
        let inspectors = self.inspectors.iter().map(|r| RecordName::Inspector(&r.draw.id));
        let recusals = self.recusals.iter().map(|r| RecordName::Recusal(&r.draw.inspector, &r.draw.target));
        let changes =
            self.changes.iter().map(|r| RecordName::Change(&r.draw.inspector, r.draw.target.as_ref()));
        targets.chain(inspectors).chain(recusals).chain(changes)
    }
}

impl RosterRecords<Bare> {
    /// The same with the salts that open the commitments.
    pub(crate) fn shown(&self, identities: &IdentityKey) -> DisclosedRosters {
        RosterRecords {
            changes: shown(&self.changes, identities),
            inspectors: shown(&self.inspectors, identities),
            recusals: shown(&self.recusals, identities),
            targets: shown(&self.targets, identities),
        }
    }
}

/// The records of a roster with the salts that open their commitments.
pub(crate) fn shown<K: RecordKind>(records: &[Record<K>], identities: &IdentityKey) -> Vec<Disclosed<K>> {
    let salts = identities.salts(K::TREE);
    let show = |(index, record): (u64, &Record<K>)| {
        Record::new(
            record.draw.clone(),
            Identity::Shown { data: record.identity.clone(), salt: salts.of(index) },
        )
    };
    (0..).zip(records).map(show).collect()
}

impl DisclosedRosters {
    /// Withholds identity parts on legal grounds.
    pub(crate) fn withhold(&mut self, hash: HashAlgorithm, grounds: &Grounds) -> Result<(), FormError> {
        withhold_in(hash, &mut self.changes, |c| {
            grounds.of(RecordName::Change(&c.inspector, c.target.as_ref()))
        })?;
        withhold_in(hash, &mut self.inspectors, |i| grounds.of(RecordName::Inspector(&i.id)))?;
        withhold_in(hash, &mut self.recusals, |r| grounds.of(RecordName::Recusal(&r.inspector, &r.target)))?;
        withhold_in(hash, &mut self.targets, |t| grounds.of(RecordName::Target(&t.id)))
    }

    /// How many identity parts are withheld.
    pub(crate) fn withheld(&self) -> usize {
        fn of<K: RecordKind>(records: &[Disclosed<K>]) -> usize {
            records.iter().filter(|record| record.identity.shown().is_none()).count()
        }
        of(&self.changes) + of(&self.inspectors) + of(&self.recusals) + of(&self.targets)
    }
}

/// Names a record, for withholding.
///
/// ```
/// use dual_random::{Grounds, RecordName, Table, TargetId, Withholding};
/// # mod shared { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/shared/mod.rs")); }
/// # let (_, drawn) = shared::drawn()?;
///
/// let list = [Withholding::of_target(&TargetId::new("T-0010")?, "国家秘密")];
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

pub(crate) fn withhold_in<'a, K: RecordKind>(
    hash: HashAlgorithm,
    records: &mut [Disclosed<K>],
    ground: impl Fn(&K::Draw) -> Option<&'a str>,
) -> Result<(), FormError> {
    for record in records {
        if let Some(reason) = ground(&record.draw) {
            record.identity.withhold(hash, reason)?;
        }
    }
    Ok(())
}
