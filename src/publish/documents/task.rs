//! 抽查任务单: what each team is to do, and how it came about. Secret until the visit.

use super::{bound_to, count, name, name_and_code, standing, task_facts};
use crate::announce::DrawnTarget;
use crate::basics::id::{Id, InspectorId, TargetId};
use crate::commit::document::{Amendment, Disclosed, Disclosure, InspectorStrike, SeatResult, TeamResult};
use crate::plan::Item;
use crate::privacy::Policy;
use crate::publish::cell::{Cell, word};
use crate::publish::layout;
use crate::publish::page::{Bound, Page, Rows};
use crate::publish::screen::PublishError;
use crate::roster::{inspector, target};
use crate::rules::team_of;
use std::collections::{BTreeMap, BTreeSet};

/// What happened to a seat.
#[derive(Clone, Copy)]
enum Event<'a> {
    Drawn(&'a SeatResult),
    Struck(u32, &'a InspectorStrike, &'a Amendment),
}

/// What happened to the seats of the targets, earliest first.
type Events<'a> = BTreeMap<&'a TargetId, Vec<Event<'a>>>;

/// Who is in the roster, as the newest ceremony has it.
type People<'a> = BTreeMap<&'a InspectorId, &'a Disclosed<inspector::Marker>>;

/// One sheet a team, in the order of service, from a result before its disclosure
/// ([`Drawn::private`](crate::Drawn::private)) or from a disclosure.
///
/// # Errors
/// When the result does not recompute, or a text of the announcement holds what canonical JSON refuses.
pub fn task_sheets(result: &Disclosure) -> Result<Vec<Page<'_>>, PublishError> {
    sheets(result, |_| true)
}

/// The sheets that the last amendment made new, behind the list of what changed; none without an amendment.
///
/// # Errors
/// When the result does not recompute, or a text of the announcement holds what canonical JSON refuses.
pub fn amended_task_sheets(result: &Disclosure) -> Result<Vec<Page<'_>>, PublishError> {
    let Some(amendment) = result.amendments.last() else {
        return Ok(Vec::new());
    };
    let changed = touched(result, amendment);
    let mut all = sheets(result, |id| changed.contains(id))?;
    let targets = &result.first().rosters.targets;
    let facts = vec![
        Cell::text(result.announcement.plan.title.as_str()),
        Cell::Count(amendment.seal.number),
        Cell::Date(amendment.strikes.date),
    ];
    let tables = vec![
        Rows::of(changed.into_iter().collect(), |id| {
            vec![Cell::code(id.as_str()), name(targets, id, &Policy::default())]
        }),
        Rows::of(amendment.strikes.targets.iter().collect(), |strike| {
            let id = &strike.target;
            vec![
                Cell::code(id.as_str()),
                name(targets, id, &Policy::default()),
                Cell::text(strike.reason.as_str()),
            ]
        }),
    ];
    all.insert(0, Page::new(&layout::TASK_CHANGES, bound_to(result)?, facts, tables));
    Ok(all)
}

fn sheets(result: &Disclosure, is_wanted: impl Fn(&TargetId) -> bool) -> Result<Vec<Page<'_>>, PublishError> {
    let targets = &result.first().rosters.targets;
    let (mut events, people, bound) = (events(result), people(result), bound_to(result)?);
    let drawn = standing(result)?.drawn.into_iter();
    let wanted = drawn.filter(|drawn| is_wanted(&targets[drawn.target].draw.id));
    let sheet = |drawn: DrawnTarget| {
        let record = &targets[drawn.target];
        sheet(result, record, &drawn, events.remove(&record.draw.id).unwrap_or_default(), &people, &bound)
    };
    Ok(wanted.map(sheet).collect())
}

fn sheet<'a>(
    result: &'a Disclosure,
    record: &'a Disclosed<target::Marker>,
    drawn: &DrawnTarget,
    events: Vec<Event<'a>>,
    people: &People<'a>,
    bound: &[Bound],
) -> Page<'a> {
    let (plan, first) = (&result.announcement.plan, &result.first().announcement.plan);
    let stratum = &first.strata[drawn.stratum];
    let [name, code] = name_and_code(record, &Policy::default());
    let ready = match events.len() {
        0 => layout::NO_TEAM,
        _ if drawn.seats.iter().any(Option::is_none) => layout::OPEN_SEAT,
        _ => layout::READY,
    };
    let mut facts = task_facts(plan);
    facts.extend([
        Cell::code(record.draw.id.as_str()),
        name,
        code,
        Cell::text(record.draw.class.as_str()),
        Cell::code(record.draw.district.as_str()),
        Cell::text(stratum.name.as_str()),
        Cell::Count(drawn.rank),
        Cell::Word(ready),
    ]);
    let item = |id: &Id| plan.items.iter().find(|item: &&Item| item.id == *id);
    let items = Rows::of(stratum.items.iter().filter_map(item).collect(), |item| {
        let texts = [&item.name, &item.basis, &item.content, &item.method];
        let texts = texts.into_iter().map(|text| Cell::text(text.as_str()));
        std::iter::once(Cell::code(item.id.as_str())).chain(texts).collect()
    });
    let team: Vec<Vec<Cell<'a>>> = team_of(first, &record.draw)
        .iter()
        .enumerate()
        .map(|(place, ask)| {
            let holder = drawn.seats.get(place).and_then(Option::as_ref);
            let holder = holder.and_then(|id| people.get(id)).copied();
            let department = holder.map(|person| person.draw.department.as_str());
            let list = |texts: &[String]| Cell::Texts(texts.iter().map(|text| text.clone().into()).collect());
            vec![
                count(place + 1),
                holder.map_or(Cell::Nothing, person_name),
                Cell::maybe(holder, |person| Cell::code(person.draw.id.as_str())),
                Cell::maybe(department, Cell::text),
                Cell::Word(word!(ask.role)),
                list(&ask.departments),
                list(&ask.qualifications),
                Cell::maybe(pool(&events, place + 1), Cell::Count),
            ]
        })
        .collect();
    let trail: Vec<Vec<Cell<'a>>> = events.into_iter().flat_map(|event| trail(event, people)).collect();
    let tables = vec![items, Rows::of(team, Clone::clone), Rows::of(trail, Clone::clone)];
    Page::new(&layout::TASK, bound.to_vec(), facts, tables)
}

