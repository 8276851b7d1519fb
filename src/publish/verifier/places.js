// Places in documents, such as `result.teams[3].seats[0].inspector`, in words: a list entry by what it is
// called, where the document says so.

function steps_of_path(path) {
  const steps = [];
  for (const [, field, entry] of path.matchAll(/([A-Za-z_0-9]+)|\[([0-9]+)\]/g)) {
    if (field !== undefined) {
      steps.push({ field, entry: null });
    } else if (steps.length > 0) {
      steps[steps.length - 1].entry = Number(entry);
    }
  }
  return steps;
}

// What an entry of a list is called, in the document that was found.
function name_of_entry(entry, place) {
  const called = entry !== null && typeof entry === "object" ? entry : {};
  const name = [
    called.id,
    called.target,
    called.name,
    called.seat,
    called.draw && called.draw.id,
    called.inspector,
  ].find((one) => typeof one === "string" || typeof one === "number");
  return name === undefined ? phrase("entry_number", { place: place + 1 }) : { given: name };
}

// The entry of a public value is called as the value is.
function value_of_entry(entry, place) {
  const name = child_of(entry, "name");
  return typeof name === "string" ? { value: name } : name_of_entry(entry, place);
}

function child_of(value, key) {
  return value !== null && typeof value === "object" && value[key] !== undefined ? value[key] : null;
}

function path_in_words(path, link) {
  let at = link;
  let above = "";
  const steps = steps_of_path(path).map(({ field, entry }) => {
    at = child_of(at, field);
    const name =
      WORDS["field_" + field] !== undefined
        ? phrase("field_" + field)
        : above === "values"
          ? { value: field }
          : { given: field };
    above = field;
    if (entry === null) {
      return name;
    }
    at = child_of(at, entry);
    return phrase("entry_of", {
      field: name,
      entry: field === "values" ? value_of_entry(at, entry) : name_of_entry(at, entry),
    });
  });
  return steps.length === 0
    ? phrase("field_whole")
    : steps.reduce((above, below) => phrase("inside", { above, below }));
}

// What was expected or found, as a sentence can hold it: a digest in groups, a target or inspector with the
// name, a reason in words.
function content_in_words(text, problem, state) {
  if (text === null || text === "null") {
    return phrase("nothing_there");
  }
  if (problem.code === "not_canonical") {
    return { given: text };
  }
  if (problem.code === "not_in_form" && text === problem.expected) {
    return WORDS["form_" + text] === undefined
      ? phrase("quoted", { text: { given: text } })
      : phrase("form_" + text);
  }
  const bare = /^"[^"\\]*"$/.test(text) ? text.slice(1, -1) : text;
  if (/^[0-9a-f]{64}$/.test(bare)) {
    return { digest: bare };
  }
  if (/trail\[[0-9]+\]\.reason$/.test(problem.place) && WORDS["reason_" + bare] !== undefined) {
    return phrase("quoted", { text: phrase("reason_" + bare) });
  }
  if (/(^|\.)values\[[0-9]+\](\.name)?$/.test(problem.place) && typeof bare === "string") {
    return phrase("quoted", { text: { value: bare } });
  }
  const link = state === null || typeof problem.link !== "number" ? undefined : state.links[problem.link];
  if (link !== undefined && link.rosters && record_of_id(link.rosters.targets, bare) >= 0) {
    return target_in_words(state, bare);
  }
  if (link !== undefined && link.rosters && record_of_id(link.rosters.inspectors, bare) >= 0) {
    return inspector_in_words(state, bare, problem.link);
  }
  return phrase("quoted", { text: { given: bare } });
}

function problem_placed(problem, state) {
  const known = state !== null && typeof problem.link === "number" ? state.links[problem.link] : null;
  const placed = Object.assign({ where: path_in_words(problem.place || "", known || null) }, problem);
  if (problem.code === "not_canonical") {
    const byte = String(problem.found).replace("byte ", "");
    const what = phrase("profile_" + problem.expected);
    Object.assign(placed, {
      fault: problem.expected,
      expected: null,
      found: null,
      where: phrase("profile_at", { what, byte }),
    });
  } else {
    placed.expected_said = content_in_words(problem.expected, problem, state);
    placed.found_said = content_in_words(problem.found, problem, state);
  }
  placed.plain = plain_problem(placed, state);
  return placed;
}

// A report with its places in words: only the desk has the documents.
function with_places(report, state) {
  const all = report.problem === null ? [] : [report.problem].concat(report.problems);
  const [problem, ...problems] = in_telling_order(all).map((one) => problem_placed(one, state));
  return Object.assign({}, report, { problem: problem === undefined ? null : problem, problems });
}
