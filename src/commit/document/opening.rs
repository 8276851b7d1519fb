//! The opening (开启文件): the master secret and the rosters in full. Secret until the disclosure.

use super::{
    Announcement, Bare, Disclosure, OpeningType, Protocol, ReadError, Record, RecordName, RosterRecords,
};
use crate::commit::canonical::{
    FormError, FormProblem, document_bytes, read_secret, read_secret_file, stream,
};
use crate::commit::exposure::Exposure;
use crate::commit::secret::MasterSecret;
use crate::roster::{change, inspector, recusal, target};
use crate::say::Quoted;
use crate::types::digest::{Digest, HashAlgorithm};
use crate::types::form::TextForm;
use crate::types::id::TargetId;
use crate::types::limits;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt;
use std::io;
use std::sync::Arc;
use zeroize::{Zeroize, Zeroizing};

/// The rosters of a ceremony, and the ceremony before, if there is one; and the hash of its protocol.
pub(crate) struct OpeningParts {
    pub(crate) hash: HashAlgorithm,
    pub(crate) rosters: RosterRecords<Bare>,
    pub(crate) selection: Option<Box<Disclosure>>,
}

impl PartialEq for OpeningParts {
    /// A ceremony before is told by its announcement and its head, which bind all that it is.
    fn eq(&self, other: &Self) -> bool {
        let before = |parts: &Self| {
            let selection = parts.selection.as_ref()?;
            Some((selection.announcement.clone(), selection.head))
        };
        (self.hash, &self.rosters) == (other.hash, &other.rosters) && before(self) == before(other)
    }
}

impl OpeningParts {
    pub(crate) fn exposure(&self) -> Exposure {
        let first = self.selection.as_deref().map(Disclosure::first);
        let targets = first.map_or(self.rosters.targets.len(), |first| first.rosters.targets.len());
        let (inspectors, recusals) = (self.rosters.inspectors.len(), self.rosters.recusals.len());
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
/// assert_eq!(opening.announcement(), announced.announcement.digest());
/// let envelope = opening.master().reveal();
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Opening {
    pub(crate) announcement: Digest,
    pub(crate) master: MasterSecret,
    pub(crate) parts: Arc<OpeningParts>,
}

/// The document's fields.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire<'a> {
    announcement: Digest,
    changes: Cow<'a, [Record<change::Marker>]>,
    inspectors: Cow<'a, [Record<inspector::Marker>]>,
    master: String,
    protocol: Protocol,
    recusals: Cow<'a, [Record<recusal::Marker>]>,
    selection: Option<Cow<'a, Disclosure>>,
    targets: Cow<'a, [Record<target::Marker>]>,
    #[serde(rename = "type")]
    document_type: OpeningType,
}

impl Drop for Wire<'_> {
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

    /// The hash of its protocol.
    pub fn hash_algorithm(&self) -> HashAlgorithm {
        self.parts.hash
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
        let OpeningParts { rosters, selection, .. } = &*self.parts;
        rosters.names().chain(selection.iter().flat_map(|selection| selection.names()))
    }

    /// The targets of a name.
    pub fn targets_called(&self, name: &str) -> Vec<&TargetId> {
        let OpeningParts { rosters, selection, .. } = &*self.parts;
        let own = rosters
            .targets
            .iter()
            .filter(|record| record.identity.name == name)
            .map(|record| &record.draw.id);
        let before = selection.iter().flat_map(|selection| selection.targets_called(name));
        own.chain(before).collect()
    }

    /// The opening's bytes, secret in them: keep them private until the disclosure.
    ///
    /// # Errors
    /// When a text holds a character that the profile refuses.
    pub fn reveal(&self) -> Result<Zeroizing<Vec<u8>>, FormError> {
        document_bytes(&self.wire()).map(Zeroizing::new)
    }

    /// The same, piece by piece, to a file that nobody else reads: gives its digest.
    ///
    /// # Errors
    /// As the one that is written to; also when a text holds a character that the profile refuses.
    pub fn reveal_to(&self, to: impl io::Write) -> io::Result<Digest> {
        stream(&self.wire(), to, self.parts.hash)
    }

    fn wire(&self) -> Wire<'_> {
        let RosterRecords { changes, inspectors, recusals, targets } = &self.parts.rosters;
        Wire {
            announcement: self.announcement,
            changes: changes.into(),
            inspectors: inspectors.into(),
            master: self.master.reveal().to_string(),
            protocol: Protocol::with(self.parts.hash),
            recusals: recusals.into(),
            selection: self.parts.selection.as_deref().map(Cow::Borrowed),
            targets: targets.into(),
            document_type: OpeningType,
        }
    }

    /// Reads an opening.
    ///
    /// # Errors
    /// When the bytes are not one in canonical form of at most 8 GiB. The error repeats no part of the secret.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, FormError> {
        Self::of_wire(read_secret(bytes, limits::DISCLOSURE_BYTES)?)
    }

    /// Reads an opening from a file, whose bytes are never held unless it is none.
    ///
    /// # Errors
    /// As [`Opening::from_bytes`], and when the file cannot be read.
    pub fn read(from: impl io::Read + io::Seek) -> Result<Self, ReadError> {
        let (wire, _) =
            ReadError::of(read_secret_file(from, limits::DISCLOSURE_BYTES, |wire: &Wire<'_>| {
                wire.protocol.hash()
            }))?;
        Self::of_wire(wire).map_err(|error| ReadError::Form { error })
    }

    fn of_wire(mut wire: Wire<'_>) -> Result<Self, FormError> {
        let Some(master) = MasterSecret::from_hex(&wire.master) else {
            let problem = FormProblem::Form { expected: TextForm::Digest, found: Quoted::new("…") };
            return Err(FormError::at(0, "master", problem));
        };
        let rosters = RosterRecords {
            changes: std::mem::take(&mut wire.changes).into_owned(),
            inspectors: std::mem::take(&mut wire.inspectors).into_owned(),
            recusals: std::mem::take(&mut wire.recusals).into_owned(),
            targets: std::mem::take(&mut wire.targets).into_owned(),
        };
        let parts = OpeningParts {
            hash: wire.protocol.hash(),
            rosters,
            selection: wire.selection.take().map(|selection| Box::new(selection.into_owned())),
        };
        Ok(Self { announcement: wire.announcement, master, parts: Arc::new(parts) })
    }
}
