//! The public log (公开日志): an append-only list of what happened to an authority's draws, one canonical line each
//! (PROTOCOL.md §19).

use super::checkpoint::{Checkpoint, CheckpointError};
use super::history::History;
use super::line::{Line, LineKind, LogError, LogProblem};
use super::tiles::Tiles;
use crate::commit::canonical::{FormError, document_bytes, read};
use crate::commit::document::{AmendmentSeal, Announcement, Protocol, Seal, Void};
use crate::commit::merkle::{Tree, leaf_hash};
use crate::privacy::scan;
use crate::types::digest::{Digest, HashAlgorithm};
use crate::types::limits;
use crate::types::timestamp::Timestamp;
use std::collections::BTreeMap;

/// What a new line says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    announcement: Option<Digest>,
    document: Digest,
    kind: LineKind,
    number: Option<u64>,
    /// That of the announcement, if it is about one.
    protocol: Option<Protocol>,
    reason: Option<String>,
}

impl Entry {
    fn about(announcement: &Announcement, kind: LineKind, document: Digest) -> Result<Self, FormError> {
        let (digest, number) = (announcement.digest()?, announcement.plan.number);
        let protocol = Some(announcement.protocol);
        Ok(Self { announcement: Some(digest), document, kind, number: Some(number), protocol, reason: None })
    }

    /// An announcement was made.
    ///
    /// # Errors
    /// When a text holds a character that the profile refuses.
    pub fn announced(announcement: &Announcement) -> Result<Self, FormError> {
        Self::about(announcement, LineKind::Announced, announcement.digest()?)
    }

    /// The draw was sealed.
    ///
    /// # Errors
    /// When a text holds a character that the profile refuses.
    pub fn sealed(announcement: &Announcement, seal: &Seal) -> Result<Self, FormError> {
        Self::about(announcement, LineKind::Sealed, seal.digest()?)
    }

    /// The draw was amended. The line shows nothing but the amendment's seal, which is a salted commitment.
    ///
    /// # Errors
    /// When a text holds a character that the profile refuses.
    pub fn amended(announcement: &Announcement, seal: &AmendmentSeal) -> Result<Self, FormError> {
        Self::about(announcement, LineKind::Amended, seal.digest()?)
    }

    /// The disclosure with this digest was published.
    ///
    /// # Errors
    /// When a text holds a character that the profile refuses.
    pub fn disclosed(announcement: &Announcement, disclosure: Digest) -> Result<Self, FormError> {
        Self::about(announcement, LineKind::Disclosed, disclosure)
    }

    /// The draw was voided.
    ///
    /// # Errors
    /// When a text holds a character that the profile refuses.
    pub fn voided(announcement: &Announcement, void: &Void) -> Result<Self, FormError> {
        let entry = Self::about(announcement, LineKind::Voided, void.digest()?)?;
        Ok(Self { reason: Some(void.reason.clone()), ..entry })
    }

    /// A page or file with this digest was published.
    ///
    /// # Errors
    /// When a text holds a character that the profile refuses.
    pub fn published(announcement: Option<&Announcement>, document: Digest) -> Result<Self, FormError> {
        match announcement {
            Some(announcement) => Self::about(announcement, LineKind::Published, document),
            None => Ok(Self {
                announcement: None,
                document,
                kind: LineKind::Published,
                number: None,
                protocol: None,
                reason: None,
            }),
        }
    }

    /// What was published with this digest was withdrawn.
    ///
    /// # Errors
    /// When a text holds a character that the profile refuses.
    pub fn withdrawn(
        announcement: Option<&Announcement>,
        document: Digest,
        reason: impl Into<String>,
    ) -> Result<Self, FormError> {
        let entry = Self::published(announcement, document)?;
        Ok(Self { kind: LineKind::Withdrawn, reason: Some(reason.into()), ..entry })
    }
}

