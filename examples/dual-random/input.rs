//! A folder's inputs: plan.toml and the tables, all their faults together.

use crate::files::{self, Folder};
use crate::out::{Failure, Outcome};
use crate::text::Shown as _;
use crate::text::Words;
use crate::{decoded, earlier, misread, text};
use dual_random::plan::{Ceremony, Plan};
use dual_random::record::Marked;
use dual_random::roster::{Contacts, names_alike, unlisted_districts};
use dual_random::tables;
use dual_random::{
    Amended, Change, Digest, Draft, Drawn, Fault, Faults, ReadError, Rosters, Table, Verdict, Work,
};
use serde::de::DeserializeOwned;
use std::path::{Path, PathBuf};

/// The tables of which only one file may be there.
const TABLES: [&str; 4] = ["targets", "inspectors", "recusals", "changes"];

/// Everything that a folder says before the draw.
#[derive(Clone)]
pub(crate) struct Inputs {
    pub(crate) plan: Plan,
    pub(crate) rosters: Rosters,
    pub(crate) changes: Vec<Change>,
    /// What became of the further columns of the rosters.
    pub(crate) columns: ReadColumns,
    /// What is to be known of the tables, as sentences.
    pub(crate) notes: Vec<Words>,
    /// What earlier draws marked, if the folder names any.
    pub(crate) marked: Option<Marked>,
    previous: Option<Drawn>,
    lines: Lines,
}

/// Heads of the further columns.
#[derive(Clone, Default)]
pub(crate) struct ReadColumns {
    /// Committed and disclosed.
    pub(crate) attributes: Vec<String>,
    /// On the task sheets alone.
    pub(crate) sheet: Vec<String>,
    /// Not read.
    pub(crate) ignored: Vec<String>,
}

/// Lines of the files in which the records stand.
#[derive(Clone, Default)]
struct Lines {
    targets: Vec<u64>,
    inspectors: Vec<u64>,
    recusals: Vec<u64>,
    changes: Vec<u64>,
}

/// Faults, each in a file.
pub(crate) struct InputFaults {
    faults: Faults,
    /// Faults of the plan by itself, where the tables cannot even be read.
    plan: Faults,
}

impl InputFaults {
    pub(crate) fn messages(&self, folder: &Folder) -> Vec<Words> {
        let of = |fault: &Fault| {
            let path = match fault.table {
                Table::Targets => folder.targets(),
                Table::Inspectors => folder.inspectors(),
                Table::Recusals => folder.recusals(),
                Table::Changes => folder.changes(),
                Table::Districts => folder.districts(),
                Table::Earlier => folder.earlier(),
                _ => folder.plan(),
            };
            text::at(&path, fault)
        };
        self.plan.as_slice().iter().chain(self.faults.as_slice()).map(of).collect()
    }

    fn failure(&self, folder: &Folder, selection: Option<&Path>) -> Failure {
        let mut lines = self.messages(folder);
        lines.push(text::mend_and_check(lines.len(), folder.path().shown(), text::with_selection(selection)));
        Failure(text::lines(lines))
    }
}

/// Reads a folder. Faults of the tables come back as such; what cannot be read at all is a failure.
pub(crate) fn read(folder: &Folder, selection: Option<&Path>) -> Outcome<Result<Inputs, InputFaults>> {
    folder.none_twice(&TABLES)?;
    none_missing(folder, selection.is_some())?;
    let plan = plan(&folder.plan())?;
    let staffing = plan.ceremony == Ceremony::Staffing;
    let previous = match (selection, staffing) {
        (Some(dir), true) => Some(previous(dir)?),
        (None, false) => None,
        (Some(_), false) => {
            return Err(Failure(text::selection_not_asked(folder.plan().shown())));
        }
        (None, true) => {
            return Err(Failure(text::selection_missing(folder.plan().shown())));
        }
    };
    read_tables(folder, plan, previous)
}

