//! What a site says by itself: on the pages around the documents, in the log, in a proof.

use crate::publish::cell::Words;
use crate::publish::page::Label;
use crate::publish::papers::words::{At, On};
use crate::say::{Language, Quoted, Say, phrases};
use crate::types::digest::HashAlgorithm;
use crate::types::id::{Id, TargetId};
use std::fmt;

macro_rules! fixed {
    ($($name:ident = $zh:literal, $en:literal;)+) => {
        $(pub(super) const $name: Words = Words::new($zh, $en);)+

        /// All of them.
        #[cfg(test)]
        pub(crate) const ALL: &[Words] = &[$($name),+];
    };
}

fixed! {
    IN_THE_WHOLE_LIST = "已并入整份抽查结果公示", "now part of the whole list of outcomes";
    IDENTITY_LATER = "公布检查结果时不附登记信息，随披露文件公布", "shown with the disclosure, not with the outcome";
    BOUND_ANEW = "内容不变，改附新的封存文件摘要", "the same, bound to the newer seal";
    DECIDED = "补充处罚决定书文号，其他内容不变", "numbers of decisions are added; all else stays as it was";
    ADDED = "新增处罚决定，已公示的内容不变", "decisions are added; what was published stays as it was";
    LINKED = "补充抽查对象编号和统一社会信用代码，其他内容不变", "the targets of the inspections and their credit codes are added; all else stays as it was";
    NOT_PUBLIC = "依法不再公开：", "no longer public, by law: ";
    NEWER_LIST = "由新的文件清单代替", "replaced by a newer list of files";
    CATALOGUE = "开放数据目录（DCAT）", "Open-data catalogue (DCAT)";
    PROOF = "证明文件", "proof";
    EVIDENCE = "时间戳、签名文件（附于上列文件，请用相应工具核对）", "Time stamps and signature files (about the files above; to be checked with tools of their own)";
    WITHDRAWN = "已撤回或者被代替的公示（数据文件）", "Withdrawn and replaced documents (data)";
    SITE = "双随机抽查", "Dual-random inspections";
    NAV = "栏目", "Parts of this page";
    NAV_ITEMS = "抽查事项清单", "Items";
    NAV_POWERS = "执法公示", "Enforcement";
    NAV_ROSTERS = "名录库", "Rosters";
    NAV_ANNOUNCEMENT = "抽查公告", "Announcement";
    NAV_SITUATION = "抽查情况", "Who was drawn";
    NAV_TICKETS = "签号", "Tickets";
    NAV_OUTCOMES = "抽查结果", "Outcomes";
    NAV_PENALTIES = "行政处罚", "Penalties";
    NAV_STATISTICS = "抽查统计", "Statistics";
    NAV_VERIFY = "验证这次抽取", "Verify this draw";
    IS_ANNOUNCED = "已公告", "announced";
    IS_DRAWN = "已抽取", "drawn";
    IS_VISITED = "检查中", "being inspected";
    IS_DISCLOSED = "已披露", "disclosed";
    IS_DONE = "已完成", "completed";
    IS_VOID = "已作废", "void";
    DRAW = "抽取编号", "Draw";
    PERIOD = "检查周期", "Period";
    VISITS = "检查日期", "Visits";
    ANNOUNCED_AT = "公告", "Announced";
    SEALED_AT = "抽取结果封存", "Sealed";
    DISCLOSED_AT = "抽取过程披露", "Disclosed";
    VOIDED_AT = "作废", "Void";
    TARGET = "检查对象", "Target";
    COMPLETED = "检查完成日期", "Completed";
    RESULT = "检查结果", "Result";
    FOLLOW_UP = "后续处置", "Follow-up";
    MY_COMPANY = "查询一个单位抽中或者未抽中的经过，验证这次抽取", "Look up one target's story, and verify this draw";
    DISCLOSURE_TO_KEEP = "下载披露文件（验证时选用）", "Download the disclosure, disclosure.json, which the verification asks for";
    LIST_OF_FILES = "全部文件的摘要清单", "List of all files with their digests";
    FEED = "公示动态订阅", "Feed of what is published (Atom)";
    CHECKPOINT_FILE = "日志校验信息", "Checkpoint of the log";
    LOG_KEY = "日志公钥", "Public key of the log (log.pub)";
    LOG_KEY_IS = "日志校验信息由本单位签名，签名用下列日志公钥核对。公钥应当与抽取记录或者另行公布的一致。", "The checkpoint of the log is signed, and this is the public key that verifies it. Compare it with the minutes, or with wherever else it was published.";
    COLUMNS = "CSV 文件的栏目说明", "Columns of the CSV files (CSVW)";
    METADATA = "公共数据目录（CSV）", "Metadata of the data sets (CSV)";
    ALL_DRAWS = "双随机抽查公示", "Dual-random inspections";
    TASK = "任务名称", "Task";
    STATUS = "当前状态", "Status";
    OVERVIEW_VERIFY = "各次抽取均登记在同一份公开日志中，登记的内容不能删改。验证某一次抽取，请进入该次抽取的首页。", "All draws are lines of one public log, from which nothing can be taken. To verify a draw, go to its page.";
    OVERVIEW_VERIFY_SEVERAL = "各次抽取均登记在公开日志中，登记的内容不能删改。验证某一次抽取，请进入该次抽取的首页。", "All draws are lines of a public log, from which nothing can be taken. To verify a draw, go to its page.";
    PUBLISHED_BY = "发布机关：", "Published by ";
    DOWNLOADS = "下载：", "Download: ";
    VERIFY_INTRO = "抽取结果由公告以后产生的公开值计算得出，任何单位和个人不能事先选择。披露以后，任何人均可用浏览器重新计算全部抽取过程；验证所用的公告摘要以签字的抽取记录为准，公开值以其发布者公布的为准。", "The result follows from public values that came after the announcement, and nobody could choose it. After the disclosure anybody can recompute the whole draw in a browser; the digest of the announcement is to be taken from the signed minutes, and the public values from their publishers.";
    VERIFY_PAGE_IS = "在浏览器中验证", "Verify in the browser";
    ALL_FILES = "全部文件和校验信息", "All files and their digests";
    BACK = "返回本次抽取首页", "Back to the page of the draw";
    ANNOUNCEMENT = "公告文件", "announcement";
    SEAL = "封存文件", "seal";
    UNDRAWN = "未抽取的内容", "what was not drawn";
    DISCLOSURE = "披露文件", "disclosure";
    VOID = "作废文件", "void";
    LOG_FILE = "公开日志", "public log";
    HTML = "网页版", "web page";
    XLSX = "Excel", "Excel";
    CSV_FILE = "CSV", "CSV";
    VERIFICATION = "验证文件", "Files for verification";
    HOW_TO_CHECK = "自行核对签号的方法", "How to check a ticket yourself";
    TICKET_KEY = "签号密钥", "Ticket key";
    CHECK_RESULT = "计算结果应当为", "It must give";
    CHECK_RULE = "同一分组中，各检查对象取其最小的签号，由小到大排列，排列在前的抽中，其余依次候补。", "In a stratum each target stands by its smallest ticket; the smallest ones are drawn, and the others are the alternates, in order.";
    CHECK_FILES = "核对任一文件：Linux、macOS 运行 sha256sum 文件名，Windows 运行 certutil -hashfile 文件名 SHA256，所得结果应当与页面载明的摘要相同；在公示文件夹中核对全部文件：sha256sum --check --quiet SHA256SUMS。全部重新计算：dual-random verify 文件夹。", "To check any file: sha256sum FILE on Linux or macOS, certutil -hashfile FILE SHA256 on Windows; it must give the digest on the page. To check all files, in the folder: sha256sum --check --quiet SHA256SUMS. To recompute everything: dual-random verify FOLDER.";
    CHECK_FILES_SM3 = "核对任一文件：运行 openssl dgst -sm3 文件名（OpenSSL 1.1.1 以上版本），所得结果应当与页面载明的摘要相同；在公示文件夹中核对全部文件：cksum -a sm3 --check --quiet SM3SUMS（GNU coreutils 9 以上版本）。全部重新计算：dual-random verify 文件夹。", "To check any file: openssl dgst -sm3 FILE (OpenSSL 1.1.1 or later); it must give the digest on the page. To check all files, in the folder: cksum -a sm3 --check --quiet SM3SUMS (GNU coreutils 9 or later). To recompute everything: dual-random verify FOLDER.";
}

