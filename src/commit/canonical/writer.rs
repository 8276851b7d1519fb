//! Canonical text of values: `serde_json` goes through a value, and every byte and every check is this file's.

use super::error::{FormError, FormProblem};
use super::scan;
use crate::types::digest::{Digest, HashAlgorithm, Hasher};
use crate::types::limits::MAX_INTEGER;
use crate::types::text::is_forbidden;
use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::{CharEscape, Formatter};
use std::io::{self, Write};
use zeroize::Zeroizing;

/// Writes the canonical form of a value, without a final LF. What is written is refused where the profile refuses it, but for
/// the order of keys: fields are declared in it.
///
/// # Errors
/// When the value holds something the profile refuses, such as a control character, or what is written to fails.
pub(crate) fn write<T: Serialize + ?Sized>(value: &T, to: impl Write) -> io::Result<()> {
    value.serialize(&mut Serializer::with_formatter(to, Profile)).map_err(io::Error::from)
}

/// Writes a value as a document, piece by piece, and gives its digest by a hash. The pieces' memory is wiped, since a document may be
/// secret.
///
/// # Errors
/// As [`write`].
pub(crate) fn stream<T: Serialize + ?Sized>(
    value: &T,
    to: impl Write,
    hash: HashAlgorithm,
) -> io::Result<Digest> {
    let buffer = Zeroizing::new(Vec::with_capacity(PIECE));
    let mut pieces = Pieces { to, buffer, hasher: Hasher::new(hash) };
    write(value, &mut pieces)?;
    pieces.write_all(b"\n")?;
    pieces.flush()?;
    Ok(pieces.hasher.finish())
}

/// How much is written and hashed at a time, in bytes.
const PIECE: usize = 1 << 16;

struct Pieces<W> {
    to: W,
    buffer: Zeroizing<Vec<u8>>,
    hasher: Hasher,
}

impl<W: Write> Write for Pieces<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // The buffer never grows, so that nothing is left behind elsewhere.
        let now = &bytes[..bytes.len().min(PIECE - self.buffer.len())];
        self.buffer.extend_from_slice(now);
        if self.buffer.len() == PIECE {
            self.flush()?;
        }
        Ok(now.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.hasher.update(&self.buffer);
        self.to.write_all(&self.buffer)?;
        self.buffer.clear();
        self.to.flush()
    }
}

/// Why a value could not be written: the first place that the profile refuses.
pub(crate) fn unwritable<T: Serialize + ?Sized>(value: &T) -> FormError {
    let text = serde_json::to_string(value).unwrap_or_default();
    scan::check(&text).err().unwrap_or_else(|| FormError::new(FormProblem::Unwritable))
}

fn refused<T>() -> io::Result<T> {
    Err(io::ErrorKind::InvalidData.into())
}

/// The profile of PROTOCOL.md §2.
struct Profile;

macro_rules! unsigned {
    ($($name:ident: $type:ty,)+) => {$(
        fn $name<W: ?Sized + Write>(&mut self, to: &mut W, number: $type) -> io::Result<()> {
            integer(to, number.into())
        }
    )+};
}

macro_rules! signed {
    ($($name:ident: $type:ty,)+) => {$(
        fn $name<W: ?Sized + Write>(&mut self, to: &mut W, number: $type) -> io::Result<()> {
            u64::try_from(number).map_or_else(|_| refused(), |number| integer(to, number))
        }
    )+};
}

fn integer<W: ?Sized + Write>(to: &mut W, number: u64) -> io::Result<()> {
    if number > MAX_INTEGER {
        return refused();
    }
    let mut digits = [0; 20];
    to.write_all(decimal(number, &mut digits))
}

/// A number's decimal digits, written from the end of 20 bytes.
pub(crate) fn decimal(mut number: u64, digits: &mut [u8; 20]) -> &[u8] {
    let mut start = digits.len();
    loop {
        start -= 1;
        digits[start] = b'0' + u8::try_from(number % 10).unwrap_or(0);
        number /= 10;
        if number == 0 {
            return &digits[start..];
        }
    }
}

impl Formatter for Profile {
    unsigned! { write_u8: u8, write_u16: u16, write_u32: u32, write_u64: u64, }
    signed! { write_i8: i8, write_i16: i16, write_i32: i32, write_i64: i64, write_i128: i128, write_u128: u128, }

    fn write_f32<W: ?Sized + Write>(&mut self, _: &mut W, _: f32) -> io::Result<()> {
        refused()
    }

    fn write_f64<W: ?Sized + Write>(&mut self, _: &mut W, _: f64) -> io::Result<()> {
        refused()
    }

    fn write_number_str<W: ?Sized + Write>(&mut self, _: &mut W, _: &str) -> io::Result<()> {
        refused()
    }

    fn write_raw_fragment<W: ?Sized + Write>(&mut self, _: &mut W, _: &str) -> io::Result<()> {
        refused()
    }

    fn write_byte_array<W: ?Sized + Write>(&mut self, _: &mut W, _: &[u8]) -> io::Result<()> {
        refused()
    }

    fn write_null<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        to.write_all(b"null")
    }

    fn write_bool<W: ?Sized + Write>(&mut self, to: &mut W, value: bool) -> io::Result<()> {
        to.write_all(if value { b"true" } else { b"false" })
    }

    fn begin_string<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        to.write_all(b"\"")
    }

    fn end_string<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        to.write_all(b"\"")
    }

    fn write_string_fragment<W: ?Sized + Write>(&mut self, to: &mut W, fragment: &str) -> io::Result<()> {
        // Most texts are plain, which is quicker to see.
        let is_allowed = scan::is_plain(fragment) || !fragment.chars().any(is_forbidden);
        if is_allowed { to.write_all(fragment.as_bytes()) } else { refused() }
    }

    fn write_char_escape<W: ?Sized + Write>(&mut self, to: &mut W, escape: CharEscape) -> io::Result<()> {
        match escape {
            CharEscape::Quote => to.write_all(b"\\\""),
            CharEscape::ReverseSolidus => to.write_all(b"\\\\"),
            _ => refused(),
        }
    }

    fn begin_array<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        to.write_all(b"[")
    }

    fn end_array<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        to.write_all(b"]")
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, to: &mut W, is_first: bool) -> io::Result<()> {
        if is_first { Ok(()) } else { to.write_all(b",") }
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        Ok(())
    }

    fn begin_object<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        to.write_all(b"{")
    }

    fn end_object<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        to.write_all(b"}")
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, to: &mut W, is_first: bool) -> io::Result<()> {
        if is_first { Ok(()) } else { to.write_all(b",") }
    }

    fn end_object_key<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        Ok(())
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        to.write_all(b":")
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        Ok(())
    }
}
