//! Visits: seats without anybody, results that are missing, and who went instead of whom.

use super::draws::Year;
use super::problem::{AuditCode, AuditProblem, Unknown};
use super::record::Record;
use super::report::{DrawName, Findings};
use crate::ceremony::DrawParts;
use crate::commit::document::{Announcement, Disclosure};
use crate::plan::Ceremony;
use crate::standing::Standing;
use crate::story::{SeatEvent, Story};
use crate::types::digest::Digest;
use crate::types::id::{InspectorId, TargetId};
use std::collections::BTreeSet;

/// Nobody leaves half of the draw out: when the visits are over, every seat was drawn, or a shortage says why not.
pub(super) fn open_seats(record: &Record<'_, '_>, found: &mut Findings) {
    // Whoever takes the inspectors away makes the shortage.
    let touched = found.0.iter().filter(|finding| finding.code() == AuditCode::PoolTouched);
    let touched: BTreeSet<DrawName> = touched.filter_map(|finding| finding.draw.clone()).collect();
    let standing = record.announced.iter().filter(|one| one.course.voided.is_none());
    let continued: BTreeSet<Digest> =
        standing.filter_map(|one| Some(one.document?.selection?.announcement)).collect();
    let today = record.evidence.on.day();
    for announced in record.announced.iter().filter(|one| !continued.contains(&one.digest)) {
        let course = announced.course;
        let Some((sealed, announcement)) = course.sealed.zip(announced.document) else {
            continue;
        };
        if course.voided.is_some() || announcement.plan.visits.to >= today {
            continue;
        }
        let head = course.amended.last().copied().unwrap_or(sealed);
        let is_explained = || explained_by_shortage(record, &announced.digest, announcement, &touched);
        if let Some(open) = open_at(record, head).filter(|open| *open > 0 && !is_explained()) {
            found.add(announced.name(), &[course.announced, head], AuditProblem::OpenSeats { open });
        }
    }
}

/// How many seats are open after the seal, or the amendment's seal, that a line names.
fn open_at(record: &Record<'_, '_>, line: u64) -> Option<u64> {
    let document = record.document_of(line)?;
    let seal = record.documents.seals.get(&document).map(|seal| seal.seats.open);
    seal.or_else(|| record.documents.amendment_seals.get(&document).map(|seal| seal.seats.open))
}

/// Whether every seat that is open was found to be short, or may have been as long as nothing is disclosed.
fn explained_by_shortage(
    record: &Record<'_, '_>,
    digest: &Digest,
    announcement: &Announcement,
    touched: &BTreeSet<DrawName>,
) -> bool {
    let links = record.links().filter(|link| link.seal.announcement == *digest);
    let Some(link) = links.max_by_key(|link| link.amendments.len()) else {
        // Nobody can be short where no inspectors are drawn; elsewhere only the disclosure tells.
        return announcement.plan.ceremony != Ceremony::Selection;
    };
    if link.chain().any(|link| touched.contains(&DrawName::from(&link.announcement.plan.draw))) {
        return false;
    }
    let short = short_seats(link);
    let targets = &link.first().rosters.targets;
    let owned = DrawParts::of_disclosure(link);
    let Ok(standing) = Standing::of_chain(link, owned.as_draws().targets) else {
        return false;
    };
    let is_short = |target: usize, seat: usize| {
        u32::try_from(seat + 1).is_ok_and(|seat| short.contains(&(&targets[target].draw.id, seat)))
    };
    standing.open().iter().all(|(target, seats)| seats.iter().all(|seat| is_short(*target, *seat)))
}

/// The seats that could not be filled, by the result of a ceremony and by its amendments.
pub(super) fn short_seats(link: &Disclosure) -> BTreeSet<(&TargetId, u32)> {
    let outcomes = link.amendments.iter().flat_map(|amendment| &amendment.outcome.teams);
    let teams = link.result.teams.iter().chain(outcomes);
    let seats = teams.flat_map(|team| team.seats.iter().map(move |seat| (&team.target, seat)));
    seats.filter(|(_, seat)| seat.is_short()).map(|(target, seat)| (target, seat.seat)).collect()
}

/// Every target that stands is reported once its visits are over.
pub(super) fn reports(record: &Record<'_, '_>, stood: &[Year<'_>], found: &mut Findings) {
    let Some(reported) = &record.evidence.reported else {
        return;
    };
    let today = record.evidence.on.day();
    let over = stood.iter().filter(|draw| draw.disclosure.announcement.plan.visits.to < today);
    for draw in over {
        for id in draw.stood.teams.keys() {
            let mut names = draw.disclosure.chain().map(|link| &link.announcement.plan.draw);
            if !names.any(|name| reported.contains(&(name.clone(), id.clone()))) {
                let problem = AuditProblem::NotReported { target: id.clone() };
                found.add(draw.name(), &[draw.line], problem);
            }
        }
    }
}

/// What is reported of visits against who stood on their day, and against the amendments (§21.2).
pub(super) fn visits(record: &Record<'_, '_>, draw: &Year<'_>, found: &mut Findings) {
    let Ok(story) = Story::of_disclosure(draw.disclosure) else {
        return;
    };
    let mut add = |problem| found.add(draw.name(), &[draw.line], problem);
    let names: BTreeSet<_> = story.draws().into_iter().collect();
    let reported = record.evidence.visits.iter().filter(|((name, _), _)| names.contains(name));
    for ((_, id), (completed, team)) in reported {
        let (target, completed) = (id.clone(), *completed);
        let strike = story.strike_of(id).map(|struck| struck.since.day);
        if let Some(struck) = strike.filter(|struck| *struck >= completed) {
            add(AuditProblem::StruckAfterVisit { target: target.clone(), completed, struck });
        }
        let Some(visit) = story.visit(id) else {
            if strike.is_none() {
                let what = Unknown::Visit { target };
                add(AuditProblem::EvidenceUnknown { what });
            }
            continue;
        };
        let stood = visit.team_on(completed);
        let went: Option<BTreeSet<&InspectorId>> = team.as_ref().map(|team| team.iter().collect());
        if let Some(went) = went.filter(|went| !went.iter().eq(&stood)) {
            let went = went.into_iter().cloned().collect();
            let drawn = stood.into_iter().cloned().collect();
            add(AuditProblem::OtherTeam { target: target.clone(), went, drawn });
        }
        if let Some(by) = visit.visited.map(|since| since.day).filter(|by| *by < completed) {
            add(AuditProblem::VisitedEarly { target: target.clone(), by, completed });
        }
        let events = visit.seats.iter().flat_map(|seat| &seat.events);
        let strikes = events.filter(|event| matches!(event, SeatEvent::Struck(..)));
        let mut days = strikes.map(|event| event.since().day);
        if let Some(struck) = days.find(|day| *day > completed) {
            add(AuditProblem::StruckAfterVisit { target, completed, struck });
        }
    }
}
