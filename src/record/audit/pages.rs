//! Published pages against the log, and what changed from one version of a page to the next (PROTOCOL.md §17.1, §19).

use super::Auditor;
use super::report::{AuditCode, Change, ChangeCode, FieldChange, RowChange};
use crate::basics::hash::Digest;
use crate::publish::{Cell, Column, Page, Publication, Rendering, digits, stem};
use crate::record::line::{Line, LineKind};
use std::collections::{BTreeMap, BTreeSet};

/// Columns that tell nothing of what was found or decided: places, and names as far as they are shown.
const SILENT: [&str; 6] = ["no", "index", "id", "number", "name", "credit_code"];

/// A column of a row with what stands in it.
type Field = (&'static Column, Cell<'static>);

/// How often a page is compared that is published and withdrawn again and again.
const REPEATED: usize = 16;

/// What a page is.
struct Known {
    /// What it is, whatever its version.
    key: String,
    /// What the names of its files begin with.
    stem: String,
    layout: &'static str,
    /// The announcements that it came from.
    bound: Vec<Digest>,
}

/// What a row says, with the page that says it.
struct Said {
    page: Digest,
    fields: Vec<Field>,
}

/// Rows by what names them: a target, or a decision's number.
type Rows = BTreeMap<String, Vec<Field>>;

impl<'a> Auditor<'a> {
    /// Published pages: all there, none that the log does not name, each file what its JSON gives; and what changed in them.
    pub(super) fn pages(&mut self) {
        self.report.checked.pages = self.documents.pages.len() as u64;
        let (shown, known) = (self.shown(), self.known());
        self.missing(&shown, &known);
        self.replaced(&known);
        self.unlogged(&known);
        self.renderings(&known);
        self.versions(&shown, &known);
    }

    /// What the pages are, each read once: a log may name one of them a million times.
    fn known(&self) -> BTreeMap<Digest, Known> {
        let known = self.documents.pages.keys().filter_map(|digest| {
            let page = self.page(digest)?;
            let bound = page.bound().iter().map(|bound| bound.announcement).collect();
            let (key, layout) = (page.key(), page.layout().id);
            Some((*digest, Known { stem: stem(&key, digest), key, layout, bound }))
        });
        known.collect()
    }

    /// The lines about publications, with their places.
    fn publications(&self) -> impl Iterator<Item = (u64, &'a Line)> + use<'a> {
        let is_about_one = |line: &Line| matches!(line.kind, LineKind::Published | LineKind::Withdrawn);
        (0..).zip(self.log.lines()).filter(move |(_, line)| is_about_one(line))
    }

    /// The announcements of which some publication is there. Of the others the auditor was given none, and nobody is accused.
    fn shown(&self) -> BTreeSet<Option<Digest>> {
        let there = self.publications().filter(|(_, line)| self.documents.digests.contains(&line.document));
        there.map(|(_, line)| line.announcement).collect()
    }

    /// What stands by the log, with the line that published it.
    fn standing(&self) -> BTreeMap<(Option<Digest>, Digest), u64> {
        let mut standing = BTreeMap::new();
        for (place, line) in self.publications() {
            let publication = (line.announcement, line.document);
            if line.kind == LineKind::Published {
                standing.insert(publication, place);
            } else {
                standing.remove(&publication);
            }
        }
        standing
    }

    /// The draw of an announcement, as far as that is known.
    fn draw_about(&self, announcement: Option<Digest>) -> String {
        let document = announcement.and_then(|digest| self.documents.announcements.get(&digest));
        document.map(|announcement| announcement.plan.draw.to_string()).unwrap_or_default()
    }

    /// What was published stands in the files, about the announcement that its line names.
    fn missing(&mut self, shown: &BTreeSet<Option<Digest>>, known: &BTreeMap<Digest, Known>) {
        for ((about, document), place) in self.standing() {
            if self.documents.digests.contains(&document) {
                continue;
            }
            if shown.contains(&about) {
                let draw = self.draw_about(about);
                self.find(AuditCode::PageMissing, draw, &[place], document, "");
            } else {
                self.report.unseen_pages.push(document);
            }
        }
        for (place, line) in self.publications().filter(|(_, line)| line.kind == LineKind::Published) {
            // Logged about nothing, its versions would be found under no draw.
            let bound = known.get(&line.document).map_or(&[][..], |page| &page.bound);
            let is_about_one = line.announcement.is_some_and(|about| bound.contains(&about));
            if !bound.is_empty() && !is_about_one {
                let draw = self.draw_about(line.announcement);
                self.find(AuditCode::LineDiffers, draw, &[place], "bound", line.document);
            }
        }
    }

    /// Of one page one version stands: another one comes after a line that withdraws it and says why.
    fn replaced(&mut self, known: &BTreeMap<Digest, Known>) {
        let mut standing: BTreeMap<(Digest, &str), BTreeSet<Digest>> = BTreeMap::new();
        for (place, line) in self.publications() {
            let (Some(about), Some(page)) = (line.announcement, known.get(&line.document)) else {
                continue;
            };
            let versions = standing.entry((about, &page.key)).or_default();
            if line.kind == LineKind::Withdrawn {
                versions.remove(&line.document);
                continue;
            }
            let is_other = versions.iter().any(|other| *other != line.document);
            versions.insert(line.document);
            if is_other {
                let draw = self.draw_about(Some(about));
                self.find(AuditCode::PageReplaced, draw, &[place], &page.stem, line.document);
            }
        }
    }

    /// A page among the files.
    fn page(&self, digest: &Digest) -> Option<Page<'a>> {
        // It was read when it was taken in.
        self.documents.pages.get(digest).and_then(|(_, bytes)| Page::from_json(bytes).ok())
    }

