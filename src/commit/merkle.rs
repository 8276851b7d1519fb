//! The Merkle tree hash of RFC 6962 §2.1, with leaf and node prefixes and no repeated odd leaf (PROTOCOL.md §6), and
//! its proofs: that a leaf is in a tree (§2.1.1), and that a tree grew out of another (§2.1.2).

use super::leaf::{LEAF, LeafHasher};
use crate::say::{coded, coded_error, coded_serde};
use crate::types::digest::{Digest, HashAlgorithm, Message};
use crate::types::pieces::by_pieces;
use std::cmp::Ordering;

const NODE: u8 = 1;
/// How many leaves are hashed in one go; a power of two.
const PIECE: usize = 1 << 12;

/// Hash of a leaf: `H(00 ‖ d)`, RFC 6962 §2.1.
pub(crate) fn leaf_hash(hash: HashAlgorithm, parts: &[&[u8]]) -> Digest {
    let mut all: Vec<&[u8]> = Vec::with_capacity(parts.len() + 1);
    all.push(LEAF);
    all.extend_from_slice(parts);
    hash.hash(&all)
}

fn node_hash(hash: HashAlgorithm, left: &Digest, right: &Digest) -> Digest {
    hash.of_pair(NODE, left, right)
}

/// The root over perfect subtrees, given from the last and smallest to the first and largest.
fn root_of_peaks<'a>(hash: HashAlgorithm, peaks: impl Iterator<Item = &'a Digest>) -> Digest {
    peaks.copied().reduce(|right, left| node_hash(hash, &left, &right)).unwrap_or_else(|| hash.hash(&[]))
}

/// A tree under construction: the roots of the perfect subtrees that its leaves make so far, largest first.
#[derive(Debug, Clone)]
pub struct TreeBuilder {
    hash: HashAlgorithm,
    count: u64,
    peaks: Vec<Digest>,
}

impl TreeBuilder {
    /// An empty tree.
    pub const fn new(hash: HashAlgorithm) -> Self {
        Self { hash, count: 0, peaks: Vec::new() }
    }

    /// Adds the next leaf, given its data.
    pub fn push_data(&mut self, data: &[u8]) {
        self.push(Message::new(self.hash).begin(&[LEAF, data]).hash());
    }

    /// Adds the hash of the next leaf.
    pub(crate) fn push(&mut self, leaf: Digest) {
        self.push_perfect(leaf, 1);
    }

    /// The tree over the leaves of a list, which are hashed in pieces: each piece but the last is a perfect tree.
    pub(crate) fn of<T: Sync, E: Send>(
        hash: HashAlgorithm,
        list: &[T],
        leaf: impl Fn(&mut LeafHasher, u64, &T) -> Result<Digest, E> + Sync,
    ) -> Result<Self, E> {
        let piece = |place: usize, piece: &[T]| {
            let (mut tree, mut hasher) = (Self::new(hash), LeafHasher::new(hash));
            for (index, one) in ((place * PIECE) as u64..).zip(piece) {
                tree.push(leaf(&mut hasher, index, one)?);
            }
            Ok(tree)
        };
        let mut whole = Self::new(hash);
        for tree in by_pieces(list, PIECE, piece) {
            whole.append(&tree?);
        }
        Ok(whole)
    }

    /// Adds a subtree of `2^height` leaves, given its root: for trees whose leaves are hashed elsewhere, such as where the
    /// records lie. What hashes there folds nodes as RFC 6962 does, `H(01 ‖ left ‖ right)`.
    ///
    /// ```
    /// use dual_random::{HashAlgorithm::Sha256, commit::merkle::TreeBuilder};
    /// let (mut whole, mut half) = (TreeBuilder::new(Sha256), TreeBuilder::new(Sha256));
    /// (0..6u8).for_each(|leaf| whole.push_data(&[leaf]));
    /// (0..4u8).for_each(|leaf| half.push_data(&[leaf]));
    /// let mut tree = TreeBuilder::new(Sha256);
    /// tree.push_subtree(2, half.root())?;
    /// (4..6u8).for_each(|leaf| tree.push_data(&[leaf]));
    /// assert_eq!((tree.root(), tree.count()), (whole.root(), 6));
    /// # Ok::<(), dual_random::commit::merkle::SubtreeError>(())
    /// ```
    ///
    /// # Errors
    /// When the leaves so far are no whole number of such subtrees, or would become more than 2^64 − 1; the tree then
    /// stays as it was.
    pub fn push_subtree(&mut self, height: u32, root: Digest) -> Result<(), SubtreeError> {
        let leaves = 1u64.checked_shl(height).ok_or(SubtreeError::TooMany)?;
        if !self.count.is_multiple_of(leaves) {
            return Err(SubtreeError::Misplaced);
        }
        self.count.checked_add(leaves).ok_or(SubtreeError::TooMany)?;
        self.push_perfect(root, leaves);
        Ok(())
    }

