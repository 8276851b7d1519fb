//! `disclose`.

use crate::files::{self, Access, Folder, Written};
use crate::input;
use crate::out::{Exit, Failure, Out, Outcome};
use crate::text;
use dual_random::{Digest, Disclosure, Drawn, FormError, Language, RecordName};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Withholds all records of a roster, where a row has it in place of an id.
const ALL: &str = "*";

pub(crate) fn run(dir: &Path, withhold: Option<&Path>, out: &mut Out) -> Outcome<Exit> {
    let (folder, language) = (Folder::new(dir), out.language);
    let drawn = input::result(&folder, language)?;
    let grounds = match withhold {
        Some(path) => Grounds::read(path, drawn.private(), language)?,
        None => Grounds::default(),
    };
    let (written, digest) = publish(&folder, drawn, &grounds, language)?;
    out.line(text::disclosed(
        language,
        folder.disclosure().display(),
        text::grouped(&digest),
    ));
    if !grounds.0.is_empty() {
        out.line(text::withheld_count(language, grounds.0.len()));
    }
    out.line(text::disclose_next(language, dir.display()));
    if written == Written::Identical {
        out.line(text::identical(language));
    }
    Ok(Exit::Done)
}

/// Writes the disclosure, if announcement and seal are those that were published.
pub(crate) fn publish(
    folder: &Folder,
    drawn: Drawn,
    grounds: &Grounds,
    language: Language,
) -> Outcome<(Written, Digest)> {
    let form = |error: FormError| Failure(text::cannot_encode(language, error));
    let private = drawn.private();
    let announcement = private.announcement.to_bytes().map_err(form)?;
    let seal = private.seal.to_bytes().map_err(form)?;
    for (path, expected) in [(folder.announcement(), announcement), (folder.seal(), seal)] {
        let what_to_do = text::run_draw(language, folder.path().display());
        if files::read(&path, language, &what_to_do)? != expected {
            return Err(Failure(text::public_differs(
                language,
                path.display(),
                folder.result().display(),
            )));
        }
    }
    let bytes = drawn
        .disclose(&|name| grounds.of(name))
        .to_bytes()
        .map_err(form)?;
    let written = files::write(&folder.disclosure(), &bytes, Access::Everyone, language)?;
    Ok((written, Digest::of_file(&bytes)))
}

