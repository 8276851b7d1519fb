//! What became of struck targets in later draws.

use super::draws::Year;
use super::listed::{Changed, ListedChange, Renumbered};
use super::problem::AuditProblem;
use super::report::Findings;
use crate::plan::all_hold;
use crate::record::carry::settles;
use crate::roster::TargetDraw;
use crate::say::Every;
use crate::types::id::TargetId;

/// A target that a draw struck, in its place among all draws.
struct Strike<'b, 'a> {
    all: &'b [Year<'a>],
    at: usize,
    id: &'b TargetId,
    /// The line of the amendment.
    line: u64,
}

/// What is found of a strike: in which draw, and by which line.
type FoundIn = (AuditProblem, usize, u64);

pub(super) fn strikes(stood: &[Year<'_>], found: &mut Findings) {
    for (at, draw) in stood.iter().enumerate() {
        for (id, line) in &draw.struck {
            let strike = Strike { all: stood, at, id, line: *line };
            for (problem, by, by_line) in strike.again().into_iter().chain(strike.not_brought_back()) {
                found.add(stood[by].name(), &[*line, by_line], problem);
            }
        }
    }
}

/// Targets of later draws that may be some that were struck.
pub(super) fn all_namesakes(stood: &[Year<'_>]) -> Vec<ListedChange> {
    let pairs = stood
        .iter()
        .enumerate()
        .flat_map(|(at, draw)| stood[at + 1..].iter().map(move |later| (draw, later)));
    pairs.filter_map(|(draw, later)| namesakes(draw, later)).collect()
}

impl<'a> Strike<'_, 'a> {
    fn draw(&self) -> &Year<'a> {
        &self.all[self.at]
    }

    /// The struck target in another draw: by the credit code that its identity shows, under whatever id; else by its id.
    fn target_in(&self, other: &Year<'a>) -> Option<&'a TargetDraw> {
        let known = self.draw().known(self.id)?;
        let is_it = || other.known(self.id).is_some_and(|there| !there.is_another(known));
        let by_id = || other.target(self.id).filter(|_| is_it());
        known.code.and_then(|code| other.with_code(code)).or_else(by_id)
    }

    /// Whether a visit by another draw settles the strike.
    fn is_settled_in(&self, other: &Year<'a>) -> bool {
        let stands = self.target_in(other).is_some_and(|target| other.stood.teams.contains_key(&target.id));
        stands && settles(self.draw().plan(), other.plan())
    }

    /// The later draws, announced after the strike, that struck it again, without a visit between.
    fn again(&self) -> Vec<FoundIn> {
        let others = self.all.iter().enumerate().skip(self.at + 1);
        let struck = others.filter_map(|(place, other)| {
            let line = *other.struck.get(&self.target_in(other)?.id)?;
            let between = self.all.get(self.at + 1..place).unwrap_or_default();
            // Two draws under way at once may well find the same place closed.
            let knew = other.rosters_since > self.line;
            let before = self.draw().name();
            let is_again = knew && !between.iter().any(|draw| self.is_settled_in(draw));
            is_again.then(|| (AuditProblem::StruckTwice { target: self.id.clone(), before }, place, line))
        });
        struck.collect()
    }

    /// The later draws that had to bring it back and did not, or that visited it as if nothing had been. Those that were
    /// announced before the strike could not know of it.
    fn not_brought_back(&self) -> Vec<FoundIn> {
        let mut found = Vec::new();
        let mut settled = false;
        for (place, later) in self.all.iter().enumerate().skip(self.at + 1) {
            let there = self.target_in(later);
            let is_visited = self.is_settled_in(later);
            if later.rosters_since > self.line {
                let both = || (self.id.clone(), self.draw().name());
                if is_visited && !settled && there.is_some_and(|target| !target.carried) {
                    let (target, before) = both();
                    found.push((AuditProblem::StruckActive { target, before }, place, later.line));
                }
                if !settled && self.concerns(later, there) && !self.is_brought_back(later, there) {
                    let (target, before) = both();
                    found.push((AuditProblem::StruckNotCarried { target, before }, place, later.line));
                }
            }
            settled |= is_visited;
        }
        found
    }

    /// Whether a later draw is of the same business, and draws the class that the target has or had.
    fn concerns(&self, later: &Year<'a>, there: Option<&TargetDraw>) -> bool {
        let here = self.draw().target(self.id);
        let mut classes = [here, there].into_iter().flatten().map(|target| &target.class);
        let is_drawn = classes
            .any(|class| later.plan().classes.binary_search_by(|known| known.as_str().cmp(class)).is_ok());
        // Who is gone from a roster of another county is not gone.
        let is_near = there.is_some() || here.is_some_and(|target| later.has_county(&target.district));
        let scope = &self.draw().scope;
        is_drawn
            && is_near
            && settles(self.draw().plan(), later.plan())
            && scope.could_draw_the_same(&later.scope)
    }

    /// Whether a later draw takes it with certainty, or says by name why not. (What is carried and in no pool, or in one of
    /// which fewer are drawn, is brought back in name only.)
    fn is_brought_back(&self, later: &Year<'a>, there: Option<&TargetDraw>) -> bool {
        let plan = later.plan();
        match there {
            Some(target) if target.exempt.is_some() => true,
            Some(target) => {
                let is_capped = plan.yearly_cap.is_some_and(|cap| target.inspected >= cap);
                let numbers = &later.disclosure.first().announcement.strata;
                let mut strata = plan.strata.iter().zip(numbers);
                let is_taken = strata.any(|(stratum, n)| all_hold(&stratum.when, target) && n.k >= n.carried);
                target.carried && is_taken && !is_capped
            }
            None => plan.left_out.iter().any(|left_out| left_out.carried.binary_search(self.id).is_ok()),
        }
    }
}

/// Targets of a later draw that have the name of one that was struck, under another id, where credit codes do not tell: sole
/// traders may share a name.
fn namesakes(draw: &Year<'_>, later: &Year<'_>) -> Option<ListedChange> {
    let struck = draw.struck.keys().filter_map(|id| draw.known(id));
    let alike = struck.filter_map(|known| Some((known, known.name?))).flat_map(|(known, name)| {
        let unlike = later.named(name).iter().filter(move |(other, identity)| {
            *other != known.id && (identity.credit_code.is_none() || known.code.is_none())
        });
        unlike.map(move |(other, _)| Renumbered { was: known.id.clone(), now: (*other).clone() })
    });
    let targets: Every<Renumbered> = alike.collect();
    let (from, draw) = (Some(draw.name()), Some(later.name()));
    (!targets.0.is_empty()).then_some(ListedChange {
        from,
        draw,
        changed: Changed::StruckNamesake { targets },
    })
}
