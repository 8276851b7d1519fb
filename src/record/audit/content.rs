//! What the documents show: disclosures recomputed and held against the log, values, changes between ceremonies, proofs.

use super::report::AuditCode;
use super::{Announced, Auditor};
use crate::announce::{OwnedDraws, Standing};
use crate::basics::hash::Digest;
use crate::basics::id::Id;
use crate::basics::language::Language;
use crate::commit::canonical::FormError;
use crate::commit::document::{AmendmentSeal, Announcement, Disclosure, Proof, Proven, ProvenEntry, Seal};
use crate::proof::check_proof;
use crate::record::line::LineKind;
use crate::rules::{Admission, Draws, team_of};
use crate::verify::{Evidence, Verdict, verify};
use std::collections::{BTreeMap, BTreeSet};

impl Auditor<'_> {
    pub(super) fn contents(&mut self) {
        self.recompute();
        for index in 0..self.announced.len() {
            self.against_the_log(index);
        }
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
                let found = check.message(Language::En);
                self.find(AuditCode::Contradicted, &draw, &lines, check.code.code(), found);
            }
        }
    }

    /// The disclosures that the log names, by a line or by a void. Any other file says nothing of the authority: anybody
    /// can make one.
    pub(super) fn named_disclosures(&self) -> BTreeSet<Digest> {
        let lines = self.log.lines().iter();
        let disclosed =
            lines.clone().filter(|line| line.kind == LineKind::Disclosed).map(|line| line.document);
        let voids = lines.filter(|line| line.kind == LineKind::Voided);
        let voids = voids.filter_map(|line| self.documents.voids.get(&line.document)?.disclosure);
        disclosed.chain(voids).collect()
    }

    /// A disclosure's seal and amendments are those of the log, for every ceremony of its chain.
    fn against_the_log(&mut self, index: usize) {
        let Some(disclosure) = self.disclosure(&self.announced[index]) else {
            return;
        };
        for link in disclosure.chain() {
            let (Ok(digest), Ok(seal)) = (link.announcement.digest(), link.seal.digest()) else {
                continue;
            };
            let amended: Vec<Digest> =
                link.amendments.iter().filter_map(|amendment| amendment.seal.digest().ok()).collect();
            let draw = link.announcement.plan.draw.to_string();
            let Some(announced) = self.announcement(&digest) else {
                continue;
            };
            let course = announced.course;
            let sealed = course.sealed.and_then(|place| self.document_of(place));
            let logged: Vec<Digest> =
                course.amended.iter().filter_map(|place| self.document_of(*place)).collect();
            let mut lines: Vec<u64> =
                course.sealed.into_iter().chain(self.announced[index].course.disclosed).collect();
            if sealed != Some(seal) {
                self.find(AuditCode::OtherSeal, &draw, &lines, "", seal);
            }
            if logged != amended {
                lines.extend(&course.amended);
                let found = format!("{} ≠ {}", show(&amended), show(&logged));
                self.find(AuditCode::OtherAmendments, &draw, &lines, "", found);
            }
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
        for known in &self.evidence.values {
            let about = |announced: &&Announced<'_>| {
                announced.document.is_some_and(|announcement| announcement.plan.draw == known.draw)
            };
            let mut found: Vec<(AuditCode, u64, String)> = Vec::new();
            let mut checked = 0;
            for announced in self.announced.iter().filter(about) {
                let (texts, missing) = self.used(announced, &known.name);
                checked += texts.len() as u64 + u64::from(missing);
                let line = announced.course.announced;
                let differing = texts.iter().filter(|text| **text != known.text);
                found.extend(
                    differing.map(|used| (AuditCode::ValueDiffers, line, format!("{used} ≠ {}", known.text))),
                );
                if missing {
                    found.push((AuditCode::ValueDiffers, line, format!("- ≠ {}", known.text)));
                }
                if let (Some(at), Some(logged)) = (&known.known_at, self.line(line).map(|line| &line.at))
                    && !logged.is_before(at)
                {
                    found.push((AuditCode::ValueKnownEarly, line, format!("{at} ≤ {logged}")));
                }
            }
            self.report.checked.values += checked;
            for (code, line, found) in found {
                self.find(code, &known.draw, &[line], &known.name, found);
            }
        }
    }

    /// The texts that a draw used under a name, by its seal in the log and by what its void shows; and whether its void
    /// says that no source published one.
    fn used(&self, announced: &Announced<'_>, name: &Id) -> (BTreeSet<&str>, bool) {
        let place = |place: Option<u64>| place.and_then(|place| self.document_of(place));
        let void = place(announced.course.voided).and_then(|digest| self.documents.voids.get(&digest));
        let shown = void.and_then(|void| self.documents.disclosures.get(&void.disclosure?));
        let sealed = place(announced.course.sealed).and_then(|digest| self.documents.seals.get(&digest));
        let seals = sealed.into_iter().chain(shown.map(|(_, disclosure)| &disclosure.seal));
        let used = seals.flat_map(|seal| &seal.values).filter(|used| used.name == *name);
        let missing = void.is_some_and(|void| void.missing.contains(name));
        (used.map(|used| used.text.as_str()).collect(), missing)
    }

    /// Changes between two ceremonies that touch the pool of a seat that was still open.
    fn pools(&mut self) {
        let draws: Vec<&Disclosure> = self.draws().into_iter().map(|(disclosure, _)| disclosure).collect();
        for disclosure in draws {
            for link in disclosure.chain() {
                for (subject, found) in
                    link.selection.as_deref().map(|before| touched(before, link)).unwrap_or_default()
                {
                    let line = self.announcement(&link.seal.announcement).map(|a| a.course.announced);
                    let lines: Vec<u64> = line.into_iter().collect();
                    self.find(AuditCode::PoolTouched, &link.announcement.plan.draw, &lines, subject, found);
                }
            }
        }
    }

    fn proofs(&mut self) {
        let documents = self.documents;
        for (name, bytes, proof) in &documents.proofs {
            self.report.checked.proofs += 1;
            if let Err((code, found)) = self.proof(bytes, proof) {
                let draw = documents.announcements.get(&proof.announcement);
                let draw = draw.map(|announcement| announcement.plan.draw.to_string()).unwrap_or_default();
                self.find(code, draw, &[], name, found);
            }
        }
    }

    fn proof(&self, bytes: &[u8], proof: &Proof) -> Result<(), (AuditCode, String)> {
        let unusable = |found: String| (AuditCode::ProofUnusable, found);
        let form = |error: FormError| unusable(error.to_string());
        let missing = |digest: Digest| unusable(format!("document {digest}"));
        let sealed = proof.result.as_ref().map(|result| result.seal);
        let announcement = self.documents.announcements.get(&proof.announcement);
        let announcement =
            announcement.ok_or_else(|| missing(proof.announcement))?.to_bytes().map_err(form)?;
        let seal = match sealed {
            None => None,
            Some(seal) => {
                let own = self.documents.seals.get(&seal).map(Seal::to_bytes);
                let amended = self.documents.amendment_seals.get(&seal).map(AmendmentSeal::to_bytes);
                Some(own.or(amended).ok_or_else(|| missing(seal))?.map_err(form)?)
            }
        };
        check_proof(bytes, &announcement, seal.as_deref()).map_err(|error| unusable(error.to_string()))?;
        let unlogged = |digest: Digest| (AuditCode::ProofUnlogged, digest.to_hex());
        let announced = self.announcement(&proof.announcement).ok_or_else(|| unlogged(proof.announcement))?;
        if let Some(seal) = sealed {
            let places = announced.course.sealed.iter().chain(&announced.course.amended);
            let mut logged = places.filter_map(|place| self.document_of(*place));
            if !logged.any(|digest| digest == seal) {
                return Err(unlogged(seal));
            }
        }
        // It holds. So whatever a disclosure of this draw says otherwise, sound or not, is contradicted by it.
        let named = self.named_disclosures();
        let mut disclosures = self.documents.disclosures.iter().filter(|(digest, _)| named.contains(digest));
        match disclosures.find_map(|(_, (_, disclosure))| contradiction(disclosure, proof)) {
            Some(found) => Err((AuditCode::ProofContradicted, found)),
            None => Ok(()),
        }
    }
}

