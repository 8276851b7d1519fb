//! A page around the documents, in their style. Every text that goes into one is escaped here.

use crate::publish::format::{STYLE, escape, opening};
use crate::say::{Language, Say};
use std::fmt::Write as _;

pub(super) struct Sheet {
    language: Language,
    html: String,
}

/// A file that a page leads to.
pub(super) struct Link {
    pub(super) place: String,
    pub(super) label: String,
    /// Its digest, if that is said.
    pub(super) digest: String,
}

impl Sheet {
    pub(super) fn new(language: Language, title: &str) -> Self {
        let mut sheet = Self { language, html: opening(title, language, STYLE) + "<main>\n" };
        sheet.element("h1", title);
        sheet
    }

    fn element(&mut self, tag: &str, text: &str) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.html, "<{tag}>{}</{tag}>", escape(text));
    }

    pub(super) fn heading(&mut self, text: impl Say) {
        self.element("h2", &text.message(self.language));
    }

    pub(super) fn text(&mut self, text: impl Say) {
        self.line(&text.message(self.language));
    }

    pub(super) fn line(&mut self, text: &str) {
        self.element("p", text);
    }

    /// A digest, command or value, to be read letter by letter.
    pub(super) fn code(&mut self, label: &str, code: &str) {
        let _ = writeln!(self.html, "<p>{}<br><code>{}</code></p>", escape(label), escape(code));
    }

    /// What is folded away until a reader asks for it.
    pub(super) fn folded(&mut self, summary: impl Say, fill: impl FnOnce(&mut Self)) {
        let summary = escape(&summary.message(self.language));
        let _ = writeln!(self.html, "<details>\n<summary>{summary}</summary>");
        fill(self);
        self.html.push_str("</details>\n");
    }

    pub(super) fn files(&mut self, files: impl IntoIterator<Item = Link>) {
        self.html.push_str("<ul>\n");
        for Link { place, label, digest } in files {
            let (place, label, digest) = (escape(&place), escape(&label), escape(&digest));
            let code = if digest.is_empty() { String::new() } else { format!("<br><code>{digest}</code>") };
            let _ = writeln!(self.html, "<li><a href=\"{place}\">{label}</a>{code}</li>");
        }
        self.html.push_str("</ul>\n");
    }

    pub(super) fn finish(mut self) -> Vec<u8> {
        self.html.push_str("</main>\n</body>\n</html>\n");
        self.html.into_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publish::cell::Words;

    #[test]
    fn nothing_given_to_a_page_can_become_markup() {
        let mut sheet = Sheet::new(Language::En, "<script>");
        sheet.heading(Words::new("", "<b>"));
        sheet.code("a&b", "<img src='x' onerror=\"y\">");
        let (place, label) = ("\"><b>".to_owned(), "</a>".to_owned());
        sheet.files([Link { place, label, digest: String::new() }]);
        let html = String::from_utf8(sheet.finish()).unwrap();
        assert!(!html.contains("<script>") && !html.contains("<img") && !html.contains("<b>"));
        assert!(html.contains("&lt;/a&gt;") && html.contains("a&amp;b"));
    }
}
