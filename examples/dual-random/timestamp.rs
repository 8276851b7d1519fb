//! `timestamp`: requests to a time-stamp authority (RFC 3161), and its answers, kept as they came.

use crate::cli::TimestampArguments;
use crate::files::{self, Access, Folder, Written};
use crate::out::{Exit, Failure, Out, Outcome};
use crate::text;
use crate::text::Words;
use crate::text::{Shown as _, Typed as _};
use dual_random::record::{MOST_TIMESTAMP_BYTES, TimestampError, check_timestamp_answer, timestamp_request};
use dual_random::{Announcement, Digest, HashAlgorithm};
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// Where they are in the public folder.
const PLACE: &str = "timestamps";

/// A public document that can be stamped.
struct Document {
    path: PathBuf,
    digest: Digest,
    /// What its request and the answer are called, without an ending.
    stem: PathBuf,
}

impl Document {
    fn read(public: &Path, path: PathBuf, kind: &str) -> Outcome<Option<Self>> {
        let Some(digest) = files::digest_by(hash_of(public)?, &path)? else { return Ok(None) };
        let stem = public.join(PLACE).join(format!("{kind}-{}", &digest.to_hex()[..8]));
        Ok(Some(Self { path, digest, stem }))
    }

    fn request(&self) -> PathBuf {
        self.stem.with_extension("tsq")
    }

    fn answer(&self) -> PathBuf {
        self.stem.with_extension("tsr")
    }
}

/// The hash of the draw, by which its documents have their digests.
fn hash_of(public: &Path) -> Outcome<HashAlgorithm> {
    let bytes = files::read_if_there(&public.join("announcement.json"))?.unwrap_or_default();
    Ok(Announcement::from_bytes(&bytes).map(|announcement| announcement.hash_algorithm()).unwrap_or_default())
}

/// The announcement and the seals, the first one and those of the amendments.
fn documents(public: &Path) -> Outcome<Vec<Document>> {
    let amended = (1..).map(|number| format!("amendment-{number}"));
    let seals = std::iter::once("seal".to_owned()).chain(amended);
    let mut all = Vec::new();
    all.extend(Document::read(public, public.join("announcement.json"), "announcement")?);
    for kind in seals {
        let Some(document) = Document::read(public, public.join(format!("{kind}.json")), &kind)? else {
            break;
        };
        all.push(document);
    }
    Ok(all)
}

/// The checkpoints for which requests were made: the log's own goes on growing.
fn checkpoints(public: &Path) -> Outcome<Vec<Document>> {
    let mut all = Vec::new();
    for path in kept(public, "txt")? {
        all.extend(Document::read(public, path, "checkpoint")?);
    }
    Ok(all)
}

/// The kept files of a kind, in the order of their names.
fn kept(public: &Path, ending: &str) -> Outcome<Vec<PathBuf>> {
    let folder = public.join(PLACE);
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let failure = |error| files::cannot_read(&folder, &error);
    let mut all = Vec::new();
    for entry in std::fs::read_dir(&folder).map_err(failure)? {
        let path = entry.map_err(failure)?.path();
        let is_hidden = path.file_name().is_none_or(|name| name.to_string_lossy().starts_with('.'));
        if !is_hidden && path.extension().is_some_and(|own| own == ending) && path.is_file() {
            all.push(path);
        }
    }
    all.sort();
    Ok(all)
}

pub(crate) fn run(arguments: &TimestampArguments, out: &mut Out) -> Outcome<Exit> {
    let TimestampArguments { dir, answers } = arguments;
    let public = Folder::new(dir).path().join("public");
    let mut all = documents(&public)?;
    if all.is_empty() {
        return Err(Failure(text::run_announce(dir.typed())));
    }
    if answers.is_empty() {
        return request(dir, &public, all, out);
    }
    all.extend(checkpoints(&public)?);
    let mut written = Written::Identical;
    for path in answers {
        let bytes = bounded(path)?;
        let document = about(&all, &bytes).map_err(|error| Failure(text::at(path, error)))?;
        written = written.and(files::write(&document.answer(), &bytes, Access::Everyone)?);
        out.line(text::stamp_kept(document.answer().shown(), document.path.shown()));
        out.line(text::to_check_stamp(document.path.typed(), document.answer().typed()));
    }
    out.line(text::stamp_next(dir.typed()));
    if written == Written::Identical {
        out.line(text::identical());
    }
    Ok(Exit::Done)
}

/// Writes the requests, and a copy of the checkpoint that one of them is about.
fn request(dir: &Path, public: &Path, mut all: Vec<Document>, out: &mut Out) -> Outcome<Exit> {
    let mut written = Written::Identical;
    if let Some(bytes) = files::read_if_there(&public.join("checkpoint"))? {
        let copy = public
            .join(PLACE)
            .join(format!("checkpoint-{}.txt", &hash_of(public)?.of_file(&bytes).to_hex()[..8]));
        written = written.and(files::write(&copy, &bytes, Access::Everyone)?);
        all.extend(Document::read(public, copy, "checkpoint")?);
    }
    let waiting: Vec<&Document> = all.iter().filter(|document| !document.answer().is_file()).collect();
    for document in &waiting {
        let request = timestamp_request(hash_of(public)?, document.digest);
        written = written.and(files::write(&document.request(), &request, Access::Everyone)?);
        out.line(text::stamp_requested(document.request().shown(), document.path.shown()));
    }
    if waiting.is_empty() {
        out.line(text::all_stamped());
    } else {
        out.line(text::stamp_request_next(dir.typed()));
    }
    if written == Written::Identical {
        out.line(text::identical());
    }
    Ok(Exit::Done)
}

/// An answer; of what is too large to be one, the beginning.
fn bounded(path: &Path) -> Outcome<Vec<u8>> {
    let file = files::open(path, text::ask_stamp())?;
    let mut bytes = Vec::new();
    let most = MOST_TIMESTAMP_BYTES as u64 + 1;
    file.take(most).read_to_end(&mut bytes).map_err(|error| files::cannot_read(path, &error))?;
    Ok(bytes)
}

/// The document whose digest an answer holds.
fn about<'a>(all: &'a [Document], answer: &[u8]) -> Result<&'a Document, TimestampError> {
    let mut why = TimestampError::OtherDocument;
    for document in all {
        match check_timestamp_answer(answer, document.digest) {
            Ok(()) => return Ok(document),
            Err(error) => why = error,
        }
    }
    Err(why)
}

/// What stands beside the documents of a public folder, for the reader to check.
pub(crate) fn beside(public: &Path) -> Outcome<Vec<Words>> {
    let mut all = documents(public)?;
    all.extend(checkpoints(public)?);
    let mut lines = Vec::new();
    for path in kept(public, "tsr")? {
        lines.push(match about(&all, &bounded(&path)?) {
            Ok(document) => text::stamp_beside(document.path.typed(), path.typed()),
            Err(error) => text::stamp_of_nothing(path.shown(), error),
        });
    }
    Ok(lines)
}

/// The digest of the answer about a draw's announcement, if there is one.
pub(crate) fn of_announcement(folder: &Folder) -> Outcome<Option<Digest>> {
    let public = folder.path().join("public");
    let document = Document::read(&public, folder.announcement(), "announcement")?;
    let hash = hash_of(&public)?;
    document.map_or(Ok(None), |document| files::digest_by(hash, &document.answer()))
}
