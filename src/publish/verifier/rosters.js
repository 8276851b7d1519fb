// Rosters (PROTOCOL.md 5): their rules, and their roots (6).

// [D-16] for targets and inspectors.
function check_ids(trial, records, place) {
  for (let i = 1; i < records.length; i += 1) {
    if (!(records[i - 1].draw.id < records[i].draw.id)) {
      contradict(trial, "D-16", `${place}[${i}].draw.id`, "unsorted", undefined, records[i].draw.id);
      return;
    }
  }
}

// Ids by roster index, and the roster index by id.
function index_ids(records) {
  const index = new Map();
  for (let i = 0; i < records.length; i += 1) index.set(records[i].draw.id, i);
  return index;
}

function first_of_pair(entry) {
  return entry[0];
}

// [D-17], [D-18], [D-22], and that lists are sorted; of the chain's first ceremony.
function check_targets(trial, plan, targets) {
  check_ids(trial, targets, "rosters.targets");
  const named = named_attributes(plan);
  const listed = new Set(plan.attributes.filter((name) => !named.includes(name)));
  const uses = new Set(plan.earlier.map((entry) => entry.use));
  for (let i = 0; i < targets.length; i += 1) {
    const { draw, identity } = targets[i];
    const place = `rosters.targets[${i}]`;
    const names = draw.attributes.map(first_of_pair);
    must_equal(trial, "D-17", `${place}.draw.attributes`, named, names);
    must_be_sorted(trial, draw.last_team, `${place}.draw.last_team`);
    if (identity.shown !== undefined) {
      const { attributes } = identity.shown.data;
      must_be_sorted(trial, attributes, `${place}.identity.shown.data.attributes`, first_of_pair);
      attributes.forEach(([name], j) => {
        must(trial, listed.has(name), "D-18", `${place}.identity.shown.data.attributes[${j}]`, "unexpected",
          undefined, name);
      });
    }
    if (draw.carried && !uses.has("carry")) {
      contradict(trial, "D-22", `${place}.draw.carried`, "unexpected", false, true);
    }
    if (draw.drawn_before) {
      must(trial, uses.has("leave_out"), "D-22", `${place}.draw.drawn_before`, "unexpected", false, true);
      must(trial, !draw.carried, "D-22", `${place}.draw.drawn_before`, "unexpected", false, true);
    }
  }
}

// [D-16], [D-19], [D-20], [D-21], [D-23] of what every ceremony has of its own.
function check_other_rosters(trial, link) {
  const { inspectors, recusals, changes } = link.rosters;
  check_ids(trial, inspectors, "rosters.inspectors");
  inspectors.forEach(({ draw }, i) => {
    const place = `rosters.inspectors[${i}].draw`;
    must_be_sorted(trial, draw.qualifications, `${place}.qualifications`);
    must(trial, draw.valid_from <= draw.valid_to, "D-20", place, "order_of_times",
      described(`≥ ${draw.valid_from}`), draw.valid_to);
  });
  const target_index = link.first.target_index;
  let before = null;
  recusals.forEach(({ draw }, i) => {
    const place = `rosters.recusals[${i}].draw`;
    const key = [draw.inspector, draw.target];
    must(trial, before === null || ascending(before, key), "D-16", place, "unsorted", undefined, draw);
    before = key;
    must(trial, link.inspector_index.has(draw.inspector), "D-19", `${place}.inspector`, "unknown", undefined,
      draw.inspector);
    must(trial, target_index.has(draw.target), "D-19", `${place}.target`, "unknown", undefined, draw.target);
  });
  before = null;
  changes.forEach(({ draw }, i) => {
    const place = `rosters.changes[${i}].draw`;
    const key = change_key(draw);
    must(trial, before === null || ascending(before, key), "D-16", place, "unsorted", undefined, draw);
    before = key;
    const about_recusal = draw.kind === "recusal_added" || draw.kind === "recusal_removed";
    must(trial, (draw.target !== null) === about_recusal, "D-21", `${place}.target`, "unexpected", undefined,
      draw.target);
  });
  if (link.plan.ceremony !== "staffing") {
    must(trial, changes.length === 0, "D-23", "rosters.changes", "unexpected", [], changes.length);
  }
}

// `kind`, then `inspector`, then `target`, null before any id. No id is empty.
function change_key(draw) {
  return [draw.kind, draw.inspector, draw.target === null ? "" : draw.target];
}

// Whether a key of ids and codes comes strictly before another. All of it is ASCII.
function ascending(a, b) {
  for (let i = 0; i < a.length; i += 1) if (a[i] !== b[i]) return a[i] < b[i];
  return false;
}

// [D-28], [D-64], [D-120]: counts and roots of the rosters.
function check_roots(trial, link) {
  const key = hmac_key(link.hash, unhex(link.disclosure.salt_key));
  for (const name of ["targets", "inspectors", "recusals", "changes"]) {
    const committed = link.announcement.rosters[name];
    const place = `announcement.rosters.${name}`;
    if (name === "targets" && link.number > 0) {
      must_equal(trial, "D-67", place, link.first.announcement.rosters.targets, committed);
      continue;
    }
    const records = link.rosters[name];
    if (!must(trial, committed.count === records.length, "D-64", `${place}.count`, "differs", records.length,
      committed.count)) continue;
    const root = roster_root(trial, records, name, key);
    must(trial, root === committed.root, "D-120", `${place}.root`, "root_differs", root, committed.root);
  }
}

// The seed secrets open their commitments: the lead's first, then one for each commitment of the plan
// ([D-68], [D-120]).
function check_secrets(trial, link) {
  const { secrets } = link.disclosure;
  const commitments = [{ commitment: link.announcement.commitment, place: "announcement.commitment" }];
  link.plan.authorities.forEach((authority, i) => {
    if (authority.commitment === null) return;
    const place = `announcement.plan.authorities[${i}].commitment`;
    commitments.push({ commitment: authority.commitment, place });
  });
  if (!must(trial, secrets.length === commitments.length, "D-120", "secrets", "differs", commitments.length,
    secrets.length)) return;
  commitments.forEach(({ commitment, place }, i) => {
    const opened = hex(hash_text(link.hash, "dual-random/1 commitment:" + secrets[i]));
    must(trial, opened === commitment, "D-120", place, "commitment_differs", opened, commitment);
  });
}