/// A log: lines in their order. Reading one checks the form of each line; what contradicts what is for [`Log::problems`]
/// and the audit, since a log with a contradiction is evidence, not rubbish.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Log {
    hash: HashAlgorithm,
    lines: Vec<Line>,
    leaves: Vec<Digest>,
    history: History,
}

impl Log {
    /// An empty log. Its hash is that of the announcement that its first line is about, and SHA-256 if that is about none.
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty log with a hash: for one whose first line is about no announcement.
    pub fn with_hash(hash: HashAlgorithm) -> Self {
        Self { hash, ..Self::default() }
    }

    /// The hash by which it speaks of documents and files, and by which its own tree is made.
    pub fn hash_algorithm(&self) -> HashAlgorithm {
        self.hash
    }

    /// Reads a log, as a file of its lines.
    ///
    /// # Errors
    /// As [`Log::from_lines`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, LogError> {
        Self::from_lines(bytes.split_inclusive(|byte| *byte == b'\n'))
    }

    /// Reads a log from its lines, such as the rows of a database. Each is as [`Log::push`] gave it, with its final LF.
    ///
    /// ```
    /// use dual_random::record::{Entry, Log};
    /// use dual_random::{Digest, Timestamp};
    ///
    /// let (mut log, mut rows) = (Log::new(), Vec::new());
    /// let list = Entry::published(None, Digest::of_file(b"the list of items"))?;
    /// rows.push(log.push(list, Timestamp::new("2026-01-05T09:00:00+08:00")?)?);
    /// assert_eq!(Log::from_lines(&rows)?, log);
    ///
    /// rows.push(b"no line\n".to_vec());
    /// assert_eq!(Log::from_lines(&rows).unwrap_err().line, 2);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// The first line, counted from 1, that is not in its canonical form; or when the log has more than 1,000,000 lines, 256
    /// MiB, or a line of more than 16,384 bytes. Whether lines contradict each other, [`Log::problems`] says.
    pub fn from_lines(lines: impl IntoIterator<Item = impl AsRef<[u8]>>) -> Result<Self, LogError> {
        let (mut log, mut size) = (Self::new(), 0_usize);
        for (place, line) in lines.into_iter().enumerate() {
            let line = line.as_ref();
            size = size.saturating_add(line.len());
            if place >= limits::LOG_LINES || size > limits::LOG_BYTES {
                return Err(LogError::at(place, LogProblem::TooLarge));
            }
            let parsed: Line = read(line, limits::LINE_BYTES)
                .map_err(|error| LogError::at(place, LogProblem::Form { error }))?;
            log.add(parsed, line);
        }
        Ok(log)
    }

    fn add(&mut self, line: Line, bytes: &[u8]) {
        if self.lines.is_empty() {
            self.hash = line.protocol.hash();
        }
        self.leaves.push(line_hash(self.hash, bytes));
        self.history.note(&line);
        self.lines.push(line);
    }

    /// The lines in their order. Their own numbers count from 0.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// Adds a line, and gives its bytes with the final LF, to be appended to the file or stored as a row. A line is not older
    /// than the one before; two of one second may follow each other.
    ///
    /// # Errors
    /// When the line would contradict the log, which a log of one's own must never do, when its reason holds a personal number,
    /// or when the log is at its limits. The log stays as it was.
    pub fn push(&mut self, entry: Entry, at: Timestamp) -> Result<Vec<u8>, LogError> {
        let place = self.lines.len();
        let error = |problem| LogError::at(place, problem);
        let Entry { announcement, document, kind, number, protocol: about, reason } = entry;
        if reason.as_deref().is_some_and(|reason| !scan(reason).is_empty()) {
            return Err(error(LogProblem::Personal));
        }
        let own = Protocol::with(self.hash);
        let protocol = if place == 0 { about.unwrap_or(own) } else { own };
        if about.is_some_and(|about| about != protocol) {
            return Err(error(LogProblem::Protocol));
        }
        let line = place as u64;
        let line = Line { announcement, at, document, kind, line, number, protocol, reason };
        let bytes = document_bytes(&line).map_err(|form| error(LogProblem::Form { error: form }))?;
        if place >= limits::LOG_LINES || bytes.len() > limits::LINE_BYTES {
            return Err(error(LogProblem::TooLarge));
        }
        if let Some(problem) = self.history.problem(&line) {
            return Err(error(problem));
        }
        self.add(line, &bytes);
        Ok(bytes)
    }

    /// Whether an entry stands in the log already. What was published may be withdrawn and published again, so of these
    /// lines the last one counts.
    pub fn has(&self, entry: &Entry) -> bool {
        let mut about = self.lines.iter().filter(|line| {
            line.announcement == entry.announcement
                && line.document == entry.document
                && line.kind.is_publication() == entry.kind.is_publication()
        });
        let is_it = |line: &Line| {
            line.kind == entry.kind && line.number == entry.number && line.reason == entry.reason
        };
        if entry.kind.is_publication() { about.next_back().is_some_and(is_it) } else { about.any(is_it) }
    }

    /// Documents about an announcement, or about none, that are published and not withdrawn, each with when it was published
    /// last.
    pub fn standing(&self, announcement: Option<Digest>) -> BTreeMap<Digest, Timestamp> {
        let mut standing = BTreeMap::new();
        for line in self.lines.iter().filter(|line| line.announcement == announcement) {
            match line.kind {
                LineKind::Published => drop(standing.insert(line.document, line.at)),
                LineKind::Withdrawn => drop(standing.remove(&line.document)),
                _ => {}
            }
        }
        standing
    }

    /// The tree over its lines.
    pub fn tree(&self) -> LogTree {
        LogTree { tree: Tree::new(self.hash, self.leaves.clone()) }
    }

    /// The same as files for monitors and witnesses.
    pub fn tiles(&self) -> Tiles<'_> {
        Tiles::new(self, Tree::new(self.hash, self.leaves.clone()))
    }

    /// The checkpoint of the whole log, to be given into other hands ([`Checkpoint::to_text`]).
    ///
    /// # Errors
    /// When the origin has another form than [`Checkpoint::new`] asks for.
    pub fn checkpoint(&self, origin: &str) -> Result<Checkpoint, CheckpointError> {
        Checkpoint::new(origin, self.leaves.len() as u64, self.tree().root())
    }

    /// Every way in which lines contradict each other or the rules of the log, in the order of the lines.
    pub fn problems(&self) -> Vec<LogError> {
        History::problems(&self.lines)
    }

    pub(crate) fn history(&self) -> &History {
        &self.history
    }
}

