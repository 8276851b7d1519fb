// The page under both protocols, on draws that the second implementation makes (tests/python/samples.py).
"use strict";

const assert = require("node:assert");
const { execFileSync } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");
const test = require("node:test");
const { load } = require("./load.js");

const page = load("HASHES", "verify", "check_proof", "decode_compact", "look_at_file", "hash_bytes", "hex", "JOBS",
  "story_of", "steering_of", "typed_digest", "say", "new_buffer", "put_canon", "put_byte", "CODES");
const [SHA256, SM3] = page.HASHES;
const PAIRS = [[SHA256, SM3], [SM3, SHA256]];

function samples(h, count) {
  const script = path.join(__dirname, "../python/samples.py");
  const text = execFileSync("python3", [script, h.protocol, String(count)], { encoding: "utf8", maxBuffer: 1 << 28 });
  return text.trim().split("\n").map((line) => JSON.parse(line));
}

const SAMPLES = new Map(page.HASHES.map((h) => [h, samples(h, 30)]));

function copy(value) {
  return JSON.parse(JSON.stringify(value));
}

function file_of(document) {
  const buffer = page.new_buffer(4096);
  page.put_canon(buffer, document);
  page.put_byte(buffer, 0x0a);
  return buffer.bytes.slice(0, buffer.length);
}

function digest_of(h, document) {
  return page.hex(page.hash_bytes(h, file_of(document)));
}

function links_of(disclosure) {
  return disclosure === null ? [] : links_of(disclosure.selection).concat([disclosure]);
}

function report_of(disclosure, evidence = {}) {
  const { report } = page.verify(file_of(disclosure), evidence, null);
  assert.ok(report.problem === null || report.problem.code !== "gave_up", report.problem && report.problem.found);
  return report;
}

// Everything that the reader could have found: announcements as files or digests, seals, values.
function all_evidence(disclosure, h, as_files) {
  const links = links_of(disclosure);
  const given = (document) => (as_files ? file_of(document) : digest_of(h, document));
  return {
    announcements: links.map((link) => given(link.announcement)),
    seals: links.flatMap((link) => [link.seal].concat(link.amendments.map((one) => one.seal)).map(given)),
    values: links.flatMap((link) => link.seal.values.map(({ name, text }) => ({ name, text }))),
  };
}

test("draws of both protocols are recomputed: chains, amendments, evidence", () => {
  for (const h of page.HASHES) {
    const all = SAMPLES.get(h).map((one) => one.disclosure);
    assert.ok(all.some((one) => one.selection !== null) && all.some((one) => one.amendments.length > 0));
    for (const disclosure of all) {
      assert.strictEqual(report_of(disclosure).verdict, "consistent", h.name);
      for (const as_files of [false, true]) {
        const evidence = all_evidence(disclosure, h, as_files);
        assert.strictEqual(report_of(disclosure, evidence).verdict, "verified", h.name);
      }
    }
  }
});

test("a digest by the other hash is none of the draw's", () => {
  for (const [h, other] of PAIRS) {
    const [{ disclosure }] = SAMPLES.get(h);
    const report = report_of(disclosure, { announcements: [digest_of(other, disclosure.announcement)] });
    assert.deepStrictEqual([report.verdict, report.problem.code], ["contradicted", "evidence_differs"]);
    const foreign = SAMPLES.get(other)[0].disclosure.announcement;
    assert.strictEqual(report_of(disclosure, { announcements: [file_of(foreign)] }).verdict, "contradicted");
  }
});

test("every document within a disclosure is of its protocol", () => {
  for (const [h, other] of PAIRS) {
    const chained = SAMPLES.get(h).map((one) => one.disclosure)
      .find((one) => one.selection !== null && one.selection.amendments.length > 0);
    const places = [[], ["announcement"], ["seal"], ["selection"], ["selection", "announcement"],
      ["selection", "seal"], ["selection", "amendments", 0], ["selection", "amendments", 0, "seal"]];
    for (const place of places) {
      const changed = copy(chained);
      const part = place.reduce((value, step) => value[step], changed);
      part.protocol = other.protocol;
      const { verdict, problem, problems } = report_of(changed);
      assert.strictEqual(verdict, "contradicted");
      assert.deepStrictEqual([problem.rule, problem.code], ["D-132", "mixed_protocols"], place.join());
      assert.ok(problems.every((one) => one.code === "mixed_protocols"));
      const inner = place.filter((step) => step !== "selection").join(".").replace(".0", "[0]");
      const expected = `${inner}${inner === "" ? "" : "."}protocol`;
      if (place.length > 0) assert.strictEqual(problem.place, expected);
    }
  }
});

