//! The story of a draw, told once: who was drawn, struck and replaced, who sits where, and who sat there on a given day.
//! Task sheets, explanations, publications, statistics and the next roster all read it here.
//!
//! It can be told of a disclosed draw, and of a result that is still private. It is a view, and has no form in which it
//! could be written to a file.

use crate::commit::document::{
    Amendment, Announcement, Disclosed, Disclosure, InspectorStrike, Seal, SeatResult, StratumResult,
    TargetStrike, TeamResult,
};
use crate::plan::{Plan, SeatAsk};
use crate::roster::{inspector, recusal, target};
use crate::rules::{Reason, team_of, tickets_of};
use crate::say::{sayings, sayings_error};
use crate::standing::{Standing, StandingError, Struck as Strikes};
use crate::types::date::Date;
use crate::types::digest::{Digest, HashAlgorithm};
use crate::types::id::{Id, InspectorId, TargetId};
use std::collections::BTreeMap;

mod pools;
mod strikes;

pub(crate) use pools::Ground;

sayings! {
    /// Why a result tells no story: it names what it does not have.
    pub enum StoryError {
        Changed { error: StandingError } = "changed", "结果文件前后不符，已被改动：{error}", "the result does not fit together, it was changed: {error}";
    }
}

sayings_error!(StoryError: Changed.error);

impl From<StandingError> for StoryError {
    fn from(error: StandingError) -> Self {
        Self::Changed { error }
    }
}

/// Since when something holds: the day of a ceremony's last value, or the date of an amendment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Since {
    /// The day, at UTC+8.
    pub day: Date,
    /// The ceremony's place in the chain, from 0, earliest first.
    pub ceremony: usize,
    /// The amendment; none for a ceremony.
    pub amendment: Option<AmendmentName>,
}

/// Which amendment of a chain it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct AmendmentName {
    /// Its ceremony's place in the chain, from 0, earliest first.
    pub ceremony: usize,
    /// Its number in the ceremony, from 1.
    pub number: u64,
}

/// What happened to a seat.
#[derive(Debug, Clone, Copy)]
pub enum SeatEvent<'a> {
    /// It was drawn: somebody took it, or nobody could.
    Drawn(&'a SeatResult, Since),
    /// Who sat there was struck.
    Struck(&'a InspectorStrike, Since),
}

impl<'a> SeatEvent<'a> {
    /// When it happened.
    pub fn since(&self) -> Since {
        match self {
            Self::Drawn(_, since) | Self::Struck(_, since) => *since,
        }
    }

    fn holder(&self) -> Option<&'a InspectorId> {
        match self {
            Self::Drawn(seat, _) => seat.inspector.as_ref(),
            Self::Struck(..) => None,
        }
    }
}

/// A seat of a visit.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Seat<'a> {
    /// Its number in the team, from 1.
    pub number: usize,
    /// What it asks for.
    pub ask: &'a SeatAsk,
    /// What happened to it, earliest first.
    pub events: Vec<SeatEvent<'a>>,
}

impl<'a> Seat<'a> {
    /// Who sits there.
    pub fn inspector(&self) -> Option<&'a InspectorId> {
        self.events.last().and_then(SeatEvent::holder)
    }

    /// Who sat there on a day, whatever happened later.
    pub fn inspector_on(&self, day: Date) -> Option<&'a InspectorId> {
        self.events.iter().rev().find(|event| event.since().day <= day).and_then(SeatEvent::holder)
    }

    /// When it was last drawn.
    pub fn last_drawn(&self) -> Option<Since> {
        self.events.iter().rev().find_map(|event| match event {
            SeatEvent::Drawn(_, since) => Some(*since),
            SeatEvent::Struck(..) => None,
        })
    }

    /// Whether it was drawn, and there was nobody for it.
    pub fn is_short(&self) -> bool {
        matches!(self.events.last(), Some(SeatEvent::Drawn(seat, _)) if seat.is_short())
    }

    /// How many slips came up for it.
    pub fn slips(&self) -> usize {
        let slips = self.events.iter().map(|event| match event {
            SeatEvent::Drawn(seat, _) => seat.trail.len(),
            SeatEvent::Struck(..) => 0,
        });
        slips.sum()
    }
}

/// The eligible pool of a seat as it was drawn, and what shrank it (PROTOCOL.md §8.3).
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SeatPool {
    /// How many inspectors could take the seat.
    pub size: u32,
    /// How many could not, for each fixed reason that ruled somebody out.
    pub shrunk: Vec<(Reason, u32)>,
}

