//! 抽查统计: what one period or several come to.

use super::reported::{FOLLOW_UP, REPORTED, RESULT, RESULT_CODE, SCHEME, problems};
use super::{bound_to, tally};
use crate::commit::document::{Announcement, Disclosed, Disclosure};
use crate::outcome::{FollowUp, Outcome, Reports, ResultValue, TargetReport};
use crate::plan::Plan;
use crate::publish::cell::{Share, Words};
use crate::publish::head::{Head, Named, code, count, document, of, quarter, share, table};
use crate::publish::layout::{
    AUTHORITIES, CLASS, COUNT, DEPARTMENT, DISTRICT, PERIOD_FROM, PERIOD_TO, SCHEME_NAMES, TARGETS, TITLE,
};
use crate::publish::page::Page;
use crate::publish::screen::PublishError;
use crate::roster::target;
use crate::say::Quoted;
use crate::story::{Story, Visit};
use crate::types::date::Date;
use crate::types::id::{Id, InspectorId, TargetId};
use std::collections::{BTreeMap, BTreeSet};

/// A disclosed draw, with what is reported of it.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Period<'a> {
    /// The draw.
    pub disclosure: &'a Disclosure,
    /// The reports, if there are any yet.
    pub reports: Option<&'a Reports>,
}

impl<'a> Period<'a> {
    /// A disclosed draw, and its reports if there are any yet.
    pub const fn new(disclosure: &'a Disclosure, reports: Option<&'a Reports>) -> Self {
        Self { disclosure, reports }
    }

    fn inspected(&self) -> impl Iterator<Item = Inspection<'a>> {
        self.reports.into_iter().flat_map(Reports::inspected)
    }
}

/// An inspection that met its target.
type Inspection<'a> = (&'a TargetReport, &'a Outcome, &'a ResultValue);

fn grouped<'a, K: Ord>(
    all: impl Iterator<Item = Inspection<'a>>,
    key: impl Fn(&Inspection<'a>) -> K,
) -> BTreeMap<K, Vec<Inspection<'a>>> {
    let mut groups: BTreeMap<K, Vec<Inspection<'a>>> = BTreeMap::new();
    for inspection in all {
        groups.entry(key(&inspection)).or_default().push(inspection);
    }
    groups
}

/// A period with who was drawn in it, and by whom each is visited.
struct Drawn<'a> {
    period: Period<'a>,
    targets: Vec<&'a TargetId>,
    teams: Vec<InspectorId>,
    struck: usize,
}

/// Everything of all periods.
struct Whole<'a> {
    periods: Vec<Drawn<'a>>,
    /// The targets in the scope of any of the draws, each as the last roster has it.
    roster: BTreeMap<&'a TargetId, &'a Disclosed<target::Marker>>,
    drawn: BTreeSet<&'a TargetId>,
}

impl<'a> Whole<'a> {
    fn plans(&self) -> impl Iterator<Item = &'a Plan> + '_ {
        self.periods.iter().map(|drawn| &drawn.period.disclosure.first().announcement.plan)
    }

    fn inspected(&self) -> impl Iterator<Item = Inspection<'a>> + '_ {
        self.periods.iter().flat_map(|drawn| drawn.period.inspected())
    }

    fn reports(&self) -> impl Iterator<Item = (&'a Reports, &'a TargetReport)> + '_ {
        let all = self.periods.iter().filter_map(|drawn| drawn.period.reports);
        all.flat_map(|reports| reports.iter().map(move |report| (reports, report)))
    }

    /// The figures of the targets that have something in common.
    fn by(&self, key: fn(&'a Disclosed<target::Marker>) -> &'a str) -> Vec<Figures<'a>> {
        let of = |id: &TargetId| self.roster.get(id).map(|record| key(record));
        let all = tally(self.roster.values().map(|record| key(record)));
        let drawn = tally(self.drawn.iter().filter_map(|id| of(id)));
        let inspected = grouped(self.inspected(), |(report, ..)| of(&report.target));
        let figures = all.into_iter().map(|(text, targets)| {
            let own = inspected.get(&Some(text)).map_or(&[][..], Vec::as_slice);
            let drawn = drawn.get(text).copied().unwrap_or(0);
            Figures { text, targets, drawn, inspected: own.len(), problems: problems(own.iter().copied()) }
        });
        figures.collect()
    }
}

