//! What is refused and why; and that one pass refuses what reading, writing and comparing refuse.

use super::*;
use crate::say::{Choices, Language, Quoted, Say};
use crate::types::date::Date;
use crate::types::digest::{Digest, HashAlgorithm};
use crate::types::form::TextForm;
use crate::types::id::TargetId;
use crate::types::limits::MAX_INTEGER;
use crate::types::text::{MAX_TEXT_BYTES, is_forbidden};
use proptest::prelude::*;
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::num::NonZeroU32;

fn problem(text: &str) -> Option<FormCode> {
    check(text.as_bytes(), 1 << 20).err().map(|error| error.code())
}

#[test]
fn canonical_documents_pass() {
    for text in [
        "{}\n",
        "[]\n",
        "0\n",
        "\"\"\n",
        "{\"a\":[1,{\"b\":null,\"c\":\"\\\"\\\\/中\"}],\"b\":9007199254740991}\n",
        "[[],{},true,false]\n",
    ] {
        assert_eq!(problem(text), None, "{text}");
    }
}

#[test]
fn a_text_of_a_document_has_1_to_4096_bytes_however_it_is_written() {
    let read = |text: &str| {
        let bytes = serde_json::to_vec(text).unwrap();
        super::read::<String>(&[&bytes[..], b"\n"].concat(), 1 << 20).err().map(|error| error.code())
    };
    for (text, long) in [("x", "xx"), ("中", "中x"), ("\"", "\"\""), ("\\", "\\\\")] {
        let most = text.repeat(MAX_TEXT_BYTES / text.len());
        assert_eq!((read(text), read(&most)), (None, None));
        assert_eq!(read(&(most + long)), Some(FormCode::Length));
    }
    assert_eq!(read(""), Some(FormCode::Length));
    let nested = read_error("{\"a\":[{\"b\":\"\"}]}\n");
    assert_eq!((nested.code(), nested.path.as_str()), (FormCode::Length, "a[0].b"));
}

fn read_error(text: &str) -> FormError {
    super::read::<serde_json::Value>(text.as_bytes(), 1 << 20).unwrap_err()
}

#[test]
fn every_other_spelling_is_refused() {
    use FormCode as P;
    for (text, expected) in [
        ("{}", P::NoFinalLf),
        ("{}\n\n", P::Token),
        ("{}\r\n", P::Token),
        (" {}\n", P::Token),
        ("{\"a\": 1}\n", P::Token),
        ("{\"b\":1,\"a\":1}\n", P::KeyOrder),
        ("{\"a\":1,\"a\":1}\n", P::KeyOrder),
        ("{\"A\":1}\n", P::Key),
        ("{\"\":1}\n", P::Key),
        ("{\"é\":1}\n", P::Key),
        ("{\"a\":-0}\n", P::Number),
        ("{\"a\":-1}\n", P::Number),
        ("{\"a\":1.0}\n", P::Number),
        ("{\"a\":1e2}\n", P::Number),
        ("{\"a\":01}\n", P::Number),
        ("{\"a\":9007199254740992}\n", P::Number),
        ("[1,]\n", P::Token),
        ("[,1]\n", P::Token),
        ("[1 ,2]\n", P::Token),
        ("{\"a\"}\n", P::Token),
        ("[1}\n", P::Token),
        ("[\"\\u0041\"]\n", P::Character),
        ("[\"\\/\"]\n", P::Character),
        ("[\"\\n\"]\n", P::Character),
        ("[\"\u{7f}\"]\n", P::Character),
        ("[\"\u{85}\"]\n", P::Character),
        ("[\"\u{feff}\"]\n", P::Character),
        ("[\"\u{fdd0}\"]\n", P::Character),
        ("[\"\u{1ffff}\"]\n", P::Character),
        ("[\"a]\n", P::Character),
        ("[\"a\n", P::Token),
        ("[nul]\n", P::Token),
        ("\n", P::Token),
        ("[1\n", P::Token),
    ] {
        let found = problem(text);
        // An unclosed string runs into the end of the body, which is no token at all.
        assert!(
            found == Some(expected) || (found.is_some() && text.starts_with("[\"a")),
            "{text:?}: {found:?}"
        );
    }
    assert_eq!(check(b"\xff\n", 10).err().map(|e| e.code()), Some(P::NotUtf8));
    assert_eq!(check(b"\xef\xbb\xbf{}\n", 10).err().map(|e| e.code()), Some(P::Token), "BOM");
    assert_eq!(check(b"[1,2]\n", 5).err().map(|e| e.code()), Some(P::TooLarge));
}

