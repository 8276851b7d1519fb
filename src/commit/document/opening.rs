//! The opening (开启文件): the master secret and the rosters in full. Secret until the disclosure.

use super::{Announcement, Disclosure, OpeningType, Protocol, RecordName};
use crate::commit::canonical::{FormError, FormProblem, document_bytes, read_secret};
use crate::commit::exposure::Exposure;
use crate::commit::secret::MasterSecret;
use crate::roster::{Kind, change, inspector, recusal, target};
use crate::say::Quoted;
use crate::types::digest::Digest;
use crate::types::form::TextForm;
use crate::types::limits;
use serde::{Deserialize, Serialize};
use std::fmt;
use zeroize::{Zeroize, Zeroizing};

/// A record with both its parts.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields, bound(serialize = "", deserialize = ""))]
#[non_exhaustive]
pub struct Record<K: Kind> {
    /// What the algorithm reads.
    pub draw: K::Draw,
    /// The rest.
    pub identity: K::Identity,
}

/// The rosters of a ceremony, and the ceremony before, if there is one.
#[derive(Clone)]
pub(crate) struct OpeningParts {
    pub(crate) changes: Vec<Record<change::Marker>>,
    pub(crate) inspectors: Vec<Record<inspector::Marker>>,
    pub(crate) recusals: Vec<Record<recusal::Marker>>,
    pub(crate) selection: Option<Box<Disclosure>>,
    pub(crate) targets: Vec<Record<target::Marker>>,
}

impl OpeningParts {
    pub(crate) fn exposure(&self) -> Exposure {
        let first = self.selection.as_deref().map(Disclosure::first);
        let targets = first.map_or(self.targets.len(), |first| first.rosters.targets.len());
        let (inspectors, recusals) = (self.inspectors.len(), self.recusals.len());
        Exposure { targets, inspectors, recusals, ..Exposure::default() }
    }
}

/// The opening of an announcement. It cannot be serialized by accident: [`Opening::reveal`] is the one way out.
///
/// ```
/// use dual_random::Opening;
/// # mod shared { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/shared/mod.rs")); }
/// # let announced = shared::announced()?;
///
/// let private = announced.opening.reveal()?; // for a file that nobody else reads
/// let opening = Opening::from_bytes(&private)?;
/// assert_eq!(opening.announcement(), announced.announcement.digest()?);
/// let envelope = opening.master().reveal();
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Opening {
    pub(crate) announcement: Digest,
    pub(crate) master: MasterSecret,
    pub(crate) parts: OpeningParts,
}

/// The document's fields.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    announcement: Digest,
    changes: Vec<Record<change::Marker>>,
    inspectors: Vec<Record<inspector::Marker>>,
    master: String,
    protocol: Protocol,
    recusals: Vec<Record<recusal::Marker>>,
    selection: Option<Box<Disclosure>>,
    targets: Vec<Record<target::Marker>>,
    #[serde(rename = "type")]
    document_type: OpeningType,
}

impl Drop for Wire {
    fn drop(&mut self) {
        self.master.zeroize();
    }
}

impl fmt::Debug for Opening {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Opening").field("announcement", &self.announcement).finish_non_exhaustive()
    }
}

impl Opening {
    /// Digest of the announcement that it opens.
    pub fn announcement(&self) -> Digest {
        self.announcement
    }

    /// The master secret, for the sealed envelope.
    pub fn master(&self) -> &MasterSecret {
        &self.master
    }

    /// The announcements of the ceremonies that this one continues, nearest first.
    pub fn continued(&self) -> impl Iterator<Item = &Announcement> {
        let chain = self.parts.selection.iter().flat_map(|selection| selection.chain());
        chain.map(|link| &link.announcement)
    }

    /// Every record of it, and of the ceremonies that it continues, as a list of what is withheld may name them.
    pub fn names(&self) -> impl Iterator<Item = RecordName<'_>> {
        let OpeningParts { changes, inspectors, recusals, selection, targets } = &self.parts;
        let targets = targets.iter().map(|r| RecordName::Target(&r.draw.id));
        let inspectors = inspectors.iter().map(|r| RecordName::Inspector(&r.draw.id));
        let recusals = recusals.iter().map(|r| RecordName::Recusal(&r.draw.inspector, &r.draw.target));
        let changes = changes.iter().map(|r| RecordName::Change(&r.draw.inspector, r.draw.target.as_ref()));
        let before = selection.iter().flat_map(|selection| selection.names());
        targets.chain(inspectors).chain(recusals).chain(changes).chain(before)
    }

    /// The opening's bytes, secret in them: keep them private until the disclosure.
    ///
    /// # Errors
    /// When a text holds a character that the profile refuses.
    pub fn reveal(&self) -> Result<Zeroizing<Vec<u8>>, FormError> {
        let parts = self.parts.clone();
        let wire = Wire {
            announcement: self.announcement,
            changes: parts.changes,
            inspectors: parts.inspectors,
            master: self.master.reveal().to_string(),
            protocol: Protocol,
            recusals: parts.recusals,
            selection: parts.selection,
            targets: parts.targets,
            document_type: OpeningType,
        };
        document_bytes(&wire).map(Zeroizing::new)
    }

    /// Reads an opening.
    ///
    /// # Errors
    /// When the bytes are not one in canonical form of at most 1 GiB. The error repeats no part of the secret.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, FormError> {
        let mut wire: Wire = read_secret(bytes, limits::DISCLOSURE_BYTES)?;
        let Some(master) = MasterSecret::from_hex(&wire.master) else {
            let problem = FormProblem::Form { expected: TextForm::Digest, found: Quoted::new("…") };
            return Err(FormError::at(0, "master", problem));
        };
        let parts = OpeningParts {
            changes: std::mem::take(&mut wire.changes),
            inspectors: std::mem::take(&mut wire.inspectors),
            recusals: std::mem::take(&mut wire.recusals),
            selection: wire.selection.take(),
            targets: std::mem::take(&mut wire.targets),
        };
        Ok(Self { announcement: wire.announcement, master, parts })
    }
}
