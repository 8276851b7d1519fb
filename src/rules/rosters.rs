//! The rules rosters must keep (PROTOCOL.md §5): order, forms, and that every recusal names known ids.

use crate::basics::fault::{Fault, FaultCode, Faults, Table};
use crate::basics::id::{InspectorId, TargetId};
use crate::basics::limits;
use crate::basics::text::{MAX_TEXT_BYTES, is_district, is_forbidden};
use crate::plan::{EarlierUse, Plan};
use crate::roster::{
    ChangeDraw, ChangeKind, InspectorDraw, Kind, RecusalDraw, TargetDraw, TargetIdentity, change, inspector,
    recusal, target,
};

/// The draw parts of all rosters, each in its order, and what amendments since have struck.
#[derive(Clone, Copy)]
pub(crate) struct Draws<'a> {
    pub(crate) targets: &'a [TargetDraw],
    pub(crate) inspectors: &'a [InspectorDraw],
    pub(crate) recusals: &'a [RecusalDraw],
    pub(crate) changes: &'a [ChangeDraw],
    /// Inspectors whom amendments struck: from the target in that place of the roster, or from all.
    pub(crate) struck: &'a [(InspectorId, Option<usize>)],
}

impl<'a> Draws<'a> {
    /// The same rosters after these strikes of inspectors.
    pub(crate) fn after(self, struck: &'a [(InspectorId, Option<usize>)]) -> Self {
        Self { struck, ..self }
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
    fn found(&mut self, row: usize, field: &str, code: FaultCode, found: impl ToString) {
        self.faults.push(Fault::new(self.table, Some(row), field, code).found(found));
    }

    fn size(&mut self, len: usize, limit: usize) {
        if len > limit {
            let fault = Fault::new(self.table, None, "", FaultCode::TooMany);
            self.faults.push(fault.found(len).limit(limit));
        }
    }

    /// Strictly ascending by key, so that no record is there twice.
    fn order<K: Kind>(&mut self, draws: &[K::Draw], show: impl Fn(&K::Draw) -> String) {
        for (row, pair) in draws.windows(2).enumerate() {
            let (first, second) = (K::key(&pair[0]), K::key(&pair[1]));
            if first >= second {
                let code = if first == second { FaultCode::Repeated } else { FaultCode::NotSorted };
                self.found(row + 1, "id", code, show(&pair[1]));
            }
        }
    }

    fn text(&mut self, row: usize, field: &str, text: &str) {
        if text.is_empty() || text.len() > MAX_TEXT_BYTES || text.chars().any(is_forbidden) {
            let code = if text.is_empty() { FaultCode::Empty } else { FaultCode::ForbiddenCharacter };
            self.found(row, field, code, format!("{:?}", text.chars().take(20).collect::<String>()));
        }
    }

    fn district(&mut self, row: usize, text: &str) {
        if !is_district(text) {
            self.found(row, "district", FaultCode::BadDistrict, format!("{text:?}"));
        }
    }

    fn list<T: Ord + std::fmt::Debug>(&mut self, row: usize, field: &str, list: &[T]) {
        if list.len() > limits::RECORD_LIST {
            self.found(row, field, FaultCode::TooMany, list.len());
        }
        if let Some([_, second]) = list.windows(2).find(|pair| pair[0] >= pair[1]) {
            self.found(row, field, FaultCode::NotSorted, format!("{second:?}"));
        }
    }
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

fn target_faults(plan: &Plan, targets: &[TargetDraw]) -> Faults {
    let mut checker = Checker { table: Table::Targets, faults: Faults::default() };
    let named = plan.draw_attributes();
    let uses = |use_for| plan.earlier.iter().any(|earlier| earlier.use_for == use_for);
    let (carry, leave_out) = (uses(EarlierUse::Carry), uses(EarlierUse::LeaveOut));
    checker.size(targets.len(), limits::TARGETS);
    checker.order::<target::Marker>(targets, |target| target.id.to_string());
    for (row, target) in targets.iter().enumerate() {
        checker.text(row, "class", &target.class);
        checker.text(row, "level", &target.level);
        checker.district(row, &target.district);
        if let Some(reason) = &target.exempt {
            checker.text(row, "exempt", reason);
        }
        if !target.attributes.iter().map(|(name, _)| name).eq(&named) {
            let found: Vec<_> = target.attributes.iter().map(|(name, _)| name.as_str()).collect();
            checker.found(row, "attributes", FaultCode::ExtraAttribute, found.join(", "));
        }
        if target.attributes.len() > limits::RECORD_LIST {
            checker.found(row, "attributes", FaultCode::TooMany, target.attributes.len());
        }
        for (name, value) in &target.attributes {
            if let Some(value) = value {
                checker.text(row, name, value);
            }
        }
        checker.list(row, "last_team", &target.last_team);
        if target.carried && !carry {
            checker.found(row, "carried", FaultCode::NeedsEarlier, EarlierUse::Carry.code());
        }
        if target.drawn_before && !leave_out {
            checker.found(row, "drawn_before", FaultCode::NeedsEarlier, EarlierUse::LeaveOut.code());
        }
        if target.carried && target.drawn_before {
            checker.found(row, "carried", FaultCode::CarriedAndBefore, "");
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
        checker.text(row, "name", &identity.name);
        for text in identity.basis.iter().chain(&identity.credit_code) {
            checker.text(row, "identity", text);
        }
        let names: Vec<&str> = identity.attributes.iter().map(|(name, _)| name.as_str()).collect();
        checker.list(row, "attributes", &names);
        for (name, value) in &identity.attributes {
            checker.text(row, "attributes", name);
            checker.text(row, name, value);
            if named.binary_search(name).is_err() {
                checker.found(row, "attributes", FaultCode::ExtraAttribute, name);
            }
        }
    }
    checker.faults
}

/// Faults of texts that belong to no roster's draw part, such as an inspector's name.
pub(crate) fn text_faults<'a>(
    table: Table,
    field: &str,
    texts: impl Iterator<Item = (usize, &'a str)>,
) -> Faults {
    let mut checker = Checker { table, faults: Faults::default() };
    texts.for_each(|(row, text)| checker.text(row, field, text));
    checker.faults
}

fn inspector_faults(inspectors: &[InspectorDraw]) -> Faults {
    let mut checker = Checker { table: Table::Inspectors, faults: Faults::default() };
    checker.size(inspectors.len(), limits::INSPECTORS);
    checker.order::<inspector::Marker>(inspectors, |inspector| inspector.id.to_string());
    for (row, inspector) in inspectors.iter().enumerate() {
        checker.text(row, "department", &inspector.department);
        checker.district(row, &inspector.district);
        checker.list(row, "qualifications", &inspector.qualifications);
        for qualification in &inspector.qualifications {
            checker.text(row, "qualifications", qualification);
        }
        if inspector.valid_from > inspector.valid_to {
            let fault = Fault::new(Table::Inspectors, Some(row), "valid_from", FaultCode::Order);
            checker.faults.push(fault.found(inspector.valid_from).limit(inspector.valid_to));
        }
    }
    checker.faults
}

fn recusal_faults(draws: Draws<'_>) -> Faults {
    let mut checker = Checker { table: Table::Recusals, faults: Faults::default() };
    checker.size(draws.recusals.len(), limits::RECUSALS);
    checker.order::<recusal::Marker>(draws.recusals, |r| format!("{} – {}", r.inspector, r.target));
    for (row, recusal) in draws.recusals.iter().enumerate() {
        if draws.inspector_index(&recusal.inspector).is_none() {
            checker.found(row, "inspector", FaultCode::UnknownInspector, &recusal.inspector);
        }
        if draws.target_index(&recusal.target).is_none() {
            checker.found(row, "target", FaultCode::UnknownTarget, &recusal.target);
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
            checker.found(row, "target", FaultCode::BadChoice, change.kind.code());
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
            faults.push(Fault::new(Table::Plan, None, field, FaultCode::CarriedThere).found(id));
        }
    }
    for (i, entry) in plan.overrides.iter().enumerate() {
        if draws.target_index(&entry.target).is_none() {
            let field = format!("overrides[{i}].target");
            faults.push(Fault::new(Table::Plan, None, field, FaultCode::UnknownTarget).found(&entry.target));
        }
    }
    faults
}
