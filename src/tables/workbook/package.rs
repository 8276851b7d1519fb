//! The archive and what stands around the sheets: their names, the shared strings, the styles that are dates.

use super::archive::Archive;
use super::format::Format;
use super::xml::{Broken, Texts, attribute, unescaped, walk};
use quick_xml::events::Event;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// Most bytes that are unpacked.
const MAX_BYTES: u32 = 256 << 20;
/// Most files of the archive, and most sheets, relations and styles.
const MAX_FILES: usize = 10_000;
const MAX_STYLES: usize = 100_000;
/// Most shared strings.
const MAX_STRINGS: usize = 10_000_000;

/// Refuses more than so many of something.
fn within(count: usize, limit: usize, what: &str) -> Result<(), Broken> {
    if count > limit { Err(Broken::Workbook(format!("> {limit} {what}"))) } else { Ok(()) }
}

/// The archive, of which only so much is unpacked.
pub(super) struct Package<'a> {
    archive: Archive<'a>,
    /// The places of the files, by their names as [`part_name`] has them; none where several have one name.
    places: BTreeMap<String, Option<usize>>,
    left: u32,
}

/// The name of a file: programs differ in case and in the strokes between folders, and mean the same (ECMA-376 part 2, §6.2.2).
fn part_name(name: &str) -> String {
    let mut folders: Vec<&str> = Vec::new();
    for folder in name.split(['/', '\\']) {
        match folder {
            "" | "." => {}
            ".." => _ = folders.pop(),
            folder => folders.push(folder),
        }
    }
    folders.join("/").to_ascii_lowercase()
}

impl<'a> Package<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Broken> {
        let archive = Archive::open(bytes, MAX_FILES)?;
        let mut places = BTreeMap::new();
        for (place, file) in archive.files().iter().enumerate() {
            match places.entry(part_name(&file.name)) {
                Entry::Vacant(entry) => _ = entry.insert(Some(place)),
                Entry::Occupied(mut entry) => _ = entry.insert(None),
            }
        }
        Ok(Self { archive, places, left: MAX_BYTES })
    }

    /// A file as text; nothing if there is none.
    pub(super) fn part(&mut self, path: &str) -> Result<Option<String>, Broken> {
        let index = match self.places.get(&part_name(path)) {
            None => return Ok(None),
            Some(None) => return Err(Broken::Workbook(format!("{path} × 2"))),
            Some(Some(index)) => *index,
        };
        let file = &self.archive.files()[index];
        self.left =
            self.left.checked_sub(file.size).ok_or(Broken::Workbook(format!("> {} MiB", MAX_BYTES >> 20)))?;
        let bytes = file.unpack()?;
        Ok(Some(String::from_utf8(bytes)?))
    }
}

pub(super) struct Sheet {
    pub(super) name: String,
    pub(super) path: String,
    /// Whether whoever opens the workbook sees it.
    pub(super) is_visible: bool,
    /// Whether it is a sheet of cells, rather than of a chart.
    pub(super) has_cells: bool,
}

/// What the cells of sheets refer to.
pub(super) struct Book {
    pub(super) sheets: Vec<Sheet>,
    pub(super) strings: Vec<String>,
    formats: Vec<Format>,
    /// The place of each style's format.
    styles: Vec<usize>,
    pub(super) is_1904: bool,
}

impl Book {
    pub(super) fn read(package: &mut Package<'_>) -> Result<Self, Broken> {
        let roots = relations(&package.part("_rels/.rels")?.unwrap_or_default(), "")?;
        let main = roots.into_values().find(|relation| relation.kind.ends_with("/officeDocument"));
        let main = main.ok_or(Broken::Workbook("no workbook".to_owned()))?.path;
        let (folder, name) = main.rsplit_once('/').unwrap_or(("", &main));
        let own = package.part(&format!("{folder}/_rels/{name}.rels"))?.unwrap_or_default();
        let related = relations(&own, folder)?;
        let of_kind = |kind: &str| related.values().find(|relation| relation.kind.ends_with(kind));
        let mut text = |kind: &str| match of_kind(kind) {
            Some(relation) => package.part(&relation.path).map(Option::unwrap_or_default),
            None => Ok(String::new()),
        };
        let strings = shared_strings(&text("/sharedStrings")?)?;
        let (formats, styles) = styles(&text("/styles")?)?;
        let mut book = Self { sheets: Vec::new(), strings, formats, styles, is_1904: false };
        let xml = package.part(&main)?.ok_or(Broken::Workbook(main.clone()))?;
        walk(&xml, |event| {
            if let Event::Start(tag) = event {
                match tag.local_name().as_ref() {
                    "workbookPr" => {
                        let date1904 = attribute(tag, "date1904")?;
                        book.is_1904 = matches!(date1904.as_deref(), Some("1" | "true"));
                    }
                    "sheet" => {
                        let relation = attribute(tag, "id")?.and_then(|id| related.get(&id));
                        let relation =
                            relation.ok_or(Broken::Workbook("a sheet without a file".to_owned()))?;
                        let state = attribute(tag, "state")?.unwrap_or_default();
                        book.sheets.push(Sheet {
                            name: attribute(tag, "name")?.unwrap_or_default(),
                            path: relation.path.clone(),
                            is_visible: !matches!(state.as_str(), "hidden" | "veryHidden"),
                            has_cells: relation.kind.ends_with("/worksheet"),
                        });
                        within(book.sheets.len(), MAX_FILES, "sheets")?;
                    }
                    _ => {}
                }
            }
            Ok(())
        })?;
        Ok(book)
    }

