//! `calendar`: the folder's working-day calendar, and how a year's holidays are brought into it from a public data set.

use crate::cli::CalendarArguments;
use crate::files::{self, Access, Folder};
use crate::out::{Exit, Failure, Out, Outcome};
use crate::text::Shown as _;
use crate::text::Words;
use crate::{decoded, holidays, input, text};
use dual_random::deadline::{Calendar, CalendarErrors, CalendarYear, holiday_year};
use dual_random::{Date, Digest};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Years {
    #[serde(rename = "year", default)]
    years: Vec<CalendarYear>,
}

/// The calendar of a file, or all its faults.
pub(crate) fn read(path: &Path) -> Outcome<Calendar> {
    let years = years(path)?;
    Calendar::new(&years).map_err(|faults| failure(&faults, |_| path.to_owned()))
}

fn years(path: &Path) -> Outcome<Vec<CalendarYear>> {
    if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx")) {
        return holidays::read(path);
    }
    let bytes = files::read(path, text::ask_calendar())?;
    let Years { years } = input::toml(path, &bytes)?;
    Ok(years)
}

/// The files of a folder that have calendars: the form that people fill in, and what was brought in.
fn places(folder: &Folder) -> Vec<PathBuf> {
    [holidays::place(folder), folder.calendar()].into_iter().filter(|path| files::exists(path)).collect()
}

/// The calendar of a folder, out of all that it has; none where it has none.
pub(crate) fn of_folder(folder: &Folder) -> Outcome<Option<Calendar>> {
    let places = places(folder);
    let mut all: Vec<(PathBuf, CalendarYear)> = Vec::new();
    for path in &places {
        for year in years(path)? {
            if let Some((other, _)) = all.iter().find(|(_, known)| known.year == year.year) {
                return Err(Failure(text::same_year_twice(year.year, other.shown(), path.shown())));
            }
            all.push((path.clone(), year));
        }
    }
    let Some(first) = places.first() else { return Ok(None) };
    let years: Vec<CalendarYear> = all.iter().map(|(_, year)| year.clone()).collect();
    let file = |year: Option<u16>| {
        let of = all.iter().find(|(_, own)| Some(own.year) == year).map(|(path, _)| path);
        of.unwrap_or(first).clone()
    };
    Calendar::new(&years).map(Some).map_err(|faults| failure(&faults, file))
}

/// The file of a folder that says, or would say, which days are worked.
pub(crate) fn place(folder: &Folder) -> PathBuf {
    places(folder).into_iter().next().unwrap_or_else(|| folder.calendar())
}

/// Every fault, with the file that its year is from.
fn failure(faults: &CalendarErrors, file: impl Fn(Option<u16>) -> PathBuf) -> Failure {
    let line =
        |fault: &dual_random::deadline::CalendarError| text::file_fault(file(fault.year()).shown(), fault);
    Failure(text::lines(faults.as_slice().iter().map(line)))
}

pub(crate) fn run(arguments: &CalendarArguments, out: &mut Out) -> Outcome<Exit> {
    let folder = Folder::new(&arguments.dir);
    if !folder.path().is_dir() {
        return Err(Failure(text::no_folder(folder.path().shown())));
    }
    let path = folder.calendar();
    let before = Before::read(&path)?;
    let given = given(&arguments.files)?;
    let of_file =
        |year: Option<u16>| given.iter().find(|(_, of)| Some(of.year) == year).map(|(file, _)| file);
    let kept = before.years.iter().filter(|year| of_file(Some(year.year)).is_none());
    let merged: Vec<CalendarYear> = kept.chain(given.iter().map(|(_, year)| year)).cloned().collect();
    let calendar = Calendar::new(&merged)
        .map_err(|faults| failure(&faults, |year| of_file(year).unwrap_or(&path).clone()))?;
    out.lines(calendar.notes().iter().map(text::warning));
    let (mut is_new, mut is_changed) = (false, false);
    for year in calendar.years() {
        match before.days_of(year.year) {
            None => {
                is_new = true;
                out.line(text::year_added(year.year, year.off.len(), year.worked.len()));
            }
            Some(days) => {
                let changes = changes(&days, &year);
                is_changed |= !changes.is_empty();
                if !changes.is_empty() {
                    out.line(text::year_changed(year.year));
                    out.lines(changes);
                } else if of_file(Some(year.year)).is_some() {
                    out.line(text::year_same(year.year));
                }
            }
        }
    }
    if !is_new && !is_changed {
        out.line(text::calendar_same());
        return Ok(Exit::Done);
    }
    if is_changed && !arguments.yes && !out.confirms(text::confirm_calendar()) {
        out.line(text::calendar_not_confirmed());
        return Ok(Exit::Incomplete);
    }
    write(&path, &before, &calendar, out)?;
    Ok(Exit::Done)
}

