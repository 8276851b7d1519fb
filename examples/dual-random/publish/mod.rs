//! `publish`: the public folder as a web server takes it: pages and data files of every document, an index that leads to
//! all of them, and a page on how to check a ticket with what everybody has.

mod settings;
pub(crate) mod shelf;
pub(crate) mod sources;
mod web;

use crate::cli::PublishArguments;
use crate::disclose;
use crate::files::{self, Access, Folder, Written};
use crate::log::{Book, Logging, Publications};
use crate::out::{Exit, Failure, Out, Outcome};
use crate::text;
use crate::text::Shown as _;
use crate::text::Words;
use dual_random::outcome::{DocumentNumber, Reports};
use dual_random::privacy::Policy;
use dual_random::proof::{ProveError, Prover};
use dual_random::publish::{
    self, Bound, Cell, Format, Page, Period, Publication, PublishError, Rendering, RosterList,
};
use dual_random::record::Entry;
use dual_random::{Announcement, Date, Digest, FormError, Language, TargetId, Timestamp};
use serde_json::Value;
use shelf::{PutAway, Version};
use sources::{Sources, Stage};
use std::collections::BTreeSet;
use std::path::PathBuf;

/// A document, and the proof that goes with it.
struct Document<'a> {
    page: Page<'a>,
    proof: Option<Vec<u8>>,
}

impl<'a> From<Page<'a>> for Document<'a> {
    fn from(page: Page<'a>) -> Self {
        Self { page, proof: None }
    }
}

pub(crate) fn run(arguments: &PublishArguments, logging: Logging<'_>, out: &mut Out) -> Outcome<Exit> {
    let folder = Folder::new(&arguments.dir);
    let sources = Sources::read(arguments, &folder)?;
    let done = published(arguments, &folder, &sources, logging, out.language)?;
    out.lines(sources.notes.iter().chain(&done.notes).cloned());
    let index = folder.index();
    out.line(text::published_pages(index.shown(), done.documents, done.files));
    let (public, kept) = (folder.withdrawn(), folder.put_away());
    if done.put_away.public > 0 {
        out.line(text::put_away(done.put_away.public, public.shown(), kept.shown()));
    }
    if done.put_away.whole > 0 {
        out.line(text::put_away_whole(done.put_away.whole, kept.shown()));
    }
    if let Some(reports) = sources.reports.as_ref().filter(|reports| !reports.pending().is_empty()) {
        // The page lists them all.
        let first = reports.pending().iter().take(10);
        out.line(text::pending_reports(reports.pending().len(), text::joined(first)));
    }
    for (target, team) in sources.reports.iter().flat_map(Reports::other_teams) {
        let drawn = team.instead_of.iter().flatten();
        let (went, drawn) = (text::joined(&team.went), text::joined(drawn));
        out.line(text::other_team(target, went, drawn));
    }
    for number in unlisted(&sources) {
        out.line(text::unlisted_penalty(text::name(number)));
    }
    out.lines(done.checkpoint);
    if done.written == Written::Identical {
        out.line(text::identical());
    }
    Ok(Exit::Done)
}

/// What came of publishing.
pub(crate) struct Done {
    pub(crate) documents: usize,
    pub(crate) files: usize,
    put_away: PutAway,
    pub(crate) written: Written,
    checkpoint: Option<Words>,
    /// What is to be known of the list of what is withheld.
    notes: Vec<Words>,
}

/// Everything that a folder has by now, with its tables under their usual names.
pub(crate) fn all(arguments: &PublishArguments, logging: Logging<'_>, language: Language) -> Outcome<Done> {
    let folder = Folder::new(&arguments.dir);
    published(arguments, &folder, &Sources::read(arguments, &folder)?, logging, language)
}

