//! The disclosures that the log names: recomputed, and held against its seals and amendments.

use super::problem::{AuditProblem, Misdated};
use super::record::Record;
use super::report::Findings;
use crate::commit::document::Disclosure;
use crate::deadline::working_days_until;
use crate::say::Every;
use crate::types::digest::Digest;
use std::collections::{BTreeMap, BTreeSet};

/// Most working days from the date of an amendment to the day on which it is logged.
const LOGGED_WITHIN: u32 = 3;

/// What of them does not recompute.
pub(super) fn contradicted(record: &Record<'_, '_>, found: &mut Findings) {
    for shown in record.named.values().filter(|shown| !shown.is_sound()) {
        let announced = record.announcement(&shown.document.seal.announcement);
        let lines: Vec<u64> = announced.and_then(|one| one.course.disclosed).into_iter().collect();
        for check in shown.report.failures() {
            let problem = AuditProblem::Contradicted { check: check.clone() };
            found.add(&shown.document.announcement.plan.draw, &lines, problem);
        }
    }
}

/// Seal and amendments of a ceremony are those of the log.
pub(super) fn against_the_log(record: &Record<'_, '_>, found: &mut Findings) {
    for (link, continued_by) in record.ceremonies() {
        let Some(announced) = record.announcement(&link.seal.announcement) else {
            continue;
        };
        let course = announced.course;
        let shown: Vec<Digest> =
            link.amendments.iter().filter_map(|amendment| amendment.seal.digest().ok()).collect();
        amendment_dates(record, link, &shown, &course.amended, found);
        let Some(sealed) = course.sealed else {
            continue;
        };
        let draw = &link.announcement.plan.draw;
        let continued_at = continued_by.map(|outer| record.announced_at(outer));
        let before = course.amended.iter().filter(|place| continued_at.is_none_or(|at| **place < at));
        let logged: Vec<Digest> = before.filter_map(|place| record.document_of(*place)).collect();
        let mut lines = vec![sealed];
        lines.extend(course.disclosed);
        let seal = link.seal.digest().ok();
        if let Some(shown) = seal.filter(|seal| record.document_of(sealed) != Some(*seal)) {
            found.add(draw, &lines, AuditProblem::OtherSeal { shown });
        }
        if logged != shown {
            lines.extend(&course.amended);
            let (shown, logged) = (Every(shown), Every(logged));
            found.add(draw, &lines, AuditProblem::OtherAmendments { shown, logged });
        }
    }
}

/// Every amendment that the log has of a disclosed chain is opened by a disclosure.
pub(super) fn amendments_opened(record: &Record<'_, '_>, found: &mut Findings) {
    let opened = record.links().flat_map(|link| &link.amendments);
    let opened: BTreeSet<Digest> = opened.filter_map(|amendment| amendment.seal.digest().ok()).collect();
    let chains: BTreeSet<Digest> = record.links().map(|link| link.seal.announcement).collect();
    let disclosed = chains.iter().filter(|one| record.disclosed.contains_key(*one));
    for announced in disclosed.filter_map(|digest| record.announcement(digest)) {
        for place in &announced.course.amended {
            if let Some(seal) = record.document_of(*place).filter(|seal| !opened.contains(seal)) {
                found.add(announced.name(), &[*place], AuditProblem::AmendmentUnopened { seal });
            }
        }
    }
}

/// An amendment is logged on its day or soon after, and while there are visits.
fn amendment_dates(
    record: &Record<'_, '_>,
    link: &Disclosure,
    seals: &[Digest],
    amended: &[u64],
    found: &mut Findings,
) {
    let calendar = record.evidence.calendar.as_ref();
    let mut logged = BTreeMap::new();
    for (place, line) in amended.iter().filter_map(|place| Some((*place, record.line(*place)?))) {
        logged.entry(line.document).or_insert((place, line));
    }
    for (amendment, seal) in link.amendments.iter().zip(seals) {
        let Some((place, line)) = logged.get(seal).copied() else {
            continue;
        };
        let date = amendment.strikes.date;
        let (number, at, to) = (amendment.seal.number, line.at, link.announcement.plan.visits.to);
        let days = working_days_until(date, at.day(), calendar);
        let why = if days.is_some_and(|days| days <= LOGGED_WITHIN) {
            (date > to).then_some(Misdated::AfterVisits { date, to })
        } else {
            Some(Misdated::Logged { date, logged: at })
        };
        if let Some(why) = why {
            let problem = AuditProblem::AmendmentMisdated { number, why };
            found.add(&link.announcement.plan.draw, &[place], problem);
        }
    }
}