    /// The digests of what was ever published.
    pub(super) fn published(&self) -> BTreeSet<Digest> {
        let lines = self.publications().filter(|(_, line)| line.kind == LineKind::Published);
        lines.map(|(_, line)| line.document).collect()
    }

    /// Pages that no line published. Anybody could have put them there, but for who keeps the folder.
    fn unlogged(&mut self, known: &BTreeMap<Digest, Known>) {
        let published = self.published();
        let documents = self.documents;
        for (digest, (name, _)) in documents.pages.iter().filter(|(digest, _)| !published.contains(digest)) {
            let draw = self.draw_of(known.get(digest));
            self.find(AuditCode::PageUnlogged, draw, &[], name, digest);
        }
    }

    /// The draw that a page came from first.
    fn draw_of(&self, page: Option<&Known>) -> String {
        self.draw_about(page.and_then(|page| page.bound.first().copied()))
    }

    /// Files for people and spreadsheets: each belongs to a page by its name, and is what that page's JSON gives.
    fn renderings(&mut self, known: &BTreeMap<Digest, Known>) {
        let documents = self.documents;
        let published = self.published();
        let gone = published.iter().filter(|digest| !known.contains_key(digest));
        let digits: BTreeSet<String> = gone.map(digits).collect();
        let pages: BTreeMap<&str, Digest> =
            known.iter().map(|(digest, page)| (page.stem.as_str(), *digest)).collect();
        let mut of_pages: BTreeMap<Digest, Vec<(&str, &[u8])>> = BTreeMap::new();
        let mut strays = Vec::new();
        for (path, bytes) in &documents.renderings {
            let stem = file_name(path).split('.').next().unwrap_or_default();
            match pages.get(stem) {
                Some(digest) => of_pages.entry(*digest).or_default().push((path, bytes)),
                // Of a page that is not there more is said elsewhere.
                None if stem.rsplit_once('-').is_some_and(|(_, end)| digits.contains(end)) => {}
                None if published.contains(&Digest::of_file(bytes)) => {}
                None => strays.push((String::new(), path.clone())),
            }
        }
        for (digest, files) in of_pages {
            let page = self.page(&digest);
            let (Some(page), Some(what)) = (page, known.get(&digest)) else {
                continue;
            };
            let (draw, written) = (self.draw_of(Some(what)), Publication::again(&page));
            for (path, bytes) in files {
                let rendering = Rendering::of_name(page.layout(), &what.stem, file_name(path));
                let (Some(rendering), Ok(written)) = (rendering, &written) else {
                    strays.push((draw.clone(), path.to_owned()));
                    continue;
                };
                if written.rendered(rendering).ok().as_deref() != Some(bytes) {
                    self.find(AuditCode::PageDiffers, draw.clone(), &[], path, "");
                }
            }
        }
        for (draw, path) in strays {
            self.find(AuditCode::PageUnlogged, draw, &[], path, "");
        }
    }

