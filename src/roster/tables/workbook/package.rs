//! The archive and what stands around the sheets: their names, the shared strings, the styles that are dates.

use super::xml::{Broken, Texts, attribute, unescaped, walk};
use quick_xml::events::Event;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// Most bytes that are unpacked.
const MAX_BYTES: u64 = 256 << 20;
/// Most files of the archive, and most sheets, relations and styles.
const MAX_FILES: usize = 10_000;
const MAX_STYLES: usize = 100_000;
/// Where an archive's end, with the longest comment, lies; and what stands there in one over 4 GiB (ZIP64).
const END_BYTES: usize = (1 << 16) + 64;
const LARGE: &[u8] = b"PK\x06\x07";
/// Most shared strings.
const MAX_STRINGS: usize = 10_000_000;

/// Refuses more than so many of something.
fn within(count: usize, limit: usize, what: &str) -> Result<(), Broken> {
    if count > limit { Err(Broken::Workbook(format!("> {limit} {what}"))) } else { Ok(()) }
}

/// What a style makes of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shows {
    /// It is shown as it is kept, but for separators and places.
    Number,
    /// As a date.
    Date,
    /// As something else, such as `0007` or 5 %.
    Otherwise,
}

/// The archive, of which only so much is unpacked.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    left: u64,
}

impl<'a> Package<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Broken> {
        // Archives of that kind claim any number of files, and room is made for them. No spreadsheet needs it.
        let end = &bytes[bytes.len().saturating_sub(END_BYTES)..];
        if end.windows(LARGE.len()).any(|window| window == LARGE) {
            return Err(Broken::Workbook("ZIP64".to_owned()));
        }
        let archive = ZipArchive::new(Cursor::new(bytes))?;
        if archive.len() > MAX_FILES {
            return Err(Broken::Workbook(format!("{} files", archive.len())));
        }
        Ok(Self { archive, left: MAX_BYTES })
    }

    /// A file as text; nothing if there is none.
    pub(super) fn part(&mut self, path: &str) -> Result<Option<String>, Broken> {
        let Some(index) = self.archive.index_for_name(path) else {
            return Ok(None);
        };
        let mut bytes = Vec::new();
        self.archive.by_index(index)?.take(self.left + 1).read_to_end(&mut bytes)?;
        let unpacked = bytes.len() as u64;
        self.left =
            self.left.checked_sub(unpacked).ok_or(Broken::Workbook(format!("> {} MiB", MAX_BYTES >> 20)))?;
        Ok(Some(String::from_utf8(bytes)?))
    }
}

pub(super) struct Sheet {
    pub(super) name: String,
    pub(super) path: String,
}

/// What the cells of sheets refer to.
pub(super) struct Book {
    pub(super) sheets: Vec<Sheet>,
    pub(super) strings: Vec<String>,
    /// What each style makes of a number.
    pub(super) styles: Vec<Shows>,
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
        let styles = styles(&text("/styles")?)?;
        let mut book = Self { sheets: Vec::new(), strings, styles, is_1904: false };
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
                        let path = relation
                            .ok_or(Broken::Workbook("a sheet without a file".to_owned()))?
                            .path
                            .clone();
                        book.sheets.push(Sheet { name: attribute(tag, "name")?.unwrap_or_default(), path });
                    }
                    _ => {}
                }
            }
            Ok(())
        })?;
        Ok(book)
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
            let path = match target.strip_prefix('/') {
                Some(path) => path.to_owned(),
                None if folder.is_empty() => target,
                None => format!("{folder}/{target}"),
            };
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

/// Formats that have no code of their own (§18.8.30, and those of East Asian languages).
fn built_in(id: u32) -> Shows {
    match id {
        14..=22 | 27..=36 | 45..=47 | 50..=58 => Shows::Date,
        // Per cent, powers of ten, fractions.
        9..=13 | 48 => Shows::Otherwise,
        _ => Shows::Number,
    }
}

/// What a format's code shows, by what stands outside its brackets and escapes.
fn by_code(code: &str) -> Shows {
    let (mut quoted, mut bracketed, mut escaped) = (false, false, false);
    let (mut plain, mut has_words) = (String::new(), false);
    for c in code.chars() {
        if std::mem::take(&mut escaped) {
            continue;
        }
        match c {
            '"' => quoted = !quoted,
            _ if quoted => has_words |= c.is_alphanumeric(),
            '\\' | '_' | '*' => escaped = true,
            '[' => bracketed = true,
            ']' => bracketed = false,
            _ if !bracketed => plain.push(c),
            _ => {}
        }
    }
    if plain.eq_ignore_ascii_case("general") {
        return Shows::Number;
    }
    if plain.contains(['y', 'm', 'd', 'h', 's', 'Y', 'M', 'D', 'H', 'S']) {
        return Shows::Date;
    }
    let positive = plain.split(';').next().unwrap_or_default();
    let whole = positive.split('.').next().unwrap_or_default();
    let is_padded = whole.matches('0').count() > 1;
    if is_padded || has_words || plain.contains(['%', 'E', 'e', '/']) {
        Shows::Otherwise
    } else {
        Shows::Number
    }
}

fn styles(xml: &str) -> Result<Vec<Shows>, Broken> {
    let (mut codes, mut styles, mut inside) = (BTreeMap::new(), Vec::new(), false);
    walk(xml, |event| {
        match event {
            Event::Start(tag) => {
                let id = |tag| Ok::<_, Broken>(attribute(tag, "numFmtId")?.and_then(|id| id.parse().ok()));
                match tag.local_name().as_ref() {
                    "numFmt" => {
                        let code = attribute(tag, "formatCode")?.unwrap_or_default();
                        codes.insert(id(tag)?.unwrap_or(0_u32), by_code(&code));
                    }
                    "cellXfs" => inside = true,
                    "xf" if inside => {
                        let id = id(tag)?.unwrap_or(0);
                        styles.push(codes.get(&id).copied().unwrap_or_else(|| built_in(id)));
                    }
                    _ => {}
                }
                within(codes.len().max(styles.len()), MAX_STYLES, "styles")?;
            }
            Event::End(tag) if tag.local_name().as_ref() == "cellXfs" => inside = false,
            _ => {}
        }
        Ok(())
    })?;
    Ok(styles)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_show_numbers_dates_or_something_else() {
        for code in
            ["General", "0", "0.00", "#,##0.00_ ;[Red]\\-#,##0.00\\ ", "@", "[$¥-804]#,##0.00", "_ * #,##0_ "]
        {
            assert_eq!(by_code(code), Shows::Number, "{code}");
        }
        for code in ["yyyy\\-mm\\-dd", "yyyy\"年\"m\"月\"d\"日\";@", "[$-804]h:mm", "D/M/YYYY"] {
            assert_eq!(by_code(code), Shows::Date, "{code}");
        }
        for code in ["0000", "\"QDN-\"0", "0%", "0.00E+00", "# ?/?", "000000.00"] {
            assert_eq!(by_code(code), Shows::Otherwise, "{code}");
        }
    }
}
