//! All that the program says, in both languages. Which one is read is decided where it is written out, and nowhere before.

mod book;
mod desk;
mod due;
mod errors;
mod pages;
mod publish;
mod record;
mod talk;
mod toml;
mod witness;

pub(crate) use book::*;
pub(crate) use desk::*;
pub(crate) use due::*;
pub(crate) use errors::*;
pub(crate) use pages::*;
pub(crate) use publish::*;
pub(crate) use record::*;
pub(crate) use talk::*;
pub(crate) use toml::*;
pub(crate) use witness::*;

use dual_random::plan::SeatAsk;
use dual_random::{Digest, Language, Quoted, Say};
use std::borrow::Cow;
use std::fmt;
use std::path::Path;

/// A sentence, or a part of one, in both languages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Words {
    zh: Cow<'static, str>,
    en: Cow<'static, str>,
}

impl Words {
    pub(crate) const fn new(zh: Cow<'static, str>, en: Cow<'static, str>) -> Self {
        Self { zh, en }
    }

    /// What the library says.
    pub(crate) fn of(what: impl Say) -> Self {
        Self::new(what.message(Language::Zh).into(), what.message(Language::En).into())
    }

    pub(crate) fn get(&self, language: Language) -> &str {
        match language {
            Language::Zh => &self.zh,
            Language::En => &self.en,
        }
    }

    /// The same with other English words.
    pub(crate) fn with_english(mut self, en: &str) -> Self {
        self.en = en.to_owned().into();
        self
    }

    /// Adds more words.
    pub(crate) fn push(&mut self, more: impl Say) {
        self.zh.to_mut().push_str(&more.message(Language::Zh));
        self.en.to_mut().push_str(&more.message(Language::En));
    }
}

impl Say for Words {
    fn say(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.get(language))
    }
}

/// A name or other text of the inputs, or a line of code, that stands as it is in both languages.
pub(crate) fn name(text: impl AsRef<str>) -> Words {
    let text = text.as_ref().to_owned();
    Words::new(text.clone().into(), text.into())
}

/// A county by its name in Chinese, where it has one, with its code.
pub(crate) fn place_named(code: &str) -> Words {
    let known = dual_random::roster::Places::official().name(code).map(|own| format!("{own}（{code}）"));
    Words::new(known.unwrap_or_else(|| code.to_owned()).into(), code.to_owned().into())
}

/// A name, unless the law withholds it.
pub(crate) fn name_or_withheld(text: Option<&str>) -> Words {
    text.map_or_else(withheld, name)
}

/// A fault, behind the path of its file.
pub(crate) fn at(path: &Path, what: impl Say) -> Words {
    file_fault(path.shown(), what)
}

/// A path in a sentence.
pub(crate) trait Shown {
    fn shown(&self) -> Quoted;
}

impl Shown for Path {
    fn shown(&self) -> Quoted {
        Quoted::new(self.display())
    }
}

/// A path in a command, as it is typed.
pub(crate) trait Typed {
    fn typed(&self) -> Words;
}

impl Typed for Path {
    fn typed(&self) -> Words {
        let path = self.display().to_string();
        let is_plain = |c: char| c.is_alphanumeric() || "/\\.-_:".contains(c);
        match path.chars().all(is_plain) {
            true => name(path),
            // Whoever copies it copies the quotes that a command line reads.
            false if !path.contains(['"', '\'', '$', '`', '!']) && !path.chars().any(char::is_control) => {
                name(format!("\"{path}\""))
            }
            // A file of a folder that somebody else made may be named after a command, which must not run when it is pasted.
            false => {
                let path = path.replace('\'', r"'\''").replace(char::is_control, "\u{fffd}");
                name(format!("'{path}'"))
            }
        }
    }
}

/// Texts without data: name, Chinese, English.
macro_rules! fixed {
    ($($name:ident = $zh:literal, $en:literal;)+) => {$(
        pub(crate) const fn $name() -> super::Words {
            super::Words::new(std::borrow::Cow::Borrowed($zh), std::borrow::Cow::Borrowed($en))
        }
    )+};
}
use fixed;

