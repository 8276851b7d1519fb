//! `publish`: the public folder as a web server takes it: pages and data files of every document, an index that leads to
//! all of them, and a page on how to check a ticket with what everybody has.

mod folder;
mod settings;
pub(crate) mod sources;

use crate::cli::PublishArguments;
use crate::disclose;
use crate::files::{self, Access, Folder, Written};
use crate::log::{Book, Logging};
use crate::out::{Exit, Failure, Out, Outcome};
use crate::text;
use crate::text::Shown as _;
use crate::text::Words;
use dual_random::outcome::Reports;
use dual_random::privacy::Policy;
use dual_random::publish::site::{Arranged, Copied, FileList, Listed, Site, SiteError, SiteFile};
use dual_random::publish::{Format, Period, RosterList};
use dual_random::record::Entry;
use dual_random::{FormError, Language};
pub(crate) use folder::{compared, otherwise, public_files};
use folder::{in_public, put_away};
use sources::{Sources, Stage};
use std::path::{Path, PathBuf};

pub(crate) fn run(arguments: &PublishArguments, logging: Logging<'_>, out: &mut Out) -> Outcome<Exit> {
    let folder = Folder::new(&arguments.dir);
    let sources = Sources::read(arguments, &folder)?;
    if arguments.preview {
        return preview(arguments, &folder, &sources, logging, out);
    }
    let done = published(arguments, &folder, &sources, logging, out.language)?;
    out.lines(sources.notes.iter().chain(&done.notes).cloned());
    let index = folder.index();
    out.line(text::published_pages(index.shown(), done.documents, done.files));
    let (public, kept) = (folder.withdrawn(), folder.put_away());
    if done.arranged.withdrawn > 0 {
        out.line(text::put_away(done.arranged.withdrawn, public.shown(), kept.shown()));
    }
    if done.arranged.hidden > 0 {
        out.line(text::put_away_whole(done.arranged.hidden, kept.shown()));
    }
    if let Some(reports) = sources.reports.as_ref().filter(|reports| !reports.pending().is_empty()) {
        let on = logging.clock.now()?.day();
        // Who is still to be visited is secret; afterwards the page lists them all.
        if matches!(sources.stage, Stage::Disclosed(_)) || sources.announcement.plan.visits.to < on {
            let first = reports.pending().iter().take(10);
            out.line(text::pending_reports(reports.pending().len(), text::joined(first)));
        } else {
            out.line(text::pending_count(reports.pending().len()));
        }
    }
    for (target, team) in sources.reports.iter().flat_map(Reports::other_teams) {
        let drawn = team.instead_of.iter().flatten();
        let (went, drawn) = (text::joined(&team.went), text::joined(drawn));
        out.line(text::other_team(target, went, drawn));
    }
    out.lines(done.unlisted);
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
    arranged: Arranged,
    pub(crate) written: Written,
    checkpoint: Option<Words>,
    /// What is to be known of the list of what is withheld.
    notes: Vec<Words>,
    /// Penalty decisions that the table lacks.
    unlisted: Vec<Words>,
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
    let (policy, on) = (sources.settings.policy(), logging.clock.now()?.day());
    sources.are_past(on)?;
    let mut notes = Vec::new();
    let site = site(arguments, sources, &policy, language, &mut notes)?;
    let book = Book::of(folder, &sources.announcement, logging)?;
    // What was added since, the new list names.
    notes.extend(otherwise(&compared(&in_public(folder, ""))?, &[Listed::Differs, Listed::Missing]));
    let mut public = public_files(folder, sources.announcement.hash_algorithm())?;
    let mut plan = site.plan(&public, book.log(), on).map_err(|error| refused(folder, sources, error))?;
    let pen = book.pen(std::mem::take(&mut plan.entries).into_iter().map(Ok).collect())?;
    let mut written = Written::Identical;
    for file in plan.files() {
        written = written.and(folder::write(folder, &file, &mut public)?);
    }
    let logged = pen.write()?;
    let arranged = site.arrange(&public, &logged.log).map_err(unencodable)?;
    arranged.moves.iter().try_for_each(|file| put_away(folder, file))?;
    for name in &arranged.removed {
        let _ = std::fs::remove_file(in_public(folder, name));
    }
    for Copied { from, to, .. } in &arranged.copies {
        let bytes = files::read(&in_public(folder, from), Words::default())?;
        written = written.and(files::replace(&in_public(folder, to), &bytes, Access::Everyone)?);
    }
    for SiteFile { name, bytes, .. } in &arranged.files {
        written = written.and(files::replace(&in_public(folder, name), bytes, Access::Everyone)?);
    }
    let log = |entry: &Entry| {
        let book = Book::of(folder, &sources.announcement, logging)?;
        book.pen(vec![Ok(entry.clone())])?.write()
    };
    let FileList { file, withdrawn, published, .. } = &arranged.list;
    let before = withdrawn.as_ref().map(log).transpose()?;
    written = written.and(files::replace(&in_public(folder, &file.name), &file.bytes, Access::Everyone)?);
    let list = published.as_ref().map(log).transpose()?;
    let logged = list.or(before).unwrap_or(logged);
    remove_preview(folder, language)?;
    let unlisted = site.unlisted_penalties().into_iter().map(text::unlisted_penalty);
    Ok(Done {
        documents: plan.documents,
        files: plan.names().count(),
        arranged,
        written: written.and(logged.written),
        checkpoint: logged.message(),
        notes,
        unlisted: unlisted.collect(),
    })
}

