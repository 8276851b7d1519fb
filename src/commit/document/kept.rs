//! A document with its bytes and its digest.

use super::{Amendment, AmendmentSeal, Announcement, Disclosure, Proof, Seal, Undrawn, Void};
use crate::commit::canonical::{FormError, FormProblem, document_bytes, read};
use crate::types::digest::{Digest, HashAlgorithm};
use crate::types::limits;
use serde::{Serialize, de::DeserializeOwned};
use std::fmt;
use std::io::{self, Read};
use std::ops::Deref;

mod sealed {
    pub trait Sealed {}
}

/// A type of document that is published as a file of its own.
pub trait Document: Serialize + DeserializeOwned + sealed::Sealed {
    /// The largest file, in bytes (PROTOCOL.md §4).
    const MOST_BYTES: usize;

    /// The hash of the document's protocol.
    fn hash_algorithm(&self) -> HashAlgorithm;
}

macro_rules! documents {
    ($($name:ident: $limit:ident,)+) => {$(
        impl sealed::Sealed for $name {}
        impl Document for $name {
            const MOST_BYTES: usize = limits::$limit;

            fn hash_algorithm(&self) -> HashAlgorithm {
                self.protocol.hash()
            }
        }
    )+};
}

documents! {
    Amendment: DISCLOSURE_BYTES,
    AmendmentSeal: SEAL_BYTES,
    Announcement: ANNOUNCEMENT_BYTES,
    Disclosure: DISCLOSURE_BYTES,
    Proof: SEAL_BYTES,
    Seal: SEAL_BYTES,
    Undrawn: DISCLOSURE_BYTES,
    Void: SEAL_BYTES,
}

/// A document with its bytes and its digest, each made once. It can be used as the document that it is, and not be changed.
///
/// ```
/// use dual_random::{Announcement, Digest, Kept};
/// # mod shared { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/shared/mod.rs")); }
/// # let announced = shared::announced()?;
///
/// let mut file = Vec::new(); // a file or a connection
/// announced.announcement.write(&mut file)?;
/// let read: Kept<Announcement> = Kept::read(&file[..])?;
/// assert_eq!((read.bytes(), read.digest()), (&file[..], Digest::of_file(&file)));
/// assert_eq!(read.plan.number, 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Kept<D> {
    document: D,
    bytes: Box<[u8]>,
    digest: Digest,
}

impl<D: Document> Kept<D> {
    /// Writes a document.
    ///
    /// # Errors
    /// When a text holds a character that the profile refuses.
    pub fn new(document: D) -> Result<Self, FormError> {
        let bytes = document_bytes(&document)?.into_boxed_slice();
        let digest = document.hash_algorithm().of_file(&bytes);
        Ok(Self { document, bytes, digest })
    }

    /// Reads a document, and keeps its bytes.
    ///
    /// # Errors
    /// When the bytes are not one in canonical form (PROTOCOL.md §2), or more than [`Document::MOST_BYTES`].
    pub fn from_bytes(bytes: impl Into<Box<[u8]>>) -> Result<Self, FormError> {
        let bytes = bytes.into();
        let document: D = read(&bytes, D::MOST_BYTES)?;
        let digest = document.hash_algorithm().of_file(&bytes);
        Ok(Self { document, bytes, digest })
    }

    /// Reads a document from a file or a connection, which is read no further than one byte past what a document may have.
    ///
    /// # Errors
    /// As [`Kept::from_bytes`], and when it cannot be read.
    pub fn read(from: impl Read) -> Result<Self, ReadError> {
        let limit = D::MOST_BYTES;
        let mut bytes = Vec::new();
        let mut beginning = from.take((limit as u64).saturating_add(1));
        beginning.read_to_end(&mut bytes).map_err(|error| ReadError::Io { error })?;
        if bytes.len() > limit {
            let problem = FormProblem::TooLarge { found: bytes.len(), limit };
            return Err(ReadError::Form { error: FormError::new(problem) });
        }
        Self::from_bytes(bytes).map_err(|error| ReadError::Form { error })
    }
}

impl<D> Kept<D> {
    /// The document's bytes: the file that is published.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The document's digest: the hash of its bytes by its protocol.
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// Writes the bytes to a file or a connection.
    ///
    /// # Errors
    /// As the one that is written to.
    pub fn write(&self, mut to: impl io::Write) -> io::Result<()> {
        to.write_all(&self.bytes)
    }

    /// The document, without its bytes.
    pub fn into_document(self) -> D {
        self.document
    }
}

impl<D> Deref for Kept<D> {
    type Target = D;

    fn deref(&self) -> &D {
        &self.document
    }
}

/// A document kept and the same document by itself.
impl<D: PartialEq> PartialEq<D> for Kept<D> {
    fn eq(&self, other: &D) -> bool {
        self.document == *other
    }
}

impl<D: fmt::Debug> fmt::Debug for Kept<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.document.fmt(f)
    }
}

/// Why a document was not read from a file or a connection.
///
/// ```
/// use dual_random::{FormCode, Kept, ReadError, Seal};
///
/// let ReadError::Form { error } = Kept::<Seal>::read(&b"{}"[..]).unwrap_err() else { panic!("not the file's fault") };
/// assert_eq!(error.code(), FormCode::NoFinalLf);
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum ReadError {
    /// It could not be read.
    Io {
        /// What reading gave.
        error: io::Error,
    },
    /// What was read is no such document.
    Form {
        /// Why not.
        error: FormError,
    },
}

impl ReadError {
    pub(crate) fn of<T>(read: io::Result<Result<T, FormError>>) -> Result<T, Self> {
        read.map_err(|error| Self::Io { error })?.map_err(|error| Self::Form { error })
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io { .. } => f.write_str("it could not be read"),
            Self::Form { .. } => f.write_str("it is not the document that was asked for"),
        }
    }
}

impl std::error::Error for ReadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { error } => Some(error),
            Self::Form { error } => Some(error),
        }
    }
}
