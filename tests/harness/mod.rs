//! The program, run as people run it, in folders of their own.
#![allow(dead_code, unreachable_pub, reason = "each test file uses its own part")]

use dual_random::record::Log;
use dual_random::{Disclosure, Drawn, Grounds};
use std::collections::BTreeSet;
use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

pub const LOTTERY: &str = "lottery=03 08 13 18 22 27 32";

/// The program's binary, built once beside the tests: not every way to run tests builds examples.
pub fn binary() -> &'static Path {
    static BINARY: OnceLock<PathBuf> = OnceLock::new();
    BINARY.get_or_init(|| {
        let test = std::env::current_exe().unwrap();
        let folder = test.parent().unwrap().parent().unwrap();
        let mut cargo = Command::new(env!("CARGO"));
        cargo
            .args(["build", "--quiet", "--example", "dual-random", "--target-dir"])
            .arg(folder.parent().unwrap());
        cargo
            .args(folder.ends_with("release").then_some("--release"))
            .current_dir(env!("CARGO_MANIFEST_DIR"));
        assert!(cargo.status().unwrap().success(), "the program does not build");
        folder.join("examples").join(format!("dual-random{}", std::env::consts::EXE_SUFFIX))
    })
}

/// When a step of the template's draw is done, unless a test says otherwise: no test depends on today's date.
pub fn usual_time(step: &str) -> &'static str {
    match step {
        "draw" => "2026-10-08T20:30:00+08:00",
        "amend" => "2026-10-20T17:00:00+08:00",
        "disclose" | "void" | "audit" => "2027-01-05T10:00:00+08:00",
        _ => "2026-09-28T08:30:00+08:00",
    }
}

/// A folder of its own for a test, removed at the end.
pub struct Place(pub PathBuf);

