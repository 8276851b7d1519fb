//! The rules rosters must keep (PROTOCOL.md §5): order, forms, and that every recusal names known ids.

use super::recused::Recused;
use crate::fault::{Fault, Faults, Problem, Table, text_problem};
use crate::plan::{EarlierUse, Plan};
use crate::roster::{
    ChangeDraw, ChangeKind, InspectorDraw, RecordKind, RecusalDraw, TargetDraw, TargetIdentity, change,
    inspector, recusal, target,
};
use crate::say::Quoted;
use crate::types::id::{InspectorId, TargetId};
use crate::types::limits;
use crate::types::text::is_district;
use std::sync::OnceLock;

/// The draw parts of all rosters, each in its order, and what amendments since have struck.
#[derive(Clone, Copy)]
pub(crate) struct Draws<'a> {
    pub(crate) targets: &'a [&'a TargetDraw],
    pub(crate) inspectors: &'a [&'a InspectorDraw],
    pub(crate) recusals: &'a [&'a RecusalDraw],
    pub(crate) changes: &'a [&'a ChangeDraw],
    /// Inspectors whom amendments struck: from the target in that place of the roster, or from all.
    pub(crate) struck: &'a [(InspectorId, Option<usize>)],
    /// What [`Draws::recused`] found.
    pub(crate) places: &'a OnceLock<Recused>,
}

impl<'a> Draws<'a> {
    /// The same rosters after these strikes of inspectors.
    pub(crate) fn after(self, struck: &'a [(InspectorId, Option<usize>)]) -> Self {
        Self { struck, ..self }
    }

    /// The recusals by places; those that name nobody of the rosters are left out. There may be a million, so they are looked up
    /// once.
    pub(crate) fn recused(self) -> &'a Recused {
        let number = |place| u32::try_from(place).ok();
        self.places.get_or_init(|| {
            // They are sorted by inspectors.
            let alike = self.recusals.chunk_by(|a, b| a.inspector == b.inspector);
            let places = alike.flat_map(|recusals| {
                let inspector = self.inspector_index(&recusals[0].inspector).and_then(number);
                let target =
                    move |recusal: &&RecusalDraw| self.target_index(&recusal.target).and_then(number);
                recusals.iter().filter_map(move |recusal| Some((target(recusal)?, inspector?)))
            });
            Recused::new(places.collect(), self.targets.len())
        })
    }

    /// Place of a target in the roster.
    pub(crate) fn target_index(&self, id: &TargetId) -> Option<usize> {
        self.targets.binary_search_by(|target| target.id.cmp(id)).ok()
    }

    /// Place of an inspector in the roster.
    pub(crate) fn inspector_index(&self, id: &InspectorId) -> Option<usize> {
        self.inspectors.binary_search_by(|inspector| inspector.id.cmp(id)).ok()
    }
}

struct Checker {
    table: Table,
    faults: Faults,
}

impl Checker {
    fn fault(&mut self, row: usize, field: &str, problem: Problem) {
        self.faults.push(Fault::new(self.table, Some(row), field, problem));
    }

    fn size(&mut self, len: usize, limit: usize) {
        if len > limit {
            let fault =
                Fault::new(self.table, None, "", Problem::TooMany { found: len as u64, limit: limit as u64 });
            self.faults.push(fault);
        }
    }

    /// Strictly ascending by key, so that no record is there twice.
    fn order<K: RecordKind>(&mut self, draws: &[&K::Draw], show: impl Fn(&K::Draw) -> String) {
        for (row, pair) in draws.windows(2).enumerate() {
            let (first, second) = (K::key(pair[0]), K::key(pair[1]));
            if first >= second {
                let found = Quoted::new(show(pair[1]));
                let repeated = first == second;
                self.fault(
                    row + 1,
                    "id",
                    if repeated { Problem::Repeated { found } } else { Problem::NotSorted { found } },
                );
            }
        }
    }

    fn text(&mut self, row: usize, field: &str, text: &str) {
        if let Some(problem) = text_problem(text) {
            self.fault(row, field, problem);
        }
    }

