"use strict";

// Hashes, streams and texts against node's own, on random input.

const test = require("node:test");
const assert = require("node:assert");
const crypto = require("node:crypto");
const { load } = require("./load.js");

const core = load(
  "HASHES", "hash_bytes", "hash_midstate", "hash_state", "hash_finish", "hmac_key", "hmac_into", "stream_begin", "below",
    "below_big",
  "read_canonical", "new_buffer", "put_canon", "put_byte", "put_text", "text_bytes", "compare_texts",
    "forbidden_character",
  "is_text", "is_ratio", "seconds_of", "date_of", "round_quotient", "path_length", "is_credit_code",
);

// Both hashes; a node whose OpenSSL has no SM3 has nothing to compare it with.
const HASHES = core.HASHES.filter(({ name }) => crypto.getHashes().includes(name));

test("SHA-256 and SM3", () => {
  for (const h of HASHES) {
    for (let length = 0; length < 300; length += 1) {
      const bytes = new Uint8Array(crypto.randomBytes(length));
      const expected = crypto.createHash(h.name).update(bytes).digest();
      assert.deepStrictEqual(Buffer.from(core.hash_bytes(h, bytes)), expected, `${h.name}, ${length} bytes`);
      if (length < 64) continue;
      const out = new Uint8Array(32);
      const middle = core.hash_midstate(h, bytes);
      core.hash_state.set(middle);
      core.hash_finish(h, bytes, 64, length, 64, out, 0);
      assert.deepStrictEqual(Buffer.from(out), expected);
    }
  }
});

test("SM3 has the values of GB/T 32905-2016, and no hash disturbs the other", () => {
  const known = {
    "abc": ["ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
      "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"],
    ["abcd".repeat(16)]: [crypto.createHash("sha256").update("abcd".repeat(16)).digest("hex"),
      "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"],
  };
  for (let round = 0; round < 3; round += 1) {
    for (const [text, values] of Object.entries(known)) {
      const bytes = new TextEncoder().encode(text);
      const found = core.HASHES.map((h) => Buffer.from(core.hash_bytes(h, bytes)).toString("hex"));
      assert.deepStrictEqual(found, values);
    }
  }
});

test("HMAC", () => {
  for (const h of HASHES) {
    for (let length = 0; length < 200; length += 1) {
      const key = new Uint8Array(crypto.randomBytes(32));
      const bytes = new Uint8Array(crypto.randomBytes(length));
      const out = new Uint8Array(32);
      core.hmac_into(core.hmac_key(h, key), bytes, 0, length, out, 0);
      assert.deepStrictEqual(Buffer.from(out), crypto.createHmac(h.name, key).update(bytes).digest());
    }
  }
});

test("ChaCha20, and integers from it", () => {
  for (let round = 0; round < 20; round += 1) {
    const key = new Uint8Array(crypto.randomBytes(32));
    const cipher = crypto.createCipheriv("chacha20", key, Buffer.alloc(16));
    const stream = cipher.update(Buffer.alloc(8 * 100));
    core.stream_begin(key);
    for (let i = 0; i < 100; i += 1) {
      // A bound for which no word of a short stream is refused tells the words themselves.
      assert.strictEqual(core.below_big(1n << 63n), stream.readBigUInt64LE(8 * i) % (1n << 63n));
    }
    core.stream_begin(key);
    for (let i = 0; i < 100; i += 1) {
      const n = crypto.randomInt(1, 2 ** 20 + 1);
      assert.strictEqual(core.below(n), Number(stream.readBigUInt64LE(8 * i) % BigInt(n)), String(n));
    }
  }
});

// A character that a document may have, of all lengths in UTF-8.
function random_character() {
  for (;;) {
    const c = crypto.randomInt(1, 1 << [7, 11, 16, 20][crypto.randomInt(4)]);
    if ((c < 0xd800 || c > 0xdfff) && !core.forbidden_character(c)) return String.fromCodePoint(c);
  }
}

function random_text() {
  return Array.from({ length: crypto.randomInt(100) }, random_character).join("");
}

test("texts are read, written, measured and ordered as their UTF-8", () => {
  const decoder = new TextDecoder();
  for (let round = 0; round < 2000; round += 1) {
    const value = [random_text(), random_text()];
    const buffer = core.new_buffer(1);
    core.put_canon(buffer, value);
    core.put_byte(buffer, 0x0a);
    const bytes = buffer.bytes.slice(0, buffer.length);
    assert.strictEqual(decoder.decode(bytes), `${JSON.stringify(value)}\n`);
    const read = core.read_canonical(bytes);
    assert.strictEqual(read.fault, null);
    assert.deepStrictEqual(read.value, value);
    assert.strictEqual(core.text_bytes(value[0]), Buffer.byteLength(value[0]));
    const order = Buffer.compare(Buffer.from(value[0]), Buffer.from(value[1]));
    assert.strictEqual(Math.sign(core.compare_texts(value[0], value[1])), order);
  }
});

