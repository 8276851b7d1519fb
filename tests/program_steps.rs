//! The program when something goes wrong between two steps: a power cut, a killed run, an odd file, a shared computer.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod harness;

use harness::*;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, SystemTime};

const DRAW: [&str; 5] = ["draw", "d", "--value", LOTTERY, "--yes"];

/// Makes a file look as if it had been written some time ago.
fn age(path: &Path, seconds: u64) {
    let file = fs::File::options().write(true).open(path).unwrap();
    file.set_modified(SystemTime::now() - Duration::from_secs(seconds)).unwrap();
}

/// A process that has ended.
fn ended_process() -> u32 {
    let mut child =
        Command::new(binary()).arg("--version").stdout(std::process::Stdio::null()).spawn().unwrap();
    child.wait().unwrap();
    child.id()
}

#[test]
fn a_lock_that_a_killed_run_left_behind_gives_way() {
    let place = Place::announced("lock");
    let lock = place.path("d/public/log.jsonl.lock");
    let left_by = |mark: String, seconds| {
        fs::write(&lock, mark).unwrap();
        age(&lock, seconds);
    };
    // Somebody may hold these.
    let living = std::process::id();
    let mut held = vec![format!("{living}\n"), String::new(), "?".to_owned()];
    held.push(format!("{}\nanother computer\n", ended_process()));
    for mark in held {
        left_by(mark.clone(), 500);
        let said = place.ends(2, &DRAW);
        assert!(said.contains("log.jsonl.lock"), "{mark}: {said}");
        assert_eq!(fs::read_to_string(&lock).unwrap(), mark);
        assert!(!place.path("d/private/result.json").exists());
    }
    let mut left = vec![(format!("{living}\n"), 700), (String::new(), 700)];
    if cfg!(target_os = "linux") {
        left.push((format!("{}\n", ended_process()), 0));
    }
    let log = place.read("d/public/log.jsonl");
    for (mark, seconds) in left {
        fs::write(place.path("d/public/log.jsonl"), &log).unwrap();
        left_by(mark, seconds);
        place.ends(0, &DRAW);
        let hidden = fs::read_dir(place.path("d/public")).unwrap();
        let hidden =
            hidden.filter(|entry| entry.as_ref().unwrap().file_name().to_string_lossy().starts_with('.'));
        assert!(!lock.exists() && hidden.count() == 0);
    }
}

#[test]
fn of_many_that_find_a_stale_lock_one_has_it() {
    let place = Place::announced("lock-race");
    let lock = place.path("d/public/log.jsonl.lock");
    fs::write(&lock, "").unwrap();
    age(&lock, 700);
    let runs = (0..8).map(|_| {
        let mut run = place.command(&DRAW);
        run.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null()).spawn().unwrap()
    });
    let codes = runs.collect::<Vec<_>>().into_iter().map(|mut run| run.wait().unwrap().code());
    let codes: Vec<_> = codes.collect();
    assert!(
        codes.contains(&Some(0)) && codes.iter().all(|code| [Some(0), Some(2)].contains(code)),
        "{codes:?}"
    );
    let log = log(&place, "d/public/log.jsonl");
    assert_eq!(kinds(&log), ["announced", "sealed"]);
    assert!(log.problems().is_empty() && !lock.exists());
}

#[test]
fn a_torn_last_line_is_cut_off_by_the_next_step_that_writes() {
    let place = Place::announced("torn-line");
    let path = place.path("d/public/log.jsonl");
    let whole = place.read("d/public/log.jsonl");
    place.ends(0, &DRAW);
    let sealed = place.read("d/public/log.jsonl");
    let second = sealed.strip_prefix(&whole).unwrap();
    for torn in [&second[..1], &second[..40], "\0\0\0\0", "{\"announ"] {
        fs::write(&path, format!("{whole}{torn}")).unwrap();
        let before = contents(&place.0);
        // Who only reads changes nothing.
        assert!(place.ends(2, &["audit", "d"]).contains("换行符"));
        assert!(place.ends(2, &["due", "d"]).contains("换行符"));
        // Nor does a step that is refused.
        assert!(place.ends(2, &["disclose", "d"]).contains("draw d"));
        assert_eq!(contents(&place.0), before);
        let said = place.ends(0, &DRAW);
        assert!(said.contains("截去") && said.contains(&format!("{} 字节", torn.len())), "{said}");
        assert_eq!(place.read("d/public/log.jsonl"), sealed);
        assert!(!place.ends(0, &DRAW).contains("截去"));
    }
    let note = place.command(&["draw", "d", "--value", LOTTERY, "--lang", "en"]);
    fs::write(&path, format!("{whole}{{")).unwrap();
    let said = { note }.output().unwrap();
    assert!(String::from_utf8(said.stderr).unwrap().contains("cut off"));
}

