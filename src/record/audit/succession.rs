//! What takes the place of what: overlapping slots, superseded announcements, voids and redraws.

use super::report::AuditCode;
use super::timeline::{all_sources, first_closing};
use super::{Announced, Auditor};
use crate::announce::OwnedDraws;
use crate::basics::hash::Digest;
use crate::basics::id::Id;
use crate::commit::document::Void;
use crate::draw::check_opening;
use crate::plan::Plan;
use crate::roster::{Kind, inspector, recusal, target};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Fields of a plan in which a redraw may differ from the void draw.
const MAY_DIFFER: [&str; 11] = [
    "announce_at",
    "disclose_by",
    "draw",
    "earlier",
    "number",
    "place",
    "seal_by",
    "supersedes",
    "title",
    "values",
    "visits",
];

impl<'a> Auditor<'a> {
    pub(super) fn successions(&mut self) {
        self.slots();
        self.repeated_draws();
        for index in 0..self.announced.len() {
            self.superseding(index);
            self.continuing(index);
            self.voided(index);
        }
    }

    /// No two announcements for one slot, unless one takes the other's place; and no two ceremonies that draw the
    /// inspectors of one and the same draw.
    fn slots(&mut self) {
        let drawing: Vec<Slot<'_>> = self.announced.iter().filter_map(Slot::new).collect();
        let places: BTreeMap<Digest, usize> =
            drawing.iter().enumerate().map(|(place, slot)| (slot.digest, place)).collect();
        // Whom each one takes the place of, directly or through others; those stand before it in the log.
        let mut before: Vec<BTreeSet<usize>> = Vec::with_capacity(drawing.len());
        let mut found = Vec::new();
        for (later, slot) in drawing.iter().enumerate() {
            let parent = slot.supersedes.and_then(|old| places.get(&old)).copied().filter(|old| *old < later);
            let mut mine = parent.map(|parent| before[parent].clone()).unwrap_or_default();
            mine.extend(parent);
            for (place, other) in drawing[..later].iter().enumerate() {
                if slot.overlaps(other) && !mine.contains(&place) {
                    found.push((slot.draw.to_string(), [other.line, slot.line], other.draw.to_string()));
                }
            }
            before.push(mine);
        }
        for (draw, lines, other) in found {
            self.find(AuditCode::SlotOverlap, draw, &lines, "", other);
        }
    }

    /// No id of a draw stands in two announcements: values and reports are named by it.
    fn repeated_draws(&mut self) {
        let mut known: BTreeMap<&Id, u64> = BTreeMap::new();
        let mut found = Vec::new();
        for announced in &self.announced {
            let Some(document) = announced.document else {
                continue;
            };
            let (draw, line) = (&document.plan.draw, announced.course.announced);
            match known.get(draw) {
                Some(before) => found.push((draw, [*before, line])),
                None => drop(known.insert(draw, line)),
            }
        }
        for (draw, lines) in found {
            self.find(AuditCode::DrawRepeated, draw, &lines, draw, "");
        }
    }

    /// A ceremony that draws inspectors continues a draw that stands.
    fn continuing(&mut self, index: usize) {
        let announced = &self.announced[index];
        let continues = announced.document.and_then(|document| document.selection);
        let Some(old) = continues.and_then(|selection| self.announcement(&selection.announcement)) else {
            return;
        };
        if let Some(ended) = old.course.voided.or(old.course.superseded) {
            // What ends after its continuation is announced takes that along, and is no fault of it by itself.
            if ended < announced.course.announced
                || announced.course.disclosed.is_some_and(|line| ended < line)
            {
                let (draw, lines) = (announced.name(), [ended, announced.course.announced]);
                self.find(AuditCode::ContinuesEnded, draw, &lines, "", old.name());
            }
        }
    }

    /// An announcement that takes another's place: the log says so, and it was in time, or the other is void.
    fn superseding(&mut self, index: usize) {
        let by = &self.announced[index];
        let (draw, line) = (by.name(), by.course.announced);
        let Some(supersedes) = by.document.and_then(|announcement| announcement.plan.supersedes.as_ref())
        else {
            return;
        };
        let Some(old) = self.announcement(&supersedes.announcement) else {
            self.find(AuditCode::SupersededUnlogged, draw, &[line], "", supersedes.announcement);
            return;
        };
        let old_line = old.course.announced;
        let superseded = old.course.superseded.and_then(|place| self.line(place));
        let Some(superseded) = superseded.filter(|superseded| superseded.document == by.digest) else {
            self.find(AuditCode::SupersededUnlogged, draw, &[old_line, line], "", supersedes.announcement);
            return;
        };
        let closes = old.document.and_then(first_closing);
        let sealed = old.course.sealed.is_some_and(|sealed| sealed < superseded.line);
        let in_time = !sealed && closes.is_none_or(|closes| superseded.at.is_before(closes));
        match old.course.voided {
            None if !in_time => {
                let lines = [old_line, superseded.line];
                self.find(AuditCode::SupersededLate, old.name(), &lines, "", &superseded.at);
            }
            None | Some(_) => {}
        }
        for place in self.voids_before(index) {
            self.redraw(index, place);
        }
    }

