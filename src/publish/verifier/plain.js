// What a problem means to a reader who does not know the protocol: who should have been drawn and was not,
// which roster was changed. The technical sentence stands below it.

const MOST_NAMED = 5;

// A few of many, and how many there are.
function some_named(all, name) {
  const named = all.slice(0, MOST_NAMED).map(name);
  return all.length > MOST_NAMED ? named.concat([phrase("and_more", { count: all.length })]) : named;
}

// The drawn targets of a stratum that recompute, against those that the file names.
function plain_drawn(state, place) {
  const [, stratum] = /^result\.strata\[([0-9]+)\]/.exec(place) || [];
  const { strata, rosters, result } = state.links[0];
  const computed = strata === null || stratum === undefined ? undefined : strata[stratum];
  if (computed === undefined || list_at(result.strata)[stratum] === undefined) {
    return null;
  }
  const due = Array.from(computed.order.subarray(0, computed.k), (index) => rosters.targets[index].draw.id);
  const named = list_at(result.strata[stratum].drawn).map((one) => one.id);
  const [are_due, are_named] = [new Set(due), new Set(named)];
  const missing = due.filter((id) => !are_named.has(id));
  const extra = named.filter((id) => !are_due.has(id));
  const data = {
    missing: some_named(missing, (id) => target_in_words(state, id)),
    extra: some_named(extra, (id) => target_in_words(state, id)),
  };
  if (missing.length > 0) {
    return phrase(extra.length > 0 ? "plain_drawn_both" : "plain_drawn_missing", data);
  }
  return phrase(extra.length > 0 ? "plain_drawn_extra" : "plain_order", data);
}

function plain_result(problem, state) {
  const { place, expected_said: expected, found_said: found } = problem;
  if (/^result\.(seed|ticket_key|deck_key)$/.test(place)) {
    return phrase("plain_seed");
  }
  if (problem.link === 0 && place.startsWith("result.strata[")) {
    return plain_drawn(state, place);
  }
  const [, team, seat] = /^result\.teams\[([0-9]+)\]\.seats\[([0-9]+)\]\.inspector$/.exec(place) || [];
  if (team !== undefined) {
    const { target } = state.links[problem.link].result.teams[team];
    const data = { target: target_in_words(state, target), seat: Number(seat) + 1, expected, found };
    return phrase("plain_seat", data);
  }
  return null;
}

// Counts: always what was announced first, then what is in the file.
function plain_count(problem) {
  const { rule, place, expected, found } = problem;
  const [, roster] = /^announcement\.rosters\.([a-z]+)\.count$/.exec(place) || [];
  if (rule === "D-64" && roster !== undefined) {
    return phrase(Number(expected) < Number(found) ? "plain_count_fewer" : "plain_count_more", {
      roster: phrase("roster_" + roster),
      announced: found,
      there: expected,
    });
  }
  if (rule === "D-54") {
    return phrase("plain_registers", { announced: String(found).replace(/"/g, ""), there: expected });
  }
  if (["D-63", "D-65", "D-66"].includes(rule) && /^[0-9]+$/.test(expected) && /^[0-9]+$/.test(found)) {
    return phrase("plain_announced", { where: problem.where, announced: found, computed: expected });
  }
  return place === "seal.result.count"
    ? phrase("plain_seal_count", { sealed: found, there: expected })
    : null;
}

// What is wrong with a file's form. Of a disclosure the reader knows which file it is.
function plain_profile(problem) {
  const of_proof = problem.link === undefined;
  const kind = of_proof && ["announcement", "seal"].includes(problem.place) ? problem.place : "proof";
  const file = of_proof ? phrase("kind_" + kind) : phrase("kind_disclosure");
  return phrase(problem.fault === "end" ? "plain_cut" : "plain_resaved", { file });
}

const PLAIN_OF_PROOFS = {
  "P-3 root_differs": "plain_proof_record",
  "P-4 root_differs": "plain_proof_result",
  "P-6 root_differs": "plain_proof_inspector",
};

function plain_problem(problem, state) {
  const { rule, code, place, link } = problem;
  const known = state !== null && typeof link === "number" ? state.links[link] : undefined;
  if (code === "not_canonical") {
    return plain_profile(problem);
  }
  const [, roster] = /^announcement\.rosters\.([a-z]+)\.root$/.exec(place) || [];
  if (code === "root_differs" && roster !== undefined) {
    return phrase("plain_roster", { roster: phrase("roster_" + roster) });
  }
  const [, value] = /^seal\.values\[([0-9]+)\]\.text$/.exec(place) || [];
  if (code === "evidence_differs" && value !== undefined && known !== undefined) {
    const name = { value: known.seal.values[value].name };
    return phrase("plain_value", { name, file: problem.expected_said, yours: problem.found_said });
  }
  if (code === "digest_differs" && place === "seal.announcement") {
    return phrase("plain_seal_of_other");
  }
  if (code === "digest_differs" && place === "announcement" && link === undefined) {
    return phrase("plain_proof_of_other");
  }
  if (code === "commitment_differs") {
    return phrase("plain_secret");
  }
  if (rule === "D-123" && place === "seal.result.root") {
    return phrase("plain_seal_result");
  }
  if (rule === "D-122" && known !== undefined) {
    return plain_result(problem, state);
  }
  const of_proof = PLAIN_OF_PROOFS[rule + " " + code];
  return of_proof === undefined ? plain_count(problem) : phrase(of_proof);
}

function is_value_of_reader(problem) {
  return problem.code.startsWith("evidence_") && problem.place.startsWith("seal.values");
}

// A changed value changes seed, keys and lists with it: the value comes first.
function in_telling_order(problems) {
  if (problems.length === 0 || problems[0].rule !== "D-122") {
    return problems;
  }
  const values = problems.filter(is_value_of_reader);
  return values.concat(problems.filter((one) => !is_value_of_reader(one)));
}
