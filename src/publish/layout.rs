//! All layouts, the heads that several documents share, and what every document says of the draw it came from.

use super::cell::{Word, Words};
use super::documents::Validity;
use super::documents::{
    ANNOUNCEMENT, ITEMS, OUTCOMES, PENALTIES, POWERS, ROSTERS, SITUATION, STATISTICS, TASK, TASK_CHANGES,
    TICKETS, VISIT,
};
use super::head::{Head, choice, code, codes, count, date, district, named, of, scan, text, texts};
use super::page::{Bound, Layout, TableLayout};
use crate::plan::{Category, VALUE_WORDS};
use crate::say::Language;
use crate::types::digest::Digest;

/// All layouts.
pub(super) const ALL: [&Layout; 12] = [
    &ITEMS,
    &POWERS,
    &ROSTERS,
    &ANNOUNCEMENT,
    &TASK,
    &TASK_CHANGES,
    &VISIT,
    &SITUATION,
    &TICKETS,
    &OUTCOMES,
    &PENALTIES,
    &STATISTICS,
];

const NONE: Words = Words::new("无", "None");

/// What tables have in common, but for a few.
pub(super) const TABLE: TableLayout = TableLayout {
    id: "",
    caption: NONE,
    columns: &[],
    empty: NONE,
    bars: None,
    sum: false,
    pairs: false,
    part: None,
};
/// What documents for the public have in common.
pub(super) const PUBLIC: Layout = Layout {
    id: "",
    title: NONE,
    facts: &[],
    tables: &[],
    lead: None,
    notes: &[],
    signatures: &[],
    public: true,
    official: false,
};

pub(super) const NO: Head<of::Count> = count("no", "序号", "No.");
pub(super) const ID: Head<of::Code> = code("id", "编号", "Id");
pub(super) const NAME: Head<of::Text> = text("name", "名称", "Name");
pub(super) const CREDIT_CODE: Head<of::Code> =
    code("credit_code", "统一社会信用代码", "Unified social credit code");
pub(super) const CLASS: Head<of::Text> = text("class", "类别", "Class");
pub(super) const DISTRICT: Head<of::District> = district("district", "行政区划", "District code");
pub(super) const DEPARTMENT: Head<of::Text> = text("department", "部门", "Department");
pub(super) const STRATUM: Head<of::Text> = text("stratum", "分组", "Stratum");
pub(super) const RANK: Head<of::Count> = count("rank", "名次", "Rank");
pub(super) const TEAM: Head<of::Codes> =
    codes("inspectors", "检查人员（执法证号）", "Inspectors (certificate numbers)");
pub(super) const TARGETS: Head<of::Count> = count("targets", "检查对象数", "Targets");
pub(super) const SUBJECT: Head<of::Count> =
    count("subject", "纳入抽取范围的对象数", "In the scope of the draw");
