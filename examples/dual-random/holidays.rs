//! `放假安排.xlsx`: the days off and the weekends that are worked, as the notice of a year states them, for whoever fills in tables.

use crate::book::{self, Formats, printed};
use crate::files::{self, Folder};
use crate::out::{Failure, Outcome};
use crate::text::{self, Shown as _, Words};
use dual_random::deadline::CalendarYear;
use dual_random::tables::column_letters;
use dual_random::{Date, Language};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Most days of one holiday.
const MOST_DAYS: i64 = 20;

/// Most faults that are said.
const MOST_FAULTS: usize = 20;

/// The holidays of a year, in the order of its notice.
const HOLIDAYS: [&str; 7] = ["元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节"];

const HEADS: [(&str, f64); 5] =
    [("年份", 10.0), ("节日", 14.0), ("放假起", 16.0), ("放假止", 16.0), ("调休上班的周六、周日", 44.0)];

/// Where the form of a folder is.
pub(crate) fn place(folder: &Folder) -> PathBuf {
    folder.path().join("放假安排.xlsx")
}

/// A form for the year of a day and the one after.
///
/// # Errors
/// What the writer of workbooks says.
pub(crate) fn form(today: Date) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // The same bytes whenever they are written.
    book.set_properties(&DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?));
    let formats = Formats::new();
    let sheet = book.add_worksheet();
    sheet.set_name("放假安排")?;
    for (column, (head, width)) in (0..).zip(HEADS) {
        sheet.write_string_with_format(0, column, head, &formats.must)?;
        sheet.set_column_width(column, width)?;
        sheet
            .set_column_format(column, if matches!(column, 2 | 3) { &formats.day } else { &formats.text })?;
    }
    let years = [today.year(), today.year().saturating_add(1)];
    let rows = years.into_iter().flat_map(|year| HOLIDAYS.map(|holiday| (year, holiday)));
    let mut last = 0;
    for (row, (year, holiday)) in (1..).zip(rows) {
        sheet.write_string_with_format(row, 0, year.to_string(), &formats.text)?;
        sheet.write_string_with_format(row, 1, holiday, &formats.text)?;
        last = row;
    }
    let wrapped = Format::new().set_text_wrap();
    for (row, note) in (last + 2..).zip(text::holiday_notes()) {
        sheet.merge_range(row, 0, row, 4, note.get(Language::Zh), &wrapped)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    printed(sheet, Some(0))?;
    book.save_to_buffer()
}

/// The years that a form says anything of. Rows without a day are left for later.
pub(crate) fn read(path: &Path) -> Outcome<Vec<CalendarYear>> {
    read_bytes(path, &files::read(path, Words::default())?)
}

/// The same of what is to stand there.
pub(crate) fn read_bytes(path: &Path, bytes: &[u8]) -> Outcome<Vec<CalendarYear>> {
    let sheets = dual_random::tables::sheets(bytes);
    let sheets = sheets
        .map_err(|faults| Failure(text::lines(faults.iter().map(|fault| text::at(path, &fault.problem)))))?;
    let mut rows: BTreeMap<u64, BTreeMap<usize, String>> = BTreeMap::new();
    for cell in sheets.into_iter().next().into_iter().flat_map(|sheet| sheet.cells) {
        let text = cell.text.map_err(|problem| Failure(text::at(path, &problem)))?;
        if !text.trim().is_empty() {
            rows.entry(cell.row).or_default().insert(cell.column, text.trim().to_owned());
        }
    }
    let (mut years, mut faults) = (BTreeMap::<u16, CalendarYear>::new(), Vec::new());
    // Titles may stand above the heads.
    let is_head = |cells: &BTreeMap<usize, String>| cells.values().any(|text| text == HEADS[0].0);
    let Some(at) = rows.values().position(is_head) else {
        return if rows.is_empty() {
            Ok(Vec::new())
        } else {
            Err(Failure(text::at(path, text::desk_not_the_form(text::name(HEADS[0].0)))))
        };
    };
    for (row, cells) in rows.into_iter().skip(at + 1) {
        // Notes stand in the first column alone.
        if cells.keys().all(|column| *column < 2) {
            continue;
        }
        let mut wrong = |column: usize, what: Words| {
            faults.push(text::holiday_cell(
                path.shown(),
                text::name(format!("{}{row}", column_letters(column))),
                what,
            ));
        };
        let get = |column: usize| cells.get(&column).map_or("", String::as_str);
        let Ok(year) = get(0).trim_end_matches('年').parse::<u16>() else {
            wrong(0, text::holiday_year());
            continue;
        };
        let known = years.entry(year).or_insert_with(|| CalendarYear::new(year, Vec::new(), Vec::new()));
        match (book::day(get(2)), book::day(get(3))) {
            (Some(from), Some(to)) => {
                let days = to.days_from_epoch() - from.days_from_epoch();
                if (0..MOST_DAYS).contains(&days) {
                    let days = u32::try_from(days).unwrap_or(0);
                    known.off.extend((0..=days).filter_map(|later| from.plus_days(later)));
                } else {
                    wrong(3, text::holiday_order());
                }
            }
            (from, to) if !(get(2).is_empty() && get(3).is_empty()) => {
                if from.is_none() {
                    wrong(2, text::form_day());
                }
                if to.is_none() {
                    wrong(3, text::form_day());
                }
            }
            _ => {}
        }
        for entry in
            get(4).split(['、', '，', ',', '；', ';']).map(str::trim).filter(|entry| !entry.is_empty())
        {
            match book::day(entry) {
                Some(day) => known.worked.push(day),
                None => wrong(4, text::form_day()),
            }
        }
    }
    faults.truncate(MOST_FAULTS);
    if faults.is_empty() { Ok(years.into_values().collect()) } else { Err(Failure(text::lines(faults))) }
}
