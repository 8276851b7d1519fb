//! What the documents show: disclosures recomputed and held against the log, values, changes between ceremonies, proofs.

use super::documents::KnownValue;
use super::report::{AuditCode, Found};
use super::succession::other_identities;
use super::year::short_seats;
use super::{Announced, Auditor};
use crate::announce::{OwnedDraws, Standing};
use crate::basics::date::Instant;
use crate::basics::hash::Digest;
use crate::basics::id::{Id, InspectorId};
use crate::commit::document::{
    Announcement, Disclosed, Disclosure, Proof, Proven, ProvenDrawn, ProvenEntry, UsedValue,
};
use crate::plan::{Correction, Workload};
use crate::proof::{AnySeal, check_parsed};
use crate::record::line::LineKind;
use crate::roster::Kind;
use crate::rules::{Admission, Draws, team_of};
use crate::verify::{Evidence, Verdict, verify, verify_undrawn};
use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroU32;

/// Most days from the date of an amendment to the day on which it is logged.
const LOGGED_WITHIN: i64 = 3;

impl<'a> Auditor<'a> {
    pub(super) fn contents(&mut self) {
        self.recompute();
        self.undrawns();
        self.against_the_log();
        self.amendments_opened();
        self.commitments();
        self.values();
        self.pools();
        self.proofs();
    }

    fn recompute(&mut self) {
        let documents = self.documents;
        let named = self.named_disclosures();
        for (digest, (bytes, disclosure)) in documents.disclosures.iter().filter(|(d, _)| named.contains(d)) {
            self.report.checked.disclosures += 1;
            let report = verify(bytes, &Evidence::new());
            if matches!(report.verdict, Verdict::Consistent | Verdict::Verified) {
                let amendments: usize = disclosure.chain().map(|link| link.amendments.len()).sum();
                self.report.checked.amendments += amendments as u64;
                self.sound.insert(*digest, disclosure);
                continue;
            }
            let draw = disclosure.announcement.plan.draw.to_string();
            let announcement = disclosure.seal.announcement;
            let lines: Vec<u64> =
                self.announcement(&announcement).and_then(|a| a.course.disclosed).into_iter().collect();
            for check in report.failures() {
                let found = Found::Check(Box::new(check.clone()));
                self.find_said(AuditCode::Contradicted, &draw, &lines, check.code().code(), found);
            }
        }
    }

    /// The undrawns that logged voids name. What is wrong with one is found with its void.
    fn undrawns(&mut self) {
        let documents = self.documents;
        let voids = self.announced.iter().filter_map(|announced| self.void_of(announced));
        let named: BTreeSet<Digest> = voids.filter_map(|void| void.undrawn).collect();
        for (digest, (bytes, undrawn)) in documents.undrawns.iter().filter(|(d, _)| named.contains(d)) {
            if verify_undrawn(bytes).verdict == Verdict::Consistent {
                self.undrawn.insert(*digest, undrawn);
            }
        }
    }

    /// The disclosures that the log names, by a line or by a void. Any other file says nothing of the authority: anybody
    /// can make one.
    fn named_disclosures(&self) -> BTreeSet<Digest> {
        let lines = self.log.lines().iter();
        let disclosed =
            lines.clone().filter(|line| line.kind == LineKind::Disclosed).map(|line| line.document);
        let voids = lines.filter(|line| line.kind == LineKind::Voided);
        let voids = voids.filter_map(|line| self.documents.voids.get(&line.document)?.disclosure);
        disclosed.chain(voids).collect()
    }