#[test]
fn a_million_deep_brackets_are_refused_quickly() {
    assert_eq!(problem(&("[".repeat(1_000_000) + "\n")), Some(FormCode::TooDeep));
    let deepest = "[".repeat(MAX_DEPTH) + &"]".repeat(MAX_DEPTH) + "\n";
    assert_eq!(problem(&deepest), None);
}

#[test]
fn the_error_names_the_place() {
    let error = check("{\"a\":[1,{\"b\":1.5}]}\n".as_bytes(), 100).unwrap_err();
    assert_eq!((error.path.as_str(), error.offset), ("a[1].b", 13));
}

/// A document with a field of each kind.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    class: Class,
    day: Option<Date>,
    drawn: bool,
    id: TargetId,
    #[serde(default)]
    level: Option<String>,
    pairs: Vec<(String, Option<String>)>,
    rank: u32,
    root: Digest,
    seats: NonZeroU32,
    size: Size,
}

crate::say::coded! {
    enum Class {
        A = "a", "甲", "a";
        B = "b", "乙", "b";
    }
}
crate::say::coded_serde!(Class);

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum Size {
    All,
    Count(u64),
    Ratio { of: u64, part: u64 },
}

const DOCUMENT: &str = concat!(
    r#"{"class":"a","day":"2026-11-23","drawn":true,"id":"E1","level":null,"pairs":[["a","b"],["c",null]],"rank":7,"#,
    r#""root":"0000000000000000000000000000000000000000000000000000000000000000","seats":2,"size":{"ratio":{"of":9,"part":4}}}"#,
    "\n"
);

fn refused(replace: &str, with: &str) -> (FormProblem, String, usize) {
    let text = DOCUMENT.replacen(replace, with, 1);
    assert_ne!(text, DOCUMENT, "{replace}");
    let error = read::<Document>(text.as_bytes(), 1 << 20).unwrap_err();
    (error.problem, error.path, error.offset)
}

