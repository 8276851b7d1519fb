//! Files: read whole, written whole or not at all, never over another, private ones for their owner only.

use crate::input::places;
use crate::out::{Failure, Out, Outcome};
use crate::text;
use crate::text::Shown as _;
use crate::text::Words;
use dual_random::{Digest, HashAlgorithm, Table};
use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// No document may be larger; one byte more is read so that the library can say so.
const MOST_BYTES: u64 = (8 << 30) + 1;

/// Nothing that a run writes takes longer, so that what is older is nobody's.
pub(crate) const LONGEST_WRITE: Duration = Duration::from_secs(600);

/// Where things are in a draw's folder.
pub(crate) struct Folder(PathBuf);

/// The folder that a file is in.
fn parent(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

macro_rules! places {
    ($($name:ident = $path:literal;)+) => {
        impl Folder {
            $(pub(crate) fn $name(&self) -> PathBuf {
                self.0.join($path)
            })+
        }
    };
}

places! {
    plan = "plan.toml";
    publication = "publication.toml";
    calendar = "calendar.toml";
    keepers = "keepers.toml";
    minutes_before = "minutes-1.html";
    minutes_after = "minutes-2.html";
    announcement = "public/announcement.json";
    seal = "public/seal.json";
    disclosure = "public/disclosure.json";
    void = "public/void.json";
    undrawn = "public/undrawn.json";
    log = "public/log.jsonl";
    index = "public/index.html";
    put_away = "withdrawn";
    withdrawn = "public/withdrawn";
    log_place = "log.txt";
    selection_place = "selection.txt";
    opening = "private/opening.json";
    envelope = "private/envelope.html";
    inputs = "private/inputs.sha256";
    contacts = "private/contacts.json";
    void_shows = "private/void-shows.json";
    result = "private/result.json";
    tasks = "private/tasks.html";
}

impl Folder {
    pub(crate) fn new(path: &Path) -> Self {
        Self(path.to_owned())
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    /// Where a table is, or would be.
    fn tabular(&self, table: Table, usual: &str) -> PathBuf {
        let there = places::file(&self.0, table).ok().flatten();
        there.unwrap_or_else(|| self.0.join(usual))
    }

    pub(crate) fn targets(&self) -> PathBuf {
        self.tabular(Table::Targets, "targets.csv")
    }

    pub(crate) fn inspectors(&self) -> PathBuf {
        self.tabular(Table::Inspectors, "inspectors.csv")
    }

    pub(crate) fn recusals(&self) -> PathBuf {
        self.tabular(Table::Recusals, "recusals.csv")
    }

    /// Where a way from here leads; what lies beside this folder is called as people call it.
    pub(crate) fn along(&self, way: &str) -> PathBuf {
        let way = Path::new(way);
        let own = way.strip_prefix("..").ok().zip(self.0.file_name().and(self.0.parent()));
        own.map_or_else(|| self.0.join(way), |(rest, parent)| parent.join(rest))
    }

    pub(crate) fn earlier(&self) -> PathBuf {
        self.0.join("earlier.csv")
    }

    /// The sheet of one keeper.
    pub(crate) fn share(&self, number: u8) -> PathBuf {
        self.0.join(format!("private/share-{number}.html"))
    }

    /// An amendment, secret until the disclosure.
    pub(crate) fn amendment(&self, number: usize) -> PathBuf {
        self.0.join(format!("private/amendment-{number}.json"))
    }

    /// The task sheets of an amendment.
    pub(crate) fn amended_tasks(&self, number: usize) -> PathBuf {
        self.0.join(format!("private/tasks-{number}.html"))
    }

    /// The seal of an amendment.
    pub(crate) fn amendment_seal(&self, number: usize) -> PathBuf {
        self.0.join(format!("public/amendment-{number}.json"))
    }

    /// A proof about a target or an inspector; `what` tells proofs about the same one apart.
    pub(crate) fn proof(&self, id: &str, what: &str) -> PathBuf {
        self.0.join(format!("private/proof-{id}{what}.json"))
    }
}

/// Who may read a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Access {
    Everyone,
    Owner,
}

/// What came of writing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Written {
    New,
    Identical,
}

impl Written {
    /// What came of two of them together.
    pub(crate) fn and(self, other: Self) -> Self {
        if self == Self::Identical { other } else { self }
    }
}

/// Whether a name is that of a page.
pub(crate) fn is_page(name: impl AsRef<Path>) -> bool {
    name.as_ref().extension().is_some_and(|ending| ending == "html")
}

