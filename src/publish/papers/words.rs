//! What stands on the papers.

use crate::plan::EarlierUse;
use crate::publish::Words;
use crate::say::{Every, Language, Say, phrases};
use crate::types::date::Date;
use crate::types::digest::{Digest, HashAlgorithm};
use crate::types::id::Id;
use crate::types::timestamp::Timestamp;
use serde::Serialize;
use std::fmt;

macro_rules! words {
    ($($name:ident = $zh:literal, $en:literal;)+) => {
        $(pub(super) const $name: Words = Words::new($zh, $en);)+
    };
}

words! {
    MINUTES_BEFORE = "双随机抽取记录（上）", "Minutes of a dual-random draw, first half";
    MINUTES_AFTER = "双随机抽取记录（下）", "Minutes of a dual-random draw, second half";
    BEFORE = "（公开值产生之前）", "(before the public values)";
    AFTER = "（抽取之后）", "(after the draw)";
    NUMBER = "记录编号：＿＿＿＿〔＿＿＿＿〕＿＿＿号", "Minutes no.: ____________________";
    DRAW = "抽取编号", "Draw";
    TITLE = "任务名称", "Title";
    TIME = "时间", "Time";
    DRAW_TIME = "抽取时间", "Time of the draw";
    BLANK = "＿＿＿＿年＿＿月＿＿日＿＿时＿＿分", "____________________";
    ANNOUNCE_BY = "公告期限", "Announced by";
    PLACE = "地点", "Place";
    CEREMONY = "抽取内容", "Drawn";
    VISITS = "检查日期", "Visits";
    COMMITTED = "一、名录数量", "1. Rosters (records)";
    DIGEST_OF_ANNOUNCEMENT = "公告摘要：", "Digest of the announcement:";
    DIGEST_BY_SM3 = "公告摘要（SM3）：", "Digest of the announcement (SM3):";
    DIGEST_OF_SEAL = "封存文件 seal.json 的摘要：", "Digest of the seal, seal.json:";
    DIGEST_OF_STAMP = "公告的时间戳应答（时间戳机构出具，本程序未作验证）的摘要：", "Digest of a time-stamp authority's answer about the announcement (not verified here):";
    DIGEST_OF_PAGE = "验证页面（verify.html）：", "The page that verifies, verify.html:";
    TARGETS = "检查对象", "targets";
    INSPECTORS = "检查人员", "inspectors";
    RECUSALS = "回避登记", "recusals";
    CHANGES = "名录变动", "changes";
    STRATA = "二、分组与抽取数量", "2. Strata and quotas";
    AWAITED = "三、约定的公开值（签字时尚未产生）", "3. Public values agreed on, which do not exist yet";
    SOURCES_AND_FALLBACKS = "以上来源不公布的，依次改用公告载明的替代来源。见证人核实：各公开值均来自开奖、公共信标或者当众投掷，各种结果机会均等，不采用股票指数、气温等；同一次开奖只作为一个公开值。", "Where one of these publishes nothing, the fallbacks that the announcement names count in their order. For the witness to check: each public value is a drawing, a beacon or dice with equally likely outcomes (an index or a temperature is not), and no two are one event (the parts of one drawing are)";
    SOURCES_TO_CHECK = "见证人核实：各公开值均来自开奖、公共信标或者当众投掷，各种结果机会均等，不采用股票指数、气温等；同一次开奖只作为一个公开值。", "For the witness to check: each public value is a drawing, a beacon or dice with equally likely outcomes (an index or a temperature is not), and no two are one event (the parts of one drawing are)";
    VALUES = "一、公开值", "1. Public values";
    RESULT = "二、抽取数量（名单另行保密）", "2. How many were drawn (the names are kept apart)";
    CHECKPOINT = "日志校验信息：登记公开日志以后，将公示文件夹中 checkpoint 文件的三行抄录或者打印附后。", "Checkpoint of the log: the three lines of the public file checkpoint, copied or attached once the line is logged.";
    CHECKPOINT_AND_KEY = "日志校验信息附后；公钥", "Checkpoint attached; its key";
    ENVELOPE = "密封件：本次抽取的主密值", "For a sealed envelope: the master secret of a draw";
    MASTER_SECRET = "主密值（64 位，每 4 位一组）", "Master secret (64 digits in groups of four)";
    ENVELOPE_USE = "请立即装入信封，由见证人封口签字，与开启文件分开保管。公开值产生以后，取得主密值的人员可以推算出抽查名单，须严格保管。开启文件损坏的，可以用主密值和公告时的计划、名录恢复。", "Put this sheet into an envelope at once, have the witness seal and sign it, and keep it apart from the opening. Once the public values exist, whoever has it can compute the list: guard it. With plan and rosters of the announcement it rebuilds a lost opening.";
    ENVELOPE_COMMAND = "恢复命令：", "To rebuild:";
    CUSTODY = "保管、交接、启封登记", "Custody, handing over, opening";
    TASKS = "双随机检查任务单（内部，检查前保密）", "Task sheet of a dual-random inspection (secret until the visit)";
}

