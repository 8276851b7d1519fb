// Known answers, computed before anything is verified: a browser whose arithmetic is broken is found by them.

function self_test_must(holds, name) {
  if (!holds) throw new Error(`this browser computes wrongly: ${name}`);
}

// A list of numbers, counted up.
function counted_bytes(length, first) {
  return Uint8Array.from({ length }, (_, i) => (first + i) & 255);
}

function self_test() {
  // FIPS 180-4 and GB/T 32905-2016, one block and two of each.
  const has_hash = (h, text, value) => self_test_must(hex(hash_text(h, text)) === value, h.title);
  has_hash(SHA256, "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  has_hash(SHA256, "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
    "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  has_hash(SM3, "abc", "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
  has_hash(SM3, "abcd".repeat(16), "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732");
  // The seed secret of the worked example (PROTOCOL.md 24).
  const secret = new Uint8Array(32);
  const message = new_buffer(64);
  put_text(message, "dual-random/1 seed secret");
  hmac_into(hmac_key(SHA256, counted_bytes(32, 0)), message.bytes, 0, message.length, secret, 0);
  self_test_must(hex(secret) === "04f81ff26a0915194a395774081989bc22280265ccd6aa3f2ea1c064a3dfdc16", "HMAC");
  // The first three words of this stream are 2, 0 and 0 modulo 3, 2 and 1 (openssl enc -chacha20 tells them).
  stream_begin(unhex("3cdb1a42785560e2d46ad418d703d3bd56940a6120620c3b51f4fb7141437b1d"));
  self_test_must(below(3) === 2 && below(2) === 0 && below(1) === 0, "ChaCha20");
  const read = read_canonical(Uint8Array.from([0x5b, 0x39, 0x30, 0x30, 0x37, 0x31, 0x39, 0x39, 0x32, 0x35,
    0x34, 0x37,
    0x34, 0x30, 0x39, 0x39, 0x31, 0x5d, 0x0a]));
  self_test_must(read.fault === null && read.value[0] === Number.MAX_SAFE_INTEGER, "numbers");
  self_test_must((2n ** 64n) / 3n === 6148914691236517205n, "large numbers");
}
