//! The program, run as people run it: commands, exit codes, files.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod harness;

use harness::*;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Stdio;
#[test]
fn the_demo_is_a_known_answer() {
    let place = Place::new("demo");
    let first = place.run(&["demo"]);
    assert_eq!(first.status.code(), Some(0), "{}", String::from_utf8_lossy(&first.stderr));
    let before = contents(&place.0);
    let second = place.run(&["demo"]);
    assert_eq!(second.stdout, first.stdout);
    assert!(String::from_utf8(second.stderr).unwrap().contains("相同"));
    assert_eq!(contents(&place.0), before);
    let known = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors/demo.txt")).unwrap();
    for line in known.lines() {
        let (digest, file) = line.split_once("  ").unwrap();
        assert_eq!(place.digest(&format!("dual-random-demo/{file}")), digest, "{file}");
    }
}

#[test]
fn the_demo_refuses_a_folder_with_other_content_and_speaks_english() {
    let place = Place::new("demo-other");
    assert!(place.ends(0, &["demo", "--lang", "en", "--out", "e"]).contains("verified"));
    fs::create_dir(place.path("o")).unwrap();
    fs::write(place.path("o/plan.toml"), "x").unwrap();
    assert!(place.ends(2, &["demo", "--out", "o"]).contains("plan.toml"));
    assert_eq!(contents(&place.path("o")).len(), 1);
}

#[test]
fn the_bundled_sample_is_what_sample_makes() {
    let place = Place::new("sample");
    let make = |seed| ["sample", "--targets", "600", "--inspectors", "60", "--seed", seed, "--out", "s"];
    place.ends(0, &make("1"));
    assert!(place.ends(0, &make("1")).contains("相同"));
    place.ends(2, &make("2"));
    for name in ["plan.toml", "targets.csv", "inspectors.csv", "recusals.csv"] {
        let bundled = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/sample").join(name);
        assert!(fs::read(bundled).unwrap() == fs::read(place.path("s").join(name)).unwrap(), "{name}");
    }
}

#[test]
fn a_whole_life_in_both_languages() {
    for lang in ["zh", "en"] {
        let place = Place::new(&format!("life-{lang}"));
        let ends = |code, arguments: &[&str]| place.ends(code, &[arguments, &["--lang", lang]].concat());
        ends(0, &["init", "d", "--text"]);
        let before = contents(&place.0);
        ends(0, &["check", "d"]);
        assert_eq!(contents(&place.0), before, "check writes nothing");
        ends(0, &["announce", "d"]);
        ends(0, &["draw", "d", "--value", LOTTERY, "--yes"]);
        let target = harness::opened(&drawn(&place, "d")).result.teams[0].target.to_string();
        let (reason, seal) = (if lang == "zh" { "已关闭" } else { "closed" }, "d/public/amendment-1.json");
        let strike = ["--strike-target", &target, "--reason", reason, "--evidence", "d/plan.toml"];
        ends(0, &[&["amend", "d", "--date", "2026-10-20", "--yes"], &strike[..]].concat());
        ends(0, &["prove", "d", "--target", &target, "--out", "proof.json"]);
        let announcement = ["--announcement", "d/public/announcement.json"];
        ends(0, &[&["check-proof", "proof.json", "--seal", seal][..], &announcement].concat());
        ends(0, &["disclose", "d"]);
        ends(0, &["audit", "d", "--proof", "proof.json"]);
        let digest = place.digest("d/public/announcement.json");
        ends(3, &["verify", "d"]);
        ends(3, &["verify", "d", "--announcement", &digest]);
        ends(0, &["verify", "d", "--announcement", &digest, "--value", LOTTERY]);
        let grouped: Vec<&str> =
            digest.as_bytes().chunks(4).map(|c| std::str::from_utf8(c).unwrap()).collect();
        let grouped = grouped.join(" ");
        assert!(place.read("d/minutes-1.html").contains(&grouped));
        assert!(place.read("d/minutes-2.html").contains(&grouped));
        let file = "d/public/disclosure.json";
        let seal = "d/public/seal.json";
        let report = ends(
            0,
            &[
                "verify",
                file,
                "--announcement",
                &grouped,
                "--seal",
                seal,
                "--value",
                LOTTERY,
                "--report",
                "r",
            ],
        );
        assert!(report.starts_with(&place.read("r")));
        for line in place.read("d/targets.csv").lines().skip(1) {
            let id = line.split(',').next().unwrap();
            assert!(ends(0, &["explain", "d", "--target", id]).contains(id));
        }
    }
}

