//! The limits of a disclosure that cost nothing to check (PROTOCOL.md §4).

use crate::basics::limits;
use crate::commit::canonical::{FormError, FormProblem};
use crate::commit::document::{Disclosure, Opened, Strikes};

/// The limits of one ceremony that cost nothing to check, before anything that grows with them.
pub(super) fn within(opened: Opened<'_>) -> Result<(), FormError> {
    let rosters = opened.rosters;
    let chain = 1 + opened.selection.map_or(0, |before| before.chain().count());
    for (what, len, limit) in [
        ("selection", chain, limits::CHAIN),
        ("rosters.changes", rosters.changes.len(), limits::CHANGES),
        ("rosters.inspectors", rosters.inspectors.len(), limits::INSPECTORS),
        ("rosters.recusals", rosters.recusals.len(), limits::RECUSALS),
        ("rosters.targets", rosters.targets.len(), limits::TARGETS),
    ] {
        if len > limit {
            return Err(over(what, limit));
        }
    }
    Ok(())
}

fn over(what: &str, limit: usize) -> FormError {
    FormError::at(0, what, FormProblem::TooMany { limit })
}

/// The same of a chain, with its amendments.
pub(super) fn within_limits(disclosure: &Disclosure) -> Result<(), FormError> {
    let targets = disclosure.first().rosters.targets.len();
    for link in disclosure.chain() {
        within(link.opened())?;
        let amended = link.amendments.len();
        let lengths = |strikes: &Strikes| {
            strikes.targets.len().max(strikes.inspectors.len()).max(strikes.visited.len())
        };
        let strikes = link.amendments.iter().map(|amendment| lengths(&amendment.strikes));
        let strikes = strikes.max().unwrap_or(0);
        let leaves = usize::try_from(limits::AMENDED_LEAVES / (targets as u64).max(1)).unwrap_or(usize::MAX);
        for (what, len, limit) in
            [("amendments", amended, limits::AMENDMENTS.min(leaves)), ("strikes", strikes, limits::STRIKES)]
        {
            if len > limit {
                return Err(over(what, limit));
            }
        }
    }
    Ok(())
}
