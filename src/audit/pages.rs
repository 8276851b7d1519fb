//! Published pages against the log (PROTOCOL.md §19.3, §21): all there, none that the log does not name, each file what its JSON
//! gives.

use super::problem::{AuditProblem, LineDifference};
use super::record::Record;
use super::report::{DrawName, Findings};
use crate::publish::{Page, Publication, Rendering, digits, stem};
use crate::record::line::{Line, LineKind};
use crate::say::Quoted;
use crate::types::digest::Digest;
use std::collections::{BTreeMap, BTreeSet};

/// A page, with what follows from it.
pub(super) struct Known<'a, 'd> {
    pub(super) page: &'a Page<'d>,
    /// What it is, whatever its version.
    key: String,
    /// What the names of its files begin with.
    pub(super) stem: String,
    /// The announcements that it came from.
    bound: Vec<Digest>,
}

/// What was published by the log, and what of it is there.
pub(super) struct Pages<'a, 'd> {
    pub(super) known: BTreeMap<Digest, Known<'a, 'd>>,
    /// The announcements of which some publication is there. Of the others the auditor was given none, and nobody is accused.
    pub(super) shown: BTreeSet<Option<Digest>>,
    /// What stands by the log, with the line that published it.
    pub(super) standing: BTreeMap<(Option<Digest>, Digest), u64>,
    published: BTreeSet<Digest>,
}

/// The lines about publications, with their places.
pub(super) fn publications<'a>(record: &Record<'a, '_>) -> impl Iterator<Item = (u64, &'a Line)> + use<'a> {
    record.lines().filter(|(_, line)| line.kind.is_publication())
}

/// The digests of what was ever published.
pub(super) fn published(record: &Record<'_, '_>) -> BTreeSet<Digest> {
    let lines = publications(record).filter(|(_, line)| line.kind == LineKind::Published);
    lines.map(|(_, line)| line.document).collect()
}

impl<'a, 'd> Pages<'a, 'd> {
    pub(super) fn new(record: &Record<'a, 'd>) -> Self {
        let documents = record.documents;
        let known = documents.pages.iter().map(|(digest, (_, page))| {
            let bound = page.bound().iter().map(|bound| bound.announcement).collect();
            let key = page.key();
            (*digest, Known { page, stem: stem(&key, digest), key, bound })
        });
        let there = publications(record).filter(|(_, line)| documents.digests.contains(&line.document));
        let mut standing = BTreeMap::new();
        for (place, line) in publications(record) {
            let publication = (line.announcement, line.document);
            if line.kind == LineKind::Published {
                standing.insert(publication, place);
            } else {
                standing.remove(&publication);
            }
        }
        Self {
            known: known.collect(),
            shown: there.map(|(_, line)| line.announcement).collect(),
            standing,
            published: published(record),
        }
    }

    /// What stands by the log, of announcements of which no publication is there: nothing is said of it.
    pub(super) fn unseen(&self, record: &Record<'_, '_>) -> Vec<Digest> {
        let missing = self.standing.keys().filter(|(about, document)| {
            !record.documents.digests.contains(document) && !self.shown.contains(about)
        });
        missing.map(|(_, document)| *document).collect()
    }
}

/// The draw of an announcement, as far as that is known.
fn draw_about(record: &Record<'_, '_>, about: Option<Digest>) -> Option<DrawName> {
    about.and_then(|about| record.draw_about(about))
}

/// The draw that a page came from first.
fn draw_of(record: &Record<'_, '_>, page: &Known<'_, '_>) -> Option<DrawName> {
    draw_about(record, page.bound.first().copied())
}

/// What was published stands in the files, about the announcement that its line names.
pub(super) fn missing(record: &Record<'_, '_>, pages: &Pages<'_, '_>, found: &mut Findings) {
    for ((about, document), place) in &pages.standing {
        if !record.documents.digests.contains(document) && pages.shown.contains(about) {
            let problem = AuditProblem::PageMissing { document: *document };
            found.add(draw_about(record, *about), &[*place], problem);
        }
    }
    for (place, line) in publications(record).filter(|(_, line)| line.kind == LineKind::Published) {
        // Logged about nothing, its versions would be found under no draw.
        let bound = pages.known.get(&line.document).map_or(&[][..], |page| &page.bound);
        let is_about_one = line.announcement.is_some_and(|about| bound.contains(&about));
        if !bound.is_empty() && !is_about_one {
            let difference = LineDifference::Bound { page: line.document };
            let draw = draw_about(record, line.announcement);
            found.add(draw, &[place], AuditProblem::LineDiffers { difference });
        }
    }
}

