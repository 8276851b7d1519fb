//! The working-day calendar: which weekdays are off and which weekends are worked, as the State Council's notice of each
//! year says.

use super::fault::{CalendarError, CalendarErrors, CalendarNote};
use super::statute;
use crate::say::Listed;
use crate::types::date::Date;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Most days that a term counts.
pub(super) const MOST_DAYS: u32 = 10_000;
/// A year's notice may speak of so many days of the years beside it.
const DAYS_AT_THE_TURN: u32 = 7;

/// A year of a calendar, as its notice states it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct CalendarYear {
    /// Days on which nobody works. Saturdays and Sundays may be among them.
    pub off: Vec<Date>,
    /// Saturdays and Sundays that are worked.
    pub worked: Vec<Date>,
    /// The year.
    pub year: u16,
}

impl CalendarYear {
    /// A year with its days off and the weekends that are worked, as its notice states them.
    pub fn new(year: u16, off: Vec<Date>, worked: Vec<Date>) -> Self {
        Self { off, worked, year }
    }
}

/// Days of a year that are not what their weekday says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Exceptions {
    /// Weekdays off.
    pub(super) off: BTreeSet<Date>,
    /// Weekends worked.
    pub(super) worked: BTreeSet<Date>,
}

impl Exceptions {
    pub(super) fn is_off(&self, day: Date) -> bool {
        if is_weekend(day) { !self.worked.contains(&day) } else { self.off.contains(&day) }
    }
}

/// A working-day calendar. Each of its years has its statutory holidays; nothing is known of other years, and nothing is
/// guessed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Calendar {
    years: BTreeMap<u16, Exceptions>,
    notes: Vec<CalendarNote>,
}

/// Whether a day is a Saturday or a Sunday; 1970-01-01 was a Thursday.
pub(super) fn is_weekend(day: Date) -> bool {
    (day.days_from_epoch() + 3).rem_euclid(7) >= 5
}

impl Calendar {
    /// A calendar of these years, in any order.
    ///
    /// A day off that is a Saturday or a Sunday changes nothing, and is left out. A day within a week of the turn of the year
    /// may stand in the notice of the year beside its own, as 2018-12-31 stands in that of 2019; it is put under its own
    /// year, if that year is given. Both are said in [`Calendar::notes`].
    ///
    /// A year counts as known when it has the statutory holidays of 《全国年节及纪念日放假办法》 (as revised in 1999, 2007,
    /// 2013 and 2024):
    /// - 1 January, the fixed days of May and 1 to 3 October are days off;
    /// - around the Spring Festival (20 January to the end of February) three days in a row are off, four since 2025;
    /// - in January and February, 1 to 10 April, 15 April to 15 May, 20 May to June, and September and October, weekdays off
    ///   less weekends worked are at least the statutory days of the holidays in that part of the year. By Article 6 a holiday
    ///   on a weekend is made up for on a working day, and an exchange of days (调休) takes as many as it gives;
    /// - from January to November they are at most four more than the statutory days. No year from 2008 on had more than two
    ///   (2020); a year without its worked weekends has five or more.
    ///
    /// ```
    /// use dual_random::deadline::{Calendar, CalendarError, CalendarYear};
    ///
    /// let errors = Calendar::new(&[CalendarYear::new(2027, Vec::new(), Vec::new())]).unwrap_err();
    /// assert_eq!(errors.as_slice(), [CalendarError::NoHolidays { year: 2027 }], "its notice is not out yet");
    /// ```
    ///
    /// # Errors
    /// All faults of it.
    pub fn new(years: &[CalendarYear]) -> Result<Self, CalendarErrors> {
        let mut reading = Reading::of(years);
        for year in years {
            reading.take(year);
        }
        let Reading { years, weekends, mut faults, mut notes } = reading;
        // A weekend that is off by one notice and worked by another would be decided by chance.
        let is_worked = |day: &&Date| years.get(&day.year()).is_some_and(|year| year.worked.contains(day));
        faults.extend(weekends.iter().filter(is_worked).map(|day| CalendarError::Contradicted { day: *day }));
        for (year, exceptions) in &years {
            faults.extend(statute::faults(*year, exceptions));
            notes.extend(
                statute::extra(*year, exceptions).map(|days| CalendarNote::Extra { year: *year, days }),
            );
        }
        if faults.is_empty() { Ok(Self { years, notes }) } else { Err(CalendarErrors(faults)) }
    }

