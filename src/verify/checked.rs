//! What is checked, with its subject (PROTOCOL.md §17).

use crate::fault::Table;
use crate::plan::ValueName;
use crate::say::{Every, Language, Quoted, Say, coded, coded_serde, sayings};
use crate::types::digest::Digest;
use serde::Serialize;
use std::fmt;

coded! {
    /// A number of the announcement that follows from the rosters.
    pub enum AnnouncedNumber {
        Exempt = "exempt", "豁免对象数", "exempt targets";
        Strata = "strata", "各分组的对象数和抽取数", "sizes and quotas of the strata";
        Subject = "subject", "参加抽取的对象数", "targets subject to the draw";
    }
}

coded_serde!(AnnouncedNumber);

/// A source of a public value, as a reader finds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct SourceName {
    /// Who publishes it, and where.
    pub publisher: Quoted,
    /// Issue, round or occasion.
    pub issue: Quoted,
}

impl Say for SourceName {
    fn say(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.publisher.said(language), self.issue.said(language))
    }
}

sayings! {
    /// What is checked.
    pub enum Checked,
    /// The codes of what is checked.
    CheckCode {
        Form = "form", "文件格式是否规范、是否在限度以内", "the file is canonical and within the limits";
        EvidenceAnnouncement { digest: Digest } = "evidence_announcement", "您所持的公告与本次抽取是否一致（公告摘要 {digest}）", "the reader's announcement is that of this draw ({digest})";
        EvidenceSeal { digest: Digest } = "evidence_seal", "您所持的封存文件与本次抽取是否一致（封存文件摘要 {digest}）", "the reader's seal is that of this draw ({digest})";
        EvidenceValue { name: ValueName } = "evidence_value", "您查得的公开值“{name}”与所用公开值是否一致", "the reader's public value {name} is the one used";
        AccompanyingAnnouncement { digest: Digest } = "accompanying_announcement", "随附的公告与披露文件是否一致（公告摘要 {digest}）", "the accompanying announcement agrees ({digest})";
        AccompanyingSeal { digest: Digest } = "accompanying_seal", "随附的封存文件与披露文件是否一致（封存文件摘要 {digest}）", "the accompanying seal agrees ({digest})";
        SealNamesAnnouncement = "seal_names_announcement", "封存文件是否属于本公告", "the seal names the announcement";
        NamesSelection = "names_selection", "公告是否载明前一次抽取的公告和封存文件", "the announcement names the ceremony before";
        OneProtocol = "one_protocol", "各文件所载协议（杂凑算法）是否一致", "all documents name one protocol, and so one hash";
        Rules = "rules", "计划和名录是否符合协议规则", "plan and rosters keep the rules";
        RosterCommitted { roster: Table } = "roster_committed", "{roster}与公告的名录校验值是否一致", "count and root of the {roster} are those of the announcement";
        Numbers { number: AnnouncedNumber } = "numbers", "公告的{number}与名录重新计算的结果是否一致", "the announcement's numbers follow from the rosters: {number}";
        Secrets = "secrets", "种子密值与公告的密值校验码是否一致", "the seed secrets are those committed";
        FreshSecret = "fresh_secret", "种子密值是否未曾在前次抽取中使用，且与其他单位的不同", "the seed secret is nobody else's, and was used by no earlier ceremony";
        Values = "values", "公开值写法是否符合公告", "the public values have their announced form";
        Result = "result", "种子、签号、检查对象、检查人员和抽取过程与重新计算的结果是否一致", "seed, tickets, targets, teams and trails recompute";
        Seal = "seal", "封存文件与抽取结果是否一致", "the seal follows from the result";
        Amendments = "amendments", "递补与更换是否符合公告的规则", "the amendments follow from strikes and rules";
        Amendment { number: u64 } = "amendment", "第 {number} 次递补与更换是否符合公告的规则", "amendment {number} follows from its strikes and the rules";
        Head = "head", "披露文件是否列出截至末次递补与更换的全部内容", "the disclosure's head is its last amendment's seal";
        AnnouncedFirst { digest: Digest } = "announced_first", "公告（或其摘要 {digest}）是否在公开值产生之前已经公布或签字存证", "that the announcement, or its digest {digest}, was published or signed before the first value closed";
        ValuePublished { name: ValueName, text: Quoted, source: SourceName } = "value_published", "向发布者核对公开值“{name}”：{text}（{source}）", "the value {name} at its publisher: {text} ({source})";
        Sources { sources: Every<SourceName> } = "sources", "各公开值是否均来自开奖、公共信标或者当众投掷，各种结果机会均等，未采用股票指数、气温等，且同一次开奖只作为一个公开值：{sources}", "that each source is a drawing, a beacon or dice with equally likely outcomes, which an index or a temperature is not, and that no two are one event, as the parts of one drawing are: {sources}";
        FallbackUsed { name: ValueName, reason: Quoted } = "fallback_used", "公开值“{name}”使用替代来源的理由是否属实：{reason}", "why a fallback was used for {name}: {reason}";
        RegistersTrue = "registers_true", "登记册及其数目、未纳入和增补的理由是否属实", "that the registers, their counts, and the reasons of what was left out or added are true";
        Exemptions = "exemptions", "豁免、回避、个别调整和名录变动的理由是否正当", "the reasons of exemptions, recusals, overrides and changes";
        EarlierDisclosures { heads: Every<Digest> } = "earlier_disclosures", "计划引用的以往抽取（末次封存摘要）{heads}", "the earlier draws that the plan names by their heads: {heads}";
        SameSlot = "same_slot", "同一时段、事项、类别是否另有公告", "that no other draw was announced for the same slot";
        Strikes { count: usize } = "strikes", "更换的对象和人员（{count} 项）的理由及其凭证", "the reasons and evidence of what was struck: {count} strikes";
        Withheld { roster: Table, count: u64 } = "withheld", "{roster}中依法不公开的身份信息（{count} 条）及其理由", "the identity parts withheld by law in the {roster} ({count}) and their grounds";
    }
}
