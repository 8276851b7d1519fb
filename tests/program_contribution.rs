//! A witness's contribution is the rule: the templates wait for its commitment, and doing without is said.

#![cfg(feature = "xlsx")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod harness;

use dual_random::plan::contribution_commitment;
use harness::*;
use std::fs;

const OCTOBER: [&str; 2] = ["--at", "2026-10-08T09:00:00+08:00"];

/// Runs `init` as an office does, without what the other tests say after it.
fn init(place: &Place, arguments: &[&str]) {
    let output = place.run(&[&["init"], arguments].concat());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// Has the witness contribute; gives the contribution and its commitment.
fn contributed(place: &Place, file: &str) -> (String, String) {
    let said = place.ends(0, &["contribute", file]);
    let text = place.read(file).lines().nth(1).unwrap().to_owned();
    let commitment = contribution_commitment(dual_random::HashAlgorithm::Sha256, &text).to_hex();
    assert!(said.contains(&commitment) && !said.contains(&text), "{said}");
    assert!(place.read(file).contains(&commitment));
    (text, commitment)
}

#[test]
fn nothing_is_announced_until_the_witness_has_committed() {
    let place = Place::new("contribution-text");
    for (language, dir) in [("zh", "d"), ("en", "e")] {
        init(&place, &[dir, "--text", "--lang", language]);
        let said = place.ends(2, &["check", dir, "--lang", language]);
        let blank = if language == "zh" { "校验码尚未填写" } else { "is not filled in" };
        assert!(said.contains(blank) && said.contains("contribute"), "{said}");
        place.ends(2, &["announce", dir, "--lang", language]);
        assert!(!place.path(dir).join("public").exists());
    }
    let (text, commitment) = contributed(&place, "w.txt");
    assert!(place.ends(2, &["contribute", "w.txt"]).contains("已存在"), "it is never made anew");
    place.edit("d/plan.toml", &"0".repeat(64), &commitment);
    let said = place.ends(0, &["check", "d"]);
    assert!(!said.contains("没有见证人随机数"), "{said}");
    place.ends(0, &["announce", "d"]);
    place.ends(2, &["draw", "d", "--yes", "--value", LOTTERY]);
    let wrong = format!("witness={}", "ab".repeat(32));
    let late = ["--at", "2026-10-08T21:40:00+08:00"];
    place.ends(2, &["draw", "d", "--yes", "--value", LOTTERY, "--value", &wrong]);
    // A witness who does not speak ends no draw, and one who does is heard.
    let silent = ["--value", "witness=0 4 7 7 1", "--fallback", "witness=1:见证人未到场"];
    fs::create_dir(place.path("s")).unwrap();
    for (path, bytes) in contents(&place.path("d")) {
        let to = place.path("s").join(path.strip_prefix(place.path("d")).unwrap());
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::write(to, bytes).unwrap();
    }
    place.ends(0, &[&["draw", "s", "--yes", "--value", LOTTERY][..], &silent, &late].concat());
    place.ends(0, &["draw", "d", "--yes", "--value", LOTTERY, "--value", &format!("witness={text}")]);
    assert_ne!(place.read("d/public/seal.json"), place.read("s/public/seal.json"));
    assert!(place.read("d/minutes-2.html").contains("见证人随机数"));
}

#[test]
fn a_workbook_waits_for_the_witness_and_the_next_one_for_another() {
    let place = Place::new("contribution-book");
    init(&place, &[&["d"][..], &OCTOBER].concat());
    let said = place.ends(2, &[&["check", "d"][..], &OCTOBER].concat());
    assert!(said.contains("抽查计划.xlsx:公开值!E4”") && said.contains("校验码尚未填写"), "{said}");
    let (_, commitment) = contributed(&place, "w.txt");
    let book = place.path("d/抽查计划.xlsx");
    assert_eq!(edited(&book, &[("见证密值 待填写", &format!("见证密值 {commitment}"))]), 1);
    let said = place.ends(0, &[&["check", "d"][..], &OCTOBER].concat());
    assert!(!said.contains("没有见证人随机数"), "{said}");
    place.ends(0, &[&["announce", "d"][..], &OCTOBER].concat());
    init(&place, &["e", "--after", "d", "--at", "2027-01-05T09:00:00+08:00"]);
    place.ends(0, &["convert", "e", "--out", "e.toml"]);
    let next = place.read("e.toml");
    assert!(next.contains(&"0".repeat(64)) && !next.contains(&commitment), "{next}");
}

#[test]
fn doing_without_a_witness_is_said_and_remarked_on() {
    let place = Place::new("contribution-none");
    init(&place, &[&["d"][..], &OCTOBER].concat());
    let book = place.path("d/抽查计划.xlsx");
    assert_eq!(edited(&book, &[("见证密值 待填写", "不采用")]), 1);
    let said = place.ends(0, &[&["check", "d"][..], &OCTOBER].concat());
    assert!(said.contains("没有见证人随机数"), "{said}");
    // Whoever announces is told before being asked.
    let mut command = std::process::Command::new(binary());
    command.args(["announce", "d"]).args(OCTOBER).current_dir(&place.0).stdin(std::process::Stdio::null());
    let output = command.output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(3), "{said}");
    assert!(said.contains("没有见证人随机数"), "{said}");
    place.ends(0, &["convert", "d", "--out", "d.toml"]);
    let plan = place.read("d.toml");
    assert!(!plan.contains("witness") && !plan.contains("contribution"), "{plan}");
    assert_eq!(plan.matches("[[values]]").count(), 1, "its fallback is gone with it");
    // Another authority's secret serves as well.
    place.ends(0, &["init", "t", "--text"]);
    let committed = format!(
        "[[authorities]]\nname = \"示例合作单位\"\ncommitment = \"{}\"\n\n[[registers]]",
        "5a".repeat(32)
    );
    place.edit("t/plan.toml", "[[registers]]", &committed);
    let said = place.ends(0, &["check", "t"]);
    assert!(!said.contains("没有见证人随机数"), "{said}");
}
