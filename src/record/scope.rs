//! What draws have to do with each other (PROTOCOL.md §19.1).

use crate::basics::date::Days;
use crate::plan::Plan;
use std::collections::BTreeSet;

/// What a draw is about: classes, and items by id and by name, so that a new id for an old item hides nothing.
pub(super) struct Scope<'a> {
    plan: &'a Plan,
    classes: BTreeSet<&'a str>,
    items: BTreeSet<&'a str>,
}

impl<'a> Scope<'a> {
    pub(super) fn new(plan: &'a Plan) -> Self {
        let used: BTreeSet<_> = plan.strata.iter().flat_map(|stratum| &stratum.items).collect();
        let items = plan.items.iter().filter(|item| used.contains(&item.id));
        Self {
            plan,
            classes: plan.classes.iter().map(String::as_str).collect(),
            items: items.flat_map(|item| [item.id.as_str(), item.name.as_str()]).collect(),
        }
    }

    /// Whether both have a class and an item in common.
    pub(super) fn meets(&self, other: &Self) -> bool {
        !self.classes.is_disjoint(&other.classes) && self.shares_items(other)
    }

    /// Whether both have an item in common.
    pub(super) fn shares_items(&self, other: &Self) -> bool {
        !self.items.is_disjoint(&other.items)
    }

    /// Whether both are of one time: periods that overlap, or visits of one that begin in the period of the other. (A period
    /// is but said; the visits are what is done.)
    pub(super) fn is_at_the_time_of(&self, other: &Self) -> bool {
        let (a, b) = (self.plan, other.plan);
        let begins_in = |visits: Days, period: Days| period.from <= visits.from && visits.from <= period.to;
        let overlap = a.period.from <= b.period.to && b.period.from <= a.period.to;
        overlap || begins_in(a.visits, b.period) || begins_in(b.visits, a.period)
    }
}
