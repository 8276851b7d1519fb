// Checks a proof against an announcement and a seal (PROTOCOL.md 18). The rules inside the three are not
// checked ([P-2]).

// Thrown where a check fails; `verdict` is "contradicted", or "unusable" for what is not in form.
class ProofFails {
  constructor(verdict, rule, place, code, expected, found) {
    this.verdict = verdict;
    this.problem = { rule, place, expected: as_written(expected), found: as_written(found), code };
  }
}

function proof_must(holds, rule, place, code, expected, found) {
  if (!holds) throw new ProofFails("contradicted", rule, place, code, expected, found);
}

// Reads a file that has the form of one of these types: { value, digest }. `name` says which file a place is
// in.
function read_form(bytes, kinds, name) {
  const plain = plain_bytes(bytes);
  const most = Math.max(...kinds.map((kind) => FILE_LIMITS[kind]));
  if (plain.length > most) throw new ProofFails("unusable", "limit", name, "over_limit", most, plain.length);
  const { value, fault } = read_canonical(plain);
  if (fault !== null) throw new ProofFails("unusable", "profile", name, "not_canonical",
    described(fault.code), described(`byte ${fault.at}`));
  const kind = kinds.find((one) => is_object(value) && value.type === one) || kinds[0];
  if (!FORMS[kind](value)) {
    const place = name === "" ? fault_place() : `${name}.${fault_place()}`;
    throw new ProofFails("unusable", "form", place, "not_in_form", form_fault.expected, form_fault.found);
  }
  return { value, digest: hex(hash_bytes(hash_of(value), plain)), kind };
}

// [D-14]: whoever reads it, a file over a limit on lists is unusable.
function limit_proof(proof, announcement, seal) {
  const trial = new_trial(null);
  limit_announcement(trial, announcement);
  if (seal !== null) limit_seal(trial, seal);
  limit_shown(trial, proof);
}

// [P-1]: the leaf in the scratch buffer leads with index and path to the root of a tree.
function must_lead(h, tree, index, path, rule, place) {
  const hash = hash_scratch(h);
  proof_must(index < tree.count, rule, `${place}.index`, "bound", described(`< ${tree.count}`), index);
  const length = path_length(index, tree.count);
  proof_must(path.length === length, rule, `${place}.path`, "differs", length, path.length);
  const root = path_root(h, hash, index, tree.count, path);
  proof_must(root === tree.root, rule, `${place}.path`, "root_differs", tree.root, root);
}

function record_must_lead(h, tree, one, record, rule, place) {
  unhex_into(one.salt, leaf_salt, 0);
  put_record_leaf(h, record);
  must_lead(h, tree, one.index, one.path, rule, place);
}

// [P-4]
function check_proof_entry(announcement, seal, proof) {
  const { record, result } = proof;
  const { targets } = announcement.rosters;
  proof_must(seal.result.count === targets.count, "P-4", "seal.result.count", "differs", targets.count,
    seal.result.count);
  proof_must(record.record.target !== undefined, "P-4", "record.record", "unexpected");
  unhex_into(result.salt, leaf_salt, 0);
  put_entry_leaf(result.entry);
  must_lead(hash_of(proof), seal.result, record.index, result.path, "P-4", "result");
  const { id } = record.record.target.draw;
  proof_must(result.entry.id === id, "P-4", "result.entry.id", "differs", id, result.entry.id);
}

// [P-5]
function check_proof_drawn(announcement, seal, draw, entry) {
  const { plan } = announcement;
  const s = plan.strata.findIndex((stratum) => stratum.name === entry.stratum);
  proof_must(s >= 0, "P-5", "result.entry.stratum", "unknown", undefined, entry.stratum);
  const matches = when_holds(compile_when(plan.strata[s].when), draw);
  proof_must(matches, "P-5", "result.entry.stratum", "differs", undefined, entry.stratum);
  proof_must(draw.exempt === null, "P-5", "record.record.target.draw.exempt", "unexpected", null,
    draw.exempt);
  proof_must(!draw.drawn_before, "P-5", "record.record.target.draw.drawn_before", "unexpected", false, true);
  const capped = plan.yearly_cap !== null && plan.yearly_cap <= draw.inspected;
  proof_must(!capped, "P-5", "record.record.target.draw.inspected", "bound",
    described(`< ${plan.yearly_cap}`), draw.inspected);
  const counted = announcement.strata.find((stratum) => stratum.name === entry.stratum);
  const all = seal.type === "amendment_seal" || announcement.selection !== null;
  const most = counted === undefined ? 0 : all ? counted.n : counted.k;
  proof_must(entry.rank >= 1 && entry.rank <= most, "P-5", "result.entry.rank", "bound",
    described(`1–${most}`), entry.rank);
  if (entry.struck === true) return;
  const seats = seats_of(compile_tables(plan), draw).length;
  proof_must(entry.seats.length === seats, "P-5", "result.entry.seats", "differs", seats, entry.seats.length);
  const twice = first_repeated(entry.seats.filter((one) => one !== null));
  proof_must(twice < 0, "P-5", "result.entry.seats", "repeated");
}

