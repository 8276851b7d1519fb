//! A folder's inputs: the plan and the tables, all their faults together.

pub(crate) mod flaws;
pub(crate) mod marked;
mod nobody;
pub(crate) mod places;

pub(crate) mod plan;
mod spelled;

use crate::files::{self, Folder};
use crate::out::{Failure, Outcome};
use crate::text::Words;
use crate::text::{Shown as _, Typed as _};
use crate::{contribution, decoded, earlier, misread, text};
use dual_random::plan::{Ceremony, Plan};
use dual_random::record::Marked;
use dual_random::roster::{Contacts, Places, names_alike, unlisted_districts};
use dual_random::tables::{self, ListedDistrict};
use dual_random::{
    Amended, Change, Digest, Draft, Drawn, Fault, FaultCode, Faults, Inspector, ReadError, Recusal, Rosters,
    Table, Target, Verdict, Work,
};
use flaws::{Flaw, Flaws, Shape, Standing};
use places::Place;
pub(crate) use plan::PlanSource;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

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
    standing: Standing,
    source: PlanSource,
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

/// Reads a folder. Whatever is wrong comes back with its place, all of it together; what cannot be read at all is a failure.
pub(crate) fn read(folder: &Folder, selection: Option<&Path>) -> Outcome<Result<Inputs, Flaws>> {
    read_as(folder, selection, true)
}

/// The same as if no change were listed: whatever has to be is missing.
pub(crate) fn read_without_changes(folder: &Folder, selection: &Path) -> Outcome<Result<Inputs, Flaws>> {
    read_as(folder, Some(selection), false)
}

fn read_as(folder: &Folder, selection: Option<&Path>, with_changes: bool) -> Outcome<Result<Inputs, Flaws>> {
    none_missing(folder, selection.is_some())?;
    let source = PlanSource::read(folder)?;
    let (plan, flaws) = match source.plan() {
        Ok(plan) => (Some(plan), Vec::new()),
        Err(flaws) => (None, flaws),
    };
    let staffing = plan.as_ref().map_or(selection.is_some(), |plan| plan.ceremony == Ceremony::Staffing);
    let previous = match (selection, staffing) {
        (Some(dir), true) => Some(previous(dir)?),
        (None, false) => None,
        (Some(_), false) => {
            return Err(Failure(text::selection_not_asked(source.path().shown())));
        }
        (None, true) => {
            return Err(Failure(text::selection_missing(source.path().shown())));
        }
    };
    let tables = read_tables(folder, &source, plan.as_ref(), with_changes)?;
    inputs(folder, &source, plan, flaws, tables, previous)
}

/// The tables of a folder, as far as they could be read.
struct Tables {
    targets: Vec<Target>,
    inspectors: Vec<Inspector>,
    recusals: Vec<Recusal>,
    changes: Vec<Change>,
    lines: Lines,
    columns: ReadColumns,
    reading: TableReading,
}

