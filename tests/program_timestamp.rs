//! Evidence of a time-stamp authority: requests, answers kept as they came, and who names them.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod harness;

use dual_random::Digest;
use harness::*;
use std::fs;

/// Something in the form of an answer about a file of the folder.
fn answer(place: &Place, document: &str) -> Vec<u8> {
    let digest = Digest::of_file(&fs::read(place.path(document)).unwrap());
    [&[0x30, 0x82, 0x04, 0x00, 0x30, 0x03][..], digest.as_bytes(), &[7; 60]].concat()
}

fn first_eight(place: &Place, document: &str) -> String {
    place.digest(document)[..8].to_owned()
}

fn names(place: &Place) -> Vec<String> {
    let folder = fs::read_dir(place.path("d/public/timestamps")).unwrap();
    let mut names: Vec<String> =
        folder.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn requests_are_written_and_answers_kept_published_and_named() {
    let place = Place::announced("timestamp");
    let announcement = "d/public/announcement.json";
    let said = place.ends(0, &["timestamp", "d"]);
    let (first, checkpoint) = (first_eight(&place, announcement), first_eight(&place, "d/public/checkpoint"));
    let request = format!("announcement-{first}.tsq");
    assert!(said.contains(&request) && said.contains("--answer"), "{said}");
    let about = |name: &str| format!("checkpoint-{checkpoint}.{name}");
    assert_eq!(names(&place), [request.clone(), about("tsq"), about("txt")]);
    let bytes = fs::read(place.path(&format!("d/public/timestamps/{request}"))).unwrap();
    assert_eq!(hex::encode(&bytes[24..56]), place.digest(announcement));
    assert!(place.ends(0, &["timestamp", "d"]).contains("相同"));

    // A wrong file is noticed, and nothing is kept of it.
    let refused = |bytes: &[u8], why: &str| {
        fs::write(place.path("a.tsr"), bytes).unwrap();
        let said = place.ends(2, &["timestamp", "d", "--answer", "a.tsr"]);
        assert!(said.contains(why), "{why}\n{said}");
        assert_eq!(names(&place).len(), 3);
    };
    let right = answer(&place, announcement);
    refused(&answer(&place, "d/plan.toml"), "没有这份文件的摘要");
    refused(&bytes, "这是请求文件");
    refused(b"<html>", "不是时间戳应答");
    refused(&[&right[..], &vec![0; 64 << 10]].concat(), "超过 65536 字节");
    fs::write(place.path("a.tsr"), &right).unwrap();
    let said = place.ends(0, &["timestamp", "d", "--answer", "a.tsr"]);
    assert!(said.contains("没有验证"), "{said}");
    let verify = format!(
        "openssl ts -verify -data d/public/announcement.json -in d/public/timestamps/announcement-{first}.tsr"
    );
    assert!(said.contains(&verify), "{said}");
    let kept = format!("d/public/timestamps/announcement-{first}.tsr");
    assert_eq!(fs::read(place.path(&kept)).unwrap(), right);
    assert!(place.ends(0, &["timestamp", "d", "--answer", "a.tsr"]).contains("相同"));
    // Evidence is never replaced.
    fs::write(place.path("b.tsr"), [&right[..], b"x"].concat()).unwrap();
    assert!(place.ends(2, &["timestamp", "d", "--answer", "b.tsr"]).contains("内容不同"));
    // The checkpoint that was asked about goes by its copy, whatever the log's is by now.
    fs::write(place.path("c.tsr"), answer(&place, "d/public/checkpoint")).unwrap();
    place.ends(0, &["publish", "d"]);
    place.ends(0, &["timestamp", "d", "--answer", "c.tsr"]);
    assert!(names(&place).contains(&about("tsr")));

    // The minutes that come after it name it, the same at every run; the list of files has it, and no auditor minds.
    let draw = ["draw", "d", "--yes", "--value", LOTTERY];
    place.ends(0, &draw);
    let grouped = place.digest(&kept);
    assert!(place.read("d/minutes-2.html").replace(' ', "").contains(&grouped));
    assert!(place.ends(0, &draw).contains("相同"));
    assert!(place.ends(0, &["timestamp", "d"]).contains("seal-"));
    place.ends(0, &["disclose", "d"]);
    place.ends(0, &["publish", "d", "--at", "2027-01-05T11:00:00+08:00"]);
    let page = place.read("d/public/files.html");
    assert!(page.contains(&format!("timestamps/announcement-{first}.tsr")) && !page.contains(".tsq"));
    let list = place.read("d/public/SHA256SUMS");
    for name in names(&place) {
        assert!(list.contains(&format!("  timestamps/{name}\n")), "{name} is not in\n{list}");
    }
    let audit = ["audit", "d", "--at", "2027-01-05T12:00:00+08:00"];
    let audited = place.run(&audit);
    let said = String::from_utf8(audited.stdout).unwrap();
    assert!(!said.contains("timestamps"), "{said}");
    let said = place.ends(3, &["verify", "d"]);
    assert!(said.contains(&verify) && said.contains("不作验证"), "{said}");
    assert!(said.contains("checkpoint-"), "{said}");
    // A name that is a command does not run when the line is pasted.
    let named = "d/public/timestamps/$(touch x).tsr";
    fs::copy(place.path(&kept), place.path(named)).unwrap();
    assert!(place.ends(3, &["verify", "d"]).contains(&format!("-in '{named}'")));
    fs::remove_file(place.path(named)).unwrap();
    // One that was changed is found by the list, and by whoever reads it.
    fs::write(place.path(&kept), answer(&place, "d/plan.toml")).unwrap();
    assert!(place.ends(3, &["verify", "d"]).contains("不是本次抽取所公布文件的应答"));
    let said = place.ends(1, &audit);
    assert!(said.contains("timestamps"), "{said}");
}

#[test]
fn an_answer_that_comes_after_the_minutes_leaves_them_as_they_were_signed() {
    let place = Place::drawn("timestamp-late");
    let minutes = place.read("d/minutes-2.html");
    place.ends(0, &["timestamp", "d"]);
    fs::write(place.path("a.tsr"), answer(&place, "d/public/announcement.json")).unwrap();
    fs::write(place.path("s.tsr"), answer(&place, "d/public/seal.json")).unwrap();
    place.ends(0, &["timestamp", "d", "--answer", "a.tsr", "--answer", "s.tsr"]);
    assert!(place.ends(0, &["draw", "d", "--yes", "--value", LOTTERY]).contains("相同"));
    assert_eq!(place.read("d/minutes-2.html"), minutes);
    assert!(!minutes.contains("时间戳"), "without an answer they say nothing of it");
    assert!(place.ends(0, &["timestamp", "d"]).contains("checkpoint"), "only that waits");
}

#[test]
fn nothing_is_stamped_before_the_announcement() {
    let place = Place::new("timestamp-early");
    place.ends(0, &["init", "d", "--text"]);
    assert!(place.ends(2, &["timestamp", "d"]).contains("announce"));
    assert!(!place.path("d/public").exists());
}
