//! A log with a key, and an office that cosigns it: from the key to the audit, and what happens when the log is rewritten.

#![allow(clippy::unwrap_used, clippy::panic)]

mod harness;

use dual_random::commit::merkle::check_consistency;
use dual_random::record::{Continuation, SignedCheckpoint};
use dual_random::witness::{Signature, SignerKey, VerifierKey};
use harness::{LOTTERY, Place, contents, log};
use std::fs;
use std::path::PathBuf;

const ORIGIN: &str = "jianguan.example/draws";
const COSIGNED: &str = "2026-09-28T11:00:00+08:00";
const AUDITED: &str = "2027-02-01T00:00:00+08:00";

/// A folder whose log has a key, and an office, before anything is announced.
fn begun(name: &str) -> Place {
    let place = Place::new(name);
    place.ends(0, &["init", "d", "--text"]);
    place.ends(0, &["key", "new", "d", "--origin", ORIGIN, "--yes"]);
    office(&place, "w", "jiwei.example/witness");
    place
}

fn office(place: &Place, dir: &str, name: &str) {
    place.ends(0, &["witness", "new", dir, "--name", name, "--yes"]);
}

fn public_key(place: &Place, name: &str) -> VerifierKey {
    place.read(name).parse().unwrap()
}

fn checkpoint(place: &Place, name: &str) -> SignedCheckpoint {
    SignedCheckpoint::from_text(&place.read(name)).unwrap()
}

/// The office looks at the log as it is, and cosigns.
fn cosigns(place: &Place, dir: &str, at: &str, more: &[&str]) -> String {
    let (log, to) = ("d/public/log.jsonl", format!("{dir}.txt"));
    let arguments =
        ["witness", "sign", dir, "d/public/checkpoint", "--log", log, "--out", &to, "--at", at, "--yes"];
    place.ends(0, &[&arguments[..], more].concat())
}

