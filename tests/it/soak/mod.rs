//! Writes under faults and cancellation, by many seeds, and what must hold whatever happens.
//!
//! A few seeds run always. All of them: `DYNAMORPH_SOAK_SEEDS=2000 cargo test --test it soak::`.
#![allow(clippy::unwrap_used, reason = "a failed step is a failed test")]

mod batches;
mod counters;
mod ending;
mod models;
mod single_writes;
mod support;
mod transactions;
