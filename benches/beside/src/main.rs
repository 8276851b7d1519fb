//! The crate's parts beside the nearest thing that others have, in one run: the median of the ratios of their times, taken
//! in turn. Nothing is asserted of a time; each answer is looked at, so that none is of less work than said.
//!
//! `cd benches/beside && cargo run --release`; DuckDB is asked too where `PYTHON` (or `python3`) has its module.

use dual_random::HashAlgorithm;
use dual_random::commit::merkle::TreeBuilder;
use dual_random::draw::select::{Candidate, select};
use dual_random::{Digest, TargetId, Tickets};
use rs_merkle::{MerkleTree, algorithms::Sha256};
use std::hint::black_box;
use std::process::Command;
use std::time::Instant;

const TARGETS: usize = 1_000_000;
const DRAWN: u32 = 50_000;
const ROUNDS: usize = 7;

fn seconds(work: impl FnOnce()) -> f64 {
    let start = Instant::now();
    work();
    start.elapsed().as_secs_f64()
}

fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}

/// Times two works in turn, after each was done once.
fn beside(name: &str, mut ours: impl FnMut(), mut theirs: impl FnMut()) {
    ours();
    theirs();
    let times: Vec<[f64; 2]> = (0..ROUNDS).map(|_| [seconds(&mut ours), seconds(&mut theirs)]).collect();
    let [our, their] = [0, 1].map(|who| median(times.iter().map(|pair| pair[who]).collect()));
    let ratio = median(times.iter().map(|[ours, theirs]| ours / theirs).collect());
    println!("{name}: {ratio:.2}  ({our:.3} s : {their:.3} s)");
}

fn names() -> Vec<String> {
    (0..TARGETS).map(|n| format!("91522601MATEXT01X3-site-{n:07}")).collect()
}

fn drawing(names: &[String]) {
    let ids: Vec<TargetId> = names.iter().map(|name| name.parse().unwrap()).collect();
    let tickets = Tickets::new(HashAlgorithm::Sha256, &Digest::from_bytes([7; 32]));
    let ours = || {
        let candidates = ids.iter().map(|id| Candidate::new(id, 1, false));
        assert_eq!(select(&tickets, candidates, DRAWN as usize).drawn().count(), DRAWN as usize);
    };
    let bytes: Vec<&[u8]> = names.iter().map(String::as_bytes).collect();
    let sortition = || {
        let drawn = sortition::draw_items(&bytes, DRAWN, Some(7)).unwrap();
        assert_eq!(drawn.len(), DRAWN as usize);
    };
    beside("drawing 50,000 of 1,000,000 : sortition's draw_items", ours, sortition);
}

fn root() {
    // Leaves as rosters have them: salt, identity hash, and a draw part of about 200 bytes.
    let leaves: Vec<Vec<u8>> = (0..100_000usize).map(|n| format!("{n:0>264}").into_bytes()).collect();
    let ours = || {
        let mut tree = TreeBuilder::new(HashAlgorithm::Sha256);
        leaves.iter().for_each(|leaf| tree.push_data(leaf));
        black_box(tree.root());
    };
    let theirs = || {
        let hashed: Vec<[u8; 32]> = leaves
            .iter()
            .map(|leaf| <Sha256 as rs_merkle::Hasher>::hash(&[&[0][..], leaf].concat()))
            .collect();
        black_box(MerkleTree::<Sha256>::from_leaves(&hashed).root().unwrap());
    };
    beside("root over 100,000 leaves of 264 bytes : rs_merkle's tree of their hashes", ours, theirs);
}

/// DuckDB's own time for tickets and order of the same names, without loading them; the smallest ticket is compared.
fn duckdb(names: &[String]) {
    let python = std::env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let ids: Vec<TargetId> = names.iter().map(|name| name.parse().unwrap()).collect();
    let key = Digest::from_bytes([7; 32]);
    let tickets = Tickets::new(HashAlgorithm::Sha256, &key);
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/duckdb_tickets.py");
    let mut ratios = Vec::new();
    let (mut our, mut their) = (0.0, 0.0);
    for _ in 0..3 {
        let mut first = None;
        our = seconds(|| {
            let candidates = ids.iter().map(|id| Candidate::new(id, 1, false));
            let selected = select(&tickets, candidates, DRAWN as usize);
            first = selected.drawn().next().map(|drawn| names[drawn.index].clone());
        });
        let answer = Command::new(&python).args([script, &key.to_hex(), &TARGETS.to_string()]).output();
        let Some(said) = answer.ok().filter(|answer| answer.status.success()) else {
            println!("no DuckDB for {python}: not asked");
            return;
        };
        let said = String::from_utf8(said.stdout).unwrap();
        let [time, id] = said.split_whitespace().collect::<Vec<_>>()[..] else { panic!("{said}") };
        their = time.parse().unwrap();
        assert_eq!(first.as_deref(), Some(id), "DuckDB draws another first");
        ratios.push(our / their);
    }
    println!(
        "drawing 50,000 of 1,000,000 : DuckDB's query: {:.2}  ({our:.3} s : {their:.3} s)",
        median(ratios)
    );
}

fn main() {
    let names = names();
    drawing(&names);
    root();
    duckdb(&names);
}
