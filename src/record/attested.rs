//! Who stands behind a checkpoint.

use super::checkpoint::Checkpoint;
use crate::say::{coded, coded_serde};
use crate::types::timestamp::Timestamp;

coded! {
    /// Whether a log has signed a checkpoint.
    pub enum LogSignature {
        NoKey = "no_key", "日志签名未核对（没有给出日志公钥）", "whether the log signed it was not checked (no key of the log was given)";
        Signed = "signed", "有日志签名", "signed by the log";
        Missing = "missing", "没有日志签名", "not signed by the log";
    }
}
coded_serde!(LogSignature);

/// A cosignature that was verified.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[non_exhaustive]
pub struct Cosigned {
    /// When the witness signed, as it says.
    pub at: Timestamp,
    /// The name of its key.
    pub by: String,
}

/// A checkpoint with what its signatures show under a policy (feature `witness`, `Policy::judge`).
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Attested {
    /// The checkpoint.
    pub checkpoint: Checkpoint,
    /// Whether the log signed it.
    pub log: LogSignature,
    /// The names of known keys under which a signature stands that is not theirs: then nothing here is to be relied on.
    pub bad: Vec<String>,
    /// The witnesses that cosigned it, the earliest first.
    pub cosigned: Vec<Cosigned>,
    /// How many of them the policy asks for; 0 if it names no witness.
    pub quorum: u64,
    /// When so many had: the lines that it covers were written by then. Nothing while fewer did.
    pub by: Option<Timestamp>,
}

#[cfg(feature = "witness")]
impl Attested {
    pub(crate) fn new(
        checkpoint: Checkpoint,
        log: LogSignature,
        bad: Vec<String>,
        mut cosigned: Vec<Cosigned>,
        quorum: usize,
    ) -> Self {
        cosigned.sort();
        let last = quorum.checked_sub(1).and_then(|last| cosigned.get(last));
        let by = last.filter(|_| bad.is_empty()).map(|last| last.at);
        Self { by, checkpoint, log, bad, cosigned, quorum: quorum as u64 }
    }
}
