//! Canonical documents (PROTOCOL.md §2): JSON with exactly one form, so that the file people read is the thing that is
//! hashed.
//!
//! One pass reads: `scan` knows the profile, `reader` makes values of it, and `error` says what is wrong; `window` has the part
//! of a file that is being read. `writer` writes, and what is read is compared with what it writes.

mod error;
mod reader;
mod scan;
mod window;
mod writer;

pub use error::{FormCode, FormError, FormProblem, Shape};

use crate::types::digest::{Digest, HashAlgorithm};
use crate::types::limits;
use error::placed;
use reader::Reader;
use scan::Scanner;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::io::{self, Read, Seek, SeekFrom};
use window::{End, Window};
pub(crate) use writer::{decimal, stream, unwritable, write};
use zeroize::Zeroizing;

/// Deepest nesting of arrays and objects.
pub const MAX_DEPTH: usize = 32;

/// What a document's fields may hold, beyond the profile.
#[derive(Clone, Copy)]
enum Bounds {
    /// Anything: what is written, whose fields have been checked.
    Any,
    /// Every string is a text (PROTOCOL.md §3) or narrower; the longest list that a field may have, by its name.
    Fields(fn(&str) -> usize),
}

/// Whether errors may repeat what a document holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Secrecy {
    Public,
    Secret,
}

/// The text of a document of at most `limit` bytes, without its final LF.
///
/// # Errors
/// When the bytes are too many, not UTF-8, or do not end with an LF.
pub(crate) fn body(bytes: &[u8], limit: usize) -> Result<&str, FormError> {
    if bytes.len() > limit {
        return Err(FormError::new(FormProblem::TooLarge { found: bytes.len(), limit }));
    }
    let text = std::str::from_utf8(bytes)
        .map_err(|error| FormError::at(error.valid_up_to(), "", FormProblem::NotUtf8))?;
    text.strip_suffix('\n').ok_or_else(|| FormError::at(text.len(), "", FormProblem::NoFinalLf))
}

/// Checks that bytes are a document in canonical form of at most `limit` bytes.
///
/// # Errors
/// The first place where they are not.
pub fn check(bytes: &[u8], limit: usize) -> Result<(), FormError> {
    scan::check(body(bytes, limit)?)
}

/// The value that a text is.
fn whole<T: DeserializeOwned>(
    text: &str,
    bounds: Bounds,
    secrecy: Secrecy,
    differs: Option<usize>,
) -> Result<T, FormError> {
    let scanner = Scanner::new(text, 0, bounds, secrecy);
    let mut reader = Reader { scanner, differs };
    let value = reader.value(|reader| T::deserialize(reader)).map_err(placed)?;
    if reader.scanner.at == text.len() { Ok(value) } else { Err(placed(reader.scanner.unexpected())) }
}

/// The value that begins at an offset of a text, with the offset of its end. Places in errors are those in the text; paths
/// begin at the value.
///
/// # Errors
/// The first place where it is not in canonical form, or not what its type asks for.
pub(crate) fn value_at<T: DeserializeOwned>(text: &str, at: usize) -> Result<(T, usize), FormError> {
    let mut reader = Reader { scanner: Scanner::new(text, at, Bounds::Any, Secrecy::Public), differs: None };
    let value = reader.value(|reader| T::deserialize(reader)).map_err(placed)?;
    Ok((value, reader.scanner.at))
}

/// What a document says of itself in some of its fields, whatever the others are.
///
/// # Errors
/// The first place where the document is not in canonical form, or those fields are not as they must be.
pub(crate) fn some_fields<T: DeserializeOwned>(bytes: &[u8], limit: usize) -> Result<T, FormError> {
    whole(body(bytes, limit)?, Bounds::Any, Secrecy::Public, None)
}

/// The canonical form of a value, without a final LF.
///
/// # Errors
/// When the value holds something the profile refuses, such as a control character.
pub(crate) fn value_bytes<T: Serialize>(value: &T) -> Result<Vec<u8>, FormError> {
    let mut bytes = Vec::new();
    write(value, &mut bytes).map_err(|_| unwritable(value))?;
    Ok(bytes)
}

/// The canonical document of a value: its form and a final LF.
///
/// # Errors
/// When the value holds something the profile refuses, such as a control character.
pub(crate) fn document_bytes<T: Serialize>(value: &T) -> Result<Vec<u8>, FormError> {
    let mut bytes = value_bytes(value)?;
    bytes.push(b'\n');
    debug_assert!(check(&bytes, usize::MAX).is_ok(), "what is written is canonical");
    Ok(bytes)
}

/// Reads a document: size, form, fields, and that writing it again gives the same bytes.
///
/// # Errors
/// The first place where the document is not what it must be.
pub(crate) fn read<T: Serialize + DeserializeOwned>(bytes: &[u8], limit: usize) -> Result<T, FormError> {
    read_as(Secrecy::Public, bytes, limit)
}

/// The same of a document that holds secrets: its errors repeat nothing of it.
///
/// # Errors
/// As [`read`].
pub(crate) fn read_secret<T: Serialize + DeserializeOwned>(
    bytes: &[u8],
    limit: usize,
) -> Result<T, FormError> {
    read_as(Secrecy::Secret, bytes, limit)
}

