//! Tickets (PROTOCOL.md §10.2). Ticket n of a target is `H(hex(key) ‖ n ‖ ":" ‖ id)`, so anyone recomputes it with
//! `printf '%s' '<key><n>:<id>' | sha256sum`. The key's 64 digits fill the first block exactly: it is hashed once, and
//! each ticket then costs one compression.

use crate::types::digest::{AfterFirstBlock, Digest, HashAlgorithm};
use crate::types::id::TargetId;

/// A target's smallest ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct WinningTicket {
    /// The ticket.
    pub ticket: Digest,
    /// Its number, from 1.
    pub n: u32,
}

/// Computes tickets under one key: that of the tickets in a disclosure's result.
///
/// ```
/// use dual_random::{Grounds, Tickets};
/// # mod shared { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/shared/mod.rs")); }
/// # let (_, drawn) = shared::drawn()?;
/// # let disclosure = drawn.disclose(&Grounds::none())?;
///
/// let tickets = Tickets::new(disclosure.hash_algorithm(), &disclosure.result.ticket_key);
/// for drawn in &disclosure.result.strata[0].drawn {
///     assert_eq!(tickets.winning(&drawn.id, 1).ticket, drawn.ticket);
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Tickets {
    after_key: AfterFirstBlock,
}

impl Tickets {
    /// Tickets of a draw with a hash, under a key.
    pub fn new(hash: HashAlgorithm, key: &Digest) -> Self {
        let mut block = [0; 64];
        block.copy_from_slice(key.to_hex().as_bytes());
        Self { after_key: AfterFirstBlock::new(hash, &block) }
    }

    /// Ticket `n` of a target.
    ///
    /// ```
    /// use dual_random::{Digest, HashAlgorithm, TargetId, Tickets};
    /// let key = Digest::from_bytes([0; 32]);
    /// let ticket = Tickets::new(HashAlgorithm::Sha256, &key).ticket(&TargetId::new("T1")?, 1);
    /// let by_hand = Digest::of_file(format!("{}1:T1", key.to_hex()).as_bytes());
    /// assert_eq!(ticket, by_hand);
    /// # Ok::<(), dual_random::IdError>(())
    /// ```
    #[inline]
    pub fn ticket(&self, id: &TargetId, n: u32) -> Digest {
        self.ticket_of(id.as_str().as_bytes(), n)
    }

    #[inline]
    fn ticket_of(&self, id: &[u8], n: u32) -> Digest {
        match u8::try_from(n) {
            // Nearly every ticket: one digit.
            Ok(digit @ 0..=9) => self.after_key.finish(&[b'0' + digit, b':'], id),
            _ => self.after_key.finish(format!("{n}:").as_bytes(), id),
        }
    }

    /// The smallest of a target's tickets 1…`count`; the lowest number if equal. A plan gives 1 to 1000 tickets; 0 counts as 1.
    pub fn winning(&self, id: &TargetId, count: u32) -> WinningTicket {
        let id = id.as_str().as_bytes();
        let mut best = WinningTicket { ticket: self.ticket_of(id, 1), n: 1 };
        for n in 2..=count {
            best = best.min(WinningTicket { ticket: self.ticket_of(id, n), n });
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tickets_are_plain_sha256_for_every_length_of_id_and_number() {
        let key = HashAlgorithm::Sha256.hash(&[b"key"]);
        let tickets = Tickets::new(HashAlgorithm::Sha256, &key);
        for len in [1, 2, 52, 53] {
            let id = TargetId::new("x".repeat(len)).unwrap();
            for n in [1, 9, 10, 99, 100, 999, 1000, u32::MAX] {
                let by_hand = HashAlgorithm::Sha256.hash(&[format!("{}{n}:{id}", key.to_hex()).as_bytes()]);
                assert_eq!(tickets.ticket(&id, n), by_hand, "{len} {n}");
            }
        }
    }

    #[test]
    fn the_winning_ticket_is_the_smallest() {
        let tickets = Tickets::new(HashAlgorithm::Sha256, &HashAlgorithm::Sha256.hash(&[b"key"]));
        let id = TargetId::new("T1").unwrap();
        let best = (1..=50).map(|n| (tickets.ticket(&id, n), n)).min().unwrap();
        let winning = tickets.winning(&id, 50);
        assert_eq!((winning.ticket, winning.n), best);
    }
}
