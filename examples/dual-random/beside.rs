//! What stands beside the documents of a public folder as somebody else's evidence about them: answers of a time-stamp
//! authority, signature files. Each is kept as it came, and its name says which document it is about.

use crate::files;
use crate::out::Outcome;
use crate::text::Words;
use dual_random::{Announcement, Digest, HashAlgorithm};
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// A public document that evidence can be about.
pub(crate) struct Document {
    pub(crate) path: PathBuf,
    pub(crate) digest: Digest,
    /// What evidence about it is called, without an ending.
    name: String,
}

impl Document {
    pub(crate) fn read(public: &Path, path: PathBuf, kind: &str) -> Outcome<Option<Self>> {
        let Some(digest) = files::digest_by(hash_of(public)?, &path)? else { return Ok(None) };
        let name = name(kind, digest);
        Ok(Some(Self { path, digest, name }))
    }

    /// Evidence about it, in a folder.
    pub(crate) fn evidence(&self, folder: &Path, ending: &str) -> PathBuf {
        folder.join(format!("{}{ending}", self.name))
    }
}

/// What evidence about a document is called, without an ending.
fn name(kind: &str, digest: Digest) -> String {
    format!("{kind}-{}", &digest.to_hex()[..8])
}

/// The hash of the draw, by which its documents have their digests.
pub(crate) fn hash_of(public: &Path) -> Outcome<HashAlgorithm> {
    let bytes = files::read_if_there(&public.join("announcement.json"))?.unwrap_or_default();
    Ok(Announcement::from_bytes(&bytes).map(|announcement| announcement.hash_algorithm()).unwrap_or_default())
}

/// The announcement and the seals, the first one and those of the amendments.
pub(crate) fn documents(public: &Path) -> Outcome<Vec<Document>> {
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

/// The copy of a checkpoint in a folder of evidence: the log's own goes on growing.
pub(crate) fn checkpoint_copy(public: &Path, folder: &Path, bytes: &[u8]) -> Outcome<PathBuf> {
    let digest = hash_of(public)?.of_file(bytes);
    Ok(folder.join(format!("{}.txt", name("checkpoint", digest))))
}

/// The checkpoints of which a folder of evidence has copies.
pub(crate) fn checkpoints(public: &Path, folder: &Path) -> Outcome<Vec<Document>> {
    let mut all = Vec::new();
    for path in kept(folder)? {
        if path.extension().is_some_and(|ending| ending == "txt") {
            all.extend(Document::read(public, path, "checkpoint")?);
        }
    }
    Ok(all)
}

/// The kept files of a folder of evidence, in the order of their names.
pub(crate) fn kept(folder: &Path) -> Outcome<Vec<PathBuf>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let failure = |error| files::cannot_read(folder, &error);
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failure)? {
        let path = entry.map_err(failure)?.path();
        let is_hidden = path.file_name().is_none_or(|name| name.to_string_lossy().starts_with('.'));
        if !is_hidden && path.is_file() {
            all.push(path);
        }
    }
    all.sort();
    Ok(all)
}

/// A file of evidence; of what is too large to be one, the beginning.
pub(crate) fn bounded(path: &Path, most: usize, what_to_do: Words) -> Outcome<Vec<u8>> {
    let file = files::open(path, what_to_do)?;
    let mut bytes = Vec::new();
    file.take(most as u64 + 1).read_to_end(&mut bytes).map_err(|error| files::cannot_read(path, &error))?;
    Ok(bytes)
}
