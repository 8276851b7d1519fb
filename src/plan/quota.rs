//! Quotas: how many of a pool are drawn, in exact rationals (PROTOCOL.md §8.2).

use crate::say::{Language, Quoted, Say, coded, coded_serde, sayings, sayings_error};
use crate::types::form::read_from_text;
use serde::{Deserialize, Serialize};
use std::fmt;

const MAX_TERM: u64 = 1_000_000_000_000;

coded! {
    /// How a quota that is no whole number is rounded; "not less than" means up.
    pub enum Rounding {
        Up = "up", "不足一个的按一个计", "rounded up";
        Down = "down", "不足一个的不计", "rounded down";
        HalfUp = "half_up", "四舍五入", "rounded half up";
    }
}
coded_serde!(Rounding);

sayings! {
    /// Why a text is not a ratio. It holds the text that was refused.
    pub enum RatioError {
        BadRatio { found: Quoted } = "bad_ratio", "{found} 不是比例：应为 5/100 或 5% 的形式", "{found} is not a ratio; write it as 5/100 or 5%";
    }
}

sayings_error!(RatioError);

/// An exact ratio, written `5/100`; `5%` and `2.5%` are read too.
#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(into = "String")]
pub struct Ratio {
    numerator: u64,
    denominator: u64,
}

impl Ratio {
    /// The ratio `numerator / denominator`, kept as given.
    ///
    /// Returns `None` when the denominator is 0 or a term is above 10^12.
    pub fn new(numerator: u64, denominator: u64) -> Option<Self> {
        let fits = denominator > 0 && numerator <= MAX_TERM && denominator <= MAX_TERM;
        fits.then_some(Self { numerator, denominator })
    }

    /// So many of a hundred.
    pub fn percent(percent: u8) -> Self {
        Self { numerator: u64::from(percent), denominator: 100 }
    }

    pub(crate) fn is_at_most_one(self) -> bool {
        self.numerator <= self.denominator
    }

    /// As people read it: `25%` or `2.5%` where that is exact, else as written.
    fn in_percent(self) -> String {
        let (tenths, rest) =
            (self.numerator * 1000 / self.denominator, self.numerator * 1000 % self.denominator);
        match (rest, tenths / 10, tenths % 10) {
            (0, whole, 0) => format!("{whole}%"),
            (0, whole, tenth) => format!("{whole}.{tenth}%"),
            _ => self.to_string(),
        }
    }

    fn parse(text: &str) -> Option<Self> {
        let term = |digits: &str| {
            let plain = !digits.is_empty()
                && digits.bytes().all(|b| b.is_ascii_digit())
                && (digits == "0" || !digits.starts_with('0'));
            if plain { digits.parse::<u64>().ok() } else { None }
        };
        if let Some(percent) = text.strip_suffix('%') {
            let (whole, fraction) = percent.split_once('.').unwrap_or((percent, ""));
            if percent.ends_with('.') || fraction.len() > 6 || !fraction.bytes().all(|b| b.is_ascii_digit()) {
                return None;
            }
            let scale = 10u64.pow(u32::try_from(fraction.len()).ok()?);
            let fraction = if fraction.is_empty() { 0 } else { fraction.parse().ok()? };
            return Self::new(term(whole)?.checked_mul(scale)?.checked_add(fraction)?, 100 * scale);
        }
        let (numerator, denominator) = text.split_once('/')?;
        Self::new(term(numerator)?, term(denominator)?)
    }
}

read_from_text!(Ratio, Ratio, |text| Ratio::try_from(text.to_owned()));

impl TryFrom<String> for Ratio {
    type Error = RatioError;
    fn try_from(text: String) -> Result<Self, RatioError> {
        Self::parse(&text).ok_or_else(|| RatioError::BadRatio { found: Quoted::new(text) })
    }
}

impl From<Ratio> for String {
    fn from(ratio: Ratio) -> Self {
        ratio.to_string()
    }
}

impl fmt::Display for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.numerator, self.denominator)
    }
}

impl fmt::Debug for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The size a quota asks for, before its bounds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Size {
    /// All: the draw gives the order of batches.
    All,
    /// A number.
    Count(u64),
    /// A part of the pool, at most 1.
    Ratio {
        /// The part.
        of: Ratio,
        /// How it is rounded.
        round: Rounding,
    },
    /// So many targets for so many officers of the roster.
    PerOfficer {
        /// So many officers …
        officers: u32,
        /// How the number of targets is rounded.
        round: Rounding,
        /// … so many targets.
        targets: u32,
    },
}

impl Say for Size {
    fn say(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let zh = language == Language::Zh;
        match self {
            Self::All if zh => f.write_str("全部（排出批次顺序）"),
            Self::All => f.write_str("all (gives the order of batches)"),
            Self::Count(count) if zh => write!(f, "{count} 个"),
            Self::Count(count) => write!(f, "{count}"),
            Self::Ratio { of, round } => {
                let (of, round) = (if zh { of.in_percent() } else { of.to_string() }, round.said(language));
                if zh { write!(f, "{of}，{round}") } else { write!(f, "{of}, {round}") }
            }
            Self::PerOfficer { officers, round, targets } => {
                let round = round.said(language);
                if zh {
                    write!(f, "每 {officers} 名执法人员 {targets} 个，{round}")
                } else {
                    write!(f, "{targets} for every {officers} officers, {round}")
                }
            }
        }
    }
}

