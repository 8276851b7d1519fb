//! The same targets under libFuzzer, which keeps what reaches new code: `bash .ci/fuzz --guided SECONDS`.

#![no_main]

use dual_random_fuzz::mutate::{Random, mutated};
use dual_random_fuzz::{Form, Target, target};
use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};
use std::sync::LazyLock;

/// libFuzzer has the arguments; the target's name is in the environment.
static GIVEN: LazyLock<&'static Target> = LazyLock::new(|| {
    let name = std::env::var("FUZZ_TARGET").expect("FUZZ_TARGET is the name of a target");
    target(&name).expect("a target of that name")
});

fuzz_target!(|input: &[u8]| {
    (GIVEN.run)(input);
});

// libFuzzer's own changes rarely leave canonical JSON what it was.
fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    let mut random = Random::new(seed.into());
    let own = match GIVEN.form {
        Form::Json => random.below(4) > 0,
        Form::Bytes => random.below(3) == 0,
    };
    if !own {
        return fuzzer_mutate(data, size, max_size);
    }
    let changed = mutated(GIVEN.form, &data[..size], &data[..size], &mut random);
    let size = changed.len().min(max_size);
    data[..size].copy_from_slice(&changed[..size]);
    size
});
