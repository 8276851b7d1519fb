//! What is wrong with the form of a TOML text, by what stands at the place where a parser stopped. The parser's sentence is
//! not looked at: it may be another one in the next version.

use super::{day, instant};
use crate::text::{self, Words, name};
use std::ops::Range;

/// Where a reading stands, having come from the beginning of the text.
#[derive(Default)]
struct Standing {
    /// Brackets that are open: those of lists and of tables within a line.
    open: Vec<char>,
    /// Within a text: its quote, and where it begins.
    quoted: Option<(char, usize)>,
    /// In the head of a table.
    is_head: bool,
    /// Behind the `=` of an entry, or within a list.
    is_value: bool,
    /// The last character before, and its place, but for blanks and remarks.
    last: Option<(usize, char)>,
}

impl Standing {
    /// Reads on to a place.
    fn at(toml: &str, place: usize) -> Self {
        let mut it = Self::default();
        let mut at = 0;
        while at < place {
            let rest = &toml[at..];
            let Some(c) = rest.chars().next() else { break };
            at += match c {
                '#' => rest.find('\n').unwrap_or(rest.len()),
                '"' | '\'' => {
                    let end = at + text_length(rest, c);
                    if end > place || (end == place && !is_closed(&toml[at..end], c)) {
                        it.quoted = Some((c, at));
                    }
                    it.last = Some((at, c));
                    end - at
                }
                _ => {
                    it.take(at, c);
                    c.len_utf8()
                }
            };
        }
        it
    }

    fn take(&mut self, at: usize, c: char) {
        match c {
            '\n' if self.open.is_empty() => *self = Self::default(),
            '[' if !self.is_value && self.open.is_empty() => self.is_head = true,
            '=' => self.is_value = true,
            '[' | '{' if self.is_value => {
                self.open.push(c);
                self.is_value = c == '[';
            }
            ']' | '}' if !self.open.is_empty() => {
                self.open.pop();
                self.is_value = true;
            }
            ',' if self.open.last() == Some(&'{') => self.is_value = false,
            _ => {}
        }
        if !c.is_whitespace() {
            self.last = Some((at, c));
        }
    }
}

/// Length of the text that begins here: to its end, or as far as it can go.
fn text_length(rest: &str, quote: char) -> usize {
    let long = [quote; 3].iter().collect::<String>();
    let is_long = rest.starts_with(&long);
    let end = if is_long { long } else { quote.to_string() };
    let mut at = end.len();
    while let Some(c) = rest[at..].chars().next() {
        if rest[at..].starts_with(&end) {
            return at + end.len();
        }
        if c == '\n' && !is_long {
            return at;
        }
        at += c.len_utf8();
        if c == '\\' && quote == '"' {
            at += rest[at..].chars().next().filter(|c| *c != '\n' || is_long).map_or(0, char::len_utf8);
        }
    }
    at
}

/// Whether a text has its end.
fn is_closed(text: &str, quote: char) -> bool {
    let long = [quote; 3].iter().collect::<String>();
    if text.starts_with(&long) {
        text.len() >= 6 && text.ends_with(&long)
    } else {
        text.len() >= 2 && text.ends_with(quote)
    }
}

