//! The keys of what a scan finds.

use super::builder::Scan;
use crate::builders::read::KeyRead;

impl<E, I, O: Send + 'static> Scan<E, I, O> {
    /// Reads nothing but keys, of expired items too.
    pub(crate) fn into_keys(self) -> KeyRead {
        self.read.into_keys()
    }
}
