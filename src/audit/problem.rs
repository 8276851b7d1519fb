//! What can be wrong with a public record, each with its data (PROTOCOL.md §21.2).

use super::report::DrawName;
use crate::commit::canonical::FormError;
use crate::plan::{EarlierUse, ValueName};
use crate::proof::ProofError;
use crate::record::line::{LineKind, LogProblem};
use crate::say::{Every, Quoted, coded, coded_serde, phrases, sayings};
use crate::types::date::Date;
use crate::types::digest::Digest;
use crate::types::id::{Id, InspectorId, TargetId};
use crate::types::timestamp::Timestamp;
use crate::verify::Check;

sayings! {
    /// What is wrong with a public record (PROTOCOL.md §21.2), with the data.
    pub enum AuditProblem,
    /// The codes of what can be wrong with a public record.
    AuditCode {
        LogLine { problem: LogProblem } = "log_line", "公开日志的各行前后不符：{problem}", "a line of the log contradicts the rules of the log: {problem}";
        Checkpoint { size: u64, conflict: Rewritten } = "checkpoint", "公开日志与所持日志校验信息不符，已被改写或者删减：日志校验信息载明 {size} 行，{conflict}", "the log does not continue a checkpoint of {size} lines that was kept; it was rewritten or cut: {conflict}";
        CheckpointUnsigned { size: u64, conflict: Rewritten } = "checkpoint_unsigned", "所持日志校验信息与公开日志不符，且没有日志签名（任何人均可编造，请核实其来源）：日志校验信息载明 {size} 行，{conflict}", "the log does not continue a checkpoint of {size} lines that it did not sign (anybody could have made it: ask where it came from): {conflict}";
        CheckpointForged { size: u64, keys: Every<Quoted> } = "checkpoint_forged", "日志校验信息（{size} 行）的签名不成立，内容被改动或者出自他人，不作为依据：{keys}", "a checkpoint of {size} lines bears a signature that is not of its key (it was changed, or somebody else made it), and nothing rests on it: {keys}";
        LineMisdated { at: Timestamp, size: u64, seen: Timestamp } = "line_misdated", "日志行与所持日志校验信息的时间不符：该行为 {at}，日志校验信息（{size} 行）取得于 {seen}", "a line's time, {at}, does not fit a checkpoint of {size} lines that was seen at {seen}";
        DocumentMissing { kind: LineKind, document: Digest } = "document_missing", "缺少日志所指的文件：{kind} {document}", "a document that the record names is missing: {kind} {document}";
        DocumentUnlogged { document: Digest } = "document_unlogged", "文件未在公开日志登记（任何人均可放入，请核实其来源）：{document}", "a document is not in the log (anybody could have put it there: look where it came from): {document}";
        PageMissing { document: Digest } = "page_missing", "已登记公示的文件缺失：{document}", "a published document is missing: {document}";
        PageUnlogged { file: Quoted } = "page_unlogged", "公示文件夹中有未经登记公示的文件：{file}", "a page that was not published by the log: {file}";
        PageReplaced { page: Quoted, document: Digest } = "page_replaced", "未撤回旧版本、未说明理由即公示新版本：{page}（{document}）", "a page was replaced by a newer version without a reason: {page} ({document})";
        PageDiffers { file: Quoted } = "page_differs", "公示的页面或者表格与其数据不符（已被改动，或者由其他版本的程序生成）：{file}", "a page or table is not what its JSON gives (it was changed, or another version of the program wrote it): {file}";
        DocumentUnreadable { file: Quoted, error: FormError } = "document_unreadable", "文件无法读取：{file}：{error}", "a file is none of the documents: {file}: {error}";
        LineDiffers { difference: LineDifference } = "line_differs", "日志行与其所指文件不符：{difference}", "a line differs from its document: {difference}";
        OtherAuthority { name: Quoted } = "other_authority", "公告的牵头单位与日志不同：{name}", "an announcement is another authority's: {name}";
        AnnouncedLate { logged: Timestamp, closes: Timestamp } = "announced_late", "公告登记时首个公开值已经截止：登记于 {logged}，截止于 {closes}", "the announcement was logged when its first value had closed: logged {logged}, closed {closes}";
        DeadlineFar { term: Term, day: Date, since: Date, most: u64 } = "deadline_far", "公告的时限过长，不能起到约束作用：{term}为 {day}，距 {since} 超过 {most} 天", "an announced time is so far away that it is none: {term} is {day}, over {most} days after {since}";
        NotSealed { by: Timestamp } = "not_sealed", "逾期未封存：限期 {by}", "not sealed in time: due by {by}";
        SealedLate { at: Timestamp, by: Timestamp } = "sealed_late", "封存逾期：{at}，限期 {by}", "sealed late: at {at}, due by {by}";
        SealedEarly { at: Timestamp, closes: Timestamp } = "sealed_early", "封存（{at}）早于所用公开值的截止（{closes}）", "sealed, at {at}, before a value that it used had closed: {closes}";
        NotDisclosed { by: Timestamp } = "not_disclosed", "逾期未披露：限期 {by}", "not disclosed in time: due by {by}";
        DisclosedLate { at: Timestamp, by: Timestamp } = "disclosed_late", "披露逾期：{at}，限期 {by}", "disclosed late: at {at}, due by {by}";
        Contradicted { check: Check } = "contradicted", "披露文件经重算不符：{check}", "a disclosure is contradicted: {check}";
        OtherSeal { shown: Digest } = "other_seal", "披露的封存文件与日志登记的不同：{shown}", "the disclosure's seal is not the one logged: {shown}";
        OtherAmendments { shown: Every<Digest>, logged: Every<Digest> } = "other_amendments", "披露的递补与更换与日志登记的不同：披露 {shown}；登记 {logged}", "the disclosure's amendments are not those logged: disclosed {shown}; logged {logged}";
        AmendmentMisdated { number: u64, why: Misdated } = "amendment_misdated", "第 {number} 次递补与更换{why}", "amendment {number} {why}";
        AmendmentUnopened { seal: Digest } = "amendment_unopened", "已登记的递补与更换没有任何披露文件载明：{seal}", "an amendment that was logged is in no disclosure: {seal}";
        OpenSeats { open: u64 } = "open_seats", "检查期限已过，抽中对象仍有 {open} 个席位没有检查人员，且并非人员不足所致", "the visits are over and {open} seats of drawn targets are still open, and no shortage explains it";
        SlotOverlap { other: Id } = "slot_overlap", "与另一份公告（{other}）时段、类别、事项重叠且互不取代", "overlaps the slot of another announcement, {other}, and neither supersedes the other";
        ContinuesVoid { selection: DrawName } = "continues_void", "为已作废的抽取补抽人员：{selection}", "draws inspectors for a draw that is void: {selection}";
        DrawRepeated { repeated: Id } = "draw_repeated", "两份公告使用同一抽取编号：{repeated}", "two announcements have the same draw id: {repeated}";
        SupersedesStanding { announcement: Digest } = "supersedes_standing", "取代的公告此前没有作废，或不在日志中：{announcement}", "takes the place of an announcement that was not void, or is not in the log: {announcement}";
        VoidIncomplete { lack: VoidLack } = "void_incomplete", "作废而未公布全部内容：{lack}", "voided without publishing everything: {lack}";
        VoidAfterDisclosure { reason: Quoted } = "void_after_disclosure", "披露之后又作废：{reason}", "voided after it was disclosed: {reason}";
        VoidAfterValue { reason: Quoted, redraw: Redrawn } = "void_after_value", "公开值产生以后作废，理由{reason}：{redraw}", "a known result was thrown away, because: {reason}; {redraw}";
        NotRedrawn { reason: Option<Quoted> } = "not_redrawn", "作废之后没有重抽：{reason}", "voided and never drawn again: {reason}";
        SecretLost { whose: Secret, reason: Quoted } = "secret_lost", "作废且{whose}遗失，无法核实作废的结果：{reason}", "voided with {whose} lost: nobody can see what was thrown away: {reason}";
        RedrawDiffers { difference: RedrawDifference } = "redraw_differs", "重抽的计划或名录与作废的不同：{difference}", "the redraw differs from the void draw: {difference}";
        RedrawEarly { publisher: Quoted, issue: Quoted, closes: Timestamp } = "redraw_early", "重抽使用了作废之前截止或已用过的公开值来源：{publisher} {issue}，截止于 {closes}", "the redraw has a source that closed before the void, or that the void draw had: {publisher} {issue}, closes {closes}";
        SecretReused { other: DrawName, commitment: Digest } = "secret_reused", "两份公告的密值校验码相同：另见 {other}，{commitment}", "a commitment stands in two announcements: also in {other}, {commitment}";
        ValueDiffers { name: ValueName, used: Option<Quoted>, known: Quoted } = "value_differs", "公开值“{name}”与查得的不同：所用为 {used}，查得为 {known}", "public value {name} is not the one that was looked up: used {used}, looked up {known}";
        ValueKnownEarly { name: ValueName, known: Timestamp, before: KnownBefore } = "value_known_early", "公开值“{name}”于 {known} 已经可知，早于{before}", "public value {name} was known too early, at {known}, before {before}";
        PoolTouched { change: PoolTouch } = "pool_touched", "两次抽取之间的变动影响了已抽中对象的可选人员：{change}", "a change between two ceremonies touched the pool of a drawn target: {change}";
        NotReported { target: TargetId } = "not_reported", "抽中而未报告结果：{target}", "drawn and never reported: {target}";
        OtherTeam { target: TargetId, went: Every<InspectorId>, drawn: Every<InspectorId> } = "other_team", "检查 {target} 的人员与抽取的不同：实际 {went}；抽取 {drawn}", "{target} was visited by others than those who had been drawn: went {went}; drawn {drawn}";
        VisitedEarly { target: TargetId, by: Date, completed: Date } = "visited_early", "更换时称 {target} 在 {by} 前已完成检查，而检查完成于 {completed}", "{target} was said to be visited by {by} when it was amended, and was visited later: {completed}";
        StruckAfterVisit { target: TargetId, completed: Date, struck: Date } = "struck_after_visit", "{target} 于 {completed} 完成检查之后又作更换：{struck}", "{target} was struck after its visit of {completed} was completed: {struck}";
        SmallPool { seats: Every<DealtPool> } = "small_pool", "抽取人员时可选人员过少，不足以保证随机性：{seats}", "hardly anybody to choose from when inspectors were drawn: {seats}";
        OverCap { target: TargetId, drawn: u64, cap: u32 } = "over_cap", "{target} 抽中 {drawn} 次，超过年度检查次数上限 {cap}", "{target} stands in {drawn} draws, over the yearly cap of {cap}";
        StruckTwice { target: TargetId, before: DrawName } = "struck_twice", "两次抽中、两次更换：{target}（此前为 {before}）", "struck in two draws: {target} (before that in {before})";
        StruckNotCarried { target: TargetId, before: DrawName } = "struck_not_carried", "更换后未在以后的抽取中结转，也未豁免：{target}（在 {before} 中更换）", "struck, and a later draw neither brings it back nor exempts it: {target} (struck in {before})";
        StruckActive { target: TargetId, before: DrawName } = "struck_active", "更换后又在以后的抽取中列为可以检查的对象：{target}（在 {before} 中更换）", "struck, and there to be visited in a later draw: {target} (struck in {before})";
        EarlierUnknown { head: Digest } = "earlier_unknown", "引用的以往抽取不在日志中：{head}", "names an earlier draw that is not in the log: {head}";
        EarlierOmitted { omitted: Omitted } = "earlier_omitted", "应当引用的以往抽取没有引用：{omitted}", "an earlier draw that the plan's rules look at is not used: {omitted}";
        CountUnexplained { counts: Every<Count> } = "count_unexplained", "年度检查次数超过日志所示，因而不再抽取：{counts}", "taken out of the pool by a count of inspections that the log does not explain: {counts}";
        EarlierMisused { misuse: Misuse } = "earlier_misused", "以往抽取的引用与名录不符：{misuse}", "the roster does not follow from the earlier draws: {misuse}";
        EvidenceUnknown { what: Unknown } = "evidence_unknown", "所提供的公开值、检查或者日志校验信息不属于该日志：{what}", "a value, visit or checkpoint in evidence does not belong to this log: {what}";
        ProofUnusable { file: Quoted, fault: ProofFault } = "proof_unusable", "证明文件不成立：{file}：{fault}", "a proof proves nothing: {file}: {fault}";
        ProofContradicted { file: Quoted, record: Quoted } = "proof_contradicted", "披露文件与当事人所持证明相矛盾：{file}：{record}", "the disclosure contradicts a proof in somebody's hands: {file}: {record}";
    }
}

