//! What is published before the draw: the item list and the announcement.

use super::{EXEMPT, Range, authorities, exempt, numbered};
use crate::commit::canonical::FormError;
use crate::commit::document::Announcement;
use crate::plan::{Correction, Item, PublicValue, Source};
use crate::publish::cell::{Share, Word, Words};
use crate::publish::head::{
    Head, Named, choice, code, codes, count, date, digest, document, of, one_of, share, shared, source,
    table, text, timestamp,
};
use crate::publish::layout::{
    AUTHORITIES, BEFORE, CAPPED, CATEGORY, COUNT, DRAWABLE, EXEMPTED, ID, NAME, NO, OUTSIDE, PERIOD_FROM,
    PERIOD_TO, RANGE, REMARK, SELECTED, STRATUM, SUBJECT, TARGETS, TITLE, VALID_FROM, VALID_TO, VALIDITY,
    VALUE, VALUE_NAMES, VISITS_FROM, VISITS_TO, word,
};
use crate::publish::page::{Bound, Page};
use crate::say::{coded, coded_serde};
use crate::types::date::Date;
use crate::types::digest::Digest;
use crate::types::timestamp::Timestamp;

coded! {
    /// Whether an item of the list, or a row of the enforcement publicity, is in force (有效性).
    pub enum Validity {
        InForce = "in_force", "现行有效", "in force";
        Revised = "revised", "已修订", "revised";
        Repealed = "repealed", "已废止", "repealed";
    }
}

coded_serde!(Validity);

/// What the item list says of an item beyond the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Listing<'a> {
    /// Whether it is in force.
    pub validity: Validity,
    /// From when.
    pub from: Option<Date>,
    /// Until when.
    pub to: Option<Date>,
    /// Remark (备注).
    pub remark: Option<&'a str>,
}

impl<'a> Listing<'a> {
    /// An item of this validity, without dates and remark.
    pub const fn new(validity: Validity) -> Self {
        Self { validity, from: None, to: None, remark: None }
    }

    /// The same with a remark.
    #[must_use]
    pub const fn with_remark(self, remark: &'a str) -> Self {
        Self { remark: Some(remark), ..self }
    }

    /// The same in force from a day, until a day.
    #[must_use]
    pub const fn with_dates(self, from: Option<Date>, to: Option<Date>) -> Self {
        Self { from, to, ..self }
    }
}

impl Default for Listing<'_> {
    /// In force, without dates.
    fn default() -> Self {
        Self::new(Validity::InForce)
    }
}

/// 随机抽查事项清单: the items of a plan.
///
/// # Errors
/// When a text of the announcement holds what canonical JSON refuses.
pub fn item_list<'a>(
    announcement: &'a Announcement,
    listing: impl Fn(&Item) -> Listing<'a>,
) -> Result<Page<'a>, FormError> {
    let listed = announcement.plan.items.iter().map(|item| (item, listing(item)));
    Ok(items(vec![Bound::to(announcement, None)?], announcement, numbered(listed)))
}

document! {
    /// 随机抽查事项清单.
    ITEMS = "items", "随机抽查事项清单", "List of random inspection items",
    notes: &[Words::new(
        "抽查比例为本次抽查中涉及该事项的检查对象的抽取数与可抽对象数。",
        "The ratio is that of this draw: how many are drawn of the targets that the item is for and that could be drawn.",
    )];
    fn items<'a>(announcement: &'a Announcement, listed: Vec<(u64, (&'a Item, Listing<'a>))>);
    facts {
        TITLE => &announcement.plan.title,
        AUTHORITIES => authorities(&announcement.plan),
    }
    table {
        "items", "抽查事项", "Items";
        for (no, (item, listing)) in listed => {
            NO => *no,
            text("name", "抽查事项名称", "Item") => &item.name,
            text("basis", "抽查依据", "Legal basis") => &item.basis,
            text("authority", "抽查主体", "Authority") => &item.authority,
            text("objects", "抽查对象", "Objects") => &item.objects,
            text("content", "抽查内容", "Content") => &item.content,
            text("method", "抽查方式", "Method") => &item.method,
            share("ratio", "抽查比例", "Ratio") => ratio(announcement, item),
            text("frequency", "抽查频次", "Frequency") => &item.frequency,
            VALIDITY => listing.validity,
            VALID_FROM => listing.from,
            VALID_TO => listing.to,
            REMARK => listing.remark,
            ID => &item.id,
        }
    }
}

/// How many are drawn of those whom an item is for.
fn ratio(announcement: &Announcement, item: &Item) -> Share {
    let strata = announcement.plan.strata.iter().zip(&announcement.strata);
    let mut share = Share { part: 0, of: 0 };
    for (_, numbers) in strata.filter(|(stratum, _)| stratum.items.contains(&item.id)) {
        share.part += numbers.k;
        share.of += numbers.n;
    }
    share
}

