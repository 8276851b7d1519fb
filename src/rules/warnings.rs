//! Warnings: what is odd but never refused, counted in the announcement (PROTOCOL.md §8.5).

use super::admit::Admission;
use super::pools::{Pools, TargetSeats, team_of};
use super::rosters::Draws;
use crate::basics::language::{coded, coded_serde};
use crate::plan::{Ceremony, Plan};
use crate::roster::{TargetIdentity, credit_code};
use serde::{Deserialize, Serialize};
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
        RepeatedName = "repeated_name", "名称与他者相同的对象：{count}", "targets that share a name: {count}";
        SmallPool = "small_pool", "有席位可选人员过少的对象：{count}", "targets with a seat whose pool is small: {count}";
        UnknownLastTeam = "unknown_last_team", "上次检查人员中已不在名录库的：{count}", "inspectors of last teams who are not in the roster: {count}";
    }
}
coded_serde!(WarningCode);

/// A warning with its count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Warning {
    /// What is counted.
    pub code: WarningCode,
    /// How many; never 0.
    pub count: u64,
}

impl WarningCode {
    /// Whether it depends on identity parts, which may be withheld.
    pub fn needs_identity(self) -> bool {
        matches!(self, Self::CreditCode | Self::RepeatedCreditCode | Self::RepeatedName)
    }
}

impl Warning {
    /// The warning as a sentence.
    pub fn message(&self, language: crate::basics::language::Language) -> String {
        crate::basics::language::fill(self.code.template(language), &[("count", &self.count.to_string())])
    }
}

fn listed(counts: impl IntoIterator<Item = (WarningCode, u64)>) -> Vec<Warning> {
    let counts = counts.into_iter().filter(|(_, count)| *count > 0);
    counts.map(|(code, count)| Warning { code, count }).collect()
}

/// How many texts another one equals.
fn repeated<T: Ord>(texts: impl Iterator<Item = T>) -> u64 {
    let mut counts: BTreeMap<T, u64> = BTreeMap::new();
    for text in texts {
        *counts.entry(text).or_default() += 1;
    }
    counts.values().filter(|count| **count > 1).sum()
}

/// The warnings that identity parts give.
pub(crate) fn identity_warnings<'a>(
    identities: impl Iterator<Item = &'a TargetIdentity> + Clone,
) -> Vec<Warning> {
    let codes = identities.clone().filter_map(|identity| identity.credit_code.as_deref());
    let failing = codes.clone().filter(|code| credit_code::issue(code).is_some()).count() as u64;
    listed([
        (WarningCode::CreditCode, failing),
        (WarningCode::RepeatedCreditCode, repeated(codes)),
        (WarningCode::RepeatedName, repeated(identities.map(|identity| identity.name.as_str()))),
    ])
}

/// The warnings that draw parts give. `open_seats` are, in a staffing ceremony, the drawn targets with the numbers
/// of their open seats; otherwise every target of the pools counts with all its seats.
pub(crate) fn draw_warnings(
    plan: &Plan,
    draws: Draws<'_>,
    pools: Option<&Pools>,
    open_seats: &[TargetSeats],
) -> Vec<Warning> {
    let staffing = plan.ceremony == Ceremony::Staffing;
    let alike = repeated(draws.targets.iter().map(|t| t.id.as_str().to_ascii_lowercase()))
        + repeated(draws.inspectors.iter().map(|i| i.id.as_str().to_ascii_lowercase()));
    let last_team = draws.targets.iter().flat_map(|target| &target.last_team);
    let unknown = last_team.filter(|id| draws.inspector_index(id).is_none()).count() as u64;
    let seats = pools.map_or_else(|| open_seats.to_vec(), |pools| pools.seats(plan, draws));
    let smallest = smallest_pools(plan, draws, &seats);
    let small = smallest.iter().flatten().filter(|(_, pool)| *pool < plan.min_pool).count() as u64;
    let old = plan.registers.iter().filter(|register| register.date < plan.period.from).count() as u64;
    let strata = || pools.iter().flat_map(|pools| &pools.strata);
    listed([
        (WarningCode::EmptyStratum, strata().filter(|pool| pool.members.is_empty()).count() as u64),
        (WarningCode::IdsAlike, alike),
        (WarningCode::OldRegister, if staffing { 0 } else { old }),
        (WarningCode::OutsideStrata, pools.map_or(0, |pools| pools.outside)),
        (WarningCode::QuotaClamped, strata().filter(|pool| pool.clamped).count() as u64),
        (WarningCode::SmallPool, small),
        (WarningCode::UnknownLastTeam, unknown),
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

/// Two lists of warnings as one, in the order of the codes.
pub(crate) fn merge_warnings(mut first: Vec<Warning>, second: Vec<Warning>) -> Vec<Warning> {
    first.extend(second);
    first.sort_by_key(|warning| warning.code);
    first
}
