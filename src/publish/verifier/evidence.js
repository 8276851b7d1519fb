// The reader's evidence (PROTOCOL.md 17), what it lacks, and what only the outside world settles ([D-131]).

// The digests in evidence: [{ kind, digest }]. A piece that is not readable makes the verdict unusable
// ([D-126]).
function read_evidence(trial, evidence) {
  const pieces = [];
  const given = evidence || {};
  for (const [list, kinds] of [["announcements", ["announcement"]], ["seals", ["seal", "amendment_seal"]]]) {
    (given[list] || []).forEach((piece, i) => {
      const place = `${list}[${i}]`;
      const kind = list === "announcements" ? "announcement" : "seal";
      pieces.push({ kind, digest: typeof piece === "string" ? read_digest(trial, piece, place)
        : read_piece(trial, piece, kinds, place) });
    });
  }
  return pieces;
}

function not_readable(trial, place, expected, found) {
  throw new Unusable({ ...make_problem(trial, "D-126", place, "not_readable", expected, found), link: null });
}

function read_digest(trial, digest, place) {
  if (!is_hex32(digest)) not_readable(trial, place, described("hex32"), digest);
  return digest;
}

// The digest of a file that has the form of one of these types, whatever the rules inside.
function read_piece(trial, piece, kinds, place) {
  const bytes = plain_bytes(piece);
  const most = Math.max(...kinds.map((kind) => FILE_LIMITS[kind]));
  if (bytes.length > most) over_limit(trial, place, most, bytes.length);
  const read = read_canonical(bytes);
  const kind = kinds.find((one) => is_object(read.value) && read.value.type === one);
  if (kind === undefined) not_readable(trial, place, described(kinds.join(" | ")), undefined);
  if (!FORMS[kind](read.value)) not_readable(trial, place, form_fault.expected, form_fault.found);
  // [D-14]: whoever reads it.
  if (kind === "announcement") limit_announcement(trial, read.value);
  else limit_seal(trial, read.value);
  return hex(hash_bytes(hash_of(read.value), bytes));
}

// Bytes as a plain Uint8Array over the same memory, so that one kind of array is worked with everywhere.
function plain_bytes(bytes) {
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

// [D-124]. Gives what stands in the report under `given`.
function check_evidence(trial, links, pieces, evidence) {
  const given = [];
  for (const { kind, digest } of pieces) {
    const seals = (link) => [link.seal_digest].concat(link.amendment_digests);
    const digests = (link) => (kind === "announcement" ? [link.digest] : seals(link));
    const link = links.find((one) => digests(one).includes(digest));
    const number = link ? link.number : null;
    const file = link ? digest : null;
    given.push({ kind, link: number, held: Boolean(link), yours: digest, file, name: null });
    if (!link) {
      trial.link = null;
      contradict(trial, "D-124", "", "evidence_differs", digests(links[links.length - 1])[0], digest);
    }
  }
  for (const { name, text } of (evidence && evidence.values) || []) {
    const link = links.find((one) => one.seal.values.some((value) => value.name === name));
    const i = link ? link.seal.values.findIndex((value) => value.name === name) : -1;
    const file = link ? link.seal.values[i].text : null;
    const number = link ? link.number : null;
    given.push({ kind: "value", link: number, held: file === text, yours: text, file, name });
    trial.link = number;
    if (!link) contradict(trial, "D-124", "", "evidence_unknown", undefined, name);
    else must(trial, file === text, "D-124", `seal.values[${i}].text`, "evidence_differs", file, text);
  }
  return given;
}

// What would make a consistent file verified ([D-128]).
function lacking_evidence(links, given) {
  const lacking = [];
  for (const link of links) {
    const { draw } = link.plan;
    if (!given.some((one) => one.kind === "announcement" && one.link === link.number)) {
      lacking.push({ kind: "announcement", link: link.number, draw, digest: link.digest });
    }
    link.seal.values.forEach(({ name, text }, i) => {
      const source = link.used[i];
      if (is_contribution(source) || given.some((one) => one.kind === "value" && one.name === name)) return;
      const { publisher, issue } = source;
      lacking.push({ kind: "value", link: link.number, draw, name, publisher, issue, text });
    });
  }
  return lacking;
}

// [D-131]
function list_for_you(links) {
  const listed = [];
  for (const link of links) {
    const { plan } = link;
    const add = (code, count = null, name = null) => {
      if (count !== 0) listed.push({ code, link: link.number, count, name });
    };
    add("announced_before");
    link.seal.values.forEach(({ name, source }) => {
      add("value", null, name);
      if (source > 0) add("fallback", null, name);
    });
    if (link.number === 0) {
      add("registers", plan.registers.length);
      add("exemptions", link.announcement.exempt.reduce((sum, entry) => sum + entry.count, 0));
      add("overrides", plan.overrides.length);
      add("earlier", plan.earlier.length);
    }
    add("recusals", link.rosters.recusals.length);
    add("changes", link.rosters.changes.length);
    add("struck_targets", link.amendments.reduce((sum, one) => sum + one.strikes.targets.length, 0));
    add("struck_inspectors", link.amendments.reduce((sum, one) => sum + one.strikes.inspectors.length, 0));
    add("other_announcements");
    add("sources");
  }
  return listed;
}
