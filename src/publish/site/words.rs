//! What a site says by itself: on the pages around the documents, in the log, in a proof.

use crate::publish::cell::Words;
use crate::say::phrases;
use crate::types::id::{Id, TargetId};

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
    IDENTITY_LATER = "公布结果时不附登记信息，随披露公布", "shown with the disclosure, not with the outcome";
    BOUND_ANEW = "内容不变，改附新的封存文件摘要", "the same, bound to the newer seal";
    ADDED = "新增处罚决定，已公示的内容不变", "decisions are added; what was published stays as it was";
    NOT_PUBLIC = "依法不再公开：", "no longer public, by law: ";
    CATALOGUE = "开放数据目录（DCAT）", "Open-data catalogue (DCAT)";
    PROOF = "证明文件", "proof";
    WITHDRAWN = "已撤回、被代替的公示（数据）", "Withdrawn and replaced documents (data)";
    VERIFICATION = "验证文件", "Files for verification";
    HOW_TO_CHECK = "自行核对签号的方法", "How to check a ticket yourself";
    TICKET_KEY = "签号密钥", "Ticket key";
    CHECK_INTRO = "每个对象有一张或几张签。签号是“密钥、签的序号、半角冒号、对象编号”连在一起的 SHA-256。密钥在披露之前保密，由公告固定的密值和公开值共同决定，任何人不能挑选。", "Each target has one ticket or several. A ticket is the SHA-256 of the key, the ticket's number, a colon and the target's id, joined. The key was secret until the disclosure; commitment and public values fixed it, and nobody could choose it.";
    CHECK_RESULT = "应当得到", "It must give";
    CHECK_RULE = "同一分组中，各对象取自己最小的签号，从小到大排列，排在前面的抽中，其余依次候补。", "In a stratum each target stands by its smallest ticket; the smallest ones are drawn, and the others are the alternates, in order.";
    CHECK_FILES = "核对任何一个文件：Linux 或 macOS 用 sha256sum 文件名，Windows 用 certutil -hashfile 文件名 SHA256，所得应与页面上的摘要相同。全部重算：dual-random verify 文件夹。", "To check any file: sha256sum FILE on Linux or macOS, certutil -hashfile FILE SHA256 on Windows; it must give the digest on the page. To recompute everything: dual-random verify FOLDER.";
}

phrases! {
    /// What the index begins with.
    pub(crate) struct IndexOf { draw: Id } =
        "抽取编号 {draw}。以下每个文件都附有 SHA-256 摘要；各公示文件的摘要登记在公开日志 log.jsonl 中，他处的副本可以据此核对。",
        "Draw {draw}. Each file stands with its SHA-256 digest; the digests of the documents are lines of the public log, log.jsonl, so that copies elsewhere can be checked.";
    /// Before a ticket that is computed by hand.
    pub(crate) struct CheckExample { id: TargetId, n: u32 } =
        "例：对象 {id} 的第 {n} 张签。在任一环境中运行下面的一行：",
        "Example: ticket {n} of the target {id}. Run one of these lines:";
}
