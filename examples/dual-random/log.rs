//! The authority's public log: where it is, and how a line gets into it. Lines that stand in it are never touched; one is
//! appended whole, after everything that it speaks of is safe, and what an interrupted write left of one is cut off.

use crate::cli::LogArgument;
use crate::clock::Clock;
use crate::files::{self, Access, Folder, Written, exists};
use crate::out::{Failure, Outcome};
use crate::signing::{self, Signing};
use crate::text::Words;
use crate::text::{Shown as _, Typed as _};
use crate::{decoded, text};
use dual_random::plan::{Ceremony, Plan};
use dual_random::record::{Entry, LineKind, Log, LogError, LogProblem};
use dual_random::{Announcement, Days, Digest, FormError, HashAlgorithm, Timestamp};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// What every line begins with.
const LINE_BEGINS: &[u8] = b"{\"announcement\":";

/// Most bytes of a checkpoint's first line.
const ORIGIN_BYTES: usize = 255;

/// What the command line says of the log: its file, and the time of its lines.
#[derive(Clone, Copy)]
pub(crate) struct Logging<'a> {
    pub(crate) file: Option<&'a Path>,
    pub(crate) clock: &'a Clock,
}

impl<'a> Logging<'a> {
    pub(crate) fn new(argument: &'a LogArgument, clock: &'a Clock) -> Self {
        Self { file: argument.file.as_deref(), clock }
    }
}

/// Where a folder's log is.
pub(crate) fn place(folder: &Folder, file: Option<&Path>) -> Outcome<PathBuf> {
    match file {
        Some(file) => Ok(file.to_owned()),
        None => Ok(remembered(folder)?.unwrap_or_else(|| folder.log())),
    }
}

/// The place that `announce` noted down, if it is not the usual one.
fn remembered(folder: &Folder) -> Outcome<Option<PathBuf>> {
    let path = folder.log_place();
    let Some(bytes) = files::read_if_there(&path)? else {
        return Ok(None);
    };
    match decoded::text(&path, &bytes)?.trim() {
        "" => Err(Failure(text::bad_log_place(path.shown()))),
        place => Ok(Some(folder.along(place))),
    }
}

/// Whose log it is, by the announcement that stands beside it, if one does.
pub(crate) fn lead_beside(log: &Path) -> Option<String> {
    let bytes = files::read_if_there(&log.with_file_name("announcement.json")).ok().flatten()?;
    let announcement = Announcement::from_bytes(&bytes).ok()?;
    Some(lead(&announcement.plan).to_owned())
}

/// The number of the next announcement of a log.
pub(crate) fn next_number(path: &Path) -> Outcome<u64> {
    Ok(next_of(&read(path)?))
}

fn next_of(log: &Log) -> u64 {
    let numbers = log.lines().iter().filter(|line| line.kind == LineKind::Announced);
    numbers.filter_map(|line| line.number).max().unwrap_or(0) + 1
}

/// Where an announcement goes: the log, and what to note down so that later commands find it.
pub(crate) fn choose(
    folder: &Folder,
    given: Option<&Path>,
    selection: Option<&Path>,
) -> Outcome<(PathBuf, Option<String>)> {
    let before = remembered(folder)?;
    // A staffing ceremony goes on where the ceremony before was logged.
    let given = match (given, &before, selection) {
        (Some(given), ..) => Some(given.to_owned()),
        (None, None, Some(selection)) => {
            Some(place(&Folder::new(selection), None)?).filter(|log| exists(log))
        }
        (None, ..) => None,
    };
    let known = before.clone().or_else(|| Some(folder.log()).filter(|log| exists(log)));
    let Some(given) = given else {
        return Ok((known.unwrap_or_else(|| folder.log()), None));
    };
    match known {
        Some(known) if is_same(&known, &given)? => Ok((known, None)),
        Some(known) => Err(Failure(text::other_log(known.shown(), given.shown()))),
        None if is_same(&folder.log(), &given)? => Ok((folder.log(), None)),
        None => {
            let note = if given.is_absolute() { given.clone() } else { relative(folder, &given)? };
            let note = note.to_str().ok_or_else(|| Failure(text::bad_log_place(note.shown())))?;
            Ok((given.clone(), Some(format!("{note}\n"))))
        }
    }
}

