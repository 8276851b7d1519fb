//! Reports: named checks with their outcomes, findings, and the verdict.

use crate::basics::text::visible;
use crate::rules::Warning;
use crate::say::{Language, Say, coded, coded_serde, fill};

coded! {
    /// The verdict. It is honest: whatever recomputes but is anchored by nothing from outside is never called verified.
    pub enum Verdict {
        Verified = "verified", "已验证：全部重算一致，且与读者自己掌握的公告和公开值相符", "verified: everything recomputes, and agrees with the reader's own announcement and public values";
        Consistent = "consistent", "自洽：全部重算一致，但没有外部证据证明公告在先，事后伪造也能做到这一步", "consistent only: everything recomputes, but nothing from outside shows that the announcement came first; a forgery made afterwards can reach this";
        Contradicted = "contradicted", "矛盾：有内容对不上", "contradicted: something does not agree";
        Unusable = "unusable", "无法使用：文件不完整、不规范或超过限度", "unusable: the file is not a disclosure in canonical form within the limits";
    }
}

coded! {
    /// What is checked.
    pub enum CheckCode {
        Form = "form", "披露文件格式规范、在限度以内", "the disclosure is canonical and within the limits";
        EvidenceAnnouncement = "evidence_announcement", "读者掌握的公告与本次抽取相符", "the reader's announcement is that of this draw";
        EvidenceSeal = "evidence_seal", "读者掌握的封存文件与本次抽取相符", "the reader's seal is that of this draw";
        EvidenceValue = "evidence_value", "读者查得的公开值 {subject} 与所用相符", "the reader's public value {subject} is the one used";
        AccompanyingAnnouncement = "accompanying_announcement", "随附的公告与披露文件相符", "the accompanying announcement agrees";
        AccompanyingSeal = "accompanying_seal", "随附的封存文件与披露文件相符", "the accompanying seal agrees";
        SealNamesAnnouncement = "seal_names_announcement", "封存文件指向本公告", "the seal names the announcement";
        NamesSelection = "names_selection", "公告指向前一次抽取的公告和封存文件", "the announcement names the ceremony before";
        Rules = "rules", "计划和名录符合协议规则{subject}", "plan and rosters keep the rules{subject}";
        RosterCommitted = "roster_committed", "名录 {subject} 与公告承诺相符", "roster {subject} is the one committed in the announcement";
        Numbers = "numbers", "公告的数字由名录重算一致：{subject}", "the announcement's numbers follow from the rosters: {subject}";
        Secrets = "secrets", "种子密值与公告承诺相符", "the seed secrets are those committed";
        FreshSecret = "fresh_secret", "种子密值未在前次抽取中用过，也与他者不同", "the seed secret is nobody else's, and was used by no earlier ceremony";
        Values = "values", "公开值写法符合公告", "the public values have their announced form";
        Result = "result", "种子、签号、对象、人员和过程重算一致：{subject}", "seed, tickets, targets, teams and trails recompute: {subject}";
        Seal = "seal", "封存文件由结果重算一致：{subject}", "the seal follows from the result: {subject}";
        Amendments = "amendments", "递补与更换按公告的规则重算一致：{subject}", "the amendments follow from strikes and rules: {subject}";
        Head = "head", "披露文件列出了到其末次递补与更换为止的全部", "the disclosure's head is its last amendment's seal";
        AnnouncedFirst = "announced_first", "公告（或其摘要 {subject}）是否在公开值产生之前已经公布或签字存证", "that the announcement, or its digest {subject}, was published or signed before the first value closed";
        ValuePublished = "value_published", "向发布者核对公开值 {subject}", "the value at its publisher: {subject}";
        Sources = "sources", "随机数来源须为开奖、信标或当众投掷，各种结果机会均等（股票指数、气温等不是），且互为不同事件（同一次开奖的各部分只算一次）：{subject}", "that each source is a drawing, a beacon or dice with equally likely outcomes, which an index or a temperature is not, and that no two are one event, as the parts of one drawing are: {subject}";
        FallbackUsed = "fallback_used", "使用替代来源的理由是否属实：{subject}", "why a fallback was used: {subject}";
        RegistersTrue = "registers_true", "登记册及其数目、未纳入和增补的理由是否属实", "that the registers, their counts, and the reasons of what was left out or added are true";
        Exemptions = "exemptions", "豁免、回避、个别调整和名录变动的理由是否正当", "the reasons of exemptions, recusals, overrides and changes";
        EarlierDisclosures = "earlier_disclosures", "计划引用的以往抽取（末次封存摘要）{subject}", "the earlier draws that the plan names by their heads: {subject}";
        SameSlot = "same_slot", "同一时段、事项、类别是否另有公告", "that no other draw was announced for the same slot";
        Strikes = "strikes", "换下的对象和人员（{subject} 项）的理由及其凭证", "the reasons and evidence of what was struck: {subject} strikes";
        Withheld = "withheld", "依法不公开的身份信息（{subject} 条）及其理由", "the identity parts withheld by law ({subject}) and their grounds";
    }
}

coded! {
    /// Why something was not checked.
    pub enum Why {
        NoEvidence = "no_evidence", "读者未提供", "the reader gave none";
        EarlierFailure = "earlier_failure", "前面的检查未通过", "an earlier check failed";
    }
}

