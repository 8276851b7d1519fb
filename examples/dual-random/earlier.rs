//! `earlier.csv`: earlier draws by their disclosures, and what each is used for. The rows of the targets are marked by
//! them, so that nobody has to look up by hand who comes back, who was there, and how often.

use crate::files::{self, Folder};
use crate::input::{self, PlanSource};
use crate::out::{Failure, Outcome};
use crate::text::Shown as _;
use crate::text::Words;
use crate::verify::{self, Place};
use crate::{table, text};
use dual_random::plan::{EarlierUse, Plan};
use dual_random::record::{self, Marked, mark_by_list};
use dual_random::{Disclosure, Faults, Table, Target};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Marks the targets by the earlier draws that a folder names, if it names any.
pub(crate) fn mark(
    folder: &Folder,
    source: &PlanSource,
    plan: &mut Plan,
    targets: &mut [Target],
    notes: &mut Vec<Words>,
) -> Outcome<Option<Result<Marked, Faults>>> {
    let path = folder.earlier();
    let list = match (source.earlier(), files::exists(&path)) {
        (None, false) => return Ok(None),
        (Some((place, _)), true) => {
            return Err(Failure(text::earlier_twice(path.shown(), place.shown(None))));
        }
        (Some((place, list)), false) => {
            record::earlier(list.as_bytes()).map_err(|faults| table::refused(&place.path, &faults))?
        }
        (None, true) => {
            let (list, said) = table::read(&path, Words::default(), record::earlier)?;
            notes.extend(said);
            list
        }
    };
    if !plan.earlier.is_empty() {
        return Err(Failure(text::earlier_twice(place(folder, source).shown(None), source.path().shown())));
    }
    let mut draws = Vec::new();
    for (listed, line) in list.records.into_iter().zip(&list.lines) {
        let draw = disclosure(&folder.path().join(&listed.disclosure));
        let at = place(folder, source).shown(None);
        let draw = draw.map_err(|Failure(what)| Failure(text::row(at, line, what)))?;
        draws.push((draw, listed.uses));
    }
    let marked = mark_by_list(plan, targets, &draws);
    Ok(Some(marked.map_err(|faults| faults.with_lines(Table::Earlier, &list.lines))))
}

/// The folders of the earlier draws that a folder lists, and what each is used for; none where it names them by their digests.
pub(crate) fn listed(folder: &Folder) -> Outcome<Vec<(PathBuf, BTreeSet<EarlierUse>)>> {
    let source = PlanSource::read(folder);
    let own = source.ok().and_then(|source| source.earlier().map(|(_, list)| list.as_bytes().to_vec()));
    let Some(list) = own.map_or_else(|| files::read_if_there(&folder.earlier()), |list| Ok(Some(list)))?
    else {
        return Ok(Vec::new());
    };
    let list = record::earlier(&list).map_err(|faults| table::refused(&folder.earlier(), &faults))?;
    let all = list.records.into_iter().map(|listed| (folder.path().join(&listed.disclosure), listed.uses));
    Ok(all.filter(|(path, _)| files::exists(&Folder::new(path).announcement())).collect())
}

/// Where the list of earlier draws stands.
pub(crate) fn place(folder: &Folder, source: &PlanSource) -> input::places::Place {
    source.earlier().map_or_else(|| input::places::Place::file(folder.earlier()), |(place, _)| place)
}

/// A disclosure that recomputes: who was drawn by another must not be marked. A draw's folder will do.
fn disclosure(path: &Path) -> Outcome<Disclosure> {
    let folder = Folder::new(path);
    let path = &Place::new(path).disclosure;
    if files::exists(&folder.announcement()) && !files::exists(path) {
        return Err(Failure(text::earlier_not_disclosed(folder.path().shown())));
    }
    verify::sound(path, files::open(path, text::ask_disclosure())?)
}

/// What was marked, in a sentence.
pub(crate) fn account(marked: Marked) -> Words {
    let Marked { carried, drawn_before, inspected, last_team, .. } = marked;
    text::earlier_marked(carried, drawn_before, inspected, last_team)
}
