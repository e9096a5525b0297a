//! Cursors that are refused, or cannot be made.

/// Why a cursor was refused or cannot be made, before any request.
///
/// # Examples
///
/// ```
/// use dynamorph::{Cursor, CursorError, Error};
///
/// let refused = "no-cursor".parse::<Cursor>();
/// assert!(matches!(refused, Err(Error::Cursor(CursorError::Invalid))));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CursorError {
    /// The cursor does not go on here. Which of the reasons it is, is not said: whoever forges cursors would learn from it.
    #[error(
        "it is damaged or too old, or belongs to another query, caller context or key: a cursor goes on where the very query that made it stopped; start again without one"
    )]
    Invalid,
    /// A key that signs cursors is too short.
    #[error(
        "a key that signs cursors has at least 32 bytes, and this one has {bytes}: take them from a random generator"
    )]
    ShortKey {
        /// The bytes it has.
        bytes: usize,
    },
    /// The id of a key is empty or too long.
    #[error("the id of a key that signs cursors has 1 to 32 bytes")]
    KeyId,
    /// Two keys have one id.
    #[error("two keys that sign cursors have the same id: give each its own, such as the month")]
    RepeatedKeyId,
    /// The item that a cursor was to follow is not among those that the query reads.
    #[error(
        "the item is not in what is read: by its `{attribute}` it lies in another partition, or outside of the sort conditions"
    )]
    ItemOutside {
        /// The key attribute.
        attribute: &'static str,
    },
    /// The item that a cursor was to follow does not lie in the index that is read.
    #[error("the item is not in what is read: it has no `{attribute}`, a key of the index")]
    ItemNotInIndex {
        /// The key attribute that it lacks.
        attribute: &'static str,
    },
}
