//! Public values: each kind has one strict grammar and a number of outcomes (PROTOCOL.md §7.1).

use crate::basics::date::Instant;
use crate::basics::hash::{Digest, parse_hex32, sha256};
use crate::basics::id::Id;
use crate::basics::language::{Language, coded, coded_serde};
use serde::{Deserialize, Serialize};
use std::fmt;

const MAX_NUMBER: u64 = 1_000_000_000;
const MAX_COUNT: u32 = 64;

/// Several numbers: a lottery, dice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Numbers {
    /// How many, 1–64.
    pub count: u32,
    /// Whether no number comes twice.
    pub distinct: bool,
    /// Largest number, at most 10^9.
    pub max: u64,
    /// Smallest number.
    pub min: u64,
    /// Whether the order in which they came up counts; otherwise they are written ascending.
    pub ordered: bool,
}

/// Kind of a public value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Kind {
    /// Numbers within a range.
    Numbers(Numbers),
    /// Bytes as lower-case hex: a beacon.
    Hex {
        /// How many bytes, 1–64.
        bytes: u32,
    },
    /// 32 bytes that a witness committed to before the announcement.
    Contribution {
        /// Commitment of the text.
        commitment: Digest,
    },
}

/// A source of a public value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// When it can no longer be influenced.
    pub closes: Instant,
    /// Issue, round or occasion.
    pub issue: String,
    /// Kind and parameters.
    pub kind: Kind,
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
}

impl PublicValue {
    /// The main source (0) or the n-th fallback.
    pub fn source(&self, index: usize) -> Option<&Source> {
        if index == 0 { Some(&self.source) } else { self.fallbacks.get(index - 1) }
    }

    /// The main source and all fallbacks.
    pub(crate) fn sources(&self) -> impl Iterator<Item = &Source> {
        std::iter::once(&self.source).chain(&self.fallbacks)
    }
}

/// Why a text is not a value of its kind.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct TextError {
    /// The kind whose form was asked for.
    pub kind: Kind,
}

impl TextError {
    /// The form that was asked for, in words.
    pub fn message(&self, language: Language) -> String {
        let zh = language == Language::Zh;
        match &self.kind {
            Kind::Numbers(numbers) => numbers.form(language),
            Kind::Hex { bytes } if zh => format!("须为恰好 {} 位小写十六进制", 2 * u64::from(*bytes)),
            Kind::Hex { bytes } => {
                format!("the text must be exactly {} lower-case hex digits", 2 * u64::from(*bytes))
            }
            Kind::Contribution { .. } if zh => "须为事先承诺的 64 位小写十六进制".to_owned(),
            Kind::Contribution { .. } => {
                "the text must be the 64 lower-case hex digits that were committed to".to_owned()
            }
        }
    }
}

impl fmt::Display for TextError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Language::En))
    }
}

impl std::error::Error for TextError {}

/// Outcomes are counted exactly up to here; times the widest range it still fits 128 bits.
const CEILING: u128 = 1 << 96;

impl Numbers {
    fn range(&self) -> Option<u128> {
        u128::from(self.max).checked_sub(u128::from(self.min)).map(|span| span + 1)
    }

    fn is_possible(&self) -> bool {
        (1..=MAX_COUNT).contains(&self.count)
            && self.max <= MAX_NUMBER
            && self.range().is_some_and(|range| !self.distinct || u128::from(self.count) <= range)
    }

    fn outcomes(&self) -> u128 {
        let range = self.range().unwrap_or(0);
        let count = u128::from(self.count);
        let mut product: u128 = 1;
        for i in 0..count {
            // Each step is exact: the running product of the unordered cases is a binomial coefficient.
            product = match (self.ordered, self.distinct) {
                (true, false) => product * range,
                (true, true) => product * (range - i),
                (false, true) => product * (range - i) / (i + 1),
                // Not equally likely: the likeliest comes up in at most count! orders.
                (false, false) => product * range / (i + 1),
            };
            if product >= CEILING {
                let combinations = !self.ordered && self.distinct;
                return if combinations { short_side(range, count) } else { CEILING };
            }
        }
        product
    }

