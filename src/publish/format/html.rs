//! HTML: one file that stands alone, with its style inside, no script, and nothing to fetch. Everything that is written
//! passes [`escape`].

use super::escape::escape;
use super::writer::{Context, Place, Writer};
use crate::commit::canonical::FormError;
use crate::publish::cell::{Cell, CellKind, Share};
use crate::publish::layout;
use crate::publish::page::TableLayout;
use crate::say::Language;
use std::fmt::Write as _;

/// A page of its own, or a sheet of a page that holds several.
#[derive(Default)]
pub(super) struct Html {
    /// Number of the sheet; none for a page of its own.
    pub(super) sheet: Option<usize>,
}

/// The style of published pages.
pub const STYLE: &str = include_str!("style.css");

/// The class of a cell: what is read digit by digit, what stands to the right.
fn class(kind: CellKind) -> &'static str {
    match kind {
        CellKind::Digest => " class=\"digest\"",
        CellKind::Code => " class=\"code\"",
        CellKind::Count | CellKind::Fen | CellKind::Share => " class=\"number\"",
        CellKind::Text | CellKind::Both | CellKind::Named(_) | CellKind::Texts | CellKind::Codes => {
            " class=\"text\""
        }
        _ => "",
    }
}

/// A label and what it stands for, as a row of a table whose heads are on the left.
fn fact(out: &mut String, label: &str, kind: CellKind, text: &str) {
    let (label, class) = (escape(label), class(kind));
    let _ = writeln!(out, "<tr><th scope=\"row\">{label}</th><td{class}>{}</td></tr>", escape(text));
}

const FACTS: &str = "<table class=\"facts\">\n<tbody>\n";
const END_FACTS: &str = "</tbody>\n</table>\n";

/// Most columns of a table that stand side by side on an upright sheet.
const WIDEST: usize = 8;

/// Width of the longest bar, and height of one with its gap.
const BAR: (u64, u64) = (400, 24);

/// The rows of a table as bars. The table says the same in numbers, so the drawing has no more than a name.
fn bars(context: &Context<'_, '_>, table: usize, (label, value): (&str, &str)) -> String {
    let (page, layout, language) = (context.page, context.table(table), context.language);
    let place = |id: &str| layout.columns.iter().position(|column| column.id == id).unwrap_or(0);
    let (label, value) = (place(label), place(value));
    let value_of = |cells: &[Cell<'_>]| match cells.get(value) {
        Some(Cell::Count(count)) => *count,
        Some(Cell::Share(share)) => Share::per_mille(*share).unwrap_or(0),
        _ => 0,
    };
    let rows: Vec<_> = (0..page.rows(table)).map(|row| page.row(table, row)).collect();
    let is_share = layout.columns.get(value).is_some_and(|column| column.kind == CellKind::Share);
    let most = rows.iter().map(|row| value_of(row)).max().unwrap_or(0).max(1);
    let most = if is_share { most.max(1000) } else { most };
    let (width, step) = BAR;
    let height = step * rows.len() as u64;
    let name = escape(layout.columns.get(value).map_or("", |column| column.words.get(language)));
    let mut out = format!(
        "<figure>\n<figcaption>{name}</figcaption>\n<svg role=\"img\" aria-label=\"{name}\" viewBox=\"0 0 800 {height}\">\n"
    );
    for (place, row) in (0..).zip(&rows) {
        let (top, middle) = (place * step + 3, place * step + 17);
        let length = u128::from(value_of(row)) * u128::from(width) / u128::from(most);
        let (text, number) = (
            row.get(label).map(|cell| cell.reading(language)),
            row.get(value).map(|cell| cell.reading(language)),
        );
        let (text, number) = (escape(&text.unwrap_or_default()), escape(&number.unwrap_or_default()));
        let _ = writeln!(
            out,
            "<text x=\"190\" y=\"{middle}\" text-anchor=\"end\">{text}</text><rect x=\"200\" y=\"{top}\" width=\"{length}\" height=\"18\"/><text x=\"{}\" y=\"{middle}\">{number}</text>",
            206 + length
        );
    }
    out + "</svg>\n</figure>\n"
}

/// What a page begins with.
pub(super) fn head(title: &str, language: Language) -> String {
    opening(title, language, &format!("\n{STYLE}"))
}

