//! The head row: which column is what.

use super::notes::{NoteCode, Notes};
use crate::fault::{Fault, NearColumn, Problem, Table as Input};
use crate::roster::{Columns, Intake};
use crate::say::{Choices, Quoted};
use crate::types::limits;
use crate::types::text::{column_letters, nearest};
use std::cmp::Ordering;
use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization;

/// A column that a table knows.
pub(crate) struct Column {
    /// Its names; the first is English, and what the code calls it.
    pub(crate) heads: &'static [&'static str],
    /// What offices call it besides. Each reading is noted.
    pub(crate) also: &'static [&'static str],
    /// Whether the file must have it.
    pub(crate) required: bool,
    /// A column that says the same, so that one of the two is enough.
    pub(crate) instead: &'static str,
    /// Whether it is read at all; a column that is not is named in a note.
    pub(crate) used: bool,
}

impl Column {
    /// The same with what offices call it besides.
    pub(crate) const fn also(mut self, names: &'static [&'static str]) -> Self {
        self.also = names;
        self
    }

    /// The same, required unless another column is there.
    pub(crate) const fn or(mut self, field: &'static str) -> Self {
        self.instead = field;
        self
    }
}

/// What a table looks like.
pub(crate) struct Layout {
    pub(crate) table: Input,
    pub(crate) columns: &'static [Column],
    /// What becomes of columns that neither the table nor a plan knows.
    pub(crate) others: Others,
    /// Most rows.
    pub(crate) rows: usize,
}

/// What becomes of a column that nobody asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Others {
    /// A fault.
    Refused,
    /// Not read, and named: offices keep more in a roster than a draw needs.
    Ignored,
}

#[cfg(test)]
impl Layout {
    /// Faults name its columns as their first Chinese heads do. A column that has Chinese heads alone is named by one.
    pub(crate) fn is_named_by_faults(&self) {
        for column in self.columns.iter().filter(|column| column.field().is_ascii()) {
            let named = crate::fault::head(self.table, column.field());
            assert_eq!(named, column.heads.get(1).copied(), "{:?} {}", self.table, column.field());
        }
    }
}

/// Shorthand for layouts.
pub(crate) const fn required(heads: &'static [&'static str]) -> Column {
    Column { heads, also: &[], required: true, instead: "", used: true }
}

/// Shorthand for layouts.
pub(crate) const fn optional(heads: &'static [&'static str]) -> Column {
    Column { heads, also: &[], required: false, instead: "", used: true }
}

/// Shorthand for layouts: a column that is known and not used.
pub(crate) const fn unused(heads: &'static [&'static str]) -> Column {
    Column { heads, also: &[], required: false, instead: "", used: false }
}

impl Column {
    pub(super) fn field(&self) -> &'static str {
        self.heads.first().copied().unwrap_or_default()
    }
}

/// Columns that offices number and comment in; no table uses them, and none is refused for them.
const NEVER_USED: [&str; 3] = ["序号", "备注", "no."];

/// What stands in brackets after a head without changing what the column is. Units do.
const ASIDE: [&str; 17] = [
    "是", "否", "必填", "选填", "填写", "全称", "代码", "名称", "县", "市", "区", "单位", "企业", "格式",
    "如", "位", "号",
];

/// The heads of a file.
#[derive(Default)]
pub(super) struct Heads {
    /// All, in the order of the file.
    pub(super) names: Vec<String>,
    /// Known columns: what the code calls them, and their place.
    pub(super) known: Vec<(&'static str, usize)>,
    /// Places of the columns that the plan has committed and disclosed.
    pub(super) attributes: Vec<usize>,
    /// Places of the columns for the task sheets alone.
    pub(super) sheet: Vec<usize>,
    /// Places of the columns that are not read.
    pub(super) ignored: Vec<usize>,
}

/// No head that is known by its meaning is longer, in bytes.
const LONGEST: usize = 120;

/// What a head may stand for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Meaning<'a> {
    /// A column of the table, and how sure that is: 0 is the name itself.
    Known(&'static str, &'static str, u8),
    /// A column that the plan names, as the plan writes it.
    Named(&'a str),
    /// A column for the task sheets alone.
    Sheet,
    /// Nothing that is read.
    Other,
}

fn meaning<'a>(layout: &Layout, columns: &'a Columns, head: &str) -> Meaning<'a> {
    let known = |sure: u8, is: &dyn Fn(&Column) -> bool| {
        let column = layout.columns.iter().find(|column| is(column))?;
        Some(Meaning::Known(column.field(), column.heads.get(1).copied().unwrap_or(column.field()), sure))
    };
    let named = |is: &dyn Fn(&str) -> bool| columns.named().find(|name| is(name)).map(Meaning::Named);
    let is_exact = |column: &Column| column.heads.contains(&head);
    if let Some(meaning) = known(0, &is_exact).or_else(|| named(&|name| name == head)) {
        return meaning;
    }
    if columns.sheet(head) {
        return Meaning::Sheet;
    }
    if head.len() > LONGEST {
        return Meaning::Other;
    }
    let (whole, short) = (folded(head), folded(&without_asides(head)));
    let also = |text: &str| {
        known(1, &|column| column.heads.iter().any(|name| *name == text || folded(name) == text))
            .or_else(|| named(&|name| folded(name) == text))
            .or_else(|| known(2, &|column| column.also.contains(&text)))
    };
    if whole.is_empty() {
        return Meaning::Other;
    }
    let meaning = also(&whole).or_else(|| if short == whole { None } else { also(&short) });
    let is_private = || PRIVATE.iter().any(|name| *name == whole || *name == short);
    meaning.unwrap_or(if layout.table == Input::Targets && is_private() {
        Meaning::Sheet
    } else {
        Meaning::Other
    })
}

