//! Kinds of public values: each has one strict grammar and a number of outcomes (PROTOCOL.md §7.1).

use super::drand::{DrandChain, SIGNATURE_DIGITS};
use super::drawing::Drawing;
use super::numbers::{CEILING, Numbers};
use crate::say::{Language, Say};
use crate::types::digest::{Digest, HashAlgorithm, parse_hex32};
use crate::types::timestamp::Timestamp;
use serde::de::{Error, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use std::fmt;

/// Fewest and most parts of a drawing.
const PARTS: std::ops::RangeInclusive<usize> = 2..=4;
/// Between the parts of a drawing.
const BETWEEN_PARTS: &str = " + ";

/// Kind of a public value.
///
/// Where people write a plan, the name of a known drawing may stand for its kind: see [`Drawing`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ValueKind {
    /// Numbers within a range.
    Numbers(Numbers),
    /// A drawing of two to four parts, such as balls of two colours.
    Parts(Vec<Part>),
    /// Bytes as lower-case hex: a beacon.
    Hex {
        /// How many bytes, 1–64.
        bytes: u32,
    },
    /// Bytes as upper-case hex.
    UpperHex {
        /// How many bytes, 1–64.
        bytes: u32,
    },
    /// A round of a chain of drand: its signature (not its randomness, which is the hash of that), as 96 lower-case hex digits. With
    /// the feature `drand` it proves itself. The `closes` of its source is the time of the round
    /// ([`DrandChain::time_of`](super::DrandChain::time_of)).
    Drand {
        /// The chain's hash ([`DrandChain`](super::DrandChain)).
        chain: Digest,
        /// The round, from 1.
        round: u64,
    },
    /// 32 bytes that a witness committed to before the announcement, as 64 lower-case hex digits. It binds whoever knows the others'
    /// secrets, and nobody has to look it up: so another value is in nobody's hands, and the last fallback of this one is too.
    Contribution {
        /// Commitment of the text.
        commitment: Digest,
    },
}

/// A part of a drawing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Part {
    /// Whether its numbers are drawn from those that the part before left over.
    pub beyond: bool,
    /// Its numbers.
    pub numbers: Numbers,
}

/// Why a text is not a value of its kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct TextError {
    /// The kind whose form was asked for.
    pub kind: ValueKind,
}

impl Say for TextError {
    /// The form that was asked for.
    fn say(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let form = self.kind.message(language);
        match language {
            // A number stands apart from the words around it.
            Language::Zh if form.starts_with(|c: char| c.is_ascii_digit()) => write!(f, "须为 {form}"),
            Language::Zh => write!(f, "须为{form}"),
            Language::En => write!(f, "the text must be exactly {form}"),
        }
    }
}

impl fmt::Display for TextError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.say(Language::En, f)
    }
}

impl std::error::Error for TextError {}

/// Commitment of a witness contribution, in a draw with a hash. Its text is 64 lower-case hex digits, from a good source of randomness:
/// a commitment of any other text is one that nobody can open, since [`ValueKind::check`] refuses it.
pub fn contribution_commitment(hash: HashAlgorithm, text: &str) -> Digest {
    hash.hash(&[b"dual-random/1 contribution:", text.as_bytes()])
}

/// Each part with what it leaves out: as many numbers as the part before has, if it is drawn beyond them.
fn with_left_out(parts: &[Part]) -> impl Iterator<Item = (&Part, u32)> {
    let before = std::iter::once(0).chain(parts.iter().map(|part| part.numbers.count));
    parts.iter().zip(before).map(|(part, before)| (part, if part.beyond { before } else { 0 }))
}

/// Whether a part may be drawn beyond the one before: both from the same numbers, each of which comes once.
fn may_follow(before: Option<&Part>, part: &Part) -> bool {
    !part.beyond
        || before.is_some_and(|before| {
            let (before, own) = (&before.numbers, &part.numbers);
            before.distinct && own.distinct && (before.min, before.max) == (own.min, own.max)
        })
}

