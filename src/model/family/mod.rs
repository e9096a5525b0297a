//! What one attribute may hold, and what may be asked of it.

mod collections;
mod pointers;
mod scalars;
mod traits;

pub use traits::{Addable, Container, List, Map, Measured, Numeric, Scalar, Set};
