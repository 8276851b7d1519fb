// Staffing (PROTOCOL.md 12): which seats are staffed, the cap, and the dealing.

// The visits of the inspectors of the roster, by the seats that they hold ([D-75], [D-109]).
function visits_held(link, standing) {
  const visits = new Float64Array(link.compiled.count);
  for (const [target, seats] of standing.seats) {
    if (standing.state[target] !== STANDS) continue;
    for (const id of seats) {
      const i = id === null ? undefined : link.inspector_index.get(id);
      if (i !== undefined) visits[i] += 1;
    }
  }
  return visits;
}

// The seats to be drawn, of targets in the order of service: [{ target, seat (from 1), asks }].
function open_seats(link, standing, targets, wanted = () => true) {
  const open = [];
  for (const target of targets) {
    const asks = seats_of(link.tables, link.first.rosters.targets[target].draw);
    standing.seats.get(target).forEach((inspector, j) => {
      if (inspector === null && wanted(target, j + 1)) open.push({ target, seat: j + 1, asks: asks[j] });
    });
  }
  return open;
}

// A matching of these seats with nobody matched yet.
function matching_of(link, standing, open, visits) {
  const { words, count } = link.compiled;
  const rows = new Uint32Array(open.length * words);
  open.forEach(({ target, asks }, s) => {
    eligible_into(link, standing, asks, target, rows, s * words);
    for (const id of standing.seats.get(target)) {
      const i = id === null ? undefined : link.inspector_index.get(id);
      if (i !== undefined) clear_bit(rows, s * words, i);
    }
  });
  const matching = new_matching(open.map((one) => one.target), rows, words, count);
  matching.load.set(visits);
  return matching;
}

function set_caps(link, matching, c) {
  for (let i = 0; i < link.compiled.count; i += 1) {
    set_cap(matching, i, Math.min(link.compiled.draws[i].max_visits, c));
  }
}

// The smallest c under which the inspectors have enough visits left for so many seats: a lower bound of the
// balanced cap.
function least_cap(link, visits, seats) {
  const left = (c) => {
    let sum = 0;
    for (let i = 0; i < visits.length; i += 1) {
      sum += Math.max(0, Math.min(link.compiled.draws[i].max_visits, c) - visits[i]);
    }
    return sum;
  };
  let low = 0;
  let high = MAX_COUNT32;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (left(middle) >= seats) high = middle;
    else low = middle + 1;
  }
  return low;
}

// [D-78], [D-110] for `balanced`: raises c from a lower bound until all staffed seats are in the matching.
// Under a larger c what is matched stays lawful, so nothing is begun again. All seats that wait lead to the
// inspectors that their searches reached, and to no visit beyond; each of these who has `max_visits` above c
// gains one visit with each step of c, so fewer steps than waiting seats by such inspectors do not help.
function balance(link, matching, staffed, lower) {
  let c = lower;
  set_caps(link, matching, c);
  let waiting = staffed;
  for (;;) {
    waiting = waiting.filter((s) => !add_seat(matching, s));
    if (waiting.length === 0) return c;
    let gaining = 0;
    for (let i = 0; i < link.compiled.count; i += 1) {
      if (!has_bit(matching.unseen, 0, i) && link.compiled.draws[i].max_visits > c) gaining += 1;
    }
    if (gaining === 0) throw new Error("a staffed seat cannot be filled");
    c += Math.ceil(waiting.length / gaining);
    forget_search(matching);
    set_caps(link, matching, c);
  }
}

