//! The digits of a text and the marks between them, as people write long numbers.

use crate::types::citizen_id::is_citizen_id;
use crate::types::credit_code;

/// Most marks between two groups of one number: ` - ` is three.
const MOST_MARKS: usize = 3;
/// A credit code, three digits and one more character.
const PERMIT_LENGTH: usize = 22;
const CREDIT_CODE_LENGTH: usize = 18;
const DIGEST_LENGTH: usize = 64;

/// What stands between two groups of digits of one number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    Blank,
    Dash,
    /// A dot, slash or bracket, or marks of several sorts.
    Other,
}

/// How a character of a number follows the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Link {
    /// It begins anew.
    Apart,
    /// Nothing is between them.
    Glued,
    /// Marks are between them.
    Marked(Mark),
}

/// A digit, or an X that may end an ID number.
struct Digit {
    plain: u8,
    start: usize,
    end: usize,
}

/// Digits without a mark between them, or one X.
#[derive(Debug, Clone, Copy)]
pub(super) struct Group {
    /// Place of its first digit.
    pub(super) from: usize,
    /// The place after its last.
    pub(super) to: usize,
    /// How it follows the group before.
    pub(super) link: Link,
    pub(super) is_x: bool,
}

impl Group {
    pub(super) fn len(&self) -> usize {
        self.to - self.from
    }
}

/// Where a text stands: a code column shows codes, so more is taken for one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    FreeText,
    CodeColumn,
}

/// All digits of a text, in their groups.
#[derive(Default)]
pub(super) struct Reading {
    digits: Vec<Digit>,
    pub(super) groups: Vec<Group>,
}

impl Reading {
    /// Reads a text; what stands inside a code is left out.
    pub(super) fn of(text: &str, place: Place) -> Self {
        let chars: Vec<Char> = plain_chars(text).collect();
        let (mut reading, mut link, mut marks, mut at) = (Self::default(), Link::Apart, 0, 0);
        while let Some(first) = chars.get(at) {
            let length = chars[at..].iter().take_while(|c| c.plain.is_ascii_alphanumeric()).count();
            let token = &chars[at..at + length];
            at += length.max(1);
            if token.is_empty() {
                marks += 1;
                link = if marks > MOST_MARKS { Link::Apart } else { after(link, first.plain) };
            } else if is_code(token, place) {
                link = Link::Apart;
            } else {
                (link, marks) = (reading.take(token, link), 0);
            }
        }
        reading
    }

    /// Takes letters and digits that stand together; tells how what comes next follows them.
    fn take(&mut self, token: &[Char], mut link: Link) -> Link {
        for c in token {
            let is_x = c.plain.eq_ignore_ascii_case(&'x') && link != Link::Apart;
            match u8::try_from(c.plain) {
                Ok(plain) if plain.is_ascii_digit() || is_x => {
                    self.push(Digit { plain: plain.to_ascii_uppercase(), start: c.start, end: c.end }, link);
                    link = Link::Glued;
                }
                _ => link = Link::Apart,
            }
        }
        link
    }

    fn push(&mut self, digit: Digit, link: Link) {
        let (from, is_x) = (self.digits.len(), digit.plain == b'X');
        self.digits.push(digit);
        match self.groups.last_mut() {
            Some(open) if link == Link::Glued && !is_x && !open.is_x => open.to = from + 1,
            _ => self.groups.push(Group { from, to: from + 1, link, is_x }),
        }
    }

    /// Some of the digits as a text.
    pub(super) fn text(&self, from: usize, to: usize) -> String {
        self.digits[from..to].iter().map(|digit| char::from(digit.plain)).collect()
    }

    /// Where some of the digits stand in the text, in bytes.
    pub(super) fn span(&self, from: usize, to: usize) -> (usize, usize) {
        (self.digits[from].start, self.digits[to - 1].end)
    }
}

/// A character of a text in its plain form.
struct Char {
    plain: char,
    start: usize,
    end: usize,
}

