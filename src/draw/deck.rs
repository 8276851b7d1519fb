//! Decks: for each seat, a ChaCha20 stream deals the inspector roster in random order, one slip at a time without
//! replacement (PROTOCOL.md §11.2).

use super::stream::Stream;
use crate::types::digest::{Digest, HashAlgorithm};
use crate::types::id::TargetId;

/// Deals decks of one draw, reusing one roster of places.
///
/// ```
/// use dual_random::{Dealer, Grounds};
/// # mod shared { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/shared/mod.rs")); }
/// # let (_, drawn) = shared::drawn()?;
/// # let disclosure = drawn.disclose(&Grounds::none())?;
///
/// // The deck of a team's first seat gives the slips of its trail.
/// let (roster, team) = (&disclosure.rosters.inspectors, &disclosure.result.teams[0]);
/// let key = disclosure.result.deck_key.ok_or("no inspectors were drawn")?;
/// let mut dealer = Dealer::new(disclosure.hash_algorithm(), &key, u32::try_from(roster.len())?);
/// for (place, slip) in dealer.deck(&team.target, 1).zip(&team.seats[0].trail) {
///     assert_eq!(roster[place as usize].draw.id, slip.inspector);
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Dealer {
    hash: HashAlgorithm,
    key_text: String,
    /// The roster's places; in their order between two decks.
    places: Vec<u32>,
}

/// The deck of one seat. Slips come up one by one; the roster is put back when it is dropped.
pub struct Deck<'a> {
    places: &'a mut [u32],
    stream: Stream,
    swaps: Vec<(usize, usize)>,
}

impl Dealer {
    /// A dealer with the hash of a draw, the key of the decks, as a disclosure's result has it, and a roster of so many inspectors. It holds 4 bytes
    /// for each.
    pub fn new(hash: HashAlgorithm, deck_key: &Digest, inspectors: u32) -> Self {
        Self { hash, key_text: deck_key.to_hex(), places: (0..inspectors).collect() }
    }

    /// The deck of a seat (from 1) of a target. Slips are places in the roster by id, from 0.
    pub fn deck(&mut self, target: &TargetId, seat: u32) -> Deck<'_> {
        let key = self.hash.hash(&[format!("{}{seat}:{target}", self.key_text).as_bytes()]);
        Deck { places: &mut self.places, stream: Stream::new(*key.as_bytes()), swaps: Vec::new() }
    }
}

impl Deck<'_> {
    /// The same deck from the slip after the first `dealt`; those come up again at the end.
    pub(crate) fn continued(mut self, dealt: usize) -> impl Iterator<Item = u32> {
        let dealt = dealt.checked_rem(self.places.len()).unwrap_or(0);
        let before: Vec<u32> = self.by_ref().take(dealt).collect();
        self.chain(before)
    }
}

impl Iterator for Deck<'_> {
    type Item = u32;

    /// Place in the roster of the next slip's inspector.
    fn next(&mut self) -> Option<u32> {
        let i = self.swaps.len();
        let left = self.places.len().checked_sub(i).filter(|left| *left > 0)?;
        // Below the number of slips left, so it fits whatever held that number.
        let j = i + usize::try_from(self.stream.below(left as u64)).unwrap_or(0);
        self.places.swap(i, j);
        self.swaps.push((i, j));
        Some(self.places[i])
    }
}

impl Drop for Deck<'_> {
    fn drop(&mut self) {
        // Undoing the swaps costs what was dealt, copying the roster would cost its size.
        for (i, j) in self.swaps.drain(..).rev() {
            self.places.swap(i, j);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deck_is_a_permutation_and_does_not_depend_on_decks_before_it() {
        let key = HashAlgorithm::Sha256.hash(&[b"key"]);
        let target = TargetId::new("T1").unwrap();
        let fresh: Vec<u32> = Dealer::new(HashAlgorithm::Sha256, &key, 20).deck(&target, 1).collect();
        let mut sorted = fresh.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, (0..20).collect::<Vec<_>>());
        let mut dealer = Dealer::new(HashAlgorithm::Sha256, &key, 20);
        dealer.deck(&target, 2).take(7).count();
        assert_eq!(dealer.deck(&target, 1).collect::<Vec<_>>(), fresh);
        assert_ne!(dealer.deck(&target, 2).collect::<Vec<_>>(), fresh);
        assert_eq!(Dealer::new(HashAlgorithm::Sha256, &key, 0).deck(&target, 1).next(), None);
    }

    #[test]
    fn a_deck_goes_on_after_what_was_dealt_and_begins_anew_at_its_end() {
        let mut dealer = Dealer::new(HashAlgorithm::Sha256, &HashAlgorithm::Sha256.hash(&[b"k"]), 9);
        let target = TargetId::new("T").unwrap();
        let all: Vec<u32> = dealer.deck(&target, 1).collect();
        for dealt in 0..30 {
            let mut expected = all.clone();
            expected.rotate_left(dealt % 9);
            assert_eq!(dealer.deck(&target, 1).continued(dealt).collect::<Vec<_>>(), expected);
        }
        assert_eq!(
            Dealer::new(HashAlgorithm::Sha256, &HashAlgorithm::Sha256.hash(&[b"k"]), 0)
                .deck(&target, 1)
                .continued(3)
                .next(),
            None
        );
    }

    #[test]
    fn drawing_and_reading_a_prefix_agree() {
        let mut dealer = Dealer::new(HashAlgorithm::Sha256, &HashAlgorithm::Sha256.hash(&[b"k"]), 9);
        let target = TargetId::new("T").unwrap();
        let all: Vec<u32> = dealer.deck(&target, 3).collect();
        let first: Vec<u32> = dealer.deck(&target, 3).take(4).collect();
        assert_eq!(first, all[..4]);
    }
}