// Staffs the open seats and seats the inspectors. `cap_before` is that of [D-110], 0 for a draw. Gives { cap,
// teams } as they stand in a result or an outcome.
function staff_seats(trial, link, standing, open, cap_before) {
  const { workload } = link.plan;
  const visits = visits_held(link, standing);
  let matching = matching_of(link, standing, open, visits);
  set_caps(link, matching, is_object(workload) ? workload.common : Infinity);
  // [D-77]: greedily, in the order of service.
  const staffed = [];
  open.forEach((one, s) => {
    if (add_seat(matching, s)) staffed.push(s);
    if ((s & 63) === 0) tell_progress(trial, s, 2 * open.length);
  });
  let cap = is_object(workload) ? workload.common : null;
  if (workload === "balanced") {
    const { rows } = matching;
    matching = new_matching(matching.teams, rows, matching.words, link.compiled.count);
    matching.load.set(visits);
    const lower = Math.max(cap_before, least_cap(link, visits, staffed.length));
    cap = staffed.length === 0 ? cap_before : balance(link, matching, staffed, lower);
  }
  return { cap, teams: deal_decks(trial, link, standing, open, matching, visits) };
}

// [D-80] to [D-82], [D-111]: deals the decks. The matching has every staffed seat.
function deal_decks(trial, link, standing, open, matching, visits) {
  const deck = new_deck(link.hash, link.compiled.count);
  const teams = [];
  open.forEach(({ target, seat, asks }, s) => {
    const trail = [];
    const staffed = matching.held[s] >= 0;
    if (staffed) {
      // What a failed search reached stays dead after this seat leaves, unless it reached the seat or its
      // inspector.
      const j = matching.held[s];
      unmatch_seat(matching, s);
      if (matching.seen[s] !== 0 || !has_bit(matching.unseen, 0, j)) forget_search(matching);
      deal_seat(link, standing, deck, matching, visits, { target, seat, asks, s }, trail);
    }
    const { draw } = link.first.rosters.targets[target];
    const inspector = staffed ? trail[trail.length - 1].inspector : null;
    standing.seats.get(target)[seat - 1] = inspector;
    const entry = { inspector, seat, trail };
    if (s > 0 && open[s - 1].target === target) teams[teams.length - 1].seats.push(entry);
    else teams.push({ seats: [entry], target: draw.id });
    if ((s & 63) === 0) tell_progress(trial, open.length + s, 2 * open.length);
  });
  return teams;
}

// Deals slips for one staffed seat until one has no reason to be set aside, and seats it.
function deal_seat(link, standing, deck, matching, visits, { target, seat, asks, s }, trail) {
  const { id } = link.first.rosters.targets[target].draw;
  const m = link.compiled.count;
  const key = `${target}:${seat}`;
  const dealt = link.dealt.get(key) || 0;
  deck_begin(deck, link.deck_key, seat, id);
  for (let n = 0; n < m; n += 1) {
    const i = deck_slip(deck, (dealt + n) % m);
    const inspector = link.compiled.draws[i].id;
    // Whoever is in the row of the seat has none of the fixed reasons.
    const eligible = has_bit(matching.rows, s * matching.words, i);
    let reason = eligible ? null : fixed_reason(link, standing, asks, target, i);
    if (reason === null && visits[i] >= matching.cap[i]) reason = "workload";
    if (reason === null && standing.seats.get(target).includes(inspector)) reason = "on_team";
    if (reason === null) reason = add_seat_with(matching, s, i) ? "taken" : "strands";
    trail.push({ inspector, reason });
    if (reason !== "taken") continue;
    take_seat(matching, visits, s, i);
    link.dealt.set(key, dealt + n + 1);
    return;
  }
  // While the staffed seats can all be filled there is a slip that takes the seat.
  throw new Error("a staffed seat found nobody");
}

// The seat s, which holds i in the matching, is taken for good: it leaves the matching with its visit, and i
// is not to be had for the other seats of the team any more.
function take_seat(matching, visits, s, i) {
  unmatch_seat(matching, s);
  matching.load[i] += 1;
  update_free(matching, i);
  visits[i] += 1;
  for (let q = matching.first[s]; q < matching.end[s]; q += 1) {
    clear_bit(matching.rows, q * matching.words, i);
  }
}