/// How many of a stratum are drawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Quota {
    /// Not less than.
    #[serde(default)]
    pub at_least: Option<u64>,
    /// Not more than.
    #[serde(default)]
    pub at_most: Option<u64>,
    /// The size.
    pub size: Size,
}

impl Say for Quota {
    /// Its size, and its bounds.
    fn say(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.size.say(language, f)?;
        let (least, most, unit) = match language {
            Language::Zh => ("，至少 ", "，至多 ", " 个"),
            Language::En => (", at least ", ", at most ", ""),
        };
        for (words, bound) in [(least, self.at_least), (most, self.at_most)] {
            if let Some(bound) = bound {
                write!(f, "{words}{bound}{unit}")?;
            }
        }
        Ok(())
    }
}

/// A quota in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Resolved {
    /// How many are drawn.
    pub(crate) k: u64,
    /// Whether k was lowered to the size of the pool.
    pub(crate) clamped: bool,
}

fn divide(numerator: u128, denominator: u128, round: Rounding) -> u64 {
    let quotient = match round {
        Rounding::Up => numerator.div_ceil(denominator),
        Rounding::Down => numerator / denominator,
        Rounding::HalfUp => (2 * numerator + denominator) / (2 * denominator),
    };
    u64::try_from(quotient).unwrap_or(u64::MAX)
}

impl Quota {
    /// The quota for a pool of `n` and a roster with so many officers.
    pub(crate) fn resolve(&self, n: u64, officers_in_roster: u64) -> Resolved {
        let size = match &self.size {
            Size::All => n,
            Size::Count(k) => *k,
            Size::Ratio { of, round } => {
                divide(u128::from(n) * u128::from(of.numerator), u128::from(of.denominator), *round)
            }
            Size::PerOfficer { officers, round, targets } => divide(
                u128::from(officers_in_roster) * u128::from(*targets),
                u128::from(*officers).max(1),
                *round,
            ),
        };
        let wanted = size.max(self.at_least.unwrap_or(0)).min(self.at_most.unwrap_or(u64::MAX));
        Resolved { k: wanted.min(n), clamped: wanted > n }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ratio(text: &str) -> Ratio {
        Ratio::try_from(text.to_owned()).unwrap()
    }

    #[test]
    fn ratios_are_read_exactly_or_refused() {
        assert_eq!(ratio("5%").to_string(), "5/100");
        assert_eq!(ratio("2.5%").to_string(), "25/1000");
        assert_eq!(ratio("1/20").to_string(), "1/20");
        for bad in ["", "%", "5", "05%", "5.%", "1/0", "-1/2", "1e2/3", "５%", " 5%", "1/1000000000001"] {
            assert!(Ratio::try_from(bad.to_owned()).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_quota_is_said_in_per_cent_where_that_is_exact() {
        let quota = |of: &str, at_least, at_most| {
            let size = Size::Ratio { of: ratio(of), round: Rounding::Up };
            Quota { at_least, at_most, size }.message(Language::Zh)
        };
        assert_eq!(quota("25/100", Some(2), None), "25%，不足一个的按一个计，至少 2 个");
        assert_eq!(quota("2.5%", None, Some(9)), "2.5%，不足一个的按一个计，至多 9 个");
        assert_eq!(quota("1/3", None, None), "1/3，不足一个的按一个计");
    }

    #[test]
    fn rounding_follows_the_plan() {
        let quota =
            |round| Quota { at_least: None, at_most: None, size: Size::Ratio { of: ratio("5%"), round } };
        assert_eq!(quota(Rounding::Up).resolve(61, 0).k, 4);
        assert_eq!(quota(Rounding::Down).resolve(61, 0).k, 3);
        assert_eq!(quota(Rounding::HalfUp).resolve(61, 0).k, 3);
        assert_eq!(quota(Rounding::HalfUp).resolve(70, 0).k, 4, "3.5");
        assert_eq!(quota(Rounding::Up).resolve(60, 0).k, 3, "exact");
    }

    #[test]
    fn officer_ratios_go_in_either_direction_and_bounds_apply_in_order() {
        let per = |officers, targets| Size::PerOfficer { officers, round: Rounding::Down, targets };
        let quota = |size, at_least, at_most| Quota { at_least, at_most, size };
        assert_eq!(quota(per(1, 5), None, None).resolve(1000, 12).k, 60);
        assert_eq!(quota(per(2, 1), None, None).resolve(1000, 13).k, 6);
        assert_eq!(quota(per(1, 5), None, Some(10)).resolve(1000, 12).k, 10);
        assert_eq!(quota(per(1, 5), Some(70), None).resolve(1000, 12).k, 70);
        assert_eq!(quota(per(1, 5), Some(70), None).resolve(50, 12), Resolved { k: 50, clamped: true });
    }
}
