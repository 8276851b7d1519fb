//! A checkpoint with the text that its signatures are over.

use super::checkpoint::{Checkpoint, CheckpointError, MAX_CHECKPOINT_BYTES, SIGNATURE};
use std::fmt::Write as _;

/// A checkpoint and its signature lines, in the form of C2SP [signed-note](https://c2sp.org/signed-note). What is signed is the
/// text before the empty line, extension lines included, as it was received but for what R-7 passes over (PROTOCOL.md §19.2):
/// no signed text holds any of that, so reading it back makes no signature good that was bad.
///
/// ```
/// use dual_random::record::SignedCheckpoint;
///
/// let text = "example.com/log\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\nan extension\n\n— example.com/log AAAA\n";
/// let signed = SignedCheckpoint::from_text(text)?;
/// assert_eq!(signed.text(), text.split("\n\n").next().unwrap().to_owned() + "\n");
/// assert_eq!(signed.to_text(), text);
/// # Ok::<(), dual_random::record::CheckpointError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedCheckpoint {
    head: Checkpoint,
    text: String,
}

impl SignedCheckpoint {
    /// A checkpoint that nobody has signed yet.
    pub fn new(mut head: Checkpoint) -> Self {
        head.signatures.clear();
        Self { text: head.to_text(), head }
    }

    /// The checkpoint that a text states, with its signatures, which are **not verified**.
    ///
    /// # Errors
    /// As [`Checkpoint::from_text`].
    pub fn from_text(text: &str) -> Result<Self, CheckpointError> {
        let (head, text) = Checkpoint::read(text)?;
        Ok(Self { head, text })
    }

    /// Origin, size and root.
    pub fn head(&self) -> &Checkpoint {
        &self.head
    }

    /// What is signed, with its last line break.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The signature lines, each as it stands.
    pub fn lines(&self) -> &[String] {
        self.head.signatures()
    }

    /// The whole: the text, and if there are any, an empty line and the signature lines.
    pub fn to_text(&self) -> String {
        let mut whole = self.text.clone();
        if !self.lines().is_empty() {
            whole.push('\n');
        }
        for line in self.lines() {
            // Writing to a string cannot fail.
            let _ = writeln!(whole, "{line}");
        }
        whole
    }

    /// Adds a signature line, which is not verified here. One that is there already is not added again.
    ///
    /// # Errors
    /// When it is not the form of a signature line, or the whole would become too large.
    pub fn add(&mut self, line: &str) -> Result<(), CheckpointError> {
        if !line.starts_with(SIGNATURE) || line.contains(char::is_control) {
            return Err(CheckpointError::Signature);
        }
        if self.to_text().len() + line.len() + 2 > MAX_CHECKPOINT_BYTES {
            return Err(CheckpointError::TooLarge);
        }
        if self.lines().iter().all(|known| known != line) {
            self.head.signatures.push(line.to_owned());
        }
        Ok(())
    }
}
