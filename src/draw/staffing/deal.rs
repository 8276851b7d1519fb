//! Which seats are staffed, the balanced cap, and the dealing (PROTOCOL.md §12.2–§12.5).

use super::witness::{Budget, OpenSeat, Team, Witness};
use crate::draw::deck::Dealer;
use crate::draw::work::{Halt, Step, Stopped, Work};
use crate::plan::{Plan, Workload};
use crate::rules::{Admission, Draws, Pool, Reason, team_of};
use crate::types::digest::{Digest, HashAlgorithm};
use crate::types::id::InspectorId;
use std::collections::{BTreeMap, BTreeSet};

/// A staffing case: the drawn targets in the order of service, each with who sits there already.
pub(crate) struct Case<'a> {
    pub(crate) plan: &'a Plan,
    pub(crate) draws: Draws<'a>,
    pub(crate) served: &'a [(usize, Vec<Option<InspectorId>>)],
    /// What an amendment fills again; without one, every open seat is drawn.
    pub(crate) refill: Option<Refill<'a>>,
}

/// The seats that an amendment fills again; other open seats stay as they are.
#[derive(Clone, Copy)]
pub(crate) struct Refill<'a> {
    /// The seats: place of the target in the roster, place in the team.
    pub(crate) vacant: &'a BTreeSet<(usize, usize)>,
    /// How many slips of their decks were dealt before.
    pub(crate) dealt: &'a BTreeMap<(usize, usize), usize>,
    /// The common cap before; a balanced one never falls.
    pub(crate) cap: Option<u32>,
}

impl Case<'_> {
    fn is_drawn_now(&self, target: usize, seat: usize) -> bool {
        self.refill.is_none_or(|refill| refill.vacant.contains(&(target, seat)))
    }

    fn dealt(&self, target: usize, seat: usize) -> usize {
        self.refill.and_then(|refill| refill.dealt.get(&(target, seat)).copied()).unwrap_or(0)
    }
}

/// Slips that came up, in order, with their reasons.
pub(crate) type Trail = Vec<(u32, Reason)>;

/// What dealing one open seat gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SeatDraw {
    /// Place among the drawn targets.
    pub(crate) served: usize,
    /// Place of the seat in the team.
    pub(crate) seat: usize,
    pub(crate) pool: Pool,
    /// Empty for a short seat.
    pub(crate) trail: Trail,
}

impl SeatDraw {
    /// Who took the seat.
    pub(crate) fn taken_by(&self) -> Option<u32> {
        self.trail.last().map(|(inspector, _)| *inspector)
    }
}

/// The outcome of staffing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Staffed {
    /// All open seats in the order of service.
    pub(crate) seats: Vec<SeatDraw>,
    /// The common cap, if there is one.
    pub(crate) cap: Option<u32>,
    /// Places in `seats` of the smallest set around the first short seat, and those eligible for any of them.
    pub(crate) circuit: Option<(Vec<usize>, Vec<usize>)>,
}

fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

/// The caps under a common cap.
fn capped(own: &[u32], common: Option<u32>) -> Vec<u32> {
    own.iter().map(|own| common.map_or(*own, |common| common.min(*own))).collect()
}

/// An open seat: place among the drawn targets, place in the team, and what the witness needs to know.
type Open = (usize, usize, OpenSeat);

/// What is to be staffed: open seats in the order of service, and what earlier ceremonies have settled.
struct Board {
    open: Vec<Open>,
    /// Who sits on each team already.
    members: Vec<Vec<u32>>,
    /// Visits that each inspector already has.
    load: Vec<u32>,
    /// How many different things seats ask for.
    asks: usize,
}