/// A drawn target, and who visits it.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Visit<'a> {
    /// Its record.
    pub record: &'a Disclosed<target::Marker>,
    /// Its place in the roster, from 0.
    pub place: usize,
    /// Its stratum's place in the plan, from 0.
    pub stratum: usize,
    /// Its rank in the stratum, from 1.
    pub rank: u64,
    /// In whose place it came in, and since when; `None` for those who were drawn.
    pub came_in: Option<(&'a TargetId, Since)>,
    /// The amendment that says that the visit was completed.
    pub visited: Option<Since>,
    /// Its seats.
    pub seats: Vec<Seat<'a>>,
}

impl<'a> Visit<'a> {
    /// The target.
    pub fn id(&self) -> &'a TargetId {
        &self.record.draw.id
    }

    /// Who sits on the team, by certificate number.
    pub fn team(&self) -> Vec<&'a InspectorId> {
        sorted(self.seats.iter().filter_map(Seat::inspector))
    }

    /// Who sat on the team on a day, by certificate number: a later strike changes nothing of a visit that is over.
    pub fn team_on(&self, day: Date) -> Vec<&'a InspectorId> {
        sorted(self.seats.iter().filter_map(|seat| seat.inspector_on(day)))
    }

    /// The day on which its target was drawn, or came in.
    pub fn since(&self) -> Option<Date> {
        let first = self.seats.iter().filter_map(|seat| seat.events.first().map(|event| event.since().day));
        self.came_in.map(|(_, since)| since.day).or_else(|| first.min())
    }

    /// Seats that nobody holds.
    pub fn open(&self) -> usize {
        self.seats.iter().filter(|seat| seat.inspector().is_none()).count()
    }

    /// Whether its seats were drawn at all.
    pub fn is_staffed(&self) -> bool {
        self.seats.iter().any(|seat| !seat.events.is_empty())
    }
}

fn sorted<'a>(team: impl Iterator<Item = &'a InspectorId>) -> Vec<&'a InspectorId> {
    let mut team: Vec<&InspectorId> = team.collect();
    team.sort();
    team
}

/// A drawn target that an amendment struck, as it was before.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Struck<'a> {
    /// The visit that does not take place.
    pub visit: Visit<'a>,
    /// Why.
    pub strike: &'a TargetStrike,
    /// Since when.
    pub since: Since,
    /// Who came in its place; nobody if no alternate was left.
    pub alternate: Option<&'a TargetId>,
}

/// What one amendment changed of the visits.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Changed<'a> {
    /// Visits with a new team or a new target, in the order of service: they need new task sheets.
    pub made: Vec<&'a TargetId>,
    /// Struck targets that had stood before: their task sheets are taken back.
    pub revoked: Vec<&'a TargetId>,
    /// Visits that the amendment says were completed.
    pub visited: Vec<&'a TargetId>,
}

/// Where a target came up in its pool.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct PoolPlace<'a> {
    /// Name of the stratum.
    pub stratum: &'a str,
    /// Its place in the order of the pool, from 1.
    pub place: usize,
    /// How many were drawn.
    pub drawn: usize,
    /// Size of the pool.
    pub pool: usize,
    /// How many tickets it had.
    pub tickets: u32,
    /// The largest ticket that was drawn.
    pub cutoff: Option<Digest>,
    /// Key of the tickets.
    pub key: Digest,
    /// The hash that they are made with.
    pub hash: HashAlgorithm,
}

/// The story of a draw with all its ceremonies and amendments.
///
/// ```
/// # mod shared { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/shared/mod.rs")); }
/// # let (_, drawn) = shared::drawn()?;
/// let story = drawn.story()?;
/// for visit in story.visits() {
///     let team: Vec<&str> = visit.team().into_iter().filter_map(|id| story.inspector_name(id)).collect();
///     println!("{} ({}): {}", visit.id(), story.stratum(visit), team.join("、"));
/// }
/// assert!(story.struck().is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Story<'a> {
    last: &'a Disclosure,
    people: BTreeMap<&'a InspectorId, &'a Disclosed<inspector::Marker>>,
    /// In the order of service.
    visits: Vec<Visit<'a>>,
    /// Their places there.
    places: BTreeMap<&'a TargetId, usize>,
    struck: Vec<Struck<'a>>,
    amendments: Vec<(AmendmentName, &'a Amendment, Changed<'a>)>,
}

