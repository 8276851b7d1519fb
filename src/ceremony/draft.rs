//! Drafts: validated input, ready to be announced.

use super::error::AnnounceError;
use super::prepared::{DrawParts, Prepared};
use crate::commit::Exposure;
use crate::commit::canonical::FormError;
use crate::commit::document::Protocol;
use crate::commit::document::{
    Announcement, Disclosure, Kept, Opening, OpeningParts, Predecessor, Record, RosterHeads, RosterRecords,
    TreeHead,
};
use crate::commit::merkle::TreeBuilder;
use crate::commit::secret::{IdentityKey, MasterSecret, SaltKey};
use crate::fault::{Fault, Faults, NearColumn, Problem, Table};
use crate::plan::{Plan, SeatAsk};
use crate::roster::{
    Change, ChangeDraw, ChangeIdentity, Inspector, InspectorDraw, InspectorIdentity, Intake, RecordKind,
    Recusal, RecusalDraw, RecusalIdentity, Target, TargetDraw, TargetIdentity,
};
use crate::rules::{
    Admission, Noted, RuleUse, StratumNumbers, StratumPool, Warning, counted, identity_faults,
    identity_notes, merge_notes, rule_uses, smallest_pool, team_of,
};
use crate::say::Quoted;
use crate::types::id::TargetId;
use crate::types::text::Text;
use crate::types::text::nearest;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The rosters as given, in any order: order never matters.
///
/// ```
/// use dual_random::{InspectorId, Recusal, Rosters, TargetId};
/// # mod shared { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/shared/mod.rs")); }
/// # let Rosters { targets, inspectors, .. } = shared::rosters(200, 12)?;
///
/// let recusal = Recusal::new(InspectorId::new("ZF-001")?, TargetId::new("T-0010")?, "亲属");
/// let rosters = Rosters::new(targets, inspectors, vec![recusal]);
/// assert_eq!((rosters.targets.len(), rosters.inspectors.len()), (200, 12));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Rosters {
    /// Inspection targets.
    pub targets: Vec<Target>,
    /// Inspectors.
    pub inspectors: Vec<Inspector>,
    /// Recusals.
    pub recusals: Vec<Recusal>,
}

impl Rosters {
    /// Rosters of targets, inspectors and recusals.
    pub fn new(targets: Vec<Target>, inspectors: Vec<Inspector>, recusals: Vec<Recusal>) -> Self {
        Self { targets, inspectors, recusals }
    }
}

/// A validated plan with its rosters. Nothing is committed yet.
///
/// ```
/// use dual_random::{Draft, MasterSecret};
/// # mod shared { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/shared/mod.rs")); }
/// # let (plan, rosters) = (shared::plan(200)?, shared::rosters(200, 12)?);
///
/// let draft = Draft::new(plan, rosters)?;
/// let numbers: Vec<_> = draft.strata().iter().map(|stratum| (stratum.name.as_str(), stratum.k, stratum.n)).collect();
/// assert_eq!(numbers, [("重点", 4, 20), ("一般", 9, 180)]);
/// let announced = draft.announce(MasterSecret::from_bytes([7; 32]))?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Draft {
    pub(super) plan: Plan,
    pub(super) parts: Arc<OpeningParts>,
    pub(super) prepared: Prepared,
}

/// The seat of a stratum that the fewest inspectors may take, their workload aside.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub struct SmallestPool {
    /// Name of the stratum.
    pub stratum: String,
    /// The target.
    pub target: TargetId,
    /// Number of the seat, from 1.
    pub seat: usize,
    /// How many may take it.
    pub pool: u32,
}

/// An announcement with its opening.
///
/// ```
/// use dual_random::{Announced, Opening};
/// # mod shared { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/shared/mod.rs")); }
/// # let announced = shared::announced()?;
///
/// let Announced { announcement, opening, warnings, .. } = announced;
/// let public = announcement.bytes();
/// let private = opening.reveal()?; // with the master secret in it
/// assert_eq!(Opening::from_bytes(&private)?.announcement(), announcement.digest());
/// assert!(warnings.is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Announced {
    /// To be published before the public values exist.
    pub announcement: Kept<Announcement>,
    /// To be kept secret.
    pub opening: Opening,
    /// What is odd, counted.
    pub warnings: Vec<Warning>,
}

/// Records in roster order, with the row, counted from 1, in which each was given.
struct Sorted<K: RecordKind> {
    records: Vec<Record<K>>,
    rows: Vec<u64>,
}

