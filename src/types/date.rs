//! Days with one strict form (PROTOCOL.md §3). Nothing here reads a clock.

use super::form::read_from_text;
use crate::say::{Language, Quoted, said_as_written, sayings, sayings_error};
use chrono::{Datelike, Days as Days64, Months, NaiveDate};
use std::fmt;

sayings! {
    /// Why a text, or a date or time of `chrono`, has no form here. It holds what was refused.
    ///
    /// ```
    /// use dual_random::{Date, DateError, Quoted};
    ///
    /// let error = Date::new("2026/11/23").unwrap_err();
    /// assert_eq!(error, DateError::BadDate { found: Quoted::new("2026/11/23") });
    /// ```
    pub enum DateError {
        BadDate { found: Quoted } = "bad_date", "日期 {found} 无效：应为 2026-11-23 的形式", "{found} does not have the form YYYY-MM-DD";
        BadTimestamp { found: Quoted } = "bad_timestamp", "时间 {found} 无效：应为 2026-11-23T10:00:00+08:00 的形式", "{found} does not have the form YYYY-MM-DDThh:mm:ss+08:00";
    }
}

sayings_error!(DateError);
said_as_written!(Date);

/// The digits of `text[at..at + len]` as a number, if all are digits.
pub(super) fn digits(text: &str, at: usize, len: usize) -> Option<u32> {
    let part = text.get(at..at + len)?;
    if part.bytes().all(|b| b.is_ascii_digit()) { part.parse().ok() } else { None }
}

pub(super) fn parse_date(text: &str) -> Option<NaiveDate> {
    let bytes = text.as_bytes();
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    let year = digits(text, 0, 4).filter(|y| (2000..3000).contains(y))?;
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, digits(text, 5, 2)?, digits(text, 8, 2)?)
}

/// A calendar day, `YYYY-MM-DD`, years 2000–2999.
///
/// ```
/// use dual_random::Date;
///
/// let day: Date = "2027-02-28".parse()?;
/// assert_eq!(day.plus_days(1), Date::from_ymd(2027, 3, 1));
/// assert!("2027-2-28".parse::<Date>().is_err(), "there is one form");
/// # Ok::<(), dual_random::DateError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(into = "String")]
pub struct Date(NaiveDate);

const FIRST: NaiveDate = NaiveDate::from_ymd_opt(2000, 1, 1).unwrap();
const LAST: NaiveDate = NaiveDate::from_ymd_opt(2999, 12, 31).unwrap();

impl Date {
    /// The first day that there is, 2000-01-01.
    pub const FIRST: Self = Self(FIRST);

    /// The last day that there is, 2999-12-31.
    pub const LAST: Self = Self(LAST);

    /// The day a text names.
    ///
    /// # Errors
    /// When the text is not `YYYY-MM-DD` for a real day of the years 2000–2999.
    pub fn new(text: &str) -> Result<Self, DateError> {
        parse_date(text).map(Self).ok_or_else(|| DateError::BadDate { found: Quoted::new(text) })
    }

    /// The day of a year (2000–2999), a month (1–12) and a day of the month, if there is one.
    pub fn from_ymd(year: u16, month: u32, day: u32) -> Option<Self> {
        NaiveDate::from_ymd_opt(i32::from(year), month, day).and_then(Self::within)
    }

    /// The month, 1–12.
    pub fn month(self) -> u32 {
        self.0.month()
    }

    /// The year, 2000–2999.
    pub fn year(self) -> u16 {
        u16::try_from(self.0.year()).unwrap_or_default()
    }

    /// So many days later; nothing after the year 2999.
    pub fn plus_days(self, days: u32) -> Option<Self> {
        Self::within(self.0.checked_add_days(Days64::new(u64::from(days)))?)
    }

    /// The same day so many months later, or the last day of that month; nothing after the year 2999.
    pub fn plus_months(self, months: u32) -> Option<Self> {
        Self::within(self.0.checked_add_months(Months::new(months))?)
    }

    /// The day as papers have it: 2026年7月2日; in English `2026-07-02`.
    pub fn in_words(self, language: Language) -> String {
        match language {
            Language::Zh => format!("{}年{}月{}日", self.year(), self.month(), self.0.day()),
            Language::En => self.to_string(),
        }
    }

    pub(super) fn within(day: NaiveDate) -> Option<Self> {
        (2000..3000).contains(&day.year()).then_some(Self(day))
    }

    pub(super) fn naive(self) -> NaiveDate {
        self.0
    }

    /// Days from 1970-01-01 to this day.
    pub fn days_from_epoch(self) -> i64 {
        self.0.signed_duration_since(NaiveDate::default()).num_days()
    }
}

read_from_text!(Date, Date, Date::new);

#[cfg(feature = "chrono")]
impl From<Date> for NaiveDate {
    fn from(date: Date) -> Self {
        date.0
    }
}

#[cfg(feature = "chrono")]
impl TryFrom<NaiveDate> for Date {
    type Error = DateError;
    fn try_from(day: NaiveDate) -> Result<Self, DateError> {
        Self::within(day).ok_or_else(|| DateError::BadDate { found: Quoted::new(day) })
    }
}

impl TryFrom<String> for Date {
    type Error = DateError;
    fn try_from(text: String) -> Result<Self, DateError> {
        Self::new(&text)
    }
}

impl From<Date> for String {
    fn from(date: Date) -> Self {
        date.to_string()
    }
}

impl std::str::FromStr for Date {
    type Err = DateError;
    fn from_str(text: &str) -> Result<Self, DateError> {
        Self::new(text)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

/// A span of days, both ends included.
///
/// ```
/// use dual_random::Days;
///
/// let quarter = Days::new("2026-10-01".parse()?, "2026-12-31".parse()?);
/// assert!(quarter.from < quarter.to);
/// # Ok::<(), dual_random::DateError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Days {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
}

impl Days {
    /// The days from one day to another.
    pub const fn new(from: Date, to: Date) -> Self {
        Self { from, to }
    }

    /// Whether a day is one of them; none is when the last comes before the first.
    pub fn contains(&self, day: Date) -> bool {
        self.from <= day && day <= self.to
    }
}
