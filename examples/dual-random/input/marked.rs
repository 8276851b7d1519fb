//! `检查结果.xlsx`: the tables with the cells that are wrong marked, and in each a comment that says what is. It holds what the
//! tables hold, private columns too, and is for the office alone.

use crate::book::room;
use crate::files::{self, Access, Folder, exists};
use crate::input::flaws::{Flaw, Flaws};
use crate::input::places::{self, Place};
use crate::out::{Failure, Outcome};
use crate::text::{self, Shown as _, Words};
use dual_random::tables;
use dual_random::{Language, Table};
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatBorder, Note, Workbook, Worksheet, XlsxError,
};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Tables with more rows are not copied; the list of faults names the cells of all.
const MOST_ROWS: usize = 50_000;
/// Most faults that are listed.
const MOST_FAULTS: u32 = 10_000;

fn path(folder: &Folder, language: Language) -> PathBuf {
    folder.path().join(format!("{}.xlsx", text::check_report().get(language)))
}

/// Writes the workbook, in the place of the one before.
pub(crate) fn write(folder: &Folder, flaws: &Flaws, language: Language) -> Outcome<PathBuf> {
    let path = path(folder, language);
    let mut tables = Vec::new();
    for (table, place) in flaws.standing.tables() {
        let own: Vec<&Flaw> =
            flaws.all.iter().filter(|flaw| flaw.place == *place && flaw.row.is_some()).collect();
        if !own.is_empty() {
            tables.push((place.clone(), cells(table, place)?, own));
        }
    }
    let bytes = workbook(&flaws.all, &tables, language)
        .map_err(|error| Failure(text::cannot_write(path.shown(), text::name(error.to_string()))))?;
    files::replace(&path, &bytes, Access::Owner)?;
    Ok(path)
}

/// Takes the workbook of an earlier round away: what it marked is mended.
pub(crate) fn clear(folder: &Folder, language: Language) -> Outcome<()> {
    let path = path(folder, language);
    if exists(&path) {
        std::fs::remove_file(&path).map_err(|error| files::cannot_write(&path, &error))?;
    }
    Ok(())
}

type Cells = Vec<(u64, Vec<String>)>;

/// All cells of a table as they stand.
fn cells(table: Table, place: &Place) -> Outcome<Cells> {
    let opened = places::opened(place.clone())?;
    let file = opened.file(None).keep_cells();
    let columns = dual_random::roster::Columns::default();
    Ok(match table {
        Table::Targets => tables::read_targets(file, &columns).cells,
        Table::Inspectors => tables::read_inspectors(file).cells,
        Table::Recusals => tables::read_recusals(file).cells,
        Table::Changes => tables::read_changes(file).cells,
        _ => tables::read_districts(file).cells,
    })
}

fn workbook(
    all: &[Flaw],
    tables: &[(Place, Cells, Vec<&Flaw>)],
    language: Language,
) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // The same bytes whenever they are written.
    book.set_properties(&DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?));
    list(book.add_worksheet(), all, language)?;
    for (place, cells, flaws) in tables {
        let sheet = book.add_worksheet();
        sheet.set_name(name(place))?;
        marked(sheet, cells, flaws, language)?;
    }
    book.save_to_buffer()
}

/// The name of a sheet: that of the sheet or file that it shows, as far as a sheet may have it.
fn name(place: &Place) -> String {
    let file = place.path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let name = place.sheet.clone().unwrap_or(file);
    name.chars().filter(|c| !"[]:*?/\\'".contains(*c)).take(31).collect()
}

fn list(sheet: &mut Worksheet, all: &[Flaw], language: Language) -> Result<(), XlsxError> {
    sheet.set_name(text::check_report().get(language))?;
    let head =
        Format::new().set_bold().set_border(FormatBorder::Thin).set_background_color(Color::RGB(0x00D9_E2F3));
    let cell = Format::new().set_border(FormatBorder::Thin).set_text_wrap();
    for (column, (name, width)) in (0..).zip(text::check_report_heads().iter().zip([28.0, 10.0, 90.0])) {
        sheet.write_string_with_format(0, column, name.get(language), &head)?;
        sheet.set_column_width(column, width)?;
    }
    for (row, flaw) in (1..=MOST_FAULTS).zip(all) {
        let place = flaw.place.shown(None);
        let at = flaw.cell().or_else(|| flaw.row.map(|row| row.to_string())).unwrap_or_default();
        for (column, text) in (0..).zip([place.as_str(), &at, flaw.what.get(language)]) {
            sheet.write_string_with_format(row, column, text, &cell)?;
        }
        room(sheet, row, &[(place.as_str(), 26), (flaw.what.get(language), 86)])?;
    }
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    Ok(())
}

fn marked(
    sheet: &mut Worksheet,
    cells: &Cells,
    flaws: &[&Flaw],
    language: Language,
) -> Result<(), XlsxError> {
    let wrong =
        Format::new().set_background_color(Color::RGB(0x00FF_C7CE)).set_font_color(Color::RGB(0x009C_0006));
    let mut comments: BTreeMap<(u64, usize), Vec<&Words>> = BTreeMap::new();
    for flaw in flaws {
        if let Some(row) = flaw.row {
            comments.entry((row, flaw.column.unwrap_or(0))).or_default().push(&flaw.what);
        }
    }
    for (line, texts) in cells.iter().take(MOST_ROWS) {
        let Some(row) = line.checked_sub(1).and_then(|row| u32::try_from(row).ok()) else { continue };
        for (column, text) in (0_u16..).zip(texts) {
            if comments.contains_key(&(*line, usize::from(column))) {
                sheet.write_string_with_format(row, column, text, &wrong)?;
            } else if !text.is_empty() {
                sheet.write_string(row, column, text)?;
            }
        }
    }
    for ((line, column), what) in comments {
        let row = line.checked_sub(1).and_then(|row| u32::try_from(row).ok());
        if let (Some(row), Ok(column)) = (row.filter(|row| *row < 1_048_576), u16::try_from(column)) {
            let text: Vec<&str> = what.iter().map(|what| what.get(language)).collect();
            sheet.insert_note(
                row,
                column,
                &Note::new(text.join("\n")).add_author_prefix(false).set_width(360),
            )?;
        }
    }
    sheet.autofit();
    Ok(())
}
