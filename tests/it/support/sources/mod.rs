//! A walk over the sources of a crate: what it makes public, with signatures and documentation.

mod docs;
mod entries;
mod signature;
mod text;
mod tree;

pub(crate) use entries::{Kind, public_entries};
pub(crate) use tree::Sources;
