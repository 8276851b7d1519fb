//! The plan, from the text or from the workbook that a folder has.

use crate::book::{self, At, Book, Label, Refusal};
use crate::files::{self, Folder};
use crate::input::flaws::Flaw;
use crate::input::places::{self, Place};
use crate::out::{Failure, Outcome};
use crate::text::{self, Shown as _, Words};
use crate::{decoded, misread};
use dual_random::plan::{Ceremony, Plan};
use dual_random::{Fault, Table, Target};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Where the plan comes from.
#[derive(Clone)]
pub(crate) enum PlanSource {
    /// `plan.toml`, as text.
    Text(PathBuf, String),
    /// A workbook, with what its cells say.
    Book(PathBuf, Box<Book>),
    /// A workbook whose cells have to be mended first.
    Unread(PathBuf, Box<Book>, Vec<Flaw>),
}

impl PlanSource {
    pub(crate) fn read(folder: &Folder) -> Outcome<Self> {
        let path = places::plan(folder)?;
        let bytes = files::read(&path, text::run_init())?;
        Self::of(path, &bytes)
    }

    /// The plan that a file holds.
    pub(crate) fn of(path: PathBuf, bytes: &[u8]) -> Outcome<Self> {
        if path.extension().is_none_or(|ending| !ending.eq_ignore_ascii_case("xlsx")) {
            let text = decoded::text(&path, bytes)?.into_owned();
            return Ok(Self::Text(path, text));
        }
        match Book::read(bytes) {
            Ok(book) => Ok(Self::Book(path, Box::new(book))),
            Err(Refusal::File(faults)) => {
                Err(Failure(text::lines(faults.iter().map(|fault| text::at(&path, &fault.problem)))))
            }
            Err(Refusal::Cells(book, wrong)) => {
                let flaws = wrong.into_iter().map(|wrong| of_cell(&path, &wrong.at, wrong.what)).collect();
                Ok(Self::Unread(path, book, flaws))
            }
        }
    }

    pub(crate) fn path(&self) -> &Path {
        match self {
            Self::Text(path, _) | Self::Book(path, _) | Self::Unread(path, ..) => path,
        }
    }

    /// The plan's text.
    pub(crate) fn toml(&self) -> Option<&str> {
        match self {
            Self::Text(_, toml) => Some(toml),
            Self::Book(_, book) => Some(&book.toml),
            Self::Unread(..) => None,
        }
    }

    /// The plan, or all that is wrong with its form.
    pub(crate) fn plan(&self) -> Result<Plan, Vec<Flaw>> {
        match self {
            Self::Unread(.., flaws) => Err(flaws.clone()),
            Self::Text(path, toml) => misread::read(toml).map_err(|all| {
                let flaw = |fault: misread::Misread| {
                    let (line, column) = fault.place(toml);
                    Flaw::of_text(Place::file(path.clone()), line, column, fault.what)
                };
                all.into_iter().map(flaw).collect()
            }),
            Self::Book(path, book) => misread::read(&book.toml).map_err(|all| {
                let flaw = |fault: misread::Misread| match book.at_offset(fault.offset()) {
                    Some(at) => of_cell(path, at, fault.what),
                    None => Flaw::of_plan(Place::file(path.clone()), None, None, fault.what),
                };
                all.into_iter().map(flaw).collect()
            }),
        }
    }

    /// Where a table stands: in a file of its own, or on a sheet of the workbook.
    pub(crate) fn place(&self, folder: &Folder, table: Table) -> Outcome<Option<Place>> {
        let file = places::file(folder.path(), table)?;
        let Some((sheet, has_rows)) = sheet_of(table).and_then(|label| self.sheet(label)) else {
            return Ok(file.map(Place::file));
        };
        let place = Place::sheet(self.path().to_owned(), &sheet);
        match file {
            Some(file) if has_rows => Err(Failure(text::table_twice(file.shown(), place.shown(None)))),
            Some(file) => Ok(Some(Place::file(file))),
            None => Ok(Some(place)),
        }
    }

