// Places in documents, such as `result.teams[3].seats[0].inspector`, in words: a list entry by what it is called, where
// the document says so.

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
  const name = [called.id, called.target, called.name, called.seat, called.draw && called.draw.id, called.inspector]
    .find((one) => typeof one === "string" || typeof one === "number");
  return name === undefined ? phrase("entry_number", { place: place + 1 }) : { given: name };
}

function child_of(value, key) {
  return value !== null && typeof value === "object" && value[key] !== undefined ? value[key] : null;
}

function path_in_words(path, link) {
  let at = link;
  const steps = steps_of_path(path).map(({ field, entry }) => {
    at = child_of(at, field);
    const name = WORDS["field_" + field] === undefined ? { given: field } : phrase("field_" + field);
    if (entry === null) {
      return name;
    }
    at = child_of(at, entry);
    return phrase("field_entry", { field: name, entry: name_of_entry(at, entry) });
  });
  return steps.length === 0 ? phrase("field_whole") : steps.reduce((above, below) => phrase("inside", { above, below }));
}

// A report with its places in words: only the desk has the documents.
function with_places(report, state) {
  const placed = (problem) => {
    const known = state !== null && problem.link !== null && state.links[problem.link];
    return Object.assign({ where: path_in_words(problem.place || "", known || null) }, problem);
  };
  return Object.assign({}, report, {
    problem: report.problem === null ? null : placed(report.problem),
    problems: report.problems.map(placed),
  });
}
