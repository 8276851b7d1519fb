//! A draft as draws are simulated with it: the same rosters and rules, and chance from one made-up value.

use super::draft::Draft;
use super::prepared::{DrawParts, Prepared};
use crate::fault::Faults;
use crate::plan::{Ceremony, ValueKind};

impl Draft {
    /// The same draft with one value of 32 bytes and one secret, and teams for whomever is drawn.
    ///
    /// # Errors
    /// When plan and rosters pass a limit that only teams have.
    pub(crate) fn for_simulation(mut self) -> Result<Self, Faults> {
        let plan = &mut self.plan;
        if plan.ceremony == Ceremony::Selection {
            plan.ceremony = Ceremony::Both;
        }
        plan.values.truncate(1);
        for public in &mut plan.values {
            public.source.kind = ValueKind::Hex { bytes: 32 };
            public.fallbacks.clear();
        }
        plan.authorities.iter_mut().for_each(|authority| authority.commitment = None);
        let draws = DrawParts::of_opening(&self.parts);
        let selection = self.parts.selection.as_deref();
        let prepared = Prepared::new(&self.plan, draws.as_draws(), selection)?;
        drop(draws);
        Ok(Self { prepared, ..self })
    }

    /// How many visits all inspectors together can make.
    pub fn capacity(&self) -> u64 {
        self.parts.rosters.inspectors.iter().map(|record| u64::from(record.draw.max_visits.get())).sum()
    }
}
