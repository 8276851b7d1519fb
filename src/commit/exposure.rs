//! What a disclosure shows, in numbers: said before a step that cannot be undone.

use super::document::{DisclosedRosters, Disclosure, Undrawn};
use super::withholding::Grounds;
use crate::plan::Plan;

/// What a disclosure shows of the rosters.
///
/// ```
/// use dual_random::Draft;
/// # mod shared { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/shared/mod.rs")); }
/// # let (plan, rosters) = (shared::plan(200)?, shared::rosters(200, 12)?);
///
/// let exposure = Draft::new(plan, rosters)?.exposure();
/// println!("{} targets and {} inspectors will be shown by name", exposure.targets, exposure.inspectors);
/// assert_eq!((exposure.targets, exposure.drawn, exposure.withheld), (200, 0, 0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize)]
#[non_exhaustive]
pub struct Exposure {
    /// Inspection targets, each with name, credit code and the attributes below.
    pub targets: usize,
    /// Inspectors, each with name and certificate number.
    pub inspectors: usize,
    /// Recusals: who from whom, and the category of the reason.
    pub recusals: usize,
    /// The attributes of targets that are shown: all that the plan names.
    pub attributes: Vec<String>,
    /// Records whose identity parts are withheld.
    pub withheld: usize,
    /// Drawn targets that are shown with their teams; none before the draw.
    pub drawn: usize,
}

impl Exposure {
    pub(crate) fn of_plan(plan: &Plan) -> Self {
        Self { attributes: plan.columns().attributes.into_iter().collect(), ..Self::default() }
    }

    pub(crate) fn of_undrawn(undrawn: &Undrawn) -> Self {
        let opened = undrawn.opened();
        let chain = opened.selection.into_iter().flat_map(Disclosure::chain).map(|link| &link.rosters);
        let first = opened.selection.map_or(opened.announcement, |before| &before.first().announcement);
        Self {
            targets: opened.targets().len(),
            inspectors: opened.rosters.inspectors.len(),
            recusals: opened.rosters.recusals.len(),
            withheld: chain.chain([opened.rosters]).map(DisclosedRosters::withheld).sum(),
            ..Self::of_plan(&first.plan)
        }
    }

    pub(crate) fn of_result(result: &Disclosure, grounds: &Grounds) -> Self {
        let first = result.first();
        let drawn = first.result.strata.iter().map(|stratum| stratum.drawn.len()).sum();
        Self {
            targets: first.rosters.targets.len(),
            inspectors: result.rosters.inspectors.len(),
            recusals: result.rosters.recusals.len(),
            withheld: result.names().filter(|name| grounds.of(*name).is_some()).count(),
            drawn,
            ..Self::of_plan(&first.announcement.plan)
        }
    }
}
