//! Workbooks come in ZIP archives, which may be hostile: whatever two programs could read in two ways is refused, and
//! nothing is unpacked without end.

#![cfg(feature = "xlsx")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::cast_possible_truncation, reason = "tests")]

use dual_random::FaultCode;
use dual_random::roster::{Columns, Target};
use dual_random::tables::{self, Table};
use flate2::Compression;
use flate2::write::DeflateEncoder;
use std::io::Write;

const SHEET: &str = "xl/worksheets/sheet1.xml";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A file of an archive, with all that its heads say.
#[derive(Clone)]
struct File {
    name: Vec<u8>,
    /// The name as the head before the file has it.
    own_name: Vec<u8>,
    flags: u16,
    method: u16,
    check_sum: u32,
    packed: Vec<u8>,
    packed_size: u32,
    size: u32,
    extra: Vec<u8>,
    /// What the head before the file leaves to the directory: sum and sizes.
    sizes_follow: bool,
    /// Where the directory says that the file is, instead of where it is.
    place: Option<u32>,
    disk: u16,
}

fn check_sum(content: &[u8]) -> u32 {
    let mut sum = flate2::Crc::new();
    sum.update(content);
    sum.sum()
}

fn deflated(content: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap()
}

impl File {
    fn new(name: &str, content: &[u8]) -> Self {
        let packed = deflated(content);
        Self {
            name: name.into(),
            own_name: name.into(),
            flags: 0,
            method: 8,
            check_sum: check_sum(content),
            packed_size: packed.len() as u32,
            packed,
            size: content.len() as u32,
            extra: Vec::new(),
            sizes_follow: false,
            place: None,
            disk: 0,
        }
    }

    fn fields(&self, sizes: bool) -> Vec<u8> {
        let mut out = Vec::new();
        for field in [20, self.flags, self.method, 0, 0x21] {
            out.extend(field.to_le_bytes());
        }
        for field in [self.check_sum, self.packed_size, self.size] {
            out.extend((if sizes { field } else { 0 }).to_le_bytes());
        }
        out
    }
}

/// The record at the end.
#[derive(Default)]
struct End {
    disks: [u16; 2],
    /// How many files it claims, instead of how many there are.
    count: Option<u16>,
    comment: Vec<u8>,
    /// What stands between the directory and the record.
    before: Vec<u8>,
}

fn archive_with(files: &[File], end: &End) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for file in files {
        let place = file.place.unwrap_or(out.len() as u32);
        out.extend(b"PK\x03\x04");
        out.extend(file.fields(!file.sizes_follow));
        out.extend((file.own_name.len() as u16).to_le_bytes());
        out.extend([0; 2]);
        out.extend(&file.own_name);
        out.extend(&file.packed);
        if file.sizes_follow {
            out.extend(b"PK\x07\x08");
            for field in [file.check_sum, file.packed_size, file.size] {
                out.extend(field.to_le_bytes());
            }
        }
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(file.fields(true));
        for field in [file.name.len() as u16, file.extra.len() as u16, 0, file.disk, 0, 0, 0] {
            directory.extend(field.to_le_bytes());
        }
        directory.extend(place.to_le_bytes());
        directory.extend(&file.name);
        directory.extend(&file.extra);
    }
    let (offset, size) = (out.len() as u32, directory.len() as u32);
    out.extend(directory);
    out.extend(&end.before);
    out.extend(b"PK\x05\x06");
    let count = end.count.unwrap_or(files.len() as u16);
    for field in [end.disks[0], end.disks[1], count, count] {
        out.extend(field.to_le_bytes());
    }
    for field in [size, offset] {
        out.extend(field.to_le_bytes());
    }
    out.extend((end.comment.len() as u16).to_le_bytes());
    out.extend(&end.comment);
    out
}

fn archive(files: &[File]) -> Vec<u8> {
    archive_with(files, &End::default())
}

/// A sheet with the heads of a table of targets, and one target.
fn sheet(id: &str) -> String {
    let row = |cells: [&str; 4]| {
        let cell = |text: &&str| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>");
        format!("<row>{}</row>", cells.iter().map(cell).collect::<String>())
    };
    let rows = row(["编号", "名称", "行政区划", "类别"]) + &row([id, "示例甲", "522601", "一般"]);
    format!("<worksheet><sheetData>{rows}</sheetData></worksheet>")
}

/// The files of the smallest workbook; the sheet is the last.
fn files() -> Vec<File> {
    let relation = |kind: &str, target: &str| {
        format!(
            "<Relationships><Relationship Id=\"r\" Type=\"{RELATIONS}/{kind}\" Target=\"{target}\"/></Relationships>"
        )
    };
    [
        ("_rels/.rels", relation("officeDocument", "xl/workbook.xml")),
        (
            "xl/workbook.xml",
            "<workbook><sheets><sheet name=\"名单\" id=\"r\"/></sheets></workbook>".to_owned(),
        ),
        ("xl/_rels/workbook.xml.rels", relation("worksheet", "worksheets/sheet1.xml")),
        (SHEET, sheet("T-1")),
    ]
    .map(|(name, content)| File::new(name, content.as_bytes()))
    .to_vec()
}

