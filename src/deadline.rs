//! Deadlines of publication: working days over a calendar that is given as data, since which weekends are worked
//! (调休) is decided anew each year.

use crate::basics::date::Date;
use crate::basics::language::{Language, coded, coded_serde};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// Most days that a term counts.
const MOST_DAYS: u32 = 10_000;

/// A year of a calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CalendarYear {
    /// Weekdays on which nobody works.
    pub off: Vec<Date>,
    /// Saturdays and Sundays that are worked.
    pub worked: Vec<Date>,
    /// The year.
    pub year: u16,
}

/// What is wrong with a calendar, or that it does not reach far enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum CalendarError {
    /// A year stands twice.
    YearTwice(u16),
    /// A day is of another year than the one it stands under, or stands twice.
    Misplaced(Date),
    /// A day off that is no weekday, or a worked day that is no weekend.
    WrongDay(Date),
    /// Nothing is known of this year: a guess would be a wrong deadline.
    UnknownYear(u16),
    /// A term of more than 10,000 days, or one that ends after the year 2999.
    TooLong,
}

impl CalendarError {
    /// The error as a sentence.
    pub fn message(&self, language: Language) -> String {
        match (language, self) {
            (Language::Zh, Self::YearTwice(year)) => format!("日历中 {year} 年出现两次"),
            (Language::En, Self::YearTwice(year)) => format!("the year {year} is in the calendar twice"),
            (Language::Zh, Self::Misplaced(day)) => format!("{day} 列错了年份，或重复"),
            (Language::En, Self::Misplaced(day)) => format!("{day} stands under another year, or twice"),
            (Language::Zh, Self::WrongDay(day)) => {
                format!("{day} 放假的须是周一至周五，调休上班的须是周六周日")
            }
            (Language::En, Self::WrongDay(day)) => {
                format!("{day} is not what it should be: days off are weekdays, worked days are of weekends")
            }
            (Language::Zh, Self::UnknownYear(year)) => format!("日历没有 {year} 年，请补上该年的放假安排"),
            (Language::En, Self::UnknownYear(year)) => {
                format!("the calendar has no year {year}; add its holidays")
            }
            (Language::Zh, Self::TooLong) => "期限过长".to_owned(),
            (Language::En, Self::TooLong) => "the term is too long".to_owned(),
        }
    }
}

impl fmt::Display for CalendarError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Language::En))
    }
}

impl std::error::Error for CalendarError {}

/// A working-day calendar.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Calendar(BTreeMap<u16, BTreeSet<Date>>);

/// Whether a day is a Saturday or a Sunday; 1970-01-01 was a Thursday.
fn is_weekend(day: Date) -> bool {
    (day.days_from_epoch() + 3).rem_euclid(7) >= 5
}

impl Calendar {
    /// A calendar of these years.
    ///
    /// # Errors
    /// The first fault of it.
    pub fn new(years: &[CalendarYear]) -> Result<Self, CalendarError> {
        let mut all = BTreeMap::new();
        for CalendarYear { off, worked, year } in years {
            let mut exceptions = BTreeSet::new();
            for (day, is_off) in
                off.iter().map(|day| (*day, true)).chain(worked.iter().map(|day| (*day, false)))
            {
                if day.year() != *year || !exceptions.insert(day) {
                    return Err(CalendarError::Misplaced(day));
                }
                if is_weekend(day) == is_off {
                    return Err(CalendarError::WrongDay(day));
                }
            }
            if all.insert(*year, exceptions).is_some() {
                return Err(CalendarError::YearTwice(*year));
            }
        }
        Ok(Self(all))
    }

    /// Whether a day is worked.
    ///
    /// # Errors
    /// When the calendar does not know the year.
    pub fn is_working(&self, day: Date) -> Result<bool, CalendarError> {
        let exceptions = self.0.get(&day.year()).ok_or(CalendarError::UnknownYear(day.year()))?;
        // An exception turns a weekday into a day off, and a day of a weekend into a worked one.
        Ok(is_weekend(day) == exceptions.contains(&day))
    }

