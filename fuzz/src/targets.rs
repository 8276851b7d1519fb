//! What each target promises.

use crate::{Answer, Form, Target};
use dual_random::audit::{AuditEvidence, Documents, audit};
use dual_random::commit::document::{Proof, Void};
use dual_random::deadline::{Calendar, CalendarYear, holiday_year};
use dual_random::outcome::{DocumentNumber, Scheme, penalties, reports};
use dual_random::plan::ValueKind;
use dual_random::privacy::{is_personal_code, scan};
use dual_random::proof::check_proof;
use dual_random::publish::{Format, Page, Publication};
use dual_random::record::{Checkpoint, Continuation, Log, LogSignature, SignedCheckpoint};
use dual_random::roster::{Columns, Contacts};
use dual_random::tables;
use dual_random::types::{citizen_id, credit_code};
use dual_random::witness::{Policy, Signature, SignerKey, VerifierKey};
use dual_random::{
    Amended, Amendment, AmendmentSeal, Announcement, Date, Digest, Disclosure, Drawn, Evidence, Faults,
    FormError, HashAlgorithm, Id, Language, Opening, Plan, ReadError, Say, Seal, Share, TargetId, Timestamp,
    Undrawn, Verdict, verify, verify_undrawn,
};
use std::io::Cursor;

pub(crate) const ALL: &[Target] = &[
    json("announcement", |bytes| document(bytes, Announcement::from_bytes, Announcement::to_bytes)),
    json("seal", |bytes| document(bytes, Seal::from_bytes, Seal::to_bytes)),
    json("amendment", |bytes| document(bytes, Amendment::from_bytes, Amendment::to_bytes)),
    json("amendment_seal", |bytes| document(bytes, AmendmentSeal::from_bytes, AmendmentSeal::to_bytes)),
    json("void", |bytes| document(bytes, Void::from_bytes, Void::to_bytes)),
    json("opening", opening),
    json("kept", kept),
    json("disclosure", disclosure),
    json("undrawn", undrawn),
    json("proof", proof),
    json("log", log),
    json("record", record),
    json("page", page),
    json("plan", plan),
    json("holidays", holidays),
    json("calendar", calendar),
    json("contacts", contacts),
    json("value", value),
    bytes("checkpoint", checkpoint),
    bytes("compact", compact),
    bytes("share", share),
    bytes("table", table),
    bytes("workbook", workbook),
    bytes("sheet", sheet),
    bytes("text", text),
];

const fn json(name: &'static str, run: fn(&[u8]) -> Answer) -> Target {
    Target { name, form: Form::Json, run }
}

const fn bytes(name: &'static str, run: fn(&[u8]) -> Answer) -> Target {
    Target { name, form: Form::Bytes, run }
}

/// What is between the NULs.
fn parts(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    bytes.split(|byte| *byte == 0)
}

fn refused(error: &FormError) -> Answer {
    // The place, without the numbers in it.
    let place: String = error.path.chars().filter(|c| !c.is_ascii_digit()).collect();
    format!("{:?} at {place}", error.problem)
}

/// What parses, encodes to the same bytes.
fn document<T>(
    bytes: &[u8],
    read: impl Fn(&[u8]) -> Result<T, FormError>,
    write: impl Fn(&T) -> Result<Vec<u8>, FormError>,
) -> Answer {
    match read(bytes) {
        Ok(document) => {
            assert!(write(&document).expect("what was read can be written") == bytes);
            "read".to_owned()
        }
        Err(error) => {
            said(&error.message(Language::Zh), &error.message(Language::En));
            refused(&error)
        }
    }
}

/// There is something to say in both languages.
fn said(zh: &str, en: &str) {
    assert!(!zh.is_empty() && !en.is_empty());
}

fn listed(faults: &Faults) -> Answer {
    assert!(!faults.as_slice().is_empty());
    let mut codes: Vec<String> = Vec::new();
    for fault in faults.as_slice() {
        said(&fault.message(Language::Zh), &fault.message(Language::En));
        let code = format!("{:?}", fault.code());
        if codes.len() < 4 && !codes.contains(&code) {
            codes.push(code);
        }
    }
    codes.join(" ")
}

