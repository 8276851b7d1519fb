//! Signatures (feature `witness`): the log signs its checkpoints, witnesses cosign them, and a policy says whose word counts
//! (PROTOCOL.md §19.4). The forms are those of C2SP: [signed-note](https://c2sp.org/signed-note) for keys and signatures,
//! [tlog-cosignature](https://c2sp.org/tlog-cosignature) for what a witness says, so that its programs read what stands here and this
//! crate what they write.
//!
//! A signature lets nobody invent a checkpoint, and its log deny none. A cosignature says in addition that at its time the witness
//! had seen nothing of this log that the checkpoint does not continue: so the lines existed by then, and nobody was shown another log.
//!
//! ```
//! use dual_random::record::{Entry, Log, LogSignature, SignedCheckpoint};
//! use dual_random::witness::{Grown, Policy, SignerKey, VerifierKey, admit};
//! use dual_random::{Digest, Timestamp};
//!
//! // The authority: a key, from 32 random bytes, and a log whose checkpoint it signs.
//! let authority = SignerKey::new("jianguan.example/draws", [7; 32])?;
//! let mut log = Log::new();
//! log.push(Entry::published(None, Digest::of_file(b"a list"))?, Timestamp::new("2026-10-08T10:00:00+08:00")?)?;
//! let mut checkpoint = SignedCheckpoint::new(log.checkpoint(authority.name())?);
//! authority.sign(&mut checkpoint)?;
//!
//! // The witness: it has seen nothing of this log yet, and cosigns.
//! let office = SignerKey::new("jiwei.example/witness", [8; 32])?;
//! admit(None, &authority.verifier(), &checkpoint, Grown::Log(&log))?;
//! office.cosign(&mut checkpoint, Timestamp::new("2026-10-08T11:00:00+08:00")?)?;
//!
//! // Whoever audits has the two public keys.
//! let log_key: VerifierKey = authority.verifier().to_text().parse()?;
//! let policy = Policy::new(Some(log_key), vec![office.cosigner()], 1)?;
//! let attested = policy.judge(&SignedCheckpoint::from_text(&checkpoint.to_text())?);
//! assert_eq!(attested.log, LogSignature::Signed);
//! assert_eq!(attested.by, Some(Timestamp::new("2026-10-08T11:00:00+08:00")?));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod admit;
mod key;
mod policy;
mod signature;

pub use admit::{Grown, Refusal, admit};
pub use key::{KeyError, KeyKind, SignerKey, VerifierKey};
pub use policy::{Policy, PolicyError};
pub use signature::Signature;
