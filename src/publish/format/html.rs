//! HTML: one file that stands alone, with its style inside, no script, and nothing to fetch. Everything that is written
//! passes [`escape`].

use super::escape::escape;
use super::scan::scan_code;
use super::writer::{Context, Place, Writer};
use crate::commit::canonical::FormError;
use crate::publish::cell::{Cell, CellKind, Share, Words, separator};
use crate::publish::layout;
use crate::publish::page::{Column, Layout, Page, TableLayout};
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
        CellKind::Count | CellKind::Place | CellKind::Fen | CellKind::Share => " class=\"number\"",
        CellKind::Text | CellKind::Both | CellKind::Named(_) | CellKind::Texts | CellKind::Codes => {
            " class=\"text\""
        }
        _ => "",
    }
}

/// Most characters of an id that is never broken at the end of a line, and of a word that is not.
const WHOLE: usize = 24;
const WORD: usize = 4;

/// An id that is read as one, and so not broken.
fn id(code: &str) -> String {
    let (text, is_short) = (escape(code), code.chars().count() <= WHOLE);
    if is_short { format!("<span class=\"id\">{text}</span>") } else { text }
}

/// What stands in a cell.
fn content(cell: &Cell<'_>, language: Language) -> String {
    match cell {
        Cell::Text(text) if text.chars().count() <= WORD => id(&cell.reading(language)),
        Cell::Word(word) if word.words.get(language).chars().count() <= WORD => id(&cell.reading(language)),
        // Between a part of a whole and its per cent a line may end.
        Cell::Share(_) => {
            let text = cell.reading(language);
            let (share, percent) = text.split_at(text.find(['（', ' ']).unwrap_or(text.len()));
            id(share) + &if percent.is_empty() { String::new() } else { id(percent) }
        }
        Cell::Count(_) | Cell::Fen(_) | Cell::Code(_) | Cell::District(_) | Cell::Date(_) => {
            id(&cell.reading(language))
        }
        Cell::Codes(codes) => {
            let one = |code: &std::borrow::Cow<'_, str>| id(&Cell::code(&**code).reading(language));
            codes.iter().map(one).collect::<Vec<_>>().join(separator(language))
        }
        _ => escape(&cell.reading(language)),
    }
}

/// A label and what it stands for.
fn pair(out: &mut String, label: &str, kind: CellKind, content: &str) {
    let (label, class) = (escape(label), class(kind));
    let _ = write!(out, "<th scope=\"row\">{label}</th><td{class}>{content}</td>");
}

/// A label and what it stands for, as a row of a table whose heads are on the left.
fn fact(out: &mut String, label: &str, kind: CellKind, content: &str) {
    out.push_str("<tr>");
    pair(out, label, kind, content);
    out.push_str("</tr>\n");
}

const FACTS: &str = "<table class=\"facts\">\n<tbody>\n";
/// Two labels and what they stand for in each row.
const PAIRS: &str = "<table class=\"facts pairs\">\n<tbody>\n";
const END_FACTS: &str = "</tbody>\n</table>\n";

/// Most columns of a table that stand side by side on an upright sheet.
const WIDEST: usize = 8;
/// The page of a document with a wider one.
const ACROSS: &str = "@page { size: A4 landscape; margin: 12mm; }\n";

/// Width of the longest bar, and height of one with its gap.
const BAR: (u64, u64) = (260, 24);

/// The number of an official paper, to be filled in by hand.
const NUMBER: Words = Words::new("（　　　　〔　　　　〕　　　号）", "(Document no.: ____________________)");
const SEAL: Words = Words::new("（公章）", "(seal)");
const DAY: Words = Words::new("　　　　年　　月　　日", "Date: ____________________");
const TO_VERIFY: Words = Words::new("验证信息", "To verify");

/// The facts that an official paper has in its head, or among its digests at the end; and codes, which stand before the notes.
fn is_elsewhere(page: &Page<'_>, id: &str, cell: &Cell<'_>) -> bool {
    let in_head = ["title", "authorities"].contains(&id) || matches!(cell, Cell::Digest(_));
    page.is_bound(cell) || (page.layout().official && in_head) || matches!(cell, Cell::Scan(_))
}

