//! The documents of a public folder: which of them stand, by the log, and where those go that are withdrawn.

use crate::files::{self, Folder, exists};
use crate::log::Publications;
use crate::out::{Failure, Outcome};
use crate::text;
use crate::text::Shown as _;
use crate::text::Words;
use dual_random::publish::{self, Cell, DataSet, File, Layout, Page, Publication, Rendering};
use dual_random::{Digest, FormError, Timestamp};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The one file of the folder that is of no document.
const CATALOGUE: &str = "catalogue.json";

/// What the names of data and proofs end with.
const DATA: &str = ".json";

/// A version of a document in the folder.
pub(crate) struct Version {
    pub(crate) key: String,
    pub(crate) stem: String,
    pub(crate) digest: Digest,
    pub(crate) layout: &'static Layout,
    pub(crate) data: Vec<u8>,
}

impl Version {
    fn proof_name(&self) -> String {
        format!("{}.proof.json", self.stem)
    }

    /// Its page, read from the data.
    pub(crate) fn page(&self) -> Option<Page<'_>> {
        Page::from_json(&self.data).ok()
    }
}

/// All versions that are in the folder, by name. What a version is, its data say; a file that goes by another name is none.
pub(crate) fn versions(folder: &Folder) -> Outcome<Vec<Version>> {
    let mut all = Vec::new();
    for name in names(folder)? {
        let Some(stem) = name.strip_suffix(".json").filter(|stem| !stem.contains('.')) else {
            continue;
        };
        let data = files::read(&folder.pages().join(&name), Words::default())?;
        let digest = Digest::of_file(&data);
        let read = Page::from_json(&data).ok().map(|page| (page.key(), page.layout()));
        let Some((key, layout)) = read.filter(|(key, _)| stem == publish::stem(key, &digest)) else {
            continue;
        };
        all.push(Version { key, stem: stem.to_owned(), digest, layout, data });
    }
    Ok(all)
}

/// Makes sure that every file in the folder is one that this program made, of a version that the log has, and that the versions
/// that stand are there. Files of this run may be there already: a run before may have been interrupted. A page or table that
/// is gone is no harm: it follows from the data, and comes back where this run writes its format.
pub(crate) fn check(
    folder: &Folder,
    versions: &[Version],
    logged: &Publications,
    made: &[(PathBuf, Vec<u8>)],
) -> Outcome<()> {
    let path = |name: &str| folder.pages().join(name);
    let changed = |name: &str| Failure(text::page_changed(path(name).shown()));
    let stray = |name: &str| Failure(text::page_stray(path(name).shown()));
    let gone = |name: String, digest: &Digest| Failure(text::page_gone(path(&name).shown(), digest));
    let made: BTreeMap<&Path, &[u8]> =
        made.iter().map(|(name, bytes)| (name.as_path(), bytes.as_slice())).collect();
    let ever: BTreeMap<&str, &Version> = versions
        .iter()
        .filter(|version| logged.has(&version.digest))
        .map(|version| (version.stem.as_str(), version))
        .collect();
    let mut of_versions: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let names = names(folder)?;
    for name in names.iter().filter(|name| *name != CATALOGUE) {
        let stem = name.split('.').next().unwrap_or_default();
        if let Some(bytes) = made.get(Path::new(name)) {
            // Of this run; or of this very name, and changed.
            if files::read(&path(name), Words::default())? != *bytes {
                return Err(changed(name));
            }
        } else if ever.contains_key(stem) {
            of_versions.entry(stem).or_default().push(name);
        } else if let Some(digest) = logged.all().find(|digest| stem.ends_with(&publish::stem("", digest))) {
            let data = format!("{stem}.json");
            return Err(if names.contains(&data) { changed(name) } else { gone(data, digest) });
        } else {
            return Err(stray(name));
        }
    }
    for (stem, names) in of_versions {
        let version = ever[stem];
        let (Some(page), true) = (version.page(), logged.standing.contains_key(&version.digest)) else {
            // What is withdrawn is on its way out of the folder.
            continue;
        };
        let failure = |error: FormError| Failure(text::cannot_encode(error));
        let written = Publication::again(&page).map_err(failure)?;
        for name in names.into_iter().filter(|name| *name != format!("{stem}.json")) {
            let bytes = files::read(&path(name), Words::default())?;
            let is_right = if name == version.proof_name() {
                page.facts().contains(&Cell::Digest(Digest::of_file(&bytes)))
            } else {
                let rendering = Rendering::of_name(version.layout, stem, name).ok_or_else(|| stray(name))?;
                written.rendered(rendering).is_ok_and(|again| again == bytes)
            };
            if !is_right {
                return Err(changed(name));
            }
        }
    }
    for digest in logged.standing.keys() {
        let is_made = || made.values().any(|bytes| Digest::of_file(bytes) == *digest);
        match versions.iter().find(|version| version.digest == *digest) {
            None if is_made() => {}
            None => return Err(gone(publish::stem("*", digest) + ".json", digest)),
            Some(version) if version.layout.id == "visit" => {
                let proof = version.proof_name();
                if !names.contains(&proof) && !made.contains_key(Path::new(&proof)) {
                    return Err(gone(proof, digest));
                }
            }
            Some(_) => {}
        }
    }
    Ok(())
}

