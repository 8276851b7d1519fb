//! Bytes as text of base 41 (PROTOCOL.md §18.1): RFC 9285 with 41 in place of 45, and so without the space, `%`, `+` and `$`.

/// The digits by their values: of the characters of a QR code's alphanumeric mode those that nothing on the way changes.
const DIGITS: &[u8; 41] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*-./:";
const BASE: u32 = 41;

/// Most characters that stand for so many bytes.
pub(super) const fn most_digits(bytes: usize) -> usize {
    bytes.div_ceil(2).saturating_mul(3)
}

/// Two bytes are three digits, the lowest first; a last one is two.
pub(super) fn written(bytes: &[u8], to: &mut String) {
    for pair in bytes.chunks(2) {
        let mut number = pair.iter().fold(0, |number, byte| number << 8 | u32::from(*byte));
        for _ in 0..=pair.len() {
            to.extend(DIGITS.get((number % BASE) as usize).map(|digit| char::from(*digit)));
            number /= BASE;
        }
    }
}

/// The bytes of a text, or the place of the first digits that stand for none.
pub(super) fn read(text: &str) -> Result<Vec<u8>, usize> {
    let mut bytes = Vec::with_capacity(text.len() / 3 * 2 + 1);
    for (at, digits) in (0..).step_by(3).zip(text.as_bytes().chunks(3)) {
        let number = digits.iter().rev().try_fold(0, |number, digit| Some(number * BASE + value(*digit)?));
        match (digits.len(), number.map(u16::try_from)) {
            (3, Some(Ok(pair))) => bytes.extend(pair.to_be_bytes()),
            (2, Some(Ok(last))) => bytes.push(u8::try_from(last).map_err(|_| at)?),
            _ => return Err(at),
        }
    }
    Ok(bytes)
}

fn value(digit: u8) -> Option<u32> {
    let value = DIGITS.iter().position(|one| *one == digit)?;
    u32::try_from(value).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pair_and_every_last_byte_has_one_text() {
        let there = |bytes: &[u8]| {
            let mut text = String::new();
            written(bytes, &mut text);
            assert_eq!(read(&text).as_deref(), Ok(bytes), "{text}");
            text
        };
        let mut seen = std::collections::BTreeSet::new();
        for number in 0..=u16::MAX {
            assert!(seen.insert(there(&number.to_be_bytes())));
        }
        for number in 0..=u8::MAX {
            assert!(seen.insert(there(&[number])));
        }
        assert_eq!(there(b""), "");
        // Every text of two or three digits that is none of these is refused.
        let digits = || DIGITS.iter().map(|digit| char::from(*digit));
        for text in digits().flat_map(|one| digits().map(move |two| String::from_iter([one, two]))) {
            assert_eq!(read(&text).is_ok(), seen.contains(&text), "{text}");
            for third in digits() {
                let text = format!("{text}{third}");
                assert_eq!(read(&text).is_ok(), seen.contains(&text), "{text}");
            }
        }
        for (text, at) in [("0", 0), ("0000", 3), (" 00", 0), ("00a", 0), ("000é0", 3)] {
            assert_eq!(read(text), Err(at));
        }
    }
}
