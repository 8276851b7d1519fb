//! `rehearse`: the whole quarter in a throw-away copy of the folder, with made-up values and results. Every page says 演练, since
//! the copy's task and authority do. The real draw is not touched, and no value of its is spent.

use crate::cli::{
    AnnounceArguments, AuditArguments, DiscloseArguments, DrawArguments, LogArgument, PublishArguments,
    RehearseArguments,
};
use crate::clock::Clock;
use crate::files::{self, Access, Folder, exists};
use crate::input::flaws::Flaws;
use crate::input::{PlanSource, places};
use crate::log::Logging;
use crate::out::{Exit, Failure, Out, Outcome};
use crate::publish::sources;
use crate::text::Shown as _;
use crate::{
    announce, audit, continued, decoded, disclose, draw, explain, input, log, publish, sample, text,
};
use dual_random::outcome::{FollowUp, Meaning, Scheme};
use dual_random::plan::{Numbers, Plan, ValueKind, contribution_commitment};
use dual_random::{HashAlgorithm, Language, Story, Timestamp};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use toml::{Table, Value};

/// What a witness contributes here; everybody knows it.
const WITNESS: u64 = 1;

pub(crate) fn run(arguments: &RehearseArguments, out: &mut Out) -> Outcome<Exit> {
    let dir = &arguments.dir;
    let selection = continued::selection(&Folder::new(dir), arguments.selection.as_deref())?;
    let selection = selection.as_deref();
    let copy = arguments.out.clone().unwrap_or_else(|| beside(dir, out.language));
    if exists(&copy) {
        return Err(Failure(text::rehearsal_is_there(copy.shown())));
    }
    if selection.is_some() {
        // Who was drawn is real, and secret until the visits.
        files::private_folder(&copy)?;
        out.line(text::rehearsal_is_secret());
    }
    copy_inputs(dir, selection, &copy)?;
    let folder = Folder::new(&copy);
    let log = match (&arguments.log, selection) {
        (Some(log), _) => Some(log.clone()),
        (None, Some(selection)) => Some(log::place(&Folder::new(selection), None)?),
        // A quarter that goes on from another has its log.
        (None, None) => Some(log::place(&Folder::new(dir), None)?)
            .filter(|log| *log != Folder::new(dir).log() && exists(log)),
    };
    if let Some(log) = &log {
        let bytes = files::read(log, text::no_log())?;
        files::write(&folder.log(), &bytes, Access::Everyone)?;
    }
    let plan = marked_plan(&folder, log.is_some())?;
    let before = selection.map(|selection| copied_selection(selection, &folder)).transpose()?;
    out.line(text::rehearsal_begins(dir.shown(), copy.shown()));
    let exit = steps(arguments.names, before, &folder, &plan, out);
    // The copy of the ceremony before, with its secret, has served, whatever came of it.
    let _ = std::fs::remove_dir_all(copy.join("selection"));
    let exit = exit?;
    if log.is_none() {
        // A log with other draws asks for their documents, which are elsewhere.
        let audited = AuditArguments { dirs: vec![copy.clone()], ..AuditArguments::default() };
        audit::run(&audited, &Clock::fixed(plan.disclose_by), out)?;
    }
    out.line(text::rehearsal_ends(copy.shown()));
    Ok(exit)
}

/// Announces, draws, discloses and publishes, each at the time that the plan gives it.
fn steps(
    names: bool,
    selection: Option<PathBuf>,
    folder: &Folder,
    plan: &Plan,
    out: &mut Out,
) -> Outcome<Exit> {
    let dir = folder.path().to_owned();
    let file = Some(folder.log());
    let log = || LogArgument { file: file.clone() };
    let at = |instant: &Timestamp| Clock::fixed(*instant);
    let announce = AnnounceArguments { dir: dir.clone(), selection, yes: true, log: log() };
    announce::run(&announce, Logging::new(&announce.log, &at(&plan.announce_at)), out)?;
    let sources = plan.values.iter().map(|value| &value.source.closes);
    let closes = sources.max().unwrap_or(&plan.seal_by);
    let values = plan.values.iter();
    let values = values.map(|value| format!("{}={}", value.name, made_up(&value.source.kind)));
    let draw = DrawArguments {
        dir: dir.clone(),
        values: values.collect(),
        fallbacks: Vec::new(),
        partner_secrets: Vec::new(),
        yes: true,
        names,
        log: log(),
    };
    let exit = draw::run(&draw, Logging::new(&draw.log, &at(closes)), out)?;
    let drawn = input::result(folder)?;
    let scheme = sources::scheme_of(folder, &drawn)?;
    let outcomes = outcomes(&explain::story(&drawn)?, plan, &scheme);
    files::write(&dir.join("outcomes.csv"), outcomes.as_bytes(), Access::Everyone)?;
    let disclose = DiscloseArguments { dir: dir.clone(), withhold: None, yes: true, log: log() };
    disclose::run(&disclose, Logging::new(&disclose.log, &at(&plan.disclose_by)), out)?;
    let publish = PublishArguments { dir: dir.clone(), log: log(), ..PublishArguments::default() };
    // Nobody puts a rehearsal on a web site.
    let done = publish::all(&publish, Logging::new(&publish.log, &at(&plan.disclose_by)), out.language)?;
    out.line(text::rehearsal_done(dir.shown(), done.documents));
    Ok(exit)
}