/// What becomes of a scanned text.
const SCANNED: Words = Words::new(
    "用手机扫描，得到以 DR1: 开头的一段文字；粘贴到公示文件夹的核对页 verify.html，即可核对。",
    "A telephone reads it as a text that begins with DR1:. Paste that into verify.html of the public folder to check it.",
);

/// The texts for a telephone as codes. What no code holds is not drawn.
fn codes(context: &Context<'_, '_>) -> String {
    let (page, language) = (context.page, context.language);
    let mut out = String::new();
    for (column, cell) in context.layout().facts.iter().zip(page.facts()) {
        let Some(code) = (if let Cell::Scan(text) = cell { scan_code(text) } else { None }) else { continue };
        let label = escape(column.words.get(language));
        let _ = writeln!(
            out,
            "<figure class=\"scan\" role=\"img\" aria-label=\"{label}\">\n<figcaption>{label}</figcaption>\n{code}\n\
             <p>{}</p>\n</figure>",
            escape(SCANNED.get(language))
        );
    }
    out
}

/// Who publishes an official paper.
fn units(page: &Page<'_>) -> Vec<String> {
    match page.fact("authorities") {
        Some(Cell::Texts(units)) => units.iter().map(|unit| unit.clone().into_owned()).collect(),
        _ => Vec::new(),
    }
}

/// Codes, notes for the reader, and lines to sign.
fn notes(context: &Context<'_, '_>) -> String {
    let (page, language) = (context.page, context.language);
    let mut out = codes(context);
    for note in page.notes(language) {
        let _ = writeln!(out, "<p>{}</p>", escape(&note));
    }
    if !page.layout().signatures.is_empty() {
        out.push_str("<ul class=\"signatures\">\n");
        for signature in page.layout().signatures {
            let _ = writeln!(out, "<li>{}</li>", escape(signature.get(language)));
        }
        out.push_str("</ul>\n");
    }
    if page.layout().official {
        for unit in units(page) {
            let _ = writeln!(out, "<p class=\"seal\">{}{}</p>", escape(&unit), escape(SEAL.get(language)));
        }
        let day = match page.fact("announced") {
            Some(Cell::Timestamp(time)) => time.day().in_words(language),
            _ => DAY.get(language).to_owned(),
        };
        let _ = writeln!(out, "<p class=\"seal\">{}</p>", escape(&day));
    }
    out
}

/// Whether notes and lines to sign stand before a last part.
fn has_part(layout: &Layout) -> bool {
    layout.tables.iter().any(|table| table.part.is_some())
}

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
        "<figure>\n<figcaption>{name}</figcaption>\n<svg role=\"img\" aria-label=\"{name}\" viewBox=\"0 0 640 {height}\">\n"
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
            "<text x=\"180\" y=\"{middle}\" text-anchor=\"end\">{text}</text><rect x=\"190\" y=\"{top}\" width=\"{length}\" height=\"18\"/><text x=\"{}\" y=\"{middle}\">{number}</text>",
            196 + length
        );
    }
    out + "</svg>\n</figure>\n"
}

/// What a page begins with.
pub(super) fn head(title: &str, language: Language) -> String {
    opening(title, language, &format!("\n{STYLE}"))
}

