//! `overview`: the page above the folders of several draws, for the authority's site.

use crate::files::{self, Access, Folder, Written, exists};
use crate::out::{Exit, Failure, Out, Outcome};
use crate::text::Shown as _;
use crate::{announce, log, text};
use dual_random::Announcement;
use dual_random::publish::site::{OverviewDraw, overview};
use dual_random::record::Log;
use std::path::{Path, PathBuf};

/// A draw below the folder.
struct Draw {
    announcement: Announcement,
    log: PathBuf,
    /// Where its page is, relative to the folder.
    place: String,
}

pub(crate) fn run(dir: &Path, out: &mut Out) -> Outcome<Exit> {
    let draws = draws(dir)?;
    if draws.is_empty() {
        return Err(Failure(text::overview_nothing(dir.shown())));
    }
    // One log has all of them, unless an office keeps several; each is read once.
    let mut places: Vec<&PathBuf> = draws.iter().map(|draw| &draw.log).collect();
    places.sort();
    places.dedup();
    let read = |path: &&PathBuf| log::parsed(path, &files::read(path, text::overview_needs_log())?);
    let logs: Vec<Log> = places.iter().map(read).collect::<Outcome<_>>()?;
    let of = |draw: &Draw| places.iter().position(|place| **place == draw.log).and_then(|at| logs.get(at));
    let listed = draws
        .iter()
        .filter_map(|draw| Some(OverviewDraw::new(&draw.announcement, of(draw)?, draw.place.as_str())));
    let listed: Vec<OverviewDraw<'_>> = listed.collect();
    let root = dir.canonicalize().unwrap_or_else(|_| dir.to_owned());
    let newest = draws.iter().max_by_key(|draw| draw.announcement.plan.number);
    let log = newest.and_then(|draw| {
        let log = draw.log.canonicalize().ok()?;
        Some(in_address(log.strip_prefix(&root).ok()?))
    });
    let page = overview(&listed, log.as_deref(), out.language)
        .map_err(|error| Failure(text::cannot_encode(error)))?;
    let path = dir.join("index.html");
    let written = files::replace(&path, &page, Access::Everyone)?;
    out.line(text::overview_written(path.shown(), listed.len()));
    if written == Written::Identical {
        out.line(text::identical());
    }
    Ok(Exit::Done)
}

/// The draws of the folders in a folder: an office's folder of a draw, or a public folder alone, as it lies on a web server.
fn draws(dir: &Path) -> Outcome<Vec<Draw>> {
    let failure = |error| Failure(text::cannot_read(dir.shown(), text::system(&error)));
    let mut all = Vec::new();
    for entry in std::fs::read_dir(dir).map_err(failure)? {
        let path = entry.map_err(failure)?.path();
        let name = path.file_name().map(PathBuf::from).unwrap_or_default();
        let folder = Folder::new(&path);
        if exists(&folder.announcement()) {
            let place = in_address(&name.join("public").join("index.html"));
            let (announcement, log) = (announce::read_announcement(&folder)?, log::place(&folder, None)?);
            all.push(Draw { announcement, log, place });
        } else if exists(&path.join("announcement.json")) {
            let place = path.join("announcement.json");
            let bytes = files::read(&place, text::Words::default())?;
            let announcement =
                Announcement::from_bytes(&bytes).map_err(|error| Failure(text::at(&place, error)))?;
            let place = in_address(&name.join("index.html"));
            all.push(Draw { announcement, log: path.join("log.jsonl"), place });
        }
    }
    all.sort_by(|a, b| a.place.cmp(&b.place));
    Ok(all)
}

/// A path as the address of a link has it.
fn in_address(path: &Path) -> String {
    let parts = path.components().map(|part| escaped(&part.as_os_str().to_string_lossy()));
    parts.collect::<Vec<_>>().join("/")
}

/// What would end or change an address, in per cents; names in Chinese stay as they are.
fn escaped(part: &str) -> String {
    part.chars()
        .map(|c| match c {
            '%' | '?' | '#' | '"' | '<' | '>' | ' ' | '\\' | ':' => format!("%{:02X}", u32::from(c)),
            c => c.to_string(),
        })
        .collect()
}
