//! The folder in order, as things stand by the log.

use super::feed::feed;
use super::files::{
    CHECK_PAGE, CHECKPOINT, DISCLOSURE, FILES_PAGE, Held, INDEX, LOG_KEY, PAGES, PublicFiles, SiteFile,
    VERIFY_PAGE, WITHDRAWN, is_data,
};
use super::index::Index;
use super::latest::{latest, old_names};
use super::logged::Logged;
use super::sums::{Changes, FileList, file_list, is_old_list};
use super::{Site, around, machines};
use crate::commit::canonical::FormError;
use crate::publish::catalogue::{DataFile, DataSet};
use crate::publish::layouts;
use crate::publish::verifier::verify_page;
use crate::record::Log;
use crate::types::digest::Digest;
use std::collections::BTreeMap;

/// A file that leaves the documents.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Move {
    /// Its name in the public folder.
    pub from: String,
    /// Its new name there; `None` for what is kept and not shown.
    pub to: Option<String>,
}

/// A file that stands under a second name as well.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Copied {
    /// Its name in the public folder.
    pub from: String,
    /// Its other name there.
    pub to: String,
}

/// What is to be done after the log says what stands: files to move, then files to remove, then files to copy and files to
/// write, both in the place of older ones, then the list of all files.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Arranged {
    /// Files of withdrawn versions. The data stay public, so that everybody sees what was changed, unless the log says that the
    /// law forbids it; pages and tables are kept, and not shown.
    pub moves: Vec<Move>,
    /// Files among the withdrawn ones whose versions stand again; schemas and addresses of documents that do not.
    pub removed: Vec<String>,
    /// How many versions leave the documents, their data public still.
    pub withdrawn: usize,
    /// How many versions leave the public folder with their data.
    pub hidden: usize,
    /// The documents that stand, with all their files, in the order of the layouts.
    pub standing: Vec<DataSet>,
    /// Files that stand under a second name as well.
    pub copies: Vec<Copied>,
    /// How to check a ticket, once the draw is disclosed; the page that verifies the draw in a browser; what machines read (catalogue, columns of the CSV files, schemas, feed);
    /// pages at addresses that stay; all files with their digests; at last the page of the draw.
    pub files: Vec<SiteFile>,
    /// The list of all files, for when the others are in their places.
    pub list: FileList,
}

/// The names of the files around the documents: those that are written, and those that the log brings with it.
fn names_around<'a>(files: &PublicFiles, written: &'a [SiteFile]) -> Vec<&'a str> {
    let of_log = [CHECKPOINT, LOG_KEY].into_iter().filter(|name| files.has(name));
    written.iter().map(|file| file.name.as_str()).chain([files.sums()]).chain(of_log).collect()
}