#[test]
fn a_log_is_signed_cosigned_and_audited_and_a_rewritten_one_is_refused() {
    let place = begun("witness-story");
    let said = place.ends(0, &["announce", "d"]);
    // The three lines bear the address now, and are signed.
    assert!(said.contains(&format!("\n{ORIGIN}\n1\n")), "{said}");
    let key = public_key(&place, "d/public/log.pub");
    assert_eq!(key.verify(&checkpoint(&place, "d/public/checkpoint")), Signature::Signed);
    assert!(place.read("d/minutes-1.html").contains(&key.to_text()));

    // The office sees the log for the first time: whose key it is it must know from elsewhere.
    let first = ["witness", "sign", "w", "d/public/checkpoint", "--log", "d/public/log.jsonl", "--yes"];
    assert!(place.ends(2, &first).contains("--log-key"));
    let said = cosigns(&place, "w", COSIGNED, &["--log-key", "d/public/log.pub"]);
    assert!(said.contains("第一次见到") && said.contains("此前所见为零"), "{said}");
    assert!(said.contains("先从备份放回 logs") && said.contains("不表示日志所载属实"), "{said}");
    let office = public_key(&place, "w/witness.pub");
    let at = COSIGNED.parse().unwrap();
    assert_eq!(office.verify(&checkpoint(&place, "w.txt")), Signature::Cosigned(at));
    place.ends(0, &["witness", "add", "d", "w.txt", "--witness", "w/witness.pub"]);
    assert_eq!(office.verify(&checkpoint(&place, "d/public/checkpoint")), Signature::Cosigned(at));
    // An interrupted step that is run again takes no cosignature away.
    place.ends(0, &["announce", "d"]);
    assert_eq!(office.verify(&checkpoint(&place, "d/public/checkpoint")), Signature::Cosigned(at));

    // The draw goes on; the cosigned checkpoint stays.
    place.ends(0, &["draw", "d", "--value", LOTTERY, "--yes"]);
    assert_eq!(office.verify(&checkpoint(&place, "d/public/checkpoint")), Signature::Missing);
    assert_eq!(office.verify(&checkpoint(&place, "d/public/cosigned/1")), Signature::Cosigned(at));
    let early = ["witness", "sign", "w", "d/public/checkpoint", "--log", "d/public/log.jsonl", "--yes"];
    let said = place.ends(2, &[&early[..], &["--at", "2026-09-28T10:59:59+08:00"]].concat());
    assert!(said.contains("请校准本机时钟"), "{said}");
    let said = cosigns(&place, "w", "2026-10-08T21:00:00+08:00", &[]);
    assert!(said.contains("以前见到 1 行，现有 2 行"), "{said}");
    place.ends(0, &["witness", "add", "d", "w.txt", "--witness", "w/witness.pub"]);
    place.ends(0, &["disclose", "d"]);
    place.ends(0, &["publish", "d", "--at", "2027-01-05T11:00:00+08:00"]);
    assert!(place.read("d/public/SHA256SUMS").contains("  log.pub\n"));
    for page in ["d/public/files.html", "d/public/check.html"] {
        assert!(place.read(page).contains(&key.to_text()), "{page}");
    }

    // Whoever audits has both public keys.
    let keys = ["--witness", "w/witness.pub", "--quorum", "1", "--log-key", "d/public/log.pub"];
    let audit =
        |code, more: &[&str]| place.ends(code, &[&["audit", "d", "--on", AUDITED], &keys[..], more].concat());
    let said = audit(3, &[]);
    assert!(said.contains("第 1 至 1 行：有日志签名；联署：jiwei.example/witness"), "{said}");
    assert!(said.contains("2026年9月28日11时 已满 1 家"), "{said}");
    assert!(said.contains("第 3 至") && said.contains("行没有达到所要求的联署"), "{said}");
    assert!(!said.contains("各公告是否确在公开值截止前公布"), "a witness saw the announcement: {said}");
    assert!(said.contains("联署单位与执法单位是否串通"), "{said}");
    let english = audit(3, &["--lang", "en"]);
    assert!(
        english.contains("lines 1 to 2: signed by the log; cosigned: jiwei.example/witness"),
        "{english}"
    );
    // Without the office's key nothing of this is settled.
    let said = place.ends(0, &["audit", "d", "--on", AUDITED]);
    assert!(said.contains("各公告是否确在公开值截止前公布") && said.contains("取自公示文件夹"), "{said}");

    // The log is rewritten whole, and signed anew with the authority's own key.
    let other = place.read("d/public/log.jsonl").replace("08:30:00+08:00", "08:30:01+08:00");
    fs::write(place.path("other.jsonl"), &other).unwrap();
    let secret = SignerKey::from_text(&place.read("d/private/log.key")).unwrap();
    let rewritten = log(&place, "other.jsonl");
    let mut forged = SignedCheckpoint::new(rewritten.checkpoint(ORIGIN).unwrap());
    secret.sign(&mut forged).unwrap();
    fs::write(place.path("forged"), forged.to_text()).unwrap();
    let before = contents(&place.path("w"));
    let sign = ["witness", "sign", "w", "forged", "--log", "other.jsonl", "--yes"];
    let said = place.ends(1, &sign);
    assert!(said.contains("没有联署：日志被改写") && said.contains("不能否认"), "{said}");
    let english = place.ends(1, &[&sign[..], &["--lang", "en"]].concat());
    assert!(english.contains("NOT COSIGNED: the log was rewritten"), "{english}");
    // It kept what it had, and the proof that there are two logs.
    let after = contents(&place.path("w"));
    assert!(before.iter().all(|file| after.contains(file)));
    let evidence: Vec<_> = after.iter().filter(|file| !before.contains(file)).collect();
    let named = |name: &str| {
        let is_named = |file: &&&(PathBuf, Vec<u8>)| file.0.file_name().is_some_and(|own| own == name);
        &evidence.iter().find(is_named).unwrap().1
    };
    assert_eq!(evidence.len(), 3);
    assert_eq!(named("other"), forged.to_text().as_bytes());
    assert_eq!(named("seen"), place.read("w.txt").as_bytes());
    assert_eq!(named("other.jsonl"), other.as_bytes());
    // A proof of consistency for it is refused too, and an older or shorter log.
    let proof = Continuation::new(&rewritten.tree(), 2, forged.clone()).unwrap();
    fs::write(place.path("proof"), proof.to_text()).unwrap();
    assert!(place.ends(1, &["witness", "sign", "w", "proof", "--yes"]).contains("一致性证明不成立"));
    let said = place
        .ends(1, &["witness", "sign", "w", "d/public/cosigned/1", "--log", "d/public/log.jsonl", "--yes"]);
    assert!(said.contains("日志变短了"), "{said}");
    // Whoever has the forged checkpoint shows it: it bears the log's signature.
    assert!(audit(1, &["--checkpoint", "forged"]).contains("公开日志与所持日志校验信息不符"));
    // One that anybody made up does not accuse the authority.
    fs::write(place.path("made-up"), forged.text()).unwrap();
    let said = audit(1, &["--checkpoint", "made-up"]);
    assert!(said.contains("没有日志签名（任何人均可编造") && !said.contains("已被改写或者删减"), "{said}");

    // The rewritten log in the place of the true one, with everything signed: the cosigned checkpoint tells.
    fs::write(place.path("d/public/log.jsonl"), &other).unwrap();
    fs::write(place.path("d/public/checkpoint"), forged.to_text()).unwrap();
    let said = place.ends(1, &["audit", "d", "--on", AUDITED, "--checkpoint", "w.txt"]);
    assert!(said.contains("已被改写或者删减"), "{said}");
}

