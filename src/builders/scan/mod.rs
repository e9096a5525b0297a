//! Scans: a whole table or index, or a segment of it, page by page.

mod answer;
mod builder;
mod cursors;
mod keys;
mod parallel;
mod segments;
mod source;
mod stream;
mod terminals;

pub use builder::Scan;
pub use parallel::ParallelScan;
pub use stream::ScanStream;
