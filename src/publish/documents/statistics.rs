//! 抽查统计: what one period or several come to.

use super::reported::problems;
use super::{bound_to, count, named, share, tally};
use crate::basics::date::Date;
use crate::basics::id::{InspectorId, TargetId};
use crate::commit::document::{Disclosed, Disclosure};
use crate::outcome::{FollowUp, Outcome, Report, Reports, ResultValue};
use crate::publish::cell::{Cell, word};
use crate::publish::layout;
use crate::publish::page::{Page, Rows};
use crate::publish::screen::PublishError;
use crate::roster::target;
use crate::story::{Story, Visit};
use std::collections::{BTreeMap, BTreeSet};

/// A disclosed draw, with what is reported of it.
#[derive(Debug, Clone, Copy)]
pub struct Period<'a> {
    /// The draw.
    pub disclosure: &'a Disclosure,
    /// The reports, if there are any yet.
    pub reports: Option<&'a Reports>,
}

impl<'a> Period<'a> {
    fn inspected(&self) -> impl Iterator<Item = Inspection<'a>> {
        self.reports.into_iter().flat_map(Reports::inspected)
    }
}

/// An inspection that met its target.
type Inspection<'a> = (&'a Report, &'a Outcome, &'a ResultValue);

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
    /// The targets of all rosters, each as the last one has it.
    roster: BTreeMap<&'a TargetId, &'a Disclosed<target::Marker>>,
    drawn: BTreeSet<&'a TargetId>,
}

impl<'a> Whole<'a> {
    fn inspected(&self) -> impl Iterator<Item = Inspection<'a>> + '_ {
        self.periods.iter().flat_map(|drawn| drawn.period.inspected())
    }

    fn reports(&self) -> impl Iterator<Item = (&'a Reports, &'a Report)> + '_ {
        let all = self.periods.iter().filter_map(|drawn| drawn.period.reports);
        all.flat_map(|reports| reports.iter().map(move |report| (reports, report)))
    }

    /// The figures of the targets that have something in common.
    fn by(
        &self,
        key: fn(&'a Disclosed<target::Marker>) -> &'a str,
        cell: fn(&'a str) -> Cell<'a>,
    ) -> Rows<'a> {
        let of = |id: &TargetId| self.roster.get(id).map(|record| key(record));
        let all = tally(self.roster.values().map(|record| key(record)));
        let drawn = tally(self.drawn.iter().filter_map(|id| of(id)));
        let inspected = grouped(self.inspected(), |(report, ..)| of(&report.target));
        let rows = all.into_iter().map(|(text, targets)| {
            let own = inspected.get(&Some(text)).map_or(&[][..], Vec::as_slice);
            let drawn = drawn.get(text).copied().unwrap_or(0);
            let problems = problems(own.iter().copied());
            vec![cell(text), count(targets), share(drawn, targets), count(own.len()), problems]
        });
        Rows::of(rows.collect(), Clone::clone)
    }
}

/// 抽查统计: drawn, visited, problems, follow-up, coverage and workload, by draw, quarter, class and district.
///
/// # Errors
/// When a draw stands twice among the periods, reports are of another draw, a disclosure does not recompute, or a text
/// of an announcement holds what canonical JSON refuses.
pub fn statistics<'a>(periods: &[Period<'a>]) -> Result<Page<'a>, PublishError> {
    let whole = whole(periods)?;
    let periods = || whole.periods.iter().map(|drawn| drawn.period.disclosure);
    let mut bound = Vec::new();
    for disclosure in periods() {
        bound.extend(bound_to(disclosure)?);
    }
    let plans = || periods().map(|disclosure| &disclosure.first().announcement.plan);
    let mut authorities: Vec<&str> = Vec::new();
    for authority in plans().flat_map(|plan| &plan.authorities) {
        if !authorities.contains(&authority.name.as_str()) {
            authorities.push(&authority.name);
        }
    }
    let drawn = whole.periods.iter().map(|drawn| drawn.targets.len()).sum();
    let hidden = whole.reports().filter(|(_, report)| !report.openness.is_shown()).count();
    let facts = vec![
        Cell::Texts(authorities.into_iter().map(Into::into).collect()),
        Cell::maybe(plans().map(|plan| plan.period.from).min(), Cell::Date),
        Cell::maybe(plans().map(|plan| plan.period.to).max(), Cell::Date),
        count(whole.periods.len()),
        share(whole.drawn.len(), whole.roster.len()),
        share(whole.reports().count(), drawn),
        problems(whole.inspected()),
        count(hidden),
    ];
    let tables = vec![
        Rows::of(whole.periods.iter().map(draw_row).collect(), Clone::clone),
        quarters(&whole),
        whole.by(|record| record.draw.class.as_str(), Cell::text),
        whole.by(|record| record.draw.district.as_str(), Cell::code),
        results(&whole),
        follow_up(&whole),
        departments(&whole),
        workload(&whole),
    ];
    Ok(Page::new(&layout::STATISTICS, bound, facts, tables))
}

