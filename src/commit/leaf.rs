//! Leaves of the rosters' trees and of the result tree (PROTOCOL.md §6).

use super::canonical::{FormError, value_bytes};
use super::document::{AmendmentOutcome, Strikes};
use super::merkle::leaf_hash;
use super::secret::{Salt, SaltKey};
use crate::types::digest::{Digest, sha256};
use serde::Serialize;

const IDENTITY: &[u8] = &[2];
const AMENDMENT: &[u8] = &[3];

/// `SHA-256(02 ‖ salt ‖ canon(identity part))`.
pub(crate) fn identity_hash<T: Serialize>(salt: &Salt, identity: &T) -> Result<Digest, FormError> {
    Ok(sha256(&[IDENTITY, salt.as_bytes(), &value_bytes(identity)?]))
}

/// Leaf hash of `salt ‖ identity hash ‖ canon(draw part)`.
pub(crate) fn roster_leaf<T: Serialize>(
    salt: &Salt,
    identity: &Digest,
    draw: &T,
) -> Result<Digest, FormError> {
    Ok(leaf_hash(&[salt.as_bytes(), identity.as_bytes(), &value_bytes(draw)?]))
}

/// Leaf hash of `salt ‖ canon(result entry)`.
pub(crate) fn result_leaf<T: Serialize>(salt: &Salt, entry: &T) -> Result<Digest, FormError> {
    Ok(leaf_hash(&[salt.as_bytes(), &value_bytes(entry)?]))
}

/// `SHA-256(03 ‖ salt ‖ canon({outcome, strikes}))`.
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
    let salt = key.salt("amendment", usize::try_from(number).unwrap_or(usize::MAX));
    Ok(sha256(&[AMENDMENT, salt.as_bytes(), &value_bytes(&Committed { outcome, strikes })?]))
}