fn read_as<T: Serialize + DeserializeOwned>(
    secrecy: Secrecy,
    bytes: &[u8],
    limit: usize,
) -> Result<T, FormError> {
    let text = body(bytes, limit)?;
    let bounds = Bounds::Fields(limits::of_list);
    let value: T = whole(text, bounds, secrecy, None)?;
    match difference(&value, text) {
        None => Ok(value),
        Some(at) => Err(told_apart::<T>(text, at, bounds, secrecy)),
    }
}

/// Reads a document that is never held as bytes, and gives its digest. The file is read a second time, and whole, if something
/// is amiss: what it is.
///
/// # Errors
/// When the file cannot be read; and within, as [`read`].
pub(crate) fn read_file<T: Serialize + DeserializeOwned>(
    from: impl Read + Seek,
    limit: usize,
    hash_of: impl Fn(&T) -> HashAlgorithm,
) -> io::Result<Result<(T, Digest), FormError>> {
    read_file_as(Secrecy::Public, from, limit, hash_of)
}

/// The same of a document that holds secrets: its errors repeat nothing of it, and what held its bytes is wiped.
///
/// # Errors
/// As [`read_file`].
pub(crate) fn read_secret_file<T: Serialize + DeserializeOwned>(
    from: impl Read + Seek,
    limit: usize,
    hash_of: impl Fn(&T) -> HashAlgorithm,
) -> io::Result<Result<(T, Digest), FormError>> {
    read_file_as(Secrecy::Secret, from, limit, hash_of)
}

fn read_file_as<T: Serialize + DeserializeOwned>(
    secrecy: Secrecy,
    mut from: impl Read + Seek,
    limit: usize,
    hash_of: impl Fn(&T) -> HashAlgorithm,
) -> io::Result<Result<(T, Digest), FormError>> {
    use HashAlgorithm::Sha256;
    let written = |value: &T, hash| stream(value, io::sink(), hash);
    let start = from.stream_position()?;
    let scanner = Scanner::through(Window::new(&mut from, limit), Bounds::Fields(limits::of_list), secrecy);
    let mut reader = Reader { scanner, differs: None };
    let value = reader.value(|reader| T::deserialize(reader));
    let ended = reader.scanner.into_window().map_or(Err(None), |(window, at)| window.finish(at));
    match (value, ended) {
        // A document has one form: what is written of the value has the hash of what was read only if it is the same.
        (Ok(value), Ok(read)) if written(&value, Sha256).is_ok_and(|written| written == read) => {
            let digest = match hash_of(&value) {
                Sha256 => read,
                // Which hash is asked for was known only at the end.
                other => written(&value, other)?,
            };
            return Ok(Ok((value, digest)));
        }
        (_, Err(Some(End::Io(error)))) => return Err(error),
        (_, Err(Some(End::TooLarge))) => {
            return Ok(Err(FormError::new(FormProblem::TooLarge { found: limit.saturating_add(1), limit })));
        }
        _ => {}
    }
    // Room for all of it at once, so that nothing is left behind elsewhere.
    let size = usize::try_from(from.seek(SeekFrom::End(0))?.saturating_sub(start)).unwrap_or(usize::MAX);
    from.seek(SeekFrom::Start(start))?;
    let mut bytes = Zeroizing::new(Vec::with_capacity(size.min(limit).saturating_add(1)));
    from.take((limit as u64).saturating_add(1)).read_to_end(&mut bytes)?;
    Ok(read_as(secrecy, &bytes, limit).map(|value| {
        let digest = hash_of(&value).of_file(&bytes);
        (value, digest)
    }))
}

/// The first place where a text is not what is written of a value, if there is one.
fn difference<T: Serialize>(value: &T, text: &str) -> Option<usize> {
    let mut rest = Rest { of: text.as_bytes() };
    let written = write(value, &mut rest).is_ok();
    (!written || !rest.of.is_empty()).then(|| text.len() - rest.of.len())
}

/// The part of a document that is still to be written again.
struct Rest<'a> {
    of: &'a [u8],
}

impl io::Write for Rest<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if let Some(rest) = self.of.strip_prefix(bytes) {
            self.of = rest;
            return Ok(bytes.len());
        }
        let same = self.of.iter().zip(bytes).take_while(|(a, b)| a == b).count();
        self.of = &self.of[same..];
        Err(io::ErrorKind::InvalidData.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Why a text that could be read is not what would be written: a field that its type can do without is missing, or something
/// is written otherwise.
fn told_apart<T: DeserializeOwned>(text: &str, at: usize, bounds: Bounds, secrecy: Secrecy) -> FormError {
    if let Err(missing) = whole::<T>(text, bounds, secrecy, Some(at)) {
        return missing;
    }
    // A character is the same or another as a whole.
    let at = (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let mut scanner = Scanner::new(&text[..at], 0, Bounds::Any, secrecy);
    // The text ends in the middle of what is open there.
    let _ = scanner.skip();
    let path = scanner.path(scanner.depth());
    FormError::at(at, path, FormProblem::OtherBytes { found: scanner.beginning(&text[at..]) })
}

#[cfg(test)]
mod tests;
