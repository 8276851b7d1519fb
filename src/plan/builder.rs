//! Plans in code: constructors of a plan's parts, and the builder of the plan itself.

use super::condition::Field;
use super::{
    AmendmentRules, Authority, Category, Ceremony, ChangeableRule, ChangedRule, Condition, Correction,
    DistrictRule, Earlier, EarlierUse, Item, LeftOut, Override, Plan, PublicValue, Quota, Ratio, Reasoned,
    Register, Replacement, Rounding, SeatAsk, Size, Source, Stratum, Supersedes, TeamRule, TicketRule,
    ValueKind, Workload,
};
use crate::fault::{Fault, Faults, Problem, Table};
use crate::roster::Role;
use crate::types::date::{Date, Days};
use crate::types::digest::{Digest, HashAlgorithm};
use crate::types::id::{Id, TargetId};
use crate::types::timestamp::Timestamp;

impl Quota {
    /// A size without bounds.
    pub const fn new(size: Size) -> Self {
        Self { at_least: None, at_most: None, size }
    }

    /// The whole pool.
    pub const fn all() -> Self {
        Self::new(Size::All)
    }

    /// So many targets.
    pub const fn count(count: u64) -> Self {
        Self::new(Size::Count(count))
    }

    /// So many of a hundred, rounded up.
    ///
    /// ```
    /// use dual_random::plan::Quota;
    ///
    /// let quota = Quota::percent(5).at_least(2);
    /// assert_eq!(quota.at_least, Some(2));
    /// ```
    pub fn percent(percent: u8) -> Self {
        Self::ratio(Ratio::percent(percent), Rounding::Up)
    }

    /// A share of the pool.
    pub const fn ratio(of: Ratio, round: Rounding) -> Self {
        Self::new(Size::Ratio { of, round })
    }

    /// So many targets for so many officers of the roster (1:5 is five targets for each officer), rounded.
    pub const fn per_officer(officers: u32, targets: u32, round: Rounding) -> Self {
        Self::new(Size::PerOfficer { officers, round, targets })
    }

    /// The same, and no fewer than so many.
    #[must_use]
    pub const fn at_least(mut self, count: u64) -> Self {
        self.at_least = Some(count);
        self
    }

    /// The same, and no more than so many.
    #[must_use]
    pub const fn at_most(mut self, count: u64) -> Self {
        self.at_most = Some(count);
        self
    }
}

/// Texts in the order that documents have, each once.
fn sorted(texts: impl IntoIterator<Item = impl Into<String>>) -> Vec<String> {
    let all: std::collections::BTreeSet<String> = texts.into_iter().map(Into::into).collect();
    all.into_iter().collect()
}

impl Condition {
    /// A condition on a field.
    pub fn new(field: Field, any_of: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self { any_of: sorted(any_of), field }
    }

    /// Holds for targets of any of some classes.
    pub fn class(any_of: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self::new(Field::Class, any_of)
    }

    /// Holds for targets of any of some levels.
    pub fn level(any_of: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self::new(Field::Level, any_of)
    }

    /// Holds for targets in any of some districts, or in a part of one.
    pub fn district(any_of: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self::new(Field::District, any_of)
    }

    /// Holds for targets whose attribute (a column of the roster) has any of some values.
    pub fn attribute(name: &str, any_of: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self::new(Field::Attribute(name.to_owned()), any_of)
    }
}

impl Stratum {
    /// A stratum that takes every target, until conditions narrow it.
    pub fn new(name: impl Into<String>, quota: Quota, items: impl IntoIterator<Item = Id>) -> Self {
        let items: std::collections::BTreeSet<Id> = items.into_iter().collect();
        Self {
            directed: false,
            items: items.into_iter().collect(),
            name: name.into(),
            quota,
            when: Vec::new(),
        }
    }

    /// The same for targets for which a condition holds too.
    #[must_use]
    pub fn when(mut self, condition: Condition) -> Self {
        self.when.push(condition);
        self
    }

    /// The same as a directed inspection (定向抽查).
    #[must_use]
    pub fn directed(mut self) -> Self {
        self.directed = true;
        self
    }
}

impl SeatAsk {
    fn of(role: Role) -> Self {
        Self { departments: Vec::new(), qualifications: Vec::new(), role }
    }

    /// A seat for an officer.
    pub fn officer() -> Self {
        Self::of(Role::Officer)
    }

