//! What an audit found.

use crate::basics::hash::Digest;
use crate::basics::text::visible;
use crate::commit::canonical::FormError;
use crate::proof::ProofError;
use crate::publish::{Cell, Column};
use crate::record::line::LogProblem;
use crate::say::{Language, Say, coded, fill};
use crate::verify::Check;

coded! {
    /// What is wrong with a public record (PROTOCOL.md §19.1).
    pub enum AuditCode {
        LogLine = "log_line", "公开日志的行自相矛盾：{found}", "a line of the log contradicts the rules of the log: {found}";
        Checkpoint = "checkpoint", "公开日志与所持检查点不符，已被改写或删减：{found}", "the log does not continue a checkpoint that was kept; it was rewritten or cut: {found}";
        LineMisdated = "line_misdated", "日志行的时间与所持检查点的时间不符：{found}", "a line's time does not fit a checkpoint that was seen: {found}";
        DocumentMissing = "document_missing", "缺少日志所指的文件：{subject} {found}", "a document that the record names is missing: {subject} {found}";
        DocumentUnlogged = "document_unlogged", "文件未在公开日志登记（任何人都可能放入，请核实其来源）：{found}", "a document is not in the log (anybody could have put it there: look where it came from): {found}";
        PageMissing = "page_missing", "已登记公示的文件不见了：{subject}", "a published document is missing: {subject}";
        PageUnlogged = "page_unlogged", "公示文件夹中有未经登记公示的文件：{subject}", "a page that was not published by the log: {subject}";
        PageReplaced = "page_replaced", "未撤回旧版本、未说明理由即公示新版本：{subject}", "a page was replaced by a newer version without a reason: {subject}";
        PageDiffers = "page_differs", "公示的页面或表格与其数据（JSON）不符（被改动，或由另一版本的程序写出）：{subject}", "a page or table is not what its JSON gives (it was changed, or another version of the program wrote it): {subject}";
        DocumentUnreadable = "document_unreadable", "文件无法读取：{subject}：{found}", "a file is none of the documents: {subject}: {found}";
        LineDiffers = "line_differs", "日志行与其所指文件不符：{subject}：{found}", "a line differs from its document: {subject}: {found}";
        OtherAuthority = "other_authority", "公告的牵头单位与日志不同：{found}", "an announcement is another authority's: {found}";
        AnnouncedLate = "announced_late", "公告登记时首个公开值已经截止：{found}", "the announcement was logged when its first value had closed: {found}";
        DeadlineFar = "deadline_far", "公告的时限形同虚设：{subject}：{found}", "an announced time is so far away that it is none: {subject}: {found}";
        NotSealed = "not_sealed", "逾期未封存：{found}", "not sealed in time: {found}";
        SealedLate = "sealed_late", "封存逾期：{found}", "sealed late: {found}";
        SealedEarly = "sealed_early", "封存早于所用公开值的截止：{found}", "sealed before a value that it used had closed: {found}";
        NotDisclosed = "not_disclosed", "逾期未披露：{found}", "not disclosed in time: {found}";
        DisclosedLate = "disclosed_late", "披露逾期：{found}", "disclosed late: {found}";
        Contradicted = "contradicted", "披露文件经重算不符：{subject}：{found}", "a disclosure is contradicted: {subject}: {found}";
        OtherSeal = "other_seal", "披露的封存文件与日志登记的不同：{found}", "the disclosure's seal is not the one logged: {found}";
        OtherAmendments = "other_amendments", "披露的递补与更换与日志登记的不同：{found}", "the disclosure's amendments are not those logged: {found}";
        AmendmentMisdated = "amendment_misdated", "递补与更换的日期与登记日不符：{subject}：{found}", "an amendment's date does not fit the day on which it was logged: {subject}: {found}";
        AmendmentUnopened = "amendment_unopened", "已登记的递补与更换没有任何披露文件载明：{found}", "an amendment that was logged is in no disclosure: {found}";
        OpenSeats = "open_seats", "检查期已过，抽中对象仍有席位无人检查，且并非人员不足所致：{found}", "the visits are over and seats of drawn targets are still open, and no shortage explains it: {found}";
        SlotOverlap = "slot_overlap", "与另一份公告时段、类别、事项重叠且互不取代：{found}", "overlaps the slot of another announcement, and neither supersedes the other: {found}";
        ContinuesVoid = "continues_void", "为已作废的抽取补抽人员：{found}", "draws inspectors for a draw that is void: {found}";
        DrawRepeated = "draw_repeated", "两份公告使用同一抽取编号：{subject}", "two announcements have the same draw id: {subject}";
        SupersedesStanding = "supersedes_standing", "取代的公告此前没有作废，或不在日志中：{found}", "takes the place of an announcement that was not void, or is not in the log: {found}";
        VoidIncomplete = "void_incomplete", "作废而未公布全部内容：{found}", "voided without publishing everything: {found}";
        VoidAfterDisclosure = "void_after_disclosure", "披露之后又作废：{found}", "voided after it was disclosed: {found}";
        VoidAfterValue = "void_after_value", "得知结果之后作废，弃去的与重抽得到的不同之处（-弃去，+换入）：{found}", "a known result was thrown away; what the redraw drew otherwise (- gone, + come instead): {found}";
        NotRedrawn = "not_redrawn", "作废之后没有重抽：{found}", "voided and never drawn again: {found}";
        SecretLost = "secret_lost", "作废且密值遗失，无从得知作废的是什么结果：{subject} {found}", "voided with a secret lost: nobody can see what was thrown away: {subject} {found}";
        RedrawDiffers = "redraw_differs", "重抽的计划或名录与作废的不同：{subject}：{found}", "the redraw differs from the void draw: {subject}: {found}";
        RedrawEarly = "redraw_early", "重抽使用了作废之前截止或已用过的公开值来源：{found}", "the redraw has a source that closed before the void, or that the void draw had: {found}";
        SecretReused = "secret_reused", "两份公告有相同的承诺值：{found}", "a commitment stands in two announcements: {found}";
        ValueDiffers = "value_differs", "公开值与查得的不同：{subject}：{found}", "a public value is not the one that was looked up: {subject}: {found}";
        ValueKnownEarly = "value_known_early", "公开值早于公告、截止时间或作废之前已经可知：{subject}：{found}", "a public value was known too early, before what it had to come after: {subject}: {found}";
        PoolTouched = "pool_touched", "两次抽取之间的变动影响了已抽中对象的可选人员：{subject}：{found}", "a change between two ceremonies touched the pool of a drawn target: {subject}: {found}";
        NotReported = "not_reported", "抽中而未报告结果：{subject}", "drawn and never reported: {subject}";
        OtherTeam = "other_team", "实际检查人员与抽取的不同：{subject}：{found}", "visited by others than those who had been drawn: {subject}: {found}";
        VisitedEarly = "visited_early", "更换时称已完成检查，而检查在其后完成：{subject}：{found}", "said to be visited when it was amended, and visited later: {subject}: {found}";
        StruckAfterVisit = "struck_after_visit", "检查完成之后又作更换：{subject}：{found}", "struck after the visit was completed: {subject}: {found}";
        SmallPool = "small_pool", "抽取人员时可选的人过少，称不上随机：{found}", "hardly anybody to choose from when inspectors were drawn: {found}";
        OverCap = "over_cap", "超过年度检查次数上限：{subject}：{found}", "over the yearly cap: {subject}: {found}";
        StruckTwice = "struck_twice", "两次抽中两次换下：{subject}", "struck in two draws: {subject}";
        StruckNotCarried = "struck_not_carried", "换下后以后的抽取没有把它结转抽取，也未豁免：{subject}", "struck, and a later draw neither brings it back nor exempts it: {subject}";
        StruckActive = "struck_active", "换下后又在以后的抽取中可受检查：{subject}：{found}", "struck, and there to be visited in a later draw: {subject}: {found}";
        EarlierUnknown = "earlier_unknown", "引用的以往抽取不在日志中：{found}", "names an earlier draw that is not in the log: {found}";
        EarlierOmitted = "earlier_omitted", "应当引用的以往抽取没有引用：{subject}：{found}", "an earlier draw that the plan's rules look at is not used: {subject}: {found}";
        CountUnexplained = "count_unexplained", "年度检查次数超过日志所示，因而不再抽取：{subject}：{found}", "taken out of the pool by a count of inspections that the log does not explain: {subject}: {found}";
        EarlierMisused = "earlier_misused", "以往抽取的引用与名录不符：{subject}：{found}", "the roster does not follow from the earlier draws: {subject}: {found}";
        EvidenceUnknown = "evidence_unknown", "所提供的公开值、检查或检查点不属于这份日志：{subject}", "a value, visit or checkpoint in evidence does not belong to this log: {subject}";
        ProofUnusable = "proof_unusable", "证明文件不成立：{subject}：{found}", "a proof proves nothing: {subject}: {found}";
        ProofContradicted = "proof_contradicted", "披露文件与当事人所持证明相矛盾：{subject}：{found}", "the disclosure contradicts a proof in somebody's hands: {subject}: {found}";
    }
}