/// Figures of the targets that have something in common.
struct Figures<'a> {
    /// What they have in common.
    text: &'a str,
    targets: usize,
    drawn: usize,
    inspected: usize,
    problems: Share,
}

/// 抽查统计: drawn, visited, problems, follow-up, coverage and workload, by draw, quarter, class and district.
///
/// # Errors
/// When a draw stands twice among the periods, reports are of another draw, a disclosure does not recompute, or a text
/// of an announcement holds what canonical JSON refuses.
pub fn statistics<'a>(periods: &[Period<'a>]) -> Result<Page<'a>, PublishError> {
    let whole = whole(periods)?;
    let mut bound = Vec::new();
    for drawn in &whole.periods {
        bound.extend(bound_to(drawn.period.disclosure)?);
    }
    Ok(page(bound, &whole))
}

const QUARTER: Head<of::Quarter> = quarter("quarter", "季度", "Quarter");
const COVERED: Head<of::Share> =
    share("drawn", "已抽中对象数/纳入抽取范围的对象数", "Drawn of those in the scope");
const INSPECTED: Head<of::Count> = count("inspected", "检查次数", "Inspections");
const PROBLEMS: Head<of::Share> = share("problems", "发现问题次数/已检查次数", "Problems of inspections");
const INSPECTORS: Head<of::Count> = count("inspectors", "检查人员数", "Inspectors");

document! {
    /// 抽查统计.
    STATISTICS = "statistics", "抽查统计", "Statistics of random inspections",
    notes: &[Words::new(
        "纳入抽取范围的对象不含豁免的对象。检查次数为到场检查并有检查结果的次数；同一检查对象多次抽中的，计算抽中比例时只计一次。不予公示的记录计入本表。",
        "Exempt targets are not in the scope. An inspection is a visit that met its target and has a result. A target that was drawn several times counts once in the coverage. Records that are not shown are counted.",
    )];
    fn page<'a>(whole: &Whole<'a>);
    facts {
        AUTHORITIES => authorities(whole),
        PERIOD_FROM => whole.plans().map(|plan| plan.period.from).min(),
        PERIOD_TO => whole.plans().map(|plan| plan.period.to).max(),
        count("draws", "抽取次数", "Draws") => whole.periods.len(),
        share("covered", "已抽中对象数/纳入抽取范围的对象数", "Drawn of those in the scope") => (whole.drawn.len(), whole.roster.len()),
        REPORTED => (
            whole.reports().count(),
            whole.periods.iter().map(|drawn| drawn.targets.len()).sum::<usize>(),
        ),
        PROBLEMS => problems(whole.inspected()),
        count("not_listed", "依申请公开和不予公开的记录数", "On request or withheld") =>
            whole.reports().filter(|(_, report)| !report.openness.is_shown()).count(),
    }
    table {
        "draws", "历次抽取", "By draw";
        for draw in draws(whole) => {
            code("draw", "抽取编号", "Draw") => &draw.announcement.plan.draw,
            TITLE => &draw.announcement.plan.title,
            PERIOD_FROM => draw.announcement.plan.period.from,
            PERIOD_TO => draw.announcement.plan.period.to,
            share("drawn", "抽取数/纳入抽取范围的对象数", "Drawn of those in the scope") =>
                Share { part: draw.drawn as u64, of: draw.announcement.subject },
            count("struck", "更换对象数", "Struck") => draw.struck,
            REPORTED => (draw.reported, draw.drawn),
            PROBLEMS => draw.problems,
        }
    }
    table {
        "quarters", "按完成季度统计", "Inspections by the quarter of their completion",
        bars: Some(("quarter", "inspected")), sum: true;
        for (quarter, inspected, problems) in quarters(whole) => {
            QUARTER => *quarter,
            INSPECTED => *inspected,
            PROBLEMS => *problems,
        }
    }
    table {
        "classes", "按类别", "By class", bars: Some(("class", "drawn")), sum: true;
        for of_class in whole.by(|record| &record.draw.class) => {
            CLASS => of_class.text,
            TARGETS => of_class.targets,
            COVERED => (of_class.drawn, of_class.targets),
            INSPECTED => of_class.inspected,
            PROBLEMS => of_class.problems,
        }
    }
    table {
        "districts", "按行政区划", "By district", bars: Some(("district", "drawn")), sum: true;
        for of_district in whole.by(|record| &record.draw.district) => {
            DISTRICT => of_district.text,
            TARGETS => of_district.targets,
            COVERED => (of_district.drawn, of_district.targets),
            INSPECTED => of_district.inspected,
            PROBLEMS => of_district.problems,
        }
    }
    table {
        "results", "检查结果", "Results", bars: Some(("result", "count")), sum: true;
        for (scheme, value, number) in results(whole) => {
            SCHEME => Named(scheme, SCHEME_NAMES),
            RESULT_CODE => &value.code,
            RESULT => *value,
            COUNT => *number,
        }
    }
    table {
        "follow_up", "后续处置", "Follow-up", bars: Some(("follow_up", "count")), sum: true;
        for (kind, number) in follow_up(whole) => {
            FOLLOW_UP => *kind,
            COUNT => *number,
        }
    }
    table {
        "departments", "工作量按部门", "Workload by department";
        for (department, (inspectors, sum, most)) in departments(whole).into_iter().collect() => {
            DEPARTMENT => *department,
            INSPECTORS => *inspectors,
            count("visits", "检查任务数", "Visits") => *sum,
            count("most", "单人最多检查次数", "Most of one") => *most,
        }
    }
    table {
        "workload", "工作量分布", "How the workload is spread", bars: Some(("visits", "inspectors"));
        for (visits, inspectors) in tally(visits(whole).into_values()).into_iter().collect() => {
            count("visits", "每人检查任务数", "Visits of one") => *visits,
            INSPECTORS => *inspectors,
        }
    }
}

