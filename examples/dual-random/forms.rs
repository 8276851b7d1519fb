//! Tables that are filled in after the draw, made beforehand with all that is known: results, penalties, and the changes that a
//! staffing ceremony lists. Whatever was filled in stays when they are made anew.

use crate::book::{Formats, printed, room};
use crate::clock::Clock;
use crate::files::{self, Access, Folder, exists};
use crate::input::flaws::Flaws;
use crate::input::{self, places};
use crate::out::{Exit, Failure, Out, Outcome};
use crate::papers::visits;
use crate::publish::sources;
use crate::text::{self, Shown as _, Words};
use crate::{continued, explain};
use dual_random::fault::Problem;
use dual_random::outcome::{FollowUp, OpennessCode, PenaltyKind, PenaltyStatus, Scheme};
use dual_random::plan::Ceremony;
use dual_random::roster::{ChangeKind, Contacts};
use dual_random::tables::column_letters;
use dual_random::{Date, Digest, Drawn, Language, Say as _, Story};
use rust_xlsxwriter::{
    DataValidation, DocProperties, ExcelDateTime, Formula, Workbook, Worksheet, XlsxError,
};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Most visits that a form has rows for.
const MOST_VISITS: usize = 20_000;

/// Most visits for which papers are made.
const MOST_PAPERS: usize = 2_000;

/// Rows beyond those that are there which have drop-downs.
const SPARE: u32 = 200;

/// What stands in a column of a form.
pub(crate) struct Column {
    pub(crate) head: &'static str,
    width: u16,
    pub(crate) choices: Vec<String>,
    /// Whether several choices may stand in one cell.
    pub(crate) takes_several: bool,
    pub(crate) is_day: bool,
    pub(crate) by: By,
    /// Whether a row that says anything has to say this.
    pub(crate) is_needed: bool,
}

/// Who fills in a column.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum By {
    /// The program, each time anew.
    Program,
    /// The program, and whoever corrects it.
    Both,
    /// The office.
    Office,
}

impl Column {
    fn known(head: &'static str, width: u16) -> Self {
        Self {
            head,
            width,
            choices: Vec::new(),
            takes_several: false,
            is_day: false,
            by: By::Program,
            is_needed: false,
        }
    }

    fn open(head: &'static str, width: u16) -> Self {
        Self { by: By::Office, ..Self::known(head, width) }
    }

    fn needed(self) -> Self {
        Self { is_needed: true, ..self }
    }

    fn proposed(head: &'static str, width: u16) -> Self {
        Self { by: By::Both, ..Self::known(head, width) }
    }

    /// Whether a sentence or more stands in a cell.
    pub(crate) fn is_long(&self) -> bool {
        self.width >= 30
    }

    fn day(head: &'static str) -> Self {
        Self { is_day: true, ..Self::open(head, 14) }
    }

    fn choice(head: &'static str, width: u16, choices: Vec<String>) -> Self {
        Self { choices, ..Self::open(head, width) }
    }
}

/// A form: its columns, and its rows by what they are about, which the first columns say.
struct Form {
    name: Words,
    columns: Vec<Column>,
    keys: usize,
    rows: Vec<Vec<String>>,
}

fn said(all: impl IntoIterator<Item = impl dual_random::Say>) -> Vec<String> {
    all.into_iter().map(|one| one.message(Language::Zh)).collect()
}

/// Where the forms of results and of penalties are.
pub(crate) fn results(folder: &Folder) -> PathBuf {
    folder.path().join("private/结果.xlsx")
}

pub(crate) fn penalties(folder: &Folder) -> PathBuf {
    folder.path().join("private/处罚.xlsx")
}

pub(crate) fn run(dir: &Path, selection: Option<&Path>, clock: &Clock, out: &mut Out) -> Outcome<Exit> {
    let folder = Folder::new(dir);
    if !exists(&folder.result())
        && let Some(selection) = continued::selection(&folder, selection)?
    {
        return changes(&folder, &selection, clock.now()?.day(), out);
    }
    let drawn = input::result(&folder)?;
    let story = explain::story(&drawn)?;
    let paths = both(&folder, &drawn, &story)?;
    out.line(text::forms_written(visits::shown(&paths)));
    if let Some(papers) = papers(&folder, &drawn, &story) {
        out.line(papers?);
    }
    Ok(Exit::Done)
}