    /// The n-th working day after a day, which does not count itself.
    ///
    /// # Errors
    /// When the calendar does not know a year on the way, or it is more than 10,000 days.
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

coded! {
    /// What a term counts.
    pub enum Unit {
        WorkingDays = "working_days", "个工作日", "working days";
        Days = "days", "日", "days";
        Months = "months", "个月", "months";
    }
}
coded_serde!(Unit);

/// A term, and where it is laid down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// How many.
    pub amount: u32,
    /// Where it is laid down, for the reader of a list.
    pub source: String,
    /// Of what.
    pub unit: Unit,
}

impl Term {
    /// Its last day. The day of the event does not count; a month later is the same day of the month, or the month's last.
    ///
    /// # Errors
    /// When the calendar does not know a year on the way, or the term is too long.
    pub fn end(&self, from: Date, calendar: &Calendar) -> Result<Date, CalendarError> {
        match self.unit {
            Unit::WorkingDays => calendar.add_working_days(from, self.amount),
            _ if self.amount > MOST_DAYS => Err(CalendarError::TooLong),
            Unit::Days => from.plus_days(self.amount).ok_or(CalendarError::TooLong),
            Unit::Months => from.plus_months(self.amount).ok_or(CalendarError::TooLong),
        }
    }
}

coded! {
    /// What is to be done.
    pub enum Duty {
        PublishResult = "publish_result", "公布检查结果", "publish the result";
        PublishPenalty = "publish_penalty", "公示处罚决定", "publish the penalty decision";
        WithdrawPenalty = "withdraw_penalty", "撤回处罚公示并说明理由", "withdraw the penalty decision, with an explanation";
        EndPublication = "end_publication", "公示期满，停止公示", "end the publication";
    }
}

/// The terms of all duties; settings, since practice differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    /// From the completion of the visit.
    pub publish_result: Term,
    /// From the decision.
    pub publish_penalty: Term,
    /// From the day on which it was changed, annulled, or declared unlawful or invalid.
    pub withdraw_penalty: Term,
    /// From the decision.
    pub end_publication: Term,
}

impl Default for Terms {
    fn default() -> Self {
        let term = |amount, unit, source: &str| Term { amount, source: source.to_owned(), unit };
        Self {
            publish_result: term(20, Unit::WorkingDays, "双随机抽查结果公示的通行要求"),
            publish_penalty: term(7, Unit::WorkingDays, "各地规定不一，此为默认设置"),
            withdraw_penalty: term(3, Unit::WorkingDays, "《行政处罚法》第四十八条"),
            end_publication: term(12, Unit::Months, "各地规定不一，此为默认设置"),
        }
    }
}

impl Terms {
    /// The term of a duty.
    pub fn of(&self, duty: Duty) -> &Term {
        match duty {
            Duty::PublishResult => &self.publish_result,
            Duty::PublishPenalty => &self.publish_penalty,
            Duty::WithdrawPenalty => &self.withdraw_penalty,
            Duty::EndPublication => &self.end_publication,
        }
    }
}

/// Something that is to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Open {
    /// What.
    pub duty: Duty,
    /// Of what or whom.
    pub subject: String,
    /// Since when the term runs.
    pub from: Date,
    /// A day of its own, in place of the one that the term gives.
    pub until: Option<Date>,
}

/// Something that is to be done by a day.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Due {
    /// By when.
    pub by: Date,
    /// Of what or whom.
    pub subject: String,
    /// What.
    pub duty: Duty,
    /// Since when the term runs.
    pub from: Date,
}

/// What is open on a day.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DueList {
    /// To be done that day or later.
    pub due: Vec<Due>,
    /// Whose day has passed.
    pub overdue: Vec<Due>,
}

