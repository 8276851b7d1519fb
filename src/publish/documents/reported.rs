//! 查处结果: what came of the visits.

use super::{authorities, bound_to, count, name, name_and_code, named, share, team};
use crate::basics::hash::Digest;
use crate::basics::id::TargetId;
use crate::commit::document::Disclosure;
use crate::draw::Drawn;
use crate::outcome::{Meaning, OpennessCode, Outcome, Report, Reports, ResultValue};
use crate::privacy::Policy;
use crate::publish::cell::{Cell, Share, word};
use crate::publish::layout;
use crate::publish::page::{Page, Rows};
use crate::publish::screen::PublishError;
use crate::story::{Story, Visit};

/// 查处结果 of a disclosed draw: one row a drawn target that may be shown, with what follows; those not inspected, and those
/// not reported yet, as lists of their own. What is not shown is counted.
///
/// # Errors
/// When the reports are of another draw, the disclosure does not recompute, or a text of the announcement holds what
/// canonical JSON refuses.
pub fn outcomes<'a>(
    disclosure: &'a Disclosure,
    reports: &'a Reports,
    policy: &'a Policy,
) -> Result<Page<'a>, PublishError> {
    let plan = &disclosure.announcement.plan;
    let targets = &disclosure.first().rosters.targets;
    let visits = visits(disclosure, reports)?;
    let with = |code| reports.iter().filter(|report| report.openness.code() == code).count();
    let facts = vec![
        Cell::text(plan.title.as_str()),
        authorities(plan),
        Cell::code(reports.scheme().id().as_str()),
        Cell::code(reports.scheme().version()),
        share(reports.iter().count(), visits.len()),
        problems(reports.inspected()),
        count(with(OpennessCode::OnRequest)),
        count(with(OpennessCode::Withheld)),
    ];
    let mut tables = reported(disclosure, reports, visits, policy);
    tables.push(Rows::of(reports.pending().iter().collect(), move |id| {
        vec![Cell::code(id.as_str()), name(targets, id, policy)]
    }));
    Ok(Page::new(&layout::OUTCOMES, bound_to(disclosure)?, facts, tables))
}

/// 查处结果 of one target against the seal, from a result before its disclosure: it tells nothing of any other drawn target.
/// `proof` is the digest of the target's proof, published beside it. A target without a report that may be shown has none.
///
/// # Errors
/// When the reports are of another draw, the result does not recompute, or a text of the announcement holds what
/// canonical JSON refuses.
pub fn visit<'a>(
    drawn: &'a Drawn,
    reports: &'a Reports,
    target: &TargetId,
    proof: Digest,
    policy: &'a Policy,
) -> Result<Option<Page<'a>>, PublishError> {
    let result = drawn.result();
    let mut visits = visits(result, reports)?;
    visits.retain(|visit| visit.id() == target);
    if !reports.get(target).is_some_and(|report| report.openness.is_shown()) {
        return Ok(None);
    }
    let plan = &result.announcement.plan;
    let facts = vec![
        Cell::text(plan.title.as_str()),
        authorities(plan),
        Cell::code(reports.scheme().id().as_str()),
        Cell::code(reports.scheme().version()),
        Cell::Digest(proof),
    ];
    let tables = reported(result, reports, visits, policy);
    Ok(Some(Page::new(&layout::VISIT, bound_to(result)?, facts, tables)))
}

/// The visits of a draw, if the reports are of that draw.
fn visits<'a>(result: &'a Disclosure, reports: &Reports) -> Result<Vec<Visit<'a>>, PublishError> {
    if reports.head() != result.head {
        return Err(PublishError::OtherDraw);
    }
    Ok(Story::of(result)?.visits().to_vec())
}

/// The outcomes of some visits, and why there is none, as far as they may be shown.
fn reported<'a>(
    result: &'a Disclosure,
    reports: &'a Reports,
    visits: Vec<Visit<'a>>,
    policy: &'a Policy,
) -> Vec<Rows<'a>> {
    let targets = &result.first().rosters.targets;
    let mut shown = Vec::new();
    let mut absent = Vec::new();
    for visit in visits {
        let report = reports.get(visit.id());
        match report.filter(|report| report.openness.is_shown()).map(|report| (report, &report.outcome)) {
            Some((report, Ok(outcome))) => shown.push((visit, report, outcome)),
            Some((report, Err(reason))) => absent.push((report, reason)),
            None => {}
        }
    }
    vec![
        Rows::new(shown.len(), move |place| {
            let (visit, report, outcome) = &shown[place];
            let value = reports.result(report);
            let [name, code] = name_and_code(visit.record, policy);
            let mut row = vec![count(place + 1), count(visit.place), Cell::code(report.target.as_str())];
            row.extend([name, code]);
            row.extend(went(reports, &report.target));
            row.extend(outcome_cells(report, outcome, value));
            row
        }),
        Rows::of(absent, move |(report, reason)| {
            let id = &report.target;
            vec![Cell::code(id.as_str()), name(targets, id, policy), Cell::text(reason.as_str())]
        }),
    ]
}

/// Who visited a target, and who had been drawn if those were others.
fn went<'a>(reports: &'a Reports, target: &TargetId) -> [Cell<'a>; 2] {
    match reports.team(target) {
        Some(visitors) => [team(&visitors.went), Cell::maybe(visitors.instead_of.as_ref(), team)],
        None => [Cell::Nothing, Cell::Nothing],
    }
}

fn outcome_cells<'a>(
    report: &'a Report,
    outcome: &'a Outcome,
    value: Option<&'a ResultValue>,
) -> [Cell<'a>; 7] {
    [
        Cell::Date(outcome.completed),
        Cell::code(outcome.result.as_str()),
        Cell::maybe(value, named),
        Cell::maybe(outcome.findings.as_deref(), Cell::text),
        Cell::Word(word!(outcome.follow_up)),
        Cell::Codes(outcome.penalties.iter().map(|number| number.as_str().into()).collect()),
        Cell::maybe(report.remark.as_deref(), Cell::text),
    ]
}

/// How many of some inspections found a problem.
pub(super) fn problems<'a>(
    inspected: impl Iterator<Item = (&'a Report, &'a Outcome, &'a ResultValue)>,
) -> Cell<'static> {
    let mut found = Share { part: 0, of: 0 };
    for (_, _, value) in inspected {
        found.part += u64::from(value.meaning == Meaning::Problem);
        found.of += 1;
    }
    Cell::Share(found)
}
