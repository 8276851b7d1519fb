//! Calendars: the years that were, as public data has them, and what is told apart from a year.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use dual_random::deadline::{
    Calendar, CalendarError, CalendarNote, CalendarYear, Holiday, Missing, holiday_year,
};
use dual_random::{Date, Language, Say};
use serde::Deserialize;

#[derive(Deserialize)]
struct Years {
    year: Vec<CalendarYear>,
}

fn text(name: &str) -> String {
    let path = format!("{}/tests/cases/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn years(name: &str) -> Vec<CalendarYear> {
    toml::from_str::<Years>(&text(name)).unwrap().year
}

fn date(text: &str) -> Date {
    Date::new(text).unwrap()
}

fn faults(years: &[CalendarYear]) -> Vec<CalendarError> {
    Calendar::new(years).unwrap_err().as_slice().to_vec()
}

/// 2024 to 2026, with whatever a test makes of them.
fn changed(change: impl FnOnce(&mut Vec<CalendarYear>)) -> Vec<CalendarYear> {
    let mut years = years("08-holiday-calendar/naive.toml");
    change(&mut years);
    years
}

/// A year as nobody has published it.
fn made_up(year: u16, off: &[&str], worked: &[&str]) -> CalendarYear {
    let days = |days: &[&str]| days.iter().map(|day| date(day)).collect();
    CalendarYear::new(year, days(off), days(worked))
}

#[test]
fn a_calendar_typed_from_the_notice_is_the_one_of_weekdays_alone() {
    let naive = Calendar::new(&years("08-holiday-calendar/naive.toml")).unwrap();
    let mut weekdays = years("08-holiday-calendar/weekdays.toml");
    assert_eq!(weekdays.pop().map(|year| year.year), Some(2027), "not published yet");
    assert_eq!(naive.years(), Calendar::new(&weekdays).unwrap().years());
    assert_eq!(naive.years(), weekdays);
    // The weekends that were left out are said, each year's together.
    let weekends = |note: &CalendarNote| match note {
        CalendarNote::Weekends { year, count, .. } => (*year, *count),
        other => panic!("{other:?}"),
    };
    assert_eq!(naive.notes().iter().map(weekends).collect::<Vec<_>>(), [(2024, 9), (2025, 10), (2026, 14)]);
    assert!(naive.notes()[0].message(Language::Zh).contains("2024-02-10、2024-02-11"));
    let working = |day: &str| naive.is_working(date(day)).unwrap();
    assert!(
        !working("2026-02-17") && !working("2026-02-22") && working("2026-02-28") && working("2026-03-02")
    );
    let after = naive.add_working_days(date("2026-09-30"), 3).unwrap();
    assert_eq!(after.to_string(), "2026-10-10", "8 and 9 October, and the Saturday that is worked");
}

#[test]
fn every_year_that_was_is_known() {
    let all = years("08-holiday-calendar/past-notices.toml");
    // The notice of 2007 speaks of 2006, which nobody gives.
    let needs = |day| CalendarError::NeedsYear { day: date(day), under: 2007, own: 2006 };
    assert_eq!(faults(&all), [needs("2006-12-30"), needs("2006-12-31")]);
    let mut all = all;
    all[0].worked.retain(|day| day.year() == 2007);
    let calendar = Calendar::new(&all).unwrap();
    let extra = |note: &CalendarNote| match note {
        CalendarNote::Extra { year, days } => Some((*year, *days)),
        _ => None,
    };
    // 2012 has a day that was worked for on 31 December 2011; 2015 and 2020 had days added.
    let extras: Vec<(u16, u32)> = calendar.notes().iter().filter_map(extra).collect();
    assert_eq!(extras, [(2007, 4), (2012, 1), (2015, 1), (2020, 2)]);
}

#[test]
fn a_day_in_the_notice_of_the_next_year_is_put_under_its_own() {
    let of_2019 = years("08-holiday-calendar/y2019-with-2018-days.toml");
    // Nothing else of 2018 is known, so the two days are not enough.
    let needs = |day| CalendarError::NeedsYear { day: date(day), under: 2019, own: 2018 };
    assert_eq!(faults(&of_2019), [needs("2018-12-31"), needs("2018-12-29")]);
    let message = faults(&of_2019)[0].message(Language::Zh);
    assert!(message.contains("2018-12-31") && message.contains("补上 2018 年"), "{message}");
    let past = years("08-holiday-calendar/past-notices.toml");
    let of_2018 = past.into_iter().find(|year| year.year == 2018).unwrap();
    let calendar = Calendar::new(&[of_2019[0].clone(), of_2018.clone()]).unwrap();
    let working = |day: &str| calendar.is_working(date(day)).unwrap();
    assert!(
        working("2018-12-29") && !working("2018-12-30") && !working("2018-12-31") && !working("2019-01-01")
    );
    let moved = |day| CalendarNote::Moved { day: date(day), under: 2019, own: 2018 };
    assert!(
        calendar.notes().contains(&moved("2018-12-31")) && calendar.notes().contains(&moved("2018-12-29"))
    );
    // Written by its own years it is the same calendar, and nothing is left to be said of it.
    let again = Calendar::new(&calendar.years()).unwrap();
    assert_eq!((again.years(), again.notes()), (calendar.years(), &[][..]));
    // Both notices may name the day; then it counts once. If they disagree, nobody can tell.
    let mut both = of_2018;
    both.off.push(date("2018-12-31"));
    let calendar = Calendar::new(&[both.clone(), of_2019[0].clone()]).unwrap();
    assert!(calendar.notes().contains(&CalendarNote::Repeated { day: date("2018-12-31") }));
    both.off.push(date("2018-12-29"));
    assert_eq!(
        faults(&[both, of_2019[0].clone()]),
        [CalendarError::Contradicted { day: date("2018-12-29") }]
    );
}

#[test]
fn a_year_before_its_notice_is_not_known() {
    let empty = years("30-empty-year-calendar/with-empty-2027.toml");
    assert_eq!(faults(&empty), [CalendarError::NoHolidays { year: 2027 }]);
    assert_eq!(
        faults(&years("08-holiday-calendar/weekdays.toml")),
        [CalendarError::NoHolidays { year: 2027 }]
    );
    let message = faults(&empty)[0].message(Language::Zh);
    assert!(message.contains("2027 年没有列出任何放假日") && message.contains("请删去该年"), "{message}");
    let new_year = faults(&years("30-empty-year-calendar/with-new-year-2027.toml"));
    let [CalendarError::Incomplete { year: 2027, missing }] = &new_year[..] else { panic!("{new_year:?}") };
    let of = |missing: &Missing| match missing {
        Missing::Day { day, .. } => day.to_string(),
        Missing::Row { holiday, needed, .. } => format!("{} {needed}", holiday.code()),
        Missing::Days { holidays, needed, found, .. } => {
            let names: Vec<&str> = holidays.0.iter().map(|holiday| holiday.code()).collect();
            format!("{} {found}/{needed}", names.join("+"))
        }
        other => panic!("{other:?}"),
    };
    // 1 and 2 May and 2 and 3 October are weekends in 2027; their days are made up for, and missed all the same.
    let expected = [
        "2027-10-01",
        "spring 4",
        "new_year+spring 1/5",
        "qingming 0/1",
        "labour 0/2",
        "dragon_boat 0/1",
        "mid_autumn+national 0/4",
    ];
    assert_eq!(missing.0.iter().map(of).collect::<Vec<_>>(), expected);
    let message = new_year[0].message(Language::Zh);
    for part in ["2027 年", "2027-10-01（国庆节）应放假", "春节", "清明节", "劳动节", "端午节", "中秋节"]
    {
        assert!(message.contains(part), "{part}: {message}");
    }
    // Without the year there is nothing wrong, and nothing is known of it.
    let calendar = Calendar::new(&years("30-empty-year-calendar/without-2027.toml")).unwrap();
    let after = |day: &str, days| calendar.add_working_days(date(day), days).map(|day| day.to_string());
    assert_eq!(after("2026-12-28", 3).unwrap(), "2026-12-31");
    assert_eq!(after("2026-12-28", 7), Err(CalendarError::UnknownYear { year: 2027 }));
}

#[test]
fn half_a_year_and_another_years_days_are_told_apart_from_a_year() {
    let until_june = changed(|years| {
        years[2].off.retain(|day| *day < date("2026-07-01"));
        years[2].worked.retain(|day| *day < date("2026-07-01"));
    });
    let found = faults(&until_june);
    let [CalendarError::Incomplete { year: 2026, missing }] = &found[..] else { panic!("{found:?}") };
    let is_autumn = |missing: &Missing| match missing {
        Missing::Day { holiday, .. } => *holiday == Holiday::National,
        Missing::Days { holidays, .. } => holidays.0.contains(&Holiday::National),
        _ => false,
    };
    assert!(missing.0.iter().all(is_autumn), "{missing:?}");
    // Each holiday by itself is missed.
    for (holiday, from, to) in [
        (Holiday::NewYear, "2026-01-01", "2026-01-10"),
        (Holiday::Spring, "2026-02-10", "2026-02-28"),
        (Holiday::Qingming, "2026-04-01", "2026-04-10"),
        (Holiday::Labour, "2026-05-01", "2026-05-10"),
        (Holiday::DragonBoat, "2026-06-15", "2026-06-25"),
        (Holiday::MidAutumn, "2026-09-25", "2026-09-28"),
        (Holiday::National, "2026-10-01", "2026-10-10"),
    ] {
        let without = changed(|years| {
            years[2].off.retain(|day| *day < date(from) || *day > date(to));
            years[2].worked.retain(|day| *day < date(from) || *day > date(to));
        });
        let found = faults(&without);
        let [CalendarError::Incomplete { year: 2026, missing }] = &found[..] else {
            panic!("{holiday:?}: {found:?}")
        };
        let names = |missing: &Missing| match missing {
            Missing::Day { holiday: of, .. } | Missing::Row { holiday: of, .. } => *of == holiday,
            Missing::Days { holidays, .. } => holidays.0.contains(&holiday),
            _ => false,
        };
        assert!(missing.0.iter().any(names), "{holiday:?}: {missing:?}");
    }
    // The days of 2026 under 2027, and the same days with the year's number changed.
    let days_of_2026 = changed(|years| years[2].year = 2027);
    assert!(
        faults(&days_of_2026).contains(&CalendarError::Misplaced { day: date("2026-02-16"), under: 2027 })
    );
    let renumbered = changed(|years| {
        let next = |day: &Date| date(&day.to_string().replace("2026", "2027"));
        let CalendarYear { off, worked, .. } = years[2].clone();
        let (off, worked) = (off.iter().map(next).collect(), worked.iter().map(next).collect());
        years.push(CalendarYear::new(2027, off, worked));
    });
    assert!(faults(&renumbered).contains(&CalendarError::WorkedWeekday { day: date("2027-01-04") }));
}

#[test]
fn a_year_without_its_worked_weekends_is_refused() {
    for year in 0..3 {
        let off_only = changed(|years| years[year].worked.clear());
        assert!(matches!(faults(&off_only)[..], [CalendarError::TooManyOff { worked: 0, .. }]), "{year}");
    }
    // One that is missing may be a day that the State Council added: it is said.
    let one = changed(|years| years[2].worked.truncate(5));
    assert!(Calendar::new(&one).unwrap().notes().contains(&CalendarNote::Extra { year: 2026, days: 1 }));
}

#[test]
fn all_faults_of_a_calendar_come_together() {
    let bad = changed(|years| {
        years[0].off.push(date("2024-01-01"));
        years[1].worked.push(date("2025-10-09"));
        years[2].off.push(date("2026-01-04"));
        years[2].off.push(date("2025-05-02"));
        years.push(made_up(2027, &[], &[]));
        years.push(made_up(2027, &[], &[]));
        years.push(made_up(1999, &[], &[]));
    });
    let expected = [
        CalendarError::YearTwice { year: 2027 },
        CalendarError::BadYear { year: 1999 },
        CalendarError::Repeated { day: date("2024-01-01") },
        CalendarError::WorkedWeekday { day: date("2025-10-09") },
        CalendarError::Misplaced { day: date("2025-05-02"), under: 2026 },
        CalendarError::Contradicted { day: date("2026-01-04") },
        CalendarError::NoHolidays { year: 2027 },
    ];
    let found = faults(&bad);
    for fault in &expected {
        assert!(found.contains(fault), "{fault:?} in {found:?}");
        assert!(!fault.message(Language::Zh).is_ascii() && fault.message(Language::En).is_ascii());
    }
    assert_eq!(found.len(), expected.len(), "{found:?}");
    assert_eq!(Calendar::new(&bad).unwrap_err().to_string().lines().count(), expected.len());
}

#[test]
fn files_of_the_public_data_set_are_the_same_calendar() {
    let file = |year: u16| holiday_year(&text(&format!("08-holiday-calendar/{year}.json"))).unwrap();
    let calendar = Calendar::new(&[2025, 2026, 2024].map(file)).unwrap();
    assert_eq!(calendar.years(), Calendar::new(&years("08-holiday-calendar/naive.toml")).unwrap().years());
    // The file stands there before the notice, without a day.
    assert_eq!(faults(&[2024, 2025, 2026, 2027].map(file)), [CalendarError::NoHolidays { year: 2027 }]);
}