/// Reads the tables that belong to a plan.
fn read_tables(
    folder: &Folder,
    mut plan: Plan,
    previous: Option<Drawn>,
) -> Outcome<Result<Inputs, InputFaults>> {
    let staffing = plan.ceremony == Ceremony::Staffing;
    let hint = text::run_init();
    let mut reading = TableReading { faults: Faults::default(), notes: Vec::new() };
    let table = |path: &Path| files::read(path, hint.clone());
    let mut columns = ReadColumns::default();
    let (mut targets, target_lines) = if staffing {
        (Vec::new(), Vec::new())
    } else {
        let path = folder.targets();
        let read = tables::targets(&table(&path)?, &plan.columns());
        let read = read.map(|mut table| {
            columns.attributes = std::mem::take(&mut table.attributes);
            columns.sheet = std::mem::take(&mut table.sheet);
            columns.ignored = std::mem::take(&mut table.ignored);
            table
        });
        let (targets, lines) = reading.taken(&path, read);
        reading.note_alike(&path, targets.iter().map(|target| (target.id.as_str(), target.name.as_str())));
        (targets, lines)
    };
    let path = folder.inspectors();
    let read = tables::inspectors(&table(&path)?).map(|mut table| {
        columns.ignored.append(&mut table.ignored);
        table
    });
    let (inspectors, inspector_lines) = reading.taken(&path, read);
    reading.note_alike(&path, inspectors.iter().map(|one| (one.id.as_str(), one.name.as_str())));
    let path = folder.recusals();
    let recusals = files::read(&path, text::recusals_missing())?;
    let (recusals, recusal_lines) = reading.taken(&path, tables::recusals(&recusals));
    let path = folder.changes();
    let (changes, change_lines) = match files::read_if_there(&path)? {
        Some(bytes) => reading.taken(&path, tables::changes(&bytes)),
        None => (Vec::new(), Vec::new()),
    };
    let path = folder.districts();
    if let Some(bytes) = files::read_if_there(&path)? {
        let (list, _) = reading.taken(&path, tables::districts(&bytes));
        let given = targets.iter().map(|target| target.district.as_str());
        let given = given.chain(inspectors.iter().map(|inspector| inspector.district.as_str()));
        let unlisted = unlisted_districts(&list, given);
        if !unlisted.is_empty() {
            let all = text::joined(unlisted.iter().map(text::name));
            reading.notes.push(text::unlisted_districts(path.shown(), all));
        }
    }
    let TableReading { faults, mut notes, .. } = reading;
    if !staffing && !changes.is_empty() {
        return Err(Failure(text::changes_not_asked(folder.changes().shown())));
    }
    if !faults.is_empty() {
        let plan = plan.check().err().unwrap_or_default();
        return Ok(Err(InputFaults { faults, plan }));
    }
    let lines = Lines {
        targets: target_lines,
        inspectors: inspector_lines,
        recusals: recusal_lines,
        changes: change_lines,
    };
    // A staffing ceremony has its targets, and what they were marked by, from the one before.
    if let Some(previous) = previous.as_ref().filter(|_| plan.earlier.is_empty()) {
        plan.earlier.clone_from(&previous.announcement().plan.earlier);
    }
    let marked = if staffing { None } else { earlier::mark(folder, &mut plan, &mut targets, &mut notes)? };
    let marked = match marked.transpose() {
        Ok(marked) => marked,
        Err(faults) => {
            let faults = faults.with_lines(Table::Targets, &lines.targets);
            return Ok(Err(InputFaults { faults, plan: Faults::default() }));
        }
    };
    let rosters = Rosters::new(targets, inspectors, recusals);
    Ok(Ok(Inputs { plan, rosters, changes, columns, notes, marked, previous, lines }))
}

/// The notes of a table, a line each.
pub(crate) fn table_notes(path: &Path, notes: &[tables::TableNote]) -> Vec<Words> {
    let line = |note: &tables::TableNote| text::table_note(path.shown(), note);
    notes.iter().map(line).collect()
}

/// What comes of the tables of a folder, beside their records.
struct TableReading {
    faults: Faults,
    notes: Vec<Words>,
}

impl TableReading {
    /// The records of a table with their lines; its faults and notes are kept.
    fn taken<T>(&mut self, path: &Path, table: Result<tables::Table<T>, Faults>) -> (Vec<T>, Vec<u64>) {
        match table {
            Ok(table) => {
                self.notes.extend(table_notes(path, &table.notes));
                (table.records, table.lines)
            }
            Err(found) => {
                self.faults.append(found);
                (Vec::new(), Vec::new())
            }
        }
    }

    /// Notes names that look the same, with their ids.
    fn note_alike<'a>(&mut self, path: &Path, named: impl Iterator<Item = (&'a str, &'a str)>) {
        let named: Vec<(&str, &str)> = named.collect();
        for group in names_alike(named.iter().map(|(_, name)| *name)) {
            let all = group.into_iter().filter_map(|place| named.get(place));
            let all = text::joined(all.map(|(id, name)| format!("{id} {name}")).map(text::name));
            self.notes.push(text::names_alike(path.shown(), all));
        }
    }
}

