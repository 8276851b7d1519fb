//! A ZIP archive whose bytes depend on nothing but what goes in (PKWARE APPNOTE 6.3, §4.3).

use super::deflate::Deflater;

/// The remainders of all bytes by the polynomial of ZIP's check sum.
const REMAINDERS: [u32; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        #[expect(clippy::cast_possible_truncation, reason = "below 256")]
        let mut rest = byte as u32;
        let mut bit = 0;
        while bit < 8 {
            rest = if rest & 1 == 1 { rest >> 1 ^ 0xEDB8_8320 } else { rest >> 1 };
            bit += 1;
        }
        table[byte] = rest;
        byte += 1;
    }
    table
};

/// A check sum of some bytes, and of those that came before (0 when none did).
fn check_sum(before: u32, bytes: &[u8]) -> u32 {
    let step = |sum: u32, byte: &u8| {
        let [low, ..] = sum.to_le_bytes();
        REMAINDERS[usize::from(low ^ byte)] ^ sum >> 8
    };
    !bytes.iter().fold(!before, step)
}

/// A file that is being packed. Its content is never held whole.
pub(super) struct File {
    check_sum: u32,
    size: usize,
    deflater: Deflater,
}

/// A file packed.
pub(super) struct Packed {
    check_sum: u32,
    size: usize,
    bytes: Vec<u8>,
}

impl File {
    pub(super) fn new() -> Self {
        Self { check_sum: 0, size: 0, deflater: Deflater::new() }
    }

    pub(super) fn write(&mut self, text: &str) {
        self.check_sum = check_sum(self.check_sum, text.as_bytes());
        self.size = self.size.saturating_add(text.len());
        self.deflater.write(text.as_bytes());
    }

    pub(super) fn finish(self) -> Packed {
        Packed { check_sum: self.check_sum, size: self.size, bytes: self.deflater.finish() }
    }
}

impl Packed {
    pub(super) fn new(text: &str) -> Self {
        let mut file = File::new();
        file.write(text);
        file.finish()
    }
}

/// An archive that is being written.
#[derive(Default)]
pub(super) struct Archive {
    bytes: Vec<u8>,
    directory: Vec<u8>,
    files: u16,
}

impl Archive {
    /// Adds a file. `None` when it is too large for an archive of this kind (4 GiB in all).
    pub(super) fn add(&mut self, name: &str, file: &Packed) -> Option<()> {
        let offset = u32::try_from(self.bytes.len()).ok()?;
        let size = u32::try_from(file.size).ok()?;
        let packed = u32::try_from(file.bytes.len()).ok()?;
        let name_len = u16::try_from(name.len()).ok()?;
        let mut about = Vec::new();
        // Version 2.0, names in UTF-8, deflated, at the beginning of 1980.
        for field in [20_u16, 0x0800, 8, 0, 0x21] {
            about.extend(field.to_le_bytes());
        }
        for field in [file.check_sum, packed, size] {
            about.extend(field.to_le_bytes());
        }
        about.extend(name_len.to_le_bytes());
        about.extend([0; 2]);
        self.bytes.extend(b"PK\x03\x04");
        self.bytes.extend(&about);
        self.bytes.extend(name.as_bytes());
        self.bytes.extend(&file.bytes);
        self.directory.extend(b"PK\x01\x02\x14\x00");
        self.directory.extend(about);
        // No comment, first disk, no attributes.
        self.directory.extend([0; 10]);
        self.directory.extend(offset.to_le_bytes());
        self.directory.extend(name.as_bytes());
        self.files = self.files.checked_add(1)?;
        Some(())
    }

    /// The archive whole.
    pub(super) fn finish(mut self) -> Option<Vec<u8>> {
        let offset = u32::try_from(self.bytes.len()).ok()?;
        let size = u32::try_from(self.directory.len()).ok()?;
        self.bytes.extend(self.directory);
        self.bytes.extend(b"PK\x05\x06\0\0\0\0");
        for field in [self.files, self.files] {
            self.bytes.extend(field.to_le_bytes());
        }
        for field in [size, offset] {
            self.bytes.extend(field.to_le_bytes());
        }
        self.bytes.extend([0; 2]);
        Some(self.bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_sum_is_that_of_the_standard() {
        assert_eq!(check_sum(0, b"123456789"), 0xCBF4_3926);
        assert_eq!(check_sum(check_sum(0, b"1234"), b"56789"), 0xCBF4_3926);
        assert_eq!(check_sum(0, b""), 0);
    }
}
