//! The pages around the documents: an index that leads to everything, and how to check a ticket with what everybody has.

use crate::files::{self, Folder, exists};
use crate::html::Page as Sheet;
use crate::out::Outcome;
use crate::text;
use crate::text::Words;
use dual_random::commit::document::DrawnTicket;
use dual_random::publish::{Catalogue, DataSet, File, Format};
use dual_random::{Announcement, Digest, Disclosure, Language};

/// The page that leads to everything.
pub(crate) fn index(
    announcement: &Announcement,
    sets: &[DataSet],
    withdrawn: &[(String, Digest, String)],
    folder: &Folder,
    language: Language,
) -> Outcome<Vec<u8>> {
    let plan = &announcement.plan;
    let mut page = Sheet::web(language, text::name(&plan.title));
    page.title(text::name(&plan.title));
    page.text(&text::index_of(&plan.draw));
    let mut layout = "";
    for set in sets {
        if set.layout.id != layout {
            page.heading(text::name(set.layout.title.get(language)));
            layout = set.layout.id;
        }
        let files = set.files.iter().map(|file| (label(set, &file.place, language), file));
        let mut files: Vec<_> = files.collect();
        // What people read comes first.
        files.sort_by_key(|((place, _), file)| (*place, file.place.as_str()));
        let link = |file: &File| format!("pages/{}", file.place);
        page.files(
            files.into_iter().map(|((_, label), file)| (link(file), text::name(label), file.digest.to_hex())),
        );
    }
    if !withdrawn.is_empty() {
        page.heading(text::withdrawn_pages());
        page.files(withdrawn.iter().map(|(name, digest, reason)| {
            (
                format!("withdrawn/{name}"),
                text::withdrawn_page(text::name(name), text::name(reason)),
                digest.to_hex(),
            )
        }));
    }
    page.heading(text::verification_files());
    let amendments = (1..).map(|n| format!("amendment-{n}.json"));
    let amendments = amendments.take_while(|name| exists(&folder.path().join("public").join(name)));
    let names = ["announcement.json", "seal.json"].map(str::to_owned).into_iter().chain(amendments);
    let names = names.chain(["undrawn.json", "disclosure.json", "void.json", "log.jsonl"].map(str::to_owned));
    let mut files = Vec::new();
    for name in names {
        let path = folder.path().join("public").join(&name);
        if exists(&path) {
            // The log goes on growing, so no digest is said of it.
            let digest = || Ok(Digest::of_file(&files::read(&path, Words::default())?).to_hex());
            let digest = if name == "log.jsonl" { String::new() } else { digest()? };
            files.push((name.clone(), text::name(name), digest));
        }
    }
    for (place, label) in
        [(folder.check_page(), text::how_to_check()), (folder.catalogue(), text::catalogue())]
    {
        if let (true, Ok(place)) = (exists(&place), place.strip_prefix(folder.path().join("public"))) {
            files.push((place.display().to_string(), label, String::new()));
        }
    }
    page.files(files.into_iter());
    Ok(page.finish())
}

/// What a file is, and its place among the files of its document.
fn label(set: &DataSet, name: &str, language: Language) -> (usize, String) {
    let parts: Vec<&str> = name.split('.').collect();
    let (tag, of) = match parts[..] {
        [.., "zh", _] => ("中文", parts.get(1)),
        [.., "en", _] => ("English", parts.get(1)),
        [.., "proof", "json"] => return (1, text::proof_file(text::name(name)).get(language).to_owned()),
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

/// What the province's platform wants to know of the data.
pub(crate) fn catalogue(announcement: &Announcement, licence: Option<&str>, sets: &[DataSet]) -> Vec<u8> {
    let plan = &announcement.plan;
    let catalogue = {
        let mut it =
            Catalogue::new(&plan.title, crate::log::lead(announcement), (plan.period.from, plan.period.to));
        it.licence = licence;
        it.sets = sets.to_vec();
        it
    };
    catalogue.to_bytes()
}

/// How to check a ticket without this program, with the key and a drawn target of this very draw.
pub(crate) fn check_page(disclosure: &Disclosure, language: Language) -> Vec<u8> {
    let result = &disclosure.first().result;
    let mut page = Sheet::web(language, text::how_to_check());
    page.title(text::how_to_check());
    let plan = &disclosure.announcement.plan;
    page.text(&text::draw_named(&plan.draw, text::name(&plan.title)));
    page.text(text::check_intro());
    page.code(text::ticket_key(), &text::name(result.ticket_key.to_hex()));
    let mut drawn = result.strata.iter().flat_map(|stratum| &stratum.drawn);
    if let Some(DrawnTicket { id, n, ticket, .. }) = drawn.next() {
        let message = format!("{}{n}:{id}", result.ticket_key);
        page.text(&text::check_example(id, n));
        page.code(text::name("Linux / macOS"), &text::name(format!("printf '%s' '{message}' | sha256sum")));
        let powershell = format!(
            "[BitConverter]::ToString([Security.Cryptography.SHA256]::Create().ComputeHash([Text.Encoding]::UTF8.GetBytes('{message}'))).Replace('-','').ToLower()"
        );
        page.code(text::name("Windows PowerShell"), &text::name(powershell));
        page.code(
            text::name("Python"),
            &text::name(format!(
                "python3 -c \"import hashlib; print(hashlib.sha256(b'{message}').hexdigest())\""
            )),
        );
        page.code(text::check_result(), &text::name(ticket.to_hex()));
    }
    page.text(text::check_rule());
    page.text(text::check_files());
    page.finish()
}