fn published(
    arguments: &PublishArguments,
    folder: &Folder,
    sources: &Sources,
    logging: Logging<'_>,
    language: Language,
) -> Outcome<Done> {
    let failure = |error: PublishError| Failure(text::not_published(error));
    let (announcement, policy) = (&sources.announcement, sources.settings.policy());
    let today = logging.clock.now()?.day();
    let mut notes = Vec::new();
    let rosters = roster_list(arguments, sources, &mut notes)?;
    let book = Book::of(folder, announcement, logging)?;
    let announced = book.announced().copied();
    let documents = documents(sources, announced, rosters.as_ref(), &policy, today, language)?;
    let (versions, logged) = (shelf::versions(folder)?, book.published());
    let standing = versions.iter().filter(|version| logged.standing.contains_key(&version.digest)).collect();
    let mut batch = Batch::new(announcement, arguments, standing, language);
    for document in documents {
        batch.add(document).map_err(failure)?;
    }
    if sources.reports.is_some() && sources.stage.disclosed().is_some() {
        batch.withdraw(text::in_the_whole_list().get(language), |version| version.key.starts_with("visit-"));
    }
    shelf::check(folder, &versions, &logged, &batch.files)?;
    batch.is_explained()?;
    let Batch { entries, files: all, documents: count, .. } = batch;
    let pen = book.pen(entries)?;
    let mut outcome = Written::Identical;
    for (name, bytes) in &all {
        let path = folder.pages().join(name);
        outcome = outcome.and(files::write(&path, bytes, Access::Everyone)?);
    }
    let logged = pen.write()?;
    let put_away = shelf::tidy(folder, &logged.published)?;
    outcome = outcome.and(around(folder, sources, &logged.published, language)?);
    let checkpoint = logged.message();
    Ok(Done {
        documents: count,
        files: all.len(),
        put_away,
        written: outcome.and(logged.written),
        checkpoint,
        notes,
    })
}

/// Everything that one call publishes: lines for the log, and files.
struct Batch<'a> {
    announcement: &'a Announcement,
    arguments: &'a PublishArguments,
    language: Language,
    /// The versions that stand by the log.
    standing: Vec<&'a Version>,
    /// Documents that newer versions replace.
    replaced: BTreeSet<String>,
    /// Penalty decisions that a replaced version shows, and the newer one does not.
    shown_no_longer: BTreeSet<String>,
    entries: Vec<Result<Entry, FormError>>,
    files: Vec<(PathBuf, Vec<u8>)>,
    documents: usize,
}

impl<'a> Batch<'a> {
    fn new(
        announcement: &'a Announcement,
        arguments: &'a PublishArguments,
        standing: Vec<&'a Version>,
        language: Language,
    ) -> Self {
        let (entries, files) = (Vec::new(), Vec::new());
        let (replaced, shown_no_longer) = (BTreeSet::new(), BTreeSet::new());
        let documents = 0;
        Self {
            announcement,
            arguments,
            language,
            standing,
            replaced,
            shown_no_longer,
            entries,
            files,
            documents,
        }
    }

    /// Adds a document, which withdraws its older versions.
    fn add(&mut self, Document { page, proof }: Document<'_>) -> Result<(), PublishError> {
        let page = if self.arguments.mask { page.masked() } else { page };
        let publication = Publication::new(&page)?;
        let key = page.key();
        let (digest, data) = (publication.digest(), publication.bytes(Format::Json, self.language)?);
        let is_older = |version: &Version| version.key == key && version.digest != digest;
        self.documents += 1;
        // An amendment elsewhere does not touch what was said of this target.
        let is_said = |version: &Version| is_older(version) && says_the_same(&version.data, &data);
        if proof.is_some() && self.standing.iter().any(|version| is_said(version)) {
            return Ok(());
        }
        // What says the same, and of a later stage, takes nothing back.
        let older = || self.standing.iter().filter(|version| is_older(version));
        let says_less = older().any(|version| !says_the_same(&version.data, &data));
        let older: Vec<&Version> = older().filter(|_| says_less).copied().collect();
        for older in older {
            self.replaced.insert(key.clone());
            let (old, new) = (older.page().map(|page| decisions(&page)), decisions(&page));
            self.shown_no_longer.extend(old.unwrap_or_default().difference(&new).cloned());
        }
        let reason = if says_less { self.reason() } else { text::bound_anew().get(self.language).to_owned() };
        self.withdraw(&reason, is_older);
        self.entries.push(Entry::published(Some(self.announcement), digest));
        let stem = publish::stem(&key, &digest);
        self.files.extend(proof.map(|proof| (format!("{stem}.proof.json").into(), proof)));
        self.files.push((format!("{stem}.json").into(), data));
        self.files.extend(written(&publication, &stem, &self.arguments.formats, self.language)?);
        Ok(())
    }

