//! `earlier.csv`: earlier draws by their disclosures, and what each is used for. The rows of the targets are marked by
//! them, so that nobody has to look up by hand who comes back, who was there, and how often.

use crate::files::{self, Folder};
use crate::out::{Failure, Outcome};
use crate::text::Shown as _;
use crate::text::Words;
use crate::verify::{self, Place};
use crate::{table, text};
use dual_random::plan::Plan;
use dual_random::record::{self, Marked, mark_by_list};
use dual_random::{Disclosure, Faults, Table, Target};
use std::path::Path;

/// Marks the targets by the earlier draws that a folder names, if it names any.
pub(crate) fn mark(
    folder: &Folder,
    plan: &mut Plan,
    targets: &mut [Target],
    notes: &mut Vec<Words>,
) -> Outcome<Option<Result<Marked, Faults>>> {
    let path = folder.earlier();
    if !files::exists(&path) {
        return Ok(None);
    }
    if !plan.earlier.is_empty() {
        return Err(Failure(text::earlier_twice(path.shown(), folder.plan().shown())));
    }
    let (list, said) = table::read(&path, Words::default(), record::earlier)?;
    notes.extend(said);
    let mut draws = Vec::new();
    for (listed, line) in list.records.into_iter().zip(&list.lines) {
        let draw = disclosure(&folder.path().join(&listed.disclosure));
        let draw = draw.map_err(|Failure(what)| Failure(text::row(path.shown(), line, what)))?;
        draws.push((draw, listed.uses));
    }
    let marked = mark_by_list(plan, targets, &draws);
    Ok(Some(marked.map_err(|faults| faults.with_lines(Table::Earlier, &list.lines))))
}

/// A disclosure that recomputes: who was drawn by another must not be marked. A draw's folder will do.
fn disclosure(path: &Path) -> Outcome<Disclosure> {
    let path = &Place::new(path).disclosure;
    verify::sound(path, files::open(path, text::ask_disclosure())?)
}

/// What was marked, in a sentence.
pub(crate) fn account(marked: Marked) -> Words {
    let Marked { carried, drawn_before, inspected, last_team, .. } = marked;
    text::earlier_marked(carried, drawn_before, inspected, last_team)
}
