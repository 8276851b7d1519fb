//! The plan (抽查计划): everything the authority decides before the draw (PROTOCOL.md §7). It stands whole in the
//! announcement. Fields are declared in text order, which is the canonical order.

mod builder;
mod check;
mod condition;
mod drawing;
mod kind;
mod numbers;
mod quota;
mod value;

pub use builder::PlanBuilder;
use condition::attribute_names;
pub use condition::{Condition, Field, FieldError};
pub(crate) use condition::{all_hold, first_holding};
pub use drawing::Drawing;
pub use kind::{Part, TextError, ValueKind, contribution_commitment};
pub use numbers::Numbers;
pub use quota::{Quota, Ratio, RatioError, Rounding, Size};
pub(crate) use value::VALUE_WORDS;
pub use value::{Correction, PublicValue, Source, ValueName};

use crate::roster::{Columns, Role};
use crate::say::{coded, coded_serde};
use crate::types::date::{Date, Days};
use crate::types::digest::{Digest, HashAlgorithm};
use crate::types::id::{Id, TargetId};
use crate::types::timestamp::Timestamp;
use serde::{Deserialize, Serialize};

coded! {
    /// Kind of inspection.
    pub enum Category {
        Routine = "routine", "日常检查", "routine inspection";
        Campaign = "campaign", "专项检查", "campaign inspection";
        Case = "case", "个案检查", "case inspection";
    }
}
coded_serde!(Category);

coded! {
    /// What a ceremony draws.
    pub enum Ceremony {
        Both = "both", "同时抽取检查对象和检查人员", "targets and inspectors";
        Selection = "selection", "只抽取检查对象", "targets only";
        Staffing = "staffing", "为已抽中的检查对象抽取检查人员", "inspectors for targets drawn before";
    }
}
coded_serde!(Ceremony);

coded! {
    /// How the districts of inspector and target must compare.
    pub enum DistrictRule {
        Any = "any", "不限", "no rule";
        Cross = "cross", "异地", "must differ";
        Own = "own", "属地", "must be equal";
    }
}
coded_serde!(DistrictRule);

coded! {
    /// What an earlier draw is used for.
    pub enum EarlierUse {
        Count = "count", "年度检查次数", "yearly counts";
        Rotation = "rotation", "人员轮换", "rotation";
        LeaveOut = "leave_out", "不重复抽取", "leaving out";
        Carry = "carry", "结转", "carrying over";
    }
}
coded_serde!(EarlierUse);

coded! {
    /// How a struck inspector's seat is filled again.
    pub enum Replacement {
        Deck = "deck", "同一副牌的下一签", "next slip of the same deck";
        FreshValue = "fresh_value", "另取公开值", "a fresh public value";
    }
}
coded_serde!(Replacement);

coded! {
    /// A rule that a staffing ceremony may change, with its reason.
    pub enum ChangeableRule {
        DistrictRule = "district_rule", "异地/属地规则", "district rule";
        Rotation = "rotation", "轮换规则", "rotation";
        Visits = "visits", "检查日期", "visit dates";
        Workload = "workload", "工作量规则", "workload";
    }
}
coded_serde!(ChangeableRule);

/// A number with its reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Reasoned {
    /// How many.
    pub count: u64,
    /// Why.
    pub reason: String,
}

/// Entries of the registers that are not in the roster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct LeftOut {
    /// Targets struck in earlier draws that would be carried over, and are in the roster no more. Sorted.
    #[serde(default)]
    pub carried: Vec<TargetId>,
    /// How many entries of the registers.
    pub count: u64,
    /// Why.
    pub reason: String,
}

/// Rules for amendments after the seal.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct AmendmentRules {
    /// Reasons for which an inspector may be struck.
    pub inspector_reasons: Vec<String>,
    /// How the seat is filled again.
    pub replacement: Replacement,
    /// Most strikes of one seat.
    pub strikes_per_seat: u64,
    /// Most strikes of targets of one stratum.
    pub strikes_per_stratum: u64,
    /// Reasons for which a target may be struck.
    pub target_reasons: Vec<String>,
}

#[expect(clippy::derivable_impls, reason = "the enum is made by a macro that has no place for a default")]
impl Default for Replacement {
    fn default() -> Self {
        Self::Deck
    }
}

