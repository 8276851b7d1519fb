//! The time of a line of the log: this computer's clock, unless `--at` says otherwise.

use crate::out::{Failure, Outcome};
use crate::text;
use dual_random::{Language, Timestamp};
use std::time::{SystemTime, UNIX_EPOCH};

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
            return Ok(*at);
        }
        let since = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        let now = i64::try_from(since).ok().and_then(Timestamp::from_unix_seconds);
        now.ok_or_else(|| Failure(text::bad_clock()))
    }
}

/// An instant as it was typed in.
pub(crate) fn instant(given: &str) -> Outcome<Timestamp> {
    Timestamp::new(given).map_err(|_| Failure(text::bad_instant(text::name(given))))
}
