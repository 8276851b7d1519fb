//! Bytes to text, strictly: what is not wholly UTF-8 or wholly GB18030 is refused.

use super::private_use::with_standard_characters;
use crate::fault::{Fault, Problem, Table as Input};
use encoding_rs::GB18030;
use std::borrow::Cow;

/// Largest file, in MiB.
const MAX_MIB: usize = 2048;

const UTF8_BOM: &[u8] = &[0xEF, 0xBB, 0xBF];
const BOM: char = '\u{FEFF}';
/// Beginnings of .xlsx (a ZIP archive) and .xls files.
const WORKBOOKS: [&[u8]; 2] = [b"PK\x03\x04", &[0xD0, 0xCF, 0x11, 0xE0]];
const UTF16_BOMS: [&[u8]; 2] = [&[0xFF, 0xFE], &[0xFE, 0xFF]];

/// The text of a file, with its BOM if it has one.
pub(super) fn decode(table: Input, bytes: &[u8]) -> Result<Cow<'_, str>, Fault> {
    if bytes.len() > MAX_MIB << 20 {
        let fault =
            Fault::new(table, None, "", Problem::TooLarge { found: bytes.len() >> 20, limit: MAX_MIB });
        return Err(fault);
    }
    if WORKBOOKS.iter().any(|signature| bytes.starts_with(signature)) {
        return Err(Fault::new(table, None, "", Problem::Workbook));
    }
    text(bytes).ok_or_else(|| Fault::new(table, None, "", Problem::BadEncoding))
}

fn text(bytes: &[u8]) -> Option<Cow<'_, str>> {
    if UTF16_BOMS.iter().any(|bom| bytes.starts_with(bom)) {
        return None;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(Cow::Borrowed(text)),
        // It says that it is UTF-8, and is not.
        Err(_) if bytes.starts_with(UTF8_BOM) => None,
        Err(_) => {
            let text = GB18030.decode_without_bom_handling_and_without_replacement(bytes)?;
            Some(Cow::Owned(with_standard_characters(text.into_owned())))
        }
    }
}

/// The text after its BOM, if it has one. One is a signature; a second one would be text, and the CSV reader would drop
/// it unseen, so it is refused.
pub(super) fn without_bom(table: Input, text: &str) -> Result<&str, Fault> {
    let rest = text.strip_prefix(BOM).unwrap_or(text);
    if rest.starts_with(BOM) { Err(Fault::new(table, None, "", Problem::BadEncoding)) } else { Ok(rest) }
}