#[test]
fn a_first_line_that_is_torn_is_written_again() {
    let place = Place::announced("torn-first");
    let path = place.path("d/public/log.jsonl");
    let whole = place.read("d/public/log.jsonl");
    for torn in [&whole[..5], &whole[..60]] {
        fs::write(&path, torn).unwrap();
        assert!(place.ends(2, &DRAW).contains("announce d"));
        assert_eq!(place.read("d/public/log.jsonl"), torn);
        assert!(place.ends(0, &["announce", "d"]).contains("截去"));
        assert_eq!(place.read("d/public/log.jsonl"), whole);
    }
    // What an editor took away was public: it comes back, and no byte before it changes.
    fs::write(&path, whole.trim_end()).unwrap();
    assert!(place.ends(0, &DRAW).contains("补上"));
    assert!(place.read("d/public/log.jsonl").starts_with(&whole));
    assert_eq!(kinds(&log(&place, "d/public/log.jsonl")), ["announced", "sealed"]);
}

#[test]
fn a_file_that_is_no_log_is_not_cut() {
    let place = Place::new("torn-other");
    place.ends(0, &["init", "d", "--text"]);
    for text in ["a letter without a line's end", "{\"announce\": 1}", "two\nlines", "{}\n{\"announcement\":"]
    {
        fs::write(place.path("letter.txt"), text).unwrap();
        let said = place.ends(2, &["announce", "d", "--log", "letter.txt"]);
        assert!(said.contains("不能用作公开日志"), "{said}");
        assert_eq!(place.read("letter.txt"), text);
    }
}

/// Waits for a run that might hang; gives its exit code and what it said.
#[cfg(unix)]
fn ends_in_time(mut run: Command) -> (Option<i32>, String) {
    use std::process::Stdio;
    let mut child = run.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    for _ in 0..300 {
        if child.try_wait().unwrap().is_some() {
            let output = child.wait_with_output().unwrap();
            return (
                output.status.code(),
                String::from_utf8([output.stdout, output.stderr].concat()).unwrap(),
            );
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    child.kill().unwrap();
    panic!("{run:?} hangs");
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_not_read() {
    let place = Place::announced("pipe");
    if !Command::new("mkfifo").arg(place.path("pipe")).status().is_ok_and(|status| status.success()) {
        return;
    }
    fs::create_dir(place.path("folder")).unwrap();
    std::os::unix::fs::symlink(place.path("pipe"), place.path("link")).unwrap();
    let refuses = |arguments: &[&str], name: &str| {
        for (language, word) in [("zh", "不是普通文件"), ("en", "no regular file")] {
            let (code, said) = ends_in_time(place.command(&[arguments, &["--lang", language]].concat()));
            assert!(code == Some(2) && said.contains(word) && said.contains(name), "{arguments:?}: {said}");
        }
    };
    for name in ["pipe", "link", "folder", "/dev/zero"] {
        refuses(&["audit", "d", "--log", name], name);
        refuses(&["audit", "d", "--proof", name], name);
        refuses(&["audit", "d", "--checkpoint", name], name);
        refuses(&["check-proof", name, "--announcement", "d/public/announcement.json"], name);
        refuses(&["check-proof", "d/plan.toml", "--announcement", name], name);
    }
    fs::rename(place.path("pipe"), place.path("d/public/pipe.json")).unwrap();
    refuses(&["audit", "d"], "pipe.json");
    // A link to a file is a file.
    fs::remove_file(place.path("d/public/pipe.json")).unwrap();
    fs::rename(place.path("d/plan.toml"), place.path("plan.toml")).unwrap();
    std::os::unix::fs::symlink(place.path("plan.toml"), place.path("d/plan.toml")).unwrap();
    place.ends(0, &["check", "d"]);
}

#[cfg(unix)]
#[test]
fn private_files_that_were_opened_to_others_are_closed_again() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::announced("modes");
    let mode = |name: &str| fs::metadata(place.path(name)).unwrap().permissions().mode() & 0o777;
    let open =
        |name: &str, mode| fs::set_permissions(place.path(name), fs::Permissions::from_mode(mode)).unwrap();
    let all_closed = || {
        let files = fs::read_dir(place.path("d/private")).unwrap();
        let files = files.map(|file| file.unwrap().metadata().unwrap()).filter(fs::Metadata::is_file);
        let mut modes = files.map(|data| data.permissions().mode() & 0o777);
        modes.all(|mode| mode == 0o600) && mode("d/private") == 0o700
    };
    // A link is left alone, and so is what it points to.
    fs::write(place.path("elsewhere.txt"), "").unwrap();
    open("elsewhere.txt", 0o644);
    std::os::unix::fs::symlink("../../elsewhere.txt", place.path("d/private/link.txt")).unwrap();
    for step in ["announce", "prove", "draw", "proof", "disclose"] {
        let target = if step == "proof" { general(&place, "d").0 } else { "DW-003".to_owned() };
        let step = match step {
            "draw" => DRAW.to_vec(),
            "prove" | "proof" => vec!["prove", "d", "--target", &target],
            step => vec![step, "d"],
        };
        open("d/private", 0o755);
        open("d/private/opening.json", 0o644);
        open("d/private/envelope.html", 0o660);
        let said = place.ends(0, &step);
        assert_eq!(said.matches("仅本人可用").count(), 1, "{step:?}: {said}");
        assert!(all_closed(), "{step:?}");
        assert!(!place.ends(0, &step).contains("仅本人可用"), "{step:?}");
    }
    assert_eq!(mode("elsewhere.txt"), 0o644);
    let place = Place::drawn("modes-void");
    fs::set_permissions(place.path("d/private/result.json"), fs::Permissions::from_mode(0o604)).unwrap();
    let output =
        place.command(&["void", "d", "--reason", "程序有误", "--yes", "--lang", "en"]).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success() && said.contains("its owner's alone now"), "{said}");
    // Where all is as it should be, nothing is said.
    assert!(!place.ends(0, &["explain", "d", "--target", "DW-003"]).contains("仅本人可用"));
}

#[test]
fn nothing_hidden_reaches_the_terminal() {
    let place = Place::announced("hidden");
    let hidden = "\u{202E}\u{2066}\u{2028}\u{200B}\u{200D}\u{61C}\u{FEFF}\u{E0041}\u{9B}";
    let shows = |said: &str| {
        let raw: Vec<char> = said.chars().filter(|c| hidden.contains(*c) || *c == '\u{1B}').collect();
        assert!(raw.is_empty() && said.contains("\\u{202e}"), "{raw:?} in {said}");
    };
    // A value of the command line, in what is asked and in what is said.
    let reason = format!("程序{hidden}有误");
    let before = ["--at", "2026-09-28T08:40:00+08:00"];
    shows(&place.ends(3, &[&["void", "d", "--reason", &reason], &before[..]].concat()));
    shows(&place.ends(2, &["draw", "d", "--value", &format!("lottery=\u{1B}[2J{hidden}"), "--yes"]));
    // The name of a file, in a finding, a failure and a note.
    let name = format!("proof{hidden}.json");
    fs::write(place.path(&name), "{}").unwrap();
    shows(&place.ends(1, &["check-proof", &name, "--announcement", "d/public/announcement.json"]));
    shows(&place.ends(2, &["check-proof", "d/plan.toml", "--announcement", &name]));
    shows(&place.ends(2, &["audit", "d", "--log", &format!("{hidden}.jsonl")]));
    fs::rename(place.path("d"), place.path(hidden)).unwrap();
    fs::write(place.path(hidden).join("public/log.jsonl.lock"), "").unwrap();
    shows(&place.ends(2, &["draw", hidden, "--value", LOTTERY, "--yes"]));
}

#[test]
fn the_page_of_an_announcement_says_when_the_log_has_it() {
    let place = Place::new("announced-at");
    place.ends(0, &["init", "d", "--text"]);
    let (at, planned) = ("2026-09-28T08:47:11+08:00", "2026-09-28T09:00:00+08:00");
    assert!(place.read("d/plan.toml").contains(planned));
    place.ends(0, &["announce", "d", "--at", at]);
    place.ends(0, &["publish", "d", "--at", "2026-09-29T10:00:00+08:00"]);
    assert_eq!(log(&place, "d/public/log.jsonl").lines()[0].at.to_string(), at);
    let mut pages = fs::read_dir(place.path("d/public/pages")).unwrap().map(|entry| entry.unwrap().path());
    let is_page = |path: &std::path::PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy();
        name.starts_with("announcement-") && name.matches('.').count() == 1 && name.ends_with(".json")
    };
    let page = fs::read_to_string(pages.find(is_page).unwrap()).unwrap();
    let page: serde_json::Value = serde_json::from_str(&page).unwrap();
    assert_eq!((&page["facts"]["announced"], &page["facts"]["planned"]), (&at.into(), &planned.into()));
}

