//! The rules a plan must keep by itself, whatever the rosters (PROTOCOL.md §7). One place, used at intake and by the
//! verifier.

use super::{Ceremony, Condition, Plan, PublicValue, Quota, SeatAsk, Size, Source, ValueKind, Workload};
use crate::fault::{Fault, Faults, Problem, Table, text_problem};
use crate::roster::{Intake, Role, SHEET_ONLY};
use crate::say::Quoted;
use crate::types::digest::Digest;
use crate::types::limits;
use std::collections::{BTreeMap, BTreeSet};

/// Fewest outcomes of all values together, as a power of two.
const FLOOR_BITS: u32 = 32;
/// The same when the plan gives a reason.
const REASONED_FLOOR_BITS: u32 = 24;

/// Collects faults of a plan.
struct Checker {
    faults: Faults,
}

impl Checker {
    fn fault(&mut self, field: impl Into<String>, problem: Problem) {
        self.faults.push(Fault::new(Table::Plan, None, field, problem));
    }

    /// An upper bound of a list's length.
    fn at_most(&mut self, field: &str, len: usize, limit: usize) {
        if len > limit {
            self.fault(field, Problem::TooMany { found: len as u64, limit: limit as u64 });
        }
    }

    fn not_empty(&mut self, field: &str, len: usize) {
        if len == 0 {
            self.fault(field, Problem::Empty);
        }
    }

    fn in_range(&mut self, field: &str, value: u64, low: u64, high: u64) {
        if !(low..=high).contains(&value) {
            self.fault(field, Problem::OutOfRange { found: Quoted::new(value), low, high });
        }
    }

    fn ascending<T: Ord + std::fmt::Display>(&mut self, field: &str, list: &[T]) {
        if let Some([_, second]) = list.windows(2).find(|pair| pair[0] >= pair[1]) {
            self.fault(field, Problem::NotSorted { found: Quoted::new(second) });
        }
    }

    fn unique<'a>(&mut self, field: &str, names: impl Iterator<Item = &'a str>) {
        let mut seen = BTreeSet::new();
        for name in names {
            if !seen.insert(name) {
                self.fault(field, Problem::Repeated { found: Quoted::new(name) });
            }
        }
    }

    fn text(&mut self, field: &str, text: &str) {
        if let Some(problem) = text_problem(text) {
            self.fault(field, problem);
        }
    }
}

impl Plan {
    /// Checks the plan by itself, rosters aside.
    ///
    /// # Errors
    /// All its faults.
    pub fn check(&self) -> Result<(), Faults> {
        self.faults().into_result(())
    }

