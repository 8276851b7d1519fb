//! The documents, each made of what the draw and the reports say: heads and values of a column stand together.

mod announced;
mod disclosed;
mod penalties;
mod powers;
mod reported;
mod roster_list;
mod statistics;
mod task;
mod tickets;

pub(super) use announced::{ANNOUNCEMENT, ITEMS};
pub use announced::{Listing, Validity, announcement, item_list};
pub(super) use disclosed::SITUATION;
pub use disclosed::situation;
pub(super) use penalties::PENALTIES;
pub use penalties::penalties;
pub(super) use penalties::{Inspected, of_visits as penalties_of_visits};
pub(super) use powers::POWERS;
pub use powers::powers;
pub(super) use reported::{OUTCOMES, VISIT, with_remedies as outcomes_with_remedies};
pub use reported::{outcomes, visit};
pub(super) use roster_list::ROSTERS;
pub use roster_list::{RosterList, rosters};
pub(super) use statistics::STATISTICS;
pub use statistics::{Period, statistics};
pub(super) use task::each_task_sheet;
pub(super) use task::{TASK, TASK_CHANGES};
pub use task::{amended_task_sheets, task_sheets};
pub(super) use tickets::TICKETS;
pub use tickets::tickets;

use super::cell::Words;
use super::head::{choice, shared_table, table, text};
use super::layout::{COUNT, REASON, VALID_FROM, VALID_TO, VALIDITY};
use super::page::Bound;
use super::powers::{Remedy, RemedyKind};
use crate::commit::canonical::FormError;
use crate::commit::document::{Announcement, Disclosed, Disclosure};
use crate::plan::Plan;
use crate::privacy::Policy;
use crate::roster::target;
use crate::rules::StratumNumbers;
use crate::story::{Story, Visit};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// From the roster to those that are drawn, in numbers of targets.
struct Range {
    exempt: u64,
    capped: u64,
    before: u64,
    /// Those that no stratum has.
    outside: u64,
    drawable: u64,
    drawn: u64,
}

impl Range {
    fn of(announcement: &Announcement) -> Self {
        let sum = |number: fn(&StratumNumbers) -> u64| announcement.strata.iter().map(number).sum::<u64>();
        let (capped, before, drawable) = (sum(|it| it.capped), sum(|it| it.before), sum(|it| it.n));
        Self {
            exempt: announcement.rosters.targets.count.saturating_sub(announcement.subject),
            capped,
            before,
            outside: announcement.subject.saturating_sub(capped + before + drawable),
            drawable,
            drawn: sum(|it| it.k),
        }
    }
}

/// Records counted by something, in its order.
fn tally<K: Ord>(keys: impl Iterator<Item = K>) -> BTreeMap<K, usize> {
    let mut all = BTreeMap::new();
    for key in keys {
        *all.entry(key).or_insert(0) += 1;
    }
    all
}

/// The visits as people look for them: by group, then by rank.
fn in_order<'s, 'a>(story: &'s Story<'a>) -> Vec<&'s Visit<'a>> {
    let mut visits: Vec<&Visit<'_>> = story.visits().iter().collect();
    visits.sort_by_key(|visit| (visit.stratum, visit.rank));
    visits
}

/// Rows with their numbers, from 1.
fn numbered<T>(rows: impl IntoIterator<Item = T>) -> Vec<(u64, T)> {
    (1..).zip(rows).collect()
}

/// What binds a document to a disclosed draw.
fn bound_to(disclosure: &Disclosure) -> Result<Vec<Bound>, FormError> {
    Ok(vec![Bound::to(&disclosure.announcement, Some(disclosure.head))?])
}

fn authorities(plan: &Plan) -> Vec<&str> {
    plan.authorities.iter().map(|authority| authority.name.as_str()).collect()
}

/// Whether a target is a natural person by the policy.
fn is_person(record: &Disclosed<target::Marker>, policy: &Policy) -> bool {
    policy.persons.contains(record.draw.class.as_str())
}

/// Name of a target, as far as law and policy let it be shown.
fn name<'a>(record: &'a Disclosed<target::Marker>, policy: &Policy) -> Option<Cow<'a, str>> {
    let name = record.identity.shown()?.name.as_str();
    if is_person(record, policy) { policy.person.of(name) } else { Some(name.into()) }
}

/// Credit code of a target, as far as law and policy let it be shown.
fn credit_code<'a>(record: &'a Disclosed<target::Marker>, policy: &Policy) -> Option<&'a str> {
    let identity = record.identity.shown().filter(|_| !is_person(record, policy))?;
    identity.credit_code.as_deref()
}

shared_table! {
    EXEMPT;
    fn exempt<'a>(announcement: &'a Announcement);
    {
        "exempt", "豁免", "Exemptions", sum: true;
        for exempt in announcement.exempt.iter().collect() => {
            REASON => &exempt.reason,
            COUNT => exempt.count,
        }
    }
}

shared_table! {
    REMEDIES;
    fn remedies<'a>(remedies: Vec<&'a Remedy>);
    {
        "remedies", "救济途径", "Remedies",
        empty: Words::new("以行政处罚决定书载明的为准", "As each penalty decision states");
        for remedy in remedies => {
            choice::<RemedyKind>("kind", "救济方式", "Remedy") => remedy.kind,
            text("to_whom", "受理机关", "To whom") => &remedy.to_whom,
            text("within", "期限", "Within") => &remedy.within,
            text("how", "办理方式", "How") => remedy.how.as_deref(),
            VALIDITY => remedy.validity,
            VALID_FROM => remedy.from,
            VALID_TO => remedy.to,
        }
    }
}

const OBJECTIONS: Words = Words::new(
    "对抽查结果有异议的，可以向检查机关书面提出。对行政处罚不服的，救济途径以行政处罚决定书载明的为准。",
    "Objections go to the authority; each penalty decision states its remedies.",
);
