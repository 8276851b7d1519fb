//! `explain`: one target's story in words.

use crate::files::{self, Folder, exists};
use crate::input::{self, unreadable};
use crate::out::{Exit, Failure, Out, Outcome};
use crate::text;
use dual_random::Say;
use dual_random::commit::document::{Disclosed, SeatResult};
use dual_random::roster::target;
use dual_random::story::{PoolPlace, Seat, SeatEvent, SeatPool, Since, Struck, Visit};
use dual_random::{Disclosure, Drawn, InspectorId, Language, Say, Story, TargetId, Tickets};
use std::path::Path;

pub(crate) fn run(dir: &Path, id: &str, out: &mut Out) -> Outcome<Exit> {
    let (folder, language) = (Folder::new(dir), out.language);
    if !exists(&folder.disclosure()) {
        out.note(text::still_private(language));
    }
    let told = if exists(&folder.result()) {
        lines(language, &story(&input::result(&folder, language)?, language)?, id)?
    } else {
        let path = folder.disclosure();
        let bytes = files::read(&path, language, &text::run_draw(language, folder.path().display()))?;
        let disclosure =
            Disclosure::from_bytes(&bytes).map_err(|error| unreadable(&path, &error, language))?;
        let story = Story::of_disclosure(&disclosure);
        lines(language, &story.map_err(|error| Failure(error.message(language)))?, id)?
    };
    out.lines(told);
    Ok(Exit::Done)
}

/// The story of a result.
pub(crate) fn story(drawn: &Drawn, language: Language) -> Outcome<Story<'_>> {
    drawn.story().map_err(|error| Failure(error.message(language)))
}

/// The story of a target.
pub(crate) fn lines(language: Language, story: &Story<'_>, id: &str) -> Outcome<Vec<String>> {
    let record = story.target(id).ok_or_else(|| Failure(text::no_such_target(language, id)))?;
    let name = story.target_name(&record.draw.id);
    let name = name.unwrap_or(text::withheld(language));
    let draw = &record.draw;
    let mut lines = vec![text::target_is(language, id, name, &draw.class, &draw.level, &draw.district)];
    match story.pool_place(&draw.id) {
        None => lines.push(not_in_a_pool(language, story, record)),
        Some(place) => lines.extend(in_a_pool(language, record, &place)),
    }
    lines.extend(amendments(language, story, &draw.id));
    if let Some(visit) = story.visit(&draw.id) {
        lines.extend(team(language, story, visit));
    }
    Ok(lines)
}

/// The number of the amendment since which something holds.
pub(crate) fn number(since: Since) -> u64 {
    since.amendment.map_or(0, |amendment| amendment.number)
}

/// What amendments made of a target.
fn amendments(language: Language, story: &Story<'_>, id: &TargetId) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some((before, since)) = story.came_in(id) {
        lines.push(text::came_in(language, number(since), since.day, named(language, story, before)));
    }
    if let Some(Struck { strike, alternate, since, .. }) = story.strike_of(id) {
        lines.push(match alternate {
            Some(alternate) => {
                let alternate = named(language, story, alternate);
                text::struck_for(language, number(*since), since.day, &strike.reason, alternate)
            }
            None => text::struck_for_nobody(language, number(*since), since.day, &strike.reason),
        });
    }
    lines
}

/// A target as people speak of it.
pub(crate) fn named(language: Language, story: &Story<'_>, id: &TargetId) -> String {
    format!("{id} {}", story.target_name(id).unwrap_or(text::withheld(language)))
}

/// An inspector as people speak of them.
pub(crate) fn person(language: Language, story: &Story<'_>, id: &InspectorId) -> String {
    text::person(language, story.inspector_name(id).unwrap_or(text::withheld(language)), id)
}

