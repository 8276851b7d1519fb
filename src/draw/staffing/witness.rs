//! The witness: a complete assignment of the seats that are still open, kept while slips are tried, and repaired along
//! an augmenting path when a slip differs from it.
//!
//! The flow network behind it is source → seat → (target, inspector) → inspector → sink. The middle node has capacity 1
//! (no one sits twice on a team), the inspector's arc to the sink the cap on visits. An augmenting path is a chain
//! of seats, each of which takes over the inspector of the next: either because the inspector is full and sheds the next
//! seat, or because the next seat, of the same team, holds the middle node. The second case is why "already on this
//! team" must not be a plain no: the path leads through the middle node to the seat that holds it.

use crate::rules::Admission;
use std::ops::Range;

const NOBODY: u32 = u32::MAX;

/// The bound on work was reached before the question was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct WorkLimit;

/// How much searching is allowed, in looks at one inspector for one seat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Budget(u64);

impl Budget {
    /// That of a ceremony. Whoever draws has the same bound as whoever verifies: what is drawn can be verified.
    pub(crate) const CEREMONY: Self = Self(1 << 37);
    /// That of an amendment, of which there may be many, and which fills few seats.
    pub(crate) const AMENDMENT: Self = Self(1 << 29);

    /// The same, or less.
    pub(super) fn at_most(&self, looks: u64) -> Self {
        Self(self.0.min(looks))
    }

    /// How much of it was spent when so much is left.
    pub(super) fn minus(&self, left: &Self) -> u64 {
        self.0.saturating_sub(left.0)
    }

    fn spend(&mut self, looks: usize) -> Result<(), WorkLimit> {
        self.0 = self.0.checked_sub(looks as u64).ok_or(WorkLimit)?;
        Ok(())
    }
}

/// An open seat as the witness sees it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OpenSeat {
    /// Place of the target in the roster.
    pub(crate) target: usize,
    /// Number of what the seat asks for.
    pub(crate) ask: usize,
    /// Number of the team.
    pub(crate) team: usize,
}

/// A team: its open seats, and who sits there already.
#[derive(Debug, Clone)]
pub(crate) struct Team {
    pub(crate) seats: Range<usize>,
    pub(crate) members: Vec<u32>,
}

/// A small set of inspectors with constant-time changes.
#[derive(Debug, Clone)]
struct Spare {
    list: Vec<u32>,
    at: Vec<u32>,
}

impl Spare {
    fn new(inspectors: usize) -> Self {
        Self { list: Vec::new(), at: vec![NOBODY; inspectors] }
    }

    fn set(&mut self, inspector: u32, spare: bool) {
        let at = self.at[inspector as usize];
        match (spare, at == NOBODY) {
            (true, true) => {
                self.at[inspector as usize] = u32::try_from(self.list.len()).unwrap_or(NOBODY);
                self.list.push(inspector);
            }
            (false, false) => {
                self.list.swap_remove(at as usize);
                if let Some(moved) = self.list.get(at as usize) {
                    self.at[*moved as usize] = at;
                }
                self.at[inspector as usize] = NOBODY;
            }
            _ => {}
        }
    }
}

/// Marks of one search, cleared in constant time.
#[derive(Debug, Clone)]
struct Marks {
    round: u32,
    marked: Vec<u32>,
}

impl Marks {
    fn new(len: usize) -> Self {
        Self { round: 0, marked: vec![0; len] }
    }

    fn clear(&mut self) {
        if self.round == u32::MAX {
            self.marked.fill(0);
            self.round = 0;
        }
        self.round += 1;
    }

    /// Marks, and says whether it was unmarked.
    fn mark(&mut self, index: usize) -> bool {
        let fresh = self.marked[index] != self.round;
        self.marked[index] = self.round;
        fresh
    }

    fn has(&self, index: usize) -> bool {
        self.marked[index] == self.round
    }
}

