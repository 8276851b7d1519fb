"use strict";

// The kept matching against brute force: which seats can be filled together, which inspectors a seat can
// take.

const test = require("node:test");
const assert = require("node:assert");
const { load } = require("./load.js");

const core = load("new_matching", "set_cap", "add_seat", "add_seat_with", "unmatch_seat", "forget_search",
  "take_seat", "has_bit", "balance", "least_cap");

// A small generator of numbers, so that a failure can be repeated.
function numbers(seed) {
  let state = seed >>> 0;
  return (n) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
}

// Whether these seats can all be filled: tries everything. `eligible[s]` are inspectors, `left[i]` visits.
function fillable(seats, eligible, teams, left, sits = []) {
  if (seats.length === 0) return true;
  const [s, ...others] = seats;
  return eligible[s].some((i) => {
    if (left[i] <= 0 || sits.some(([team, j]) => team === teams[s] && j === i)) return false;
    left[i] -= 1;
    const filled = fillable(others, eligible, teams, left, sits.concat([[teams[s], i]]));
    left[i] += 1;
    return filled;
  });
}

function random_case(random) {
  const inspectors = 1 + random(5);
  const teams = [];
  for (let team = 0; team < 1 + random(4); team += 1) {
    for (let s = 0; s < 1 + random(3); s += 1) teams.push(team);
  }
  const some = () => Array.from({ length: inspectors }, (_, i) => i).filter(() => random(3) > 0);
  const eligible = teams.map(some);
  const cap = Array.from({ length: inspectors }, () => random(4));
  return { inspectors, teams, eligible, cap };
}

function matching_of({ inspectors, teams, eligible, cap }) {
  const rows = Uint32Array.from(eligible, (list) => list.reduce((row, i) => row | (1 << i), 0));
  const matching = core.new_matching(teams, rows, 1, inspectors);
  cap.forEach((c, i) => core.set_cap(matching, i, c));
  return matching;
}

// What always has to be true of a matching.
function assert_sound(matching, { teams, cap }, taken) {
  const load = cap.map(() => 0);
  for (const i of taken.values()) load[i] += 1;
  const sits = new Set(Array.from(taken, ([s, i]) => `${teams[s]} ${i}`));
  teams.forEach((team, s) => {
    const i = matching.held[s];
    if (i < 0) return;
    assert.ok(core.has_bit(matching.rows, s, i));
    assert.ok(!sits.has(`${team} ${i}`));
    sits.add(`${team} ${i}`);
    load[i] += 1;
  });
  assert.deepStrictEqual(load, Array.from(matching.load));
  load.forEach((visits, i) => assert.ok(visits <= cap[i]));
}

test("the staffed seats are those of the greedy rule, and each slip that strands is told", () => {
  for (let seed = 1; seed <= 1500; seed += 1) {
    const random = numbers(seed);
    const one = random_case(random);
    const matching = matching_of(one);
    const staffed = [];
    one.teams.forEach((_, s) => {
      const expected = fillable(staffed.concat([s]), one.eligible, one.teams, one.cap.slice());
      assert.strictEqual(core.add_seat(matching, s), expected, `case ${seed}, seat ${s}`);
      if (expected) staffed.push(s);
      assert_sound(matching, one, new Map());
    });
    // The dealing, with slips in a random order.
    const visits = one.cap.map(() => 0);
    const taken = new Map();
    staffed.forEach((s, place) => {
      const j = matching.held[s];
      core.unmatch_seat(matching, s);
      if (matching.seen[s] !== 0 || !core.has_bit(matching.unseen, 0, j)) core.forget_search(matching);
      const slips = one.eligible[s].slice().sort(() => random(3) - 1);
      const found = slips.find((i) => {
        const sits_already = ([q, k]) => one.teams[q] === one.teams[s] && k === i;
        if (visits[i] >= one.cap[i] || Array.from(taken).some(sits_already)) return false;
        const left = one.cap.map((c, k) => c - visits[k] - (k === i ? 1 : 0));
        const sits = Array.from(taken, ([q, k]) => [one.teams[q], k]).concat([[one.teams[s], i]]);
        const expected = fillable(staffed.slice(place + 1), one.eligible, one.teams, left, sits);
        assert.strictEqual(core.add_seat_with(matching, s, i), expected,
          `case ${seed}, seat ${s}, slip ${i}`);
        return expected;
      });
      assert.notStrictEqual(found, undefined);
      core.take_seat(matching, visits, s, found);
      taken.set(s, found);
      assert_sound(matching, one, taken);
    });
  }
});

test("caps that are raised keep what is matched", () => {
  for (let seed = 1; seed <= 500; seed += 1) {
    const random = numbers(seed);
    const one = random_case(random);
    const most = one.cap;
    const matching = matching_of({ ...one, cap: most.map(() => 0) });
    let waiting = one.teams.map((_, s) => s);
    for (let c = 0; c <= 4; c += 1) {
      const cap = most.map((visits) => Math.min(visits, c));
      core.forget_search(matching);
      cap.forEach((visits, i) => core.set_cap(matching, i, visits));
      waiting = waiting.filter((s) => !core.add_seat(matching, s));
      assert_sound(matching, { ...one, cap }, new Map());
      const all = one.teams.map((_, s) => s);
      assert.strictEqual(waiting.length === 0, fillable(all, one.eligible, one.teams, cap),
        `case ${seed}, cap ${c}`);
    }
  }
});

test("the balanced cap is the smallest one", () => {
  for (let seed = 1; seed <= 800; seed += 1) {
    const random = numbers(seed);
    const one = random_case(random);
    const most = one.cap.map((c) => c + 1);
    const visits = most.map(() => (random(3) === 0 ? 1 : 0));
    const left = (c) => most.map((cap, i) => Math.min(cap, c) - visits[i]);
    const staffed = [];
    one.teams.forEach((_, s) => {
      if (fillable(staffed.concat([s]), one.eligible, one.teams, left(Infinity))) staffed.push(s);
    });
    if (staffed.length === 0) continue;
    let expected = 0;
    while (!fillable(staffed, one.eligible, one.teams, left(expected))) expected += 1;
    const matching = matching_of({ ...one, cap: most.map(() => 0) });
    matching.load.set(visits);
    const link = { compiled: { count: one.inspectors, draws: most.map((max_visits) => ({ max_visits })) } };
    const lower = core.least_cap(link, visits, staffed.length);
    assert.ok(lower <= expected);
    assert.strictEqual(core.balance(link, matching, staffed, lower), expected, `case ${seed}`);
    assert.ok(staffed.every((s) => matching.held[s] >= 0));
  }
});
