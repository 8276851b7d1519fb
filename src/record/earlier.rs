//! What earlier draws make of the targets of the next one (PROTOCOL.md §21.3). Those who announce and the audit share
//! this.

use super::carry::{Carried, Known};
use super::scope::unusable;
use crate::ceremony::DrawParts;
use crate::commit::document::Disclosure;
use crate::fault::{Fault, Faults, Problem, Table};
use crate::plan::{Category, Earlier, EarlierUse, Plan};
use crate::roster::{Target, TargetIdentity};
use crate::say::Quoted;
use crate::standing::Standing;
use crate::types::digest::Digest;
use crate::types::id::{InspectorId, TargetId};
use std::collections::{BTreeMap, BTreeSet};

/// A draw as it stood at one of its heads.
#[derive(Debug, Clone)]
pub(crate) struct Stood {
    /// Teams of the targets that stood, each in order.
    pub(crate) teams: BTreeMap<TargetId, Vec<InspectorId>>,
    /// The targets that had been struck.
    pub(crate) struck: BTreeSet<TargetId>,
    /// Whether its inspections count against a yearly cap.
    counts: bool,
}

impl Stood {
    /// The standing of a ceremony after so many of its amendments.
    pub(crate) fn new(link: &Disclosure, amendments: usize) -> Option<Self> {
        let owned = DrawParts::of_disclosure(link);
        let targets = owned.as_draws().targets;
        let standing = Standing::of_amended(link, targets, amendments).ok()?;
        let id = |place: usize| targets[place].id.clone();
        let team = |seats: &[Option<InspectorId>]| {
            let mut team: Vec<InspectorId> = seats.iter().flatten().cloned().collect();
            team.sort();
            team
        };
        Some(Self {
            teams: standing.drawn.iter().map(|drawn| (id(drawn.target), team(&drawn.seats))).collect(),
            struck: standing.struck.iter().map(|struck| id(struck.target)).collect(),
            counts: link.announcement.plan.category != Category::Case,
        })
    }
}

/// What earlier draws make of a target. A use of which not all draws are known says nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Marks {
    pub(crate) carried: Option<bool>,
    pub(crate) drawn_before: Option<bool>,
    /// At least so many inspections.
    pub(crate) inspected: u32,
    pub(crate) last_team: Option<Vec<InspectorId>>,
}

/// An earlier draw that a plan names, with its uses.
#[derive(Debug, Clone)]
pub(crate) struct NamedDraw<'a> {
    pub(crate) link: &'a Disclosure,
    pub(crate) stood: Stood,
    pub(crate) uses: BTreeSet<EarlierUse>,
}

/// The earlier draws that a plan names, in the order in which they were drawn, and what they make of the struck targets.
#[derive(Debug, Clone)]
pub(crate) struct EarlierDraws<'a> {
    draws: Vec<NamedDraw<'a>>,
    /// Uses all of whose draws are known.
    known: BTreeSet<EarlierUse>,
    carried: Carried,
}

impl<'a> EarlierDraws<'a> {
    pub(crate) fn new<'b>(
        draws: Vec<NamedDraw<'a>>,
        known: BTreeSet<EarlierUse>,
        roster: impl Iterator<Item = Known<'b>>,
    ) -> Self {
        let carried = Carried::new(&draws, roster);
        Self { draws, known, carried }
    }

    /// Whether all draws of a use are known.
    pub(crate) fn knows(&self, wanted: EarlierUse) -> bool {
        self.known.contains(&wanted)
    }

    /// The targets that are to be carried over and are not in the next roster.
    pub(crate) fn gone(&self) -> BTreeSet<&TargetId> {
        self.carried.gone.iter().collect()
    }

    /// What they make of a target.
    pub(crate) fn marks(&self, id: &TargetId) -> Marks {
        let mut marks = Marks::default();
        let (mut before, mut last_team) = (false, None);
        for NamedDraw { stood, uses, .. } in &self.draws {
            if let Some(team) = stood.teams.get(id) {
                before |= uses.contains(&EarlierUse::LeaveOut);
                marks.inspected += u32::from(stood.counts && uses.contains(&EarlierUse::Count));
                if uses.contains(&EarlierUse::Rotation) {
                    last_team = Some(team.clone());
                }
            }
        }
        let carried = self.carried.there.contains(id);
        marks.carried = self.knows(EarlierUse::Carry).then_some(carried);
        marks.drawn_before = self.knows(EarlierUse::LeaveOut).then_some(before && !carried);
        marks.last_team = last_team.filter(|_| self.knows(EarlierUse::Rotation));
        marks
    }
}

