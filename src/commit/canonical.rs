//! Canonical documents (PROTOCOL.md §2): JSON with exactly one form, so that the file people read is the thing that is
//! hashed.
//!
//! `serde_json` writes and reads; what it writes and what is read passes the checker in this file, which knows the
//! profile by itself. A change in a dependency's output would be refused here, not silently hashed.

use crate::basics::limits::{self, MAX_INTEGER};
use crate::basics::text::{MAX_TEXT_BYTES, is_forbidden};
use crate::say::{Language, Say, coded, coded_serde, fill};
use serde::{Serialize, de::DeserializeOwned};
use std::fmt::{self, Write as _};

/// Deepest nesting of arrays and objects.
pub const MAX_DEPTH: usize = 32;

coded! {
    /// What is wrong with a document's form.
    pub enum FormProblem {
        TooLarge = "too_large", "文件过大（{found} 字节）", "the file is too large ({found} bytes)";
        TooMany = "too_many", "所列超过限度", "the list is over its limit";
        NotUtf8 = "not_utf8", "不是 UTF-8", "the file is not UTF-8";
        NoFinalLf = "no_final_lf", "文件须以且仅以一个换行符结束", "the file must end with exactly one line feed";
        TooDeep = "too_deep", "嵌套过深", "nested too deep";
        Token = "token", "此处不是规范的 JSON：{found}", "not canonical JSON here: {found}";
        Number = "number", "数字须为 0 至 2^53−1 的整数，且无前导零", "a number must be an integer from 0 to 2^53-1 without leading zeros";
        Key = "key", "键只能用 a–z、0–9 和下划线", "a key must consist of a-z, 0-9 and _";
        KeyOrder = "key_order", "键未按顺序排列，或有重复：{found}", "keys must ascend and not repeat: {found}";
        Length = "length", "文本须为 1 至 4096 字节", "a text has 1 to 4096 bytes";
        Character = "character", "字符串含不允许的字符或转义", "a string holds a forbidden character or escape";
        SecretReused = "secret_reused", "主密值在前次抽取中已用过，须另取", "the master secret was used by an earlier ceremony; draw a fresh one";
        Content = "content", "内容与规定的字段不符：{found}", "the content does not fit the document's fields: {found}";
    }
}

coded_serde!(FormProblem);

/// Why a document cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub struct FormError {
    /// What is wrong.
    pub problem: FormProblem,
    /// Where, as a path such as `plan.strata[0].name`.
    pub path: String,
    /// Where, in bytes from the start of the file.
    pub offset: usize,
    /// What was found.
    pub found: String,
}

impl FormError {
    pub(crate) fn secret_reused() -> Self {
        Self::new(FormProblem::SecretReused, "")
    }

    /// The same without what was found, for documents that hold secrets.
    pub(crate) fn without_found(mut self) -> Self {
        self.found = String::new();
        self
    }

    pub(crate) fn new(problem: FormProblem, found: impl ToString) -> Self {
        Self { problem, path: String::new(), offset: 0, found: found.to_string() }
    }
}

impl Say for FormError {
    fn say(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = fill(self.problem.template(language), &[("found", &self.found)]);
        let at = if self.path.is_empty() { "·" } else { &self.path };
        match language {
            Language::Zh => write!(f, "{at}（第 {} 字节）：{what}", self.offset),
            Language::En => write!(f, "at {at} (byte {}): {what}", self.offset),
        }
    }
}

impl fmt::Display for FormError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.say(Language::En, f)
    }
}

impl std::error::Error for FormError {}

/// An array or object that is open.
enum Level<'a> {
    Array { index: usize, most: usize },
    Object { key: &'a str },
}

/// What may come next.
#[derive(Clone, Copy, PartialEq)]
enum Expect {
    Value,
    ValueOrEnd,
    KeyOrEnd,
    CommaOrEnd,
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
    levels: Vec<Level<'a>>,
    bounds: Bounds,
}

/// What a document's fields may hold, beyond the profile.
#[derive(Clone, Copy)]
enum Bounds {
    /// Anything: what is written, whose fields have been checked.
    Any,
    /// Every string is a text (PROTOCOL.md §3) or narrower; the longest list that a field may have, by its name.
    Fields(fn(&str) -> usize),
}

impl Bounds {
    fn of_list(self, field: &str) -> usize {
        match self {
            Self::Any => usize::MAX,
            Self::Fields(most) => most(field),
        }
    }

    fn allow(self, text: &str) -> bool {
        match self {
            Self::Any => true,
            // A quotation mark and a backslash have a backslash before them, which is no part of the text.
            Self::Fields(_) => (1..=MAX_TEXT_BYTES).contains(&(text.len() - escapes(text))),
        }
    }
}