impl Board {
    fn new<'a>(case: &Case<'a>, admission: &mut Admission<'a>) -> Self {
        let Case { plan, draws, served, .. } = *case;
        let mut board =
            Self { open: Vec::new(), members: Vec::new(), load: vec![0; draws.inspectors.len()], asks: 0 };
        for (team, (target, seats)) in served.iter().enumerate() {
            let asked = team_of(plan, draws.targets[*target]);
            let mut present = Vec::new();
            for (seat, (holder, ask)) in seats.iter().zip(asked).enumerate() {
                match holder {
                    None if !case.is_drawn_now(*target, seat) => {}
                    None => {
                        let ask = admission.ask(ask);
                        board.asks = board.asks.max(ask + 1);
                        board.open.push((team, seat, OpenSeat { target: *target, ask, team }));
                    }
                    // Who has left the roster since keeps the seat, and has no visits to count.
                    Some(id) => {
                        if let Some(inspector) = draws.inspector_index(id) {
                            present.push(number(inspector));
                            board.load[inspector] += 1;
                        }
                    }
                }
            }
            board.members.push(present);
        }
        board
    }

    /// The open seats that are kept, with their teams, and their places among all.
    fn seats(&self, keep: impl Fn(usize) -> bool) -> (Vec<OpenSeat>, Vec<Team>, Vec<usize>) {
        let mut seats = Vec::new();
        let mut origin = Vec::new();
        let mut teams: Vec<Team> =
            self.members.iter().map(|members| Team { seats: 0..0, members: members.clone() }).collect();
        for (index, (_, _, seat)) in self.open.iter().enumerate().filter(|(index, _)| keep(*index)) {
            let range = &mut teams[seat.team].seats;
            if range.start == range.end {
                range.start = seats.len();
            }
            range.end = seats.len() + 1;
            seats.push(*seat);
            origin.push(index);
        }
        (seats, teams, origin)
    }
}

/// What the decks of a draw are dealt from.
#[derive(Clone, Copy)]
pub(crate) struct Decks {
    pub(crate) hash: HashAlgorithm,
    pub(crate) key: Digest,
}

/// Staffs a case: decides which seats are staffed and under which cap, and deals their decks.
pub(crate) fn staff(
    case: &Case<'_>,
    decks: Decks,
    budget: Budget,
    work: &mut Work<'_>,
) -> Result<Staffed, Halt> {
    let allowed = budget.at_most(work.left());
    let (is_own, before) = (allowed != budget, allowed.clone());
    match staff_within(case, decks, allowed, work) {
        Ok((staffed, left)) => {
            work.spend(before.minus(&left))?;
            Ok(staffed)
        }
        Err(Halt::TooMuch) if is_own => Err(Stopped::WorkLimit.into()),
        Err(halt) => Err(halt),
    }
}

/// The same, with what is left of a budget.
fn staff_within(
    case: &Case<'_>,
    decks: Decks,
    mut budget: Budget,
    work: &mut Work<'_>,
) -> Result<(Staffed, Budget), Halt> {
    let Case { plan, draws, .. } = *case;
    let mut admission = Admission::new(plan, draws);
    let board = Board::new(case, &mut admission);
    let pools: Vec<Pool> =
        board.open.iter().map(|(_, _, seat)| admission.pool(seat.target, seat.ask)).collect();
    let own: Vec<u32> = draws.inspectors.iter().map(|inspector| inspector.max_visits.get()).collect();
    let given = match plan.workload {
        Workload::Common(cap) => Some(cap),
        Workload::Own | Workload::Balanced => None,
    };
    let (staffed, circuit) = which_are_staffed(&board, &admission, capped(&own, given), &mut budget, work)?;
    let circuit = circuit.map(|seats| {
        let eligible = eligible_for_any(&board, &admission, &seats);
        (seats, eligible)
    });

    // A fresh witness of the staffed seats under the cap of the dealing.
    let (seats, teams, origin) = board.seats(|seat| staffed[seat]);
    let (mut cap, balanced) = match plan.workload {
        Workload::Balanced => {
            let before = case.refill.and_then(|refill| refill.cap).unwrap_or(0);
            (Some(before.max(least_conceivable_cap(&own, &board.load, seats.len()))), true)
        }
        Workload::Own | Workload::Common(_) => (given, false),
    };
    let load = board.load.clone();
    let mut witness = Witness::new(&admission, board.asks, &seats, teams, capped(&own, cap), load, budget);
    for seat in 0..seats.len() {
        // A cap is raised only when a set of seats provably cannot be filled under it, so the last one is the smallest.
        while !witness.augment(seat)? {
            match cap {
                Some(common) if balanced => {
                    cap = Some(common + 1);
                    witness.set_caps(capped(&own, cap));
                }
                // Cannot happen: the same seats were filled under the same caps above.
                _ => return Err(Halt::TooMuch),
            }
        }
    }

    let trails = deal(case, decks, &admission, &mut witness, &board.open, &origin, work)?;
    let mut trails: BTreeMap<usize, Trail> = origin.into_iter().zip(trails).collect();
    let open = board.open.iter().zip(pools).enumerate();
    let seats = open
        .map(|(index, ((served, seat, _), pool))| {
            let trail = trails.remove(&index).unwrap_or_default();
            SeatDraw { served: *served, seat: *seat, pool, trail }
        })
        .collect();
    Ok((Staffed { seats, cap, circuit }, witness.budget))
}

