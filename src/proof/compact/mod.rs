//! The compact form of a proof (PROTOCOL.md §18.1): the same proof in some two fifths of the bytes, as text for a QR code on
//! paper.

mod bytes;
mod digits;
mod forms;

use crate::commit::canonical::FormError;
use crate::commit::document::{Document, Proof, Protocol};
use crate::say::{sayings, sayings_error};
use crate::types::digest::HashAlgorithm;
use bytes::{Bytes, Compact};

/// What the compact form of a proof begins with, by the hash of its protocol.
pub const fn compact_prefix(hash: HashAlgorithm) -> &'static str {
    match hash {
        HashAlgorithm::Sha256 => "DR1:",
        HashAlgorithm::Sm3 => "DR1S:",
    }
}

sayings! {
    /// Why a text is not the compact form of a proof.
    ///
    /// ```
    /// use dual_random::commit::document::Proof;
    /// use dual_random::proof::CompactError;
    ///
    /// assert_eq!(Proof::from_compact("DR1:0 0").unwrap_err(), CompactError::Digits { at: 4 });
    /// ```
    pub enum CompactError {
        Prefix = "prefix", "不是证明的二维码文本：应以 DR1 开头", "not the text of a proof's code, which begins with DR1";
        TooLong { found: usize, limit: usize } = "too_long", "二维码文本共 {found} 个字符，超过上限 {limit}", "the text has {found} characters, more than {limit}";
        Digits { at: usize } = "digits", "二维码文本不完整或者有误（第 {at} 个字符以后）", "the text is damaged behind its first {at} characters";
        Bytes { at: usize } = "bytes", "二维码文本的内容不是证明（第 {at} 个字节以后）", "what the text stands for is not a proof, behind its first {at} bytes";
        Form { error: FormError } = "form", "二维码文本的内容不规范：{error}", "what the text stands for is not in form: {error}";
    }
}

sayings_error!(CompactError: Form.error);

impl From<FormError> for CompactError {
    fn from(error: FormError) -> Self {
        Self::Form { error }
    }
}

impl Proof {
    /// The proof's compact form: one text of the characters of a QR code's alphanumeric mode, without white space. Every field
    /// can be had back, so its digest is that of the same document.
    ///
    /// ```
    /// use dual_random::commit::document::Proof;
    /// use dual_random::proof::Prover;
    /// # mod shared { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/shared/mod.rs")); }
    /// # let (_, drawn) = shared::drawn()?;
    ///
    /// let story = drawn.story()?;
    /// let proof = Prover::of_drawn(&drawn)?.assignment(story.visits()[0].id())?;
    /// let (file, text) = (proof.to_bytes()?, proof.to_compact()?);
    /// assert!(text.starts_with("DR1:") && text.len() < file.len() * 3 / 5);
    /// assert_eq!(Proof::from_compact(&text)?.to_bytes()?, file);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// When a text holds a character that the profile of documents refuses.
    pub fn to_compact(&self) -> Result<String, FormError> {
        // What has a compact form is a document.
        self.to_bytes()?;
        let (mut bytes, mut text) = (Vec::new(), compact_prefix(self.hash_algorithm()).to_owned());
        self.put(&mut bytes);
        digits::written(&bytes, &mut text);
        Ok(text)
    }

    /// The proof that a text is the compact form of. Each proof has one; white space around or within it is refused, and may be
    /// taken out before.
    ///
    /// # Errors
    /// When the text is longer than that of any proof, is not of those digits, or stands for what is not a proof in form
    /// (PROTOCOL.md §17.2).
    pub fn from_compact(text: &str) -> Result<Self, CompactError> {
        const LIMIT: usize =
            compact_prefix(HashAlgorithm::Sm3).len() + digits::most_digits(Proof::MOST_BYTES);
        if text.len() > LIMIT {
            return Err(CompactError::TooLong { found: text.len(), limit: LIMIT });
        }
        let behind = |hash: &HashAlgorithm| Some((*hash, text.strip_prefix(compact_prefix(*hash))?));
        let (hash, behind) = HashAlgorithm::ALL.iter().find_map(behind).ok_or(CompactError::Prefix)?;
        let bytes = digits::read(behind)
            .map_err(|at| CompactError::Digits { at: compact_prefix(hash).len() + at })?;
        let mut bytes_left = Bytes { rest: &bytes, protocol: Protocol::with(hash) };
        let proof = Self::take(&mut bytes_left).filter(|_| bytes_left.rest.is_empty());
        let proof = proof.ok_or(CompactError::Bytes { at: bytes.len() - bytes_left.rest.len() })?;
        // The bounds of types, lists and files are those of the document.
        Ok(Self::from_bytes(&proof.to_bytes()?)?)
    }
}
