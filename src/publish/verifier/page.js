// The page: bring the disclosure, give what you know yourself, see what comes of it, look for a company.

const view = { file: null, seen: null, digests: [], values: [], kept: { announcements: [], seals: [] } };
const sections = {};

function section_of(id, head, ...children) {
  const name = id + "-head";
  sections[id] = element("section", { id, "aria-labelledby": name },
    element("h2", { id: name, said: phrase(head) }), ...children);
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
  return element("header", {}, to_english, element("h1", { said: phrase("title") }), paragraph(phrase("intro")),
    paragraph(phrase("intro_private")), element("p", { class: "note", said: phrase("intro_copy") }));
}

function file_section() {
  view.file_answer = element("div", { class: "answer" });
  return [paragraph(phrase("file_how")),
    file_field("disclosure", phrase("file_label"), phrase("file_hint"), false, (files) => take_files(files)),
    view.status, view.file_answer];
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
    folded.forEach((details) => { details.open = true; });
  });
  window.addEventListener("afterprint", () => folded.forEach((details) => { details.open = false; }));
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
    const said = phrase("file_large", { size: size_in_words(file.size), memory: size_in_words(file.size * MEMORY) });
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
    set_status(phrase("file_unreadable", { name: { given: file.name } }), true);
    return;
  }
  set_status("");
  if (["proof", "announcement", "seal", "amendment_seal"].includes(seen.kind)) {
    take_for_proof(file, seen);
  }
  if (seen.kind === "disclosure") {
    take_disclosure(file, seen);
  } else {
    view.file_answer.textContent = "";
    view.file_answer.appendChild(answer_of_file(file, seen));
  }
}

// How many times its size a file may take in memory while it is verified: in Chromium 8.5 times for a file of 63 MB.
const MEMORY = 10;

function confirm_large(said) {
  return new Promise((done) => {
    const end = (answer) => () => {
      view.file_answer.textContent = "";
      done(answer);
    };
    set_status("");
    view.file_answer.textContent = "";
    view.file_answer.appendChild(element("div", { class: "box" }, paragraph(said),
      element("button", { type: "button", class: "strong", said: phrase("go_on"), onclick: end(true) }),
      element("button", { type: "button", said: phrase("stop"), onclick: end(false) })));
    view.file_answer.querySelector("button").focus();
  });
}

// A file that is no disclosure is answered with its digest and what it seems to be.
function answer_of_file(file, seen) {
  return element("div", { class: "box" },
    paragraph(phrase("seen_as", { name: { given: file.name }, size: size_in_words(seen.size),
      kind: phrase("kind_" + seen.kind) })),
    paragraph(phrase("seen_digest", { digest: { digest: seen.digest } })),
    paragraph(phrase("advice_" + seen.kind)));
}

function take_disclosure(file, seen) {
  view.file = { name: file.name, size: seen.size, digest: seen.digest };
  view.seen = seen;
  view.kept = { announcements: [], seals: [] };
  hide_answers();
  view.file_answer.textContent = "";
  const draws = seen.links.map((link) => phrase("seen_draw", { draw: { given: link.draw },
    title: { given: link.title }, authorities: link.authorities.map((given) => ({ given })),
    targets: seen.links[0].targets }));
  view.file_answer.appendChild(element("div", { class: "box" }, list_of("ul", draws),
    paragraph(phrase("seen_disclosure", { size: size_in_words(seen.size), digest: { digest: seen.digest } }))));
  show_known();
}

// What was found before says nothing of what is given now.
function hide_answers() {
  [sections.result, sections.target, sections.steering].forEach((section) => { section.hidden = true; });
}