#[test]
fn a_proof_of_consistency_is_made_by_command_and_the_office_takes_it_without_the_log() {
    let place = begun("witness-consistency");
    place.ends(0, &["announce", "d"]);
    place.ends(2, &["consistency", "d", "--from", "2"]);
    let said = place.ends(0, &["consistency", "d", "--from", "0"]);
    assert!(said.starts_with(&format!("old 0\n\n{ORIGIN}\n1\n")), "{said}");
    place.ends(0, &["consistency", "d", "--from", "0", "--out", "first"]);
    place.ends(
        0,
        &["witness", "sign", "w", "first", "--log-key", "d/public/log.pub", "--at", COSIGNED, "--yes"],
    );
    place.ends(0, &["draw", "d", "--value", LOTTERY, "--yes"]);
    place.ends(0, &["disclose", "d"]);
    place.ends(0, &["consistency", "d", "--from", "1", "--out", "second"]);
    let sent = Continuation::from_text(&place.read("second")).unwrap();
    let lines = log(&place, "d/public/log.jsonl");
    assert_eq!(sent.old(), 1);
    let (old, new) = (lines.tree().root_of_first(1).unwrap(), lines.tree().root());
    check_consistency(
        dual_random::HashAlgorithm::Sha256,
        1,
        &old,
        lines.lines().len() as u64,
        &new,
        &lines.tree().consistency(1).unwrap(),
    )
    .unwrap();
    assert_eq!(sent.checkpoint().head().root(), new);
    // One from another size is of no use to this office.
    place.ends(0, &["consistency", "d", "--from", "2", "--out", "third"]);
    assert!(place.ends(1, &["witness", "sign", "w", "third", "--yes"]).contains("从第 1 行起重新出具"));
    // Without an answer nothing is cosigned or kept.
    let before = contents(&place.path("w"));
    place.ends(3, &["witness", "sign", "w", "second", "--at", "2027-01-05T12:00:00+08:00"]);
    assert_eq!(contents(&place.path("w")), before);
    place.ends(0, &["witness", "sign", "w", "second", "--at", "2027-01-05T12:00:00+08:00", "--yes"]);
    // A witness on the web answers with its lines alone.
    let office = public_key(&place, "w/witness.pub");
    let cosigned = checkpoint(&place, "w/cosigned.txt");
    let lines = cosigned.lines().iter().filter(|line| line.contains(office.name()));
    let own: Vec<&str> = lines.map(String::as_str).collect();
    let own = own.join("\n") + "\n";
    fs::write(place.path("answer"), own).unwrap();
    place.ends(0, &["witness", "add", "d", "answer", "--witness", "w/witness.pub"]);
    assert_ne!(office.verify(&checkpoint(&place, "d/public/checkpoint")), Signature::Missing);
}

#[test]
fn a_quorum_counts_each_witness_once_and_what_is_short_of_it_is_said() {
    let place = begun("witness-quorum");
    office(&place, "v", "shenji.example/witness");
    place.ends(0, &["announce", "d"]);
    cosigns(&place, "w", COSIGNED, &["--log-key", "d/public/log.pub"]);
    place.ends(0, &["witness", "add", "d", "w.txt", "--witness", "w/witness.pub"]);
    place.ends(0, &["draw", "d", "--value", LOTTERY, "--yes"]);
    let both = ["--witness", "w/witness.pub", "--witness", "v/witness.pub"];
    let audit = |code, more: &[&str]| {
        place.ends(code, &[&["audit", "d", "--on", "2026-11-01T00:00:00+08:00"], more].concat())
    };
    let said = audit(3, &[&both[..], &["--quorum", "2"]].concat());
    assert!(said.contains("未满 2 家") && said.contains("没有一份日志校验信息达到所要求的联署"), "{said}");
    audit(3, &both);
    let said = audit(3, &[&both[..], &["--quorum", "1"]].concat());
    assert!(said.contains("日志第 2 至 2 行没有达到所要求的联署"), "{said}");
    cosigns(&place, "w", "2026-10-08T21:00:00+08:00", &[]);
    place.ends(0, &["witness", "add", "d", "w.txt", "--witness", "w/witness.pub"]);
    audit(0, &[&both[..], &["--quorum", "1"]].concat());
    for bad in [
        &["--quorum", "3"][..],
        &["--quorum", "0"],
        &["--witness", "w/witness.pub"],
        &["--log-key", "w/witness.pub"],
    ] {
        audit(2, &[&both[..], bad].concat());
    }
    audit(2, &["--quorum", "1"]);
    audit(2, &["--witness", "d/private/log.key"]);
    // Somebody else's signature cannot be added, nor a cosignature of another log.
    assert!(
        place
            .ends(2, &["witness", "add", "d", "w.txt", "--witness", "v/witness.pub"])
            .contains("没有下列公钥的有效联署")
    );
    let other = begun("witness-other");
    other.ends(0, &["announce", "d"]);
    fs::copy(other.path("d/public/checkpoint"), place.path("strange")).unwrap();
    assert!(
        place
            .ends(2, &["witness", "add", "d", "strange", "--witness", "w/witness.pub"])
            .contains("不是公开日志")
    );
    // The office does not take another key for the log that it knows.
    let said = place.ends(
        2,
        &[
            "witness",
            "sign",
            "w",
            "d/public/checkpoint",
            "--log",
            "d/public/log.jsonl",
            "--log-key",
            "w/witness.pub",
            "--yes",
        ],
    );
    assert!(said.contains("日志换了公钥"), "{said}");
}

