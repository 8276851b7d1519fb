//! 查处结果: what came of the visits.

use super::{OBJECTIONS, REMEDIES, authorities, bound_to, credit_code, in_order, name, numbered, remedies};
use crate::commit::document::{Disclosed, Disclosure, Proof};
use crate::draw::Drawn;
use crate::outcome::{FollowUp, Meaning, OpennessCode, Outcome, Reports, ResultValue, TargetReport};
use crate::privacy::Policy;
use crate::publish::cell::{Share, Words};
use crate::publish::head::{
    Head, Named, both, choice, code, codes, count, date, digest, document, named, of, place, share, shared,
    shared_table, table, text,
};
use crate::publish::layout::{
    AUTHORITIES, CREDIT_CODE, DISTRICT, ID, NAME, NO, REASON, REMARK, SCAN, SCHEME_NAMES, TEAM, TITLE,
};
use crate::publish::page::Page;
use crate::publish::powers::Remedy;
use crate::publish::screen::PublishError;
use crate::roster::target;
use crate::story::{Story, Visit};
use crate::types::digest::Digest;
use crate::types::id::TargetId;

/// 查处结果 of a disclosed draw: one row a drawn target that may be shown, with what follows; those not inspected, and those
/// not reported yet, as lists of their own. What is not shown is counted.
///
/// # Errors
/// When the reports are of another draw, the disclosure does not recompute, or a text of the announcement holds what
/// canonical JSON refuses.
pub fn outcomes<'a>(
    disclosure: &'a Disclosure,
    reports: &'a Reports,
    policy: &'a Policy,
) -> Result<Page<'a>, PublishError> {
    with_remedies(disclosure, reports, Vec::new(), policy)
}

/// The same with the remedies that there are.
pub(in crate::publish) fn with_remedies<'a>(
    disclosure: &'a Disclosure,
    reports: &'a Reports,
    remedies: Vec<&'a Remedy>,
    policy: &'a Policy,
) -> Result<Page<'a>, PublishError> {
    let story = story(disclosure, reports)?;
    Ok(all(bound_to(disclosure)?, disclosure, &in_order(&story), reports, remedies, policy))
}

/// 查处结果 of one target against the seal, from a result before its disclosure: it tells nothing of any other drawn target.
/// `proof` is the target's proof, published beside it: the page has its digest, and its short form as a code to scan. A target
/// without a report that may be shown has none.
///
/// # Errors
/// When the reports are of another draw, the result does not recompute, or a text of the announcement or the proof holds what
/// canonical JSON refuses.
pub fn visit<'a>(
    drawn: &'a Drawn,
    reports: &'a Reports,
    target: &TargetId,
    proof: &Proof,
    policy: &'a Policy,
) -> Result<Option<Page<'a>>, PublishError> {
    let result = drawn.result();
    let story = story(result, reports)?;
    let is_shown = reports.get(target).is_some_and(|report| report.openness.is_shown());
    let Some(visit) = story.visit(target).filter(|_| is_shown) else {
        return Ok(None);
    };
    let (proof, scan) = (proof.digest()?, proof.clone().short().to_compact()?);
    Ok(Some(one(bound_to(result)?, result, &[visit], reports, (proof, scan), policy)))
}

/// The story of a draw, if the reports are of that draw.
fn story<'a>(result: &'a Disclosure, reports: &Reports) -> Result<Story<'a>, PublishError> {
    if reports.head() == result.head { Ok(Story::of(result)?) } else { Err(PublishError::OtherDraw) }
}

const SCHEME_VERSION: Head<of::Code> = code("scheme_version", "代码表版本", "Version of the scheme");
pub(super) const SCHEME: Head<of::Named> =
    named("scheme", "检查结果代码表", "Scheme of results", SCHEME_NAMES);
pub(super) const RESULT_CODE: Head<of::Code> = code("result_code", "检查结果代码", "Result code");
pub(super) const RESULT: Head<of::Both> = both("result", "检查结果", "Result");
pub(super) const FOLLOW_UP: Head<of::Word<FollowUp>> = choice("follow_up", "后续处置", "Follow-up");
pub(super) const REPORTED: Head<of::Share> = share("reported", "已填报结果数/抽中数", "Reported of drawn");

document! {
    /// 查处结果.
    OUTCOMES = "outcomes", "抽查结果公示", "Outcomes of a random inspection",
    notes: &[
        Words::new(
            "依申请公开和不予公开的记录不在本页列出，但计入总数。",
            "Records that are shown on request or withheld are not listed, but counted.",
        ),
        OBJECTIONS,
    ];
    fn all<'a>(
        it: &'a Disclosure,
        visits: &[&Visit<'a>],
        reports: &'a Reports,
        remedies_given: Vec<&'a Remedy>,
        policy: &'a Policy,
    );
    facts {
        TITLE => &it.announcement.plan.title,
        AUTHORITIES => authorities(&it.announcement.plan),
        REPORTED => (reports.iter().count(), visits.len()),
        share("problems", "发现问题的对象数/已检查的对象数", "Problems of inspected") => problems(reports.inspected()),
        count("on_request", "依申请公开", "On request") => number(reports, OpennessCode::OnRequest),
        count("withheld", "不予公开", "Withheld") => number(reports, OpennessCode::Withheld),
        SCHEME => Named(reports.scheme().id(), SCHEME_NAMES),
        SCHEME_VERSION => reports.scheme().version(),
    }
    shared { SHOWN, shown(visits, reports, policy) }
    shared { NOT_INSPECTED, not_inspected(visits, reports, policy) }
    table {
        "pending", "尚未填报检查结果的对象", "Not reported yet", empty: Words::new("全部已经填报", "All are reported");
        for target in pending(visits, reports) => {
            NAME => name(target, policy),
            ID => &target.draw.id,
        }
    }
    shared { REMEDIES, remedies(remedies_given) }
}

