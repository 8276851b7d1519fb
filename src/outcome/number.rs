//! Document numbers (文号) such as 黔环罚字[2015]03号 and 黔东南环镇责改〔2023〕4号.

use crate::say::{Quoted, said_as_written, sayings, sayings_error};
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

sayings! {
    /// Why a text is not a document number.
    pub enum DocumentNumberError {
        Form { found: Quoted } = "form", "文号 {found} 无效：应为 铜环罚字〔2025〕15号 的形式", "is not a document number: {found}; write it as 铜环罚字〔2025〕15号";
    }
}

sayings_error!(DocumentNumberError);
said_as_written!(DocumentNumber);

/// Brackets of the year, and of a district or branch in the issuer's abbreviation.
const BRACKETS: [(char, char); 6] =
    [('〔', '〕'), ('[', ']'), ('［', '］'), ('(', ')'), ('（', '）'), ('【', '】')];
const DASHES: [char; 4] = ['-', '－', '—', '–'];
const BLANKS: [char; 2] = [' ', '\u{3000}'];

fn digits(text: &str) -> Option<u64> {
    let plain = !text.is_empty() && text.len() <= 12 && text.bytes().all(|b| b.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

/// Letters, digits after the first of them, and brackets around some, as in 云环(云城)罚.
fn is_issuer(text: &str) -> bool {
    let mut closing = None;
    let mut is_first = true;
    for c in text.chars() {
        let opens = BRACKETS.iter().find(|(left, _)| *left == c);
        match (closing, opens) {
            (None, Some((_, right))) if !is_first => (closing, is_first) = (Some(*right), true),
            (Some(right), None) if right == c && !is_first => closing = None,
            _ if c.is_alphabetic() || (c.is_ascii_digit() && !is_first) => is_first = false,
            _ => return false,
        }
    }
    closing.is_none() && !text.is_empty()
}

/// The number of 15号, 第5号, 1-1号, 15号-1 and 15号之一.
fn serial(text: &str) -> Option<u64> {
    let (number, after) = text.strip_prefix('第').unwrap_or(text).split_once('号')?;
    let (number, part) = number.split_once(DASHES).unwrap_or((number, "1"));
    let is_part = |text: &str| digits(text).is_some();
    let is_after = after.is_empty()
        || after.strip_prefix(DASHES).is_some_and(is_part)
        || after.strip_prefix('之').is_some_and(|part| {
            is_part(part) || (!part.is_empty() && part.chars().all(|c| "一二三四五六七八九十".contains(c)))
        });
    if is_part(part) && is_after { digits(number) } else { None }
}

impl DocumentNumber {
    /// Reads a number: the issuer's abbreviation (which may have a district in brackets), the year in brackets of any
    /// form, the serial number (after 第 or not, with a part or not), 号. A blank may stand on either side of the year.
    ///
    /// ```
    /// use dual_random::outcome::DocumentNumber;
    ///
    /// let number = DocumentNumber::new("铜环罚字〔2025〕15号").unwrap();
    /// assert_eq!((number.issuer(), number.year(), number.serial()), ("铜环罚", 2025, 15));
    /// assert!(DocumentNumber::new("2025年15号").is_err());
    /// ```
    ///
    /// # Errors
    /// When the text has another form, more than 200 bytes, or a year outside 1949–2999.
    pub fn new(text: impl Into<String>) -> Result<Self, DocumentNumberError> {
        let text = text.into();
        match Self::parts(&text) {
            Some((open, year, serial)) => Ok(Self { text, year, serial, open }),
            None => Err(DocumentNumberError::Form { found: Quoted::new(text) }),
        }
    }

    fn parts(text: &str) -> Option<(usize, u16, u64)> {
        let (close, right) =
            text.char_indices().rfind(|(_, c)| BRACKETS.iter().any(|(_, right)| right == c))?;
        let (left, _) = BRACKETS.iter().find(|(_, own)| *own == right)?;
        let (issuer, year) = text.get(..close)?.rsplit_once(*left)?;
        let after = text.get(close + right.len_utf8()..)?;
        let serial = serial(after.strip_prefix(BLANKS).unwrap_or(after))?;
        let year = digits(year).filter(|number| year.len() == 4 && (1949..3000).contains(number))?;
        let is_issued = is_issuer(issuer.strip_suffix(BLANKS).unwrap_or(issuer));
        (is_issued && text.len() <= MAX_BYTES).then_some((issuer.len(), u16::try_from(year).ok()?, serial))
    }

    /// As it came.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The issuer's abbreviation, with the kind of document, without 字.
    pub fn issuer(&self) -> &str {
        let issuer = self.text[..self.open].trim_end_matches(BLANKS);
        issuer.strip_suffix('字').unwrap_or(issuer)
    }

    /// The year, 1949–2999.
    pub fn year(&self) -> u16 {
        self.year
    }

    /// The serial number, without its part: 15 of 15号-1.
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
            ("盘环罚决(2021)138号", "盘环罚决", 2021, 138),
            ("某环罚决（2026）139号", "某环罚决", 2026, 139),
            ("云环(云城)罚〔2023〕7号", "云环(云城)罚", 2023, 7),
            ("浙某环（某）罚（2026）12号", "浙某环（某）罚", 2026, 12),
            ("某环罚【2026】7号", "某环罚", 2026, 7),
            ("某环罚字〔2026〕第5号", "某环罚", 2026, 5),
            ("某环罚〔2026〕15号-1", "某环罚", 2026, 15),
            ("某环罚〔2026〕15号之一", "某环罚", 2026, 15),
            ("某环罚〔2026〕1-1号", "某环罚", 2026, 1),
            ("某1环罚〔2026〕8号", "某1环罚", 2026, 8),
            ("某环罚〔2026〕 9号", "某环罚", 2026, 9),
            ("某环罚字 〔2026〕9号", "某环罚", 2026, 9),
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
            "1铜〔2025〕15号",
            "铜１环罚〔2025〕15号",
            "铜环罚（2025)15号",
            "铜环(罚〔2025〕15号",
            "铜环)罚〔2025〕15号",
            "铜环()罚〔2025〕15号",
            "铜环(〔2025〕15号",
            "(铜环)〔2025〕15号",
            "铜环罚字〔02025〕15号",
            "铜环罚字〔2025〕第号",
            "铜环罚字〔2025〕第第5号",
            "铜环罚字〔2025〕1-号",
            "铜环罚字〔2025〕1-1-1号",
            "铜环罚字〔2025〕15号-",
            "铜环罚字〔2025〕15号之",
            "铜环罚字〔2025〕15号16号",
            "铜环罚字〔2025〕  15号",
            "铜环罚字〔2025〕15 号",
            "铜环罚字〔２０２５〕15号",
        ] {
            assert!(DocumentNumber::new(bad).is_err(), "{bad}");
        }
    }
}
