//! XLSX for spreadsheets (ECMA-376): a sheet with facts and notes, then one a table, with frozen heads and typed cells.
//! Codes and texts are texts, so that `0`, 18-digit codes and what begins like a formula stay what they are. Nothing in it
//! depends on a clock or on another crate's compressor, so that the same document gives the same bytes.

mod archive;
mod deflate;
mod huffman;

use super::escape::escape;
use super::writer::Context;
use crate::publish::cell::{Cell, CellKind, Share, Words};
use crate::publish::layout;
use crate::publish::page::TableLayout;
use crate::publish::screen::PublishError;
use crate::types::date::Date;
use crate::types::text::column_letters;
use archive::{Archive, File, Packed};
use std::borrow::Cow;
use std::fmt::Write as _;

/// Most rows of a sheet, the head among them, and most characters of a cell.
const MAX_ROWS: usize = 1_048_576;
const MAX_TEXT: usize = 32_767;
/// Characters that stand side by side on A4 across in letters of some 8 points, and fewest of a column.
const PRINTED_WIDTH: usize = 190;
const NARROWEST: usize = 8;
/// Height of a line, and most that a row may have, in points.
const LINE: usize = 16;
const TALLEST: usize = 405;
/// Longest name of a sheet.
const MAX_NAME: usize = 31;
/// The serial number of 1970-01-01.
const EPOCH: i64 = 25_569;
/// Largest number that a spreadsheet keeps exactly.
const MAX_EXACT: u64 = 999_999_999_999_999;

const SUMMARY: Words = Words::new("概要", "Summary");
/// Below a printed sheet: the page's number, and how many there are.
const PAGES: Words = Words::new("第 &P 页，共 &N 页", "Page &P of &N");

const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const TYPES: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/// Places of the styles in `STYLES`.
const HEAD: usize = 1;
const TEXT: usize = 2;
const DATE: usize = 3;
const AMOUNT: usize = 4;
const NUMBER: usize = 5;

const STYLES: &str = "<numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd\"/></numFmts>\
<fonts count=\"2\"><font><sz val=\"11\"/><name val=\"等线\"/></font><font><b/><sz val=\"11\"/><name val=\"等线\"/></font></fonts>\
<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills>\
<borders count=\"2\"><border><left/><right/><top/><bottom/><diagonal/></border>\
<border><left style=\"thin\"/><right style=\"thin\"/><top style=\"thin\"/><bottom style=\"thin\"/><diagonal/></border></borders>\
<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>\
<cellXfs count=\"6\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>\
<xf numFmtId=\"49\" fontId=\"1\" fillId=\"0\" borderId=\"1\" xfId=\"0\" applyBorder=\"1\" applyNumberFormat=\"1\" applyFont=\"1\" applyAlignment=\"1\"><alignment vertical=\"center\" wrapText=\"1\"/></xf>\
<xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"1\" xfId=\"0\" applyBorder=\"1\" applyNumberFormat=\"1\" applyAlignment=\"1\"><alignment vertical=\"top\" wrapText=\"1\"/></xf>\
<xf numFmtId=\"164\" fontId=\"0\" fillId=\"0\" borderId=\"1\" xfId=\"0\" applyBorder=\"1\" applyNumberFormat=\"1\" applyAlignment=\"1\"><alignment vertical=\"top\"/></xf>\
<xf numFmtId=\"4\" fontId=\"0\" fillId=\"0\" borderId=\"1\" xfId=\"0\" applyBorder=\"1\" applyNumberFormat=\"1\" applyAlignment=\"1\"><alignment vertical=\"top\"/></xf>\
<xf numFmtId=\"1\" fontId=\"0\" fillId=\"0\" borderId=\"1\" xfId=\"0\" applyBorder=\"1\" applyNumberFormat=\"1\" applyAlignment=\"1\"><alignment vertical=\"top\"/></xf></cellXfs>\
<cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles>";

/// The document as a workbook.
///
/// # Errors
/// When a table has more rows, or a cell more characters, than a sheet can hold.
pub(super) fn workbook(context: &Context<'_, '_>) -> Result<Vec<u8>, PublishError> {
    let (layout, language) = (context.layout(), context.language);
    let too_large = |table: &TableLayout| PublishError::NoSheet { table: table.label() };
    let summary = PublishError::NoSheet { table: layout.label() };
    let mut sheets = vec![(SUMMARY.get(language), facts(context).ok_or(summary.clone())?)];
    for (place, table) in layout.tables.iter().enumerate() {
        let sheet = rows(context, place).ok_or_else(|| too_large(table))?;
        sheets.push((sheet_name(table, context), sheet));
    }
    package(&sheets).ok_or(summary)
}

