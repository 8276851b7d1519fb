//! The hashes behind one small door: SHA-256 (FIPS 180-4) and SM3 (GB/T 32905-2016). Nothing outside this file names the
//! hash crates, or knows which of the two it is that a protocol's name asks for.

use super::form::read_from_text;
use crate::say::{coded, coded_serde, said_as_written, sayings, sayings_error};
use sha2::{Digest as _, Sha256, block_api::compress256};
use sm3::Sm3;
use std::fmt;

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
        HashAlgorithm::Sha256.of_file(bytes)
    }

    /// The same of what a file or a connection holds, which is never held whole.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn of_read(from: impl std::io::Read) -> std::io::Result<Self> {
        HashAlgorithm::Sha256.of_read(from)
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

coded! {
    /// A hash algorithm: what every digest, root, commitment and key of a draw is made with.
    ///
    /// ```
    /// use dual_random::HashAlgorithm;
    ///
    /// // What `printf abc | openssl dgst -sm3` prints.
    /// let digest = HashAlgorithm::Sm3.of_file(b"abc");
    /// assert_eq!(digest.to_hex(), "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
    /// ```
    #[derive(Default)]
    pub enum HashAlgorithm {
        #[default]
        Sha256 = "sha256", "SHA-256", "SHA-256";
        Sm3 = "sm3", "SM3", "SM3";
    }
}

coded_serde!(HashAlgorithm);

impl HashAlgorithm {
    /// The hash of a whole file.
    pub fn of_file(self, bytes: &[u8]) -> Digest {
        self.hash(&[bytes])
    }

