//! What is private stays private whichever step writes, and what cannot be undone asks first: the program over two quarters,
//! with a roster full of columns that are nobody's business.

#![cfg(feature = "xlsx")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod harness;

use harness::*;
use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::Path;
use std::process::Stdio;

const PRIVATE_HEADS: &str = "联系人,联系电话,地址,法定代表人,备注,经办人身份证号,生产经营场所";
/// Of each private cell, what no public byte may contain; the row's number follows.
const TASKS: [&str; 5] = ["密联", "1380013800", "密址", "密法", "密所"];
const UNREAD: [&str; 2] = ["密注", "52260119900101123"];

/// Gives the template's roster private columns. One of them is for the task sheets because the plan says so.
fn with_private_columns(place: &Place, dir: &str) {
    let table = place.read(&format!("{dir}/targets.csv"));
    let rows = table.lines().enumerate().map(|(n, line)| match n {
        0 => format!("{line},{PRIVATE_HEADS}\n"),
        n => format!("{line},密联{n},1380013800{n},密址{n}号,密法{n},密注{n},52260119900101123{n},密所{n}\n"),
    });
    fs::write(place.path(&format!("{dir}/targets.csv")), rows.collect::<String>()).unwrap();
    let columns = "attributes = [\"行业\"]\ntask_sheet = [\"生产经营场所\"]\n[amendments]";
    place.edit(&format!("{dir}/plan.toml"), "\n[amendments]", &format!("\n{columns}"));
}

/// The bytes of a file, of a workbook those of its parts.
fn plain(path: &Path, bytes: Vec<u8>) -> Vec<u8> {
    if path.extension().is_none_or(|extension| extension != "xlsx") {
        return bytes;
    }
    let mut workbook = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut all = Vec::new();
    for part in 0..workbook.len() {
        workbook.by_index(part).unwrap().read_to_end(&mut all).unwrap();
    }
    all
}

/// How many public files there are; none of them contains what is private.
fn nothing_private(place: &Place) -> usize {
    let mut count = 0;
    for (path, bytes) in contents(&place.0) {
        let within = path.strip_prefix(&place.0).unwrap().to_str().unwrap().to_owned();
        let is_public = ["/public/", "/withdrawn/", "/minutes-"].iter().any(|part| within.contains(part));
        if is_public {
            count += 1;
            let plain = plain(&path, bytes);
            let text = String::from_utf8_lossy(&plain);
            for secret in TASKS.iter().chain(&UNREAD) {
                assert!(!text.contains(secret), "{within} has {secret}");
            }
        }
    }
    count
}

/// Runs a command that asks, and answers it.
fn asked(place: &Place, code: i32, arguments: &[&str], answer: &str) -> String {
    let mut command = std::process::Command::new(binary());
    let at = arguments.contains(&"--at");
    command.args(arguments).current_dir(&place.0);
    if !at {
        command.args(["--at", usual_time(arguments[0])]);
    }
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // It may refuse before it asks.
    let _ = child.stdin.take().unwrap().write_all(answer.as_bytes());
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    assert_eq!(output.status.code(), Some(code), "{arguments:?}\n{said}");
    said
}

fn outcomes(place: &Place, dir: &str, targets: &[(&str, &str)]) {
    let rows = targets.iter().map(|(id, day)| format!("{id},{day},未发现问题,无需后续处置\n"));
    let table = "编号,检查完成日期,检查结果,后续处置\n".to_owned() + &rows.collect::<String>();
    fs::write(place.path(&format!("{dir}/outcomes.csv")), table).unwrap();
}

