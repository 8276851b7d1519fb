//! What was published of a draw, by the log.

use super::words::{NEWER_LIST, NOT_PUBLIC};
use crate::commit::canonical::FormError;
use crate::commit::document::Announcement;
use crate::record::{LineKind, Log};
use crate::say::Language;
use crate::types::digest::Digest;
use crate::types::timestamp::Timestamp;
use std::collections::BTreeMap;

pub(super) struct Logged {
    /// When the draw was announced, sealed, disclosed, voided.
    pub(super) announced: Option<Timestamp>,
    pub(super) sealed: Option<Timestamp>,
    pub(super) disclosed: Option<Timestamp>,
    pub(super) voided: Option<Timestamp>,
    /// When the last line about it was written.
    pub(super) last: Option<Timestamp>,
    /// What stands, with when it was published.
    pub(super) standing: BTreeMap<Digest, Timestamp>,
    /// What does not, with why it was withdrawn last.
    pub(super) withdrawn: BTreeMap<Digest, String>,
}

impl Logged {
    pub(super) fn of(log: &Log, announcement: &Announcement) -> Result<Self, FormError> {
        let about = Some(announcement.digest()?);
        let standing = log.standing(about);
        let lines =
            |kind| log.lines().iter().filter(move |line| line.announcement == about && line.kind == kind);
        let withdrawn = lines(LineKind::Withdrawn).filter(|line| !standing.contains_key(&line.document));
        let withdrawn =
            withdrawn.map(|line| (line.document, line.reason.clone().unwrap_or_default())).collect();
        let first = |kind| lines(kind).map(|line| line.at).next();
        let (announced, sealed) = (first(LineKind::Announced), first(LineKind::Sealed));
        let (disclosed, voided) = (first(LineKind::Disclosed), first(LineKind::Voided));
        let last = log.lines().iter().rfind(|line| line.announcement == about).map(|line| line.at);
        Ok(Self { announced, sealed, disclosed, voided, last, standing, withdrawn })
    }

    /// All that was published, whether it stands or not.
    pub(super) fn all(&self) -> impl Iterator<Item = &Digest> {
        self.standing.keys().chain(self.withdrawn.keys())
    }

    pub(super) fn has(&self, digest: &Digest) -> bool {
        self.standing.contains_key(digest) || self.withdrawn.contains_key(digest)
    }

    /// Whether a withdrawn file was a list of files, as its line says.
    pub(super) fn is_list(&self, digest: &Digest) -> bool {
        let is_it = |language| self.withdrawn.get(digest).is_some_and(|why| why == NEWER_LIST.get(language));
        is_it(Language::Zh) || is_it(Language::En)
    }

    /// Whether the law forbids that a withdrawn version stays public, as its line says.
    pub(super) fn is_not_public(&self, digest: &Digest) -> bool {
        let begins = |language| {
            self.withdrawn.get(digest).is_some_and(|why| why.starts_with(NOT_PUBLIC.get(language)))
        };
        begins(Language::Zh) || begins(Language::En)
    }
}