fn show(digests: &[Digest]) -> String {
    let all: Vec<String> = digests.iter().map(|digest| digest.to_hex()).collect();
    format!("[{}]", all.join(", "))
}

/// Where a disclosure says something else than a proof that holds.
fn contradiction(disclosure: &Disclosure, proof: &Proof) -> Option<String> {
    let is_it = |link: &&Disclosure| link.seal.announcement == proof.announcement;
    let link = disclosure.chain().find(is_it)?;
    let index = usize::try_from(proof.record.index).ok()?;
    let other = match &proof.record.record {
        Proven::Target(target) => {
            let shown = disclosure.first().rosters.targets.get(index).map(|record| &record.draw);
            (shown != Some(&target.draw)).then(|| target.draw.id.to_string())
        }
        Proven::Inspector(inspector) => {
            let shown = link.rosters.inspectors.get(index).map(|record| &record.draw);
            (shown != Some(&inspector.draw)).then(|| inspector.draw.id.to_string())
        }
    };
    other.or_else(|| {
        let result = proof.result.as_ref()?;
        let shown = entry_at(link, &result.seal, index);
        (shown.as_ref() != Some(&result.entry)).then(|| result.entry.id.to_string())
    })
}

/// The entry of a target's index in the result tree of a seal, as a disclosure has it.
fn entry_at(link: &Disclosure, seal: &Digest, index: usize) -> Option<ProvenEntry> {
    let mut heads = std::iter::once(link.seal.digest().ok())
        .chain(link.amendments.iter().map(|amendment| amendment.seal.digest().ok()));
    let amendments = heads.position(|head| head.as_ref() == Some(seal))?;
    let owned = OwnedDraws::of_disclosure(link);
    let targets = owned.as_draws().targets;
    let standing = Standing::of_amended(link, targets, amendments).ok()?;
    standing.entries(&link.announcement.plan, targets).nth(index).map(ProvenEntry::from)
}