    /// A seat for an expert.
    pub fn expert() -> Self {
        Self::of(Role::Expert)
    }

    /// The same for somebody of any of some departments.
    #[must_use]
    pub fn of_department(mut self, any_of: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.departments = sorted(any_of);
        self
    }

    /// The same for somebody who has all of some qualifications.
    #[must_use]
    pub fn with_qualifications(mut self, all_of: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.qualifications = sorted(all_of);
        self
    }
}

impl TeamRule {
    /// A team for every target that no rule before has taken, until conditions narrow it.
    pub fn new(seats: impl IntoIterator<Item = SeatAsk>) -> Self {
        Self { seats: seats.into_iter().collect(), when: Vec::new() }
    }

    /// The same for targets for which a condition holds too.
    #[must_use]
    pub fn when(mut self, condition: Condition) -> Self {
        self.when.push(condition);
        self
    }
}

impl TicketRule {
    /// So many tickets for every target that no rule before has taken, until conditions narrow it.
    pub fn new(tickets: u32) -> Self {
        Self { tickets, when: Vec::new() }
    }

    /// The same for targets for which a condition holds too.
    #[must_use]
    pub fn when(mut self, condition: Condition) -> Self {
        self.when.push(condition);
        self
    }
}

impl Item {
    /// An item of the list of inspection items (随机抽查事项清单) with the texts that every list has. What is inspected and
    /// how is said once more by [`Item::content`] and [`Item::method`].
    pub fn new(
        id: Id,
        name: impl Into<String>,
        authority: impl Into<String>,
        basis: impl Into<String>,
    ) -> Self {
        let name = name.into();
        Self {
            authority: authority.into(),
            basis: basis.into(),
            content: name.clone(),
            frequency: "按年度抽查计划".to_owned(),
            id,
            method: "现场检查".to_owned(),
            name,
            objects: "检查对象名录库中的检查对象".to_owned(),
        }
    }

    /// The same with what is inspected (检查内容).
    #[must_use]
    pub fn content(mut self, content: impl Into<String>) -> Self {
        self.content = content.into();
        self
    }

    /// The same with how it is inspected (检查方式).
    #[must_use]
    pub fn method(mut self, method: impl Into<String>) -> Self {
        self.method = method.into();
        self
    }

    /// The same with how often (抽查频次).
    #[must_use]
    pub fn frequency(mut self, frequency: impl Into<String>) -> Self {
        self.frequency = frequency.into();
        self
    }

    /// The same with who is inspected (抽查对象).
    #[must_use]
    pub fn objects(mut self, objects: impl Into<String>) -> Self {
        self.objects = objects.into();
        self
    }
}

impl Authority {
    /// An authority. The lead's commitment is computed when the draw is announced.
    pub fn new(name: impl Into<String>) -> Self {
        Self { commitment: None, name: name.into() }
    }

    /// The same as a partner that adds a committed secret of its own.
    #[must_use]
    pub fn committed(mut self, commitment: Digest) -> Self {
        self.commitment = Some(commitment);
        self
    }
}

impl Register {
    /// A register that the target roster was taken from, with its date and how many targets it has.
    pub fn new(name: impl Into<String>, date: Date, count: u64) -> Self {
        Self { count, date, name: name.into() }
    }
}

impl Reasoned {
    /// So many targets, and why.
    pub fn new(count: u64, reason: impl Into<String>) -> Self {
        Self { count, reason: reason.into() }
    }
}

impl LeftOut {
    /// So many targets of the registers that are not in the roster, and why.
    pub fn new(count: u64, reason: impl Into<String>) -> Self {
        Self { carried: Vec::new(), count, reason: reason.into() }
    }

    /// The same, with those among them that were struck before and would be carried over.
    #[must_use]
    pub fn carried(mut self, carried: impl IntoIterator<Item = TargetId>) -> Self {
        self.carried = carried.into_iter().collect();
        self.carried.sort();
        self
    }
}

impl Source {
    /// A source: what is drawn, who publishes it, which issue or round, and when it closes.
    pub fn new(
        kind: impl Into<ValueKind>,
        publisher: impl Into<String>,
        issue: impl Into<String>,
        closes: Timestamp,
    ) -> Self {
        Self { closes, issue: issue.into(), kind: kind.into(), publisher: publisher.into() }
    }
}