/// A name that a sheet may have: the caption, where it is short enough.
fn sheet_name(table: &TableLayout, context: &Context<'_, '_>) -> &'static str {
    let caption = table.caption.get(context.language);
    let is_name =
        caption.chars().count() <= MAX_NAME && !caption.contains(['[', ']', ':', '*', '?', '/', '\\', '\'']);
    if is_name { caption } else { table.id }
}

/// All files of the archive.
fn package(sheets: &[(&str, Packed)]) -> Option<Vec<u8>> {
    let (mut types, mut named, mut related) = (String::new(), String::new(), String::new());
    // The heads stand on every printed page of a table; the first sheet has none.
    let mut heads = String::new();
    for (number, (name, _)) in (1..).zip(sheets) {
        if number > 1 {
            let _ = write!(
                heads,
                "<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"{}\">'{}'!$1:$1</definedName>",
                number - 1,
                escape(name)
            );
        }
        let _ = write!(
            types,
            "<Override PartName=\"/xl/worksheets/sheet{number}.xml\" ContentType=\"{TYPES}.worksheet+xml\"/>"
        );
        let _ = write!(named, "<sheet name=\"{}\" sheetId=\"{number}\" r:id=\"rId{number}\"/>", escape(name));
        let _ = write!(
            related,
            "<Relationship Id=\"rId{number}\" Type=\"{OFFICE}/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>"
        );
    }
    if !heads.is_empty() {
        heads = format!("<definedNames>{heads}</definedNames>");
    }
    let types = format!(
        "{XML}<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"{TYPES}.sheet.main+xml\"/><Override PartName=\"/xl/styles.xml\" ContentType=\"{TYPES}.styles+xml\"/>{types}</Types>"
    );
    let root = format!(
        "{XML}<Relationships xmlns=\"{PACKAGE}/relationships\"><Relationship Id=\"rId1\" Type=\"{OFFICE}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    );
    let book = format!(
        "{XML}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets>{named}</sheets>{heads}</workbook>"
    );
    let related = format!(
        "{XML}<Relationships xmlns=\"{PACKAGE}/relationships\">{related}<Relationship Id=\"styles\" Type=\"{OFFICE}/styles\" Target=\"styles.xml\"/></Relationships>"
    );
    let styles = format!("{XML}<styleSheet xmlns=\"{MAIN}\">{STYLES}</styleSheet>");
    let mut archive = Archive::default();
    for (name, content) in [
        ("[Content_Types].xml", types),
        ("_rels/.rels", root),
        ("xl/workbook.xml", book),
        ("xl/_rels/workbook.xml.rels", related),
        ("xl/styles.xml", styles),
    ] {
        archive.add(name, &Packed::new(&content))?;
    }
    for (number, (_, content)) in (1..).zip(sheets) {
        archive.add(&format!("xl/worksheets/sheet{number}.xml"), content)?;
    }
    archive.finish()
}

/// The sheet with the facts, what binds the document, and the notes.
fn facts(context: &Context<'_, '_>) -> Option<Packed> {
    let (page, language) = (context.page, context.language);
    let mut sheet = Sheet::new(&[28, 80], false);
    for (column, cell) in context.layout().facts.iter().zip(page.facts()) {
        if page.is_bound(cell) {
            continue;
        }
        sheet.row(|row| {
            row.text(column.words.get(language), HEAD)?;
            row.cell(cell, context)
        })?;
    }
    for (label, text) in layout::bound(page.bound(), context.digest, language) {
        sheet.row(|row| {
            row.text(label, HEAD)?;
            row.text(&text, TEXT)
        })?;
    }
    for note in page.notes(language) {
        sheet.row(|row| {
            row.skip();
            row.text(&note, TEXT)
        })?;
    }
    Some(sheet.finish(None, context))
}

/// How wide columns are, in characters: what wraps gives way, so that a page across still shows letters that one can read.
fn widths(kinds: &[CellKind]) -> Vec<usize> {
    let wish = |kind| -> Result<usize, usize> {
        match kind {
            CellKind::Text
            | CellKind::Both
            | CellKind::Texts
            | CellKind::Codes
            | CellKind::Words(_)
            | CellKind::Scan => Ok(32),
            CellKind::Digest => Ok(66),
            CellKind::Code | CellKind::District | CellKind::Named(_) | CellKind::Timestamp => Ok(24),
            // A number that does not fit is shown as `####`.
            _ => Err(12),
        }
    };
    let wishes: Vec<_> = kinds.iter().map(|kind| wish(*kind)).collect();
    let fixed: usize = wishes.iter().filter_map(|wish| wish.err()).sum();
    let wanted: usize = wishes.iter().filter_map(|wish| wish.ok()).sum();
    let room = PRINTED_WIDTH.saturating_sub(fixed).min(wanted);
    let given = |wish: Result<usize, usize>| match wish {
        Ok(wish) => (wish * room / wanted.max(1)).max(NARROWEST),
        Err(fixed) => fixed,
    };
    wishes.into_iter().map(given).collect()
}

/// The sheet of a table.
fn rows(context: &Context<'_, '_>, table: usize) -> Option<Packed> {
    let (page, layout, language) = (context.page, context.table(table), context.language);
    // A part of a whole takes two columns: what is written `2/7` would be read as a day.
    let heads: Vec<(String, CellKind)> = layout
        .columns
        .iter()
        .flat_map(|column| {
            let kind = if column.kind == CellKind::Share { CellKind::Count } else { column.kind };
            column.heads(language).into_iter().map(move |head| (head, kind))
        })
        .collect();
    let kinds: Vec<CellKind> = heads.iter().map(|(_, kind)| *kind).collect();
    let mut sheet = Sheet::new(&widths(&kinds), true);
    let count = page.rows(table);
    if count >= MAX_ROWS {
        return None;
    }
    sheet.row(|row| heads.iter().try_for_each(|(head, _)| row.text(head, HEAD)))?;
    for place in 0..count {
        let cells = page.row(table, place);
        sheet.row(|row| {
            cells.iter().zip(layout.columns).try_for_each(|(cell, column)| match (cell, column.kind) {
                (Cell::Share(Share { part, of }), _) => {
                    [part, of].into_iter().try_for_each(|number| row.cell(&Cell::Count(*number), context))
                }
                (_, CellKind::Share) => {
                    row.blank();
                    row.blank();
                    Some(())
                }
                _ => row.cell(cell, context),
            })
        })?;
    }
    let last = format!("{}{}", column_letters(heads.len().saturating_sub(1)), count + 1);
    Some(sheet.finish(Some(&last), context))
}

/// A sheet that is being written: its packed file, and the row that comes next.
struct Sheet {
    file: File,
    /// Of the columns, in characters.
    widths: Vec<usize>,
    row: usize,
}

/// A row of it.
struct Row<'s> {
    xml: String,
    widths: &'s [usize],
    number: usize,
    column: usize,
    /// How many lines its tallest cell has.
    lines: usize,
}