test("bytes that are not UTF-8 are refused as node refuses them", () => {
  const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  for (let round = 0; round < 20000; round += 1) {
    const inner = crypto.randomBytes(crypto.randomInt(1, 5));
    for (let i = 0; i < inner.length; i += 1) if (inner[i] < 0x80) inner[i] |= 0x80;
    let lawful = true;
    try {
      for (const c of strict.decode(inner)) if (core.forbidden_character(c.codePointAt(0))) lawful = false;
    } catch (error) {
      lawful = false;
    }
    const bytes = new Uint8Array(Buffer.concat([Buffer.from('"'), inner, Buffer.from('"\n')]));
    assert.strictEqual(core.read_canonical(bytes).fault === null, lawful, inner.toString("hex"));
  }
});

test("every prefix of a document is refused, at its end", () => {
  const file = new TextEncoder().encode('{"a":[1,"é\\"",true,null,{}],"b":{"c":false}}\n');
  for (let end = 0; end < file.length; end += 1) {
    const { fault } = core.read_canonical(file.slice(0, end));
    assert.notStrictEqual(fault, null);
    assert.ok(fault.at <= end);
  }
  const { fault } = core.read_canonical(new TextEncoder().encode('{"a":[1,{"b":01}]}\n'));
  assert.deepStrictEqual(fault, { at: 13, code: "number", place: "a[1].b" });
});

test("the name __proto__ is a key like another", () => {
  const { value } = core.read_canonical(new TextEncoder().encode('{"__proto__":1}\n'));
  assert.deepStrictEqual(Object.keys(value), ["__proto__"]);
});

test("numbers, ratios, texts at their bounds", () => {
  const reads = (text) => core.read_canonical(new TextEncoder().encode(`${text}\n`)).fault === null;
  assert.ok(reads("9007199254740991") && !reads("9007199254740992") && !reads("9007199254740993"));
  assert.ok(!reads("90071992547409910") && !reads("00") && reads("0"));
  assert.ok(core.is_ratio("1000000000000/1000000000000") && !core.is_ratio("1000000000001/1"));
  assert.ok(core.is_ratio("0/1") && !core.is_ratio("1/0") && !core.is_ratio("01/2"));
  assert.ok(core.is_text("x".repeat(4096)) && !core.is_text("x".repeat(4097)) && !core.is_text(""));
  assert.ok(core.is_text("中".repeat(1365)) && !core.is_text("中".repeat(1366)));
  assert.ok(core.is_text("𠮷".repeat(1024)) && !core.is_text(`${"𠮷".repeat(1024)}x`));
});

test("instants are points in time, and have their day at UTC+8", () => {
  for (let round = 0; round < 2000; round += 1) {
    const seconds = crypto.randomInt(900 * 365) * 86400 + crypto.randomInt(86400);
    const time = new Date(Date.UTC(2001, 0, 1) + seconds * 1000);
    const text = time.toISOString().replace(/\.000Z$/, "+00:00");
    assert.strictEqual(core.seconds_of(text), (time.getTime() - Date.UTC(2000, 0, 1)) / 1000, text);
    assert.strictEqual(core.date_of(text), new Date(time.getTime() + 8 * 3600000).toISOString().slice(0, 10));
  }
  assert.strictEqual(core.seconds_of("2026-01-01T08:00:00+08:00"),
    core.seconds_of("2025-12-31T18:00:00-06:00"));
});

test("quotients are rounded as their names say", () => {
  for (let a = 0n; a < 40n; a += 1n) {
    for (let b = 1n; b < 12n; b += 1n) {
      const x = Number(a) / Number(b);
      assert.strictEqual(core.round_quotient(a, b, "down"), BigInt(Math.floor(x)));
      assert.strictEqual(core.round_quotient(a, b, "up"), BigInt(Math.ceil(x)));
      assert.strictEqual(core.round_quotient(a, b, "half_up"), BigInt(Math.floor(x + 0.5)));
    }
  }
});

test("an audit path has a hash for each level at which the node has a neighbour", () => {
  const length = (index, size) => {
    if (size === 1) return 0;
    let p = 1;
    while (2 * p < size) p *= 2;
    return 1 + (index < p ? length(index, p) : length(index - p, size - p));
  };
  for (let size = 1; size < 70; size += 1) {
    for (let index = 0; index < size; index += 1) assert.strictEqual(core.path_length(index, size),
      length(index, size));
  }
});

test("credit codes", () => {
  assert.ok(core.is_credit_code("91350100M000100Y43"));
  assert.ok(!core.is_credit_code("91350100M000100Y44"));
  assert.ok(!core.is_credit_code("91350100M000100Y4"));
});
