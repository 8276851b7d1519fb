// The team in a target's story: its seats, with every slip that came up, and who could have taken them.

function ask_in_words(ask) {
  const data = {
    role: phrase("role_" + ask.role),
    departments:
      ask.departments.length === 0
        ? ""
        : phrase("ask_departments", { names: ask.departments.map((given) => ({ given })) }),
    qualifications:
      ask.qualifications.length === 0
        ? ""
        : phrase("ask_qualifications", { names: ask.qualifications.map((given) => ({ given })) }),
  };
  return phrase("ask", data);
}

function parts_of_team(told) {
  const { state, history, id, record, plan } = told;
  const seats = history.seats.get(id);
  const has_visit =
    (told.pool !== null && told.pool.place < told.pool.stratum.k) || history.came_in.has(id);
  if (!has_visit) {
    return [];
  }
  const asks = seats_of(compile_tables(plan), record.draw);
  const lines = asks.map((ask, place) => {
    const events = seats === undefined ? [] : seats.get(place + 1) || [];
    const holder = holder_after(events);
    const last = events.length === 0 ? 0 : events[events.length - 1].since.ceremony;
    const now = history.struck.has(id)
      ? phrase("seat_dissolved")
      : holder === null
        ? phrase("seat_open")
        : phrase("seat_held", { person: inspector_in_words(state, holder, last) });
    const head = phrase("seat_is", { seat: place + 1, ask: ask_in_words(ask), now });
    const list = events
      .map((event) => lines_of_event(state, event, () => pool_of_event(told, ask, event.since)))
      .reduce((all, some) => all.concat(some), []);
    return { head, list: list.length === 0 ? [phrase("seat_never_drawn")] : list };
  });
  return [{ heading: phrase("story_team"), lines: [phrase("team_intro"), ...lines] }];
}

// The slips of a seat as they came up, or the strike that emptied it.
function lines_of_event(state, event, pool) {
  const { ceremony } = event.since;
  const since = since_in_words(state, event.since);
  if (event.kind === "struck") {
    const data = { since, person: inspector_in_words(state, event.inspector, ceremony) };
    return [
      phrase(
        event.of_all ? "event_struck_of_all" : "event_struck",
        Object.assign({ reason: { given: event.reason } }, data),
      ),
    ];
  }
  if (event.trail.length === 0) {
    return [phrase("event_short", { since }), pool()];
  }
  const slips = event.trail.map((slip, place) =>
    phrase(slip.reason === "taken" ? "slip_taken" : "slip_aside", {
      place: place + 1,
      person: inspector_in_words(state, slip.inspector, ceremony),
      reason: phrase("reason_" + slip.reason),
    }),
  );
  return [phrase("event_dealt", { since, count: slips.length }), ...slips, pool()];
}

// Who was eligible for a seat when it was dealt, and for which of the fixed reasons others were not
// (PROTOCOL.md D-59).
function pool_of_event(told, ask, since) {
  const { state, history, id } = told;
  const { announcement, rosters } = state.links[since.ceremony];
  const own = {
    plan: announcement.plan,
    rosters,
    first: state.links[0],
    inspector_index: index_ids(rosters.inspectors),
  };
  own.compiled = compile_inspectors(own);
  const target = record_of_id(rosters.targets, id);
  const standing = struck_inspectors(history, state, since, id, target);
  const counts = new Map();
  let size = 0;
  rosters.inspectors.forEach((_, i) => {
    const reason = fixed_reason(own, standing, ask, target, i);
    size += reason === null ? 1 : 0;
    if (reason !== null) {
      counts.set(reason, (counts.get(reason) || 0) + 1);
    }
  });
  const reasons = Array.from(counts, ([reason, count]) =>
    phrase("reason_count", {
      reason: phrase("reason_" + reason),
      count,
    }),
  );
  return phrase(size === 1 ? "event_pool_one" : "event_pool", {
    size,
    shrunk: reasons.length === 0 ? "" : phrase("event_pool_shrunk", { reasons }),
  });
}

// The inspectors struck up to an amendment, this one included: from one target, and from all.
function struck_inspectors(history, state, since, id, target) {
  const struck = { struck_from_all: new Set(), struck_from: new Map([[target, new Set()]]) };
  state.links.slice(0, since.ceremony + 1).forEach((link, ceremony) => {
    const last = ceremony < since.ceremony ? link.amendments.length : since.amendment || 0;
    for (const { strikes } of link.amendments.slice(0, last)) {
      for (const strike of strikes.inspectors) {
        if (strike.target === null) {
          struck.struck_from_all.add(strike.inspector);
        } else if (strike.target === id) {
          struck.struck_from.get(target).add(strike.inspector);
        }
      }
    }
  });
  return struck;
}
