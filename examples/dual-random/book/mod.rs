//! The plan as a workbook: sheets of cells with Chinese (or English) heads for all that a plan can say, and for the rosters. It is
//! read as the text of a `plan.toml` with the cell of each value, so that the same reader checks both.

mod cells;
mod grammar;
mod read;
mod template;
mod write;

pub(crate) use cells::{At, day};
pub(crate) use grammar::{seats_shown, workload_shown};
pub(crate) use read::{Book, Refusal};
pub(crate) use template::{Template, after, continued, ready};
pub(crate) use write::{Example, Formats, printed, room, write};

use crate::text::Words;
use dual_random::Language;
use dual_random::plan::EarlierUse;
use std::collections::BTreeSet;

/// A label in both languages.
pub(crate) type Label = (&'static str, &'static str);

/// The words of a label.
pub(crate) fn said(label: Label, language: Language) -> &'static str {
    if language == Language::Zh { label.0 } else { label.1 }
}

/// What can be chosen: what people read, and what the plan's text says.
pub(crate) type Choice = (Label, &'static str);

/// What stands in a cell.
#[derive(Clone, Copy)]
pub(crate) enum Kind {
    Text,
    /// An id: letters, digits and a few marks.
    Id,
    Number,
    Day,
    Instant,
    /// Texts with 、 between them.
    List,
    /// A list of ids.
    Ids,
    Choice(&'static [Choice]),
    Digest,
    Workload,
    /// A part such as 5%, a number, or officers to targets such as 1:5.
    Size,
    /// Which targets: `类别=重点；行业=化工、造纸`.
    When,
    /// Seats in one cell: `执法人员（资格：水）＋执法人员`.
    Seats,
    /// The kind of a public value.
    Event,
}

/// A cell of the basics: its key in the plan, its label, how it is filled in, and what it holds.
pub(crate) struct Basic {
    pub(crate) key: &'static str,
    pub(crate) label: Label,
    pub(crate) hint: Label,
    pub(crate) kind: Kind,
    pub(crate) is_required: bool,
}

/// A column of a sheet.
pub(crate) struct Head {
    pub(crate) key: &'static str,
    pub(crate) label: Label,
    pub(crate) hint: Label,
    pub(crate) kind: Kind,
    pub(crate) is_required: bool,
    pub(crate) width: u16,
}

/// A sheet of records.
pub(crate) struct Sheet {
    pub(crate) name: Label,
    pub(crate) heads: &'static [Head],
}

pub(crate) const YES_NO: &[Choice] = &[(("是", "yes"), "true"), (("否", "no"), "false")];
const CATEGORIES: &[Choice] = &[
    (("日常检查", "routine"), "routine"),
    (("专项检查", "campaign"), "campaign"),
    (("个案检查", "case"), "case"),
];
const CEREMONIES: &[Choice] = &[
    (("同时抽取对象和人员", "targets and inspectors"), "both"),
    (("只抽对象，人员以后再抽", "targets only"), "selection"),
    (("为已抽中的对象抽取人员", "inspectors only"), "staffing"),
];
const DISTRICT_RULES: &[Choice] = &[
    (("不限", "any"), "any"),
    (("异地（回避属地）", "other district"), "cross"),
    (("属地", "own district"), "own"),
];
const REPLACEMENTS: &[Choice] = &[
    (("按原抽取顺序的下一名", "next in the drawn order"), "deck"),
    (("另取公开值补抽", "a fresh public value"), "fresh_value"),
];
const CORRECTIONS: &[Choice] = &[
    (("视同未公布，改用替代来源", "as not published"), "fallback"),
    (("以最初公布的为准", "first text counts"), "first"),
    (("本次抽取作废", "the draw is void"), "void"),
];
pub(crate) const SIZES: &[Choice] = &[
    (("按比例", "ratio"), "ratio"),
    (("按数量", "count"), "count"),
    (("全部", "all"), "all"),
    (("按执法人员数", "per officer"), "per_officer"),
];
const ROUNDINGS: &[Choice] = &[
    (("向上取整（不少于）", "up"), "up"),
    (("向下取整（不超过）", "down"), "down"),
    (("四舍五入", "half up"), "half_up"),
];
const DIRECTED: &[Choice] = &[(("不定向", "undirected"), "false"), (("定向", "directed"), "true")];
const HASHES: &[Choice] = &[(("SHA-256", "SHA-256"), "sha256"), (("SM3", "SM3"), "sm3")];
const ROLES: &[Choice] = &[(("执法人员", "officer"), "officer"), (("专家", "expert"), "expert")];
pub(crate) const SOURCE_KINDS: &[Choice] = &[
    (("登记册", "register"), "registers"),
    (("未纳入", "left out"), "left_out"),
    (("增补", "added"), "added"),
];
const USES: &[Choice] = &[
    (("结转", "carry"), "carry"),
    (("年度检查次数", "count"), "count"),
    (("人员轮换", "rotation"), "rotation"),
    (("不重复抽取", "leave out"), "leave_out"),
];
const RULES: &[Choice] = &[
    (("异地、属地", "district rule"), "district_rule"),
    (("人员轮换", "rotation"), "rotation"),
    (("检查日期", "visits"), "visits"),
    (("工作量", "workload"), "workload"),
];

macro_rules! basics {
    ($($need:ident $key:literal $kind:expr, $zh:literal $en:literal, $hint:literal $hint_en:literal;)+) => {
        &[$(Basic {
            key: $key, label: ($zh, $en), hint: ($hint, $hint_en), kind: $kind, is_required: need!($need),
        }),+]
    };
}

macro_rules! need {
    (must) => {
        true
    };
    (may) => {
        false
    };
}

macro_rules! heads {
    ($($need:ident $key:literal $kind:expr, $width:literal, $zh:literal $en:literal, $hint:literal $hint_en:literal;)+) => {
        &[$(Head {
            key: $key, label: ($zh, $en), hint: ($hint, $hint_en), kind: $kind, is_required: need!($need), width: $width,
        }),+]
    };
}

pub(crate) const NOTES: Label = ("说明", "Notes");
pub(crate) const BASICS_NAME: Label = ("基本情况", "Basics");

pub(crate) const BASICS: &[Basic] = basics! {
    must "draw" Kind::Id, "抽取编号" "Draw id", "半角字母、数字和 . _ -，如 2027-Q1-01" "letters, digits, . _ -";
    must "number" Kind::Number, "公告序号" "Announcement number", "本单位的第几份公告：1、2、3……" "1, 2, 3 …";
    must "title" Kind::Text, "任务名称" "Title", "" "";
    must "category" Kind::Choice(CATEGORIES), "检查类型" "Category", "" "";
    must "ceremony" Kind::Choice(CEREMONIES), "抽取内容" "What is drawn", "" "";
    must "place" Kind::Text, "抽取地点" "Place", "" "";
    must "lead" Kind::Text, "牵头单位" "Lead authority", "" "";
    may "partners" Kind::List, "联合单位" "Other authorities", "部门联合抽查的其他单位，用“、”隔开；自带密值的写作 名称=校验码" "with ; between; NAME=COMMITMENT if it adds a secret";
    must "announce_at" Kind::Instant, "公告时间" "Announced by", "最迟何时公告，如 2027-01-05 17:00" "such as 2027-01-05 17:00";
    must "seal_by" Kind::Instant, "封存期限" "Sealed by", "最迟何时公布封存文件，晚于公开值截止" "after the values close";
    must "disclose_by" Kind::Instant, "披露期限" "Disclosed by", "检查全部结束以后" "when all visits are over";
    must "period.from" Kind::Day, "检查周期起" "Period from", "" "";
    must "period.to" Kind::Day, "检查周期止" "Period to", "" "";
    must "visits.from" Kind::Day, "检查日期起" "Visits from", "" "";
    must "visits.to" Kind::Day, "检查日期止" "Visits to", "" "";
    may "visits_reason" Kind::Text, "检查日期超出周期的理由" "Why visits lie outside the period", "没有超出的不填" "only if they do";
    must "classes" Kind::List, "涉及的类别" "Classes", "如 重点、一般" "with ; between";
    must "district_rule" Kind::Choice(DISTRICT_RULES), "异地或属地" "District rule", "" "";
    must "rotation" Kind::Choice(YES_NO), "人员轮换" "Rotation", "是：上次检查过该对象的人员不再安排" "yes: who was there last time is set aside";
    must "workload" Kind::Workload, "工作量" "Workload", "尽量均衡、各人上限，或者 统一上限 3" "balanced, own, or common 3";
    may "min_pool" Kind::Number, "可选人员提示数" "Small pool", "可选人员少于此数的席位在报告中写明，不填为 4" "4 if empty";
    may "yearly_cap" Kind::Number, "年度检查上限" "Yearly cap", "每个对象每年最多检查几次，不设的不填" "empty: none";
    may "attributes" Kind::List, "名录中需要另行公开的列" "Columns to be disclosed", "条件用到的列不必写" "beside those that conditions use";
    may "task_sheet" Kind::List, "任务单上另需的列" "Columns for task sheets", "地址、联系人、电话等不必写" "beside addresses and contacts";
    may "few_officers_reason" Kind::Text, "执法人员席位不足两个的理由" "Why under two officers", "" "";
    may "few_outcomes_reason" Kind::Text, "公开值可能结果数不足的理由" "Why few outcomes", "" "";
    may "amendments.target_reasons" Kind::List, "可以更换对象的理由" "Reasons to strike targets", "如 停产、注销、已关闭、已搬迁" "with ; between";
    may "amendments.inspector_reasons" Kind::List, "可以更换人员的理由" "Reasons to strike inspectors", "如 调离、退休、生病、申请回避" "with ; between";
    may "amendments.replacement" Kind::Choice(REPLACEMENTS), "接替人员的产生" "Replacement", "" "";
    may "amendments.strikes_per_seat" Kind::Number, "每个席位最多更换几次" "Strikes of a seat", "不填为 0：不能更换" "0 if empty";
    may "amendments.strikes_per_stratum" Kind::Number, "每个分组最多更换几个对象" "Strikes of a stratum", "不填为 0：不能更换" "0 if empty";
    may "hash" Kind::Choice(HASHES), "杂凑算法" "Hash", "不填为 SHA-256；一份公开日志只用一种，用后不能更换" "SHA-256 if empty; a log has one for ever";
    may "supersedes.announcement" Kind::Digest, "取代的公告" "Supersedes", "作废后重抽的：那份公告的 64 位摘要" "digest of the void announcement";
    may "supersedes.reason" Kind::Text, "取代的理由" "Why it supersedes", "" "";
    may "calendar" Kind::Digest, "工作日历的摘要" "Digest of the calendar", "一般不填" "as a rule empty";
};

pub(crate) const REGISTERS: Sheet = Sheet {
    name: ("名录来源", "Registers"),
    heads: heads! {
        must "what" Kind::Choice(SOURCE_KINDS), 12, "种类" "Kind", "登记册：名录来源于哪些登记册；未纳入：登记册中有而名录中没有的；增补：名录中有而登记册中没有的" "";
        must "name" Kind::Text, 40, "名称或者理由" "Name or reason", "登记册写名称，未纳入和增补写理由" "";
        may "date" Kind::Day, 14, "截至日期" "As of", "只用于登记册" "registers only";
        may "count" Kind::Number, 10, "数目" "Count", "登记册的合计 − 未纳入 − 豁免 + 增补 = 参加抽取的对象。只有一个登记册不填的，按名录推算" "one register may be empty: it is counted";
        may "carried" Kind::Ids, 24, "应结转的编号" "Carried over", "未纳入的对象中，以往更换、本应结转的" "";
    },
};

pub(crate) const ITEMS: Sheet = Sheet {
    name: ("事项清单", "Items"),
    heads: heads! {
        must "id" Kind::Id, 12, "编号" "Id", "半角字母、数字" "letters and digits";
        must "name" Kind::Text, 30, "抽查事项名称" "Item", "" "";
        must "basis" Kind::Text, 34, "抽查依据" "Basis", "没有依据不得检查" "there is no inspection without one";
        must "authority" Kind::Text, 22, "抽查主体" "Authority", "" "";
        must "objects" Kind::Text, 18, "抽查对象" "Objects", "" "";
        must "content" Kind::Text, 40, "抽查内容" "Content", "" "";
        must "method" Kind::Text, 18, "抽查方式" "Method", "" "";
        must "frequency" Kind::Text, 18, "抽查频次" "Frequency", "" "";
    },
};

pub(crate) const STRATA: Sheet = Sheet {
    name: ("分组与数量", "Strata"),
    heads: heads! {
        must "name" Kind::Text, 18, "分组" "Stratum", "每组各抽各的数量，一个对象只能属于一组" "a target is in one of them";
        must "items" Kind::Ids, 16, "事项编号" "Items", "一次检查多个事项的用“、”隔开" "with ; between";
        may "directed" Kind::Choice(DIRECTED), 10, "定向或不定向" "Directed", "不填为不定向" "";
        must "size" Kind::Choice(SIZES), 14, "数量确定方式" "Size by", "" "";
        may "amount" Kind::Size, 14, "比例或数量" "Amount", "比例如 5%，数量如 20，按执法人员数如 1:5（每 1 名执法人员 5 个对象）；全部的不填" "5%, 20, or 1:5 (officers to targets)";
        may "round" Kind::Choice(ROUNDINGS), 16, "取整" "Rounding", "不填为向上取整：不少于" "up if empty";
        may "at_least" Kind::Number, 8, "至少" "At least", "" "";
        may "at_most" Kind::Number, 8, "至多" "At most", "" "";
        may "when" Kind::When, 40, "适用条件" "For which targets", "如 类别=重点；行业=化工、造纸。可用：类别、级别、行政区划和名录中的其他列。不填为全部对象" "class=key; attribute=a, b";
    },
};

pub(crate) const TICKETS: Sheet = Sheet {
    name: ("签数", "Tickets"),
    heads: heads! {
        must "tickets" Kind::Number, 10, "签数" "Tickets", "每个对象的签数；都不符合的为 1。由上而下适用第一条符合的" "1 where no row holds";
        must "when" Kind::When, 60, "适用条件" "For which targets", "如 信用等级=C、D" "credit=C, D";
    },
};

pub(crate) const TEAMS: Sheet = Sheet {
    name: ("席位要求", "Teams"),
    heads: heads! {
        may "when" Kind::When, 40, "适用条件" "For which targets", "一组席位写在相邻的几行，条件只写第一行；最后一组写“其余对象”" "on the first row of a team; the last team: all others";
        must "role" Kind::Choice(ROLES), 12, "人员类型" "Role", "每组至少两名执法人员" "two officers at least";
        may "seats" Kind::Number, 8, "人数" "Seats", "不填为 1" "1 if empty";
        may "departments" Kind::List, 24, "部门" "Departments", "须来自其中之一，不填为不限" "any of these";
        may "qualifications" Kind::List, 24, "资格" "Qualifications", "须同时具备，不填为不限" "all of these";
    },
};

/// What stands for no condition in the last team.
pub(crate) const ALL_OTHERS: Label = ("其余对象", "all others");

pub(crate) const VALUES: Sheet = Sheet {
    name: ("公开值", "Values"),
    heads: heads! {
        must "name" Kind::Id, 14, "名称" "Name", "抽取时照此输入；lottery、beacon、witness、dice 在公示材料中显示为中文" "typed at the draw";
        must "publisher" Kind::Text, 34, "发布者" "Publisher", "哪个网站或者何人公布" "";
        must "issue" Kind::Text, 30, "期次" "Issue", "哪一期，或者何时开出的" "";
        must "closes" Kind::Instant, 20, "截止时间" "Closes", "此后任何人不能再左右，晚于公告、早于封存期限" "nobody can influence it any more";
        must "kind" Kind::Event, 44, "类型" "Kind of value", "从下拉列表中选择；其他开奖写作 7个1-35，不重复，按顺序；多部分之间用＋；见证人的写作 见证密值 校验码，不设的写 不采用" "a known drawing, or 7 of 1-35, distinct, ordered; a witness's: contribution and its commitment, or: not used";
        may "corrected" Kind::Choice(CORRECTIONS), 26, "发布者更正的处理" "If corrected", "不填为视同未公布；只写在首选来源上" "";
    },
};

pub(crate) const EXEMPTIONS: Sheet = Sheet {
    name: ("豁免", "Exemptions"),
    heads: heads! {
        must "target" Kind::Id, 20, "检查对象编号" "Target", "" "";
        must "reason" Kind::Text, 30, "豁免理由" "Reason", "如 正面清单" "";
        must "basis" Kind::Text, 40, "豁免依据" "Basis", "文件名称和文号" "";
    },
};

pub(crate) const OVERRIDES: Sheet = Sheet {
    name: ("个别调整", "Overrides"),
    heads: heads! {
        must "target" Kind::Id, 20, "检查对象编号" "Target", "" "";
        may "tickets" Kind::Number, 8, "签数" "Tickets", "" "";
        may "seats" Kind::Seats, 40, "席位" "Seats", "如 执法人员（资格：水）＋执法人员＋专家" "officer (qualified: water) + officer";
        must "reason" Kind::Text, 30, "理由" "Reason", "" "";
        must "approver" Kind::Text, 16, "批准人" "Approver", "" "";
    },
};

pub(crate) const EARLIER: Sheet = Sheet {
    name: ("以往抽取", "Earlier draws"),
    heads: heads! {
        must "disclosure" Kind::Text, 50, "披露文件" "Disclosure", "那次抽取的文件夹，相对于本文件夹，如 ../2026Q4；或者其最后一份封存文件的 64 位摘要" "its folder, or the digest of its last seal";
        must "use" Kind::List, 40, "用途" "Use", "结转、年度检查次数、人员轮换、不重复抽取" "carry; count; rotation; leave out";
    },
};

pub(crate) const CHANGED: Sheet = Sheet {
    name: ("变更的规则", "Changed rules"),
    heads: heads! {
        must "rule" Kind::Choice(RULES), 16, "规则" "Rule", "只用于为已抽中的对象抽取人员" "staffing only";
        must "date" Kind::Day, 14, "日期" "Date", "" "";
        must "reason" Kind::Text, 50, "理由" "Reason", "" "";
    },
};

/// Sheets and columns that faults call by the words of the plan's text.
const PARTS: [(&str, &str); 16] = [
    ("left_out", "名录来源：未纳入"),
    ("registers", "名录来源：登记册"),
    ("added", "名录来源：增补"),
    ("carried", "应结转的编号"),
    ("changed_rules", "变更的规则"),
    ("visits", "检查日期"),
    ("period", "检查周期"),
    ("earlier", "以往抽取"),
    ("values.name", "公开值的名称"),
    ("values", "公开值"),
    ("strata", "分组与数量"),
    ("teams", "席位要求"),
    ("items", "事项清单"),
    ("overrides", "个别调整"),
    ("tickets", "签数"),
    ("amendments", "更换的理由和次数"),
];

/// A sentence that calls parts of the plan as the workbook does, not as the text of a plan does.
pub(crate) fn in_labels(words: &Words) -> Words {
    let mut zh = words.get(Language::Zh).to_owned();
    let basics = BASICS.iter().map(|basic| (basic.key, basic.label.0));
    for (key, label) in PARTS.iter().copied().chain(basics) {
        zh = zh.replace(&format!("“{key}”"), &format!("“{label}”"));
        // Where a rule is named without quotation marks it stands alone.
        for (before, after) in [("规则 ", " "), ("：", "")] {
            zh = zh.replace(&format!("{before}{key}{after}"), &format!("{before}“{label}”{after}"));
        }
    }
    Words::new(zh.into(), words.get(Language::En).to_owned().into())
}

/// The choices of what an earlier draw is used for.
pub(crate) const EARLIER_USES: &[Choice] = USES;

/// What an earlier draw is used for, as its cell says it.
pub(crate) fn uses_shown(uses: &BTreeSet<EarlierUse>, language: Language) -> String {
    let labels = EARLIER_USES.iter().filter(|(_, code)| uses.iter().any(|own| own.code() == *code));
    let labels: Vec<String> = labels.map(|(label, _)| said(*label, language).to_owned()).collect();
    grammar::joined(&labels, language)
}

/// The sheets of rosters, which are tables like any other.
pub(crate) const TARGETS: Label = ("检查对象", "Targets");
pub(crate) const INSPECTORS: Label = ("执法人员", "Inspectors");
pub(crate) const RECUSALS: Label = ("回避", "Recusals");

/// A sentence in both languages.
pub(crate) fn words(label: Label) -> Words {
    Words::new(label.0.into(), label.1.into())
}
