//! Where the inputs of a folder stand: files of their own by an English or a Chinese name, or sheets of the plan's workbook.

use crate::files::{self, Folder, exists};
use crate::out::{Failure, Outcome};
use crate::text;
use crate::text::Shown as _;
use dual_random::roster::Places;
use dual_random::tables::TableFile;
use dual_random::{Quoted, Table};
use std::path::{Path, PathBuf};

/// What a table may be called, and its sheet in the plan's workbook.
const NAMES: [(Table, &[&str]); 5] = [
    (Table::Targets, &["targets", "检查对象", "检查对象名录", "检查对象名录库"]),
    (Table::Inspectors, &["inspectors", "执法人员", "检查人员", "执法检查人员名录库"]),
    (Table::Recusals, &["recusals", "回避", "回避名单"]),
    (Table::Changes, &["changes", "变动", "名录变动"]),
    (Table::Districts, &["districts", "行政区划", "行政区划代码"]),
];

/// What files of tables end with. The last ones cannot be read, and the reader says what to do with them.
const ENDINGS: [&str; 6] = ["csv", "xlsx", "txt", "xls", "ods", "et"];

/// What the plan's workbook is called.
pub(crate) const BOOKS: [&str; 2] = ["抽查计划.xlsx", "plan.xlsx"];

/// A file, or a sheet of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) path: PathBuf,
    pub(crate) sheet: Option<String>,
}

impl Place {
    pub(crate) fn file(path: PathBuf) -> Self {
        Self { path, sheet: None }
    }

    pub(crate) fn sheet(path: PathBuf, sheet: &str) -> Self {
        Self { path, sheet: Some(sheet.to_owned()) }
    }

    pub(crate) fn is_workbook(&self) -> bool {
        self.path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx"))
    }

    /// The place in a sentence, with a cell if one is meant.
    pub(crate) fn shown(&self, cell: Option<&str>) -> Quoted {
        let path = self.path.display();
        match (self.sheet.as_deref(), cell) {
            (None, None) => Quoted::new(path),
            (None, Some(cell)) => Quoted::new(format!("{path}:{cell}")),
            (Some(sheet), None) => Quoted::new(format!("{path}:{sheet}")),
            (Some(sheet), Some(cell)) => Quoted::new(format!("{path}:{sheet}!{cell}")),
        }
    }
}

/// A table's place with what stands there.
pub(crate) struct Opened {
    pub(crate) place: Place,
    bytes: Vec<u8>,
}

/// Opens the file that a table stands in.
pub(crate) fn opened(place: Place) -> Outcome<Opened> {
    let bytes = files::read(&place.path, text::run_init())?;
    Ok(Opened { place, bytes })
}

impl Opened {
    /// What is to be read.
    pub(crate) fn file<'a>(&'a self, places: Option<&'a Places>) -> TableFile<'a> {
        let mut file = TableFile::new(&self.bytes);
        if let Some(sheet) = &self.place.sheet {
            file = file.sheet(sheet);
        }
        places.map_or(file, |places| file.places(places))
    }
}

/// The file of a table, if there is one; two would be one too many.
pub(crate) fn file(folder: &Path, table: Table) -> Outcome<Option<PathBuf>> {
    let names = NAMES.iter().find(|(own, _)| *own == table).map_or(&[][..], |(_, names)| names);
    one_of(folder, names)
}

/// The one file that there is under one of some names.
pub(crate) fn one_of(folder: &Path, names: &[&str]) -> Outcome<Option<PathBuf>> {
    let named = names.iter().flat_map(|name| ENDINGS.map(|ending| folder.join(format!("{name}.{ending}"))));
    let mut there = named.filter(|path| exists(path));
    match (there.next(), there.next()) {
        (Some(first), Some(second)) => Err(Failure(text::two_tables(first.shown(), second.shown()))),
        (first, _) => Ok(first),
    }
}

/// The file of the plan: a text, or else a workbook.
pub(crate) fn plan(folder: &Folder) -> Outcome<PathBuf> {
    let text = folder.plan();
    let books = BOOKS.map(|name| folder.path().join(name));
    let mut there = std::iter::once(&text).chain(&books).filter(|path| files::exists(path));
    match (there.next(), there.next()) {
        (Some(first), Some(second)) => Err(Failure(text::two_tables(first.shown(), second.shown()))),
        (Some(only), None) => Ok(only.clone()),
        (None, _) => Ok(text.clone()),
    }
}
