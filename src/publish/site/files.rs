//! The files of the public folder, as the caller has them.

use crate::publish::cell::Cell;
use crate::publish::page::Page;
use crate::publish::rendering::{digits, stem};
use crate::types::digest::{Digest, HashAlgorithm};
use crate::types::limits;
use std::collections::BTreeMap;

/// Where documents are.
pub(super) const PAGES: &str = "pages/";
/// Where the data of withdrawn documents are.
pub(super) const WITHDRAWN: &str = "withdrawn/";
/// The files among the documents that are of none: the catalogue, its table in Chinese, and the columns of all CSV files.
pub(super) const CATALOGUE: &str = "pages/catalogue.json";
pub(super) const METADATA: &str = "pages/catalogue.zh.csv";
pub(super) const CSVW: &str = "pages/csvw.json";
/// Where the schemas of the data are.
pub(super) const SCHEMAS: &str = "schemas/";
/// Where addresses are that stay.
pub(super) const LATEST: &str = "latest/";
pub(super) const FEED: &str = "feed.xml";
pub(super) const INDEX: &str = "index.html";
pub(super) const CHECK_PAGE: &str = "check.html";
pub(super) const DISCLOSURE: &str = "disclosure.json";
/// Where evidence of a time-stamp authority is, with what was asked for.
const TIMESTAMPS: &str = "timestamps/";
/// Where signature files are that were made outside.
const SIGNATURES: &str = "signatures/";
/// All files with their digests.
pub(super) const FILES_PAGE: &str = "files.html";
/// The verification in the reader's browser.
pub(super) const VERIFY_PAGE: &str = "verify.html";
/// The log goes on growing, so no digest is said of it.
pub(super) const LOG: &str = "log.jsonl";
/// The log's checkpoint, which grows with it.
pub(super) const CHECKPOINT: &str = "checkpoint";
/// The log's public key, if it signs its checkpoints.
pub(super) const LOG_KEY: &str = "log.pub";
/// Where the tiles of a log are, and its checkpoints that were cosigned; both grow with it.
const GROWING: [&str; 2] = ["tile/", "cosigned/"];
/// The name of the list of all files with their digests, by the hash of these.
pub const fn sums(hash: HashAlgorithm) -> &'static str {
    match hash {
        HashAlgorithm::Sha256 => "SHA256SUMS",
        HashAlgorithm::Sm3 => "SM3SUMS",
    }
}

/// Whether a name is that of a list of all files.
pub(super) fn is_sums(name: &str) -> bool {
    HashAlgorithm::ALL.iter().any(|hash| sums(*hash) == name)
}

/// What the names of data and proofs end with.
pub(super) const DATA: &str = ".json";

/// A file to be written, by its name in the public folder.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SiteFile {
    /// Its name, such as `pages/items-1a2b3c4d.json`.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

impl SiteFile {
    pub(super) fn new(name: impl Into<String>, bytes: Vec<u8>) -> Self {
        Self { name: name.into(), bytes }
    }
}

/// The files that are in the public folder, by their names there. Of each its length and digest are kept, and of a document's
/// data the bytes.
#[derive(Debug, Clone, Default)]
pub struct PublicFiles {
    hash: HashAlgorithm,
    all: BTreeMap<String, Held>,
}

/// What is known of a file.
#[derive(Debug, Clone)]
pub(super) struct Held {
    pub(super) bytes: u64,
    pub(super) digest: Digest,
    data: Option<Vec<u8>>,
}

impl PublicFiles {
    /// An empty folder of a draw with a hash, which all its digests are by.
    pub fn new(hash: HashAlgorithm) -> Self {
        Self { hash, ..Self::default() }
    }

    /// The hash of the digests.
    pub fn hash_algorithm(&self) -> HashAlgorithm {
        self.hash
    }

