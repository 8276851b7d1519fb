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
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
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

    /// The same of what a file or a connection holds, which is never held whole.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn of_read(mut from: impl std::io::Read) -> std::io::Result<Self> {
        // What is read may be secret.
        let (mut hasher, mut piece) = (Hasher::new(), zeroize::Zeroizing::new(vec![0; 1 << 16]));
        loop {
            match from.read(&mut piece) {
                Ok(0) => return Ok(hasher.finish()),
                Ok(read) => hasher.update(&piece[..read]),
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// 64 lower-case hex digits.
    pub fn to_hex(self) -> String {
        hex::encode(self.0)
    }
}

/// 32 bytes from exactly 64 lower-case hex digits.
pub(crate) fn parse_hex32(text: &str) -> Option<[u8; 32]> {
    let digit = |b: u8| match b {
        b'0'..=b'9' => Some(b - b'0'),
        b'a'..=b'f' => Some(b - b'a' + 10),
        _ => None,
    };
    let digits: &[u8; 64] = text.as_bytes().try_into().ok()?;
    let mut bytes = [0; 32];
    for (byte, pair) in bytes.iter_mut().zip(digits.as_chunks::<2>().0) {
        *byte = digit(pair[0])? << 4 | digit(pair[1])?;
    }
    Some(bytes)
}

read_from_text!(Digest, Digest, Digest::from_hex);

impl serde::Serialize for Digest {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let digits = hex_digits(&self.0);
        // Hex digits are always UTF-8.
        serializer.serialize_str(std::str::from_utf8(&digits).unwrap_or_default())
    }
}

/// 64 lower-case hex digits.
fn hex_digits(bytes: &[u8; 32]) -> [u8; 64] {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut digits = [0; 64];
    for (pair, byte) in digits.chunks_exact_mut(2).zip(bytes) {
        pair.copy_from_slice(&[DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]);
    }
    digits
}

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

/// A message that is hashed when it is whole; its memory serves the next one. For many short ones, where the generic hasher
/// takes longer than the hash.
#[derive(Default)]
pub(crate) struct Message(Vec<u8>);

impl Message {
    pub(crate) const fn new() -> Self {
        Self(Vec::new())
    }

    /// Begins a message.
    pub(crate) fn begin(&mut self, parts: &[&[u8]]) -> &mut Self {
        self.0.clear();
        for part in parts {
            self.0.extend_from_slice(part);
        }
        self
    }

    /// The message's SHA-256; the message is spent.
    pub(crate) fn hash(&mut self) -> Digest {
        let bits = (self.0.len() as u64) * 8;
        self.0.push(0x80);
        // The length stands at the end of the last block.
        let blocks = (self.0.len() + 8).div_ceil(BLOCK);
        self.0.resize(blocks * BLOCK - 8, 0);
        self.0.extend_from_slice(&bits.to_be_bytes());
        let mut state = INITIAL_STATE;
        compress256(&mut state, self.0.as_chunks().0);
        self.0.clear();
        digest_of(state)
    }
}

impl std::io::Write for Message {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// SHA-256 of a byte and two hashes, as the nodes of a Merkle tree have it.
pub(crate) fn sha256_of_pair(prefix: u8, left: &Digest, right: &Digest) -> Digest {
    const LENGTH: usize = 1 + 32 + 32;
    let mut blocks = [[0; BLOCK]; 2];
    let flat = blocks.as_flattened_mut();
    flat[0] = prefix;
    flat[1..33].copy_from_slice(&left.0);
    flat[33..LENGTH].copy_from_slice(&right.0);
    flat[LENGTH] = 0x80;
    flat[2 * BLOCK - 8..].copy_from_slice(&((LENGTH as u64) * 8).to_be_bytes());
    let mut state = INITIAL_STATE;
    compress256(&mut state, &blocks);
    digest_of(state)
}

fn digest_of(state: [u32; 8]) -> Digest {
    let mut bytes = [0; 32];
    for (bytes, word) in bytes.chunks_exact_mut(4).zip(state) {
        bytes.copy_from_slice(&word.to_be_bytes());
    }
    Digest(bytes)
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
        digest_of(state)
    }
}

/// HMAC with SHA-256 under one 32-byte key, for many short messages: two compressions each. It is as secret as the key, and
/// wiped on drop.
pub(crate) struct HmacKey {
    inner: AfterFirstBlock,
    outer: AfterFirstBlock,
}

impl HmacKey {
    pub(crate) fn new(key: &[u8; 32]) -> Self {
        let padded = |pad: u8| {
            let mut block = zeroize::Zeroizing::new([pad; BLOCK]);
            key.iter().zip(block.iter_mut()).for_each(|(key, byte)| *byte ^= key);
            AfterFirstBlock::new(&block)
        };
        Self { inner: padded(0x36), outer: padded(0x5c) }
    }

    /// The HMAC of two texts together, which are at most 119 bytes long.
    pub(crate) fn of(&self, first: &[u8], second: &[u8]) -> Digest {
        self.outer.finish(self.inner.finish(first, second).as_bytes(), &[])
    }
}

impl Drop for HmacKey {
    fn drop(&mut self) {
        zeroize::Zeroize::zeroize(&mut self.inner.state);
        zeroize::Zeroize::zeroize(&mut self.outer.state);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_short_ways_are_plain_sha256_and_hmac_for_every_length() {
        let (mut message, key) = (Message::new(), [7; 32]);
        let keyed = HmacKey::new(&key);
        for len in 0..300 {
            let text: Vec<u8> = (0..len).map(|i| u8::try_from(i % 251).unwrap()).collect();
            let (head, rest) = text.split_at(text.len() / 3);
            assert_eq!(message.begin(&[head, rest]).hash(), sha256(&[&text]), "length {len}");
            if len <= 119 {
                assert_eq!(keyed.of(head, rest).0, hmac(&key, &text), "length {len}");
            }
        }
        let (a, b) = (sha256(&[b"a"]), sha256(&[b"b"]));
        assert_eq!(sha256_of_pair(1, &a, &b), sha256(&[&[1], a.as_bytes(), b.as_bytes()]));
    }

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
