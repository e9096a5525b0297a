//! Cursors that are refused.

/// Why a cursor was refused, before any request.
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
    /// The cursor is damaged, or was made by another query, table, index or direction.
    #[error(
        "it is damaged, or belongs to another query: a cursor goes on where the very query that made it stopped"
    )]
    Invalid,
}
