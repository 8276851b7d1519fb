//! The files of a ZIP archive, as far as workbooks need it, read strictly (PKWARE APPNOTE 6.3, §4.3): the directory at the
//! end lists all files, the head before each file agrees with it, and no byte belongs to two files. Encryption, several
//! disks and ZIP64 are refused. Two programs that read such an archive see the same files.

use super::xml::Broken;
use flate2::Crc;
use flate2::read::DeflateDecoder;
use std::io::Read;
use std::ops::Range;

/// Length of the record at the archive's end, and the longest comment after it.
const END_BYTES: usize = 22;
const MAX_COMMENT: usize = 0xFFFF;
/// Length of the record that points to a ZIP64 directory. It stands just before the end.
const LOCATOR_BYTES: usize = 20;
/// General purpose bits: encrypted, encrypted strongly, heads masked.
const ENCRYPTED: u16 = 1 | 1 << 6 | 1 << 13;
const STORED: u16 = 0;
const DEFLATED: u16 = 8;

fn refused<T>(what: &str) -> Result<T, Broken> {
    Err(Broken::Workbook(what.to_owned()))
}

/// The files, in the directory's order.
pub(super) struct Archive<'a> {
    files: Vec<File<'a>>,
}

/// A file of the archive.
pub(super) struct File<'a> {
    /// The name as it stands. What is not UTF-8 in it (older programs) is replaced: no part of a workbook has such a name.
    pub(super) name: String,
    /// Where its head and its content stand.
    range: Range<usize>,
    method: u16,
    check_sum: u32,
    packed: &'a [u8],
    /// How long it is unpacked, as the directory says.
    pub(super) size: u32,
}

impl<'a> Archive<'a> {
    /// Reads the directory of an archive of at most so many files.
    pub(super) fn open(bytes: &'a [u8], most: usize) -> Result<Self, Broken> {
        let end = end(bytes)?;
        let mut record = Fields(&bytes[end..]);
        record.signature(*b"PK\x05\x06")?;
        let [disk, first, here, count] = [record.u16()?, record.u16()?, record.u16()?, record.u16()?];
        let [size, offset] = [record.u32()?, record.u32()?];
        let before = &bytes[end.saturating_sub(LOCATOR_BYTES)..end];
        if before.starts_with(b"PK\x06\x07") || count == u16::MAX || size == u32::MAX || offset == u32::MAX {
            return refused("ZIP64");
        }
        if disk != 0 || first != 0 || here != count {
            return refused("ZIP: > 1 disk");
        }
        if usize::from(count) > most {
            return refused(&format!("{count} files"));
        }
        let offset = index(offset);
        if offset.checked_add(index(size)) != Some(end) {
            return refused("ZIP: directory");
        }
        let mut directory = Fields(&bytes[offset..end]);
        let files: Result<Vec<_>, _> =
            (0..count).map(|_| File::listed(&mut directory, &bytes[..offset])).collect();
        let archive = Self { files: files? };
        if !directory.0.is_empty() {
            return refused("ZIP: directory");
        }
        archive.check_apart()?;
        Ok(archive)
    }

    /// One byte that unpacks into many files is how small archives become endless ones.
    fn check_apart(&self) -> Result<(), Broken> {
        let mut ranges: Vec<_> = self.files.iter().map(|file| &file.range).collect();
        ranges.sort_by_key(|range| range.start);
        let overlap = ranges.windows(2).any(|pair| pair[1].start < pair[0].end);
        if overlap { refused("ZIP: overlap") } else { Ok(()) }
    }

    pub(super) fn files(&self) -> &[File<'a>] {
        &self.files
    }
}