#[test]
fn what_does_not_fit_is_told_with_its_place_and_what_is_wanted() {
    use FormProblem as P;
    assert!(read::<Document>(DOCUMENT.as_bytes(), 1 << 20).is_ok());
    let quoted = |text: &str| Quoted::new(text);
    let fields = ["class", "day", "drawn", "id", "level", "pairs", "rank", "root", "seats", "size"];
    let shape = |expected, found: &str| P::Shape { expected, found: quoted(found) };
    let form = |expected, found: &str| P::Form { expected, found: quoted(found) };
    let missing = |field: &str| P::MissingField { field: quoted(field) };
    let choice = |found: &str, of: &[&str]| P::Choice { found: quoted(found), choices: Choices::new(of) };
    for (replace, with, problem, path, at) in [
        ("\"a\"", "\"c\"", choice("c", &["a", "b"]), "class", "\"c\""),
        ("\"a\"", "7", shape(Shape::Text, "7"), "class", "7"),
        ("2026-11-23", "2026-02-30", form(TextForm::Date, "2026-02-30"), "day", "\"2026-02"),
        ("\"2026-11-23\"", "[2026]", shape(Shape::Text, "[2026]"), "day", "[2026]"),
        ("\"day\":\"2026-11-23\",", "", missing("day"), "", "{"),
        ("\"level\":null,", "", missing("level"), "", "{"),
        ("\"rank\":7,", "", missing("rank"), "", "{"),
        (
            "\"rank\":7",
            "\"range\":7",
            P::UnknownField { found: quoted("range"), choices: Choices::new(fields) },
            "range",
            "\"range",
        ),
        ("true", "null", shape(Shape::Truth, "null"), "drawn", "null"),
        ("E1", "E 1", form(TextForm::Id, "E 1"), "id", "\"E 1"),
        ("[\"a\",\"b\"]", "[\"a\"]", P::Entries { expected: 2 }, "pairs[0]", "[\"a\"]"),
        ("[\"a\",\"b\"]", "[\"a\",\"b\",1]", P::Entries { expected: 2 }, "pairs[0]", "[\"a\""),
        ("[\"c\",null]", "[\"c\",1]", shape(Shape::Text, "1"), "pairs[1][1]", "1]]"),
        ("\"rank\":7", "\"rank\":4294967296", P::Range { low: 0, high: 4_294_967_295 }, "rank", "4294967296"),
        ("\"seats\":2", "\"seats\":0", P::Range { low: 1, high: 4_294_967_295 }, "seats", "0,\"size"),
        ("000\"", "00A\"", form(TextForm::Digest, "…"), "root", "\"000"),
        (
            "{\"ratio\":{\"of\":9,\"part\":4}}",
            "\"some\"",
            choice("some", &["all", "count", "ratio"]),
            "size",
            "\"some",
        ),
        ("{\"ratio\"", "{\"share\"", choice("share", &["all", "count", "ratio"]), "size.share", "\"share"),
        ("\"part\":4", "\"part\":\"4\"", shape(Shape::Number, "4"), "size.ratio.part", "\"4\""),
        ("\"of\":9,", "", missing("of"), "size.ratio", "{\"part"),
        (
            "{\"of\":9,\"part\":4}",
            "{\"of\":9,\"part\":4},\"x\":1",
            P::Content { found: quoted("{\"ratio\":{\"of\":9,\"part\":4},\"x\":") },
            "size",
            "{\"ratio",
        ),
        (
            "{\"ratio\":{\"of\":9,\"part\":4}}",
            "{\"all\":null}",
            P::Content { found: quoted("null") },
            "size.all",
            "null}",
        ),
        ("{\"ratio\":{\"of\":9,\"part\":4}}", "{}", P::Content { found: quoted("{}") }, "size", "{}"),
        ("{\"of\":9,\"part\":4}", "[9,4]", shape(Shape::Object, "[9,4]"), "size.ratio", "[9,4]"),
    ] {
        let text = DOCUMENT.replacen(replace, with, 1);
        let (found, found_path, offset) = refused(replace, with);
        assert_eq!((&found, found_path.as_str()), (&problem, path), "{with}");
        assert!(text[offset..].starts_with(at), "{with}: {offset} {}", &text[offset..]);
    }
    // What is not canonical in a value comes before what does not fit.
    assert_eq!(refused("\"a\"", "[1,01]"), (P::Number, "class[1]".to_owned(), 12));
}

#[test]
fn keys_in_a_path_are_no_longer_than_a_field_has_them() {
    let long = "r".repeat(100_000);
    let error = check(format!("{{\"{long}\":[1.5]}}\n").as_bytes(), 1 << 20).unwrap_err();
    assert_eq!(error.path, "…[0]");
    let (problem, path, _) = refused("rank", &long);
    assert!(path == "…" && problem.message(Language::En).len() < 250, "{problem}");
    for (length, shown) in [(32, "r".repeat(32)), (33, "…".to_owned())] {
        let error = read_error(&format!("{{\"{}\":1.5}}\n", "r".repeat(length)));
        assert_eq!(error.path, shown);
    }
}

#[test]
fn a_path_ends_where_no_field_has_begun() {
    let places = ["{1}", "{\"a\":{1}}", "{\"a\":[{},{1}]}"];
    assert_eq!(places.map(|text| read_error(&format!("{text}\n")).path), ["", "a", "a[1]"]);
}

#[test]
fn an_error_says_where_it_is_and_shows_what_it_repeats() {
    let mut error = read_error("{\"a\":{\"B\":1}}\n");
    assert_eq!(error.to_string(), "at a (byte 6): not a key: B; a key consists of a-z, 0-9 and _");
    let mut seen = Vec::new();
    error.each_quoted(&mut |quoted| seen.push(quoted.clone()));
    assert_eq!(seen, [Quoted::new("B")]);
}

