// The hash H that a protocol's name stands for ([D-1]), and what is made of it: whatever hashes is given one,
// and whoever gives it has it from the name in a document.

const SHA256 = {
  protocol: "dual-random/1",
  name: "sha256", // in plans
  title: "SHA-256",
  command: "sha256sum",
  page_format: "dual-random-publication/1",
  compact: "DR1:",
  start: SHA256_START,
  block: sha256_block,
};
const SM3 = {
  protocol: "dual-random/1-sm3",
  name: "sm3",
  title: "SM3",
  command: "openssl dgst -sm3",
  page_format: "dual-random-publication/1-sm3",
  compact: "DR1S:",
  start: SM3_START,
  block: sm3_block,
};
const HASHES = [SHA256, SM3];

// The hash of a document in form.
function hash_of(document) {
  return HASHES.find((h) => h.protocol === document.protocol);
}

const hash_tail = new Uint8Array(128);

// Takes bytes[start, end) as the rest of a message of which `before` bytes (whole blocks) are in the state
// already, and writes the 32 bytes of the hash to `out` from `to` on.
function hash_finish(h, bytes, start, end, before, out, to) {
  const length = before + end - start;
  for (; end - start >= 64; start += 64) h.block(bytes, start);
  const rest = end - start;
  const tail = rest < 56 ? 64 : 128;
  for (let i = 0; i < rest; i += 1) hash_tail[i] = bytes[start + i];
  hash_tail[rest] = 0x80;
  hash_tail.fill(0, rest + 1, tail);
  // The length in bits, as 64 bits: below 2^53 bytes the upper half is exact in a double.
  const high = Math.floor(length / 0x20000000);
  const low = (length % 0x20000000) * 8;
  for (let i = 0; i < 4; i += 1) {
    hash_tail[tail - 5 - i] = (high >>> (8 * i)) & 255;
    hash_tail[tail - 1 - i] = (low >>> (8 * i)) & 255;
  }
  h.block(hash_tail, 0);
  if (tail === 128) h.block(hash_tail, 64);
  for (let i = 0; i < 8; i += 1) {
    const word = hash_state[i];
    out[to + 4 * i] = word >>> 24;
    out[to + 4 * i + 1] = (word >>> 16) & 255;
    out[to + 4 * i + 2] = (word >>> 8) & 255;
    out[to + 4 * i + 3] = word & 255;
  }
}

// H of bytes[start, end), written to `out` from `to` on; `out` may be `bytes` itself.
function hash_into(h, bytes, start, end, out, to) {
  hash_state.set(h.start);
  hash_finish(h, bytes, start, end, 0, out, to);
}

function hash_bytes(h, bytes) {
  const out = new Uint8Array(32);
  hash_into(h, bytes, 0, bytes.length, out, 0);
  return out;
}

// The state after one block, kept so that the many messages that begin with it need not hash it again.
function hash_midstate(h, block) {
  hash_state.set(h.start);
  h.block(block, 0);
  return Int32Array.from(hash_state);
}

// An HMAC key (RFC 2104): the states after its inner and its outer padded block. The protocol's keys have 32
// bytes; none is longer than a block.
function hmac_key(h, key) {
  const inner = new Uint8Array(64).fill(0x36);
  const outer = new Uint8Array(64).fill(0x5c);
  for (let i = 0; i < key.length; i += 1) {
    inner[i] ^= key[i];
    outer[i] ^= key[i];
  }
  return { hash: h, inner: hash_midstate(h, inner), outer: hash_midstate(h, outer) };
}

const hmac_inner = new Uint8Array(32);

function hmac_into(key, bytes, start, end, out, to) {
  hash_state.set(key.inner);
  hash_finish(key.hash, bytes, start, end, 64, hmac_inner, 0);
  hash_state.set(key.outer);
  hash_finish(key.hash, hmac_inner, 0, 32, 64, out, to);
}

const HEX_PAIRS = Array.from({ length: 256 }, (_, byte) => (byte < 16 ? "0" : "") + byte.toString(16));

// hex(x) of the 32 bytes from `at` on.
function hex_at(bytes, at) {
  let text = "";
  for (let i = 0; i < 32; i += 1) text += HEX_PAIRS[bytes[at + i]];
  return text;
}

function hex(bytes) {
  return hex_at(bytes, 0);
}

// The 32 bytes of a hex32.
function unhex_into(text, out, to) {
  for (let i = 0; i < 32; i += 1) out[to + i] = parseInt(text.slice(2 * i, 2 * i + 2), 16);
}

function unhex(text) {
  const out = new Uint8Array(32);
  unhex_into(text, out, 0);
  return out;
}