impl Inputs {
    /// The validated draft.
    pub(crate) fn draft(self) -> Result<Draft, InputFaults> {
        let lines = self.lines;
        let draft = match self.previous {
            None => Draft::new(self.plan, self.rosters),
            Some(previous) => {
                let Rosters { inspectors, recusals, .. } = self.rosters;
                previous.staffing(self.plan, inspectors, recusals, self.changes)
            }
        };
        draft.map_err(|faults| {
            let faults = faults.with_lines(Table::Targets, &lines.targets);
            let faults = faults.with_lines(Table::Inspectors, &lines.inspectors);
            let faults = faults.with_lines(Table::Recusals, &lines.recusals);
            InputFaults { faults: faults.with_lines(Table::Changes, &lines.changes), plan: Faults::default() }
        })
    }
}

/// Names every input file that is missing.
fn none_missing(folder: &Folder, staffing: bool) -> Outcome<()> {
    let mut missing: Vec<_> =
        needed(folder, staffing).into_iter().filter(|path| !files::exists(path)).collect();
    if !staffing && files::exists(&folder.plan()) && plan(&folder.plan())?.ceremony == Ceremony::Staffing {
        missing.retain(|path| *path != folder.targets());
    }
    if missing.is_empty() {
        return Ok(());
    }
    let todo = if missing == [folder.recusals()] { text::recusals_missing() } else { text::run_init() };
    let names = text::joined(missing.iter().map(|path| path.shown()));
    Err(Failure(text::missing_file(names, todo)))
}

/// The input files that every folder has.
fn needed(folder: &Folder, staffing: bool) -> Vec<PathBuf> {
    let mut needed = vec![folder.plan()];
    if !staffing {
        needed.push(folder.targets());
    }
    needed.extend([folder.inspectors(), folder.recusals()]);
    needed
}

/// The draft that the folder's inputs make now; none if they are not (all) there any more.
///
/// # Errors
/// What is wrong with them.
pub(crate) fn draft_again(folder: &Folder, previous: Option<Drawn>) -> Outcome<Option<Draft>> {
    if !needed(folder, previous.is_some()).iter().all(|path| files::exists(path)) {
        return Ok(None);
    }
    let plan = plan(&folder.plan())?;
    let draft = read_tables(folder, plan, previous)?.and_then(Inputs::draft);
    draft.map(Some).map_err(|faults| Failure(text::lines(faults.messages(folder))))
}

/// The digests of a folder's inputs, a line each as `sha256sum -c` takes them; nothing where they are not all in the folder.
pub(crate) fn digests(folder: &Folder) -> Outcome<Option<String>> {
    if files::exists(&folder.earlier()) {
        return Ok(None);
    }
    let mut lines = String::new();
    let tables =
        [folder.targets(), folder.inspectors(), folder.recusals(), folder.changes(), folder.districts()];
    for path in std::iter::once(folder.plan()).chain(tables) {
        if let Some(digest) = files::digest_of(&path)? {
            let name = path.file_name().unwrap_or_default().display();
            lines.extend([digest.to_hex().as_str(), "  ", &name.to_string(), "\n"]);
        }
    }
    Ok(Some(lines))
}

/// What says under which announcement the inputs were these.
pub(crate) fn announced_inputs(announcement: Digest, digests: &str) -> String {
    format!("# {announcement}\n{digests}")
}

/// Whether the inputs are, byte for byte, those that were announced: then they need not be read again.
pub(crate) fn are_as_announced(folder: &Folder, announcement: Digest) -> Outcome<bool> {
    folder.none_twice(&TABLES)?;
    let Some(noted) = files::read_if_there(&folder.inputs())? else {
        return Ok(false);
    };
    let now = digests(folder)?;
    Ok(now.is_some_and(|digests| announced_inputs(announcement, &digests).as_bytes() == noted))
}

/// The draft of a folder; any fault is a failure.
pub(crate) fn draft(folder: &Folder, selection: Option<&Path>) -> Outcome<Draft> {
    ready(folder, selection).map(|ready| ready.draft)
}

/// A validated draft, with what is said beside it.
pub(crate) struct Ready {
    pub(crate) draft: Draft,
    /// What earlier draws marked in it.
    pub(crate) marked: Option<Marked>,
    pub(crate) contacts: Contacts,
    pub(crate) columns: ReadColumns,
    /// What is to be known of the tables.
    pub(crate) notes: Vec<Words>,
}

