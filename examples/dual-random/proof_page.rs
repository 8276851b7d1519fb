//! The page of a proof: what it shows, the proof itself in a QR code, for a telephone at the door, and how to check it.

use crate::text::{self, Words};
use dual_random::Language;
use dual_random::publish::escape;
use std::fmt::Write as _;

/// A code of 55 mm is read by telephones; the steps stand beside it.
const STYLE: &str = "
svg { shape-rendering: crispEdges; }
@page { size: A4; margin: 12mm 18mm }
body { max-width: 174mm; margin: 1em auto; padding: 0 1em; font-family: serif; line-height: 1.3; font-size: 11pt; overflow-wrap: anywhere }
@media print { body { margin: 0 auto; padding: 0; font-size: 10pt } }
h1 { text-align: center; font-size: 1.5em }
h2 { margin: 0; font-size: 1em }
p { margin: .3em 0; white-space: pre-wrap }
.seal { text-align: right }
.check { display: flex; flex-wrap: wrap; gap: 5mm; align-items: flex-start; break-inside: avoid }
.check svg { flex: none; width: 55mm; height: 55mm }
.check div { flex: 1 1 70mm }
";

/// What stands on the page.
pub(crate) struct ProofPage<'a> {
    pub(crate) lines: Vec<Words>,
    pub(crate) steps: Vec<Words>,
    /// The drawing of the code.
    pub(crate) code: &'a str,
    /// Who seals it.
    pub(crate) lead: &'a str,
}

impl ProofPage<'_> {
    pub(crate) fn html(&self, language: Language) -> String {
        let title = escape(text::proof_title().get(language));
        let paragraphs = |lines: &[Words]| {
            lines.iter().fold(String::new(), |mut out, line| {
                let _ = writeln!(out, "<p>{}</p>", escape(line.get(language)));
                out
            })
        };
        let (shown, steps, code) = (paragraphs(&self.lines), paragraphs(&self.steps), self.code);
        let seal = format!("{}<br>{}", escape(self.lead), escape(text::proof_seal().get(language)));
        let how = escape(text::proof_how().get(language));
        let tongue = if language == Language::Zh { "zh-CN" } else { "en" };
        format!(
            "<!DOCTYPE html>\n<html lang=\"{tongue}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n{shown}<p class=\"seal\">{seal}</p>\n<div class=\"check\">\n{code}\n<div>\n<h2>{how}</h2>\n{steps}</div>\n</div>\n</body>\n</html>\n"
        )
    }
}