    /// Why older versions are replaced, as the log says it.
    fn reason(&self) -> String {
        let reason = self.arguments.reason.as_deref().unwrap_or_default();
        let not_public = text::not_public();
        let begin = if self.arguments.not_public { not_public.get(self.language) } else { "" };
        format!("{begin}{reason}")
    }

    /// Refuses to replace what is public without a reason, and to leave public what the law forbids.
    fn is_explained(&self) -> Outcome<()> {
        let reason = self.arguments.reason.as_deref().unwrap_or_default().trim();
        if !self.replaced.is_empty() && reason.is_empty() {
            return Err(Failure(text::reason_to_replace(text::joined(self.replaced.iter().map(text::name)))));
        }
        if !self.shown_no_longer.is_empty() && !self.arguments.not_public {
            let names = text::joined(self.shown_no_longer.iter().map(text::name));
            return Err(Failure(text::must_not_stay_public(names)));
        }
        Ok(())
    }

    /// Withdraws versions that stand.
    fn withdraw(&mut self, reason: &str, is_it: impl Fn(&Version) -> bool) {
        for version in self.standing.iter().filter(|version| is_it(version)) {
            self.entries.push(Entry::withdrawn(Some(self.announcement), version.digest, reason));
        }
    }
}

/// The pages around the documents, as things stand by the log.
fn around(folder: &Folder, sources: &Sources, logged: &Publications, language: Language) -> Outcome<Written> {
    let announcement = &sources.announcement;
    let sets = shelf::standing(folder, &logged.standing)?;
    let mut outcome = Written::Identical;
    if let Some(disclosure) = sources.stage.disclosed() {
        let check = web::check_page(disclosure, language);
        outcome = outcome.and(files::replace(&folder.check_page(), &check, Access::Everyone)?);
    }
    let licence = sources.settings.licence.as_deref();
    let catalogue = web::catalogue(announcement, licence, &sets);
    outcome = outcome.and(files::replace(&folder.catalogue(), &catalogue, Access::Everyone)?);
    let index = web::index(announcement, &sets, &shelf::withdrawn(folder, logged)?, folder, language)?;
    Ok(outcome.and(files::replace(&folder.index(), &index, Access::Everyone)?))
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

/// The rosters: with the disclosure, or before it when asked for.
fn roster_list<'a>(
    arguments: &PublishArguments,
    sources: &'a Sources,
    notes: &mut Vec<Words>,
) -> Outcome<Option<RosterList<'a>>> {
    let form = |error: FormError| Failure(text::cannot_encode(error));
    let list = match (sources.stage.disclosed(), &sources.opening) {
        (Some(disclosure), _) => RosterList::of_disclosure(disclosure),
        (None, Some(opening)) => RosterList::of_opening(&sources.announcement, opening),
        (None, None) if arguments.rosters => return Err(Failure(text::no_opening())),
        (None, None) => return Ok(None),
    };
    let list = list.map_err(form)?;
    let (grounds, said) = disclose::grounds(arguments.withhold.as_deref(), list.names())?;
    notes.extend(said);
    list.withhold(&grounds).map(Some).map_err(form)
}

