//! Joins subtrees that were folded elsewhere, such as by `examples/sql/*-roots.sql`, to the roots of their trees. A line is
//! a tree's name, a height and the root of the next 2^height leaves; an answer is a name, a number of leaves and a root.

use dual_random::commit::merkle::TreeBuilder;
use dual_random::{Digest, HashAlgorithm};
use std::collections::BTreeMap;
use std::error::Error;
use std::io::{BufRead, stdin};

fn main() -> Result<(), Box<dyn Error>> {
    let mut trees: BTreeMap<String, TreeBuilder> = BTreeMap::new();
    for line in stdin().lock().lines() {
        let line = line?;
        let [name, height, root] = line.split_whitespace().collect::<Vec<_>>()[..] else {
            return Err(format!("not a tree, a height and a root: {line}").into());
        };
        let tree = trees.entry(name.to_owned()).or_insert_with(|| TreeBuilder::new(HashAlgorithm::Sha256));
        tree.push_subtree(height.parse()?, root.parse::<Digest>()?)?;
    }
    for (name, tree) in trees {
        println!("{name} {} {}", tree.count(), tree.root().to_hex());
    }
    Ok(())
}
