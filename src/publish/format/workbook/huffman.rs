//! Huffman codes as DEFLATE has them, and bits in its order (RFC 1951, §3.1.1 and §3.2.2).

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// The parent of a node that has none.
const NONE: usize = usize::MAX;

/// The Huffman codes of an alphabet (§3.2.2).
pub(super) struct Codes {
    pub(super) lengths: Vec<usize>,
    codes: Vec<usize>,
}

impl Codes {
    /// Codes for symbols that come so often, none longer than so many bits.
    pub(super) fn new(counts: &[u64], most: usize) -> Self {
        let mut counts = counts.to_vec();
        // A code of one symbol is incomplete, and some programs refuse it.
        if counts.iter().filter(|count| **count > 0).count() < 2 {
            for count in &mut counts[..2] {
                *count = 1.max(*count);
            }
        }
        let mut lengths = depths(&counts);
        while lengths.iter().any(|length| *length > most) {
            // Rare symbols become less rare until the tree is flat enough.
            for count in &mut counts {
                *count = count.div_ceil(2);
            }
            lengths = depths(&counts);
        }
        let (mut codes, mut next) = (vec![0; lengths.len()], 0);
        for bits in 1..=most {
            next <<= 1;
            for (code, _) in codes.iter_mut().zip(&lengths).filter(|(_, length)| **length == bits) {
                *code = reversed(next, bits);
                next += 1;
            }
        }
        Self { lengths, codes }
    }

    pub(super) fn put(&self, symbol: usize, out: &mut Bits) {
        out.put(self.codes[symbol], self.lengths[symbol]);
    }
}

/// How deep each symbol lies in Huffman's tree; 0 for one that never comes.
fn depths(counts: &[u64]) -> Vec<usize> {
    let used = counts.iter().enumerate().filter(|(_, count)| **count > 0);
    // The lightest two become one; of equals the one that was made first.
    let mut heap: BinaryHeap<_> = used.map(|(symbol, count)| Reverse((*count, symbol))).collect();
    let mut parents = vec![NONE; counts.len()];
    while let (Some(Reverse((one, left))), Some(Reverse((other, right)))) = (heap.pop(), heap.pop()) {
        heap.push(Reverse((one + other, parents.len())));
        parents[left] = parents.len();
        parents[right] = parents.len();
        parents.push(NONE);
    }
    let mut depths = vec![0; parents.len()];
    for node in (0..parents.len()).rev().filter(|node| parents[*node] != NONE) {
        depths[node] = depths[parents[node]] + 1;
    }
    depths.truncate(counts.len());
    depths
}

/// A code as it is written: its first bit first.
fn reversed(code: usize, bits: usize) -> usize {
    (0..bits).fold(0, |reversed, bit| reversed << 1 | code >> bit & 1)
}

/// Bits, written from each byte's lowest on (§3.1.1).
#[derive(Default)]
pub(super) struct Bits {
    bytes: Vec<u8>,
    pending: usize,
    count: usize,
}

impl Bits {
    /// Writes a number of at most 16 bits.
    pub(super) fn put(&mut self, value: usize, bits: usize) {
        self.pending |= value << self.count;
        self.count += bits;
        while self.count >= 8 {
            let [byte, ..] = self.pending.to_le_bytes();
            self.bytes.push(byte);
            self.pending >>= 8;
            self.count -= 8;
        }
    }

    pub(super) fn finish(mut self) -> Vec<u8> {
        let bits = (8 - self.count % 8) % 8;
        self.put(0, bits);
        self.bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_as_long_as_the_standard_allows_and_no_longer() {
        // Counts that grow as Fibonacci's numbers make the deepest tree.
        let mut counts = vec![1_u64, 1];
        while let Some([one, other]) = counts.last_chunk()
            && counts.len() < 286
        {
            counts.push((one + other).min(1 << 50));
        }
        for (most, count) in [(15, 286), (15, 30), (7, 19)] {
            let lengths = Codes::new(&counts[..count], most).lengths;
            assert!(lengths.iter().all(|length| (1..=most).contains(length)), "{lengths:?}");
            // Every row of bits is a code's beginning (Kraft's sum is 1).
            assert_eq!(lengths.iter().map(|length| 1 << (most - length)).sum::<usize>(), 1 << most);
        }
    }
}