    /// The name of its list of all files.
    pub(super) fn sums(&self) -> &'static str {
        sums(self.hash)
    }

    /// The folders that a site has.
    pub const FOLDERS: [&str; 6] = [PAGES, WITHDRAWN, SCHEMAS, LATEST, TIMESTAMPS, SIGNATURES];

    /// Whether a file says nothing but what the documents say, though it is among them: it is of no document.
    pub fn are_of_no_document(name: &str) -> bool {
        [CATALOGUE, METADATA, CSVW].contains(&name)
    }

    /// Whether a file matters to a site: those in its folders, and beside them its pages and what it writes or lists.
    pub fn matters(name: &str) -> bool {
        let is_within = Self::FOLDERS.iter().any(|folder| name.starts_with(folder));
        let is_page = name.strip_suffix(".html").is_some_and(|stem| !stem.contains('/'));
        is_within
            || is_page
            || is_sums(name)
            || [CHECKPOINT, FEED, LOG_KEY].contains(&name)
            || place_of(name).is_some()
    }

    /// A file that is there, or was written.
    pub fn put(&mut self, name: &str, bytes: &[u8]) {
        let is_data = Self::are_data(name) && bytes.len() <= limits::PAGE_BYTES;
        let data = is_data.then(|| bytes.to_owned());
        let held = Held { bytes: bytes.len() as u64, digest: self.hash.of_file(bytes), data };
        self.all.insert(name.to_owned(), held);
    }

    /// A file of which length in bytes and digest are known. Data of documents are put with their bytes ([`Self::are_data`]).
    pub fn put_digest(&mut self, name: &str, bytes: u64, digest: Digest) {
        self.all.insert(name.to_owned(), Held { bytes, digest, data: None });
    }

    /// Whether a name is that of a document's data.
    pub fn are_data(name: &str) -> bool {
        let stem = name.strip_prefix(PAGES).and_then(|name| name.strip_suffix(DATA));
        stem.is_some_and(|stem| !stem.contains('.'))
    }

    pub(super) fn digest(&self, name: &str) -> Option<Digest> {
        self.all.get(name).map(|held| held.digest)
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.all.contains_key(name)
    }

    /// The files of a folder, by their names there.
    pub(super) fn within<'p>(&'p self, folder: &'p str) -> impl Iterator<Item = (&'p str, &'p Held)> {
        let from = self.all.range(folder.to_owned()..);
        from.map_while(move |(name, held)| Some((name.strip_prefix(folder)?, held)))
    }

    /// The files of one version, by their names among the documents.
    pub(super) fn of<'p>(&'p self, version: &Version<'_>) -> Vec<(&'p str, &'p Held)> {
        let begin = format!("{PAGES}{}.", version.stem);
        let own = self.all.range(begin.clone()..).take_while(|(name, _)| name.starts_with(&begin));
        own.filter_map(|(name, held)| Some((name.strip_prefix(PAGES)?, held))).collect()
    }

    /// The draw's public documents, in the order of its life.
    pub(super) fn documents(&self) -> Vec<(&str, &Held)> {
        let all = self.all.iter().filter_map(|(name, held)| Some((place_of(name)?, name.as_str(), held)));
        let mut all: Vec<_> = all.collect();
        all.sort_by_key(|(place, ..)| *place);
        all.into_iter().map(|(_, name, held)| (name, held)).collect()
    }

    /// Answers of time-stamp authorities, signature files, and copies of checkpoints that these are about, by their names.
    pub(super) fn evidence(&self) -> Vec<(String, &Held)> {
        let folders = [TIMESTAMPS, SIGNATURES].into_iter();
        let all = folders.flat_map(|folder| {
            self.within(folder).map(move |(name, held)| (format!("{folder}{name}"), held))
        });
        all.filter(|(name, _)| name.rsplit('.').next() != Some("tsq")).collect()
    }

    /// All versions of documents, by name. What a version is, its data say; a file that goes by another name is none.
    pub fn versions(&self) -> Vec<Version<'_>> {
        let all = self.within(PAGES).filter_map(|(name, held)| {
            let (data, digest) = (held.data.as_deref()?, held.digest);
            let page = Page::from_json(data).ok()?;
            let key = page.key();
            let stem = stem(&key, &digest);
            (name.strip_suffix(DATA) == Some(&stem)).then_some(Version { key, stem, digest, page, data })
        });
        all.collect()
    }
}

/// Place of a draw's public document on the index.
fn place_of(name: &str) -> Option<(u8, usize)> {
    let amendment = || {
        let number = name.strip_prefix("amendment-")?.strip_suffix(DATA)?.parse().ok()?;
        (name == format!("amendment-{number}.json")).then_some((2, number))
    };
    match name {
        "announcement.json" => Some((0, 0)),
        "seal.json" => Some((1, 0)),
        "undrawn.json" => Some((3, 0)),
        "disclosure.json" => Some((4, 0)),
        "void.json" => Some((5, 0)),
        LOG => Some((6, 0)),
        _ => amendment(),
    }
}

/// Whether a file goes on growing with the log.
pub(super) fn grows(name: &str) -> bool {
    [LOG, CHECKPOINT].contains(&name) || GROWING.iter().any(|folder| name.starts_with(folder))
}

/// Whether a file is data or a proof, which stay public when their document is withdrawn.
pub(super) fn is_data(name: &str) -> bool {
    name.ends_with(DATA)
}

/// A version of a document in the public folder.
#[derive(Debug)]
#[non_exhaustive]
pub struct Version<'p> {
    /// What it is a version of ([`Page::key`]).
    pub key: String,
    /// What the names of its files begin with.
    pub stem: String,
    /// Its digest, under which it stands in the log.
    pub digest: Digest,
    /// What it says.
    pub page: Page<'p>,
    /// The same as bytes.
    pub data: &'p [u8],
}

impl Version<'_> {
    pub(super) fn data_name(&self) -> String {
        self.stem.clone() + DATA
    }

    pub(super) fn proof_name(&self) -> String {
        proof_name(&self.stem)
    }

    /// What stands in a column of the first row of the first table that has one.
    pub(super) fn cell(&self, id: &str) -> Option<Cell<'_>> {
        (0..self.page.layout().tables.len()).find_map(|table| self.page.first(table, id))
    }

    pub(super) fn is_visit(&self) -> bool {
        self.page.layout().id == "visit"
    }
}

/// Where a list of files is kept that stands no longer.
pub(super) fn old_sums(sums: &str, digest: &Digest) -> String {
    format!("{WITHDRAWN}{sums}-{}", digits(digest))
}

pub(super) fn proof_name(stem: &str) -> String {
    format!("{stem}.proof.json")
}
