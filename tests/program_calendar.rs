//! The program's calendar: typed by hand, or brought in from a public data set.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod harness;

use harness::*;
use std::fs;

fn holidays(year: u16) -> String {
    case(&format!("08-holiday-calendar/{year}.json")).display().to_string()
}

fn put(place: &Place, case_name: &str) {
    fs::copy(case(case_name), place.path("d/calendar.toml")).unwrap();
}

#[test]
fn a_year_that_is_not_filled_in_is_not_known() {
    let place = Place::announced("calendar-empty");
    fs::copy(case("30-empty-year-calendar/penalties.csv"), place.path("d/penalties.csv")).unwrap();
    let due = |code, calendar: &str| {
        put(&place, calendar);
        place.ends(code, &["due", "d", "--on", "2026-12-30"])
    };
    // Seven working days from 2026-12-28 reach into 2027, of which only the statute is known.
    let said = due(2, "30-empty-year-calendar/with-empty-2027.toml");
    assert!(said.contains("2027 年没有列出任何放假日") && said.contains("放假通知"), "{said}");
    let said = due(2, "30-empty-year-calendar/with-new-year-2027.toml");
    assert!(said.contains("2027 年") && said.contains("春节") && said.contains("国庆节"), "{said}");
    let said = due(2, "30-empty-year-calendar/without-2027.toml");
    assert!(said.contains("没有 2027 年"), "{said}");
    let said = due(2, "08-holiday-calendar/y2019-with-2018-days.toml");
    assert!(said.contains("2018-12-31") && said.contains("2018-12-29"), "all faults at once: {said}");
    fs::write(place.path("d/calendar.toml"), CALENDAR).unwrap();
    let said = place.ends(3, &["due", "d", "--on", "2026-12-30"]);
    assert!(said.contains("2027年1月7日前（含当日）公示处罚决定"), "{said}");
}

#[test]
fn a_calendar_typed_from_the_notice_works_and_says_what_changes_nothing() {
    let place = Place::announced("calendar-naive");
    put(&place, "08-holiday-calendar/naive.toml");
    let said = place.ends(0, &["due", "d", "--on", "2026-10-01"]);
    assert!(said.contains("2026 年列出的放假日中有 14 天本来就是周六、周日"), "{said}");
}

#[test]
fn a_file_of_holidays_is_brought_in_by_one_command() {
    let place = Place::announced("calendar-import");
    let template = place.read("d/calendar.toml");
    let (first, second) = (holidays(2026), holidays(2025));
    let said = place.ends(0, &["calendar", "d", &first, &second]);
    assert!(said.contains("新增 2026 年：放假的工作日 19 天，调休上班的周末 6 天"), "{said}");
    assert!(said.contains("新增 2025 年：放假的工作日 18 天，调休上班的周末 5 天"), "{said}");
    assert!(said.contains("2026-02-15、2026-02-21"), "weekends that are left out are said: {said}");
    let written = place.read("d/calendar.toml");
    assert!(written.starts_with(&template), "what was typed stays");
    place.ends(0, &["due", "d", "--on", "2026-10-01"]);
    // The same again changes nothing.
    assert!(place.ends(0, &["calendar", "d", &first]).contains("没有变化"));
    assert_eq!(place.read("d/calendar.toml"), written);
    // The file of a year whose notice is not out holds nothing.
    let said = place.ends(2, &["calendar", "d", &holidays(2027), &holidays(2024)]);
    assert!(said.contains("2027 年没有列出任何放假日") && said.contains("2027.json"), "{said}");
    assert_eq!(place.read("d/calendar.toml"), written, "and nothing is written");
    let said = place.ends(2, &["calendar", "nowhere", &first]);
    assert!(said.contains("没有文件夹 nowhere"), "{said}");
    assert!(!place.path("nowhere").exists());
}

