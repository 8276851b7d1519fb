// Who may take a seat (PROTOCOL.md 8.3). Inspectors are numbered as in the roster; a set of them is a row of
// bits.

// What is asked often about the inspectors of one ceremony.
function compile_inspectors(link) {
  const { inspectors, recusals } = link.rosters;
  const { from, to } = link.plan.visits;
  const recused = new Map();
  for (const { draw } of recusals) {
    const inspector = link.inspector_index.get(draw.inspector);
    if (!recused.has(draw.target)) recused.set(draw.target, new Set());
    recused.get(draw.target).add(inspector);
  }
  return {
    count: inspectors.length,
    words: (inspectors.length + 31) >>> 5,
    draws: inspectors.map((one) => one.draw),
    counties: inspectors.map((one) => one.draw.district.slice(0, 6)),
    certified: inspectors.map(({ draw }) => draw.valid_from <= from && to <= draw.valid_to),
    recused,
    // Seat → county → row of those who have none of the reasons that tell targets of a county apart.
    rows: new Map(),
    seats: new Map(), // canon(seat) → the seat, so that equal seats have one row
    canons: new Map(), // seat object → the same
  };
}

// The reasons that depend on nothing of the target but its county, in the order of [D-58]; `recused`, which
// comes second, is asked by the caller.
function seat_reason(link, seat, county, i) {
  const draw = link.compiled.draws[i];
  if (!link.compiled.certified[i]) return "certificate";
  if (!seat.qualifications.every((one) => draw.qualifications.includes(one))) return "qualification";
  if (seat.departments.length > 0 && !seat.departments.includes(draw.department)) return "department";
  const rule = link.plan.district_rule;
  const equal = link.compiled.counties[i] === county;
  if ((rule === "cross" && equal) || (rule === "own" && !equal)) return "district";
  return null;
}

// The first of the fixed reasons ([D-59]) of a slip, or null. `target` is a roster index of the chain's first
// ceremony.
function fixed_reason(link, standing, seat, target, i) {
  const { draw } = link.first.rosters.targets[target];
  const inspector = link.compiled.draws[i];
  if (inspector.role !== seat.role) return "role";
  const recused = link.compiled.recused.get(draw.id);
  if (recused !== undefined && recused.has(i)) return "recused";
  const reason = seat_reason(link, seat, draw.district.slice(0, 6), i);
  if (reason !== null) return reason;
  if (link.plan.rotation && draw.last_team.includes(inspector.id)) return "rotation";
  return standing !== null && is_struck(standing, target, inspector.id) ? "struck" : null;
}

// The row of a seat for a county, before recusals, rotation and strikes.
function county_row(link, seat, county) {
  const { compiled } = link;
  let one = compiled.canons.get(seat);
  if (one === undefined) {
    const canon = JSON.stringify(seat);
    if (!compiled.seats.has(canon)) compiled.seats.set(canon, seat);
    one = compiled.seats.get(canon);
    compiled.canons.set(seat, one);
  }
  let rows = compiled.rows.get(one);
  if (rows === undefined) compiled.rows.set(one, rows = new Map());
  let row = rows.get(county);
  if (row === undefined) {
    row = new Uint32Array(compiled.words);
    for (let i = 0; i < compiled.count; i += 1) {
      const lacks_role = compiled.draws[i].role !== seat.role;
      if (!lacks_role && seat_reason(link, seat, county, i) === null) row[i >>> 5] |= 1 << (i & 31);
    }
    rows.set(county, row);
  }
  return row;
}

function clear_bit(row, at, i) {
  row[at + (i >>> 5)] &= ~(1 << (i & 31));
}

function has_bit(row, at, i) {
  return (row[at + (i >>> 5)] & (1 << (i & 31))) !== 0;
}

function count_bits(row, at, words) {
  let bits = 0;
  for (let w = 0; w < words; w += 1) {
    for (let word = row[at + w]; word !== 0; word &= word - 1) bits += 1;
  }
  return bits;
}

// Writes the eligible pool of a seat of a target ([D-59]) to `row` from `at` on.
function eligible_into(link, standing, seat, target, row, at) {
  const { draw } = link.first.rosters.targets[target];
  row.set(county_row(link, seat, draw.district.slice(0, 6)), at);
  const recused = link.compiled.recused.get(draw.id);
  if (recused !== undefined) for (const i of recused) clear_bit(row, at, i);
  if (link.plan.rotation) {
    for (const id of draw.last_team) {
      const i = link.inspector_index.get(id);
      if (i !== undefined) clear_bit(row, at, i);
    }
  }
  if (standing === null) return;
  for (const struck of [standing.struck_from_all, standing.struck_from.get(target)]) {
    if (struck === undefined) continue;
    for (const id of struck) {
      const i = link.inspector_index.get(id);
      if (i !== undefined) clear_bit(row, at, i);
    }
  }
}

// [D-60]: whether different inspectors can take all seats of a team, whose pools stand in `rows` one after
// another.
function staffable_alone(rows, words, seats) {
  const sitting = new Map(); // inspector → seat
  const place = (seat, tried) => {
    for (let w = 0; w < words; w += 1) {
      for (let word = rows[seat * words + w]; word !== 0; word &= word - 1) {
        const i = 32 * w + 31 - Math.clz32(word & -word);
        if (tried.has(i)) continue;
        tried.add(i);
        if (!sitting.has(i) || place(sitting.get(i), tried)) {
          sitting.set(i, seat);
          return true;
        }
      }
    }
    return false;
  };
  for (let seat = 0; seat < seats; seat += 1) if (!place(seat, new Set())) return false;
  return true;
}

// [D-60] for every target of every pool; counts the targets that have a seat with a small eligible pool
// ([D-61]).
function check_staffable(trial, link, pools) {
  const { words } = link.compiled;
  const rows = new Uint32Array(16 * words);
  let small = 0;
  let done = 0;
  for (const stratum of pools.strata) {
    for (const target of stratum.pool) {
      const seats = seats_of(link.tables, link.rosters.targets[target].draw);
      let least = Infinity;
      seats.forEach((seat, j) => {
        eligible_into(link, null, seat, target, rows, j * words);
        least = Math.min(least, count_bits(rows, j * words, words));
      });
      if (least < link.plan.min_pool || least < 2) small += 1;
      // Where every pool has as many as there are seats, one after another can be seated.
      if (least < seats.length && !staffable_alone(rows, words, seats.length)) {
        contradict(trial, "D-60", `rosters.targets[${target}]`, "not_staffable");
      }
      done += 1;
      if ((done & 255) === 0) tell_progress(trial, done, link.rosters.targets.length);
    }
  }
  return small;
}
