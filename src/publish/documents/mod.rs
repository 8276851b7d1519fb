//! The documents, each made of what the draw and the reports say.

mod announced;
mod disclosed;
mod penalties;
mod reported;

pub use announced::{Listing, Validity, announcement, item_list};
pub use disclosed::{rosters, situation};
pub use penalties::penalties;
pub use reported::outcomes;

use super::cell::{Cell, Share};
use super::page::Bound;
use crate::announce::{OwnedDraws, Standing};
use crate::commit::canonical::FormError;
use crate::commit::document::{Disclosed, Disclosure};
use crate::plan::Plan;
use crate::roster::target;

/// What binds a document to a disclosed draw.
fn bound_to(disclosure: &Disclosure) -> Result<Vec<Bound>, FormError> {
    Ok(vec![Bound {
        announcement: disclosure.announcement.digest()?,
        draw: disclosure.announcement.plan.draw.clone(),
        head: Some(disclosure.head),
    }])
}

fn authorities(plan: &Plan) -> Cell<'_> {
    Cell::Texts(plan.authorities.iter().map(|authority| authority.name.as_str().into()).collect())
}

fn count(number: usize) -> Cell<'static> {
    Cell::Count(number as u64)
}

fn share(part: usize, of: usize) -> Cell<'static> {
    Cell::Share(Share { part: part as u64, of: of as u64 })
}

/// Name and credit code of a target, if they are not withheld by law.
fn name_and_code(record: &Disclosed<target::Marker>) -> [Cell<'_>; 2] {
    match record.identity.shown() {
        Some(identity) => {
            let code = identity.credit_code.as_deref();
            [Cell::text(identity.name.as_str()), Cell::maybe(code, Cell::code)]
        }
        None => [Cell::Nothing, Cell::Nothing],
    }
}

/// How a disclosed draw stands at its head. One that does not recompute stands in no way.
fn standing(disclosure: &Disclosure) -> Standing {
    let owned = OwnedDraws::of_disclosure(disclosure);
    Standing::of_chain(disclosure, owned.as_draws().targets).unwrap_or_default()
}