#[test]
fn a_year_that_differs_is_replaced_only_when_that_is_confirmed() {
    let place = Place::announced("calendar-differs");
    let first = holidays(2026);
    // The officer forgot one worked Saturday and took one day off too many, in a file that WPS saved as GB18030.
    let typed = CALENDAR.split("[[year]]\nyear = 2027").next().unwrap();
    let typed =
        typed.replace(", \"2026-10-10\"", "").replace("\"2026-10-07\"", "\"2026-10-07\", \"2026-10-08\"");
    let typed = format!("# 本局日历\n{typed}");
    let (bytes, ..) = encoding_rs::GB18030.encode(&typed);
    fs::write(place.path("d/calendar.toml"), &bytes).unwrap();
    let said = place.ends(3, &["calendar", "d", &first]);
    assert!(said.contains("2026 年与日历不同") && said.contains("取消放假：2026-10-08"), "{said}");
    assert!(said.contains("增加调休上班：2026-10-10") && said.contains("没有改动"), "{said}");
    assert_eq!(fs::read(place.path("d/calendar.toml")).unwrap(), bytes.as_ref());
    let said = place.ends(0, &["calendar", "d", &first, "--yes"]);
    assert!(said.contains("取消放假：2026-10-08") && said.contains("留存为"), "{said}");
    let written = place.read("d/calendar.toml");
    assert!(written.starts_with("# 本局日历\n") && written.matches("[[year]]").count() == 1, "{written}");
    let kept = fs::read_dir(place.path("d")).unwrap().map(|entry| entry.unwrap().path());
    let kept = kept.filter(|path| path.file_name().unwrap().to_string_lossy().starts_with("calendar-"));
    assert_eq!(kept.map(|path| fs::read(path).unwrap()).collect::<Vec<_>>(), [bytes.to_vec()]);
    // A year that was not filled in is mended in the same way.
    let empty = written.clone() + "[[year]]\nyear = 2025\noff = []\nworked = []\n";
    fs::write(place.path("d/calendar.toml"), empty).unwrap();
    let said = place.ends(0, &["calendar", "d", &holidays(2025), "--yes"]);
    assert!(said.contains("2025 年与日历不同") && said.contains("增加放假：2025-01-01"), "{said}");
    place.ends(0, &["due", "d", "--on", "2026-10-01"]);
}

#[test]
fn all_faults_of_all_files_come_together() {
    let place = Place::announced("calendar-faults");
    let good = fs::read_to_string(case("08-holiday-calendar/2026.json")).unwrap();
    let write = |name: &str, text: &str| fs::write(place.path(name), text).unwrap();
    write("a.json", &good.replace("\"2026-01-01\"", "\"2026-1-1\"").replace("\"2026-05-02\"", "\"5月2日\""));
    write("b.json", "<html>404</html>");
    write("c.json", &good);
    write("d.json", &format!("\u{FEFF}{}", good.replace('\n', "\r\n")));
    let said = place.ends(2, &["calendar", "d", "a.json", "b.json", "c.json", "d.json", "e.json"]);
    for part in ["2026-1-1", "5月2日", "b.json：第 1 行", "c.json 和 d.json 都是 2026 年", "e.json"]
    {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert!(!said.contains("新增"), "{said}");
    place.ends(0, &["calendar", "d", "d.json"]);
    // A day of the year before goes under its own year, which is said and confirmed, since that year changes.
    let next = place.read("d/calendar.toml").lines().count();
    let days: Vec<String> = CALENDAR
        .split("year = 2027")
        .nth(1)
        .unwrap()
        .lines()
        .nth(1)
        .unwrap()
        .split('"')
        .filter(|part| part.starts_with("2027"))
        .map(|day| format!("{{\"date\":\"{day}\",\"isOffDay\":true}}"))
        .collect();
    let of_2026 = "{\"date\":\"2026-12-31\",\"isOffDay\":true},{\"date\":\"2026-12-27\",\"isOffDay\":false}";
    write("f.json", &format!("{{\"year\":2027,\"days\":[{of_2026},{}]}}", days.join(",")));
    let said = place.ends(3, &["calendar", "d", "f.json"]);
    assert!(said.contains("2026-12-31 列在 2027 年的安排中，已归入 2026 年"), "{said}");
    assert!(said.contains("增加放假：2026-12-31") && said.contains("增加调休上班：2026-12-27"), "{said}");
    assert_eq!(place.read("d/calendar.toml").lines().count(), next);
    let said = place.ends(0, &["calendar", "d", "f.json", "--yes"]);
    assert!(said.contains("新增 2027 年"), "{said}");
    assert!(place.ends(0, &["due", "d", "--on", "2026-10-01"]).contains("待办 2 项"));
}
