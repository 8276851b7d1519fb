//! `verify`.

use crate::cli::VerifyArguments;
use crate::files::{self, Access, exists};
use crate::input::unreadable;
use crate::out::{Exit, Failure, Out, Outcome};
use crate::text::Shown as _;
use crate::text::Words;
use crate::{signature, text, timestamp, values};
use dual_random::verify::{CheckOutcome, NotVerified, Verification};
use dual_random::{Check, Digest, Disclosure, Evidence, HashAlgorithm, Report, Verdict, Work};
use std::fs::File;
use std::path::{Path, PathBuf};

pub(crate) fn run(arguments: &VerifyArguments, out: &mut Out) -> Outcome<Exit> {
    let place = Place::new(&arguments.path);
    let file = files::open(&place.disclosure, text::ask_disclosure())?;
    let evidence = evidence(arguments, &place)?;
    let verified = out.watching(|work| verified(&place.disclosure, file, &evidence, work))?;
    if let Some(disclosure) = &verified.disclosure {
        by_its_hash(arguments, disclosure)?;
    }
    let mut beside = Vec::new();
    if let Some(public) = &place.accompanying {
        beside.extend(timestamp::beside(public)?);
        beside.extend(signature::beside(public)?);
    }
    let lines = lines(&place.disclosure, &verified, beside);
    if let Some(path) = &arguments.report {
        let text: String = lines.iter().flat_map(|line| [line.get(out.language), "\n"]).collect();
        files::write(path, text.as_bytes(), Access::Everyone)?;
    }
    out.lines(lines);
    Ok(exit(&verified.report))
}

pub(crate) fn exit(report: &Report) -> Exit {
    match report.verdict {
        Verdict::Verified => Exit::Done,
        Verdict::Contradicted => Exit::Contradicted,
        Verdict::Consistent => Exit::Incomplete,
        _ => Exit::Unusable,
    }
}

/// What comes of a file.
fn verified(path: &Path, file: File, evidence: &Evidence, work: &mut Work<'_>) -> Outcome<Verification> {
    dual_random::verify_read(file, evidence, work).map_err(|not_verified| match not_verified {
        NotVerified::Io { error } => files::cannot_read(path, &error),
        NotVerified::Stopped { why } => Failure(Words::of(why)),
    })
}

/// A disclosure that recomputes: nothing is built on one that does not.
pub(crate) fn sound(path: &Path, file: File) -> Outcome<Disclosure> {
    let Verification { report, disclosure, .. } = verified(path, file, &Evidence::new(), &mut Work::new())?;
    let sound = disclosure.filter(|_| report.verdict == Verdict::Consistent);
    sound.ok_or_else(|| Failure(text::earlier_unsound(path.shown(), Words::of(report.verdict))))
}

/// The disclosure and what came with it.
pub(crate) struct Place {
    pub(crate) disclosure: PathBuf,
    accompanying: Option<PathBuf>,
}

impl Place {
    pub(crate) fn new(path: &Path) -> Self {
        if !path.is_dir() {
            return Self { disclosure: path.to_owned(), accompanying: None };
        }
        // A draw's folder, or a copy of its public part.
        let public = path.join("public");
        let folder = if public.is_dir() { public } else { path.to_owned() };
        Self { disclosure: folder.join("disclosure.json"), accompanying: Some(folder) }
    }
}

fn evidence(arguments: &VerifyArguments, place: &Place) -> Outcome<Evidence> {
    let mut evidence = Evidence::new();
    if let Some(folder) = &place.accompanying {
        if let Some(bytes) = files::read_if_there(&folder.join("announcement.json"))? {
            evidence = evidence.accompanying_announcement(&bytes);
        }
        let amended = (1..).map(|number| format!("amendment-{number}.json"));
        for seal in std::iter::once("seal.json".to_owned()).chain(amended) {
            let Some(bytes) = files::read_if_there(&folder.join(seal))? else {
                break;
            };
            evidence = evidence.accompanying_seal(&bytes);
        }
    }
    for given in &arguments.announcements {
        if let Some(digest) = digest(given) {
            evidence = evidence.announcement_digest(digest);
            continue;
        }
        let path = Path::new(given);
        if !exists(path) && looks_like_digest(given) {
            return Err(Failure(text::bad_digest(text::name(given), hex_digits(given).count())));
        }
        let own = place.accompanying.as_ref().map(|folder| folder.join("announcement.json"));
        if own.is_some_and(|own| same_file(&own, path)) {
            return Err(Failure(text::no_evidence_of_itself(path.shown())));
        }
        let bytes = files::read(path, text::ask_announcement())?;
        evidence = evidence.announcement(&bytes).map_err(|error| unreadable(path, &error))?;
    }
    for path in &arguments.seals {
        let bytes = files::read(path, text::ask_seal())?;
        evidence = evidence.seal(&bytes).map_err(|error| unreadable(path, &error))?;
    }
    for (name, value) in values::looked_up(&arguments.values)? {
        evidence = evidence.value(name, value);
    }
    Ok(evidence)
}

