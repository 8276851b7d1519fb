//! Who comes back: the struck targets of earlier draws, and where they are in the next roster (PROTOCOL.md §21.3). Behind
//! another id it is still the same company: the credit code tells.

use super::earlier::NamedDraw;
use super::scope::Scope;
use crate::commit::document::{Disclosed, Disclosure};
use crate::plan::{Category, EarlierUse, Plan};
use crate::roster::target;
use crate::types::id::TargetId;
use std::collections::{BTreeMap, BTreeSet};

/// A target of a roster, with its credit code and its name as far as these are known.
#[derive(Clone, Copy)]
pub(crate) struct Known<'a> {
    pub(crate) id: &'a TargetId,
    pub(crate) code: Option<&'a str>,
    pub(crate) name: Option<&'a str>,
}

impl Known<'_> {
    /// Whether it is another company than one of the same id: a name may change and a code be corrected, but not both.
    pub(crate) fn is_another(self, other: Known<'_>) -> bool {
        let differ = |a: Option<&str>, b: Option<&str>| a.zip(b).is_some_and(|(a, b)| a != b);
        differ(self.code, other.code) && differ(self.name, other.name)
    }
}

/// What becomes of the struck targets that no later draw has visited.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Carried {
    /// The targets of the next roster that they are.
    pub(crate) there: BTreeSet<TargetId>,
    /// Those that are not in it, by the ids under which they were struck.
    pub(crate) gone: BTreeSet<TargetId>,
}

impl Carried {
    /// For draws in their order and the roster of the next one.
    pub(crate) fn new<'b>(draws: &[NamedDraw<'_>], roster: impl Iterator<Item = Known<'b>>) -> Self {
        let carrying = draws.iter().enumerate().filter(|(_, draw)| draw.uses.contains(&EarlierUse::Carry));
        let strikes: Vec<(usize, Known<'_>)> = carrying
            .flat_map(|(at, draw)| {
                let struck = targets_of(draw.link).filter(|known| draw.stood.struck.contains(known.id));
                struck.map(move |known| (at, known))
            })
            .collect();
        let codes: BTreeSet<&str> = strikes.iter().filter_map(|(_, known)| known.code).collect();
        let ids: BTreeSet<&TargetId> = strikes.iter().map(|(_, known)| known.id).collect();
        let wanted =
            |known: &Known<'_>| ids.contains(known.id) || known.code.is_some_and(|code| codes.contains(code));
        let rosters: Vec<Places<'_>> =
            draws.iter().map(|draw| Places::new(targets_of(draw.link).filter(wanted))).collect();
        let plans: Vec<&Plan> = draws.iter().map(|draw| &draw.link.first().announcement.plan).collect();
        let next = Places::new(roster.filter(|known| wanted(known)));
        let mut carried = Self::default();
        for (at, strike) in strikes {
            let mut later = (at + 1..draws.len()).filter(|later| settles(plans[at], plans[*later]));
            let stands = |later: usize| {
                let there = rosters[later].of(strike);
                there.is_some_and(|known| draws[later].stood.teams.contains_key(known.id))
            };
            if later.any(stands) {
                continue;
            }
            match next.of(strike) {
                Some(known) => carried.there.insert(known.id.clone()),
                None => carried.gone.insert(strike.id.clone()),
            };
        }
        carried
    }
}

/// Whether a later draw is one that brings back what a draw struck, and whose visit settles the strike: of the same business, and
/// no single case, unless that is one too.
pub(crate) fn settles(struck: &Plan, later: &Plan) -> bool {
    let is_single = later.category == Category::Case && struck.category != Category::Case;
    !is_single && Scope::new(struck).shares_items(&Scope::new(later))
}

/// The targets of a draw's roster.
pub(crate) fn targets_of(link: &Disclosure) -> impl Iterator<Item = Known<'_>> {
    link.first().rosters.targets.iter().map(known)
}

/// What a record of a roster shows.
pub(crate) fn known(record: &Disclosed<target::Marker>) -> Known<'_> {
    let shown = record.identity.shown();
    Known {
        id: &record.draw.id,
        code: shown.and_then(|identity| identity.credit_code.as_deref()),
        name: shown.map(|identity| identity.name.as_str()),
    }
}

/// Where some targets are in a roster.
struct Places<'a> {
    /// The first of each code.
    codes: BTreeMap<&'a str, Known<'a>>,
    ids: BTreeMap<&'a TargetId, Known<'a>>,
}

impl<'a> Places<'a> {
    fn new(roster: impl Iterator<Item = Known<'a>>) -> Self {
        let mut places = Self { codes: BTreeMap::new(), ids: BTreeMap::new() };
        for known in roster {
            places.ids.insert(known.id, known);
            known.code.map(|code| places.codes.entry(code).or_insert(known));
        }
        places
    }

    /// A target: by its credit code, under whatever id; else by its id.
    fn of(&self, target: Known<'_>) -> Option<Known<'a>> {
        let by_code = target.code.and_then(|code| self.codes.get(code)).copied();
        let by_id = || self.ids.get(target.id).copied().filter(|there| !there.is_another(target));
        by_code.or_else(by_id)
    }
}
