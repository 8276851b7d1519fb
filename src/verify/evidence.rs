//! What the reader brings along, found independently of the files that are checked.

use crate::commit::canonical::FormError;
use crate::commit::document::{AmendmentSeal, Announcement, Seal};
use crate::types::digest::{Digest, HashAlgorithm};
use crate::types::id::Id;

/// The reader's own evidence; every part is optional. With a staffing ceremony it may be about any ceremony of the
/// chain.
///
/// ```
/// use dual_random::{Evidence, Id, Verdict, verify};
/// # mod shared { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/shared/mod.rs")); }
/// # let (announced, drawn) = shared::drawn()?;
/// # let disclosure = drawn.disclose(&dual_random::Grounds::none())?.to_bytes()?;
/// # let digest = announced.announcement.digest();
///
/// let evidence = Evidence::new()
///     .announcement_digest(digest) // from the signed minutes
///     .value(Id::new("kl8")?, "01 05 08 11 17 20 23 28 30 34 37 41 46 52 55 60 63 69 72 78"); // from the publisher
/// assert_eq!(verify(&disclosure, &evidence).verdict, Verdict::Verified);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Evidence {
    pub(crate) announcements: Vec<Digest>,
    pub(crate) seals: Vec<Digest>,
    pub(crate) values: Vec<(Id, String)>,
    pub(crate) accompanying_announcements: Vec<Digest>,
    pub(crate) accompanying_seals: Vec<Digest>,
}

impl Evidence {
    /// No evidence.
    pub fn new() -> Self {
        Self::default()
    }

    /// An announcement's digest, as signed minutes or a dated copy give it.
    #[must_use]
    pub fn announcement_digest(mut self, digest: Digest) -> Self {
        self.announcements.push(digest);
        self
    }

    /// An announcement that the reader kept.
    ///
    /// # Errors
    /// When the bytes are not an announcement in canonical form of at most 16 MiB.
    pub fn announcement(self, bytes: &[u8]) -> Result<Self, FormError> {
        let announcement = Announcement::from_bytes(bytes)?;
        Ok(self.announcement_digest(announcement.hash_algorithm().of_file(bytes)))
    }

    /// A seal that the reader kept: the draw's, or that of an amendment.
    ///
    /// # Errors
    /// When the bytes are not a seal in canonical form of at most 1 MiB.
    pub fn seal(mut self, bytes: &[u8]) -> Result<Self, FormError> {
        self.seals.push(seal_hash(bytes)?.of_file(bytes));
        Ok(self)
    }

    /// A public value that the reader looked up at its publisher: its name in the plan, and its text in the form of its kind,
    /// since it is compared as it is written.
    #[must_use]
    pub fn value(mut self, name: Id, text: impl Into<String>) -> Self {
        self.values.push((name, text.into()));
        self
    }

    /// An announcement that came with the disclosure. It must agree, but proves nothing about time, so it does not raise
    /// the verdict.
    #[must_use]
    pub fn accompanying_announcement(mut self, bytes: &[u8]) -> Self {
        // What is no announcement agrees with none, whatever its hash.
        let hash = Announcement::from_bytes(bytes).map(|read| read.hash_algorithm()).unwrap_or_default();
        self.accompanying_announcements.push(hash.of_file(bytes));
        self
    }

    /// A seal that came with the disclosure. It must agree.
    #[must_use]
    pub fn accompanying_seal(mut self, bytes: &[u8]) -> Self {
        self.accompanying_seals.push(seal_hash(bytes).unwrap_or_default().of_file(bytes));
        self
    }
}

/// The hash of a seal's protocol: the draw's, or that of an amendment.
fn seal_hash(bytes: &[u8]) -> Result<HashAlgorithm, FormError> {
    Seal::from_bytes(bytes).map(|seal| seal.hash_algorithm()).or_else(|error| {
        AmendmentSeal::from_bytes(bytes).map(|seal| seal.hash_algorithm()).map_err(|_| error)
    })
}
