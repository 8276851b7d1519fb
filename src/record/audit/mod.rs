//! The audit: a third party's one call over a whole public record (PROTOCOL.md §19).

mod chances;
mod changes;
mod content;
mod documents;
mod draws;
mod family;
mod pages;
mod pools;
mod report;
mod strikes;
mod succession;
mod timeline;
mod year;

pub use documents::{AuditEvidence, Documents};
pub use report::{
    AuditCode, AuditFinding, AuditReport, Change, ChangeCode, Checked, Coverage, FieldChange, Found, Outside,
    RowChange,
};

use super::history::Course;
use super::line::{Line, LineKind, LogError};
use super::log::Log;
use crate::basics::hash::Digest;
use crate::commit::document::{Announcement, Disclosure, Undrawn, Void};
use family::Family;
use std::collections::{BTreeMap, BTreeSet};

/// Audits a log with its documents.
///
/// # Errors
/// When the log is over its limits, or a line of it is not in its canonical form.
pub fn audit(
    log: &[u8],
    documents: &Documents<'_>,
    evidence: &AuditEvidence,
) -> Result<AuditReport, LogError> {
    let log = Log::from_bytes(log)?;
    let mut auditor = Auditor::new(&log, documents, evidence);
    auditor.timeline();
    auditor.contents();
    auditor.successions();
    auditor.year();
    auditor.pages();
    auditor.outside();
    Ok(auditor.report)
}

/// An announcement of the log, with what has become of it.
struct Announced<'a> {
    digest: Digest,
    course: &'a Course,
    /// The document, if it is there.
    document: Option<&'a Announcement>,
}

impl Announced<'_> {
    fn name(&self) -> String {
        match self.document {
            Some(announcement) => announcement.plan.draw.to_string(),
            None => self.course.number.to_string(),
        }
    }
}

/// An audit under way.
struct Auditor<'a> {
    log: &'a Log,
    documents: &'a Documents<'a>,
    evidence: &'a AuditEvidence,
    /// In the order of the log.
    announced: Vec<Announced<'a>>,
    /// Places in `announced`.
    places: BTreeMap<Digest, usize>,
    /// Every seal, and every amendment's, that a line names, with the place of the line.
    seals: BTreeMap<Digest, u64>,
    /// The line that disclosed each announcement: its own, or that of a later ceremony that contains it.
    disclosed: BTreeMap<Digest, u64>,
    /// The disclosures that lines or logged voids name and that recompute, by digest.
    sound: BTreeMap<Digest, &'a Disclosure>,
    /// The undrawns that logged voids name and that nothing contradicts, by digest.
    undrawn: BTreeMap<Digest, &'a Undrawn>,
    /// What takes the place of what.
    family: Family,
    /// For each one of `announced`, the line that announced it, or the first void one whose place it takes, since its rosters are
    /// those of that one.
    rosters_since: Vec<u64>,
    report: AuditReport,
}

impl<'a> Auditor<'a> {
    fn new(log: &'a Log, documents: &'a Documents<'a>, evidence: &'a AuditEvidence) -> Self {
        let courses = log.history().courses().iter();
        let mut announced: Vec<Announced<'a>> = courses
            .map(|(digest, course)| Announced {
                digest: *digest,
                course,
                document: documents.announcements.get(digest),
            })
            .collect();
        announced.sort_by_key(|announced| announced.course.announced);
        let places = announced.iter().enumerate().map(|(place, one)| (one.digest, place)).collect();
        let sealing = |line: &Line| matches!(line.kind, LineKind::Sealed | LineKind::Amended);
        let mut seals = BTreeMap::new();
        for (place, line) in (0..).zip(log.lines()).filter(|(_, line)| sealing(line)) {
            seals.entry(line.document).or_insert(place);
        }
        let report = AuditReport::default();
        let disclosed = timeline::disclosed(log, documents);
        let family = Family::new(&announced, &places);
        let mut rosters_since: Vec<u64> = Vec::with_capacity(announced.len());
        for (place, one) in announced.iter().enumerate() {
            let taken = family.before(place).next().filter(|taken| announced[*taken].course.voided.is_some());
            rosters_since.push(taken.map_or(one.course.announced, |taken| rosters_since[taken]));
        }
        let (sound, undrawn) = (BTreeMap::new(), BTreeMap::new());
        Self {
            log,
            documents,
            evidence,
            announced,
            places,
            seals,
            disclosed,
            sound,
            undrawn,
            family,
            rosters_since,
            report,
        }
    }

