//! `init`, `convert` and `sample`.

use crate::book::{self, Example, Template};
use crate::clock::Clock;
use crate::files::{self, Access, Folder, Written, exists};
use crate::input::flaws::Flaws;
use crate::input::{PlanSource, places};
use crate::out::{Exit, Failure, Out, Outcome};
use crate::text::Words;
use crate::text::{Shown as _, Typed as _};
use crate::{announce, continued, earlier, explain, holidays, input, log, sample, text};
use dual_random::plan::{EarlierUse, Plan};
use dual_random::{Date, Language, Table};
use rust_xlsxwriter::XlsxError;
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

macro_rules! template {
    ($language:literal) => {
        [
            include_str!(concat!("templates/", $language, "/plan.toml")),
            include_str!(concat!("templates/", $language, "/targets.csv")),
            include_str!(concat!("templates/", $language, "/inspectors.csv")),
            include_str!(concat!("templates/", $language, "/recusals.csv")),
            include_str!(concat!("templates/", $language, "/publication.toml")),
            include_str!(concat!("templates/", $language, "/calendar.toml")),
            include_str!(concat!("templates/", $language, "/keepers.toml")),
        ]
    };
}

const ZH: [&str; 7] = template!("zh");
const EN: [&str; 7] = template!("en");

/// The line of the settings that chooses the results of environmental authorities, off and on.
const OWN_RESULTS: (&str, &str) = ("\n# results = \"environment\"\n", "\nresults = \"environment\"\n");

/// The plan's workbook, the settings of publication and the calendar.
pub(crate) fn run(
    dir: &Path,
    template: Option<Template>,
    after: Option<&Path>,
    clock: &Clock,
    out: &mut Out,
) -> Outcome<Exit> {
    let folder = Folder::new(dir);
    let today = clock.now()?.day();
    // A ceremony that others went on from is over with the last of them.
    let before = after.map(continued::last).transpose()?;
    let before = before.as_deref().map(Folder::new);
    let path = dir.join(text::plan_book().get(out.language));
    if let Some(other) = [places::plan(&folder)?].into_iter().find(|other| exists(other) && *other != path) {
        return Err(Failure(text::two_tables(other.shown(), path.shown())));
    }
    let log = before.as_ref().map(|before| log::place(before, None)).transpose()?;
    let number = log.as_ref().map_or(Ok(1), |log| log::next_number(log))?;
    let ready = match (&before, template) {
        (Some(before), None) => again(before, today, number, out.language)?,
        (_, template) => {
            let template = template.unwrap_or_default();
            let ready = book::ready(template, out.language, today, number);
            let (plan, example) = ready.ok_or_else(|| Failure(text::no_such_template()))?;
            let others = vec![calendar(today, out.language).map_err(|error| cannot_make(dir, &error))?];
            let publication = settings(template, out.language).into_bytes();
            Ready { plan, example, publication, others }
        }
    };
    let Ready { plan, mut example, publication, others } = ready;
    let mut note = None;
    if let (Some(before), Some(log)) = (&before, &log) {
        // A way from one folder to another needs both.
        let failure = |error: std::io::Error| Failure(text::cannot_write(dir.shown(), text::system(&error)));
        std::fs::create_dir_all(dir).map_err(failure)?;
        example.earlier = goes_on(&folder, before, &plan, out.language)?;
        note = log::choose(&folder, Some(log), None)?.1;
    }
    let bytes = book::write(&plan, &example, out.language).map_err(|error| cannot_make(&path, &error))?;
    // Who kept the last secret keeps the next.
    let keepers =
        before.as_ref().map(|before| files::read_if_there(&before.keepers())).transpose()?.flatten();
    let keepers = keepers.unwrap_or_else(|| keepers_template(out.language).into());
    let mut all = vec![(path, bytes), (folder.publication(), publication), (folder.keepers(), keepers)];
    all.extend(others.into_iter().map(|(name, bytes)| (dir.join(name), bytes)));
    all.extend(note.map(|note| (folder.log_place(), note.into_bytes())));
    let next = if before.is_some() && template.is_none() {
        text::init_after_next(dir.typed())
    } else {
        text::init_book_next(dir.typed())
    };
    written(&all, next, out)
}

