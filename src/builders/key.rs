//! The keys of builders.

use crate::error::KeyError;
use crate::model::{DynamoModel, GivenKey, KeyLayout, KeyOf, KeyWriter, PartsOf, Table};
use crate::operation::Key;

/// The primary key of a model from what the caller gave.
pub(super) fn primary<M: DynamoModel, K: KeyOf<M, PartsOf<M>>>(key: K) -> Result<Key, KeyError> {
    let layout = KeyLayout::primary(M::SCHEMA, <M::Table as Table>::SCHEMA);
    given(layout, |keys| key.write(keys))?.complete()
}

/// The parts that a key hands over.
pub(super) fn given(
    layout: KeyLayout,
    write: impl FnOnce(&mut KeyWriter),
) -> Result<GivenKey, KeyError> {
    let mut keys = KeyWriter::new(layout);
    write(&mut keys);
    keys.finish()
}
