//! Input in a sentence.

use super::{Language, Say};
use crate::say::visible;
use std::fmt;

/// Input as it was given, to be quoted in a sentence. What cannot be seen is spelled out; what could be mistaken for a part
/// of the sentence stands in quotation marks.
///
/// ```
/// use dual_random::{Language, Quoted, Say};
///
/// assert_eq!(Quoted::new("T-0010").message(Language::Zh), "T-0010");
/// assert_eq!(Quoted::new("示例\u{200B}企业").message(Language::En), r#""示例\u{200b}企业""#);
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(transparent)]
pub struct Quoted(String);

impl Quoted {
    /// A text as a whole.
    pub fn new(text: impl ToString) -> Self {
        Self(text.to_string())
    }

    /// The start of a text, as much as a report can show.
    pub fn start(text: &str) -> Self {
        const MOST: usize = 40;
        if text.chars().nth(MOST).is_none() {
            return Self(text.to_owned());
        }
        let start: String = text.chars().take(MOST).collect();
        // Part of a long number may be a person's.
        Self(format!("{}…", start.trim_end_matches(char::is_numeric)))
    }

    /// A character by its number in Unicode, such as `U+200B`: it may be one that cannot be seen.
    pub(crate) fn character(c: char) -> Self {
        Self(format!("U+{:04X}", u32::from(c)))
    }

    /// The text, not made visible.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Puts an ellipsis in place of the text.
    #[cfg(feature = "tables")]
    pub(crate) fn conceal(&mut self) {
        "…".clone_into(&mut self.0);
    }
}

/// A text in one line, with every blank but the plain one spelled out: two that look alike may be two.
fn spelled_out(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in visible(text).chars() {
        match c {
            ' ' => out.push(c),
            '\n' => out.push_str("\\n"),
            c if c.is_whitespace() => out.extend(c.escape_unicode()),
            c => out.push(c),
        }
    }
    out
}

/// Whether a text cannot be mistaken for words of a sentence: numbers, ids, dates, digests.
fn is_plain(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || "._-+:/…".contains(c);
    text.contains(|c: char| c.is_ascii_alphanumeric()) && text.chars().all(plain)
}

impl Say for Quoted {
    fn say(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = spelled_out(&self.0);
        match language {
            _ if is_plain(&text) => f.write_str(&text),
            Language::Zh => write!(f, "“{text}”"),
            Language::En => write!(f, "\"{text}\""),
        }
    }

    fn each_quoted(&mut self, each: &mut dyn FnMut(&mut Quoted)) {
        each(self);
    }
}

impl fmt::Debug for Quoted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl PartialEq<str> for Quoted {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl PartialEq<&str> for Quoted {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

/// A list in a sentence: its first ten entries, and whether there are more.
///
/// ```
/// use dual_random::{Language, Listed, Say};
///
/// assert_eq!(Listed((1_u32..=12).collect()).message(Language::En), "1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and others");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(transparent)]
pub struct Listed<T>(pub Vec<T>);

/// Most entries of a list that a sentence names.
const MOST: usize = 10;

/// What stands between the entries of a list.
const fn comma(language: Language) -> &'static str {
    match language {
        Language::Zh => "、",
        Language::En => ", ",
    }
}

fn say_all<T: Say>(entries: &[T], language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    for (i, one) in entries.iter().enumerate() {
        if i > 0 {
            f.write_str(comma(language))?;
        }
        one.say(language, f)?;
    }
    Ok(())
}

impl<T> Listed<T> {
    /// Whether a sentence names some of the entries only.
    pub(crate) fn is_cut(&self) -> bool {
        self.0.len() > MOST
    }
}

impl<T: Say> Say for Listed<T> {
    fn say(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        say_all(&self.0[..self.0.len().min(MOST)], language, f)?;
        match language {
            _ if !self.is_cut() => Ok(()),
            Language::Zh => f.write_str("等"),
            Language::En => f.write_str(" and others"),
        }
    }

    fn each_quoted(&mut self, each: &mut dyn FnMut(&mut Quoted)) {
        self.0.iter_mut().for_each(|one| one.each_quoted(each));
    }
}

/// A list in a sentence, with all its entries: what a report is evidence of is not cut.
///
/// ```
/// use dual_random::{Every, Language, Say};
///
/// assert_eq!(Every(vec![1_u32, 2, 3]).message(Language::Zh), "1、2、3");
/// assert_eq!(Every::<u32>(Vec::new()).message(Language::Zh), "无");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(transparent)]
pub struct Every<T>(pub Vec<T>);

macro_rules! a_list {
    ($($name:ident),+) => {$(
        impl<T> std::ops::Deref for $name<T> {
            type Target = [T];

            fn deref(&self) -> &[T] {
                &self.0
            }
        }

        impl<T> IntoIterator for $name<T> {
            type Item = T;
            type IntoIter = std::vec::IntoIter<T>;

            fn into_iter(self) -> Self::IntoIter {
                self.0.into_iter()
            }
        }

        impl<'a, T> IntoIterator for &'a $name<T> {
            type Item = &'a T;
            type IntoIter = std::slice::Iter<'a, T>;

            fn into_iter(self) -> Self::IntoIter {
                self.0.iter()
            }
        }

        impl<T> FromIterator<T> for $name<T> {
            fn from_iter<I: IntoIterator<Item = T>>(all: I) -> Self {
                Self(all.into_iter().collect())
            }
        }
    )+};
}
a_list!(Listed, Every);

impl<T: Say> Say for Every<T> {
    fn say(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() { None::<T>.say(language, f) } else { say_all(&self.0, language, f) }
    }

    fn each_quoted(&mut self, each: &mut dyn FnMut(&mut Quoted)) {
        self.0.iter_mut().for_each(|one| one.each_quoted(each));
    }
}

/// What may be chosen, each by its Chinese name or its code.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(transparent)]
pub struct Choices(Vec<String>);

impl Choices {
    /// The names of what may be chosen.
    pub fn new(names: impl IntoIterator<Item = impl ToString>) -> Self {
        Self(names.into_iter().map(|name| name.to_string()).collect())
    }
}

impl Say for Choices {
    fn say(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let own = |name: &&String| name.is_ascii() == (language == Language::En);
        let mut chosen: Vec<&str> = self.0.iter().filter(own).map(String::as_str).collect();
        if chosen.is_empty() {
            chosen.extend(self.0.iter().map(String::as_str));
        }
        // A name that holds the comma of the list itself is told from its neighbours by quotation marks.
        let is_quoted = chosen.iter().any(|name| name.contains(comma(language).trim_end()));
        let (open, close) = match language {
            _ if !is_quoted => ("", ""),
            Language::Zh => ("“", "”"),
            Language::En => ("\"", "\""),
        };
        let chosen: Vec<String> = chosen.iter().map(|name| format!("{open}{name}{close}")).collect();
        f.write_str(&chosen.join(comma(language)))
    }
}