/// A text that is read in any case, and written in small letters.
#[derive(Debug, Deserialize)]
struct Small(String);

impl Serialize for Small {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0.to_ascii_lowercase())
    }
}

#[test]
fn what_would_be_written_otherwise_is_found_at_its_first_character() {
    for (text, offset, found) in [
        ("{\"a\":\"small\",\"b\":\"smaLl\"}\n", 21, "Ll\"}"),
        ("{\"a\":\"Small\",\"b\":\"smaLl\"}\n", 6, "Small\",\"b\":\""),
    ] {
        let error = super::read::<BTreeMap<String, Small>>(text.as_bytes(), 1 << 20).unwrap_err();
        assert_eq!(
            (error.offset, error.problem),
            (offset, FormProblem::OtherBytes { found: Quoted::new(found) })
        );
    }
}

/// Bytes, which no document has.
struct Bytes;

impl Serialize for Bytes {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(b"bytes")
    }
}

#[test]
fn fractions_and_bytes_are_not_written() {
    fn refused<T: Serialize>(value: T) -> bool {
        value_bytes(&[value]).is_err()
    }
    assert!(refused(1.5_f32) && refused(1.5_f64) && refused(Bytes));
    assert!(!refused(1_u8));
}

#[test]
fn errors_of_a_document_with_secrets_repeat_nothing_of_it() {
    // What stands for the secret, however it is damaged.
    let secret = "5ec2e75ec2e75ec2e75ec2e75ec2e75ec2e75ec2e75ec2e75ec2e75ec2e75ec2";
    for (replace, with) in [
        ("\"a\"", format!("\"{secret}\"")),
        ("\"class\"", format!("\"{secret}\"")),
        ("\"E1\"", format!("\"{secret}\"")),
        ("\"E1\"", format!("[\"{secret}\"]")),
        ("\"E1\"", format!("\"{secret}")),
        ("\"E1\"", secret.to_owned()),
        ("\"E1\"", format!("x{secret}")),
        ("\"rank\":7", format!("\"rank\" {secret}")),
        ("\"rank\":7", format!("\"rank\":7 {secret}")),
        ("\"rank\":7", format!("\"rank\":7,\"{secret}\":7")),
        ("\"rank\":7", format!("\"rank\":7,\"{secret}X\":7")),
        ("\"rank\":7", format!("\"rank\":7,\"rz{secret}\":7")),
        ("\"size\":{\"ratio\"", format!("\"size\":{{\"{secret}\"")),
        ("\"level\":null", format!("\"lexel\":\"{secret}\"")),
        ("\"level\":null,", String::new()),
    ] {
        let text = DOCUMENT.replacen(replace, &with, 1).replacen("000000", secret, 1);
        assert_ne!(text, DOCUMENT);
        let error = read_secret::<Document>(text.as_bytes(), 1 << 20).unwrap_err();
        let told = [error.to_string(), format!("{error:?}"), serde_json::to_string(&error).unwrap()].concat();
        assert!(!told.contains("5ec2"), "{with}: {told}");
    }
}

/// The profile's rules for a value that `serde_json` has read, but for those that writing it again tells.
fn fits_profile(value: &Value, depth: usize) -> bool {
    match value {
        Value::Null | Value::Bool(_) => true,
        Value::Number(number) => number.as_u64().is_some_and(|number| number <= MAX_INTEGER),
        Value::String(text) => !text.chars().any(is_forbidden),
        Value::Array(all) => depth < MAX_DEPTH && all.iter().all(|one| fits_profile(one, depth + 1)),
        Value::Object(all) => {
            let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
            let is_key = |key: &str| !key.is_empty() && key.bytes().all(plain);
            depth < MAX_DEPTH && all.iter().all(|(key, one)| is_key(key) && fits_profile(one, depth + 1))
        }
    }
}

fn holds_only_texts(value: &Value) -> bool {
    match value {
        Value::String(text) => (1..=MAX_TEXT_BYTES).contains(&text.len()),
        Value::Array(all) => all.iter().all(holds_only_texts),
        Value::Object(all) => all.values().all(holds_only_texts),
        _ => true,
    }
}