/// The witness.
pub(crate) struct Witness<'a> {
    admission: &'a Admission<'a>,
    candidates: Vec<Vec<u32>>,
    /// Per ask, the candidates that the search has not reached yet, once it needs them: with it a failed search costs
    /// little more than the seats and inspectors it reaches.
    unreached: Vec<Option<Vec<u32>>>,
    seats: &'a [OpenSeat],
    teams: Vec<Team>,
    caps: Vec<u32>,
    /// Visits of each inspector: earlier ones, fixed ones, and those of the witness.
    load: Vec<u32>,
    /// Visits that no longer change.
    settled: Vec<u32>,
    /// Who holds a seat in the witness, or has taken it for good.
    holder: Vec<u32>,
    fixed: Vec<bool>,
    /// The seats that each inspector holds in the witness, and each such seat's place in that list.
    held: Vec<Vec<u32>>,
    held_at: Vec<u32>,
    spare: Spare,
    seen_seats: Marks,
    seen_inspectors: Marks,
    /// Seats and inspectors from which no room can be reached any more.
    dead_seats: Vec<bool>,
    dead_inspectors: Vec<bool>,
    buried: bool,
    reached_inspectors: Vec<u32>,
    parent: Vec<u32>,
    queue: Vec<u32>,
    pub(crate) budget: Budget,
}

fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(NOBODY)
}

/// What a search begins with.
#[derive(Clone, Copy)]
enum Start {
    /// A seat that needs somebody.
    Seat(usize),
    /// An inspector with one visit too many.
    Overfull(u32),
}

impl<'a> Witness<'a> {
    /// A witness that assigns nothing yet. `load` are the visits that earlier ceremonies gave.
    pub(crate) fn new(
        admission: &'a Admission<'a>,
        asks: usize,
        seats: &'a [OpenSeat],
        teams: Vec<Team>,
        caps: Vec<u32>,
        load: Vec<u32>,
        budget: Budget,
    ) -> Self {
        let inspectors = caps.len();
        let mut witness = Self {
            admission,
            candidates: (0..asks).map(|ask| admission.candidates(ask)).collect(),
            unreached: vec![None; asks],
            seats,
            teams,
            caps,
            settled: load.clone(),
            load,
            holder: vec![NOBODY; seats.len()],
            fixed: vec![false; seats.len()],
            held: vec![Vec::new(); inspectors],
            held_at: vec![0; seats.len()],
            spare: Spare::new(inspectors),
            seen_seats: Marks::new(seats.len()),
            seen_inspectors: Marks::new(inspectors),
            dead_seats: vec![false; seats.len()],
            dead_inspectors: vec![false; inspectors],
            buried: false,
            reached_inspectors: Vec::new(),
            parent: vec![NOBODY; seats.len()],
            queue: Vec::new(),
            budget,
        };
        (0..inspectors).for_each(|inspector| witness.update_spare(number(inspector)));
        witness
    }

    fn update_spare(&mut self, inspector: u32) {
        let i = inspector as usize;
        self.spare.set(inspector, self.load[i] < self.caps[i]);
    }

    fn assign(&mut self, seat: usize, inspector: u32) {
        let list = &mut self.held[inspector as usize];
        self.held_at[seat] = number(list.len());
        list.push(number(seat));
        self.holder[seat] = inspector;
        self.load[inspector as usize] += 1;
        self.update_spare(inspector);
    }

    fn release(&mut self, seat: usize) -> u32 {
        let inspector = self.holder[seat];
        let list = &mut self.held[inspector as usize];
        let at = self.held_at[seat] as usize;
        list.swap_remove(at);
        if let Some(moved) = list.get(at) {
            self.held_at[*moved as usize] = number(at);
        }
        self.holder[seat] = NOBODY;
        self.load[inspector as usize] -= 1;
        self.update_spare(inspector);
        inspector
    }

    /// Whether an inspector could hold a seat, the other open seats and workload aside.
    fn may_hold(&self, seat: usize, inspector: u32) -> bool {
        let OpenSeat { target, ask, team } = self.seats[seat];
        self.admission.fixed_reason(target, ask, inspector as usize).is_none()
            && !self.teams[team].members.contains(&inspector)
    }

    /// The open seat of the same team that an inspector holds in the witness.
    fn held_in_team(&self, seat: usize, inspector: u32) -> Option<usize> {
        let mut seats = self.teams[self.seats[seat].team].seats.clone();
        seats.find(|other| *other != seat && !self.fixed[*other] && self.holder[*other] == inspector)
    }