    /// The same of what a file or a connection holds, which is never held whole.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn of_read(self, mut from: impl std::io::Read) -> std::io::Result<Digest> {
        // What is read may be secret.
        let (mut hasher, mut piece) = (Hasher::new(self), zeroize::Zeroizing::new(vec![0; 1 << 16]));
        loop {
            match from.read(&mut piece) {
                Ok(0) => return Ok(hasher.finish()),
                Ok(read) => hasher.update(&piece[..read]),
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// The hash of the concatenation of some parts.
    pub(crate) fn hash(self, parts: &[&[u8]]) -> Digest {
        let mut hasher = Hasher::new(self);
        for part in parts {
            hasher.update(part);
        }
        hasher.finish()
    }

    /// The hash of a byte and two hashes, as the nodes of a Merkle tree have it.
    pub(crate) fn of_pair(self, prefix: u8, left: &Digest, right: &Digest) -> Digest {
        match self {
            Self::Sha256 => sha256_of_pair(prefix, left, right),
            Self::Sm3 => self.hash(&[&[prefix], &left.0, &right.0]),
        }
    }

    /// HMAC (RFC 2104) under a 32-byte key. The blocks of both hashes have 64 bytes.
    pub(crate) fn hmac(self, key: &[u8; 32], message: &[u8]) -> [u8; 32] {
        let mut inner = zeroize::Zeroizing::new([0x36; BLOCK]);
        let mut outer = zeroize::Zeroizing::new([0x5c; BLOCK]);
        for (i, byte) in key.iter().enumerate() {
            inner[i] ^= byte;
            outer[i] ^= byte;
        }
        self.hash(&[&*outer, self.hash(&[&*inner, message]).as_bytes()]).0
    }
}

/// The hash of a text that comes piece by piece.
#[derive(Clone)]
pub(crate) enum Hasher {
    Sha256(Sha256),
    Sm3(Sm3),
}

impl Hasher {
    pub(crate) fn new(algorithm: HashAlgorithm) -> Self {
        match algorithm {
            HashAlgorithm::Sha256 => Self::Sha256(Sha256::new()),
            HashAlgorithm::Sm3 => Self::Sm3(Sm3::new()),
        }
    }

    pub(crate) fn update(&mut self, piece: &[u8]) {
        match self {
            Self::Sha256(hasher) => hasher.update(piece),
            Self::Sm3(hasher) => hasher.update(piece),
        }
    }

    pub(crate) fn finish(self) -> Digest {
        Digest(match self {
            Self::Sha256(hasher) => hasher.finalize().into(),
            Self::Sm3(hasher) => hasher.finalize().into(),
        })
    }
}

/// A message that is hashed when it is whole; its memory serves the next one. For many short ones, where the generic hasher
/// takes longer than the hash.
pub(crate) struct Message {
    algorithm: HashAlgorithm,
    text: Vec<u8>,
}

impl Message {
    pub(crate) const fn new(algorithm: HashAlgorithm) -> Self {
        Self { algorithm, text: Vec::new() }
    }

    /// Begins a message.
    pub(crate) fn begin(&mut self, parts: &[&[u8]]) -> &mut Self {
        self.text.clear();
        for part in parts {
            self.text.extend_from_slice(part);
        }
        self
    }

    /// The message's hash; the message is spent.
    pub(crate) fn hash(&mut self) -> Digest {
        let digest = match self.algorithm {
            HashAlgorithm::Sha256 => sha256_in_place(&mut self.text),
            HashAlgorithm::Sm3 => HashAlgorithm::Sm3.hash(&[&self.text]),
        };
        self.text.clear();
        digest
    }
}

impl std::io::Write for Message {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.text.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// SHA-256 of a text, to which its padding is appended.
fn sha256_in_place(text: &mut Vec<u8>) -> Digest {
    let bits = (text.len() as u64) * 8;
    text.push(0x80);
    // The length stands at the end of the last block.
    let blocks = (text.len() + 8).div_ceil(BLOCK);
    text.resize(blocks * BLOCK - 8, 0);
    text.extend_from_slice(&bits.to_be_bytes());
    let mut state = INITIAL_STATE;
    compress256(&mut state, text.as_chunks().0);
    digest_of(state)
}

/// SHA-256 of a byte and two hashes.
fn sha256_of_pair(prefix: u8, left: &Digest, right: &Digest) -> Digest {
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

/// A hash whose first block is given, ready to be finished with short texts: with SHA-256 one compression for a text of up to
/// 55 bytes, which is what makes a ticket cost one compression (PROTOCOL.md §10.2).
#[derive(Clone)]
pub(crate) enum AfterFirstBlock {
    Sha256([u32; 8]),
    Sm3(Sm3),
}

impl AfterFirstBlock {
    pub(crate) fn new(algorithm: HashAlgorithm, first: &[u8; BLOCK]) -> Self {
        match algorithm {
            HashAlgorithm::Sha256 => {
                let mut state = INITIAL_STATE;
                compress256(&mut state, &[*first]);
                Self::Sha256(state)
            }
            HashAlgorithm::Sm3 => Self::Sm3(Sm3::new_with_prefix(first)),
        }
    }

    /// The hash of the first block followed by two texts, together at most 119 bytes long (two blocks with padding);
    /// what is beyond is a programming error that callers exclude by the length of ids.
    #[inline]
    pub(crate) fn finish(&self, first: &[u8], second: &[u8]) -> Digest {
        match self {
            Self::Sha256(state) => sha256_after(*state, first, second),
            Self::Sm3(begun) => {
                Digest(begun.clone().chain_update(first).chain_update(second).finalize().into())
            }
        }
    }
}

/// SHA-256 of one block, of which the state is given, followed by two texts of at most 119 bytes.
#[inline]
fn sha256_after(mut state: [u32; 8], first: &[u8], second: &[u8]) -> Digest {
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

/// HMAC (RFC 2104) under one 32-byte key, for many short messages: with SHA-256 two compressions each. It is as secret as the
/// key, and wiped on drop (a hasher of SM3 wipes itself).
pub(crate) struct HmacKey {
    inner: AfterFirstBlock,
    outer: AfterFirstBlock,
}

impl HmacKey {
    pub(crate) fn new(algorithm: HashAlgorithm, key: &[u8; 32]) -> Self {
        let padded = |pad: u8| {
            let mut block = zeroize::Zeroizing::new([pad; BLOCK]);
            key.iter().zip(block.iter_mut()).for_each(|(key, byte)| *byte ^= key);
            AfterFirstBlock::new(algorithm, &block)
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
        for begun in [&mut self.inner, &mut self.outer] {
            if let AfterFirstBlock::Sha256(state) = begun {
                zeroize::Zeroize::zeroize(state);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_short_ways_are_the_plain_hash_and_hmac_for_every_length() {
        for &algorithm in HashAlgorithm::ALL {
            let (mut message, key) = (Message::new(algorithm), [7; 32]);
            let keyed = HmacKey::new(algorithm, &key);
            for len in 0..300 {
                let text: Vec<u8> = (0..len).map(|i| u8::try_from(i % 251).unwrap()).collect();
                let (head, rest) = text.split_at(text.len() / 3);
                assert_eq!(message.begin(&[head, rest]).hash(), algorithm.hash(&[&text]), "length {len}");
                if len <= 119 {
                    assert_eq!(keyed.of(head, rest).0, algorithm.hmac(&key, &text), "length {len}");
                }
            }
            let (a, b) = (algorithm.hash(&[b"a"]), algorithm.hash(&[b"b"]));
            assert_eq!(algorithm.of_pair(1, &a, &b), algorithm.hash(&[&[1], a.as_bytes(), b.as_bytes()]));
        }
    }

    #[test]
    fn finishing_after_a_block_is_the_plain_hash_for_every_length() {
        let first = [b'a'; BLOCK];
        for &algorithm in HashAlgorithm::ALL {
            let after = AfterFirstBlock::new(algorithm, &first);
            for len in 0..=119 {
                let tail: Vec<u8> = (0..len).map(|i| u8::try_from(i).unwrap()).collect();
                let (head, rest) = tail.split_at(tail.len() / 3);
                assert_eq!(after.finish(head, rest), algorithm.hash(&[&first, &tail]), "length {len}");
            }
        }
    }

    #[test]
    fn hmac_gives_the_values_of_rfc_4231() {
        // Test case 1 has a 20-byte key; padding it with zeros to 32 bytes leaves an HMAC unchanged.
        let mut key = [0; 32];
        key[..20].fill(0x0b);
        assert_eq!(
            hex::encode(HashAlgorithm::Sha256.hmac(&key, b"Hi There")),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
        );
    }

    #[test]
    fn sha256_gives_the_value_of_fips_180_4() {
        assert_eq!(
            HashAlgorithm::Sha256.hash(&[b"a", b"bc"]).to_hex(),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }

    /// Appendix A of the standard.
    #[test]
    fn sm3_gives_the_values_of_gb_t_32905() {
        assert_eq!(
            HashAlgorithm::Sm3.hash(&[b"a", b"bc"]).to_hex(),
            "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
        );
        assert_eq!(
            HashAlgorithm::Sm3.of_file(b"abcd".repeat(16).as_slice()).to_hex(),
            "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"
        );
    }

    #[test]
    fn what_is_read_has_the_hash_of_what_is_held() {
        let text = vec![9; 200_000];
        for &algorithm in HashAlgorithm::ALL {
            assert_eq!(algorithm.of_read(&text[..]).unwrap(), algorithm.of_file(&text));
        }
    }
}