#[test]
fn a_key_is_made_once_kept_private_and_asked_for() {
    let place = Place::new("witness-key");
    place.ends(0, &["init", "d", "--text"]);
    for bad in ["https://jianguan.example/draws", "a b", "a+b", ""] {
        place.ends(2, &["key", "new", "d", "--origin", bad, "--yes"]);
    }
    place.ends(2, &["key", "new", "nowhere", "--origin", ORIGIN, "--yes"]);
    place.edit("d/plan.toml", "# hash = \"sm3\"", "hash = \"sm3\"");
    assert!(place.ends(2, &["key", "new", "d", "--origin", ORIGIN, "--yes"]).contains("SM3"));
    place.edit("d/plan.toml", "hash = \"sm3\"", "# hash = \"sm3\"");
    let said = place.ends(3, &["key", "new", "d", "--origin", ORIGIN]);
    assert!(
        said.contains("没有生成密钥")
            && !place.path("d/private").exists()
            && !place.path("d/public").exists()
    );
    let said = place.ends(0, &["key", "new", "d", "--origin", ORIGIN, "--yes"]);
    let secret = place.read("d/private/log.key");
    let own = SignerKey::from_text(&secret).unwrap();
    let data = secret.trim().splitn(5, '+').nth(4).unwrap();
    assert!(!said.contains(data) && said.contains(&own.verifier().to_text()), "{said}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        for (name, mode) in [("d/private", 0o700), ("d/private/log.key", 0o600)] {
            assert_eq!(fs::metadata(place.path(name)).unwrap().permissions().mode() & 0o777, mode, "{name}");
        }
    }
    assert!(place.ends(2, &["key", "new", "d", "--origin", ORIGIN, "--yes"]).contains("已经存在"));
    assert_eq!(place.read("d/private/log.key"), secret);
    // Without the secret key nothing is announced, and with another's neither.
    fs::rename(place.path("d/private/log.key"), place.path("log.key")).unwrap();
    assert!(place.ends(2, &["announce", "d"]).contains("请从备份放回私钥"));
    assert!(!place.path("d/public/log.jsonl").exists());
    let other = SignerKey::new(ORIGIN, [9; 32]).unwrap();
    fs::write(place.path("d/private/log.key"), &*other.reveal()).unwrap();
    assert!(place.ends(2, &["announce", "d"]).contains("不是一对密钥"));
    fs::rename(place.path("log.key"), place.path("d/private/log.key")).unwrap();
    place.ends(0, &["announce", "d"]);
    // No public file and no output holds the secret.
    for (path, bytes) in contents(&place.path("d/public")) {
        assert!(!String::from_utf8_lossy(&bytes).contains(data), "{}", path.display());
    }
}

