//! `explain`: one target's story in words.

use crate::files::{self, Folder, exists};
use crate::input::{self, unreadable};
use crate::out::{Exit, Failure, Out, Outcome};
use crate::text;
use crate::view::{DrawnTarget, Seat, SeatEvent, Struck, View};
use dual_random::commit::document::{Disclosed, SeatResult, StratumResult};
use dual_random::roster::target;
use dual_random::rules::tickets_of;
use dual_random::{Disclosure, InspectorId, Language, TargetId, Tickets};
use std::path::Path;

pub(crate) fn run(dir: &Path, id: &str, out: &mut Out) -> Outcome<Exit> {
    let (folder, language) = (Folder::new(dir), out.language);
    let disclosure = disclosure(&folder, language)?;
    if !exists(&folder.disclosure()) {
        out.note(text::still_private(language));
    }
    out.lines(lines(language, &View::new(&disclosure), id)?);
    Ok(Exit::Done)
}

fn disclosure(folder: &Folder, language: Language) -> Outcome<Disclosure> {
    if exists(&folder.result()) {
        return Ok(input::result(folder, language)?.private().clone());
    }
    let path = folder.disclosure();
    let bytes = files::read(&path, language, &text::run_draw(language, folder.path().display()))?;
    Disclosure::from_bytes(&bytes).map_err(|error| unreadable(&path, &error, language))
}

/// The story of a target.
pub(crate) fn lines(language: Language, view: &View<'_>, id: &str) -> Outcome<Vec<String>> {
    let record = view.target(id).ok_or_else(|| Failure(text::no_such_target(language, id)))?;
    let name = view.target_name(&record.draw.id);
    let name = name.unwrap_or(text::withheld(language));
    let draw = &record.draw;
    let mut lines = vec![text::target_is(language, id, name, &draw.class, &draw.level, &draw.district)];
    let first = view.last.first();
    let at = first.result.strata.iter().find_map(|stratum| {
        let is_it = |other: &TargetId| *other == draw.id;
        let drawn = stratum.drawn.iter().position(|ticket| is_it(&ticket.id));
        let place = drawn.or_else(|| Some(stratum.drawn.len() + stratum.alternates.iter().position(is_it)?));
        place.map(|place| (stratum, place + 1))
    });
    match at {
        None => lines.push(not_in_a_pool(language, view, record)),
        Some((stratum, place)) => lines.extend(in_a_pool(language, view, record, stratum, place)),
    }
    lines.extend(amendments(language, view, &draw.id));
    if let Some(drawn) = view.drawn().into_iter().find(|drawn| drawn.record.draw.id == draw.id) {
        lines.extend(team(language, view, &drawn));
    }
    Ok(lines)
}

/// What amendments made of a target.
fn amendments(language: Language, view: &View<'_>, id: &TargetId) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some((before, on)) = view.came_in(id) {
        lines.push(text::came_in(language, on.number, on.date, named(language, view, before)));
    }
    if let Some(Struck { strike, alternate, on }) = view.struck(id) {
        lines.push(match alternate {
            Some(alternate) => {
                let alternate = named(language, view, alternate);
                text::struck_for(language, on.number, on.date, &strike.reason, alternate)
            }
            None => text::struck_for_nobody(language, on.number, on.date, &strike.reason),
        });
    }
    lines
}

/// A target as people speak of it.
pub(crate) fn named(language: Language, view: &View<'_>, id: &TargetId) -> String {
    format!("{id} {}", view.target_name(id).unwrap_or(text::withheld(language)))
}

/// An inspector as people speak of them.
pub(crate) fn person(language: Language, view: &View<'_>, id: &InspectorId) -> String {
    text::person(language, view.inspector_name(id).unwrap_or(text::withheld(language)), id)
}

fn not_in_a_pool(language: Language, view: &View<'_>, record: &Disclosed<target::Marker>) -> String {
    let draw = &record.draw;
    let plan = &view.last.first().announcement.plan;
    match (&draw.exempt, plan.yearly_cap) {
        (Some(reason), _) => text::exempt(language, reason),
        (None, Some(cap)) if draw.inspected >= cap => text::capped(language, draw.inspected, cap),
        _ if draw.drawn_before => text::drawn_before(language).to_owned(),
        _ => text::outside_strata(language).to_owned(),
    }
}

fn in_a_pool(
    language: Language,
    view: &View<'_>,
    record: &Disclosed<target::Marker>,
    stratum: &StratumResult,
    place: usize,
) -> Vec<String> {
    let first = view.last.first();
    let (k, n) = (stratum.drawn.len(), stratum.drawn.len() + stratum.alternates.len());
    let (id, key) = (&record.draw.id, &first.result.ticket_key);
    let tickets = tickets_of(&first.announcement.plan, &record.draw);
    let winning = Tickets::new(key).winning(id, tickets);
    let mut lines = vec![text::stratum_is(language, &stratum.name, n, k)];
    if record.draw.carried {
        lines.push(text::carried(language).to_owned());
    }
    lines.push(text::ticket_is(language, tickets, winning.n, winning.ticket));
    lines.push(if place <= k {
        text::drawn_at(language, place, n, k)
    } else {
        text::alternate_at(language, place, n, k, place - k)
    });
    if let Some(cutoff) = stratum.drawn.last() {
        lines.push(text::cutoff_is(language, cutoff.ticket));
    }
    lines.push(text::by_hand(language).to_owned());
    lines.push(ticket_command(key, winning.n, id.as_str()));
    lines
}

/// The command that recomputes a ticket.
pub(crate) fn ticket_command(key: &dual_random::Digest, n: u32, id: &str) -> String {
    format!("  printf '%s' '{key}{n}:{id}' | sha256sum")
}

fn team(language: Language, view: &View<'_>, drawn: &DrawnTarget<'_>) -> Vec<String> {
    drawn.seats.iter().flat_map(|seat| seat_lines(language, view, seat)).collect()
}

/// A seat's story: what it asks for, who could take it, the slips as they came up, and who was struck from it.
pub(crate) fn seat_lines(language: Language, view: &View<'_>, seat: &Seat<'_>) -> Vec<String> {
    let ask = text::seat_ask(language, seat.ask);
    if seat.events.is_empty() {
        return vec![text::seat_not_drawn(language, seat.number, ask)];
    }
    let one = |event: &SeatEvent<'_>| match event {
        SeatEvent::Drawn(drawn) => drawn_lines(language, view, seat.number, &ask, drawn),
        SeatEvent::Struck(strike, on) => {
            let who = person(language, view, &strike.inspector);
            vec![text::seat_struck(language, seat.number, on.number, on.date, who, &strike.reason)]
        }
    };
    seat.events.iter().flat_map(one).collect()
}

/// How a seat was drawn.
pub(crate) fn drawn_lines(
    language: Language,
    view: &View<'_>,
    number: usize,
    ask: &str,
    drawn: &SeatResult,
) -> Vec<String> {
    let who = |id: &InspectorId| person(language, view, id);
    let mut lines = vec![match &drawn.inspector {
        Some(id) => text::seat_taken(language, number, ask, who(id), drawn.pool),
        None => text::seat_short(language, number, ask, drawn.pool),
    }];
    if !drawn.shrunk.is_empty() {
        let shrunk = drawn.shrunk.iter();
        let shrunk = shrunk.map(|by| text::shrunk_by(language, by.reason.template(language), by.count));
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
