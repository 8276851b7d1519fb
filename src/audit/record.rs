//! A whole public record, read once: the log, its documents, and what follows from both together.

use super::documents::{AuditEvidence, Documents};
use super::family::Family;
use super::report::DrawName;
use crate::commit::document::{Announcement, Disclosure, Opened, Undrawn, Void};
use crate::draw::{Stopped, Work};
use crate::record::history::Course;
use crate::record::line::{Line, LineKind};
use crate::record::log::Log;
use crate::types::digest::Digest;
use crate::types::limits;
use crate::verify::{Evidence, Report, Verdict, verify_parsed, verify_undrawn_parsed};
use std::collections::{BTreeMap, BTreeSet};

/// An announcement of the log, with what has become of it.
pub(super) struct Announced<'a> {
    pub(super) digest: Digest,
    pub(super) course: &'a Course,
    /// The document, if it is there.
    pub(super) document: Option<&'a Announcement>,
}

impl Announced<'_> {
    pub(super) fn name(&self) -> DrawName {
        match self.document {
            Some(announcement) => (&announcement.plan.draw).into(),
            None => DrawName::Number(self.course.number),
        }
    }
}

/// A document that was recomputed, with what came of that.
pub(super) struct Recomputed<'a, D> {
    pub(super) document: &'a D,
    pub(super) report: Report,
}

impl<D> Recomputed<'_, D> {
    pub(super) fn is_sound(&self) -> bool {
        self.report.verdict == Verdict::Consistent
    }
}

/// A record. Places are those of lines in the log, from 0.
pub(super) struct Record<'a, 'd> {
    pub(super) log: &'a Log,
    pub(super) documents: &'a Documents<'d>,
    pub(super) evidence: &'a AuditEvidence,
    /// In the order of the log.
    pub(super) announced: Vec<Announced<'a>>,
    /// Places in `announced`.
    pub(super) places: BTreeMap<Digest, usize>,
    /// Every seal, and every amendment's, that a line names, with the place of the line.
    pub(super) seals: BTreeMap<Digest, u64>,
    /// The line that disclosed each announcement: its own, or that of a later ceremony that contains it.
    pub(super) disclosed: BTreeMap<Digest, u64>,
    /// The disclosures that lines or logged voids name, by digest. Any other says nothing of the authority: anybody can make
    /// one.
    pub(super) named: BTreeMap<Digest, Recomputed<'a, Disclosure>>,
    /// Those that recompute.
    pub(super) sound: BTreeMap<Digest, &'a Disclosure>,
    /// The undrawns that logged voids name, by digest.
    pub(super) undrawn: BTreeMap<Digest, Recomputed<'a, Undrawn>>,
    /// What takes the place of what.
    pub(super) family: Family,
    /// For each one of `announced`, the line that announced it, or the first void one whose place it takes, since its rosters are
    /// those of that one.
    pub(super) rosters_since: Vec<u64>,
    /// The announcements of which no document is there, by their places in `announced`: whoever audits a part of the folders is
    /// told so, before anybody is accused.
    pub(super) unseen: BTreeSet<usize>,
}

impl<'a, 'd> Record<'a, 'd> {
    pub(super) fn new(
        log: &'a Log,
        documents: &'a Documents<'d>,
        evidence: &'a AuditEvidence,
        work: &mut Work<'_>,
    ) -> Result<Self, Stopped> {
        let document = |digest: &Digest| documents.announcements.get(digest);
        let courses = log.history().courses().iter();
        let mut announced: Vec<Announced<'a>> = courses
            .map(|(digest, course)| Announced { digest: *digest, course, document: document(digest) })
            .collect();
        announced.sort_by_key(|announced| announced.course.announced);
        let places = announced.iter().enumerate().map(|(place, one)| (one.digest, place)).collect();
        let sealing = |line: &Line| matches!(line.kind, LineKind::Sealed | LineKind::Amended);
        let mut seals = BTreeMap::new();
        for (place, line) in (0..).zip(log.lines()).filter(|(_, line)| sealing(line)) {
            seals.entry(line.document).or_insert(place);
        }
        let family = Family::new(&announced, &places);
        let mut rosters_since: Vec<u64> = Vec::with_capacity(announced.len());
        for (place, one) in announced.iter().enumerate() {
            let taken = family.before(place).next().filter(|taken| announced[*taken].course.voided.is_some());
            rosters_since.push(taken.map_or(one.course.announced, |taken| rosters_since[taken]));
        }
        let mut record = Self {
            log,
            documents,
            evidence,
            announced,
            places,
            seals,
            disclosed: disclosed(log, documents),
            named: BTreeMap::new(),
            sound: BTreeMap::new(),
            undrawn: BTreeMap::new(),
            family,
            rosters_since,
            unseen: BTreeSet::new(),
        };
        record.recompute(work)?;
        record.unseen = record.find_unseen();
        Ok(record)
    }

