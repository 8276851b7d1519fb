//! What no inspector can do, said once: whoever keeps the roster would read it once for each target otherwise.

use crate::book;
use crate::files::Folder;
use crate::input::flaws::Flaw;
use crate::input::plan::PlanSource;
use crate::out::Outcome;
use crate::text;
use dual_random::plan::{Plan, SeatAsk};
use dual_random::{Inspector, Table};

/// Nobody there, nobody with a certificate for the days of visits, nobody who has what a seat asks for.
pub(super) fn flaws(
    folder: &Folder,
    source: &PlanSource,
    plan: &Plan,
    inspectors: &[Inspector],
) -> Outcome<Vec<Flaw>> {
    let Some(place) = source.place(folder, Table::Inspectors)? else { return Ok(Vec::new()) };
    if inspectors.is_empty() {
        return Ok(vec![Flaw::of_plan(place, None, None, text::no_inspectors())]);
    }
    let visits = plan.visits;
    let covers = |own: &Inspector| own.valid_from <= visits.from && own.valid_to >= visits.to;
    let mut all = Vec::new();
    if !inspectors.iter().any(covers) {
        let last = inspectors.iter().map(|own| own.valid_to).max();
        let last = last.unwrap_or(visits.to);
        let what = text::all_expired(inspectors.len(), visits.from, visits.to, last);
        all.push(Flaw::of_plan(place, None, None, what));
    }
    for (team, rule) in plan.teams.iter().enumerate() {
        for (seat, ask) in rule.seats.iter().enumerate() {
            if !inspectors.iter().any(|own| has(own, ask)) {
                let field = format!("teams[{team}].seats[{seat}]");
                let ask = book::seats_shown(std::slice::from_ref(ask), crate::out::language());
                all.push(source.at(&field, text::nobody_for(text::name(ask))));
            }
        }
    }
    Ok(all)
}

fn has(own: &Inspector, ask: &SeatAsk) -> bool {
    let is_of = ask.departments.is_empty() || ask.departments.contains(&own.department);
    own.role == ask.role && is_of && ask.qualifications.iter().all(|asked| own.qualifications.contains(asked))
}
