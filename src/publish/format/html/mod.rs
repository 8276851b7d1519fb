//! HTML: one file that stands alone, with its style inside and nothing to fetch. Everything that is written passes
//! [`escape`]. A page for the public has what people read first: names before numbers, digests and places in the roster in a
//! box at its end; on a telephone the rows of a wide table are cards.

mod head;
mod scale;

use super::escape::escape;
use super::scan::scan_code;
use super::writer::{Context, Place, Writer};
use crate::commit::canonical::FormError;
use crate::publish::cell::{Cell, CellKind, Words, separator};
use crate::publish::layout;
use crate::publish::page::{Column, Layout, Page, ROWS, TableLayout};
use crate::publish::rendering::stem;
use crate::roster::Places;
use crate::say::Language;
pub use head::STYLE;
pub(super) use head::head;
use head::{FIND, NARROW, WIDEST, head_of};
pub(in crate::publish) use head::{opened, opening};
use scale::{Scale, sums};
use std::fmt::Write as _;

/// A page of its own, or a sheet of a page that holds several.
pub(super) struct Html {
    /// Number of the sheet; none for a page of its own.
    sheet: Option<usize>,
    /// Which one of the pages of a document that is too long for one, from 0; none where it is written whole.
    part: Option<usize>,
    /// Whether it goes into a page of another site, whose frame and style it has.
    is_fragment: bool,
    tables: Vec<SiteTable>,
}

/// How a table stands on a page.
struct SiteTable {
    /// The places of the columns that are shown.
    shown: Vec<usize>,
    /// The places of those that stand in the box at the end.
    boxed: Vec<usize>,
    /// The place of the column that says what a row is of.
    header: Option<usize>,
    scale: Option<Scale>,
}

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

const BACK: Words = Words::new("返回本次抽取首页", "Back to the page of the draw");
const PAGE: Words = Words::new("页次", "Pages");
const SUM: Words = Words::new("合计", "Sum");
const MEAN: Words = Words::new("竖线为平均水平：", "The line is the mean: ");
const DATA: Words = Words::new("本页数据（JSON）", "The data of this page (JSON)");

/// The number of an official paper, to be filled in by hand.
const NUMBER: Words = Words::new("（　　　　〔　　　　〕　　　号）", "(Document no.: ____________________)");
const SEAL: Words = Words::new("（公章）", "(seal)");
const DAY: Words = Words::new("　　　　年　　月　　日", "Date: ____________________");
const TO_VERIFY: Words = Words::new("验证信息", "To verify");

/// Whether a fact stands elsewhere: what binds the page and digests of a public one in the box at its end, what an official
/// paper has in its head there, and codes before the notes.
fn is_elsewhere(page: &Page<'_>, id: &str, cell: &Cell<'_>) -> bool {
    let layout = page.layout();
    let in_head = layout.official && ["title", "authorities"].contains(&id);
    let in_box = matches!(cell, Cell::Digest(_)) && (layout.official || layout.public);
    page.is_bound(cell) || in_head || in_box || matches!(cell, Cell::Scan(_))
}

