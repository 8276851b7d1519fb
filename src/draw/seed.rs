//! The seed, and the keys derived from it (PROTOCOL.md §10.1).

use crate::commit::secret::SeedSecret;
use crate::types::digest::{Digest, HashAlgorithm};

/// The 32-byte seed of a draw. It is bound to the announcement, so no two draws share one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seed {
    hash: HashAlgorithm,
    seed: Digest,
}

/// A value as the seed takes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct SeedValue<'a> {
    /// Name of the value.
    pub name: &'a str,
    /// 0 for the main source, n for the n-th fallback.
    pub source: usize,
    /// Issue of the source used.
    pub issue: &'a str,
    /// Its text.
    pub text: &'a str,
}

impl Seed {
    /// The seed of an announcement with a hash, the seed secrets in the order of the authorities, and the values in the order of the
    /// plan. Every field is prefixed with its length.
    pub fn new(
        hash: HashAlgorithm,
        announcement: &Digest,
        secrets: &[SeedSecret],
        values: &[SeedValue<'_>],
    ) -> Self {
        let mut input = zeroize::Zeroizing::new(Vec::new());
        let mut add = |field: &str| {
            input.extend_from_slice(field.len().to_string().as_bytes());
            input.push(b':');
            input.extend_from_slice(field.as_bytes());
        };
        add("dual-random/1 seed");
        add(&announcement.to_hex());
        for secret in secrets {
            add(&secret.reveal());
        }
        for value in values {
            add(value.name);
            add(&value.source.to_string());
            add(value.issue);
            add(value.text);
        }
        Self { hash, seed: hash.hash(&[&input]) }
    }

    /// The hash of its draw.
    pub(crate) fn hash_algorithm(&self) -> HashAlgorithm {
        self.hash
    }

    /// The seed as a digest, for documents.
    pub fn digest(&self) -> Digest {
        self.seed
    }

    fn derive(&self, label: &str) -> Digest {
        self.hash.hash(&[label.as_bytes(), self.seed.to_hex().as_bytes()])
    }

    /// Key of the tickets.
    pub fn ticket_key(&self) -> Digest {
        self.derive("dual-random/1 tickets:")
    }

    /// Key of the decks.
    pub fn deck_key(&self) -> Digest {
        self.derive("dual-random/1 decks:")
    }
}
