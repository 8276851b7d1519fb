//! The Merkle tree hash of RFC 6962 §2.1, with leaf and node prefixes and no repeated odd leaf (PROTOCOL.md §6).

use crate::basics::hash::{Digest, sha256};

const LEAF: &[u8] = &[0];
const NODE: &[u8] = &[1];

/// Hash of a leaf: `SHA-256(00 ‖ d)`, RFC 6962 §2.1.
pub(crate) fn leaf_hash(parts: &[&[u8]]) -> Digest {
    let mut all: Vec<&[u8]> = Vec::with_capacity(parts.len() + 1);
    all.push(LEAF);
    all.extend_from_slice(parts);
    sha256(&all)
}

fn node_hash(left: &Digest, right: &Digest) -> Digest {
    sha256(&[NODE, left.as_bytes(), right.as_bytes()])
}

/// A tree under construction: the roots of the perfect subtrees that its leaves make so far, largest first.
#[derive(Debug, Clone, Default)]
pub struct TreeBuilder {
    count: u64,
    peaks: Vec<Digest>,
}

impl TreeBuilder {
    /// An empty tree.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the next leaf, given its data.
    pub fn push_data(&mut self, data: &[u8]) {
        self.push(leaf_hash(&[data]));
    }

    /// Adds the hash of the next leaf.
    pub(crate) fn push(&mut self, leaf: Digest) {
        let mut carry = leaf;
        let mut position = self.count;
        // Each one bit at the end of the count is a perfect subtree of that size, to be joined with the new one.
        while position & 1 == 1
            && let Some(left) = self.peaks.pop()
        {
            carry = node_hash(&left, &carry);
            position >>= 1;
        }
        self.peaks.push(carry);
        self.count += 1;
    }

    /// The root: `MTH(D[n])`, RFC 6962 §2.1.
    pub fn root(&self) -> Digest {
        let mut peaks = self.peaks.iter().rev();
        match peaks.next() {
            None => sha256(&[]),
            Some(last) => peaks.fold(*last, |right, left| node_hash(left, &right)),
        }
    }

    /// How many leaves there are.
    pub fn count(&self) -> u64 {
        self.count
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6962 §2.1, word for word.
    fn by_definition(leaves: &[Digest]) -> Digest {
        match leaves {
            [] => sha256(&[]),
            [leaf] => *leaf,
            _ => {
                let k = leaves.len().next_power_of_two() / 2;
                node_hash(&by_definition(&leaves[..k]), &by_definition(&leaves[k..]))
            }
        }
    }

    #[test]
    fn roots_are_those_of_the_rfc_for_every_size_up_to_130() {
        let leaves: Vec<Digest> = (0..130u8).map(|i| leaf_hash(&[&[i]])).collect();
        let mut builder = TreeBuilder::new();
        for size in 0..=leaves.len() {
            assert_eq!(builder.root(), by_definition(&leaves[..size]), "size {size}");
            if let Some(leaf) = leaves.get(size) {
                builder.push(*leaf);
            }
        }
    }

    #[test]
    fn a_repeated_last_leaf_gives_another_root() {
        let leaves: Vec<Digest> = (0..3u8).map(|i| leaf_hash(&[&[i]])).collect();
        let mut three = TreeBuilder::new();
        for leaf in &leaves {
            three.push(*leaf);
        }
        let mut four = three.clone();
        four.push(leaves[2]);
        assert_ne!(three.root(), four.root());
    }
}