/// How many characters of a string's content are escaped.
fn escapes(text: &str) -> usize {
    let mut bytes = text.bytes();
    let mut count = 0;
    while let Some(byte) = bytes.next() {
        if byte == b'\\' {
            bytes.next();
            count += 1;
        }
    }
    count
}

impl<'a> Scanner<'a> {
    fn error(&self, problem: FormProblem, found: impl ToString) -> FormError {
        let mut path = String::new();
        for level in &self.levels {
            match level {
                Level::Array { index, .. } => {
                    let _ = write!(path, "[{index}]");
                }
                Level::Object { key } if path.is_empty() => path.push_str(key),
                Level::Object { key } => {
                    path.push('.');
                    path.push_str(key);
                }
            }
        }
        FormError { problem, path, offset: self.at, found: found.to_string() }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn unexpected(&self) -> FormError {
        let rest = self.text.get(self.at..).unwrap_or("");
        let found: String = rest.chars().take(12).collect();
        self.error(FormProblem::Token, format!("{found:?}"))
    }

    fn take(&mut self, byte: u8) -> Result<(), FormError> {
        if self.peek() == Some(byte) {
            self.at += 1;
            Ok(())
        } else {
            Err(self.unexpected())
        }
    }

    /// A string's content, still escaped.
    fn string(&mut self) -> Result<&'a str, FormError> {
        self.take(b'"')?;
        let start = self.at;
        let mut chars = self.text[start..].char_indices();
        while let Some((offset, c)) = chars.next() {
            match c {
                '"' => {
                    self.at = start + offset + 1;
                    return Ok(&self.text[start..start + offset]);
                }
                '\\' if matches!(chars.next(), Some((_, '"' | '\\'))) => {}
                c if c == '\\' || is_forbidden(c) => {
                    self.at = start + offset;
                    return Err(self.error(FormProblem::Character, ""));
                }
                _ => {}
            }
        }
        self.at = self.text.len();
        Err(self.unexpected())
    }

    fn number(&mut self) -> Result<(), FormError> {
        let rest = &self.text.as_bytes()[self.at..];
        let is_part = |b: &u8| b.is_ascii_digit() || matches!(b, b'-' | b'+' | b'.' | b'e' | b'E');
        let len = rest.iter().take_while(|b| is_part(b)).count();
        let digits = &self.text[self.at..self.at + len];
        let plain = digits.bytes().all(|b| b.is_ascii_digit()) && (len == 1 || !digits.starts_with('0'));
        let fits = len <= 16 && digits.parse::<u64>().is_ok_and(|number| number <= MAX_INTEGER);
        if !plain || !fits {
            return Err(self.error(FormProblem::Number, ""));
        }
        self.at += len;
        Ok(())
    }

    /// A scalar, or the opening of an array or object.
    fn value(&mut self) -> Result<Expect, FormError> {
        match self.peek() {
            Some(b'"') => {
                let start = self.at;
                let text = self.string()?;
                if !self.bounds.allow(text) {
                    self.at = start;
                    return Err(self.error(FormProblem::Length, ""));
                }
                return Ok(Expect::CommaOrEnd);
            }
            Some(b'-' | b'0'..=b'9') => {
                self.number()?;
                return Ok(Expect::CommaOrEnd);
            }
            Some(open @ (b'[' | b'{')) => {
                if self.levels.len() == MAX_DEPTH {
                    return Err(self.error(FormProblem::TooDeep, ""));
                }
                self.at += 1;
                let is_array = open == b'[';
                self.levels.push(if is_array {
                    let most = match self.levels.last() {
                        Some(Level::Object { key }) => self.bounds.of_list(key),
                        _ => usize::MAX,
                    };
                    Level::Array { index: 0, most }
                } else {
                    Level::Object { key: "" }
                });
                return Ok(if is_array { Expect::ValueOrEnd } else { Expect::KeyOrEnd });
            }
            _ => {}
        }
        for word in ["true", "false", "null"] {
            if self.text[self.at..].starts_with(word) {
                self.at += word.len();
                return Ok(Expect::CommaOrEnd);
            }
        }
        Err(self.unexpected())
    }

    fn key(&mut self) -> Result<(), FormError> {
        let start = self.at;
        let key = self.string()?;
        let plain = key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
        let previous = match self.levels.last() {
            Some(Level::Object { key }) => *key,
            _ => "",
        };
        let problem = if key.is_empty() || !plain {
            Some(FormProblem::Key)
        } else if key <= previous {
            Some(FormProblem::KeyOrder)
        } else {
            None
        };
        if let Some(problem) = problem {
            self.at = start;
            return Err(self.error(problem, format!("{key:?}")));
        }
        if let Some(Level::Object { key: current }) = self.levels.last_mut() {
            *current = key;
        }
        self.take(b':')
    }

