// The story of one target: in which group it was, its tickets, its place, what amendments did, its team
// with every slip. A story is {title, parts: [{heading, lines}], picture}; lines are phrases, or {list} of
// phrases, or {code}.

function hex_of_ticket(stratum, place) {
  let hex = "";
  for (let i = 32 * place; i < 32 * (place + 1); i += 1) {
    hex += stratum.tickets[i].toString(16).padStart(2, "0");
  }
  return hex;
}

// Where a ticket stands among all that are possible, from 0 to 100.
function per_cent_of_ticket(hex) {
  return ((100 * parseInt(hex.slice(0, 10), 16)) / 2 ** 40).toFixed(4);
}

// The stratum in whose pool a target is, with its place there from 0.
function pool_place(state, index) {
  for (const stratum of state.links[0].strata) {
    const place = stratum.order.indexOf(index);
    if (place >= 0) {
      return { stratum, place };
    }
  }
  return null;
}

function story_of(state, index) {
  const record = state.links[0].rosters.targets[index];
  const told = { state, record, history: history_of(state), plan: state.links[0].announcement.plan };
  told.id = record.draw.id;
  told.pool = pool_place(state, index);
  const parts = [part_of_record(told)];
  parts.push(told.pool === null ? part_outside(told) : part_of_ticket(told));
  const amended = lines_of_amendments(told);
  if (amended.length > 0) {
    parts.push({ heading: phrase("story_amendments"), lines: amended });
  }
  parts.push(...parts_of_team(told));
  return {
    id: told.id,
    title: target_in_words(state, told.id),
    outcome: outcome_in_words(told),
    parts,
    picture: told.pool === null ? null : picture_data(told),
    steering: steering_of_target(told),
  };
}

function outcome_in_words({ pool, history, id }) {
  if (history.struck.has(id)) {
    return phrase("outcome_struck");
  }
  if (history.came_in.has(id)) {
    return phrase("outcome_came_in");
  }
  return phrase(pool !== null && pool.place < pool.stratum.k ? "outcome_drawn" : "outcome_not_drawn");
}

function part_of_record({ record }) {
  const { draw } = record;
  const identity = shown_identity(record);
  const data = { class: { given: draw.class }, level: { given: draw.level } };
  data.district = district_in_words(draw.district);
  const lines = [phrase("record_is", data)];
  if (identity === null) {
    lines.push(phrase("record_withheld", { reason: { given: record.identity.withheld.reason } }));
  } else if (identity.credit_code !== null) {
    lines.push(phrase("record_code", { code: { given: identity.credit_code } }));
  }
  const own = draw.attributes.filter(([, value]) => value !== null);
  if (own.length > 0) {
    const pairs = own.map(([name, value]) =>
      phrase("pair", { name: { given: name }, value: { given: value } }),
    );
    lines.push(phrase("record_attributes", { pairs }));
  }
  return { heading: phrase("story_record"), lines };
}

// Why a target was in no pool: the first of the places of PROTOCOL.md D-52 that applies.
function part_outside({ record, plan }) {
  const { draw } = record;
  const identity = shown_identity(record);
  const lines = [];
  if (draw.exempt !== null) {
    lines.push(phrase("place_exempt", { reason: { given: draw.exempt } }));
    if (identity !== null && identity.basis !== null) {
      lines.push(phrase("place_basis", { basis: { given: identity.basis } }));
    }
  } else if (!plan.strata.some((stratum) => when_holds(compile_when(stratum.when), draw))) {
    lines.push(phrase("place_outside"));
  } else if (plan.yearly_cap !== null && draw.inspected >= plan.yearly_cap) {
    lines.push(phrase("place_capped", { inspected: draw.inspected, cap: plan.yearly_cap }));
  } else {
    lines.push(phrase("place_before"));
  }
  lines.push(phrase("place_no_ticket"));
  return { heading: phrase("story_place"), lines };
}

// Why a target has as many tickets as it has: an override, or the first rule of the plan's table that fits.
function why_tickets(plan, draw) {
  const override = override_of(plan, draw.id);
  if (override !== null && override.tickets !== null) {
    const { reason, approver } = override;
    return phrase("tickets_by_override", { reason: { given: reason }, approver: { given: approver } });
  }
  const rule = plan.tickets.find((one) => when_holds(compile_when(one.when), draw));
  if (rule === undefined || rule.when.length === 0) {
    return "";
  }
  const conditions = rule.when.map(({ field }) => {
    if (field === "district") {
      const value = district_in_words(draw.district);
      return phrase("condition", { field: phrase("field_district"), value });
    }
    const is_attribute = field.startsWith("attribute:");
    const name = is_attribute ? field.slice(10) : field;
    const [, value] = is_attribute ? draw.attributes.find((pair) => pair[0] === name) : [name, draw[field]];
    return phrase("condition", {
      field: is_attribute ? { given: name } : phrase("field_" + name),
      value: { given: value },
    });
  });
  return phrase("tickets_by_rule", { conditions });
}