/// The names of the files in the folder of pages.
fn names(folder: &Folder) -> Outcome<Vec<String>> {
    names_in(&folder.pages())
}

fn names_in(pages: &Path) -> Outcome<Vec<String>> {
    if !exists(pages) {
        return Ok(Vec::new());
    }
    let failure = |error| Failure(text::cannot_read(pages.shown(), text::system(&error)));
    let mut all = Vec::new();
    for entry in std::fs::read_dir(pages).map_err(failure)? {
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

/// How many versions were taken out of the folder, with and without their data.
#[derive(Default, Clone, Copy)]
pub(crate) struct PutAway {
    pub(crate) public: usize,
    pub(crate) whole: usize,
}

/// Takes what does not stand out of the folder. The data stay public, so that everybody sees what was changed, unless the log says
/// that the law forbids it; pages and tables are kept, and not shown.
pub(crate) fn tidy(folder: &Folder, logged: &Publications) -> Outcome<PutAway> {
    let names = names(folder)?;
    let mut put_away = PutAway::default();
    for version in versions(folder)? {
        let is_data = |name: &str| name.ends_with(DATA);
        let mut files = files_of(&names, &version.stem);
        // By its data a version is known, so they go last: an interrupted run is gone on with.
        files.sort_by_key(|name| *name == format!("{}.json", version.stem));
        if logged.standing.contains_key(&version.digest) {
            // It was withdrawn before, and stands again.
            for name in files.iter().filter(|name| is_data(name)) {
                let _ = std::fs::remove_file(folder.withdrawn().join(name));
            }
            continue;
        }
        let hidden = logged.is_not_public(&version.digest);
        *(if hidden { &mut put_away.whole } else { &mut put_away.public }) += 1;
        for name in files {
            let shown = is_data(&name) && !hidden;
            let to = if shown { folder.withdrawn() } else { folder.put_away() };
            files::put_away(&folder.pages().join(&name), &to.join(&name))?;
        }
    }
    Ok(put_away)
}

/// The data of withdrawn versions that are public still: names, digests, and why each was withdrawn.
pub(crate) fn withdrawn(folder: &Folder, logged: &Publications) -> Outcome<Vec<(String, Digest, String)>> {
    let mut all = Vec::new();
    for name in names_in(&folder.withdrawn())? {
        let digest = Digest::of_file(&files::read(&folder.withdrawn().join(&name), Words::default())?);
        if let Some(reason) = logged.withdrawn.get(&digest) {
            all.push((name, digest, reason.clone()));
        }
    }
    Ok(all)
}

/// The documents that stand, with all their files, in the order of the layouts.
pub(crate) fn standing(folder: &Folder, standing: &BTreeMap<Digest, Timestamp>) -> Outcome<Vec<DataSet>> {
    let names = names(folder)?;
    let mut all = Vec::new();
    for version in versions(folder)? {
        let Some(published) = standing.get(&version.digest) else {
            continue;
        };
        let files: Vec<File> = files_of(&names, &version.stem)
            .into_iter()
            .map(|name| {
                let path: PathBuf = folder.pages().join(&name);
                let bytes = files::read(&path, Words::default())?;
                let (media_type, digest) = (media_type(&name), Digest::of_file(&bytes));
                Ok(File::new(name, media_type, bytes.len() as u64, digest))
            })
            .collect::<Outcome<_>>()?;
        let (layout, digest, published) = (version.layout, version.digest, *published);
        all.push(DataSet::new(layout, digest, published, files));
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
