//! Leaves of the rosters' trees and of the result tree (PROTOCOL.md §6).

use super::canonical::{FormError, unwritable, value_bytes, write};
use super::document::{AmendmentOutcome, Strikes};
use super::secret::{Salt, SaltKey};
use crate::types::digest::{Digest, HashAlgorithm, Message};
use serde::Serialize;

/// What stands before the data of a leaf (RFC 6962 §2.1).
pub(super) const LEAF: &[u8] = &[0];
const IDENTITY: &[u8] = &[2];
const AMENDMENT: &[u8] = &[3];

/// Hashes records one after the other, in the memory of one.
pub(crate) struct LeafHasher(Message);

impl LeafHasher {
    pub(crate) const fn new(hash: HashAlgorithm) -> Self {
        Self(Message::new(hash))
    }

    fn hash<T: Serialize>(&mut self, parts: &[&[u8]], value: &T) -> Result<Digest, FormError> {
        let message = self.0.begin(parts);
        write(value, &mut *message).map_err(|_| unwritable(value))?;
        Ok(message.hash())
    }

    /// `H(02 ‖ salt ‖ canon(identity part))`.
    pub(crate) fn identity<T: Serialize>(&mut self, salt: &Salt, identity: &T) -> Result<Digest, FormError> {
        self.hash(&[IDENTITY, salt.as_bytes()], identity)
    }

    /// Leaf hash of `salt ‖ identity hash ‖ canon(draw part)`.
    pub(crate) fn record<T: Serialize>(
        &mut self,
        salt: &Salt,
        identity: &Digest,
        draw: &T,
    ) -> Result<Digest, FormError> {
        self.hash(&[LEAF, salt.as_bytes(), identity.as_bytes()], draw)
    }

    /// Leaf hash of `salt ‖ canon(result entry)`.
    pub(crate) fn result<T: Serialize>(&mut self, salt: &Salt, entry: &T) -> Result<Digest, FormError> {
        self.hash(&[LEAF, salt.as_bytes()], entry)
    }
}

/// `H(03 ‖ salt ‖ canon({outcome, strikes}))`.
pub(crate) fn amendment_commitment(
    key: &SaltKey,
    number: u64,
    outcome: &AmendmentOutcome,
    strikes: &Strikes,
) -> Result<Digest, FormError> {
    /// What is committed; fields in text order.
    #[derive(Serialize)]
    struct Committed<'a> {
        outcome: &'a AmendmentOutcome,
        strikes: &'a Strikes,
    }
    let salt = key.salts("amendment").of(number);
    Ok(key.hash_algorithm().hash(&[
        AMENDMENT,
        salt.as_bytes(),
        &value_bytes(&Committed { outcome, strikes })?,
    ]))
}
