//! Every word that published documents consist of, but for what users gave: the layouts of all documents, and what all
//! of them say of the draw they came from.

use super::cell::{Kind, Word, Words};
use super::page::{Bound, Column, Layout, TableLayout};
use crate::basics::hash::Digest;
use crate::basics::language::Language;

const fn words(zh: &'static str, en: &'static str) -> Words {
    Words { zh, en }
}

const fn column(id: &'static str, zh: &'static str, en: &'static str, kind: Kind) -> Column {
    Column { id, words: words(zh, en), kind }
}

const fn word(code: &'static str, zh: &'static str, en: &'static str) -> Word {
    Word { code, words: words(zh, en) }
}

/// 定向 and 不定向.
pub(super) const DIRECTED: Word = word("directed", "定向", "directed");
pub(super) const UNDIRECTED: Word = word("undirected", "不定向", "undirected");
/// How a target came to be drawn.
pub(super) const DRAWN: Word = word("drawn", "抽中", "drawn");
pub(super) const ALTERNATE: Word = word("alternate", "递补", "alternate");

/// Whether a task can be handed out.
pub(super) const READY: Word = word("ready", "可以派发", "yes");
pub(super) const OPEN_SEAT: Word =
    word("open_seat", "有席位空缺：补抽人员之后才能派发", "not before the open seats are drawn");
pub(super) const NO_TEAM: Word =
    word("no_team", "检查人员尚未抽取：补抽人员之后才能派发", "not before inspectors are drawn");
/// An inspector who was taken off a visit.
pub(super) const STRUCK: Word = word("struck", "换下", "struck");

const SEAT: Column = column("seat", "席位", "Seat", Kind::Count);
const CERTIFICATE: Column = column("certificate", "执法证号", "Certificate number", Kind::Code);
const NO: Column = column("no", "序号", "No.", Kind::Count);
const ID: Column = column("id", "编号", "Id", Kind::Code);
const NAME: Column = column("name", "名称", "Name", Kind::Text);
const CREDIT_CODE: Column =
    column("credit_code", "统一社会信用代码", "Unified social credit code", Kind::Code);
const CLASS: Column = column("class", "类别", "Class", Kind::Text);
const DISTRICT: Column = column("district", "行政区划代码", "District code", Kind::Code);
const STRATUM: Column = column("stratum", "分组", "Stratum", Kind::Text);
const RANK: Column = column("rank", "名次", "Rank", Kind::Count);
const TEAM: Column =
    column("inspectors", "检查人员（执法证号）", "Inspectors (certificate numbers)", Kind::Texts);
const TITLE: Column = column("title", "任务名称", "Task", Kind::Text);
const CATEGORY: Column = column("category", "任务类型", "Kind of inspection", Kind::Word);
const AUTHORITIES: Column = column("authorities", "检查机关", "Authorities", Kind::Texts);
const PERIOD_FROM: Column = column("period_from", "抽查时段起", "Period from", Kind::Date);
const PERIOD_TO: Column = column("period_to", "抽查时段止", "Period to", Kind::Date);
const VISITS_FROM: Column = column("visits_from", "检查日期起", "Visits from", Kind::Date);
const VISITS_TO: Column = column("visits_to", "检查日期止", "Visits to", Kind::Date);
const REASON: Column = column("reason", "理由", "Reason", Kind::Text);
const COUNT: Column = column("count", "数量", "Number", Kind::Count);
const REMARK: Column = column("remark", "备注", "Remark", Kind::Text);

const NONE: Words = words("无", "None");

/// 随机抽查事项清单.
pub(super) const ITEMS: Layout = Layout {
    id: "items",
    title: words("随机抽查事项清单", "List of random inspection items"),
    facts: &[AUTHORITIES],
    tables: &[TableLayout {
        id: "items",
        caption: words("抽查事项", "Items"),
        columns: &[
            NO,
            ID,
            column("name", "抽查事项名称", "Item", Kind::Text),
            column("basis", "抽查依据", "Legal basis", Kind::Text),
            column("authority", "抽查主体", "Authority", Kind::Text),
            column("objects", "抽查对象", "Objects", Kind::Text),
            column("content", "抽查内容", "Content", Kind::Text),
            column("method", "抽查方式", "Method", Kind::Text),
            column("ratio", "抽查比例", "Ratio", Kind::Share),
            column("frequency", "抽查频次", "Frequency", Kind::Text),
            column("validity", "有效性", "Validity", Kind::Word),
            column("valid_from", "生效日期", "In force from", Kind::Date),
            column("valid_to", "失效日期", "In force to", Kind::Date),
            REMARK,
        ],
        empty: NONE,
        bars: None,
    }],
    notes: &[words(
        "抽查比例为本次抽查中涉及该事项的对象的抽取数与可抽数。",
        "The ratio is that of this draw: how many of the targets that the item is for are drawn.",
    )],
    signatures: &[],
    public: true,
};