/// Every document that can be made by now.
fn documents<'a>(
    sources: &'a Sources,
    announced: Option<Timestamp>,
    rosters: Option<&'a RosterList<'a>>,
    policy: &'a Policy,
    today: Date,
    language: Language,
) -> Outcome<Vec<Document<'a>>> {
    let failure = |error: PublishError| Failure(text::not_published(error));
    let form = |error: FormError| failure(error.into());
    let (announcement, settings) = (&sources.announcement, &sources.settings);
    let mut all = vec![
        publish::item_list(announcement, |item| settings.listing(&item.id)).map_err(form)?,
        publish::announcement(announcement, announced).map_err(form)?,
    ];
    all.extend(rosters.map(|list| publish::rosters(list, policy)));
    let mut visits = Vec::new();
    match (&sources.stage, &sources.reports) {
        (Stage::Drawn(drawn), Some(reports)) => {
            let prover = Prover::of_drawn(drawn).map_err(|error| Failure(text::not_proved(error)))?;
            for report in reports.iter().filter(|report| report.openness.is_shown()) {
                let proof = proof(&prover, &report.target, language)?;
                let digest = Digest::of_file(&proof);
                let page = publish::visit(drawn, reports, &report.target, digest, policy);
                let page = page.map_err(failure)?;
                visits.extend(page.map(|page| Document { page, proof: Some(proof) }));
            }
        }
        (Stage::Disclosed(disclosure), reports) => {
            all.push(publish::situation(disclosure, policy).map_err(failure)?);
            if let Some(reports) = reports {
                all.push(publish::outcomes(disclosure, reports, policy).map_err(failure)?);
            }
            let mut periods = vec![Period::new(disclosure, reports.as_ref())];
            periods
                .extend(sources.past.iter().map(|past| Period::new(&past.disclosure, past.reports.as_ref())));
            if reports.is_some() || periods.len() > 1 {
                all.push(publish::statistics(&periods).map_err(failure)?);
            }
        }
        _ => {}
    }
    if let Some(penalties) = &sources.penalties {
        let head = sources.stage.disclosed().map(|disclosure| disclosure.head);
        let bound = vec![Bound::to(announcement, head).map_err(form)?];
        all.push(publish::penalties(bound, penalties, policy, today));
    }
    Ok(all.into_iter().map(Document::from).chain(visits).collect())
}

/// A target's proof for everybody: without its names and attributes, which the disclosure shows or withholds.
fn proof(prover: &Prover, target: &TargetId, language: Language) -> Outcome<Vec<u8>> {
    let proof = prover.assignment(target).map_err(|error: ProveError| Words::of(error));
    let proof = proof.and_then(|proof| {
        let proof = proof.without_identity(text::identity_later().get(language));
        proof.and_then(|proof| proof.to_bytes()).map_err(Words::of)
    });
    proof.map_err(|error| Failure(text::not_proved(error)))
}

/// Penalty decisions that outcomes name and that no row of the decisions has.
fn unlisted(sources: &Sources) -> Vec<&str> {
    let (Some(reports), Some(penalties)) = (&sources.reports, &sources.penalties) else {
        return Vec::new();
    };
    let known: BTreeSet<&str> = penalties.iter().map(|penalty| penalty.number.as_str()).collect();
    let outcomes = reports.iter().filter_map(|report| report.outcome.as_ref().ok());
    let named = outcomes.flat_map(|outcome| &outcome.penalties).map(DocumentNumber::as_str);
    named.filter(|number| !known.contains(number)).collect()
}

/// A document's files for people and spreadsheets, by name.
fn written(
    publication: &Publication<'_, '_>,
    stem: &str,
    formats: &[String],
    language: Language,
) -> Result<Vec<(PathBuf, Vec<u8>)>, PublishError> {
    let asked = |format: Format| formats.is_empty() || formats.iter().any(|asked| asked == format.code());
    let layout = publication.page().layout();
    let all = Rendering::all(layout).filter(|one| one.language == language && asked(one.format));
    all.map(|one| Ok((one.name(layout, stem).into(), publication.rendered(one)?))).collect()
}