#[test]
fn inputs_are_told_by_their_digests_and_looked_into_where_those_differ() {
    let place = Place::announced("digests");
    let note = fs::read_to_string(place.path("d/private/inputs.sha256")).unwrap();
    let announcement =
        dual_random::Digest::of_file(&fs::read(place.path("d/public/announcement.json")).unwrap());
    assert_eq!(note.lines().next(), Some(format!("# {announcement}").as_str()));
    for line in note.lines().skip(1) {
        let (digest, name) = line.split_once("  ").unwrap();
        let bytes = fs::read(place.path("d").join(name)).unwrap();
        assert_eq!(digest, dual_random::Digest::of_file(&bytes).to_hex(), "{name}");
    }
    for name in ["plan.toml", "targets.csv", "inspectors.csv", "recusals.csv"] {
        assert!(note.contains(&format!("  {name}\n")), "{name} is noted");
    }
    // Saved again with other line ends: other bytes, and the same rosters.
    let path = place.path("d/targets.csv");
    let table = fs::read_to_string(&path).unwrap();
    fs::write(&path, table.replace('\n', "\r\n")).unwrap();
    place.ends(0, &DRAW);
    // A note of another announcement says nothing.
    fs::write(
        place.path("d/private/inputs.sha256"),
        note.replacen(&announcement.to_hex()[..8], "00000000", 1),
    )
    .unwrap();
    place.ends(0, &DRAW);
    // One more target, and a note that nobody updated.
    let last = table.lines().last().unwrap();
    fs::write(&path, format!("{table}X-{last}\n")).unwrap();
    let said = place.ends(2, &DRAW);
    assert!(said.contains("公告之后改动"), "{said}");
}
