//! Commitments, and the public values that the auditor looked up.

use super::documents::KnownValue;
use super::problem::{AuditProblem, KnownBefore, Unknown};
use super::record::{Announced, Record};
use super::report::{DrawName, Findings};
use crate::commit::document::{Announcement, UsedValue};
use crate::plan::{Correction, PublicValue};
use crate::say::Quoted;
use crate::types::digest::Digest;
use crate::types::id::Id;
use crate::types::timestamp::Timestamp;
use std::collections::{BTreeMap, BTreeSet};

/// No commitment stands in two announcements.
pub(super) fn commitments(record: &Record<'_, '_>, found: &mut Findings) {
    let mut known: BTreeMap<Digest, (u64, DrawName)> = BTreeMap::new();
    for announced in &record.announced {
        let (line, draw) = (announced.course.announced, announced.name());
        let Some(announcement) = announced.document else {
            continue;
        };
        for commitment in std::iter::once(announcement.commitment).chain(announcement.plan.commitments()) {
            let (before, other) = known.entry(commitment).or_insert_with(|| (line, draw.clone()));
            if *before != line {
                let problem = AuditProblem::SecretReused { other: other.clone(), commitment };
                found.add(draw.clone(), &[*before, line], problem);
            }
        }
    }
}

/// Visits in evidence are of draws of the log.
pub(super) fn visits_known(record: &Record<'_, '_>, found: &mut Findings) {
    for (draw, target) in record.evidence.visits.keys().chain(&record.evidence.active) {
        let about = |announcement: &Announcement| announcement.plan.draw == *draw;
        if !record.announced.iter().any(|announced| announced.document.is_some_and(about)) {
            let what = Unknown::Visit { target: target.clone() };
            found.add(DrawName::from(draw), &[], AuditProblem::EvidenceUnknown { what });
        }
    }
}

/// The announced value that is meant, if it is one of this draw.
fn public_value<'a>(announced: &Announced<'a>, known: &KnownValue) -> Option<&'a PublicValue> {
    let plan = &announced.document?.plan;
    let mut values = plan.values.iter();
    values.find(|value| plan.draw == known.draw && value.name == known.name)
}

/// Public values that were looked up, against every draw of that id: what its seal, or its void, says was used. Gives how many were
/// compared.
pub(super) fn values(record: &Record<'_, '_>, found: &mut Findings) -> u64 {
    let mut checked = 0;
    for known in &record.evidence.values {
        let about = record.announced.iter().filter_map(|one| Some((one, public_value(one, known)?)));
        let about: Vec<_> = about.collect();
        if about.is_empty() {
            let what = Unknown::Value { name: known.name.clone().into() };
            found.add(DrawName::from(&known.draw), &[], AuditProblem::EvidenceUnknown { what });
        }
        for (announced, value) in about {
            let (used, missing) = used(record, announced, &known.name);
            checked += used.len() as u64 + u64::from(missing);
            let late = came_too_late(record, announced, known);
            let others = used.iter().filter(|used| !is_in_evidence(record, known, used.text.as_str()));
            let others =
                others.filter(|used| !(late && used.source > 0)).map(|used| Some(used.text.as_str()));
            let missing = missing && !late && !counts_as_silent(record, announced, value, known);
            let others: BTreeSet<Option<&str>> = others.chain(missing.then_some(None)).collect();
            for used in others {
                let (name, used) = (known.name.clone().into(), used.map(Quoted::new));
                let problem = AuditProblem::ValueDiffers { name, used, known: Quoted::new(&known.text) };
                found.add(DrawName::from(&known.draw), &[announced.course.announced], problem);
            }
            if let Some(at) = &known.known_at {
                for (line, before) in known_too_early(record, announced, value, known, at) {
                    let (name, known_at) = (known.name.clone().into(), *at);
                    let problem = AuditProblem::ValueKnownEarly { name, known: known_at, before };
                    found.add(DrawName::from(&known.draw), &[line], problem);
                }
            }
        }
    }
    checked
}

