//! What an authority says of its enforcement (执法公示): duties and powers, legal bases, the benchmark of its discretion, the
//! procedure with its limits, remedies, and what it publishes by itself. An office gives all of it; nothing is proposed.

use super::documents::Validity;
use crate::fault::{Fault, Faults, Problem, Table};
use crate::outcome::Penalty;
use crate::plan::Plan;
use crate::roster::Intake;
use crate::say::{Quoted, coded, coded_serde};
use crate::types::date::Date;
use crate::types::id::Id;
use crate::types::limits;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

coded! {
    /// A way against a decision (救济途径).
    pub enum RemedyKind {
        Statement = "statement", "陈述申辩", "statement and defence";
        Hearing = "hearing", "听证", "hearing";
        Reconsideration = "reconsideration", "行政复议", "administrative reconsideration";
        Lawsuit = "lawsuit", "行政诉讼", "administrative lawsuit";
        Compensation = "compensation", "国家赔偿", "state compensation";
        Complaint = "complaint", "投诉举报", "complaint";
        Other = "other", "其他", "other";
    }
}
coded_serde!(RemedyKind);

coded! {
    /// A document for the public, by the name that its layout has.
    pub enum PublicDocument {
        Items = "items", "随机抽查事项清单", "List of random inspection items";
        Powers = "powers", "执法公示", "Enforcement publicity";
        Rosters = "rosters", "检查对象名录库和执法检查人员名录库公示", "Rosters of targets and inspectors";
        Announcement = "announcement", "双随机抽查公告", "Announcement of a random inspection";
        Visit = "visit", "抽查结果公示（单个对象）", "Outcome of a random inspection (one target)";
        Situation = "situation", "抽查情况公示", "Situation of a random inspection";
        Tickets = "tickets", "签号公示", "Tickets of a random inspection";
        Outcomes = "outcomes", "抽查结果公示", "Outcomes of a random inspection";
        Penalties = "penalties", "行政处罚公示", "Publicity of administrative penalties";
        Statistics = "statistics", "抽查统计", "Statistics of random inspections";
    }
}
coded_serde!(PublicDocument);

const fn in_force() -> Validity {
    Validity::InForce
}

/// A duty and the powers that go with it (职责权限).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Power {
    /// The item that it is about; all items where none is named.
    #[serde(default)]
    pub item: Option<Id>,
    /// 职责: what the authority has to do.
    pub duty: String,
    /// 权限: what it may do.
    #[serde(default)]
    pub authority: Option<String>,
    /// Whether it is in force.
    #[serde(default = "in_force")]
    pub validity: Validity,
    /// From when.
    #[serde(default)]
    pub from: Option<Date>,
    /// Until when.
    #[serde(default)]
    pub to: Option<Date>,
}

impl Power {
    /// A duty of all items that is in force.
    pub fn new(duty: impl Into<String>) -> Self {
        let duty = duty.into();
        Self { item: None, duty, authority: None, validity: Validity::InForce, from: None, to: None }
    }
}

/// A legal basis (执法依据).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Basis {
    /// The item that it is about; all items where none is named.
    #[serde(default)]
    pub item: Option<Id>,
    /// The law, regulation or rule.
    pub law: String,
    /// The article.
    pub article: String,
    /// Whether it is in force.
    #[serde(default = "in_force")]
    pub validity: Validity,
    /// From when.
    #[serde(default)]
    pub from: Option<Date>,
    /// Until when.
    #[serde(default)]
    pub to: Option<Date>,
}

impl Basis {
    /// A basis of all items that is in force.
    pub fn new(law: impl Into<String>, article: impl Into<String>) -> Self {
        let (law, article) = (law.into(), article.into());
        Self { item: None, law, article, validity: Validity::InForce, from: None, to: None }
    }
}

