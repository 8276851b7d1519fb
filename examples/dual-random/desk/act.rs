//! What the desk does: it runs the program's own commands. What cannot be taken back is run without a yes first, which shows what it
//! will do and does nothing; the yes is another click.

use crate::desk::state::{Quarter, Stage};
use crate::desk::{Answer, Desk, Form, entry, files as desk_files, outside, pages};
use crate::files;
use crate::keepers::Settings;
use crate::out::{Failure, Outcome};
use crate::text::{self, Words};
use dual_random::Digest;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// What came of a command.
pub(crate) struct Ran {
    pub(crate) said: String,
    pub(crate) code: i32,
}

/// Runs a command of this program in the desk's folder. What it reads besides is given, and nothing is asked.
pub(crate) fn run(desk: &Desk, arguments: &[String], input: &str) -> Outcome<Ran> {
    let failure = |error: std::io::Error| Failure(text::step_not_run(text::system(&error)));
    let mut command = Command::new(std::env::current_exe().map_err(failure)?);
    command.current_dir(&desk.root).args(arguments).arg("--page");
    if desk.language == dual_random::Language::En {
        command.args(["--lang", "en"]);
    }
    if let Some(at) = &desk.at {
        command.args(["--at", at]);
    }
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(failure)?;
    if let Some(mut stdin) = child.stdin.take() {
        // A command that reads nothing may have ended by now.
        let _ = stdin.write_all(input.as_bytes());
    }
    let output = child.wait_with_output().map_err(failure)?;
    // Where something is wrong, that comes first.
    let said = match output.status.code() {
        Some(0 | 1 | 3) => [output.stdout, output.stderr].concat(),
        _ => [output.stderr, output.stdout].concat(),
    };
    let said = String::from_utf8_lossy(&said).trim_end().to_owned();
    Ok(Ran { said, code: output.status.code().unwrap_or(2) })
}

pub(super) fn owned(arguments: &[&str]) -> Vec<String> {
    arguments.iter().map(|argument| (*argument).to_owned()).collect()
}

/// What a button does.
pub(crate) fn post(desk: &Desk, parts: &[&str], form: &Form) -> Outcome<Answer> {
    match parts {
        ["new"] => new(desk, form),
        ["report"] => report(desk),
        ["contribute"] => contribute(desk, form),
        ["q", name, "do", step] => match Quarter::of(desk, name) {
            Some(quarter) => act(desk, &quarter, step, form),
            None => Ok(Answer::none(404)),
        },
        ["q", name, "draw"] => match Quarter::of(desk, name) {
            Some(quarter) => draw(desk, &quarter, form),
            None => Ok(Answer::none(404)),
        },
        ["q", name, "keepers"] => match Quarter::of(desk, name) {
            Some(quarter) if quarter.stage <= Stage::Planned => keepers(desk, &quarter, form),
            _ => Ok(Answer::none(404)),
        },
        ["q", name, "staff"] => match Quarter::of(desk, name) {
            Some(quarter) => staff(desk, &quarter, form),
            None => Ok(Answer::none(404)),
        },
        ["q", name, table, subject @ ..] => match (Quarter::of(desk, name), entry::which(table)) {
            (Some(quarter), Some(which)) => entry::save(desk, &quarter, which, &subject.join("/"), form),
            _ => Ok(Answer::none(404)),
        },
        _ => Ok(Answer::none(404)),
    }
}

/// The name of a new folder, if it can be one.
fn new_name(desk: &Desk, form: &Form) -> Outcome<String> {
    let name = form.get("name").map(|text| text.trim().to_owned()).unwrap_or_default();
    let is_plain = !name.is_empty()
        && !name.starts_with(['.', '-'])
        && !name.ends_with(['.', ' '])
        && !name.contains(['/', '\\', ':', '"', '*', '?', '<', '>', '|'])
        && dual_random::say::visible(&name) == name;
    if !is_plain || name.chars().count() > 60 {
        return Err(Failure(text::desk_bad_name()));
    }
    if files::exists(&desk.root.join(&name)) {
        return Err(Failure(text::desk_name_taken(text::name(name))));
    }
    Ok(name)
}

