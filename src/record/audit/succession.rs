//! What takes the place of what: overlapping slots, voids and redraws.

use super::report::{AuditCode, Change, ChangeCode, Found};
use super::timeline::{all_sources, first_closing};
use super::{Announced, Auditor};
use crate::announce::OwnedDraws;
use crate::basics::date::Days;
use crate::basics::hash::Digest;
use crate::basics::id::Id;
use crate::commit::document::{
    Announcement, Disclosed, Disclosure, DrawResult, Ended, Opened, Undrawn, UsedValue, Void,
};
use crate::draw::would_draw;
use crate::plan::{Category, Ceremony, Correction, Plan, PublicValue};
use crate::record::scope::Scope;
use crate::roster::{InspectorDraw, Kind, inspector, recusal, target};
use crate::verify::verify_undrawn;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Fields of a plan in which a redraw may differ from the void draw.
const MAY_DIFFER: [&str; 12] = [
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
    "visits_reason",
];

impl<'a> Auditor<'a> {
    pub(super) fn successions(&mut self) {
        self.slots();
        self.repeated_draws();
        // Whether a partner's secret was lost with one whose place each takes, directly or through others.
        let mut lost_before: Vec<bool> = Vec::with_capacity(self.announced.len());
        for index in 0..self.announced.len() {
            let parent = self.family.before(index).next();
            lost_before.push(parent.is_some_and(|parent| {
                let void = self.void_of(&self.announced[parent]);
                lost_before[parent] || void.is_some_and(|void| !void.missing_authorities.is_empty())
            }));
            self.superseding(index);
            self.continuing(index);
            self.voided(index, lost_before[index]);
        }
        self.redraws();
        self.not_redrawn();
    }

