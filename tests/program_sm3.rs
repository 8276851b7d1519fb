//! A draw with SM3, from the plan to the audit, through the program: nothing in the folder is by another hash.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod harness;

use dual_random::HashAlgorithm::{Sha256, Sm3};
use dual_random::commit::document::Proof;
use harness::*;
use std::fs;
use std::process::Command;

const EARLY: &str = "2026-09-28T10:00:00+08:00";
const LATE: &str = "2027-01-06T10:00:00+08:00";

/// A draw of the template with SM3, as far as its seal; its roster is published.
fn drawn(name: &str) -> Place {
    let place = Place::new(name);
    place.ends(0, &["init", "d", "--text"]);
    place.edit("d/plan.toml", "# hash = \"sm3\"", "hash = \"sm3\"");
    place.ends(0, &["check", "d"]);
    place.ends(0, &["announce", "d"]);
    place.ends(0, &["publish", "d", "--rosters", "--at", EARLY]);
    place.ends(0, &["draw", "d", "--value", LOTTERY, "--yes"]);
    place
}

#[test]
fn a_draw_with_sm3_is_made_published_proved_and_audited() {
    let place = drawn("sm3");
    let target = seated(&place, "d").into_iter().map(|(_, target)| target).max().unwrap();
    place.ends(0, &["prove", "d", "--target", &target, "--out", "proof.json"]);
    let compact =
        Proof::from_bytes(&fs::read(place.path("proof.json")).unwrap()).unwrap().to_compact().unwrap();
    assert!(compact.starts_with("DR1S:"));
    fs::write(place.path("proof.txt"), compact).unwrap();
    for proof in ["proof.json", "proof.txt"] {
        let against = ["--announcement", "d/public/announcement.json", "--seal", "d/public/seal.json"];
        place.ends(0, &[&["check-proof", proof], &against[..]].concat());
    }
    strike(&place, "d");
    place.ends(0, &["disclose", "d"]);
    place.ends(0, &["publish", "d", "--at", LATE]);
    for catalogue in ["d/public/pages/catalogue.json", "d/public/index.html"] {
        let text = place.read(catalogue);
        assert!(!text.contains("\"spdx:checksum\":null") && !text.contains("\"sha256\":null"), "{catalogue}");
    }
    assert!(place.ends(0, &["publish", "d", "--at", LATE]).contains("相同"));
    assert!(place.ends(3, &["verify", "d"]).contains("SM3"));
    // Whoever took the wrong program accuses nobody.
    let bytes = fs::read(place.path("d/public/announcement.json")).unwrap();
    let by = |hash: dual_random::HashAlgorithm| hash.of_file(&bytes).to_hex();
    let said = place.ends(2, &["verify", "d", "--announcement", &by(Sha256)]);
    assert!(said.contains("给出的是公告的 SHA-256 摘要，而这次抽取采用 SM3"), "{said}");
    // Also of a file alone, and whatever the folder's announcement says.
    fs::copy(place.path("d/public/disclosure.json"), place.path("alone.json")).unwrap();
    let alone = place.ends(2, &["verify", "alone.json", "--announcement", &by(Sha256)]);
    assert_eq!(alone, said);
    assert!(place.ends(3, &["verify", "alone.json", "--announcement", &by(Sm3)]).contains("相符"));
    assert!(place.ends(3, &["verify", "d", "--announcement", &by(Sm3)]).contains("相符"));
    assert!(place.read("d/private/envelope.html").contains("公告摘要（SM3）"));
    place.ends(0, &["audit", "d", "--at", "2027-01-07T10:00:00+08:00"]);

    let announcement = fs::read(place.path("d/public/announcement.json")).unwrap();
    assert!(place.ends(0, &["explain", "d", "--target", &target]).contains("openssl dgst -sm3"));
    // Each file's digest by the list is its SM3, and no file speaks of SHA-256.
    let list = place.read("d/public/SM3SUMS");
    assert!(list.contains(&format!("{}  announcement.json", Sm3.of_file(&announcement))));
    for line in list.lines() {
        let (digest, name) = line.split_once("  ").unwrap();
        assert_eq!(Sm3.of_file(&fs::read(place.path("d/public").join(name)).unwrap()).to_hex(), digest);
    }
    let papers = ["minutes-1.html", "minutes-2.html"].map(|name| place.path("d").join(name));
    let papers = papers.map(|path| (path.clone(), fs::read(path).unwrap()));
    for (path, bytes) in contents(&place.path("d/public")).into_iter().chain(papers) {
        let is_for_any_draw = path.ends_with("verify.html") || path.to_string_lossy().contains("/schemas/");
        let text = String::from_utf8_lossy(&bytes).to_lowercase();
        let said = ["sha-256", "sha256sum", "urn:sha256", "\"sha256:"].into_iter();
        let said: Vec<&str> = said.filter(|word| text.contains(word)).collect();
        let digest = Sha256.of_file(&announcement).to_hex();
        assert!(
            is_for_any_draw || said.is_empty() && !text.contains(&digest),
            "{}: {said:?}",
            path.display()
        );
    }
}

