//! What is published with the disclosure: who was drawn.

use super::{bound_to, count, exemptions, name, name_and_code, share, standing, tally, task_facts, team};
use crate::announce::Standing;
use crate::basics::date::Date;
use crate::basics::id::TargetId;
use crate::commit::document::{Disclosed, Disclosure, TargetStrike};
use crate::privacy::Policy;
use crate::publish::cell::Cell;
use crate::publish::layout;
use crate::publish::page::{Page, Rows};
use crate::publish::screen::PublishError;
use crate::roster::target;

/// A struck target, with who came in.
struct Struck<'a> {
    date: Date,
    strike: &'a TargetStrike,
    alternate: Option<&'a TargetId>,
}

/// Everybody whom amendments struck, in their order.
fn struck(disclosure: &Disclosure) -> Vec<Struck<'_>> {
    let mut ceremonies: Vec<&Disclosure> = disclosure.chain().collect();
    ceremonies.reverse();
    let amendments = ceremonies.into_iter().flat_map(|link| &link.amendments);
    let struck = amendments.flat_map(|amendment| {
        amendment.outcome.replaced.iter().filter_map(|replaced| {
            let strikes = &amendment.strikes;
            let strike = strikes.targets.iter().find(|strike| strike.target == replaced.target)?;
            Some(Struck { date: strikes.date, strike, alternate: replaced.alternate.as_ref() })
        })
    });
    struck.collect()
}

/// 抽查情况: who was drawn and by whom they were visited, alternates and why, coverage by class, exemptions by reason, and
/// how to recompute it.
///
/// # Errors
/// When the disclosure does not recompute, or a text of the announcement holds what canonical JSON refuses.
pub fn situation<'a>(disclosure: &'a Disclosure, policy: &'a Policy) -> Result<Page<'a>, PublishError> {
    let (first, plan) = (disclosure.first(), &disclosure.announcement.plan);
    let targets = &first.rosters.targets;
    let Standing { drawn, struck: gone, .. } = standing(disclosure)?;
    let open = drawn.iter().map(|drawn| drawn.open_seats().len()).sum();
    let subject = usize::try_from(first.announcement.subject).unwrap_or(usize::MAX);
    let mut facts = task_facts(plan);
    facts.extend([
        share(drawn.len(), subject),
        count(gone.len()),
        count(open),
        Cell::Digest(first.result.ticket_key),
    ]);
    let coverage = coverage(targets, drawn.iter().map(|drawn| drawn.target));
    let numbers = &first.announcement.strata;
    let tables = vec![
        Rows::new(drawn.len(), move |place| {
            let drawn = &drawn[place];
            let (record, stratum) = (&targets[drawn.target], &numbers[drawn.stratum]);
            let [name, code] = name_and_code(record, policy);
            let came_in = if drawn.rank > stratum.k { layout::ALTERNATE } else { layout::DRAWN };
            vec![
                count(place + 1),
                Cell::text(stratum.name.as_str()),
                Cell::Count(drawn.rank),
                Cell::code(record.draw.id.as_str()),
                name,
                code,
                Cell::text(record.draw.class.as_str()),
                Cell::code(record.draw.district.as_str()),
                team(drawn),
                Cell::Word(came_in),
            ]
        }),
        Rows::of(struck(disclosure), move |struck| {
            let Struck { date, strike, alternate } = struck;
            vec![
                Cell::code(strike.target.as_str()),
                name(targets, &strike.target, policy),
                Cell::Date(*date),
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
fn coverage(
    targets: &[Disclosed<target::Marker>],
    drawn: impl Iterator<Item = usize>,
) -> Vec<(&str, usize, usize)> {
    let drawn = tally(drawn.map(|place| targets[place].draw.class.as_str()));
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
