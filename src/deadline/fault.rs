//! What is wrong with a calendar, and what is worth a remark.

use super::statute::Holiday;
use crate::basics::date::Date;
use crate::say::Language;
use std::fmt;

/// What is wrong with a calendar, or that it does not reach far enough.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum CalendarError {
    /// A year stands twice.
    YearTwice(u16),
    /// A year before 2000 or after 2999.
    BadYear(u16),
    /// A day stands under a year that is not its own.
    Misplaced {
        /// The day.
        day: Date,
        /// The year it stands under.
        under: u16,
    },
    /// A day at the turn of the year belongs to the year beside, and that year is not given.
    NeedsYear {
        /// The day.
        day: Date,
        /// The year it stands under.
        under: u16,
    },
    /// A day stands twice in a year.
    Repeated(Date),
    /// A day is said to be off and to be worked.
    Contradicted(Date),
    /// A worked day that is a weekday, on which people work anyway.
    WorkedWeekday(Date),
    /// A year without a single day.
    NoHolidays(u16),
    /// A year that lacks statutory holidays.
    Incomplete {
        /// The year.
        year: u16,
        /// What it lacks.
        missing: Vec<Missing>,
    },
    /// A year with more days off than the statute and the State Council can have given: its worked weekends are missing.
    TooManyOff {
        /// The year.
        year: u16,
        /// Weekdays off.
        off: usize,
        /// Weekends worked.
        worked: usize,
    },
    /// Nothing is known of this year: a guess would be a wrong deadline.
    UnknownYear(u16),
    /// A term of more than 10,000 days, or one that ends after the year 2999.
    TooLong,
}

/// A statutory holiday that a year lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Missing {
    /// A holiday's day is not off.
    Day {
        /// The holiday.
        holiday: Holiday,
        /// Its day.
        day: Date,
    },
    /// A holiday's days in a row are not there.
    Row {
        /// The holiday.
        holiday: Holiday,
        /// First day on which they may begin.
        from: Date,
        /// Day by which they end.
        to: Date,
        /// How many there must be.
        needed: u32,
    },
    /// Weekdays off less weekends worked are too few.
    Days {
        /// The holidays of this part of the year.
        holidays: Vec<Holiday>,
        /// Its first day.
        from: Date,
        /// Its last day.
        to: Date,
        /// The statutory days.
        needed: u32,
        /// What there is.
        found: i64,
    },
}

/// What was read in another way than it stands in a calendar, or should be looked at again. Nothing is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum CalendarNote {
    /// Days off that are Saturdays or Sundays: nobody works on them anyway.
    Weekends {
        /// The year they stand under.
        year: u16,
        /// The days.
        days: Vec<Date>,
    },
    /// A day that stood under the year beside its own.
    Moved {
        /// The day.
        day: Date,
        /// The year it stood under.
        under: u16,
    },
    /// A day that two years state alike.
    Repeated(Date),
    /// A year with more days off than the statutory ones, as in 2020.
    Extra {
        /// The year.
        year: u16,
        /// How many more.
        days: u32,
    },
}

impl Missing {
    fn message(&self, language: Language) -> String {
        match (language, self) {
            (Language::Zh, Self::Day { holiday, day }) => {
                format!("{day}（{}）应放假", holiday.template(language))
            }
            (Language::En, Self::Day { holiday, day }) => {
                format!("{day} ({}) is not off", holiday.template(language))
            }
            (Language::Zh, Self::Row { holiday, from, to, needed }) => {
                format!("{} 至 {to} 之间应有{}连续放假至少 {needed} 天", from, holiday.template(language))
            }
            (Language::En, Self::Row { holiday, from, to, needed }) => {
                format!(
                    "{} has no {needed} days off in a row between {from} and {to}",
                    holiday.template(language)
                )
            }
            (Language::Zh, Self::Days { holidays, from, to, needed, found }) => {
                let names = joined(holidays, language);
                format!(
                    "{names}（{from} 至 {to}）法定放假 {needed} 天，而放假的工作日减去调休上班日为 {found} 天"
                )
            }
            (Language::En, Self::Days { holidays, from, to, needed, found }) => {
                let names = joined(holidays, language);
                format!(
                    "{names} ({from} to {to}) have {needed} statutory days, but weekdays off less weekends worked are {found}"
                )
            }
        }
    }
}

fn joined(holidays: &[Holiday], language: Language) -> String {
    let names: Vec<&str> = holidays.iter().map(|holiday| holiday.template(language)).collect();
    names.join(if language == Language::Zh { "、" } else { " and " })
}

impl CalendarError {
    /// The year that it is about, where it is about one: that under which the days stand.
    pub fn year(&self) -> Option<u16> {
        match self {
            Self::YearTwice(year)
            | Self::BadYear(year)
            | Self::NoHolidays(year)
            | Self::UnknownYear(year)
            | Self::Incomplete { year, .. }
            | Self::TooManyOff { year, .. } => Some(*year),
            Self::Misplaced { under, .. } | Self::NeedsYear { under, .. } => Some(*under),
            Self::Repeated(day) | Self::Contradicted(day) | Self::WorkedWeekday(day) => Some(day.year()),
            Self::TooLong => None,
        }
    }

    /// The error as a sentence that says what to do.
    pub fn message(&self, language: Language) -> String {
        match language {
            Language::Zh => self.in_chinese(),
            Language::En => self.in_english(),
        }
    }