impl<K: RecordKind> Sorted<K> {
    fn new(records: Vec<Record<K>>) -> Self {
        let mut numbered: Vec<(u64, Record<K>)> = (1..).zip(records).collect();
        numbered.sort_by(|(_, a), (_, b)| K::key(&a.draw).cmp(&K::key(&b.draw)));
        let (rows, records) = numbered.into_iter().unzip();
        Self { records, rows }
    }
}

impl Draft {
    /// Validates a plan and its rosters. Lists of the plan that are sets are put in text order; nothing else is touched.
    ///
    /// # Errors
    /// All faults of plan and rosters together, each with its table, row (counted from 1 as given) and field.
    pub fn new(plan: Plan, rosters: Rosters) -> Result<Self, Faults> {
        let plan = with_sorted_sets(plan);
        let mut faults = plan.intake_faults();
        faults.append(target_intake(&plan, &rosters.targets));
        let named = plan.draw_attributes();
        let targets = rosters.targets.into_iter().map(|target| split_target(target, &named)).collect();
        let people = People::new(rosters.inspectors, rosters.recusals, Vec::new(), &mut faults);
        Self::finish(plan, Sorted::new(targets), people, None, faults)
    }

    /// Validates a staffing ceremony: inspectors for the seats that `previous` left open. `previous` is the whole
    /// disclosure of the ceremony before, nothing withheld, published or not.
    ///
    /// # Errors
    /// All faults together; among them each difference to the earlier rosters that `changes` does not list.
    pub fn staffing(
        plan: Plan,
        inspectors: Vec<Inspector>,
        recusals: Vec<Recusal>,
        changes: Vec<Change>,
        previous: Disclosure,
    ) -> Result<Self, Faults> {
        let plan = with_sorted_sets(plan);
        let mut faults = plan.intake_faults();
        let people = People::new(inspectors, recusals, changes, &mut faults);
        Self::finish(plan, Sorted::new(Vec::new()), people, Some(Box::new(previous)), faults)
    }

    fn finish(
        plan: Plan,
        targets: Sorted<crate::roster::target::Marker>,
        people: People,
        selection: Option<Box<Disclosure>>,
        mut faults: Faults,
    ) -> Result<Self, Faults> {
        let People { inspectors, recusals, changes } = people;
        let target_rows = if selection.is_some() { Vec::new() } else { targets.rows };
        let rosters = RosterRecords {
            changes: changes.records,
            inspectors: inspectors.records,
            recusals: recusals.records,
            targets: targets.records,
        };
        let parts = OpeningParts { hash: plan.hash, rosters, selection };
        let identities = parts.rosters.targets.iter().map(|record| &record.identity).enumerate();
        faults.append(identity_faults(&plan, identities).with_lines(Table::Targets, &target_rows));
        let draws = DrawParts::of_opening(&parts);
        let prepared = match Prepared::of_given(&plan, draws.as_draws(), parts.selection.as_deref()) {
            Ok(prepared) => prepared,
            Err(found) => {
                let found = found.with_lines(Table::Targets, &target_rows);
                let found = found.with_lines(Table::Inspectors, &inspectors.rows);
                let found = found.with_lines(Table::Recusals, &recusals.rows);
                faults.append(found.with_lines(Table::Changes, &changes.rows));
                return Err(faults.without_repeats());
            }
        };
        faults.without_repeats().into_result(Self { plan, parts: Arc::new(parts), prepared })
    }

    /// The plan, its sets in text order.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The strata in numbers.
    pub fn strata(&self) -> &[StratumNumbers] {
        &self.prepared.strata
    }

