//! Batches of reads.

mod builder;
mod chunk;
mod fill;
mod incomplete;
mod run;
#[cfg(test)]
mod tests;

pub use builder::{BatchGet, batch_get};
pub use incomplete::BatchGetRest;
