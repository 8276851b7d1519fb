//! The documents, each made of what the draw and the reports say.

mod announced;
mod disclosed;
mod penalties;
mod reported;
mod roster_list;
mod statistics;
mod task;

pub use announced::{Listing, Validity, announcement, item_list};
pub use disclosed::situation;
pub use penalties::penalties;
pub use reported::{outcomes, visit};
pub use roster_list::{RosterList, rosters};
pub use statistics::{Period, statistics};
pub use task::{amended_task_sheets, task_sheets};

use super::cell::{Cell, Share, word};
use super::page::{Bound, Rows};
use crate::basics::id::{InspectorId, TargetId};
use crate::commit::canonical::FormError;
use crate::commit::document::{Announcement, Disclosed, Disclosure};
use crate::outcome::ResultValue;
use crate::plan::Plan;
use crate::privacy::Policy;
use crate::roster::target;
use std::collections::BTreeMap;

/// Records counted by something, in its order.
fn tally<K: Ord>(keys: impl Iterator<Item = K>) -> BTreeMap<K, usize> {
    let mut all = BTreeMap::new();
    for key in keys {
        *all.entry(key).or_insert(0) += 1;
    }
    all
}

/// What binds a document to a disclosed draw.
fn bound_to(disclosure: &Disclosure) -> Result<Vec<Bound>, FormError> {
    Ok(vec![Bound::to(&disclosure.announcement, Some(disclosure.head))?])
}

/// What an inspection is, by whom, and when.
fn task_facts(plan: &Plan) -> Vec<Cell<'_>> {
    vec![
        Cell::text(plan.title.as_str()),
        Cell::Word(word!(plan.category)),
        authorities(plan),
        Cell::Date(plan.visits.from),
        Cell::Date(plan.visits.to),
    ]
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

/// Name and credit code of a target, as far as law and policy let them be shown.
fn name_and_code<'a>(record: &'a Disclosed<target::Marker>, policy: &Policy) -> [Cell<'a>; 2] {
    match record.identity.shown() {
        Some(identity) if policy.persons.contains(&record.draw.class) => {
            [Cell::maybe(policy.person.of(&identity.name), Cell::text), Cell::Nothing]
        }
        Some(identity) => {
            let code = identity.credit_code.as_deref();
            [Cell::text(identity.name.as_str()), Cell::maybe(code, Cell::code)]
        }
        None => [Cell::Nothing, Cell::Nothing],
    }
}

/// Name of a target, as far as law and policy let it be shown.
fn name<'a>(targets: &'a [Disclosed<target::Marker>], id: &TargetId, policy: &Policy) -> Cell<'a> {
    let [name, _] =
        record(targets, id).map_or([Cell::Nothing, Cell::Nothing], |record| name_and_code(record, policy));
    name
}

/// A result as its scheme has it.
fn named(value: &ResultValue) -> Cell<'_> {
    Cell::Both { zh: value.zh.as_str().into(), en: value.en.as_str().into() }
}

/// Certificate numbers, in their order.
fn team<'a>(team: impl IntoIterator<Item = &'a InspectorId>) -> Cell<'a> {
    Cell::Codes(team.into_iter().map(|id| id.as_str().into()).collect())
}

/// Exempt targets by reason.
fn exemptions(announcement: &Announcement) -> Rows<'_> {
    Rows::of(announcement.exempt.iter().collect(), |exempt| {
        vec![Cell::text(exempt.reason.as_str()), Cell::Count(exempt.count)]
    })
}
