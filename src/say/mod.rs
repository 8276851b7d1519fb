//! The only way to make a sentence.
//!
//! What is to be said is data until somebody reads it: a [`Say`] has its words in both languages and its data in fields
//! with a type each. Numbers, dates, ids, codes with a text of their own and [`Quoted`] input can stand in a sentence; a
//! plain `String` cannot, so that no sentence of a library or of another language gets into one.

mod coded;
mod quoted;
mod sayings;
#[cfg(test)]
pub(crate) mod tests;
mod visible;

pub use quoted::{Choices, Every, Listed, Quoted};
pub use visible::visible;

pub(crate) use coded::{coded, coded_error, coded_serde};
pub(crate) use sayings::{phrases, sayings, sayings_error};
pub(crate) use visible::{is_invisible, printed};

use std::fmt;

/// Language of human-facing text. Chinese is the default.
///
/// ```
/// use dual_random::{Language, Say, Verdict};
///
/// assert_eq!(Language::default(), Language::Zh);
/// println!("{}", Verdict::Consistent.said(Language::default()));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// 中文
    #[default]
    Zh,
    /// English
    En,
}

/// What can be said in both languages.
///
/// ```
/// use dual_random::{Language, Say};
///
/// let table = dual_random::Table::Targets;
/// assert_eq!(table.message(Language::Zh), "检查对象名录");
/// assert_eq!(table.message(Language::En), "target roster");
/// ```
pub trait Say {
    /// Writes the words.
    ///
    /// # Errors
    /// Those of the formatter.
    fn say(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result;

    /// The words.
    fn message(&self, language: Language) -> String {
        self.said(language).to_string()
    }

    /// The words, to be formatted.
    fn said(&self, language: Language) -> Said<'_, Self> {
        Said { what: self, language }
    }

    /// Shows each quoted input to a function that may change it.
    #[doc(hidden)]
    fn each_quoted(&mut self, _: &mut dyn FnMut(&mut Quoted)) {}
}

/// Something with the language it is to be said in; `Display` gives the words.
pub struct Said<'a, T: ?Sized> {
    what: &'a T,
    language: Language,
}

impl<T: Say + ?Sized> fmt::Display for Said<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.what.say(self.language, f)
    }
}

impl<T: Say + ?Sized> Say for &T {
    fn say(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).say(language, f)
    }
}

impl<T: Say> Say for Option<T> {
    /// What is there, or that there is none.
    fn say(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self, language) {
            (Some(what), _) => what.say(language, f),
            (None, Language::Zh) => f.write_str("无"),
            (None, Language::En) => f.write_str("none"),
        }
    }

    fn each_quoted(&mut self, each: &mut dyn FnMut(&mut Quoted)) {
        if let Some(what) = self {
            what.each_quoted(each);
        }
    }
}

/// Lets what is written alike in both languages stand in a sentence.
macro_rules! said_as_written {
    ($($name:ty),+ $(,)?) => {$(
        impl $crate::say::Say for $name {
            fn say(
                &self,
                _: $crate::say::Language,
                f: &mut std::fmt::Formatter<'_>,
            ) -> std::fmt::Result {
                std::fmt::Display::fmt(self, f)
            }
        }
    )+};
}

pub(crate) use said_as_written;

said_as_written!(u16, u32, u64, i64, i128, usize, std::num::NonZeroU32);
