//! What changed between two ceremonies for the seats that were still open.

use super::compare::other_identities;
use super::problem::{AuditProblem, OtherMost, PoolTouch};
use super::record::Record;
use super::report::Findings;
use super::visits::short_seats;
use crate::ceremony::DrawParts;
use crate::commit::document::{Announcement, Disclosure};
use crate::plan::Workload;
use crate::roster::inspector;
use crate::rules::{Admission, Draws, team_of};
use crate::say::Every;
use crate::standing::Standing;
use crate::types::id::InspectorId;
use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroU32;

/// Changes between two ceremonies that touch the pool of a seat that was still open.
pub(super) fn pools(record: &Record<'_, '_>, found: &mut Findings) {
    let mut done = BTreeSet::new();
    for (link, _) in record.ceremonies() {
        let before = link.selection.as_deref().filter(|_| done.insert(link.seal.announcement));
        for change in before.into_iter().flat_map(|before| touched(before, link)) {
            let (draw, line) = (&link.announcement.plan.draw, record.announced_at(link));
            found.add(draw, &[line], AuditProblem::PoolTouched { change });
        }
    }
}

/// What a ceremony changed for the open seats of the one before: who may take each, or how often.
fn touched(before: &Disclosure, link: &Disclosure) -> Vec<PoolTouch> {
    let (old, new) = (DrawParts::of_disclosure(before), DrawParts::of_disclosure(link));
    let Ok(standing) = Standing::of_chain(before, new.as_draws().targets) else {
        return Vec::new();
    };
    let struck = &standing.struck_inspectors;
    let (old, new) = (old.as_draws().after(struck), new.as_draws().after(struck));
    let short = short_seats(before);
    let plan = &link.announcement.plan;
    let (mut were, mut are) = (Pools::new(&before.announcement, old), Pools::new(&link.announcement, new));
    let teams: BTreeMap<usize, _> =
        standing.drawn.iter().map(|drawn| (drawn.target, drawn.seats.as_slice())).collect();
    let (mut all, mut all_short) = (Vec::new(), true);
    for (target, seats) in standing.open() {
        for seat in seats {
            let (was, is) = (were.eligible(target, seat), are.eligible(target, seat));
            let (id, number) = (&new.targets[target].id, seat as u64 + 1);
            let is_short = u32::try_from(number).is_ok_and(|number| short.contains(&(id, number)));
            all_short &= is_short;
            let sit = teams.get(&target).copied().unwrap_or_default();
            if was != is && !(is_short && only_gains(&was, &is, sit, plan.small_pool())) {
                let missing = |of: &[Eligible<'_>], among: &[Eligible<'_>]| -> Every<InspectorId> {
                    let missing = of.iter().filter(|(id, _)| most(among, id).is_none());
                    missing.map(|(id, _)| (*id).clone()).collect()
                };
                let both = is.iter().filter_map(|(id, now)| Some((id, most(&was, id)?, now)));
                let otherwise = both.filter(|(_, was, now)| was != *now).map(|(id, was, now)| OtherMost {
                    inspector: (*id).clone(),
                    was: was.get(),
                    now: now.get(),
                });
                all.push(PoolTouch::Seat {
                    target: id.clone(),
                    seat: number,
                    was: was.len() as u64,
                    now: is.len() as u64,
                    gone: missing(&was, &is),
                    come: missing(&is, &was),
                    otherwise: otherwise.collect(),
                });
            }
        }
    }
    let (a, b) = (&before.rosters.inspectors, &link.rosters.inspectors);
    let inspectors = other_identities::<inspector::Marker>(a, b).map(|draw| draw.id.clone());
    let inspectors: Every<InspectorId> = inspectors.collect();
    all.extend((!inspectors.0.is_empty()).then_some(PoolTouch::Identities { inspectors }));
    let (was, is) = (before.announcement.plan.workload, plan.workload);
    all.extend((was != is && !(all_short && loosens(was, is))).then_some(PoolTouch::Workload));
    all
}

/// Whether what could not be filled is only given more: nobody goes, nobody may do less, and those who come, or may do more, are
/// enough for a choice. (Whoever is added alone to a seat for which nobody was left is chosen.)
fn only_gains(was: &[Eligible<'_>], is: &[Eligible<'_>], sit: &[Option<InspectorId>], small: u32) -> bool {
    let keeps = was.iter().all(|(id, before)| most(is, id).is_some_and(|now| now >= *before));
    let sits = |id: &InspectorId| sit.iter().flatten().any(|inspector| inspector == id);
    let gained = is.iter().filter(|(id, now)| most(was, id) != Some(*now) && !sits(id)).count();
    keeps && gained as u64 >= u64::from(small)
}

/// Whether a rule of workload lets everybody do at least as much as another.
fn loosens(was: Workload, is: Workload) -> bool {
    match (was, is) {
        (_, Workload::Own) => true,
        (Workload::Common(before), Workload::Common(now)) => now > before,
        _ => false,
    }
}

/// Somebody who may take a seat, with how many visits they may make at the most.
type Eligible<'a> = (&'a InspectorId, NonZeroU32);

/// How many visits somebody may make, if they are among the eligible, who stand in the order of ids.
fn most(eligible: &[Eligible<'_>], id: &InspectorId) -> Option<NonZeroU32> {
    let place = eligible.binary_search_by(|(other, _)| (*other).cmp(id)).ok()?;
    Some(eligible[place].1)
}

/// Answers who is eligible for which seat, under one announcement's plan and rosters.
struct Pools<'a> {
    announcement: &'a Announcement,
    draws: Draws<'a>,
    admission: Admission<'a>,
}

impl<'a> Pools<'a> {
    fn new(announcement: &'a Announcement, draws: Draws<'a>) -> Self {
        Self { announcement, draws, admission: Admission::new(&announcement.plan, draws) }
    }

    fn eligible(&mut self, target: usize, seat: usize) -> Vec<Eligible<'a>> {
        let Some(ask) = team_of(&self.announcement.plan, self.draws.targets[target]).get(seat) else {
            return Vec::new();
        };
        let ask = self.admission.ask(ask);
        let eligible = self.admission.eligible(target, ask).map(|place| &self.draws.inspectors[place]);
        eligible.map(|inspector| (&inspector.id, inspector.max_visits)).collect()
    }
}