pub(crate) fn exists(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

/// What the system says of a file that cannot be read.
pub(crate) fn cannot_read(path: &Path, error: &std::io::Error) -> Failure {
    Failure(text::cannot_read(path.shown(), text::system(error)))
}

/// What the system says of a file that cannot be written.
pub(crate) fn cannot_write(path: &Path, error: &std::io::Error) -> Failure {
    Failure(text::cannot_write(path.shown(), text::system(error)))
}

/// Opens a file. `None` if there is none. What is no file is not even opened: a pipe would never answer.
pub(crate) fn open_if_there(path: &Path) -> Outcome<Option<File>> {
    match path.metadata() {
        Ok(data) if data.is_file() => {}
        Ok(_) => return Err(Failure(text::no_file(path.shown()))),
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(cannot_read(path, &error)),
    }
    File::open(path).map(Some).map_err(|error| cannot_read(path, &error))
}

/// Opens a file that must be there; `what_to_do` is said if it is not.
pub(crate) fn open(path: &Path, what_to_do: Words) -> Outcome<File> {
    open_if_there(path)?.ok_or_else(|| Failure(text::missing_file(path.shown(), what_to_do)))
}

/// Reads a file. `None` if there is none.
pub(crate) fn read_if_there(path: &Path) -> Outcome<Option<Vec<u8>>> {
    let Some(file) = open_if_there(path)? else {
        return Ok(None);
    };
    let mut bytes = Vec::new();
    file.take(MOST_BYTES).read_to_end(&mut bytes).map_err(|error| cannot_read(path, &error))?;
    Ok(Some(bytes))
}

/// Reads all of standard input.
pub(crate) fn standard_input() -> Outcome<Vec<u8>> {
    let mut bytes = Vec::new();
    let read = std::io::stdin().lock().take(MOST_BYTES).read_to_end(&mut bytes);
    read.map_err(|error| Failure(text::cannot_read(text::name("-"), text::system(&error))))?;
    Ok(bytes)
}

/// What is written to a file.
#[derive(Clone, Copy)]
pub(crate) enum Content<'a> {
    Bytes(&'a [u8]),
    /// What is too large to be held whole: how it is written, the same each time; that gives its digest by that hash.
    Pieces(HashAlgorithm, &'a dyn Fn(&mut dyn Write) -> std::io::Result<Digest>),
}

impl<'a> From<&'a [u8]> for Content<'a> {
    fn from(bytes: &'a [u8]) -> Self {
        Self::Bytes(bytes)
    }
}

impl<'a> From<&'a Vec<u8>> for Content<'a> {
    fn from(bytes: &'a Vec<u8>) -> Self {
        Self::Bytes(bytes)
    }
}

impl<'a, const N: usize> From<&'a [u8; N]> for Content<'a> {
    fn from(bytes: &'a [u8; N]) -> Self {
        Self::Bytes(bytes)
    }
}

impl Content<'_> {
    fn write(self, file: &mut File) -> std::io::Result<()> {
        match self {
            Self::Bytes(bytes) => file.write_all(bytes),
            Self::Pieces(_, write) => write(file).map(drop),
        }
    }

    /// Whether a file holds it.
    fn is_in(self, path: &Path) -> Outcome<bool> {
        match self {
            Self::Bytes(bytes) => Ok(read_if_there(path)?.is_some_and(|found| found == bytes)),
            Self::Pieces(hash, write) => {
                let digest = write(&mut std::io::sink()).map_err(|error| cannot_write(path, &error))?;
                Ok(digest_by(hash, path)? == Some(digest))
            }
        }
    }
}

/// The SHA-256 of a file, if there is one.
pub(crate) fn digest_of(path: &Path) -> Outcome<Option<Digest>> {
    digest_by(HashAlgorithm::Sha256, path)
}

/// The digest of a file by a hash, if there is one.
pub(crate) fn digest_by(hash: HashAlgorithm, path: &Path) -> Outcome<Option<Digest>> {
    let digest = |file| hash.of_read(file).map_err(|error| cannot_read(path, &error));
    open_if_there(path)?.map(digest).transpose()
}

/// Reads a file that must be there; `what_to_do` is said if it is not.
pub(crate) fn read(path: &Path, what_to_do: Words) -> Outcome<Vec<u8>> {
    read_if_there(path)?.ok_or_else(|| Failure(text::missing_file(path.shown(), what_to_do)))
}