impl<'a> Story<'a> {
    /// The story of a disclosed draw. That of a private result is [`Drawn::story`](crate::Drawn::story).
    ///
    /// # Errors
    /// When the result names targets or seats that it does not have; verification says more.
    pub fn of_disclosure(disclosure: &'a Disclosure) -> Result<Self, StoryError> {
        Self::of(disclosure)
    }

    pub(crate) fn of(last: &'a Disclosure) -> Result<Self, StoryError> {
        let mut chain: Vec<&Disclosure> = last.chain().collect();
        chain.reverse();
        let mut telling = Telling::new(last)?;
        for (ceremony, link) in chain.into_iter().enumerate() {
            telling.people.extend(link.rosters.inspectors.iter().map(|record| (&record.draw.id, record)));
            let since = Since { day: drawn_on(link), ceremony, amendment: None };
            telling.seat(&link.result.teams, since)?;
            for amendment in &link.amendments {
                let name = AmendmentName { ceremony, number: amendment.seal.number };
                telling.amend(name, amendment)?;
            }
        }
        Ok(telling.end())
    }

    /// The announcement of the last ceremony.
    pub fn announcement(&self) -> &'a Announcement {
        &self.last.announcement
    }

    /// The plan of the last ceremony.
    pub fn plan(&self) -> &'a Plan {
        &self.last.announcement.plan
    }

    /// The announcement of the first ceremony, which drew the targets.
    pub fn first(&self) -> &'a Announcement {
        &self.last.first().announcement
    }

    /// The seal of the last ceremony.
    pub fn seal(&self) -> &'a Seal {
        &self.last.seal
    }

    /// The common cap of the last ceremony.
    pub fn cap(&self) -> Option<u32> {
        self.last.result.cap
    }

    /// How many seats were drawn, and there was nobody for them.
    pub fn short(&self) -> usize {
        self.visits.iter().flat_map(|visit| &visit.seats).filter(|seat| seat.is_short()).count()
    }

    /// The eligible pool of a visit's seat when it was drawn. It follows from plan and rosters, so no document says it.
    pub fn pool(&self, visit: &Visit<'a>, seat: &Seat<'a>, drawn: Since) -> SeatPool {
        self.ground().pools().of(visit, seat, drawn)
    }

    /// What the pools of many seats follow from.
    pub(crate) fn ground(&self) -> Ground<'a> {
        Ground::new(self)
    }

    /// The visits to come or done: the targets that stand, in the order of service.
    pub fn visits(&self) -> &[Visit<'a>] {
        &self.visits
    }

    /// The visit of a target that stands.
    pub fn visit(&self, id: &TargetId) -> Option<&Visit<'a>> {
        self.places.get(id).map(|place| &self.visits[*place])
    }

    /// Name of the stratum of a visit.
    pub fn stratum(&self, visit: &Visit<'_>) -> &'a str {
        self.first().plan.strata.get(visit.stratum).map_or("", |stratum| stratum.name.as_str())
    }

    /// What became of a target that was struck.
    pub fn strike_of(&self, id: &TargetId) -> Option<&Struck<'a>> {
        self.struck.iter().rev().find(|struck| struck.visit.id() == id)
    }

    /// In whose place a target came in, and since when; those that were struck again are found too.
    pub fn came_in(&self, id: &TargetId) -> Option<(&'a TargetId, Since)> {
        let stands = self.visit(id).and_then(|visit| visit.came_in);
        stands.or_else(|| self.strike_of(id)?.visit.came_in)
    }

    /// The targets that amendments struck, in the order in which they were struck.
    pub fn struck(&self) -> &[Struck<'a>] {
        &self.struck
    }

    /// The amendments of all ceremonies, in their order, with what each changed.
    pub fn amendments(&self) -> impl Iterator<Item = (AmendmentName, Date, &Changed<'a>)> {
        self.amendments.iter().map(|(name, amendment, changed)| (*name, amendment.strikes.date, changed))
    }

    /// What the last amendment of the last ceremony changed; `None` if that was not amended.
    pub fn last_change(&self) -> Option<&Changed<'a>> {
        let (_, last, changed) = self.amendments.last()?;
        (self.last.amendments.last()?.seal == last.seal).then_some(changed)
    }

    /// A target of the roster.
    pub fn target(&self, id: &str) -> Option<&'a Disclosed<target::Marker>> {
        let all = &self.last.first().rosters.targets;
        all.binary_search_by(|record| record.draw.id.as_str().cmp(id)).ok().map(|place| &all[place])
    }

    /// The targets of a name, of those whose name is not withheld.
    pub fn targets_called(&self, name: &str) -> Vec<&'a TargetId> {
        self.last.first().targets_called(name)
    }

    /// An inspector, as the newest roster of the chain that has them says.
    pub fn inspector(&self, id: &InspectorId) -> Option<&'a Disclosed<inspector::Marker>> {
        self.people.get(id).copied()
    }

    /// The inspectors of the last ceremony, by their numbers.
    pub fn inspectors(&self) -> &'a [Disclosed<inspector::Marker>] {
        &self.last.rosters.inspectors
    }

    /// The recusals of the last ceremony, by inspector and target.
    pub fn recusals(&self) -> &'a [Disclosed<recusal::Marker>] {
        &self.last.rosters.recusals
    }

    /// A target's name, unless it is withheld.
    pub fn target_name(&self, id: &TargetId) -> Option<&'a str> {
        Some(self.target(id.as_str())?.identity.shown()?.name.as_str())
    }

    /// An inspector's name, unless it is withheld.
    pub fn inspector_name(&self, id: &InspectorId) -> Option<&'a str> {
        Some(self.inspector(id)?.identity.shown()?.name.as_str())
    }

    /// Where a target came up in its pool; `None` if it was in none.
    pub fn pool_place(&self, id: &TargetId) -> Option<PoolPlace<'a>> {
        let first = self.last.first();
        let record = self.target(id.as_str())?;
        first.result.strata.iter().find_map(|stratum| {
            let StratumResult { alternates, drawn, name } = stratum;
            let among_drawn = drawn.iter().position(|ticket| ticket.id == *id);
            let place = among_drawn
                .or_else(|| Some(drawn.len() + alternates.iter().position(|alternate| alternate == id)?))?;
            Some(PoolPlace {
                stratum: name,
                place: place + 1,
                drawn: drawn.len(),
                pool: drawn.len() + alternates.len(),
                tickets: tickets_of(&first.announcement.plan, &record.draw),
                cutoff: drawn.last().map(|ticket| ticket.ticket),
                key: first.result.ticket_key,
                hash: first.hash_algorithm(),
            })
        })
    }

    /// Names of the draws of the chain, earliest first.
    pub fn draws(&self) -> Vec<&'a Id> {
        let mut all: Vec<&Id> = self.last.chain().map(|link| &link.announcement.plan.draw).collect();
        all.reverse();
        all
    }
}

