//! What an audit found.

use super::listed::ListedChange;
use super::problem::{AuditCode, AuditProblem};
use crate::record::{Attested, Cosigned, LogSignature};
use crate::say::{Every, Language, Quoted, Say, coded, coded_serde, phrases};
use crate::types::digest::Digest;
use crate::types::id::Id;
use crate::types::timestamp::Timestamp;
use serde::Serialize;
use std::fmt;

coded! {
    /// What only the outside world can settle.
    pub enum Outside {
        AnnouncedFirst = "announced_first", "各公告是否确在公开值截止前公布（签字记录、注明日期的留存件、他人所持的日志校验信息）", "that each announcement was public before its first value closed: signed minutes, dated copies, checkpoints in other hands";
        SameLog = "same_log", "他人查阅的是否为同一份日志：请相互比对日志校验信息", "that others see the same log: compare checkpoints";
        ValuesPublished = "values_published", "公开值是否与发布者公布的一致", "the public values at their publishers";
        ReasonsTrue = "reasons_true", "豁免、回避、个别调整、更换、作废的理由及凭证是否属实", "the reasons and evidence of exemptions, recusals, overrides, strikes and voids";
        RegistersTrue = "registers_true", "名录是否完整真实", "that the rosters are complete and true";
        Reported = "reported", "抽中对象是否都有检查结果（未提供结果清单，未查）", "that every drawn target was reported: no reports were given";
        ReportsTrue = "reports_true", "所报告的检查结果是否属实", "that the reports are true";
        NotPublicYet = "not_public_yet", "尚未到期披露的抽取，其内容未查", "draws whose disclosure is not due yet";
        ProofsUnlogged = "proofs_unlogged", "有的证明所依据的公告或封存文件不在日志中：由何人出具，文件本身不能证明（任何人均可制作），请持有人说明来源", "proofs whose announcement or seal is not in the log: who made them the files cannot tell, since anybody can; ask their holders where they come from";
        Cosigners = "cosigners", "联署单位与执法单位是否串通、其时钟是否准确", "that the witnesses that cosigned did not collude, and that their clocks were right";
        Witnesses = "witnesses", "见证人与执法单位是否串通", "that witnesses did not collude";
    }
}
coded_serde!(Outside);

/// A draw: by its id, or by the running number of its announcement where that document is not there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(untagged)]
pub enum DrawName {
    /// Its id.
    Id(Id),
    /// The running number of its announcement.
    Number(u64),
}

impl From<&Id> for Option<DrawName> {
    fn from(id: &Id) -> Self {
        Some(DrawName::from(id))
    }
}

impl From<&Id> for DrawName {
    fn from(id: &Id) -> Self {
        Self::Id(id.clone())
    }
}

impl Say for DrawName {
    fn say(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self, language) {
            (Self::Id(id), _) => id.say(language, f),
            (Self::Number(number), Language::Zh) => write!(f, "第 {number} 号公告"),
            (Self::Number(number), Language::En) => write!(f, "no. {number}"),
        }
    }
}

impl fmt::Display for DrawName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Id(id) => id.fmt(f),
            Self::Number(number) => number.fmt(f),
        }
    }
}

/// A finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct AuditFinding {
    /// The draw; nothing where it is about none.
    pub draw: Option<DrawName>,
    /// The lines of the log concerned, counted from 1. (The log's own field `line` counts from 0.)
    pub lines: Vec<u64>,
    /// What is wrong.
    #[serde(flatten)]
    pub problem: AuditProblem,
}

impl AuditFinding {
    /// The code of what is wrong.
    pub const fn code(&self) -> AuditCode {
        self.problem.code()
    }
}

impl Say for AuditFinding {
    fn say(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(draw) = &self.draw {
            write!(f, "[{}] ", draw.said(language))?;
        }
        self.problem.say(language, f)?;
        let lines: Vec<String> = self.lines.iter().map(u64::to_string).collect();
        match language {
            _ if lines.is_empty() => Ok(()),
            Language::Zh => write!(f, "（日志第 {} 行）", lines.join("、")),
            Language::En => write!(f, " (log line {})", lines.join(", ")),
        }
    }

    fn each_quoted(&mut self, each: &mut dyn FnMut(&mut Quoted)) {
        self.problem.each_quoted(each);
    }
}

/// Where findings are put together.
#[derive(Default)]
pub(super) struct Findings(pub(super) Vec<AuditFinding>);

impl Findings {
    /// Adds one about lines by their places, from 0.
    pub(super) fn add(&mut self, draw: impl Into<Option<DrawName>>, places: &[u64], problem: AuditProblem) {
        let lines = places.iter().map(|place| place + 1).collect();
        self.0.push(AuditFinding { draw: draw.into(), lines, problem });
    }
}

