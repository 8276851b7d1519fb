//! Amendments: strikes after the seal, and what the announced rules make of them (PROTOCOL.md §15). Those who amend and
//! the verifier share this.

use crate::commit::amendment_commitment;
use crate::commit::canonical::FormError;
use crate::commit::document::{Amendment, AmendmentOutcome, AmendmentSeal, Disclosure, Strikes, TeamResult};
use crate::draw::staffing::{Budget, Case, Decks, Refill, Shortage, staff};
use crate::draw::ticket::Tickets;
use crate::draw::{Halt, Stopped, Work, result_tree, shortage_of, teams_of};
use crate::fault::{Fault, Faults, Problem, Table};
use crate::plan::{Ceremony, Plan, Replacement};
use crate::rules::{Draws, tickets_of};
use crate::say::{Quoted, sayings, sayings_error};
use crate::standing::{Standing, StandingError};
use crate::types::date::Date;
use crate::types::digest::Digest;
use std::collections::BTreeMap;

sayings! {
    /// Why an amendment is refused.
    ///
    /// ```
    /// use dual_random::{AmendError, Digest, FaultCode, Strikes, TargetStrike};
    /// # mod shared { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/shared/mod.rs")); }
    /// # let (_, mut drawn) = shared::drawn()?;
    /// # let target = drawn.story()?.visits()[0].id().clone();
    ///
    /// let strike = TargetStrike::new(target, "另有安排", Digest::of_file(b"a note"));
    /// let error = drawn.amend(Strikes::of("2026-10-20".parse()?).targets([strike])).unwrap_err();
    /// let AmendError::Faults { faults } = error else { panic!("{error}") };
    /// assert_eq!(faults.as_slice()[0].code(), FaultCode::ReasonNotListed);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub enum AmendError {
        Faults { faults: Faults } = "faults", "{faults}", "{faults}";
        Changed = "changed", "结果文件前后不符，已被改动", "the result does not fit together: it was changed";
        Form { error: FormError } = "form", "{error}", "{error}";
        WorkLimit = "work_limit", "计算量超过上限", "the work passes its bound";
        Stopped { why: Stopped } = "stopped", "{why}", "{why}";
    }
}

sayings_error!(AmendError: Faults.faults, Form.error, Stopped.why);

impl From<FormError> for AmendError {
    fn from(error: FormError) -> Self {
        Self::Form { error }
    }
}

impl From<Halt> for AmendError {
    fn from(halt: Halt) -> Self {
        match halt {
            Halt::TooMuch => Self::WorkLimit,
            Halt::Stopped(why) => Self::Stopped { why },
        }
    }
}

impl From<StandingError> for AmendError {
    fn from(_: StandingError) -> Self {
        Self::Changed
    }
}

impl From<Faults> for AmendError {
    fn from(faults: Faults) -> Self {
        Self::Faults { faults }
    }
}

/// A ceremony's result being amended.
pub(crate) struct Amending<'a> {
    link: &'a Disclosure,
    plan: &'a Plan,
    draws: Draws<'a>,
    tickets: Tickets,
    standing: Standing,
    /// How many slips of each seat's deck (place of the target, place in the team) were dealt.
    dealt: BTreeMap<(usize, usize), usize>,
    cap: Option<u32>,
    /// Why seats of the last amendment stayed open.
    pub(crate) shortage: Option<Shortage>,
    /// How many amendments there are.
    done: u64,
    date: Option<Date>,
}

impl<'a> Amending<'a> {
    /// The result after so many of its amendments.
    pub(crate) fn new(
        link: &'a Disclosure,
        draws: Draws<'a>,
        amendments: usize,
    ) -> Result<Self, StandingError> {
        let before = link.amendments.get(..amendments).unwrap_or_default();
        let mut amending = Self {
            link,
            plan: &link.announcement.plan,
            draws,
            tickets: Tickets::new(link.hash_algorithm(), &link.result.ticket_key),
            standing: Standing::of_amended(link, draws.targets, amendments)?,
            dealt: BTreeMap::new(),
            cap: link.result.cap,
            shortage: None,
            done: 0,
            date: None,
        };
        amending.count_slips(&link.result.teams);
        for amendment in before {
            amending.note(&amendment.strikes, &amendment.outcome);
        }
        Ok(amending)
    }

    /// Counts the slips that a ceremony or an amendment dealt.
    fn count_slips(&mut self, teams: &[TeamResult]) {
        for team in teams {
            let Some(target) = self.draws.target_index(&team.target) else {
                continue;
            };
            for seat in &team.seats {
                let place = (seat.seat as usize).saturating_sub(1);
                *self.dealt.entry((target, place)).or_default() += seat.trail.len();
            }
        }
    }

    fn note(&mut self, strikes: &Strikes, outcome: &AmendmentOutcome) {
        self.count_slips(&outcome.teams);
        self.cap = outcome.cap.or(self.cap);
        self.done += 1;
        self.date = Some(strikes.date);
    }

