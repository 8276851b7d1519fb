//! The ready plans that `init` writes, with times that fit the quarter of today.

use crate::book::Example;
use crate::{contribution, misread, text};
use dual_random::plan::{Ceremony, Plan, PublicValue};
use dual_random::{Date, Days, Drawn, Id, Language, Timestamp};

/// Which ready plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub(crate) enum Template {
    /// 生态环境：重点、一般、特殊 / polluters: key, general and special ones
    #[default]
    Eco,
    /// 市场监管：按信用风险分类定比例 / markets: a rate for each class of credit risk
    Market,
    /// 部门联合：各部门各派两人 / two departments, two officers each
    Joint,
    /// 全覆盖分批：抽出批次顺序 / everybody, in batches
    Batches,
}

macro_rules! ready {
    ($language:literal, $name:literal) => {
        [
            include_str!(concat!("../templates/", $language, "/book/frame.toml")),
            include_str!(concat!("../templates/", $language, "/book/", $name, ".toml")),
        ]
    };
}

/// The quarter in which so many days are left is the one that is planned.
const DAYS_LEFT: i64 = 45;

/// A ready plan for an authority's announcement of a number, with its example of rosters; none if there is none in a language.
pub(crate) fn ready(
    template: Template,
    language: Language,
    today: Date,
    number: u64,
) -> Option<(Plan, Example)> {
    let [frame, own] = match (language, template) {
        (Language::Zh, Template::Eco) => ready!("zh", "eco"),
        (Language::Zh, Template::Market) => ready!("zh", "market"),
        (Language::Zh, Template::Joint) => ready!("zh", "joint"),
        (Language::Zh, Template::Batches) => ready!("zh", "batches"),
        (Language::En, Template::Eco) => ready!("en", "eco"),
        (Language::En, _) => return None,
    };
    let toml = [section(frame, "top"), section(own, "top"), section(frame, "tables"), section(own, "tables")];
    let mut plan: Plan = misread::read(&toml.join("\n")).ok()?;
    plan.number = number;
    fit(&mut plan, today, language)?;
    let table = |name| {
        let rows = section(own, name).lines().filter(|line| !line.is_empty());
        rows.map(|row| row.split(',').map(str::to_owned).collect::<Vec<String>>()).collect::<Vec<_>>()
    };
    let exemptions = table("exemptions").into_iter().filter_map(|row| row.try_into().ok()).collect();
    let example = Example {
        targets: table("targets"),
        inspectors: table("inspectors"),
        recusals: table("recusals"),
        exemptions,
        earlier: Vec::new(),
    };
    Some((plan, example))
}

/// A section of a ready plan.
fn section<'a>(text: &'a str, name: &str) -> &'a str {
    let begin = format!("# ==== {name}\n");
    let own = text.split_once(&begin).map_or("", |(_, own)| own);
    own.split_once("# ==== ").map_or(own, |(own, _)| own)
}

/// Gives a plan the times of a quarter: the draw at its begin, or in some days if it has begun.
fn fit(plan: &mut Plan, today: Date, language: Language) -> Option<()> {
    let (mut year, mut quarter) = (today.year(), (today.month() - 1) / 3 + 1);
    let (_, end) = quarter_days(year, quarter)?;
    if end.days_from_epoch() - today.days_from_epoch() < DAYS_LEFT {
        (year, quarter) = if quarter == 4 { (year + 1, 1) } else { (year, quarter + 1) };
    }
    let (from, to) = quarter_days(year, quarter)?;
    let announced = working_days_after(today, 3)?.max(working_days_after(from, 2)?);
    let closes = announced.plus_days(1)?;
    let sealed = working_days_after(closes, 4)?;
    let last_visit = (0..20).filter_map(|days| days_before(to, days)).find(|day| is_weekday(*day))?;
    plan.draw = Id::new(format!("{year}-Q{quarter}-{:02}", plan.number)).ok()?;
    plan.title = titled(&plan.title, year, quarter, language);
    plan.announce_at = Timestamp::china(announced, 17, 0, 0)?;
    plan.seal_by = Timestamp::china(sealed, 18, 0, 0)?;
    plan.disclose_by = Timestamp::china(working_days_after(to, 10)?, 18, 0, 0)?;
    plan.period = Days::new(from, to);
    plan.visits = Days::new(working_days_after(sealed, 1)?, last_visit);
    plan.registers.iter_mut().for_each(|register| register.date = today);
    closing(plan, closes, language)
}

