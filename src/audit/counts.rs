//! Counts of inspections, caps, and the earlier draws that a plan had to look at.

use super::draws::Year;
use super::earlier::names;
use super::problem::{AuditProblem, Count, Omitted};
use super::record::Record;
use super::report::{Coverage, Findings};
use crate::plan::{Category, EarlierUse};
use crate::say::Every;
use crate::types::id::TargetId;
use std::collections::{BTreeMap, BTreeSet};

/// A plan that sets aside who went last, or caps inspections, or leaves out who was drawn, looks at all the draws of the log
/// that it could know: at those disclosed before it was announced.
pub(super) fn omitted(record: &Record<'_, '_>, stood: &[Year<'_>], found: &mut Findings) {
    for (at, draw) in stood.iter().enumerate() {
        let known = stood[..at].iter().filter(|before| could_know(record, draw, before));
        // Each with whether the plan names it for the teams that went last.
        let known: Vec<(&Year<'_>, bool)> =
            known.map(|before| (before, names(draw, before, EarlierUse::Rotation))).collect();
        let rotates = draw.disclosure.chain().any(|link| link.announcement.plan.rotation);
        let (mut rotation, mut counts) = (BTreeSet::new(), Vec::new());
        for target in draw.targets() {
            let last = known.iter().rev().find(|(before, _)| before.stood.teams.contains_key(&target.id));
            // Who filled the last team in by hand has used that draw without naming it.
            let is_used = |last: &Year<'_>| {
                last.stood.teams.get(&target.id).is_some_and(|team| **team == *target.last_team)
            };
            if let Some((last, false)) = last.filter(|(last, _)| rotates && !is_used(last)) {
                rotation.insert(last.name());
            }
            let (given, logged) =
                (u64::from(target.inspected), drawn(known.iter().map(|(b, _)| *b), draw, &target.id));
            if draw.plan().yearly_cap.is_some() && given < logged {
                counts.push(Count { target: target.id.clone(), given, logged });
            }
        }
        let leaves_out = draw.plan().earlier.iter().any(|named| named.use_for == EarlierUse::LeaveOut);
        // All the draws of a year keep their targets out, or none.
        let all = known.iter().map(|(before, _)| *before).filter(|before| {
            let kept_out = before.stood.teams.keys().any(|id| draw.target(id).is_some());
            leaves_out && kept_out && before.counts(draw) && draw.scope.shares_items(&before.scope)
        });
        let left = all.filter(|before| !names(draw, before, EarlierUse::LeaveOut)).map(Year::name);
        let rotation = rotation.into_iter().map(|draw| Omitted::Rotation { draw });
        let counts = (!counts.is_empty()).then_some(Omitted::Count { counts: Every(counts) });
        for omitted in rotation.chain(counts).chain(left.map(|draw| Omitted::LeaveOut { draw })) {
            found.add(draw.name(), &[draw.line], AuditProblem::EarlierOmitted { omitted });
        }
    }
}

/// How many of some draws count against another one's yearly cap of a target.
fn drawn<'b, 'a: 'b>(before: impl Iterator<Item = &'b Year<'a>>, draw: &Year<'a>, id: &TargetId) -> u64 {
    before.filter(|before| before.counts_for(draw, id)).count() as u64
}

/// Whether one draw was disclosed before another was announced.
fn could_know(record: &Record<'_, '_>, draw: &Year<'_>, before: &Year<'_>) -> bool {
    let disclosed = record.disclosed.get(&before.disclosure.seal.announcement);
    disclosed.is_some_and(|line| *line < draw.rosters_since)
}

/// Nobody is taken out of a pool by a count that rises by more than the draws of the log since it was first seen in the
/// year. (What was inspected elsewhere is no draw of the log; the finding says how much of it there would have to be.)
pub(super) fn unexplained(stood: &[Year<'_>], found: &mut Findings) {
    let mut first: BTreeMap<(String, &TargetId), (usize, u64)> = BTreeMap::new();
    for (at, draw) in stood.iter().enumerate() {
        let mut counts = Vec::new();
        for target in draw.targets() {
            let given = u64::from(target.inspected);
            let (since, base) = *first.entry((draw.year(), &target.id)).or_insert((at, given));
            let logged = base + drawn(stood[since..at].iter(), draw, &target.id);
            let cap = draw.plan().yearly_cap.map(u64::from);
            if cap.is_some_and(|cap| given >= cap && logged < cap) {
                counts.push(Count { target: target.id.clone(), given, logged });
            }
        }
        if !counts.is_empty() {
            let problem = AuditProblem::CountUnexplained { counts: Every(counts) };
            found.add(draw.name(), &[draw.line], problem);
        }
    }
}

/// No target stands in more draws of a year than the yearly cap, as far as these could know of each other.
pub(super) fn caps(stood: &[Year<'_>], found: &mut Findings) {
    let capped = stood.iter().enumerate().filter(|(_, draw)| draw.plan().category != Category::Case);
    for (at, draw) in capped {
        let Some(cap) = draw.plan().yearly_cap else {
            continue;
        };
        let known = stood[..at].iter().filter(|before| {
            before.counts(draw) && before.sealed.is_some_and(|line| line < draw.rosters_since)
        });
        let known: Vec<&Year<'_>> = known.collect();
        for target in draw.stood.teams.keys() {
            let stands = known.iter().filter(|before| before.stood.teams.contains_key(target));
            let lines: Vec<u64> = stands.map(|before| before.line).chain([draw.line]).collect();
            let drawn = lines.len() as u64;
            if drawn > u64::from(cap) {
                let target = target.clone();
                found.add(draw.name(), &lines, AuditProblem::OverCap { target, drawn, cap });
            }
        }
    }
}

/// Whoever is alone in a pool is no draw's choice. (What an amendment fills again has a smaller pool by the amendment's own strikes;
/// there, nobody is to be alone.)
pub(super) fn small_pools(stood: &[Year<'_>], found: &mut Findings) {
    for draw in stood {
        let small =
            draw.dealt().iter().filter(|seat| seat.pool.pool < if seat.again { 2 } else { seat.least });
        let seats: Every<_> = small.map(|seat| seat.pool.clone()).collect();
        if !seats.0.is_empty() {
            found.add(draw.name(), &[draw.line], AuditProblem::SmallPool { seats });
        }
    }
}

/// Coverage by year and class.
pub(super) fn coverage(stood: &[Year<'_>]) -> Vec<Coverage> {
    let mut years: BTreeMap<String, Vec<&Year<'_>>> = BTreeMap::new();
    for draw in stood {
        years.entry(draw.year()).or_default().push(draw);
    }
    let mut all = Vec::new();
    for (year, draws) in years {
        let mut classes: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
        for target in draws.last().into_iter().flat_map(|latest| latest.targets()) {
            let (targets, covered) = classes.entry(&target.class).or_default();
            *targets += 1;
            *covered += u64::from(draws.iter().any(|draw| draw.stood.teams.contains_key(&target.id)));
        }
        all.extend(classes.into_iter().map(|(class, (targets, covered))| Coverage {
            year: year.clone(),
            class: class.to_owned(),
            targets,
            covered,
        }));
    }
    all
}
