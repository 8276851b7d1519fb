//! All that the program says, in both languages.

mod due;
mod errors;
mod pages;
mod publish;
mod record;
mod talk;
mod toml;

pub(crate) use due::*;
pub(crate) use errors::*;
pub(crate) use pages::*;
pub(crate) use publish::*;
pub(crate) use record::*;
pub(crate) use talk::*;
pub(crate) use toml::*;

use dual_random::plan::SeatAsk;
use dual_random::{Digest, Language};
use std::fmt::Display;
use std::path::Path;

/// Texts without data: name, Chinese, English.
macro_rules! fixed {
    ($($name:ident = $zh:literal, $en:literal;)+) => {$(
        pub(crate) fn $name(language: dual_random::Language) -> &'static str {
            match language {
                dual_random::Language::Zh => $zh,
                dual_random::Language::En => $en,
            }
        }
    )+};
}
use fixed;

/// Texts with data in braces.
macro_rules! filled {
    ($($name:ident($($data:ident),+) = $zh:literal, $en:literal;)+) => {$(
        pub(crate) fn $name(language: dual_random::Language $(, $data: impl std::fmt::Display)+) -> String {
            match language {
                dual_random::Language::Zh => format!($zh),
                dual_random::Language::En => format!($en),
            }
        }
    )+};
}
use filled;

/// Heads of columns, or labels, that stand beside each other.
macro_rules! rows {
    ($($name:ident: $count:literal = $zh:expr, $en:expr;)+) => {$(
        pub(crate) fn $name(language: dual_random::Language) -> [&'static str; $count] {
            match language {
                dual_random::Language::Zh => $zh,
                dual_random::Language::En => $en,
            }
        }
    )+};
}
use rows;

/// A digest in groups of four, as people compare it.
pub(crate) fn grouped(digest: &Digest) -> String {
    in_fours(&digest.to_hex())
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
pub(crate) fn with_selection(selection: Option<&Path>) -> String {
    selection.map(|selection| format!(" --selection {}", selection.display())).unwrap_or_default()
}

/// A list in a sentence.
pub(crate) fn joined<T: Display>(language: Language, parts: impl IntoIterator<Item = T>) -> String {
    let between = match language {
        Language::Zh => "、",
        Language::En => ", ",
    };
    let parts: Vec<String> = parts.into_iter().map(|part| part.to_string()).collect();
    parts.join(between)
}

/// What a seat asks for.
pub(crate) fn seat_ask(language: Language, ask: &SeatAsk) -> String {
    let mut parts = vec![ask.role.template(language).to_owned()];
    if !ask.departments.is_empty() {
        parts.push(of_department(language, ask.departments.join("/")));
    }
    if !ask.qualifications.is_empty() {
        parts.push(with_qualification(language, ask.qualifications.join("+")));
    }
    joined(language, parts)
}
