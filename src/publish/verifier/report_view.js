// What a verification found: the verdict in words, with a sign and a colour; the first contradiction; what
// is lacking; what only the outside world settles.

const SIGNS = {
  verified: "M4 13 L10 19 L20 6",
  consistent: "M5 9 H19 M5 15 H19",
  contradicted: "M6 6 L18 18 M18 6 L6 18",
  unusable: "M12 4 V14 M12 18 V20",
  shown: "M4 13 L10 19 L20 6",
  not_checked: "M12 4 V14 M12 18 V20",
};

function sign_of(verdict) {
  const svg = svg_element("svg", { viewBox: "0 0 24 24", class: "sign", "aria-hidden": "true" });
  svg.appendChild(svg_element("path", { d: SIGNS[verdict] }));
  return svg;
}

function verdict_box(verdict) {
  return element(
    "div",
    { class: "verdict " + verdict },
    sign_of(verdict),
    element(
      "div",
      {},
      element("strong", { said: phrase("verdict_" + verdict) }),
      paragraph(phrase("verdict_means_" + verdict)),
    ),
  );
}

function draw_named(report, link) {
  const draw = link === null ? undefined : report.draws[link];
  return draw === undefined ? phrase("some_draw") : phrase("draw_named", { draw: { given: draw.draw } });
}

function shown_or_nothing(text) {
  return text === null ? phrase("nothing_there") : phrase("quoted", { text: { given: text } });
}

// A problem as a sentence: which ceremony, where, what is wrong, what was expected and what was found.
function problem_in_words(problem, report, whole) {
  const is_of_reader = problem.code.startsWith("evidence_");
  const has_both = problem.expected !== null || problem.found !== null;
  return phrase(is_of_reader ? "problem_of_reader" : has_both ? "problem_with_both" : "problem", {
    draw: whole || draw_named(report, problem.link),
    where: problem.where,
    what: phrase("code_" + problem.code),
    expected: problem.expected_said,
    found: problem.found_said,
  });
}

function problem_note(problem) {
  const place = problem.place ? phrase("problem_place", { place: { given: problem.place } }) : "";
  return phrase(/^[DP]-[0-9]+$/.test(problem.rule) ? "problem_rule" : "problem_" + problem.rule, {
    rule: problem.rule,
    place,
  });
}

// The announcement among what the reader gave that a problem is about, if it is about one.
function announcement_in_question(problem, report) {
  return problem.code === "evidence_differs" && problem.place === ""
    ? report.given.find(
        (one) => one.kind === "announcement" && !one.held && problem.found === JSON.stringify(one.yours),
      )
    : undefined;
}

// The sentence for everybody, or null where there is only the technical one.
function plain_in_words(problem, report, file) {
  const announcement = announcement_in_question(problem, report);
  if (announcement !== undefined) {
    return phrase("plain_digest", { why: why_digest_differs(announcement.yours, report, file) });
  }
  if (problem.plain === null || report.draws.length < 2 || problem.link === null) {
    return problem.plain;
  }
  return phrase("of_draw", { draw: draw_named(report, problem.link), said: problem.plain });
}

// Sentences that say what was expected and what was found, so that the technical one would say it again.
const SAYS_BOTH = [
  "plain_announced",
  "plain_count_fewer",
  "plain_count_more",
  "plain_digest",
  "plain_registers",
  "plain_seal_count",
  "plain_seat",
  "plain_value",
];

function nodes_of_problem(problem, report, file, whole) {
  const plain = plain_in_words(problem, report, file);
  const technical = problem_in_words(problem, report, whole);
  const nodes = [element("p", { class: "problem", said: plain === null ? technical : plain })];
  const says_both = plain !== null && SAYS_BOTH.includes((plain.data.said || plain).key);
  if (plain !== null && !says_both) {
    nodes.push(element("p", { class: "note", said: technical }));
  }
  nodes.push(element("p", { class: "note", said: problem_note(problem) }));
  return nodes;
}

// Whom a reader turns to. Whether something was copied wrong is a question only where the reader's own
// differs.
function advice_in_words(report) {
  if (report.verdict !== "contradicted") {
    return phrase("advice_unusable");
  }
  const differs = report.given.some((one) => !one.held);
  return phrase(differs ? "advice_contradicted_yours" : "advice_contradicted");
}

function part_of_report(head, nodes, attributes) {
  return element("section", attributes || {}, element("h3", { said: phrase(head) }), ...nodes);
}

function lacking_in_words(lacking, report) {
  const draw = draw_named(report, lacking.link);
  if (lacking.kind === "announcement") {
    return phrase("lacking_announcement", { draw, digest: { digest: lacking.digest } });
  }
  return phrase("lacking_value", {
    draw,
    name: { value: lacking.name },
    publisher: { given: lacking.publisher },
    issue: { given: lacking.issue },
    text: { given: lacking.text },
  });
}