    fn fits(&self, text: &str) -> bool {
        let width = self.max.to_string().len();
        let mut numbers = Vec::new();
        for part in text.split(' ') {
            let plain = part.len() == width && part.bytes().all(|b| b.is_ascii_digit());
            match part.parse::<u64>() {
                Ok(number) if plain && (self.min..=self.max).contains(&number) => numbers.push(number),
                _ => return false,
            }
        }
        let ascending = self.ordered || numbers.is_sorted();
        let count = numbers.len() as u64;
        numbers.sort_unstable();
        let distinct = !self.distinct || numbers.windows(2).all(|pair| pair[0] != pair[1]);
        count == u64::from(self.count) && ascending && distinct
    }

    fn form(&self, language: Language) -> String {
        let Self { count, min, max, distinct, ordered } = self;
        let width = max.to_string().len();
        let range = match language {
            Language::Zh => format!(
                "须为 {count} 个 {min:0width$} 至 {max:0width$} 的数，每个 {width} 位，以一个空格隔开"
            ),
            Language::En => format!(
                "the text must be exactly {count} numbers from {min:0width$} to {max:0width$}, each of {width} digits, one space between"
            ),
        };
        let order = match (language, ordered) {
            (Language::Zh, true) => "，按出现的先后",
            (Language::Zh, false) => "，从小到大",
            (Language::En, true) => ", in the order in which they came up",
            (Language::En, false) => ", in ascending order",
        };
        let twice = match (language, distinct) {
            (_, false) => "",
            (Language::Zh, true) => "，不重复",
            (Language::En, true) => ", none twice",
        };
        format!("{range}{order}{twice}")
    }
}

/// C(n, c) from the side that does not pass its middle, at most the ceiling.
fn short_side(n: u128, count: u128) -> u128 {
    let mut product: u128 = 1;
    for i in 0..count.min(n - count) {
        product = product * (n - i) / (i + 1);
        if product >= CEILING {
            return CEILING;
        }
    }
    product
}

/// Commitment of a witness contribution (its text: 64 lower-case hex digits).
pub fn contribution_commitment(text: &str) -> Digest {
    sha256(&[b"dual-random/1 contribution:", text.as_bytes()])
}

impl Kind {
    /// Whether its parameters are possible.
    pub(crate) fn is_possible(&self) -> bool {
        match self {
            Self::Numbers(numbers) => numbers.is_possible(),
            Self::Hex { bytes } => (1..=64).contains(bytes),
            Self::Contribution { .. } => true,
        }
    }

    /// How many outcomes it has, at most 2^96. A contribution counts as one, since whoever colludes with the witness
    /// knows it.
    pub fn outcomes(&self) -> u128 {
        match self {
            Self::Numbers(numbers) if numbers.is_possible() => numbers.outcomes(),
            Self::Numbers(_) => 0,
            Self::Hex { bytes: bytes @ 0..12 } => 1 << (8 * bytes),
            Self::Hex { .. } => CEILING,
            Self::Contribution { .. } => 1,
        }
    }

    /// The commitment of a contribution.
    pub(crate) fn commitment(&self) -> Option<Digest> {
        match self {
            Self::Contribution { commitment } => Some(*commitment),
            Self::Numbers(_) | Self::Hex { .. } => None,
        }
    }

    /// Whether nobody among the participants holds it.
    pub(crate) fn is_in_nobodys_hands(&self) -> bool {
        !matches!(self, Self::Contribution { .. })
    }

