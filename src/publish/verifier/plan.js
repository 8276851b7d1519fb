// The rules about the plan (PROTOCOL.md 7) that need nothing but the plan; values are in values.js.

function check_plan(trial, announcement) {
  const { plan } = announcement;
  const place = "announcement.plan";
  check_plan_lists(trial, plan, place);
  check_plan_names(trial, plan, place);
  check_plan_teams(trial, plan, place);
  check_plan_times(trial, plan, place);
  check_sources(trial, announcement);
}

function check_when(trial, when, place) {
  when.forEach((condition, i) => {
    must_have_entries(trial, condition.any_of, `${place}.when[${i}].any_of`);
    must_be_sorted(trial, condition.any_of, `${place}.when[${i}].any_of`);
  });
}

// What is marked + and ^, and the bounds of numbers.
function check_plan_lists(trial, plan, place) {
  for (const name of ["authorities", "items", "registers", "strata", "teams", "values"]) {
    must_have_entries(trial, plan[name], `${place}.${name}`);
  }
  for (const name of ["attributes", "classes", "task_sheet"]) {
    must_be_sorted(trial, plan[name], `${place}.${name}`);
  }
  must_be_sorted(trial, plan.changed_rules, `${place}.changed_rules`, (entry) => entry.rule);
  must_be_sorted(trial, plan.overrides, `${place}.overrides`, (entry) => entry.target);
  plan.left_out.forEach((entry, i) => {
    must_be_sorted(trial, entry.carried, `${place}.left_out[${i}].carried`);
  });
  must_be_within(trial, plan.min_pool, 1, Infinity, `${place}.min_pool`);
  must_be_within(trial, plan.number, 1, Infinity, `${place}.number`);
  if (is_object(plan.workload)) {
    must_be_within(trial, plan.workload.common, 1, Infinity, `${place}.workload.common`);
  }
  plan.strata.forEach((stratum, i) => {
    const here = `${place}.strata[${i}]`;
    must_have_entries(trial, stratum.items, `${here}.items`);
    must_be_sorted(trial, stratum.items, `${here}.items`);
    check_when(trial, stratum.when, here);
    check_quota(trial, stratum.quota, `${here}.quota`);
  });
  plan.tickets.forEach((rule, i) => {
    check_when(trial, rule.when, `${place}.tickets[${i}]`);
    must_be_within(trial, rule.tickets, 1, 1000, `${place}.tickets[${i}].tickets`);
  });
}

// [D-57], as far as the plan tells.
function check_quota(trial, quota, place) {
  const { at_least, at_most: most, size } = quota;
  if (at_least !== null && most !== null) {
    must(trial, at_least <= most, "D-57", place, "bound", described(`≤ ${most}`), at_least);
  }
  if (size.ratio !== undefined) {
    const [a, b] = size.ratio.of.split("/").map(Number);
    must(trial, a <= b, "D-57", `${place}.size.ratio.of`, "bound", described("≤ 1"), size.ratio.of);
  }
  if (size.per_officer !== undefined) {
    must_be_within(trial, size.per_officer.officers, 1, Infinity, `${place}.size.per_officer.officers`);
    must_be_within(trial, size.per_officer.targets, 1, Infinity, `${place}.size.per_officer.targets`);
  }
}

// [D-34] to [D-36], [D-38], [D-40].
function check_plan_names(trial, plan, place) {
  for (const name of ["authorities", "values", "strata"]) {
    must_differ(trial, plan[name].map((one) => one.name), "D-34", (i) => `${place}.${name}[${i}].name`);
  }
  must_differ(trial, plan.items.map((item) => item.id), "D-34", (i) => `${place}.items[${i}].id`);
  if (plan.authorities.length > 0) {
    const { commitment } = plan.authorities[0];
    must(trial, commitment === null, "D-35", `${place}.authorities[0].commitment`, "unexpected", null,
      commitment);
  }
  const items = new Set(plan.items.map((item) => item.id));
  plan.strata.forEach((stratum, i) => stratum.items.forEach((item, j) => {
    must(trial, items.has(item), "D-36", `${place}.strata[${i}].items[${j}]`, "unknown", undefined, item);
  }));
  const columns = new Set(plan.attributes.concat(named_attributes(plan)));
  plan.task_sheet.forEach((column, i) => {
    must(trial, !columns.has(column), "D-38", `${place}.task_sheet[${i}]`, "repeated", undefined, column);
  });
  if (plan.ceremony !== "staffing") {
    must(trial, plan.changed_rules.length === 0, "D-40", `${place}.changed_rules`, "unexpected", [],
      plan.changed_rules);
  }
}