function carried_in(told) {
  const { targets } = told.state.links[0].rosters;
  const { order } = told.pool.stratum;
  let count = 0;
  while (count < order.length && targets[order[count]].draw.carried) {
    count += 1;
  }
  return count;
}

function order_in_words(carried) {
  return phrase(carried > 0 ? "order_carried" : "order_tickets");
}

function part_of_ticket(told) {
  const { state, record, plan, pool, id } = told;
  const { stratum, place } = pool;
  const ticket = hex_of_ticket(stratum, place);
  const key = state.links[0].ticket_key;
  const number = stratum.numbers[place];
  const items = plan.strata
    .find((one) => one.name === stratum.name)
    .items.map((item) => plan.items.find((one) => one.id === item))
    .map((item) => ({ given: item.name }));
  const carried = carried_in(told);
  const lines = [phrase("pool_is", { name: { given: stratum.name }, n: stratum.n, k: stratum.k, items })];
  if (record.draw.carried) {
    lines.push(phrase("pool_carried"));
  } else if (carried > 0) {
    lines.push(phrase("pool_others_carried", { count: carried }));
  }
  const weight = stratum.weights[place];
  const why = weight === 1 ? "" : why_tickets(plan, record.draw);
  lines.push(weight === 1 ? phrase("ticket_only") : phrase("ticket_smallest", { why, weight, number }));
  lines.push(phrase("ticket_at", { percent: per_cent_of_ticket(ticket) }));
  lines.push(...lines_of_place(told, carried));
  lines.push(phrase("by_hand", { number }));
  const { command } = hash_of(state.links[0].announcement);
  lines.push({ code: "printf '%s' '" + key + number + ":" + id + "' | " + command });
  lines.push(phrase("by_hand_gives"));
  lines.push({ code: ticket });
  return { heading: phrase("story_ticket"), lines };
}

function lines_of_place(told, carried) {
  const { stratum, place } = told.pool;
  const data = { place: place + 1, n: stratum.n, k: stratum.k, order: order_in_words(carried) };
  if (place < stratum.k) {
    return [phrase("place_drawn", data)];
  }
  const lines = [phrase("place_alternate", Object.assign({ alternate: place + 1 - stratum.k }, data))];
  if (stratum.k > carried) {
    const limit = hex_of_ticket(stratum, stratum.k - 1);
    const gap = phrase("place_gap", {
      limit: per_cent_of_ticket(limit),
      percent: per_cent_of_ticket(hex_of_ticket(stratum, place)),
    });
    lines.push(gap);
  }
  const inside = new Set(stratum.order.subarray(stratum.k));
  const { targets } = told.state.links[0].rosters;
  const came_in = Array.from(told.history.came_in.keys()).filter((id) =>
    inside.has(record_of_id(targets, id)),
  ).length;
  lines.push(
    phrase("place_strikes", {
      needed: place + 1 - stratum.k,
      came_in,
      most: told.plan.amendments.strikes_per_stratum,
    }),
  );
  return lines;
}

// The picture's numbers: places from 1, and how many were drawn.
function picture_data(told) {
  const { stratum, place } = told.pool;
  return {
    n: stratum.n,
    k: stratum.k,
    own: place + 1,
    order: order_in_words(carried_in(told)),
    came_in: told.history.came_in.has(told.id),
  };
}

function since_in_words(state, since) {
  const day = { day: since.day };
  if (since.amendment === null) {
    return phrase(state.links.length > 1 ? "since_ceremony" : "since_draw", {
      ceremony: since.ceremony + 1,
      day,
    });
  }
  const data = { ceremony: since.ceremony + 1, number: since.amendment, day };
  return phrase(state.links.length > 1 ? "since_amendment_of" : "since_amendment", data);
}

function lines_of_amendments({ state, history, id, pool }) {
  const lines = [];
  const came_in = history.came_in.get(id);
  if (came_in !== undefined) {
    const rank = pool === null ? 0 : pool.place + 1;
    lines.push(
      phrase("amended_came_in", {
        since: since_in_words(state, came_in.since),
        rank,
        before: target_in_words(state, came_in.before),
      }),
    );
  }
  const struck = history.struck.get(id);
  if (struck !== undefined) {
    const data = { since: since_in_words(state, struck.since), reason: { given: struck.reason } };
    if (struck.alternate === null) {
      lines.push(phrase("amended_struck", data));
    } else {
      data.alternate = target_in_words(state, struck.alternate);
      lines.push(phrase("amended_replaced", data));
    }
  }
  const visited = history.visited.get(id);
  if (visited !== undefined) {
    lines.push(phrase("amended_visited", { since: since_in_words(state, visited) }));
  }
  return lines;
}
