//! Proofs: evidence that can be handed out one piece at a time (PROTOCOL.md §18).

mod check;
mod compact;
mod prover;

pub(crate) use check::{AnySeal, check_parsed};
pub use check::{NotShown, ProofError, ProofProblem, Shown, check_proof};
pub use compact::{CompactError, compact_prefix};
pub use prover::{ProveError, Prover};
