//! `signature`: a signature file that was made outside, with a certified key, kept as it came.

use crate::beside::{self, Document, hash_of};
use crate::cli::SignatureArguments;
use crate::files::{self, Access, Folder, Written};
use crate::log;
use crate::out::{Exit, Failure, Out, Outcome};
use crate::text;
use crate::text::Words;
use crate::text::{Shown as _, Typed as _};
use dual_random::Language;
use dual_random::record::{Checkpoint, Log, MOST_SIGNATURE_BYTES, check_signature_file};
use std::path::{Path, PathBuf};

/// Where they are in the public folder.
fn place(public: &Path) -> PathBuf {
    public.join("signatures")
}

pub(crate) fn run(arguments: &SignatureArguments, out: &mut Out) -> Outcome<Exit> {
    let SignatureArguments { dir, about, file } = arguments;
    let folder = Folder::new(dir);
    let public = folder.path().join("public");
    let all = documents(&public)?;
    if all.is_empty() {
        return Err(Failure(text::run_announce(dir.typed())));
    }
    if is_secret(file) {
        return Err(Failure(text::signature_in_private(file.shown())));
    }
    let bytes = bounded(file)?;
    check_signature_file(&bytes).map_err(|error| Failure(text::at(file, error)))?;
    let signed = files::digest_by(hash_of(&public)?, about)?;
    let known = all.into_iter().find(|document| Some(document.digest) == signed);
    let (document, copied) = match known {
        Some(document) => (document, Written::Identical),
        None => checkpoint(&folder, &public, about)?,
    };
    let kept = document.evidence(&place(&public), &own_name(&public, &bytes, file)?);
    let twice = kept_already(&place(&public), &kept, &bytes)?;
    let written = copied.and(files::write(&kept, &bytes, Access::Everyone)?);
    out.line(text::signature_kept(kept.shown(), document.path.shown()));
    if let Some(other) = twice {
        out.line(text::signature_twice(other.shown()));
    }
    out.line(text::evidence_next(dir.typed()));
    if written == Written::Identical {
        out.line(text::identical());
    }
    Ok(Exit::Done)
}

/// Whether a file lies among what an office keeps to itself, of this draw or another. What somebody outside sent is not its own.
fn is_secret(file: &Path) -> bool {
    let received =
        [Language::Zh, Language::En].map(|language| text::received_folder().get(language).to_owned());
    let Ok(whole) = file.canonicalize() else { return false };
    let is_received = |inner: &Path| received.iter().any(|name| inner.starts_with(name));
    // Systems have folders of that name as well.
    let is_office = |private: &Path| {
        let beside = |name: &str| private.with_file_name(name).exists();
        ["public", "plan.toml", "抽查计划.xlsx", "plan.xlsx", "witness.pub"].iter().any(|name| beside(name))
    };
    whole.ancestors().skip(1).any(|folder| {
        folder.file_name().is_some_and(|name| name == "private")
            && is_office(folder)
            && !whole.strip_prefix(folder).is_ok_and(is_received)
    })
}

/// The same file where it is kept as another document's: it signs one of them.
fn kept_already(folder: &Path, own: &Path, bytes: &[u8]) -> Outcome<Option<PathBuf>> {
    for path in beside::kept(folder)?.into_iter().filter(|path| path != own) {
        if bounded(&path)? == bytes {
            return Ok(Some(path));
        }
    }
    Ok(None)
}

/// What a signature can be about: the documents of the draw, and checkpoints that were signed.
fn documents(public: &Path) -> Outcome<Vec<Document>> {
    let mut all = beside::documents(public)?;
    for kind in ["disclosure", "void"] {
        all.extend(Document::read(public, public.join(format!("{kind}.json")), kind)?);
    }
    all.extend(beside::checkpoints(public, &place(public))?);
    Ok(all)
}

/// A checkpoint of the draw's log. A copy is kept of it, to the byte, since that is what was signed.
fn checkpoint(folder: &Folder, public: &Path, about: &Path) -> Outcome<(Document, Written)> {
    let unknown = || Failure(text::signed_nothing(about.shown()));
    let bytes = files::read(about, text::ask_signed())?;
    let log = files::read_if_there(&log::place(folder, None)?)?.ok_or_else(unknown)?;
    let log = Log::from_bytes(&log).map_err(|_| unknown())?;
    let read = std::str::from_utf8(&bytes).ok().and_then(|text| Checkpoint::from_text(text).ok());
    let checkpoint = read.ok_or_else(unknown)?;
    if log.tree().root_of_first(checkpoint.size()) != Some(checkpoint.root()) {
        return Err(unknown());
    }
    let copy = beside::checkpoint_copy(public, &place(public), &bytes)?;
    let written = files::write(&copy, &bytes, Access::Everyone)?;
    let document = Document::read(public, copy, "checkpoint")?.ok_or_else(unknown)?;
    Ok((document, written))
}

/// What the name of a signature file may end in: a web server takes other endings for programs and pages.
const ENDINGS: [&str; 7] = ["sig", "p7s", "p7b", "p7m", "pem", "der", "sgn"];

/// How the name of a signature file ends: by its own digest, since several may sign one document, and as the tool named its form.
fn own_name(public: &Path, bytes: &[u8], file: &Path) -> Outcome<String> {
    let digest = hash_of(public)?.of_file(bytes).to_hex();
    let form = file.extension().map(|form| form.to_string_lossy().to_ascii_lowercase());
    let form = ENDINGS.into_iter().find(|ending| form.as_deref() == Some(*ending)).unwrap_or(ENDINGS[0]);
    Ok(format!("-{}.{form}", &digest[..8]))
}

fn bounded(path: &Path) -> Outcome<Vec<u8>> {
    beside::bounded(path, MOST_SIGNATURE_BYTES, text::ask_signature())
}

/// The signature files beside the documents of a public folder, for the reader to check.
pub(crate) fn beside(public: &Path) -> Outcome<Vec<Words>> {
    let all = documents(public)?;
    let mut lines = Vec::new();
    for path in beside::kept(&place(public))? {
        if path.extension().is_some_and(|ending| ending == "txt") {
            continue;
        }
        let own = own_name(public, &bounded(&path)?, &path)?;
        let document = all.iter().find(|document| document.evidence(&place(public), &own) == path);
        lines.push(match document {
            Some(document) => text::signature_beside(document.path.typed(), path.typed()),
            None => text::signature_of_nothing(path.shown()),
        });
    }
    Ok(lines)
}