test("the hash of a plan is its protocol's", () => {
  for (const [h, other] of PAIRS) {
    const changed = copy(SAMPLES.get(h)[0].disclosure);
    changed.announcement.plan.hash = other.name;
    const { verdict, problem } = report_of(changed);
    assert.deepStrictEqual([verdict, problem.place, problem.code], ["contradicted", "announcement.plan.hash",
      "mixed_protocols"]);
    changed.announcement.plan.hash = "md5";
    assert.strictEqual(report_of(changed).verdict, "unusable");
  }
});

test("a disclosure renamed whole is contradicted, and a name that is none is not in form", () => {
  for (const [h, other] of PAIRS) {
    const text = JSON.stringify(SAMPLES.get(h)[0].disclosure);
    const renamed = text.split(`"protocol":"${h.protocol}"`).join(`"protocol":"${other.protocol}"`)
      .split(`"hash":"${h.name}"`).join(`"hash":"${other.name}"`);
    const { verdict, problem } = report_of(JSON.parse(renamed));
    assert.deepStrictEqual([verdict, problem.code], ["contradicted", "digest_differs"]);
    for (const name of ["dual-random/2", "dual-random/1-SM3", "dual-random/1-sha256", ""]) {
      assert.strictEqual(report_of({ ...JSON.parse(text), protocol: name }).verdict, "unusable", name);
    }
  }
});

// The announcement and the seal that the proofs of a sample rest on.
function beside(disclosure) {
  const last = disclosure.amendments[disclosure.amendments.length - 1] || disclosure;
  return [disclosure.announcement, last.seal];
}

test("proofs hold under both protocols, in full and compact, and with files of one protocol alone", () => {
  for (const [h, other] of PAIRS) {
    let count = 0;
    for (const { disclosure, proofs, compact } of SAMPLES.get(h)) {
      proofs.forEach((proof, i) => {
        const files = [proof, ...beside(disclosure)];
        assert.strictEqual(page.check_proof(...files.map(file_of)).verdict, "shown");
        assert.ok(compact[i].startsWith(h.compact));
        assert.deepStrictEqual(page.decode_compact(compact[i]), file_of(proof));
        const renamed = other.compact + compact[i].slice(h.compact.length);
        assert.deepStrictEqual(page.decode_compact(renamed), file_of({ ...proof, protocol: other.protocol }));
        files.forEach((_, place) => {
          const changed = files.map((file, at) => (at === place ? { ...file, protocol: other.protocol } : file));
          const { verdict, problem } = page.check_proof(...changed.map(file_of));
          assert.deepStrictEqual([verdict, problem.rule, problem.code], ["contradicted", "P-2", "mixed_protocols"]);
        });
        const all = files.map((file) => file_of({ ...file, protocol: other.protocol }));
        assert.strictEqual(page.check_proof(...all).problem.code, "digest_differs");
        count += 1;
      });
    }
    assert.ok(count > 50);
  }
});

test("the desk finds a proof's own seal by the proof's hash", () => {
  for (const h of page.HASHES) {
    const { disclosure, proofs } = SAMPLES.get(h).find((one) => one.disclosure.amendments.length > 0);
    const [announcement] = beside(disclosure).map(file_of);
    const seals = [disclosure.seal].concat(disclosure.amendments.map((one) => one.seal)).map(file_of);
    const job = { proof: file_of(proofs[0]), announcement, seals };
    const answer = page.JOBS.proof(job);
    assert.strictEqual(answer.verdict, "shown");
    assert.strictEqual(answer.about.announcement, digest_of(h, disclosure.announcement));
    const lacking = page.JOBS.proof({ ...job, seals: [] });
    assert.deepStrictEqual(lacking.lacks, { digest: proofs[0].result.seal, hash: h.title });
  }
});

