//! Reports: checks with their outcomes, findings, warnings, and the verdict.

use super::checked::{CheckCode, Checked};
use super::fact::{Fact, FindingCode};
use super::failure::{Content, Failure};
use crate::rules::Warning;
use crate::say::{Language, Say, coded, coded_serde};
use crate::types::id::Id;
use serde::Serialize;
use std::fmt;

coded! {
    /// The verdict. It is honest: whatever recomputes but is anchored by nothing from outside is never called verified.
    ///
    /// ```
    /// use dual_random::{Evidence, Grounds, Verdict, verify};
    /// # mod shared { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/shared/mod.rs")); }
    /// # let (_, drawn) = shared::drawn()?;
    ///
    /// assert_eq!(verify(b"no disclosure", &Evidence::new()).verdict, Verdict::Unusable);
    /// let disclosure = drawn.disclose(&Grounds::none())?.to_bytes()?;
    /// assert_eq!(verify(&disclosure, &Evidence::new()).verdict, Verdict::Consistent);
    /// let other = String::from_utf8(disclosure)?.replace("检查员3", "检查员33");
    /// assert_eq!(verify(other.as_bytes(), &Evidence::new()).verdict, Verdict::Contradicted);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub enum Verdict {
        Verified = "verified", "已验证：全部重新计算一致，且与您所持的公告和您查得的公开值相符", "verified: everything recomputes, and agrees with the reader's own announcement and public values";
        Consistent = "consistent", "自洽：文件内部一致，尚无外部留存材料印证公告在先；事后伪造的文件也能达到这一结论", "consistent only: everything recomputes, but nothing from outside shows that the announcement came first; a forgery made afterwards can reach this";
        Contradicted = "contradicted", "不一致：有内容与记录不符", "contradicted: something does not agree";
        Unusable = "unusable", "无法使用：文件不完整、不规范或超过限度", "unusable: the file is not a disclosure in canonical form within the limits";
    }
}

coded_serde!(Verdict);

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.say(Language::En, f)
    }
}

coded! {
    /// Why something was not checked.
    pub enum Why {
        NoEvidence = "no_evidence", "您未提供", "the reader gave none";
        EarlierFailure = "earlier_failure", "前面的检查未通过", "an earlier check failed";
    }
}

coded_serde!(Why);

/// What came of a check.
///
/// ```
/// use dual_random::{Evidence, Grounds, CheckOutcome, verify};
/// # mod shared { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/shared/mod.rs")); }
/// # let (_, drawn) = shared::drawn()?;
/// # let disclosure = drawn.disclose(&Grounds::none())?.to_bytes()?;
///
/// let report = verify(&disclosure, &Evidence::new());
/// let for_you = report.checks.iter().filter(|check| check.outcome == CheckOutcome::ForYou);
/// assert!(for_you.count() > 0, "some of it only the outside world settles");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
#[non_exhaustive]
pub enum CheckOutcome {
    /// It holds.
    Held,
    /// It does not.
    Failed {
        /// What was expected and found.
        failure: Failure,
    },
    /// It could not be checked.
    NotCheckable {
        /// Why not.
        why: Why,
    },
    /// Only the outside world settles it.
    ForYou,
}

/// A check.
///
/// ```
/// use dual_random::{Evidence, Language, Say, verify};
///
/// let report = verify(b"no disclosure\n", &Evidence::new());
/// for check in report.failures() {
///     println!("{} {}", serde_json::to_string(check)?, check.said(Language::Zh));
/// }
/// assert_eq!(report.checks[0].code().code(), "form");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Check {
    /// The draw that it is about; none before that is known.
    pub draw: Option<Id>,
    /// What is checked.
    #[serde(flatten)]
    pub checked: Checked,
    /// What came of it.
    #[serde(flatten)]
    pub outcome: CheckOutcome,
}

impl Check {
    /// The code of what is checked.
    pub fn code(&self) -> CheckCode {
        self.checked.code()
    }

    /// What the reader gave and what the disclosure has, where it is the reader's evidence that differs.
    fn given(&self) -> Option<(&Content, &Content)> {
        match (&self.checked, self.failure()?) {
            (Checked::EvidenceValue { .. }, Failure::Differs { expected, found }) => Some((expected, found)),
            (
                Checked::EvidenceAnnouncement { .. } | Checked::EvidenceSeal { .. },
                Failure::Differs { expected, found },
            ) => Some((found, expected)),
            _ => None,
        }
    }

