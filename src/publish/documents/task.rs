//! 抽查任务单: what each team is to do, and how it came about. Secret until the visit.

use super::{bound_to, count, name, name_and_code, task_facts};
use crate::basics::id::{Id, InspectorId, TargetId};
use crate::commit::document::{Disclosed, Disclosure};
use crate::draw::Drawn;
use crate::plan::Item;
use crate::privacy::Policy;
use crate::publish::cell::{Cell, word};
use crate::publish::layout;
use crate::publish::page::{Bound, Page, Rows};
use crate::publish::screen::PublishError;
use crate::roster::{Contacts, inspector};
use crate::story::{Changed, Seat, SeatEvent, Story, Struck, Visit};
use std::collections::BTreeSet;

/// One sheet a team, in the order of service, from a result before its disclosure.
///
/// # Errors
/// When the result does not recompute, or a text of the announcement holds what canonical JSON refuses.
pub fn task_sheets<'a>(drawn: &'a Drawn, contacts: &'a Contacts) -> Result<Vec<Page<'a>>, PublishError> {
    sheets(drawn.result(), &drawn.story()?, contacts, |_| true)
}

/// The sheets that the last amendment made new, behind the list of what changed and what is taken back; none without an
/// amendment.
///
/// # Errors
/// When the result does not recompute, or a text of the announcement holds what canonical JSON refuses.
pub fn amended_task_sheets<'a>(
    drawn: &'a Drawn,
    contacts: &'a Contacts,
) -> Result<Vec<Page<'a>>, PublishError> {
    let (result, story) = (drawn.result(), drawn.story()?);
    let (Some(amendment), Some(changed)) = (result.amendments.last(), story.last_change()) else {
        return Ok(Vec::new());
    };
    let Changed { made, revoked, .. } = changed;
    let wanted: BTreeSet<&TargetId> = made.iter().copied().collect();
    let mut all = sheets(result, &story, contacts, |id| wanted.contains(id))?;
    let targets = &result.first().rosters.targets;
    let facts = vec![
        Cell::text(result.announcement.plan.title.as_str()),
        Cell::Count(amendment.seal.number),
        Cell::Date(amendment.strikes.date),
    ];
    let taken_back: BTreeSet<&TargetId> = revoked.iter().copied().collect();
    let struck = story.struck().iter().filter(|struck| taken_back.contains(struck.visit.id()));
    let struck: Vec<(&TargetId, &str)> =
        struck.map(|Struck { visit, strike, .. }| (visit.id(), strike.reason.as_str())).collect();
    let tables = vec![
        Rows::of(made.clone(), |id| vec![Cell::code(id.as_str()), name(targets, id, &Policy::default())]),
        Rows::of(struck, |(id, reason)| {
            vec![Cell::code(id.as_str()), name(targets, id, &Policy::default()), Cell::text(*reason)]
        }),
    ];
    all.insert(0, Page::new(&layout::TASK_CHANGES, bound_to(result)?, facts, tables));
    Ok(all)
}

fn sheets<'a>(
    result: &'a Disclosure,
    story: &Story<'a>,
    contacts: &'a Contacts,
    is_wanted: impl Fn(&TargetId) -> bool,
) -> Result<Vec<Page<'a>>, PublishError> {
    let bound = bound_to(result)?;
    let wanted = story.visits().iter().filter(|visit| is_wanted(visit.id()));
    Ok(wanted.map(|visit| sheet(story, visit, contacts, &bound)).collect())
}

