//! What changed from one draw to the next (PROTOCOL.md §21.4).

use super::chances::changed_chances;
use super::compare::compare;
use super::documents::AuditEvidence;
use super::draws::Year;
use super::listed::{Changed, Fallback, ListedChange, OtherPool, Renumbered};
use crate::ceremony::DrawParts;
use crate::plan::{Override, Plan, all_hold};
use crate::roster::{TargetDraw, inspector, recusal, target};
use crate::say::{Every, Quoted};
use crate::types::id::TargetId;
use crate::types::text::Text;
use std::collections::{BTreeMap, BTreeSet};

/// Lists what there is, if there is anything.
macro_rules! list {
    ($all:expr, $variant:ident { $field:ident: $values:expr }) => {{
        let values: Every<_> = $values.collect();
        if !values.0.is_empty() {
            $all.push(Changed::$variant { $field: values });
        }
    }};
}

/// What changed from the last of the draws before to the next one.
pub(super) fn changes(before: &[Year<'_>], new: &Year<'_>, evidence: &AuditEvidence) -> Vec<ListedChange> {
    let Some(old) = before.last() else {
        return Vec::new();
    };
    let mut all = Vec::new();
    rosters(&mut all, before, old, new);
    overrides(&mut all, old.plan(), new.plan());
    let carried = new.targets().filter(|target| target.carried && new.stood.teams.contains_key(&target.id));
    let struck = carried.filter(|target| before.iter().any(|draw| draw.struck.contains_key(&target.id)));
    let struck: Vec<&TargetId> = struck.map(|target| &target.id).collect();
    let names: Vec<_> = new.disclosure.chain().map(|link| &link.announcement.plan.draw).collect();
    let is_active =
        |id: &TargetId| names.iter().any(|name| evidence.active.contains(&((*name).clone(), id.clone())));
    list!(all, StruckDrawn { targets: struck.iter().copied().cloned() });
    list!(all, StruckFoundActive { targets: struck.iter().filter(|id| is_active(id)).copied().cloned() });
    list!(all, DrawnBeforeChanged { targets: changed_chances(before, new).0.into_iter() });
    list!(all, Pool { strata: pool_changes(old, new).into_iter() });
    let smallest =
        |draw: &Year<'_>| draw.dealt().iter().filter(|seat| !seat.again).map(|seat| seat.pool.pool).min();
    let both = smallest(old).zip(smallest(new)).filter(|(was, now)| was != now);
    all.extend(both.map(|(was, now)| Changed::DealtPool { was, now }));
    let (from, draw) = (Some(old.name()), Some(new.name()));
    all.into_iter().map(|changed| ListedChange { from: from.clone(), draw: draw.clone(), changed }).collect()
}

/// What there is to know of one draw: the values for which a fallback was used, the teams that were certain, and who was kept out by
/// a count that the draws of its year before it do not explain.
pub(super) fn of_one<'a>(before: &[Year<'a>], draw: &Year<'a>) -> Vec<ListedChange> {
    let mut all = Vec::new();
    let used = draw.disclosure.chain().flat_map(|link| &link.seal.values).filter(|used| used.source > 0);
    list!(
        all,
        FallbackUsed {
            values: used.map(|used| Fallback { name: used.name.clone().into(), source: used.source })
        }
    );
    let mut certain: Vec<&TargetId> =
        draw.dealt().iter().filter(|seat| seat.certain).map(|seat| &seat.pool.target).collect();
    certain.dedup();
    list!(all, TeamCertain { targets: certain.into_iter().cloned() });
    let plan = draw.plan();
    let drawn = |target: &TargetDraw| before.iter().filter(|old| old.counts_for(draw, &target.id)).count();
    let capped = draw.targets().filter(|target| {
        let is_capped = plan.yearly_cap.is_some_and(|cap| {
            target.exempt.is_none() && target.inspected >= cap && (drawn(target) as u64) < u64::from(cap)
        });
        is_capped && plan.strata.iter().any(|stratum| all_hold(&stratum.when, target))
    });
    list!(all, CappedElsewhere { targets: capped.map(|target| target.id.clone()) });
    all.into_iter().map(|changed| ListedChange { from: None, draw: Some(draw.name()), changed }).collect()
}

