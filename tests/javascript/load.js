"use strict";

// Loads the verifier's script as a browser would: its parts joined in the order that mod.rs gives.

const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

const FOLDER = path.join(__dirname, "../../src/publish/verifier");

function parts() {
  const order = fs.readFileSync(path.join(FOLDER, "mod.rs"), "utf8");
  return Array.from(order.matchAll(/include_str!\("([a-z_0-9]+\.js)"\)/g), (match) => match[1]);
}

function script() {
  return parts().map((name) => fs.readFileSync(path.join(FOLDER, name), "utf8")).join("");
}

// The named top-level functions and constants of the script. Each call evaluates it anew.
function load(...names) {
  const source = `(() => {${script()}\nreturn { ${names.join(", ")} };\n})()`;
  return vm.runInThisContext(source, { filename: "verifier.js" });
}

module.exports = { FOLDER, parts, script, load };