    fn sheet(&self, label: Label) -> Option<(String, bool)> {
        match self {
            Self::Book(_, book) | Self::Unread(_, book, _) => {
                book.sheet(label).map(|(name, has_rows)| (name.to_owned(), has_rows))
            }
            Self::Text(..) => None,
        }
    }

    /// A fault of the plan, or of changes that are not listed at all, with its place.
    pub(crate) fn flaw(&self, fault: &Fault) -> Flaw {
        match self {
            _ if fault.table == Table::Changes => {
                let usual = if matches!(self, Self::Text(..)) { "changes.csv" } else { "变动.xlsx" };
                Flaw::of_change(Place::file(self.path().with_file_name(usual)), fault)
            }
            Self::Book(path, book) => match book.at_field(&fault.field) {
                Some(at) => of_cell(path, at, book::in_labels(&Words::of(&fault.problem))),
                None => {
                    Flaw::of_plan(Place::file(path.clone()), None, None, book::in_labels(&Words::of(fault)))
                }
            },
            _ => Flaw::of_plan(Place::file(self.path().to_owned()), None, None, Words::of(fault)),
        }
    }

    /// What is wrong with a part of the plan, at its cell where it has one.
    pub(crate) fn at(&self, field: &str, what: Words) -> Flaw {
        match self {
            Self::Book(path, book) => match book.at_field(field) {
                Some(at) => of_cell(path, at, what),
                None => Flaw::of_plan(Place::file(path.clone()), None, None, what),
            },
            _ => Flaw::of_plan(Place::file(self.path().to_owned()), None, None, what),
        }
    }

    /// Earlier draws that the workbook names by their folders, as a table with its place.
    pub(crate) fn earlier(&self) -> Option<(Place, &str)> {
        match self {
            Self::Book(path, book) => {
                let (sheet, _) = book.sheet(book::EARLIER.name)?;
                Some((Place::sheet(path.clone(), sheet), book.earlier.as_deref()?))
            }
            _ => None,
        }
    }

    /// Brings what a workbook says beside the rosters into them: exemptions, and the count of a register that it leaves to the
    /// roster.
    pub(crate) fn complete(
        &self,
        plan: &mut Plan,
        targets: &mut [Target],
        notes: &mut Vec<Words>,
    ) -> Vec<Flaw> {
        let Self::Book(path, book) = self else { return Vec::new() };
        let mut flaws = Vec::new();
        let places: BTreeMap<String, usize> =
            targets.iter().enumerate().map(|(place, target)| (target.id.to_string(), place)).collect();
        for (id, exemption, at) in &book.exemptions {
            match places.get(id.as_str()).and_then(|place| targets.get_mut(*place)) {
                None => flaws.push(of_cell(path, at, text::exempt_unknown(id))),
                Some(target) if target.exemption.is_some() => {
                    flaws.push(of_cell(path, at, text::exempt_twice(id)));
                }
                Some(target) => target.exemption = Some(exemption.clone()),
            }
        }
        if book.counts_itself && plan.ceremony != Ceremony::Staffing {
            let sum = |counts: &mut dyn Iterator<Item = u64>| counts.fold(0, u64::saturating_add);
            let left_out = sum(&mut plan.left_out.iter().map(|own| own.count));
            let added = sum(&mut plan.added.iter().map(|own| own.count));
            if let Some(register) = plan.registers.first_mut() {
                register.count = (targets.len() as u64).saturating_add(left_out).saturating_sub(added);
                notes.push(text::counted_register(text::name(&register.name), register.count));
            }
        }
        flaws
    }
}

/// The sheet of a table in the plan's workbook.
fn sheet_of(table: Table) -> Option<Label> {
    match table {
        Table::Targets => Some(book::TARGETS),
        Table::Inspectors => Some(book::INSPECTORS),
        Table::Recusals => Some(book::RECUSALS),
        _ => None,
    }
}

/// What is wrong with a cell of the plan's workbook.
fn of_cell(path: &Path, at: &At, what: Words) -> Flaw {
    let place = Place::sheet(path.to_owned(), &at.sheet);
    Flaw::of_plan(place, Some(at.row), Some(at.column), what)
}