/// What the digest of an announcement is called on a sheet that says nothing else of its hash.
pub(super) const fn digest_label(hash: HashAlgorithm) -> Words {
    match hash {
        HashAlgorithm::Sha256 => DIGEST_OF_ANNOUNCEMENT,
        HashAlgorithm::Sm3 => DIGEST_BY_SM3,
    }
}

#[cfg(feature = "shares")]
words! {
    KEEPER = "保管人", "Keeper";
    OWN_SHARE = "密值（5 行，每行 14 个字符）", "The share (5 lines of 14 characters)";
    SHARE_TYPING = "输入时不分大小写，空格可以省略。每行末尾的两个字符用于校验：抄错、漏抄、错行的，程序指出是第几行。", "Upper and lower case and blanks make no difference. The last two characters of a line check it: a wrong, missing or misplaced one is found, with its line.";
    SHARE_FORM = "密值的算法和写法：", "How the share is made and written:";
}

macro_rules! rows {
    ($($name:ident: $count:literal = $([$zh:literal, $en:literal]),+;)+) => {
        $(pub(super) const $name: [Words; $count] = [$(Words::new($zh, $en)),+];)+
    };
}

rows! {
    STRATA_HEADS: 4 = ["分组", "Stratum"], ["参加抽取的对象数", "Pool"], ["抽取规则", "Rule"], ["抽取数", "Drawn"];
    AWAITED_HEADS: 5 = ["名称", "Name"], ["发布者", "Publisher"], ["期次", "Issue"], ["截止时间", "Closes"], ["写法", "Form"];
    VALUE_HEADS: 3 = ["名称", "Name"], ["公开值", "Value"], ["来源", "Source"];
    RESULT_HEADS: 3 = ["分组", "Stratum"], ["参加抽取的对象数", "Pool"], ["抽取数", "Drawn"];
    SIGNATURES: 3 = ["主持人：", "Host:"], ["操作人：", "Operator:"], ["见证人（监督人员）：", "Witness:"];
    SEALED: 2 = ["抽取单位（盖章）：", "Authority (seal):"], ["签字时间：＿＿＿＿年＿＿月＿＿日＿＿时＿＿分", "Signed at: ____________________"];
    CUSTODY_HEADS: 6 = ["事项", "What"], ["日期", "Date"], ["事由", "Reason"], ["经办人签字", "Signed by"], ["接收人签字", "Received by"], ["见证人签字", "Witness"];
    CUSTODY_KINDS: 4 = ["保管", "Kept"], ["交接", "Handed over"], ["交接", "Handed over"], ["启封", "Opened"];
    ENVELOPE_SIGNATURES: 2 = ["封口人：", "Sealed by:"], ["见证人、日期：", "Witness, date:"];
}

#[cfg(feature = "shares")]
rows! {
    SHARE_CUSTODY: 5 = ["保管", "Kept"], ["交接", "Handed over"], ["交接", "Handed over"], ["启封", "Opened"], ["销毁", "Destroyed"];
}

/// A text of plan or values, which stands on paper as it was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub(crate) struct Given(pub(crate) String);