/// Refuses a digest of an announcement by another hash than the draw's: it contradicts nothing, whoever computed it took the wrong
/// program.
fn by_its_hash(arguments: &VerifyArguments, disclosure: &Disclosure) -> Outcome<()> {
    let given: Vec<Digest> = arguments.announcements.iter().filter_map(|given| digest(given)).collect();
    for link in disclosure.chain() {
        let Ok(bytes) = link.announcement.to_bytes() else { continue };
        let own = link.announcement.hash_algorithm();
        let mut others = HashAlgorithm::ALL.iter().filter(|hash| **hash != own);
        if let Some(other) = others.find(|other| given.contains(&other.of_file(&bytes))) {
            return Err(Failure(text::digest_by_other_hash(*other, own)));
        }
    }
    Ok(())
}

fn same_file(a: &Path, b: &Path) -> bool {
    matches!((a.canonicalize(), b.canonicalize()), (Ok(a), Ok(b)) if a == b)
}

/// A digest as it is typed off minutes: groups of digits are fine.
fn digest(given: &str) -> Option<Digest> {
    let digits: String = hex_digits(given).collect();
    Digest::from_hex(&digits).ok()
}

/// What is typed, without the gaps between groups.
fn hex_digits(given: &str) -> impl Iterator<Item = char> {
    given.chars().filter(|c| !c.is_whitespace())
}

fn looks_like_digest(given: &str) -> bool {
    hex_digits(given).all(|c| c.is_ascii_hexdigit()) && !given.is_empty()
}

/// The report in words.
fn lines(path: &Path, verified: &Verification, beside: Vec<Words>) -> Vec<Words> {
    let Verification { report, digest, disclosure, .. } = verified;
    let digest = digest.as_ref().map_or_else(|| text::name("—"), text::grouped);
    let hash = disclosure.as_ref().map(Disclosure::hash_algorithm).unwrap_or_default();
    let mut lines = vec![text::report_of(path.shown(), digest, hash)];
    for link in disclosure.iter().flat_map(Disclosure::chain) {
        let plan = &link.announcement.plan;
        if let Ok(digest) = link.announcement.digest() {
            lines.push(text::report_draw(&plan.draw, text::name(&plan.title), text::grouped(&digest)));
        }
    }
    let (outside, inside): (Vec<&Check>, Vec<&Check>) =
        report.checks.iter().partition(|check| matches!(check.outcome, CheckOutcome::ForYou));
    let mut part = |head: Words, messages: Vec<Words>| {
        if !messages.is_empty() {
            lines.push(Words::default());
            lines.push(head);
            lines.extend(messages.into_iter().map(text::indented));
        }
    };
    part(text::checks(), messages(&inside));
    let findings = report.findings.iter().map(Words::of);
    let warnings = report.warnings.iter().map(Words::of);
    part(text::findings(), findings.chain(warnings).collect());
    part(text::for_you(), messages(&outside).into_iter().chain(beside).collect());
    lines.push(Words::default());
    lines.push(text::verdict(report.verdict));
    if report.verdict == Verdict::Consistent {
        lines.push(text::how_to_verify());
    }
    lines
}

fn messages(checks: &[&Check]) -> Vec<Words> {
    checks.iter().map(Words::of).collect()
}

/// Verification with the reader's evidence in hand, for `demo`.
pub(crate) fn with(evidence: &Evidence, path: &Path) -> Outcome<Report> {
    let file = files::open(path, text::ask_disclosure())?;
    let report = verified(path, file, evidence, &mut Work::new())?.report;
    match report.verdict {
        Verdict::Unusable => Err(Failure(text::verdict(report.verdict))),
        _ => Ok(report),
    }
}
