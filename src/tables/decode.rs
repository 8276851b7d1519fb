//! Bytes to text, strictly: what is not wholly UTF-8 or wholly GB18030 is refused.

use super::private_use::with_standard_characters;
use crate::fault::{Fault, Problem, Table as Input};
use encoding_rs::{GB18030, UTF_16BE, UTF_16LE};
use std::borrow::Cow;

/// Largest file, in MiB.
const MAX_MIB: usize = 2048;

const UTF8_BOM: &[u8] = &[0xEF, 0xBB, 0xBF];
const BOM: char = '\u{FEFF}';
/// The beginning of files in Microsoft's compound format ([MS-CFB] 2.2).
const COMPOUND: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0];

/// What a file is that is no table, by its beginning.
pub(super) fn other_kind(bytes: &[u8]) -> Option<Problem> {
    // An encrypted workbook is a stream of this name in a compound file ([MS-OFFCRYPTO] 2.3.4); names are UTF-16.
    let encrypted: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let holds = |what: &[u8]| bytes.windows(what.len()).any(|window| window == what);
    // The first file of an OpenDocument archive is its kind, not compressed (OpenDocument 1.3 part 2, 3.3).
    let ods = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet";
    let start = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
    let start_holds = |what: &[u8]| start.windows(what.len()).any(|window| window.eq_ignore_ascii_case(what));
    let first = start.iter().position(|b| !b.is_ascii_whitespace() && !UTF8_BOM.contains(b));
    let markup = first.is_some_and(|first| start.get(first) == Some(&b'<'));
    if bytes.starts_with(COMPOUND) {
        Some(if holds(&encrypted) { Problem::Encrypted } else { Problem::OldWorkbook })
    } else if bytes.starts_with(b"PK\x03\x04") {
        start_holds(ods).then_some(Problem::OpenDocument)
    } else if bytes.starts_with(b"%PDF") {
        Some(Problem::Pdf)
    } else if markup && start_holds(b"urn:schemas-microsoft-com:office:spreadsheet") && !start_holds(b"<html")
    {
        Some(Problem::XmlSheet)
    } else if markup
        && [&b"<html"[..], b"<table", b"<!doctype html", b"<meta", b"<style"]
            .iter()
            .any(|tag| start_holds(tag))
    {
        Some(Problem::WebPage)
    } else {
        None
    }
}

/// The text of a file, with its BOM if it has one.
pub(super) fn decode(table: Input, bytes: &[u8]) -> Result<Cow<'_, str>, Fault> {
    if bytes.len() > MAX_MIB << 20 {
        let fault =
            Fault::new(table, None, "", Problem::TooLarge { found: bytes.len() >> 20, limit: MAX_MIB });
        return Err(fault);
    }
    if let Some(problem) = other_kind(bytes) {
        return Err(Fault::new(table, None, "", problem));
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return Err(Fault::new(table, None, "", Problem::Workbook));
    }
    text(bytes).ok_or_else(|| Fault::new(table, None, "", Problem::BadEncoding))
}

fn text(bytes: &[u8]) -> Option<Cow<'_, str>> {
    // A spreadsheet's "Unicode text".
    for (bom, encoding) in [([0xFF, 0xFE], UTF_16LE), ([0xFE, 0xFF], UTF_16BE)] {
        if let Some(text) = bytes.strip_prefix(&bom) {
            return encoding.decode_without_bom_handling_and_without_replacement(text);
        }
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
