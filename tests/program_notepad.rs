//! Small files that people save by hand: what Notepad and WPS do to them changes nothing, and what cannot be read is said in
//! the reader's own language.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod harness;

use dual_random::HashAlgorithm;
use dual_random::record::Checkpoint;
use harness::*;
use std::fs;

/// A folder of templates with a plan of the cases.
fn with_plan(place: &Place, name: &str) {
    fs::copy(case(name), place.path("d/plan.toml")).unwrap();
}

/// No word of a parser: what is Latin in a message is a path, a name of the plan, or a form to write.
fn is_chinese(said: &str) {
    for word in ["expected", "invalid", "field", "missing", "quoted", "form", "TOML", "is not", "type"] {
        assert!(!said.contains(word), "{word}: {said}");
    }
}

#[test]
fn a_plan_in_any_encoding_that_editors_write_is_read() {
    let place = Place::new("notepad-encodings");
    place.ends(0, &["init", "d", "--text"]);
    let template = place.read("d/plan.toml");
    let first = place.ends(0, &["check", "d"]).lines().next().unwrap().to_owned();
    assert!(first.contains("没有差错"), "{first}");
    with_plan(&place, "23-plan-by-notepad/bom-crlf.toml");
    assert!(place.ends(0, &["check", "d"]).contains(&first));
    // Its count of the register was changed besides, so it is read as far as that.
    with_plan(&place, "23-plan-by-notepad/utf16.toml");
    let said = place.ends(2, &["check", "d"]);
    assert!(said.contains("名录勾稽不平") && said.contains("共 1 处差错"), "{said}");
    let wide = |unit: fn(u16) -> [u8; 2]| template.encode_utf16().flat_map(unit).collect::<Vec<u8>>();
    let (gb18030, ..) = encoding_rs::GB18030.encode(&template);
    for bytes in [
        [&b"\xFF\xFE"[..], &wide(u16::to_le_bytes)].concat(),
        [&b"\xFE\xFF"[..], &wide(u16::to_be_bytes)].concat(),
        gb18030.replace_crlf(),
    ] {
        fs::write(place.path("d/plan.toml"), bytes).unwrap();
        assert!(place.ends(0, &["check", "d"]).contains(&first));
    }
    // This one was cut off in the middle of a comment: its text is read, and what it lacks is named.
    with_plan(&place, "23-plan-by-notepad/gbk.toml");
    let said = place.ends(2, &["check", "d"]);
    assert!(said.contains("缺少") && !said.contains("编码"), "{said}");
    is_chinese(&said);
    fs::write(place.path("d/plan.toml"), b"draw = \"\xFF\xFF\"\n").unwrap();
    let said = place.ends(2, &["check", "d"]);
    assert!(said.contains("既不是 UTF-8 也不是 GB18030") && said.contains("另存为"), "{said}");
}

/// Bytes with the line breaks of Windows.
trait ReplaceCrlf {
    fn replace_crlf(&self) -> Vec<u8>;
}

impl ReplaceCrlf for [u8] {
    fn replace_crlf(&self) -> Vec<u8> {
        self.iter().flat_map(|byte| if *byte == b'\n' { vec![b'\r', b'\n'] } else { vec![*byte] }).collect()
    }
}

#[test]
fn a_plan_that_cannot_be_read_says_where_and_what_to_write() {
    let place = Place::new("notepad-faults");
    place.ends(0, &["init", "d", "--text"]);
    for (name, line, column, write) in [
        ("no-zone", 30, 15, "写作 2026-09-28T09:00:00+08:00"),
        ("bare-datetime", 30, 15, "写作 \"2026-09-28T09:00:00+08:00\""),
        ("curly-quotes", 27, 9, "半角引号：\"某州生态环境局三楼会议室\""),
        ("fullwidth-brackets", 62, 1, "“［”是全角字符，应改为半角的 ["),
        ("fullwidth-percent", 80, 35, "应写作 50%（半角）"),
    ] {
        with_plan(&place, &format!("23-plan-by-notepad/{name}.toml"));
        let said = place.ends(2, &["check", "d"]);
        assert!(
            said.contains(&format!("第 {line} 行第 {column} 列：")) && said.contains(write),
            "{name}: {said}"
        );
        is_chinese(&said);
        let english = place.ends(2, &["check", "d", "--lang", "en"]);
        assert!(english.contains(&format!("line {line}, column {column}: ")), "{name}: {english}");
    }
}

