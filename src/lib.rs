#![doc = include_str!("../README.md")]

pub mod announce;
pub mod basics;
pub mod commit;
pub mod deadline;
pub mod draw;
pub mod outcome;
pub mod plan;
pub mod privacy;
pub mod proof;
pub mod publish;
pub mod record;
pub mod roster;
pub mod rules;
pub mod say;
pub mod story;
pub mod verify;

pub use announce::{Announced, Draft, Rosters};
pub use basics::date::{Date, DateError, Days, Instant};
pub use basics::fault::{Fault, FaultCode, Faults, Table};
pub use basics::hash::{Digest, DigestError};
pub use basics::id::{Id, IdError, InspectorId, TargetId};

pub use commit::canonical::FormError;
pub use commit::document::{Amendment, AmendmentSeal, InspectorStrike, Strikes, TargetStrike};
pub use commit::document::{Announcement, Disclosure, Opening, RecordName, Seal, Undrawn, UsedValue};
pub use commit::secret::{MasterSecret, SeedSecret};
pub use commit::{Exposure, Grounds};
pub use draw::deck::Dealer;
pub use draw::ticket::Tickets;
pub use draw::{AmendError, Amended, DrawError, Drawn, Progress, draw, draw_with, undrawn, would_draw};
pub use plan::Plan;
pub use roster::{Change, Exemption, Inspector, Recusal, Role, Target, Withholding};
pub use rules::{Reason, Warning, WarningCode};
pub use say::{Every, Language, Listed, Quoted, Say};
pub use story::Story;
pub use verify::{Check, Evidence, Outcome, Report, Verdict, verify, verify_undrawn, verify_with};
