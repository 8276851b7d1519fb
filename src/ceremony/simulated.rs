//! A draft as draws are simulated with it.

use super::draft::Draft;
use super::prepared::{DrawParts, Prepared};
use crate::commit::document::OpeningParts;
use crate::fault::Faults;
use crate::plan::{Ceremony, Workload};

impl Draft {
    /// The same draft with teams for whomever is drawn.
    ///
    /// # Errors
    /// When plan and rosters pass a limit that only teams have.
    pub(crate) fn for_simulation(mut self) -> Result<Self, Faults> {
        if self.plan.ceremony != Ceremony::Selection {
            return Ok(self);
        }
        self.plan.ceremony = Ceremony::Both;
        let draws = DrawParts::of_opening(&self.parts);
        let selection = self.parts.selection.as_deref();
        let prepared = Prepared::new(&self.plan, draws.as_draws(), selection)?;
        drop(draws);
        Ok(Self { prepared, ..self })
    }

    /// Its rosters, and the ceremony before.
    pub(crate) fn parts(&self) -> &OpeningParts {
        &self.parts
    }

    /// What plan and rosters come to.
    pub(crate) fn prepared(&self) -> &Prepared {
        &self.prepared
    }

    /// How many visits all inspectors together can make.
    pub fn capacity(&self) -> u64 {
        let own = self.parts.rosters.inspectors.iter().map(|record| record.draw.max_visits.get());
        let most = |own: u32| match self.plan.workload {
            Workload::Common(cap) => own.min(cap),
            Workload::Own | Workload::Balanced => own,
        };
        own.map(|own| u64::from(most(own))).sum()
    }
}
