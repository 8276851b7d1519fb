//! What a site publishes next: files, and lines for the log.

use super::check::check;
use super::error::SiteError;
use super::files::{PAGES, PublicFiles, Version};
use super::logged::Logged;
use super::made::{Made, PlannedFile};
use super::{Document, Site, words};
use crate::commit::canonical::FormError;
use crate::outcome::Reports;
use crate::publish::cell::Cell;
use crate::publish::format::Format;
use crate::publish::page::Page;
use crate::publish::publication::Publication;
use crate::publish::rendering::Rendering;
use crate::record::{Entry, Log};
use crate::say::{Listed, Quoted};
use crate::types::date::Date;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// What is published next. Every file is written, whole, before the first line is appended to the log: what the log speaks
/// of is there.
#[non_exhaustive]
pub struct SitePlan<'s> {
    /// How many documents there are, with those that stand already.
    pub documents: usize,
    /// The lines that the log does not have yet.
    pub entries: Vec<Entry>,
    made: Vec<Made<'s>>,
    /// The names among the documents of those files that are there already.
    there: BTreeSet<String>,
}

impl fmt::Debug for SitePlan<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<String> = self.names().collect();
        f.debug_struct("SitePlan")
            .field("files", &names)
            .field("entries", &self.entries)
            .finish_non_exhaustive()
    }
}

impl<'s> SitePlan<'s> {
    /// The names of all files of the documents.
    pub fn names(&self) -> impl Iterator<Item = String> {
        self.made.iter().flat_map(Made::names).map(|name| format!("{PAGES}{name}"))
    }

    /// The files that are not there yet.
    pub fn files(&self) -> impl Iterator<Item = PlannedFile<'_, 's>> {
        let all = self.made.iter().flat_map(|made| made.names().map(move |name| (made, name)));
        all.filter(|(_, name)| !self.there.contains(*name)).map(|(made, name)| PlannedFile::new(made, name))
    }
}

impl Site<'_> {
    /// What is published on a day, given the files that are there and the log.
    ///
    /// # Errors
    /// When a page would show what it must not; when a file among the documents is not what the log says, or not there; when
    /// a document would be replaced without a reason, or a penalty decision stay public that is shown no longer.
    pub fn plan(&self, files: &PublicFiles, log: &Log, on: Date) -> Result<SitePlan<'_>, SiteError> {
        let logged = Logged::of(log, self.announcement)?;
        let versions = files.versions();
        let mut batch = Batch::new(self, &versions, &logged);
        for document in self.documents(logged.announced, on)? {
            batch.add(document)?;
        }
        if self.reports.is_some() && self.disclosure().is_none() {
            batch.take_back_visits()?;
        }
        if self.reports.is_some() && self.disclosure().is_some() {
            let visits: Vec<_> =
                batch.standing.iter().copied().filter(|version| version.is_visit()).collect();
            batch.merge(&visits)?;
        }
        check(files, &versions, &logged, &batch.plan.made)?;
        batch.is_explained()?;
        let mut plan = batch.plan;
        plan.there = files.within(PAGES).map(|(name, _)| name.to_owned()).collect();
        plan.entries.retain(|entry| !log.has(entry));
        Ok(plan)
    }

    fn asks_for(&self, rendering: Rendering) -> bool {
        let asked = match rendering.format {
            // It says what the web page says, for a site that has a frame of its own.
            Format::Fragment => self.formats.contains(&Format::Fragment),
            format => self.formats.is_empty() || self.formats.contains(&format),
        };
        asked && rendering.language == self.language
    }
}

struct Batch<'s, 'b, 'p> {
    site: &'s Site<'s>,
    /// The versions that stand by the log.
    standing: Vec<&'b Version<'p>>,
    /// Documents that newer versions replace.
    replaced: BTreeSet<String>,
    /// Penalty decisions that a replaced version shows, and the newer one does not.
    shown_no_longer: BTreeSet<String>,
    /// What the documents of this batch are.
    keys: BTreeSet<String>,
    /// The targets whose outcomes are not for everybody, and the documents that stand and show some of them.
    withheld: BTreeSet<&'s str>,
    shows_withheld: BTreeSet<String>,
    /// The whole list of outcomes, if there is one.
    whole: Option<Vec<u8>>,
    plan: SitePlan<'s>,
}

