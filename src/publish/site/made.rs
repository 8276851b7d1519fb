//! The files of a document that is published: what each holds is made when it is asked for.

use super::files::{DATA, proof_name};
use crate::publish::format::Format;
use crate::publish::page::Page;
use crate::publish::publication::Publication;
use crate::publish::rendering::{Rendering, stem};
use crate::publish::screen::PublishError;
use crate::say::Language;
use crate::types::digest::{Digest, Hasher};
use std::collections::BTreeMap;

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
    pub(super) fn names(&self) -> impl Iterator<Item = String> {
        self.files.keys().cloned()
    }

    /// What a file of it holds; `None` where it is none of it.
    pub(super) fn bytes(&self, name: &str) -> Option<Result<Vec<u8>, PublishError>> {
        let publication = Publication::known(&self.page, self.digest);
        Some(match self.files.get(name)? {
            Content::Held(bytes) => Ok(bytes.clone()),
            // JSON has no language.
            Content::Data => publication.bytes(Format::Json, Language::default()),
            Content::Rendered(rendering) => publication.rendered(*rendering),
        })
    }

    /// The digest of a file of it, which is not held for that.
    pub(super) fn digest_of(&self, name: &str) -> Option<Result<Digest, PublishError>> {
        Some(match self.files.get(name)? {
            Content::Held(bytes) => Ok(Digest::of_file(bytes)),
            Content::Data => Ok(self.digest),
            Content::Rendered(rendering) => {
                let mut hash = Hasher::new();
                let pieces = Publication::known(&self.page, self.digest).pieces_of(*rendering);
                let hashed = pieces.into_iter().try_for_each(|piece| piece.map(|piece| hash.update(&piece)));
                hashed.map(|()| hash.finish())
            }
        })
    }
}
