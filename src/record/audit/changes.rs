//! What changed from one draw to the next (PROTOCOL.md §19.2): listed, not found fault with.

use super::chances::changed_chances;
use super::documents::AuditEvidence;
use super::draws::Year;
use super::pools::dealt;
use super::report::{Change, ChangeCode};
use super::succession::compare;
use crate::announce::OwnedDraws;
use crate::basics::id::TargetId;
use crate::plan::{Plan, all_hold};
use crate::roster::{TargetDraw, inspector, recusal, target};
use std::collections::{BTreeMap, BTreeSet};

/// What changed from the last of the draws before to the next one.
pub(super) fn changes(before: &[Year<'_>], new: &Year<'_>, evidence: &AuditEvidence) -> Vec<Change> {
    let Some(old) = before.last() else {
        return Vec::new();
    };
    let (a, b) = (OwnedDraws::of_disclosure(old.disclosure), OwnedDraws::of_disclosure(new.disclosure));
    let (a, b) = (a.as_draws(), b.as_draws());
    let mut all: Vec<(ChangeCode, Vec<String>)> = Vec::new();
    let targets = compare::<target::Marker>(a.targets, b.targets);
    let id = |target: &&TargetDraw| target.id.to_string();
    all.push((ChangeCode::TargetAdded, targets.added.iter().map(id).collect()));
    all.push((ChangeCode::TargetRemoved, targets.removed.iter().map(id).collect()));
    let changed = targets.changed.iter().filter(|(a, b)| row_changed(before, a, b));
    all.push((ChangeCode::TargetRenumbered, renumbered(old, new)));
    all.push((ChangeCode::TargetChanged, changed.map(|(_, b)| b.id.to_string()).collect()));
    let pairs = || targets.changed.iter().map(|(a, b)| (a.exempt.as_ref(), *b));
    let fresh = targets.added.iter().map(|b| (None, *b));
    let mut exempt: [Vec<String>; 3] = Default::default();
    for (before, after) in pairs().chain(fresh) {
        let slot = match (before, &after.exempt) {
            (None, Some(_)) => 0,
            (Some(_), None) => 1,
            (Some(a), Some(b)) if a != b => 2,
            _ => continue,
        };
        exempt[slot].push(after.id.to_string());
    }
    let [added, removed, altered] = exempt;
    all.push((ChangeCode::ExemptAdded, added));
    all.push((ChangeCode::ExemptRemoved, removed));
    all.push((ChangeCode::ExemptChanged, altered));
    let inspectors = compare::<inspector::Marker>(a.inspectors, b.inspectors);
    all.push((ChangeCode::InspectorAdded, inspectors.added.iter().map(|i| i.id.to_string()).collect()));
    all.push((ChangeCode::InspectorRemoved, inspectors.removed.iter().map(|i| i.id.to_string()).collect()));
    let changed = inspectors.changed.iter().map(|(_, i)| i.id.to_string());
    all.push((ChangeCode::InspectorChanged, changed.collect()));
    let recusals = compare::<recusal::Marker>(a.recusals, b.recusals);
    let pair = |r: &&crate::roster::RecusalDraw| format!("{} / {}", r.inspector, r.target);
    all.push((ChangeCode::RecusalAdded, recusals.added.iter().map(pair).collect()));
    all.push((ChangeCode::RecusalRemoved, recusals.removed.iter().map(pair).collect()));
    let overrides = |plan: &'_ Plan| -> BTreeMap<TargetId, String> {
        plan.overrides.iter().map(|entry| (entry.target.clone(), format!("{entry:?}"))).collect()
    };
    let (were, are) = (overrides(old.plan()), overrides(new.plan()));
    let only = |a: &BTreeMap<TargetId, String>, b: &BTreeMap<TargetId, String>| {
        a.keys().filter(|id| !b.contains_key(*id)).map(TargetId::to_string).collect::<Vec<_>>()
    };
    all.push((ChangeCode::OverrideAdded, only(&are, &were)));
    all.push((ChangeCode::OverrideRemoved, only(&were, &are)));
    let changed = were.iter().filter(|(id, entry)| are.get(*id).is_some_and(|other| other != *entry));
    all.push((ChangeCode::OverrideChanged, changed.map(|(id, _)| id.to_string()).collect()));
    let carried = new.targets().filter(|target| target.carried && new.stood.teams.contains_key(&target.id));
    let struck = carried.filter(|target| before.iter().any(|draw| draw.struck.contains_key(&target.id)));
    let struck: Vec<&TargetId> = struck.map(|target| &target.id).collect();
    let names: Vec<_> = new.disclosure.chain().map(|link| &link.announcement.plan.draw).collect();
    let is_active =
        |id: &TargetId| names.iter().any(|name| evidence.active.contains(&((*name).clone(), id.clone())));
    let active = struck.iter().filter(|id| is_active(id)).map(ToString::to_string).collect();
    all.push((ChangeCode::StruckDrawn, struck.iter().map(ToString::to_string).collect()));
    all.push((ChangeCode::StruckFoundActive, active));
    all.push((ChangeCode::DrawnBeforeChanged, changed_chances(before, new)));
    all.push((ChangeCode::Pool, pool_changes(old, new)));
    all.push((ChangeCode::SeatPool, seat_pool_change(old, new)));
    let (from, to) = (old.name(), new.name());
    let all = all.into_iter().filter(|(_, subjects)| !subjects.is_empty());
    all.map(|(code, subjects)| Change::of(code, from.clone(), to.clone(), subjects)).collect()
}