/// An authority that takes part; the first of the plan leads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Authority {
    /// Commitment of its own seed secret, if it adds one; empty for the lead, whose is computed.
    #[serde(default)]
    pub commitment: Option<Digest>,
    /// Its name.
    pub name: String,
}

/// A rule that differs from the earlier ceremony's plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ChangedRule {
    /// When it was changed.
    pub date: Date,
    /// Why.
    pub reason: String,
    /// Which rule.
    pub rule: ChangeableRule,
}

/// An earlier draw that this plan uses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Earlier {
    /// Its head: the digest of its last amendment's seal, or of its seal if it was not amended.
    pub head: Digest,
    /// What for.
    #[serde(rename = "use")]
    pub use_for: EarlierUse,
}

/// An item of the inspection item list (随机抽查事项).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Item {
    /// 抽查主体.
    pub authority: String,
    /// 抽查依据: the legal basis; there is no inspection without one.
    pub basis: String,
    /// 抽查内容.
    pub content: String,
    /// 抽查频次.
    pub frequency: String,
    /// Id of the item.
    pub id: Id,
    /// 抽查方式.
    pub method: String,
    /// 抽查事项名称.
    pub name: String,
    /// 抽查对象.
    pub objects: String,
}

/// What a seat of a team asks for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SeatAsk {
    /// Any of these departments; empty: any at all. Sorted.
    #[serde(default)]
    pub departments: Vec<String>,
    /// All of these qualifications. Sorted.
    #[serde(default)]
    pub qualifications: Vec<String>,
    /// Officer or expert.
    pub role: Role,
}

/// A listed exception for one target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Override {
    /// Who approved it.
    pub approver: String,
    /// Why.
    pub reason: String,
    /// Seats in place of the table's.
    #[serde(default)]
    pub seats: Option<Vec<SeatAsk>>,
    /// For whom.
    pub target: TargetId,
    /// Number of tickets in place of the table's, 1–1000.
    #[serde(default)]
    pub tickets: Option<u32>,
}

/// A register that the target roster was taken from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Register {
    /// Its entries on that day.
    pub count: u64,
    /// The day.
    pub date: Date,
    /// Its name.
    pub name: String,
}

/// A group of targets with its own quota; strata are disjoint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Stratum {
    /// 定向 (true) or 不定向.
    #[serde(default)]
    pub directed: bool,
    /// Items that a visit covers, sorted.
    pub items: Vec<Id>,
    /// Its name.
    pub name: String,
    /// How many are drawn.
    pub quota: Quota,
    /// Which targets belong to it.
    #[serde(default)]
    pub when: Vec<Condition>,
}

/// What this announcement takes the place of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Supersedes {
    /// Digest of the announcement that is superseded.
    pub announcement: Digest,
    /// Why.
    pub reason: String,
}

/// A rule of the table of teams.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct TeamRule {
    /// The seats, numbered from 1.
    pub seats: Vec<SeatAsk>,
    /// For which targets; the last rule, and no other, is without conditions.
    #[serde(default)]
    pub when: Vec<Condition>,
}

/// A rule of the table of tickets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct TicketRule {
    /// How many tickets, 1–1000. A weight is a number of tickets, not an inclusion probability.
    pub tickets: u32,
    /// For which targets.
    #[serde(default)]
    pub when: Vec<Condition>,
}

/// How much work one inspector may get.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Workload {
    /// Each inspector's own maximum.
    Own,
    /// The smallest common cap with which everything can still be staffed.
    Balanced,
    /// A common cap, beside the own maxima.
    Common(u32),
}