fn is_same(a: &Path, b: &Path) -> Outcome<bool> {
    Ok(a == b || whole(a).ok() == Some(whole(b)?))
}

/// A file's path from the root. Its folder must be there: a typing error must not begin a new log.
fn whole(path: &Path) -> Outcome<PathBuf> {
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = path.file_name().ok_or_else(|| Failure(text::bad_log_place(path.shown())))?;
    let folder = folder
        .canonicalize()
        .map_err(|error| Failure(text::cannot_read(folder.shown(), text::system(&error))))?;
    Ok(folder.join(name))
}

/// The way from a folder to a file: it stays right when both move together.
pub(crate) fn relative(folder: &Folder, file: &Path) -> Outcome<PathBuf> {
    let failure = |error| Failure(text::cannot_read(folder.path().shown(), text::system(&error)));
    let from = folder.path().canonicalize().map_err(failure)?;
    let to = whole(file)?;
    let common = from.components().zip(to.components()).take_while(|(a, b)| a == b).count();
    let up = from.components().skip(common).map(|_| std::path::Component::ParentDir);
    Ok(up.chain(to.components().skip(common)).collect())
}

/// Reads a log, without what an interrupted write left at its end. None yet is an empty one.
fn read(path: &Path) -> Outcome<Log> {
    let bytes = files::read_if_there(path)?.unwrap_or_default();
    parsed(path, &mended(&bytes))
}

pub(crate) fn parsed(path: &Path, bytes: &[u8]) -> Outcome<Log> {
    Log::from_bytes(bytes).map_err(|error| Failure(text::bad_log(path.shown(), error)))
}

/// Refuses a torn last line, for whoever only reads: it is told apart from everything else that a log may suffer.
pub(crate) fn whole_lines(path: &Path, bytes: &[u8]) -> Outcome<()> {
    let whole = whole_part(bytes);
    if whole.len() == bytes.len() {
        return Ok(());
    }
    let lines = whole.split_inclusive(|byte| *byte == b'\n').count();
    let torn = bytes.len() - whole.len();
    Err(Failure(text::torn_log(path.shown(), lines, torn, whole.len())))
}

/// The whole lines of a log.
fn whole_part(bytes: &[u8]) -> &[u8] {
    let end = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    bytes.get(..end).unwrap_or_default()
}

/// What a log should hold after an interrupted write: its whole lines. A last line that lacks nothing but its line feed may be
/// public, and an editor took that away: it comes back.
fn mended(bytes: &[u8]) -> Cow<'_, [u8]> {
    let whole = whole_part(bytes);
    let torn = bytes.get(whole.len()..).unwrap_or_default();
    if torn.is_empty() {
        return Cow::Borrowed(bytes);
    }
    let ended = [bytes, b"\n"].concat();
    if Log::from_bytes(&ended).is_ok_and(|log| log.problems().is_empty()) {
        return Cow::Owned(ended);
    }
    // A file without any line may be no log at all. What was never written to disk reads as zeros.
    let is_log = !whole.is_empty() || torn.starts_with(LINE_BEGINS) || LINE_BEGINS.starts_with(torn);
    Cow::Borrowed(if is_log || torn.iter().all(|byte| *byte == 0) { whole } else { bytes })
}

/// Puts a log in order after an interrupted write, and says so. What stands in whole lines is not touched.
fn mend(path: &Path) -> Outcome<()> {
    let bytes = files::read_if_there(path)?.unwrap_or_default();
    let mended = mended(&bytes);
    if *mended == *bytes {
        return Ok(());
    }
    // Nothing but a log is put in order.
    parsed(path, &mended)?;
    let failure = |error| Failure(text::cannot_write(path.shown(), text::system(&error)));
    let said = if let Some(missing) = mended.strip_prefix(bytes.as_slice()) {
        append(path, missing).map_err(failure)?;
        text::log_ended(path.shown())
    } else {
        cut(path, mended.len()).map_err(failure)?;
        text::log_cut(path.shown(), bytes.len() - mended.len())
    };
    files::caution(said);
    Ok(())
}

/// The log, as a step of one draw looks at it.
pub(crate) struct Book<'a> {
    folder: &'a Folder,
    announcement: &'a Announcement,
    digest: Digest,
    path: PathBuf,
    log: Log,
    clock: &'a Clock,
}

