//! The seal (封存文件): fixes the result in public without showing it.

use super::{Protocol, SealType, TreeHead};
use crate::types::digest::Digest;
use crate::types::id::Id;
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
///
/// ```
/// use dual_random::{Id, UsedValue};
///
/// let main = UsedValue::main(Id::new("kl8")?, "01 05 08 11 17 20 23 28 30 34 37 41 46 52 55 60 63 69 72 78");
/// let beacon = "3ba7c9f5c5f4f0ec6fc1b3f2b1c2d3e4f5a6b7c8d9e0f1a2b3c4d5e6f7a8b9c0";
/// let fallback = UsedValue::fallback(Id::new("kl8")?, 1, "当期停止销售", beacon);
/// assert_eq!((main.source, fallback.source), (0, 1));
/// # Ok::<(), dual_random::IdError>(())
/// ```
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
///
/// ```
/// use dual_random::Seal;
/// # mod shared { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/shared/mod.rs")); }
/// # let (announced, drawn) = shared::drawn()?;
///
/// let seal = Seal::from_bytes(&drawn.seal().to_bytes()?)?;
/// assert_eq!(seal.announcement, announced.announcement.digest());
/// assert_eq!((seal.seats.filled, seal.seats.open), (26, 0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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

document!(Seal, "a seal");
