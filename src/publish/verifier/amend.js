// Amendments (PROTOCOL.md 15). Each is done on the standing of the chain, and compared with what the
// disclosure says.

// [D-97] to [D-101], and the order of the strikes. `date_before` is that of the amendment before, or of the
// last close.
function check_strikes(trial, link, standing, strikes, place, date_before) {
  const { amendments } = link.plan;
  must(trial, strikes.date >= date_before, "D-98", `${place}.date`, "order_of_times",
    described(`≥ ${date_before}`), strikes.date);
  must(trial, strikes.inspectors.length + strikes.targets.length > 0, "D-99", place, "empty");
  for (const [name, reasons] of [
    ["inspectors", new Set(amendments.inspector_reasons)], ["targets", new Set(amendments.target_reasons)],
  ]) {
    strikes[name].forEach((entry, i) => {
      must(trial, reasons.has(entry.reason), "D-100", `${place}.${name}[${i}].reason`, "unknown", undefined,
        entry.reason);
    });
  }
  must_be_sorted(trial, strikes.visited, `${place}.visited`, (id) => id, "D-101");
  let before = null;
  strikes.inspectors.forEach((entry, i) => {
    const key = [entry.inspector, entry.target === null ? "" : entry.target];
    const here = `${place}.inspectors[${i}]`;
    if (before !== null) {
      must(trial, ascending(before, key), "D-101", here, "unsorted", undefined, entry);
      // An entry without target is the first of its inspector, and then the only one.
      must(trial, before[0] !== key[0] || before[1] !== "", "D-101", here, "repeated", undefined, entry);
    }
    before = key;
  });
  const index = link.first.target_index;
  strikes.targets.forEach((entry, i) => {
    const target = index.get(entry.target);
    const here = `${place}.targets[${i}].target`;
    if (!must(trial, target !== undefined && standing.stratum[target] >= 0, "D-105", here, "does_not_stand",
      undefined, entry.target)) return;
    const previous = i === 0 ? undefined : index.get(strikes.targets[i - 1].target);
    if (previous === undefined || standing.stratum[previous] < 0) return;
    must(trial, compare_service(standing, previous, target) < 0, "D-101", here, "unsorted", undefined,
      entry.target);
  });
}

function is_standing(standing, target) {
  return target !== undefined && standing.state[target] === STANDS;
}

// Step 1, [D-102].
function take_visited(trial, link, standing, strikes, place) {
  const index = link.first.target_index;
  strikes.visited.forEach((id, i) => {
    const target = index.get(id);
    const here = `${place}.visited[${i}]`;
    if (!must(trial, is_standing(standing, target), "D-102", here, "does_not_stand", undefined, id)) return;
    must(trial, !standing.visited.has(target), "D-102", here, "visited_already", undefined, id);
  });
  for (const id of strikes.visited) standing.visited.add(index.get(id));
  for (const name of ["targets", "inspectors"]) {
    strikes[name].forEach((entry, i) => {
      const visited = entry.target !== null && standing.visited.has(index.get(entry.target));
      must(trial, !visited, "D-102", `${place}.${name}[${i}].target`, "visited_already", undefined,
        entry.target);
    });
  }
}

// Step 2, [D-103] to [D-105]. Gives { replaced, came_in }.
function strike_targets(trial, link, standing, strikes, place) {
  const { targets } = link.first.rosters;
  const named = new Set(strikes.targets.map((entry) => link.first.target_index.get(entry.target)));
  const struck = new Set();
  const replaced = [];
  const came_in = [];
  for (const entry of strikes.targets) {
    let target = link.first.target_index.get(entry.target);
    // An alternate that is itself named is struck at once, so this goes on until one is not.
    while (target !== null && named.has(target) && is_standing(standing, target)) {
      standing.state[target] = STRUCK;
      standing.seats.delete(target);
      struck.add(target);
      const s = standing.stratum[target];
      standing.strikes[s] += 1;
      const stratum = standing.strata[s];
      const next = stratum.k + standing.alternates_used[s];
      const alternate = next < stratum.n ? stratum.order[next] : null;
      if (alternate !== null) {
        standing.alternates_used[s] += 1;
        standing.came_in.push(alternate);
        came_in.push(alternate);
        comes_to_stand(link, standing, alternate);
      }
      replaced.push({
        alternate: alternate === null ? null : targets[alternate].draw.id,
        target: targets[target].draw.id,
      });
      target = alternate;
    }
  }
  strikes.targets.forEach((entry, i) => {
    const done = struck.has(link.first.target_index.get(entry.target));
    must(trial, done, "D-105", `${place}.targets[${i}].target`, "not_struck", undefined, entry.target);
  });
  return { replaced, came_in };
}

// Who sits where at the beginning of step 5: inspector → targets that stand and are not visited.
function targets_of_inspectors(standing) {
  const held = new Map();
  for (const target of service_order(standing)) {
    if (standing.visited.has(target)) continue;
    for (const inspector of standing.seats.get(target)) {
      if (inspector === null) continue;
      if (held.has(inspector)) held.get(inspector).push(target);
      else held.set(inspector, [target]);
    }
  }
  return held;
}