/// 名录库公示.
pub(super) const ROSTERS: Layout = Layout {
    id: "rosters",
    title: words("检查对象名录库和执法检查人员名录库公示", "Rosters of targets and inspectors"),
    facts: &[
        AUTHORITIES,
        column("targets", "检查对象数", "Targets", Kind::Count),
        column("inspectors", "执法检查人员数", "Inspectors", Kind::Count),
        column("target_root", "检查对象名录承诺值", "Committed root of the targets", Kind::Digest),
        column("inspector_root", "检查人员名录承诺值", "Committed root of the inspectors", Kind::Digest),
    ],
    tables: &[
        TableLayout {
            id: "classes",
            caption: words("按类别", "By class"),
            columns: &[
                CLASS,
                column("targets", "检查对象数", "Targets", Kind::Count),
                column("exempt", "其中豁免", "Exempt", Kind::Count),
            ],
            empty: NONE,
            bars: Some((0, 1)),
        },
        TableLayout {
            id: "districts",
            caption: words("按行政区划", "By district"),
            columns: &[
                DISTRICT,
                column("targets", "检查对象数", "Targets", Kind::Count),
                column("inspectors", "检查人员数", "Inspectors", Kind::Count),
            ],
            empty: NONE,
            bars: None,
        },
        TableLayout {
            id: "departments",
            caption: words("检查人员按部门", "Inspectors by department"),
            columns: &[
                column("department", "部门", "Department", Kind::Text),
                column("inspectors", "检查人员数", "Inspectors", Kind::Count),
            ],
            empty: NONE,
            bars: None,
        },
        TableLayout {
            id: "targets",
            caption: words("检查对象", "Targets"),
            columns: &[
                NO,
                ID,
                NAME,
                CREDIT_CODE,
                CLASS,
                DISTRICT,
                column("exempt", "豁免理由", "Exempt because", Kind::Text),
            ],
            empty: NONE,
            bars: None,
        },
        TableLayout {
            id: "inspectors",
            caption: words("执法检查人员", "Inspectors"),
            columns: &[
                NO,
                column("id", "执法证号", "Certificate number", Kind::Code),
                column("department", "部门", "Department", Kind::Text),
                DISTRICT,
                column("valid_to", "证件有效期止", "Certificate valid to", Kind::Date),
            ],
            empty: NONE,
            bars: None,
        },
    ],
    notes: &[words(
        "承诺值是名录全部记录的默克尔树根，已写入公告；披露后可由名录重算核对。",
        "The committed roots are Merkle roots over all records, and stand in the announcement; after the disclosure anybody can recompute them.",
    )],
    signatures: &[],
    public: true,
};

