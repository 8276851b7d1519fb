//! The service over HTTP, against a real PostgreSQL: `bash .ci/service` at the root of the repository starts one. Without the
//! variable `DUAL_RANDOM_POSTGRES` the tests say that they are skipped.

#![allow(clippy::unwrap_used, clippy::panic)]

mod ceremony;
mod life;
mod refusals;
mod running;
mod writers;