/// Reads the tables; a plan that cannot be read names no columns.
fn read_tables(
    folder: &Folder,
    source: &PlanSource,
    plan: Option<&Plan>,
    with_changes: bool,
) -> Outcome<Tables> {
    let staffing = plan.is_some_and(|plan| plan.ceremony == Ceremony::Staffing);
    let mut reading = TableReading::default();
    let mut columns = ReadColumns::default();
    let place = |table: Table| source.place(folder, table);
    let needed = |table: Table, hint: Words| {
        place(table)?.ok_or_else(|| Failure(text::missing_file(folder.path().shown(), hint)))
    };
    let districts = place(Table::Districts)?;
    let districts = districts.map(|place| reading.districts(place)).transpose()?;
    let places = districts.as_ref().and_then(|(_, list)| named_places(list));
    let names = places.as_ref();
    let (targets, target_lines) = if staffing {
        (Vec::new(), Vec::new())
    } else {
        let opened = places::opened(needed(Table::Targets, text::run_init())?)?;
        let named = plan.map(Plan::columns).unwrap_or_default();
        let read = tables::read_targets(opened.file(names), &named);
        columns.attributes.clone_from(&read.table.attributes);
        columns.sheet.clone_from(&read.table.sheet);
        columns.ignored.clone_from(&read.table.ignored);
        let (targets, lines) = reading.taken(Table::Targets, &opened.place, read);
        let named = targets.iter().map(|target| (target.id.as_str(), target.name.as_str()));
        reading.note_alike(&opened.place, named);
        (targets, lines)
    };
    let opened = places::opened(needed(Table::Inspectors, text::run_init())?)?;
    let mut read = tables::read_inspectors(opened.file(names));
    columns.ignored.append(&mut read.table.ignored);
    let (inspectors, inspector_lines) = reading.taken(Table::Inspectors, &opened.place, read);
    let named = inspectors.iter().map(|one| (one.id.as_str(), one.name.as_str()));
    reading.note_alike(&opened.place, named);
    let opened = places::opened(needed(Table::Recusals, text::recusals_missing())?)?;
    let (recusals, recusal_lines) =
        reading.taken(Table::Recusals, &opened.place, tables::read_recusals(opened.file(names)));
    let (changes, change_lines) = match place(Table::Changes)? {
        Some(_) if !with_changes => (Vec::new(), Vec::new()),
        Some(place) if staffing => {
            let opened = places::opened(place)?;
            reading.taken(Table::Changes, &opened.place, tables::read_changes(opened.file(names)))
        }
        Some(place) if plan.is_some() => return Err(Failure(text::changes_not_asked(place.path.shown()))),
        _ => (Vec::new(), Vec::new()),
    };
    if let Some((place, list)) = &districts {
        let codes: Vec<String> = list.iter().map(|listed| listed.code.clone()).collect();
        let given = targets.iter().map(|target| target.district.as_str());
        let given = given.chain(inspectors.iter().map(|inspector| inspector.district.as_str()));
        let unlisted = unlisted_districts(&codes, given);
        if !unlisted.is_empty() {
            let all = text::joined(unlisted.iter().map(text::name));
            reading.notes.push(text::unlisted_districts(place.shown(None), all));
        }
    }
    let lines = Lines {
        targets: target_lines,
        inspectors: inspector_lines,
        recusals: recusal_lines,
        changes: change_lines,
    };
    Ok(Tables { targets, inspectors, recusals, changes, lines, columns, reading })
}

/// The names of districts that a list of one's own gives, if it gives any.
fn named_places(list: &[ListedDistrict]) -> Option<Places> {
    let named = list.iter().filter_map(|listed| Some((listed.code.as_str(), listed.name.as_deref()?)));
    let named: Vec<(&str, &str)> = named.collect();
    (!named.is_empty()).then(|| Places::new(named))
}

/// Plan and tables together, or all that is wrong with them.
fn inputs(
    folder: &Folder,
    source: &PlanSource,
    plan: Option<Plan>,
    mut flaws: Vec<Flaw>,
    tables: Tables,
    previous: Option<Drawn>,
) -> Outcome<Result<Inputs, Flaws>> {
    let Tables { mut targets, inspectors, recusals, changes, lines, columns, reading } = tables;
    let TableReading { faults, mut notes, standing } = reading;
    let flaw = |fault: &Fault| source.flaw(fault);
    let mut plan = match plan {
        Some(plan) if faults.is_empty() => plan,
        mut plan => {
            if let Some(plan) = &mut plan {
                // Who is exempt is not missing because a row of the roster is wrong.
                source.complete(plan, &mut targets, &mut Vec::new());
            }
            if let Some(plan) = &plan {
                flaws.extend(nobody::flaws(folder, source, plan, &inspectors)?);
            }
            let rosters = Rosters::new(targets, inspectors, recusals);
            let further = plan.map(|plan| seen_already(plan, rosters, &lines)).unwrap_or_default();
            flaws.extend(standing.flaws(&further, flaw));
            flaws.extend(standing.flaws(&faults, flaw));
            return Ok(Err(Flaws { all: flaws, notes, names: BTreeMap::new(), standing }));
        }
    };
    let uncompleted = source.complete(&mut plan, &mut targets, &mut notes);
    if !uncompleted.is_empty() {
        return Ok(Err(Flaws { all: uncompleted, notes, names: BTreeMap::new(), standing }));
    }
    // A staffing ceremony has its targets, and what they were marked by, from the one before.
    if let Some(previous) = previous.as_ref().filter(|_| plan.earlier.is_empty()) {
        plan.earlier.clone_from(&previous.announcement().plan.earlier);
    }
    let before = previous.as_ref().map(|previous| &previous.announcement().plan.registers);
    for (own, before) in plan.registers.iter_mut().zip(before.into_iter().flatten()) {
        if own.count == 0 && own.name == before.name {
            own.count = before.count;
        }
    }
    let marked = if previous.is_some() {
        None
    } else {
        earlier::mark(folder, source, &mut plan, &mut targets, &mut notes)?
    };
    let marked = match marked.transpose() {
        Ok(marked) => marked,
        Err(faults) => {
            let faults = faults.with_lines(Table::Targets, &lines.targets);
            let all = standing.flaws(&faults, |fault| match fault.table {
                Table::Earlier => Flaw::of_list(earlier::place(folder, source), fault),
                _ => flaw(fault),
            });
            return Ok(Err(Flaws { all, notes, names: BTreeMap::new(), standing }));
        }
    };
    let mut all = nobody::flaws(folder, source, &plan, &inspectors)?;
    let rosters = Rosters::new(targets, inspectors, recusals);
    if !all.is_empty() {
        let further = if previous.is_some() { Faults::default() } else { beside(&plan, &rosters) };
        all.extend(standing.flaws(&lines.of(further), flaw));
        return Ok(Err(Flaws { all, notes, names: BTreeMap::new(), standing }));
    }
    let source = source.clone();
    Ok(Ok(Inputs { plan, rosters, changes, columns, notes, marked, previous, lines, standing, source }))
}

