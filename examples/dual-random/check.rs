//! `check`: every fault, quotas in numbers, pools and staffing risk. Commits nothing, and writes no more than the workbook
//! that shows where the faults are.

use crate::announce::{fresh_master, past_times, targets_not_read};
use crate::clock::Clock;
use crate::files::{Folder, exists};
use crate::input::{self, Inputs, marked};
use crate::out::{Exit, Failure, Out, Outcome};
use crate::text::Words;
use crate::text::{Shown as _, Typed as _};
use crate::{account, book, continued, contribution, earlier, forms, text};
use dual_random::draw::{SimulateError, simulate};
use dual_random::fault::FaultCode;
use dual_random::plan::Ceremony;
use dual_random::{Draft, Inspector};
use std::ops::ControlFlow;
use std::path::Path;
use std::time::{Duration, Instant};

/// How many draws are simulated, if they do not take too long together.
const SIMULATIONS: u32 = 20;
const ENOUGH: Duration = Duration::from_secs(20);

pub(crate) fn run(dir: &Path, given: Option<&Path>, clock: &Clock, out: &mut Out) -> Outcome<Exit> {
    let folder = Folder::new(dir);
    let selection = continued::selection(&folder, given)?;
    let selection = selection.as_deref();
    let read = input::read(&folder, selection)?;
    let checked = read.and_then(|inputs| inputs.clone().draft().map(|draft| (inputs, draft)));
    let (inputs, draft) =
        match checked {
            Ok(checked) => checked,
            Err(flaws) => {
                out.lines(flaws.notes.iter().cloned());
                for message in flaws.messages() {
                    out.note(message);
                }
                if flaws.all.iter().any(|flaw| {
                    flaw.fault.as_ref().is_some_and(|fault| fault.code() == FaultCode::Unstaffable)
                }) {
                    out.note(text::unstaffable_hint());
                }
                if forms::lacks_changes(&flaws) {
                    out.note(text::changes_form_hint(dir.typed(), text::with_selection(given)));
                }
                let path = marked::write(&folder, &flaws, out.language)?;
                return Err(Failure(text::faults_found(flaws.all.len(), path.shown())));
            }
        };
    marked::clear(&folder, out.language)?;
    let plan = draft.plan();
    out.line(text::no_faults(&plan.draw, text::name(&plan.title), plan.ceremony));
    out.lines(account::rosters(&inputs.rosters));
    out.lines(account::columns(&inputs.columns));
    out.lines(inputs.notes.iter().cloned());
    out.lines(inputs.marked.map(earlier::account));
    out.lines(account::strata(plan, draft.strata()));
    out.lines(account::rules(&draft.rule_uses()));
    out.lines(account::notes(&draft.notes()));
    for smallest in draft.smallest_pools() {
        // For targets that are drawn no name is said: they are secret until the visits.
        let place = if plan.ceremony == Ceremony::Staffing {
            text::seat_only(smallest.seat)
        } else {
            text::seat_place(&smallest.target, smallest.seat)
        };
        out.line(text::smallest_pool(text::name(&smallest.stratum), smallest.pool, place));
    }
    let carried = inputs.rosters.targets.iter().filter(|target| target.carried && target.exemption.is_none());
    let carried: Vec<Words> =
        carried.map(|target| text::target_named(&target.id, text::name(&target.name))).collect();
    if !carried.is_empty() {
        out.line(text::carried_named(account::first_few(&carried, Clone::clone)));
    }
    if !inputs.changes.is_empty() {
        out.line(text::changes_are_found());
    }
    out.lines(expired(&inputs));
    targets_not_read(&folder, plan, out);
    if !exists(&folder.announcement()) {
        past_times(plan, &clock.now()?, out);
    }
    if contribution::is_alone(plan) {
        out.line(text::nobody_contributes());
    }
    let is_short = simulated(draft, SIMULATIONS, out)?;
    if exists(&folder.announcement()) {
        out.line(text::announced_already(folder.announcement().shown()));
        return Ok(Exit::Done);
    }
    let (dir, given) = (dir.typed(), text::with_selection(given));
    if is_short {
        out.line(text::check_short_next(dir, given));
        return Ok(Exit::Incomplete);
    }
    out.hint(text::check_next(dir, given));
    Ok(Exit::Done)
}

/// Inspectors who are never drawn, because their certificates do not cover the visits.
fn expired(inputs: &Inputs) -> Option<Words> {
    let visits = inputs.plan.visits;
    let of = |inspector: &&Inspector| inspector.valid_from > visits.from || inspector.valid_to < visits.to;
    let all: Vec<&Inspector> = inputs.rosters.inspectors.iter().filter(of).collect();
    let show = |i: &&Inspector| text::certificate(&i.id, text::name(&i.name), i.valid_from, i.valid_to);
    let list = text::joined(all.iter().map(show));
    (!all.is_empty()).then(|| text::expired(all.len(), visits.from, visits.to, list))
}

/// Draws with throw-away secrets and values. Only the chances are learned from it, never the result.
/// Gives whether every draw was short of inspectors.
pub(crate) fn simulated(draft: Draft, most: u32, out: &mut Out) -> Outcome<bool> {
    let plan = draft.plan().clone();
    let began = Instant::now();
    let mut goes_on = |draws: u32| {
        out.counted(draws as usize, most as usize);
        if began.elapsed() < ENOUGH { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    };
    match simulate(draft, fresh_master()?, most, &mut goes_on) {
        Ok(seen) => {
            out.lines(seen.notes());
            if seen.capacity < seen.most_seats {
                let limit = text::name(book::workload_shown(plan.workload, out.language));
                out.line(text::too_few_visits(seen.most_seats, seen.capacity, limit));
            } else if let Some((team, seat)) = seen.scarcest {
                let ask = plan.teams.get(team - 1).and_then(|rule| rule.seats.get(seat - 1));
                let ask = book::seats_shown(ask.map(std::slice::from_ref).unwrap_or_default(), out.language);
                out.line(text::scarcest_seat(team, seat, text::name(ask)));
            }
            Ok(seen.draws > 0 && seen.short == seen.draws)
        }
        Err(SimulateError::Limits { .. }) => {
            out.line(text::cannot_simulate());
            Ok(false)
        }
        Err(error) => Err(Failure(Words::of(error))),
    }
}