    /// What later versions say otherwise than those before: outcomes and penalties, row by row; and versions that nobody can
    /// compare any more.
    fn versions(&mut self, shown: &BTreeSet<Option<Digest>>, known: &BTreeMap<Digest, Known>) {
        let standing = self.standing();
        let mut said: BTreeMap<(Option<Digest>, ChangeCode), BTreeMap<String, Said>> = BTreeMap::new();
        let mut compared = BTreeMap::new();
        let mut found = Vec::new();
        for (_, line) in self.publications() {
            let (about, digest) = (line.announcement, line.document);
            if line.kind == LineKind::Withdrawn {
                if shown.contains(&about) && !self.documents.digests.contains(&digest) {
                    let reason = line.reason.as_deref().unwrap_or_default();
                    let (from, to) = (self.draw_about(about), "-".to_owned());
                    let subjects = vec![format!("{digest} {reason}")];
                    found.push(Change {
                        code: ChangeCode::VersionUnseen,
                        from,
                        to,
                        subjects,
                        rows: Vec::new(),
                    });
                }
                continue;
            }
            let (code, tables, is_whole) = match known.get(&digest).map(|page| page.layout) {
                Some("visit") => (ChangeCode::OutcomeChanged, ["outcomes", "not_inspected"], false),
                Some("outcomes") => (ChangeCode::OutcomeChanged, ["outcomes", "not_inspected"], true),
                Some("penalties") => (ChangeCode::PenaltyChanged, ["penalties", "withdrawn"], true),
                _ => continue,
            };
            let times = compared.entry((about, digest)).or_insert(0_usize);
            *times += 1;
            let Some(page) = self.page(&digest).filter(|_| *times <= REPEATED) else {
                continue;
            };
            let new = rows(&page, &tables);
            let said = said.entry((about, code)).or_default();
            let mut changed: BTreeMap<Digest, Vec<RowChange>> = BTreeMap::new();
            let mut compare = |key: &String, old: &Said, new: &[Field]| {
                let fields = differences(&old.fields, new);
                if !fields.is_empty() {
                    changed.entry(old.page).or_default().push(RowChange { key: key.clone(), fields });
                }
            };
            if is_whole {
                for (key, old) in said.iter() {
                    compare(key, old, new.get(key).map_or(&[], Vec::as_slice));
                }
            } else {
                for (key, new) in &new {
                    if let Some(old) = said.get(key) {
                        compare(key, old, new);
                    }
                }
            }
            if is_whole {
                said.clear();
            }
            said.extend(new.into_iter().map(|(key, fields)| (key, Said { page: digest, fields })));
            found.extend(
                changed
                    .into_iter()
                    .map(|(old, rows)| self.change(known, code, about, [Some(old), Some(digest)], rows)),
            );
        }
        // What is withdrawn, and in no version that stands.
        for ((about, code), said) in said {
            let mut gone: BTreeMap<Digest, Vec<RowChange>> = BTreeMap::new();
            for (key, Said { page, fields }) in said {
                if !standing.contains_key(&(about, page)) {
                    let fields = differences(&fields, &[]);
                    gone.entry(page).or_default().push(RowChange { key, fields });
                }
            }
            found.extend(
                gone.into_iter().map(|(old, rows)| self.change(known, code, about, [Some(old), None], rows)),
            );
        }
        self.report.changes.extend(found);
    }

    fn change(
        &self,
        known: &BTreeMap<Digest, Known>,
        code: ChangeCode,
        about: Option<Digest>,
        versions: [Option<Digest>; 2],
        rows: Vec<RowChange>,
    ) -> Change {
        let name = |digest: Option<Digest>| {
            digest.and_then(|digest| known.get(&digest)).map(|page| page.stem.as_str())
        };
        let [from, to] = versions.map(|digest| name(digest).unwrap_or("-"));
        let from = format!("{} {from}", self.draw_about(about)).trim_start().to_owned();
        let subjects = rows.iter().map(|row| row.key.clone()).collect();
        Change { code, from, to: to.to_owned(), subjects, rows }
    }
}

/// The name of a file, without where it is.
fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// The rows of some tables of a page, by the target or decision that they are about. What names a second row too has it
/// counted.
fn rows(page: &Page<'_>, tables: &[&str]) -> Rows {
    let mut all = Rows::new();
    for (place, table) in
        page.layout().tables.iter().enumerate().filter(|(_, table)| tables.contains(&table.id))
    {
        for row in 0..page.rows(place) {
            let mut key = String::new();
            let mut fields = Vec::new();
            for (column, cell) in table.columns.iter().zip(page.row(place, row)) {
                match (column.id, &cell) {
                    ("id" | "number", Cell::Code(code)) => key = code.to_string(),
                    _ if SILENT.contains(&column.id) => {}
                    _ => fields.push((column, cell.into_owned())),
                }
            }
            let name = key.clone();
            let mut count = 1;
            while all.contains_key(&key) {
                count += 1;
                key = format!("{name} ({count})");
            }
            all.insert(key, fields);
        }
    }
    all
}

/// The fields of two rows that differ; what a row does not have is nothing.
fn differences(old: &[Field], new: &[Field]) -> Vec<FieldChange> {
    let find = |fields: &[Field], id: &str| {
        let field = fields.iter().find(|(column, _)| column.id == id);
        field.map_or(Cell::Nothing, |(_, cell)| cell.clone())
    };
    let only_new = new.iter().filter(|(column, _)| old.iter().all(|(other, _)| other.id != column.id));
    let columns = old.iter().chain(only_new).map(|(column, _)| *column);
    let fields =
        columns.map(|column| FieldChange { column, old: find(old, column.id), new: find(new, column.id) });
    fields.filter(|field| field.old != field.new).collect()
}
