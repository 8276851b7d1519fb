// What happened to the seats of a chain, ceremony by ceremony and amendment by amendment (PROTOCOL.md
// section 15), and which targets were struck and came in. It follows the documents, which are recomputed by
// then.

function day_of_instant(instant) {
  return new Date(Date.parse(instant) + 8 * 3600 * 1000).toISOString().slice(0, 10);
}

function source_used(value, used) {
  return used.source === 0 ? value.source : value.fallbacks[used.source - 1];
}

// The day of a ceremony's last close: from then on its teams are drawn.
function day_of_draw(link) {
  const closes = link.seal.values.map(
    (used, i) => source_used(link.announcement.plan.values[i], used).closes,
  );
  return day_of_instant(closes.reduce((last, one) => (Date.parse(one) > Date.parse(last) ? one : last)));
}

function seats_of_target(history, target) {
  if (!history.seats.has(target)) {
    history.seats.set(target, new Map());
  }
  return history.seats.get(target);
}

function seat_events(history, target, seat) {
  const seats = seats_of_target(history, target);
  if (!seats.has(seat)) {
    seats.set(seat, []);
  }
  return seats.get(seat);
}

// Who holds a seat, given what happened to it.
function holder_after(events) {
  const last = events[events.length - 1];
  return last !== undefined && last.kind === "drawn" ? last.inspector : null;
}

function note_teams(history, teams, since) {
  for (const team of teams) {
    for (const seat of team.seats) {
      const drawn = { kind: "drawn", inspector: seat.inspector, trail: seat.trail, since };
      seat_events(history, team.target, seat.seat).push(drawn);
    }
  }
}

function note_inspector_strike(history, strike, since) {
  const targets = strike.target === null ? Array.from(history.seats.keys()) : [strike.target];
  for (const target of targets) {
    const stays = strike.target === null && (history.struck.has(target) || history.visited.has(target));
    for (const events of stays ? [] : seats_of_target(history, target).values()) {
      if (holder_after(events) === strike.inspector) {
        const { inspector, reason } = strike;
        events.push({ kind: "struck", inspector, reason, of_all: strike.target === null, since });
      }
    }
  }
}

function note_amendment(history, amendment, since) {
  amendment.strikes.visited.forEach((target) => history.visited.set(target, since));
  const reasons = new Map(amendment.strikes.targets.map((strike) => [strike.target, strike.reason]));
  for (const { target, alternate } of amendment.outcome.replaced) {
    history.struck.set(target, { reason: reasons.get(target) || "", alternate, since });
    if (alternate !== null) {
      history.came_in.set(alternate, { before: target, since });
    }
  }
  amendment.strikes.inspectors.forEach((strike) => note_inspector_strike(history, strike, since));
  note_teams(history, amendment.outcome.teams, since);
}

// `since` says since when something holds: the ceremony, the amendment (null for the draw itself) and the
// day.
function history_of(state) {
  const history = { seats: new Map(), struck: new Map(), came_in: new Map(), visited: new Map() };
  state.links.forEach((link, ceremony) => {
    note_teams(history, link.result.teams, { ceremony, amendment: null, day: day_of_draw(link) });
    link.amendments.forEach((amendment, i) => {
      note_amendment(history, amendment, { ceremony, amendment: i + 1, day: amendment.strikes.date });
    });
  });
  return history;
}

function override_of(plan, id) {
  return plan.overrides.find((override) => override.target === id) || null;
}