fn person_name(person: &Disclosed<inspector::Marker>) -> Cell<'_> {
    Cell::maybe(person.identity.shown(), |identity| Cell::text(identity.name.as_str()))
}

/// How many could take a seat when it was last drawn.
fn pool(events: &[Event<'_>], seat: usize) -> Option<u64> {
    events.iter().rev().find_map(|event| match event {
        Event::Drawn(drawn) => (usize::try_from(drawn.seat) == Ok(seat)).then_some(drawn.pool.into()),
        Event::Struck(..) => None,
    })
}

/// The rows that an event of a seat gives.
fn trail<'a>(event: Event<'a>, people: &People<'a>) -> Vec<Vec<Cell<'a>>> {
    let row = |seat: u32, id: &'a InspectorId, came_to, date, reason| {
        let name = people.get(id).map_or(Cell::Nothing, |person| person_name(person));
        vec![Cell::Count(seat.into()), Cell::code(id.as_str()), name, Cell::Word(came_to), date, reason]
    };
    match event {
        Event::Drawn(seat) => {
            let slips = seat.trail.iter();
            let slip_row = slips.map(|slip| {
                row(seat.seat, &slip.inspector, word!(slip.reason), Cell::Nothing, Cell::Nothing)
            });
            slip_row.collect()
        }
        Event::Struck(seat, strike, amendment) => {
            let (date, reason) = (Cell::Date(amendment.strikes.date), Cell::text(strike.reason.as_str()));
            vec![row(seat, &strike.inspector, layout::STRUCK, date, reason)]
        }
    }
}

/// The inspectors of all ceremonies.
fn people(result: &Disclosure) -> People<'_> {
    let links: Vec<&Disclosure> = result.chain().collect();
    let records = links.into_iter().rev().flat_map(|link| &link.rosters.inspectors);
    records.map(|record| (&record.draw.id, record)).collect()
}

/// What happened to the seats in all ceremonies and their amendments.
fn events(result: &Disclosure) -> Events<'_> {
    let links: Vec<&Disclosure> = result.chain().collect();
    let mut all = Events::new();
    for link in links.into_iter().rev() {
        seat(&mut all, &link.result.teams);
        for amendment in &link.amendments {
            strike(&mut all, amendment);
            seat(&mut all, &amendment.outcome.teams);
        }
    }
    all
}

fn seat<'a>(all: &mut Events<'a>, teams: &'a [TeamResult]) {
    for team in teams {
        all.entry(&team.target).or_default().extend(team.seats.iter().map(Event::Drawn));
    }
}

/// Takes struck inspectors off the seats that they hold.
fn strike<'a>(all: &mut Events<'a>, amendment: &'a Amendment) {
    for strike in &amendment.strikes.inspectors {
        let concerned = |target: &TargetId| strike.target.as_ref().is_none_or(|only| only == target);
        for (_, events) in all.iter_mut().filter(|(target, _)| concerned(target)) {
            let seats = holders(events).into_iter().filter(|(_, holder)| *holder == &strike.inspector);
            let struck: Vec<Event<'a>> =
                seats.map(|(seat, _)| Event::Struck(seat, strike, amendment)).collect();
            events.extend(struck);
        }
    }
}

/// Who sits where after what happened to the seats of a target.
fn holders<'a>(events: &[Event<'a>]) -> BTreeMap<u32, &'a InspectorId> {
    let mut holders = BTreeMap::new();
    for event in events {
        match event {
            Event::Drawn(seat) => match &seat.inspector {
                Some(inspector) => drop(holders.insert(seat.seat, inspector)),
                None => drop(holders.remove(&seat.seat)),
            },
            Event::Struck(seat, ..) => drop(holders.remove(seat)),
        }
    }
    holders
}

/// The targets that an amendment brought in, or took somebody from.
fn touched<'a>(result: &'a Disclosure, amendment: &'a Amendment) -> BTreeSet<&'a TargetId> {
    let came = amendment.outcome.replaced.iter().filter_map(|replaced| replaced.alternate.as_ref());
    let is_of = |event: &Event<'_>| match event {
        Event::Struck(_, _, by) => by.seal == amendment.seal,
        Event::Drawn(_) => false,
    };
    let events = events(result);
    let lost = events.iter().filter(|(_, events)| events.iter().any(is_of)).map(|(target, _)| *target);
    came.chain(lost).collect()
}
