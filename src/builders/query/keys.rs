//! The keys of what a query finds.

use super::builder::Query;
use crate::builders::read::KeyRead;

impl<E, I, S, O: Send + 'static> Query<E, I, S, O> {
    /// Reads nothing but keys, of expired items too.
    pub(crate) fn into_keys(self) -> KeyRead {
        self.read.into_keys()
    }
}
