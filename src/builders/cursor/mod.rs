//! Cursors: positions in a query or scan as opaque text.

mod after;
mod contexts;
mod fingerprint;
mod form;
mod scan_form;
mod scan_position;
mod seal;
mod stand;
mod text;

pub(in crate::builders) use contexts::Contexts;
pub(in crate::builders) use fingerprint::Fingerprint;
pub use scan_position::ScanPosition;
pub(in crate::builders) use stand::Stand;
pub use text::Cursor;
