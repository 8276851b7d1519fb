//! Amendments of what was drawn. Like the result they are private until the disclosure, but for their seals.
//!
//! ```compile_fail
//! fn write(amended: &dual_random::Amended) -> String {
//!     serde_json::to_string(amended).unwrap()
//! }
//! ```

use super::amending::{AmendError, Amending};
use crate::ceremony::DrawParts;
use crate::commit::canonical::FormError;
use crate::commit::document::{Amendment, AmendmentSeal, Disclosure, SeatResult, Strikes};
use crate::draw::staffing::{Budget, Case, Shortage, staff};
use crate::draw::{Drawn, Work, shortage_of};
use crate::standing::Standing;
use crate::types::date::Date;
use std::fmt;
use zeroize::Zeroizing;

impl Drawn {
    /// Amends the result. The strikes are put in their order; their date is later than that of the amendment before.
    /// Gives the amendment, whose seal is to be published at once.
    ///
    /// # Errors
    /// When a strike breaks the announced rules: names what does not stand or a visit that is completed, gives a reason
    /// that the plan does not list, passes a limit. The result stays as it was.
    pub fn amend(&mut self, strikes: Strikes) -> Result<Amended, AmendError> {
        let amended = self.amended(strikes)?;
        self.add(&amended)?;
        Ok(amended)
    }

    /// Adds an amendment that was made before, as [`Drawn::amend`] gave it.
    ///
    /// # Errors
    /// When it is not the result of its strikes. The result stays as it was.
    pub fn with_amendment(&mut self, amended: &Amended) -> Result<(), AmendError> {
        let again = self.amended(amended.amendment.strikes.clone())?;
        if again == *amended { Ok(self.add(amended)?) } else { Err(AmendError::Changed) }
    }

    fn amended(&self, strikes: Strikes) -> Result<Amended, AmendError> {
        let owned = DrawParts::of_disclosure(&self.disclosure);
        let mut amending =
            Amending::new(&self.disclosure, owned.as_draws(), self.disclosure.amendments.len())?;
        let strikes = amending.in_order(strikes);
        let amendment = amending.amendment(&strikes, self.disclosure.head, &mut Work::new())?;
        Ok(Amended { amendment })
    }

    fn add(&mut self, amended: &Amended) -> Result<(), FormError> {
        self.disclosure.head = amended.amendment.seal.digest()?;
        self.disclosure.amendments.push(amended.amendment.clone());
        Ok(())
    }

    /// Why seats stay open that the last amendment was to fill, or the draw itself where it was not amended.
    ///
    /// # Errors
    /// When the result does not fit together, or the work passes its bound.
    pub fn shortage(&self) -> Result<Option<Shortage>, AmendError> {
        let link = &self.disclosure;
        let teams = link.amendments.last().map_or(&link.result.teams, |last| &last.outcome.teams);
        if !teams.iter().flat_map(|team| &team.seats).any(SeatResult::is_short) {
            return Ok(None);
        }
        let Some((last, before)) = link.amendments.split_last() else {
            return shortage(link);
        };
        let owned = DrawParts::of_disclosure(link);
        let mut amending = Amending::new(link, owned.as_draws(), before.len())?;
        amending.amendment(&last.strikes, last.seal.previous, &mut Work::new())?;
        Ok(amending.shortage)
    }

    /// The amendments so far.
    pub fn amendments(&self) -> impl ExactSizeIterator<Item = Amended> + '_ {
        self.disclosure.amendments.iter().map(|amendment| Amended { amendment: amendment.clone() })
    }
}

/// An amendment: its seal is public at once, strikes and outcome are private until the disclosure.
#[derive(Clone, PartialEq, Eq)]
pub struct Amended {
    amendment: Amendment,
}

impl fmt::Debug for Amended {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.amendment, f)
    }
}

impl Amended {
    /// The seal, which is public.
    pub fn seal(&self) -> &AmendmentSeal {
        &self.amendment.seal
    }

    /// The date of its strikes.
    pub fn date(&self) -> Date {
        self.amendment.strikes.date
    }

    /// Its strikes, in their order.
    pub fn strikes(&self) -> &Strikes {
        &self.amendment.strikes
    }

    /// The amendment as bytes, private until the disclosure: for a file that nobody else reads.
    ///
    /// # Errors
    /// When a text holds a character that the profile refuses.
    pub fn reveal(&self) -> Result<Zeroizing<Vec<u8>>, FormError> {
        self.amendment.to_bytes().map(Zeroizing::new)
    }

    /// Reads what [`Amended::reveal`] wrote.
    ///
    /// # Errors
    /// When the bytes are not an amendment.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, FormError> {
        Amendment::from_bytes(bytes).map(|amendment| Self { amendment })
    }
}

/// Why seats of a ceremony stayed open.
fn shortage(link: &Disclosure) -> Result<Option<Shortage>, AmendError> {
    let plan = &link.announcement.plan;
    let Some(deck_key) = link.result.deck_key else {
        return Ok(None);
    };
    let owned = DrawParts::of_disclosure(link);
    let draws = owned.as_draws();
    let standing = match link.selection.as_deref() {
        Some(before) => Standing::of_chain(before, draws.targets)?,
        None => Standing::of_selection(plan, draws.targets, &link.result.strata)?,
    };
    let served: Vec<_> = standing.drawn.iter().map(|d| (d.target, d.seats.clone())).collect();
    let draws = draws.after(&standing.struck_inspectors);
    let case = Case { plan, draws, served: &served, refill: None };
    let staffed = staff(&case, &deck_key, Budget::CEREMONY, &mut Work::new())?;
    Ok(shortage_of(&case, &staffed))
}