/// A step of the benchmark of discretion (裁量基准).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Benchmark {
    /// The item that it is about.
    pub item: Id,
    /// 裁量阶次, as a penalty names it.
    pub step: String,
    /// 适用情形: under which circumstances it applies.
    pub circumstances: String,
    /// 处罚幅度: what is imposed.
    pub measure: String,
    /// Whether it is in force.
    #[serde(default = "in_force")]
    pub validity: Validity,
    /// From when.
    #[serde(default)]
    pub from: Option<Date>,
    /// Until when.
    #[serde(default)]
    pub to: Option<Date>,
}

impl Benchmark {
    /// A step of an item that is in force.
    pub fn new(
        item: Id,
        step: impl Into<String>,
        circumstances: impl Into<String>,
        measure: impl Into<String>,
    ) -> Self {
        let (step, circumstances, measure) = (step.into(), circumstances.into(), measure.into());
        Self { item, step, circumstances, measure, validity: Validity::InForce, from: None, to: None }
    }
}

/// A step of the procedure (执法流程). Those of an item that are in force are numbered in their order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Step {
    /// The item that it is about; all items where none is named.
    #[serde(default)]
    pub item: Option<Id>,
    /// What is done.
    pub step: String,
    /// Within what time.
    #[serde(default)]
    pub limit: Option<String>,
    /// Whether it is in force.
    #[serde(default = "in_force")]
    pub validity: Validity,
    /// From when.
    #[serde(default)]
    pub from: Option<Date>,
    /// Until when.
    #[serde(default)]
    pub to: Option<Date>,
}

impl Step {
    /// A step of all items that is in force and has no limit.
    pub fn new(step: impl Into<String>) -> Self {
        let step = step.into();
        Self { item: None, step, limit: None, validity: Validity::InForce, from: None, to: None }
    }
}

/// A remedy (救济途径).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Remedy {
    /// What it is.
    pub kind: RemedyKind,
    /// To whom it goes.
    pub to_whom: String,
    /// Within what time.
    pub within: String,
    /// How.
    #[serde(default)]
    pub how: Option<String>,
    /// Whether it is in force.
    #[serde(default = "in_force")]
    pub validity: Validity,
    /// From when.
    #[serde(default)]
    pub from: Option<Date>,
    /// Until when.
    #[serde(default)]
    pub to: Option<Date>,
}

impl Remedy {
    /// A remedy that is in force: to whom, and within what time.
    pub fn new(kind: RemedyKind, to_whom: impl Into<String>, within: impl Into<String>) -> Self {
        let (to_whom, within) = (to_whom.into(), within.into());
        Self { kind, to_whom, within, how: None, validity: Validity::InForce, from: None, to: None }
    }
}

/// What an authority publishes by itself (主动公开目录): a document, on what basis or occasion, by whom, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct DirectoryEntry {
    /// The document.
    pub document: PublicDocument,
    /// 公开依据或者事由.
    pub basis: String,
    /// 责任部门.
    pub responsible: String,
    /// 公开时限.
    pub limit: String,
}

impl DirectoryEntry {
    /// An entry: basis or occasion, who is responsible, and the time limit.
    pub fn new(
        document: PublicDocument,
        basis: impl Into<String>,
        responsible: impl Into<String>,
        limit: impl Into<String>,
    ) -> Self {
        Self { document, basis: basis.into(), responsible: responsible.into(), limit: limit.into() }
    }
}

