//! Timings as ratios to a stated bound or rival, taken in turn within one run, since machines are noisy. Nothing here
//! asserts a time. `cargo bench` prints criterion's figures and then the ratios.

#![allow(missing_docs, clippy::unwrap_used, clippy::float_arithmetic, clippy::cast_precision_loss)]

use criterion::Criterion;
use dual_random::HashAlgorithm;
use dual_random::commit::canonical;
use dual_random::commit::merkle::TreeBuilder;
use dual_random::draw::select::{Candidate, select};
use dual_random::plan::{AmendmentRules, Workload};
use dual_random::proof::{Prover, check_proof};
use dual_random::{
    Announced, Digest, Disclosure, Draft, Evidence, Opening, Strikes, TargetId, TargetStrike, Tickets, draw,
    verify,
};
use sha2::block_api::compress256;
use std::hint::black_box;
use std::time::{Duration, Instant};

#[path = "../tests/common/mod.rs"]
mod common;

fn time(work: &mut dyn FnMut()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

/// Runs two works in turn and prints the median of the ratios of their times.
fn ratio(name: &str, goal: &str, rounds: usize, mut work: impl FnMut(), mut rival: impl FnMut()) {
    time(&mut work);
    time(&mut rival);
    let mut ratios: Vec<f64> =
        (0..rounds).map(|_| time(&mut work).as_secs_f64() / time(&mut rival).as_secs_f64()).collect();
    ratios.sort_by(f64::total_cmp);
    println!("ratio  {name}: {:.2}  ({goal})", ratios[rounds / 2]);
}

/// So many compressions in a row.
fn compressions(count: usize) {
    let mut state = [1u32; 8];
    let mut block = [0u8; 64];
    for i in 0..count {
        block[0] = u8::try_from(i & 255).unwrap();
        compress256(&mut state, &[block]);
    }
    black_box(state);
}

fn ids(n: usize) -> Vec<TargetId> {
    (0..n).map(|n| TargetId::new(format!("91522601MATEXT01X3-site-{n:07}")).unwrap()).collect()
}

fn tickets_of(ids: &[TargetId], tickets: &Tickets) {
    for id in ids {
        black_box(tickets.ticket(id, 1));
    }
}

fn ticket_and_root() {
    let ids = ids(100_000);
    let tickets = Tickets::new(HashAlgorithm::Sha256, &Digest::from_bytes([7; 32]));
    let run = || tickets_of(&ids, &tickets);
    ratio("one ticket : one compression", "goal 1.25", 21, run, || {
        compressions(100_000);
    });

    // Leaves as rosters have them: salt, identity hash, and a draw part of about 200 bytes.
    let leaves: Vec<Vec<u8>> = (0..50_000usize).map(|n| format!("{n:0>264}").into_bytes()).collect();
    let leaf_blocks = (1 + 264 + 9usize).div_ceil(64);
    let needed = leaves.len() * leaf_blocks + (leaves.len() - 1) * 2;
    let root = || {
        let mut tree = TreeBuilder::new(HashAlgorithm::Sha256);
        for leaf in &leaves {
            tree.push_data(leaf);
        }
        black_box(tree.root());
    };
    ratio("roster root : its compressions", "goal 1.2", 21, root, || {
        compressions(needed);
    });
}

fn selection() {
    let ids = ids(1_000_000);
    let tickets = Tickets::new(HashAlgorithm::Sha256, &Digest::from_bytes([7; 32]));
    let whole = || {
        let candidates = ids.iter().map(|id| Candidate::new(id, 1, false));
        black_box(select(&tickets, candidates, 50_000).drawn().count());
    };
    ratio(
        "drawing 5 % of 1,000,000 targets : their tickets",
        "goal 2",
        7,
        || alone(whole),
        || {
            tickets_of(&ids, &tickets);
        },
    );
    let ordered = || {
        let candidates = ids.iter().map(|id| Candidate::new(id, 1, false));
        black_box(select(&tickets, candidates, 50_000).into_alternates());
    };
    ratio(
        "the same with all alternates in order",
        "goal 3",
        7,
        || alone(ordered),
        || {
            tickets_of(&ids, &tickets);
        },
    );
    ratio("drawing them on one core : on all", "goal 1.7 on two", 7, || alone(whole), whole);
}

/// Does something on one core.
fn alone(work: impl FnOnce() + Send) {
    rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap().install(work);
}

/// So many targets with the columns of the sample, 5 % drawn, two seats each.
fn national(targets: u64, inspectors: usize) -> Announced {
    let mut people = common::rosters(0, inspectors, 1_000);
    people.targets = (0..targets)
        .map(|n| {
            let id = TargetId::new(format!("QDN-{n:07}")).unwrap();
            let name = format!("黔东南示例环保处置有限公司第{n:07}号（一号厂区）");
            let mut target = dual_random::Target::new(id, name, "一般", format!("5226{:02}", n % 16));
            target.credit_code = Some(format!("91522623MAX{n:07}"));
            target
        })
        .collect();
    let plan = common::plan(targets, targets / 20, 2);
    Draft::new(plan, people).unwrap().announce(common::master(1)).unwrap()
}

/// Drawing, announcing and verifying against what reading a file takes at least.
fn reading() {
    let announced = national(100_000, 500);
    let values = common::values(&announced.announcement.plan, 1);
    let drawn = draw(&announced.announcement, &announced.opening, &values).unwrap();
    let file = drawn.reveal().unwrap();
    let scan_and_parse = || {
        canonical::check(&file, usize::MAX).unwrap();
        black_box(serde_json::from_slice::<Disclosure>(&file).unwrap());
    };
    let none = Evidence::new();
    let verified = || drop(black_box(verify(&file, &none)));
    ratio(
        "verifying 100,000 targets on one core : one scan and one parse",
        "goal 2.5",
        5,
        || alone(verified),
        scan_and_parse,
    );
    let drawing = || {
        let drawn = draw(&announced.announcement, &announced.opening, &values).unwrap();
        black_box(drawn.reveal_to(std::io::sink()).unwrap());
    };
    ratio("drawing and writing it : verifying it", "goal 1.5", 5, || alone(drawing), || alone(verified));
    ratio("verifying on one core : on all", "stated beside it", 5, || alone(verified), verified);
    let opening = announced.opening.reveal().unwrap();
    let restored = || drop(black_box(Opening::from_bytes(&opening).unwrap()));
    ratio("reading the opening : verifying the result", "stated beside it", 5, restored, || alone(verified));
}

/// So many targets, all drawn, two seats each, a tenth as many inspectors up to 1,000, 5 % recusals, balanced.
fn staffing_case(targets: usize, inspectors: usize) -> Announced {
    let mut people = common::rosters(0, 0, 0);
    let name = |n: usize| format!("T{n:06}");
    people.targets = (0..targets)
        .map(|n| {
            dual_random::Target::new(TargetId::new(name(n)).unwrap(), format!("示例{n}"), "一般", "522601")
        })
        .collect();
    let most = u32::try_from(targets).unwrap();
    people.inspectors = (0..inspectors)
        .map(|n| {
            let mut inspector = common::inspector(n, most);
            inspector.id = dual_random::InspectorId::new(format!("I{n:05}")).unwrap();
            inspector
        })
        .collect();
    let mut dice = common::Dice::new(1);
    for target in 0..targets {
        // 5 % of the inspectors at the most: what the limit on recusals leaves room for.
        let recusals = (inspectors / 20).min(1_000_000 / targets);
        let from = dice.below(inspectors);
        for step in 0..recusals {
            let inspector = (from + step * 17) % inspectors;
            people.recusals.push(dual_random::Recusal::new(
                people.inspectors[inspector].id.clone(),
                people.targets[target].id.clone(),
                "亲属",
            ));
        }
    }
    people.recusals.sort_by(|a, b| (&a.inspector, &a.target).cmp(&(&b.inspector, &b.target)));
    people.recusals.dedup_by(|a, b| (&a.inspector, &a.target) == (&b.inspector, &b.target));
    let plan = {
        let mut it = common::plan(targets as u64, targets as u64, 2);
        it.workload = Workload::Balanced;
        it
    };
    Draft::new(plan, people).unwrap().announce(common::master(1)).unwrap()
}

fn draw_case(case: &Announced) {
    let values = common::values(&case.announcement.plan, 1);
    let drawn = draw(&case.announcement, &case.opening, &values).unwrap();
    assert_eq!(drawn.seal().seats.open, 0);
    black_box(drawn);
}

/// Dinic's algorithm on source → target (2) → inspector (cap) → sink, built and run once with the right cap.
struct Flow {
    heads: Vec<Vec<u32>>,
    to: Vec<u32>,
    room: Vec<u32>,
}

impl Flow {
    fn new(nodes: usize) -> Self {
        Self { heads: vec![Vec::new(); nodes], to: Vec::new(), room: Vec::new() }
    }

    fn arc(&mut self, from: usize, to: usize, room: u32) {
        for (a, b, room) in [(from, to, room), (to, from, 0)] {
            self.heads[a].push(u32::try_from(self.to.len()).unwrap());
            self.to.push(u32::try_from(b).unwrap());
            self.room.push(room);
        }
    }

    fn run(&mut self, source: usize, sink: usize) -> u32 {
        let mut total = 0;
        loop {
            let mut level = vec![u32::MAX; self.heads.len()];
            level[source] = 0;
            let mut queue = vec![source];
            let mut next = 0;
            while let Some(node) = queue.get(next).copied() {
                next += 1;
                for arc in &self.heads[node] {
                    let to = self.to[*arc as usize] as usize;
                    if self.room[*arc as usize] > 0 && level[to] == u32::MAX {
                        level[to] = level[node] + 1;
                        queue.push(to);
                    }
                }
            }
            if level[sink] == u32::MAX {
                return total;
            }
            let mut at = vec![0; self.heads.len()];
            loop {
                let pushed = self.push(source, sink, u32::MAX, &level, &mut at);
                if pushed == 0 {
                    break;
                }
                total += pushed;
            }
        }
    }

    fn push(&mut self, node: usize, sink: usize, most: u32, level: &[u32], at: &mut [usize]) -> u32 {
        if node == sink {
            return most;
        }
        while at[node] < self.heads[node].len() {
            let arc = self.heads[node][at[node]] as usize;
            let to = self.to[arc] as usize;
            if self.room[arc] > 0 && level[to] == level[node] + 1 {
                let pushed = self.push(to, sink, most.min(self.room[arc]), level, at);
                if pushed > 0 {
                    self.room[arc] -= pushed;
                    self.room[arc ^ 1] += pushed;
                    return pushed;
                }
            }
            at[node] += 1;
        }
        0
    }
}

fn max_flow(targets: usize, inspectors: usize) {
    let (source, sink) = (targets + inspectors, targets + inspectors + 1);
    let mut flow = Flow::new(sink + 1);
    let cap = u32::try_from((2 * targets).div_ceil(inspectors)).unwrap();
    for target in 0..targets {
        flow.arc(source, target, 2);
        for inspector in (0..inspectors).filter(|inspector| (inspector + target) % 20 != 0) {
            flow.arc(target, targets + inspector, 1);
        }
    }
    (0..inspectors).for_each(|inspector| flow.arc(targets + inspector, sink, cap));
    assert_eq!(flow.run(source, sink), u32::try_from(2 * targets).unwrap());
}

fn staffing() {
    let case = staffing_case(10_000, 1_000);
    ratio(
        "whole draw of 10,000 targets × 2 seats, 1,000 inspectors : one plain max-flow of its size",
        "stated beside it",
        3,
        || draw_case(&case),
        || max_flow(10_000, 1_000),
    );
    let (small, large) = (staffing_case(1_000, 1_000), staffing_case(100_000, 1_000));
    ratio("100,000 targets : 10,000 targets", "linear is 10", 1, || draw_case(&large), || draw_case(&case));
    ratio("10,000 targets : 1,000 targets", "linear is 10", 3, || draw_case(&case), || draw_case(&small));
}

/// An amendment of a large draw against the leaves that its tree must have, and a verification of both ceremonies' worth
/// of work against the draw alone.
fn amending() {
    let (targets, drawn) = (100_000, 1_000);
    let mut plan = common::plan(targets, drawn, 2);
    plan.amendments = {
        let mut it = AmendmentRules::default();
        it.strikes_per_stratum = 10;
        it.target_reasons = vec!["已关闭".to_owned()];
        it
    };
    let mut people = common::rosters(0, 200, 100);
    people.targets = (0..targets)
        .map(|n| {
            let id = TargetId::new(format!("T{n:06}")).unwrap();
            dual_random::Target::new(id, format!("示例{n}"), "一般", "522601")
        })
        .collect();
    let announced = Draft::new(plan, people).unwrap().announce(common::master(1)).unwrap();
    let values = common::values(&announced.announcement.plan, 1);
    let result = draw(&announced.announcement, &announced.opening, &values).unwrap();
    let strikes = Strikes::of(common::date("2026-10-20")).targets([TargetStrike::new(
        common::opened(&result).result.teams[0].target.clone(),
        "已关闭",
        Digest::from_bytes([1; 32]),
    )]);
    // A leaf of the result tree: salt by HMAC (four compressions), leaf hash (two), its share of the nodes (two).
    let amend = || {
        black_box(result.clone().amend(strikes.clone()).unwrap());
    };
    let leaves = usize::try_from(targets).unwrap();
    ratio("one amendment of 100,000 targets : its tree's compressions", "stated beside it", 5, amend, || {
        compressions(leaves * 8);
    });
    let mut amended = result.clone();
    let amendment = amended.amend(strikes.clone()).unwrap();
    let plain = result.reveal().unwrap();
    let full = amended.reveal().unwrap();
    let none = Evidence::new();
    ratio(
        "verifying with one amendment : without",
        "stated beside it",
        3,
        || drop(black_box(verify(&full, &none))),
        || drop(black_box(verify(&plain, &none))),
    );
    let prover = Prover::of_drawn(&amended).unwrap();
    let alternate = common::opened(&amended).amendments[0].outcome.replaced[0].alternate.clone().unwrap();
    let proof = prover.assignment(&alternate).unwrap().to_bytes().unwrap();
    let announcement = announced.announcement.to_bytes().unwrap();
    let seal = amendment.seal().to_bytes().unwrap();
    let check = || {
        for _ in 0..100 {
            black_box(check_proof(&proof, &announcement, Some(&seal)).unwrap());
        }
    };
    // Two paths of 17 nodes of two compressions each, two leaves, three digests of files.
    ratio("checking a proof : its compressions", "reading three documents is most of it", 5, check, || {
        compressions(100 * (2 * 17 * 2 + 20 + (proof.len() + announcement.len() + seal.len()) / 64));
    });
}

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    let id = TargetId::new("91522601MATEXT01X3-site-0000001").unwrap();
    let tickets = Tickets::new(HashAlgorithm::Sha256, &Digest::from_bytes([7; 32]));
    criterion.bench_function("ticket", |b| b.iter(|| tickets.ticket(black_box(&id), 1)));
    criterion.bench_function("compression", |b| b.iter(|| compressions(black_box(1))));
    criterion.final_summary();
    // `cargo test --benches` only asks whether this runs.
    if !std::env::args().any(|argument| argument == "--test") {
        ticket_and_root();
        selection();
        reading();
        staffing();
        amending();
    }
}
