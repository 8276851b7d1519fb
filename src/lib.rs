//! Draws inspection targets and inspectors for the Chinese 双随机、一公开 regime, so that nobody can steer the draw, nobody
//! can predict it, and anybody can recompute it; and formats the outcomes for publication.
//!
//! The crate is pure: no I/O, no clock, no OS randomness, no `unsafe`. Secrets, times and the calendar are arguments.
//! Documents have one canonical form, whose plain SHA-256, or SM3 where the plan says so ([`HashAlgorithm`]), is their digest;
//! `PROTOCOL.md` in the repository is normative.
//!
//! ```
//! use dual_random::plan::{Drawing, Item, PublicValue, Quota, Register, SeatAsk, Source, Stratum, TeamRule};
//! use dual_random::*;
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let valid = Days::new("2025-01-01".parse()?, "2029-12-31".parse()?);
//! # let most = std::num::NonZeroU32::new(3).unwrap();
//! # let target = |n: u32| Target::new(TargetId::new(format!("T{n}")).unwrap(), format!("示例企业{n}"), "一般", "522601");
//! # let officer = |n: u32| Inspector::officer(InspectorId::new(format!("Z{n}")).unwrap(), format!("检查员{n}"), "支队", "522622", valid, most);
//! # let targets: Vec<Target> = (0..20).map(target).collect();
//! # let inspectors: Vec<Inspector> = (0..5).map(officer).collect();
//! let water = Id::new("water")?;
//! let plan = Plan::builder(Id::new("2026-Q4")?, 1).title("第四季度抽查").place("示例会议室").authority("示例局")
//!     .period(Days::new("2026-10-01".parse()?, "2026-12-31".parse()?)).visits(Days::new("2026-10-15".parse()?, "2026-12-20".parse()?))
//!     .times("2026-10-08T10:00:00+08:00".parse()?, "2026-10-10T18:00:00+08:00".parse()?, "2027-01-15T18:00:00+08:00".parse()?)
//!     .classes(["一般"]).register(Register::new("示例登记册", "2026-10-02".parse()?, 20))
//!     .item(Item::new(water.clone(), "水污染物排放", "示例局", "示例条例第一条"))
//!     .stratum(Stratum::new("一般", Quota::percent(20), [water])).team(TeamRule::new([SeatAsk::officer(), SeatAsk::officer()]))
//!     .value(PublicValue::new(Id::new("kl8")?, Source::new(Drawing::Kl8, "示例彩票中心", "2026271", "2026-10-09T21:00:00+08:00".parse()?)))
//!     .build()?;
//! let announced = Draft::new(plan, Rosters::new(targets, inspectors, vec![]))?.announce(MasterSecret::from_bytes([7; 32]))?;
//! let digest = announced.announcement.digest(); // publish the announcement; the digest goes into signed minutes
//! let numbers = "01 05 08 11 17 20 23 28 30 34 37 41 46 52 55 60 63 69 72 78"; // the evening's drawing
//! let drawn = draw(&announced.announcement, &announced.opening, &[UsedValue::main(Id::new("kl8")?, numbers)])?;
//! let disclosure = drawn.disclose(&Grounds::none())?.to_bytes()?; // publish on its day; drawn.seal() at once
//! let evidence = Evidence::new().announcement_digest(digest).value(Id::new("kl8")?, numbers); // the reader's own
//! assert_eq!(verify(&disclosure, &evidence).verdict, Verdict::Verified);
//! # Ok(())
//! # }
//! ```
//!
//! The modules follow the life of a draw, and no module knows a later one. [`guide`] tells what comes after the first draw.
//!
//! | feature | default | what it adds |
//! |---|---|---|
//! | `drand` | yes | signatures of drand's rounds are verified: such a value need not be looked up; the bytes are the same |
//! | `parallel` | yes | hashes and tickets on all cores (rayon); the bytes are the same |
//! | `shares` | yes | the master secret in shares for several keepers |
//! | `tables` | yes | rosters, outcomes and penalties from CSV bytes (UTF-8, GB18030) |
//! | `witness` | yes | keys with which a log signs its checkpoints and others cosign them ([C2SP](https://c2sp.org) forms) |
//! | `xlsx` | yes | the same from workbooks |
//! | `chrono` | no | [`Date`] and [`Timestamp`] from and to chrono's types |
//!
//! The minimum Rust version is 1.88; raising it is a minor version. Until 1.0 the crate and the protocol may change; from
//! then on a change of bytes is a new protocol version, and a new rule of a plan is no breaking change.

pub mod amend;
pub mod audit;
pub mod ceremony;
pub mod commit;
pub mod deadline;
pub mod draw;
pub mod fault;
pub mod guide;
pub mod outcome;
pub mod plan;
pub mod privacy;
pub mod proof;
pub mod publish;
pub mod record;
pub mod roster;
pub mod rules;
pub mod say;
pub mod standing;
pub mod story;
#[cfg(feature = "tables")]
pub mod tables;
pub mod types;
pub mod verify;
#[cfg(feature = "witness")]
pub mod witness;

pub use amend::{AmendError, Amended};
pub use ceremony::{AnnounceError, Announced, Draft, Rosters};
pub use fault::{Fault, FaultCode, Faults, Table};
pub use types::date::{Date, DateError, Days};
pub use types::digest::{Digest, DigestError, HashAlgorithm};
pub use types::id::{Id, IdError, InspectorId, TargetId};
pub use types::timestamp::Timestamp;

pub use commit::canonical::{FormCode, FormError, FormProblem};
pub use commit::document::{Amendment, AmendmentSeal, InspectorStrike, Strikes, TargetStrike};
pub use commit::document::{
    Announcement, Disclosure, Ended, Kept, Opening, ReadError, RecordName, Seal, Undrawn, UsedValue, Void,
};
#[cfg(feature = "shares")]
pub use commit::secret::shares::{Share, ShareError, Threshold};
pub use commit::secret::{MasterSecret, SeedSecret};
pub use commit::{Exposure, Grounds};
pub use draw::deck::Dealer;
pub use draw::ticket::Tickets;
pub use draw::{DrawError, Drawn, Progress, Step, Stopped, Work, draw, draw_with, undrawn, would_draw};
pub use plan::Plan;
pub use roster::{Change, Exemption, Inspector, Recusal, Role, Target, Withholding};
pub use rules::{Reason, Warning, WarningCode};
pub use say::{Every, Language, Listed, Quoted, Say};
pub use story::Story;
pub use verify::{
    Check, CheckOutcome, Evidence, Report, Verdict, verify, verify_read, verify_undrawn, verify_undrawn_with,
    verify_with,
};

/// The README's code runs.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
