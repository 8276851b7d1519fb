//! The page of a draw (`index.html`): what it is, how far it has come, and the way to everything that was published of it. No
//! digest stands on it: those are one step further, on the page of files.

use super::files::{CHECK_PAGE, DISCLOSURE, FILES_PAGE, PAGES, VERIFY_PAGE, Version};
use super::logged::Logged;
use super::sheet::{Link, Sheet};
use super::{around, words};
use crate::plan::Plan;
use crate::publish::catalogue::DataSet;
use crate::publish::cell::{Cell, Share, Words};
use crate::publish::page::Label;
use crate::publish::papers::words::{At, FromTo, On};
use crate::say::{Language, Say as _};
use crate::types::date::Days;
use crate::types::timestamp::Timestamp;

/// What the page of a draw is made of.
pub(super) struct Index<'a, 'p> {
    pub(super) plan: &'a Plan,
    pub(super) logged: &'a Logged,
    /// The documents that stand, each with what it says.
    pub(super) sets: Vec<(&'a DataSet, &'a Version<'p>)>,
    /// How many withdrawn versions are public still.
    pub(super) withdrawn: usize,
    /// How to reach the authority, if it says so.
    pub(super) contact: Option<&'a str>,
    /// The number of the announcement as an official document, if it has one.
    pub(super) document_number: Option<&'a str>,
    pub(super) has_check: bool,
    pub(super) has_disclosure: bool,
    /// The catalogue as search engines read it.
    pub(super) dataset: String,
}

/// The parts of the page, by the layouts that stand in them.
const PARTS: &[(&str, Words)] = &[
    ("items", words::NAV_ITEMS),
    ("powers", words::NAV_POWERS),
    ("rosters", words::NAV_ROSTERS),
    ("announcement", words::NAV_ANNOUNCEMENT),
    ("situation", words::NAV_SITUATION),
    ("tickets", words::NAV_TICKETS),
    ("outcomes", words::NAV_OUTCOMES),
    ("penalties", words::NAV_PENALTIES),
    ("statistics", words::NAV_STATISTICS),
];

/// The part in which visits stand until one list has them all.
const VISITS: &str = "outcomes";

impl<'a, 'p> Index<'a, 'p> {
    pub(super) fn page(&self, language: Language) -> Vec<u8> {
        let (plan, logged) = (self.plan, self.logged);
        let units: Vec<&str> = plan.authorities.iter().map(|authority| authority.name.as_str()).collect();
        let mut page = Sheet::of_draw(language, &plan.title, &units, logged.last.map(Timestamp::day), true);
        page.dataset(&self.dataset);
        if let Some(number) = self.document_number {
            page.classed("docno", number);
        }
        let parts: Vec<&(&str, Words)> = PARTS
            .iter()
            .filter(|(id, _)| self.of(id).next().is_some() || *id == VISITS && self.has_visits())
            .collect();
        let to_verify = ("verify", words::NAV_VERIFY);
        page.ways(
            parts
                .iter()
                .copied()
                .chain([&to_verify])
                .map(|(id, label)| (format!("#{id}"), label.get(language))),
        );
        page.classed("status", &words::StatusIs { status: Label::new("", self.status()) }.message(language));
        page.facts(self.facts(language));
        let numbers = self.in_numbers(language);
        if !numbers.is_empty() {
            page.line(&numbers);
        }
        page.files(self.ways_to_verify(language));
        for (id, label) in parts {
            page.section(id, label.get(language));
            if *id == VISITS {
                self.visits(&mut page, language);
            }
            for (set, _) in self.of(id) {
                document(&mut page, set, language);
            }
        }
        page.section("verify", words::NAV_VERIFY.get(language));
        self.verification(&mut page, language);
        let by = format!(
            "{}{}",
            words::PUBLISHED_BY.get(language),
            units.join(if language == Language::Zh { "、" } else { ", " })
        );
        page.finish_with([by.as_str()].into_iter().chain(self.contact))
    }

    fn of(&self, id: &str) -> impl Iterator<Item = &(&'a DataSet, &'a Version<'p>)> {
        self.sets.iter().filter(move |(set, _)| set.layout.id == id)
    }

    /// What has come of the draw so far, as its documents say.
    fn in_numbers(&self, language: Language) -> String {
        let fact = |layout: &'static str, id: &str| {
            self.of(layout).next().and_then(|(_, version)| match version.page.fact(id)? {
                Cell::Count(count) => Some(Share { part: *count, of: *count }),
                Cell::Share(share) => Some(*share),
                _ => None,
            })
        };
        let drawn = ["situation", "announcement"].into_iter().find_map(|layout| {
            let (subject, selected) = (fact(layout, "subject")?.of, fact(layout, "selected")?.of);
            Some(words::InNumbers { subject, selected }.message(language))
        });
        let visited = fact("outcomes", "problems").map(|share| {
            words::VisitsInNumbers { inspected: share.of, problems: share.part }.message(language)
        });
        let penalties = fact("penalties", "shown")
            .map(|share| words::PenaltiesInNumbers { number: share.of }.message(language));
        let all: Vec<String> = [drawn, visited, penalties].into_iter().flatten().collect();
        all.join(if language == Language::Zh { "" } else { " " })
    }

    /// The page that verifies, and what it asks for, where a reader sees them first.
    fn ways_to_verify(&self, language: Language) -> Vec<Link> {
        let mut all = vec![Link::new(VERIFY_PAGE.to_owned(), words::MY_COMPANY.get(language))];
        let disclosure = Link::to_keep(DISCLOSURE, words::DISCLOSURE_TO_KEEP.get(language));
        all.extend(self.has_disclosure.then_some(disclosure));
        all
    }

