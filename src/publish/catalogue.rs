//! An open-data catalogue (DCAT 3, <https://www.w3.org/TR/vocab-dcat-3/>, as JSON-LD): what stands in the public folder,
//! for the platform that the data have to be put on.

use super::cell::{CellKind, Words};
use super::page::{Column, Layout};
use crate::say::Language;
use crate::types::date::Date;
use crate::types::digest::Digest;
use crate::types::timestamp::Timestamp;
use serde_json::{Value, json};

/// A file of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct DataFile {
    /// Its place, relative to the catalogue.
    pub place: String,
    /// Its media type.
    pub media_type: &'static str,
    /// Its bytes.
    pub bytes: u64,
    /// Its digest.
    pub digest: Digest,
}

impl DataFile {
    /// A file: its place relative to the catalogue, its media type, how many bytes it has, and its digest.
    pub fn new(place: impl Into<String>, media_type: &'static str, bytes: u64, digest: Digest) -> Self {
        Self { place: place.into(), media_type, bytes, digest }
    }
}

/// A published document with its files.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct DataSet {
    /// What it is.
    pub layout: &'static Layout,
    /// Its digest, under which it stands in the log.
    pub digest: Digest,
    /// When it was published.
    pub published: Timestamp,
    /// Its files.
    pub files: Vec<DataFile>,
}

impl DataSet {
    /// A document under a layout, with its digest, when it was published, and its files.
    pub fn new(layout: &'static Layout, digest: Digest, published: Timestamp, files: Vec<DataFile>) -> Self {
        Self { layout, digest, published, files }
    }
}

/// A catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Catalogue<'a> {
    /// Its title.
    pub title: &'a str,
    /// Who publishes it.
    pub publisher: &'a str,
    /// Under what licence, if that is said.
    pub licence: Option<&'a str>,
    /// The period that the data are of.
    pub period: (Date, Date),
    /// The data sets.
    pub sets: Vec<DataSet>,
}

impl<'a> Catalogue<'a> {
    /// A catalogue without licence and without data sets: its title, its publisher, and the period of its data.
    pub fn new(title: &'a str, publisher: &'a str, period: (Date, Date)) -> Self {
        Self { title, publisher, licence: None, period, sets: Vec::new() }
    }

    /// The catalogue as JSON, without white space and with its keys in order. It was last updated when its newest data set
    /// was published.
    pub fn to_bytes(&self) -> Vec<u8> {
        let updated = self.sets.iter().map(|set| &set.published).max();
        let catalogue = json!({
            "@context": {
                "csvw": "http://www.w3.org/ns/csvw#",
                "dcat": "http://www.w3.org/ns/dcat#",
                "dct": "http://purl.org/dc/terms/",
                "foaf": "http://xmlns.com/foaf/0.1/",
                "spdx": "http://spdx.org/rdf/terms#",
            },
            "@type": "dcat:Catalog",
            "dcat:dataset": self.sets.iter().map(|set| self.set(set)).collect::<Vec<_>>(),
            "dct:license": self.licence,
            "dct:modified": updated,
            "dct:publisher": { "@type": "foaf:Organization", "foaf:name": self.publisher },
            "dct:title": self.title,
        });
        format!("{catalogue}\n").into_bytes()
    }

    fn set(&self, set: &DataSet) -> Value {
        let (from, to) = self.period;
        let tables = set.layout.tables.iter().map(|table| {
            let columns: Vec<Value> = table.columns.iter().flat_map(columns_of).collect();
            json!({ "csvw:column": columns, "csvw:name": table.id, "csvw:title": text(table.caption) })
        });
        json!({
            "@type": "dcat:Dataset",
            "csvw:table": tables.collect::<Vec<_>>(),
            "dcat:distribution": set.files.iter().map(distribution).collect::<Vec<_>>(),
            "dct:identifier": format!("sha256:{}", set.digest),
            "dct:issued": set.published,
            "dct:license": self.licence,
            "dct:temporal": {
                "@type": "dct:PeriodOfTime",
                "dcat:endDate": to.to_string(),
                "dcat:startDate": from.to_string(),
            },
            "dct:title": text(set.layout.title),
        })
    }
}

fn distribution(file: &DataFile) -> Value {
    json!({
        "@type": "dcat:Distribution",
        "dcat:byteSize": file.bytes,
        "dcat:downloadURL": file.place,
        "dcat:mediaType": file.media_type,
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": "spdx:checksumAlgorithm_sha256",
            "spdx:checksumValue": file.digest.to_hex(),
        },
    })
}

fn text(words: Words) -> Value {
    json!([{ "@language": "zh", "@value": words.zh }, { "@language": "en", "@value": words.en }])
}

/// The columns that one of a document has in its tables: a part of a whole has two.
fn columns_of(own: &Column) -> Vec<Value> {
    if own.kind != CellKind::Share {
        return vec![column(own)];
    }
    let one = |end: &str, place: usize| {
        let title = |language| json!({ "@language": tag(language), "@value": own.heads(language)[place] });
        json!({
            "csvw:datatype": "integer",
            "csvw:name": format!("{}_{end}", own.id),
            "csvw:title": [title(Language::Zh), title(Language::En)],
        })
    };
    vec![one("part", 0), one("of", 1)]
}

fn tag(language: Language) -> &'static str {
    if language == Language::Zh { "zh" } else { "en" }
}

fn column(column: &Column) -> Value {
    let datatype = match column.kind {
        CellKind::Count | CellKind::Place | CellKind::Ordinal => "integer",
        CellKind::Fen => "decimal",
        CellKind::Date => "date",
        CellKind::Timestamp => "dateTime",
        _ => "string",
    };
    json!({ "csvw:datatype": datatype, "csvw:name": column.id, "csvw:title": text(column.words) })
}
