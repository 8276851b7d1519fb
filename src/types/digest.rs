//! SHA-256 behind one small door, so that SM3 (GB/T 32905) can stand beside it: nothing outside this file names the
//! hash crate. The algorithm's name is part of every announcement.

use super::form::read_from_text;
use crate::say::{said_as_written, sayings, sayings_error};
use sha2::{Digest as _, Sha256, block_api::compress256};
use std::fmt;

/// Name of the hash algorithm, as announcements state it.
pub const HASH_NAME: &str = "sha256";

const BLOCK: usize = 64;
const INITIAL_STATE: [u32; 8] =
    [0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19];

/// A hash value of 32 bytes; as text, 64 lower-case hex digits.
///
/// ```
/// use dual_random::Digest;
///
/// let digest = Digest::of_file(b"abc");
/// assert_eq!(digest, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad".parse()?);
/// # Ok::<(), dual_random::DigestError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(into = "String")]
pub struct Digest([u8; 32]);

sayings! {
    /// Why a text is not a digest. It does not repeat the text, which may be a secret.
    ///
    /// ```
    /// use dual_random::{Digest, DigestError};
    ///
    /// assert_eq!(Digest::from_hex("BA7816BF"), Err(DigestError::BadDigest));
    /// ```
    pub enum DigestError {
        BadDigest = "bad_digest", "应为 64 位小写十六进制", "not 64 lower-case hex digits";
    }
}

sayings_error!(DigestError);
said_as_written!(Digest);

impl Digest {
    /// The digest with these bytes.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Its bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The digest a text of 64 lower-case hex digits names.
    ///
    /// # Errors
    /// When the text is anything else; upper case and white space are refused, not repaired.
    pub fn from_hex(text: &str) -> Result<Self, DigestError> {
        parse_hex32(text).map(Self).ok_or(DigestError::BadDigest)
    }

    /// SHA-256 of a whole file, as `sha256sum` prints it.
    pub fn of_file(bytes: &[u8]) -> Self {
        sha256(&[bytes])
    }

    /// 64 lower-case hex digits.
    pub fn to_hex(self) -> String {
        hex::encode(self.0)
    }
}

/// 32 bytes from exactly 64 lower-case hex digits.
pub(crate) fn parse_hex32(text: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    let lower = text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    (lower && hex::decode_to_slice(text, &mut bytes).is_ok()).then_some(bytes)
}

read_from_text!(Digest, Digest, Digest::from_hex);

impl TryFrom<String> for Digest {
    type Error = DigestError;
    fn try_from(text: String) -> Result<Self, DigestError> {
        Self::from_hex(&text)
    }
}

impl From<Digest> for String {
    fn from(digest: Digest) -> Self {
        digest.to_hex()
    }
}

impl std::str::FromStr for Digest {
    type Err = DigestError;
    fn from_str(text: &str) -> Result<Self, DigestError> {
        Self::from_hex(text)
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_hex())
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_hex())
    }
}

/// The hash of a file that comes piece by piece.
pub(crate) struct Hasher(Sha256);

impl Hasher {
    pub(crate) fn new() -> Self {
        Self(Sha256::new())
    }

    pub(crate) fn update(&mut self, piece: &[u8]) {
        self.0.update(piece);
    }

    pub(crate) fn finish(self) -> Digest {
        Digest(self.0.finalize().into())
    }
}

/// SHA-256 of the concatenation of some parts.
pub(crate) fn sha256(parts: &[&[u8]]) -> Digest {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part);
    }
    Digest(hasher.finalize().into())
}

/// HMAC with SHA-256 (RFC 2104) under a 32-byte key.
pub(crate) fn hmac(key: &[u8; 32], message: &[u8]) -> [u8; 32] {
    let mut inner = zeroize::Zeroizing::new([0x36; BLOCK]);
    let mut outer = zeroize::Zeroizing::new([0x5c; BLOCK]);
    for (i, byte) in key.iter().enumerate() {
        inner[i] ^= byte;
        outer[i] ^= byte;
    }
    sha256(&[&*outer, sha256(&[&*inner, message]).as_bytes()]).0
}

/// A hash whose first block is given, ready to be finished with short texts: one compression for a text of up to 55
/// bytes, which is what makes a ticket cost one compression (PROTOCOL.md §10.2).
#[derive(Clone)]
pub(crate) struct AfterFirstBlock {
    state: [u32; 8],
}

impl AfterFirstBlock {
    pub(crate) fn new(first: &[u8; BLOCK]) -> Self {
        let mut state = INITIAL_STATE;
        compress256(&mut state, &[*first]);
        Self { state }
    }

    /// SHA-256 of the first block followed by two texts, together at most 119 bytes long (two blocks with padding);
    /// what is beyond is a programming error that callers exclude by the length of ids.
    #[inline]
    pub(crate) fn finish(&self, first: &[u8], second: &[u8]) -> Digest {
        let mut state = self.state;
        let len = first.len() + second.len();
        let bits = ((BLOCK + len) as u64) * 8;
        let mut blocks = [[0u8; BLOCK]; 2];
        let used = if len <= BLOCK - 9 { 1 } else { 2 };
        let flat = blocks[..used].as_flattened_mut();
        flat[..first.len()].copy_from_slice(first);
        flat[first.len()..len].copy_from_slice(second);
        flat[len] = 0x80;
        flat[used * BLOCK - 8..].copy_from_slice(&bits.to_be_bytes());
        compress256(&mut state, &blocks[..used]);
        let mut out = [0u8; 32];
        for (bytes, word) in out.chunks_exact_mut(4).zip(state) {
            bytes.copy_from_slice(&word.to_be_bytes());
        }
        Digest(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finishing_after_a_block_is_plain_sha256_for_every_length() {
        let first = [b'a'; BLOCK];
        let after = AfterFirstBlock::new(&first);
        for len in 0..=119 {
            let tail: Vec<u8> = (0..len).map(|i| u8::try_from(i).unwrap()).collect();
            let (head, rest) = tail.split_at(tail.len() / 3);
            assert_eq!(after.finish(head, rest), sha256(&[&first, &tail]), "length {len}");
        }
    }

    #[test]
    fn hmac_gives_the_values_of_rfc_4231() {
        // Test case 1 has a 20-byte key; padding it with zeros to 32 bytes leaves an HMAC unchanged.
        let mut key = [0; 32];
        key[..20].fill(0x0b);
        assert_eq!(
            hex::encode(hmac(&key, b"Hi There")),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
        );
    }

    #[test]
    fn sha256_gives_the_value_of_fips_180_4() {
        assert_eq!(
            sha256(&[b"a", b"bc"]).to_hex(),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }
}
