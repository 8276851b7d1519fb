// The story of a target as the page shows it, and what would have to be false.

function line_in_story(line) {
  if (line.code !== undefined) {
    return code_box(line.code);
  }
  if (line.list !== undefined) {
    const slips = line.list.map((said) =>
      element("li", { said, class: /^slip/.test(said.key) ? "slip" : "event" }),
    );
    return element("div", { class: "seat" }, element("h5", { said: line.head }), list_of("ul", slips));
  }
  return paragraph(line);
}

function view_of_story(story) {
  const node = element(
    "article",
    { class: "story" },
    element("h3", { said: story.title }),
    element("p", { class: "outcome", said: story.outcome }),
  );
  for (const part of story.parts) {
    const lines = part.lines.map(line_in_story);
    if (part.heading.key === "story_ticket" && story.picture !== null) {
      lines.splice(1, 0, picture_of_place(story.picture));
    }
    node.appendChild(element("section", {}, element("h4", { said: part.heading }), ...lines));
  }
  if (story.steering.length > 0) {
    node.appendChild(
      element("section", {}, element("h4", { said: phrase("story_rests") }), list_of("ul", story.steering)),
    );
  }
  return node;
}

function view_of_steering(steering, is_verified) {
  const node = element("div", {}, paragraph(phrase("false_intro")));
  if (!is_verified) {
    node.appendChild(paragraph(phrase("false_unverified")));
  }
  for (const link of steering.links) {
    if (steering.links.length > 1) {
      node.appendChild(element("h3", { said: phrase("ceremony_named", { draw: { given: link.draw } }) }));
    }
    node.appendChild(
      list_of(
        "ul",
        link.ways.map(({ holds, otherwise }) =>
          element("li", { class: "claim" }, element("strong", { said: holds }), paragraph(otherwise)),
        ),
      ),
    );
  }
  node.appendChild(element("h3", { said: phrase("false_rosters_head") }));
  node.appendChild(paragraph(steering.rosters));
  node.appendChild(paragraph(steering.rest));
  return node;
}