/// A file is read through a window as its bytes are: it is the same, or the same is wrong with it.
fn same_from_file<'a, T>(
    bytes: &'a [u8],
    read: impl Fn(Cursor<&'a [u8]>) -> Result<T, ReadError>,
    answer: &str,
) {
    let from_file = match read(Cursor::new(bytes)) {
        Ok(_) => "read".to_owned(),
        Err(ReadError::Form { error }) => refused(&error),
        Err(other) => panic!("memory can be read: {other}"),
    };
    assert_eq!(from_file, answer);
}

fn opening(bytes: &[u8]) -> Answer {
    let answer = document(bytes, Opening::from_bytes, |opening| opening.reveal().map(|bytes| bytes.to_vec()));
    same_from_file(bytes, Opening::read, &answer);
    answer
}

/// What an authority keeps between the steps.
fn kept(bytes: &[u8]) -> Answer {
    let drawn = document(bytes, Drawn::from_bytes, |drawn| drawn.reveal().map(|bytes| bytes.to_vec()));
    let amended =
        document(bytes, Amended::from_bytes, |amended| amended.reveal().map(|bytes| bytes.to_vec()));
    format!("{drawn}; {amended}")
}

/// Whatever the bytes are, there is a verdict; without evidence it is never that all is proven.
fn disclosure(bytes: &[u8]) -> Answer {
    let read = document(bytes, Disclosure::from_bytes, Disclosure::to_bytes);
    same_from_file(bytes, Disclosure::read, &read);
    let report = verify(bytes, &Evidence::new());
    assert_ne!(report.verdict, Verdict::Verified);
    assert!(read == "read" || report.verdict == Verdict::Unusable);
    let failed: Vec<String> = report.failures().map(|check| format!("{:?}", check.code())).take(3).collect();
    for check in &report.checks {
        said(&check.message(Language::Zh), &check.message(Language::En));
    }
    format!("{read}; {:?}: {}", report.verdict, failed.join(" "))
}

fn undrawn(bytes: &[u8]) -> Answer {
    let read = document(bytes, Undrawn::from_bytes, Undrawn::to_bytes);
    let report = verify_undrawn(bytes);
    assert_ne!(report.verdict, Verdict::Verified);
    let failed: Vec<String> = report.failures().map(|check| format!("{:?}", check.code())).take(3).collect();
    format!("{read}; {:?}: {}", report.verdict, failed.join(" "))
}

/// A proof, the announcement and the seal.
fn proof(bytes: &[u8]) -> Answer {
    let mut parts = parts(bytes);
    let (proof, announcement) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let read = document(proof, Proof::from_bytes, Proof::to_bytes);
    match check_proof(proof, announcement, parts.next()) {
        Ok(shown) => format!("{read}; shown, {} limits", shown.limits().count()),
        Err(error) => {
            said(&error.message(Language::Zh), &error.message(Language::En));
            format!("{read}; {:?}", error.code())
        }
    }
}

/// What is read from a text has that text and no other.
fn compact(bytes: &[u8]) -> Answer {
    let text = String::from_utf8_lossy(bytes);
    match Proof::from_compact(text.trim_end()) {
        Ok(proof) => {
            assert_eq!(proof.to_compact().expect("what was read can be written"), text.trim_end());
            "read".to_owned()
        }
        Err(error) => {
            said(&error.message(Language::Zh), &error.message(Language::En));
            format!("{:?}", error.code())
        }
    }
}

/// A share that was typed is written again as one, and read as the same.
fn share(bytes: &[u8]) -> Answer {
    match Share::from_text(&String::from_utf8_lossy(bytes)) {
        Ok(share) => {
            let text = share.reveal();
            let again = Share::from_text(&text).expect("what was written can be read");
            assert_eq!(*again.reveal(), *text);
            "read".to_owned()
        }
        Err(error) => {
            said(&error.message(Language::Zh), &error.message(Language::En));
            error.code().to_owned()
        }
    }
}