#[test]
fn a_lost_key_gives_way_to_another_and_what_was_cosigned_stays() {
    let place = begun("witness-replaced");
    place.ends(0, &["announce", "d"]);
    cosigns(&place, "w", COSIGNED, &["--log-key", "d/public/log.pub"]);
    place.ends(0, &["witness", "add", "d", "w.txt", "--witness", "w/witness.pub"]);
    place.ends(0, &["draw", "d", "--value", LOTTERY, "--yes"]);
    let minutes = place.read("d/minutes-1.html");
    let former = public_key(&place, "d/public/log.pub");
    let checkpoint_before = place.read("d/public/checkpoint");
    fs::rename(place.path("d/private/log.key"), place.path("log.key")).unwrap();
    // What is logged needs no key, what is not yet does; the way out is named.
    for again in [&["announce", "d"][..], &["draw", "d", "--value", LOTTERY, "--yes"]] {
        assert!(place.ends(0, again).contains("相同"), "{again:?}");
    }
    assert_eq!(place.read("d/public/checkpoint"), checkpoint_before);
    let said = place.ends(2, &["disclose", "d"]);
    assert!(said.contains("请从备份放回私钥") && said.contains("--replace"), "{said}");
    let key = |code, address: &str, more: &[&str]| {
        place.ends(code, &[&["key", "new", "d", "--origin", address], more].concat())
    };
    assert!(key(2, "jianguan.example/2", &["--yes"]).contains("--replace"));
    assert!(key(2, ORIGIN, &["--replace", "--yes"]).contains("须另用新的地址"));
    let before = contents(&place.path("d"));
    assert!(key(3, "jianguan.example/2", &["--replace"]).contains("取代下列公钥"));
    assert_eq!(contents(&place.path("d")), before);
    key(0, "jianguan.example/2", &["--replace", "--yes"]);
    let newest = checkpoint(&place, "d/public/checkpoint");
    assert_eq!(public_key(&place, "d/public/log.pub").verify(&newest), Signature::Signed);
    assert_eq!(newest.head().origin(), "jianguan.example/2");
    assert_eq!(place.read("d/public/cosigned/log.pub").trim_end(), former.to_text());
    let of_former = |(path, bytes): &(PathBuf, Vec<u8>)| {
        path.starts_with(place.path("d/public/cosigned")) && bytes == checkpoint_before.as_bytes()
    };
    assert!(contents(&place.path("d")).iter().any(of_former), "the last checkpoint of the former key");
    // Papers that are signed stay as they are.
    assert!(place.ends(0, &["announce", "d"]).contains("相同"));
    assert_eq!(place.read("d/minutes-1.html"), minutes);
    place.ends(0, &["disclose", "d"]);
    place.ends(0, &["publish", "d", "--at", "2027-01-05T11:00:00+08:00"]);
    assert!(place.read("d/public/SHA256SUMS").contains("  log.pub\n"));
    // To the office it is a log that it has not seen; its older cosignature counts as before.
    let at = "2027-01-06T09:00:00+08:00";
    assert!(cosigns(&place, "w", at, &["--log-key", "d/public/log.pub"]).contains("第一次见到"));
    place.ends(0, &["witness", "add", "d", "w.txt", "--witness", "w/witness.pub"]);
    let said = place.ends(0, &["audit", "d", "--on", AUDITED, "--witness", "w/witness.pub"]);
    assert!(said.contains("以前的公钥") && said.contains(&former.to_text()), "{said}");
    assert!(said.contains("第 1 至 1 行：有日志签名；联署：jiwei.example/witness"), "{said}");
    assert!(!said.contains("各公告是否确在公开值截止前公布"), "{said}");
    // A second one, stolen this time: its file gets another name.
    key(0, "jianguan.example/3", &["--replace", "--yes"]);
    let secrets: Vec<_> =
        fs::read_dir(place.path("d/private")).unwrap().map(|one| one.unwrap().file_name()).collect();
    assert_eq!(secrets.iter().filter(|name| name.to_string_lossy().starts_with("log")).count(), 2);
    assert_eq!(place.read("d/public/cosigned/log.pub").lines().count(), 2);
    place.ends(0, &["publish", "d", "--at", "2027-01-07T11:00:00+08:00"]);
    place.ends(0, &["audit", "d", "--on", AUDITED]);
}

#[test]
fn a_restored_folder_misses_the_logs_key_and_draws_again_what_was_drawn() {
    let place = begun("witness-restored");
    place.ends(0, &["announce", "d"]);
    place.ends(0, &["draw", "d", "--value", LOTTERY, "--yes"]);
    let opening = place.read("d/private/opening.json");
    let at = opening.find("\"master\":\"").unwrap() + 10;
    fs::write(place.path("secret.txt"), &opening[at..at + 64]).unwrap();
    fs::remove_dir_all(place.path("d/private")).unwrap();
    let said = place.ends(0, &["restore", "d", "--secret-file", "secret.txt"]);
    assert!(said.contains("log.key") && said.contains("--replace"), "{said}");
    let late = ["draw", "d", "--value", LOTTERY, "--yes", "--at", "2026-12-01T09:00:00+08:00"];
    let said = place.ends(0, &late);
    assert!(!said.contains("逾期"), "it is sealed in time: {said}");
    assert!(place.path("d/private/result.json").exists());
}

