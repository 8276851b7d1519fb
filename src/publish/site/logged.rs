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
    /// When the draw was announced.
    pub(super) announced: Option<Timestamp>,
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
        let announced = lines(LineKind::Announced).map(|line| line.at).next();
        Ok(Self { announced, standing, withdrawn })
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
