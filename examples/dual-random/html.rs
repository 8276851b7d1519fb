//! Self-contained pages. Every text that goes into a page goes through this file, and is escaped as the library
//! does it.

use crate::text::Words;
use dual_random::publish::escape;
use dual_random::{Language, Say};
use std::fmt::Write as _;

const PAPER: &str = "\
@page{size:A4;margin:12mm 14mm}\
body{font:10pt/1.35 'Noto Serif CJK SC','Source Han Serif SC',SimSun,serif;max-width:180mm;margin:auto;color:#000}\
h1{font-size:15pt;text-align:center;margin:0 0 2mm}h2{font-size:11pt;margin:2mm 0 1mm}p{margin:1mm 0}\
table{border-collapse:collapse;width:100%}td,th{border:.3mm solid #666;padding:.3mm 1.5mm;text-align:left;\
vertical-align:top;font-size:9pt;overflow-wrap:anywhere}td:first-child,th{overflow-wrap:normal}code{font:9.5pt/1.5 'Noto Sans Mono',Consolas,monospace;overflow-wrap:anywhere}\
.sign td{height:10mm;width:50%}\
.big code{font-size:14pt;line-height:2}";

/// A page that is being written.
pub(crate) struct Page {
    language: Language,
    html: String,
}

impl Page {
    /// A page to print.
    pub(crate) fn new(language: Language, title: impl Say) -> Self {
        let lang = match language {
            Language::Zh => "zh-CN",
            Language::En => "en",
        };
        let title = escape(&title.message(language)).clone();
        let html = format!(
            "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
             <style>{PAPER}</style>\n</head>\n<body>\n<main>\n"
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

    /// Something to be typed in from paper.
    pub(crate) fn big_code(&mut self, code: &str) {
        let _ = writeln!(self.html, "<p class=\"big\"><code>{}</code></p>", escape(code));
    }

    pub(crate) fn table<T: Say>(&mut self, head: &[Words], rows: impl IntoIterator<Item = Vec<T>>) {
        self.html.push_str("<table>\n");
        if !head.is_empty() {
            self.row("th", head);
        }
        rows.into_iter().for_each(|row| self.row("td", &row));
        self.html.push_str("</table>\n");
    }

    fn row<T: Say>(&mut self, tag: &str, cells: &[T]) {
        self.html.push_str("<tr>");
        for cell in cells {
            let cell = self.escaped(cell);
            let _ = write!(self.html, "<{tag}>{cell}</{tag}>");
        }
        self.html.push_str("</tr>\n");
    }

    /// Lines for signatures, two in a row.
    pub(crate) fn signatures(&mut self, labels: &[Words]) {
        self.html.push_str("<table class=\"sign\">\n");
        labels.chunks(2).for_each(|row| self.row("td", row));
        self.html.push_str("</table>\n");
    }

    pub(crate) fn finish(mut self) -> Vec<u8> {
        self.html.push_str("</main>\n</body>\n</html>\n");
        self.html.into_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_given_to_a_page_can_become_markup() {
        let mut page = Page::new(Language::En, "<script>");
        page.code("a&b", "<img src='x' onerror=\"y\">");
        page.table(&["<b>"], [vec!["</td>"]]);
        let html = String::from_utf8(page.finish()).unwrap();
        assert!(!html.contains("<script>") && !html.contains("<img") && !html.contains("<b>"));
        assert!(html.contains("&lt;/td&gt;") && html.contains("a&amp;b"));
    }
}
