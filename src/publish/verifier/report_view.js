// What a verification found: the verdict in words, with a sign and a colour; the first contradiction; what
// is lacking; what only the outside world settles.

const SIGNS = {
  verified: "M4 13 L10 19 L20 6",
  consistent: "M5 9 H19 M5 15 H19",
  contradicted: "M6 6 L18 18 M18 6 L6 18",
  unusable: "M12 4 V14 M12 18 V20",
  shown: "M4 13 L10 19 L20 6",
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

function given_in_words(given, report) {
  const data = {
    name: given.name ? { value: given.name } : "",
    yours: { given: given.yours },
    file: shown_or_nothing(given.file),
  };
  if (given.kind !== "value") {
    data.yours = { digest: given.yours };
    data.file = report.draws.map((draw) => ({
      digest: given.kind === "seal" ? draw.seal : draw.announcement,
    }));
  }
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
  data.digest = draw === undefined ? "" : { digest: draw.announcement };
  const said = phrase("for_you_" + one.code, data);
  return report.draws.length > 1 ? phrase("of_draw", { draw: data.draw, said }) : said;
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
  const nodes = report.draws.map((draw) => {
    const rows = [
      paragraph(phrase("digests_of", { draw: { given: draw.draw } })),
      paragraph(phrase("digest_of_announcement", { digest: { digest: draw.announcement } })),
      paragraph(phrase("digest_of_seal", { digest: { digest: draw.seal } })),
    ];
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
    const nodes = [
      element("p", { class: "problem", said: problem_in_words(report.problem, report) }),
      element("p", { class: "note", said: problem_note(report.problem) }),
    ];
    if (more.length > 0) {
      nodes.push(
        paragraph(phrase("problems_more")),
        list_of(
          "ul",
          more.map((one) => problem_in_words(one, report)),
        ),
      );
    }
    nodes.push(
      paragraph(phrase(report.verdict === "contradicted" ? "advice_contradicted" : "advice_unusable")),
    );
    node.appendChild(part_of_report("report_problem", nodes));
  }
  if (report.given.length > 0) {
    const rows = report.given.map((one) =>
      element("li", { class: one.held ? "held" : "failed", said: given_in_words(one, report) }),
    );
    node.appendChild(part_of_report("report_given", [list_of("ul", rows)]));
  }
  if (report.verdict === "consistent" && report.lacking.length > 0) {
    const rows = report.lacking.map((one) => lacking_in_words(one, report));
    node.appendChild(part_of_report("report_lacking", [list_of("ul", rows)]));
  }
  if (report.verdict !== "unusable") {
    if (report.for_you.length > 0) {
      const rows = report.for_you.map((one) => for_you_in_words(one, report));
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