/// How many targets earlier draws have marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Marked {
    /// Drawn with certainty, since struck before.
    pub carried: u64,
    /// Left out, since drawn before.
    pub drawn_before: u64,
    /// Whose count of inspections was raised.
    pub inspected: u64,
    /// Whose last team was filled in.
    pub last_team: u64,
}

/// Names earlier draws in a plan, and marks the targets of its roster by them: who is carried over or left out, how often
/// each was inspected, and by whom last (PROTOCOL.md §21.3). The draws stand in the order in which they were drawn, each once for
/// each use, and are ones that [`verify`](crate::verify()) found consistent; what the roster says already must agree.
///
/// # Errors
/// Each target whose row says otherwise, or which bears an id of an earlier draw and is somebody else, with its row counted
/// from 1; each disclosure that does not fit together; each target that is to be carried over and is in the roster no more, unless `left_out` of the plan lists it.
/// Nothing is changed then.
pub fn mark_earlier(
    plan: &mut Plan,
    targets: &mut [Target],
    earlier: &[(&Disclosure, EarlierUse)],
) -> Result<Marked, Faults> {
    let mut heads: Vec<Digest> = Vec::new();
    let mut draws: Vec<NamedDraw<'_>> = Vec::new();
    let mut faults = others_under_their_ids(targets, earlier);
    faults.append(unusable_draws(plan, earlier));
    for (row, (disclosure, use_for)) in earlier.iter().enumerate() {
        let at = heads.iter().position(|head| *head == disclosure.head);
        match at.and_then(|at| draws.get_mut(at)) {
            Some(named) => drop(named.uses.insert(*use_for)),
            None => match Stood::new(disclosure, disclosure.amendments.len()) {
                Some(stood) => {
                    heads.push(disclosure.head);
                    draws.push(NamedDraw { link: disclosure, stood, uses: [*use_for].into() });
                }
                None => {
                    let problem = Problem::NotAsEarlier { found: Quoted::new(disclosure.head) };
                    faults.push(Fault::new(Table::Plan, Some(row), "earlier", problem));
                }
            },
        }
    }
    let known = earlier.iter().map(|(_, use_for)| *use_for).collect();
    let roster = targets.iter().map(|target| Known {
        id: &target.id,
        code: target.credit_code.as_deref(),
        name: Some(target.name.as_str()),
    });
    let earlier_draws = EarlierDraws::new(draws, known, roster);
    faults.append(carried_and_gone(plan, &earlier_draws));
    let all: Vec<Marks> = targets.iter().map(|target| earlier_draws.marks(&target.id)).collect();
    for (row, (target, marks)) in targets.iter().zip(&all).enumerate() {
        let mut differs = |field: &str, found: String| {
            let fault = Fault::new(
                Table::Targets,
                Some(row),
                field,
                Problem::NotAsEarlier { found: Quoted::new(found) },
            );
            faults.push(fault);
        };
        if target.carried && marks.carried == Some(false) {
            differs("carried", "true".to_owned());
        }
        if target.drawn_before && marks.drawn_before == Some(false) {
            differs("drawn_before", "true".to_owned());
        }
        let mut given = target.last_team.clone();
        given.sort();
        if !given.is_empty() && marks.last_team.as_ref().is_some_and(|team| *team != given) {
            differs("last_team", given.iter().map(InspectorId::as_str).collect::<Vec<_>>().join(";"));
        }
    }
    faults.into_result(())?;
    let mut marked = Marked::default();
    for (target, marks) in targets.iter_mut().zip(all) {
        // Who is exempt is not drawn at all, whatever came before.
        let subject = target.exemption.is_none();
        if subject && marks.carried == Some(true) {
            target.carried = true;
            marked.carried += 1;
        }
        if subject && marks.drawn_before == Some(true) {
            target.drawn_before = true;
            marked.drawn_before += 1;
        }
        if target.inspected < marks.inspected {
            target.inspected = marks.inspected;
            marked.inspected += 1;
        }
        if let Some(team) = marks.last_team.filter(|team| target.last_team.is_empty() && !team.is_empty()) {
            target.last_team = team;
            marked.last_team += 1;
        }
    }
    plan.earlier = earlier
        .iter()
        .map(|(disclosure, use_for)| Earlier { head: disclosure.head, use_for: *use_for })
        .collect();
    Ok(marked)
}