/// The value of a canonical document, by `serde_json`, writing it again, and the profile's rules.
fn by_other_means(bytes: &[u8]) -> Option<Value> {
    let value: Value = serde_json::from_slice(bytes).ok()?;
    let again = serde_json::to_string(&value).ok()? + "\n";
    (again.as_bytes() == bytes && fits_profile(&value, 0)).then_some(value)
}

/// The document with some of its bytes changed.
fn changed() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        Just(Vec::new()),
        "[\\[\\]{},:\"ntf0-9a-c \\\\]{1,2}".prop_map(String::into_bytes),
        prop::sample::select(vec![
            "null",
            "true",
            "\"x\"",
            "\"\\\"\"",
            "[]",
            "{}",
            "{\"all\":null}",
            "\"all\"",
            "{\"count\":1}",
            "0",
            "00",
            "1e1",
            "\u{1}",
            "\u{200b}",
            "\u{e9}",
            "\\n",
            "\"size\":",
            "4294967296",
            "9007199254740991",
            "9007199254740992",
        ])
        .prop_map(|piece| piece.as_bytes().to_vec()),
        any::<u8>().prop_map(|byte| vec![byte]),
    ];
    let change =
        (any::<prop::sample::Index>(), prop::sample::select(vec![0, 0, 1, 1, 2, 3, 4, 8, 12, 20]), piece);
    prop::collection::vec(change, 1..3).prop_map(|changes| {
        let mut bytes = DOCUMENT.as_bytes().to_vec();
        for (at, gone, piece) in changes {
            let at = at.index(bytes.len() + 1);
            let end = (at + gone).min(bytes.len());
            bytes.splice(at..end, piece);
        }
        bytes
    })
}

/// The document with values changed, so that it stays canonical.
fn changed_values() -> impl Strategy<Value = Vec<u8>> {
    let value = prop::sample::select(vec![
        "null",
        "true",
        "7",
        "0",
        "4294967296",
        "\"\"",
        "\"a\"",
        "\"all\"",
        "[]",
        "{}",
        "{\"all\":null}",
        "{\"count\":1}",
        "{\"count\":1,\"of\":2}",
        "{\"ratio\":[1,2]}",
        "{\"ratio\":{\"of\":1}}",
        "[[\"a\",\"b\"]]",
        "[[\"a\"]]",
        "[[\"\\\\\",null]]",
        "\"2026-11-24\"",
        "\"2026-11-31\"",
        "\"\u{4e2d}\"",
    ]);
    let change = (any::<prop::sample::Index>(), prop::option::weighted(0.8, value), "(a|zz|class|level)?");
    prop::collection::vec(change, 1..3).prop_map(|changes| {
        let Ok(Value::Object(mut document)) = serde_json::from_str(DOCUMENT) else { return Vec::new() };
        for (at, value, name) in changes {
            let keys: Vec<String> = document.keys().cloned().collect();
            let key = &keys[at.index(keys.len())];
            match value {
                None => drop(document.remove(key)),
                Some(value) => {
                    let key = if name.is_empty() { key.clone() } else { name };
                    document.insert(key, serde_json::from_str(value).unwrap());
                }
            }
        }
        (serde_json::to_string(&document).unwrap() + "\n").into_bytes()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn one_pass_accepts_what_reading_writing_and_comparing_accept(bytes in prop_oneof![changed(), changed_values()]) {
        let value = by_other_means(&bytes);
        prop_assert_eq!(check(&bytes, 1 << 20).is_ok(), value.is_some());
        let document: Option<Document> = serde_json::from_slice(&bytes).ok();
        let again = document.and_then(|document| serde_json::to_string(&document).ok()).map(|text| text + "\n");
        let is_same = again.is_some_and(|again| again.as_bytes() == bytes);
        let accepted = value.is_some_and(|value| is_same && holds_only_texts(&value));
        prop_assert_eq!(read::<Document>(&bytes, 1 << 20).is_ok(), accepted, "{}", String::from_utf8_lossy(&bytes));
    }
}

/// What gives so many bytes at a time, and fails at a place.
struct Slow<'a> {
    inner: io::Cursor<&'a [u8]>,
    step: usize,
    fails_at: u64,
}

impl<'a> Slow<'a> {
    fn new(bytes: &'a [u8], step: usize) -> Self {
        Self { inner: io::Cursor::new(bytes), step, fails_at: u64::MAX }
    }
}

impl Read for Slow<'_> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        if self.inner.position() >= self.fails_at {
            return Err(io::ErrorKind::PermissionDenied.into());
        }
        let most = to.len().min(self.step);
        self.inner.read(&mut to[..most])
    }
}

