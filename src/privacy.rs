//! What must not be shown: numbers of citizens, telephones and bank cards in free text; names of natural persons.

use crate::basics::language::{coded, coded_serde};
use crate::roster::citizen_id::is_citizen_id;
use crate::roster::credit_code;
use std::borrow::Cow;
use std::collections::BTreeSet;

coded! {
    /// How a natural person is named.
    pub enum Naming {
        Whole = "whole", "全名", "in full";
        Masked = "masked", "隐去名字", "masked";
        Hidden = "hidden", "不显示", "left out";
    }
}

coded_serde!(Naming);

impl Naming {
    /// A name as it may be shown: whole, its first character with two asterisks (which do not tell how long it is), or
    /// not at all.
    pub fn of(self, name: &str) -> Option<Cow<'_, str>> {
        match self {
            Self::Whole => Some(name.into()),
            Self::Masked => Some(name.chars().take(1).chain("**".chars()).collect::<String>().into()),
            Self::Hidden => None,
        }
    }
}

/// How natural persons are named in what is published: settings, since practice differs. Whatever they say, minors'
/// decisions, addresses and the numbers that [`scan`] finds are never shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// Classes of the roster whose targets are natural persons; their codes are not shown either.
    pub persons: BTreeSet<String>,
    /// How those are named.
    pub person: Naming,
    /// How a natural person is named in a penalty decision against them.
    pub penalised: Naming,
    /// How the legal representative of a penalised company is named.
    pub representative: Naming,
}

impl Default for Policy {
    /// Nobody's name in full but that of who is penalised.
    fn default() -> Self {
        Self {
            persons: BTreeSet::new(),
            person: Naming::Masked,
            penalised: Naming::Whole,
            representative: Naming::Masked,
        }
    }
}

coded! {
    /// A number that the public has no business with.
    pub enum Sensitive {
        CitizenId = "citizen_id", "公民身份号码", "citizen's ID number";
        Mobile = "mobile", "手机号码", "mobile number";
        BankCard = "bank_card", "银行卡号", "bank card number";
    }
}

/// Where a text shows one, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// What it is.
    pub kind: Sensitive,
    /// Its first byte.
    pub start: usize,
    /// The byte after its last.
    pub end: usize,
}

/// A run of digits, as people write long numbers: with single blanks or hyphens in it, in full width or not.
struct Run {
    /// The digits, and a final X, in half width.
    digits: String,
    start: usize,
    end: usize,
}

/// The half-width form of a character.
fn narrow(c: char) -> char {
    match u32::from(c) {
        code @ 0xFF01..=0xFF5E => char::from_u32(code - 0xFEE0).unwrap_or(c),
        0x3000 => ' ',
        _ => c,
    }
}

/// The runs of a text. Letters on either side make a number part of a code, which is none of these.
fn runs(text: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut run: Option<Run> = None;
    let mut before = ' ';
    let mut gap = false;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let (plain, end) = (narrow(c), at + c.len_utf8());
        let next = chars.peek().map_or(' ', |(_, c)| narrow(*c));
        match &mut run {
            Some(open) if plain.is_ascii_digit() => {
                open.digits.push(plain);
                open.end = end;
                gap = false;
            }
            // The check digit of an ID number may be an X, which ends it.
            Some(open)
                if matches!(plain, 'X' | 'x') && open.digits.len() == 17 && !next.is_ascii_alphanumeric() =>
            {
                open.digits.push('X');
                open.end = end;
                runs.extend(run.take());
            }
            Some(_) if matches!(plain, ' ' | '-') && !gap && next.is_ascii_digit() => gap = true,
            Some(_) if plain.is_ascii_alphabetic() && !gap => run = None,
            Some(_) => runs.extend(run.take()),
            None if plain.is_ascii_digit() && !before.is_ascii_alphanumeric() => {
                run = Some(Run { digits: plain.to_string(), start: at, end });
                gap = false;
            }
            None => {}
        }
        before = plain;
    }
    runs.extend(run);
    runs
}

/// Luhn's check of card numbers.
fn passes_luhn(digits: &str) -> bool {
    let doubled = |digit: u32| if digit > 4 { 2 * digit - 9 } else { 2 * digit };
    let numbers = digits.chars().rev().filter_map(|c| c.to_digit(10)).enumerate();
    let sum: u32 = numbers.map(|(place, digit)| if place % 2 == 1 { doubled(digit) } else { digit }).sum();
    sum.is_multiple_of(10)
}

