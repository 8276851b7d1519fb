//! More than one keeper of the master secret: sheets for all of them, and the opening restored from enough.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod harness;

use dual_random::{Opening, Share, Threshold};
use harness::*;
use std::fs;

const KEEPERS: &str = "keepers = [\"派驻纪检监察组\", \"办公室 <甲>\", \"法规科\"]\nthreshold = 2\n";

/// An announced draw with three keepers, any two of whom restore its secret.
fn kept(name: &str) -> Place {
    let place = Place::new(name);
    place.ends(0, &["init", "d", "--text"]);
    fs::write(place.path("d/keepers.toml"), KEEPERS).unwrap();
    let said = place.ends(0, &["announce", "d"]);
    assert!(said.contains("private/share-1.html 等 3 份分存件") && !said.contains("envelope"), "{said}");
    place
}

/// The five lines of a sheet.
fn lines(place: &Place, number: u8) -> Vec<String> {
    let sheet = place.read(&format!("d/private/share-{number}.html"));
    let lines = sheet.split("<li><code>").skip(1).map(|rest| rest.split('<').next().unwrap().to_owned());
    lines.collect()
}

fn share(place: &Place, number: u8) -> String {
    lines(place, number).join("\n") + "\n"
}

#[test]
fn each_keeper_has_a_sheet_and_no_file_for_paper_has_the_secret() {
    let place = kept("keepers-sheets");
    assert!(!place.path("d/private/envelope.html").exists());
    let opening = Opening::from_bytes(place.read("d/private/opening.json").as_bytes()).unwrap();
    let secret = opening.master().reveal();
    for (number, (keeper, made)) in (1..).zip(
        ["派驻纪检监察组", "办公室 &lt;甲&gt;", "法规科"]
            .iter()
            .zip(opening.shares(Threshold::new(2, 3).unwrap())),
    ) {
        let sheet = place.read(&format!("d/private/share-{number}.html"));
        assert!(sheet.contains(&format!("第 {number} 份，共 3 份")) && sheet.contains(keeper), "{sheet}");
        assert!(sheet.contains("任意 2 份") && sheet.contains("销毁"));
        assert!(sheet.contains("dual-random restore d<") && sheet.contains("PROTOCOL.md §9.3"));
        assert!(!sheet.replace(' ', "").contains(secret.as_str()));
        assert_eq!(share(&place, number), *made.reveal());
    }
    assert!(!place.path("d/private/share-4.html").exists());
    // Without the file that names them no envelope is written beside their sheets.
    fs::rename(place.path("d/keepers.toml"), place.path("keepers.toml")).unwrap();
    assert!(place.ends(2, &["announce", "d"]).contains("不再另写密封件"));
    assert!(!place.path("d/private/envelope.html").exists());
    fs::rename(place.path("keepers.toml"), place.path("d/keepers.toml")).unwrap();
    // Nothing of them is public, and a second run makes the same.
    let before = contents(&place.0);
    assert!(place.ends(0, &["announce", "d"]).contains("相同"));
    assert_eq!(contents(&place.0), before);
    for (path, bytes) in &before {
        let text = String::from_utf8_lossy(bytes);
        let is_private = path.to_string_lossy().contains("private");
        assert!(is_private || !text.contains(&lines(&place, 1)[1]), "{}", path.display());
    }
}