/// The same in a style.
pub(in crate::publish) fn opening(title: &str, language: Language, style: &str) -> String {
    let (tag, title) = (if language == Language::Zh { "zh-CN" } else { "en" }, escape(title));
    format!(
        "<!DOCTYPE html>\n<html lang=\"{tag}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <style>{style}</style>\n</head>\n<body>\n"
    )
}

/// What a page ends with.
pub(in crate::publish) const FOOT: &str = "</body>\n</html>\n";

impl Html {
    /// The id of a table, unlike those on other sheets of the page.
    fn id(&self, layout: &TableLayout) -> String {
        self.sheet.map_or_else(|| layout.id.to_owned(), |sheet| format!("{}-{sheet}", layout.id))
    }
}

impl Writer for Html {
    fn open(&self, context: &Context<'_, '_>) -> Result<String, FormError> {
        let (page, whole, language) = (context.page, context.layout(), context.language);
        let title = whole.title.get(language);
        let mut out = match self.sheet {
            None => head(title, language) + "<main>\n",
            Some(_) => "<article class=\"sheet\">\n".to_owned(),
        };
        let _ = write!(out, "<h1>{}</h1>\n{FACTS}", escape(title));
        for (column, cell) in whole.facts.iter().zip(page.facts()) {
            fact(&mut out, column.words.get(language), column.kind, &cell.reading(language));
        }
        Ok(out + END_FACTS)
    }

    fn open_table(&self, context: &Context<'_, '_>, Place { table, .. }: Place) -> String {
        let (page, layout, language) = (context.page, context.table(table), context.language);
        let (id, caption) = (self.id(layout), escape(layout.caption.get(language)));
        // On paper a wide table turns the sheet.
        let turned = if layout.columns.len() > WIDEST { " class=\"turned\"" } else { "" };
        let mut out = format!("<section aria-labelledby=\"{id}\"{turned}>\n<h2 id=\"{id}\">{caption}</h2>\n");
        if page.rows(table) == 0 {
            let _ = writeln!(out, "<p>{}</p>", escape(layout.empty.get(language)));
            return out;
        }
        if let Some(columns) = layout.bars {
            out += &bars(context, table, columns);
        }
        // A region that scrolls must be reachable with the keyboard.
        let _ = writeln!(
            out,
            "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-labelledby=\"{id}\">\n<table>\n<thead>\n<tr>"
        );
        for column in layout.columns {
            let _ = writeln!(out, "<th scope=\"col\">{}</th>", escape(column.words.get(language)));
        }
        out + "</tr>\n</thead>\n<tbody>\n"
    }

    fn row(&self, context: &Context<'_, '_>, place: Place, cells: &[Cell<'_>]) -> Result<String, FormError> {
        let mut out = "<tr>".to_owned();
        for (column, cell) in context.table(place.table).columns.iter().zip(cells) {
            let text = cell.reading(context.language);
            let _ = write!(out, "<td{}>{}</td>", class(column.kind), escape(&text));
        }
        Ok(out + "</tr>\n")
    }

    fn close_table(&self, context: &Context<'_, '_>, table: usize) -> String {
        let end = if context.page.rows(table) == 0 { "" } else { "</tbody>\n</table>\n</div>\n" };
        format!("{end}</section>\n")
    }

    fn close(&self, context: &Context<'_, '_>) -> String {
        let (page, language) = (context.page, context.language);
        let mut out = String::new();
        for note in page.notes(language) {
            let _ = writeln!(out, "<p>{}</p>", escape(&note));
        }
        if !context.layout().signatures.is_empty() {
            out.push_str("<ul class=\"signatures\">\n");
            for signature in context.layout().signatures {
                let _ = writeln!(out, "<li>{}</li>", escape(signature.get(language)));
            }
            out.push_str("</ul>\n");
        }
        out += if self.sheet.is_some() { "" } else { "</main>\n" };
        let _ = write!(out, "<footer>\n{FACTS}");
        for (label, text) in layout::bound(page.bound(), context.digest, language) {
            fact(&mut out, label, CellKind::Digest, &text);
        }
        out += END_FACTS;
        out += "</footer>\n";
        out += if self.sheet.is_some() { "</article>\n" } else { FOOT };
        out
    }
}