    /// Whether a text is a value of this kind. What does not match is refused, never repaired: `05` is not `5`.
    ///
    /// # Errors
    /// When it does not match; the error says which form was asked for.
    pub fn check(&self, text: &str) -> Result<(), TextError> {
        let lower_hex = |text: &str| text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        let fits = match self {
            Self::Numbers(numbers) => numbers.fits(text),
            Self::Hex { bytes } => text.len() as u64 == 2 * u64::from(*bytes) && lower_hex(text),
            Self::Contribution { commitment } => {
                parse_hex32(text).is_some() && contribution_commitment(text) == *commitment
            }
        };
        if fits { Ok(()) } else { Err(TextError { kind: self.clone() }) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(count: u32, min: u64, max: u64, distinct: bool, ordered: bool) -> Kind {
        Kind::Numbers(Numbers { count, distinct, max, min, ordered })
    }

    #[test]
    fn outcomes_agree_with_counting_by_hand() {
        assert_eq!(numbers(7, 1, 35, true, false).outcomes(), 6_724_520);
        assert_eq!(numbers(6, 1, 33, true, false).outcomes(), 1_107_568);
        assert_eq!(numbers(5, 0, 9, false, true).outcomes(), 100_000);
        assert_eq!(numbers(3, 1, 10, true, true).outcomes(), 720);
        assert_eq!(numbers(2, 1, 6, false, false).outcomes(), 18, "36 / 2!");
        assert_eq!(numbers(64, 1, 9, false, false).outcomes(), 0, "far fewer than orders");
        assert_eq!(Kind::Hex { bytes: u32::MAX }.outcomes(), CEILING);
        assert!(Kind::Hex { bytes: 1 << 29 }.check("00").is_err());
        assert_eq!(numbers(64, 1, 65, true, false).outcomes(), 65, "C(65, 64)");
        assert_eq!(numbers(64, 1, 1_000_000_000, false, true).outcomes(), CEILING);
        assert_eq!(numbers(64, 1, 1_000_000_000, true, false).outcomes(), CEILING);
        assert_eq!(numbers(60, 1, 120, true, false).outcomes(), CEILING, "C(120, 60) > 2^96");
        assert_eq!(Kind::Hex { bytes: 4 }.outcomes(), 1 << 32);
        assert_eq!(Kind::Hex { bytes: 64 }.outcomes(), CEILING);
    }

    #[test]
    fn outcomes_agree_with_enumeration_of_small_ranges() {
        for (distinct, ordered) in [(false, true), (true, false), (true, true)] {
            for count in 1..=3u32 {
                for range in 1..=5u64 {
                    let kind = numbers(count, 1, range, distinct, ordered);
                    let total = range.pow(count);
                    let accepted = (0..total)
                        .filter(|code| {
                            let text: Vec<String> =
                                (0..count).map(|i| (code / range.pow(i) % range + 1).to_string()).collect();
                            kind.check(&text.join(" ")).is_ok()
                        })
                        .count();
                    if kind.is_possible() {
                        assert_eq!(kind.outcomes(), accepted as u128, "{kind:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_text_is_matched_to_the_letter_and_never_repaired() {
        let lottery = numbers(3, 1, 35, true, false);
        assert!(lottery.check("03 11 35").is_ok());
        for bad in [
            "3 11 35",
            "03 11 36",
            "11 03 35",
            "03 03 35",
            "03 11",
            "03 11 35 ",
            "03  11 35",
            "03,11,35",
            "０３ 11 35",
            "00 11 35",
            "+3 11 35",
            "",
        ] {
            assert!(lottery.check(bad).is_err(), "{bad:?}");
        }
        let dice = numbers(2, 1, 6, false, true);
        assert!(dice.check("6 1").is_ok() && dice.check("5 5").is_ok());
        assert!(dice.check("05 5").is_err(), "05 is not 5");
        let beacon = Kind::Hex { bytes: 2 };
        assert!(beacon.check("00ff").is_ok());
        assert!(beacon.check("00FF").is_err() && beacon.check("0ff").is_err());
    }

    #[test]
    fn a_contribution_is_what_was_committed_to_and_nothing_else() {
        let text = "11".repeat(32);
        let kind = Kind::Contribution { commitment: contribution_commitment(&text) };
        assert!(kind.check(&text).is_ok());
        assert!(kind.check(&"12".repeat(32)).is_err());
        assert!(kind.check("11").is_err());
    }
}
