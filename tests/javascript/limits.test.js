// The limits of PROTOCOL.md 4: at, below and above each, as the table of the text has it.
"use strict";

const assert = require("node:assert");
const fs = require("node:fs");
const path = require("node:path");
const test = require("node:test");
const { load } = require("./load.js");

const page = load("limit_lists", "limit_announcement", "limit_seal", "limit_shown", "limit_products", "limit_staffing",
  "set_weights", "compile_tables", "read_disclosure", "verify", "check_proof", "decode_compact", "new_trial", "Unusable",
  "COMPACT_FORMS", "compact_digits", "SHA256", "new_buffer", "put_canon", "put_byte", "FILE_LIMITS");

const EXAMPLE = path.join(__dirname, "../vectors/example");

function example(name) {
  return JSON.parse(fs.readFileSync(path.join(EXAMPLE, name), "utf8"));
}

function copy(value) {
  return JSON.parse(JSON.stringify(value));
}

function file_of(document) {
  const buffer = page.new_buffer(4096);
  page.put_canon(buffer, document);
  page.put_byte(buffer, 0x0a);
  return buffer.bytes.slice(0, buffer.length);
}

// A table of section 4: [what, at most], numbers as the text writes them.
function in_text(header) {
  const text = fs.readFileSync(path.join(__dirname, "../../PROTOCOL.md"), "utf8");
  const start = text.indexOf(`| ${header} | at most |`);
  const rows = text.slice(start).split("\n\n")[0].split("\n").slice(2);
  return rows.map((row) => /^\| (.*) \| (.*) \|$/.exec(row).slice(1));
}

function number_of(text) {
  const power = /^2\^([0-9]+)$/.exec(text);
  if (power !== null) return 2 ** Number(power[1]);
  const [digits, unit] = text.split(" ");
  return Number(digits.replace(/,/g, "")) * { bytes: 1, MiB: 2 ** 20, GiB: 2 ** 30 }[unit === undefined ? "bytes" : unit];
}

// Where a limit was passed, or null where none was. Another fault is not what these tests are about.
function place_over(check) {
  try {
    check(page.new_trial(null));
  } catch (error) {
    if (!(error instanceof page.Unusable)) throw error;
    assert.strictEqual(error.problem.code, "over_limit");
    return error.problem.place;
  }
  return null;
}

// Checks that a limit is passed above `most` alone, at the place of the list.
function assert_limit(most, place, check) {
  const found = [most - 1, most, most + 1].map((size) => place_over((trial) => check(trial, size)));
  assert.deepStrictEqual(found, [null, null, place]);
}

// A disclosure in which every list has an entry.
function whole() {
  const disclosure = example("disclosure.json");
  const { plan } = disclosure.announcement;
  const when = () => [{ any_of: ["x"], field: "class" }];
  const seats = () => [{ departments: ["a"], qualifications: ["b"], role: "officer" }];
  plan.overrides = [{ approver: "a", reason: "r", seats: seats(), target: "E1", tickets: null }];
  plan.teams = [{ seats: seats(), when: when() }];
  plan.tickets = [{ tickets: 1, when: when() }];
  plan.strata[0].when = when();
  plan.left_out = [{ carried: ["x"], count: 1, reason: "r" }];
  plan.values[0].fallbacks = [plan.values[0].source];
  Object.assign(plan, { added: [1], changed_rules: [1], earlier: [1], attributes: ["a"], task_sheet: ["a"] });
  const record = { draw: { qualifications: ["a"] }, identity: { withheld: {} } };
  Object.assign(disclosure.rosters, { changes: [record], recusals: [record] });
  const [target] = disclosure.rosters.targets;
  target.draw.attributes = [["a", null]];
  target.draw.last_team = ["a"];
  target.identity.shown.data.attributes = [["a", "b"]];
  disclosure.rosters.inspectors[0].draw.qualifications = ["a"];
  disclosure.amendments[0].strikes.visited = ["E1"];
  return disclosure;
}

const plan = (...steps) => ["announcement", "plan", ...steps];
const WHENS = ["strata", "teams", "tickets"].map((table) => plan(table, 0, "when"));
const TEAMS = [plan("teams", 0, "seats"), plan("overrides", 0, "seats")];
const STRIKES = ["amendments", 0, "strikes"];

