//! A disclosed draw as the audit of its year sees it.

use crate::basics::id::TargetId;
use crate::commit::document::Disclosure;
use crate::plan::{Category, Plan};
use crate::record::earlier::Stood;
use crate::record::scope::Scope;
use crate::roster::{TargetDraw, TargetIdentity};
use std::collections::BTreeMap;

/// A disclosed draw of the year as it stands.
pub(super) struct Year<'a> {
    pub(super) disclosure: &'a Disclosure,
    /// The line that announced it.
    pub(super) line: u64,
    /// The same, or that of the first void draw whose place it takes, since its rosters are those of that one.
    pub(super) rosters_since: u64,
    pub(super) stood: Stood,
    pub(super) scope: Scope<'a>,
    /// The targets that were struck, with the lines of the amendments.
    pub(super) struck: BTreeMap<TargetId, u64>,
}

impl<'a> Year<'a> {
    pub(super) fn plan(&self) -> &'a Plan {
        &self.disclosure.first().announcement.plan
    }

    pub(super) fn name(&self) -> String {
        self.disclosure.announcement.plan.draw.to_string()
    }

    /// A target of its roster, which is in the order of ids.
    pub(super) fn target(&self, id: &TargetId) -> Option<&'a TargetDraw> {
        let all = &self.disclosure.first().rosters.targets;
        let place = all.binary_search_by(|record| record.draw.id.cmp(id)).ok()?;
        Some(&all[place].draw)
    }

    /// Who a target of its roster is, if that is shown.
    pub(super) fn identity(&self, id: &TargetId) -> Option<&'a TargetIdentity> {
        let all = &self.disclosure.first().rosters.targets;
        let place = all.binary_search_by(|record| record.draw.id.cmp(id)).ok()?;
        all[place].identity.shown()
    }

    /// The target of its roster that is a company: by the credit code; by the name, if either has no code.
    pub(super) fn same_company(&self, known: Option<&TargetIdentity>) -> Option<&'a TargetDraw> {
        let known = known?;
        let same = |identity: &TargetIdentity| match (&identity.credit_code, &known.credit_code) {
            (Some(a), Some(b)) => a == b,
            _ => identity.name == known.name,
        };
        let mut all = self.disclosure.first().rosters.targets.iter();
        all.find(|record| record.identity.shown().is_some_and(same)).map(|record| &record.draw)
    }

    pub(super) fn year(&self) -> String {
        self.plan().year()
    }

    /// Whether a target's visit by it counts against another draw's yearly cap.
    pub(super) fn counts_for(&self, other: &Self, id: &TargetId) -> bool {
        self.plan().category != Category::Case
            && self.year() == other.year()
            && self.stood.teams.contains_key(id)
    }

    pub(super) fn targets(&self) -> impl Iterator<Item = &'a TargetDraw> {
        self.disclosure.first().rosters.targets.iter().map(|record| &record.draw)
    }
}