/// The day on which the last value that a ceremony used closed.
fn drawn_on(link: &Disclosure) -> Date {
    let used = link.announcement.plan.values.iter().zip(&link.seal.values);
    let closes = used.filter_map(|(value, used)| Some(value.source(used.source)?.closes.day()));
    closes.max().unwrap_or_else(|| link.announcement.plan.announce_at.day())
}

/// A story being told. The standing says who sits where; this notes how it came to be.
struct Telling<'a> {
    last: &'a Disclosure,
    targets: Vec<&'a crate::roster::TargetDraw>,
    people: BTreeMap<&'a InspectorId, &'a Disclosed<inspector::Marker>>,
    standing: Standing,
    /// The visits that stand, by their places in the roster.
    visits: BTreeMap<usize, Visit<'a>>,
    struck: Vec<Struck<'a>>,
    amendments: Vec<(AmendmentName, &'a Amendment, Changed<'a>)>,
}

impl<'a> Telling<'a> {
    fn new(last: &'a Disclosure) -> Result<Self, StoryError> {
        let first = last.first();
        let targets: Vec<_> = first.rosters.targets.iter().map(|record| &record.draw).collect();
        let plan = &first.announcement.plan;
        let standing = Standing::of_selection(plan, &targets, &first.result.strata)?;
        let (people, visits) = (BTreeMap::new(), BTreeMap::new());
        let (struck, amendments) = (Vec::new(), Vec::new());
        let mut telling = Self { last, targets, people, standing, visits, struck, amendments };
        let drawn: Vec<_> = telling.standing.drawn.iter().map(|d| (d.target, d.stratum, d.rank)).collect();
        for drawn in drawn {
            telling.come_in(drawn, None);
        }
        Ok(telling)
    }

