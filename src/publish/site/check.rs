//! The files among the documents, against the log: each is of a version that the log has and follows from its data, and
//! the versions that stand are there.

use super::error::SiteError;
use super::files::{Held, PAGES, PublicFiles, Version};
use super::logged::Logged;
use super::made::Made;
use super::sums::is_list_of;
use crate::publish::cell::Cell;
use crate::publish::publication::Publication;
use crate::publish::rendering::{Rendering, stem};
use crate::say::Quoted;
use crate::types::digest::Digest;
use std::collections::BTreeMap;

fn named(name: &str) -> Quoted {
    Quoted::new(format!("{PAGES}{name}"))
}

fn changed(name: &str) -> SiteError {
    SiteError::Changed { name: named(name) }
}

fn stray(name: &str) -> SiteError {
    SiteError::Stray { name: named(name) }
}

/// The list of files, which cannot be made again once other files have changed.
fn lost_list(files: &PublicFiles, digest: &Digest) -> SiteError {
    let name = Quoted::new(files.sums());
    if files.has(files.sums()) {
        SiteError::Changed { name }
    } else {
        SiteError::Gone { name, digest: *digest }
    }
}

fn gone(name: &str, digest: &Digest) -> SiteError {
    SiteError::Gone { name: named(name), digest: *digest }
}

/// Makes sure of it. Files of this plan may be there already: a run before may have been interrupted. A page or table that is
/// gone is no harm: it follows from the data, and comes back where its format is written.
pub(super) fn check(
    files: &PublicFiles,
    versions: &[Version<'_>],
    logged: &Logged,
    made: &[Made<'_>],
) -> Result<(), SiteError> {
    let of_plan: BTreeMap<&str, &Made<'_>> =
        made.iter().flat_map(|made| made.names().map(move |name| (name, made))).collect();
    let ever = versions.iter().filter(|version| logged.has(&version.digest));
    let ever: BTreeMap<&str, &Version<'_>> = ever.map(|version| (version.stem.as_str(), version)).collect();
    let is_around = |name: &str| PublicFiles::are_of_no_document(&format!("{PAGES}{name}"));
    let mut of_versions: BTreeMap<&str, Vec<(&str, &Held)>> = BTreeMap::new();
    for (name, held) in files.within(PAGES).filter(|(name, _)| !is_around(name)) {
        let stem = name.split('.').next().unwrap_or_default();
        if let Some(digest) = of_plan.get(name).and_then(|made| made.digest_of(name)) {
            // Of this plan; or of this very name, and changed.
            if digest? != held.digest {
                return Err(changed(name));
            }
        } else if ever.contains_key(stem) {
            of_versions.entry(stem).or_default().push((name, held));
        } else if let Some(digest) = logged.all().find(|digest| stem.ends_with(&self::stem("", digest))) {
            let data = format!("{stem}.json");
            let is_there = files.has(&format!("{PAGES}{data}"));
            return Err(if is_there { changed(name) } else { gone(&data, digest) });
        } else {
            return Err(stray(name));
        }
    }
    for (stem, files) in of_versions {
        // What is withdrawn is on its way out of the folder.
        let version = ever.get(stem).filter(|version| logged.standing.contains_key(&version.digest));
        if let Some(version) = version {
            follow(version, files)?;
        }
    }
    are_there(files, versions, logged, made, &of_plan)
}

/// The files of a version follow from its data.
fn follow(version: &Version<'_>, files: Vec<(&str, &Held)>) -> Result<(), SiteError> {
    let written = Publication::again(&version.page)?;
    for (name, held) in files.into_iter().filter(|(name, _)| *name != version.data_name()) {
        let is_right = if name == version.proof_name() {
            version.page.facts().contains(&Cell::Digest(held.digest))
        } else {
            let rendering = Rendering::of_name(&version.page, &version.stem, name);
            let again = written.rendered(rendering.ok_or_else(|| stray(name))?);
            again.is_ok_and(|again| version.page.hash_algorithm().of_file(&again) == held.digest)
        };
        if !is_right {
            return Err(changed(name));
        }
    }
    Ok(())
}

/// The versions that stand are there, or are made now.
fn are_there(
    files: &PublicFiles,
    versions: &[Version<'_>],
    logged: &Logged,
    made: &[Made<'_>],
    of_plan: &BTreeMap<&str, &Made<'_>>,
) -> Result<(), SiteError> {
    let is_list = |digest: &Digest| files.digest(files.sums()) == Some(*digest) || is_list_of(files, *digest);
    let has_list = files.digest(files.sums()).is_some_and(|held| logged.has(&held));
    for digest in logged.standing.keys() {
        let is_made = || made.iter().any(|made| made.digest == *digest);
        match versions.iter().find(|version| version.digest == *digest) {
            None if is_made() || is_list(digest) => {}
            // No file bears its digits, so it was the list, unless the list is there.
            None if !has_list => return Err(lost_list(files, digest)),
            None => return Err(gone(&(stem("*", digest) + ".json"), digest)),
            Some(version) if version.is_visit() => {
                let proof = version.proof_name();
                if !files.has(&format!("{PAGES}{proof}")) && !of_plan.contains_key(proof.as_str()) {
                    return Err(gone(&proof, digest));
                }
            }
            Some(_) => {}
        }
    }
    Ok(())
}
