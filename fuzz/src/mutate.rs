//! Changes to bytes, from one number: the same number makes the same changes.

use crate::Form;
use serde_json::Value;

/// Longest input.
pub const MAX_BYTES: usize = 1 << 18;

/// Numbers that look random and follow from the first (splitmix64).
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ mixed >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ mixed >> 31
    }

    /// A number below another; 0 below 0.
    pub fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.number() % (bound.max(1) as u64)).unwrap_or_default()
    }

    fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

const TOKENS: [&str; 28] = [
    "0",
    "-1",
    "-0",
    "1e9",
    "4294967296",
    "9007199254740993",
    "18446744073709551615",
    "99999999999999999999",
    "\"\"",
    "null",
    "[",
    "]",
    "{",
    "}",
    ",",
    "\u{FEFF}",
    "\u{FFFF}",
    "\u{7F}",
    "\\u0000",
    "&#x110000;",
    "&amp;",
    "<v>",
    "PK\x05\x06",
    "2027-02-29",
    "2026-10-08T24:00:00+08:00",
    "+08:00",
    "\r\n",
    "九",
];
const NUMBERS: [i64; 12] = [
    0,
    1,
    -1,
    2,
    255,
    65_536,
    4_294_967_295,
    4_294_967_296,
    9_007_199_254_740_991,
    9_007_199_254_740_992,
    i64::MAX,
    i64::MIN,
];

/// An input with some changes, some of them taken from another.
pub fn mutated(form: Form, input: &[u8], other: &[u8], random: &mut Random) -> Vec<u8> {
    let mut out = match form {
        Form::Json if random.below(8) > 0 => by_value(input, other, random),
        _ => None,
    }
    .unwrap_or_else(|| by_byte(input, other, random));
    out.truncate(MAX_BYTES);
    out
}

fn by_byte(input: &[u8], other: &[u8], random: &mut Random) -> Vec<u8> {
    let mut out = input.to_vec();
    for _ in 0..=random.below(4) {
        let at = random.below(out.len() + 1);
        let span = 1 + if random.below(4) == 0 { random.below(400) } else { random.below(8) };
        let end = (at + span).min(out.len());
        match random.below(8) {
            0 if at < out.len() => out[at] ^= 1 << random.below(8),
            1 if at < out.len() => out[at] = random.number().to_le_bytes()[0],
            2 => drop(out.drain(at..end)),
            3 => {
                let copy = out[at..end].to_vec();
                let to = random.below(out.len() + 1);
                out.splice(to..to, copy);
            }
            4 => {
                let from = random.below(other.len() + 1);
                let part = other[from..(from + span).min(other.len())].iter().copied();
                out.splice(at..end, part);
            }
            5 => drop(out.splice(at..at, random.of(&TOKENS).bytes())),
            6 => {
                // A number of a head, in two or four bytes.
                let value = random.of(&NUMBERS).to_le_bytes();
                let wide = [2, 4][random.below(2)].min(out.len() - at);
                out[at..at + wide].copy_from_slice(&value[..wide]);
            }
            _ => {
                if let Some(digit) = out[at..].iter_mut().find(|byte| byte.is_ascii_digit()) {
                    *digit = b'0' + random.number().to_le_bytes()[0] % 10;
                }
            }
        }
    }
    out
}