impl Place {
    pub fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("dual-random-program-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(binary());
        command.args(arguments).current_dir(&self.0).stdin(Stdio::null());
        // What a step asks before it cannot be undone is tested by itself.
        if matches!(arguments.first(), Some(&("announce" | "disclose"))) && !arguments.contains(&"--yes") {
            command.arg("--yes");
        }
        if !arguments.contains(&"--at") {
            let step = arguments.iter().find(|argument| !argument.starts_with("--")).unwrap();
            command.args(["--at", usual_time(step)]);
        }
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// Runs a command that must end with an exit code; gives both outputs together.
    pub fn ends(&self, code: i32, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        assert_eq!(output.status.code(), Some(code), "{arguments:?}\n{said}");
        if let Some(place) = arguments.iter().position(|argument| *argument == "init") {
            self.without_witness(arguments[place + 1]);
        }
        said
    }

    /// A plan that `init` made has a witness's contribution, and waits for its commitment. Most tests are of something else: they
    /// say, as an office would have to, that there is none.
    pub fn without_witness(&self, dir: &str) {
        let plan = self.path(dir).join("plan.toml");
        if let Ok(text) = fs::read_to_string(&plan) {
            let heads = ["\n# 见证人的随机数：", "\n# The witness's contribution:"];
            if let Some(at) = heads.iter().find_map(|head| text.find(head)) {
                fs::write(&plan, &text[..at]).unwrap();
            }
        }
        for book in ["抽查计划.xlsx", "plan.xlsx"].map(|name| self.path(dir).join(name)) {
            if book.exists() {
                edited(&book, &[("见证密值 待填写", "不采用"), ("contribution to be filled in", "not used")]);
            }
        }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    pub fn edit(&self, name: &str, from: &str, to: &str) {
        let text = self.read(name);
        assert!(text.contains(from), "{name} has no {from}");
        fs::write(self.path(name), text.replace(from, to)).unwrap();
    }

    pub fn digest(&self, name: &str) -> String {
        dual_random::Digest::of_file(&fs::read(self.path(name)).unwrap()).to_hex()
    }

    /// The committed root of the targets.
    pub fn announced_root(&self) -> String {
        let bytes = fs::read(self.path("d/public/announcement.json")).unwrap();
        dual_random::Announcement::from_bytes(&bytes).unwrap().rosters.targets.root.to_hex()
    }

    /// A draw on the template, as far as asked.
    pub fn announced(name: &str) -> Self {
        let place = Self::new(name);
        place.ends(0, &["init", "d", "--text"]);
        place.ends(0, &["announce", "d"]);
        place
    }

    pub fn drawn(name: &str) -> Self {
        let place = Self::announced(name);
        place.ends(0, &["draw", "d", "--value", LOTTERY, "--yes"]);
        place
    }

    pub fn disclosed(name: &str) -> Self {
        let place = Self::drawn(name);
        place.ends(0, &["disclose", "d"]);
        place
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Changes texts of a workbook; gives how many of them it had.
pub fn edited(path: &Path, changes: &[(&str, &str)]) -> usize {
    let bytes = fs::read(path).unwrap();
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut done = BTreeSet::new();
    for place in 0..archive.len() {
        let mut file = archive.by_index(place).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        if name == "xl/sharedStrings.xml" {
            let mut text = String::from_utf8(content).unwrap();
            for (from, to) in changes {
                let own = format!("<t>{from}</t>");
                if text.contains(&own) {
                    done.insert(*from);
                }
                text = text.replacen(&own, &format!("<t>{to}</t>"), 1);
            }
            content = text.into_bytes();
        }
        writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(&content).unwrap();
    }
    if !done.is_empty() {
        fs::write(path, writer.finish().unwrap().into_inner()).unwrap();
    }
    done.len()
}

/// All files of a folder with their bytes.
pub fn contents(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut all = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let bytes = fs::read(&path).unwrap();
                all.push((path, bytes));
            }
        }
    }
    all.sort();
    all
}

/// The log, as the library reads it.
pub fn log(place: &Place, name: &str) -> Log {
    Log::from_bytes(&fs::read(place.path(name)).unwrap()).unwrap()
}

pub fn kinds(log: &Log) -> Vec<&'static str> {
    log.lines().iter().map(|line| line.kind.code()).collect()
}

/// What was drawn, as the private result has it.
pub fn drawn(place: &Place, dir: &str) -> Drawn {
    Drawn::from_bytes(&fs::read(place.path(&format!("{dir}/private/result.json"))).unwrap()).unwrap()
}

/// The whole result, as its disclosure shows it.
pub fn opened(drawn: &Drawn) -> &'static Disclosure {
    Box::leak(Box::new(drawn.disclose(&Grounds::none()).unwrap()))
}

/// The target that the stratum of general targets drew, and its alternates.
pub fn general(place: &Place, dir: &str) -> (String, Vec<String>) {
    let drawn = drawn(place, dir);
    let stratum = opened(&drawn).result.strata.iter().find(|stratum| stratum.name == "一般").unwrap();
    let alternates = stratum.alternates.iter().map(ToString::to_string).collect();
    (stratum.drawn[0].id.to_string(), alternates)
}

/// Who sits where.
pub fn seated(place: &Place, dir: &str) -> Vec<(String, String)> {
    let drawn = drawn(place, dir);
    let teams = opened(&drawn).result.teams.iter();
    let seats = teams.flat_map(|team| team.seats.iter().map(|seat| (team.target.clone(), seat.clone())));
    seats.filter_map(|(target, seat)| Some((seat.inspector?.to_string(), target.to_string()))).collect()
}

/// Strikes the general target that was drawn.
pub fn strike(place: &Place, dir: &str) -> String {
    fs::write(place.path("closed.jpg"), "a photograph").unwrap();
    let (target, _) = general(place, dir);
    let arguments = ["amend", dir, "--date", "2026-10-20", "--reason", "已关闭", "--evidence", "closed.jpg"];
    place.ends(0, &[&arguments[..], &["--strike-target", &target, "--yes"]].concat())
}

