//! The files that the desk shows and takes: those of a quarter, each by its name, and no others.

use crate::desk::state::{Quarter, Stage};
use crate::desk::{Answer, Desk, pages};
use crate::files::{self, Access};
use crate::forms::{self, Which};
use crate::holidays;
use crate::out::{Failure, Outcome};
use crate::text::{self, Shown as _};
use std::path::{Component, Path, PathBuf};

/// What is put in before the announcement.
const INPUTS: [&str; 10] = [
    "抽查计划.xlsx",
    "plan.xlsx",
    "检查对象.xlsx",
    "检查对象.csv",
    "执法人员.xlsx",
    "执法人员.csv",
    "回避.xlsx",
    "回避.csv",
    "变动.xlsx",
    "变动.csv",
];

/// What is put in after the draw.
const RESULTS: [&str; 2] = ["private/结果.xlsx", "private/处罚.xlsx"];

/// What may be changed at any time.
const ALWAYS: [&str; 1] = ["放假安排.xlsx"];

/// What is shown beside the inputs, the results and the public folder.
const PAPERS: [&str; 9] = [
    "minutes-1.html",
    "minutes-2.html",
    "private/envelope.html",
    "private/tasks.html",
    "private/检查文书.docx",
    "private/人员安排表.docx",
    "private/县区安排表.docx",
    "检查结果.xlsx",
    "check-report.xlsx",
];

fn kind(path: &Path) -> &'static str {
    match path.extension().and_then(|ending| ending.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "json" | "jsonl" => "application/json; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "md" | "txt" => "text/plain; charset=utf-8",
        "xml" => "application/atom+xml; charset=utf-8",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _ => "application/octet-stream",
    }
}

/// Whether a name is of a file that is shown: a plain way down, to one of the papers, an amendment's, a proof, or the public folder.
fn is_shown(name: &str) -> bool {
    let is_plain = Path::new(name).components().all(|part| matches!(part, Component::Normal(_)));
    let private = name.strip_prefix("private/").unwrap_or_default();
    let is_numbered =
        ["tasks-", "share-"].iter().any(|kind| private.strip_prefix(kind).is_some_and(files::is_page));
    let is_proof = private.starts_with("proof-");
    let is_preview =
        ["公示预览/", "preview/"].iter().any(|folder| private.starts_with(folder)) && files::is_page(private);
    let all = INPUTS.iter().chain(&RESULTS).chain(&PAPERS).chain(&ALWAYS);
    is_plain
        && !name.contains('\\')
        && (name.starts_with("public/")
            || is_numbered
            || is_proof
            || is_preview
            || all.into_iter().any(|own| *own == name))
}

/// A file of a quarter.
pub(crate) fn get(desk: &Desk, quarter: &str, name: &str) -> Outcome<Answer> {
    let Some(quarter) = Quarter::of(desk, quarter).filter(|_| is_shown(name)) else {
        return Ok(Answer::none(404));
    };
    let path = quarter.path.join(name);
    // A link leads elsewhere.
    let top = name.split_once('/').map_or("", |(top, _)| top);
    let whole = path.canonicalize().ok().zip(quarter.path.canonicalize().ok());
    if !whole.is_some_and(|(whole, folder)| whole.starts_with(folder.join(top))) {
        return Ok(Answer::none(404));
    }
    match files::read_if_there(&path)? {
        Some(bytes) => Ok(Answer::file(kind(&path), bytes)),
        None => Ok(Answer::none(404)),
    }
}

/// The papers over all quarters.
pub(super) const SUMS: [&str; 2] = ["抽查工作计划.docx", "抽查工作报告.docx"];

pub(super) fn sums_path(desk: &Desk, name: &str) -> PathBuf {
    desk.root.join(desk.say(&text::desk_sums_folder())).join(name)
}

/// One of them.
pub(super) fn sums(desk: &Desk, name: &str) -> Outcome<Answer> {
    let path = sums_path(desk, name);
    let bytes = if SUMS.contains(&name) { files::read_if_there(&path)? } else { None };
    Ok(bytes.map_or_else(|| Answer::none(404), |bytes| Answer::file(kind(&path), bytes)))
}