/// What a log proves of its lines, it proves to itself.
fn log(bytes: &[u8]) -> Answer {
    match Log::from_bytes(bytes) {
        Ok(log) => {
            let (size, tree) = (log.lines().len() as u64, log.tree());
            assert_eq!(tree.root_of_first(size), Some(tree.root()));
            for line in 0..size.min(8) {
                assert!(tree.inclusion(line).is_some() && tree.consistency(line).is_some());
            }
            assert_eq!(tree.inclusion(size), None);
            let problems: Vec<String> = log.problems().iter().map(|e| e.problem.code().to_owned()).collect();
            format!("read; {}", problems.join(" "))
        }
        Err(error) => {
            let form = std::error::Error::source(&error.problem)
                .and_then(|source| source.downcast_ref::<FormError>());
            format!("{:?} {}", error.problem.code(), form.map(refused).unwrap_or_default())
        }
    }
}

/// A log and the documents of its record.
fn record(bytes: &[u8]) -> Answer {
    let mut parts = parts(bytes);
    let log = Log::from_bytes(parts.next().unwrap_or_default());
    let empty = Log::new();
    let of = log.as_ref().unwrap_or(&empty);
    let documents = parts
        .enumerate()
        .fold(Documents::new(of), |documents, (n, part)| documents.with(&format!("{n}.json"), part));
    let on = Timestamp::new("2027-06-01T00:00:00+08:00").expect("an instant");
    match &log {
        Ok(log) => {
            let report = audit(log, &documents, &AuditEvidence::on(on));
            let mut codes: Vec<String> = report.findings.iter().map(|f| format!("{:?}", f.code())).collect();
            codes.dedup();
            codes.truncate(6);
            codes.join(" ")
        }
        Err(error) => error.problem.code().to_owned(),
    }
}

/// A page that is read, is written as the same bytes, and in every other format.
fn page(bytes: &[u8]) -> Answer {
    let page = match Page::from_json(bytes) {
        Ok(page) => page,
        Err(error) => return refused(&error),
    };
    let again = Publication::again(&page).expect("what was read can be written");
    assert!(again.bytes(Format::Json, Language::Zh).expect("JSON holds every page") == bytes);
    assert_eq!(again.digest(), Digest::of_file(bytes));
    for language in [Language::Zh, Language::En] {
        for format in [Format::Html, Format::Markdown, Format::Csv] {
            assert!(again.bytes(format, language).is_ok());
        }
        // A sheet has its limits; what fits in it is an archive.
        let workbook = again.bytes(Format::Xlsx, language);
        assert!(workbook.is_err() || workbook.is_ok_and(|bytes| bytes.starts_with(b"PK")));
    }
    match Publication::new(&page) {
        Ok(_) => "published".to_owned(),
        Err(error) => format!("{error:?}").chars().take_while(char::is_ascii_alphabetic).collect(),
    }
}

fn plan(bytes: &[u8]) -> Answer {
    let plan: Plan = match serde_json::from_slice(bytes) {
        Ok(plan) => plan,
        Err(error) => return format!("{:?} {}", error.classify(), first_words(&error.to_string())),
    };
    let text = serde_json::to_string(&plan).expect("what was read can be written");
    assert!(serde_json::from_str::<Plan>(&text).expect("what was written can be read") == plan);
    match plan.check() {
        Ok(()) => "sound".to_owned(),
        Err(faults) => listed(&faults),
    }
}

fn first_words(text: &str) -> String {
    text.split(' ').take(3).collect::<Vec<_>>().join(" ")
}

fn holidays(bytes: &[u8]) -> Answer {
    let Ok(text) = std::str::from_utf8(bytes) else { return "no text".to_owned() };
    match holiday_year(text) {
        Ok(year) => calendar_of(&[year]),
        Err(errors) => errors.iter().map(|error| first_words(&format!("{error:?}"))).take(3).collect(),
    }
}

fn calendar(bytes: &[u8]) -> Answer {
    match serde_json::from_slice::<Vec<CalendarYear>>(bytes) {
        Ok(years) => calendar_of(&years),
        Err(error) => format!("{:?}", error.classify()),
    }
}

