//! A void (作废): what became of an announced draw that does not stand (PROTOCOL.md §20.3).

use super::{Protocol, VoidType};
use crate::types::digest::{Digest, HashAlgorithm};
use crate::types::id::Id;
use crate::types::timestamp::Timestamp;
use serde::{Deserialize, Serialize};

/// A void, public.
///
/// ```
/// use dual_random::{Ended, HashAlgorithm, Void};
/// # mod shared { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/shared/mod.rs")); }
/// # let announced = shared::announced()?;
///
/// let at = "2026-10-09T20:00:00+08:00".parse()?;
/// let void = Void::new(HashAlgorithm::Sha256, announced.announcement.digest(), at, "密值遗失", Ended::Lost);
/// assert_eq!(void.ended(), Some(Ended::Lost));
/// assert_eq!(void.shows(), None, "which is a finding of its own");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Void {
    /// Digest of the announcement.
    pub announcement: Digest,
    /// When it was voided.
    pub at: Timestamp,
    /// Digest of the full disclosure of the draw that is thrown away.
    pub disclosure: Option<Digest>,
    /// Names of the values that no source published, in the order of the plan.
    pub missing: Vec<Id>,
    /// Names of the other authorities whose seed secrets are missing, in the order of the plan.
    pub missing_authorities: Vec<String>,
    /// Protocol version.
    pub protocol: Protocol,
    /// Why.
    pub reason: String,
    /// Whether the secret was lost, so that nothing can be shown.
    pub secret_lost: bool,
    #[serde(rename = "type")]
    pub(crate) document_type: VoidType,
    /// Digest of the undrawn, where there is no result to show.
    pub undrawn: Option<Digest>,
}

/// What a void says of an announcement.
///
/// ```
/// use dual_random::{Digest, Ended};
///
/// let disclosure = b"the bytes of the disclosure";
/// let ended = Ended::Drawn(Digest::of_file(disclosure));
/// assert_ne!(ended, Ended::Lost);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Ended {
    /// It was drawn: everything is published, in the disclosure with this digest.
    Drawn(Digest),
    /// It was not drawn, as yet or because something is missing: what it bound is published.
    Undrawn {
        /// Digest of the [`Undrawn`](super::Undrawn).
        undrawn: Digest,
        /// The values that no source published, in the order of the plan.
        missing: Vec<Id>,
        /// The other authorities whose secrets are missing, in the order of the plan.
        missing_authorities: Vec<String>,
    },
    /// The secret was lost: nothing can be shown, which is a finding of its own.
    Lost,
}

impl Void {
    /// A void of the announcement with that digest by that hash.
    pub fn new(
        hash: HashAlgorithm,
        announcement: Digest,
        at: Timestamp,
        reason: impl Into<String>,
        ended: Ended,
    ) -> Self {
        let mut void = Self {
            announcement,
            at,
            disclosure: None,
            missing: Vec::new(),
            missing_authorities: Vec::new(),
            protocol: Protocol::with(hash),
            reason: reason.into(),
            secret_lost: false,
            document_type: Default::default(),
            undrawn: None,
        };
        match ended {
            Ended::Drawn(disclosure) => void.disclosure = Some(disclosure),
            Ended::Undrawn { undrawn, missing, missing_authorities } => {
                void.undrawn = Some(undrawn);
                (void.missing, void.missing_authorities) = (missing, missing_authorities);
            }
            Ended::Lost => void.secret_lost = true,
        }
        void
    }

    /// What it says, if its fields go together.
    pub fn ended(&self) -> Option<Ended> {
        let nothing_missing = self.missing.is_empty() && self.missing_authorities.is_empty();
        match (self.disclosure, self.undrawn, self.secret_lost) {
            (Some(disclosure), None, false) if nothing_missing => Some(Ended::Drawn(disclosure)),
            (None, Some(undrawn), false) => Some(Ended::Undrawn {
                undrawn,
                missing: self.missing.clone(),
                missing_authorities: self.missing_authorities.clone(),
            }),
            (None, None, true) if nothing_missing => Some(Ended::Lost),
            _ => None,
        }
    }

    /// Digest of the file that is published with it.
    pub fn shows(&self) -> Option<Digest> {
        self.disclosure.or(self.undrawn)
    }
}

document!(Void, "a void");