#[test]
fn any_two_of_three_keepers_restore_a_lost_opening() {
    let place = kept("keepers-restore");
    let opening = place.read("d/private/opening.json");
    let texts: Vec<String> = (1..=3).map(|number| share(&place, number)).collect();
    fs::remove_dir_all(place.path("d/private")).unwrap();
    fs::remove_file(place.path("d/minutes-1.html")).unwrap();
    assert!(place.ends(2, &["draw", "d", "--yes", "--value", LOTTERY]).contains("restore"));
    let restored = |said: String| {
        assert!(said.contains("已恢复"), "{said}");
        assert_eq!(place.read("d/private/opening.json"), opening);
        fs::remove_dir_all(place.path("d/private")).unwrap();
    };
    let write = |name: &str, text: &str| fs::write(place.path(name), text).unwrap();
    // Together in one file, each in its own, on one line each, by standard input.
    for (one, other) in [(0, 1), (2, 0), (1, 2)] {
        write("both.txt", &format!("{}\n{}", texts[one].to_lowercase(), texts[other]));
        restored(place.ends(0, &["restore", "d", "--secret-file", "both.txt"]));
        write("one.txt", &texts[one]);
        write("other.txt", &texts[other].replace(char::is_whitespace, ""));
        restored(place.ends(0, &["restore", "d", "--secret-file", "one.txt", "--secret-file", "other.txt"]));
    }
    write("all.txt", &texts.concat());
    restored(place.ends(0, &["restore", "d", "--secret-file", "all.txt"]));
    let typed = |text: &str| {
        write("typed.txt", text);
        let input = fs::File::open(place.path("typed.txt")).unwrap();
        let output = place.command(&["restore", "d"]).stdin(input).output().unwrap();
        let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        (output.status.code(), said)
    };
    // Line by line: what is wrong with a line is said at once, and that line is asked for again.
    let mut keyed: Vec<&str> = texts[0].lines().chain(texts[2].lines()).collect();
    let wrong = keyed[1].replacen(|c: char| c != '0' && c != 'O', "0", 1);
    keyed.insert(1, &wrong);
    let (code, said) = typed(&keyed.join("\n"));
    assert!(said.contains("第 2 行有误"), "{said}");
    assert_eq!(said.matches("第 2 份第 ").count(), 5, "{said}");
    assert_eq!(code, Some(0), "{said}");
    for line in texts[0].lines().chain(texts[2].lines()) {
        assert!(!said.contains(line), "what is typed is not shown again");
    }
    restored(said);
    let (code, said) = typed(&texts[0]);
    assert_eq!(code, Some(2), "{said}");
    assert!(!place.path("d/private").exists());
}

#[test]
fn wrong_shares_have_their_errors_and_write_nothing() {
    let place = kept("keepers-wrong");
    let texts: Vec<String> = (1..=3).map(|number| share(&place, number)).collect();
    let opening = place.read("d/private/opening.json");
    let at = opening.find("\"master\":\"").unwrap() + 10;
    let forged = format!("{}{}{}", &opening[..at], "ab".repeat(32), &opening[at + 64..]);
    let forged = Opening::from_bytes(forged.as_bytes()).unwrap();
    let forged: Vec<Share> = forged.shares(Threshold::new(2, 3).unwrap());
    let own = Opening::from_bytes(opening.as_bytes()).unwrap();
    let of_four: Vec<Share> = own.shares(Threshold::new(2, 4).unwrap());
    let elsewhere = format!("\"announcement\":\"{}", "0".repeat(8));
    let at = opening.find("\"announcement\":\"").unwrap();
    let elsewhere = format!("{}{elsewhere}{}", &opening[..at], &opening[at + elsewhere.len()..]);
    let elsewhere = Opening::from_bytes(elsewhere.as_bytes()).unwrap().shares(Threshold::new(2, 3).unwrap());
    fs::remove_dir_all(place.path("d/private")).unwrap();
    let refused = |texts: &[&str], why: &str| {
        fs::write(place.path("s.txt"), texts.concat()).unwrap();
        let said = place.ends(2, &["restore", "d", "--secret-file", "s.txt"]);
        assert!(said.contains(why), "{why}\n{said}");
        assert!(!place.path("d/private").exists(), "{why}");
        for line in texts.iter().flat_map(|text| text.lines()).filter(|line| line.len() == 17) {
            assert!(!said.contains(line), "{said}");
        }
    };
    let [one, two, three] = [&*texts[0], &*texts[1], &*texts[2]];
    refused(&[one], "须有 2 份才能恢复，只有 1 份");
    refused(&[one, one], "第 1 份读到两次");
    refused(&[one, &forged[0].reveal()], "两份内容不同的第 1 份");
    refused(&[one, &forged[1].reveal()], "其中至少一份有误");
    refused(&[one, two, &forged[2].reveal()], "互相矛盾");
    refused(&[one, &of_four[1].reveal()], "不能合用");
    refused(&[&elsewhere[0].reveal(), &elsewhere[1].reveal()], "第 1 份不是这次抽取的");
    refused(&[one, &elsewhere[1].reveal()], "第 2 份不是这次抽取的");
    let mut cut: Vec<&str> = three.lines().collect();
    cut[3] = &cut[3][1..];
    refused(&[one, &cut.join("\n")], "读到的第 2 份：第 4 行应为 14 个字符，读到 13 个");
    refused(&[one, &cut[..3].join("\n")], "读到的第 2 份：每份应为 5 行，读到 3 行");
    refused(&["AAAA BBBB"], "每份 5 行");
    let said = {
        fs::write(place.path("s.txt"), format!("{one}U{}", &two[1..])).unwrap();
        place.ends(2, &["restore", "d", "--secret-file", "s.txt"])
    };
    assert!(said.contains("读到的第 2 份：第 1 行第 1 组第 1 个字符有误"), "{said}");
}