impl<'a> Book<'a> {
    /// The log of a folder.
    pub(crate) fn of(
        folder: &'a Folder,
        announcement: &'a Announcement,
        logging: Logging<'a>,
    ) -> Outcome<Self> {
        let path = place(folder, logging.file)?;
        Self::at(path, folder, announcement, logging.clock)
    }

    /// The same, for a command that writes nothing: a torn line is not passed over.
    pub(crate) fn to_read(
        folder: &'a Folder,
        announcement: &'a Announcement,
        logging: Logging<'a>,
    ) -> Outcome<Self> {
        let path = place(folder, logging.file)?;
        whole_lines(&path, &files::read_if_there(&path)?.unwrap_or_default())?;
        Self::of(folder, announcement, logging)
    }

    /// The log at a place.
    pub(crate) fn at(
        path: PathBuf,
        folder: &'a Folder,
        announcement: &'a Announcement,
        clock: &'a Clock,
    ) -> Outcome<Self> {
        let log = read(&path)?;
        // Whoever goes on with a log that was cut or mixed up makes it worse.
        if let Some(problem) = log.problems().first() {
            return Err(Failure(text::bad_log(path.shown(), problem)));
        }
        let digest = announcement.digest().map_err(unencodable)?;
        Ok(Self { folder, announcement, digest, path, log, clock })
    }

    fn lines(&self) -> impl Iterator<Item = &dual_random::record::Line> {
        self.log.lines().iter().filter(|line| line.announcement == Some(self.digest))
    }

    /// Refuses to go on with a draw that is void, or that the log does not know.
    pub(crate) fn still_stands(&self) -> Outcome<()> {
        if let Some(end) = self.lines().find(|line| line.kind == LineKind::Voided) {
            let reason = end.reason.as_deref().unwrap_or_default();
            return Err(Failure(text::ended(self.path.shown(), end.line + 1, end.kind, text::name(reason))));
        }
        let announced = Entry::announced(self.announcement);
        self.needs(announced, text::run_announce(self.folder.path().typed()))
    }

    /// Until when the ceremonies stay closed that this one continues, nearest first: the targets that they drew are visited
    /// before. `None` where it continues none, where one of them is disclosed or at its end, or where their day has come.
    pub(crate) fn closed_until(
        &self,
        continued: &[&Announcement],
        now: &Timestamp,
    ) -> Outcome<Option<Timestamp>> {
        let Some(first) = continued.last() else {
            return Ok(None);
        };
        let digests = continued.iter().map(|announcement| announcement.digest());
        let digests: Vec<Digest> = digests.collect::<Result<_, _>>().map_err(unencodable)?;
        let opens = |line: &dual_random::record::Line| {
            line.announcement.is_some_and(|about| digests.contains(&about))
                && matches!(line.kind, LineKind::Voided | LineKind::Disclosed)
        };
        let day = &first.plan.disclose_by;
        let is_open = self.log.lines().iter().any(opens) || now >= day;
        Ok((!is_open).then_some(*day))
    }

    /// Whether the draw is sealed.
    pub(crate) fn is_sealed(&self) -> bool {
        self.lines().any(|line| line.kind == LineKind::Sealed)
    }

    /// Refuses what may only come before the disclosure.
    pub(crate) fn not_disclosed(&self) -> Outcome<()> {
        match self.lines().find(|line| line.kind == LineKind::Disclosed) {
            Some(line) => Err(Failure(text::disclosed_already(self.path.shown(), line.line + 1))),
            None => Ok(()),
        }
    }

    /// Refuses where an earlier step has not come to its end.
    pub(crate) fn needs(&self, entry: Result<Entry, FormError>, what_to_do: Words) -> Outcome<()> {
        if self.log.has(&entry.map_err(unencodable)?) {
            return Ok(());
        }
        Err(Failure(text::not_logged(self.path.shown(), what_to_do)))
    }

    /// When the visits of the draw take place.
    pub(crate) fn visits(&self) -> Days {
        self.announcement.plan.visits
    }

    /// The log itself.
    pub(crate) fn log(&self) -> &Log {
        &self.log
    }

    /// Digests of what is published of this draw and not withdrawn.
    pub(crate) fn standing(&self) -> BTreeMap<Digest, Timestamp> {
        self.log.standing(Some(self.digest))
    }

