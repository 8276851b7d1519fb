//! What must not be shown: personal numbers in free text, and names of natural persons.
//!
//! What [`scan`] finds. "In full" means as one run of digits, or with up to three marks between its groups of digits:
//! blanks of any width, dashes, dots, slashes, round brackets. Digits may be of full width, letters may touch them.
//!
//! | found | how it is told | false alarms |
//! |---|---|---|
//! | ID number (公民身份号码), residence permit (81, 82, 83), foreigner's permanent residence (9) | 18 characters in full, in groups of any size, or inside a longer run of digits: a real date of 1900–2099 and the check character, whatever else they pass | 1 of 15,000 numbers of 18 digits; 1 of 11 if it holds a date there |
//! | ID number of the old form, from which today's follows | exactly 15 digits in one run: a province and a real date of 1900–1999 | 1 of 85 numbers of 15 digits |
//! | mobile number | exactly 11 digits, the first two 13–19, after 86, 0086, +86, 0 or nothing: in one run, in groups of three digits or more, or in any groups with nothing but blanks or nothing but dashes between them and not around them | 7 of 100 numbers of 11 digits |
//! | bank card | 16–19 digits that begin with 22–27 or 3–9 and pass Luhn's check: in one run, in groups of four (the last may be shorter), or as six digits and the rest; not an all-digit credit code | 1 of 13 numbers of such a length |
//!
//! | not found | because |
//! |---|---|
//! | what stands inside a code: a credit code with a letter that passes its checks, a permit number (such a credit code or an all-digit one, 3 digits, 1 character), a digest of 64 lower-case hex digits | digits in a code say nothing of a person |
//! | numbers in words, in circles or in digits of other scripts | they are words |
//! | digits scattered among words, on several lines or in several cells, or with commas, colons or more than three marks between them | lists and amounts are written so |
//! | dates, decimals, amounts, lists of small numbers, a lottery's numbers | they are not persons' |
//! | landlines, passports, travel permits, social security and plate numbers, e-mail addresses, names of accounts | they have no check, or none of their own form |
//! | names, addresses, illnesses, kinship, and whatever else the words tell | only a reader can |

mod find;
mod reading;

use crate::say::{coded, coded_serde};
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
///
/// ```
/// use dual_random::privacy::{Naming, Policy};
///
/// let policy = Policy::default().with_persons(["个人"]).with_penalised(Naming::Masked);
/// assert_eq!(policy.representative, Naming::Masked);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
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

impl Policy {
    /// The same with classes whose targets are natural persons.
    #[must_use]
    pub fn with_persons(mut self, classes: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.persons = classes.into_iter().map(Into::into).collect();
        self
    }

    /// The same with another naming of targets that are natural persons.
    #[must_use]
    pub fn with_person(mut self, naming: Naming) -> Self {
        self.person = naming;
        self
    }

    /// The same with another naming of natural persons in decisions against them.
    #[must_use]
    pub fn with_penalised(mut self, naming: Naming) -> Self {
        self.penalised = naming;
        self
    }

    /// The same with another naming of legal representatives.
    #[must_use]
    pub fn with_representative(mut self, naming: Naming) -> Self {
        self.representative = naming;
        self
    }
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
    /// A personal number.
    pub enum Sensitive {
        CitizenId = "citizen_id", "公民身份号码", "citizen's ID number";
        Mobile = "mobile", "手机号码", "mobile number";
        BankCard = "bank_card", "银行卡号", "bank card number";
    }
}

coded_serde!(Sensitive);

/// Where a text shows one, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub struct Hit {
    /// What it is.
    pub kind: Sensitive,
    /// Its first byte.
    pub start: usize,
    /// The byte after its last.
    pub end: usize,
}

/// Finds personal numbers in free text, in order; the table above says which.
///
/// ```
/// use dual_random::privacy::{Sensitive, scan};
///
/// let hits = scan("联系人电话：138-0013-8000");
/// assert_eq!(hits[0].kind, Sensitive::Mobile);
/// assert!(scan("生产经营地址：某路13号").is_empty(), "an address is not a number");
/// ```
pub fn scan(text: &str) -> Vec<Hit> {
    find::personal_numbers(text)
}

/// Whether a text of a code column (an id, a credit code, the number of a certificate, permit or document) shows an ID
/// number, whatever its check as a credit code says. Only a credit code that begins with a 9 and passes both its checks
/// stays a code. Mobile and card numbers are not looked for: certificate numbers begin with 13 in a whole province.
///
/// ```
/// use dual_random::privacy::is_personal_code;
///
/// assert!(is_personal_code("522699200001010556"), "it passes the checks of a credit code, too");
/// assert!(!is_personal_code("91522601MA00000900"));
/// assert!(!is_personal_code("13800138000"));
/// ```
pub fn is_personal_code(text: &str) -> bool {
    find::shows_citizen_id(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::citizen_id::is_citizen_id;
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
        fn any_text_is_scanned_and_hits_lie_in_it(text in "[0-9０-９Xx a-c中×.()\u{a0}\u{200b}-]{0,60}") {
            let mut last = 0;
            for hit in scan(&text) {
                prop_assert!(hit.start >= last && hit.end > hit.start);
                prop_assert!(text.get(hit.start..hit.end).is_some());
                last = hit.end;
            }
        }
    }
}