/// What becomes of a scanned text.
const SCANNED: Words = Words::new(
    "用手机扫描，得到以 DR1 开头的一段文字；粘贴到公示文件夹的核对页 verify.html，即可核对。",
    "A telephone reads it as a text that begins with DR1. Paste that into verify.html of the public folder to check it.",
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

/// What a page ends with.
pub(in crate::publish) const FOOT: &str = "</body>\n</html>\n";

/// What stands in a cell of a page for the public: there a county needs no code beside its name.
fn site_content(cell: &Cell<'_>, language: Language) -> String {
    if let (Cell::District(code), Language::Zh) = (cell, language)
        && let Some(name) = Places::official().name(code).filter(|_| code.len() == COUNTY)
    {
        return id(name);
    }
    content(cell, language)
}

/// Digits of a county's code.
const COUNTY: usize = 6;

impl Html {
    /// A page of its own: whole, or one of the parts that a long document has.
    pub(super) fn page(page: &Page<'_>, part: Option<usize>) -> Self {
        let layouts = page.layout().tables.iter().enumerate();
        let is_public = page.layout().public;
        let tables = layouts.map(|(table, layout)| {
            let is_boxed = |column: &&(usize, &Column)| {
                is_public && matches!(column.1.kind, CellKind::Digest | CellKind::Place)
            };
            let empty = if is_public { empty_columns(page, table) } else { Vec::new() };
            let columns: Vec<(usize, &Column)> =
                layout.columns.iter().enumerate().filter(|(place, _)| !empty.contains(place)).collect();
            let (boxed, shown): (Vec<_>, Vec<_>) = columns.iter().partition(is_boxed);
            let places =
                |columns: Vec<(usize, &Column)>| columns.into_iter().map(|(place, _)| place).collect();
            let of = |id: &str| layout.columns.iter().position(|column| column.id == id);
            let label = layout.bars.map_or("name", |(label, _)| label);
            let first = || shown.first().map(|(place, _)| *place).filter(|_| of("no").is_none());
            let header =
                of(label).filter(|place| !empty.contains(place)).or_else(first).filter(|_| is_public);
            SiteTable { shown: places(shown), boxed: places(boxed), header, scale: Scale::of(page, table) }
        });
        Self { sheet: None, part, is_fragment: false, tables: tables.collect() }
    }

    /// What stands on the page, without head, style and script, for a site that has its own.
    pub(super) fn fragment(page: &Page<'_>) -> Self {
        Self { is_fragment: true, ..Self::page(page, None) }
    }

    /// A sheet of a page that holds several documents.
    pub(super) fn sheet(page: &Page<'_>, number: usize) -> Self {
        Self { sheet: Some(number), ..Self::page(page, None) }
    }

    /// The id of a table, unlike those on other sheets of the page.
    fn id(&self, layout: &TableLayout) -> String {
        self.sheet.map_or_else(|| layout.id.to_owned(), |sheet| format!("{}-{sheet}", layout.id))
    }

    /// Whether it is a page of the public folder.
    fn is_site(&self, context: &Context<'_, '_>) -> bool {
        self.sheet.is_none() && context.layout().public
    }

    /// The way back, and to the other parts of a long document.
    fn ways(&self, context: &Context<'_, '_>) -> String {
        let language = context.language;
        let back = escape(BACK.get(language));
        let mut out = format!("<nav class=\"back\"><a href=\"../index.html\">{back}</a></nav>\n");
        let (parts, tag) = (context.page.parts(), if language == Language::Zh { "zh" } else { "en" });
        let (Some(own), Some(digest), true) = (self.part, context.digest, parts > 1) else { return out };
        let (stem, label) = (stem(&context.page.key(), &digest), escape(PAGE.get(language)));
        let _ = write!(out, "<nav class=\"parts\" aria-label=\"{label}\">{label}");
        for part in 0..parts {
            let (number, infix) = (format!("{}–{}", part * ROWS + 1, (part + 1) * ROWS), part_infix(part));
            let _ = if part == own {
                write!(out, " <strong aria-current=\"page\">{number}</strong>")
            } else {
                write!(out, " <a href=\"{}{infix}.{tag}.html\">{number}</a>", escape(&stem))
            };
        }
        out + "</nav>\n"
    }

    /// The digests and places that the tables of a public page have, by the ids of their rows.
    fn boxed(&self, context: &Context<'_, '_>) -> String {
        let (page, language) = (context.page, context.language);
        let mut out = String::new();
        for (number, (layout, table)) in context.layout().tables.iter().zip(&self.tables).enumerate() {
            let rows = rows_of(page, number, self.part);
            let code = layout.columns.iter().position(|column| matches!(column.kind, CellKind::Code));
            let code = code.or(table.header);
            let (Some(code), false, false) = (code, table.boxed.is_empty(), rows.is_empty()) else {
                continue;
            };
            let columns: Vec<usize> = std::iter::once(code).chain(table.boxed.iter().copied()).collect();
            let caption = escape(layout.caption.get(language));
            let _ = write!(out, "<details>\n<summary>{caption}</summary>\n<table>\n<thead>\n<tr>");
            for column in columns.iter().filter_map(|place| layout.columns.get(*place)) {
                let _ = write!(out, "<th scope=\"col\">{}</th>", escape(column.words.get(language)));
            }
            out += "</tr>\n</thead>\n<tbody>\n";
            for row in rows {
                let cells = page.row(number, row);
                out += "<tr>";
                for (column, cell) in
                    columns.iter().filter_map(|at| Some((layout.columns.get(*at)?, cells.get(*at)?)))
                {
                    let _ = write!(out, "<td{}>{}</td>", class(column.kind), content(cell, language));
                }
                out += "</tr>\n";
            }
            out += "</tbody>\n</table>\n</details>\n";
        }
        out
    }

    /// The sums below a table, and what they are.
    fn foot(&self, context: &Context<'_, '_>, table: usize) -> String {
        let (language, cells) = (context.language, sums(context.page, table));
        let mut out = format!("<tfoot>\n<tr><th scope=\"row\">{}</th>", escape(SUM.get(language)));
        let Some(own) = self.tables.get(table) else { return String::new() };
        for place in own.shown.iter().skip(1) {
            let (Some(cell), Some(column)) = (cells.get(*place), context.table(table).columns.get(*place))
            else {
                continue;
            };
            let _ = write!(out, "<td{}>{}</td>", class(column.kind), content(cell, language));
        }
        out + "</tr>\n</tfoot>\n"
    }

    /// A row of a table for the public.
    fn site_row(&self, context: &Context<'_, '_>, table: usize, cells: &[Cell<'_>]) -> String {
        let (layout, language) = (context.table(table), context.language);
        let Some(own) = self.tables.get(table) else { return String::new() };
        let mut out = "<tr>".to_owned();
        for place in &own.shown {
            let (Some(column), Some(cell)) = (layout.columns.get(*place), cells.get(*place)) else {
                continue;
            };
            let content = site_content(cell, language);
            let _ = match &own.scale {
                Some(scale) if scale.column == *place => {
                    write!(out, "<td{}>{content}{}</td>", class(column.kind), scale.bar(cell))
                }
                _ if own.header == Some(*place) => write!(out, "<th scope=\"row\">{content}</th>"),
                _ => write!(out, "<td{}>{content}</td>", class(column.kind)),
            };
        }
        out + "</tr>\n"
    }
}

/// The columns of a table in which nothing stands. Of one that takes several pages none is looked for, so that each page costs
/// what it shows.
fn empty_columns(page: &Page<'_>, table: usize) -> Vec<usize> {
    let columns = page.layout().tables.get(table).map_or(0, |layout| layout.columns.len());
    let mut empty: Vec<usize> = (0..columns).collect();
    if !(1..=ROWS).contains(&page.rows(table)) {
        return Vec::new();
    }
    for row in 0..page.rows(table) {
        let cells = page.row(table, row);
        empty.retain(|place| cells.get(*place).is_none_or(|cell| cell.reading(Language::Zh).is_empty()));
        if empty.is_empty() {
            break;
        }
    }
    empty
}

/// The rows of a table that stand on a part of a document.
pub(super) fn rows_of(page: &Page<'_>, table: usize, part: Option<usize>) -> std::ops::Range<usize> {
    let rows = page.rows(table);
    part.map_or(0..rows, |part| (part * ROWS).min(rows)..((part + 1) * ROWS).min(rows))
}

/// What stands behind the stem in the name of a part: its number, unless it is the first.
pub(in crate::publish) fn part_infix(part: usize) -> String {
    if part == 0 { String::new() } else { format!(".{}", part + 1) }
}

impl Writer for Html {
    fn open(&self, context: &Context<'_, '_>) -> Result<String, FormError> {
        let (page, whole, language) = (context.page, context.layout(), context.language);
        let title = page.title(language);
        let mut out = match self.sheet {
            _ if self.is_fragment => String::new(),
            None if whole.official => head_of(page, &self.tables, language) + "<main class=\"official\">\n",
            None => head_of(page, &self.tables, language) + "<main>\n",
            Some(_) => "<article class=\"sheet\">\n".to_owned(),
        };
        if self.is_site(context) && !self.is_fragment {
            out += &self.ways(context);
        }
        if whole.official {
            let between = if language == Language::Zh { "　" } else { ", " };
            let _ = writeln!(out, "<p class=\"unit\">{}</p>", escape(&units(page).join(between)));
        }
        let _ = writeln!(out, "<h1>{}</h1>", escape(&title));
        if whole.official {
            let _ = writeln!(out, "<p class=\"docno blank\">{}</p>", escape(NUMBER.get(language)));
        }
        if self.part.is_some_and(|part| part > 0) {
            return Ok(out);
        }
        let facts = whole.facts.iter().zip(page.facts());
        let facts =
            facts.filter(|(column, cell)| **cell != Cell::Nothing && !is_elsewhere(page, column.id, cell));
        let side_by_side = if self.sheet.is_some() || whole.official { 2 } else { 1 };
        out += if side_by_side == 2 { PAIRS } else { FACTS };
        // What a sentence says is not said twice.
        let is_said = |id: &str| whole.lead.is_some_and(|lead| lead.zh.contains(&format!("{{{id}}}")));
        let facts: Vec<(&Column, &Cell<'_>)> =
            facts.filter(|(column, _)| !(self.is_site(context) && is_said(column.id))).collect();
        for row in facts.chunks(side_by_side) {
            out.push_str("<tr>");
            for (column, cell) in row {
                pair(&mut out, column.words.get(language), column.kind, &content(cell, language));
            }
            out += if row.len() < side_by_side { "<td colspan=\"2\"></td></tr>\n" } else { "</tr>\n" };
        }
        out += END_FACTS;
        if let Some(lead) = page.lead(language) {
            let _ = writeln!(out, "<p class=\"lead\">{}</p>", escape(&lead));
        }
        Ok(out)
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
        let own = self.tables.get(table);
        let shown = own.map_or(0, |own| own.shown.len());
        let wide = if shown > WIDEST { " class=\"many\"" } else { "" };
        let _ = writeln!(out, "<section aria-labelledby=\"{id}\"{wide}>\n<h2 id=\"{id}\">{caption}</h2>");
        if page.rows(table) == 0 {
            let _ = writeln!(out, "<p>{}</p>", escape(layout.empty.get(language)));
            return out;
        }
        if let Some(mean) = own.and_then(|own| own.scale.as_ref()?.mean) {
            let mean = Cell::Share(mean);
            let _ = writeln!(
                out,
                "<p class=\"mean\">{}{}</p>",
                escape(MEAN.get(language)),
                content(&mean, language)
            );
        }
        if layout.pairs {
            return out + PAIRS;
        }
        // A region that scrolls must be reachable with the keyboard.
        let class = match shown {
            _ if !self.is_site(context) => String::new(),
            0..=NARROW => format!(" id=\"t-{id}\" class=\"rows\""),
            _ => format!(" id=\"t-{id}\" class=\"rows cards\""),
        };
        let _ = writeln!(
            out,
            "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-labelledby=\"{id}\">\n<table{class}>\n<thead>\n<tr>"
        );
        for column in own.iter().flat_map(|own| &own.shown).filter_map(|place| layout.columns.get(*place)) {
            let choice = if is_choice(column) && self.is_site(context) { " data-choice" } else { "" };
            let _ = writeln!(out, "<th scope=\"col\"{choice}>{}</th>", escape(column.words.get(language)));
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
        if self.is_site(context) {
            return Ok(self.site_row(context, place.table, cells));
        }
        let mut out = "<tr>".to_owned();
        for (column, cell) in layout.columns.iter().zip(cells) {
            let _ = write!(out, "<td{}>{}</td>", class(column.kind), content(cell, language));
        }
        Ok(out + "</tr>\n")
    }

    fn close_table(&self, context: &Context<'_, '_>, table: usize) -> String {
        let (page, layout) = (context.page, context.table(table));
        let end = match (page.rows(table), layout.pairs) {
            (0, _) => String::new(),
            (_, true) => END_FACTS.to_owned(),
            (rows, false) => {
                let is_summed = layout.sum && rows > 1 && self.is_site(context);
                let foot = if is_summed { self.foot(context, table) } else { String::new() };
                format!("</tbody>\n{foot}</table>\n</div>\n")
            }
        };
        format!("{end}</section>\n")
    }

    fn close(&self, context: &Context<'_, '_>) -> String {
        let (page, language) = (context.page, context.language);
        let layout = context.layout();
        let mut out = if has_part(layout) { String::new() } else { notes(context) };
        out += if self.sheet.is_some() || self.is_fragment { "" } else { "</main>\n" };
        out.push_str("<footer>\n");
        if !has_part(layout) {
            let _ = writeln!(out, "<h2>{}</h2>", escape(TO_VERIFY.get(language)));
        }
        out += FACTS;
        let facts = layout.facts.iter().zip(page.facts()).filter(|(_, cell)| !page.is_bound(cell));
        let is_boxed =
            |cell: &Cell<'_>| matches!(cell, Cell::Digest(_)) && (layout.official || layout.public);
        for (column, cell) in facts.filter(|(_, cell)| is_boxed(cell)) {
            fact(&mut out, column.words.get(language), column.kind, &content(cell, language));
        }
        for (label, text) in layout::bound(page.bound(), context.digest, language) {
            fact(&mut out, label, CellKind::Digest, &escape(&text));
        }
        out += END_FACTS;
        if self.is_site(context) {
            out += &self.boxed(context);
            if let Some(digest) = context.digest.filter(|_| !self.is_fragment) {
                let (name, label) = (escape(&stem(&page.key(), &digest)), escape(DATA.get(language)));
                let _ = writeln!(out, "<p class=\"data\"><a href=\"{name}.json\">{label}</a></p>");
            }
        }
        out += "</footer>\n";
        let most = (0..layout.tables.len()).map(|table| rows_of(page, table, self.part).len()).max();
        if self.is_site(context) && !self.is_fragment && most.is_some_and(|rows| rows >= FEWEST) {
            let _ = writeln!(out, "<script>{FIND}</script>");
        }
        out += if has_part(layout) { "</div>\n" } else { "" };
        out += match self.sheet {
            _ if self.is_fragment => "",
            Some(_) => "</article>\n",
            None => FOOT,
        };
        out
    }
}

/// Rows from which on `find.js` has something to do.
const FEWEST: usize = 21;

/// Whether the rows of a table can be chosen by this column.
fn is_choice(column: &Column) -> bool {
    let by_kind = matches!(column.kind, CellKind::District | CellKind::Word(_));
    by_kind || ["class", "stratum", "result", "department", "exempt"].contains(&column.id)
}
