//! An open-data catalogue (DCAT 3, <https://www.w3.org/TR/vocab-dcat-3/>, as JSON-LD): what stands in the public folder,
//! for the platform that the data have to be put on; and the same for search engines (schema.org) and as the table of metadata
//! that Chinese platforms ask for.

use super::cell::Words;
use super::csvw::{SheetColumn, columns, tag};
use super::format::csv_line;
use super::page::Layout;
use super::rendering::digits;
use crate::roster::Places;
use crate::say::Language;
use crate::types::date::Date;
use crate::types::digest::{Digest, HashAlgorithm};
use crate::types::timestamp::Timestamp;
use serde_json::{Value, json};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// What all the data are about.
const THEME: Words = Words::new("行政检查", "Administrative inspection");
const LANGUAGES: &str = "http://publications.europa.eu/resource/authority/language/";
/// A document is published anew when the draw has come further, and not on a fixed day.
const IRREGULAR: &str = "http://publications.europa.eu/resource/authority/frequency/IRREG";
const MEDIA_TYPES: &str = "https://www.iana.org/assignments/media-types/";

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

    /// The language that its name says, if it is written in one.
    fn language(&self) -> Option<Language> {
        let mut parts = self.place.rsplit('.').skip(1);
        match parts.next() {
            Some("zh") => Some(Language::Zh),
            Some("en") => Some(Language::En),
            _ => None,
        }
    }
}

/// A published document with its files.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct DataSet {
    /// What it is.
    pub layout: &'static Layout,
    /// The hash of its digests.
    pub hash: HashAlgorithm,
    /// Its digest, under which it stands in the log.
    pub digest: Digest,
    /// When it was published.
    pub published: Timestamp,
    /// Its files.
    pub files: Vec<DataFile>,
}

impl DataSet {
    /// A document under a layout, with its digest, when it was published, and its files.
    pub fn new(
        layout: &'static Layout,
        hash: HashAlgorithm,
        digest: Digest,
        published: Timestamp,
        files: Vec<DataFile>,
    ) -> Self {
        Self { layout, hash, digest, published, files }
    }

    /// What it is, whatever its version ([`super::Page::key`]), as the name of its data says.
    pub fn key(&self) -> &str {
        let mut stems = self.files.iter().filter_map(|file| file.place.strip_suffix(".json"));
        let end = format!("-{}", digits(&self.digest));
        stems.find_map(|stem| stem.strip_suffix(&end)).unwrap_or(self.layout.id)
    }

    /// Its title, with the target's id where it is about one.
    fn title(&self, language: Language) -> Cow<'static, str> {
        let title = self.layout.title.get(language);
        match (self.key().strip_prefix(self.layout.id).filter(|target| !target.is_empty()), language) {
            (None, _) => title.into(),
            (Some(target), Language::Zh) => format!("{title}：{}", target.trim_start_matches('-')).into(),
            (Some(target), Language::En) => format!("{title}: {}", target.trim_start_matches('-')).into(),
        }
    }

    /// What its tables hold.
    fn description(&self, title: &str, language: Language) -> String {
        let tables = self.layout.tables.iter().map(|table| table.caption.get(language));
        let tables: Vec<&str> = tables.collect();
        match language {
            Language::Zh => format!("《{title}》：{}", tables.join("、")),
            Language::En => format!("{title}: {}", tables.join(", ")),
        }
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
    /// Under what licence, if that is said: its address, or its name.
    pub licence: Option<&'a str>,
    /// The period that the data are of.
    pub period: (Date, Date),
    /// The counties that the data are about, by their codes of six digits, as far as that is public.
    pub districts: BTreeSet<String>,
    /// The data sets.
    pub sets: Vec<DataSet>,
}

impl<'a> Catalogue<'a> {
    /// A catalogue without licence, counties and data sets: its title, its publisher, and the period of its data.
    pub fn new(title: &'a str, publisher: &'a str, period: (Date, Date)) -> Self {
        Self { title, publisher, licence: None, period, districts: BTreeSet::new(), sets: Vec::new() }
    }

