//! Addresses that stay (`latest/`). The files of documents are named by their digests, so a link to one is a link to one version;
//! behind `latest/outcomes.zh.html` is always the one that stands.
//!
//! The folder is put on web servers by copying, from shares on Windows: symbolic links do not arrive, and nobody may set up
//! redirects. So for people there is a small page that leads on, by itself and by a link. A program that asks for data follows no
//! such page: for it data, tables and workbooks are copied, as long as each is small. Of a larger file there is no copy, since
//! a roster of 20,000 targets would be in the folder twice in every format; the catalogue says where it is, under a name that
//! stays too (`pages/catalogue.json`, `#rosters`). Visits have none of it: each stands only until the whole list takes its place.

use super::arranged::Copied;
use super::files::{LATEST, PAGES, PublicFiles, SiteFile};
use crate::publish::catalogue::DataSet;
use crate::publish::csvw::tag;
use crate::publish::format::escape;
use crate::publish::rendering::stem;
use crate::say::Language;
use std::collections::BTreeSet;

/// Most bytes of a file that is copied.
const MOST: u64 = 256 * 1024;

/// What is behind the addresses that stay.
pub(super) struct Latest {
    pub(super) pages: Vec<SiteFile>,
    pub(super) copies: Vec<Copied>,
}

/// The addresses of the documents of a draw that stand.
pub(super) fn latest(of: &str, sets: &[DataSet]) -> Latest {
    let mut all = Latest { pages: Vec::new(), copies: Vec::new() };
    for set in sets.iter().filter(|set| set.layout.id != "visit") {
        let (key, stem) = (set.key(), stem(set.key(), &set.digest));
        for file in &set.files {
            let Some(end) = file.place.strip_prefix(&stem) else { continue };
            let name = format!("{LATEST}{key}{end}");
            let pages =
                [Language::Zh, Language::En].map(|language| (language, format!(".{}.html", tag(language))));
            if let Some((language, _)) = pages.iter().find(|(_, page)| end == page) {
                let title = set.layout.title.get(*language);
                let title = match language {
                    Language::Zh => format!("{title}《{of}》"),
                    Language::En => format!("{title}, {of}"),
                };
                let page = leads_on(&file.place, &title, *language);
                all.pages.push(SiteFile::new(name, page));
            } else if [".json", ".csv", ".xlsx"].iter().any(|kind| end.ends_with(kind)) && file.bytes <= MOST
            {
                all.copies.push(Copied { from: format!("{PAGES}{}", file.place), to: name });
            }
        }
    }
    all
}

/// A page that leads on to another.
fn leads_on(place: &str, title: &str, language: Language) -> Vec<u8> {
    let lang = if language == Language::Zh { "zh-CN" } else { "en" };
    let (to, title) = (escape(&format!("../{PAGES}{place}")), escape(title));
    format!(
        "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"refresh\" content=\"0; url={to}\">\n<title>{title}</title>\n\
         <link rel=\"canonical\" href=\"{to}\">\n</head>\n<body>\n<p><a href=\"{to}\">{title}</a></p>\n</body>\n</html>\n"
    )
    .into_bytes()
}

/// Names behind which nothing stands any longer.
pub(super) fn old_names(files: &PublicFiles, now: &Latest) -> Vec<String> {
    let pages = now.pages.iter().map(|file| file.name.as_str());
    let names: BTreeSet<&str> = pages.chain(now.copies.iter().map(|copy| copy.to.as_str())).collect();
    let there = files.within(LATEST).map(|(name, _)| format!("{LATEST}{name}"));
    there.filter(|name| !names.contains(name.as_str())).collect()
}