/// Texts with data in braces.
macro_rules! filled {
    ($($name:ident($($data:ident),+) = $zh:literal, $en:literal;)+) => {$(
        pub(crate) fn $name($($data: impl dual_random::Say),+) -> super::Words {
            let zh = {
                $(let $data = $data.said(dual_random::Language::Zh);)+
                format!($zh)
            };
            let en = {
                $(let $data = $data.said(dual_random::Language::En);)+
                format!($en)
            };
            super::Words::new(zh.into(), en.into())
        }
    )+};
}
use filled;

/// Heads of columns, or labels, that stand beside each other.
macro_rules! rows {
    ($($name:ident: $count:literal = $zh:expr, $en:expr;)+) => {$(
        pub(crate) fn $name() -> [super::Words; $count] {
            let (zh, en): ([&'static str; $count], [&'static str; $count]) = ($zh, $en);
            std::array::from_fn(|i| super::Words::new(zh[i].into(), en[i].into()))
        }
    )+};
}
use rows;

/// A digest in groups of four, as people compare it.
pub(crate) fn grouped(digest: &Digest) -> Words {
    name(in_fours(&digest.to_hex()))
}

pub(crate) fn in_fours(hex: &str) -> String {
    let mut out = String::with_capacity(hex.len() * 5 / 4);
    for (i, c) in hex.chars().enumerate() {
        if i > 0 && i % 4 == 0 {
            out.push(' ');
        }
        out.push(c);
    }
    out
}

/// The option that names the ceremony before, as hints show it.
pub(crate) fn with_selection(selection: Option<&Path>) -> Words {
    let option = selection.map(|selection| format!(" --selection {}", selection.typed().get(Language::Zh)));
    name(option.unwrap_or_default())
}

/// A list in a sentence.
pub(crate) fn joined<T: Say>(parts: impl IntoIterator<Item = T>) -> Words {
    between(&Words::new("、".into(), ", ".into()), parts)
}

/// Words with others between them.
pub(crate) fn between<T: Say>(between: &Words, parts: impl IntoIterator<Item = T>) -> Words {
    let mut all = Words::default();
    for (place, part) in parts.into_iter().enumerate() {
        if place > 0 {
            all.push(between);
        }
        all.push(part);
    }
    all
}

/// Lines, one below the other.
pub(crate) fn lines<T: Say>(parts: impl IntoIterator<Item = T>) -> Words {
    between(&name("\n"), parts)
}

/// Lines, those after the first set in.
pub(crate) fn indented_lines<T: Say>(parts: impl IntoIterator<Item = T>) -> Words {
    between(&name("\n  "), parts)
}

/// What a seat asks for.
pub(crate) fn seat_ask(ask: &SeatAsk) -> Words {
    let mut parts = vec![Words::of(ask.role)];
    if !ask.departments.is_empty() {
        parts.push(of_department(name(ask.departments.join("/"))));
    }
    if !ask.qualifications.is_empty() {
        parts.push(with_qualification(name(ask.qualifications.join("+"))));
    }
    joined(parts)
}

/// Why there is no randomness.
pub(crate) fn entropy(error: rand::rngs::SysError) -> Words {
    error.raw_os_error().map_or_else(unknown_error, |number| system_error(i128::from(number)))
}

/// What the operating system refuses.
pub(crate) fn system(error: &std::io::Error) -> Words {
    use std::io::ErrorKind;
    match error.kind() {
        ErrorKind::NotFound => not_found(),
        ErrorKind::PermissionDenied => no_permission(),
        ErrorKind::AlreadyExists => already_there(),
        ErrorKind::StorageFull => disk_full(),
        ErrorKind::IsADirectory => is_a_folder(),
        ErrorKind::NotADirectory => is_no_folder(),
        ErrorKind::ReadOnlyFilesystem => read_only(),
        _ => match error.raw_os_error() {
            Some(number) => system_error(i128::from(number)),
            None => unknown_error(),
        },
    }
}