    /// The catalogue as JSON, without white space and with its keys in order. It was last updated when its newest data set
    /// was published. Places are relative to the folder `pages`; a data set keeps its name (`#outcomes`) when a newer version
    /// takes the place of an older one, and its identifier is the version's.
    pub fn to_bytes(&self) -> Vec<u8> {
        let updated = self.sets.iter().map(|set| &set.published).max();
        let catalogue = json!({
            "@context": context(),
            "@id": "catalogue.json",
            "@type": "dcat:Catalog",
            "dcat:dataset": self.sets.iter().map(|set| self.set(set)).collect::<Vec<_>>(),
            "dct:language": [format!("{LANGUAGES}ZHO"), format!("{LANGUAGES}ENG")],
            "dct:license": self.licence.map(licence),
            "dct:modified": updated,
            "dct:publisher": self.publisher(),
            "dct:spatial": self.spatial(),
            "dct:title": self.title,
        });
        format!("{catalogue}\n").into_bytes()
    }

    fn publisher(&self) -> Value {
        json!({ "@type": "foaf:Organization", "foaf:name": self.publisher })
    }

    /// The counties by their codes, with their names where these are known.
    fn places(&self) -> impl Iterator<Item = (&str, Option<&'static str>)> {
        self.districts.iter().map(|code| (code.as_str(), Places::official().name(code)))
    }

    fn spatial(&self) -> Vec<Value> {
        let place = |(code, name): (&str, Option<&str>)| {
            let label = name.map(|name| json!({ "@language": "zh", "@value": name }));
            json!({ "@type": "dct:Location", "dct:identifier": code, "skos:prefLabel": label })
        };
        self.places().map(place).collect()
    }

    fn set(&self, set: &DataSet) -> Value {
        let (from, to) = self.period;
        let tables = set.layout.tables.iter().map(|table| {
            let columns: Vec<Value> = columns(table).map(|own| column(&own)).collect();
            json!({ "csvw:column": columns, "csvw:name": table.id, "csvw:title": text(table.caption) })
        });
        let both = |of: &dyn Fn(Language) -> String| -> Vec<Value> {
            let value = |language| json!({ "@language": tag(language), "@value": of(language) });
            [Language::Zh, Language::En].into_iter().map(value).collect()
        };
        json!({
            "@id": format!("#{}", set.key()),
            "@type": "dcat:Dataset",
            "csvw:table": tables.collect::<Vec<_>>(),
            "dcat:distribution": set.files.iter().map(|file| distribution(set, file)).collect::<Vec<_>>(),
            "dcat:theme": { "@type": "skos:Concept", "skos:prefLabel": text(THEME) },
            "dct:accrualPeriodicity": IRREGULAR,
            "dct:description": both(&|language| set.description(self.title, language)),
            "dct:identifier": format!("{}:{}", set.hash.code(), set.digest),
            "dct:issued": set.published,
            "dct:license": self.licence.map(licence),
            "dct:publisher": self.publisher(),
            "dct:spatial": self.spatial(),
            "dct:temporal": {
                "@type": "dct:PeriodOfTime",
                "dcat:endDate": to.to_string(),
                "dcat:startDate": from.to_string(),
            },
            "dct:title": both(&|language| set.title(language).into_owned()),
        })
    }

    /// The same for search engines: a text of JSON-LD (<https://schema.org/Dataset>) that a page beside the folder `pages` embeds
    /// as it is in `<script type="application/ld+json">`. It cannot end that element: `<` is escaped.
    pub fn schema_org(&self, language: Language) -> String {
        let organization = json!({ "@type": "Organization", "name": self.publisher });
        let (from, to) = self.period;
        let places: Vec<Value> = self
            .places()
            .map(|(code, name)| json!({ "@type": "Place", "identifier": code, "name": name }))
            .collect();
        let set = |set: &DataSet| {
            let files = set.files.iter().filter(|file| file.language().is_none_or(|own| own == language));
            let files = files.map(|file| {
                let mut download = json!({
                    "@type": "DataDownload",
                    "contentSize": format!("{} B", file.bytes),
                    "contentUrl": format!("pages/{}", file.place),
                    "encodingFormat": file.media_type,
                });
                if is_sha256(set) {
                    download["sha256"] = json!(file.digest.to_hex());
                }
                download
            });
            json!({
                "@type": "Dataset",
                "creator": organization,
                "dateModified": set.published,
                "description": set.description(self.title, language),
                "distribution": files.collect::<Vec<_>>(),
                "identifier": format!("{}:{}", set.hash.code(), set.digest),
                "inLanguage": tag(language),
                "isAccessibleForFree": true,
                "license": self.licence,
                "name": set.title(language),
                "spatialCoverage": places,
                "temporalCoverage": format!("{from}/{to}"),
            })
        };
        let catalogue = json!({
            "@context": "https://schema.org",
            "@type": "DataCatalog",
            "dataset": self.sets.iter().map(set).collect::<Vec<_>>(),
            "name": self.title,
            "publisher": organization,
        });
        catalogue.to_string().replace('<', "\\u003c")
    }

