//! A proof: one record, and what the draw made of it, shown against announcement and seal alone (PROTOCOL.md §18).

use super::{Disclosed, ProofType, Protocol, ResultEntry};
use crate::commit::canonical::FormError;
use crate::roster::{inspector, target};
use crate::types::digest::Digest;
use crate::types::id::{InspectorId, TargetId};
use serde::{Deserialize, Serialize};

/// The record that a proof is about.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Proven {
    /// An inspector.
    Inspector(Disclosed<inspector::Marker>),
    /// A target.
    Target(Disclosed<target::Marker>),
}

/// A record with its place in the committed roster.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ProvenRecord {
    /// Its index in the roster, from 0.
    pub index: u64,
    /// Its inclusion path, leaf to root.
    pub path: Vec<Digest>,
    /// The record.
    pub record: Proven,
    /// Salt of the leaf.
    pub salt: Digest,
}

/// What the draw made of a target, with its place in the result tree, whose index is that of the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ProvenResult {
    /// The leaf's entry.
    pub entry: ProvenEntry,
    /// Its inclusion path, leaf to root.
    pub path: Vec<Digest>,
    /// Salt of the leaf.
    pub salt: Digest,
    /// Digest of the seal, or of the amendment's seal, whose tree it is.
    pub seal: Digest,
}

/// A leaf of the result tree by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Wire", into = "Wire")]
#[non_exhaustive]
pub struct ProvenEntry {
    /// The target.
    pub id: TargetId,
    /// What the draw made of it; `None` if it was not drawn.
    pub drawn: Option<ProvenDrawn>,
}

/// A drawn target.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ProvenDrawn {
    /// Rank in the stratum, from 1.
    pub rank: u64,
    /// The team, by seat; `None` if an amendment struck the target.
    pub seats: Option<Vec<Option<InspectorId>>>,
    /// Name of the stratum.
    pub stratum: String,
}

impl ProvenEntry {
    /// Those on the team, by seat; nobody where the target was not drawn, or was struck.
    pub fn seated(&self) -> impl Iterator<Item = &InspectorId> {
        self.drawn.iter().flat_map(|drawn| &drawn.seats).flatten().flatten()
    }
}

impl From<ResultEntry<'_>> for ProvenEntry {
    fn from(entry: ResultEntry<'_>) -> Self {
        let drawn =
            |rank, seats, stratum: &str| Some(ProvenDrawn { rank, seats, stratum: stratum.to_owned() });
        match entry {
            ResultEntry::Drawn { id, rank, seats, stratum, .. } => {
                Self { id: id.clone(), drawn: drawn(rank, Some(seats.to_vec()), stratum) }
            }
            ResultEntry::Struck { id, rank, stratum, .. } => {
                Self { id: id.clone(), drawn: drawn(rank, None, stratum) }
            }
            ResultEntry::NotDrawn { id, .. } => Self { id: id.clone(), drawn: None },
        }
    }
}

/// The entry's fields, as in the result tree.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    drawn: bool,
    id: TargetId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    rank: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    seats: Option<Vec<Option<InspectorId>>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    stratum: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    struck: Option<bool>,
}

impl From<ProvenEntry> for Wire {
    fn from(ProvenEntry { id, drawn }: ProvenEntry) -> Self {
        let mut wire =
            Self { drawn: drawn.is_some(), id, rank: None, seats: None, stratum: None, struck: None };
        if let Some(ProvenDrawn { rank, seats, stratum }) = drawn {
            wire.struck = seats.is_none().then_some(true);
            (wire.rank, wire.seats, wire.stratum) = (Some(rank), seats, Some(stratum));
        }
        wire
    }
}

impl TryFrom<Wire> for ProvenEntry {
    type Error = &'static str;

    fn try_from(wire: Wire) -> Result<Self, Self::Error> {
        let Wire { drawn, id, rank, seats, stratum, struck } = wire;
        match (drawn, rank, stratum, seats, struck) {
            (false, None, None, None, None) => Ok(Self { id, drawn: None }),
            (true, Some(rank), Some(stratum), Some(seats), None) => {
                Ok(Self { id, drawn: Some(ProvenDrawn { rank, seats: Some(seats), stratum }) })
            }
            (true, Some(rank), Some(stratum), None, Some(true)) => {
                Ok(Self { id, drawn: Some(ProvenDrawn { rank, seats: None, stratum }) })
            }
            _ => Err("no entry of a result tree"),
        }
    }
}

/// An inspector who is on the team that a proof shows, with the place in the committed roster.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ProvenInspector {
    /// Index in the roster, from 0.
    pub index: u64,
    /// The inclusion path, leaf to root.
    pub path: Vec<Digest>,
    /// The record.
    pub record: Disclosed<inspector::Marker>,
    /// Salt of the leaf.
    pub salt: Digest,
}

/// A proof.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proof {
    /// Digest of the announcement.
    pub announcement: Digest,
    /// Those on the team, by id; nobody in the short form.
    pub inspectors: Vec<ProvenInspector>,
    /// Protocol version.
    pub protocol: Protocol,
    /// The record in its roster.
    pub record: ProvenRecord,
    /// What the draw made of it; nothing where only membership is shown.
    pub result: Option<ProvenResult>,
    #[serde(rename = "type")]
    pub(crate) document_type: ProofType,
}

impl Proof {
    /// A proof of these parts. Nothing is checked.
    pub fn new(announcement: Digest, record: ProvenRecord, result: Option<ProvenResult>) -> Self {
        let (inspectors, protocol, document_type) = Default::default();
        Self { announcement, inspectors, protocol, record, result, document_type }
    }

    /// The same in the short form: without the records of those on the team. For a QR code take [`Proof::to_compact`] of it.
    #[must_use]
    pub fn short(mut self) -> Self {
        self.inspectors.clear();
        self
    }

    /// The same for everybody's eyes: names and attributes stay committed, as where the law withholds them.
    ///
    /// # Errors
    /// When a text of the record holds what canonical JSON refuses.
    pub fn without_identity(mut self, reason: impl Into<String>) -> Result<Self, FormError> {
        let (hash, reason) = (self.hash_algorithm(), reason.into());
        match &mut self.record.record {
            Proven::Inspector(record) => record.identity.withhold(hash, &reason)?,
            Proven::Target(record) => record.identity.withhold(hash, &reason)?,
        }
        for inspector in &mut self.inspectors {
            inspector.record.identity.withhold(hash, &reason)?;
        }
        Ok(self)
    }
}

document!(Proof, "a proof");
