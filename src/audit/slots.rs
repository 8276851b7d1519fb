//! What takes the place of what: overlapping slots, ids that repeat, and what is superseded or continued.

use super::problem::AuditProblem;
use super::record::{Announced, Record};
use super::report::Findings;
use crate::commit::document::Opened;
use crate::record::scope::Scope;
use crate::types::digest::Digest;
use crate::types::id::Id;
use std::collections::BTreeMap;

/// No two announcements for one slot, unless one takes the other's place; and no two ceremonies that draw the
/// inspectors of one and the same draw.
pub(super) fn slots(record: &Record<'_, '_>, found: &mut Findings) {
    let undrawn = record.undrawn.values().filter(|undrawn| undrawn.is_sound());
    let undrawn = undrawn.map(|undrawn| undrawn.document.opened());
    let undrawn = undrawn.filter_map(|opened| Some((opened.announcement.digest().ok()?, opened)));
    let links = record.links().map(|link| (link.seal.announcement, link.opened()));
    let shown: BTreeMap<Digest, Opened<'_>> = undrawn.chain(links).collect();
    let slots = record.announced.iter().map(|one| Slot::new(one, shown.get(&one.digest).copied()));
    let slots: Vec<Option<Slot<'_>>> = slots.collect();
    for (later, slot) in slots.iter().enumerate() {
        let Some(slot) = slot else {
            continue;
        };
        // What takes a place is passed over first: that costs nothing, and there may be thousands of them.
        let others = slots[..later].iter().enumerate();
        let others = others.filter(|(place, _)| !record.family.follows(later, *place));
        for other in others.filter_map(|(_, other)| other.as_ref()).filter(|other| slot.overlaps(other)) {
            let problem = AuditProblem::SlotOverlap { other: other.draw.clone() };
            found.add(slot.draw, &[other.line, slot.line], problem);
        }
    }
}

/// No id of a draw stands in two announcements: values and reports are named by it.
pub(super) fn repeated_draws(record: &Record<'_, '_>, found: &mut Findings) {
    let mut known: BTreeMap<&Id, u64> = BTreeMap::new();
    for announced in &record.announced {
        let Some(document) = announced.document else {
            continue;
        };
        let (draw, line) = (&document.plan.draw, announced.course.announced);
        let before = *known.entry(draw).or_insert(line);
        if before != line {
            found.add(draw, &[before, line], AuditProblem::DrawRepeated { repeated: draw.clone() });
        }
    }
}

/// An announcement that takes another's place: that one was void before.
pub(super) fn superseding(record: &Record<'_, '_>, by: &Announced<'_>, found: &mut Findings) {
    let supersedes = by.document.and_then(|announcement| announcement.plan.supersedes.as_ref());
    let Some(announcement) = supersedes.map(|supersedes| supersedes.announcement) else {
        return;
    };
    let line = by.course.announced;
    let known = record.announcement(&announcement).map(|old| old.course);
    if known.and_then(|course| course.voided).is_none_or(|voided| voided > line) {
        let lines: Vec<u64> = known.map(|course| course.announced).into_iter().chain([line]).collect();
        found.add(by.name(), &lines, AuditProblem::SupersedesStanding { announcement });
    }
}

/// A ceremony that draws inspectors continues a draw that stands.
pub(super) fn continuing(record: &Record<'_, '_>, announced: &Announced<'_>, found: &mut Findings) {
    let continues = announced.document.and_then(|document| document.selection);
    let Some(old) = continues.and_then(|selection| record.announcement(&selection.announcement)) else {
        return;
    };
    let course = announced.course;
    // What ends after its continuation is announced takes that along, and is no fault of it by itself.
    let is_void =
        |ended: &u64| *ended < course.announced || course.disclosed.is_some_and(|line| *ended < line);
    if let Some(ended) = old.course.voided.filter(is_void) {
        let problem = AuditProblem::ContinuesVoid { selection: old.name() };
        found.add(announced.name(), &[ended, course.announced], problem);
    }
}

/// What an announcement of the log fills.
struct Slot<'a> {
    line: u64,
    draw: &'a Id,
    /// In a staffing ceremony, the announcement that it continues.
    continues: Option<Digest>,
    scope: Scope<'a>,
}

impl<'a> Slot<'a> {
    fn new(announced: &Announced<'a>, shown: Option<Opened<'a>>) -> Option<Self> {
        let document = announced.document?;
        Some(Self {
            line: announced.course.announced,
            draw: &document.plan.draw,
            continues: document.selection.map(|selection| selection.announcement),
            scope: Scope::new(&document.plan).disclosed(shown),
        })
    }

    /// Whether both fill one slot: the same seats; or at one time the same item, for what both could draw.
    fn overlaps(&self, other: &Self) -> bool {
        match (self.continues, other.continues) {
            (None, None) => {
                let (a, b) = (&self.scope, &other.scope);
                a.is_at_the_time_of(b) && a.shares_items(b) && a.could_draw_the_same(b)
            }
            (one, another) => one == another,
        }
    }
}
