//! The log as static files for monitors and witnesses (C2SP [tlog-tiles](https://c2sp.org/tlog-tiles)): its tree in tiles of 256
//! hashes, and its lines in bundles of 256. The leaves of the tree are those of the log already (PROTOCOL.md §19.2).

use super::log::Log;
use crate::commit::canonical::{FormError, document_bytes};
use crate::commit::merkle::Tree;

/// Hashes of a full tile, and lines of a full bundle.
const WIDTH: u64 = 256;
/// Levels of the tree between one level of tiles and the next.
const HEIGHT: u32 = 8;

/// The tiles of a log.
#[derive(Debug, Clone)]
pub struct Tiles<'a> {
    log: &'a Log,
    tree: Tree,
}

/// A file of the tiles.
#[derive(Debug, Clone, Copy)]
pub struct Tile<'t> {
    of: &'t Tiles<'t>,
    /// Nothing where it is a bundle of lines.
    level: Option<u32>,
    index: u64,
    width: u64,
}

impl<'a> Tiles<'a> {
    pub(super) fn new(log: &'a Log, tree: Tree) -> Self {
        Self { log, tree }
    }

    /// All files that a log of this size has: full ones, and at the end of each level a partial one.
    pub fn iter(&self) -> impl Iterator<Item = Tile<'_>> {
        let size = self.tree.count();
        // At a level there are as many hashes as there are whole subtrees of its height.
        let level = move |level: u32| (Some(level), size.checked_shr(level * HEIGHT).unwrap_or(0));
        let levels = std::iter::once((None, size)).chain((0..u64::BITS / HEIGHT).map(level));
        levels.flat_map(move |(level, count)| {
            (0..count.div_ceil(WIDTH)).map(move |index| {
                let width = WIDTH.min(count - index * WIDTH);
                Tile { of: self, level, index, width }
            })
        })
    }
}

impl Tile<'_> {
    /// Its name: `tile/<level>/<index>`, `tile/entries/<index>`, of a partial one with `.p/<width>` behind it.
    pub fn name(&self) -> String {
        let full = self.full_name();
        if self.is_full() { full } else { format!("{full}.p/{}", self.width) }
    }

    /// The name of the full tile that this one is, or becomes a part of.
    pub fn full_name(&self) -> String {
        let level = self.level.map_or_else(|| "entries".to_owned(), |level| level.to_string());
        format!("tile/{level}/{}", path_of(self.index))
    }

    /// Whether it is full, and never changes again.
    pub fn is_full(&self) -> bool {
        self.width == WIDTH
    }

    /// What it holds: hashes one after the other, or lines, each behind its length in two bytes.
    ///
    /// # Errors
    /// When a text holds a character that the profile refuses.
    pub fn bytes(&self) -> Result<Vec<u8>, FormError> {
        let places = self.index * WIDTH..self.index * WIDTH + self.width;
        let Some(level) = self.level else {
            return self.lines(places);
        };
        let hashes = places.filter_map(|place| self.of.tree.node(level * HEIGHT, place));
        Ok(hashes.flat_map(|hash| *hash.as_bytes()).collect())
    }

    fn lines(&self, places: std::ops::Range<u64>) -> Result<Vec<u8>, FormError> {
        let mut bundle = Vec::new();
        for place in places {
            let line = usize::try_from(place).ok().and_then(|place| self.of.log.lines().get(place));
            let Some(line) = line else { continue };
            let bytes = document_bytes(line)?;
            let line = bytes.strip_suffix(b"\n").unwrap_or(&bytes);
            // A line of the log has at most 16,384 bytes.
            let length = u16::try_from(line.len()).unwrap_or(u16::MAX);
            bundle.extend(length.to_be_bytes());
            bundle.extend(line);
        }
        Ok(bundle)
    }
}

