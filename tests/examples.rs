//! The small examples run, each to its end.
#![allow(dead_code, reason = "an example's main is all that is called")]

macro_rules! examples {
    ($($name:ident = $path:literal;)+) => {$(
        mod $name {
            #[path = $path]
            mod example;

            #[test]
            fn runs_to_its_end() {
                example::run_it();
            }
        }
    )+};
}
