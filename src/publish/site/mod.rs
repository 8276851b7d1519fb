//! The public site of a draw (公示文件夹): which documents there are at a stage, what each file is called, what withdraws or
//! replaces what, and the pages around the documents. Everything is names and bytes; reading, writing and moving are the
//! caller's.

mod around;
mod arranged;
mod check;
mod error;
mod feed;
mod files;
mod index;
mod latest;
mod logged;
mod machines;
mod made;
mod overview;
mod plan;
mod sheet;
mod sums;
pub(crate) mod words;

pub use arranged::{Arranged, Copied, Move};
pub use error::SiteError;
pub use files::{PublicFiles, SiteFile, Version, sums};
pub use made::PlannedFile;
pub use overview::{OverviewDraw, overview};
pub use plan::SitePlan;
pub use sums::{FileList, Listed, compare_list};

use super::documents::{self, Listing, Period, RosterList};
use super::format::Format;
use super::page::{Bound, Page};
use super::powers::{Powers, Remedy};
use crate::commit::canonical::FormError;
use crate::commit::document::{Announcement, Disclosure, Proof};
use crate::draw::Drawn;
use crate::outcome::{DocumentNumber, Penalty, Reports, TargetReport};
use crate::privacy::Policy;
use crate::proof::{ProveError, Prover};
use crate::say::Language;
use crate::types::date::Date;
use crate::types::id::{Id, TargetId};
use crate::types::timestamp::Timestamp;
use std::collections::BTreeSet;

/// How far a draw has come.
#[derive(Clone, Copy)]
enum Stage<'a> {
    Announced,
    /// What is drawn is secret still.
    Drawn(&'a Drawn),
    Disclosed(&'a Disclosure),
}

/// What there is to publish of a draw, and how.
///
/// [`Site::plan`] says what to write and what the log is to say; [`Site::arrange`] puts the folder in order once the log
/// says it.
///
/// ```
/// use dual_random::privacy::Policy;
/// use dual_random::publish::site::{PublicFiles, Site};
/// use dual_random::record::{Entry, Log};
/// # use dual_random::plan::{Drawing, Item, PublicValue, Quota, Register, SeatAsk, Source, Stratum, TeamRule};
/// # use dual_random::*;
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let valid = Days::new("2025-01-01".parse()?, "2029-12-31".parse()?);
/// # let most = std::num::NonZeroU32::new(3).unwrap();
/// # let target = |n: u32| Target::new(TargetId::new(format!("T{n}")).unwrap(), format!("示例企业{n}"), "一般", "522601");
/// # let officer = |n: u32| Inspector::officer(InspectorId::new(format!("Z{n}")).unwrap(), format!("检查员{n}"), "支队", "522622", valid, most);
/// # let (targets, inspectors) = ((0..20).map(target).collect(), (0..5).map(officer).collect());
/// # let water = Id::new("water")?;
/// # let plan = Plan::builder(Id::new("2026-Q4")?, 1).title("第四季度抽查").place("示例会议室").authority("示例局")
/// #     .period(Days::new("2026-10-01".parse()?, "2026-12-31".parse()?)).visits(Days::new("2026-10-15".parse()?, "2026-12-20".parse()?))
/// #     .times("2026-10-08T10:00:00+08:00".parse()?, "2026-10-10T18:00:00+08:00".parse()?, "2027-01-15T18:00:00+08:00".parse()?)
/// #     .classes(["一般"]).register(Register::new("示例登记册", "2026-10-02".parse()?, 20))
/// #     .item(Item::new(water.clone(), "水污染物排放", "示例局", "示例条例第一条"))
/// #     .stratum(Stratum::new("一般", Quota::percent(20), [water])).team(TeamRule::new([SeatAsk::officer(), SeatAsk::officer()]))
/// #     .value(PublicValue::new(Id::new("kl8")?, Source::new(Drawing::Kl8, "示例彩票中心", "2026271", "2026-10-09T21:00:00+08:00".parse()?)))
/// #     .build()?;
/// # let announced = Draft::new(plan, Rosters::new(targets, inspectors, vec![]))?.announce(MasterSecret::from_bytes([7; 32]))?;
/// # let announcement = &announced.announcement;
/// let (mut log, mut public, at) = (Log::new(), PublicFiles::new(announced.announcement.hash_algorithm()), "2026-10-08T10:00:00+08:00".parse()?);
/// log.push(Entry::announced(announcement)?, at)?;
///
/// let policy = Policy::default();
/// let site = Site::announced(announcement, &policy);
/// let plan = site.plan(&public, &log, at.day())?;
/// for file in plan.files() {
///     public.put(file.name(), &file.bytes()?); // and written
/// }
/// for entry in plan.entries {
///     log.push(entry, at)?; // the lines are appended to the log after the files
/// }
/// let arranged = site.arrange(&public, &log)?;
/// assert_eq!(arranged.standing.len(), 2); // the list of items, and the announcement
/// let around: Vec<_> = arranged.files.iter().map(|file| file.name.as_str()).collect();
/// assert!(around.contains(&"pages/catalogue.json") && around.contains(&"feed.xml"));
/// assert_eq!(around.last(), Some(&"index.html"));
/// for file in arranged.files {
///     public.put(&file.name, &file.bytes);
/// }
///
/// // At the end the list of all files, which is in the log as well.
/// let list = arranged.list;
/// for entry in list.withdrawn {
///     log.push(entry, at)?; // the list before, if there is one, which is copied by now (`arranged.copies`)
/// }
/// public.put(&list.file.name, &list.file.bytes);
/// for entry in list.published {
///     log.push(entry, at)?;
/// }
///
/// // The same again: nothing new is logged.
/// assert!(site.plan(&public, &log, at.day())?.entries.is_empty());
/// assert!(site.arrange(&public, &log)?.list.published.is_none());
/// # Ok(())
/// # }
/// ```
#[non_exhaustive]
pub struct Site<'a> {
    announcement: &'a Announcement,
    stage: Stage<'a>,
    policy: &'a Policy,
    /// The rosters. A disclosed draw has its own; before the disclosure an authority may show them
    /// ([`RosterList::of_opening`]).
    pub rosters: Option<RosterList<'a>>,
    /// What is reported of the visits, once the draw is drawn.
    pub reports: Option<&'a Reports>,
    /// Penalty decisions.
    pub penalties: Option<&'a [Penalty]>,
    /// Other draws that the statistics count too, which come with the disclosure.
    pub others: Vec<Period<'a>>,
    /// What the item list says of items beyond the plan.
    pub listings: Vec<(&'a Id, Listing<'a>)>,
    /// What the authority says of its enforcement: a document of its own, and its remedies with the results.
    pub powers: Option<&'a Powers>,
    /// Under what licence the data are, if that is said.
    pub licence: Option<&'a str>,
    /// How the public reaches the authority (a telephone of the office, an address), if that is said.
    pub contact: Option<&'a str>,
    /// The number that the announcement has as an official document (文号), if it has one.
    pub document_number: Option<&'a str>,
    /// The public key of the log, as a line, if it signs its checkpoints: it stands on the pages on how to check.
    pub log_key: Option<&'a str>,
    /// For whom the pages, and the reasons that the log states by itself, are written.
    pub language: Language,
    /// The formats of pages and tables beside JSON; all but fragments if none is named.
    pub formats: Vec<Format>,
    /// Whether numbers that a page must not show are hidden ([`Page::masked`]), and not refused.
    pub masks: bool,
    /// Why published documents are replaced, as everybody reads it in the log.
    pub reason: &'a str,
    /// Whether the law forbids that the replaced versions stay public; the reason names it.
    pub not_public: bool,
}