/// Makes the forms of results and penalties, or makes them anew after an amendment. Whoever draws has drawn: what cannot be
/// written here is said, and stops nothing.
pub(crate) fn after_draw(
    folder: &Folder,
    drawn: &Drawn,
    story: &Story<'_>,
    language: Language,
) -> Vec<Words> {
    // The forms are Chinese, as many rows as people fill in, and for visits that somebody makes.
    let is_wanted = language == Language::Zh && story.plan().ceremony != Ceremony::Selection;
    if !is_wanted || story.visits().len() > MOST_VISITS {
        return Vec::new();
    }
    let said = |made: Outcome<Words>| made.unwrap_or_else(|Failure(why)| text::forms_not_written(why));
    let forms = both(folder, drawn, story).map(|paths| text::forms_written(visits::shown(&paths)));
    let mut lines = vec![said(forms)];
    lines.extend(papers(folder, drawn, story).map(said));
    lines
}

/// The papers, which are for visits that have a team.
fn papers(folder: &Folder, drawn: &Drawn, story: &Story<'_>) -> Option<Outcome<Words>> {
    let are_wanted = story.plan().ceremony != Ceremony::Selection && story.visits().len() <= MOST_PAPERS;
    let written = || visits::write(folder, drawn, story);
    are_wanted.then(|| written().map(|paths| text::papers_written(visits::shown(&paths))))
}

fn both(folder: &Folder, drawn: &Drawn, story: &Story<'_>) -> Outcome<Vec<PathBuf>> {
    let scheme = sources::scheme_of(folder, drawn)?;
    let contacts = input::contacts(folder)?;
    let (results, penalties) = (results(folder), penalties(folder));
    write(&results, &result_form(story, &scheme))?;
    write(&penalties, &penalty_form(story, &contacts, sources::steps_of(folder, drawn)?, &results)?)?;
    Ok(vec![results, penalties])
}

fn result_form(story: &Story<'_>, scheme: &Scheme) -> Form {
    let columns = vec![
        Column::known("编号", 16),
        Column::known("检查对象名称", 32),
        Column::known("检查人员", 26),
        Column::day("检查完成日期"),
        Column::choice("检查结果", 26, scheme.values().iter().map(|value| value.zh.clone()).collect()),
        Column::choice("后续处置", 14, said(FollowUp::ALL)),
        Column::open("发现的问题", 36),
        Column::open("处罚决定书文号", 24),
        Column::open("未检查原因", 24),
        Column::open("实际检查人员", 18),
        Column::choice("公开属性", 12, said(OpennessCode::ALL)),
        Column::open("不予公开理由", 16),
        Column::open("批准人", 12),
        Column::open("备注", 18),
    ];
    let person = |id: &dual_random::InspectorId| match story.inspector_name(id) {
        Some(name) => format!("{name}（{id}）"),
        None => id.to_string(),
    };
    let row = |visit: &dual_random::story::Visit<'_>| {
        let team: Vec<String> = visit.team().into_iter().map(person).collect();
        let name = story.target_name(visit.id()).unwrap_or_default().to_owned();
        vec![visit.id().to_string(), name, team.join("、")]
    };
    Form { name: text::results_form(), columns, keys: 1, rows: story.visits().iter().map(row).collect() }
}