/// A folder in which inspectors are drawn for the targets of a quarter.
fn staff(desk: &Desk, quarter: &Quarter, form: &Form) -> Outcome<Answer> {
    let name = new_name(desk, form)?;
    let ran = run(desk, &owned(&["init", &name, "--selection", &quarter.name]), "")?;
    if ran.code != 0 {
        return Ok(pages::ran(desk, Some(quarter), text::desk_staff(), &ran, None));
    }
    Ok(Answer::elsewhere(desk.url(&["q", &name])))
}

fn new(desk: &Desk, form: &Form) -> Outcome<Answer> {
    let name = new_name(desk, form)?;
    let mut arguments = owned(&["init", &name]);
    // Without one it is the plan of the quarter before.
    if let Some(template) = form.get("template").filter(|template| !template.is_empty()) {
        arguments.extend(["--template".to_owned(), template.clone()]);
    }
    // It goes on where the last announcement of this office stands.
    let announced = Quarter::all(desk).into_iter();
    let announced = announced.filter(|quarter| quarter.stage >= Stage::Announced && !quarter.is_rehearsal());
    let last = announced.max_by_key(|quarter| quarter.plan.as_ref().map_or(0, |plan| plan.number));
    if let Some(last) = last {
        arguments.extend(["--after".to_owned(), last.name]);
    }
    let ran = run(desk, &arguments, "")?;
    if ran.code != 0 {
        return Ok(pages::ran(desk, None, text::desk_new(), &ran, None));
    }
    Ok(Answer::elsewhere(desk.url(&["q", &name])))
}

/// Who keeps the master secret, a name a line.
fn keepers(desk: &Desk, quarter: &Quarter, form: &Form) -> Outcome<Answer> {
    let names = form.get("keepers").map(String::as_str).unwrap_or_default();
    let names = names.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty());
    let threshold = form.get("threshold").map(|text| text.trim()).filter(|text| !text.is_empty());
    let threshold =
        threshold.map(|text| text.parse().map_err(|_| Failure(text::desk_threshold_is_a_number())));
    Settings { keepers: names.collect(), threshold: threshold.transpose()? }.write(&quarter.folder())?;
    Ok(Answer::elsewhere(desk.url(&["q", &quarter.name])))
}

/// What a witness contributes, made on the witness's own computer.
fn contribute(desk: &Desk, form: &Form) -> Outcome<Answer> {
    let file = free_name(desk, &desk.say(&text::contribution_file()), ".txt");
    let hash = form.get("hash").map_or("sha256", String::as_str);
    let ran = run(desk, &owned(&["contribute", &file, "--hash", hash]), "")?;
    Ok(pages::ran(desk, None, text::desk_contribute(), &ran, None))
}

/// A name in the desk's folder that nothing has yet.
fn free_name(desk: &Desk, stem: &str, ending: &str) -> String {
    let numbered = (2..).map(|count: u32| format!("{stem}{count}{ending}"));
    let mut names = std::iter::once(format!("{stem}{ending}")).chain(numbered);
    names.find(|name| !files::exists(&desk.root.join(name))).unwrap_or_default()
}

/// The plan and the report over all quarters whose plan can be read.
fn report(desk: &Desk) -> Outcome<Answer> {
    let quarters = Quarter::all(desk).into_iter();
    let known = quarters
        .filter(|quarter| quarter.plan.is_some() && quarter.stage != Stage::Void && !quarter.is_rehearsal());
    let mut arguments = owned(&["report", "--to", &desk.say(&text::desk_sums_folder())]);
    arguments.extend(known.map(|quarter| quarter.name));
    Ok(pages::ran(desk, None, text::desk_report_all(), &run(desk, &arguments, "")?, None))
}