/// What a document begins with: all of it is printed across if one of its tables is wide.
fn head_of(page: &Page<'_>, language: Language) -> String {
    let is_wide = page.layout().tables.iter().any(|table| table.columns.len() > WIDEST);
    let across = if is_wide { ACROSS } else { "" };
    opening(&page.title(language), language, &format!("\n{STYLE}{across}"))
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
        let title = page.title(language);
        let mut out = match self.sheet {
            None if whole.official => head_of(page, language) + "<main class=\"official\">\n",
            None => head_of(page, language) + "<main>\n",
            Some(_) => "<article class=\"sheet\">\n".to_owned(),
        };
        if whole.official {
            let between = if language == Language::Zh { "　" } else { ", " };
            let _ = writeln!(out, "<p class=\"unit\">{}</p>", escape(&units(page).join(between)));
        }
        let _ = writeln!(out, "<h1>{}</h1>", escape(&title));
        if whole.official {
            let _ = writeln!(out, "<p class=\"docno\">{}</p>", escape(NUMBER.get(language)));
        }
        let facts = whole.facts.iter().zip(page.facts());
        let facts =
            facts.filter(|(column, cell)| **cell != Cell::Nothing && !is_elsewhere(page, column.id, cell));
        let side_by_side = if self.sheet.is_some() || whole.official { 2 } else { 1 };
        out += if side_by_side == 2 { PAIRS } else { FACTS };
        let facts: Vec<(&Column, &Cell<'_>)> = facts.collect();
        for row in facts.chunks(side_by_side) {
            out.push_str("<tr>");
            for (column, cell) in row {
                pair(&mut out, column.words.get(language), column.kind, &content(cell, language));
            }
            out += if row.len() < side_by_side { "<td colspan=\"2\"></td></tr>\n" } else { "</tr>\n" };
        }
        Ok(out + END_FACTS)
    }

    fn open_table(&self, context: &Context<'_, '_>, Place { table, .. }: Place) -> String {
        let (page, layout, language) = (context.page, context.table(table), context.language);
        let (id, caption) = (self.id(layout), escape(layout.caption.get(language)));
        let mut out = String::new();
        if let Some(part) = layout.part {
            out += &notes(context);
            let _ =
                writeln!(out, "<div class=\"part\">\n<p class=\"title\">{}</p>", escape(part.get(language)));
            let facts = ["id", "name"].iter().filter_map(|id| page.fact(id));
            let about: Vec<String> = facts.map(|cell| content(cell, language)).collect();
            let _ = writeln!(out, "<p>{}</p>", about.join("　"));
        }
        let wide = if layout.columns.len() > WIDEST { " class=\"many\"" } else { "" };
        let _ = writeln!(out, "<section aria-labelledby=\"{id}\"{wide}>\n<h2 id=\"{id}\">{caption}</h2>");
        if page.rows(table) == 0 {
            let _ = writeln!(out, "<p>{}</p>", escape(layout.empty.get(language)));
            return out;
        }
        if let Some(columns) = layout.bars {
            out += &bars(context, table, columns);
        }
        if layout.pairs {
            return out + PAIRS;
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
        let (layout, language) = (context.table(place.table), context.language);
        if let (true, [label, of, ..], [_, kind, ..]) = (layout.pairs, cells, layout.columns) {
            let (is_left, is_last) =
                (place.row.is_multiple_of(2), place.row + 1 == context.page.rows(place.table));
            let mut out = if is_left { "<tr>".to_owned() } else { String::new() };
            pair(&mut out, &label.reading(language), kind.kind, &content(of, language));
            out += if is_left && is_last { "<td colspan=\"2\"></td>" } else { "" };
            return Ok(if is_left && !is_last { out } else { out + "</tr>\n" });
        }
        let mut out = "<tr>".to_owned();
        for (column, cell) in layout.columns.iter().zip(cells) {
            let _ = write!(out, "<td{}>{}</td>", class(column.kind), content(cell, language));
        }
        Ok(out + "</tr>\n")
    }

    fn close_table(&self, context: &Context<'_, '_>, table: usize) -> String {
        let end = match (context.page.rows(table), context.table(table).pairs) {
            (0, _) => "",
            (_, true) => END_FACTS,
            (_, false) => "</tbody>\n</table>\n</div>\n",
        };
        format!("{end}</section>\n")
    }

    fn close(&self, context: &Context<'_, '_>) -> String {
        let (page, language) = (context.page, context.language);
        let layout = context.layout();
        let mut out = if has_part(layout) { String::new() } else { notes(context) };
        out += if self.sheet.is_some() { "" } else { "</main>\n" };
        out.push_str("<footer>\n");
        if !has_part(layout) {
            let _ = writeln!(out, "<h2>{}</h2>", escape(TO_VERIFY.get(language)));
        }
        out += FACTS;
        let facts = layout.facts.iter().zip(page.facts()).filter(|(_, cell)| !page.is_bound(cell));
        for (column, cell) in facts.filter(|(_, cell)| layout.official && matches!(cell, Cell::Digest(_))) {
            fact(&mut out, column.words.get(language), column.kind, &content(cell, language));
        }
        for (label, text) in layout::bound(page.bound(), context.digest, language) {
            fact(&mut out, label, CellKind::Digest, &escape(&text));
        }
        out += END_FACTS;
        out += "</footer>\n";
        out += if has_part(layout) { "</div>\n" } else { "" };
        out += if self.sheet.is_some() { "</article>\n" } else { FOOT };
        out
    }
}
