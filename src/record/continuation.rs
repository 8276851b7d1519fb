//! A checkpoint with the proof that its log continues an older one: what a witness is sent (C2SP
//! [tlog-witness](https://c2sp.org/tlog-witness), the body of `add-checkpoint`).

use super::checkpoint::{Checkpoint, CheckpointError, MAX_CHECKPOINT_BYTES};
use super::signed::SignedCheckpoint;
use crate::commit::merkle::{PathError, check_consistency};
use crate::say::{sayings, sayings_error};
use crate::types::digest::{Digest, HashAlgorithm};
use crate::types::limits::MAX_INTEGER;
use base64ct::{Base64, Encoding as _};
use std::fmt::Write as _;

/// Most hashes of a proof: one for each level of a tree that a checkpoint can state.
const MAX_HASHES: usize = 63;

sayings! {
    /// Why something is not a checkpoint with a proof of consistency.
    pub enum ContinuationError {
        Old = "old", "一致性证明第一行的格式不对：须载明旧日志的行数", "the first line must be \"old\", a space, and the size of the older log";
        Hash = "hash", "一致性证明第一行之后、空行之前，每行须为一个 32 字节的标准 Base64 校验值，至多 63 行", "between the line \"old\" and the empty line each line must be a hash of 32 bytes in standard Base64, at most 63 of them";
        Checkpoint { error: CheckpointError } = "checkpoint", "空行之后须为日志校验信息：{error}", "after the empty line a checkpoint must follow: {error}";
    }
}

sayings_error!(ContinuationError);

/// A checkpoint, and the proof that the first lines of its log are those of an older one.
///
/// ```
/// use dual_random::record::{Continuation, Log, SignedCheckpoint};
///
/// let log = Log::new();
/// let now = SignedCheckpoint::new(log.checkpoint("example.com/log")?);
/// let sent = Continuation::new(&log.tree(), 0, now.clone()).unwrap().to_text();
/// assert_eq!(sent, format!("old 0\n\n{}", now.to_text()));
/// assert_eq!(Continuation::from_text(&sent)?.checkpoint(), &now);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Continuation {
    old: u64,
    path: Vec<Digest>,
    checkpoint: SignedCheckpoint,
}

impl Continuation {
    /// The proof from the first `old` lines of a log to the whole of it; `None` when it has fewer, or when the checkpoint is not that
    /// of the whole log.
    pub fn new(tree: &super::LogTree, old: u64, checkpoint: SignedCheckpoint) -> Option<Self> {
        let head = checkpoint.head();
        let is_whole = tree.size() == head.size() && tree.root() == head.root();
        let path = tree.consistency(old).filter(|_| is_whole)?;
        Some(Self { old, path, checkpoint })
    }

