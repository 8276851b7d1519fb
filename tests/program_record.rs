//! The program after the draw: proofs, amendments, voids, the log and its audit, the next quarter.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod harness;

use dual_random::HashAlgorithm;
use dual_random::commit::document::Proof;
use harness::*;
use std::fs;
use std::process::Command;
#[test]
fn every_step_adds_one_line_to_the_log_and_says_its_checkpoint() {
    let place = Place::announced("log");
    let said = place.ends(0, &["draw", "d", "--value", LOTTERY, "--yes"]);
    let checkpoint = log(&place, "d/public/log.jsonl").checkpoint("某州生态环境局").unwrap();
    assert!(said.contains("2 行") && said.contains(&checkpoint.to_text()), "{said}");
    assert!(strike(&place, "d").contains("3 行"));
    assert!(place.ends(0, &["disclose", "d", "--lang", "en"]).contains("4 lines"));
    let lines = log(&place, "d/public/log.jsonl");
    assert_eq!(kinds(&lines), ["announced", "sealed", "amended", "disclosed"]);
    assert!(lines.problems().is_empty());
    let times: Vec<String> = lines.lines().iter().map(|line| line.at.to_string()).collect();
    assert_eq!(times, ["announce", "draw", "amend", "disclose"].map(usual_time));
    assert!(!place.path("d/log.txt").exists() && !place.path("d/public/log.jsonl.lock").exists());
    let before = contents(&place.0);
    for step in [&["announce", "d"][..], &["draw", "d", "--value", LOTTERY], &["disclose", "d"]] {
        let said = place.ends(0, step);
        assert!(said.contains("相同") && !said.contains("日志校验信息"), "{said}");
        assert_eq!(said.contains("1 次递补与更换"), step[0] == "draw", "{said}");
    }
    assert_eq!(contents(&place.0), before);
    assert!(place.ends(0, &["audit", "d"]).contains("没有发现问题"));
}

#[test]
fn without_a_given_time_a_line_has_this_computers() {
    let place = Place::new("clock");
    place.ends(0, &["init", "d", "--text"]);
    let run = Command::new(binary()).args(["announce", "d", "--yes"]).current_dir(&place.0).output().unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let at = log(&place, "d/public/log.jsonl").lines()[0].at;
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
    assert!(u64::try_from(at.unix_seconds()).unwrap().abs_diff(now) < 600, "{at}");
    assert!(at.to_string().ends_with("+08:00"));
    assert!(place.ends(2, &["draw", "d", "--at", "2026-10-08", "--value", LOTTERY]).contains("2026-10-08"));
}

#[test]
fn a_log_elsewhere_is_remembered() {
    let place = Place::new("elsewhere");
    place.ends(0, &["init", "d", "--text"]);
    assert!(place.ends(2, &["announce", "d", "--log", "nowhere/log.jsonl"]).contains("nowhere"));
    assert!(!place.path("d/public").exists());
    fs::create_dir(place.path("books")).unwrap();
    place.ends(0, &["announce", "d", "--log", "books/log.jsonl"]);
    assert_eq!(place.read("d/log.txt"), "../books/log.jsonl\n");
    assert!(!place.path("d/public/log.jsonl").exists());
    assert!(place.ends(0, &["announce", "d"]).contains("相同"));
    let said = place.ends(2, &["announce", "d", "--log", "d/public/log.jsonl"]);
    assert!(said.contains("一份日志"), "{said}");
    // Both move together.
    fs::create_dir(place.path("archive")).unwrap();
    for name in ["d", "books"] {
        fs::rename(place.path(name), place.path(&format!("archive/{name}"))).unwrap();
    }
    place.ends(0, &["draw", "archive/d", "--value", LOTTERY, "--yes"]);
    assert_eq!(kinds(&log(&place, "archive/books/log.jsonl")), ["announced", "sealed"]);
    place.ends(0, &["disclose", "archive/d", "--log", "archive/books/log.jsonl"]);
    assert!(place.ends(0, &["audit", "archive/d"]).contains("没有发现问题"));
    // An absolute place stays as it was given.
    place.ends(0, &["init", "e", "--text"]);
    let absolute = place.path("e.jsonl").to_str().unwrap().to_owned();
    place.ends(0, &["announce", "e", "--log", &absolute]);
    assert_eq!(place.read("e/log.txt").trim(), absolute);
}

#[test]
fn numbers_with_a_gap_are_refused_before_anything_is_written() {
    let place = Place::announced("gap");
    place.ends(0, &["init", "e", "--text"]);
    place.edit("e/plan.toml", "number = 1 ", "number = 3 ");
    place.edit("e/plan.toml", "2026-Q4-01", "2026-Q4-02");
    let before = contents(&place.0);
    let at = ["--at", "2026-09-28T08:40:00+08:00"];
    let announce = |code, more: &[&str]| place.ends(code, &[&["announce", "e"][..], &at, more].concat());
    let said = announce(2, &[]);
    assert!(said.contains("--log") && said.contains("第 1 号"), "{said}");
    let said = announce(2, &["--log", "d/public/log.jsonl"]);
    assert!(said.contains("第 2 号"), "{said}");
    assert_eq!(contents(&place.0), before);
    assert!(!place.path("e/public").exists() && !place.path("e/private").exists());
    place.edit("e/plan.toml", "number = 3 ", "number = 2 ");
    announce(0, &["--log", "d/public/log.jsonl"]);
    assert_eq!(place.read("e/log.txt"), "../d/public/log.jsonl\n");
    assert_eq!(kinds(&log(&place, "d/public/log.jsonl")), ["announced", "announced"]);
}

#[test]
fn a_log_that_is_damaged_locked_or_anothers_is_not_written_to() {
    let place = Place::announced("damaged");
    let other = Place::announced("damaged-other");
    let whole = place.read("d/public/log.jsonl");
    let draw = ["draw", "d", "--value", LOTTERY, "--yes"];
    let cut = whole.replace("\"line\":0", "\"line\":1");
    for (bytes, word) in [
        (format!("{whole}{{\"announ\n"), "不能用作公开日志"),
        (format!("{whole}{whole}"), "行号"),
        (cut, "行号"),
        (other.read("d/public/log.jsonl"), "没有上一步的记录"),
        (String::new(), "没有上一步的记录"),
    ] {
        fs::write(place.path("d/public/log.jsonl"), &bytes).unwrap();
        let before = contents(&place.0);
        let said = place.ends(2, &draw);
        assert!(said.contains(word) && said.contains("log.jsonl"), "{said}");
        assert_eq!(contents(&place.0), before);
    }
    fs::write(place.path("d/public/log.jsonl"), &whole).unwrap();
    fs::write(place.path("d/public/log.jsonl.lock"), "1\n").unwrap();
    assert!(place.ends(2, &draw).contains("log.jsonl.lock"));
    assert!(!place.path("d/private/result.json").exists());
    fs::remove_file(place.path("d/public/log.jsonl.lock")).unwrap();
    let early = ["--at", "2026-09-28T08:29:59+08:00"];
    assert!(place.ends(2, &[&draw[..], &early].concat()).contains("时钟"));
    assert!(!place.path("d/private/result.json").exists());
    place.ends(0, &draw);
    assert!(place.read("d/public/log.jsonl").starts_with(&whole), "what stood there still does");
    // A step whose line was lost with the machine adds it when it is run again.
    fs::write(place.path("d/public/log.jsonl"), &whole).unwrap();
    assert!(place.ends(2, &["disclose", "d"]).contains("draw d"));
    assert!(!place.ends(0, &draw).contains("相同"));
    assert_eq!(kinds(&log(&place, "d/public/log.jsonl")), ["announced", "sealed"]);
}