    /// Recomputes every disclosure and undrawn that the log names, by a line or by a void.
    fn recompute(&mut self, work: &mut Work<'_>) -> Result<(), Stopped> {
        let documents = self.documents;
        let of_kind = |kind| self.log.lines().iter().filter(move |line| line.kind == kind);
        let voids = of_kind(LineKind::Voided).filter_map(|line| documents.voids.get(&line.document));
        let lines = of_kind(LineKind::Disclosed).map(|line| line.document);
        let named: BTreeSet<Digest> = lines.chain(voids.filter_map(|void| void.disclosure)).collect();
        let ended = self.announced.iter().filter_map(|announced| self.void_of(announced));
        let undrawn: BTreeSet<Digest> = ended.filter_map(|void| void.undrawn).collect();
        let shown = documents.disclosures.iter().filter(|(digest, _)| named.contains(digest));
        self.named = shown
            .map(|(digest, document)| {
                let report = verify_parsed(document, &Evidence::new(), work)?;
                Ok((*digest, Recomputed { document, report }))
            })
            .collect::<Result<_, Stopped>>()?;
        let sound = self.named.iter().filter(|(_, one)| one.is_sound());
        self.sound = sound.map(|(digest, one)| (*digest, one.document)).collect();
        let shown = documents.undrawns.iter().filter(|(digest, _)| undrawn.contains(digest));
        self.undrawn = shown
            .map(|(digest, document)| {
                Ok((*digest, Recomputed { document, report: verify_undrawn_parsed(document, work)? }))
            })
            .collect::<Result<_, Stopped>>()?;
        Ok(())
    }