/// Records that came, went, or changed.
fn rosters(all: &mut Vec<Changed>, before: &[Year<'_>], old: &Year<'_>, new: &Year<'_>) {
    let (a, b) = (DrawParts::of_disclosure(old.disclosure), DrawParts::of_disclosure(new.disclosure));
    let (a, b) = (a.as_draws(), b.as_draws());
    let targets = compare::<target::Marker>(a.targets, b.targets);
    list!(all, TargetAdded { targets: targets.added.iter().map(|target| target.id.clone()) });
    list!(all, TargetRemoved { targets: targets.removed.iter().map(|target| target.id.clone()) });
    list!(all, TargetRenumbered { targets: renumbered(old, new).into_iter() });
    let changed = targets.changed.iter().filter(|(a, b)| row_changed(before, a, b));
    list!(all, TargetChanged { targets: changed.map(|(_, target)| target.id.clone()) });
    let pairs = targets.changed.iter().map(|(a, b)| (a.exempt.as_ref(), *b));
    let fresh = targets.added.iter().map(|b| (None, *b));
    let exempt: Vec<(Option<&Text>, &TargetDraw)> = pairs.chain(fresh).collect();
    let those = |wanted: fn(Option<&Text>, Option<&Text>) -> bool| {
        let some = exempt.iter().filter(move |(before, after)| wanted(*before, after.exempt.as_ref()));
        some.map(|(_, target)| target.id.clone())
    };
    list!(all, ExemptAdded { targets: those(|before, after| before.is_none() && after.is_some()) });
    list!(all, ExemptRemoved { targets: those(|before, after| before.is_some() && after.is_none()) });
    let is_other =
        |before: Option<&Text>, after: Option<&Text>| before.zip(after).is_some_and(|(a, b)| a != b);
    list!(all, ExemptChanged { targets: those(is_other) });
    let inspectors = compare::<inspector::Marker>(a.inspectors, b.inspectors);
    list!(all, InspectorAdded { inspectors: inspectors.added.iter().map(|one| one.id.clone()) });
    list!(all, InspectorRemoved { inspectors: inspectors.removed.iter().map(|one| one.id.clone()) });
    list!(all, InspectorChanged { inspectors: inspectors.changed.iter().map(|(_, one)| one.id.clone()) });
    let recusals = compare::<recusal::Marker>(a.recusals, b.recusals);
    list!(all, RecusalAdded { recusals: recusals.added.into_iter().map(Into::into) });
    list!(all, RecusalRemoved { recusals: recusals.removed.into_iter().map(Into::into) });
}

fn overrides(all: &mut Vec<Changed>, old: &Plan, new: &Plan) {
    let by_target = |plan: &'_ Plan| -> BTreeMap<TargetId, Override> {
        plan.overrides.iter().map(|entry| (entry.target.clone(), entry.clone())).collect()
    };
    let (were, are) = (by_target(old), by_target(new));
    list!(all, OverrideAdded { targets: are.keys().filter(|id| !were.contains_key(*id)).cloned() });
    list!(all, OverrideRemoved { targets: were.keys().filter(|id| !are.contains_key(*id)).cloned() });
    let changed = were.iter().filter(|(id, entry)| are.get(*id).is_some_and(|other| other != *entry));
    list!(all, OverrideChanged { targets: changed.map(|(id, _)| id.clone()) });
}

/// The targets whose credit code stands under another id: counts, last teams and earlier draws go by ids.
fn renumbered(old: &Year<'_>, new: &Year<'_>) -> Vec<Renumbered> {
    let codes = new.known_targets().filter_map(|known| Some((known.id, old.with_code(known.code?)?)));
    let moved = codes.filter(|(id, before)| **id != before.id && new.target(&before.id).is_none());
    moved.map(|(id, before)| Renumbered { was: before.id.clone(), now: id.clone() }).collect()
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
            target.last_team = Box::default();
        }
        target
    };
    plain(old) != plain(new) || (drawn && new.inspected > old.inspected.saturating_add(u32::from(visited)))
}

/// Strata whose pool has another size.
fn pool_changes(old: &Year<'_>, new: &Year<'_>) -> Vec<OtherPool> {
    let numbers = |draw: &Year<'_>| -> BTreeMap<String, u64> {
        let strata = &draw.disclosure.first().announcement.strata;
        strata.iter().map(|stratum| (stratum.name.clone(), stratum.n)).collect()
    };
    let (before, after) = (numbers(old), numbers(new));
    let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let all = names.into_iter().map(|name| OtherPool {
        stratum: Quoted::new(name),
        was: before.get(name).copied(),
        now: after.get(name).copied(),
    });
    all.filter(|pool| pool.was != pool.now).collect()
}