/// An index in three digits a folder, all but the last behind an `x`.
fn path_of(index: u64) -> String {
    let mut path = format!("{:03}", index % 1000);
    let mut rest = index / 1000;
    while rest > 0 {
        path = format!("x{:03}/{path}", rest % 1000);
        rest /= 1000;
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commit::merkle::leaf_hash;
    use crate::record::Entry;
    use crate::types::digest::{Digest, HashAlgorithm};
    use crate::types::timestamp::Timestamp;

    fn log(size: u64) -> Log {
        let (mut log, mut at) = (Log::new(), 1_800_000_000);
        for line in 0..size {
            let entry = Entry::published(None, Digest::of_file(&line.to_be_bytes())).unwrap();
            log.push(entry, Timestamp::from_unix_seconds(at).unwrap()).unwrap();
            at += 1;
        }
        log
    }

    fn names(size: u64) -> Vec<String> {
        log(size).tiles().iter().map(|tile| tile.name()).collect()
    }

    /// The root of 256 hashes, by RFC 6962's definition.
    fn root_of(hashes: &[u8]) -> Digest {
        let (hashes, _) = hashes.as_chunks::<32>();
        match hashes {
            [one] => Digest::from_bytes(*one),
            many => {
                let (left, right) = many.split_at(many.len() / 2);
                HashAlgorithm::Sha256.of_pair(
                    1,
                    &root_of(left.as_flattened()),
                    &root_of(right.as_flattened()),
                )
            }
        }
    }

    #[test]
    fn an_index_is_written_in_folders_of_three_digits() {
        assert_eq!([0, 999, 1000, 1_234_067].map(path_of), ["000", "999", "x001/000", "x001/x234/067"]);
    }

    #[test]
    fn a_log_has_the_tiles_of_its_size_and_no_empty_one() {
        assert!(names(0).is_empty());
        assert_eq!(names(1), ["tile/entries/000.p/1", "tile/0/000.p/1"]);
        assert_eq!(names(256), ["tile/entries/000", "tile/0/000", "tile/1/000.p/1"]);
        assert_eq!(
            names(600),
            [
                "tile/entries/000",
                "tile/entries/001",
                "tile/entries/002.p/88",
                "tile/0/000",
                "tile/0/001",
                "tile/0/002.p/88",
                "tile/1/000.p/2",
            ]
        );
    }

    #[test]
    fn tiles_of_70000_lines_are_those_that_the_specification_counts() {
        let tree = Tree::new(HashAlgorithm::Sha256, vec![Digest::of_file(b""); 70_000]);
        let (log, mut count) = (Log::new(), std::collections::BTreeMap::new());
        for tile in Tiles::new(&log, tree).iter() {
            *count.entry((tile.level, tile.is_full())).or_insert(0) += 1;
            assert!(tile.level.is_none() || tile.bytes().unwrap().len() as u64 == 32 * tile.width);
        }
        let counted = [
            (Some(0), true, 273),
            (Some(0), false, 1),
            (Some(1), true, 1),
            (Some(1), false, 1),
            (Some(2), false, 1),
        ];
        for (level, full, tiles) in counted {
            assert_eq!(count.remove(&(level, full)), Some(tiles), "{level:?} {full}");
        }
        assert_eq!(count.into_iter().collect::<Vec<_>>(), [((None, false), 1), ((None, true), 273)]);
    }

    #[test]
    fn entries_hash_to_their_tile_and_a_full_tile_to_the_level_above() {
        let log = log(600);
        let tiles = log.tiles();
        let bytes: std::collections::BTreeMap<String, Vec<u8>> =
            tiles.iter().map(|tile| (tile.name(), tile.bytes().unwrap())).collect();
        for (entries, hashes) in
            [("entries/000", "0/000"), ("entries/001", "0/001"), ("entries/002.p/88", "0/002.p/88")]
        {
            let (mut rest, mut found) = (&bytes[&format!("tile/{entries}")][..], Vec::new());
            while let Some((length, after)) = rest.split_first_chunk() {
                let (line, after) = after.split_at(usize::from(u16::from_be_bytes(*length)));
                assert!(line.starts_with(b"{") && line.ends_with(b"}"));
                found.extend(*leaf_hash(HashAlgorithm::Sha256, &[line]).as_bytes());
                rest = after;
            }
            assert_eq!(found, bytes[&format!("tile/{hashes}")], "{entries}");
        }
        let above = &bytes["tile/1/000.p/2"];
        assert_eq!(above[..32], *root_of(&bytes["tile/0/000"]).as_bytes());
        assert_eq!(above[32..], *root_of(&bytes["tile/0/001"]).as_bytes());
    }
}
