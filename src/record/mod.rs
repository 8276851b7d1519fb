//! The public record: the log of what happened to an authority's draws, and its audit (PROTOCOL.md §19–§21).

mod audit;
mod carry;
mod checkpoint;
mod earlier;
mod history;
mod line;
mod log;
mod scope;

pub use audit::{
    AuditCode, AuditEvidence, AuditFinding, AuditProblem, AuditReport, Change, ChangeCode, Changed, Checked,
    Count, Coverage, Documents, DrawName, Drew, Fallback, FieldChange, KnownBefore, LineDifference, Mark,
    Misuse, Omitted, OtherChances, OtherMost, OtherPool, Outside, PlanPart, PoolTouch, ProofFault,
    RecusalPair, RedrawDifference, Redrawn, Renumbered, Rewritten, RowChange, SeatPool, Secret, Term,
    TicketShare, Unknown, Versions, VoidLack, audit,
};
pub use checkpoint::{Checkpoint, CheckpointError};
pub use earlier::{Marked, mark_earlier};
pub use line::{Line, LineKind, LogError, LogProblem};
pub use log::{Entry, Log, LogTree, line_hash};