coded! {
    /// What changed between two periods.
    pub enum ChangeCode {
        TargetAdded = "target_added", "新增检查对象", "targets added";
        TargetRemoved = "target_removed", "移出检查对象", "targets removed";
        TargetRenumbered = "target_renumbered", "编号改变的检查对象（统一社会信用代码相同；次数、上次检查人员和以往抽取均按编号计）", "targets under another id (of the same credit code; counts, last teams and earlier draws go by ids)";
        TargetChanged = "target_changed", "检查对象信息变更", "targets changed";
        InspectorAdded = "inspector_added", "新增检查人员", "inspectors added";
        InspectorRemoved = "inspector_removed", "移出检查人员", "inspectors removed";
        InspectorChanged = "inspector_changed", "检查人员信息变更", "inspectors changed";
        RecusalAdded = "recusal_added", "新增回避", "recusals added";
        RecusalRemoved = "recusal_removed", "撤销回避", "recusals removed";
        ExemptAdded = "exempt_added", "新增豁免", "exemptions added";
        ExemptRemoved = "exempt_removed", "取消豁免", "exemptions removed";
        ExemptChanged = "exempt_changed", "豁免理由变更", "reasons of exemptions changed";
        OverrideAdded = "override_added", "新增个别调整", "overrides added";
        OverrideRemoved = "override_removed", "取消个别调整", "overrides removed";
        OverrideChanged = "override_changed", "个别调整变更", "overrides changed";
        VoidOut = "void_out", "作废的抽取按公开值本会抽中、重抽未抽中", "what a void draw would have drawn and its redraw did not";
        VoidIn = "void_in", "作废的抽取按公开值不会抽中、重抽抽中", "what a redraw drew and the void draw would not have";
        StruckDrawn = "struck_drawn", "换下后结转抽中（是否属实，看其检查结果）", "struck before, carried over and drawn (their results tell whether the strike was true)";
        StruckFoundActive = "struck_found_active", "换下后结转抽中、上门时在经营（当初的换下理由是否属实，或系恢复经营）", "struck before, carried over, and found in business (whether the strike was true, or it opened again)";
        StruckNamesake = "struck_namesake", "与换下的对象同名、编号不同（无统一社会信用代码可比，请核实是否同一主体）", "targets with the name of one that was struck, under another id (no credit codes tell; see whether they are the same)";
        FallbackUsed = "fallback_used", "采用了替代来源的公开值", "values for which a fallback was used";
        TeamCertain = "team_certain", "可选人员恰够一组、人选其实已定的对象", "targets whose team was certain, since no more could take its seats";
        CappedElsewhere = "capped_elsewhere", "因年度检查次数不参加抽取、而次数并非来自本日志的抽取（请核实）", "kept out by a count of inspections that are not draws of this log (to be shown by the authority)";
        DrawnBeforeChanged = "drawn_before_changed", "以前抽中过的对象，其豁免、回避、个别调整或签数变更的影响（签数/可抽对象总签数，席位最小可选人数）", "what changed exemptions, recusals, overrides or tickets did to targets that were drawn before (tickets of those of the pool; smallest pool of a seat)";
        Pool = "pool", "可抽对象数", "pool of a stratum";
        SeatPool = "seat_pool", "抽中席位的最小可选人数", "smallest pool of a drawn seat";
        OutcomeChanged = "outcome_changed", "公示之后改动的检查结果", "outcomes that were changed after they had been published";
        PenaltyChanged = "penalty_changed", "公示之后改动的处罚决定", "penalty decisions that were changed after they had been published";
        VersionUnseen = "version_unseen", "已撤回、其数据没有给出的公示（改动了什么，无从比较）", "withdrawn publications whose data are not there, so that nobody can compare";
    }
}

