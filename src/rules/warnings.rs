//! Warnings: what is odd but never refused, counted when a draw is announced and again when it is verified (PROTOCOL.md
//! §8.4).

use super::admit::Admission;
use super::pools::{Pools, StratumPool, TargetSeats, team_of};
use super::rosters::Draws;
use crate::plan::{Ceremony, Plan};
use crate::roster::{InspectorIdentity, TargetIdentity};
use crate::say::{Language, Listed, Quoted, Say, coded, coded_serde, sayings};
use crate::types::credit_code;
use crate::types::id::{InspectorId, TargetId};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt;

coded! {
    /// What a warning counts, in the order of the codes.
    ///
    /// ```
    /// use dual_random::{Draft, WarningCode};
    /// # mod shared { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/shared/mod.rs")); }
    /// # let (plan, mut rosters) = (shared::plan(200)?, shared::rosters(200, 12)?);
    ///
    /// rosters.targets[1].name = rosters.targets[0].name.clone();
    /// let notes = Draft::new(plan, rosters)?.notes();
    /// assert_eq!((notes[0].code, notes[0].subjects.0.len()), (WarningCode::RepeatedName, 2));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub enum WarningCode {
        CreditCode = "credit_code", "统一社会信用代码校验不符的对象", "targets whose credit code fails its check";
        EmptyStratum = "empty_stratum", "没有可抽对象的分组", "strata without targets";
        IdsAlike = "ids_alike", "仅大小写不同的编号", "ids that differ in case only";
        OldRegister = "old_register", "早于检查周期的登记册", "registers dated before the period";
        OutsideStrata = "outside_strata", "不属于任何分组的对象", "targets outside all strata";
        QuotaClamped = "quota_clamped", "抽取数量降至可抽对象总数的分组", "strata whose quota was lowered to the pool";
        RepeatedCreditCode = "repeated_credit_code", "统一社会信用代码与他者相同的对象", "targets that share a credit code";
        RepeatedInspectorName = "repeated_inspector_name", "姓名与他人相同的检查人员", "inspectors that share a name";
        RepeatedName = "repeated_name", "名称与他者相同的对象", "targets that share a name";
        SmallPool = "small_pool", "有席位可选人员过少的对象", "targets with a seat whose pool is small";
        UnknownLastTeam = "unknown_last_team", "上次检查人员中已不在名录库的", "inspectors of last teams who are not in the roster";
    }
}

coded_serde!(WarningCode);

/// A warning with its count.
///
/// ```
/// use dual_random::{Draft, Language, Say};
/// # mod shared { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/shared/mod.rs")); }
/// # let (plan, mut rosters) = (shared::plan(200)?, shared::rosters(200, 12)?);
///
/// rosters.targets[1].name = rosters.targets[0].name.clone();
/// let warnings = Draft::new(plan, rosters)?.warnings();
/// assert_eq!(warnings[0].message(Language::En), "targets that share a name: 2");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Warning {
    /// What is counted.
    pub code: WarningCode,
    /// How many; never 0.
    pub count: u64,
}

impl Say for Warning {
    fn say(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let colon = if language == Language::Zh { "：" } else { ": " };
        write!(f, "{}{colon}{}", self.code.said(language), self.count)
    }
}

sayings! {
    /// What a warning is about.
    pub enum Subject {
        Target { id: TargetId } = "target", "{id}", "{id}";
        Inspector { id: InspectorId } = "inspector", "{id}", "{id}";
        Stratum { name: Quoted } = "stratum", "{name}", "{name}";
        Register { name: Quoted } = "register", "{name}", "{name}";
        Seat { target: TargetId, seat: usize, pool: u32 } = "seat", "{target} 第 {seat} 席（{pool} 人）", "seat {seat} of {target} ({pool})";
        LastTeam { target: TargetId, inspector: InspectorId } = "last_team", "{target}（{inspector}）", "{target} ({inspector})";
    }
}

/// A warning with what it is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Noted {
    /// What is odd.
    pub code: WarningCode,
    /// About what; never empty.
    pub subjects: Listed<Subject>,
}

impl Noted {
    /// The same, counted.
    pub fn counted(&self) -> Warning {
        Warning { code: self.code, count: self.subjects.0.len() as u64 }
    }
}

impl Say for Noted {
    /// The warning with its count; whoever wants to know about what says the subjects too.
    fn say(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.counted().say(language, f)
    }
}

fn listed(noted: impl IntoIterator<Item = (WarningCode, Vec<Subject>)>) -> Vec<Noted> {
    let noted = noted.into_iter().filter(|(_, subjects)| !subjects.is_empty());
    noted.map(|(code, subjects)| Noted { code, subjects: Listed(subjects) }).collect()
}

/// What is noted, counted.
pub(crate) fn counted(noted: &[Noted]) -> Vec<Warning> {
    noted.iter().map(Noted::counted).collect()
}

fn target(id: &TargetId) -> Subject {
    Subject::Target { id: id.clone() }
}

fn inspector(id: &InspectorId) -> Subject {
    Subject::Inspector { id: id.clone() }
}

fn stratum(pool: &StratumPool) -> Subject {
    Subject::Stratum { name: Quoted::new(&pool.numbers.name) }
}

