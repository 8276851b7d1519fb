//! What is wrong with a calendar, and what is worth a remark.

use super::statute::Holiday;
use crate::say::{Every, Language, Listed, Say, sayings, sayings_error};
use crate::types::date::Date;
use std::fmt;

sayings! {
    /// What is wrong with a calendar, or that it does not reach far enough. Nothing is known of a year that it does not
    /// have: a guess would be a wrong deadline. A term has 10,000 days at most, and ends before the year 3000.
    pub enum CalendarError {
        YearTwice { year: u16 } = "year_twice", "日历中 {year} 年出现两次，请合并为一处", "the year {year} is in the calendar twice; make one of the two";
        BadYear { year: u16 } = "bad_year", "年份 {year} 应为 2000 至 2999", "the year {year} is not between 2000 and 2999";
        Misplaced { day: Date, under: u16 } = "misplaced", "{day} 不是 {under} 年的日期，请移到所属年份，或改正年份", "{day} is not of the year {under}; put it under its own year, or mend the year";
        NeedsYear { day: Date, under: u16, own: u16 } = "needs_year", "{day} 列在 {under} 年，而属于 {own} 年，日历中没有 {own} 年：请一并补上 {own} 年的放假安排；不需要 {own} 年的，请删去这一天", "{day} stands under {under} and belongs to {own}, which the calendar does not have; add the holidays of {own}, or leave this day out if {own} is not needed";
        Repeated { day: Date } = "repeated", "{day} 重复列出，请核对是否误写", "{day} is there twice; is one of them another day?";
        Contradicted { day: Date } = "contradicted", "{day} 既列为放假，又列为调休上班，请核对", "{day} is both off and worked; mend one of the two";
        WorkedWeekday { day: Date } = "worked_weekday", "{day} 是周一至周五，不是调休上班日：调休上班只列周六、周日，请核对日期和年份", "{day} is a weekday, which is worked anyway; list Saturdays and Sundays only, and look at the year";
        NoHolidays { year: u16 } = "no_holidays", "{year} 年没有列出任何放假日，不能当作已知的年份：请按国务院办公厅当年的放假通知填写；通知尚未公布的，请删去该年", "the year {year} has not one day off, so it is not known; fill it in by the State Council's notice, or leave it out until that is published";
        Incomplete { year: u16, missing: Every<Missing> } = "incomplete", "{year} 年的放假安排不完整或不是当年的：{missing}。请按国务院办公厅当年的放假通知改正；通知尚未公布的，请删去该年", "the year {year} is incomplete, or has another year's days: {missing}. Fill it in by the State Council's notice, or leave it out until that is published";
        TooManyOff { year: u16, off: usize, worked: usize } = "too_many_off", "{year} 年放假的工作日有 {off} 天，调休上班只有 {worked} 天，超出法定放假天数过多：请补上调休上班的周六、周日", "the year {year} has {off} weekdays off and {worked} weekends worked, far more days off than the statute gives; add the weekends that are worked";
        UnknownYear { year: u16 } = "unknown_year", "日历没有 {year} 年，请补上该年的放假安排", "the calendar has no year {year}; add its holidays";
        TooLong = "too_long", "期限过长", "the term is too long";
    }
}

sayings_error!(CalendarError);

sayings! {
    /// A statutory holiday that a year lacks: a day of it; its days in a row; weekdays off less weekends worked in its
    /// part of the year.
    pub enum Missing {
        Day { holiday: Holiday, day: Date } = "day", "{day}（{holiday}）应放假", "{day} ({holiday}) is not off";
        Row { holiday: Holiday, from: Date, to: Date, needed: u32 } = "row", "{from} 至 {to} 之间应有{holiday}连续放假至少 {needed} 天", "{holiday} has no {needed} days off in a row between {from} and {to}";
        Days { holidays: Listed<Holiday>, from: Date, to: Date, needed: u32, found: i64 } = "days", "{holidays}（{from} 至 {to}）法定放假 {needed} 天，而放假的工作日减去调休上班日为 {found} 天", "{holidays} ({from} to {to}): {needed} statutory days, but weekdays off less weekends worked are {found}";
    }
}

sayings! {
    /// What was read in another way than it stands in a calendar, or should be looked at again. Nothing is wrong.
    pub enum CalendarNote {
        Weekends { year: u16, count: usize, days: Listed<Date> } = "weekends", "{year} 年列出的放假日中有 {count} 天本来就是周六、周日，照常休息，不影响计算：{days}", "of the days off of {year}, {count} are Saturdays or Sundays, which are off anyway: {days}";
        Moved { day: Date, under: u16, own: u16 } = "moved", "{day} 列在 {under} 年的安排中，已归入 {own} 年", "{day} stands in the notice of {under}, and is taken as a day of {own}";
        Repeated { day: Date } = "repeated", "{day} 在两个年份的安排中都有，按一次计", "{day} stands in the notices of two years, and counts once";
        Extra { year: u16, days: u32 } = "extra", "{year} 年放假比法定天数多 {days} 天：除国务院办公厅另行增加的假日外，请核对调休上班日有无漏列", "{year} has {days} more days off than the statute gives; unless the State Council added them, look for weekends worked that are missing";
    }
}

impl CalendarError {
    /// The year that it is about, where it is about one: that under which the days stand.
    pub fn year(&self) -> Option<u16> {
        match self {
            Self::YearTwice { year }
            | Self::BadYear { year }
            | Self::NoHolidays { year }
            | Self::UnknownYear { year }
            | Self::Incomplete { year, .. }
            | Self::TooManyOff { year, .. } => Some(*year),
            Self::Misplaced { under, .. } | Self::NeedsYear { under, .. } => Some(*under),
            Self::Repeated { day } | Self::Contradicted { day } | Self::WorkedWeekday { day } => {
                Some(day.year())
            }
            Self::TooLong => None,
        }
    }

    /// A day at the turn of the year whose own year is not given.
    pub(super) fn needs_year(day: Date, under: u16) -> Self {
        Self::NeedsYear { day, under, own: day.year() }
    }
}

/// All faults of a calendar, never empty when returned as an error.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(transparent)]
pub struct CalendarErrors(pub(super) Vec<CalendarError>);

impl CalendarErrors {
    /// The faults, in the order in which they were found.
    pub fn as_slice(&self) -> &[CalendarError] {
        &self.0
    }

    /// The same, one after the other.
    pub fn iter(&self) -> std::slice::Iter<'_, CalendarError> {
        self.0.iter()
    }
}

impl IntoIterator for CalendarErrors {
    type Item = CalendarError;
    type IntoIter = std::vec::IntoIter<CalendarError>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a> IntoIterator for &'a CalendarErrors {
    type Item = &'a CalendarError;
    type IntoIter = std::slice::Iter<'a, CalendarError>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl Say for CalendarErrors {
    /// One line for each.
    fn say(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, error) in self.iter().enumerate() {
            f.write_str(if i > 0 { "\n" } else { "" })?;
            error.say(language, f)?;
        }
        Ok(())
    }
}

impl fmt::Display for CalendarErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.say(Language::En, f)
    }
}

impl std::error::Error for CalendarErrors {}
