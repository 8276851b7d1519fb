//! A page around the documents, in their style. Every text that goes into one is escaped here.

use super::words;
use crate::publish::format::{STYLE, escape, opened, opening};
use crate::say::{Language, Say};
use crate::types::date::Date;
use std::fmt::Write as _;

pub(super) struct Sheet {
    language: Language,
    html: String,
    /// Whether a section is open.
    is_section: bool,
}

/// A file that a page leads to.
pub(super) struct Link {
    pub(super) place: String,
    pub(super) label: String,
    /// Its digest, if that is said.
    pub(super) digest: String,
    /// Whether it is a file to keep and not one to look at.
    pub(super) is_kept: bool,
}

impl Link {
    /// A file without its digest.
    pub(super) fn new(place: String, label: impl Into<String>) -> Self {
        Self { place, label: label.into(), digest: String::new(), is_kept: false }
    }

    /// A file with its digest.
    pub(super) fn with_digest(place: String, label: impl Into<String>, digest: String) -> Self {
        Self { digest, ..Self::new(place, label) }
    }

    /// A file to keep.
    pub(super) fn to_keep(place: &str, label: impl Into<String>) -> Self {
        Self { is_kept: true, ..Self::new(place.to_owned(), label) }
    }

    fn anchor(&self) -> String {
        let kept = if self.is_kept { " download" } else { "" };
        format!("<a href=\"{}\"{kept}>{}</a>", escape(&self.place), escape(&self.label))
    }
}