#[test]
fn a_log_whose_public_key_is_gone_does_not_go_on_without() {
    let place = begun("witness-gone");
    place.ends(0, &["announce", "d"]);
    fs::rename(place.path("d/public/log.pub"), place.path("log.pub")).unwrap();
    fs::rename(place.path("d/private/log.key"), place.path("log.key")).unwrap();
    let before = contents(&place.path("d"));
    assert!(place.ends(2, &["draw", "d", "--value", LOTTERY, "--yes"]).contains("请从网站或者备份放回公钥"));
    assert!(place.ends(2, &["key", "new", "d", "--origin", "x.example/y", "--yes"]).contains("放回公钥"));
    assert_eq!(contents(&place.path("d")), before);
    let audit = ["audit", "d", "--on", "2026-09-29T00:00:00+08:00"];
    assert!(place.ends(1, &audit).contains("签名无从核对"));
    place.ends(0, &[&audit[..], &["--log-key", "log.pub"]].concat());
    // Whoever lost only the public key has it in the secret one.
    fs::rename(place.path("log.key"), place.path("d/private/log.key")).unwrap();
    place.ends(0, &["draw", "d", "--value", LOTTERY, "--yes"]);
    assert_eq!(place.read("d/public/log.pub"), place.read("log.pub"));
}

/// A log with a key that was cosigned, and a second one that its key has signed as well, of other lines: `forged`, `other.jsonl`.
fn forked(name: &str) -> Place {
    let place = begun(name);
    place.ends(0, &["announce", "d"]);
    cosigns(&place, "w", COSIGNED, &["--log-key", "d/public/log.pub"]);
    place.ends(0, &["witness", "add", "d", "w.txt", "--witness", "w/witness.pub"]);
    let other = place.read("d/public/log.jsonl").replace("08:30:00+08:00", "08:30:01+08:00");
    fs::write(place.path("other.jsonl"), &other).unwrap();
    let secret = SignerKey::from_text(&place.read("d/private/log.key")).unwrap();
    let mut forged = SignedCheckpoint::new(log(&place, "other.jsonl").checkpoint(ORIGIN).unwrap());
    secret.sign(&mut forged).unwrap();
    fs::write(place.path("forged"), forged.to_text()).unwrap();
    fs::copy(place.path("d/public/log.pub"), place.path("log.pub")).unwrap();
    place
}

#[test]
fn keys_that_lie_in_the_folder_count_for_nothing_beside_those_of_the_reader() {
    let place = forked("witness-planted");
    let on = ["audit", "d", "--on", "2026-09-29T00:00:00+08:00"];
    let audit = |code, more: &[&str]| place.ends(code, &[&on[..], more].concat());
    let given = ["--log-key", "log.pub"];
    let found = "公开日志与所持日志校验信息不符";
    assert!(audit(1, &[&given[..], &["--checkpoint", "forged"]].concat()).contains(found));
    // Another key under the log's own name, as one that it had before: the fork is not denied by it.
    let twin = SignerKey::new(ORIGIN, [7; 32]).unwrap().verifier().to_text();
    fs::write(place.path("d/public/cosigned/log.pub"), twin + "\n").unwrap();
    assert!(audit(1, &[&given[..], &["--checkpoint", "forged"]].concat()).contains(found));
    audit(0, &given);
    assert!(!audit(0, &[]).contains("以前的公钥"), "of two keys of one name the log's own counts");
    let twice = ["--log-key", "log.pub", "--log-key", "log.pub"];
    assert!(audit(2, &twice).contains("名称相同"));
    // A rival's key and checkpoint accuse nobody.
    let rival = SignerKey::new("rival.example/x", [8; 32]).unwrap();
    let mut of_rival =
        SignedCheckpoint::new(log(&place, "other.jsonl").checkpoint("rival.example/x").unwrap());
    rival.sign(&mut of_rival).unwrap();
    fs::write(place.path("d/public/cosigned/log.pub"), rival.verifier().to_text() + "\n").unwrap();
    fs::write(place.path("d/public/cosigned/1-rival"), of_rival.to_text()).unwrap();
    let said = audit(0, &given);
    assert!(said.contains("rival.example/x 的日志校验信息，没有采用"), "{said}");
    // What the log's key signed is the log's, whatever it calls itself; and no checkpoint of another name stands for the log's.
    let secret = SignerKey::from_text(&place.read("d/private/log.key")).unwrap();
    let renamed = |lines: &str, to: &str| {
        let mut renamed =
            SignedCheckpoint::new(log(&place, lines).checkpoint("jianguan.example/drows").unwrap());
        secret.sign(&mut renamed).unwrap();
        fs::write(place.path(to), renamed.to_text()).unwrap();
    };
    renamed("other.jsonl", "renamed");
    assert!(audit(1, &[&given[..], &["--checkpoint", "renamed"]].concat()).contains(found));
    let own = place.read("d/public/checkpoint");
    renamed("d/public/log.jsonl", "d/public/checkpoint");
    assert!(audit(1, &given).contains("没有下列日志公钥的签名"));
    fs::write(place.path("d/public/checkpoint"), own).unwrap();
    // Nor does the folder's public key beside the one that is given.
    fs::write(place.path("d/public/log.pub"), rival.verifier().to_text() + "\n").unwrap();
    let said = audit(1, &given);
    assert!(
        said.contains("不是所给出的任何一个日志公钥") && said.contains(&format!("\n{ORIGIN}\n1\n")),
        "{said}"
    );
    fs::write(place.path("d/public/log.pub"), "junk").unwrap();
    assert!(audit(1, &given).contains("log.pub"));
    fs::copy(place.path("log.pub"), place.path("d/public/log.pub")).unwrap();
    // What a key of the log should have signed, and has not, was seen by nobody.
    let unsigned = checkpoint(&place, "forged").text().to_owned();
    fs::write(place.path("made-up"), unsigned).unwrap();
    let seen = ["--checkpoint-seen", "2026-09-28T12:00:00+08:00=made-up"];
    let said = audit(1, &[&given[..], &seen].concat());
    assert!(said.contains("没有日志签名（任何人均可编造") && !said.contains(found), "{said}");
    let before = place.read("d/public/announcement.json");
    let lead =
        dual_random::Announcement::from_bytes(before.as_bytes()).unwrap().plan.authorities[0].name.clone();
    let invented = log(&place, "other.jsonl").checkpoint(&lead).unwrap();
    fs::write(place.path("made-up"), invented.to_text()).unwrap();
    assert!(!audit(1, &[&given[..], &seen].concat()).contains(found));
}

