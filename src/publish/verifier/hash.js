"use strict";

// SHA-256 (FIPS 180-4) and HMAC (RFC 2104) over typed arrays. One hash is computed at a time, in the arrays
// below, so that hashing allocates nothing: a large roster takes millions of hashes.

const SHA_CONSTANTS = new Int32Array([
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
  0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
  0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
  0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
  0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
  0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
  0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
  0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
]);
const SHA_START = new Int32Array([
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
]);

const sha_state = new Int32Array(8);
const sha_words = new Int32Array(64);
const sha_tail = new Uint8Array(128);

// Takes the 64 bytes from `at` on into the state.
function sha_block(bytes, at) {
  const w = sha_words;
  for (let i = 0; i < 16; i += 1, at += 4) {
    w[i] = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
  }
  for (let i = 16; i < 64; i += 1) {
    const x = w[i - 15];
    const y = w[i - 2];
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    w[i] = (w[i - 16] + s0 + w[i - 7] + s1) | 0;
  }
  let a = sha_state[0], b = sha_state[1], c = sha_state[2], d = sha_state[3];
  let e = sha_state[4], f = sha_state[5], g = sha_state[6], h = sha_state[7];
  for (let i = 0; i < 64; i += 1) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + SHA_CONSTANTS[i] + w[i]) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g; g = f; f = e; e = (d + t1) | 0;
    d = c; c = b; b = a; a = (t1 + t2) | 0;
  }
  sha_state[0] += a; sha_state[1] += b; sha_state[2] += c; sha_state[3] += d;
  sha_state[4] += e; sha_state[5] += f; sha_state[6] += g; sha_state[7] += h;
}

// Takes bytes[start, end) as the rest of a message of which `before` bytes (whole blocks) are in the state
// already, and writes the 32 bytes of the hash to `out` from `to` on.
function sha_finish(bytes, start, end, before, out, to) {
  const length = before + end - start;
  for (; end - start >= 64; start += 64) sha_block(bytes, start);
  const rest = end - start;
  const tail = rest < 56 ? 64 : 128;
  for (let i = 0; i < rest; i += 1) sha_tail[i] = bytes[start + i];
  sha_tail[rest] = 0x80;
  sha_tail.fill(0, rest + 1, tail);
  // The length in bits, as 64 bits: below 2^53 bytes the upper half is exact in a double.
  const high = Math.floor(length / 0x20000000);
  const low = (length % 0x20000000) * 8;
  for (let i = 0; i < 4; i += 1) {
    sha_tail[tail - 5 - i] = (high >>> (8 * i)) & 255;
    sha_tail[tail - 1 - i] = (low >>> (8 * i)) & 255;
  }
  sha_block(sha_tail, 0);
  if (tail === 128) sha_block(sha_tail, 64);
  for (let i = 0; i < 8; i += 1) {
    const word = sha_state[i];
    out[to + 4 * i] = word >>> 24;
    out[to + 4 * i + 1] = (word >>> 16) & 255;
    out[to + 4 * i + 2] = (word >>> 8) & 255;
    out[to + 4 * i + 3] = word & 255;
  }
}

// SHA-256 of bytes[start, end), written to `out` from `to` on; `out` may be `bytes` itself.
function sha256_into(bytes, start, end, out, to) {
  sha_state.set(SHA_START);
  sha_finish(bytes, start, end, 0, out, to);
}

function sha256(bytes) {
  const out = new Uint8Array(32);
  sha256_into(bytes, 0, bytes.length, out, 0);
  return out;
}

// The state after one block, kept so that the many messages that begin with it need not hash it again.
function sha_midstate(block) {
  sha_state.set(SHA_START);
  sha_block(block, 0);
  return Int32Array.from(sha_state);
}

// An HMAC key: the states after its inner and its outer padded block. The protocol's keys have 32 bytes; none
// is longer than a block.
function hmac_key(key) {
  const inner = new Uint8Array(64).fill(0x36);
  const outer = new Uint8Array(64).fill(0x5c);
  for (let i = 0; i < key.length; i += 1) {
    inner[i] ^= key[i];
    outer[i] ^= key[i];
  }
  return { inner: sha_midstate(inner), outer: sha_midstate(outer) };
}

const hmac_inner = new Uint8Array(32);

function hmac_into(key, bytes, start, end, out, to) {
  sha_state.set(key.inner);
  sha_finish(bytes, start, end, 64, hmac_inner, 0);
  sha_state.set(key.outer);
  sha_finish(hmac_inner, 0, 32, 64, out, to);
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