/// Changes values of JSON, and writes it as canonical JSON again.
fn by_value(input: &[u8], other: &[u8], random: &mut Random) -> Option<Vec<u8>> {
    let mut parts: Vec<Vec<u8>> = input.split(|byte| *byte == 0).map(<[u8]>::to_vec).collect();
    let place = random.below(parts.len());
    // A log has a value a line; of those one is changed.
    let mut lines: Vec<Vec<u8>> =
        parts[place].split_inclusive(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
    match random.below(12) {
        0 if parts.len() > 1 => drop(parts.remove(place)),
        1 if parts.len() > 1 => parts.push(parts[place].clone()),
        2 if lines.len() > 1 => {
            let (from, to) = (random.below(lines.len()), random.below(lines.len()));
            lines.swap(from, to);
            parts[place] = lines.concat();
        }
        3 if lines.len() > 1 => {
            lines.remove(random.below(lines.len()));
            parts[place] = lines.concat();
        }
        _ => {
            let line = random.below(lines.len());
            let mut value: Value = serde_json::from_slice(lines.get(line)?).ok()?;
            let others: Vec<&[u8]> = other.split(|byte| matches!(byte, 0 | b'\n')).collect();
            let from: &[u8] = random.of::<&[u8]>(&others);
            let donor: Value = serde_json::from_slice(from).unwrap_or_default();
            for _ in 0..=random.below(3) {
                let node = random.below(count(&value));
                change(at(&mut value, node)?, &donor, random);
            }
            lines[line] = serde_json::to_vec(&value).ok()?;
            lines[line].push(b'\n');
            parts[place] = lines.concat();
        }
    }
    Some(parts.join(&0))
}

fn children(value: &Value) -> Box<dyn Iterator<Item = &Value> + '_> {
    match value {
        Value::Array(all) => Box::new(all.iter()),
        Value::Object(all) => Box::new(all.values()),
        _ => Box::new(std::iter::empty()),
    }
}

/// How many values there are, itself among them.
fn count(value: &Value) -> usize {
    1 + children(value).map(count).sum::<usize>()
}

/// The value of a number, counted from the outermost.
fn at(value: &mut Value, mut place: usize) -> Option<&mut Value> {
    if place == 0 {
        return Some(value);
    }
    place -= 1;
    let all: Box<dyn Iterator<Item = &mut Value>> = match value {
        Value::Array(all) => Box::new(all.iter_mut()),
        Value::Object(all) => Box::new(all.values_mut()),
        _ => return None,
    };
    for child in all {
        let size = count(child);
        if place < size {
            return at(child, place);
        }
        place -= size;
    }
    None
}

fn change(value: &mut Value, donor: &Value, random: &mut Random) {
    if random.below(6) == 0 {
        let mut donor = donor.clone();
        let place = random.below(count(&donor));
        *value = at(&mut donor, place).map(Value::take).unwrap_or_default();
        return;
    }
    match value {
        Value::Null => *value = Value::from(*random.of(&NUMBERS)),
        Value::Bool(is) => *is = !*is,
        Value::Number(number) => {
            let old = number.as_i64().unwrap_or_default();
            *value = match random.below(4) {
                0 => Value::from(*random.of(&NUMBERS)),
                1 => Value::from(old.wrapping_add(1)),
                2 => Value::from(old.wrapping_sub(1)),
                _ => Value::from(old.wrapping_mul(1 + random.below(5) as i64)),
            };
        }
        Value::String(text) => {
            let mut chars: Vec<char> = text.chars().collect();
            let place = random.below(chars.len() + 1);
            match random.below(5) {
                0 => drop(chars.splice(place..place, random.of(&TOKENS).chars())),
                1 if place < chars.len() => drop(chars.remove(place)),
                2 if place < chars.len() => {
                    chars[place] =
                        *random.of(&['0', '9', 'a', 'f', 'T', '-', ' ', '一', '𠮷', '\u{301}', '"']);
                }
                3 => chars.truncate(place),
                _ => {
                    if let Some(digit) = chars[place..].iter_mut().find(|c| c.is_ascii_digit()) {
                        *digit = char::from(b'0' + random.number().to_le_bytes()[0] % 10);
                    }
                }
            }
            *text = chars.into_iter().collect();
        }
        Value::Array(all) => {
            let (one, two) = (random.below(all.len()), random.below(all.len()));
            match random.below(4) {
                0 if !all.is_empty() => drop(all.remove(one)),
                1 if !all.is_empty() => all.insert(two, all[one].clone()),
                2 if !all.is_empty() => all.swap(one, two),
                _ => all.push(donor.clone()),
            }
        }
        Value::Object(all) => {
            let names: Vec<String> = all.keys().cloned().collect();
            if names.is_empty() {
                return;
            }
            let (one, two) = (random.of(&names).clone(), random.of(&names).clone());
            match random.below(3) {
                0 => drop(all.remove(&one)),
                1 => {
                    let copy = all[&one].clone();
                    all.insert(two, copy);
                }
                _ => {
                    let moved = all.remove(&one).unwrap_or_default();
                    all.insert(one + "_", moved);
                }
            }
        }
    }
}