pub(super) const EXEMPTED: Head<of::Count> = count("exempted", "豁免对象数", "Exempt");
pub(super) const CAPPED: Head<of::Count> = count("capped", "达到年度检查次数上限", "At the yearly cap");
pub(super) const BEFORE: Head<of::Count> = count("before", "本期已抽中不再抽取", "Drawn before");
pub(super) const OUTSIDE: Head<of::Count> = count("outside", "不属于任何分组的对象数", "In no stratum");
pub(super) const DRAWABLE: Head<of::Count> = count("drawable", "可抽对象数", "Could be drawn");
pub(super) const SELECTED: Head<of::Count> = count("selected", "抽取数", "To be drawn");
/// From the roster to those that are drawn.
pub(super) const RANGE: Words = Words::new(
    "名录库对象 {targets} − 豁免 {exempted} = 纳入抽取范围 {subject}；{subject} − 达到年度检查次数上限 {capped} − 本期已抽中 {before} − 不属于任何分组 {outside} = 可抽 {drawable}；从中抽取 {selected}。",
    "Targets of the roster {targets} − exempt {exempted} = in the scope of the draw {subject}; {subject} − at the yearly cap {capped} − drawn before {before} − in no stratum {outside} = could be drawn {drawable}; of these {selected} are drawn.",
);
pub(super) const TITLE: Head<of::Text> = text("title", "任务名称", "Task");
pub(super) const CATEGORY: Head<of::Word<Category>> = choice("category", "检查类型", "Kind of inspection");
pub(super) const AUTHORITIES: Head<of::Texts> = texts("authorities", "检查机关", "Authorities");
pub(super) const PERIOD_FROM: Head<of::Date> = date("period_from", "检查周期起", "Period from");
pub(super) const PERIOD_TO: Head<of::Date> = date("period_to", "检查周期止", "Period to");
pub(super) const VISITS_FROM: Head<of::Date> = date("visits_from", "检查日期起", "Visits from");
pub(super) const VISITS_TO: Head<of::Date> = date("visits_to", "检查日期止", "Visits to");
pub(super) const REASON: Head<of::Text> = text("reason", "理由", "Reason");
pub(super) const COUNT: Head<of::Count> = count("count", "数量", "Number");
/// Whether what a row says is in force, and from when until when.
pub(super) const VALIDITY: Head<of::Word<Validity>> = choice("validity", "有效性", "Validity");
pub(super) const VALID_FROM: Head<of::Date> = date("valid_from", "生效日期", "In force from");
pub(super) const VALID_TO: Head<of::Date> = date("valid_to", "失效日期", "In force to");
/// A proof in its compact form (PROTOCOL.md §18.1).
pub(super) const SCAN: Head<of::Scan> =
    scan("scan", "抽取证明（扫码核对）", "Proof of the draw, to be scanned");
pub(super) const REMARK: Head<of::Text> = text("remark", "备注", "Remark");

pub(super) const fn word(code: &'static str, zh: &'static str, en: &'static str) -> Word {
    Word { code, words: Words::new(zh, en) }
}

/// Words for the names that public values have in the templates.
pub(super) const VALUE_NAMES: &[Word] = &{
    let mut words = [word("", "", ""); VALUE_WORDS.len()];
    let mut place = 0;
    while place < words.len() {
        let (code, zh) = VALUE_WORDS[place];
        words[place] = word(code, zh, code);
        place += 1;
    }
    words
};
/// Words for the schemes of results that this crate has.
pub(super) const SCHEME_NAMES: &[Word] =
    &[word("common", "通用代码表", "common"), word("environment", "生态环境代码表", "environment")];
pub(super) const VALUE: Head<of::Named> = named("name", "公开值", "Value", VALUE_NAMES);

/// Heads of what binds a document: the draw, its announcement, its head, and the document's own digest.
const DRAW: Words = Words::new("抽取编号", "Draw");
const ANNOUNCED: Words = Words::new("公告文件摘要", "Announcement (digest)");
const HEAD: Words = Words::new("末次封存文件摘要", "Last seal (digest)");
/// Head of the document's own digest: that of its JSON form, which every other format names.
pub(super) const DOCUMENT: Words = Words::new("本文件摘要", "This document (digest)");

/// What binds a document, with labels.
pub(super) fn bound(
    bound: &[Bound],
    digest: Option<Digest>,
    language: Language,
) -> Vec<(&'static str, String)> {
    let mut all = Vec::new();
    for Bound { announcement, draw, head, .. } in bound {
        all.push((DRAW.get(language), draw.to_string()));
        all.push((ANNOUNCED.get(language), announcement.to_hex()));
        all.extend(head.map(|head| (HEAD.get(language), head.to_hex())));
    }
    all.extend(digest.map(|digest| (DOCUMENT.get(language), digest.to_hex())));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_name_facts_and_bars_name_columns() {
        for layout in ALL {
            for note in layout.notes.iter().chain(&layout.lead) {
                for text in [note.zh, note.en] {
                    let named = text.split('{').skip(1).map(|rest| rest.split('}').next().unwrap());
                    for name in named {
                        assert!(
                            name == "hash" || layout.facts.iter().any(|fact| fact.id == name),
                            "{}: {name}",
                            layout.id
                        );
                    }
                }
            }
            for table in layout.tables {
                let is_there = |id| table.columns.iter().any(|column| column.id == id);
                assert!(table.bars.is_none_or(|(label, value)| is_there(label) && is_there(value)));
            }
        }
    }
}
