// Puts `verify.html` together as the crate does, without building the crate: for tests, and for work on the page.
//   node tests/javascript/assemble.js > verify.html
"use strict";

const { createHash } = require("node:crypto");
const { readFileSync } = require("node:fs");
const path = require("node:path");

const FOLDER = path.join(__dirname, "../../src/publish/verifier");

function read(name) {
  return readFileSync(path.join(FOLDER, name), "utf8");
}

// The files of the script, in the order in which the crate includes them.
function script_files() {
  return Array.from(read("mod.rs").matchAll(/include_str!\("([a-z_]+\.js)"\)/g), (found) => found[1]);
}

function script() {
  return script_files().map(read).join("");
}

function assembled() {
  const digest = (text) => createHash("sha256").update(text).digest("base64");
  const parts = { script_digest: digest(script()), style_digest: digest(read("page.css")), style: read("page.css"),
    script: script() };
  return read("page.html").replace(/\{(script_digest|style_digest|style|script)\}/g, (_, name) => parts[name]);
}

module.exports = { assembled, script, script_files };

if (require.main === module) {
  process.stdout.write(assembled());
}