/// A record: which roster, and its ids.
type Key = (&'static str, String, String);

/// Legal grounds for withholding identity parts.
#[derive(Default)]
pub(crate) struct Grounds(BTreeMap<Key, String>);

impl Grounds {
    fn of(&self, name: RecordName<'_>) -> Option<String> {
        let key = key(name)?;
        let all = (key.0, ALL.to_owned(), String::new());
        self.0.get(&key).or_else(|| self.0.get(&all)).cloned()
    }

    fn read(path: &Path, disclosure: &Disclosure, language: Language) -> Outcome<Self> {
        let bytes = files::read(path, language, text::ask_withhold(language))?;
        let Some(csv) = decoded(&bytes) else {
            return Err(Failure(text::not_utf8(language, path.display())));
        };
        let known = names(disclosure);
        let rows = rows(&csv).map_err(|error| Failure(text::cannot_read(language, path.display(), error)))?;
        let mut rows = rows.into_iter();
        let head = rows.next().map(|(_, head)| head).unwrap_or_default();
        let columns = columns(&head)
            .ok_or_else(|| Failure(text::withhold_head(language, path.display(), head.join(","))))?;
        let mut grounds = BTreeMap::new();
        for (line, cells) in rows {
            let wrong = |what: String| Failure(text::withhold_row(language, path.display(), line, what));
            let cell = |column: usize| cells.get(column).map_or("", String::as_str);
            let [roster, id, target, reason] = columns.map(cell);
            let roster = roster_code(roster).ok_or_else(|| wrong(text::withhold_roster(language, roster)))?;
            if reason.is_empty() {
                return Err(wrong(text::withhold_reason(language).to_owned()));
            }
            let key: Key = (roster, id.to_owned(), target.to_owned());
            if id != ALL && !known.contains(&key) {
                return Err(wrong(text::withhold_unknown(language, roster, id, target)));
            }
            if grounds.insert(key, reason.to_owned()).is_some() {
                return Err(wrong(text::withhold_twice(language, roster, id, target)));
            }
        }
        Ok(Self(grounds))
    }
}

fn key(name: RecordName<'_>) -> Option<Key> {
    let key = |roster, id: &dyn ToString, target: Option<&dyn ToString>| {
        (
            roster,
            id.to_string(),
            target.map(ToString::to_string).unwrap_or_default(),
        )
    };
    match name {
        RecordName::Target(id) => Some(key("targets", id, None)),
        RecordName::Inspector(id) => Some(key("inspectors", id, None)),
        RecordName::Recusal(id, target) => Some(key("recusals", id, Some(target))),
        RecordName::Change(id, target) => {
            Some(key("changes", id, target.map(|target| target as &dyn ToString)))
        }
        _ => None,
    }
}

/// Every record of the chain.
fn names(disclosure: &Disclosure) -> BTreeSet<Key> {
    let mut names = BTreeSet::new();
    for link in disclosure.chain() {
        let rosters = &link.rosters;
        let targets = rosters.targets.iter().map(|r| RecordName::Target(&r.draw.id));
        let inspectors = rosters
            .inspectors
            .iter()
            .map(|r| RecordName::Inspector(&r.draw.id));
        let recusals = rosters
            .recusals
            .iter()
            .map(|r| RecordName::Recusal(&r.draw.inspector, &r.draw.target));
        let changes = rosters
            .changes
            .iter()
            .map(|r| RecordName::Change(&r.draw.inspector, r.draw.target.as_ref()));
        let all = targets.chain(inspectors).chain(recusals).chain(changes);
        names.extend(all.filter_map(key));
    }
    names
}

fn roster_code(name: &str) -> Option<&'static str> {
    match name {
        "targets" | "target" | "检查对象" | "检查对象名录库" => Some("targets"),
        "inspectors" | "inspector" | "检查人员" | "执法检查人员" | "执法检查人员名录库" => {
            Some("inspectors")
        }
        "recusals" | "recusal" | "回避" | "回避名单" => Some("recusals"),
        "changes" | "change" | "变动" | "名录变动" => Some("changes"),
        _ => None,
    }
}

/// Places of the columns roster, id, target, reason. The target's column may be missing.
fn columns(head: &[String]) -> Option<[usize; 4]> {
    let find = |names: [&str; 2]| head.iter().position(|cell| names.contains(&cell.as_str()));
    let target = find(["target", "检查对象"]).unwrap_or(usize::MAX);
    Some([
        find(["roster", "名录"])?,
        find(["id", "编号"])?,
        target,
        find(["reason", "理由"])?,
    ])
}

/// A file's text: UTF-8, with or without BOM, or GB18030, as spreadsheets save it.
fn decoded(bytes: &[u8]) -> Option<Cow<'_, str>> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(bytes)?,
    };
    Some(match text.strip_prefix('\u{FEFF}') {
        Some(rest) => Cow::Owned(rest.to_owned()),
        None => text,
    })
}

/// Rows of a CSV file with the lines on which they begin; empty ones are left out.
fn rows(csv: &str) -> Result<Vec<(u64, Vec<String>)>, csv::Error> {
    let mut rows = Vec::new();
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(csv.as_bytes());
    for record in reader.records() {
        let record = record?;
        let line = record.position().map_or(0, csv::Position::line);
        let row: Vec<String> = record.iter().map(|cell| cell.trim().to_owned()).collect();
        if row.iter().any(|cell| !cell.is_empty()) {
            rows.push((line, row));
        }
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::rows;

    #[test]
    fn rows_keep_their_lines_and_quoted_cells() {
        let found = rows("a,b\r\n\r\n\"x,\n\"\"y\"\"\",2\nz,").unwrap();
        let cells = |row: &[&str]| row.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
        assert_eq!(
            found,
            [
                (1, cells(&["a", "b"])),
                (3, cells(&["x,\n\"y\"", "2"])),
                (5, cells(&["z", ""]))
            ]
        );
    }
}
