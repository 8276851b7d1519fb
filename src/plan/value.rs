//! Public values: what is announced of each (PROTOCOL.md §7).

use super::kind::ValueKind;
use crate::say::{Language, Say, coded, coded_serde};
use crate::types::id::Id;
use crate::types::text::number_behind;
use crate::types::timestamp::Timestamp;
use serde::{Deserialize, Serialize};
use std::fmt;
use unicode_normalization::UnicodeNormalization;

/// A source of a public value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Source {
    /// When it can no longer be influenced: for a drawing when it is held, for a contribution when it is read out, for a round of drand
    /// its time ([`ValueKind::drand_time`]). Later than `announce_at`, a fallback's later than that of the source before, and all
    /// earlier than `seal_by`.
    pub closes: Timestamp,
    /// Issue, round or occasion.
    pub issue: String,
    /// Kind and parameters.
    pub kind: ValueKind,
    /// Who publishes it, and where.
    pub publisher: String,
}

coded! {
    /// What happens when a publisher corrects or withdraws a text before the seal is public.
    pub enum Correction {
        Fallback = "fallback", "视同未发布，改用下一替代来源，没有的则作废", "counts as not published: the next fallback, or the draw is void";
        First = "first", "以最初发布的为准", "the text first published counts";
        Void = "void", "本次抽取作废", "the draw is void";
    }
}
coded_serde!(Correction);

/// A public value of the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PublicValue {
    /// What happens when the publisher corrects or withdraws a text.
    #[serde(default = "Correction::default_rule")]
    pub corrected: Correction,
    /// What is taken, in order, when the source before does not publish; none left: the draw is void.
    #[serde(default)]
    pub fallbacks: Vec<Source>,
    /// Its name.
    pub name: Id,
    /// The main source.
    pub source: Source,
}

/// Names that public values have in the templates, with the words for them.
pub(crate) const VALUE_WORDS: [(&str, &str); 4] =
    [("lottery", "开奖号码"), ("beacon", "公共信标"), ("witness", "见证人随机数"), ("dice", "骰子点数")];

/// The name of a public value as people read it: in Chinese the word for it, where there is one.
///
/// ```
/// use dual_random::plan::ValueName;
/// use dual_random::{Id, Language, Say};
///
/// let name = |name: &str| ValueName::from(Id::new(name).unwrap());
/// assert_eq!(name("lottery").message(Language::Zh), "开奖号码");
/// assert_eq!(name("lottery-2").message(Language::Zh), "开奖号码 2");
/// assert_eq!(name("lottery-2").message(Language::En), "lottery-2");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ValueName(pub Id);

impl From<Id> for ValueName {
    fn from(name: Id) -> Self {
        Self(name)
    }
}

impl Say for ValueName {
    fn say(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let code = self.0.as_str();
        let word = || VALUE_WORDS.iter().find_map(|(name, zh)| Some((zh, number_behind(code, name)?)));
        match word().filter(|_| language == Language::Zh) {
            Some((word, "")) => f.write_str(word),
            Some((word, number)) => write!(f, "{word} {number}"),
            None => self.0.say(language, f),
        }
    }
}

impl Correction {
    /// What holds where a plan says nothing: a corrected text counts as one that was not published.
    const fn default_rule() -> Self {
        Self::Fallback
    }
}

impl Source {
    /// What makes it one event: publisher and issue.
    pub(crate) fn event(&self) -> (&str, &str) {
        (&self.publisher, &self.issue)
    }

    /// The event without what tells no two events apart: blanks, widths, case, brackets, and a last word that names a
    /// part of a drawing or the order of its numbers. Two sources whose plain events are equal are one drawing; two
    /// whose plain events differ may be one still, which no program can see.
    pub(crate) fn plain_event(&self) -> (String, String) {
        (plain(&self.publisher), plain(&self.issue))
    }
}

impl PublicValue {
    /// The main source (0) or the n-th fallback.
    pub fn source(&self, index: usize) -> Option<&Source> {
        if index == 0 { Some(&self.source) } else { self.fallbacks.get(index - 1) }
    }

    /// The main source and all fallbacks.
    pub fn sources(&self) -> impl Iterator<Item = &Source> {
        std::iter::once(&self.source).chain(&self.fallbacks)
    }
}

/// Last words that name a part of a drawing, or the order in which its numbers are written.
const PARTS: &[&str] = &[
    "红球",
    "蓝球",
    "红色球",
    "蓝色球",
    "红球号码",
    "蓝球号码",
    "红区",
    "蓝区",
    "前区",
    "后区",
    "前区号码",
    "后区号码",
    "基本号",
    "基本号码",
    "特别号",
    "特别号码",
    "奖号",
    "开奖号码",
    "中奖号码",
    "按开出顺序",
    "按开出先后",
    "按出球顺序",
    "从小到大",
    "升序",
    "red",
    "blue",
    "main",
    "special",
    "bonus",
    "balls",
    "ascending",
    "inorder",
];

/// A text without what tells no two events apart.
fn plain(text: &str) -> String {
    let is_kept = |c: &char| !c.is_whitespace() && !"()[]{}<>〔〕【】《》〈〉「」『』“”\"'".contains(*c);
    let mut plain: String = text.nfkc().flat_map(char::to_lowercase).filter(is_kept).collect();
    loop {
        let end = plain.trim_end_matches(|c: char| !c.is_alphanumeric()).len();
        // A text that is nothing but marks, or the name of a part, stays.
        plain.truncate(if end == 0 { plain.len() } else { end });
        match PARTS.iter().filter(|part| plain.ends_with(**part)).map(|part| part.len()).max() {
            Some(length) if length < plain.len() => plain.truncate(plain.len() - length),
            _ => return plain,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn parts_of_one_drawing_are_one_event_however_they_are_written() {
        for issue in [
            "第115期",
            "第 115 期",
            "第１１５期",
            "（第115期）",
            "第115期 红球",
            "第115期（蓝球）",
            "第115期，按开出顺序",
            "第115期 红球号码 从小到大",
            "第115期——后区",
        ] {
            assert_eq!(plain(issue), "第115期", "{issue}");
        }
        assert_eq!(plain("Issue 2026115 (red balls)"), plain("ISSUE 2026115 blue"));
    }

    #[test]
    fn events_that_may_be_two_stay_two() {
        for (one, other) in [
            ("第115期", "第116期"),
            ("第1-1次", "第11次"),
            ("双色球第115期", "七乐彩第115期"),
            ("1.15", "11.5"),
            ("红球", "蓝球"),
            ("round 4211", "round 4212"),
        ] {
            assert_ne!(plain(one), plain(other), "{one}, {other}");
        }
    }
}