/// Coverage of a class in a year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Coverage {
    /// The year.
    pub year: String,
    /// The class.
    pub class: String,
    /// Targets of the class in the roster of the year's latest disclosed draw.
    pub targets: u64,
    /// How many of them stand in a disclosed draw of the year.
    pub covered: u64,
}

/// A checkpoint that the log continues, with who stands behind the lines that it covers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Covered {
    /// Its origin.
    pub origin: String,
    /// How many lines it covers: so many first ones.
    pub size: u64,
    /// Whether the log signed it.
    pub log: LogSignature,
    /// The witnesses that cosigned it, the earliest first.
    pub cosigned: Vec<Cosigned>,
    /// How many are asked for; 0 if no witness is named.
    pub quorum: u64,
    /// By when so many had: the lines were there by then.
    pub by: Option<Timestamp>,
}

impl Covered {
    pub(super) fn of(attested: &Attested) -> Self {
        let Attested { checkpoint, log, cosigned, quorum, by, .. } = attested.clone();
        Self { origin: checkpoint.origin().to_owned(), size: checkpoint.size(), log, cosigned, quorum, by }
    }
}

phrases! {
    struct CoveredBy { size: u64, log: LogSignature, cosigned: Every<CosignedAt>, by: Timestamp, quorum: u64 } = "第 1 至 {size} 行：{log}；联署：{cosigned}；{by} 已满 {quorum} 家，这些行此前已经存在", "lines 1 to {size}: {log}; cosigned: {cosigned}; {quorum} had by {by}, so these lines were there by then";
    struct CoveredShort { size: u64, log: LogSignature, cosigned: Every<CosignedAt>, quorum: u64 } = "第 1 至 {size} 行：{log}；联署：{cosigned}；未满 {quorum} 家", "lines 1 to {size}: {log}; cosigned: {cosigned}; short of {quorum}";
    struct CoveredAlone { size: u64, log: LogSignature } = "第 1 至 {size} 行：{log}", "lines 1 to {size}: {log}";
    struct CosignedAt { by: Quoted, at: Timestamp } = "{by}（{at}）", "{by} ({at})";
}

impl Say for Covered {
    fn say(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { size, log, quorum, .. } = *self;
        let at = |one: &Cosigned| CosignedAt { by: Quoted::new(&one.by), at: one.at };
        let cosigned = Every(self.cosigned.iter().map(at).collect());
        match self.by {
            Some(by) => CoveredBy { size, log, cosigned, by, quorum }.say(language, f),
            None if quorum > 0 => CoveredShort { size, log, cosigned, quorum }.say(language, f),
            None => CoveredAlone { size, log }.say(language, f),
        }
    }
}

/// What was checked, in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct Examined {
    /// Lines of the log.
    pub lines: u64,
    /// Announcements that the log names.
    pub announcements: u64,
    /// Disclosures that were recomputed.
    pub disclosures: u64,
    /// Amendments that were recomputed in them.
    pub amendments: u64,
    /// Voids.
    pub voids: u64,
    /// Checkpoints.
    pub checkpoints: u64,
    /// Public values.
    pub values: u64,
    /// Proofs.
    pub proofs: u64,
    /// Published pages, by their JSON.
    pub pages: u64,
}

/// An audit's report.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct AuditReport {
    /// What is wrong; nothing in a clean record.
    pub findings: Vec<AuditFinding>,
    /// What changed between periods.
    pub changes: Vec<ListedChange>,
    /// Coverage by year and class.
    pub coverage: Vec<Coverage>,
    /// The checkpoints with verified signatures that the log continues: which lines are covered by whom.
    pub covered: Vec<Covered>,
    /// What was checked.
    pub checked: Examined,
    /// What only the outside world can settle.
    pub outside: Vec<Outside>,
    /// The announcements of the log of which no document is there, by their running numbers: nothing is said of them.
    pub unseen: Vec<u64>,
    /// What the log says was published and stands, of announcements of which no publication was given: nothing is said of it.
    pub unseen_pages: Vec<Digest>,
    /// The proofs whose announcement or seal is not in the log, by the names of their files.
    pub unlogged_proofs: Vec<String>,
}

impl AuditReport {
    /// How many lines, from the first on, a quorum of witnesses stands behind.
    pub fn witnessed(&self) -> u64 {
        self.covered.iter().filter(|one| one.by.is_some()).map(|one| one.size).max().unwrap_or(0)
    }

    /// Whether nothing was found. What was not seen ([`AuditReport::unseen`]) is not judged.
    pub fn is_clean(&self) -> bool {
        self.findings.is_empty()
    }
}