/// What a folder begins with.
struct Ready {
    plan: Plan,
    example: Example,
    publication: Vec<u8>,
    /// Days off, and rosters in files of their own, by their names.
    others: Vec<(OsString, Vec<u8>)>,
}

/// What a first quarter has for the days off: a form in Chinese, a text in English.
fn calendar(today: Date, language: Language) -> Result<(OsString, Vec<u8>), XlsxError> {
    let folder = Folder::new(Path::new(""));
    let (path, bytes) = match language {
        Language::Zh => (holidays::place(&folder), holidays::form(today)?),
        Language::En => (folder.calendar(), EN[5].as_bytes().to_vec()),
    };
    Ok((path.into_os_string(), bytes))
}

/// The settings of publication of a template.
fn settings(template: Template, language: Language) -> String {
    let [.., publication, _, _] = if language == Language::Zh { ZH } else { EN };
    // An environmental authority reports in its own words.
    match template {
        Template::Eco if language == Language::Zh => publication.replace(OWN_RESULTS.0, OWN_RESULTS.1),
        _ => publication.to_owned(),
    }
}

/// The keepers of the master secret: nobody is named, so that the office decides.
fn keepers_template(language: Language) -> &'static str {
    if language == Language::Zh { ZH[6] } else { EN[6] }
}

/// The calendars of a folder, by their names.
fn calendars(before: &Folder) -> Outcome<Vec<(OsString, Vec<u8>)>> {
    let mut all = Vec::new();
    for path in [holidays::place(before), before.calendar()].into_iter().filter(|path| !path.is_symlink()) {
        let name = path.file_name().unwrap_or_default().to_owned();
        all.extend(files::read_if_there(&path)?.map(|bytes| (name, bytes)));
    }
    Ok(all)
}

/// What the next quarter begins with: plan, settings and calendar of the one before, and the rosters of its workbook.
fn again(before: &Folder, today: Date, number: u64, language: Language) -> Outcome<Ready> {
    let first = Folder::new(&continued::first(before.path())?);
    let plan = book::after(&announce::read_announcement(&first)?.plan, today, number, language);
    let plan = plan.ok_or_else(|| Failure(text::no_such_template()))?;
    let tables = places::plan(&first)?;
    let book = files::read_if_there(&tables)?.filter(|_| places::Place::file(tables.clone()).is_workbook());
    let mut example = book.map(|bytes| Example::of_book(&bytes)).unwrap_or_default();
    let is_staffing = first.path() != before.path();
    let beside = if is_staffing {
        // Who inspects is known by the last ceremony.
        let drawn = input::result(before)?;
        let people = Example::people(&explain::story(&drawn)?, language);
        (example.inspectors, example.recusals) = (people.inspectors, people.recusals);
        &[Table::Targets][..]
    } else {
        &[Table::Targets, Table::Inspectors, Table::Recusals]
    };
    let publication = files::read_if_there(&before.publication())?;
    let publication = publication.unwrap_or_else(|| settings(Template::Eco, language).into_bytes());
    let mut others = calendars(before)?;
    for table in beside {
        // A link leads elsewhere.
        if let Some(path) = places::file(first.path(), *table)?.filter(|path| !path.is_symlink()) {
            let name = path.file_name().unwrap_or_default().to_owned();
            others.extend(files::read_if_there(&path)?.map(|bytes| (name, bytes)));
        }
    }
    Ok(Ready { plan, example, publication, others })
}

