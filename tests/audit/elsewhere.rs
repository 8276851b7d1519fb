//! The second implementation (`tests/python/record.py`, written from PROTOCOL.md alone) audits the same records, and finds the same.

use super::*;
use common::Dice;
use serde_json::Value;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// Findings: code and draw of each.
type Found = BTreeSet<(String, String)>;

const ON: &str = "2027-03-01T00:00:00+08:00";

fn scratch(name: &str) -> PathBuf {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    // What an earlier run has left behind is no part of this one.
    let _ = std::fs::remove_dir_all(&dir);
    std::fs::create_dir_all(&dir).unwrap();
    dir
}

/// What the second implementation finds; nothing without Python.
fn theirs(name: &str, log: &[u8], files: &[&Vec<u8>], options: &[&str]) -> Option<Found> {
    let dir = scratch(name);
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/python/record.py");
    let mut arguments: Vec<OsString> = vec![script.into(), "audit".into(), "--on".into(), ON.into()];
    arguments.extend(options.iter().map(OsString::from));
    let mut given = |name: String, bytes: &[u8]| {
        let path = dir.join(name);
        std::fs::write(&path, bytes).unwrap();
        arguments.push(path.into());
    };
    given("log.jsonl".to_owned(), log);
    files.iter().enumerate().for_each(|(n, file)| given(format!("{n:02}.json"), file));
    let Ok(output) = std::process::Command::new("python3").args(arguments).output() else {
        println!("no python3 here: the comparison with the second implementation is left out");
        return None;
    };
    assert!(output.stderr.is_empty(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
    let said = String::from_utf8(output.stdout).unwrap();
    let lines = said.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let findings = lines.filter(|finding| finding["code"].is_string());
    let text = |finding: &Value, field: &str| finding[field].as_str().unwrap_or("").to_owned();
    let found: Found = findings.map(|one| (text(&one, "code"), text(&one, "draw"))).collect();
    assert_eq!(output.status.code(), Some(i32::from(!found.is_empty())), "{name}");
    Some(found)
}

fn ours(report: &AuditReport) -> Found {
    // A draw whose announcement is not there goes by its number here, and by nothing there.
    let name = |finding: &AuditFinding| match &finding.draw {
        Some(DrawName::Id(id)) => id.to_string(),
        _ => String::new(),
    };
    report.findings.iter().map(|finding| (finding.code().code().to_owned(), name(finding))).collect()
}

/// What only one of both finds, in words.
fn difference(ours: &Found, theirs: &Found) -> Option<String> {
    let only = |one: &Found, other: &Found| one.difference(other).cloned().collect::<Vec<_>>();
    (ours != theirs)
        .then(|| format!("only here {:?}, only there {:?}", only(ours, theirs), only(theirs, ours)))
}

#[test]
fn the_second_implementation_finds_the_same() {
    let mut differing = Vec::new();
    let clean = visits(&year(Cheat::Nothing));
    let with_visits =
        clean.into_iter().map(|(day, target, team, _)| (Cheat::Nothing, Some((day, target, team))));
    for (cheat, visit) in all_cheats().into_iter().map(|cheat| (cheat, None)).chain(with_visits) {
        let book = year(cheat);
        let mut evidence = AuditEvidence::on(instant(ON));
        let mut options = Vec::new();
        let mut ids = "-".to_owned();
        if let Some((day, target, team)) = &visit {
            if let Some(team) = team {
                ids = team.iter().map(InspectorId::as_str).collect::<Vec<_>>().join(",");
            }
            options.extend(["--visit", "draw-1", target.as_str(), day, &ids]);
            evidence = evidence.visit(id("draw-1"), target.clone(), common::date(day), team.clone());
        }
        let files: Vec<&Vec<u8>> = book.files.iter().chain(&book.proofs).collect();
        let Some(theirs) = theirs(&format!("year-{cheat:?}"), &book.bytes, &files, &options) else { return };
        let found = difference(&ours(&book.audit_with(&evidence)), &theirs);
        differing.extend(found.map(|found| format!("{cheat:?}: {found}")));
    }
    assert!(differing.is_empty(), "{differing:#?}");
}

/// The lines of a log in which somebody changed something, with all numbers and times such that the next line may follow.
fn changed(log: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut lines: Vec<Value> =
        log.split(|byte| *byte == b'\n').filter_map(|line| serde_json::from_slice(line).ok()).collect();
    let times: Vec<Value> = lines.iter().map(|line| line["at"].clone()).collect();
    let (one, other) = (dice.below(lines.len()), dice.below(lines.len()));
    match dice.below(7) {
        0 => drop(lines.remove(one)),
        1 => {
            let line = lines.remove(one);
            lines.insert(other.min(lines.len()), line);
        }
        2 => {
            let line = lines[one].clone();
            lines.insert(other, line);
        }
        3 => lines[one]["document"] = lines[other]["document"].clone(),
        4 => lines[one]["kind"] = lines[other]["kind"].clone(),
        5 => {
            lines[one]["announcement"] = lines[other]["announcement"].clone();
            lines[one]["number"] = lines[other]["number"].clone();
        }
        // All that comes after is later, or all before earlier.
        _ => {
            let late = times[one.max(other)].clone();
            for line in &mut lines[one.min(other)..one.max(other)] {
                line["at"] = late.clone();
            }
        }
    }
    // Often the numbers and the times are put in order again, so that other rules have to find it.
    if !dice.one_in(4) {
        for (place, line) in lines.iter_mut().enumerate() {
            line["line"] = place.into();
        }
        if dice.one_in(2) && lines.len() <= times.len() {
            lines.iter_mut().zip(&times).for_each(|(line, at)| line["at"] = at.clone());
        }
    }
    let text: Vec<String> = lines.iter().map(|line| format!("{line}\n")).collect();
    text.concat().into_bytes()
}

/// The years again, with a log or a folder that somebody changed at random. `DRAWS=1000 cargo test --test audit elsewhere` compares
/// more of them.
#[test]
fn the_second_implementation_finds_the_same_in_changed_records() {
    let count: u64 = std::env::var("DRAWS").ok().and_then(|count| count.parse().ok()).unwrap_or(60);
    let all = all_cheats();
    let (mut differing, mut with_findings) = (Vec::new(), 0);
    for n in 0..count {
        let mut dice = Dice::new(1_000 + n);
        let cheat = if dice.one_in(3) { Cheat::Nothing } else { all[dice.below(all.len())] };
        let book = year(cheat);
        let mut log = book.bytes.clone();
        let mut files: Vec<&Vec<u8>> = book.files.iter().chain(&book.proofs).collect();
        for _ in 0..=dice.below(2) {
            if dice.one_in(3) {
                files.remove(dice.below(files.len()));
            } else {
                log = changed(&log, &mut dice);
            }
        }
        let Some(theirs) = theirs("changed", &log, &files, &[]) else { return };
        let log = Log::from_bytes(&log).unwrap();
        let mut documents = Documents::new(&log);
        for file in files {
            documents = documents.with("file", file);
        }
        let ours = ours(&audit(&log, &documents, &AuditEvidence::on(instant(ON))));
        with_findings += usize::from(!ours.is_empty());
        let is_crooked = |found: &Found| found.iter().any(|(code, _)| code == "log_line");
        if is_crooked(&ours) && is_crooked(&theirs) {
            continue;
        }
        differing.extend(difference(&ours, &theirs).map(|found| format!("{n} {cheat:?}: {found}")));
    }
    assert!(differing.is_empty(), "{differing:#?}");
    assert!(with_findings * 2 > usize::try_from(count).unwrap(), "{with_findings} of {count}");
}
