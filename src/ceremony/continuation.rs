//! The rules of a staffing ceremony, which continues another one (PROTOCOL.md §14).

use crate::commit::document::Disclosure;
use crate::fault::{Fault, Faults, Problem, Table};
use crate::plan::{Ceremony, ChangeableRule, Plan, PublicValue, Source};
use crate::roster::{ChangeDraw, ChangeKind, InspectorDraw, RecusalDraw};
use crate::say::Quoted;
use crate::types::id::{InspectorId, TargetId};
use crate::types::limits;
use std::collections::BTreeSet;

/// Faults of a plan against the ceremony that it continues.
pub(crate) fn plan_faults(plan: &Plan, previous: &Disclosure) -> Faults {
    let mut faults = Faults::default();
    let mut fault = |field: &str, problem| faults.push(Fault::new(Table::Plan, None, field, problem));
    let before = &previous.announcement.plan;
    for (field, same) in [
        ("added", plan.added == before.added),
        ("amendments", plan.amendments == before.amendments),
        ("attributes", plan.attributes == before.attributes),
        (
            "authorities",
            plan.authorities.first().map(|a| &a.name) == before.authorities.first().map(|a| &a.name),
        ),
        ("category", plan.category == before.category),
        ("classes", plan.classes == before.classes),
        ("earlier", plan.earlier == before.earlier),
        ("hash", plan.hash == before.hash),
        ("few_officers_reason", plan.few_officers_reason == before.few_officers_reason),
        ("items", plan.items == before.items),
        ("left_out", plan.left_out == before.left_out),
        ("min_pool", plan.min_pool == before.min_pool),
        ("overrides", plan.overrides == before.overrides),
        ("period", plan.period == before.period),
        ("registers", plan.registers == before.registers),
        ("strata", plan.strata == before.strata),
        ("task_sheet", plan.task_sheet == before.task_sheet),
        ("teams", plan.teams == before.teams),
        ("tickets", plan.tickets == before.tickets),
        ("yearly_cap", plan.yearly_cap == before.yearly_cap),
    ] {
        if !same {
            fault(field, Problem::RuleDiffers { found: Quoted::new(field) });
        }
    }
    for (rule, same) in [
        (ChangeableRule::DistrictRule, plan.district_rule == before.district_rule),
        (ChangeableRule::Rotation, plan.rotation == before.rotation),
        (ChangeableRule::Visits, plan.visits == before.visits),
        (ChangeableRule::Workload, plan.workload == before.workload),
    ] {
        let listed = plan.changed_rules.iter().any(|changed| changed.rule == rule);
        if same == listed {
            fault(rule.code(), Problem::UnlistedChange { found: Quoted::new(rule.code()) });
        }
    }
    if plan.number <= before.number {
        fault("number", Problem::NotLater { found: Quoted::new(before.number) });
    }
    let used = before.values.iter().zip(&previous.seal.values).map(|(value, used)| value.source(used.source));
    let late = |source: &Source| source.closes < plan.announce_at;
    if !used.into_iter().all(|source| source.is_some_and(late)) {
        fault("announce_at", Problem::NotLater { found: Quoted::new(latest(previous)) });
    }
    for earlier in previous.chain() {
        let lead = earlier.announcement.commitment;
        let earlier = &earlier.announcement.plan;
        if earlier.draw == plan.draw {
            fault("draw", Problem::UsedBefore { found: Quoted::new(plan.draw.as_str()) });
        }
        let known: Vec<_> = earlier.values.iter().flat_map(PublicValue::sources).map(Source::event).collect();
        for source in plan.values.iter().flat_map(PublicValue::sources).filter(|s| known.contains(&s.event()))
        {
            fault(
                "values",
                Problem::SameSource { found: Quoted::new(format!("{}, {}", source.publisher, source.issue)) },
            );
        }
        let known: Vec<_> = earlier.commitments().chain([lead]).collect();
        for commitment in plan.commitments().filter(|commitment| known.contains(commitment)) {
            fault("commitment", Problem::Repeated { found: Quoted::new(commitment) });
        }
        for value in plan.values.iter().filter(|v| earlier.values.iter().any(|e| e.name == v.name)) {
            fault("values.name", Problem::UsedBefore { found: Quoted::new(value.name.as_str()) });
        }
    }
    if plan.ceremony != Ceremony::Staffing {
        fault("ceremony", Problem::Ceremony { found: Quoted::new(plan.ceremony.code()) });
    }
    if previous.chain().count() >= limits::CHAIN {
        faults.push(Fault::new(
            Table::Plan,
            None,
            "ceremony",
            Problem::ChainTooLong { limit: limits::CHAIN },
        ));
    }
    faults
}

