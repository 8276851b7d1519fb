//! The pages around the documents: all files with their digests, and how to check a ticket with what everybody has.

use super::files::{
    CATALOGUE, CHECKPOINT, CSVW, FEED, Held, LOG, LOG_KEY, METADATA, PAGES, VERIFY_PAGE, WITHDRAWN, sums,
};
use super::sheet::{Link, Sheet};
use super::words;
use crate::commit::document::{Disclosure, DrawnTicket};
use crate::plan::Plan;
use crate::publish::catalogue::DataSet;
use crate::publish::format::Format;
use crate::publish::page::Label;
use crate::publish::papers::words::On;
use crate::publish::verifier::verify_page;
use crate::say::{Language, Quoted, Say};
use crate::types::digest::{Digest, HashAlgorithm};

/// The page of files (`files.html`): everything in the folder with its digest, for whoever checks copies.
pub(super) struct FilesPage<'a> {
    /// The hash of all digests.
    pub(super) hash: HashAlgorithm,
    pub(super) plan: &'a Plan,
    pub(super) sets: &'a [DataSet],
    /// The data of withdrawn versions that are public still, and why each was withdrawn.
    pub(super) withdrawn: Vec<(&'a str, Digest, &'a str)>,
    /// The draw's public documents.
    pub(super) documents: Vec<(&'a str, &'a Held)>,
    /// What others made about the documents, by its name in the folder.
    pub(super) evidence: Vec<(String, &'a Held)>,
    /// The names of the files around the documents.
    pub(super) around: Vec<&'a str>,
    /// The log's public key, if it has one.
    pub(super) log_key: Option<&'a str>,
}

impl FilesPage<'_> {
    pub(super) fn page(&self, language: Language) -> Vec<u8> {
        let mut page = Sheet::new(language, words::ALL_FILES.get(language));
        page.back(words::BACK.get(language));
        page.line(&self.plan.title);
        page.text(words::IndexOf { draw: self.plan.draw.clone(), hash: self.hash });
        page.heading(words::VERIFICATION);
        let link = |name: &str, digest| {
            let label = document(name, language).unwrap_or_else(|| name.to_owned());
            Link::with_digest(name.to_owned(), label, digest)
        };
        page.files(self.documents.iter().map(|(name, held)| {
            // The log goes on growing.
            link(name, if *name == LOG { String::new() } else { held.digest.to_hex() })
        }));
        let verify = self.hash.of_file(verify_page().as_bytes()).to_hex();
        page.files([Link::with_digest(VERIFY_PAGE.to_owned(), words::VERIFY_PAGE_IS.get(language), verify)]);
        let around = [
            (sums(self.hash), words::LIST_OF_FILES),
            (CHECKPOINT, words::CHECKPOINT_FILE),
            (LOG_KEY, words::LOG_KEY),
            (FEED, words::FEED),
            (CATALOGUE, words::CATALOGUE),
            (METADATA, words::METADATA),
            (CSVW, words::COLUMNS),
        ];
        let there = around.into_iter().filter(|(place, _)| self.around.contains(place));
        page.files(there.map(|(place, label)| Link::new(place.to_owned(), label.get(language))));
        log_key(&mut page, self.log_key, language);
        if !self.evidence.is_empty() {
            page.heading(words::EVIDENCE);
            page.files(
                self.evidence
                    .iter()
                    .map(|(name, held)| Link::with_digest(name.clone(), name.clone(), held.digest.to_hex())),
            );
        }
        for set in self.sets {
            page.heading(words::PublishedOn { title: set.layout.label(), day: On(set.published.day()) });
            let files = set.files.iter().map(|file| (label(set, &file.place, language), file));
            let mut files: Vec<_> = files.collect();
            files.sort_by_key(|((place, ..), file)| (*place, file.place.as_str()));
            page.files(files.into_iter().map(|((.., label), file)| {
                Link::with_digest(format!("{PAGES}{}", file.place), label, file.digest.to_hex())
            }));
        }
        if !self.withdrawn.is_empty() {
            page.heading(words::WITHDRAWN);
            let colon = if language == Language::Zh { "：" } else { ": " };
            page.files(self.withdrawn.iter().map(|(name, digest, reason)| {
                let label = format!("{name}{colon}{reason}");
                Link::with_digest(format!("{WITHDRAWN}{name}"), label, digest.to_hex())
            }));
        }
        page.finish()
    }
}

/// The log's public key as a line: whoever has it from elsewhere compares it.
fn log_key(page: &mut Sheet, key: Option<&str>, language: Language) {
    if let Some(key) = key {
        page.text(words::LOG_KEY_IS);
        page.code(words::LOG_KEY.get(language), key);
    }
}

/// What a public document of the draw is called.
fn document(name: &str, language: Language) -> Option<String> {
    let quoted = Quoted::new(name);
    let words = match name {
        "announcement.json" => words::ANNOUNCEMENT,
        "seal.json" => words::SEAL,
        "undrawn.json" => words::UNDRAWN,
        "disclosure.json" => words::DISCLOSURE,
        "void.json" => words::VOID,
        LOG => words::LOG_FILE,
        _ => {
            let number = name.strip_prefix("amendment-")?.strip_suffix(".json")?.parse().ok()?;
            return Some(words::AmendmentNamed { number, name: quoted }.message(language));
        }
    };
    Some(words::FileNamed { what: Label::new("", words), name: quoted }.message(language))
}

