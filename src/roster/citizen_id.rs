//! Citizen's ID numbers (公民身份号码, GB 11643): recognised only to be refused as ids.

use chrono::NaiveDate;

/// Length of a number.
const LENGTH: usize = 18;

/// Whether a text is a valid citizen's ID number: 17 digits with a real date of the years 1900–2099 at digits 7–14, and
/// the check character of ISO 7064 MOD 11-2.
pub fn is_citizen_id(text: &str) -> bool {
    let bytes = text.as_bytes();
    if bytes.len() != LENGTH || !bytes[..17].iter().all(u8::is_ascii_digit) {
        return false;
    }
    let number = |from: usize, to: usize| {
        bytes[from..to].iter().fold(0u32, |n, digit| n * 10 + u32::from(digit - b'0'))
    };
    let year = number(6, 10);
    let real_date = (1900..2100).contains(&year)
        && i32::try_from(year)
            .is_ok_and(|year| NaiveDate::from_ymd_opt(year, number(10, 12), number(12, 14)).is_some());
    let sum = bytes[..17].iter().fold(0u32, |sum, digit| (sum + u32::from(digit - b'0')) * 2 % 11);
    real_date && bytes[17].to_ascii_uppercase() == b"10X98765432"[sum as usize]
}

/// Whether a text holds a citizen's ID number, in full width or not, with blanks and hyphens in it or not.
#[cfg(feature = "tables")]
pub(crate) fn holds_citizen_id(text: &str) -> bool {
    use unicode_normalization::UnicodeNormalization;
    let plain: String = text.nfkc().filter(|c| !c.is_whitespace() && *c != '-').collect();
    let windows = plain.char_indices().filter_map(|(at, _)| plain.get(at..at + LENGTH));
    windows.into_iter().any(is_citizen_id)
}

#[cfg(test)]
mod tests {
    use super::is_citizen_id;

    #[cfg(feature = "tables")]
    #[test]
    fn a_number_is_found_in_a_text_however_it_is_written() {
        let number = "0123456789X".chars().map(|c| format!("52260119000101000{c}"));
        let number = number.into_iter().find(|number| is_citizen_id(number)).unwrap_or_default();
        let wide: String = number.chars().filter_map(|c| char::from_u32(u32::from(c) + 0xFEE0)).collect();
        let spaced = format!("身份证号 {} {}-{}。", &number[..6], &number[6..14], &number[14..]);
        for text in [&number, &wide, &spaced, &format!("甲某{number}"), &number.to_ascii_lowercase()] {
            assert!(super::holds_citizen_id(text), "{text}");
        }
        for text in ["", "甲某", "52260119000101000", "91522601MATEXT01X3", "䶮䶮䶮䶮䶮䶮䶮"] {
            assert!(!super::holds_citizen_id(text), "{text}");
        }
    }

    #[test]
    fn a_made_up_number_with_a_right_check_character_is_recognised_and_others_are_not() {
        // 522601 19000101 000 with every check character: exactly one is right.
        let right: Vec<char> =
            "0123456789X".chars().filter(|c| is_citizen_id(&format!("52260119000101000{c}"))).collect();
        assert_eq!(right.len(), 1);
        assert!(!is_citizen_id("522601190013010000"), "month 13");
        assert!(!is_citizen_id("91522601MATEXT01X3"));
    }
}