/// 抽查公告: plan, quotas, when and from what the randomness comes, the digests, how to check later. When it was announced is
/// what the log's line says, if there is one; the plan's time is what was intended.
///
/// # Errors
/// When a text of the announcement holds what canonical JSON refuses.
pub fn announcement(
    announcement: &Announcement,
    announced: Option<Timestamp>,
) -> Result<Page<'_>, FormError> {
    let bound = Bound::to(announcement, None)?;
    let digest = bound.announcement;
    Ok(announced_draw(vec![bound], announcement, digest, announced, &Range::of(announcement)))
}

const SOURCE: Head<of::Source> = source("source", "来源次序", "Source");
const DIRECTED: Word = word("directed", "定向抽查", "directed");
const UNDIRECTED: Word = word("undirected", "不定向抽查", "undirected");

document! {
    /// 抽查公告.
    ANNOUNCEMENT = "announcement", "双随机抽查公告", "Announcement of a random inspection",
    notes: &[
        Words::new(
            "首选来源未公布的，依次采用替代来源。公开值在公告之后产生，任何单位和个人不能预知或者控制。",
            "The fallbacks stand in, in order, when the main source does not publish. The values come after the announcement, and nobody can choose them.",
        ),
        Words::new(
            "请留存公告文件，或者抄录其摘要（见文末“验证信息”）。披露以后，任何人均可凭公告文件和自行查得的公开值，重新计算全部抽取过程。",
            "Keep the announcement, or its digest, which stands at the end. After the disclosure, with it and with public values that you look up yourself, anybody can recompute the whole draw.",
        ),
    ],
    lead: Some(RANGE),
    official: true;
    fn announced_draw<'a>(it: &'a Announcement, own: Digest, announced: Option<Timestamp>, range: &Range);
    facts {
        TITLE => &it.plan.title,
        code("draw", "抽取编号", "Draw") => &it.plan.draw,
        count("number", "公告序号", "Running number") => it.plan.number,
        CATEGORY => it.plan.category,
        AUTHORITIES => authorities(&it.plan),
        PERIOD_FROM => it.plan.period.from,
        PERIOD_TO => it.plan.period.to,
        VISITS_FROM => it.plan.visits.from,
        VISITS_TO => it.plan.visits.to,
        text("place", "抽取地点", "Place of the draw") => &it.plan.place,
        timestamp("announced", "公告时间", "Announced") => announced,
        timestamp("planned", "公告期限", "Planned time of the announcement") => it.plan.announce_at,
        timestamp("seal_by", "封存文件公布期限", "Seal public by") => it.plan.seal_by,
        timestamp("disclose_by", "披露文件公布期限", "Disclosure public by") => it.plan.disclose_by,
        TARGETS => it.rosters.targets.count,
        EXEMPTED => range.exempt,
        SUBJECT => it.subject,
        CAPPED => range.capped,
        BEFORE => range.before,
        OUTSIDE => range.outside,
        DRAWABLE => range.drawable,
        SELECTED => range.drawn,
        digest("digest", "公告文件摘要", "Digest of the announcement") => own,
        digest("commitment", "密值校验码", "Commitment of the secret") => it.commitment,
    }
    table {
        "strata", "抽取数量", "Quotas";
        for (stratum, numbers) in it.plan.strata.iter().zip(&it.strata).collect() => {
            STRATUM => &stratum.name,
            one_of("directed", "抽查方式", "Task", &[DIRECTED, UNDIRECTED]) =>
                if stratum.directed { DIRECTED } else { UNDIRECTED },
            codes("items", "抽查事项", "Items") => &stratum.items,
            share("drawn", "抽取数/可抽对象数", "Drawn of those that could be") => Share { part: numbers.k, of: numbers.n },
            count("carried", "其中结转", "Carried over") => numbers.carried,
            count("exempt", "豁免", "Exempt") => numbers.exempt,
            BEFORE => numbers.before,
            CAPPED => numbers.capped,
        }
    }
    table {
        "values", "公开值来源", "Where the randomness comes from";
        for (value, at, source) in sources(it) => {
            VALUE => Named(&value.name, VALUE_NAMES),
            SOURCE => *at,
            text("publisher", "发布者", "Publisher") => &source.publisher,
            text("issue", "期次", "Issue") => &source.issue,
            timestamp("closes", "截止时间", "Closes") => source.closes,
            choice::<Correction>("corrected", "发布者在封存前更正或者撤回的处理", "If corrected before the seal") => value.corrected,
        }
    }
    table {
        "registers", "名录来源", "Registers that the roster was taken from";
        for register in it.plan.registers.iter().collect() => {
            NAME => &register.name,
            date("date", "日期", "Date") => register.date,
            COUNT => register.count,
        }
    }
    shared { EXEMPT, exempt(it) }
}

/// The public values with each of their sources, and its place among them.
fn sources(announcement: &Announcement) -> Vec<(&PublicValue, usize, &Source)> {
    let values = announcement.plan.values.iter();
    values
        .flat_map(|value| value.sources().enumerate().map(move |(at, source)| (value, at, source)))
        .collect()
}
