//! The plan, from the text or from the workbook that a folder has.

use crate::files::{self, Folder};
use crate::input::flaws::Flaw;
use crate::input::places::{self, Place};
use crate::out::Outcome;
use crate::text::{self, Words};
use crate::{decoded, misread};
use dual_random::plan::Plan;
use dual_random::{Fault, Table};
use std::path::{Path, PathBuf};

/// Where the plan comes from.
#[derive(Clone)]
pub(crate) enum PlanSource {
    /// `plan.toml`, as text.
    Text(PathBuf, String),
}

impl PlanSource {
    pub(crate) fn read(folder: &Folder) -> Outcome<Self> {
        let path = places::plan(folder)?;
        let bytes = files::read(&path, text::run_init())?;
        let text = decoded::text(&path, &bytes)?.into_owned();
        Ok(Self::Text(path, text))
    }

    pub(crate) fn path(&self) -> &Path {
        match self {
            Self::Text(path, _) => path,
        }
    }

    /// The plan, or all that is wrong with its form.
    pub(crate) fn plan(&self) -> Result<Plan, Vec<Flaw>> {
        match self {
            Self::Text(path, toml) => misread::read(toml).map_err(|all| {
                let flaw = |fault: misread::Misread| {
                    let (line, column) = fault.place(toml);
                    Flaw::of_text(Place::file(path.clone()), line, column, fault.what)
                };
                all.into_iter().map(flaw).collect()
            }),
        }
    }

    /// Where a table stands: in a file of its own, if there is one.
    pub(crate) fn place(&self, folder: &Folder, table: Table) -> Outcome<Option<Place>> {
        Ok(places::file(folder.path(), table)?.map(Place::file))
    }

    /// A fault of the plan, or of changes that are not listed at all, with its place.
    pub(crate) fn flaw(&self, fault: &Fault) -> Flaw {
        match self {
            _ if fault.table == Table::Changes => {
                Flaw::of_list(Place::file(self.path().with_file_name("changes.csv")), fault)
            }
            Self::Text(path, _) => Flaw::of_plan(Place::file(path.clone()), None, None, Words::of(fault)),
        }
    }
}
