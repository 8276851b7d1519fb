//! `publish`: the public folder as a web server takes it: pages and data files of every document, an index that leads to
//! all of them, and a page on how to check a ticket with what everybody has.

use crate::announce::read_announcement;
use crate::cli::PublishArguments;
use crate::files::{self, Access, Folder, Written, exists};
use crate::html::Page as Sheet;
use crate::log::{Book, Logging};
use crate::out::{Exit, Failure, Out, Outcome};
use crate::{text, verify};
use dual_random::commit::document::DrawnTicket;
use dual_random::outcome::{Report, Reports, Scheme, reports};
use dual_random::publish::{self, Format, Listing, Page, Publication, PublishError};
use dual_random::record::Entry;
use dual_random::{Announcement, Digest, Disclosure, Faults, Language, Table};
use std::path::{Path, PathBuf};

pub(crate) fn run(arguments: &PublishArguments, logging: Logging<'_>, out: &mut Out) -> Outcome<Exit> {
    let (folder, language) = (Folder::new(&arguments.dir), out.language);
    let announcement = read_announcement(&folder, language)?;
    let disclosure = disclosed(&folder, language)?;
    let reports = match (&arguments.outcomes, &disclosure) {
        (None, _) => None,
        (Some(path), Some(disclosure)) => Some(reported(path, disclosure, language)?),
        (Some(_), None) => return Err(Failure(text::outcomes_before_disclosure(language).to_owned())),
    };
    let failure = |error: PublishError| Failure(text::not_published(language, error.message(language)));
    let pages = documents(&announcement, disclosure.as_ref(), reports.as_ref()).map_err(failure)?;
    let pages: Vec<Page<'_>> =
        if arguments.mask { pages.into_iter().map(Page::masked).collect() } else { pages };
    let book = Book::of(&folder, &announcement, logging, language)?;
    let mut entries = Vec::new();
    let mut all: Vec<(PathBuf, Vec<u8>)> = Vec::new();
    for page in &pages {
        let publication = Publication::new(page).map_err(failure)?;
        let (id, digest) = (page.layout().id, publication.digest());
        let name = format!("{id}-{}", &digest.to_hex()[..8]);
        for old in older(&folder, id, &name, language)? {
            entries.push(Entry::withdrawn(Some(&announcement), old, text::replaced_by_newer(language)));
        }
        entries.push(Entry::published(Some(&announcement), digest));
        all.extend(written(&publication, &name, &arguments.formats, language).map_err(failure)?);
    }
    let pen = book.pen(entries)?;
    let place = |name: &Path| folder.pages().join(name);
    let mut outcome = Written::Identical;
    for (name, bytes) in &all {
        outcome = outcome.and(files::write(&place(name), bytes, Access::Everyone, language)?);
    }
    let check = disclosure.as_ref().map(|disclosure| check_page(disclosure, language));
    if let Some(check) = &check {
        outcome = outcome.and(files::replace(&folder.check_page(), check, language)?);
    }
    let index = index(&announcement, &all, check.is_some(), &folder, language)?;
    outcome = outcome.and(files::replace(&folder.index(), &index, language)?);
    let logged = pen.write()?;
    out.line(text::published_pages(language, folder.index().display(), pages.len(), all.len()));
    if let Some(reports) = reports.as_ref().filter(|reports| !reports.pending().is_empty()) {
        // The page lists them all.
        let first = reports.pending().iter().take(10);
        out.line(text::pending_reports(language, reports.pending().len(), text::joined(language, first)));
    }
    out.lines(logged.message(language));
    if outcome.and(logged.written) == Written::Identical {
        out.line(text::identical(language));
    }
    Ok(Exit::Done)
}

/// The disclosure, if there is one; a contradicted one is not published on.
fn disclosed(folder: &Folder, language: Language) -> Outcome<Option<Disclosure>> {
    let path = folder.disclosure();
    let bytes = files::read_if_there(&path, language)?;
    bytes.map(|bytes| verify::sound(&path, &bytes, language)).transpose()
}

/// The reports of `outcomes.csv`, each about a target that was drawn.
fn reported(path: &Path, disclosure: &Disclosure, language: Language) -> Outcome<Reports> {
    let bytes = files::read(path, language, text::ask_outcomes(language))?;
    let failure = |faults: Faults| {
        let messages = faults.as_slice().iter().map(|fault| fault.message(language));
        let lines: Vec<String> = messages.map(|message| format!("{}: {message}", path.display())).collect();
        Failure(lines.join("\n"))
    };
    let scheme = Scheme::common();
    let table = reports(&bytes, &scheme).map_err(failure)?;
    let lines = table.lines;
    let all: Vec<Report> = table.records;
    Reports::of_disclosure(scheme, all, disclosure)
        .map_err(|faults| failure(faults.with_lines(Table::Outcomes, &lines)))
}

/// Every document that can be made by now.
fn documents<'a>(
    announcement: &'a Announcement,
    disclosure: Option<&'a Disclosure>,
    reports: Option<&'a Reports>,
) -> Result<Vec<Page<'a>>, PublishError> {
    let mut all =
        vec![publish::item_list(announcement, |_| Listing::default())?, publish::announcement(announcement)?];
    if let Some(disclosure) = disclosure {
        all.extend([publish::rosters(disclosure)?, publish::situation(disclosure)?]);
        if let Some(reports) = reports {
            all.push(publish::outcomes(disclosure, reports)?);
        }
    }
    Ok(all)
}