/// A folder of its own, beside the one that is rehearsed: ways to earlier draws stay right.
fn beside(dir: &Path, language: Language) -> PathBuf {
    let whole = dir.canonicalize().unwrap_or_else(|_| dir.to_owned());
    let name = whole.file_name().unwrap_or_default().to_string_lossy();
    whole.with_file_name(format!("{name}-{}", text::rehearsal().get(language)))
}

/// Copies what people put into the folder; what the program wrote there stays.
fn copy_inputs(dir: &Path, selection: Option<&Path>, copy: &Path) -> Outcome<()> {
    let failure = |error| Failure(text::cannot_read(dir.shown(), text::system(&error)));
    let mut names = BTreeSet::new();
    for entry in std::fs::read_dir(dir).map_err(failure)? {
        let entry = entry.map_err(failure)?;
        if entry.file_type().map_err(failure)?.is_file() {
            names.insert(entry.file_name());
        }
    }
    // What a workbook and the tables beside it say of rosters is spelled out beside the plan.
    let is_book = places::Place::file(places::plan(&Folder::new(dir))?).is_workbook();
    let mut spelled = BTreeSet::new();
    for table in [dual_random::Table::Targets, dual_random::Table::Inspectors, dual_random::Table::Recusals] {
        spelled.extend(places::file(dir, table)?.filter(|_| is_book));
    }
    for name in names {
        let path = Path::new(&name);
        let extension = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        let is_outcome = sources::RESULTS.iter().any(|own| path.file_stem().is_some_and(|stem| stem == *own));
        let is_plan = name == "plan.toml" || places::BOOKS.iter().any(|book| name == *book);
        let is_spelled = spelled.contains(&dir.join(path));
        if matches!(extension.as_str(), "toml" | "csv" | "xlsx") && !is_outcome && !is_plan && !is_spelled {
            let bytes = files::read(&dir.join(&name), text::run_init())?;
            files::write(&copy.join(&name), &bytes, Access::Everyone)?;
        }
    }
    let folder = Folder::new(dir);
    let source = PlanSource::read(&folder)?;
    let flaws = |flaws: Flaws| flaws.failure(&folder, selection);
    let toml = match &source {
        PlanSource::Text(_, toml) => toml.clone(),
        _ => {
            let inputs = input::read(&folder, selection)?.map_err(flaws)?;
            inputs.write_tables(&source, copy)?;
            counted(source.toml().unwrap_or_default(), &inputs.plan)
        }
    };
    files::write(&Folder::new(copy).plan(), toml.as_bytes(), Access::Everyone).map(drop)
}

/// The text of a plan with the counts of its registers, which a workbook may leave to the roster.
fn counted(toml: &str, plan: &Plan) -> String {
    let Ok(mut table) = toml.parse::<Table>() else { return toml.to_owned() };
    let registers = table.get_mut("registers").and_then(Value::as_array_mut);
    let registers = registers.into_iter().flatten().filter_map(Value::as_table_mut);
    for (register, own) in registers.zip(&plan.registers) {
        let count = i64::try_from(own.count).unwrap_or(i64::MAX);
        register.insert("count".to_owned(), Value::Integer(count));
    }
    toml::to_string(&table).unwrap_or_else(|_| toml.to_owned())
}

/// Copies the ceremony before with all that it wrote, since continuing it leaves a note there.
fn copied_selection(selection: &Path, folder: &Folder) -> Outcome<PathBuf> {
    let to = folder.path().join("selection");
    let mut open = vec![PathBuf::new()];
    while let Some(within) = open.pop() {
        let from = selection.join(&within);
        let failure = |error| Failure(text::cannot_read(from.shown(), text::system(&error)));
        for entry in std::fs::read_dir(&from).map_err(failure)? {
            let entry = entry.map_err(failure)?;
            let (kind, path) = (entry.file_type().map_err(failure)?, within.join(entry.file_name()));
            if kind.is_dir() {
                open.push(path);
            } else if kind.is_file() {
                let bytes = files::read(&entry.path(), text::no_log())?;
                files::write(&to.join(&path), &bytes, Access::Owner)?;
            }
        }
    }
    Ok(to)
}

