//! The time of a line of the log: this computer's clock, unless `--at` says otherwise.

use crate::out::{Failure, Outcome};
use crate::text;
use dual_random::{Timestamp, Language};
use std::time::{SystemTime, UNIX_EPOCH};

/// China has one time, without summer time.
const OFFSET: u64 = 8 * 3600;
const DAY: u64 = 24 * 3600;

pub(crate) struct Clock(Option<Timestamp>);

impl Clock {
    /// The clock that `--at` sets, or the computer's.
    pub(crate) fn new(at: Option<&str>, _language: Language) -> Outcome<Self> {
        at.map(instant).transpose().map(Self)
    }

    /// A clock that stands still.
    pub(crate) fn fixed(at: Timestamp) -> Self {
        Self(Some(at))
    }

    pub(crate) fn now(&self) -> Outcome<Timestamp> {
        if let Some(at) = &self.0 {
            return Ok(at.clone());
        }
        let since = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        let text = text_of(since);
        Timestamp::new(&text).map_err(|_| Failure(text::bad_clock(text::name(text))))
    }
}

/// An instant as it was typed in.
pub(crate) fn instant(given: &str) -> Outcome<Timestamp> {
    Timestamp::new(given).map_err(|_| Failure(text::bad_instant(text::name(given))))
}

/// Seconds since 1970 as the text of an instant.
fn text_of(since: u64) -> String {
    let local = since + OFFSET;
    let (year, month, day) = civil(local / DAY);
    let seconds = local % DAY;
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}+08:00")
}

/// The date of a day counted from 1970-01-01. Years are counted from 1 March, so that leap days come last.
fn civil(day: u64) -> (u64, u64, u64) {
    let days = day + 719_468;
    let (era, day_of_era) = (days / 146_097, days % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * from_march + 2) / 5 + 1;
    let (month, next) = if from_march < 10 { (from_march + 3, 0) } else { (from_march - 9, 1) };
    (400 * era + year_of_era + next, month, day)
}