#[test]
fn what_is_wrong_in_a_plan_is_said_in_chinese() {
    let place = Place::new("notepad-plan");
    place.ends(0, &["init", "d", "--text"]);
    let template = place.read("d/plan.toml");
    for (from, to, part) in [
        ("min_pool = 4", "min_pol = 4", "没有“min_pol”这一项，是否应为“min_pool”？"),
        ("rotation = true", "备注 = true", "项的名称不对"),
        ("rotation = true", "rotation = \"是\"", "“true”（是）或“false”（否）"),
        ("rotation = true", "", "缺少“rotation”"),
        ("min_pool = 4", "min_pool = \"4\"", "不加引号的数字"),
        ("min_pool = 4", "min_pool = 4.5", "不加引号的数字"),
        ("min_pool = 4", "min_pool = -4", "不加引号的数字"),
        ("number = 1 ", "number = 01 ", "数字前面不要写 0"),
        ("number = 1 ", "number = 1\nnumber = 2 ", "“number”重复"),
        ("district_rule = \"any\"", "district_rule = \"异地\"", "可写：“any”、“cross”、“own”"),
        ("workload = \"balanced\"", "workload = \"balance\"", "可写：“own”、“balanced”、“common”"),
        (
            "quota = { size = { count = 1 } }",
            "quota = { size = \"一个\" }",
            "可写：“all”、“count”、“ratio”、“per_officer”",
        ),
        ("quota = { size = { count = 1 } }", "quota = 1", "花括号"),
        ("place = \"某州生态环境局三楼会议室\"", "place = 某州生态环境局三楼会议室", "须用半角引号"),
        ("place = \"某州生态环境局三楼会议室\"", "place = \"某州生态环境局三楼会议室", "缺少右边的半角引号"),
        ("draw = \"2026-Q4-01\"", "draw = \"2026年第四季度\"", "半角字母、数字"),
        ("draw = \"2026-Q4-01\"", "draw = 2026", "半角引号括起来的文字"),
        ("classes = [\"一般\", \"重点\"]", "classes = \"一般\"", "方括号括起来的一列"),
        ("classes = [\"一般\", \"重点\"]", "classes = [\"一般\" \"重点\"]", "缺少半角逗号"),
        (
            "classes = [\"一般\", \"重点\"]",
            "classes = [\"一般\"、\"重点\"]",
            "“、”是全角字符，应改为半角的 ,",
        ),
        ("date = \"2026-10-01\"", "date = \"2026年10月1日\"", "应写作 2026-10-01"),
        ("date = \"2026-10-01\"", "date = 2026-10-01", "写作 \"2026-10-01\""),
        ("of = \"50%\"", "of = \"一半\"", "不是比例"),
        ("of = \"50%\"", "of = 0.5", "半角引号括起来的文字"),
    ] {
        assert!(template.contains(from), "{from}");
        fs::write(place.path("d/plan.toml"), template.replacen(from, to, 1)).unwrap();
        let said = place.ends(2, &["check", "d"]);
        assert!(said.contains(part) && said.contains("行第"), "{to}: {said}");
        is_chinese(&said);
    }
    // The program's other files are read by the same rules.
    fs::write(place.path("d/plan.toml"), &template).unwrap();
    place.ends(0, &["announce", "d"]);
    for (name, text, part) in [
        ("publication.toml", "[naming]\nperson = \"全名\"\n", "可写："),
        ("publication.toml", "[naming]\npersons = [“个人”]\n", "半角引号：\"个人\""),
        (
            "calendar.toml",
            "[[year]]\nyear = 2026\noff = [\"2026-10-01\", \"10月1日\"]\nworked = []\n",
            "日期“10月1日”",
        ),
        ("calendar.toml", "[[year]]\nyear = 2026\noff = [2026-10-01]\nworked = []\n", "写作 \"2026-10-01\""),
        ("calendar.toml", "[[year]]\nyear = 2026\nof = []\nworked = []\n", "是否应为“off”"),
    ] {
        fs::write(place.path(&format!("d/{name}")), text).unwrap();
        let said = place.ends(2, &["due", "d", "--on", "2026-10-01"]);
        assert!(said.contains(name) && said.contains(part), "{text}: {said}");
        is_chinese(&said);
        fs::remove_file(place.path(&format!("d/{name}"))).unwrap();
    }
}

