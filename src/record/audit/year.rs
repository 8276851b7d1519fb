//! The draws of a year together: what they make of each other's targets, caps, reports, coverage.

use super::Auditor;
use super::changes::changes;
use super::draws::Year;
use super::report::{AuditCode, Coverage};
use crate::announce::{OwnedDraws, Standing};
use crate::basics::hash::Digest;
use crate::basics::id::{InspectorId, TargetId};
use crate::commit::document::{Announcement, Disclosure};
use crate::plan::{Category, Ceremony, Earlier, EarlierUse};
use crate::record::earlier::{EarlierDraws, Stood};
use crate::record::scope::Scope;
use crate::story::{SeatEvent, Story};
use std::collections::{BTreeMap, BTreeSet};

impl<'a> Auditor<'a> {
    pub(super) fn year(&mut self) {
        let draws = self.draws();
        let stood: Vec<Year<'a>> =
            draws.into_iter().filter_map(|(disclosure, line)| self.stood(disclosure, line)).collect();
        self.earlier_heads();
        let heads = self.heads();
        for draw in &stood {
            self.earlier(draw, &heads);
        }
        self.omitted(&stood);
        self.counts_unexplained(&stood);
        self.caps(&stood);
        self.strikes(&stood);
        self.reports(&stood);
        self.open_seats();
        for draw in &stood {
            self.visits(draw);
        }
        for at in 1..stood.len() {
            self.report.changes.extend(changes(&stood[..at], &stood[at]));
        }
        self.report.coverage = coverage(&stood);
    }

    fn stood(&self, disclosure: &'a Disclosure, line: u64) -> Option<Year<'a>> {
        let stood = Stood::new(disclosure, disclosure.amendments.len())?;
        let place = self.places.get(&disclosure.first().seal.announcement);
        let voids = place.into_iter().flat_map(|place| self.voids_before(*place));
        let voided = voids.filter_map(|void| self.announcement(&self.line(void)?.announcement?));
        let rosters_since = voided.map(|announced| announced.course.announced).fold(line, u64::min);
        let mut struck = BTreeMap::new();
        for amendment in disclosure.chain().flat_map(|link| &link.amendments) {
            let place = amendment.seal.digest().ok().and_then(|seal| self.seals.get(&seal).copied());
            let targets = amendment.strikes.targets.iter().map(|strike| strike.target.clone());
            // An amendment that the log does not have is a finding of its own; its strikes count from the announcement.
            struck.extend(targets.map(|target| (target, place.unwrap_or(line))));
        }
        let scope = Scope::new(&disclosure.first().announcement.plan);
        Some(Year { disclosure, line, rosters_since, stood, scope, struck })
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
    fn earlier_heads(&mut self) {
        let mut found = Vec::new();
        for announced in &self.announced {
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
                let ended = about.and_then(|about| about.course.voided);
                if let Some(ended) = ended.filter(|ended| *ended < line) {
                    found.push((AuditCode::EarlierMisused, announced.name(), vec![ended, line], head));
                }
            }
        }
        for (code, draw, lines, head) in found {
            self.find(code, draw, &lines, "head", head);
        }
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
        let of_the_year =
            |head: &Digest| heads.get(head).is_none_or(|found| year_of(found.link) == draw.year());
        let counted = named.iter().filter(|earlier| earlier.use_for == EarlierUse::Count);
        let others: Vec<Digest> =
            counted.map(|earlier| earlier.head).filter(|head| !of_the_year(head)).collect();
        for head in others {
            self.find(AuditCode::EarlierMisused, draw.name(), &[draw.line], "count", head);
        }
        let strange = named.iter().filter(|earlier| {
            let other = heads.get(&earlier.head).map(|found| &found.link.first().announcement.plan);
            earlier.use_for.needs_scope() && other.is_some_and(|other| !draw.scope.meets(&Scope::new(other)))
        });
        for earlier in strange {
            self.find(
                AuditCode::EarlierMisused,
                draw.name(),
                &[draw.line],
                earlier.use_for.code(),
                earlier.head,
            );
        }
        let known = named.iter().map(|earlier| earlier.use_for).filter(|use_for| !unknown.contains(use_for));
        let known: BTreeSet<EarlierUse> = known.collect();
        let draws = uses.into_iter().filter_map(|((_, head), uses)| {
            let Head { link, amendments, .. } = heads.get(&head)?;
            Some((Stood::new(link, *amendments)?, uses))
        });
        let earlier = EarlierDraws::new(draws.collect(), known);
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
            let gone: BTreeSet<&TargetId> =
                earlier.to_be_carried().filter(|id| draw.target(id).is_none()).collect();
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

    /// A plan that sets aside who went last, or caps inspections, looks at all the draws of the log that it could know: at
    /// those disclosed before it was announced.
    fn omitted(&mut self, stood: &[Year<'a>]) {
        let mut found = Vec::new();
        for (at, draw) in stood.iter().enumerate() {
            let known = stood[..at].iter().filter(|before| self.could_know(draw, before));
            // Each with whether the plan names it for the teams that went last.
            let known: Vec<(&Year<'a>, bool)> =
                known.map(|before| (before, names(draw, before, EarlierUse::Rotation))).collect();
            let rotates = draw.disclosure.chain().any(|link| link.announcement.plan.rotation);
            let (mut rotation, mut count) = (BTreeSet::new(), Vec::new());
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

    /// No target stands in more draws of a year than the yearly cap.
    fn caps(&mut self, stood: &[Year<'a>]) {
        let mut counts: BTreeMap<(String, &TargetId), Vec<u64>> = BTreeMap::new();
        let mut over = Vec::new();
        for draw in stood.iter().filter(|draw| draw.plan().category != Category::Case) {
            for id in draw.stood.teams.keys() {
                let lines = counts.entry((draw.year(), id)).or_default();
                lines.push(draw.line);
                if let Some(cap) = draw.plan().yearly_cap.filter(|cap| lines.len() as u64 > u64::from(*cap)) {
                    over.push((
                        draw.name(),
                        lines.clone(),
                        id.to_string(),
                        format!("{} > {cap}", lines.len()),
                    ));
                }
            }
        }
        for (draw, lines, id, found) in over {
            self.find(AuditCode::OverCap, draw, &lines, id, found);
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
        let outcomes = link.amendments.iter().flat_map(|amendment| &amendment.outcome.teams);
        let teams = link.result.teams.iter().chain(outcomes);
        let seats = teams.flat_map(|team| team.seats.iter().map(move |seat| (&team.target, seat)));
        let short: BTreeSet<(&TargetId, u32)> =
            seats.filter(|(_, seat)| seat.is_short()).map(|(target, seat)| (target, seat.seat)).collect();
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

/// The year of the chain that a ceremony belongs to.
fn year_of(link: &Disclosure) -> String {
    link.first().announcement.plan.year()
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