/// The place of a file among those of its document, what people who read it call it, and what it is with its name.
pub(super) fn label(set: &DataSet, name: &str, language: Language) -> (usize, String, String) {
    let parts: Vec<&str> = name.split('.').collect();
    let (tag, of) = match parts[..] {
        [.., "zh", "fragment", _] => (Some(Language::Zh), None),
        [.., "en", "fragment", _] => (Some(Language::En), None),
        [.., "zh", _] => (Some(Language::Zh), parts.get(1)),
        [.., "en", _] => (Some(Language::En), parts.get(1)),
        [.., "proof", "json"] => {
            let proof = words::PROOF.get(language).to_owned();
            let with_name = words::FileNamed { what: Label::new("", words::PROOF), name: Quoted::new(name) };
            return (1, proof, with_name.message(language));
        }
        _ => (None, None),
    };
    let extension = parts.last().copied().unwrap_or_default();
    let code = if parts.ends_with(&["fragment", "txt"]) { Format::Fragment.code() } else { extension };
    let format = Format::ALL.iter().position(|format| format.code() == code);
    let kind = format.map_or(extension, |place| Format::ALL[place].template(language));
    let table = set.layout.tables.iter().find(|table| of == Some(&table.id));
    let table = table.map_or("", |table| table.caption.get(language));
    let tag = match tag.filter(|tag| *tag != language) {
        Some(Language::Zh) => "中文",
        Some(Language::En) => "English",
        None => "",
    };
    let joined = |kind: &str| {
        let words = [kind, table, tag].into_iter().filter(|word| !word.is_empty());
        words.collect::<Vec<_>>().join(" ")
    };
    let what = match extension {
        "html" => words::HTML.get(language),
        "xlsx" => words::XLSX.get(language),
        "csv" => words::CSV_FILE.get(language),
        _ => kind,
    };
    let colon = if language == Language::Zh { "：" } else { ": " };
    let read = if table.is_empty() { joined(what) } else { format!("{what}{colon}{}", joined("")) };
    let with_name = match language {
        Language::Zh => format!("{}（{name}）", joined(kind)),
        Language::En => format!("{} ({name})", joined(kind)),
    };
    let rank = match extension {
        "html" => 0,
        "xlsx" => 2,
        _ => 3 + format.unwrap_or(usize::MAX - 3),
    };
    (rank, read, with_name)
}

/// How to check a ticket without this crate, with the key and a drawn target of this very draw.
pub(super) fn check_page(disclosure: &Disclosure, key: Option<&str>, language: Language) -> Vec<u8> {
    let (result, plan) = (&disclosure.first().result, &disclosure.announcement.plan);
    let mut page = Sheet::new(language, words::HOW_TO_CHECK.get(language));
    page.back(words::BACK.get(language));
    page.line(&match language {
        Language::Zh => format!("{}《{}》", plan.draw, plan.title),
        Language::En => format!("{}, {}", plan.draw, plan.title),
    });
    page.text(words::CheckIntro { hash: disclosure.hash_algorithm() });
    page.code(words::TICKET_KEY.get(language), &result.ticket_key.to_hex());
    let mut drawn = result.strata.iter().flat_map(|stratum| &stratum.drawn);
    if let Some(DrawnTicket { id, n, ticket, .. }) = drawn.next() {
        let message = format!("{}{n}:{id}", result.ticket_key);
        page.text(words::CheckExample { id: id.clone(), n: *n });
        for (where_to, command) in by_hand(disclosure.hash_algorithm(), &message) {
            page.code(where_to, &command);
        }
        page.code(words::CHECK_RESULT.get(language), &ticket.to_hex());
    }
    page.text(words::CHECK_RULE);
    page.text(match disclosure.hash_algorithm() {
        HashAlgorithm::Sha256 => words::CHECK_FILES,
        HashAlgorithm::Sm3 => words::CHECK_FILES_SM3,
    });
    log_key(&mut page, key, language);
    page.finish()
}

/// How to compute the hash of a text, by system or program.
fn by_hand(hash: HashAlgorithm, message: &str) -> Vec<(&'static str, String)> {
    let python = |module: &str| format!("python3 -c \"import hashlib; print(hashlib.{module}.hexdigest())\"");
    match hash {
        HashAlgorithm::Sha256 => vec![
            ("Linux / macOS", format!("printf '%s' '{message}' | sha256sum")),
            (
                "Windows PowerShell",
                format!(
                    "[BitConverter]::ToString([Security.Cryptography.SHA256]::Create().ComputeHash([Text.Encoding]::UTF8.GetBytes('{message}'))).Replace('-','').ToLower()"
                ),
            ),
            ("Python", python(&format!("sha256(b'{message}')"))),
        ],
        HashAlgorithm::Sm3 => vec![
            ("OpenSSL", format!("printf '%s' '{message}' | openssl dgst -sm3")),
            ("Python", python(&format!("new('sm3', b'{message}')"))),
        ],
    }
}
