//! Transactions: groups of reads or writes that DynamoDB does as a whole or not at all.

mod checked;
mod exactly_once;
mod failed;
mod get;
mod get_ops;
mod ops;
mod reasons;
mod transaction;
mod tuples;
mod write;
mod write_op;

pub use exactly_once::ExactlyOnce;
pub use failed::FailedTransaction;
pub use get::{TransactGet, transact_get};
pub use get_ops::{TransactGetOp, TransactGetOps};
pub use ops::{TransactOp, TransactOps};
pub use write::{TransactWrite, transact_write};
pub use write_op::WriteOp;