// The rows of the table of lists, with their places in a disclosure. The page reads no logs, voids and pages, and the lists of
// a chain and of named attributes have tests of their own.
const LISTS = {
  "targets; `carried` of an entry of `left_out`; rows of a page's table":
    [["rosters", "targets"], plan("left_out", 0, "carried")],
  "recusals; changes; lines of a log": [["rosters", "recusals"], ["rosters", "changes"]],
  "inspectors; overrides; each list of the strikes of an amendment":
    [["rosters", "inspectors"], plan("overrides"), [...STRIKES, "inspectors"], [...STRIKES, "targets"],
      [...STRIKES, "visited"]],
  "bytes of a line with its LF": [],
  "values of a condition": WHENS.map((place) => [...place, 0, "any_of"]),
  "strata; items; rules of a table; `items` of a stratum; `added`; `changed_rules`":
    [...["strata", "items", "teams", "tickets", "added", "changed_rules"].map((name) => plan(name)),
      plan("strata", 0, "items"), ["announcement", "strata"], ["result", "strata"]],
  "`classes`; `earlier`; `left_out`; `registers`; each list of reasons in `amendments`":
    [...["classes", "earlier", "left_out", "registers"].map((name) => plan(name)),
      plan("amendments", "inspector_reasons"), plan("amendments", "target_reasons")],
  "amendments of a ceremony": [["amendments"]],
  "attributes of one part of a record; attributes that the plan's conditions name":
    [["rosters", "targets", 0, "draw", "attributes"],
      ["rosters", "targets", 0, "identity", "shown", "data", "attributes"]],
  "`last_team`; qualifications; departments; `attributes`; `task_sheet`":
    [["rosters", "targets", 0, "draw", "last_team"], ["rosters", "inspectors", 0, "draw", "qualifications"],
      plan("attributes"), plan("task_sheet"),
      ...TEAMS.flatMap((place) => ["departments", "qualifications"].map((name) => [...place, 0, name]))],
  "conditions of a rule or stratum; seats of a team": [...WHENS, ...TEAMS],
  "authorities; values; values and authorities that a void calls missing, each":
    [plan("authorities"), plan("values"), ["seal", "values"]],
  "ceremonies of a chain": [],
  "fallbacks of a value": [plan("values", 0, "fallbacks")],
};

function written(place) {
  return place.reduce((text, step) => (typeof step === "number" ? `${text}[${step}]` : `${text}.${step}`), "").slice(1);
}

// Puts a list of copies of its first entry in the place of a list.
function set_length(document, place, size) {
  const part = place.slice(0, -1).reduce((value, step) => value[step], document);
  const name = place[place.length - 1];
  assert.ok(part[name].length > 0, written(place));
  part[name] = Array(size).fill(part[name][0]);
}

