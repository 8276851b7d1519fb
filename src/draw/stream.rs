//! A stream of unbiased integers from ChaCha20 (PROTOCOL.md §11.1): our own rejection, since rand documents that its
//! sampling may change between versions.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha20Rng;

/// A ChaCha20 keystream read as integers.
pub struct Stream(ChaCha20Rng);

impl Stream {
    /// The stream of a 32-byte key, at its beginning.
    pub fn new(key: [u8; 32]) -> Self {
        Self(ChaCha20Rng::from_seed(key))
    }

    /// The next 8 bytes as a little-endian number.
    fn word(&mut self) -> u64 {
        self.0.next_u64()
    }

    /// A uniform integer below `n`; 0 for `n` = 0 and 1. One word is read even for `n` = 1.
    pub fn below(&mut self, n: u64) -> u64 {
        below(n, || self.word())
    }
}

/// Plain rejection: words at or above the largest multiple of `n` within 2^64 are passed over.
fn below(n: u64, mut word: impl FnMut() -> u64) -> u64 {
    let n = n.max(1);
    // 2^64 mod n, without leaving 64 bits; the words from 2^64 − excess on are those passed over.
    let excess = (u64::MAX % n + 1) % n;
    loop {
        let x = word();
        if excess == 0 || x <= u64::MAX - excess {
            return x % n;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stream_is_the_plain_chacha20_keystream() {
        // RFC 8439 §A.1, test vector 1: zero key, zero nonce, counter 0.
        let mut stream = Stream::new([0; 32]);
        assert_eq!(stream.word().to_le_bytes(), [0x76, 0xb8, 0xe0, 0xad, 0xa0, 0xf1, 0x3d, 0x90]);
        assert_eq!(stream.word().to_le_bytes(), [0x40, 0x5d, 0x6a, 0xe5, 0x53, 0x86, 0xbd, 0x28]);
        // 64 bytes a block; test vector 2 is block 1.
        for _ in 2..8 {
            stream.word();
        }
        assert_eq!(stream.word().to_le_bytes(), [0x9f, 0x07, 0xe7, 0xbe, 0x55, 0x51, 0x38, 0x7a]);
    }

    #[test]
    fn rejection_takes_exactly_the_words_below_the_largest_multiple() {
        let half = (1u64 << 63) + 1;
        let mut words = vec![half, u64::MAX, 5].into_iter();
        assert_eq!(below(half, || words.next().unwrap()), 5, "2^63 + 1 is the zone itself");
        let mut words = vec![half - 1].into_iter();
        assert_eq!(below(half, || words.next().unwrap()), half - 1);
        let mut words = vec![u64::MAX].into_iter();
        assert_eq!(below(1 << 32, || words.next().unwrap()), (1 << 32) - 1, "a power of two rejects nothing");
        let mut words = vec![u64::MAX, 7].into_iter();
        assert_eq!(
            below(3, || words.next().unwrap()),
            1,
            "2^64 − 1 is 3 times a whole number, so it is passed over"
        );
    }

    #[test]
    fn below_one_reads_one_word() {
        let mut one = Stream::new([7; 32]);
        assert_eq!(one.below(1), 0);
        let mut other = Stream::new([7; 32]);
        other.word();
        assert_eq!(one.word(), other.word());
    }
}
