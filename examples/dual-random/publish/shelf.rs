//! The documents of a public folder: which of them stand, by the log, and where those go that are withdrawn.

use crate::files::{self, Folder, exists};
use crate::out::{Failure, Outcome};
use crate::text;
use dual_random::publish::{self, DataSet, File, Layout};
use dual_random::{Digest, Instant, Language};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Digits of a document's digest in the names of its files.
const DIGITS: usize = 8;

/// The name that a document's files begin with.
pub(crate) fn stem(key: &str, digest: &Digest) -> String {
    format!("{key}-{}", &digest.to_hex()[..DIGITS])
}

/// What a document is, whatever its version: `outcomes`, or `visit-QDN-0001`.
fn key(stem: &str) -> Option<&str> {
    let (key, digits) = stem.rsplit_once('-')?;
    (digits.len() == DIGITS && digits.bytes().all(|b| b.is_ascii_hexdigit())).then_some(key)
}

/// A version of a document in the folder.
pub(crate) struct Version {
    pub(crate) key: String,
    pub(crate) stem: String,
    pub(crate) digest: Digest,
    pub(crate) layout: &'static Layout,
    pub(crate) data: Vec<u8>,
}

/// All versions that are in the folder, by name.
pub(crate) fn versions(folder: &Folder, language: Language) -> Outcome<Vec<Version>> {
    let mut all = Vec::new();
    for name in names(folder, language)? {
        let Some((stem, key)) = name.strip_suffix(".json").and_then(|stem| Some((stem, key(stem)?))) else {
            continue;
        };
        let is_of = |layout: &&&Layout| key == layout.id || key.starts_with(&format!("{}-", layout.id));
        let Some(layout) = publish::layouts().iter().find(is_of).copied() else {
            continue;
        };
        let data = files::read(&folder.pages().join(&name), language, "")?;
        let digest = Digest::of_file(&data);
        all.push(Version { key: key.to_owned(), stem: stem.to_owned(), digest, layout, data });
    }
    Ok(all)
}

/// The names of the files in the folder of pages.
fn names(folder: &Folder, language: Language) -> Outcome<Vec<String>> {
    let pages = folder.pages();
    if !exists(&pages) {
        return Ok(Vec::new());
    }
    let failure = |error| Failure(text::cannot_read(language, pages.display(), error));
    let mut all = Vec::new();
    for entry in std::fs::read_dir(&pages).map_err(failure)? {
        let name = entry.map_err(failure)?.file_name().to_string_lossy().into_owned();
        // What a killed run left behind begins with a dot.
        if !name.starts_with('.') {
            all.push(name);
        }
    }
    all.sort();
    Ok(all)
}

/// The files of one version.
fn files_of(names: &[String], stem: &str) -> Vec<String> {
    let begin = format!("{stem}.");
    names.iter().filter(|name| name.starts_with(&begin)).cloned().collect()
}

/// Takes what does not stand out of the public folder. It is kept, since somebody may ask what was shown.
pub(crate) fn tidy(
    folder: &Folder,
    standing: &BTreeMap<Digest, Instant>,
    language: Language,
) -> Outcome<usize> {
    let names = names(folder, language)?;
    let gone = versions(folder, language)?.into_iter();
    let gone: Vec<Version> = gone.filter(|version| !standing.contains_key(&version.digest)).collect();
    for name in gone.iter().flat_map(|version| files_of(&names, &version.stem)) {
        files::put_away(&folder.pages().join(&name), &folder.withdrawn().join(&name), language)?;
    }
    Ok(gone.len())
}

/// The documents that stand, with all their files, in the order of the layouts.
pub(crate) fn standing(
    folder: &Folder,
    standing: &BTreeMap<Digest, Instant>,
    language: Language,
) -> Outcome<Vec<DataSet>> {
    let names = names(folder, language)?;
    let mut all = Vec::new();
    for version in versions(folder, language)? {
        let Some(published) = standing.get(&version.digest) else {
            continue;
        };
        let files: Vec<File> = files_of(&names, &version.stem)
            .into_iter()
            .map(|name| {
                let path: PathBuf = folder.pages().join(&name);
                let bytes = files::read(&path, language, "")?;
                let (media_type, digest) = (media_type(&name), Digest::of_file(&bytes));
                Ok(File { place: name, media_type, bytes: bytes.len() as u64, digest })
            })
            .collect::<Outcome<_>>()?;
        let (layout, digest, published) = (version.layout, version.digest, published.clone());
        all.push(DataSet { layout, digest, published, files });
    }
    let place = |set: &DataSet| publish::layouts().iter().position(|layout| *layout == set.layout);
    all.sort_by_key(place);
    Ok(all)
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, extension)| extension) {
        Some("html") => "text/html",
        Some("md") => "text/markdown",
        Some("csv") => "text/csv",
        Some("json") => "application/json",
        Some("xlsx") => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _ => "application/octet-stream",
    }
}
