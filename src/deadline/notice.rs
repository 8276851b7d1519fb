//! A year's holidays in the JSON form in which public data sets have them: `{"year": 2026, "days": [{"name": "元旦",
//! "date": "2026-01-01", "isOffDay": true}, …]}`.

use super::calendar::CalendarYear;
use crate::basics::date::Date;
use crate::basics::text::visible;
use crate::say::Language;
use serde::Deserialize;
use serde_json::Value;
use std::fmt;

/// Largest file, in bytes.
const MAX_BYTES: usize = 1 << 20;

/// Why a text is not the holidays of a year.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum HolidayFileError {
    /// It has more than a mebibyte.
    TooLarge {
        /// Its bytes.
        bytes: usize,
    },
    /// It is not JSON, or not of that form.
    BadForm {
        /// The line where reading stopped, from 1.
        line: usize,
        /// The column there.
        column: usize,
    },
    /// `year` is not a year.
    BadYear(String),
    /// `date` of a day is not a date.
    BadDate {
        /// The day, counted from 1.
        day: usize,
        /// What stands there.
        found: String,
    },
    /// `isOffDay` of a day is neither `true` nor `false`.
    BadOff {
        /// The day, counted from 1.
        day: usize,
        /// What stands there.
        found: String,
    },
}

impl HolidayFileError {
    /// The error as a sentence that says what to do.
    pub fn message(&self, language: Language) -> String {
        match (language, self) {
            (Language::Zh, Self::TooLarge { bytes }) => {
                format!("文件过大（{bytes} 字节），不是一个年份的放假安排")
            }
            (Language::En, Self::TooLarge { bytes }) => {
                format!("too large ({bytes} bytes) for the holidays of a year")
            }
            (Language::Zh, Self::BadForm { line, column }) => format!(
                "第 {line} 行第 {column} 列：不是放假安排的数据文件。应为 JSON，形如 {{\"year\":2026,\"days\":[{{\"name\":\"元旦\",\"date\":\"2026-01-01\",\"isOffDay\":true}}]}}，请重新下载原件"
            ),
            (Language::En, Self::BadForm { line, column }) => format!(
                "line {line}, column {column}: this is no file of holidays. It should be JSON such as {{\"year\":2026,\"days\":[{{\"name\":\"元旦\",\"date\":\"2026-01-01\",\"isOffDay\":true}}]}}; take the original anew"
            ),
            (Language::Zh, Self::BadYear(found)) => format!("year 为 {found}，应为年份，如 2026"),
            (Language::En, Self::BadYear(found)) => {
                format!("the year is {found}; it should be a number such as 2026")
            }
            (Language::Zh, Self::BadDate { day, found }) => {
                format!("days 第 {day} 项的 date 为 {found}，应为 \"2026-11-23\" 的形式")
            }
            (Language::En, Self::BadDate { day, found }) => {
                format!("day {day} has the date {found}; it should be of the form \"2026-11-23\"")
            }
            (Language::Zh, Self::BadOff { day, found }) => {
                format!("days 第 {day} 项的 isOffDay 为 {found}，应为 true（放假）或 false（上班）")
            }
            (Language::En, Self::BadOff { day, found }) => {
                format!("day {day} has the isOffDay {found}; it should be true (off) or false (worked)")
            }
        }
    }
}

impl fmt::Display for HolidayFileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Language::En))
    }
}

impl std::error::Error for HolidayFileError {}

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
        faults.push(HolidayFileError::BadYear(shown(&year)));
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

/// A value as it can stand in a sentence.
fn shown(value: &Value) -> String {
    const MOST: usize = 40;
    let text = visible(&value.to_string());
    if text.chars().count() <= MOST {
        text
    } else {
        format!("{}…", text.chars().take(MOST).collect::<String>())
    }
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
            E::BadYear("2026.5".to_owned()),
            E::BadDate { day: 1, found: "\"2026-1-1\"".to_owned() },
            E::BadDate { day: 2, found: "20260102".to_owned() },
            E::BadOff { day: 2, found: "\"yes\"".to_owned() },
            E::BadOff { day: 3, found: "null".to_owned() },
        ];
        assert_eq!(faults(text), expected);
        for fault in faults(text) {
            assert!(!fault.message(Language::Zh).is_ascii());
            assert_eq!(fault.to_string(), fault.message(Language::En));
        }
    }
}