#[test]
fn minutes_show_no_drawn_name_and_task_sheets_do() {
    let place = Place::drawn("minutes");
    let minutes =
        place.read("d/minutes-1.html") + &place.read("d/minutes-2.html") + &place.read("d/public/seal.json");
    assert!(!minutes.contains("DW-0") && !minutes.contains("虚构纸业") && !minutes.contains("ZF-0"));
    let tasks = place.read("d/private/tasks.html");
    assert_eq!(tasks.matches("class=\"sheet\"").count(), 3);
    assert!(tasks.contains("DW-0") && tasks.contains("ZF-0"));
}

#[test]
fn a_second_run_says_identical_and_finishes_what_is_missing() {
    let place = Place::disclosed("again");
    let before = contents(&place.0);
    let draw = ["draw", "d", "--value", LOTTERY];
    for step in [&["announce", "d"][..], &draw, &["disclose", "d"]] {
        assert!(place.ends(0, step).contains("相同"), "{step:?}");
    }
    for file in ["d/public/announcement.json", "d/minutes-1.html", "d/private/envelope.html"] {
        fs::remove_file(place.path(file)).unwrap();
    }
    assert!(!place.ends(0, &["announce", "d"]).contains("相同"));
    for file in ["d/public/seal.json", "d/minutes-2.html", "d/private/tasks.html"] {
        fs::remove_file(place.path(file)).unwrap();
    }
    assert!(!place.ends(0, &draw).contains("相同"));
    assert_eq!(contents(&place.0), before);
}

#[test]
fn other_inputs_and_other_values_are_refused() {
    let place = Place::drawn("refused");
    let before = contents(&place.0);
    let said = place.ends(2, &["draw", "d", "--value", "lottery=01 08 13 18 22 27 32", "--yes"]);
    assert!(said.contains("拒绝重抽"), "{said}");
    assert_eq!(contents(&place.0), before);
    place.edit("d/plan.toml", "rotation = true", "rotation = false");
    assert!(place.ends(2, &["announce", "d"]).contains("拒绝改动"));
    assert!(place.ends(2, &["init", "d", "--text"]).contains("plan.toml"));
}

#[test]
fn inputs_edited_after_the_announcement_stop_the_draw() {
    let place = Place::announced("edited");
    let before = contents(&place.0);
    let draw = ["draw", "d", "--value", LOTTERY, "--yes"];
    for (file, from, to) in [
        ("d/plan.toml", "rotation = true", "rotation = false"),
        ("d/targets.csv", "虚构砖厂", "虚构瓦厂"),
        ("d/inspectors.csv", "ZF-06,", "ZF-07,"),
        ("d/recusals.csv", "近亲属任职", "其他"),
        ("d/plan.toml", "rotation = true", "rotation = perhaps"),
    ] {
        place.edit(file, from, to);
        let said = place.ends(2, &draw);
        assert!(said.contains("公告之后改动"), "{file}: {said}");
        place.edit(file, to, from);
        assert_eq!(contents(&place.0), before);
    }
    place.edit("d/inspectors.csv", "ZF-06,", "ZF-07,");
    fs::rename(place.path("d/inspectors.csv"), place.path("moved.csv")).unwrap();
    place.ends(0, &draw);
}

#[test]
fn a_damaged_result_is_not_disclosed() {
    let place = Place::drawn("damaged");
    let result = place.read("d/private/result.json");
    place.edit("d/private/result.json", "虚构砖厂", "虚构瓦厂");
    let said = place.ends(2, &["disclose", "d"]);
    assert!(said.contains("result.json") && said.contains("不符"), "{said}");
    assert!(!place.path("d/public/disclosure.json").exists());
    fs::write(place.path("d/private/result.json"), result).unwrap();
    place.ends(0, &["disclose", "d"]);
}

