// Targets and inspectors as people speak of them, and how a target is found.

function shown_identity(record) {
  return record.identity.shown === undefined ? null : record.identity.shown.data;
}

function record_of_id(records, id) {
  let [low, high] = [0, records.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (records[middle].draw.id < id) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low < records.length && records[low].draw.id === id ? low : -1;
}

function name_in_words(record) {
  const identity = record === null ? null : shown_identity(record);
  if (identity !== null) {
    return { given: identity.name };
  }
  return phrase(record !== null && record.draw.role !== undefined ? "person_withheld" : "name_withheld");
}

function target_in_words(state, id) {
  const targets = state.links[0].rosters.targets;
  const index = record_of_id(targets, id);
  return phrase("target_named", {
    id: { given: id },
    name: name_in_words(index < 0 ? null : targets[index]),
  });
}

// An inspector as the roster of a ceremony has it, or an earlier one's where they left it since.
function inspector_in_words(state, id, ceremony) {
  for (let place = ceremony; place >= 0; place -= 1) {
    const inspectors = state.links[place].rosters.inspectors;
    const index = record_of_id(inspectors, id);
    if (index >= 0) {
      return phrase("person", { id: { given: id }, name: name_in_words(inspectors[index]) });
    }
  }
  return phrase("person_without_record", { id: { given: id } });
}

const FOUND_AT_MOST = 30;

function as_searched(text) {
  return text.normalize("NFKC").replace(/\s+/g, "").toLowerCase();
}

// The targets that a text means: the one with this number, those with this credit code, or those whose name
// holds it. Names that are withheld are not in the file, so nobody finds them.
function find_targets(state, text) {
  const searched = as_searched(text);
  const targets = state.links[0].rosters.targets;
  if (searched === "") {
    return { found: [], more: 0 };
  }
  const ranked = [[], [], []];
  targets.forEach((record, index) => {
    const identity = shown_identity(record);
    if (as_searched(record.draw.id) === searched) {
      ranked[0].push(index);
    } else if (
      identity !== null &&
      identity.credit_code !== null &&
      as_searched(identity.credit_code) === searched
    ) {
      ranked[1].push(index);
    } else if (identity !== null && as_searched(identity.name).includes(searched)) {
      ranked[2].push(index);
    }
  });
  const all = ranked.find((some) => some.length > 0) || [];
  const found = all.slice(0, FOUND_AT_MOST).map((index) => {
    const { id } = targets[index].draw;
    const identity = shown_identity(targets[index]);
    const code = identity === null ? null : identity.credit_code;
    return { index, id, said: target_in_words(state, id), code };
  });
  return { found, more: all.length - found.length };
}
