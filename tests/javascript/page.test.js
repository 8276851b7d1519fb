// What the page around the core says: sentences in both languages, what people type, stories of targets.
"use strict";

const assert = require("node:assert");
const { createHash, getHashes } = require("node:crypto");
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
  "problem_in_words",
  "plain_in_words",
  "advice_in_words",
  "left_for_you",
  "why_digest_differs",
  "lacking_in_words",
  "given_in_words",
  "names_of_districts",
  "why_tickets",
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
    "openssl",
    "dgst",
    "sm3",
    "SM3",
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
    "drand",
    "S",
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
  assert.strictEqual(
    page.say(page.typed_digest("o" + digest.slice(1, 16) + "xI" + digest.slice(18)).problem),
    "以下各处不是 0–9 或者 a–f，请与原件对照：第 1 组的字母“o”（多半是数字 0）、" +
      "第 5 组的“x”、第 5 组的字母“I”（多半是数字 1）",
  );
  assert.deepStrictEqual(page.typed_digest(" \n"), { hex: null, problem: null });
});

test("a digest is taken out of the words around it, where there is one", () => {
  const digest = "d1172d6799f70487378105d431d31bdb4a84a62b59948d83e40bdc1ea8aa201c";
  const fours = digest.replace(/(.{4})(?=.)/g, "$1 ");
  for (const typed of [
    "公告摘要：" + digest,
    "公告摘要（SHA-256）\n" + fours + "\n抽取记录（上）",
    digest + "  announcement.json",
    fours + " announcement.json",
    "SHA256 (announcement.json) = " + digest,
  ]) {
    assert.strictEqual(page.typed_digest(typed).hex, digest, typed);
  }
  const several = "公告 " + digest + "，封存 " + digest.replace("d", "e");
  assert.strictEqual(page.say(page.typed_digest(several).problem), "有 2 个摘要，请只填写公告摘要");
  assert.match(page.say(page.typed_digest("贵州省 2026 年度第三季度抽查").problem), /没有找到公告摘要/);
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
  assert.strictEqual(page.say(story("E3").outcome), "抽中以后已更换，不再列入本次抽查");
  assert.strictEqual(page.say(story("E1").outcome), "起初未抽中，后来递补");
  assert.strictEqual(page.say(story("E2").outcome), "抽中");
  assert.strictEqual(page.say(story("E4").outcome), "未抽中");
  const seats = (id) => story(id).parts.find((part) => part.heading.key === "story_team").lines.slice(1);
  const [seat] = seats("E2");
  assert.match(page.say(seat.head), /^第 1 席（执法人员）：检查员1（C1）$/);
  const slips = seat.list.map(page.say);
  assert.match(slips[1], /^1\. .*C2）：选用$/);
  assert.match(slips[3], /C2） 因“.*”更换$/);
  assert.match(slips[5], /^1\. .*C3）：未选用，已在本组$/);
  assert.match(slips[6], /^2\. .*C1）：选用$/);
  assert.match(page.say(seats("E3")[1].list[1]), /^1\. .*C2）：未选用，回避$/);
  const ticket = story("E4").parts.find((part) => part.heading.key === "story_ticket");
  const codes = ticket.lines.filter((line) => line.code !== undefined).map((line) => line.code);
  assert.deepStrictEqual(codes, [
    "printf '%s' '8da8392206549cd1e1dc3f99df0675912273fc7c08aaff2b72618976021807541:E4' | sha256sum",
    "9f987d59cae4977d29b99cf1fc4148e6aadeb30e939c4a09293963de17ea6d4d",
  ]);
  assert.deepStrictEqual(story("E4").picture, {
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
  const forged = text.replace('"drawn":[{"id":"E3"', '"drawn":[{"id":"E1"');
  assert.notStrictEqual(forged, text);
  const { report, state } = page.verify(new TextEncoder().encode(forged), NO_EVIDENCE, () => {});
  assert.strictEqual(report.verdict, "contradicted");
  const { problem } = page.with_places(report, state);
  assert.match(page.say(problem.expected_said), /（E3）/);
  assert.match(page.say(problem.found_said), /（E1）/);
  assert.strictEqual(
    page.say(problem.plain),
    "抽中名单被改动：示例3号企业（E3）应当抽中，文件中没有；示例1号企业（E1）不应当抽中，文件中却有。",
  );
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
  const first = example("seal.json");
  const answer = page.JOBS.proof({ proof, announcement, seals: [seal, first] });
  assert.strictEqual(answer.verdict, "shown");
  assert.strictEqual(answer.shows.record.draw.id, "E1");
  // The seal that a proof names is taken, wherever it stands; without it nothing is checked.
  assert.strictEqual(page.JOBS.proof({ proof, announcement, seals: [first, seal] }).verdict, "shown");
  for (const seals of [[], [first]]) {
    const lacking = page.JOBS.proof({ proof, announcement, seals });
    assert.strictEqual(lacking.verdict, "not_checked");
    const digest = createHash("sha256").update(seal).digest("hex");
    assert.deepStrictEqual(lacking.lacks, { digest, hash: "SHA-256" });
  }
  const text = new TextDecoder().decode(proof);
  const changed = (from, to) => {
    assert.notStrictEqual(text.replace(from, to), text);
    return new TextEncoder().encode(text.replace(from, to));
  };
  const forged = page.JOBS.proof({ proof: changed("示例", "另一"), announcement, seals: [seal] });
  assert.strictEqual(forged.verdict, "contradicted");
  assert.strictEqual(page.say(forged.problem.plain), "证明所载的记录不在公告锁定的名录中，或者被改动过。");
  assert.strictEqual(page.say(forged.problem.where), "记录 › 验证路径");
  const saved = page.JOBS.proof({ proof: changed(/^\{/, "{ "), announcement, seals: [seal] });
  assert.strictEqual(saved.verdict, "unusable");
  assert.match(page.say(saved.problem.plain), /^证明文件被重新保存过/);
  const of_other = changed(/"announcement":"[0-9a-f]{64}/, '"announcement":"' + "7".repeat(64));
  const other = page.JOBS.proof({ proof: of_other, announcement, seals: [seal] });
  assert.strictEqual(other.verdict, "contradicted");
  assert.match(page.say(other.problem.plain), /^证明所依据的不是这份公告文件/);
});

// The example with something changed, verified with this evidence.
function verified(change, evidence = NO_EVIDENCE) {
  const text = new TextDecoder().decode(example("disclosure.json"));
  const changed = change(text);
  const { report, state } = page.verify(new TextEncoder().encode(changed), evidence, () => {});
  return page.with_places(report, state);
}

function plain_of(report) {
  return page.say(page.plain_in_words(report.problem, report, { digest: "" }));
}

test("a forgery is said in words that need no knowledge of the protocol", () => {
  const roster = verified((text) => text.replace(/(.*)示例1号企业/, "$1示例7号企业"));
  assert.strictEqual(plain_of(roster), "检查对象名录在公告以后被改动过：与公告锁定的不是同一份。");
  assert.strictEqual(page.say(page.advice_in_words(roster)), "请保留这份文件，并向抽取单位或者其监督机关提出。");
  const fewer = verified((text) => {
    const disclosure = JSON.parse(text);
    disclosure.rosters.recusals.pop();
    return JSON.stringify(disclosure) + "\n";
  });
  const [, announced] = /公告载明 ([0-9]+) 个/.exec(plain_of(fewer));
  assert.strictEqual(
    plain_of(fewer),
    `回避名单：公告载明 ${announced} 个，文件中只有 ${announced - 1} 个。`,
  );
  const seed = verified((text) => text.replace(/"seed":"[0-9a-f]{64}/, '"seed":"' + "0".repeat(64)));
  assert.match(plain_of(seed), /^按文件中的密值和公开值重新计算/);
});

test("a changed value comes before what follows from it", () => {
  const { seal } = JSON.parse(new TextDecoder().decode(example("disclosure.json")));
  const [{ name, text: drawn }] = seal.values;
  const other = drawn.replace(/[0-9]$/, (digit) => (digit === "1" ? "2" : "1"));
  const forged = (text) => text.replace(`"text":"${drawn}"`, `"text":"${other}"`);
  const report = verified(forged, { announcements: [], seals: [], values: [{ name, text: drawn }] });
  assert.strictEqual(report.verdict, "contradicted");
  assert.match(plain_of(report), /^公开值“.*”不符：文件中为 “.*”，您查得的为 “.*”。$/);
  const [further] = report.problems.map((one) => one.rule);
  assert.strictEqual(further, "D-122");
  assert.match(page.say(page.advice_in_words(report)), /^与您填写的内容不符的/);
  assert.match(plain_of(verified(forged)), /^按文件中的密值和公开值重新计算/);
});

test("a digest that differs is told from another digest of the same draw, and never shown", () => {
  const { report } = told();
  const [draw] = report.draws;
  const said = (digest, file = { digest: "" }) => page.say(page.why_digest_differs(digest, report, file));
  const other = (place) =>
    draw.announcement.slice(0, place) +
    (draw.announcement[place] === "0" ? "1" : "0") +
    draw.announcement.slice(place + 1);
  assert.strictEqual(said(other(13)), "只差 1 位（第 4 组），多半是抄错，请核对");
  assert.strictEqual(said("ab".repeat(32)), "这不是您的记录所指的那次抽取，或者公告在签字以后被换掉");
  assert.strictEqual(said(draw.seal), "您填的是封存文件的摘要，请填公告摘要");
  const file = { digest: "cd".repeat(32) };
  assert.strictEqual(said(file.digest, file), "您填的是披露文件的摘要，请填公告摘要");
  const [by_sm3] = draw.by_other_hashes;
  if (getHashes().includes("sm3")) {
    const by_node = createHash("sm3").update(example("announcement.json")).digest("hex");
    assert.strictEqual(by_sm3.digest, by_node);
  }
  assert.match(said(by_sm3.digest), /^您填的是按 SM3 计算的公告摘要，而这次抽取采用 SHA-256；/);
  const differs = verified((text) => text, { announcements: [other(13)], seals: [], values: [] });
  assert.match(plain_of(differs), /^公告摘要不符：只差 1 位/);
  const shown = differs.given.map((one) => page.say(page.given_in_words(one, differs, file))).join();
  assert.ok(shown.includes("只差 1 位"), shown);
  assert.ok(!shown.replace(/ /g, "").includes(draw.announcement), shown);
});

test("what is lacking is named, and its answer is not given away", () => {
  const { report } = told();
  const said = report.lacking.map((one) => page.say(page.lacking_in_words(one, report)));
  assert.match(said[0], /公告摘要：请从签字的抽取记录抄录$/);
  assert.match(said[1], /^抽取 .*，公开值“.*”：请向“.*”查询，期次为“.*”$/);
  report.lacking.forEach((one) =>
    said.forEach((text) => {
      const answer = (one.digest || one.text).replace(/ /g, "");
      assert.ok(!text.replace(/ /g, "").includes(answer), text);
    }),
  );
});

test("the reader is not asked to check again what the evidence shows", () => {
  const { seal } = JSON.parse(new TextDecoder().decode(example("disclosure.json")));
  const values = seal.values.map(({ name, text }) => ({ name, text }));
  const with_values = verified((text) => text, { announcements: [], seals: [], values });
  const codes = (report) => page.left_for_you(report).map((one) => one.code);
  assert.ok(codes(verified((text) => text)).includes("value"));
  assert.ok(!codes(with_values).includes("value"));
  assert.ok(codes(with_values).includes("registers"));
});

test("a disclosure that is cut off or was saved again is told from one that is whole", () => {
  const whole = example("disclosure.json");
  const text = new TextDecoder().decode(whole);
  const look = (bytes) => page.look_at_file(typeof bytes === "string" ? new TextEncoder().encode(bytes) : bytes);
  const damage = (bytes) => {
    const { kind, damage: found } = look(bytes);
    return kind === "disclosure" ? found : kind;
  };
  assert.strictEqual(damage(whole), null);
  for (let length = 40; length < whole.length - 2; length += 997) {
    assert.strictEqual(damage(whole.slice(0, length)), "cut", String(length));
  }
  assert.strictEqual(damage(JSON.stringify(JSON.parse(text), null, 2) + "\n"), "resaved");
  assert.strictEqual(damage("\ufeff" + text), "resaved");
  assert.strictEqual(damage(text.trim()), "resaved");
  assert.strictEqual(damage(text.replace("\n", "\r\n")), "resaved");
  const utf16 = new Uint8Array(2 * text.length + 2);
  [0xfeff, ...Array.from(text, (one) => one.charCodeAt(0))].forEach((unit, i) => {
    utf16[2 * i] = unit & 255;
    utf16[2 * i + 1] = unit >> 8;
  });
  assert.strictEqual(damage(utf16), "resaved");
  assert.strictEqual(damage(text.replace('"seal":', '"seal"')), "broken");
  // Nor does a place hold a word of the language that the page is written in.
  for (const bytes of [JSON.stringify(JSON.parse(text), null, 2), "\ufeff" + text, "{", "{1", '{"a":{'].map((one) =>
    new TextEncoder().encode(one),
  )) {
    const { report, state } = page.verify(bytes, NO_EVIDENCE, () => {});
    assert.strictEqual(report.verdict, "unusable");
    assert.doesNotMatch(JSON.stringify(report), /undefined/);
    assert.ok(plain_of(page.with_places(report, state)).length > 10);
  }
});

test("every field of the documents has a name in Chinese", () => {
  const names = new Set();
  const collect = (value) => {
    if (Array.isArray(value)) {
      value.forEach(collect);
    } else if (value !== null && typeof value === "object") {
      Object.entries(value).forEach(([name, inside]) => {
        names.add(name);
        collect(inside);
      });
    }
  };
  ["disclosure.json", "proof.json", "announcement.json", "amendment-1.json"].forEach((name) =>
    collect(JSON.parse(new TextDecoder().decode(example(name)))),
  );
  const forms = readFileSync(path.join(FOLDER, "forms.js"), "utf8").replace(/\/\/.*/g, "");
  for (const [, name] of forms.matchAll(/^ +([a-z_0-9]+): /gm)) {
    names.add(name);
  }
  // Of these two the forms are whole documents, and no field.
  ["amendment_seal", "disclosure"].forEach((name) => names.delete(name));
  const bare = Array.from(names).filter((name) => page.WORDS["field_" + name] === undefined);
  assert.deepStrictEqual(bare, []);
  assert.strictEqual(page.say(page.path_in_words("inspectors[0].path", null)), "检查人员 第 1 项 › 验证路径");
  const link = { seal: { values: [{ name: "lottery" }] } };
  assert.strictEqual(page.say(page.path_in_words("seal.values[0].text", link)), "封存文件 › 公开值 开奖号码 › 内容");
});

test("a story names the county, and says why a target has several tickets", () => {
  const list = readFileSync(path.join(__dirname, "../../src/roster/counties-2024.txt"), "utf8");
  const lines = Array.from(page.names_of_districts(), ([code, name]) => code + " " + name + "\n");
  assert.strictEqual(lines.join(""), list);
  const plan = {
    overrides: [{ target: "B", reason: "投诉较多", approver: "局长", tickets: 9, seats: null }],
    tickets: [
      { when: [{ field: "attribute:信用等级", any_of: ["D"] }, { field: "district", any_of: ["522631"] }], tickets: 4 },
      { when: [], tickets: 2 },
    ],
  };
  const draw = { id: "A", class: "重点", level: "县级", district: "522631001", attributes: [["信用等级", "D"]] };
  const why = (one) => page.say(page.why_tickets(plan, Object.assign({}, draw, one)));
  assert.strictEqual(why({}), "因信用等级为 D、行政区划为 黎平县（522631001），");
  assert.strictEqual(why({ district: "110101" }), "");
  assert.strictEqual(why({ id: "B" }), "因个别调整（理由：投诉较多；批准人：局长），");
});

test("a search shows thirty at most, and asks for more of the name", () => {
  const record = (i) => ({
    draw: { id: "T" + i },
    identity: { shown: { data: { name: "企业" + i, credit_code: null } } },
  });
  const state = { links: [{ rosters: { targets: Array.from({ length: 1894 }, (_, i) => record(i)) } }] };
  const { found, more } = page.find_targets(state, "企业");
  assert.deepStrictEqual([found.length, more], [30, 1864]);
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
