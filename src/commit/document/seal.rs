//! The seal (封存文件): fixes the result in public without showing it.

use super::{Protocol, SealType, TreeHead};
use crate::types::digest::Digest;
use crate::types::id::Id;
use crate::types::limits;
use serde::{Deserialize, Serialize};

/// Seats of all drawn targets after a ceremony.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SeatCounts {
    /// Seats with an inspector.
    pub filled: u64,
    /// Seats without one.
    pub open: u64,
    /// All seats.
    pub total: u64,
}

/// A public value as it was used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct UsedValue {
    /// Name of the value in the plan.
    pub name: Id,
    /// Why a fallback was used; empty for the main source.
    pub reason: Option<String>,
    /// 0 for the main source, n for the n-th fallback.
    pub source: usize,
    /// The value, in the form of its kind.
    pub text: String,
}

impl UsedValue {
    /// A value from its main source.
    pub fn main(name: Id, text: impl Into<String>) -> Self {
        Self { name, reason: None, source: 0, text: text.into() }
    }

    /// A value from its n-th fallback, counted from 1, with the reason why the sources before it gave none.
    pub fn fallback(name: Id, n: usize, reason: impl Into<String>, text: impl Into<String>) -> Self {
        Self { name, reason: Some(reason.into()), source: n, text: text.into() }
    }
}

/// The seal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seal {
    /// Digest of the announcement.
    pub announcement: Digest,
    /// Protocol version.
    pub protocol: Protocol,
    /// The result tree, with one leaf for each target of the roster.
    pub result: TreeHead,
    /// Seats of the drawn targets.
    pub seats: SeatCounts,
    #[serde(rename = "type")]
    pub(crate) document_type: SealType,
    /// The public values as used.
    pub values: Vec<UsedValue>,
}

document!(Seal, "a seal", limits::SEAL_BYTES);
