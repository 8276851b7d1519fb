// The report of a verification (PROTOCOL.md 17.2), and what was recomputed.

// The steps that were not come to, in their order.
function steps_not_checked(trial, links) {
  for (const link of links) {
    for (const name of STEPS.slice(1, -1)) {
      if (name === "staffing" && link.plan.ceremony === "selection") continue;
      if (trial.steps.some((one) => one.step === name && one.link === link.number)) continue;
      trial.steps.push({ step: name, link: link.number, outcome: "not_checked" });
    }
  }
}

function describe_draw(link) {
  const { plan, announcement, disclosure } = link;
  const own = hash_of(announcement);
  const closes = sources_of(plan).map((one) => one.source.closes);
  closes.sort((a, b) => seconds_of(a) - seconds_of(b));
  return {
    draw: plan.draw,
    ceremony: plan.ceremony,
    announcement: link.digest,
    // What the announcement's digest is not: for whoever took the wrong program.
    by_other_hashes: HASHES.filter((h) => h !== own)
      .map((h) => ({ given: h.title, own: own.title, digest: digest_by(h, announcement) })),
    seal: link.seal_digest,
    head: disclosure.head,
    announce_at: plan.announce_at,
    first_close: closes.length > 0 ? closes[0] : null,
    targets: announcement.rosters.targets.count,
    drawn: announcement.strata.reduce((sum, stratum) => sum + stratum.k, 0),
  };
}

function state_of(chain, link) {
  const first = link.first;
  return {
    announcement: link.announcement,
    seal: link.seal,
    amendments: link.amendments,
    secrets: link.disclosure.secrets,
    rosters: { ...link.rosters, targets: first.rosters.targets },
    result: link.disclosure.result,
    seed: link.seed,
    ticket_key: link.ticket_key,
    deck_key: link.deck_key,
    strata: chain.standing === null ? null : chain.standing.strata,
    subject: first.pools === undefined ? null : first.pools.subject,
  };
}

function verdict_of(problems, lacking) {
  if (problems.length > 0) return "contradicted";
  return lacking.length === 0 ? "verified" : "consistent";
}

// The report of a file that is unusable.
function unusable_report(trial, found) {
  trial.steps.push({ step: trial.step, link: trial.link, outcome: "failed" });
  return {
    report: {
      verdict: "unusable", problem: found, problems: [], steps: trial.steps, lacking: [], given: [],
        for_you: [],
      warnings: [], draws: [],
    },
    state: null,
  };
}

function report_of(trial, links, given) {
  // Of a file that is contradicted nothing is lacking.
  const lacking = trial.problems.length === 0 ? lacking_evidence(links, given) : [];
  return {
    verdict: verdict_of(trial.problems, lacking),
    problem: trial.problems.length > 0 ? trial.problems[0] : null,
    problems: trial.problems.slice(1),
    steps: trial.steps,
    lacking,
    given,
    for_you: list_for_you(links),
    warnings: links.reduce((all, link) => all.concat(link.warnings), []),
    draws: links.map(describe_draw),
  };
}