    /// How many amendments the log has.
    pub(crate) fn amendments(&self) -> usize {
        self.lines().filter(|line| line.kind == LineKind::Amended).count()
    }

    /// Refuses an announcement that takes the place of one that is not void: void it must be first, with all that it shows.
    pub(crate) fn supersedes_a_void(&self) -> Outcome<()> {
        let Some(supersedes) = &self.announcement.plan.supersedes else {
            return Ok(());
        };
        let old = supersedes.announcement;
        let mut about = self.log.lines().iter().filter(|line| line.announcement == Some(old)).peekable();
        if about.peek().is_none() {
            return Err(Failure(text::superseded_unknown(self.path.shown(), old)));
        }
        if about.any(|line| line.kind == LineKind::Voided) {
            Ok(())
        } else {
            Err(Failure(text::void_before_redraw(self.path.shown(), old)))
        }
    }

    /// Refuses an announcement whose plan names draws that the log does not have, or that did not stand: it could not be
    /// mended once it is in the log. The plan of a staffing ceremony names what the one before did.
    pub(crate) fn earlier_draws_stand(&self) -> Outcome<()> {
        let path = self.path.shown();
        let is_logged = self.lines().next().is_some();
        if is_logged || self.announcement.plan.ceremony == Ceremony::Staffing {
            return Ok(());
        }
        let lines = self.log.lines();
        for head in self.announcement.plan.earlier.iter().map(|earlier| earlier.head) {
            let is_head = |kind| kind == LineKind::Sealed || kind == LineKind::Amended;
            let line = lines.iter().find(|line| line.document == head && is_head(line.kind));
            let unlogged = || Failure(text::earlier_unlogged(&path, head));
            let draw = line.ok_or_else(unlogged)?.announcement;
            if let Some(end) =
                lines.iter().find(|line| line.announcement == draw && line.kind == LineKind::Voided)
            {
                let what = Words::of(end.kind);
                return Err(Failure(text::earlier_ended(&path, end.line + 1, what, head)));
            }
        }
        Ok(())
    }

    /// Makes sure that lines can be added, and that nobody else adds any meanwhile. None is written yet.
    pub(crate) fn pen(self, entries: Vec<Result<Entry, FormError>>) -> Outcome<Pen<'a>> {
        let entries: Result<Vec<Entry>, FormError> = entries.into_iter().collect();
        let entries = entries.map_err(unencodable)?;
        // Before the lock: a refused step does not even make the log's folder.
        self.new_of(&entries)?;
        let (signing, renews) = match Signing::of(&self.path) {
            Ok(signing) => (signing, true),
            // What is in the log already needs no key: its files come back, the checkpoint stays.
            Err(_) if self.new_of(&entries)?.is_empty() => (None, false),
            Err(failure) => return Err(failure),
        };
        if signing.is_some() && self.announcement.hash_algorithm() == HashAlgorithm::Sm3 {
            return Err(Failure(text::key_needs_sha256()));
        }
        let lock = Lock::take(&self.path)?;
        mend(&self.path)?;
        let log = read(&self.path)?;
        let book = Self { log, ..self };
        let entries = book.new_of(&entries)?;
        Ok(Pen { book, entries, lock, signing, renews })
    }

    /// The entries that the log does not have yet, after trying them on a copy of it.
    fn new_of(&self, entries: &[Entry]) -> Outcome<Vec<Entry>> {
        let new: Vec<Entry> = entries.iter().filter(|entry| !self.log.has(entry)).cloned().collect();
        let mut copy = self.log.clone();
        for entry in &new {
            self.push(&mut copy, entry)?;
        }
        Ok(new)
    }

    fn push(&self, log: &mut Log, entry: &Entry) -> Outcome<Vec<u8>> {
        let now = self.clock.now()?;
        log.push(entry.clone(), now).map_err(|error| Failure(self.refusal(&error, now)))
    }

    /// Why a line is refused, and what to do.
    fn refusal(&self, error: &LogError, now: Timestamp) -> Words {
        let path = self.path.shown();
        match &error.problem {
            LogProblem::Number => text::wrong_number(path, self.announcement.plan.number, next_of(&self.log)),
            LogProblem::TimeBackwards => {
                let last = self.log.lines().last().map_or(now, |line| line.at);
                text::clock_behind(path, now, last)
            }
            LogProblem::Unknown => {
                let announce = text::run_announce(self.folder.path().typed());
                text::not_logged(path, announce)
            }
            _ => text::line_refused(path, error),
        }
    }
}