/// Gives the sources of a plan days of their own: the first closes on a day, the others as long after it as before. What names the
/// day names the new one; an issue that names none is left empty, for whoever knows it to fill in.
fn closing(plan: &mut Plan, day: Date, language: Language) -> Option<()> {
    // Whoever witnesses the next draw contributes something new.
    contribution::blank(plan);
    let first = plan.values.iter().map(|value| value.source.closes.day()).min()?;
    for value in &mut plan.values {
        for source in std::iter::once(&mut value.source).chain(&mut value.fallbacks) {
            let before = source.closes.day();
            let later = before.days_from_epoch() - first.days_from_epoch();
            let now = day.plus_days(u32::try_from(later.max(0)).ok()?)?;
            let [from, to] = [before, now].map(|day| spoken(day, language));
            source.issue =
                if source.issue.contains(&from) { source.issue.replace(&from, &to) } else { String::new() };
            // The time of the day stays.
            let time = source.closes.to_string();
            source.closes = Timestamp::new(&format!("{now}{}", time.get(10..)?)).ok()?;
        }
    }
    Some(())
}

/// The plan of the next quarter: that of a draw before, with a number and times of its own. What only that quarter had is gone.
pub(crate) fn after(before: &Plan, today: Date, number: u64, language: Language) -> Option<Plan> {
    let mut plan = before.clone();
    plan.number = number;
    (plan.earlier, plan.supersedes, plan.visits_reason, plan.calendar) = (Vec::new(), None, None, None);
    plan.left_out.iter_mut().for_each(|left_out| left_out.carried = Vec::new());
    fit(&mut plan, today, language)?;
    // A register is of the day that it has, until there is another; it is counted from the roster.
    for (register, before) in plan.registers.iter_mut().zip(&before.registers) {
        (register.date, register.count) = (before.date, 0);
    }
    Some(plan)
}

/// The plan of a ceremony that draws inspectors for the targets of another: its rules, with a number, times, values and issues of
/// its own.
pub(crate) fn continued(drawn: &Drawn, today: Date, number: u64, language: Language) -> Option<Plan> {
    let mut plan = drawn.announcement().plan.clone();
    let is_first = plan.ceremony != Ceremony::Staffing;
    (plan.ceremony, plan.changed_rules, plan.supersedes) = (Ceremony::Staffing, Vec::new(), None);
    // They come from the ceremony before.
    plan.earlier = Vec::new();
    let own = plan.draw.to_string();
    let stem = own.strip_suffix(&format!("-{:02}", plan.number)).unwrap_or(&own);
    plan.draw = Id::new(format!("{stem}-{number:02}")).ok()?;
    plan.number = number;
    if is_first {
        plan.title.push_str(text::for_inspectors().get(language));
    }
    let announced = working_days_after(today, 1)?;
    closing(&mut plan, announced.plus_days(1)?, language)?;
    let last = plan.values.iter().flat_map(PublicValue::sources).map(|source| source.closes.day()).max()?;
    plan.announce_at = Timestamp::china(announced, 17, 0, 0)?;
    plan.seal_by = Timestamp::china(working_days_after(last, 1)?, 18, 0, 0)?;
    let used: Vec<&str> = drawn
        .continued()
        .chain([drawn.announcement()])
        .flat_map(|announcement| &announcement.plan.values)
        .map(|value| value.name.as_str())
        .collect();
    for value in &mut plan.values {
        let stem = value.name.as_str().trim_end_matches(|c: char| c.is_ascii_digit() || c == '-').to_owned();
        let mut names = (2..).map(|count: u32| format!("{stem}-{count}"));
        value.name = Id::new(names.find(|name| !used.contains(&name.as_str()))?).ok()?;
    }
    Some(plan)
}

fn quarter_days(year: u16, quarter: u32) -> Option<(Date, Date)> {
    let from = Date::from_ymd(year, quarter * 3 - 2, 1)?;
    let last = if matches!(quarter, 1 | 4) { 31 } else { 30 };
    Some((from, Date::from_ymd(year, quarter * 3, last)?))
}

