//! What the log alone shows: its own rules, and the checkpoints that were kept of it.

use super::problem::{AuditProblem, Rewritten, Unknown};
use super::record::Record;
use super::report::Findings;
use crate::say::Quoted;
use crate::types::timestamp::Timestamp;

/// Lines that contradict each other or the rules of the log.
pub(super) fn contradictions(record: &Record<'_, '_>, found: &mut Findings) {
    for error in record.log.problems() {
        let place = error.line - 1;
        let draw = record.line(place).and_then(|line| record.draw_of(line));
        found.add(draw, &[place], AuditProblem::LogLine { problem: error.problem });
    }
}

/// The log continues every checkpoint of it, and its lines are of the time at which each was seen.
pub(super) fn checkpoints(record: &Record<'_, '_>, found: &mut Findings) {
    let tree = record.log.tree();
    for (checkpoint, seen) in &record.evidence.checkpoints {
        let size = checkpoint.size();
        let origin = checkpoint.origin();
        if record.evidence.origin.as_ref().is_some_and(|own| own != origin) {
            // It is another log's: nothing of it is held against this one.
            let what = Unknown::Checkpoint { origin: Quoted::new(origin), size };
            found.add(None, &[], AuditProblem::EvidenceUnknown { what });
            continue;
        }
        let (kept, lines) = (checkpoint.root(), record.log.lines().len() as u64);
        let conflict = match tree.root_of_first(size) {
            Some(root) if root == kept => {
                if let Some(seen) = seen {
                    misdated(record, size, seen, found);
                }
                continue;
            }
            // Of another log, its time says nothing of this one's lines.
            Some(root) => Rewritten::Root { found: root, kept },
            None => Rewritten::Cut { lines },
        };
        found.add(None, &[], AuditProblem::Checkpoint { size, conflict });
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