fn unencodable(error: FormError) -> Failure {
    Failure(text::cannot_encode(error))
}

/// The right to add lines.
pub(crate) struct Pen<'a> {
    book: Book<'a>,
    entries: Vec<Entry>,
    lock: Lock,
    /// The log's key, if it signs its checkpoints.
    signing: Option<Signing>,
    /// Whether the checkpoint is written anew.
    renews: bool,
}

/// What a log has come to.
pub(crate) struct Logged {
    pub(crate) written: Written,
    path: PathBuf,
    lines: usize,
    checkpoint: String,
    /// The log with them.
    pub(crate) log: Log,
}

impl Pen<'_> {
    /// Adds the lines, now that everything else is safe.
    pub(crate) fn write(mut self) -> Outcome<Logged> {
        let mut written = Written::Identical;
        for entry in std::mem::take(&mut self.entries) {
            let mut log = self.book.log.clone();
            let line = self.book.push(&mut log, &entry)?;
            if !self.lock.is_held() {
                return Err(Failure(text::log_locked(self.lock.path.shown())));
            }
            append(&self.book.path, &line)
                .map_err(|error| Failure(text::cannot_write(self.book.path.shown(), text::system(&error))))?;
            (self.book.log, written) = (log, Written::New);
        }
        // One that an interrupted step left behind is of fewer lines, and mended here.
        let authority = lead(&self.book.announcement.plan);
        let checkpoint = if self.renews {
            signing::renew(&self.book.path, &self.book.log, self.signing.as_ref(), authority)?
        } else {
            checkpoint(&self.book.log, authority)
        };
        let (path, lines) = (self.book.path.clone(), self.book.log.lines().len());
        Ok(Logged { written, path, lines, checkpoint, log: self.book.log })
    }
}

impl Logged {
    /// What to write into minutes; nothing if no line was added.
    pub(crate) fn message(&self) -> Option<Words> {
        let said = text::logged(self.path.shown(), self.lines, text::name(self.checkpoint.trim_end()));
        (self.written == Written::New).then_some(said)
    }
}

/// The name of the leading authority.
pub(crate) fn lead(plan: &Plan) -> &str {
    plan.authorities.first().map_or("", |lead| lead.name.as_str())
}

/// What a log's checkpoints are called: the authority's name.
pub(crate) fn origin(name: &str) -> String {
    let mut origin: String =
        name.chars().map(|c| if c.is_whitespace() || c.is_control() || c == '+' { '-' } else { c }).collect();
    while origin.len() > ORIGIN_BYTES {
        origin.pop();
    }
    if origin.is_empty() { "log".to_owned() } else { origin }
}

/// The file that holds a log's checkpoint: beside `log.jsonl` it is `checkpoint`; beside a log of another name it bears that
/// name, since several logs may stand in one folder.
pub(crate) fn beside(log: &Path) -> PathBuf {
    if log.file_name().is_some_and(|name| name == "log.jsonl") {
        return log.with_file_name("checkpoint");
    }
    let mut name = log.file_name().unwrap_or_default().to_owned();
    name.push(".checkpoint");
    log.with_file_name(name)
}

/// The three lines of a log's checkpoint.
pub(crate) fn checkpoint(log: &Log, name: &str) -> String {
    // The origin is in order.
    log.checkpoint(&origin(name)).map(|checkpoint| checkpoint.to_text()).unwrap_or_default()
}

/// Does something with a log while nobody writes to it.
pub(crate) fn held<T>(path: &Path, work: impl FnOnce(&Log) -> Outcome<T>) -> Outcome<T> {
    let lock = Lock::take(path)?;
    let done = work(&read(path)?);
    drop(lock);
    done
}

/// Keeps others from what a file holds, as with a log.
pub(crate) fn guarded<T>(path: &Path, work: impl FnOnce() -> Outcome<T>) -> Outcome<T> {
    let lock = Lock::take(path)?;
    let done = work();
    drop(lock);
    done
}