    /// Adds the leaves of another tree, where so far there is a whole number of trees of its size.
    fn append(&mut self, other: &Self) {
        // The bits of a count say of how many leaves each peak is.
        let sizes = (0..u64::BITS).rev().map(|bit| 1 << bit).filter(|size| other.count & size != 0);
        for (peak, size) in other.peaks.iter().zip(sizes) {
            self.push_perfect(*peak, size);
        }
    }

    /// Adds a perfect tree of so many leaves, of which there is a whole number so far.
    fn push_perfect(&mut self, root: Digest, leaves: u64) {
        let mut carry = root;
        let mut position = self.count / leaves;
        // Each one bit at the end of the count is a perfect subtree of that size, to be joined with the new one.
        while position & 1 == 1
            && let Some(left) = self.peaks.pop()
        {
            carry = node_hash(self.hash, &left, &carry);
            position >>= 1;
        }
        self.peaks.push(carry);
        self.count += leaves;
    }

    /// The root: `MTH(D[n])`, RFC 6962 §2.1.
    pub fn root(&self) -> Digest {
        root_of_peaks(self.hash, self.peaks.iter().rev())
    }

    /// How many leaves there are.
    pub fn count(&self) -> u64 {
        self.count
    }
}

/// A tree with all its levels, from the leaves to the root. A last node without a partner stands on the next level
/// as well.
#[derive(Debug, Clone)]
pub(crate) struct Tree {
    hash: HashAlgorithm,
    levels: Vec<Vec<Digest>>,
}

impl Tree {
    /// The tree over some leaf hashes.
    pub(crate) fn new(hash: HashAlgorithm, leaves: Vec<Digest>) -> Self {
        let mut levels = vec![leaves];
        while let Some(below) = levels.last()
            && below.len() > 1
        {
            let join =
                |pair: &[Digest]| pair.iter().copied().reduce(|left, right| node_hash(hash, &left, &right));
            let level = below.chunks(2).filter_map(join).collect();
            levels.push(level);
        }
        Self { hash, levels }
    }

    /// How many leaves there are.
    pub(crate) fn count(&self) -> u64 {
        self.levels.first().map_or(0, |leaves| leaves.len() as u64)
    }

    /// The root: `MTH(D[n])`, RFC 6962 §2.1.
    pub(crate) fn root(&self) -> Digest {
        root_of_peaks(self.hash, self.levels.last().into_iter().flatten())
    }

    /// The root of the first `size` leaves; `None` when there are fewer.
    pub(crate) fn root_of_first(&self, size: u64) -> Option<Digest> {
        let bits = (0..u64::BITS).filter(|bit| (size >> bit) & 1 == 1);
        (size <= self.count())
            .then(|| root_of_peaks(self.hash, bits.filter_map(|bit| self.node(bit, (size >> bit) - 1))))
    }

    /// The proof that a leaf is in the tree: `PATH(m, D[n])`, RFC 6962 §2.1.1; `None` when there is no such leaf.
    pub(crate) fn inclusion_path(&self, index: u64) -> Option<Vec<Digest>> {
        (index < self.count()).then(|| self.siblings(0, index).collect())
    }

    /// The proof that the first `old_size` leaves became this tree: `PROOF(m, D[n])`, RFC 6962 §2.1.2, and nothing
    /// from the empty tree; `None` when the tree is smaller.
    pub(crate) fn consistency_path(&self, old_size: u64) -> Option<Vec<Digest>> {
        if old_size == 0 || old_size >= self.count() {
            return (old_size <= self.count()).then(Vec::new);
        }
        let (level, index) = last_peak(old_size);
        let start = if old_size.is_power_of_two() { None } else { self.node(level, index) };
        Some(start.copied().into_iter().chain(self.siblings(level, index)).collect())
    }

    /// The siblings of a node and of all nodes above it, upwards.
    fn siblings(&self, level: u32, index: u64) -> impl Iterator<Item = Digest> {
        (0..u64::BITS - level).filter_map(move |up| self.node(level + up, (index >> up) ^ 1).copied())
    }

    /// The node at a place of a level. The last one of a level may be of a subtree that is not whole.
    pub(crate) fn node(&self, level: u32, index: u64) -> Option<&Digest> {
        self.levels.get(level as usize)?.get(usize::try_from(index).ok()?)
    }
}

