//! What a site publishes next: files, and lines for the log.

use super::check::check;
use super::error::SiteError;
use super::files::{PAGES, PublicFiles, SiteFile, Version, proof_name};
use super::logged::Logged;
use super::{Document, Site, words};
use crate::commit::canonical::FormError;
use crate::publish::cell::Cell;
use crate::publish::format::Format;
use crate::publish::page::Page;
use crate::publish::publication::Publication;
use crate::publish::rendering::{Rendering, stem};
use crate::record::{Entry, Log};
use crate::say::{Listed, Quoted};
use crate::types::date::Date;
use serde_json::Value;
use std::collections::BTreeSet;

/// What is published next. Every file is written, whole, before the first line is appended to the log: what the log speaks
/// of is there.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct SitePlan {
    /// How many documents there are, with those that stand already.
    pub documents: usize,
    /// Their files. One that is there already has these bytes.
    pub files: Vec<SiteFile>,
    /// The lines that the log does not have yet.
    pub entries: Vec<Entry>,
}

impl Site<'_> {
    /// What is published on a day, given the files that are there and the log.
    ///
    /// # Errors
    /// When a page would show what it must not; when a file among the documents is not what the log says, or not there; when
    /// a document would be replaced without a reason, or a penalty decision stay public that is shown no longer.
    pub fn plan(&self, files: &PublicFiles, log: &Log, on: Date) -> Result<SitePlan, SiteError> {
        let logged = Logged::of(log, self.announcement)?;
        let versions = files.versions();
        let mut batch = Batch::new(self, &versions, &logged);
        for document in self.documents(logged.announced, on)? {
            batch.add(document)?;
        }
        if self.reports.is_some() && self.disclosure().is_some() {
            let visits: Vec<_> =
                batch.standing.iter().copied().filter(|version| version.is_visit()).collect();
            batch.withdraw(words::IN_THE_WHOLE_LIST.get(self.language), &visits)?;
        }
        check(files, &versions, &logged, &batch.plan.files)?;
        batch.is_explained()?;
        let mut plan = batch.plan;
        plan.entries.retain(|entry| !log.has(entry));
        Ok(plan)
    }

    fn asks_for(&self, rendering: Rendering) -> bool {
        let asked = self.formats.is_empty() || self.formats.contains(&rendering.format);
        asked && rendering.language == self.language
    }
}

struct Batch<'b, 'a, 'p> {
    site: &'b Site<'a>,
    /// The versions that stand by the log.
    standing: Vec<&'b Version<'p>>,
    /// Documents that newer versions replace.
    replaced: BTreeSet<String>,
    /// Penalty decisions that a replaced version shows, and the newer one does not.
    shown_no_longer: BTreeSet<String>,
    plan: SitePlan,
}

impl<'b, 'a, 'p> Batch<'b, 'a, 'p> {
    fn new(site: &'b Site<'a>, versions: &'b [Version<'p>], logged: &Logged) -> Self {
        let standing =
            versions.iter().filter(|version| logged.standing.contains_key(&version.digest)).collect();
        let (replaced, shown_no_longer) = (BTreeSet::new(), BTreeSet::new());
        let plan = SitePlan { documents: 0, files: Vec::new(), entries: Vec::new() };
        Self { site, standing, replaced, shown_no_longer, plan }
    }

    /// Adds a document, which withdraws its older versions.
    fn add(&mut self, Document { page, proof }: Document<'_>) -> Result<(), SiteError> {
        let Site { announcement, language, masks, .. } = *self.site;
        let page = if masks { page.masked() } else { page };
        let publication = Publication::new(&page)?;
        let (key, digest) = (page.key(), publication.digest());
        let data = publication.bytes(Format::Json, language)?;
        self.plan.documents += 1;
        let is_older = |version: &Version<'_>| version.key == key && version.digest != digest;
        let older: Vec<_> = self.standing.iter().copied().filter(|version| is_older(version)).collect();
        let same = older.iter().filter(|version| says_the_same(version.data, &data)).count();
        // An amendment elsewhere does not touch what was said of this target.
        if proof.is_some() && same > 0 {
            return Ok(());
        }
        // What says the same, and of a later stage, takes nothing back.
        let reason = if same == older.len() {
            words::BOUND_ANEW.get(language).to_owned()
        } else {
            let new = decisions(&page);
            for older in &older {
                self.shown_no_longer.extend(decisions(&older.page).difference(&new).cloned());
            }
            self.replaced.insert(key.clone());
            self.reason()
        };
        self.withdraw(&reason, &older)?;
        self.plan.entries.push(Entry::published(Some(announcement), digest)?);
        let stem = stem(&key, &digest);
        self.plan.files.extend(proof.map(|proof| among_pages(proof_name(&stem), proof)));
        self.plan.files.push(among_pages(format!("{stem}.json"), data));
        let layout = page.layout();
        let site = self.site;
        for rendering in Rendering::all(layout).filter(|one| site.asks_for(*one)) {
            let file = among_pages(rendering.name(layout, &stem), publication.rendered(rendering)?);
            self.plan.files.push(file);
        }
        Ok(())
    }

    /// Why older versions are replaced, as the log says it.
    fn reason(&self) -> String {
        let Site { reason, not_public, language, .. } = *self.site;
        format!("{}{reason}", if not_public { words::NOT_PUBLIC.get(language) } else { "" })
    }

    fn withdraw(&mut self, reason: &str, versions: &[&Version<'_>]) -> Result<(), FormError> {
        for version in versions {
            let entry = Entry::withdrawn(Some(self.site.announcement), version.digest, reason)?;
            self.plan.entries.push(entry);
        }
        Ok(())
    }

    /// Refuses to replace what is public without a reason, and to leave public what the law forbids.
    fn is_explained(&self) -> Result<(), SiteError> {
        let listed = |all: &BTreeSet<String>| Listed(all.iter().map(Quoted::new).collect());
        if !self.replaced.is_empty() && self.site.reason.trim().is_empty() {
            return Err(SiteError::NoReason { documents: listed(&self.replaced) });
        }
        if !self.shown_no_longer.is_empty() && !self.site.not_public {
            return Err(SiteError::StaysPublic { decisions: listed(&self.shown_no_longer) });
        }
        Ok(())
    }
}

fn among_pages(name: String, bytes: Vec<u8>) -> SiteFile {
    SiteFile::new(format!("{PAGES}{name}"), bytes)
}

/// The penalty decisions that a page shows.
fn decisions(page: &Page<'_>) -> BTreeSet<String> {
    let Some(layout) = page.layout().tables.first().filter(|table| table.id == "penalties") else {
        return BTreeSet::new();
    };
    let numbers = (0..page.rows(0)).filter_map(|row| {
        let mut cells = page.row(0, row).into_iter().zip(layout.columns);
        match cells.find(|(_, column)| column.id == "number")?.0 {
            Cell::Code(number) => Some(number.into_owned()),
            _ => None,
        }
    });
    numbers.collect()
}

/// Whether two versions of a document differ in nothing but what binds them to the seal.
fn says_the_same(old: &[u8], new: &[u8]) -> bool {
    let said = |bytes: &[u8]| {
        let mut value: Value = serde_json::from_slice(bytes).ok()?;
        value.as_object_mut()?.remove("bound");
        value.get_mut("facts")?.as_object_mut()?.remove("proof");
        Some(value)
    };
    matches!((said(old), said(new)), (Some(old), Some(new)) if old == new)
}
