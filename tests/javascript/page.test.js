// What the page around the core says: sentences in both languages, what people type, stories of targets.
"use strict";

const assert = require("node:assert");
const { createHash } = require("node:crypto");
const { readFileSync } = require("node:fs");
const path = require("node:path");
const test = require("node:test");
const { assembled } = require("./assemble.js");
const { FOLDER, load, script } = require("./load.js");

const page = load(
  "WORDS",
  "CODES",
  "STEPS",
  "say",
  "pieces_of",
  "phrase",
  "typed_digest",
  "typed_value",
  "kind_in_words",
  "verify",
  "story_of",
  "find_targets",
  "steering_of",
  "with_places",
  "look_at_file",
  "JOBS",
  "speak",
  "outcome_bits",
  "gain_in_words",
  "path_in_words",
);

const DEMO = path.join(__dirname, "../vectors/example");

function example(name) {
  return new Uint8Array(readFileSync(path.join(DEMO, name)));
}

const NO_EVIDENCE = { announcements: [], seals: [], values: [] };

function told() {
  return page.verify(example("disclosure.json"), NO_EVIDENCE, () => {});
}

// Every phrase within an answer of the desk, said in the page's own words.
function all_said(value, said = []) {
  if (value !== null && typeof value === "object") {
    if (typeof value.key === "string" && value.data !== undefined) {
      said.push(
        page
          .pieces_of(value)
          .filter((piece) => !piece.is_given)
          .map((piece) => piece.text)
          .join(""),
      );
    } else {
      Object.values(value).forEach((one) => all_said(one, said));
    }
  }
  return said;
}

function in_language(place, work) {
  page.speak(place);
  try {
    return work();
  } finally {
    page.speak(0);
  }
}

test("every sentence has a Chinese and an English form with the same data", () => {
  for (const [key, words] of Object.entries(page.WORDS)) {
    assert.strictEqual(words.length, 2, key);
    const data = words.map((text) =>
      Array.from(text.matchAll(/\{([a-z_]+)\}/g), (found) => found[1]).sort(),
    );
    assert.deepStrictEqual(Array.from(new Set(data[0])), Array.from(new Set(data[1])), key);
  }
});

test("no English sentence holds Chinese, and no Chinese one an English sentence", () => {
  const names = new Set([
    "sha256sum",
    "SHA",
    "dual",
    "random",
    "verify",
    "disclosure",
    "announcement",
    "value",
    "json",
    "jsonl",
    "log",
    "seal",
    "amendment",
    "html",
    "PROTOCOL",
    "md",
    "Python",
    "Linux",
    "macOS",
    "Windows",
    "certutil",
    "KB",
    "MB",
    "DR1",
    "T10",
    "UTF",
    "LF",
    "true",
    "false",
    "printf",
    "a",
    "f",
    "A",
    "F",
    "z",
    "Z",
    "l",
    "o",
    "T",
  ]);
  for (const [key, [zh, en]] of Object.entries(page.WORDS)) {
    assert.doesNotMatch(en, /[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]/, key);
    const latin = zh.replace(/\{[a-z_]+\}/g, "").match(/[A-Za-z]+[0-9]*[a-z]*/g) || [];
    latin.forEach((word) => assert.ok(names.has(word), key + ": " + word));
  }
});

