// How things stand: which targets were drawn, came in or were struck, and who sits where; over the whole
// chain.

const NOT_DRAWN = 0;
const STANDS = 1;
const STRUCK = 2;

// The standing of a chain whose first ceremony has selected `strata`.
function new_standing(link, strata) {
  const count = link.rosters.targets.length;
  const standing = {
    strata,
    stratum: new Int16Array(count).fill(-1), // whose pool a target is in, and its place in the order of 10.3
    place: new Uint32Array(count),
    state: new Uint8Array(count),
    seats: new Map(), // target that stands → the ids of its team, null for an open seat
    drawn: [], // the targets drawn, by winning ticket, then id
    came_in: [],
    alternates_used: strata.map(() => 0),
    strikes: strata.map(() => 0),
    opened: new Map(), // target and seat → how often step 5 opened it
    visited: new Set(),
    struck_from_all: new Set(),
    struck_from: new Map(), // target → inspectors
  };
  strata.forEach((stratum, s) => {
    for (let i = 0; i < stratum.n; i += 1) {
      standing.stratum[stratum.order[i]] = s;
      standing.place[stratum.order[i]] = i;
    }
    for (let i = 0; i < stratum.k; i += 1) standing.drawn.push(stratum.order[i]);
  });
  standing.drawn.sort((a, b) => compare_service(standing, a, b));
  for (const target of standing.drawn) comes_to_stand(link, standing, target);
  return standing;
}

// By winning ticket, then id, of two targets of pools ([D-74]). Roster indexes are in the order of ids.
function compare_service(standing, a, b) {
  const of_a = standing.strata[standing.stratum[a]].tickets;
  const of_b = standing.strata[standing.stratum[b]].tickets;
  return compare_tickets(of_a, 32 * standing.place[a], of_b, 32 * standing.place[b]) || a - b;
}

// A target that is drawn or comes in has open seats as the plan says.
function comes_to_stand(link, standing, target) {
  const seats = seats_of(link.first.tables, link.first.rosters.targets[target].draw);
  standing.state[target] = STANDS;
  standing.seats.set(target, seats.map(() => null));
}

// The targets that stand, in the order of service ([D-74]).
function service_order(standing) {
  return standing.drawn.concat(standing.came_in).filter((target) => standing.state[target] === STANDS);
}

function is_struck(standing, target, inspector) {
  if (standing.struck_from_all.has(inspector)) return true;
  const struck = standing.struck_from.get(target);
  return struck !== undefined && struck.has(inspector);
}

// [D-88]
function count_seats(standing) {
  let total = 0;
  let filled = 0;
  for (const target of service_order(standing)) {
    const seats = standing.seats.get(target);
    total += seats.length;
    for (const inspector of seats) if (inspector !== null) filled += 1;
  }
  return { filled, open: total - filled, total };
}

// The entry of a target in the result tree ([D-84], [D-85]). The place of an alternate continues the ranks
// ([D-104]).
function entry_of(link, standing, target) {
  const { id } = link.first.rosters.targets[target].draw;
  const state = standing.state[target];
  if (state === NOT_DRAWN) return { drawn: false, id };
  const stratum = standing.strata[standing.stratum[target]].name;
  const rank = standing.place[target] + 1;
  if (state === STRUCK) return { drawn: true, id, rank, stratum, struck: true };
  return { drawn: true, id, rank, seats: standing.seats.get(target), stratum };
}

// The result tree as things stand; `name` is that of its salts (1.3).
function result_tree(trial, link, standing, name) {
  const key = hmac_key(link.hash, unhex(link.disclosure.salt_key));
  const tree = new_tree(link.hash);
  const count = link.first.rosters.targets.length;
  for (let i = 0; i < count; i += 1) {
    salt_into(key, name, i, leaf_salt, 0);
    put_entry_leaf(entry_of(link, standing, i));
    add_leaf(tree);
    if ((i & 1023) === 0) tell_progress(trial, i, count);
  }
  return { count, root: root_of(tree) };
}
