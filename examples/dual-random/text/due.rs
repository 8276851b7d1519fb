//! What is said of deadlines.

use super::{filled, fixed, rows};

filled! {
    overdue(on, count) = "截至 {on}，逾期 {count} 项", "Overdue on {on}: {count}";
    visits_due(by, count) = "{by} 前（含当日）完成检查并填报结果：{count} 个对象，名单见任务单（加 --names 逐个列出）", "by {by}: complete the visits and report them: {count} targets, see the task sheets (--names lists them)";
    due(count) = "待办 {count} 项", "Due: {count}";
    holiday_cell(path, cell, what) = "{path} 的 {cell} 单元格：{what}", "{path}, cell {cell}: {what}";
    other_calendar(path) =
        "提示：{path} 不是计划公告的那份日历（摘要不同）",
        "note: {path} is not the calendar that the plan announced (its digest differs)";

    file_fault(path, what) = "{path}：{what}", "{path}: {what}";
    same_year_twice(year, first, second) =
        "{first} 和 {second} 都是 {year} 年的安排，请只给一份",
        "{first} and {second} both are of the year {year}; give one of them";
    no_folder(path) = "没有文件夹 {path}", "there is no folder {path}";
    year_added(year, off, worked) =
        "新增 {year} 年：放假的工作日 {off} 天，调休上班的周末 {worked} 天",
        "{year} is new: {off} weekdays off, {worked} weekends worked";
    year_same(year) = "{year} 年：与日历一致，没有变化", "{year}: as the calendar has it";
    year_changed(year) = "{year} 年与日历不同：", "{year} differs from the calendar:";
    more_off(days) = "  增加放假：{days}", "  now off: {days}";
    less_off(days) = "  取消放假：{days}", "  off no longer: {days}";
    more_worked(days) = "  增加调休上班：{days}", "  now worked: {days}";
    less_worked(days) = "  取消调休上班：{days}", "  worked no longer: {days}";
    calendar_written(path) = "已写入 {path}", "{path} is written";
    calendar_kept(path) = "原来的日历留存为 {path}", "the calendar as it was is kept as {path}";
}

fixed! {
    holiday_year = "应为四位年份，如 2027", "this should be a year, such as 2027";
    holiday_order = "放假止不能早于放假起，也不能相隔 20 天以上", "the last day off is before the first, or over 20 days later";
    confirm_calendar = "确认按以上内容修改日历，请输入 是（或 yes）：", "Type yes to change the calendar like this:";
    calendar_not_confirmed = "未确认，日历没有改动", "not confirmed: the calendar stays as it was";
    calendar_same = "日历没有变化", "nothing changes";
    ask_holidays = "请给出放假安排的数据文件（JSON，每年一个）", "Give a file of holidays (JSON, one for each year)";
    ask_calendar = "工作日按日历计算，不能猜测。请填写 放假安排.xlsx（init 生成），或者编写 calendar.toml：每年一段 [[year]]，“year”为年份，“off”为放假日，“worked”为调休上班的周六周日（见国务院办公厅每年的放假安排）；也可用数据文件导入：dual-random calendar 文件夹 2026.json", "Working days need a calendar, and are never guessed. Write calendar.toml: a [[year]] for each year, with year, off (days off) and worked (weekends worked); or bring in a file of holidays: dual-random calendar FOLDER 2026.json";
}

rows! {
    holiday_notes: 4 = [
        "1. 按国务院办公厅当年的放假通知填写：放假的首日、末日，调休上班的日期用“、”隔开。日期写作 2027-10-01。",
        "2. 一年要填全。通知尚未公布的年份留空。中秋节、国庆节连放的，填在一行即可。",
        "3. 各项期限的工作日据此计算，程序不作推测。",
        "4. 也可以用数据文件导入：dual-random calendar 本文件夹 2027.json。同一年份只填一处。",
    ], [
        "1. Fill in what the year's notice states: the first and last day off, and the weekends that are worked. Write days as 2027-10-01.",
        "2. A year must be whole. Leave empty what has no notice yet.",
        "3. Working days are counted by this, and never guessed.",
        "4. Or bring in a file: dual-random calendar FOLDER 2027.json. A year may stand in one place only.",
    ];
}