    /// Gives an open seat somebody, moving others where needed. Returns whether that is possible; if not, the seats
    /// reached are marked and nothing has moved.
    pub(crate) fn augment(&mut self, seat: usize) -> Result<bool, WorkLimit> {
        self.search(Start::Seat(seat))
    }

    /// The seats that the last search, if it failed, reached: with its first seat they are the smallest set that cannot
    /// be filled (the fundamental circuit), since each of them, if given up, would make the search succeed.
    pub(crate) fn reached(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.seats.len()).filter(|seat| self.seen_seats.has(*seat))
    }

    /// After a failed search, leaves out what it reached from later ones. Whatever it reached has no room and no way to
    /// any; later paths end at room, so they cannot pass through, and the set stays closed: until an inspector in it
    /// gets room ([`Self::unbury`]). This is what keeps many short seats, and many slips that strand others, cheap.
    pub(crate) fn bury_reached(&mut self) {
        for seat in self.queue.drain(..) {
            self.dead_seats[seat as usize] = true;
        }
        for inspector in self.reached_inspectors.drain(..) {
            self.dead_inspectors[inspector as usize] = true;
        }
        self.buried = true;
    }

    /// Forgets what was buried.
    fn unbury(&mut self) {
        if self.buried {
            self.dead_seats.fill(false);
            self.dead_inspectors.fill(false);
            self.buried = false;
        }
    }

    fn search(&mut self, start: Start) -> Result<bool, WorkLimit> {
        self.seen_seats.clear();
        self.seen_inspectors.clear();
        self.queue.clear();
        self.reached_inspectors.clear();
        self.unreached.fill(None);
        match start {
            Start::Seat(seat) => self.reach(seat, NOBODY),
            Start::Overfull(inspector) => self.shed(inspector, NOBODY),
        }
        let mut next = 0;
        while let Some(seat) = self.queue.get(next).copied() {
            next += 1;
            if self.expand(seat as usize)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Puts a seat that would lose its inspector to `parent` into the queue.
    fn reach(&mut self, seat: usize, parent: u32) {
        if !self.dead_seats[seat] && self.seen_seats.mark(seat) {
            self.parent[seat] = parent;
            self.queue.push(number(seat));
        }
    }

    /// Reaches all seats that a full inspector could shed.
    fn shed(&mut self, inspector: u32, parent: u32) {
        if self.seen_inspectors.mark(inspector as usize) {
            self.reached_inspectors.push(inspector);
            for index in 0..self.held[inspector as usize].len() {
                let seat = self.held[inspector as usize][index];
                self.reach(seat as usize, parent);
            }
        }
    }

    /// Looks for an inspector for a seat that has lost its own; if one has room, moves everybody along the path.
    fn expand(&mut self, seat: usize) -> Result<bool, WorkLimit> {
        let ask = self.seats[seat].ask;
        // Whoever has room ends the search, so those are asked first where they are few.
        let few = self.spare.list.len() <= 8;
        let quick = few.then(|| self.find_room(seat, &self.spare.list)).flatten();
        // Nobody reached before has room, so it is enough to ask the others.
        let unreached = self.unreached[ask].take();
        let looks = unreached.as_ref().map_or(self.candidates[ask].len(), Vec::len);
        self.budget.spend(looks + self.spare.list.len().min(8) + 1)?;
        let found = quick.or_else(|| match &unreached {
            Some(unreached) => self.find_room(seat, unreached),
            None => self.find_room(seat, &self.candidates[ask]),
        });
        if let Some(inspector) = found {
            self.apply(seat, inspector);
            return Ok(true);
        }
        let mut unreached = unreached.unwrap_or_else(|| self.candidates[ask].clone());
        for inspector in &unreached {
            let (inspector, index) = (*inspector, *inspector as usize);
            let passed = self.seen_inspectors.has(index) || self.dead_inspectors[index];
            if inspector != self.holder[seat] && !passed && self.may_hold(seat, inspector) {
                match self.held_in_team(seat, inspector) {
                    Some(other) => self.reach(other, number(seat)),
                    None => self.shed(inspector, number(seat)),
                }
            }
        }
        unreached.retain(|inspector| {
            let index = *inspector as usize;
            !self.seen_inspectors.has(index) && !self.dead_inspectors[index]
        });
        self.unreached[ask] = Some(unreached);
        Ok(false)
    }

    fn find_room(&self, seat: usize, among: &[u32]) -> Option<u32> {
        among.iter().copied().find(|inspector| {
            self.load[*inspector as usize] < self.caps[*inspector as usize]
                && *inspector != self.holder[seat]
                && self.may_hold(seat, *inspector)
                && self.held_in_team(seat, *inspector).is_none()
        })
    }

    /// Gives `inspector` to the last seat of a path; each seat before it takes over what the next one held.
    fn apply(&mut self, last: usize, inspector: u32) {
        let mut seat = last;
        let mut gets = inspector;
        loop {
            let had = if self.holder[seat] == NOBODY { NOBODY } else { self.release(seat) };
            self.assign(seat, gets);
            let parent = self.parent[seat];
            if parent == NOBODY {
                return;
            }
            seat = parent as usize;
            gets = had;
        }
    }

    /// Raises every cap to what `caps` gives.
    pub(crate) fn set_caps(&mut self, caps: Vec<u32>) {
        self.caps = caps;
        (0..self.caps.len()).for_each(|inspector| self.update_spare(number(inspector)));
    }

    /// Visits that an inspector has for good.
    pub(crate) fn has_settled(&self, inspector: u32) -> u32 {
        self.settled[inspector as usize]
    }

    /// The cap on an inspector's visits.
    pub(crate) fn cap(&self, inspector: u32) -> u32 {
        self.caps[inspector as usize]
    }

    /// Whether an inspector sits on a seat's team for good.
    pub(crate) fn is_on_team(&self, seat: usize, inspector: u32) -> bool {
        self.teams[self.seats[seat].team].members.contains(&inspector)
    }

    /// Lets an inspector take a seat for good, if the seats still open can all be filled afterwards. The inspector has
    /// no fixed reason against the seat, is not on the team for good, and has not reached the cap.
    pub(crate) fn take(&mut self, seat: usize, inspector: u32) -> Result<bool, WorkLimit> {
        let team = self.seats[seat].team;
        let before = self.holder[seat];
        let other = self.held_in_team(seat, inspector);
        // Leaving the witness, the seat gives its holder room, and its team's middle node to that holder free. What is
        // buried stays closed only if it had neither the seat nor its holder.
        if self.dead_seats[seat] || self.dead_inspectors[before as usize] {
            self.unbury();
        }
        // What this inspector would shed, or the seat that would lose them, leads nowhere: found by an earlier search.
        let leads_nowhere = match other {
            Some(other) => self.dead_seats[other],
            None => self.dead_inspectors[inspector as usize],
        };
        if leads_nowhere {
            return Ok(false);
        }
        // The seat leaves the witness; its new holder counts as a settled visit.
        self.release(seat);
        self.fixed[seat] = true;
        self.teams[team].members.push(inspector);
        self.settled[inspector as usize] += 1;
        if before == inspector {
            self.load[inspector as usize] += 1;
            self.update_spare(inspector);
            self.holder[seat] = inspector;
            return Ok(true);
        }
        let repaired = match other {
            Some(other) => {
                self.release(other);
                self.load[inspector as usize] += 1;
                self.update_spare(inspector);
                let repaired = self.search(Start::Seat(other))?;
                if !repaired {
                    self.load[inspector as usize] -= 1;
                    self.assign(other, inspector);
                }
                repaired
            }
            None => {
                self.load[inspector as usize] += 1;
                self.update_spare(inspector);
                let full = self.load[inspector as usize] > self.caps[inspector as usize];
                let repaired = !full || self.search(Start::Overfull(inspector))?;
                if !repaired {
                    self.load[inspector as usize] -= 1;
                    self.update_spare(inspector);
                }
                repaired
            }
        };
        if repaired {
            self.holder[seat] = inspector;
        } else {
            self.bury_reached();
            self.settled[inspector as usize] -= 1;
            self.teams[team].members.pop();
            self.fixed[seat] = false;
            self.assign(seat, before);
        }
        Ok(repaired)
    }
}
