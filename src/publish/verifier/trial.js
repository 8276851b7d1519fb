// What a verification finds out, put down as it goes on: problems, steps, and the two ways to end early.

const STEPS = [
  "form", "links", "rules", "rosters", "values", "pools", "selection", "staffing", "result", "amendments",
    "evidence",
];

// The kinds of failure that a problem's `code` can have.
const CODES = [
  "not_canonical", "not_in_form", "over_limit", "gave_up", "not_readable",
  "differs", "mixed_protocols", "digest_differs", "root_differs", "commitment_differs", "unknown",
  "unexpected", "missing", "empty",
  "unsorted", "repeated", "bound", "order_of_times", "too_few_outcomes", "only_contributions",
    "text_does_not_match",
  "two_strata", "not_staffable", "does_not_stand", "visited_already", "opens_no_seat", "too_many_strikes",
    "not_struck",
  "evidence_differs", "evidence_unknown",
];

const MOST_PROBLEMS = 21; // the first, and 20 further ones

// Thrown where the file is unusable; `problem` says why.
class Unusable {
  constructor(problem) {
    this.problem = problem;
  }
}

// What an error of the engine says: out of memory, most likely.
function message_of(error) {
  return String((error && error.message) || error);
}

// Thrown where a ceremony is contradicted and what comes next would only repeat it.
class Contradicted {}

function new_trial(tell) {
  return {
    problems: [],
    failures: 0, // as many as were found, of which `problems` has the first
    steps: [],
    link: 0,
    step: "form",
    tell: typeof tell === "function" ? tell : () => {},
    told: 0,
  };
}

function make_problem(trial, rule, place, code, expected, found) {
  return { rule, link: trial.link, place, expected: as_written(expected), found: as_written(found), code };
}

// A rule does not hold ([D-127]).
function contradict(trial, rule, place, code, expected, found) {
  trial.failures += 1;
  if (trial.problems.length === MOST_PROBLEMS) return;
  trial.problems.push(make_problem(trial, rule, place, code, expected, found));
}

// A rule that has to hold.
function must(trial, holds, rule, place, code, expected, found) {
  if (!holds) contradict(trial, rule, place, code, expected, found);
  return holds;
}

// Two values that have to be equal, compared whole; the first difference is reported.
function must_equal(trial, rule, place, expected, found, code = "differs") {
  const difference = first_difference(expected, found, place);
  if (difference !== null) contradict(trial, rule, difference.place, code, difference.expected,
    difference.found);
  return difference === null;
}

// A list marked ^ in the text.
function must_be_sorted(trial, entries, place, key, rule = "D-3") {
  const i = first_unsorted(entries, key);
  if (i >= 0) contradict(trial, rule, `${place}[${i}]`, "unsorted", undefined, entries[i]);
}

// A list marked + in the text.
function must_have_entries(trial, entries, place) {
  must(trial, entries.length > 0, "D-13", place, "empty");
}

function must_be_within(trial, value, least, most, place) {
  const bounds = described(most === Infinity ? `≥ ${least}` : `${least}–${most}`);
  must(trial, value >= least && value <= most, "D-119", place, "bound", bounds, value);
}

function must_differ(trial, texts, rule, place_of) {
  const i = first_repeated(texts);
  if (i >= 0) contradict(trial, rule, place_of(i), "repeated", undefined, texts[i]);
}

// Does one step of one ceremony. A step that finds a problem ends the ceremony.
function do_step(trial, name, work) {
  trial.step = name;
  const before = trial.failures;
  trial.tell({ step: name, link: trial.link, done: 0, total: 1 });
  let outcome = "failed";
  try {
    const value = work();
    if (trial.failures === before) outcome = "held";
    else throw new Contradicted();
    return value;
  } finally {
    trial.steps.push({ step: name, link: trial.link, outcome });
  }
}

// Tells how far a long step is, not more often than is useful.
function tell_progress(trial, done, total) {
  const now = Date.now();
  if (now - trial.told < 50) return;
  trial.told = now;
  trial.tell({ step: trial.step, link: trial.link, done, total });
}
