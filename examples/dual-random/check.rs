//! `check`: every fault, quotas in numbers, pools and staffing risk. Commits nothing, writes nothing.

use crate::announce::{announced, fresh_master, past_times, targets_not_read};
use crate::clock::Clock;
use crate::files::{Folder, exists};
use crate::input::{self, Inputs};
use crate::out::{Exit, Failure, Out, Outcome};
use crate::text::Shown as _;
use crate::text::Words;
use crate::{account, earlier, explain, text};
use dual_random::plan::{Authority, Ceremony, PublicValue, Source, ValueKind};
use dual_random::{Id, Inspector, Story, UsedValue};
use rand::TryRng;
use std::path::Path;
use std::time::{Duration, Instant};

/// How many draws are simulated, if they do not take too long together.
const SIMULATIONS: u32 = 20;
const ENOUGH: Duration = Duration::from_secs(20);

pub(crate) fn run(dir: &Path, selection: Option<&Path>, clock: &Clock, out: &mut Out) -> Outcome<Exit> {
    let folder = Folder::new(dir);
    let read = input::read(&folder, selection)?;
    let checked = read.and_then(|inputs| inputs.clone().draft().map(|draft| (inputs, draft)));
    let (inputs, draft) = match checked {
        Ok(checked) => checked,
        Err(faults) => {
            let messages = faults.messages(&folder);
            let count = messages.len();
            for message in messages {
                out.note(message);
            }
            return Err(Failure(text::faults_found(count)));
        }
    };
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
        let place = format!("{} #{}", smallest.target, smallest.seat);
        out.line(text::smallest_pool(text::name(&smallest.stratum), smallest.pool, text::name(place)));
    }
    out.lines(expired(&inputs));
    targets_not_read(&folder, plan, out);
    if !exists(&folder.announcement()) {
        past_times(plan, &clock.now()?, out);
    }
    drop(draft);
    let capacity =
        inputs.rosters.inspectors.iter().map(|inspector| u64::from(inspector.max_visits.get())).sum();
    simulate(inputs, capacity, out)?;
    out.line(if exists(&folder.announcement()) {
        text::announced_already(folder.announcement().shown())
    } else {
        text::check_next(dir.shown(), text::with_selection(selection))
    });
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

/// What simulated draws showed.
#[derive(Default)]
struct Seen {
    draws: u32,
    short: u32,
    most_short: usize,
    seats: Option<(u64, u64)>,
}

/// Draws with throw-away secrets and values. Only the chances are learned from it, never the result.
fn simulate(mut inputs: Inputs, capacity: u64, out: &mut Out) -> Outcome<()> {
    let plan = &mut inputs.plan;
    // Whatever the plan announces, chance here comes from this computer.
    if plan.ceremony == Ceremony::Selection {
        plan.ceremony = Ceremony::Both;
    }
    let name = simulated_name()?;
    let kind = ValueKind::Hex { bytes: 32 };
    plan.values.truncate(1);
    for PublicValue { source: Source { kind: announced, .. }, fallbacks, name: announced_name, .. } in
        &mut plan.values
    {
        *announced = kind.clone();
        *announced_name = name.clone();
        fallbacks.clear();
    }
    plan.authorities.iter_mut().for_each(|Authority { commitment, .. }| *commitment = None);
    let Ok(draft) = inputs.draft() else {
        out.line(text::cannot_simulate());
        return Ok(());
    };
    let simulated = announced(draft, fresh_master()?)?;
    let (began, mut seen) = (Instant::now(), Seen::default());
    while seen.draws < SIMULATIONS && (seen.draws == 0 || began.elapsed() < ENOUGH) {
        let value = UsedValue::main(name.clone(), random_hex()?);
        let drawn = dual_random::draw(&simulated.announcement, &simulated.opening, &[value])
            .map_err(|error| Failure(text::not_drawn(error)))?;
        seen.add(&explain::story(&drawn)?);
        let (done, of) = (seen.draws as usize, SIMULATIONS as usize);
        out.counted(done, of);
    }
    out.lines(seen.lines(capacity));
    Ok(())
}

fn simulated_name() -> Outcome<Id> {
    Id::new("simulated").map_err(|error| Failure(text::cannot_encode(error)))
}

fn random_hex() -> Outcome<String> {
    let mut bytes = [0; 32];
    rand::rngs::SysRng
        .try_fill_bytes(&mut bytes)
        .map_err(|error| Failure(text::no_entropy(text::entropy(error))))?;
    Ok(dual_random::Digest::from_bytes(bytes).to_hex())
}

impl Seen {
    fn add(&mut self, story: &Story<'_>) {
        self.draws += 1;
        let short = story.short();
        self.short += u32::from(short > 0);
        self.most_short = self.most_short.max(short);
        let total = story.seal().seats.total;
        let (least, most) = self.seats.unwrap_or((total, total));
        self.seats = Some((least.min(total), most.max(total)));
    }

    fn lines(&self, capacity: u64) -> Vec<Words> {
        let (least, most) = self.seats.unwrap_or_default();
        let mut lines = vec![text::seats_and_capacity(least, most, capacity)];
        lines.push(match self.short {
            0 => text::simulated_well(self.draws),
            short => text::simulated_short(self.draws, short, self.most_short),
        });
        lines
    }
}