/// What an authority says of its enforcement.
///
/// ```
/// use dual_random::outcome::Penalty;
/// use dual_random::publish::{Benchmark, Powers, Remedy, RemedyKind};
/// use dual_random::{FaultCode, Id};
///
/// let mut powers = Powers::default();
/// powers.remedies = vec![Remedy::new(RemedyKind::Lawsuit, "示例法院", "六个月内")];
/// powers.benchmarks = vec![Benchmark::new(Id::new("water")?, "较轻", "初次违法", "罚款五千元以下")];
///
/// let mut penalty: Penalty = serde_json::from_str(r#"{
///     "number": "某环罚〔2026〕15号", "name": "示例企业", "party": "adult", "address": "示例路", "facts": "超标",
///     "evidence": "监测报告", "kinds": ["fine"], "basis": "依据", "content": "罚款", "fine": 500050,
///     "performance": "十五日内", "remedies": "复议、诉讼", "authority": "示例局", "decided": "2026-11-23",
///     "published_until": "2027-11-23", "status": "in_force", "openness": "disclosed",
///     "benchmark": "较轻", "benchmark_reason": "初次违法"
/// }"#)?;
/// assert!(powers.check_penalties(std::slice::from_ref(&penalty)).is_ok());
/// penalty.benchmark = Some("特别轻".to_owned());
/// let faults = powers.check_penalties(&[penalty]).unwrap_err();
/// assert_eq!(faults.as_slice()[0].code(), FaultCode::UnknownBenchmark);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Powers {
    /// 职责权限.
    pub duties: Vec<Power>,
    /// 执法依据.
    pub bases: Vec<Basis>,
    /// 裁量基准.
    pub benchmarks: Vec<Benchmark>,
    /// 执法流程.
    pub procedure: Vec<Step>,
    /// 救济途径.
    pub remedies: Vec<Remedy>,
    /// 主动公开目录.
    pub directory: Vec<DirectoryEntry>,
    /// 最近一次审核日期: when the directory was last reviewed.
    pub last_review: Option<Date>,
    /// When it is to be reviewed again, which a term gives ([`Terms`](crate::deadline::Terms)).
    pub next_review: Option<Date>,
}

impl Powers {
    /// Whether nothing is said: then there is no document.
    pub fn is_empty(&self) -> bool {
        *self == Self { next_review: self.next_review, ..Self::default() }
    }

    /// Checks it against a plan. A fault names the list (`duty`, `basis`, `benchmark`, `procedure`, `remedy`, `directory`) and
    /// the field, and its row is the place in that list, from 1.
    ///
    /// # Errors
    /// Items that the plan does not have, dates out of order, texts that cannot be published (empty, too long, with personal
    /// numbers), a step of a benchmark or a document that is there twice, a review that is due before it was made, and lists
    /// with over 1,000 rows.
    pub fn check(&self, plan: &Plan) -> Result<(), Faults> {
        let mut checker = Checker { plan, intake: Intake::new(Table::Powers) };
        for (row, Power { item, duty, authority, from, to, .. }) in checker.rows("duty", &self.duties) {
            checker.item(row, "duty.item", item.as_ref());
            checker.text(row, "duty.duty", duty);
            checker.texts(row, "duty.authority", authority.as_deref());
            checker.dates(row, "duty.to", *from, *to);
        }
        for (row, Basis { item, law, article, from, to, .. }) in checker.rows("basis", &self.bases) {
            checker.item(row, "basis.item", item.as_ref());
            checker.text(row, "basis.law", law);
            checker.text(row, "basis.article", article);
            checker.dates(row, "basis.to", *from, *to);
        }
        let mut steps = BTreeSet::new();
        for (row, benchmark) in checker.rows("benchmark", &self.benchmarks) {
            let Benchmark { item, step, circumstances, measure, validity, from, to } = benchmark;
            checker.item(row, "benchmark.item", Some(item));
            checker.text(row, "benchmark.step", step);
            checker.text(row, "benchmark.circumstances", circumstances);
            checker.text(row, "benchmark.measure", measure);
            checker.dates(row, "benchmark.to", *from, *to);
            // What was revised may have gone by the same name.
            if *validity == Validity::InForce && !steps.insert((item, step)) {
                checker.fault(row, "benchmark.step", Problem::Repeated { found: Quoted::new(step) });
            }
        }
        for (row, Step { item, step, limit, from, to, .. }) in checker.rows("procedure", &self.procedure) {
            checker.item(row, "procedure.item", item.as_ref());
            checker.text(row, "procedure.step", step);
            checker.texts(row, "procedure.limit", limit.as_deref());
            checker.dates(row, "procedure.to", *from, *to);
        }
        for (row, Remedy { to_whom, within, how, from, to, .. }) in checker.rows("remedy", &self.remedies) {
            checker.text(row, "remedy.to_whom", to_whom);
            checker.text(row, "remedy.within", within);
            checker.texts(row, "remedy.how", how.as_deref());
            checker.dates(row, "remedy.to", *from, *to);
        }
        let mut documents = BTreeSet::new();
        for (row, entry) in checker.rows("directory", &self.directory) {
            let DirectoryEntry { document, basis, responsible, limit } = entry;
            checker.text(row, "directory.basis", basis);
            checker.text(row, "directory.responsible", responsible);
            checker.text(row, "directory.limit", limit);
            if !documents.insert(*document) {
                let found = Quoted::new(document.code());
                checker.fault(row, "directory.document", Problem::Repeated { found });
            }
        }
        checker.dates(None, "last_review", self.last_review, self.next_review);
        checker.intake.faults.into_result(())
    }