    /// For each stratum (of the targets whose seats this ceremony draws), the seat that the fewest inspectors may take.
    pub fn smallest_pools(&self) -> Vec<SmallestPool> {
        let draws = DrawParts::of_opening(&self.parts);
        let standing = self.prepared.standing.as_ref();
        let draws = draws.as_draws().after(standing.map_or(&[], |standing| &standing.struck_inspectors));
        let mut admission = Admission::new(&self.plan, draws);
        let mut smallest = |target: usize, team, seats: Vec<usize>| {
            smallest_pool(&mut admission, target, team, seats).map(|(seat, pool)| (pool, seat, target))
        };
        // The first, if equal.
        let first = |found: &(u32, usize, usize)| found.0;
        let by_stratum: Vec<_> = match (&self.prepared.pools, standing) {
            (Some(pools), _) => {
                let mut of_target = |target: &usize| {
                    let team = pools.team_of(&self.plan, draws, *target);
                    smallest(*target, team, (0..team.len()).collect())
                };
                let mut of =
                    |pool: &StratumPool| pool.members.iter().filter_map(&mut of_target).min_by_key(first);
                pools.strata.iter().map(&mut of).enumerate().collect()
            }
            (None, standing) => {
                let open = standing.iter().flat_map(|standing| standing.open_by_stratum());
                let mut of_target = |(target, seats): (usize, Vec<usize>)| {
                    smallest(target, team_of(&self.plan, draws.targets[target]), seats)
                };
                open.map(|(stratum, open)| {
                    (stratum, open.into_iter().filter_map(&mut of_target).min_by_key(first))
                })
                .collect()
            }
        };
        let shown = |(stratum, found): (usize, Option<(u32, usize, usize)>)| {
            let (pool, seat, target) = found?;
            Some(SmallestPool {
                stratum: self.plan.strata.get(stratum).map(|s| s.name.clone()).unwrap_or_default(),
                target: draws.targets[target].id.clone(),
                seat: seat + 1,
                pool,
            })
        };
        by_stratum.into_iter().filter_map(shown).collect()
    }

    /// What the disclosure of this draw will show unless the law withholds it, in numbers.
    pub fn exposure(&self) -> Exposure {
        let attributes = self.plan.columns().attributes.into_iter().collect();
        Exposure { attributes, ..self.parts.exposure() }
    }

    /// What each rule of the plan meets in the roster, for those who look for dead ones.
    pub fn rule_uses(&self) -> Vec<RuleUse> {
        let draws = DrawParts::of_opening(&self.parts);
        rule_uses(&self.plan, draws.as_draws().targets.iter().copied())
    }

    /// What is odd, with what it is about. None of it is refused, and none of it stands in the announcement: whoever verifies
    /// counts it again from what is shown.
    pub fn notes(&self) -> Vec<Noted> {
        notes(&self.parts, &self.prepared)
    }

    /// The same, counted.
    pub fn warnings(&self) -> Vec<Warning> {
        counted(&self.notes())
    }

    /// Whether this is what was announced: the same plan and rosters, to the last text.
    pub fn is_announced_by(&self, announcement: &Announcement, opening: &Opening) -> bool {
        self.plan == announcement.plan && *self.parts == *opening.parts
    }

    /// Commits the draft with a fresh master secret: 32 bytes from a good source of randomness, never used before, unless the same draft
    /// is committed again, to restore its opening.
    ///
    /// # Errors
    /// When the secret is that of an earlier ceremony of the chain, or a text cannot stand in a document (which validation
    /// excludes). The draft stays.
    pub fn announce(&self, master: MasterSecret) -> Result<Announced, AnnounceError> {
        let announcement = announcement_of(&self.plan, &self.parts, &self.prepared, &master)?;
        let earlier = self.parts.selection.iter().flat_map(|selection| selection.all_commitments());
        if earlier.chain(self.plan.commitments()).any(|other| other == announcement.commitment) {
            return Err(AnnounceError::SecretReused);
        }
        let warnings = self.warnings();
        let announcement = Kept::new(announcement)?;
        let opening = Opening { announcement: announcement.digest(), master, parts: Arc::clone(&self.parts) };
        Ok(Announced { announcement, opening, warnings })
    }
}

impl std::fmt::Debug for Draft {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Draft").field("draw", &self.plan.draw).finish_non_exhaustive()
    }
}

/// Inspectors, recusals and changes in order.
struct People {
    inspectors: Sorted<crate::roster::inspector::Marker>,
    recusals: Sorted<crate::roster::recusal::Marker>,
    changes: Sorted<crate::roster::change::Marker>,
}

impl People {
    fn new(
        inspectors: Vec<Inspector>,
        recusals: Vec<Recusal>,
        changes: Vec<Change>,
        faults: &mut Faults,
    ) -> Self {
        faults.append(inspector_intake(&inspectors));
        faults.append(recusal_intake(&recusals));
        faults.append(change_intake(&changes));
        Self {
            inspectors: Sorted::new(inspectors.into_iter().map(split_inspector).collect()),
            recusals: Sorted::new(recusals.into_iter().map(split_recusal).collect()),
            changes: Sorted::new(changes.into_iter().map(split_change).collect()),
        }
    }
}

