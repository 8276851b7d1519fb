//! `audit`: a whole public record, looked through in one go.

use crate::cli::AuditArguments;
use crate::clock::{Clock, instant};
use crate::files::{self, Access, Folder, exists};
use crate::log;
use crate::out::{Exit, Failure, Out, Outcome};
use crate::policies::Policies;
use crate::publish::{compared, otherwise};
use crate::text::Shown as _;
use crate::text::Words;
use crate::{signing, table, text};
use dual_random::audit::{
    AuditEvidence, AuditFinding, AuditProblem, AuditReport, Documents, PoolTouch, audit,
};
use dual_random::publish::site::{Listed, PublicFiles, sums};
use dual_random::record::Log;
use dual_random::{HashAlgorithm, Id, ReadError, tables};
use std::path::{Path, PathBuf};

/// A file of the record.
pub(crate) struct File {
    path: PathBuf,
    /// None where it is a draw's disclosure, which is large and read by itself.
    bytes: Option<Vec<u8>>,
}

impl File {
    pub(crate) fn read(path: PathBuf, what_to_do: Words) -> Outcome<Self> {
        let bytes = Some(files::read(&path, what_to_do)?);
        Ok(Self { path, bytes })
    }

    /// By which name findings call it.
    fn name(&self) -> String {
        self.path.display().to_string()
    }
}

pub(crate) fn run(arguments: &AuditArguments, clock: &Clock, out: &mut Out) -> Outcome<Exit> {
    let dirs = dirs(arguments)?;
    if dirs != arguments.dirs {
        out.line(text::audit_takes(text::joined(dirs.iter().map(|dir| dir.shown()))));
    }
    let path = the_log(arguments, &dirs)?;
    let mut record = Vec::new();
    for dir in &dirs {
        record.extend(public_files(dir)?);
    }
    for path in &arguments.proofs {
        record.push(File::read(path.clone(), text::ask_proof())?);
    }
    let policies = Policies::read(arguments, &path, out)?;
    let (evidence, unread) = evidence(arguments, &policies, &path, clock, out)?;
    let audited = audited(&path, &record, &evidence, policies.origin())?;
    // A file that nobody listed may be newer than the list; one that is not what the list says, or gone, is a finding.
    let (mut wrong, mut unlisted) = (Vec::new(), Vec::new());
    for dir in &dirs {
        let compared = compared(&public_part(dir))?;
        wrong.extend(otherwise(&compared, &[Listed::Differs, Listed::Missing]));
        unlisted.extend(otherwise(&compared, &[Listed::Unlisted]));
    }
    wrong.extend(unread);
    wrong.extend(policies.otherwise(&path, &audited.log)?);
    let is_as_listed = wrong.is_empty();
    let asked = !arguments.witnesses.is_empty();
    let is_short = asked && audited.report.witnessed() < audited.size as u64;
    let lines = lines(&audited, wrong, unlisted, is_short);
    if let Some(path) = &arguments.report {
        let text: String = lines.iter().flat_map(|line| [line.get(out.language), "\n"]).collect();
        files::write(path, text.as_bytes(), Access::Everyone)?;
    }
    out.lines(lines);
    let report = &audited.report;
    Ok(
        match (
            report.is_clean() && is_as_listed,
            report.unseen.is_empty() && report.unseen_pages.is_empty() && !is_short,
        ) {
            (false, _) => Exit::Contradicted,
            (true, false) => Exit::Incomplete,
            (true, true) => Exit::Done,
        },
    )
}

/// The public part of a draw's folder, or of a copy of it.
fn public_part(dir: &Path) -> PathBuf {
    let public = dir.join("public");
    if public.is_dir() { public } else { dir.to_owned() }
}

/// The folders that are looked at: those that were named, or all that lie here; and with a single one all that lie beside it and
/// have the same log.
fn dirs(arguments: &AuditArguments) -> Outcome<Vec<PathBuf>> {
    let (around, own) = match &arguments.dirs[..] {
        [] => (PathBuf::from("."), None),
        [only] if arguments.log.is_none() => {
            let whole = only.canonicalize().unwrap_or_else(|_| only.clone());
            match (whole.parent().map(Path::to_owned), its_log(only)?) {
                // The same way to it as to the one that was named.
                (Some(around), Some(log)) => {
                    let near = only.parent().filter(|near| !near.as_os_str().is_empty());
                    (
                        if only.is_absolute() { around } else { near.unwrap_or(Path::new(".")).to_owned() },
                        Some(log),
                    )
                }
                _ => return Ok(arguments.dirs.clone()),
            }
        }
        _ => return Ok(arguments.dirs.clone()),
    };
    let mut all: Vec<PathBuf> = arguments.dirs.clone();
    let failure = |error| Failure(text::cannot_read(around.shown(), text::system(&error)));
    let mut beside = Vec::new();
    for entry in std::fs::read_dir(&around).map_err(failure)? {
        let entry = entry.map_err(failure)?;
        if entry.path().is_dir() && public_part(&entry.path()).join("announcement.json").is_file() {
            let path = if around == Path::new(".") { entry.file_name().into() } else { entry.path() };
            beside.push(path);
        }
    }
    beside.sort();
    for dir in beside {
        let is_named = all.iter().any(|known| known.canonicalize().ok() == dir.canonicalize().ok());
        if !is_named && (own.is_none() || its_log(&dir)? == own) {
            all.push(dir);
        }
    }
    if all.is_empty() {
        return Err(Failure(text::nothing_to_audit()));
    }
    Ok(all)
}

