//! Self-contained pages. Every text that goes into a page goes through this file, and is escaped as the library
//! does it.

use crate::text::Words;
use dual_random::publish::{STYLE, escape};
use dual_random::{Language, Say};
use std::fmt::Write as _;

/// A page that is being written.
pub(crate) struct Page {
    language: Language,
    html: String,
}

impl Page {
    /// A page of the web folder, in the style of the documents there.
    pub(crate) fn web(language: Language, title: impl Say) -> Self {
        let lang = match language {
            Language::Zh => "zh-CN",
            Language::En => "en",
        };
        let title = escape(&title.message(language)).clone();
        let html = format!(
            "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
             <style>{STYLE}</style>\n</head>\n<body>\n<main>\n"
        );
        Self { language, html }
    }

    fn escaped(&self, text: impl Say) -> String {
        escape(&text.message(self.language)).clone()
    }

    fn element(&mut self, tag: &str, text: impl Say) {
        let text = self.escaped(text);
        // Writing to a string cannot fail.
        let _ = writeln!(self.html, "<{tag}>{text}</{tag}>");
    }

    pub(crate) fn title(&mut self, text: impl Say) {
        self.element("h1", text);
    }

    pub(crate) fn heading(&mut self, text: impl Say) {
        self.element("h2", text);
    }

    pub(crate) fn text(&mut self, text: impl Say) {
        self.element("p", text);
    }

    /// A digest, command or value, to be read letter by letter.
    pub(crate) fn code(&mut self, label: impl Say, code: impl Say) {
        let (label, code) = (self.escaped(label), self.escaped(code));
        let _ = writeln!(self.html, "<p>{label}<br><code>{code}</code></p>");
    }

    /// Links to files, each with its digest if it has one.
    pub(crate) fn files(&mut self, files: impl Iterator<Item = (String, Words, String)>) {
        self.html.push_str("<ul>\n");
        for (place, label, digest) in files {
            let (place, label, digest) = (escape(&place), self.escaped(label), escape(&digest));
            let code = if digest.is_empty() { String::new() } else { format!("<br><code>{digest}</code>") };
            let _ = writeln!(self.html, "<li><a href=\"{place}\">{label}</a>{code}</li>");
        }
        self.html.push_str("</ul>\n");
    }

    pub(crate) fn finish(mut self) -> Vec<u8> {
        self.html.push_str("</main>\n</body>\n</html>\n");
        self.html.into_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::name;

    #[test]
    fn nothing_given_to_a_page_can_become_markup() {
        let mut page = Page::web(Language::En, name("<script>"));
        page.code(name("a&b"), name("<img src='x' onerror=\"y\">"));
        page.files([("</a>".to_owned(), name("<b>"), "\"".to_owned())].into_iter());
        let html = String::from_utf8(page.finish()).unwrap();
        assert!(!html.contains("<script>") && !html.contains("<img") && !html.contains("<b>"));
        assert!(html.contains("&lt;/a&gt;") && html.contains("a&amp;b"));
    }
}