    /// Every ceremony that the sound disclosures hold, once for each way in which it is told (by its announcement, its head
    /// and what continues it), with the one that continues it there.
    fn ceremonies(&self) -> Vec<(&'a Disclosure, Option<&'a Disclosure>)> {
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

    /// Seal and amendments of a ceremony are those of the log.
    fn against_the_log(&mut self) {
        for (link, continued_by) in self.ceremonies() {
            let Some(announced) = self.announcement(&link.seal.announcement) else {
                continue;
            };
            let course = announced.course;
            let amended: Vec<Digest> =
                link.amendments.iter().filter_map(|amendment| amendment.seal.digest().ok()).collect();
            self.amendment_dates(link, &amended);
            let continued_at = continued_by.map(|outer| self.announced_at(outer));
            let Some(sealed) = course.sealed else {
                continue;
            };
            let draw = &link.announcement.plan.draw;
            let seal = link.seal.digest().ok();
            let before = course.amended.iter().filter(|place| continued_at.is_none_or(|at| **place < at));
            let logged: Vec<Digest> = before.filter_map(|place| self.document_of(*place)).collect();
            let mut lines = vec![sealed];
            lines.extend(course.disclosed);
            if let Some(seal) = seal.filter(|seal| self.document_of(sealed) != Some(*seal)) {
                self.find(AuditCode::OtherSeal, draw, &lines, "", seal);
            }
            if logged != amended {
                lines.extend(&course.amended);
                let found = format!("{} ≠ {}", show(&amended), show(&logged));
                self.find(AuditCode::OtherAmendments, draw, &lines, "", found);
            }
        }
    }

    /// Every amendment that the log has of a disclosed chain is opened by a disclosure.
    fn amendments_opened(&mut self) {
        let links = || self.sound.values().flat_map(|last| last.chain());
        let opened: BTreeSet<Digest> = links()
            .flat_map(|link| &link.amendments)
            .filter_map(|amendment| amendment.seal.digest().ok())
            .collect();
        let chains: BTreeSet<Digest> = links().map(|link| link.seal.announcement).collect();
        let mut found = Vec::new();
        for announced in chains.iter().filter(|one| self.disclosed.contains_key(*one)) {
            let Some(announced) = self.announcement(announced) else {
                continue;
            };
            for place in &announced.course.amended {
                if let Some(seal) = self.document_of(*place).filter(|seal| !opened.contains(seal)) {
                    found.push((announced.name(), *place, seal));
                }
            }
        }
        for (draw, line, seal) in found {
            self.find(AuditCode::AmendmentUnopened, draw, &[line], "", seal);
        }
    }

    /// An amendment is logged on its day or soon after, and only one a day.
    fn amendment_dates(&mut self, link: &Disclosure, seals: &[Digest]) {
        let mut day_before = None;
        for (amendment, seal) in link.amendments.iter().zip(seals) {
            let place = self.seals.get(seal).copied();
            let Some((place, line)) = place.and_then(|place| Some((place, self.line(place)?))) else {
                continue;
            };
            let (date, day) = (amendment.strikes.date, line.at.day().days_from_epoch());
            let in_time = (0..=LOGGED_WITHIN).contains(&(day - date.days_from_epoch()))
                && date <= link.announcement.plan.visits.to;
            if !in_time || day_before == Some(day) {
                let (draw, number) = (&link.announcement.plan.draw, amendment.seal.number);
                let found = format!("{date}, {}", line.at);
                self.find(AuditCode::AmendmentMisdated, draw, &[place], number, found);
            }
            day_before = Some(day);
        }
    }

    /// No commitment stands in two announcements.
    fn commitments(&mut self) {
        let mut known: BTreeMap<Digest, (u64, String)> = BTreeMap::new();
        for index in 0..self.announced.len() {
            let announced = &self.announced[index];
            let (line, draw) = (announced.course.announced, announced.name());
            let Some(announcement) = announced.document else {
                continue;
            };
            let all: Vec<Digest> =
                std::iter::once(announcement.commitment).chain(announcement.plan.commitments()).collect();
            for commitment in all {
                match known.get(&commitment) {
                    Some((before, _)) if *before == line => {}
                    Some((before, other)) => {
                        let (lines, found) = ([*before, line], format!("{other}: {commitment}"));
                        self.find(AuditCode::SecretReused, &draw, &lines, "", found);
                    }
                    None => drop(known.insert(commitment, (line, draw.clone()))),
                }
            }
        }
    }

    /// Public values that were looked up, against every draw of that id: what its seal, or its void, says was used.
    fn values(&mut self) {
        for (draw, target) in self.evidence.visits.keys().chain(&self.evidence.active) {
            let about = |announcement: &Announcement| announcement.plan.draw == *draw;
            if !self.announced.iter().any(|announced| announced.document.is_some_and(about)) {
                self.find(AuditCode::EvidenceUnknown, draw, &[], target, "");
            }
        }
        for known in &self.evidence.values {
            let about = |announced: &&Announced<'_>| {
                announced.document.is_some_and(|announcement| {
                    let plan = &announcement.plan;
                    plan.draw == known.draw && plan.values.iter().any(|value| value.name == known.name)
                })
            };
            if !self.announced.iter().any(|announced| about(&announced)) {
                self.find(AuditCode::EvidenceUnknown, &known.draw, &[], &known.name, "");
                continue;
            }
            let mut found: Vec<(AuditCode, u64, String)> = Vec::new();
            let mut checked = 0;
            for announced in self.announced.iter().filter(about) {
                let (used, missing) = self.used(announced, &known.name);
                checked += used.len() as u64 + u64::from(missing);
                let line = announced.course.announced;
                let late = self.came_too_late(announced, known);
                let others = used.iter().filter(|used| !self.is_in_evidence(known, used.text.as_str()));
                let others = others.filter(|used| !(late && used.source > 0)).map(|used| used.text.as_str());
                let missing = missing && !late && !self.counts_as_silent(announced, known);
                let others: BTreeSet<&str> = others.chain(missing.then_some("-")).collect();
                let others = others.into_iter().map(|used| format!("{used} ≠ {}", known.text));
                found.extend(others.map(|what| (AuditCode::ValueDiffers, line, what)));
                let early = known.known_at.iter().flat_map(|at| self.known_too_early(announced, known, at));
                found.extend(early.map(|(line, what)| (AuditCode::ValueKnownEarly, line, what)));
            }
            self.report.checked.values += checked;
            for (code, line, found) in found {
                self.find(code, &known.draw, &[line], &known.name, found);
            }
        }
    }