#[test]
fn what_is_missing_is_named_in_our_words() {
    let place = Place::new("missing");
    let said = place.ends(2, &["check", "d"]);
    for name in ["plan.toml", "targets.csv", "inspectors.csv", "recusals.csv"] {
        assert!(said.contains(name), "{said}");
    }
    place.ends(0, &["init", "d", "--text"]);
    for name in ["d/targets.csv", "d/recusals.csv"] {
        fs::remove_file(place.path(name)).unwrap();
    }
    let said = place.ends(2, &["announce", "d"]);
    assert!(said.contains("targets.csv") && said.contains("recusals.csv"), "{said}");
    assert!(!said.contains("inspectors.csv"), "{said}");
    let place = Place::disclosed("missing-value");
    assert!(place.ends(2, &["draw", "d"]).contains("缺少公开值“lottery”"));
    for digest in ["0123 abcd", &"0".repeat(63), &"0".repeat(65)] {
        let said = place.ends(2, &["verify", "d", "--announcement", digest]);
        assert!(said.contains("64 位"), "{said}");
    }
    assert!(place.ends(0, &["check", "d"]).contains("已经公告"));
}

#[cfg(target_os = "linux")]
#[test]
fn what_a_killed_run_left_behind_is_removed() {
    let place = Place::announced("killed");
    let left = place.path("d/private/.result.json.4294967295-0.tmp");
    let other = place.path("d/private/.result.json.notes.tmp");
    for path in [&left, &other] {
        fs::write(path, "x").unwrap();
    }
    place.ends(0, &["draw", "d", "--value", LOTTERY, "--yes"]);
    assert!(!left.exists() && other.exists());
}

#[test]
fn certificates_that_do_not_cover_the_visits_are_named() {
    let place = Place::new("certificates");
    place.ends(0, &["init", "d", "--text"]);
    place.edit(
        "d/inspectors.csv",
        "ZF-06,虚构己,土壤科,522625,2024-01-01,2028",
        "ZF-06,虚构己,土壤科,522625,2024-01-01,2025",
    );
    let said = place.ends(0, &["check", "d"]);
    assert!(said.contains("1 名检查人员的证件") && said.contains("ZF-06"), "{said}");
}

#[test]
fn a_draw_is_confirmed_by_hand() {
    let place = Place::announced("confirm");
    let before = contents(&place.0);
    place.ends(3, &["draw", "d", "--value", LOTTERY]);
    assert_eq!(contents(&place.0), before);
    let mut draw = place
        .command(&["draw", "d", "--value", LOTTERY])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    draw.stdin.take().unwrap().write_all("是\n".as_bytes()).unwrap();
    assert!(draw.wait().unwrap().success());
    assert!(place.path("d/public/seal.json").exists());
}

#[test]
fn values_are_taken_to_the_letter() {
    let place = Place::announced("values");
    for bad in [
        &["--value", "lottery=3 8 13 18 22 27 32"][..],
        &["--value", "lottery"],
        &["--value", "beacon=00"],
        &["--value", LOTTERY, "--value", LOTTERY],
        &["--value", LOTTERY, "--value", "other=1"],
        &["--value", LOTTERY, "--fallback", "lottery=2:x"],
        &["--value", LOTTERY, "--fallback", "lottery=1:"],
        &["--value", LOTTERY, "--fallback", "lottery=x"],
    ] {
        place.ends(2, &[&["draw", "d", "--yes"], bad].concat());
    }
    assert!(!place.path("d/private/result.json").exists());
    // The fallback of the template is another lottery; its numbers have another form.
    let at = "2026-10-08T21:10:00+08:00";
    let fallback = ["draw", "d", "--yes", "--at", at, "--fallback", "lottery=1:官网停机", "--value"];
    assert!(place.ends(2, &[&fallback[..], &[LOTTERY]].concat()).contains("20 个号码，01 至 80"));
    let numbers: Vec<String> = (1..=20).map(|number| format!("{:02}", 4 * number)).collect();
    place.ends(0, &[&fallback[..], &[&format!("lottery={}", numbers.join(" "))]].concat());
    assert!(place.read("d/public/seal.json").contains("官网停机"));
    assert!(place.read("d/minutes-2.html").contains("官网停机"));
}

