//! The draws of a year together: what they make of each other's targets, caps, reports, coverage.

use super::Auditor;
use super::changes::{changes, of_one};
use super::draws::Year;
use super::pools::dealt;
use super::report::{AuditCode, Coverage};
use crate::announce::{OwnedDraws, Standing};
use crate::basics::hash::Digest;
use crate::basics::id::{InspectorId, TargetId};
use crate::commit::document::{Announcement, Disclosure};
use crate::plan::{Category, Ceremony, Earlier, EarlierUse};
use crate::record::earlier::{EarlierDraws, NamedDraw, Stood};
use crate::record::scope::{Scope, unusable};
use crate::story::{SeatEvent, Story};
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

impl<'a> Auditor<'a> {
    pub(super) fn year(&mut self) {
        let draws = self.draws();
        let stood: Vec<Year<'a>> =
            draws.into_iter().filter_map(|(disclosure, line)| self.stood(disclosure, line)).collect();
        let heads = self.heads();
        self.earlier_heads(&heads);
        for draw in &stood {
            self.earlier(draw, &heads);
        }
        self.omitted(&stood);
        self.counts_unexplained(&stood);
        self.caps(&stood);
        self.small_pools(&stood);
        self.strikes(&stood);
        self.reports(&stood);
        self.open_seats();
        for draw in &stood {
            self.visits(draw);
        }
        for at in 0..stood.len() {
            self.report.changes.extend(of_one(&stood[..at], &stood[at]));
            self.report.changes.extend(changes(&stood[..at], &stood[at], self.evidence));
        }
        self.report.coverage = coverage(&stood);
    }

    fn stood(&self, disclosure: &'a Disclosure, line: u64) -> Option<Year<'a>> {
        let stood = Stood::new(disclosure, disclosure.amendments.len())?;
        let place = self.places.get(&disclosure.first().seal.announcement);
        let rosters_since = place.map_or(line, |place| self.rosters_since[*place]);
        let mut struck = BTreeMap::new();
        for amendment in disclosure.chain().flat_map(|link| &link.amendments) {
            let place = amendment.seal.digest().ok().and_then(|seal| self.seals.get(&seal).copied());
            let targets = amendment.strikes.targets.iter().map(|strike| strike.target.clone());
            // An amendment that the log does not have is a finding of its own; its strikes count from the announcement.
            struck.extend(targets.map(|target| (target, place.unwrap_or(line))));
        }
        let scope = Scope::new(&disclosure.first().announcement.plan).disclosed(Some(disclosure.opened()));
        let sealed = place.and_then(|place| self.announced[*place].course.sealed);
        let shown = OnceCell::new();
        Some(Year { disclosure, line, rosters_since, sealed, stood, scope, struck, shown })
    }

    /// Every head that draws have, or had before later amendments.
    fn heads(&self) -> BTreeMap<Digest, Head<'a>> {
        let mut all = BTreeMap::new();
        for last in self.sound.values() {
            let line = self.announced_at(last.first());
            for link in last.chain() {
                let seals = std::iter::once(link.seal.digest())
                    .chain(link.amendments.iter().map(|amendment| amendment.seal.digest()));
                for (amendments, head) in seals.enumerate() {
                    if let Ok(head) = head {
                        all.insert(head, Head { link, amendments, line });
                    }
                }
            }
        }
        all
    }

    /// The heads that plans name are heads of the log, of ceremonies that stood then.
    fn earlier_heads(&mut self, heads: &BTreeMap<Digest, Head<'a>>) {
        let mut found = Vec::new();
        for (index, announced) in self.announced.iter().enumerate() {
            let Some(announcement) = announced.document else {
                continue;
            };
            // The plan of a staffing ceremony repeats what that of the selection says.
            let named = announcement.plan.earlier.iter().filter(|_| announcement.selection.is_none());
            let line = announced.course.announced;
            for head in named.map(|earlier| earlier.head).collect::<BTreeSet<_>>() {
                let Some(sealed) = self.seals.get(&head) else {
                    found.push((AuditCode::EarlierUnknown, announced.name(), vec![line], head));
                    continue;
                };
                let about = self.line(*sealed).and_then(|line| self.announcement(&line.announcement?));
                let ended = about.and_then(|about| about.course.voided).filter(|ended| *ended < line);
                let later = self.later_head(head, *sealed, self.rosters_since[index], heads);
                for other in ended.into_iter().chain(later) {
                    found.push((AuditCode::EarlierMisused, announced.name(), vec![other, line], head));
                }
            }
        }
        for (code, draw, lines, head) in found {
            self.find(code, draw, &lines, "head", head);
        }
    }