test("a file's digest is by the protocol or the format that it names, and by each hash of what names none", () => {
  for (const h of page.HASHES) {
    const [{ disclosure, proofs }] = SAMPLES.get(h);
    const documents = [disclosure, disclosure.announcement, disclosure.seal, proofs[0],
      { format: h.page_format, tables: {} }];
    for (const document of documents) {
      const seen = page.look_at_file(file_of(document));
      assert.deepStrictEqual(seen.digests, [{ hash: h.title, digest: digest_of(h, document) }]);
      assert.deepStrictEqual([seen.hash, seen.digest], [h.title, digest_of(h, document)]);
    }
    const broken = file_of(disclosure).slice(0, 1000);
    assert.deepStrictEqual(page.look_at_file(broken).digests.map(({ hash }) => hash), ["SHA-256", "SM3"]);
  }
  const text = new TextEncoder().encode("a log\n");
  assert.deepStrictEqual(page.look_at_file(text).digests,
    page.HASHES.map((h) => ({ hash: h.title, digest: page.hex(page.hash_bytes(h, text)) })));
});

test("the story of an SM3 draw says how to check it by hand, and the shell agrees", () => {
  for (const h of page.HASHES) {
    const { disclosure } = SAMPLES.get(h).find((one) => links_of(one.disclosure)[0].result.strata
      .some((stratum) => stratum.drawn.length > 0));
    const { state } = page.verify(file_of(disclosure), {}, null);
    const stories = state.links[0].rosters.targets.map((_, index) => page.story_of(state, index));
    const lines = stories.flatMap((story) => story.parts).flatMap((part) => part.lines);
    const codes = lines.filter((line) => line.code !== undefined).map((line) => line.code);
    const commands = codes.filter((code) => code.startsWith("printf"));
    assert.ok(commands.length > 0);
    for (const command of commands) {
      assert.ok(command.endsWith(h === SM3 ? "' | openssl dgst -sm3" : "' | sha256sum"), command);
      const printed = execFileSync("sh", ["-c", command], { encoding: "utf8" });
      assert.ok(printed.includes(codes[codes.indexOf(command) + 1]), printed);
    }
    const all = SAMPLES.get(h).flatMap((one) => {
      const verified = page.verify(file_of(one.disclosure), {}, null);
      return verified.state.links[0].rosters.targets.map((_, index) => page.story_of(verified.state, index));
    });
    const said = all.flatMap((story) => story.parts).flatMap((part) => part.lines)
      .flatMap((line) => line.list || []).map(page.say);
    assert.ok(said.some((text) => text.includes("人员不足，空缺")));
    const { rest } = page.steering_of(state);
    assert.ok(page.say(rest).includes(h.title));
  }
});

test("the worked example under both protocols", () => {
  for (const [folder, h] of [["example", SHA256], ["example-sm3", SM3]]) {
    const file = (name) => new Uint8Array(fs.readFileSync(path.join(__dirname, "../vectors", folder, name)));
    const evidence = {
      announcements: [page.hex(page.hash_bytes(h, file("announcement.json")))],
      seals: [file("seal.json"), file("amendment-1.json")],
      values: [{ name: "dice", text: "2 2 4 1 6 5 3 3 1 6 2 5 4" }],
    };
    assert.strictEqual(page.verify(file("disclosure.json"), evidence, null).report.verdict, "verified", folder);
    const proof = page.decode_compact(new TextDecoder().decode(file("proof.txt")).trim());
    assert.deepStrictEqual(proof, file("proof.json"));
    const checked = page.check_proof(proof, file("announcement.json"), file("amendment-1.json"));
    assert.strictEqual(checked.verdict, "shown", folder);
  }
});

test("a digest is read as openssl prints it", () => {
  const digest = digest_of(SM3, SAMPLES.get(SM3)[0].disclosure.announcement);
  for (const typed of [`SM3(announcement.json)= ${digest}`, `公告摘要（SM3）\n${digest.replace(/(.{4})(?=.)/g, "$1 ")}`]) {
    assert.strictEqual(page.typed_digest(typed).hex, digest, typed);
  }
});

test("one page verifies draws of both protocols in turn, and proofs between them", () => {
  for (let i = 0; i < 5; i += 1) {
    for (const h of page.HASHES) {
      const { disclosure, proofs } = SAMPLES.get(h)[i];
      assert.strictEqual(report_of(disclosure).verdict, "consistent");
      const files = [proofs[0], ...beside(disclosure)].map(file_of);
      assert.strictEqual(page.check_proof(...files).verdict, "shown");
    }
  }
});