#[test]
fn files_that_somebody_put_beside_the_log_stop_nobody() {
    let place = begun("witness-junk");
    place.ends(0, &["announce", "d"]);
    fs::create_dir_all(place.path("d/public/cosigned/7")).unwrap();
    fs::write(place.path("d/public/cosigned/1"), "junk").unwrap();
    fs::write(place.path("d/public/cosigned/2"), vec![b'x'; (128 << 10) + 1]).unwrap();
    let said = place.ends(1, &["audit", "d", "--on", "2026-09-29T00:00:00+08:00"]);
    assert!(["cosigned/1", "cosigned/2", "cosigned/7"].iter().all(|name| said.contains(name)), "{said}");
    place.ends(0, &["draw", "d", "--value", LOTTERY, "--yes"]);
    assert_eq!(checkpoint(&place, "d/public/checkpoint").lines().len(), 1);
    // Another key's checkpoint in the place of the newest: the cosigned one stays, and no key is replaced.
    cosigns(&place, "w", "2026-10-08T21:00:00+08:00", &["--log-key", "d/public/log.pub"]);
    fs::remove_file(place.path("d/public/cosigned/2")).unwrap();
    place.ends(0, &["witness", "add", "d", "w.txt", "--witness", "w/witness.pub"]);
    let lines = log(&place, "d/public/log.jsonl");
    // What lies in the place of a cosigned checkpoint, and is none of the log's, gives way to one.
    fs::write(place.path("d/public/cosigned/2"), "junk").unwrap();
    place.ends(0, &["witness", "add", "d", "w.txt", "--witness", "w/witness.pub"]);
    assert_eq!(checkpoint(&place, "d/public/cosigned/2").lines().len(), 2);
    fs::write(place.path("d/public/checkpoint"), lines.checkpoint(ORIGIN).unwrap().to_text()).unwrap();
    let before = contents(&place.path("d"));
    place.ends(2, &["key", "new", "d", "--replace", "--origin", "jianguan.example/2", "--yes"]);
    assert_eq!(contents(&place.path("d")), before);
}

#[test]
fn a_question_that_stays_open_is_answered_to_what_was_asked() {
    use std::io::Write;
    use std::process::Stdio;
    let place = forked("witness-open");
    office(&place, "v", "shenji.example/witness");
    let sign = |file: &str, log: &str, to: &str| {
        let at = "2026-09-28T12:00:00+08:00";
        let key = ["--log-key", "log.pub", "--out", to, "--at", at];
        let arguments = [&["witness", "sign", "v", file, "--log", log][..], &key].concat();
        place.command(&arguments)
    };
    let mut waiting = sign("d/public/checkpoint", "d/public/log.jsonl", "a.txt")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // It has asked once it has said what cosigning says.
    let mut said = Vec::new();
    let mut stdout = waiting.stdout.take().unwrap();
    while !String::from_utf8_lossy(&said).contains("联署表示") {
        let mut some = [0; 256];
        let count = std::io::Read::read(&mut stdout, &mut some).unwrap();
        assert!(count > 0, "{}", String::from_utf8_lossy(&said));
        said.extend_from_slice(&some[..count]);
    }
    assert!(sign("forged", "other.jsonl", "b.txt").arg("--yes").output().unwrap().status.success());
    waiting.stdin.take().unwrap().write_all("是\n".as_bytes()).unwrap();
    let ended = waiting.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&ended.stderr).into_owned();
    assert!(ended.status.code() == Some(2) && said.contains("另一次联署"), "{said}");
    assert!(!place.path("a.txt").exists() && place.path("b.txt").exists());
}