    /// Reads it. As in a checkpoint a byte order mark and CR LF for LF say nothing.
    ///
    /// # Errors
    /// When it has another form.
    pub fn from_text(text: &str) -> Result<Self, ContinuationError> {
        let too_large = || ContinuationError::Checkpoint { error: CheckpointError::TooLarge };
        if text.len() > 2 * MAX_CHECKPOINT_BYTES {
            return Err(too_large());
        }
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text).replace("\r\n", "\n");
        let (first, rest) = text.split_once('\n').ok_or(ContinuationError::Old)?;
        let old = first.strip_prefix("old ").and_then(|size| {
            size.parse().ok().filter(|old: &u64| *old <= MAX_INTEGER && old.to_string() == size)
        });
        let old = old.ok_or(ContinuationError::Old)?;
        let (mut path, mut rest) = (Vec::new(), rest);
        let checkpoint = loop {
            let (line, after) = rest.split_once('\n').ok_or(ContinuationError::Hash)?;
            if line.is_empty() {
                break after;
            }
            if path.len() == MAX_HASHES {
                return Err(ContinuationError::Hash);
            }
            let mut bytes = [0; 32];
            let length = Base64::decode(line, &mut bytes).map(<[u8]>::len);
            if length != Ok(bytes.len()) {
                return Err(ContinuationError::Hash);
            }
            path.push(Digest::from_bytes(bytes));
            rest = after;
        };
        let checkpoint = SignedCheckpoint::from_text(checkpoint);
        let checkpoint = checkpoint.map_err(|error| ContinuationError::Checkpoint { error })?;
        Ok(Self { old, path, checkpoint })
    }

    /// Its text, to be sent to a witness.
    pub fn to_text(&self) -> String {
        let mut text = format!("old {}\n", self.old);
        for hash in &self.path {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{}", Base64::encode_string(hash.as_bytes()));
        }
        format!("{text}\n{}", self.checkpoint.to_text())
    }

    /// How many lines the older log has.
    pub fn old(&self) -> u64 {
        self.old
    }

    /// The newer checkpoint.
    pub fn checkpoint(&self) -> &SignedCheckpoint {
        &self.checkpoint
    }

    /// Checks that the log of a newer checkpoint begins with that of the older one.
    ///
    /// # Errors
    /// When the proof does not show it.
    pub fn check(&self, older: &Checkpoint, newer: &Checkpoint) -> Result<(), PathError> {
        // Who takes such a proof knows no other hash.
        let hash = HashAlgorithm::Sha256;
        check_consistency(hash, older.size(), &older.root(), newer.size(), &newer.root(), &self.path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ContinuationError as E;

    /// The example of the specification, its signatures aside.
    const SENT: &str = "old 20852014
PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=
5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=
/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=

example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
";

    #[test]
    fn the_example_of_the_specification_is_read_and_written() {
        let read = Continuation::from_text(SENT).unwrap();
        assert_eq!(
            (read.old(), read.path.len(), read.checkpoint().head().size()),
            (20_852_014, 4, 20_852_163)
        );
        assert_eq!(read.to_text(), SENT);
        assert_eq!(Continuation::from_text(&format!("\u{FEFF}{}", SENT.replace('\n', "\r\n"))), Ok(read));
    }

    #[test]
    fn another_form_is_refused() {
        let error = |text: &str| Continuation::from_text(text).unwrap_err();
        for bad in
            ["", "old 1", "new 1\n\n", "old 01\n\n", "old -1\n\n", "old  1\n\n", "old 9007199254740992\n\n"]
        {
            assert_eq!(error(bad), E::Old, "{bad:?}");
        }
        assert_eq!(error(&SENT.replace("PlRN", "PlR")), E::Hash);
        assert_eq!(error(&SENT.replace("kaw=", "kaw")), E::Hash);
        let (first, rest) = SENT.split_once('\n').unwrap();
        let hash = rest.split_once('\n').unwrap().0;
        let many = |count: usize| format!("{first}\n{}{rest}", format!("{hash}\n").repeat(count));
        assert!(Continuation::from_text(&many(59)).is_ok());
        assert_eq!(error(&many(60)), E::Hash);
        assert_eq!(error("old 1\n\n"), E::Checkpoint { error: CheckpointError::Origin });
        assert_eq!(error(&"x".repeat(2 * MAX_CHECKPOINT_BYTES)), E::Old);
        assert_eq!(error(&"x".repeat(2 * MAX_CHECKPOINT_BYTES + 1)).code(), "checkpoint");
    }

    #[test]
    fn a_checkpoint_may_be_full_and_the_path_comes_on_top() {
        let (_, checkpoint) = SENT.split_once("\n\n").unwrap();
        let room = MAX_CHECKPOINT_BYTES - checkpoint.len() - "— \n".len();
        let full = |more: usize| Continuation::from_text(&format!("{SENT}— {}\n", "x".repeat(room + more)));
        assert!(full(0).is_ok());
        assert_eq!(full(1), Err(E::Checkpoint { error: CheckpointError::TooLarge }));
    }
}
