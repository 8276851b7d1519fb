//! Why a file was not verified.

use crate::draw::Stopped;
use std::{fmt, io};

/// Why a file was not verified: there is no verdict.
///
/// ```
/// use dual_random::verify::NotVerified;
/// use dual_random::{Evidence, Stopped, Work, verify_read};
/// # mod shared { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/shared/mod.rs")); }
/// # let (_, drawn) = shared::drawn()?;
/// # let file = drawn.disclose(&dual_random::Grounds::none())?.to_bytes()?;
///
/// let stopped = verify_read(std::io::Cursor::new(&file), &Evidence::new(), &mut Work::at_most(100)).err();
/// assert!(matches!(stopped, Some(NotVerified::Stopped { why: Stopped::WorkLimit })));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub enum NotVerified {
    /// It could not be read.
    Io {
        /// What reading gave.
        error: io::Error,
    },
    /// The work was stopped.
    Stopped {
        /// By what.
        why: Stopped,
    },
}

impl fmt::Display for NotVerified {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io { .. } => f.write_str("the file could not be read"),
            Self::Stopped { .. } => f.write_str("the work was stopped"),
        }
    }
}

impl std::error::Error for NotVerified {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { error } => Some(error),
            Self::Stopped { why } => Some(why),
        }
    }
}
