// Conditions, tables, pools and quotas (PROTOCOL.md 7, 8.1, 8.2). They are those of the chain's first
// ceremony.

// A `when` made ready for many targets: the texts of each condition as a set.
function compile_when(when) {
  return when.map(({ field, any_of }) => ({
    field: field.startsWith("attribute:") ? "attribute" : field,
    attribute: field.slice(10),
    any_of: new Set(any_of),
  }));
}

// [D-30]
function condition_holds(condition, draw) {
  const { field, any_of } = condition;
  if (field === "class") return any_of.has(draw.class);
  if (field === "level") return any_of.has(draw.level);
  if (field === "district") {
    for (let length = 6; length <= draw.district.length; length += 1) {
      if (any_of.has(draw.district.slice(0, length))) return true;
    }
    return false;
  }
  const pair = draw.attributes.find(([name]) => name === condition.attribute);
  return pair !== undefined && pair[1] !== null && any_of.has(pair[1]);
}

function when_holds(when, draw) {
  for (let i = 0; i < when.length; i += 1) if (!condition_holds(when[i], draw)) return false;
  return true;
}

// The tables of a plan with its overrides, made ready ([D-31], [D-32]).
function compile_tables(plan) {
  return {
    teams: plan.teams.map((rule) => ({ when: compile_when(rule.when), seats: rule.seats })),
    tickets: plan.tickets.map((rule) => ({ when: compile_when(rule.when), tickets: rule.tickets })),
    overrides: new Map(plan.overrides.map((override) => [override.target, override])),
  };
}

// The seats of a target's team.
function seats_of(tables, draw) {
  const override = tables.overrides.get(draw.id);
  if (override !== undefined && override.seats !== null) return override.seats;
  const rule = tables.teams.find((one) => when_holds(one.when, draw));
  return rule === undefined ? [] : rule.seats;
}

// How many tickets a target has ([D-69]).
function tickets_of(tables, draw) {
  const override = tables.overrides.get(draw.id);
  if (override !== undefined && override.tickets !== null) return override.tickets;
  const rule = tables.tickets.find((one) => when_holds(one.when, draw));
  return rule === undefined ? 1 : rule.tickets;
}

// Puts every target into its place. Of each stratum `pool` has the roster indexes of the pool, in roster
// order.
function make_pools(trial, link) {
  const { plan } = link;
  const { targets } = link.rosters;
  const whens = plan.strata.map((stratum) => compile_when(stratum.when));
  const strata = plan.strata.map(({ name }) => ({ name, exempt: 0, capped: 0, before: 0, carried: 0,
    pool: [] }));
  const classes = new Set(plan.classes);
  const reasons = new Map();
  let outside = 0;
  for (let i = 0; i < targets.length; i += 1) {
    const { draw } = targets[i];
    let own = -1;
    for (let s = 0; s < whens.length; s += 1) {
      if (!when_holds(whens[s], draw)) continue;
      if (own < 0) own = s;
      else contradict(trial, "D-51", `rosters.targets[${i}]`, "two_strata", strata[own].name, strata[s].name);
    }
    if (draw.exempt !== null) reasons.set(draw.exempt, (reasons.get(draw.exempt) || 0) + 1);
    if (own < 0) {
      if (draw.exempt === null) outside += 1;
      continue;
    }
    const stratum = strata[own];
    // [D-52]
    if (draw.exempt !== null) stratum.exempt += 1;
    else if (plan.yearly_cap !== null && draw.inspected >= plan.yearly_cap) stratum.capped += 1;
    else if (draw.drawn_before) stratum.before += 1;
    else {
      stratum.pool.push(i);
      if (draw.carried) stratum.carried += 1;
      must(trial, classes.has(draw.class), "D-53", `rosters.targets[${i}].draw.class`, "unknown",
        plan.classes, draw.class);
    }
    if ((i & 1023) === 0) tell_progress(trial, i, targets.length);
  }
  // [D-63]
  const sorted = Array.from(reasons.keys()).sort(compare_texts);
  const exempt = sorted.map((reason) => ({ count: reasons.get(reason), reason }));
  const exempted = exempt.reduce((sum, entry) => sum + entry.count, 0);
  return { strata, exempt, subject: targets.length - exempted, exempted, outside };
}

// [D-54]: sums are exact.
function check_subject(trial, link, pools) {
  const sum = (entries) => entries.reduce((total, entry) => total + BigInt(entry.count), 0n);
  const { registers, left_out, added } = link.plan;
  const expected = sum(registers) - sum(left_out) - BigInt(pools.exempted) + sum(added);
  must(trial, BigInt(pools.subject) === expected, "D-54", "announcement.plan.registers", "differs",
    pools.subject, String(expected));
}

function round_quotient(a, b, round) {
  if (round === "down") return a / b;
  if (round === "up") return (a + b - 1n) / b;
  return (2n * a + b) / (2n * b); // ⌊x + 1/2⌋
}

// [D-55], [D-56]: { k, clamped } of a pool of n.
function quota_of(quota, n, officers) {
  const { size } = quota;
  let k;
  if (size === "all") k = BigInt(n);
  else if (size.count !== undefined) k = BigInt(size.count);
  else if (size.ratio !== undefined) {
    const [a, b] = size.ratio.of.split("/").map(BigInt);
    k = round_quotient(BigInt(n) * a, b, size.ratio.round);
  } else {
    const { officers: per, targets, round } = size.per_officer;
    k = round_quotient(BigInt(officers) * BigInt(targets), BigInt(per), round);
  }
  if (quota.at_least !== null && k < BigInt(quota.at_least)) k = BigInt(quota.at_least);
  if (quota.at_most !== null && k > BigInt(quota.at_most)) k = BigInt(quota.at_most);
  const clamped = k > BigInt(n);
  return { k: clamped ? n : Number(k), clamped };
}

function set_quotas(trial, link, pools) {
  const officers = link.rosters.inspectors.filter((one) => one.draw.role === "officer").length;
  pools.strata.forEach((stratum, s) => {
    const { quota } = link.plan.strata[s];
    stratum.n = stratum.pool.length;
    if (is_object(quota.size) && quota.size.count !== undefined) {
      must(trial, quota.size.count <= stratum.n, "D-57", `announcement.plan.strata[${s}].quota.size.count`,
        "bound", described(`≤ ${stratum.n}`), quota.size.count);
    }
    Object.assign(stratum, quota_of(quota, stratum.n, officers));
  });
}

// [D-63], [D-65], [D-66]: what the announcement says of the pools.
function check_announced_pools(trial, announcement, pools) {
  must_equal(trial, "D-63", "announcement.exempt", pools.exempt, announcement.exempt);
  const strata = pools.strata.map(({ before, capped, carried, exempt, k, n, name }) => (
    { before, capped, carried, exempt, k, n, name }
  ));
  must_equal(trial, "D-65", "announcement.strata", strata, announcement.strata);
  must_equal(trial, "D-66", "announcement.subject", pools.subject, announcement.subject);
}