/// A document's files, by name: the data always, since everything else names their digest.
fn written(
    publication: &Publication<'_, '_>,
    name: &str,
    formats: &[String],
    language: Language,
) -> Result<Vec<(PathBuf, Vec<u8>)>, PublishError> {
    let asked = |format: Format| formats.is_empty() || formats.iter().any(|asked| asked == format.code());
    let tag = if language == Language::Zh { "zh" } else { "en" };
    let mut all = vec![(format!("{name}.json").into(), publication.bytes(Format::Json, language)?)];
    for format in [Format::Html, Format::Markdown].into_iter().filter(|format| asked(*format)) {
        let file = format!("{name}.{tag}.{}", format.code());
        all.push((file.into(), publication.bytes(format, language)?));
    }
    if asked(Format::Csv) {
        for (table, layout) in publication.page().layout().tables.iter().enumerate() {
            let file = format!("{name}.{}.{tag}.csv", layout.id);
            all.push((file.into(), publication.table(table, language)?));
        }
    }
    Ok(all)
}

/// Digests of the earlier versions of a document.
fn older(folder: &Folder, id: &str, name: &str, language: Language) -> Outcome<Vec<Digest>> {
    let pages = folder.pages();
    if !exists(&pages) {
        return Ok(Vec::new());
    }
    let failure = |error| Failure(text::cannot_read(language, pages.display(), error));
    let mut all = Vec::new();
    for entry in std::fs::read_dir(&pages).map_err(failure)? {
        let path = entry.map_err(failure)?.path();
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let version = file.strip_suffix(".json").filter(|stem| *stem != name);
        if version.and_then(|stem| stem.rsplit_once('-')).is_some_and(|(of, _)| of == id) {
            all.push(path);
        }
    }
    all.sort();
    all.iter().map(|path| Ok(Digest::of_file(&files::read(path, language, "")?))).collect()
}

/// The page that leads to everything.
fn index(
    announcement: &Announcement,
    all: &[(PathBuf, Vec<u8>)],
    with_check: bool,
    folder: &Folder,
    language: Language,
) -> Outcome<Vec<u8>> {
    let plan = &announcement.plan;
    let mut page = Sheet::web(language, &plan.title);
    page.title(&plan.title);
    page.text(&text::index_of(language, &plan.draw));
    for layout in publish::layouts() {
        let begin = format!("{}-", layout.id);
        let of = |name: &&(PathBuf, Vec<u8>)| name.0.to_string_lossy().starts_with(&begin);
        let files: Vec<&(PathBuf, Vec<u8>)> = all.iter().filter(of).collect();
        if !files.is_empty() {
            page.heading(layout.title.get(language));
            page.files(files.iter().map(|(name, bytes)| {
                let name = name.to_string_lossy();
                (format!("pages/{name}"), name.into_owned(), Digest::of_file(bytes).to_hex())
            }));
        }
    }
    page.heading(text::verification_files(language));
    let mut files = Vec::new();
    for name in ["announcement.json", "seal.json", "disclosure.json", "log.jsonl"] {
        let path = folder.path().join("public").join(name);
        if exists(&path) {
            // The log goes on growing, so no digest is said of it.
            let digest = if name == "log.jsonl" { String::new() } else { digest_of(&path, language)? };
            files.push((name.to_owned(), name.to_owned(), digest));
        }
    }
    page.files(files.into_iter());
    if with_check {
        page.files(
            [("check.html".to_owned(), text::how_to_check(language).to_owned(), String::new())].into_iter(),
        );
    }
    Ok(page.finish())
}

fn digest_of(path: &Path, language: Language) -> Outcome<String> {
    Ok(Digest::of_file(&files::read(path, language, "")?).to_hex())
}

/// How to check a ticket without this program, with the key and a drawn target of this very draw.
fn check_page(disclosure: &Disclosure, language: Language) -> Vec<u8> {
    let result = &disclosure.first().result;
    let mut page = Sheet::web(language, text::how_to_check(language));
    page.title(text::how_to_check(language));
    page.text(text::check_intro(language));
    page.code(text::ticket_key(language), &result.ticket_key.to_hex());
    let mut drawn = result.strata.iter().flat_map(|stratum| &stratum.drawn);
    if let Some(DrawnTicket { id, n, ticket }) = drawn.next() {
        let message = format!("{}{n}:{id}", result.ticket_key);
        page.text(&text::check_example(language, id, n));
        page.code("Linux / macOS", &format!("printf '%s' '{message}' | sha256sum"));
        let powershell = format!(
            "[BitConverter]::ToString([Security.Cryptography.SHA256]::Create().ComputeHash([Text.Encoding]::UTF8.GetBytes('{message}'))).Replace('-','').ToLower()"
        );
        page.code("Windows PowerShell", &powershell);
        page.code(
            "Python",
            &format!("python3 -c \"import hashlib; print(hashlib.sha256(b'{message}').hexdigest())\""),
        );
        page.code(text::check_result(language), &ticket.to_hex());
    }
    page.text(text::check_rule(language));
    page.text(text::check_files(language));
    page.finish()
}