/// Writes a new file. One that is there with the same content is left as it is; one with other content is an error.
pub(crate) fn write<'a>(path: &Path, content: impl Into<Content<'a>>, access: Access) -> Outcome<Written> {
    let content = content.into();
    let folder = parent(path);
    remove_left_over(folder, path);
    if let Some(written) = same_or_refuse(path, content)? {
        return Ok(written);
    }
    let failure = |error: std::io::Error| cannot_write(path, &error);
    make_folder(folder, access).map_err(failure)?;
    let temporary = temporary_file(folder, path, content, access).map_err(failure)?;
    let linked = put_in_place(&temporary, path);
    // The content stands under its own name by now, or never will.
    let _ = std::fs::remove_file(&temporary);
    match linked {
        Ok(()) => {
            sync_folder(folder).map_err(failure)?;
            Ok(Written::New)
        }
        // Somebody else wrote it in the meantime.
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            same_or_refuse(path, content)?.ok_or_else(|| failure(error))
        }
        Err(error) => Err(failure(error)),
    }
}

/// Writes what always shows the newest state, in the place of what was there before.
pub(crate) fn replace(path: &Path, bytes: &[u8], access: Access) -> Outcome<Written> {
    if read_if_there(path)?.is_some_and(|found| found == bytes) {
        return Ok(Written::Identical);
    }
    let folder = parent(path);
    remove_left_over(folder, path);
    let failure = |error: std::io::Error| cannot_write(path, &error);
    make_folder(folder, access).map_err(failure)?;
    let temporary = temporary_file(folder, path, bytes.into(), access).map_err(failure)?;
    std::fs::rename(&temporary, path).and_then(|()| sync_folder(folder)).map_err(failure)?;
    Ok(Written::New)
}

/// Moves a file that is to be kept and not shown. What was put away under that name before had the same content, or less
/// of it.
pub(crate) fn put_away(from: &Path, to: &Path) -> Outcome<()> {
    let failure = |error: std::io::Error| Failure(text::cannot_write(to.shown(), text::system(&error)));
    make_folder(parent(to), Access::Everyone).map_err(failure)?;
    std::fs::rename(from, to).and_then(|()| sync_folder(parent(from))).map_err(failure)
}

/// Writes files in their order, after making sure that none of them is there with other content: a refused step leaves
/// nothing behind.
pub(crate) fn write_all<'a, C: Into<Content<'a>> + Copy>(files: &[(PathBuf, C, Access)]) -> Outcome<Written> {
    for (path, content, _) in files {
        same_or_refuse(path, *content)?;
    }
    let mut all = Written::Identical;
    for (path, content, access) in files {
        all = all.and(write(path, *content, *access)?);
    }
    Ok(all)
}

/// Refuses where a file is there with other content.
pub(crate) fn same_or_refuse<'a>(path: &Path, content: impl Into<Content<'a>>) -> Outcome<Option<Written>> {
    if !exists(path) {
        return Ok(None);
    }
    if content.into().is_in(path)? {
        return Ok(Some(Written::Identical));
    }
    Err(Failure(text::exists_with_other_content(path.shown())))
}

/// Gives the temporary file its name, unless that name is taken.
pub(crate) fn put_in_place(temporary: &Path, path: &Path) -> std::io::Result<()> {
    match std::fs::hard_link(temporary, path) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Err(error),
        // A file system without links, such as a memory stick's: rename, which would replace what is there.
        Err(_) if !exists(path) => std::fs::rename(temporary, path),
        Err(_) => Err(ErrorKind::AlreadyExists.into()),
    }
}

/// Removes what runs that were killed left behind. It may hold secrets.
fn remove_left_over(folder: &Path, path: &Path) {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let begin = format!(".{name}.");
    // What cannot be looked at or removed stays: it hinders nobody.
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let found = entry.file_name();
        let process = found.to_str().and_then(|found| {
            let numbers = found.strip_prefix(&begin)?.strip_suffix(".tmp")?;
            let (process, attempt) = numbers.split_once('-')?;
            attempt.parse::<u32>().ok()?;
            process.parse::<u32>().ok()
        });
        if process.is_some_and(|process| is_gone(process, &entry)) {
            let _ = std::fs::remove_file(entry.path());
        }
    }
}

/// Whether the process that wrote a temporary file has ended: it is not there, or has not written for a while.
fn is_gone(process: u32, entry: &std::fs::DirEntry) -> bool {
    has_ended(process).unwrap_or_else(|| {
        let age = entry.metadata().and_then(|data| data.modified()).ok().and_then(|at| at.elapsed().ok());
        age.is_some_and(|age| age > LONGEST_WRITE)
    })
}

/// Whether a process of this computer has ended, where the system tells.
pub(crate) fn has_ended(process: u32) -> Option<bool> {
    let processes = Path::new("/proc");
    let tells = processes.join(std::process::id().to_string()).exists();
    tells.then(|| !processes.join(process.to_string()).exists())
}