/// 抽查公告.
pub(super) const ANNOUNCEMENT: Layout = Layout {
    id: "announcement",
    title: words("双随机抽查公告", "Announcement of a random inspection"),
    facts: &[
        TITLE,
        column("draw", "任务编号", "Draw", Kind::Code),
        column("number", "公告流水号", "Running number", Kind::Count),
        CATEGORY,
        AUTHORITIES,
        PERIOD_FROM,
        PERIOD_TO,
        VISITS_FROM,
        VISITS_TO,
        column("place", "抽取地点", "Place of the draw", Kind::Text),
        column("announced", "公告时间", "Announced", Kind::Instant),
        column("seal_by", "封存文件最迟公布", "Seal public by", Kind::Instant),
        column("disclose_by", "披露文件最迟公布", "Disclosure public by", Kind::Instant),
        column("targets", "名录对象数", "Targets of the roster", Kind::Count),
        column("subject", "其中应抽", "Subject to the draw", Kind::Count),
        column("digest", "公告文件摘要（SHA-256）", "Digest of the announcement (SHA-256)", Kind::Digest),
        column("commitment", "密值承诺", "Commitment of the secret", Kind::Digest),
    ],
    tables: &[
        TableLayout {
            id: "strata",
            caption: words("抽取数量", "Quotas"),
            columns: &[
                STRATUM,
                column("directed", "任务方式", "Task", Kind::Word),
                column("items", "抽查事项", "Items", Kind::Texts),
                column("drawn", "抽取数/可抽数", "Drawn of pool", Kind::Share),
                column("carried", "其中结转", "Carried over", Kind::Count),
                column("exempt", "豁免", "Exempt", Kind::Count),
                column("before", "已抽不再抽", "Drawn before", Kind::Count),
                column("capped", "达到年度上限", "At the yearly cap", Kind::Count),
            ],
            empty: NONE,
            bars: None,
        },
        TableLayout {
            id: "values",
            caption: words("随机数从哪里来", "Where the randomness comes from"),
            columns: &[
                column("name", "公开值", "Value", Kind::Code),
                column("source", "来源次序", "Source", Kind::Count),
                column("publisher", "发布者", "Publisher", Kind::Text),
                column("issue", "期次", "Issue", Kind::Text),
                column("closes", "截止时间", "Closes", Kind::Instant),
                column("corrected", "封存前被更正或撤回的", "If corrected before the seal", Kind::Word),
            ],
            empty: NONE,
            bars: None,
        },
        TableLayout {
            id: "registers",
            caption: words("名录取自", "Registers that the roster was taken from"),
            columns: &[NAME, column("date", "日期", "Date", Kind::Date), COUNT],
            empty: NONE,
            bars: None,
        },
        TableLayout {
            id: "exempt",
            caption: words("豁免", "Exemptions"),
            columns: &[REASON, COUNT],
            empty: NONE,
            bars: None,
        },
    ],
    notes: &[
        words(
            "来源次序 0 为主来源，以后为替代来源，主来源不公布时依次改用。公开值在公告之后产生，任何人都不能左右。",
            "Source 0 is the main one; the others stand in, in order, when it does not publish. The values come after the announcement, and nobody can choose them.",
        ),
        words(
            "请留存公告文件或抄下其摘要 {digest}。披露后，凭它和您自己查得的公开值，任何人都能重算全部抽取。",
            "Keep the announcement, or its digest {digest}. After the disclosure, with it and with public values that you look up yourself, anybody can recompute the whole draw.",
        ),
    ],
    signatures: &[],
    public: true,
};

/// 抽查情况.
pub(super) const SITUATION: Layout = Layout {
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
                column("alternate", "是否递补", "Came in", Kind::Word),
            ],
            empty: NONE,
            bars: None,
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
            bars: None,
        },
        TableLayout {
            id: "coverage",
            caption: words("各类别覆盖", "Coverage by class"),
            columns: &[CLASS, column("covered", "抽取数/对象数", "Drawn of targets", Kind::Share)],
            empty: NONE,
            bars: Some((0, 1)),
        },
        TableLayout {
            id: "exempt",
            caption: words("豁免", "Exemptions"),
            columns: &[REASON, COUNT],
            empty: NONE,
            bars: None,
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
            empty: NONE,
            bars: None,
        },
    ],
    notes: &[words(
        "核对签号：把“{ticket_key}”、签的序号（1、2……）、半角冒号和对象编号连在一起，计算 SHA-256；同组之中签号小的先抽中。",
        "To check a ticket: join the ticket key {ticket_key}, the ticket's number (1, 2, ...), a colon and the target's id, and take the SHA-256; in a stratum the smallest tickets are drawn.",
    )],
    signatures: &[],
    public: true,
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
        column("completed", "检查完成日期", "Completed", Kind::Date),
        column("result_code", "检查结果代码", "Result code", Kind::Code),
        column("result", "检查结果", "Result", Kind::Text),
        column("findings", "发现的问题", "Findings", Kind::Text),
        column("follow_up", "后续处置", "Follow-up", Kind::Word),
        column("penalties", "处罚决定书文号", "Penalty decisions", Kind::Texts),
        REMARK,
    ],
    empty: NONE,
    bars: None,
};
const NOT_INSPECTED_TABLE: TableLayout = TableLayout {
    id: "not_inspected",
    caption: words("未检查及原因", "Not inspected, and why"),
    columns: &[ID, NAME, REASON],
    empty: NONE,
    bars: None,
};
const SCHEME: Column = column("scheme", "检查结果代码表", "Scheme of results", Kind::Code);
const SCHEME_VERSION: Column = column("scheme_version", "代码表版本", "Version of the scheme", Kind::Code);
const OBJECTIONS: Words = words(
    "对结果有异议的，可以向检查机关提出；救济途径见各行政处罚决定书。",
    "Objections go to the authority; each penalty decision states its remedies.",
);

/// 查处结果 of one target, before the disclosure.
pub(super) const VISIT: Layout = Layout {
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
    signatures: &[],
    public: true,
};

/// 查处结果.
pub(super) const OUTCOMES: Layout = Layout {
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
            bars: None,
        },
    ],
    notes: &[
        words(
            "依申请公开和不予公开的记录不列入上表，但计入总数。",
            "Records that are shown on request or withheld are not listed, but counted.",
        ),
        OBJECTIONS,
    ],
    signatures: &[],
    public: true,
};