impl Sheet {
    /// The page of a draw of these authorities, which changed last on a day.
    pub(super) fn of_draw(
        language: Language,
        title: &str,
        units: &[&str],
        changed: Option<Date>,
        has_feed: bool,
    ) -> Self {
        let (lead, all) = (units.first().copied().unwrap_or_default(), units.join("、"));
        let mut tags = String::new();
        let day = changed.map(|day| day.to_string()).unwrap_or_default();
        for (name, content) in [
            ("SiteName", lead),
            ("ColumnName", words::SITE.get(language)),
            ("ArticleTitle", title),
            ("ContentSource", &all),
            ("PubDate", &day),
        ] {
            // Writing to a string cannot fail.
            let _ = writeln!(tags, "<meta name=\"{name}\" content=\"{}\">", escape(content));
        }
        if has_feed {
            let feed = escape(words::FEED.get(language));
            let _ = writeln!(
                tags,
                "<link rel=\"alternate\" type=\"application/atom+xml\" title=\"{feed}\" href=\"feed.xml\">"
            );
        }
        let whole =
            [title, lead, &day].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" - ");
        let html = opened(&whole, &tags, language, STYLE);
        let between = if language == Language::Zh { "　" } else { ", " };
        let mut sheet = Self { language, html: html + "<main>\n", is_section: false };
        sheet.classed("unit", &units.join(between));
        sheet.element("h1", title);
        sheet
    }

    pub(super) fn new(language: Language, title: &str) -> Self {
        let mut sheet =
            Self { language, html: opening(title, language, STYLE) + "<main>\n", is_section: false };
        sheet.element("h1", title);
        sheet
    }

    fn element(&mut self, tag: &str, text: &str) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.html, "<{tag}>{}</{tag}>", escape(text));
    }

    /// What the page is about, for search engines: JSON-LD in which nothing ends its element.
    pub(super) fn dataset(&mut self, json: &str) {
        let _ = writeln!(self.html, "<script type=\"application/ld+json\">{json}</script>");
    }

    /// A line of a class of the style.
    pub(super) fn classed(&mut self, class: &str, text: &str) {
        let _ = writeln!(self.html, "<p class=\"{class}\">{}</p>", escape(text));
    }

    /// The way back to the page of the draw.
    pub(super) fn back(&mut self, label: &str) {
        let _ = writeln!(self.html, "<nav class=\"back\"><a href=\"index.html\">{}</a></nav>", escape(label));
    }

    /// Where one can go on the page.
    pub(super) fn ways<'w>(&mut self, ways: impl Iterator<Item = (String, &'w str)>) {
        let all: Vec<String> = ways.map(|(place, label)| Link::new(place, label).anchor()).collect();
        let label = escape(words::NAV.get(self.language));
        let _ = writeln!(self.html, "<nav class=\"columns\" aria-label=\"{label}\">{}</nav>", all.join("\n"));
    }

    /// Begins a part of the page.
    pub(super) fn section(&mut self, id: &str, title: &str) {
        self.end_section();
        self.is_section = true;
        let title = escape(title);
        let _ = writeln!(self.html, "<section aria-labelledby=\"{id}\">\n<h2 id=\"{id}\">{title}</h2>");
    }

    fn end_section(&mut self) {
        self.html += if std::mem::take(&mut self.is_section) { "</section>\n" } else { "" };
    }

    /// Labels, and what stands for each.
    pub(super) fn facts(&mut self, facts: Vec<(&'static str, String)>) {
        self.html += "<table class=\"facts\">\n<tbody>\n";
        for (label, text) in facts {
            let (label, text) = (escape(label), escape(&text));
            let _ = writeln!(self.html, "<tr><th scope=\"row\">{label}</th><td>{text}</td></tr>");
        }
        self.html += "</tbody>\n</table>\n";
    }

    /// A file, and what is said of it.
    pub(super) fn line_with(&mut self, link: &Link, text: &str) {
        let _ = writeln!(self.html, "<p>{}{}</p>", link.anchor(), escape(text));
    }

    /// Files in small, behind what they are for.
    pub(super) fn downloads(&mut self, label: &str, files: impl Iterator<Item = Link>) {
        let all: Vec<String> = files.map(|link| link.anchor()).collect();
        if !all.is_empty() {
            let between = if self.language == Language::Zh { "　" } else { ", " };
            let _ = writeln!(self.html, "<p class=\"downloads\">{}{}</p>", escape(label), all.join(between));
        }
    }

    /// A table whose rows each lead to a page.
    pub(super) fn table<const N: usize>(
        &mut self,
        id: &str,
        heads: &[String],
        rows: impl Iterator<Item = (Link, [String; N])>,
    ) {
        let _ = writeln!(self.html, "<table id=\"t-{id}\" class=\"rows\">\n<thead>\n<tr>");
        for head in heads {
            let _ = writeln!(self.html, "<th scope=\"col\">{}</th>", escape(head));
        }
        self.html += "</tr>\n</thead>\n<tbody>\n";
        for (link, cells) in rows {
            let _ = write!(self.html, "<tr><th scope=\"row\">{}</th>", link.anchor());
            for cell in cells {
                let _ = write!(self.html, "<td>{}</td>", escape(&cell));
            }
            self.html += "</tr>\n";
        }
        self.html += "</tbody>\n</table>\n";
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

    pub(super) fn files(&mut self, files: impl IntoIterator<Item = Link>) {
        self.html.push_str("<ul>\n");
        for link in files {
            let digest = escape(&link.digest);
            let code = if digest.is_empty() { String::new() } else { format!("<br><code>{digest}</code>") };
            let _ = writeln!(self.html, "<li>{}{code}</li>", link.anchor());
        }
        self.html.push_str("</ul>\n");
    }

    /// Ends the page with lines below it.
    pub(super) fn finish_with<'t>(mut self, lines: impl Iterator<Item = &'t str>) -> Vec<u8> {
        self.end_section();
        self.html += "</main>
<footer>
";
        lines.for_each(|line| self.line(line));
        self.html += "</footer>
</body>
</html>
";
        self.html.into_bytes()
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
        sheet.files([Link::new(place, label)]);
        let html = String::from_utf8(sheet.finish()).unwrap();
        assert!(!html.contains("<script>") && !html.contains("<img") && !html.contains("<b>"));
        assert!(html.contains("&lt;/a&gt;") && html.contains("a&amp;b"));
    }
}
