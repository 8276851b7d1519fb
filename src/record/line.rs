//! A line of the log, and what can be wrong with one (PROTOCOL.md §19).

use crate::commit::canonical::FormError;
use crate::commit::document::Protocol;
use crate::say::{Language, Say, coded, coded_serde, sayings, sayings_error};
use crate::types::digest::Digest;
use crate::types::timestamp::Timestamp;
use serde::{Deserialize, Serialize};
use std::fmt;

coded! {
    /// What a line records.
    pub enum LineKind {
        Announced = "announced", "公告", "announced";
        Sealed = "sealed", "封存", "sealed";
        Disclosed = "disclosed", "披露", "disclosed";
        Amended = "amended", "递补与更换", "amended";
        Voided = "voided", "作废", "voided";
        Published = "published", "公示", "published";
        Withdrawn = "withdrawn", "撤回公示", "withdrawn";
    }
}
coded_serde!(LineKind);

impl LineKind {
    /// Whether such a line gives a reason.
    pub const fn needs_reason(self) -> bool {
        matches!(self, Self::Voided | Self::Withdrawn)
    }

    /// Whether such a line is about a page or file that people read.
    pub(crate) const fn is_publication(self) -> bool {
        matches!(self, Self::Published | Self::Withdrawn)
    }
}

/// A line of the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Line {
    /// Digest of the announcement that it is about; nothing where a publication is about none.
    pub announcement: Option<Digest>,
    /// When it was written.
    pub at: Timestamp,
    /// Digest of the document: announcement, seal, disclosure, amendment's seal, void, or what was published.
    pub document: Digest,
    /// What it records.
    pub kind: LineKind,
    /// Its number, from 0 as the protocol has it. People are told the number from 1 ([`LogError::line`]).
    pub line: u64,
    /// Running number of the announcement.
    pub number: Option<u64>,
    /// The protocol, which is that of the log's first line.
    pub protocol: Protocol,
    /// Why, where something is voided or withdrawn.
    pub reason: Option<String>,
}

sayings! {
    /// What is wrong with a log or a new line.
    pub enum LogProblem {
        TooLarge = "too_large", "日志超过限度", "the log is over its limits";
        Form { error: FormError } = "form", "该行不规范：{error}", "the line is not in its canonical form: {error}";
        LineNumber = "line_number", "行号不连续：有缺行、重行或移行", "the line's number is not its place: lines were dropped, doubled or moved";
        TimeBackwards = "time_backwards", "时间早于上一行", "the line is older than the one before";
        Number = "number", "公告编号不连续", "the running number of announcements has a gap";
        Reason = "reason", "理由缺失、多余或不规范", "a reason is missing, superfluous, or no text";
        Personal = "personal", "理由中含有身份证号、手机号或银行卡号，不得公开", "the reason holds an ID, mobile or bank card number, which must not become public";
        Fields = "fields", "该类行的字段不齐或多余", "the line has fields that its kind does not have, or lacks some";
        Protocol = "protocol", "所载协议与日志首行不同：一份日志只用一种协议（杂凑算法）", "the line names another protocol than the log's first: a log has one protocol, and so one hash";
        Unknown = "unknown", "该公告此前未登记", "the line is about an announcement that was not logged before";
        Ended = "ended", "与该公告此前的记录矛盾：重复，或已作废", "the line contradicts an earlier one about the announcement: it repeats it, or comes after its end";
        Amendments = "amendments", "更换的登记次序与其封存文件的序号不符", "the amendments are not logged in the order of their numbers";
        NotPublished = "not_published", "撤回的文件此前未公示，或已撤回", "what is withdrawn was not published, or is withdrawn already";
    }
}

sayings_error!(LogProblem: Form.error);

/// An error of a log, with its line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct LogError {
    /// The line, counted from 1 as editors and databases do. (The log's own field `line` counts from 0.)
    pub line: u64,
    /// What is wrong.
    pub problem: LogProblem,
}

impl LogError {
    /// For a line by its place, from 0.
    pub(crate) fn at(place: usize, problem: LogProblem) -> Self {
        Self { line: place as u64 + 1, problem }
    }
}

impl Say for LogError {
    fn say(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (line, problem) = (self.line, self.problem.said(language));
        match language {
            Language::Zh => write!(f, "日志第 {line} 行：{problem}"),
            Language::En => write!(f, "log line {line}: {problem}"),
        }
    }
}

impl fmt::Display for LogError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.say(Language::En, f)
    }
}

impl std::error::Error for LogError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.problem)
    }
}
