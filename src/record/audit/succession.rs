//! What takes the place of what: overlapping slots, superseded announcements, voids and redraws.

use super::report::AuditCode;
use super::timeline::{all_sources, first_closing};
use super::{Announced, Auditor};
use crate::announce::OwnedDraws;
use crate::basics::hash::Digest;
use crate::commit::document::Void;
use crate::draw::check_opening;
use crate::plan::{Ceremony, Plan};
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
        for index in 0..self.announced.len() {
            self.superseding(index);
            self.voided(index);
        }
    }

    /// No two announcements for one slot, unless one takes the other's place.
    fn slots(&mut self) {
        let known: BTreeMap<Digest, Digest> = self
            .announced
            .iter()
            .filter_map(|a| Some((a.digest, a.document?.plan.supersedes.as_ref()?.announcement)))
            .collect();
        let drawing: Vec<(Scope<'_>, Digest, u64)> = self
            .announced
            .iter()
            .filter_map(|a| Some((&a.document?.plan, a.digest, a.course.announced)))
            .filter(|(plan, ..)| plan.ceremony != Ceremony::Staffing)
            .map(|(plan, digest, line)| (Scope::new(plan), digest, line))
            .collect();
        let mut found = Vec::new();
        for (later, (scope, digest, line)) in drawing.iter().enumerate() {
            for (other, other_digest, other_line) in &drawing[..later] {
                if scope.overlaps(other) && !leads_to(&known, digest, other_digest) {
                    let draw = scope.plan.draw.to_string();
                    found.push((draw, [*other_line, *line], other.plan.draw.to_string()));
                }
            }
        }
        for (draw, lines, other) in found {
            self.find(AuditCode::SlotOverlap, draw, &lines, "", other);
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
        let in_time = closes.is_none_or(|closes| superseded.at.is_before(closes));
        match old.course.voided {
            None if !in_time => {
                let lines = [old_line, superseded.line];
                self.find(AuditCode::SupersededLate, old.name(), &lines, "", &superseded.at);
            }
            None => {}
            Some(place) => self.redraw(index, place),
        }
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
        if void.secret_lost {
            self.find(AuditCode::SecretLost, &draw, &lines, "", &void.reason);
        }
        if let Some(missing) = self.void_problem(&self.announced[index], void) {
            self.find(AuditCode::VoidIncomplete, &draw, &lines, "", missing);
        }
    }

    /// What a void fails to show.
    fn void_problem(&self, announced: &Announced<'a>, void: &Void) -> Option<String> {
        let nothing = void.disclosure.is_none() && void.opening.is_none() && void.missing.is_empty();
        if void.secret_lost {
            return (!nothing).then(|| "secret_lost, disclosure, opening, missing".to_owned());
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
        let announcement = announced.document?;
        if nothing {
            let closes = first_closing(announcement)?;
            return (!void.at.is_before(closes)).then(|| format!("{} ≥ {closes}", void.at));
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

/// Whether an announcement supersedes another, directly or through others.
fn leads_to(supersedes: &BTreeMap<Digest, Digest>, from: &Digest, to: &Digest) -> bool {
    let mut at = *from;
    // Digests cannot form a circle, but the step count is bounded all the same.
    for _ in 0..=supersedes.len() {
        match supersedes.get(&at) {
            Some(next) if next == to => return true,
            Some(next) => at = *next,
            None => return false,
        }
    }
    false
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