/// The tree over the lines of a log, for proofs between those who hold only checkpoints.
#[derive(Debug, Clone)]
pub struct LogTree {
    tree: Tree,
}

impl LogTree {
    /// How many lines there are.
    pub fn size(&self) -> u64 {
        self.tree.count()
    }

    /// The root.
    pub fn root(&self) -> Digest {
        self.tree.root()
    }

    /// The root of the first lines; `None` when there are fewer.
    pub fn root_of_first(&self, size: u64) -> Option<Digest> {
        self.tree.root_of_first(size)
    }

    /// The proof that a line, counted from 0, is in the log, for [`crate::commit::merkle::check_inclusion`]; `None` when there is no
    /// such line.
    pub fn inclusion(&self, line: u64) -> Option<Vec<Digest>> {
        self.tree.inclusion_path(line)
    }

    /// The proof that the log's first lines are those of an older checkpoint, for
    /// [`crate::commit::merkle::check_consistency`]; `None` when it has fewer.
    pub fn consistency(&self, old_size: u64) -> Option<Vec<Digest>> {
        self.tree.consistency_path(old_size)
    }
}

/// Hash of the leaf of a line in a log with a hash, given its bytes with or without the final LF.
pub fn line_hash(hash: HashAlgorithm, line: &[u8]) -> Digest {
    leaf_hash(hash, &[line.strip_suffix(b"\n").unwrap_or(line)])
}
