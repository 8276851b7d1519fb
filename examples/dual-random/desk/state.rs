//! What the quarters of an office have come to, and what comes next.

use crate::desk::Desk;
use crate::files::{self, Folder, exists};
use crate::input::{self, PlanSource, places};
use crate::out::Outcome;
use crate::{announce, continued, log, text};
use dual_random::plan::Plan;
use dual_random::{Language, Seal};
use std::path::PathBuf;

/// Whether the last seal of a draw leaves seats open. What cannot be read is said by the steps.
fn has_open_seats(folder: &Folder) -> bool {
    let seal = files::read_if_there(&folder.seal()).ok().flatten();
    let seal = seal.and_then(|bytes| Seal::from_bytes(&bytes).ok());
    let amended =
        input::amendments(folder).ok().and_then(|all| all.last().map(|last| last.seal().seats.open));
    amended.or_else(|| seal.map(|seal| seal.seats.open)).is_some_and(|open| open > 0)
}

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
    /// Whether seats were left without an inspector, or have none yet.
    pub(crate) lacks_inspectors: bool,
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
        let lacks_inspectors = stage == Stage::Drawn && has_open_seats(&folder);
        Some(Self { name: name.to_owned(), path, stage, plan, lacks_inspectors })
    }

    /// Whether it is a rehearsal, whose log is nobody's.
    pub(crate) fn is_rehearsal(&self) -> bool {
        let endings =
            [Language::Zh, Language::En].map(|tongue| format!("-{}", text::rehearsal().get(tongue)));
        endings
            .iter()
            .any(|ending| self.name.trim_end_matches(|c: char| c.is_ascii_digit()).ends_with(ending))
    }

    /// The ceremony whose targets get inspectors here, if there is one.
    pub(crate) fn selection(&self) -> Option<PathBuf> {
        continued::selection(&self.folder(), None).ok().flatten()
    }

    /// The ceremonies of a draw, the last first, as far as they lie here.
    pub(crate) fn chain(&self, desk: &Desk) -> Vec<Self> {
        let mut all: Vec<Self> = Self::of(desk, &self.name).into_iter().collect();
        while let Some(before) = all.last().and_then(Self::selection).filter(|_| all.len() < 10) {
            let name = before.file_name().map(|name| name.to_string_lossy().into_owned());
            match name.and_then(|name| Self::of(desk, &name)) {
                Some(before) => all.push(before),
                None => break,
            }
        }
        all
    }

    /// The quarters that draw inspectors for the targets of this one.
    pub(crate) fn staffings(&self, desk: &Desk) -> Vec<Self> {
        let own = self.path.canonicalize().ok();
        let is_of_this =
            |other: &Self| own.is_some() && other.selection().and_then(|of| of.canonicalize().ok()) == own;
        Self::all(desk).into_iter().filter(|other| other.stage != Stage::Void && is_of_this(other)).collect()
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
        let lead = |quarter: &Self| quarter.plan.as_ref().map(|plan| log::lead(plan).to_owned());
        for other in Self::all(desk) {
            // Another authority has a log of its own.
            if lead(&other) != lead(self) {
                continue;
            }
            if other.name != self.name && other.stage >= Stage::Announced && !other.is_rehearsal() {
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