    /// What targets are struck by: their winning tickets, then their ids; unknown ones last.
    fn service(&self, id: &crate::types::id::TargetId) -> (bool, Option<Digest>, crate::types::id::TargetId) {
        let known = self.draws.target_index(id).map(|at| &self.draws.targets[at]);
        let ticket = known.map(|target| self.tickets.winning(id, tickets_of(self.plan, target)).ticket);
        (ticket.is_none(), ticket, id.clone())
    }

    /// The strikes in the order of the protocol.
    pub(super) fn in_order(&self, mut strikes: Strikes) -> Strikes {
        strikes.targets.sort_by_cached_key(|strike| self.service(&strike.target));
        let key = |strike: &crate::commit::document::InspectorStrike| {
            (strike.inspector.clone(), strike.target.clone())
        };
        strikes.inspectors.sort_by_cached_key(key);
        strikes.visited.sort();
        strikes
    }

    /// Faults of date and order.
    fn faults(&self, strikes: &Strikes) -> Faults {
        let mut faults = Faults::default();
        let (late, earliest) = match self.date {
            Some(before) => (strikes.date >= before, before.to_string()),
            None => {
                let drawn = self.drawn_on();
                (
                    drawn.as_ref().is_none_or(|drawn| strikes.date >= *drawn),
                    drawn.map_or_else(String::new, |d| d.to_string()),
                )
            }
        };
        if !late {
            let fault = Fault::new(
                Table::Amendment,
                None,
                "date",
                Problem::NotLater { found: Quoted::new(earliest) },
            );
            faults.push(fault);
        }
        let keys: Vec<_> = strikes.targets.iter().map(|strike| self.service(&strike.target)).collect();
        if let Some(row) = keys.windows(2).position(|pair| pair[0] >= pair[1]) {
            let fault = Fault::new(
                Table::Amendment,
                Some(row + 1),
                "target",
                Problem::NotSorted { found: Quoted::new(&strikes.targets[row + 1].target) },
            );
            faults.push(fault);
        }
        faults
    }

    /// The day on which the last value that was used closed.
    fn drawn_on(&self) -> Option<Date> {
        let used = self.plan.values.iter().zip(&self.link.seal.values);
        let closes = used.filter_map(|(value, used)| Some(value.source(used.source)?.closes.day()));
        closes.max()
    }

    /// Applies strikes, and fills the seats again where the plan says so.
    fn apply(&mut self, strikes: &Strikes, work: &mut Work<'_>) -> Result<AmendmentOutcome, AmendError> {
        self.faults(strikes).into_result(())?;
        let (plan, draws) = (self.plan, self.draws);
        let struck = self.standing.strike(plan, draws.targets, &self.link.first().result.strata, strikes)?;
        let mut outcome = AmendmentOutcome { cap: None, replaced: struck.replaced, teams: Vec::new() };
        self.shortage = None;
        let deck_key = self.link.result.deck_key.filter(|_| plan.ceremony != Ceremony::Selection);
        if let (Some(key), Replacement::Deck) = (deck_key, plan.amendments.replacement) {
            let served: Vec<_> = self.standing.drawn.iter().map(|d| (d.target, d.seats.clone())).collect();
            let refill = Refill { vacant: &struck.vacant, dealt: &self.dealt, cap: self.cap };
            let draws = draws.after(&self.standing.struck_inspectors);
            let case = Case { plan, draws, served: &served, refill: Some(refill) };
            let staffed =
                staff(&case, Decks { hash: self.link.hash_algorithm(), key }, Budget::AMENDMENT, work)?;
            outcome.cap = staffed.cap;
            self.shortage = shortage_of(&case, &staffed);
            outcome.teams = teams_of(&case, staffed);
        }
        self.standing.seat(draws.targets, &outcome.teams)?;
        self.note(strikes, &outcome);
        Ok(outcome)
    }

    /// The next amendment: what its strikes come to, and its seal. `previous` is the head so far.
    pub(crate) fn amendment(
        &mut self,
        strikes: &Strikes,
        previous: Digest,
        work: &mut Work<'_>,
    ) -> Result<Amendment, AmendError> {
        let outcome = self.apply(strikes, work)?;
        let salts = self.link.salts();
        let name = format!("amendment-{}", self.done);
        let seal = AmendmentSeal {
            announcement: self.link.seal.announcement,
            commitment: amendment_commitment(&salts, self.done, &outcome, strikes)?,
            number: self.done,
            previous,
            protocol: self.link.protocol,
            result: result_tree(&self.standing, self.plan, self.draws.targets, &salts, &name)?,
            seats: self.standing.seat_counts(),
            document_type: Default::default(),
        };
        Ok(Amendment {
            outcome,
            protocol: self.link.protocol,
            seal,
            strikes: strikes.clone(),
            document_type: Default::default(),
        })
    }
}