    /// The lines that void what an announcement takes the place of, directly or through others: a redraw in between
    /// changes nothing of what a redraw must keep.
    pub(super) fn voids_before(&self, index: usize) -> Vec<u64> {
        let mut all = Vec::new();
        let mut at = &self.announced[index];
        while let Some(supersedes) = at.document.and_then(|document| document.plan.supersedes.as_ref())
            && let Some(old) = self.announcement(&supersedes.announcement)
            && old.course.announced < at.course.announced
        {
            all.extend(old.course.voided);
            at = old;
        }
        all
    }

    /// A redraw keeps plan and rosters of the void draw, and takes values that nobody knew.
    fn redraw(&mut self, index: usize, voided: u64) {
        let by = &self.announced[index];
        let (draw, lines) = (by.name(), [voided, by.course.announced]);
        let void = self.document_of(voided).and_then(|digest| self.documents.voids.get(&digest));
        let old = void.and_then(|void| self.announcement(&void.announcement));
        let (Some(void), Some(old), Some(new)) = (void, old.and_then(|old| old.document), by.document) else {
            return;
        };
        let used: BTreeSet<(&str, &str)> = all_sources(old).map(crate::plan::Source::event).collect();
        let early: Vec<String> = all_sources(new)
            .filter(|source| !void.at.is_before(&source.closes) || used.contains(&source.event()))
            .map(|source| format!("{} {}, {}", source.publisher, source.issue, source.closes))
            .collect();
        let fields = plan_differences(&old.plan, &new.plan);
        let rosters = self.void_draws(void).zip(self.redrawn(index));
        let records = rosters.map(|(old, new)| roster_differences(&old, &new)).unwrap_or_default();
        for found in early {
            self.find(AuditCode::RedrawEarly, &draw, &lines, "", found);
        }
        for field in fields {
            self.find(AuditCode::RedrawDiffers, &draw, &lines, "plan", field);
        }
        for (table, ids) in records {
            self.find(AuditCode::RedrawDiffers, &draw, &lines, table, ids.join(", "));
        }
    }

    /// The rosters of a void draw, from its disclosure or opening.
    fn void_draws(&self, void: &Void) -> Option<OwnedDraws> {
        let disclosed = void.disclosure.and_then(|digest| self.sound.get(&digest)).copied();
        let disclosed = disclosed.filter(|disclosure| disclosure.seal.announcement == void.announcement);
        let opening = void.opening.and_then(|digest| self.documents.openings.get(&digest));
        let opening = opening.filter(|opening| opening.announcement == void.announcement);
        disclosed
            .map(OwnedDraws::of_disclosure)
            .or_else(|| opening.map(|opening| OwnedDraws::of_opening(&opening.parts)))
    }

    /// The rosters of an announced draw, from whatever disclosure contains it.
    fn redrawn(&self, index: usize) -> Option<OwnedDraws> {
        let digest = self.announced[index].digest;
        let mut links = self.sound.values().flat_map(|disclosure| disclosure.chain());
        links.find(|link| link.seal.announcement == digest).map(OwnedDraws::of_disclosure)
    }

    /// A void publishes everything that it must.
    fn voided(&mut self, index: usize) {
        let announced = &self.announced[index];
        let Some(place) = announced.course.voided else {
            return;
        };
        self.report.checked.voids += 1;
        let void = self.document_of(place).and_then(|digest| self.documents.voids.get(&digest));
        // That the document is missing is a finding of its own.
        let Some(void) = void else {
            return;
        };
        let (draw, lines) = (announced.name(), [announced.course.announced, place]);
        if let Some(disclosed) = self.disclosed.get(&announced.digest).copied().filter(|line| *line < place) {
            self.find(AuditCode::VoidAfterDisclosure, &draw, &[disclosed, place], "", &void.reason);
        }
        if void.secret_lost {
            self.find(AuditCode::SecretLost, &draw, &lines, "", &void.reason);
        }
        if let Some(missing) = self.void_problem(&self.announced[index], void) {
            self.find(AuditCode::VoidIncomplete, &draw, &lines, "", missing);
        }
    }

