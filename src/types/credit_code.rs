//! The checks of the 统一社会信用代码 (GB 32100-2015). Some genuine early codes fail them, so a failure is a warning.

const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
const ORGANISATION_WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];

/// What is wrong with a credit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum CreditCodeIssue {
    /// Not 18 characters of the code's alphabet.
    Form,
    /// The 18th character is not the check character of the first 17.
    Check,
    /// The 17th character is not the check character of the organisation code (characters 9–17).
    OrganisationCheck,
}

/// What is wrong with a credit code, if anything: its form, then its own check, then the organisation code's.
pub fn issue(code: &str) -> Option<CreditCodeIssue> {
    let bytes = code.as_bytes();
    if bytes.len() != 18 {
        return Some(CreditCodeIssue::Form);
    }
    let mut sum = 0;
    let mut weight = 1;
    for byte in &bytes[..17] {
        let Some(value) = value(*byte) else {
            return Some(CreditCodeIssue::Form);
        };
        sum = (sum + value * weight) % 31;
        weight = weight * 3 % 31;
    }
    match value(bytes[17]) {
        None => return Some(CreditCodeIssue::Form),
        // The outer remainder matters: a sum of 0 gives the check value 0, not 31.
        Some(check) if check != (31 - sum) % 31 => return Some(CreditCodeIssue::Check),
        Some(_) => {}
    }
    let sum: u32 =
        bytes[8..16].iter().zip(ORGANISATION_WEIGHTS).map(|(b, w)| organisation_value(*b) * w).sum();
    let expected = match 11 - sum % 11 {
        10 => b'X',
        11 => b'0',
        digit => b"0123456789"[digit as usize],
    };
    (bytes[16] != expected).then_some(CreditCodeIssue::OrganisationCheck)
}

/// Value of a character in the credit code's alphabet, which leaves out I, O, S, V and Z.
fn value(byte: u8) -> Option<u32> {
    ALPHABET.iter().position(|c| *c == byte).and_then(|position| u32::try_from(position).ok())
}

/// Value of a character in an organisation code: digits as such, letters from A = 10.
fn organisation_value(byte: u8) -> u32 {
    if byte.is_ascii_digit() { u32::from(byte - b'0') } else { u32::from(byte - b'A') + 10 }
}

#[cfg(test)]
mod tests {
    use super::{CreditCodeIssue, issue};

    #[test]
    fn made_up_codes_pass_both_checks() {
        for code in ["91522601MATEXT01X3", "92522631MATEXT028E", "11522600000000000D"] {
            assert_eq!(issue(code), None, "{code}");
        }
    }

    #[test]
    fn a_remainder_of_zero_gives_the_check_value_zero() {
        assert_eq!(issue("91522601MA00000900"), None, "both sums leave 0");
        assert_eq!(issue("91522601MA00000901"), Some(CreditCodeIssue::Check));
    }

    #[test]
    fn wrong_codes_are_told_apart() {
        assert_eq!(issue("91350100M000100Y4Z"), Some(CreditCodeIssue::Form));
        assert_eq!(issue("91350211M0000XUF46"), Some(CreditCodeIssue::Check));
        assert_eq!(issue("91522601matext01x3"), Some(CreditCodeIssue::Form));
        assert_eq!(issue("９1522601MATEXT01X"), Some(CreditCodeIssue::Form));
        assert_eq!(issue(""), Some(CreditCodeIssue::Form));
    }
}
