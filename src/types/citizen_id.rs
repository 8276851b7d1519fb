//! Citizen's ID numbers (公民身份号码, GB 11643): recognised only to be kept out of what is published.

use chrono::NaiveDate;

/// Length of a number.
const LENGTH: usize = 18;

/// The first two digits of an old ID number: province, autonomous region or municipality (GB/T 2260).
const PROVINCES: [u32; 32] = [
    11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54,
    61, 62, 63, 64, 65, 71,
];

/// Whether a text is a valid citizen's ID number: 17 digits with a real date of the years 1900–2099 at digits 7–14, and
/// the check character of ISO 7064 MOD 11-2. The numbers of residence permits (81, 82, 83) and of foreigners' permanent
/// residence (9) have the same form.
pub fn is_citizen_id(text: &str) -> bool {
    let bytes = text.as_bytes();
    if bytes.len() != LENGTH || !bytes[..17].iter().all(u8::is_ascii_digit) {
        return false;
    }
    let year = number(&bytes[6..10]);
    let sum = bytes[..17].iter().fold(0u32, |sum, digit| (sum + u32::from(digit - b'0')) * 2 % 11);
    (1900..2100).contains(&year)
        && is_real_date(year, &bytes[10..14])
        && bytes[17].to_ascii_uppercase() == b"10X98765432"[sum as usize]
}

/// Whether a text is a citizen's ID number in the old form, of 15 digits: a province, and a real date of 1900–1999 at
/// digits 7–12. It has no check character; today's number of the same person follows from it.
pub(crate) fn is_old_citizen_id(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 15
        && bytes.iter().all(u8::is_ascii_digit)
        && PROVINCES.contains(&number(&bytes[..2]))
        && is_real_date(1900 + number(&bytes[6..8]), &bytes[8..12])
}

/// The number that digits give.
fn number(digits: &[u8]) -> u32 {
    digits.iter().fold(0, |number, digit| number * 10 + u32::from(digit - b'0'))
}

/// Whether month and day, two digits each, are in the year.
fn is_real_date(year: u32, month_and_day: &[u8]) -> bool {
    let (month, day) = month_and_day.split_at(2);
    i32::try_from(year).is_ok_and(|year| NaiveDate::from_ymd_opt(year, number(month), number(day)).is_some())
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
    use super::{is_citizen_id, is_old_citizen_id};

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

    #[test]
    fn the_old_form_has_a_province_and_a_date_of_its_century() {
        assert!(is_old_citizen_id("522601900101123"));
        for wrong in
            ["992601900101123", "522601901301123", "522601900230123", "52260190010112", "52260190010112X"]
        {
            assert!(!is_old_citizen_id(wrong), "{wrong}");
        }
    }
}