impl Say for Given {
    fn say(&self, _: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
impl crate::say::tests::Sample for Given {
    fn sample() -> Self {
        Self("甲".to_owned())
    }
}

macro_rules! in_words {
    ($($name:ident($type:ident): $of:literal;)+) => {$(
        #[doc = $of]
        #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
        #[serde(transparent)]
        pub(crate) struct $name(pub(crate) $type);

        impl Say for $name {
            fn say(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0.in_words(language))
            }
        }

        #[cfg(test)]
        impl crate::say::tests::Sample for $name {
            fn sample() -> Self {
                Self($type::sample())
            }
        }
    )+};
}

in_words! {
    On(Date): "A day as papers have it.";
    At(Timestamp): "A time as papers have it.";
}

/// A digest in groups of four, as people compare it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub(crate) struct InFours(pub(crate) Digest);

impl Say for InFours {
    fn say(&self, _: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, digit) in self.0.to_hex().chars().enumerate() {
            if place > 0 && place % 4 == 0 {
                f.write_str(" ")?;
            }
            write!(f, "{digit}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
impl crate::say::tests::Sample for InFours {
    fn sample() -> Self {
        Self(Digest::from_bytes([0; 32]))
    }
}

phrases! {
    /// The box of digests.
    pub(crate) struct ToVerify { hash: HashAlgorithm } = "验证信息（{hash} 摘要）", "To verify ({hash})";
    /// Which draw.
    pub(crate) struct Numbered { draw: Id, number: u64 } = "{draw}（公告第 {number} 号）", "{draw} (announcement no. {number})";
    /// Days.
    pub(crate) struct FromTo { from: On, to: On } = "{from}至{to}", "{from} to {to}";
    /// Which draw an envelope is of.
    pub(crate) struct EnvelopeOf { draw: Id, title: Given } = "{draw}　{title}", "{draw}, {title}";
    /// Where a value is from.
    pub(crate) struct MainSource { publisher: Given, issue: Given } = "{publisher}，{issue}", "{publisher}, {issue}";
    /// Where a value is from, and why from there.
    pub(crate) struct FallbackSource { publisher: Given, issue: Given, source: usize, reason: Given } = "{publisher}，{issue}；第 {source} 替代来源，理由：{reason}", "{publisher}, {issue}; fallback {source}, because: {reason}";
    /// What the root of a roster is called.
    pub(crate) struct RootOf { roster: Given } = "{roster}名录校验值：", "Merkle root of the {roster}:";
    /// An earlier draw.
    pub(crate) struct EarlierNamed { use_for: EarlierUse, head: InFours } = "引用以往抽取（{use_for}）：{head}", "Earlier draw, for {use_for}: {head}";
    /// A warning of the announcement.
    pub(crate) struct Warned { warning: crate::rules::Warning } = "提示：{warning}", "warning: {warning}";
    /// How many seats there are.
    pub(crate) struct SeatsOf { total: u64, filled: u64, open: u64 } = "席位 {total} 个：已派 {filled} 个，空缺 {open} 个。", "Seats: {total}, filled {filled}, open {open}";
    /// Open seats of a stratum: a number tells nothing of who was drawn.
    pub(crate) struct OpenOf { stratum: Given, open: usize } = "{stratum} {open} 个", "{stratum} {open}";
    /// Where the open seats are.
    pub(crate) struct OpenSeats { strata: Every<OpenOf> } = "空缺席位：{strata}。", "Open seats: {strata}.";
    /// What those confirm who sign the first half.
    pub(crate) struct SignedBefore { seal_by: At, disclose_by: At } = "签字人确认：签字时上列公开值尚未产生，公告摘要已与公告文件核对一致。封存文件于{seal_by}前公布，披露文件于{disclose_by}前公布。", "Those who sign confirm that the values above did not exist yet, and that the digest was compared with the file. The seal is public by {seal_by}, the disclosure by {disclose_by}.";
    /// What those confirm who sign the second half.
    pub(crate) struct SignedAfter { disclose_by: At } = "签字人确认：公开值已向发布者核对，公告摘要与抽取记录（上）一致。披露文件于{disclose_by}前公布，届时任何人均可重新计算。", "Those who sign confirm that the values were looked up at their publishers and that the announcement's digest is that of the first half. The disclosure is public by {disclose_by}; anyone can then recompute the draw.";
}

#[cfg(feature = "shares")]
phrases! {
    /// Which share a sheet has.
    pub(crate) struct ShareOf { number: usize, shares: usize } = "密值分存件：第 {number} 份，共 {shares} 份", "Share {number} of {shares} of a master secret, for a sealed envelope";
    /// What a keeper does with a share.
    pub(crate) struct ShareUse { needed: usize, shares: usize } = "本次抽取的主密值分为 {shares} 份，由不同的人员保管，任意 {needed} 份合在一起可以恢复，不足 {needed} 份的得不到主密值的任何内容。请立即装入信封，由见证人封口签字；不得复印、拍照，不得与其他各份存放在一处。公开值产生以后，取得 {needed} 份的人员可以推算出抽查名单。开启文件损坏的，启封 {needed} 份，用公告时的计划、名录恢复。披露文件公布、核对无误以后，由两人以上监督销毁。", "The master secret of this draw is in {shares} shares with a keeper each. Any {needed} of them restore it; fewer tell nothing of it. Put this sheet into an envelope at once and have the witness seal and sign it. Make no copy and no photograph, and do not keep two shares in one place. Once the public values exist, whoever has {needed} can compute the list. If the opening is lost, open {needed} of them: with plan and rosters of the announcement they rebuild it. When the disclosure is published and checked, destroy the sheet before two people.";
}
