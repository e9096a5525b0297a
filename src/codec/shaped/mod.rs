//! How types that are not ours are stored.

mod collections;
mod external;
mod scalars;
mod wrappers;
