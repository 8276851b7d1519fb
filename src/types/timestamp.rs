//! Points in time with one strict form (PROTOCOL.md §3). Nothing here reads a clock.

use super::date::{Date, DateError, digits, parse_date};
use super::form::read_from_text;
use crate::say::{Language, Quoted, Say};
use chrono::{DateTime, FixedOffset, NaiveDateTime, TimeZone, Timelike};
use std::fmt;

impl Say for Timestamp {
    /// In Chinese as papers have it; in English as written.
    fn say(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match language {
            Language::Zh => f.write_str(&self.in_words(language)),
            Language::En => fmt::Display::fmt(self, f),
        }
    }
}

/// A point in time with its UTC offset as written, `YYYY-MM-DDThh:mm:ss±hh:mm`, to the second; its day at UTC+8 is of the
/// years 2000–2999. Two are equal when they are the same point in time, whatever their offsets.
///
/// ```
/// use dual_random::{Date, Timestamp};
///
/// let announced: Timestamp = "2026-10-08T10:00:00+08:00".parse()?;
/// assert_eq!(announced, Timestamp::china(Date::from_ymd(2026, 10, 8).unwrap(), 10, 0, 0).unwrap());
/// assert_eq!(announced, "2026-10-08T02:00:00+00:00".parse()?);
/// assert!(announced < "2026-10-08T10:00:01+08:00".parse()?);
/// # Ok::<(), dual_random::DateError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(into = "String")]
pub struct Timestamp {
    /// Two of them compare as points in time.
    time: DateTime<FixedOffset>,
    /// The day at UTC+8.
    day: Date,
}

/// China has one time, without summer time.
const CHINA: FixedOffset = FixedOffset::east_opt(8 * 3600).unwrap();

impl Timestamp {
    /// The point in time a text names.
    ///
    /// # Errors
    /// When the text is not `YYYY-MM-DDThh:mm:ss±hh:mm` with an offset of at most 14 hours.
    pub fn new(text: &str) -> Result<Self, DateError> {
        parse(text).ok_or_else(|| DateError::BadTimestamp { found: Quoted::new(text) })
    }

    /// A time of a day in China, written at UTC+8: hour 0–23, minute 0–59, second 0–59.
    pub fn china(day: Date, hour: u32, minute: u32, second: u32) -> Option<Self> {
        Self::local(day.naive().and_hms_opt(hour, minute, second)?, CHINA)
    }

    /// So many seconds after 1970-01-01T00:00:00Z, leap seconds aside, written at UTC+8: what a clock gives.
    pub fn from_unix_seconds(seconds: i64) -> Option<Self> {
        Self::at(DateTime::from_timestamp(seconds, 0)?.with_timezone(&CHINA))
    }

    /// A point in time on [`Date::FIRST`].
    pub(crate) fn first() -> Self {
        let day = Date::FIRST;
        Self { time: DateTime::from_naive_utc_and_offset(day.naive().into(), CHINA), day }
    }

    fn local(time: NaiveDateTime, offset: FixedOffset) -> Option<Self> {
        Self::at(offset.from_local_datetime(&time).single()?)
    }

    /// A point in time of the years that have a form here.
    fn at(time: DateTime<FixedOffset>) -> Option<Self> {
        Some(Self { time, day: Date::within(time.with_timezone(&CHINA).date_naive())? })
    }

    /// Seconds since 1970-01-01T00:00:00Z, leap seconds aside.
    pub fn unix_seconds(self) -> i64 {
        self.time.timestamp()
    }

    /// The day that it is in China, at UTC+8, whatever the offset as written: one point in time has one day.
    pub fn day(self) -> Date {
        self.day
    }

