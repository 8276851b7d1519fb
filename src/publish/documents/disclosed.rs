//! What is published with the disclosure: who was drawn.

use super::{EXEMPT, Range, authorities, bound_to, credit_code, exempt, in_order, name, numbered, tally};
use crate::commit::document::{Disclosed, Disclosure, InspectorStrike, UsedValue};
use crate::plan::Source;
use crate::privacy::Policy;
use crate::publish::cell::{Share, Word, Words};
use crate::publish::head::{Named, code, count, date, digest, document, one_of, share, shared, table, text};
use crate::publish::layout::{
    AUTHORITIES, BEFORE, CAPPED, CATEGORY, CLASS, CREDIT_CODE, DISTRICT, DRAWABLE, EXEMPTED, ID, NAME, NO,
    OUTSIDE, RANGE, RANK, REASON, SELECTED, STRATUM, SUBJECT, TARGETS, TEAM, TITLE, VALUE, VALUE_NAMES,
    VISITS_FROM, VISITS_TO, word,
};
use crate::publish::page::Page;
use crate::publish::screen::PublishError;
use crate::roster::target;
use crate::story::{Story, Visit};
use crate::types::date::Date;
use crate::types::id::TargetId;

/// 抽查情况: who was drawn and by whom they were visited, alternates and why, coverage by class, exemptions by reason, and
/// how to recompute it.
///
/// # Errors
/// When the disclosure does not recompute, or a text of the announcement holds what canonical JSON refuses.
pub fn situation<'a>(disclosure: &'a Disclosure, policy: &'a Policy) -> Result<Page<'a>, PublishError> {
    let story = Story::of_disclosure(disclosure)?;
    Ok(page(bound_to(disclosure)?, disclosure, &story, policy, &Range::of(story.first())))
}

const DRAWN: Word = word("drawn", "抽中", "drawn");
const ALTERNATE: Word = word("alternate", "递补", "alternate");

document! {
    /// 抽查情况.
    SITUATION = "situation", "抽查情况公示", "Situation of a random inspection",
    notes: &[Words::new(
        "签号的核对方法：将“{ticket_key}”、签号的序号（1、2……）、半角冒号和检查对象编号依次连接，计算 {hash} 摘要；同一分组中，签号较小的先抽中。",
        "To check a ticket: join the ticket key {ticket_key}, the ticket's number (1, 2, ...), a colon and the target's id, and take the {hash}; in a stratum the smallest tickets are drawn.",
    )],
    lead: Some(RANGE);
    fn page<'a>(disclosure: &'a Disclosure, story: &Story<'a>, policy: &'a Policy, range: &Range);
    facts {
        TITLE => &story.plan().title,
        CATEGORY => story.plan().category,
        AUTHORITIES => authorities(story.plan()),
        VISITS_FROM => story.plan().visits.from,
        VISITS_TO => story.plan().visits.to,
        TARGETS => story.first().rosters.targets.count,
        EXEMPTED => range.exempt,
        SUBJECT => story.first().subject,
        CAPPED => range.capped,
        BEFORE => range.before,
        OUTSIDE => range.outside,
        DRAWABLE => range.drawable,
        SELECTED => range.drawn,
        share("pool", "抽取数/纳入抽取范围的对象数", "Drawn of those in the scope") =>
            Share { part: story.visits().len() as u64, of: story.first().subject },
        count("struck", "更换对象数", "Struck") => story.struck().len(),
        count("open", "空缺席位数", "Open seats") => story.visits().iter().map(Visit::open).sum::<usize>(),
        digest("ticket_key", "签号密钥", "Ticket key") => disclosure.first().result.ticket_key,
    }
    table {
        "drawn", "抽中对象", "Drawn targets";
        for (no, (visit, stratum)) in drawn(story) => {
            NO => *no,
            NAME => name(visit.record, policy),
            STRATUM => *stratum,
            RANK => visit.rank,
            CLASS => &visit.record.draw.class,
            DISTRICT => &visit.record.draw.district,
            TEAM => visit.team(),
            ID => visit.id(),
            CREDIT_CODE => credit_code(visit.record, policy),
            one_of("alternate", "产生方式", "Came in", &[DRAWN, ALTERNATE]) =>
                if visit.came_in.is_some() { ALTERNATE } else { DRAWN },
        }
    }
    table {
        "struck", "更换与递补", "Struck, and who came in", empty: Words::new("没有更换", "Nobody was struck");
        for struck in story.struck().to_vec() => {
            NAME => name(struck.visit.record, policy),
            ID => &struck.strike.target,
            date("date", "日期", "Date") => struck.since.day,
            REASON => &struck.strike.reason,
            digest("evidence", "凭证摘要", "Digest of the evidence") => struck.strike.evidence,
            code("alternate", "递补对象", "Who came in") => struck.alternate,
        }
    }
    table {
        "inspectors", "更换的检查人员", "Inspectors who were struck", empty: Words::new("没有更换", "Nobody was struck");
        for (day, strike, record) in struck_inspectors(disclosure) => {
            text("name", "检查对象", "Target") => record.and_then(|record| name(record, policy)),
            code("id", "检查对象编号（空白为全部检查）", "Target's id (all visits if there is none)") => strike.target.as_ref(),
            code("inspector", "执法证号", "Certificate number") => &strike.inspector,
            date("date", "日期", "Date") => *day,
            REASON => &strike.reason,
        }
    }
    table {
        "coverage", "各类别抽取情况", "Coverage by class", bars: Some(("class", "covered")), sum: true;
        for (class, covered, of) in coverage(disclosure, story) => {
            CLASS => *class,
            share("covered", "抽取数/纳入抽取范围的对象数", "Drawn of those in the scope") => (*covered, *of),
        }
    }
    shared { EXEMPT, exempt(&disclosure.first().announcement) }
    table {
        "values", "所用公开值", "Public values used";
        for (used, source) in values(disclosure) => {
            VALUE => Named(&used.name, VALUE_NAMES),
            text("publisher", "发布者", "Publisher") => source.map(|source| &source.publisher),
            text("issue", "期次", "Issue") => source.map(|source| &source.issue),
            code("text", "内容", "Text") => &used.text,
            text("fallback", "改用替代来源的理由", "Why a fallback was used") => used.reason.as_deref(),
        }
    }
}

