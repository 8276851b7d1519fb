// Fields for what a person types. Each shows below it what was understood, as it will be compared.

let field_count = 0;

// A field with its label and hint. `read(text)` gives the understood phrase, or the problem.
function field(name, { label, hint, rows, read }) {
  field_count += 1;
  const id = "field-" + field_count;
  const understood = element("p", { class: "understood", id: id + "-understood", "aria-live": "polite" });
  const input = element(rows > 1 ? "textarea" : "input", {
    id,
    name,
    rows: rows > 1 ? rows : false,
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: "false",
    "aria-describedby": id + "-hint " + id + "-understood",
  });
  const show = () => {
    const { said, is_problem } = read(input.value);
    set_said(understood, said);
    understood.classList.toggle("wrong", is_problem);
    input.setAttribute("aria-invalid", String(is_problem));
    return is_problem;
  };
  input.addEventListener("input", () => {
    show();
    inputs_changed();
  });
  const node = element(
    "div",
    { class: "field" },
    element("label", { for: id, said: label }),
    ...hint.map((said, place) =>
      element("p", { class: "hint", id: place === 0 ? id + "-hint" : false, said }),
    ),
    input,
    understood,
  );
  return { node, input, is_wrong: show };
}

function digest_field(hash) {
  const read = (text) => {
    const { hex: digits, problem } = typed_digest(text);
    if (problem !== null) {
      return { said: problem, is_problem: true };
    }
    return {
      said: digits === null ? phrase("left_empty") : phrase("digest_read", { digest: { digest: digits } }),
      is_problem: false,
    };
  };
  const made = field("digest", {
    label: phrase("digest_label", { hash }),
    hint: [phrase("digest_hint")],
    rows: 4,
    read,
  });
  return Object.assign(made, { read: () => typed_digest(made.input.value).hex });
}

// Where a value was published, and which other sources were named. The value itself is not shown: the
// reader finds it.
function value_hints(value) {
  const used = value.sources[value.used];
  const hints = [
    phrase("value_source", {
      publisher: { given: used.publisher },
      issue: { given: used.issue },
      closes: { instant: used.closes },
    }),
  ];
  if (used.kind !== null) {
    hints.push(phrase("value_form", { form: kind_in_words(used.kind) }));
  }
  if (value.used > 0) {
    const main = value.sources[0];
    hints.push(
      phrase("value_fallback_used", {
        source: value.used,
        reason: { given: value.reason },
        publisher: { given: main.publisher },
        issue: { given: main.issue },
      }),
    );
  }
  value.sources.forEach((source, place) => {
    if (place > value.used) {
      hints.push(
        phrase("value_fallback", {
          source: place,
          publisher: { given: source.publisher },
          issue: { given: source.issue },
        }),
      );
    }
  });
  return hints;
}

function value_field(value) {
  const { kind } = value.sources[value.used];
  const understand = (text) =>
    kind === null ? { text: text.trim() || null, problem: null } : typed_value(kind, text);
  const read = (text) => {
    const { text: understood, problem } = understand(text);
    if (problem !== null) {
      return { said: problem, is_problem: true };
    }
    return {
      said:
        understood === null ? phrase("left_empty") : phrase("value_read", { text: { given: understood } }),
      is_problem: false,
    };
  };
  const label = phrase("value_label", { name: { value: value.name } });
  const rows = kind !== null && (kind.hex || kind.upper_hex || kind.drand) ? 3 : 1;
  const made = field("value", { label, hint: value_hints(value), rows, read });
  return Object.assign(made, { name: value.name, read: () => understand(made.input.value).text });
}

// The browser's own button speaks the browser's language, so it is covered by one that speaks the page's.
function file_field(name, label, hint, is_multiple, on_files) {
  field_count += 1;
  const id = "field-" + field_count;
  const input = element("input", {
    type: "file",
    id,
    name,
    multiple: is_multiple,
    class: "covered",
    "aria-labelledby": id + "-label " + id + "-button",
    "aria-describedby": id + "-hint",
  });
  input.addEventListener("change", () => {
    on_files(Array.from(input.files));
    input.value = "";
  });
  const drop = (event) => {
    event.preventDefault();
    event.stopPropagation();
    on_files(Array.from(event.dataTransfer.files));
  };
  return element(
    "div",
    { class: "field drop", ondrop: drop },
    element("span", { class: "label", id: id + "-label", said: label }),
    element("p", { class: "hint", id: id + "-hint", said: hint }),
    input,
    element("label", {
      for: id,
      id: id + "-button",
      class: "button",
      said: phrase(is_multiple ? "files_choose" : "file_choose"),
    }),
  );
}