impl From<super::Drawing> for ValueKind {
    fn from(drawing: super::Drawing) -> Self {
        drawing.kind()
    }
}

impl PublicValue {
    /// A value from one source.
    pub fn new(name: Id, source: Source) -> Self {
        Self { corrected: Correction::Fallback, fallbacks: Vec::new(), name, source }
    }

    /// The same with a further source, for when those before it do not come as announced.
    #[must_use]
    pub fn or(mut self, fallback: Source) -> Self {
        self.fallbacks.push(fallback);
        self
    }

    /// The same with what counts when the publisher corrects a text.
    #[must_use]
    pub fn corrected(mut self, rule: Correction) -> Self {
        self.corrected = rule;
        self
    }
}

impl Override {
    /// An override of what the tables give one target: with its reason and who approved it.
    pub fn new(target: TargetId, reason: impl Into<String>, approver: impl Into<String>) -> Self {
        Self { approver: approver.into(), reason: reason.into(), seats: None, target, tickets: None }
    }

    /// The same with so many tickets.
    #[must_use]
    pub fn tickets(mut self, tickets: u32) -> Self {
        self.tickets = Some(tickets);
        self
    }

    /// The same with these seats.
    #[must_use]
    pub fn seats(mut self, seats: impl IntoIterator<Item = SeatAsk>) -> Self {
        self.seats = Some(seats.into_iter().collect());
        self
    }
}

impl Earlier {
    /// An earlier draw, by the head of its disclosure, and what for.
    pub const fn new(head: Digest, use_for: EarlierUse) -> Self {
        Self { head, use_for }
    }
}

impl Supersedes {
    /// The announcement that is superseded, and why.
    pub fn new(announcement: Digest, reason: impl Into<String>) -> Self {
        Self { announcement, reason: reason.into() }
    }
}

impl ChangedRule {
    /// A rule that differs from the ceremony before, since when and why.
    pub fn new(rule: ChangeableRule, date: Date, reason: impl Into<String>) -> Self {
        Self { date, reason: reason.into(), rule }
    }
}

impl AmendmentRules {
    /// Strikes are allowed for these reasons: so many of a stratum's targets, and so many at a seat.
    pub fn new(
        target_reasons: impl IntoIterator<Item = impl Into<String>>,
        inspector_reasons: impl IntoIterator<Item = impl Into<String>>,
        strikes_per_stratum: u64,
        strikes_per_seat: u64,
    ) -> Self {
        Self {
            inspector_reasons: sorted(inspector_reasons),
            replacement: Replacement::Deck,
            strikes_per_seat,
            strikes_per_stratum,
            target_reasons: sorted(target_reasons),
        }
    }

    /// The same, where a struck inspector's seat waits for a fresh public value.
    #[must_use]
    pub fn with_fresh_value(mut self) -> Self {
        self.replacement = Replacement::FreshValue;
        self
    }
}

/// Times of a plan that have no default.
#[derive(Debug, Clone, Default)]
struct Times {
    announce_at: Option<Timestamp>,
    seal_by: Option<Timestamp>,
    disclose_by: Option<Timestamp>,
    period: Option<Days>,
    visits: Option<Days>,
}

/// A plan in the making: see [`Plan::builder`].
#[derive(Debug, Clone)]
pub struct PlanBuilder {
    times: Times,
    plan: Plan,
}

