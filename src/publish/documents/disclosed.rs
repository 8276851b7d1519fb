//! What is published with the disclosure: who was drawn.

use super::{bound_to, count, exemptions, name, name_and_code, share, tally, task_facts, team};
use crate::commit::document::{Disclosed, Disclosure};
use crate::privacy::Policy;
use crate::publish::cell::Cell;
use crate::publish::layout;
use crate::publish::page::{Page, Rows};
use crate::publish::screen::PublishError;
use crate::roster::target;
use crate::story::{Story, Struck, Visit};

/// 抽查情况: who was drawn and by whom they were visited, alternates and why, coverage by class, exemptions by reason, and
/// how to recompute it.
///
/// # Errors
/// When the disclosure does not recompute, or a text of the announcement holds what canonical JSON refuses.
pub fn situation<'a>(disclosure: &'a Disclosure, policy: &'a Policy) -> Result<Page<'a>, PublishError> {
    let (first, plan) = (disclosure.first(), &disclosure.announcement.plan);
    let targets = &first.rosters.targets;
    let story = Story::of_disclosure(disclosure)?;
    let (visits, struck) = (story.visits().to_vec(), story.struck().to_vec());
    let open = visits.iter().map(Visit::open).sum();
    let subject = usize::try_from(first.announcement.subject).unwrap_or(usize::MAX);
    let mut facts = task_facts(plan);
    facts.extend([
        share(visits.len(), subject),
        count(struck.len()),
        count(open),
        Cell::Digest(first.result.ticket_key),
    ]);
    let coverage = coverage(targets, visits.iter().map(|visit| visit.record));
    let numbers = &first.announcement.strata;
    let tables = vec![
        Rows::new(visits.len(), move |place| {
            let visit = &visits[place];
            let (record, stratum) = (visit.record, &numbers[visit.stratum]);
            let [name, code] = name_and_code(record, policy);
            let came_in = if visit.came_in.is_some() { layout::ALTERNATE } else { layout::DRAWN };
            vec![
                count(place + 1),
                Cell::text(stratum.name.as_str()),
                Cell::Count(visit.rank),
                Cell::code(record.draw.id.as_str()),
                name,
                code,
                Cell::text(record.draw.class.as_str()),
                Cell::code(record.draw.district.as_str()),
                team(visit.team()),
                Cell::Word(came_in),
            ]
        }),
        Rows::of(struck, move |struck| {
            let Struck { strike, since, alternate, .. } = struck;
            vec![
                Cell::code(strike.target.as_str()),
                name(targets, &strike.target, policy),
                Cell::Date(since.day),
                Cell::text(strike.reason.as_str()),
                Cell::Digest(strike.evidence),
                Cell::maybe(*alternate, |id| Cell::code(id.as_str())),
            ]
        }),
        Rows::of(coverage, |(class, covered, of)| vec![Cell::text(*class), share(*covered, *of)]),
        exemptions(&first.announcement),
        values(disclosure),
    ];
    Ok(Page::new(&layout::SITUATION, bound_to(disclosure)?, facts, tables))
}

/// Per class, how many targets stand, of how many.
fn coverage<'a>(
    targets: &'a [Disclosed<target::Marker>],
    drawn: impl Iterator<Item = &'a Disclosed<target::Marker>>,
) -> Vec<(&'a str, usize, usize)> {
    let drawn = tally(drawn.map(|record| record.draw.class.as_str()));
    let all = tally(targets.iter().map(|target| target.draw.class.as_str()));
    all.into_iter().map(|(class, of)| (class, drawn.get(class).copied().unwrap_or(0), of)).collect()
}

/// The public values of all ceremonies, with the sources that they came from.
fn values(disclosure: &Disclosure) -> Rows<'_> {
    let mut all = Vec::new();
    for link in disclosure.chain() {
        for used in &link.seal.values {
            let value = link.announcement.plan.values.iter().find(|value| value.name == used.name);
            all.push((used, value.and_then(|value| value.source(used.source))));
        }
    }
    Rows::of(all, |(used, source)| {
        vec![
            Cell::code(used.name.as_str()),
            Cell::maybe(*source, |source| Cell::text(source.publisher.as_str())),
            Cell::maybe(*source, |source| Cell::text(source.issue.as_str())),
            Cell::code(used.text.as_str()),
            Cell::maybe(used.reason.as_deref(), Cell::text),
        ]
    })
}