/// The announcement that plan, rosters and master secret make.
pub(crate) fn announcement_of(
    plan: &Plan,
    parts: &OpeningParts,
    prepared: &Prepared,
    master: &MasterSecret,
) -> Result<Announcement, FormError> {
    let hash = parts.hash;
    let (salts, identities) = (master.salt_key(hash), master.identity_key(hash));
    let (targets, predecessor) = match &parts.selection {
        None => (tree_head(&parts.rosters.targets, &salts, &identities)?, None),
        Some(selection) => {
            let names = Predecessor { announcement: selection.announcement.digest()?, head: selection.head };
            (selection.announcement.rosters.targets, Some(names))
        }
    };
    let rosters = RosterHeads {
        changes: tree_head(&parts.rosters.changes, &salts, &identities)?,
        inspectors: tree_head(&parts.rosters.inspectors, &salts, &identities)?,
        recusals: tree_head(&parts.rosters.recusals, &salts, &identities)?,
        targets,
    };
    Ok(Announcement {
        commitment: master.seed_secret(hash).commitment(hash),
        exempt: prepared.exempt.clone(),
        plan: plan.clone(),
        protocol: Protocol::with(hash),
        rosters,
        selection: predecessor,
        strata: prepared.strata.clone(),
        subject: prepared.subject,
        document_type: Default::default(),
    })
}

fn notes(parts: &OpeningParts, prepared: &Prepared) -> Vec<Noted> {
    let targets = parts.rosters.targets.iter().map(|record| (&record.draw.id, &record.identity));
    let inspectors = parts.rosters.inspectors.iter().map(|record| (&record.draw.id, &record.identity));
    merge_notes(identity_notes(targets, inspectors), prepared.notes.clone())
}

/// Size and root of a roster.
fn tree_head<K: RecordKind>(
    records: &[Record<K>],
    salt_key: &SaltKey,
    identities: &IdentityKey,
) -> Result<TreeHead, FormError> {
    let (salts, identities) = (salt_key.salts(K::TREE), identities.salts(K::TREE));
    let tree = TreeBuilder::of(salt_key.hash_algorithm(), records, |hasher, index, record| {
        let identity = hasher.identity(&identities.of(index), &record.identity)?;
        hasher.record(&salts.of(index), &identity, &record.draw)
    })?;
    Ok(TreeHead { count: tree.count(), root: tree.root() })
}

/// Puts the plan's lists that are sets in text order, which is how documents write sets.
fn with_sorted_sets(mut plan: Plan) -> Plan {
    fn sort_seats(seats: &mut [SeatAsk]) {
        for seat in seats {
            seat.departments.sort();
            seat.qualifications.sort();
        }
    }
    plan.attributes.sort();
    plan.task_sheet.sort();
    plan.left_out.iter_mut().for_each(|left_out| left_out.carried.sort());
    plan.classes.sort();
    plan.changed_rules.sort_by_key(|changed| changed.rule.code());
    plan.overrides.sort_by(|a, b| a.target.cmp(&b.target));
    for seats in plan.overrides.iter_mut().filter_map(|entry| entry.seats.as_mut()) {
        sort_seats(seats);
    }
    for rule in &mut plan.teams {
        sort_seats(&mut rule.seats);
    }
    plan.strata.iter_mut().for_each(|stratum| stratum.items.sort());
    let conditions = plan.strata.iter_mut().flat_map(|stratum| &mut stratum.when);
    let conditions = conditions.chain(plan.teams.iter_mut().flat_map(|rule| &mut rule.when));
    for condition in conditions.chain(plan.tickets.iter_mut().flat_map(|rule| &mut rule.when)) {
        condition.any_of.sort();
    }
    plan
}

fn target_intake(plan: &Plan, targets: &[Target]) -> Faults {
    let mut intake = Intake::new(Table::Targets);
    let columns = plan.columns();
    dead_attributes(plan, targets, &mut intake);
    for (row, target) in targets.iter().enumerate() {
        intake.id(row, "id", target.id.as_str());
        intake.shown(Some(row), "name", &target.name);
        intake.district(row, "district", &target.district);
        intake.shown(Some(row), "class", &target.class);
        intake.shown(Some(row), "level", &target.level);
        intake.credit_code(row, "credit_code", target.credit_code.as_deref());
        for (name, value) in &target.attributes {
            intake.shown(Some(row), name, name);
            intake.shown(Some(row), name, value);
            if !columns.attributes.contains(name) {
                let fault = Fault::new(
                    Table::Targets,
                    Some(row),
                    name,
                    Problem::ExtraAttribute { found: Quoted::new(name) },
                );
                intake.faults.push(fault);
            }
        }
        if let Some(exemption) = &target.exemption {
            intake.shown(Some(row), "exempt", &exemption.reason);
            intake.shown(Some(row), "basis", &exemption.basis);
        }
    }
    intake.faults
}

