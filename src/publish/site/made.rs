//! The files of a document that is published: what each holds is made when it is asked for.

use super::files::{DATA, PAGES, proof_name};
use crate::commit::canonical::{FormError, FormProblem};
use crate::publish::format::Format;
use crate::publish::page::Page;
use crate::publish::publication::{Publication, WriteError, in_memory};
use crate::publish::rendering::{Rendering, stem};
use crate::publish::screen::PublishError;
use crate::say::Language;
use crate::types::digest::{Digest, Hasher};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// A document with the names of its files.
pub(super) struct Made<'s> {
    page: Page<'s>,
    pub(super) digest: Digest,
    files: BTreeMap<String, Content>,
}

enum Content {
    /// A proof; or a workbook, which alone can turn out not to be possible.
    Held(Vec<u8>),
    Data,
    Rendered(Rendering),
}

impl<'s> Made<'s> {
    /// A document that was looked through.
    ///
    /// # Errors
    /// When a workbook cannot hold it.
    pub(super) fn new(
        page: Page<'s>,
        digest: Digest,
        proof: Option<Vec<u8>>,
        renderings: Vec<Rendering>,
    ) -> Result<Self, PublishError> {
        let (stem, layout) = (stem(&page.key(), &digest), page.layout());
        let mut files = BTreeMap::from([(stem.clone() + DATA, Content::Data)]);
        files.extend(proof.map(|proof| (proof_name(&stem), Content::Held(proof))));
        for rendering in renderings {
            let content = match rendering.format {
                Format::Xlsx => Content::Held(Publication::known(&page, digest).rendered(rendering)?),
                _ => Content::Rendered(rendering),
            };
            files.insert(rendering.name(layout, &stem), content);
        }
        Ok(Self { page, digest, files })
    }

    /// The names of its files among the documents.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// The digest of a file of it, if it is one.
    pub(super) fn digest_of(&self, name: &str) -> Option<Result<Digest, PublishError>> {
        let written = |name: &String| match self.write(name, io::sink()) {
            Err(WriteError::Publish { error }) => Err(error),
            // Nothing refuses to be written to here.
            Err(WriteError::Io { .. }) => Err(FormError::new(FormProblem::Unwritable).into()),
            Ok(digest) => Ok(digest),
        };
        let (name, content) = self.files.get_key_value(name)?;
        Some(if matches!(content, Content::Data) { Ok(self.digest) } else { written(name) })
    }

    /// Writes a file of it, piece by piece, and gives its digest.
    fn write(&self, name: &str, mut to: impl Write) -> Result<Digest, WriteError> {
        let publication = Publication::known(&self.page, self.digest);
        let pieces = match self.files.get(name) {
            Some(Content::Rendered(rendering)) => publication.pieces_of(*rendering),
            // JSON has no language.
            Some(Content::Data) => publication.pieces(Format::Json, Language::default()),
            Some(Content::Held(bytes)) => {
                to.write_all(bytes)?;
                return Ok(self.page.hash_algorithm().of_file(bytes));
            }
            None => return Err(io::Error::from(io::ErrorKind::NotFound).into()),
        };
        let mut hash = Hasher::new(self.page.hash_algorithm());
        for piece in pieces {
            let piece = piece?;
            hash.update(&piece);
            to.write_all(&piece)?;
        }
        Ok(hash.finish())
    }
}

/// A file that is to be written, of a document that is published. What it holds is made when it is asked for, so that the files of
/// a large roster are never held all at once.
pub struct PlannedFile<'p, 's> {
    made: &'p Made<'s>,
    /// Its name in the public folder, such as `pages/items-1a2b3c4d.json`.
    name: String,
}

impl<'p, 's> PlannedFile<'p, 's> {
    pub(super) fn new(made: &'p Made<'s>, name: &str) -> Self {
        Self { made, name: format!("{PAGES}{name}") }
    }

    /// Its name in the public folder, such as `pages/items-1a2b3c4d.json`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Writes what it holds, piece by piece (a workbook is one), the same each time; gives its digest.
    ///
    /// # Errors
    /// As what is written to.
    pub fn write(&self, to: impl Write) -> Result<Digest, WriteError> {
        self.made.write(self.name.strip_prefix(PAGES).unwrap_or_default(), to)
    }

    /// What it holds.
    ///
    /// # Errors
    /// None that the plan would not have found.
    pub fn bytes(&self) -> Result<Vec<u8>, PublishError> {
        in_memory(|bytes| self.write(bytes))
    }
}
