// SM3 (GB/T 32905-2016): what it does with a block, in the state and the words that SHA-256 has too.

const SM3_START = new Int32Array([
  0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e,
]);

// T_j, turned to the left by j as round j has it (a shift is by its number modulo 32).
const SM3_CONSTANTS = Int32Array.from({ length: 64 }, (_, j) => {
  const t = j < 16 ? 0x79cc4519 : 0x7a879d8a;
  return (t << j) | (t >>> (32 - j));
});

// Takes the 64 bytes from `at` on into the state.
function sm3_block(bytes, at) {
  const w = hash_words;
  for (let j = 0; j < 16; j += 1, at += 4) {
    w[j] = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
  }
  for (let j = 16; j < 68; j += 1) {
    const y = w[j - 3];
    const x = w[j - 16] ^ w[j - 9] ^ ((y << 15) | (y >>> 17));
    const z = w[j - 13];
    w[j] = x ^ ((x << 15) | (x >>> 17)) ^ ((x << 23) | (x >>> 9)) ^ ((z << 7) | (z >>> 25)) ^ w[j - 6];
  }
  let a = hash_state[0], b = hash_state[1], c = hash_state[2], d = hash_state[3];
  let e = hash_state[4], f = hash_state[5], g = hash_state[6], h = hash_state[7];
  for (let j = 0; j < 64; j += 1) {
    const a12 = (a << 12) | (a >>> 20);
    const sum = (a12 + e + SM3_CONSTANTS[j]) | 0;
    const ss1 = (sum << 7) | (sum >>> 25);
    const ff = j < 16 ? a ^ b ^ c : (a & b) | (a & c) | (b & c);
    const gg = j < 16 ? e ^ f ^ g : (e & f) | (~e & g);
    const tt1 = (ff + d + (ss1 ^ a12) + (w[j] ^ w[j + 4])) | 0;
    const tt2 = (gg + h + ss1 + w[j]) | 0;
    d = c; c = (b << 9) | (b >>> 23); b = a; a = tt1;
    h = g; g = (f << 19) | (f >>> 13); f = e;
    e = tt2 ^ ((tt2 << 9) | (tt2 >>> 23)) ^ ((tt2 << 17) | (tt2 >>> 15));
  }
  hash_state[0] ^= a; hash_state[1] ^= b; hash_state[2] ^= c; hash_state[3] ^= d;
  hash_state[4] ^= e; hash_state[5] ^= f; hash_state[6] ^= g; hash_state[7] ^= h;
}
