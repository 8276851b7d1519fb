//! What the quarters of an office have come to, and what comes next.

use crate::desk::Desk;
use crate::files::{Folder, exists};
use crate::input::PlanSource;
use crate::input::places;
use crate::out::Outcome;
use crate::{announce, log};
use dual_random::plan::Plan;
use std::path::PathBuf;

/// How far a quarter has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Stage {
    /// A folder without a plan.
    Empty,
    Planned,
    Announced,
    Drawn,
    Disclosed,
    Void,
}

pub(crate) struct Quarter {
    pub(crate) name: String,
    pub(crate) path: PathBuf,
    pub(crate) stage: Stage,
    /// The plan that was announced, or the one that is being made, if it can be read.
    pub(crate) plan: Option<Plan>,
}

impl Quarter {
    pub(crate) fn folder(&self) -> Folder {
        Folder::new(&self.path)
    }

    pub(crate) fn of(desk: &Desk, name: &str) -> Option<Self> {
        let path = desk.folder(name)?;
        let folder = Folder::new(&path);
        let has_plan = places::plan(&folder).is_ok_and(|path| exists(&path));
        let stage = if exists(&folder.void()) {
            Stage::Void
        } else if exists(&folder.disclosure()) {
            Stage::Disclosed
        } else if exists(&folder.result()) {
            Stage::Drawn
        } else if exists(&folder.announcement()) {
            Stage::Announced
        } else if has_plan {
            Stage::Planned
        } else {
            Stage::Empty
        };
        let plan = if stage >= Stage::Announced {
            announce::read_announcement(&folder).ok().map(|announcement| announcement.plan.clone())
        } else {
            PlanSource::read(&folder).ok().and_then(|source| source.plan().ok())
        };
        Some(Self { name: name.to_owned(), path, stage, plan })
    }

    /// The quarters that lie here: folders with a plan or an announcement.
    pub(crate) fn all(desk: &Desk) -> Vec<Self> {
        let entries = std::fs::read_dir(&desk.root).into_iter().flatten().flatten();
        let mut names: Vec<String> =
            entries.filter_map(|entry| entry.file_name().into_string().ok()).collect();
        names.sort();
        let quarters = names.iter().filter_map(|name| Self::of(desk, name));
        quarters.filter(|quarter| quarter.stage > Stage::Empty).collect()
    }

    /// The log in which an announcement of this office goes on: that of the other quarters, if they have one.
    pub(crate) fn log(&self, desk: &Desk) -> Outcome<Option<PathBuf>> {
        for other in Self::all(desk) {
            if other.name != self.name && other.stage >= Stage::Announced {
                let path = log::place(&other.folder(), None)?;
                if exists(&path) {
                    // Commands run in the desk's folder.
                    return Ok(Some(path.strip_prefix(&desk.root).map_or(path.clone(), PathBuf::from)));
                }
            }
        }
        Ok(None)
    }
}
