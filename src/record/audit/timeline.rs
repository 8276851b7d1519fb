//! What the log alone shows, with the deadlines of the announcements.

use super::report::{AuditCode, Found};
use super::{Announced, Auditor, Documents};
use crate::basics::date::{Date, Instant};
use crate::basics::hash::Digest;
use crate::commit::document::Announcement;
use crate::plan::{Plan, PublicValue};
use crate::record::line::LineKind;
use crate::record::log::Log;
use std::collections::{BTreeMap, BTreeSet};

/// Most days of a period: three years.
const LONGEST_PERIOD: i64 = 1098;
/// Most days from an announcement to its period and to its first value: a quarter. Draws that are announced further ahead know
/// nothing of each other.
const LONGEST_AHEAD: i64 = 92;
/// Most days after a period for its visits and its disclosure: a year.
const LONGEST_AFTER: i64 = 366;

/// When the first of an announcement's sources closes, fallbacks included: from then on something may be known.
pub(super) fn first_closing(announcement: &Announcement) -> Option<&Instant> {
    all_sources(announcement).map(|source| &source.closes).min_by_key(|closes| closes.unix_seconds())
}

impl Auditor<'_> {
    pub(super) fn timeline(&mut self) {
        self.lines();
        self.checkpoints();
        self.completeness();
        self.authority();
        for index in 0..self.announced.len() {
            self.deadlines(index);
        }
    }

    fn lines(&mut self) {
        self.report.checked.lines = self.log.lines().len() as u64;
        self.report.checked.announcements = self.announced.len() as u64;
        for problem in self.log.problems() {
            let about = self.line(problem.line).and_then(|line| line.announcement);
            let draw = about.and_then(|about| self.announcement(&about)).map(Announced::name);
            let (draw, subject) = (draw.unwrap_or_default(), problem.problem.code());
            let found = Found::Line(problem.problem);
            self.find_said(AuditCode::LogLine, draw, &[problem.line], subject, found);
        }
    }

    fn checkpoints(&mut self) {
        let tree = self.log.tree();
        for (checkpoint, seen) in &self.evidence.checkpoints {
            self.report.checked.checkpoints += 1;
            let size = checkpoint.size();
            if self.evidence.origin.as_ref().is_some_and(|origin| origin != checkpoint.origin()) {
                // It is another log's: nothing of it is held against this one.
                self.find(AuditCode::EvidenceUnknown, "", &[], checkpoint.origin(), size);
                continue;
            }
            match tree.root_of_first(size) {
                Some(root) if root == checkpoint.root() => {
                    if let Some(seen) = seen {
                        self.misdated(size, seen);
                    }
                }
                // Of another log, its time says nothing of this one's lines.
                Some(root) => {
                    self.find(
                        AuditCode::Checkpoint,
                        "",
                        &[],
                        size,
                        format!("{root} ≠ {}", checkpoint.root()),
                    );
                }
                None => {
                    let lines = self.log.lines().len();
                    self.find(AuditCode::Checkpoint, "", &[], size, format!("{lines} < {size}"));
                }
            }
        }
    }

    /// The lines up to a size were written by an instant, the others not before it.
    fn misdated(&mut self, size: u64, seen: &Instant) {
        for (place, line) in (0..).zip(self.log.lines()) {
            let (wrong, sign) =
                if place < size { (seen.is_before(&line.at), '>') } else { (line.at.is_before(seen), '<') };
            if wrong {
                self.find(AuditCode::LineMisdated, "", &[place], size, format!("{} {sign} {seen}", line.at));
            }
        }
    }

    /// Every document that the log names is there, says the same, and every document is named.
    fn completeness(&mut self) {
        let documents = self.documents;
        let published = self.published();
        for (name, error) in documents.rubbish(&published) {
            self.find_said(AuditCode::DocumentUnreadable, "", &[], name, Found::Form(error.clone()));
        }
        let mut named: BTreeSet<Digest> = BTreeSet::new();
        let unseen = self.unseen();
        for (place, line) in (0..).zip(self.log.lines()) {
            let draw = line.announcement.and_then(|digest| self.announcement(&digest)).map(Announced::name);
            let draw = draw.unwrap_or_default();
            named.insert(line.document);
            // What a line's document says of its announcement; nothing if it is not there.
            let about = match line.kind {
                LineKind::Announced => documents.announcements.get(&line.document).map(|_| None),
                LineKind::Sealed => documents.seals.get(&line.document).map(|seal| Some(seal.announcement)),
                LineKind::Amended => {
                    documents.amendment_seals.get(&line.document).map(|seal| Some(seal.announcement))
                }
                LineKind::Disclosed => {
                    documents.disclosures.get(&line.document).map(|(_, d)| Some(d.seal.announcement))
                }
                LineKind::Voided => documents.voids.get(&line.document).map(|void| Some(void.announcement)),
                LineKind::Published | LineKind::Withdrawn => Some(None),
            };
            match about {
                // Of a draw of which nothing is there, nothing is said but that.
                None if line.announcement.is_some_and(|about| unseen.contains(&about)) => {}
                None => {
                    self.find(AuditCode::DocumentMissing, draw, &[place], line.kind.code(), line.document);
                }
                Some(Some(about)) if Some(about) != line.announcement => {
                    self.find(AuditCode::LineDiffers, draw, &[place], "announcement", about);
                }
                Some(_) => self.line_says_what_its_document_says(place, &draw),
            }
        }
        // A void draw need not have been sealed in public: then only the void's disclosure holds its seals.
        let thrown_away =
            documents.voids.values().filter_map(|void| documents.disclosures.get(&void.disclosure?));
        for link in thrown_away.flat_map(|(_, disclosure)| disclosure.chain()) {
            named.extend(link.seal.digest());
            named.extend(link.amendments.iter().filter_map(|amendment| amendment.seal.digest().ok()));
        }
        let announcements =
            documents.announcements.iter().map(|(digest, a)| (*digest, a.plan.draw.to_string()));
        let seals = documents.seals.iter().map(|(digest, seal)| (*digest, seal.announcement));
        let amended = documents.amendment_seals.iter().map(|(digest, seal)| (*digest, seal.announcement));
        let voids = documents.voids.iter().map(|(digest, void)| (*digest, void.announcement));
        let about = |announcement: &Digest| {
            let announcement = documents.announcements.get(announcement);
            announcement.map(|announcement| announcement.plan.draw.to_string()).unwrap_or_default()
        };
        let others = seals.chain(amended).chain(voids).map(|(digest, of)| (digest, about(&of)));
        let unlogged: Vec<(Digest, String)> =
            announcements.chain(others).filter(|(digest, _)| !named.contains(digest)).collect();
        for (digest, draw) in unlogged {
            self.find(AuditCode::DocumentUnlogged, draw, &[], "", digest);
        }
    }

    /// The announcements of which no document is there: whoever audits a part of the folders is told so, before anybody is
    /// accused.
    fn unseen(&mut self) -> BTreeSet<Digest> {
        let is_there = |digest: &Digest| {
            let documents = self.documents;
            documents.announcements.contains_key(digest)
                || documents.seals.contains_key(digest)
                || documents.amendment_seals.contains_key(digest)
                || documents.disclosures.contains_key(digest)
                || documents.voids.contains_key(digest)
        };
        // What one that is there takes the place of, or continues, its reader has to be given.
        let seen = self.announced.iter().filter_map(|announced| announced.document);
        let needed: BTreeSet<Digest> = seen
            .flat_map(|document| {
                let supersedes = document.plan.supersedes.as_ref().map(|old| old.announcement);
                supersedes.into_iter().chain(document.selection.map(|before| before.announcement))
            })
            .collect();
        let is_unseen = |announced: &&Announced<'_>| {
            let course = announced.course;
            let lines = [Some(course.announced), course.sealed, course.disclosed, course.voided];
            let lines = lines.into_iter().flatten().chain(course.amended.iter().copied());
            let mut documents = lines.filter_map(|place| self.document_of(place));
            !needed.contains(&announced.digest) && !documents.any(|digest| is_there(&digest))
        };
        let unseen: Vec<(u64, Digest)> = self
            .announced
            .iter()
            .filter(is_unseen)
            .map(|announced| (announced.course.number, announced.digest))
            .collect();
        self.report.unseen = unseen.iter().map(|(number, _)| *number).collect();
        unseen.into_iter().map(|(_, digest)| digest).collect()
    }

    fn line_says_what_its_document_says(&mut self, place: u64, draw: &str) {
        let Some(line) = self.line(place) else {
            return;
        };
        let documents = self.documents;
        let (number, reason) = match line.kind {
            LineKind::Announced => (documents.announcements.get(&line.document).map(|a| a.plan.number), None),
            LineKind::Voided => (None, documents.voids.get(&line.document).map(|void| void.reason.clone())),
            _ => (None, None),
        };
        if let Some(number) = number.filter(|number| line.number != Some(*number)) {
            self.find(AuditCode::LineDiffers, draw, &[place], "number", number);
        }
        if let Some(reason) = reason.filter(|reason| line.reason.as_ref() != Some(reason)) {
            self.find(AuditCode::LineDiffers, draw, &[place], "reason", reason);
        }
        if line.kind == LineKind::Voided
            && let Some(void) = documents.voids.get(&line.document)
            && line.at.is_before(&void.at)
        {
            self.find(AuditCode::LineDiffers, draw, &[place], "at", &void.at);
        }
    }

    /// All announcements are one authority's.
    fn authority(&mut self) {
        let lead = |announced: &Announced<'_>| {
            announced.document.and_then(|a| a.plan.authorities.first()).map(|lead| lead.name.clone())
        };
        let all: Vec<_> = self.announced.iter().map(|a| (a.name(), a.course.announced, lead(a))).collect();
        let first = all.iter().find_map(|(.., lead)| lead.clone());
        for (draw, line, lead) in all {
            let is_other =
                |lead: &String| Some(lead) != first.as_ref() && !self.evidence.names.contains(lead);
            if let Some(other) = lead.filter(is_other) {
                self.find(AuditCode::OtherAuthority, draw, &[line], "", other);
            }
        }
    }

    /// Announced before the values, sealed and disclosed by the announced times.
    fn deadlines(&mut self, index: usize) {
        let announced = &self.announced[index];
        let (digest, course, Some(announcement)) = (announced.digest, announced.course, announced.document)
        else {
            return;
        };
        let (draw, plan) = (announced.name(), &announcement.plan);
        let logged_on = self.line(course.announced).map(|line| line.at.day());
        let far = far_away(plan, logged_on);
        let at = |place: Option<u64>| place.and_then(|place| self.line(place)).map(|line| line.at.clone());
        let ended = at(course.voided);
        let sealed = at(course.sealed);
        let disclosed = at(self.disclosed.get(&digest).copied());
        let logged = at(Some(course.announced));
        if let (Some(logged), Some(closes)) = (logged, first_closing(announcement))
            && !logged.is_before(closes)
        {
            self.find(
                AuditCode::AnnouncedLate,
                &draw,
                &[course.announced],
                "",
                format!("{logged} ≥ {closes}"),
            );
        }
        if let (Some(sealed), Some(closes)) = (&sealed, self.last_closing(course.sealed, announcement))
            && sealed.is_before(closes)
        {
            let lines = [course.announced, course.sealed.unwrap_or_default()];
            self.find(AuditCode::SealedEarly, &draw, &lines, "", format!("{sealed} < {closes}"));
        }
        for (subject, found) in far {
            self.find(AuditCode::DeadlineFar, &draw, &[course.announced], subject, found);
        }
        for (done, by, missing, late, place) in [
            (sealed, &plan.seal_by, AuditCode::NotSealed, AuditCode::SealedLate, course.sealed),
            (
                disclosed,
                &plan.disclose_by,
                AuditCode::NotDisclosed,
                AuditCode::DisclosedLate,
                course.disclosed,
            ),
        ] {
            let in_time = |instant: &Instant| !by.is_before(instant);
            if done.as_ref().is_some_and(in_time) || ended.as_ref().is_some_and(in_time) {
                continue;
            }
            let mut lines = vec![course.announced];
            lines.extend(place);
            match done {
                Some(done) => self.find(late, &draw, &lines, "", format!("{done} > {by}")),
                None if ended.is_none() && by.is_before(&self.evidence.on) => {
                    self.find(missing, &draw, &lines, "", format!("{} > {by}", self.evidence.on));
                }
                // Ended after its time had passed, without what was due.
                None if ended.is_some() => self.find(missing, &draw, &lines, "", format!("> {by}")),
                None => {}
            }
        }
    }

    /// When the last of the sources closed that a logged seal used.
    fn last_closing<'b>(&self, sealed: Option<u64>, announcement: &'b Announcement) -> Option<&'b Instant> {
        let seal = self.documents.seals.get(&self.document_of(sealed?)?)?;
        let used = announcement.plan.values.iter().zip(&seal.values);
        let closes = used.filter_map(|(value, used)| Some(&value.source(used.source)?.closes));
        closes.max_by_key(|closes| closes.unix_seconds())
    }
}