sayings! {
    /// How a log and a checkpoint contradict each other.
    pub enum Rewritten {
        Root { found: Digest, kept: Digest } = "root", "前几行的校验值为 {found}，日志校验信息为 {kept}", "the root is {found}, the checkpoint's {kept}";
        Cut { lines: u64 } = "cut", "日志只有 {lines} 行", "the log has {lines} lines only";
    }
}

sayings! {
    /// What is wrong with the date of an amendment.
    pub enum Misdated {
        Logged { date: Date, logged: Timestamp } = "logged", "日期为 {date}，登记于 {logged}，两者不符", "is of {date} and was logged at {logged}, which do not go together";
        AfterVisits { date: Date, to: Date } = "after_visits", "日期为 {date}，检查已于 {to} 结束", "is of {date}, when the visits had ended, on {to}";
    }
}

sayings! {
    /// In what a line differs from its document.
    pub enum LineDifference {
        Bound { page: Digest } = "bound", "公示的文件 {page} 来自另一次抽取", "the page {page} came from another draw";
        Kind { document: Digest } = "kind", "所指文件 {document} 不是这一类", "the document that it names, {document}, is of another kind";
        Announcement { found: Digest } = "announcement", "文件属于公告 {found}", "the document is about the announcement {found}";
        Number { found: u64 } = "number", "公告编号为 {found}", "the announcement's number is {found}";
        Reason { found: Quoted } = "reason", "文件所写理由为 {found}", "the document's reason is {found}";
        Time { found: Timestamp } = "at", "文件所写时间为 {found}", "the document's time is {found}";
    }
}