impl<'a> File<'a> {
    /// The next file of the directory; its content stands in the bytes before the directory.
    fn listed(directory: &mut Fields<'a>, bytes: &'a [u8]) -> Result<Self, Broken> {
        directory.signature(*b"PK\x01\x02")?;
        let [_made_by, _needed, flags, method] =
            [directory.u16()?, directory.u16()?, directory.u16()?, directory.u16()?];
        let [_time, check_sum, packed, size] =
            [directory.u32()?, directory.u32()?, directory.u32()?, directory.u32()?];
        let [name, extra, comment] = [directory.u16()?, directory.u16()?, directory.u16()?];
        let (disk, _attributes) = (directory.u16()?, directory.take(6)?);
        let start = directory.u32()?;
        let name = directory.take(usize::from(name))?;
        directory.take(usize::from(extra) + usize::from(comment))?;
        if [packed, size, start].contains(&u32::MAX) {
            return refused("ZIP64");
        }
        if disk != 0 {
            return refused("ZIP: > 1 disk");
        }
        let start = index(start);
        let mut own = Fields(bytes.get(start..).unwrap_or_default());
        own.signature(*b"PK\x03\x04")?;
        let [_needed, own_flags, own_method] = [own.u16()?, own.u16()?, own.u16()?];
        // Time, check sum and sizes: a program that writes as it goes leaves them to the directory.
        own.take(16)?;
        let [own_name, own_extra] = [own.u16()?, own.u16()?];
        let own_name = own.take(usize::from(own_name))?;
        own.take(usize::from(own_extra))?;
        if (flags | own_flags) & ENCRYPTED != 0 {
            return refused("ZIP: encrypted");
        }
        if own_name != name || own_method != method {
            return refused("ZIP: directory ≠ file");
        }
        let packed = own.take(index(packed))?;
        let range = start..bytes.len() - own.0.len();
        let name = String::from_utf8_lossy(name).into_owned();
        Ok(Self { name, range, method, check_sum, packed, size })
    }

    /// The content: exactly as long as the directory says, with its check sum.
    pub(super) fn unpack(&self) -> Result<Vec<u8>, Broken> {
        let broken = |what: &str| Broken::Workbook(format!("{}: {what}", self.name));
        let mut content = Vec::new();
        match self.method {
            STORED => content.extend(self.packed),
            DEFLATED => {
                let most = u64::from(self.size) + 1;
                let read = DeflateDecoder::new(self.packed).take(most).read_to_end(&mut content);
                read.map_err(|_| broken("DEFLATE"))?;
            }
            method => return Err(broken(&format!("ZIP {method}"))),
        }
        if content.len() != index(self.size) {
            return Err(broken(&format!("≠ {} bytes", self.size)));
        }
        let mut sum = Crc::new();
        sum.update(&content);
        if sum.sum() == self.check_sum { Ok(content) } else { Err(broken("CRC-32")) }
    }
}

/// Where the record at the end begins: the only place from which it, with its comment, reaches just to the end.
fn end(bytes: &[u8]) -> Result<usize, Broken> {
    let Some(last) = bytes.len().checked_sub(END_BYTES) else { return refused("ZIP: end") };
    let reaches_the_end = |at: &usize| {
        let comment = [bytes[at + END_BYTES - 2], bytes[at + END_BYTES - 1]];
        bytes[*at..].starts_with(b"PK\x05\x06") && usize::from(u16::from_le_bytes(comment)) == last - at
    };
    let mut places = (last.saturating_sub(MAX_COMMENT)..=last).filter(reaches_the_end);
    match (places.next(), places.next()) {
        (Some(place), None) => Ok(place),
        _ => refused("ZIP: end"),
    }
}

/// A length or place; one beyond what the machine holds is beyond every archive.
fn index(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// What is left of a record.
struct Fields<'a>(&'a [u8]);

impl<'a> Fields<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], Broken> {
        let Some((taken, rest)) = self.0.split_at_checked(count) else { return refused("ZIP: cut short") };
        self.0 = rest;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], Broken> {
        let Some((taken, rest)) = self.0.split_first_chunk() else { return refused("ZIP: cut short") };
        self.0 = rest;
        Ok(*taken)
    }

    fn u16(&mut self) -> Result<u16, Broken> {
        self.array().map(u16::from_le_bytes)
    }

    fn u32(&mut self) -> Result<u32, Broken> {
        self.array().map(u32::from_le_bytes)
    }

    fn signature(&mut self, wanted: [u8; 4]) -> Result<(), Broken> {
        if self.array()? == wanted { Ok(()) } else { refused("ZIP: signature") }
    }
}