/// What can be said of the plan and of the records that could be read, whatever is wrong with the others: what depends on all
/// records is left for the next round.
fn seen_already(plan: Plan, rosters: Rosters, lines: &Lines) -> Faults {
    let mut all = plan.check().err().unwrap_or_default();
    // The order of a list is nobody's to keep.
    all = all.into_iter().filter(|fault| fault.code() != FaultCode::NotSorted).collect();
    if plan.ceremony == Ceremony::Staffing {
        return all;
    }
    if let Err(faults) = Draft::new(plan, rosters) {
        let depends = [
            FaultCode::UnknownTarget,
            FaultCode::UnknownInspector,
            FaultCode::Unstaffable,
            FaultCode::CarriedGone,
            FaultCode::CarriedThere,
        ];
        // A group for which there is nobody at all is most often one that is not needed.
        let is_empty = |fault: &Fault| {
            matches!(fault.problem, dual_random::fault::Problem::CountOverPool { limit: 0, .. })
        };
        let of_records = |fault: &Fault| {
            is_empty(fault) || (fault.table != Table::Plan && !depends.contains(&fault.code()))
        };
        all.append(lines.of(faults).into_iter().filter(of_records).collect());
    }
    all
}

/// What else is wrong where nobody can take a seat, which is said already.
fn beside(plan: &Plan, rosters: &Rosters) -> Faults {
    let faults = Draft::new(plan.clone(), rosters.clone()).err().unwrap_or_default();
    faults.into_iter().filter(|fault| fault.code() != FaultCode::Unstaffable).collect()
}

impl Lines {
    /// Faults with lines in place of numbers of records.
    fn of(&self, faults: Faults) -> Faults {
        let faults = faults.with_lines(Table::Targets, &self.targets);
        let faults = faults.with_lines(Table::Inspectors, &self.inspectors);
        faults.with_lines(Table::Recusals, &self.recusals).with_lines(Table::Changes, &self.changes)
    }
}

/// The notes of a table, a line each.
pub(crate) fn table_notes(path: &Path, notes: &[tables::TableNote]) -> Vec<Words> {
    let line = |note: &tables::TableNote| text::table_note(path.shown(), note);
    notes.iter().map(line).collect()
}

/// What comes of the tables of a folder, beside their records.
#[derive(Default)]
struct TableReading {
    faults: Faults,
    notes: Vec<Words>,
    standing: Standing,
}

impl TableReading {
    /// The records of a table with their lines; its faults and notes are kept.
    fn taken<T>(&mut self, table: Table, place: &Place, read: tables::Reading<T>) -> (Vec<T>, Vec<u64>) {
        self.standing.add(table, place.clone(), Shape::of(&read));
        self.faults.append(read.faults);
        self.notes.extend(table_notes(&place.path, &read.table.notes));
        (read.table.records, read.table.lines)
    }

    fn districts(&mut self, place: Place) -> Outcome<(Place, Vec<ListedDistrict>)> {
        let opened = places::opened(place)?;
        let (list, _) =
            self.taken(Table::Districts, &opened.place, tables::read_districts(opened.file(None)));
        Ok((opened.place, list))
    }

    /// Notes names that look the same, with their ids.
    fn note_alike<'a>(&mut self, place: &Place, named: impl Iterator<Item = (&'a str, &'a str)>) {
        let named: Vec<(&str, &str)> = named.collect();
        for group in names_alike(named.iter().map(|(_, name)| *name)) {
            let all = group.into_iter().filter_map(|place| named.get(place));
            let all = text::joined(all.map(|(id, name)| format!("{id} {name}")).map(text::name));
            self.notes.push(text::names_alike(place.shown(None), all));
        }
    }
}

