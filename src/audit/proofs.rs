//! Proofs in people's hands, against the log and against what disclosures tell.

use super::problem::{AuditProblem, ProofFault};
use super::record::Record;
use super::report::Findings;
use crate::ceremony::DrawParts;
use crate::commit::LeafHasher;
use crate::commit::document::{Disclosed, Disclosure, Proof, Proven, ProvenDrawn, ProvenEntry};
use crate::proof::{AnySeal, check_parsed};
use crate::roster::RecordKind;
use crate::say::Quoted;
use crate::standing::Standing;
use crate::types::digest::{Digest, HashAlgorithm};
use std::collections::BTreeMap;

/// Every proof holds, and nothing contradicts it. Gives the names of those whose announcement or seal is not in the log.
pub(super) fn proofs(record: &Record<'_, '_>, found: &mut Findings) -> Vec<String> {
    let links = record.named.values().flat_map(|shown| shown.document.chain());
    let mut told = Told::new(links);
    let mut proofs: Vec<_> = record.documents.proofs.iter().collect();
    proofs.sort_by_key(|(_, proof)| proof.result.as_ref().map(|result| result.seal));
    let mut unlogged = Vec::new();
    for (name, proof) in proofs {
        let file = Quoted::new(name);
        let problem = match proof_holds(record, proof) {
            Err(fault) => AuditProblem::ProofUnusable { file, fault },
            Ok(()) if is_unlogged(record, proof) => {
                // Anybody can make a seal of their own for a real announcement, and a proof against it.
                unlogged.push(name.clone());
                continue;
            }
            // It holds. So whatever a disclosure of this draw says otherwise, sound or not, is contradicted by it.
            Ok(()) => match told.otherwise(proof) {
                Some(record) => AuditProblem::ProofContradicted { file, record },
                None => continue,
            },
        };
        found.add(record.draw_about(proof.announcement), &[], problem);
    }
    unlogged
}

/// Whether a proof names an announcement, or a seal of it, that the log does not have.
fn is_unlogged(record: &Record<'_, '_>, proof: &Proof) -> bool {
    let Some(announced) = record.announcement(&proof.announcement) else {
        return true;
    };
    let places = announced.course.sealed.iter().chain(&announced.course.amended);
    let mut logged = places.filter_map(|place| record.document_of(*place));
    proof.result.as_ref().is_some_and(|result| !logged.any(|digest| digest == result.seal))
}

/// Whether a proof holds against the documents that it names.
fn proof_holds(record: &Record<'_, '_>, proof: &Proof) -> Result<(), ProofFault> {
    let documents = record.documents;
    let missing = |document| ProofFault::Missing { document };
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
    check_parsed(proof, announcement, seal.as_ref()).map_err(|error| ProofFault::Proves { error })
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
    fn new(all: impl Iterator<Item = &'a Disclosure>) -> Self {
        let mut links: BTreeMap<Digest, Vec<&'a Disclosure>> = BTreeMap::new();
        for link in all {
            links.entry(link.seal.announcement).or_default().push(link);
        }
        Self { links, seal: None, drawn: BTreeMap::new() }
    }

    /// The record of which one of them tells otherwise than a proof that holds.
    fn otherwise(&mut self, proof: &Proof) -> Option<Quoted> {
        let links = self.links.get(&proof.announcement).cloned().unwrap_or_default();
        links.into_iter().enumerate().find_map(|(place, link)| self.contradiction(place, link, proof))
    }

    fn contradiction(&mut self, place: usize, link: &Disclosure, proof: &Proof) -> Option<Quoted> {
        let index = usize::try_from(proof.record.index).ok()?;
        let (hash, inspectors) = (link.hash_algorithm(), &link.rosters.inspectors);
        let other = match &proof.record.record {
            Proven::Target(target) => {
                let other = differs(&link.first().rosters.targets, proof.record.index, target, hash);
                other.then(|| Quoted::new(&target.draw.id))
            }
            Proven::Inspector(inspector) => {
                let other = differs(inspectors, proof.record.index, inspector, hash);
                other.then(|| Quoted::new(&inspector.draw.id))
            }
        };
        let other = other.or_else(|| {
            let mut team = proof.inspectors.iter();
            let other = team.find(|one| differs(inspectors, one.index, &one.record, hash))?;
            Some(Quoted::new(&other.record.draw.id))
        });
        other.or_else(|| {
            let result = proof.result.as_ref()?;
            if self.seal.replace(result.seal) != Some(result.seal) {
                self.drawn.clear();
            }
            let drawn = self.drawn.entry(place).or_insert_with(|| drawn_at(link, &result.seal));
            let agrees = drawn.as_ref().is_some_and(|all| all.get(&index) == result.entry.drawn.as_ref());
            (!agrees).then(|| Quoted::new(&result.entry.id))
        })
    }
}

/// Whether the record at that place of a roster is another one.
fn differs<K: RecordKind<Draw: PartialEq>>(
    roster: &[Disclosed<K>],
    index: u64,
    record: &Disclosed<K>,
    hash: HashAlgorithm,
) -> bool {
    let there = usize::try_from(index).ok().and_then(|index| roster.get(index));
    let identity = |record: &Disclosed<K>| record.identity.hash(&mut LeafHasher::new(hash)).ok();
    there.is_none_or(|there| there.draw != record.draw || identity(there) != identity(record))
}

/// What was drawn by the result tree of a seal, as a disclosure has it.
fn drawn_at(link: &Disclosure, seal: &Digest) -> Option<DrawnByIndex> {
    let mut heads = std::iter::once(link.seal.digest().ok())
        .chain(link.amendments.iter().map(|amendment| amendment.seal.digest().ok()));
    let amendments = heads.position(|head| head.as_ref() == Some(seal))?;
    let owned = DrawParts::of_disclosure(link);
    let targets = owned.as_draws().targets;
    let standing = Standing::of_amended(link, targets, amendments).ok()?;
    let entries = standing.entries(&link.announcement.plan, targets).map(ProvenEntry::from);
    Some(entries.enumerate().filter_map(|(index, entry)| Some((index, entry.drawn?))).collect())
}
