//! `init` and `sample`.

use crate::files::{self, Access, Folder, Written};
use crate::out::{Exit, Failure, Out, Outcome};
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
        ]
    };
}

const ZH: [&str; 4] = template!("zh");
const EN: [&str; 4] = template!("en");

pub(crate) fn run(dir: &Path, out: &mut Out) -> Outcome<Exit> {
    let (folder, language) = (Folder::new(dir), out.language);
    let templates = match language {
        Language::Zh => ZH,
        Language::En => EN,
    };
    let paths = [folder.plan(), folder.targets(), folder.inspectors(), folder.recusals()];
    let written = write_all(&paths, templates, language)?;
    out.lines(paths.iter().map(|path| path.display().to_string()));
    out.line(text::init_next(language, dir.display()));
    if written == Written::Identical {
        out.line(text::identical(language));
    }
    Ok(Exit::Done)
}

/// Writes all, or none if one of them is there with other content.
fn write_all(paths: &[PathBuf; 4], texts: [&str; 4], language: Language) -> Outcome<Written> {
    for (path, text) in paths.iter().zip(texts) {
        if files::read_if_there(path, language)?.is_some_and(|found| found != text.as_bytes()) {
            return Err(Failure(text::exists_with_other_content(language, path.display())));
        }
    }
    let mut all = Vec::new();
    for (path, text) in paths.iter().zip(texts) {
        all.push(files::write(path, text.as_bytes(), Access::Everyone, language)?);
    }
    Ok(if all.contains(&Written::New) { Written::New } else { Written::Identical })
}
