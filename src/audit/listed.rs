//! What changed from one draw to the next, or from one version of a page to the next: listed, not found fault with
//! (PROTOCOL.md §21.4).

use super::problem::{Drew, RecusalPair};
use super::report::DrawName;
use crate::plan::ValueName;
use crate::publish::{Cell, Column};
use crate::say::visible;
use crate::say::{Every, Language, Quoted, Say, phrases, sayings};
use crate::types::digest::Digest;
use crate::types::id::{InspectorId, TargetId};
use serde::{Serialize, Serializer};
use std::fmt;

sayings! {
    /// What changed, with the data.
    pub enum Changed,
    /// The codes of what can change.
    ChangeCode {
        TargetAdded { targets: Every<TargetId> } = "target_added", "新增检查对象：{targets}", "targets added: {targets}";
        TargetRemoved { targets: Every<TargetId> } = "target_removed", "移出检查对象：{targets}", "targets removed: {targets}";
        TargetRenumbered { targets: Every<Renumbered> } = "target_renumbered", "编号改变的检查对象（统一社会信用代码相同；次数、上次检查人员和以往抽取均按编号计）：{targets}", "targets under another id (of the same credit code; counts, last teams and earlier draws go by ids): {targets}";
        TargetChanged { targets: Every<TargetId> } = "target_changed", "检查对象信息变更：{targets}", "targets changed: {targets}";
        InspectorAdded { inspectors: Every<InspectorId> } = "inspector_added", "新增检查人员：{inspectors}", "inspectors added: {inspectors}";
        InspectorRemoved { inspectors: Every<InspectorId> } = "inspector_removed", "移出检查人员：{inspectors}", "inspectors removed: {inspectors}";
        InspectorChanged { inspectors: Every<InspectorId> } = "inspector_changed", "检查人员信息变更：{inspectors}", "inspectors changed: {inspectors}";
        RecusalAdded { recusals: Every<RecusalPair> } = "recusal_added", "新增回避：{recusals}", "recusals added: {recusals}";
        RecusalRemoved { recusals: Every<RecusalPair> } = "recusal_removed", "撤销回避：{recusals}", "recusals removed: {recusals}";
        ExemptAdded { targets: Every<TargetId> } = "exempt_added", "新增豁免：{targets}", "exemptions added: {targets}";
        ExemptRemoved { targets: Every<TargetId> } = "exempt_removed", "取消豁免：{targets}", "exemptions removed: {targets}";
        ExemptChanged { targets: Every<TargetId> } = "exempt_changed", "豁免理由变更：{targets}", "reasons of exemptions changed: {targets}";
        OverrideAdded { targets: Every<TargetId> } = "override_added", "新增个别调整：{targets}", "overrides added: {targets}";
        OverrideRemoved { targets: Every<TargetId> } = "override_removed", "取消个别调整：{targets}", "overrides removed: {targets}";
        OverrideChanged { targets: Every<TargetId> } = "override_changed", "个别调整变更：{targets}", "overrides changed: {targets}";
        VoidOut { drawn: Every<Drew> } = "void_out", "作废的抽取按公开值本会抽中、重抽未抽中：{drawn}", "what a void draw would have drawn and its redraw did not: {drawn}";
        VoidIn { drawn: Every<Drew> } = "void_in", "作废的抽取按公开值不会抽中、重抽抽中：{drawn}", "what a redraw drew and the void draw would not have: {drawn}";
        StruckDrawn { targets: Every<TargetId> } = "struck_drawn", "更换后结转抽中（更换理由是否属实，以检查结果为准）：{targets}", "struck before, carried over and drawn (their results tell whether the strike was true): {targets}";
        StruckFoundActive { targets: Every<TargetId> } = "struck_found_active", "更换后结转抽中、检查时正在经营（请核实当初的更换理由是否属实，或者系恢复经营）：{targets}", "struck before, carried over, and found in business (whether the strike was true, or it opened again): {targets}";
        StruckNamesake { targets: Every<Renumbered> } = "struck_namesake", "与已更换的对象同名、编号不同（无统一社会信用代码可比，请核实是否同一主体）：{targets}", "targets with the name of one that was struck, under another id (no credit codes tell; see whether they are the same): {targets}";
        FallbackUsed { values: Every<Fallback> } = "fallback_used", "采用了替代来源的公开值：{values}", "values for which a fallback was used: {values}";
        TeamCertain { targets: Every<TargetId> } = "team_certain", "可选人员恰好为一组所需人数、人选实际已经确定的检查对象：{targets}", "targets whose team was certain, since no more could take its seats: {targets}";
        CappedElsewhere { targets: Every<TargetId> } = "capped_elsewhere", "因年度检查次数不参加抽取、而次数并非来自本日志的抽取（请核实）：{targets}", "kept out by a count of inspections that are not draws of this log (to be shown by the authority): {targets}";
        DrawnBeforeChanged { targets: Every<OtherChances> } = "drawn_before_changed", "以前抽中过的对象，其豁免、回避、个别调整或签数变更的影响：{targets}", "what changed exemptions, recusals, overrides or tickets did to targets that were drawn before: {targets}";
        Pool { strata: Every<OtherPool> } = "pool", "参加抽取的对象数：{strata}", "pool of a stratum: {strata}";
        DealtPool { was: u32, now: u32 } = "seat_pool", "抽中席位的最小可选人数：{was} → {now}", "smallest pool of a drawn seat: {was} → {now}";
        OutcomeChanged { versions: Versions, rows: Every<RowChange> } = "outcome_changed", "公示之后改动的检查结果（{versions}）：{rows}", "outcomes that were changed after they had been published ({versions}): {rows}";
        PenaltyChanged { versions: Versions, rows: Every<RowChange> } = "penalty_changed", "公示之后改动的处罚决定（{versions}）：{rows}", "penalty decisions that were changed after they had been published ({versions}): {rows}";
        VersionUnseen { document: Digest, reason: Option<Quoted> } = "version_unseen", "已撤回、其数据没有给出的公示（改动了什么，无从比较）：{document}，撤回理由：{reason}", "a withdrawn publication whose data are not there, so that nobody can compare: {document}, withdrawn because: {reason}";
    }
}