impl Sheet {
    fn new(widths: &[usize], frozen: bool) -> Self {
        let mut xml =
            format!("{XML}<worksheet xmlns=\"{MAIN}\"><sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr>");
        if frozen {
            xml += "<sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews>";
        }
        xml += "<cols>";
        for (number, width) in (1..).zip(widths) {
            let _ =
                write!(xml, "<col min=\"{number}\" max=\"{number}\" width=\"{width}\" customWidth=\"1\"/>");
        }
        xml += "</cols><sheetData>";
        let mut file = File::new();
        file.write(&xml);
        Self { file, widths: widths.to_vec(), row: 0 }
    }

    fn row(&mut self, fill: impl FnOnce(&mut Row<'_>) -> Option<()>) -> Option<()> {
        self.row += 1;
        let mut row = Row { xml: String::new(), widths: &self.widths, number: self.row, column: 0, lines: 1 };
        fill(&mut row)?;
        // Not every program makes a row as tall as what wraps in it.
        let height = (row.lines * LINE).min(TALLEST);
        self.file.write(&format!("<row r=\"{}\" ht=\"{height}\">{}</row>", self.row, row.xml));
        Some(())
    }

    /// The sheet whole, with its heads as a filter down to the last cell. It is printed across A4 as wide as the paper,
    /// under the document's title, with the number of each page below.
    fn finish(mut self, last: Option<&str>, context: &Context<'_, '_>) -> Packed {
        let mut xml = "</sheetData>".to_owned();
        if let Some(last) = last {
            let _ = write!(xml, "<autoFilter ref=\"A1:{last}\"/>");
        }
        let title = context.layout().title.get(context.language);
        // Titles and numbers of pages are the layout's own words: no code of a header stands in them.
        let pages = PAGES.get(context.language);
        let _ = write!(
            xml,
            "<pageMargins left=\"0.5\" right=\"0.5\" top=\"0.75\" bottom=\"0.75\" header=\"0.3\" footer=\"0.3\"/><pageSetup paperSize=\"9\" orientation=\"landscape\" fitToHeight=\"0\"/><headerFooter><oddHeader>{}</oddHeader><oddFooter>{}</oddFooter></headerFooter></worksheet>",
            escape(&format!("&C&B{title}")),
            escape(&format!("&C{pages}"))
        );
        self.file.write(&xml);
        self.file.finish()
    }
}

impl Row<'_> {
    fn skip(&mut self) {
        self.column += 1;
    }

