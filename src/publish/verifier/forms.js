// The forms of the documents (PROTOCOL.md 5, 7–9, 13, 15, 16, 18), as the text writes them. Bounds of
// numbers, + and ^ are rules, but for `max_visits`.

// The reasons of a slip (8.3, 12.4), the fixed ones first.
const SLIP_REASONS = [
  "role", "recused", "certificate", "qualification", "department", "district", "rotation", "struck",
  "workload", "on_team", "strands", "taken",
];

const FORMS = (() => {
  const {
    simple, text, id, count, count32, bool, hex32, district, ratio, date, instant,
    exactly, optional, list, pair, fields, file, one_of, either,
  } = FORM;

  // [D-29]
  const field = simple(
    "field",
    (value) => value === "class" || value === "level" || value === "district"
      || (is_text(value) && value.length > 10 && value.startsWith("attribute:")),
  );
  const when = list(fields({ any_of: list(text), field }));
  const role = exactly("officer", "expert");
  const seat = fields({ departments: list(text), qualifications: list(text), role });
  const round = exactly("up", "down", "half_up");
  const size = either(["all"], one_of({
    count,
    ratio: fields({ of: ratio, round }),
    per_officer: fields({ officers: count32, round, targets: count32 }),
  }));
  const numbers = fields({ count: count32, distinct: bool, max: count, min: count, ordered: bool });
  const kind = one_of({
    numbers,
    parts: list(fields({ beyond: bool, numbers })),
    hex: fields({ bytes: count32 }),
    upper_hex: fields({ bytes: count32 }),
    drand: fields({ chain: hex32, round: count }),
    contribution: fields({ commitment: hex32 }),
  });
  const source = fields({ closes: instant, issue: text, kind, publisher: text });
  const range = fields({ from: date, to: date });

  const plan_form = fields({
    added: list(fields({ count, reason: text })),
    amendments: fields({
      inspector_reasons: list(text),
      replacement: exactly("deck", "fresh_value"),
      strikes_per_seat: count,
      strikes_per_stratum: count,
      target_reasons: list(text),
    }),
    announce_at: instant,
    attributes: list(text),
    authorities: list(fields({ commitment: optional(hex32), name: text })),
    calendar: optional(hex32),
    category: exactly("routine", "campaign", "case"),
    ceremony: exactly("both", "selection", "staffing"),
    changed_rules: list(fields({
      date,
      reason: text,
      rule: exactly("district_rule", "rotation", "visits", "workload"),
    })),
    classes: list(text),
    disclose_by: instant,
    district_rule: exactly("any", "cross", "own"),
    draw: id,
    earlier: list(fields({ head: hex32, use: exactly("count", "rotation", "leave_out", "carry") })),
    few_officers_reason: optional(text),
    few_outcomes_reason: optional(text),
    hash: exactly(...HASHES.map((h) => h.name)),
    items: list(fields({
      authority: text, basis: text, content: text, frequency: text, id, method: text, name: text,
        objects: text,
    })),
    left_out: list(fields({ carried: list(id), count, reason: text })),
    min_pool: count32,
    number: count,
    overrides: list(fields({
      approver: text, reason: text, seats: optional(list(seat)), target: id, tickets: optional(count32),
    })),
    period: range,
    place: text,
    registers: list(fields({ count, date, name: text })),
    rotation: bool,
    seal_by: instant,
    strata: list(fields({
      directed: bool,
      items: list(id),
      name: text,
      quota: fields({ at_least: optional(count), at_most: optional(count), size }),
      when,
    })),
    supersedes: optional(fields({ announcement: hex32, reason: text })),
    task_sheet: list(text),
    teams: list(fields({ seats: list(seat), when })),
    tickets: list(fields({ tickets: count32, when })),
    title: text,
    values: list(fields({
      corrected: exactly("fallback", "first", "void"), fallbacks: list(source), name: id, source,
    })),
    visits: range,
    visits_reason: optional(text),
    workload: either(["own", "balanced"], one_of({ common: count32 })),
    yearly_cap: optional(count32),
  });

  const tree_form = fields({ count, root: hex32 });
  const announcement_form = file("announcement", {
    commitment: hex32,
    exempt: list(fields({ count, reason: text })),
    plan: plan_form,
    rosters: fields({ changes: tree_form, inspectors: tree_form, recusals: tree_form, targets: tree_form }),
    selection: optional(fields({ announcement: hex32, head: hex32 })),
    strata: list(fields({
      before: count, capped: count, carried: count, exempt: count, k: count, n: count, name: text,
    })),
    subject: count,
  });

  const seats_form = fields({ filled: count, open: count, total: count });
  const seal_form = file("seal", {
    announcement: hex32,
    result: tree_form,
    seats: seats_form,
    values: list(fields({ name: id, reason: optional(text), source: count, text })),
  });
  const amendment_seal_form = file("amendment_seal", {
    announcement: hex32,
    commitment: hex32,
    number: count,
    previous: hex32,
    result: tree_form,
    seats: seats_form,
  });

  // A record: its draw part, and its identity part, shown or withheld.
  function record(draw, data) {
    return fields({
      draw: fields(draw),
      identity: one_of({
        shown: fields({ data: fields(data), salt: hex32 }),
        withheld: fields({ hash: hex32, reason: text }),
      }),
    });
  }

  const target_record = record({
    attributes: list(pair(text, optional(text))),
    carried: bool,
    class: text,
    district,
    drawn_before: bool,
    exempt: optional(text),
    id,
    inspected: count32,
    last_team: list(id),
    level: text,
  }, {
    attributes: list(pair(text, text)), basis: optional(text), credit_code: optional(text), name: text,
  });
  const inspector_record = record({
    department: text,
    district,
    id,
    max_visits: simple("count32 ≥ 1", (value) => is_count32(value) && value >= 1),
    qualifications: list(text),
    role,
    valid_from: date,
    valid_to: date,
  }, { name: text });
  const recusal_record = record({ inspector: id, target: id }, { category: text });
  const change_record = record({
    date,
    inspector: id,
    kind: exactly(
      "inspector_added", "inspector_removed", "inspector_changed", "recusal_added", "recusal_removed",
    ),
    target: optional(id),
  }, { reason: text });

  const teams_form = list(fields({
    seats: list(fields({
      inspector: optional(id),
      seat: count32,
      trail: list(fields({ inspector: id, reason: exactly(...SLIP_REASONS) })),
    })),
    target: id,
  }));
  const result_form = fields({
    cap: optional(count32),
    deck_key: optional(hex32),
    seed: hex32,
    strata: list(fields({
      alternates: list(id),
      drawn: list(fields({ id, n: count32, ticket: hex32 })),
      name: text,
    })),
    teams: teams_form,
    ticket_key: hex32,
  });
  const amendment_form = file("amendment", {
    outcome: fields({
      cap: optional(count32),
      replaced: list(fields({ alternate: optional(id), target: id })),
      teams: teams_form,
    }),
    seal: amendment_seal_form,
    strikes: fields({
      date,
      inspectors: list(fields({ evidence: hex32, inspector: id, reason: text, target: optional(id) })),
      targets: list(fields({ evidence: hex32, reason: text, target: id })),
      visited: list(id),
    }),
  });

  // The disclosure holds that of the ceremony before; the reader bounds the depth.
  const disclosure_form = file("disclosure", {
    amendments: list(amendment_form),
    announcement: announcement_form,
    head: hex32,
    result: result_form,
    rosters: fields({
      changes: list(change_record),
      inspectors: list(inspector_record),
      recusals: list(recusal_record),
      targets: list(target_record),
    }),
    salt_key: hex32,
    seal: seal_form,
    secrets: list(hex32),
    selection: (value) => value === null || disclosure_form(value),
  });

  // An entry of the result tree (13.1): not drawn, struck, or standing.
  const entry_not_drawn = fields({ drawn: exactly(false), id });
  const yes = exactly(true);
  const entry_struck = fields({ drawn: yes, id, rank: count, stratum: text, struck: yes });
  const entry_stands = fields({ drawn: yes, id, rank: count, seats: list(optional(id)), stratum: text });
  function entry_form(value) {
    if (!is_object(value)) return not_in_form(value, "object");
    if (value.drawn !== true) return entry_not_drawn(value);
    return Object.prototype.hasOwnProperty.call(value, "struck") ? entry_struck(value) : entry_stands(value);
  }

  const proof_form = file("proof", {
    announcement: hex32,
    inspectors: list(fields({ index: count, path: list(hex32), record: inspector_record, salt: hex32 })),
    record: fields({
      index: count,
      path: list(hex32),
      record: one_of({ target: target_record, inspector: inspector_record }),
      salt: hex32,
    }),
    result: optional(fields({ entry: entry_form, path: list(hex32), salt: hex32, seal: hex32 })),
  });

  return {
    announcement: announcement_form,
    seal: seal_form,
    amendment_seal: amendment_seal_form,
    disclosure: disclosure_form,
    proof: proof_form,
  };
})();
