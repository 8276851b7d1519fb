"use strict";

// The test vectors of the protocol (tests/vectors), which every implementation of it is held to.

const test = require("node:test");
const assert = require("node:assert");
const fs = require("node:fs");
const path = require("node:path");
const { load } = require("./load.js");

const VECTORS = path.join(__dirname, "../vectors");
const core = load(
  "verify", "check_proof", "self_test", "read_canonical", "new_buffer", "put_canon", "put_byte", "put_bytes",
    "scratch",
  "new_tree", "add_leaf", "root_of", "outcomes_of", "matches_kind", "drand_time", "seconds_of", "is_date", "is_instant",
  "first_unsorted",
  "ticket_midstate", "ticket_into", "hex", "unhex", "new_deck", "deck_begin", "deck_slip", "stream_begin",
    "below",
  "below_big", "new_trial", "check_subject", "CODES", "SHA256",
);

function vectors(name) {
  return JSON.parse(fs.readFileSync(path.join(VECTORS, `${name}.json`), "utf8"));
}

function example(name) {
  return new Uint8Array(fs.readFileSync(path.join(VECTORS, "example", name)));
}

function bytes_of(text) {
  return new TextEncoder().encode(text);
}

function file_of(document) {
  const buffer = core.new_buffer(4096);
  core.put_canon(buffer, document);
  core.put_byte(buffer, 0x0a);
  return buffer.bytes.slice(0, buffer.length);
}

function verdict(bytes, evidence = {}) {
  const { report } = core.verify(bytes, evidence, null);
  // An error of the program itself would be taken for a file that is unusable.
  assert.ok(report.problem === null || report.problem.code !== "gave_up",
    report.problem && report.problem.found);
  assert.ok(report.problem === null || core.CODES.includes(report.problem.code));
  return report.verdict;
}

test("the engine computes the known answers", () => core.self_test());

test("canonical", () => {
  for (const { text, ok } of vectors("canonical")) {
    const bytes = bytes_of(text);
    const { value, fault } = core.read_canonical(bytes);
    assert.strictEqual(fault === null, ok, text);
    if (ok) assert.deepStrictEqual(file_of(value), bytes);
  }
});

test("dates", () => {
  for (const one of vectors("dates")) {
    const is = one.date === undefined ? core.is_instant(one.instant) : core.is_date(one.date);
    assert.strictEqual(is, one.ok, JSON.stringify(one));
  }
});

test("order", () => {
  for (const { texts, ok } of vectors("order")) assert.strictEqual(core.first_unsorted(texts) < 0, ok,
    texts.join());
});

test("values", () => {
  for (const { kind, outcomes, text, ok } of vectors("values")) {
    assert.strictEqual(String(core.outcomes_of(kind)), outcomes);
    assert.strictEqual(core.matches_kind(core.SHA256, kind, text), ok, text);
  }
});

test("a round of drand comes at its time", () => {
  const chain = "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971";
  assert.strictEqual(core.drand_time({ chain, round: 1 }), core.seconds_of("2023-08-23T15:09:27+00:00"));
  assert.strictEqual(core.drand_time({ chain, round: 123 }), core.seconds_of("2023-08-23T23:15:33+08:00"));
  assert.strictEqual(core.drand_time({ chain, round: 0 }), null);
  assert.strictEqual(core.drand_time({ chain: "00".repeat(32), round: 1 }), null);
});

test("merkle", () => {
  for (const { leaves, root } of vectors("merkle")) {
    const tree = core.new_tree(core.SHA256);
    for (let i = 0; i < leaves; i += 1) {
      core.put_bytes(core.scratch, Uint8Array.of(0, i));
      core.add_leaf(tree);
    }
    assert.strictEqual(core.root_of(tree), root, `${leaves} leaves`);
  }
});

test("tickets", () => {
  for (const { key, n, id, ticket } of vectors("tickets")) {
    const out = new Uint8Array(32);
    core.ticket_into(core.ticket_midstate(core.SHA256, key), n, id, out, 0);
    assert.strictEqual(core.hex(out), ticket);
  }
});

