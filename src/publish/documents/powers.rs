//! 执法公示: what the authority says of its duties, bases, benchmarks, procedure and remedies, and what it publishes by itself.

use super::{REMEDIES, authorities, numbered, remedies};
use crate::commit::canonical::FormError;
use crate::commit::document::Announcement;
use crate::publish::cell::Words;
use crate::publish::documents::Validity;
use crate::publish::head::{Head, choice, code, date, document, of, shared, table, text};
use crate::publish::layout::{AUTHORITIES, NO, TITLE, VALID_FROM, VALID_TO, VALIDITY};
use crate::publish::page::{Bound, Page};
use crate::publish::powers::{Powers, PublicDocument, Step};
use crate::types::id::Id;
use std::collections::BTreeMap;

/// 执法公示 of the authority that announced a draw.
///
/// # Errors
/// When a text of the announcement holds what canonical JSON refuses.
pub fn powers<'a>(announcement: &'a Announcement, powers: &'a Powers) -> Result<Page<'a>, FormError> {
    Ok(page(vec![Bound::to(announcement, None)?], announcement, powers))
}

const ITEM: Head<of::Code> = code("item", "抽查事项编号", "Item id");
const ITEM_NAME: Head<of::Text> = text("item_name", "抽查事项", "Item");
/// A table that nobody filled in says nothing of what there is.
const NOT_GIVEN: Words = Words::new("未载明", "Not given");

document! {
    /// 执法公示.
    POWERS = "powers", "执法公示", "Enforcement publicity",
    notes: &[
        Words::new(
            "未载明抽查事项的，适用于全部抽查事项。执法结果见抽查结果公示和行政处罚公示。",
            "What names no item applies to all items. Results stand in the documents of outcomes and penalties.",
        ),
        Words::new(
            "裁量阶次和裁量理由，由行政处罚决定载明。对行政处罚不服的，救济途径以行政处罚决定书载明的为准。",
            "Each penalty decision names the step of the benchmark that was applied, and why. Each penalty decision states its remedies.",
        ),
    ];
    fn page<'a>(it: &'a Announcement, powers: &'a Powers);
    facts {
        TITLE => &it.plan.title,
        AUTHORITIES => authorities(&it.plan),
        date("last_review", "主动公开目录最近一次审核日期", "Directory last reviewed") => powers.last_review,
        date("next_review", "主动公开目录下次审核期限", "Next review by") => powers.next_review,
    }
    table {
        "duties", "职责权限", "Duties and powers", empty: NOT_GIVEN;
        for (no, power) in numbered(&powers.duties) => {
            NO => *no,
            ITEM_NAME => name(it, power.item.as_ref()),
            text("duty", "职责", "Duty") => &power.duty,
            text("authority", "权限", "Powers") => power.authority.as_deref(),
            VALIDITY => power.validity,
            VALID_FROM => power.from,
            VALID_TO => power.to,
            ITEM => power.item.as_ref(),
        }
    }
    table {
        "bases", "执法依据", "Legal bases", empty: NOT_GIVEN;
        for (no, basis) in numbered(&powers.bases) => {
            NO => *no,
            ITEM_NAME => name(it, basis.item.as_ref()),
            text("law", "法律、法规、规章", "Law") => &basis.law,
            text("article", "条款", "Article") => &basis.article,
            VALIDITY => basis.validity,
            VALID_FROM => basis.from,
            VALID_TO => basis.to,
            ITEM => basis.item.as_ref(),
        }
    }
    table {
        "benchmarks", "裁量基准", "Benchmark of discretion", empty: NOT_GIVEN;
        for (no, benchmark) in numbered(&powers.benchmarks) => {
            NO => *no,
            ITEM_NAME => name(it, Some(&benchmark.item)),
            text("step", "裁量阶次", "Step") => &benchmark.step,
            text("circumstances", "适用情形", "Circumstances") => &benchmark.circumstances,
            text("measure", "处罚幅度", "Measure") => &benchmark.measure,
            VALIDITY => benchmark.validity,
            VALID_FROM => benchmark.from,
            VALID_TO => benchmark.to,
            ITEM => &benchmark.item,
        }
    }
    table {
        "procedure", "执法流程", "Procedure", empty: NOT_GIVEN;
        for (number, step) in steps(&powers.procedure) => {
            NO => *number,
            ITEM_NAME => name(it, step.item.as_ref()),
            text("step", "步骤", "Step") => &step.step,
            text("limit", "时限", "Time limit") => step.limit.as_deref(),
            VALIDITY => step.validity,
            VALID_FROM => step.from,
            VALID_TO => step.to,
            ITEM => step.item.as_ref(),
        }
    }
    shared { REMEDIES, remedies(powers.remedies.iter().collect()) }
    table {
        "directory", "主动公开目录", "Directory of what is published", empty: NOT_GIVEN;
        for (no, entry) in numbered(&powers.directory) => {
            NO => *no,
            choice::<PublicDocument>("document", "公开文件", "Document") => entry.document,
            text("basis", "公开依据或者事由", "Basis or occasion") => &entry.basis,
            text("responsible", "责任部门", "Responsible") => &entry.responsible,
            text("limit", "公开时限", "Time limit") => &entry.limit,
        }
    }
}

/// The name of an item in the plan.
fn name<'a>(announcement: &'a Announcement, item: Option<&Id>) -> Option<&'a str> {
    let id = item?;
    announcement.plan.items.iter().find(|item| item.id == *id).map(|item| item.name.as_str())
}

/// Steps with their numbers: those in force are counted for each item. What was revised or repealed has none.
fn steps(procedure: &[Step]) -> Vec<(Option<u64>, &Step)> {
    let mut last: BTreeMap<Option<&Id>, u64> = BTreeMap::new();
    let numbered = procedure.iter().map(|step| {
        let number = (step.validity == Validity::InForce).then(|| {
            let last = last.entry(step.item.as_ref()).or_default();
            *last += 1;
            *last
        });
        (number, step)
    });
    numbered.collect()
}
