//! Keys in the text form of signed-note: one line each.

use crate::record::{CheckpointError, SignedCheckpoint};
use crate::say::{coded, coded_serde, sayings, sayings_error};
use crate::types::digest::HashAlgorithm;
use crate::types::timestamp::Timestamp;
use base64ct::{Base64, Encoding as _};
use ed25519_dalek::{Signer as _, SigningKey, VerifyingKey};
use std::fmt;
use zeroize::Zeroizing;

/// Longest name of a key, in bytes: that of an origin.
const MAX_NAME: usize = 255;
/// What a secret key's text begins with.
const PRIVATE: &str = "PRIVATE+KEY+";

sayings! {
    /// Why something is not a key. It does not repeat the text, which may be a secret.
    pub enum KeyError {
        Form = "form", "公钥应为一行：名称+8 位十六进制编号+Base64", "a public key is one line, name+id+base64, the id of 8 hex digits";
        PrivateForm = "private_form", "私钥应为一行：固定字样、名称、8 位十六进制编号、Base64，以加号隔开", "a secret key is one line, PRIVATE+KEY+name+id+base64, the id of 8 hex digits";
        Secret = "secret", "这是私钥，须保密；应给出公钥", "this is a secret key, to be kept to oneself; the public one is asked for";
        Name = "name", "密钥名称须为 1 至 255 字节，且不含空白、控制字符和加号", "a key's name must have 1 to 255 bytes, without white space, control characters and plus signs";
        Algorithm = "algorithm", "不支持这种密钥：类别应为 01（日志签名）或者 04（联署）", "this kind of key is not supported: it must be Ed25519 (01 for signatures, 04 for cosignatures)";
        Length = "length", "密钥须为类别一字节、数据 32 字节的标准 Base64", "the key must be standard Base64 of one byte for its kind and 32 of data";
        Id = "id", "密钥编号与名称、密钥不符：抄录有误，或者名称被改动", "the key's id is not that of its name and data: it was copied wrongly, or another name was put to it";
        Point = "point", "不是可以信赖的公钥", "this is not an Ed25519 key that can be relied on";
    }
}

sayings_error!(KeyError);

coded! {
    /// What a key's signatures say.
    pub enum KeyKind {
        Log = "log", "日志签名", "signatures of a log";
        Witness = "witness", "联署", "cosignatures of a witness";
    }
}
coded_serde!(KeyKind);

impl KeyKind {
    /// Its byte in signed-note.
    const fn byte(self) -> u8 {
        match self {
            Self::Log => 1,
            Self::Witness => 4,
        }
    }

    fn of(byte: u8) -> Result<Self, KeyError> {
        Self::ALL.iter().copied().find(|kind| kind.byte() == byte).ok_or(KeyError::Algorithm)
    }
}

/// Whether a point is written as signers write it (RFC 8032 §5.1.3): its y is under 2^255 − 19. Any other text of it would be
/// another key by name and id, and the same by its signatures.
fn is_canonical(point: &[u8; 32]) -> bool {
    let [first, between @ .., last] = point;
    *first < 0xed || between.iter().any(|byte| *byte != 0xff) || last & 0x7f != 0x7f
}

/// A public key with its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifierKey {
    name: String,
    kind: KeyKind,
    key: VerifyingKey,
}

impl VerifierKey {
    fn new(name: &str, kind: KeyKind, key: VerifyingKey) -> Self {
        Self { name: name.to_owned(), kind, key }
    }

    /// The key that a line states: `name+id+base64`. A line break at its end says nothing.
    ///
    /// ```
    /// use dual_random::witness::{KeyError, KeyKind, VerifierKey};
    ///
    /// let line = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8";
    /// let key = VerifierKey::from_text(line)?;
    /// assert_eq!((key.name(), key.kind(), key.to_text().as_str()), ("sum.golang.org", KeyKind::Log, line));
    /// assert_eq!(VerifierKey::from_text(&line.replace("sum.", "som.")), Err(KeyError::Id));
    /// # Ok::<(), KeyError>(())
    /// ```
    ///
    /// # Errors
    /// When it is another text; a secret key is told apart.
    pub fn from_text(text: &str) -> Result<Self, KeyError> {
        let text = line_of(text);
        if text.starts_with(PRIVATE) {
            return Err(KeyError::Secret);
        }
        let (name, id, data) = parts(text).ok_or(KeyError::Form)?;
        let (kind, bytes) = data_of(data)?;
        let key = VerifyingKey::from_bytes(&bytes).map_err(|_| KeyError::Point)?;
        if key.is_weak() || !is_canonical(&bytes) {
            return Err(KeyError::Point);
        }
        let key = Self::new(checked_name(name)?, kind, key);
        if id == hex::encode(key.id()) { Ok(key) } else { Err(KeyError::Id) }
    }