#[test]
fn the_envelope_rebuilds_a_lost_opening() {
    let place = Place::announced("restore");
    let opening = place.read("d/private/opening.json");
    let at = opening.find("\"master\":\"").unwrap() + 10;
    let secret = opening[at..at + 64].to_owned();
    let sheet = place.read("d/private/envelope.html").replace(' ', "");
    assert!(sheet.contains(&secret), "the envelope shows the secret");
    fs::remove_file(place.path("d/private/opening.json")).unwrap();
    assert!(place.ends(2, &["announce", "d"]).contains("restore"));
    assert!(place.ends(2, &["draw", "d", "--yes", "--value", LOTTERY]).contains("restore"));
    let file = place.path("secret.txt");
    let restore = |code, typed: &str| {
        fs::write(&file, typed).unwrap();
        place.ends(code, &["restore", "d", "--secret-file", "secret.txt"])
    };
    restore(2, &"0".repeat(64));
    assert!(restore(2, "short").contains("64 位"));
    assert!(place.ends(2, &["restore", "d", "--secret-file", "nothing.txt"]).contains("nothing.txt"));
    // Nobody types it where others see it.
    place.ends(2, &["restore", "d", "--secret", &secret]);
    assert!(place.ends(2, &["restore", "d"]).contains("主密值"), "it is asked for");
    assert!(!place.path("d/private/opening.json").exists());
    // As the envelope shows it, from a file that was saved by an editor.
    let groups: Vec<&str> = (0..16).map(|at| &secret[4 * at..4 * at + 4]).collect();
    restore(0, &format!("\u{FEFF}{}\r\n{}\r\n", groups[..8].join(" "), groups[8..].join("\t")));
    assert_eq!(place.read("d/private/opening.json"), opening);
    for arguments in [&["restore", "d"][..], &["restore", "d", "--secret-file", "-"]] {
        fs::remove_file(place.path("d/private/opening.json")).unwrap();
        fs::write(&file, groups.join(" ")).unwrap();
        let input = fs::File::open(&file).unwrap();
        let output = place.command(arguments).stdin(input).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        assert_eq!(place.read("d/private/opening.json"), opening);
    }
    assert!(place.read("d/private/envelope.html").contains("dual-random restore d<"), "no argument with it");
}

#[cfg(unix)]
#[test]
fn private_files_are_their_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::drawn("modes");
    let mode = |name: &str| fs::metadata(place.path(name)).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode("d/private"), 0o700);
    for file in fs::read_dir(place.path("d/private")).unwrap() {
        assert_eq!(file.unwrap().metadata().unwrap().permissions().mode() & 0o777, 0o600);
    }
    let names = contents(&place.0);
    assert!(
        names.iter().all(|(path, _)| path.extension().is_none_or(|e| e != "tmp")),
        "nothing temporary is left"
    );
}

#[test]
fn identities_are_withheld_by_a_list() {
    let place = Place::drawn("withheld");
    let list = "名录,编号,检查对象,理由\n检查人员,*,,依法保护执法人员\n检查对象,DW-003,,涉密\n回避,ZF-04,DW-005,隐私\n";
    for (from, to) in [("DW-003", "DW-999"), ("检查人员", "人"), ("涉密", ""), ("理由", "x")] {
        fs::write(place.path("bad.csv"), list.replace(from, to)).unwrap();
        assert!(place.ends(2, &["disclose", "d", "--withhold", "bad.csv"]).contains("bad.csv"), "{from}");
    }
    fs::write(place.path("list.csv"), list).unwrap();
    place.ends(0, &["disclose", "d", "--withhold", "list.csv"]);
    let disclosure = place.read("d/public/disclosure.json");
    assert!(
        !disclosure.contains("虚构甲")
            && !disclosure.contains("污水处理厂")
            && !disclosure.contains("近亲属")
    );
    assert!(disclosure.contains("依法保护执法人员") && disclosure.contains("虚构砖厂"));
    let announcement = place.digest("d/public/announcement.json");
    place.ends(0, &["verify", "d", "--announcement", &announcement, "--value", LOTTERY]);
    assert!(place.ends(2, &["disclose", "d"]).contains("disclosure.json"), "another disclosure is refused");
}

