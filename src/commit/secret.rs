//! Secrets: one master secret, and what is derived from it (PROTOCOL.md §6). None of these types can be serialized, and
//! their `Debug` shows nothing; each is wiped on drop.

#[cfg(feature = "shares")]
pub mod shares;

use super::canonical::decimal;
use crate::types::digest::{Digest, HashAlgorithm, HmacKey, parse_hex32};
use std::fmt;
use zeroize::{Zeroize, Zeroizing};

macro_rules! secret_type {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(Clone)]
        pub struct $name([u8; 32]);

        impl $name {
            /// The secret with these bytes.
            pub fn from_bytes(bytes: [u8; 32]) -> Self {
                Self(bytes)
            }

            /// The secret that 64 lower-case hex digits name; `None` for any other text.
            pub fn from_hex(text: &str) -> Option<Self> {
                parse_hex32(text).map(Self)
            }

            /// The secret as 64 hex digits: the one explicit way out.
            pub fn reveal(&self) -> Zeroizing<String> {
                Zeroizing::new(hex::encode(self.0))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }

        impl Drop for $name {
            fn drop(&mut self) {
                self.0.zeroize();
            }
        }
    };
}

secret_type! {
    /// The master secret of a ceremony: 32 bytes from a good source of randomness, used once, printed for a sealed
    /// envelope.
    ///
    /// ```
    /// use dual_random::MasterSecret;
    ///
    /// let random = [7; 32]; // from the operating system, in earnest
    /// let master = MasterSecret::from_bytes(random);
    /// let envelope = master.reveal();
    /// assert_eq!(envelope.len(), 64);
    /// assert_eq!(format!("{master:?}"), "MasterSecret(…)");
    /// ```
    MasterSecret
}
secret_type! {
    /// An authority's seed secret, committed in the announcement.
    ///
    /// ```
    /// use dual_random::{HashAlgorithm, SeedSecret};
    /// use dual_random::plan::Authority;
    ///
    /// // A partner keeps its secret until the draw; the lead's plan has the commitment.
    /// let own = SeedSecret::from_bytes([9; 32]);
    /// let partner = Authority::new("示例合作单位").committed(own.commitment(HashAlgorithm::Sha256));
    /// ```
    SeedSecret
}
impl MasterSecret {
    /// The seed secret of a draw with a hash.
    pub fn seed_secret(&self, hash: HashAlgorithm) -> SeedSecret {
        SeedSecret(hash.hmac(&self.0, b"dual-random/1 seed secret"))
    }

    pub(crate) fn salt_key(&self, hash: HashAlgorithm) -> SaltKey {
        SaltKey::new(hash, hash.hmac(&self.0, b"dual-random/1 leaf salts"))
    }

    pub(crate) fn identity_key(&self, hash: HashAlgorithm) -> IdentityKey {
        IdentityKey(SaltKey::new(hash, hash.hmac(&self.0, b"dual-random/1 identity salts")))
    }

    /// A made-up public value, for simulated draws.
    pub(crate) fn simulated_value(&self, number: u32) -> Digest {
        let label = format!("dual-random/1 simulated value:{number}");
        Digest::from_bytes(HashAlgorithm::Sha256.hmac(&self.0, label.as_bytes()))
    }
}

impl SeedSecret {
    /// The secret as it stands in a disclosure.
    pub(crate) fn to_digest(&self) -> Digest {
        Digest::from_bytes(self.0)
    }

    /// What an announcement with a hash states of this secret.
    pub fn commitment(&self, hash: HashAlgorithm) -> Digest {
        hash.hash(&[b"dual-random/1 commitment:", self.reveal().as_bytes()])
    }
}

/// A 32-byte salt. Not secret in itself once its record is shown.
pub(crate) type Salt = Digest;

/// Key of the leaf salts; disclosed.
pub(crate) struct SaltKey {
    hash: HashAlgorithm,
    key: Zeroizing<[u8; 32]>,
}

impl SaltKey {
    /// The key with these bytes, in a draw with a hash.
    pub(crate) fn new(hash: HashAlgorithm, key: [u8; 32]) -> Self {
        Self { hash, key: Zeroizing::new(key) }
    }

    /// The hash of its draw.
    pub(crate) fn hash_algorithm(&self) -> HashAlgorithm {
        self.hash
    }

    /// The key as it stands in a disclosure.
    pub(crate) fn to_digest(&self) -> Digest {
        Digest::from_bytes(*self.key)
    }

    /// Salts of a tree's leaves.
    pub(crate) fn salts(&self, tree: &str) -> Salts {
        Salts { key: HmacKey::new(self.hash, &self.key), name: format!("{tree}:") }
    }
}

/// Key of the identity salts; never disclosed.
pub(crate) struct IdentityKey(SaltKey);

impl IdentityKey {
    /// Salts of a roster's identity parts.
    pub(crate) fn salts(&self, tree: &str) -> Salts {
        self.0.salts(tree)
    }
}

/// The salts of a tree, by the indices of its leaves.
pub(crate) struct Salts {
    key: HmacKey,
    name: String,
}

impl Salts {
    pub(crate) fn of(&self, index: u64) -> Salt {
        self.key.of(self.name.as_bytes(), decimal(index, &mut [0; 20]))
    }
}