/// The plan (抽查计划).
///
/// ```
/// use dual_random::Plan;
/// # mod shared { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/shared/mod.rs")); }
/// # let plan = shared::plan(200)?;
///
/// let stored = serde_json::to_string(&plan)?;
/// assert_eq!(serde_json::from_str::<Plan>(&stored)?, plan);
/// assert_eq!((plan.draw.as_str(), plan.year().as_str()), ("2026-Q4", "2026"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Plan {
    /// Targets in the roster and in no register.
    #[serde(default)]
    pub added: Vec<Reasoned>,
    /// Rules for later amendments.
    #[serde(default)]
    pub amendments: AmendmentRules,
    /// By when the announcement is fixed.
    pub announce_at: Timestamp,
    /// Columns of the target roster that are committed and disclosed beside the protocol's own. Sorted.
    #[serde(default)]
    pub attributes: Vec<String>,
    /// Who draws, lead first.
    pub authorities: Vec<Authority>,
    /// Digest of the working-day calendar.
    #[serde(default)]
    pub calendar: Option<Digest>,
    /// Routine, campaign or case inspection.
    pub category: Category,
    /// What is drawn.
    pub ceremony: Ceremony,
    /// Staffing ceremonies: rules that differ from the earlier plan.
    #[serde(default)]
    pub changed_rules: Vec<ChangedRule>,
    /// Classes that this draw fills, sorted.
    pub classes: Vec<String>,
    /// Deadline of the disclosure.
    pub disclose_by: Timestamp,
    /// Cross-district or own-district rule.
    pub district_rule: DistrictRule,
    /// Id of the draw.
    pub draw: Id,
    /// Earlier draws used.
    #[serde(default)]
    pub earlier: Vec<Earlier>,
    /// Why a team may have under two officers.
    #[serde(default)]
    pub few_officers_reason: Option<String>,
    /// Why the public values reach only 2^24 outcomes.
    #[serde(default)]
    pub few_outcomes_reason: Option<String>,
    /// The hash that everything is committed with; a log has one.
    #[serde(default)]
    pub hash: HashAlgorithm,
    /// The inspection item list.
    pub items: Vec<Item>,
    /// Entries of the registers that are not in the roster.
    #[serde(default)]
    pub left_out: Vec<LeftOut>,
    /// Pools smaller than this are findings.
    #[serde(default = "default_min_pool")]
    pub min_pool: u32,
    /// Running number of the lead's announcements.
    pub number: u64,
    /// Listed exceptions, sorted by target.
    #[serde(default)]
    pub overrides: Vec<Override>,
    /// The period that this draw is for.
    pub period: Days,
    /// Where the draw is held.
    pub place: String,
    /// Sources of the target roster.
    pub registers: Vec<Register>,
    /// Whether those of a target's last inspection are set aside.
    pub rotation: bool,
    /// Deadline of the seal.
    pub seal_by: Timestamp,
    /// Groups of targets.
    pub strata: Vec<Stratum>,
    /// What this announcement takes the place of.
    #[serde(default)]
    pub supersedes: Option<Supersedes>,
    /// Columns of the target roster that stand on the task sheets alone: private, committed nowhere. Sorted.
    #[serde(default)]
    pub task_sheet: Vec<String>,
    /// Table of teams.
    pub teams: Vec<TeamRule>,
    /// Table of tickets.
    #[serde(default)]
    pub tickets: Vec<TicketRule>,
    /// Name of the task.
    pub title: String,
    /// The public values.
    pub values: Vec<PublicValue>,
    /// Days of the visits.
    pub visits: Days,
    /// Why they lie outside the period.
    #[serde(default)]
    pub visits_reason: Option<String>,
    /// Workload rule.
    pub workload: Workload,
    /// Inspections a year per target.
    #[serde(default)]
    pub yearly_cap: Option<u32>,
}

impl Plan {
    /// The size under which a pool is a finding: whoever is alone in one is no draw's choice, whatever the plan says.
    pub(crate) fn small_pool(&self) -> u32 {
        self.min_pool.max(2)
    }
}

const fn default_min_pool() -> u32 {
    4
}

impl Plan {
    /// Names of the attributes that some condition of the plan names, sorted: those are part of the draw.
    pub fn draw_attributes(&self) -> Vec<String> {
        let rules = self.strata.iter().map(|s| &s.when);
        let rules = rules.chain(self.teams.iter().map(|t| &t.when));
        attribute_names(rules.chain(self.tickets.iter().map(|t| &t.when)))
    }

    /// The year whose inspections count against the yearly cap: that of the first day of the period.
    pub fn year(&self) -> String {
        self.period.from.to_string().chars().take(4).collect()
    }

    /// What the plan makes of the further columns of a target roster.
    pub fn columns(&self) -> Columns {
        let attributes = self.draw_attributes().into_iter().chain(self.attributes.iter().cloned()).collect();
        Columns { attributes, sheet: self.task_sheet.iter().cloned().collect() }
    }

    /// Names of the attributes that identity parts hold, sorted: those that `attributes` lists and no condition names.
    pub fn identity_attributes(&self) -> Vec<String> {
        let drawn = self.draw_attributes();
        self.attributes.iter().filter(|name| drawn.binary_search(name).is_err()).cloned().collect()
    }
}
