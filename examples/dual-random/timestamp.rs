//! `timestamp`: requests to a time-stamp authority (RFC 3161), and its answers, kept as they came.

use crate::beside::{self, Document, hash_of};
use crate::cli::TimestampArguments;
use crate::files::{self, Access, Folder, Written};
use crate::log;
use crate::out::{Exit, Failure, Out, Outcome};
use crate::text;
use crate::text::Words;
use crate::text::{Shown as _, Typed as _};
use dual_random::Digest;
use dual_random::record::{MOST_TIMESTAMP_BYTES, TimestampError, check_timestamp_answer, timestamp_request};
use std::path::{Path, PathBuf};

/// Where they are in the public folder.
fn place(public: &Path) -> PathBuf {
    public.join("timestamps")
}

fn answer(public: &Path, document: &Document) -> PathBuf {
    document.evidence(&place(public), ".tsr")
}

pub(crate) fn run(arguments: &TimestampArguments, out: &mut Out) -> Outcome<Exit> {
    let TimestampArguments { dir, answers } = arguments;
    let folder = Folder::new(dir);
    let public = folder.path().join("public");
    let mut all = beside::documents(&public)?;
    if all.is_empty() {
        return Err(Failure(text::run_announce(dir.typed())));
    }
    if answers.is_empty() {
        return request(&folder, &public, all, out);
    }
    all.extend(beside::checkpoints(&public, &place(&public))?);
    let mut written = Written::Identical;
    for path in answers {
        let bytes = bounded(path)?;
        let document = about(&all, &bytes).map_err(|error| Failure(text::at(path, error)))?;
        let kept = answer(&public, document);
        written = written.and(files::write(&kept, &bytes, Access::Everyone)?);
        out.line(text::stamp_kept(kept.shown(), document.path.shown()));
        out.line(text::to_check_stamp(document.path.typed(), kept.typed()));
    }
    out.line(text::evidence_next(dir.typed()));
    if written == Written::Identical {
        out.line(text::identical());
    }
    Ok(Exit::Done)
}

/// Writes the requests, and a copy of the checkpoint that one of them is about.
fn request(folder: &Folder, public: &Path, mut all: Vec<Document>, out: &mut Out) -> Outcome<Exit> {
    let mut written = Written::Identical;
    if let Some(bytes) = files::read_if_there(&log::beside(&log::place(folder, None)?))? {
        let copy = beside::checkpoint_copy(public, &place(public), &bytes)?;
        written = written.and(files::write(&copy, &bytes, Access::Everyone)?);
        all.extend(Document::read(public, copy, "checkpoint")?);
    }
    let waiting: Vec<&Document> = all.iter().filter(|document| !answer(public, document).is_file()).collect();
    for document in &waiting {
        let request = document.evidence(&place(public), ".tsq");
        let bytes = timestamp_request(hash_of(public)?, document.digest);
        written = written.and(files::write(&request, &bytes, Access::Everyone)?);
        out.line(text::stamp_requested(request.shown(), document.path.shown()));
    }
    if waiting.is_empty() {
        out.line(text::all_stamped());
    } else {
        out.line(text::stamp_request_next(folder.path().typed()));
    }
    if written == Written::Identical {
        out.line(text::identical());
    }
    Ok(Exit::Done)
}

fn bounded(path: &Path) -> Outcome<Vec<u8>> {
    beside::bounded(path, MOST_TIMESTAMP_BYTES, text::ask_stamp())
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

/// The answers beside the documents of a public folder, for the reader to check.
pub(crate) fn beside(public: &Path) -> Outcome<Vec<Words>> {
    let mut all = beside::documents(public)?;
    all.extend(beside::checkpoints(public, &place(public))?);
    let mut lines = Vec::new();
    for path in beside::kept(&place(public))? {
        if path.extension().is_some_and(|ending| ending == "tsr") {
            lines.push(match about(&all, &bounded(&path)?) {
                Ok(document) => text::stamp_beside(document.path.typed(), path.typed()),
                Err(error) => text::stamp_of_nothing(path.shown(), error),
            });
        }
    }
    Ok(lines)
}

/// The digest of the answer about a draw's announcement, if there is one.
pub(crate) fn of_announcement(folder: &Folder) -> Outcome<Option<Digest>> {
    let public = folder.path().join("public");
    let document = Document::read(&public, folder.announcement(), "announcement")?;
    let hash = hash_of(&public)?;
    document.map_or(Ok(None), |document| files::digest_by(hash, &answer(&public, &document)))
}
