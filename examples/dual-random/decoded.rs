//! The text of a file that somebody saved by hand: Notepad and WPS write a byte order mark, UTF-16 or GB18030, and the text is
//! the same. What is wholly none of them is refused.

use crate::out::{Failure, Outcome};
use crate::text;
use crate::text::Shown as _;
use std::borrow::Cow;
use std::path::Path;

/// The text of a file, without its byte order mark.
pub(crate) fn text<'a>(path: &Path, bytes: &'a [u8]) -> Outcome<Cow<'a, str>> {
    decode(bytes).ok_or_else(|| Failure(text::bad_encoding(path.shown())))
}

fn decode(bytes: &[u8]) -> Option<Cow<'_, str>> {
    let decoded = match bytes {
        [0xFF, 0xFE, rest @ ..] => Cow::Owned(utf16(rest, u16::from_le_bytes)?),
        [0xFE, 0xFF, rest @ ..] => Cow::Owned(utf16(rest, u16::from_be_bytes)?),
        [0xEF, 0xBB, 0xBF, rest @ ..] => Cow::Borrowed(std::str::from_utf8(rest).ok()?),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => Cow::Borrowed(text),
            Err(_) => encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(bytes)?,
        },
    };
    // UTF-16 without its mark, or no text at all.
    if decoded.contains('\0') { None } else { Some(decoded) }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<String> {
    let (pairs, []) = bytes.as_chunks::<2>() else {
        return None;
    };
    char::decode_utf16(pairs.iter().map(|pair| unit(*pair))).collect::<Result<_, _>>().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_text_in_all_encodings_that_editors_write() {
        let text = "抽取 = 1\r\n";
        let wide = |unit: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(unit).collect::<Vec<u8>>();
        let (gbk, ..) = encoding_rs::GB18030.encode(text);
        for bytes in [
            text.as_bytes().to_vec(),
            [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
            [&b"\xFF\xFE"[..], &wide(u16::to_le_bytes)].concat(),
            [&b"\xFE\xFF"[..], &wide(u16::to_be_bytes)].concat(),
            gbk.into_owned(),
        ] {
            assert_eq!(decode(&bytes).as_deref(), Some(text), "{bytes:?}");
        }
    }

    #[test]
    fn what_is_wholly_no_text_is_refused() {
        let unmarked: Vec<u8> = "a = 1".encode_utf16().flat_map(u16::to_le_bytes).collect();
        for bytes in
            [&b"\xFF"[..], b"\xFF\xFEa", b"\xFF\xFE\x00\xD8", b"\xEF\xBB\xBF\xB3\xE9", b"\x81", &unmarked]
        {
            assert_eq!(decode(bytes), None, "{bytes:?}");
        }
    }
}
