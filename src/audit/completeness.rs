//! The log against its documents: every one that it names is there and says the same, and every one that is there is named.

use super::pages::published;
use super::problem::{AuditProblem, LineDifference};
use super::record::Record;
use super::report::{DrawName, Findings};
use crate::record::line::{Line, LineKind};
use crate::say::Quoted;
use crate::types::digest::Digest;
use std::collections::BTreeSet;

/// Files that are none of the documents. What is published need be no document of the protocol.
pub(super) fn unreadable(record: &Record<'_, '_>, found: &mut Findings) {
    let published = published(record);
    for unreadable in &record.documents.unreadable {
        if unreadable.digest.is_none_or(|digest| !published.contains(&digest)) {
            let (file, error) = (Quoted::new(&unreadable.name), unreadable.error.clone());
            found.add(None, &[], AuditProblem::DocumentUnreadable { file, error });
        }
    }
}

/// Each line has its document, which says the same.
pub(super) fn named(record: &Record<'_, '_>, found: &mut Findings) {
    let documents = record.documents;
    let unreadable: BTreeSet<Digest> = documents.unreadable.iter().filter_map(|file| file.digest).collect();
    for (place, line) in record.lines() {
        let draw = record.draw_of(line);
        // What a line's document says of its announcement; nothing if it is not there.
        let about = match line.kind {
            LineKind::Announced => documents.announcements.get(&line.document).map(|_| None),
            LineKind::Sealed => documents.seals.get(&line.document).map(|seal| Some(seal.announcement)),
            LineKind::Amended => {
                documents.amendment_seals.get(&line.document).map(|seal| Some(seal.announcement))
            }
            LineKind::Disclosed => {
                documents.disclosures.get(&line.document).map(|shown| Some(shown.seal.announcement))
            }
            LineKind::Voided => documents.voids.get(&line.document).map(|void| Some(void.announcement)),
            LineKind::Published | LineKind::Withdrawn => Some(None),
        };
        let place_of = |digest| record.places.get(&digest);
        match about {
            // What it is was not to be read, and is found by itself.
            None if unreadable.contains(&line.document) => {}
            None if documents.has(&line.document) => {
                let difference = LineDifference::Kind { document: line.document };
                found.add(draw, &[place], AuditProblem::LineDiffers { difference });
            }
            // Of a draw of which nothing is there, nothing is said but that.
            None if line
                .announcement
                .and_then(place_of)
                .is_some_and(|place| record.unseen.contains(place)) => {}
            None => {
                let (kind, document) = (line.kind, line.document);
                found.add(draw, &[place], AuditProblem::DocumentMissing { kind, document });
            }
            Some(Some(about)) if Some(about) != line.announcement => {
                let difference = LineDifference::Announcement { found: about };
                found.add(draw, &[place], AuditProblem::LineDiffers { difference });
            }
            Some(_) => {
                for difference in differences(record, line) {
                    found.add(draw.clone(), &[place], AuditProblem::LineDiffers { difference });
                }
            }
        }
    }
}

/// What a line says otherwise than its document.
fn differences(record: &Record<'_, '_>, line: &Line) -> Vec<LineDifference> {
    let documents = record.documents;
    match line.kind {
        LineKind::Announced => {
            let number = documents.announcements.get(&line.document).map(|document| document.plan.number);
            let other = number.filter(|number| line.number != Some(*number));
            other.map(|found| LineDifference::Number { found }).into_iter().collect()
        }
        LineKind::Voided => {
            let Some(void) = documents.voids.get(&line.document) else {
                return Vec::new();
            };
            let reason = (line.reason.as_ref() != Some(&void.reason))
                .then(|| LineDifference::Reason { found: Quoted::new(&void.reason) });
            let time = (line.at < void.at).then_some(LineDifference::Time { found: void.at });
            reason.into_iter().chain(time).collect()
        }
        _ => Vec::new(),
    }
}

/// Each document is in the log, on a line of its kind.
pub(super) fn unlogged(record: &Record<'_, '_>, found: &mut Findings) {
    let documents = record.documents;
    let named: BTreeSet<(LineKind, Digest)> =
        record.log.lines().iter().map(|line| (line.kind, line.document)).collect();
    let mut spared = BTreeSet::new();
    // A void draw need not have been sealed in public: then only the void's disclosure holds its seals.
    let thrown_away =
        documents.voids.values().filter_map(|void| documents.disclosures.get(&void.disclosure?));
    for link in thrown_away.flat_map(crate::commit::document::Disclosure::chain) {
        spared.extend(link.seal.digest());
        spared.extend(link.amendments.iter().filter_map(|amendment| amendment.seal.digest().ok()));
    }
    let announcements = documents
        .announcements
        .iter()
        .map(|(digest, document)| (LineKind::Announced, *digest, Some(DrawName::from(&document.plan.draw))));
    let seals = documents.seals.iter().map(|(digest, seal)| (LineKind::Sealed, *digest, seal.announcement));
    let amended = documents
        .amendment_seals
        .iter()
        .map(|(digest, seal)| (LineKind::Amended, *digest, seal.announcement));
    let voids = documents.voids.iter().map(|(digest, void)| (LineKind::Voided, *digest, void.announcement));
    let others = seals.chain(amended).chain(voids);
    let others = others.map(|(kind, digest, about)| (kind, digest, record.draw_about(about)));
    for (kind, document, draw) in announcements.chain(others) {
        if !named.contains(&(kind, document)) && !spared.contains(&document) {
            found.add(draw, &[], AuditProblem::DocumentUnlogged { document });
        }
    }
}

/// All announcements are one authority's.
pub(super) fn authority(record: &Record<'_, '_>, found: &mut Findings) {
    let leads = record
        .announced
        .iter()
        .filter_map(|announced| Some((announced, &announced.document?.plan.authorities.first()?.name)));
    let leads: Vec<_> = leads.collect();
    for (announced, name) in &leads {
        if Some(*name) != leads.first().map(|(_, first)| *first) && !record.evidence.names.contains(*name) {
            let problem = AuditProblem::OtherAuthority { name: Quoted::new(name) };
            found.add(announced.name(), &[announced.course.announced], problem);
        }
    }
}
