//! The public record: the log of what happened to an authority's draws, its checkpoints, and what earlier draws mark
//! (PROTOCOL.md §19, §21).

mod attested;
pub(crate) mod carry;
pub(crate) mod checkpoint;
mod continuation;
pub(crate) mod earlier;
#[cfg(feature = "tables")]
mod earlier_table;
pub(crate) mod history;
pub(crate) mod line;
pub(crate) mod log;
pub(crate) mod scope;
mod signature;
mod signed;
mod tiles;
mod timestamp;

pub use attested::{Attested, Cosigned, LogSignature};
pub use checkpoint::{Checkpoint, CheckpointError};
pub use continuation::{Continuation, ContinuationError};
pub use earlier::{Marked, mark_by_list, mark_earlier};
#[cfg(feature = "tables")]
pub use earlier_table::{ListedDraw, earlier};
pub use line::{Line, LineKind, LogError, LogProblem};
pub use log::{Entry, Log, LogTree, line_hash};
pub use signature::{MOST_SIGNATURE_BYTES, SignatureFileError, check_signature_file};
pub use signed::SignedCheckpoint;
pub use tiles::{Tile, Tiles};
pub use timestamp::{MOST_TIMESTAMP_BYTES, TimestampError, check_timestamp_answer, timestamp_request};
