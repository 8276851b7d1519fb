//! Tickets (PROTOCOL.md §9.2). Ticket n of a target is `SHA-256(hex(key) ‖ n ‖ ":" ‖ id)`, so anyone recomputes it with
//! `printf '%s' '<key><n>:<id>' | sha256sum`. The key's 64 digits fill the first block exactly: it is hashed once, and
//! each ticket then costs one compression.

use crate::basics::hash::{AfterFirstBlock, Digest};
use crate::basics::id::{MAX_ID_BYTES, TargetId};

/// Room for a number of at most 10 digits, a colon and an id.
const TAIL: usize = 10 + 1 + MAX_ID_BYTES;

/// A target's smallest ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct WinningTicket {
    /// The ticket.
    pub ticket: Digest,
    /// Its number, from 1.
    pub n: u32,
}

/// Computes tickets under one key.
#[derive(Clone)]
pub struct Tickets {
    after_key: AfterFirstBlock,
}

impl Tickets {
    /// Tickets under a key.
    pub fn new(key: &Digest) -> Self {
        let mut block = [0; 64];
        block.copy_from_slice(key.to_hex().as_bytes());
        Self { after_key: AfterFirstBlock::new(&block) }
    }

    /// Ticket `n` of a target.
    ///
    /// ```
    /// use dual_random::{Digest, TargetId, Tickets};
    /// let key = Digest::from_bytes([0; 32]);
    /// let ticket = Tickets::new(&key).ticket(&TargetId::new("T1")?, 1);
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
        let mut tail = [0u8; TAIL];
        let mut start = 0;
        let mut divisor = 1_000_000_000;
        while divisor > 1 && n < divisor {
            divisor /= 10;
        }
        while divisor > 0 {
            // A decimal digit always fits.
            tail[start] = b'0' + u8::try_from(n / divisor % 10).unwrap_or(0);
            start += 1;
            divisor /= 10;
        }
        tail[start] = b':';
        start += 1;
        tail[start..start + id.len()].copy_from_slice(id);
        self.after_key.finish(&tail[..start + id.len()])
    }

    /// The smallest of a target's tickets 1…`count`; the lowest number if equal.
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
    use crate::basics::hash::sha256;

    #[test]
    fn tickets_are_plain_sha256_for_every_length_of_id_and_number() {
        let key = sha256(&[b"key"]);
        let tickets = Tickets::new(&key);
        for len in [1, 2, 52, 53] {
            let id = TargetId::new("x".repeat(len)).unwrap();
            for n in [1, 9, 10, 99, 100, 999, 1000, u32::MAX] {
                let by_hand = sha256(&[format!("{}{n}:{id}", key.to_hex()).as_bytes()]);
                assert_eq!(tickets.ticket(&id, n), by_hand, "{len} {n}");
            }
        }
    }

    #[test]
    fn the_winning_ticket_is_the_smallest() {
        let tickets = Tickets::new(&sha256(&[b"key"]));
        let id = TargetId::new("T1").unwrap();
        let best = (1..=50).map(|n| (tickets.ticket(&id, n), n)).min().unwrap();
        let winning = tickets.winning(&id, 50);
        assert_eq!((winning.ticket, winning.n), best);
    }
}
