//! README.zh-CN.md: a quarter as it tells it, command by command, with the screens that it shows.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod harness;

use harness::*;
use std::fs;
use std::path::Path;

/// When each command of the quarter is run, in their order.
const TIMES: [&str; 13] = [
    "2026-09-28T08:00:00+08:00",
    "2026-09-28T08:05:00+08:00",
    "2026-09-28T08:10:00+08:00",
    "2026-09-28T08:30:00+08:00",
    "2026-10-08T20:30:00+08:00",
    "2026-10-15T09:00:00+08:00",
    "2026-10-20T17:00:00+08:00",
    "2026-11-05T09:00:00+08:00",
    "2026-11-05T09:10:00+08:00",
    "2027-01-05T10:00:00+08:00",
    "2027-01-05T10:10:00+08:00",
    "2027-01-06T10:00:00+08:00",
    "2027-01-06T10:10:00+08:00",
];

/// The arguments of a line, as a shell would split it.
fn words(line: &str) -> Vec<String> {
    let (mut all, mut quoted) = (vec![String::new()], false);
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ' ' if !quoted => all.push(String::new()),
            c => all.last_mut().unwrap().push(c),
        }
    }
    all
}

#[test]
fn the_quarter_of_the_chinese_readme_can_be_lived_through() {
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.zh-CN.md");
    let readme = fs::read_to_string(readme).unwrap();
    let quarter = readme.split("<!-- quarter -->").nth(1).unwrap().split("<!-- /quarter -->").next().unwrap();
    let place = Place::new("readme-zh");
    let (mut said, mut times) = (String::new(), TIMES.into_iter());
    let (mut target, mut contribution) = (String::new(), String::new());
    for block in quarter.split("```").skip(1).step_by(2) {
        let (kind, lines) = block.split_once('\n').unwrap();
        for line in lines.lines() {
            if kind == "screen" {
                assert!(said.contains(line), "{line} is not in:\n{said}");
                continue;
            }
            let digest = || place.digest("2026Q4/public/announcement.json");
            let line = match line {
                line if line.contains("公告摘要") => line.replace("公告摘要", &digest()),
                line if line.contains("witness=") => line.replace("见证人随机数", &contribution),
                line => line.replace("对象编号", &target).replace("凭证文件", "evidence.txt"),
            };
            let mut words: Vec<String> = words(line.strip_prefix("dual-random ").unwrap());
            let command = words[0].clone();
            if command == "draw" || command == "amend" {
                words.push("--yes".to_owned());
            }
            words.extend(["--at".to_owned(), times.next().unwrap().to_owned()]);
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            // What the template waits for is given here, as an office gives it.
            let output = place.run(&words);
            let own = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
            assert_eq!(output.status.code(), Some(0), "{words:?}\n{own}");
            said += &own;
            match command.as_str() {
                "contribute" => {
                    contribution = place.read("witness.txt").lines().nth(1).unwrap().to_owned();
                    let commitment = own.lines().map(str::trim).find(|line| line.len() == 64).unwrap();
                    let filled = format!("见证密值 {commitment}");
                    let book = place.path("2026Q4/抽查计划.xlsx");
                    assert_eq!(edited(&book, &[("见证密值 待填写", filled.as_str())]), 1);
                }
                "init" => {
                    fs::write(place.path("evidence.txt"), "已关闭").unwrap();
                    fs::write(place.path("2026Q4/calendar.toml"), CALENDAR).unwrap();
                }
                "draw" => target = general(&place, "2026Q4").0,
                "amend" => {
                    let mut stand = seated(&place, "2026Q4").into_iter().map(|(_, stands)| stands);
                    let reported = stand.find(|stands| *stands != target).unwrap();
                    let row = format!("{reported},2026-11-03,未发现问题,无需后续处置\n");
                    let table = format!("编号,检查完成日期,检查结果,后续处置\n{row}");
                    fs::write(place.path("2026Q4/outcomes.csv"), table).unwrap();
                }
                _ => {}
            }
        }
    }
    assert_eq!(times.count(), 0, "every command was run");
}