fn read(bytes: &[u8]) -> Result<Table<Target>, String> {
    tables::targets(bytes, &Columns::default()).map_err(|faults| {
        let [fault] = faults.as_slice() else { panic!("{faults}") };
        assert_eq!(fault.code(), FaultCode::BadWorkbook, "{faults}");
        serde_json::to_value(fault).unwrap()["found"].as_str().unwrap().to_owned()
    })
}

fn ids(bytes: &[u8]) -> Vec<String> {
    read(bytes).unwrap().records.iter().map(|target| target.id.as_str().to_owned()).collect()
}

/// What is found in an archive whose last file, the sheet, was changed.
fn found(change: impl FnOnce(&mut File)) -> String {
    let mut files = files();
    change(files.last_mut().unwrap());
    read(&archive(&files)).unwrap_err()
}

#[test]
fn stored_and_deflated_files_with_sizes_before_or_after_are_read() {
    assert_eq!(ids(&archive(&files())), ["T-1"]);
    let mut others = files();
    for file in &mut others {
        file.sizes_follow = true;
        file.flags = 8;
    }
    let sheet = sheet("T-1");
    let last = others.last_mut().unwrap();
    last.method = 0;
    last.packed = sheet.clone().into_bytes();
    last.packed_size = last.size;
    let end = End { comment: "示例".into(), ..End::default() };
    assert_eq!(ids(&archive_with(&others, &end)), ["T-1"]);
}

#[test]
fn a_file_that_unpacks_to_more_or_less_than_the_directory_says_is_refused() {
    let bomb = deflated(&vec![b' '; 64 << 20]);
    let found_in_bomb = found(|file| {
        file.packed_size = bomb.len() as u32;
        file.packed = bomb;
    });
    assert!(found_in_bomb.starts_with(&format!("{SHEET}: ≠ ")), "{found_in_bomb}");
    assert!(found(|file| file.size -= 1).starts_with(&format!("{SHEET}: ≠ ")));
    assert!(found(|file| file.size += 1).starts_with(&format!("{SHEET}: ≠ ")));
    assert_eq!(found(|file| file.size = (256 << 20) + 1), "> 256 MiB");
}

#[test]
fn many_files_that_unpack_to_too_much_together_are_refused() {
    // Each sheet has 100 MiB of blanks; all of them are looked at.
    let blank = format!("<worksheet><sheetData>{}</sheetData></worksheet>", " ".repeat(100 << 20));
    let sheets = [1, 2, 3].map(|n| format!("<sheet name=\"{n}\" id=\"r{n}\"/>")).concat();
    let related = [1, 2, 3]
        .map(|n| {
            format!("<Relationship Id=\"r{n}\" Type=\"{RELATIONS}/worksheet\" Target=\"sheet{n}.xml\"/>")
        })
        .concat();
    let mut files = files();
    files.truncate(1);
    files.push(File::new(
        "xl/workbook.xml",
        format!("<workbook><sheets>{sheets}</sheets></workbook>").as_bytes(),
    ));
    files.push(File::new(
        "xl/_rels/workbook.xml.rels",
        format!("<Relationships>{related}</Relationships>").as_bytes(),
    ));
    let blank = File::new("", blank.as_bytes());
    for n in 1..=3 {
        let name = format!("xl/sheet{n}.xml").into_bytes();
        files.push(File { own_name: name.clone(), name, ..blank.clone() });
    }
    let bytes = archive(&files);
    assert!(bytes.len() < 1 << 20);
    assert_eq!(read(&bytes).unwrap_err(), "> 256 MiB");
}

#[test]
fn files_that_share_bytes_are_refused() {
    let mut files = files();
    let again =
        File { name: b"xl/again.xml".to_vec(), own_name: b"xl/again.xml".to_vec(), ..files[3].clone() };
    // The first file's content goes on over the head of the next.
    files.insert(3, again);
    let next = files[3].packed.len() as u32;
    files[3].packed_size = next + 40;
    assert_eq!(read(&archive(&files)).unwrap_err(), "ZIP: overlap");
    // Two entries of the directory are one file.
    files[3].packed_size = next;
    let start: u32 =
        files[..3].iter().map(|file| 30 + (file.own_name.len() + file.packed.len()) as u32).sum();
    let twice = File { place: Some(start), ..files[3].clone() };
    files.push(twice);
    assert_eq!(read(&archive(&files)).unwrap_err(), "ZIP: overlap");
}

