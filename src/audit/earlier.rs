//! The earlier draws that plans name: heads of the log, and what the roster says by them (PROTOCOL.md §21.3).

use super::draws::Year;
use super::problem::{AuditProblem, Mark, Misuse};
use super::record::Record;
use super::report::Findings;
use crate::commit::document::Disclosure;
use crate::plan::{Earlier, EarlierUse};
use crate::record::earlier::{EarlierDraws, NamedDraw, Stood};
use crate::record::scope::unusable;
use crate::say::Every;
use crate::types::digest::Digest;
use crate::types::id::TargetId;
use std::collections::{BTreeMap, BTreeSet};

/// Where a head leads.
pub(super) struct Head<'a> {
    link: &'a Disclosure,
    amendments: usize,
    line: u64,
}

/// Every head that draws have, or had before later amendments.
pub(super) type Heads<'a> = BTreeMap<Digest, Head<'a>>;

pub(super) fn heads<'a>(record: &Record<'a, '_>) -> Heads<'a> {
    let mut all = BTreeMap::new();
    for last in record.sound.values() {
        let line = record.announced_at(last.first());
        for link in last.chain() {
            let heads = heads_of(link).enumerate();
            all.extend(heads.map(|(amendments, head)| (head, Head { link, amendments, line })));
        }
    }
    all
}

/// The heads that plans name are heads of the log, of ceremonies that stood then.
pub(super) fn named_heads(record: &Record<'_, '_>, heads: &Heads<'_>, found: &mut Findings) {
    for (index, announced) in record.announced.iter().enumerate() {
        let Some(announcement) = announced.document else {
            continue;
        };
        // The plan of a staffing ceremony repeats what that of the selection says.
        let named = announcement.plan.earlier.iter().filter(|_| announcement.selection.is_none());
        let line = announced.course.announced;
        for head in named.map(|earlier| earlier.head).collect::<BTreeSet<_>>() {
            let Some(sealed) = record.seals.get(&head) else {
                found.add(announced.name(), &[line], AuditProblem::EarlierUnknown { head });
                continue;
            };
            let about = record.line(*sealed).and_then(|line| record.announcement(&line.announcement?));
            let ended = about.and_then(|about| about.course.voided).filter(|ended| *ended < line);
            let later = later_head(record, head, *sealed, record.rosters_since[index], heads);
            let ended = ended.map(|line| (line, Misuse::Ended { head }));
            for (other, misuse) in ended.into_iter().chain(later.map(|line| (line, Misuse::OldHead { head })))
            {
                found.add(announced.name(), &[other, line], AuditProblem::EarlierMisused { misuse });
            }
        }
    }
}

/// The line of a later head of the draw of a head, if it was there by then. An older head shows fewer strikes.
fn later_head(record: &Record<'_, '_>, head: Digest, since: u64, by: u64, heads: &Heads<'_>) -> Option<u64> {
    let named = heads.get(&head)?;
    let others = heads.iter().filter(|(_, other)| other.line == named.line && record.stands(other.link));
    let lines = others.filter_map(|(other, _)| record.seals.get(other).copied());
    lines.filter(|line| since < *line && *line < by).min()
}

/// The roster's marks follow from the earlier draws that the plan names (§21.3).
pub(super) fn marks(draw: &Year<'_>, heads: &Heads<'_>, found: &mut Findings) {
    let named = &draw.plan().earlier;
    let mut unknown: BTreeSet<EarlierUse> = BTreeSet::new();
    let mut uses: BTreeMap<(u64, Digest), BTreeSet<EarlierUse>> = BTreeMap::new();
    for Earlier { head, use_for } in named {
        match heads.get(head) {
            Some(found) => drop(uses.entry((found.line, *head)).or_default().insert(*use_for)),
            None => drop(unknown.insert(*use_for)),
        }
    }
    let mut misused = |lines: &[u64], misuse| {
        found.add(draw.name(), lines, AuditProblem::EarlierMisused { misuse });
    };
    let mut pairs = uses.keys().zip(uses.keys().skip(1));
    if let Some(((line, head), _)) = pairs.find(|((one, _), (other, _))| one == other) {
        // How that draw stood cannot be told then.
        misused(&[*line, draw.line], Misuse::TwoHeads { head: *head });
        return;
    }
    for Earlier { head, use_for } in named {
        let before = heads.get(head).map(|found| &found.link.first().announcement.plan);
        if before.is_some_and(|before| unusable(*use_for, before, draw.plan()).is_some()) {
            misused(&[draw.line], Misuse::Use { use_for: *use_for, head: *head });
        }
    }
    let known = named.iter().map(|earlier| earlier.use_for).filter(|use_for| !unknown.contains(use_for));
    let known: BTreeSet<EarlierUse> = known.collect();
    let draws = uses.into_iter().filter_map(|((_, head), uses)| {
        let Head { link, amendments, .. } = heads.get(&head)?;
        Some(NamedDraw { link, stood: Stood::new(link, *amendments)?, uses })
    });
    let earlier = EarlierDraws::new(draws.collect(), known, draw.known_targets());
    let mut wrong: BTreeMap<Mark, Vec<TargetId>> = BTreeMap::new();
    for target in draw.targets() {
        let marks = earlier.marks(&target.id);
        let is_subject = target.exempt.is_none();
        let differs = |mark: Option<bool>, given: bool| is_subject && mark.is_some_and(|mark| mark != given);
        for (mark, is_wrong) in [
            (Mark::Carried, differs(marks.carried, target.carried)),
            (Mark::DrawnBefore, differs(marks.drawn_before, target.drawn_before)),
            (Mark::Inspected, target.inspected < marks.inspected),
            (Mark::LastTeam, marks.last_team.is_some_and(|team| *team != *target.last_team)),
        ] {
            if is_wrong {
                wrong.entry(mark).or_default().push(target.id.clone());
            }
        }
    }
    for (mark, targets) in wrong {
        misused(&[draw.line], Misuse::Marks { mark, targets: Every(targets) });
    }
    if earlier.knows(EarlierUse::Carry) {
        let gone = earlier.gone();
        let listed: BTreeSet<&TargetId> = draw.plan().left_out.iter().flat_map(|l| &l.carried).collect();
        let targets: Every<TargetId> = gone.symmetric_difference(&listed).copied().cloned().collect();
        if !targets.0.is_empty() {
            misused(&[draw.line], Misuse::LeftOut { targets });
        }
    }
}

/// Whether a plan names a draw for a use, by whatever head it had.
pub(super) fn names(draw: &Year<'_>, before: &Year<'_>, use_for: EarlierUse) -> bool {
    let heads: BTreeSet<Digest> = before.disclosure.chain().flat_map(heads_of).collect();
    let mut named = draw.plan().earlier.iter().filter(|earlier| earlier.use_for == use_for);
    named.any(|earlier| heads.contains(&earlier.head))
}

/// Every head that a ceremony has or had.
fn heads_of(link: &Disclosure) -> impl Iterator<Item = Digest> + '_ {
    let seals = link.amendments.iter().map(|amendment| amendment.seal.digest());
    std::iter::once(link.seal.digest()).chain(seals).filter_map(Result::ok)
}