fn titled(title: &str, year: u16, quarter: u32, language: Language) -> String {
    let names = ["一", "二", "三", "四"];
    match language {
        Language::Zh => {
            // A plan of another quarter says which.
            let title = title
                .split_once("季度")
                .filter(|(head, _)| head.contains('年'))
                .map_or(title, |(_, own)| own);
            let name =
                usize::try_from(quarter).ok().and_then(|quarter| names.get(quarter - 1)).unwrap_or(&"");
            format!("{year}年第{name}季度{title}")
        }
        Language::En => {
            let title = title.split_once(", quarter ").map_or(title, |(own, _)| own);
            format!("{title}, quarter {quarter} of {year}")
        }
    }
}

fn spoken(day: Date, language: Language) -> String {
    match language {
        Language::Zh => format!("{}年{}月{}日", day.year(), day.month(), day_of_month(day)),
        Language::En => day.to_string(),
    }
}

fn day_of_month(day: Date) -> u32 {
    day.to_string().get(8..).and_then(|day| day.parse().ok()).unwrap_or(0)
}

/// The day so many weekdays later. Holidays are not known here: whoever plans looks at the days.
fn working_days_after(day: Date, count: u32) -> Option<Date> {
    let mut day = day;
    for _ in 0..count {
        day = day.plus_days(1)?;
        while !is_weekday(day) {
            day = day.plus_days(1)?;
        }
    }
    Some(day)
}

fn days_before(day: Date, days: i64) -> Option<Date> {
    let since = day.days_from_epoch() - Date::FIRST.days_from_epoch() - days;
    Date::FIRST.plus_days(u32::try_from(since).ok()?)
}

fn is_weekday(day: Date) -> bool {
    // 1970-01-01 was a Thursday.
    (day.days_from_epoch() + 3).rem_euclid(7) < 5
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::{Book, write};
    use clap::ValueEnum as _;
    use dual_random::plan::ValueKind;
    use dual_random::{Digest, Fault, FaultCode};

    fn day(text: &str) -> Date {
        Date::new(text).unwrap()
    }

    /// With the commitment that a witness gives: without it nothing is announced.
    fn committed(mut plan: Plan) -> Plan {
        for value in &mut plan.values {
            if let ValueKind::Contribution { commitment } = &mut value.source.kind {
                *commitment = Digest::from_bytes([7; 32]);
            }
        }
        plan
    }

    /// The order of a list is nobody's to keep: the program sorts what it reads.
    fn faults(plan: &Plan) -> Vec<Fault> {
        let all = plan.check().err().into_iter().flatten();
        all.filter(|fault| fault.code() != FaultCode::NotSorted).collect()
    }

    #[test]
    fn a_ready_plan_fits_the_quarter_that_has_time_left() {
        for (today, draw, visits) in [
            ("2026-11-26", "2027-Q1-01", ("2027-01-13", "2027-03-31")),
            ("2026-10-08", "2026-Q4-01", ("2026-10-21", "2026-12-31")),
            ("2026-02-10", "2026-Q1-01", ("2026-02-20", "2026-03-31")),
            ("2026-05-31", "2026-Q3-01", ("2026-07-10", "2026-09-30")),
        ] {
            let (plan, _) = ready(Template::Eco, Language::Zh, day(today), 1).unwrap();
            let plan = committed(plan);
            assert_eq!(plan.draw.as_str(), draw, "{today}");
            let own = (plan.visits.from.to_string(), plan.visits.to.to_string());
            assert_eq!((own.0.as_str(), own.1.as_str()), visits, "{today}");
            assert_eq!(faults(&plan), [], "{today}");
        }
    }

    /// Whatever day it is, each ready plan is whole, and its workbook says the same plan.
    #[test]
    fn every_ready_plan_is_sound_on_any_day_and_its_workbook_says_the_same() {
        for days in (0..800).step_by(37) {
            let today = day("2026-01-01").plus_days(days).unwrap();
            for template in Template::value_variants() {
                for language in [Language::Zh, Language::En] {
                    let Some((plan, example)) = ready(*template, language, today, 1) else { continue };
                    let plan = committed(plan);
                    assert_eq!(faults(&plan), [], "{today} {template:?}");
                    let bytes = write(&plan, &example, language).unwrap();
                    let book = Book::read(&bytes).unwrap_or_else(|_| panic!("{today} {template:?}"));
                    assert!(book.counts_itself);
                    let again: Plan = misread::read(&book.toml).map_err(|all| all.len()).unwrap();
                    assert_eq!(again, plan, "{today} {template:?}\n{}", book.toml);
                }
            }
        }
    }
}