/// A row for each decision that the results name.
fn penalty_form(story: &Story<'_>, contacts: &Contacts, steps: Vec<String>, results: &Path) -> Outcome<Form> {
    let columns = vec![
        Column::known("决定书文号", 24),
        Column::proposed("行政相对人名称", 30).needed(),
        Column::choice(
            "相对人类别",
            18,
            ["法人及非法人组织", "个体工商户", "自然人", "未成年人"].map(str::to_owned).to_vec(),
        )
        .needed(),
        Column::proposed("统一社会信用代码", 22),
        Column::proposed("法定代表人", 12),
        Column::proposed("地址", 30).needed(),
        Column::open("违法事实", 40).needed(),
        Column::open("证据", 30).needed(),
        Column { takes_several: true, ..Column::choice("处罚类别", 16, said(PenaltyKind::ALL)) }.needed(),
        Column::open("处罚依据", 30).needed(),
        Column::open("处罚内容", 30).needed(),
        Column::open("罚款金额（元）", 14),
        Column::choice("裁量阶次", 14, steps),
        Column::open("裁量理由", 30),
        Column::open("履行方式和期限", 24).needed(),
        Column::open("救济途径", 30).needed(),
        Column::proposed("处罚机关", 22).needed(),
        Column::day("决定日期").needed(),
        Column::day("公示截止期").needed(),
        Column::choice("当前状态", 12, said(PenaltyStatus::ALL)),
        Column::day("变更日期"),
        Column::open("说明", 24),
        Column::choice("公开属性", 12, said(OpennessCode::ALL)),
        Column::open("不予公开理由", 16),
        Column::open("批准人", 12),
    ];
    let lead = story.plan().authorities.first().map(|lead| lead.name.clone()).unwrap_or_default();
    let mut rows = Vec::new();
    for filled in kept(results)?.rows {
        let (Some(id), Some(numbers)) = (filled.get("编号"), filled.get("处罚决定书文号")) else {
            continue;
        };
        let Some(record) = story.target(id) else { continue };
        let shown = record.identity.shown();
        let about = |column: &str| {
            let found = contacts.about(&record.draw.id).find(|(own, _)| *own == column);
            found.map(|(_, text)| text.to_owned()).unwrap_or_default()
        };
        for number in numbers.split([';', '；', '、']).map(str::trim).filter(|number| !number.is_empty()) {
            let mut row = vec![String::new(); 17];
            number.clone_into(&mut row[0]);
            row[1] = shown.map(|shown| shown.name.to_string()).unwrap_or_default();
            row[3] = shown
                .and_then(|shown| shown.credit_code.as_ref())
                .map(ToString::to_string)
                .unwrap_or_default();
            row[4] = about("法定代表人");
            row[5] = about("地址");
            row[16].clone_from(&lead);
            rows.push(row);
        }
    }
    Ok(Form { name: text::penalties_form(), columns, keys: 1, rows })
}

/// The changes that a list lacks.
fn missing(flaws: &Flaws) -> Vec<String> {
    let missing = flaws.all.iter().filter_map(|flaw| match flaw.fault.as_ref().map(|fault| &fault.problem) {
        Some(Problem::MissingChange { found }) => Some(found.as_str().to_owned()),
        _ => None,
    });
    missing.collect()
}

/// Whether changes are not listed.
pub(crate) fn lacks_changes(flaws: &Flaws) -> bool {
    !missing(flaws).is_empty()
}

/// The form of the changes that a staffing ceremony has to list: every difference, the reasons to be filled in.
fn changes(folder: &Folder, selection: &Path, today: Date, out: &mut Out) -> Outcome<Exit> {
    let read = input::read_without_changes(folder, selection)?;
    let flaws = match read.and_then(|inputs| inputs.draft().map(drop)) {
        Ok(()) => {
            out.line(text::no_changes_to_list());
            return Ok(Exit::Done);
        }
        Err(flaws) => flaws,
    };
    let missing = missing(&flaws);
    if missing.is_empty() {
        return Err(flaws.failure(folder, Some(selection)));
    }
    let path = folder.path().join("变动.xlsx");
    if let Some(own) = places::file(folder.path(), dual_random::Table::Changes)?.filter(|own| *own != path) {
        return Err(Failure(text::changes_there(own.shown())));
    }
    let kind =
        |code: &str| ChangeKind::from_code(code).map(|kind| kind.message(Language::Zh)).unwrap_or_default();
    let row = |change: &String| {
        let mut parts = change.split(' ');
        let (code, id) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        let name = flaws.names.get(id).cloned().unwrap_or_default();
        let target = parts.next().unwrap_or_default();
        vec![kind(code), id.to_owned(), name, target.to_owned(), today.to_string()]
    };
    let columns = vec![
        Column::known("变动类型", 20),
        Column::known("执法证号", 18),
        Column::known("姓名", 12),
        Column::known("检查对象编号", 18),
        Column { by: By::Both, ..Column::day("日期") },
        Column::choice(
            "原因",
            30,
            ["调入", "调离", "退休", "借调", "证件换发", "申请回避", "回避事由消失"]
                .map(str::to_owned)
                .to_vec(),
        ),
    ];
    let form = Form { name: text::changes_form(), columns, keys: 4, rows: missing.iter().map(row).collect() };
    write(&path, &form)?;
    out.line(text::changes_written(path.shown()));
    Ok(Exit::Done)
}