fn authorities<'a>(whole: &Whole<'a>) -> Vec<&'a str> {
    let mut authorities: Vec<&str> = Vec::new();
    for authority in whole.plans().flat_map(|plan| &plan.authorities) {
        if !authorities.contains(&authority.name.as_str()) {
            authorities.push(&authority.name);
        }
    }
    authorities
}

fn whole<'a>(periods: &[Period<'a>]) -> Result<Whole<'a>, PublishError> {
    let mut whole = Whole { periods: Vec::new(), roster: BTreeMap::new(), drawn: BTreeSet::new() };
    let mut periods = periods.to_vec();
    periods.sort_by_key(|period| period.disclosure.first().announcement.plan.announce_at);
    let mut known = BTreeSet::new();
    for period in periods {
        let Period { disclosure, reports } = period;
        if reports.is_some_and(|reports| reports.head() != disclosure.head) {
            return Err(PublishError::OtherDraw);
        }
        let first = disclosure.first();
        if !known.insert(first.announcement.digest()?) {
            return Err(PublishError::Repeated { draw: Quoted::new(&disclosure.announcement.plan.draw) });
        }
        let story = Story::of_disclosure(disclosure)?;
        let targets: Vec<&TargetId> = story.visits().iter().map(Visit::id).collect();
        whole.roster.extend(first.rosters.targets.iter().map(|record| (&record.draw.id, record)));
        whole.drawn.extend(&targets);
        let teams = story.visits().iter().flat_map(|visit| team(visit, reports)).collect();
        whole.periods.push(Drawn { period, targets, teams, struck: story.struck().len() });
    }
    // Who was exempt at last, and never drawn, is in the scope of none.
    let Whole { roster, drawn, .. } = &mut whole;
    roster.retain(|id, record| record.draw.exempt.is_none() || drawn.contains(id));
    Ok(whole)
}