    /// A target comes in with all seats open, though an alternate may be struck in the same amendment.
    fn come_in(
        &mut self,
        (place, stratum, rank): (usize, usize, u64),
        came_in: Option<(&'a TargetId, Since)>,
    ) {
        let first = self.last.first();
        let Some(record) = first.rosters.targets.get(place) else {
            return;
        };
        let asks = team_of(&first.announcement.plan, &record.draw);
        let seats = (1..).zip(asks).map(|(number, ask)| Seat { number, ask, events: Vec::new() }).collect();
        let visit = Visit { record, place, stratum, rank, came_in, visited: None, seats };
        self.visits.insert(place, visit);
    }

    fn place(&self, id: &TargetId) -> Result<usize, StoryError> {
        let found = self.targets.binary_search_by(|target| target.id.cmp(id));
        found.map_err(|_| StandingError::UnknownTarget { target: id.clone() }.into())
    }

    fn seat(&mut self, teams: &'a [TeamResult], since: Since) -> Result<(), StoryError> {
        self.standing.seat(&self.targets, teams)?;
        for team in teams {
            let place = self.place(&team.target)?;
            for result in &team.seats {
                let number = usize::try_from(result.seat).unwrap_or(usize::MAX);
                let seats = self.visits.get_mut(&place).map(|visit| &mut visit.seats);
                if let Some(seat) = seats.and_then(|seats| seats.get_mut(number.checked_sub(1)?)) {
                    seat.events.push(SeatEvent::Drawn(result, since));
                }
            }
        }
        Ok(())
    }

    fn amend(&mut self, name: AmendmentName, amendment: &'a Amendment) -> Result<(), StoryError> {
        let (strikes, outcome) = (&amendment.strikes, &amendment.outcome);
        let since = Since { day: strikes.date, ceremony: name.ceremony, amendment: Some(name) };
        let first = self.last.first();
        let (plan, strata) = (&first.announcement.plan, &first.result.strata);
        let struck = self.standing.strike(plan, &self.targets, strata, strikes);
        let Strikes { came_in, vacant, .. } = struck.map_err(|faults| StandingError::Strikes { faults })?;
        let mut came_in = came_in.into_iter();
        let visited = strikes.visited.iter().collect();
        let mut changed = Changed { visited, ..Changed::default() };
        for id in &strikes.visited {
            let place = self.place(id)?;
            if let Some(visit) = self.visits.get_mut(&place) {
                visit.visited = Some(since);
            }
        }
        for replaced in &outcome.replaced {
            let place = self.place(&replaced.target)?;
            let strike = strikes.targets.iter().find(|strike| strike.target == replaced.target);
            if let (Some(visit), Some(strike)) = (self.visits.remove(&place), strike) {
                // Who came in and was struck at once never had a sheet.
                if visit.came_in.is_none_or(|(_, came)| came != since) {
                    changed.revoked.push(&replaced.target);
                }
                self.struck.push(Struck { visit, strike, since, alternate: replaced.alternate.as_ref() });
            }
            if replaced.alternate.is_some()
                && let Some(alternate) = came_in.next()
            {
                self.come_in(alternate, Some((&replaced.target, since)));
            }
        }
        for (place, seat) in &vacant {
            let Some(visit) = self.visits.get_mut(place) else {
                continue;
            };
            let id = &visit.record.draw.id;
            let Some(seat) = visit.seats.get_mut(*seat) else {
                continue;
            };
            let held = seat.inspector();
            let of_this = |strike: &&InspectorStrike| {
                Some(&strike.inspector) == held && strike.target.as_ref().is_none_or(|only| only == id)
            };
            if let Some(strike) = strikes.inspectors.iter().find(of_this) {
                seat.events.push(SeatEvent::Struck(strike, since));
            }
        }
        self.seat(&outcome.teams, since)?;
        let is_made = |visit: &Visit<'_>| {
            visit.came_in.is_some_and(|(_, came)| came == since)
                || visit.seats.iter().any(|seat| seat.events.iter().any(|event| event.since() == since))
        };
        let served = self.standing.drawn.iter().filter_map(|drawn| self.visits.get(&drawn.target));
        changed.made = served.filter(|visit| is_made(visit)).map(Visit::id).collect();
        self.amendments.push((name, amendment, changed));
        Ok(())
    }

    fn end(mut self) -> Story<'a> {
        let served = self.standing.drawn.iter();
        let visits: Vec<Visit<'a>> = served.filter_map(|drawn| self.visits.remove(&drawn.target)).collect();
        let places = visits.iter().enumerate().map(|(place, visit)| (visit.id(), place)).collect();
        let Self { last, people, struck, amendments, .. } = self;
        Story { last, people, visits, places, struck, amendments }
    }
}
