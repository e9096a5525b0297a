//! Updates: changes to the item under one key.

mod actions;
mod builder;
mod fault;
mod index_keys;
mod modify;
mod patch;
mod plan;
mod upsert;

pub use builder::Update;
pub use modify::{ChangeResult, Modify};
pub use patch::{Patch, nullable};
pub use upsert::Upsert;