coded! {
    /// What only the outside world can settle.
    pub enum Outside {
        AnnouncedFirst = "announced_first", "各公告是否确在公开值截止前公布（签字记录、注明日期的留存件、他人所持检查点）", "that each announcement was public before its first value closed: signed minutes, dated copies, checkpoints in other hands";
        SameLog = "same_log", "他人看到的是否同一份日志：请互相比对检查点", "that others see the same log: compare checkpoints";
        ValuesPublished = "values_published", "公开值是否与发布者公布的一致", "the public values at their publishers";
        ReasonsTrue = "reasons_true", "豁免、回避、个别调整、换下、作废的理由及凭证是否属实", "the reasons and evidence of exemptions, recusals, overrides, strikes and voids";
        RegistersTrue = "registers_true", "名录是否完整真实", "that the rosters are complete and true";
        Reported = "reported", "抽中对象是否都有检查结果（未提供结果清单，未查）", "that every drawn target was reported: no reports were given";
        ReportsTrue = "reports_true", "所报告的检查结果是否属实", "that the reports are true";
        NotPublicYet = "not_public_yet", "尚未到期披露的抽取，其内容未查", "draws whose disclosure is not due yet";
        ProofsUnlogged = "proofs_unlogged", "有的证明所依据的公告或封存文件不在日志中：由何人出具，文件本身说不出（任何人都能编造），请持有人说明来源", "proofs whose announcement or seal is not in the log: who made them the files cannot tell, since anybody can; ask their holders where they come from";
        Witnesses = "witnesses", "见证人与执法单位有无串通", "that witnesses did not collude";
    }
}