/// Writes the pages that would be new where nobody else reads them, and nothing else.
fn preview(
    arguments: &PublishArguments,
    folder: &Folder,
    sources: &Sources,
    logging: Logging<'_>,
    out: &mut Out,
) -> Outcome<Exit> {
    let (policy, on) = (sources.settings.policy(), logging.clock.now()?.day());
    sources.are_past(on)?;
    let mut notes = Vec::new();
    let site = site(arguments, sources, &policy, out.language, &mut notes)?;
    let book = Book::to_read(folder, &sources.announcement, logging)?;
    let plan = site
        .plan(&public_files(folder, sources.announcement.hash_algorithm())?, book.log(), on)
        .map_err(|error| refused(folder, sources, error))?;
    let to = remove_preview(folder, out.language)?;
    let mut pages = Vec::new();
    for file in plan.files() {
        let name = Path::new(file.name());
        if !files::is_page(name) {
            continue;
        }
        let path = to.join(name.file_name().unwrap_or_default());
        let bytes = file.bytes().map_err(|error| Failure(text::not_published(error)))?;
        files::write(&path, &bytes, Access::Owner)?;
        pages.push(path);
    }
    out.lines(sources.notes.iter().chain(&notes).cloned());
    if pages.is_empty() {
        out.line(text::preview_nothing());
    } else {
        out.line(text::preview_written(pages.len(), text::joined(pages.iter().map(|path| path.shown()))));
    }
    Ok(Exit::Done)
}

/// Takes away the pages of an earlier preview, and nothing else that somebody put beside them; gives their place.
fn remove_preview(folder: &Folder, language: Language) -> Outcome<PathBuf> {
    let path = folder.path().join("private").join(text::preview_folder().get(language));
    let failure = |error: std::io::Error| Failure(text::cannot_write(path.shown(), text::system(&error)));
    if path.is_dir() {
        for entry in std::fs::read_dir(&path).map_err(failure)? {
            let page = entry.map_err(failure)?.path();
            if files::is_page(&page) {
                std::fs::remove_file(&page).map_err(failure)?;
            }
        }
        // It stays if something else is there.
        let _ = std::fs::remove_dir(&path);
    }
    Ok(path)
}

/// What there is to publish, as the command line asks for it.
fn site<'a>(
    arguments: &'a PublishArguments,
    sources: &'a Sources,
    policy: &'a Policy,
    language: Language,
    notes: &mut Vec<Words>,
) -> Outcome<Site<'a>> {
    let (announcement, settings) = (&sources.announcement, &sources.settings);
    let mut site = match &sources.stage {
        Stage::Announced => Site::announced(announcement, policy),
        Stage::Drawn(drawn) => Site::drawn(drawn, policy),
        Stage::Disclosed(disclosure) => Site::disclosed(disclosure, policy).map_err(unencodable)?,
    };
    match (&site.rosters, &sources.opening) {
        (None, Some(opening)) => {
            let list = RosterList::of_opening(announcement, opening);
            site.rosters = Some(list.map_err(unencodable)?);
        }
        (None, None) if arguments.rosters => return Err(Failure(text::no_opening())),
        _ => {}
    }
    if let Some(list) = site.rosters.take() {
        let (grounds, said) = disclose::grounds(arguments.withhold.as_deref(), list.names())?;
        notes.extend(said);
        site.rosters = Some(list.withhold(&grounds).map_err(unencodable)?);
    }
    let past = sources.past.iter().map(|past| Period::new(&past.disclosure, past.reports.as_ref()));
    site.others = past.collect();
    (site.reports, site.penalties) = (sources.reports.as_ref(), sources.penalties.as_deref());
    (site.listings, site.licence) = (settings.listings().collect(), settings.licence.as_deref());
    (site.contact, site.document_number) = (settings.contact.as_deref(), settings.document_number.as_deref());
    site.powers = Some(&sources.powers);
    site.log_key = sources.log_key.as_deref();
    site.language = language;
    site.formats = arguments.formats.iter().filter_map(|code| Format::from_code(code)).collect();
    site.masks = arguments.mask;
    site.reason = arguments.reason.as_deref().unwrap_or_default();
    site.not_public = arguments.not_public;
    Ok(site)
}

fn unencodable(error: FormError) -> Failure {
    Failure(text::cannot_encode(error))
}

/// Why nothing was published, and what to do.
fn refused(folder: &Folder, sources: &Sources, mut error: SiteError) -> Failure {
    use SiteError::{Changed, Gone, NoReason, Publish, StaysPublic, Stray, WithheldStays};
    if let Changed { name } | Stray { name } | Gone { name, .. } = &mut error {
        *name = in_public(folder, name.as_str()).shown();
    }
    let what_to_do = match &error {
        Publish { error } => {
            let mut lines = vec![text::not_published(error)];
            // A page knows no rows of a table.
            let subjects = sources.with_personal_numbers();
            if !subjects.is_empty() {
                lines.push(text::personal_numbers_in(text::joined(subjects.into_iter().map(text::name))));
            }
            return Failure(text::lines(lines));
        }
        Changed { .. } => text::write_page_anew(),
        Stray { .. } => text::move_page_out(),
        Gone { .. } => text::put_page_back(),
        NoReason { .. } => text::give_reason(),
        StaysPublic { .. } | WithheldStays { .. } => text::give_not_public(),
        _ => return Failure(Words::of(error)),
    };
    Failure(text::nothing_published(error, what_to_do))
}
