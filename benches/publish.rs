//! Publications of 100,000 outcomes, each format against writing its bytes alone, in turn within one run, since machines
//! are noisy; and the memory that rendering piece by piece takes. Nothing here asserts a time.

#![allow(missing_docs, clippy::unwrap_used, clippy::float_arithmetic, clippy::cast_precision_loss)]

use criterion::{Criterion, criterion_group, criterion_main};
use dual_random::outcome::{FollowUp, Outcome, Reports, Scheme, TargetReport};
use dual_random::plan::Ceremony;
use dual_random::privacy::Policy;
use dual_random::publish::{Format, Page, Publication, outcomes};
use dual_random::{Date, Disclosure, Language};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::time::{Duration, Instant};

#[path = "../tests/common/mod.rs"]
mod common;

const OUTCOMES: usize = 100_000;

fn disclosure() -> Disclosure {
    let all = u64::try_from(OUTCOMES).unwrap();
    let base = common::plan(all, 0, 2);
    let plan = {
        let mut it = base;
        it.ceremony = Ceremony::Selection;
        it.strata = vec![common::stratum("全部", Vec::new(), common::quota(all))];
        it
    };
    common::disclose(common::run(plan, common::rosters(OUTCOMES, 8, 6), 3), &|_| None)
}

fn reports(disclosure: &Disclosure) -> Reports {
    let targets = disclosure.rosters.targets.iter().enumerate();
    let report = targets.map(|(place, target)| {
        let mut outcome = Outcome::new(Date::new("2026-11-03").unwrap(), "1");
        if place % 5 == 0 {
            "2".clone_into(&mut outcome.result);
            outcome.findings = Some("示例：危险废物标识缺失，台账不全".to_owned());
            outcome.follow_up = FollowUp::Correction;
        }
        TargetReport::new(target.draw.id.clone(), outcome)
    });
    Reports::of_disclosure(Scheme::common(), report.collect(), disclosure).unwrap()
}

/// Renders to a file piece by piece, and gives the bytes.
fn rendered(publication: &Publication<'_, '_>, format: Format, path: &std::path::Path) -> u64 {
    let mut file = BufWriter::new(File::create(path).unwrap());
    let mut bytes = 0;
    for piece in publication.pieces(format, Language::Zh) {
        let piece = piece.unwrap();
        bytes += piece.len() as u64;
        file.write_all(&piece).unwrap();
    }
    file.flush().unwrap();
    bytes
}

fn time(work: &mut dyn FnMut()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

/// A figure of this process in KiB, where the system tells it.
fn kib(what: &str) -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(what))?;
    line.trim_start_matches(':').trim().strip_suffix(" kB")?.parse().ok()
}

/// By how much the process grows at most while something is done.
fn growth(work: &mut dyn FnMut()) -> Option<u64> {
    std::fs::write("/proc/self/clear_refs", "5").ok()?;
    let before = kib("VmRSS")?;
    work();
    kib("VmHWM")?.checked_sub(before)
}

fn formats(_: &mut Criterion) {
    let (disclosure, policy) = (disclosure(), Policy::default());
    let reports = reports(&disclosure);
    let page: Page<'_> = outcomes(&disclosure, &reports, &policy).unwrap();
    let path = std::env::temp_dir().join(format!("dual-random-bench-{}", std::process::id()));
    let publication = Publication::new(&page).unwrap();
    for format in Format::ALL.iter().copied() {
        let mut size = 0;
        let grown = growth(&mut || size = rendered(&publication, format, &path));
        let whole = publication.bytes(format, Language::Zh).unwrap();
        let mut ratios: Vec<f64> = (0..7)
            .map(|_| {
                let work = time(&mut || _ = rendered(&publication, format, &path));
                work.as_secs_f64() / time(&mut || std::fs::write(&path, &whole).unwrap()).as_secs_f64()
            })
            .collect();
        ratios.sort_by(f64::total_cmp);
        let grown = grown.map_or("unknown".to_owned(), |kib| {
            format!("{:.2} x its bytes", kib as f64 * 1024.0 / size as f64)
        });
        println!(
            "ratio  100,000 outcomes as {}: {:.1} x writing its {size} bytes to a file; memory grows by {grown}",
            format.code(),
            ratios[3]
        );
    }
    let looked = (0..5).map(|_| time(&mut || _ = Publication::new(&page).unwrap()).as_secs_f64());
    let json = (0..5).map(|_| time(&mut || _ = rendered(&publication, Format::Json, &path)).as_secs_f64());
    println!(
        "ratio  looking it through and taking its digest: {:.1} x rendering it as JSON",
        looked.fold(f64::MAX, f64::min) / json.fold(f64::MAX, f64::min)
    );
    let _ = std::fs::remove_file(&path);
}

criterion_group!(benches, formats);
criterion_main!(benches);
