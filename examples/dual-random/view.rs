//! What people want to see of a result: the targets that stand, in the order of service, with names and whole teams, and
//! what amendments made of them.

use crate::text;
use dual_random::commit::document::{
    Disclosed, DrawnTicket, Replaced, SeatResult, StratumResult, TeamResult,
};
use dual_random::plan::SeatAsk;
use dual_random::roster::{inspector, target};
use dual_random::rules::{StratumNumbers, team_of};
use dual_random::{
    Amendment, Date, Disclosure, InspectorId, InspectorStrike, Language, TargetId, TargetStrike,
};
use std::collections::BTreeMap;

/// A result, with its chain of ceremonies and their amendments looked through.
pub(crate) struct View<'a> {
    pub(crate) last: &'a Disclosure,
    targets: BTreeMap<&'a str, &'a Disclosed<target::Marker>>,
    inspectors: BTreeMap<&'a str, &'a Disclosed<inspector::Marker>>,
    seats: Seats<'a>,
    /// The targets that stand, in the order of service.
    standing: Vec<Standing<'a>>,
    struck: BTreeMap<&'a str, Struck<'a>>,
}

/// What happened to each seat (target, number), earliest first.
type Seats<'a> = BTreeMap<(&'a str, u32), Vec<SeatEvent<'a>>>;

/// An amendment, for people.
#[derive(Clone, Copy)]
pub(crate) struct On {
    pub(crate) number: u64,
    pub(crate) date: Date,
}

/// What happened to a seat.
#[derive(Clone, Copy)]
pub(crate) enum SeatEvent<'a> {
    Drawn(&'a SeatResult),
    Struck(&'a InspectorStrike, On),
}

#[derive(Clone, Copy)]
struct Standing<'a> {
    id: &'a TargetId,
    stratum: &'a StratumResult,
    rank: usize,
    came_in: Option<(&'a TargetId, On)>,
}

/// A target that an amendment struck.
pub(crate) struct Struck<'a> {
    pub(crate) strike: &'a TargetStrike,
    pub(crate) alternate: Option<&'a TargetId>,
    pub(crate) on: On,
}

/// A target that stands.
pub(crate) struct DrawnTarget<'a> {
    pub(crate) record: &'a Disclosed<target::Marker>,
    pub(crate) stratum: &'a str,
    pub(crate) rank: usize,
    pub(crate) seats: Vec<Seat<'a>>,
}

/// A seat of a drawn target.
pub(crate) struct Seat<'a> {
    pub(crate) number: usize,
    pub(crate) ask: &'a SeatAsk,
    /// Who sits there.
    pub(crate) inspector: Option<&'a InspectorId>,
    /// How it was drawn and vacated, earliest first.
    pub(crate) events: Vec<SeatEvent<'a>>,
}

impl Seat<'_> {
    /// What stands where nobody sits.
    pub(crate) fn nobody(&self, language: Language) -> &'static str {
        if self.events.is_empty() { text::nobody_drawn(language) } else { text::open_seat(language) }
    }

    /// Whether an amendment struck somebody from it.
    pub(crate) fn is_struck_by(&self, number: u64, date: Date) -> bool {
        let is_it = |on: &On| (on.number, on.date) == (number, date);
        self.events.iter().any(|event| matches!(event, SeatEvent::Struck(_, on) if is_it(on)))
    }

    /// How many slips came up for it.
    pub(crate) fn slips(&self) -> usize {
        let slips = self.events.iter().map(|event| match event {
            SeatEvent::Drawn(seat) => seat.trail.len(),
            SeatEvent::Struck(..) => 0,
        });
        slips.sum()
    }
}

/// Who sits on a seat after what happened to it.
fn holder<'a>(events: &[SeatEvent<'a>]) -> Option<&'a InspectorId> {
    match events.last()? {
        SeatEvent::Drawn(seat) => seat.inspector.as_ref(),
        SeatEvent::Struck(..) => None,
    }
}

impl<'a> View<'a> {
    pub(crate) fn new(last: &'a Disclosure) -> Self {
        let targets = last.first().rosters.targets.iter().map(|t| (t.draw.id.as_str(), t)).collect();
        let mut chain: Vec<&Disclosure> = last.chain().collect();
        chain.reverse();
        let (standing, struck) = (selected(last.first()), BTreeMap::new());
        let (inspectors, seats) = (BTreeMap::new(), Seats::new());
        let mut view = Self { last, targets, inspectors, seats, standing, struck };
        for link in chain {
            view.inspectors.extend(link.rosters.inspectors.iter().map(|i| (i.draw.id.as_str(), i)));
            view.seat(&link.result.teams);
            for amendment in &link.amendments {
                view.amend(amendment);
            }
        }
        view
    }

    fn seat(&mut self, teams: &'a [TeamResult]) {
        for team in teams {
            for seat in &team.seats {
                let events = self.seats.entry((team.target.as_str(), seat.seat)).or_default();
                events.push(SeatEvent::Drawn(seat));
            }
        }
    }