impl Plan {
    /// A plan in code, for a draw with its id and its running number among the authority's announcements. What is not said
    /// has the plainest value: a routine draw of targets and inspectors, no district rule, rotation, each inspector's own
    /// maximum, pools of four. Teams, strata, values and times have none: [`PlanBuilder::build`] asks for them.
    ///
    /// ```
    /// use dual_random::plan::{Drawing, Item, Plan, PublicValue, Quota, Register, SeatAsk, Source, Stratum, TeamRule};
    /// use dual_random::{Date, Days, Id, Timestamp};
    ///
    /// let day = |month, day| Date::from_ymd(2026, month, day).unwrap();
    /// let at = |text: &str| text.parse::<Timestamp>().unwrap();
    /// let item = Id::new("water").unwrap();
    /// let plan = Plan::builder(Id::new("2026-Q4").unwrap(), 1)
    ///     .title("2026年第四季度抽查")
    ///     .place("示例会议室")
    ///     .authority("示例局")
    ///     .period(Days::new(day(10, 1), day(12, 31)))
    ///     .visits(Days::new(day(10, 15), day(12, 20)))
    ///     .times(at("2026-10-08T10:00:00+08:00"), at("2026-10-12T18:00:00+08:00"), at("2027-01-15T18:00:00+08:00"))
    ///     .classes(["一般", "重点"])
    ///     .item(Item::new(item.clone(), "水污染物排放", "示例局", "示例条例第一条"))
    ///     .register(Register::new("排污许可登记", day(9, 30), 600))
    ///     .stratum(Stratum::new("全部", Quota::percent(5).at_least(2), [item]))
    ///     .team(TeamRule::new([SeatAsk::officer(), SeatAsk::officer()]))
    ///     .value(PublicValue::new(
    ///         Id::new("kl8").unwrap(),
    ///         Source::new(Drawing::Kl8, "示例彩票中心", "第2026276期", at("2026-10-09T21:00:00+08:00")),
    ///     ))
    ///     .build()?;
    /// assert_eq!(plan.number, 1);
    /// # Ok::<(), dual_random::Faults>(())
    /// ```
    pub fn builder(draw: Id, number: u64) -> PlanBuilder {
        PlanBuilder { times: Times::default(), plan: Plan::empty(draw, number) }
    }

    /// A plan that says nothing; its times are placeholders, which a builder replaces or reports.
    fn empty(draw: Id, number: u64) -> Self {
        let (day, never) = (Date::FIRST, Timestamp::first());
        Self {
            added: Vec::new(),
            amendments: AmendmentRules::default(),
            announce_at: never,
            attributes: Vec::new(),
            authorities: Vec::new(),
            calendar: None,
            category: Category::Routine,
            ceremony: Ceremony::Both,
            changed_rules: Vec::new(),
            classes: Vec::new(),
            disclose_by: never,
            district_rule: DistrictRule::Any,
            draw,
            earlier: Vec::new(),
            few_officers_reason: None,
            few_outcomes_reason: None,
            hash: HashAlgorithm::default(),
            items: Vec::new(),
            left_out: Vec::new(),
            min_pool: super::default_min_pool(),
            number,
            overrides: Vec::new(),
            period: Days::new(day, day),
            place: String::new(),
            registers: Vec::new(),
            rotation: true,
            seal_by: never,
            strata: Vec::new(),
            supersedes: None,
            task_sheet: Vec::new(),
            teams: Vec::new(),
            tickets: Vec::new(),
            title: String::new(),
            values: Vec::new(),
            visits: Days::new(day, day),
            visits_reason: None,
            workload: Workload::Own,
            yearly_cap: None,
        }
    }
}

