//! Signatures that stand under a checkpoint, verified.

use super::key::{KeyKind, VerifierKey, cosigned};
use crate::record::SignedCheckpoint;
use crate::types::timestamp::Timestamp;
use base64ct::{Base64, Encoding as _};

/// What stands under a checkpoint of one key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signature {
    /// Nothing.
    Missing,
    /// A line bears the name and id of the key, or its name and no id, and is not its signature.
    Bad,
    /// A signature of the log.
    Signed,
    /// A cosignature of the witness, with its time; of several the first.
    Cosigned(Timestamp),
}

impl VerifierKey {
    /// Verifies what stands under a checkpoint of this key. Lines of other keys are passed over, as signed-note asks; of lines of this
    /// key each must be right.
    pub fn verify(&self, checkpoint: &SignedCheckpoint) -> Signature {
        let mut found = Signature::Missing;
        for line in checkpoint.lines() {
            let now = self.verify_line(checkpoint.text(), line);
            found = match (found, now) {
                (_, Signature::Bad) => return Signature::Bad,
                (found, Signature::Missing) => found,
                (Signature::Cosigned(one), Signature::Cosigned(other)) => Signature::Cosigned(one.min(other)),
                (_, now) => now,
            };
        }
        found
    }

    fn verify_line(&self, text: &str, line: &str) -> Signature {
        let named = line.strip_prefix("— ").and_then(|line| line.strip_prefix(self.name()));
        let Some(data) = named.and_then(|line| line.strip_prefix(' ')) else {
            return Signature::Missing;
        };
        let Some((id, signature)) = Base64::decode_vec(data).ok().and_then(|bytes| split(&bytes)) else {
            return Signature::Bad;
        };
        if id != self.id() {
            return Signature::Missing;
        }
        self.verified(text, &signature).unwrap_or(Signature::Bad)
    }

    fn verified(&self, text: &str, signature: &[u8]) -> Option<Signature> {
        match self.kind() {
            KeyKind::Log => self.is_over(text, signature.try_into().ok()?).then_some(Signature::Signed),
            KeyKind::Witness => {
                let (time, signature) = signature.split_first_chunk()?;
                let time = u64::from_be_bytes(*time);
                let at = Timestamp::from_unix_seconds(i64::try_from(time).ok()?)?;
                let is_over = self.is_over(&cosigned(time, text), signature.try_into().ok()?);
                is_over.then_some(Signature::Cosigned(at))
            }
        }
    }

    /// Whether these 64 bytes are this key's signature over a text. It is verified strictly: one text has one signature of a key.
    fn is_over(&self, text: &str, signature: &[u8; 64]) -> bool {
        let signature = ed25519_dalek::Signature::from_bytes(signature);
        self.key().verify_strict(text.as_bytes(), &signature).is_ok()
    }
}

/// The id of a key, and what follows it.
fn split(bytes: &[u8]) -> Option<([u8; 4], Vec<u8>)> {
    bytes.split_first_chunk().map(|(id, rest)| (*id, rest.to_owned()))
}