    /// What was read in another way than it stands, and what should be looked at again.
    pub fn notes(&self) -> &[CalendarNote] {
        &self.notes
    }

    /// Its years in order, each with its own days alone.
    pub fn years(&self) -> Vec<CalendarYear> {
        let year = |(year, Exceptions { off, worked }): (&u16, &Exceptions)| CalendarYear {
            off: off.iter().copied().collect(),
            worked: worked.iter().copied().collect(),
            year: *year,
        };
        self.years.iter().map(year).collect()
    }

    /// Whether a day is worked.
    ///
    /// # Errors
    /// When the calendar does not know the year.
    pub fn is_working(&self, day: Date) -> Result<bool, CalendarError> {
        let year = self.years.get(&day.year()).ok_or(CalendarError::UnknownYear { year: day.year() })?;
        Ok(!year.is_off(day))
    }

    /// The n-th working day after a day, which does not count itself; that day for n = 0, worked or not.
    ///
    /// # Errors
    /// When the calendar does not know a year on the way, when n is over 10,000, or after the year 2999.
    pub fn add_working_days(&self, from: Date, days: u32) -> Result<Date, CalendarError> {
        if days > MOST_DAYS {
            return Err(CalendarError::TooLong);
        }
        let (mut day, mut left) = (from, days);
        while left > 0 {
            day = day.plus_days(1).ok_or(CalendarError::TooLong)?;
            left -= u32::from(self.is_working(day)?);
        }
        Ok(day)
    }
}

/// Most days from one day to another whose working days are counted.
const MOST_BETWEEN: i64 = 60;

/// How many working days come after one day, up to another, which counts: those of a calendar in the years that it knows, and
/// Monday to Friday in others. Nothing where the other is before it, or more than 60 days later.
///
/// ```
/// use dual_random::deadline::working_days_until;
///
/// let (friday, wednesday) = ("2026-11-20".parse()?, "2026-11-25".parse()?);
/// assert_eq!(working_days_until(friday, wednesday, None), Some(3));
/// assert_eq!(working_days_until(wednesday, friday, None), None);
/// # Ok::<(), dual_random::DateError>(())
/// ```
pub fn working_days_until(day: Date, until: Date, calendar: Option<&Calendar>) -> Option<u32> {
    let days = until.days_from_epoch() - day.days_from_epoch();
    if !(0..=MOST_BETWEEN).contains(&days) {
        return None;
    }
    // 1970-01-01 was a Thursday.
    let is_weekday = |day: &Date| (day.days_from_epoch() + 3).rem_euclid(7) < 5;
    let is_worked = |day: &Date| {
        let known = calendar.and_then(|calendar| calendar.is_working(*day).ok());
        known.unwrap_or_else(|| is_weekday(day))
    };
    let after = (1..=days).filter_map(|n| day.plus_days(u32::try_from(n).ok()?));
    u32::try_from(after.filter(is_worked).count()).ok()
}

/// Years on their way into a calendar.
struct Reading {
    years: BTreeMap<u16, Exceptions>,
    /// Weekends that are said to be off.
    weekends: BTreeSet<Date>,
    faults: Vec<CalendarError>,
    notes: Vec<CalendarNote>,
}

impl Reading {
    fn of(given: &[CalendarYear]) -> Self {
        let (mut years, mut faults) = (BTreeMap::new(), Vec::new());
        for CalendarYear { year, .. } in given {
            if !(2000..3000).contains(year) {
                faults.push(CalendarError::BadYear { year: *year });
            } else if years.insert(*year, Exceptions::default()).is_some() {
                faults.push(CalendarError::YearTwice { year: *year });
            }
        }
        Self { years, weekends: BTreeSet::new(), faults, notes: Vec::new() }
    }

    fn take(&mut self, CalendarYear { off, worked, year }: &CalendarYear) {
        let mut seen = BTreeSet::new();
        let mut weekends = BTreeSet::new();
        for (day, is_off) in off.iter().map(|day| (*day, true)).chain(worked.iter().map(|day| (*day, false)))
        {
            if !seen.insert((day, is_off)) {
                self.faults.push(CalendarError::Repeated { day });
            } else if !is_near(day, *year) {
                self.faults.push(CalendarError::Misplaced { day, under: *year });
            } else if is_off && is_weekend(day) {
                weekends.insert(day);
            } else if !is_off && !is_weekend(day) {
                self.faults.push(CalendarError::WorkedWeekday { day });
            } else {
                self.put(day, is_off, *year);
            }
        }
        self.weekends.extend(&weekends);
        if !weekends.is_empty() {
            let (count, days) = (weekends.len(), Listed(weekends.into_iter().collect()));
            self.notes.push(CalendarNote::Weekends { year: *year, count, days });
        }
    }