    fn amend(&mut self, amendment: &'a Amendment) {
        let (strikes, outcome) = (&amendment.strikes, &amendment.outcome);
        let on = On { number: amendment.seal.number, date: strikes.date };
        for replaced in &outcome.replaced {
            let strike = strikes.targets.iter().find(|strike| strike.target == replaced.target);
            if let Some(strike) = strike {
                self.replace(replaced, strike, on);
            }
        }
        // Who sits where is settled before the first inspector is struck.
        let vacated: Vec<_> = strikes
            .inspectors
            .iter()
            .flat_map(|strike| self.held(strike).map(move |at| (at, strike)))
            .collect();
        for (at, strike) in vacated {
            self.seats.entry(at).or_default().push(SeatEvent::Struck(strike, on));
        }
        self.seat(&outcome.teams);
    }

    /// Takes a struck target out, and lets its alternate in.
    fn replace(&mut self, replaced: &'a Replaced, strike: &'a TargetStrike, on: On) {
        let Some(at) = self.standing.iter().position(|standing| *standing.id == replaced.target) else {
            return;
        };
        let stratum = self.standing.remove(at).stratum;
        let alternate = replaced.alternate.as_ref();
        self.struck.insert(replaced.target.as_str(), Struck { strike, alternate, on });
        let place = |id: &TargetId| stratum.alternates.iter().position(|alternate| alternate == id);
        if let Some((id, place)) = alternate.and_then(|id| Some((id, place(id)?))) {
            let (rank, came_in) = (stratum.drawn.len() + place + 1, Some((&replaced.target, on)));
            self.standing.push(Standing { id, stratum, rank, came_in });
        }
    }

    /// The seats from which an inspector is struck.
    fn held(&self, strike: &'a InspectorStrike) -> impl Iterator<Item = (&'a str, u32)> + use<'a> {
        let standing: Vec<&str> = self.standing.iter().map(|standing| standing.id.as_str()).collect();
        let only = strike.target.as_ref().map(TargetId::as_str);
        let is_meant = |target: &str| only.map_or_else(|| standing.contains(&target), |only| only == target);
        let seats = self.seats.iter().filter(|((target, _), _)| is_meant(target));
        let held = seats.filter(|(_, events)| holder(events) == Some(&strike.inspector));
        held.map(|(at, _)| *at).collect::<Vec<_>>().into_iter()
    }

    pub(crate) fn target(&self, id: &str) -> Option<&'a Disclosed<target::Marker>> {
        self.targets.get(id).copied()
    }

    /// A target's name, unless it is withheld.
    pub(crate) fn target_name(&self, id: &TargetId) -> Option<&'a str> {
        Some(self.target(id.as_str())?.identity.shown()?.name.as_str())
    }

    /// An inspector's name, unless it is withheld.
    pub(crate) fn inspector_name(&self, id: &InspectorId) -> Option<&'a str> {
        Some(self.inspector(id)?.identity.shown()?.name.as_str())
    }

    pub(crate) fn inspector(&self, id: &InspectorId) -> Option<&'a Disclosed<inspector::Marker>> {
        self.inspectors.get(id.as_str()).copied()
    }

    /// The strata in numbers.
    pub(crate) fn strata(&self) -> &'a [StratumNumbers] {
        &self.last.announcement.strata
    }

    /// What became of a target that was struck.
    pub(crate) fn struck(&self, id: &TargetId) -> Option<&Struck<'a>> {
        self.struck.get(id.as_str())
    }

    /// In whose place a target came in, by which amendment. Those that were struck again are found too.
    pub(crate) fn came_in(&self, id: &TargetId) -> Option<(&'a TargetId, On)> {
        let stands = self.standing.iter().find(|standing| standing.id == id).and_then(|s| s.came_in);
        stands.or_else(|| {
            let before = self.struck.values().find(|struck| struck.alternate == Some(id))?;
            Some((&before.strike.target, before.on))
        })
    }

    /// The targets that stand, in the order of service.
    pub(crate) fn drawn(&self) -> Vec<DrawnTarget<'a>> {
        let one = |standing: &Standing<'a>| {
            let Standing { id, stratum, rank, .. } = *standing;
            let record = self.target(id.as_str())?;
            Some(DrawnTarget { record, stratum: &stratum.name, rank, seats: self.seats(record) })
        };
        self.standing.iter().filter_map(one).collect()
    }

    fn seats(&self, record: &'a Disclosed<target::Marker>) -> Vec<Seat<'a>> {
        let team = team_of(&self.last.first().announcement.plan, &record.draw);
        let seat = |(number, ask)| {
            let key = u32::try_from(number).map(|number| (record.draw.id.as_str(), number));
            let events = key.ok().and_then(|key| self.seats.get(&key)).cloned().unwrap_or_default();
            Seat { number, ask, inspector: holder(&events), events }
        };
        (1..).zip(team).map(seat).collect()
    }
}

/// The targets that the first ceremony drew, in the order of service.
fn selected(first: &Disclosure) -> Vec<Standing<'_>> {
    let mut all = Vec::new();
    for stratum in &first.result.strata {
        for (rank, DrawnTicket { id, ticket, .. }) in (1..).zip(&stratum.drawn) {
            all.push((ticket, Standing { id, stratum, rank, came_in: None }));
        }
    }
    all.sort_by_key(|(ticket, standing)| (*ticket, standing.id));
    all.into_iter().map(|(_, standing)| standing).collect()
}