#[test]
fn a_wrong_check_sum_is_refused() {
    assert_eq!(found(|file| file.check_sum ^= 1), format!("{SHEET}: CRC-32"));
}

#[test]
fn an_archive_that_is_cut_short_anywhere_is_refused() {
    let whole = archive(&files());
    assert!(read(&whole).is_ok());
    for len in 4..whole.len() {
        assert_eq!(read(&whole[..len]).unwrap_err(), "ZIP: end", "{len} of {} bytes", whole.len());
    }
    // Nor may anything follow, or stand before the directory's end.
    assert_eq!(read(&[&whole[..], b"\0"].concat()).unwrap_err(), "ZIP: end");
    let end = End { before: b"\0".to_vec(), ..End::default() };
    assert_eq!(read(&archive_with(&files(), &end)).unwrap_err(), "ZIP: directory");
}

#[test]
fn more_files_than_any_workbook_has_are_refused_whatever_is_claimed() {
    let many = |count: usize| {
        let file = |n| File { packed: Vec::new(), packed_size: 0, ..File::new(&format!("{n}"), b"") };
        let mut all = files();
        all.extend((all.len()..count).map(file));
        archive(&all)
    };
    assert_eq!(ids(&many(10_000)), ["T-1"]);
    assert_eq!(read(&many(10_001)).unwrap_err(), "10001 files");
    assert_eq!(read(&many(65_535)).unwrap_err(), "ZIP64");
    // The count of 65,536 files is 0 in 16 bits.
    assert_eq!(read(&many(65_536)).unwrap_err(), "ZIP: directory");
    for count in [3, 5] {
        let end = End { count: Some(count), ..End::default() };
        assert!(read(&archive_with(&files(), &end)).is_err(), "{count}");
    }
}

#[test]
fn an_archive_with_two_ends_is_refused() {
    let other = archive(&[File::new("a", b"b")]);
    let record = other[other.len() - 22..].to_vec();
    let end = End { comment: record, ..End::default() };
    assert_eq!(read(&archive_with(&files(), &end)).unwrap_err(), "ZIP: end");
}

#[test]
fn a_file_has_one_name() {
    assert_eq!(found(|file| file.own_name = b"xl/worksheets/sheet2.xml".to_vec()), "ZIP: directory ≠ file");
    // Names that another reader might cut, turn or take from elsewhere: the sheet is the one by its own name.
    for name in
        ["xl/worksheets/sheet1.xml\0.png", "xl/worksheets/sheet1.xml ", "../xl/a/../worksheets/sheet2.xml"]
    {
        let mut files = files();
        files.insert(3, File::new(name, sheet("T-2").as_bytes()));
        assert_eq!(ids(&archive(&files)), ["T-1"], "{name:?}");
    }
    for name in ["xl/worksheets/SHEET1.XML", "../xl\\worksheets//./sheet1.xml"] {
        let mut files = files();
        files.insert(3, File::new(name, sheet("T-2").as_bytes()));
        assert_eq!(read(&archive(&files)).unwrap_err(), format!("/{SHEET} × 2"));
    }
    // A second name in the extra field (Info-ZIP's Unicode path) is not looked at.
    let mut files = files();
    let mut other = File::new("xl/other.xml", sheet("T-2").as_bytes());
    let mut path = vec![1];
    path.extend(check_sum(b"xl/other.xml").to_le_bytes());
    path.extend(SHEET.as_bytes());
    other.extra = [&[0x75, 0x70][..], &(path.len() as u16).to_le_bytes(), &path].concat();
    files.insert(3, other);
    assert_eq!(ids(&archive(&files)), ["T-1"]);
    // Nor does a name in another script, not in UTF-8, keep a workbook from being read.
    let gbk = b"xl/media/\xCD\xBC1.png".to_vec();
    files.push(File { own_name: gbk.clone(), name: gbk, ..File::new("", b"x") });
    assert_eq!(ids(&archive(&files)), ["T-1"]);
}

#[test]
fn encrypted_files_several_disks_and_unknown_methods_are_refused() {
    for bit in [0, 6, 13] {
        assert_eq!(found(|file| file.flags |= 1 << bit), "ZIP: encrypted", "{bit}");
    }
    assert_eq!(found(|file| file.disk = 1), "ZIP: > 1 disk");
    for disks in [[1, 0], [0, 1], [1, 1]] {
        let end = End { disks, ..End::default() };
        assert_eq!(read(&archive_with(&files(), &end)).unwrap_err(), "ZIP: > 1 disk");
    }
    assert_eq!(found(|file| file.method = 14), format!("{SHEET}: ZIP 14"));
    assert_eq!(found(|file| file.packed[0] = 7), format!("{SHEET}: DEFLATE"));
    assert_eq!(found(|file| file.size = u32::MAX), "ZIP64");
}
