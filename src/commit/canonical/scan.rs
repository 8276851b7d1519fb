//! The tokens of a canonical text, one after the other, each checked against the profile (PROTOCOL.md §2).

use super::error::{FormError, FormProblem, Shape, Stop, placed};
use super::window::Window;
use super::{Bounds, MAX_DEPTH, Secrecy};
use crate::say::Quoted;
use crate::types::limits::MAX_INTEGER;
use crate::types::text::{MAX_TEXT_BYTES, is_forbidden};
use compact_str::CompactString;
use std::fmt::Write as _;
use std::ops::Range;

/// Longest key that a path repeats; no field has a longer one.
const MAX_KEY: usize = 32;
/// How much of a text is shown where something else was due.
const SHOWN: usize = 12;

/// An array or object that is open.
enum Level {
    Array {
        index: usize,
        most: usize,
    },
    /// The field of an object that is being read; none has an empty key.
    Object {
        key: CompactString,
    },
}

/// Where a string's content stands, still escaped.
#[derive(Clone)]
pub(super) struct Text {
    escaped: Range<usize>,
    /// How many of its characters have a backslash before them.
    escapes: usize,
}

impl Text {
    pub(super) fn has_escapes(&self) -> bool {
        self.escapes > 0
    }
}

/// What is read.
enum Source<'a> {
    Whole(&'a str),
    /// Places in it move when it is looked ahead, so that an error has another place and shows something else: whoever reads
    /// so asks the whole what is wrong.
    Window(Window<'a>),
}

/// Checks that a text is a value in canonical form.
///
/// # Errors
/// The first place where it is not.
pub(super) fn check(text: &str) -> Result<(), FormError> {
    let mut scanner = Scanner::new(text, 0, Bounds::Any, Secrecy::Public);
    scanner.skip().map_err(placed)?;
    if scanner.at == text.len() { Ok(()) } else { Err(placed(scanner.unexpected())) }
}

/// How many bytes from there on stand for themselves in a string: printable ASCII but for the quotation mark and the backslash,
/// and the characters U+4000 to U+9FFF, most of what is written in Chinese. None of them is forbidden.
fn plain_bytes(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    loop {
        match bytes.get(at) {
            Some(b' ' | b'!' | b'#'..=b'[' | b']'..=b'~') => at += 1,
            // The text is UTF-8, so that two more bytes follow.
            Some(0xE4..=0xE9) => at += 3,
            _ => return at - from,
        }
    }
}

/// Whether all characters of a text are such.
pub(super) fn is_plain(text: &str) -> bool {
    plain_bytes(text.as_bytes(), 0) == text.len()
}

/// How far a text has been read, and what is open there.
pub(super) struct Scanner<'a> {
    source: Source<'a>,
    pub(super) at: usize,
    levels: Vec<Level>,
    bounds: Bounds,
    secrecy: Secrecy,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(text: &'a str, at: usize, bounds: Bounds, secrecy: Secrecy) -> Self {
        Self { source: Source::Whole(text), at, levels: Vec::new(), bounds, secrecy }
    }

    pub(super) fn through(window: Window<'a>, bounds: Bounds, secrecy: Secrecy) -> Self {
        Self { source: Source::Window(window), at: 0, levels: Vec::new(), bounds, secrecy }
    }

    /// The window through which it reads, and the place in it.
    pub(super) fn into_window(self) -> Option<(Window<'a>, usize)> {
        match self.source {
            Source::Whole(_) => None,
            Source::Window(window) => Some((window, self.at)),
        }
    }

    fn text(&self) -> &str {
        match &self.source {
            Source::Whole(text) => text,
            Source::Window(window) => &window.text,
        }
    }

    fn look_ahead(&mut self) {
        if let Source::Window(window) = &mut self.source {
            window.look_ahead(&mut self.at);
        }
    }

    /// A string's content as it stands there.
    pub(super) fn escaped(&self, text: &Text) -> &str {
        &self.text()[text.escaped.clone()]
    }

    pub(super) fn unescaped(&self, text: &Text) -> String {
        let mut rest = self.escaped(text);
        let mut content = String::with_capacity(rest.len() - text.escapes);
        while let Some(at) = rest.find('\\') {
            content.push_str(&rest[..at]);
            // What follows is a quotation mark or a backslash, and stands for itself.
            let (character, after) = rest[at + 1..].split_at(1);
            content.push_str(character);
            rest = after;
        }
        content.push_str(rest);
        content
    }

    /// How many arrays and objects are open.
    pub(super) fn depth(&self) -> usize {
        self.levels.len()
    }

    /// The error that something begins here.
    pub(super) fn error(&self, problem: FormProblem) -> Stop {
        self.error_at(self.at, self.depth(), problem)
    }

    /// The error that something began there, when so many arrays and objects were open.
    pub(super) fn error_at(&self, offset: usize, depth: usize, problem: FormProblem) -> Stop {
        Stop::Found(Box::new(FormError::at(offset, self.path(depth), problem)))
    }

    /// The path of the innermost of so many arrays and objects that are open, and of the place in it.
    pub(super) fn path(&self, depth: usize) -> String {
        let mut path = String::new();
        for level in self.levels.iter().take(depth) {
            match level {
                Level::Array { index, .. } => {
                    let _ = write!(path, "[{index}]");
                }
                Level::Object { key } if key.is_empty() => {}
                Level::Object { key } => {
                    if !path.is_empty() {
                        path.push('.');
                    }
                    path.push_str(if key.len() > MAX_KEY { "…" } else { key });
                }
            }
        }
        path
    }

    /// A piece of the text as an error may show it: without the marks of a string.
    pub(super) fn quoted(&self, piece: &str) -> Quoted {
        if self.secrecy == Secrecy::Secret {
            return Quoted::new("…");
        }
        let inner = piece.strip_prefix('"').map(|rest| rest.strip_suffix('"').unwrap_or(rest));
        Quoted::start(inner.unwrap_or(piece))
    }

    /// What stands from there to here.
    pub(super) fn since(&self, start: usize) -> &str {
        self.text().get(start..self.at).unwrap_or_default()
    }

    /// The first characters of the rest of a text, as an error may show them.
    pub(super) fn beginning(&self, rest: &str) -> Quoted {
        let end = rest.char_indices().nth(SHOWN).map_or(rest.len(), |(end, _)| end);
        match self.secrecy {
            Secrecy::Public => Quoted::new(&rest[..end]),
            Secrecy::Secret => Quoted::new("…"),
        }
    }

    /// Refuses what comes next: it is none of what could come.
    pub(super) fn unexpected(&self) -> Stop {
        let found = self.beginning(self.text().get(self.at..).unwrap_or_default());
        self.error(FormProblem::Token { found })
    }

    fn peek(&self) -> Option<u8> {
        self.text().as_bytes().get(self.at).copied()
    }

    fn takes(&mut self, byte: u8) -> bool {
        let comes = self.peek() == Some(byte);
        self.at += usize::from(comes);
        comes
    }

    fn take(&mut self, byte: u8) -> Result<(), Stop> {
        if self.takes(byte) { Ok(()) } else { Err(self.unexpected()) }
    }

    /// What comes next, by its first byte.
    pub(super) fn shape(&self) -> Result<Shape, Stop> {
        Ok(match self.peek() {
            Some(b'"') => Shape::Text,
            Some(b'-' | b'0'..=b'9') => Shape::Number,
            Some(b'[') => Shape::List,
            Some(b'{') => Shape::Object,
            Some(b't' | b'f') => Shape::Truth,
            Some(b'n') => Shape::Null,
            _ => return Err(self.unexpected()),
        })
    }

    /// Goes past a word, if that comes next.
    pub(super) fn takes_word(&mut self, word: &str) -> bool {
        let comes = self.text().as_bytes()[self.at..].starts_with(word.as_bytes());
        self.at += if comes { word.len() } else { 0 };
        comes
    }

    pub(super) fn null(&mut self) -> Result<(), Stop> {
        if self.takes_word("null") { Ok(()) } else { Err(self.unexpected()) }
    }

    pub(super) fn truth(&mut self) -> Result<bool, Stop> {
        if self.takes_word("true") {
            Ok(true)
        } else if self.takes_word("false") {
            Ok(false)
        } else {
            Err(self.unexpected())
        }
    }

    pub(super) fn number(&mut self) -> Result<u64, Stop> {
        let rest = &self.text().as_bytes()[self.at..];
        let is_part = |b: &u8| b.is_ascii_digit() || matches!(b, b'-' | b'+' | b'.' | b'e' | b'E');
        let len = rest.iter().take_while(|b| is_part(b)).count();
        let digits = &self.text()[self.at..self.at + len];
        let plain = digits.bytes().all(|b| b.is_ascii_digit()) && (len == 1 || !digits.starts_with('0'));
        let number = if plain && len <= 16 { digits.parse::<u64>().ok() } else { None };
        let Some(number) = number.filter(|number| *number <= MAX_INTEGER) else {
            return Err(self.error(FormProblem::Number));
        };
        self.at += len;
        Ok(number)
    }

    /// A string that is a value.
    pub(super) fn string(&mut self) -> Result<Text, Stop> {
        let start = self.at;
        let text = self.any_string()?;
        let is_text = || (1..=MAX_TEXT_BYTES).contains(&(text.escaped.len() - text.escapes));
        if matches!(self.bounds, Bounds::Fields(_)) && !is_text() {
            return Err(self.error_at(start, self.depth(), FormProblem::Length { limit: MAX_TEXT_BYTES }));
        }
        Ok(text)
    }

    fn any_string(&mut self) -> Result<Text, Stop> {
        self.take(b'"')?;
        let (start, text) = (self.at, self.text());
        let bytes = text.as_bytes();
        let (mut at, mut escapes) = (start, 0);
        let problem = loop {
            at += plain_bytes(bytes, at);
            match bytes.get(at) {
                Some(b'"') => {
                    self.at = at + 1;
                    return Ok(Text { escaped: start..at, escapes });
                }
                Some(b'\\') if matches!(bytes.get(at + 1), Some(b'"' | b'\\')) => {
                    at += 2;
                    escapes += 1;
                }
                Some(0x80..) => match text[at..].chars().next() {
                    Some(c) if !is_forbidden(c) => at += c.len_utf8(),
                    _ => break Some(FormProblem::Character),
                },
                Some(_) => break Some(FormProblem::Character),
                None => break None,
            }
        };
        self.at = at;
        Err(problem.map_or_else(|| self.unexpected(), |problem| self.error(problem)))
    }

    fn open(&mut self, level: Level) -> Result<(), Stop> {
        if self.depth() == MAX_DEPTH {
            return Err(self.error(FormProblem::TooDeep { limit: MAX_DEPTH }));
        }
        self.at += 1;
        self.levels.push(level);
        Ok(())
    }

    /// Goes into the array that begins here.
    pub(super) fn open_array(&mut self) -> Result<(), Stop> {
        let most = match (self.levels.last(), self.bounds) {
            (Some(Level::Object { key }), Bounds::Fields(most)) => most(key),
            _ => usize::MAX,
        };
        self.open(Level::Array { index: 0, most })
    }

    /// Goes into the object that begins here.
    pub(super) fn open_object(&mut self) -> Result<(), Stop> {
        self.open(Level::Object { key: CompactString::const_new("") })
    }

    /// Goes to the next entry of the innermost array, or out of it if there is none.
    pub(super) fn entry(&mut self, is_first: bool) -> Result<bool, Stop> {
        if self.takes(b']') {
            self.levels.pop();
            return Ok(false);
        }
        self.look_ahead();
        if is_first {
            return Ok(true);
        }
        self.take(b',')?;
        if let Some(Level::Array { index, most }) = self.levels.last_mut() {
            *index += 1;
            if index >= most {
                let limit = *most;
                return Err(self.error(FormProblem::TooMany { limit }));
            }
        }
        Ok(true)
    }

    /// Goes to the value of the next field of the innermost object and gives the offset of the field's key, or out of the
    /// object if there is none.
    pub(super) fn field(&mut self, is_first: bool) -> Result<Option<usize>, Stop> {
        if self.takes(b'}') {
            self.levels.pop();
            return Ok(None);
        }
        self.look_ahead();
        if !is_first {
            self.take(b',')?;
        }
        let start = self.at;
        let text = self.any_string()?;
        let key = self.escaped(&text);
        let plain = key.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'_'));
        let found = || self.quoted(key);
        let problem = match self.levels.last() {
            _ if key.is_empty() || !plain => Some(FormProblem::Key { found: found() }),
            Some(Level::Object { key: before }) if key <= before.as_str() => {
                Some(FormProblem::KeyOrder { found: found() })
            }
            _ => None,
        };
        if let Some(problem) = problem {
            return Err(self.error_at(start, self.depth(), problem));
        }
        let key = CompactString::from(key);
        if let Some(Level::Object { key: current }) = self.levels.last_mut() {
            *current = key;
        }
        self.take(b':')?;
        Ok(Some(start))
    }

    /// The key of the innermost object's field that is being read.
    pub(super) fn key(&self) -> &str {
        match self.levels.last() {
            Some(Level::Object { key }) => key,
            _ => "",
        }
    }

    /// Goes past a value, whatever it is. The depth of what is open bounds the recursion.
    pub(super) fn skip(&mut self) -> Result<(), Stop> {
        match self.shape()? {
            Shape::Null => self.null(),
            Shape::Truth => self.truth().map(drop),
            Shape::Number => self.number().map(drop),
            Shape::Text => self.string().map(drop),
            Shape::List => {
                self.open_array()?;
                let mut is_first = true;
                while self.entry(is_first)? {
                    self.skip()?;
                    is_first = false;
                }
                Ok(())
            }
            Shape::Object => {
                self.open_object()?;
                let mut is_first = true;
                while self.field(is_first)?.is_some() {
                    self.skip()?;
                    is_first = false;
                }
                Ok(())
            }
        }
    }
}