/// What was found: data, or the words of the part that found it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Found {
    /// Ids, digests, numbers, times, or a reason as the authority gave it.
    Data(String),
    /// A check of a disclosure that failed.
    Check(Box<Check>),
    /// What is wrong with a file.
    Form(FormError),
    /// What is wrong with a line.
    Line(LogProblem),
    /// What is wrong with a proof.
    Proof(ProofError),
}

impl Found {
    /// As a text.
    pub fn message(&self, language: Language) -> String {
        match self {
            Self::Data(data) => data.clone(),
            Self::Check(check) => check.message(language),
            Self::Form(error) => error.message(language),
            Self::Line(problem) => problem.template(language).to_owned(),
            Self::Proof(error) => error.message(language),
        }
    }
}

/// A finding.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct AuditFinding {
    /// What is wrong.
    pub code: AuditCode,
    /// Id of the draw; empty where it is about none.
    pub draw: String,
    /// The lines of the log concerned, from 0.
    pub lines: Vec<u64>,
    /// About what.
    pub subject: String,
    /// The evidence: what was found.
    pub found: Found,
}

impl AuditFinding {
    /// The finding as a sentence.
    pub fn message(&self, language: Language) -> String {
        let found = self.found.message(language);
        let data = [("subject", self.subject.as_str()), ("found", found.as_str())];
        let what = visible(&fill(self.code.template(language), &data));
        let draw = if self.draw.is_empty() { String::new() } else { format!("[{}] ", self.draw) };
        let lines: Vec<String> = self.lines.iter().map(u64::to_string).collect();
        match (language, lines.is_empty()) {
            (_, true) => format!("{draw}{what}"),
            (Language::Zh, false) => format!("{draw}{what}（日志第 {} 行）", lines.join("、")),
            (Language::En, false) => format!("{draw}{what} (log line {})", lines.join(", ")),
        }
    }
}

/// What changed from one draw to the next, or what there is to know of one.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Change {
    /// What.
    pub code: ChangeCode,
    /// The draw before; empty where it is about one draw alone.
    pub from: String,
    /// The draw after.
    pub to: String,
    /// Ids, or the name of a stratum with its numbers.
    pub subjects: Vec<String>,
    /// Where versions of a published page differ: the rows, of which `subjects` has the keys.
    pub rows: Vec<RowChange>,
}

/// What two versions of a published page say otherwise of one target, or of one penalty decision.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RowChange {
    /// Id of the target, or number of the decision.
    pub key: String,
    /// What differs.
    pub fields: Vec<FieldChange>,
}

