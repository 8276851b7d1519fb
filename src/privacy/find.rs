//! Which digits of a text are a personal number.

use super::reading::{Group, Link, Mark, Place, Reading};
use super::{Hit, Sensitive};
use crate::types::citizen_id::{is_citizen_id, is_old_citizen_id};
use crate::types::credit_code;

const ID_LENGTH: usize = 18;
const OLD_ID_LENGTH: usize = 15;
const MOBILE_LENGTH: usize = 11;

/// A number and where its digits stand.
type Found = (Sensitive, usize, usize);

/// All personal numbers of a free text. Those that overlap are one hit, so that none is half hidden.
pub(super) fn personal_numbers(text: &str) -> Vec<Hit> {
    let reading = Reading::of(text, Place::FreeText);
    let mut found = reading.citizen_ids();
    for place in 0..reading.groups.len() {
        found.extend(reading.old_citizen_id(place));
        found.extend(reading.mobile(place));
        found.extend(reading.bank_cards(place));
    }
    let hits = found.into_iter().map(|(kind, from, to)| {
        let (start, end) = reading.span(from, to);
        Hit { kind, start, end }
    });
    joined(hits.collect())
}

/// Whether a text of a code column shows an ID number.
pub(super) fn shows_citizen_id(code: &str) -> bool {
    !Reading::of(code, Place::CodeColumn).citizen_ids().is_empty()
}

/// Hits in order; of those that overlap, one over them all, of the gravest kind.
fn joined(mut hits: Vec<Hit>) -> Vec<Hit> {
    hits.sort_unstable_by_key(|hit| (hit.start, hit.end));
    let mut joined: Vec<Hit> = Vec::new();
    for hit in hits {
        match joined.last_mut() {
            Some(last) if hit.start < last.end => {
                last.kind = last.kind.min(hit.kind);
                last.end = last.end.max(hit.end);
            }
            _ => joined.push(hit),
        }
    }
    joined
}

impl Reading {
    /// ID numbers: consecutive groups of 18 digits together, or 18 digits of a longer group.
    fn citizen_ids(&self) -> Vec<Found> {
        let mut found = Vec::new();
        for (place, group) in self.groups.iter().enumerate() {
            if let Some(groups) = self.run(place, group.from, ID_LENGTH) {
                found.extend(self.citizen_id(groups[0].from));
            }
            let ends_in_x =
                self.groups.get(place + 1).is_some_and(|next| next.is_x && next.link == Link::Glued);
            let last = (group.to + usize::from(ends_in_x)).checked_sub(ID_LENGTH);
            found.extend((group.from + 1..=last.unwrap_or(0)).filter_map(|from| self.citizen_id(from)));
            if group.len() > ID_LENGTH {
                found.extend(self.citizen_id(group.from));
            }
        }
        found
    }

    fn citizen_id(&self, from: usize) -> Option<Found> {
        let to = from + ID_LENGTH;
        is_citizen_id(&self.text(from, to)).then_some((Sensitive::CitizenId, from, to))
    }

    /// An ID number of before 1999, as one group.
    fn old_citizen_id(&self, place: usize) -> Option<Found> {
        let Group { from, to, .. } = self.groups[place];
        let is_old = to - from == OLD_ID_LENGTH && is_old_citizen_id(&self.text(from, to));
        is_old.then_some((Sensitive::CitizenId, from, to))
    }

    /// A mobile number that begins with a group, with its prefix or without.
    fn mobile(&self, place: usize) -> Option<Found> {
        let group = self.groups[place];
        let head = self.text(group.from, group.to.min(group.from + 4));
        let prefixes = ["", "0", "86", "0086"].into_iter();
        prefixes.filter(|prefix| head.starts_with(prefix) && prefix.len() < group.len()).find_map(|prefix| {
            let from = group.from + prefix.len();
            let groups = self.run(place, from, MOBILE_LENGTH)?;
            let digits = self.text(from, from + MOBILE_LENGTH);
            let is_mobile = digits.starts_with('1') && matches!(digits.as_bytes()[1], b'3'..=b'9');
            (is_mobile && self.are_one_mobile(place, from, groups)).then_some((
                Sensitive::Mobile,
                group.from,
                from + MOBILE_LENGTH,
            ))
        })
    }