    /// The line, as it stands in public.
    pub fn to_text(&self) -> String {
        let data = [&[self.kind.byte()][..], self.key.as_bytes()].concat();
        format!("{}+{}+{}", self.name, hex::encode(self.id()), Base64::encode_string(&data))
    }

    /// Its name: a log's is its origin.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What its signatures say.
    pub fn kind(&self) -> KeyKind {
        self.kind
    }

    /// The same key as that of a witness: some programs write a witness's key as they do a log's.
    #[must_use]
    pub fn as_witness(&self) -> Self {
        Self::new(&self.name, KeyKind::Witness, self.key)
    }

    /// The first four bytes of SHA-256, which C2SP has fixed for all hashes of logs.
    pub(super) fn id(&self) -> [u8; 4] {
        // The ids of C2SP are by SHA-256.
        let hash = HashAlgorithm::Sha256.hash(&[
            self.name.as_bytes(),
            b"\n",
            &[self.kind.byte()],
            self.key.as_bytes(),
        ]);
        let [a, b, c, d, ..] = *hash.as_bytes();
        [a, b, c, d]
    }

    pub(super) fn key(&self) -> &VerifyingKey {
        &self.key
    }
}

impl std::str::FromStr for VerifierKey {
    type Err = KeyError;
    fn from_str(text: &str) -> Result<Self, KeyError> {
        Self::from_text(text)
    }
}

/// A secret key with its name. It is wiped on drop, and its `Debug` shows nothing.
///
/// ```
/// use dual_random::witness::SignerKey;
///
/// let random = [7; 32]; // from the operating system, in earnest
/// let key = SignerKey::new("jianguan.example/draws", random)?;
/// assert_eq!(format!("{key:?}"), "SignerKey(…)");
/// assert_eq!(SignerKey::from_text(&key.reveal())?.verifier(), key.verifier());
/// # Ok::<(), dual_random::witness::KeyError>(())
/// ```
#[derive(Clone)]
pub struct SignerKey {
    name: String,
    key: SigningKey,
}

impl fmt::Debug for SignerKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SignerKey(…)")
    }
}

impl SignerKey {
    /// The key of a log or witness, from 32 bytes of a good source of randomness. The name is an address of its own, best a URL
    /// without scheme, such as `example.gov.cn/draws`; that of a log is the origin of its checkpoints.
    ///
    /// # Errors
    /// When the name does not have 1 to 255 bytes, or holds white space, `+` or a control character.
    pub fn new(name: impl AsRef<str>, seed: [u8; 32]) -> Result<Self, KeyError> {
        let seed = Zeroizing::new(seed);
        Ok(Self { name: checked_name(name.as_ref())?.to_owned(), key: SigningKey::from_bytes(&seed) })
    }

    /// The key that a line states, as [`SignerKey::reveal`] gives it and Go's `sumdb/note` does.
    ///
    /// # Errors
    /// When it is another text.
    pub fn from_text(text: &str) -> Result<Self, KeyError> {
        let text = line_of(text).strip_prefix(PRIVATE).ok_or(KeyError::PrivateForm)?;
        let (name, id, data) = parts(text).ok_or(KeyError::PrivateForm)?;
        let (kind, seed) = data_of(data)?;
        // The secret key is the same for both kinds, and written as the first.
        if kind != KeyKind::Log {
            return Err(KeyError::Algorithm);
        }
        let key = Self::new(name, *seed)?;
        if id == hex::encode(key.verifier().id()) { Ok(key) } else { Err(KeyError::Id) }
    }