// [P-6]
function check_proof_inspectors(announcement, proof) {
  const { inspectors, result } = proof;
  const seats = result === null || result.entry.seats === undefined ? [] : result.entry.seats;
  let before = null;
  inspectors.forEach((one, i) => {
    const place = `inspectors[${i}]`;
    const { id } = one.record.draw;
    record_must_lead(hash_of(proof), announcement.rosters.inspectors, one, one.record, "P-6", place);
    proof_must(before === null || before < id, "P-6", `${place}.record.draw.id`, "unsorted", undefined, id);
    proof_must(seats.includes(id), "P-6", `${place}.record.draw.id`, "unexpected", seats, id);
    before = id;
  });
  if (inspectors.length === 0 || announcement.selection !== null) return;
  const shown_ids = new Set(inspectors.map((one) => one.record.draw.id));
  seats.forEach((id, i) => {
    if (id !== null) proof_must(shown_ids.has(id), "P-6", `result.entry.seats[${i}]`, "missing", undefined,
      id);
  });
}

// [P-8]
function not_shown_by(proof) {
  const not_shown = ["rules", "order", "person", "later_amendment"];
  if (proof.result === null) return not_shown;
  const seats = proof.result.entry.seats || [];
  const with_record = new Set(proof.inspectors.map((one) => one.record.draw.id));
  if (seats.some((id) => id !== null && !with_record.has(id))) not_shown.push("team_records");
  return not_shown;
}

function check_proof_files(bytes, announcement_bytes, seal_bytes) {
  const proof = read_form(bytes, ["proof"], "").value;
  if (!announcement_bytes) throw new ProofFails("unusable", "P-2", "announcement", "missing");
  const announced = read_form(announcement_bytes, ["announcement"], "announcement");
  const sealed = seal_bytes ? read_form(seal_bytes, ["seal", "amendment_seal"], "seal") : null;
  if ((sealed === null) !== (proof.result === null)) {
    throw new ProofFails("unusable", "P-2", "seal", sealed === null ? "missing" : "unexpected");
  }
  const announcement = announced.value;
  const { digest } = announced;
  limit_proof(proof, announcement, sealed === null ? null : sealed.value);
  for (const [name, given] of [["announcement", announced], ["seal", sealed]]) {
    const named = given === null ? proof.protocol : given.value.protocol;
    proof_must(named === proof.protocol, "P-2", `${name}.protocol`, "mixed_protocols", proof.protocol, named);
  }
  proof_must(proof.announcement === digest, "P-2", "announcement", "digest_differs", digest,
    proof.announcement);
  if (sealed !== null) {
    const named = sealed.value.announcement;
    proof_must(named === digest, "P-2", "seal.announcement", "digest_differs", digest, named);
    const seal = proof.result.seal;
    proof_must(seal === sealed.digest, "P-2", "result.seal", "digest_differs", sealed.digest, seal);
  }
  const { record } = proof.record;
  const kind = record.target !== undefined ? "target" : "inspector";
  const tree = announcement.rosters[`${kind}s`];
  record_must_lead(hash_of(proof), tree, proof.record, record[kind], "P-3", "record");
  if (sealed !== null) {
    check_proof_entry(announcement, sealed.value, proof);
    const { entry } = proof.result;
    if (entry.drawn) check_proof_drawn(announcement, sealed.value, record.target.draw, entry);
  }
  check_proof_inspectors(announcement, proof);
  return {
    verdict: "shown",
    problem: null,
    shows: {
      kind,
      record: record[kind],
      result: proof.result === null ? null : proof.result.entry,
      inspectors: proof.inspectors.map((one) => one.record),
      seal_type: sealed === null ? null : sealed.kind,
      draw: announcement.plan.draw,
      authority: announcement.plan.authorities.length > 0 ? announcement.plan.authorities[0].name : null,
    },
    not_shown: not_shown_by(proof),
  };
}

function proof_fails(verdict, problem) {
  return { verdict, problem, shows: null, not_shown: [] };
}

// Checks a proof; never throws.
function check_proof(proof, announcement, seal) {
  try {
    return check_proof_files(proof, announcement, seal);
  } catch (error) {
    scratch.length = 0;
    if (error instanceof ProofFails) return proof_fails(error.verdict, error.problem);
    if (error instanceof Unusable) return proof_fails("unusable", error.problem);
    const found = described(message_of(error));
    const given_up = new ProofFails("unusable", "limit", "", "gave_up", undefined, found);
    return proof_fails("unusable", given_up.problem);
  }
}
