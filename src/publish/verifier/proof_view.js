// What a proof shows, and what it does not.

function view_of_entry(entry) {
  if (entry === null) {
    return [paragraph(phrase("proof_membership"))];
  }
  if (!entry.drawn) {
    return [paragraph(phrase("proof_not_drawn"))];
  }
  const data = { stratum: { given: entry.stratum }, rank: entry.rank };
  if (entry.struck) {
    return [paragraph(phrase("proof_struck", data))];
  }
  return [paragraph(phrase("proof_drawn", data))];
}

function seats_of_proof(shows) {
  const seats = shows.result && shows.result.seats ? shows.result.seats : [];
  const known = new Map(shows.inspectors.map((record) => [record.draw.id, record]));
  const rows = seats.map((id, place) => {
    if (id === null) {
      return phrase("proof_seat_open", { seat: place + 1 });
    }
    const record = known.get(id);
    if (record === undefined) {
      return phrase("proof_seat_bare", { seat: place + 1, id: { given: id } });
    }
    const { department, valid_from: from, valid_to: to } = record.draw;
    return phrase("proof_seat", {
      seat: place + 1,
      person: phrase("person", { id: { given: id }, name: name_in_words(record) }),
      department: { given: department },
      from: { day: from },
      to: { day: to },
    });
  });
  return rows.length === 0 ? [] : [element("h3", { said: phrase("proof_team") }), list_of("ol", rows)];
}

function view_of_proof(answer) {
  const node = element("div", {}, verdict_box(answer.verdict));
  if (answer.verdict === "not_checked") {
    node.appendChild(element("p", { class: "problem", said: phrase("proof_lacks_its_seal") }));
    const { hash, digest } = answer.lacks;
    node.appendChild(paragraph(phrase("proof_its_seal", { hash, digest: { digest } })));
    return node;
  }
  if (answer.verdict !== "shown") {
    const { problem } = answer;
    nodes_of_problem(problem, { draws: [], given: [] }, null, phrase("the_proof")).forEach((one) =>
      node.appendChild(one),
    );
    node.appendChild(paragraph(phrase("advice_proof_differs")));
    return node;
  }
  const { shows, about } = answer;
  const named = shows.kind === "target" ? "proof_target" : "proof_inspector";
  node.appendChild(
    paragraph(
      phrase("proof_of_draw", {
        draw: { given: shows.draw },
        title: { given: about.title },
        authority: { given: shows.authority },
      }),
    ),
  );
  node.appendChild(paragraph(phrase("proof_digest", { digest: { digest: about.announcement } })));
  node.appendChild(
    paragraph(phrase(named, { id: { given: shows.record.draw.id }, name: name_in_words(shows.record) })),
  );
  view_of_entry(shows.result).forEach((one) => node.appendChild(one));
  seats_of_proof(shows).forEach((one) => node.appendChild(one));
  node.appendChild(
    paragraph(phrase("proof_visits", { from: { day: about.visits.from }, to: { day: about.visits.to } })),
  );
  if (shows.seal_type === "amendment_seal") {
    node.appendChild(paragraph(phrase("proof_of_amendment")));
  }
  node.appendChild(element("h3", { said: phrase("proof_not_shown") }));
  node.appendChild(
    list_of(
      "ul",
      answer.not_shown.map((code) => phrase("not_shown_" + code)),
    ),
  );
  return node;
}
