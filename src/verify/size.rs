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
            return Err(over(what, len));
        }
    }
    Ok(())
}

fn over(what: &str, found: usize) -> FormError {
    let found = format!("{what}: {found}");
    FormError { problem: FormProblem::TooLarge, path: what.to_owned(), offset: 0, found }
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
        if amended > limits::AMENDMENTS || (amended as u64) * (targets as u64) > limits::AMENDED_LEAVES {
            return Err(over("amendments", amended));
        }
        if strikes > limits::STRIKES {
            return Err(over("strikes", strikes));
        }
    }
    Ok(())
}
