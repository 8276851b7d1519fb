//! What is published: pages, the files that they give, and what is said otherwise later.

use super::*;
use dual_random::outcome::{DocumentNumber, Party, Penalty, PenaltyStatus};

/// The page of outcomes of the first draw, by its place among the files, with its draw's announcement.
fn outcomes_of(book: &Book) -> (usize, serde_json::Value, Announcement) {
    let pages =
        book.files.iter().position(|file| file.starts_with(b"{\"bound\"") && holds(file, "result_code"));
    let place = pages.unwrap();
    let page = serde_json::from_slice(&book.files[place]).unwrap();
    (place, page, Announcement::from_bytes(&book.files[0]).unwrap())
}

fn holds(file: &[u8], text: &str) -> bool {
    String::from_utf8_lossy(file).contains(text)
}

fn page_bytes(page: &serde_json::Value) -> Vec<u8> {
    format!("{page}\n").into_bytes()
}

/// Web pages, tables and workbooks are what the JSON gives, and belong to a page that is there.
#[test]
fn a_file_that_is_not_what_its_page_gives_is_found() {
    use AuditCode as A;
    let book = year(Cheat::Nothing);
    let (place, ..) = outcomes_of(&book);
    let page = Page::from_json(&book.files[place]).unwrap();
    let stem = publish::stem(&page.key(), &Digest::of_file(&book.files[place]));
    let written = publish::Publication::again(&page).unwrap();
    let files: Vec<(String, Vec<u8>)> = publish::Rendering::all(&page)
        .map(|one| {
            (format!("public/pages/{}", one.name(page.layout(), &stem)), written.rendered(one).unwrap())
        })
        .collect();
    assert!(files.len() > 10);
    let audit_with = |files: &[(String, Vec<u8>)], without: Option<usize>| {
        let mut documents = Documents::new(&book.log);
        for (_, file) in book.files.iter().enumerate().filter(|(place, _)| Some(*place) != without) {
            documents = documents.with("file", file);
        }
        for (name, bytes) in files {
            documents = documents.with_rendering(name, bytes);
        }
        audit(&book.log, &documents, &book.evidence())
    };
    assert!(audit_with(&files, None).is_clean(), "{:?}", audit_with(&files, None).findings);
    for (at, (name, _)) in files.iter().enumerate() {
        let mut other = files.clone();
        let middle = other[at].1.len() / 2;
        other[at].1[middle] ^= 1;
        let report = audit_with(&other, None);
        let found: Vec<_> = report.findings.iter().map(|finding| &finding.problem).collect();
        assert_eq!(found, [&AuditProblem::PageDiffers { file: Quoted::new(name) }]);
    }
    // Files that no page gives: another version's name, a name that nothing has, somebody's own page.
    for name in [format!("{stem}.fr.html"), "outcomes-00000000.zh.html".to_owned(), "more.html".to_owned()] {
        let report = audit_with(&[(name.clone(), files[0].1.clone())], None);
        assert_eq!(codes(&report), [A::PageUnlogged].into(), "{name}");
    }
    // Without the JSON the page is missing; whether its files are right nobody can tell.
    assert_eq!(codes(&audit_with(&files, Some(place))), [A::PageMissing].into());
}

/// Who gets no pages at all accuses nobody, and says so.
#[test]
fn pages_that_nobody_gave_are_listed_and_not_held_against_the_authority() {
    let mut book = year(Cheat::Nothing);
    let pages = book.files.iter().filter(|file| file.starts_with(b"{\"bound\"")).count();
    book.files.retain(|file| !file.starts_with(b"{\"bound\""));
    let report = book.audit();
    assert!(report.is_clean(), "{:?}", report.findings);
    assert_eq!((report.unseen_pages.len(), pages, report.checked.pages), (2, 2, 0));
}