    /// The time in China as papers have it: 2026年7月2日20时, 2026年7月2日20时30分; in English `2026-07-02 20:30 (UTC+8)`.
    ///
    /// ```
    /// use dual_random::{Language, Timestamp};
    /// let time: Timestamp = "2026-07-02T12:00:00+00:00".parse()?;
    /// assert_eq!(time.in_words(Language::Zh), "2026年7月2日20时");
    /// # Ok::<(), dual_random::DateError>(())
    /// ```
    pub fn in_words(self, language: Language) -> String {
        let time = self.time.with_timezone(&CHINA);
        let (day, hour, minute, second) =
            (self.day.in_words(language), time.hour(), time.minute(), time.second());
        match (language, minute, second) {
            (Language::Zh, 0, 0) => format!("{day}{hour}时"),
            (Language::Zh, _, 0) => format!("{day}{hour}时{minute}分"),
            (Language::Zh, ..) => format!("{day}{hour}时{minute}分{second}秒"),
            (Language::En, _, 0) => format!("{day} {hour:02}:{minute:02} (UTC+8)"),
            (Language::En, ..) => format!("{day} {hour:02}:{minute:02}:{second:02} (UTC+8)"),
        }
    }
}

fn parse(text: &str) -> Option<Timestamp> {
    let bytes = text.as_bytes();
    if bytes.len() != 25 || bytes[10] != b'T' || bytes[13] != b':' || bytes[16] != b':' || bytes[22] != b':' {
        return None;
    }
    let day = parse_date(text.get(..10)?)?;
    let time = day.and_hms_opt(digits(text, 11, 2)?, digits(text, 14, 2)?, digits(text, 17, 2)?)?;
    let hours = digits(text, 20, 2).filter(|hours| *hours <= 14)?;
    let minutes = digits(text, 23, 2).filter(|minutes| *minutes < 60)?;
    let offset = i32::try_from(hours * 3600 + minutes * 60).ok()?;
    let offset = match bytes[19] {
        b'+' => offset,
        b'-' if offset != 0 => -offset,
        _ => return None,
    };
    Timestamp::local(time, FixedOffset::east_opt(offset)?)
}

impl std::str::FromStr for Timestamp {
    type Err = DateError;
    fn from_str(text: &str) -> Result<Self, DateError> {
        Self::new(text)
    }
}

read_from_text!(Timestamp, Timestamp, Timestamp::new);

impl From<Timestamp> for String {
    fn from(timestamp: Timestamp) -> Self {
        timestamp.to_string()
    }
}

#[cfg(feature = "chrono")]
impl From<Timestamp> for DateTime<FixedOffset> {
    fn from(timestamp: Timestamp) -> Self {
        timestamp.time
    }
}

/// Refused are parts of seconds, offsets with seconds or of more than 14 hours, and years that have no form here.
#[cfg(feature = "chrono")]
impl TryFrom<DateTime<FixedOffset>> for Timestamp {
    type Error = DateError;
    fn try_from(time: DateTime<FixedOffset>) -> Result<Self, DateError> {
        let again = Self::at(time).and_then(|given| parse(&given.to_string()));
        let same = again.filter(|again| again.time == time && again.time.offset() == time.offset());
        same.ok_or_else(|| DateError::BadTimestamp { found: Quoted::new(time) })
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (local, offset) = (self.time.naive_local(), self.time.offset().local_minus_utc());
        let (date, sign, minutes) = (local.date(), if offset < 0 { '-' } else { '+' }, offset.abs() / 60);
        let (hour, minute, second) = (local.hour(), local.minute(), local.second());
        write!(f, "{date}T{hour:02}:{minute:02}:{second:02}{sign}{:02}:{:02}", minutes / 60, minutes % 60)
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(all(test, feature = "chrono"))]
mod tests {
    use super::*;

    #[test]
    fn a_time_of_chrono_is_taken_where_it_has_a_form_and_given_back_as_it_was() {
        for text in ["2026-11-23T09:00:00+08:00", "2026-11-23T23:59:59-14:59", "2000-01-01T00:00:00+00:00"] {
            let time = DateTime::parse_from_rfc3339(text).unwrap();
            let timestamp = Timestamp::try_from(time).unwrap();
            assert_eq!(timestamp.to_string(), text);
            assert_eq!(DateTime::from(timestamp), time);
            assert_eq!(DateTime::from(timestamp).offset(), time.offset());
        }
        for text in ["2026-11-23T09:00:00.5+08:00", "2026-11-23T09:00:00+15:00", "1999-12-31T09:00:00+08:00"]
        {
            let time = DateTime::parse_from_rfc3339(text).unwrap();
            assert_eq!(
                Timestamp::try_from(time).unwrap_err(),
                DateError::BadTimestamp { found: Quoted::new(time) }
            );
        }
    }
}
