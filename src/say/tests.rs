//! Every sentence, in both languages, with sample data.

use super::{Choices, Every, Language, Listed, Quoted, Say};
use crate::types::date::Date;
use crate::types::id::{Id, InspectorId, TargetId};

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
    crate::fault::Fault = crate::fault::Fault::new(
        crate::fault::Table::Plan,
        None,
        "",
        crate::fault::Problem::Empty,
    );
    crate::fault::Faults = {
        let mut faults = crate::fault::Faults::default();
        faults.push(crate::fault::Fault::sample());
        faults
    };
    crate::commit::canonical::FormError =
        crate::commit::canonical::FormError::new(crate::commit::canonical::FormProblem::NotUtf8);
    crate::commit::canonical::Shape = crate::commit::canonical::Shape::Text;
    crate::types::form::TextForm = crate::types::form::TextForm::District;
    Id = Id::new("1").unwrap();
    crate::plan::ValueName = Id::sample().into();
    TargetId = TargetId::new("1").unwrap();
    InspectorId = InspectorId::new("1").unwrap();
    crate::types::digest::Digest = crate::types::digest::Digest::from_bytes([0; 32]);
    crate::fault::Table = crate::fault::Table::Targets;
    crate::commit::merkle::PathError = crate::commit::merkle::PathError::TooShort;
    crate::commit::merkle::SubtreeError = crate::commit::merkle::SubtreeError::Misplaced;
    crate::standing::StandingError = crate::standing::StandingError::NotStanding { target: TargetId::sample() };
    crate::amend::AmendError = crate::amend::AmendError::Changed;
    crate::draw::DrawError = crate::draw::DrawError::Changed;
    crate::ceremony::AnnounceError = crate::ceremony::AnnounceError::SecretReused;
    crate::draw::staffing::Place = crate::draw::staffing::Place { seat: 1, target: TargetId::sample() };
    crate::plan::ChangeableRule = crate::plan::ChangeableRule::Visits;
    crate::rules::Warning = crate::rules::Warning { code: crate::rules::WarningCode::ALL[0], count: 3 };
    crate::rules::Reason = crate::rules::Reason::Taken;
    crate::verify::AnnouncedNumber = crate::verify::AnnouncedNumber::Strata;
    crate::verify::Content = crate::verify::Content::Nothing;
    crate::verify::Limited = crate::verify::Limited::Targets;
    crate::verify::Occasion = crate::verify::Occasion::Draw;
    crate::verify::SourceName = crate::verify::SourceName { publisher: Quoted::sample(), issue: Quoted::sample() };
    crate::verify::StruckFrom = crate::verify::StruckFrom::All;
    crate::types::timestamp::Timestamp = crate::types::timestamp::Timestamp::new("2026-11-23T09:00:00+08:00").unwrap();
    crate::audit::DrawName = crate::audit::DrawName::Number(3);
    crate::audit::Drew = crate::audit::Drew { target: Sample::sample(), inspector: None };
    crate::audit::RowChange = crate::audit::RowChange { key: Sample::sample(), fields: Vec::new() };
    crate::verify::Check = crate::verify::Check {
        draw: None,
        checked: crate::verify::Checked::Form,
        outcome: crate::verify::CheckOutcome::ForYou,
    };
    crate::proof::ProofError = crate::proof::ProofError::Size;
    crate::plan::TextError = crate::plan::TextError { kind: crate::plan::ValueKind::Hex { bytes: 3 } };
}

/// Types of which any one value will do.
macro_rules! first_samples {
    ($($said:path),+; $($coded:path),+ $(,)?) => {
        $(impl Sample for $said {
            fn sample() -> Self {
                <$said>::samples().swap_remove(0)
            }
        })+
        $(impl Sample for $coded {
            fn sample() -> Self {
                <$coded>::ALL[0]
            }
        })+
    };
}

first_samples! {
    crate::draw::Stopped,
    crate::audit::KnownBefore,
    crate::audit::Misdated,
    crate::audit::LineDifference,
    crate::record::LogProblem,
    crate::record::CheckpointError,
    crate::audit::Misuse,
    crate::audit::Omitted,
    crate::audit::PoolTouch,
    crate::audit::ProofFault,
    crate::audit::RedrawDifference,
    crate::audit::Redrawn,
    crate::audit::Rewritten,
    crate::audit::Secret,
    crate::audit::Unknown,
    crate::audit::VoidLack;
    crate::plan::EarlierUse,
    crate::record::LineKind,
    crate::record::LogSignature,
    crate::audit::Mark,
    crate::audit::PlanPart,
    crate::audit::Term,
    crate::types::digest::HashAlgorithm,
}