/// The log of a folder.
fn its_log(dir: &Path) -> Outcome<Option<PathBuf>> {
    let noted = log::place(&Folder::new(dir), None)?;
    let mut all = [noted, public_part(dir).join("log.jsonl")].into_iter();
    Ok(all.find_map(|path| path.canonicalize().ok()))
}

/// The one log of all folders.
fn the_log(arguments: &AuditArguments, dirs: &[PathBuf]) -> Outcome<PathBuf> {
    if let Some(path) = &arguments.log {
        return if exists(path) { Ok(path.clone()) } else { Err(no_log(path)) };
    }
    let mut found: Vec<(PathBuf, PathBuf)> = Vec::new();
    for dir in dirs {
        let noted = log::place(&Folder::new(dir), None)?;
        for path in [noted, public_part(dir).join("log.jsonl")] {
            let whole = path.canonicalize().ok();
            if let Some(whole) = whole.filter(|whole| found.iter().all(|(known, _)| known != whole)) {
                found.push((whole, path));
            }
        }
    }
    match <[(PathBuf, PathBuf); 1]>::try_from(found) {
        Ok([(_, path)]) => Ok(path),
        Err(found) if found.is_empty() => Err(Failure(text::no_log())),
        Err(found) => {
            let all = text::joined(found.iter().map(|(_, path)| path.shown()));
            Err(Failure(text::several_logs(all)))
        }
    }
}

fn no_log(path: &Path) -> Failure {
    Failure(text::missing_file(path.shown(), text::no_log()))
}

/// What a file of a published page is called, but for its JSON.
const RENDERINGS: [&str; 4] = ["html", "md", "csv", "xlsx"];

fn has_extension(path: &Path, among: &[&str]) -> bool {
    path.extension()
        .and_then(|extension| extension.to_str())
        .is_some_and(|extension| among.contains(&extension))
}

/// Every document in the public part of a folder, and every published page with its files.
pub(crate) fn public_files(dir: &Path) -> Outcome<Vec<File>> {
    let public = public_part(dir);
    let pages = [public.join("pages"), public.join("withdrawn")];
    let mut paths = files_in(&public, &["json"])?;
    let lists = HashAlgorithm::ALL.iter().map(|hash| public.join(sums(*hash)));
    paths.extend(lists.filter(|list| list.is_file()));
    for folder in pages.iter().filter(|folder| folder.is_dir()) {
        let all = files_in(folder, &["json", "html", "md", "csv", "xlsx"])?;
        let is_of_none = |path: &Path| {
            let name = path.strip_prefix(&public).map(|name| name.to_string_lossy().replace('\\', "/"));
            name.is_ok_and(|name| PublicFiles::are_of_no_document(&name))
        };
        paths.extend(all.into_iter().filter(|path| !is_of_none(path)));
        paths.extend(older_lists(folder)?);
    }
    paths.sort();
    let disclosure = public.join("disclosure.json");
    let read = |path| {
        if path == disclosure { Ok(File { path, bytes: None }) } else { File::read(path, Words::default()) }
    };
    paths.into_iter().map(read).collect()
}

/// The lists of files that stood before, which have no extension.
fn older_lists(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let is_list = |path: &PathBuf| {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let of = name.split_once('-').map_or("", |(of, _)| of);
        HashAlgorithm::ALL.iter().any(|hash| sums(*hash) == of)
    };
    Ok(files_in(folder, &[])?.into_iter().filter(is_list).collect())
}

/// The files of a folder that have one of some extensions; those without one where none is named.
fn files_in(folder: &Path, extensions: &[&str]) -> Outcome<Vec<PathBuf>> {
    let failure = |error| Failure(text::cannot_read(folder.shown(), text::system(&error)));
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failure)? {
        let path = entry.map_err(failure)?.path();
        // What a killed run left behind begins with a dot.
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let is_right =
            has_extension(&path, extensions) || path.extension().is_none() && extensions.is_empty();
        if !name.starts_with('.') && is_right {
            paths.push(path);
        }
    }
    Ok(paths)
}

