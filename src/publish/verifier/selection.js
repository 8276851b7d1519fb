// Seed, tickets and selection (PROTOCOL.md 10).

// N(x) of a text.
function put_sized(buffer, text) {
  put_text(buffer, text_bytes(text) + ":");
  put_text(buffer, text);
}

// [D-68]. `used` are the used sources of the values, in the order of the plan.
function compute_seed(link) {
  put_sized(scratch, "dual-random/1 seed");
  put_sized(scratch, link.digest);
  for (const secret of link.disclosure.secrets) put_sized(scratch, secret);
  link.seal.values.forEach((value, i) => {
    put_sized(scratch, value.name);
    put_sized(scratch, String(value.source));
    put_sized(scratch, link.used[i].issue);
    put_sized(scratch, value.text);
  });
  return hex(hash_scratch(link.hash));
}

function compute_ticket_key(h, seed) {
  return hex(hash_text(h, "dual-random/1 tickets:" + seed));
}

function compute_deck_key(h, seed) {
  return hex(hash_text(h, "dual-random/1 decks:" + seed));
}

// Whether 32 bytes come before 32 others. Negative, 0 or positive.
function compare_tickets(a, at, b, bt) {
  for (let i = 0; i < 32; i += 1) if (a[at + i] !== b[bt + i]) return a[at + i] - b[bt + i];
  return 0;
}

// What all tickets of a draw begin with: the 64 digits of the ticket key fill the first block of the hash
// exactly.
function ticket_midstate(h, ticket_key) {
  const block = new_buffer(64);
  put_text(block, ticket_key);
  return { hash: h, state: hash_midstate(h, block.bytes) };
}

const ticket_message = new_buffer(128);

// Ticket n of a target (1.3), n from 1.
function ticket_into(midstate, n, id, out, to) {
  ticket_message.length = 0;
  put_text(ticket_message, `${n}:${id}`);
  hash_state.set(midstate.state);
  hash_finish(midstate.hash, ticket_message.bytes, 0, ticket_message.length, 64, out, to);
}

// Writes the winning ticket of w ([D-70]) to `out` and gives its n. A ticket wins over those before only if
// it is smaller, so of equal ones the lowest n stays.
function winning_ticket_into(midstate, w, id, out, to) {
  let best = 1;
  ticket_into(midstate, 1, id, out, to);
  const other = new Uint8Array(w > 1 ? 32 : 0);
  for (let n = 2; n <= w; n += 1) {
    ticket_into(midstate, n, id, other, 0);
    if (compare_tickets(other, 0, out, to) < 0) {
      out.set(other, to);
      best = n;
    }
  }
  return best;
}

// [D-71]: puts the pool of a stratum in order. Gives { name, k, n, order, tickets, numbers, weights }.
function order_pool(trial, link, stratum) {
  const { targets } = link.rosters;
  const midstate = ticket_midstate(link.hash, link.ticket_key);
  const n = stratum.pool.length;
  const tickets = new Uint8Array(32 * n);
  const numbers = new Uint32Array(n);
  const beginnings = new Uint32Array(n); // the first four bytes decide nearly every comparison
  for (let i = 0; i < n; i += 1) {
    const { id } = targets[stratum.pool[i]].draw;
    numbers[i] = winning_ticket_into(midstate, stratum.weights[i], id, tickets, 32 * i);
    for (let j = 0; j < 4; j += 1) beginnings[i] = beginnings[i] * 256 + tickets[32 * i + j];
    if ((i & 1023) === 0) tell_progress(trial, i, n);
  }
  const places = new Uint32Array(n);
  for (let i = 0; i < n; i += 1) places[i] = i;
  const carried = stratum.pool.map((target) => (targets[target].draw.carried ? 0 : 1));
  // The pool is in roster order, which is that of ids.
  places.sort((a, b) => carried[a] - carried[b] || beginnings[a] - beginnings[b]
    || compare_tickets(tickets, 32 * a, tickets, 32 * b) || a - b);
  const selected = {
    name: stratum.name,
    k: stratum.k,
    n,
    order: new Uint32Array(n),
    tickets: new Uint8Array(32 * n),
    numbers: new Uint32Array(n),
    weights: new Uint32Array(n),
  };
  for (let i = 0; i < n; i += 1) {
    const from = places[i];
    selected.order[i] = stratum.pool[from];
    selected.tickets.set(tickets.subarray(32 * from, 32 * from + 32), 32 * i);
    selected.numbers[i] = numbers[from];
    selected.weights[i] = stratum.weights[from];
  }
  return selected;
}

// How many tickets each target of the pools has; their sum has a limit.
function set_weights(trial, link, pools) {
  let total = 0;
  for (const stratum of pools.strata) {
    const weight_of = (target) => tickets_of(link.tables, link.rosters.targets[target].draw);
    stratum.weights = Uint32Array.from(stratum.pool, weight_of);
    for (const weight of stratum.weights) total += weight;
  }
  limit_product(trial, 2 ** 27, total);
}

// [D-86]: the `strata` of a result.
function result_strata(link, strata) {
  const id = (target) => link.rosters.targets[target].draw.id;
  return strata.map((stratum) => {
    const drawn = [];
    for (let i = 0; i < stratum.k; i += 1) {
      const ticket = hex_at(stratum.tickets, 32 * i);
      drawn.push({ id: id(stratum.order[i]), n: stratum.numbers[i], ticket });
    }
    return { alternates: Array.from(stratum.order.subarray(stratum.k), id), drawn, name: stratum.name };
  });
}