fn not_made(path: &Path, error: &XlsxError) -> Failure {
    Failure(text::cannot_write(path.shown(), text::name(error.to_string())))
}

/// Writes a form, with what was filled in before.
fn write(path: &Path, form: &Form) -> Outcome<()> {
    let kept = kept(path)?;
    let (rows, further) = standing(form, &kept);
    save(path, form, &rows, &further, kept.loses)
}

/// Writes a form in its place; what it would lose stays under a name of its own.
fn save(path: &Path, form: &Form, rows: &[Vec<String>], further: &[&String], loses: bool) -> Outcome<()> {
    let bytes = made(form, rows, further).map_err(|error| not_made(path, &error))?;
    if loses {
        keep_old(path, &bytes)?;
    }
    files::replace(path, &bytes, Access::Owner).map(drop)
}

/// A form of results or of penalties.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Which {
    Results,
    Penalties,
}

/// By what a row is known to be as it was shown.
pub(crate) fn digest(row: &[String]) -> String {
    Digest::of_file(row.join("\u{1}").as_bytes()).to_hex()
}

/// A form as it stands, to be shown and filled in elsewhere than in a spreadsheet.
pub(crate) struct Standing {
    path: PathBuf,
    form: Form,
    pub(crate) rows: Vec<Vec<String>>,
}

impl Standing {
    pub(crate) fn of(folder: &Folder, which: Which) -> Outcome<Self> {
        let drawn = input::result(folder)?;
        let story = explain::story(&drawn)?;
        let (form, path) = match which {
            Which::Results => (result_form(&story, &sources::scheme_of(folder, &drawn)?), results(folder)),
            Which::Penalties => {
                let contacts = input::contacts(folder)?;
                let steps = sources::steps_of(folder, &drawn)?;
                (penalty_form(&story, &contacts, steps, &results(folder))?, penalties(folder))
            }
        };
        let rows = standing(&form, &kept(&path)?).0;
        Ok(Self { path, form, rows })
    }

    pub(crate) fn columns(&self) -> &[Column] {
        &self.form.columns
    }

    /// The row that is about something.
    pub(crate) fn row(&self, subject: &str) -> Option<&[String]> {
        self.rows.iter().find(|row| row.first().is_some_and(|own| own == subject)).map(Vec::as_slice)
    }

    /// Whether the office has said anything in a row.
    pub(crate) fn is_filled(&self, row: &[String]) -> bool {
        self.form.columns.iter().zip(row).any(|(column, text)| column.by == By::Office && !text.is_empty())
    }

    /// Writes what is said of a row; what the program knows better stays.
    pub(crate) fn fill_in(&self, subject: &str, was: &str, said: &BTreeMap<String, String>) -> Outcome<()> {
        let kept = kept(&self.path)?;
        let (mut rows, further) = standing(&self.form, &kept);
        let about = rows.iter_mut().find(|row| row.first().is_some_and(|own| own == subject));
        if about.as_ref().is_none_or(|row| digest(row) != was) {
            return Err(Failure(text::desk_changed_meanwhile()));
        }
        for (column, cell) in self.form.columns.iter().zip(about.into_iter().flatten()) {
            if let Some(text) = said.get(column.head).filter(|_| column.by != By::Program) {
                text.trim().clone_into(cell);
            }
        }
        save(&self.path, &self.form, &rows, &further, kept.loses)
    }
}

