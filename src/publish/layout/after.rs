//! Words of what is published after the draw.

use super::words::{
    ALTERNATE, AUTHORITIES, CATEGORY, CLASS, COUNT, CREDIT_CODE, DISTRICT, DRAWN, ID, NAME, NO, PERIOD_FROM,
    PERIOD_TO, PUBLIC, RANK, REASON, REMARK, STRATUM, TABLE, TEAM, TITLE, VISITS_FROM, VISITS_TO, column,
    words,
};
use crate::outcome::{FollowUp, PenaltyKind, PenaltyStatus};
use crate::publish::cell::{Kind, Words, word_list};
use crate::publish::page::{Column, Layout, TableLayout};

/// 抽查情况.
pub(in crate::publish) const SITUATION: Layout = Layout {
    id: "situation",
    title: words("抽查情况公示", "Situation of a random inspection"),
    facts: &[
        TITLE,
        CATEGORY,
        AUTHORITIES,
        VISITS_FROM,
        VISITS_TO,
        column("pool", "抽取数/应抽数", "Drawn of those subject", Kind::Share),
        column("struck", "换下", "Struck", Kind::Count),
        column("open", "空缺席位", "Open seats", Kind::Count),
        column("ticket_key", "签号密钥", "Ticket key", Kind::Digest),
    ],
    tables: &[
        TableLayout {
            id: "drawn",
            caption: words("抽中对象", "Drawn targets"),
            columns: &[
                NO,
                STRATUM,
                RANK,
                ID,
                NAME,
                CREDIT_CODE,
                CLASS,
                DISTRICT,
                TEAM,
                column("alternate", "是否递补", "Came in", Kind::Word(&[DRAWN, ALTERNATE])),
            ],
            ..TABLE
        },
        TableLayout {
            id: "struck",
            caption: words("换下与递补", "Struck, and who came in"),
            columns: &[
                ID,
                NAME,
                column("date", "日期", "Date", Kind::Date),
                REASON,
                column("evidence", "凭证摘要", "Digest of the evidence", Kind::Digest),
                column("alternate", "递补对象", "Who came in", Kind::Code),
            ],
            empty: words("没有换下", "Nobody was struck"),
            ..TABLE
        },
        TableLayout {
            id: "coverage",
            caption: words("各类别覆盖", "Coverage by class"),
            columns: &[CLASS, column("covered", "抽取数/对象数", "Drawn of targets", Kind::Share)],
            bars: Some((0, 1)),
            ..TABLE
        },
        TableLayout {
            id: "exempt",
            caption: words("豁免", "Exemptions"),
            columns: &[REASON, COUNT],
            ..TABLE
        },
        TableLayout {
            id: "values",
            caption: words("所用公开值", "Public values used"),
            columns: &[
                column("name", "公开值", "Value", Kind::Code),
                column("publisher", "发布者", "Publisher", Kind::Text),
                column("issue", "期次", "Issue", Kind::Text),
                column("text", "内容", "Text", Kind::Code),
                column("fallback", "改用替代来源的理由", "Why a fallback was used", Kind::Text),
            ],
            ..TABLE
        },
    ],
    notes: &[words(
        "核对签号：把“{ticket_key}”、签的序号（1、2……）、半角冒号和对象编号连在一起，计算 SHA-256；同组之中签号小的先抽中。",
        "To check a ticket: join the ticket key {ticket_key}, the ticket's number (1, 2, ...), a colon and the target's id, and take the SHA-256; in a stratum the smallest tickets are drawn.",
    )],
    ..PUBLIC
};

const OUTCOME_TABLE: TableLayout = TableLayout {
    id: "outcomes",
    caption: words("检查结果", "Outcomes"),
    columns: &[
        NO,
        column("index", "名录位置", "Index", Kind::Count),
        ID,
        NAME,
        CREDIT_CODE,
        TEAM,
        column("drawn_team", "抽取的人员（与实际不同的）", "Team drawn, if others went", Kind::Codes),
        column("completed", "检查完成日期", "Completed", Kind::Date),
        column("result_code", "检查结果代码", "Result code", Kind::Code),
        column("result", "检查结果", "Result", Kind::Both),
        column("findings", "发现的问题", "Findings", Kind::Text),
        FOLLOW_UP,
        column("penalties", "处罚决定书文号", "Penalty decisions", Kind::Codes),
        REMARK,
    ],
    ..TABLE
};
const NOT_INSPECTED_TABLE: TableLayout = TableLayout {
    id: "not_inspected",
    caption: words("未检查及原因", "Not inspected, and why"),
    columns: &[ID, NAME, REASON],
    ..TABLE
};
const FOLLOW_UP: Column = column("follow_up", "后续处置", "Follow-up", Kind::Word(word_list!(FollowUp)));
const STATUS: Column = column("status", "当前状态", "Status", Kind::Word(word_list!(PenaltyStatus)));
const SCHEME: Column = column("scheme", "检查结果代码表", "Scheme of results", Kind::Code);
const SCHEME_VERSION: Column = column("scheme_version", "代码表版本", "Version of the scheme", Kind::Code);
const OBJECTIONS: Words = words(
    "对结果有异议的，可以向检查机关提出；救济途径见各行政处罚决定书。",
    "Objections go to the authority; each penalty decision states its remedies.",
);

