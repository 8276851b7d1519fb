//! The disclosure (披露文件): everything, so that anyone recomputes the draw.

use super::{
    Amendment, Announcement, Disclosed, DisclosedRosters, DisclosureType, DrawResult, Protocol, ReadError,
    RecordName, Seal,
};
use crate::commit::canonical::{FormError, document_bytes, read, read_file, stream, unwritable};
use crate::commit::secret::SaltKey;
use crate::commit::withholding::Grounds;
use crate::roster::target;
use crate::types::digest::{Digest, HashAlgorithm};
use crate::types::id::TargetId;
use crate::types::limits;
use serde::{Deserialize, Serialize};
use std::io;

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
/// assert_eq!(disclosure.announcement, *announced.announcement);
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
    /// When the bytes are not one in canonical form of at most 8 GiB.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, FormError> {
        read(bytes, limits::DISCLOSURE_BYTES)
    }

    /// Reads a disclosure from a file, whose bytes are never held unless it is none, and gives the file's digest.
    ///
    /// # Errors
    /// As [`Disclosure::from_bytes`], and when the file cannot be read.
    pub fn read(from: impl io::Read + io::Seek) -> Result<(Self, Digest), ReadError> {
        ReadError::of(read_file(from, limits::DISCLOSURE_BYTES, Self::hash_algorithm))
    }

    /// The document's bytes.
    ///
    /// # Errors
    /// When a text holds a character that the profile refuses.
    pub fn to_bytes(&self) -> Result<Vec<u8>, FormError> {
        document_bytes(self)
    }

    /// The document's digest: the hash of its bytes, which are written for it, by its protocol.
    ///
    /// # Errors
    /// When a text holds a character that the profile refuses.
    pub fn digest(&self) -> Result<Digest, FormError> {
        stream(self, io::sink(), self.hash_algorithm()).map_err(|_| unwritable(self))
    }

    /// Writes the document to a file or a connection, piece by piece, and gives its digest: a large one is never held whole.
    ///
    /// # Errors
    /// As the one that is written to; also when a text holds a character that the profile refuses.
    pub fn write(&self, to: impl io::Write) -> io::Result<Digest> {
        stream(self, to, self.hash_algorithm())
    }

    /// The hash of its protocol.
    pub fn hash_algorithm(&self) -> HashAlgorithm {
        self.protocol.hash()
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

    /// The targets of a name, of those whose name is not withheld.
    pub(crate) fn targets_called(&self, name: &str) -> Vec<&TargetId> {
        let all = self.first().rosters.targets.iter();
        let called = all.filter(|record| record.identity.shown().is_some_and(|shown| shown.name == name));
        called.map(|record| &record.draw.id).collect()
    }

    /// The first ceremony of the chain, which drew the targets.
    pub fn first(&self) -> &Self {
        let mut first = self;
        while let Some(selection) = &first.selection {
            first = selection;
        }
        first
    }

    /// The key of its leaf salts.
    pub(crate) fn salts(&self) -> SaltKey {
        SaltKey::new(self.hash_algorithm(), *self.salt_key.as_bytes())
    }

    /// Withholds identity parts on legal grounds.
    pub(crate) fn withhold(mut self, grounds: &Grounds) -> Result<Self, FormError> {
        let selection = self.selection.map(|selection| selection.withhold(grounds)).transpose()?;
        self.selection = selection.map(Box::new);
        self.rosters.withhold(self.protocol.hash(), grounds)?;
        Ok(self)
    }

    /// Every record of the chain.
    pub(crate) fn names(&self) -> impl Iterator<Item = RecordName<'_>> {
        self.chain().flat_map(|link| link.rosters.names())
    }
}
