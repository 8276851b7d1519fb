//! What a ceremony's announcement bound: the ceremony before it, rosters, rules, numbers and secrets.

use super::checked::{AnnouncedNumber, Checked};
use super::failure::{Content, Failure};
use super::report::Warned;
use super::verifier::Verifier;
use crate::ceremony::Prepared;
use crate::commit::canonical::FormError;
use crate::commit::document::{Disclosed, Opened, TreeHead};
use crate::commit::merkle::TreeBuilder;
use crate::commit::secret::{SaltKey, SeedSecret};
use crate::fault::{FaultCode, Faults, Table};
use crate::roster::RecordKind;
use crate::rules::{Draws, counted, identity_faults, identity_notes, merge_notes};
use crate::types::digest::Digest;

impl Verifier<'_> {
    /// The ceremony before, rosters, rules and numbers. Nothing comes of it where a rule is broken.
    pub(super) fn announced(
        &mut self,
        opened: Opened<'_>,
        draws: Draws<'_>,
    ) -> Result<Option<Prepared>, FormError> {
        let announcement = opened.announcement;
        let before = match opened.selection {
            None => None,
            Some(before) => Some((before.announcement.digest()?, before.head)),
        };
        let named = announcement.selection.map(|names| (names.announcement, names.head));
        let ceremony = |ceremony: Option<(Digest, Digest)>| {
            ceremony.map_or(Content::Nothing, |(announcement, head)| Content::Ceremony { announcement, head })
        };
        let failure = (before != named)
            .then(|| Failure::Differs { expected: ceremony(before), found: ceremony(named) });
        self.unless(Checked::NamesSelection, failure);
        self.rosters(opened)?;

        self.broken_rules(shown_faults(opened));
        let strata = Checked::Numbers { number: AnnouncedNumber::Strata };
        let prepared = match Prepared::new(&announcement.plan, draws, opened.selection) {
            Ok(prepared) => prepared,
            Err(faults) => {
                self.broken_rules(faults);
                self.skip(strata);
                return Ok(None);
            }
        };
        self.hold(Checked::Rules);
        self.same(strata, &prepared.strata, &announcement.strata);
        let exempt = Checked::Numbers { number: AnnouncedNumber::Exempt };
        self.same(exempt, &prepared.exempt, &announcement.exempt);
        let subject = Checked::Numbers { number: AnnouncedNumber::Subject };
        self.same(subject, &prepared.subject, &announcement.subject);
        self.warn(opened, &prepared);
        Ok(Some(prepared))
    }

    fn broken_rules(&mut self, faults: Faults) {
        for fault in faults {
            let over_limit = matches!(fault.code(), FaultCode::TooMany | FaultCode::ChainTooLong);
            let failure = Failure::Fault { fault };
            if over_limit {
                self.unusable(failure);
            } else {
                self.fail(Checked::Rules, failure);
            }
        }
    }

    /// The four rosters against their roots.
    fn rosters(&mut self, opened: Opened<'_>) -> Result<(), FormError> {
        let salts = SaltKey::new(opened.announcement.hash_algorithm(), *opened.salt_key.as_bytes());
        let (announced, shown) = (&opened.announcement.rosters, opened.rosters);
        match opened.selection {
            None => self.roster(Table::Targets, &shown.targets, &salts, announced.targets)?,
            Some(before) => {
                let targets = Checked::RosterCommitted { roster: Table::Targets };
                let before = before.announcement.rosters.targets;
                self.same(targets.clone(), &before, &announced.targets);
                self.same(targets, &0, &shown.targets.len());
            }
        }
        self.roster(Table::Inspectors, &shown.inspectors, &salts, announced.inspectors)?;
        self.roster(Table::Recusals, &shown.recusals, &salts, announced.recusals)?;
        self.roster(Table::Changes, &shown.changes, &salts, announced.changes)
    }

    fn roster<K: RecordKind>(
        &mut self,
        roster: Table,
        records: &[Disclosed<K>],
        salts: &SaltKey,
        announced: TreeHead,
    ) -> Result<(), FormError> {
        let (hash, salts) = (salts.hash_algorithm(), salts.salts(K::TREE));
        let tree =
            TreeBuilder::of(hash, records, |hasher, index, record| record.leaf(&salts.of(index), hasher))?;
        let withheld = records.iter().filter(|record| record.identity.shown().is_none()).count() as u64;
        let found = TreeHead { count: tree.count(), root: tree.root() };
        self.same(Checked::RosterCommitted { roster }, &announced, &found);
        if withheld > 0 {
            self.for_you(Checked::Withheld { roster, count: withheld });
        }
        Ok(())
    }

    /// What is odd, counted from what is shown.
    fn warn(&mut self, opened: Opened<'_>, prepared: &Prepared) {
        let rosters = opened.rosters;
        let targets = rosters.targets.iter();
        let targets = targets.filter_map(|record| Some((&record.draw.id, record.identity.shown()?)));
        let people = rosters.inspectors.iter();
        let people = people.filter_map(|record| Some((&record.draw.id, record.identity.shown()?)));
        let notes = merge_notes(identity_notes(targets, people), prepared.notes.clone());
        let draw = &opened.announcement.plan.draw;
        let warned = counted(&notes).into_iter().map(|warning| Warned { draw: draw.clone(), warning });
        self.warnings.extend(warned);
    }

    /// The secrets are those that were committed, and no commitment was there before. One that is missing says nothing.
    pub(super) fn secrets(&mut self, opened: Opened<'_>, secrets: &[Option<Digest>]) {
        let (plan, lead) = (&opened.announcement.plan, opened.announcement.commitment);
        let partners = plan.authorities.iter().skip(1).filter_map(|authority| authority.commitment);
        let committed: Vec<Digest> = std::iter::once(lead).chain(partners).collect();
        let hash = opened.announcement.hash_algorithm();
        let commitment = |secret: &Digest| SeedSecret::from_bytes(*secret.as_bytes()).commitment(hash);
        let given = |place: usize| match secrets.get(place)? {
            Some(secret) => Some(commitment(secret)),
            // Only another authority's secret can be missing.
            None if place > 0 => committed.get(place).copied(),
            None => None,
        };
        // A secret without a commitment differs, even one that is missing.
        let same = |place: usize| {
            committed.get(place).copied() == given(place) && place < committed.len().min(secrets.len())
        };
        let differs = (0..committed.len().max(secrets.len())).find(|place| !same(*place));
        let failure = differs.map(|place| Failure::SecretDiffers {
            number: place + 1,
            expected: Content::digest(committed.get(place).copied()),
            found: Content::digest(given(place)),
        });
        self.unless(Checked::Secrets, failure);
        let mut others = opened.earlier_commitments().chain(plan.commitments());
        let reused = others.any(|other| other == lead);
        let failure = reused.then_some(Failure::SecretReused { commitment: lead });
        self.unless(Checked::FreshSecret, failure);
    }
}

/// Faults of the identity parts that are shown.
fn shown_faults(opened: Opened<'_>) -> Faults {
    let targets = opened.rosters.targets.iter().enumerate();
    let shown = targets.filter_map(|(row, target)| target.identity.shown().map(|identity| (row, identity)));
    identity_faults(&opened.announcement.plan, shown)
}