/// Takes a file: an input before the announcement, a table of results after the draw, a file that shows why somebody is struck.
pub(crate) fn put(desk: &Desk, parts: &[&str], bytes: &[u8]) -> Outcome<Answer> {
    let ["q", quarter, "file", name @ ..] = parts else { return Ok(Answer::none(404)) };
    let name = name.join("/");
    let Some(quarter) = Quarter::of(desk, quarter) else { return Ok(Answer::none(404)) };
    let evidence = name.strip_prefix("evidence/").filter(|name| is_file_name(name));
    let received = name.strip_prefix("received/").filter(|name| is_file_name(name));
    let (path, access) = if INPUTS.contains(&name.as_str()) {
        if quarter.stage > Stage::Planned {
            return Err(Failure(text::desk_fixed()));
        }
        (quarter.path.join(&name), Access::Everyone)
    } else if ALWAYS.contains(&name.as_str()) {
        (quarter.path.join(&name), Access::Everyone)
    } else if RESULTS.contains(&name.as_str()) && quarter.stage >= Stage::Drawn {
        (quarter.path.join(&name), Access::Owner)
    } else if let Some(received) = received.filter(|_| quarter.stage >= Stage::Announced) {
        (received_path(&quarter, received, desk), Access::Owner)
    } else if let Some(evidence) = evidence.filter(|_| quarter.stage == Stage::Drawn) {
        (
            quarter.path.join("private").join(text::evidence_folder().get(desk.language)).join(evidence),
            Access::Owner,
        )
    } else {
        return Ok(Answer::none(404));
    };
    // Another file under the name of a workbook would be in the way of the form that stands there.
    let is_table = evidence.is_none() && received.is_none();
    if path.extension().is_some_and(|ending| ending == "xlsx") && is_table && !bytes.starts_with(b"PK") {
        return Err(Failure(text::desk_not_a_workbook(text::name(&name))));
    }
    // Two forms of one table would be one too many: the one that is put in takes the place of the other.
    for ending in ["xlsx", "csv"] {
        let other = path.with_extension(ending);
        if other != path && is_table && files::exists(&other) {
            return Err(Failure(text::two_tables(other.shown(), path.shown())));
        }
    }
    if evidence.is_some() {
        // What a strike was logged with stays what it was.
        if files::read_if_there(&path)?.is_some_and(|there| there != bytes) {
            return Err(Failure(text::desk_evidence_there(path.shown())));
        }
    } else if ALWAYS.contains(&name.as_str()) {
        holidays::read_bytes(&path, bytes)?;
    } else if let Some(which) = forms_of(&name) {
        forms::is_form(&quarter.folder(), which, bytes)?;
    }
    // What was there stays under another name, whoever chose the wrong file.
    let old = if is_table { forms::keep_old(&path, bytes)? } else { None };
    files::replace(&path, bytes, access)?;
    let shown = path.strip_prefix(&quarter.path).unwrap_or(&path).display().to_string();
    Ok(Answer::page(pages::taken(&shown, old.as_deref())))
}

/// Where a file lies that somebody outside sent, until a step takes it.
pub(super) fn received_path(quarter: &Quarter, name: &str, desk: &Desk) -> PathBuf {
    quarter.path.join("private").join(desk.say(&text::received_folder())).join(name)
}

/// The form that is put in under a name.
fn forms_of(name: &str) -> Option<Which> {
    match name {
        "private/结果.xlsx" => Some(Which::Results),
        "private/处罚.xlsx" => Some(Which::Penalties),
        _ => None,
    }
}

pub(super) fn is_file_name(name: &str) -> bool {
    !name.is_empty() && !name.starts_with('.') && !name.contains(['/', '\\', ':', '\0']) && name.len() <= 200
}

#[cfg(test)]
mod tests {
    use super::is_shown;

    #[test]
    fn no_secret_and_nothing_outside_is_shown() {
        for name in [
            "minutes-1.html",
            "private/tasks.html",
            "private/tasks-2.html",
            "public/index.html",
            "抽查计划.xlsx",
        ] {
            assert!(is_shown(name), "{name}");
        }
        for name in [
            "private/opening.json",
            "private/result.json",
            "private/contacts.json",
            "private/amendment-1.json",
            "public/../private/opening.json",
            "../other/minutes-1.html",
            "/etc/passwd",
            "public\\..\\private",
            "",
        ] {
            assert!(!is_shown(name), "{name}");
        }
    }
}
