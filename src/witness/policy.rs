//! Whose signatures count.

use super::key::{KeyKind, VerifierKey};
use super::signature::Signature;
use crate::record::{Attested, Cosigned, LogSignature, SignedCheckpoint};
use crate::say::{sayings, sayings_error};

/// Most witnesses of a policy.
const MAX_WITNESSES: usize = 64;

sayings! {
    /// Why a policy cannot be used.
    pub enum PolicyError {
        NotALogKey = "not_a_log_key", "给出的日志公钥是联署单位的公钥", "the log's key is that of a witness";
        Repeated = "repeated", "同一密钥或者同一名称的联署单位只能计一次", "a witness counts once: two of the keys are the same, or have the same name";
        LogAsWitness = "log_as_witness", "日志自己的密钥不能充当联署单位", "a log's own key cannot be its witness";
        Quorum { quorum: usize, witnesses: usize } = "quorum", "要求 {quorum} 家联署，而给出的联署单位有 {witnesses} 家", "a quorum of {quorum} is asked for, and {witnesses} witnesses are named";
        TooMany = "too_many", "联署单位至多 64 家", "there are more than 64 witnesses";
    }
}

sayings_error!(PolicyError);

/// The key of a log, the keys of witnesses, and how many of them must stand behind a checkpoint.
#[derive(Debug, Clone)]
pub struct Policy {
    log: Option<VerifierKey>,
    witnesses: Vec<VerifierKey>,
    quorum: usize,
}

impl Policy {
    /// A policy. Without the log's key no signature of the log is looked for; without witnesses the quorum is 0.
    ///
    /// # Errors
    /// When a key would count twice, the log's is no key of a log, or the quorum is none that these witnesses can reach.
    pub fn new(
        log: Option<VerifierKey>,
        witnesses: Vec<VerifierKey>,
        quorum: usize,
    ) -> Result<Self, PolicyError> {
        if log.as_ref().is_some_and(|log| log.kind() != KeyKind::Log) {
            return Err(PolicyError::NotALogKey);
        }
        let count = witnesses.len();
        if count > MAX_WITNESSES {
            return Err(PolicyError::TooMany);
        }
        if quorum > count || (quorum == 0) != (count == 0) {
            return Err(PolicyError::Quorum { quorum, witnesses: count });
        }
        // A cosignature does not say whose it is, so one key under two names would count twice.
        let is_same = |a: &VerifierKey, b: &VerifierKey| a.name() == b.name() || a.key() == b.key();
        if log.as_ref().is_some_and(|log| witnesses.iter().any(|witness| log.key() == witness.key())) {
            return Err(PolicyError::LogAsWitness);
        }
        let mut rest = &witnesses[..];
        while let Some((first, others)) = rest.split_first() {
            if others.iter().any(|other| is_same(first, other)) {
                return Err(PolicyError::Repeated);
            }
            rest = others;
        }
        let witnesses = witnesses.iter().map(VerifierKey::as_witness).collect();
        Ok(Self { log, witnesses, quorum })
    }

    /// The log's key.
    pub fn log(&self) -> Option<&VerifierKey> {
        self.log.as_ref()
    }

    /// What the signatures under a checkpoint show.
    pub fn judge(&self, checkpoint: &SignedCheckpoint) -> Attested {
        let mut bad = Vec::new();
        let log = match self.log.as_ref().map(|key| (key, key.verify(checkpoint))) {
            None => LogSignature::NoKey,
            Some((_, Signature::Signed)) => LogSignature::Signed,
            Some((key, Signature::Bad)) => {
                bad.push(key.name().to_owned());
                LogSignature::Missing
            }
            Some(_) => LogSignature::Missing,
        };
        let mut cosigned = Vec::new();
        for key in &self.witnesses {
            match key.verify(checkpoint) {
                Signature::Cosigned(at) => cosigned.push(Cosigned { at, by: key.name().to_owned() }),
                Signature::Bad => bad.push(key.name().to_owned()),
                Signature::Missing | Signature::Signed => {}
            }
        }
        Attested::new(checkpoint.head().clone(), log, bad, cosigned, self.quorum)
    }
}