fn not_in_a_pool(language: Language, story: &Story<'_>, record: &Disclosed<target::Marker>) -> String {
    let draw = &record.draw;
    match (&draw.exempt, story.first().plan.yearly_cap) {
        (Some(reason), _) => text::exempt(language, reason),
        (None, Some(cap)) if draw.inspected >= cap => text::capped(language, draw.inspected, cap),
        _ if draw.drawn_before => text::drawn_before(language).to_owned(),
        _ => text::outside_strata(language).to_owned(),
    }
}

fn in_a_pool(language: Language, record: &Disclosed<target::Marker>, pool: &PoolPlace<'_>) -> Vec<String> {
    let PoolPlace { place, drawn: k, pool: n, tickets, .. } = *pool;
    let id = &record.draw.id;
    let winning = Tickets::new(&pool.key).winning(id, tickets);
    let mut lines = vec![text::stratum_is(language, pool.stratum, n, k)];
    if record.draw.carried {
        lines.push(text::carried(language).to_owned());
    }
    lines.push(text::ticket_is(language, tickets, winning.n, winning.ticket));
    lines.push(if place <= k {
        text::drawn_at(language, place, n, k)
    } else {
        text::alternate_at(language, place, n, k, place - k)
    });
    lines.extend(pool.cutoff.map(|cutoff| text::cutoff_is(language, cutoff)));
    lines.push(text::by_hand(language).to_owned());
    lines.push(ticket_command(&pool.key, winning.n, id.as_str()));
    lines
}

/// The command that recomputes a ticket.
pub(crate) fn ticket_command(key: &dual_random::Digest, n: u32, id: &str) -> String {
    format!("  printf '%s' '{key}{n}:{id}' | sha256sum")
}

fn team(language: Language, story: &Story<'_>, visit: &Visit<'_>) -> Vec<String> {
    visit.seats.iter().flat_map(|seat| seat_lines(language, story, visit, seat)).collect()
}

/// A seat's story: what it asks for, who could take it, the slips as they came up, and who was struck from it.
pub(crate) fn seat_lines(
    language: Language,
    story: &Story<'_>,
    visit: &Visit<'_>,
    seat: &Seat<'_>,
) -> Vec<String> {
    if seat.events.is_empty() {
        return vec![text::seat_not_drawn(language, seat.number, text::seat_ask(language, seat.ask))];
    }
    let one = |event: &SeatEvent<'_>| match event {
        SeatEvent::Drawn(drawn, since) => {
            drawn_lines(language, story, seat, drawn, &story.pool(visit, seat, *since))
        }
        SeatEvent::Struck(strike, since) => {
            let who = person(language, story, &strike.inspector);
            let since = *since;
            vec![text::seat_struck(language, seat.number, number(since), since.day, who, &strike.reason)]
        }
    };
    seat.events.iter().flat_map(one).collect()
}

/// How a seat was drawn.
pub(crate) fn drawn_lines(
    language: Language,
    story: &Story<'_>,
    seat: &Seat<'_>,
    drawn: &SeatResult,
    pool: &SeatPool,
) -> Vec<String> {
    let (number, ask) = (seat.number, text::seat_ask(language, seat.ask));
    let who = |id: &InspectorId| person(language, story, id);
    let mut lines = vec![match &drawn.inspector {
        Some(id) => text::seat_taken(language, number, ask, who(id), pool.size),
        None => text::seat_short(language, number, ask, pool.size),
    }];
    if !pool.shrunk.is_empty() {
        let shrunk = pool.shrunk.iter();
        let shrunk =
            shrunk.map(|(reason, count)| text::shrunk_by(language, reason.template(language), count));
        lines.push(text::pool_shrunk(language, text::joined(language, shrunk)));
    }
    if !drawn.trail.is_empty() {
        let slips = drawn.trail.iter();
        let slips =
            slips.map(|slip| text::slip(language, who(&slip.inspector), slip.reason.template(language)));
        lines.push(text::trail(language, text::joined(language, slips)));
    }
    lines
}
