//! How a check failed: what was expected, and what was found.

use super::path::DocumentPath;
use super::size::Passed;
use crate::amend::AmendError;
use crate::commit::canonical::FormError;
use crate::draw::DrawError;
use crate::fault::Fault;
use crate::plan::ValueName;
use crate::rules::Reason;
use crate::say::{Listed, Quoted, coded, coded_serde, sayings};
use crate::types::digest::Digest;

coded! {
    /// What has a limit that costs nothing to check.
    pub enum Limited {
        Amendments = "amendments", "递补与更换次数", "amendments";
        AmendedLeaves = "amended_leaves", "递补与更换次数与检查对象数之积", "amendments times targets";
        Ceremonies = "ceremonies", "连续抽取次数", "ceremonies of the chain";
        Changes = "changes", "名录变动数", "roster changes";
        Inspectors = "inspectors", "检查人员数", "inspectors";
        Recusals = "recusals", "回避数", "recusals";
        Strikes = "strikes", "一次更换的项数", "strikes of one amendment";
        Targets = "targets", "检查对象数", "targets";
    }
}

coded_serde!(Limited);

sayings! {
    /// What a check expected, or what it found.
    pub enum Content {
        Nothing = "nothing", "无", "nothing";
        Digest { digest: Digest } = "digest", "{digest}", "{digest}";
        Digests { digests: Listed<Digest> } = "digests", "{digests}", "{digests}";
        Number { number: u64 } = "number", "{number}", "{number}";
        Text { text: Quoted } = "text", "{text}", "{text}";
        Reason { reason: Reason } = "reason", "{reason}", "{reason}";
        /// The start of a part of a document.
        Json { json: Quoted } = "json", "{json}", "{json}";
        Ceremony { announcement: Digest, head: Digest } = "ceremony", "公告 {announcement}、末次封存文件 {head}", "announcement {announcement} and head {head}";
    }
}

impl Content {
    /// Most characters of a text or a part of a document.
    const MOST: usize = 120;

    /// A text, cut where it gets long.
    pub(super) fn text(text: &str) -> Self {
        Self::Text { text: excerpt(text) }
    }

    /// A part of a document as it is written, cut where it gets long.
    pub(super) fn json(text: &str) -> Self {
        Self::Json { json: excerpt(text) }
    }

    pub(super) fn digest(digest: Option<Digest>) -> Self {
        digest.map_or(Self::Nothing, |digest| Self::Digest { digest })
    }
}

fn excerpt(text: &str) -> Quoted {
    match text.char_indices().nth(Content::MOST) {
        Some((end, _)) => Quoted::new(format!("{}…", &text[..end])),
        None => Quoted::new(text),
    }
}

sayings! {
    /// How a check failed.
    pub enum Failure {
        Differs { expected: Content, found: Content } = "differs", "应为 {expected}，实为 {found}", "expected {expected}, found {found}";
        DiffersAt { path: DocumentPath, expected: Content, found: Content } = "differs_at", "{path}应为 {expected}，实为 {found}", "{path}: expected {expected}, found {found}";
        SecretDiffers { number: usize, expected: Content, found: Content } = "secret_differs", "第 {number} 个种子密值的校验码应为 {expected}，实为 {found}", "commitment of seed secret {number}: expected {expected}, found {found}";
        SecretReused { commitment: Digest } = "secret_reused", "校验码 {commitment} 已见于前次抽取或其他单位", "the commitment {commitment} is that of an earlier ceremony or of another authority";
        NoSuchValue { names: Listed<ValueName> } = "no_such_value", "所用公开值为 {names}，没有这一项", "the values used are {names}, and no other";
        NotSigned { found: Content } = "not_signed", "{found} 不是该轮的签名", "{found} is not the signature of the round";
        OverLimit { what: Limited, found: u64, limit: u64 } = "over_limit", "{what}为 {found}，最多 {limit}", "{what}: {found}, at most {limit}";
        Form { error: FormError } = "form", "{error}", "{error}";
        Fault { fault: Fault } = "fault", "{fault}", "{fault}";
        Draw { error: DrawError } = "draw", "{error}", "{error}";
        Amendment { error: AmendError } = "amendment", "{error}", "{error}";
    }
}

impl From<Passed> for Failure {
    fn from(Passed { what, found, limit }: Passed) -> Self {
        Self::OverLimit { what, found, limit }
    }
}

impl From<FormError> for Failure {
    fn from(error: FormError) -> Self {
        Self::Form { error }
    }
}

impl From<DrawError> for Failure {
    fn from(error: DrawError) -> Self {
        Self::Draw { error }
    }
}

impl From<AmendError> for Failure {
    fn from(error: AmendError) -> Self {
        Self::Amendment { error }
    }
}
