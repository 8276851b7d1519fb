//! The statutory holidays, by 《全国年节及纪念日放假办法》 (revised in 1999, 2007, 2013 and 2024; Article 2 lists the days,
//! Article 6 asks for a working day in the place of one on a weekend), as far as they can be told without a lunar calendar.

use super::calendar::Exceptions;
use super::fault::{CalendarError, Missing};
use crate::say::{Every, Listed, coded, coded_serde};
use crate::types::date::Date;

coded! {
    /// A holiday on which nobody works.
    pub enum Holiday {
        NewYear = "new_year", "元旦", "New Year";
        Spring = "spring", "春节", "the Spring Festival";
        Qingming = "qingming", "清明节", "Qingming";
        Labour = "labour", "劳动节", "Labour Day";
        DragonBoat = "dragon_boat", "端午节", "the Dragon Boat Festival";
        MidAutumn = "mid_autumn", "中秋节", "the Mid-Autumn Festival";
        National = "national", "国庆节", "National Day";
    }
}

coded_serde!(Holiday);

/// So many days more than the statutory ones are taken for days that the State Council added; over that, worked weekends
/// are missing.
const MOST_EXTRA: i64 = 4;

/// A part of the year, with the holidays whose days and exchanged days all lie in it.
struct Part {
    holidays: &'static [Holiday],
    from: (u32, u32),
    to: (u32, u32),
}

/// The lunar months put the Dragon Boat Festival between 27 May and 26 June, and the Mid-Autumn Festival between 7 September
/// and 8 October, where it may join National Day.
const PARTS: [Part; 5] = [
    Part { holidays: &[Holiday::NewYear, Holiday::Spring], from: (1, 1), to: (2, 28) },
    Part { holidays: &[Holiday::Qingming], from: (4, 1), to: (4, 10) },
    Part { holidays: &[Holiday::Labour], from: (4, 15), to: (5, 15) },
    Part { holidays: &[Holiday::DragonBoat], from: (5, 20), to: (6, 30) },
    Part { holidays: &[Holiday::MidAutumn, Holiday::National], from: (9, 1), to: (10, 31) },
];

impl Holiday {
    /// Its statutory days in a year.
    fn days(self, year: u16) -> u32 {
        match self {
            Self::NewYear => 1,
            Self::Spring if year < 2025 => 3,
            Self::Spring => 4,
            Self::Labour if year < 2008 => 3,
            Self::Labour if year < 2025 => 1,
            Self::Labour => 2,
            Self::National => 3,
            Self::Qingming | Self::DragonBoat | Self::MidAutumn => u32::from(year >= 2008),
        }
    }

    /// The first of its days, where that is the same in every year.
    fn fixed(self) -> Option<(u32, u32)> {
        match self {
            Self::NewYear => Some((1, 1)),
            Self::Labour => Some((5, 1)),
            Self::National => Some((10, 1)),
            _ => None,
        }
    }
}

/// A day of a year.
pub(super) fn day(year: u16, month: u32, day: u32) -> Option<Date> {
    Date::new(&format!("{year:04}-{month:02}-{day:02}")).ok()
}

/// What shows that a year is not filled in, or is filled in wrongly.
pub(super) fn faults(year: u16, exceptions: &Exceptions) -> Option<CalendarError> {
    if exceptions.off.is_empty() && exceptions.worked.is_empty() {
        return Some(CalendarError::NoHolidays { year });
    }
    let mut missing: Vec<Missing> =
        Holiday::ALL.iter().flat_map(|holiday| worked(year, *holiday, exceptions)).collect();
    missing.extend(no_spring_festival(year, exceptions));
    missing.extend(PARTS.iter().filter_map(|part| too_few(year, part, exceptions)));
    if !missing.is_empty() {
        return Some(CalendarError::Incomplete { year, missing: Every(missing) });
    }
    let (off, worked) = (exceptions.off.len(), exceptions.worked.len());
    (over(year, exceptions) > MOST_EXTRA).then_some(CalendarError::TooManyOff { year, off, worked })
}

/// How many days off a year has beyond the statutory ones.
pub(super) fn extra(year: u16, exceptions: &Exceptions) -> Option<u32> {
    u32::try_from(over(year, exceptions)).ok().filter(|days| *days > 0)
}

/// Fixed days of a holiday that are not off.
fn worked(year: u16, holiday: Holiday, exceptions: &Exceptions) -> Vec<Missing> {
    let Some((month, first)) = holiday.fixed() else {
        return Vec::new();
    };
    let days = (first..first + holiday.days(year)).filter_map(|date| day(year, month, date));
    days.filter(|day| !exceptions.is_off(*day)).map(|day| Missing::Day { holiday, day }).collect()
}

/// The Spring Festival falls between 21 January and 20 February, and its statutory days are in a row.
fn no_spring_festival(year: u16, exceptions: &Exceptions) -> Option<Missing> {
    let (from, to, needed) = (day(year, 1, 20)?, day(year, 2, 28)?, Holiday::Spring.days(year));
    let (mut run, mut longest) = (0, 0);
    for day in days_between(from, to) {
        run = if exceptions.is_off(day) { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    (longest < needed).then_some(Missing::Row { holiday: Holiday::Spring, from, to, needed })
}

/// Weekdays off less weekends worked, where they are under the statutory days.
fn too_few(year: u16, part: &Part, exceptions: &Exceptions) -> Option<Missing> {
    let (from, to) = (day(year, part.from.0, part.from.1)?, day(year, part.to.0, part.to.1)?);
    let holidays: Vec<Holiday> =
        part.holidays.iter().copied().filter(|holiday| holiday.days(year) > 0).collect();
    let needed = holidays.iter().map(|holiday| holiday.days(year)).sum();
    let found = balance(exceptions, from, to);
    (found < i64::from(needed)).then_some(Missing::Days {
        holidays: Listed(holidays),
        from,
        to,
        needed,
        found,
    })
}

/// Weekdays off less weekends worked, within some days.
fn balance(exceptions: &Exceptions, from: Date, to: Date) -> i64 {
    let within = |days: &std::collections::BTreeSet<Date>| {
        i64::try_from(days.range(from..=to).count()).unwrap_or(i64::MAX)
    };
    within(&exceptions.off) - within(&exceptions.worked)
}

/// Days off beyond the statutory ones from January to November: those at the end of December belong to the next New Year.
fn over(year: u16, exceptions: &Exceptions) -> i64 {
    let statutory: u32 = Holiday::ALL.iter().map(|holiday| holiday.days(year)).sum();
    match (day(year, 1, 1), day(year, 11, 30)) {
        (Some(from), Some(to)) => balance(exceptions, from, to) - i64::from(statutory),
        _ => 0,
    }
}

fn days_between(from: Date, to: Date) -> impl Iterator<Item = Date> {
    std::iter::successors(Some(from), |day| day.plus_days(1)).take_while(move |day| *day <= to)
}

#[cfg(test)]
mod tests {
    use super::super::calendar::is_weekend;
    use super::*;

    #[test]
    fn the_statute_gives_ten_days_then_eleven_then_thirteen() {
        let all = |year| Holiday::ALL.iter().map(|holiday| holiday.days(year)).sum::<u32>();
        assert_eq!([2007, 2008, 2024, 2025, 2999].map(all), [10, 11, 11, 13, 13]);
    }

    #[test]
    fn weekends_are_told_from_weekdays() {
        let is = |text: &str| is_weekend(Date::new(text).unwrap());
        assert_eq!(
            ["2026-10-02", "2026-10-03", "2026-10-04", "2026-10-05"].map(is),
            [false, true, true, false]
        );
    }
}
