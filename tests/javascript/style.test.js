"use strict";

// What the page needs of the script's parts.

const test = require("node:test");
const assert = require("node:assert");
const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");
const { FOLDER, parts, script, load } = require("./load.js");

test("every part is in the list, and the list has no other", () => {
  const files = fs.readdirSync(FOLDER).filter((name) => name.endsWith(".js"));
  assert.deepStrictEqual(parts().sort(), files.sort());
});

test("parts are short, lines too", () => {
  for (const name of parts()) {
    const lines = fs.readFileSync(path.join(FOLDER, name), "utf8").split("\n");
    assert.ok(lines.length <= 300, `${name}: ${lines.length} lines`);
    lines.forEach((line, i) => assert.ok(line.length <= 110, `${name}:${i + 1}`));
  }
});

test("nothing is used that the oldest browsers lack", () => {
  const text = script().replace(/^\s*\/\/.*$/gm, "");
  for (const word of ["structuredClone", ".at(", "hasOwn(", "replaceAll", "??=", "||=", "&&=", "(?<=", "(?<!",
    "findLast",
    "import ", "export ", "#!"]) assert.ok(!text.includes(word), word);
  assert.strictEqual(text.split('"use strict"').length, 2);
});

test("no two parts define the same name", () => {
  const definitions = script().matchAll(/^(?:function|class|const|let) ([A-Za-z_0-9]+)/gm);
  const names = Array.from(definitions, (match) => match[1]);
  assert.deepStrictEqual(names.filter((name, i) => names.indexOf(name) < i), []);
});

test("the script is evaluated as a classic script, and starts nothing in node", () => {
  vm.runInNewContext(script(), { TextDecoder, TextEncoder });
});

test("every code of a problem is listed", () => {
  const { CODES } = load("CODES");
  const named = new Set(Array.from(script().matchAll(/"([a-z]+(?:_[a-z0-9]+)*)"/g), (match) => match[1]));
  for (const code of CODES) assert.ok(named.has(code), code);
});