coded! {
    /// A time of a plan.
    pub enum Term {
        Period = "period", "检查周期开始", "the start of the period";
        Closes = "closes", "首个公开值截止", "the close of the first value";
        PeriodEnd = "period_end", "检查周期结束", "the end of the period";
        Visits = "visits", "检查结束", "the end of the visits";
        DiscloseBy = "disclose_by", "披露期限", "the date of disclosure";
        SealBy = "seal_by", "封存期限", "the date of the seal";
    }
}
coded_serde!(Term);

sayings! {
    /// What a void fails to say or show.
    pub enum VoidLack {
        Contents = "contents", "内容须为披露文件、未抽取的内容、密值遗失三者之一", "it must show a disclosure or an undrawn, or say that the secret is lost, and one of these alone";
        Sealed { seal: Digest } = "sealed", "结果已经封存（{seal}），须公布全部结果", "the result is sealed ({seal}), so nothing but the whole of it ends the draw";
        Missing = "missing", "所称未公布的公开值与计划不符", "the values that it calls missing are not those of the plan, in its order";
        MissingEarly { at: Timestamp, closes: Timestamp } = "missing_early", "作废于 {at}，所称未公布的公开值 {closes} 才截止", "voided at {at}, when a value that it calls missing had not closed: {closes}";
        MissingAuthorities = "missing_authorities", "所称没有交出密值的单位与计划不符", "the authorities whose secrets it calls missing are not partners of the plan, in its order";
        Known { logged: Timestamp, closes: Timestamp } = "known", "登记于 {logged}，首个公开值已于 {closes} 截止", "logged at {logged}, when the first value had closed: {closes}";
        NotThere { document: Digest } = "not_there", "缺少文件 {document}", "the document {document} is not there";
        OtherDisclosure { disclosure: Digest } = "other_disclosure", "披露文件 {disclosure} 不成立，或不属于这次抽取", "the disclosure {disclosure} does not recompute, or is of another draw";
        OtherUndrawn { undrawn: Digest } = "other_undrawn", "未抽取的内容 {undrawn} 不属于这次抽取，或缺少密值", "the undrawn {undrawn} is of another draw, or lacks other secrets";
        Unsound { check: Check } = "unsound", "{check}", "{check}";
    }
}

