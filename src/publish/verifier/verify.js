// Verifies a disclosure (PROTOCOL.md 17).

// The ceremonies of a chain, the first one first, with what is told of each without knowing the others.
function chain_of(disclosure) {
  const links = [];
  for (let one = disclosure; one !== null; one = one.selection) links.unshift(one);
  return links.map((one, number) => ({
    number,
    disclosure: one,
    hash: hash_of(one),
    announcement: one.announcement,
    plan: one.announcement.plan,
    seal: one.seal,
    amendments: one.amendments,
    rosters: one.rosters,
    digest: null,
    seal_digest: null,
    amendment_digests: [],
    first: null,
    seed: null,
    ticket_key: null,
    deck_key: null,
    head: null,
    dealt: new Map(), // target and seat → slips dealt so far ([D-111])
    recomputed: null,
    warnings: [],
  }));
}

// Form and limits of the whole file, before everything else ([D-117]).
function read_disclosure(trial, bytes) {
  if (bytes.length > FILE_LIMITS.disclosure) over_limit(trial, "", FILE_LIMITS.disclosure, bytes.length);
  const { value, fault } = read_canonical(bytes, (done) => tell_progress(trial, done, bytes.length));
  const unusable = (rule, place, code, expected, found) => (
    new Unusable({ ...make_problem(trial, rule, place, code, expected, found), link: null })
  );
  if (fault !== null) {
    throw unusable("profile", fault.place, "not_canonical", described(fault.code),
      described(`byte ${fault.at}`));
  }
  if (!FORMS.disclosure(value)) {
    throw unusable("form", fault_place(), "not_in_form", form_fault.expected, form_fault.found);
  }
  const links = chain_of(value);
  if (links.length > MOST_CEREMONIES) over_limit(trial, "selection", MOST_CEREMONIES, links.length);
  for (const link of links) {
    trial.link = link.number;
    limit_lists(trial, link.disclosure);
  }
  for (const link of links) {
    trial.link = link.number;
    limit_products(trial, link.disclosure, links[0].rosters.targets);
    link.first = links[0];
    link.digest = digest_of(link.announcement);
    link.seal_digest = digest_of(link.seal);
    link.amendment_digests = link.amendments.map((amendment) => digest_of(amendment.seal));
    link.inspector_index = index_ids(link.rosters.inspectors);
  }
  links[0].target_index = index_ids(links[0].rosters.targets);
  trial.link = 0;
  return links;
}

// [D-132]: the documents of a chain are of one protocol, that of the whole file. What else a mixture breaks
// only repeats it.
function check_protocols(trial, link, whole) {
  const before = trial.failures;
  const check = (document, place) => must(trial, document.protocol === whole.protocol, "D-132",
    `${place}protocol`, "mixed_protocols", whole.protocol, document.protocol);
  check(link.disclosure, "");
  check(link.announcement, "announcement.");
  check(link.seal, "seal.");
  link.amendments.forEach((amendment, i) => {
    check(amendment, `amendments[${i}].`);
    check(amendment.seal, `amendments[${i}].seal.`);
  });
  const { name } = hash_of(link.announcement);
  must(trial, link.plan.hash === name, "D-132", "announcement.plan.hash", "mixed_protocols", name,
    link.plan.hash);
  return trial.failures === before;
}

// [D-67], [D-115], [D-118]
function check_links(trial, link, last) {
  const staffing = link.plan.ceremony === "staffing";
  must(trial, staffing === (last !== null), "D-115", "selection", last === null ? "missing" : "unexpected");
  must(trial, staffing === (link.announcement.selection !== null), "D-67", "announcement.selection",
    staffing ? "missing" : "unexpected");
  must(trial, link.seal.announcement === link.digest, "D-118", "seal.announcement", "digest_differs",
    link.digest, link.seal.announcement);
  if (last !== null && link.announcement.selection !== null) {
    must_equal(trial, "D-118", "announcement.selection", { announcement: last.digest, head: last.head },
      link.announcement.selection, "digest_differs");
  }
  if (staffing) must(trial, link.rosters.targets.length === 0, "D-115", "rosters.targets", "unexpected");
}

// [D-89], and that the values match their kinds ([D-120]). Sets the used sources and the last close.
function check_values(trial, link) {
  const { values } = link.seal;
  const planned = link.plan.values;
  must_equal(trial, "D-89", "seal.values", planned.map((value) => value.name),
    values.map((value) => value.name));
  link.used = [];
  link.last_close = -Infinity;
  values.forEach((value, i) => {
    if (i >= planned.length) return;
    const place = `seal.values[${i}]`;
    const sources = [planned[i].source].concat(planned[i].fallbacks);
    must(trial, (value.reason === null) === (value.source === 0), "D-89", `${place}.reason`, "unexpected",
      undefined, value.reason);
    if (!must(trial, value.source < sources.length, "D-89", `${place}.source`, "unknown",
      described(`< ${sources.length}`), value.source)) return;
    const source = sources[value.source];
    const fits = matches_kind(link.hash, source.kind, value.text);
    must(trial, fits, "D-89", `${place}.text`, "text_does_not_match", undefined, value.text);
    const closes = seconds_of(source.closes);
    if (closes > link.last_close) {
      link.last_close = closes;
      link.last_close_date = date_of(source.closes);
    }
    link.used.push(source);
  });
}

// [D-32], [D-39]: what the plan says of ids of targets.
function check_plan_targets(trial, link) {
  const index = link.first.target_index;
  link.plan.overrides.forEach((override, i) => {
    must(trial, index.has(override.target), "D-32", `announcement.plan.overrides[${i}].target`, "unknown",
      undefined, override.target);
  });
  const carried = new Set();
  link.plan.left_out.forEach((entry, i) => entry.carried.forEach((id, j) => {
    const place = `announcement.plan.left_out[${i}].carried[${j}]`;
    must(trial, !index.has(id), "D-39", place, "unexpected", undefined, id);
    must(trial, !carried.has(id), "D-39", place, "repeated", undefined, id);
    carried.add(id);
  }));
}

