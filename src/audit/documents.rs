//! The documents of a record, found by their digests, and the auditor's evidence.

use crate::commit::canonical::{FormError, FormProblem, some_fields};
use crate::commit::document::{
    Amendment, AmendmentSeal, Announcement, Disclosure, Proof, Protocol, ReadError, Seal, Undrawn, Void,
};
use crate::deadline::Calendar;
use crate::publish::{self, Page};
use crate::record::{Attested, Checkpoint, Log};
use crate::say::{Choices, Quoted};
use crate::types::date::Date;
use crate::types::digest::Digest;
use crate::types::id::{Id, InspectorId, TargetId};
use crate::types::limits;
use crate::types::timestamp::Timestamp;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Seek, SeekFrom};

/// The documents of a record. What they are is read from them; their names only serve to speak of them.
#[derive(Debug, Default)]
pub struct Documents<'a> {
    /// That of the log.
    protocol: Protocol,
    pub(super) announcements: BTreeMap<Digest, Announcement>,
    pub(super) seals: BTreeMap<Digest, Seal>,
    pub(super) amendment_seals: BTreeMap<Digest, AmendmentSeal>,
    pub(super) disclosures: BTreeMap<Digest, Disclosure>,
    pub(super) undrawns: BTreeMap<Digest, Undrawn>,
    pub(super) voids: BTreeMap<Digest, Void>,
    pub(super) proofs: Vec<(String, Proof)>,
    /// Published pages by the digests of their JSON, with the names of the files.
    pub(super) pages: BTreeMap<Digest, (String, Page<'a>)>,
    /// Files that the JSON of pages gives: web pages, tables, workbooks.
    pub(super) renderings: Vec<File<'a>>,
    /// Those of all files.
    pub(super) digests: BTreeSet<Digest>,
    pub(super) unreadable: Vec<Unreadable>,
    /// Bytes of all files so far.
    bytes: usize,
}

/// Types of the documents that a record may hold.
const TYPES: [&str; 8] =
    ["announcement", "seal", "amendment_seal", "disclosure", "undrawn", "void", "proof", "amendment"];

/// A file that is kept as it is.
#[derive(Debug, Clone)]
pub(super) struct File<'a> {
    pub(super) name: String,
    pub(super) digest: Digest,
    pub(super) bytes: &'a [u8],
}

/// A file that is none of the documents.
#[derive(Debug, Clone)]
pub(super) struct Unreadable {
    pub(super) name: String,
    /// Nothing where it is too large.
    pub(super) digest: Option<Digest>,
    pub(super) error: FormError,
}

/// The fields that say what a document is.
#[derive(Deserialize)]
struct Typed {
    protocol: Protocol,
    #[serde(rename = "type")]
    document_type: String,
}

impl<'a> Documents<'a> {
    /// No documents yet of a log: what is added has its digest by the log's hash.
    pub fn new(log: &Log) -> Self {
        Self { protocol: Protocol::with(log.hash_algorithm()), ..Self::default() }
    }

    /// Adds a file under a name, by which findings call it; the name decides nothing. A file that is no document is a finding,
    /// and so is one of over 8 GiB, or with which all files are over 16 GiB.
    #[must_use]
    pub fn with(mut self, name: &str, bytes: &'a [u8]) -> Self {
        if let Some(digest) = self.take(name, bytes)
            && let Err(error) = self.add(name, digest, bytes)
        {
            self.unreadable.push(Unreadable { name: name.to_owned(), digest: Some(digest), error });
        }
        self
    }