sayings! {
    /// What a redraw drew otherwise than the result that was thrown away.
    pub enum Redrawn {
        NotShown = "not_shown", "重抽结果尚未披露", "what the redraw drew is not disclosed yet";
        Drew { gone: Every<Drew>, come: Every<Drew> } = "drew", "弃去 {gone}；换入 {come}", "gone {gone}; come instead {come}";
    }
}

/// Whom a ceremony drew: a target; or in a staffing ceremony, an inspector for a target.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[non_exhaustive]
pub struct Drew {
    /// The target.
    pub target: TargetId,
    /// The inspector.
    pub inspector: Option<InspectorId>,
}

impl crate::say::Say for Drew {
    fn say(&self, _: crate::say::Language, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.target)?;
        self.inspector.as_ref().map_or(Ok(()), |inspector| write!(f, "/{inspector}"))
    }
}

sayings! {
    /// Whose secret is lost.
    pub enum Secret {
        Own = "own", "密值", "the secret";
        Partner { name: Quoted } = "partner", "其他单位（{name}）的密值", "the secret of {name}";
    }
}

coded! {
    /// A part of a plan in which a redraw must not differ.
    pub enum PlanPart {
        Added = "added", "增补", "what was added";
        Amendments = "amendments", "递补与更换规则", "amendment rules";
        Attributes = "attributes", "公开的属性", "attributes";
        Authorities = "authorities", "检查机关", "authorities";
        Calendar = "calendar", "工作日历", "calendar";
        Category = "category", "检查类型", "category";
        Ceremony = "ceremony", "抽取方式", "kind of ceremony";
        ChangedRules = "changed_rules", "变更的规则", "changed rules";
        Classes = "classes", "类别", "classes";
        DistrictRule = "district_rule", "异地规则", "district rule";
        FewOfficersReason = "few_officers_reason", "执法人员较少的理由", "reason for few officers";
        FewOutcomesReason = "few_outcomes_reason", "可能结果较少的理由", "reason for few outcomes";
        Hash = "hash", "杂凑算法", "hash";
        Items = "items", "抽查事项", "items";
        LeftOut = "left_out", "未纳入", "what was left out";
        MinPool = "min_pool", "最小可选人数", "smallest pool";
        Overrides = "overrides", "个别调整", "overrides";
        Period = "period", "检查周期", "period";
        Registers = "registers", "登记册", "registers";
        Rotation = "rotation", "人员轮换", "rotation";
        Strata = "strata", "分组", "strata";
        TaskSheet = "task_sheet", "任务单的列", "columns of the task sheet";
        Teams = "teams", "检查组", "teams";
        Tickets = "tickets", "签数", "tickets";
        Workload = "workload", "工作量规则", "workload";
        YearlyCap = "yearly_cap", "年度检查次数上限", "yearly cap";
    }
}
coded_serde!(PlanPart);