/// 查处结果 of one target, before the disclosure.
pub(in crate::publish) const VISIT: Layout = Layout {
    id: "visit",
    title: words("抽查结果公示（单个对象）", "Outcome of a random inspection (one target)"),
    facts: &[
        TITLE,
        AUTHORITIES,
        SCHEME,
        SCHEME_VERSION,
        column("proof", "证明文件摘要", "Digest of the proof", Kind::Digest),
    ],
    tables: &[OUTCOME_TABLE, NOT_INSPECTED_TABLE],
    notes: &[
        words(
            "名录位置为该对象在结果树中的位置。凭证明文件、公告和封存文件，任何人都能核对该对象在封存时已经抽中；整次抽取在披露之后重算。",
            "The index is the target's place in the result tree. With the proof, the announcement and the seal anybody can check that the target had been drawn when the draw was sealed; the whole draw can be recomputed after the disclosure.",
        ),
        OBJECTIONS,
    ],
    ..PUBLIC
};

/// 查处结果.
pub(in crate::publish) const OUTCOMES: Layout = Layout {
    id: "outcomes",
    title: words("抽查结果公示", "Outcomes of a random inspection"),
    facts: &[
        TITLE,
        AUTHORITIES,
        SCHEME,
        SCHEME_VERSION,
        column("reported", "已报告/抽中", "Reported of drawn", Kind::Share),
        column("problems", "发现问题/已检查", "Problems of inspected", Kind::Share),
        column("on_request", "依申请公开", "On request", Kind::Count),
        column("withheld", "不予公开", "Withheld", Kind::Count),
    ],
    tables: &[
        OUTCOME_TABLE,
        NOT_INSPECTED_TABLE,
        TableLayout {
            id: "pending",
            caption: words("尚未报告", "Not reported yet"),
            columns: &[ID, NAME],
            empty: words("全部已经报告", "All are reported"),
            ..TABLE
        },
    ],
    notes: &[
        words(
            "依申请公开和不予公开的记录不列入上表，但计入总数。",
            "Records that are shown on request or withheld are not listed, but counted.",
        ),
        OBJECTIONS,
    ],
    ..PUBLIC
};

/// 行政处罚公示.
pub(in crate::publish) const PENALTIES: Layout = Layout {
    id: "penalties",
    title: words("行政处罚公示", "Publicity of administrative penalties"),
    facts: &[
        column("shown", "公示数", "Shown", Kind::Count),
        column("not_shown", "依法不公示数", "Not shown by law", Kind::Count),
        column("ended", "公示期满数", "Publication ended", Kind::Count),
    ],
    tables: &[
        TableLayout {
            id: "penalties",
            caption: words("行政处罚决定", "Penalty decisions"),
            columns: &[
                NO,
                column("name", "行政相对人名称", "Party", Kind::Text),
                CREDIT_CODE,
                column("legal_representative", "法定代表人", "Legal representative", Kind::Text),
                column("number", "决定书文号", "Decision", Kind::Code),
                column("facts", "违法事实", "Facts", Kind::Text),
                column("evidence", "证据", "Evidence", Kind::Text),
                column("basis", "处罚依据", "Basis", Kind::Text),
                column("kinds", "处罚类别", "Kinds", Kind::Words(word_list!(PenaltyKind))),
                column("content", "处罚内容", "Content", Kind::Text),
                column("fine", "罚款金额", "Fine", Kind::Fen),
                column("performance", "履行方式和期限", "Performance", Kind::Text),
                column("remedies", "救济途径", "Remedies", Kind::Text),
                column("decided", "决定日期", "Decided", Kind::Date),
                column("published_until", "公示截止期", "Published until", Kind::Date),
                column("authority", "处罚机关", "Authority", Kind::Text),
                STATUS,
            ],
            ..TABLE
        },
        TableLayout {
            id: "withdrawn",
            caption: words("撤回公示的决定及说明", "Decisions whose publication is withdrawn, and why"),
            columns: &[
                column("number", "决定书文号", "Decision", Kind::Code),
                column("authority", "处罚机关", "Authority", Kind::Text),
                column("decided", "决定日期", "Decided", Kind::Date),
                STATUS,
                column("changed_on", "变更日期", "Since", Kind::Date),
                column("explanation", "说明", "Explanation", Kind::Text),
            ],
            ..TABLE
        },
    ],
    notes: &[],
    ..PUBLIC
};