/// Two plans in the shape of published ones: an item list as a table has it, and two tasks over the same targets.
#[test]
fn plans_in_the_shape_of_published_ones_get_the_right_verdict() {
    let place = Place::new("notepad-real-plans");
    place.ends(0, &["init", "d", "--text"]);
    with_plan(&place, "35-real-plan-tables/plan-item-list.toml");
    let said = place.ends(0, &["check", "d"]);
    assert!(said.contains("没有差错"), "{said}");
    assert!(
        said.contains("分组“重点”：3 个中抽 1 个（5%，不足一个的按一个计）"),
        "not less than five per cent: {said}"
    );
    assert!(said.contains("分组“监测机构”：4 个中抽 4 个") && said.contains("豁免 1"), "{said}");
    // A target that two tasks draw would be drawn twice: each such target is named, with what to do.
    with_plan(&place, "35-real-plan-tables/plan-overlapping-tasks.toml");
    let said = place.ends(2, &["check", "d"]);
    assert!(said.contains("共 3 处差错"), "{said}");
    for row in 2..5 {
        let line = said
            .lines()
            .find(|line| line.contains(&format!("第 {row} 行")))
            .unwrap_or_else(|| panic!("{said}"));
        assert!(line.contains("同时属于两个分组：“重点”、“监测机构”") && line.contains("items"), "{line}");
    }
}

#[test]
fn a_checkpoint_that_an_editor_saved_is_the_same_checkpoint() {
    let place = Place::new("notepad-checkpoint");
    place.ends(0, &["init", "d", "--text"]);
    // A checkpoint bears the name of its authority.
    place.edit("d/plan.toml", "name = \"某州生态环境局\"", "name = \"黔东南州生态环境局（示例）\"");
    place.ends(0, &["announce", "d"]);
    let on = "2026-09-29T00:00:00+08:00";
    let audit = |code, file: &str| place.ends(code, &["audit", "d", "--on", on, "--checkpoint", file]);
    let log = log(&place, "d/public/log.jsonl");
    // A checkpoint of this log in all the forms that the cases show.
    let plain = fs::read_to_string(case("22-checkpoint-by-notepad/plain.txt")).unwrap();
    let root = Checkpoint::from_text(&log.checkpoint("x").unwrap().to_text()).unwrap().to_text();
    let (size, root) = (root.lines().nth(1).unwrap(), root.lines().nth(2).unwrap());
    for entry in fs::read_dir(case("22-checkpoint-by-notepad")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name == "README" {
            continue;
        }
        let bytes = fs::read(&path).unwrap();
        let replaced = replaced(
            &replaced(&bytes, b"\n12", format!("\n{size}").as_bytes()),
            b"  12",
            format!("  {size}").as_bytes(),
        );
        let replaced = self::replaced(&replaced, plain.lines().nth(2).unwrap().as_bytes(), root.as_bytes());
        fs::write(place.path("kept.txt"), replaced).unwrap();
        if name == "indented.txt" {
            let said = audit(2, "kept.txt");
            assert!(said.contains("行首行尾无空格"), "{said}");
        } else {
            assert!(audit(0, "kept.txt").contains("没有发现问题"), "{name}");
        }
        // As it stands it is of another log, of twelve lines.
        if name != "indented.txt" {
            let said = audit(1, path.to_str().unwrap());
            assert!(said.contains("日志校验信息"), "{name}: {said}");
        }
    }
}