sayings! {
    /// In what a redraw differs from the void draw.
    pub enum RedrawDifference {
        Plan { part: PlanPart } = "plan", "计划的{part}", "the plan's {part}";
        Targets { ids: Every<TargetId> } = "targets", "检查对象 {ids}", "targets {ids}";
        Inspectors { ids: Every<InspectorId> } = "inspectors", "检查人员 {ids}", "inspectors {ids}";
        Recusals { pairs: Every<RecusalPair> } = "recusals", "回避 {pairs}", "recusals {pairs}";
        Identities { targets: Every<TargetId>, inspectors: Every<InspectorId> } = "identities", "编号相同而身份不同：检查对象 {targets}；检查人员 {inspectors}", "other identities under the same ids: targets {targets}; inspectors {inspectors}";
        Certificates { ids: Every<InspectorId> } = "certificates", "检查期内证件是否有效不同的检查人员 {ids}", "inspectors whose certificates are valid for the visits of one of them alone: {ids}";
    }
}

phrases! {
    /// An inspector who is recused from a target.
    #[derive(PartialOrd, Ord)]
    pub struct RecusalPair { inspector: InspectorId, target: TargetId } = "{inspector} / {target}", "{inspector} / {target}";
    /// A seat that was dealt, with how many inspectors could take it.
    pub struct DealtPool { target: TargetId, seat: u32, pool: u32 } = "{target} 第 {seat} 席，可选 {pool} 人", "{target} seat {seat}: {pool}";
    /// A count of a target's inspections, as a roster gives it and by the draws of the log.
    pub struct Count { target: TargetId, given: u64, logged: u64 } = "{target}（名录 {given} 次，日志 {logged} 次）", "{target} (roster {given}, log {logged})";
    /// Somebody in two pools, with how many visits they may make by each.
    pub struct OtherMost { inspector: InspectorId, was: u32, now: u32 } = "{inspector}（{was} → {now} 次）", "{inspector} ({was} → {now} visits)";
}

