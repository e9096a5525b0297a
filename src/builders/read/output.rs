//! What an item is read as.

use std::fmt;
use std::sync::Arc;

use crate::builders::select::Selection;
use crate::codec::ItemReader;
use crate::error::{Error, Result};
use crate::model::{Decoded, FromItem};
use crate::value::DocumentPath;

/// Reads an item.
type Decode<O> = Arc<dyn Fn(&mut ItemReader<'_>) -> Result<Decoded<O>> + Send + Sync>;

/// What each item is read as.
pub(in crate::builders) struct Output<O> {
    pub(in crate::builders) decode: Decode<O>,
    /// The entity or registry, for messages.
    pub(in crate::builders) entity: &'static str,
    /// The paths of a selection.
    pub(in crate::builders) selected: Option<Vec<DocumentPath>>,
}

impl<E: FromItem> Output<E> {
    /// The whole item, which is checked to be of its entity.
    pub(in crate::builders) fn item() -> Self {
        Self::decoded(E::NAME, E::from_item)
    }
}

impl<O> Output<O> {
    /// What a function makes of the whole item.
    pub(in crate::builders) fn decoded(
        entity: &'static str,
        decode: impl Fn(&mut ItemReader<'_>) -> Result<Decoded<O>> + Send + Sync + 'static,
    ) -> Self {
        Self { decode: Arc::new(decode), entity, selected: None }
    }

    /// Some attributes of items of `E`. That they are of `E` is told apart from it.
    pub(in crate::builders) fn selection<E: FromItem, A: Selection<E, Output = O>>(
        attributes: A,
        paths: Vec<DocumentPath>,
    ) -> Self {
        let decode = move |item: &mut ItemReader<'_>| {
            let selected = attributes.read(item);
            selected.map(Decoded::Item).map_err(|source| Error::decode(E::NAME, source))
        };
        Self { decode: Arc::new(decode), entity: E::NAME, selected: Some(paths) }
    }
}

impl<O> Clone for Output<O> {
    fn clone(&self) -> Self {
        Self {
            decode: Arc::clone(&self.decode),
            entity: self.entity,
            selected: self.selected.clone(),
        }
    }
}

impl<O> fmt::Debug for Output<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Output").field("selected", &self.selected).finish_non_exhaustive()
    }
}