/// Everything in evidence of the same value.
fn of_it<'a>(record: &Record<'a, '_>, known: &KnownValue) -> impl Iterator<Item = &'a KnownValue> {
    let all = record.evidence.values.iter();
    all.filter(move |other| other.draw == known.draw && other.name == known.name)
}

/// Whether the evidence has a text for a value. (It has several of one that its publisher corrected.)
fn is_in_evidence(record: &Record<'_, '_>, known: &KnownValue, text: &str) -> bool {
    of_it(record, known).any(|other| other.text == text)
}

/// Whether the evidence has another text, in time, of a value that counts as not published once it is corrected.
fn counts_as_silent(
    record: &Record<'_, '_>,
    announced: &Announced<'_>,
    value: &PublicValue,
    known: &KnownValue,
) -> bool {
    let mut others = of_it(record, known).filter(|other| other.text != known.text);
    value.corrected == Correction::Fallback && others.any(|other| !came_too_late(record, announced, other))
}

/// Whether a value was known only after a draw was sealed without it, or void for want of it.
fn came_too_late(record: &Record<'_, '_>, announced: &Announced<'_>, known: &KnownValue) -> bool {
    let ended = announced.course.sealed.or(announced.course.voided);
    let logged = ended.and_then(|place| record.line(place)).map(|line| &line.at);
    known.known_at.as_ref().zip(logged).is_some_and(|(known, logged)| logged < known)
}

/// What came too late for a value that was known by an instant: the announcement, the close that it states, and what
/// ended it as if nothing were known.
fn known_too_early(
    record: &Record<'_, '_>,
    announced: &Announced<'_>,
    value: &PublicValue,
    known: &KnownValue,
    at: &Timestamp,
) -> Vec<(u64, KnownBefore)> {
    let (course, documents) = (announced.course, record.documents);
    let since = |place: u64| record.line(place).map(|line| line.at).filter(|logged| logged >= at);
    let logged = since(course.announced).map(|at| (course.announced, KnownBefore::Announced { at }));
    let sealed = course.sealed.and_then(|place| documents.seals.get(&record.document_of(place)?));
    // Another text than the one that was used is the main source's.
    let used = sealed.and_then(|seal| seal.values.iter().find(|used| used.name == known.name));
    let used = used.filter(|used| used.text == known.text);
    let source = value.source(used.map_or(0, |used| used.source));
    let closes = source.map(|source| source.closes).filter(|closes| at < closes);
    let closes = closes.map(|at| (course.announced, KnownBefore::Closes { at }));
    let void = record.void_of(announced);
    let as_if_unknown = void.is_some_and(|void| void.undrawn.is_some() && void.missing.is_empty());
    let ended = course.voided.filter(|_| as_if_unknown);
    let ended = ended.and_then(|place| Some((place, KnownBefore::Voided { at: since(place)? })));
    logged.into_iter().chain(closes).chain(ended).collect()
}

/// What a draw used under a name, by its seal in the log and by what its void shows; and whether its void says that no source
/// published anything.
fn used<'a>(record: &Record<'a, '_>, announced: &Announced<'a>, name: &Id) -> (Vec<&'a UsedValue>, bool) {
    let documents = record.documents;
    let void = record.void_of(announced);
    let shown = void.and_then(|void| documents.disclosures.get(&void.disclosure?));
    let sealed = announced.course.sealed.and_then(|place| documents.seals.get(&record.document_of(place)?));
    let seals = sealed.into_iter().chain(shown.map(|disclosure| &disclosure.seal));
    let mut used: Vec<&UsedValue> =
        seals.flat_map(|seal| &seal.values).filter(|used| used.name == *name).collect();
    used.dedup_by(|a, b| a.text == b.text);
    (used, void.is_some_and(|void| void.missing.contains(name)))
}
