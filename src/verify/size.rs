//! The limits of a disclosure that cost nothing to check (PROTOCOL.md §4).

use super::failure::Limited;
use crate::commit::document::{Disclosure, Opened, Strikes};
use crate::types::limits;

/// A limit that was passed.
pub(super) struct Passed {
    pub(super) what: Limited,
    pub(super) found: u64,
    pub(super) limit: u64,
}

/// The limits of one ceremony that cost nothing to check, before anything that grows with them.
pub(super) fn within(opened: Opened<'_>) -> Result<(), Passed> {
    let rosters = opened.rosters;
    let chain = 1 + opened.selection.map_or(0, |before| before.chain().count());
    at_most(Limited::Ceremonies, chain as u64, limits::CHAIN as u64)?;
    at_most(Limited::Changes, rosters.changes.len() as u64, limits::CHANGES as u64)?;
    at_most(Limited::Inspectors, rosters.inspectors.len() as u64, limits::INSPECTORS as u64)?;
    at_most(Limited::Recusals, rosters.recusals.len() as u64, limits::RECUSALS as u64)?;
    at_most(Limited::Targets, rosters.targets.len() as u64, limits::TARGETS as u64)
}

fn at_most(what: Limited, found: u64, limit: u64) -> Result<(), Passed> {
    if found > limit { Err(Passed { what, found, limit }) } else { Ok(()) }
}

/// The same of a chain, with its amendments.
pub(super) fn within_limits(disclosure: &Disclosure) -> Result<(), Passed> {
    let targets = disclosure.first().rosters.targets.len();
    for link in disclosure.chain() {
        within(link.opened())?;
        let amended = link.amendments.len() as u64;
        let lengths = |strikes: &Strikes| {
            strikes.targets.len().max(strikes.inspectors.len()).max(strikes.visited.len())
        };
        let strikes = link.amendments.iter().map(|amendment| lengths(&amendment.strikes));
        at_most(Limited::Amendments, amended, limits::AMENDMENTS as u64)?;
        at_most(Limited::AmendedLeaves, amended.saturating_mul(targets as u64), limits::AMENDED_LEAVES)?;
        at_most(Limited::Strikes, strikes.max().unwrap_or(0) as u64, limits::STRIKES as u64)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_is_passed_by_one_more_and_not_by_itself() {
        let passed = |found| at_most(Limited::Strikes, found, 200).err().map(|passed| passed.found);
        assert_eq!([199, 200, 201].map(passed), [None, None, Some(201)]);
    }

    /// The worked example of PROTOCOL.md, which has one amendment.
    fn example() -> Disclosure {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors/example/disclosure.json");
        Disclosure::from_bytes(&std::fs::read(path).unwrap()).unwrap()
    }

    /// Checks that a list may be so long, and no longer.
    fn is_limited(what: Limited, limit: usize, lengthen: impl Fn(&mut Disclosure, usize)) {
        for (length, expected) in [(limit - 1, None), (limit, None), (limit + 1, Some(limit as u64 + 1))] {
            let mut disclosure = example();
            lengthen(&mut disclosure, length);
            let passed = within_limits(&disclosure).err();
            assert!(passed.iter().all(|passed| passed.what == what));
            assert_eq!(passed.map(|passed| passed.found), expected, "{what:?}");
        }
    }

    #[test]
    fn lists_of_a_disclosure_have_their_lengths() {
        is_limited(Limited::Inspectors, limits::INSPECTORS, |it, length| {
            it.rosters.inspectors = vec![it.rosters.inspectors[0].clone(); length];
        });
        is_limited(Limited::Recusals, limits::RECUSALS, |it, length| {
            it.rosters.recusals = vec![it.rosters.recusals[0].clone(); length];
        });
        is_limited(Limited::Amendments, limits::AMENDMENTS, |it, length| {
            it.amendments = vec![it.amendments[0].clone(); length];
        });
        is_limited(Limited::Strikes, limits::STRIKES, |it, length| {
            let strikes = &mut it.amendments[0].strikes;
            strikes.targets = vec![strikes.targets[0].clone(); length];
        });
        is_limited(Limited::Strikes, limits::STRIKES, |it, length| {
            let strikes = &mut it.amendments[0].strikes;
            strikes.inspectors = vec![strikes.inspectors[0].clone(); length];
        });
        is_limited(Limited::Strikes, limits::STRIKES, |it, length| {
            let strikes = &mut it.amendments[0].strikes;
            strikes.visited = vec![strikes.targets[0].target.clone(); length];
        });
    }

    #[test]
    fn a_chain_has_eight_ceremonies() {
        is_limited(Limited::Ceremonies, limits::CHAIN, |it, length| {
            it.amendments.clear();
            for _ in 1..length {
                it.selection = Some(Box::new(it.clone()));
            }
        });
    }

    #[test]
    fn amendments_times_targets_are_limited() {
        let leaves = |amendments: usize, targets: usize| {
            let mut it = example();
            it.amendments = vec![it.amendments[0].clone(); amendments];
            it.rosters.targets = vec![it.rosters.targets[0].clone(); targets];
            within_limits(&it).err().map(|passed| (passed.what, passed.found))
        };
        assert_eq!(leaves(256, 1 << 19), None);
        assert_eq!(leaves(256, (1 << 19) + 1), Some((Limited::AmendedLeaves, (1 << 27) + 256)));
    }
}
