//! Private-use characters (自造字): every computer may show them otherwise.

use encoding_rs::GB18030;

/// Whether Unicode leaves a character to private use.
pub(super) fn is_private_use(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{FFFFD}' | '\u{100000}'..='\u{10FFFD}')
}

/// Characters that GB 18030 has had at two bytes since 2000, when Unicode had none for them; the decoder leaves them at
/// private use.
const GB_18030: [(char, char); 6] = [
    ('\u{E816}', '\u{20087}'),
    ('\u{E817}', '\u{20089}'),
    ('\u{E818}', '\u{200CC}'),
    ('\u{E831}', '\u{215D7}'),
    ('\u{E83B}', '\u{2298F}'),
    ('\u{E855}', '\u{241FE}'),
];

/// A text that was GB 18030, with the characters that its bytes stand for.
pub(super) fn with_standard_characters(text: String) -> String {
    let standard =
        |c: char| GB_18030.iter().find(|(private, _)| *private == c).map(|(_, standard)| *standard);
    if text.chars().any(|c| standard(c).is_some()) {
        text.chars().map(|c| standard(c).unwrap_or(c)).collect()
    } else {
        text
    }
}

/// What a report says of a private-use character: its number, and the standard character that GBK programs often mean
/// by it.
pub(super) fn named(c: char) -> String {
    match meant(c) {
        Some(standard) => format!("U+{:04X}（{standard}）", u32::from(c)),
        None => format!("U+{:04X}", u32::from(c)),
    }
}

/// GBK programs keep the characters of the bytes FE 50 to FE A0 (7F aside) at U+E815 to U+E864.
fn meant(c: char) -> Option<char> {
    let place = u8::try_from(u32::from(c).checked_sub(0xE815)?).ok().filter(|place| *place < 0x50)?;
    let low = if place < 0x2F { 0x50 + place } else { 0x51 + place };
    let bytes = [0xFE, low];
    let text = GB18030.decode_without_bom_handling_and_without_replacement(&bytes)?;
    let c = with_standard_characters(text.into_owned()).chars().next()?;
    (!is_private_use(c)).then_some(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_character_that_gbk_programs_mean_is_named() {
        assert_eq!(named('\u{E863}'), "U+E863（䶮）");
        assert_eq!(named('\u{E815}'), "U+E815（⺁）");
        assert_eq!(named('\u{E816}'), "U+E816（𠂇）");
        assert_eq!(named('\u{E843}'), "U+E843（龹）");
        assert_eq!(named('\u{E864}'), "U+E864（龻）");
        assert_eq!(named('\u{E865}'), "U+E865");
        assert_eq!(named('\u{E000}'), "U+E000");
    }
}