/// Level and index of the last perfect subtree of a tree that is not empty.
fn last_peak(size: u64) -> (u32, u64) {
    let level = size.trailing_zeros();
    (level, (size - 1) >> level)
}

coded! {
    /// Why a path proves nothing.
    pub enum PathError {
        IndexOutside = "index_outside", "序号不在树内", "the index lies outside the tree";
        SizesOrder = "sizes_order", "旧树大于新树", "the old tree is larger than the new one";
        TooShort = "too_short", "路径过短", "the path is too short";
        TooLong = "too_long", "路径过长", "the path is too long";
        OldRoot = "old_root", "由路径得出的旧树之根不符", "the path leads to another root of the old tree";
        OtherRoot = "other_root", "由路径得出的根不符", "the path leads to another root";
    }
}

coded_error!(PathError);
coded_serde!(PathError);

coded! {
    /// Why a subtree has no place in a tree.
    pub enum SubtreeError {
        Misplaced = "misplaced", "此前的叶子不是该高度子树的整数倍", "the leaves before it are no whole number of subtrees of its height";
        TooMany = "too_many", "叶子过多", "there would be too many leaves";
    }
}

coded_error!(SubtreeError);
coded_serde!(SubtreeError);

/// The siblings on the way up from a node, each with whether it is on the left, given the indices of the node and of
/// the last one on its level. For the first `inner` steps the bits of the index tell the side; from there on the node
/// is the last of its level, all siblings are on the left, and steps without one fall away.
fn turns(index: u64, last: u64, path: &[Digest]) -> Result<impl Iterator<Item = (bool, &Digest)>, PathError> {
    let inner = u64::BITS - (index ^ last).leading_zeros();
    let length = inner + index.checked_shr(inner).map_or(0, u64::count_ones);
    match path.len().cmp(&(length as usize)) {
        Ordering::Less => Err(PathError::TooShort),
        Ordering::Greater => Err(PathError::TooLong),
        Ordering::Equal => {
            Ok((0..length).map(move |step| step >= inner || (index >> step) & 1 == 1).zip(path))
        }
    }
}

fn parent(hash: HashAlgorithm, node: &Digest, (left, sibling): (bool, &Digest)) -> Digest {
    if left { node_hash(hash, sibling, node) } else { node_hash(hash, node, sibling) }
}

/// The root to which a leaf's path leads, RFC 9162 §2.1.3.2.
///
/// With the root and the size of one tree, it proves that this leaf has this index. A root alone does not fix the
/// size: the same path may lead to it under another size, with this index (that of leaf 0 of 5 also does so for 6, 7
/// and 8 leaves) or with another. So take the size from where the root is taken.
///
/// # Errors
/// When there is no such index, or the path has another length than index and size demand.
pub fn root_of_inclusion(
    hash: HashAlgorithm,
    leaf: &Digest,
    index: u64,
    size: u64,
    path: &[Digest],
) -> Result<Digest, PathError> {
    let last = size.checked_sub(1).filter(|last| index <= *last).ok_or(PathError::IndexOutside)?;
    Ok(turns(index, last, path)?.fold(*leaf, |node, turn| parent(hash, &node, turn)))
}

/// Checks that the leaf with this index is in the tree of this size and root (see [`root_of_inclusion`]).
///
/// # Errors
/// When the path does not prove it.
pub fn check_inclusion(
    hash: HashAlgorithm,
    leaf: &Digest,
    index: u64,
    size: u64,
    root: &Digest,
    path: &[Digest],
) -> Result<(), PathError> {
    let found = root_of_inclusion(hash, leaf, index, size, path)?;
    if found == *root { Ok(()) } else { Err(PathError::OtherRoot) }
}

/// Checks that a tree's first leaves are those of an older tree, RFC 9162 §2.1.4.2. Equal trees, and the empty one
/// with any other, have an empty path. Sizes and roots belong together, as for [`root_of_inclusion`].
///
/// # Errors
/// When the path does not prove it.
pub fn check_consistency(
    hash: HashAlgorithm,
    old_size: u64,
    old_root: &Digest,
    new_size: u64,
    new_root: &Digest,
    path: &[Digest],
) -> Result<(), PathError> {
    let (found_old, found_new) = match old_size.cmp(&new_size) {
        Ordering::Greater => return Err(PathError::SizesOrder),
        _ if !path.is_empty() && (old_size == 0 || old_size == new_size) => return Err(PathError::TooLong),
        _ if new_size == 0 => (hash.hash(&[]), hash.hash(&[])),
        _ if old_size == 0 => (hash.hash(&[]), *new_root),
        Ordering::Equal => (*old_root, *old_root),
        Ordering::Less => grown_roots(hash, old_size, old_root, new_size, path)?,
    };
    match (found_old == *old_root, found_new == *new_root) {
        (false, _) => Err(PathError::OldRoot),
        (true, false) => Err(PathError::OtherRoot),
        (true, true) => Ok(()),
    }
}