fn whole<'a>(periods: &[Period<'a>]) -> Result<Whole<'a>, PublishError> {
    let mut whole = Whole { periods: Vec::new(), roster: BTreeMap::new(), drawn: BTreeSet::new() };
    let mut periods = periods.to_vec();
    periods.sort_by_key(|period| period.disclosure.first().announcement.plan.announce_at.unix_seconds());
    let mut known = BTreeSet::new();
    for period in periods {
        let Period { disclosure, reports } = period;
        if reports.is_some_and(|reports| reports.head() != disclosure.head) {
            return Err(PublishError::OtherDraw);
        }
        let first = disclosure.first();
        if !known.insert(first.announcement.digest()?) {
            return Err(PublishError::Repeated(disclosure.announcement.plan.draw.clone()));
        }
        let story = Story::of_disclosure(disclosure)?;
        let targets: Vec<&TargetId> = story.visits().iter().map(Visit::id).collect();
        whole.roster.extend(first.rosters.targets.iter().map(|record| (&record.draw.id, record)));
        whole.drawn.extend(&targets);
        let teams = story.visits().iter().flat_map(|visit| team(visit, reports)).collect();
        whole.periods.push(Drawn { period, targets, teams, struck: story.struck().len() });
    }
    Ok(whole)
}

/// Who visited, or will visit, a target.
fn team(visit: &Visit<'_>, reports: Option<&Reports>) -> Vec<InspectorId> {
    match reports.and_then(|reports| reports.team(visit.id())) {
        Some(team) => team.went.clone(),
        None => visit.team().into_iter().cloned().collect(),
    }
}

fn draw_row<'a>(drawn: &Drawn<'a>) -> Vec<Cell<'a>> {
    let Drawn { period, targets, struck, .. } = drawn;
    let first = &period.disclosure.first().announcement;
    let subject = usize::try_from(first.subject).unwrap_or(usize::MAX);
    let reported = period.reports.map_or(0, |reports| reports.iter().count());
    vec![
        Cell::code(first.plan.draw.as_str()),
        Cell::text(first.plan.title.as_str()),
        Cell::Date(first.plan.period.from),
        Cell::Date(first.plan.period.to),
        share(targets.len(), subject),
        count(*struck),
        share(reported, targets.len()),
        problems(period.inspected()),
    ]
}

/// The quarter of a day, as `2026-Q4`.
fn quarter(day: Date) -> String {
    format!("{:04}-Q{}", day.year(), day.month().div_ceil(3))
}

fn quarters<'a>(whole: &Whole<'a>) -> Rows<'a> {
    let all = grouped(whole.inspected(), |(_, outcome, _)| quarter(outcome.completed));
    let rows = all
        .into_iter()
        .map(|(name, own)| vec![Cell::code(name), count(own.len()), problems(own.into_iter())]);
    Rows::of(rows.collect(), Clone::clone)
}

fn results<'a>(whole: &Whole<'a>) -> Rows<'a> {
    let mut all: BTreeMap<(&str, usize), (&ResultValue, usize)> = BTreeMap::new();
    for (reports, report) in whole.reports() {
        let (scheme, values) = (reports.scheme(), reports.scheme().values());
        let Some(value) = reports.result(report) else { continue };
        // In the order of the scheme, since 10 comes before 2 as a text.
        let place = values.iter().position(|other| other.code == value.code).unwrap_or(0);
        let known = all.entry((scheme.id().as_str(), place)).or_insert((value, 0));
        known.1 += 1;
    }
    Rows::of(all.into_iter().collect(), |((scheme, _), (value, number))| {
        vec![Cell::code(*scheme), Cell::code(value.code.as_str()), named(value), count(*number)]
    })
}

fn follow_up<'a>(whole: &Whole<'a>) -> Rows<'a> {
    let outcomes = || whole.reports().filter_map(|(_, report)| report.outcome.as_ref().ok());
    let number = |kind| outcomes().filter(|outcome| outcome.follow_up == kind).count();
    let all: Vec<(FollowUp, usize)> = FollowUp::ALL.iter().map(|kind| (*kind, number(*kind))).collect();
    Rows::of(all, |(kind, number)| vec![Cell::Word(word!(*kind)), count(*number)])
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

fn departments<'a>(whole: &Whole<'a>) -> Rows<'a> {
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
    Rows::of(all.into_iter().collect(), |(department, (inspectors, sum, most))| {
        vec![Cell::text(*department), count(*inspectors), count(*sum), count(*most)]
    })
}

fn workload<'a>(whole: &Whole<'a>) -> Rows<'a> {
    let spread = tally(visits(whole).into_values());
    Rows::of(spread.into_iter().collect(), |(visits, inspectors)| vec![count(*visits), count(*inspectors)])
}