/// Figures of a group of targets.
const FIGURES: [Column; 4] = [
    column("targets", "检查对象数", "Targets", Kind::Count),
    column("drawn", "抽中过/对象数", "Drawn of targets", Kind::Share),
    column("inspected", "检查次数", "Inspections", Kind::Count),
    column("problems", "发现问题/检查次数", "Problems of inspections", Kind::Share),
];

/// 抽查统计.
pub(in crate::publish) const STATISTICS: Layout = Layout {
    id: "statistics",
    title: words("抽查统计", "Statistics of random inspections"),
    facts: &[
        AUTHORITIES,
        PERIOD_FROM,
        PERIOD_TO,
        column("draws", "抽取次数", "Draws", Kind::Count),
        column("covered", "抽中过/名录对象数", "Drawn of all targets", Kind::Share),
        column("reported", "已报告/抽中", "Reported of drawn", Kind::Share),
        column("problems", "发现问题/检查次数", "Problems of inspections", Kind::Share),
        column("not_listed", "依申请公开和不予公开的", "On request or withheld", Kind::Count),
    ],
    tables: &[
        TableLayout {
            id: "draws",
            caption: words("各期", "By draw"),
            columns: &[
                column("draw", "抽取编号", "Draw", Kind::Code),
                TITLE,
                PERIOD_FROM,
                PERIOD_TO,
                column("drawn", "抽中/应抽", "Drawn of those subject", Kind::Share),
                column("struck", "换下", "Struck", Kind::Count),
                column("reported", "已报告/抽中", "Reported of drawn", Kind::Share),
                column("problems", "发现问题/检查次数", "Problems of inspections", Kind::Share),
            ],
            ..TABLE
        },
        TableLayout {
            id: "quarters",
            caption: words("检查按完成的季度", "Inspections by the quarter of their completion"),
            columns: &[
                column("quarter", "季度", "Quarter", Kind::Code),
                column("inspected", "检查次数", "Inspections", Kind::Count),
                column("problems", "发现问题/检查次数", "Problems of inspections", Kind::Share),
            ],
            bars: Some((0, 1)),
            ..TABLE
        },
        TableLayout {
            id: "classes",
            caption: words("按类别", "By class"),
            columns: &[CLASS, FIGURES[0], FIGURES[1], FIGURES[2], FIGURES[3]],
            bars: Some((0, 2)),
            ..TABLE
        },
        TableLayout {
            id: "districts",
            caption: words("按行政区划", "By district"),
            columns: &[DISTRICT, FIGURES[0], FIGURES[1], FIGURES[2], FIGURES[3]],
            bars: Some((0, 2)),
            ..TABLE
        },
        TableLayout {
            id: "results",
            caption: words("检查结果", "Results"),
            columns: &[
                SCHEME,
                column("result_code", "检查结果代码", "Result code", Kind::Code),
                column("result", "检查结果", "Result", Kind::Both),
                COUNT,
            ],
            bars: Some((2, 3)),
            ..TABLE
        },
        TableLayout {
            id: "follow_up",
            caption: words("后续处置", "Follow-up"),
            columns: &[FOLLOW_UP, COUNT],
            bars: Some((0, 1)),
            ..TABLE
        },
        TableLayout {
            id: "departments",
            caption: words("工作量按部门", "Workload by department"),
            columns: &[
                column("department", "部门", "Department", Kind::Text),
                column("inspectors", "检查人员数", "Inspectors", Kind::Count),
                column("visits", "检查任务数", "Visits", Kind::Count),
                column("most", "一人最多", "Most of one", Kind::Count),
            ],
            ..TABLE
        },
        TableLayout {
            id: "workload",
            caption: words("工作量分布", "How the workload is spread"),
            columns: &[
                column("visits", "每人检查任务数", "Visits of one", Kind::Count),
                column("inspectors", "检查人员数", "Inspectors", Kind::Count),
            ],
            bars: Some((0, 1)),
            ..TABLE
        },
    ],
    notes: &[words(
        "检查次数为有结果且到场的检查；同一对象抽中多次的，覆盖率中只计一次。不列入公示的记录计入本表。",
        "An inspection is a visit that met its target and has a result. A target that was drawn several times counts once in the coverage. Records that are not shown are counted.",
    )],
    ..PUBLIC
};