    /// Whether the evidence has a text for a value. (It has several of one that its publisher corrected.)
    fn is_in_evidence(&self, known: &KnownValue, text: &str) -> bool {
        let mut all = self.evidence.values.iter();
        all.any(|other| other.draw == known.draw && other.name == known.name && other.text == text)
    }

    /// Whether the evidence has another text, in time, of a value that counts as not published once it is corrected.
    fn counts_as_silent(&self, announced: &Announced<'_>, known: &KnownValue) -> bool {
        let mut values = announced.document.into_iter().flat_map(|announcement| &announcement.plan.values);
        let value = values.find(|value| value.name == known.name);
        let mut of_it =
            self.evidence.values.iter().filter(|other| {
                other.draw == known.draw && other.name == known.name && other.text != known.text
            });
        value.is_some_and(|value| value.corrected == Correction::Fallback)
            && of_it.any(|other| !self.came_too_late(announced, other))
    }

    /// Whether a value was known only after a draw was sealed without it, or void for want of it.
    fn came_too_late(&self, announced: &Announced<'_>, known: &KnownValue) -> bool {
        let ended = announced.course.sealed.or(announced.course.voided);
        let logged = ended.and_then(|place| self.line(place)).map(|line| &line.at);
        known.known_at.as_ref().zip(logged).is_some_and(|(known, logged)| logged.is_before(known))
    }

    /// What came too late for a value that was known by an instant: the announcement, the close that it states, and what
    /// ended it as if nothing were known.
    fn known_too_early(
        &self,
        announced: &Announced<'_>,
        value: &KnownValue,
        known: &Instant,
    ) -> Vec<(u64, String)> {
        let KnownValue { name, text, .. } = value;
        let course = announced.course;
        let mut all = Vec::new();
        let since = |place: u64| self.line(place).filter(|line| !line.at.is_before(known));
        if let Some(logged) = since(course.announced) {
            all.push((course.announced, format!("{known} ≤ {}", logged.at)));
        }
        let sealed = course.sealed.and_then(|place| self.documents.seals.get(&self.document_of(place)?));
        // Another text than the one that was used is the main source's.
        let used = sealed.and_then(|seal| seal.values.iter().find(|used| used.name == *name));
        let used = used.filter(|used| used.text == *text);
        let values = announced.document.into_iter().flat_map(|announcement| &announcement.plan.values);
        let value = values.into_iter().find(|value| value.name == *name);
        let source = value.and_then(|value| value.source(used.map_or(0, |used| used.source)));
        if let Some(source) = source.filter(|source| known.is_before(&source.closes)) {
            all.push((course.announced, format!("{known} < {}", source.closes)));
        }
        let void = course.voided.and_then(|place| self.documents.voids.get(&self.document_of(place)?));
        let as_if_unknown = void.is_some_and(|void| void.undrawn.is_some() && void.missing.is_empty());
        let ended = course.voided.into_iter().filter(|_| as_if_unknown);
        all.extend(ended.filter_map(|place| Some((place, format!("{known} ≤ {}", since(place)?.at)))));
        all
    }

