//! `init` and `sample`.

use crate::files::{self, Access, Folder, Written};
use crate::out::{Exit, Failure, Out, Outcome};
use crate::text::Shown as _;
use crate::text::Words;
use crate::{sample, text};
use dual_random::Language;
use std::path::{Path, PathBuf};

macro_rules! template {
    ($language:literal) => {
        [
            include_str!(concat!("templates/", $language, "/plan.toml")),
            include_str!(concat!("templates/", $language, "/targets.csv")),
            include_str!(concat!("templates/", $language, "/inspectors.csv")),
            include_str!(concat!("templates/", $language, "/recusals.csv")),
            include_str!(concat!("templates/", $language, "/publication.toml")),
            include_str!(concat!("templates/", $language, "/calendar.toml")),
        ]
    };
}

const ZH: [&str; 6] = template!("zh");
const EN: [&str; 6] = template!("en");

pub(crate) fn run(dir: &Path, out: &mut Out) -> Outcome<Exit> {
    let folder = Folder::new(dir);
    let templates = match out.language {
        Language::Zh => ZH,
        Language::En => EN,
    };
    let paths = [
        folder.plan(),
        folder.targets(),
        folder.inspectors(),
        folder.recusals(),
        folder.publication(),
        folder.calendar(),
    ];
    let written = write_all(&paths, templates)?;
    out.lines(paths.iter().map(|path| path.shown()));
    out.line(text::init_next(dir.shown()));
    if written == Written::Identical {
        out.line(text::identical());
    }
    Ok(Exit::Done)
}

/// Writes all, or none if one of them is there with other content.
fn write_all(paths: &[PathBuf], texts: [&str; 6]) -> Outcome<Written> {
    for (path, text) in paths.iter().zip(texts) {
        if files::read_if_there(path)?.is_some_and(|found| found != text.as_bytes()) {
            return Err(Failure(text::exists_with_other_content(path.shown())));
        }
    }
    let mut all = Vec::new();
    for (path, text) in paths.iter().zip(texts) {
        all.push(files::write(path, text.as_bytes(), Access::Everyone)?);
    }
    Ok(if all.contains(&Written::New) { Written::New } else { Written::Identical })
}

/// Made-up rosters of any size. They are made beside their place first, so that a second run says "identical".
pub(crate) fn sample(
    dir: &Path,
    targets: usize,
    inspectors: usize,
    seed: u64,
    out: &mut Out,
) -> Outcome<Exit> {
    let folder = Folder::new(dir);
    let beside = dir.join(format!(".sample-{}", std::process::id()));
    let made = sample::write_sample(&beside, targets, inspectors, seed)
        .map_err(|error| Failure(text::cannot_write(dir.shown(), text::system(&error))));
    let made = made.and_then(|()| put_in_place(&beside, &folder));
    // Whatever came of it, nothing is left beside.
    let _ = std::fs::remove_dir_all(&beside);
    let _ = std::fs::remove_dir(dir);
    let written = made?;
    out.line(text::sampled(targets, inspectors, dir.shown()));
    if written == Written::Identical {
        out.line(text::identical());
    }
    Ok(Exit::Done)
}

fn put_in_place(beside: &Path, folder: &Folder) -> Outcome<Written> {
    let from = Folder::new(beside);
    let mut all = Vec::new();
    for (from, to) in [
        (from.plan(), folder.plan()),
        (from.targets(), folder.targets()),
        (from.inspectors(), folder.inspectors()),
        (from.recusals(), folder.recusals()),
    ] {
        let bytes = files::read(&from, Words::default())?;
        all.push(files::write(&to, &bytes, Access::Everyone)?);
    }
    Ok(if all.contains(&Written::New) { Written::New } else { Written::Identical })
}