    fn in_chinese(&self) -> String {
        match self {
            Self::YearTwice(year) => format!("日历中 {year} 年出现两次，请合并为一处"),
            Self::BadYear(year) => format!("年份 {year} 应为 2000 至 2999"),
            Self::Misplaced { day, under } => {
                format!("{day} 不是 {under} 年的日期，请移到所属年份，或改正年份")
            }
            Self::NeedsYear { day, under } => {
                let own = day.year();
                format!(
                    "{day} 列在 {under} 年，而属于 {own} 年，日历中没有 {own} 年：请一并补上 {own} 年的放假安排；不需要 {own} 年的，请删去这一天"
                )
            }
            Self::Repeated(day) => format!("{day} 重复列出，请核对是否误写"),
            Self::Contradicted(day) => format!("{day} 既列为放假，又列为调休上班，请核对"),
            Self::WorkedWeekday(day) => {
                format!(
                    "{day} 是周一至周五，不是调休上班日：调休上班（worked）只列周六、周日，请核对日期和年份"
                )
            }
            Self::NoHolidays(year) => format!(
                "{year} 年没有列出任何放假日，不能当作已知的年份：请按国务院办公厅当年的放假通知填写；通知尚未公布的，请删去该年"
            ),
            Self::Incomplete { year, missing } => {
                let missing: Vec<String> =
                    missing.iter().map(|missing| missing.message(Language::Zh)).collect();
                format!(
                    "{year} 年的放假安排不完整或不是当年的：{}。请按国务院办公厅当年的放假通知改正；通知尚未公布的，请删去该年",
                    missing.join("；")
                )
            }
            Self::TooManyOff { year, off, worked } => format!(
                "{year} 年放假的工作日有 {off} 天，调休上班只有 {worked} 天，超出法定放假天数过多：请补上调休上班的周六、周日（worked）"
            ),
            Self::UnknownYear(year) => format!("日历没有 {year} 年，请补上该年的放假安排"),
            Self::TooLong => "期限过长".to_owned(),
        }
    }

    fn in_english(&self) -> String {
        match self {
            Self::YearTwice(year) => format!("the year {year} is in the calendar twice; make one of the two"),
            Self::BadYear(year) => format!("the year {year} is not between 2000 and 2999"),
            Self::Misplaced { day, under } => {
                format!("{day} is not of the year {under}; put it under its own year, or mend the year")
            }
            Self::NeedsYear { day, under } => {
                let own = day.year();
                format!(
                    "{day} stands under {under} and belongs to {own}, which the calendar does not have; add the holidays of {own}, or leave this day out if {own} is not needed"
                )
            }
            Self::Repeated(day) => format!("{day} is there twice; is one of them another day?"),
            Self::Contradicted(day) => format!("{day} is both off and worked; mend one of the two"),
            Self::WorkedWeekday(day) => {
                format!(
                    "{day} is a weekday, which is worked anyway; list Saturdays and Sundays only, and look at the year"
                )
            }
            Self::NoHolidays(year) => format!(
                "the year {year} has not one day off, so it is not known; fill it in by the State Council's notice, or leave it out until that is published"
            ),
            Self::Incomplete { year, missing } => {
                let missing: Vec<String> =
                    missing.iter().map(|missing| missing.message(Language::En)).collect();
                format!(
                    "the year {year} is incomplete, or has another year's days: {}. Fill it in by the State Council's notice, or leave it out until that is published",
                    missing.join("; ")
                )
            }
            Self::TooManyOff { year, off, worked } => format!(
                "the year {year} has {off} weekdays off and {worked} weekends worked, far more days off than the statute gives; add the weekends that are worked"
            ),
            Self::UnknownYear(year) => format!("the calendar has no year {year}; add its holidays"),
            Self::TooLong => "the term is too long".to_owned(),
        }
    }
}

impl CalendarNote {
    /// The note as a sentence.
    pub fn message(&self, language: Language) -> String {
        match (language, self) {
            (Language::Zh, Self::Weekends { year, days }) => format!(
                "{year} 年列出的放假日中有 {} 天本来就是周六、周日，照常休息，不影响计算：{}",
                days.len(),
                dates(days, "、")
            ),
            (Language::En, Self::Weekends { year, days }) => format!(
                "{} of the days off of {year} are Saturdays or Sundays, which are off anyway: {}",
                days.len(),
                dates(days, ", ")
            ),
            (Language::Zh, Self::Moved { day, under }) => {
                format!("{day} 列在 {under} 年的安排中，已归入 {} 年", day.year())
            }
            (Language::En, Self::Moved { day, under }) => {
                format!("{day} stands in the notice of {under}, and is taken as a day of {}", day.year())
            }
            (Language::Zh, Self::Repeated(day)) => format!("{day} 在两个年份的安排中都有，按一次计"),
            (Language::En, Self::Repeated(day)) => {
                format!("{day} stands in the notices of two years, and counts once")
            }
            (Language::Zh, Self::Extra { year, days }) => format!(
                "{year} 年放假比法定天数多 {days} 天：除国务院办公厅另行增加的假日外，请核对调休上班日有无漏列"
            ),
            (Language::En, Self::Extra { year, days }) => format!(
                "{year} has {days} more days off than the statute gives; unless the State Council added them, look for weekends worked that are missing"
            ),
        }
    }
}

fn dates(days: &[Date], between: &str) -> String {
    days.iter().map(ToString::to_string).collect::<Vec<_>>().join(between)
}

impl fmt::Display for CalendarError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Language::En))
    }
}

impl std::error::Error for CalendarError {}

/// All faults of a calendar, never empty when returned as an error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarErrors(pub(super) Vec<CalendarError>);

impl CalendarErrors {
    /// The faults, in the order in which they were found.
    pub fn as_slice(&self) -> &[CalendarError] {
        &self.0
    }
}

impl fmt::Display for CalendarErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
    }
}

impl std::error::Error for CalendarErrors {}
