//! Every sentence, in both languages, with sample data.

use super::{Choices, Language, Listed, Quoted, Say};
use crate::basics::date::Date;

/// Data to fill a sentence with. None of it has Latin letters, so that those that are found are the sentence's own.
pub(crate) trait Sample {
    fn sample() -> Self;
}

macro_rules! samples {
    ($($type:ty = $value:expr;)+) => {$(
        impl Sample for $type {
            fn sample() -> Self {
                $value
            }
        }
    )+};
}

samples! {
    u16 = 3;
    u32 = 3;
    u64 = 3;
    i128 = 3;
    usize = 3;
    bool = true;
    String = "甲".to_owned();
    Quoted = Quoted::new("甲");
    Choices = Choices::new(["甲", "乙"]);
    Date = Date::new("2026-11-23").unwrap();
    crate::basics::fault::Fault = crate::basics::fault::Fault::new(
        crate::basics::fault::Table::Plan,
        None,
        "",
        crate::basics::fault::Problem::Empty,
    );
    crate::basics::fault::Faults = {
        let mut faults = crate::basics::fault::Faults::default();
        faults.push(crate::basics::fault::Fault::sample());
        faults
    };
    crate::commit::canonical::FormError =
        crate::commit::canonical::FormError::new(crate::commit::canonical::FormProblem::TooDeep, "");
    i64 = 3;
    crate::deadline::Holiday = crate::deadline::Holiday::Spring;
    crate::deadline::Missing = crate::deadline::Missing::Day { holiday: Sample::sample(), day: Sample::sample() };
    crate::announce::StandingError = crate::announce::StandingError::samples().remove(0);
    crate::story::StoryError = crate::story::StoryError::samples().remove(0);
    crate::TargetId = crate::TargetId::new("1").unwrap();
    crate::publish::Label = crate::publish::layouts()[0].label();
    crate::publish::Leaks = crate::publish::Leaks(vec![crate::publish::Leak::sample()]);
    crate::publish::Leak = crate::publish::Leak {
        document: Sample::sample(),
        table: None,
        row: 3,
        column: Sample::sample(),
        kind: crate::privacy::Sensitive::Mobile,
    };
    crate::plan::TextError = crate::plan::TextError { kind: crate::plan::ValueKind::Hex { bytes: 3 } };
}

impl<T: Sample> Sample for super::Whole<T> {
    fn sample() -> Self {
        Self(vec![T::sample()])
    }
}

impl<T: Sample> Sample for Listed<T> {
    fn sample() -> Self {
        Self(vec![T::sample()])
    }
}

/// A sentence in both languages, with the name of its type and its code.
struct Sentence {
    name: &'static str,
    zh: String,
    en: String,
}

macro_rules! every {
    (said: $($said:path),+; coded: $($coded:path),+ $(,)?) => {{
        let mut all: Vec<Sentence> = Vec::new();
        $(for one in <$said>::samples() {
            let name = stringify!($said);
            all.push(Sentence { name, zh: one.message(Language::Zh), en: one.message(Language::En) });
        })+
        $(for one in <$coded>::ALL {
            let name = stringify!($coded);
            all.push(Sentence { name, zh: one.message(Language::Zh), en: one.message(Language::En) });
        })+
        all
    }};
}

fn every() -> Vec<Sentence> {
    let mut all = every! {
        said:
            crate::announce::StandingError,
            crate::basics::date::DateError,
            crate::basics::hash::DigestError,
            crate::basics::id::IdError,
            crate::basics::fault::Problem,
            crate::deadline::CalendarError,
            crate::deadline::CalendarNote,
            crate::deadline::HolidayFileError,
            crate::deadline::Missing,
            crate::draw::AmendError,
            crate::draw::DrawError,
            crate::outcome::DocumentNumberError,
            crate::outcome::SchemeError,
            crate::publish::PageError,
            crate::publish::PublishError,
            crate::roster::ContactsError,
            crate::story::StoryError;
        coded:
            crate::basics::fault::Table,
            crate::deadline::Duty,
            crate::deadline::Holiday,
            crate::deadline::Unit,
            crate::outcome::FollowUp,
            crate::outcome::Meaning,
            crate::outcome::OpennessCode,
            crate::outcome::PenaltyKind,
            crate::outcome::PenaltyStatus,
            crate::privacy::Naming,
            crate::privacy::Sensitive,
            crate::publish::Validity,
    };
    #[cfg(feature = "tables")]
    for one in crate::roster::tables::Remark::samples() {
        let name = "Remark";
        all.push(Sentence { name, zh: one.message(Language::Zh), en: one.message(Language::En) });
    }
    #[cfg(not(feature = "tables"))]
    let _ = &mut all;
    all
}

/// What an official reads as a name or types: file forms, programs, keys of the plan.
const LATIN: &[&str] = &[
    "CSV", "UTF", "GB", "Excel", "WPS", "xlsx", "Unicode", "NFC", "A", "Z", "a", "z", "MiB", "dual", "random",
];

/// Keys and values of the files that are typed: of the plan, and of a year's holidays.
const KEYS: &[&str] = &[
    "attribute",
    "attributes",
    "carried",
    "changed_rules",
    "class",
    "classes",
    "district",
    "earlier",
    "false",
    "isOffDay",
    "items",
    "left_out",
    "level",
    "staffing",
    "true",
    "visits_reason",
    "when",
];

/// Words of Latin letters.
fn latin(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphabetic() && c != '_')
        .filter(|word| word.contains(|c: char| c.is_ascii_alphabetic()))
}

#[test]
fn chinese_sentences_hold_no_latin_words_but_names_and_keys() {
    let mut foreign = Vec::new();
    for sentence in every() {
        let words: Vec<&str> =
            latin(&sentence.zh).filter(|word| !LATIN.contains(word) && !KEYS.contains(word)).collect();
        if !words.is_empty() || sentence.zh.is_ascii() {
            foreign.push(format!("{}: {} ({})", sentence.name, sentence.zh, words.join(" ")));
        }
    }
    assert!(foreign.is_empty(), "{}", foreign.join("\n"));
}

#[test]
fn english_sentences_hold_no_chinese_but_samples_and_forms_to_be_typed() {
    for sentence in every() {
        let own: String = sentence.en.replace(['甲', '乙'], "").replace("铜环罚字〔2025〕15号", "");
        assert!(
            own.is_ascii() || own.chars().all(|c| !('\u{3400}'..='\u{9FFF}').contains(&c)),
            "{}: {}",
            sentence.name,
            sentence.en
        );
    }
}
