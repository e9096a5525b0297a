//! Batches: any number of reads by key, and of puts and deletes, each on its own; and deletes of all that is found.

mod delete_all;
mod get;
mod write;

pub use delete_all::{DeleteAll, Deleted};
pub use get::{BatchGet, BatchGetRest, batch_get};
pub use write::{
    BatchAccount, BatchOp, BatchOps, BatchReport, BatchRest, BatchWrite, BatchWriteOp, BatchWriter,
    BatchWritten, Duplicates, batch_write,
};
