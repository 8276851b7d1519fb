// The compact form of a proof in the verifier's page, on the frozen vectors: node --test tests/javascript

"use strict";

const assert = require("node:assert");
const fs = require("node:fs");
const path = require("node:path");
const { test } = require("node:test");
const { load } = require("./load.js");

const root = path.join(__dirname, "..", "..");
const page = { decode: load("decode_compact").decode_compact };
const { held, refused } = JSON.parse(fs.readFileSync(path.join(root, "tests/vectors/compact.json"), "utf8"));

test("the frozen proofs are had back from their texts", () => {
  assert.ok(held.length > 10);
  for (const { name, document, text } of held) {
    assert.strictEqual(new TextDecoder().decode(page.decode(text)), document, name);
  }
});

test("the frozen texts that are no proof are refused", () => {
  assert.ok(refused.length > 40);
  for (const { why, text } of refused) assert.strictEqual(page.decode(text), null, why);
  for (const other of [undefined, null, 7, "DR1:" + "0".repeat(1572865), "DR1S:" + "0".repeat(1572865)]) assert.strictEqual(page.decode(other), null);
});

test("what a text begins with tells the protocol, and nothing else does", () => {
  for (const { document, text } of held) {
    const renamed = document.replace('"protocol":"dual-random/1"', '"protocol":"dual-random/1-sm3"');
    const digits = text.slice("DR1:".length);
    assert.strictEqual(new TextDecoder().decode(page.decode(`DR1S:${digits}`)), renamed);
    for (const prefix of ["DR1S", "DR1s:", "DR1S::", "DR1SS:", "DR2:"]) {
      assert.strictEqual(page.decode(prefix + digits), null);
    }
  }
});

test("a text cut off anywhere is refused, and a changed one is never another form of the same proof", () => {
  const { text, document } = held[1];
  for (let at = 0; at < text.length; at++) {
    assert.strictEqual(page.decode(text.slice(0, at)), null);
    const changed = text.slice(0, at) + (text[at] === "0" ? "1" : "0") + text.slice(at + 1);
    const bytes = page.decode(changed);
    assert.ok(bytes === null || new TextDecoder().decode(bytes) !== document);
  }
});
