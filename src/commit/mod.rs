//! Commitment: the canonical form of documents, Merkle trees, secrets, and the documents (PROTOCOL.md §2, §6, §9, §13, §15, §16).

pub mod canonical;
pub mod document;
mod exposure;
mod leaf;
pub mod merkle;
pub mod secret;
mod withholding;

pub use exposure::Exposure;
pub use withholding::Grounds;

pub(crate) use leaf::{LeafHasher, amendment_commitment};
