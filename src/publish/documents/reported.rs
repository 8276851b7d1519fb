//! 查处结果: what came of the visits.

use super::{authorities, bound_to, count, name, name_and_code, share, standing, team};
use crate::announce::{DrawnTarget, Standing};
use crate::commit::document::Disclosure;
use crate::outcome::{Meaning, OpennessCode, Outcome, Report, Reports};
use crate::publish::cell::{Cell, word};
use crate::publish::layout;
use crate::publish::page::{Page, Rows};
use crate::publish::screen::PublishError;

/// 查处结果 of a disclosed draw: one row a drawn target that may be shown, with what follows; those not inspected, and those
/// not reported yet, as lists of their own. What is not shown is counted.
///
/// # Errors
/// When the reports are of another draw, the disclosure does not recompute, or a text of the announcement holds what
/// canonical JSON refuses.
pub fn outcomes<'a>(disclosure: &'a Disclosure, reports: &'a Reports) -> Result<Page<'a>, PublishError> {
    if reports.head() != disclosure.head {
        return Err(PublishError::OtherDraw);
    }
    let plan = &disclosure.announcement.plan;
    let targets = &disclosure.first().rosters.targets;
    let Standing { drawn, .. } = standing(disclosure)?;
    let meanings = reports.iter().filter_map(|report| reports.result(report)).map(|value| value.meaning);
    let inspected: Vec<Meaning> = meanings.filter(|meaning| *meaning != Meaning::Absent).collect();
    let problems = inspected.iter().filter(|meaning| **meaning == Meaning::Problem).count();
    let with = |code| reports.iter().filter(|report| report.openness.code() == code).count();
    let facts = vec![
        Cell::text(plan.title.as_str()),
        authorities(plan),
        Cell::code(reports.scheme().id().as_str()),
        Cell::code(reports.scheme().version()),
        share(reports.iter().count(), drawn.len()),
        share(problems, inspected.len()),
        count(with(OpennessCode::OnRequest)),
        count(with(OpennessCode::Withheld)),
    ];
    let mut shown = Vec::new();
    let mut absent = Vec::new();
    for drawn in drawn {
        let report = reports.get(&targets[drawn.target].draw.id);
        match report.filter(|report| report.openness.is_shown()).map(|report| (report, &report.outcome)) {
            Some((report, Ok(outcome))) => shown.push((drawn, report, outcome)),
            Some((report, Err(reason))) => absent.push((report, reason)),
            None => {}
        }
    }
    let tables = vec![
        Rows::new(shown.len(), move |place| {
            let (drawn, report, outcome) = &shown[place];
            outcome_row(place + 1, disclosure, drawn, (report, outcome), reports)
        }),
        Rows::of(absent, move |(report, reason)| {
            let id = &report.target;
            vec![Cell::code(id.as_str()), name(targets, id), Cell::text(reason.as_str())]
        }),
        Rows::of(reports.pending().iter().collect(), move |id| {
            vec![Cell::code(id.as_str()), name(targets, id)]
        }),
    ];
    Ok(Page::new(&layout::OUTCOMES, bound_to(disclosure)?, facts, tables))
}

fn outcome_row<'a>(
    number: usize,
    disclosure: &'a Disclosure,
    drawn: &DrawnTarget,
    (report, outcome): (&'a Report, &'a Outcome),
    reports: &'a Reports,
) -> Vec<Cell<'a>> {
    let record = &disclosure.first().rosters.targets[drawn.target];
    let [name, code] = name_and_code(record);
    let result = reports.result(report).map(|value| value.zh.as_str());
    vec![
        count(number),
        count(drawn.target),
        Cell::code(record.draw.id.as_str()),
        name,
        code,
        team(drawn),
        Cell::Date(outcome.completed),
        Cell::code(outcome.result.as_str()),
        Cell::maybe(result, Cell::text),
        Cell::maybe(outcome.findings.as_deref(), Cell::text),
        Cell::Word(word!(outcome.follow_up)),
        Cell::Texts(outcome.penalties.iter().map(|number| number.as_str().into()).collect()),
        Cell::maybe(report.remark.as_deref(), Cell::text),
    ]
}
