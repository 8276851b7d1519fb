//! Secrets: one master secret, and what is derived from it (PROTOCOL.md §6). None of these types can be serialized, and
//! their `Debug` shows nothing; each is wiped on drop.

#[cfg(feature = "shares")]
pub mod shares;

use super::canonical::decimal;
use crate::types::digest::{Digest, HmacKey, hmac, parse_hex32, sha256};
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
    /// use dual_random::SeedSecret;
    /// use dual_random::plan::Authority;
    ///
    /// // A partner keeps its secret until the draw; the lead's plan has the commitment.
    /// let own = SeedSecret::from_bytes([9; 32]);
    /// let partner = Authority::new("示例合作单位").committed(own.commitment());
    /// ```
    SeedSecret
}
secret_type! {
    /// Key of the leaf salts; disclosed.
    SaltKey
}
secret_type! {
    /// Key of the identity salts; never disclosed.
    IdentityKey
}

impl MasterSecret {
    /// The seed secret.
    pub fn seed_secret(&self) -> SeedSecret {
        SeedSecret(hmac(&self.0, b"dual-random/1 seed secret"))
    }

    pub(crate) fn salt_key(&self) -> SaltKey {
        SaltKey(hmac(&self.0, b"dual-random/1 leaf salts"))
    }

    pub(crate) fn identity_key(&self) -> IdentityKey {
        IdentityKey(hmac(&self.0, b"dual-random/1 identity salts"))
    }
}

impl MasterSecret {
    /// A made-up public value, for simulated draws.
    pub(crate) fn simulated_value(&self, number: u32) -> Digest {
        Digest::from_bytes(hmac(&self.0, format!("dual-random/1 simulated value:{number}").as_bytes()))
    }
}

impl SaltKey {
    /// The key as it stands in a disclosure.
    pub(crate) fn to_digest(&self) -> Digest {
        Digest::from_bytes(self.0)
    }
}

impl SeedSecret {
    /// The secret as it stands in a disclosure.
    pub(crate) fn to_digest(&self) -> Digest {
        Digest::from_bytes(self.0)
    }

    /// What an announcement states of this secret.
    pub fn commitment(&self) -> Digest {
        sha256(&[b"dual-random/1 commitment:", self.reveal().as_bytes()])
    }
}

/// A 32-byte salt. Not secret in itself once its record is shown.
pub(crate) type Salt = Digest;

/// The salts of a tree, by the indices of its leaves.
pub(crate) struct Salts {
    key: HmacKey,
    name: String,
}

impl Salts {
    fn new(key: &[u8; 32], tree: &str) -> Self {
        Self { key: HmacKey::new(key), name: format!("{tree}:") }
    }

    pub(crate) fn of(&self, index: u64) -> Salt {
        self.key.of(self.name.as_bytes(), decimal(index, &mut [0; 20]))
    }
}

impl SaltKey {
    /// Salts of a tree's leaves.
    pub(crate) fn salts(&self, tree: &str) -> Salts {
        Salts::new(&self.0, tree)
    }
}

impl IdentityKey {
    /// Salts of a roster's identity parts.
    pub(crate) fn salts(&self, tree: &str) -> Salts {
        Salts::new(&self.0, tree)
    }
}