    /// One value, without recursion, so that no depth of brackets can exhaust the stack.
    fn document(&mut self) -> Result<(), FormError> {
        let mut expect = Expect::Value;
        loop {
            let close = match self.levels.last() {
                Some(Level::Array { .. }) => b']',
                Some(Level::Object { .. }) => b'}',
                None => 0,
            };
            let ends = expect != Expect::Value && self.peek() == Some(close);
            if ends {
                self.at += 1;
                self.levels.pop();
                expect = Expect::CommaOrEnd;
            } else {
                if expect == Expect::CommaOrEnd {
                    self.take(b',')?;
                    match self.levels.last_mut() {
                        Some(Level::Array { index, most }) => {
                            *index += 1;
                            if *index >= *most {
                                return Err(self.error(FormProblem::TooMany, ""));
                            }
                        }
                        _ => self.key()?,
                    }
                } else if expect == Expect::KeyOrEnd {
                    self.key()?;
                }
                expect = self.value()?;
            }
            if self.levels.is_empty() && expect == Expect::CommaOrEnd {
                return Ok(());
            }
        }
    }
}

/// Checks that bytes are a document in canonical form of at most `limit` bytes.
///
/// # Errors
/// The first place where they are not.
pub fn check(bytes: &[u8], limit: usize) -> Result<(), FormError> {
    scan(bytes, limit, Bounds::Any)
}

/// The same, with bounds on each field: what is too long is refused before anything is made of it.
fn scan(bytes: &[u8], limit: usize, bounds: Bounds) -> Result<(), FormError> {
    if bytes.len() > limit {
        return Err(FormError::new(FormProblem::TooLarge, bytes.len()));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let offset = error.valid_up_to();
        FormError { offset, ..FormError::new(FormProblem::NotUtf8, "") }
    })?;
    let Some(body) = text.strip_suffix('\n') else {
        return Err(FormError { offset: text.len(), ..FormError::new(FormProblem::NoFinalLf, "") });
    };
    let mut scanner = Scanner { text: body, at: 0, levels: Vec::new(), bounds };
    scanner.document()?;
    if scanner.at == body.len() { Ok(()) } else { Err(scanner.unexpected()) }
}

/// The canonical form of a value, without a final LF.
///
/// # Errors
/// When the value holds something the profile refuses, such as a control character.
pub(crate) fn value_bytes<T: Serialize>(value: &T) -> Result<Vec<u8>, FormError> {
    let mut bytes = document_bytes(value)?;
    bytes.pop();
    Ok(bytes)
}

/// The canonical document of a value: its form and a final LF.
///
/// # Errors
/// When the value holds something the profile refuses, such as a control character.
pub(crate) fn document_bytes<T: Serialize>(value: &T) -> Result<Vec<u8>, FormError> {
    let mut bytes = serde_json::to_vec(value).map_err(|error| FormError::new(FormProblem::Content, error))?;
    bytes.push(b'\n');
    check(&bytes, usize::MAX)?;
    Ok(bytes)
}

/// Reads a document: size, form, fields, and that writing it again gives the same bytes.
///
/// # Errors
/// The first place where the document is not what it must be.
pub(crate) fn read<T: Serialize + DeserializeOwned>(bytes: &[u8], limit: usize) -> Result<T, FormError> {
    scan(bytes, limit, Bounds::Fields(limits::of_list))?;
    let value: T = serde_json::from_slice(bytes).map_err(|error| {
        // A canonical document is one line, so the column is the offset.
        let offset = error.column();
        FormError { offset, path: path_at(bytes, offset), ..FormError::new(FormProblem::Content, error) }
    })?;
    let again = document_bytes(&value)?;
    if again == bytes {
        return Ok(value);
    }
    let offset = again.iter().zip(bytes).take_while(|(a, b)| a == b).count();
    let found = "written again, the document differs here";
    Err(FormError { offset, path: path_at(bytes, offset), ..FormError::new(FormProblem::Content, found) })
}