    /// Whether the ceremonies that an announcement continues are still closed: none of them is disclosed, void or
    /// superseded, and the first one's day has not come.
    pub(super) fn is_closed(&self, announced: &Announced<'a>) -> bool {
        let before =
            |announced: &Announced<'a>| announced.document?.selection.map(|before| before.announcement);
        let (mut at, mut seen) = (announced, 0);
        while let Some(digest) = before(at) {
            let Some(old) = self.announcement(&digest).filter(|_| seen < self.announced.len()) else {
                return false;
            };
            if old.course.disclosed.or(old.course.voided).or(old.course.superseded).is_some() {
                return false;
            }
            (at, seen) = (old, seen + 1);
        }
        let day = at.document.map(|first| &first.plan.disclose_by);
        seen > 0 && day.is_some_and(|day| self.evidence.on.is_before(day))
    }

    /// What a void fails to show.
    fn void_problem(&self, announced: &Announced<'a>, void: &Void) -> Option<String> {
        let nothing = void.disclosure.is_none() && void.opening.is_none() && void.missing.is_empty();
        if void.secret_lost {
            return (!nothing).then(|| "secret_lost, disclosure, opening, missing".to_owned());
        }
        let is_there = void.disclosure.is_some_and(|digest| self.documents.disclosures.contains_key(&digest))
            || void.opening.is_some_and(|digest| self.documents.openings.contains_key(&digest));
        if !nothing && !is_there && self.is_closed(announced) {
            // It shows the selection that it continues, which stays closed until its own day.
            return None;
        }
        if let Some(digest) = void.disclosure {
            let disclosure = self.sound.get(&digest);
            let sealed = announced.course.sealed.and_then(|place| self.document_of(place));
            let right = disclosure.is_some_and(|disclosure| {
                disclosure.seal.announcement == announced.digest
                    && sealed.is_none_or(|sealed| disclosure.seal.digest().is_ok_and(|seal| seal == sealed))
            });
            let alone = void.opening.is_none() && void.missing.is_empty();
            return (!(right && alone)).then(|| format!("disclosure {digest}"));
        }
        if let Some(sealed) = announced.course.sealed {
            // The result is there, so nothing but the whole of it ends the draw.
            let sealed = self.document_of(sealed).map(Digest::to_hex).unwrap_or_default();
            return Some(format!("sealed {sealed}"));
        }
        let announcement = announced.document?;
        if nothing {
            let closes = first_closing(announcement)?;
            // The line counts, not what the void says of itself.
            let logged = announced.course.voided.and_then(|place| self.line(place)).map(|line| &line.at);
            let early = void.at.is_before(closes) && logged.is_some_and(|logged| logged.is_before(closes));
            return (!early).then(|| format!("{} ≥ {closes}", logged.unwrap_or(&void.at)));
        }
        let names = announcement.plan.values.iter().map(|value| &value.name);
        let missing: Vec<_> = names.filter(|name| void.missing.contains(name)).collect();
        if missing.is_empty() || !missing.into_iter().eq(&void.missing) {
            return Some("missing".to_owned());
        }
        let opening = void.opening.and_then(|digest| self.documents.openings.get(&digest));
        let opens = opening.is_some_and(|opening| check_opening(announcement, opening).is_ok());
        (!opens).then(|| "opening".to_owned())
    }
}

/// What a draw is about: classes, and items by id and by name, so that a new id for an old item hides nothing.
pub(super) struct Scope<'a> {
    plan: &'a Plan,
    classes: BTreeSet<&'a str>,
    items: BTreeSet<&'a str>,
}

impl<'a> Scope<'a> {
    pub(super) fn new(plan: &'a Plan) -> Self {
        let used: BTreeSet<_> = plan.strata.iter().flat_map(|stratum| &stratum.items).collect();
        let items = plan.items.iter().filter(|item| used.contains(&item.id));
        Self {
            plan,
            classes: plan.classes.iter().map(String::as_str).collect(),
            items: items.flat_map(|item| [item.id.as_str(), item.name.as_str()]).collect(),
        }
    }

    /// Whether both have a class and an item in common.
    pub(super) fn meets(&self, other: &Self) -> bool {
        !self.classes.is_disjoint(&other.classes) && !self.items.is_disjoint(&other.items)
    }