// Steps 2 to 7 of one ceremony. `chain` is { links, standing }, the standing that earlier ceremonies left.
function verify_link(trial, chain, link) {
  const before = chain.links.slice(0, link.number);
  const last = before.length > 0 ? before[before.length - 1] : null;
  const first = last === null;
  const { plan } = link;
  do_step(trial, "links", () => {
    const whole = chain.links[chain.links.length - 1].hash;
    if (check_protocols(trial, link, whole)) check_links(trial, link, last);
  });
  do_step(trial, "rules", () => {
    check_plan(trial, link.announcement);
    if (!first) check_continuation(trial, link, before, chain.standing);
  });
  do_step(trial, "rosters", () => {
    if (first) check_targets(trial, plan, link.rosters.targets);
    check_other_rosters(trial, link);
    check_plan_targets(trial, link);
    if (!first) check_changes(trial, link, last);
    check_roots(trial, link);
    check_secrets(trial, link);
  });
  do_step(trial, "values", () => check_values(trial, link));
  link.tables = compile_tables(plan);
  link.compiled = compile_inspectors(link);
  const small_pools = do_step(trial, "pools", () => check_pools(trial, link, chain.standing));
  do_step(trial, "selection", () => {
    link.seed = compute_seed(link);
    link.ticket_key = first ? compute_ticket_key(link.hash, link.seed) : link.first.ticket_key;
    link.deck_key = plan.ceremony === "selection" ? null : compute_deck_key(link.hash, link.seed);
    if (!first) return;
    const strata = link.pools.strata.map((stratum) => order_pool(trial, link, stratum));
    chain.standing = new_standing(link, strata);
  });
  const { standing } = chain;
  let staffed = { cap: null, teams: [] };
  if (plan.ceremony !== "selection") {
    staffed = do_step(trial, "staffing", () => (
      staff_seats(trial, link, standing, open_seats(link, standing, service_order(standing)), 0)
    ));
  }
  do_step(trial, "result", () => check_result(trial, link, standing, staffed));
  do_step(trial, "amendments", () => check_amendments(trial, link, standing));
  link.warnings = list_warnings(link, small_pools);
}

// [D-51] to [D-67]: pools and quotas, or that they are those of the first ceremony. Gives the number of
// targets with a seat whose eligible pool is small.
function check_pools(trial, link, standing) {
  const { plan, announcement } = link;
  if (link.number > 0) {
    const of_first = link.first.announcement;
    for (const name of ["exempt", "strata", "subject"]) {
      must_equal(trial, "D-67", `announcement.${name}`, of_first[name], announcement[name]);
    }
    const stand = service_order(standing).length;
    limit_staffing(trial, link, stand);
    return count_small_pools(link, standing);
  }
  const pools = make_pools(trial, link);
  link.pools = pools;
  set_quotas(trial, link, pools);
  check_subject(trial, link, pools);
  check_announced_pools(trial, announcement, pools);
  set_weights(trial, link, pools);
  const drawn = pools.strata.reduce((sum, one) => sum + one.k, 0);
  if (plan.ceremony !== "selection") limit_staffing(trial, link, drawn);
  return check_staffable(trial, link, pools);
}

// [D-122], [D-123]: the result, and the seal with the result tree and the seats.
function check_result(trial, link, standing, { cap, teams }) {
  const first = link.number === 0;
  link.recomputed = {
    cap,
    deck_key: link.deck_key,
    seed: link.seed,
    strata: first ? result_strata(link, standing.strata) : [],
    teams,
    ticket_key: link.ticket_key,
  };
  if (!must_equal(trial, "D-122", "result", link.recomputed, link.disclosure.result)) return;
  must_equal(trial, "D-123", "seal.result", result_tree(trial, link, standing, "result"), link.seal.result);
  must_equal(trial, "D-88", "seal.seats", count_seats(standing), link.seal.seats);
}

// `bytes` is a disclosure; see the interface of the page for what is given. Never throws.
function verify(bytes, evidence, tell) {
  const trial = new_trial(tell);
  try {
    return verify_chain(trial, bytes, evidence);
  } catch (error) {
    scratch.length = 0;
    if (error instanceof Unusable) return unusable_report(trial, error.problem);
    // Out of memory, most likely: a verifier may give up, and says so ([D-15]).
    const found = make_problem(trial, "limit", "", "gave_up", undefined, described(message_of(error)));
    return unusable_report(trial, found);
  }
}

function verify_chain(trial, bytes, evidence) {
  const links = read_disclosure(trial, plain_bytes(bytes));
  const pieces = read_evidence(trial, evidence);
  trial.steps.push({ step: "form", link: links.length - 1, outcome: "held" });
  const chain = { links, standing: null };
  try {
    for (const link of links) {
      trial.link = link.number;
      verify_link(trial, chain, link);
    }
  } catch (error) {
    if (!(error instanceof Contradicted)) throw error;
    steps_not_checked(trial, links);
  }
  trial.step = "evidence";
  trial.tell({ step: "evidence", link: links.length - 1, done: 0, total: 1 });
  const before = trial.failures;
  const given = check_evidence(trial, links, pieces, evidence);
  const outcome = trial.failures === before ? "held" : "failed";
  trial.steps.push({ step: "evidence", link: links.length - 1, outcome });
  const report = report_of(trial, links, given);
  return { report, state: { links: links.map((link) => state_of(chain, link)) } };
}
