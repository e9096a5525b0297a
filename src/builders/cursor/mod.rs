//! Cursors: positions in a query or scan as opaque text.

mod after;
mod contexts;
mod fingerprint;
mod form;
mod seal;
mod text;

pub(in crate::builders) use contexts::Contexts;
pub(in crate::builders) use fingerprint::Fingerprint;
pub use text::Cursor;