    fn place(&mut self) -> String {
        let place = format!("{}{}", column_letters(self.column), self.number);
        self.column += 1;
        place
    }

    /// An empty cell, which has its border too.
    fn blank(&mut self) {
        let place = self.place();
        let _ = write!(self.xml, "<c r=\"{place}\" s=\"{TEXT}\"/>");
    }

    /// A text. `None` when it is too long for a cell.
    fn text(&mut self, text: &str, style: usize) -> Option<()> {
        let width = self.widths.get(self.column).copied().unwrap_or(NARROWEST);
        self.lines = self.lines.max(lines(text, width));
        let place = self.place();
        // Spreadsheets count UTF-16.
        if text.encode_utf16().count() > MAX_TEXT {
            return None;
        }
        let _ = write!(
            self.xml,
            "<c r=\"{place}\" s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
            escape(&unread(text))
        );
        Some(())
    }

    fn number(&mut self, number: &str, style: usize) {
        let place = self.place();
        let _ = write!(self.xml, "<c r=\"{place}\" s=\"{style}\"><v>{number}</v></c>");
    }

    fn cell(&mut self, cell: &Cell<'_>, context: &Context<'_, '_>) -> Option<()> {
        match cell {
            Cell::Nothing => self.blank(),
            Cell::Count(number) if *number <= MAX_EXACT => self.number(&number.to_string(), NUMBER),
            Cell::Place(place) if *place < MAX_EXACT => self.number(&cell.plain(context.language), NUMBER),
            Cell::Fen(fen) if *fen <= MAX_EXACT => self.number(&cell.plain(context.language), AMOUNT),
            Cell::Date(date) => self.number(&serial(*date).to_string(), DATE),
            Cell::Timestamp(_) | Cell::District(_) | Cell::Share(_) | Cell::Ordinal(_) => {
                return self.text(&cell.reading(context.language), TEXT);
            }
            _ => return self.text(&cell.plain(context.language), TEXT),
        }
        Some(())
    }
}

/// How many lines a text takes in a column, where a Chinese character is as wide as two letters.
fn lines(text: &str, width: usize) -> usize {
    let wide = |line: &str| line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>();
    // A column is a little narrower for a word or a wide character that does not fit its end.
    text.split('\n').map(|line| wide(line).div_ceil(width.saturating_sub(2).max(1)).max(1)).sum()
}

fn serial(date: Date) -> i64 {
    EPOCH + date.days_from_epoch()
}

/// A text that a spreadsheet reads as it stands: `_x000D_` would be a character to it.
fn unread(text: &str) -> Cow<'_, str> {
    if !text.contains("_x") {
        return text.into();
    }
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("_x") {
        let code = after.get(..5).and_then(|code| code.strip_suffix('_'));
        let is_code = code.is_some_and(|code| code.bytes().all(|b| b.is_ascii_hexdigit()));
        out += before;
        out += if is_code { "_x005F_x" } else { "_x" };
        rest = after;
    }
    (out + rest).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_fit_a_page_across_and_numbers_stay_as_wide_as_they_are() {
        let wide = [[CellKind::Count, CellKind::Digest], [CellKind::Text, CellKind::Code]].concat().repeat(3);
        let widths = widths(&wide);
        assert!(widths.iter().sum::<usize>() <= PRINTED_WIDTH, "{widths:?}");
        assert!(widths.iter().step_by(4).all(|width| *width == 12), "{widths:?}");
        assert_eq!(super::widths(&[CellKind::Text, CellKind::Digest]), [32, 66], "where there is room");
        assert_eq!(super::widths(&[CellKind::Text; 60]), [NARROWEST; 60]);
    }

    #[test]
    fn a_row_is_as_tall_as_what_wraps_in_it() {
        assert_eq!([lines("", 10), lines("12345678", 10), lines("123456789", 10)], [1, 1, 2]);
        assert_eq!([lines("四个汉字", 10), lines("五个汉字了", 10), lines("一\n二", 10)], [1, 2, 2]);
    }
}