/// Of one page one version stands: another one comes after a line that withdraws it and says why.
pub(super) fn replaced(record: &Record<'_, '_>, pages: &Pages<'_, '_>, found: &mut Findings) {
    let mut standing: BTreeMap<(Digest, &str), BTreeSet<Digest>> = BTreeMap::new();
    for (place, line) in publications(record) {
        let Some((about, page)) = line.announcement.zip(pages.known.get(&line.document)) else {
            continue;
        };
        let versions = standing.entry((about, &page.key)).or_default();
        if line.kind == LineKind::Withdrawn {
            versions.remove(&line.document);
            continue;
        }
        let is_other = versions.iter().any(|other| *other != line.document);
        versions.insert(line.document);
        if is_other {
            let (page, document) = (Quoted::new(&page.stem), line.document);
            let problem = AuditProblem::PageReplaced { page, document };
            found.add(record.draw_about(about), &[place], problem);
        }
    }
}

/// Pages that no line published. Anybody could have put them there, but for who keeps the folder.
pub(super) fn unlogged(record: &Record<'_, '_>, pages: &Pages<'_, '_>, found: &mut Findings) {
    let names = record.documents.pages.iter().map(|(digest, (name, _))| (digest, name));
    for (digest, name) in names.filter(|(digest, _)| !pages.published.contains(digest)) {
        let draw = pages.known.get(digest).and_then(|page| draw_of(record, page));
        found.add(draw, &[], AuditProblem::PageUnlogged { file: Quoted::new(name) });
    }
}

/// Files for people and spreadsheets: each belongs to a page by its name, and is what that page's JSON gives.
pub(super) fn renderings(record: &Record<'_, '_>, pages: &Pages<'_, '_>, found: &mut Findings) {
    let gone = pages.published.iter().filter(|digest| !pages.known.contains_key(digest));
    let gone: BTreeSet<String> = gone.map(digits).collect();
    let stems: BTreeMap<&str, Digest> =
        pages.known.iter().map(|(digest, page)| (page.stem.as_str(), *digest)).collect();
    let mut of_pages: BTreeMap<Digest, Vec<(&str, &[u8])>> = BTreeMap::new();
    let mut strays: Vec<(Option<DrawName>, &str)> = Vec::new();
    for file in &record.documents.renderings {
        let stem = file_name(&file.name).split('.').next().unwrap_or_default();
        match stems.get(stem) {
            Some(digest) => of_pages.entry(*digest).or_default().push((&file.name, file.bytes)),
            // Of a page that is not there more is said elsewhere.
            None if stem.rsplit_once('-').is_some_and(|(_, end)| gone.contains(end)) => {}
            None if pages.published.contains(&file.digest) => {}
            None => strays.push((None, &file.name)),
        }
    }
    for (known, files) in
        of_pages.iter().filter_map(|(digest, files)| Some((pages.known.get(digest)?, files)))
    {
        let (draw, written) = (draw_of(record, known), Publication::again(known.page));
        for (path, bytes) in files {
            let rendering = Rendering::of_name(known.page, &known.stem, file_name(path));
            let (Some(rendering), Ok(written)) = (rendering, &written) else {
                strays.push((draw.clone(), path));
                continue;
            };
            if written.rendered(rendering).ok().as_deref() != Some(*bytes) {
                found.add(draw.clone(), &[], AuditProblem::PageDiffers { file: Quoted::new(path) });
            }
        }
    }
    for (draw, path) in strays {
        found.add(draw, &[], AuditProblem::PageUnlogged { file: Quoted::new(path) });
    }
}

/// The name of a file, without where it is.
fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}