impl ValueKind {
    /// Whether its parameters are possible.
    pub(crate) fn is_possible(&self) -> bool {
        match self {
            Self::Numbers(numbers) => numbers.are_possible(0),
            Self::Parts(parts) => {
                let before = std::iter::once(None).chain(parts.iter().map(Some));
                PARTS.contains(&parts.len())
                    && with_left_out(parts).all(|(part, left_out)| part.numbers.are_possible(left_out))
                    && before.zip(parts).all(|(before, part)| may_follow(before, part))
            }
            Self::Hex { bytes } | Self::UpperHex { bytes } => (1..=64).contains(bytes),
            Self::Drand { .. } => self.drand_time().is_some(),
            Self::Contribution { .. } => true,
        }
    }

    /// Whether its numbers are larger than those of balls, dice and digits: a figure, which is not a drawing.
    pub(crate) fn is_figure(&self) -> bool {
        match self {
            Self::Numbers(numbers) => numbers.are_figures(),
            Self::Parts(parts) => parts.iter().any(|part| part.numbers.are_figures()),
            Self::Hex { .. } | Self::UpperHex { .. } | Self::Drand { .. } | Self::Contribution { .. } => {
                false
            }
        }
    }

    /// How many outcomes it has, at most 2^96; 0 where its parameters are impossible. A contribution counts as one,
    /// since whoever colludes with the witness knows it.
    pub fn outcomes(&self) -> u128 {
        match self {
            Self::Numbers(_) | Self::Parts(_) | Self::Drand { .. } if !self.is_possible() => 0,
            Self::Numbers(numbers) => numbers.outcomes(0),
            Self::Parts(parts) => with_left_out(parts)
                .map(|(part, left_out)| part.numbers.outcomes(left_out))
                .fold(1, |product: u128, outcomes| product.saturating_mul(outcomes).min(CEILING)),
            Self::Hex { bytes: bytes @ 0..12 } | Self::UpperHex { bytes: bytes @ 0..12 } => 1 << (8 * bytes),
            Self::Hex { .. } | Self::UpperHex { .. } | Self::Drand { .. } => CEILING,
            Self::Contribution { .. } => 1,
        }
    }

    /// The commitment of a contribution.
    pub(crate) fn commitment(&self) -> Option<Digest> {
        match self {
            Self::Contribution { commitment } => Some(*commitment),
            _ => None,
        }
    }

    /// When a round of drand comes, by arithmetic; nothing for other kinds, unknown chains and impossible rounds.
    pub fn drand_time(&self) -> Option<Timestamp> {
        match self {
            Self::Drand { chain, round } => DrandChain::of_hash(chain)?.time_of(*round),
            _ => None,
        }
    }

    /// Whether a text proves by itself that it is the value: nothing where that cannot be told, which is so for all kinds but
    /// rounds of drand, and for these without the feature `drand`.
    pub fn is_proved_by(&self, text: &str) -> Option<bool> {
        match self {
            #[cfg(feature = "drand")]
            Self::Drand { chain, round } => {
                Some(DrandChain::of_hash(chain).is_some_and(|chain| chain.has_signed(*round, text)))
            }
            _ => {
                let _ = text;
                None
            }
        }
    }

    /// Whether nobody among the participants holds it.
    pub(crate) fn is_in_nobodys_hands(&self) -> bool {
        !matches!(self, Self::Contribution { .. })
    }