#[test]
fn sheets_are_printed_again_and_others_only_when_that_is_confirmed() {
    let place = kept("keepers-again");
    let sheet = place.read("d/private/share-2.html");
    fs::remove_file(place.path("d/private/share-2.html")).unwrap();
    let said = place.ends(0, &["shares", "d"]);
    assert!(said.contains("share-2.html") && !said.contains("相同"), "{said}");
    assert_eq!(place.read("d/private/share-2.html"), sheet);
    assert!(place.ends(0, &["shares", "d"]).contains("相同"));
    place.edit("d/keepers.toml", ", \"法规科\"", "");
    let before = contents(&place.0);
    let said = place.ends(3, &["shares", "d"]);
    assert!(said.contains("全部收回、销毁") && said.contains("未确认"), "{said}");
    assert_eq!(contents(&place.0), before);
    place.ends(0, &["shares", "d", "--yes"]);
    assert!(!place.path("d/private/share-3.html").exists(), "a sheet of the old set");
    assert!(place.read("d/private/share-2.html").contains("第 2 份，共 2 份"));
    fs::remove_file(place.path("d/keepers.toml")).unwrap();
    for (path, _) in contents(&place.path("d/private")) {
        if path.to_string_lossy().contains("share-") {
            fs::remove_file(path).unwrap();
        }
    }
    assert!(place.ends(2, &["shares", "d"]).contains("没有填写保管人"));
    // An envelope restores by itself, whatever keepers there are.
    place.ends(0, &["announce", "d"]);
    fs::write(place.path("d/keepers.toml"), KEEPERS).unwrap();
    assert!(place.ends(0, &["shares", "d", "--yes"]).contains("envelope.html 单独一份即可恢复"));
}

#[test]
fn keepers_that_cannot_be_are_refused_before_anything_is_announced() {
    let place = Place::new("keepers-settings");
    place.ends(0, &["init", "d", "--text"]);
    let template = place.read("d/keepers.toml");
    let refused = |settings: &str, why: &str| {
        fs::write(place.path("d/keepers.toml"), settings).unwrap();
        let said = place.ends(2, &["announce", "d"]);
        assert!(said.contains(why) && said.contains("keepers.toml"), "{why}\n{said}");
        assert!(!place.path("d/public").exists() && !place.path("d/private").exists());
    };
    refused("keepers = [\"甲\", \"乙\"]\n", "没有写几份可以恢复");
    refused("keepers = [\"甲\", \"乙\"]\nthreshold = 3\n", "2 份中由 3 份恢复");
    refused("keepers = [\"甲\", \"乙\"]\nthreshold = 1\n", "须在 2 与份数之间");
    refused("keepers = [\"甲\"]\nthreshold = 2\n", "份数须为 2–16");
    refused(&format!("keepers = [{}]\nthreshold = 2\n", "\"甲\", ".repeat(17)), "17 份中");
    refused("keepers = [\"甲\", \"乙\", \"甲\"]\nthreshold = 2\n", "第 3 个保管人");
    refused("keepers = [\"甲\", \" \"]\nthreshold = 2\n", "第 2 个保管人");
    refused("keeper = [\"甲\"]\n", "keeper");
    // The template names nobody, and its lines are right when they are taken in.
    fs::write(place.path("d/keepers.toml"), &template).unwrap();
    place.ends(0, &["announce", "d"]);
    assert!(place.path("d/private/envelope.html").exists());
    for (language, name) in [("zh", "z"), ("en", "e")] {
        place.ends(0, &["init", name, "--text", "--lang", language]);
        let settings = place.read(&format!("{name}/keepers.toml"));
        let settings = settings.replace("# keepers =", "keepers =").replace("# threshold =", "threshold =");
        fs::write(place.path(&format!("{name}/keepers.toml")), settings).unwrap();
        place.ends(0, &["announce", name, "--lang", language]);
        assert!(place.path(&format!("{name}/private/share-3.html")).exists());
    }
}