/// A calendar that is sound is sound again, and counts days.
fn calendar_of(years: &[CalendarYear]) -> Answer {
    match Calendar::new(years) {
        Ok(calendar) => {
            let again = Calendar::new(&calendar.years()).expect("its own years are sound");
            assert_eq!(again.years(), calendar.years());
            for year in calendar.years() {
                if let Some(day) = year.off.first() {
                    assert_eq!(calendar.is_working(*day), Ok(false));
                    if let Ok(after) = calendar.add_working_days(*day, 20) {
                        assert!(after > *day && calendar.is_working(after) == Ok(true));
                    }
                }
            }
            format!("sound, {} notes", calendar.notes().len().min(9))
        }
        Err(errors) => {
            let names = errors.as_slice().iter().map(|error| first_words(&format!("{error:?}")));
            names.take(3).collect::<Vec<_>>().join(" ")
        }
    }
}

fn contacts(bytes: &[u8]) -> Answer {
    match Contacts::from_bytes(bytes) {
        Ok(contacts) => {
            let again = Contacts::from_bytes(&contacts.reveal()).expect("what was written can be read");
            assert!(again.reveal() == contacts.reveal());
            format!("read {}", contacts.is_empty())
        }
        Err(_) => "refused".to_owned(),
    }
}

/// A kind of value as JSON, and a text.
fn value(bytes: &[u8]) -> Answer {
    let mut parts = parts(bytes);
    let kind = parts.next().unwrap_or_default();
    let Ok(kind) = serde_json::from_slice::<ValueKind>(kind) else { return "no kind".to_owned() };
    said(&kind.message(Language::Zh), &kind.message(Language::En));
    let outcomes = kind.outcomes();
    let fits = parts
        .map(|text| String::from_utf8_lossy(text).into_owned())
        .filter(|text| kind.check(HashAlgorithm::Sha256, text).is_ok());
    format!("{} {}", fits.count(), outcomes.checked_ilog2().unwrap_or_default())
}

fn checkpoint(bytes: &[u8]) -> Answer {
    let Ok(text) = std::str::from_utf8(bytes) else { return "no text".to_owned() };
    signed(text);
    match Checkpoint::from_text(text) {
        Ok(checkpoint) => {
            let again = Checkpoint::from_text(&checkpoint.to_text()).expect("what was written can be read");
            assert_eq!(again.to_text(), checkpoint.to_text());
            format!("read, {} signatures", checkpoint.signatures().len().min(9))
        }
        Err(error) => first_words(&format!("{error:?}")),
    }
}

/// A checkpoint's signatures, a proof of consistency or a key, whichever it is: what is read is written as the same.
fn signed(text: &str) {
    if let Ok(signed) = SignedCheckpoint::from_text(text) {
        let again = SignedCheckpoint::from_text(&signed.to_text()).expect("what was written can be read");
        assert_eq!(again, signed);
        let key = SignerKey::new("fuzz.example/log", [7; 32]).expect("a key").verifier();
        let witness = key.as_witness();
        let policy = Policy::new(Some(key), vec![], 0).expect("a policy");
        assert_ne!(policy.judge(&signed).log, LogSignature::Signed);
        assert!(!matches!(witness.verify(&signed), Signature::Signed | Signature::Cosigned(_)));
    }
    if let Ok(proof) = Continuation::from_text(text) {
        assert_eq!(Continuation::from_text(&proof.to_text()), Ok(proof));
    }
    if let Ok(key) = VerifierKey::from_text(text) {
        assert_eq!(VerifierKey::from_text(&key.to_text()), Ok(key));
    }
}

/// Which table, and its bytes: CSV in any encoding, or a workbook.
fn table(bytes: &[u8]) -> Answer {
    let Some((which, bytes)) = bytes.split_first() else { return String::new() };
    let columns = || Columns::new(["行业"], ["备注"]);
    let answer = match which % 8 {
        0 => tables::targets(bytes, &columns()).map(|table| table.records.len()),
        1 => tables::inspectors(bytes).map(|table| table.records.len()),
        2 => tables::recusals(bytes).map(|table| table.records.len()),
        3 => tables::districts(bytes).map(|table| table.records.len()),
        4 => tables::changes(bytes).map(|table| table.records.len()),
        5 => tables::withholdings(bytes).map(|table| table.records.len()),
        6 => reports(bytes, &Scheme::common()).map(|table| table.records.len()),
        _ => penalties(bytes).map(|table| table.records.len()),
    };
    match answer {
        Ok(rows) => format!("{} {}", which % 8, rows.min(9)),
        Err(faults) => format!("{} {}", which % 8, listed(&faults)),
    }
}