    /// Checks the steps of the benchmark that penalties name.
    ///
    /// # Errors
    /// Each penalty that names a step which no benchmark has, where there are benchmarks; with its row counted from 1.
    pub fn check_penalties(&self, penalties: &[Penalty]) -> Result<(), Faults> {
        let known: BTreeSet<&str> = self.benchmarks.iter().map(|benchmark| benchmark.step.as_str()).collect();
        let unknown = |(row, penalty): (usize, &Penalty)| {
            let step = penalty.benchmark.as_deref().filter(|step| !known.contains(step))?;
            let problem = Problem::UnknownBenchmark { found: Quoted::new(step) };
            Some(Fault::new(Table::Penalties, Some(row), "benchmark", problem))
        };
        let faults = penalties.iter().enumerate().filter(|_| !known.is_empty()).filter_map(unknown);
        faults.collect::<Faults>().into_result(())
    }

    /// The remedies that are in force.
    pub(super) fn remedies_in_force(&self) -> Vec<&Remedy> {
        self.remedies.iter().filter(|remedy| remedy.validity == Validity::InForce).collect()
    }
}

/// Looks at rows.
struct Checker<'a> {
    plan: &'a Plan,
    intake: Intake,
}

impl Checker<'_> {
    fn fault(&mut self, row: Option<usize>, field: &str, problem: Problem) {
        self.intake.faults.push(Fault::new(Table::Powers, row, field, problem));
    }

    /// The rows of a list, as many as it may have.
    fn rows<'r, T>(
        &mut self,
        list: &str,
        rows: &'r [T],
    ) -> impl Iterator<Item = (Option<usize>, &'r T)> + use<'r, T> {
        if rows.len() > limits::ENTRIES {
            let problem = Problem::TooMany { found: rows.len() as u64, limit: limits::ENTRIES as u64 };
            self.fault(None, list, problem);
        }
        rows.iter().enumerate().take(limits::ENTRIES).map(|(row, of)| (Some(row), of))
    }

    /// An item that the plan does not have is a mistake: what is said of it would stand for nothing.
    fn item(&mut self, row: Option<usize>, field: &str, item: Option<&Id>) {
        let is_known = |id: &Id| self.plan.items.iter().any(|item| item.id == *id);
        if let Some(id) = item.filter(|id| !is_known(id)) {
            self.fault(row, field, Problem::UnknownItem { found: Quoted::new(id) });
        }
    }

    fn text(&mut self, row: Option<usize>, field: &str, text: &str) {
        self.intake.shown(row, field, text);
    }

    fn texts(&mut self, row: Option<usize>, field: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.text(row, field, text);
        }
    }

    fn dates(&mut self, row: Option<usize>, field: &str, from: Option<Date>, to: Option<Date>) {
        if let (Some(from), Some(to)) = (from, to)
            && to < from
        {
            self.fault(row, field, Problem::Order { found: Quoted::new(from), limit: Quoted::new(to) });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publish::layouts;
    use crate::say::Language;

    #[test]
    fn public_documents_are_named_as_their_layouts_are() {
        let named: Vec<_> = PublicDocument::ALL
            .iter()
            .map(|it| (it.code(), it.template(Language::Zh), it.template(Language::En)))
            .collect();
        let public = layouts().iter().filter(|layout| layout.public);
        let all: Vec<_> = public.map(|layout| (layout.id, layout.title.zh, layout.title.en)).collect();
        assert_eq!(named, all);
    }
}
