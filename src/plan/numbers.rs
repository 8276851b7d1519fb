//! Numbers of a public value: balls, dice, digits.

use crate::say::{Language, Say};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The largest number: of balls, dice and digits. What is larger is a figure, which is not equally likely to be any.
const MAX_NUMBER: u64 = 99;
const MAX_COUNT: u32 = 64;

/// Outcomes are counted exactly up to here; times the widest range it still fits 128 bits.
pub(super) const CEILING: u128 = 1 << 96;

/// Several numbers: a lottery, dice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Numbers {
    /// How many, 1–64.
    pub count: u32,
    /// Whether no number comes twice.
    pub distinct: bool,
    /// Largest number, at most 99.
    pub max: u64,
    /// Smallest number.
    pub min: u64,
    /// Whether the order in which they came up counts; otherwise they are written ascending.
    pub ordered: bool,
}

impl Numbers {
    /// So many numbers of a range, each of which may come up more than once; written ascending.
    ///
    /// ```
    /// use dual_random::plan::Numbers;
    ///
    /// let dice = Numbers::new(13, 1..=6).ordered();
    /// let balls = Numbers::new(7, 1..=30).distinct();
    /// assert!(dice.ordered && balls.distinct);
    /// ```
    pub const fn new(count: u32, range: std::ops::RangeInclusive<u64>) -> Self {
        Self { count, distinct: false, max: *range.end(), min: *range.start(), ordered: false }
    }

    /// The same, where no number comes twice.
    #[must_use]
    pub const fn distinct(mut self) -> Self {
        self.distinct = true;
        self
    }

    /// The same in the order in which they came up.
    #[must_use]
    pub const fn ordered(mut self) -> Self {
        self.ordered = true;
        self
    }

    /// How many numbers there are to choose from when some are left out.
    fn range(&self, left_out: u32) -> Option<u128> {
        let span = u128::from(self.max).checked_sub(u128::from(self.min))?;
        (span + 1).checked_sub(u128::from(left_out))
    }

    pub(super) fn are_figures(&self) -> bool {
        self.max > MAX_NUMBER
    }

    pub(super) fn are_possible(&self, left_out: u32) -> bool {
        (1..=MAX_COUNT).contains(&self.count)
            && !self.are_figures()
            && self.range(left_out).is_some_and(|range| !self.distinct || u128::from(self.count) <= range)
    }

    /// How many outcomes possible numbers have, at most 2^96.
    pub(super) fn outcomes(&self, left_out: u32) -> u128 {
        let range = self.range(left_out).unwrap_or(0);
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

    /// The numbers that a text holds, if it has their form to the letter.
    pub(super) fn read(&self, text: &str) -> Option<Vec<u64>> {
        let width = self.max.to_string().len();
        let number = |part: &str| {
            let plain = part.len() == width && part.bytes().all(|b| b.is_ascii_digit());
            let number = plain.then(|| part.parse::<u64>().ok()).flatten()?;
            (self.min..=self.max).contains(&number).then_some(number)
        };
        let numbers: Vec<u64> = text.split(' ').map(number).collect::<Option<_>>()?;
        let mut sorted = numbers.clone();
        sorted.sort_unstable();
        let fits = numbers.len() as u64 == u64::from(self.count)
            && (self.ordered || numbers == sorted)
            && (!self.distinct || sorted.windows(2).all(|pair| pair[0] != pair[1]));
        fits.then_some(numbers)
    }
}

impl Say for Numbers {
    /// The form in which they are written.
    fn say(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { count, min, max, distinct, ordered } = self;
        let width = max.to_string().len();
        // What is wider than the smallest number is written with zeros before it.
        let digits = match width {
            1 => String::new(),
            2 => "，各写两位".to_owned(),
            _ => format!("，各写 {width} 位"),
        };
        let digits = if *count == 1 { digits.replace('各', "") } else { digits };
        match language {
            Language::Zh if *count == 1 => write!(f, "1 个号码，{min:0width$} 至 {max:0width$}{digits}"),
            Language::En if *count == 1 => {
                write!(f, "one number from {min:0width$} to {max:0width$}, of {width} digits")
            }
            Language::Zh => {
                let order = if *ordered { "按开出先后" } else { "由小到大" };
                let twice = if *distinct { "，不重复" } else { "" };
                write!(
                    f,
                    "{count} 个号码，{min:0width$} 至 {max:0width$}{digits}，以空格分隔，{order}{twice}"
                )
            }
            Language::En => {
                let order =
                    if *ordered { "in the order in which they came up" } else { "in ascending order" };
                let twice = if *distinct { ", none twice" } else { "" };
                write!(
                    f,
                    "{count} numbers from {min:0width$} to {max:0width$}, each of {width} digits, one space between, {order}{twice}"
                )
            }
        }
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
