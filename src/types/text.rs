//! Which characters may stand in a text (PROTOCOL.md §2, src/guide/intake.md).

use crate::say::is_invisible;
use compact_str::CompactString;
use serde::de::{Deserialize, Deserializer, Error, Visitor};
use std::fmt;
use unicode_normalization::is_nfc;

/// What is behind a word that a code is, or begins with: nothing, or a number, as in `lottery-2`.
pub(crate) fn number_behind<'a>(code: &'a str, word: &str) -> Option<&'a str> {
    let rest = code.strip_prefix(word)?;
    let number = rest.strip_prefix(['-', '_', '.']).unwrap_or(rest);
    let is_number = !number.is_empty() && number.bytes().all(|digit| digit.is_ascii_digit());
    (rest.is_empty() || is_number).then_some(number)
}

/// A text of a record. One of up to 24 bytes, as nearly all are, needs no memory of its own: a nation's roster has a dozen
/// for each target.
///
/// ```
/// use dual_random::types::text::Text;
///
/// let class = Text::from("重点");
/// assert_eq!(class, "重点");
/// assert_eq!(class.chars().count(), 2);
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Text(CompactString);

impl Text {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::ops::Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for Text {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl std::borrow::Borrow<str> for Text {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}

impl From<Text> for String {
    fn from(text: Text) -> Self {
        text.0.into()
    }
}

impl PartialEq<str> for Text {
    fn eq(&self, other: &str) -> bool {
        **self == *other
    }
}

impl PartialEq<&str> for Text {
    fn eq(&self, other: &&str) -> bool {
        **self == **other
    }
}

impl PartialEq<String> for Text {
    fn eq(&self, other: &String) -> bool {
        **self == **other
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self)
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

impl serde::Serialize for Text {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Read;

        impl Visitor<'_> for Read {
            type Value = Text;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Text, E> {
                Ok(text.into())
            }
        }

        deserializer.deserialize_str(Read)
    }
}

/// Longest text, in bytes.
pub(crate) const MAX_TEXT_BYTES: usize = 4096;

/// Whether the canonical profile refuses a character: C0, DEL, C1, noncharacters, and what cannot be seen.
pub(crate) fn is_forbidden(c: char) -> bool {
    // Nearly everything that is written.
    if matches!(c, ' '..='~' | '\u{4000}'..='\u{9FFF}') {
        return false;
    }
    let code = u32::from(c);
    c.is_control() || is_invisible(c) || (0xFDD0..=0xFDEF).contains(&code) || code & 0xFFFE == 0xFFFE
}

/// Whether a string has the protocol's form of a text.
pub(crate) fn is_text(text: &str) -> bool {
    (1..=MAX_TEXT_BYTES).contains(&text.len()) && !text.chars().any(is_forbidden)
}

/// Whether a string is a district code (行政区划代码): 6–12 decimal digits.
pub(crate) fn is_district(text: &str) -> bool {
    (6..=12).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
}

/// The county of a district code: its first six digits. Finer digits (街道, 村) say where in it.
pub(crate) fn county(district: &str) -> &str {
    district.get(..6).unwrap_or(district)
}

/// Whether a text begins or ends with white space.
pub(crate) fn has_outer_space(text: &str) -> bool {
    text.starts_with(char::is_whitespace) || text.ends_with(char::is_whitespace)
}

/// Whether a text is in Unicode normal form NFC.
pub(crate) fn is_normal(text: &str) -> bool {
    is_nfc(text)
}

/// The name that is nearest to a text: of those with the fewest changes of single characters the first; none if no name has a
/// character of it in place.
pub(crate) fn nearest<'a>(text: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let length = |name: &str| name.chars().count().max(text.chars().count());
    let near =
        names.map(|name| (changes(text, name), name)).filter(|(changes, name)| *changes < length(name));
    near.min_by_key(|(changes, _)| *changes).map(|(_, name)| name)
}

/// How many characters of the beginnings of two texts have to be changed, put in or taken out to make them equal
/// (Levenshtein 1965).
fn changes(one: &str, other: &str) -> usize {
    const MOST: usize = 64;
    let other: Vec<char> = other.chars().take(MOST).collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.chars().take(MOST).enumerate() {
        let mut diagonal = i;
        row[0] = i + 1;
        for (j, b) in other.iter().enumerate() {
            let kept = diagonal + usize::from(a != *b);
            diagonal = row[j + 1];
            row[j + 1] = kept.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[other.len()]
}

/// The letters that spreadsheets have for a column, counted from 0.
pub fn column_letters(column: usize) -> String {
    let (mut rest, mut letters) = (column + 1, Vec::new());
    while rest > 0 {
        letters.push(char::from(b'A' + u8::try_from((rest - 1) % 26).unwrap_or(0)));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}