impl<'s, 'b, 'p> Batch<'s, 'b, 'p> {
    fn new(site: &'s Site<'s>, versions: &'b [Version<'p>], logged: &Logged) -> Self {
        let standing =
            versions.iter().filter(|version| logged.standing.contains_key(&version.digest)).collect();
        let (replaced, shown_no_longer) = (BTreeSet::new(), BTreeSet::new());
        let reports = site.reports.into_iter().flat_map(Reports::iter);
        let withheld = reports.filter(|report| !report.openness.is_shown());
        let withheld = withheld.map(|report| report.target.as_str()).collect();
        let (keys, shows_withheld) = (BTreeSet::new(), BTreeSet::new());
        let plan = SitePlan { documents: 0, entries: Vec::new(), made: Vec::new(), there: BTreeSet::new() };
        Self { site, standing, replaced, shown_no_longer, keys, withheld, shows_withheld, whole: None, plan }
    }

    /// Adds a document, which withdraws its older versions.
    fn add(&mut self, Document { page, proof }: Document<'s>) -> Result<(), SiteError> {
        let Site { announcement, language, masks, .. } = *self.site;
        let page = if masks { page.masked() } else { page };
        let publication = Publication::new(&page)?;
        let (key, digest) = (page.key(), publication.digest());
        if key == "outcomes" && self.standing.iter().any(|version| version.is_visit()) {
            self.whole = Some(publication.bytes(Format::Json, language)?);
        }
        self.plan.documents += 1;
        self.keys.insert(key.clone());
        let is_older = |version: &Version<'_>| version.key == key && version.digest != digest;
        let older: Vec<_> = self.standing.iter().copied().filter(|version| is_older(version)).collect();
        let data = if older.is_empty() { Vec::new() } else { publication.bytes(Format::Json, language)? };
        let same = older.iter().filter(|version| says_the_same(version.data, &data)).count();
        // An amendment elsewhere does not touch what was said of this target.
        if proof.is_some() && same > 0 {
            return Ok(());
        }
        // What says the same, and of a later stage, takes nothing back.
        let reason = if same == older.len() {
            words::BOUND_ANEW.get(language).to_owned()
        } else if older.iter().all(|version| only_decided(version.data, &data)) {
            words::DECIDED.get(language).to_owned()
        } else if older.iter().all(|version| adds(version.data, &data) == Some(Added::Decisions)) {
            words::ADDED.get(language).to_owned()
        } else if older.iter().all(|version| adds(version.data, &data) == Some(Added::Targets)) {
            words::LINKED.get(language).to_owned()
        } else {
            let new = decisions(&page);
            for older in &older {
                self.shown_no_longer.extend(decisions(&older.page).difference(&new).cloned());
            }
            let shows = older.iter().any(|older| self.shows_withheld_in(older));
            self.shows_withheld.extend(shows.then(|| key.clone()));
            self.replaced.insert(key.clone());
            self.reason()
        };
        self.withdraw(&reason, &older)?;
        self.plan.entries.push(Entry::published(Some(announcement), digest)?);
        let site = self.site;
        let renderings = Rendering::all(&page).filter(|one| site.asks_for(*one)).collect();
        self.plan.made.push(Made::new(page, digest, proof, renderings)?);
        Ok(())
    }

    /// Withdraws what was published of single visits: the whole list says the same. Where it does not, that is a correction, which
    /// needs a reason like any other.
    fn merge(&mut self, visits: &[&'b Version<'p>]) -> Result<(), FormError> {
        let whole = self.whole.as_deref().map(outcome_rows).unwrap_or_default();
        // Decisions that came later are no correction.
        let says = |mut old: Map<String, Value>, mut new: Map<String, Value>| {
            let numbers = [&mut old, &mut new].map(|said| said.remove("penalties").unwrap_or_default());
            old == new && (numbers[0] == numbers[1] || are_among(&numbers[0], &numbers[1]))
        };
        let is_same = |visit: &Version<'_>| {
            let mut rows = outcome_rows(visit.data).into_iter();
            rows.all(|(index, said)| whole.get(&index).is_some_and(|now| says(said, now.clone())))
        };
        let (same, other): (Vec<&Version<'_>>, Vec<&Version<'_>>) =
            visits.iter().copied().partition(|visit| is_same(visit));
        self.withdraw(words::IN_THE_WHOLE_LIST.get(self.site.language), &same)?;
        self.replaced.extend(other.iter().map(|visit| visit.key.clone()));
        let shows = other.iter().filter(|visit| self.shows_withheld_in(visit));
        self.shows_withheld.extend(shows.map(|visit| visit.key.clone()).collect::<Vec<_>>());
        self.withdraw(&self.reason(), &other)
    }

    /// Withdraws the visits that stand and are reported no longer, or no longer for everybody.
    fn take_back_visits(&mut self) -> Result<(), FormError> {
        let is_gone = |version: &&&Version<'_>| version.is_visit() && !self.keys.contains(&version.key);
        let gone: Vec<&Version<'_>> = self.standing.iter().filter(is_gone).copied().collect();
        let shows = gone.iter().filter(|visit| self.shows_withheld_in(visit));
        self.shows_withheld.extend(shows.map(|visit| visit.key.clone()).collect::<Vec<_>>());
        self.replaced.extend(gone.iter().map(|visit| visit.key.clone()));
        self.withdraw(&self.reason(), &gone)
    }

    /// Whether a version shows the outcome of a target that is not for everybody.
    fn shows_withheld_in(&self, version: &Version<'_>) -> bool {
        let rows = outcome_rows(version.data).into_values();
        let mut ids = rows.filter_map(|row| Some(row.get("id")?.as_str()?.to_owned()));
        let is_about = self.withheld.iter().any(|id| version.key == format!("visit-{id}"));
        is_about || ids.any(|id| self.withheld.contains(id.as_str()))
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
        if !self.shows_withheld.is_empty() && !self.site.not_public {
            return Err(SiteError::WithheldStays { documents: listed(&self.shows_withheld) });
        }
        if !self.shown_no_longer.is_empty() && !self.site.not_public {
            return Err(SiteError::StaysPublic { decisions: listed(&self.shown_no_longer) });
        }
        Ok(())
    }
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