/// The years of the files, or all their faults.
fn given(paths: &[PathBuf]) -> Outcome<Vec<(PathBuf, CalendarYear)>> {
    let (mut years, mut faults) = (Vec::<(PathBuf, CalendarYear)>::new(), Vec::new());
    for path in paths {
        match one_year(path) {
            Ok(year) => match years.iter().find(|(_, known)| known.year == year.year) {
                Some((known, _)) => {
                    faults.push(text::same_year_twice(year.year, known.shown(), path.shown()));
                }
                None => years.push((path.clone(), year)),
            },
            Err(Failure(what)) => faults.push(what),
        }
    }
    if faults.is_empty() { Ok(years) } else { Err(Failure(text::lines(faults))) }
}

fn one_year(path: &Path) -> Outcome<CalendarYear> {
    let bytes = files::read(path, text::ask_holidays())?;
    holiday_year(&decoded::text(path, &bytes)?).map_err(|faults| {
        let line = |fault: &dual_random::deadline::HolidayFileError| text::file_fault(path.shown(), fault);
        Failure(text::lines(faults.iter().map(line)))
    })
}

/// The calendar that is there.
struct Before {
    bytes: Option<Vec<u8>>,
    text: String,
    years: Vec<CalendarYear>,
}

impl Before {
    fn read(path: &Path) -> Outcome<Self> {
        let Some(bytes) = files::read_if_there(path)? else {
            return Ok(Self { bytes: None, text: String::new(), years: Vec::new() });
        };
        let Years { years } = input::toml(path, &bytes)?;
        let text = decoded::text(path, &bytes)?.into_owned();
        Ok(Self { bytes: Some(bytes), text, years })
    }

    /// The days of a year, wherever they stand, if it has that year. It need not be a sound one: it may be replaced.
    fn days_of(&self, year: u16) -> Option<(BTreeSet<Date>, BTreeSet<Date>)> {
        self.years.iter().find(|known| known.year == year)?;
        let of = |list: fn(&CalendarYear) -> &Vec<Date>| {
            let days = self.years.iter().flat_map(list).copied();
            days.filter(|day| day.year() == year).collect::<BTreeSet<Date>>()
        };
        Some((of(|year| &year.off), of(|year| &year.worked)))
    }
}

/// What changes in a year, a line for each kind. Weekends off change nothing.
fn changes((off, worked): &(BTreeSet<Date>, BTreeSet<Date>), now: &CalendarYear) -> Vec<Words> {
    let weekday = |day: &&Date| (day.days_from_epoch() + 3).rem_euclid(7) < 5;
    let off: BTreeSet<Date> = off.iter().filter(weekday).copied().collect();
    let now_off: BTreeSet<Date> = now.off.iter().copied().collect();
    let now_worked: BTreeSet<Date> = now.worked.iter().copied().collect();
    let days = |a: &BTreeSet<Date>, b: &BTreeSet<Date>| {
        let days: Vec<&Date> = a.difference(b).collect();
        (!days.is_empty()).then(|| text::joined(days))
    };
    [
        days(&now_off, &off).map(text::more_off),
        days(&off, &now_off).map(text::less_off),
        days(&now_worked, worked).map(text::more_worked),
        days(worked, &now_worked).map(text::less_worked),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Writes the calendar. What stands there stays as it was typed where years are only added; otherwise the file as it was is
/// kept beside it.
fn write(path: &Path, before: &Before, calendar: &Calendar, out: &mut Out) -> Outcome<()> {
    let years = calendar.years();
    let is_known = |year: &&CalendarYear| before.years.iter().any(|known| known.year == year.year);
    let new: String = years.iter().filter(|year| !is_known(year)).map(block).collect();
    let break_before = if before.text.is_empty() || before.text.ends_with('\n') { "" } else { "\n" };
    let longer = format!("{}{break_before}{new}", before.text);
    let says_it = |text: &str| {
        let read = toml::from_str::<Years>(text).ok().and_then(|read| Calendar::new(&read.years).ok());
        read.is_some_and(|read| read.years() == years)
    };
    let content = if says_it(&longer) {
        longer
    } else {
        let head = before.text.lines().take_while(|line| line.trim().is_empty() || line.starts_with('#'));
        let head: String = head.flat_map(|line| [line, "\n"]).collect();
        if let Some(bytes) = &before.bytes {
            let kept =
                path.with_file_name(format!("calendar-{}.toml", &Digest::of_file(bytes).to_hex()[..8]));
            files::write(&kept, bytes, Access::Everyone)?;
            out.line(text::calendar_kept(kept.shown()));
        }
        format!("{}{}", head, years.iter().map(block).collect::<String>())
    };
    files::replace(path, content.as_bytes(), Access::Everyone)?;
    out.line(text::calendar_written(path.shown()));
    Ok(())
}

/// A year as TOML.
fn block(year: &CalendarYear) -> String {
    let list = |days: &[Date]| days.iter().map(|day| format!("\"{day}\"")).collect::<Vec<_>>().join(", ");
    let CalendarYear { off, worked, year, .. } = year;
    format!("\n[[year]]\nyear = {year}\noff = [{}]\nworked = [{}]\n", list(off), list(worked))
}
