//! The feed of what was published and withdrawn (`feed.xml`, Atom, RFC 4287), made of the log's lines: a reader of feeds hears of
//! a correction without looking through the folder. A line makes an entry, whose id it keeps for ever.

use super::Site;
use super::files::{FEED, INDEX, PAGES, PublicFiles, SiteFile, WITHDRAWN};
use super::logged::Logged;
use super::sums::standing_list;
use super::words;
use crate::commit::canonical::FormError;
use crate::publish::csvw::tag;
use crate::publish::format::escape;
use crate::publish::layouts;
use crate::publish::rendering::digits;
use crate::record::{Line, LineKind, Log};
use crate::say::{Language, Quoted, Say};
use crate::types::digest::Digest;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Most entries: a feed is for what is new, and the log has everything.
const ENTRIES: usize = 100;

/// A document that some file of the folder tells of.
struct Known {
    title: String,
    /// A page for people, or the data.
    place: String,
}

/// The feed, newest first.
pub(super) fn feed(
    site: &Site<'_>,
    files: &PublicFiles,
    log: &Log,
    logged: &Logged,
) -> Result<SiteFile, FormError> {
    let (language, plan) = (site.language, &site.announcement.plan);
    let hash = files.hash_algorithm();
    let about = site.announcement.digest()?;
    let known = known(files, logged, language);
    let list = standing_list(files, logged);
    let is_list = |digest: &Digest| list == Some(*digest) || logged.is_list(digest);
    let lines = log.lines().iter().rev().filter(|line| line.announcement == Some(about));
    let lines: Vec<&Line> = lines
        .filter(|line| line.kind.is_publication())
        .filter(|line| known.contains_key(&line.document) || !is_list(&line.document))
        .take(ENTRIES)
        .collect();
    let lead = plan.authorities.first().map_or("", |lead| lead.name.as_str());
    let updated = lines.first().map(|line| line.at).or(logged.announced).unwrap_or(plan.announce_at);
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n\
         <id>urn:{}:{about}</id>\n\
         <title>{}</title>\n\
         <updated>{updated}</updated>\n\
         <author><name>{}</name></author>\n\
         <link rel=\"self\" href=\"{FEED}\"/>\n\
         <link rel=\"alternate\" type=\"text/html\" href=\"{INDEX}\"/>\n",
        tag(language),
        hash.code(),
        escape(&plan.title),
        escape(lead)
    );
    for line in lines {
        entry(&mut xml, line, known.get(&line.document), language);
    }
    xml.push_str("</feed>\n");
    Ok(SiteFile::new(FEED, xml.into_bytes()))
}

fn entry(xml: &mut String, line: &Line, known: Option<&Known>, language: Language) {
    // What is no longer public has a digest, and no name.
    let what = known.map_or_else(|| digits(&line.document), |known| known.title.clone());
    let what = Quoted::new(&what);
    let title = if line.kind == LineKind::Withdrawn {
        words::FeedWithdrawn { what }.message(language)
    } else {
        words::FeedPublished { what }.message(language)
    };
    let place = known.map_or(INDEX, |known| &known.place);
    let (hash, Line { document, at, line: number, reason, .. }) = (line.protocol.hash(), line);
    let summary = reason.clone().unwrap_or_else(|| format!("{} {document}", hash.template(language)));
    // Writing to a string cannot fail.
    let _ = writeln!(
        xml,
        "<entry>\n<id>urn:{}:{document}#line-{number}</id>\n<title>{}</title>\n<updated>{at}</updated>\n\
         <link rel=\"alternate\" href=\"{}\"/>\n<summary>{}</summary>\n</entry>",
        hash.code(),
        escape(&title),
        escape(place),
        escape(&summary)
    );
}

/// The documents that stand, with their pages, and those that were withdrawn and whose data are public still.
fn known(files: &PublicFiles, logged: &Logged, language: Language) -> BTreeMap<Digest, Known> {
    let mut all = BTreeMap::new();
    let withdrawn =
        files.within(WITHDRAWN).filter_map(|(name, held)| Some((name.strip_suffix(".json")?, held)));
    for (stem, held) in withdrawn.filter(|(_, held)| logged.has(&held.digest)) {
        let key = stem.strip_suffix(&format!("-{}", digits(&held.digest)));
        let title = key.and_then(|key| title_of(key, language)).unwrap_or_else(|| stem.to_owned());
        all.insert(held.digest, Known { title, place: format!("{WITHDRAWN}{stem}.json") });
    }
    for version in files.versions() {
        let (stands, digest) = (logged.standing.contains_key(&version.digest), version.digest);
        if !stands && logged.is_not_public(&digest) {
            continue;
        }
        let page = format!("{PAGES}{}.{}.html", version.stem, tag(language));
        let data = |folder| format!("{folder}{}", version.data_name());
        let place = match (stands, files.has(&page)) {
            (true, true) => page,
            (true, false) => data(PAGES),
            (false, _) => data(WITHDRAWN),
        };
        let title = if stands { Some(version.page.title(language).into_owned()) } else { None };
        let title = title.or_else(|| title_of(&version.key, language)).unwrap_or_default();
        all.insert(digest, Known { title, place });
    }
    all
}

/// The title that the name of a document's files tells.
fn title_of(key: &str, language: Language) -> Option<String> {
    let (id, target) = key.split_once('-').map_or((key, None), |(id, target)| (id, Some(target)));
    let title = layouts().iter().find(|layout| layout.id == id)?.title.get(language);
    Some(target.map_or_else(|| title.to_owned(), |target| format!("{title} {target}")))
}
