//! What stands on the task sheets alone (地址, 联系人, 联系电话, 法定代表人 …): private, committed nowhere, in no document that is
//! published. It cannot be serialized: [`Contacts::reveal`] is the one way out.

use super::Target;
use crate::say::{sayings, sayings_error};
use crate::types::id::TargetId;
use crate::types::limits;
use std::collections::BTreeMap;
use std::fmt;
use zeroize::Zeroizing;

/// The columns for the task sheets, by target.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Contacts(BTreeMap<TargetId, BTreeMap<String, String>>);

impl fmt::Debug for Contacts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Contacts of {} targets", self.0.len())
    }
}

sayings! {
    /// Why bytes are not what [`Contacts::reveal`] wrote. Nothing of them is repeated.
    pub enum ContactsError {
        TooLarge { bytes: usize, limit: usize } = "too_large", "联系信息文件过大：{bytes} 字节，最多 {limit}", "the file of contacts is too large: {bytes} bytes, at most {limit}";
        Form = "form", "不是联系信息文件，或文件已损坏", "not a file of contacts, or a damaged one";
    }
}

sayings_error!(ContactsError);

impl Contacts {
    /// Those of a roster.
    pub fn of(targets: &[Target]) -> Self {
        let with = targets.iter().filter(|target| !target.sheet.is_empty());
        Self(with.map(|target| (target.id.clone(), target.sheet.clone())).collect())
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Column and text of a target.
    pub fn about(&self, id: &TargetId) -> impl Iterator<Item = (&str, &str)> {
        self.0.get(id).into_iter().flatten().map(|(column, text)| (column.as_str(), text.as_str()))
    }

    /// All of it as bytes, for a file that nobody else reads.
    pub fn reveal(&self) -> Zeroizing<Vec<u8>> {
        // Maps of texts can always be written.
        let mut bytes = serde_json::to_vec(&self.0).unwrap_or_default();
        bytes.push(b'\n');
        Zeroizing::new(bytes)
    }

    /// Reads what [`Contacts::reveal`] wrote.
    ///
    /// # Errors
    /// When the bytes are something else, or more than 8 GiB.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ContactsError> {
        if bytes.len() > limits::DISCLOSURE_BYTES {
            let limit = limits::DISCLOSURE_BYTES;
            return Err(ContactsError::TooLarge { bytes: bytes.len(), limit });
        }
        serde_json::from_slice(bytes).map(Self).map_err(|_| ContactsError::Form)
    }
}
