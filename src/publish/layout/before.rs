//! Words of what is published before the draw, and of the task sheets.

use super::words::{
    AUTHORITIES, CATEGORY, CERTIFICATE, CLASS, COUNT, CREDIT_CODE, DIRECTED, DISTRICT, ID, NAME, NO, NO_TEAM,
    OPEN_SEAT, PERIOD_FROM, PERIOD_TO, PUBLIC, RANK, READY, REASON, REMARK, SEAT, STRATUM, STRUCK, TABLE,
    TITLE, UNDIRECTED, VISITS_FROM, VISITS_TO, column, words,
};
use crate::plan::Correction;
use crate::publish::cell::{Kind, word_list};
use crate::publish::documents::Validity;
use crate::publish::page::{Layout, TableLayout};
use crate::roster::Role;
use crate::rules::Reason;

/// 随机抽查事项清单.
pub(in crate::publish) const ITEMS: Layout = Layout {
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
            column("validity", "有效性", "Validity", Kind::Word(word_list!(Validity))),
            column("valid_from", "生效日期", "In force from", Kind::Date),
            column("valid_to", "失效日期", "In force to", Kind::Date),
            REMARK,
        ],
        ..TABLE
    }],
    notes: &[words(
        "抽查比例为本次抽查中涉及该事项的对象的抽取数与可抽数。",
        "The ratio is that of this draw: how many of the targets that the item is for are drawn.",
    )],
    ..PUBLIC
};

/// 名录库公示.
pub(in crate::publish) const ROSTERS: Layout = Layout {
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
            bars: Some((0, 1)),
            ..TABLE
        },
        TableLayout {
            id: "districts",
            caption: words("按行政区划", "By district"),
            columns: &[
                DISTRICT,
                column("targets", "检查对象数", "Targets", Kind::Count),
                column("inspectors", "检查人员数", "Inspectors", Kind::Count),
            ],
            ..TABLE
        },
        TableLayout {
            id: "departments",
            caption: words("检查人员按部门", "Inspectors by department"),
            columns: &[
                column("department", "部门", "Department", Kind::Text),
                column("inspectors", "检查人员数", "Inspectors", Kind::Count),
            ],
            ..TABLE
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
            ..TABLE
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
            ..TABLE
        },
    ],
    notes: &[words(
        "承诺值是名录全部记录的默克尔树根，已写入公告；披露后可由名录重算核对。",
        "The committed roots are Merkle roots over all records, and stand in the announcement; after the disclosure anybody can recompute them.",
    )],
    ..PUBLIC
};

/// 抽查公告.
pub(in crate::publish) const ANNOUNCEMENT: Layout = Layout {
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
        column("planned", "计划公告时间", "Planned time of the announcement", Kind::Instant),
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
                column("directed", "任务方式", "Task", Kind::Word(&[DIRECTED, UNDIRECTED])),
                column("items", "抽查事项", "Items", Kind::Codes),
                column("drawn", "抽取数/可抽数", "Drawn of pool", Kind::Share),
                column("carried", "其中结转", "Carried over", Kind::Count),
                column("exempt", "豁免", "Exempt", Kind::Count),
                column("before", "已抽不再抽", "Drawn before", Kind::Count),
                column("capped", "达到年度上限", "At the yearly cap", Kind::Count),
            ],
            ..TABLE
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
                column(
                    "corrected",
                    "封存前被更正或撤回的",
                    "If corrected before the seal",
                    Kind::Word(word_list!(Correction)),
                ),
            ],
            ..TABLE
        },
        TableLayout {
            id: "registers",
            caption: words("名录取自", "Registers that the roster was taken from"),
            columns: &[NAME, column("date", "日期", "Date", Kind::Date), COUNT],
            ..TABLE
        },
        TableLayout {
            id: "exempt",
            caption: words("豁免", "Exemptions"),
            columns: &[REASON, COUNT],
            ..TABLE
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
    ..PUBLIC
};

/// 抽查任务单.
pub(in crate::publish) const TASK: Layout = Layout {
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
        column("ready", "能否派发", "To be handed out", Kind::Word(&[READY, OPEN_SEAT, NO_TEAM])),
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
            ..TABLE
        },
        TableLayout {
            id: "contacts",
            caption: words("联系信息（仅供检查使用）", "Contact (for the visit alone)"),
            columns: &[
                column("column", "项目", "Column", Kind::Text),
                column("text", "内容", "Text", Kind::Text),
            ],
            ..TABLE
        },
        TableLayout {
            id: "team",
            caption: words("检查人员", "Team"),
            columns: &[
                SEAT,
                column("name", "姓名", "Name", Kind::Text),
                CERTIFICATE,
                column("department", "部门", "Department", Kind::Text),
                column("role", "人员类型", "Role", Kind::Word(word_list!(Role))),
                column("departments", "席位要求的部门", "Departments asked for", Kind::Texts),
                column("qualifications", "席位要求的资格", "Qualifications asked for", Kind::Texts),
                column("pool", "可选人数", "Pool", Kind::Count),
            ],
            ..TABLE
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
                column("came_to", "结果", "Came to", Kind::Word(word_list!(Reason, STRUCK))),
                column("date", "换下日期", "Struck on", Kind::Date),
                REASON,
            ],
            empty: words("尚未抽取", "Not drawn yet"),
            ..TABLE
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
pub(in crate::publish) const TASK_CHANGES: Layout = Layout {
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
            ..TABLE
        },
        TableLayout {
            id: "revoked",
            caption: words("以下任务单作废，请收回", "These tasks no longer hold: take them back"),
            columns: &[ID, NAME, REASON],
            ..TABLE
        },
    ],
    notes: &[],
    signatures: &[],
    public: false,
};
