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
use crate::draw::staffing::{Budget, Case, Decks, Shortage, staff};
use crate::draw::{Drawn, Work, shortage_of};
use crate::standing::Standing;
use crate::types::date::Date;
use std::fmt;
use zeroize::Zeroizing;

impl Drawn {
    /// Amends the result (PROTOCOL.md §15). The strikes may come in any order. Their date is later than that of the amendment
    /// before, and not before the day on which the last value closed. Gives the amendment, whose seal is to be published at
    /// once. A seat that nobody can take stays open, which is no error: see [`Drawn::shortage`].
    ///
    /// # Errors
    /// [`AmendError::Faults`] when a strike breaks the announced rules: its date is too early, it names what does not stand or
    /// a visit that is completed, it gives a reason that the plan does not list, or there are more strikes of a stratum or a
    /// seat than the plan allows. [`AmendError::WorkLimit`] when staffing passes its bound. The result stays as it was.
    pub fn amend(&mut self, strikes: Strikes) -> Result<Amended, AmendError> {
        self.amend_with(strikes, &mut Work::new())
    }

    /// Amends as [`Drawn::amend`] does, with a bound on the work, and tells how far it has come.
    ///
    /// # Errors
    /// As [`Drawn::amend`]; [`AmendError::Stopped`] when the bound was passed or whoever watches ended it.
    pub fn amend_with(&mut self, strikes: Strikes, work: &mut Work<'_>) -> Result<Amended, AmendError> {
        let amended = self.amended(strikes, work)?;
        self.add(&amended)?;
        Ok(amended)
    }

    /// Adds an amendment that was made before, as [`Drawn::amend`] gave it. Stored amendments are added in the order of their
    /// numbers to the result as [`draw`](crate::draw()) gave it.
    ///
    /// # Errors
    /// [`AmendError::Changed`] when it is not the result of its strikes; otherwise as [`Drawn::amend`]. The result stays as it
    /// was.
    pub fn with_amendment(&mut self, amended: &Amended) -> Result<(), AmendError> {
        let again = self.amended(amended.amendment.strikes.clone(), &mut Work::new())?;
        if again == *amended { Ok(self.add(amended)?) } else { Err(AmendError::Changed) }
    }

    fn amended(&self, strikes: Strikes, work: &mut Work<'_>) -> Result<Amended, AmendError> {
        let owned = DrawParts::of_disclosure(&self.disclosure);
        let mut amending =
            Amending::new(&self.disclosure, owned.as_draws(), self.disclosure.amendments.len())?;
        let strikes = amending.in_order(strikes);
        let amendment = amending.amendment(&strikes, self.disclosure.head, work)?;
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

    /// The amendments so far, earliest first.
    pub fn amendments(&self) -> impl ExactSizeIterator<Item = Amended> + '_ {
        self.disclosure.amendments.iter().map(|amendment| Amended { amendment: amendment.clone() })
    }
}

/// An amendment: its seal is public at once, strikes and outcome are private until the disclosure.
///
/// ```
/// use dual_random::{Amended, Strikes};
/// # mod shared { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/shared/mod.rs")); }
/// # let (_, mut drawn) = shared::drawn()?;
/// # let target = drawn.story()?.visits()[0].id().clone();
/// # let strike = dual_random::TargetStrike::new(target, "已关闭", dual_random::Digest::of_file(b"a photograph"));
///
/// let amended = drawn.amend(Strikes::of("2026-10-20".parse()?).targets([strike]))?;
/// let public = amended.seal().to_bytes()?;
/// let private = amended.reveal()?;
/// assert_eq!(Amended::from_bytes(&private)?, amended);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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
    /// When the bytes are not an amendment in canonical form of at most 8 GiB.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, FormError> {
        Amendment::from_bytes(bytes).map(|amendment| Self { amendment })
    }
}

/// Why seats of a ceremony stayed open.
fn shortage(link: &Disclosure) -> Result<Option<Shortage>, AmendError> {
    let plan = &link.announcement.plan;
    let Some(key) = link.result.deck_key else {
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
    let staffed =
        staff(&case, Decks { hash: link.hash_algorithm(), key }, Budget::CEREMONY, &mut Work::new())?;
    Ok(shortage_of(&case, &staffed))
}
