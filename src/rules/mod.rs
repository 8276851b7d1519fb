//! What the plan makes of the rosters: pools, quotas in numbers, who may take a seat, warnings (PROTOCOL.md §8). Used
//! alike by those who announce and by the verifier.

mod admit;
mod kinds;
mod pools;
mod recused;
mod rosters;
mod staffable;
mod usage;
mod warnings;

pub use admit::Reason;
pub(crate) use admit::{Admission, Pool};
pub use pools::{ExemptCount, StratumNumbers, team_of, tickets_of};
pub(crate) use pools::{Pools, StratumPool, TargetSeats, largest_team, override_of};
pub(crate) use recused::Recused;
pub(crate) use rosters::{Draws, form_faults, identity_faults, roster_faults};
pub(crate) use staffable::{Seen, smallest_pool};
pub use usage::RuleUse;
pub(crate) use usage::rule_uses;
pub use warnings::{Noted, Subject, Warning, WarningCode};
pub(crate) use warnings::{counted, draw_notes, identity_notes, merge_notes};
