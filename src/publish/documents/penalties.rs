//! 行政处罚公示: penalty decisions. What the law keeps from the public is not in it, whatever the settings.

use super::{OBJECTIONS, REMEDIES, numbered, remedies};
use crate::commit::document::Disclosed;
use crate::outcome::{DocumentNumber, Party, Penalty, PenaltyKind, PenaltyStatus};
use crate::privacy::Policy;
use crate::publish::head::{
    Head, choice, choices, code, count, date, document, fen, of, shared, table, text,
};
use crate::publish::layout::{CREDIT_CODE, NO};
use crate::publish::page::{Bound, Page};
use crate::publish::powers::Remedy;
use crate::roster::target;
use crate::types::date::Date;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The decisions as the public may see them on a day: none against a minor, none that are not disclosed, none whose
/// publication has ended, no addresses. One that was changed, annulled or declared unlawful or invalid is withdrawn: no
/// more than its number stands there, with the explanation.
pub fn penalties<'a>(bound: Vec<Bound>, decisions: &'a [Penalty], policy: &'a Policy, on: Date) -> Page<'a> {
    of_visits(bound, decisions, Inspected::new(), Vec::new(), policy, on)
}

/// The targets at whose inspections decisions were taken, by their numbers.
pub(in crate::publish) type Inspected<'a> = BTreeMap<&'a DocumentNumber, &'a Disclosed<target::Marker>>;

/// The same with the targets that the decisions came of, and the remedies that there are: a credit code that the decision lacks
/// is the roster's.
pub(in crate::publish) fn of_visits<'a>(
    bound: Vec<Bound>,
    decisions: &'a [Penalty],
    inspected: Inspected<'a>,
    remedies: Vec<&'a Remedy>,
    policy: &'a Policy,
    on: Date,
) -> Page<'a> {
    let is_public = |penalty: &&Penalty| penalty.openness.is_shown() && penalty.party != Party::Minor;
    let public: Vec<&Penalty> = decisions.iter().filter(is_public).collect();
    let hidden = decisions.len() - public.len();
    let (current, ended): (Vec<&Penalty>, Vec<&Penalty>) =
        public.into_iter().partition(|penalty| penalty.published_until >= on);
    let (withdrawn, shown): (Vec<&Penalty>, Vec<&Penalty>) =
        current.into_iter().partition(|penalty| penalty.status.is_withdrawn());
    let counted = NotShown { hidden, ended: ended.len() };
    page(bound, shown, withdrawn, counted, inspected, remedies, policy)
}

/// How many decisions are counted, and not shown.
struct NotShown {
    hidden: usize,
    ended: usize,
}

const NUMBER: Head<of::Code> = code("number", "决定书文号", "Decision");
const AUTHORITY: Head<of::Text> = text("authority", "处罚机关", "Authority");
const DECIDED: Head<of::Date> = date("decided", "决定日期", "Decided");
const STATUS: Head<of::Word<PenaltyStatus>> = choice("status", "当前状态", "Status");

document! {
    /// 行政处罚公示.
    PENALTIES = "penalties", "行政处罚公示", "Publicity of administrative penalties",
    notes: &[OBJECTIONS];
    fn page<'a>(
        shown: Vec<&'a Penalty>,
        withdrawn: Vec<&'a Penalty>,
        counted: NotShown,
        inspected: Inspected<'a>,
        remedies_given: Vec<&'a Remedy>,
        policy: &'a Policy,
    );
    facts {
        count("shown", "公示件数", "Shown") => shown.len(),
        count("not_shown", "依法不予公示件数", "Not shown by law") => counted.hidden,
        count("ended", "公示期满件数", "Publication ended") => counted.ended,
    }
    table {
        "penalties", "行政处罚决定", "Penalty decisions";
        for (no, penalty) in numbered(shown) => {
            NO => *no,
            text("name", "行政相对人名称", "Party") => name(penalty, policy),
            CREDIT_CODE => credit_code(&penalty.party).or_else(|| of_roster(penalty, &inspected, policy)),
            text("legal_representative", "法定代表人", "Legal representative") =>
                representative(&penalty.party, policy),
            NUMBER => &penalty.number,
            text("facts", "违法事实", "Facts") => &penalty.facts,
            text("evidence", "证据", "Evidence") => &penalty.evidence,
            text("basis", "处罚依据", "Basis") => &penalty.basis,
            choices::<PenaltyKind>("kinds", "处罚类别", "Kinds") => penalty.kinds.as_slice(),
            text("content", "处罚内容", "Content") => &penalty.content,
            fen("fine", "罚款金额", "Fine") => penalty.fine,
            text("benchmark", "裁量阶次", "Step of the benchmark") => penalty.benchmark.as_deref(),
            text("benchmark_reason", "裁量理由", "Why that step") => penalty.benchmark_reason.as_deref(),
            text("performance", "履行方式和期限", "Performance") => &penalty.performance,
            text("remedies", "救济途径", "Remedies") => &penalty.remedies,
            DECIDED => penalty.decided,
            date("published_until", "公示截止期", "Published until") => penalty.published_until,
            AUTHORITY => &penalty.authority,
            STATUS => penalty.status,
            code("target", "抽查对象编号", "Target of the inspection") =>
                inspected.get(&penalty.number).map(|record| &record.draw.id),
        }
    }
    table {
        "withdrawn", "撤回公示的决定及说明", "Decisions whose publication is withdrawn, and why";
        for penalty in withdrawn => {
            NUMBER => &penalty.number,
            AUTHORITY => &penalty.authority,
            DECIDED => penalty.decided,
            STATUS => penalty.status,
            date("changed_on", "变更日期", "Since") => penalty.changed_on,
            text("explanation", "说明", "Explanation") => penalty.explanation.as_deref(),
        }
    }
    shared { REMEDIES, remedies(remedies_given) }
}

fn name<'a>(penalty: &'a Penalty, policy: &Policy) -> Option<Cow<'a, str>> {
    let is_person = penalty.party.is_named_by_person(&penalty.name);
    if is_person { policy.penalised.of(&penalty.name) } else { Some(penalty.name.as_str().into()) }
}

fn credit_code(party: &Party) -> Option<&str> {
    match party {
        Party::Organisation { credit_code, .. } | Party::IndividualBusiness { credit_code, .. } => {
            credit_code.as_deref()
        }
        Party::Adult | Party::Minor => None,
    }
}

/// The credit code that the roster has of the organisation that was inspected.
fn of_roster<'a>(penalty: &Penalty, inspected: &Inspected<'a>, policy: &Policy) -> Option<&'a str> {
    let is_organisation =
        matches!(penalty.party, Party::Organisation { .. } | Party::IndividualBusiness { .. });
    let record = inspected.get(&penalty.number).filter(|_| is_organisation)?;
    let is_named = record.identity.shown().is_some_and(|identity| identity.name.as_str() == penalty.name);
    super::credit_code(record, policy).filter(|_| is_named)
}

fn representative<'a>(party: &'a Party, policy: &Policy) -> Option<Cow<'a, str>> {
    match party {
        Party::Organisation { legal_representative: person, .. }
        | Party::IndividualBusiness { operator: person, .. } => policy.representative.of(person.as_deref()?),
        Party::Adult | Party::Minor => None,
    }
}
