//! Selection: the k first of a pool in the order of winning tickets (PROTOCOL.md §9.3).

use super::ticket::{Tickets, WinningTicket};
use crate::basics::id::TargetId;

/// A member of a pool.
#[derive(Debug, Clone, Copy)]
pub struct Candidate<'a> {
    /// The target.
    pub id: &'a TargetId,
    /// How many tickets it has; at least one counts.
    pub tickets: u32,
    /// Drawn with certainty.
    pub carried: bool,
}

/// A candidate's place in the order: carried first, then by ticket, then by id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Key<'a> {
    not_carried: bool,
    ticket: crate::basics::hash::Digest,
    id: &'a TargetId,
    n: u32,
    index: usize,
}

/// A selected or alternate candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ranked {
    /// Its place among the candidates as given.
    pub index: usize,
    /// Its winning ticket.
    pub winning: WinningTicket,
}

/// A selection from one pool.
#[derive(Debug, Clone)]
pub struct Selection<'a> {
    drawn: Vec<Key<'a>>,
    rest: Vec<Key<'a>>,
}

/// Draws `k` of some candidates, whatever their order; all of them if there are fewer.
pub fn select<'a>(
    tickets: &Tickets,
    candidates: impl IntoIterator<Item = Candidate<'a>>,
    k: usize,
) -> Selection<'a> {
    let key = |(index, candidate): (usize, Candidate<'a>)| {
        let WinningTicket { ticket, n } = tickets.winning(candidate.id, candidate.tickets);
        Key { not_carried: !candidate.carried, ticket, id: candidate.id, n, index }
    };
    let mut drawn: Vec<Key<'a>> = candidates.into_iter().enumerate().map(key).collect();
    // Parting the k first from the rest takes linear time; only those are then sorted.
    if k > 0 && k < drawn.len() {
        drawn.select_nth_unstable(k - 1);
    }
    let rest = drawn.split_off(k.min(drawn.len()));
    drawn.sort_unstable();
    Selection { drawn, rest }
}

impl Selection<'_> {
    /// The drawn candidates by rank.
    pub fn drawn(&self) -> impl Iterator<Item = Ranked> + '_ {
        self.drawn.iter().map(ranked)
    }

    /// The others, in the order in which they would come in.
    pub fn into_alternates(self) -> Vec<Ranked> {
        let mut rest = self.rest;
        rest.sort_unstable();
        rest.iter().map(ranked).collect()
    }
}

fn ranked(key: &Key<'_>) -> Ranked {
    Ranked { index: key.index, winning: WinningTicket { ticket: key.ticket, n: key.n } }
}