/// The visits, each with its stratum, and with its number.
fn drawn<'a>(story: &Story<'a>) -> Vec<(u64, (Visit<'a>, &'a str))> {
    numbered(in_order(story).into_iter().map(|visit| (visit.clone(), story.stratum(visit))))
}

/// The inspectors whom amendments took off a visit, or off all, each with its day and the target.
fn struck_inspectors(
    disclosure: &Disclosure,
) -> Vec<(Date, &InspectorStrike, Option<&Disclosed<target::Marker>>)> {
    let targets = &disclosure.first().rosters.targets;
    let record = |id: &TargetId| targets.get(targets.binary_search_by(|record| record.draw.id.cmp(id)).ok()?);
    let mut links: Vec<&Disclosure> = disclosure.chain().collect();
    links.reverse();
    let strikes = links.into_iter().flat_map(|link| &link.amendments).map(|amendment| &amendment.strikes);
    let mut all = Vec::new();
    for strikes in strikes {
        all.extend(
            strikes
                .inspectors
                .iter()
                .map(|strike| (strikes.date, strike, strike.target.as_ref().and_then(record))),
        );
    }
    all
}

/// Per class, how many targets stand, of how many.
fn coverage<'a>(disclosure: &'a Disclosure, story: &Story<'a>) -> Vec<(&'a str, usize, usize)> {
    let drawn = tally(story.visits().iter().map(|visit| visit.record.draw.class.as_str()));
    let targets = &disclosure.first().rosters.targets;
    let subject = targets.iter().filter(|target| target.draw.exempt.is_none());
    let all = tally(subject.map(|target| target.draw.class.as_str()));
    all.into_iter().map(|(class, of)| (class, drawn.get(class).copied().unwrap_or(0), of)).collect()
}

/// The public values of all ceremonies, with the sources that they came from.
fn values(disclosure: &Disclosure) -> Vec<(&UsedValue, Option<&Source>)> {
    let mut all = Vec::new();
    for link in disclosure.chain() {
        for used in &link.seal.values {
            let value = link.announcement.plan.values.iter().find(|value| value.name == used.name);
            all.push((used, value.and_then(|value| value.source(used.source))));
        }
    }
    all
}