/// Heads of columns that say where to find a target, and whom to ask: for the task sheets, like [`SHEET_ONLY`](crate::roster::SHEET_ONLY).
const PRIVATE: [&str; 22] = [
    "电话",
    "电话号码",
    "联系方式",
    "联系人电话",
    "联系人手机",
    "手机",
    "手机号",
    "手机号码",
    "固定电话",
    "负责人",
    "负责人电话",
    "法人",
    "法人代表",
    "法人姓名",
    "法定代表人姓名",
    "详细地址",
    "单位地址",
    "企业地址",
    "经营地址",
    "生产经营地址",
    "注册地址",
    "住所",
];

/// How many columns of a table, or of a plan, a row would head.
pub(super) fn headed<'a>(layout: &Layout, columns: &Columns, cells: impl Iterator<Item = &'a str>) -> usize {
    let mut fields = BTreeSet::new();
    for head in cells.map(cleaned) {
        match meaning(layout, columns, &head) {
            Meaning::Known(field, ..) => _ = fields.insert(field.to_owned()),
            Meaning::Named(name) => _ = fields.insert(name.to_owned()),
            Meaning::Sheet | Meaning::Other => {}
        }
    }
    fields.len()
}

/// A head in one line, without blanks around it.
pub(super) fn cleaned(head: &str) -> String {
    head.trim().chars().filter(|c| !matches!(c, '\n' | '\r' | '\t')).collect()
}

impl Heads {
    /// Reads the head row. `None` when it has too many columns to go on.
    pub(super) fn read(
        layout: &Layout,
        columns: &Columns,
        line: u64,
        cells: &[String],
        intake: &mut Intake,
        notes: &mut Notes,
    ) -> Option<Self> {
        let row = row_index(line);
        let fault = |field: &str, problem| Fault::new(layout.table, row, field, problem);
        let limit = limits::RECORD_LIST + layout.columns.len();
        if cells.len() > limit {
            let problem = Problem::TooMany { found: cells.len() as u64, limit: limit as u64 };
            intake.faults.push(fault("", problem));
            return None;
        }
        if let ([head], Some(separator)) =
            (cells, cells.first().and_then(|head| head.chars().find(|c| matches!(c, '；' | '，' | '|'))))
            && !head.is_empty()
        {
            intake.faults.push(fault("", Problem::WrongSeparator { found: Quoted::new(separator) }));
            return None;
        }
        let mut heads = Self { names: cells.iter().map(|head| cleaned(head)).collect(), ..Self::default() };
        let meanings: Vec<Meaning<'_>> =
            heads.names.iter().map(|head| meaning(layout, columns, head)).collect();
        for (place, own) in meanings.iter().enumerate() {
            heads.add(layout, columns, row, place, *own, &meanings, intake, notes);
        }
        // A rule about a column that is not there would be a dead one.
        for name in columns.named().filter(|name| heads.names.iter().all(|head| head != name)) {
            let near = nearest(name, heads.names.iter().map(String::as_str)).map(Quoted::new);
            let problem = Problem::PlannedColumn { found: Quoted::new(name), limit: NearColumn(near) };
            intake.faults.push(fault(name, problem));
        }
        for column in layout.columns.iter().filter(|column| column.required) {
            if heads.place(column.field()).is_none() && heads.place(column.instead).is_none() {
                let problem = Problem::MissingColumn { heads: Choices::new(column.heads) };
                intake.faults.push(fault(column.field(), problem));
            }
        }
        Some(heads)
    }