/// What an auditor looks for: 发现问题 that became 未发现问题, with the old and the new.
#[test]
fn every_change_of_a_published_outcome_is_listed_with_old_and_new() {
    let mut book = year(Cheat::Nothing);
    let (place, mut page, announcement) = outcomes_of(&book);
    let old = Digest::of_file(&book.files[place]);
    assert!(!book.audit().changes.iter().any(|change| change.code() == ChangeCode::OutcomeChanged));
    let scheme = Scheme::common();
    let none = &scheme.values()[0];
    let rows = page["tables"]["outcomes"].as_array_mut().unwrap();
    let target = rows[1]["id"].as_str().unwrap().to_owned();
    let gone = rows[2]["id"].as_str().unwrap().to_owned();
    rows[1]["result_code"] = none.code.as_str().into();
    rows[1]["result"] = serde_json::json!({ "en": none.en, "zh": none.zh });
    rows[1]["findings"] = serde_json::Value::Null;
    rows.remove(2);
    let new = book.file(page_bytes(&page));
    let withdrawn = Entry::withdrawn(Some(&announcement), old, "复核后更正").unwrap();
    book.line(withdrawn.clone(), "2027-01-06T10:00:00+08:00");
    book.line(Entry::published(Some(&announcement), new).unwrap(), "2027-01-06T10:00:00+08:00");
    let report = book.audit();
    assert!(report.is_clean(), "{:?}", report.findings);
    let changes: Vec<_> = report.changes.iter().filter(|c| c.code() == ChangeCode::OutcomeChanged).collect();
    assert_eq!(changes.len(), 1);
    let keys: BTreeSet<&str> = changes[0].rows().iter().map(|row| row.key.as_str()).collect();
    assert_eq!(keys, [target.as_str(), gone.as_str()].into());
    let said = changes[0].message(Language::Zh);
    assert!(said.contains("2 → 1") && said.contains("台账不全 → -"), "{said}");
    assert!(said.contains(&format!(" → {}", none.zh)), "{said}");
    let row = changes[0].rows().iter().find(|row| row.key == gone.as_str()).unwrap();
    assert!(row.fields.iter().all(|field| field.new == Cell::Nothing));
    // Nobody can compare with a version whose data are gone; the report says so, with the reason.
    let kept = book.files.remove(place);
    let report = book.audit();
    assert!(report.is_clean(), "{:?}", report.findings);
    let unseen = report.changes.iter().find(|change| change.code() == ChangeCode::VersionUnseen).unwrap();
    let reason = Some(Quoted::new("复核后更正"));
    assert_eq!(unseen.changed, Changed::VersionUnseen { document: old, reason });
    book.files.push(kept);
    // What is withdrawn and stands nowhere is listed too.
    book.line(Entry::withdrawn(Some(&announcement), new, "错误").unwrap(), "2027-01-07T10:00:00+08:00");
    let report = book.audit();
    let last = report.changes.iter().rfind(|change| change.code() == ChangeCode::OutcomeChanged).unwrap();
    let Changed::OutcomeChanged { versions, rows } = &last.changed else {
        panic!("{last:?}");
    };
    assert_eq!((&versions.new, rows.0.len()), (&None, page["tables"]["outcomes"].as_array().unwrap().len()));
    compare_with_the_second_implementation(&book, &report);
}

/// Where both languages were changed each is shown; where one was, that one in both.
#[test]
fn a_text_that_was_changed_in_one_language_alone_is_shown_in_that_one() {
    let mut book = year(Cheat::Nothing);
    let (place, mut page, announcement) = outcomes_of(&book);
    let old = Digest::of_file(&book.files[place]);
    let row = &mut page["tables"]["outcomes"][1]["result"];
    assert_eq!(row["en"], "problem found, correction ordered");
    row["en"] = "no problem found".into();
    let new = book.file(page_bytes(&page));
    let at = "2027-01-06T10:00:00+08:00";
    book.line(Entry::withdrawn(Some(&announcement), old, "复核后更正").unwrap(), at);
    book.line(Entry::published(Some(&announcement), new).unwrap(), at);
    let report = book.audit();
    let change = report.changes.iter().find(|change| change.code() == ChangeCode::OutcomeChanged).unwrap();
    let [row] = change.rows() else { panic!("{change:?}") };
    for language in [Language::Zh, Language::En] {
        let said = row.message(language);
        assert!(said.contains("problem found, correction ordered → no problem found"), "{said}");
    }
}