/// The open duties as of a day, each list by its days.
///
/// # Errors
/// When the calendar does not know a year that a term reaches into.
pub fn due_list(
    open: impl IntoIterator<Item = Open>,
    terms: &Terms,
    calendar: &Calendar,
    on: Date,
) -> Result<DueList, CalendarError> {
    let mut list = DueList::default();
    for Open { duty, subject, from, until } in open {
        let by = until.map_or_else(|| terms.of(duty).end(from, calendar), Ok)?;
        let due = Due { by, subject, duty, from };
        if by < on { list.overdue.push(due) } else { list.due.push(due) }
    }
    list.due.sort();
    list.overdue.sort();
    Ok(list)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn date(text: &str) -> Date {
        Date::new(text).unwrap()
    }

    /// Made-up holidays: the first three weekdays of October off, the Saturday after them worked.
    fn calendar() -> Calendar {
        let off = ["2026-10-01", "2026-10-02", "2026-10-05"].map(date).to_vec();
        let worked = vec![date("2026-10-10")];
        Calendar::new(&[
            CalendarYear { off, worked, year: 2026 },
            CalendarYear { off: vec![date("2027-01-01")], worked: Vec::new(), year: 2027 },
        ])
        .unwrap()
    }

    #[test]
    fn working_days_pass_over_holidays_and_count_worked_weekends() {
        let all = calendar();
        let after = |from: &str, days| all.add_working_days(date(from), days).map(|day| day.to_string());
        assert_eq!(after("2026-09-30", 0).unwrap(), "2026-09-30");
        assert_eq!(after("2026-09-30", 1).unwrap(), "2026-10-06");
        assert_eq!(after("2026-10-09", 1).unwrap(), "2026-10-10", "a worked Saturday");
        assert_eq!(after("2026-10-10", 1).unwrap(), "2026-10-12");
        assert_eq!(after("2026-12-31", 1).unwrap(), "2027-01-04", "over the new year");
        assert_eq!(after("2027-12-31", 1), Err(CalendarError::UnknownYear(2028)));
        assert_eq!(after("2026-01-01", 10_001), Err(CalendarError::TooLong));
    }

    #[test]
    fn a_calendar_with_faults_is_refused() {
        let year = |off: &[&str], worked: &[&str]| {
            let days = |all: &[&str]| all.iter().map(|day| date(day)).collect();
            Calendar::new(&[CalendarYear { off: days(off), worked: days(worked), year: 2026 }]).unwrap_err()
        };
        assert_eq!(year(&["2027-01-01"], &[]), CalendarError::Misplaced(date("2027-01-01")));
        assert_eq!(year(&["2026-10-01", "2026-10-01"], &[]), CalendarError::Misplaced(date("2026-10-01")));
        assert_eq!(year(&["2026-10-03"], &[]), CalendarError::WrongDay(date("2026-10-03")), "a Saturday");
        assert_eq!(year(&[], &["2026-10-06"]), CalendarError::WrongDay(date("2026-10-06")), "a Tuesday");
        let twice = CalendarYear { off: Vec::new(), worked: Vec::new(), year: 2026 };
        assert_eq!(Calendar::new(&[twice.clone(), twice]), Err(CalendarError::YearTwice(2026)));
    }

    #[test]
    fn months_end_on_the_same_day_or_the_last() {
        let term = |amount| Term { amount, source: String::new(), unit: Unit::Months };
        let end = |from: &str, amount| term(amount).end(date(from), &calendar()).unwrap().to_string();
        assert_eq!(end("2026-01-31", 1), "2026-02-28");
        assert_eq!(end("2026-11-23", 12), "2027-11-23");
        assert_eq!(end("2027-12-31", 2), "2028-02-29");
    }

    #[test]
    fn what_is_open_is_due_or_overdue() {
        let open = |duty, subject: &str, from, until: Option<&str>| Open {
            duty,
            subject: subject.to_owned(),
            from: date(from),
            until: until.map(date),
        };
        let open = [
            open(Duty::PublishResult, "DW-2", "2026-10-12", None),
            open(Duty::PublishResult, "DW-1", "2026-09-30", None),
            open(Duty::WithdrawPenalty, "甲", "2026-10-30", None),
            open(Duty::EndPublication, "乙", "2026-01-05", Some("2026-11-02")),
        ];
        let list = due_list(open, &Terms::default(), &calendar(), date("2026-11-03")).unwrap();
        let show =
            |all: &[Due]| all.iter().map(|due| format!("{} {}", due.by, due.subject)).collect::<Vec<_>>();
        assert_eq!(show(&list.overdue), ["2026-10-30 DW-1", "2026-11-02 乙"]);
        assert_eq!(show(&list.due), ["2026-11-04 甲", "2026-11-09 DW-2"]);
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
