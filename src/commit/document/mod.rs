//! The documents (PROTOCOL.md §9, §13, §15, §16, §18, §20). Fields are declared in text order, which is the canonical order.

/// Reading and writing of a document.
macro_rules! document {
    ($name:ident, $what:literal) => {
        impl $name {
            #[doc = concat!("Reads ", $what, ".")]
            ///
            /// # Errors
            /// When the bytes are not one in canonical form (PROTOCOL.md §2), or more than
            /// [`MOST_BYTES`](crate::commit::document::Document::MOST_BYTES).
            pub fn from_bytes(bytes: &[u8]) -> Result<Self, $crate::commit::canonical::FormError> {
                $crate::commit::canonical::read(
                    bytes,
                    <Self as $crate::commit::document::Document>::MOST_BYTES,
                )
            }

            /// The document's bytes.
            ///
            /// # Errors
            /// When a text holds a character that the profile refuses.
            pub fn to_bytes(&self) -> Result<Vec<u8>, $crate::commit::canonical::FormError> {
                $crate::commit::canonical::document_bytes(self)
            }

            /// The hash of its protocol.
            pub fn hash_algorithm(&self) -> $crate::types::digest::HashAlgorithm {
                self.protocol.hash()
            }

            /// The document's digest: the hash of its bytes by its protocol.
            ///
            /// # Errors
            /// When a text holds a character that the profile refuses.
            pub fn digest(
                &self,
            ) -> Result<$crate::types::digest::Digest, $crate::commit::canonical::FormError> {
                Ok(self.hash_algorithm().of_file(&self.to_bytes()?))
            }
        }
    };
}

use crate::types::digest::HashAlgorithm;

mod amendment;
mod announcement;
mod disclosure;
mod kept;
mod opening;
mod proof;
mod record;
mod result;
mod seal;
mod undrawn;
mod void;

pub use amendment::{
    Amendment, AmendmentOutcome, AmendmentSeal, InspectorStrike, Replaced, Strikes, TargetStrike,
};
pub use announcement::{Announcement, Predecessor, RosterHeads, TreeHead};
pub use disclosure::Disclosure;
pub(crate) use disclosure::Opened;
pub use kept::{Document, Kept, ReadError};
pub use opening::Opening;
pub(crate) use opening::OpeningParts;
pub use proof::{Proof, Proven, ProvenDrawn, ProvenEntry, ProvenInspector, ProvenRecord, ProvenResult};
pub use record::{
    Bare, Disclosed, DisclosedRosters, Identity, Published, Record, RecordName, RosterRecords, Showing,
};
pub(crate) use record::{shown, withhold_in};
pub use result::{DrawResult, DrawnTicket, ResultEntry, SeatResult, Slip, StratumResult, TeamResult};
pub use seal::{Seal, SeatCounts, UsedValue};
pub use undrawn::Undrawn;
pub use void::{Ended, Void};

/// The protocol with SHA-256, as every document of it names it.
pub const PROTOCOL: &str = "dual-random/1";
/// The protocol with SM3.
pub const PROTOCOL_SM3: &str = "dual-random/1-sm3";

/// The protocol that a document names: with it the hash that all its digests are made with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Protocol(HashAlgorithm);

impl Protocol {
    /// The protocol with a hash.
    pub const fn with(hash: HashAlgorithm) -> Self {
        Self(hash)
    }

    /// Its hash.
    pub const fn hash(self) -> HashAlgorithm {
        self.0
    }

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self.0 {
            HashAlgorithm::Sha256 => PROTOCOL,
            HashAlgorithm::Sm3 => PROTOCOL_SM3,
        }
    }
}

impl serde::Serialize for Protocol {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> serde::Deserialize<'de> for Protocol {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <String as serde::Deserialize>::deserialize(deserializer)?;
        let named =
            HashAlgorithm::ALL.iter().map(|hash| Self(*hash)).find(|protocol| protocol.name() == text);
        named.ok_or_else(|| serde::de::Error::unknown_variant(&text, &[PROTOCOL, PROTOCOL_SM3]))
    }
}

/// Defines a type with one value, which stands in documents as a fixed text.
macro_rules! fixed_text {
    ($($(#[$meta:meta])* $name:ident = $text:expr;)+) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
        pub struct $name;

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str($text)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <String as serde::Deserialize>::deserialize(deserializer)?;
                if text == $text { Ok(Self) } else { Err(serde::de::Error::unknown_variant(&text, &[$text])) }
            }
        }
    )+};
}

fixed_text! {
    /// Type of an amendment.
    AmendmentType = "amendment";
    /// Type of an amendment's seal.
    AmendmentSealType = "amendment_seal";
    /// Type of an announcement.
    AnnouncementType = "announcement";
    /// Type of an opening.
    OpeningType = "opening";
    /// Type of a seal.
    SealType = "seal";
    /// Type of a proof.
    ProofType = "proof";
    /// Type of an undrawn.
    UndrawnType = "undrawn";
    /// Type of a void.
    VoidType = "void";
    /// Type of a disclosure.
    DisclosureType = "disclosure";
}
