"use strict";

// node tests/javascript/verify.js FILE [--announcement HEX|FILE] [--seal HEX|FILE] [--value NAME=TEXT]
//
// Prints the report of a disclosure as JSON. Exits with 0 verified, 1 contradicted, 2 unusable, 3 consistent.

const fs = require("node:fs");
const { load } = require("./load.js");

const EXITS = { verified: 0, contradicted: 1, unusable: 2, consistent: 3 };

// A file, or where there is none the text itself, which then has to be a digest.
function piece(given) {
  return fs.existsSync(given) ? new Uint8Array(fs.readFileSync(given)) : given;
}

function main(words) {
  const evidence = { announcements: [], seals: [], values: [] };
  let file = null;
  for (let i = 0; i < words.length; i += 1) {
    if (words[i] === "--announcement") evidence.announcements.push(piece(words[i += 1]));
    else if (words[i] === "--seal") evidence.seals.push(piece(words[i += 1]));
    else if (words[i] === "--value") {
      const [, name, text] = /^([^=]*)=(.*)$/s.exec(words[i += 1]);
      evidence.values.push({ name, text });
    } else file = words[i];
  }
  const { verify } = load("verify");
  const started = Date.now();
  const { report } = verify(new Uint8Array(fs.readFileSync(file)), evidence, null);
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  process.stderr.write(`${Date.now() - started} ms, ${Math.round(process.memoryUsage().rss / 1e6)} MB\n`);
  process.exitCode = EXITS[report.verdict];
}

main(process.argv.slice(2));
