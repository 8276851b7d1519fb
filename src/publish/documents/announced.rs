//! What is published before the draw: the item list and the announcement.

use super::{authorities, count, exemptions};
use crate::basics::date::{Date, Instant};
use crate::commit::canonical::FormError;
use crate::commit::document::Announcement;
use crate::plan::{Item, Stratum};
use crate::publish::cell::{Cell, Share, word};
use crate::publish::layout;
use crate::publish::page::{Bound, Page, Rows};
use crate::say::{coded, coded_serde};

coded! {
    /// Whether an item of the list is in force (有效性).
    pub enum Validity {
        InForce = "in_force", "现行有效", "in force";
        Revised = "revised", "已修订", "revised";
        Repealed = "repealed", "已废止", "repealed";
    }
}

coded_serde!(Validity);

/// What the item list says of an item beyond the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Listing<'a> {
    /// Whether it is in force.
    pub validity: Validity,
    /// From when.
    pub from: Option<Date>,
    /// Until when.
    pub to: Option<Date>,
    /// Remark (备注).
    pub remark: Option<&'a str>,
}

impl Default for Listing<'_> {
    /// In force, without dates.
    fn default() -> Self {
        Self { validity: Validity::InForce, from: None, to: None, remark: None }
    }
}

/// 随机抽查事项清单: the items of a plan.
///
/// # Errors
/// When a text of the announcement holds what canonical JSON refuses.
pub fn item_list<'a>(
    announcement: &'a Announcement,
    listing: impl Fn(&Item) -> Listing<'a> + Send + Sync + 'a,
) -> Result<Page<'a>, FormError> {
    let plan = &announcement.plan;
    let row = move |place: usize| {
        let item = &plan.items[place];
        let Listing { validity, from, to, remark } = listing(item);
        let texts = [&item.name, &item.basis, &item.authority, &item.objects, &item.content, &item.method];
        let mut cells = vec![count(place + 1), Cell::code(item.id.as_str())];
        cells.extend(texts.into_iter().map(|text| Cell::text(text.as_str())));
        cells.extend([
            Cell::Share(ratio(announcement, item)),
            Cell::text(item.frequency.as_str()),
            Cell::Word(word!(validity)),
            Cell::maybe(from, Cell::Date),
            Cell::maybe(to, Cell::Date),
            Cell::maybe(remark, Cell::text),
        ]);
        cells
    };
    let rows = Rows::new(plan.items.len(), row);
    let bound = vec![Bound::to(announcement, None)?];
    Ok(Page::new(&layout::ITEMS, bound, vec![authorities(plan)], vec![rows]))
}

/// How many are drawn of those whom an item is for.
fn ratio(announcement: &Announcement, item: &Item) -> Share {
    let strata = announcement.plan.strata.iter().zip(&announcement.strata);
    let mut share = Share { part: 0, of: 0 };
    for (_, numbers) in strata.filter(|(stratum, _)| stratum.items.contains(&item.id)) {
        share.part += numbers.k;
        share.of += numbers.n;
    }
    share
}

/// 抽查公告: plan, quotas, when and from what the randomness comes, the digests, how to check later. When it was announced is
/// what the log's line says, if there is one; the plan's time is what was intended.
///
/// # Errors
/// When a text of the announcement holds what canonical JSON refuses.
pub fn announcement<'a>(
    announcement: &'a Announcement,
    announced: Option<&'a Instant>,
) -> Result<Page<'a>, FormError> {
    let plan = &announcement.plan;
    let facts = vec![
        Cell::text(plan.title.as_str()),
        Cell::code(plan.draw.as_str()),
        Cell::Count(plan.number),
        Cell::Word(word!(plan.category)),
        authorities(plan),
        Cell::Date(plan.period.from),
        Cell::Date(plan.period.to),
        Cell::Date(plan.visits.from),
        Cell::Date(plan.visits.to),
        Cell::text(plan.place.as_str()),
        Cell::maybe(announced, Cell::instant),
        Cell::instant(&plan.announce_at),
        Cell::instant(&plan.seal_by),
        Cell::instant(&plan.disclose_by),
        Cell::Count(announcement.rosters.targets.count),
        Cell::Count(announcement.subject),
        Cell::Digest(announcement.digest()?),
        Cell::Digest(announcement.commitment),
    ];
    let strata = plan.strata.iter().zip(&announcement.strata).collect();
    let values = plan.values.iter();
    let values =
        values.flat_map(|value| value.sources().enumerate().map(move |(at, source)| (value, at, source)));
    let tables = vec![
        Rows::of(strata, |(stratum, numbers)| {
            let Stratum { directed, items, name, .. } = stratum;
            let directed = if *directed { layout::DIRECTED } else { layout::UNDIRECTED };
            vec![
                Cell::text(name.as_str()),
                Cell::Word(directed),
                Cell::Codes(items.iter().map(|id| id.as_str().into()).collect()),
                Cell::Share(Share { part: numbers.k, of: numbers.n }),
                Cell::Count(numbers.carried),
                Cell::Count(numbers.exempt),
                Cell::Count(numbers.before),
                Cell::Count(numbers.capped),
            ]
        }),
        Rows::of(values.collect(), |(value, at, source)| {
            vec![
                Cell::code(value.name.as_str()),
                count(*at),
                Cell::text(source.publisher.as_str()),
                Cell::text(source.issue.as_str()),
                Cell::instant(&source.closes),
                Cell::Word(word!(value.corrected)),
            ]
        }),
        Rows::of(plan.registers.iter().collect(), |register| {
            vec![Cell::text(register.name.as_str()), Cell::Date(register.date), Cell::Count(register.count)]
        }),
        exemptions(announcement),
    ];
    Ok(Page::new(&layout::ANNOUNCEMENT, vec![Bound::to(announcement, None)?], facts, tables))
}
