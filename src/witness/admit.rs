//! What a witness checks before it cosigns.

use super::key::VerifierKey;
use super::signature::Signature;
use crate::commit::merkle::PathError;
use crate::record::{Checkpoint, Continuation, Log, SignedCheckpoint};
use crate::say::{Quoted, sayings, sayings_error};
use crate::types::digest::{Digest, HashAlgorithm};

sayings! {
    /// Why a witness does not cosign a checkpoint.
    pub enum Refusal {
        OtherLog { origin: Quoted, key: Quoted } = "other_log", "日志校验信息是日志 {origin} 的，公钥是 {key} 的", "the checkpoint is of the log {origin}, and the key of {key}";
        Unsigned = "unsigned", "没有该日志的签名", "the log has not signed it";
        BadSignature = "bad_signature", "签名不是该日志公钥的签名：内容被改动，或者出自他人", "the signature is not of the log's key: the text was changed, or somebody else made it";
        Cut { kept: u64, size: u64 } = "cut", "日志变短了：以前见到 {kept} 行，现在只有 {size} 行。日志被删减，或者这是较早的校验信息", "the log is shorter: {kept} lines were seen before, and now there are {size}. It was cut, or this is an older checkpoint";
        Rewritten { kept: u64, found: Digest, seen: Digest } = "rewritten", "日志被改写：前 {kept} 行以前见到的校验值为 {seen}，现在为 {found}", "the log was rewritten: the root of its first {kept} lines was {seen}, and is now {found}";
        NotTheLog { size: u64, found: Digest, stated: Digest } = "not_the_log", "日志文件不是该校验信息的日志：前 {size} 行的校验值为 {found}，校验信息载明 {stated}", "the file is not the log of the checkpoint: the root of its first {size} lines is {found}, the checkpoint states {stated}";
        OtherHash = "other_hash", "使用 SM3 的日志没有签名和联署", "a log under SM3 has no signatures, and nobody cosigns it";
        LogShort { size: u64, lines: u64 } = "log_short", "日志文件只有 {lines} 行，校验信息载明 {size} 行", "the file of the log has {lines} lines, the checkpoint states {size}";
        OtherStart { from: u64, kept: u64 } = "other_start", "一致性证明从第 {from} 行起，而本单位以前见到 {kept} 行：请对方从第 {kept} 行起重新出具", "the proof begins at {from} lines, and {kept} were seen before: ask for one from {kept}";
        NotContinued { kept: u64, error: PathError } = "not_continued", "一致性证明不成立（{error}）：日志前 {kept} 行可能已被改写", "the proof of consistency does not hold ({error}): the first {kept} lines may have been rewritten";
    }
}

sayings_error!(Refusal);

impl Refusal {
    /// Whether the log's own signatures show two logs: with both checkpoints anybody can prove it, and the log cannot deny it. A proof
    /// that does not hold shows a fault of the proof as well as a fork: ask for the log, and look again with that.
    pub fn is_fork(&self) -> bool {
        matches!(self, Self::Rewritten { .. })
    }
}

/// What shows that a log has grown and nothing else.
#[derive(Debug, Clone, Copy)]
pub enum Grown<'a> {
    /// Its lines.
    Log(&'a Log),
    /// A proof of consistency, from what was kept on: from 0 lines for a witness that has seen nothing yet.
    Proof(&'a Continuation),
}

/// Checks that a log (under SHA-256) has signed a checkpoint and that this continues what a witness kept of it, the last checkpoint that
/// it cosigned. A witness then notes down the new one **before** it gives its cosignature to anybody.
///
/// # Errors
/// When the log did not sign it, or it does not continue what was kept.
pub fn admit(
    kept: Option<&Checkpoint>,
    key: &VerifierKey,
    checkpoint: &SignedCheckpoint,
    grown: Grown<'_>,
) -> Result<(), Refusal> {
    let head = checkpoint.head();
    if head.origin() != key.name() || kept.is_some_and(|kept| kept.origin() != head.origin()) {
        return Err(Refusal::OtherLog { origin: Quoted::new(head.origin()), key: Quoted::new(key.name()) });
    }
    match key.verify(checkpoint) {
        Signature::Signed => {}
        Signature::Bad => return Err(Refusal::BadSignature),
        Signature::Missing | Signature::Cosigned(_) => return Err(Refusal::Unsigned),
    }
    let (size, root) = (head.size(), head.root());
    if let Some(kept) = kept {
        if size < kept.size() {
            return Err(Refusal::Cut { kept: kept.size(), size });
        }
        if size == kept.size() && root != kept.root() {
            return Err(Refusal::Rewritten { kept: size, found: root, seen: kept.root() });
        }
    }
    match grown {
        Grown::Log(log) if log.hash_algorithm() != HashAlgorithm::Sha256 => Err(Refusal::OtherHash),
        Grown::Log(log) => in_log(kept, log, head),
        Grown::Proof(proof) => by_proof(kept, proof, head),
    }
}

fn in_log(kept: Option<&Checkpoint>, log: &Log, head: &Checkpoint) -> Result<(), Refusal> {
    let (tree, size, root) = (log.tree(), head.size(), head.root());
    let found = tree.root_of_first(size).ok_or(Refusal::LogShort { size, lines: tree.size() })?;
    if found != root {
        return Err(Refusal::NotTheLog { size, found, stated: root });
    }
    let Some(kept) = kept else { return Ok(()) };
    match tree.root_of_first(kept.size()) {
        Some(found) if found != kept.root() => {
            Err(Refusal::Rewritten { kept: kept.size(), found, seen: kept.root() })
        }
        _ => Ok(()),
    }
}

fn by_proof(kept: Option<&Checkpoint>, proof: &Continuation, head: &Checkpoint) -> Result<(), Refusal> {
    let (from, size) = (proof.old(), kept.map_or(0, Checkpoint::size));
    if from != size {
        return Err(Refusal::OtherStart { from, kept: size });
    }
    let proven = match kept {
        Some(kept) => proof.check(kept, head),
        None => Ok(()),
    };
    proven.map_err(|error| Refusal::NotContinued { kept: size, error })
}
