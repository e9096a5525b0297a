//! Batches of writes.

mod account;
mod builder;
mod chunk;
mod digest;
mod duplicates;
mod incomplete;
mod ledger;
mod op;
mod ops;
mod prepare;
mod run;
#[cfg(test)]
mod tests;
mod writer;
mod written;

pub use account::{BatchAccount, BatchReport};
pub use builder::{BatchWrite, batch_write};
pub use duplicates::Duplicates;
pub use incomplete::BatchRest;
pub use op::{BatchOp, BatchWriteOp};
pub use ops::BatchOps;
pub use writer::BatchWriter;
pub use written::BatchWritten;