/// A step that can be taken back or not.
fn act(desk: &Desk, quarter: &Quarter, step: &str, form: &Form) -> Outcome<Answer> {
    let given = |name: &str| form.get(name).map(|text| text.trim().to_owned()).unwrap_or_default();
    let name = quarter.name.as_str();
    let has_yes = form.contains_key("yes");
    let mut asks = false;
    let mut input = String::new();
    let (title, mut arguments): (Words, Vec<String>) = match step {
        "check" => (text::desk_check(), owned(&["check", name])),
        "rehearse" => {
            // Each rehearsal has a folder of its own.
            let folder = free_name(desk, &format!("{name}-{}", desk.say(&text::rehearsal())), "");
            (text::desk_rehearse(), owned(&["rehearse", name, "--out", &folder]))
        }
        "announce" => {
            asks = true;
            let mut arguments = owned(&["announce", name]);
            if let Some(log) = quarter.log(desk)? {
                arguments.extend(["--log".to_owned(), log.display().to_string()]);
            }
            (text::desk_announce(), arguments)
        }
        "amend" => {
            asks = true;
            (text::desk_amend(), amendment(desk, quarter, &given)?)
        }
        "report" => (text::desk_report(), owned(&["report", name])),
        "forms" if quarter.stage <= Stage::Planned => (text::desk_changes(), owned(&["forms", name])),
        "forms" => (text::desk_forms(), owned(&["forms", name])),
        "publish" | "preview" => {
            let mut arguments = owned(&["publish", name]);
            // What is published cannot be taken back: it is looked at first.
            arguments.push("--preview".to_owned());
            if !given("reason").is_empty() {
                arguments.extend(["--reason".to_owned(), given("reason")]);
            }
            let title = if step == "preview" { text::desk_preview() } else { text::desk_publish() };
            (title, arguments)
        }
        "prove" => (text::desk_prove(), owned(&["prove", name, "--target", &given("target")])),
        "disclose" => {
            asks = true;
            (text::desk_disclose(), owned(&["disclose", name]))
        }
        "void" => {
            asks = true;
            let mut arguments = owned(&["void", name, "--reason", &given("reason")]);
            for value in form.keys().filter_map(|key| key.strip_prefix("missing-")) {
                arguments.extend(["--missing".to_owned(), value.to_owned()]);
            }
            if form.contains_key("lost") {
                arguments.push("--secret-lost".to_owned());
            }
            (text::desk_void(), arguments)
        }
        "due" => (text::desk_due(), owned(&["due", name])),
        "audit" => (text::desk_audit(), owned(&["audit", name])),
        "verify" => {
            let mut arguments = owned(&["verify", name]);
            for (number, link) in quarter.chain(desk).iter().enumerate() {
                let digest: String = given(&format!("announcement-{number}")).split_whitespace().collect();
                if !digest.is_empty() {
                    arguments.extend(["--announcement".to_owned(), digest]);
                }
                for value in link.plan.iter().flat_map(|plan| &plan.values) {
                    let text = given(&format!("value-{}", value.name));
                    if !text.is_empty() {
                        arguments.extend(["--value".to_owned(), format!("{}={text}", value.name)]);
                    }
                }
            }
            (text::desk_verify(), arguments)
        }
        "restore" => {
            input = given("secret");
            (text::desk_restore(), owned(&["restore", name, "--secret-file", "-"]))
        }
        _ => match outside::step(desk, quarter, step, &given)? {
            Some(outside) => {
                asks = outside.asks;
                (outside.title, outside.arguments)
            }
            None => return Ok(Answer::none(404)),
        },
    };
    // Without a yes a step says what it would do, and ends as not confirmed; what is published is looked at. A yes is to what was
    // shown, and to nothing else.
    let mut ran = run(desk, &arguments, &input)?;
    let shown = shown(quarter, &ran, form)?;
    let waits = if step == "publish" { ran.code == 0 } else { asks && ran.code == 3 };
    let agreed = has_yes && form.get("shown") == Some(&shown);
    if waits && agreed {
        if step == "publish" {
            arguments.retain(|argument| argument != "--preview");
        } else {
            arguments.push("--yes".to_owned());
        }
        ran = run(desk, &arguments, &input)?;
    }
    let confirm = (waits && !agreed).then(|| {
        let mut form = form.clone();
        form.insert("shown".to_owned(), shown);
        (step.to_owned(), form)
    });
    Ok(pages::ran(desk, Some(quarter), title, &ran, confirm))
}