function given_in_words(given, report, file) {
  const data = {
    name: given.name ? { value: given.name } : "",
    yours: { given: given.yours },
    file: shown_or_nothing(given.file),
  };
  if (given.kind !== "value") {
    data.yours = { digest: given.yours };
    data.file = report.draws.map((draw) => ({ digest: draw.seal }));
  }
  data.why = given.kind === "announcement" ? why_digest_differs(given.yours, report, file) : "";
  return phrase("given_" + given.kind + (given.held ? "_held" : "_differs"), data);
}

function for_you_in_words(one, report) {
  const draw = report.draws[one.link];
  const data = {
    draw: draw_named(report, one.link),
    count: one.count === undefined ? "" : one.count,
    name: one.name ? { value: one.name } : "",
  };
  data.first = draw === undefined ? "" : { instant: draw.first_close };
  const code = one.code === "announced_before" && is_given(report, one) ? "record_of_time" : one.code;
  const said = phrase("for_you_" + code, data);
  return report.draws.length > 1 ? phrase("of_draw", { draw: data.draw, said }) : said;
}

// Whether the reader gave evidence for this already, and it agrees.
function is_given(report, one) {
  const kind = one.code === "value" ? "value" : "announcement";
  return report.given.some(
    (given) => given.held && given.kind === kind && given.link === one.link && given.name === one.name,
  );
}

// What remains to be checked.
function left_for_you(report) {
  return report.for_you.filter((one) => one.code !== "value" || !is_given(report, one));
}

function steps_of_report(report) {
  const rows = report.steps.map(({ step, link, outcome }) => {
    const draw = report.draws.length > 1 && report.draws[link] ? draw_named(report, link) : "";
    return element("li", {
      class: "step " + outcome,
      said: phrase("step_line", {
        outcome: phrase("outcome_" + outcome),
        step: phrase("step_" + step),
        draw: draw === "" ? "" : phrase("in_brackets", { text: draw }),
      }),
    });
  });
  return element("details", {}, element("summary", { said: phrase("report_steps") }), list_of("ol", rows));
}

function digests_of_report(report) {
  const nodes = report.draws.map((draw, link) => {
    const rows = [paragraph(phrase("digests_of", { draw: { given: draw.draw } }))];
    // The reader's own record is asked for first.
    if (!report.lacking.some((one) => one.kind === "announcement" && one.link === link)) {
      rows.push(paragraph(phrase("digest_of_announcement", { digest: { digest: draw.announcement } })));
    }
    rows.push(paragraph(phrase("digest_of_seal", { digest: { digest: draw.seal } })));
    if (draw.head !== draw.seal) {
      rows.push(paragraph(phrase("digest_of_head", { digest: { digest: draw.head } })));
    }
    return element("div", {}, ...rows);
  });
  return element("details", {}, element("summary", { said: phrase("report_digests") }), ...nodes);
}

function view_of_report(report, file) {
  const node = element("div", {}, verdict_box(report.verdict));
  if (report.problem !== null) {
    const more = report.problems.filter(
      (one) =>
        one.place !== report.problem.place ||
        one.code !== report.problem.code ||
        one.link !== report.problem.link,
    );
    const nodes = nodes_of_problem(report.problem, report, file);
    if (more.length > 0) {
      nodes.push(
        paragraph(phrase("problems_more")),
        list_of(
          "ul",
          more.map((one) => plain_in_words(one, report, file) || problem_in_words(one, report)),
        ),
      );
    }
    nodes.push(paragraph(advice_in_words(report)));
    node.appendChild(part_of_report("report_problem", nodes));
  }
  if (report.given.length > 0) {
    const rows = report.given.map((one) =>
      element("li", { class: one.held ? "held" : "failed", said: given_in_words(one, report, file) }),
    );
    node.appendChild(part_of_report("report_given", [list_of("ul", rows)]));
  }
  if (report.verdict === "consistent" && report.lacking.length > 0) {
    const rows = report.lacking.map((one) => lacking_in_words(one, report));
    node.appendChild(part_of_report("report_lacking", [list_of("ul", rows)]));
  }
  if (report.verdict !== "unusable") {
    const left = left_for_you(report);
    if (left.length > 0) {
      const rows = left.map((one) => for_you_in_words(one, report));
      node.appendChild(
        part_of_report("report_for_you", [paragraph(phrase("for_you_intro")), list_of("ul", rows)]),
      );
    }
    if (report.warnings.length > 0) {
      const rows = report.warnings.map(({ code, count }) => phrase("warning_" + code, { count }));
      node.appendChild(
        part_of_report("report_warnings", [paragraph(phrase("warnings_intro")), list_of("ul", rows)]),
      );
    }
    node.appendChild(digests_of_report(report));
  }
  node.appendChild(steps_of_report(report));
  node.appendChild(
    element("p", {
      class: "note",
      said: phrase("report_of_file", {
        name: { given: file.name },
        size: size_in_words(file.size),
        hash: file.hash,
        digest: { digest: file.digest },
        time: { instant: new Date().toISOString() },
      }),
    }),
  );
  return node;
}

function size_in_words(size) {
  return size < 1e6
    ? phrase("size_kb", { size: Math.ceil(size / 1000) })
    : phrase("size_mb", { size: (size / 1e6).toFixed(1) });
}
