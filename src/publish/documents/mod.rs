//! The documents, each made of what the draw and the reports say.

mod announced;
mod disclosed;
mod penalties;
mod reported;
mod task;

pub use announced::{Listing, Validity, announcement, item_list};
pub use disclosed::{rosters, situation};
pub use penalties::penalties;
pub use reported::outcomes;
pub use task::{amended_task_sheets, task_sheets};

use super::cell::{Cell, Share};
use super::page::{Bound, Rows};
use super::screen::PublishError;
use crate::announce::{DrawnTarget, Standing};
use crate::basics::id::TargetId;
use crate::commit::canonical::FormError;
use crate::commit::document::{Announcement, Disclosed, Disclosure};
use crate::plan::Plan;
use crate::roster::target;

/// What binds a document to a disclosed draw.
fn bound_to(disclosure: &Disclosure) -> Result<Vec<Bound>, FormError> {
    Ok(vec![Bound::to(&disclosure.announcement, Some(disclosure.head))?])
}

/// How a disclosed draw stands at its head.
fn standing(disclosure: &Disclosure) -> Result<Standing, PublishError> {
    Standing::of_disclosure(disclosure).map_err(|error| PublishError::Unsound(error.what))
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

/// The record of a target; records stand by id.
fn record<'a>(
    targets: &'a [Disclosed<target::Marker>],
    id: &TargetId,
) -> Option<&'a Disclosed<target::Marker>> {
    targets.binary_search_by(|record| record.draw.id.cmp(id)).ok().map(|place| &targets[place])
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

/// Name of a target, if it is not withheld by law.
fn name<'a>(targets: &'a [Disclosed<target::Marker>], id: &TargetId) -> Cell<'a> {
    let [name, _] = record(targets, id).map_or([Cell::Nothing, Cell::Nothing], name_and_code);
    name
}

/// Certificate numbers of those who sit, in order.
fn team(drawn: &DrawnTarget) -> Cell<'static> {
    let mut team: Vec<String> = drawn.seats.iter().flatten().map(ToString::to_string).collect();
    team.sort();
    Cell::Texts(team.into_iter().map(Into::into).collect())
}

/// Exempt targets by reason.
fn exemptions(announcement: &Announcement) -> Rows<'_> {
    Rows::of(announcement.exempt.iter().collect(), |exempt| {
        vec![Cell::text(exempt.reason.as_str()), Cell::Count(exempt.count)]
    })
}
