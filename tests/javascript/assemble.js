// Puts `verify.html` together as the crate does, without building the crate: for tests, and for work on the
// page.
//   node tests/javascript/assemble.js > verify.html
"use strict";

const { createHash } = require("node:crypto");
const { readFileSync } = require("node:fs");
const path = require("node:path");
const { FOLDER, script } = require("./load.js");

function assembled() {
  const read = (name) => readFileSync(path.join(FOLDER, name), "utf8");
  const digest = (text) => createHash("sha256").update(text).digest("base64");
  const parts = { style: read("page.css"), script: script() };
  parts.style_digest = digest(parts.style);
  parts.script_digest = digest(parts.script);
  return read("page.html").replace(
    /\{(script_digest|style_digest|style|script)\}/g,
    (_, name) => parts[name],
  );
}

module.exports = { assembled };

if (require.main === module) {
  process.stdout.write(assembled());
}
