//! The pages around the documents: an index that leads to everything, and how to check a ticket with what everybody has.

use super::files::{CATALOGUE, CHECK_PAGE, Held, LOG, PAGES, WITHDRAWN};
use super::sheet::{Link, Sheet};
use super::words;
use crate::commit::document::{Disclosure, DrawnTicket};
use crate::plan::Plan;
use crate::publish::catalogue::DataSet;
use crate::publish::format::Format;
use crate::say::Language;
use crate::types::digest::Digest;

/// What the page leads to.
pub(super) struct Index<'a> {
    pub(super) plan: &'a Plan,
    pub(super) sets: &'a [DataSet],
    /// The data of withdrawn versions that are public still, and why each was withdrawn.
    pub(super) withdrawn: Vec<(&'a str, Digest, &'a str)>,
    /// The draw's public documents.
    pub(super) documents: Vec<(&'a str, &'a Held)>,
    pub(super) has_check: bool,
}

impl Index<'_> {
    pub(super) fn page(&self, language: Language) -> Vec<u8> {
        let mut page = Sheet::new(language, &self.plan.title);
        page.text(words::IndexOf { draw: self.plan.draw.clone() });
        let mut layout = "";
        for set in self.sets {
            if set.layout.id != layout {
                page.heading(set.layout.title);
                layout = set.layout.id;
            }
            let files = set.files.iter().map(|file| (label(set, &file.place, language), file));
            let mut files: Vec<_> = files.collect();
            // What people read comes first.
            files.sort_by_key(|((place, _), file)| (*place, file.place.as_str()));
            page.files(files.into_iter().map(|((_, label), file)| Link {
                place: format!("{PAGES}{}", file.place),
                label,
                digest: file.digest.to_hex(),
            }));
        }
        if !self.withdrawn.is_empty() {
            page.heading(words::WITHDRAWN);
            let colon = if language == Language::Zh { "：" } else { ": " };
            page.files(self.withdrawn.iter().map(|(name, digest, reason)| Link {
                place: format!("{WITHDRAWN}{name}"),
                label: format!("{name}{colon}{reason}"),
                digest: digest.to_hex(),
            }));
        }
        page.heading(words::VERIFICATION);
        let documents = self.documents.iter().map(|(name, held)| Link {
            place: (*name).to_owned(),
            label: (*name).to_owned(),
            digest: if *name == LOG { String::new() } else { held.digest.to_hex() },
        });
        let around = [(CHECK_PAGE, words::HOW_TO_CHECK), (CATALOGUE, words::CATALOGUE)];
        let around = around.into_iter().skip(usize::from(!self.has_check)).map(|(place, label)| Link {
            place: place.to_owned(),
            label: label.get(language).to_owned(),
            digest: String::new(),
        });
        page.files(documents.chain(around));
        page.finish()
    }
}

/// What a file is, and its place among the files of its document.
fn label(set: &DataSet, name: &str, language: Language) -> (usize, String) {
    let parts: Vec<&str> = name.split('.').collect();
    let (tag, of) = match parts[..] {
        [.., "zh", _] => ("中文", parts.get(1)),
        [.., "en", _] => ("English", parts.get(1)),
        [.., "proof", "json"] => return (1, format!("{} ({name})", words::PROOF.get(language))),
        _ => ("", None),
    };
    let extension = parts.last().copied().unwrap_or_default();
    let format = Format::ALL.iter().position(|format| format.code() == extension);
    let kind = format.map_or(extension, |place| Format::ALL[place].template(language));
    let table = set.layout.tables.iter().find(|table| of == Some(&table.id));
    let table = table.map_or("", |table| table.caption.get(language));
    let words = [kind, table, tag].into_iter().filter(|word| !word.is_empty());
    (format.unwrap_or(usize::MAX), format!("{} ({name})", words.collect::<Vec<_>>().join(" ")))
}

/// How to check a ticket without this crate, with the key and a drawn target of this very draw.
pub(super) fn check_page(disclosure: &Disclosure, language: Language) -> Vec<u8> {
    let (result, plan) = (&disclosure.first().result, &disclosure.announcement.plan);
    let mut page = Sheet::new(language, words::HOW_TO_CHECK.get(language));
    page.line(&match language {
        Language::Zh => format!("{}《{}》", plan.draw, plan.title),
        Language::En => format!("{}, {}", plan.draw, plan.title),
    });
    page.text(words::CHECK_INTRO);
    page.code(words::TICKET_KEY.get(language), &result.ticket_key.to_hex());
    let mut drawn = result.strata.iter().flat_map(|stratum| &stratum.drawn);
    if let Some(DrawnTicket { id, n, ticket, .. }) = drawn.next() {
        let message = format!("{}{n}:{id}", result.ticket_key);
        page.text(words::CheckExample { id: id.clone(), n: *n });
        page.code("Linux / macOS", &format!("printf '%s' '{message}' | sha256sum"));
        let powershell = format!(
            "[BitConverter]::ToString([Security.Cryptography.SHA256]::Create().ComputeHash([Text.Encoding]::UTF8.GetBytes('{message}'))).Replace('-','').ToLower()"
        );
        page.code("Windows PowerShell", &powershell);
        let python =
            format!("python3 -c \"import hashlib; print(hashlib.sha256(b'{message}').hexdigest())\"");
        page.code("Python", &python);
        page.code(words::CHECK_RESULT.get(language), &ticket.to_hex());
    }
    page.text(words::CHECK_RULE);
    page.text(words::CHECK_FILES);
    page.finish()
}
