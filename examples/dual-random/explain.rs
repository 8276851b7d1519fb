//! `explain`: one target's story in words.

use crate::files::{self, Folder, exists};
use crate::input::{self, not_read};
use crate::out::{Exit, Failure, Out, Outcome};
use crate::text::Typed as _;
use crate::text::Words;
use crate::{account, text};
use dual_random::commit::document::{Disclosed, SeatResult};
use dual_random::roster::target;
use dual_random::story::{PoolPlace, Seat, SeatEvent, SeatPool, Since, Struck, Visit};
use dual_random::{Disclosure, Drawn, HashAlgorithm, InspectorId, Story, TargetId, Tickets};
use std::path::Path;

pub(crate) fn run(dir: &Path, id: &str, out: &mut Out) -> Outcome<Exit> {
    let folder = Folder::new(dir);
    if !exists(&folder.disclosure()) {
        out.note(text::still_private());
    }
    let told = if exists(&folder.result()) {
        lines(&story(&input::result(&folder)?)?, id)?
    } else {
        let path = folder.disclosure();
        let file = files::open(&path, text::run_draw(folder.path().typed()))?;
        let (disclosure, _) = Disclosure::read(file).map_err(|error| not_read(&path, &error))?;
        let story = Story::of_disclosure(&disclosure);
        lines(&story.map_err(|error| Failure(Words::of(error)))?, id)?
    };
    out.lines(told);
    Ok(Exit::Done)
}

/// The story of a result.
pub(crate) fn story(drawn: &Drawn) -> Outcome<Story<'_>> {
    drawn.story().map_err(|error| Failure(Words::of(error)))
}

/// The target that an id or a name means.
pub(crate) fn meant(given: &str, is_id: impl Fn(&str) -> bool, called: &[&TargetId]) -> Outcome<TargetId> {
    if let Ok(id) = TargetId::new(given)
        && is_id(given)
    {
        return Ok(id);
    }
    match called {
        [only] => Ok((*only).clone()),
        [] => Err(Failure(text::no_such_target(text::name(given)))),
        several => {
            let all = text::joined(several.iter().map(|id| text::name(id.as_str())));
            Err(Failure(text::several_targets(text::name(given), all)))
        }
    }
}

/// The same among the targets of a story.
pub(crate) fn target_meant(story: &Story<'_>, given: &str) -> Outcome<TargetId> {
    meant(given, |id| story.target(id).is_some(), &story.targets_called(given))
}

/// The story of a target, by its id or its name.
pub(crate) fn lines(story: &Story<'_>, given: &str) -> Outcome<Vec<Words>> {
    let id = target_meant(story, given)?;
    let id = id.as_str();
    let record = story.target(id).ok_or_else(|| Failure(text::no_such_target(text::name(id))))?;
    let name = story.target_name(&record.draw.id);
    let name = text::name_or_withheld(name);
    let draw = &record.draw;
    let mut lines = vec![text::target_is(
        text::name(id),
        name,
        account::target_about(&draw.class, &draw.level, &draw.district),
    )];
    match story.pool_place(&draw.id) {
        None => lines.push(not_in_a_pool(story, record)),
        Some(place) => lines.extend(in_a_pool(record, &place)),
    }
    lines.extend(amendments(story, &draw.id));
    if let Some(visit) = story.visit(&draw.id) {
        lines.extend(team(story, visit));
    }
    Ok(lines)
}

/// The number of the amendment since which something holds.
pub(crate) fn number(since: Since) -> u64 {
    since.amendment.map_or(0, |amendment| amendment.number)
}

/// What amendments made of a target.
fn amendments(story: &Story<'_>, id: &TargetId) -> Vec<Words> {
    let mut lines = Vec::new();
    if let Some((before, since)) = story.came_in(id) {
        lines.push(text::came_in(number(since), since.day, named(story, before)));
    }
    if let Some(Struck { strike, alternate, since, .. }) = story.strike_of(id) {
        lines.push(match alternate {
            Some(alternate) => {
                let alternate = named(story, alternate);
                text::struck_for(number(*since), since.day, text::name(&strike.reason), alternate)
            }
            None => text::struck_for_nobody(number(*since), since.day, text::name(&strike.reason)),
        });
    }
    lines
}

