//! A year's holidays in the JSON form in which public data sets have them: `{"year": 2026, "days": [{"name": "元旦",
//! "date": "2026-01-01", "isOffDay": true}, …]}`.

use super::calendar::CalendarYear;
use crate::say::{Quoted, sayings, sayings_error};
use crate::types::date::Date;
use serde::Deserialize;
use serde_json::Value;

/// Largest file, in bytes.
const MAX_BYTES: usize = 1 << 20;

sayings! {
    /// Why a text is not the holidays of a year: it has more than a mebibyte, or at a place from 1 another form or value.
    pub enum HolidayFileError {
        TooLarge { bytes: usize } = "too_large", "文件过大（{bytes} 字节），不是一个年份的放假安排", "too large ({bytes} bytes) for the holidays of a year";
        BadForm { line: usize, column: usize } = "bad_form", "第 {line} 行第 {column} 列：不是放假安排的数据文件，请重新下载原件", "line {line}, column {column}: this is no file of holidays; take the original anew";
        BadYear { found: Quoted } = "bad_year", "年份为 {found}，应写作 2026 的形式", "the year is {found}; it should be a number such as 2026";
        BadDate { day: usize, found: Quoted } = "bad_date", "第 {day} 项的日期为 {found}，应为 2026-11-23 的形式", "day {day} has the date {found}; it should be of the form 2026-11-23";
        BadOff { day: usize, found: Quoted } = "bad_off", "第 {day} 项的“isOffDay”为 {found}，应为“true”（放假）或“false”（上班）", "day {day} has the isOffDay {found}; it should be true (off) or false (worked)";
    }
}

sayings_error!(HolidayFileError);

/// What else such a file says (its sources, the address of its schema) changes no day.
#[derive(Deserialize)]
struct File {
    year: Value,
    days: Vec<Day>,
}

/// A field that is not known might change what a day means, so there must be none.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Day {
    #[serde(rename = "name", default)]
    _name: Value,
    date: Value,
    #[serde(rename = "isOffDay")]
    is_off: Value,
}

/// The holidays of a year, from a JSON text: an object with `year` and `days`, each day with `date`, `isOffDay` and, if one
/// likes, `name`. Days of the years beside it may be among them, and weekends; [`super::Calendar::new`] puts them right.
///
/// ```
/// let text = r#"{"year": 2026, "days": [{"name": "元旦", "date": "2026-01-04", "isOffDay": false}]}"#;
/// let year = dual_random::deadline::holiday_year(text).unwrap();
/// assert_eq!((year.year, year.worked.len()), (2026, 1));
/// assert!(dual_random::deadline::holiday_year("{}").is_err());
/// ```
///
/// # Errors
/// All faults of it.
pub fn holiday_year(text: &str) -> Result<CalendarYear, Vec<HolidayFileError>> {
    if text.len() > MAX_BYTES {
        return Err(vec![HolidayFileError::TooLarge { bytes: text.len() }]);
    }
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let bad_form = |error: serde_json::Error| {
        vec![HolidayFileError::BadForm { line: error.line(), column: error.column() }]
    };
    let File { year, days } = serde_json::from_str(text).map_err(bad_form)?;
    let mut faults = Vec::new();
    let number = year.as_u64().and_then(|year| u16::try_from(year).ok());
    if number.is_none() {
        faults.push(HolidayFileError::BadYear { found: shown(&year) });
    }
    let (mut off, mut worked) = (Vec::new(), Vec::new());
    for (day, Day { date, is_off, .. }) in (1..).zip(days) {
        let parsed = date.as_str().and_then(|date| Date::new(date).ok());
        if parsed.is_none() {
            faults.push(HolidayFileError::BadDate { day, found: shown(&date) });
        }
        match (parsed, is_off.as_bool()) {
            (Some(date), Some(true)) => off.push(date),
            (Some(date), Some(false)) => worked.push(date),
            (_, None) => faults.push(HolidayFileError::BadOff { day, found: shown(&is_off) }),
            (None, Some(_)) => {}
        }
    }
    match number {
        Some(year) if faults.is_empty() => Ok(CalendarYear { off, worked, year }),
        _ => Err(faults),
    }
}

/// A value as it stands in the file; a text without its quotation marks.
fn shown(value: &Value) -> Quoted {
    value.as_str().map_or_else(|| Quoted::start(&value.to_string()), Quoted::start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use HolidayFileError as E;

    fn faults(text: &str) -> Vec<E> {
        holiday_year(text).unwrap_err()
    }

    #[test]
    fn a_file_that_is_not_of_the_form_is_refused_with_its_place() {
        for text in [
            "",
            "[]",
            "{}",
            "{\"year\":2026}",
            "{\"year\":2026,\"days\":[1]}",
            "<html>",
            "{\"year\":2026,\"days\":[]} x",
        ] {
            assert!(matches!(faults(text)[..], [E::BadForm { .. }]), "{text}");
        }
        let half = "{\"year\":2026,\"days\":[{\"date\":\"2026-01-01\",\"isOffDay\":true,\"half\":true}]}";
        assert!(
            matches!(faults(half)[..], [E::BadForm { line: 1, .. }]),
            "a field that might change the meaning"
        );
        let twice = "{\"year\":2026,\"year\":2027,\"days\":[]}";
        assert!(matches!(faults(twice)[..], [E::BadForm { .. }]));
        assert_eq!(faults(&" ".repeat(MAX_BYTES + 1)), [E::TooLarge { bytes: MAX_BYTES + 1 }]);
        assert!(matches!(faults(&"[".repeat(100_000))[..], [E::BadForm { .. }]), "no stack is exhausted");
    }

    #[test]
    fn all_faults_of_a_file_come_together() {
        let text = r#"{"year": 2026.5, "days": [
            {"name": "元旦", "date": "2026-1-1", "isOffDay": true},
            {"date": 20260102, "isOffDay": "yes"},
            {"date": "2026-01-03", "isOffDay": null}]}"#;
        let expected = [
            E::BadYear { found: Quoted::new("2026.5") },
            E::BadDate { day: 1, found: Quoted::new("2026-1-1") },
            E::BadDate { day: 2, found: Quoted::new("20260102") },
            E::BadOff { day: 2, found: Quoted::new("yes") },
            E::BadOff { day: 3, found: Quoted::new("null") },
        ];
        assert_eq!(faults(text), expected);
    }
}
