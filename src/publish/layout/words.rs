//! Columns and words that several documents share.

use crate::plan::Category;
use crate::publish::cell::{Kind, Word, Words, word_list};
use crate::publish::page::{Column, Layout, TableLayout};

pub(super) const fn words(zh: &'static str, en: &'static str) -> Words {
    Words { zh, en }
}

pub(super) const fn column(id: &'static str, zh: &'static str, en: &'static str, kind: Kind) -> Column {
    Column { id, words: words(zh, en), kind }
}

pub(super) const fn word(code: &'static str, zh: &'static str, en: &'static str) -> Word {
    Word { code, words: words(zh, en) }
}

/// 定向 and 不定向.
pub(in crate::publish) const DIRECTED: Word = word("directed", "定向", "directed");
pub(in crate::publish) const UNDIRECTED: Word = word("undirected", "不定向", "undirected");
/// How a target came to be drawn.
pub(in crate::publish) const DRAWN: Word = word("drawn", "抽中", "drawn");
pub(in crate::publish) const ALTERNATE: Word = word("alternate", "递补", "alternate");

/// Whether a task can be handed out.
pub(in crate::publish) const READY: Word = word("ready", "可以派发", "yes");
pub(in crate::publish) const OPEN_SEAT: Word =
    word("open_seat", "有席位空缺：补抽人员之后才能派发", "not before the open seats are drawn");
pub(in crate::publish) const NO_TEAM: Word =
    word("no_team", "检查人员尚未抽取：补抽人员之后才能派发", "not before inspectors are drawn");
/// An inspector who was taken off a visit; `struck` is why a slip was set aside.
pub(in crate::publish) const STRUCK: Word = word("struck_off", "换下", "struck");

pub(super) const SEAT: Column = column("seat", "席位", "Seat", Kind::Count);
pub(super) const CERTIFICATE: Column = column("certificate", "执法证号", "Certificate number", Kind::Code);
pub(super) const NO: Column = column("no", "序号", "No.", Kind::Count);
pub(super) const ID: Column = column("id", "编号", "Id", Kind::Code);
pub(super) const NAME: Column = column("name", "名称", "Name", Kind::Text);
pub(super) const CREDIT_CODE: Column =
    column("credit_code", "统一社会信用代码", "Unified social credit code", Kind::Code);
pub(super) const CLASS: Column = column("class", "类别", "Class", Kind::Text);
pub(super) const DISTRICT: Column = column("district", "行政区划代码", "District code", Kind::Code);
pub(super) const STRATUM: Column = column("stratum", "分组", "Stratum", Kind::Text);
pub(super) const RANK: Column = column("rank", "名次", "Rank", Kind::Count);
pub(super) const TEAM: Column =
    column("inspectors", "检查人员（执法证号）", "Inspectors (certificate numbers)", Kind::Codes);
pub(super) const TITLE: Column = column("title", "任务名称", "Task", Kind::Text);
pub(super) const CATEGORY: Column =
    column("category", "任务类型", "Kind of inspection", Kind::Word(word_list!(Category)));
pub(super) const AUTHORITIES: Column = column("authorities", "检查机关", "Authorities", Kind::Texts);
pub(super) const PERIOD_FROM: Column = column("period_from", "抽查时段起", "Period from", Kind::Date);
pub(super) const PERIOD_TO: Column = column("period_to", "抽查时段止", "Period to", Kind::Date);
pub(super) const VISITS_FROM: Column = column("visits_from", "检查日期起", "Visits from", Kind::Date);
pub(super) const VISITS_TO: Column = column("visits_to", "检查日期止", "Visits to", Kind::Date);
pub(super) const REASON: Column = column("reason", "理由", "Reason", Kind::Text);
pub(super) const COUNT: Column = column("count", "数量", "Number", Kind::Count);
pub(super) const REMARK: Column = column("remark", "备注", "Remark", Kind::Text);

pub(super) const NONE: Words = words("无", "None");

/// What tables have in common, but for a few.
pub(super) const TABLE: TableLayout =
    TableLayout { id: "", caption: NONE, columns: &[], empty: NONE, bars: None };
/// What documents for the public have in common.
pub(super) const PUBLIC: Layout =
    Layout { id: "", title: NONE, facts: &[], tables: &[], notes: &[], signatures: &[], public: true };