/// What a yes is to: what a step said, by which words, and every file that it goes by.
fn shown(quarter: &Quarter, ran: &Ran, form: &Form) -> Outcome<String> {
    let mut all = vec![ran.said.clone()];
    let words = form.iter().filter(|(name, _)| !matches!(name.as_str(), "yes" | "shown"));
    all.extend(words.map(|(name, text)| format!("{name}={text}")));
    let folder = std::fs::read_dir(&quarter.path).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> = folder.map(|entry| entry.path()).filter(|path| path.is_file()).collect();
    files.extend(["结果.xlsx", "处罚.xlsx"].map(|name| quarter.path.join("private").join(name)));
    files.sort();
    for path in files {
        let digest = files::digest_of(&path)?.map(Digest::to_hex).unwrap_or_default();
        all.push(format!("{}={digest}", path.display()));
    }
    Ok(Digest::of_file(all.join("\n").as_bytes()).to_hex())
}

/// The arguments of a strike.
fn amendment(desk: &Desk, quarter: &Quarter, given: &impl Fn(&str) -> String) -> Outcome<Vec<String>> {
    let mut arguments =
        owned(&["amend", &quarter.name, "--date", &given("date"), "--reason", &given("reason")]);
    let who = given("who");
    let (option, who) = match who.split_once(':') {
        Some(("target", id)) => ("--strike-target", id),
        Some(("inspector", id)) => ("--strike-inspector", id),
        _ => return Err(Failure(text::desk_whom())),
    };
    arguments.extend([option.to_owned(), who.to_owned()]);
    let folder = format!("{}/private/{}", quarter.name, desk.say(&text::evidence_folder()));
    let evidence = given("evidence");
    if !desk_files::is_file_name(&evidence) {
        return Err(Failure(text::ask_evidence()));
    }
    arguments.extend(["--evidence".to_owned(), format!("{folder}/{evidence}")]);
    Ok(arguments)
}

/// The draw, in two steps: the values are shown large to be read back, then it is drawn.
fn draw(desk: &Desk, quarter: &Quarter, form: &Form) -> Outcome<Answer> {
    let Some(plan) = quarter.plan.as_ref().filter(|_| quarter.stage >= Stage::Announced) else {
        return Ok(Answer::none(404));
    };
    let mut arguments = owned(&["draw", &quarter.name]);
    for value in &plan.values {
        let text = form.get(&format!("value-{}", value.name)).map(|text| text.trim()).unwrap_or_default();
        arguments.extend(["--value".to_owned(), format!("{}={text}", value.name)]);
        let source = form.get(&format!("source-{}", value.name)).map_or("0", String::as_str);
        if source != "0" {
            let reason =
                form.get(&format!("reason-{}", value.name)).map(|text| text.trim()).unwrap_or_default();
            arguments.extend(["--fallback".to_owned(), format!("{}={source}:{reason}", value.name)]);
        }
    }
    if form.contains_key("yes") {
        arguments.push("--yes".to_owned());
        let ran = run(desk, &arguments, "")?;
        return Ok(pages::drawn(desk, quarter, &ran));
    }
    let ran = run(desk, &arguments, "")?;
    Ok(pages::read_back(desk, quarter, &ran, form))
}