/// The subjects whose key another one equals.
fn repeated<K: Ord>(keyed: impl Iterator<Item = (K, Subject)>) -> Vec<Subject> {
    let mut by_key: BTreeMap<K, Vec<Subject>> = BTreeMap::new();
    for (key, subject) in keyed {
        by_key.entry(key).or_default().push(subject);
    }
    by_key.into_values().filter(|subjects| subjects.len() > 1).flatten().collect()
}

/// What identity parts give, those of targets and of inspectors, each with the id.
pub(crate) fn identity_notes<'a>(
    targets: impl Iterator<Item = (&'a TargetId, &'a TargetIdentity)> + Clone,
    inspectors: impl Iterator<Item = (&'a InspectorId, &'a InspectorIdentity)>,
) -> Vec<Noted> {
    let codes = targets.clone().filter_map(|(id, identity)| Some((identity.credit_code.as_deref()?, id)));
    let failing = codes.clone().filter(|(code, _)| credit_code::issue(code).is_some());
    let failing = failing.map(|(_, id)| target(id)).collect();
    let names = targets.map(|(id, identity)| (identity.name.as_str(), target(id)));
    let people = inspectors.map(|(id, identity)| (identity.name.as_str(), inspector(id)));
    listed([
        (WarningCode::CreditCode, failing),
        (WarningCode::RepeatedCreditCode, repeated(codes.map(|(code, id)| (code, target(id))))),
        (WarningCode::RepeatedInspectorName, repeated(people)),
        (WarningCode::RepeatedName, repeated(names)),
    ])
}

/// What draw parts give. `open_seats` are, in a staffing ceremony, the drawn targets with the numbers of their open
/// seats; otherwise every target of the pools counts with all its seats.
pub(crate) fn draw_notes(
    plan: &Plan,
    draws: Draws<'_>,
    pools: Option<&Pools>,
    open_seats: &[TargetSeats],
) -> Vec<Noted> {
    let targets = draws.targets.iter().map(|one| (one.id.as_str().to_ascii_lowercase(), target(&one.id)));
    let people = draws.inspectors.iter();
    let people = people.map(|one| (one.id.as_str().to_ascii_lowercase(), inspector(&one.id)));
    let mut alike = repeated(targets);
    alike.extend(repeated(people));
    let last_teams =
        draws.targets.iter().flat_map(|t| t.last_team.iter().map(move |inspector| (&t.id, inspector)));
    let unknown = last_teams.filter(|(_, inspector)| draws.inspector_index(inspector).is_none());
    let unknown = unknown.map(|(target, inspector)| Subject::LastTeam {
        target: target.clone(),
        inspector: inspector.clone(),
    });
    let seats = pools.map_or_else(|| open_seats.to_vec(), |pools| pools.seats(plan, draws));
    let smallest = smallest_pools(plan, draws, &seats).into_iter().zip(&seats);
    let small = smallest.filter_map(|(found, (target, _))| {
        let (seat, pool) = found.filter(|(_, pool)| *pool < plan.small_pool())?;
        Some(Subject::Seat { target: draws.targets[*target].id.clone(), seat: seat + 1, pool })
    });
    let old = plan.registers.iter().filter(|register| register.date < plan.period.from);
    let old = old.filter(|_| plan.ceremony != Ceremony::Staffing);
    let old = old.map(|register| Subject::Register { name: Quoted::new(&register.name) });
    let strata = || pools.iter().flat_map(|pools| &pools.strata);
    let empty = strata().filter(|pool| pool.members.is_empty()).map(stratum);
    let clamped = strata().filter(|pool| pool.clamped).map(stratum);
    let outside = pools.iter().flat_map(|pools| &pools.outside).map(|row| target(&draws.targets[*row].id));
    listed([
        (WarningCode::EmptyStratum, empty.collect()),
        (WarningCode::IdsAlike, alike),
        (WarningCode::OldRegister, old.collect()),
        (WarningCode::OutsideStrata, outside.collect()),
        (WarningCode::QuotaClamped, clamped.collect()),
        (WarningCode::SmallPool, small.collect()),
        (WarningCode::UnknownLastTeam, unknown.collect()),
    ])
}

/// For each target with some of its seats, the seat with the smallest eligible pool (the first, if equal).
pub(crate) fn smallest_pools(
    plan: &Plan,
    draws: Draws<'_>,
    seats: &[TargetSeats],
) -> Vec<Option<(usize, u32)>> {
    let mut admission = Admission::new(plan, draws);
    let mut smallest = |(target, seats): &TargetSeats| {
        let team = team_of(plan, draws.targets[*target]);
        let mut pool = |seat: usize| {
            let ask = admission.ask(team.get(seat)?);
            Some((seat, admission.pool(*target, ask).eligible))
        };
        seats.iter().filter_map(|seat| pool(*seat)).min_by_key(|(_, pool)| *pool)
    };
    seats.iter().map(&mut smallest).collect()
}

/// Two lists as one, in the order of the codes.
pub(crate) fn merge_notes(mut first: Vec<Noted>, second: Vec<Noted>) -> Vec<Noted> {
    first.extend(second);
    first.sort_by_key(|noted| noted.code);
    first
}
