//! The log against the times of the announcements: announced before the values, sealed and disclosed in time.

use super::problem::{AuditProblem, Term};
use super::record::{Announced, Record};
use super::report::Findings;
use crate::commit::document::Announcement;
use crate::plan::{Plan, PublicValue, Source};
use crate::types::date::Date;
use crate::types::timestamp::Timestamp;

/// Most days of a period: three years.
const LONGEST_PERIOD: u64 = 1098;
/// Most days from an announcement to its period and to its first value: a quarter. Draws that are announced further ahead know
/// nothing of each other.
const LONGEST_AHEAD: u64 = 92;
/// Most days after a period for its visits and its disclosure: a year.
const LONGEST_AFTER: u64 = 366;

/// Every source, main and fallback, of an announcement's values.
pub(super) fn all_sources(announcement: &Announcement) -> impl Iterator<Item = &Source> {
    announcement.plan.values.iter().flat_map(PublicValue::sources)
}

/// When the first of an announcement's sources closes, fallbacks included: from then on something may be known.
pub(super) fn first_closing(announcement: &Announcement) -> Option<&Timestamp> {
    all_sources(announcement).map(|source| &source.closes).min()
}

/// Whether a void was logged before the first value closed.
pub(super) fn is_logged_early(record: &Record<'_, '_>, announced: &Announced<'_>) -> bool {
    let logged = announced.course.voided.and_then(|place| record.line(place));
    let closes = announced.document.and_then(first_closing);
    closes.zip(logged).is_some_and(|(closes, line)| line.at < *closes)
}

pub(super) fn deadlines(record: &Record<'_, '_>, found: &mut Findings) {
    for announced in &record.announced {
        if let Some(announcement) = announced.document {
            of_one(record, announced, announcement, found);
        }
    }
}

/// Announced before the values, sealed and disclosed by the announced times.
fn of_one(
    record: &Record<'_, '_>,
    announced: &Announced<'_>,
    announcement: &Announcement,
    found: &mut Findings,
) {
    let (course, plan) = (announced.course, &announcement.plan);
    let at = |place: Option<u64>| place.and_then(|place| record.line(place)).map(|line| &line.at);
    let (logged, sealed) = (at(Some(course.announced)), at(course.sealed));
    if let Some((logged, closes)) = logged.zip(first_closing(announcement))
        && logged >= closes
    {
        let problem = AuditProblem::AnnouncedLate { logged: *logged, closes: *closes };
        found.add(announced.name(), &[course.announced], problem);
    }
    if let Some((sealed, closes)) = sealed.zip(last_closing(record, course.sealed, announcement))
        && sealed < closes
    {
        let lines = [course.announced, course.sealed.unwrap_or_default()];
        let problem = AuditProblem::SealedEarly { at: *sealed, closes: *closes };
        found.add(announced.name(), &lines, problem);
    }
    for problem in far_away(plan, logged.map(|logged| logged.day())) {
        found.add(announced.name(), &[course.announced], problem);
    }
    let ended = at(course.voided);
    let is_missed = |done: Option<&Timestamp>, by: &Timestamp| {
        let in_time = |done: &Timestamp| by >= done;
        !done.is_some_and(in_time) && !ended.is_some_and(in_time)
    };
    // What was ended after its time had passed, without what was due, is late as well.
    let is_due = |by: &Timestamp| ended.is_some() || *by < record.evidence.on;
    let (by, lines) = (&plan.seal_by, [course.announced].into_iter().chain(course.sealed));
    if is_missed(sealed, by) {
        let lines: Vec<u64> = lines.collect();
        match sealed.copied() {
            Some(at) => found.add(announced.name(), &lines, AuditProblem::SealedLate { at, by: *by }),
            None if is_due(by) => {
                found.add(announced.name(), &lines, AuditProblem::NotSealed { by: *by });
            }
            None => {}
        }
    }
    let disclosed = at(record.disclosed.get(&announced.digest).copied());
    let (by, lines) = (&plan.disclose_by, [course.announced].into_iter().chain(course.disclosed));
    if is_missed(disclosed, by) {
        let lines: Vec<u64> = lines.collect();
        match disclosed.copied() {
            Some(at) => {
                found.add(announced.name(), &lines, AuditProblem::DisclosedLate { at, by: *by });
            }
            None if is_due(by) => {
                found.add(announced.name(), &lines, AuditProblem::NotDisclosed { by: *by });
            }
            None => {}
        }
    }
}

/// When the last of the sources closed that a logged seal used.
fn last_closing<'b>(
    record: &Record<'_, '_>,
    sealed: Option<u64>,
    announcement: &'b Announcement,
) -> Option<&'b Timestamp> {
    let seal = record.documents.seals.get(&record.document_of(sealed?)?)?;
    let used = announcement.plan.values.iter().zip(&seal.values);
    let closes = used.filter_map(|(value, used)| Some(&value.source(used.source)?.closes));
    closes.max()
}

/// The times of a plan that are so far away that they are none.
fn far_away(plan: &Plan, logged: Option<Date>) -> Vec<AuditProblem> {
    let over = |term, day: Date, since: Date, most: u64| {
        let days = u64::try_from(day.days_from_epoch() - since.days_from_epoch()).unwrap_or(0);
        (days > most).then_some(AuditProblem::DeadlineFar { term, day, since, most })
    };
    let (period, visits) = (plan.period, plan.visits);
    let closes = plan.values.iter().flat_map(PublicValue::sources).map(|source| source.closes.day()).min();
    let ahead = |term, day: Option<Date>| over(term, day?, logged?, LONGEST_AHEAD);
    let all = [
        ahead(Term::Period, Some(period.from)),
        ahead(Term::Closes, closes),
        over(Term::PeriodEnd, period.to, period.from, LONGEST_PERIOD),
        over(Term::Visits, visits.to, period.to, LONGEST_AFTER),
        over(Term::DiscloseBy, plan.disclose_by.day(), period.to, LONGEST_AFTER),
        over(Term::SealBy, plan.seal_by.day(), visits.to, 0),
    ];
    all.into_iter().flatten().collect()
}