/// 行政处罚公示.
pub(super) const PENALTIES: Layout = Layout {
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
                column("kinds", "处罚类别", "Kinds", Kind::Words),
                column("content", "处罚内容", "Content", Kind::Text),
                column("fine", "罚款金额", "Fine", Kind::Fen),
                column("performance", "履行方式和期限", "Performance", Kind::Text),
                column("remedies", "救济途径", "Remedies", Kind::Text),
                column("decided", "决定日期", "Decided", Kind::Date),
                column("published_until", "公示截止期", "Published until", Kind::Date),
                column("authority", "处罚机关", "Authority", Kind::Text),
                column("status", "当前状态", "Status", Kind::Word),
            ],
            empty: NONE,
            bars: None,
        },
        TableLayout {
            id: "withdrawn",
            caption: words("撤回公示的决定及说明", "Decisions whose publication is withdrawn, and why"),
            columns: &[
                column("number", "决定书文号", "Decision", Kind::Code),
                column("authority", "处罚机关", "Authority", Kind::Text),
                column("decided", "决定日期", "Decided", Kind::Date),
                column("status", "当前状态", "Status", Kind::Word),
                column("changed_on", "变更日期", "Since", Kind::Date),
                column("explanation", "说明", "Explanation", Kind::Text),
            ],
            empty: NONE,
            bars: None,
        },
    ],
    notes: &[],
    signatures: &[],
    public: true,
};

/// 抽查任务单.
pub(super) const TASK: Layout = Layout {
    id: "task",
    title: words("抽查任务单（内部，检查前保密）", "Task sheet of an inspection (secret until the visit)"),
    facts: &[
        TITLE,
        CATEGORY,
        AUTHORITIES,
        VISITS_FROM,
        VISITS_TO,
        ID,
        NAME,
        CREDIT_CODE,
        CLASS,
        DISTRICT,
        STRATUM,
        RANK,
        column("ready", "能否派发", "To be handed out", Kind::Word),
    ],
    tables: &[
        TableLayout {
            id: "items",
            caption: words("抽查事项", "Items"),
            columns: &[
                ID,
                column("name", "事项", "Item", Kind::Text),
                column("basis", "依据", "Legal basis", Kind::Text),
                column("content", "内容", "Content", Kind::Text),
                column("method", "方式", "Method", Kind::Text),
            ],
            empty: NONE,
            bars: None,
        },
        TableLayout {
            id: "team",
            caption: words("检查人员", "Team"),
            columns: &[
                SEAT,
                column("name", "姓名", "Name", Kind::Text),
                CERTIFICATE,
                column("department", "部门", "Department", Kind::Text),
                column("role", "人员类型", "Role", Kind::Word),
                column("departments", "席位要求的部门", "Departments asked for", Kind::Texts),
                column("qualifications", "席位要求的资格", "Qualifications asked for", Kind::Texts),
                column("pool", "可选人数", "Pool", Kind::Count),
            ],
            empty: NONE,
            bars: None,
        },
        TableLayout {
            id: "trail",
            caption: words(
                "抽取经过（按开出先后）",
                "How they were drawn, in the order in which slips came up",
            ),
            columns: &[
                SEAT,
                CERTIFICATE,
                column("name", "姓名", "Name", Kind::Text),
                column("came_to", "结果", "Came to", Kind::Word),
                column("date", "换下日期", "Struck on", Kind::Date),
                REASON,
            ],
            empty: words("尚未抽取", "Not drawn yet"),
            bars: None,
        },
    ],
    notes: &[words(
        "检查人员不得少于两名，应当出示执法证件；发现应当回避的，立即报告，替换人员由抽取产生，不得指定。",
        "At least two officers visit and show their certificates. Report grounds for recusal at once: a replacement is drawn, not chosen.",
    )],
    signatures: &[
        words("检查人员：", "Inspectors:"),
        words("检查对象现场负责人：", "For the target:"),
        words("检查日期：", "Date of the visit:"),
    ],
    public: false,
};

/// What an amendment changed of the task sheets.
pub(super) const TASK_CHANGES: Layout = Layout {
    id: "task_changes",
    title: words("抽查任务单的变动（内部，检查前保密）", "Changes of task sheets (secret until the visit)"),
    facts: &[
        TITLE,
        column("number", "第几次递补与更换", "Amendment", Kind::Count),
        column("date", "日期", "Date", Kind::Date),
    ],
    tables: &[
        TableLayout {
            id: "changed",
            caption: words(
                "以下任务单是新的，或检查人员有变（原任务单作废）",
                "These tasks are new, or have another team than before",
            ),
            columns: &[ID, NAME],
            empty: NONE,
            bars: None,
        },
        TableLayout {
            id: "revoked",
            caption: words("以下任务单作废，请收回", "These tasks no longer hold: take them back"),
            columns: &[ID, NAME, REASON],
            empty: NONE,
            bars: None,
        },
    ],
    notes: &[],
    signatures: &[],
    public: false,
};

