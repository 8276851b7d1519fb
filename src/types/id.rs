//! Ids: `[0-9A-Za-z._-]`, 1–53 bytes (PROTOCOL.md §3). Look-alikes and full-width digits cannot hide in one, a shell
//! has nothing to execute in one, and with a one-digit ticket number it fits one SHA-256 block.

use super::text::Text;
use crate::say::{Quoted, said_as_written, sayings, sayings_error};
use std::fmt;

/// Longest id, in bytes.
pub const MAX_ID_BYTES: usize = 53;

sayings! {
    /// Why a text is not an id.
    ///
    /// ```
    /// use dual_random::{Id, IdError, Quoted};
    ///
    /// assert_eq!(Id::new("2026 Q4"), Err(IdError::BadId { found: Quoted::new("2026 Q4") }));
    /// ```
    pub enum IdError {
        /// It holds the text that was refused.
        BadId { found: Quoted } = "bad_id", "编号 {found} 无效：只能用 1–53 个半角字符 0-9 A-Z a-z . _ -", "{found} is not an id: use 1 to 53 of the characters 0-9 A-Z a-z . _ -";
    }
}

sayings_error!(IdError);

/// Whether a text has the form of an id.
pub(crate) fn is_id(text: &str) -> bool {
    (1..=MAX_ID_BYTES).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-'))
}

macro_rules! id_type {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Text);

        impl $name {
            /// The id of a text.
            ///
            /// # Errors
            /// When the text is not 1–53 bytes of `[0-9A-Za-z._-]`; nothing is trimmed or folded.
            pub fn new(text: impl AsRef<str>) -> Result<Self, IdError> {
                let text = text.as_ref();
                if is_id(text) { Ok(Self(text.into())) } else { Err(IdError::BadId { found: Quoted::new(text) }) }
            }

            /// The id's text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        crate::types::form::read_from_text!($name, Id, |text| Self::new(text));

        impl TryFrom<String> for $name {
            type Error = IdError;
            fn try_from(text: String) -> Result<Self, IdError> {
                Self::new(text)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0.into()
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl std::str::FromStr for $name {
            type Err = IdError;
            fn from_str(text: &str) -> Result<Self, IdError> {
                Self::new(text)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&*self.0, f)
            }
        }
    };
}

id_type! {
    /// Id of an inspection target (检查对象).
    ///
    /// ```
    /// use dual_random::TargetId;
    ///
    /// let target = TargetId::new("QDN-0264")?;
    /// assert!(TargetId::new("QDN－0264").is_err(), "a full-width dash");
    /// # Ok::<(), dual_random::IdError>(())
    /// ```
    TargetId
}
id_type! {
    /// Certificate number of an inspector (执法证号).
    ///
    /// ```
    /// use dual_random::InspectorId;
    ///
    /// let inspector: InspectorId = "26110001".parse()?;
    /// assert_eq!(inspector.as_str(), "26110001");
    /// # Ok::<(), dual_random::IdError>(())
    /// ```
    InspectorId
}
id_type! {
    /// Id of a draw, an inspection item or a public value.
    ///
    /// ```
    /// use dual_random::Id;
    ///
    /// let draw = Id::new("2026-Q4-01")?;
    /// assert_eq!(draw.to_string(), "2026-Q4-01");
    /// # Ok::<(), dual_random::IdError>(())
    /// ```
    Id
}

said_as_written!(TargetId, InspectorId, Id);

impl Id {
    /// An id that is written in the code.
    pub(crate) fn constant(text: &'static str) -> Self {
        debug_assert!(is_id(text));
        Self(text.into())
    }
}