/// Cuts a file off, and makes sure that this is on disk.
fn cut(path: &Path, bytes: usize) -> std::io::Result<()> {
    let file = OpenOptions::new().write(true).open(path)?;
    file.set_len(bytes as u64)?;
    file.sync_all()
}

/// Appends one line: a single write, then on disk.
fn append(path: &Path, line: &[u8]) -> std::io::Result<()> {
    let is_new = !exists(path);
    let mut file = OpenOptions::new().append(true).create(true).open(path)?;
    file.write_all(line)?;
    file.sync_all()?;
    if is_new { files::sync_parent(path) } else { Ok(()) }
}

/// Keeps other processes from writing to a log.
struct Lock {
    path: PathBuf,
    /// What this run wrote into it.
    mark: String,
}

impl Lock {
    fn take(log: &Path) -> Outcome<Self> {
        let mut name = log.file_name().unwrap_or_default().to_owned();
        name.push(".lock");
        let path = log.with_file_name(name);
        let failure = |error| Failure(text::cannot_write(path.shown(), text::system(&error)));
        files::make_parent(log, Access::Everyone).map_err(failure)?;
        if is_stale(&path) {
            put_aside(&path).map_err(failure)?;
        }
        match Self::make(&path) {
            Ok(mark) => Ok(Self { path, mark }),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                Err(Failure(text::log_locked(path.shown())))
            }
            Err(error) => Err(failure(error)),
        }
    }

    /// Makes the file, unless somebody has it, and marks it: with this process and its computer.
    fn make(path: &Path) -> std::io::Result<String> {
        let mark = format!("{}\n{}\n", std::process::id(), computer());
        let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
        if let Err(error) = file.write_all(mark.as_bytes()).and_then(|()| file.sync_all()) {
            let _ = std::fs::remove_file(path);
            return Err(error);
        }
        Ok(mark)
    }

    /// Whether nobody has taken it over: somebody might, after a while without a word from this run.
    fn is_held(&self) -> bool {
        std::fs::read_to_string(&self.path).is_ok_and(|mark| mark == self.mark)
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        if self.is_held() {
            let _ = std::fs::remove_file(&self.path);
        }
    }
}

/// Whether the run that made a lock has ended without removing it: a step writes for seconds, so after a while nobody holds
/// it any more; and on this computer one can look.
fn is_stale(lock: &Path) -> bool {
    let data = lock.metadata().ok().filter(std::fs::Metadata::is_file);
    let Some(made) = data.and_then(|data| data.modified().ok()) else {
        return false;
    };
    let is_old = made.elapsed().is_ok_and(|age| age > files::LONGEST_WRITE);
    is_old
        || holder(lock).is_some_and(|process| {
            files::has_ended(process) == Some(true) || booted().is_some_and(|booted| made < booted)
        })
}

/// The process that a lock names, if it is one of this computer. A shared folder may have locks of others.
fn holder(lock: &Path) -> Option<u32> {
    let mark = std::fs::read_to_string(lock).ok()?;
    let mut lines = mark.lines();
    let process = lines.next()?.parse().ok()?;
    lines.next().is_none_or(|name| name == computer()).then_some(process)
}

/// This computer's name, where the system tells.
fn computer() -> String {
    std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default().trim().to_owned()
}

/// When this computer was started, where the system tells.
fn booted() -> Option<SystemTime> {
    let stat = std::fs::read_to_string("/proc/stat").ok()?;
    let seconds = stat.lines().find_map(|line| line.strip_prefix("btime "))?;
    UNIX_EPOCH.checked_add(Duration::from_secs(seconds.trim().parse().ok()?))
}

/// Takes a stale lock out of the way. By then another process may have done so, and hold a lock of its own under that name:
/// that one is put back.
fn put_aside(lock: &Path) -> std::io::Result<()> {
    let name = lock.file_name().unwrap_or_default().to_string_lossy();
    let aside = lock.with_file_name(format!(".{name}.{}", std::process::id()));
    match std::fs::rename(lock, &aside) {
        // Another process was faster: whoever makes the new lock has it.
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        renamed => renamed?,
    }
    if !is_stale(&aside) {
        // If a third one has made a lock meanwhile, the one put aside is found to be lost before its run writes.
        let _ = files::put_in_place(&aside, lock);
    }
    // It is in its place again, or in nobody's way.
    let _ = std::fs::remove_file(&aside);
    Ok(())
}
