//! What is wrong with the inputs, each with its place, and how people read it: the same fault of many cells in one line.

use crate::files::Folder;
use crate::input::places::Place;
use crate::out::Failure;
use crate::text::{self, Typed as _, Words};
use dual_random::fault::Problem;
use dual_random::roster::ChangeKind;
use dual_random::tables::{Reading, column_letters};
use dual_random::{Fault, Faults, Listed, Quoted, Table};
use std::collections::BTreeMap;
use std::path::Path;

/// More of the same in one column are told together.
const FEW: usize = 5;

/// What is wrong at a place.
#[derive(Debug, Clone)]
pub(crate) struct Flaw {
    pub(crate) place: Place,
    /// The line or row, from 1.
    pub(crate) row: Option<u64>,
    /// The column of a table, from 0.
    pub(crate) column: Option<usize>,
    pub(crate) what: Words,
    /// The fault, where the library found it in a table.
    pub(crate) fault: Option<Fault>,
    /// Whether the words say the place too.
    is_line: bool,
}

impl Flaw {
    /// What somebody wrote in a file for the plan.
    pub(crate) fn of_plan(place: Place, row: Option<u64>, column: Option<usize>, what: Words) -> Self {
        Self { place, row, column, what, fault: None, is_line: false }
    }

    /// What stands at a line and column of a text.
    pub(crate) fn of_text(place: Place, line: usize, column: usize, what: Words) -> Self {
        let what = text::toml_place(place.shown(None), line, column, what);
        Self { place, row: None, column: None, what, fault: None, is_line: true }
    }

    /// A fault of a list.
    pub(crate) fn of_list(place: Place, fault: &Fault) -> Self {
        Self::of_table(place, None, fault)
    }

    /// A fault of the list of changes; what is missing there is said as the list would say it.
    pub(crate) fn of_change(place: Place, fault: &Fault) -> Self {
        let mut flaw = Self::of_list(place, fault);
        let said = |found: &Quoted, words: fn(Words, Words) -> Words| {
            let (code, rest) = found.as_str().split_once(' ')?;
            Some(words(Words::of(ChangeKind::from_code(code)?), text::name(rest)))
        };
        let what = match &fault.problem {
            Problem::MissingChange { found } => said(found, text::change_missing),
            Problem::ExtraChange { found } => said(found, text::change_extra),
            _ => None,
        };
        flaw.what = what.unwrap_or(flaw.what);
        flaw
    }

    /// A fault that the library found in a table.
    fn of_table(place: Place, column: Option<usize>, fault: &Fault) -> Self {
        Self {
            place,
            row: fault.row,
            column,
            what: Words::of(fault),
            fault: Some(fault.clone()),
            is_line: false,
        }
    }

    /// The cell of a workbook, such as `C25`.
    pub(crate) fn cell(&self) -> Option<String> {
        let (column, row) = (self.column?, self.row?);
        Some(format!("{}{row}", column_letters(column)))
    }

    /// What makes it the same as another.
    fn kind(&self) -> Option<String> {
        let fault = self.fault.as_ref()?;
        let place = self.place.shown(None);
        let kind =
            || format!("{} {} {} {}", place.as_str(), fault.table.code(), fault.code().code(), fault.field);
        self.row.is_some().then(kind)
    }

    fn line(&self) -> Words {
        if self.is_line {
            return self.what.clone();
        }
        let cell = self.cell().filter(|_| self.place.is_workbook());
        text::file_fault(self.place.shown(cell.as_deref()), &self.what)
    }
}

/// The columns of a table, as its heads say.
#[derive(Clone, Default)]
pub(crate) struct Shape {
    pub(crate) heads: Vec<String>,
    fields: Vec<(&'static str, usize)>,
}

impl Shape {
    pub(crate) fn of<T>(reading: &Reading<T>) -> Self {
        Self { heads: reading.heads.clone(), fields: reading.fields.clone() }
    }

    fn column(&self, fault: &Fault) -> Option<usize> {
        let known = self.fields.iter().find(|(field, _)| *field == fault.field).map(|(_, place)| *place);
        known.or_else(|| self.heads.iter().position(|head| *head == fault.field))
    }
}

/// Where the tables of a folder stand, and how.
#[derive(Clone, Default)]
pub(crate) struct Standing(Vec<(Table, Place, Shape)>);

impl Standing {
    pub(crate) fn add(&mut self, table: Table, place: Place, shape: Shape) {
        self.0.push((table, place, shape));
    }

    fn of(&self, table: Table) -> Option<&(Table, Place, Shape)> {
        self.0.iter().find(|(own, ..)| *own == table)
    }

    /// The tables with their places.
    pub(crate) fn tables(&self) -> impl Iterator<Item = (Table, &Place)> {
        self.0.iter().map(|(table, place, _)| (*table, place))
    }

    /// Faults with their places; those of the plan get theirs from whoever knows its cells.
    pub(crate) fn flaws(&self, faults: &Faults, of_plan: impl Fn(&Fault) -> Flaw) -> Vec<Flaw> {
        let one = |fault: &Fault| match self.of(fault.table) {
            Some((_, place, shape)) => Flaw::of_table(place.clone(), shape.column(fault), fault),
            None => of_plan(fault),
        };
        faults.iter().map(one).collect()
    }
}

/// All that is wrong with a folder's inputs.
pub(crate) struct Flaws {
    pub(crate) all: Vec<Flaw>,
    /// What is to be known of the tables.
    pub(crate) notes: Vec<Words>,
    /// The names of inspectors by their ids, as far as they were read.
    pub(crate) names: BTreeMap<String, String>,
    /// Where its tables stand.
    pub(crate) standing: Standing,
}

impl Flaws {
    /// What is wrong with the plan alone.
    pub(crate) fn of_plan(all: Vec<Flaw>) -> Self {
        Self { all, notes: Vec::new(), names: BTreeMap::new(), standing: Standing::default() }
    }

    /// Lines for people, the same fault of many cells in one.
    pub(crate) fn messages(&self) -> Vec<Words> {
        let mut alike: BTreeMap<String, Vec<u64>> = BTreeMap::new();
        for flaw in &self.all {
            if let Some(kind) = flaw.kind() {
                alike.entry(kind).or_default().extend(flaw.row);
            }
        }
        let mut lines = Vec::new();
        for flaw in &self.all {
            let kind = flaw.kind();
            let rows = kind.as_ref().and_then(|kind| alike.get(kind));
            let mut line = flaw.line();
            match (kind, rows) {
                // Told with the first of them.
                (Some(_), None) => continue,
                (Some(kind), Some(rows)) if rows.len() > FEW => {
                    line.push(text::and_others_alike(rows.len(), Listed(rows.clone())));
                    alike.remove(&kind);
                }
                _ => {}
            }
            lines.push(line);
        }
        lines
    }

    /// All of them as a failure that says what to do next.
    pub(crate) fn failure(&self, folder: &Folder, selection: Option<&Path>) -> Failure {
        let mut lines = self.messages();
        let count = self.all.len();
        lines.push(text::mend_and_check(count, folder.path().typed(), text::with_selection(selection)));
        Failure(text::lines(lines))
    }
}
