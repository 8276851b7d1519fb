//! Numbers for keys, in the order in which keys come.

#![expect(
    clippy::disallowed_types,
    reason = "nothing goes through the map, so that its order is nowhere to be seen"
)]

use std::borrow::Borrow;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, DefaultHasher, Hash};

/// Numbers given out to keys, from 0.
pub(crate) struct Numbers<K>(HashMap<K, u32, BuildHasherDefault<DefaultHasher>>);

impl<K: Hash + Eq> Numbers<K> {
    pub(crate) fn new() -> Self {
        Self(HashMap::default())
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
    pub(crate) fn get<Q: Hash + Eq + ?Sized>(&self, key: &Q) -> Option<u32>
    where
        K: Borrow<Q>,
    {
        self.0.get(key).copied()
    }
}

impl<K: Hash + Eq> FromIterator<K> for Numbers<K> {
    fn from_iter<I: IntoIterator<Item = K>>(keys: I) -> Self {
        let mut numbers = Self::new();
        for key in keys {
            numbers.of(key);
        }
        numbers
    }
}
