//! Who comes back: the struck targets of earlier draws, and where they are in the next roster (PROTOCOL.md §19.3). Behind
//! another id it is still the same company: the credit code tells.

use super::earlier::NamedDraw;
use crate::basics::id::TargetId;
use crate::commit::document::Disclosure;
use crate::plan::EarlierUse;
use std::collections::{BTreeMap, BTreeSet};

/// A target of a roster, with its credit code if that is known.
pub(super) type Known<'a> = (&'a TargetId, Option<&'a str>);

/// What becomes of the struck targets that no later draw has visited.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Carried {
    /// The targets of the next roster that they are.
    pub(super) there: BTreeSet<TargetId>,
    /// Those that are not in it, by the ids under which they were struck.
    pub(super) gone: BTreeSet<TargetId>,
}

impl Carried {
    /// For draws in their order and the roster of the next one.
    pub(super) fn new<'b>(draws: &[NamedDraw<'_>], roster: impl Iterator<Item = Known<'b>>) -> Self {
        let struck = draws.iter().enumerate().filter(|(_, draw)| draw.uses.contains(&EarlierUse::Carry));
        let strikes: Vec<(usize, Known<'_>)> = struck
            .flat_map(|(at, draw)| {
                let places = Places::new(targets_of(draw.link), |id, _| draw.stood.struck.contains(id));
                draw.stood.struck.iter().map(move |id| (at, (id, places.codes_by_id.get(id).copied())))
            })
            .collect();
        let codes: BTreeSet<&str> = strikes.iter().filter_map(|(_, (_, code))| *code).collect();
        let ids: BTreeSet<&TargetId> = strikes.iter().map(|(_, (id, _))| *id).collect();
        let wanted = |id: &TargetId, code: Option<&str>| {
            ids.contains(id) || code.is_some_and(|code| codes.contains(code))
        };
        let rosters: Vec<Places<'_>> =
            draws.iter().map(|draw| Places::new(targets_of(draw.link), wanted)).collect();
        let next = Places::new(roster, wanted);
        let mut carried = Self::default();
        for (at, strike) in strikes {
            let mut later = draws.iter().zip(&rosters).skip(at + 1);
            let stands = |(draw, roster): (&NamedDraw<'_>, &Places<'_>)| {
                roster.of(strike).is_some_and(|id| draw.stood.teams.contains_key(id))
            };
            if later.any(stands) {
                continue;
            }
            match next.of(strike) {
                Some(id) => carried.there.insert(id.clone()),
                None => carried.gone.insert(strike.0.clone()),
            };
        }
        carried
    }
}

/// The targets of a draw's roster.
pub(super) fn targets_of(link: &Disclosure) -> impl Iterator<Item = Known<'_>> {
    let records = link.first().rosters.targets.iter();
    records.map(|record| {
        let code = record.identity.shown().and_then(|identity| identity.credit_code.as_deref());
        (&record.draw.id, code)
    })
}

/// Where some targets are in a roster.
#[derive(Default)]
struct Places<'a> {
    codes_by_id: BTreeMap<&'a TargetId, &'a str>,
    /// The first of each code.
    by_code: BTreeMap<&'a str, &'a TargetId>,
    ids: BTreeSet<&'a TargetId>,
}

impl<'a> Places<'a> {
    /// Of a roster, those that are wanted by their id or their credit code.
    fn new(
        roster: impl Iterator<Item = Known<'a>>,
        wanted: impl Fn(&TargetId, Option<&str>) -> bool,
    ) -> Self {
        let mut places = Self::default();
        for (id, code) in roster.filter(|(id, code)| wanted(id, *code)) {
            places.ids.insert(id);
            if let Some(code) = code {
                places.by_code.entry(code).or_insert(id);
                places.codes_by_id.insert(id, code);
            }
        }
        places
    }

    /// A target: by its credit code, under whatever id; else by its id.
    fn of(&self, (id, code): Known<'_>) -> Option<&'a TargetId> {
        let by_code = code.and_then(|code| self.by_code.get(code));
        by_code.or_else(|| self.ids.get(id)).copied()
    }
}