    /// Whether groups look like one number and not like a list of small ones, dates or decimals: none is shorter than
    /// three digits, or one sort of mark, a blank or a dash, stands between them all and not around them.
    fn are_one_mobile(&self, place: usize, from: usize, groups: &[Group]) -> bool {
        if groups[0].to - from >= 3 && groups.iter().all(|group| group.len() >= 3) {
            return true;
        }
        let Some(Link::Marked(mark @ (Mark::Blank | Mark::Dash))) = groups.get(1).map(|group| group.link)
        else {
            return false;
        };
        let same = |group: &Group| group.link == Link::Marked(mark) && !group.is_x;
        let is_prefix = |group: &Group| ["86", "0086"].contains(&&*self.text(group.from, group.to));
        let before = place.checked_sub(1).map(|place| &self.groups[place]);
        let begins = !same(&groups[0]) || before.is_some_and(|group| group.len() <= 4 && is_prefix(group));
        let next = self.groups.get(place + groups.len());
        begins && groups[1..].iter().all(same) && !next.is_some_and(same)
    }

    /// Card numbers that begin with a group: 16–19 digits as one group, as groups of four, or as six and the rest.
    fn bank_cards(&self, place: usize) -> Vec<Found> {
        let group = self.groups[place];
        let sizes = |most: usize| self.connected(place).take(most).map(Group::len).collect::<Vec<_>>();
        let lengths = match (group.len(), &sizes(5)[..]) {
            (length @ 16..=19, _) => vec![length],
            (4, [4, 4, 4, 4, more @ 1..=3]) => vec![16, 16 + more],
            (4, [4, 4, 4, 4, ..]) => vec![16],
            (6, [6, rest @ 10..=13, ..]) => vec![6 + rest],
            _ => Vec::new(),
        };
        let card = |length: usize| {
            let to = group.from + length;
            is_card(&self.text(group.from, to)).then_some((Sensitive::BankCard, group.from, to))
        };
        lengths.into_iter().filter_map(card).collect()
    }

    /// The group at a place and those that follow it with marks of one sort between them.
    fn connected(&self, place: usize) -> impl Iterator<Item = &Group> {
        let link = self.groups.get(place + 1).map(|group| group.link);
        let follows =
            move |group: &&Group| link == Some(group.link) && group.link != Link::Apart && !group.is_x;
        self.groups[place..].iter().take(1).chain(self.groups[place + 1..].iter().take_while(follows))
    }

    /// The connected groups that hold exactly so many digits from a place in the first on.
    fn run(&self, place: usize, from: usize, length: usize) -> Option<&[Group]> {
        for (end, group) in self.groups.iter().enumerate().skip(place).take(length) {
            if end > place && group.link == Link::Apart {
                return None;
            }
            if group.to >= from + length {
                return (group.to == from + length).then_some(&self.groups[place..=end]);
            }
        }
        None
    }
}

/// Whether digits may be a card's: the first digits of banks' cards, which are not those of dates and serial numbers
/// (ISO/IEC 7812), and Luhn's check. An all-digit credit code is none.
fn is_card(digits: &str) -> bool {
    let is_of_a_bank = digits.starts_with(|c| matches!(c, '3'..='9')) || ("22".."28").contains(&&digits[..2]);
    is_of_a_bank && passes_luhn(digits) && credit_code::issue(digits).is_some()
}

/// Luhn's check of card numbers.
fn passes_luhn(digits: &str) -> bool {
    let doubled = |digit: u32| if digit > 4 { 2 * digit - 9 } else { 2 * digit };
    let numbers = digits.chars().rev().map(|c| c.to_digit(10)).enumerate();
    let sum: Option<u32> =
        numbers.map(|(place, digit)| if place % 2 == 1 { digit.map(doubled) } else { digit }).sum();
    sum.is_some_and(|sum| sum.is_multiple_of(10))
}
