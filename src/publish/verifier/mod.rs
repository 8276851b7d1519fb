//! The page on which anybody verifies a draw in a browser: `verify.html`, one file that takes nothing from the network.
//!
//! It is written in plain JavaScript, from the text of the protocol and not from this library, so that a bug of one is found by
//! the other. The parts are one script; this is their order: first those that verify, then those that ask, tell and show.

use crate::types::digest::Digest;
use base64ct::{Base64, Encoding as _};
use std::sync::LazyLock;

const TEMPLATE: &str = include_str!("page.html");
const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = concat!(
    include_str!("sha256.js"),
    include_str!("sm3.js"),
    include_str!("hash.js"),
    include_str!("buffer.js"),
    include_str!("stream.js"),
    include_str!("canonical.js"),
    include_str!("types.js"),
    include_str!("form.js"),
    include_str!("forms.js"),
    include_str!("trial.js"),
    include_str!("limits.js"),
    include_str!("values.js"),
    include_str!("plan.js"),
    include_str!("merkle.js"),
    include_str!("rosters.js"),
    include_str!("pools.js"),
    include_str!("seats.js"),
    include_str!("selection.js"),
    include_str!("matching.js"),
    include_str!("standing.js"),
    include_str!("staffing.js"),
    include_str!("amend.js"),
    include_str!("continuation.js"),
    include_str!("evidence.js"),
    include_str!("warnings.js"),
    include_str!("report.js"),
    include_str!("verify.js"),
    include_str!("proof.js"),
    include_str!("self_test.js"),
    include_str!("saying.js"),
    include_str!("words.js"),
    include_str!("words_of_answers.js"),
    include_str!("words_of_codes.js"),
    include_str!("words_of_fields.js"),
    include_str!("words_of_problems.js"),
    include_str!("words_of_stories.js"),
    include_str!("words_of_steering.js"),
    include_str!("typed.js"),
    include_str!("compact.js"),
    include_str!("counties.js"),
    include_str!("people.js"),
    include_str!("history.js"),
    include_str!("steering.js"),
    include_str!("story.js"),
    include_str!("team_story.js"),
    include_str!("places.js"),
    include_str!("plain.js"),
    include_str!("files.js"),
    include_str!("worker.js"),
    include_str!("engine.js"),
    include_str!("dom.js"),
    include_str!("picture.js"),
    include_str!("story_view.js"),
    include_str!("digest_view.js"),
    include_str!("report_view.js"),
    include_str!("proof_view.js"),
    include_str!("fields.js"),
    include_str!("target_page.js"),
    include_str!("proof_page.js"),
    include_str!("about_page.js"),
    include_str!("known_page.js"),
    include_str!("verify_page.js"),
    include_str!("page.js"),
    include_str!("main.js"),
);

/// The page `verify.html`, in which a browser verifies a disclosure or a proof. It is the same for every draw, and the same
/// bytes in every build of a release, so that its SHA-256 can be published where the authority has no hand in it.
///
/// ```
/// use dual_random::publish::verifier::verify_page;
///
/// assert!(verify_page().starts_with("<!DOCTYPE html>"));
/// ```
pub fn verify_page() -> &'static str {
    static PAGE: LazyLock<String> = LazyLock::new(page);
    &PAGE
}

/// The script comes last, so that nothing is looked for in it. A browser runs style and script only with these digests.
fn page() -> String {
    let digest = |text: &str| Base64::encode_string(Digest::of_file(text.as_bytes()).as_bytes());
    TEMPLATE
        .replacen("{script_digest}", &digest(SCRIPT), 1)
        .replacen("{style_digest}", &digest(STYLE), 1)
        .replacen("{style}", STYLE, 1)
        .replacen("{script}", SCRIPT, 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::digest::HashAlgorithm;

    /// What `sha256sum verify.html` prints. A change of any byte of the page changes it, so it is pinned once more with each.
    const PINNED: &str = "c7340915c9888c79a99d6b28da39f7482dfab2e310b51c97803f118746ea26f5";
    /// The same by SM3.
    const PINNED_SM3: &str = "1737e5827b504b8b32ecaa3289223778d1dc9b5b175f78527d48dc2b29dbf473";

    #[test]
    fn the_page_has_the_digest_that_is_published() {
        let page = verify_page();
        for (hash, pinned) in [(HashAlgorithm::Sha256, PINNED), (HashAlgorithm::Sm3, PINNED_SM3)] {
            assert_eq!(hash.of_file(page.as_bytes()).to_hex(), pinned);
            assert!(include_str!("../../../PROTOCOL.md").contains(pinned));
        }
    }

    #[test]
    fn nothing_of_the_script_ends_the_script() {
        for piece in ["</script", "<!--", "\r"] {
            assert!(!SCRIPT.contains(piece) && !STYLE.contains(piece), "{piece:?}");
        }
        assert!(!STYLE.contains("</style"));
    }
}
