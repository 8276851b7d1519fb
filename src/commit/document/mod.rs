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

            /// The document's digest: SHA-256 of its bytes.
            ///
            /// # Errors
            /// When a text holds a character that the profile refuses.
            pub fn digest(
                &self,
            ) -> Result<$crate::types::digest::Digest, $crate::commit::canonical::FormError> {
                Ok($crate::types::digest::Digest::of_file(&self.to_bytes()?))
            }
        }
    };
}

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

/// Version of the protocol, as every document states it.
pub const PROTOCOL: &str = "dual-random/1";

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
    /// The protocol's version.
    Protocol = PROTOCOL;
    /// The hash algorithm.
    HashName = crate::types::digest::HASH_NAME;
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