    /// A row of metadata for each data set, with the heads that Chinese open-data platforms have, as CSV for spreadsheets.
    pub fn metadata(&self) -> Vec<u8> {
        let heads = [
            "目录名称",
            "摘要",
            "提供单位",
            "领域",
            "更新频率",
            "共享类型",
            "开放属性",
            "格式",
            "数据项",
            "更新日期",
        ];
        let mut csv = "\u{feff}".to_owned() + &csv_line(heads.into_iter().map(Cow::Borrowed));
        for set in &self.sets {
            let mut formats: Vec<&str> = Vec::new();
            for format in set.files.iter().filter_map(|file| format_name(&file.place)) {
                if !formats.contains(&format) {
                    formats.push(format);
                }
            }
            let mut items: Vec<&str> = Vec::new();
            for column in set.layout.tables.iter().flat_map(|table| table.columns) {
                if !items.contains(&column.words.zh) {
                    items.push(column.words.zh);
                }
            }
            let row: [Cow<'_, str>; 10] = [
                format!("{}{}", self.title, set.title(Language::Zh)).into(),
                set.description(self.title, Language::Zh).into(),
                self.publisher.into(),
                THEME.zh.into(),
                "不定期".into(),
                "无条件共享".into(),
                "无条件开放".into(),
                formats.join("、").into(),
                items.join("、").into(),
                set.published.day().to_string().into(),
            ];
            csv.push_str(&csv_line(row.into_iter()));
        }
        csv.into_bytes()
    }
}

/// What Chinese platforms call a format.
fn format_name(place: &str) -> Option<&'static str> {
    match place.rsplit_once('.')?.1 {
        "html" => Some("HTML"),
        "xlsx" => Some("XLSX"),
        "csv" => Some("CSV"),
        "json" => Some("JSON"),
        "md" => Some("MD"),
        _ => None,
    }
}