fn sheet<'a>(story: &Story<'a>, visit: &Visit<'a>, contacts: &'a Contacts, bound: &[Bound]) -> Page<'a> {
    let (plan, first, record) = (story.plan(), &story.first().plan, visit.record);
    let stratum = &first.strata[visit.stratum];
    let [name, code] = name_and_code(record, &Policy::default());
    let ready = match visit.open() {
        _ if !visit.is_staffed() => layout::NO_TEAM,
        0 => layout::READY,
        _ => layout::OPEN_SEAT,
    };
    let mut facts = task_facts(plan);
    facts.extend([
        Cell::code(record.draw.id.as_str()),
        name,
        code,
        Cell::text(record.draw.class.as_str()),
        Cell::code(record.draw.district.as_str()),
        Cell::text(stratum.name.as_str()),
        Cell::Count(visit.rank),
        Cell::Word(ready),
    ]);
    let item = |id: &Id| plan.items.iter().find(|item: &&Item| item.id == *id);
    let items = Rows::of(stratum.items.iter().filter_map(item).collect(), |item| {
        let texts = [&item.name, &item.basis, &item.content, &item.method];
        let texts = texts.into_iter().map(|text| Cell::text(text.as_str()));
        std::iter::once(Cell::code(item.id.as_str())).chain(texts).collect()
    });
    let contacts = Rows::of(contacts.about(visit.id()).collect(), |(column, text)| {
        vec![Cell::text(*column), Cell::text(*text)]
    });
    let team: Vec<Vec<Cell<'a>>> = visit.seats.iter().map(|seat| member(story, visit, seat)).collect();
    let mut events: Vec<(usize, SeatEvent<'a>)> =
        visit.seats.iter().flat_map(|seat| seat.events.iter().map(|event| (seat.number, *event))).collect();
    // Seat by seat within a ceremony or an amendment, these in their order.
    events.sort_by_key(|(_, event)| (event.since().day, event.since().amendment));
    let trail: Vec<Vec<Cell<'a>>> =
        events.into_iter().flat_map(|(seat, event)| trail(story, seat, event)).collect();
    let tables = vec![items, contacts, Rows::of(team, Clone::clone), Rows::of(trail, Clone::clone)];
    Page::new(&layout::TASK, bound.to_vec(), facts, tables)
}

/// Who sits on a seat, and what it asks for.
fn member<'a>(story: &Story<'a>, visit: &Visit<'a>, seat: &Seat<'a>) -> Vec<Cell<'a>> {
    let holder = seat.inspector().and_then(|id| story.inspector(id));
    let list = |texts: &'a [String]| Cell::Texts(texts.iter().map(|text| text.as_str().into()).collect());
    vec![
        count(seat.number),
        holder.map_or(Cell::Nothing, person_name),
        Cell::maybe(holder, |person| Cell::code(person.draw.id.as_str())),
        Cell::maybe(holder, |person| Cell::text(person.draw.department.as_str())),
        Cell::Word(word!(seat.ask.role)),
        list(&seat.ask.departments),
        list(&seat.ask.qualifications),
        Cell::maybe(seat.last_drawn(), |drawn| Cell::Count(story.pool(visit, seat, drawn).size.into())),
    ]
}

fn person_name(person: &Disclosed<inspector::Marker>) -> Cell<'_> {
    Cell::maybe(person.identity.shown(), |identity| Cell::text(identity.name.as_str()))
}

/// The rows that an event of a seat gives.
fn trail<'a>(story: &Story<'a>, number: usize, event: SeatEvent<'a>) -> Vec<Vec<Cell<'a>>> {
    let row = |id: &'a InspectorId, came_to, date, reason| {
        let name = story.inspector(id).map_or(Cell::Nothing, person_name);
        vec![count(number), Cell::code(id.as_str()), name, Cell::Word(came_to), date, reason]
    };
    match event {
        SeatEvent::Drawn(seat, _) => {
            let slips = seat.trail.iter();
            slips.map(|slip| row(&slip.inspector, word!(slip.reason), Cell::Nothing, Cell::Nothing)).collect()
        }
        SeatEvent::Struck(strike, since) => {
            let (date, reason) = (Cell::Date(since.day), Cell::text(strike.reason.as_str()));
            vec![row(&strike.inspector, layout::STRUCK, date, reason)]
        }
    }
}
