//! Which lines may follow which: what each announcement has come to, line by line.

use super::line::{Line, LineKind, LogError, LogProblem};
use crate::commit::document::Protocol;
use crate::types::digest::Digest;
use crate::types::text::is_text;
use crate::types::timestamp::Timestamp;
use std::collections::{BTreeMap, BTreeSet};

/// What has become of an announcement. Each place holds the line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Course {
    pub(crate) number: u64,
    pub(crate) announced: u64,
    pub(crate) sealed: Option<u64>,
    pub(crate) amended: Vec<u64>,
    pub(crate) disclosed: Option<u64>,
    pub(crate) voided: Option<u64>,
}

/// The history of a log up to some line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct History {
    next_line: u64,
    next_number: u64,
    /// That of the first line.
    protocol: Option<Protocol>,
    last: Option<Timestamp>,
    courses: BTreeMap<Digest, Course>,
    /// What is published and not withdrawn, with what it is about.
    published: BTreeSet<(Option<Digest>, Digest)>,
    /// The seals of amendments, each with its announcement.
    amended: BTreeSet<(Digest, Digest)>,
}

impl History {
    /// The courses of the announcements, by digest.
    pub(crate) fn courses(&self) -> &BTreeMap<Digest, Course> {
        &self.courses
    }

    /// What is wrong with the next line, if anything.
    pub(crate) fn problem(&self, line: &Line) -> Option<LogProblem> {
        if line.line != self.next_line {
            return Some(LogProblem::LineNumber);
        }
        if self.last.as_ref().is_some_and(|last| line.at < *last) {
            return Some(LogProblem::TimeBackwards);
        }
        if self.protocol.is_some_and(|protocol| line.protocol != protocol) {
            return Some(LogProblem::Protocol);
        }
        let reason_fits = match &line.reason {
            Some(reason) => line.kind.needs_reason() && is_text(reason),
            None => !line.kind.needs_reason(),
        };
        if !reason_fits {
            return Some(LogProblem::Reason);
        }
        let publication = line.kind.is_publication();
        match (line.announcement, line.number) {
            (Some(announcement), Some(number)) => self.about(line, announcement, number),
            (None, None) if publication => self.publication(line),
            _ => Some(LogProblem::Fields),
        }
    }

    fn about(&self, line: &Line, announcement: Digest, number: u64) -> Option<LogProblem> {
        let course = self.courses.get(&announcement);
        if line.kind == LineKind::Announced {
            return match course {
                Some(_) => Some(LogProblem::Ended),
                None if line.document != announcement => Some(LogProblem::Fields),
                None => (number != self.next_number + 1).then_some(LogProblem::Number),
            };
        }
        let Some(course) = course else {
            return Some(LogProblem::Unknown);
        };
        if number != course.number {
            return Some(LogProblem::Number);
        }
        let ended = course.voided.is_some();
        let contradicts = match line.kind {
            LineKind::Announced => false,
            LineKind::Sealed => ended || course.sealed.is_some(),
            LineKind::Amended | LineKind::Disclosed => {
                let is_repeated =
                    line.kind == LineKind::Amended && self.amended.contains(&(announcement, line.document));
                ended || course.sealed.is_none() || course.disclosed.is_some() || is_repeated
            }
            // What was disclosed stands: it ended as it should.
            LineKind::Voided => ended || course.disclosed.is_some(),
            LineKind::Published | LineKind::Withdrawn => return self.publication(line),
        };
        contradicts.then_some(LogProblem::Ended)
    }

    fn publication(&self, line: &Line) -> Option<LogProblem> {
        let is_published = self.published.contains(&(line.announcement, line.document));
        match (line.kind, is_published) {
            (LineKind::Published, true) => Some(LogProblem::Ended),
            (LineKind::Withdrawn, false) => Some(LogProblem::NotPublished),
            _ => None,
        }
    }

    /// Goes on to the next line, whatever is wrong with it.
    pub(crate) fn note(&mut self, line: &Line) {
        self.next_line += 1;
        self.protocol = self.protocol.or(Some(line.protocol));
        if self.last.as_ref().is_none_or(|last| line.at >= *last) {
            self.last = Some(line.at);
        }
        let place = self.next_line - 1;
        if line.kind == LineKind::Announced {
            let number = line.number.unwrap_or(0);
            self.next_number = self.next_number.max(number);
            let course = Course { number, announced: place, ..Course::default() };
            self.courses.entry(line.document).or_insert(course);
        }
        match line.kind {
            LineKind::Published => drop(self.published.insert((line.announcement, line.document))),
            LineKind::Withdrawn => drop(self.published.remove(&(line.announcement, line.document))),
            _ => {}
        }
        let course = line.announcement.and_then(|announcement| self.courses.get_mut(&announcement));
        let Some(course) = course else {
            return;
        };
        match line.kind {
            LineKind::Sealed => course.sealed = course.sealed.or(Some(place)),
            LineKind::Amended => {
                course.amended.push(place);
                self.amended.extend(line.announcement.map(|announcement| (announcement, line.document)));
            }
            LineKind::Disclosed => course.disclosed = course.disclosed.or(Some(place)),
            // A line that may not come changes nothing of what the public was shown.
            LineKind::Voided if course.disclosed.is_some() => {}
            LineKind::Voided => course.voided = course.voided.or(Some(place)),
            LineKind::Announced | LineKind::Published | LineKind::Withdrawn => {}
        }
    }

    /// What is wrong with some lines, in their order.
    pub(crate) fn problems(lines: &[Line]) -> Vec<LogError> {
        let (mut history, mut problems) = (Self::default(), Vec::new());
        for (place, line) in lines.iter().enumerate() {
            problems.extend(history.problem(line).map(|problem| LogError::at(place, problem)));
            history.note(line);
        }
        problems
    }
}