/// The plan of a ceremony that draws inspectors for the targets of another one, with the rosters of that one: what has changed
/// since is changed there.
pub(crate) fn staffing(dir: &Path, selection: &Path, clock: &Clock, out: &mut Out) -> Outcome<Exit> {
    let (folder, before) = (Folder::new(dir), Folder::new(selection));
    let drawn = input::result(&before)?;
    let story = explain::story(&drawn)?;
    let path = dir.join(text::plan_book().get(out.language));
    if let Some(other) = [places::plan(&folder)?].into_iter().find(|other| exists(other) && *other != path) {
        return Err(Failure(text::two_tables(other.shown(), path.shown())));
    }
    let log = log::place(&before, None)?;
    let number = log::next_number(&log)?;
    let plan = book::continued(&drawn, clock.now()?.day(), number, out.language);
    let plan = plan.ok_or_else(|| Failure(text::no_such_template()))?;
    let failure = |error: std::io::Error| Failure(text::cannot_write(dir.shown(), text::system(&error)));
    std::fs::create_dir_all(dir).map_err(failure)?;
    let example = Example::people(&story, out.language);
    let bytes = book::write(&plan, &example, out.language).map_err(|error| cannot_make(&path, &error))?;
    let way = continued::path_from(&folder, selection)? + "\n";
    let note = log::choose(&folder, Some(&log), None)?.1;
    let mut all = vec![(path, bytes), (folder.selection_place(), way.into_bytes())];
    all.extend(files::read_if_there(&before.publication())?.map(|bytes| (folder.publication(), bytes)));
    all.extend(files::read_if_there(&before.keepers())?.map(|bytes| (folder.keepers(), bytes)));
    all.extend(calendars(&before)?.into_iter().map(|(name, bytes)| (dir.join(name), bytes)));
    all.extend(note.map(|note| (folder.log_place(), note.into_bytes())));
    written(&all, text::init_staffing_next(dir.typed()), out)
}

/// Writes what a folder begins with, and says what comes next.
fn written(all: &[(PathBuf, Vec<u8>)], next: Words, out: &mut Out) -> Outcome<Exit> {
    let files: Vec<(PathBuf, &[u8], Access)> =
        all.iter().map(|(path, bytes)| (path.clone(), bytes.as_slice(), Access::Everyone)).collect();
    let written = files::write_all(&files)?;
    out.lines(files.iter().map(|(path, ..)| path.shown()));
    out.line(next);
    if written == Written::Identical {
        out.line(text::identical());
    }
    Ok(Exit::Done)
}

/// How a plan goes on where an earlier draw stands: who was struck comes back, who went does not go again, and visits of the
/// same year count, those of draws before that one as well. A void draw leaves what it went on from itself.
fn goes_on(folder: &Folder, before: &Folder, plan: &Plan, language: Language) -> Outcome<Vec<[String; 2]>> {
    let is_same_year = |other: &Folder| -> Outcome<bool> {
        let earlier = announce::read_announcement(other)?;
        Ok(earlier.plan.period.from.year() == plan.period.from.year())
    };
    let is_void = exists(&before.void());
    let mut all = Vec::new();
    if !is_void {
        let mut uses = BTreeSet::from([EarlierUse::Carry, EarlierUse::Rotation]);
        uses.extend(is_same_year(before)?.then_some(EarlierUse::Count));
        all.push([continued::path_from(folder, before.path())?, book::uses_shown(&uses, language)]);
    }
    // The first ceremony has the list.
    for (other, uses) in earlier::listed(&Folder::new(&continued::first(before.path())?))? {
        let is_counted = is_same_year(&Folder::new(&other))?;
        let counts = is_counted.then_some(EarlierUse::Count).into_iter().collect();
        let uses = if is_void { uses } else { counts };
        if !uses.is_empty() {
            all.push([continued::path_from(folder, &other)?, book::uses_shown(&uses, language)]);
        }
    }
    Ok(all)
}

/// What the writer of workbooks refuses.
fn cannot_make(path: &Path, error: &impl std::fmt::Display) -> Failure {
    Failure(text::cannot_write(path.shown(), text::name(error.to_string())))
}