/// What a form that is there has in its cells, by heads.
#[derive(Default)]
struct Kept {
    heads: Vec<String>,
    rows: Vec<BTreeMap<String, String>>,
    /// Whether there is more, which a form that is made anew does not have.
    loses: bool,
}

/// What the program fills in by itself, in either form.
const KNOWN: [&str; 8] = [
    "编号",
    "检查对象名称",
    "检查人员",
    "决定书文号",
    "行政相对人名称",
    "统一社会信用代码",
    "法定代表人",
    "地址",
];

/// Whether somebody filled in anything.
pub(crate) fn is_filled(path: &Path) -> Outcome<bool> {
    let own = |head: &String| !KNOWN.contains(&head.as_str()) && head != "处罚机关";
    Ok(kept(path)?.rows.iter().any(|row| row.iter().any(|(head, text)| own(head) && !text.is_empty())))
}

/// Whether a form says anything: a decision of which nothing but the number stands there is named as such when it is read.
pub(crate) fn is_begun(path: &Path) -> Outcome<bool> {
    let numbered =
        |row: &BTreeMap<String, String>| row.get("决定书文号").is_some_and(|text| !text.is_empty());
    Ok(kept(path)?.rows.iter().any(numbered) || is_filled(path)?)
}

fn kept(path: &Path) -> Outcome<Kept> {
    match files::read_if_there(path)? {
        Some(bytes) => kept_in(path, &bytes),
        None => Ok(Kept::default()),
    }
}

/// What the first sheet has under its heads, wherever they stand.
fn kept_in(path: &Path, bytes: &[u8]) -> Outcome<Kept> {
    let sheets = dual_random::tables::sheets(bytes);
    let sheets = sheets
        .map_err(|faults| Failure(text::lines(faults.iter().map(|fault| text::at(path, &fault.problem)))))?;
    let choices = text::choices_sheet();
    let others = sheets.iter().skip(1).filter(|sheet| sheet.name != choices.get(Language::Zh));
    let has_more = others.into_iter().any(|sheet| !sheet.cells.is_empty());
    let Some(sheet) = sheets.into_iter().next() else { return Ok(Kept::default()) };
    let mut grid: BTreeMap<u64, BTreeMap<usize, String>> = BTreeMap::new();
    for cell in sheet.cells {
        // What a cell does not say cannot be kept, and is never thrown away.
        let text = cell.text.map_err(|problem| Failure(text::at(path, &problem)))?;
        grid.entry(cell.row).or_default().insert(cell.column, text.trim().to_owned());
    }
    let is_head =
        |cells: &BTreeMap<usize, String>| cells.values().any(|text| SUBJECTS.contains(&text.as_str()));
    let Some(at) = grid.values().position(is_head) else {
        // An empty sheet says nothing; any other is no form.
        if grid.is_empty() {
            return Ok(Kept::default());
        }
        let heads = text::joined(SUBJECTS.map(text::name));
        return Err(Failure(text::at(path, text::desk_not_the_form(heads))));
    };
    let mut rows = grid.into_values();
    let above = rows.by_ref().take(at).count();
    let heads = rows.next().unwrap_or_default();
    let names: BTreeSet<&String> = heads.values().collect();
    let mut loses = has_more || above > 0 || names.len() < heads.len();
    let mut named = |cells: BTreeMap<usize, String>| {
        let all = cells.into_iter().filter_map(|(column, text)| match heads.get(&column) {
            Some(head) => Some((head.clone(), text)),
            None => {
                loses |= !text.is_empty();
                None
            }
        });
        all.collect()
    };
    let rows = rows.map(&mut named).collect();
    Ok(Kept { rows, loses, heads: heads.into_values().collect() })
}

/// The heads by which forms are known.
const SUBJECTS: [&str; 3] = ["编号", "决定书文号", "变动类型"];

