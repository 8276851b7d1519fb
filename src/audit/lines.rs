//! What the log alone shows: its own rules, and the checkpoints that were kept of it.

use super::documents::KnownCheckpoint;
use super::problem::{AuditProblem, Rewritten, Unknown};
use super::record::Record;
use super::report::{Covered, Findings};
use crate::record::{Checkpoint, LogProblem, LogSignature, LogTree};
use crate::say::{Every, Quoted};
use crate::types::timestamp::Timestamp;

/// Lines that contradict each other or the rules of the log.
pub(super) fn contradictions(record: &Record<'_, '_>, found: &mut Findings) {
    for error in record.log.problems() {
        let place = error.line - 1;
        let draw = record.line(place).and_then(|line| record.draw_of(line));
        found.add(draw, &[place], AuditProblem::LogLine { problem: error.problem });
    }
    // The order of amendments, which only their seals tell.
    for announced in &record.announced {
        for (number, place) in (1..).zip(&announced.course.amended) {
            let seal =
                record.document_of(*place).and_then(|seal| record.documents.amendment_seals.get(&seal));
            if seal.is_some_and(|seal| seal.number != number) {
                let problem = LogProblem::Amendments;
                found.add(announced.name(), &[*place], AuditProblem::LogLine { problem });
            }
        }
    }
}

/// The log continues every checkpoint of it, and its lines are of the time at which each was seen.
pub(super) fn checkpoints(record: &Record<'_, '_>, found: &mut Findings) {
    let tree = record.log.tree();
    for KnownCheckpoint { checkpoint, seen, attested } in &record.evidence.checkpoints {
        let (size, origin) = (checkpoint.size(), checkpoint.origin());
        let origins = &record.evidence.origins;
        if !origins.is_empty() && !origins.contains(origin) {
            // It is another log's: nothing of it is held against this one.
            let what = Unknown::Checkpoint { origin: Quoted::new(origin), size };
            found.add(None, &[], AuditProblem::EvidenceUnknown { what });
            continue;
        }
        if let Some(bad) = attested.as_ref().map(|attested| &attested.bad).filter(|bad| !bad.is_empty()) {
            let keys = Every(bad.iter().map(Quoted::new).collect());
            found.add(None, &[], AuditProblem::CheckpointForged { size, keys });
            continue;
        }
        let Some(conflict) = conflict(record, &tree, checkpoint) else {
            if let Some(seen) = seen {
                misdated(record, size, seen, found);
            }
            if let Some(by) = attested.as_ref().and_then(|attested| attested.by) {
                younger(record, size, by, found);
            }
            continue;
        };
        // Of another log, its time says nothing of this one's lines.
        let is_unsigned = attested.as_ref().is_some_and(|attested| attested.log == LogSignature::Missing);
        found.add(
            None,
            &[],
            if is_unsigned {
                AuditProblem::CheckpointUnsigned { size, conflict }
            } else {
                AuditProblem::Checkpoint { size, conflict }
            },
        );
    }
}

/// The checkpoints with verified signatures that the log continues.
pub(super) fn covered(record: &Record<'_, '_>) -> Vec<Covered> {
    let (tree, origins) = (record.log.tree(), &record.evidence.origins);
    let of_log = record
        .evidence
        .checkpoints
        .iter()
        .filter(|known| origins.is_empty() || origins.contains(known.checkpoint.origin()));
    let signed = of_log.filter_map(|known| known.attested.as_ref());
    let continued = signed.filter(|attested| {
        attested.bad.is_empty() && conflict(record, &tree, &attested.checkpoint).is_none()
    });
    continued.map(Covered::of).collect()
}

/// How the log contradicts a checkpoint of it.
fn conflict(record: &Record<'_, '_>, tree: &LogTree, checkpoint: &Checkpoint) -> Option<Rewritten> {
    let (kept, lines) = (checkpoint.root(), record.log.lines().len() as u64);
    match tree.root_of_first(checkpoint.size()) {
        Some(root) if root == kept => None,
        Some(root) => Some(Rewritten::Root { found: root, kept }),
        None => Some(Rewritten::Cut { lines }),
    }
}

/// The lines up to a size were written by an instant; of the others nothing is known.
fn younger(record: &Record<'_, '_>, size: u64, by: Timestamp, found: &mut Findings) {
    for (place, line) in record.lines().filter(|(place, line)| *place < size && by < line.at) {
        found.add(None, &[place], AuditProblem::LineMisdated { at: line.at, size, seen: by });
    }
}

/// The lines up to a size were written by an instant, the others not before it.
fn misdated(record: &Record<'_, '_>, size: u64, seen: &Timestamp, found: &mut Findings) {
    for (place, line) in record.lines() {
        let is_wrong = if place < size { *seen < line.at } else { line.at < *seen };
        if is_wrong {
            let (at, seen) = (line.at, *seen);
            found.add(None, &[place], AuditProblem::LineMisdated { at, size, seen });
        }
    }
}
