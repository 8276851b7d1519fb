// What this page is, why the authority's own copy proves nothing against the authority, and how to verify
// without it.

function about_section() {
  const part = (head, ...nodes) => element("section", {}, element("h3", { said: phrase(head) }), ...nodes);
  return section_of(
    "about",
    "about_head",
    part(
      "about_copy_head",
      paragraph(phrase("about_copy")),
      paragraph(phrase("about_digest")),
      list_of("ul", [
        phrase("about_digest_minutes"),
        phrase("about_digest_log"),
        phrase("about_digest_release"),
      ]),
      paragraph(phrase("about_digest_how")),
      code_box("sha256sum verify.html"),
      code_box("certutil -hashfile verify.html SHA256"),
      paragraph(phrase("about_digest_sm3")),
      code_box("openssl dgst -sm3 verify.html"),
      paragraph(phrase("about_digest_here")),
    ),
    part(
      "about_other_head",
      list_of("ul", [phrase("about_program"), phrase("about_python"), phrase("about_hand")]),
    ),
    part("about_limits_head", paragraph(phrase("about_limits"))),
  );
}
