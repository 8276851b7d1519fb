//! The page above several draws of an authority: its draws by year, and the one log that has them all.

use super::index::status;
use super::logged::Logged;
use super::sheet::{Link, Sheet};
use super::words;
use crate::commit::canonical::FormError;
use crate::commit::document::Announcement;
use crate::publish::papers::words::{FromTo, On};
use crate::record::Log;
use crate::say::{Language, Say as _};
use crate::types::timestamp::Timestamp;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// A draw that an overview leads to.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct OverviewDraw<'a> {
    /// Its announcement.
    pub announcement: &'a Announcement,
    /// The log that has it.
    pub log: &'a Log,
    /// Where its page is, relative to the overview, such as `2026-Q4/public/index.html`.
    pub place: String,
}

impl<'a> OverviewDraw<'a> {
    /// A draw by its announcement, the log that has it, and where its page is, relative to the overview.
    pub fn new(announcement: &'a Announcement, log: &'a Log, place: impl Into<String>) -> Self {
        Self { announcement, log, place: place.into() }
    }
}

/// The page of an authority's draws: by year, the newest first, each with its period and how far it has come by the log. `log`
/// is where the public log is, relative to the page, if it can be reached from there.
///
/// # Errors
/// When a text of an announcement holds what canonical JSON refuses.
pub fn overview(
    draws: &[OverviewDraw<'_>],
    log: Option<&str>,
    language: Language,
) -> Result<Vec<u8>, FormError> {
    let mut years: BTreeMap<Reverse<String>, Vec<(&OverviewDraw<'_>, Logged)>> = BTreeMap::new();
    for draw in draws {
        let logged = Logged::of(draw.log, draw.announcement)?;
        years.entry(Reverse(draw.announcement.plan.year())).or_default().push((draw, logged));
    }
    let all = || years.values().flatten();
    let newest = all().max_by_key(|(draw, _)| draw.announcement.plan.number);
    let units = newest.map(|(draw, _)| draw.announcement.plan.authorities.as_slice()).unwrap_or_default();
    let lead: Vec<&str> = units.iter().take(1).map(|unit| unit.name.as_str()).collect();
    let changed = all().filter_map(|(_, logged)| logged.last).max().map(Timestamp::day);
    let first = draws.first().map(|draw| draw.log.tree().root());
    let is_one_log = draws.iter().all(|draw| Some(draw.log.tree().root()) == first);
    let mut page = Sheet::of_draw(language, words::ALL_DRAWS.get(language), &lead, changed, false);
    let heads = [words::TASK, words::PERIOD, words::STATUS].map(|words| words.get(language).to_owned());
    for (Reverse(year), draws) in &mut years {
        page.section(
            &format!("y{year}"),
            &words::YearIs { year: words::Year(year.clone()) }.message(language),
        );
        draws.sort_by_key(|(draw, _)| Reverse(draw.announcement.plan.number));
        let rows = draws.iter().map(|(draw, logged)| {
            let plan = &draw.announcement.plan;
            let period = FromTo { from: On(plan.period.from), to: On(plan.period.to) }.message(language);
            let state = status(plan, logged, false).get(language).to_owned();
            (Link::new(draw.place.clone(), plan.title.as_str()), [period, state])
        });
        page.table(&format!("draws-{year}"), &heads, rows);
    }
    page.section("verify", words::NAV_VERIFY.get(language));
    page.text(if is_one_log { words::OVERVIEW_VERIFY } else { words::OVERVIEW_VERIFY_SEVERAL });
    page.files(log.map(|place| Link::new(place.to_owned(), words::LOG_FILE.get(language))));
    Ok(page.finish_with(std::iter::empty()))
}