    /// Whether a text is a value of this kind in a draw with a hash, by which a contribution was committed to. What does not
    /// match is refused, never repaired: `05` is not `5`.
    ///
    /// # Errors
    /// When it does not match; the error says which form was asked for.
    pub fn check(&self, hash: HashAlgorithm, text: &str) -> Result<(), TextError> {
        let is_hex = |bytes: &u32, is_digit: fn(u8) -> bool| {
            text.len() as u64 == 2 * u64::from(*bytes) && text.bytes().all(is_digit)
        };
        let is_lower = |byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        let fits = match self {
            Self::Numbers(numbers) => numbers.read(text).is_some(),
            Self::Parts(parts) => fits_parts(parts, text),
            Self::Hex { bytes } => is_hex(bytes, is_lower),
            Self::Drand { .. } => text.len() == SIGNATURE_DIGITS && text.bytes().all(is_lower),
            Self::UpperHex { bytes } => is_hex(bytes, |byte| matches!(byte, b'0'..=b'9' | b'A'..=b'F')),
            Self::Contribution { commitment } => {
                parse_hex32(text).is_some() && contribution_commitment(hash, text) == *commitment
            }
        };
        if fits { Ok(()) } else { Err(TextError { kind: self.clone() }) }
    }
}

impl Say for ValueKind {
    /// The form of its texts.
    fn say(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = |bytes: &u32| 2 * u64::from(*bytes);
        match (self, language) {
            (Self::Numbers(numbers), _) => numbers.say(language, f),
            (Self::Parts(parts), _) => {
                for (place, part) in parts.iter().enumerate() {
                    let between = match language {
                        _ if place == 0 => "",
                        Language::Zh => "；再写空格、加号、空格，然后是 ",
                        Language::En => "; then blank, plus, blank, and ",
                    };
                    f.write_str(between)?;
                    part.say(language, f)?;
                }
                Ok(())
            }
            (Self::Hex { bytes }, Language::Zh) => write!(f, "{} 位小写十六进制", digits(bytes)),
            (Self::Hex { bytes }, Language::En) => write!(f, "{} lower-case hex digits", digits(bytes)),
            (Self::UpperHex { bytes }, Language::Zh) => write!(f, "{} 位大写十六进制", digits(bytes)),
            (Self::UpperHex { bytes }, Language::En) => write!(f, "{} upper-case hex digits", digits(bytes)),
            (Self::Drand { round, .. }, Language::Zh) => {
                write!(f, "drand 第 {round} 轮的签名（{SIGNATURE_DIGITS} 位小写十六进制）")
            }
            (Self::Drand { round, .. }, Language::En) => {
                write!(f, "the signature of drand's round {round} ({SIGNATURE_DIGITS} lower-case hex digits)")
            }
            (Self::Contribution { .. }, Language::Zh) => f.write_str("事先登记校验码的 64 位小写十六进制"),
            (Self::Contribution { .. }, Language::En) => {
                f.write_str("the 64 lower-case hex digits that were committed to")
            }
        }
    }
}

impl Say for Part {
    /// The form of its text.
    fn say(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.numbers.say(language, f)?;
        match (self.beyond, language) {
            (false, _) => Ok(()),
            (true, Language::Zh) => f.write_str("，且不与前一部分重复"),
            (true, Language::En) => f.write_str(", none of the part before"),
        }
    }
}

fn fits_parts(parts: &[Part], text: &str) -> bool {
    let texts: Vec<&str> = text.split(BETWEEN_PARTS).collect();
    let mut before: Vec<u64> = Vec::new();
    texts.len() == parts.len()
        && parts.iter().zip(texts).all(|(part, text)| {
            let Some(own) = part.numbers.read(text) else {
                return false;
            };
            let is_beyond = !part.beyond || own.iter().all(|number| !before.contains(number));
            before = own;
            is_beyond
        })
}

/// Reads a kind, or the name of a known drawing. A document in canonical form holds the kind: a name there is another
/// text than the kind that it stands for.
impl<'de> Deserialize<'de> for ValueKind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(KindVisitor)
    }
}

