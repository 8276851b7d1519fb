//! How two rosters differ.

use crate::commit::document::Disclosed;
use crate::roster::RecordKind;
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// Records that are in both rosters, and shown as somebody else in one, or shown in one alone.
pub(super) fn other_identities<'a, K: RecordKind>(
    old: &'a [Disclosed<K>],
    new: &'a [Disclosed<K>],
) -> impl Iterator<Item = &'a K::Draw>
where
    K::Identity: PartialEq,
{
    let there: BTreeMap<_, _> = old.iter().map(|record| (K::key(&record.draw), &record.identity)).collect();
    let both = new
        .iter()
        .filter_map(move |record| there.get(&K::key(&record.draw)).map(|before| (record, before.shown())));
    both.filter(|(record, before)| record.identity.shown() != *before).map(|(record, _)| &record.draw)
}

/// How two rosters in order differ.
pub(super) struct Compared<'a, D> {
    pub(super) added: Vec<&'a D>,
    pub(super) removed: Vec<&'a D>,
    /// Before and after.
    pub(super) changed: Vec<(&'a D, &'a D)>,
}

impl<'a, D> Compared<'a, D> {
    /// All of them.
    pub(super) fn all(self) -> impl Iterator<Item = &'a D> {
        let changed = self.changed.into_iter().map(|(_, new)| new);
        self.added.into_iter().chain(self.removed).chain(changed)
    }
}

pub(super) fn compare<'a, K: RecordKind>(old: &[&'a K::Draw], new: &[&'a K::Draw]) -> Compared<'a, K::Draw> {
    let mut compared = Compared { added: Vec::new(), removed: Vec::new(), changed: Vec::new() };
    let (mut old, mut new) = (old.iter().copied().peekable(), new.iter().copied().peekable());
    loop {
        let order = match (old.peek(), new.peek()) {
            (None, None) => return compared,
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some(a), Some(b)) => K::key(a).cmp(&K::key(b)),
        };
        match order {
            Ordering::Less => compared.removed.extend(old.next()),
            Ordering::Greater => compared.added.extend(new.next()),
            Ordering::Equal => {
                let pair = old.next().zip(new.next());
                compared.changed.extend(pair.filter(|(a, b)| a != b));
            }
        }
    }
}
