// The ChaCha20 stream (RFC 8439, nonce zero, block counter from 0), integers from it, and decks (PROTOCOL.md
// 11).

const chacha_input = new Int32Array(16);
const chacha_block = new Int32Array(16);

function quarter_round(x, a, b, c, d) {
  let r;
  x[a] += x[b]; r = x[d] ^ x[a]; x[d] = (r << 16) | (r >>> 16);
  x[c] += x[d]; r = x[b] ^ x[c]; x[b] = (r << 12) | (r >>> 20);
  x[a] += x[b]; r = x[d] ^ x[a]; x[d] = (r << 8) | (r >>> 24);
  x[c] += x[d]; r = x[b] ^ x[c]; x[b] = (r << 7) | (r >>> 25);
}

// A stream is at one place at a time, and one stream is read at a time: `chacha_word` is the next of the
// block's 16 words, 16 where a new block is due. Words of a block are little endian, so two of them are a
// word of [D-72], the lower first.
let chacha_word = 16;

function stream_begin(key) {
  chacha_input[0] = 0x61707865;
  chacha_input[1] = 0x3320646e;
  chacha_input[2] = 0x79622d32;
  chacha_input[3] = 0x6b206574;
  for (let i = 0; i < 8; i += 1) {
    const at = 4 * i;
    chacha_input[4 + i] = key[at] | (key[at + 1] << 8) | (key[at + 2] << 16) | (key[at + 3] << 24);
  }
  chacha_input.fill(0, 12, 16);
  chacha_word = 16;
}

function stream_block() {
  const x = chacha_block;
  x.set(chacha_input);
  for (let i = 0; i < 10; i += 1) {
    quarter_round(x, 0, 4, 8, 12);
    quarter_round(x, 1, 5, 9, 13);
    quarter_round(x, 2, 6, 10, 14);
    quarter_round(x, 3, 7, 11, 15);
    quarter_round(x, 0, 5, 10, 15);
    quarter_round(x, 1, 6, 11, 12);
    quarter_round(x, 2, 7, 8, 13);
    quarter_round(x, 3, 4, 9, 14);
  }
  for (let i = 0; i < 16; i += 1) x[i] += chacha_input[i];
  chacha_input[12] += 1;
  chacha_word = 0;
}

// below(n) of [D-72] for 1 ≤ n ≤ 2^20. With r = 2^64 mod n, z is 2^64 − r. As r < 2^32, a word x is not below
// z exactly when its upper half is 2^32 − 1 and its lower half at least 2^32 − r. All products stay below
// 2^53.
function below(n) {
  const shift = 0x100000000 % n;
  const r = (shift * shift) % n;
  for (;;) {
    if (chacha_word === 16) stream_block();
    const low = chacha_block[chacha_word] >>> 0;
    const high = chacha_block[chacha_word + 1] >>> 0;
    chacha_word += 2;
    if (high === 0xffffffff && low >= 0x100000000 - r) continue;
    return ((high % n) * shift + low) % n;
  }
}

// below(n) for any 1 ≤ n < 2^64, as [D-72] says it. No roster is so large that a deck would need it.
function below_big(n) {
  const z = ((1n << 64n) / n) * n;
  for (;;) {
    if (chacha_word === 16) stream_block();
    const x = (BigInt(chacha_block[chacha_word + 1] >>> 0) << 32n) | BigInt(chacha_block[chacha_word] >>> 0);
    chacha_word += 2;
    if (x < z) return x % n;
  }
}

// A deck of m slips ([D-73]). Slips are dealt as they are asked for; those dealt stand at the beginning of
// `order`.
function new_deck(h, m) {
  const whole = new Uint32Array(m);
  for (let i = 0; i < m; i += 1) whole[i] = i;
  return { hash: h, whole, order: new Uint32Array(m), dealt: 0 };
}

const deck_stream_key = new Uint8Array(32);

// Begins the deck of a seat of a target: its stream has the key H(hex(deck key) ‖ dec(seat) ‖ ":" ‖ id).
function deck_begin(deck, deck_key, seat, id) {
  put_text(scratch, deck_key);
  put_text(scratch, seat + ":" + id);
  hash_scratch_into(deck.hash, deck_stream_key, 0);
  stream_begin(deck_stream_key);
  deck.order.set(deck.whole);
  deck.dealt = 0;
}

// The slip in place i of the deck that was begun last.
function deck_slip(deck, i) {
  const order = deck.order;
  for (; deck.dealt <= i; deck.dealt += 1) {
    const j = deck.dealt + below(order.length - deck.dealt);
    const slip = order[j];
    order[j] = order[deck.dealt];
    order[deck.dealt] = slip;
  }
  return order[i];
}