    /// Puts a day under its own year.
    fn put(&mut self, day: Date, is_off: bool, under: u16) {
        let Some(Exceptions { off, worked }) = self.years.get_mut(&day.year()) else {
            self.faults.push(CalendarError::needs_year(day, under));
            return;
        };
        let list = if is_off { off } else { worked };
        if !list.insert(day) {
            self.notes.push(CalendarNote::Repeated { day });
        } else if day.year() != under {
            self.notes.push(CalendarNote::Moved { day, under, own: day.year() });
        }
    }
}

/// Whether a year's notice may speak of a day.
fn is_near(day: Date, year: u16) -> bool {
    if day.year() == year {
        return true;
    }
    let last_week = day.plus_days(DAYS_AT_THE_TURN).is_some_and(|later| later.year() == year);
    let first_week = statute::day(year, 12, 31)
        .and_then(|last| last.plus_days(DAYS_AT_THE_TURN))
        .is_some_and(|last| day.year() > year && day <= last);
    last_week || first_week
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use proptest::prelude::*;

    pub(in crate::deadline) fn date(text: &str) -> Date {
        Date::new(text).unwrap()
    }

    /// 2026 by its notice, and 2027 as the statute alone would have it: made up.
    pub(in crate::deadline) fn calendar() -> Calendar {
        let days = |text: &str| text.split(' ').filter(|day| !day.is_empty()).map(date).collect();
        let year = |year, off, worked| CalendarYear { off: days(off), worked: days(worked), year };
        let off = "2026-01-01 2026-01-02 2026-02-16 2026-02-17 2026-02-18 2026-02-19 2026-02-20 2026-02-23 2026-04-06 \
                   2026-05-01 2026-05-04 2026-05-05 2026-06-19 2026-09-25 2026-10-01 2026-10-02 2026-10-05 2026-10-06 2026-10-07";
        let worked = "2026-01-04 2026-02-14 2026-02-28 2026-05-09 2026-09-20 2026-10-10";
        let next = "2027-01-01 2027-02-05 2027-02-08 2027-02-09 2027-02-10 2027-04-05 2027-05-03 2027-05-04 2027-06-09 \
                    2027-09-15 2027-10-01 2027-10-04 2027-10-05";
        Calendar::new(&[year(2026, off, worked), year(2027, next, "")]).unwrap()
    }

    #[test]
    fn working_days_pass_over_holidays_and_count_worked_weekends() {
        let all = calendar();
        let after = |from: &str, days| all.add_working_days(date(from), days).map(|day| day.to_string());
        assert_eq!(after("2026-09-30", 0).unwrap(), "2026-09-30");
        assert_eq!(after("2026-09-30", 1).unwrap(), "2026-10-08");
        assert_eq!(after("2026-10-09", 1).unwrap(), "2026-10-10", "a worked Saturday");
        assert_eq!(after("2026-10-10", 1).unwrap(), "2026-10-12");
        assert_eq!(after("2026-12-31", 1).unwrap(), "2027-01-04", "over the new year");
        assert_eq!(after("2027-12-31", 1), Err(CalendarError::UnknownYear { year: 2028 }));
        assert_eq!(after("2026-01-01", 10_001), Err(CalendarError::TooLong));
    }

    proptest! {
        /// Counting one by one gives the same.
        #[test]
        fn adding_counts_the_working_days_in_between(start in 0u32..300, days in 0u32..60) {
            let (all, from) = (calendar(), date("2026-01-01").plus_days(start).unwrap());
            let end = all.add_working_days(from, days).unwrap();
            let between = u32::try_from(end.days_from_epoch() - from.days_from_epoch()).unwrap();
            let mut worked = (1..=between).map(|n| all.is_working(from.plus_days(n).unwrap()).unwrap());
            prop_assert_eq!(u32::try_from(worked.clone().filter(|is| *is).count()).unwrap(), days);
            prop_assert!(worked.next_back().unwrap_or(true));
        }
    }
}