/// The characters that can be seen.
fn plain_chars(text: &str) -> impl Iterator<Item = Char> {
    let seen = text.char_indices().filter(|(_, c)| !is_unseen(*c));
    seen.map(|(start, c)| Char { plain: plain(c), start, end: start + c.len_utf8() })
}

/// Characters of no width, which part nothing.
fn is_unseen(c: char) -> bool {
    matches!(
        c,
        '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FE00}'
            ..='\u{FE0F}' | '\u{FEFF}'
    )
}

/// Digits, letters and marks of other widths and faces in the form of ASCII.
fn plain(c: char) -> char {
    let shifted = |by: u32| char::from_u32(u32::from(c) - by).unwrap_or(c);
    match c {
        '\u{FF01}'..='\u{FF5E}' => shifted(0xFEE0),
        // The mathematical digits, five faces of ten.
        '\u{1D7CE}'..='\u{1D7FF}' => char::from_digit((u32::from(c) - 0x1D7CE) % 10, 10).unwrap_or(c),
        // What is typed for an X: times, Cyrillic, Greek, the Roman ten.
        '×' | 'Х' | 'х' | 'Χ' | 'χ' | 'Ⅹ' | 'ⅹ' => 'X',
        _ => c,
    }
}

/// How a character follows when a mark comes in between.
fn after(link: Link, between: char) -> Link {
    match (link, mark(between)) {
        (Link::Apart, _) | (_, None) => Link::Apart,
        (Link::Glued | Link::Marked(Mark::Blank), Some(mark)) => Link::Marked(mark),
        (Link::Marked(before), Some(mark)) if mark == Mark::Blank || mark == before => Link::Marked(before),
        (Link::Marked(_), Some(_)) => Link::Marked(Mark::Other),
    }
}

fn mark(c: char) -> Option<Mark> {
    match c {
        // Tabs and line breaks part the cells of a table.
        '\t'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => None,
        '-'
        | '_'
        | '\u{2010}'..='\u{2015}'
        | '\u{2043}'
        | '\u{2212}'
        | '\u{2500}'
        | '\u{2501}'
        | '\u{FE58}'
        | '\u{FE63}' => Some(Mark::Dash),
        '.' | '·' | '•' | '‧' | '∙' | '⋅' | '・' | '･' | '\u{FE52}' | '/' | '\\' | '\u{2044}'
        | '\u{2215}' | '(' | ')' => Some(Mark::Other),
        c if c.is_whitespace() => Some(Mark::Blank),
        _ => None,
    }
}

/// Whether letters and digits that stand together are a code, inside which nothing is looked for.
fn is_code(token: &[Char], place: Place) -> bool {
    if ![CREDIT_CODE_LENGTH, PERMIT_LENGTH, DIGEST_LENGTH].contains(&token.len()) {
        return false;
    }
    let text: String = token.iter().map(|c| c.plain).collect();
    let has_letter = text.bytes().any(|byte| byte.is_ascii_alphabetic());
    match token.len() {
        CREDIT_CODE_LENGTH => has_letter && is_credit_code(&text, place) || is_kept(&text, place),
        PERMIT_LENGTH => {
            let (code, number) = text.split_at(CREDIT_CODE_LENGTH);
            is_credit_code(code, place) && number[..3].bytes().all(|byte| byte.is_ascii_digit())
        }
        _ => has_letter && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')),
    }
}

/// A credit code that passes its checks and is not an ID number.
fn is_credit_code(text: &str, place: Place) -> bool {
    credit_code::issue(text).is_none() && (!is_citizen_id(text) || is_kept(text, place))
}

/// In a code column, what begins as a company's code does and passes both its checks is one: an ID number that begins
/// with a 9 is rare, and passes them once in some three hundred.
fn is_kept(text: &str, place: Place) -> bool {
    place == Place::CodeColumn && text.starts_with('9') && credit_code::issue(text).is_none()
}