    /// What was expected and found, if it failed.
    pub fn failure(&self) -> Option<&Failure> {
        match &self.outcome {
            CheckOutcome::Failed { failure } => Some(failure),
            CheckOutcome::Held | CheckOutcome::NotCheckable { .. } | CheckOutcome::ForYou => None,
        }
    }
}

impl Say for Check {
    fn say(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(draw) = &self.draw {
            write!(f, "[{draw}] ")?;
        }
        let what = self.checked.said(language);
        if let Some((given, disclosed)) = self.given() {
            let (given, disclosed) = (given.said(language), disclosed.said(language));
            return match language {
                Language::Zh => write!(f, "不符　{what}；您提供的为 {given}，披露文件中为 {disclosed}"),
                Language::En => write!(f, "FAILED: {what}; yours is {given}, the disclosure has {disclosed}"),
            };
        }
        match (language, &self.outcome) {
            (Language::Zh, CheckOutcome::Held) => write!(f, "相符　{what}"),
            (Language::En, CheckOutcome::Held) => write!(f, "held: {what}"),
            (Language::Zh, CheckOutcome::Failed { failure }) => {
                write!(f, "不符　{what}；{}", failure.said(language))
            }
            (Language::En, CheckOutcome::Failed { failure }) => {
                write!(f, "FAILED: {what}; {}", failure.said(language))
            }
            (Language::Zh, CheckOutcome::NotCheckable { why }) => {
                write!(f, "未查　{what}：{}", why.said(language))
            }
            (Language::En, CheckOutcome::NotCheckable { why }) => {
                write!(f, "not checkable: {what}: {}", why.said(language))
            }
            (Language::Zh, CheckOutcome::ForYou) => write!(f, "请您核实　{what}"),
            (Language::En, CheckOutcome::ForYou) => write!(f, "for you to check: {what}"),
        }
    }
}

/// A finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Finding {
    /// The draw.
    pub draw: Id,
    /// What was found.
    #[serde(flatten)]
    pub fact: Fact,
}

impl Finding {
    /// The code of what was found.
    pub fn code(&self) -> FindingCode {
        self.fact.code()
    }
}

impl Say for Finding {
    fn say(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{}] {}", self.draw, self.fact.said(language))
    }
}

/// A warning of a ceremony.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Warned {
    /// The draw.
    pub draw: Id,
    /// What is odd.
    #[serde(flatten)]
    pub warning: Warning,
}

impl Say for Warned {
    fn say(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{}] {}", self.draw, self.warning.said(language))
    }
}

/// A report.
///
/// ```
/// use dual_random::{Evidence, Grounds, Language, Say, verify};
/// # mod shared { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/shared/mod.rs")); }
/// # let (_, drawn) = shared::drawn()?;
/// # let disclosure = drawn.disclose(&Grounds::none())?.to_bytes()?;
///
/// let report = verify(&disclosure, &Evidence::new());
/// println!("{}", report.said(Language::Zh)); // for people
/// println!("{}", serde_json::to_string(&report)?); // for services
/// assert_eq!(report.failures().count(), 0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Report {
    /// The verdict.
    pub verdict: Verdict,
    /// The checks, in the order in which they were made.
    pub checks: Vec<Check>,
    /// What a reader should know.
    pub findings: Vec<Finding>,
    /// What is odd in plan and rosters, counted from what is shown.
    pub warnings: Vec<Warned>,
}

impl Report {
    /// The checks that failed.
    pub fn failures(&self) -> impl Iterator<Item = &Check> {
        self.checks.iter().filter(|check| check.failure().is_some())
    }
}

impl Say for Report {
    /// A line for each check, finding and warning, and the verdict last.
    fn say(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.checks.iter().try_for_each(|check| writeln!(f, "{}", check.said(language)))?;
        self.findings.iter().try_for_each(|finding| writeln!(f, "{}", finding.said(language)))?;
        self.warnings.iter().try_for_each(|warned| writeln!(f, "{}", warned.said(language)))?;
        self.verdict.say(language, f)
    }
}
