//! Where a `delete_all` that stopped goes on.

use crate::builders::Cursor;
use crate::error::DeleteAllIncomplete;

impl DeleteAllIncomplete {
    /// Where to go on: everything that was found before is deleted. `None` is the beginning.
    ///
    /// It is a cursor of the very query or scan. The deletes that were under way are behind it, so they are found again if they were not
    /// applied.
    #[must_use]
    pub fn cursor(&self) -> Option<Cursor> {
        self.position().downcast_ref::<Option<Cursor>>().cloned().flatten()
    }
}
