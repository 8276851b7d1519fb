//! `disclose`.

use crate::files::{self, Access, Folder, Written};
use crate::input;
use crate::log::{Book, Logging};
use crate::out::{Exit, Failure, Out, Outcome};
use crate::text;
use dual_random::record::Entry;
use dual_random::roster::tables;
use dual_random::{
    Digest, Disclosure, Drawn, Evidence, FormError, Language, RecordName, Table, TargetId, Verdict,
};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

pub(crate) fn run(dir: &Path, withhold: Option<&Path>, logging: Logging<'_>, out: &mut Out) -> Outcome<Exit> {
    let (folder, language) = (Folder::new(dir), out.language);
    let drawn = input::result(&folder, language)?;
    let announcement = drawn.private().announcement.clone();
    let book = Book::of(&folder, &announcement, logging, language)?;
    book.still_stands()?;
    is_logged(&book, &folder, &drawn, language)?;
    sound(&folder, &drawn, out)?;
    let mut notes = Vec::new();
    let grounds = Grounds::read(withhold, || names(drawn.private()), &mut notes, language)?;
    out.lines(notes);
    let bytes = disclosure(&folder, drawn, &grounds, language)?;
    let digest = Digest::of_file(&bytes);
    files::same_or_refuse(&folder.disclosure(), &bytes, language)?;
    let pen = book.pen(vec![Entry::disclosed(&announcement, digest)])?;
    let written = files::write(&folder.disclosure(), &bytes, Access::Everyone, language)?;
    let logged = pen.write()?;
    out.line(text::disclosed(language, folder.disclosure().display(), text::grouped(&digest)));
    if !grounds.0.is_empty() {
        out.line(text::withheld_count(language, grounds.0.len()));
    }
    out.lines(logged.message(language));
    out.line(text::disclose_next(language, dir.display()));
    if written.and(logged.written) == Written::Identical {
        out.line(text::identical(language));
    }
    Ok(Exit::Done)
}

/// Every step before has come to its end: what is not in the log would be missing there for good.
pub(crate) fn is_logged(book: &Book<'_>, folder: &Folder, drawn: &Drawn, language: Language) -> Outcome<()> {
    let announcement = &drawn.private().announcement;
    let dir = folder.path().display();
    book.needs(Entry::sealed(announcement, drawn.seal()), &text::run_draw(language, &dir))?;
    for amendment in drawn.amendments() {
        let what_to_do = text::run_amend_again(language, &dir, amendment.strikes.date);
        book.needs(Entry::amended(announcement, &amendment.seal), &what_to_do)?;
    }
    if book.amendments() > drawn.amendments().len() {
        let path = folder.amendment(drawn.amendments().len() + 1);
        return Err(Failure(text::amendment_missing(language, path.display())));
    }
    Ok(())
}

/// A damaged result is not published, nor gone on with.
pub(crate) fn sound(folder: &Folder, drawn: &Drawn, out: &mut Out) -> Outcome<()> {
    let (path, language) = (folder.result(), out.language);
    let bytes = drawn.reveal().map_err(|error| Failure(text::cannot_encode(language, error)))?;
    let report = dual_random::verify_with(&bytes, &Evidence::new(), &mut |progress| out.progress(progress));
    if matches!(report.verdict, Verdict::Verified | Verdict::Consistent) {
        return Ok(());
    }
    let mut lines = vec![text::result_damaged(language, path.display())];
    lines.extend(report.failures().map(|check| check.message(language)));
    Err(Failure(lines.join("\n  ")))
}

/// The files in public are those of this result.
pub(crate) fn is_published(folder: &Folder, drawn: &Drawn, language: Language) -> Outcome<()> {
    let private = drawn.private();
    let mut expected = vec![
        (folder.announcement(), private.announcement.to_bytes()),
        (folder.seal(), private.seal.to_bytes()),
    ];
    let amendments = (1..).zip(drawn.amendments());
    expected.extend(amendments.map(|(number, a)| (folder.amendment_seal(number), a.seal.to_bytes())));
    for (path, expected) in expected {
        let expected = expected.map_err(|error: FormError| Failure(text::cannot_encode(language, error)))?;
        let what_to_do = text::run_step_again(language);
        if files::read(&path, language, what_to_do)? != expected {
            return Err(Failure(text::public_differs(language, path.display(), folder.result().display())));
        }
    }
    Ok(())
}

/// The disclosure, if announcement and seals are those that were published.
pub(crate) fn disclosure(
    folder: &Folder,
    drawn: Drawn,
    grounds: &Grounds,
    language: Language,
) -> Outcome<Vec<u8>> {
    is_published(folder, &drawn, language)?;
    let bytes = drawn.disclose(&|name| grounds.of(name)).to_bytes();
    bytes.map_err(|error| Failure(text::cannot_encode(language, error)))
}

/// A record: which roster, its id (none: all of them), and the target of a recusal.
pub(crate) type Key = (Table, Option<String>, Option<TargetId>);

/// Legal grounds for withholding identity parts.
#[derive(Default)]
pub(crate) struct Grounds(BTreeMap<Key, String>);

impl Grounds {
    pub(crate) fn of(&self, name: RecordName<'_>) -> Option<String> {
        let key = key(name)?;
        let all = (key.0, None, None);
        self.0.get(&key).or_else(|| self.0.get(&all)).cloned()
    }

    /// Reads the list, if there is one.
    pub(crate) fn read(
        path: Option<&Path>,
        known: impl FnOnce() -> BTreeSet<Key>,
        notes: &mut Vec<String>,
        language: Language,
    ) -> Outcome<Self> {
        let Some(path) = path else {
            return Ok(Self::default());
        };
        let bytes = files::read(path, language, text::ask_withhold(language))?;
        let list = tables::withholdings(&bytes).map_err(|faults| {
            let lines = faults.as_slice().iter();
            let lines = lines.map(|fault| format!("{}: {}", path.display(), fault.message(language)));
            Failure(lines.collect::<Vec<_>>().join("\n"))
        })?;
        notes.extend(input::table_notes(path, &list.notes, language));
        let known = known();
        let mut grounds = BTreeMap::new();
        for (line, entry) in list.lines.into_iter().zip(list.records) {
            let key: Key = (entry.roster, entry.id, entry.target);
            if key.1.is_some() && !known.contains(&key) {
                let target = key.2.as_ref().map_or("", TargetId::as_str);
                let id = key.1.as_deref().unwrap_or_default();
                let what = text::withhold_unknown(language, key.0.template(language), id, target);
                return Err(Failure(text::row(language, path.display(), line, what)));
            }
            grounds.insert(key, entry.reason);
        }
        Ok(Self(grounds))
    }
}

pub(crate) fn key(name: RecordName<'_>) -> Option<Key> {
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
pub(crate) fn names(disclosure: &Disclosure) -> BTreeSet<Key> {
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