#[test]
fn evidence_that_disagrees_contradicts() {
    let place = Place::disclosed("evidence");
    place.ends(1, &["verify", "d", "--announcement", &"0".repeat(64)]);
    place.ends(1, &["verify", "d", "--value", "lottery=01 08 13 18 22 27 32"]);
    // A value that the draw does not have is reported beside all else; the same one twice is one.
    let said =
        place.ends(1, &["verify", "d", "--value", "beacon=00", "--value", LOTTERY, "--value", LOTTERY]);
    assert!(said.contains("公共信标") && said.contains("名录"), "{said}");
    place.ends(2, &["verify", "d", "--announcement", "nothing.json"]);
    place.ends(2, &["verify", "d", "--seal", "d/public/announcement.json"]);
    place.ends(2, &["verify", "d/public/seal.json"]);
    place.ends(2, &["verify", "nowhere"]);
    place.edit("d/public/seal.json", "lottery", "lottory");
    place.ends(1, &["verify", "d"]);
    place.ends(3, &["verify", "d/public/disclosure.json"]);
    place.edit("d/public/disclosure.json", "虚构砖厂", "虚构瓦厂");
    place.ends(1, &["verify", "d/public/disclosure.json"]);
}

#[test]
fn faults_say_file_row_and_field() {
    let place = Place::new("faults");
    assert!(place.ends(2, &["check", "d"]).contains("init"));
    place.ends(0, &["init", "d", "--text"]);
    place.edit("d/targets.csv", "DW-004,虚构食品厂,522622", "DW-004,,52262");
    place.edit("d/inspectors.csv", "2028-12-31,3,气", "2028-13-31,3,气");
    let said = place.ends(2, &["check", "d"]);
    assert!(said.contains("targets.csv") && said.contains("第 5 行“行政区划”"), "{said}");
    assert!(said.contains("inspectors.csv") && said.contains("证件有效期止"), "{said}");
    place.edit("d/plan.toml", "seal_by = \"2026-10-09", "seal_by = \"2026-10-07");
    let said = place.ends(2, &["announce", "d"]);
    assert!(
        said.contains("第 5 行") && said.contains("closes"),
        "faults of plan and tables together: {said}"
    );
    assert!(!place.path("d/private").exists() && !place.path("d/public").exists());
    place.edit("d/plan.toml", "min_pool = 4", "min_pool = four");
    let line = place.read("d/plan.toml").lines().position(|line| line.starts_with("min_pool")).unwrap() + 1;
    assert!(place.ends(2, &["check", "d", "--lang", "en"]).contains(&format!("line {line}, column 12")));
}

#[test]
fn inspectors_are_drawn_later_with_changes_on_record() {
    let place = selection_and_staffing("staffing");
    place.ends(2, &["announce", "e"]);
    place.ends(2, &["announce", "d", "--selection", "e"]);
    place.edit("e/inspectors.csv", "ZF-06,", "ZF-07,");
    assert!(place.ends(2, &["check", "e", "--selection", "d"]).contains("changes.csv"));
    let changes = "变动类型,执法证号,检查对象编号,日期,原因\n新增检查人员,ZF-07,,2026-10-09,新任\n移出检查人员,ZF-06,,2026-10-09,调离\n";
    fs::write(place.path("e/changes.csv"), changes).unwrap();
    let said = place.ends(0, &["check", "e", "--selection", "d"]);
    assert!(said.contains("announce e --selection d") && said.contains("targets.csv"), "{said}");
    let at = ["--at", "2026-10-09T08:50:00+08:00"];
    place.ends(0, &[&["announce", "e", "--selection", "d"][..], &at].concat());
    assert!(place.read("e/private/envelope.html").contains("--selection"));
    let value = LOTTERY.replace("lottery", "second");
    place.edit("e/changes.csv", "调离", "退休");
    let later = ["draw", "e", "--value", &value, "--yes", "--at", "2026-10-10T20:10:00+08:00"];
    assert!(place.ends(2, &later).contains("公告之后改动"));
    place.edit("e/changes.csv", "退休", "调离");
    place.ends(0, &later);
    place.ends(0, &["disclose", "e"]);
    let digest = place.digest("e/public/announcement.json");
    place.ends(3, &["verify", "e", "--announcement", &digest, "--value", &value]);
    let last = ["verify", "e", "--announcement", &digest, "--value", &value, "--value", LOTTERY];
    assert!(place.ends(3, &last).contains("每一次"), "the announcement before is not the reader's own yet");
    let before = place.digest("d/public/announcement.json");
    place.ends(0, &[&last[..], &["--announcement", &before]].concat());
    assert!(place.ends(0, &["explain", "d", "--target", "DW-001"]).contains("DW-001"));
    place.ends(0, &["explain", "e", "--target", "DW-001"]);
    place.ends(2, &["explain", "e", "--target", "DW-999"]);
}