/// Which seats are staffed: the greedy basis, one augmenting path a seat. Also the smallest set around the first short
/// seat that cannot be filled.
fn which_are_staffed(
    board: &Board,
    admission: &Admission<'_>,
    caps: Vec<u32>,
    budget: &mut Budget,
    work: &mut Work<'_>,
) -> Result<(Vec<bool>, Option<Vec<usize>>), Halt> {
    let (seats, teams, _) = board.seats(|_| true);
    let mut witness =
        Witness::new(admission, board.asks, &seats, teams, caps, board.load.clone(), budget.clone());
    let mut staffed = Vec::with_capacity(seats.len());
    let mut circuit = None;
    for seat in 0..seats.len() {
        let fits = witness.augment(seat)?;
        staffed.push(fits);
        if !fits && circuit.is_none() {
            circuit = Some(witness.reached().collect());
        }
        if !fits {
            witness.bury_reached();
        }
        work.tell(Step::Staffing, seat + 1, seats.len())?;
    }
    *budget = witness.budget;
    Ok((staffed, circuit))
}

/// Places of the inspectors who are eligible for at least one of some seats.
fn eligible_for_any(board: &Board, admission: &Admission<'_>, seats: &[usize]) -> Vec<usize> {
    let mut eligible = vec![false; admission.inspectors()];
    for seat in seats {
        let OpenSeat { target, ask, .. } = board.open[*seat].2;
        admission.eligible(target, ask).for_each(|inspector| eligible[inspector] = true);
    }
    (0..eligible.len()).filter(|inspector| eligible[*inspector]).collect()
}

/// The smallest common cap that leaves room for so many visits at all.
fn least_conceivable_cap(own: &[u32], load: &[u32], visits: usize) -> u32 {
    let room = |cap: u32| -> u64 {
        own.iter().zip(load).map(|(own, load)| u64::from(cap.min(*own).saturating_sub(*load))).sum()
    };
    let (mut low, mut high) = (0, own.iter().copied().max().unwrap_or(0));
    while low < high {
        let middle = low + (high - low) / 2;
        if room(middle) >= visits as u64 {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}

/// Deals the decks of the staffed seats in the order of service.
fn deal(
    case: &Case<'_>,
    decks: Decks,
    admission: &Admission<'_>,
    witness: &mut Witness<'_>,
    all: &[Open],
    origin: &[usize],
    work: &mut Work<'_>,
) -> Result<Vec<Trail>, Halt> {
    let mut dealer = Dealer::new(decks.hash, &decks.key, number(case.draws.inspectors.len()));
    let mut trails = Vec::with_capacity(origin.len());
    for (done, index) in origin.iter().enumerate() {
        let (_, seat, OpenSeat { target, ask, .. }) = all[*index];
        let mut trail = Vec::new();
        let deck = dealer.deck(&case.draws.targets[target].id, number(seat) + 1);
        for inspector in deck.continued(case.dealt(target, seat)) {
            let reason = match admission.fixed_reason(target, ask, inspector as usize) {
                Some(reason) => reason,
                None if witness.has_settled(inspector) >= witness.cap(inspector) => Reason::Workload,
                None if witness.is_on_team(done, inspector) => Reason::OnTeam,
                None if witness.take(done, inspector)? => Reason::Taken,
                None => Reason::Strands,
            };
            trail.push((inspector, reason));
            if reason == Reason::Taken {
                break;
            }
        }
        trails.push(trail);
        work.tell(Step::Seats, done + 1, origin.len())?;
    }
    Ok(trails)
}