    /// What a draw used under a name, by its seal in the log and by what its void shows; and whether its void says that no source
    /// published anything.
    fn used(&self, announced: &Announced<'_>, name: &Id) -> (Vec<&'a UsedValue>, bool) {
        let place = |place: Option<u64>| place.and_then(|place| self.document_of(place));
        let void = place(announced.course.voided).and_then(|digest| self.documents.voids.get(&digest));
        let shown = void.and_then(|void| self.documents.disclosures.get(&void.disclosure?));
        let sealed = place(announced.course.sealed).and_then(|digest| self.documents.seals.get(&digest));
        let seals = sealed.into_iter().chain(shown.map(|(_, disclosure)| &disclosure.seal));
        let used = seals.flat_map(|seal| &seal.values).filter(|used| used.name == *name);
        let mut used: Vec<&UsedValue> = used.collect();
        used.dedup_by(|a, b| a.text == b.text);
        let missing = void.is_some_and(|void| void.missing.contains(name));
        (used, missing)
    }

    /// Changes between two ceremonies that touch the pool of a seat that was still open.
    fn pools(&mut self) {
        let mut done = BTreeSet::new();
        for (link, _) in self.ceremonies() {
            let Some(before) = link.selection.as_deref().filter(|_| done.insert(link.seal.announcement))
            else {
                continue;
            };
            let (draw, line) = (&link.announcement.plan.draw, self.announced_at(link));
            for (subject, found) in touched(before, link) {
                self.find(AuditCode::PoolTouched, draw, &[line], subject, found);
            }
        }
    }

    fn proofs(&mut self) {
        let documents = self.documents;
        let named = self.named_disclosures();
        let disclosures = documents.disclosures.iter().filter(|(digest, _)| named.contains(digest));
        let mut told = Told::new(disclosures.flat_map(|(_, (_, disclosure))| disclosure.chain()).collect());
        let mut proofs: Vec<_> = documents.proofs.iter().collect();
        proofs.sort_by_key(|(_, proof)| proof.result.as_ref().map(|result| result.seal));
        for (name, proof) in proofs {
            self.report.checked.proofs += 1;
            if self.is_unlogged(proof) && self.proof_holds(proof).is_ok() {
                // Anybody can make a seal of their own for a real announcement, and a proof against it.
                self.report.unlogged_proofs.push(name.clone());
            } else if let Err((code, found)) = self.proof(proof, &mut told) {
                let draw = documents.announcements.get(&proof.announcement);
                let draw = draw.map(|announcement| announcement.plan.draw.to_string()).unwrap_or_default();
                self.find_said(code, draw, &[], name, found);
            }
        }
    }

    /// Whether a proof names an announcement, or a seal of it, that the log does not have.
    fn is_unlogged(&self, proof: &Proof) -> bool {
        let Some(announced) = self.announcement(&proof.announcement) else {
            return true;
        };
        let places = announced.course.sealed.iter().chain(&announced.course.amended);
        let mut logged = places.filter_map(|place| self.document_of(*place));
        proof.result.as_ref().is_some_and(|result| !logged.any(|digest| digest == result.seal))
    }

    /// Whether a proof holds against the documents that it names.
    fn proof_holds(&self, proof: &Proof) -> Result<(), (AuditCode, Found)> {
        let documents = self.documents;
        let missing = |digest| (AuditCode::ProofUnusable, Found::Data(format!("- {digest}")));
        let announcement = documents.announcements.get(&proof.announcement);
        let announcement = announcement.ok_or_else(|| missing(proof.announcement))?;
        let seal = match proof.result.as_ref().map(|result| result.seal) {
            None => None,
            Some(digest) => {
                let own = documents.seals.get(&digest).map(AnySeal::from);
                let amended = documents.amendment_seals.get(&digest).map(AnySeal::from);
                Some(own.or(amended).ok_or_else(|| missing(digest))?)
            }
        };
        let checked = check_parsed(proof, announcement, seal.as_ref());
        checked.map_err(|error| (AuditCode::ProofUnusable, Found::Proof(error)))
    }

    fn proof(&self, proof: &Proof, told: &mut Told<'_>) -> Result<(), (AuditCode, Found)> {
        self.proof_holds(proof)?;
        // It holds. So whatever a disclosure of this draw says otherwise, sound or not, is contradicted by it.
        match told.otherwise(proof) {
            Some(found) => Err((AuditCode::ProofContradicted, Found::Data(found))),
            None => Ok(()),
        }
    }
}