    /// The line of a later head of the draw of a head, if it was there by then. An older head shows fewer strikes.
    fn later_head(
        &self,
        head: Digest,
        since: u64,
        by: u64,
        heads: &BTreeMap<Digest, Head<'a>>,
    ) -> Option<u64> {
        let named = heads.get(&head)?;
        let others = heads.iter().filter(|(_, other)| other.line == named.line && self.stands(other.link));
        let lines = others.filter_map(|(other, _)| self.seals.get(other).copied());
        lines.filter(|line| since < *line && *line < by).min()
    }

    /// The roster's marks follow from the earlier draws that the plan names (§19.3).
    fn earlier(&mut self, draw: &Year<'a>, heads: &BTreeMap<Digest, Head<'a>>) {
        let named = &draw.plan().earlier;
        let mut unknown: BTreeSet<EarlierUse> = BTreeSet::new();
        let mut uses: BTreeMap<(u64, Digest), BTreeSet<EarlierUse>> = BTreeMap::new();
        for Earlier { head, use_for } in named {
            match heads.get(head) {
                Some(found) => drop(uses.entry((found.line, *head)).or_default().insert(*use_for)),
                None => drop(unknown.insert(*use_for)),
            }
        }
        let lines: Vec<u64> = uses.keys().map(|(line, _)| *line).collect();
        if let Some(twice) = lines.windows(2).find(|pair| pair[0] == pair[1]) {
            // How that draw stood cannot be told then.
            let lines = [twice[0], draw.line];
            self.find(AuditCode::EarlierMisused, draw.name(), &lines, "head", "×2");
            return;
        }
        for Earlier { head, use_for } in named {
            let Some(found) = heads.get(head) else {
                continue;
            };
            if unusable(*use_for, &found.link.first().announcement.plan, draw.plan()).is_some() {
                self.find(AuditCode::EarlierMisused, draw.name(), &[draw.line], use_for.code(), head);
            }
        }
        let known = named.iter().map(|earlier| earlier.use_for).filter(|use_for| !unknown.contains(use_for));
        let known: BTreeSet<EarlierUse> = known.collect();
        let draws = uses.into_iter().filter_map(|((_, head), uses)| {
            let Head { link, amendments, .. } = heads.get(&head)?;
            Some(NamedDraw { link, stood: Stood::new(link, *amendments)?, uses })
        });
        let roster = draw.known_targets();
        let earlier = EarlierDraws::new(draws.collect(), known, roster);
        let mut wrong: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for target in draw.targets() {
            let marks = earlier.marks(&target.id);
            let subject = target.exempt.is_none();
            let differs = |mark: Option<bool>, given: bool| subject && mark.is_some_and(|mark| mark != given);
            for (field, is_wrong) in [
                ("carried", differs(marks.carried, target.carried)),
                ("drawn_before", differs(marks.drawn_before, target.drawn_before)),
                ("inspected", target.inspected < marks.inspected),
                ("last_team", marks.last_team.is_some_and(|team| team != target.last_team)),
            ] {
                if is_wrong {
                    wrong.entry(field).or_default().push(target.id.to_string());
                }
            }
        }
        if earlier.knows(EarlierUse::Carry) {
            let gone = earlier.gone();
            let listed: BTreeSet<&TargetId> = draw.plan().left_out.iter().flat_map(|l| &l.carried).collect();
            let differ: Vec<String> = gone.symmetric_difference(&listed).map(ToString::to_string).collect();
            if !differ.is_empty() {
                wrong.insert("left_out", differ);
            }
        }
        for (field, ids) in wrong {
            self.find(AuditCode::EarlierMisused, draw.name(), &[draw.line], field, ids.join(", "));
        }
    }