phrases! {
    /// A target under another id.
    pub struct Renumbered { was: TargetId, now: TargetId } = "{was} → {now}", "{was} → {now}";
    /// A value that came from a fallback, by the fallback's number.
    pub struct Fallback { name: ValueName, source: usize } = "{name}（第 {source} 替代来源）", "{name} (fallback {source})";
    /// Tickets of a target and of all its pool.
    #[derive(Copy)]
    pub struct TicketShare { own: u32, all: u64 } = "{own}/{all}", "{own}/{all}";
    /// The chances of a target, before and now: its tickets, if it is in a pool, and the smallest pool of its seats.
    pub struct OtherChances { target: TargetId, was: Option<TicketShare>, now: Option<TicketShare>, pool_was: u32, pool_now: u32 } = "{target}（签数 {was} → {now}，席位最小可选 {pool_was} → {pool_now} 人）", "{target} (tickets {was} → {now}, smallest pool of a seat {pool_was} → {pool_now})";
    /// A stratum whose pool has another size; nothing where there is no such stratum.
    pub struct OtherPool { stratum: Quoted, was: Option<u64>, now: Option<u64> } = "{stratum} {was} → {now}", "{stratum} {was} → {now}";
    /// Two versions of a published page, by what their files are called; nothing in the place of the later one where none stands.
    pub struct Versions { old: Quoted, new: Option<Quoted> } = "{old} → {new}", "{old} → {new}";
}

/// What two versions of a published page say otherwise of one target, or of one penalty decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct RowChange {
    /// Id of the target, or number of the decision.
    pub key: Quoted,
    /// What differs.
    pub fields: Vec<FieldChange>,
}

/// A field that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct FieldChange {
    /// The column.
    #[serde(serialize_with = "column_id")]
    pub column: &'static Column,
    /// What stood there before; nothing where there was no such field.
    pub old: Cell<'static>,
    /// What stands there now; nothing where the row is gone.
    pub new: Cell<'static>,
}

#[allow(clippy::trivially_copy_pass_by_ref)]
fn column_id<S: Serializer>(column: &&'static Column, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(column.id)
}

impl Say for FieldChange {
    fn say(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |language| {
            [&self.old, &self.new].map(|cell| match cell.plain(language) {
                text if text.is_empty() => "-".to_owned(),
                text => visible(&text).clone(),
            })
        };
        let [mut old, mut new] = shown(language);
        if old == new {
            // Only the text in the other language differs.
            [old, new] = shown(if language == Language::Zh { Language::En } else { Language::Zh });
        }
        let column = self.column.words.get(language);
        match language {
            Language::Zh => write!(f, "{column}：{old} → {new}"),
            Language::En => write!(f, "{column}: {old} → {new}"),
        }
    }
}

impl Say for RowChange {
    fn say(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fields: Vec<String> = self.fields.iter().map(|field| field.message(language)).collect();
        let key = self.key.said(language);
        match language {
            Language::Zh => write!(f, "{key}（{}）", fields.join("；")),
            Language::En => write!(f, "{key} ({})", fields.join("; ")),
        }
    }
}

/// What changed from one draw to the next, or what there is to know of one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ListedChange {
    /// The draw before; nothing where it is about one draw alone.
    pub from: Option<DrawName>,
    /// The draw, or the one after; nothing where it is about none.
    pub draw: Option<DrawName>,
    /// What.
    #[serde(flatten)]
    pub changed: Changed,
}

impl ListedChange {
    /// The code of what changed.
    pub const fn code(&self) -> ChangeCode {
        self.changed.code()
    }

    /// Where versions of a published page differ: the rows.
    pub fn rows(&self) -> &[RowChange] {
        match &self.changed {
            Changed::OutcomeChanged { rows, .. } | Changed::PenaltyChanged { rows, .. } => &rows.0,
            _ => &[],
        }
    }
}

impl Say for ListedChange {
    fn say(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.from, &self.draw) {
            (Some(from), Some(draw)) => write!(f, "[{} → {}] ", from.said(language), draw.said(language))?,
            (None, Some(draw)) => write!(f, "[{}] ", draw.said(language))?,
            _ => {}
        }
        self.changed.say(language, f)
    }
}
