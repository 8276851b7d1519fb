// My company: found by name, credit code or number, and its story.

function target_section() {
  view.target_status = element("p", { role: "status", class: "status" });
  view.target_answer = element("div", {});
  view.target_note = element("p", { class: "wrong", hidden: true, said: phrase("target_contradicted") });
  const input = element("input", {
    id: "target-search",
    name: "target",
    autocomplete: "off",
    spellcheck: "false",
    "aria-describedby": "target-hint",
  });
  const form = element(
    "form",
    { class: "field" },
    element("label", { for: "target-search", said: phrase("target_label") }),
    element("p", { class: "hint", id: "target-hint", said: phrase("target_hint") }),
    element(
      "div",
      { class: "row" },
      input,
      element("button", { type: "submit", class: "strong", said: phrase("target_find") }),
    ),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    find_now(input.value);
  });
  return section_of("target", "target_head", view.target_note, form, view.target_status,
    view.target_answer);
}

async function find_now(text) {
  const { found, more } = await ask({ name: "find", text });
  view.target_answer.textContent = "";
  set_said(view.target_status, "");
  if (found.length === 0) {
    set_said(view.target_status, phrase(text.trim() === "" ? "target_empty" : "target_none"));
  } else if (found.length === 1) {
    await show_story(found[0].index);
  } else {
    const rows = found.map((one) =>
      element(
        "li",
        { class: "choice" },
        element("button", {
          type: "button",
          class: "choice",
          said: one.said,
          onclick: () => show_story(one.index),
        }),
      ),
    );
    const count = found.length + more;
    set_said(
      view.target_status,
      more > 0
        ? phrase("target_many", { count, shown: found.length })
        : phrase("target_several", { count }),
    );
    view.target_answer.appendChild(list_of("ul", rows));
  }
}

async function show_story(index) {
  view.target_answer.textContent = "";
  set_said(view.target_status, "");
  try {
    const story = await ask({ name: "story", index });
    view.target_answer.appendChild(view_of_story(story));
    focus_on(view.target_answer.querySelector("h3"));
  } catch (error) {
    // Where the file is contradicted, its parts need not fit together.
    set_said(view.target_status, phrase("target_broken"));
  }
}