fn show(digests: &[Digest]) -> String {
    let all: Vec<String> = digests.iter().map(|digest| digest.to_hex()).collect();
    format!("[{}]", all.join(", "))
}

/// What disclosures tell of ceremonies, whether they are sound or not.
struct Told<'a> {
    links: BTreeMap<Digest, Vec<&'a Disclosure>>,
    /// The seal that was asked for last, with what each link tells of it: so proofs of one seal are cheap in a row.
    seal: Option<Digest>,
    drawn: BTreeMap<usize, Option<DrawnByIndex>>,
}

/// What was drawn, by the target's place in the roster.
type DrawnByIndex = BTreeMap<usize, ProvenDrawn>;

impl<'a> Told<'a> {
    fn new(all: Vec<&'a Disclosure>) -> Self {
        let mut links: BTreeMap<Digest, Vec<&'a Disclosure>> = BTreeMap::new();
        for link in all {
            links.entry(link.seal.announcement).or_default().push(link);
        }
        Self { links, seal: None, drawn: BTreeMap::new() }
    }

    /// What one of them tells otherwise than a proof that holds.
    fn otherwise(&mut self, proof: &Proof) -> Option<String> {
        let links = self.links.get(&proof.announcement).cloned().unwrap_or_default();
        links.into_iter().enumerate().find_map(|(place, link)| self.contradiction(place, link, proof))
    }

    fn contradiction(&mut self, place: usize, link: &Disclosure, proof: &Proof) -> Option<String> {
        let index = usize::try_from(proof.record.index).ok()?;
        let inspectors = &link.rosters.inspectors;
        let other = match &proof.record.record {
            Proven::Target(target) => {
                let other = differs(&link.first().rosters.targets, proof.record.index, target);
                other.then(|| target.draw.id.to_string())
            }
            Proven::Inspector(inspector) => {
                let other = differs(inspectors, proof.record.index, inspector);
                other.then(|| inspector.draw.id.to_string())
            }
        };
        let other = other.or_else(|| {
            let mut team = proof.inspectors.iter();
            let other = team.find(|one| differs(inspectors, one.index, &one.record))?;
            Some(other.record.draw.id.to_string())
        });
        other.or_else(|| {
            let result = proof.result.as_ref()?;
            if self.seal.replace(result.seal) != Some(result.seal) {
                self.drawn.clear();
            }
            let drawn = self.drawn.entry(place).or_insert_with(|| drawn_at(link, &result.seal));
            let agrees = drawn.as_ref().is_some_and(|all| all.get(&index) == result.entry.drawn.as_ref());
            (!agrees).then(|| result.entry.id.to_string())
        })
    }
}

/// Whether the record at that place of a roster is another one.
fn differs<K: Kind<Draw: PartialEq>>(roster: &[Disclosed<K>], index: u64, record: &Disclosed<K>) -> bool {
    let there = usize::try_from(index).ok().and_then(|index| roster.get(index));
    let hash = |record: &Disclosed<K>| record.identity.hash().ok();
    there.is_none_or(|there| there.draw != record.draw || hash(there) != hash(record))
}

/// What was drawn by the result tree of a seal, as a disclosure has it.
fn drawn_at(link: &Disclosure, seal: &Digest) -> Option<DrawnByIndex> {
    let mut heads = std::iter::once(link.seal.digest().ok())
        .chain(link.amendments.iter().map(|amendment| amendment.seal.digest().ok()));
    let amendments = heads.position(|head| head.as_ref() == Some(seal))?;
    let owned = OwnedDraws::of_disclosure(link);
    let targets = owned.as_draws().targets;
    let standing = Standing::of_amended(link, targets, amendments).ok()?;
    let entries = standing.entries(&link.announcement.plan, targets).map(ProvenEntry::from);
    Some(entries.enumerate().filter_map(|(index, entry)| Some((index, entry.drawn?))).collect())
}