    /// No two announcements for one slot, unless one takes the other's place; and no two ceremonies that draw the
    /// inspectors of one and the same draw.
    fn slots(&mut self) {
        let undrawn = self.undrawn.values().map(|undrawn| undrawn.opened());
        let undrawn = undrawn.filter_map(|opened| Some((opened.announcement.digest().ok()?, opened)));
        let links = self.sound.values().flat_map(|disclosure| disclosure.chain());
        let links = links.map(|link| (link.seal.announcement, link.opened()));
        let shown: BTreeMap<Digest, Opened<'_>> = undrawn.chain(links).collect();
        let slots = self.announced.iter().map(|one| Slot::new(one, shown.get(&one.digest).copied()));
        let slots: Vec<Option<Slot<'_>>> = slots.collect();
        let mut found = Vec::new();
        for (later, slot) in slots.iter().enumerate() {
            let Some(slot) = slot else {
                continue;
            };
            // What takes a place is passed over first: that costs nothing, and there may be thousands of them.
            let others =
                slots[..later].iter().enumerate().filter(|(place, _)| !self.family.follows(later, *place));
            for other in others.filter_map(|(_, other)| other.as_ref()).filter(|other| slot.overlaps(other)) {
                found.push((slot.draw.to_string(), [other.line, slot.line], other.draw.to_string()));
            }
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
        if let Some(ended) = old.course.voided {
            // What ends after its continuation is announced takes that along, and is no fault of it by itself.
            if ended < announced.course.announced
                || announced.course.disclosed.is_some_and(|line| ended < line)
            {
                let (draw, lines) = (announced.name(), [ended, announced.course.announced]);
                self.find(AuditCode::ContinuesVoid, draw, &lines, "", old.name());
            }
        }
    }

    /// An announcement that takes another's place: that one was void before.
    fn superseding(&mut self, index: usize) {
        let by = &self.announced[index];
        let supersedes = by.document.and_then(|announcement| announcement.plan.supersedes.as_ref());
        let Some(old) = supersedes.map(|supersedes| supersedes.announcement) else {
            return;
        };
        let (draw, line) = (by.name(), by.course.announced);
        let known = self.announcement(&old).map(|old| old.course);
        if known.and_then(|course| course.voided).is_none_or(|voided| voided > line) {
            let lines: Vec<u64> = known.map(|course| course.announced).into_iter().chain([line]).collect();
            self.find(AuditCode::SupersedesStanding, draw, &lines, "", old);
        }
    }

    /// A redraw keeps plan and rosters of the void draw, and takes values that nobody knew. What each one keeps of the one
    /// before, the last one keeps of the first.
    fn redraws(&mut self) {
        // Which announcements have a source, by its publisher and issue.
        let mut had: BTreeMap<(&str, &str), Vec<usize>> = BTreeMap::new();
        // The nearest one whose place each takes, directly or through others, whose void shows rosters.
        let mut shown: Vec<Option<usize>> = Vec::with_capacity(self.announced.len());
        for index in 0..self.announced.len() {
            let parent = self.family.before(index).next();
            let nearest =
                parent.and_then(|parent| if self.shows(parent) { Some(parent) } else { shown[parent] });
            shown.push(nearest);
            let Some(new) = self.announced[index].document else {
                continue;
            };
            if let Some(parent) = parent.filter(|parent| self.announced[*parent].course.voided.is_some()) {
                self.redraw(index, parent, nearest, &had);
            }
            for source in all_sources(new) {
                had.entry(source.event()).or_default().push(index);
            }
        }
    }

    fn redraw(
        &mut self,
        index: usize,
        parent: usize,
        shown: Option<usize>,
        had: &BTreeMap<(&str, &str), Vec<usize>>,
    ) {
        let (by, old) = (&self.announced[index], &self.announced[parent]);
        let (draw, lines) = (by.name(), [old.course.voided.unwrap_or_default(), by.course.announced]);
        let (Some(before), Some(new)) = (old.document, by.document) else {
            return;
        };
        let void = self.void_of(old);
        let used = |event: (&str, &str)| {
            let mut all = had.get(&event).into_iter().flatten();
            all.any(|place| self.family.follows(index, *place))
        };
        let early: Vec<String> = all_sources(new)
            .filter(|source| {
                void.is_some_and(|void| !void.at.is_before(&source.closes)) || used(source.event())
            })
            .map(|source| format!("{} {}, {}", source.publisher, source.issue, source.closes))
            .collect();
        let fields = plan_differences(&before.plan, &new.plan);
        let shown = shown.and_then(|place| self.void_opened(&self.announced[place]));
        let both = shown.zip(self.link_of(index).map(Disclosure::opened));
        let records = both.map(|(old, new)| roster_differences(old, new)).unwrap_or_default();
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

    /// Whether the void of an announcement shows rosters.
    fn shows(&self, place: usize) -> bool {
        self.void_opened(&self.announced[place]).is_some()
    }

    /// What a void shows of the rosters of its draw.
    fn void_opened(&self, announced: &Announced<'a>) -> Option<Opened<'a>> {
        let void = self.void_of(announced)?;
        let drawn = self.void_disclosure(announced, void).map(Disclosure::opened);
        drawn.or_else(|| self.void_undrawn(announced, void).map(Undrawn::opened))
    }

    /// What a void shows of a draw that was drawn, if it is sound and of that draw.
    fn void_disclosure(&self, announced: &Announced<'a>, void: &Void) -> Option<&'a Disclosure> {
        let shown = self.sound.get(&void.disclosure?).copied()?;
        (shown.seal.announcement == announced.digest).then_some(shown)
    }

    /// What a void shows of a draw that was not drawn, if it is sound and of that draw.
    fn void_undrawn(&self, announced: &Announced<'a>, void: &Void) -> Option<&'a Undrawn> {
        let shown = self.undrawn.get(&void.undrawn?).copied()?;
        (shown.announcement.digest().ok()? == announced.digest).then_some(shown)
    }

    /// The ceremony of an announcement, in whatever sound disclosure contains it.
    fn link_of(&self, index: usize) -> Option<&'a Disclosure> {
        let digest = self.announced[index].digest;
        let mut links = self.sound.values().flat_map(|disclosure| disclosure.chain());
        links.find(|link| link.seal.announcement == digest)
    }

    /// The redraw that stands in the place of a void draw, once it is disclosed.
    fn redrawn(&self, index: usize) -> Option<&'a Disclosure> {
        let after =
            (index + 1..self.announced.len()).rev().filter(|later| self.family.follows(*later, index));
        let standing = after.filter(|later| self.announced[*later].course.voided.is_none());
        standing.into_iter().find_map(|later| self.link_of(later))
    }

    /// A slot whose draw is void is drawn anew. (Where inspectors are not, their seats stay open, which is found.)
    fn not_redrawn(&mut self) {
        let plans = self.announced.iter().filter_map(|one| one.document);
        let superseded: BTreeSet<Digest> =
            plans.filter_map(|document| Some(document.plan.supersedes.as_ref()?.announcement)).collect();
        let today = self.evidence.on.day();
        let mut found = Vec::new();
        for announced in self.announced.iter().filter(|one| !superseded.contains(&one.digest)) {
            let (Some(voided), Some(document)) = (announced.course.voided, announced.document) else {
                continue;
            };
            let plan = &document.plan;
            let was_shown = self.disclosed.get(&announced.digest).is_some_and(|line| *line < voided);
            let called_off = plan.category != Category::Routine && self.ended_early(announced, document);
            if plan.ceremony != Ceremony::Staffing && plan.visits.to < today && !was_shown && !called_off {
                let reason = self.line(voided).and_then(|line| line.reason.clone()).unwrap_or_default();
                found.push((announced.name(), [announced.course.announced, voided], reason));
            }
        }
        for (draw, lines, reason) in found {
            self.find(AuditCode::NotRedrawn, draw, &lines, "", reason);
        }
    }

    /// Whether an announcement was ended with nothing missing and before anything is said to be known: a campaign may be called
    /// off as long as nobody knows whom it would have met.
    fn ended_early(&self, announced: &Announced<'a>, document: &Announcement) -> bool {
        let void = self.void_of(announced);
        let is_undrawn = void.is_some_and(|void| {
            void.undrawn.is_some() && void.missing.is_empty() && void.missing_authorities.is_empty()
        });
        is_undrawn && self.is_logged_early(announced, document)
    }

    /// Whether a void was logged before the first value closed.
    fn is_logged_early(&self, announced: &Announced<'a>, document: &Announcement) -> bool {
        let logged = announced.course.voided.and_then(|place| self.line(place));
        let closes = first_closing(document);
        closes.zip(logged).is_some_and(|(closes, line)| line.at.is_before(closes))
    }

    /// A void publishes everything that it must, and throws nothing away that was known.
    fn voided(&mut self, index: usize, lost_before: bool) {
        let announced = &self.announced[index];
        let Some(place) = announced.course.voided else {
            return;
        };
        self.report.checked.voids += 1;
        // That the document is missing is a finding of its own.
        let Some(void) = self.void_of(announced) else {
            return;
        };
        let (draw, lines) = (announced.name(), [announced.course.announced, place]);
        let shown_before = self.disclosed.get(&announced.digest).copied().filter(|line| *line < place);
        let problem = self.void_problem(announced, void);
        let lost = self.lost(announced, void, lost_before);
        let thrown_away = void.disclosure.filter(|_| !self.was_corrected(announced));
        let thrown_away = thrown_away.map(|_| self.thrown_away(index, void));
        self.would_have_drawn(index, void);
        if let Some(disclosed) = shown_before {
            self.find(AuditCode::VoidAfterDisclosure, &draw, &[disclosed, place], "", &void.reason);
        }
        for whose in lost {
            self.find(AuditCode::SecretLost, &draw, &lines, whose, &void.reason);
        }
        if let Some(found) = problem {
            self.find_said(AuditCode::VoidIncomplete, &draw, &lines, "", found);
        }
        if let Some(found) = thrown_away {
            self.find(AuditCode::VoidAfterValue, &draw, &lines, "", found);
        }
    }

    /// Whose secrets are lost with a draw that could have been known. A partner's, before any value, is an accident once: then
    /// nobody computes what was thrown away, and whoever sees the value early would need no more.
    fn lost(&self, announced: &Announced<'a>, void: &Void, lost_before: bool) -> Vec<String> {
        if void.secret_lost {
            return vec![String::new()];
        }
        let early = announced.document.is_some_and(|document| self.is_logged_early(announced, document));
        if early && !lost_before { Vec::new() } else { void.missing_authorities.clone() }
    }

    /// Whether a draw is void by what was announced: its publisher corrected a value, so that the evidence has two texts of it.
    fn was_corrected(&self, announced: &Announced<'a>) -> bool {
        let (Some(document), course) = (announced.document, announced.course) else {
            return false;
        };
        let voided = course.voided.and_then(|place| self.line(place)).map(|line| &line.at);
        let is_void_by_it = |value: &&PublicValue| match value.corrected {
            Correction::Void => true,
            Correction::Fallback => course.sealed.is_some(),
            Correction::First => false,
        };
        let texts = |value: &PublicValue| {
            let all = self.evidence.values.iter();
            let of = all.filter(|known| known.draw == document.plan.draw && known.name == value.name);
            let of = of.filter(|known| value.source.kind.check(&known.text).is_ok());
            let before = of.filter(|known| {
                let both = known.known_at.as_ref().zip(voided);
                both.is_none_or(|(known, voided)| !voided.is_before(known))
            });
            before.map(|known| known.text.as_str()).collect::<BTreeSet<_>>()
        };
        document.plan.values.iter().filter(is_void_by_it).any(|value| texts(value).len() > 1)
    }

    /// What a void draw had drawn and its redraw did not, and the reverse.
    fn thrown_away(&self, index: usize, void: &Void) -> String {
        let gone = self.void_disclosure(&self.announced[index], void);
        let (Some(gone), Some(come)) = (gone, self.redrawn(index)) else {
            return void.reason.clone();
        };
        let (gone, come) = (what_was_drawn(&gone.result), what_was_drawn(&come.result));
        let out = gone.difference(&come).map(|who| format!("-{who}"));
        let all: Vec<String> = out.chain(come.difference(&gone).map(|who| format!("+{who}"))).collect();
        format!("{}: {}", void.reason, all.join(" "))
    }

    /// What a draw that was ended before it was drawn would have come to, where all its values were looked up: listed beside
    /// what its redraw came to.
    fn would_have_drawn(&mut self, index: usize, void: &Void) {
        let announced = &self.announced[index];
        let (Some(undrawn), Some(come)) = (self.void_undrawn(announced, void), self.redrawn(index)) else {
            return;
        };
        let plan = &undrawn.announcement.plan;
        let known = |name: &Id| {
            let mut all = self.evidence.values.iter();
            let known = all.find(|known| known.draw == plan.draw && known.name == *name)?;
            Some(UsedValue::main(name.clone(), known.text.as_str()))
        };
        let values: Option<Vec<UsedValue>> = plan.values.iter().map(|value| known(&value.name)).collect();
        let Some(Ok(gone)) = values.map(|values| would_draw(undrawn, &values)) else {
            return;
        };
        let (gone, drawn) = (what_was_drawn(&gone), what_was_drawn(&come.result));
        let (from, to) = (announced.name(), come.announcement.plan.draw.to_string());
        let out = (ChangeCode::VoidOut, gone.difference(&drawn).cloned().collect());
        let into = (ChangeCode::VoidIn, drawn.difference(&gone).cloned().collect());
        let both: [(ChangeCode, Vec<String>); 2] = [out, into];
        let both = both.into_iter().filter(|(_, subjects)| !subjects.is_empty());
        let listed = both.map(|(code, subjects)| Change::of(code, from.clone(), to.clone(), subjects));
        self.report.changes.extend(listed);
    }

    /// Whether what a void shows may still be kept back (PROTOCOL.md §18.2): that of a staffing ceremony's void as long as the
    /// ceremonies before it are closed, an undrawn of another one until its own day.
    pub(super) fn waits(&self, announced: &Announced<'a>, void: &Void) -> bool {
        let before =
            |announced: &Announced<'a>| announced.document?.selection.map(|before| before.announcement);
        let (mut at, mut seen) = (announced, 0);
        while let Some(digest) = before(at) {
            let Some(old) = self.announcement(&digest).filter(|_| seen < self.announced.len()) else {
                return false;
            };
            if old.course.disclosed.or(old.course.voided).is_some() {
                return false;
            }
            (at, seen) = (old, seen + 1);
        }
        let day = at.document.map(|first| &first.plan.disclose_by);
        (seen > 0 || void.undrawn.is_some()) && day.is_some_and(|day| self.evidence.on.is_before(day))
    }

    /// What a void fails to show.
    fn void_problem(&self, announced: &Announced<'a>, void: &Void) -> Option<Found> {
        let data = |text: String| Some(Found::Data(text));
        let ended = match void.ended() {
            None => return data("disclosure, undrawn, missing, missing_authorities, secret_lost".to_owned()),
            Some(Ended::Lost) => return None,
            Some(ended) => ended,
        };
        if let Ended::Undrawn { missing, missing_authorities, .. } = &ended {
            if let Some(sealed) = announced.course.sealed.and_then(|place| self.document_of(place)) {
                // The result is there, so nothing but the whole of it ends the draw.
                return data(format!("sealed {sealed}"));
            }
            let announcement = announced.document?;
            let plan = &announcement.plan;
            let named = || plan.values.iter().filter(|value| missing.contains(&value.name));
            if !named().map(|value| &value.name).eq(missing) {
                return data("missing".to_owned());
            }
            // Before the last of its sources has closed, nobody can say that a value did not come.
            let closes = named().flat_map(PublicValue::sources).map(|source| &source.closes);
            if let Some(later) = closes.into_iter().find(|closes| void.at.is_before(closes)) {
                return data(format!("missing: {} < {later}", void.at));
            }
            let partners =
                plan.authorities.iter().filter(|one| one.commitment.is_some()).map(|one| &one.name);
            if !partners.filter(|name| missing_authorities.contains(name)).eq(missing_authorities) {
                return data("missing_authorities".to_owned());
            }
            if missing.is_empty() && missing_authorities.is_empty() {
                let closes = first_closing(announcement)?;
                // The line counts, not what the void says of itself.
                let logged = announced.course.voided.and_then(|place| self.line(place)).map(|line| &line.at);
                let early =
                    void.at.is_before(closes) && logged.is_some_and(|logged| logged.is_before(closes));
                if !early {
                    return data(format!("{} ≥ {closes}", logged.unwrap_or(&void.at)));
                }
            }
        }
        let shows = void.shows()?;
        let documents = self.documents;
        let is_there = documents.disclosures.contains_key(&shows) || documents.undrawns.contains_key(&shows);
        if !is_there {
            return if self.waits(announced, void) { None } else { data(format!("- {shows}")) };
        }
        match ended {
            Ended::Drawn(digest) => {
                let sealed = announced.course.sealed.and_then(|place| self.document_of(place));
                let right = self.void_disclosure(announced, void).is_some_and(|disclosure| {
                    sealed.is_none_or(|sealed| disclosure.seal.digest().is_ok_and(|seal| seal == sealed))
                });
                if right { None } else { data(format!("disclosure {digest}")) }
            }
            Ended::Undrawn { undrawn, missing_authorities, .. } => {
                let shown = self.void_undrawn(announced, void);
                let right = shown.is_some_and(|shown| shown.missing_authorities().eq(&missing_authorities));
                if right { None } else { self.undrawn_problem(undrawn) }
            }
            Ended::Lost => None,
        }
    }

    /// What is wrong with an undrawn that is there.
    fn undrawn_problem(&self, digest: Digest) -> Option<Found> {
        let (bytes, _) = self.documents.undrawns.get(&digest)?;
        let report = verify_undrawn(bytes);
        let failure = report.failures().next().cloned();
        Some(
            failure.map_or_else(
                || Found::Data(format!("undrawn {digest}")),
                |check| Found::Check(Box::new(check)),
            ),
        )
    }
}

/// Whom a ceremony drew: targets; or in a staffing ceremony targets with inspectors.
fn what_was_drawn(result: &DrawResult) -> BTreeSet<String> {
    let targets = result.strata.iter().flat_map(|stratum| &stratum.drawn).map(|drawn| drawn.id.to_string());
    let seated = result.teams.iter().filter(|_| result.strata.is_empty()).flat_map(|team| {
        let people = team.seats.iter().filter_map(|seat| seat.inspector.as_ref());
        people.map(|inspector| format!("{}/{inspector}", team.target))
    });
    targets.chain(seated).collect()
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

/// The records in which rosters differ, by table; and those that are somebody else's, though nothing that is drawn by says so.
fn roster_differences(old: Opened<'_>, new: Opened<'_>) -> Vec<(&'static str, Vec<String>)> {
    let mut others = other_identities(old.targets(), new.targets(), |target| target.id.to_string());
    let (a, b) = (&old.rosters.inspectors, &new.rosters.inspectors);
    others.extend(other_identities(a, b, |inspector| inspector.id.to_string()));
    let (was, is) = (old.announcement.plan.visits, new.announcement.plan.visits);
    let valid = |inspector: &InspectorDraw, visits: Days| {
        inspector.valid_from <= visits.from && visits.to <= inspector.valid_to
    };
    let lapsed = new.rosters.inspectors.iter().map(|record| &record.draw);
    let lapsed = lapsed.filter(|inspector| valid(inspector, was) != valid(inspector, is));
    let lapsed = lapsed.map(|inspector| inspector.id.to_string()).collect();
    let (old, new) = (OwnedDraws::of_opened(old), OwnedDraws::of_opened(new));
    let (old, new) = (old.as_draws(), new.as_draws());
    let name = |recusal: &crate::roster::RecusalDraw| format!("{}/{}", recusal.inspector, recusal.target);
    let all = [
        (target::Marker::TREE, differing::<target::Marker>(old.targets, new.targets, |t| t.id.to_string())),
        (
            inspector::Marker::TREE,
            differing::<inspector::Marker>(old.inspectors, new.inspectors, |i| i.id.to_string()),
        ),
        (recusal::Marker::TREE, differing::<recusal::Marker>(old.recusals, new.recusals, name)),
        ("identities", others),
        ("certificates", lapsed),
    ];
    all.into_iter().filter(|(_, ids)| !ids.is_empty()).collect()
}

/// Records that are in both rosters, and shown as somebody else in one, or shown in one alone.
pub(super) fn other_identities<K: Kind>(
    old: &[Disclosed<K>],
    new: &[Disclosed<K>],
    name: impl Fn(&K::Draw) -> String,
) -> Vec<String>
where
    K::Identity: PartialEq,
{
    let there: BTreeMap<_, _> = old.iter().map(|record| (K::key(&record.draw), &record.identity)).collect();
    let both = new.iter().filter_map(|record| Some((record, there.get(&K::key(&record.draw))?)));
    let others = both.filter(|(record, before)| record.identity.shown() != before.shown());
    others.map(|(record, _)| name(&record.draw)).collect()
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
