//! Dates and instants with one strict form each (PROTOCOL.md §3). Nothing here reads a clock.

use super::form::read_from_text;
use crate::say::{Quoted, said_as_written, sayings, sayings_error};
use chrono::{Datelike, Days as Days64, FixedOffset, Months, NaiveDate, NaiveDateTime, TimeZone};
use std::fmt;

sayings! {
    /// Why a text is not a date or an instant. It holds the text that was refused.
    pub enum DateError {
        BadDate { found: Quoted } = "bad_date", "日期 {found} 无效：应为 2026-11-23 的形式", "{found} does not have the form YYYY-MM-DD";
        BadInstant { found: Quoted } = "bad_instant", "时间 {found} 无效：应为 2026-11-23T10:00:00+08:00 的形式", "{found} does not have the form YYYY-MM-DDThh:mm:ss+08:00";
    }
}

sayings_error!(DateError);
said_as_written!(Date, Instant);

/// The digits of `text[at..at + len]` as a number, if all are digits.
fn digits(text: &str, at: usize, len: usize) -> Option<u32> {
    let part = text.get(at..at + len)?;
    if part.bytes().all(|b| b.is_ascii_digit()) { part.parse().ok() } else { None }
}

fn parse_date(text: &str) -> Option<NaiveDate> {
    let bytes = text.as_bytes();
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    let year = digits(text, 0, 4).filter(|y| (2000..3000).contains(y))?;
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, digits(text, 5, 2)?, digits(text, 8, 2)?)
}

/// A calendar day, `YYYY-MM-DD`, years 2000–2999.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(into = "String")]
pub struct Date(NaiveDate);

const FIRST: NaiveDate = match NaiveDate::from_ymd_opt(2000, 1, 1) {
    Some(day) => day,
    None => NaiveDate::MIN,
};

impl Date {
    /// The first day that there is, 2000-01-01.
    pub const FIRST: Self = Self(FIRST);

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

    fn within(day: NaiveDate) -> Option<Self> {
        (2000..3000).contains(&day.year()).then_some(Self(day))
    }

    /// Days from 1970-01-01 to this day.
    pub fn days_from_epoch(self) -> i64 {
        self.0.signed_duration_since(NaiveDate::default()).num_days()
    }
}

read_from_text!(Date, Date, Date::new);

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

/// A point in time with its UTC offset as written, `YYYY-MM-DDThh:mm:ss±hh:mm`; its day at UTC+8 is of the years 2000–2999.
/// Ordered by [`Instant::is_before`] only, since two texts may name one point in time.
#[derive(Clone, PartialEq, Eq, serde::Serialize)]
#[serde(into = "String")]
pub struct Instant {
    text: String,
    day: Date,
    unix_seconds: i64,
}

/// China's offset from UTC, in seconds.
const CHINA: i32 = 8 * 3600;

/// The day at UTC+8, and the seconds since 1970-01-01T00:00:00Z.
fn parse_instant(text: &str) -> Option<(Date, i64)> {
    let bytes = text.as_bytes();
    if bytes.len() != 25 || bytes[10] != b'T' || bytes[13] != b':' || bytes[16] != b':' || bytes[22] != b':' {
        return None;
    }
    let day = parse_date(text.get(..10)?)?;
    let local: NaiveDateTime =
        day.and_hms_opt(digits(text, 11, 2)?, digits(text, 14, 2)?, digits(text, 17, 2)?)?;
    let hours = digits(text, 20, 2).filter(|h| *h <= 14)?;
    let minutes = digits(text, 23, 2).filter(|m| *m < 60)?;
    let offset = i32::try_from(hours * 3600 + minutes * 60).ok()?;
    let offset = match bytes[19] {
        b'+' => offset,
        b'-' if offset != 0 => -offset,
        _ => return None,
    };
    let instant = FixedOffset::east_opt(offset)?.from_local_datetime(&local).single()?;
    let china = instant.with_timezone(&FixedOffset::east_opt(CHINA)?).date_naive();
    Some((Date::within(china)?, instant.timestamp()))
}

impl Instant {
    /// The first instant of [`Date::FIRST`].
    pub(crate) fn first() -> Self {
        let day = Date::FIRST;
        Self {
            text: format!("{day}T00:00:00+08:00"),
            day,
            unix_seconds: day.days_from_epoch() * 86_400 - i64::from(CHINA),
        }
    }

    /// The instant a text names.
    ///
    /// # Errors
    /// When the text is not `YYYY-MM-DDThh:mm:ss±hh:mm` with an offset of at most 14 hours.
    pub fn new(text: impl Into<String>) -> Result<Self, DateError> {
        let text = text.into();
        match parse_instant(&text) {
            Some((day, unix_seconds)) => Ok(Self { text, day, unix_seconds }),
            None => Err(DateError::BadInstant { found: Quoted::new(text) }),
        }
    }

    /// Whether this instant comes strictly before another.
    pub fn is_before(&self, other: &Self) -> bool {
        self.unix_seconds < other.unix_seconds
    }

    /// Seconds since 1970-01-01T00:00:00Z, leap seconds aside.
    pub fn unix_seconds(&self) -> i64 {
        self.unix_seconds
    }

    /// The text as written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The day that it is in China, at UTC+8, whatever the offset as written: one point in time has one day.
    pub fn day(&self) -> Date {
        self.day
    }
}

impl std::str::FromStr for Instant {
    type Err = DateError;
    fn from_str(text: &str) -> Result<Self, DateError> {
        Self::new(text)
    }
}

read_from_text!(Instant, Instant, |text| Instant::new(text));

impl TryFrom<String> for Instant {
    type Error = DateError;
    fn try_from(text: String) -> Result<Self, DateError> {
        Self::new(text)
    }
}

impl From<Instant> for String {
    fn from(instant: Instant) -> Self {
        instant.text
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// A span of days, both ends included.
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
}