    /// The commitments that the plan itself holds: of other authorities, and of contributions.
    pub(crate) fn commitments(&self) -> impl Iterator<Item = Digest> + '_ {
        let contributions =
            self.values.iter().flat_map(PublicValue::sources).filter_map(|s| s.kind.commitment());
        self.authorities.iter().filter_map(|authority| authority.commitment).chain(contributions)
    }

    /// All faults of the plan by itself, rosters aside.
    pub(crate) fn faults(&self) -> Faults {
        let mut checker = Checker { faults: Faults::default() };
        self.check_sizes(&mut checker);
        for (field, text) in self.texts() {
            checker.text(&field, text);
        }
        self.check_times(&mut checker);
        self.check_parties(&mut checker);
        self.check_columns(&mut checker);
        self.check_left_out(&mut checker);
        self.check_strata(&mut checker);
        self.check_teams(&mut checker);
        self.check_values(&mut checker);
        checker.faults
    }

    /// Faults of the plan that only those who take data in look for: normal form, outer white space, personal numbers,
    /// columns that must not be disclosed, and sources that seem to be one drawing. (How alike two names are is not a matter
    /// of a verdict.)
    pub(crate) fn intake_faults(&self) -> Faults {
        let mut intake = Intake::new(Table::Plan);
        for (field, text) in self.texts() {
            intake.shown(None, &field, text);
        }
        for name in self.columns().attributes.iter().filter(|name| SHEET_ONLY.contains(&name.as_str())) {
            intake.faults.push(Fault::new(
                Table::Plan,
                None,
                "attributes",
                Problem::SheetOnly { found: Quoted::new(name) },
            ));
        }
        for [first, second] in self.alike_sources() {
            let found =
                [first, second].map(|source| format!("{}, {}", source.publisher, source.issue)).join(" / ");
            intake.faults.push(Fault::new(
                Table::Plan,
                None,
                "values",
                Problem::SameDrawing { found: Quoted::new(found) },
            ));
        }
        intake.faults
    }

    /// Sources whose publishers and issues are written differently, and seem to be one event.
    fn alike_sources(&self) -> Vec<[&Source; 2]> {
        let mut first: BTreeMap<(String, String), &Source> = BTreeMap::new();
        let mut alike = Vec::new();
        for source in self.values.iter().flat_map(PublicValue::sources) {
            let known = *first.entry(source.plain_event()).or_insert(source);
            if known.event() != source.event() {
                alike.push([known, source]);
            }
        }
        alike
    }

    fn check_sizes(&self, checker: &mut Checker) {
        let entries = limits::ENTRIES;
        for (field, len, limit) in [
            ("added", self.added.len(), entries),
            ("amendments.inspector_reasons", self.amendments.inspector_reasons.len(), entries),
            ("amendments.target_reasons", self.amendments.target_reasons.len(), entries),
            ("attributes", self.attributes.len(), limits::RECORD_LIST),
            ("authorities", self.authorities.len(), limits::PARTIES),
            ("changed_rules", self.changed_rules.len(), entries),
            ("classes", self.classes.len(), entries),
            ("earlier", self.earlier.len(), entries),
            ("items", self.items.len(), entries),
            ("left_out", self.left_out.len(), entries),
            ("overrides", self.overrides.len(), limits::OVERRIDES),
            ("registers", self.registers.len(), entries),
            ("strata", self.strata.len(), entries),
            ("task_sheet", self.task_sheet.len(), limits::RECORD_LIST),
            ("teams", self.teams.len(), entries),
            ("tickets", self.tickets.len(), entries),
            ("values", self.values.len(), limits::PARTIES),
        ] {
            checker.at_most(field, len, limit);
        }
        checker.at_most("when", self.draw_attributes().len(), limits::RECORD_LIST);
        for (field, len) in [
            ("authorities", self.authorities.len()),
            ("items", self.items.len()),
            ("registers", self.registers.len()),
            ("strata", self.strata.len()),
            ("values", self.values.len()),
        ] {
            checker.not_empty(field, len);
        }
        let counts = self.added.iter().map(|r| r.count).chain(self.left_out.iter().map(|r| r.count));
        for count in counts.chain(self.registers.iter().map(|r| r.count)) {
            checker.in_range("count", count, 0, limits::MAX_INTEGER);
        }
        checker.in_range("number", self.number, 1, limits::MAX_INTEGER);
        checker.in_range("min_pool", u64::from(self.min_pool), 1, u64::from(u32::MAX));
        for count in [self.amendments.strikes_per_seat, self.amendments.strikes_per_stratum] {
            checker.in_range("amendments", count, 0, limits::MAX_INTEGER);
        }
    }

    /// Every text of the plan, with its field.
    pub(crate) fn texts(&self) -> Vec<(String, &str)> {
        let mut all: Vec<(String, &str)> =
            vec![("place".to_owned(), &self.place), ("title".to_owned(), &self.title)];
        let mut add = |field: String, text| all.push((field, text));
        for (i, reasoned) in self.added.iter().enumerate() {
            add(format!("added[{i}].reason"), &reasoned.reason);
        }
        for (i, left_out) in self.left_out.iter().enumerate() {
            add(format!("left_out[{i}].reason"), &left_out.reason);
        }
        for (field, names) in [("attributes", &self.attributes), ("task_sheet", &self.task_sheet)] {
            for name in names {
                add(field.to_owned(), name);
            }
        }
        let amendments = &self.amendments;
        for reason in amendments.inspector_reasons.iter().chain(&amendments.target_reasons) {
            add("amendments".to_owned(), reason);
        }
        for (i, authority) in self.authorities.iter().enumerate() {
            add(format!("authorities[{i}].name"), &authority.name);
        }
        for (i, changed) in self.changed_rules.iter().enumerate() {
            add(format!("changed_rules[{i}].reason"), &changed.reason);
        }
        for class in &self.classes {
            add("classes".to_owned(), class);
        }
        for (field, reason) in [
            ("few_officers_reason", &self.few_officers_reason),
            ("few_outcomes_reason", &self.few_outcomes_reason),
            ("visits_reason", &self.visits_reason),
        ] {
            if let Some(reason) = reason {
                add(field.to_owned(), reason);
            }
        }
        for (i, item) in self.items.iter().enumerate() {
            for (field, text) in [
                ("authority", &item.authority),
                ("basis", &item.basis),
                ("content", &item.content),
                ("frequency", &item.frequency),
                ("method", &item.method),
                ("name", &item.name),
                ("objects", &item.objects),
            ] {
                add(format!("items[{i}].{field}"), text);
            }
        }
        for (i, entry) in self.overrides.iter().enumerate() {
            add(format!("overrides[{i}].approver"), &entry.approver);
            add(format!("overrides[{i}].reason"), &entry.reason);
        }
        for (i, register) in self.registers.iter().enumerate() {
            add(format!("registers[{i}].name"), &register.name);
        }
        for (i, stratum) in self.strata.iter().enumerate() {
            add(format!("strata[{i}].name"), &stratum.name);
        }
        if let Some(supersedes) = &self.supersedes {
            add("supersedes.reason".to_owned(), &supersedes.reason);
        }
        for (i, value) in self.values.iter().enumerate() {
            for source in value.sources() {
                add(format!("values[{i}].issue"), &source.issue);
                add(format!("values[{i}].publisher"), &source.publisher);
            }
        }
        let conditions = self.strata.iter().flat_map(|s| &s.when);
        let conditions = conditions.chain(self.teams.iter().flat_map(|t| &t.when));
        for condition in conditions.chain(self.tickets.iter().flat_map(|t| &t.when)) {
            for text in &condition.any_of {
                add("when.any_of".to_owned(), text);
            }
            if let Some(name) = condition.named_attribute() {
                add("when.field".to_owned(), name);
            }
        }
        let seats = self.teams.iter().flat_map(|t| &t.seats);
        for seat in seats.chain(self.overrides.iter().flat_map(|o| o.seats.iter().flatten())) {
            for text in seat.departments.iter().chain(&seat.qualifications) {
                add("seats".to_owned(), text);
            }
        }
        all
    }

    fn check_times(&self, checker: &mut Checker) {
        let (period, visits) = (self.period, self.visits);
        if (visits.from < period.from || period.to < visits.to) && self.visits_reason.is_none() {
            checker.fault(
                "visits",
                Problem::VisitsOutside { found: Quoted::new(format!("{} – {}", visits.from, visits.to)) },
            );
        }
        let mut before =
            |field: String, first: &dyn std::fmt::Display, ok: bool, second: &dyn std::fmt::Display| {
                if !ok {
                    let problem = Problem::Order { found: Quoted::new(first), limit: Quoted::new(second) };
                    checker.fault(field, problem);
                }
            };
        for (field, days) in [("period", self.period), ("visits", self.visits)] {
            before(field.to_owned(), &days.from, days.from <= days.to, &days.to);
        }
        for (i, value) in self.values.iter().enumerate() {
            for source in value.sources() {
                let field = format!("values[{i}].closes");
                let closes = &source.closes;
                before(field.clone(), &self.announce_at, self.announce_at < *closes, closes);
                before(field, closes, *closes < self.seal_by, &self.seal_by);
            }
            // Whoever knows what comes if a source fails can choose, before announcing, what it leads to.
            let mut latest = self.values.iter().map(|value| &value.source.closes).max();
            for (j, fallback) in value.fallbacks.iter().enumerate() {
                let (field, closes) = (format!("values[{i}].fallbacks[{j}].closes"), &fallback.closes);
                if let Some(latest) = latest {
                    before(field, latest, latest < closes, closes);
                }
                latest = latest.into_iter().chain([closes]).max();
            }
        }
        let ok = self.seal_by < self.disclose_by;
        before("disclose_by".to_owned(), &self.seal_by, ok, &self.disclose_by);
    }

    fn check_parties(&self, checker: &mut Checker) {
        checker.unique("authorities", self.authorities.iter().map(|a| a.name.as_str()));
        if self.authorities.first().is_some_and(|lead| lead.commitment.is_some()) {
            checker.fault("authorities[0].commitment", Problem::LeadCommitment);
        }
        let rules: Vec<_> = self.changed_rules.iter().map(|c| c.rule.code()).collect();
        checker.ascending("changed_rules", &rules);
        if self.ceremony != Ceremony::Staffing && !rules.is_empty() {
            checker.fault("changed_rules", Problem::NotStaffing);
        }
    }

    /// A column of the roster is disclosed, or for the task sheets alone: never both.
    fn check_columns(&self, checker: &mut Checker) {
        checker.ascending("attributes", &self.attributes);
        checker.ascending("task_sheet", &self.task_sheet);
        let drawn = self.draw_attributes();
        let shown = |name: &&String| drawn.binary_search(name).is_ok() || self.attributes.contains(name);
        for name in self.task_sheet.iter().filter(shown) {
            checker.fault("task_sheet", Problem::ColumnTwice { found: Quoted::new(name) });
        }
    }

    fn check_left_out(&self, checker: &mut Checker) {
        let mut seen = BTreeSet::new();
        for (i, left_out) in self.left_out.iter().enumerate() {
            let field = format!("left_out[{i}].carried");
            checker.at_most(&field, left_out.carried.len(), limits::TARGETS);
            checker.ascending(&field, &left_out.carried);
            for id in left_out.carried.iter().filter(|id| !seen.insert(*id)) {
                checker.fault(&field, Problem::Repeated { found: Quoted::new(id) });
            }
        }
    }

    fn check_strata(&self, checker: &mut Checker) {
        checker.ascending("classes", &self.classes);
        checker.unique("items", self.items.iter().map(|item| item.id.as_str()));
        let known: BTreeSet<_> = self.items.iter().map(|item| &item.id).collect();
        checker.unique("strata", self.strata.iter().map(|s| s.name.as_str()));
        for (i, stratum) in self.strata.iter().enumerate() {
            let items = format!("strata[{i}].items");
            checker.not_empty(&items, stratum.items.len());
            checker.at_most(&items, stratum.items.len(), limits::ENTRIES);
            checker.ascending(&items, &stratum.items);
            for item in stratum.items.iter().filter(|item| !known.contains(item)) {
                checker.fault(&items, Problem::UnknownItem { found: Quoted::new(item) });
            }
            check_conditions(&format!("strata[{i}].when"), &stratum.when, checker);
            check_quota(&format!("strata[{i}].quota"), &stratum.quota, checker);
        }
        for (i, rule) in self.tickets.iter().enumerate() {
            checker.in_range(&format!("tickets[{i}].tickets"), u64::from(rule.tickets), 1, 1000);
            check_conditions(&format!("tickets[{i}].when"), &rule.when, checker);
        }
    }

    fn check_teams(&self, checker: &mut Checker) {
        let catch_all = self.teams.iter().position(|rule| rule.when.is_empty());
        if catch_all.is_none_or(|at| at + 1 != self.teams.len()) {
            checker.fault("teams", Problem::CatchAll);
        }
        for (i, rule) in self.teams.iter().enumerate() {
            self.check_seats(&format!("teams[{i}].seats"), &rule.seats, checker);
            check_conditions(&format!("teams[{i}].when"), &rule.when, checker);
        }
        let targets: Vec<_> = self.overrides.iter().map(|o| &o.target).collect();
        checker.ascending("overrides", &targets);
        for (i, entry) in self.overrides.iter().enumerate() {
            if entry.seats.is_none() && entry.tickets.is_none() {
                checker.fault(format!("overrides[{i}]"), Problem::EmptyOverride);
            }
            if let Some(seats) = &entry.seats {
                self.check_seats(&format!("overrides[{i}].seats"), seats, checker);
            }
            if let Some(tickets) = entry.tickets {
                checker.in_range(&format!("overrides[{i}].tickets"), u64::from(tickets), 1, 1000);
            }
        }
        if let Workload::Common(0) = self.workload {
            checker.in_range("workload", 0, 1, u64::from(u32::MAX));
        }
    }

    fn check_seats(&self, field: &str, seats: &[SeatAsk], checker: &mut Checker) {
        checker.in_range(field, seats.len() as u64, 1, u64::MAX);
        checker.at_most(field, seats.len(), limits::SEATS);
        let officers = seats.iter().filter(|seat| seat.role == Role::Officer).count();
        if officers < 2 && self.few_officers_reason.is_none() {
            checker.fault(field, Problem::FewOfficers { found: officers });
        }
        for seat in seats {
            checker.at_most(field, seat.departments.len(), limits::RECORD_LIST);
            checker.at_most(field, seat.qualifications.len(), limits::RECORD_LIST);
            checker.ascending(field, &seat.departments);
            checker.ascending(field, &seat.qualifications);
        }
    }

    fn check_values(&self, checker: &mut Checker) {
        checker.unique("values", self.values.iter().map(|v| v.name.as_str()));
        let mut outcomes: u128 = 1;
        for (i, value) in self.values.iter().enumerate() {
            checker.at_most(&format!("values[{i}].fallbacks"), value.fallbacks.len(), limits::FALLBACKS);
            for Source { closes, kind, .. } in value.sources() {
                if let Some(expected) = kind.drand_time().filter(|time| time != closes) {
                    let problem = Problem::DrandTime { found: *closes, expected };
                    checker.fault(format!("values[{i}].closes"), problem);
                }
            }
            for source in value.sources().filter(|source| !source.kind.is_possible()) {
                let field = format!("values[{i}].kind");
                if source.kind.is_figure() {
                    checker.fault(field, Problem::NotADrawing);
                } else {
                    checker.fault(field, Problem::BadValueKind { found: Quoted::new(shown(&source.kind)) });
                }
            }
            let main = value.source.kind.outcomes();
            outcomes = outcomes.saturating_mul(main);
            let strong = |fallback: &Source| fallback.kind.outcomes() >= main.min(1 << FLOOR_BITS);
            if !value.fallbacks.iter().all(strong) {
                checker.fault(format!("values[{i}].fallbacks"), Problem::WeakFallback);
            }
        }
        // The same event listed twice is one event.
        let mut events = BTreeSet::new();
        for source in self.values.iter().flat_map(PublicValue::sources) {
            if !events.insert(source.event()) {
                checker.fault(
                    "values",
                    Problem::SameSource {
                        found: Quoted::new(format!("{}, {}", source.publisher, source.issue)),
                    },
                );
            }
        }
        let mut commitments = BTreeSet::new();
        for commitment in self.commitments() {
            if !commitments.insert(commitment) {
                checker.fault("commitment", Problem::Repeated { found: Quoted::new(commitment) });
            }
        }
        let ways =
            self.values.iter().map(|value| value.fallbacks.len() as u64 + 1).fold(1, u64::saturating_mul);
        if ways > limits::FALLBACK_WAYS {
            checker.fault("values", Problem::ManyFallbacks { found: ways, limit: limits::FALLBACK_WAYS });
        }
        if !self.values.iter().any(|value| value.source.kind.is_in_nobodys_hands()) {
            checker.fault("values", Problem::OnlyContributions);
        }
        for (i, value) in self.values.iter().enumerate() {
            if value.sources().last().is_some_and(|last| !last.kind.is_in_nobodys_hands()) {
                checker.fault(format!("values[{i}].fallbacks"), Problem::LastIsContribution);
            }
        }
        let bits = if self.few_outcomes_reason.is_some() { REASONED_FLOOR_BITS } else { FLOOR_BITS };
        // What an impossible kind would bring is not known.
        let are_possible = self.values.iter().all(|value| value.source.kind.is_possible());
        if are_possible && outcomes < 1 << bits {
            let found = outcomes.checked_ilog2().unwrap_or(0);
            checker.fault("values", Problem::FewOutcomes { found, limit: bits });
        }
    }
}