/// Writes the plan in the other form.
pub(crate) fn convert(dir: &Path, file: &Path, out: &mut Out) -> Outcome<Exit> {
    let folder = Folder::new(dir);
    let source = PlanSource::read(&folder)?;
    let plan = source.plan().map_err(|flaws| Flaws::of_plan(flaws).failure(&folder, None))?;
    let ending = file.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    let bytes = match ending.as_str() {
        "toml" => source.toml().unwrap_or_default().as_bytes().to_vec(),
        "xlsx" => book::write(&plan, &Example::default(), out.language)
            .map_err(|error| cannot_make(file, &error))?,
        _ => return Err(Failure(text::convert_format(file.shown()))),
    };
    let written = files::write(file, &bytes, Access::Everyone)?;
    out.line(text::converted(source.path().shown(), file.shown()));
    if written == Written::Identical {
        out.line(text::identical());
    }
    Ok(Exit::Done)
}

/// The plan as text and the rosters as CSV.
pub(crate) fn texts(dir: &Path, out: &mut Out) -> Outcome<Exit> {
    let folder = Folder::new(dir);
    let templates = match out.language {
        Language::Zh => ZH,
        Language::En => EN,
    };
    let paths = [
        folder.plan(),
        folder.targets(),
        folder.inspectors(),
        folder.recusals(),
        folder.publication(),
        folder.calendar(),
        folder.keepers(),
    ];
    if let Some(other) =
        [places::plan(&folder)?].into_iter().find(|other| exists(other) && *other != folder.plan())
    {
        return Err(Failure(text::two_tables(other.shown(), folder.plan().shown())));
    }
    let written = write_all(&paths, templates)?;
    out.lines(paths.iter().map(|path| path.shown()));
    out.line(text::init_next(dir.typed()));
    if written == Written::Identical {
        out.line(text::identical());
    }
    Ok(Exit::Done)
}

/// Writes all, or none if one of them is there with other content.
fn write_all(paths: &[PathBuf], texts: [&str; 7]) -> Outcome<Written> {
    for (path, text) in paths.iter().zip(texts) {
        if files::read_if_there(path)?.is_some_and(|found| found != text.as_bytes()) {
            return Err(Failure(text::exists_with_other_content(path.shown())));
        }
    }
    let mut all = Vec::new();
    for (path, text) in paths.iter().zip(texts) {
        all.push(files::write(path, text.as_bytes(), Access::Everyone)?);
    }
    Ok(if all.contains(&Written::New) { Written::New } else { Written::Identical })
}

/// Made-up rosters of any size. They are made beside their place first, so that a second run says "identical".
pub(crate) fn sample(
    dir: &Path,
    targets: usize,
    inspectors: usize,
    seed: u64,
    out: &mut Out,
) -> Outcome<Exit> {
    let folder = Folder::new(dir);
    let beside = dir.join(format!(".sample-{}", std::process::id()));
    let made = sample::write_sample(&beside, targets, inspectors, seed)
        .map_err(|error| Failure(text::cannot_write(dir.shown(), text::system(&error))));
    let made = made.and_then(|()| put_in_place(&beside, &folder));
    // Whatever came of it, nothing is left beside.
    let _ = std::fs::remove_dir_all(&beside);
    let _ = std::fs::remove_dir(dir);
    let written = made?;
    out.line(text::sampled(targets, inspectors, dir.shown()));
    if written == Written::Identical {
        out.line(text::identical());
    }
    Ok(Exit::Done)
}

fn put_in_place(beside: &Path, folder: &Folder) -> Outcome<Written> {
    let from = Folder::new(beside);
    let mut all = Vec::new();
    for (from, to) in [
        (from.plan(), folder.plan()),
        (from.targets(), folder.targets()),
        (from.inspectors(), folder.inspectors()),
        (from.recusals(), folder.recusals()),
    ] {
        let bytes = files::read(&from, Words::default())?;
        all.push(files::write(&to, &bytes, Access::Everyone)?);
    }
    Ok(if all.contains(&Written::New) { Written::New } else { Written::Identical })
}
