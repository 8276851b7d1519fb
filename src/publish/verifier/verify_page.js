// The verification as it goes on, and what comes of it.

// Answers are about what was given when they were computed: each edit takes them away.
function inputs_changed() {
  view.edits += 1;
  if (!sections.result.hidden) {
    hide_answers();
    set_said(view.go_status, phrase("inputs_changed"));
  }
}

async function verify_now() {
  hide_answers();
  const wrong = view.digests.concat(view.values).filter((one) => one.is_wrong());
  if (wrong.length > 0) {
    set_said(view.go_status, phrase("mend_first"));
    wrong[0].input.focus();
    return;
  }
  const evidence = {
    announcements: view.digests
      .map((one) => one.read())
      .filter((one) => one !== null)
      .concat(view.kept.announcements),
    seals: view.kept.seals,
    values: view.values
      .map((one) => ({ name: one.name, text: one.read() }))
      .filter((one) => one.text !== null),
  };
  const { edits, go, go_status, progress } = view;
  go.disabled = true;
  set_said(go_status, phrase(engine.is_page ? "verify_runs_here" : "verify_runs"));
  const { tell } = new_progress();
  let answer = null;
  let said = phrase("verify_done");
  try {
    answer = await ask({ name: "verify", evidence }, tell);
  } catch (error) {
    said = phrase("verify_broke", { error: { given: String(error.message) } });
  }
  // What stands above the answer gives way before the answer is led to.
  go.disabled = false;
  progress.hidden = true;
  if (answer !== null && edits !== view.edits) {
    set_said(go_status, phrase("inputs_changed"));
    return;
  }
  set_said(go_status, said);
  if (answer !== null) {
    show_result(answer);
  }
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
      const row = element(
        "li",
        {},
        element("span", {
          said: several
            ? phrase("step_of_link", {
                step: phrase("step_" + step),
                draw: { given: view.seen.links[link].draw },
              })
            : phrase("step_" + step),
        }),
        bar,
      );
      list.appendChild(row);
      rows.set(key, { row, bar });
    }
    return rows.get(key);
  };
  return {
    tell: ({ step, link, done, total }) => {
      const { bar } = row_of(step, link);
      bar.value = total > 0 ? Math.min(1, done / total) : 0;
    },
  };
}

function show_result({ report, has_story, steering }) {
  view.result_body.textContent = "";
  view.result_body.appendChild(view_of_report(report, view.file));
  view.result_body.appendChild(
    element("button", {
      type: "button",
      class: "print",
      said: phrase("print"),
      onclick: () => window.print(),
    }),
  );
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
