//! The list of files, `SHA256SUMS` or `SM3SUMS` (PROTOCOL.md §19.3): every published file with its digest, in the form that
//! `sha256sum -c` and `cksum -a sm3 -c` read, so that a whole copy of the folder is checked with one command. The log goes on
//! growing after the list, and so do its checkpoints and tiles; these check themselves.
//!
//! The list is a file that the log publishes, as it does pages: whoever has the list's digest from the log has the whole
//! folder. The lists before it stay public among what is withdrawn, so that everybody sees which file was there when.

use super::arranged::{Copied, Move};
use super::files::{PublicFiles, SiteFile, grows, is_sums, old_sums};
use super::logged::Logged;
use super::words;
use crate::commit::canonical::FormError;
use crate::commit::document::Announcement;
use crate::record::Entry;
use crate::say::Language;
use crate::types::digest::Digest;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// The list of files, and what the log is to say of it. First `withdrawn` is appended to the log, then the file is written in the
/// place of the one before, then `published` is appended: wherever this is interrupted, the same again goes on with it.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct FileList {
    /// `SHA256SUMS`, or by the hash of the draw `SM3SUMS`.
    pub file: SiteFile,
    /// That the list before stands no longer, if one does.
    pub withdrawn: Option<Entry>,
    /// That this one stands, if it does not yet.
    pub published: Option<Entry>,
}

impl FileList {
    /// What a folder has before its files are known.
    pub(super) fn empty(files: &PublicFiles) -> Self {
        Self { file: SiteFile::new(files.sums(), Vec::new()), withdrawn: None, published: None }
    }
}

/// The files of a folder in the order of the bytes of their names.
type Names<'a> = BTreeMap<&'a str, Digest>;

/// Whether a list names a file: those that go on growing it does not, nor itself; and a name that no list can hold, nobody
/// gave it here.
fn is_listed(name: &str) -> bool {
    let is_plain = !name.contains(|c: char| c.is_control() || c == '\\' || c == char::REPLACEMENT_CHARACTER);
    !is_sums(name) && !grows(name) && is_plain
}

/// Two blanks stand for a file that is read as text, which it is everywhere but on Windows; there `sha256sum` makes no
/// difference either, if it is that of Git or WSL.
fn list(names: &Names<'_>) -> Vec<u8> {
    let mut text = String::new();
    for (name, digest) in names.iter().filter(|(name, _)| is_listed(name)) {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{digest}  {name}");
    }
    text.into_bytes()
}

/// Whether a digest is that of the list of the files as they are: a list that is gone is made again.
pub(super) fn is_list_of(files: &PublicFiles, digest: Digest) -> bool {
    let names = files.within("").map(|(name, held)| (name, held.digest)).collect();
    files.hash_algorithm().of_file(&list(&names)) == digest
}

/// What happens to the files before they are listed.
pub(super) struct Changes<'a> {
    pub(super) moves: &'a [Move],
    pub(super) removed: &'a [String],
    pub(super) written: &'a [SiteFile],
    pub(super) copies: &'a [Copied],
}