/// The four digits of a year.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(transparent)]
pub(crate) struct Year(pub(crate) String);

impl Say for Year {
    fn say(&self, _: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
impl crate::say::tests::Sample for Year {
    fn sample() -> Self {
        Self("2026".to_owned())
    }
}

phrases! {
    /// How far a draw has come.
    pub(crate) struct StatusIs { status: Label } = "当前状态：{status}", "Status: {status}";
    /// What is due.
    pub(crate) struct NotLaterThan { by: At } = "不迟于{by}", "not later than {by}";
    /// A year.
    pub(crate) struct YearIs { year: Year } = "{year}年", "{year}";
    /// When a document was published.
    pub(crate) struct PublishedDay { day: On } = "（本页{day}发布）", " (this page published on {day})";
    /// What a draw came to.
    pub(crate) struct InNumbers { subject: u64, selected: u64 } =
        "纳入抽取范围的检查对象 {subject} 个，抽取 {selected} 个。", "{subject} targets in the scope of the draw, {selected} drawn.";
    /// What its visits came to.
    pub(crate) struct VisitsInNumbers { inspected: u64, problems: u64 } =
        "已检查 {inspected} 个，其中发现问题的 {problems} 个。", "{inspected} inspected, {problems} of them with a problem.";
    /// What followed.
    pub(crate) struct PenaltiesInNumbers { number: u64 } = "公示行政处罚决定 {number} 件。", "{number} penalty decisions published.";
    /// Visits that were published one by one.
    pub(crate) struct VisitsSoFar { number: usize } =
        "已公示 {number} 个检查对象的检查结果：", "The outcomes of {number} visits are published so far:";
    /// Documents that were withdrawn, and are public still.
    pub(crate) struct WithdrawnNumber { number: usize } =
        "另有 {number} 份已撤回或者被代替的公示，数据文件和理由见“全部文件和校验信息”。",
        "{number} documents were withdrawn or replaced; their data and the reasons are among all files.";
    /// What a ticket is.
    pub(crate) struct CheckIntro { hash: HashAlgorithm } =
        "每个检查对象有一个或者几个签号。签号是将密钥、签号的序号、半角冒号、检查对象编号依次连接后计算的 {hash} 摘要。密钥在披露以前保密，由公告载明的密值校验码和公开值共同确定，任何单位和个人不能选择。",
        "Each target has one ticket or several. A ticket is the {hash} of the key, the ticket's number, a colon and the target's id, joined. The key was secret until the disclosure; commitment and public values fixed it, and nobody could choose it.";
    /// What the page of files begins with.
    pub(crate) struct IndexOf { draw: Id, hash: HashAlgorithm } =
        "抽取编号 {draw}。以下为各文件的 {hash} 摘要；各公示文件的摘要登记在公开日志 log.jsonl 中，从其他途径取得的副本，可以据此核对。",
        "Draw {draw}. Below each file stands its {hash}; the digests of the documents are lines of the public log, log.jsonl, so that copies elsewhere can be checked.";
    /// A document of the site, with the day on which it was published.
    pub(crate) struct PublishedOn { title: Label, day: On } = "{title}（{day}发布）", "{title} (published on {day})";
    /// A file that is named in words.
    pub(crate) struct FileNamed { what: Label, name: Quoted } = "{what}（{name}）", "{what} ({name})";
    /// An amendment.
    pub(crate) struct AmendmentNamed { number: u64, name: Quoted } = "第 {number} 次递补与更换（{name}）", "amendment {number} ({name})";
    /// An entry of the feed.
    pub(crate) struct FeedPublished { what: Quoted } = "公示：{what}", "Published: {what}";
    /// An entry of the feed.
    pub(crate) struct FeedWithdrawn { what: Quoted } = "撤回：{what}", "Withdrawn: {what}";
    /// Before a ticket that is computed by hand.
    pub(crate) struct CheckExample { id: TargetId, n: u32 } =
        "例：检查对象 {id} 的第 {n} 个签号。任选下列一种方法运行：",
        "Example: ticket {n} of the target {id}. Run one of these lines:";
}