impl Seek for Slow<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.inner.seek(to)
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    count: u64,
    name: String,
    #[serde(default)]
    other: Option<Vec<String>>,
}

/// Texts of one to four bytes a character, some with escapes, and one of the greatest length.
fn entries(count: usize) -> Vec<Entry> {
    let name = |n: usize| ["示例", "a\"b\\", "é𠮷", "x"][n % 4].repeat(1 + n % 90);
    let of = |n: usize| {
        let name = if n == 7 { "中".repeat(MAX_TEXT_BYTES / 3) } else { name(n) };
        Entry { count: n as u64, name, other: n.is_multiple_of(3).then(|| vec![name_of(n); n % 5]) }
    };
    (0..count).map(of).collect()
}

fn name_of(n: usize) -> String {
    format!("第{n}个")
}

/// These documents name no protocol.
fn plain(_: &Vec<Entry>) -> HashAlgorithm {
    HashAlgorithm::Sha256
}

/// A file is read as its bytes are: the same value, or the same error.
fn assert_read_alike(bytes: &[u8], step: usize, limit: usize) {
    let whole = super::read::<Vec<Entry>>(bytes, limit).map(|value| (value, Digest::of_file(bytes)));
    assert_eq!(read_file(Slow::new(bytes, step), limit, plain).unwrap(), whole);
}

#[test]
fn a_file_is_read_through_a_window_as_its_bytes_are_read() {
    let file = document_bytes(&entries(9_000)).unwrap();
    assert!(file.len() > 1 << 20);
    for step in [1, 3, 4_097, usize::MAX] {
        assert_read_alike(&file, step, usize::MAX);
    }
    assert_read_alike(&file, 4_097, file.len());
    assert_read_alike(&file, 4_097, file.len() - 1);
    // Where a window ends, and anywhere.
    let places = (0..file.len()).step_by(50_021).chain([1 << 16, 1 << 18, (1 << 18) + 1, file.len() - 1]);
    for place in places {
        for change in [&b""[..], b" ", b"\"", b"0", b"\xff", b"\xe4\xb8", b"}", b"\n"] {
            let changed = [&file[..place], change, &file[place + 1..]].concat();
            assert_read_alike(&changed, 70_001, usize::MAX);
            assert_read_alike(&file[..place], 70_001, usize::MAX);
        }
    }
    for more in [&b"\n"[..], b" ", b"[]\n"] {
        assert_read_alike(&[&file, more].concat(), usize::MAX, usize::MAX);
    }
    let long = format!("[{{\"count\":1,\"name\":\"{}\",\"other\":null}}]\n", "x".repeat(1 << 19));
    assert_read_alike(long.as_bytes(), usize::MAX, usize::MAX);
    assert_read_alike(b"", 1, usize::MAX);
    assert_read_alike(b"[]\n", 1, usize::MAX);
}

#[test]
fn a_field_that_may_be_missing_is_missed_in_a_file_as_well() {
    assert_read_alike(b"[{\"count\":1,\"name\":\"x\"}]\n", usize::MAX, usize::MAX);
}

#[test]
fn a_file_that_cannot_be_read_is_no_document_that_is_wrong() {
    let file = document_bytes(&entries(9_000)).unwrap();
    for fails_at in [0, 1 << 19] {
        let failing = Slow { fails_at, ..Slow::new(&file, 4_096) };
        let error = read_file(failing, usize::MAX, plain).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::PermissionDenied);
    }
}