/// The two roots to which a path leads, for `0 < old_size < new_size`.
fn grown_roots(
    hash: HashAlgorithm,
    old_size: u64,
    old_root: &Digest,
    new_size: u64,
    path: &[Digest],
) -> Result<(Digest, Digest), PathError> {
    let (level, index) = last_peak(old_size);
    let (start, path) = if old_size.is_power_of_two() {
        (old_root, path)
    } else {
        path.split_first().ok_or(PathError::TooShort)?
    };
    let turns = turns(index, (new_size - 1) >> level, path)?;
    Ok(turns.fold((*start, *start), |(old, new), turn| {
        (if turn.0 { parent(hash, &old, turn) } else { old }, parent(hash, &new, turn))
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::say::{Language, Say};

    const H: HashAlgorithm = HashAlgorithm::Sha256;

    /// RFC 6962 §2.1, word for word.
    fn by_definition(leaves: &[Digest]) -> Digest {
        match leaves {
            [] => H.hash(&[]),
            [leaf] => *leaf,
            _ => {
                let k = leaves.len().next_power_of_two() / 2;
                node_hash(H, &by_definition(&leaves[..k]), &by_definition(&leaves[k..]))
            }
        }
    }

    /// `PATH(m, D[n])`, RFC 6962 §2.1.1, word for word; each hash with whether it is on the left.
    fn path(m: usize, leaves: &[Digest]) -> Vec<(char, Digest)> {
        if leaves.len() == 1 {
            return Vec::new();
        }
        let k = leaves.len().next_power_of_two() / 2;
        let (first, rest) = leaves.split_at(k);
        let (mut path, last) = if m < k {
            (path(m, first), ('r', by_definition(rest)))
        } else {
            (path(m - k, rest), ('l', by_definition(first)))
        };
        path.push(last);
        path
    }

    /// `SUBPROOF(m, D[n], b)`, RFC 6962 §2.1.2, word for word; each hash with its place.
    fn subproof(m: usize, leaves: &[Digest], b: bool) -> Vec<(char, Digest)> {
        if m == leaves.len() {
            return if b { Vec::new() } else { vec![('s', by_definition(leaves))] };
        }
        let k = leaves.len().next_power_of_two() / 2;
        let (first, rest) = leaves.split_at(k);
        let (mut proof, last) = if m <= k {
            (subproof(m, first, b), ('r', by_definition(rest)))
        } else {
            (subproof(m - k, rest, false), ('l', by_definition(first)))
        };
        proof.push(last);
        proof
    }

    /// RFC 9162 §2.1.3.2, word for word.
    fn rfc_9162_inclusion(hash: &Digest, index: u64, size: u64, root: &Digest, path: &[Digest]) -> bool {
        if index >= size {
            return false;
        }
        let (mut fnn, mut sn, mut r) = (index, size - 1, *hash);
        for p in path {
            if sn == 0 {
                return false;
            }
            if fnn & 1 == 1 || fnn == sn {
                r = node_hash(H, p, &r);
                while fnn & 1 == 0 && fnn != 0 {
                    (fnn, sn) = (fnn >> 1, sn >> 1);
                }
            } else {
                r = node_hash(H, &r, p);
            }
            (fnn, sn) = (fnn >> 1, sn >> 1);
        }
        sn == 0 && r == *root
    }

    /// RFC 9162 §2.1.4.2, word for word.
    fn rfc_9162_consistency(first: u64, old: &Digest, second: u64, new: &Digest, path: &[Digest]) -> bool {
        if path.is_empty() {
            return false;
        }
        let mut path = path.to_vec();
        if first.is_power_of_two() {
            path.insert(0, *old);
        }
        let (mut fnn, mut sn) = (first - 1, second - 1);
        while fnn & 1 == 1 {
            (fnn, sn) = (fnn >> 1, sn >> 1);
        }
        let (mut fr, mut sr) = (path[0], path[0]);
        for c in &path[1..] {
            if sn == 0 {
                return false;
            }
            if fnn & 1 == 1 || fnn == sn {
                (fr, sr) = (node_hash(H, c, &fr), node_hash(H, c, &sr));
                while fnn & 1 == 0 && fnn != 0 {
                    (fnn, sn) = (fnn >> 1, sn >> 1);
                }
            } else {
                sr = node_hash(H, &sr, c);
            }
            (fnn, sn) = (fnn >> 1, sn >> 1);
        }
        fr == *old && sr == *new && sn == 0
    }

    fn leaves(count: usize) -> Vec<Digest> {
        (0..count).map(|i| leaf_hash(H, &[&i.to_be_bytes()])).collect()
    }

    fn split(path: Vec<(char, Digest)>) -> (String, Vec<Digest>) {
        path.into_iter().unzip()
    }

    fn strange() -> Digest {
        H.hash(&[b"strange"])
    }

    /// A path with each hash changed in its first or last bit or dropped, one added anywhere, any two swapped.
    fn spoiled(path: &[Digest]) -> Vec<Vec<Digest>> {
        let mut all = Vec::new();
        for at in 0..=path.len() {
            for hash in [strange(), H.hash(&[]), path.get(at).copied().unwrap_or_else(strange)] {
                let mut longer = path.to_vec();
                longer.insert(at, hash);
                all.push(longer);
            }
        }
        for at in 0..path.len() {
            for (byte, bit) in [(0, 0x80), (31, 1)] {
                let mut changed = path.to_vec();
                let mut bytes = *changed[at].as_bytes();
                bytes[byte] ^= bit;
                changed[at] = Digest::from_bytes(bytes);
                all.push(changed);
            }
            let mut shorter = path.to_vec();
            shorter.remove(at);
            all.push(shorter);
            for other in 0..at {
                let mut swapped = path.to_vec();
                swapped.swap(at, other);
                all.push(swapped);
            }
        }
        all
    }

    #[test]
    fn a_tree_made_in_pieces_is_the_tree() {
        for count in [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 3 * PIECE + 5] {
            let list: Vec<u64> = (0..count as u64).collect();
            let leaf = |number: u64| leaf_hash(H, &[&number.to_be_bytes()]);
            let mut plain = TreeBuilder::new(H);
            for number in &list {
                plain.push(leaf(*number));
            }
            let pieces = TreeBuilder::of(H, &list, |_, index, number| {
                assert_eq!(index, *number);
                Ok::<Digest, ()>(leaf(*number))
            });
            let pieces = pieces.unwrap();
            assert_eq!((pieces.count(), pieces.root()), (plain.count(), plain.root()), "{count} leaves");
        }
    }

    #[test]
    fn roots_are_those_of_the_rfc_for_every_size_up_to_130() {
        let leaves = leaves(130);
        let whole = Tree::new(H, leaves.clone());
        let mut builder = TreeBuilder::new(H);
        for size in 0..=leaves.len() {
            let root = by_definition(&leaves[..size]);
            let tree = Tree::new(H, leaves[..size].to_vec());
            assert_eq!(builder.root(), root, "size {size}");
            assert_eq!((tree.root(), tree.count()), (root, size as u64));
            assert_eq!(whole.root_of_first(size as u64), Some(root));
            if let Some(leaf) = leaves.get(size) {
                builder.push(*leaf);
            }
        }
        assert_eq!(whole.root_of_first(131), None);
        assert_eq!(whole.root_of_first(u64::MAX), None);
    }

    #[test]
    fn a_repeated_last_leaf_gives_another_root() {
        let leaves: Vec<Digest> = (0..3u8).map(|i| leaf_hash(H, &[&[i]])).collect();
        let mut three = TreeBuilder::new(H);
        for leaf in &leaves {
            three.push(*leaf);
        }
        let mut four = three.clone();
        four.push(leaves[2]);
        assert_ne!(three.root(), four.root());
    }

    #[test]
    fn every_inclusion_path_is_that_of_the_rfc_and_leads_to_the_root() {
        let leaves = leaves(130);
        for size in 0..=leaves.len() {
            let tree = Tree::new(H, leaves[..size].to_vec());
            let root = tree.root();
            for (index, leaf) in leaves[..size].iter().enumerate() {
                let found = tree.inclusion_path(index as u64).unwrap();
                assert_eq!(found, split(path(index, &leaves[..size])).1, "{index} of {size}");
                assert_eq!(root_of_inclusion(H, leaf, index as u64, size as u64, &found), Ok(root));
                assert_eq!(check_inclusion(H, leaf, index as u64, size as u64, &root, &found), Ok(()));
                assert!(rfc_9162_inclusion(leaf, index as u64, size as u64, &root, &found));
            }
            for beyond in [size as u64, size as u64 + 1, u64::MAX] {
                assert_eq!(tree.inclusion_path(beyond), None);
                let error = root_of_inclusion(H, &strange(), beyond, size as u64, &[]);
                assert_eq!(error, Err(PathError::IndexOutside));
            }
        }
    }

    #[test]
    fn with_the_right_size_a_path_proves_one_leaf_at_one_index() {
        let leaves = leaves(130);
        for size in (1..=40).chain(127..=130) {
            let tree = Tree::new(H, leaves[..size].to_vec());
            let (root, count) = (tree.root(), size as u64);
            for index in 0..count {
                let path = tree.inclusion_path(index).unwrap();
                for (other, leaf) in (0..count).zip(&leaves) {
                    let right = other == index;
                    assert_eq!(check_inclusion(H, leaf, index, count, &root, &path).is_ok(), right);
                    let own = &leaves[usize::try_from(index).unwrap()];
                    assert_eq!(check_inclusion(H, own, other, count, &root, &path).is_ok(), right);
                    assert_eq!(check_inclusion(H, leaf, other, count, &root, &path).is_ok(), right);
                }
            }
        }
    }

    #[test]
    fn a_spoiled_inclusion_path_proves_nothing() {
        let leaves = leaves(130);
        for size in (1..=40).chain(127..=130) {
            let tree = Tree::new(H, leaves[..size].to_vec());
            let (root, size) = (tree.root(), size as u64);
            for (index, leaf) in (0..size).zip(&leaves) {
                let path = tree.inclusion_path(index).unwrap();
                for bad in spoiled(&path) {
                    let expected = match bad.len().cmp(&path.len()) {
                        Ordering::Less => PathError::TooShort,
                        Ordering::Equal => PathError::OtherRoot,
                        Ordering::Greater => PathError::TooLong,
                    };
                    assert_eq!(check_inclusion(H, leaf, index, size, &root, &bad), Err(expected));
                    assert!(!rfc_9162_inclusion(leaf, index, size, &root, &bad));
                }
                for (leaf, root) in [(leaf, &strange()), (&strange(), &root), (&root, leaf)] {
                    let accepted = check_inclusion(H, leaf, index, size, root, &path).is_ok();
                    assert_eq!(accepted, size == 1 && leaf == root);
                }
            }
        }
    }

    /// A root does not fix the size: a path is accepted for exactly the claims with the same turns.
    #[test]
    fn a_path_proves_every_index_and_size_with_the_same_turns_and_no_other() {
        const MOST: usize = 24;
        let leaves = leaves(MOST);
        let claims: Vec<(usize, usize)> = (1..=MOST).flat_map(|n| (0..n).map(move |m| (m, n))).collect();
        for &(m, n) in &claims {
            let root = by_definition(&leaves[..n]);
            let (turns, hashes) = split(path(m, &leaves[..n]));
            for &(index, size) in &claims {
                let same = split(path(index, &leaves[..size])).0 == turns;
                let (index, size) = (index as u64, size as u64);
                assert_eq!(check_inclusion(H, &leaves[m], index, size, &root, &hashes).is_ok(), same);
                assert_eq!(rfc_9162_inclusion(&leaves[m], index, size, &root, &hashes), same);
            }
        }
    }

    /// With the same index these are the sizes whose last leaf lies below the same last right-hand sibling.
    #[test]
    fn the_sizes_a_path_and_index_allow_stand_in_a_row() {
        let leaves = leaves(130);
        for size in 1..=130u64 {
            let tree = Tree::new(H, leaves[..usize::try_from(size).unwrap()].to_vec());
            for (index, leaf) in (0..size).zip(&leaves) {
                let path = tree.inclusion_path(index).unwrap();
                let allowed: Vec<u64> = (0..=300)
                    .filter(|other| check_inclusion(H, leaf, index, *other, &tree.root(), &path).is_ok())
                    .collect();
                let expected: Vec<u64> = match (index ^ (size - 1)).checked_ilog2() {
                    None => vec![size],
                    Some(top) => {
                        let sibling = ((index >> top) + 1) << top;
                        (sibling + 1..=sibling + (1 << top)).collect()
                    }
                };
                assert_eq!(allowed, expected, "{index} of {size}");
            }
        }
    }

    #[test]
    fn every_consistency_path_is_that_of_the_rfc_and_holds() {
        let leaves = leaves(130);
        let roots: Vec<Digest> = (0..=leaves.len()).map(|size| by_definition(&leaves[..size])).collect();
        for new in 0..=leaves.len() {
            let tree = Tree::new(H, leaves[..new].to_vec());
            for old in 0..=new {
                let path = tree.consistency_path(old as u64).unwrap();
                let expected =
                    if old == 0 { Vec::new() } else { split(subproof(old, &leaves[..new], true)).1 };
                assert_eq!(path, expected, "{old} to {new}");
                let check = check_consistency(H, old as u64, &roots[old], new as u64, &roots[new], &path);
                assert_eq!(check, Ok(()), "{old} to {new}");
                if 0 < old && old < new {
                    assert!(rfc_9162_consistency(old as u64, &roots[old], new as u64, &roots[new], &path));
                }
            }
            assert_eq!(tree.consistency_path(new as u64 + 1), None);
            assert_eq!(tree.consistency_path(u64::MAX), None);
        }
    }

    #[test]
    fn spoiled_consistency_proves_nothing() {
        let leaves = leaves(40);
        let roots: Vec<Digest> = (0..=leaves.len()).map(|size| by_definition(&leaves[..size])).collect();
        for new in 0..=leaves.len() {
            let tree = Tree::new(H, leaves[..new].to_vec());
            for old in 0..=new {
                let path = tree.consistency_path(old as u64).unwrap();
                let (m, n) = (old as u64, new as u64);
                for bad in spoiled(&path) {
                    let found = check_consistency(H, m, &roots[old], n, &roots[new], &bad).unwrap_err();
                    let expected: &[PathError] = match bad.len().cmp(&path.len()) {
                        Ordering::Less => &[PathError::TooShort],
                        Ordering::Equal => &[PathError::OldRoot, PathError::OtherRoot],
                        Ordering::Greater => &[PathError::TooLong],
                    };
                    assert!(expected.contains(&found), "{m} to {n}: {found}");
                    if 0 < m && m < n {
                        assert!(!rfc_9162_consistency(m, &roots[old], n, &roots[new], &bad));
                    }
                }
                for other in roots.iter().chain([&strange()]) {
                    let old_right = check_consistency(H, m, other, n, &roots[new], &path).is_ok();
                    assert_eq!(old_right, *other == roots[old]);
                    // Every tree grew out of the empty one.
                    let new_right = check_consistency(H, m, &roots[old], n, other, &path).is_ok();
                    assert_eq!(new_right, *other == roots[new] || old == 0 && new != 0);
                }
                if old != new {
                    let exchanged = check_consistency(H, n, &roots[new], m, &roots[old], &path);
                    assert_eq!(exchanged, Err(PathError::SizesOrder));
                    let exchanged = check_consistency(H, m, &roots[new], n, &roots[old], &path);
                    assert!(exchanged.is_err());
                }
            }
        }
    }

    #[test]
    fn a_consistency_path_proves_every_pair_of_sizes_with_the_same_turns_and_no_other() {
        const MOST: usize = 24;
        let leaves = leaves(MOST);
        let roots: Vec<Digest> = (0..=MOST).map(|size| by_definition(&leaves[..size])).collect();
        let claims: Vec<(usize, usize)> = (2..=MOST).flat_map(|n| (1..n).map(move |m| (m, n))).collect();
        for &(m, n) in &claims {
            let (turns, hashes) = split(subproof(m, &leaves[..n], true));
            for &(old, new) in &claims {
                let same = split(subproof(old, &leaves[..new], true)).0 == turns;
                let (old, new) = (old as u64, new as u64);
                assert_eq!(check_consistency(H, old, &roots[m], new, &roots[n], &hashes).is_ok(), same);
                assert_eq!(rfc_9162_consistency(old, &roots[m], new, &roots[n], &hashes), same);
            }
            assert!(check_consistency(H, 0, &roots[m], n as u64, &roots[n], &hashes).is_err());
            assert!(check_consistency(H, n as u64, &roots[m], n as u64, &roots[n], &hashes).is_err());
        }
    }

    #[test]
    fn the_largest_sizes_ask_for_64_hashes_at_most() {
        let path = vec![strange(); 64];
        let length = |index, size| {
            (0..=64).find(|n| root_of_inclusion(H, &strange(), index, size, &path[..*n]).is_ok()).unwrap()
        };
        assert_eq!(length(0, u64::MAX), 64);
        assert_eq!(length(u64::MAX - 1, u64::MAX), 63);
        assert_eq!(length((1 << 63) - 1, u64::MAX), 64);
        assert_eq!(length(1 << 63, (1 << 63) + 1), 1);
        assert_eq!(root_of_inclusion(H, &strange(), u64::MAX, u64::MAX, &path), Err(PathError::IndexOutside));
        for old in [1, 2, 3, 1 << 63, (1 << 63) + 1, u64::MAX - 1] {
            for length in 0..=64 {
                assert!(
                    check_consistency(H, old, &strange(), u64::MAX, &strange(), &path[..length]).is_err()
                );
            }
        }
    }

    #[test]
    fn a_tree_of_subtrees_is_the_tree_of_their_leaves() {
        let leaves = leaves(100);
        for count in 0..=leaves.len() {
            for height in 0..=7 {
                let mut tree = TreeBuilder::new(H);
                for piece in leaves[..count].chunks(1 << height) {
                    if piece.len() == 1 << height {
                        tree.push_subtree(height, by_definition(piece)).unwrap();
                    } else {
                        for leaf in piece {
                            tree.push_subtree(0, *leaf).unwrap();
                        }
                    }
                }
                assert_eq!((tree.root(), tree.count()), (by_definition(&leaves[..count]), count as u64));
            }
        }
    }

    #[test]
    fn a_subtree_without_a_place_is_refused() {
        let mut tree = TreeBuilder::new(H);
        tree.push_subtree(1, strange()).unwrap();
        let before = tree.root();
        assert_eq!(tree.push_subtree(2, strange()), Err(SubtreeError::Misplaced));
        assert_eq!(tree.push_subtree(64, strange()), Err(SubtreeError::TooMany));
        assert_eq!((tree.root(), tree.count()), (before, 2));
        let mut tree = TreeBuilder::new(H);
        for height in (0..64).rev() {
            tree.push_subtree(height, strange()).unwrap();
        }
        assert_eq!(tree.count(), u64::MAX);
        assert_eq!(tree.push_subtree(0, strange()), Err(SubtreeError::TooMany));
        assert_eq!(SubtreeError::from_code("misplaced"), Some(SubtreeError::Misplaced));
    }

    #[test]
    fn a_large_tree_proves_its_leaves_and_its_growth() {
        let leaves = leaves(100_003);
        let mut builder = TreeBuilder::new(H);
        for leaf in &leaves {
            builder.push(*leaf);
        }
        let tree = Tree::new(H, leaves.clone());
        let (root, count) = (tree.root(), tree.count());
        assert_eq!((root, count), (builder.root(), builder.count()));
        for index in (0..leaves.len()).step_by(997).chain([100_002]) {
            let path = tree.inclusion_path(index as u64).unwrap();
            assert_eq!(check_inclusion(H, &leaves[index], index as u64, count, &root, &path), Ok(()));
            let path = tree.consistency_path(index as u64).unwrap();
            let old = tree.root_of_first(index as u64).unwrap();
            assert_eq!(check_consistency(H, index as u64, &old, count, &root, &path), Ok(()));
        }
    }

    /// Leaves, roots and proofs of the tests of Certificate Transparency.
    #[test]
    fn the_tree_of_certificate_transparency_has_its_known_roots_and_paths() {
        let data = [
            "",
            "00",
            "10",
            "2021",
            "3031",
            "40414243",
            "5051525354555657",
            "606162636465666768696a6b6c6d6e6f",
        ];
        let tree =
            Tree::new(H, data.iter().map(|text| leaf_hash(H, &[&hex::decode(text).unwrap()])).collect());
        let hexes = |path: Vec<Digest>| path.into_iter().map(Digest::to_hex).collect::<Vec<_>>();
        let root = |size| tree.root_of_first(size).unwrap().to_hex();
        assert_eq!(root(0), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assert_eq!(root(1), "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
        assert_eq!(root(2), "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125");
        assert_eq!(root(8), "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
        let right_half = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4";
        let left_half = "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7";
        let first = [
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            right_half,
        ];
        assert_eq!(hexes(tree.inclusion_path(0).unwrap()), first);
        assert_eq!(hexes(tree.consistency_path(1).unwrap()), first);
        let sixth = [
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            left_half,
        ];
        assert_eq!(hexes(tree.inclusion_path(5).unwrap()), sixth);
        let from_six = [
            "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            left_half,
        ];
        assert_eq!(hexes(tree.consistency_path(6).unwrap()), from_six);
    }

    #[test]
    fn errors_speak_both_languages() {
        for error in PathError::ALL {
            assert_eq!(PathError::from_code(error.code()), Some(*error));
            assert_eq!(error.to_string(), error.message(Language::En));
            assert!(!error.message(Language::Zh).is_ascii());
        }
    }
}
