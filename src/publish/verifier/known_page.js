// What the reader knows without the authority's files: the digest from the minutes, what was kept from that
// time, the values as their publishers have them.

function show_known() {
  view.known.textContent = "";
  view.known.hidden = false;
  view.digests = view.seen.links.map(() => digest_field(view.seen.hash));
  const several = view.seen.links.length > 1;
  const digests = view.digests.map(({ node }, place) =>
    element(
      "fieldset",
      {},
      element("legend", {
        said: phrase(several ? "digest_of_link" : "digest_of_draw", {
          draw: { given: view.seen.links[place].draw },
        }),
      }),
      node,
    ),
  );
  view.kept_list = element("p", { class: "understood", "aria-live": "polite" });
  view.known.appendChild(
    section_of(
      "digests",
      "digest_head",
      paragraph(phrase("digest_how")),
      ...digests,
      element(
        "details",
        {},
        element("summary", { said: phrase("kept_head") }),
        file_field("kept", phrase("kept_label"), phrase("kept_hint"), true, take_kept),
        view.kept_list,
      ),
    ),
  );
  const all = view.seen.links.reduce((values, link) => values.concat(link.values), []);
  const asked = all.filter((value) => !is_from_witness(value));
  view.values = asked.map(value_field);
  const told = all.filter(is_from_witness).map((value) =>
    paragraph(
      phrase("value_contribution", {
        name: { value: value.name },
        publisher: { given: value.sources[value.used].publisher },
      }),
    ),
  );
  view.known.appendChild(
    section_of(
      "values",
      "value_head",
      paragraph(phrase("value_how")),
      ...view.values.map(({ node }) => node),
      ...told,
    ),
  );
  view.progress = element("div", { class: "progress", hidden: true });
  view.go = element("button", {
    type: "button",
    class: "strong",
    said: phrase("verify_go"),
    onclick: verify_now,
  });
  view.go_status = element("p", { role: "status", class: "status" });
  view.known.appendChild(
    section_of(
      "verify",
      "verify_head",
      paragraph(phrase("verdicts_verified")),
      paragraph(phrase("verdicts_consistent")),
      view.go,
      view.go_status,
      view.progress,
    ),
  );
}

function is_from_witness(value) {
  const { kind } = value.sources[value.used];
  return kind !== null && Boolean(kind.contribution);
}

// Announcements and seals that the reader kept from before.
async function take_kept(files) {
  for (const file of files) {
    const seen = await ask({ name: "look", bytes: file, is_aside: true });
    if (seen.damage !== null) {
      inputs_changed();
      const data = { name: { given: file.name }, size: size_in_words(seen.size) };
      set_said(view.kept_list, phrase("damaged_" + seen.damage, data));
      return;
    }
    if (seen.kind === "announcement") {
      view.kept.announcements.push(file);
    } else if (seen.kind === "seal" || seen.kind === "amendment_seal") {
      view.kept.seals.push(file);
    } else {
      inputs_changed();
      set_said(view.kept_list, phrase("kept_other", { name: { given: file.name } }));
      return;
    }
  }
  inputs_changed();
  const all = view.kept.announcements.concat(view.kept.seals);
  set_said(view.kept_list, phrase("kept_all", { names: all.map((file) => ({ given: file.name })) }));
}