    /// A plan that sets aside who went last, or caps inspections, or leaves out who was drawn, looks at all the draws of the log
    /// that it could know: at those disclosed before it was announced.
    fn omitted(&mut self, stood: &[Year<'a>]) {
        let mut found = Vec::new();
        for (at, draw) in stood.iter().enumerate() {
            let known = stood[..at].iter().filter(|before| self.could_know(draw, before));
            // Each with whether the plan names it for the teams that went last.
            let known: Vec<(&Year<'a>, bool)> =
                known.map(|before| (before, names(draw, before, EarlierUse::Rotation))).collect();
            let rotates = draw.disclosure.chain().any(|link| link.announcement.plan.rotation);
            let (mut rotation, mut count) = (BTreeSet::new(), Vec::new());
            let leaves_out = draw.plan().earlier.iter().any(|named| named.use_for == EarlierUse::LeaveOut);
            // All the draws of a year keep their targets out, or none.
            let all = known.iter().filter(|(before, _)| {
                let kept_out = before.stood.teams.keys().any(|id| draw.target(id).is_some());
                leaves_out && kept_out && before.counts(draw) && draw.scope.shares_items(&before.scope)
            });
            let left: Vec<String> = all
                .filter(|(before, _)| !names(draw, before, EarlierUse::LeaveOut))
                .map(|(before, _)| before.name())
                .collect();
            for target in draw.targets() {
                let last = known.iter().rev().find(|(before, _)| before.stood.teams.contains_key(&target.id));
                // Who filled the last team in by hand has used that draw without naming it.
                let is_used = |last: &Year<'_>| last.stood.teams.get(&target.id) == Some(&target.last_team);
                if let Some((last, false)) = last.filter(|(last, _)| rotates && !is_used(last)) {
                    rotation.insert(last.name());
                }
                let counted = known.iter().filter(|(before, _)| before.counts_for(draw, &target.id)).count();
                if draw.plan().yearly_cap.is_some() && u64::from(target.inspected) < counted as u64 {
                    count.push(format!("{} {} < {counted}", target.id, target.inspected));
                }
            }
            found.extend(rotation.into_iter().map(|draws| (draw, "rotation", draws)));
            found.extend((!count.is_empty()).then(|| (draw, "count", count.join(", "))));
            found.extend(left.into_iter().map(|draws| (draw, "leave_out", draws)));
        }
        let found: Vec<_> =
            found.into_iter().map(|(draw, use_for, what)| (draw.name(), draw.line, use_for, what)).collect();
        for (draw, line, use_for, what) in found {
            self.find(AuditCode::EarlierOmitted, draw, &[line], use_for, what);
        }
    }

    /// Whether one draw was disclosed before another was announced.
    fn could_know(&self, draw: &Year<'_>, before: &Year<'_>) -> bool {
        let disclosed = self.disclosed.get(&before.disclosure.seal.announcement);
        disclosed.is_some_and(|line| *line < draw.rosters_since)
    }

    /// Nobody is taken out of a pool by a count that rises by more than the draws of the log since it was first seen in the
    /// year. (What was inspected elsewhere is no draw of the log; the finding says how much of it there would have to be.)
    fn counts_unexplained(&mut self, stood: &[Year<'a>]) {
        let mut first: BTreeMap<(String, &TargetId), (usize, u64)> = BTreeMap::new();
        let mut found = Vec::new();
        for (at, draw) in stood.iter().enumerate() {
            let mut wrong = Vec::new();
            for target in draw.targets() {
                let given = u64::from(target.inspected);
                let (since, base) = *first.entry((draw.year(), &target.id)).or_insert((at, given));
                let drawn =
                    stood[since..at].iter().filter(|before| before.counts_for(draw, &target.id)).count();
                let explained = base + drawn as u64;
                let cap = draw.plan().yearly_cap.map(u64::from);
                if cap.is_some_and(|cap| given >= cap && explained < cap) {
                    wrong.push(format!("{} {given} > {explained}", target.id));
                }
            }
            found.extend((!wrong.is_empty()).then(|| (draw.name(), draw.line, wrong.join(", "))));
        }
        for (draw, line, what) in found {
            self.find(AuditCode::CountUnexplained, draw, &[line], "inspected", what);
        }
    }

    /// No target stands in more draws of a year than the yearly cap, as far as these could know of each other.
    fn caps(&mut self, stood: &[Year<'a>]) {
        let mut over = Vec::new();
        for (at, draw) in stood.iter().enumerate().filter(|(_, draw)| draw.plan().category != Category::Case)
        {
            let Some(cap) = draw.plan().yearly_cap else {
                continue;
            };
            let known = stood[..at].iter().filter(|before| {
                before.counts(draw) && before.sealed.is_some_and(|line| line < draw.rosters_since)
            });
            let known: Vec<&Year<'a>> = known.collect();
            for id in draw.stood.teams.keys() {
                let stands = known.iter().filter(|before| before.stood.teams.contains_key(id));
                let lines: Vec<u64> = stands.map(|before| before.line).chain([draw.line]).collect();
                if lines.len() as u64 > u64::from(cap) {
                    over.push((draw, lines, id));
                }
            }
        }
        for (draw, lines, id) in over {
            let found = format!("{} > {}", lines.len(), draw.plan().yearly_cap.unwrap_or_default());
            self.find(AuditCode::OverCap, draw.name(), &lines, id, found);
        }
    }

    /// Whoever is alone in a pool is no draw's choice.
    fn small_pools(&mut self, stood: &[Year<'a>]) {
        for draw in stood {
            let small: Vec<String> = draw.disclosure.chain().flat_map(small_pools).collect();
            if !small.is_empty() {
                self.find(AuditCode::SmallPool, draw.name(), &[draw.line], "", small.join(", "));
            }
        }
    }

    /// Nobody leaves half of the draw out: when the visits are over, every seat was drawn, or a shortage says why not.
    fn open_seats(&mut self) {
        let continued: BTreeSet<Digest> = self
            .announced
            .iter()
            .filter(|one| one.course.voided.is_none())
            .filter_map(|one| Some(one.document?.selection?.announcement))
            .collect();
        let today = self.evidence.on.day();
        let mut found = Vec::new();
        for announced in self.announced.iter().filter(|one| !continued.contains(&one.digest)) {
            let course = announced.course;
            let (Some(sealed), Some(announcement)) = (course.sealed, announced.document) else {
                continue;
            };
            if course.voided.is_some() || announcement.plan.visits.to >= today {
                continue;
            }
            let head = course.amended.last().copied().unwrap_or(sealed);
            let explained = self.explained_by_shortage(&announced.digest, announcement);
            if let Some(open) = self.open_at(head).filter(|open| *open > 0 && !explained) {
                found.push((announced.name(), [course.announced, head], open));
            }
        }
        for (draw, lines, open) in found {
            self.find(AuditCode::OpenSeats, draw, &lines, "", open);
        }
    }

    /// How many seats are open after the seal, or the amendment's seal, that a line names.
    fn open_at(&self, line: u64) -> Option<u64> {
        let document = self.document_of(line)?;
        let seal = self.documents.seals.get(&document).map(|seal| seal.seats.open);
        seal.or_else(|| self.documents.amendment_seals.get(&document).map(|seal| seal.seats.open))
    }

    /// Whether every seat that is open was found to be short, or may have been as long as nothing is disclosed.
    fn explained_by_shortage(&self, digest: &Digest, announcement: &Announcement) -> bool {
        let links = self.sound.values().flat_map(|last| last.chain());
        let links = links.filter(|link| link.seal.announcement == *digest);
        let Some(link) = links.max_by_key(|link| link.amendments.len()) else {
            // Nobody can be short where no inspectors are drawn; elsewhere only the disclosure tells.
            return announcement.plan.ceremony != Ceremony::Selection;
        };
        // Whoever takes the inspectors away makes the shortage.
        let touched = self.report.findings.iter().filter(|found| found.code == AuditCode::PoolTouched);
        let touched: BTreeSet<&str> = touched.map(|found| found.draw.as_str()).collect();
        if link.chain().any(|link| touched.contains(link.announcement.plan.draw.as_str())) {
            return false;
        }
        let short = short_seats(link);
        let targets = &link.first().rosters.targets;
        let owned = OwnedDraws::of_disclosure(link);
        let Ok(standing) = Standing::of_chain(link, owned.as_draws().targets) else {
            return false;
        };
        standing.open().iter().all(|(target, seats)| {
            seats.iter().all(|seat| {
                let number = u32::try_from(seat + 1).unwrap_or(u32::MAX);
                short.contains(&(&targets[*target].draw.id, number))
            })
        })
    }

    /// Every target that stands is reported once its visits are over.
    fn reports(&mut self, stood: &[Year<'a>]) {
        let Some(reported) = &self.evidence.reported else {
            return;
        };
        let today = self.evidence.on.day();
        for draw in stood {
            let last = &draw.disclosure.announcement.plan;
            if last.visits.to >= today {
                continue;
            }
            for id in draw.stood.teams.keys() {
                let names = draw.disclosure.chain().map(|link| &link.announcement.plan.draw);
                if !names.into_iter().any(|name| reported.contains(&(name.clone(), id.clone()))) {
                    self.find(AuditCode::NotReported, draw.name(), &[draw.line], id, "");
                }
            }
        }
    }
}

/// Whether a plan names a draw for a use, by whatever head it had.
fn names(draw: &Year<'_>, before: &Year<'_>, use_for: EarlierUse) -> bool {
    let heads: BTreeSet<Digest> = before.disclosure.chain().flat_map(heads_of).collect();
    let mut named = draw.plan().earlier.iter().filter(|earlier| earlier.use_for == use_for);
    named.any(|earlier| heads.contains(&earlier.head))
}

/// Every head that a ceremony has or had.
fn heads_of(link: &Disclosure) -> impl Iterator<Item = Digest> + '_ {
    let seals = link.amendments.iter().map(|amendment| amendment.seal.digest());
    std::iter::once(link.seal.digest()).chain(seals).filter_map(Result::ok)
}

impl Auditor<'_> {
    /// What is reported of visits against who stood on their day, and against the amendments (§19.1).
    fn visits(&mut self, draw: &Year<'_>) {
        let Ok(story) = Story::of_disclosure(draw.disclosure) else {
            return;
        };
        let names: BTreeSet<_> = story.draws().into_iter().collect();
        let mut found = Vec::new();
        for ((_, id), (completed, team)) in
            self.evidence.visits.iter().filter(|((name, _), _)| names.contains(name))
        {
            if let Some(struck) = story.strike_of(id).filter(|struck| struck.since.day >= *completed) {
                found.push((AuditCode::StruckAfterVisit, id, format!("{completed} ≤ {}", struck.since.day)));
            }
            let Some(visit) = story.visit(id) else {
                if story.strike_of(id).is_none() {
                    found.push((AuditCode::EvidenceUnknown, id, String::new()));
                }
                continue;
            };
            let stood = visit.team_on(*completed);
            if let Some(team) = team {
                let went: BTreeSet<&InspectorId> = team.iter().collect();
                if !went.iter().eq(&stood) {
                    found.push((AuditCode::OtherTeam, id, format!("{} ≠ {}", show(went), show(stood))));
                }
            }
            if let Some(since) = visit.visited.filter(|since| since.day < *completed) {
                found.push((AuditCode::VisitedEarly, id, format!("{} < {completed}", since.day)));
            }
            let events = visit.seats.iter().flat_map(|seat| &seat.events);
            let mut late = events.filter(|event| matches!(event, SeatEvent::Struck(..)));
            if let Some(event) = late.find(|event| event.since().day > *completed) {
                found.push((AuditCode::StruckAfterVisit, id, format!("{completed} < {}", event.since().day)));
            }
        }
        for (code, id, what) in found {
            self.find(code, draw.name(), &[draw.line], id, what);
        }
    }
}

fn show<'a>(team: impl IntoIterator<Item = &'a InspectorId>) -> String {
    team.into_iter().map(InspectorId::as_str).collect::<Vec<_>>().join(", ")
}

/// The seats that could not be filled, by the result of a ceremony and by its amendments.
pub(super) fn short_seats(link: &Disclosure) -> BTreeSet<(&TargetId, u32)> {
    let outcomes = link.amendments.iter().flat_map(|amendment| &amendment.outcome.teams);
    let teams = link.result.teams.iter().chain(outcomes);
    let seats = teams.flat_map(|team| team.seats.iter().map(move |seat| (&team.target, seat)));
    seats.filter(|(_, seat)| seat.is_short()).map(|(target, seat)| (target, seat.seat)).collect()
}

/// The seats of a ceremony for which there was hardly any choice, each with how many there were. (What an amendment fills again
/// has a smaller pool by the amendment's own strikes; there, nobody is to be alone.)
fn small_pools(link: &Disclosure) -> Vec<String> {
    let small = |again| if again { 2 } else { link.announcement.plan.small_pool() };
    dealt(link).iter().filter(|seat| seat.pool < small(seat.again)).map(ToString::to_string).collect()
}

/// Where a head leads.
struct Head<'a> {
    link: &'a Disclosure,
    amendments: usize,
    line: u64,
}

/// Coverage by year and class.
fn coverage(stood: &[Year<'_>]) -> Vec<Coverage> {
    let years: BTreeSet<String> = stood.iter().map(Year::year).collect();
    let mut all = Vec::new();
    for year in years {
        let draws: Vec<&Year<'_>> = stood.iter().filter(|draw| draw.year() == year).collect();
        let Some(latest) = draws.last() else {
            continue;
        };
        let mut classes: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
        for target in latest.targets() {
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