/// The targets whose credit code stands under another id: counts, last teams and earlier draws go by ids.
fn renumbered(old: &Year<'_>, new: &Year<'_>) -> Vec<String> {
    let codes = new.known_targets().filter_map(|known| Some((known.id, old.with_code(known.code?)?)));
    let moved = codes.filter(|(id, before)| **id != before.id && new.target(&before.id).is_none());
    moved.map(|(id, before)| format!("{} → {id}", before.id)).collect()
}

/// What there is to know of one draw: the values for which a fallback was used, the teams that were certain, and who was kept out by
/// a count that the draws of its year before it do not explain.
pub(super) fn of_one<'a>(before: &[Year<'a>], draw: &Year<'a>) -> Vec<Change> {
    let used = draw.disclosure.chain().flat_map(|link| &link.seal.values).filter(|used| used.source > 0);
    let fallbacks = used.map(|used| format!("{} #{}", used.name, used.source)).collect();
    let plan = draw.plan();
    let drawn = |target: &TargetDraw| before.iter().filter(|old| old.counts_for(draw, &target.id)).count();
    let capped = draw.targets().filter(|target| {
        let is_capped = plan.yearly_cap.is_some_and(|cap| {
            target.exempt.is_none() && target.inspected >= cap && (drawn(target) as u64) < u64::from(cap)
        });
        is_capped && plan.strata.iter().any(|stratum| all_hold(&stratum.when, target))
    });
    let capped = capped.map(|target| target.id.to_string()).collect();
    let dealt = draw.disclosure.chain().flat_map(dealt).filter(|seat| seat.certain);
    let mut certain: Vec<String> = dealt.map(|seat| seat.target.to_string()).collect();
    certain.dedup();
    let all = [
        (ChangeCode::FallbackUsed, fallbacks),
        (ChangeCode::TeamCertain, certain),
        (ChangeCode::CappedElsewhere, capped),
    ];
    let all = all.into_iter().filter(|(_, subjects): &(_, Vec<String>)| !subjects.is_empty());
    all.map(|(code, subjects)| Change::of(code, String::new(), draw.name(), subjects)).collect()
}

/// Whether a target's row changed, beyond what the draws before write into it themselves. Its exemption is listed apart.
fn row_changed(before: &[Year<'_>], old: &TargetDraw, new: &TargetDraw) -> bool {
    let drawn =
        before.iter().any(|draw| draw.stood.teams.contains_key(&old.id) || draw.struck.contains_key(&old.id));
    let visited = before.last().is_some_and(|draw| draw.stood.teams.contains_key(&old.id));
    let plain = |target: &TargetDraw| {
        let mut target = TargetDraw { exempt: None, ..target.clone() };
        if drawn {
            (target.carried, target.drawn_before, target.inspected) = (false, false, 0);
            target.last_team.clear();
        }
        target
    };
    plain(old) != plain(new) || (drawn && new.inspected > old.inspected.saturating_add(u32::from(visited)))
}

/// Strata whose pool has another size.
fn pool_changes(old: &Year<'_>, new: &Year<'_>) -> Vec<String> {
    let numbers = |draw: &Year<'_>| -> BTreeMap<String, u64> {
        let strata = &draw.disclosure.first().announcement.strata;
        strata.iter().map(|stratum| (stratum.name.clone(), stratum.n)).collect()
    };
    let (before, after) = (numbers(old), numbers(new));
    let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let show = |n: Option<&u64>| n.map_or_else(|| "-".to_owned(), u64::to_string);
    let differ = names.into_iter().filter(|name| before.get(*name) != after.get(*name));
    differ.map(|name| format!("{name}: {} → {}", show(before.get(name)), show(after.get(name)))).collect()
}

/// The smallest eligible pool of a drawn seat, where it differs.
fn seat_pool_change(old: &Year<'_>, new: &Year<'_>) -> Vec<String> {
    let smallest = |draw: &Year<'_>| {
        draw.disclosure.chain().flat_map(dealt).filter(|seat| !seat.again).map(|seat| seat.pool).min()
    };
    match (smallest(old), smallest(new)) {
        (Some(before), Some(after)) if before != after => vec![format!("{before} → {after}")],
        _ => Vec::new(),
    }
}
