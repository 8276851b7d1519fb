// The limits (PROTOCOL.md 4). Those on lists are looked at before any work that grows with them; a file over
// one is unusable, whatever else may be said of it ([D-126]).

const FILE_LIMITS = {
  announcement: 16 * 1024 * 1024,
  seal: 1024 * 1024,
  amendment_seal: 1024 * 1024,
  proof: 1024 * 1024,
  disclosure: 8 * 1024 * 1024 * 1024,
};

const MOST_CEREMONIES = 8;

function over_limit(trial, place, most, found) {
  throw new Unusable(make_problem(trial, "limit", place, "over_limit", described(`≤ ${most}`), found));
}

function at_most(trial, entries, most, place) {
  if (entries.length > most) over_limit(trial, place, most, entries.length);
}

// The names of the attributes that conditions of the plan name, sorted.
function named_attributes(plan) {
  const names = new Set();
  for (const rules of [plan.strata, plan.teams, plan.tickets]) {
    for (const rule of rules) {
      for (const condition of rule.when) {
        if (condition.field.startsWith("attribute:")) names.add(condition.field.slice(10));
      }
    }
  }
  return Array.from(names).sort(compare_texts);
}

function limit_when(trial, when, place) {
  at_most(trial, when, 16, `${place}.when`);
  when.forEach((condition, i) => at_most(trial, condition.any_of, 10000, `${place}.when[${i}].any_of`));
}

function limit_team(trial, seats, place) {
  at_most(trial, seats, 16, place);
  seats.forEach((seat, i) => {
    at_most(trial, seat.departments, 256, `${place}[${i}].departments`);
    at_most(trial, seat.qualifications, 256, `${place}[${i}].qualifications`);
  });
}

function limit_plan(trial, plan) {
  const place = "announcement.plan";
  for (const name of ["added", "changed_rules", "strata", "items", "teams", "tickets", "classes", "earlier",
    "left_out",
    "registers"]) at_most(trial, plan[name], 1000, `${place}.${name}`);
  for (const name of ["attributes", "task_sheet"]) at_most(trial, plan[name], 256, `${place}.${name}`);
  for (const name of ["authorities", "values"]) at_most(trial, plan[name], 16, `${place}.${name}`);
  at_most(trial, plan.overrides, 100000, `${place}.overrides`);
  at_most(trial, plan.amendments.inspector_reasons, 1000, `${place}.amendments.inspector_reasons`);
  at_most(trial, plan.amendments.target_reasons, 1000, `${place}.amendments.target_reasons`);
  plan.left_out.forEach((entry, i) => {
    at_most(trial, entry.carried, 10000000, `${place}.left_out[${i}].carried`);
  });
  plan.values.forEach((value, i) => at_most(trial, value.fallbacks, 4, `${place}.values[${i}].fallbacks`));
  plan.strata.forEach((stratum, i) => {
    at_most(trial, stratum.items, 1000, `${place}.strata[${i}].items`);
    limit_when(trial, stratum.when, `${place}.strata[${i}]`);
  });
  plan.teams.forEach((rule, i) => {
    limit_when(trial, rule.when, `${place}.teams[${i}]`);
    limit_team(trial, rule.seats, `${place}.teams[${i}].seats`);
  });
  plan.tickets.forEach((rule, i) => limit_when(trial, rule.when, `${place}.tickets[${i}]`));
  plan.overrides.forEach((override, i) => {
    if (override.seats !== null) limit_team(trial, override.seats, `${place}.overrides[${i}].seats`);
  });
}

function limit_announcement(trial, announcement) {
  limit_plan(trial, announcement.plan);
  at_most(trial, announcement.strata, 1000, "announcement.strata");
}

// Of an amendment's seal there is nothing to limit.
function limit_seal(trial, seal) {
  if (seal.type === "seal") at_most(trial, seal.values, 16, "seal.values");
}

// The lists of one record.
function limit_record(trial, { draw, identity }, place) {
  for (const name of ["attributes", "last_team", "qualifications"]) {
    if (draw[name] !== undefined && draw[name].length > 256) over_limit(trial, `${place}.draw.${name}`, 256);
  }
  const data = identity.shown === undefined ? {} : identity.shown.data;
  if (data.attributes !== undefined && data.attributes.length > 256) {
    over_limit(trial, `${place}.identity.shown.data.attributes`, 256);
  }
}

// The lists of the records that a proof shows.
function limit_shown(trial, { record: { record }, inspectors }) {
  const kind = record.target !== undefined ? "target" : "inspector";
  limit_record(trial, record[kind], `record.record.${kind}`);
  inspectors.forEach((one, i) => limit_record(trial, one.record, `inspectors[${i}].record`));
}

function limit_rosters(trial, rosters) {
  at_most(trial, rosters.targets, 10000000, "rosters.targets");
  at_most(trial, rosters.inspectors, 100000, "rosters.inspectors");
  at_most(trial, rosters.recusals, 1000000, "rosters.recusals");
  at_most(trial, rosters.changes, 1000000, "rosters.changes");
  for (const name of ["targets", "inspectors"]) {
    rosters[name].forEach((record, i) => limit_record(trial, record, `rosters.${name}[${i}]`));
  }
}

// The limits on lists of one ceremony's part of a disclosure ([D-14]).
function limit_lists(trial, disclosure) {
  const named = named_attributes(disclosure.announcement.plan).length;
  if (named > 256) over_limit(trial, "announcement.plan", 256, named);
  limit_announcement(trial, disclosure.announcement);
  limit_seal(trial, disclosure.seal);
  at_most(trial, disclosure.result.strata, 1000, "result.strata");
  limit_rosters(trial, disclosure.rosters);
  at_most(trial, disclosure.amendments, 366, "amendments");
  disclosure.amendments.forEach((amendment, i) => {
    for (const name of ["inspectors", "targets", "visited"]) {
      at_most(trial, amendment.strikes[name], 100000, `amendments[${i}].strikes.${name}`);
    }
  });
}

function limit_product(trial, most, ...factors) {
  const product = factors.reduce((total, factor) => total * factor, 1);
  if (product > most) over_limit(trial, "", most, product);
}

// All teams of the plan: those of the table and those of overrides.
function all_teams(plan) {
  const teams = plan.teams.map((rule) => rule.seats);
  for (const override of plan.overrides) if (override.seats !== null) teams.push(override.seats);
  return teams;
}

// The products that can be told from lists alone. `targets` are those of the chain.
function limit_products(trial, disclosure, targets) {
  const { plan } = disclosure.announcement;
  const inspectors = disclosure.rosters.inspectors.length;
  let conditions = 0;
  for (const rules of [plan.strata, plan.teams, plan.tickets]) {
    for (const rule of rules) conditions += rule.when.length;
  }
  limit_product(trial, 2 ** 30, targets.length, conditions);
  limit_product(trial, 2 ** 27, disclosure.amendments.length, targets.length);
  const seats = new Set();
  for (const team of all_teams(plan)) for (const seat of team) seats.add(JSON.stringify(seat));
  const counties = new Set();
  for (let i = 0; i < targets.length; i += 1) counties.add(targets[i].draw.district.slice(0, 6));
  limit_product(trial, 2 ** 28, seats.size, counties.size, inspectors);
}

// The product that needs to know how many targets are drawn, or stand.
function limit_staffing(trial, link, drawn) {
  const { plan } = link.announcement;
  const largest = all_teams(plan).reduce((most, team) => Math.max(most, team.length), 0);
  limit_product(trial, 2 ** 34, drawn, largest, link.rosters.inspectors.length);
}
