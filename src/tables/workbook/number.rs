//! A cell's number in decimal. Workbooks keep doubles, and each program writes them its own way: 1234567.89 is
//! `1234567.8899999999` in Excel, 4 is `4.0` in Apache POI and Google Sheets, ten million is `1.0E7` there. The shortest
//! decimal that reads back to the same double is the same number in all of them. Sums are off in the 16th or 17th digit
//! (`107.97999999999999` for 107.98); a spreadsheet shows 15 of them, and so does the decimal.

use std::fmt;

/// Digits that a number of a spreadsheet keeps.
const EXACT_DIGITS: usize = 15;
/// Most zeros after the point, before other digits.
const MAX_ZEROS: usize = 30;
/// Longest number of a cell, in bytes.
const MAX_BYTES: usize = 400;

/// A decimal without zeros that say nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Decimal {
    pub(super) is_negative: bool,
    /// Digits before the point, at least one.
    pub(super) whole: String,
    /// Digits after the point.
    pub(super) part: String,
}

/// Why a cell holds no number with all its digits.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum NotKept {
    /// It is none.
    NoNumber,
    /// It has more digits before the point than a spreadsheet keeps: those at its end are lost.
    Large,
    /// It has more digits after the point than a spreadsheet shows.
    Inexact(Decimal),
}

impl Decimal {
    /// The number of a cell.
    pub(super) fn read(value: &str) -> Result<Self, NotKept> {
        let is_number = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'.' | b'e' | b'E' | b'+' | b'-');
        if value.len() > MAX_BYTES || !value.bytes().all(is_number) {
            return Err(NotKept::NoNumber);
        }
        let double: f64 = value.parse().map_err(|_| NotKept::NoNumber)?;
        // Rust writes the shortest decimal that reads back to the same double.
        Self::of_scientific(&format!("{double:e}"))
    }

    fn of_scientific(text: &str) -> Result<Self, NotKept> {
        let (mantissa, exponent) = text.split_once('e').ok_or(NotKept::NoNumber)?;
        let exponent: isize = exponent.parse().map_err(|_| NotKept::NoNumber)?;
        let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
        let (digits, exponent, is_exact) = match rounded(&digits) {
            Some((digits, carried)) => (digits, exponent + isize::from(carried), true),
            None => (digits.clone(), exponent, digits.len() <= EXACT_DIGITS),
        };
        let is_negative = mantissa.starts_with('-') && digits != "0";
        let decimal = |whole: &str, part: &str| Self {
            is_negative,
            whole: whole.to_owned(),
            part: part.trim_end_matches('0').to_owned(),
        };
        let decimal = match usize::try_from(exponent) {
            Ok(exponent) if exponent >= EXACT_DIGITS => return Err(NotKept::Large),
            Ok(exponent) => match digits.split_at_checked(exponent + 1) {
                Some((whole, part)) => decimal(whole, part),
                None => decimal(&format!("{digits:0<width$}", width = exponent + 1), ""),
            },
            Err(_) => {
                let zeros = exponent.unsigned_abs() - 1;
                if zeros > MAX_ZEROS {
                    return Err(NotKept::NoNumber);
                }
                decimal("0", &format!("{}{digits}", "0".repeat(zeros)))
            }
        };
        if is_exact { Ok(decimal) } else { Err(NotKept::Inexact(decimal)) }
    }

    /// A hundred times the number.
    pub(super) fn hundredfold(&self) -> Self {
        let part = format!("{:0<2}", self.part);
        let (more, part) = part.split_at(2);
        let whole = format!("{}{more}", self.whole);
        let whole = whole.trim_start_matches('0');
        let whole = if whole.is_empty() { "0" } else { whole }.to_owned();
        Self { is_negative: self.is_negative, whole, part: part.to_owned() }
    }

    /// The seconds of a day that the part after the point is.
    pub(super) fn seconds(&self) -> Option<u32> {
        let digits = self.part.get(..self.part.len().min(15))?;
        let unit = 10_u64.checked_pow(u32::try_from(digits.len()).ok()?)?;
        let part: u64 = if digits.is_empty() { 0 } else { digits.parse().ok()? };
        let seconds = (u128::from(part) * 86_400 + u128::from(unit / 2)) / u128::from(unit);
        u32::try_from(seconds).ok().filter(|seconds| *seconds < 86_400)
    }

    pub(super) fn is_zero(&self) -> bool {
        self.whole == "0" && self.part.is_empty()
    }

    /// As a report shows it: a long number may be a person's, and is not repeated.
    pub(super) fn reported(&self) -> String {
        const SHORT: usize = 10;
        if self.whole.len() > SHORT {
            self.whole.chars().take(4).chain(['…']).collect()
        } else {
            self.to_string()
        }
    }
}