/// What the values are typed as, and which are addresses.
fn context() -> Value {
    let typed = |of: &str| json!({ "@type": of });
    let mut context = json!({
        "csvw": "http://www.w3.org/ns/csvw#",
        "csvw:column": { "@container": "@list" },
        "dcat": "http://www.w3.org/ns/dcat#",
        "dct": "http://purl.org/dc/terms/",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "spdx": "http://spdx.org/rdf/terms#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    });
    let types = [
        ("dcat:accessURL", "@id"),
        ("dcat:byteSize", "xsd:nonNegativeInteger"),
        ("dcat:downloadURL", "@id"),
        ("dcat:endDate", "xsd:date"),
        ("dcat:mediaType", "@id"),
        ("dcat:startDate", "xsd:date"),
        ("dct:accrualPeriodicity", "@id"),
        ("dct:conformsTo", "@id"),
        ("dct:issued", "xsd:dateTime"),
        ("dct:language", "@id"),
        ("dct:license", "@id"),
        ("dct:modified", "xsd:dateTime"),
        ("spdx:algorithm", "@id"),
        ("spdx:checksumValue", "xsd:hexBinary"),
    ];
    for (term, of) in types {
        context[term] = typed(of);
    }
    context
}

/// A licence is its address, or a document of that name.
fn licence(licence: &str) -> Value {
    if licence.starts_with("https://") || licence.starts_with("http://") {
        return json!(licence);
    }
    json!({ "@type": "dct:LicenseDocument", "rdfs:label": licence })
}

fn distribution(set: &DataSet, file: &DataFile) -> Value {
    let language = file.language().map(|language| match language {
        Language::Zh => format!("{LANGUAGES}ZHO"),
        Language::En => format!("{LANGUAGES}ENG"),
    });
    let is_data = file.place.strip_suffix(".json").is_some_and(|stem| !stem.contains('.'));
    let mut distribution = json!({
        "@type": "dcat:Distribution",
        "dcat:accessURL": file.place,
        "dcat:byteSize": file.bytes,
        "dcat:downloadURL": file.place,
        "dcat:mediaType": format!("{MEDIA_TYPES}{}", file.media_type),
        "dct:conformsTo": is_data.then(|| format!("../schemas/{}.json", set.layout.id)),
        "dct:language": language,
    });
    if is_sha256(set) {
        distribution["spdx:checksum"] = json!({
            "@type": "spdx:Checksum",
            "spdx:algorithm": "spdx:checksumAlgorithm_sha256",
            "spdx:checksumValue": file.digest.to_hex(),
        });
    }
    distribution
}

/// Neither SPDX nor schema.org has a word for SM3; the list of files and the log have these digests.
fn is_sha256(set: &DataSet) -> bool {
    set.hash == HashAlgorithm::Sha256
}

fn text(words: Words) -> Value {
    json!([{ "@language": "zh", "@value": words.zh }, { "@language": "en", "@value": words.en }])
}

fn column(column: &SheetColumn) -> Value {
    let titles = column.titles.iter();
    let titles = titles.map(|(language, title)| json!({ "@language": tag(*language), "@value": title }));
    json!({
        "csvw:datatype": column.datatype,
        "csvw:name": column.name,
        "csvw:title": titles.collect::<Vec<_>>(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publish::layouts;

    fn catalogue() -> Catalogue<'static> {
        let (day, at) = ("2026-10-08".parse().unwrap(), "2026-10-08T10:00:00+08:00".parse().unwrap());
        let digest = Digest::of_file(b"x");
        let name = format!("items-{}", digits(&digest));
        let file = |end: &str, media| DataFile::new(format!("{name}.{end}"), media, 7, digest);
        let files = vec![
            file("json", "application/json"),
            file("zh.html", "text/html"),
            file("en.html", "text/html"),
        ];
        let mut all = Catalogue::new("第四季度</script>抽查", "示例局", (day, day));
        all.sets = vec![DataSet::new(layouts()[0], HashAlgorithm::Sha256, digest, at, files)];
        all.districts = ["522601".to_owned(), "000000".to_owned()].into();
        all
    }

    #[test]
    fn a_script_element_can_hold_it_and_it_says_the_same() {
        let text = catalogue().schema_org(Language::Zh);
        assert!(!text.contains('<'));
        let value: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(value["name"], "第四季度</script>抽查");
        let set = &value["dataset"][0];
        assert_eq!(set["distribution"].as_array().unwrap().len(), 2, "not the page in English");
        assert_eq!(set["spatialCoverage"][1]["name"], "凯里市");
        assert_eq!(set["spatialCoverage"][0]["name"], Value::Null);
    }

    #[test]
    fn a_data_set_keeps_its_name_whatever_its_version() {
        let mut all = catalogue();
        assert_eq!(all.sets[0].key(), "items");
        let value: Value = serde_json::from_slice(&all.to_bytes()).unwrap();
        assert_eq!(value["dcat:dataset"][0]["@id"], "#items");
        assert_eq!(
            value["dcat:dataset"][0]["dcat:distribution"][0]["dct:conformsTo"],
            "../schemas/items.json"
        );
        all.licence = Some("https://example.org/licence");
        let value: Value = serde_json::from_slice(&all.to_bytes()).unwrap();
        assert_eq!(value["dct:license"], "https://example.org/licence");
    }

    #[test]
    fn the_metadata_are_one_row_for_each_data_set() {
        let text = String::from_utf8(catalogue().metadata()).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 2);
        assert!(lines[0].starts_with("\u{feff}目录名称,摘要,提供单位,") && lines[1].contains("JSON、HTML"));
        assert!(lines[1].ends_with(",2026-10-08"));
    }
}
