//! A page to print. Every text that goes into it goes through this file, and is escaped.

use crate::publish::escape;
use crate::say::{Language, Say};
use std::fmt::Write as _;
use zeroize::Zeroizing;

const STYLE: &str = "\
@page{size:A4;margin:12mm 14mm}\
body{font:10pt/1.35 'Noto Serif CJK SC','Source Han Serif SC',SimSun,serif;max-width:180mm;margin:auto;color:#000}\
h1{font-size:15pt;text-align:center;margin:0 0 2mm}h2{font-size:11pt;margin:2mm 0 1mm}p{margin:1mm 0}\
table{border-collapse:collapse;width:100%}td,th{border:.3mm solid #666;padding:.3mm 1.5mm;text-align:left;\
vertical-align:top;font-size:9pt;overflow-wrap:anywhere}td:first-child,th{overflow-wrap:normal}code{font:9.5pt/1.5 'Noto Sans Mono',Consolas,monospace;overflow-wrap:anywhere}\
.unit,.part{text-align:center}.unit{font-size:13pt;margin:0}.number{text-align:right}\
.sign{table-layout:fixed}.sign td{height:20mm}.ledger table{table-layout:fixed}.ledger td{height:12mm}\
.box{border:.3mm solid #666;padding:1mm 2mm;margin:2mm 0 0;break-inside:avoid}.box p,.box code{font-size:8pt;margin:.3mm 0}.box br{display:none}\
.big code{font-size:14pt;line-height:2}";

/// Room for a sheet with a secret: text that outgrows its place leaves a copy behind, which nobody wipes.
const ROOM: usize = 64 << 10;

/// A page that is being written. It may hold a secret, and is wiped on drop.
pub(super) struct Sheet {
    language: Language,
    html: Zeroizing<String>,
}

impl Sheet {
    /// A page under a title.
    pub(super) fn new(language: Language, title: impl Say) -> Self {
        let mut sheet = Self::untitled(language, &title);
        sheet.element("h1", title);
        sheet
    }

    /// A page of a unit, which stands above the title.
    pub(super) fn of_unit(language: Language, unit: impl Say, title: impl Say) -> Self {
        let mut sheet = Self::untitled(language, &title);
        sheet.line("unit", unit);
        sheet.element("h1", title);
        sheet
    }

    fn untitled(language: Language, title: impl Say) -> Self {
        let lang = match language {
            Language::Zh => "zh-CN",
            Language::En => "en",
        };
        let mut sheet = Self { language, html: Zeroizing::new(String::with_capacity(ROOM)) };
        let head = sheet.escaped(&title);
        // Writing to a string cannot fail.
        let _ = write!(
            sheet.html,
            "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{head}</title>\n\
             <style>{STYLE}</style>\n</head>\n<body>\n<main>\n"
        );
        sheet
    }

    fn escaped(&self, text: impl Say) -> String {
        escape(&text.message(self.language))
    }

    fn element(&mut self, tag: &str, text: impl Say) {
        let text = self.escaped(text);
        let _ = writeln!(self.html, "<{tag}>{text}</{tag}>");
    }

    pub(super) fn heading(&mut self, text: impl Say) {
        self.element("h2", text);
    }

    pub(super) fn text(&mut self, text: impl Say) {
        self.element("p", text);
    }

    /// A digest or command, to be read letter by letter.
    pub(super) fn code(&mut self, label: impl Say, code: impl Say) {
        let (label, code) = (self.escaped(label), self.escaped(code));
        let _ = writeln!(self.html, "<p>{label} <br><code>{code}</code></p>");
    }

    /// Hex digits to be typed in from paper, in groups of four.
    pub(super) fn big_hex(&mut self, hex: &str) {
        self.html.push_str("<p class=\"big\"><code>");
        for (place, digit) in hex.chars().filter(char::is_ascii_hexdigit).enumerate() {
            if place > 0 && place % 4 == 0 {
                self.html.push(' ');
            }
            self.html.push(digit);
        }
        self.html.push_str("</code></p>\n");
    }