/// What the reader holds, with what of the folder's own checkpoints cannot be read.
fn evidence(
    arguments: &AuditArguments,
    policies: &Policies,
    log: &Path,
    clock: &Clock,
    out: &mut Out,
) -> Outcome<(AuditEvidence, Vec<Words>)> {
    let on = match &arguments.on {
        Some(on) => instant(on)?,
        None => clock.now()?,
    };
    let mut evidence = AuditEvidence::on(on);
    for path in &arguments.checkpoints {
        evidence = policies.kept(evidence, &signing::read_checkpoint(path)?);
    }
    let (mut evidence, unread) = policies.published(evidence, log, out);
    for argument in &arguments.seen {
        let bad = || Failure(text::bad_seen(text::name(argument)));
        let (at, path) = argument.split_once('=').ok_or_else(bad)?;
        evidence = policies.seen(evidence, &signing::read_checkpoint(Path::new(path))?, instant(at)?, log)?;
    }
    for name in &arguments.names {
        evidence = evidence.also_named(name);
    }
    let mut known = Vec::new();
    for argument in &arguments.known {
        let bad = || Failure(text::bad_known(text::name(argument)));
        let (draw, name, at) = of_draw(argument).ok_or_else(bad)?;
        known.push((draw, name, instant(at)?, argument));
    }
    for argument in &arguments.values {
        let bad = || Failure(text::bad_audit_value(text::name(argument)));
        let (draw, name, value) = of_draw(argument).ok_or_else(bad)?;
        let place = known.iter().position(|(of, about, ..)| (of, about) == (&draw, &name));
        let known_at = place.map(|place| known.remove(place).2);
        evidence = evidence.value(draw, name, value, known_at);
    }
    if let Some((.., argument)) = known.first() {
        return Err(Failure(text::bad_known(text::name(argument))));
    }
    if let Some(path) = &arguments.found_active {
        let (list, notes) = table::read(path, text::ask_found(), tables::found_active)?;
        out.lines(notes);
        evidence = evidence.found_active(list.records);
    }
    if let Some(path) = &arguments.reported {
        let (list, notes) = table::read(path, text::ask_reported(), tables::reported)?;
        out.lines(notes);
        evidence = evidence.reported_visits(&list.records);
    }
    Ok((evidence, unread))
}

/// `DRAW:NAME=TEXT` in its parts.
fn of_draw(argument: &str) -> Option<(Id, Id, &str)> {
    let (name, text) = argument.split_once('=')?;
    let (draw, name) = name.split_once(':')?;
    Some((Id::new(draw).ok()?, Id::new(name).ok()?, text))
}

/// An audit, with the log that it was about.
pub(crate) struct Audited {
    pub(crate) report: AuditReport,
    pub(crate) checkpoint: String,
    pub(crate) size: usize,
    log: Log,
    path: PathBuf,
}

/// `signed_as` is what the log's checkpoints are called since it has a key.
pub(crate) fn audited(
    path: &Path,
    record: &[File],
    evidence: &AuditEvidence,
    signed_as: Option<&str>,
) -> Outcome<Audited> {
    let bytes = files::read(path, text::no_log())?;
    log::whole_lines(path, &bytes)?;
    let log = crate::log::parsed(path, &bytes)?;
    let mut others = Vec::new();
    let mut documents = Documents::new(&log);
    for file in record.iter().filter(|file| file.bytes.is_none()) {
        match documents.read_disclosure(files::open(&file.path, Words::default())?) {
            Ok(()) => {}
            Err(ReadError::Io { error }) => return Err(files::cannot_read(&file.path, &error)),
            // What it is instead, a finding says.
            Err(_) => others.push((file.name(), files::read(&file.path, Words::default())?)),
        }
    }
    let documents = record.iter().fold(documents, |all, file| match &file.bytes {
        None => all,
        Some(bytes) if has_extension(&file.path, &RENDERINGS) => all.with_rendering(&file.name(), bytes),
        Some(bytes) => all.with(&file.name(), bytes),
    });
    let documents = others.iter().fold(documents, |all, (name, bytes)| all.with(name, bytes));
    // The log is that of the authority which leads its first announcement.
    let first = log.lines().first().and_then(|line| documents.announcement(&line.document));
    let authority =
        first.map(|announcement| crate::log::lead(&announcement.plan).to_owned()).unwrap_or_default();
    // It bears the authority's name, and since it has a key the address that goes with that.
    let mut evidence = evidence.clone();
    if !authority.is_empty() {
        evidence = evidence.origin(crate::log::origin(&authority));
        evidence = signed_as.iter().copied().fold(evidence, AuditEvidence::origin);
    }
    let report = audit(&log, &documents, &evidence);
    let checkpoint = crate::log::checkpoint(&log, signed_as.unwrap_or(&authority));
    Ok(Audited { report, checkpoint, size: log.lines().len(), log, path: path.to_owned() })
}

