"use strict";

// node tests/javascript/verdicts.js FILE.jsonl
//
// Every line of the file, with its LF, is a disclosure. Prints for each its number, the verdict, and the rule
// and the place of the first problem.

const fs = require("node:fs");
const { load } = require("./load.js");

function main(file) {
  const { verify } = load("verify");
  const bytes = new Uint8Array(fs.readFileSync(file));
  let number = 0;
  let lines = "";
  for (let start = 0; start < bytes.length;) {
    let end = bytes.indexOf(0x0a, start) + 1;
    if (end === 0) end = bytes.length;
    number += 1;
    const { report } = verify(bytes.subarray(start, end), {}, null);
    const found = report.problem;
    const why = found === null ? "" : ` ${found.rule} ${found.place} ${found.code}`;
    lines += `${number} ${report.verdict}${why}\n`;
    start = end;
  }
  process.stdout.write(lines);
}

main(process.argv[2]);
