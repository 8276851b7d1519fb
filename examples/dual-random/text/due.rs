//! What is said of deadlines.

use super::{filled, fixed};
use dual_random::Language;

filled! {
    overdue(on, count) = "截至 {on}，逾期 {count} 项", "Overdue on {on}: {count}";
    due(count) = "待办 {count} 项", "Due: {count}";
    due_line(by, what, subject, from, within, source) =
        "  {by} 前（含当日）{what}：{subject}（自 {from} 起 {within}；{source}）",
        "  by {by}: {what}: {subject} (within {within} of {from}; {source})";
    other_calendar(path) =
        "提示：{path} 不是计划公告的那份日历（摘要不同）",
        "note: {path} is not the calendar that the plan announced (its digest differs)";
    within(amount, unit) = "{amount}{unit}", "{amount} {unit}";
    due_until(by, what, subject) =
        "  {by} {what}：{subject}",
        "  {by}: {what}: {subject}";
    draw_deadline(by, what, late) = "{by} 前{what}{late}", "By {by}: {what}{late}";
    not_reported(count, until) =
        "尚未报告结果的抽中对象 {count} 个（检查截至 {until}）：",
        "Drawn targets without a report: {count} (visits until {until}):";
}

fixed! {
    publish_seal = "公布封存文件", "publish the seal";
    publish_disclosure = "公布披露文件", "publish the disclosure";
    ask_calendar = "工作日按日历计算，不能猜测。请写出 calendar.toml：每年一段 [[year]]，year 为年份，off 为放假的周一至周五，worked 为调休上班的周六周日（见国务院办公厅每年的放假安排）", "Working days need a calendar, and are never guessed. Write calendar.toml: a [[year]] for each year, with year, off (weekdays off) and worked (weekends worked)";
}

/// Whether a deadline has passed.
pub(crate) fn late(language: Language, is_late: bool) -> &'static str {
    match (is_late, language) {
        (false, _) => "",
        (true, Language::Zh) => "（已逾期）",
        (true, Language::En) => " (overdue)",
    }
}
