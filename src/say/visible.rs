//! What cannot be seen in a text, spelled out.

/// Whether a character cannot be seen, or turns what stands around it: an accident, or a trick by which two names that look
/// the same are two. (Joiners and selectors, which some scripts need, are not among them.)
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{AD}'
            | '\u{61C}'
            | '\u{180E}'
            | '\u{200B}'
            | '\u{200E}'
            | '\u{200F}'
            | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{FEFF}'
            | '\u{FFF9}'..='\u{FFFB}'
            | '\u{E0000}'..='\u{E007F}'
    )
}

/// The same and the joiners, which show nothing either: for a terminal, where every trick is spelled out.
fn is_hidden(c: char) -> bool {
    c.is_control() || is_invisible(c) || matches!(c, '\u{200C}' | '\u{200D}')
}

/// A text for a terminal: what cannot be seen, or could move the cursor or turn the text, is spelled out. Only line feeds stay.
pub fn visible(text: &str) -> String {
    spelled_out(text, is_hidden)
}

/// A text for a page. Joiners and script selectors stay, since names in some scripts need them.
pub(crate) fn printed(text: &str) -> String {
    spelled_out(text, |c| c.is_control() || is_invisible(c))
}

fn spelled_out(text: &str, hidden: fn(char) -> bool) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c != '\n' && hidden(c) {
            out.extend(c.escape_unicode());
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_is_spelled_out() {
        let ranges = [
            (0, 0x9),
            (0xB, 0x1F),
            (0x7F, 0x9F),
            (0xAD, 0xAD),
            (0x61C, 0x61C),
            (0x180E, 0x180E),
            (0x200B, 0x200F),
            (0x2028, 0x202E),
            (0x2060, 0x206F),
            (0xFEFF, 0xFEFF),
            (0xFFF9, 0xFFFB),
            (0xE0000, 0xE007F),
        ];
        for code in ranges.into_iter().flat_map(|(from, to)| from..=to) {
            let c = char::from_u32(code).unwrap();
            assert_eq!(visible(&format!("甲{c}乙")), format!("甲\\u{{{code:x}}}乙"));
        }
        for text in ["", "甲\n乙", "a\u{3000}b　é", "\\u{202e}"] {
            assert_eq!(visible(text), text);
        }
        assert_eq!(printed("a\u{200D}b\u{202E}c\u{1B}"), "a\u{200D}b\\u{202e}c\\u{1b}");
    }
}