/// The open seats whose eligible pools differ between two ceremonies, with both pools.
fn touched(before: &Disclosure, link: &Disclosure) -> Vec<(String, String)> {
    let (old, new) = (OwnedDraws::of_disclosure(before), OwnedDraws::of_disclosure(link));
    let Ok(standing) = Standing::of_chain(before, new.as_draws().targets) else {
        return Vec::new();
    };
    let (old, new) = (
        old.as_draws().after(&standing.struck_inspectors),
        new.as_draws().after(&standing.struck_inspectors),
    );
    let mut pools = (Pools::new(&before.announcement, old), Pools::new(&link.announcement, new));
    let mut all = Vec::new();
    for (target, seats) in standing.open() {
        for seat in seats {
            let (was, is) = (pools.0.eligible(target, seat), pools.1.eligible(target, seat));
            if was != is {
                let gone = was.iter().filter(|id| is.binary_search(id).is_err()).map(|id| format!("-{id}"));
                let come = is.iter().filter(|id| was.binary_search(id).is_err()).map(|id| format!("+{id}"));
                let changes: Vec<String> = gone.chain(come).take(20).collect();
                let found = format!("{} → {}: {}", was.len(), is.len(), changes.join(" "));
                all.push((format!("{} #{}", new.targets[target].id, seat + 1), found));
            }
        }
    }
    all
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

    /// Ids of the eligible, ascending.
    fn eligible(&mut self, target: usize, seat: usize) -> Vec<&'a str> {
        let Some(ask) = team_of(&self.announcement.plan, &self.draws.targets[target]).get(seat) else {
            return Vec::new();
        };
        let ask = self.admission.ask(ask);
        self.admission.eligible(target, ask).map(|i| self.draws.inspectors[i].id.as_str()).collect()
    }
}