    /// Lines to be typed in from paper, each with its number.
    #[cfg(feature = "shares")]
    pub(super) fn big_lines(&mut self, lines: &str) {
        self.html.push_str("<ol class=\"big\">\n");
        for line in lines.lines() {
            self.html.push_str("<li><code>");
            self.html.extend(line.chars().filter(|c| c.is_ascii_alphanumeric() || *c == ' '));
            self.html.push_str("</code></li>\n");
        }
        self.html.push_str("</ol>\n");
    }

    /// A table; without heads, if there are none.
    pub(super) fn table(&mut self, heads: &[impl Say], rows: impl IntoIterator<Item = Vec<String>>) {
        self.html.push_str("<table>\n");
        if !heads.is_empty() {
            let heads: Vec<String> = heads.iter().map(|head| head.message(self.language)).collect();
            self.row("th", &heads);
        }
        rows.into_iter().for_each(|row| self.row("td", &row));
        self.html.push_str("</table>\n");
    }

    /// A table to be filled in by hand, with rows high enough for that.
    pub(super) fn ledger(&mut self, heads: &[impl Say], rows: impl IntoIterator<Item = Vec<String>>) {
        self.html.push_str("<div class=\"ledger\">\n");
        self.table(heads, rows);
        self.html.push_str("</div>\n");
    }

    fn row(&mut self, tag: &str, cells: &[String]) {
        self.html.push_str("<tr>");
        for cell in cells {
            let _ = write!(self.html, "<{tag}>{}</{tag}>", escape(cell));
        }
        self.html.push_str("</tr>\n");
    }

    /// Room for signatures side by side, 2 cm high.
    pub(super) fn signatures(&mut self, labels: &[impl Say]) {
        self.html.push_str("<table class=\"sign\">\n");
        let labels: Vec<String> = labels.iter().map(|label| label.message(self.language)).collect();
        self.row("td", &labels);
        self.html.push_str("</table>\n");
    }

    /// A line of its own kind, as the style names it.
    pub(super) fn line(&mut self, class: &str, text: impl Say) {
        let text = self.escaped(text);
        let _ = writeln!(self.html, "<p class=\"{class}\">{text}</p>");
    }

    /// A box in small print.
    pub(super) fn boxed(&mut self, heading: impl Say, fill: impl FnOnce(&mut Self)) {
        self.html.push_str("<div class=\"box\">\n");
        self.line("head", heading);
        fill(self);
        self.html.push_str("</div>\n");
    }

    pub(super) fn finish(mut self) -> Zeroizing<Vec<u8>> {
        self.html.push_str("</main>\n</body>\n</html>\n");
        Zeroizing::new(std::mem::take(&mut *self.html).into_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::super::words::Given;
    use super::*;

    #[test]
    fn nothing_given_to_a_page_can_become_markup() {
        let given = |text: &str| Given(text.to_owned());
        let mut page = Sheet::new(Language::En, given("<script>"));
        page.code(given("a&b"), given("<img src='x' onerror=\"y\">"));
        page.table(&[given("<b>")], [vec!["</td>".to_owned()]]);
        page.big_hex("00ff<&>11");
        let html = String::from_utf8(page.finish().to_vec()).unwrap();
        assert!(!html.contains("<script>") && !html.contains("<img") && !html.contains("<b>"));
        assert!(html.contains("&lt;/td&gt;") && html.contains("a&amp;b"));
        assert!(html.contains("<code>00ff 11</code>"), "what is no digit is left out");
    }

    #[cfg(feature = "shares")]
    #[test]
    fn lines_to_be_typed_have_their_numbers_and_are_no_markup() {
        let mut page = Sheet::new(Language::En, Given("甲".to_owned()));
        page.big_lines("AB12 <b>\n34&");
        let html = String::from_utf8(page.finish().to_vec()).unwrap();
        assert!(html.contains("<li><code>AB12 b</code></li>\n<li><code>34</code></li>\n</ol>"), "{html}");
    }
}