fn temporary_file(
    folder: &Path,
    path: &Path,
    content: Content<'_>,
    access: Access,
) -> std::io::Result<PathBuf> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let mut attempt = 0;
    loop {
        let temporary = folder.join(format!(".{name}.{}-{attempt}.tmp", std::process::id()));
        match options(access).open(&temporary) {
            Ok(mut file) => {
                let written = content.write(&mut file).and_then(|()| file.sync_all());
                if let Err(error) = written {
                    let _ = std::fs::remove_file(&temporary);
                    return Err(error);
                }
                return Ok(temporary);
            }
            Err(error) if error.kind() == ErrorKind::AlreadyExists && attempt < 100 => attempt += 1,
            Err(error) => return Err(error),
        }
    }
}

#[cfg(unix)]
fn options(access: Access) -> OpenOptions {
    use std::os::unix::fs::OpenOptionsExt;
    let mut options = OpenOptions::new();
    options.write(true).create_new(true).mode(if access == Access::Owner { 0o600 } else { 0o644 });
    options
}

#[cfg(not(unix))]
fn options(_access: Access) -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    options
}

/// Makes the folder that a file goes into.
pub(crate) fn make_parent(path: &Path, access: Access) -> std::io::Result<()> {
    make_folder(parent(path), access)
}

/// Makes a folder that is its owner's alone.
pub(crate) fn private_folder(folder: &Path) -> Outcome<()> {
    make_folder(folder, Access::Owner).map_err(|error| cannot_write(folder, &error))
}

fn make_folder(folder: &Path, access: Access) -> std::io::Result<()> {
    // What is private must not end up where a link points.
    if access == Access::Owner && folder.is_symlink() {
        return Err(std::io::Error::new(ErrorKind::InvalidInput, "a symbolic link"));
    }
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    if access == Access::Owner && !folder.exists() {
        if let Some(parent) = folder.parent() {
            builder.create(parent)?;
        }
        only_for_owner(&mut builder);
    }
    builder.create(folder)
}

#[cfg(unix)]
fn only_for_owner(builder: &mut DirBuilder) {
    use std::os::unix::fs::DirBuilderExt;
    builder.mode(0o700);
}

#[cfg(not(unix))]
fn only_for_owner(_builder: &mut DirBuilder) {}

/// Reads a private file, and makes sure that it is private. `None` if there is none.
pub(crate) fn read_private(path: &Path) -> Outcome<Option<Vec<u8>>> {
    keep_private(parent(path));
    read_if_there(path)
}

/// Opens a private file, and makes sure that it is private. `None` if there is none.
pub(crate) fn open_private(path: &Path) -> Outcome<Option<File>> {
    keep_private(parent(path));
    open_if_there(path)
}

/// Takes a private folder and its files from everybody but their owner: a copy or a memory stick may have opened them.
#[cfg(unix)]
fn keep_private(folder: &Path) {
    static WARNED: std::sync::Once = std::sync::Once::new();
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let open: Vec<PathBuf> = std::iter::once(folder.to_owned())
        .chain(files)
        .filter(|path| open_to_others(path).is_some())
        .collect();
    for path in &open {
        take_from_others(path);
    }
    let still_open = open.iter().find(|path| open_to_others(path).is_some());
    match (open.is_empty(), still_open) {
        (true, _) => {}
        (false, None) => caution(text::private_closed(folder.shown())),
        // A step reads several files of the folder, and says this once.
        (false, Some(path)) => {
            WARNED.call_once(|| caution(text::private_open(path.shown())));
        }
    }
}

/// Says something beside a step's output, in the language that was chosen.
pub(crate) fn caution(what: Words) {
    Out::new(crate::out::language()).note(what);
}

#[cfg(not(unix))]
fn keep_private(_folder: &Path) {}

/// The permissions of a file or folder that others may use. What a link points to is another folder's affair.
#[cfg(unix)]
fn open_to_others(path: &Path) -> Option<std::fs::Permissions> {
    use std::os::unix::fs::PermissionsExt;
    let data = path.symlink_metadata().ok().filter(|data| data.is_file() || data.is_dir())?;
    Some(data.permissions()).filter(|permissions| permissions.mode() & 0o077 != 0)
}

/// Leaves a file or folder to its owner alone, where this user may.
#[cfg(unix)]
fn take_from_others(path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    if let Some(mut permissions) = open_to_others(path) {
        permissions.set_mode(permissions.mode() & 0o700);
        // Whether it worked is looked at afterwards: some file systems say yes and do nothing.
        let _ = std::fs::set_permissions(path, permissions);
    }
}

/// Makes sure that a file's name is on disk too.
pub(crate) fn sync_parent(path: &Path) -> std::io::Result<()> {
    sync_folder(parent(path))
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> std::io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_folder: &Path) -> std::io::Result<()> {
    Ok(())
}
