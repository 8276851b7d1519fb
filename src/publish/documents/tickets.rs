//! 签号公示: each target's tickets and place, so that a ticket that is computed by hand can be compared with something.

use super::{authorities, bound_to, name, numbered};
use crate::commit::document::{Disclosed, Disclosure, StratumResult};
use crate::draw::ticket::Tickets;
use crate::plan::Plan;
use crate::privacy::Policy;
use crate::publish::cell::{Word, Words};
use crate::publish::head::{Head, count, digest, document, of, one_of, table};
use crate::publish::layout::{AUTHORITIES, DRAWABLE, ID, NAME, NO, SELECTED, STRATUM, TITLE, word};
use crate::publish::page::Page;
use crate::publish::screen::PublishError;
use crate::roster::target;
use crate::rules::tickets_of;
use crate::story::{Story, Visit};
use crate::types::digest::Digest;
use crate::types::id::TargetId;
use std::collections::BTreeSet;

/// 签号公示 of a disclosed draw: all targets of the pools in the order in which they came up, with the number and value of the
/// winning ticket of each.
///
/// # Errors
/// When the disclosure does not recompute, or a text of the announcement holds what canonical JSON refuses.
pub fn tickets<'a>(disclosure: &'a Disclosure, policy: &'a Policy) -> Result<Page<'a>, PublishError> {
    let first = disclosure.first();
    let rows = first.result.strata.iter().flat_map(|stratum| {
        let drawn = stratum.drawn.iter().map(|ticket| &ticket.id);
        (1..).zip(drawn.chain(&stratum.alternates)).map(move |(place, id)| Row { stratum, place, id })
    });
    let key = Tickets::new(first.hash_algorithm(), &first.result.ticket_key);
    let story = Story::of_disclosure(disclosure)?;
    let stood = story.visits().iter().map(Visit::id).collect();
    let struck = story.struck().iter().map(|struck| &struck.strike.target).collect();
    Ok(page(bound_to(disclosure)?, disclosure, numbered(rows), key, stood, struck, policy))
}

/// A target in the order of its pool.
#[derive(Clone, Copy)]
struct Row<'a> {
    stratum: &'a StratumResult,
    /// Its place in the order, from 1.
    place: u64,
    id: &'a TargetId,
}

impl<'a> Row<'a> {
    fn is_drawn(self) -> bool {
        self.place <= self.stratum.drawn.len() as u64
    }

    fn record(self, disclosure: &'a Disclosure) -> Option<&'a Disclosed<target::Marker>> {
        let targets = &disclosure.first().rosters.targets;
        targets.get(targets.binary_search_by(|record| record.draw.id.cmp(self.id)).ok()?)
    }

    fn tickets(self, disclosure: &'a Disclosure) -> Option<u32> {
        let plan: &Plan = &disclosure.first().announcement.plan;
        self.record(disclosure).map(|record| tickets_of(plan, &record.draw))
    }

    /// Whether it was drawn, and what became of that: `stood` are those that stand, `struck` those that were struck.
    fn came_up(self, stood: &BTreeSet<&TargetId>, struck: &BTreeSet<&TargetId>) -> Word {
        match (self.is_drawn(), stood.contains(self.id), struck.contains(self.id)) {
            (true, false, true) => STRUCK,
            (true, ..) => DRAWN,
            (false, false, false) => ALTERNATE,
            (false, ..) => CAME_IN,
        }
    }

    /// The number of its winning ticket, and the ticket.
    fn winning(self, disclosure: &'a Disclosure, key: &Tickets) -> (u32, Digest) {
        let winning = key.winning(self.id, self.tickets(disclosure).unwrap_or(1));
        (winning.n, winning.ticket)
    }
}

const DRAWN: Word = word("drawn", "抽中", "drawn");
const STRUCK: Word = word("struck", "抽中（后更换）", "drawn, struck later");
const ALTERNATE: Word = word("alternate", "候补", "alternate");
const CAME_IN: Word = word("came_in", "候补（后递补）", "alternate, came in later");
const CAME_UP: &[Word] = &[DRAWN, STRUCK, ALTERNATE, CAME_IN];
const HELD: Head<of::Count> = count("tickets", "签号数", "Tickets");
const WINNING: Head<of::Count> = count("n", "最小签号的序号", "Number of the smallest ticket");

document! {
    /// 签号公示.
    TICKETS = "tickets", "签号公示", "Tickets of a random inspection",
    notes: &[Words::new(
        "签号的核对方法：将“{ticket_key}”、签号的序号、半角冒号和检查对象编号依次连接，计算 {hash} 摘要，与文末“验证信息”载明的签号相同；同一分组中，各对象以其最小的签号由小到大排列，排列在前的抽中。结转的对象排列在最前。",
        "To check a ticket: join the ticket key {ticket_key}, the ticket's number, a colon and the target's id, and take the {hash}: it is the ticket in the box at the end. In a stratum the targets stand by their smallest tickets, smallest first, and the first are drawn. Those that are carried over come before all others.",
    )];
    fn page<'a>(
        disclosure: &'a Disclosure,
        rows: Vec<(u64, Row<'a>)>,
        key: Tickets,
        stood: BTreeSet<&'a TargetId>,
        struck: BTreeSet<&'a TargetId>,
        policy: &'a Policy,
    );
    facts {
        TITLE => &disclosure.first().announcement.plan.title,
        AUTHORITIES => authorities(&disclosure.first().announcement.plan),
        digest("ticket_key", "签号密钥", "Ticket key") => disclosure.first().result.ticket_key,
    }
    table {
        "strata", "抽取界限", "Where drawing ended", sum: true;
        for stratum in disclosure.first().result.strata.iter().collect() => {
            STRATUM => &stratum.name,
            DRAWABLE => stratum.drawn.len() + stratum.alternates.len(),
            SELECTED => stratum.drawn.len(),
            digest("last", "最后抽中的签号", "Last ticket drawn") => stratum.drawn.last().map(|ticket| ticket.ticket),
        }
    }
    table {
        "tickets", "各检查对象的签号", "Tickets of the targets";
        for (no, row) in rows => {
            NO => *no,
            NAME => row.record(disclosure).and_then(|record| name(record, policy)),
            STRATUM => &row.stratum.name,
            count("place", "组内次序", "Place in the stratum") => row.place,
            one_of("came_up", "抽取结果", "Drawn or not", CAME_UP) => row.came_up(&stood, &struck),
            HELD => row.tickets(disclosure),
            WINNING => row.winning(disclosure, &key).0,
            ID => row.id,
            digest("ticket", "最小的签号", "Smallest ticket") => row.winning(disclosure, &key).1,
        }
    }
}
