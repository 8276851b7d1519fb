// The page: bring the disclosure, give what you know yourself, see what comes of it, look for a company.

const view = {
  file: null,
  seen: null,
  digests: [],
  values: [],
  kept: { announcements: [], seals: [] },
  edits: 0,
};
const sections = {};

function section_of(id, head, ...children) {
  const name = id + "-head";
  sections[id] = element(
    "section",
    { id, "aria-labelledby": name },
    element("h2", { id: name, said: phrase(head) }),
    ...children,
  );
  return sections[id];
}

function page() {
  const main = document.getElementById("page");
  main.textContent = "";
  view.status = element("p", { role: "status", class: "status" });
  main.appendChild(head_of_page());
  main.appendChild(section_of("file", "file_head", ...file_section()));
  view.known = element("div", { hidden: true });
  main.appendChild(view.known);
  view.result_body = element("div", {});
  main.appendChild(section_of("result", "result_head", view.result_body));
  main.appendChild(target_section());
  view.steering_body = element("div", {});
  main.appendChild(section_of("steering", "steering_head", view.steering_body));
  main.appendChild(proof_section());
  main.appendChild(about_section());
  hide_answers();
  take_drops();
  print_whole();
  set_language(0);
  start_engine();
}

function head_of_page() {
  const to_english = element("button", { type: "button", class: "language", lang: "en" });
  to_english.textContent = "English";
  to_english.addEventListener("click", () => {
    set_language(1 - language);
    to_english.lang = LANGUAGES[1 - language];
    to_english.textContent = language === 0 ? "English" : "中文";
  });
  return element(
    "header",
    {},
    to_english,
    element("h1", { said: phrase("title") }),
    element("p", {}, element("a", { href: "index.html", said: phrase("to_index") })),
    paragraph(phrase("intro")),
    paragraph(phrase("intro_private")),
    element("p", { class: "note", said: phrase("intro_copy") }),
  );
}

function file_section() {
  view.file_answer = element("div", {});
  view.other_answer = element("div", {});
  return [
    paragraph(phrase("file_how")),
    element(
      "p",
      {},
      element("span", { said: phrase("file_here") }),
      element("a", { href: "disclosure.json", download: true, said: phrase("file_here_link") }),
      element("span", { said: phrase("file_here_then") }),
    ),
    file_field("disclosure", phrase("file_label"), phrase("file_hint"), false, (files) =>
      take_files(files),
    ),
    view.status,
    view.file_answer,
    view.other_answer,
  ];
}

// What is dropped anywhere on the page is taken as if it was chosen.
function take_drops() {
  document.addEventListener("dragover", (event) => event.preventDefault());
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    take_files(Array.from(event.dataTransfer.files));
  });
}

// On paper nothing is folded.
function print_whole() {
  let folded = [];
  window.addEventListener("beforeprint", () => {
    folded = Array.from(document.querySelectorAll("details:not([open])"));
    folded.forEach((details) => {
      details.open = true;
    });
  });
  window.addEventListener("afterprint", () =>
    folded.forEach((details) => {
      details.open = false;
    }),
  );
}

function set_status(said, is_wrong) {
  set_said(view.status, said);
  view.status.classList.toggle("wrong", Boolean(is_wrong));
}

function take_files(files) {
  return files.reduce((before, file) => before.then(() => take_file(file)), Promise.resolve());
}

async function take_file(file) {
  if (file.size > 20e6) {
    const said = phrase("file_large", {
      size: size_in_words(file.size),
      memory: size_in_words(file.size * MEMORY),
    });
    const answer = await confirm_large(said);
    if (!answer) {
      return;
    }
  }
  set_status(phrase("file_reading", { name: { given: file.name } }));
  let seen;
  try {
    seen = await ask({ name: "look", bytes: file });
  } catch (error) {
    view.edits += 1;
    hide_answers();
    set_status(phrase("file_unreadable", { name: { given: file.name } }), true);
    return;
  }
  set_status("");
  view.other_answer.textContent = "";
  if (seen.damage !== null) {
    if (seen.kind === "disclosure") {
      drop_disclosure();
    }
    view.other_answer.appendChild(answer_of_damaged(file, seen));
    return;
  }
  if (KINDS_FOR_PROOF.includes(seen.kind)) {
    take_for_proof(file, seen);
  }
  if (seen.kind === "disclosure") {
    take_disclosure(file, seen);
  } else {
    view.other_answer.appendChild(answer_of_file(file, seen));
  }
}

// How many times its size a file may take in memory while it is verified: in Chromium 8.5 times for a file
// of 63 MB.
const MEMORY = 10;

function confirm_large(said) {
  return new Promise((done) => {
    const end = (answer) => () => {
      view.other_answer.textContent = "";
      done(answer);
    };
    set_status("");
    view.other_answer.textContent = "";
    view.other_answer.appendChild(
      element(
        "div",
        { class: "box" },
        paragraph(said),
        element("button", { type: "button", class: "strong", said: phrase("go_on"), onclick: end(true) }),
        element("button", { type: "button", said: phrase("stop"), onclick: end(false) }),
      ),
    );
    view.other_answer.querySelector("button").focus();
  });
}

// Any other file than a disclosure is answered with its digest and what it seems to be.
function answer_of_file(file, seen) {
  return element(
    "div",
    { class: "box" },
    paragraph(
      phrase("seen_as", {
        name: { given: file.name },
        size: size_in_words(seen.size),
        kind: phrase("kind_" + seen.kind),
      }),
    ),
    ...digests_of(seen),
    paragraph(phrase("advice_" + seen.kind)),
    ...(view.file === null && seen.kind !== "proof" ? [paragraph(phrase("first_choose"))] : []),
  );
}

function answer_of_damaged(file, seen) {
  const data = { name: { given: file.name }, size: size_in_words(seen.size) };
  return element(
    "div",
    { class: "box" },
    element("p", { class: "wrong", said: phrase("damaged_" + seen.damage, data) }),
    ...digests_of(seen),
  );
}

function digests_of(seen) {
  return seen.digests.map(({ hash, digest }) =>
    paragraph(phrase("seen_digest", { hash, digest: { digest } })),
  );
}

// A disclosure that is refused leaves nothing of the one before, which the reader meant to replace.
function drop_disclosure() {
  view.edits += 1;
  view.file = null;
  view.seen = null;
  hide_answers();
  view.file_answer.textContent = "";
  view.known.textContent = "";
  view.known.hidden = true;
}

function take_disclosure(file, seen) {
  view.file = { name: file.name, size: seen.size, hash: seen.hash, digest: seen.digest };
  view.seen = seen;
  view.kept = { announcements: [], seals: [] };
  view.edits += 1;
  hide_answers();
  view.file_answer.textContent = "";
  const draws = seen.links.map((link) =>
    phrase("seen_draw", {
      draw: { given: link.draw },
      title: { given: link.title },
      authorities: link.authorities.map((given) => ({ given })),
      targets: seen.links[0].targets,
    }),
  );
  view.file_answer.appendChild(
    element(
      "div",
      { class: "box" },
      list_of("ul", draws),
      paragraph(
        phrase("seen_disclosure", {
          size: size_in_words(seen.size),
          hash: seen.hash,
          digest: { digest: seen.digest },
        }),
      ),
    ),
  );
  show_known();
}

// What was found before says nothing of what is given now.
function hide_answers() {
  [sections.result, sections.target, sections.steering].forEach((section) => {
    section.hidden = true;
  });
}