/// When the last value that the earlier ceremony used closed.
fn latest(previous: &Disclosure) -> String {
    let used = previous.announcement.plan.values.iter().zip(&previous.seal.values);
    let sources = used.filter_map(|(value, used)| value.source(used.source));
    sources.map(|source| &source.closes).max().map(ToString::to_string).unwrap_or_default()
}

/// What a change is about: its kind and ids.
type Difference<'a> = (ChangeKind, &'a InspectorId, Option<&'a TargetId>);

/// Draw parts of inspectors and recusals, in order.
type People<'a> = (&'a [&'a InspectorDraw], &'a [&'a RecusalDraw]);

/// All differences between two rosters of inspectors and of recusals.
fn differences<'a>(old: People<'a>, new: People<'a>) -> BTreeSet<Difference<'a>> {
    let find = |list: &'a [&'a InspectorDraw], id: &InspectorId| {
        list.binary_search_by(|inspector| inspector.id.cmp(id)).ok().map(|at| &list[at])
    };
    let mut all = BTreeSet::new();
    for inspector in old.0 {
        match find(new.0, &inspector.id) {
            None => all.insert((ChangeKind::InspectorRemoved, &inspector.id, None)),
            Some(now) => now != inspector && all.insert((ChangeKind::InspectorChanged, &inspector.id, None)),
        };
    }
    for inspector in new.0.iter().filter(|inspector| find(old.0, &inspector.id).is_none()) {
        all.insert((ChangeKind::InspectorAdded, &inspector.id, None));
    }
    for (from, to, kind) in
        [(old.1, new.1, ChangeKind::RecusalRemoved), (new.1, old.1, ChangeKind::RecusalAdded)]
    {
        for recusal in from.iter().filter(|recusal| to.binary_search(recusal).is_err()) {
            all.insert((kind, &recusal.inspector, Some(&recusal.target)));
        }
    }
    all
}

/// Faults of the listed changes: each difference must be listed, and nothing else.
pub(crate) fn change_faults(changes: &[&ChangeDraw], old: People<'_>, new: People<'_>) -> Faults {
    let show = |(kind, inspector, target): &Difference<'_>| match target {
        Some(target) => format!("{} {inspector} {target}", kind.code()),
        None => format!("{} {inspector}", kind.code()),
    };
    let actual = differences(old, new);
    let listed: BTreeSet<Difference<'_>> =
        changes.iter().map(|change| (change.kind, &change.inspector, change.target.as_ref())).collect();
    let mut faults = Faults::default();
    for missing in actual.difference(&listed) {
        faults.push(Fault::new(
            Table::Changes,
            None,
            "",
            Problem::MissingChange { found: Quoted::new(show(missing)) },
        ));
    }
    for (row, change) in changes.iter().enumerate() {
        let entry = (change.kind, &change.inspector, change.target.as_ref());
        if !actual.contains(&entry) {
            faults.push(Fault::new(
                Table::Changes,
                Some(row),
                "",
                Problem::ExtraChange { found: Quoted::new(show(&entry)) },
            ));
        }
    }
    faults
}
