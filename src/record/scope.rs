//! What draws have to do with each other (PROTOCOL.md §19.1).

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
        !self.classes.is_disjoint(&other.classes) && !self.items.is_disjoint(&other.items)
    }

    /// Whether both fill a slot in common: the same in overlapping periods.
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        let (a, b) = (self.plan.period, other.plan.period);
        a.from <= b.to && b.from <= a.to && self.meets(other)
    }
}
