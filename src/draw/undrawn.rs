//! What an announcement bound, shown where it ended without a draw; and what would have been drawn (PROTOCOL.md §20.2).

use super::ceremony::{DrawError, Inputs, check_opening, check_values, compute};
use super::drawn::personal_numbers;
use super::seed::Seed;
use super::work::Work;
use crate::ceremony::{DrawParts, Prepared};
use crate::commit::Grounds;
use crate::commit::document::{Announcement, Disclosure, DrawResult, Opening, Undrawn, UsedValue};
use crate::commit::secret::SeedSecret;
use crate::plan::Plan;
use crate::types::digest::Digest;

/// What to publish of an announcement that ends without a draw (PROTOCOL.md §20.2): what a disclosure shows, with the same
/// withholding, and no result. The other authorities give their seed secrets, in any order; those that do not are missing in it.
///
/// ```
/// use dual_random::record::Entry;
/// use dual_random::Void;
/// use dual_random::{Grounds, undrawn};
/// # mod shared { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/shared/mod.rs")); }
/// # let announced = shared::announced()?;
///
/// let shown = undrawn(&announced.announcement, &announced.opening, &[], &Grounds::none())?;
/// let at = "2026-10-09T09:00:00+08:00".parse()?;
/// let hash = announced.announcement.hash_algorithm();
/// let void = Void::new(hash, announced.announcement.digest(), at, "名录有误", shown.ended(vec![])?);
/// let line = Entry::voided(&announced.announcement, &void)?; // for the log
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// When announcement and opening do not agree to the last byte, a secret is none of those that the plan committed, or a
/// text that it would show holds a personal number.
pub fn undrawn(
    announcement: &Announcement,
    opening: &Opening,
    partner_secrets: &[SeedSecret],
    grounds: &Grounds,
) -> Result<Undrawn, DrawError> {
    check_opening(announcement, opening)?;
    let hash = announcement.hash_algorithm();
    let mut secrets = vec![Some(opening.master.seed_secret(hash).to_digest())];
    for commitment in partners(&announcement.plan) {
        let given = partner_secrets.iter().find(|secret| secret.commitment(hash) == commitment);
        secrets.push(given.map(SeedSecret::to_digest));
    }
    if secrets.iter().skip(1).flatten().count() != partner_secrets.len() {
        return Err(DrawError::PartnerSecrets { expected: partners(&announcement.plan).count() });
    }
    let mut rosters = opening.parts.rosters.shown(&opening.master.identity_key(hash));
    rosters.withhold(hash, grounds)?;
    let selection = opening.parts.selection.as_deref().cloned().map(|before| before.withhold(grounds));
    let undrawn = Undrawn {
        announcement: announcement.clone(),
        protocol: announcement.protocol,
        rosters,
        salt_key: opening.master.salt_key(hash).to_digest(),
        secrets,
        selection: selection.transpose()?.map(Box::new),
        document_type: Default::default(),
    };
    let chain = undrawn.selection.iter().flat_map(|before| before.chain());
    let mut faults = personal_numbers(undrawn.opened(), &[]);
    chain.for_each(|link| faults.append(personal_numbers(link.opened(), &link.seal.values)));
    Ok(faults.into_result(undrawn)?)
}

/// The commitments of the other authorities, in the order of the plan.
fn partners(plan: &Plan) -> impl Iterator<Item = Digest> + '_ {
    plan.authorities.iter().filter_map(|authority| authority.commitment)
}

/// What would have been drawn from these values, which stand in the order of the plan: for whoever wants to know what an
/// end without a draw threw away. The undrawn is one that [`verify_undrawn`](crate::verify_undrawn) found consistent.
///
/// ```
/// use dual_random::{Grounds, Id, UsedValue, undrawn, would_draw};
/// # mod shared { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/shared/mod.rs")); }
/// # let numbers = shared::NUMBERS;
/// # let announced = shared::announced()?;
/// # let shown = undrawn(&announced.announcement, &announced.opening, &[], &Grounds::none())?;
///
/// // What the drawing of the evening would have given.
/// let result = would_draw(&shown, &[UsedValue::main(Id::new("kl8")?, numbers)])?;
/// for stratum in &result.strata {
///     println!("{}: {} targets", stratum.name, stratum.drawn.len());
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// When a secret is missing, the values are not in their announced form, or the work passes the verifier's bound.
pub fn would_draw(undrawn: &Undrawn, values: &[UsedValue]) -> Result<DrawResult, DrawError> {
    let Undrawn { announcement, selection, .. } = undrawn;
    let plan = &announcement.plan;
    let secrets =
        undrawn.secrets.iter().map(|secret| Some(SeedSecret::from_bytes(*secret.as_ref()?.as_bytes())));
    let secrets: Option<Vec<SeedSecret>> = secrets.collect();
    let expected = partners(plan).count();
    let whole = secrets.filter(|secrets| secrets.len() == expected + 1);
    let secrets = whole.ok_or(DrawError::PartnerSecrets { expected })?;
    let owned = DrawParts::of_opened(undrawn.opened());
    let draws = owned.as_draws();
    let prepared = Prepared::new(plan, draws, selection.as_deref())?;
    let hash = announcement.hash_algorithm();
    let values = check_values(plan, values)?;
    let seed = Seed::new(hash, &announcement.digest()?, &secrets, &values);
    let first = selection.as_deref().map(Disclosure::first);
    let inputs = Inputs { plan, draws, prepared: &prepared, seed, first };
    Ok(compute(&inputs, &mut Work::new())?.result)
}