/// Refuses what is no form of a kind, or is that of another draw.
pub(crate) fn is_form(folder: &Folder, which: Which, bytes: &[u8]) -> Outcome<()> {
    let (path, wanted) = match which {
        Which::Results => (results(folder), "检查完成日期"),
        Which::Penalties => (penalties(folder), "行政相对人名称"),
    };
    let kept = kept_in(&path, bytes)?;
    if kept.heads.iter().all(|head| head != wanted) {
        return Err(Failure(text::desk_not_the_form(text::name(wanted))));
    }
    if which == Which::Results {
        let standing = Standing::of(folder, which)?;
        let ids = kept.rows.iter().filter_map(|row| row.get("编号")).filter(|id| !id.is_empty());
        let strange: Vec<Words> =
            ids.filter(|id| standing.row(id).is_none()).take(5).map(text::name).collect();
        if !strange.is_empty() {
            return Err(Failure(text::desk_other_draw(text::joined(strange))));
        }
    }
    Ok(())
}

/// Keeps what stands in a place under a name of its own, if something else is to take the place.
pub(crate) fn keep_old(path: &Path, new: &[u8]) -> Outcome<Option<PathBuf>> {
    let Some(old) = files::read_if_there(path)?.filter(|old| old != new) else { return Ok(None) };
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let ending = path.extension().unwrap_or_default().to_string_lossy().into_owned();
    let names = (1..).map(|number: u32| path.with_file_name(format!("{stem}-旧{number}.{ending}")));
    for name in names {
        match files::read_if_there(&name)? {
            Some(there) if there == old => return Ok(Some(name)),
            Some(_) => {}
            None => {
                files::write(&name, &old, Access::Owner)?;
                return Ok(Some(name));
            }
        }
    }
    Ok(None)
}

/// Makes the tables anew by what was said since.
pub(crate) fn renew(folder: &Folder) -> Outcome<()> {
    let drawn = input::result(folder)?;
    both(folder, &drawn, &explain::story(&drawn)?).map(drop)
}

/// What stands in a form: its rows with what was filled in before, and further columns of the office's own.
fn standing<'a>(form: &Form, kept: &'a Kept) -> (Vec<Vec<String>>, Vec<&'a String>) {
    let own: BTreeSet<&str> = form.columns.iter().map(|column| column.head).collect();
    // A column of the office's own stays behind the others.
    let further: Vec<&String> = kept.heads.iter().filter(|head| !own.contains(head.as_str())).collect();
    let subject: Vec<&str> = form.columns.iter().take(form.keys).map(|column| column.head).collect();
    let is_about = |row: &BTreeMap<String, String>, known: &[String]| {
        let all = subject.iter().zip(known);
        all.into_iter().all(|(head, own)| row.get(*head).map_or("", String::as_str) == own)
    };
    let mut rest: Vec<&BTreeMap<String, String>> = kept.rows.iter().collect();
    let mut rows: Vec<Vec<String>> = Vec::new();
    for known in &form.rows {
        let place = rest.iter().position(|row| is_about(row, known));
        let filled = place.map(|place| rest.remove(place));
        rows.push(merged(form, known, filled, &further));
    }
    // What is about nobody who stands any more is kept where somebody filled it in: a cell of the office's, a column of its own, or
    // a row that the program did not make, which fills in each of its own columns that it can.
    let says =
        |row: &BTreeMap<String, String>, head: &str| row.get(head).is_some_and(|text| !text.is_empty());
    let is_filled = |row: &&BTreeMap<String, String>| {
        let known =
            form.columns.iter().filter(|column| column.by != By::Office && says(row, column.head)).count();
        let is_named = form.columns.first().is_some_and(|column| says(row, column.head));
        let is_made = is_named && known > 1;
        form.columns.iter().any(|column| column.by == By::Office && says(row, column.head))
            || further.iter().any(|head| says(row, head))
            || (known > 0 && !is_made)
    };
    rows.extend(rest.into_iter().filter(is_filled).map(|row| merged(form, &[], Some(row), &further)));
    (rows, further)
}

