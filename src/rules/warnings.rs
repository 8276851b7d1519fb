//! Warnings: what is odd but never refused, counted when a draw is announced and again when it is verified (PROTOCOL.md
//! §8.4).

use super::admit::Admission;
use super::pools::{Pools, StratumPool};
use super::rosters::Draws;
use crate::plan::{Ceremony, Plan};
use crate::roster::{InspectorIdentity, TargetIdentity};
use crate::say::{Language, Listed, Quoted, Say, coded, coded_serde, sayings};
use crate::types::credit_code;
use crate::types::id::{InspectorId, TargetId};
use crate::types::repeated;
use serde::Serialize;
use std::borrow::Cow;
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
        CreditCode = "credit_code", "统一社会信用代码校验未通过的检查对象", "targets whose credit code fails its check";
        EmptyStratum = "empty_stratum", "没有检查对象参加抽取的分组", "strata without targets";
        IdsAlike = "ids_alike", "仅大小写不同的编号", "ids that differ in case only";
        OldRegister = "old_register", "日期早于检查周期开始之日的登记册", "registers dated before the period";
        OutsideStrata = "outside_strata", "不属于任何分组的检查对象", "targets outside all strata";
        QuotaClamped = "quota_clamped", "因参加抽取的对象不足而全部抽取的分组", "strata whose quota was lowered to the pool";
        RepeatedCreditCode = "repeated_credit_code", "统一社会信用代码与其他对象重复的检查对象", "targets that share a credit code";
        RepeatedInspectorName = "repeated_inspector_name", "与其他人员重名的检查人员", "inspectors that share a name";
        RepeatedName = "repeated_name", "名称与其他对象重复的检查对象", "targets that share a name";
        SmallPool = "small_pool", "有席位可选人员过少的检查对象", "targets with a seat whose pool is small";
        UnknownLastTeam = "unknown_last_team", "上次检查人员中已不在名录的", "inspectors of last teams who are not in the roster";
    }
}

coded_serde!(WarningCode);

impl WarningCode {
    /// The measure word of what is counted.
    const fn measure(self) -> &'static str {
        match self {
            Self::EmptyStratum | Self::IdsAlike | Self::QuotaClamped => "个",
            Self::OldRegister => "份",
            Self::CreditCode
            | Self::OutsideStrata
            | Self::RepeatedCreditCode
            | Self::RepeatedName
            | Self::SmallPool => "家",
            Self::RepeatedInspectorName => "名",
            Self::UnknownLastTeam => "人次",
        }
    }
}

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
        let (what, count) = (self.code.said(language), self.count);
        match language {
            Language::Zh => write!(f, "{what} {count} {}", self.code.measure()),
            Language::En => write!(f, "{what}: {count}"),
        }
    }
}

sayings! {
    /// What a warning is about.
    pub enum Subject {
        Target { id: TargetId } = "target", "{id}", "{id}";
        Inspector { id: InspectorId } = "inspector", "{id}", "{id}";
        Stratum { name: Quoted } = "stratum", "{name}", "{name}";
        Register { name: Quoted } = "register", "{name}", "{name}";
        Seat { target: TargetId, seat: usize, pool: u32 } = "seat", "{target} 第 {seat} 席（可选 {pool} 人）", "seat {seat} of {target} ({pool})";
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

/// The places of those whose text another one has too, by text and place.
fn repeated<'a>(count: usize, text: impl Fn(usize) -> Cow<'a, str>) -> Vec<usize> {
    repeated::repeated(count, text).concat()
}

/// The ids of a roster that differ from others in case only.
fn ids_alike<'a>(count: usize, id: impl Fn(usize) -> &'a str) -> Vec<usize> {
    repeated(count, |place| match id(place) {
        id if id.bytes().any(|b| b.is_ascii_uppercase()) => Cow::Owned(id.to_ascii_lowercase()),
        id => Cow::Borrowed(id),
    })
}

/// What identity parts give, those of targets and of inspectors, each with the id.
pub(crate) fn identity_notes<'a>(
    targets: impl Iterator<Item = (&'a TargetId, &'a TargetIdentity)>,
    inspectors: impl Iterator<Item = (&'a InspectorId, &'a InspectorIdentity)>,
) -> Vec<Noted> {
    let (targets, people): (Vec<_>, Vec<_>) = (targets.collect(), inspectors.collect());
    let coded = targets.iter().filter_map(|(id, identity)| Some((identity.credit_code.as_deref()?, *id)));
    let coded: Vec<(&str, &TargetId)> = coded.collect();
    let failing = coded.iter().filter(|(code, _)| credit_code::issue(code).is_some());
    let failing = failing.map(|(_, id)| target(id)).collect();
    let codes = repeated(coded.len(), |place| coded[place].0.into());
    let names = repeated(targets.len(), |place| targets[place].1.name.as_str().into());
    let namesakes = repeated(people.len(), |place| people[place].1.name.as_str().into());
    listed([
        (WarningCode::CreditCode, failing),
        (WarningCode::RepeatedCreditCode, codes.into_iter().map(|place| target(coded[place].1)).collect()),
        (
            WarningCode::RepeatedInspectorName,
            namesakes.into_iter().map(|place| inspector(people[place].0)).collect(),
        ),
        (WarningCode::RepeatedName, names.into_iter().map(|place| target(targets[place].0)).collect()),
    ])
}

/// What draw parts give. `small` are the seats with small pools.
pub(crate) fn draw_notes(
    plan: &Plan,
    draws: Draws<'_>,
    pools: Option<&Pools>,
    admission: &Admission<'_>,
    small: &[(usize, usize, u32)],
) -> Vec<Noted> {
    let Draws { targets, inspectors, .. } = draws;
    let alike = ids_alike(targets.len(), |place| targets[place].id.as_str());
    let mut alike: Vec<Subject> = alike.into_iter().map(|place| target(&targets[place].id)).collect();
    let people = ids_alike(inspectors.len(), |place| inspectors[place].id.as_str());
    alike.extend(people.into_iter().map(|place| inspector(&inspectors[place].id)));
    let last_teams = targets.iter().flat_map(|t| t.last_team.iter().map(move |one| (&t.id, one)));
    let unknown = last_teams.filter(|(_, inspector)| admission.inspector_index(inspector).is_none());
    let unknown = unknown.map(|(target, inspector)| Subject::LastTeam {
        target: target.clone(),
        inspector: inspector.clone(),
    });
    let small = small.iter().map(|(target, seat, pool)| Subject::Seat {
        target: targets[*target].id.clone(),
        seat: seat + 1,
        pool: *pool,
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

/// Two lists as one, in the order of the codes.
pub(crate) fn merge_notes(mut first: Vec<Noted>, second: Vec<Noted>) -> Vec<Noted> {
    first.extend(second);
    first.sort_by_key(|noted| noted.code);
    first
}