/// The path of the value at an offset of a document in canonical form.
fn path_at(bytes: &[u8], offset: usize) -> String {
    let head = bytes.get(..offset).unwrap_or(bytes);
    let head = match std::str::from_utf8(head) {
        Ok(text) => text,
        Err(error) => std::str::from_utf8(&head[..error.valid_up_to()]).unwrap_or(""),
    };
    let mut scanner = Scanner { text: head, at: 0, levels: Vec::new(), bounds: Bounds::Any };
    match scanner.document() {
        Err(error) => error.path,
        Ok(()) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(text: &str) -> Option<FormProblem> {
        check(text.as_bytes(), 1 << 20).err().map(|error| error.problem)
    }

    #[test]
    fn canonical_documents_pass() {
        for text in [
            "{}\n",
            "[]\n",
            "0\n",
            "\"\"\n",
            "{\"a\":[1,{\"b\":null,\"c\":\"\\\"\\\\/中\"}],\"b\":9007199254740991}\n",
            "[[],{},true,false]\n",
        ] {
            assert_eq!(problem(text), None, "{text}");
        }
    }

    #[test]
    fn a_text_of_a_document_has_1_to_4096_bytes_however_it_is_written() {
        let read = |text: &str| {
            let bytes = serde_json::to_vec(text).unwrap();
            super::read::<String>(&[&bytes[..], b"\n"].concat(), 1 << 20).err().map(|error| error.problem)
        };
        for (text, long) in [("x", "xx"), ("中", "中x"), ("\"", "\"\""), ("\\", "\\\\")] {
            let most = text.repeat(MAX_TEXT_BYTES / text.len());
            assert_eq!((read(text), read(&most)), (None, None));
            assert_eq!(read(&(most + long)), Some(FormProblem::Length));
        }
        assert_eq!(read(""), Some(FormProblem::Length));
        let nested = read_error("{\"a\":[{\"b\":\"\"}]}\n");
        assert_eq!((nested.problem, nested.path.as_str()), (FormProblem::Length, "a[0].b"));
    }

    fn read_error(text: &str) -> FormError {
        super::read::<serde_json::Value>(text.as_bytes(), 1 << 20).unwrap_err()
    }

    #[test]
    fn every_other_spelling_is_refused() {
        use FormProblem as P;
        for (text, expected) in [
            ("{}", P::NoFinalLf),
            ("{}\n\n", P::Token),
            ("{}\r\n", P::Token),
            (" {}\n", P::Token),
            ("{\"a\": 1}\n", P::Token),
            ("{\"b\":1,\"a\":1}\n", P::KeyOrder),
            ("{\"a\":1,\"a\":1}\n", P::KeyOrder),
            ("{\"A\":1}\n", P::Key),
            ("{\"\":1}\n", P::Key),
            ("{\"é\":1}\n", P::Key),
            ("{\"a\":-0}\n", P::Number),
            ("{\"a\":-1}\n", P::Number),
            ("{\"a\":1.0}\n", P::Number),
            ("{\"a\":1e2}\n", P::Number),
            ("{\"a\":01}\n", P::Number),
            ("{\"a\":9007199254740992}\n", P::Number),
            ("[1,]\n", P::Token),
            ("[,1]\n", P::Token),
            ("[1 ,2]\n", P::Token),
            ("{\"a\"}\n", P::Token),
            ("[1}\n", P::Token),
            ("[\"\\u0041\"]\n", P::Character),
            ("[\"\\/\"]\n", P::Character),
            ("[\"\\n\"]\n", P::Character),
            ("[\"\u{7f}\"]\n", P::Character),
            ("[\"\u{85}\"]\n", P::Character),
            ("[\"\u{feff}\"]\n", P::Character),
            ("[\"\u{fdd0}\"]\n", P::Character),
            ("[\"\u{1ffff}\"]\n", P::Character),
            ("[\"a]\n", P::Character),
            ("[\"a\n", P::Token),
            ("[nul]\n", P::Token),
            ("\n", P::Token),
            ("[1\n", P::Token),
        ] {
            let found = problem(text);
            // An unclosed string runs into the end of the body, which is no token at all.
            assert!(
                found == Some(expected) || (found.is_some() && text.starts_with("[\"a")),
                "{text:?}: {found:?}"
            );
        }
        assert_eq!(check(b"\xff\n", 10).err().map(|e| e.problem), Some(P::NotUtf8));
        assert_eq!(check(b"\xef\xbb\xbf{}\n", 10).err().map(|e| e.problem), Some(P::Token), "BOM");
        assert_eq!(check(b"[1,2]\n", 5).err().map(|e| e.problem), Some(P::TooLarge));
    }

    #[test]
    fn a_million_deep_brackets_are_refused_quickly() {
        assert_eq!(problem(&("[".repeat(1_000_000) + "\n")), Some(FormProblem::TooDeep));
        let deepest = "[".repeat(MAX_DEPTH) + &"]".repeat(MAX_DEPTH) + "\n";
        assert_eq!(problem(&deepest), None);
    }

    #[test]
    fn the_error_names_the_place() {
        let error = check("{\"a\":[1,{\"b\":1.5}]}\n".as_bytes(), 100).unwrap_err();
        assert_eq!((error.path.as_str(), error.offset), ("a[1].b", 13));
    }
}