    fn district(&mut self, row: usize, text: &str) {
        if !is_district(text) {
            self.fault(row, "district", Problem::BadDistrict { found: Quoted::new(text) });
        }
    }

    fn list<T: Ord + std::fmt::Display>(&mut self, row: usize, field: &str, list: &[T]) {
        if list.len() > limits::RECORD_LIST {
            self.fault(
                row,
                field,
                Problem::TooMany { found: list.len() as u64, limit: limits::RECORD_LIST as u64 },
            );
        }
        if let Some([_, second]) = list.windows(2).find(|pair| pair[0] >= pair[1]) {
            self.fault(row, field, Problem::NotSorted { found: Quoted::new(second) });
        }
    }
}

/// Faults of the forms of texts in the rosters' draw parts, for one who made them: reading has refused those of documents.
pub(crate) fn form_faults(draws: Draws<'_>) -> Faults {
    let mut checker = Checker { table: Table::Targets, faults: Faults::default() };
    for (row, target) in draws.targets.iter().enumerate() {
        checker.text(row, "class", &target.class);
        checker.text(row, "level", &target.level);
        checker.district(row, &target.district);
        if let Some(reason) = &target.exempt {
            checker.text(row, "exempt", reason);
        }
        for (name, value) in &target.attributes {
            if let Some(value) = value {
                checker.text(row, name, value);
            }
        }
    }
    let mut faults = checker.faults;
    let mut checker = Checker { table: Table::Inspectors, faults: Faults::default() };
    for (row, inspector) in draws.inspectors.iter().enumerate() {
        checker.text(row, "department", &inspector.department);
        checker.district(row, &inspector.district);
        for qualification in &inspector.qualifications {
            checker.text(row, "qualifications", qualification);
        }
    }
    faults.append(checker.faults);
    faults
}

/// All faults of the rosters' draw parts.
pub(crate) fn roster_faults(plan: &Plan, draws: Draws<'_>) -> Faults {
    let mut faults = target_faults(plan, draws.targets);
    faults.append(inspector_faults(draws.inspectors));
    faults.append(recusal_faults(draws));
    faults.append(change_faults(draws));
    faults.append(named_faults(plan, draws));
    faults
}

fn target_faults(plan: &Plan, targets: &[&TargetDraw]) -> Faults {
    let mut checker = Checker { table: Table::Targets, faults: Faults::default() };
    let named = plan.draw_attributes();
    let uses = |use_for| plan.earlier.iter().any(|earlier| earlier.use_for == use_for);
    let (carry, leave_out) = (uses(EarlierUse::Carry), uses(EarlierUse::LeaveOut));
    checker.size(targets.len(), limits::TARGETS);
    checker.order::<target::Marker>(targets, |target| target.id.to_string());
    for (row, target) in targets.iter().enumerate() {
        if !target.attributes.iter().map(|(name, _)| name).eq(&named) {
            let found: Vec<_> = target.attributes.iter().map(|(name, _)| name.as_str()).collect();
            checker.fault(
                row,
                "attributes",
                Problem::ExtraAttribute { found: Quoted::new(found.join(", ")) },
            );
        }
        if target.attributes.len() > limits::RECORD_LIST {
            checker.fault(
                row,
                "attributes",
                Problem::TooMany { found: target.attributes.len() as u64, limit: limits::RECORD_LIST as u64 },
            );
        }
        checker.list(row, "last_team", &target.last_team);
        if target.carried && !carry {
            checker.fault(
                row,
                "carried",
                Problem::NeedsEarlier { found: Quoted::new(EarlierUse::Carry.code()) },
            );
        }
        if target.drawn_before && !leave_out {
            checker.fault(
                row,
                "drawn_before",
                Problem::NeedsEarlier { found: Quoted::new(EarlierUse::LeaveOut.code()) },
            );
        }
        if target.carried && target.drawn_before {
            checker.fault(row, "carried", Problem::CarriedAndBefore);
        }
    }
    checker.faults
}

