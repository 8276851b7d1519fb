//! Everything from the seed to the seal, and the amendments after it.

use super::checked::Checked;
use super::difference::difference_of_results;
use super::fact::Occasion;
use super::failure::Failure;
use super::verifier::Verifier;
use crate::amend::{AmendError, Amending};
use crate::ceremony::Prepared;
use crate::commit::canonical::FormError;
use crate::commit::document::Disclosure;
use crate::commit::secret::SeedSecret;
use crate::draw::seed::Seed;
use crate::draw::staffing::{Place, Shortage};
use crate::draw::{DrawError, Inputs, Work, check_values, compute, seal_of};
use crate::rules::Draws;
use crate::types::digest::Digest;

/// What follows from a ceremony beside its documents.
#[derive(Default)]
pub(super) struct Beside {
    /// The seats that it drew, with the sizes of their eligible pools.
    pub(super) pools: Vec<(Place, u32)>,
    /// Why seats stayed open.
    pub(super) shortages: Vec<(Occasion, Shortage)>,
}

impl Verifier<'_> {
    /// Everything from the seed to the seal.
    pub(super) fn result(
        &mut self,
        link: &Disclosure,
        draws: Draws<'_>,
        prepared: &Prepared,
        announcement: Digest,
        work: &mut Work<'_>,
    ) -> Result<Beside, FormError> {
        let plan = &link.announcement.plan;
        let shown: Vec<Option<Digest>> = link.secrets.iter().copied().map(Some).collect();
        self.secrets(link.opened(), &shown);
        let secrets: Vec<SeedSecret> =
            link.secrets.iter().map(|secret| SeedSecret::from_bytes(*secret.as_bytes())).collect();
        let values = match check_values(plan, &link.seal.values) {
            Ok(values) => values,
            Err(error) => {
                self.fail(Checked::Values, error);
                self.skip(Checked::Result);
                return Ok(Beside::default());
            }
        };
        self.hold(Checked::Values);
        let seed = Seed::new(link.hash_algorithm(), &announcement, &secrets, &values);
        let first = link.selection.as_deref().map(Disclosure::first);
        let inputs = Inputs { plan, draws, prepared, seed, first };
        let computed = match compute(&inputs, work) {
            Ok(computed) => computed,
            Err(DrawError::Stopped { why }) => {
                self.stop(why);
                return Ok(Beside::default());
            }
            Err(error @ DrawError::WorkLimit) => {
                self.unusable(error);
                return Ok(Beside::default());
            }
            Err(error) => {
                self.fail(Checked::Result, error);
                return Ok(Beside::default());
            }
        };
        self.unless(Checked::Result, difference_of_results(&computed.result, &link.result));
        let salts = link.salts();
        let seal = seal_of(&inputs, &computed, announcement, &salts, &link.seal.values)?;
        self.same(Checked::Seal, &seal, &link.seal);
        let shortages = computed.shortage.map(|shortage| (Occasion::Draw, shortage)).into_iter().collect();
        let mut beside = Beside { pools: computed.pools, shortages };
        if seal == link.seal && computed.result == link.result {
            self.amendments(link, draws, &mut beside, work)?;
        } else {
            self.skip(Checked::Amendments);
        }
        Ok(beside)
    }

    /// The amendments one after the other, each from what was recomputed before it.
    fn amendments(
        &mut self,
        link: &Disclosure,
        draws: Draws<'_>,
        beside: &mut Beside,
        work: &mut Work<'_>,
    ) -> Result<(), FormError> {
        let mut head = link.seal.digest()?;
        if link.amendments.is_empty() {
            self.same(Checked::Head, &head, &link.head);
            return Ok(());
        }
        let mut amending = match Amending::new(link, draws, 0) {
            Ok(amending) => amending,
            Err(error) => {
                self.fail(Checked::Amendments, AmendError::from(error));
                return Ok(());
            }
        };
        for (number, amendment) in (1..).zip(&link.amendments) {
            let checked = Checked::Amendment { number };
            match amending.amendment(&amendment.strikes, head, work) {
                Ok(again) => {
                    self.same(checked, &again, amendment);
                    if again != *amendment {
                        return Ok(());
                    }
                    let occasion = Occasion::Amendment { date: amendment.strikes.date };
                    beside.shortages.extend(amending.shortage.take().map(|shortage| (occasion, shortage)));
                }
                Err(AmendError::Stopped { why }) => {
                    self.stop(why);
                    return Ok(());
                }
                Err(error @ AmendError::WorkLimit) => {
                    self.unusable(error);
                    return Ok(());
                }
                Err(error) => {
                    self.fail(checked, Failure::from(error));
                    return Ok(());
                }
            }
            head = amendment.seal.digest()?;
        }
        self.same(Checked::Head, &head, &link.head);
        Ok(())
    }
}