    fn find(
        &mut self,
        code: AuditCode,
        draw: impl ToString,
        lines: &[u64],
        subject: impl ToString,
        found: impl ToString,
    ) {
        self.find_said(code, draw, lines, subject, Found::Data(found.to_string()));
    }

    fn find_said(
        &mut self,
        code: AuditCode,
        draw: impl ToString,
        lines: &[u64],
        subject: impl ToString,
        found: Found,
    ) {
        let (draw, subject) = (draw.to_string(), subject.to_string());
        self.report.findings.push(AuditFinding { code, draw, lines: lines.to_vec(), subject, found });
    }

    /// A line by its place; the places are those of the history, which has seen every line.
    fn line(&self, place: u64) -> Option<&'a Line> {
        self.log.lines().get(usize::try_from(place).ok()?)
    }

    /// The document that a line names.
    fn document_of(&self, place: u64) -> Option<Digest> {
        self.line(place).map(|line| line.document)
    }

    /// An announcement of the log by its digest.
    fn announcement(&self, digest: &Digest) -> Option<&Announced<'a>> {
        self.places.get(digest).map(|place| &self.announced[*place])
    }

    /// The disclosed draws (§19): the longest standing part of each chain that is disclosed, with the line that announced
    /// its first ceremony, in the order of these.
    fn draws(&self) -> Vec<(&'a Disclosure, u64)> {
        let standing = self.sound.values().filter_map(|last| last.chain().find(|link| self.stands(link)));
        let mut all: BTreeMap<Digest, &Disclosure> = BTreeMap::new();
        for link in standing {
            // Of one ceremony, as it was shown at several times, the latest.
            let known = all.entry(link.seal.announcement).or_insert(link);
            if known.amendments.len() < link.amendments.len() {
                *known = link;
            }
        }
        let inner = all.values().flat_map(|last| last.chain().skip(1));
        let inner: BTreeSet<Digest> = inner.map(|link| link.seal.announcement).collect();
        let whole = all.into_iter().filter(|(digest, _)| !inner.contains(digest));
        let mut draws: Vec<_> = whole.map(|(_, last)| (last, self.announced_at(last.first()))).collect();
        draws.sort_by_key(|(_, line)| *line);
        draws
    }

    /// The void that ended an announcement, if its document is there.
    fn void_of(&self, announced: &Announced<'_>) -> Option<&'a Void> {
        self.documents.voids.get(&self.document_of(announced.course.voided?)?)
    }

    /// The line that announced a ceremony.
    fn announced_at(&self, link: &Disclosure) -> u64 {
        self.announcement(&link.seal.announcement).map_or(0, |announced| announced.course.announced)
    }

    /// Whether no ceremony of a chain is void. One that a line shows as part of a disclosed chain stands,
    /// whatever is said of it later.
    fn stands(&self, disclosure: &Disclosure) -> bool {
        disclosure.chain().all(|link| {
            let announcement = &link.seal.announcement;
            self.announcement(announcement).is_none_or(|announced| {
                let ended = announced.course.voided;
                ended.is_none_or(|ended| self.disclosed.get(announcement).is_some_and(|line| *line < ended))
            })
        })
    }

    /// What only the outside world can settle.
    fn outside(&mut self) {
        let mut all = vec![
            Outside::AnnouncedFirst,
            Outside::SameLog,
            Outside::ReasonsTrue,
            Outside::RegistersTrue,
            Outside::Witnesses,
        ];
        let used: usize = self.sound.values().map(|disclosure| disclosure.seal.values.len()).sum();
        let missing = self.documents.voids.values().any(|void| !void.missing.is_empty());
        if missing || used as u64 > self.report.checked.values {
            all.push(Outside::ValuesPublished);
        }
        all.push(if self.evidence.reported.is_some() { Outside::ReportsTrue } else { Outside::Reported });
        let open = |announced: &&Announced<'_>| {
            let course = announced.course;
            let is_disclosed = self.disclosed.contains_key(&announced.digest);
            !is_disclosed && course.voided.is_none()
        };
        let waits = |announced: &Announced<'a>| {
            self.void_of(announced).is_some_and(|void| self.waits(announced, void))
        };
        if !self.report.unlogged_proofs.is_empty() {
            all.push(Outside::ProofsUnlogged);
        }
        if self.announced.iter().any(|announced| open(&announced) || waits(announced)) {
            all.push(Outside::NotPublicYet);
        }
        self.report.outside = all;
    }
}