impl<'a> Site<'a> {
    /// The site of an announced draw: the list of items and the announcement.
    pub fn announced(announcement: &'a Announcement, policy: &'a Policy) -> Self {
        Self {
            announcement,
            stage: Stage::Announced,
            policy,
            rosters: None,
            reports: None,
            penalties: None,
            others: Vec::new(),
            listings: Vec::new(),
            powers: None,
            licence: None,
            contact: None,
            document_number: None,
            log_key: None,
            language: Language::default(),
            formats: Vec::new(),
            masks: false,
            reason: "",
            not_public: false,
        }
    }

    /// The site of a draw that is secret still: reported visits, each with its proof and nothing of the others.
    pub fn drawn(drawn: &'a Drawn, policy: &'a Policy) -> Self {
        Self { stage: Stage::Drawn(drawn), ..Self::announced(drawn.announcement(), policy) }
    }

    /// The site of a disclosed draw: its rosters, the situation, and one list of outcomes in place of the visits.
    ///
    /// # Errors
    /// When a text of the announcement holds what canonical JSON refuses.
    pub fn disclosed(disclosure: &'a Disclosure, policy: &'a Policy) -> Result<Self, FormError> {
        let rosters = Some(RosterList::of_disclosure(disclosure)?);
        let stage = Stage::Disclosed(disclosure);
        Ok(Self { stage, rosters, ..Self::announced(&disclosure.announcement, policy) })
    }

