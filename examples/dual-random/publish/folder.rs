//! The public folder, as the library sees it: files by their names there.

use crate::files::{self, Folder, exists};
use crate::out::{Failure, Outcome};
use crate::text;
use crate::text::Shown as _;
use crate::text::Words;
use dual_random::publish::site::{Move, PublicFiles};
use std::path::{Path, PathBuf};

/// Where a file of the public folder is.
pub(crate) fn in_public(folder: &Folder, name: &str) -> PathBuf {
    folder.path().join("public").join(name)
}

/// The files that matter to what is published.
pub(crate) fn public_files(folder: &Folder) -> Outcome<PublicFiles> {
    let mut all = PublicFiles::new();
    for part in ["", "pages/", "withdrawn/"] {
        for name in names_in(&in_public(folder, part))? {
            let name = format!("{part}{name}");
            let path = in_public(folder, &name);
            if PublicFiles::matters(&name) {
                // What is not a file is of no document, as an empty one.
                let is_file = path.is_file();
                let bytes = if is_file { files::read(&path, Words::default())? } else { Vec::new() };
                all.put(&name, &bytes);
            }
        }
    }
    Ok(all)
}

fn names_in(path: &Path) -> Outcome<Vec<String>> {
    if !exists(path) {
        return Ok(Vec::new());
    }
    let failure = |error| Failure(text::cannot_read(path.shown(), text::system(&error)));
    let mut all = Vec::new();
    for entry in std::fs::read_dir(path).map_err(failure)? {
        let name = entry.map_err(failure)?.file_name().to_string_lossy().into_owned();
        // What a killed run left behind begins with a dot.
        if !name.starts_with('.') {
            all.push(name);
        }
    }
    Ok(all)
}

/// Moves a file of a withdrawn version: within the public folder, or to where it is kept and not shown.
pub(crate) fn put_away(folder: &Folder, Move { from, to, .. }: &Move) -> Outcome<()> {
    let from = in_public(folder, from);
    let kept = || folder.put_away().join(from.file_name().unwrap_or_default());
    let to = to.as_ref().map_or_else(kept, |to| in_public(folder, to));
    files::put_away(&from, &to)
}
