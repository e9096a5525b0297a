//! Deletes of all that a query or a scan finds.

mod builder;
mod deleted;
mod incomplete;
mod run;

pub use builder::DeleteAll;
pub use deleted::Deleted;