    fn find_unseen(&self) -> BTreeSet<usize> {
        // What one that is there takes the place of, or continues, its reader has to be given.
        let seen = self.announced.iter().filter_map(|announced| announced.document);
        let needed: BTreeSet<Digest> = seen
            .flat_map(|document| {
                let supersedes = document.plan.supersedes.as_ref().map(|old| old.announcement);
                supersedes.into_iter().chain(document.selection.map(|before| before.announcement))
            })
            .collect();
        let is_unseen = |announced: &Announced<'_>| {
            let course = announced.course;
            let lines = [Some(course.announced), course.sealed, course.disclosed, course.voided];
            let lines = lines.into_iter().flatten().chain(course.amended.iter().copied());
            let mut documents = lines.filter_map(|place| self.document_of(place));
            !needed.contains(&announced.digest) && !documents.any(|digest| self.documents.has(&digest))
        };
        let all = self.announced.iter().enumerate();
        all.filter(|(_, announced)| is_unseen(announced)).map(|(place, _)| place).collect()
    }

    /// The lines with their places.
    pub(super) fn lines(&self) -> impl Iterator<Item = (u64, &'a Line)> + use<'a> {
        (0..).zip(self.log.lines())
    }

    /// A line by its place; the places are those of the history, which has seen every line.
    pub(super) fn line(&self, place: u64) -> Option<&'a Line> {
        self.log.lines().get(usize::try_from(place).ok()?)
    }

    /// The document that a line names.
    pub(super) fn document_of(&self, place: u64) -> Option<Digest> {
        self.line(place).map(|line| line.document)
    }

    /// An announcement of the log by its digest.
    pub(super) fn announcement(&self, digest: &Digest) -> Option<&Announced<'a>> {
        self.places.get(digest).map(|place| &self.announced[*place])
    }

    /// The draw that a line is about, by its announcement in the log.
    pub(super) fn draw_of(&self, line: &Line) -> Option<DrawName> {
        self.announcement(&line.announcement?).map(Announced::name)
    }

    /// The draw of an announcement whose document is there.
    pub(super) fn draw_about(&self, announcement: Digest) -> Option<DrawName> {
        self.documents.announcements.get(&announcement).map(|document| (&document.plan.draw).into())
    }

    /// The void that ended an announcement, if its document is there.
    pub(super) fn void_of(&self, announced: &Announced<'_>) -> Option<&'a Void> {
        let void = self.documents.voids.get(&self.document_of(announced.course.voided?)?);
        void.filter(|void| void.announcement == announced.digest)
    }

    /// The line that announced a ceremony.
    pub(super) fn announced_at(&self, link: &Disclosure) -> u64 {
        self.announcement(&link.seal.announcement).map_or(0, |announced| announced.course.announced)
    }

    /// Every ceremony of a sound disclosure.
    pub(super) fn links(&self) -> impl Iterator<Item = &'a Disclosure> {
        self.sound.values().flat_map(|last| last.chain())
    }

    /// Every ceremony that the sound disclosures hold, once for each way in which it is told (by its announcement, its head
    /// and what continues it), with the one that continues it there.
    pub(super) fn ceremonies(&self) -> Vec<(&'a Disclosure, Option<&'a Disclosure>)> {
        let mut told = BTreeMap::new();
        for last in self.sound.values() {
            let outer = std::iter::once(None).chain(last.chain().map(Some));
            for (link, outer) in last.chain().zip(outer) {
                let by = outer.map(|outer| outer.seal.announcement);
                told.insert((link.seal.announcement, link.head, by), (link, outer));
            }
        }
        told.into_values().collect()
    }

    /// The disclosed draws (§21): the longest standing part of each chain that is disclosed, with the line that announced
    /// its first ceremony, in the order of these.
    pub(super) fn draws(&self) -> Vec<(&'a Disclosure, u64)> {
        let standing = self.sound.values().filter_map(|last| last.chain().find(|link| self.stands(link)));
        let mut all: BTreeMap<Digest, &Disclosure> = BTreeMap::new();
        for link in standing {
            // Of one ceremony, as it was shown at several times, the latest.
            let known = all.entry(link.seal.announcement).or_insert(link);
            if known.amendments.len() < link.amendments.len() {
                *known = link;
            }
        }
        let inner = all.values().flat_map(|last| last.chain().skip(1));
        let inner: BTreeSet<Digest> = inner.map(|link| link.seal.announcement).collect();
        let whole = all.into_iter().filter(|(digest, _)| !inner.contains(digest));
        let mut draws: Vec<_> = whole.map(|(_, last)| (last, self.announced_at(last.first()))).collect();
        draws.sort_by_key(|(_, line)| *line);
        draws
    }

    /// Whether no ceremony of a chain is void. One that a line shows as part of a disclosed chain stands,
    /// whatever is said of it later.
    pub(super) fn stands(&self, disclosure: &Disclosure) -> bool {
        disclosure.chain().all(|link| {
            let announcement = &link.seal.announcement;
            self.announcement(announcement).is_none_or(|announced| {
                let ended = announced.course.voided;
                ended.is_none_or(|ended| self.disclosed.get(announcement).is_some_and(|line| *line < ended))
            })
        })
    }

    /// What a void shows of the rosters of its draw.
    pub(super) fn void_opened(&self, announced: &Announced<'a>) -> Option<Opened<'a>> {
        let void = self.void_of(announced)?;
        let drawn = self.void_disclosure(announced, void).map(Disclosure::opened);
        drawn.or_else(|| self.void_undrawn(announced, void).map(Undrawn::opened))
    }

    /// What a void shows of a draw that was drawn, if it is sound and of that draw.
    pub(super) fn void_disclosure(&self, announced: &Announced<'a>, void: &Void) -> Option<&'a Disclosure> {
        let shown = self.sound.get(&void.disclosure?).copied()?;
        (shown.seal.announcement == announced.digest).then_some(shown)
    }

    /// What a void shows of a draw that was not drawn, if it is sound and of that draw.
    pub(super) fn void_undrawn(&self, announced: &Announced<'a>, void: &Void) -> Option<&'a Undrawn> {
        let shown = self.undrawn.get(&void.undrawn?).filter(|undrawn| undrawn.is_sound())?.document;
        (shown.announcement.digest().ok()? == announced.digest).then_some(shown)
    }

    /// The ceremony of an announcement, in whatever sound disclosure contains it.
    pub(super) fn link_of(&self, index: usize) -> Option<&'a Disclosure> {
        let digest = self.announced[index].digest;
        self.links().find(|link| link.seal.announcement == digest)
    }

    /// The redraw that stands in the place of a void draw, once it is disclosed.
    pub(super) fn redrawn(&self, index: usize) -> Option<&'a Disclosure> {
        let after =
            (index + 1..self.announced.len()).rev().filter(|later| self.family.follows(*later, index));
        let mut standing = after.filter(|later| self.announced[*later].course.voided.is_none());
        standing.find_map(|later| self.link_of(later))
    }

    /// Whether what a void shows may still be kept back (PROTOCOL.md §20.3): that of a staffing ceremony's void as long as the
    /// ceremonies before it are closed, an undrawn of another one until its own day.
    pub(super) fn waits(&self, announced: &Announced<'a>, void: &Void) -> bool {
        let before =
            |announced: &Announced<'a>| announced.document?.selection.map(|before| before.announcement);
        let (mut at, mut seen) = (announced, 0);
        while let Some(digest) = before(at) {
            let Some(old) = self.announcement(&digest).filter(|_| seen < self.announced.len()) else {
                return false;
            };
            if old.course.disclosed.or(old.course.voided).is_some() {
                return false;
            }
            (at, seen) = (old, seen + 1);
        }
        let day = at.document.map(|first| &first.plan.disclose_by);
        (seen > 0 || void.undrawn.is_some()) && day.is_some_and(|day| self.evidence.on < *day)
    }
}

/// The line that disclosed each announcement: its own, or that of a ceremony that continues it, whether the disclosure is there or
/// not.
fn disclosed(log: &Log, documents: &Documents<'_>) -> BTreeMap<Digest, u64> {
    let mut all = BTreeMap::new();
    let lines = (0..).zip(log.lines());
    for (place, line) in lines.filter(|(_, line)| line.kind == LineKind::Disclosed) {
        let before = |digest: &Digest| Some(documents.announcements.get(digest)?.selection?.announcement);
        let continued = std::iter::successors(line.announcement, before).take(limits::CHAIN);
        let chain = documents.disclosures.get(&line.document).into_iter().flat_map(Disclosure::chain);
        for announcement in continued.chain(chain.map(|link| link.seal.announcement)) {
            all.entry(announcement).or_insert(place);
        }
    }
    all
}