    #[expect(clippy::too_many_arguments, reason = "one head among all")]
    fn add(
        &mut self,
        layout: &Layout,
        columns: &Columns,
        row: Option<usize>,
        place: usize,
        own: Meaning<'_>,
        all: &[Meaning<'_>],
        intake: &mut Intake,
        notes: &mut Notes,
    ) {
        let name = self.names[place].clone();
        if name.is_empty() {
            self.ignored.push(place);
            return;
        }
        let field = Quoted::start(&name).as_str().to_owned();
        let before = intake.faults.as_slice().len();
        intake.text(row, &field, &name);
        if intake.faults.as_slice().len() > before {
            return;
        }
        let fault = |problem| Fault::new(layout.table, row, field.clone(), problem);
        let is_repeated = self.names[..place].contains(&name);
        match own {
            Meaning::Known(known, called, sure) => {
                let surest = all.iter().filter_map(|other| match other {
                    Meaning::Known(other, _, sure) if *other == known => Some(*sure),
                    _ => None,
                });
                let (least, count) =
                    surest.fold((u8::MAX, 0), |(least, count), sure| match sure.cmp(&least) {
                        Ordering::Less => (sure, 1),
                        Ordering::Equal => (least, count + 1),
                        Ordering::Greater => (least, count),
                    });
                if sure > least {
                    self.ignored.push(place);
                } else if count == 1 {
                    self.known.push((known, place));
                    if sure > 0 {
                        notes.add(NoteCode::ReadAs, None, "", &format!("{name} → {called}"));
                    }
                } else if is_repeated || sure == 0 {
                    if self.place(known).is_some() {
                        intake.faults.push(fault(Problem::Repeated { found: Quoted::new(&name) }));
                    } else {
                        self.known.push((known, place));
                    }
                } else {
                    // Either may be meant. The first is read, so that its cells are looked at too.
                    if self.place(known).is_none() {
                        self.known.push((known, place));
                    }
                    let problem =
                        Problem::EitherColumn { found: Quoted::new(&name), limit: Quoted::new(called) };
                    intake.faults.push(fault(problem));
                }
            }
            Meaning::Named(_) | Meaning::Sheet if is_repeated => {
                intake.faults.push(fault(Problem::Repeated { found: Quoted::new(&name) }));
            }
            Meaning::Named(planned) => {
                if planned != name {
                    notes.add(NoteCode::ReadAs, None, "", &format!("{name} → {planned}"));
                    planned.clone_into(&mut self.names[place]);
                }
                if columns.sheet(planned) { self.sheet.push(place) } else { self.attributes.push(place) }
            }
            Meaning::Sheet => self.sheet.push(place),
            Meaning::Other => {
                let is_never_used = NEVER_USED.contains(&folded(&name).as_str());
                if layout.others == Others::Ignored || is_never_used {
                    self.ignored.push(place);
                } else {
                    intake.faults.push(fault(Problem::UnknownColumn { found: Quoted::new(&name) }));
                }
            }
        }
    }

    /// The names at some places; a column without one is called by its letters.
    pub(super) fn at(&self, places: &[usize]) -> Vec<String> {
        let name = |place: &usize| match self.names.get(*place) {
            Some(name) if !name.is_empty() => name.clone(),
            _ => column_letters(*place),
        };
        places.iter().map(name).collect()
    }

    /// Place of a known column.
    pub(super) fn place(&self, field: &str) -> Option<usize> {
        self.known.iter().find(|(known, _)| *known == field).map(|(_, place)| *place)
    }

    /// Whether what stands in a column is read.
    pub(super) fn is_read(&self, place: usize) -> bool {
        self.known.iter().any(|(_, known)| *known == place)
            || self.attributes.contains(&place)
            || self.sheet.contains(&place)
    }
}

/// A head without its case, width, blanks, strokes and marks that a cell must be filled.
fn folded(head: &str) -> String {
    let wide = head.nfkc().filter(|c| !c.is_whitespace() && !matches!(c, '_' | '-' | '*' | '★' | ':'));
    wide.flat_map(char::to_lowercase).collect()
}

/// A head without what it says in brackets, where that changes nothing.
fn without_asides(head: &str) -> String {
    let half: String = head.nfkc().collect();
    let mut out = String::new();
    let mut rest = half.as_str();
    while let Some((before, after)) = rest.split_once('(') {
        let Some((inner, after)) = after.split_once(')') else { break };
        out.push_str(before);
        if !ASIDE.iter().any(|word| inner.contains(word)) || inner.contains(['元', '万', '吨', '次']) {
            out.push_str(inner);
        }
        rest = after;
    }
    out + rest
}

/// Faults count rows from 0 when they are made; a line is the row after.
pub(super) fn row_index(line: u64) -> Option<usize> {
    usize::try_from(line - 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_names_of_columns_are_compared_as_they_stand() {
        for name in crate::tables::layouts()
            .into_iter()
            .flat_map(|layout| layout.columns)
            .flat_map(|column| column.also)
        {
            assert_eq!(folded(name), *name);
        }
    }

    #[test]
    fn what_brackets_say_is_left_out_where_it_changes_nothing() {
        for (head, short) in [
            ("重点排污单位（是/否）", "重点排污单位"),
            ("企业（单位）名称", "企业名称"),
            ("名称（必填）", "名称"),
            ("罚款金额（千元）", "罚款金额千元"),
            ("产量（吨/年）", "产量吨/年"),
            ("产能(未闭合", "产能(未闭合"),
        ] {
            assert_eq!(without_asides(head), short, "{head}");
        }
    }
}