/// A kind as the plan has it; of an absurd one, the beginning.
fn shown(kind: &ValueKind) -> String {
    let written = serde_json::to_string(kind).unwrap_or_default();
    written.chars().take(200).collect()
}

fn check_conditions(field: &str, when: &[Condition], checker: &mut Checker) {
    checker.at_most(field, when.len(), limits::CONDITIONS);
    for condition in when {
        checker.not_empty(field, condition.any_of.len());
        checker.at_most(field, condition.any_of.len(), limits::CONDITION_VALUES);
        checker.ascending(field, &condition.any_of);
    }
}

fn check_quota(field: &str, quota: &Quota, checker: &mut Checker) {
    let bound = limits::MAX_INTEGER;
    for count in [quota.at_least, quota.at_most].into_iter().flatten() {
        checker.in_range(field, count, 0, bound);
    }
    if let (Some(low), Some(high)) = (quota.at_least, quota.at_most)
        && low > high
    {
        checker.fault(
            field,
            Problem::BadQuota { found: Quoted::new(format!("at_least {low} > at_most {high}")) },
        );
    }
    match &quota.size {
        Size::Count(count) => checker.in_range(field, *count, 0, bound),
        Size::Ratio { of, .. } if !of.is_at_most_one() => {
            checker.fault(field, Problem::BadQuota { found: Quoted::new(format!("{of} > 1")) });
        }
        Size::All | Size::Ratio { .. } => {}
        Size::PerOfficer { officers, targets, .. } => {
            for part in [*officers, *targets] {
                checker.in_range(field, u64::from(part), 1, u64::from(u32::MAX));
            }
        }
    }
}