#[test]
fn a_log_that_began_without_a_key_keeps_its_older_checkpoints() {
    let place = Place::drawn("witness-later");
    let before = place.read("d/public/checkpoint");
    assert!(!before.contains('—'));
    fs::write(place.path("before"), &before).unwrap();
    let said = place.ends(0, &["key", "new", "d", "--origin", ORIGIN, "--yes"]);
    assert!(said.contains("已经签名"), "{said}");
    assert!(place.read("d/public/checkpoint").starts_with(&format!("{ORIGIN}\n2\n")));
    place.ends(0, &["disclose", "d"]);
    place.ends(0, &["audit", "d", "--on", "2027-01-06T00:00:00+08:00", "--checkpoint", "before"]);
    // Both names are the log's, and no third is.
    fs::write(place.path("third"), before.replace(before.lines().next().unwrap(), "example.com/x")).unwrap();
    let said = place.ends(1, &["audit", "d", "--on", "2027-01-06T00:00:00+08:00", "--checkpoint", "third"]);
    assert!(said.contains("不属于该日志"), "{said}");
}

#[test]
fn every_byte_of_the_signed_checkpoint_and_of_the_tiles_that_is_changed_is_found() {
    let place = begun("witness-tamper");
    place.ends(0, &["announce", "d"]);
    cosigns(&place, "w", COSIGNED, &["--log-key", "d/public/log.pub"]);
    place.ends(0, &["witness", "add", "d", "w.txt", "--witness", "w/witness.pub"]);
    fs::copy(place.path("d/public/log.pub"), place.path("log.pub")).unwrap();
    let audit = || {
        let on = "2026-09-29T00:00:00+08:00";
        let output =
            place.run(&["audit", "d", "--on", on, "--log-key", "log.pub", "--witness", "w/witness.pub"]);
        output.status.code().unwrap()
    };
    assert_eq!(audit(), 0);
    // The library's tests change every byte; the program is shown a sample.
    for (name, step) in [("checkpoint", 23), ("tile/0/000.p/1", 31), ("tile/entries/000.p/1", 97)] {
        let path = place.path(&format!("d/public/{name}"));
        let bytes = fs::read(&path).unwrap();
        let kept = fs::read(place.path("d/public/cosigned/1")).unwrap();
        fs::remove_file(place.path("d/public/cosigned/1")).unwrap();
        for at in (0..bytes.len()).step_by(step).chain([bytes.len() - 2]) {
            let mut changed = bytes.clone();
            changed[at] ^= 1;
            fs::write(&path, &changed).unwrap();
            assert_ne!(audit(), 0, "{name}: byte {at}");
        }
        fs::write(&path, &bytes).unwrap();
        fs::write(place.path("d/public/cosigned/1"), kept).unwrap();
    }
    assert_eq!(audit(), 0);
    // A checkpoint without its signatures, a tile that is gone.
    let signed = checkpoint(&place, "d/public/checkpoint");
    fs::write(place.path("d/public/checkpoint"), signed.text()).unwrap();
    assert_eq!(audit(), 1);
    fs::write(place.path("d/public/checkpoint"), signed.to_text()).unwrap();
    fs::remove_file(place.path("d/public/tile/0/000.p/1")).unwrap();
    assert_eq!(audit(), 1);
}

#[test]
fn a_year_of_draws_in_one_log_is_signed_with_one_key() {
    let place = begun("witness-year");
    place.ends(0, &["announce", "d"]);
    place.ends(0, &["draw", "d", "--value", LOTTERY, "--yes"]);
    place.ends(0, &["disclose", "d"]);
    harness::next_quarter(&place);
    place.ends(0, &["announce", "e", "--log", "d/public/log.jsonl", "--at", "2027-01-10T09:00:00+08:00"]);
    let key = public_key(&place, "d/public/log.pub");
    let newest = checkpoint(&place, "d/public/checkpoint");
    assert_eq!((key.verify(&newest), newest.head().size()), (Signature::Signed, 4));
    assert!(place.read("e/minutes-1.html").contains(&key.to_text()));
    assert!(!place.path("e/public/log.pub").exists());
    for size in [1, 2, 3, 4] {
        assert!(place.path(&format!("d/public/tile/0/000.p/{size}")).exists(), "{size}");
    }
}