/// The list of a folder with its changes, and the copy of the list before.
pub(super) fn file_list(
    announcement: &Announcement,
    language: Language,
    files: &PublicFiles,
    logged: &Logged,
    changes: &Changes<'_>,
) -> Result<(FileList, Option<Copied>), FormError> {
    let mut names: Names<'_> = files.within("").map(|(name, held)| (name, held.digest)).collect();
    let (hash, sums) = (files.hash_algorithm(), files.sums());
    let before = files.digest(sums);
    for Move { from, to, .. } in changes.moves {
        let digest = names.remove(from.as_str());
        names.extend(to.as_deref().zip(digest));
    }
    names.retain(|name, _| changes.removed.iter().all(|removed| removed != name));
    names.extend(changes.written.iter().map(|file| (file.name.as_str(), hash.of_file(&file.bytes))));
    for Copied { from, to, .. } in changes.copies {
        let digest = names.get(from.as_str()).copied();
        names.extend(digest.map(|digest| (to.as_str(), digest)));
    }
    let mut bytes = list(&names);
    let older = standing_list(files, logged);
    if older == Some(hash.of_file(&bytes)) {
        let file = SiteFile::new(sums, bytes);
        return Ok((FileList { file, withdrawn: None, published: None }, None));
    }
    // The list before can be copied only if it is there.
    let kept = older.filter(|older| before == Some(*older)).map(|older| (old_sums(sums, &older), older));
    if let Some((name, digest)) = &kept {
        names.insert(name, *digest);
        bytes = list(&names);
    }
    let reason = words::NEWER_LIST.get(language);
    let about = Some(announcement);
    let withdrawn = older.map(|older| Entry::withdrawn(about, older, reason)).transpose()?;
    let published = Some(Entry::published(about, hash.of_file(&bytes))?);
    let copied = kept.map(|(to, _)| Copied { from: sums.to_owned(), to });
    Ok((FileList { file: SiteFile::new(sums, bytes), withdrawn, published }, copied))
}

/// The list that stands by the log: the file, or if that is gone what alone is no document.
pub(super) fn standing_list(files: &PublicFiles, logged: &Logged) -> Option<Digest> {
    if let Some(held) = files.digest(files.sums()).filter(|held| logged.standing.contains_key(held)) {
        return Some(held);
    }
    let documents: BTreeSet<Digest> = files.versions().iter().map(|version| version.digest).collect();
    let mut others = logged.standing.keys().filter(|digest| !documents.contains(digest));
    others.next().copied().filter(|_| others.next().is_none())
}

/// What a file of the folder is by its list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Listed {
    /// Its bytes are others than those of the list.
    Differs,
    /// The list names it, and it is not there.
    Missing,
    /// The list does not name it.
    Unlisted,
}

/// Compares the files of a folder, by their names there, with its list: which are otherwise, by name. A line of the list that is
/// of another form counts as a file of that name that is missing.
///
/// ```
/// use dual_random::Digest;
/// use dual_random::publish::site::{Listed, compare_list};
///
/// let list = format!("{}  index.html\n{}  check.html\n", Digest::of_file(b"a"), Digest::of_file(b"b"));
/// let files = [("index.html", Digest::of_file(b"c")), ("log.jsonl", Digest::of_file(b"")), ("notes.txt", Digest::of_file(b"d"))];
/// let found = compare_list(list.as_bytes(), files);
/// assert_eq!(found["index.html"], Listed::Differs);
/// assert_eq!(found["check.html"], Listed::Missing);
/// assert_eq!(found["notes.txt"], Listed::Unlisted);
/// assert_eq!(found.len(), 3);
/// ```
pub fn compare_list<'a>(
    list: &[u8],
    files: impl IntoIterator<Item = (&'a str, Digest)>,
) -> BTreeMap<String, Listed> {
    let text = String::from_utf8_lossy(list);
    let mut named: BTreeMap<&str, Option<Digest>> = BTreeMap::new();
    for line in text.lines().filter(|line| !line.is_empty()) {
        let parts = line.split_once(' ').and_then(|(digest, name)| {
            Some((name.strip_prefix([' ', '*'])?, Digest::from_hex(digest).ok()?))
        });
        let (name, digest) = parts.map_or((line, None), |(name, digest)| (name, Some(digest)));
        named.insert(name, digest);
    }
    let mut found = BTreeMap::new();
    for (name, digest) in files {
        match named.remove(name) {
            Some(Some(said)) if said == digest => {}
            Some(_) => drop(found.insert(name.to_owned(), Listed::Differs)),
            None if is_listed(name) => drop(found.insert(name.to_owned(), Listed::Unlisted)),
            None => {}
        }
    }
    found.extend(named.into_keys().map(|name| (name.to_owned(), Listed::Missing)));
    found
}

/// Whether a name among what is withdrawn is that of an older list.
pub(super) fn is_old_list(name: &str) -> bool {
    name.split('-').next().is_some_and(is_sums)
}