#[test]
fn proofs_are_made_and_checked() {
    let place = Place::announced("proofs");
    let check = |code, file: &str, more: &[&str]| {
        let arguments = ["check-proof", file, "--announcement", "d/public/announcement.json"];
        place.ends(code, &[&arguments[..], more].concat())
    };
    let said = place.ends(0, &["prove", "d", "--target", "DW-003"]);
    assert!(
        said.contains("55 毫米") && said.contains("announcement.json") && !said.contains("seal.json"),
        "{said}"
    );
    assert!(check(0, "d/private/proof-DW-003-membership.json", &[]).contains("虚构污水处理厂"));
    place.ends(0, &["prove", "d", "--inspector", "ZF-03", "--out", "ZF-03.json"]);
    assert!(check(0, "ZF-03.json", &[]).contains("ZF-03 虚构丙"));
    for bad in [&["--target", "DW-999"][..], &["--target", "?"], &["--inspector", "ZF-99"], &[]] {
        place.ends(2, &[&["prove", "d"], bad].concat());
    }
    place.ends(0, &["draw", "d", "--value", LOTTERY, "--yes"]);
    let (target, alternates) = general(&place, "d");
    let other = alternates[0].as_str();
    let said = place.ends(0, &["prove", "d", "--target", &target]);
    assert!(said.contains("seal.json"), "{said}");
    assert!(place.ends(0, &["prove", "d", "--target", &target]).contains("相同"));
    let proof = format!("d/private/proof-{target}.json");
    let seal = ["--seal", "d/public/seal.json"];
    let said = check(0, &proof, &seal);
    for shown in [target.as_str(), "522601", "ZF-0", "2026-10-12", "SX-01", "2026年10月8日20时", "公开日志"]
    {
        assert!(shown == "522601" || said.contains(shown), "{shown}: {said}");
    }
    // The team's records are with it; the short form stands in the QR code, and says what is missing.
    assert!(said.contains("证件有效期") && !said.contains("未附记录"), "{said}");
    let made = place.ends(0, &["prove", "d", "--target", &target, "--short", "--svg", "code.svg"]);
    assert!(made.contains("code.svg") && place.read("code.svg").starts_with("<svg "), "{made}");
    let short = format!("d/private/proof-{target}-short.json");
    assert!(made.contains(&short) && made.contains("二维码中是简式证明"), "{made}");
    assert!(check(0, &short, &seal).contains("未附记录"));
    // What a telephone reads from the code, with the white space that comes in on the way.
    let text = Proof::from_bytes(place.read(&short).as_bytes()).unwrap().to_compact().unwrap();
    fs::write(place.path("scanned.txt"), format!("\u{feff}{}\r\n {}\n", &text[..99], &text[99..])).unwrap();
    assert_eq!(check(0, "scanned.txt", &seal), check(0, &short, &seal));
    fs::write(place.path("scanned.txt"), &text[..99]).unwrap();
    assert!(check(1, "scanned.txt", &seal).contains("scanned.txt"));
    let page = place.read(&short.replace("json", "html"));
    assert!(page.contains(place.read("code.svg").trim_end()) && page.contains("verify.html"));
    place.ends(2, &["prove", "d", "--target", &target, "--short", "--membership"]);
    assert!(place.ends(2, &["prove", "d", "--target", other]).contains("未被抽中"));
    place.ends(0, &["prove", "d", "--target", other, "--membership"]);
    // What proves nothing, and what cannot be read.
    assert!(check(1, &proof, &[]).contains("封存文件"));
    let said = check(1, "ZF-03.json", &seal);
    assert!(said.contains("ZF-03.json") && said.contains("seal.json") && !said.contains("announcement.json"));
    assert!(check(1, "d/plan.toml", &seal).contains("证明不成立（d/plan.toml）"));
    let elsewhere = Place::drawn("proofs-other");
    let foreign = elsewhere.path("d/public/announcement.json").to_str().unwrap().to_owned();
    let arguments = ["check-proof", &proof, "--announcement", &foreign, "--seal", "d/public/seal.json"];
    let said = place.ends(1, &arguments);
    assert!(said.contains("另一份公告") && said.contains(&proof) && said.contains(&foreign), "{said}");
    fs::write(place.path("bad.json"), place.read(&proof).replace("\"rank\":1", "\"rank\":2")).unwrap();
    assert!(check(1, "bad.json", &seal).contains("证明不成立（bad.json、d/public/seal.json）"));
    check(2, "nothing.json", &seal);
    check(2, &proof, &["--seal", "nothing.json"]);
    assert!(check(2, &proof, &["--seal", "d/plan.toml"]).contains("d/plan.toml"));
    let said = place.ends(2, &["check-proof", &proof, "--announcement", "d/public/seal.json"]);
    assert!(said.contains("d/public/seal.json"), "{said}");
    // After an amendment the proof is against its seal; after the disclosure also that one was not drawn.
    strike(&place, "d");
    assert!(place.ends(0, &["prove", "d", "--target", &target]).contains("amendment-1.json"));
    let amended = ["--seal", "d/public/amendment-1.json"];
    assert!(check(0, &format!("d/private/proof-{target}-1.json"), &amended).contains("不再列入本次抽查"));
    place.ends(0, &["disclose", "d"]);
    let last = alternates.last().unwrap();
    place.ends(0, &["prove", "d", "--target", last]);
    assert!(check(0, &format!("d/private/proof-{last}-1.json"), &amended).contains("未抽中"));
    // A third party with the public part alone can make it too.
    fs::create_dir(place.path("copy")).unwrap();
    fs::rename(place.path("d/public"), place.path("copy/public")).unwrap();
    place.ends(0, &["prove", "copy", "--target", last, "--out", "again.json"]);
    assert_eq!(place.read("again.json"), place.read(&format!("d/private/proof-{last}-1.json")));
}

