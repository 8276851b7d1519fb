//! A share on paper: five lines of twelve characters and two that check them, in groups of four.
//!
//! The characters are Crockford's base 32: digits, and letters without I, L, O and U. A check is that of ISO 7064 for other
//! numbers: a line, read as one number in base 32, leaves 1 when it is divided by 1021, the largest prime below 32². So a
//! single wrong character and an exchange of two are found for certain, anything else but one time in 1021. In front of
//! each line that number has the line's own number, and the twelve characters of the first line, which say what share it is:
//! lines in another order or of another sheet are found like that.

use super::{Share, ShareError, Threshold};
use zeroize::Zeroizing;

/// How many lines a share has.
pub const LINES: usize = 5;

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const GROUP: usize = 4;
const DATA: usize = 12;
const LINE: usize = DATA + 2;
const PRIME: u16 = 1021;

/// The characters' values, without the checks.
type Values = Zeroizing<[u8; DATA * LINES]>;

impl Share {
    /// Its five lines, which are to be kept secret: `XXXX XXXX XXXX XX`.
    pub fn reveal(&self) -> Zeroizing<String> {
        let values = self.values();
        let mut text = Zeroizing::new(String::with_capacity(LINES * (LINE + 4)));
        for (number, data) in (1..).zip(values.chunks_exact(DATA)) {
            // The line stands for 32² times its data, and the check fills up to 1.
            let check = (PRIME + 1 - rest(number, &values, data, &[0, 0])) % PRIME;
            let check = [low_five(check >> 5), low_five(check)];
            for (place, value) in data.iter().chain(&check).enumerate() {
                if place > 0 && place % GROUP == 0 {
                    text.push(' ');
                }
                text.push(char::from(ALPHABET[usize::from(*value)]));
            }
            text.push('\n');
        }
        text
    }

    /// Reads a share as a person types it from paper: upper or lower case, full width or not, in groups or not, on five lines
    /// or on one. O is read as 0, I and L as 1, since no share has these letters; nothing else is mended.
    ///
    /// # Errors
    /// When a line is not one of a share, with its number.
    pub fn from_text(text: &str) -> Result<Self, ShareError> {
        let mut lines: Vec<Zeroizing<Vec<char>>> = Vec::with_capacity(LINES);
        for line in text.lines() {
            let line = characters(line);
            if !line.is_empty() {
                lines.push(line);
            }
        }
        if let [one] = lines.as_slice()
            && one.len() == LINES * LINE
        {
            lines = one.chunks(LINE).map(|line| Zeroizing::new(line.to_vec())).collect();
        }
        let mut values: Values = Zeroizing::new([0; DATA * LINES]);
        for (number, line) in (1..).zip(&lines).take(LINES) {
            let line = line_values(number, line)?;
            let (data, check) = line.split_at(DATA);
            let from = (number - 1) * DATA;
            values[from..from + DATA].copy_from_slice(data);
            if rest(number, &values, data, check) != 1 {
                return Err(ShareError::Check { line: number });
            }
        }
        if lines.len() != LINES {
            return Err(ShareError::Lines { found: lines.len() });
        }
        Self::of_values(&values)
    }

    /// Threshold, number and draw in 44 bits, then the 256 bits of the values: 60 characters without a bit to spare.
    fn values(&self) -> Values {
        let Threshold { needed, shares } = self.threshold;
        let nibbles = [needed - 1, shares - 1, self.number - 1];
        let bytes = self.draw.iter().chain(self.y.iter());
        let head = nibbles.into_iter().flat_map(|nibble| bits(nibble, 4));
        let all = head.chain(bytes.flat_map(|byte| bits(*byte, 8)));
        let mut values = Zeroizing::new([0; DATA * LINES]);
        for (place, bit) in all.enumerate() {
            values[place / 5] = values[place / 5] << 1 | bit;
        }
        values
    }

    fn of_values(values: &Values) -> Result<Self, ShareError> {
        let mut all = values.iter().flat_map(|value| bits(*value, 5));
        let mut next = |count: usize| all.by_ref().take(count).fold(0, |number, bit| number << 1 | bit);
        let [needed, shares, number] = [next(4) + 1, next(4) + 1, next(4) + 1];
        let threshold = Threshold::new(needed, shares).map_err(|_| ShareError::NoShare)?;
        if number > shares {
            return Err(ShareError::NoShare);
        }
        let draw = [(); 4].map(|()| next(8));
        let mut y = Zeroizing::new([0; 32]);
        y.iter_mut().for_each(|byte| *byte = next(8));
        Ok(Self { threshold, number, draw, y })
    }
}

/// The bits of a number, the highest first.
fn bits(number: u8, count: u8) -> impl Iterator<Item = u8> {
    (0..count).rev().map(move |place| number >> place & 1)
}

/// The last character's value of a number.
fn low_five(number: u16) -> u8 {
    number.to_le_bytes()[0] & 31
}

/// What a line leaves: the first line's data and the line's number in front of it.
fn rest(number: usize, values: &Values, data: &[u8], check: &[u8]) -> u16 {
    let first = if number == 1 { &[] } else { &values[..DATA] };
    let own = u8::try_from(number).unwrap_or_default();
    let all = first.iter().chain([&own]).chain(data).chain(check);
    all.fold(0, |rest, value| (rest * 32 + u16::from(*value)) % PRIME)
}

/// The characters of a line without blanks and hyphens, in upper case and half width.
fn characters(line: &str) -> Zeroizing<Vec<char>> {
    let mut all = Zeroizing::new(Vec::with_capacity(line.len()));
    let is_between = |c: char| c.is_whitespace() || matches!(c, '-' | '－' | '\u{FEFF}');
    all.extend(line.chars().filter(|c| !is_between(*c)).map(half_width).map(|c| c.to_ascii_uppercase()));
    all
}

fn half_width(c: char) -> char {
    let plain = u32::from(c).checked_sub(0xFEE0).and_then(char::from_u32);
    plain.filter(char::is_ascii_graphic).unwrap_or(c)
}

/// The values of a line's characters.
fn line_values(number: usize, line: &[char]) -> Result<Zeroizing<[u8; LINE]>, ShareError> {
    if line.len() != LINE {
        return Err(ShareError::LineLength { line: number, found: line.len() });
    }
    let mut values = Zeroizing::new([0; LINE]);
    for (place, (value, c)) in values.iter_mut().zip(line).enumerate() {
        let (group, place) = (place / GROUP + 1, place % GROUP + 1);
        *value = value_of(*c).ok_or(ShareError::Character { line: number, group, place })?;
    }
    Ok(values)
}

fn value_of(c: char) -> Option<u8> {
    let c = match c {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let place = ALPHABET.iter().position(|one| char::from(*one) == c)?;
    u8::try_from(place).ok()
}