    /// The format of a style; General for one that is not there.
    pub(super) fn format(&self, style: usize) -> Option<&Format> {
        self.styles.get(style).and_then(|place| self.formats.get(*place))
    }
}

/// What a file of the package refers to.
struct Relation {
    kind: String,
    path: String,
}

fn relations(xml: &str, folder: &str) -> Result<BTreeMap<String, Relation>, Broken> {
    let mut all = BTreeMap::new();
    walk(xml, |event| {
        if let Event::Start(tag) = event
            && tag.local_name().as_ref() == "Relationship"
        {
            let [id, kind, target] = ["Id", "Type", "Target"].map(|name| attribute(tag, name));
            let (id, kind, target) = (id?.unwrap_or_default(), kind?.unwrap_or_default(), target?);
            let target = target.unwrap_or_default();
            let path = if target.starts_with(['/', '\\']) { target } else { format!("{folder}/{target}") };
            all.insert(id, Relation { kind, path });
            within(all.len(), MAX_FILES, "relations")?;
        }
        Ok(())
    })?;
    Ok(all)
}

fn shared_strings(xml: &str) -> Result<Vec<String>, Broken> {
    let mut all = Vec::new();
    let mut texts = Texts::default();
    walk(xml, |event| {
        texts.note(event)?;
        match event {
            Event::Start(tag) if tag.local_name().as_ref() == "si" => texts.text.clear(),
            Event::End(tag) if tag.local_name().as_ref() == "si" => {
                all.push(unescaped(&texts.text));
                within(all.len(), MAX_STRINGS, "strings")?;
            }
            _ => {}
        }
        Ok(())
    })?;
    Ok(all)
}

/// The formats of the styles, and the place of each style's.
fn styles(xml: &str) -> Result<(Vec<Format>, Vec<usize>), Broken> {
    let (mut codes, mut formats, mut styles) = (BTreeMap::new(), Vec::new(), Vec::new());
    let mut inside = false;
    walk(xml, |event| {
        match event {
            Event::Start(tag) => {
                let id = |tag| Ok::<_, Broken>(attribute(tag, "numFmtId")?.and_then(|id| id.parse().ok()));
                match tag.local_name().as_ref() {
                    "numFmt" => {
                        let code = attribute(tag, "formatCode")?.unwrap_or_default();
                        codes.insert(id(tag)?.unwrap_or(0_u32), formats.len());
                        formats.push(Format::by_code(&code));
                    }
                    "cellXfs" => inside = true,
                    "xf" if inside => {
                        let id = id(tag)?.unwrap_or(0);
                        styles.push(*codes.entry(id).or_insert_with(|| {
                            formats.push(Format::built_in(id));
                            formats.len() - 1
                        }));
                    }
                    _ => {}
                }
                within(formats.len().max(styles.len()), MAX_STYLES, "styles")?;
            }
            Event::End(tag) if tag.local_name().as_ref() == "cellXfs" => inside = false,
            _ => {}
        }
        Ok(())
    })?;
    Ok((formats, styles))
}

#[cfg(test)]
mod tests {
    use super::part_name;

    #[test]
    fn a_file_has_one_name_however_it_is_written() {
        for name in [
            "xl/sharedStrings.xml",
            "/xl/SharedStrings.XML",
            "xl\\sharedstrings.xml",
            "xl/./x/../sharedStrings.xml",
        ] {
            assert_eq!(part_name(name), "xl/sharedstrings.xml", "{name}");
        }
    }
}
