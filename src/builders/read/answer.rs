//! What an item is read as.

use std::fmt;
use std::sync::Arc;

use crate::codec::ItemReader;
use crate::error::Result;
use crate::model::{Decoded, FromItem};

/// Makes an answer of an item.
pub(in crate::builders) type Decode<O> =
    Arc<dyn Fn(&mut ItemReader<'_>) -> Result<Decoded<O>> + Send + Sync>;

/// What each item is read as.
pub(in crate::builders) struct Answer<O> {
    pub(in crate::builders) decode: Decode<O>,
    /// The entity or registry, for messages.
    pub(in crate::builders) entity: &'static str,
}

impl<E: FromItem> Answer<E> {
    /// The whole item.
    pub(in crate::builders) fn item() -> Self {
        Self { decode: Arc::new(E::from_item), entity: E::NAME }
    }
}

impl<O> Clone for Answer<O> {
    fn clone(&self) -> Self {
        Self { decode: Arc::clone(&self.decode), entity: self.entity }
    }
}

impl<O> fmt::Debug for Answer<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer").finish_non_exhaustive()
    }
}