/// The first 15 of more digits, rounded, and whether there is one more before the point now; nothing where all 15 are
/// needed, since more were there.
fn rounded(digits: &str) -> Option<(String, bool)> {
    let dropped = digits.len().checked_sub(EXACT_DIGITS).filter(|dropped| *dropped > 0)?;
    let unit = 10_u64.checked_pow(u32::try_from(dropped).ok()?)?;
    let rounded = (digits.parse::<u64>().ok()?.checked_add(unit / 2)? / unit).to_string();
    let carried = rounded.len() > EXACT_DIGITS;
    let needed = rounded.trim_end_matches('0');
    (needed.len() < EXACT_DIGITS).then(|| (needed.to_owned(), carried))
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (sign, point) =
            (if self.is_negative { "-" } else { "" }, if self.part.is_empty() { "" } else { "." });
        write!(f, "{sign}{}{point}{}", self.whole, self.part)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hundred_times_a_number_and_the_seconds_of_a_day() {
        let read = |text: &str| Decimal::read(text).unwrap();
        for (number, percent) in [("0.05", "5"), ("0.333", "33.3"), ("1", "100"), ("0", "0"), ("-0.5", "-50")]
        {
            assert_eq!(read(number).hundredfold().to_string(), percent);
        }
        for (number, seconds) in [("46293.375", 32_400), ("46293", 0), ("46293.3888888889", 33_600)] {
            assert_eq!(read(number).seconds(), Some(seconds));
        }
    }
    use proptest::prelude::*;

    #[test]
    fn one_number_is_the_same_whoever_wrote_it() {
        for (values, number) in [
            (vec!["1234567.8899999999", "1234567.89", "1.23456789E6", "1.23456789e+06"], "1234567.89"),
            (vec!["0.57999999999999996", "0.58", "5.8E-1"], "0.58"),
            (vec!["7.0000000000000007E-2", "0.07", "0.070000000000000007", ".07"], "0.07"),
            (vec!["107.97999999999999", "107.98", "107.98000000000002"], "107.98"),
            (vec!["0.30000000000000004", "0.3"], "0.3"),
            (vec!["9.9999999999999982", "10"], "10"),
            (vec!["0.99999999999999989", "1"], "1"),
            (vec!["4", "4.0", "4.00000000", "04", "4E0", "4.0E0"], "4"),
            (vec!["10000000", "1.0E7", "1E+07", "10000000.0"], "10000000"),
            (vec!["-3.5", "-3.50"], "-3.5"),
            (vec!["0", "0.0", "-0.0", "0E5"], "0"),
            (vec!["0.0001", "1.0E-4"], "0.0001"),
            (vec!["522601001001", "522601001001.0", "5.22601001001E11"], "522601001001"),
            (vec!["123456789012345", "1.23456789012345E14"], "123456789012345"),
        ] {
            for value in values {
                assert_eq!(
                    Decimal::read(value).map(|number| number.to_string()).as_deref(),
                    Ok(number),
                    "{value}"
                );
            }
        }
    }

    #[test]
    fn what_has_lost_digits_or_is_no_number_is_told_apart() {
        // Excel keeps 15 digits of what is typed and puts zeros behind them.
        for large in ["1.23456789012345E+17", "915226010000000000", "1E15", "522601190001010000.0", "1E308"] {
            assert_eq!(Decimal::read(large), Err(NotKept::Large), "{large}");
        }
        for inexact in ["33.333333333333336", "0.66666666666666663", "123456789012345.6"] {
            assert!(matches!(Decimal::read(inexact), Err(NotKept::Inexact(_))), "{inexact}");
        }
        for none in ["", "NaN", "inf", "infinity", "1e400", "12a", "1,000", "0x10", " 1", "1e-400x", "1e-300"]
        {
            assert!(matches!(Decimal::read(none), Err(NotKept::NoNumber)), "{none}");
        }
    }

    proptest! {
        /// As Excel writes doubles: 17 significant digits.
        #[test]
        fn fifteen_digits_survive_seventeen(digits in 1u64..1_000_000_000_000_000, places in 0usize..15) {
            let text = format!("{digits:0>16}");
            let (whole, part) = text.split_at(16 - places);
            let (whole, part) = (whole.trim_start_matches('0'), part.trim_end_matches('0'));
            let (whole, point) = (if whole.is_empty() { "0" } else { whole }, if part.is_empty() { "" } else { "." });
            let number: f64 = format!("{whole}.{part}").parse().unwrap();
            let read = Decimal::read(&format!("{number:.16e}")).unwrap();
            prop_assert_eq!(read.to_string(), format!("{whole}{point}{part}"));
        }
    }
}