    /// Penalty decisions that outcomes name and that are not among those given.
    pub fn unlisted_penalties(&self) -> Vec<&'a DocumentNumber> {
        let (Some(reports), Some(penalties)) = (self.reports, self.penalties) else {
            return Vec::new();
        };
        let known: BTreeSet<&DocumentNumber> = penalties.iter().map(|penalty| &penalty.number).collect();
        let outcomes = reports.iter().filter_map(|report| report.outcome.as_ref().ok());
        outcomes.flat_map(|outcome| &outcome.penalties).filter(|number| !known.contains(number)).collect()
    }

    fn disclosure(&self) -> Option<&'a Disclosure> {
        if let Stage::Disclosed(disclosure) = self.stage { Some(disclosure) } else { None }
    }

    /// Every document that can be made by now.
    fn documents(&self, announced: Option<Timestamp>, on: Date) -> Result<Vec<Document<'_>>, SiteError> {
        let (announcement, policy) = (self.announcement, self.policy);
        let listing =
            |id: &Id| self.listings.iter().find(|(listed, _)| *listed == id).map(|(_, listing)| *listing);
        let mut all = vec![
            documents::item_list(announcement, |item| listing(&item.id).unwrap_or_default())?,
            documents::announcement(announcement, announced)?,
        ];
        if let Some(powers) = self.powers.filter(|powers| !powers.is_empty()) {
            all.push(documents::powers(announcement, powers)?);
        }
        all.extend(self.rosters.as_ref().map(|list| documents::rosters(list, policy)));
        if let Stage::Disclosed(disclosure) = self.stage {
            all.push(documents::situation(disclosure, policy)?);
            all.push(documents::tickets(disclosure, policy)?);
            if let Some(reports) = self.reports {
                all.push(documents::outcomes_with_remedies(disclosure, reports, self.remedies(), policy)?);
            }
            let own = Period::new(disclosure, self.reports);
            let periods: Vec<Period<'_>> = std::iter::once(own).chain(self.others.iter().copied()).collect();
            if self.reports.is_some() || periods.len() > 1 {
                all.push(documents::statistics(&periods)?);
            }
        }
        if let Some(penalties) = self.penalties {
            let head = self.disclosure().map(|disclosure| disclosure.head);
            let (bound, inspected) = (vec![Bound::to(announcement, head)?], self.inspected());
            let remedies = self.remedies();
            all.push(documents::penalties_of_visits(bound, penalties, inspected, remedies, policy, on));
        }
        let mut all: Vec<Document<'_>> = all.into_iter().map(Document::from).collect();
        if let (Stage::Drawn(drawn), Some(reports)) = (self.stage, self.reports) {
            all.extend(self.visits(drawn, reports)?);
        }
        Ok(all)
    }

    /// The remedies that stand with results.
    fn remedies(&self) -> Vec<&'a Remedy> {
        self.powers.map(Powers::remedies_in_force).unwrap_or_default()
    }

    /// The targets of which outcomes name decisions, once everybody may know who they are.
    fn inspected(&self) -> documents::Inspected<'a> {
        let (Some(disclosure), Some(reports)) = (self.disclosure(), self.reports) else {
            return documents::Inspected::new();
        };
        let targets = &disclosure.first().rosters.targets;
        let of = |report: &'a TargetReport| {
            let place = targets.binary_search_by(|record| record.draw.id.cmp(&report.target)).ok()?;
            Some((report.outcome.as_ref().ok()?, targets.get(place)?))
        };
        let shown = reports.iter().filter(|report| report.openness.is_shown()).filter_map(of);
        shown
            .flat_map(|(outcome, record)| outcome.penalties.iter().map(move |number| (number, record)))
            .collect()
    }

    /// The visits that are reported and may be shown, each with its proof.
    fn visits(&self, drawn: &'a Drawn, reports: &'a Reports) -> Result<Vec<Document<'a>>, SiteError> {
        let prover = Prover::of_drawn(drawn)?;
        let mut all = Vec::new();
        for report in reports.iter().filter(|report| report.openness.is_shown()) {
            let error = |error| SiteError::Prove { error };
            let proof = self.proof(&prover, &report.target).map_err(error)?;
            let bytes = proof.to_bytes().map_err(|form| error(form.into()))?;
            let page = documents::visit(drawn, reports, &report.target, &proof, self.policy)?;
            all.extend(page.map(|page| Document { page, proof: Some(bytes) }));
        }
        Ok(all)
    }

    /// A target's proof for everybody: without its names and attributes, which the disclosure shows or withholds.
    fn proof(&self, prover: &Prover, target: &TargetId) -> Result<Proof, ProveError> {
        Ok(prover.assignment(target)?.without_identity(words::IDENTITY_LATER.get(self.language))?)
    }
}

/// A document, and the proof that goes with it.
struct Document<'a> {
    page: Page<'a>,
    proof: Option<Vec<u8>>,
}

impl<'a> From<Page<'a>> for Document<'a> {
    fn from(page: Page<'a>) -> Self {
        Self { page, proof: None }
    }
}
