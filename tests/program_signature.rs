//! Signature files that were made outside, with a certified key: kept as they came, named, shown, never verified.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod harness;

use harness::*;
use std::fs;

/// Something in the form of a signature by SM2: two numbers.
fn signature(of: u8) -> Vec<u8> {
    [&[0x30, 0x44, 0x02, 0x20][..], &[of; 32], &[0x02, 0x20], &[of; 32]].concat()
}

fn eight(place: &Place, path: &str) -> String {
    place.digest(path)[..8].to_owned()
}

#[test]
fn a_signature_is_kept_listed_and_shown() {
    let place = Place::announced("signature");
    fs::write(place.path("a.p7s"), signature(0x11)).unwrap();
    fs::write(place.path("b.P7S"), signature(0x22)).unwrap();
    let announcement = "d/public/announcement.json";
    let keep = |about: &str, file: &str| {
        vec!["signature".to_owned(), "d".into(), "--about".into(), about.into(), "--file".into(), file.into()]
    };
    let run = |code, about: &str, file: &str| {
        let arguments = keep(about, file);
        place.ends(code, &arguments.iter().map(String::as_str).collect::<Vec<&str>>())
    };
    let said = run(0, announcement, "a.p7s");
    assert!(said.contains("没有验证") && said.contains("publish d"), "{said}");
    let about = format!("d/public/signatures/announcement-{}", eight(&place, announcement));
    let first = format!("{about}-{}.p7s", eight(&place, "a.p7s"));
    assert_eq!(fs::read(place.path(&first)).unwrap(), signature(0x11));
    assert!(run(0, announcement, "a.p7s").contains("相同"));
    // A second one signs the same document; a copy of the document is as good as the document.
    fs::copy(place.path(announcement), place.path("copy.json")).unwrap();
    run(0, "copy.json", "b.P7S");
    assert!(place.path(&format!("{about}-{}.p7s", eight(&place, "b.P7S"))).is_file());

    // A checkpoint is kept with its signature: the log goes on.
    fs::copy(place.path("d/public/checkpoint"), place.path("checkpoint")).unwrap();
    fs::write(place.path("c"), signature(0x33)).unwrap();
    place.ends(0, &["draw", "d", "--yes", "--value", LOTTERY]);
    run(0, "checkpoint", "c");
    let of_log = format!("d/public/signatures/checkpoint-{}", eight(&place, "checkpoint"));
    assert_eq!(
        fs::read(place.path(&format!("{of_log}.txt"))).unwrap(),
        fs::read(place.path("checkpoint")).unwrap()
    );
    assert!(place.path(&format!("{of_log}-{}.sig", eight(&place, "c"))).is_file());
    assert!(run(0, "checkpoint", "c").contains("相同"));

    place.ends(0, &["disclose", "d"]);
    fs::write(place.path("d.sig"), signature(0x44)).unwrap();
    run(0, "d/public/disclosure.json", "d.sig");
    place.ends(0, &["publish", "d", "--at", "2027-01-05T11:00:00+08:00"]);
    assert!(place.read("d/public/files.html").contains(&first["d/public/".len()..]));
    let list = place.read("d/public/SHA256SUMS");
    let kept: Vec<String> = fs::read_dir(place.path("d/public/signatures"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(kept.len(), 5, "{kept:?}");
    for name in kept {
        assert!(list.contains(&format!("  signatures/{name}\n")), "{name} is not in\n{list}");
    }
    let said = place.ends(3, &["verify", "d"]);
    assert_eq!(said.matches("签名文件：").count(), 4, "{said}");
    assert!(said.contains(&format!("{first} 附于 {announcement}")) && said.contains("不作验证"), "{said}");
    let english = place.ends(3, &["verify", "d", "--lang", "en"]);
    assert!(english.contains("signature file: ") && english.contains("not verified here"), "{english}");
    let audit = ["audit", "d", "--at", "2027-01-05T12:00:00+08:00"];
    let said = String::from_utf8(place.run(&audit).stdout).unwrap();
    assert!(!said.contains("signatures"), "{said}");
    // One that was changed is found by its name, and by the list.
    fs::write(place.path(&first), signature(0x55)).unwrap();
    assert!(place.ends(3, &["verify", "d"]).contains("内容已被改动"));
    assert!(place.ends(1, &audit).contains("signatures"));
}

#[test]
fn keys_and_what_signs_nothing_are_refused() {
    let place = Place::new("signature-refused");
    place.ends(0, &["init", "d", "--text"]);
    fs::write(place.path("a.sig"), signature(1)).unwrap();
    let run = |about: &str, file: &str| place.ends(2, &["signature", "d", "--about", about, "--file", file]);
    assert!(run("d/plan.toml", "a.sig").contains("announce"));
    let place = Place::announced("signature-refused-too");
    fs::write(place.path("a.sig"), signature(1)).unwrap();
    let run = |about: &str, file: &str| place.ends(2, &["signature", "d", "--about", about, "--file", file]);
    let announcement = "d/public/announcement.json";
    for (file, bytes, why) in [
        ("k.pem", &b"-----BEGIN PRIVATE KEY-----\nMIG\n"[..], "私钥"),
        ("log.key", b"PRIVATE+KEY+xxcj.example/log+8c8dd8d2+AQ\n", "私钥"),
        ("k.txt", "见证人随机数（抽取时由见证人读出）".as_bytes(), "不是签名文件"),
        ("a.pdf", b"%PDF-1.7\n", "不是签名文件"),
        ("k.pfx", &[0x30, 0x03, 0x02, 0x01, 0x03], "私钥"),
        ("empty.sig", b"", "空的"),
        ("large.sig", &vec![7; (64 << 10) + 1], "65536"),
    ] {
        fs::write(place.path(file), bytes).unwrap();
        let said = run(announcement, file);
        assert!(said.contains(why), "{file}: {said}");
    }
    // What the office keeps to itself is not published by mistake, whatever is in it; what it was sent may lie there.
    for file in ["d/private/opening.json", "d/private/envelope.html", "d/private/inputs.sha256"] {
        assert!(run(announcement, file).contains("不得公开"), "{file}");
    }
    fs::create_dir_all(place.path("d/private/收到的文件")).unwrap();
    fs::copy(place.path("a.sig"), place.path("d/private/收到的文件/b.sig")).unwrap();
    assert!(!place.path("d/public/signatures").exists());
    place.ends(0, &["signature", "d", "--about", announcement, "--file", "d/private/收到的文件/b.sig"]);
    fs::create_dir_all(place.path("other/private")).unwrap();
    fs::create_dir_all(place.path("other/public")).unwrap();
    fs::copy(place.path("a.sig"), place.path("other/private/a.sig")).unwrap();
    assert!(run(announcement, "other/private/a.sig").contains("不得公开"));
    // A web server would run some endings.
    fs::write(place.path("b.php"), signature(2)).unwrap();
    let said = place.ends(0, &["signature", "d", "--about", announcement, "--file", "b.php"]);
    assert!(said.contains(".sig") && !said.contains(".php"), "{said}");
    let said = place.ends(0, &["signature", "d", "--about", "d/public/checkpoint", "--file", "a.sig"]);
    assert!(said.contains("同一签名文件"), "{said}");
    assert!(run(announcement, "none.sig").contains("签名工具"));
    assert!(run("none.json", "a.sig").contains("所签的公开文件"));
    for about in ["d/plan.toml", "a.sig", "d/minutes-1.html"] {
        assert!(run(about, "a.sig").contains("原文"), "{about}");
    }
    // A checkpoint of another log.
    let checkpoint = place.read("d/public/checkpoint");
    let mut lines: Vec<&str> = checkpoint.lines().collect();
    lines[2] = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    fs::write(place.path("checkpoint"), lines.join("\n") + "\n").unwrap();
    assert!(run("checkpoint", "a.sig").contains("原文"));
    assert_eq!(fs::read_dir(place.path("d/public/signatures")).unwrap().count(), 4);
}

#[test]
fn the_checkpoint_of_a_log_elsewhere_is_stamped_and_signed() {
    let place = Place::new("signature-elsewhere");
    place.ends(0, &["init", "d", "--text"]);
    fs::create_dir(place.path("books")).unwrap();
    place.ends(0, &["announce", "d", "--log", "books/log.jsonl"]);
    fs::write(place.path("a.sig"), signature(1)).unwrap();
    place.ends(0, &["signature", "d", "--about", "books/checkpoint", "--file", "a.sig"]);
    let of_log = format!("checkpoint-{}", eight(&place, "books/checkpoint"));
    assert!(place.path(&format!("d/public/signatures/{of_log}.txt")).is_file());
    assert!(place.ends(0, &["timestamp", "d"]).contains(&format!("{of_log}.tsq")));
}