test("decks", () => {
  for (const { key, seat, id, inspectors, order } of vectors("decks")) {
    const deck = core.new_deck(core.SHA256, inspectors);
    core.deck_begin(deck, key, seat, id);
    assert.deepStrictEqual(order.map((_, i) => core.deck_slip(deck, i)), order);
  }
});

test("below", () => {
  for (const { stream_key, bounds, values } of vectors("below")) {
    core.stream_begin(core.unhex(stream_key));
    assert.deepStrictEqual(bounds.map((n) => String(core.below_big(BigInt(n)))), values);
    if (!bounds.every((n) => Number(n) <= 2 ** 20)) continue;
    core.stream_begin(core.unhex(stream_key));
    assert.deepStrictEqual(bounds.map((n) => String(core.below(Number(n)))), values);
  }
});

test("reconciliation", () => {
  for (const one of vectors("reconciliation")) {
    const trial = core.new_trial(null);
    const entries = (list) => list.flatMap(([count, times]) => Array(times).fill({ count }));
    const plan = { registers: entries(one.registers), left_out: entries(one.left_out),
      added: entries(one.added) };
    core.check_subject(trial, { plan }, { subject: one.subject, exempted: 0 });
    assert.strictEqual(trial.problems.length === 0, one.ok, JSON.stringify(one));
  }
});

test("refused disclosures", () => {
  const text = new TextDecoder().decode(example("disclosure.json"));
  for (const one of vectors("refused_disclosures")) {
    assert.ok(text.includes(one.replace), one.replace);
    assert.strictEqual(verdict(bytes_of(text.replace(one.replace, () => one.with))), one.verdict, one.with);
  }
});

test("lawful disclosures", () => {
  for (const { document, why } of vectors("lawful_disclosures")) {
    assert.strictEqual(verdict(file_of(document)), "consistent", why);
  }
});

const DIGEST = "d917b662ae79f74d827c9ca25df42e22bbae17803d77ca9b81833e31c37dc966";
const VALUE = { name: "dice", text: "2 2 4 1 6 5 3 3 1 6 2 5 4" };

test("the example is verified with all evidence, and consistent with less", () => {
  const file = example("disclosure.json");
  const announcements = [example("announcement.json")];
  const seals = [example("seal.json"), example("amendment-1.json")];
  assert.strictEqual(verdict(file, { announcements, seals, values: [VALUE] }), "verified");
  assert.strictEqual(verdict(file, { announcements: [DIGEST], values: [VALUE] }), "verified");
  assert.strictEqual(verdict(file, { announcements, seals }), "consistent");
  assert.strictEqual(verdict(file, { values: [VALUE] }), "consistent");
  const { report } = core.verify(file, {}, null);
  assert.deepStrictEqual(report.lacking.map((one) => one.kind), ["announcement", "value"]);
  assert.ok(report.steps.every((one) => one.outcome === "held"));
});

test("evidence that disagrees contradicts, and evidence that nobody can read is unusable", () => {
  const file = example("disclosure.json");
  assert.strictEqual(verdict(file, { values: [{ name: "dice", text: "1 1 1 1 1 1 1 1 1 1 1 1 1" }] }),
    "contradicted");
  assert.strictEqual(verdict(file, { values: [{ name: "lottery", text: VALUE.text }] }), "contradicted");
  assert.strictEqual(verdict(file, { announcements: ["0".repeat(64)] }), "contradicted");
  assert.strictEqual(verdict(file, { announcements: ["0".repeat(63)] }), "unusable");
  assert.strictEqual(verdict(file, { announcements: [DIGEST.toUpperCase()] }), "unusable");
  assert.strictEqual(verdict(file, { announcements: [example("seal.json")] }), "unusable");
  assert.strictEqual(verdict(file, { seals: [example("announcement.json")] }), "unusable");
  assert.strictEqual(verdict(file, { seals: [bytes_of("{}\n")] }), "unusable");
  const { report } = core.verify(file, { seals: [bytes_of("{}\n")] }, null);
  assert.deepStrictEqual([report.problem.rule, report.problem.code], ["D-126", "not_readable"]);
  assert.strictEqual(verdict(example("seal.json")), "unusable");
  assert.strictEqual(verdict(new Uint8Array(0)), "unusable");
});

