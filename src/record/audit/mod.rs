//! The audit: a third party's one call over a whole public record (PROTOCOL.md §19).

mod content;
mod documents;
mod report;
mod succession;
mod timeline;
mod year;

pub use documents::{AuditEvidence, Documents};
pub use report::{AuditCode, AuditFinding, AuditReport, Change, ChangeCode, Checked, Coverage, Outside};

use super::history::Course;
use super::line::{Line, LineKind, LogError};
use super::log::Log;
use crate::basics::hash::Digest;
use crate::commit::document::{Announcement, Disclosure};
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
    /// Every seal, and every amendment's, that a line names.
    seals: BTreeSet<Digest>,
    /// The disclosures that recompute, by digest.
    sound: BTreeMap<Digest, &'a Disclosure>,
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
        let sealing = |line: &&Line| matches!(line.kind, LineKind::Sealed | LineKind::Amended);
        let seals = log.lines().iter().filter(sealing).map(|line| line.document).collect();
        let (sound, report) = (BTreeMap::new(), AuditReport::default());
        Self { log, documents, evidence, announced, places, seals, sound, report }
    }

    fn find(
        &mut self,
        code: AuditCode,
        draw: impl ToString,
        lines: &[u64],
        subject: impl ToString,
        found: impl ToString,
    ) {
        let (draw, subject, found) = (draw.to_string(), subject.to_string(), found.to_string());
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

    /// The disclosure of an announcement, if the log names one that recomputes.
    fn disclosure(&self, announced: &Announced<'a>) -> Option<&'a Disclosure> {
        let digest = self.document_of(announced.course.disclosed?)?;
        self.sound.get(&digest).copied()
    }

    /// The disclosed draws that stand, in the order in which their targets were announced: the whole chain where later
    /// ceremonies drew the inspectors.
    fn draws(&self) -> Vec<(&'a Disclosure, u64)> {
        let mut contained = BTreeSet::new();
        let mut all = Vec::new();
        for announced in &self.announced {
            let Some(disclosure) = self.disclosure(announced).filter(|disclosure| self.stands(disclosure))
            else {
                continue;
            };
            contained.extend(disclosure.chain().skip(1).filter_map(|link| link.announcement.digest().ok()));
            let first = disclosure.first().announcement.digest().ok();
            let line = first.and_then(|first| self.announcement(&first)).map_or(0, |a| a.course.announced);
            all.push((announced.digest, disclosure, line));
        }
        all.retain(|(digest, ..)| !contained.contains(digest));
        all.sort_by_key(|(_, _, line)| *line);
        all.into_iter().map(|(_, disclosure, line)| (disclosure, line)).collect()
    }

    /// Whether no ceremony of a chain is void or superseded.
    fn stands(&self, disclosure: &Disclosure) -> bool {
        disclosure.chain().all(|link| {
            self.announcement(&link.seal.announcement).is_none_or(|announced| {
                announced.course.voided.is_none() && announced.course.superseded.is_none()
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
            course.disclosed.is_none() && course.voided.is_none() && course.superseded.is_none()
        };
        if self.announced.iter().any(|announced| open(&announced)) {
            all.push(Outside::NotPublicYet);
        }
        self.report.outside = all;
    }
}
