//! A disclosed draw as the audit of its year sees it.

use super::succession::Scope;
use crate::basics::id::TargetId;
use crate::commit::document::Disclosure;
use crate::plan::Plan;
use crate::record::earlier::Stood;
use crate::roster::TargetDraw;
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

    pub(super) fn year(&self) -> String {
        self.plan().year()
    }

    pub(super) fn targets(&self) -> impl Iterator<Item = &'a TargetDraw> {
        self.disclosure.first().rosters.targets.iter().map(|record| &record.draw)
    }
}