    /// Whether both fill a slot in common: the same in overlapping periods.
    fn overlaps(&self, other: &Self) -> bool {
        let (a, b) = (self.plan.period, other.plan.period);
        a.from <= b.to && b.from <= a.to && self.meets(other)
    }
}

/// What an announcement of the log fills.
struct Slot<'a> {
    digest: Digest,
    line: u64,
    draw: &'a Id,
    supersedes: Option<Digest>,
    /// In a staffing ceremony, the announcement that it continues.
    continues: Option<Digest>,
    scope: Scope<'a>,
}

impl<'a> Slot<'a> {
    fn new(announced: &Announced<'a>) -> Option<Self> {
        let document = announced.document?;
        Some(Self {
            digest: announced.digest,
            line: announced.course.announced,
            draw: &document.plan.draw,
            supersedes: document.plan.supersedes.as_ref().map(|supersedes| supersedes.announcement),
            continues: document.selection.map(|selection| selection.announcement),
            scope: Scope::new(&document.plan),
        })
    }

    fn overlaps(&self, other: &Self) -> bool {
        match (self.continues, other.continues) {
            (None, None) => self.scope.overlaps(&other.scope),
            (one, another) => one == another,
        }
    }
}

/// The fields in which two plans differ, beyond those in which they may.
fn plan_differences(old: &Plan, new: &Plan) -> Vec<String> {
    let fields = |plan: &Plan| {
        let mut plan = plan.clone();
        plan.authorities.iter_mut().for_each(|authority| authority.commitment = None);
        match serde_json::to_value(&plan) {
            Ok(Value::Object(fields)) => fields,
            _ => serde_json::Map::new(),
        }
    };
    let (old, new) = (fields(old), fields(new));
    let differ =
        |field: &&String| !MAY_DIFFER.contains(&field.as_str()) && old.get(*field) != new.get(*field);
    old.keys().filter(differ).cloned().collect()
}

/// The records in which rosters differ, by table.
fn roster_differences(old: &OwnedDraws, new: &OwnedDraws) -> Vec<(&'static str, Vec<String>)> {
    let (old, new) = (old.as_draws(), new.as_draws());
    let name = |recusal: &crate::roster::RecusalDraw| format!("{}/{}", recusal.inspector, recusal.target);
    let all = [
        (target::Marker::TREE, differing::<target::Marker>(old.targets, new.targets, |t| t.id.to_string())),
        (
            inspector::Marker::TREE,
            differing::<inspector::Marker>(old.inspectors, new.inspectors, |i| i.id.to_string()),
        ),
        (recusal::Marker::TREE, differing::<recusal::Marker>(old.recusals, new.recusals, name)),
    ];
    all.into_iter().filter(|(_, ids)| !ids.is_empty()).collect()
}

fn differing<K: Kind>(old: &[K::Draw], new: &[K::Draw], name: impl Fn(&K::Draw) -> String) -> Vec<String> {
    let compared = compare::<K>(old, new);
    let all = compared
        .added
        .into_iter()
        .chain(compared.removed)
        .chain(compared.changed.into_iter().map(|(_, b)| b));
    let mut ids: Vec<String> = all.map(name).collect();
    ids.sort();
    ids
}

/// How two rosters in order differ.
pub(super) struct Compared<'a, D> {
    pub(super) added: Vec<&'a D>,
    pub(super) removed: Vec<&'a D>,
    /// Before and after.
    pub(super) changed: Vec<(&'a D, &'a D)>,
}

pub(super) fn compare<'a, K: Kind>(old: &'a [K::Draw], new: &'a [K::Draw]) -> Compared<'a, K::Draw> {
    let mut compared = Compared { added: Vec::new(), removed: Vec::new(), changed: Vec::new() };
    let (mut old, mut new) = (old.iter().peekable(), new.iter().peekable());
    loop {
        let order = match (old.peek(), new.peek()) {
            (None, None) => return compared,
            (Some(_), None) => std::cmp::Ordering::Less,
            (None, Some(_)) => std::cmp::Ordering::Greater,
            (Some(a), Some(b)) => K::key(a).cmp(&K::key(b)),
        };
        match order {
            std::cmp::Ordering::Less => compared.removed.extend(old.next()),
            std::cmp::Ordering::Greater => compared.added.extend(new.next()),
            std::cmp::Ordering::Equal => {
                let pair = old.next().zip(new.next());
                compared.changed.extend(pair.filter(|(a, b)| a != b));
            }
        }
    }
}
