//! `disclose`.

use crate::files::{self, Access, Folder, Written};
use crate::input;
use crate::out::{Exit, Failure, Out, Outcome};
use crate::text;
use dual_random::roster::tables;
use dual_random::{
    Digest, Disclosure, Drawn, Evidence, FormError, Language, RecordName, Table, TargetId, Verdict,
};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

pub(crate) fn run(dir: &Path, withhold: Option<&Path>, out: &mut Out) -> Outcome<Exit> {
    let (folder, language) = (Folder::new(dir), out.language);
    let drawn = input::result(&folder, language)?;
    sound(&folder, out)?;
    let grounds = match withhold {
        Some(path) => Grounds::read(path, drawn.private(), language)?,
        None => Grounds::default(),
    };
    let (written, digest) = publish(&folder, drawn, &grounds, language)?;
    out.line(text::disclosed(language, folder.disclosure().display(), text::grouped(&digest)));
    if !grounds.0.is_empty() {
        out.line(text::withheld_count(language, grounds.0.len()));
    }
    out.line(text::disclose_next(language, dir.display()));
    if written == Written::Identical {
        out.line(text::identical(language));
    }
    Ok(Exit::Done)
}

/// A damaged result is not published.
fn sound(folder: &Folder, out: &mut Out) -> Outcome<()> {
    let (path, language) = (folder.result(), out.language);
    let bytes = files::read(&path, language, &text::run_draw(language, folder.path().display()))?;
    let report = dual_random::verify_with(&bytes, &Evidence::new(), &mut |progress| out.progress(progress));
    if matches!(report.verdict, Verdict::Verified | Verdict::Consistent) {
        return Ok(());
    }
    let mut lines = vec![text::result_damaged(language, path.display())];
    lines.extend(report.failures().map(|check| check.message(language)));
    Err(Failure(lines.join("\n  ")))
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
            return Err(Failure(text::public_differs(language, path.display(), folder.result().display())));
        }
    }
    let bytes = drawn.disclose(&|name| grounds.of(name)).to_bytes().map_err(form)?;
    let written = files::write(&folder.disclosure(), &bytes, Access::Everyone, language)?;
    Ok((written, Digest::of_file(&bytes)))
}

/// A record: which roster, its id (none: all of them), and the target of a recusal.
type Key = (Table, Option<String>, Option<TargetId>);

/// Legal grounds for withholding identity parts.
#[derive(Default)]
pub(crate) struct Grounds(BTreeMap<Key, String>);

impl Grounds {
    fn of(&self, name: RecordName<'_>) -> Option<String> {
        let key = key(name)?;
        let all = (key.0, None, None);
        self.0.get(&key).or_else(|| self.0.get(&all)).cloned()
    }

    fn read(path: &Path, disclosure: &Disclosure, language: Language) -> Outcome<Self> {
        let bytes = files::read(path, language, text::ask_withhold(language))?;
        let list = tables::withholdings(&bytes).map_err(|faults| {
            let lines = faults.as_slice().iter();
            let lines = lines.map(|fault| format!("{}: {}", path.display(), fault.message(language)));
            Failure(lines.collect::<Vec<_>>().join("\n"))
        })?;
        let known = names(disclosure);
        let mut grounds = BTreeMap::new();
        for (line, entry) in list.lines.into_iter().zip(list.records) {
            let key: Key = (entry.roster, entry.id, entry.target);
            if key.1.is_some() && !known.contains(&key) {
                let target = key.2.as_ref().map_or("", TargetId::as_str);
                let id = key.1.as_deref().unwrap_or_default();
                let what = text::withhold_unknown(language, key.0.template(language), id, target);
                return Err(Failure(text::withhold_row(language, path.display(), line, what)));
            }
            grounds.insert(key, entry.reason);
        }
        Ok(Self(grounds))
    }
}

fn key(name: RecordName<'_>) -> Option<Key> {
    let (roster, id, target) = match name {
        RecordName::Target(id) => (Table::Targets, id.to_string(), None),
        RecordName::Inspector(id) => (Table::Inspectors, id.to_string(), None),
        RecordName::Recusal(id, target) => (Table::Recusals, id.to_string(), Some(target)),
        RecordName::Change(id, target) => (Table::Changes, id.to_string(), target),
        _ => return None,
    };
    Some((roster, Some(id), target.cloned()))
}

/// Every record of the chain.
fn names(disclosure: &Disclosure) -> BTreeSet<Key> {
    let mut names = BTreeSet::new();
    for link in disclosure.chain() {
        let rosters = &link.rosters;
        let targets = rosters.targets.iter().map(|r| RecordName::Target(&r.draw.id));
        let inspectors = rosters.inspectors.iter().map(|r| RecordName::Inspector(&r.draw.id));
        let recusals =
            rosters.recusals.iter().map(|r| RecordName::Recusal(&r.draw.inspector, &r.draw.target));
        let changes =
            rosters.changes.iter().map(|r| RecordName::Change(&r.draw.inspector, r.draw.target.as_ref()));
        let all = targets.chain(inspectors).chain(recusals).chain(changes);
        names.extend(all.filter_map(key));
    }
    names
}