fn inspector_intake(inspectors: &[Inspector]) -> Faults {
    let mut intake = Intake::new(Table::Inspectors);
    for (row, inspector) in inspectors.iter().enumerate() {
        intake.id(row, "id", inspector.id.as_str());
        intake.shown(Some(row), "name", &inspector.name);
        intake.shown(Some(row), "department", &inspector.department);
        intake.district(row, "district", &inspector.district);
        for qualification in &inspector.qualifications {
            intake.shown(Some(row), "qualifications", qualification);
        }
    }
    intake.faults
}

fn recusal_intake(recusals: &[Recusal]) -> Faults {
    let mut intake = Intake::new(Table::Recusals);
    for (row, recusal) in recusals.iter().enumerate() {
        intake.shown(Some(row), "category", &recusal.category);
    }
    intake.faults
}

fn change_intake(changes: &[Change]) -> Faults {
    let mut intake = Intake::new(Table::Changes);
    for (row, change) in changes.iter().enumerate() {
        intake.shown(Some(row), "reason", &change.reason);
    }
    intake.faults
}

/// A condition on an attribute that no target has is a dead rule, most often a misspelt name.
fn dead_attributes(plan: &Plan, targets: &[Target], intake: &mut Intake) {
    if targets.is_empty() {
        return;
    }
    let mut known: BTreeSet<&str> = BTreeSet::new();
    for name in targets.iter().flat_map(|target| target.attributes.keys()) {
        if !known.contains(name.as_str()) {
            known.insert(name);
        }
    }
    for name in plan.draw_attributes().iter().filter(|name| !known.contains(name.as_str())) {
        let fault = Fault::new(
            Table::Plan,
            None,
            format!("attribute:{name}"),
            Problem::NoSuchColumn {
                found: Quoted::new(name),
                limit: NearColumn(nearest(name, known.iter().copied()).map(Quoted::new)),
            },
        );
        intake.faults.push(fault);
    }
}

fn split_target(target: Target, named: &[String]) -> Record<crate::roster::target::Marker> {
    let mut attributes = target.attributes;
    let draw_attributes =
        named.iter().map(|name| (name.as_str().into(), attributes.remove(name).map(Text::from))).collect();
    let (reason, basis) = match target.exemption {
        Some(exemption) => (Some(exemption.reason), Some(exemption.basis)),
        None => (None, None),
    };
    let mut last_team = target.last_team;
    last_team.sort();
    Record {
        draw: TargetDraw {
            attributes: draw_attributes,
            carried: target.carried,
            class: target.class.into(),
            district: target.district.into(),
            drawn_before: target.drawn_before,
            exempt: reason.map(Text::from),
            id: target.id,
            inspected: target.inspected,
            last_team: last_team.into(),
            level: target.level.into(),
        },
        identity: TargetIdentity {
            attributes: attributes.into_iter().map(|(name, value)| (name.into(), value.into())).collect(),
            basis: basis.map(Text::from),
            credit_code: target.credit_code.map(Text::from),
            name: target.name.into(),
        },
    }
}

fn split_inspector(inspector: Inspector) -> Record<crate::roster::inspector::Marker> {
    let mut qualifications = inspector.qualifications;
    qualifications.sort();
    Record {
        draw: InspectorDraw {
            department: inspector.department,
            district: inspector.district,
            id: inspector.id,
            max_visits: inspector.max_visits,
            qualifications,
            role: inspector.role,
            valid_from: inspector.valid_from,
            valid_to: inspector.valid_to,
        },
        identity: InspectorIdentity { name: inspector.name },
    }
}

fn split_recusal(recusal: Recusal) -> Record<crate::roster::recusal::Marker> {
    Record {
        draw: RecusalDraw { inspector: recusal.inspector, target: recusal.target },
        identity: RecusalIdentity { category: recusal.category },
    }
}

fn split_change(change: Change) -> Record<crate::roster::change::Marker> {
    Record {
        draw: ChangeDraw {
            date: change.date,
            inspector: change.inspector,
            kind: change.kind,
            target: change.target,
        },
        identity: ChangeIdentity { reason: change.reason },
    }
}