fn made(form: &Form, rows: &[Vec<String>], further: &[&String]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // The same bytes whenever they are written.
    book.set_properties(&DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?));
    let formats = Formats::new();
    let sheet = book.add_worksheet();
    sheet.set_name(form.name.get(Language::Zh))?;
    for (place, column) in (0..).zip(&form.columns) {
        head(sheet, place, column, &formats)?;
    }
    for (place, name) in (form.columns.len()..).zip(further) {
        let place = u16::try_from(place).unwrap_or(u16::MAX);
        sheet.write_string_with_format(0, place, *name, &formats.head)?;
    }
    let last = u32::try_from(rows.len()).unwrap_or(SPARE).saturating_add(SPARE);
    let widths: Vec<usize> = form.columns.iter().map(|column| usize::from(column.width)).collect();
    for (row, cells) in (1..).zip(rows) {
        let texts: Vec<(&str, usize)> =
            cells.iter().map(String::as_str).zip(widths.iter().copied()).collect();
        room(sheet, row, &texts)?;
        for (place, cell) in (0_u16..).zip(cells) {
            let is_day = form.columns.get(usize::from(place)).is_some_and(|column| column.is_day);
            match cell.parse::<Date>() {
                Ok(day) if is_day => {
                    let day = ExcelDateTime::parse_from_str(&day.to_string())?;
                    sheet.write_datetime_with_format(row, place, day, &formats.day)?;
                }
                _ => _ = sheet.write_string_with_format(row, place, cell, &formats.text)?,
            }
        }
    }
    sheet.set_freeze_panes(1, 2)?;
    printed(sheet, Some(0))?;
    drop_downs(&mut book, form, last)?;
    book.save_to_buffer()
}

/// A row: what is known now, and what was filled in before.
fn merged(
    form: &Form,
    known: &[String],
    filled: Option<&BTreeMap<String, String>>,
    further: &[&String],
) -> Vec<String> {
    let before = |head: &str| filled.and_then(|row| row.get(head)).cloned().unwrap_or_default();
    let cell = |(place, column): (usize, &Column)| match known.get(place) {
        Some(text) if column.by == By::Program && !text.is_empty() => text.clone(),
        Some(text) if before(column.head).is_empty() => text.clone(),
        _ => before(column.head),
    };
    let own = form.columns.iter().enumerate().map(cell);
    own.chain(further.iter().map(|head| before(head))).collect()
}

fn head(sheet: &mut Worksheet, place: u16, column: &Column, formats: &Formats) -> Result<(), XlsxError> {
    // What is still to be filled in has the colour of what must be.
    let format = if column.by == By::Office { &formats.must } else { &formats.head };
    sheet.write_string_with_format(0, place, column.head, format)?;
    sheet.set_column_width(place, column.width)?;
    sheet.set_column_format(place, if column.is_day { &formats.day } else { &formats.text })?;
    Ok(())
}

/// The longest list of choices that a cell's own rule holds, in characters.
const OWN_LIST: usize = 255;

/// Drop-downs; several choices of a list may be typed all the same. Long lists stand on a hidden sheet.
fn drop_downs(book: &mut Workbook, form: &Form, last: u32) -> Result<(), XlsxError> {
    let mut lists = Vec::new();
    let mut long: Vec<&Vec<String>> = Vec::new();
    for (place, column) in (0_u16..).zip(&form.columns).filter(|(_, column)| !column.choices.is_empty()) {
        let length: usize = column.choices.iter().map(|choice| choice.chars().count() + 1).sum();
        let list = if length <= OWN_LIST {
            DataValidation::new().allow_list_strings(&column.choices)?
        } else {
            let letters = column_letters(long.len());
            long.push(&column.choices);
            let range = format!(
                "={}!${letters}$1:${letters}${}",
                text::choices_sheet().get(Language::Zh),
                column.choices.len()
            );
            DataValidation::new().allow_list_formula(Formula::new(range))
        };
        lists.push((place, list.show_error_message(false)));
    }
    if !long.is_empty() {
        let sheet = book.add_worksheet();
        sheet.set_name(text::choices_sheet().get(Language::Zh))?.set_hidden(true);
        for (column, choices) in (0..).zip(long) {
            for (row, choice) in (0..).zip(choices) {
                sheet.write_string(row, column, choice)?;
            }
        }
    }
    let sheet = book.worksheet_from_index(0)?;
    for (place, list) in lists {
        sheet.add_data_validation(1, place, last, place, &list)?;
    }
    Ok(())
}