fn is_mobile(digits: &str) -> bool {
    let national =
        ["0086", "86"].into_iter().find_map(|prefix| digits.strip_prefix(prefix)).unwrap_or(digits);
    [digits, national].into_iter().any(|number| {
        number.len() == 11 && number.starts_with('1') && matches!(number.as_bytes().get(1), Some(b'3'..=b'9'))
    })
}

fn kind(digits: &str) -> Option<Sensitive> {
    if digits.len() == 18 && credit_code::issue(digits).is_none() {
        None
    } else if is_citizen_id(digits) {
        Some(Sensitive::CitizenId)
    } else if is_mobile(digits) {
        Some(Sensitive::Mobile)
    } else if (16..=19).contains(&digits.len()) && !digits.ends_with('X') && passes_luhn(digits) {
        Some(Sensitive::BankCard)
    } else {
        None
    }
}

/// Finds them in a text, in order. It finds what is written as one number, with single blanks or hyphens in it at most;
/// what is spelled in words, or scattered, it does not.
pub fn scan(text: &str) -> Vec<Hit> {
    let hits = runs(text).into_iter().filter_map(|run| {
        let Run { digits, start, end } = run;
        kind(&digits).map(|kind| Hit { kind, start, end })
    });
    hits.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// An ID number with a right check character, of nobody.
    fn made_up_id() -> String {
        let ids = "0123456789X".chars().map(|last| format!("52260119000101123{last}"));
        ids.filter(|id| is_citizen_id(id)).collect()
    }

    fn found(text: &str) -> Vec<(Sensitive, &str)> {
        scan(text).into_iter().map(|hit| (hit.kind, &text[hit.start..hit.end])).collect()
    }

    #[test]
    fn numbers_are_found_as_people_write_them() {
        let id = made_up_id();
        let spaced = format!("{} {} {}", &id[..6], &id[6..14], &id[14..]);
        let wide: String = id.chars().map(|c| char::from_u32(u32::from(c) + 0xFEE0).unwrap()).collect();
        for text in [&id, &id.to_lowercase(), &spaced, &wide] {
            assert_eq!(found(&format!("身份证{text}，")), [(Sensitive::CitizenId, text.as_str())]);
        }
        for mobile in
            ["13800138000", "138 0013 8000", "138-0013-8000", "+8613800138000", "0086 138 0013 8000"]
        {
            let all = found(mobile);
            assert_eq!(all.len(), 1, "{mobile}");
            assert_eq!(all[0].0, Sensitive::Mobile);
        }
        for card in ["6222020000000000018", "4000 0000 0000 0002"] {
            let text = format!("账号{card}（示例）");
            assert_eq!(found(&text), [(Sensitive::BankCard, card)]);
        }
        let text = format!("甲{id}乙13800138000");
        assert_eq!(scan(&text).len(), 2);
    }

    #[test]
    fn other_numbers_are_not() {
        for text in [
            "91522601MATEXT01X3",
            "91522601MA00000900",
            "铜环罚字〔2025〕15号",
            "2026年11月23日",
            "2026-11-23",
            "ZF522600-05",
            "QDN-0264",
            "罚款 1,234,567.89 元",
            "13800138",
            "138001380001",
            "4000 0000 0000 0003",
            "第115期 01 08 13 18 22 27 31",
            "0855-8223456",
            "52260119000101123",
            &"1".repeat(200),
            "f972f0c98c57e2d7eef593dc4da5e9e694eaeaab639479d4a4dfeeeb8c26de91",
            "a13800138000b",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn names_are_shown_as_the_policy_says() {
        assert_eq!(Naming::Whole.of("阿依·古丽").as_deref(), Some("阿依·古丽"));
        for (name, masked) in [("阿依·古丽", "阿**"), ("𠮷野", "𠮷**"), ("王", "王**"), ("", "**")]
        {
            assert_eq!(Naming::Masked.of(name).as_deref(), Some(masked));
        }
        assert_eq!(Naming::Hidden.of("阿依·古丽"), None);
        assert_eq!(Policy::default().representative, Naming::Masked);
    }

    proptest! {
        #[test]
        fn any_text_is_scanned_and_hits_lie_in_it(text in "[0-9０-９Xx a-c中-]{0,60}") {
            let mut last = 0;
            for hit in scan(&text) {
                prop_assert!(hit.start >= last && hit.end > hit.start);
                prop_assert!(text.get(hit.start..hit.end).is_some());
                last = hit.end;
            }
        }
    }
}