/// Who visited, or will visit, a target.
fn team(visit: &Visit<'_>, reports: Option<&Reports>) -> Vec<InspectorId> {
    match reports.and_then(|reports| reports.team(visit.id())) {
        Some(team) => team.went.clone(),
        None => visit.team().into_iter().cloned().collect(),
    }
}

/// A draw in numbers.
struct DrawFigures<'a> {
    announcement: &'a Announcement,
    drawn: usize,
    struck: usize,
    reported: usize,
    problems: Share,
}

fn draws<'a>(whole: &Whole<'a>) -> Vec<DrawFigures<'a>> {
    let figures = whole.periods.iter().map(|Drawn { period, targets, struck, .. }| DrawFigures {
        announcement: &period.disclosure.first().announcement,
        drawn: targets.len(),
        struck: *struck,
        reported: period.reports.map_or(0, |reports| reports.iter().count()),
        problems: problems(period.inspected()),
    });
    figures.collect()
}

/// Each quarter of a year with its inspections and those that found a problem.
fn quarters(whole: &Whole<'_>) -> Vec<((u16, u32), usize, Share)> {
    let quarter = |day: Date| (day.year(), day.month().div_ceil(3));
    let all = grouped(whole.inspected(), |(_, outcome, _)| quarter(outcome.completed));
    all.into_iter().map(|(name, own)| (name, own.len(), problems(own.into_iter()))).collect()
}

/// How often each result was reported, in the order of its scheme: 10 would come before 2 as a text.
fn results<'a>(whole: &Whole<'a>) -> Vec<(&'a Id, &'a ResultValue, usize)> {
    let mut all: BTreeMap<(&Id, usize), (&ResultValue, usize)> = BTreeMap::new();
    for (reports, report) in whole.reports() {
        let scheme = reports.scheme();
        let Some(value) = reports.result(report) else { continue };
        let place = scheme.values().iter().position(|other| other.code == value.code).unwrap_or(0);
        all.entry((scheme.id(), place)).or_insert((value, 0)).1 += 1;
    }
    all.into_iter().map(|((scheme, _), (value, number))| (scheme, value, number)).collect()
}

fn follow_up(whole: &Whole<'_>) -> Vec<(FollowUp, usize)> {
    let outcomes = || whole.reports().filter_map(|(_, report)| report.outcome.as_ref().ok());
    let number = |kind| outcomes().filter(|outcome| outcome.follow_up == kind).count();
    FollowUp::ALL.iter().map(|kind| (*kind, number(*kind))).collect()
}

/// How many visits each inspector has; those without one have none.
fn visits<'a>(whole: &'a Whole<'_>) -> BTreeMap<&'a InspectorId, usize> {
    let mut visits = BTreeMap::new();
    for drawn in &whole.periods {
        for link in drawn.period.disclosure.chain() {
            visits.extend(link.rosters.inspectors.iter().map(|record| (&record.draw.id, 0)));
        }
    }
    for inspector in whole.periods.iter().flat_map(|drawn| &drawn.teams) {
        *visits.entry(inspector).or_insert(0) += 1;
    }
    visits
}

/// Each department with its inspectors, their visits, and the most of one.
fn departments<'a>(whole: &Whole<'a>) -> BTreeMap<&'a str, (usize, usize, usize)> {
    let visits = visits(whole);
    let links = whole.periods.iter().flat_map(|drawn| {
        // The newest ceremony of a chain comes first, and knows the departments best.
        let links: Vec<&'a Disclosure> = drawn.period.disclosure.chain().collect();
        links.into_iter().rev()
    });
    let records = links.flat_map(|link| &link.rosters.inspectors);
    let of: BTreeMap<&InspectorId, &'a str> =
        records.map(|record| (&record.draw.id, record.draw.department.as_str())).collect();
    let mut all: BTreeMap<&'a str, (usize, usize, usize)> = BTreeMap::new();
    for (inspector, department) in of {
        let own = visits.get(inspector).copied().unwrap_or(0);
        let (inspectors, sum, most) = all.entry(department).or_default();
        (*inspectors, *sum, *most) = (*inspectors + 1, *sum + own, own.max(*most));
    }
    all
}