/// What a ceremony changed for the open seats of the one before: who may take each, or how often. With how many there were and
/// are, and who went and came.
fn touched(before: &Disclosure, link: &Disclosure) -> Vec<(String, String)> {
    let (old, new) = (OwnedDraws::of_disclosure(before), OwnedDraws::of_disclosure(link));
    let Ok(standing) = Standing::of_chain(before, new.as_draws().targets) else {
        return Vec::new();
    };
    let (old, new) = (
        old.as_draws().after(&standing.struck_inspectors),
        new.as_draws().after(&standing.struck_inspectors),
    );
    let short = short_seats(before);
    let plan = &link.announcement.plan;
    let mut pools = (Pools::new(&before.announcement, old), Pools::new(&link.announcement, new));
    let teams: BTreeMap<usize, _> =
        standing.drawn.iter().map(|drawn| (drawn.target, drawn.seats.as_slice())).collect();
    let mut all = Vec::new();
    let mut all_short = true;
    for (target, seats) in standing.open() {
        for seat in seats {
            let (was, is) = (pools.0.eligible(target, seat), pools.1.eligible(target, seat));
            let (id, number) = (&new.targets[target].id, seat + 1);
            let is_short = u32::try_from(number).is_ok_and(|number| short.contains(&(id, number)));
            all_short &= is_short;
            let sit = teams.get(&target).copied().unwrap_or_default();
            if was != is && !(is_short && only_gains(&was, &is, sit, plan.small_pool())) {
                let gone =
                    was.iter().filter(|(id, _)| most(&is, id).is_none()).map(|(id, _)| format!("-{id}"));
                let come =
                    is.iter().filter(|(id, _)| most(&was, id).is_none()).map(|(id, _)| format!("+{id}"));
                let both = is.iter().filter_map(|(id, now)| Some((id, most(&was, id)?, now)));
                let other = both.filter(|(_, was, now)| was != *now);
                let other = other.map(|(id, was, now)| format!("{id} {was}→{now}"));
                let changes: Vec<String> = gone.chain(come).chain(other).take(20).collect();
                let found = format!("{} → {}: {}", was.len(), is.len(), changes.join(" "));
                all.push((format!("{id} #{number}"), found));
            }
        }
    }
    let (a, b) = (&before.rosters.inspectors, &link.rosters.inspectors);
    let others = other_identities(a, b, |inspector| inspector.id.to_string());
    all.extend((!others.is_empty()).then(|| ("identities".to_owned(), others.join(", "))));
    let (was, is) = (before.announcement.plan.workload, plan.workload);
    if was != is && !(all_short && loosens(was, is)) {
        all.push(("workload".to_owned(), String::new()));
    }
    all
}

/// Whether what could not be filled is only given more: nobody goes, nobody may do less, and those who come, or may do more, are
/// enough for a choice. (Whoever is added alone to a seat for which nobody was left is chosen.)
fn only_gains(was: &[Eligible<'_>], is: &[Eligible<'_>], sit: &[Option<InspectorId>], small: u32) -> bool {
    let keeps = was.iter().all(|(id, before)| most(is, id).is_some_and(|now| now >= *before));
    let sits = |id: &str| sit.iter().flatten().any(|inspector| inspector.as_str() == id);
    let gained = is.iter().filter(|(id, now)| most(was, id) != Some(*now) && !sits(id)).count();
    keeps && gained as u64 >= u64::from(small)
}

/// Whether a rule of workload lets everybody do at least as much as another.
fn loosens(was: Workload, is: Workload) -> bool {
    match (was, is) {
        (_, Workload::Own) => true,
        (Workload::Common(before), Workload::Common(now)) => now > before,
        _ => false,
    }
}

/// Somebody who may take a seat, with how many visits they may make at the most.
type Eligible<'a> = (&'a str, NonZeroU32);

/// How many visits somebody may make, if they are among the eligible, who stand in the order of ids.
fn most(eligible: &[Eligible<'_>], id: &str) -> Option<NonZeroU32> {
    let place = eligible.binary_search_by(|(other, _)| (*other).cmp(id)).ok()?;
    Some(eligible[place].1)
}

/// Answers who is eligible for which seat, under one announcement's plan and rosters.
struct Pools<'a> {
    announcement: &'a Announcement,
    draws: Draws<'a>,
    admission: Admission<'a>,
}

impl<'a> Pools<'a> {
    fn new(announcement: &'a Announcement, draws: Draws<'a>) -> Self {
        Self { announcement, draws, admission: Admission::new(&announcement.plan, draws) }
    }

    fn eligible(&mut self, target: usize, seat: usize) -> Vec<Eligible<'a>> {
        let Some(ask) = team_of(&self.announcement.plan, &self.draws.targets[target]).get(seat) else {
            return Vec::new();
        };
        let ask = self.admission.ask(ask);
        let eligible = self.admission.eligible(target, ask).map(|place| &self.draws.inspectors[place]);
        eligible.map(|inspector| (inspector.id.as_str(), inspector.max_visits)).collect()
    }
}