/// A target as people speak of it.
pub(crate) fn named(story: &Story<'_>, id: &TargetId) -> Words {
    text::target_named(id, text::name_or_withheld(story.target_name(id)))
}

/// An inspector as people speak of them.
pub(crate) fn person(story: &Story<'_>, id: &InspectorId) -> Words {
    text::person(text::name_or_withheld(story.inspector_name(id)), id)
}

fn not_in_a_pool(story: &Story<'_>, record: &Disclosed<target::Marker>) -> Words {
    let draw = &record.draw;
    match (&draw.exempt, story.first().plan.yearly_cap) {
        (Some(reason), _) => text::exempt(text::name(reason)),
        (None, Some(cap)) if draw.inspected >= cap => text::capped(draw.inspected, cap),
        _ if draw.drawn_before => text::drawn_before(),
        _ => text::outside_strata(),
    }
}

fn in_a_pool(record: &Disclosed<target::Marker>, pool: &PoolPlace<'_>) -> Vec<Words> {
    let PoolPlace { hash, place, drawn: k, pool: n, tickets, .. } = *pool;
    let id = &record.draw.id;
    let winning = Tickets::new(hash, &pool.key).winning(id, tickets);
    let mut lines = vec![text::stratum_is(text::name(pool.stratum), n, k)];
    if record.draw.carried {
        lines.push(text::carried());
    }
    lines.push(text::ticket_is(tickets, winning.n, winning.ticket));
    lines.push(if place <= k {
        text::drawn_at(place, n, k)
    } else {
        text::alternate_at(place, n, k, place - k)
    });
    lines.extend(pool.cutoff.map(text::cutoff_is));
    lines.push(text::by_hand());
    lines.push(text::name(ticket_command(hash, &pool.key, winning.n, id.as_str())));
    lines
}

/// The command that recomputes a ticket.
pub(crate) fn ticket_command(hash: HashAlgorithm, key: &dual_random::Digest, n: u32, id: &str) -> String {
    let program = if hash == HashAlgorithm::Sm3 { "openssl dgst -sm3" } else { "sha256sum" };
    format!("  printf '%s' '{key}{n}:{id}' | {program}")
}

fn team(story: &Story<'_>, visit: &Visit<'_>) -> Vec<Words> {
    visit.seats.iter().flat_map(|seat| seat_lines(story, visit, seat)).collect()
}

/// A seat's story: what it asks for, who could take it, the slips as they came up, and who was struck from it.
pub(crate) fn seat_lines(story: &Story<'_>, visit: &Visit<'_>, seat: &Seat<'_>) -> Vec<Words> {
    if seat.events.is_empty() {
        return vec![text::seat_not_drawn(seat.number, text::seat_ask(seat.ask))];
    }
    let one = |event: &SeatEvent<'_>| match event {
        SeatEvent::Drawn(drawn, since) => drawn_lines(story, seat, drawn, &story.pool(visit, seat, *since)),
        SeatEvent::Struck(strike, since) => {
            let who = person(story, &strike.inspector);
            let since = *since;
            vec![text::seat_struck(seat.number, number(since), since.day, who, text::name(&strike.reason))]
        }
    };
    seat.events.iter().flat_map(one).collect()
}

/// How a seat was drawn.
pub(crate) fn drawn_lines(
    story: &Story<'_>,
    seat: &Seat<'_>,
    drawn: &SeatResult,
    pool: &SeatPool,
) -> Vec<Words> {
    let (number, ask) = (seat.number, text::seat_ask(seat.ask));
    let who = |id: &InspectorId| person(story, id);
    let mut lines = vec![match &drawn.inspector {
        Some(id) => text::seat_taken(number, ask, who(id), pool.size),
        None => text::seat_short(number, ask, pool.size),
    }];
    if !pool.shrunk.is_empty() {
        let shrunk = pool.shrunk.iter();
        let shrunk = shrunk.map(|(reason, count)| text::shrunk_by(reason, count));
        lines.push(text::pool_shrunk(text::joined(shrunk)));
    }
    if !drawn.trail.is_empty() {
        let slips = drawn.trail.iter();
        let slips = slips.map(|slip| text::slip(who(&slip.inspector), slip.reason));
        lines.push(text::trail(text::joined(slips)));
    }
    lines
}
