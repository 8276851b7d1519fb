//! Feeds a target with changed seeds, as long as asked:
//!
//! ```text
//! cargo run --release --manifest-path fuzz/Cargo.toml -- TARGET --seconds N [--seed N]
//! cargo run --release --manifest-path fuzz/Cargo.toml -- TARGET --replay FILE
//! ```
//!
//! `all` is every target in turn, each for its share of the seconds. The inputs follow from the seed and the seeds in
//! `corpus`. An input that breaks a promise, takes too long or too much memory is written to `found`, and the exit is 1. After
//! an abort (a stack that overflows), `found/TARGET-SEED.running` is the input.

mod memory;

use dual_random_fuzz::mutate::{MAX_BYTES, Random, mutated};
use dual_random_fuzz::{TARGETS, Target, target};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{Seek, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// Longest time and most memory that one input may take.
const MAX_TIME: Duration = Duration::from_secs(20);
const MAX_MEMORY: usize = 1 << 30;
/// Most inputs that are kept because they went a new way.
const MAX_KEPT: usize = 2_000;

struct Arguments {
    targets: Vec<&'static Target>,
    seconds: u64,
    seed: u64,
    replay: Option<PathBuf>,
}

fn arguments() -> Option<Arguments> {
    let mut given = std::env::args().skip(1);
    let name = given.next()?;
    let targets = if name == "all" { TARGETS.iter().collect() } else { vec![target(&name)?] };
    let mut arguments = Arguments { targets, seconds: 60, seed: 1, replay: None };
    while let Some(option) = given.next() {
        let value = given.next()?;
        match option.as_str() {
            "--seconds" => arguments.seconds = value.parse().ok()?,
            "--seed" => arguments.seed = value.parse().ok()?,
            "--replay" => arguments.replay = Some(value.into()),
            _ => return None,
        }
    }
    Some(arguments)
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// The seeds, in the order of their names.
fn seeds(target: &Target) -> Vec<Vec<u8>> {
    let folder = folder("corpus").join(target.name);
    let Ok(entries) = fs::read_dir(&folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    paths.iter().filter_map(|path| fs::read(path).ok()).collect()
}

/// One input: what became of it, or why that is a finding.
fn feed(target: &Target, input: &[u8]) -> Result<String, String> {
    memory::begin();
    let start = Instant::now();
    let answer = catch_unwind(AssertUnwindSafe(|| (target.run)(input)));
    let (took, memory) = (start.elapsed(), memory::most());
    match answer {
        Err(_) => Err("a panic".to_owned()),
        Ok(_) if took > MAX_TIME => Err(format!("{took:?}")),
        Ok(_) if memory > MAX_MEMORY => Err(format!("{} MiB", memory >> 20)),
        Ok(answer) => Ok(answer),
    }
}

/// Feeds a target for so long. `Err` names the file with the input of a finding.
fn fuzz(target: &Target, seconds: u64, seed: u64) -> Result<(), String> {
    let found = folder("found");
    let save = |input: &[u8], why: &str| -> String {
        let path = found.join(format!("{}-{seed}", target.name));
        let written = fs::write(&path, input).map(|()| path.display().to_string());
        format!("{}: {why}: {}", target.name, written.unwrap_or_else(|error| error.to_string()))
    };
    fs::create_dir_all(&found).map_err(|error| error.to_string())?;
    let running = found.join(format!("{}-{seed}.running", target.name));
    let mut file = File::create(&running).map_err(|error| error.to_string())?;
    let mut random = Random::new(seed);
    let mut kept = seeds(target);
    if kept.is_empty() {
        return Err(format!("{}: no seeds", target.name));
    }
    let (mut answers, count) = (BTreeSet::new(), kept.len());
    let (start, mut slowest, mut largest) = (Instant::now(), Duration::ZERO, 0);
    let mut runs = 0_u64;
    while runs < count as u64 || start.elapsed() < Duration::from_secs(seconds) {
        let input = match usize::try_from(runs).ok().filter(|place| *place < count) {
            Some(place) => kept[place].clone(),
            None => {
                let (one, other) = (random.below(kept.len()), random.below(kept.len()));
                mutated(target.form, &kept[one], &kept[other], &mut random)
            }
        };
        let written = file
            .rewind()
            .and_then(|()| file.write_all(&input))
            .and_then(|()| file.set_len(input.len() as u64));
        written.map_err(|error| error.to_string())?;
        let begin = Instant::now();
        let answer = feed(target, &input).map_err(|why| save(&input, &why))?;
        slowest = slowest.max(begin.elapsed());
        largest = largest.max(memory::most());
        runs += 1;
        if answers.insert(answer) && kept.len() < MAX_KEPT && input.len() < MAX_BYTES {
            kept.push(input);
        }
    }
    drop(file);
    fs::remove_file(&running).map_err(|error| error.to_string())?;
    println!(
        "{}: {runs} executions, {} answers, slowest {slowest:.1?}, most memory {} MiB",
        target.name,
        answers.len(),
        largest >> 20
    );
    Ok(())
}

fn main() -> ExitCode {
    let Some(arguments) = arguments() else {
        let names: Vec<&str> = TARGETS.iter().map(|target| target.name).collect();
        eprintln!("TARGET|all [--seconds N] [--seed N] [--replay FILE]\ntargets: {}", names.join(" "));
        return ExitCode::from(2);
    };
    let share = arguments.seconds / arguments.targets.len().max(1) as u64;
    for target in arguments.targets {
        let done = match &arguments.replay {
            None => fuzz(target, share, arguments.seed),
            Some(path) => match fs::read(path) {
                Ok(input) => feed(target, &input).map(|answer| println!("{answer}")),
                Err(error) => Err(error.to_string()),
            },
        };
        if let Err(why) = done {
            eprintln!("{why}");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}