    /// Adds a disclosure from its file, whose bytes are never held.
    ///
    /// # Errors
    /// When it cannot be read, or is no disclosure in canonical form, or too large; nothing is added then, and [`Self::with`] says
    /// what it is.
    pub fn read_disclosure(&mut self, mut from: impl Read + Seek) -> Result<(), ReadError> {
        let io = |error| ReadError::Io { error };
        let start = from.stream_position().map_err(io)?;
        let bytes = from.seek(SeekFrom::End(0)).map_err(io)?.saturating_sub(start);
        from.seek(SeekFrom::Start(start)).map_err(io)?;
        let (found, limit) = (usize::try_from(bytes).unwrap_or(usize::MAX), limits::AUDIT_BYTES - self.bytes);
        if found > limit {
            let problem = FormProblem::TooLarge { found, limit };
            return Err(ReadError::Form { error: FormError::new(problem) });
        }
        let (disclosure, digest) = Disclosure::read(from)?;
        self.is_own(disclosure.protocol).map_err(|error| ReadError::Form { error })?;
        self.add_disclosure(digest, disclosure).map_err(|error| ReadError::Form { error })?;
        self.bytes += found;
        self.digests.insert(digest);
        Ok(())
    }

    /// Adds a file for people or spreadsheets that belongs to a published page. To which, its name says, as the program gives
    /// it (`outcomes-0a1b2c3d.zh.html`), with or without the folders before it.
    #[must_use]
    pub fn with_rendering(mut self, name: &str, bytes: &'a [u8]) -> Self {
        if let Some(digest) = self.take(name, bytes) {
            self.renderings.push(File { name: name.to_owned(), digest, bytes });
        }
        self
    }

    /// Counts a file's bytes and takes its digest, unless the files are too large.
    fn take(&mut self, name: &str, bytes: &[u8]) -> Option<Digest> {
        let limit = limits::DISCLOSURE_BYTES.min(limits::AUDIT_BYTES - self.bytes);
        if bytes.len() > limit {
            let error = FormError::new(FormProblem::TooLarge { found: bytes.len(), limit });
            self.unreadable.push(Unreadable { name: name.to_owned(), digest: None, error });
            return None;
        }
        self.bytes += bytes.len();
        let digest = self.protocol.hash().of_file(bytes);
        self.digests.insert(digest);
        Some(digest)
    }

    /// Documents of another protocol than the log's are none of it.
    fn is_own(&self, found: Protocol) -> Result<(), FormError> {
        let choice = || FormProblem::Choice {
            found: Quoted::start(found.name()),
            choices: Choices::new([self.protocol.name()]),
        };
        if found == self.protocol { Ok(()) } else { Err(FormError::at(0, "protocol", choice())) }
    }

    fn add(&mut self, name: &str, digest: Digest, bytes: &'a [u8]) -> Result<(), FormError> {
        if publish::is_page(bytes) {
            let page = Page::from_json(bytes)?;
            self.is_own(Protocol::with(page.hash_algorithm()))?;
            self.pages.insert(digest, (name.to_owned(), page));
            return Ok(());
        }
        let typed: Typed = some_fields(bytes, limits::DISCLOSURE_BYTES)?;
        self.is_own(typed.protocol)?;
        match typed.document_type.as_str() {
            "announcement" => drop(self.announcements.insert(digest, Announcement::from_bytes(bytes)?)),
            "seal" => drop(self.seals.insert(digest, Seal::from_bytes(bytes)?)),
            "amendment_seal" => drop(self.amendment_seals.insert(digest, AmendmentSeal::from_bytes(bytes)?)),
            "disclosure" => self.add_disclosure(digest, Disclosure::from_bytes(bytes)?)?,
            "undrawn" => self.add_undrawn(digest, bytes)?,
            "void" => drop(self.voids.insert(digest, Void::from_bytes(bytes)?)),
            "proof" => self.proofs.push((name.to_owned(), Proof::from_bytes(bytes)?)),
            // What the disclosure will hold anyway.
            "amendment" => drop(Amendment::from_bytes(bytes)?),
            other => {
                let problem =
                    FormProblem::Choice { found: Quoted::start(other), choices: Choices::new(TYPES) };
                return Err(FormError::at(0, "type", problem));
            }
        }
        Ok(())
    }

