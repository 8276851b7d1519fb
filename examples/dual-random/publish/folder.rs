//! The public folder, as the library sees it: files by their names there.

use crate::files::{self, Access, Content, Folder, Written, exists};
use crate::out::{Failure, Outcome};
use crate::text;
use crate::text::Shown as _;
use crate::text::Words;
use dual_random::publish::site::{Listed, Move, PlannedFile, PublicFiles, compare_list, sums};
use dual_random::{Digest, HashAlgorithm};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::{BufWriter, Read, Write};
use std::path::{Path, PathBuf};

/// Most files that are named where they are otherwise than their list says.
const NAMED: usize = 20;

/// Where a file of the public folder is.
pub(crate) fn in_public(folder: &Folder, name: &str) -> PathBuf {
    folder.path().join("public").join(name)
}

/// The files that matter to what is published.
pub(crate) fn public_files(folder: &Folder, hash: HashAlgorithm) -> Outcome<PublicFiles> {
    let mut all = PublicFiles::new(hash);
    for part in [""].into_iter().chain(PublicFiles::FOLDERS) {
        for name in names_in(&in_public(folder, part))? {
            let name = format!("{part}{name}");
            let path = in_public(folder, &name);
            // Only among the documents a folder is in the way.
            if PublicFiles::matters(&name) && (part == "pages/" || path.is_file()) {
                put(&mut all, &name, &path)?;
            }
        }
    }
    Ok(all)
}

/// What is otherwise in a public folder than its list of files says, if it has one.
pub(crate) fn compared(public: &Path) -> Outcome<BTreeMap<String, Listed>> {
    let lists = HashAlgorithm::ALL.iter().map(|hash| (*hash, public.join(sums(*hash))));
    let Some((hash, list)) = lists.into_iter().find(|(_, list)| list.is_file()) else {
        return Ok(BTreeMap::new());
    };
    let list = files::read(&list, Words::default())?;
    let (mut all, mut folders): (Vec<(String, Digest)>, _) = (Vec::new(), vec![String::new()]);
    while let Some(part) = folders.pop() {
        for name in names_in(&public.join(&part))? {
            let (name, path) = (format!("{part}{name}"), public.join(format!("{part}{name}")));
            // What is behind a link is not of this folder, and may lead back to it.
            let is_lock = path.extension().is_some_and(|ending| ending == "lock");
            match path.symlink_metadata() {
                Ok(data) if data.is_dir() => folders.push(name + "/"),
                Ok(data) if data.is_file() && !is_lock => {
                    all.extend(files::digest_by(hash, &path)?.map(|digest| (name, digest)));
                }
                _ => {}
            }
        }
    }
    Ok(compare_list(&list, all.iter().map(|(name, digest)| (name.as_str(), *digest))))
}

/// The same in words: what differs, what is missing, and what the list does not name.
pub(crate) fn otherwise(found: &BTreeMap<String, Listed>, kinds: &[Listed]) -> Vec<Words> {
    let said = |kind: &Listed| {
        let of_kind = || found.iter().filter(|(_, found)| *found == kind).map(|(name, _)| text::name(name));
        let (count, names) = (of_kind().count(), text::joined(of_kind().take(NAMED)));
        let said = match kind {
            Listed::Differs => text::list_differs(count, names),
            Listed::Missing => text::list_missing(count, names),
            _ => text::list_unlisted(count, names),
        };
        (count > 0).then_some(said)
    };
    kinds.iter().filter_map(said).collect()
}

fn put(all: &mut PublicFiles, name: &str, path: &Path) -> Outcome<()> {
    if !path.is_file() {
        // What is not a file is of no document, as an empty one.
        all.put(name, &[]);
    } else if PublicFiles::are_data(name) {
        all.put(name, &files::read(path, Words::default())?);
    } else {
        let mut file = Counted { inner: files::open(path, Words::default())?, bytes: 0 };
        let digest =
            all.hash_algorithm().of_read(&mut file).map_err(|error| files::cannot_read(path, &error))?;
        all.put_digest(name, file.bytes, digest);
    }
    Ok(())
}

/// Writes a file of a document, and puts it to the others.
pub(crate) fn write(folder: &Folder, file: &PlannedFile<'_, '_>, all: &mut PublicFiles) -> Outcome<Written> {
    let path = in_public(folder, file.name());
    if PublicFiles::are_data(file.name()) {
        let bytes = file.bytes().map_err(|error| Failure(text::not_published(error)))?;
        all.put(file.name(), &bytes);
        return files::write(&path, &bytes, Access::Everyone);
    }
    let hash = all.hash_algorithm();
    let put = RefCell::new(all);
    let pieces = |to: &mut dyn Write| {
        let mut to = BufWriter::with_capacity(1 << 16, Counted { inner: to, bytes: 0 });
        let digest = file.write(&mut to).map_err(std::io::Error::other)?;
        to.flush()?;
        put.borrow_mut().put_digest(file.name(), to.get_ref().bytes, digest);
        Ok(digest)
    };
    files::write(&path, Content::Pieces(hash, &pieces), Access::Everyone)
}

/// Counts the bytes that are read or written.
struct Counted<T> {
    inner: T,
    bytes: u64,
}

impl<T: Read> Read for Counted<T> {
    fn read(&mut self, to: &mut [u8]) -> std::io::Result<usize> {
        let read = self.inner.read(to)?;
        self.bytes += read as u64;
        Ok(read)
    }
}

impl<T: Write> Write for Counted<T> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.inner.flush()
    }
}

fn names_in(path: &Path) -> Outcome<Vec<String>> {
    if !exists(path) {
        return Ok(Vec::new());
    }
    let failure = |error| Failure(text::cannot_read(path.shown(), text::system(&error)));
    let mut all = Vec::new();
    for entry in std::fs::read_dir(path).map_err(failure)? {
        let name = entry.map_err(failure)?.file_name().to_string_lossy().into_owned();
        // What a killed run left behind begins with a dot.
        if !name.starts_with('.') {
            all.push(name);
        }
    }
    Ok(all)
}

/// Moves a file of a withdrawn version: within the public folder, or to where it is kept and not shown.
pub(crate) fn put_away(folder: &Folder, Move { from, to, .. }: &Move) -> Outcome<()> {
    let from = in_public(folder, from);
    let kept = || folder.put_away().join(from.file_name().unwrap_or_default());
    let to = to.as_ref().map_or_else(kept, |to| in_public(folder, to));
    files::put_away(&from, &to)
}