// Steps 2 and 3: what the reader knows without the authority's files.
function show_known() {
  view.known.textContent = "";
  view.known.hidden = false;
  view.digests = view.seen.links.map(() => digest_field());
  const several = view.seen.links.length > 1;
  const digests = view.digests.map(({ node }, place) => element("fieldset", {},
    element("legend", { said: phrase(several ? "digest_of_link" : "digest_of_draw",
      { draw: { given: view.seen.links[place].draw } }) }), node));
  view.kept_list = element("p", { class: "understood", "aria-live": "polite" });
  view.known.appendChild(section_of("digests", "digest_head", paragraph(phrase("digest_how")), ...digests,
    element("details", {}, element("summary", { said: phrase("kept_head") }),
      file_field("kept", phrase("kept_label"), phrase("kept_hint"), true, take_kept), view.kept_list)));
  const all = view.seen.links.reduce((values, link) => values.concat(link.values), []);
  const asked = all.filter((value) => !is_from_witness(value));
  view.values = asked.map(value_field);
  const told = all.filter(is_from_witness).map((value) => paragraph(phrase("value_contribution", {
    name: { value: value.name }, publisher: { given: value.sources[value.used].publisher } })));
  view.known.appendChild(section_of("values", "value_head", paragraph(phrase("value_how")),
    ...view.values.map(({ node }) => node), ...told));
  view.progress = element("div", { class: "progress", hidden: true });
  view.go = element("button", { type: "button", class: "strong", said: phrase("verify_go"), onclick: verify_now });
  view.go_status = element("p", { role: "status", class: "status" });
  view.known.appendChild(section_of("verify", "verify_head", paragraph(phrase("verdicts_verified")),
    paragraph(phrase("verdicts_consistent")), view.go, view.go_status, view.progress));
}

function is_from_witness(value) {
  const { kind } = value.sources[value.used];
  return kind !== null && Boolean(kind.contribution);
}

// Announcements and seals that the reader kept from before.
async function take_kept(files) {
  for (const file of files) {
    const seen = await ask({ name: "look", bytes: file });
    if (seen.kind === "announcement") {
      view.kept.announcements.push(file);
    } else if (seen.kind === "seal" || seen.kind === "amendment_seal") {
      view.kept.seals.push(file);
    } else {
      set_said(view.kept_list, phrase("kept_other", { name: { given: file.name } }));
      return;
    }
  }
  const all = view.kept.announcements.concat(view.kept.seals);
  set_said(view.kept_list, phrase("kept_all", { names: all.map((file) => ({ given: file.name })) }));
}

async function verify_now() {
  const wrong = view.digests.concat(view.values).filter((one) => one.is_wrong());
  if (wrong.length > 0) {
    set_said(view.go_status, phrase("mend_first"));
    wrong[0].input.focus();
    return;
  }
  const evidence = {
    announcements: view.digests.map((one) => one.read()).filter((one) => one !== null)
      .concat(view.kept.announcements),
    seals: view.kept.seals,
    values: view.values.map((one) => ({ name: one.name, text: one.read() })).filter((one) => one.text !== null),
  };
  view.go.disabled = true;
  hide_answers();
  set_said(view.go_status, phrase(engine.is_page ? "verify_runs_here" : "verify_runs"));
  const progress = new_progress();
  try {
    const answer = await ask({ name: "verify", evidence }, progress.tell);
    set_said(view.go_status, phrase("verify_done"));
    show_result(answer);
  } catch (error) {
    set_said(view.go_status, phrase("verify_broke", { error: { given: String(error.message) } }));
  }
  view.go.disabled = false;
  view.progress.hidden = true;
}

// Each step as it is done, with how far it is.
function new_progress() {
  view.progress.textContent = "";
  view.progress.hidden = false;
  const list = element("ol", {});
  view.progress.appendChild(list);
  const rows = new Map();
  const row_of = (step, link) => {
    const key = step + " " + link;
    if (!rows.has(key)) {
      rows.forEach(({ row, bar }) => {
        row.classList.add("held");
        bar.value = bar.max;
      });
      const bar = element("progress", { max: "1", value: "0", "aria-label": phrase("step_" + step) });
      const several = view.seen.links.length > 1 && view.seen.links[link];
      const row = element("li", {}, element("span", { said: several ? phrase("step_of_link", {
        step: phrase("step_" + step), draw: { given: view.seen.links[link].draw } }) : phrase("step_" + step) }), bar);
      list.appendChild(row);
      rows.set(key, { row, bar });
    }
    return rows.get(key);
  };
  return { tell: ({ step, link, done, total }) => {
    const { bar } = row_of(step, link);
    bar.value = total > 0 ? Math.min(1, done / total) : 0;
  } };
}

function show_result({ report, has_story, steering }) {
  view.result_body.textContent = "";
  view.result_body.appendChild(view_of_report(report, view.file));
  view.result_body.appendChild(element("button", { type: "button", class: "print", said: phrase("print"),
    onclick: () => window.print() }));
  sections.target.hidden = !has_story;
  view.target_answer.textContent = "";
  view.target_note.hidden = report.verdict !== "contradicted";
  sections.steering.hidden = steering === null;
  view.steering_body.textContent = "";
  if (steering !== null) {
    view.steering_body.appendChild(view_of_steering(steering, report.verdict === "verified"));
  }
  show_section(sections.result);
}
