// Which seats can be filled together (PROTOCOL.md 12.2, 12.4): a matching of seats with inspectors that is
// kept and changed along augmenting paths.
//
// It is a flow: one unit goes from each matched seat through the node (target, inspector), of capacity one,
// to the inspector, of capacity cap − visits, so that nobody sits twice on a team. From a seat q the search
// goes on for every inspector i who is eligible for it
// - to the seat of the same team that i holds in the matching, if there is one: the node (target, i) is
//   taken, and only that seat's leaving makes it free;
// - otherwise to i, and if i has no visit left, to every seat that i holds: one of them has to leave. The
//   inspector whom q holds itself is neither. A seat that is reached takes part by leaving its inspector to
//   the seat before it on the path. By the theorem on augmenting paths a seat can be added to a set of
//   matched seats exactly when a search from it finds an inspector with a visit left.
//
// What a failed search reached can reach no visit that is left. Paths that are found elsewhere go through
// nothing of it, so it stays that way, and is passed over, until caps are raised (`forget_search`). So it
// does when a seat leaves the matching, unless the seat or its inspector was reached.

// `teams[s]` is the number of the team of seat s; seats of one team stand together. `rows` has for each seat
// the row of those who are eligible and not on the team.
function new_matching(teams, rows, words, inspectors) {
  const seats = teams.length;
  const matching = {
    seats, words, rows, teams,
    first: new Int32Array(seats), // the first seat of the seat's team, and the one behind its last
    end: new Int32Array(seats),
    held: new Int32Array(seats).fill(-1), // the inspector of a seat that is in the matching
    load: new Float64Array(inspectors), // visits, those of the matching included
    cap: new Float64Array(inspectors),
    free: new Uint32Array(words), // those with load < cap
    head: new Int32Array(inspectors).fill(-1), // the seats that an inspector holds, as a list
    next: new Int32Array(seats).fill(-1),
    previous: new Int32Array(seats).fill(-1),
    seen: new Uint8Array(seats), // seats and inspectors that the search has reached, or a failed one before
    unseen: new Uint32Array(words).fill(0xffffffff),
    forgotten: true,
    queue: new Int32Array(seats),
    // On the path: the seat that takes the place of this one, −1 for the one that is added.
    before: new Int32Array(seats),
    reached: [],
  };
  for (let s = 0; s < seats; s += 1) {
    matching.first[s] = s > 0 && teams[s] === teams[s - 1] ? matching.first[s - 1] : s;
  }
  for (let s = seats - 1; s >= 0; s -= 1) {
    matching.end[s] = s + 1 < seats && teams[s] === teams[s + 1] ? matching.end[s + 1] : s + 1;
  }
  return matching;
}

function update_free(matching, i) {
  const bit = 1 << (i & 31);
  if (matching.load[i] < matching.cap[i]) matching.free[i >>> 5] |= bit;
  else matching.free[i >>> 5] &= ~bit;
}

function set_cap(matching, i, cap) {
  matching.cap[i] = cap;
  update_free(matching, i);
}

function forget_search(matching) {
  if (matching.forgotten) return;
  matching.seen.fill(0);
  matching.unseen.fill(0xffffffff);
  matching.forgotten = true;
}

// Seat s takes inspector i in the matching; s holds nobody.
function match_seat(matching, s, i) {
  const next = matching.head[i];
  matching.held[s] = i;
  matching.next[s] = next;
  matching.previous[s] = -1;
  if (next >= 0) matching.previous[next] = s;
  matching.head[i] = s;
  matching.load[i] += 1;
  update_free(matching, i);
}

function unmatch_seat(matching, s) {
  const i = matching.held[s];
  const next = matching.next[s];
  const previous = matching.previous[s];
  if (next >= 0) matching.previous[next] = previous;
  if (previous >= 0) matching.next[previous] = next;
  else matching.head[i] = next;
  matching.held[s] = -1;
  matching.load[i] -= 1;
  update_free(matching, i);
}

