//! What machines read beside the documents: the catalogue, the columns of all CSV files, and the schemas of the data.

use super::Site;
use super::files::{CATALOGUE, CSVW, METADATA, PublicFiles, SCHEMAS, SiteFile};
use crate::publish::catalogue::{Catalogue, DataSet};
use crate::publish::csvw::{columns, document_column, tag};
use crate::publish::documents::RosterList;
use crate::publish::format::schema;
use crate::publish::page::{Layout, TableLayout};
use crate::publish::rendering::{Rendering, stem};
use crate::say::Language;
use serde_json::{Value, json};

/// Catalogue, columns and schemas of what stands.
pub(super) fn files(site: &Site<'_>, sets: &[DataSet]) -> Vec<SiteFile> {
    let catalogue = catalogue(site, sets);
    let mut all =
        vec![SiteFile::new(CATALOGUE, catalogue.to_bytes()), SiteFile::new(METADATA, catalogue.metadata())];
    all.extend(csvw(&catalogue).map(|bytes| SiteFile::new(CSVW, bytes)));
    let mut layouts: Vec<&Layout> = sets.iter().map(|set| set.layout).collect();
    layouts.dedup();
    all.extend(layouts.into_iter().map(|layout| {
        let text = format!("{:#}\n", schema(layout));
        SiteFile::new(format!("{SCHEMAS}{}.json", layout.id), text.into_bytes())
    }));
    all
}

/// What a platform wants to know of the data.
pub(super) fn catalogue<'a>(site: &Site<'a>, sets: &[DataSet]) -> Catalogue<'a> {
    let plan = &site.announcement.plan;
    let lead = plan.authorities.first().map_or("", |lead| lead.name.as_str());
    let mut catalogue = Catalogue::new(&plan.title, lead, (plan.period.from, plan.period.to));
    (catalogue.licence, catalogue.sets) = (site.licence, sets.to_vec());
    catalogue.districts = site.rosters.as_ref().map(RosterList::counties).unwrap_or_default();
    catalogue
}

/// A table group (<https://www.w3.org/TR/tabular-metadata/>) of all CSV files that stand; nothing without one. A file of it
/// for each CSV file would double their number.
fn csvw(catalogue: &Catalogue<'_>) -> Option<Vec<u8>> {
    let mut tables = Vec::new();
    for set in &catalogue.sets {
        let stem = stem(set.key(), &set.digest);
        for file in &set.files {
            let Some(Rendering { language, part, .. }) =
                Rendering::csv_of_name(set.layout, &stem, &file.place)
            else {
                continue;
            };
            tables.extend(set.layout.tables.get(part).map(|table| csvw_table(&file.place, table, language)));
        }
    }
    let group = json!({
        "@context": "http://www.w3.org/ns/csvw",
        "dc:publisher": catalogue.publisher,
        "dc:title": catalogue.title,
        "dialect": { "encoding": "utf-8", "header": true, "lineTerminators": ["\r\n"] },
        "tables": tables,
    });
    (!tables.is_empty()).then(|| format!("{group}\n").into_bytes())
}

fn csvw_table(place: &str, table: &TableLayout, language: Language) -> Value {
    let all = columns(table).chain([document_column()]);
    let columns = all.map(|column| {
        let titles = column.titles.iter().find(|(own, _)| *own == language).map(|(_, title)| title.as_str());
        json!({ "datatype": column.datatype, "name": column.name, "titles": titles })
    });
    let columns: Vec<Value> = columns.collect();
    // Rows are numbered in most tables; elsewhere nothing is said, rather than something that may not hold.
    let key = table.columns.iter().find(|column| column.id == "no").map(|column| column.id);
    let mut schema = json!({ "columns": columns });
    if let Some(key) = key {
        schema["primaryKey"] = json!(key);
    }
    json!({
        "dc:title": table.caption.get(language),
        "lang": tag(language),
        "tableSchema": schema,
        "url": place,
    })
}

/// Names of the schemas that are there and of documents that stand no longer.
pub(super) fn old_schemas(files: &PublicFiles, written: &[SiteFile]) -> Vec<String> {
    let names = files.within(SCHEMAS).map(|(name, _)| format!("{SCHEMAS}{name}"));
    names.filter(|name| written.iter().all(|file| file.name != *name)).collect()
}
