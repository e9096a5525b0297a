//! Hooks: code of the caller around operations and around each item written.

mod hook;
mod item_write;
mod operation;
mod run;

pub use hook::{Hooks, Refusal};
pub use item_write::{ItemWrite, WriteVerb};
pub use operation::{Ended, Operation};
pub(crate) use run::Passed;
