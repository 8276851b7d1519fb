//! Rounds of drand, whose values prove themselves: what each closes at follows by arithmetic, and what it publishes is a
//! signature that anybody verifies offline (PROTOCOL.md §7.1).

use crate::types::digest::Digest;
use crate::types::timestamp::Timestamp;

/// How many hex digits a signature has.
pub(super) const SIGNATURE_DIGITS: usize = 96;

/// A chain of drand of the scheme `bls-unchained-g1-rfc9380`: a round's signature is over its number alone.
///
/// ```
/// use dual_random::plan::DrandChain;
///
/// let chain = DrandChain::QUICKNET;
/// // Of a round that was public long ago.
/// assert_eq!(chain.time_of(123).map(|time| time.to_string()).as_deref(), Some("2023-08-23T23:15:33+08:00"));
/// assert_eq!(chain.first_round_from("2023-08-23T23:15:31+08:00".parse()?), Some(123));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DrandChain {
    /// What it is called.
    pub name: &'static str,
    /// Its chain hash.
    pub hash: Digest,
    /// When its first round came, in seconds since 1970.
    pub genesis: u64,
    /// Seconds between two rounds.
    pub period: u64,
    /// Its public key, in compressed form.
    pub key: [u8; 96],
}

impl DrandChain {
    /// The main network of the League of Entropy with a round every three seconds, as <https://api.drand.sh> describes it.
    pub const QUICKNET: Self = Self {
        name: "quicknet",
        hash: Digest::from_bytes(bytes(b"52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971")),
        genesis: 1_692_803_367,
        period: 3,
        key: bytes(
            b"83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c\
              8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc22b0e17e63aaf4bcb\
              5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a",
        ),
    };

    /// All chains that a plan may name.
    pub const ALL: &'static [Self] = &[Self::QUICKNET];

    /// The chain with a hash.
    pub fn of_hash(hash: &Digest) -> Option<&'static Self> {
        Self::ALL.iter().find(|chain| chain.hash == *hash)
    }

    /// When a round, from 1, comes; nothing where it has no date.
    pub fn time_of(&self, round: u64) -> Option<Timestamp> {
        let behind = round.checked_sub(1)?.checked_mul(self.period)?;
        let seconds = i64::try_from(self.genesis.checked_add(behind)?).ok()?;
        Timestamp::from_unix_seconds(seconds)
    }

    /// The first round that does not come before an instant.
    pub fn first_round_from(&self, instant: Timestamp) -> Option<u64> {
        let since = u64::try_from(instant.unix_seconds()).ok()?.saturating_sub(self.genesis);
        since.div_ceil(self.period).checked_add(1)
    }

    /// Whether a text is the signature of a round, in 96 lower-case hex digits (feature `drand`).
    #[cfg(feature = "drand")]
    pub fn has_signed(&self, round: u64, text: &str) -> bool {
        use drand_verify::{G2PubkeyRfc, Pubkey as _};
        let is_lower = text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        let signature =
            hex::decode(text).ok().filter(|bytes| is_lower && bytes.len() * 2 == SIGNATURE_DIGITS);
        let key = G2PubkeyRfc::from_fixed(self.key);
        signature.zip(key.ok()).is_some_and(|(signature, key)| {
            key.verify(round, &[], &signature).is_ok_and(|is_signed| is_signed)
        })
    }
}

/// Bytes that are written here as lower-case hex digits.
#[allow(clippy::indexing_slicing, reason = "where digits are missing, it does not compile")]
const fn bytes<const DIGITS: usize, const BYTES: usize>(digits: &[u8; DIGITS]) -> [u8; BYTES] {
    const fn value(digit: u8) -> u8 {
        if digit.is_ascii_digit() { digit - b'0' } else { digit - b'a' + 10 }
    }
    let mut bytes = [0; BYTES];
    let mut place = 0;
    while place < BYTES {
        bytes[place] = value(digits[2 * place]) << 4 | value(digits[2 * place + 1]);
        place += 1;
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rounds of quicknet that were published (the first stands in the documentation of `drand-verify` too).
    #[cfg(feature = "drand")]
    const PUBLISHED: [(u64, &str); 3] = [
        (
            123,
            "b75c69d0b72a5d906e854e808ba7e2accb1542ac355ae486d591aa9d43765482e26cd02df835d3546d23c4b13e0dfc92",
        ),
        (
            1_000,
            "b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39",
        ),
        (
            657_413,
            "b713718a38ae728dfd477991af2822e08d2f305e47718cef9f7848ce4050e7be41076862b98fad56e91a6b85b89cd97b",
        ),
    ];

    #[test]
    fn rounds_have_their_times() {
        let chain = DrandChain::QUICKNET;
        // By hand: 1692803367 is 2023-08-23T15:09:27Z.
        assert_eq!(chain.time_of(1).unwrap().to_string(), "2023-08-23T23:09:27+08:00");
        assert_eq!(chain.time_of(0), None);
        assert_eq!(chain.time_of(u64::MAX), None);
        for round in [1, 2, 1_000, 27_946_612] {
            let time = chain.time_of(round).unwrap();
            assert_eq!(chain.first_round_from(time), Some(round));
            let later = Timestamp::from_unix_seconds(time.unix_seconds() + 1).unwrap();
            assert_eq!(chain.first_round_from(later), Some(round + 1));
        }
        // As <https://www.ruby-toolbox.com/projects/drand> computes it.
        assert_eq!(chain.time_of(27_946_612).unwrap().to_string(), "2026-04-20T08:00:00+08:00");
        let before = Timestamp::from_unix_seconds(0).unwrap_or(chain.time_of(1).unwrap());
        assert_eq!(chain.first_round_from(before), Some(1));
    }

    #[cfg(feature = "drand")]
    #[test]
    fn a_published_signature_is_that_of_its_round_and_of_no_other() {
        let chain = DrandChain::QUICKNET;
        for (round, text) in PUBLISHED {
            assert!(chain.has_signed(round, text), "{round}");
            assert!(!chain.has_signed(round + 1, text));
            assert!(!chain.has_signed(round, &text.to_uppercase()));
            assert!(!chain.has_signed(round, &text[2..]));
            for place in 0..text.len() {
                let other = if &text[place..=place] == "0" { "1" } else { "0" };
                let mut changed = text.to_owned();
                changed.replace_range(place..=place, other);
                assert!(!chain.has_signed(round, &changed), "{place}");
            }
        }
        for (round, text) in PUBLISHED.iter().zip(PUBLISHED.iter().cycle().skip(1)).map(|(a, b)| (a.0, b.1)) {
            assert!(!chain.has_signed(round, text));
        }
    }
}
