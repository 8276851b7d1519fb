//! A redraw keeps plan and rosters of the void draw, and takes values that nobody knew.

use super::compare::{compare, other_identities};
use super::deadlines::all_sources;
use super::problem::{AuditProblem, PlanPart, RecusalPair, RedrawDifference};
use super::record::Record;
use super::report::Findings;
use crate::ceremony::DrawParts;
use crate::commit::document::{Disclosure, Opened};
use crate::plan::Plan;
use crate::roster::{InspectorDraw, RecusalDraw, inspector, recusal, target};
use crate::say::{Every, Quoted};
use crate::types::date::Days;
use std::collections::BTreeMap;

/// The announcements that have a source, by its publisher and issue.
type Had<'a> = BTreeMap<(&'a str, &'a str), Vec<usize>>;

/// What each redraw keeps of the one before, the last one keeps of the first.
pub(super) fn redraws(record: &Record<'_, '_>, found: &mut Findings) {
    let mut had = Had::new();
    // The nearest one whose place each takes, directly or through others, whose void shows rosters.
    let mut shown: Vec<Option<usize>> = Vec::with_capacity(record.announced.len());
    for (index, announced) in record.announced.iter().enumerate() {
        let parent = record.family.before(index).next();
        let shows = |parent: usize| record.void_opened(&record.announced[parent]).is_some();
        let nearest = parent.and_then(|parent| if shows(parent) { Some(parent) } else { shown[parent] });
        shown.push(nearest);
        let Some(new) = announced.document else {
            continue;
        };
        if let Some(parent) = parent.filter(|parent| record.announced[*parent].course.voided.is_some()) {
            redraw(record, [index, parent], nearest, &had, found);
        }
        for source in all_sources(new) {
            had.entry(source.event()).or_default().push(index);
        }
    }
}

fn redraw(
    record: &Record<'_, '_>,
    [index, parent]: [usize; 2],
    shown: Option<usize>,
    had: &Had<'_>,
    found: &mut Findings,
) {
    let (by, old) = (&record.announced[index], &record.announced[parent]);
    let lines = [old.course.voided.unwrap_or_default(), by.course.announced];
    let (Some(before), Some(new)) = (old.document, by.document) else {
        return;
    };
    let void = record.void_of(old);
    let was_used = |event: (&str, &str)| {
        let mut all = had.get(&event).into_iter().flatten();
        all.any(|place| record.family.follows(index, *place))
    };
    for source in all_sources(new) {
        let had_closed = void.is_some_and(|void| void.at >= source.closes);
        if had_closed || was_used(source.event()) {
            let (publisher, issue) = (Quoted::new(&source.publisher), Quoted::new(&source.issue));
            let problem = AuditProblem::RedrawEarly { publisher, issue, closes: source.closes };
            found.add(by.name(), &lines, problem);
        }
    }
    let parts = plan_differences(&before.plan, &new.plan);
    let parts = parts.into_iter().map(|part| RedrawDifference::Plan { part });
    let shown = shown.and_then(|place| record.void_opened(&record.announced[place]));
    let both = shown.zip(record.link_of(index).map(Disclosure::opened));
    let rosters = both.map(|(old, new)| roster_differences(old, new)).unwrap_or_default();
    for difference in parts.chain(rosters) {
        found.add(by.name(), &lines, AuditProblem::RedrawDiffers { difference });
    }
}

/// Compares the fields of two plans that a redraw has to keep; the others are named, so that a new field has to be put on one
/// side.
macro_rules! kept_parts {
    ($old:expr, $new:expr; kept: $($part:ident $field:ident),+; free: $($free:ident),+ $(,)?) => {{
        let Plan { $($field,)+ $($free: _,)+ } = $old;
        [$((PlanPart::$part, *$field == $new.$field)),+]
    }};
}

/// The parts in which two plans differ, beyond those in which they may.
fn plan_differences(old: &Plan, new: &Plan) -> Vec<PlanPart> {
    // Fresh commitments are the point of a redraw.
    let without = |plan: &Plan| {
        let mut plan = plan.clone();
        plan.authorities.iter_mut().for_each(|authority| authority.commitment = None);
        plan
    };
    let (old, new) = (&without(old), &without(new));
    let parts = kept_parts!(old, new;
        kept: Added added, Amendments amendments, Attributes attributes, Authorities authorities,
            Calendar calendar, Category category, Ceremony ceremony, ChangedRules changed_rules,
            Classes classes, DistrictRule district_rule, FewOfficersReason few_officers_reason,
            FewOutcomesReason few_outcomes_reason, Hash hash, Items items, LeftOut left_out, MinPool min_pool,
            Overrides overrides, Period period, Registers registers, Rotation rotation, Strata strata,
            TaskSheet task_sheet, Teams teams, Tickets tickets, Workload workload, YearlyCap yearly_cap;
        free: announce_at, disclose_by, draw, earlier, number, place, seal_by, supersedes, title, values,
            visits, visits_reason);
    parts.into_iter().filter(|(_, same)| !same).map(|(part, _)| part).collect()
}

/// In what rosters differ, by table; and who is somebody else, though nothing that is drawn by says so.
fn roster_differences(old: Opened<'_>, new: Opened<'_>) -> Vec<RedrawDifference> {
    let others = other_identities::<target::Marker>(old.targets(), new.targets());
    let targets: Every<_> = others.map(|target| target.id.clone()).collect();
    let (a, b) = (&old.rosters.inspectors, &new.rosters.inspectors);
    let others = other_identities::<inspector::Marker>(a, b);
    let inspectors: Every<_> = others.map(|inspector| inspector.id.clone()).collect();
    let identities = (!targets.0.is_empty() || !inspectors.0.is_empty())
        .then_some(RedrawDifference::Identities { targets, inspectors });
    let (was, is) = (old.announcement.plan.visits, new.announcement.plan.visits);
    let valid = |inspector: &InspectorDraw, visits: Days| {
        inspector.valid_from <= visits.from && visits.to <= inspector.valid_to
    };
    let lapsed = new.rosters.inspectors.iter().map(|record| &record.draw);
    let lapsed = lapsed.filter(|inspector| valid(inspector, was) != valid(inspector, is));
    let certificates = every(lapsed.map(|inspector| inspector.id.clone()));
    let (old, new) = (DrawParts::of_opened(old), DrawParts::of_opened(new));
    let (old, new) = (old.as_draws(), new.as_draws());
    let targets = compare::<target::Marker>(old.targets, new.targets).all();
    let inspectors = compare::<inspector::Marker>(old.inspectors, new.inspectors).all();
    let recusals = compare::<recusal::Marker>(old.recusals, new.recusals).all();
    let all = [
        every(targets.map(|target| target.id.clone())).map(|ids| RedrawDifference::Targets { ids }),
        every(inspectors.map(|one| one.id.clone())).map(|ids| RedrawDifference::Inspectors { ids }),
        every(recusals.map(RecusalPair::from)).map(|pairs| RedrawDifference::Recusals { pairs }),
        identities,
        certificates.map(|ids| RedrawDifference::Certificates { ids }),
    ];
    all.into_iter().flatten().collect()
}

/// A list in order, if there is anything in it.
fn every<T: Ord>(all: impl Iterator<Item = T>) -> Option<Every<T>> {
    let mut all: Vec<T> = all.collect();
    all.sort();
    (!all.is_empty()).then_some(Every(all))
}

impl From<&RecusalDraw> for RecusalPair {
    fn from(recusal: &RecusalDraw) -> Self {
        Self { inspector: recusal.inspector.clone(), target: recusal.target.clone() }
    }
}