/// The same with a list of draws in any order, each with its uses.
///
/// # Errors
/// Those of [`mark_earlier`]; each draw that is there twice, with its place in the list, from 1: one whose inspectors were drawn
/// later is still one draw.
pub fn mark_by_list(
    plan: &mut Plan,
    targets: &mut [Target],
    list: &[(Disclosure, BTreeSet<EarlierUse>)],
) -> Result<Marked, Faults> {
    let mut faults = Faults::default();
    for (row, (draw, _)) in list.iter().enumerate() {
        let first = &draw.first().announcement;
        if list.iter().take(row).any(|(known, _)| known.first().announcement == *first) {
            let found = Quoted::new(&draw.announcement.plan.draw);
            let problem = Problem::Repeated { found };
            faults.push(Fault::new(Table::Earlier, Some(row), "disclosure", problem));
        }
    }
    faults.into_result(())?;
    // A draw's teams and strikes hold until a later one, so their order matters.
    let mut list: Vec<&(Disclosure, BTreeSet<EarlierUse>)> = list.iter().collect();
    list.sort_by_key(|(draw, _)| draw.first().announcement.plan.announce_at);
    let named: Vec<(&Disclosure, EarlierUse)> =
        list.iter().flat_map(|(draw, uses)| uses.iter().map(move |use_for| (draw, *use_for))).collect();
    mark_earlier(plan, targets, &named)
}

/// The earlier draws that cannot be used so.
fn unusable_draws(plan: &Plan, earlier: &[(&Disclosure, EarlierUse)]) -> Faults {
    let mut faults = Faults::default();
    for (row, (disclosure, use_for)) in earlier.iter().enumerate() {
        let before = &disclosure.first().announcement.plan;
        let problem = unusable(*use_for, before, plan);
        faults.extend(problem.map(|problem| Fault::new(Table::Plan, Some(row), "earlier", problem)));
    }
    faults
}

/// A row that bears an id of an earlier draw and is another target: the marks of that one would be given to it.
fn others_under_their_ids(targets: &[Target], earlier: &[(&Disclosure, EarlierUse)]) -> Faults {
    let mut known: BTreeMap<&TargetId, &TargetIdentity> = BTreeMap::new();
    for (disclosure, _) in earlier {
        let records = disclosure.first().rosters.targets.iter();
        known.extend(records.filter_map(|record| Some((&record.draw.id, record.identity.shown()?))));
    }
    let mut faults = Faults::default();
    for (row, target) in targets.iter().enumerate() {
        if let Some(before) = known.get(&target.id).filter(|before| is_somebody_else(target, before)) {
            let code = before.credit_code.as_deref().unwrap_or_default();
            let fault = Fault::new(
                Table::Targets,
                Some(row),
                "id",
                Problem::SomebodyElse { found: Quoted::new(format!("{} {code}", before.name).trim_end()) },
            );
            faults.push(fault);
        }
    }
    faults
}

/// A company may change its name, and a code may be corrected; who has neither of both is another one.
fn is_somebody_else(target: &Target, before: &TargetIdentity) -> bool {
    let other_name = before.name != target.name;
    match (&target.credit_code, &before.credit_code) {
        (Some(now), Some(before)) => before != now && other_name,
        _ => other_name,
    }
}

/// Who is to be carried over is in the roster, or left out of it by name and with a reason.
fn carried_and_gone(plan: &Plan, earlier: &EarlierDraws<'_>) -> Faults {
    let gone = earlier.gone();
    let listed: BTreeSet<&TargetId> = plan.left_out.iter().flat_map(|left_out| &left_out.carried).collect();
    let mut faults = Faults::default();
    let mut fault = |problem| faults.push(Fault::new(Table::Plan, None, "left_out", problem));
    gone.difference(&listed).for_each(|id| fault(Problem::CarriedGone { found: Quoted::new(id) }));
    listed.difference(&gone).for_each(|id| fault(Problem::CarriedThere { found: Quoted::new(id) }));
    faults
}