/// A field that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct FieldChange {
    /// The column.
    pub column: &'static Column,
    /// What stood there before; nothing where there was no such field.
    pub old: Cell<'static>,
    /// What stands there now; nothing where the row is gone.
    pub new: Cell<'static>,
}

impl FieldChange {
    /// The change as a phrase.
    pub fn message(&self, language: Language) -> String {
        let shown = |language| {
            let show = |cell: &Cell<'_>| match cell.plain(language) {
                text if text.is_empty() => "-".to_owned(),
                text => text.into_owned(),
            };
            (show(&self.old), show(&self.new))
        };
        let (mut old, mut new) = shown(language);
        if old == new {
            // Only the text in the other language differs.
            (old, new) = shown(if language == Language::Zh { Language::En } else { Language::Zh });
        }
        let column = self.column.words.get(language);
        match language {
            Language::Zh => format!("{column}：{old} → {new}"),
            Language::En => format!("{column}: {old} → {new}"),
        }
    }
}

impl RowChange {
    /// The change as a phrase.
    pub fn message(&self, language: Language) -> String {
        let fields: Vec<String> = self.fields.iter().map(|field| field.message(language)).collect();
        match language {
            Language::Zh => format!("{}（{}）", self.key, fields.join("；")),
            Language::En => format!("{} ({})", self.key, fields.join("; ")),
        }
    }
}

impl Change {
    /// A change that consists of ids or names.
    pub(super) fn of(code: ChangeCode, from: String, to: String, subjects: Vec<String>) -> Self {
        Self { code, from, to, subjects, rows: Vec::new() }
    }

    /// The change as a sentence.
    pub fn message(&self, language: Language) -> String {
        let what = self.code.template(language);
        let subjects = if self.rows.is_empty() {
            self.subjects.join(", ")
        } else {
            let rows: Vec<String> = self.rows.iter().map(|row| row.message(language)).collect();
            rows.join(if language == Language::Zh { "；" } else { "; " })
        };
        let subjects = visible(&subjects);
        let draws =
            if self.from.is_empty() { self.to.clone() } else { format!("{} → {}", self.from, self.to) };
        match language {
            Language::Zh => format!("[{draws}] {what}：{subjects}"),
            Language::En => format!("[{draws}] {what}: {subjects}"),
        }
    }
}

/// Coverage of a class in a year.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Coverage {
    /// The year.
    pub year: String,
    /// The class.
    pub class: String,
    /// Targets of the class in the roster of the year's latest disclosed draw.
    pub targets: u64,
    /// How many of them stand in a disclosed draw of the year.
    pub covered: u64,
}

/// What was checked, in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Checked {
    /// Lines of the log.
    pub lines: u64,
    /// Announcements that the log names.
    pub announcements: u64,
    /// Disclosures that were recomputed.
    pub disclosures: u64,
    /// Amendments that were recomputed in them.
    pub amendments: u64,
    /// Voids.
    pub voids: u64,
    /// Checkpoints.
    pub checkpoints: u64,
    /// Public values.
    pub values: u64,
    /// Proofs.
    pub proofs: u64,
    /// Published pages, by their JSON.
    pub pages: u64,
}

/// An audit's report.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct AuditReport {
    /// What is wrong; nothing in a clean record.
    pub findings: Vec<AuditFinding>,
    /// What changed between periods.
    pub changes: Vec<Change>,
    /// Coverage by year and class.
    pub coverage: Vec<Coverage>,
    /// What was checked.
    pub checked: Checked,
    /// What only the outside world can settle.
    pub outside: Vec<Outside>,
    /// The announcements of the log of which no document is there, by their running numbers: nothing is said of them.
    pub unseen: Vec<u64>,
    /// What the log says was published and stands, of announcements of which no publication was given: nothing is said of it.
    pub unseen_pages: Vec<Digest>,
    /// The proofs whose announcement or seal is not in the log, by the names of their files.
    pub unlogged_proofs: Vec<String>,
}

impl AuditReport {
    /// Whether nothing was found. What was not seen ([`AuditReport::unseen`]) is not judged.
    pub fn is_clean(&self) -> bool {
        self.findings.is_empty()
    }
}
