//! Batches: any number of reads by key, and of puts and deletes, each on its own.

mod get;
mod write;

pub use get::{BatchGet, BatchGetRest, batch_get};
pub use write::{
    BatchAccount, BatchOp, BatchOps, BatchReport, BatchRest, BatchWrite, BatchWriteOp, BatchWriter,
    BatchWritten, Duplicates, batch_write,
};