macro_rules! setters {
    ($($(#[$meta:meta])* $name:ident($($argument:ident: $type:ty),+) |$builder:ident| $body:expr;)+) => {
        impl PlanBuilder {$(
            $(#[$meta])*
            #[must_use]
            pub fn $name(self, $($argument: $type),+) -> Self {
                let mut $builder = self;
                $body;
                $builder
            }
        )+}
    };
}

setters! {
    /// The title of the draw.
    title(title: impl Into<String>) |b| b.plan.title = title.into();
    /// Where the ceremony is held.
    place(place: impl Into<String>) |b| b.plan.place = place.into();
    /// A further authority that adds no secret; the first is the lead.
    authority(name: impl Into<String>) |b| b.plan.authorities.push(Authority::new(name));
    /// A further authority that adds a committed secret of its own.
    partner(name: impl Into<String>, commitment: Digest)
        |b| b.plan.authorities.push(Authority::new(name).committed(commitment));
    /// When the draw is announced, by when the result is sealed, and by when everything is disclosed.
    times(announce_at: Timestamp, seal_by: Timestamp, disclose_by: Timestamp) |b| {
        b.times.announce_at = Some(announce_at);
        b.times.seal_by = Some(seal_by);
        b.times.disclose_by = Some(disclose_by);
    };
    /// The period of the plan.
    period(period: Days) |b| b.times.period = Some(period);
    /// When the visits take place.
    visits(visits: Days) |b| b.times.visits = Some(visits);
    /// Why visits lie outside the period.
    visits_reason(reason: impl Into<String>) |b| b.plan.visits_reason = Some(reason.into());
    /// Routine, campaign or case inspections.
    category(category: Category) |b| b.plan.category = category;
    /// What is drawn.
    ceremony(ceremony: Ceremony) |b| b.plan.ceremony = ceremony;
    /// The classes of targets that this draw fills the slot of.
    classes(classes: impl IntoIterator<Item = impl Into<String>>) |b| b.plan.classes = sorted(classes);
    /// A further item of the list.
    item(item: Item) |b| {
        b.plan.items.push(item);
        b.plan.items.sort_by(|one, other| one.id.cmp(&other.id));
    };
    /// A further register that the target roster was taken from.
    register(register: Register) |b| b.plan.registers.push(register);
    /// Targets of the registers that are not in the roster.
    left_out(left_out: LeftOut) |b| b.plan.left_out.push(left_out);
    /// Targets of the roster that are in no register.
    added(added: Reasoned) |b| b.plan.added.push(added);
    /// A further stratum.
    stratum(stratum: Stratum) |b| b.plan.strata.push(stratum);
    /// A further rule of the table of teams; the last one has no conditions.
    team(rule: TeamRule) |b| b.plan.teams.push(rule);
    /// A further rule of the table of tickets.
    tickets(rule: TicketRule) |b| b.plan.tickets.push(rule);
    /// A further public value.
    value(value: PublicValue) |b| b.plan.values.push(value);
    /// A further override.
    overriding(entry: Override) |b| b.plan.overrides.push(entry);
    /// The rules of amendments.
    amendments(rules: AmendmentRules) |b| b.plan.amendments = rules;
    /// Columns of the target roster that are committed and disclosed.
    attributes(names: impl IntoIterator<Item = impl Into<String>>) |b| b.plan.attributes = sorted(names);
    /// Further columns of the target roster for the task sheets alone.
    task_sheet(names: impl IntoIterator<Item = impl Into<String>>) |b| b.plan.task_sheet = sorted(names);
    /// What an inspector's district must be, seen from the target's.
    district_rule(rule: DistrictRule) |b| b.plan.district_rule = rule;
    /// Whether those who took part in a target's last inspection stay away from it.
    rotation(rotation: bool) |b| b.plan.rotation = rotation;
    /// How many visits an inspector has.
    workload(workload: Workload) |b| b.plan.workload = workload;
    /// How often a target is inspected in a year.
    yearly_cap(cap: u32) |b| b.plan.yearly_cap = Some(cap);
    /// The smallest pool of a seat that is not a finding.
    min_pool(size: u32) |b| b.plan.min_pool = size;
    /// The hash, where it is not SHA-256.
    hash(hash: HashAlgorithm) |b| b.plan.hash = hash;
    /// The calendar of working days, by its digest.
    calendar(digest: Digest) |b| b.plan.calendar = Some(digest);
    /// What it supersedes.
    supersedes(supersedes: Supersedes) |b| b.plan.supersedes = Some(supersedes);
    /// A rule that differs from the ceremony before.
    changed_rule(rule: ChangedRule) |b| b.plan.changed_rules.push(rule);
    /// Why a team has fewer than two officers.
    few_officers_reason(reason: impl Into<String>) |b| b.plan.few_officers_reason = Some(reason.into());
    /// Why the public values have fewer than 2^32 outcomes.
    few_outcomes_reason(reason: impl Into<String>) |b| b.plan.few_outcomes_reason = Some(reason.into());
}

impl PlanBuilder {
    /// The plan.
    ///
    /// # Errors
    /// All its faults by itself, rosters aside; what was left out among them.
    pub fn build(self) -> Result<Plan, Faults> {
        let Self { times, mut plan } = self;
        let mut faults = Faults::default();
        let mut missing = |field: &str| faults.push(Fault::new(Table::Plan, None, field, Problem::Empty));
        for (field, given, place) in [
            ("announce_at", times.announce_at, &mut plan.announce_at),
            ("seal_by", times.seal_by, &mut plan.seal_by),
            ("disclose_by", times.disclose_by, &mut plan.disclose_by),
        ] {
            given.map_or_else(|| missing(field), |given| *place = given);
        }
        for (field, given, place) in
            [("period", times.period, &mut plan.period), ("visits", times.visits, &mut plan.visits)]
        {
            given.map_or_else(|| missing(field), |given| *place = given);
        }
        faults.into_result(())?;
        plan.check()?;
        Ok(plan)
    }
}
