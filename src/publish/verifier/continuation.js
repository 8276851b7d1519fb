// Ceremonies that continue another (PROTOCOL.md 14).

const CONTINUED = [
  "added", "amendments", "attributes", "category", "classes", "earlier", "few_officers_reason", "hash",
  "items", "left_out", "min_pool", "overrides", "period", "registers", "strata", "task_sheet", "teams",
  "tickets", "yearly_cap",
];
const CHANGEABLE = ["district_rule", "rotation", "visits", "workload"];

// [D-90] to [D-95]; `before` are the earlier ceremonies of the chain, the first one first.
function check_continuation(trial, link, before, standing) {
  const place = "announcement.plan";
  const { plan } = link;
  const last = before[before.length - 1];
  must(trial, count_seats(standing).open >= 1, "D-90", "announcement.selection", "empty");
  for (const name of CONTINUED) must_equal(trial, "D-92", `${place}.${name}`, last.plan[name], plan[name]);
  const lead = (one) => (one.authorities.length > 0 ? one.authorities[0].name : null);
  must_equal(trial, "D-92", `${place}.authorities[0].name`, lead(last.plan), lead(plan));
  const changed = CHANGEABLE.filter((name) => !same_value(last.plan[name], plan[name]));
  must_equal(trial, "D-93", `${place}.changed_rules`, changed, plan.changed_rules.map((entry) => entry.rule));
  must(trial, plan.number > last.plan.number, "D-94", `${place}.number`, "bound",
    described(`> ${last.plan.number}`), plan.number);
  must(trial, seconds_of(plan.announce_at) > last.last_close, "D-94", `${place}.announce_at`,
    "order_of_times", undefined, plan.announce_at);
  for (const earlier of before) check_fresh(trial, link, earlier, place);
}

// [D-95]
function check_fresh(trial, link, earlier, place) {
  const { plan } = link;
  must(trial, plan.draw !== earlier.plan.draw, "D-95", `${place}.draw`, "repeated", undefined, plan.draw);
  const names = new Set(earlier.plan.values.map((value) => value.name));
  plan.values.forEach((value, i) => {
    must(trial, !names.has(value.name), "D-95", `${place}.values[${i}].name`, "repeated", undefined,
      value.name);
  });
  const pair = (source) => JSON.stringify([source.publisher, source.issue]);
  const pairs = new Set(sources_of(earlier.plan).map((one) => pair(one.source)));
  for (const one of sources_of(plan)) {
    must(trial, !pairs.has(pair(one.source)), "D-95", one.place, "repeated", undefined, one.source.issue);
  }
  const commitments = new Set(commitments_of(earlier.announcement));
  for (const commitment of commitments_of(link.announcement)) {
    must(trial, !commitments.has(commitment), "D-95", "announcement", "repeated", undefined, commitment);
  }
}

// [D-96]: exactly one change for everything that differs between the rosters of two ceremonies.
function check_changes(trial, link, last) {
  const expected = [];
  const add = (kind, inspector, target) => expected.push({ inspector, kind, target });
  const old_inspectors = last.rosters.inspectors;
  const inspectors = link.rosters.inspectors;
  for (const { draw } of inspectors) {
    const i = last.inspector_index.get(draw.id);
    if (i === undefined) add("inspector_added", draw.id, null);
    else if (!same_value(old_inspectors[i].draw, draw)) add("inspector_changed", draw.id, null);
  }
  for (const { draw } of old_inspectors) {
    if (!link.inspector_index.has(draw.id)) add("inspector_removed", draw.id, null);
  }
  const key = ({ draw }) => `${draw.inspector} ${draw.target}`;
  const old_recusals = new Set(last.rosters.recusals.map(key));
  const recusals = new Set(link.rosters.recusals.map(key));
  for (const one of link.rosters.recusals) {
    if (!old_recusals.has(key(one))) add("recusal_added", one.draw.inspector, one.draw.target);
  }
  for (const one of last.rosters.recusals) {
    if (!recusals.has(key(one))) add("recusal_removed", one.draw.inspector, one.draw.target);
  }
  expected.sort((a, b) => (ascending(change_key(a), change_key(b)) ? -1 : 1));
  const undated = ({ draw: { inspector, kind, target } }) => ({ inspector, kind, target });
  const found = link.rosters.changes.map(undated);
  must_equal(trial, "D-96", "rosters.changes", expected, found);
}
