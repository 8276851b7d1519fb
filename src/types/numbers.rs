//! Numbers for keys, in the order in which keys come.

use std::borrow::Borrow;
use std::collections::BTreeMap;

/// Numbers given out to keys, from 0. Whoever makes the keys up cannot make it slow, as a hash table could be made.
pub(crate) struct Numbers<K>(BTreeMap<K, u32>);

impl<K: Ord> Numbers<K> {
    pub(crate) const fn new() -> Self {
        Self(BTreeMap::new())
    }

    /// The number of a key; the next one if it is new.
    pub(crate) fn of(&mut self, key: K) -> u32 {
        let next = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
        *self.0.entry(key).or_insert(next)
    }

    /// How many keys came.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// The number of a key that came.
    pub(crate) fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<u32>
    where
        K: Borrow<Q>,
    {
        self.0.get(key).copied()
    }
}

impl<K: Ord> FromIterator<K> for Numbers<K> {
    fn from_iter<I: IntoIterator<Item = K>>(keys: I) -> Self {
        let mut numbers = Self::new();
        for key in keys {
            numbers.of(key);
        }
        numbers
    }
}