/// Counts what is read of a file and how often its place is looked for; is interrupted, and fails, once.
struct Watched<'a> {
    inner: Slow<'a>,
    read: u64,
    sought: usize,
    interrupted: bool,
}

impl<'a> Watched<'a> {
    fn new(inner: Slow<'a>) -> Self {
        Self { inner, read: 0, sought: 0, interrupted: false }
    }
}

impl Read for Watched<'_> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        if !std::mem::replace(&mut self.interrupted, true) {
            return Err(io::ErrorKind::Interrupted.into());
        }
        let read = self.inner.read(to).inspect_err(|_| self.inner.fails_at = u64::MAX)?;
        self.read += read as u64;
        Ok(read)
    }
}

impl Seek for Watched<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.sought += usize::from(to != SeekFrom::Current(0));
        self.inner.seek(to)
    }
}

#[test]
fn a_file_with_nothing_amiss_is_read_once_and_never_whole() {
    let file = document_bytes(&entries(9_000)).unwrap();
    let mut from = Watched::new(Slow::new(&file, 4_096));
    assert!(read_file(&mut from, usize::MAX, plain).unwrap().is_ok());
    assert_eq!((from.read, from.sought), (file.len() as u64, 0));
}

#[test]
fn a_file_that_failed_once_is_not_tried_again() {
    let file = document_bytes(&entries(9_000)).unwrap();
    let mut from = Watched::new(Slow { fails_at: 1 << 19, ..Slow::new(&file, 4_096) });
    let error = read_file(&mut from, usize::MAX, plain).unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::PermissionDenied);
}

/// The lengths of what is written at a time.
struct Lengths(Vec<usize>);

impl io::Write for Lengths {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.push(bytes.len());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_document_is_written_in_pieces_of_64_kib() {
    let value = entries(9_000);
    let file = document_bytes(&value).unwrap();
    let mut written = Lengths(Vec::new());
    assert_eq!(stream(&value, &mut written, HashAlgorithm::Sha256).unwrap(), Digest::of_file(&file));
    let (last, whole) = written.0.split_last().unwrap();
    assert!(whole.iter().all(|length| *length == 1 << 16) && *last <= 1 << 16, "{:?}", written.0);
    assert_eq!(whole.len() * (1 << 16) + last, file.len());
}

#[test]
fn a_file_is_read_from_where_it_stands() {
    let file = [b"before", &document_bytes(&entries(5)).unwrap()[..]].concat();
    for (start, is_one) in [(6, true), (5, false)] {
        let mut from = io::Cursor::new(&file);
        from.set_position(start);
        let read = read_file(from, usize::MAX, plain).unwrap();
        let whole = super::read::<Vec<Entry>>(&file[usize::try_from(start).unwrap()..], usize::MAX);
        assert_eq!(read.is_ok(), is_one);
        assert_eq!(read.map(|(value, _)| value), whole);
    }
}

#[test]
fn lists_have_their_lengths_by_the_names_of_their_fields() {
    use crate::types::limits::of_list;
    for field in [
        "targets",
        "inspectors",
        "recusals",
        "changes",
        "any_of",
        "overrides",
        "added",
        "changed_rules",
        "classes",
        "earlier",
        "items",
        "left_out",
        "registers",
        "strata",
        "amendments",
        "attributes",
        "departments",
        "last_team",
        "qualifications",
        "task_sheet",
        "authorities",
        "missing",
        "missing_authorities",
        "values",
        "when",
        "fallbacks",
    ] {
        let limit = of_list(field);
        assert!(limit < usize::MAX, "{field}");
        for (entries, is_over) in [(limit - 1, false), (limit, false), (limit + 1, true)] {
            let text = format!("{{\"{field}\":[{}0]}}", "0,".repeat(entries - 1));
            let bounds = Bounds::Fields(of_list);
            let read = whole::<BTreeMap<String, Vec<u8>>>(&text, bounds, Secrecy::Public, None);
            let code = read.err().map(|error| error.code());
            assert_eq!(code, is_over.then_some(FormCode::TooMany), "{field} {entries}");
        }
    }
    // A field of another name is bounded by its file alone.
    assert_eq!(of_list("drawn"), usize::MAX);
}
