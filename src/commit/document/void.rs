//! A void (作废): what became of an announced draw that does not stand (PROTOCOL.md §18.2).

use super::{Protocol, VoidType};
use crate::basics::date::Instant;
use crate::basics::hash::Digest;
use crate::basics::id::Id;
use crate::basics::limits;
use serde::{Deserialize, Serialize};

/// A void, public.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Void {
    /// Digest of the announcement.
    pub announcement: Digest,
    /// When it was voided.
    pub at: Instant,
    /// Digest of the full disclosure of the draw that is thrown away.
    pub disclosure: Option<Digest>,
    /// Names of the values that no source published, in the order of the plan.
    pub missing: Vec<Id>,
    /// Digest of the opening, where values are missing and nothing can be drawn.
    pub opening: Option<Digest>,
    /// Protocol version.
    pub protocol: Protocol,
    /// Why.
    pub reason: String,
    /// Whether the secret was lost, so that nothing can be shown.
    pub secret_lost: bool,
    #[serde(rename = "type")]
    pub(crate) document_type: VoidType,
}

impl Void {
    /// A void of the announcement with that digest, before the first value closed: nothing has to be shown.
    pub fn new(announcement: Digest, at: Instant, reason: impl Into<String>) -> Self {
        Self {
            announcement,
            at,
            disclosure: None,
            missing: Vec::new(),
            opening: None,
            protocol: Default::default(),
            reason: reason.into(),
            secret_lost: false,
            document_type: Default::default(),
        }
    }

    /// The same after the values: everything is published in the disclosure with that digest.
    #[must_use]
    pub fn with_disclosure(mut self, disclosure: Digest) -> Self {
        self.disclosure = Some(disclosure);
        self
    }

    /// The same where values were not published by any source: the opening with that digest is published.
    #[must_use]
    pub fn with_missing(mut self, missing: Vec<Id>, opening: Digest) -> Self {
        (self.missing, self.opening) = (missing, Some(opening));
        self
    }

    /// The same with the secret lost: nothing can be shown, which is a finding of its own.
    #[must_use]
    pub fn with_secret_lost(mut self) -> Self {
        self.secret_lost = true;
        self
    }
}

document!(Void, "a void", limits::SEAL_BYTES);