test("every code that the core can give has its words", () => {
  const source = script();
  const has = (key) => assert.ok(page.WORDS[key] !== undefined, "no words for " + key);
  page.CODES.forEach((code) => has("code_" + code));
  page.STEPS.forEach((step) => has("step_" + step));
  ["held", "failed", "not_checked"].forEach((outcome) => has("outcome_" + outcome));
  ["verified", "consistent", "contradicted", "unusable", "shown"].forEach((verdict) => {
    has("verdict_" + verdict);
    has("verdict_means_" + verdict);
  });
  for (const [, code] of source.matchAll(/(?:read_)fault\(reader, (?:[^;]*\? )?"([a-z0-9_]+)"/g)) {
    has("profile_" + code);
  }
  has("profile_character");
  [
    "role",
    "recused",
    "certificate",
    "qualification",
    "department",
    "district",
    "rotation",
    "struck",
    "workload",
    "on_team",
    "strands",
    "taken",
  ].forEach((reason) => has("reason_" + reason));
  [
    "credit_code",
    "empty_stratum",
    "ids_alike",
    "old_register",
    "outside_strata",
    "quota_clamped",
    "repeated_credit_code",
    "repeated_inspector_name",
    "repeated_name",
    "small_pool",
    "unknown_last_team",
  ].forEach((warning) => has("warning_" + warning));
  [
    "announced_before",
    "value",
    "fallback",
    "registers",
    "exemptions",
    "overrides",
    "recusals",
    "changes",
    "earlier",
    "struck_targets",
    "struck_inspectors",
    "other_announcements",
    "sources",
  ].forEach((one) => has("for_you_" + one));
  ["rules", "order", "person", "later_amendment", "team_records"].forEach((one) => has("not_shown_" + one));
});

test("every sentence that the page asks for is there", () => {
  const source = script();
  for (const [, key] of source.matchAll(
    /\b(?:phrase|claim|part|part_of_report|section_of)\((?:"[a-z]+", )?"([a-z_]+)"/g,
  )) {
    if (!key.endsWith("_")) {
      assert.ok(
        page.WORDS[key] !== undefined || page.WORDS[key + "_head"] !== undefined,
        "no words for " + key,
      );
    }
  }
});

test("a digest is read through blanks, line breaks, full-width digits and capital letters", () => {
  const digest = "d1172d6799f70487378105d431d31bdb4a84a62b59948d83e40bdc1ea8aa201c";
  const typed = "Ｄ１17 2d67 99f7 0487\n3781 05D4 31d3 1bdb\r\n4a84 a62b 5994 8d83　e40b dc1e a8aa 201c ";
  assert.strictEqual(page.typed_digest(typed).hex, digest);
  assert.strictEqual(page.typed_digest(digest.slice(1)).hex, null);
  assert.strictEqual(page.say(page.typed_digest(digest.slice(1)).problem), "现在是 63 位，应当为 64 位");
  assert.match(page.say(page.typed_digest("o" + digest.slice(1)).problem), /^第 1 个字符“o”/);
  assert.deepStrictEqual(page.typed_digest(" \n"), { hex: null, problem: null });
});

test("values are read as typed and given in their one form", () => {
  const lottery = { numbers: { count: 7, distinct: true, max: 35, min: 1, ordered: false } };
  const dice = { numbers: { count: 3, distinct: false, max: 6, min: 1, ordered: true } };
  const ssq = {
    parts: [
      { beyond: false, numbers: { count: 6, distinct: true, max: 33, min: 1, ordered: false } },
      { beyond: false, numbers: { count: 1, distinct: true, max: 16, min: 1, ordered: false } },
    ],
  };
  const read = (kind, text) => page.typed_value(kind, text).text;
  assert.strictEqual(read(lottery, "３，８、13/18；22 27 32"), "03 08 13 18 22 27 32");
  assert.strictEqual(read(lottery, "32 27 22 18 13 08 03"), "03 08 13 18 22 27 32");
  assert.strictEqual(read(lottery, "03081318222732"), "03 08 13 18 22 27 32");
  assert.strictEqual(read(lottery, "03 08 13 18 22 27 36"), null);
  assert.strictEqual(read(lottery, "03 03 13 18 22 27 32"), null);
  assert.strictEqual(read(lottery, "03 08 13"), null);
  assert.strictEqual(read(dice, "6,1,6"), "6 1 6");
  assert.strictEqual(read(dice, "616"), "6 1 6");
  assert.strictEqual(
    read(ssq, "红球 01 05 09 12 20 33 蓝球 16".replace(/[红蓝]球/g, "")),
    "01 05 09 12 20 33 + 16",
  );
  assert.strictEqual(read(ssq, "01,05,09,12,20,33+16"), "01 05 09 12 20 33 + 16");
  assert.strictEqual(read({ hex: { bytes: 2 } }, "ＡＢ cd"), "abcd");
  assert.strictEqual(read({ upper_hex: { bytes: 2 } }, "ab cd"), "ABCD");
  assert.strictEqual(read({ hex: { bytes: 2 } }, "abc"), null);
});

test("forms of values are said as the papers say them", () => {
  const lottery = { numbers: { count: 7, distinct: true, max: 35, min: 1, ordered: false } };
  assert.strictEqual(
    page.say(page.kind_in_words(lottery)),
    "7 个号码，01 至 35，各写 2 位，以空格分隔，由小到大，不重复",
  );
  assert.strictEqual(
    in_language(1, () => page.say(page.kind_in_words({ upper_hex: { bytes: 64 } }))),
    "128 upper-case hex digits (0–9, A–F)",
  );
});

test("the story of a target that was drawn and struck, of one that came in, and of one that stayed", () => {
  const { report, state } = told();
  assert.strictEqual(report.verdict, "consistent");
  const story = (id) => {
    const [{ index }] = page.find_targets(state, id).found;
    return page.story_of(state, index);
  };
  assert.strictEqual(page.say(story("E4").outcome), "抽中以后已更换，不再列入本次抽查");
  assert.strictEqual(page.say(story("E2").outcome), "起初未抽中，后来递补");
  assert.strictEqual(page.say(story("E3").outcome), "抽中");
  assert.strictEqual(page.say(story("E1").outcome), "未抽中");
  const seat = story("E3").parts.find((part) => part.heading.key === "story_team").lines[1];
  assert.match(page.say(seat.head), /^第 1 席（执法人员）：空缺$/);
  const slips = seat.list.map(page.say);
  assert.match(slips[1], /^1\. .*C2）：未选用，回避$/);
  assert.match(slips[2], /^2\. .*C3）：选用$/);
  assert.match(slips[4], /C3） 因“.*”/);
  assert.match(slips[5], /人员不足，空缺/);
  const ticket = story("E1").parts.find((part) => part.heading.key === "story_ticket");
  const codes = ticket.lines.filter((line) => line.code !== undefined).map((line) => line.code);
  assert.deepStrictEqual(codes, [
    "printf '%s' '17fee573f97006dfce8b9da5e9f67a2c5fcb81f79033543cf4f53286b011b1211:E1' | sha256sum",
    "fc835f35c25a47088960e395c83de4b91e9107598bc8aae7080104e5aff914d1",
  ]);
  assert.deepStrictEqual(story("E1").picture, {
    n: 4,
    k: 2,
    own: 4,
    order: { key: "order_tickets", data: {} },
    came_in: false,
  });
});

test("all that is told can be said in both languages, and in English without the page's Chinese", () => {
  const { report, state } = told();
  const stories = state.links[0].rosters.targets.map((_, index) => page.story_of(state, index));
  const answers = [stories, page.steering_of(state), page.with_places(report, state)];
  assert.ok(all_said(answers).length > 100);
  in_language(1, () =>
    all_said(answers).forEach((text) => assert.doesNotMatch(text, /undefined|[、。，；：\u4e00-\u9fff]/)),
  );
  // What is told is data: it survives the way from the worker to the page.
  assert.deepStrictEqual(JSON.parse(JSON.stringify(answers)), answers);
});

test("a target is found by number, by credit code and by a part of its name", () => {
  const { state } = told();
  const ids = (text) => page.find_targets(state, text).found.map((one) => one.id);
  assert.deepStrictEqual(ids("e1"), ["E1"]);
  assert.deepStrictEqual(ids(" 示例１号 "), ["E1"]);
  assert.deepStrictEqual(ids("企业"), ["E1", "E2", "E3", "E4"]);
  assert.deepStrictEqual(ids("nobody"), []);
  assert.deepStrictEqual(ids(""), []);
});

test("a forged result is named by target, expected and found", () => {
  const text = new TextDecoder().decode(example("disclosure.json"));
  const forged = text.replace('"drawn":[{"id":"E4"', '"drawn":[{"id":"E1"');
  assert.notStrictEqual(forged, text);
  const { report, state } = page.verify(new TextEncoder().encode(forged), NO_EVIDENCE, () => {});
  assert.strictEqual(report.verdict, "contradicted");
  const { problem } = page.with_places(report, state);
  assert.match(page.say(problem.expected_said), /E4 /);
  assert.match(page.say(problem.found_said), /E1 /);
  assert.match(page.say(problem.where), /^抽取结果 › 分组 .* › 抽中对象 E1 › 编号$/);
});

test("files that are no disclosures are recognised", () => {
  const kind = (name) => page.look_at_file(example(name)).kind;
  const kinds = ["announcement", "seal", "amendment-1", "proof", "disclosure"].map((name) =>
    kind(name + ".json"),
  );
  assert.deepStrictEqual(kinds, ["announcement", "seal", "amendment_seal", "proof", "disclosure"]);
  assert.strictEqual(kind("log.jsonl"), "log");
  assert.strictEqual(kind("checkpoint.txt"), "checkpoint");
  assert.strictEqual(page.look_at_file(new Uint8Array([255, 0])).kind, "unknown");
  // Nothing is assumed of a hostile file's form.
  for (const hostile of [
    '{"type":"disclosure"}',
    '{"type":"disclosure","announcement":{"plan":{"values":[null,7]}}}',
    '{"type":"disclosure","seal":{"values":7},"selection":{"selection":{}}}',
    '{"type":7}',
    "[".repeat(1e5),
  ]) {
    page.look_at_file(new TextEncoder().encode(hostile));
  }
});

test("a proof of the example holds, and says what it does not show", () => {
  const [proof, announcement, seal] = ["proof.json", "announcement.json", "amendment-1.json"].map(example);
  const answer = page.JOBS.proof({ proof, announcement, seal });
  assert.strictEqual(answer.verdict, "shown");
  assert.strictEqual(answer.shows.record.draw.id, "E2");
  const other = page.JOBS.proof({ proof, announcement, seal: example("seal.json") });
  assert.strictEqual(other.verdict, "contradicted");
  assert.ok(page.say(other.problem.where).length > 0);
});

test("how much trying secrets gains is that of the protocol", () => {
  const numbers = (count, max, ordered, distinct) => ({
    numbers: { count, max, min: 1, ordered, distinct },
  });
  assert.strictEqual(Math.round(2 ** page.outcome_bits(numbers(2, 6, true, false))), 36);
  assert.strictEqual(Math.round(2 ** page.outcome_bits(numbers(6, 33, false, true))), 1107568);
  assert.strictEqual(page.outcome_bits(numbers(2, 6, false, false)), null);
  assert.strictEqual(page.gain_in_words(24).data.points, "0.09");
  assert.strictEqual(page.gain_in_words(32).data.points, "0.006");
  assert.strictEqual(page.gain_in_words(64).key, "gain_tiny");
});

test("the page is the one whose digest the crate pins", () => {
  const [, pinned] = /PINNED: &str = "([0-9a-f]{64})"/.exec(readFileSync(path.join(FOLDER, "mod.rs"), "utf8"));
  assert.strictEqual(createHash("sha256").update(assembled()).digest("hex"), pinned);
});

test("the page asks nothing of the network", () => {
  const html = assembled();
  assert.match(html, /default-src 'none'/);
  assert.doesNotMatch(script(), /\b(fetch|XMLHttpRequest|WebSocket|EventSource|sendBeacon|importScripts\()\b/);
  assert.doesNotMatch(script(), /\b(innerHTML|outerHTML|insertAdjacentHTML|eval|setTimeout\(["'`])\b/);
  const addresses = html.match(/https?:\/\/[^"'\s]+/g);
  assert.deepStrictEqual(addresses, ["http://www.w3.org/2000/svg"]);
});