// [D-31] to [D-33], as far as the plan tells.
function check_plan_teams(trial, plan, place) {
  plan.teams.forEach((rule, i) => {
    const here = `${place}.teams[${i}]`;
    const last = i === plan.teams.length - 1;
    must(trial, (rule.when.length === 0) === last, "D-31", `${here}.when`, last ? "unexpected" : "empty");
    check_when(trial, rule.when, here);
    check_team(trial, plan, rule.seats, `${here}.seats`);
  });
  plan.overrides.forEach((override, i) => {
    const here = `${place}.overrides[${i}]`;
    must(trial, override.seats !== null || override.tickets !== null, "D-32", here, "empty");
    if (override.tickets !== null) must_be_within(trial, override.tickets, 1, 1000, `${here}.tickets`);
    if (override.seats !== null) check_team(trial, plan, override.seats, `${here}.seats`);
  });
}

function check_team(trial, plan, seats, place) {
  must(trial, seats.length >= 1 && seats.length <= 16, "D-33", place, "bound", described("1–16"),
    seats.length);
  const officers = seats.filter((seat) => seat.role === "officer").length;
  must(trial, officers >= 2 || plan.few_officers_reason !== null, "D-33", place, "bound", described("≥ 2"),
    officers);
  seats.forEach((seat, i) => {
    must_be_sorted(trial, seat.departments, `${place}[${i}].departments`);
    must_be_sorted(trial, seat.qualifications, `${place}[${i}].qualifications`);
  });
}

// [D-37], [D-41], [D-42]. Dates are compared as they are written.
function check_plan_times(trial, plan, place) {
  const { period, visits } = plan;
  must(trial, period.from <= period.to, "D-37", `${place}.period`, "order_of_times", undefined, period);
  must(trial, visits.from <= visits.to, "D-37", `${place}.visits`, "order_of_times", undefined, visits);
  const inside = period.from <= visits.from && visits.to <= period.to;
  must(trial, inside || plan.visits_reason !== null, "D-37", `${place}.visits`, "order_of_times", period,
    visits);

  const announce_at = seconds_of(plan.announce_at);
  const seal_by = seconds_of(plan.seal_by);
  let last_main = -Infinity;
  for (const one of sources_of(plan)) {
    const closes = seconds_of(one.source.closes);
    if (one.main) last_main = Math.max(last_main, closes);
    must(trial, announce_at < closes && closes < seal_by, "D-41", `${one.place}.closes`, "order_of_times",
      described(`${plan.announce_at} < … < ${plan.seal_by}`), one.source.closes);
    if (one.source.kind.drand !== undefined) {
      const time = drand_time(one.source.kind.drand);
      must(trial, time === closes, "D-133", `${one.place}.closes`, "differs", time, closes);
    }
  }
  const in_order = announce_at < seal_by && seal_by < seconds_of(plan.disclose_by);
  must(trial, in_order, "D-41", `${place}.disclose_by`, "order_of_times", described(`> ${plan.seal_by}`),
    plan.disclose_by);
  plan.values.forEach((value, i) => {
    let before = last_main;
    value.fallbacks.forEach((source, j) => {
      const closes = seconds_of(source.closes);
      must(trial, closes > before, "D-42", `${place}.values[${i}].fallbacks[${j}].closes`, "order_of_times",
        undefined, source.closes);
      before = Math.max(before, closes);
    });
  });
}