/// Marks the plan as a rehearsal, and takes out what only the real draw has.
fn marked_plan(folder: &Folder, goes_on: bool) -> Outcome<Plan> {
    let path = folder.plan();
    let bytes = files::read(&path, text::run_init())?;
    // First as a plan, for faults in words.
    let Plan { hash, .. } = input::toml(&path, &bytes)?;
    let source = decoded::text(&path, &bytes)?;
    let unreadable = || Failure(text::no_rehearsal(path.shown()));
    let mut table: Table = source.parse().map_err(|_| unreadable())?;
    let mark = text::rehearsal();
    let marked = |value: Option<&mut Value>| {
        if let Some(Value::String(text)) = value {
            text.insert_str(0, &format!("【{}】", mark.get(crate::out::language())));
        }
    };
    marked(table.get_mut("title"));
    if !goes_on {
        // It has a log of its own, and takes nobody's place there.
        table.insert("number".to_owned(), Value::Integer(1));
        table.remove("supersedes");
        let authorities = table.get_mut("authorities").and_then(Value::as_array_mut);
        for authority in authorities.into_iter().flatten().filter_map(Value::as_table_mut) {
            marked(authority.get_mut("name"));
            authority.remove("commitment");
        }
    }
    let values = table.get_mut("values").and_then(Value::as_array_mut);
    for value in values.into_iter().flatten().filter_map(Value::as_table_mut) {
        let fallbacks = value.get("fallbacks").and_then(Value::as_array).cloned().unwrap_or_default();
        let mut sources: Vec<Value> = value.remove("source").into_iter().chain(fallbacks).collect();
        for source in &mut sources {
            without_secrets(source, hash);
        }
        let mut sources = sources.into_iter();
        if let Some(main) = sources.next() {
            value.insert("source".to_owned(), main);
        }
        value.insert("fallbacks".to_owned(), Value::Array(sources.collect()));
    }
    let text = toml::to_string(&table).map_err(|_| unreadable())?;
    files::replace(&path, text.as_bytes(), Access::Everyone)?;
    input::toml(&path, text.as_bytes())
}

/// A witness's commitment is to a text that nobody has yet.
fn without_secrets(source: &mut Value, hash: HashAlgorithm) {
    let kind = source.get_mut("kind").and_then(|kind| kind.get_mut("contribution"));
    if let Some(commitment) = kind.and_then(|kind| kind.get_mut("commitment")) {
        let text = sample::contribution(WITNESS);
        *commitment = Value::String(contribution_commitment(hash, &text).to_hex());
    }
}

/// A text in the form of a kind.
fn made_up(kind: &ValueKind) -> String {
    match kind {
        ValueKind::Numbers(numbers) => shown(numbers, &spread(numbers, &[])),
        ValueKind::Parts(parts) => {
            let (mut texts, mut before) = (Vec::new(), Vec::new());
            for part in parts {
                let own = spread(&part.numbers, if part.beyond { &before } else { &[] });
                texts.push(shown(&part.numbers, &own));
                before = own;
            }
            texts.join(" + ")
        }
        ValueKind::Hex { bytes } => "5a".repeat(usize::try_from(*bytes).unwrap_or(0)),
        ValueKind::UpperHex { bytes } => "5A".repeat(usize::try_from(*bytes).unwrap_or(0)),
        ValueKind::Contribution { .. } => sample::contribution(WITNESS),
        // Whatever the draw refuses in its announced form.
        _ => String::new(),
    }
}

/// Numbers of the range in ascending order, none of those that are taken.
fn spread(numbers: &Numbers, taken: &[u64]) -> Vec<u64> {
    let free = (numbers.min..=numbers.max).filter(|number| !taken.contains(number));
    let count = usize::try_from(numbers.count).unwrap_or(0);
    let mut all: Vec<u64> = free.take(count).collect();
    let last = all.last().copied().unwrap_or(numbers.min);
    all.resize(count, last);
    all
}

fn shown(numbers: &Numbers, all: &[u64]) -> String {
    let width = numbers.max.to_string().len();
    let all: Vec<String> = all.iter().map(|number| format!("{number:0width$}")).collect();
    all.join(" ")
}

/// A made-up outcome for each visit.
fn outcomes(story: &Story<'_>, plan: &Plan, scheme: &Scheme) -> String {
    let mut table = "编号,检查完成日期,检查结果,后续处置\n".to_owned();
    let clear = scheme.values().iter().find(|value| value.meaning == Meaning::Clear);
    let result = clear.or(scheme.values().first()).map_or("", |value| &value.code);
    let nothing = FollowUp::Nothing.code();
    for visit in story.visits() {
        // Writing to a string cannot fail.
        let _ = writeln!(table, "{},{},{result},{nothing}", visit.id(), plan.visits.to);
    }
    table
}
