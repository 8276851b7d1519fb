//! Which characters may stand in a text (PROTOCOL.md §2, §13).

use unicode_normalization::is_nfc;

/// Longest text, in bytes.
pub(crate) const MAX_TEXT_BYTES: usize = 4096;

/// Whether the canonical profile refuses a character: C0, DEL, C1, BOM, noncharacters.
pub(crate) fn is_forbidden(c: char) -> bool {
    let code = u32::from(c);
    c.is_control() || c == '\u{FEFF}' || (0xFDD0..=0xFDEF).contains(&code) || code & 0xFFFE == 0xFFFE
}

/// Whether a string has the protocol's form of a text.
pub(crate) fn is_text(text: &str) -> bool {
    (1..=MAX_TEXT_BYTES).contains(&text.len()) && !text.chars().any(is_forbidden)
}

/// Whether a string is a district code (行政区划代码): 6–12 decimal digits.
pub(crate) fn is_district(text: &str) -> bool {
    (6..=12).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
}

/// Whether a text begins or ends with white space.
pub(crate) fn has_outer_space(text: &str) -> bool {
    text.starts_with(char::is_whitespace) || text.ends_with(char::is_whitespace)
}

/// Whether a text is in Unicode normal form NFC.
pub(crate) fn is_normal(text: &str) -> bool {
    is_nfc(text)
}
