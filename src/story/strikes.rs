//! From a list of strikes to the strikes of a draw: whoever it names is there, each reason was announced, and visits that
//! are completed stay as they are.

use super::{Story, Visit};
use crate::commit::document::{InspectorStrike, Strikes, TargetStrike};
use crate::fault::{Fault, Faults, Problem, Table};
use crate::roster::{ListedStrike, ToStrike};
use crate::say::{Every, Quoted};
use crate::types::date::Date;
use crate::types::digest::Digest;
use crate::types::id::TargetId;
use std::collections::BTreeMap;

impl Story<'_> {
    /// The strikes of a list, in its order, for [`Drawn::amend`](crate::Drawn::amend). `evidence` gives the digest of a file
    /// by what the list calls it. Visits that are completed by the date, as far as `completed` says so, are listed with the
    /// strikes, and keep their teams.
    ///
    /// # Errors
    /// Each entry that names a target or an inspector who is in no roster, gives a reason that the plan does not list, or
    /// names a file that `evidence` does not know; with its place in the list, from 1. That those who are named can be struck
    /// now is for [`Drawn::amend`](crate::Drawn::amend) to say.
    pub fn strikes(
        &self,
        date: Date,
        list: &[ListedStrike],
        evidence: impl Fn(&str) -> Option<Digest>,
        completed: &BTreeMap<TargetId, Date>,
    ) -> Result<Strikes, Faults> {
        let mut strikes = Strikes::of(date).visited(self.completed_by(date, completed));
        let mut faults = Faults::default();
        for (row, entry) in list.iter().enumerate() {
            let before = faults.as_slice().len();
            let mut fault = |field: &str, problem| {
                faults.push(Fault::new(Table::Strikes, Some(row), field, problem));
            };
            self.check_entry(entry, &mut fault);
            let Some(digest) = evidence(&entry.evidence) else {
                fault("evidence", Problem::NoEvidence { found: Quoted::start(&entry.evidence) });
                continue;
            };
            if faults.as_slice().len() > before {
                continue;
            }
            match &entry.who {
                ToStrike::Target(id) => {
                    strikes.targets.push(TargetStrike::new(id.clone(), &entry.reason, digest));
                }
                ToStrike::Inspector(id, target) => {
                    let mut strike = InspectorStrike::new(id.clone(), &entry.reason, digest);
                    strike.target.clone_from(target);
                    strikes.inspectors.push(strike);
                }
            }
        }
        faults.into_result(strikes)
    }

    fn check_entry(&self, entry: &ListedStrike, fault: &mut impl FnMut(&str, Problem)) {
        let rules = &self.plan().amendments;
        let (reasons, (field, target)) = match &entry.who {
            ToStrike::Target(id) => (&rules.target_reasons, ("id", Some(id))),
            ToStrike::Inspector(id, target) => {
                if self.inspector(id).is_none() {
                    fault("id", Problem::UnknownInspector { found: Quoted::new(id) });
                }
                (&rules.inspector_reasons, ("target", target.as_ref()))
            }
        };
        if let Some(id) = target.filter(|id| self.target(id.as_str()).is_none()) {
            fault(field, Problem::UnknownTarget { found: Quoted::new(id) });
        }
        if !reasons.contains(&entry.reason) {
            let reasons = reasons.iter().map(Quoted::new).collect::<Every<Quoted>>();
            let found = Quoted::start(&entry.reason);
            fault("reason", Problem::ReasonNotAnnounced { found, reasons });
        }
    }

    /// The visits that were completed by a date, and that no amendment before lists.
    fn completed_by(&self, date: Date, completed: &BTreeMap<TargetId, Date>) -> Vec<TargetId> {
        let open = self.visits().iter().filter(|visit| visit.visited.is_none()).map(Visit::id);
        open.filter(|id| completed.get(*id).is_some_and(|day| *day <= date)).cloned().collect()
    }
}