/// The line that disclosed each announcement: its own, or that of a later ceremony that contains it.
pub(super) fn disclosed(log: &Log, documents: &Documents<'_>) -> BTreeMap<Digest, u64> {
    let mut all = BTreeMap::new();
    let lines = (0..).zip(log.lines());
    for (place, line) in lines.filter(|(_, line)| line.kind == LineKind::Disclosed) {
        let document = documents.disclosures.get(&line.document);
        let chain = document.into_iter().flat_map(|(_, disclosure)| disclosure.chain());
        let contained = chain.map(|link| link.seal.announcement);
        for announcement in line.announcement.into_iter().chain(contained) {
            all.entry(announcement).or_insert(place);
        }
    }
    all
}

/// The times of a plan that are so far away that they are none, with the bound that each passes.
fn far_away(plan: &Plan, logged: Option<Date>) -> Vec<(&'static str, String)> {
    let over = |name, day: Date, since: Date, most: i64| {
        let days = day.days_from_epoch() - since.days_from_epoch();
        (days > most).then(|| (name, format!("{day} > {since} + {most}")))
    };
    let (period, visits) = (plan.period, plan.visits);
    let closes = plan.values.iter().flat_map(PublicValue::sources).map(|source| source.closes.day()).min();
    let ahead = |name, day| over(name, day, logged?, LONGEST_AHEAD);
    let all = [
        ahead("period", period.from),
        closes.and_then(|closes| ahead("closes", closes)),
        over("period", period.to, period.from, LONGEST_PERIOD),
        over("visits", visits.to, period.to, LONGEST_AFTER),
        over("disclose_by", plan.disclose_by.day(), period.to, LONGEST_AFTER),
        over("seal_by", plan.seal_by.day(), visits.to, 0),
    ];
    all.into_iter().flatten().collect()
}

/// Every source, main and fallback, of an announcement's values.
pub(super) fn all_sources(announcement: &Announcement) -> impl Iterator<Item = &crate::plan::Source> {
    announcement.plan.values.iter().flat_map(PublicValue::sources)
}