impl Site<'_> {
    /// Puts the folder in order: `files` holds what the plan wrote, and `log` its lines.
    ///
    /// # Errors
    /// When a text of the announcement holds what canonical JSON refuses.
    pub fn arrange(&self, files: &PublicFiles, log: &Log) -> Result<Arranged, FormError> {
        let logged = Logged::of(log, self.announcement)?;
        let mut out = Arranged {
            moves: Vec::new(),
            removed: Vec::new(),
            withdrawn: 0,
            hidden: 0,
            standing: Vec::new(),
            copies: Vec::new(),
            files: Vec::new(),
            list: FileList::empty(files),
        };
        let mut withdrawn: BTreeMap<&str, Digest> =
            files.within(WITHDRAWN).map(|(name, held)| (name, held.digest)).collect();
        let versions = files.versions();
        for version in &versions {
            let mut of_version = files.of(version);
            if let Some(published) = logged.standing.get(&version.digest) {
                // It may have been withdrawn before, and stand again.
                let data = of_version.iter().filter(|(name, _)| is_data(name));
                let again = data.filter(|(name, _)| withdrawn.remove(name).is_some());
                out.removed.extend(again.map(|(name, _)| format!("{WITHDRAWN}{name}")));
                let file = |(name, held): (&str, &Held)| {
                    DataFile::new(name, media_type(name), held.bytes, held.digest)
                };
                let (layout, digest) = (version.page.layout(), version.digest);
                let of_version = of_version.into_iter().map(file).collect();
                out.standing.push(DataSet::new(
                    layout,
                    files.hash_algorithm(),
                    digest,
                    *published,
                    of_version,
                ));
                continue;
            }
            let is_hidden = logged.is_not_public(&version.digest);
            *(if is_hidden { &mut out.hidden } else { &mut out.withdrawn }) += 1;
            // By its data a version is known, so they go last: an interrupted run is gone on with.
            of_version.sort_by_key(|(name, _)| *name == version.data_name());
            for (name, held) in of_version {
                let is_shown = is_data(name) && !is_hidden;
                let to = is_shown.then(|| format!("{WITHDRAWN}{name}"));
                out.moves.push(Move { from: format!("{PAGES}{name}"), to });
                withdrawn.extend(is_shown.then_some((name, held.digest)));
            }
        }
        out.standing.sort_by_key(|set| layouts().iter().position(|layout| *layout == set.layout));
        let check =
            self.disclosure().map(|disclosure| around::check_page(disclosure, self.log_key, self.language));
        let has_check = check.is_some() || files.has(CHECK_PAGE);
        out.files.extend(check.map(|page| SiteFile::new(CHECK_PAGE, page)));
        out.files.push(SiteFile::new(VERIFY_PAGE, verify_page().as_bytes().to_vec()));
        out.files.extend(machines::files(self, &out.standing));
        out.removed.extend(machines::old_schemas(files, &out.files));
        let latest = latest(&self.announcement.plan.title, &out.standing);
        out.removed.extend(old_names(files, &latest));
        out.files.extend(latest.pages);
        out.copies.extend(latest.copies);
        out.files.push(feed(self, files, log, &logged)?);
        let why = |digest| logged.withdrawn.get(&digest).map(String::as_str);
        let withdrawn = withdrawn.into_iter().filter(|(name, _)| !is_old_list(name));
        let withdrawn = withdrawn.filter_map(|(name, digest)| Some((name, digest, why(digest)?)));
        let listed = around::FilesPage {
            hash: files.hash_algorithm(),
            plan: &self.announcement.plan,
            sets: &out.standing,
            withdrawn: withdrawn.collect(),
            documents: files.documents(),
            evidence: files.evidence(),
            around: names_around(files, &out.files),
            log_key: self.log_key,
        };
        let dataset = machines::catalogue(self, &out.standing).schema_org(self.language);
        let index = {
            let of = |set: &DataSet| versions.iter().find(|version| version.digest == set.digest);
            let sets = out.standing.iter().filter_map(|set| Some((set, of(set)?))).collect();
            let (plan, withdrawn) = (&self.announcement.plan, listed.withdrawn.len());
            let (contact, document_number) = (self.contact, self.document_number);
            let (logged, has_disclosure) = (&logged, files.has(DISCLOSURE));
            Index {
                plan,
                logged,
                sets,
                withdrawn,
                contact,
                document_number,
                has_check,
                has_disclosure,
                dataset,
            }
            .page(self.language)
        };
        let pages = [SiteFile::new(FILES_PAGE, listed.page(self.language)), SiteFile::new(INDEX, index)];
        out.files.extend(pages);
        let changes =
            Changes { moves: &out.moves, removed: &out.removed, written: &out.files, copies: &out.copies };
        let (list, older) = file_list(self.announcement, self.language, files, &logged, &changes)?;
        out.list = list;
        out.copies.extend(older);
        Ok(out)
    }
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, extension)| extension) {
        Some("html") => "text/html",
        Some("md") => "text/markdown",
        Some("txt") => "text/plain",
        Some("csv") => "text/csv",
        Some("json") => "application/json",
        Some("xlsx") => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _ => "application/octet-stream",
    }
}
