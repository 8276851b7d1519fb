//! Who is to be struck: from the command line, or from a table.

use crate::cli::AmendArguments;
use crate::out::{Failure, Outcome};
use crate::text::Shown as _;
use crate::text::Words;
use crate::{explain, files, table, text};
use dual_random::roster::{ListedStrike, ToStrike};
use dual_random::{
    Date, Digest, Faults, HashAlgorithm, InspectorId, Story, Strikes, Table, TargetId, tables,
};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Strikes, each with the words in which people are asked about it.
pub(crate) struct Asked {
    pub(crate) strikes: Strikes,
    pub(crate) lines: Vec<Words>,
}

/// Who is to be struck. Visits that are completed by the date, as far as outcomes say so, stay as they are.
pub(crate) fn read(
    arguments: &AmendArguments,
    hash: HashAlgorithm,
    story: &Story<'_>,
    completed: &BTreeMap<TargetId, Date>,
) -> Outcome<Asked> {
    let date =
        Date::new(&arguments.date).map_err(|_| Failure(text::bad_date(text::name(&arguments.date))))?;
    let list = match &arguments.strikes {
        Some(path) => List::of_table(path)?,
        None => List::of_options(arguments, story)?,
    };
    let evidence = list.evidence(hash)?;
    let strikes = story
        .strikes(date, &list.strikes, |file| evidence.get(file).copied(), completed)
        .map_err(|faults| list.refused(faults))?;
    let visited = strikes.visited.iter().filter_map(|id| Some((id, completed.get(id)?)));
    let visited: Vec<Words> =
        visited.map(|(id, day)| text::visit_stays(explain::named(story, id), day)).collect();
    let asked = list.strikes.iter().map(|strike| list.line(story, strike, &evidence));
    let lines = list.notes.iter().cloned().chain(visited).chain(asked).collect();
    Ok(Asked { strikes, lines })
}

/// The one strike of the command line.
fn asked(arguments: &AmendArguments, story: &Story<'_>) -> Outcome<ListedStrike> {
    let AmendArguments { strike_target, strike_inspector, reason, evidence, .. } = arguments;
    let incomplete = || Failure(text::strike_incomplete());
    let (reason, evidence) = reason.as_ref().zip(evidence.as_ref()).ok_or_else(incomplete)?;
    let target = |given: &str| match explain::target_meant(story, given) {
        Ok(id) => Ok(id),
        // Who is in no roster is told with the other faults.
        Err(failure) => TargetId::new(given).map_err(|_| failure),
    };
    let who = match (strike_target, strike_inspector) {
        (Some(id), _) => ToStrike::Target(target(id)?),
        (None, Some(who)) => {
            let (id, from) = who.split_once('@').map_or((who.as_str(), None), |(id, of)| (id, Some(of)));
            let inspector = InspectorId::new(id);
            let inspector = inspector.map_err(|_| Failure(text::no_such_inspector(text::name(id))))?;
            ToStrike::Inspector(inspector, from.map(target).transpose()?)
        }
        (None, None) => return Err(incomplete()),
    };
    Ok(ListedStrike::new(who, reason, evidence.to_string_lossy()))
}

/// A list of strikes, and where it is from.
struct List {
    /// The table.
    path: Option<PathBuf>,
    /// The one file that shows why, if the command line names it.
    named: Option<PathBuf>,
    strikes: Vec<ListedStrike>,
    lines: Vec<u64>,
    notes: Vec<Words>,
}

impl List {
    fn of_table(path: &Path) -> Outcome<Self> {
        let (table, notes) = table::read(path, text::ask_strikes(), tables::strikes)?;
        Ok(Self {
            path: Some(path.to_owned()),
            named: None,
            strikes: table.records,
            lines: table.lines,
            notes,
        })
    }

    fn of_options(arguments: &AmendArguments, story: &Story<'_>) -> Outcome<Self> {
        let (named, strikes) = (arguments.evidence.clone(), vec![asked(arguments, story)?]);
        Ok(Self { path: None, named, strikes, lines: Vec::new(), notes: Vec::new() })
    }

    /// A file that shows why: a table names those beside it.
    fn file(&self, name: &str) -> PathBuf {
        let folder = self.path.as_deref().and_then(Path::parent).unwrap_or(Path::new("."));
        self.named.clone().unwrap_or_else(|| folder.join(name))
    }

    /// The digests of the files that show why.
    fn evidence(&self, hash: HashAlgorithm) -> Outcome<BTreeMap<&str, Digest>> {
        let mut all = BTreeMap::new();
        for (place, strike) in self.strikes.iter().enumerate() {
            let name = strike.evidence.as_str();
            let read = files::read(&self.file(name), text::ask_evidence());
            let bytes = read.map_err(|Failure(what)| match (&self.path, self.lines.get(place)) {
                (Some(path), Some(line)) => Failure(text::row(path.shown(), line, what)),
                _ => Failure(what),
            })?;
            all.insert(name, hash.of_file(&bytes));
        }
        Ok(all)
    }

    fn refused(&self, faults: Faults) -> Failure {
        match &self.path {
            Some(path) => table::refused(path, &faults.with_lines(Table::Strikes, &self.lines)),
            None => Failure(text::lines(faults.into_iter().map(|fault| Words::of(fault.problem)))),
        }
    }

    fn line(&self, story: &Story<'_>, strike: &ListedStrike, evidence: &BTreeMap<&str, Digest>) -> Words {
        let (reason, file) = (text::name(&strike.reason), self.file(&strike.evidence));
        let digest = evidence.get(strike.evidence.as_str());
        match &strike.who {
            ToStrike::Target(id) => {
                text::strike_target(explain::named(story, id), reason, file.shown(), digest.copied())
            }
            ToStrike::Inspector(id, target) => {
                let from = target.as_ref().map_or_else(text::all_visits, |id| explain::named(story, id));
                let who = explain::person(story, id);
                text::strike_inspector(who, from, reason, file.shown(), digest.copied())
            }
        }
    }
}
