//! `earlier.csv`: earlier draws by their disclosures, and what each is used for. The rows of the targets are marked by
//! them, so that nobody has to look up by hand who comes back, who was there, and how often.

use crate::files::{self, Folder};
use crate::out::{Failure, Outcome};
use crate::table::{self, Column};
use crate::text;
use crate::text::Shown as _;
use crate::text::Words;
use crate::verify::{self, Place};
use dual_random::plan::{EarlierUse, Plan};
use dual_random::record::{Marked, mark_earlier};
use dual_random::{Disclosure, Faults, Language, Target};
use std::collections::BTreeSet;
use std::path::Path;

const COLUMNS: [Column; 2] = [
    Column { heads: ["披露文件", "disclosure"], required: true },
    Column { heads: ["用途", "uses"], required: true },
];

/// Marks the targets by the earlier draws that a folder names, if it names any.
pub(crate) fn mark(
    folder: &Folder,
    plan: &mut Plan,
    targets: &mut [Target],
) -> Outcome<Option<Result<Marked, Faults>>> {
    let path = folder.earlier();
    if !files::exists(&path) {
        return Ok(None);
    }
    if !plan.earlier.is_empty() {
        return Err(Failure(text::earlier_twice(path.shown(), folder.plan().shown())));
    }
    let mut draws: Vec<(Disclosure, BTreeSet<EarlierUse>)> = Vec::new();
    for row in table::read(&path, &COLUMNS)? {
        let fault = |what: Words| table::fault(&path, row.line, what);
        let [file, uses] = &row.cells[..] else {
            continue;
        };
        let draw = disclosure(&folder.path().join(file)).map_err(|Failure(what)| fault(what))?;
        // Whose inspectors were drawn later is still one draw.
        if draws.iter().any(|(known, _)| known.first().announcement == draw.first().announcement) {
            return Err(fault(text::earlier_repeated(&draw.announcement.plan.draw)));
        }
        let uses: Option<BTreeSet<EarlierUse>> =
            uses.split([';', '；', '、']).map(|text| one_use(text.trim())).collect();
        draws.push((draw, uses.ok_or_else(|| fault(text::bad_earlier_use(all_uses())))?));
    }
    // A draw's teams and strikes hold until a later one, so their order matters.
    draws.sort_by_key(|(draw, _)| draw.first().announcement.plan.announce_at);
    let named: Vec<(&Disclosure, EarlierUse)> =
        draws.iter().flat_map(|(draw, uses)| uses.iter().map(move |use_for| (draw, *use_for))).collect();
    Ok(Some(mark_earlier(plan, targets, &named)))
}

fn one_use(text: &str) -> Option<EarlierUse> {
    let named = |use_for: &&EarlierUse| use_for.code() == text || use_for.template(Language::Zh) == text;
    EarlierUse::ALL.iter().find(named).copied()
}

fn all_uses() -> Words {
    text::joined(EarlierUse::ALL.iter().map(Words::of))
}

/// A disclosure that recomputes: who was drawn by another must not be marked. A draw's folder will do.
fn disclosure(path: &Path) -> Outcome<Disclosure> {
    let path = &Place::new(path).disclosure;
    verify::sound(path, &files::read(path, text::ask_disclosure())?)
}

/// What was marked, in a sentence.
pub(crate) fn account(marked: Marked) -> Words {
    let Marked { carried, drawn_before, inspected, last_team, .. } = marked;
    text::earlier_marked(carried, drawn_before, inspected, last_team)
}