/// A draw of targets, and a folder for drawing their inspectors.
pub fn selection_and_staffing(name: &str) -> Place {
    let place = Place::new(name);
    for dir in ["d", "e"] {
        place.ends(0, &["init", dir, "--text"]);
    }
    place.edit("d/plan.toml", "ceremony = \"both\"", "ceremony = \"selection\"");
    place.ends(0, &["check", "d"]);
    place.ends(0, &["announce", "d"]);
    let said = place.ends(0, &["draw", "d", "--value", LOTTERY, "--yes"]);
    assert!(said.contains("人员尚未抽取") && said.contains("--selection d"), "{said}");
    assert!(!said.contains("空缺") && !said.contains("派发任务"), "{said}");
    assert!(place.read("d/private/tasks.html").contains("人员尚未抽取"));
    assert!(place.read("d/public/seal.json").contains("\"filled\":0"));
    place.edit("e/plan.toml", "ceremony = \"both\"", "ceremony = \"staffing\"");
    for (from, to) in [
        ("\"2026-Q4-01\"", "\"2026-Q4-02\""),
        ("number = 1 ", "number = 2 "),
        ("announce_at = \"2026-09-28T09", "announce_at = \"2026-10-09T09"),
        ("seal_by = \"2026-10-09", "seal_by = \"2026-10-11"),
        ("closes = \"2026-10-08", "closes = \"2026-10-10"),
        ("name = \"lottery\"", "name = \"second\""),
        ("第115期", "第117期"),
        ("第116期", "第118期"),
    ] {
        place.edit("e/plan.toml", from, to);
    }
    place
}

/// A folder for the next quarter's draw.
pub fn next_quarter(place: &Place) {
    place.ends(0, &["init", "e", "--text"]);
    for (from, to) in [
        ("\"2026-Q4-01\"", "\"2027-Q1-01\""),
        ("number = 1 ", "number = 2 "),
        ("min_pool = 4 ", "min_pool = 3 "),
        ("announce_at = \"2026-09-28", "announce_at = \"2027-01-10"),
        ("seal_by = \"2026-10-09", "seal_by = \"2027-01-13"),
        ("disclose_by = \"2027-01-15", "disclose_by = \"2027-04-15"),
        ("{ from = \"2026-10-01\", to = \"2026-12-31\" }", "{ from = \"2027-01-01\", to = \"2027-03-31\" }"),
        ("{ from = \"2026-10-12\", to = \"2026-12-20\" }", "{ from = \"2027-01-18\", to = \"2027-03-20\" }"),
        ("closes = \"2026-10-08", "closes = \"2027-01-12"),
        ("第115期", "第4期"),
        ("第116期", "第5期"),
    ] {
        place.edit("e/plan.toml", from, to);
    }
    let cleared = place.read("e/targets.csv").replace("ZF-01、ZF-02", "");
    fs::write(place.path("e/targets.csv"), cleared).unwrap();
}

/// A file of tests/cases.
pub fn case(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(name)
}

/// The calendar of 2026 by its notice, and 2027 as the statute alone would have it: made up.
pub const CALENDAR: &str = r#"
[[year]]
year = 2026
off = ["2026-01-01", "2026-01-02", "2026-02-16", "2026-02-17", "2026-02-18", "2026-02-19", "2026-02-20", "2026-02-23", "2026-04-06", "2026-05-01", "2026-05-04", "2026-05-05", "2026-06-19", "2026-09-25", "2026-10-01", "2026-10-02", "2026-10-05", "2026-10-06", "2026-10-07"]
worked = ["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"]
[[year]]
year = 2027
off = ["2027-01-01", "2027-02-05", "2027-02-08", "2027-02-09", "2027-02-10", "2027-04-05", "2027-05-03", "2027-05-04", "2027-06-09", "2027-09-15", "2027-10-01", "2027-10-04", "2027-10-05"]
worked = []
"#;
