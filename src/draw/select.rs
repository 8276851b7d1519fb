//! Selection: the k first of a pool in the order of winning tickets (PROTOCOL.md §10.3).

use super::ticket::{Tickets, WinningTicket};
use crate::types::id::TargetId;
use crate::types::pieces::by_pieces;
use std::cmp::Ordering;

/// How many candidates' tickets are made in one go.
const PIECE: usize = 1 << 12;

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
    not_carried: bool,
    beginning: u64,
    index: usize,
    n: u32,
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
    ids: Vec<&'a TargetId>,
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
    let key = |(index, candidate): (usize, &Candidate<'a>)| {
        let WinningTicket { ticket, n } = tickets.winning(candidate.id, candidate.tickets);
        let beginning = ticket.as_bytes().first_chunk().copied().map_or(0, u64::from_be_bytes);
        Key { not_carried: !candidate.carried, beginning, index, n }
    };
    let keys = by_pieces(&candidates, PIECE, |place, piece| {
        (place * PIECE..).zip(piece).map(key).collect::<Vec<Key>>()
    });
    let mut keys = keys.concat();
    let ids = candidates.iter().map(|candidate| candidate.id).collect();
    drop(candidates);
    let k = k.min(keys.len());
    let mut selection = Selection { tickets, ids, drawn: Vec::new(), rest: Vec::new() };
    // Parting the k first from the rest takes linear time; only those are then sorted.
    if k > 0 && k < keys.len() {
        keys.select_nth_unstable_by(k - 1, |a, b| selection.order(a, b));
    }
    selection.rest = keys.split_off(k);
    // Their tickets are made again in the order of the input, which is how ids lie in memory.
    keys.sort_unstable_by_key(|key| key.index);
    let mut ranked: Vec<(bool, Ranked)> =
        keys.iter().map(|key| (key.not_carried, selection.ranked(key))).collect();
    let ids = &selection.ids;
    ranked.sort_unstable_by(|(a_last, a), (b_last, b)| {
        let tickets = (a_last, &a.winning.ticket).cmp(&(b_last, &b.winning.ticket));
        tickets.then_with(|| ids[a.index].cmp(ids[b.index]))
    });
    selection.drawn = ranked.into_iter().map(|(_, ranked)| ranked).collect();
    selection
}

impl Selection<'_> {
    fn order(&self, a: &Key, b: &Key) -> Ordering {
        let beginnings = (a.not_carried, a.beginning).cmp(&(b.not_carried, b.beginning));
        beginnings.then_with(|| {
            let whole = |key: &Key| (self.ranked(key).winning.ticket, self.ids[key.index]);
            whole(a).cmp(&whole(b))
        })
    }

    fn ranked(&self, key: &Key) -> Ranked {
        let ticket = self.tickets.ticket(self.ids[key.index], key.n);
        Ranked { index: key.index, winning: WinningTicket { ticket, n: key.n } }
    }

    /// The drawn candidates by rank.
    pub fn drawn(&self) -> impl Iterator<Item = Ranked> + '_ {
        self.drawn.iter().copied()
    }

    /// Places of the others among the candidates as given, in the order in which they would come in.
    pub fn into_alternates(mut self) -> Vec<usize> {
        let mut rest = std::mem::take(&mut self.rest);
        rest.sort_unstable_by(|a, b| self.order(a, b));
        rest.iter().map(|key| key.index).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::digest::Digest;

    #[test]
    fn drawn_and_alternates_are_the_pool_in_the_order_of_carried_ticket_id() {
        let tickets = Tickets::new(&Digest::from_bytes([3; 32]));
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
}