/// Figures of a group of targets.
const FIGURES: [Column; 4] = [
    column("targets", "检查对象数", "Targets", Kind::Count),
    column("drawn", "抽中过/对象数", "Drawn of targets", Kind::Share),
    column("inspected", "检查次数", "Inspections", Kind::Count),
    column("problems", "发现问题/检查次数", "Problems of inspections", Kind::Share),
];

/// 抽查统计.
pub(super) const STATISTICS: Layout = Layout {
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
            empty: NONE,
            bars: None,
        },
        TableLayout {
            id: "quarters",
            caption: words("检查按完成的季度", "Inspections by the quarter of their completion"),
            columns: &[
                column("quarter", "季度", "Quarter", Kind::Code),
                column("inspected", "检查次数", "Inspections", Kind::Count),
                column("problems", "发现问题/检查次数", "Problems of inspections", Kind::Share),
            ],
            empty: NONE,
            bars: Some((0, 1)),
        },
        TableLayout {
            id: "classes",
            caption: words("按类别", "By class"),
            columns: &[CLASS, FIGURES[0], FIGURES[1], FIGURES[2], FIGURES[3]],
            empty: NONE,
            bars: Some((0, 2)),
        },
        TableLayout {
            id: "districts",
            caption: words("按行政区划", "By district"),
            columns: &[DISTRICT, FIGURES[0], FIGURES[1], FIGURES[2], FIGURES[3]],
            empty: NONE,
            bars: Some((0, 2)),
        },
        TableLayout {
            id: "results",
            caption: words("检查结果", "Results"),
            columns: &[
                SCHEME,
                column("result_code", "检查结果代码", "Result code", Kind::Code),
                column("result", "检查结果", "Result", Kind::Text),
                COUNT,
            ],
            empty: NONE,
            bars: Some((2, 3)),
        },
        TableLayout {
            id: "follow_up",
            caption: words("后续处置", "Follow-up"),
            columns: &[column("follow_up", "后续处置", "Follow-up", Kind::Word), COUNT],
            empty: NONE,
            bars: Some((0, 1)),
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
            empty: NONE,
            bars: None,
        },
        TableLayout {
            id: "workload",
            caption: words("工作量分布", "How the workload is spread"),
            columns: &[
                column("visits", "每人检查任务数", "Visits of one", Kind::Count),
                column("inspectors", "检查人员数", "Inspectors", Kind::Count),
            ],
            empty: NONE,
            bars: Some((0, 1)),
        },
    ],
    notes: &[words(
        "检查次数为有结果且到场的检查；同一对象抽中多次的，覆盖率中只计一次。不列入公示的记录计入本表。",
        "An inspection is a visit that met its target and has a result. A target that was drawn several times counts once in the coverage. Records that are not shown are counted.",
    )],
    signatures: &[],
    public: true,
};

/// All layouts.
pub(super) const ALL: [&Layout; 10] = [
    &ITEMS,
    &ROSTERS,
    &ANNOUNCEMENT,
    &TASK,
    &TASK_CHANGES,
    &VISIT,
    &SITUATION,
    &OUTCOMES,
    &PENALTIES,
    &STATISTICS,
];

/// Heads of what binds a document: the draw, its announcement, its head, and the document's own digest.
const DRAW: Words = words("抽取编号", "Draw");
const ANNOUNCED: Words = words("公告文件摘要", "Announcement (SHA-256)");
const HEAD: Words = words("末次封存文件摘要", "Last seal (SHA-256)");
/// Head of the document's own digest: that of its JSON form, which every other format names.
pub(super) const DOCUMENT: Words = words("本文件摘要", "This document (SHA-256)");

/// What binds a document, with labels.
pub(super) fn bound(
    bound: &[Bound],
    digest: Option<Digest>,
    language: Language,
) -> Vec<(&'static str, String)> {
    let mut all = Vec::new();
    for Bound { announcement, draw, head } in bound {
        all.push((DRAW.get(language), draw.to_string()));
        all.push((ANNOUNCED.get(language), announcement.to_hex()));
        all.extend(head.map(|head| (HEAD.get(language), head.to_hex())));
    }
    all.extend(digest.map(|digest| (DOCUMENT.get(language), digest.to_hex())));
    all
}
