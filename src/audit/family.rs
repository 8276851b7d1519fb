//! Which announcement takes the place of which: a forest, since each supersedes one that stands before it in the log.

use super::record::Announced;
use crate::types::digest::Digest;
use std::collections::BTreeMap;

/// The announcements of a log as a forest, by their places in its order.
pub(super) struct Family {
    /// Whose place each one takes.
    parent: Vec<Option<usize>>,
    /// When a walk over the forest, which visits whoever takes a place right after whose it is, comes to each, and when it
    /// has seen all that follow it.
    visit: Vec<(usize, usize)>,
}

impl Family {
    pub(super) fn new(announced: &[Announced<'_>], places: &BTreeMap<Digest, usize>) -> Self {
        let parent_of = |(place, one): (usize, &Announced<'_>)| {
            let old = one.document?.plan.supersedes.as_ref()?.announcement;
            places.get(&old).copied().filter(|old| *old < place)
        };
        Self::of(announced.iter().enumerate().map(parent_of).collect())
    }

    fn of(parent: Vec<Option<usize>>) -> Self {
        // Each parent stands before its children, so sizes add up from behind, and places are given from the front.
        let mut size = vec![1; parent.len()];
        for (place, parent) in parent.iter().enumerate().rev() {
            if let Some(parent) = parent {
                size[*parent] += size[place];
            }
        }
        let (mut roots, mut taken) = (0, vec![1; parent.len()]);
        let mut visit: Vec<(usize, usize)> = Vec::with_capacity(parent.len());
        for (place, parent) in parent.iter().enumerate() {
            let start = match parent {
                None => roots,
                Some(parent) => visit[*parent].0 + taken[*parent],
            };
            match parent {
                None => roots += size[place],
                Some(parent) => taken[*parent] += size[place],
            }
            visit.push((start, start + size[place]));
        }
        Self { parent, visit }
    }

    /// Whose place one takes, the nearest first.
    pub(super) fn before(&self, place: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(self.parent[place], |place| self.parent[*place])
    }

    /// Whether one takes the place of another, directly or through others.
    pub(super) fn follows(&self, later: usize, earlier: usize) -> bool {
        let ((start, end), (at, _)) = (self.visit[earlier], self.visit[later]);
        start < at && at < end
    }
}

#[cfg(test)]
mod tests {
    use super::Family;
    use proptest::prelude::*;

    proptest! {
        /// The walk's numbers say the same as going from parent to parent.
        #[test]
        fn who_follows_whom(choices in prop::collection::vec(any::<(bool, prop::sample::Index)>(), 0..40)) {
            let parent: Vec<Option<usize>> = choices
                .iter()
                .enumerate()
                .map(|(place, (has, choice))| (*has && place > 0).then(|| choice.index(place)))
                .collect();
            let family = Family::of(parent);
            for later in 0..choices.len() {
                let before: Vec<usize> = family.before(later).collect();
                for earlier in 0..choices.len() {
                    prop_assert_eq!(family.follows(later, earlier), before.contains(&earlier));
                }
            }
        }
    }
}