fn replaced(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    match bytes.windows(from.len()).position(|window| window == from) {
        Some(at) => [&bytes[..at], to, &bytes[at + from.len()..]].concat(),
        None => bytes.to_vec(),
    }
}

#[test]
fn notes_and_small_tables_in_any_encoding_are_read() {
    let place = Place::new("notepad-notes");
    place.ends(0, &["init", "d", "--text"]);
    fs::create_dir(place.path("总日志")).unwrap();
    place.ends(0, &["announce", "d", "--log", "总日志/log.jsonl"]);
    // Where the log is, saved again as GB18030 and as UTF-16.
    let noted = place.read("d/log.txt").replace('\n', "\r\n");
    let (gb18030, ..) = encoding_rs::GB18030.encode(&noted);
    let utf16 =
        [&b"\xFF\xFE"[..], &noted.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>()].concat();
    let bom = [&b"\xEF\xBB\xBF"[..], noted.as_bytes()].concat();
    for bytes in [gb18030.to_vec(), utf16, bom] {
        fs::write(place.path("d/log.txt"), bytes).unwrap();
        place.ends(0, &["audit", "d", "--on", "2026-09-29T00:00:00+08:00"]);
    }
    place.ends(0, &["draw", "d", "--value", LOTTERY, "--yes"]);
    let (target, _) = general(&place, "d");
    let rows = format!("抽取,检查对象\r\n2026-Q4-01,{target}\r\n");
    for bytes in [
        encoding_rs::GB18030.encode(&rows).0.to_vec(),
        [&b"\xFF\xFE"[..], &rows.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>()].concat(),
        [&b"\xEF\xBB\xBF"[..], rows.trim_end().as_bytes()].concat(),
    ] {
        fs::write(place.path("reported.csv"), bytes).unwrap();
        place.ends(0, &["audit", "d", "--on", "2026-10-12T00:00:00+08:00", "--reported", "reported.csv"]);
    }
}

/// The secret of another authority, saved with a byte order mark, in groups of four, or as UTF-16.
#[test]
fn a_partners_secret_that_an_editor_saved_is_the_same_secret() {
    let place = Place::new("notepad-secret");
    place.ends(0, &["init", "d", "--text"]);
    let secret = "5a".repeat(32);
    let commitment =
        dual_random::SeedSecret::from_hex(&secret).unwrap().commitment(HashAlgorithm::Sha256).to_hex();
    let lead = "name = \"某州生态环境局\"\n\n[[registers]]";
    let both = format!(
        "name = \"某州生态环境局\"\n[[authorities]]\nname = \"某州水务局\"\ncommitment = \"{commitment}\"\n\n[[registers]]"
    );
    place.edit("d/plan.toml", lead, &both);
    place.ends(0, &["announce", "d"]);
    let grouped: Vec<&str> = (0..16).map(|at| &secret[4 * at..4 * at + 4]).collect();
    let grouped = format!("{}\r\n", grouped.join(" "));
    for bytes in [
        [b"\xEF\xBB\xBF", grouped.as_bytes()].concat(),
        [&b"\xFF\xFE"[..], &grouped.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>()].concat(),
        secret.clone().into_bytes(),
    ] {
        fs::write(place.path("partner.txt"), bytes).unwrap();
        place.ends(0, &["draw", "d", "--value", LOTTERY, "--yes", "--partner-secret", "partner.txt"]);
    }
    fs::write(place.path("partner.txt"), "5a5a").unwrap();
    place.ends(2, &["draw", "d", "--value", LOTTERY, "--yes", "--partner-secret", "partner.txt"]);
}
