//! Selection: the k first of a pool in the order of winning tickets (PROTOCOL.md §10.3).

use super::ticket::{Tickets, WinningTicket};
use crate::types::id::TargetId;
use crate::types::pieces::{each, sort};
use std::cmp::Ordering;

/// A member of a pool.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Candidate<'a> {
    /// The target.
    pub id: &'a TargetId,
    /// How many tickets it has; at least one counts.
    pub tickets: u32,
    /// Drawn with certainty.
    pub carried: bool,
}

impl<'a> Candidate<'a> {
    /// A member with so many tickets, drawn with certainty if it is carried over.
    pub const fn new(id: &'a TargetId, tickets: u32, carried: bool) -> Self {
        Self { id, tickets, carried }
    }
}

/// A candidate's place in the order: carried first, then by ticket, then by id. Only the beginning of the ticket is
/// kept, which makes a million keys small; the whole ticket decides between equal beginnings.
#[derive(Debug, Clone, Copy)]
struct Key {
    /// One bit that is set unless it is carried, then the first 63 of its ticket.
    beginning: u64,
    index: u32,
    n: u32,
}

impl Key {
    fn new(index: u32, candidate: &Candidate<'_>, winning: &WinningTicket) -> Self {
        let first = winning.ticket.as_bytes().first_chunk().copied().map_or(0, u64::from_be_bytes);
        Self { beginning: u64::from(!candidate.carried) << 63 | first >> 1, index, n: winning.n }
    }
}

/// A selected or alternate candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Ranked {
    /// Its place among the candidates as given.
    pub index: usize,
    /// Its winning ticket.
    pub winning: WinningTicket,
}

/// A selection from one pool.
#[derive(Clone)]
pub struct Selection<'a> {
    tickets: &'a Tickets,
    candidates: Vec<Candidate<'a>>,
    /// The drawn candidates by rank, with their tickets.
    drawn: Vec<Ranked>,
    /// The others, in no order.
    rest: Vec<Key>,
}

/// Draws `k` of some candidates, whatever their order; all of them if there are fewer.
pub fn select<'a>(
    tickets: &'a Tickets,
    candidates: impl IntoIterator<Item = Candidate<'a>>,
    k: usize,
) -> Selection<'a> {
    let candidates: Vec<Candidate<'a>> = candidates.into_iter().collect();
    let mut keys = each(&candidates, |index, candidate| {
        // A roster has no more targets than 32 bits count.
        let index = u32::try_from(index).unwrap_or(u32::MAX);
        Key::new(index, candidate, &tickets.winning(candidate.id, candidate.tickets))
    });
    let mut selection = Selection { tickets, candidates, drawn: Vec::new(), rest: Vec::new() };
    // Parting the k first from the rest takes linear time; only those are then sorted. They are parted to the end, where they
    // are taken off without the others being moved.
    let others = keys.len().saturating_sub(k);
    if k > 0 && others > 0 {
        selection.part(&mut keys, others);
    }
    let mut first = keys.split_off(others);
    selection.rest = keys;
    selection.sort(&mut first);
    selection.drawn = each(&first, |_, key| selection.ranked(key));
    selection
}