samples! {
    i64 = 3;
    crate::deadline::Holiday = crate::deadline::Holiday::Spring;
    crate::deadline::Missing = crate::deadline::Missing::Day { holiday: Sample::sample(), day: Sample::sample() };
    crate::story::StoryError = crate::story::StoryError::samples().remove(0);
    crate::proof::ProveError = crate::proof::ProveError::Changed;
    crate::publish::PublishError = crate::publish::PublishError::OtherDraw;
    crate::publish::Label = crate::publish::layouts()[0].label();
    crate::publish::Leaks = crate::publish::Leaks(vec![crate::publish::Leak::sample()]);
    crate::publish::Leak = crate::publish::Leak {
        document: Sample::sample(),
        table: None,
        row: 3,
        column: Sample::sample(),
        kind: crate::privacy::Sensitive::Mobile,
    };
}

impl<T: Sample> Sample for Option<T> {
    fn sample() -> Self {
        Some(T::sample())
    }
}

impl<T: Sample> Sample for Every<T> {
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

#[cfg(feature = "shares")]
fn of_shares() -> Vec<Sentence> {
    every! {
        said:
            crate::commit::secret::shares::ShareError,
            crate::publish::papers::words::ShareOf,
            crate::publish::papers::words::ShareUse;
        coded:
            crate::fault::Table,
    }
}

#[allow(clippy::too_many_lines, reason = "a line for each type")]
fn every() -> Vec<Sentence> {
    let mut all = every! {
        said:
            crate::deadline::CalendarError,
            crate::deadline::CalendarNote,
            crate::deadline::Due,
            crate::deadline::HolidayFileError,
            crate::deadline::Missing,
            crate::outcome::DocumentNumberError,
            crate::outcome::SchemeError,
            crate::publish::PublishError,
            crate::publish::papers::words::EarlierNamed,
            crate::publish::papers::words::EnvelopeOf,
            crate::publish::papers::words::FallbackSource,
            crate::publish::papers::words::FromTo,
            crate::publish::papers::words::MainSource,
            crate::publish::papers::words::Numbered,
            crate::publish::papers::words::OpenOf,
            crate::publish::papers::words::OpenSeats,
            crate::publish::papers::words::SeatsOf,
            crate::publish::papers::words::SignedAfter,
            crate::publish::papers::words::SignedBefore,
            crate::publish::papers::words::Warned,
            crate::publish::site::SiteError,
            crate::publish::site::words::AmendmentNamed,
            crate::publish::site::words::CheckExample,
            crate::publish::site::words::FileNamed,
            crate::publish::site::words::PublishedOn,
            crate::publish::site::words::IndexOf,
            crate::roster::ContactsError,
            crate::ceremony::AnnounceError,
            crate::fault::Problem,
            crate::commit::canonical::FormProblem,
            crate::standing::StandingError,
            crate::types::date::DateError,
            crate::types::digest::DigestError,
            crate::types::id::IdError,
            crate::amend::AmendError,
            crate::draw::DrawError,
            crate::draw::ValueError,
            crate::draw::SimulateError,
            crate::draw::SimulationNote,
            crate::plan::FieldError,
            crate::draw::Stopped,
            crate::plan::RatioError,
            crate::proof::CompactError,
            crate::proof::ProofError,
            crate::proof::ProveError,
            crate::rules::Subject,
            crate::story::StoryError,
            crate::verify::Checked,
            crate::verify::Content,
            crate::verify::Fact,
            crate::verify::Failure,
            crate::verify::Occasion,
            crate::verify::StruckFrom,
            crate::audit::AuditProblem,
            crate::audit::Changed,
            crate::record::CheckpointError,
            crate::record::ContinuationError,
            crate::record::TimestampError,
            crate::record::SignatureFileError,
            crate::audit::Count,
            crate::audit::Fallback,
            crate::audit::KnownBefore,
            crate::audit::Misdated,
            crate::audit::LineDifference,
            crate::record::LogProblem,
            crate::audit::Misuse,
            crate::audit::Omitted,
            crate::audit::OtherChances,
            crate::audit::OtherMost,
            crate::audit::OtherPool,
            crate::audit::PoolTouch,
            crate::audit::ProofFault,
            crate::audit::RedrawDifference,
            crate::audit::Redrawn,
            crate::audit::Rewritten,
            crate::audit::DealtPool,
            crate::audit::Secret,
            crate::audit::Unknown,
            crate::audit::VoidLack;
        coded:
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
            crate::fault::Table,
            crate::types::form::TextForm,
            crate::commit::canonical::Shape,
            crate::commit::merkle::PathError,
            crate::commit::merkle::SubtreeError,
            crate::proof::NotShown,
            crate::rules::Reason,
            crate::rules::WarningCode,
            crate::verify::AnnouncedNumber,
            crate::verify::Limited,
            crate::verify::Verdict,
            crate::verify::Why,
            crate::record::LineKind,
            crate::record::LogSignature,
            crate::audit::Mark,
            crate::audit::Outside,
            crate::audit::PlanPart,
            crate::audit::Term,
    };
    for one in crate::publish::site::words::ALL {
        let name = "site";
        all.push(Sentence { name, zh: one.message(Language::Zh), en: one.message(Language::En) });
    }
    #[cfg(feature = "witness")]
    all.extend(every! {
        said:
            crate::witness::KeyError,
            crate::witness::PolicyError,
            crate::witness::Refusal;
        coded:
            crate::witness::KeyKind,
    });
    #[cfg(feature = "tables")]
    for one in crate::tables::Remark::samples() {
        let name = "Remark";
        all.push(Sentence { name, zh: one.message(Language::Zh), en: one.message(Language::En) });
    }
    #[cfg(feature = "shares")]
    all.extend(of_shares());
    #[cfg(feature = "shares")]
    #[cfg(not(feature = "tables"))]
    let _ = &mut all;
    all
}

/// What an official reads as a name or types: file forms, programs, keys of the plan.
const LATIN: &[&str] = &[
    "OpenDocument",
    "PDF",
    "XML",
    "et",
    "ods",
    "xls",
    "CSV",
    "JSON",
    "UTF",
    "GB",
    "Excel",
    "WPS",
    "xlsx",
    "Unicode",
    "NFC",
    "A",
    "Z",
    "a",
    "z",
    "MiB",
    "dual",
    "random",
    "Base", // Between day and time of day, as documents write it.
    "T",    // The program that everybody has.
    "sha",
    "sum",
];

/// Keys and values of the plan's file, as they are typed.
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

/// What the pages around published documents name, and what a reader types by them.
const COMMANDS: &[&str] = &[
    "DCAT",
    "DR",
    "Linux",
    "OpenSSL",
    "drand",
    "SM",
    "dgst",
    "openssl",
    "sm",
    "SHA",
    "Windows",
    "certutil",
    "hashfile",
    "jsonl",
    "log",
    "macOS",
    "sha",
    "sum",
    "verify",
    "GNU",
    "SUMS",
    "check",
    "cksum",
    "coreutils",
    "quiet",
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
        let known = |word: &&str| [LATIN, KEYS, COMMANDS].iter().any(|words| words.contains(word));
        let words: Vec<&str> = latin(&sentence.zh).filter(|word| !known(word)).collect();
        // Data alone is written alike in both languages.
        if !words.is_empty() || (sentence.zh.is_ascii() && sentence.zh != sentence.en) {
            foreign.push(format!("{}: {} ({})", sentence.name, sentence.zh, words.join(" ")));
        }
    }
    assert!(foreign.is_empty(), "{}", foreign.join("\n"));
}

#[test]
fn keys_of_the_plan_stand_in_quotation_marks_in_chinese_sentences() {
    for sentence in every() {
        let bare: String = sentence
            .zh
            .split('“')
            .map(|part| part.split_once('”').map_or(part, |(_, after)| after))
            .collect();
        let keys: Vec<&str> = latin(&bare).filter(|word| KEYS.contains(word)).collect();
        assert!(keys.is_empty(), "{}: {} ({})", sentence.name, sentence.zh, keys.join(" "));
    }
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