/// The report in words: what was found comes first.
fn lines(audited: &Audited, wrong: Vec<Words>, unlisted: Vec<Words>, is_short: bool) -> Vec<Words> {
    let report = &audited.report;
    let mut lines = vec![text::audit_of(audited.path.shown())];
    let mut part = |head: Words, messages: Vec<Words>| {
        if !messages.is_empty() {
            lines.push(Words::default());
            lines.push(head);
            lines.extend(messages.into_iter().map(text::indented));
        }
    };
    let findings = grouped(report);
    let found = findings.iter();
    let found = found.map(|(finding, more)| match more {
        0 => Words::of(finding),
        more => text::and_alike(Words::of(finding), *more),
    });
    let otherwise = wrong.len();
    let found: Vec<Words> = found.chain(wrong).collect();
    part(text::audit_findings(found.len()), found);
    part(text::audit_list(), unlisted);
    let changes = report.changes.iter().map(Words::of).collect();
    part(text::audit_changes(), changes);
    let coverage = report.coverage.iter();
    let coverage = coverage
        .map(|part| {
            text::coverage(text::name(&part.year), text::name(&part.class), part.covered, part.targets)
        })
        .collect();
    part(text::audit_coverage(), coverage);
    let mut covered: Vec<Words> = report.covered.iter().map(Words::of).collect();
    let (witnessed, size) = (report.witnessed(), audited.size as u64);
    if report.covered.iter().any(|one| one.quorum > 0) && witnessed < size {
        covered.push(text::audit_uncovered(witnessed + 1, size));
    }
    part(text::audit_covered(), covered);
    part(text::audit_checked(), vec![checked(report)]);
    let outside = report.outside.iter().map(Words::of);
    let proofs = report.unlogged_proofs.iter().map(|name| text::indented(text::name(name)));
    part(text::for_you(), outside.chain(proofs).collect());
    let unseen: Vec<Words> = report.unseen.iter().map(text::number_of).collect();
    part(text::audit_unseen(), (!unseen.is_empty()).then(|| text::joined(unseen)).into_iter().collect());
    let pages = report.unseen_pages.iter().map(Words::of).collect();
    part(text::audit_unseen_pages(), pages);
    lines.push(Words::default());
    lines.push(text::audit_checkpoint(audited.size, text::name(audited.checkpoint.trim_end())));
    let is_clean = report.is_clean() && otherwise == 0;
    lines.push(match witnessed {
        0 if is_short && is_clean => text::audit_short(),
        _ if is_short && is_clean => text::audit_short_from(witnessed + 1, size),
        _ => verdict(report, otherwise),
    });
    lines
}

/// The findings, those of seats that one change between two ceremonies touched as one, with how many more there are.
fn grouped(report: &AuditReport) -> Vec<(&AuditFinding, usize)> {
    let change = |finding: &AuditFinding| match &finding.problem {
        AuditProblem::PoolTouched { change: PoolTouch::Seat { gone, come, otherwise, .. } } => {
            Some((finding.draw.clone(), gone.clone(), come.clone(), otherwise.clone()))
        }
        _ => None,
    };
    let mut all: Vec<(&AuditFinding, usize)> = Vec::new();
    for finding in &report.findings {
        let own = change(finding);
        match all.iter_mut().find(|(known, _)| own.is_some() && change(known) == own) {
            Some((_, more)) => *more += 1,
            None => all.push((finding, 0)),
        }
    }
    all
}

pub(crate) fn checked(report: &AuditReport) -> Words {
    let checked = &report.checked;
    let parts = text::checked_parts().into_iter().zip([
        checked.lines,
        checked.announcements,
        checked.disclosures,
        checked.amendments,
        checked.voids,
        checked.checkpoints,
        checked.values,
        checked.proofs,
        checked.pages,
    ]);
    text::joined(parts.map(|(what, count)| text::counted(what, count)))
}

/// Clean, or not, or not the whole of it. `otherwise` is in how many ways the folders are not what their lists say.
pub(crate) fn verdict(report: &AuditReport, otherwise: usize) -> Words {
    match (grouped(report).len() + otherwise, report.unseen.len(), report.unseen_pages.len()) {
        (0, 0, 0) => text::audit_clean(),
        (0, 0, pages) => text::audit_without_pages(pages),
        (0, unseen, _) => text::audit_in_part(unseen),
        (count, ..) => text::audit_not_clean(count),
    }
}