// The seat of the team of q, q included, that inspector i holds in the matching, or −1. It has the node
// (target, i).
function team_seat_of(matching, q, i) {
  for (let s = matching.first[q]; s < matching.end[q]; s += 1) if (matching.held[s] === i) return s;
  return -1;
}

// The search's queue: seats that are reached and have to find another inspector.
let search_length = 0;

function reach_seat(matching, s, before) {
  if (matching.seen[s] !== 0) return;
  matching.seen[s] = 1;
  matching.before[s] = before;
  matching.queue[search_length] = s;
  search_length += 1;
}

function reach_inspector(matching, i, before) {
  matching.unseen[i >>> 5] &= ~(1 << (i & 31));
  matching.reached.push(i);
  for (let s = matching.head[i]; s >= 0; s = matching.next[s]) reach_seat(matching, s, before);
}

// An inspector with a visit left who is eligible for q and holds no seat of its team, or −1.
function free_for(matching, q) {
  const { rows, free, words } = matching;
  for (let w = 0; w < words; w += 1) {
    for (let word = rows[q * words + w] & free[w]; word !== 0; word &= word - 1) {
      const i = 32 * w + 31 - Math.clz32(word & -word);
      if (team_seat_of(matching, q, i) < 0) return i;
    }
  }
  return -1;
}

// Goes on from the seats in the queue. Where it ends at an inspector with a visit left, the path is applied:
// each of its seats leaves its inspector to the one before it. Gives whether it does.
function search_path(matching) {
  const { rows, unseen, words } = matching;
  matching.forgotten = false;
  for (let at = 0; at < search_length; at += 1) {
    const q = matching.queue[at];
    const i = free_for(matching, q);
    if (i >= 0) {
      apply_path(matching, q, i);
      // What this search reached is not dead; what earlier ones did still is.
      for (let j = 0; j < search_length; j += 1) matching.seen[matching.queue[j]] = 0;
      for (const j of matching.reached) unseen[j >>> 5] |= 1 << (j & 31);
      return true;
    }
    for (let s = matching.first[q]; s < matching.end[q]; s += 1) {
      const j = matching.held[s];
      if (s !== q && j >= 0 && has_bit(rows, q * words, j)) reach_seat(matching, s, q);
    }
    for (let w = 0; w < words; w += 1) {
      for (let word = rows[q * words + w] & unseen[w]; word !== 0; word &= word - 1) {
        const j = 32 * w + 31 - Math.clz32(word & -word);
        if (team_seat_of(matching, q, j) < 0) reach_inspector(matching, j, q);
      }
    }
  }
  return false;
}

// Seat q takes i, the seat before it on the path the inspector that q held, and so on.
function apply_path(matching, q, i) {
  let taken = i;
  for (let s = q; s >= 0; s = matching.before[s]) {
    const left = matching.held[s];
    if (left >= 0) unmatch_seat(matching, s);
    match_seat(matching, s, taken);
    taken = left;
  }
}

function begin_search(matching) {
  search_length = 0;
  matching.reached.length = 0;
}

// Adds seat s to the matching, if it can be.
function add_seat(matching, s) {
  begin_search(matching);
  reach_seat(matching, s, -1);
  return search_path(matching);
}

// Whether seat s, which holds nobody, can take inspector i, who is eligible, with all matched seats still
// filled. Where it can, the matching is changed so that it does.
//
// That is a path from s whose first step goes to i. It never comes back to s, which nobody can reach, nor
// does it need i again; so the other seats of the team, for which i is not to be had any more, do not matter.
function add_seat_with(matching, s, i) {
  const sibling = team_seat_of(matching, s, i);
  if (sibling < 0 && matching.load[i] < matching.cap[i]) {
    match_seat(matching, s, i);
    return true;
  }
  begin_search(matching);
  matching.before[s] = -1;
  if (sibling >= 0) {
    reach_seat(matching, sibling, s);
  } else if (has_bit(matching.unseen, 0, i)) {
    reach_inspector(matching, i, s);
  }
  return search_path(matching);
}
