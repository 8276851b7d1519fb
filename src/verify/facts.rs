//! Finds what a reader should know of a ceremony.

use super::fact::{Fact, StruckFrom};
use super::result::Beside;
use super::verifier::Verifier;
use crate::commit::document::{Amendment, Disclosure};
use crate::say::{Listed, Quoted};

impl Verifier<'_> {
    /// What a reader should know of a ceremony.
    pub(super) fn note(&mut self, link: &Disclosure, beside: &Beside) {
        let plan = &link.announcement.plan;
        for (seat, pool) in beside.pools.iter().filter(|(_, pool)| *pool < plan.small_pool()) {
            self.find(Fact::SmallPool { seat: seat.clone(), pool: *pool });
        }
        if let Some(reason) = &plan.few_outcomes_reason {
            self.find(Fact::FewOutcomes { reason: Quoted::new(reason) });
        }
        if let Some(reason) = &plan.visits_reason {
            self.find(Fact::VisitsOutside { reason: Quoted::new(reason) });
        }
        if let Some(reason) = &plan.few_officers_reason {
            self.find(Fact::FewOfficers { reason: Quoted::new(reason) });
        }
        for entry in &plan.overrides {
            self.find(Fact::Overridden {
                target: entry.target.clone(),
                reason: Quoted::new(&entry.reason),
                approver: Quoted::new(&entry.approver),
            });
        }
        for stratum in link.announcement.strata.iter().filter(|s| s.carried > 0 && link.selection.is_none()) {
            self.find(Fact::Carried { stratum: Quoted::new(&stratum.name), count: stratum.carried });
        }
        for used in link.seal.values.iter().filter(|used| used.source > 0) {
            let reason = Quoted::new(used.reason.as_deref().unwrap_or_default());
            self.find(Fact::Fallback { name: used.name.clone().into(), reason });
        }
        for (occasion, shortage) in &beside.shortages {
            self.find(Fact::Shortage { occasion: occasion.clone(), short: shortage.short.len() });
            self.find(Fact::ShortageCore {
                occasion: occasion.clone(),
                count: shortage.seats.len(),
                seats: Listed(shortage.seats.clone()),
                people: shortage.inspectors.len(),
                inspectors: Listed(shortage.inspectors.clone()),
            });
        }
        for changed in &plan.changed_rules {
            self.find(Fact::ChangedRule {
                rule: changed.rule,
                reason: Quoted::new(&changed.reason),
                date: changed.date,
            });
        }
        if !link.rosters.changes.is_empty() {
            self.find(Fact::Changes { count: link.rosters.changes.len() });
        }
        for amendment in &link.amendments {
            self.note_amendment(amendment);
        }
    }

    fn note_amendment(&mut self, amendment: &Amendment) {
        let Amendment { strikes, outcome, .. } = amendment;
        let date = strikes.date;
        for strike in &strikes.targets {
            let place = outcome.replaced.iter().find(|replaced| replaced.target == strike.target);
            self.find(Fact::TargetStruck {
                target: strike.target.clone(),
                date,
                reason: Quoted::new(&strike.reason),
                alternate: place.and_then(|replaced| replaced.alternate.clone()),
            });
        }
        for strike in &strikes.inspectors {
            let from = strike.target.clone().map_or(StruckFrom::All, |target| StruckFrom::Target { target });
            self.find(Fact::InspectorStruck {
                inspector: strike.inspector.clone(),
                from,
                date,
                reason: Quoted::new(&strike.reason),
            });
        }
    }
}