coded! {
    /// What a reader should know, though it breaks no rule.
    pub enum FindingCode {
        SmallPool = "small_pool", "{subject}：可选人员仅 {found} 人", "{subject}: only {found} inspectors could take the seat";
        FewOutcomes = "few_outcomes", "公开值可能结果较少，理由：{found}", "the public values have few outcomes; reason given: {found}";
        VisitsOutside = "visits_outside", "检查日期超出检查周期，理由：{found}", "the visits lie outside the period; reason given: {found}";
        FewOfficers = "few_officers", "有小组执法人员少于两名，理由：{found}", "a team may have under two officers; reason given: {found}";
        Overridden = "overridden", "个别调整 {subject}：{found}", "override for {subject}: {found}";
        Carried = "carried", "{subject}：{found} 个对象结转，必定抽中", "{subject}: {found} targets are carried over and drawn with certainty";
        Fallback = "fallback", "公开值 {subject} 使用了替代来源：{found}", "public value {subject} came from a fallback: {found}";
        Shortage = "shortage", "人员不足，空缺席位：{found}", "shortage: seats left open: {found}";
        ShortageCore = "shortage_core", "人员不足的症结（席位 / 可派人员）：{found}", "the core of the shortage (seats / the only inspectors for them): {found}";
        OpenSeats = "open_seats", "尚有 {found} 个席位没有检查人员", "seats without an inspector: {found}";
        TargetStruck = "target_struck", "对象 {subject} 已换下（日期、理由、递补对象）：{found}", "target {subject} was struck (date, reason, alternate): {found}";
        InspectorStruck = "inspector_struck", "人员 {subject} 已换下（日期、理由）：{found}", "inspector {subject} was struck (date, reason): {found}";
        ChangedRule = "changed_rule", "规则 {subject} 有变更：{found}", "rule {subject} was changed: {found}";
        Changes = "changes", "两次抽取之间名录变动 {found} 项", "changes to the rosters since the ceremony before: {found}";
    }
}

coded_serde!(CheckCode);
coded_serde!(Why);

/// What came of a check.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub enum Outcome {
    /// It holds.
    Held,
    /// It does not.
    Failed {
        /// What it should be.
        expected: String,
        /// What it is.
        found: String,
    },
    /// It could not be checked.
    NotCheckable(Why),
    /// Only the outside world settles it.
    ForYou,
}

/// A check.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub struct Check {
    /// What is checked.
    pub code: CheckCode,
    /// Id of the draw it is about; empty before that is known.
    pub draw: String,
    /// What in particular.
    pub subject: String,
    /// What came of it.
    pub outcome: Outcome,
}

impl Check {
    /// The check as a sentence.
    pub fn message(&self, language: Language) -> String {
        let what = visible(&fill(self.code.template(language), &[("subject", &self.subject)]));
        let zh = language == Language::Zh;
        let draw = if self.draw.is_empty() { String::new() } else { format!("[{}] ", self.draw) };
        match &self.outcome {
            Outcome::Held if zh => format!("{draw}相符　{what}"),
            Outcome::Held => format!("{draw}held: {what}"),
            Outcome::Failed { expected, found } => {
                let (expected, found) = (visible(expected), visible(found));
                if zh {
                    format!("{draw}不符　{what}；应为 {expected}，实为 {found}")
                } else {
                    format!("{draw}FAILED: {what}; expected {expected}, found {found}")
                }
            }
            Outcome::NotCheckable(why) if zh => format!("{draw}未查　{what}：{}", why.template(language)),
            Outcome::NotCheckable(why) => format!("{draw}not checkable: {what}: {}", why.template(language)),
            Outcome::ForYou if zh => format!("{draw}请您核实　{what}"),
            Outcome::ForYou => format!("{draw}for you to check: {what}"),
        }
    }
}

impl Say for Check {
    fn say(&self, language: Language, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&Self::message(self, language))
    }
}

/// A finding.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// What was found.
    pub code: FindingCode,
    /// Id of the draw.
    pub draw: String,
    /// About what.
    pub subject: String,
    /// The number or text found.
    pub found: String,
}

impl Finding {
    /// The finding as a sentence.
    pub fn message(&self, language: Language) -> String {
        let data = [("subject", self.subject.as_str()), ("found", self.found.as_str())];
        format!("[{}] {}", self.draw, visible(&fill(self.code.template(language), &data)))
    }
}

/// A report.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Report {
    /// The verdict.
    pub verdict: Verdict,
    /// The checks, in the order in which they were made.
    pub checks: Vec<Check>,
    /// What a reader should know.
    pub findings: Vec<Finding>,
    /// What is odd in plan and rosters, counted from what is shown.
    pub warnings: Vec<Warned>,
}

/// A warning of a ceremony.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Warned {
    /// Id of the draw.
    pub draw: String,
    /// What is odd.
    pub warning: Warning,
}

impl Warned {
    /// The warning as a sentence.
    pub fn message(&self, language: Language) -> String {
        format!("[{}] {}", self.draw, self.warning.message(language))
    }
}

impl Report {
    /// The checks that failed.
    pub fn failures(&self) -> impl Iterator<Item = &Check> {
        self.checks.iter().filter(|check| matches!(check.outcome, Outcome::Failed { .. }))
    }
}
