//! Warnings: what is odd but never refused, counted when a draw is announced and again when it is verified (PROTOCOL.md
//! §8.5).

use super::admit::Admission;
use super::pools::{Pools, TargetSeats, team_of};
use super::rosters::Draws;
use crate::basics::credit_code;
use crate::basics::id::{InspectorId, TargetId};
use crate::plan::{Ceremony, Plan};
use crate::roster::{InspectorIdentity, TargetIdentity};
use crate::say::{Language, coded, fill};
use std::collections::BTreeMap;

coded! {
    /// What a warning counts, in the order of the codes.
    pub enum WarningCode {
        CreditCode = "credit_code", "统一社会信用代码校验不符的对象：{count}", "targets whose credit code fails its check: {count}";
        EmptyStratum = "empty_stratum", "没有可抽对象的分组：{count}", "strata without targets: {count}";
        IdsAlike = "ids_alike", "仅大小写不同的编号：{count}", "ids that differ in case only: {count}";
        OldRegister = "old_register", "早于检查周期的登记册：{count}", "registers dated before the period: {count}";
        OutsideStrata = "outside_strata", "不属于任何分组的对象：{count}", "targets outside all strata: {count}";
        QuotaClamped = "quota_clamped", "抽取数量降至可抽对象总数的分组：{count}", "strata whose quota was lowered to the pool: {count}";
        RepeatedCreditCode = "repeated_credit_code", "统一社会信用代码与他者相同的对象：{count}", "targets that share a credit code: {count}";
        RepeatedInspectorName = "repeated_inspector_name", "姓名与他人相同的检查人员：{count}", "inspectors that share a name: {count}";
        RepeatedName = "repeated_name", "名称与他者相同的对象：{count}", "targets that share a name: {count}";
        SmallPool = "small_pool", "有席位可选人员过少的对象：{count}", "targets with a seat whose pool is small: {count}";
        UnknownLastTeam = "unknown_last_team", "上次检查人员中已不在名录库的：{count}", "inspectors of last teams who are not in the roster: {count}";
    }
}

/// A warning with its count.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Warning {
    /// What is counted.
    pub code: WarningCode,
    /// How many; never 0.
    pub count: u64,
}

impl Warning {
    /// The warning as a sentence.
    pub fn message(&self, language: Language) -> String {
        fill(self.code.template(language), &[("count", &self.count.to_string())])
    }
}

/// A warning with what it is about: ids, names of strata or registers.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Noted {
    /// What is odd.
    pub code: WarningCode,
    /// About what; never empty.
    pub subjects: Vec<String>,
}

impl Noted {
    /// The warning as a sentence, with the count.
    pub fn message(&self, language: Language) -> String {
        Warning { code: self.code, count: self.subjects.len() as u64 }.message(language)
    }
}

fn listed(noted: impl IntoIterator<Item = (WarningCode, Vec<String>)>) -> Vec<Noted> {
    let noted = noted.into_iter().filter(|(_, subjects)| !subjects.is_empty());
    noted.map(|(code, subjects)| Noted { code, subjects }).collect()
}

/// What is noted, counted.
pub(crate) fn counted(noted: &[Noted]) -> Vec<Warning> {
    noted.iter().map(|noted| Warning { code: noted.code, count: noted.subjects.len() as u64 }).collect()
}

/// The subjects whose key another one equals.
fn repeated<K: Ord>(keyed: impl Iterator<Item = (K, String)>) -> Vec<String> {
    let mut by_key: BTreeMap<K, Vec<String>> = BTreeMap::new();
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
    let failing = failing.map(|(_, id)| id.to_string()).collect();
    let names = targets.map(|(id, identity)| (identity.name.as_str(), id.to_string()));
    let people = inspectors.map(|(id, identity)| (identity.name.as_str(), id.to_string()));
    listed([
        (WarningCode::CreditCode, failing),
        (WarningCode::RepeatedCreditCode, repeated(codes.map(|(code, id)| (code, id.to_string())))),
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
    let lowered = |id: &str| (id.to_ascii_lowercase(), id.to_owned());
    let mut alike = repeated(draws.targets.iter().map(|target| lowered(target.id.as_str())));
    alike.extend(repeated(draws.inspectors.iter().map(|inspector| lowered(inspector.id.as_str()))));
    let last_teams =
        draws.targets.iter().flat_map(|t| t.last_team.iter().map(move |inspector| (&t.id, inspector)));
    let unknown = last_teams.filter(|(_, inspector)| draws.inspector_index(inspector).is_none());
    let seats = pools.map_or_else(|| open_seats.to_vec(), |pools| pools.seats(plan, draws));
    let smallest = smallest_pools(plan, draws, &seats).into_iter().zip(&seats);
    let small = smallest.filter_map(|(found, (target, _))| {
        let (seat, pool) = found.filter(|(_, pool)| *pool < plan.small_pool())?;
        Some(format!("{} #{}: {pool}", draws.targets[*target].id, seat + 1))
    });
    let old = plan.registers.iter().filter(|register| register.date < plan.period.from);
    let old = old.filter(|_| plan.ceremony != Ceremony::Staffing).map(|register| register.name.clone());
    let strata = || pools.iter().flat_map(|pools| &pools.strata);
    let empty = strata().filter(|pool| pool.members.is_empty()).map(|pool| pool.numbers.name.clone());
    let clamped = strata().filter(|pool| pool.clamped).map(|pool| pool.numbers.name.clone());
    let outside = pools.iter().flat_map(|pools| &pools.outside).map(|row| draws.targets[*row].id.to_string());
    listed([
        (WarningCode::EmptyStratum, empty.collect()),
        (WarningCode::IdsAlike, alike),
        (WarningCode::OldRegister, old.collect()),
        (WarningCode::OutsideStrata, outside.collect()),
        (WarningCode::QuotaClamped, clamped.collect()),
        (WarningCode::SmallPool, small.collect()),
        (WarningCode::UnknownLastTeam, unknown.map(|(id, inspector)| format!("{id}: {inspector}")).collect()),
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
        let team = team_of(plan, &draws.targets[*target]);
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