fn workbook(bytes: &[u8]) -> Answer {
    match tables::targets(bytes, &Columns::default()) {
        Ok(table) => format!("{} rows, {} notes", table.records.len().min(9), table.notes.len().min(9)),
        Err(faults) => {
            let [fault, ..] = faults.as_slice() else { panic!("no fault") };
            format!("{} {}", listed(&faults), first_words(&fault.message(Language::En)))
        }
    }
}

/// A sheet, its shared strings and its styles, in a sound archive.
fn sheet(bytes: &[u8]) -> Answer {
    let mut parts = parts(bytes);
    let mut part = || parts.next().unwrap_or_default();
    let (sheet, strings, styles) = (part(), part(), part());
    const KIND: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relations = |all: &[(&str, &str)]| {
        let one = |(kind, target): &(&str, &str)| {
            format!("<Relationship Id=\"{target}\" Type=\"{KIND}/{kind}\" Target=\"{target}\"/>")
        };
        format!("<Relationships>{}</Relationships>", all.iter().map(one).collect::<String>())
    };
    workbook(&stored(&[
        ("_rels/.rels", relations(&[("officeDocument", "w")]).as_bytes()),
        ("w", b"<workbook><sheets><sheet name=\"1\" id=\"s\"/></sheets></workbook>"),
        (
            "_rels/w.rels",
            relations(&[("worksheet", "s"), ("sharedStrings", "t"), ("styles", "f")]).as_bytes(),
        ),
        ("s", sheet),
        ("t", strings),
        ("f", styles),
    ]))
}

/// An archive of files as they are.
fn stored(files: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    let number = |number: usize| u32::try_from(number).expect("a small archive").to_le_bytes();
    for (name, content) in files {
        let place = number(out.len());
        let mut about = vec![20, 0, 0, 8, 0, 0, 0, 0, 0x21, 0];
        about.extend(check_sum(content).to_le_bytes());
        about.extend(number(content.len()));
        about.extend(number(content.len()));
        about.extend(number(name.len()));
        out.extend([b"PK\x03\x04", &about[..], name.as_bytes(), content].concat());
        directory.extend([b"PK\x01\x02\x14\x00", &about[..], &[0; 10], &place, name.as_bytes()].concat());
    }
    let count = u16::try_from(files.len()).expect("a small archive").to_le_bytes();
    let (size, place) = (number(directory.len()), number(out.len()));
    out.extend([&directory[..], b"PK\x05\x06\0\0\0\0", &count, &count, &size, &place, &[0, 0]].concat());
    out
}

fn check_sum(bytes: &[u8]) -> u32 {
    let bit = |rest: u32, _| if rest & 1 == 1 { rest >> 1 ^ 0xEDB8_8320 } else { rest >> 1 };
    !bytes.iter().fold(!0, |sum, byte| (0..8).fold(sum ^ u32::from(*byte), bit))
}

/// Numbers, names and dates in free text. What is one, is spelt in one way.
fn text(bytes: &[u8]) -> Answer {
    let text = String::from_utf8_lossy(bytes);
    let hits = scan(&text);
    let mut end = 0;
    for hit in &hits {
        assert!(end <= hit.start && hit.start < hit.end && text.get(hit.start..hit.end).is_some());
        end = hit.end;
    }
    let mut is = vec![is_personal_code(&text), citizen_id::is_citizen_id(&text)];
    is.push(credit_code::issue(&text).is_some());
    let mut same = |written: Option<String>| {
        assert!(written.as_ref().is_none_or(|written| *written == text));
        is.push(written.is_some());
    };
    same(Date::new(&text).ok().map(|date| date.to_string()));
    same(Timestamp::new(&text).ok().map(|instant| instant.to_string()));
    same(Digest::from_hex(&text).ok().map(Digest::to_hex));
    same(Id::new(&*text).ok().map(|id| id.to_string()));
    same(TargetId::new(&*text).ok().map(|id| id.to_string()));
    same(DocumentNumber::new(&*text).ok().map(|_| text.to_string()));
    let kinds: Vec<String> = hits.iter().map(|hit| format!("{:?}", hit.kind)).take(3).collect();
    format!("{is:?} {}", kinds.join(" "))
}