#[test]
fn a_contribution_by_the_other_hash_is_told_apart() {
    let place = Place::new("sm3-witness");
    assert!(place.run(&["init", "d", "--text", "--at", EARLY]).status.success());
    place.edit("d/plan.toml", "# hash = \"sm3\"", "hash = \"sm3\"");
    let said = place.ends(2, &["check", "d"]);
    assert!(said.contains("contribute 文件名 --hash sm3"), "{said}");
    let commitment = |said: &str| said.lines().last().unwrap().trim().to_owned();
    let right = place.ends(0, &["contribute", "right.txt", "--hash", "sm3"]);
    assert!(right.contains("校验码（SM3") && place.read("right.txt").contains("SM3"), "{right}");
    let wrong = commitment(&place.ends(0, &["contribute", "wrong.txt"]));
    let text = place.read("wrong.txt").lines().nth(1).unwrap().to_owned();
    place.edit("d/plan.toml", &"0".repeat(64), &wrong);
    place.ends(0, &["announce", "d"]);
    let value = format!("witness={text}");
    let draw = ["draw", "d", "--yes", "--value", LOTTERY, "--value", &value];
    let said = place.ends(2, &draw);
    assert!(said.contains("按 SHA-256 计算的校验码相符，而计划采用 SM3"), "{said}");
}

#[test]
fn a_void_draw_is_named_by_the_hash_of_its_plan() {
    let place = drawn("sm3-void");
    let said = place.ends(0, &["void", "d", "--yes", "--reason", "公开值录入有误"]);
    assert!(said.contains("SM3：") && !said.contains("SHA-256"), "{said}");
}

#[test]
fn openssl_agrees_with_the_list_of_files() {
    let place = Place::new("sm3-openssl");
    place.ends(0, &["init", "d", "--text"]);
    place.edit("d/plan.toml", "# hash = \"sm3\"", "hash = \"sm3\"");
    place.ends(0, &["announce", "d"]);
    place.ends(0, &["publish", "d", "--at", EARLY]);
    let list = place.read("d/public/SM3SUMS");
    let (digest, name) = list.lines().next().unwrap().split_once("  ").unwrap();
    let openssl =
        Command::new("openssl").args(["dgst", "-sm3", "-r"]).arg(place.path("d/public").join(name)).output();
    match openssl {
        Ok(output) if output.status.success() => {
            assert!(String::from_utf8(output.stdout).unwrap().starts_with(digest), "{name}");
        }
        _ => println!("no openssl with SM3 here: not compared"),
    }
}

#[test]
fn a_log_keeps_the_hash_that_it_began_with() {
    let place = Place::announced("sm3-later");
    place.ends(0, &["init", "e", "--text"]);
    place.edit("e/plan.toml", "# hash = \"sm3\"", "hash = \"sm3\"");
    place.edit("e/plan.toml", "number = 1", "number = 2");
    let said = place.ends(2, &["announce", "e", "--log", "d/public/log.jsonl"]);
    assert!(said.contains("一份日志只用一种协议"), "{said}");
    assert!(!place.path("e/public/announcement.json").exists());
}