/// What a document says of outcomes, by the places of the targets in the roster: who they are is said by the disclosure.
fn outcome_rows(data: &[u8]) -> BTreeMap<u64, Map<String, Value>> {
    let mut rows = BTreeMap::new();
    let value: Value = serde_json::from_slice(data).unwrap_or_default();
    for table in ["outcomes", "not_inspected"] {
        for row in value["tables"][table].as_array().into_iter().flatten().filter_map(Value::as_object) {
            let mut said = row.clone();
            said.retain(|field, _| !matches!(field.as_str(), "no" | "name" | "credit_code"));
            rows.extend(said.get("index").and_then(Value::as_u64).map(|index| (index, said)));
        }
    }
    rows
}

/// Whether a fact is the proof, or its code: each seal has proofs of its own.
fn is_of_proof(fact: &str) -> bool {
    matches!(fact, "proof" | "scan")
}

/// Whether outcomes differ in nothing but further numbers of decisions.
fn only_decided(old: &[u8], new: &[u8]) -> bool {
    let said = |bytes: &[u8]| {
        let mut value: Value = serde_json::from_slice(bytes).ok()?;
        value.as_object_mut()?.remove("bound");
        value.get_mut("facts")?.as_object_mut()?.retain(|fact, _| !is_of_proof(fact));
        let mut numbers = Vec::new();
        for row in value.get_mut("tables")?.get_mut("outcomes")?.as_array_mut()? {
            numbers.push(row.as_object_mut()?.remove("penalties")?);
        }
        Some((value, numbers))
    };
    let (Some((old, before)), Some((new, now))) = (said(old), said(new)) else { return false };
    old == new
        && before.len() == now.len()
        && before.iter().zip(&now).all(|(before, now)| are_among(before, now))
}

/// Whether all numbers of a list stand in another.
fn are_among(some: &Value, all: &Value) -> bool {
    let all = all.as_array().map(Vec::as_slice).unwrap_or_default();
    some.as_array().is_some_and(|some| some.iter().all(|number| all.contains(number)))
}

/// What a newer list of penalty decisions adds to an older one.
#[derive(PartialEq, Eq)]
enum Added {
    /// Decisions.
    Decisions,
    /// Nothing but which targets the decisions came of, which everybody may know since the disclosure.
    Targets,
}

/// What a newer list of penalty decisions adds, if it says all that the older one says, word for word.
fn adds(old: &[u8], new: &[u8]) -> Option<Added> {
    let rows = |bytes: &[u8]| {
        let mut value: Value = serde_json::from_slice(bytes).ok()?;
        let mut facts = value.get_mut("facts")?.as_object_mut()?.clone();
        facts.remove("shown");
        let mut tables = value.get_mut("tables")?.as_object_mut()?.clone();
        let Value::Array(mut rows) = tables.remove("penalties")? else { return None };
        // A row that comes in between moves the numbers of those below it.
        rows.iter_mut().filter_map(Value::as_object_mut).for_each(|row| drop(row.remove("no")));
        Some((rows, (facts, tables)))
    };
    let ((old, rest), (new, same)) = (rows(old)?, rows(new)?);
    let is_there = |row: &Value| new.iter().any(|now| says_as_much(row, now));
    if rest != same || !old.iter().all(is_there) {
        return None;
    }
    Some(if old.len() < new.len() { Added::Decisions } else { Added::Targets })
}

/// Whether a decision says what it said before; the target of its inspection, and that one's credit code, may have been unknown.
fn says_as_much(old: &Value, new: &Value) -> bool {
    let (Some(old), Some(new)) = (old.as_object(), new.as_object()) else { return false };
    let is_same = |(field, text): (&String, &Value)| {
        let may_come = ["target", "credit_code"].contains(&field.as_str()) && text.is_null();
        may_come || new.get(field) == Some(text)
    };
    old.len() == new.len() && old.iter().all(is_same)
}

/// Whether two versions of a document differ in nothing but what binds them to the seal.
fn says_the_same(old: &[u8], new: &[u8]) -> bool {
    let said = |bytes: &[u8]| {
        let mut value: Value = serde_json::from_slice(bytes).ok()?;
        value.as_object_mut()?.remove("bound");
        value.get_mut("facts")?.as_object_mut()?.retain(|fact, _| !is_of_proof(fact));
        Some(value)
    };
    matches!((said(old), said(new)), (Some(old), Some(new)) if old == new)
}