/// Another file that the log says was published, of whatever kind, is no stray page.
#[test]
fn a_file_that_a_line_names_by_itself_belongs_to_the_record() {
    let notice = b"a notice for the board";
    let found = |book: &Book| {
        let documents = book.files.iter().fold(Documents::new(&book.log), |all, file| all.with("file", file));
        let documents = documents.with_rendering("public/notice.pdf", notice);
        codes(&audit(&book.log, &documents, &book.evidence()))
    };
    let mut book = year(Cheat::Nothing);
    assert_eq!(found(&book), [AuditCode::PageUnlogged].into());
    let line = Entry::published(None, Digest::of_file(notice)).unwrap();
    book.line(line, "2027-01-06T10:00:00+08:00");
    assert_eq!(found(&book), BTreeSet::new());
}

/// A decision whose fine is another one later, and which is annulled then.
#[test]
fn every_change_of_a_penalty_decision_is_listed_and_so_is_its_withdrawal() {
    let mut book = year(Cheat::Nothing);
    let number = DocumentNumber::new("示例罚〔2026〕1号").unwrap();
    let party = Party::Organisation { credit_code: None, legal_representative: None };
    let mut decision =
        Penalty::new(number, "示例企业", party, common::date("2026-11-23"), common::date("2027-11-23"));
    decision.fine = Some(100_000);
    let page = |decision: &Penalty| {
        let (decisions, policy) = (std::slice::from_ref(decision), Policy::default());
        let page = publish::penalties(Vec::new(), decisions, &policy, common::date("2026-12-01"));
        publish::publish(&page, Format::Json, Language::Zh).unwrap()
    };
    let first = page(&decision);
    decision.fine = Some(200_000);
    let second = page(&decision);
    decision.status = PenaltyStatus::Annulled;
    decision.changed_on = Some(common::date("2026-11-30"));
    decision.explanation = Some("复议撤销".to_owned());
    let versions = [first, second, page(&decision)].map(|page| book.file(page));
    let at = "2027-01-06T10:00:00+08:00";
    for (place, version) in versions.into_iter().enumerate() {
        if place > 0 {
            book.line(Entry::withdrawn(None, versions[place - 1], "更正").unwrap(), at);
        }
        book.line(Entry::published(None, version).unwrap(), at);
    }
    let report = book.audit();
    let changes = report.changes.iter().filter(|change| change.code() == ChangeCode::PenaltyChanged);
    let fields = changes.map(|change| {
        let [row] = change.rows() else { panic!("{change:?}") };
        assert_eq!(row.key.as_str(), "示例罚〔2026〕1号");
        row.fields.iter().map(|field| (field.column.id, field.new.clone())).collect::<Vec<_>>()
    });
    let fields: Vec<Vec<(&str, Cell<'_>)>> = fields.collect();
    let [fine, annulled] = &fields[..] else { panic!("{fields:?}") };
    assert!(matches!(fine[..], [("fine", _)]), "{fine:?}");
    // What was shown is gone, and what is said instead was not there before.
    for gone in ["fine", "published_until"] {
        assert!(annulled.contains(&(gone, Cell::Nothing)), "{gone}: {annulled:?}");
    }
    assert!(annulled.contains(&("explanation", Cell::text("复议撤销"))), "{annulled:?}");
    assert!(annulled.iter().any(|(column, new)| *column == "changed_on" && *new != Cell::Nothing));
}

/// Publishes the outcomes' page anew with a change, after the version that stands is withdrawn.
fn publish_again(
    book: &mut Book,
    announcement: &Announcement,
    old: Digest,
    page: &serde_json::Value,
) -> Digest {
    let new = Digest::of_file(&page_bytes(page));
    let at = "2027-01-06T10:00:00+08:00";
    book.line(Entry::withdrawn(Some(announcement), old, "复核后更正").unwrap(), at);
    book.line(Entry::published(Some(announcement), new).unwrap(), at);
    new
}

#[test]
fn a_version_that_comes_again_and_again_is_compared_sixteen_times() {
    let mut book = year(Cheat::Nothing);
    let (place, page, announcement) = outcomes_of(&book);
    let first = Digest::of_file(&book.files[place]);
    let mut other = page.clone();
    other["tables"]["outcomes"][1]["findings"] = "台账基本齐全".into();
    book.file(page_bytes(&other));
    let mut standing = first;
    for page in [&other, &page].into_iter().cycle().take(41) {
        standing = publish_again(&mut book, &announcement, standing, page);
    }
    assert_ne!(standing, first);
    let changes = book.audit().changes.into_iter();
    // The first time there was nothing to compare it with.
    assert_eq!(changes.filter(|change| change.code() == ChangeCode::OutcomeChanged).count(), 16 + 15);
}

#[test]
fn rows_of_one_target_are_told_apart_by_their_count() {
    let mut book = year(Cheat::Nothing);
    let (place, page, announcement) = outcomes_of(&book);
    let first = Digest::of_file(&book.files[place]);
    let mut more = page.clone();
    let rows = more["tables"]["outcomes"].as_array_mut().unwrap();
    let target = rows[1]["id"].as_str().unwrap().to_owned();
    rows.extend(vec![rows[1].clone(); 2]);
    book.file(page_bytes(&more));
    let second = publish_again(&mut book, &announcement, first, &more);
    publish_again(&mut book, &announcement, second, &page);
    let changes = book.audit().changes.into_iter();
    assert!(changes.clone().all(|change| change.code() != ChangeCode::VersionUnseen));
    let changes: Vec<_> = changes.filter(|change| change.code() == ChangeCode::OutcomeChanged).collect();
    let keys = changes
        .iter()
        .flat_map(dual_random::audit::ListedChange::rows)
        .map(|row| row.key.as_str().to_owned());
    assert_eq!(keys.collect::<Vec<_>>(), [format!("{target} (2)"), format!("{target} (3)")]);
}

/// The same changes, target by target and field by field, from the text of the protocol alone.
fn compare_with_the_second_implementation(book: &Book, report: &AuditReport) {
    let dir = std::path::PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("versions");
    let _ = std::fs::remove_dir_all(&dir);
    std::fs::create_dir_all(&dir).unwrap();
    let script = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/python/record.py");
    let mut python = std::process::Command::new("python3");
    python.arg(script).args(["audit", "--on", "2027-03-01T00:00:00+08:00"]);
    std::fs::write(dir.join("log.jsonl"), &book.bytes).unwrap();
    python.arg(dir.join("log.jsonl"));
    for (n, file) in book.files.iter().enumerate() {
        std::fs::write(dir.join(format!("{n}.json")), file).unwrap();
        python.arg(dir.join(format!("{n}.json")));
    }
    let Ok(output) = python.output() else {
        return;
    };
    let text = String::from_utf8(output.stdout).unwrap();
    let lines = text.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    let mut theirs = BTreeSet::new();
    for line in lines.filter(|line| line["change"].is_string() && line["change"] != "version_unseen") {
        for (field, values) in line["fields"].as_object().unwrap() {
            let text = |value: &serde_json::Value| value.to_string();
            theirs.insert([
                text(&line["change"]),
                text(&line["subject"]),
                field.clone(),
                text(&values[0]),
                text(&values[1]),
            ]);
        }
    }
    let mut ours = BTreeSet::new();
    for change in &report.changes {
        for row in change.rows() {
            for field in &row.fields {
                let json = |cell: &Cell<'_>| serde_json::to_value(cell).unwrap().to_string();
                let (code, key) =
                    (format!("\"{}\"", change.code().code()), format!("\"{}\"", row.key.as_str()));
                ours.insert([code, key, field.column.id.to_owned(), json(&field.old), json(&field.new)]);
            }
        }
    }
    assert!(ours.len() > 10);
    assert_eq!(ours, theirs, "{}", String::from_utf8_lossy(&output.stderr));
}