#[test]
fn no_public_byte_of_two_quarters_has_a_private_cell() {
    let place = Place::new("private");
    place.ends(0, &["init", "d", "--text"]);
    with_private_columns(&place, "d");
    let said = place.ends(0, &["check", "d"]);
    for column in PRIVATE_HEADS.split(',').chain(["信用", "行业"]) {
        assert!(said.contains(column), "check says nothing of {column}:\n{said}");
    }
    place.ends(0, &["announce", "d"]);
    place.ends(0, &["publish", "d", "--rosters", "--at", "2026-09-28T10:00:00+08:00"]);
    nothing_private(&place);
    place.ends(0, &["draw", "d", "--value", LOTTERY, "--yes"]);
    let tasks = place.read("d/private/tasks.html");
    for secret in TASKS {
        assert!(tasks.contains(secret), "the task sheets lack {secret}");
    }
    assert!(UNREAD.iter().all(|secret| !tasks.contains(secret)));
    strike(&place, "d");
    let mut visited: Vec<String> = seated(&place, "d").into_iter().map(|(_, target)| target).collect();
    let (struck, alternates) = general(&place, "d");
    visited.dedup();
    visited.retain(|id| *id != struck);
    visited.push(alternates[0].clone());
    let days: Vec<(&str, &str)> = visited.iter().map(|id| (id.as_str(), "2026-11-03")).collect();
    outcomes(&place, "d", &days);
    place.ends(0, &["publish", "d", "--at", "2026-11-10T10:00:00+08:00"]);
    place.ends(0, &["prove", "d", "--target", &visited[0], "--out", "d/public/proof-at-the-door.json"]);
    nothing_private(&place);
    place.ends(0, &["disclose", "d"]);
    place.ends(0, &["publish", "d", "--at", "2027-01-06T10:00:00+08:00"]);
    assert!(nothing_private(&place) > 40);
    // The next quarter uses the first, and is voided when all is known.
    next_quarter(&place);
    with_private_columns(&place, "e");
    fs::write(place.path("e/earlier.csv"), "披露文件,用途\n../d,结转;人员轮换\n").unwrap();
    let log = ["--log", "d/public/log.jsonl"];
    place.ends(0, &[&["announce", "e", "--at", "2027-01-10T08:30:00+08:00"][..], &log].concat());
    place.ends(0, &["draw", "e", "--value", LOTTERY, "--yes", "--at", "2027-01-12T20:30:00+08:00"]);
    let void = ["void", "e", "--reason", "名单有误", "--yes", "--at", "2027-01-13T09:00:00+08:00"];
    place.ends(0, &void);
    place.ends(0, &["publish", "e", "--at", "2027-01-13T10:00:00+08:00"]);
    assert!(place.path("e/public/disclosure.json").exists());
    nothing_private(&place);
    // The contacts are where the sheets are made, and nowhere else.
    let private = contents(&place.0)
        .into_iter()
        .filter(|(_, bytes)| String::from_utf8_lossy(bytes).contains("1380013800"));
    let names: Vec<String> =
        private.map(|(path, _)| path.strip_prefix(&place.0).unwrap().to_str().unwrap().to_owned()).collect();
    let kept = [
        "private/contacts.json",
        "private/tasks.html",
        "private/tasks-1.html",
        "private/检查文书.docx",
        "private/检查文书-旧1.docx",
        "targets.csv",
    ];
    assert!(names.iter().all(|name| kept.iter().any(|kept| name.ends_with(kept))), "{names:?}");
}

#[test]
fn personal_numbers_are_named_by_row_before_anything_is_committed() {
    let place = Place::new("numbers");
    place.ends(0, &["init", "d", "--text"]);
    place.edit("d/targets.csv", "虚构砖厂", "虚构砖厂13800138005");
    let said = place.ends(2, &["announce", "d"]);
    assert!(said.contains("第 6 行") && !said.contains("13800138005"), "{said}");
    assert!(!place.path("d/public").exists() && !place.path("d/private").exists());
}

#[test]
fn what_cannot_be_undone_is_shown_first_and_asked() {
    let place = Place::new("asks");
    place.ends(0, &["init", "d", "--text"]);
    with_private_columns(&place, "d");
    let before = contents(&place.0);
    for answer in ["", "否\n", "是的吧\n"] {
        let said = asked(&place, 3, &["announce", "d"], answer);
        assert!(said.contains("信用") && said.contains("行业") && said.contains("没有公告"), "{said}");
        assert_eq!(contents(&place.0), before);
    }
    asked(&place, 0, &["announce", "d"], "是\n");
    let draw = ["draw", "d", "--value", LOTTERY];
    let before = contents(&place.0);
    asked(&place, 3, &draw, "n\n");
    assert_eq!(contents(&place.0), before);
    asked(&place, 0, &draw, "yes\n");
    let before = contents(&place.0);
    let said = asked(&place, 3, &["void", "d", "--reason", "名单有误"], "\n");
    assert!(said.contains("行业"), "{said}");
    let said = asked(&place, 3, &["disclose", "d"], "\n");
    assert!(said.contains("行业") && said.contains("没有披露"), "{said}");
    assert_eq!(contents(&place.0), before);
    asked(&place, 0, &["disclose", "d"], "是\n");
    // Once more, and there is nothing to ask.
    assert!(asked(&place, 0, &["disclose", "d"], "").contains("相同"));
}