    /// A disclosure holds announcements and seals of its chain.
    fn add_disclosure(&mut self, digest: Digest, disclosure: Disclosure) -> Result<(), FormError> {
        self.add_chain(&disclosure)?;
        self.disclosures.insert(digest, disclosure);
        Ok(())
    }

    /// An undrawn holds its announcement, and a chain before it.
    fn add_undrawn(&mut self, digest: Digest, bytes: &'a [u8]) -> Result<(), FormError> {
        let undrawn = Undrawn::from_bytes(bytes)?;
        self.announcements.insert(undrawn.announcement.digest()?, undrawn.announcement.clone());
        if let Some(before) = &undrawn.selection {
            self.add_chain(before)?;
        }
        self.undrawns.insert(digest, undrawn);
        Ok(())
    }

    fn add_chain(&mut self, last: &Disclosure) -> Result<(), FormError> {
        for link in last.chain() {
            self.announcements.insert(link.announcement.digest()?, link.announcement.clone());
            self.seals.insert(link.seal.digest()?, link.seal.clone());
            for amendment in &link.amendments {
                self.amendment_seals.insert(amendment.seal.digest()?, amendment.seal.clone());
            }
        }
        Ok(())
    }

    /// The announcement with a digest, whether it came by itself or in another document.
    pub fn announcement(&self, digest: &Digest) -> Option<&Announcement> {
        self.announcements.get(digest)
    }

    /// Files that are none of the documents, with what is wrong.
    pub fn unreadable(&self) -> impl Iterator<Item = (&str, &FormError)> {
        self.unreadable.iter().map(|file| (file.name.as_str(), &file.error))
    }

    /// Whether a document is there, as a file, readable or not, or within another.
    pub(super) fn has(&self, digest: &Digest) -> bool {
        self.digests.contains(digest)
            || self.announcements.contains_key(digest)
            || self.seals.contains_key(digest)
            || self.amendment_seals.contains_key(digest)
    }
}

/// A public value that the auditor looked up.
#[derive(Debug, Clone)]
pub(super) struct KnownValue {
    pub(super) draw: Id,
    pub(super) name: Id,
    pub(super) text: String,
    pub(super) known_at: Option<Timestamp>,
}

/// A checkpoint that the auditor has.
#[derive(Debug, Clone)]
pub(super) struct KnownCheckpoint {
    pub(super) checkpoint: Checkpoint,
    /// When it was that of the whole log, if that is known.
    pub(super) seen: Option<Timestamp>,
    /// What its signatures show, if they were verified.
    pub(super) attested: Option<Attested>,
}

impl KnownCheckpoint {
    fn unsigned(checkpoint: Checkpoint, seen: Option<Timestamp>) -> Self {
        Self { checkpoint, seen, attested: None }
    }
}

/// When a reported visit was completed, and who went if that was reported.
pub(super) type KnownVisit = (Date, Option<Vec<InspectorId>>);

/// What the auditor brings along. Nothing here reads a clock, so the time to judge as of is part of it.
#[derive(Debug, Clone)]
pub struct AuditEvidence {
    pub(super) on: Timestamp,
    /// Other names that the authority has had.
    pub(super) names: BTreeSet<String>,
    /// What the log's checkpoints are and were called, if that is known.
    pub(super) origins: BTreeSet<String>,
    pub(super) checkpoints: Vec<KnownCheckpoint>,
    pub(super) values: Vec<KnownValue>,
    pub(super) reported: Option<BTreeSet<(Id, TargetId)>>,
    pub(super) visits: BTreeMap<(Id, TargetId), KnownVisit>,
    pub(super) active: BTreeSet<(Id, TargetId)>,
    /// Which days are worked, as far as that is known.
    pub(super) calendar: Option<Calendar>,
}