struct KindVisitor;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Bytes {
    bytes: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Round {
    chain: Digest,
    round: u64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Committed {
    commitment: Digest,
}

impl<'de> Visitor<'de> for KindVisitor {
    type Value = ValueKind;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a kind of public value, or the name of a known drawing")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<ValueKind, E> {
        Drawing::from_name(name).map(Drawing::kind).ok_or_else(|| E::unknown_variant(name, Drawing::NAMES))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<ValueKind, A::Error> {
        let Some(tag) = map.next_key::<String>()? else {
            return Err(A::Error::custom("a kind has one field"));
        };
        let kind = match tag.as_str() {
            "numbers" => ValueKind::Numbers(map.next_value()?),
            "parts" => ValueKind::Parts(map.next_value()?),
            "hex" => ValueKind::Hex { bytes: map.next_value::<Bytes>()?.bytes },
            "upper_hex" => ValueKind::UpperHex { bytes: map.next_value::<Bytes>()?.bytes },
            "drand" => {
                let Round { chain, round } = map.next_value()?;
                ValueKind::Drand { chain, round }
            }
            "contribution" => {
                ValueKind::Contribution { commitment: map.next_value::<Committed>()?.commitment }
            }
            other => {
                let kinds = &["numbers", "parts", "hex", "upper_hex", "drand", "contribution"];
                return Err(A::Error::unknown_variant(other, kinds));
            }
        };
        match map.next_key::<IgnoredAny>()? {
            None => Ok(kind),
            Some(_) => Err(A::Error::custom("a kind has one field")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(count: u32, min: u64, max: u64, distinct: bool, ordered: bool) -> ValueKind {
        ValueKind::Numbers(Numbers { count, distinct, max, min, ordered })
    }

    #[test]
    fn outcomes_agree_with_counting_by_hand() {
        assert_eq!(numbers(7, 1, 35, true, false).outcomes(), 6_724_520);
        assert_eq!(numbers(6, 1, 33, true, false).outcomes(), 1_107_568);
        assert_eq!(numbers(5, 0, 9, false, true).outcomes(), 100_000);
        assert_eq!(numbers(3, 1, 10, true, true).outcomes(), 720);
        assert_eq!(numbers(2, 1, 6, false, false).outcomes(), 18, "36 / 2!");
        assert_eq!(numbers(64, 1, 9, false, false).outcomes(), 0, "far fewer than orders");
        assert_eq!(ValueKind::Hex { bytes: u32::MAX }.outcomes(), CEILING);
        assert!(ValueKind::Hex { bytes: 1 << 29 }.check(HashAlgorithm::Sha256, "00").is_err());
        assert_eq!(numbers(64, 1, 65, true, false).outcomes(), 65, "C(65, 64)");
        assert_eq!(numbers(64, 0, 99, false, true).outcomes(), CEILING);
        assert_eq!(numbers(50, 0, 99, true, false).outcomes(), CEILING, "C(100, 50) > 2^96");
        assert_eq!(ValueKind::Hex { bytes: 4 }.outcomes(), 1 << 32);
        assert_eq!(ValueKind::Hex { bytes: 64 }.outcomes(), CEILING);
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
                            kind.check(HashAlgorithm::Sha256, &text.join(" ")).is_ok()
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
        assert!(lottery.check(HashAlgorithm::Sha256, "03 11 35").is_ok());
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
            assert!(lottery.check(HashAlgorithm::Sha256, bad).is_err(), "{bad:?}");
        }
        let dice = numbers(2, 1, 6, false, true);
        assert!(
            dice.check(HashAlgorithm::Sha256, "6 1").is_ok()
                && dice.check(HashAlgorithm::Sha256, "5 5").is_ok()
        );
        assert!(dice.check(HashAlgorithm::Sha256, "05 5").is_err(), "05 is not 5");
        let beacon = ValueKind::Hex { bytes: 2 };
        assert!(beacon.check(HashAlgorithm::Sha256, "00ff").is_ok());
        assert!(
            beacon.check(HashAlgorithm::Sha256, "00FF").is_err()
                && beacon.check(HashAlgorithm::Sha256, "0ff").is_err()
        );
    }

    #[test]
    fn a_contribution_is_what_was_committed_to_and_nothing_else() {
        let text = "11".repeat(32);
        let kind =
            ValueKind::Contribution { commitment: contribution_commitment(HashAlgorithm::Sha256, &text) };
        assert!(kind.check(HashAlgorithm::Sha256, &text).is_ok());
        assert!(kind.check(HashAlgorithm::Sha256, &"12".repeat(32)).is_err());
        assert!(kind.check(HashAlgorithm::Sha256, "11").is_err());
    }

    /// Every text of a kind whose numbers are of one digit.
    fn texts(count: usize, digits: &str) -> Vec<String> {
        let longer = |texts: Vec<String>| {
            texts.iter().flat_map(|text| digits.chars().map(move |digit| format!("{text} {digit}"))).collect()
        };
        let first: Vec<String> = digits.chars().map(String::from).collect();
        (1..count).fold(first, |texts, _| longer(texts))
    }

    #[test]
    fn outcomes_of_parts_agree_with_enumeration_of_small_analogues() {
        let part = |count, max, distinct, ordered, beyond| Part {
            beyond,
            numbers: Numbers { count, distinct, max, min: 1, ordered },
        };
        for (first, second) in [
            (part(3, 5, true, false, false), part(1, 4, true, false, false)),
            (part(3, 5, true, false, false), part(2, 4, true, false, false)),
            (part(3, 5, true, false, false), part(1, 5, true, false, true)),
            (part(2, 5, true, true, false), part(2, 5, true, false, true)),
            (part(3, 5, true, false, false), part(2, 5, true, true, true)),
            (part(3, 4, false, true, false), part(1, 5, true, false, false)),
        ] {
            let (one, two) =
                (texts(first.numbers.count as usize, "12345"), texts(second.numbers.count as usize, "12345"));
            let kind = ValueKind::Parts(vec![first, second]);
            let all = one.iter().flat_map(|one| two.iter().map(move |two| format!("{one} + {two}")));
            let accepted = all.filter(|text| kind.check(HashAlgorithm::Sha256, text).is_ok()).count();
            assert!(kind.is_possible());
            assert_eq!(kind.outcomes(), accepted as u128, "{kind:?}");
        }
    }

    #[test]
    fn known_drawings_have_the_known_numbers_of_outcomes() {
        for (name, outcomes, text) in [
            ("双色球", 1_107_568 * 16, "01 05 11 20 21 30 + 12"),
            ("大乐透", 324_632 * 66, "03 08 13 22 35 + 02 11"),
            ("七乐彩", 2_035_800 * 23, "02 05 11 20 21 28 30 + 12"),
            (
                "快乐8",
                3_535_316_142_212_174_320,
                "01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18 19 80",
            ),
            ("排列五", 100_000, "0 4 7 7 1"),
            ("排列三", 1000, "0 4 7"),
            ("福彩3D", 1000, "0 0 0"),
            ("七星彩", 15_000_000, "0 4 7 7 1 9 + 07"),
            ("NIST信标", CEILING, &"0A9F".repeat(32)),
            ("drand信标", CEILING, &"0a9f".repeat(16)),
        ] {
            let kind = Drawing::from_name(name).unwrap().kind();
            assert!(kind.is_possible(), "{name}");
            assert_eq!(kind.outcomes(), outcomes, "{name}");
            assert!(kind.check(HashAlgorithm::Sha256, text).is_ok(), "{name}");
            assert!(
                kind.check(HashAlgorithm::Sha256, &text.replace(" + ", " ")).is_err() || !text.contains('+'),
                "{name}"
            );
        }
        assert_eq!(Drawing::ALL.len(), 10);
    }

    #[test]
    fn a_text_of_parts_is_matched_to_the_letter() {
        let ssq = Drawing::Ssq.kind();
        for bad in [
            "01 05 11 20 21 30",
            "01 05 11 20 21 30 12",
            "01 05 11 20 21 30+12",
            "01 05 11 20 21 30 +12",
            "01 05 11 20 21 30 + 17",
            "01 05 11 20 21 34 + 12",
            "05 01 11 20 21 30 + 12",
            "01 05 11 20 21 30 + 12 + 12",
            "01 05 11 20 21 30 ＋ 12",
            "01 05 11 20 21 30 + 12 ",
            "12 + 01 05 11 20 21 30",
            " + ",
            "",
        ] {
            assert!(ssq.check(HashAlgorithm::Sha256, bad).is_err(), "{bad:?}");
        }
        let qlc = Drawing::Qlc.kind();
        assert!(qlc.check(HashAlgorithm::Sha256, "02 05 11 20 21 28 30 + 01").is_ok());
        assert!(
            qlc.check(HashAlgorithm::Sha256, "02 05 11 20 21 28 30 + 05").is_err(),
            "the special number is one of the others"
        );
        let nist = Drawing::Nist.kind();
        assert!(
            nist.check(HashAlgorithm::Sha256, &"0a9f".repeat(32)).is_err()
                && nist.check(HashAlgorithm::Sha256, &"0A9F".repeat(16)).is_err()
        );
        assert!(Drawing::Drand.kind().check(HashAlgorithm::Sha256, &"0A9F".repeat(16)).is_err());
    }

    #[test]
    fn a_refused_text_is_answered_with_the_form_in_words() {
        let message = |drawing: Drawing, language| {
            drawing.kind().check(HashAlgorithm::Sha256, "?").unwrap_err().message(language)
        };
        assert_eq!(
            message(Drawing::Ssq, Language::Zh),
            "须为 6 个号码，01 至 33，各写两位，以空格分隔，由小到大，不重复；再写空格、加号、空格，然后是 1 个号码，01 至 16，写两位"
        );
        assert!(
            message(Drawing::Qlc, Language::En)
                .ends_with("one number from 01 to 30, of 2 digits, none of the part before")
        );
        assert_eq!(
            message(Drawing::Nist, Language::En),
            "the text must be exactly 128 upper-case hex digits"
        );
    }

    #[test]
    fn impossible_parts_have_no_outcomes() {
        let part = |count, min, max, distinct, beyond| Part {
            beyond,
            numbers: Numbers { count, distinct, max, min, ordered: false },
        };
        let (some, one) = (part(3, 1, 5, true, false), part(1, 1, 5, true, true));
        assert!(ValueKind::Parts(vec![some.clone(), one.clone()]).is_possible());
        for parts in [
            vec![],
            vec![some.clone()],
            vec![some.clone(); 5],
            vec![one.clone(), some.clone()],
            vec![some.clone(), part(3, 1, 5, true, true)],
            vec![some.clone(), part(1, 1, 6, true, true)],
            vec![some.clone(), part(1, 1, 5, false, true)],
            vec![part(3, 1, 5, false, false), one.clone()],
            vec![some.clone(), part(1, 1, 100, true, false)],
            vec![some.clone(), part(0, 1, 5, true, false)],
        ] {
            let kind = ValueKind::Parts(parts);
            assert!(!kind.is_possible(), "{kind:?}");
            assert_eq!(kind.outcomes(), 0, "{kind:?}");
        }
    }

    #[test]
    fn a_kind_is_read_in_full_or_by_its_name_and_nothing_of_it_is_lost() {
        let read = |text: &str| serde_json::from_str::<ValueKind>(text);
        for drawing in Drawing::ALL {
            let written = serde_json::to_string(&drawing.kind()).unwrap();
            assert_eq!(read(&written).unwrap(), drawing.kind(), "{written}");
            for name in [drawing.code(), drawing.template(Language::Zh)] {
                assert_eq!(read(&format!("\"{name}\"")).unwrap(), drawing.kind(), "{name}");
            }
        }
        assert!(read("\"双色求\"").unwrap_err().to_string().contains("双色球"));
        for bad in [
            "{}",
            "[]",
            "7",
            r#"{"hex":{"bytes":8},"numbers":{}}"#,
            r#"{"hex":{"bytes":8},"x":1}"#,
            r#"{"hex":{"bytes":8,"case":"upper"}}"#,
            r#"{"dice":{}}"#,
            r#"{"parts":[{"numbers":{"count":1,"distinct":true,"max":6,"min":1,"ordered":false}}]}"#,
        ] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }
}