    fn has_visits(&self) -> bool {
        self.sets.iter().any(|(_, version)| version.is_visit())
    }

    /// How far the draw has come, by the log and by what stands.
    fn status(&self) -> Words {
        let all_reported = self.of("outcomes").any(|(_, version)| {
            let tables = version.page.layout().tables.iter();
            tables.zip(0..).all(|(table, place)| table.id != "pending" || version.page.rows(place) == 0)
        });
        status(self.plan, self.logged, all_reported)
    }

    fn facts(&self, language: Language) -> Vec<(&'static str, String)> {
        let (plan, logged) = (self.plan, self.logged);
        let days = |days: Days| FromTo { from: On(days.from), to: On(days.to) }.message(language);
        let at = |label: Words, done: Option<Timestamp>, by: Option<Timestamp>| {
            let text = match (done, by) {
                (Some(at), _) => at.in_words(language),
                (None, Some(by)) => words::NotLaterThan { by: At(by) }.message(language),
                (None, None) => return None,
            };
            Some((label.get(language), text))
        };
        let is_void = logged.voided.is_some();
        let by = |time| if is_void { None } else { Some(time) };
        let all = [
            Some((words::DRAW.get(language), plan.draw.to_string())),
            Some((words::PERIOD.get(language), days(plan.period))),
            at(words::ANNOUNCED_AT, logged.announced, by(plan.announce_at)),
            at(words::SEALED_AT, logged.sealed, by(plan.seal_by)),
            Some((words::VISITS.get(language), days(plan.visits))),
            at(words::DISCLOSED_AT, logged.disclosed, by(plan.disclose_by)),
            at(words::VOIDED_AT, logged.voided, None),
        ];
        all.into_iter().flatten().collect()
    }

    /// The visits that were published one by one, as one table.
    fn visits(&self, page: &mut Sheet, language: Language) {
        let visits: Vec<_> = self.sets.iter().filter(|(_, version)| version.is_visit()).collect();
        if visits.is_empty() {
            return;
        }
        let head = |words: Words| words.get(language).to_owned();
        let heads = [words::TARGET, words::COMPLETED, words::RESULT, words::FOLLOW_UP].map(head);
        let rows = visits.iter().map(|(set, version)| {
            let cell = |id: &str| {
                let found = version.cell(id);
                found.map(|cell| cell.reading(language).into_owned()).unwrap_or_default()
            };
            let result = version.cell("result").or_else(|| version.cell("reason"));
            let name = version.cell("name").or_else(|| version.cell("id")).unwrap_or(Cell::Nothing);
            let link = Link::new(page_of(set).unwrap_or_default(), name.reading(language));
            let result = result.map(|cell| cell.reading(language).into_owned()).unwrap_or_default();
            (link, [cell("completed"), result, cell("follow_up")])
        });
        page.line(&words::VisitsSoFar { number: visits.len() }.message(language));
        page.table("visits", &heads, rows);
    }

    fn verification(&self, page: &mut Sheet, language: Language) {
        page.text(words::VERIFY_INTRO);
        let link = |place: &str, label: Words| Link::new(place.to_owned(), label.get(language));
        let mut all = vec![link(VERIFY_PAGE, words::VERIFY_PAGE_IS)];
        all.extend(self.has_check.then(|| link(CHECK_PAGE, words::HOW_TO_CHECK)));
        all.push(link(FILES_PAGE, words::ALL_FILES));
        page.files(all);
        if self.withdrawn > 0 {
            page.line(&words::WithdrawnNumber { number: self.withdrawn }.message(language));
        }
    }
}

/// How far a draw has come, by the log, and by whether all its visits are reported.
pub(super) fn status(plan: &Plan, logged: &Logged, all_reported: bool) -> Words {
    let is_visited = logged.last.is_some_and(|at| at.day() >= plan.visits.from);
    match (logged.voided, logged.disclosed, logged.sealed) {
        (Some(_), ..) => words::IS_VOID,
        (_, Some(_), _) if all_reported => words::IS_DONE,
        (_, Some(_), _) => words::IS_DISCLOSED,
        (.., Some(_)) if is_visited => words::IS_VISITED,
        (.., Some(_)) => words::IS_DRAWN,
        _ => words::IS_ANNOUNCED,
    }
}

/// A document: the way to its page, and to its other files in small.
fn document(page: &mut Sheet, set: &DataSet, language: Language) {
    let mut files: Vec<_> =
        set.files.iter().map(|file| (around::label(set, &file.place, language), file)).collect();
    files.sort_by_key(|((rank, ..), file)| (*rank, file.place.len(), file.place.as_str()));
    let mut pages = files.iter().filter(|(_, file)| is_page(&file.place));
    let title = set.layout.title.get(language);
    let published = words::PublishedDay { day: On(set.published.day()) }.message(language);
    match pages.next() {
        Some((_, file)) => page.line_with(&Link::new(format!("{PAGES}{}", file.place), title), &published),
        None => page.line(&format!("{title}{published}")),
    }
    let rest = files.iter().filter(|(_, file)| !is_page(&file.place));
    let rest = rest.map(|((_, label, _), file)| Link::new(format!("{PAGES}{}", file.place), label.as_str()));
    page.downloads(words::DOWNLOADS.get(language), rest);
}

/// Where the page of a document is that people read.
fn page_of(set: &DataSet) -> Option<String> {
    let pages = set.files.iter().map(|file| &file.place).filter(|place| is_page(place));
    pages.min_by_key(|place| place.len()).map(|place| format!("{PAGES}{place}"))
}

fn is_page(place: &str) -> bool {
    place.rsplit_once('.').is_some_and(|(_, extension)| extension == "html")
}