#[test]
fn drawn_names_stay_off_the_screen() {
    let place = Place::announced("screen");
    let draw = ["draw", "d", "--value", LOTTERY, "--yes"];
    let said = place.ends(0, &draw);
    for word in ["虚构", "DW-0", "ZF-0"] {
        assert!(!said.contains(word), "{said}");
    }
    let said = place.ends(0, &[&draw[..], &["--names"]].concat());
    assert!(said.contains("虚构") && said.contains("DW-0") && said.contains("ZF-0"), "{said}");
}

#[test]
fn nothing_is_drawn_before_there_is_a_value() {
    let place = Place::announced("early");
    let draw = |code, at| place.ends(code, &["draw", "d", "--value", LOTTERY, "--yes", "--at", at]);
    let before = contents(&place.0);
    let said = draw(2, "2026-10-08T19:59:59+08:00");
    assert!(said.contains("rehearse"), "{said}");
    assert_eq!(contents(&place.0), before);
    assert!(draw(0, "2026-10-09T18:00:01+08:00").contains("封存期限"));
}

#[test]
fn a_rehearsal_says_so_on_every_page_and_leaves_the_folder_alone() {
    let place = Place::new("rehearsal");
    place.ends(0, &["init", "d", "--text"]);
    with_private_columns(&place, "d");
    // A province's own values of results.
    let settings = place.read("d/publication.toml");
    let own = "[scheme]\nid = \"own\"\nversion = \"1\"\n[[scheme.values]]\ncode = \"ok\"\nzh = \"合格\"\nen = \"passed\"\nmeaning = \"clear\"\n";
    fs::write(place.path("d/publication.toml"), format!("{settings}\n{own}")).unwrap();
    let before = contents(&place.path("d"));
    let said = place.ends(0, &["rehearse", "d"]);
    assert!(!said.contains("DW-0"), "{said}");
    assert_eq!(contents(&place.path("d")), before);
    let mut pages = 0;
    for (path, bytes) in contents(&place.path("d-演练")) {
        let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        // The page that verifies is the same file for every draw.
        if matches!(extension, "html" | "md") && !path.ends_with("public/verify.html") {
            pages += 1;
            let text = String::from_utf8(bytes).unwrap();
            assert!(text.contains("演练"), "{} says nothing of a rehearsal", path.display());
        }
    }
    assert!(pages > 12, "{pages}");
    assert!(nothing_private(&place) > 40);
    // It does not write over the last one, and the real draw goes on as if there had been none.
    assert!(place.ends(2, &["rehearse", "d"]).contains("--out"));
    place.ends(0, &["announce", "d"]);
    place.ends(0, &["draw", "d", "--value", LOTTERY, "--yes"]);
    assert!(!place.read("d/minutes-2.html").contains("演练"));
}

#[test]
fn a_rehearsal_of_a_staffing_goes_on_in_a_copy_of_the_log() {
    let place = selection_and_staffing("rehearsal-2");
    let before = contents(&place.0);
    place.ends(0, &["rehearse", "e", "--selection", "d", "--out", "copy"]);
    let after = contents(&place.0).into_iter().filter(|(path, _)| !path.starts_with(place.path("copy")));
    for ((path, bytes), (old, as_before)) in after.zip(before) {
        assert_eq!(path, old);
        assert!(bytes == as_before, "{} was changed", path.display());
    }
    assert!(place.path("copy/public/disclosure.json").exists());
}

#[test]
fn a_second_quarter_is_rehearsed_after_a_copy_of_the_log() {
    let place = Place::disclosed("rehearsal-3");
    next_quarter(&place);
    fs::write(place.path("e/earlier.csv"), "披露文件,用途\n../d,结转;人员轮换\n").unwrap();
    let before = contents(&place.0);
    place.ends(0, &["rehearse", "e", "--log", "d/public/log.jsonl"]);
    let copy = place.path("e-演练");
    let after = contents(&place.0).into_iter().filter(|(path, _)| !path.starts_with(&copy));
    assert!(after.eq(before), "something beside the copy was changed");
    for name in ["minutes-1.html", "minutes-2.html", "private/tasks.html", "public/check.html"] {
        assert!(fs::read_to_string(copy.join(name)).unwrap().contains("演练"), "{name}");
    }
}