/// What is wrong at a place.
pub(super) fn look(toml: &str, span: &Range<usize>) -> Words {
    let place = span.start.min(toml.len());
    let (Some(before), Some(rest)) = (toml.get(..place), toml.get(place..)) else {
        return text::bad_here(name(""));
    };
    let standing = Standing::at(toml, place);
    let line = rest.lines().next().unwrap_or_default();
    let next = line.trim_start().chars().next().filter(|c| *c != '#');
    let found = toml.get(span.clone()).unwrap_or_default();
    if let Some((quote, start)) = standing.quoted {
        let is_cut = quote == '"' && next.is_some() && is_escape(&before[start..]);
        return if is_cut { text::toml_backslash() } else { text::toml_unclosed_text() };
    }
    let last = standing.last.map(|(_, c)| c);
    if standing.is_head || !standing.is_value {
        return key(&standing, found, line, last);
    }
    let open = standing.open.last().copied();
    let (around, start) = token(toml, place);
    let broken = standing.last.is_some_and(|(at, _)| before[at..].contains('\n'));
    let unclosed =
        || if open == Some('[') { text::toml_unclosed_list() } else { text::toml_unclosed_table() };
    match (open, next) {
        (Some(_), None) if rest.trim().is_empty() && last != Some('=') => unclosed(),
        // The next entry of the file begins.
        (Some('['), Some('=')) => text::toml_unclosed_list(),
        (Some('{'), Some('=')) if last != Some('=') => text::toml_no_comma(),
        (_, Some('=')) => text::toml_no_equals(),
        (Some(_), Some(',')) => text::toml_extra_comma(),
        (_, None | Some('}' | ']' | ',')) if last == Some('=') => text::toml_no_value(),
        _ if last.is_none_or(|c| "=[,{".contains(c)) => value(found, toml, place),
        _ if is_number(around) && start < place => value(found, toml, place),
        (Some(_), _) if broken && is_entry(line) => unclosed(),
        (Some(_), _) => text::toml_no_comma(),
        (None, _) => text::toml_too_much(),
    }
}

/// What is wrong where a name stands, or where one should.
fn key(standing: &Standing, found: &str, line: &str, last: Option<char>) -> Words {
    let bare = found.trim_matches(['"', '\'']);
    let is_bare = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    let is_name = !bare.is_empty() && (bare.len() < found.len() || bare.chars().all(is_bare));
    let begins = last.is_none_or(|c| "{,".contains(c));
    let next = line.chars().next();
    if is_name {
        // Nothing is wrong with the name itself, so it stands there before.
        text::duplicate_key(name(bare))
    } else if standing.is_head {
        let is_closed = last == Some(']') && next.is_some();
        if is_closed { text::toml_too_much() } else { text::toml_unclosed_head() }
    } else if begins && next == Some(']') {
        text::toml_unclosed_head()
    } else if !standing.open.is_empty() && next == Some(',') {
        text::toml_extra_comma()
    } else if !standing.open.is_empty() && next.is_none() {
        text::toml_unclosed_table()
    } else if begins || last == Some('.') || !found.is_empty() {
        text::toml_bad_key()
    } else {
        text::toml_no_equals()
    }
}

/// What is wrong with a value.
fn value(found: &str, toml: &str, place: usize) -> Words {
    let (token, _) = token(toml, place);
    let digits = token.trim_start_matches(['+', '-']);
    let quoted = instant(token).or_else(|| day(token));
    if let Some(quoted) = quoted.filter(|_| is_number(token)) {
        text::needs_quotes(name(text::excerpt(token)), name(quoted))
    } else if digits.len() > 1 && digits.starts_with('0') && digits.bytes().all(|b| b.is_ascii_digit()) {
        text::toml_leading_zero()
    } else if is_number(token) && found.len() <= token.len() {
        text::bad_here(name(text::excerpt(token)))
    } else {
        text::toml_unquoted()
    }
}

/// What stands around a place without a blank, and where it begins.
fn token(toml: &str, place: usize) -> (&str, usize) {
    let is_part = |c: char| c.is_ascii_alphanumeric() || "_.+:-".contains(c);
    let start = toml[..place].trim_end_matches(is_part).len();
    let length = toml[start..].find(|c| !is_part(c)).unwrap_or(toml.len() - start);
    (&toml[start..start + length], start)
}

fn is_number(token: &str) -> bool {
    token.trim_start_matches(['+', '-']).starts_with(|c: char| c.is_ascii_digit())
}

/// Whether a line is an entry of its own, with a name and its value.
fn is_entry(line: &str) -> bool {
    let is_name = |name: &str| {
        let bare = name.trim();
        !bare.is_empty() && bare.chars().all(|c| c.is_ascii_alphanumeric() || "_-.".contains(c))
    };
    line.split_once('=').is_some_and(|(name, _)| is_name(name))
}

/// Whether a text ends within what a backslash begins.
fn is_escape(text: &str) -> bool {
    let begun = text.trim_end_matches(|c: char| c.is_ascii_alphanumeric());
    begun.ends_with('\\') && text.len() - begun.len() <= 8
}