impl Inputs {
    /// The validated draft.
    pub(crate) fn draft(self) -> Result<Draft, Flaws> {
        let Self { plan, rosters, changes, previous, lines, notes, standing, source, .. } = self;
        let named = rosters.inspectors.iter().map(|one| (one.id.to_string(), one.name.clone()));
        let names: BTreeMap<String, String> =
            if previous.is_some() { named.collect() } else { BTreeMap::new() };
        let blanks = contribution::blanks(&plan, &source);
        let draft = match previous {
            None => Draft::new(plan, rosters),
            Some(previous) => {
                let Rosters { inspectors, recusals, .. } = rosters;
                previous.staffing(plan, inspectors, recusals, changes)
            }
        };
        match draft {
            Ok(draft) if blanks.is_empty() => Ok(draft),
            Ok(_) => Err(Flaws { all: blanks, notes, names, standing }),
            Err(faults) => {
                let mut all = standing.flaws(&lines.of(faults), |fault| source.flaw(fault));
                all.extend(blanks);
                Err(Flaws { all, notes, names, standing })
            }
        }
    }
}

/// Names every input file that is missing.
fn none_missing(folder: &Folder, staffing: bool) -> Outcome<()> {
    let missing = missing(folder, staffing)?;
    if missing.is_empty() {
        return Ok(());
    }
    let todo = if missing == [folder.recusals()] { text::recusals_missing() } else { text::run_init() };
    let names = text::joined(missing.iter().map(|path| path.shown()));
    Err(Failure(text::missing_file(names, todo)))
}

/// The input files that every folder has, and this one has not.
fn missing(folder: &Folder, staffing: bool) -> Outcome<Vec<PathBuf>> {
    let path = places::plan(folder)?;
    if !files::exists(&path) {
        let mut all = vec![folder.plan()];
        all.extend(
            [folder.targets(), folder.inspectors(), folder.recusals()]
                .into_iter()
                .filter(|path| !files::exists(path)),
        );
        return Ok(all);
    }
    let source = PlanSource::read(folder)?;
    let staffing = staffing || source.plan().is_ok_and(|plan| plan.ceremony == Ceremony::Staffing);
    let mut all = Vec::new();
    for (table, usual) in [
        (Table::Targets, folder.targets()),
        (Table::Inspectors, folder.inspectors()),
        (Table::Recusals, folder.recusals()),
    ] {
        let is_asked = table != Table::Targets || !staffing;
        if is_asked && source.place(folder, table)?.is_none() {
            all.push(usual);
        }
    }
    Ok(all)
}

/// The draft that the folder's inputs make now; none if they are not (all) there any more.
///
/// # Errors
/// What is wrong with them.
pub(crate) fn draft_again(folder: &Folder, previous: Option<Drawn>) -> Outcome<Option<Draft>> {
    if !missing(folder, previous.is_some())?.is_empty() {
        return Ok(None);
    }
    let source = PlanSource::read(folder)?;
    let all = |flaws: &Flaws| Failure(text::lines(flaws.messages()));
    let plan = source.plan().map_err(|flaws| all(&Flaws::of_plan(flaws)))?;
    let tables = read_tables(folder, &source, Some(&plan), true)?;
    let read = inputs(folder, &source, Some(plan), Vec::new(), tables, previous)?;
    read.and_then(Inputs::draft).map(Some).map_err(|flaws| all(&flaws))
}

/// The digests of a folder's inputs, a line each as `sha256sum -c` takes them; nothing where they are not all in the folder.
pub(crate) fn digests(folder: &Folder) -> Outcome<Option<String>> {
    if files::exists(&folder.earlier()) {
        return Ok(None);
    }
    let mut lines = String::new();
    let tables = [Table::Targets, Table::Inspectors, Table::Recusals, Table::Changes, Table::Districts];
    let tables: Vec<Option<PathBuf>> =
        tables.into_iter().map(|table| places::file(folder.path(), table)).collect::<Outcome<_>>()?;
    for path in std::iter::once(places::plan(folder)?).chain(tables.into_iter().flatten()) {
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
    let Some(noted) = files::read_if_there(&folder.inputs())? else {
        return Ok(false);
    };
    let now = digests(folder)?;
    Ok(now.is_some_and(|digests| announced_inputs(announcement, &digests).as_bytes() == noted))
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
    let mut ready = ready.map_err(|flaws| flaws.failure(folder, selection))?;
    // A staffing ceremony has its targets, and how to reach them, from the one before.
    if let Some(selection) = selection {
        ready.contacts = contacts(&Folder::new(selection))?;
    }
    Ok(ready)
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
    let what_to_do = text::run_draw(folder.path().typed());
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
