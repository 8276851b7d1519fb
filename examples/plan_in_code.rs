//! A plan in code, validated against rosters: what would be drawn, and what is odd, before anything is announced.
//!
//! `cargo run --example plan_in_code`

mod shared;

use dual_random::plan::Quota;
use dual_random::{Draft, Language, Say};
use shared::{Outcome, plan, rosters};

fn main() -> Outcome<()> {
    let draft = Draft::new(plan(200)?, rosters(200, 12)?)?;
    for stratum in draft.strata() {
        println!("{}: {} of {}", stratum.name, stratum.k, stratum.n);
    }
    for pool in draft.smallest_pools() {
        println!("{}: at least {} may take seat {} of {}", pool.stratum, pool.pool, pool.seat, pool.target);
    }
    for warning in draft.warnings() {
        println!("{}", warning.message(Language::En));
    }

    // A plan that asks for more than there is comes back with all its faults, each with its place and a stable code.
    let mut greedy = plan(200)?;
    greedy.strata[0].quota = Quota::count(21);
    greedy.place = String::new();
    let faults = Draft::new(greedy, rosters(200, 12)?).err().ok_or("a draft that cannot be")?;
    for fault in &faults {
        println!("{} {}: {}", fault.code().code(), fault.field, fault.message(Language::Zh));
    }
    Ok(())
}