    /// The key as a line: the one explicit way out.
    pub fn reveal(&self) -> Zeroizing<String> {
        let seed = Zeroizing::new(self.key.to_bytes());
        let data = Zeroizing::new([&[KeyKind::Log.byte()][..], &*seed].concat());
        let data = Zeroizing::new(Base64::encode_string(&data));
        let id = hex::encode(self.verifier().id());
        // In a room of its own: text that outgrows its place leaves a copy behind.
        let mut text = Zeroizing::new(String::with_capacity(self.name.len() + 128));
        for part in [PRIVATE, &self.name, "+", &id, "+", &data] {
            text.push_str(part);
        }
        text
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The public key of a log.
    pub fn verifier(&self) -> VerifierKey {
        VerifierKey::new(&self.name, KeyKind::Log, self.key.verifying_key())
    }

    /// The public key of a witness.
    pub fn cosigner(&self) -> VerifierKey {
        self.verifier().as_witness()
    }

    /// Signs a checkpoint, as its log. A checkpoint does not say by which hash its root is: that of a log under SM3 must not be signed,
    /// since whoever reads it takes the root for one of SHA-256 (PROTOCOL.md §19.4).
    ///
    /// # Errors
    /// When the checkpoint has too many signatures.
    pub fn sign(&self, checkpoint: &mut SignedCheckpoint) -> Result<(), CheckpointError> {
        let signature = self.key.sign(checkpoint.text().as_bytes()).to_bytes();
        self.add(checkpoint, &self.verifier(), &signature)
    }

    /// Cosigns a checkpoint, as a witness that has checked that it continues what it saw before ([`admit`](super::admit())).
    ///
    /// # Errors
    /// When the checkpoint has too many signatures.
    pub fn cosign(&self, checkpoint: &mut SignedCheckpoint, at: Timestamp) -> Result<(), CheckpointError> {
        // Times begin with the year 2000.
        let time = at.unix_seconds().unsigned_abs();
        let signature = self.key.sign(cosigned(time, checkpoint.text()).as_bytes()).to_bytes();
        self.add(checkpoint, &self.cosigner(), &[&time.to_be_bytes()[..], &signature].concat())
    }

    fn add(
        &self,
        checkpoint: &mut SignedCheckpoint,
        key: &VerifierKey,
        signature: &[u8],
    ) -> Result<(), CheckpointError> {
        let data = Base64::encode_string(&[&key.id()[..], signature].concat());
        checkpoint.add(&format!("— {} {data}", self.name))
    }
}

/// What a witness signs: the time, and the checkpoint.
pub(super) fn cosigned(time: u64, text: &str) -> String {
    format!("cosignature/v1\ntime {time}\n{text}")
}

/// A line without the break that an editor puts at its end.
fn line_of(text: &str) -> &str {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    text.trim_end_matches(['\r', '\n'])
}

fn checked_name(name: &str) -> Result<&str, KeyError> {
    let is_bad = |c: char| c.is_whitespace() || c.is_control() || c == '+';
    if (1..=MAX_NAME).contains(&name.len()) && !name.contains(is_bad) {
        Ok(name)
    } else {
        Err(KeyError::Name)
    }
}

/// Name, id and data of a key's line. There may be plus signs in the data alone.
fn parts(text: &str) -> Option<(&str, &str, &str)> {
    let mut parts = text.splitn(3, '+');
    Some((parts.next()?, parts.next()?, parts.next()?))
}

/// The kind of a key and its 32 bytes, which may be secret.
fn data_of(base64: &str) -> Result<(KeyKind, Zeroizing<[u8; 32]>), KeyError> {
    let mut bytes = Zeroizing::new([0; 33]);
    let length = Base64::decode(base64, &mut *bytes).map_err(|_| KeyError::Length)?.len();
    match (length, bytes.split_first_chunk()) {
        (33, Some(([kind], data))) => {
            let data = <[u8; 32]>::try_from(data).map_err(|_| KeyError::Length)?;
            Ok((KeyKind::of(*kind)?, Zeroizing::new(data)))
        }
        _ => Err(KeyError::Length),
    }
}