sayings! {
    /// What a value that was known early had to come after.
    pub enum KnownBefore {
        Announced { at: Timestamp } = "announced", "公告的登记（{at}）", "the announcement was logged ({at})";
        Closes { at: Timestamp } = "closes", "公告的截止时间（{at}）", "the announced close ({at})";
        Voided { at: Timestamp } = "voided", "作废的登记（{at}）", "the void was logged ({at})";
    }
}

sayings! {
    /// What a staffing ceremony changed for the open seats of the ceremony before.
    pub enum PoolTouch {
        Seat { target: TargetId, seat: u64, was: u64, now: u64, gone: Every<InspectorId>, come: Every<InspectorId>, otherwise: Every<OtherMost> } = "seat", "{target} 第 {seat} 席，可选 {was} → {now} 人；移出 {gone}；新增 {come}；次数变更 {otherwise}", "{target} seat {seat}, pool {was} → {now}; gone {gone}; come {come}; other numbers of visits {otherwise}";
        Identities { inspectors: Every<InspectorId> } = "identities", "编号相同而身份不同的检查人员 {inspectors}", "inspectors of other identities under the same ids: {inspectors}";
        Workload = "workload", "工作量规则", "the workload rule";
    }
}

sayings! {
    /// An earlier draw that a plan had to use.
    pub enum Omitted {
        Rotation { draw: DrawName } = "rotation", "人员轮换须引用 {draw}", "rotation looks at {draw}";
        Count { counts: Every<Count> } = "count", "年度检查次数少于日志所示：{counts}", "counts of inspections are under those of the log: {counts}";
        LeaveOut { draw: DrawName } = "leave_out", "已抽中的不再抽取，须引用 {draw}", "leaving out who was drawn looks at {draw}";
    }
}

coded! {
    /// What a roster says of a target by earlier draws.
    pub enum Mark {
        Carried = "carried", "结转", "carried over";
        DrawnBefore = "drawn_before", "以前抽中", "drawn before";
        Inspected = "inspected", "检查次数", "count of inspections";
        LastTeam = "last_team", "上次检查人员", "last team";
    }
}
coded_serde!(Mark);

sayings! {
    /// How a plan or its roster does not follow from earlier draws.
    pub enum Misuse {
        Ended { head: Digest } = "ended", "引用的抽取已经作废：{head}", "the draw was void: {head}";
        OldHead { head: Digest } = "old_head", "引用的抽取此后又有递补与更换：{head}", "the draw has a later head than {head}";
        TwoHeads { head: Digest } = "two_heads", "同一次抽取以两个摘要引用，其一为 {head}", "one draw is named by two heads, one of them {head}";
        Use { use_for: EarlierUse, head: Digest } = "use", "不能用于{use_for}：{head}", "cannot be used for {use_for}: {head}";
        Marks { mark: Mark, targets: Every<TargetId> } = "marks", "{mark}：{targets}", "{mark}: {targets}";
        LeftOut { targets: Every<TargetId> } = "left_out", "应结转而不在名录中的，与计划所列未纳入的不同：{targets}", "those that are to be carried over and are not in the roster are not those listed as left out: {targets}";
    }
}

sayings! {
    /// What in the evidence does not belong to the log.
    pub enum Unknown {
        Visit { target: TargetId } = "visit", "检查对象 {target} 的检查", "a visit of {target}";
        Value { name: ValueName } = "value", "公开值“{name}”", "public value {name}";
        Checkpoint { origin: Quoted, size: u64 } = "checkpoint", "日志 {origin} 的校验信息（{size} 行）", "a checkpoint of the log {origin} ({size} lines)";
    }
}

sayings! {
    /// Why a proof is of no use.
    pub enum ProofFault {
        Missing { document: Digest } = "missing", "缺少其所依据的文件 {document}", "the document that it names is missing: {document}";
        Proves { error: ProofError } = "proves", "{error}", "{error}";
    }
}
