//! Scans: a whole table or index, or a segment of it, page by page.

mod answer;
mod builder;
mod cursors;
mod segments;
mod source;
mod terminals;

pub use builder::Scan;
