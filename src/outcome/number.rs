//! Document numbers (文号) such as 黔环罚字[2015]03号 and 黔东南环镇责改〔2023〕4号.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Longest document number, in bytes.
const MAX_BYTES: usize = 200;

/// A document number. Its parts are read from it; it is always written as it came, since `〔2015〕` and `[2015]`, `3` and `03`
/// name different papers to a court.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DocumentNumber {
    text: String,
    year: u16,
    serial: u64,
    /// Where the brackets open.
    open: usize,
}

/// A text is no document number.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct DocumentNumberError {
    /// The text.
    pub found: String,
}

impl fmt::Display for DocumentNumberError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} is no document number such as 铜环罚字〔2025〕15号", self.found)
    }
}

impl std::error::Error for DocumentNumberError {}

/// Both forms of brackets, and the full-width one that keyboards give.
const BRACKETS: [(char, char); 3] = [('〔', '〕'), ('[', ']'), ('［', '］')];

fn digits(text: &str) -> Option<u64> {
    let plain = !text.is_empty() && text.len() <= 12 && text.bytes().all(|b| b.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

impl DocumentNumber {
    /// Reads a number: the issuer's abbreviation, the year in brackets, the serial number, 号.
    ///
    /// # Errors
    /// When the text has another form.
    pub fn new(text: impl Into<String>) -> Result<Self, DocumentNumberError> {
        let text = text.into();
        match Self::parts(&text) {
            Some((open, year, serial)) => Ok(Self { text, year, serial, open }),
            None => Err(DocumentNumberError { found: text }),
        }
    }

    fn parts(text: &str) -> Option<(usize, u16, u64)> {
        let (left, right) = BRACKETS.into_iter().find(|(left, _)| text.contains(*left))?;
        let (issuer, rest) = text.split_once(left)?;
        let (year, serial) = rest.split_once(right)?;
        let serial = digits(serial.strip_suffix('号')?)?;
        let year = digits(year).filter(|year| (1949..3000).contains(year))?;
        let issued = !issuer.is_empty() && issuer.chars().all(char::is_alphabetic);
        (issued && text.len() <= MAX_BYTES).then_some((issuer.len(), u16::try_from(year).ok()?, serial))
    }

    /// As it came.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The issuer's abbreviation, with the kind of document, without 字.
    pub fn issuer(&self) -> &str {
        let issuer = &self.text[..self.open];
        issuer.strip_suffix('字').unwrap_or(issuer)
    }

    /// The year.
    pub fn year(&self) -> u16 {
        self.year
    }

    /// The serial number.
    pub fn serial(&self) -> u64 {
        self.serial
    }
}

impl TryFrom<String> for DocumentNumber {
    type Error = DocumentNumberError;
    fn try_from(text: String) -> Result<Self, DocumentNumberError> {
        Self::new(text)
    }
}

impl From<DocumentNumber> for String {
    fn from(number: DocumentNumber) -> Self {
        number.text
    }
}

impl fmt::Display for DocumentNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_bracket_forms_are_read_and_written_as_they_came() {
        for (text, issuer, year, serial) in [
            ("黔环罚字[2015]03号", "黔环罚", 2015, 3),
            ("黔东南环镇责改〔2023〕4号", "黔东南环镇责改", 2023, 4),
            ("铜环罚字〔2025〕15号", "铜环罚", 2025, 15),
            ("州环罚［2026］0001号", "州环罚", 2026, 1),
        ] {
            let number = DocumentNumber::new(text).unwrap();
            assert_eq!((number.issuer(), number.year(), number.serial()), (issuer, year, serial));
            assert_eq!(number.to_string(), text);
        }
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for bad in [
            "",
            "铜环罚字2025 15号",
            "铜环罚字〔2025〕15",
            "〔2025〕15号",
            "铜环罚字〔25〕15号",
            "铜环罚字〔2025]15号",
            "铜环罚字〔2025〕号",
            "铜环罚字〔2025〕１5号",
            "铜环罚字〔2025〕-1号",
            "铜环罚字〔2025〕15号 ",
            "=铜〔2025〕15号",
        ] {
            assert!(DocumentNumber::new(bad).is_err(), "{bad}");
        }
    }
}