/// Faults of the identity parts of targets that are shown: their forms, and that they hold no attribute but those that the
/// plan names for them.
pub(crate) fn identity_faults<'a>(
    plan: &Plan,
    identities: impl Iterator<Item = (usize, &'a TargetIdentity)>,
) -> Faults {
    let mut checker = Checker { table: Table::Targets, faults: Faults::default() };
    let named = plan.identity_attributes();
    for (row, identity) in identities {
        let names: Vec<&str> = identity.attributes.iter().map(|(name, _)| name.as_str()).collect();
        checker.list(row, "attributes", &names);
        for name in names {
            if named.binary_search_by(|known| known.as_str().cmp(name)).is_err() {
                checker.fault(row, "attributes", Problem::ExtraAttribute { found: Quoted::new(name) });
            }
        }
    }
    checker.faults
}

fn inspector_faults(inspectors: &[&InspectorDraw]) -> Faults {
    let mut checker = Checker { table: Table::Inspectors, faults: Faults::default() };
    checker.size(inspectors.len(), limits::INSPECTORS);
    checker.order::<inspector::Marker>(inspectors, |inspector| inspector.id.to_string());
    for (row, inspector) in inspectors.iter().enumerate() {
        checker.list(row, "qualifications", &inspector.qualifications);
        if inspector.valid_from > inspector.valid_to {
            let fault = Fault::new(
                Table::Inspectors,
                Some(row),
                "valid_from",
                Problem::Order {
                    found: Quoted::new(inspector.valid_from),
                    limit: Quoted::new(inspector.valid_to),
                },
            );
            checker.faults.push(fault);
        }
    }
    checker.faults
}

fn recusal_faults(draws: Draws<'_>) -> Faults {
    let mut checker = Checker { table: Table::Recusals, faults: Faults::default() };
    checker.size(draws.recusals.len(), limits::RECUSALS);
    checker.order::<recusal::Marker>(draws.recusals, |r| format!("{} – {}", r.inspector, r.target));
    if draws.recused().len() == draws.recusals.len() {
        return checker.faults;
    }
    for (row, recusal) in draws.recusals.iter().enumerate() {
        if draws.inspector_index(&recusal.inspector).is_none() {
            checker.fault(
                row,
                "inspector",
                Problem::UnknownInspector { found: Quoted::new(&recusal.inspector) },
            );
        }
        if draws.target_index(&recusal.target).is_none() {
            checker.fault(row, "target", Problem::UnknownTarget { found: Quoted::new(&recusal.target) });
        }
    }
    checker.faults
}

fn change_faults(draws: Draws<'_>) -> Faults {
    let mut checker = Checker { table: Table::Changes, faults: Faults::default() };
    checker.size(draws.changes.len(), limits::CHANGES);
    checker.order::<change::Marker>(draws.changes, |c| format!("{} {}", c.kind.code(), c.inspector));
    for (row, change) in draws.changes.iter().enumerate() {
        let is_recusal = matches!(change.kind, ChangeKind::RecusalAdded | ChangeKind::RecusalRemoved);
        if is_recusal != change.target.is_some() {
            checker.fault(row, "target", Problem::ChangeTarget);
        }
    }
    checker.faults
}

/// Faults of the targets that the plan names.
fn named_faults(plan: &Plan, draws: Draws<'_>) -> Faults {
    let mut faults = Faults::default();
    for (i, left_out) in plan.left_out.iter().enumerate() {
        for id in left_out.carried.iter().filter(|id| draws.target_index(id).is_some()) {
            let field = format!("left_out[{i}].carried");
            faults.push(Fault::new(
                Table::Plan,
                None,
                field,
                Problem::CarriedThere { found: Quoted::new(id) },
            ));
        }
    }
    for (i, entry) in plan.overrides.iter().enumerate() {
        if draws.target_index(&entry.target).is_none() {
            let field = format!("overrides[{i}].target");
            faults.push(Fault::new(
                Table::Plan,
                None,
                field,
                Problem::UnknownTarget { found: Quoted::new(&entry.target) },
            ));
        }
    }
    faults
}