#[cfg(unix)]
#[test]
fn what_an_amendment_and_a_proof_write_is_private() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::drawn("private");
    strike(&place, "d");
    place.ends(0, &["prove", "d", "--target", &general(&place, "d").0]);
    for file in fs::read_dir(place.path("d/private")).unwrap() {
        assert_eq!(file.unwrap().metadata().unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn an_amendment_is_confirmed_before_its_outcome_is_shown() {
    let place = Place::drawn("amend");
    fs::write(place.path("closed.jpg"), "a photograph").unwrap();
    let (target, alternates) = general(&place, "d");
    let before = contents(&place.0);
    let amend = |more: &[&str]| {
        let arguments = ["amend", "d", "--date", "2026-10-20", "--strike-target", &target];
        [&arguments[..], &["--evidence", "closed.jpg"], more]
            .concat()
            .iter()
            .map(ToString::to_string)
            .collect()
    };
    let ends = |code, arguments: Vec<String>| {
        place.ends(code, &arguments.iter().map(String::as_str).collect::<Vec<_>>())
    };
    let said = ends(3, amend(&["--reason", "已关闭"]));
    assert!(said.contains(&target) && said.contains("未确认"), "{said}");
    assert!(alternates.iter().all(|alternate| !said.contains(alternate.as_str())), "{said}");
    let said = ends(2, amend(&["--reason", "不想去", "--yes"]));
    assert!(said.contains("不在计划公告的理由之列") && said.contains("重复登记"), "{said}");
    for bad in [
        &["--strike-target", "DW-999", "--reason", "已关闭", "--evidence", "closed.jpg"][..],
        &["--strike-target", alternates[0].as_str(), "--reason", "已关闭", "--evidence", "closed.jpg"],
        &["--strike-target", target.as_str(), "--reason", "已关闭", "--evidence", "nothing.jpg"],
        &["--strike-target", target.as_str(), "--reason", "已关闭"],
        &["--strike-inspector", "ZF-99", "--reason", "生病", "--evidence", "closed.jpg"],
        &[],
    ] {
        place.ends(2, &[&["amend", "d", "--date", "2026-10-20", "--yes"], bad].concat());
    }
    let mut ahead = amend(&["--reason", "已关闭", "--yes"]);
    ahead[3] = "2026-10-21".to_owned();
    assert!(ends(2, ahead).contains("还没有到"));
    assert_eq!(contents(&place.0), before);
    let said = ends(0, amend(&["--reason", "已关闭", "--yes"]));
    assert!(said.contains(&alternates[0]) && said.contains("选用"), "{said}");
    assert!(!place.read("d/public/amendment-1.json").contains("DW-"));
    let tasks = place.read("d/private/tasks-1.html");
    assert!(
        tasks.contains(&target)
            && tasks.contains(&alternates[0])
            && tasks.matches("class=\"sheet\"").count() == 2
    );
    let after = contents(&place.0);
    assert!(ends(0, amend(&["--reason", "已关闭"])).contains("相同"), "again, and nothing is asked");
    assert!(ends(2, amend(&["--reason", "已搬迁", "--yes"])).contains("2026-10-20"));
    assert_eq!(contents(&place.0), after);
    let said = place.ends(0, &["explain", "d", "--target", &target]);
    assert!(said.contains("已关闭") && said.contains(&alternates[0]), "{said}");
    assert!(place.ends(0, &["explain", "d", "--target", &alternates[0]]).contains("接替"));
    // A run that was killed is finished by the next one.
    let lines = place.read("d/public/log.jsonl");
    let killed: Vec<&str> = lines.split_inclusive('\n').take(2).collect();
    fs::write(place.path("d/public/log.jsonl"), killed.concat()).unwrap();
    fs::remove_file(place.path("d/public/amendment-1.json")).unwrap();
    assert!(place.ends(2, &["disclose", "d"]).contains("amend d --date 2026-10-20"));
    assert!(!ends(0, amend(&["--reason", "已关闭"])).contains("相同"));
    assert_eq!(contents(&place.0), after);
    // An amendment that got lost is missed.
    fs::remove_file(place.path("d/private/amendment-1.json")).unwrap();
    for step in
        [&["disclose", "d"][..], &["explain", "d", "--target", &target], &["prove", "d", "--target", &target]]
    {
        assert!(place.ends(2, step).contains("private/amendment-1.json"), "{step:?}");
    }
}

#[test]
fn strikes_come_from_a_table_and_the_disclosure_holds_them() {
    let place = Place::drawn("strikes");
    let (target, _) = general(&place, "d");
    let (who, of) = seated(&place, "d").into_iter().find(|(_, of)| *of != target).unwrap();
    fs::create_dir(place.path("list")).unwrap();
    fs::write(place.path("list/photo.jpg"), "a photograph").unwrap();
    let amend = |code, date: &str| {
        let arguments = ["amend", "d", "--date", date, "--strikes", "list/strikes.csv", "--yes"];
        place.ends(code, &arguments)
    };
    let table = format!(
        "类别,编号,检查对象,理由,凭证\r\n对象,{target},,已搬迁,photo.jpg\r\n人员,{who},{of},申请回避,photo.jpg\r\n"
    );
    let before = contents(&place.0);
    for (from, to) in [
        ("类别", "种类"),
        ("photo", "phot"),
        ("对象,D", "东西,D"),
        (",,已搬迁", ",,\"已搬迁"),
        (",,已搬迁", ",已搬迁"),
        (",,已搬迁", ",DW-001,已搬迁"),
        ("已搬迁", "生病"),
        (&who, "ZF-99"),
    ] {
        fs::write(place.path("list/strikes.csv"), table.replacen(from, to, 1)).unwrap();
        assert!(amend(2, "2026-10-20").contains("strikes.csv"), "{from}");
    }
    fs::remove_file(place.path("list/strikes.csv")).unwrap();
    amend(2, "2026-10-20");
    assert_eq!(contents(&place.0), before);
    fs::write(place.path("list/strikes.csv"), format!("\u{FEFF}{table}")).unwrap();
    let said = amend(0, "2026-10-20");
    assert!(said.contains(&target) && said.contains(&who) && said.contains("依次抽出的人员"), "{said}");
    let said = place.ends(0, &["explain", "d", "--target", &of]);
    assert!(said.contains("申请回避") && said.matches("可选").count() >= 3, "{said}");
    // The next one takes the result as it stands: whoever was struck cannot be struck again.
    fs::write(
        place.path("list/strikes.csv"),
        format!("kind,id,reason,evidence\ntarget,{target},已关闭,photo.jpg\n"),
    )
    .unwrap();
    let later = ["--at", "2026-10-21T09:00:00+08:00"];
    let again = ["amend", "d", "--date", "2026-10-21", "--strikes", "list/strikes.csv", "--yes"];
    assert!(place.ends(2, &[&again[..], &later].concat()).contains("不在当前抽中名单"));
    place.ends(0, &["disclose", "d"]);
    assert!(place.read("d/public/disclosure.json").contains("申请回避"));
    let digest = place.digest("d/public/announcement.json");
    let said = place.ends(0, &["verify", "d", "--announcement", &digest, "--value", LOTTERY]);
    assert!(said.contains("已搬迁"), "{said}");
    let late = ["--at", "2027-01-05T11:00:00+08:00"];
    assert!(place.ends(2, &[&again[..], &late].concat()).contains("已经披露"));
    assert!(place.ends(0, &["audit", "d"]).contains("递补与更换 1"));
}

#[test]
fn seats_that_stay_open_are_work_that_is_left() {
    let place = Place::drawn("open");
    fs::write(place.path("ill.txt"), "a note").unwrap();
    let mut all: Vec<String> = seated(&place, "d").into_iter().map(|(who, _)| who).collect();
    all.sort();
    all.dedup();
    let rows: Vec<String> = all.iter().map(|who| format!("inspector,{who},生病,ill.txt\n")).collect();
    fs::write(place.path("strikes.csv"), format!("kind,id,reason,evidence\n{}", rows.concat())).unwrap();
    let said = place.ends(3, &["amend", "d", "--date", "2026-10-20", "--strikes", "strikes.csv", "--yes"]);
    assert!(said.contains("--selection d") && said.contains("人员不足"), "{said}");
    let place = Place::new("fresh");
    place.ends(0, &["init", "d", "--text"]);
    place.edit("d/plan.toml", "replacement = \"deck\"", "replacement = \"fresh_value\"");
    place.ends(0, &["announce", "d"]);
    place.ends(0, &["draw", "d", "--value", LOTTERY, "--yes"]);
    fs::write(place.path("ill.txt"), "a note").unwrap();
    let (who, of) = seated(&place, "d")[0].clone();
    let strike = ["--strike-inspector", &format!("{who}@{of}"), "--reason", "生病", "--evidence", "ill.txt"];
    let said = place.ends(3, &[&["amend", "d", "--date", "2026-10-20", "--yes"], &strike[..]].concat());
    assert!(said.contains("另取公开值") && said.contains("--selection d"), "{said}");
    assert!(place.read("d/private/tasks-1.html").contains("空缺"));
}

/// A folder for another try at the template's draw.
fn redraw(place: &Place) {
    place.ends(0, &["init", "e", "--text"]);
    let digest = place.digest("d/public/announcement.json");
    for (from, to) in [
        ("\"2026-Q4-01\"", "\"2026-Q4-02\""),
        ("number = 1 ", "number = 2 "),
        ("announce_at = \"2026-09-28T09", "announce_at = \"2026-10-09T12"),
        ("seal_by = \"2026-10-09", "seal_by = \"2026-10-11"),
        ("closes = \"2026-10-08", "closes = \"2026-10-10"),
        ("第115期", "第117期"),
        ("第116期", "第118期"),
        (
            "\n[amendments]",
            &format!("supersedes = {{ announcement = \"{digest}\", reason = \"直播中断\" }}\n\n[amendments]"),
        ),
    ] {
        place.edit("e/plan.toml", from, to);
    }
}

#[test]
fn a_void_is_followed_by_a_redraw_and_the_audit_says_what_was_thrown_away() {
    let place = Place::drawn("void");
    let void = |code, more: &[&str]| {
        let arguments = ["void", "d", "--reason", "直播中断", "--at", "2026-10-09T10:00:00+08:00"];
        place.ends(code, &[&arguments[..], more].concat())
    };
    let before = contents(&place.0);
    assert!(void(3, &[]).contains("未确认"));
    for bad in [&["--secret-lost"][..], &["--missing", "lottery"]] {
        void(2, &[&["--yes"], bad].concat());
    }
    assert_eq!(contents(&place.0), before);
    assert!(void(0, &["--yes"]).contains("supersedes"));
    let after = contents(&place.0);
    assert!(void(0, &["--yes"]).contains("相同"));
    // Later on it is still the same void.
    let later = place.ends(0, &["void", "d", "--reason", "直播中断", "--yes"]);
    assert!(later.contains("相同"));
    place.ends(2, &["void", "d", "--reason", "别的理由", "--yes"]);
    for step in [&["draw", "d", "--value", LOTTERY, "--yes"][..], &["disclose", "d"]] {
        assert!(place.ends(2, step).contains("作废"), "{step:?}");
    }
    let amend = ["amend", "d", "--date", "2026-10-20", "--strike-target", "DW-001", "--reason", "已关闭"];
    assert!(place.ends(2, &[&amend[..], &["--evidence", "d/plan.toml", "--yes"]].concat()).contains("作废"));
    assert_eq!(contents(&place.0), after);
    redraw(&place);
    let announce = ["announce", "e", "--at", "2026-10-09T11:00:00+08:00"];
    assert!(place.ends(2, &announce).contains("--log"));
    place.ends(0, &[&announce[..], &["--log", "d/public/log.jsonl"]].concat());
    place.ends(0, &["draw", "e", "--value", LOTTERY, "--yes", "--at", "2026-10-10T20:10:00+08:00"]);
    place.ends(0, &["disclose", "e"]);
    let lines = log(&place, "d/public/log.jsonl");
    assert_eq!(kinds(&lines), ["announced", "sealed", "voided", "announced", "sealed", "disclosed"]);
    let audit = ["audit", "d", "e", "--on", "2027-02-01T00:00:00+08:00"];
    // The result was known when it was thrown away: nothing is hidden, and everybody is told.
    let said = place.ends(1, &audit);
    assert!(said.contains("发现的问题（1）") && said.contains("作废 1"), "{said}");
    assert!(said.contains("公开值产生以后作废") && said.contains("直播中断"), "{said}");
    // Without the line of the void, the log is found out in several ways.
    let whole = place.read("d/public/log.jsonl");
    let cut: Vec<&str> = whole.split_inclusive('\n').filter(|line| !line.contains("\"voided\"")).collect();
    fs::write(place.path("cut.jsonl"), cut.concat()).unwrap();
    let said = place.ends(1, &[&audit[..], &["--log", "cut.jsonl"]].concat());
    assert!(
        said.contains("发现的问题") && said.contains("各行前后不符") && said.contains("未在公开日志登记"),
        "{said}"
    );
    assert!(said.contains("此前没有作废"), "{said}");
}

#[test]
fn nothing_takes_the_place_of_what_is_not_void() {
    let place = Place::drawn("superseded");
    redraw(&place);
    let announce = ["announce", "e", "--log", "d/public/log.jsonl", "--at", "2026-10-09T11:00:00+08:00"];
    assert!(place.ends(2, &announce).contains("dual-random void"));
    assert!(!place.path("e/public").exists());
    // What was not drawn is void too, and shows what was announced.
    let place = Place::announced("superseded-early");
    redraw(&place);
    let announce = ["announce", "e", "--log", "d/public/log.jsonl", "--at", "2026-09-29T09:00:00+08:00"];
    assert!(place.ends(2, &announce).contains("dual-random void"));
    let void = ["void", "d", "--reason", "直播中断", "--yes", "--at", "2026-09-29T08:50:00+08:00"];
    place.ends(0, &void);
    assert!(place.ends(0, &void).contains("相同"));
    place.ends(0, &announce);
    assert!(place.ends(0, &announce).contains("相同"));
    assert_eq!(kinds(&log(&place, "d/public/log.jsonl")), ["announced", "voided", "announced"]);
    assert!(place.ends(2, &["draw", "d", "--value", LOTTERY, "--yes"]).contains("作废"));
    place.ends(0, &["draw", "e", "--value", LOTTERY, "--yes", "--at", "2026-10-10T20:10:00+08:00"]);
    place.ends(0, &["disclose", "e"]);
    assert!(
        place.ends(0, &["audit", "d", "e", "--on", "2027-02-01T00:00:00+08:00"]).contains("没有发现问题")
    );
    // A digest that the log does not know.
    place.ends(0, &["init", "f", "--text"]);
    place.edit("f/plan.toml", "number = 1 ", "number = 3 ");
    let other =
        format!("supersedes = {{ announcement = \"{}\", reason = \"x\" }}\n\n[amendments]", "0".repeat(64));
    place.edit("f/plan.toml", "\n[amendments]", &format!("\n{other}"));
    let announce = ["announce", "f", "--log", "d/public/log.jsonl", "--at", "2027-02-01T00:00:00+08:00"];
    assert!(place.ends(2, &announce).contains("supersedes"));
}

#[test]
fn what_is_sealed_ends_by_its_whole_result_and_what_is_disclosed_by_nothing() {
    let place = Place::drawn("void-sealed");
    let void = ["void", "d", "--reason", "直播中断", "--yes", "--at", "2026-10-09T10:00:00+08:00"];
    let result = place.read("d/private/result.json");
    fs::remove_file(place.path("d/private/result.json")).unwrap();
    for more in [&[][..], &["--missing", "lottery"], &["--secret-lost"]] {
        assert!(place.ends(2, &[&void[..], more].concat()).contains("已经封存"));
    }
    assert!(!place.path("d/public/void.json").exists());
    // Who has lost both can only say so.
    let lost = Place::drawn("void-sealed-lost");
    fs::remove_file(lost.path("d/private/result.json")).unwrap();
    fs::remove_file(lost.path("d/private/opening.json")).unwrap();
    lost.ends(0, &[&void[..], &["--secret-lost"]].concat());
    fs::write(place.path("d/private/result.json"), result).unwrap();
    place.ends(0, &["disclose", "d"]);
    let late = ["void", "d", "--reason", "直播中断", "--yes", "--at", "2027-02-09T10:00:00+08:00"];
    assert!(place.ends(2, &late).contains("披露"));
    assert!(!place.path("d/public/void.json").exists());
}

#[test]
fn a_void_shows_what_could_be_known() {
    // Before the first value there is no result: what was announced is shown.
    let place = Place::announced("void-early");
    let early = ["--at", "2026-10-08T19:59:59+08:00", "--yes"];
    let late = ["--at", "2026-10-08T20:00:00+08:00", "--yes"];
    let void = |place: &Place, code, time: &[&str], more: &[&str]| {
        place.ends(code, &[&["void", "d", "--reason", "计划有误"], time, more].concat())
    };
    void(&place, 2, &early, &["--secret-lost"]);
    void(&place, 2, &early, &["--missing", "lottery"]);
    // After it: the draw first, unless no source published the value or the secret is gone.
    let said = void(&place, 2, &late, &[]);
    assert!(said.contains("draw d") && said.contains("--missing"), "{said}");
    void(&place, 2, &late, &["--missing", "lotto"]);
    assert!(void(&place, 2, &late, &["--secret-lost"]).contains("opening.json"));
    assert!(!place.path("d/public/void.json").exists());
    fs::write(place.path("list.csv"), "名录,编号,检查对象,理由\n检查人员,*,,依法保护\n").unwrap();
    void(&place, 0, &early, &["--withhold", "list.csv"]);
    assert!(!place.path("d/public/disclosure.json").exists());
    let undrawn = place.read("d/public/undrawn.json");
    assert!(undrawn.contains("虚构砖厂") && !undrawn.contains("虚构甲"));
    let on = ["audit", "d", "--on", "2026-12-01T00:00:00+08:00"];
    assert!(place.ends(0, &on).contains("没有发现问题"));
    // The visits are over, and nothing was drawn in its place.
    assert!(place.ends(1, &["audit", "d", "--on", "2027-02-01T00:00:00+08:00"]).contains("没有重抽"));
    assert!(place.ends(2, &["draw", "d", "--value", LOTTERY, "--yes"]).contains("作废"));

    let place = Place::announced("void-missing");
    // Its fallback may come yet.
    void(&place, 2, &late, &["--missing", "lottery"]);
    let later = ["--at", "2026-10-08T21:00:00+08:00", "--yes"];
    void(&place, 0, &later, &["--missing", "lottery"]);
    // The master secret opens what the law withholds: it is in no public byte.
    let opening = place.read("d/private/opening.json");
    let master = opening.split("\"master\":\"").nth(1).unwrap()[..64].to_owned();
    for (path, bytes) in contents(&place.path("d/public")) {
        assert!(!String::from_utf8_lossy(&bytes).contains(&master), "{}", path.display());
    }
    assert!(place.ends(0, &on).contains("没有发现问题"));
    fs::remove_file(place.path("d/public/undrawn.json")).unwrap();
    // It may wait until its day, and no longer.
    place.ends(0, &on);
    let due = ["audit", "d", "--on", "2027-02-01T00:00:00+08:00"];
    assert!(place.ends(1, &due).contains("作废而未公布全部内容"));

    let place = Place::announced("void-lost");
    fs::remove_file(place.path("d/private/opening.json")).unwrap();
    void(&place, 0, &late, &["--secret-lost"]);
    assert!(place.ends(1, &["audit", "d"]).contains("密值遗失"));

    // Thrown away with its amendments, and with what the law withholds.
    let place = Place::drawn("void-drawn");
    strike(&place, "d");
    fs::write(place.path("list.csv"), "名录,编号,检查对象,理由\n检查人员,*,,依法保护\n").unwrap();
    place.ends(0, &["void", "d", "--reason", "程序有误", "--yes", "--withhold", "list.csv"]);
    let disclosure = place.read("d/public/disclosure.json");
    assert!(disclosure.contains("已关闭") && !disclosure.contains("虚构甲"));
    assert!(place.ends(1, &["audit", "d", "--on", "2026-12-01T00:00:00+08:00"]).contains("递补与更换 1"));
}

/// What was announced says whom the redraw draws with certainty: it is bound by its digest at once, and shown on its day.
#[test]
fn an_undrawn_that_foretells_visits_waits_for_its_day() {
    let place = Place::drawn("void-carried");
    strike(&place, "d");
    place.ends(0, &["disclose", "d"]);
    next_quarter(&place);
    fs::write(place.path("e/earlier.csv"), "披露文件,用途\n../d,结转\n").unwrap();
    let log = ["--log", "d/public/log.jsonl"];
    place.ends(0, &[&["announce", "e", "--at", "2027-01-10T08:30:00+08:00"][..], &log].concat());
    let void = ["void", "e", "--reason", "名单有误", "--yes", "--at", "2027-01-11T09:00:00+08:00"];
    assert!(place.ends(0, &void).contains("disclose e"));
    assert!(!place.path("e/public/undrawn.json").exists());
    let kept = place.read("e/private/void-shows.json");
    let (struck, _) = general(&place, "d");
    for (path, bytes) in contents(&place.path("e/public")) {
        assert!(!String::from_utf8_lossy(&bytes).contains(&struck), "{}", path.display());
    }
    let undrawn: serde_json::Value = serde_json::from_str(&kept).unwrap();
    let day = undrawn["announcement"]["plan"]["disclose_by"].as_str().unwrap().to_owned();
    let words = dual_random::Timestamp::new(&day).unwrap().in_words(dual_random::Language::Zh);
    assert!(place.ends(2, &["disclose", "e", "--at", "2027-01-12T09:00:00+08:00"]).contains(&words));
    place.ends(0, &["audit", "d", "e", "--on", "2027-02-01T00:00:00+08:00"]);
    assert!(place.ends(1, &["audit", "d", "e", "--on", &day]).contains("作废而未公布全部内容"));
    place.ends(0, &["disclose", "e", "--at", &day]);
    assert_eq!(place.read("e/public/undrawn.json"), kept);
    assert!(!place.ends(1, &["audit", "d", "e", "--on", &day]).contains("作废而未公布全部内容"));
}

/// The template's draw with a second authority that commits a secret of its own.
fn with_a_partner(place: &Place, secret: &str) {
    let commitment = dual_random::SeedSecret::from_hex(secret).unwrap().commitment(HashAlgorithm::Sha256);
    let plan = place.read("d/plan.toml");
    let at = plan.find("[[registers]]").unwrap();
    let partner = format!("[[authorities]]\nname = \"示例联合部门\"\ncommitment = \"{commitment}\"\n\n");
    fs::write(place.path("d/plan.toml"), format!("{}{partner}{}", &plan[..at], &plan[at..])).unwrap();
}

#[test]
fn a_partner_that_gives_no_secret_is_named() {
    let place = Place::new("void-partner");
    place.ends(0, &["init", "d", "--text"]);
    let secret = "5a".repeat(32);
    with_a_partner(&place, &secret);
    place.ends(0, &["announce", "d"]);
    fs::write(place.path("partner.txt"), &secret).unwrap();
    let void = |code, more: &[&str]| {
        let void = ["void", "d", "--reason", "名单有误", "--yes", "--at", "2026-10-08T19:00:00+08:00"];
        place.ends(code, &[&void[..], more].concat())
    };
    let partner = ["--partner-secret", "partner.txt"];
    assert!(void(2, &[]).contains("示例联合部门"));
    void(2, &[&["--missing", "示例联合部门"], &partner[..]].concat());
    assert!(!place.path("d/public/void.json").exists());
    void(0, &["--missing", "示例联合部门"]);
    let undrawn: serde_json::Value = serde_json::from_str(&place.read("d/public/undrawn.json")).unwrap();
    assert!(undrawn["secrets"][0].is_string() && undrawn["secrets"][1].is_null());
    assert!(place.ends(0, &["audit", "d", "--on", "2026-12-01T00:00:00+08:00"]).contains("没有发现问题"));
    let other = Place::new("void-partner-gives");
    other.ends(0, &["init", "d", "--text"]);
    with_a_partner(&other, &secret);
    other.ends(0, &["announce", "d"]);
    fs::write(other.path("partner.txt"), &secret).unwrap();
    let late = ["void", "d", "--reason", "未开奖", "--yes", "--at", "2026-10-09T19:00:00+08:00"];
    other.ends(0, &[&late[..], &partner, &["--missing", "lottery"]].concat());
    assert!(other.read("d/public/undrawn.json").contains(&secret));
}

#[test]
fn an_audit_finds_what_is_wrong() {
    let place = Place::drawn("audit");
    let said = place.ends(1, &["audit", "d", "--on", "2027-02-01T00:00:00+08:00"]);
    assert!(said.contains("逾期未披露"), "{said}");
    assert!(place.ends(0, &["audit", "d", "--lang", "en"]).contains("clean"));
    place.ends(0, &["disclose", "d", "--at", "2027-01-16T10:00:00+08:00"]);
    let said = place.ends(1, &["audit", "d", "--on", "2027-02-01T00:00:00+08:00", "--report", "report.txt"]);
    assert!(said.contains("披露逾期") && said.starts_with(&place.read("report.txt")), "{said}");
    let first = said.find("发现的问题").unwrap();
    assert!(first < said.find("年度覆盖").unwrap() && first < said.find("请您核实").unwrap());

    let place = Place::disclosed("audit-evidence");
    let audit = |code, more: &[&str]| place.ends(code, &[&["audit", "d"], more].concat());
    let lines = log(&place, "d/public/log.jsonl");
    let root = lines.tree().root_of_first(2).unwrap();
    let kept = dual_random::record::Checkpoint::new("某州生态环境局", 2, root).unwrap().to_text();
    fs::write(place.path("kept.txt"), &kept).unwrap();
    // Another log's is told apart, and nothing is held against this one by it.
    fs::write(place.path("strange.txt"), kept.replace("某州生态环境局", "另一局")).unwrap();
    let said = audit(1, &["--checkpoint-seen", "2026-10-08T00:00:00+08:00=strange.txt"]);
    assert!(said.contains("发现的问题（1）") && said.contains("另一局"), "{said}");
    assert!(audit(0, &["--checkpoint", "kept.txt"]).contains("日志校验信息 1"));
    fs::write(place.path("other.txt"), kept.replace("\n2\n", "\n3\n")).unwrap();
    assert!(audit(1, &["--checkpoint", "other.txt"]).contains("日志校验信息不符"));
    audit(2, &["--checkpoint", "d/plan.toml"]);
    audit(0, &["--value", &format!("2026-Q4-01:{LOTTERY}")]);
    audit(1, &["--value", "2026-Q4-01:lottery=01 08 13 18 22 27 32"]);
    let (value, known) = (format!("2026-Q4-01:{LOTTERY}"), "2026-Q4-01:lottery=");
    audit(0, &["--value", &value, "--known", &format!("{known}2026-10-08T20:00:00+08:00")]);
    let said = audit(1, &["--value", &value, "--known", &format!("{known}2026-09-28T08:00:00+08:00")]);
    assert!(said.contains("已经可知"), "{said}");
    audit(2, &["--known", &format!("{known}2026-10-08T20:00:00+08:00")]);
    audit(0, &["--checkpoint-seen", "2026-10-09T00:00:00+08:00=kept.txt"]);
    let said = audit(1, &["--checkpoint-seen", "2026-10-08T00:00:00+08:00=kept.txt"]);
    assert!(said.contains("时间不符"), "{said}");
    audit(2, &["--checkpoint-seen", "kept.txt"]);
    for strange in ["2026-Q4-09:lottery=1", "2026-Q4-01:lotto=1"] {
        assert!(audit(1, &["--value", strange]).contains("不属于该日志"));
    }
    for bad in ["lottery=1", "2026-Q4-01:lottery"] {
        audit(2, &["--value", bad]);
    }
    let (target, _) = general(&place, "d");
    place.ends(0, &["prove", "d", "--target", &target, "--out", "proof.json"]);
    audit(0, &["--proof", "proof.json"]);
    fs::write(place.path("bad.json"), place.read("proof.json").replace("\"rank\":1", "\"rank\":2")).unwrap();
    assert!(audit(1, &["--proof", "bad.json"]).contains("bad.json"));
    audit(2, &["--proof", "nothing.json"]);
    let mut all: Vec<String> = seated(&place, "d").into_iter().map(|(_, target)| target).collect();
    all.dedup();
    let rows: Vec<String> = all.iter().map(|target| format!("2026-Q4-01,{target}\n")).collect();
    fs::write(place.path("all.csv"), format!("抽取,检查对象\n{}", rows.concat())).unwrap();
    audit(0, &["--reported", "all.csv"]);
    fs::write(place.path("few.csv"), format!("draw,target\n{}", rows[1..].concat())).unwrap();
    assert!(audit(1, &["--reported", "few.csv"]).contains("未报告结果"));
    fs::write(place.path("bad.csv"), "draw,target\n2026-Q4-01,?\n").unwrap();
    assert!(audit(2, &["--reported", "bad.csv"]).contains("第 2 行"));

    // What cannot be used at all.
    audit(2, &["--log", "nowhere.jsonl"]);
    place.ends(2, &["audit", "nowhere"]);
    place.ends(2, &["audit", "d", "--on", "tomorrow"]);
    let other = Place::disclosed("audit-other");
    let other = other.path("d").to_str().unwrap().to_owned();
    assert!(place.ends(2, &["audit", "d", &other]).contains("不止一份"));
    // A copy of the public part is enough; a file that is no document is a finding.
    fs::rename(place.path("d/public"), place.path("copy")).unwrap();
    place.ends(0, &["audit", "copy"]);
    fs::write(place.path("copy/list.json"), "[]").unwrap();
    assert!(place.ends(1, &["audit", "copy"]).contains("list.json"));
    fs::remove_file(place.path("copy/list.json")).unwrap();
    let whole = place.read("copy/log.jsonl");
    fs::write(place.path("copy/log.jsonl"), whole.trim_end()).unwrap();
    assert!(place.ends(2, &["audit", "copy"]).contains("换行符"));
}

#[test]
fn a_struck_target_comes_back_in_the_next_quarter() {
    let place = Place::drawn("earlier");
    let (struck, _) = general(&place, "d");
    strike(&place, "d");
    next_quarter(&place);
    let named = |rows: &str| {
        fs::write(place.path("e/earlier.csv"), format!("披露文件,用途\n{rows}")).unwrap();
    };
    let row = "../d,结转;人员轮换；rotation、carry\n";
    let at = ["--at", "2027-01-10T08:00:00+08:00"];
    let announce = |code, more: &[&str]| {
        place.ends(code, &[&["announce", "e", "--log", "d/public/log.jsonl"], &at[..], more].concat())
    };
    named(row);
    assert!(announce(2, &[]).contains("disclosure.json"), "it is not disclosed yet");
    place.ends(0, &["disclose", "d"]);
    named(&format!("{row}../d/public/disclosure.json,rotation\n"));
    assert!(announce(2, &[]).contains("第 3 行"));
    named("../d/public/disclosure.json,结转;别的\n");
    assert!(announce(2, &[]).contains("不重复抽取"));
    named("../d/public/seal.json,结转\n");
    assert!(announce(2, &[]).contains("第 2 行"));
    // The year is another one: its visits do not count against this year's cap.
    named("../d,结转;count\n");
    assert!(announce(2, &[]).contains("不计入年度检查次数"));
    named(row);
    place.edit("e/plan.toml", "number = 2 ", "earlier = [{ head = \"00\", use = \"carry\" }]\nnumber = 2 ");
    announce(2, &[]);
    place.edit("e/plan.toml", "head = \"00\"", &format!("head = \"{}\"", "0".repeat(64)));
    assert!(announce(2, &[]).contains("只留一处"));
    let plan = place.read("e/plan.toml");
    let plan: Vec<&str> = plan.split_inclusive('\n').filter(|line| !line.starts_with("earlier")).collect();
    fs::write(place.path("e/plan.toml"), plan.concat()).unwrap();
    let said = place.ends(0, &[&["check", "e"], &at[..]].concat());
    assert!(said.contains("结转（必定抽中）1 个"), "{said}");
    let said = place.ends(2, &[&["announce", "e"], &at[..]].concat());
    assert!(said.contains("--log") && !place.path("e/public").exists(), "{said}");
    assert!(announce(0, &[]).contains("结转（必定抽中）1 个"));
    let minutes = place.read("e/minutes-1.html");
    assert_eq!(minutes.matches("引用以往抽取").count(), 2, "a use that is written twice is one");
    assert!(minutes.contains("结转（必定抽中）1 个") && minutes.contains("引用以往抽取（人员轮换）"));
    assert!(announce(0, &[]).contains("相同"));
    let drawn_at = ["--at", "2027-01-12T20:30:00+08:00"];
    place.ends(0, &[&["draw", "e", "--value", LOTTERY, "--yes"], &drawn_at[..]].concat());
    let drawn = drawn(&place, "e");
    let mut all = harness::opened(&drawn).result.strata.iter().flat_map(|stratum| &stratum.drawn);
    assert!(all.any(|ticket| ticket.id.to_string() == struck));
    place.ends(0, &["disclose", "e", "--at", "2027-04-01T10:00:00+08:00"]);
    let audit = ["audit", "d", "e", "--on", "2027-06-01T00:00:00+08:00"];
    let said = place.ends(0, &audit);
    assert!(
        said.contains("没有发现问题") && said.contains("更换后结转抽中") && said.contains(&struck),
        "{said}"
    );
    // It was there to be visited: the reason of the strike was none, or it opened again. Whoever reads is told.
    fs::write(place.path("active.csv"), format!("draw,target\n2027-Q1-01,{struck}\n")).unwrap();
    let said = place.ends(0, &[&audit[..], &["--found-active", "active.csv"]].concat());
    assert!(said.contains("检查时正在经营") && said.contains(&struck), "{said}");
}

#[test]
fn a_roster_that_says_otherwise_than_earlier_draws_is_refused() {
    let place = Place::disclosed("earlier-other");
    next_quarter(&place);
    fs::write(place.path("e/earlier.csv"), "disclosure,uses\n../d/public/disclosure.json,rotation\n")
        .unwrap();
    let (target, _) = general(&place, "d");
    let table = place.read("e/targets.csv");
    let row = table.lines().find(|line| line.starts_with(&target)).unwrap().to_owned();
    let mut cells: Vec<&str> = row.split(',').collect();
    cells[6] = "ZF-99";
    fs::write(place.path("e/targets.csv"), table.replace(&row, &cells.join(","))).unwrap();
    let said = place.ends(2, &["check", "e", "--at", "2027-01-10T08:00:00+08:00"]);
    let line = table.lines().position(|line| line == row).unwrap() + 1;
    assert!(said.contains(&format!("第 {line} 行")) && said.contains("targets.csv"), "{said}");
}

#[test]
fn earlier_draws_that_are_void_or_damaged_are_not_used() {
    let place = Place::drawn("earlier-void");
    place.ends(0, &["void", "d", "--reason", "程序有误", "--yes"]);
    next_quarter(&place);
    fs::write(place.path("e/earlier.csv"), "disclosure,uses\n../d,carry\n").unwrap();
    let announce = ["announce", "e", "--log", "d/public/log.jsonl", "--at", "2027-01-10T08:00:00+08:00"];
    let said = place.ends(2, &announce);
    assert!(said.contains("作废") && said.contains("不能引用"), "{said}");
    place.edit("d/public/disclosure.json", "虚构砖厂", "虚构瓦厂");
    let said = place.ends(2, &announce);
    assert!(said.contains("d/public/disclosure.json") && said.contains("第 2 行"), "{said}");
    assert!(!place.path("e/public").exists());
}

#[test]
fn a_staffing_ceremony_names_the_earlier_draws_of_the_one_before() {
    let place = Place::drawn("earlier-staffing");
    strike(&place, "d");
    place.ends(0, &["disclose", "d"]);
    next_quarter(&place);
    place.edit("e/plan.toml", "ceremony = \"both\"", "ceremony = \"selection\"");
    fs::write(place.path("e/earlier.csv"), "disclosure,uses\n../d,carry;rotation\n").unwrap();
    let at = |day: &str| format!("2027-01-{day}T08:00:00+08:00");
    place.ends(0, &["announce", "e", "--log", "d/public/log.jsonl", "--at", &at("10")]);
    place.ends(0, &["draw", "e", "--value", LOTTERY, "--yes", "--at", &at("13")]);
    fs::create_dir(place.path("f")).unwrap();
    for name in ["plan.toml", "inspectors.csv", "recusals.csv", "earlier.csv"] {
        fs::copy(place.path("e").join(name), place.path("f").join(name)).unwrap();
    }
    for (from, to) in [
        ("ceremony = \"selection\"", "ceremony = \"staffing\""),
        ("\"2027-Q1-01\"", "\"2027-Q1-02\""),
        ("number = 2 ", "number = 3 "),
        ("announce_at = \"2027-01-10", "announce_at = \"2027-01-13"),
        ("seal_by = \"2027-01-13", "seal_by = \"2027-01-16"),
        ("closes = \"2027-01-12", "closes = \"2027-01-15"),
        ("name = \"lottery\"", "name = \"second\""),
        ("第4期", "第6期"),
        ("第5期", "第7期"),
    ] {
        place.edit("f/plan.toml", from, to);
    }
    let said = place.ends(0, &["announce", "f", "--selection", "e", "--at", &at("13")]);
    assert!(said.contains("f/earlier.csv 不会被读取"), "{said}");
    let value = LOTTERY.replace("lottery", "second");
    place.ends(0, &["draw", "f", "--value", &value, "--yes", "--at", &at("16")]);
    place.ends(0, &["disclose", "f", "--at", "2027-04-01T10:00:00+08:00"]);
    let said = place.ends(0, &["audit", "d", "e", "f", "--on", "2027-06-01T00:00:00+08:00"]);
    assert!(said.contains("更换后结转抽中"), "{said}");
}

#[test]
fn a_strike_is_logged_within_three_working_days_and_a_day_may_have_several() {
    let place = Place::drawn("dates");
    fs::write(place.path("closed.jpg"), "a photograph").unwrap();
    let seats = seated(&place, "d");
    let strike = |code, date: &str, at: &str, (who, of): &(String, String)| {
        let seat = format!("{who}@{of}");
        let about = ["--strike-inspector", &seat, "--reason", "生病", "--evidence", "closed.jpg", "--yes"];
        place.ends(code, &[&["amend", "d", "--date", date, "--at", at], &about[..]].concat())
    };
    let before = contents(&place.0);
    // A Thursday; the third working day after it is a Tuesday.
    assert!(strike(2, "2026-10-22", "2026-10-28T00:00:00+08:00", &seats[0]).contains("三个工作日以上"));
    assert_eq!(contents(&place.0), before);
    let said = strike(0, "2026-10-22", "2026-10-27T23:59:59+08:00", &seats[0]);
    assert!(said.contains("这一席位最多更换 2 次，还可更换 2 次"), "{said}");
    let other = seats.iter().find(|(_, of)| *of != seats[0].1).unwrap();
    let said = strike(0, "2026-10-22", "2026-10-27T23:59:59+08:00", other);
    assert!(said.contains("第 2 次"), "{said}");
    // A run that is repeated is the same amendment, not another one.
    assert!(strike(0, "2026-10-22", "2026-10-27T23:59:59+08:00", other).contains("相同"));
    place.ends(0, &["disclose", "d"]);
    place.ends(0, &["audit", "d"]);
}

#[test]
fn a_staffing_ceremony_continues_an_amended_selection() {
    let place = selection_and_staffing("amended-selection");
    let (target, alternates) = general(&place, "d");
    fs::write(place.path("closed.jpg"), "a photograph").unwrap();
    let amend = |dir: &str, date: &str| {
        let who = ["--strike-target", &target, "--reason", "已关闭", "--evidence", "closed.jpg", "--yes"];
        let at = format!("{date}T09:00:00+08:00");
        let arguments = [&["amend", dir, "--date", date, "--at", &at][..], &who].concat();
        arguments.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    let run = |code, arguments: Vec<String>| {
        place.ends(code, &arguments.iter().map(String::as_str).collect::<Vec<_>>())
    };
    let said = run(0, amend("d", "2026-10-09"));
    assert!(said.contains(&alternates[0]) && !said.contains("空缺"), "{said}");
    place.edit("e/plan.toml", "announce_at = \"2026-10-09T09", "announce_at = \"2026-10-09T11");
    let announce = ["announce", "e", "--selection", "d", "--at", "2026-10-09T10:00:00+08:00"];
    place.ends(0, &announce);
    assert!(place.ends(0, &announce).contains("相同"));
    assert_eq!(place.read("e/log.txt"), "../d/public/log.jsonl\n");
    let said = run(2, amend("d", "2026-10-10"));
    assert!(said.contains("continued-2026-Q4-02.txt") && said.contains("dual-random amend"), "{said}");
    let value = LOTTERY.replace("lottery", "second");
    place.ends(0, &["draw", "e", "--value", &value, "--yes", "--at", "2026-10-10T20:10:00+08:00"]);
    let tasks = place.read("e/private/tasks.html");
    assert!(tasks.contains(&alternates[0]) && !tasks.contains(&target));
    assert!(place.ends(0, &["explain", "e", "--target", &target]).contains("已关闭"));
    place.ends(0, &["prove", "e", "--target", &alternates[0], "--out", "proof.json"]);
    place.ends(
        0,
        &[
            "check-proof",
            "proof.json",
            "--announcement",
            "e/public/announcement.json",
            "--seal",
            "e/public/seal.json",
        ],
    );
    // The staffing ceremony is amended in turn, and everything is disclosed with it.
    let (who, of) = seated(&place, "e")[0].clone();
    let strike =
        ["--strike-inspector", &format!("{who}@{of}"), "--reason", "生病", "--evidence", "closed.jpg"];
    place.ends(0, &[&["amend", "e", "--date", "2026-10-20", "--yes"], &strike[..]].concat());
    let said = place.ends(0, &["explain", "e", "--target", &of]);
    assert!(said.contains("生病"), "{said}");
    place.ends(0, &["disclose", "e"]);
    let said = place.ends(0, &["audit", "d", "e", "--on", "2027-02-01T00:00:00+08:00"]);
    assert!(said.contains("递补与更换 2") && said.contains("没有发现问题"), "{said}");
}

#[test]
fn a_staffing_ceremony_does_not_continue_what_is_void() {
    let place = selection_and_staffing("void-selection");
    place.ends(0, &["void", "d", "--reason", "重来", "--yes", "--at", "2026-10-08T21:00:00+08:00"]);
    let announce = ["announce", "e", "--selection", "d", "--at", "2026-10-09T08:00:00+08:00"];
    assert!(place.ends(2, &announce).contains("作废"));
    assert!(!place.path("e/public").exists());
}