// Step 5, [D-106]. Gives the seats that were opened, as "target:seat".
function strike_inspectors(trial, link, standing, strikes, place) {
  const opened = new Set();
  const held = strikes.inspectors.length > 0 ? targets_of_inspectors(standing) : null;
  strikes.inspectors.forEach((entry, i) => {
    const here = `${place}.inspectors[${i}]`;
    let targets;
    if (entry.target === null) {
      targets = held.get(entry.inspector) || [];
      standing.struck_from_all.add(entry.inspector);
    } else {
      const target = link.first.target_index.get(entry.target);
      if (!must(trial, is_standing(standing, target), "D-106", `${here}.target`, "does_not_stand", undefined,
        entry.target)) return;
      targets = [target];
      if (!standing.struck_from.has(target)) standing.struck_from.set(target, new Set());
      standing.struck_from.get(target).add(entry.inspector);
    }
    let seats_opened = 0;
    for (const target of targets) {
      const seats = standing.seats.get(target);
      for (let j = 0; j < seats.length; j += 1) {
        if (seats[j] !== entry.inspector) continue;
        seats[j] = null;
        seats_opened += 1;
        const seat = `${target}:${j + 1}`;
        opened.add(seat);
        standing.opened.set(seat, (standing.opened.get(seat) || 0) + 1);
      }
    }
    must(trial, seats_opened > 0, "D-106", here, "opens_no_seat", undefined, entry.inspector);
  });
  return opened;
}

// Step 6, [D-107].
function check_strike_limits(trial, link, standing, opened, place) {
  const { strikes_per_seat, strikes_per_stratum } = link.plan.amendments;
  standing.strikes.forEach((strikes, s) => {
    must(trial, strikes <= strikes_per_stratum, "D-107", `${place}.targets`, "too_many_strikes",
      described(`≤ ${strikes_per_stratum} (${standing.strata[s].name})`), strikes);
  });
  for (const seat of opened) {
    const times = standing.opened.get(seat);
    must(trial, times <= strikes_per_seat, "D-107", `${place}.inspectors`, "too_many_strikes",
      described(`≤ ${strikes_per_seat}`), times);
  }
}

// Step 7, [D-108], [D-112]: the outcome.
function outcome_of(trial, link, standing, struck, opened, cap_before) {
  const { plan } = link;
  if (plan.amendments.replacement !== "deck" || plan.ceremony === "selection") {
    return { cap: null, replaced: struck.replaced, teams: [] };
  }
  const came_in = new Set(struck.came_in);
  const open = open_seats(link, standing, service_order(standing), (target, seat) => (
    came_in.has(target) || opened.has(`${target}:${seat}`)
  ));
  const { cap, teams } = staff_seats(trial, link, standing, open, cap_before);
  return { cap, replaced: struck.replaced, teams };
}

// The amendments of a ceremony, from what stands before them; then the head ([D-113]).
function check_amendments(trial, link, standing) {
  let date_before = link.last_close_date;
  let previous = link.seal_digest;
  let cap_before = link.recomputed.cap || 0;
  const salt_key = hmac_key(link.hash, unhex(link.disclosure.salt_key));
  link.amendments.forEach((amendment, i) => {
    const place = `amendments[${i}]`;
    const { strikes, outcome } = amendment;
    const before = trial.failures;
    // What comes after a rule that does not hold is not defined, so it ends there.
    const still = () => {
      if (trial.failures > before) throw new Contradicted();
    };
    const here = `${place}.strikes`;
    check_strikes(trial, link, standing, strikes, here, date_before);
    still();
    take_visited(trial, link, standing, strikes, here);
    still();
    const struck = strike_targets(trial, link, standing, strikes, here);
    still();
    const opened = strike_inspectors(trial, link, standing, strikes, here);
    check_strike_limits(trial, link, standing, opened, here);
    still();
    const expected = outcome_of(trial, link, standing, struck, opened, cap_before);
    must_equal(trial, "D-112", `${place}.outcome`, expected, outcome);
    still();
    const salt = new Uint8Array(32);
    salt_into(salt_key, "amendment", i + 1, salt, 0);
    put_byte(scratch, 3);
    put_bytes(scratch, salt);
    put_canon(scratch, { outcome, strikes });
    must_equal(trial, "D-123", `${place}.seal`, {
      announcement: link.digest,
      commitment: hex(hash_scratch(link.hash)),
      number: i + 1,
      previous,
      protocol: link.hash.protocol,
      result: result_tree(trial, link, standing, `amendment-${i + 1}`),
      seats: count_seats(standing),
      type: "amendment_seal",
    }, amendment.seal);
    still();
    date_before = strikes.date;
    previous = link.amendment_digests[i];
    if (expected.cap !== null) cap_before = expected.cap;
  });
  link.head = previous;
  must(trial, link.disclosure.head === previous, "D-123", "head", "digest_differs", previous,
    link.disclosure.head);
}