test("the tables are those of the text", () => {
  assert.deepStrictEqual(in_text("list").map(([what]) => what), Object.keys(LISTS));
  const files = new Map(in_text("file (its `type`)").flatMap(([types, most]) => (
    types.split(/[,;] /).map((type) => [type.replace(/`/g, ""), number_of(most)]))));
  for (const [type, most] of Object.entries(page.FILE_LIMITS)) assert.strictEqual(most, files.get(type), type);
});

test("lists of disclosures", () => {
  page.limit_lists(page.new_trial(null), whole());
  for (const [what, most] of in_text("list")) {
    for (const place of LISTS[what]) {
      assert_limit(number_of(most), written(place), (trial, size) => {
        const disclosure = whole();
        set_length(disclosure, place, size);
        page.limit_lists(trial, disclosure);
      });
    }
  }
});

test("lists of announcements and seals in evidence and beside proofs", () => {
  let count = 0;
  for (const [what, most] of in_text("list")) {
    for (const place of LISTS[what]) {
      const limit = { announcement: page.limit_announcement, seal: page.limit_seal }[place[0]];
      if (limit === undefined) continue;
      count += 1;
      assert_limit(number_of(most), written(place), (trial, size) => {
        const disclosure = whole();
        set_length(disclosure, place, size);
        limit(trial, disclosure[place[0]]);
      });
    }
  }
  assert.ok(count > 25);
});

// A proof whose record of a target, and records of inspectors, have the lists at these places.
function proof_with(place, size) {
  const proof = example("proof.json");
  const part = place.slice(0, -1).reduce((value, step) => value[step], proof);
  const entry = { attributes: ["a", "b"], last_team: "a", qualifications: "a" }[place[place.length - 1]];
  part[place[place.length - 1]] = Array(size).fill(entry);
  return proof;
}

const OF_PROOFS = [["record", "record", "target", "draw", "attributes"],
  ["record", "record", "target", "draw", "last_team"],
  ["record", "record", "target", "identity", "shown", "data", "attributes"],
  ["inspectors", 0, "record", "draw", "qualifications"]];

test("lists of proofs, in full and in the compact form", () => {
  const { proof: form, prefix } = page.COMPACT_FORMS[0];
  for (const place of OF_PROOFS) {
    assert_limit(256, written(place), (trial, size) => page.limit_shown(trial, proof_with(place, size)));
    for (const size of [255, 256, 257]) {
      const proof = proof_with(place, size);
      const bytes = [];
      form.put(proof, bytes);
      const read = page.decode_compact(prefix + page.compact_digits(bytes));
      assert.deepStrictEqual(read, size > 256 ? null : file_of(proof));
      const files = [example("announcement.json"), example("amendment-1.json")].map(file_of);
      const { verdict, problem } = page.check_proof(file_of(proof), ...files);
      assert.strictEqual(verdict, size > 256 ? "unusable" : "contradicted", problem.place);
    }
  }
});

test("attributes that the plan names: in disclosures alone", () => {
  const named = (size) => {
    const disclosure = whole();
    const of = (i) => ({ any_of: ["x"], field: `attribute:${i}` });
    const rules = Array.from({ length: size }, (_, i) => ({ tickets: 1, when: [of(i), of(0)] }));
    disclosure.announcement.plan.tickets = rules;
    return disclosure;
  };
  assert_limit(256, "announcement.plan", (trial, size) => page.limit_lists(trial, named(size)));
  assert.strictEqual(place_over((trial) => page.limit_announcement(trial, named(257).announcement)), null);
});

test("ceremonies of a chain", () => {
  for (const [size, over] of [[7, false], [8, false], [9, true]]) {
    let link = null;
    for (let i = 0; i < size; i += 1) link = { ...example("disclosure.json"), selection: link };
    const { report } = page.verify(file_of(link), {}, null);
    assert.strictEqual(report.verdict, over ? "unusable" : "contradicted");
    if (over) assert.deepStrictEqual([report.problem.code, report.problem.place], ["over_limit", "selection"]);
  }
});

const PRODUCTS = new Map(in_text("product").map(([what, most]) => [what.split(" ")[0], number_of(most)]));

test("products that lists tell, at their real sizes", () => {
  assert.deepStrictEqual(Array.from(PRODUCTS.keys()), ["targets", "different", "tickets", "drawn", "amendments"]);
  const target = whole().rosters.targets[0];
  const bare = () => {
    const disclosure = example("disclosure.json");
    disclosure.rosters.inspectors = [];
    disclosure.amendments = [];
    return disclosure;
  };
  const condition = { any_of: ["x"], field: "class" };
  const conditions = bare();
  conditions.announcement.plan.tickets = Array(63).fill({ tickets: 1, when: Array(16).fill(condition) });
  conditions.announcement.plan.strata[0].when = Array(16).fill(condition);
  assert_limit(PRODUCTS.get("targets") / 1024, "", (trial, size) => {
    page.limit_products(trial, conditions, Array(size).fill(target));
  });
  const amended = bare();
  amended.amendments = Array(128).fill(null);
  assert_limit(PRODUCTS.get("amendments") / 128, "", (trial, size) => {
    page.limit_products(trial, amended, Array(size).fill(target));
  });
  // 16 different seats, some of them in the table and in overrides; 1024 counties of 2048 districts.
  const pools = bare();
  const seats = Array.from({ length: 16 }, (_, i) => (
    { departments: [`d${i}`], qualifications: [], role: "officer" }));
  pools.announcement.plan.teams = Array(2).fill({ seats: seats.slice(0, 8), when: [] });
  pools.announcement.plan.overrides = Array(3).fill({ seats: seats.slice(6) });
  const places = Array.from({ length: 2048 }, (_, i) => (
    { draw: { district: String(100000 + Math.floor(i / 2)) + String(i % 2).padStart(3, "0") } }));
  assert_limit(PRODUCTS.get("different") / (16 * 1024), "", (trial, size) => {
    pools.rosters.inspectors = Array(size).fill(null);
    page.limit_products(trial, pools, places);
  });
});

test("drawn targets × seats × inspectors", () => {
  const { announcement } = example("disclosure.json");
  const teams = (table, override) => ({
    plan: { ...announcement.plan, teams: [{ seats: Array(table), when: [] }], overrides: [{ seats: Array(override) }] },
  });
  for (const team of [teams(16, 3), teams(2, 16)]) {
    const link = { plan: team.plan, announcement: team, rosters: { inspectors: Array(1024) } };
    assert_limit(PRODUCTS.get("drawn") / (16 * 1024), "", (trial, drawn) => page.limit_staffing(trial, link, drawn));
  }
  const one = { announcement: teams(10, 3), rosters: { inspectors: Array(1) } };
  assert_limit(Math.floor(PRODUCTS.get("drawn") / 10), "", (trial, drawn) => page.limit_staffing(trial, one, drawn));
});

test("products by one over", () => {
  const seat = { departments: [], qualifications: [], role: "officer" };
  const link = (when, inspectors, amendments) => {
    const announcement = copy(example("announcement.json"));
    Object.assign(announcement.plan, { teams: [{ seats: [seat], when }], overrides: [] });
    return { announcement, amendments, rosters: { inspectors } };
  };
  const condition = { any_of: ["x"], field: "class" };
  const over = (what, disclosure, targets) => {
    const place = place_over((trial) => page.limit_products(trial, disclosure, targets));
    assert.strictEqual(place, "", what);
  };
  const one_over = (what) => ({ length: PRODUCTS.get(what) + 1 });
  over("targets", link([condition], [], []), one_over("targets"));
  over("amendments", link([], [], [null]), one_over("amendments"));
  const target = { draw: { district: "522601" } };
  over("different", link([], one_over("different"), []), [target]);
  const drawn = PRODUCTS.get("drawn");
  const one = link([], [null], []);
  assert.strictEqual(place_over((trial) => page.limit_staffing(trial, one, drawn)), null);
  assert.strictEqual(place_over((trial) => page.limit_staffing(trial, one, drawn + 1)), "");
});

test("tickets of all pools together", () => {
  const { plan: of_example } = example("disclosure.json").announcement;
  const draw = (level) => ({ draw: { id: level, class: "x", level, district: "522601", attributes: [] } });
  const rules = (rest) => [["all", 1000], ["rest", rest]].map(([level, tickets]) => (
    { tickets, when: [{ any_of: [level], field: "level" }] }));
  assert_limit(PRODUCTS.get("tickets"), "", (trial, tickets) => {
    const rest = tickets % 1000;
    const link = {
      tables: page.compile_tables({ ...of_example, tickets: rules(rest), overrides: [] }),
      rosters: { targets: [draw("all"), draw("rest")] },
    };
    const pools = { strata: [{ pool: Array(100000).fill(0) },
      { pool: Array(Math.floor(tickets / 1000) - 100000).fill(0).concat([1]) }] };
    page.set_weights(trial, link, pools);
  });
});

// A file with a text more, which makes it so long; what it breaks is not the limit.
function file_of_size(document, size) {
  const data = file_of(document);
  const text = new TextDecoder().decode(data.slice(0, -2));
  const file = new TextEncoder().encode(`${text},"z":"${"z".repeat(size - data.length - 7)}"}\n`);
  assert.strictEqual(file.length, size);
  return file;
}

test("files: announcements and seals in evidence, and what a proof is checked with", () => {
  const documents = [["announcement", "announcement.json"], ["seal", "seal.json"], ["amendment_seal", "amendment-1.json"],
    ["proof", "proof.json"]];
  const given = ["proof.json", "announcement.json", "seal.json"].map((name) => file_of(example(name)));
  for (const [type, name] of documents) {
    const most = page.FILE_LIMITS[type];
    for (const size of [most - 1, most, most + 1]) {
      const file = file_of_size(example(name), size);
      const expected = size > most ? "over_limit" : "not_in_form";
      const files = given.slice();
      files[{ proof: 0, announcement: 1 }[type] === undefined ? 2 : { proof: 0, announcement: 1 }[type]] = file;
      assert.strictEqual(page.check_proof(...files).problem.code, expected, `${type} of ${size} bytes`);
      if (type === "proof") continue;
      const evidence = type === "announcement" ? { announcements: [file] } : { seals: [file] };
      const { report } = page.verify(file_of(example("disclosure.json")), evidence, null);
      const code = size > most ? "over_limit" : "not_readable";
      assert.deepStrictEqual([report.verdict, report.problem.code], ["unusable", code], `${type} of ${size} bytes`);
    }
  }
});

test("a disclosure of more than 8 GiB is refused unread", () => {
  const found = (length) => {
    try {
      page.read_disclosure(page.new_trial(null), { length });
    } catch (error) {
      return error instanceof page.Unusable ? error.problem.code : "read";
    }
    return "read";
  };
  const most = 8 * 2 ** 30;
  assert.notStrictEqual(found(most - 1), "over_limit");
  assert.notStrictEqual(found(most), "over_limit");
  assert.strictEqual(found(most + 1), "over_limit");
});