#[test]
fn a_void_of_a_staffing_shows_nothing_of_the_selection_before_its_day() {
    let place = selection_and_staffing("void-staffing");
    place.ends(0, &["announce", "e", "--selection", "d", "--at", "2026-10-09T08:50:00+08:00"]);
    let value = LOTTERY.replace("lottery", "second");
    place.ends(0, &["draw", "e", "--value", &value, "--yes", "--at", "2026-10-10T20:10:00+08:00"]);
    let at = ["--at", "2026-10-12T09:00:00+08:00"];
    place.ends(0, &[&["void", "e", "--reason", "人员有误", "--yes"][..], &at].concat());
    let selected: Vec<String> = {
        let drawn = drawn(&place, "d");
        let strata = opened(&drawn).result.strata.iter();
        strata.flat_map(|stratum| stratum.drawn.iter().map(|ticket| ticket.id.to_string())).collect()
    };
    let shown = |place: &Place| {
        let all = contents(&place.path("e/public")).into_iter().chain(contents(&place.path("d/public")));
        let names = |bytes: &[u8]| {
            let text = String::from_utf8_lossy(bytes).into_owned();
            selected.iter().any(|id| text.contains(id))
        };
        all.filter(|(_, bytes)| names(bytes)).count()
    };
    assert_eq!(shown(&place), 0);
    let said = place.ends(1, &[&["audit", "d", "e"][..], &at].concat());
    assert!(said.contains("发现的问题（1）") && said.contains("公开值产生以后作废"), "{said}");
    assert!(place.ends(2, &[&["disclose", "e"][..], &at].concat()).contains("保密"));
    assert_eq!(shown(&place), 0);
    // The selection is disclosed on its own; then the void's file is due.
    place.ends(0, &["disclose", "d"]);
    assert!(place.ends(1, &["audit", "d", "e"]).contains("作废而未公布全部内容"));
    place.ends(0, &["disclose", "e"]);
    assert!(place.path("e/public/disclosure.json").exists());
    // Nothing is left to say but that a result was thrown away, and nobody has drawn the inspectors anew.
    let said = place.ends(1, &["audit", "d", "e"]);
    assert!(said.contains("发现的问题（2）") && said.contains("个席位没有检查人员"), "{said}");
}

#[test]
fn visits_that_are_done_keep_their_teams() {
    let place = Place::new("visited");
    place.ends(0, &["init", "d", "--text"]);
    // Five inspectors for six seats: somebody has two visits.
    let people = place.read("d/inspectors.csv");
    let five: Vec<&str> = people.lines().filter(|line| !line.starts_with("ZF-06")).collect();
    fs::write(place.path("d/inspectors.csv"), five.join("\n") + "\n").unwrap();
    place.ends(0, &["announce", "d"]);
    place.ends(0, &["draw", "d", "--value", LOTTERY, "--yes"]);
    let seats = seated(&place, "d");
    // Somebody with two visits, of which one is done.
    let twice = seats.iter().find(|(who, target)| seats.iter().any(|(w, t)| w == who && t != target));
    let (who, done) = twice.expect("somebody has two visits").clone();
    outcomes(&place, "d", &[(&done, "2026-10-15")]);
    fs::write(place.path("letter.pdf"), "a letter").unwrap();
    let amend = ["amend", "d", "--date", "2026-10-20", "--evidence", "letter.pdf", "--yes"];
    let gone = [&amend[..], &["--reason", "已关闭", "--strike-target", &done]].concat();
    assert!(place.ends(2, &gone).contains(&done));
    let said = place.ends(0, &[&amend[..], &["--reason", "生病", "--strike-inspector", &who]].concat());
    assert!(said.contains(&done) && said.contains("2026-10-15"), "{said}");
    let amended: serde_json::Value = serde_json::from_str(&place.read("d/private/amendment-1.json")).unwrap();
    assert_eq!(amended["strikes"]["visited"], serde_json::json!([done]));
    let sheets = amended["outcome"]["teams"].as_array().unwrap();
    assert!(sheets.iter().all(|team| team["target"] != done.as_str()) && !sheets.is_empty());
}