impl Selection<'_> {
    /// Parts keys so that those from a place on come first in the order.
    fn part(&self, keys: &mut [Key], at: usize) {
        let (_, edge, _) = keys.select_nth_unstable_by(at, |a, b| b.beginning.cmp(&a.beginning));
        let edge = edge.beginning;
        // That decides unless equal beginnings lie on both sides.
        if keys.iter().filter(|key| key.beginning == edge).nth(1).is_some() {
            keys.select_nth_unstable_by(at, |a, b| self.order(b, a));
        }
    }

    /// Sorts keys: by beginnings, and whole tickets where these are equal.
    fn sort(&self, keys: &mut [Key]) {
        sort(keys, |a, b| a.beginning.cmp(&b.beginning));
        for alike in keys.chunk_by_mut(|a, b| a.beginning == b.beginning).filter(|alike| alike.len() > 1) {
            alike.sort_unstable_by(|a, b| self.order(a, b));
        }
    }

    fn order(&self, a: &Key, b: &Key) -> Ordering {
        a.beginning.cmp(&b.beginning).then_with(|| {
            let whole = |key: &Key| {
                let ranked = self.ranked(key);
                (ranked.winning.ticket, self.candidates[ranked.index].id)
            };
            whole(a).cmp(&whole(b))
        })
    }

    fn ranked(&self, key: &Key) -> Ranked {
        let index = key.index as usize;
        let ticket = self.tickets.ticket(self.candidates[index].id, key.n);
        Ranked { index, winning: WinningTicket { ticket, n: key.n } }
    }

    /// The drawn candidates by rank.
    pub fn drawn(&self) -> impl Iterator<Item = Ranked> + '_ {
        self.drawn.iter().copied()
    }

    /// Places of the others among the candidates as given, in the order in which they would come in.
    pub fn into_alternates(mut self) -> Vec<usize> {
        let mut rest = std::mem::take(&mut self.rest);
        self.sort(&mut rest);
        rest.iter().map(|key| key.index as usize).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::digest::{Digest, HashAlgorithm};

    #[test]
    fn drawn_and_alternates_are_the_pool_in_the_order_of_carried_ticket_id() {
        let tickets = Tickets::new(HashAlgorithm::Sha256, &Digest::from_bytes([3; 32]));
        let ids: Vec<TargetId> = (0..50).map(|n| TargetId::new(format!("T{n}")).unwrap()).collect();
        let carried = |index: usize| index % 20 == 7;
        let count = |index: usize| u32::try_from(index % 3).unwrap() + 1;
        let mut expected: Vec<usize> = (0..ids.len()).collect();
        expected
            .sort_by_key(|i| (!carried(*i), tickets.winning(&ids[*i], count(*i)).ticket, ids[*i].clone()));
        for k in [0, 1, 10, 49, 50, 99] {
            let candidates = ids.iter().enumerate();
            let candidates =
                candidates.map(|(i, id)| Candidate { id, tickets: count(i), carried: carried(i) });
            let selection = select(&tickets, candidates, k);
            let mut all: Vec<usize> = selection.drawn().map(|ranked| ranked.index).collect();
            assert_eq!(all.len(), k.min(50));
            all.extend(selection.into_alternates());
            assert_eq!(all, expected, "k = {k}");
        }
    }

    #[test]
    fn of_nobody_nobody_is_drawn() {
        let tickets = Tickets::new(HashAlgorithm::Sha256, &Digest::from_bytes([3; 32]));
        for k in [0, 1] {
            let selection = select(&tickets, [], k);
            assert_eq!((selection.drawn().count(), selection.into_alternates()), (0, Vec::new()));
        }
    }

    #[test]
    fn whole_tickets_decide_between_equal_beginnings() {
        let tickets = Tickets::new(HashAlgorithm::Sha256, &Digest::from_bytes([5; 32]));
        let ids: Vec<TargetId> = (0..60).map(|n| TargetId::new(format!("T{n}")).unwrap()).collect();
        let candidates: Vec<Candidate<'_>> =
            ids.iter().enumerate().map(|(n, id)| Candidate::new(id, 1, n % 7 == 0)).collect();
        let selection = Selection { tickets: &tickets, candidates, drawn: Vec::new(), rest: Vec::new() };
        let mut expected: Vec<u32> = (0..60).collect();
        expected.sort_by_key(|n| (n % 7 != 0, tickets.ticket(&ids[*n as usize], 1)));
        // As if tickets began alike: a few values for sixty keys.
        let alike = |n: u32| {
            let candidate = &selection.candidates[n as usize];
            let key = Key::new(n, candidate, &tickets.winning(candidate.id, 1));
            Key { beginning: key.beginning >> 61 << 61, ..key }
        };
        let mut keys: Vec<Key> = (0..60).map(alike).collect();
        selection.sort(&mut keys);
        assert_eq!(keys.iter().map(|key| key.index).collect::<Vec<_>>(), expected);
        // As if all did.
        let mut by_ticket: Vec<u32> = (0..60).collect();
        by_ticket.sort_by_key(|n| tickets.ticket(&ids[*n as usize], 1));
        let mut keys: Vec<Key> = (0..60).map(|n| Key { beginning: 0, ..alike(n) }).collect();
        selection.part(&mut keys, 50);
        let mut first = keys.split_off(50);
        selection.sort(&mut first);
        assert_eq!(first.iter().map(|key| key.index).collect::<Vec<_>>(), by_ticket[..10]);
        for k in 1..60 {
            let mut keys: Vec<Key> = (0..60).map(alike).collect();
            selection.part(&mut keys, 60 - k);
            let mut first = keys.split_off(60 - k);
            selection.sort(&mut first);
            assert_eq!(first.iter().map(|key| key.index).collect::<Vec<_>>(), expected[..k]);
        }
    }
}
