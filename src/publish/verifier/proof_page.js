// A proof, as an inspector shows it at the door: the file, its text, or the compact text of a QR code.

const proof_files = { proof: null, announcement: null, seals: [] };

function proof_section() {
  view.proof_list = element("ul", {});
  view.proof_status = element("p", { role: "status", class: "status" });
  view.proof_answer = element("div", {});
  const pasted = element("textarea", {
    id: "proof-text",
    name: "proof",
    rows: "4",
    autocomplete: "off",
    spellcheck: "false",
    "aria-describedby": "proof-text-hint",
  });
  const take = element("button", {
    type: "button",
    said: phrase("proof_take"),
    onclick: () => take_pasted(pasted),
  });
  const go = element("button", {
    type: "button",
    class: "strong",
    said: phrase("proof_go"),
    onclick: check_now,
  });
  const section = section_of(
    "proof",
    "proof_head",
    paragraph(phrase("proof_how")),
    file_field("proof", phrase("proof_label"), phrase("proof_hint"), true, take_proof_files),
    element(
      "div",
      { class: "field" },
      element("label", { for: "proof-text", said: phrase("proof_text_label") }),
      element("p", { class: "hint", id: "proof-text-hint", said: phrase("proof_text_hint") }),
      pasted,
      take,
    ),
    view.proof_list,
    go,
    view.proof_status,
    view.proof_answer,
  );
  list_proof_files();
  return section;
}

function list_proof_files() {
  const named = (kind, files) =>
    element("li", {
      class: files.length === 0 ? "" : "held",
      said:
        files.length === 0
          ? phrase("proof_lacks_" + kind)
          : phrase("proof_has_" + kind, { names: files.map((file) => ({ given: file.name || "-" })) }),
    });
  const { proof, announcement, seals } = proof_files;
  view.proof_list.textContent = "";
  view.proof_list.appendChild(named("proof", proof === null ? [] : [proof]));
  view.proof_list.appendChild(named("announcement", announcement === null ? [] : [announcement]));
  view.proof_list.appendChild(named("seal", seals.map((one) => one.file)));
}

const KINDS_FOR_PROOF = ["proof", "announcement", "seal", "amendment_seal"];

// All seals are kept: which of them a proof rests on, it says itself.
function take_for_proof(file, seen) {
  if (seen.kind === "seal" || seen.kind === "amendment_seal") {
    if (!proof_files.seals.some((one) => one.digest === seen.digest)) {
      proof_files.seals.push({ file, digest: seen.digest });
    }
  } else {
    proof_files[seen.kind] = file;
  }
  list_proof_files();
  say_of_proof("");
}

function say_of_proof(said) {
  view.proof_answer.textContent = "";
  set_said(view.proof_status, said);
}

async function take_proof_files(files) {
  let refused = "";
  for (const file of files) {
    const seen = await ask({ name: "look", bytes: file, is_aside: true });
    const name = { given: file.name };
    if (seen.damage !== null) {
      refused = phrase("damaged_" + seen.damage, { name, size: size_in_words(seen.size) });
    } else if (KINDS_FOR_PROOF.includes(seen.kind)) {
      take_for_proof(file, seen);
    } else {
      refused = phrase("proof_other", { name, kind: phrase("kind_" + seen.kind) });
    }
  }
  say_of_proof(refused);
}

function take_pasted(pasted) {
  const text = pasted.value.trim();
  const is_compact = compact_form(text) !== undefined;
  const compact = is_compact ? decode_compact(text.replace(/\s+/g, "")) : null;
  if (is_compact && compact === null) {
    say_of_proof(phrase("proof_text_bad"));
    return;
  }
  const bytes = compact === null ? new TextEncoder().encode(text + "\n") : compact;
  const file = new Blob([bytes]);
  file.name = say(phrase("proof_pasted"));
  take_for_proof(file, { kind: "proof" });
}

async function check_now() {
  say_of_proof("");
  const { proof, announcement, seals } = proof_files;
  if (proof === null || announcement === null) {
    const lacking = proof !== null ? "_announcement" : announcement !== null ? "_proof" : "";
    say_of_proof(phrase("proof_lacking" + lacking));
    return;
  }
  try {
    const files = seals.map((one) => one.file);
    const answer = await ask({ name: "proof", proof, announcement, seals: files });
    // Files that came while it was computed have no answer yet.
    const is_older = proof !== proof_files.proof || announcement !== proof_files.announcement;
    if (is_older || files.length !== proof_files.seals.length) {
      return;
    }
    view.proof_answer.textContent = "";
    view.proof_answer.appendChild(view_of_proof(answer));
    focus_on(view.proof_answer.querySelector(".verdict"));
  } catch (error) {
    say_of_proof(phrase("verify_broke", { error: { given: String(error.message) } }));
  }
}
