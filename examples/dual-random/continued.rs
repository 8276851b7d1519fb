//! A ceremony that a staffing ceremony continues: it must stand, and is not amended any more, since its head is fixed
//! by then. Each staffing ceremony leaves a note in the folder of the ceremony before.

use crate::clock::Clock;
use crate::files::{self, Access, Folder, Written, exists};
use crate::log::{self, Book};
use crate::out::{Failure, Outcome};
use crate::text::Shown as _;
use crate::{decoded, disclose, input, text};
use dual_random::Announcement;
use std::path::{Path, PathBuf};

/// The folder of the ceremony before: the one that is given, or that `init` noted down.
pub(crate) fn selection(folder: &Folder, given: Option<&Path>) -> Outcome<Option<PathBuf>> {
    if let Some(given) = given {
        return Ok(Some(given.to_owned()));
    }
    let path = folder.selection_place();
    let Some(bytes) = files::read_if_there(&path)? else { return Ok(None) };
    let text = decoded::text(&path, &bytes)?;
    Ok(Some(folder.along(text.trim())))
}

/// The way from a folder to another, with the strokes that all systems read.
pub(crate) fn path_from(folder: &Folder, other: &Path) -> Outcome<String> {
    Ok(log::relative(folder, other)?.to_string_lossy().replace('\\', "/"))
}

/// The last of the ceremonies that go on from a folder: itself where none does.
pub(crate) fn last(dir: &Path) -> Outcome<PathBuf> {
    let mut last = dir.to_owned();
    // A chain is short; notes that lead in a circle are nobody's.
    for _ in 0..100 {
        match next(&Folder::new(&last))? {
            Some((_, by)) => last = by,
            None => break,
        }
    }
    Ok(last)
}

/// The ceremony before stands, and all its steps are in the log.
pub(crate) fn stands(selection: &Path, log: &Path, clock: &Clock) -> Outcome<()> {
    let folder = Folder::new(selection);
    let drawn = input::result(&folder)?;
    let book = Book::at(log.to_owned(), &folder, drawn.announcement(), clock)?;
    book.still_stands()?;
    disclose::is_logged(&book, &folder, &drawn)
}

/// Leaves a note that it is continued, and where.
pub(crate) fn note(selection: &Path, by: &Folder, announcement: &Announcement) -> Outcome<Written> {
    let before = Folder::new(selection);
    let way = log::relative(&before, by.path())?;
    let path = before.path().join(format!("continued-{}.txt", announcement.plan.draw));
    files::write(&path, format!("{}\n", way.display()).as_bytes(), Access::Everyone)
}

/// The first of the ceremonies that a folder goes on from: itself where it goes on from none.
pub(crate) fn first(dir: &Path) -> Outcome<PathBuf> {
    let mut first = dir.to_owned();
    // As bounded as the way forward.
    for _ in 0..100 {
        match selection(&Folder::new(&first), None)? {
            Some(before) => first = before,
            None => break,
        }
    }
    Ok(first)
}

/// Refuses where a staffing ceremony, not void, goes on from here.
pub(crate) fn is_not(folder: &Folder) -> Outcome<()> {
    match next(folder)? {
        None => Ok(()),
        Some((note, by)) => {
            let by = by.canonicalize().unwrap_or(by);
            Err(Failure(text::continued(note.shown(), by.shown())))
        }
    }
}

/// The staffing ceremony, not void, that goes on from here, and the note that says so.
fn next(folder: &Folder) -> Outcome<Option<(PathBuf, PathBuf)>> {
    let failure = |error| Failure(text::cannot_read(folder.path().shown(), text::system(&error)));
    for entry in std::fs::read_dir(folder.path()).map_err(failure)? {
        let path = entry.map_err(failure)?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if !(name.starts_with("continued-") && name.ends_with(".txt")) {
            continue;
        }
        let bytes = files::read_if_there(&path)?.unwrap_or_default();
        let by = folder.along(decoded::text(&path, &bytes)?.trim());
        if !exists(&Folder::new(&by).void()) {
            return Ok(Some((path, by)));
        }
    }
    Ok(None)
}
