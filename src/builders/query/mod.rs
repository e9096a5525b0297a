//! Queries: one partition in sort key order, page by page.

mod answer;
mod builder;
mod cursors;
mod keys;
mod plan;
mod sort;
mod source;
mod terminals;

pub use builder::Query;
pub(in crate::builders) use plan::Plan;