/// The same, with what is said beside it.
pub(crate) fn ready(folder: &Folder, selection: Option<&Path>) -> Outcome<Ready> {
    let inputs = read(folder, selection)?;
    let ready = inputs.and_then(|mut inputs| {
        let (marked, columns) = (inputs.marked, inputs.columns.clone());
        let contacts = Contacts::of(&inputs.rosters.targets);
        let notes = std::mem::take(&mut inputs.notes);
        inputs.draft().map(|draft| Ready { draft, marked, contacts, columns, notes })
    });
    let mut ready = ready.map_err(|faults| faults.failure(folder, selection))?;
    // A staffing ceremony has its targets, and how to reach them, from the one before.
    if let Some(selection) = selection {
        ready.contacts = contacts(&Folder::new(selection))?;
    }
    Ok(ready)
}

fn plan(path: &Path) -> Outcome<Plan> {
    toml(path, &files::read(path, text::run_init())?)
}

/// What a TOML file says.
pub(crate) fn toml<T: DeserializeOwned>(path: &Path, bytes: &[u8]) -> Outcome<T> {
    let toml = decoded::text(path, bytes)?;
    misread::read(&toml).map_err(|all| {
        let line = |fault: misread::Misread| {
            let (line, column) = fault.place(&toml);
            text::toml_place(path.shown(), line, column, fault.what)
        };
        Failure(text::lines(all.into_iter().map(line)))
    })
}

/// The contacts for the task sheets, as they were announced with.
pub(crate) fn contacts(folder: &Folder) -> Outcome<Contacts> {
    let path = folder.contacts();
    match files::read_if_there(&path)? {
        None => Ok(Contacts::default()),
        Some(bytes) => Contacts::from_bytes(&bytes).map_err(|_| Failure(text::bad_contacts(path.shown()))),
    }
}

/// The private result of a folder, with all its amendments.
pub(crate) fn result(folder: &Folder) -> Outcome<Drawn> {
    let sealed = sealed_result(folder)?;
    amended(folder, sealed, &amendments(folder)?)
}

/// The private result as it was sealed.
pub(crate) fn sealed_result(folder: &Folder) -> Outcome<Drawn> {
    let path = folder.result();
    let what_to_do = text::run_draw(folder.path().shown());
    let file =
        files::open_private(&path)?.ok_or_else(|| Failure(text::missing_file(path.shown(), what_to_do)))?;
    Drawn::read(file).map_err(|error| not_read(&path, &error))
}

/// The amendments of a folder, in their order. One that is missing must not be passed over.
pub(crate) fn amendments(folder: &Folder) -> Outcome<Vec<Amended>> {
    let mut all = Vec::new();
    loop {
        let path = folder.amendment(all.len() + 1);
        let Some(bytes) = files::read_if_there(&path)? else {
            break;
        };
        all.push(Amended::from_bytes(&bytes).map_err(|error| unreadable(&path, &error))?);
    }
    let next = all.len() + 1;
    if files::exists(&folder.amendment_seal(next)) || files::exists(&folder.amendment(next + 1)) {
        return Err(Failure(text::amendment_missing(folder.amendment(next).shown())));
    }
    Ok(all)
}

/// A result with amendments that were made before.
pub(crate) fn amended(folder: &Folder, mut drawn: Drawn, amendments: &[Amended]) -> Outcome<Drawn> {
    for (number, amendment) in (1..).zip(amendments) {
        drawn.with_amendment(amendment).map_err(|error| {
            let path = folder.amendment(number);
            Failure(text::amendment_damaged(path.shown(), error))
        })?;
    }
    Ok(drawn)
}

fn previous(dir: &Path) -> Outcome<Drawn> {
    let folder = Folder::new(dir);
    let drawn = result(&folder)?;
    // Whatever was edited there would be found only after this ceremony's value is spent.
    sound(&folder, &drawn, &mut Work::new())?;
    Ok(drawn)
}

/// A result that recomputes.
pub(crate) fn sound(folder: &Folder, drawn: &Drawn, work: &mut Work<'_>) -> Outcome<()> {
    let report = drawn.recompute(work).map_err(|why| Failure(Words::of(why)))?;
    if report.verdict == Verdict::Consistent {
        return Ok(());
    }
    let mut lines = vec![text::result_damaged(folder.result().shown())];
    lines.extend(report.failures().map(Words::of));
    Err(Failure(text::indented_lines(lines)))
}

/// A document that was not read from its file.
pub(crate) fn not_read(path: &Path, error: &ReadError) -> Failure {
    match error {
        ReadError::Io { error } => files::cannot_read(path, error),
        ReadError::Form { error } => unreadable(path, error),
        other => Failure(text::cannot_read(path.shown(), text::name(other.to_string()))),
    }
}

/// A document that cannot be read.
pub(crate) fn unreadable(path: &Path, error: &dual_random::FormError) -> Failure {
    Failure(text::unreadable_document(path.shown(), error))
}