#[test]
fn a_shortage_is_a_result_and_says_that_work_is_left() {
    let place = Place::new("short");
    place.ends(0, &["init", "d", "--text"]);
    let inspectors = place.read("d/inspectors.csv").replace("2028-12-31,3,", "2028-12-31,1,");
    let few: Vec<&str> = inspectors.lines().filter(|line| !line.starts_with("ZF-06")).collect();
    fs::write(place.path("d/inspectors.csv"), few.join("\n") + "\n").unwrap();
    assert!(place.ends(3, &["check", "d"]).contains("人员不足"));
    place.ends(0, &["announce", "d"]);
    let said = place.ends(3, &["draw", "d", "--value", LOTTERY, "--yes"]);
    assert!(said.contains("人员不足") && said.contains("--selection d"), "{said}");
    place.ends(0, &["disclose", "d"]);
    let digest = place.digest("d/public/announcement.json");
    place.ends(0, &["verify", "d", "--announcement", &digest, "--value", LOTTERY]);
}

#[test]
fn a_closed_pipe_is_no_reason_to_stop() {
    let place = Place::new("pipe");
    let mut demo = place.command(&["demo"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(demo.stdout.take());
    let output = demo.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(place.path("dual-random-demo/public/disclosure.json").exists());
}

fn repository(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

#[test]
fn the_transcript_and_the_readme_show_what_the_demo_prints() {
    let place = Place::new("readme");
    let output = place.run(&["--lang", "en", "demo"]);
    let printed = String::from_utf8(output.stdout).unwrap();
    assert_eq!(repository("examples/dual-random/transcript.txt"), printed);
    let readme = repository("README.md");
    let shown = readme
        .split("<!-- demo -->\n```text\n")
        .nth(1)
        .and_then(|rest| rest.split("```\n<!-- /demo -->").next())
        .unwrap();
    let mut lines = printed.lines().map(str::trim);
    assert!(shown.lines().all(|line| lines.any(|printed| printed == line)), "{shown}");
}

#[test]
fn the_readme_is_a_page_and_the_commands_stand_in_it_and_in_the_manual() {
    let (readme, manual) = (repository("README.md"), repository("examples/dual-random/MANUAL.md"));
    assert!(readme.lines().count() <= 120);
    for line in readme.lines() {
        assert!(line.chars().count() <= 100, "{line}");
    }
    let help = String::from_utf8(
        std::process::Command::new(binary()).args(["--lang", "en", "--help"]).output().unwrap().stdout,
    )
    .unwrap();
    let commands = help.split("Commands:").nth(1).unwrap().split("\n\n").next().unwrap();
    for command in commands.lines().filter_map(|line| line.split_whitespace().next()).filter(|c| *c != "help")
    {
        let named = format!("`{command}`");
        assert!(readme.contains(&named), "{command} is not in README.md");
        assert!(
            manual.contains(&named) || manual.contains(&format!("dual-random {command} ")),
            "{command} is not in the manual"
        );
    }
}
