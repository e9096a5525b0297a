//! Queries and scans, as far as they differ.

use super::place::Place;
use super::request::Request;
use super::setup_error::SetupError;
use crate::operation::Read;

/// What is read: the items of a key condition, or a whole table, index or segment.
pub(in crate::builders) trait Source {
    /// The API operation.
    const OPERATION: &'static str;

    /// Whether every item of the table, of the index or of the entity is read, but for what a filter drops.
    fn is_whole(&self) -> bool;

    /// The table or index, where it is known: a key that cannot be built leaves it open.
    fn place(&self) -> Result<Place, SetupError>;

    /// The request of a page.
    fn request(&self, read: Read) -> Result<Request, SetupError>;
}