test("a differing result and a disagreeing value are both reported", () => {
  const text = new TextDecoder().decode(example("disclosure.json")).replace('"reason":"recused"',
    '"reason":"struck"');
  const { report } = core.verify(bytes_of(text), { values: [{ ...VALUE, text: "1" }] }, null);
  assert.strictEqual(report.problem.rule, "D-122");
  assert.strictEqual(report.problem.place, "result.teams[0].seats[1].trail[0].reason");
  assert.deepStrictEqual(report.problems.map((one) => one.rule), ["D-124"]);
});

test("what was recomputed is the worked example's", () => {
  const { state } = core.verify(example("disclosure.json"), {}, null);
  const [link] = state.links;
  assert.strictEqual(link.seed, "15e71baf8e484bb2d90dc49317cee6c09056597b0b2e8f0c436385968434f0a9");
  assert.strictEqual(link.ticket_key, "8da8392206549cd1e1dc3f99df0675912273fc7c08aaff2b7261897602180754");
  assert.strictEqual(link.deck_key, "13dfc85d133e8b6671183dd7dc4af6387cf1e2060634d26f697c72b20fdf2fe4");
  assert.deepStrictEqual(Array.from(link.strata[0].order), [2, 1, 0, 3]);
  assert.deepStrictEqual(Array.from(link.strata[0].weights), [1, 1, 1, 1]);
});

test("the example's proof is shown, against its own seal alone", () => {
  const proof = example("proof.json");
  const announcement = example("announcement.json");
  const checked = core.check_proof(proof, announcement, example("amendment-1.json"));
  assert.strictEqual(checked.verdict, "shown");
  assert.strictEqual(checked.shows.seal_type, "amendment_seal");
  assert.deepStrictEqual(checked.shows.result.seats, ["C2", "C3"]);
  assert.ok(!checked.not_shown.includes("team_records"));
  assert.strictEqual(core.check_proof(proof, announcement, example("seal.json")).verdict, "contradicted");
  assert.strictEqual(core.check_proof(proof, announcement, null).verdict, "unusable");
  assert.strictEqual(core.check_proof(proof, null, null).verdict, "unusable");
});

test("limits on lists hold for evidence and proofs too", () => {
  const announcement = JSON.parse(new TextDecoder().decode(example("announcement.json")));
  announcement.plan.items = Array(1001).fill(announcement.plan.items[0]);
  assert.strictEqual(verdict(example("disclosure.json"), { announcements: [file_of(announcement)] }),
    "unusable");
  const seal = example("amendment-1.json");
  assert.strictEqual(core.check_proof(example("proof.json"), file_of(announcement), seal).problem.rule,
    "limit");
  const sealed = JSON.parse(new TextDecoder().decode(example("seal.json")));
  sealed.values = Array(17).fill(sealed.values[0]);
  assert.strictEqual(verdict(example("disclosure.json"), { seals: [file_of(sealed)] }), "unusable");
});

test("every changed byte of the example's proof is noticed", () => {
  const proof = example("proof.json");
  const files = [example("announcement.json"), example("amendment-1.json")];
  for (let i = 0; i < proof.length; i += 1) {
    const changed = proof.slice();
    changed[i] = changed[i] === 0x31 ? 0x32 : 0x31;
    if (changed[i] === proof[i]) continue;
    assert.notStrictEqual(core.check_proof(changed, ...files).verdict, "shown", `byte ${i}`);
  }
});

test("every changed byte of the example's disclosure is noticed", () => {
  const file = example("disclosure.json");
  for (let i = 0; i < file.length; i += 7) {
    const changed = file.slice();
    changed[i] = changed[i] === 0x31 ? 0x32 : 0x31;
    const found = verdict(changed);
    assert.ok(found === "contradicted" || found === "unusable", `byte ${i}: ${found}`);
  }
});
