//! What a reader should know, though it breaks no rule.

use crate::draw::staffing::Place;
use crate::plan::{ChangeableRule, ValueName};
use crate::say::{Listed, Quoted, sayings};
use crate::types::date::Date;
use crate::types::id::{InspectorId, TargetId};

sayings! {
    /// When seats stayed open.
    pub enum Occasion {
        Draw = "draw", "抽取时", "the draw";
        Amendment { date: Date } = "amendment", "{date} 更换时", "the amendment of {date}";
    }
}

sayings! {
    /// From what an inspector was struck.
    pub enum StruckFrom {
        All = "all", "全部对象", "all targets";
        Target { target: TargetId } = "target", "检查对象 {target}", "target {target}";
    }
}

sayings! {
    /// What a reader should know.
    pub enum Fact,
    /// The codes of what a reader should know.
    FindingCode {
        SmallPool { seat: Place, pool: u32 } = "small_pool", "可选人员较少的席位：{seat}，可选 {pool} 人", "{seat}: only {pool} inspectors could take the seat";
        FewOutcomes { reason: Quoted } = "few_outcomes", "公开值可能结果较少，理由：{reason}", "the public values have few outcomes; reason given: {reason}";
        VisitsOutside { reason: Quoted } = "visits_outside", "检查日期超出检查周期，理由：{reason}", "the visits lie outside the period; reason given: {reason}";
        FewOfficers { reason: Quoted } = "few_officers", "有小组执法人员少于两名，理由：{reason}", "a team may have under two officers; reason given: {reason}";
        Overridden { target: TargetId, reason: Quoted, approver: Quoted } = "overridden", "个别调整 {target}：{reason}（批准人：{approver}）", "override for {target}: {reason} (approved by {approver})";
        Carried { stratum: Quoted, count: u64 } = "carried", "分组 {stratum}：{count} 个检查对象结转，必定抽中", "stratum {stratum}: {count} targets are carried over and drawn with certainty";
        Fallback { name: ValueName, reason: Quoted } = "fallback", "公开值“{name}”使用了替代来源：{reason}", "public value {name} came from a fallback: {reason}";
        Shortage { occasion: Occasion, short: usize } = "shortage", "{occasion}人员不足，空缺席位 {short} 个", "shortage at {occasion}: seats left open: {short}";
        ShortageCore { occasion: Occasion, count: usize, seats: Listed<Place>, people: usize, inspectors: Listed<InspectorId> } = "shortage_core", "{occasion}人员不足的症结：{count} 个席位（{seats}）只有 {people} 人可派（{inspectors}）", "the core of the shortage at {occasion}: for {count} seats ({seats}) there are only {people} inspectors ({inspectors})";
        OpenSeats { count: u64 } = "open_seats", "尚有 {count} 个席位没有检查人员", "seats without an inspector: {count}";
        TargetStruck { target: TargetId, date: Date, reason: Quoted, alternate: Option<TargetId> } = "target_struck", "检查对象 {target} 已于 {date} 更换，理由：{reason}；递补对象：{alternate}", "target {target} was struck on {date}: {reason}; alternate: {alternate}";
        InspectorStruck { inspector: InspectorId, from: StruckFrom, date: Date, reason: Quoted } = "inspector_struck", "检查人员 {inspector} 已于 {date} 更换（{from}），理由：{reason}", "inspector {inspector} was struck from {from} on {date}: {reason}";
        ChangedRule { rule: ChangeableRule, reason: Quoted, date: Date } = "changed_rule", "{rule}已于 {date} 变更：{reason}", "the rule was changed on {date}: {rule}: {reason}";
        Changes { count: usize } = "changes", "两次抽取之间名录变动 {count} 项", "changes to the rosters since the ceremony before: {count}";
    }
}
