//! The page on which anybody verifies a draw in a browser: `verify.html`, one file that takes nothing from the network.
//!
//! Its script is the concatenation of the files below, in this order. They are classic scripts and share their top-level
//! names. The core is written from `PROTOCOL.md` alone; the page around it asks, explains and shows.

use crate::types::digest::Digest;
use base64ct::{Base64, Encoding as _};
use std::sync::LazyLock;

const TEMPLATE: &str = include_str!("page.html");
const STYLE: &str = include_str!("page.css");
const SCRIPT: [&str; 45] = [
    include_str!("main.js"),
];

/// The page `verify.html`, in which a browser verifies a disclosure or a proof. It is the same for every draw, and the same
/// bytes in every build of a release, so that its SHA-256 can be published where the authority has no hand in it.
///
/// ```
/// use dual_random::publish::verifier::verify_page;
///
/// assert!(verify_page().starts_with("<!DOCTYPE html>"));
/// assert!(!verify_page().contains("http"), "it takes nothing from the network");
/// ```
pub fn verify_page() -> &'static str {
    static PAGE: LazyLock<String> = LazyLock::new(page);
    &PAGE
}

/// The script comes last, so that nothing is looked for in it. The browser runs style and script only with these digests.
fn page() -> String {
    let script = SCRIPT.concat();
    let digest = |text: &str| Base64::encode_string(Digest::of_file(text.as_bytes()).as_bytes());
    TEMPLATE
        .replacen("{script_digest}", &digest(&script), 1)
        .replacen("{style_digest}", &digest(STYLE), 1)
        .replacen("{style}", STYLE, 1)
        .replacen("{script}", &script, 1)
}
