//! What a page begins with: title, the tags by which government sites are indexed, and its style.

use super::{SiteTable, units};
use crate::publish::cell::Cell;
use crate::publish::format::escape::escape;
use crate::publish::page::Page;
use crate::say::Language;
use crate::types::digest::Digest;
use base64ct::{Base64, Encoding as _};
use std::fmt::Write as _;
use std::sync::OnceLock;

/// The style of published pages.
pub const STYLE: &str = include_str!("style.css");

/// Searches and filters the rows of large tables. A page reads the same without it.
pub(super) const FIND: &str = include_str!("find.js");

/// Most columns of a table that stand side by side on an upright sheet.
pub(super) const WIDEST: usize = 8;

/// Most columns of a table that a telephone shows as one; of a wider one each row is a card.
pub(super) const NARROW: usize = 3;

/// The page of a document with a wider table.
const ACROSS: &str = "@page { size: A4 landscape; margin: 12mm; }\n";

/// Neither a page nor what it may run asks anything of a network.
fn policy() -> &'static str {
    static POLICY: OnceLock<String> = OnceLock::new();
    POLICY.get_or_init(|| {
        let digest = Base64::encode_string(Digest::of_file(FIND.as_bytes()).as_bytes());
        format!(
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; \
             script-src 'sha256-{digest}'\">\n"
        )
    })
}

/// A text as it may stand in a string of a style.
fn in_style(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '"' | '\\' | '<' | '>' | '&' => drop(write!(out, "\\{:x} ", u32::from(c))),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// What a page begins with that holds several documents.
pub(in crate::publish::format) fn head(title: &str, language: Language) -> String {
    opening(title, language, &format!("\n{STYLE}"))
}

/// The same in a style.
pub(in crate::publish) fn opening(title: &str, language: Language, style: &str) -> String {
    opened(title, "", language, style)
}

/// The same with further tags.
pub(in crate::publish) fn opened(title: &str, tags: &str, language: Language, style: &str) -> String {
    let (tag, title) = (if language == Language::Zh { "zh-CN" } else { "en" }, escape(title));
    format!(
        "<!DOCTYPE html>\n<html lang=\"{tag}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n{tags}<title>{title}</title>\n\
         <style>{style}</style>\n</head>\n<body>\n"
    )
}

/// What a document begins with: all of it is printed across if one of its tables is wide.
pub(super) fn head_of(page: &Page<'_>, tables: &[SiteTable], language: Language) -> String {
    let mut style = format!("\n{STYLE}");
    let widest = tables.iter().map(|table| table.shown.len()).max().unwrap_or(0);
    style += if widest > WIDEST { ACROSS } else { "" };
    if !page.layout().public {
        return opening(&page.title(language), language, &style);
    }
    cards(&mut style, page, tables, language);
    let (title, units) = (page.title(language), units(page));
    let of =
        page.fact("title").filter(|_| !page.layout().official).map(|of| of.reading(language).into_owned());
    let named = of.or_else(|| page.bound().first().map(|bound| bound.draw.to_string()));
    let whole: Vec<&str> =
        [Some(&*title), named.as_deref(), units.first().map(String::as_str)].into_iter().flatten().collect();
    // The margin of a printed sheet says of what and from whom it is.
    let (above, beside) =
        (in_style(whole.get(1..).unwrap_or_default().join("　").as_str()), in_style(&title));
    let _ = writeln!(
        style,
        "@media print {{ @page {{ @top-left {{ content: \"{above}\"; }} @top-right {{ content: \"{beside}\"; }} }} }}"
    );
    let mut tags = policy().to_owned();
    let mut tag = |name: &str, content: &str| {
        if !content.is_empty() {
            let _ = writeln!(tags, "<meta name=\"{name}\" content=\"{}\">", escape(content));
        }
    };
    tag("SiteName", units.first().map_or("", String::as_str));
    tag("ColumnName", page.layout().title.get(language));
    tag("ArticleTitle", &title);
    tag("ContentSource", &units.join(if language == Language::Zh { "、" } else { ", " }));
    if let Some(Cell::Timestamp(time)) = page.fact("announced") {
        tag("PubDate", &time.day().to_string());
    }
    tag("description", &whole.join(if language == Language::Zh { "，" } else { ", " }));
    opened(&whole.join(" - "), &tags, language, &style)
}

/// On a telephone the rows of a wide table are cards, in which each cell has the head of its column beside it.
fn cards(style: &mut String, page: &Page<'_>, tables: &[SiteTable], language: Language) {
    let mut rules = String::new();
    for (layout, table) in page.layout().tables.iter().zip(tables) {
        if layout.pairs || table.shown.len() <= NARROW {
            continue;
        }
        for (place, at) in (1..).zip(&table.shown) {
            let Some(column) = layout.columns.get(*at).filter(|_| table.header != Some(*at)) else {
                continue;
            };
            let cell = format!("#t-{} tr > :nth-child({place})", layout.id);
            let _ = match column.id {
                "no" => writeln!(rules, "{cell} {{ display: none; }}"),
                _ => {
                    let head = in_style(column.words.get(language));
                    writeln!(rules, "{cell}::before {{ content: \"{head}\"; }}")
                }
            };
        }
    }
    if !rules.is_empty() {
        let _ = writeln!(style, "@media screen and (max-width: 40rem) {{\n{rules}}}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_in_a_style_cannot_end_its_string_or_the_style() {
        assert_eq!(in_style("a\"b\\c</style>\n"), "a\\22 b\\5c c\\3c /style\\3e ");
    }
}