impl AuditEvidence {
    /// Evidence as of an instant: what was due before it must be there.
    pub fn on(today: Timestamp) -> Self {
        Self {
            on: today,
            names: BTreeSet::new(),
            origins: BTreeSet::new(),
            checkpoints: Vec::new(),
            values: Vec::new(),
            reported: None,
            visits: BTreeMap::new(),
            active: BTreeSet::new(),
            calendar: None,
        }
    }

    /// The working days: within three of them after its date an amendment is logged. In years that it does not know, and without
    /// one, Monday to Friday are.
    #[must_use]
    pub fn calendar(mut self, calendar: Calendar) -> Self {
        self.calendar = Some(calendar);
        self
    }

    /// A name that the authority had before, or has now: announcements under it are its own.
    #[must_use]
    pub fn also_named(mut self, name: impl Into<String>) -> Self {
        self.names.insert(name.into());
        self
    }

    /// An origin that this log's checkpoints have, or had before: one of another origin is another log's, and is told apart.
    #[must_use]
    pub fn origin(mut self, origin: impl Into<String>) -> Self {
        self.origins.insert(origin.into());
        self
    }

    /// A checkpoint that was kept, or that somebody else holds.
    #[must_use]
    pub fn checkpoint(mut self, checkpoint: Checkpoint) -> Self {
        self.checkpoints.push(KnownCheckpoint::unsigned(checkpoint, None));
        self
    }

    /// The same, with an instant at which it was that of the whole log: whoever fetched the log then is sure that it had
    /// no more lines. Lines that it covers are not younger, and others not older, than that.
    #[must_use]
    pub fn checkpoint_seen(mut self, checkpoint: Checkpoint, at: Timestamp) -> Self {
        self.checkpoints.push(KnownCheckpoint::unsigned(checkpoint, Some(at)));
        self
    }

    /// A checkpoint whose signatures were verified (feature `witness`, `Policy::judge`). By the instant at which its witnesses were
    /// enough, the lines that it covers had been written; of lines that it does not cover they say nothing.
    #[must_use]
    pub fn attested(mut self, attested: Attested) -> Self {
        let (checkpoint, seen) = (attested.checkpoint.clone(), None);
        self.checkpoints.push(KnownCheckpoint { checkpoint, seen, attested: Some(attested) });
        self
    }

    /// A public value of a draw as its publisher gives it, in the form of its kind, and when it could first be known, if that
    /// was found out.
    #[must_use]
    pub fn value(mut self, draw: Id, name: Id, text: impl Into<String>, known_at: Option<Timestamp>) -> Self {
        self.values.push(KnownValue { draw, name, text: text.into(), known_at });
        self
    }

    /// All targets whose results were reported, or for which it was stated why not.
    #[must_use]
    pub fn reported(mut self, reported: impl IntoIterator<Item = (Id, TargetId)>) -> Self {
        self.reported.get_or_insert_default().extend(reported);
        self
    }

    /// The day on which a reported visit was completed, and who went, in any order; `None` if that was not reported.
    #[must_use]
    pub fn visit(
        mut self,
        draw: Id,
        target: TargetId,
        completed: Date,
        team: Option<Vec<InspectorId>>,
    ) -> Self {
        self.visits.insert((draw, target), (completed, team));
        self
    }

    /// The visits of a list: that each was reported, and whatever the list says of it (feature `tables`).
    #[cfg(feature = "tables")]
    #[must_use]
    pub fn reported_visits(mut self, list: &[crate::tables::ReportedVisit]) -> Self {
        for crate::tables::ReportedVisit { draw, target, completed } in list {
            if let Some(completed) = completed {
                self.visits.insert((draw.clone(), target.clone()), completed.clone());
            }
        }
        self.reported(list.iter().map(|visit| (visit.draw.clone(), visit.target.clone())))
    }

    /// Targets that were found in business when a draw's visit came.
    #[must_use]
    pub fn found_active(mut self, active: impl IntoIterator<Item = (Id, TargetId)>) -> Self {
        self.active.extend(active);
        self
    }
}