document! {
    /// 查处结果 of one target, before the disclosure.
    VISIT = "visit", "抽查结果公示（单个对象）", "Outcome of a random inspection (one target)",
    notes: &[
        Words::new(
            "任何人均可凭证明文件、公告文件和封存文件，核对该检查对象在封存时已经抽中；全部抽取过程在披露以后可以重新计算。",
            "With the proof, the announcement and the seal anybody can check that the target had been drawn when the draw was sealed; the whole draw can be recomputed after the disclosure.",
        ),
        OBJECTIONS,
    ];
    fn one<'a>(
        it: &'a Disclosure,
        visits: &[&Visit<'a>],
        reports: &'a Reports,
        proof: (Digest, String),
        policy: &'a Policy,
    );
    facts {
        TITLE => &it.announcement.plan.title,
        AUTHORITIES => authorities(&it.announcement.plan),
        SCHEME => Named(reports.scheme().id(), SCHEME_NAMES),
        SCHEME_VERSION => reports.scheme().version(),
        digest("proof", "证明文件摘要", "Digest of the proof") => proof.0,
        SCAN => proof.1,
    }
    shared { SHOWN, shown(visits, reports, policy) }
    shared { NOT_INSPECTED, not_inspected(visits, reports, policy) }
}

shared_table! {
    SHOWN;
    fn shown<'a>(visits: &[&Visit<'a>], reports: &'a Reports, policy: &'a Policy);
    {
        "outcomes", "检查结果", "Outcomes";
        for (no, (at, target, report, outcome)) in numbered(told(visits, reports, Result::ok)) => {
            NO => *no,
            NAME => name(target, policy),
            DISTRICT => &target.draw.district,
            TEAM => reports.team(&report.target).map(|team| &team.went),
            codes("drawn_team", "原抽取人员（与实际检查人员不一致的）", "Team drawn, if others went") =>
                reports.team(&report.target).and_then(|team| team.instead_of.as_ref()),
            date("completed", "检查完成日期", "Completed") => outcome.completed,
            RESULT_CODE => &outcome.result,
            RESULT => reports.result(report),
            text("findings", "发现的问题", "Findings") => outcome.findings.as_deref(),
            FOLLOW_UP => outcome.follow_up,
            codes("penalties", "处罚决定书文号", "Penalty decisions") => &outcome.penalties,
            REMARK => report.remark.as_deref(),
            ID => &target.draw.id,
            CREDIT_CODE => credit_code(target, policy),
            place("index", "名录序号", "Place in the roster") => *at,
        }
    }
}

shared_table! {
    NOT_INSPECTED;
    fn not_inspected<'a>(visits: &[&Visit<'a>], reports: &'a Reports, policy: &'a Policy);
    {
        "not_inspected", "未检查及原因", "Not inspected, and why";
        for (_, target, _, reason) in told(visits, reports, Result::err) => {
            NAME => name(target, policy),
            ID => &target.draw.id,
            REASON => *reason,
        }
    }
}

/// A target with its place in the roster, its report and what that tells.
type Told<'a, T> = (usize, &'a Disclosed<target::Marker>, &'a TargetReport, &'a T);

/// What the reports that may be shown tell of some visits.
fn told<'a, T>(
    visits: &[&Visit<'a>],
    reports: &'a Reports,
    what: impl Fn(Result<&'a Outcome, &'a String>) -> Option<&'a T>,
) -> Vec<Told<'a, T>> {
    let told = visits.iter().filter_map(|visit| {
        let report = reports.get(visit.id()).filter(|report| report.openness.is_shown())?;
        Some((visit.place, visit.record, report, what(report.outcome.as_ref())?))
    });
    told.collect()
}

/// The targets of the visits that are not reported yet.
fn pending<'a>(visits: &[&Visit<'a>], reports: &Reports) -> Vec<&'a Disclosed<target::Marker>> {
    let pending = visits.iter().filter(|visit| reports.get(visit.id()).is_none());
    pending.map(|visit| visit.record).collect()
}

/// How many reports have an openness.
fn number(reports: &Reports, openness: OpennessCode) -> usize {
    reports.iter().filter(|report| report.openness.code() == openness).count()
}

/// How many of some inspections found a problem.
pub(super) fn problems<'a>(
    inspected: impl Iterator<Item = (&'a TargetReport, &'a Outcome, &'a ResultValue)>,
) -> Share {
    let mut found = Share { part: 0, of: 0 };
    for (_, _, value) in inspected {
        found.part += u64::from(value.meaning == Meaning::Problem);
        found.of += 1;
    }
    found
}
